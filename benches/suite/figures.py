"""The committed figures: benches/figures.txt, a line each form of each program on the emulated RISC-V board."""

from measure import Figure
from programs import ROOT

PATH = ROOT / "benches/figures.txt"
HEAD = """\
# Written by scripts/bench --update-docs. On rv32: instructions of the second call, bytes of the .mpy, bytes of the heap
# that an import leaves allocated; or why there are none.
"""


def write(figures):
    lines = [f"{program:16} {form:9} {figure.took:>10} {figure.size:>6} {figure.ram:>6}\n" if figure.ok
             else f"{program:16} {form:9} {figure.state}\n"
             for (program, form), figure in figures.items()]
    PATH.write_text(HEAD + "".join(lines))


def read():
    figures = {}
    for line in PATH.read_text().splitlines():
        if line.startswith("#"):
            continue
        program, form, *words = line.split()
        if words[0].isdigit():
            figures[program, form] = Figure("ok", *map(int, words))
        else:
            figures[program, form] = Figure(" ".join(words))
    return figures
