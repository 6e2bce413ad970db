#!/usr/bin/env python3
"""Calls between modules: instructions of a loop's round with one, on the emulated RISC-V board, as bytecode and as native
modules that were compiled alone, together, and to one file; and of the same call within a module.

    benches/calls.py [--mpyc PROGRAM] [--update-docs]

--update-docs writes the table of docs/packages.md. It needs the hosts that scripts/hosts keeps.
"""

import argparse
import pathlib
import subprocess
import tempfile

import page

ROOT = pathlib.Path(__file__).resolve().parent.parent
FUNCTIONS = """
def add(a: int, b: int) -> int:
    return a + b


def ready(n: int) -> bool:
    return n == 0


def scaled(x: float, by: float) -> float:
    return x * by


def size(text: str) -> int:
    return len(text)


class Tank:
    level: float

    def __init__(self, level: float):
        self.level = level

    def filled(self, by: float, scale: float = 1.0) -> float:
        return self.level + by * scale
"""
# The title of a row, the type and the first value of what a round goes on with, and the round.
CALLS = [
    ("two ints and an int", "int", "0", "t = {}add(t, i)"),
    ("an int and a bool, which cannot raise", "int", "0", "t += 1 if {}ready(i) else 2"),
    ("two floats and a float", "float", "1.0", "t = {}scaled(t, 0.5)"),
    ("a str and an int", "int", "0", 't += {}size("abc")'),
    ("two floats and a float, one by its name", "float", "1.0", "t = {}scaled(t, by=0.5)"),
    ("a class of a float, and its field", "float", "1.0", "t = {}Tank(t).level"),
    ("a method of a float and a default", "float", "1.0", "t = tank.filled(t)"),
]
# The row that has an object of the class; whose it is makes no difference.
METHOD = len(CALLS) - 1
LOOP = """

def loop_{number}_{how}(n: int) -> {ty}:
    {start}
    for i in range(n):
        {round}
    return t
"""
# So many that a loop's callbacks count as they do in a long one.
ROUNDS = 4096
# How a round names the function: one of its own, one that is imported, one by its module.
HOW = {"own": "own_", "imported": "", "module": "parts."}
MAIN = """
from pkg import use

for number in range({calls}):
    for how in "own", "imported", "module":
        loop = getattr(use, "loop_%d_%s" % (number, how))
        loop(10)
        start = instret()
        loop({rounds})
        middle = instret()
        loop(2 * {rounds})
        print(number, how, (instret() - middle - (middle - start)) // {rounds})
"""


def use() -> str:
    own = FUNCTIONS.replace("\ndef ", "\ndef own_").replace("class ", "class own_")
    text = f"from .parts import Tank, add, ready, scaled, size\nfrom . import parts\n{own}"
    for number, (_, ty, start, round_) in enumerate(CALLS):
        for how, name in HOW.items():
            body = round_.format(name)
            start_of = f"t = {start}" + (f"\n    tank = {name}Tank(2.0)" if number == METHOD else "")
            text += LOOP.format(number=number, how=how, ty=ty, start=start_of, round=body)
    return text


def counts(mpyc: str, folder: pathlib.Path) -> dict[tuple[int, str], int]:
    main = folder / "main.py"
    main.write_text(MAIN.format(calls=len(CALLS), rounds=ROUNDS))
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path != main)
    given = [f"--with={path.relative_to(folder)}={path}" for path in files]
    command = [mpyc, "run", "--bytecode", "--count-instructions", *given, main]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = (line.split() for line in output.splitlines())
    return {(int(number), how): int(count) for number, how, count in rows}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--mpyc", default=str(ROOT / "target/release/mpyc"))
    options.add_argument("--update-docs", action="store_true")
    args = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        sources, alone, together, one = (pathlib.Path(name, form) for form in ("sources", "alone", "together", "one"))
        package = sources / "pkg"
        package.mkdir(parents=True)
        modules = {"__init__": "", "parts": FUNCTIONS, "use": use()}
        (alone / "pkg").mkdir(parents=True)
        natmod = [args.mpyc, "natmod", "--no-cache"]
        for module, text in modules.items():
            source = package / f"{module}.py"
            source.write_text(text)
            subprocess.run([*natmod, source, "-o", alone / f"pkg/{module}.mpy"], check=True)
        subprocess.run([*natmod, package, "-o", together], check=True)
        subprocess.run([*natmod, package, "--bundle", "-o", one], check=True)
        forms = [counts(args.mpyc, form) for form in (sources, alone, together, one)]
    rows = [
        "| a call with | by | bytecode | compiled alone | together | to one file | in the same module |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for number, (title, *_) in enumerate(CALLS):
        ways = [("imported", "the object")] if number == METHOD else [("imported", "its name"), ("module", "its module")]
        for how, by in ways:
            found = [form[number, how] for form in forms] + [forms[-1][number, "own"]]
            rows.append(f"| {title} | {by} | " + " | ".join(f"{count:,}" for count in found) + " |")
            title = ""
    table = "\n".join(rows)
    print(table)
    if args.update_docs:
        page.write("packages.md", "calls.py", table)


if __name__ == "__main__":
    main()
