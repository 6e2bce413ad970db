"""What the figures are to reach, and whether they do.

A bound on a ratio is one on the geometric mean over a group's programs; none of them may be worse than twice it.
"""

from dataclasses import dataclass
from math import exp, log

from programs import GROUPS, OURS


def three_digits(ratio):
    """1.03, 20.4, 349."""
    return f"{ratio:.{2 if ratio < 9.995 else 1 if ratio < 99.95 else 0}f}"


def geometric_mean(numbers):
    return exp(sum(map(log, numbers)) / len(numbers))


@dataclass(frozen=True)
class Outcome:
    """A row of the table of bounds."""

    what: str
    bound: str
    # As text: the mean, or how many programs hold it. None where no program has the forms.
    reached: str | None
    # Programs on which it is missed, with the ratio, the worst first.
    missed: tuple
    met: bool


def worst(ratios, high=True):
    """Names with their ratios, the worst first."""
    ordered = sorted(ratios.items(), key=lambda item: item[1], reverse=high)
    return tuple(f"{name} {three_digits(ratio)}" for name, ratio in ordered)


class Bounds:
    def __init__(self, programs, figures):
        self.programs, self.figures = programs, figures

    def ratios(self, above, below, group=None, of="took"):
        """program → the figure of form `above` by that of `below`, where both are."""
        found = {}
        for program in self.programs:
            pair = [self.figures.get((program.name, form)) for form in (above, below)]
            if (group is None or program.group == group) and all(figure and figure.ok for figure in pair):
                found[program.name] = getattr(pair[0], of) / getattr(pair[1], of)
        return found

    def at_most(self, what, bound, above, below, group=None, of="took"):
        ratios = self.ratios(above, below, group, of)
        text = f"at most {bound} × {below}"
        if not ratios:
            return Outcome(what, text, None, (), False)
        mean = geometric_mean(ratios.values())
        missed = worst({name: ratio for name, ratio in ratios.items() if ratio > 2 * bound})
        return Outcome(what, text, three_digits(mean), missed, mean <= bound and not missed)

    def at_least(self, what, bound, above, below, group=None):
        ratios = self.ratios(above, below, group)
        text = f"at least {bound} × as fast as {above}"
        if not ratios:
            return Outcome(what, text, None, (), False)
        mean = geometric_mean(ratios.values())
        missed = worst({name: ratio for name, ratio in ratios.items() if ratio < bound / 2}, high=False)
        return Outcome(what, text, three_digits(mean), missed, mean >= bound and not missed)

    def below_each(self, what, text, above, below, group=None, of="took", equal=False):
        """On every program, less than the form `below`; or as much, where `equal`."""
        ratios = self.ratios(above, below, group, of)
        missed = worst({name: ratio for name, ratio in ratios.items() if ratio > 1 or ratio == 1 and not equal})
        holds = len(ratios) - len(missed)
        return Outcome(what, text, f"{holds} of {len(ratios)}" if ratios else None, missed, bool(ratios) and not missed)

    def rows(self):
        rows = [
            self.at_most("ints, typed", 1.6, "typed", "C", "int"),
            self.below_each("ints, typed", "fewer than viper, each", "typed", "viper", "int"),
            self.at_most("fixed-width ints and buffers", 1.1, "fixed", "C"),
            self.at_most("floats, typed", 1.1, "typed", "C", "float"),
            self.at_least("classes, typed", 20, "bytecode", "typed", "classes"),
            self.at_most("calls from bytecode, typed", 1.1, "typed", "C", "calls"),
            self.at_least("containers, typed", 1.5, "bytecode", "typed", "containers"),
            self.at_least("control, typed", 3, "bytecode", "typed", "control"),
            self.below_each("un-annotated", "faster than native, each", "plain", "native"),
            self.at_least("un-annotated", 1.3, "native", "plain"),
            self.at_most("`.mpy`, typed", 1.3, "typed", "C", of="size"),
        ]
        for form in OURS:
            rows.append(self.below_each(f"`.mpy`, {form}", "below native, each", form, "native", of="size"))
        for form in OURS:
            text = "at most that of native, each"
            rows.append(self.below_each(f"RAM, {form}", text, form, "native", of="ram", equal=True))
        return rows


def means(programs, figures, forms, of="took"):
    """group → form → the geometric mean over the programs that have it, and how many these are: of how many times as
    fast as bytecode it is; or with another figure, of that by MicroPython's native code's."""
    bounds = Bounds(programs, figures)
    found = {}
    for group in GROUPS:
        row = {}
        for form in forms:
            pair = ("bytecode", form) if of == "took" else (form, "native")
            ratios = bounds.ratios(*pair, group, of)
            if ratios:
                row[form] = geometric_mean(ratios.values()), len(ratios)
        if row:
            found[group] = row
    return found
