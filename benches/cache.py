#!/usr/bin/env python3
"""Times `mpyc natmod` on a module that is in the cache: the best of several runs, start of the process included.

    benches/cache.py [--mpyc PROGRAM] [--runs N] [FILE.py...]

Without files, on those of natmod-examples that the README shows.
"""

import argparse
import os
import pathlib
import subprocess
import tempfile
import time

EXAMPLES = pathlib.Path(__file__).resolve().parent.parent / "natmod-examples"
SHOWN = ["math_ops", "factorial", "vector"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mpyc", default="target/release/mpyc")
    options.add_argument("--runs", type=int, default=50)
    options.add_argument("files", nargs="*", type=pathlib.Path, metavar="FILE.py")
    args = options.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, MPYC_CACHE=str(pathlib.Path(folder, "cache")))
        environment.pop("MPYC_NO_CACHE", None)

        def took(path: pathlib.Path, *arguments: str) -> float:
            command = [args.mpyc, "natmod", str(path), "-o", str(pathlib.Path(folder, "out.mpy")), *arguments]
            begin = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env=environment)
            return (time.perf_counter() - begin) * 1e3

        for path in args.files or [EXAMPLES / name / f"{name}.py" for name in SHOWN]:
            first, compiled = took(path), min(took(path, "--no-cache") for _ in range(5))
            times = sorted(took(path) for _ in range(args.runs))
            print(f"{path.name}: {times[0]:.1f} ms at best of {args.runs}, {times[len(times) // 2]:.1f} ms in the middle; "
                  f"compiled {compiled:.0f} ms, and {first:.0f} ms the first time")


if __name__ == "__main__":
    main()
