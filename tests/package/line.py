"""Runs a program on a board, with sockets of this computer (board/socket.py on the board): prints what it prints, and fails if it raises.

    line.py PORT PROGRAM
"""

import binascii
import socket
import sys

import serial

port = serial.Serial(sys.argv[1], 115200, timeout=60)
sockets = {}


def answer(request, *words):
    """What a socket says."""
    try:
        if request == "connect":
            sockets[str(len(sockets))] = socket.create_connection((words[0], int(words[1])), timeout=30)
            return str(len(sockets) - 1)
        if request == "send":
            sockets[words[0]].sendall(binascii.unhexlify(words[1]))
            return "sent"
        if request == "receive":
            return sockets[words[0]].recv(512).hex()
        assert request == "close", request
        sockets[words[0]].close()
        return "closed"
    except OSError as error:
        return f"!{error.errno or 5}"


def until(end):
    read = port.read_until(end)
    assert read.endswith(end), read
    return read


port.write(b"\r\x03\x01")
until(b"raw REPL; CTRL-B to exit\r\n>")
program = sys.argv[2].encode()
for start in range(0, len(program), 128):
    port.write(program[start : start + 128])
port.write(b"\x04")
until(b"OK")
line = b""
while True:
    byte = port.read(1)
    assert byte, f"the board says nothing more after {line}"
    line += byte
    if byte == b"\x04":
        break
    if byte == b"\n":
        if line.startswith(b"\x1c"):
            port.write(answer(*line[1:].decode().split()).encode() + b"\n")
        else:
            sys.stdout.write(line.decode().replace("\r", ""))
        line = b""
sys.stdout.write(line[:-1].decode())
raised = until(b"\x04")[:-1].decode()
port.write(b"\x02")
sys.exit(raised or 0)
