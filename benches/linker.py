"""Holds `mpyc link` against MicroPython's tools/mpy_ld.py on the same objects: time, memory, size of the module.

The objects are those of MicroPython's examples/natmod, made by its own makefiles; every command that the makefiles give
their linker is recorded, and then given to both linkers, one after the other. Time is processor time, the least of
several runs; memory is the most that was resident. `scripts/bench-linker` calls this.

    linker.py --mpyc PROGRAM --micropython FOLDER [--arch NAME]... [--update-docs | --check-docs]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
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


def with_libraries(arch):
    """What needs the compiler's own functions or the C library's."""
    # Neither divides; and the compiler for the Cortex-M0 calls its library for a table of jumps.
    more = {"armv6m": ["deflate", "framebuf", "re"], "xtensa": ["deflate"]}
    return ["features2", "random", *more.get(arch, [])]


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
    if arch == "xtensa":
        # What is in ROM, Debian's library for this processor does not have.
        variables.append(f"MPY_EXTERN_SYM_FILE={options.micropython}/ports/esp8266/boards/eagle.rom.addr.v6.ld")
        # Picolibc has the functions of libm there.
        variables.append("LIBM_NAME=libc.a")
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


def measure(launcher, linker, command, folder, runs):
    """The least time and memory of several links, and the module's size; None if the linker refuses."""
    arguments = list(command["arguments"])
    at = arguments.index("-o") + 1
    # The module carries its file's name.
    output = folder / Path(arguments[at]).name
    arguments[at] = str(output)
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


def two_digits(number):
    """A ratio as people read it: 47, 380, 2100."""
    digits = max(0, len(str(round(number))) - 2)
    return str(int(round(number, -digits)))


def table(options, table, runs):
    """Measures a table's modules; the rows, and a sentence on all of them."""
    ours_sum = theirs_sum = 0
    speeds, memories, refused, rows, peaks = [], [], 0, [], []
    for arch in options.arch:
        for name in table.names(arch):
            with tempfile.TemporaryDirectory() as work:
                launcher = make_launcher(Path(work))
                for command in commands(options, arch, name, table.libraries, Path(work)):
                    ours = measure(launcher, [str(options.mpyc), "link"], command, Path(work), 20)
                    upstream = [sys.executable, str(options.micropython / "tools/mpy_ld.py")]
                    theirs = measure(launcher, upstream, command, Path(work), runs)
                    if ours is None:
                        sys.exit(f"{arch} {name}: mpyc link failed")
                    row = [name, arch, f"{ours[2]}", "refused", "", ""]
                    peaks.append(ours[1])
                    if theirs is None:
                        refused += 1
                    else:
                        speed, memory = theirs[0] / ours[0], theirs[1] / ours[1]
                        row[3:] = [f"{theirs[2]}", two_digits(speed), f"{memory:.1f}"]
                        ours_sum += ours[2]
                        theirs_sum += theirs[2]
                        speeds.append(speed)
                        memories.append(memory)
                        if ours[2] > theirs[2]:
                            print(f"{arch} {name}: larger than upstream's", file=sys.stderr)
                    print(f"{arch} {name}: {ours}, upstream {theirs}", file=sys.stderr, flush=True)
                    rows.append(row)
    lines = [HEAD, "|---|---|---:|---:|---:|---:|", *("| " + " | ".join(row) + " |" for row in rows)]
    if speeds:
        speeds.sort()
        memories.sort()
        middle = len(speeds) // 2
        lines.append(f"\nOf {len(speeds)} modules that both link: {ours_sum} bytes against {theirs_sum} "
                     f"({ours_sum / theirs_sum:.3f}); {two_digits(speeds[middle])} times as fast in the median, "
                     f"{two_digits(speeds[0])} at least; upstream holds {memories[middle]:.1f} times the memory, of "
                     f"which mpyc's is {max(peaks) / 1e6:.1f} MB at most. Upstream refuses {refused} more.")
    return "\n".join(lines)


HEAD = "| module | architecture | bytes | upstream's | times as fast | upstream's memory, times |"


