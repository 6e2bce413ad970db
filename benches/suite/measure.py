"""Runs every form of every program on a host, and compares what they give."""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from build import RELEASE, NotBuilt, reason
from programs import FORMS

ON_HOST = Path(__file__).resolve().parent / "on_host.py"
# How often a program is timed on x64.
REPETITIONS = 7


@dataclass(frozen=True)
class Figure:
    """What a form of a program took; or why there is nothing, in `state`, and then the rest is None."""

    state: str
    # Instructions of the second call on rv32, the least microseconds of several on x64.
    took: int | None = None
    # Bytes of the .mpy.
    size: int | None = None
    # Bytes of the heap that an import leaves allocated.
    ram: int | None = None

    @property
    def ok(self):
        return self.state == "ok"


def run(builder, program, form):
    """A form's figure, what it gave, and what there is to say."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        try:
            module = builder.build(program, form, folder)
        except NotBuilt as error:
            return Figure(f"refused {reason(str(error))}".strip()), None, str(error)
        rv32 = builder.host.name == "rv32"
        arguments = [builder.mpyc, "run", ON_HOST, "--bytecode", "--on", builder.host.name, "--release", RELEASE]
        arguments += ["--timeout", "300", "--with", module]
        if rv32:
            arguments.append("--count-instructions")
        if program.caller:
            arguments += ["--with", builder.caller(program, folder)]
        arguments += ["--", program.name, "instructions" if rv32 else str(REPETITIONS)]
        done = subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True)
        said = dict(line.split(" ", 1) for line in done.stdout.splitlines() if " " in line)
        if done.returncode != 0 or "result" not in said:
            return Figure("fails"), None, done.stdout + done.stderr
        return Figure("ok", int(said["took"]), module.stat().st_size, int(said["ram"])), said["result"], ""


def measure(builder, programs, forms=FORMS):
    """(program, form) → Figure, of every form that there is. Says on standard error what is wrong."""
    cases = [(program, form) for program in programs for form in forms
             if program.has(form, builder.host.name)]
    # Instructions do not depend on what else runs; times do.
    with ThreadPoolExecutor(os.cpu_count() if builder.host.name == "rv32" else 1) as pool:
        results = list(pool.map(lambda case: run(builder, *case), cases))
    expected = {case[0].name: result for case, (_, result, _) in zip(cases, results) if case[1].name == "bytecode"}
    figures = {}
    for (program, form), (figure, result, text) in zip(cases, results):
        if figure.ok and result != expected[program.name]:
            figure = Figure("differs")
            text = f"gives {result}\nbytecode {expected[program.name]}\n"
        figures[program.name, form.name] = figure
        if not figure.ok:
            print(f"{program.name} {form.name}: {figure.state}\n{text}", file=sys.stderr, flush=True)
    return figures
