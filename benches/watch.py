#!/usr/bin/env python3
"""Takes the time of `mpyc watch` on the emulated board, from a save to the first line that the program prints then.

    benches/watch.py [--mpyc PROGRAM] [--runs N] [--update-docs]

--update-docs writes the table of docs/board.md.
"""

import argparse
import os
import pathlib
import signal
import statistics
import subprocess
import tempfile
import time

import page

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHOWN = ["math_ops", "vector"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mpyc", default=str(ROOT / "target" / "release" / "mpyc"))
    options.add_argument("--runs", type=int, default=20)
    options.add_argument("--update-docs", action="store_true")
    args = options.parse_args()
    rows = ["| from a save to output | module | median | slowest of %d |" % args.runs, "|---|--:|--:|--:|"]

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        sources = {"a program of one line": ""}
        sources |= {f"{name}.py": (ROOT / "natmod-examples" / name / f"{name}.py").read_text() for name in SHOWN}
        for what, source in sources.items():
            path = folder / "program.py"
            path.write_text(f"{source}\nprint('save', 0)\n")
            command = [args.mpyc, "watch", str(path), "--port", "qemu:"]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as watch:
                took = []
                for run in range(args.runs + 1):
                    while watch.stdout.readline() != b"save %d\n" % run:
                        if watch.poll() is not None:
                            raise SystemExit(f"{what}: mpyc has ended")
                    if run:
                        took.append(time.perf_counter() - begin)
                    # The program has ended, as most have when they are changed.
                    time.sleep(0.3)
                    new = folder / "program.new"
                    new.write_text(f"{source}\nprint('save', {run + 1})\n")
                    begin = time.perf_counter()
                    os.replace(new, path)
                watch.send_signal(signal.SIGINT)
            compiled = [args.mpyc, "natmod", str(path), "-o", str(folder / "program.mpy"), "--traceback"]
            subprocess.run(compiled, check=True, capture_output=True)
            size = (folder / "program.mpy").stat().st_size
            rows.append(f"| {what} | {size:,} bytes | {statistics.median(took):.2f} s | {max(took):.2f} s |")
    table = "\n".join(rows)
    print(table)
    if args.update_docs:
        page.write("board.md", "watch.py", table)


if __name__ == "__main__":
    main()
