#!/usr/bin/env python3
"""Times `mpyc natmod` on a module that is in the cache: the best of several runs, start of the process included.

    benches/cache.py [--mpyc PROGRAM] [--runs N] [--update-docs] [FILE.py...]

Without files, on those of natmod-examples that the README shows. --update-docs writes the table of docs/cache.md.
"""

import argparse
import os
import pathlib
import subprocess
import tempfile
import time

import page

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "natmod-examples"
SHOWN = ["math_ops", "factorial", "vector"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mpyc", default="target/release/mpyc")
    options.add_argument("--runs", type=int, default=50)
    options.add_argument("--update-docs", action="store_true")
    options.add_argument("files", nargs="*", type=pathlib.Path, metavar="FILE.py")
    args = options.parse_args()
    rows = ["| module | from the cache | compiled | the first time |", "|---|--:|--:|--:|"]

    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, MPYC_CACHE=str(pathlib.Path(folder, "cache")))
        environment.pop("MPYC_NO_CACHE", None)

        def took(path: pathlib.Path, *arguments: str) -> float:
            command = [args.mpyc, "natmod", str(path), "-o", str(pathlib.Path(folder, "out.mpy")), *arguments]
            begin = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env=environment)
            return (time.perf_counter() - begin) * 1e3

        for path in args.files or [EXAMPLES / name / f"{name}.py" for name in SHOWN]:
            subprocess.run([args.mpyc, "cache", "clean"], check=True, capture_output=True, env=environment)
            first, compiled = took(path), min(took(path, "--no-cache") for _ in range(5))
            hit = min(took(path) for _ in range(args.runs))
            rows.append(f"| {path.name} | {hit:.1f} ms | {compiled:.0f} ms | {first:.0f} ms |")
    table = "\n".join(rows)
    print(table)
    if args.update_docs:
        page.write("cache.md", "cache.py", table)


if __name__ == "__main__":
    main()
