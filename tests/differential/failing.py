#!/usr/bin/env python3
"""Random programs that fail, and print the line of the innermost function that the exception tells of.

    failing.py SEED             writes the program of that seed to the standard output

In: a number. Out: the program that generate.py makes of it, with a statement that raises put in at random, all of it in
`try`. The statement is on a line of its own, as CPython and the firmware call lines of longer ones by other numbers; and
what it raises no checker can know.
"""

import ast
import random
import sys
import textwrap

import generate as everything

FAILING = (
    "opaque(1).absent", "opaque(3)[0]", "opaque(None)()", "for _each in opaque(1): pass", "(_a, _b) = opaque([1])",
    "opaque([1]).append()", "1 // opaque(0)", "raise KeyError(3)", "assert opaque(0)", "del opaque({})[1]", "opaque(1).x = 2",
    "sorted(opaque([1, '']))", "[opaque(1).absent for _ in range(2)]", "print(*opaque(3))", "opaque(lambda q: q.absent)(1)",
    "import no_such_module", "-opaque('')", "opaque('') < 1", "len(opaque(1))", "1 in opaque(1)", "bytearray(2)[opaque(5)]",
    "with opaque(1): pass", "list(1 / opaque(0) for _ in [1])", "sorted([1], key=opaque(len))", "opaque(print)(sep=1)",
    "f'{opaque(1):q}'", "opaque(undefined_name)", "int(opaque('z'))", "{opaque([]): 1}", "opaque([]).pop()",
)

HEAD = '''import io
import sys


def told(error):
    if hasattr(sys, "print_exception"):
        stream = io.StringIO()
        sys.print_exception(error, stream)
        frames = [line for line in stream.getvalue().split("\\n") if line.startswith("  File ")]
        return int(frames[-1].split(", line ")[1].split(",")[0]) if frames else 0
    trace = error.__traceback__
    while trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_lineno


try:
'''

TAIL = '''except Exception as error:
    print("raised", type(error).__name__, "at", told(error))
'''

# What programs call is not to fail.
HELPERS = {"opaque", "show", "fmt", "keep", "as_int", "name", "attend", "drive"}


def generate(seed):
    """The program of a seed; it may end without having come to what fails."""
    text = everything.generate(seed)
    tree = ast.parse(text)
    functions = [
        node for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name not in HELPERS
    ]
    statements = [
        inner for function in functions for inner in ast.walk(function)
        if isinstance(inner, ast.stmt) and inner is not function and not isinstance(inner, (ast.Global, ast.Nonlocal))
    ]
    choice = random.Random(seed)
    lines = text.split("\n")
    for place in choice.sample(statements, len(statements)):
        line = lines[place.lineno - 1]
        before = line[: place.col_offset]
        # Not in the middle of a line or of an `if`, nor behind decorators.
        if before.strip() or line.strip().startswith("elif") or getattr(place, "decorator_list", None):
            continue
        lines.insert(place.lineno - 1, before + choice.choice(FAILING))
        break
    return HEAD + textwrap.indent("\n".join(lines), "    ") + TAIL


if __name__ == "__main__":
    sys.stdout.write(generate(int(sys.argv[1])))
