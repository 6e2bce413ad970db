"""Compiles typed Python to native MicroPython modules, from build scripts: a typed call of the command ``mpyc``.

    import mpyc_build

    mpyc_build.natmod("filter.py", arch="rv32imc")  # writes filter.mpy

What is wrong with a source is raised as an exception that holds every diagnostic with its code and place.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Iterable, Sequence, Union

if TYPE_CHECKING:
    StrPath = Union[str, "os.PathLike[str]"]

__all__ = ["CompileError", "Diagnostic", "MpycWarning", "command", "natmod", "package"]


@dataclass(frozen=True)
class Diagnostic:
    """A problem, as ``--message-format json`` has it; what there is not is None."""

    code: str
    """Such as ``E0301``; ``mpyc explain CODE`` shows its page."""
    severity: str
    """``error`` or ``warning``."""
    message: str
    file: str | None
    line: int | None
    """Counted from 1."""
    column: int | None
    """Counted from 1, in characters."""
    notes: tuple[str, ...]
    help: str | None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}: " if self.line is not None else ""
        more = "".join(f"\n  note: {note}" for note in self.notes)
        if self.help is not None:
            more += f"\n  help: {self.help}"
        return f"{place}{self.severity}[{self.code}]: {self.message}{more}"


class CompileError(Exception):
    """The command failed."""

    def __init__(self, diagnostics: Sequence[Diagnostic], text: str = "") -> None:
        self.diagnostics = tuple(diagnostics)
        """All that it said, errors and warnings, in its order."""
        self.text = text
        """What it said besides, of a wrong option for instance."""
        super().__init__("\n".join([*map(str, self.diagnostics), *([text] if text else [])]))


class MpycWarning(UserWarning):
    """A warning of the compiler; the argument is a `Diagnostic`."""


def command() -> str:
    """The path of the command: ``MPYC`` in the environment, else the one that was installed with this module, else that on PATH.

    Raises FileNotFoundError if there is none.
    """
    if named := os.environ.get("MPYC"):
        return named
    name = "mpyc" + (sysconfig.get_config_var("EXE") or "")
    schemes = [sysconfig.get_path("scripts")]
    if "user" in "".join(sysconfig.get_scheme_names()):
        user = f"{os.name}_user"
        if sys.platform == "darwin" and sysconfig.get_config_var("PYTHONFRAMEWORK"):
            user = "osx_framework_user"
        schemes.append(sysconfig.get_path("scripts", user))
    # `pip install --target` has a folder `bin` beside the modules.
    schemes.append(str(Path(__file__).resolve().parent.parent / "bin"))
    for folder in schemes:
        path = Path(folder) / name
        if path.is_file():
            return str(path)
    found = shutil.which("mpyc")
    if found is None:
        raise FileNotFoundError(f"there is no {name} in {', '.join(schemes)} or on PATH")
    return found


def natmod(
    source: StrPath,
    *,
    arch: str | None = None,
    board: str | None = None,
    output: StrPath | None = None,
    c: Iterable[StrPath] = (),
    optimise: str = "s",
    traceback: bool = False,
    cc: str | None = None,
    options: Iterable[str] = (),
) -> Path:
    """Compiles a module, or a directory as a package, and gives the path of what was written.

    That is `output`, or without it ``NAME.mpy`` beside the source, and for a package ``mpy/NAME`` beside the directory; an
    `output` that is a directory, as it is for a package, has the module in it. `c` are C files that the Python calls. The
    other arguments are options of ``mpyc natmod``, and `options` more of them.

    Raises CompileError. A warning of the compiler is a warning of Python's.
    """
    arguments = ["natmod", *(os.fspath(file) for file in [source, *c]), "-O", optimise]
    for option, value in [("--arch", arch), ("--board", board), ("--cc", cc)]:
        if value is not None:
            arguments += [option, value]
    if output is not None:
        arguments += ["-o", os.fspath(output)]
    if traceback:
        arguments.append("--traceback")
    place = Path(source)
    # What `-o` means depends on whether it is a directory before it is written.
    is_package, in_folder = place.is_dir(), output is not None and Path(output).is_dir()
    _run([*arguments, *options])
    if is_package:
        whole = place.resolve()
        return (Path(output) if output is not None else place.parent / "mpy") / whole.name
    if output is None:
        return place.with_suffix(".mpy")
    return Path(output) / place.with_suffix(".mpy").name if in_folder else Path(output)


def package(
    *sources: StrPath,
    arch: Iterable[str] = ("all",),
    output: StrPath = "dist",
    name: str | None = None,
    version: str | None = None,
    options: Iterable[str] = (),
) -> dict[str, Any]:
    """Makes a folder to publish, as ``mpyc package``, and gives what that prints with ``--message-format json``.

    Raises CompileError.
    """
    arguments = ["package", *(os.fspath(source) for source in sources), "--arch", ",".join(arch), "-o", os.fspath(output)]
    for option, value in [("--name", name), ("--version", version)]:
        if value is not None:
            arguments += [option, value]
    made: dict[str, Any] = json.loads(_run([*arguments, *options]))
    return made


def _run(arguments: list[str]) -> str:
    """Runs the command and gives its standard output."""
    done = subprocess.run(
        [command(), *arguments, "--message-format", "json"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    diagnostics, others = [], []
    for line in done.stderr.splitlines():
        diagnostic = _diagnostic(line)
        if diagnostic is None:
            others.append(line)
        else:
            diagnostics.append(diagnostic)
    if done.returncode != 0:
        raise CompileError(diagnostics, "\n".join(others).strip())
    for diagnostic in diagnostics:
        warnings.warn(MpycWarning(diagnostic), stacklevel=3)
    return done.stdout


def _diagnostic(line: str) -> Diagnostic | None:
    """The diagnostic of a line, if it is one."""
    try:
        value = json.loads(line)
        return Diagnostic(
            code=value["code"],
            severity=value["severity"],
            message=value["message"],
            file=value["file"],
            line=value["line"],
            column=value["column"],
            notes=tuple(value["notes"]),
            help=value["help"],
        )
    except (ValueError, KeyError, TypeError):
        return None
