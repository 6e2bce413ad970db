#!/usr/bin/env python3
"""Packages as bytecode, as native modules in files of their own and in one file (`--bundle`): bytes of the files, and
memory of the emulated RISC-V board that is in use once all modules are imported, and once the package alone is.

    benches/bundle.py [--mpyc PROGRAM] [--update-docs] [DIRECTORY...]

Without directories, on those of tests/packages and the firmware's asyncio. --update-docs writes the table of
docs/packages.md. It needs the hosts and the source that scripts/hosts keeps.
"""

import argparse
import pathlib
import subprocess
import tempfile

import page

ROOT = pathlib.Path(__file__).resolve().parent.parent
HOSTS = pathlib.Path.home() / ".cache/mpyc/hosts"
RELEASE = "1.26.1"
SHOWN = [
    ROOT / "tests/packages/robot/robot",
    ROOT / "tests/packages/station/station",
    HOSTS / f"micropython-{RELEASE}/extmod/asyncio",
]
# Modules that no board imports: they say how firmware is built, or raise without the part in C.
LEFT_OUT = {"manifest.py", "task.py", "uasyncio.py"}
PROGRAM = """
import gc
gc.collect()
before = gc.mem_alloc()
for name in {names!r}:
    try:
        __import__(name)
    except {expected}:
        pass
gc.collect()
print("in use", gc.mem_alloc() - before)
"""


def sources(package: pathlib.Path) -> list[pathlib.Path]:
    return [path for path in sorted(package.rglob("*.py")) if path.name not in LEFT_OUT]


def module_name(package: pathlib.Path, path: pathlib.Path) -> str:
    parts = [package.name, *path.relative_to(package).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def in_use(mpyc: str, folder: pathlib.Path, names: list[str]) -> str:
    """Bytes of the board's heap, with the files of a folder beside a program that imports the modules; a dash if the
    board cannot import them: it has no `time`."""
    # Modules of tests raise on purpose.
    program = PROGRAM.format(names=names, expected="(ValueError, KeyError)")
    with tempfile.NamedTemporaryFile("w", suffix=".py") as main:
        main.write(program)
        main.flush()
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        given = [f"--with={path.relative_to(folder)}={path}" for path in files]
        command = [mpyc, "run", "--bytecode", "--on", "rv32", "--release", RELEASE, *given, main.name]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0:
        return f"{int(done.stdout.rpartition('in use ')[2]):,}"
    if "ImportError: no module named 'time'" not in done.stdout:
        raise SystemExit(done.stdout + done.stderr)
    return "–"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--mpyc", default=str(ROOT / "target/release/mpyc"))
    options.add_argument("--update-docs", action="store_true")
    options.add_argument("packages", nargs="*", type=pathlib.Path, metavar="DIRECTORY")
    args = options.parse_args()
    rows = [
        "| package | as | bytes | memory, all imported | memory, the package alone |",
        "|---|---|--:|--:|--:|",
    ]
    for package in args.packages or SHOWN:
        paths = sources(package)
        names = [module_name(package, path) for path in paths]
        with tempfile.TemporaryDirectory() as folder:
            copy, *forms = (pathlib.Path(folder, name) for name in ["source", "bytecode", "files", "one file"])
            for path in paths:
                place = copy / package.name / path.relative_to(package)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(path.read_bytes())
                compiled = forms[0] / place.relative_to(copy).with_suffix(".mpy")
                compiled.parent.mkdir(parents=True, exist_ok=True)
                shown = str(place.relative_to(copy))
                cross = [HOSTS / f"bin/mpy-cross-{RELEASE}", "-s", shown, "-o", compiled, place]
                subprocess.run(cross, check=True)
            for form, option in [(forms[1], []), (forms[2], ["--bundle"])]:
                command = [args.mpyc, "natmod", copy / package.name, "--no-cache", "-o", form, *option]
                subprocess.run(command, check=True, capture_output=True)
            what = f"{package.name}, {len(names)} modules"
            for form, title in zip(forms, ["bytecode", "native, a file each", "native, one file"]):
                size = sum(path.stat().st_size for path in form.rglob("*.mpy"))
                whole, alone = in_use(args.mpyc, form, names), in_use(args.mpyc, form, names[:1])
                rows.append(f"| {what} | {title} | {size:,} | {whole} | {alone} |")
                what = ""
    table = "\n".join(rows)
    print(table)
    if args.update_docs:
        page.write("packages.md", "bundle.py", table)


if __name__ == "__main__":
    main()