@dataclass(frozen=True)
class Table:
    title: str
    libraries: bool

    def names(self, arch):
        return [name for name in EXAMPLES if (name in with_libraries(arch)) == self.libraries]


TABLES = [Table("The objects alone", False), Table("With libgcc and libm, from cold", True)]

RUST_FLOORS = {"an empty Rust program": "fn main() {}", "one that prints a line": 'fn main() { println!("x"); }'}


def memory(options):
    """What is resident of programs that do nothing, by the same measure."""
    rows = ["| program | resident |", "|---|---:|"]
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        launcher = make_launcher(work)

        def row(name, command):
            peak = min(run(launcher, command, work)[1] for _ in range(20))
            rows.append(f"| {name} | {peak / 1e6:.1f} MB |")

        for name, text in RUST_FLOORS.items():
            (work / "empty.rs").write_text(text)
            subprocess.run(["rustc", "-O", "-o", work / "empty", work / "empty.rs"], check=True)
            row(name, [work / "empty"])
        row("`mpyc --version`", [options.mpyc, "--version"])
        row("`python3 -c pass`", [sys.executable, "-c", "pass"])
    return "\n".join(rows)


def replace(text, title, body):
    """Puts a section's table into the page: all between its heading and the next."""
    start = text.index(f"## {title}\n") + len(f"## {title}\n")
    end = text.find("\n## ", start)
    end = len(text) if end < 0 else end + 1
    return text[:start] + "\n" + body + "\n" + ("\n" if end < len(text) else "") + text[end:]


def rows_of(page, title):
    """The rows of a section's table: module, architecture, bytes."""
    section = page.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("| ") and line != HEAD]
    return [tuple(cell.strip() for cell in line.split("|")[1:4]) for line in lines]


def check(options):
    """Says what in the page is not so: its modules have to be those that are measured, of as many bytes as today."""
    page = options.page.read_text()

    def linked(arch, name, libraries):
        with tempfile.TemporaryDirectory() as work:
            made = commands(options, arch, name, libraries, Path(work))
            paths = [Path(command["folder"], command["arguments"][command["arguments"].index("-o") + 1])
                     for command in made]
            return [(name, arch, str(path.stat().st_size)) for path in paths]

    wrong = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for table in TABLES:
            all_of = [(arch, name, table.libraries) for arch in options.arch for name in table.names(arch)]
            today = [row for rows in pool.map(lambda one: linked(*one), all_of) for row in rows]
            written = rows_of(page, table.title)
            wrong += [f"{table.title}: {row} is not in {options.page}" for row in today if row not in written]
            wrong += [f"{table.title}: {row} is not so today" for row in written if row not in today]
    if wrong:
        sys.exit("\n".join([*wrong, "scripts/bench-linker --update-docs writes the tables"]))


def main():
    if sys.argv[1:2] == ["--record"]:
        sys.exit(record(sys.argv[2], sys.argv[3], sys.argv[4:]))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mpyc", type=Path, required=True)
    parser.add_argument("--micropython", type=Path, required=True)
    parser.add_argument("--arch", action="append", choices=ARCHITECTURES)
    parser.add_argument("--update-docs", action="store_true", help="write the tables into the page")
    parser.add_argument("--check-docs", action="store_true", help="only see that the page has the modules and bytes")
    options = parser.parse_args()
    options.mpyc = options.mpyc.resolve()
    options.micropython = options.micropython.resolve()
    options.page = Path(__file__).resolve().parent.parent / "docs/linking-figures.md"
    if options.update_docs and options.arch:
        sys.exit("the page has all architectures: leave --arch out")
    options.arch = options.arch or list(ARCHITECTURES)
    if options.check_docs:
        return check(options)
    bodies = {each.title: table(options, each, 2 if each.libraries else 5) for each in TABLES}
    bodies["Memory"] = memory(options)
    page = options.page.read_text()
    for title, body in bodies.items():
        print(f"## {title}\n\n{body}\n")
        page = replace(page, title, body)
    if options.update_docs:
        options.page.write_text(page)


main()
