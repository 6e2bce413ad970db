"""Serves a terminal as a serial port of RFC 2217, with pyserial's own server: rfc2217.py TERMINAL. Prints the port that it
listens at, and what the serial port is set to when a client has set it; serves one client after another."""

import select
import socket
import sys

import serial
import serial.rfc2217


class Terminal(serial.Serial):
    """A serial port without a modem's lines, which a terminal does not have."""

    cts = dsr = ri = cd = False
    dtr = rts = True

    def _update_dtr_state(self):
        pass

    def _update_rts_state(self):
        pass


class Connection:
    def __init__(self, client):
        self.client = client

    def write(self, data):
        self.client.sendall(data)


def serve(terminal, client):
    manager = serial.rfc2217.PortManager(terminal, Connection(client))
    said = None
    while True:
        ready, _, _ = select.select([client, terminal], [], [])
        if client in ready:
            data = client.recv(1024)
            if not data:
                return
            terminal.write(b"".join(manager.filter(data)))
            now = terminal.get_settings()
            now = tuple(now[name] for name in ("baudrate", "bytesize", "parity", "stopbits", "xonxoff", "rtscts"))
            if now != said:
                said = now
                print(*now, flush=True)
        if terminal in ready:
            client.sendall(b"".join(manager.escape(terminal.read(terminal.in_waiting or 1))))


listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
with Terminal(sys.argv[1], 9600, timeout=0) as terminal:
    while True:
        client, _ = listener.accept()
        with client:
            serve(terminal, client)
