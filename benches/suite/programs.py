"""The programs: a folder each under benches/programs, a file each form that there is of one.

The first line of a program's plain.py says its group: `# group: int`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "benches/programs"

GROUPS = {
    "int": "Ints: buffers, bits, lists of ints",
    "float": "Floats",
    "classes": "Classes",
    "calls": "Calls from bytecode",
    "containers": "Strings, dicts, mixed containers",
    "control": "Generators, closures, exceptions",
    "imports": "Imported modules",
}


@dataclass(frozen=True)
class Form:
    """A way to run a program: the file that it is made of, and what is said of it."""

    name: str
    source: str
    title: str


FORMS = [
    Form("bytecode", "plain.py", "plain Python as bytecode"),
    Form("native", "plain.py", "plain Python by `mpy-cross -X emit=native`"),
    Form("viper", "viper.py", "viper, typed by hand, by mpy-cross"),
    Form("words", "viper.py", "the same viper, by mpyc"),
    Form("plain", "plain.py", "plain Python by mpyc"),
    Form("typed", "typed.py", "with Python's types, by mpyc"),
    Form("fixed", "fixed.py", "with fixed-width integers, by mpyc"),
    Form("C", "native.c", "C, a native module compiled with `-O2`"),
]
BY_NAME = {form.name: form for form in FORMS}
# Those whose figures a change of mpyc changes.
OURS = ["words", "plain", "typed", "fixed"]


@dataclass(frozen=True)
class Program:
    name: str
    group: str
    title: str

    def path(self, form):
        """The file of a form; None if the program does not have it."""
        path = FOLDER / self.name / form.source
        return path if path.exists() else None

    def has(self, form, host):
        """Whether there is this form for a host: a first line `# host: rv32` keeps it from others, as viper's words are
        those of the machine."""
        path = self.path(form)
        if path is None:
            return False
        only = re.match(r"# host: (\w+)\n", path.read_text())
        return only is None or only[1] == host

    @property
    def caller(self):
        """The bytecode that makes the calls, where they are what is measured."""
        path = FOLDER / self.name / "caller.py"
        return path if path.exists() else None


def read(folder):
    text = (folder / "plain.py").read_text()
    head = re.match(r'# group: (\w+)\n"""(.*?)\.?(?:"""|\n)', text)
    if head is None or head[1] not in GROUPS:
        raise SystemExit(f"{folder}/plain.py has to begin with `# group: `, one of {', '.join(GROUPS)}, and a docstring")
    return Program(folder.name, head[1], head[2])


def find(only=()):
    """All programs, or those of these names, by group and name."""
    programs = [read(path.parent) for path in FOLDER.glob("*/plain.py")]
    unknown = set(only) - {program.name for program in programs}
    if unknown:
        raise SystemExit(f"there is no program {', '.join(sorted(unknown))} in {FOLDER}")
    chosen = [program for program in programs if not only or program.name in only]
    return sorted(chosen, key=lambda program: (list(GROUPS).index(program.group), program.name))
