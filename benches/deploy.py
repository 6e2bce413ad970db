#!/usr/bin/env python3
"""Copies files to the emulated board with mpyc and with mpremote, over a terminal that counts: bytes on the line in both
directions, and the time. The bytes are what a serial port of 115,200 bits a second takes 87 microseconds each for.

    benches/deploy.py [--mpyc PROGRAM] [--mpremote PROGRAM] [--runs N] [--update-docs]

The files are the modules of benches/programs compiled for the board, one after another in one file, and as much of their
sources. --update-docs writes the table of docs/board.md.
"""

import argparse
import contextlib
import os
import pathlib
import pty
import select
import subprocess
import tempfile
import threading
import time
import tty

import page

ROOT = pathlib.Path(__file__).resolve().parent.parent
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "mpyc"
SIZE = 100_000


class Board:
    """An emulated board behind a terminal whose bytes are counted."""

    def __init__(self) -> None:
        cache = pathlib.Path(os.environ.get("MPYC_CACHE") or CACHE)
        firmware = sorted((cache / "hosts" / "bin").glob("flash-*.elf"))[-1]
        machine = "-bios none -cpu rv32 -m 16M -machine virt -semihosting -nographic -monitor none -serial stdio"
        command = ["qemu-system-riscv32", *machine.split(), "-kernel", str(firmware)]
        self.emulator = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.master, self.own = pty.openpty()
        tty.setraw(self.own)
        self.path = os.ttyname(self.own)
        self.passed = 0
        threading.Thread(target=self.carry, daemon=True).start()

    def carry(self) -> None:
        out, into = self.emulator.stdout.fileno(), self.emulator.stdin.fileno()
        while True:
            ready, _, _ = select.select([out, self.master], [], [])
            for source in ready:
                data = os.read(source, 4096)
                if not data:
                    return
                self.passed += len(data)
                os.write(into if source == self.master else self.master, data)

    def close(self) -> None:
        self.emulator.kill()
        self.emulator.wait()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mpyc", default="target/release/mpyc")
    options.add_argument("--mpremote", default="mpremote")
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--update-docs", action="store_true")
    args = options.parse_args()
    mpyc = str(pathlib.Path(args.mpyc).resolve()) if "/" in args.mpyc else args.mpyc
    rows = ["| 100,000 bytes of | with | bytes on the line | time |", "|---|---|--:|--:|"]

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        modules, sources = b"", b""
        for program in sorted((ROOT / "benches" / "programs").iterdir()):
            source = program / "typed.py"
            compiled = folder / f"{program.name}.mpy"
            command = [mpyc, "natmod", str(source), "-o", str(compiled)]
            if subprocess.run(command, capture_output=True, check=False).returncode == 0:
                modules += compiled.read_bytes()
                sources += source.read_bytes()
        for what, content in (("native modules", modules), ("Python", sources * 4), ("random bytes", os.urandom(SIZE))):
            if len(content) < SIZE:
                raise SystemExit(f"{what}: only {len(content)} bytes")
            path = folder / "content.bin"
            path.write_bytes(content[:SIZE])
            for who, command in (
                ("mpyc cp", lambda port: [mpyc, "cp", str(path), ":/content.bin", "--port", port]),
                ("mpremote cp", lambda port: [args.mpremote, "connect", port, "resume", "cp", str(path), ":content.bin"]),
            ):
                best, passed = float("inf"), 0
                for _ in range(args.runs):
                    with contextlib.closing(Board()) as board:
                        time.sleep(1)
                        before, begin = board.passed, time.perf_counter()
                        subprocess.run(command(board.path), check=True, capture_output=True)
                        best, passed = min(best, time.perf_counter() - begin), board.passed - before
                rows.append(f"| {what} | `{who}` | {passed:,} | {best:.1f} s |")
    table = "\n".join(rows)
    print(table)
    if args.update_docs:
        page.write("board.md", "deploy.py", table)


if __name__ == "__main__":
    main()
