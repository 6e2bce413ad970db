#!/usr/bin/env python3
"""Random programs that fail, and print of each exception that they show the line of the innermost function that it tells of.

    failing.py SEED             writes the program of that seed to the standard output

In: a number. Out: the program that generate.py makes of it, with statements that raise put in at random, each on a line of its
own, as CPython and the firmware call lines of longer ones by other numbers; what they raise no checker can know. The names of
exceptions, which programs print wherever they catch one, have their lines behind them.
"""

import ast
import random
import sys

import generate as everything

FAILING = (
    "opaque(1).absent", "opaque(3)[0]", "opaque(None)()", "for _each in opaque(1): pass", "(_a, _b) = opaque([1])",
    "opaque([1]).append()", "1 // opaque(0)", "raise KeyError(3)", "assert opaque(0)", "del opaque({})[1]", "opaque(1).x = 2",
    "sorted(opaque([1, '']))", "[opaque(1).absent for _ in range(2)]", "print(*opaque(3))", "opaque(lambda q: q.absent)(1)",
    "import no_such_module", "-opaque('')", "opaque('') < 1", "len(opaque(1))", "1 in opaque(1)", "bytearray(2)[opaque(5)]",
    "with opaque(1): pass", "list(1 / opaque(0) for _ in [1])", "sorted([1], key=opaque(len))", "opaque(print)(sep=1)",
    "f'{opaque(1):q}'", "opaque(undefined_name)", "int(opaque('z'))", "{opaque([]): 1}", "opaque([]).pop()",
)

TOLD = '''
import io
import prelude
import sys


def line_of(error):
    if hasattr(sys, "print_exception"):
        stream = io.StringIO()
        sys.print_exception(error, stream)
        frames = [line for line in stream.getvalue().split("\\n") if line.startswith("  File ")]
        return "@" + frames[-1].split(", line ")[1].split(",")[0] if frames else ""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "@%d" % trace.tb_lineno if trace is not None else ""


prelude.MORE.append(line_of)
'''


def generate(seed):
    """The program of a seed; it may end without having come to what fails."""
    writer = everything.Writer(seed)
    writer.program()
    lines = "\n".join(writer.lines).split("\n")
    functions = [
        node for node in ast.walk(ast.parse("\n".join(lines)))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    statements = [
        inner for function in functions for inner in ast.walk(function)
        if isinstance(inner, ast.stmt) and inner is not function and not isinstance(inner, (ast.Global, ast.Nonlocal))
    ]
    choice = random.Random(seed)
    places = choice.sample(statements, min(len(statements), 12))
    # From the last on, so that the others stay where they are.
    for place in sorted(places, key=lambda place: -place.lineno):
        line = lines[place.lineno - 1]
        before = line[: place.col_offset]
        # Not in the middle of a line or of an `if`, nor behind decorators.
        if before.strip() or line.strip().startswith("elif") or getattr(place, "decorator_list", None):
            continue
        may_fail = f"if opaque({choice.random() < 0.4}):"
        lines[place.lineno - 1 : place.lineno - 1] = [before + may_fail, f"{before}    {choice.choice(FAILING)}"]
    return everything.IMPORT + TOLD + "\n\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(generate(int(sys.argv[1])))
