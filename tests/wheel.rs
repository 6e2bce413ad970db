//! The wheel: built as `pip install .` builds it, but of the program that the other tests have built already; installed with
//! its C compiler into an environment of its own; the command and the Python module in it.
//!
//! maturin and the wheel of ziglang come from PyPI, by `scripts/python-tools`. The first run asks cargo for the crates of other systems,
//! which maturin lists; after it there is no need of a network.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use micropython::{WHOLE_RELEASE, host, stdout, write};
use mpyc::device::{HostKind, Program, Variant, hosts_folder};
use std::path::{Path, PathBuf};
use std::process::Command;

const MODULE: &str = "def mean(values: list[float]) -> float:\n    total = 0.0\n    for value in values:\n        \
    total += value\n    return total / len(values)\n\ndef fact(n: int) -> int:\n    \
    return 1 if n < 2 else n * fact(n - 1)\n";

/// What uses it on a board.
const MAIN: &str = "import module\nprint(module.mean([1.5, 2.5, 8.0]), module.fact(25))\n";

/// A program that comes from PyPI.
fn tools() -> PathBuf {
    let folder = hosts_folder().unwrap_or_else(|error| panic!("{error}")).with_file_name("python");
    assert!(
        folder.join(".made").exists(),
        "there is no {}; get it with: scripts/python-tools",
        folder.display()
    );
    folder
}

/// An environment with the wheel and its C compiler.
struct Installed {
    folder: tempfile::TempDir,
}

impl Installed {
    fn new() -> Installed {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folder = tempfile::tempdir().unwrap();
        let wheels = folder.path().join("wheels");
        // The program that the tests use is in the same folder, by the same profile: nothing is compiled anew.
        let program = Path::new(env!("CARGO_BIN_EXE_mpyc"));
        let target = program.ancestors().nth(2).unwrap();
        let profile = if program.parent().unwrap().ends_with("debug") { "dev" } else { "release" };
        let mut maturin = Command::new(tools().join("bin/maturin"));
        maturin.args(["build", "--profile", profile, "--target-dir"]).arg(target).arg("--out").arg(&wheels);
        // What a test is told of its own package would be another input of some crates.
        for (name, _) in std::env::vars()
            .filter(|(name, _)| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
        {
            maturin.env_remove(name);
        }
        stdout(maturin.current_dir(root).env("CARGO", env!("CARGO")));
        let python = folder.path().join("bin/python3");
        stdout(Command::new("/usr/bin/python3").args(["-m", "venv", "--without-pip"]).arg(folder.path()));
        let mut pip = Command::new(tools().join("bin/python3"));
        pip.args(["-m", "pip", "--python"]).arg(&python).args(["install", "--quiet", "--no-index"]);
        pip.arg("--find-links")
            .arg(&wheels)
            .arg("--find-links")
            .arg(tools().join("wheels"))
            .arg("mpyc-natmod[zig]");
        stdout(pip.env_remove("PIP_FIND_LINKS"));
        Installed { folder }
    }

    /// A program of the environment, which is not activated, with nothing else on `PATH`.
    fn program(&self, name: &str, at: &Path) -> Command {
        let mut command = Command::new(self.folder.path().join("bin").join(name));
        command.current_dir(at).env("PATH", "/nowhere").env("MPYC_CACHE", at.join("cache"));
        command
    }
}

#[test]
fn the_wheel_has_the_command_a_compiler_and_a_module_of_python() {
    let installed = Installed::new();
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(&at.join("module.py"), MODULE);

    // The command, by its own name.
    let said = stdout(installed.program("mpyc", at).arg("--version"));
    assert_eq!(said, format!("mpyc {}\n", env!("CARGO_PKG_VERSION")));

    // It finds the compiler that was installed with it, for all architectures but Xtensa's.
    for (kind, arch) in [(HostKind::Rv32, "rv32imc"), (HostKind::X64, "x64"), (HostKind::Armv7m, "armv7m")] {
        let out = format!("{arch}/module.mpy");
        std::fs::create_dir(at.join(arch)).unwrap();
        stdout(installed.program("mpyc", at).args(["natmod", "module.py", "--arch", arch, "-o", &out]));
        let program =
            Program::script("main.py", MAIN).file("module.mpy", std::fs::read(at.join(&out)).unwrap());
        let ran = host(kind, WHOLE_RELEASE, Variant::Standard).run(&program, &mut |_| {}).unwrap();
        assert_eq!((ran.status, ran.text().as_str()), (0, "4.0 15511210043330985984000000\n"), "{arch}");
    }
    for arch in ["xtensa", "xtensawin"] {
        let output =
            installed.program("mpyc", at).args(["natmod", "module.py", "--arch", arch]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with(&format!("error[E0501]: no C compiler for {arch} was found\n")), "{said}");
        assert!(!said.contains("ziglang"), "{said}");
        // Nor if it is named.
        let mut named = installed.program("mpyc", at);
        named.args(["natmod", "module.py", "--arch", arch, "--cc"]);
        let python = installed.folder.path().join("bin/python3");
        let output = named.arg(format!("{} -m ziglang", python.display())).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("error[E0503]: the C compiler `"), "{said}");
    }

    // The module: what it gives, what it raises and warns of, and its types.
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wheel/build.py");
    stdout(installed.program("python3", at).arg(&script));
    assert!(
        std::fs::read(at.join("module.mpy")).unwrap()
            == std::fs::read(at.join("rv32imc/module.mpy")).unwrap()
    );
    // As the manual shows it.
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/install.md")).unwrap();
    let (_, example) = page.split_once("```python build.py\n").unwrap();
    let (example, _) = example.split_once("```\n").unwrap();
    write(&at.join("filter.py"), MODULE);
    let said = stdout(installed.program("python3", at).args(["-W", "ignore", "-c", example]));
    assert_eq!(
        said,
        "W0302 wrong.py 2 the variable `unused` is never used\nE0301 wrong.py 3 `f` must return str\n"
    );
    assert!(at.join("filter.mpy").exists());
    let mut mypy = Command::new("mypy");
    mypy.args(["--strict", "--python-executable"])
        .arg(installed.folder.path().join("bin/python3"))
        .arg(&script);
    stdout(mypy.current_dir(at));
}
