//! `mpyc natmod` as a process: where what it makes goes.

#![expect(clippy::unwrap_used, reason = "tests say what went wrong by panicking")]

use std::path::Path;
use std::process::Command;

/// Standard output of a command that succeeds.
fn natmod(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    let output = command.arg("natmod").args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn a_dash_is_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("m.py"), "def f(x: int) -> int:\n    return x + 1\n").unwrap();
    assert_eq!(natmod(path, &["m.py"]), b"");
    assert_eq!(natmod(path, &["m.py", "-o", "-"]), std::fs::read(path.join("m.mpy")).unwrap());
    assert_eq!(natmod(path, &["m.py", "--emit", "ir", "-o", "-"]), natmod(path, &["m.py", "--emit", "ir"]));
    assert!(!path.join("-").exists());
}

/// What is said on standard error of a command that succeeds.
fn said(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    let output = command.arg("natmod").args(arguments).current_dir(folder).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    said
}

#[test]
fn a_name_that_no_file_replaces_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let source = "def f(x: int) -> int:\n    return x + 1\n";
    for name in ["math", "utime", "time", "pyb", "cmath", "blink"] {
        std::fs::write(path.join(format!("{name}.py")), source).unwrap();
    }
    let warned = |arguments: &[&str]| said(path, arguments).contains("warning[W0101]");
    assert!(warned(&["math.py"]) && warned(&["utime.py"]) && warned(&["cmath.py"]));
    assert!(!warned(&["time.py"]) && !warned(&["blink.py"]));
    // The name is the module's, not the source's.
    assert!(warned(&["blink.py", "-o", "gc.mpy"]) && !warned(&["math.py", "-o", "blink.mpy"]));
    // What writes no module writes none of that name.
    assert!(!warned(&["math.py", "--emit", "c"]) && !warned(&["math.py", "-o", "-"]));
    // No firmware for this processor has a `pyb`.
    assert!(!warned(&["pyb.py", "--arch", "x64"]));
    std::fs::write(path.join("__init__.py"), "").unwrap();
    assert!(!warned(&["math.py"]), "it is part of a package");
}

#[test]
fn what_hides_a_module_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("m.py"), "def f(x: int) -> int:\n    return x + 1\n").unwrap();
    std::fs::create_dir(path.join("out")).unwrap();
    let warned = |arguments: &[&str]| said(path, arguments).contains("warning[W0102]");
    assert!(!warned(&["m.py"]) && !warned(&["m.py", "-o", "out"]), "the source beside it is no stranger");
    std::fs::write(path.join("out/m.py"), "").unwrap();
    assert!(warned(&["m.py", "-o", "out"]) && warned(&["m.py", "-o", "out/m.mpy"]));
    std::fs::remove_file(path.join("out/m.py")).unwrap();
    std::fs::create_dir(path.join("out/m")).unwrap();
    assert!(warned(&["m.py", "-o", "out"]));
    std::fs::create_dir(path.join("m")).unwrap();
    assert!(warned(&["m.py"]));
}

#[test]
fn without_the_import_cache_a_module_is_asked_like_any_object() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let source = "import math\n\n\ndef f(x: float) -> float:\n    return math.sqrt(x) * math.pi\n";
    std::fs::write(path.join("m.py"), source).unwrap();
    for stage in ["ir", "ir-tree"] {
        let of = |switch: &str| {
            let shown = natmod(path, &["m.py", "--emit", stage, "--import-cache", switch]);
            String::from_utf8(shown).unwrap()
        };
        let both = format!("{source}\n---- off\n{}\n---- on\n{}", of("off"), of("on"));
        insta::with_settings!({snapshot_path => "cli_natmod", prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(format!("import_cache_{stage}"), both);
        });
    }
    assert_eq!(
        natmod(path, &["m.py", "--emit", "ir"]),
        natmod(path, &["m.py", "--emit", "ir", "--import-cache", "on"])
    );
}

#[test]
fn verbose_says_what_machine_code_calls_and_how() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let source = "import math\n\n\ndef area(r: float) -> float:\n    return math.pi * r * r\n\n\n\
                  def areas(rs):\n    return {r: math.fabs(area(float(r))) for r in rs}\n";
    std::fs::write(path.join("m.py"), source).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    let output = command.args(["natmod", "-v", "m.py"]).current_dir(path).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let ways: Vec<&str> = said.lines().skip_while(|line| !line.starts_with("  calls")).collect();
    assert_eq!(
        ways,
        [
            "  calls directly: area",
            "  calls in the firmware's table: new_dict",
            "  looks up at run time: float, math.fabs, math.pi",
        ],
        "{said}"
    );
}

#[test]
fn a_module_of_other_boards_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let warned = |source: &str, arch: &str| {
        std::fs::write(path.join("m.py"), source).unwrap();
        said(path, &["m.py", "--arch", arch]).contains("warning[W0307]")
    };
    assert!(warned("import pyb\n", "rv32imc") && !warned("import pyb\n", "armv7m"));
    assert!(warned("def f():\n    from esp32 import NVS\n    return NVS\n", "x64"));
    assert!(warned("import ffi\n", "xtensa") && !warned("import ffi\n", "x64"));
    assert!(warned("try:\n    import pyb.x as p\nexcept ValueError:\n    pass\n", "x64"));
    let without = [
        "try:\n    import pyb\nexcept ImportError:\n    pyb = None\n",
        "import sys\nif sys.platform == 'pyboard':\n    import pyb\n",
        "import pyb  # type: ignore\n",
        "import pyb  # type: ignore[W0307]\n",
        "from . import pyb\n",
        "import machine, time, board, my_own\n",
    ];
    for source in without {
        assert!(!warned(source, "x64"), "{source}");
    }
    assert!(!said(path, &["m.py"]).contains("W0304"));
}

/// `mpyc.toml` says what is compiled for, unless an option does.
#[test]
fn a_project_says_for_which_board_it_is_compiled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::create_dir(path.join("src")).unwrap();
    std::fs::write(path.join("src/m.py"), "def f(x: int) -> int:\n    return x + 1\n").unwrap();
    let made = |options: &[&str]| natmod(path, &[&["src/m.py", "-o", "-"], options].concat());
    let by_option = ["rv32imc", "armv6m", "x64"].map(|arch| made(&["--arch", arch]));
    assert_eq!(made(&[]), by_option[0]);
    for (text, index) in [("board = 'rp2040'\n", 1), ("arch = 'x64'\n", 2)] {
        std::fs::write(path.join("mpyc.toml"), text).unwrap();
        assert_eq!(made(&[]), by_option[index], "{text}");
        assert_eq!(made(&["--arch", "rv32imc"]), by_option[0], "{text}");
        assert_eq!(made(&["--board", "rp2040"]), by_option[1], "{text}");
    }
}
