"""Sockets for a board without a network: those of the computer at the other end of its line, which line.py makes. The board asks with a
line that begins with a control character, and reads the answer from its standard input.
"""

import binascii
import sys

SOCK_STREAM = 1


def ask(*words):
    print("\x1c" + " ".join(words))
    answer = sys.stdin.readline().strip()
    if answer.startswith("!"):
        raise OSError(int(answer[1:]))
    return answer


def getaddrinfo(host, port, family=0, kind=0):
    return [(2, SOCK_STREAM, 0, "", (host, port))]


class socket:
    def __init__(self, family=2, kind=SOCK_STREAM, protocol=0):
        self.name = None
        self.received = b""

    def connect(self, address):
        self.name = ask("connect", address[0], str(address[1]))

    def write(self, data):
        if isinstance(data, str):
            data = data.encode()
        ask("send", self.name, binascii.hexlify(data).decode())
        return len(data)

    def fill(self):
        if not self.received:
            self.received = binascii.unhexlify(ask("receive", self.name))
        return self.received

    def readinto(self, buffer):
        data = self.fill()[: len(buffer)]
        self.received = self.received[len(data) :]
        buffer[: len(data)] = data
        return len(data)

    def read(self):
        whole = b""
        while self.fill():
            whole += self.received
            self.received = b""
        return whole

    def readline(self):
        line = b""
        while not line.endswith(b"\n") and self.fill():
            end = self.received.find(b"\n") + 1 or len(self.received)
            line += self.received[:end]
            self.received = self.received[end:]
        return line

    def close(self):
        if self.name is not None:
            ask("close", self.name)
            self.name = None
