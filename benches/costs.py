#!/usr/bin/env python3
"""What options and provided code cost: the figures of docs/language/running.md, generators.md and provided.md.

    benches/costs.py [--mpyc PROGRAM]

Instructions of three functions on the emulated RISC-V board, which repeat to the digit, and bytes of modules.
"""

import argparse
import pathlib
import re
import subprocess
import tempfile

LOOPS = '''
def call(d: dict, n: int) -> int:
    return len(d) + n


def calls(n):
    d = {1: 2}
    total = 0
    for i in range(n):
        total = call(d, total)
        d[i & 7] = i
    return total


def plain(n: int) -> int:
    total = 0
    for i in range(n):
        total += i & 3
    return total


def iterates(s):
    count = 0
    for c in s:
        if c == "a":
            count += 1
    return count


def main():
    text = "abcabcaaaa" * 100
    for name, f, x in (("calls", calls, 1000), ("plain", plain, 10000), ("iterates", iterates, text)):
        before = instret()
        f(x)
        print(name, instret() - before)


main()
'''

POLLS = (["--poll", "never"], ["--poll", "long"], ["--poll", "always"])
TRACEBACKS = (["--traceback=stated"], ["--traceback=raised"], ["--traceback=all"])

PROVIDED = {
    "Enum": "from enum import Enum\n\nclass C(Enum):\n    A = 1\n",
    "IntEnum": "from enum import IntEnum\n\nclass C(IntEnum):\n    A = 1\n",
    "Flag": "from enum import Flag\n\nclass C(Flag):\n    A = 1\n",
    "IntFlag": "from enum import IntFlag\n\nclass C(IntFlag):\n    A = 1\n",
    "asynchronous generator": "async def ticks(n):\n    yield n\n",
}
# What a module has without them: a class, a coroutine.
PLAIN = {"asynchronous generator": "async def ticks(n):\n    await n\n"}
PLAIN_CLASS = "class C:\n    A = 1\n"


def size(mpyc, folder, text, *options):
    source, module = folder / "m.py", folder / "m.mpy"
    source.write_text(text)
    subprocess.run([mpyc, "natmod", "--no-cache", source, "-o", module, *options], check=True, capture_output=True)
    return module.stat().st_size


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = pathlib.Path(__file__).resolve().parent.parent
    parser.add_argument("--mpyc", default=str(root / "target/release/mpyc"), help="the compiler [of the release build]")
    mpyc = parser.parse_args().mpyc
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for choices in (POLLS, TRACEBACKS):
            base = None
            for options in choices:
                bytes_ = size(mpyc, folder, LOOPS, *options)
                command = [mpyc, "run", "--count-instructions", *options, folder / "m.py"]
                output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                counts = {word: int(count) for word, count in re.findall(r"(\w+) (\d+)", output)}
                base = base or (counts, bytes_)
                more = [f"{word} {count} ({count / base[0][word] - 1:+.1%})" for word, count in counts.items()]
                print(f"{' '.join(options):18} {bytes_} bytes ({bytes_ / base[1] - 1:+.1%}), " + ", ".join(more))
            print()
        for form in ("plain", "typed"):
            programs = sorted((root / "benches/programs").glob(f"*/{form}.py"))
            base = None
            for options in TRACEBACKS:
                sum_ = sum(size(mpyc, folder, program.read_text(), *options) for program in programs)
                base = base or sum_
                print(f"all programs, {form}, {options[0]}: {sum_} bytes ({sum_ / base - 1:+.1%})")
        print()
        for what, text in PROVIDED.items():
            without = size(mpyc, folder, PLAIN.get(what, PLAIN_CLASS))
            print(f"{what:24} {size(mpyc, folder, text) - without:+} bytes")


if __name__ == "__main__":
    main()
