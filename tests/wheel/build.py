"""What a build script does with `mpyc_build`; run by tests/wheel.rs in an environment where the wheel is installed."""

import json
import os
import warnings
from pathlib import Path

import mpyc_build

# One module, beside its source or where it is asked for.
assert mpyc_build.natmod("module.py", arch="rv32imc") == Path("module.mpy")
assert Path("module.mpy").read_bytes()[:2] == b"M\x06"
os.mkdir("out")
assert mpyc_build.natmod(Path("module.py"), arch="x64", output="out") == Path("out/module.mpy")
assert mpyc_build.natmod("module.py", board="rp2040", output="pico.mpy", optimise="2") == Path("pico.mpy")

# A package, and C that Python calls.
os.mkdir("pkg")
Path("pkg/__init__.py").write_text("from .part import f\n")
Path("pkg/part.py").write_text("def f(x: int) -> int:\n    return x\n")
assert mpyc_build.natmod("pkg", output="out") == Path("out/pkg")
assert sorted(path.name for path in Path("out/pkg").iterdir()) == ["__init__.mpy", "part.mpy"]
assert mpyc_build.natmod("pkg") == Path("mpy/pkg")
assert Path("mpy/pkg/part.mpy").exists()
Path("app.py").write_text("import fast\n\ndef f(x: int) -> int:\n    return fast.twice(x)\n")
Path("fast.pyi").write_text("def twice(x: int) -> int: ...\n")
Path("fast.c").write_text("#include <stdint.h>\nintptr_t twice(intptr_t x) { return 2 * x; }\n")
assert mpyc_build.natmod("app.py", c=["fast.c"], options=["--poll", "never"]).exists()

# What is wrong has a code and a place.
Path("wrong.py").write_text("def f(x: int) -> str:\n    unused = 1\n    return x\n")
try:
    mpyc_build.natmod("wrong.py")
except mpyc_build.CompileError as error:
    codes = [diagnostic.code for diagnostic in error.diagnostics]
    assert codes == ["W0302", "E0301"], codes
    wrong = error.diagnostics[1]
    assert (wrong.file, wrong.line, wrong.column, wrong.severity) == ("wrong.py", 3, 12, "error"), wrong
    assert str(error).splitlines()[0].startswith("wrong.py:2:5: warning[W0302]: "), str(error)
else:
    raise AssertionError("it compiles")
assert not Path("wrong.mpy").exists()
try:
    mpyc_build.natmod("module.py", arch="z80")
except mpyc_build.CompileError as error:
    assert error.diagnostics == () and "not an architecture" in error.text, error
else:
    raise AssertionError("there is such a processor")

# A warning is one of Python's.
Path("warned.py").write_text("def f(x: int) -> int:\n    unused = 1\n    return x\n")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    mpyc_build.natmod("warned.py", arch="x64")
(warning,) = caught
assert warning.category is mpyc_build.MpycWarning and warning.filename == __file__, warning
assert "W0302" in str(warning.message), warning

# A folder to publish.
made = mpyc_build.package("module.py", arch=["rv32imc", "armv6m"], version="1.0", output="dist")
assert [row["folder"] for row in made["architectures"]] == ["rv32imc_6.3", "armv6m_6.3"], made
assert json.loads(Path("dist/package.json").read_text())["version"] == "1.0"

# Another command may be named.
os.environ["MPYC"] = "/nowhere/mpyc"
assert mpyc_build.command() == "/nowhere/mpyc"
