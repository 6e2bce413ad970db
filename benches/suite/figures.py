"""The committed figures: benches/figures.txt, a line for each form of each program on the emulated RISC-V board."""

from bounds import Bounds
from measure import Figure
from programs import OURS, ROOT

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


def worse(programs, figures, tolerance=0.02):
    """What is not as the committed figures have it: what our forms took, more by a part; their state; a bound that these
    programs met. Of the other forms the committed figures serve: other compilers make others of them."""
    committed = read()
    names = {program.name for program in programs}
    now = {key: figure for key, figure in committed.items() if key[0] in names and key[1] not in OURS}
    found = []
    for (program, form), figure in figures.items():
        if form not in OURS:
            continue
        now[program, form] = figure
        before = committed.get((program, form))
        if before is None:
            found.append(f"{program} {form}: has no committed figure")
        elif before.state != figure.state:
            found.append(f"{program} {form}: {figure.state}, and was {before.state}")
        elif figure.ok and figure.took > before.took * (1 + tolerance):
            more = figure.took / before.took - 1
            found.append(f"{program} {form}: {figure.took} instructions, and were {before.took}: {more:+.1%}")
    found += [f"{program} {form}: is not there any more" for program, form in committed
              if program in names and form in OURS and (program, form) not in figures]
    reached = {(row.what, row.bound): row for row in Bounds(programs, now).rows()}
    for before in Bounds(programs, committed).rows():
        after = reached[before.what, before.bound]
        if before.met and not after.met:
            found.append(f"{after.what}, {after.bound}: {after.reached}, and was {before.reached}")
    return found
