"""Makes the module of a form of a program, NAME.mpy, with the compiler of that form."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from programs import ROOT

RELEASE = "1.26.1"


@dataclass(frozen=True)
class Host:
    name: str
    arch: str
    cross: str
    # As MicroPython's py/dynruntime.mk has them.
    options: tuple
    float: str
    # The C library, for its mathematics; none where what the programs need is an instruction.
    libm: str | None


HOSTS = {
    "rv32": Host("rv32", "rv32imc", "riscv64-unknown-elf-",
                 ("-march=rv32imac", "-mabi=ilp32", "-mno-relax", "-specs=picolibc.specs"), "FLOAT",
                 "/usr/lib/picolibc/riscv64-unknown-elf/lib/rv32imac/ilp32/libc.a"),
    "x64": Host("x64", "x64", "", ("-fno-stack-protector",), "DOUBLE", None),
}


class NotBuilt(Exception):
    """A compiler refused, or broke; the text says how."""


def command(arguments, **more):
    done = subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise NotBuilt(f"{' '.join(map(str, arguments))}\n{done.stdout}{done.stderr}")
    return done.stdout


class Builder:
    def __init__(self, mpyc, host, options=()):
        self.mpyc = Path(mpyc).resolve()
        self.host = HOSTS[host]
        # More words for `mpyc natmod`.
        self.options = options
        hosts = Path(command([ROOT / "scripts/hosts", "--path"]).strip())
        self.mpy_cross = hosts / f"bin/mpy-cross-{RELEASE}"
        self.micropython = hosts / f"micropython-{RELEASE}"

    def build(self, program, form, folder):
        """The module's path, in `folder`. Its source has the program's name in every form."""
        source = folder / (program.name + Path(form.source).suffix)
        shutil.copyfile(program.path(form), source)
        output = folder / f"{program.name}.mpy"
        match form.name:
            case "bytecode":
                self.cross(source, output)
            case "native":
                self.cross(source, output, f"-march={self.host.arch}", "-X", "emit=native")
            case "viper":
                self.cross(source, output, f"-march={self.host.arch}")
            case "words" | "plain" | "typed" | "fixed":
                command([self.mpyc, "natmod", "--no-cache", "--arch", self.host.arch, *self.options, source, "-o", output])
            case "C":
                self.link(source, output, folder)
        return output

    def caller(self, program, folder):
        output = folder / "caller.mpy"
        self.cross(program.caller, output)
        return output

    def cross(self, source, output, *options):
        command([self.mpy_cross, *options, "-s", source.name, "-o", output, source])

    def link(self, source, output, folder):
        """A native module of C, as py/dynruntime.mk makes it, but for speed and with our linker."""
        header, names, result = ROOT / "benches/native.h", folder / "names.h", folder / "native.o"
        command([self.mpyc, "link", "--arch", self.host.arch, "--preprocess", "-o", names, source, header])
        gcc = f"{self.host.cross}gcc"
        command([gcc, *self.host.options, "-std=c99", "-O2", "-Wall", "-Werror", "-DNDEBUG", "-DNO_QSTR",
                 "-DMICROPY_ENABLE_DYNRUNTIME", f"-DMP_CONFIGFILE=<{names}>", "-fpic", "-fno-common",
                 "-U_FORTIFY_SOURCE", "-fno-math-errno", "-ffunction-sections",
                 "-fdata-sections", f"-I{header.parent}", f"-I{self.micropython}",
                 f"-DMICROPY_FLOAT_IMPL=MICROPY_FLOAT_IMPL_{self.host.float}", "-c", source, "-o", result])
        libgcc = command([gcc, *self.host.options, "-print-libgcc-file-name"]).strip()
        libraries = ["-l", libgcc] + (["-l", self.host.libm] if self.host.libm else [])
        command([self.mpyc, "link", "--arch", self.host.arch, "--qstrs", names, *libraries, "-o", output, result])


def reason(text):
    """The code of a refusal of mpyc's, or nothing."""
    found = re.search(r"error\[([EL]\d+)\]", text)
    return found[1] if found else ""
