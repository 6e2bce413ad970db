"""The tables, and the page of the manual."""

from bounds import Bounds, means, three_digits
from chart import chart
from programs import BY_NAME, FORMS, GROUPS, ROOT

PAGE = ROOT / "docs/speed.md"
CHART = ROOT / "docs/speed.svg"

INTRODUCTION = """\
# Speed and size

The same small programs in several forms, each run on the emulated RISC-V board (rv32imc, no floating-point unit) in
instructions of the second call, which repeat to the digit. `scripts/bench --update-docs` measures and writes this page;
`benches/programs` has the programs.

{forms}

All forms of a program give the same result, or the form's cell says what happens instead. Modules are compiled as
`mpyc natmod` does without options. *RAM* is what an import leaves allocated on the heap.

![How many times as fast as bytecode, in the mean of each group](speed.svg)
"""


def table(head, rows, numbers=True):
    """Markdown; the first column holds text, the others numbers, or text as well."""
    lines = [head, ["---"] + ["--:" if numbers else "---"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def times(ratio):
    return f"{three_digits(ratio)} ×"


def forms_of(programs, figures):
    """The forms that one of these programs has."""
    return [form.name for form in FORMS if any((program.name, form.name) in figures for program in programs)]


def took_table(programs, figures, unit):
    forms = forms_of(programs, figures)
    head = [unit, *forms] + [f"{form} : C" for form in forms if "C" in forms and form not in ("bytecode", "native", "C")]
    rows = []
    for program in programs:
        def of(form):
            return figures.get((program.name, form))

        row, against = [program.name], []
        base, c = of("bytecode"), of("C")
        for form in forms:
            figure = of(form)
            if figure is None:
                row.append("")
            elif not figure.ok:
                row.append(figure.state)
            elif form == "bytecode" or not base.ok:
                row.append(f"{figure.took:,}")
            else:
                row.append(f"{figure.took:,} ({times(base.took / figure.took)})")
            if "C" in forms and form not in ("bytecode", "native", "C"):
                both = figure and figure.ok and c and c.ok
                against.append(f"{figure.took / c.took:.2f}" if both else "")
        rows.append(row + against)
    return table(head, rows)


def size_table(programs, figures):
    forms = forms_of(programs, figures)
    rows = []
    for program in programs:
        found = [figures.get((program.name, form)) for form in forms]
        rows.append([program.name] + [f"{one.size:,} / {one.ram:,}" if one and one.ok else "" for one in found])
    return table([".mpy / RAM, bytes", *forms], rows)


MEANS = {"took": "as fast as bytecode", "size": "bytes of the .mpy, by native's", "ram": "bytes of RAM, by native's"}


def means_table(programs, figures, of="took"):
    forms = [form for form in forms_of(programs, figures) if form != ("bytecode" if of == "took" else "native")]
    rows = []
    for group, row in means(programs, figures, forms, of).items():
        count = sum(program.group == group for program in programs)
        cells = []
        for form in forms:
            mean, some = row.get(form, (None, 0))
            cells.append("" if mean is None else times(mean) + ("" if some == count else f" (of {some})"))
        rows.append([f"{GROUPS[group]} ({count})", *cells])
    return table([MEANS[of], *forms], rows) if rows else ""


def means_tables(programs, figures):
    """All of them; those that have a row."""
    return [text for of in MEANS if (text := means_table(programs, figures, of))]


def shortened(words, most=8):
    """The first of them, and how many more there are."""
    more = len(words) - most
    return ", ".join(words[:most]) + (f" and {more} more" if more > 0 else "")


def bounds_table(programs, figures):
    rows = []
    for row in Bounds(programs, figures).rows():
        if row.reached is None:
            continue
        rows.append([row.what, row.bound, row.reached, "yes" if row.met else "no", shortened(row.missed)])
    return table(["code", "bound", "reached", "met", "programs that miss it"], rows, numbers=False)


def groups(programs):
    for group, title in GROUPS.items():
        some = [program for program in programs if program.group == group]
        if some:
            yield title, some


def tables(programs, figures, host):
    """What is printed."""
    unit = "instructions" if host == "rv32" else "microseconds"
    parts = []
    for title, some in groups(programs):
        parts += [f"## {title}\n", took_table(some, figures, unit), size_table(some, figures)]
    parts += ["## Geometric means\n", *means_tables(programs, figures)]
    if host == "rv32":
        parts += ["## Bounds\n", bounds_table(programs, figures)]
    return "\n".join(parts)


X64 = "## On x64\n"


def page(programs, figures):
    """The page up to what is measured on x64."""
    forms = "\n".join(f"- *{form.name}*: {form.title} (`{form.source}`)" for form in FORMS
                      if form.name in forms_of(programs, figures))
    parts = [
        INTRODUCTION.format(forms=forms),
        "## Means\n\nGeometric means over the programs of a group; in brackets, of how many if not all have the form.\n",
        *means_tables(programs, figures),
        "## Bounds\n\nWhat is aimed at: a ratio is one of geometric means, and no program may miss it by a factor of "
        "two.\n",
        bounds_table(programs, figures),
    ]
    for title, some in groups(programs):
        what = "".join(f"- `{program.name}`: {program.title}\n" for program in some)
        parts += [f"## {title}\n", what, took_table(some, figures, "instructions"), size_table(some, figures)]
    return "\n".join(parts) + "\n"


def page_of_x64(programs, figures):
    return "\n".join([
        X64,
        "Microseconds on MicroPython's unix port, the least of several runs on one machine: informative only. Floats are "
        "double\nthere. `scripts/bench --update-docs --host x64` writes this section.\n",
        means_table(programs, figures),
        took_table(programs, figures, "microseconds"),
    ])


def write(programs, figures, host):
    """Writes what comes of a host, and leaves the other's."""
    before, mark, after = PAGE.read_text().partition(X64) if PAGE.exists() else ("", "", "")
    if host == "x64":
        PAGE.write_text(before + page_of_x64(programs, figures))
        return
    PAGE.write_text(page(programs, figures) + mark + after)
    forms = [form for form in forms_of(programs, figures) if form != "bytecode"]
    rows = [(GROUPS[group], {form: mean for form, (mean, _) in row.items()})
            for group, row in means(programs, figures, forms).items()]
    CHART.write_text(chart(rows, [(form, BY_NAME[form].title) for form in forms]))
