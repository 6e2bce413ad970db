"""Holds `mpyc link` against MicroPython's tools/mpy_ld.py on the same objects: time, memory, size of the module.

The objects are those of MicroPython's examples/natmod, made by its own makefiles; every command that the makefiles give
their linker is recorded, and then given to both linkers, one after the other. Time is processor time, the least of
several runs; memory is the most that was resident. `scripts/bench-linker` calls this.

    linker.py --mpyc PROGRAM --micropython FOLDER [--arch NAME]...
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# As py/dynruntime.mk has them; where the release does not have an architecture, upstream has no linker for it.
ARCHITECTURES = {
    "x86": ["CROSS=i686-linux-gnu-"],
    "x64": ["CROSS="],
    "armv6m": ["CROSS=arm-none-eabi-"],
    "armv7m": ["CROSS=arm-none-eabi-"],
    "armv7emsp": ["CROSS=arm-none-eabi-"],
    "armv7emdp": ["CROSS=arm-none-eabi-"],
    "xtensa": ["CROSS=xtensa-lx106-elf-"],
    "rv32imc": ["CROSS=riscv64-unknown-elf-"],
}
# btree needs a library that Debian's source does not have.
EXAMPLES = ["features0", "features1", "features2", "features3", "features4"]
EXAMPLES += ["deflate", "framebuf", "heapq", "random", "re"]
# What needs the compiler's own functions on some processors.
WITH_LIBRARIES = ["features2", "random"]


def record(log, mpyc, arguments):
    """In the linker's place in a makefile: notes the command, and links."""
    if "--preprocess" not in arguments:
        with open(log, "a") as out:
            out.write(json.dumps({"folder": os.getcwd(), "arguments": arguments}) + "\n")
    return subprocess.run([mpyc, "link", *arguments]).returncode


def commands(options, arch, name, libraries, work):
    """Makes an example and gives the link commands; none if its C does not compile."""
    folder = work / f"{name}-{arch}-{int(libraries)}"
    shutil.copytree(options.micropython / "examples/natmod" / name, folder)
    log = folder / "links.json"
    recorder = f"{sys.executable} {Path(__file__).resolve()} --record {log} {options.mpyc}"
    variables = [f"MPY_LD={recorder}", f"MPY_DIR={options.micropython}", f"ARCH={arch}", *ARCHITECTURES[arch]]
    variables += [f"LINK_RUNTIME={int(libraries)}", "SRC_MPY=", "CFLAGS_EXTRA=-Wno-error"]
    if "CROSS=riscv64-unknown-elf-" not in ARCHITECTURES[arch]:
        variables.append("PICOLIBC_SPECS=picolibc.specs")
    if name == "features2" and arch in ("rv32imc", "xtensa"):
        variables.append("MICROPY_FLOAT_IMPL=float")
    made = subprocess.run(["make", "-C", folder, *variables], capture_output=True, text=True)
    if not log.exists():
        print(f"{arch} {name}: make failed:\n{made.stdout}{made.stderr}", file=sys.stderr)
        return []
    return [json.loads(line) for line in log.read_text().splitlines()]


# Starts a command and says what it took. A process that Python starts counts Python's own memory as its own; this one
# has next to none.
LAUNCHER = r"""
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    int status;
    struct rusage usage;
    wait4(child, &status, 0, &usage);
    fprintf(stdout, "\n%ld %ld %d\n", usage.ru_maxrss,
        (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000L + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec,
        WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return 0;
}
"""


def make_launcher(folder):
    source, program = folder / "launcher.c", folder / "launcher"
    source.write_text(LAUNCHER)
    subprocess.run(["gcc", "-O2", "-static", "-o", program, source], check=True)
    return program


def run(launcher, command, folder):
    """Runs a command: processor seconds, bytes resident at most, whether it succeeded."""
    said = subprocess.run([launcher, *command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    kilobytes, microseconds, succeeded = said.stdout.split(b"\n")[-2].split()
    return int(microseconds) / 1e6, int(kilobytes) * 1024, succeeded == b"1"


def measure(launcher, linker, command, output, runs):
    """The least time and memory of several links, and the module's size; None if the linker refuses."""
    arguments = list(command["arguments"])
    arguments[arguments.index("-o") + 1] = str(output)
    times, peaks = [], []
    for _ in range(runs):
        output.unlink(missing_ok=True)
        # What upstream keeps of a library from one link to the next.
        for cache in Path(command["folder"]).glob(".mpy_ld_cache*"):
            shutil.rmtree(cache)
        seconds, peak, linked = run(launcher, linker + arguments, command["folder"])
        if not linked or not output.exists():
            return None
        times.append(seconds)
        peaks.append(peak)
    return min(times), min(peaks), output.stat().st_size


def table(options, title, libraries, names, runs):
    ours_sum = theirs_sum = 0
    ratios, memories, refused = [], [], 0
    print(f"### {title}\n")
    print("| module | architecture | bytes | upstream | time | upstream | memory | upstream |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for arch in options.arch:
        for name in names:
            with tempfile.TemporaryDirectory() as work:
                launcher = make_launcher(Path(work))
                for command in commands(options, arch, name, libraries, Path(work)):
                    output = Path(work) / "module.mpy"
                    ours = measure(launcher, [str(options.mpyc), "link"], command, output, runs)
                    upstream = [sys.executable, str(options.micropython / "tools/mpy_ld.py")]
                    theirs = measure(launcher, upstream, command, output, runs)
                    if ours is None:
                        sys.exit(f"{arch} {name}: mpyc link failed")
                    row = [name, arch, f"{ours[2]}", "refused", f"{ours[0] * 1000:.1f} ms", ""]
                    row += [f"{ours[1] / 1e6:.1f} MB", ""]
                    if theirs is None:
                        refused += 1
                    else:
                        row[3], row[5] = f"{theirs[2]}", f"{theirs[0] * 1000:.0f} ms"
                        row[7] = f"{theirs[1] / 1e6:.1f} MB"
                        ours_sum += ours[2]
                        theirs_sum += theirs[2]
                        ratios.append(theirs[0] / max(ours[0], 1e-4))
                        memories.append(theirs[1] / ours[1])
                        if ours[2] > theirs[2]:
                            print(f"{arch} {name}: larger than upstream's", file=sys.stderr)
                    print("| " + " | ".join(row) + " |", flush=True)
    if ratios:
        ratios.sort()
        memories.sort()
        print(f"\nOf {len(ratios)} modules that both link: {ours_sum} bytes against {theirs_sum} "
              f"({ours_sum / theirs_sum:.3f}); upstream takes {ratios[len(ratios) // 2]:.0f} times as long in the "
              f"median ({ratios[0]:.0f} at least) and {memories[len(memories) // 2]:.1f} times the memory. "
              f"Upstream refuses {refused} more.\n")


def main():
    if sys.argv[1:2] == ["--record"]:
        sys.exit(record(sys.argv[2], sys.argv[3], sys.argv[4:]))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mpyc", type=Path, required=True)
    parser.add_argument("--micropython", type=Path, required=True)
    parser.add_argument("--arch", action="append", choices=ARCHITECTURES)
    options = parser.parse_args()
    options.mpyc = options.mpyc.resolve()
    options.micropython = options.micropython.resolve()
    options.arch = options.arch or list(ARCHITECTURES)
    table(options, "The objects alone", False, [n for n in EXAMPLES if n not in WITH_LIBRARIES], 5)
    table(options, "With libgcc and libm, from cold", True, WITH_LIBRARIES, 2)


main()
