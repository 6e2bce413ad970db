//! The wheel: built as `pip install .` builds it, but of the program that the other tests have built already; installed with
//! its C compiler into an environment of its own; the command and the Python module in it; and the manual's first chapter, which
//! begins with it.
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
use std::sync::{Mutex, PoisonError};

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

/// Builds the wheel into a folder.
fn build_wheel(to: &Path) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    // The program that the tests use is in the same folder, by the same profile: nothing is compiled anew.
    let program = Path::new(env!("CARGO_BIN_EXE_mpyc"));
    let target = program.ancestors().nth(2).unwrap();
    let profile = if program.parent().unwrap().ends_with("debug") { "dev" } else { "release" };
    let mut maturin = Command::new(tools().join("bin/maturin"));
    maturin.args(["build", "--profile", profile, "--target-dir"]).arg(target).arg("--out").arg(to);
    // What a test is told of its own package would be another input of some crates.
    for (name, _) in std::env::vars()
        .filter(|(name, _)| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
    {
        maturin.env_remove(name);
    }
    // It takes the program away, which the tests after this one need.
    let kept = program.with_extension("kept");
    let _ = std::fs::remove_file(&kept);
    std::fs::hard_link(program, &kept).unwrap();
    let built = maturin.current_dir(env!("CARGO_MANIFEST_DIR")).env("CARGO", env!("CARGO")).output().unwrap();
    std::fs::rename(&kept, program).unwrap();
    // Where both are one file still, renaming does nothing (rename(2)).
    let _ = std::fs::remove_file(&kept);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
}

impl Installed {
    fn new() -> Installed {
        let folder = tempfile::tempdir().unwrap();
        let wheels = folder.path().join("wheels");
        build_wheel(&wheels);
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
    // The fixed-width numbers, and what a type checker takes them for.
    let fixed = "from mpyc import u8\n\n\ndef low(n: int) -> u8:\n    return u8(n)\n\n\nprint(low(257), u8(-1) + 1)\n";
    write(&at.join("fixed.py"), fixed);
    assert_eq!(stdout(installed.program("python3", at).arg("fixed.py")), "1 256\n");
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
        .args([&script, &at.join("fixed.py")]);
    stdout(mypy.current_dir(at));
}

/// The manual's chapter from nothing to a running module, `docs/start.md`, as it is typed into one shell: with the wheel that is built
/// here, and without a network. A line `[…]` stands for any lines. `UPDATE_DOCS=1` writes what is printed into the page.
#[test]
fn the_first_chapter_is_followed_to_the_letter() {
    let page_path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/start.md");
    let page = std::fs::read_to_string(&page_path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    build_wheel(&at.join("wheels"));
    for wheel in std::fs::read_dir(tools().join("wheels")).unwrap() {
        let wheel = wheel.unwrap();
        std::os::unix::fs::symlink(wheel.path(), at.join("wheels").join(wheel.file_name())).unwrap();
    }
    // The commands of all blocks, each ended by a mark, and the files that are to be there before.
    let (mut script, mut blocks) = (String::new(), Vec::new());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some((_, name)) = info.split_once(' ') {
            write(&at.join(name), block.join("\n") + "\n");
            continue;
        }
        assert_eq!(info, "console");
        for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
            script.push_str(&format!("printf '%s\\n' {}\n{command}\n", quoted(&format!("$ {command}"))));
        }
        script.push_str("printf '\\036'\n");
        blocks.push(block.join("\n") + "\n");
    }
    let mut shell = Command::new("sh");
    shell.args(["-e", "-c", &format!("exec 2>&1\n{script}")]).current_dir(at);
    shell.env("PATH", "/usr/bin:/bin").env("PIP_NO_INDEX", "1").env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    shell.env_remove("PIP_FIND_LINKS");
    let said = stdout(&mut shell);
    let said: Vec<&str> = said.trim_end_matches('\u{1e}').split('\u{1e}').collect();
    assert_eq!(said.len(), blocks.len());
    let mut now = page.clone();
    for (block, said) in blocks.iter().zip(said) {
        if !is_as_written(block, said) {
            now = now.replace(block.as_str(), said);
        }
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        write(&page_path, &now);
    } else {
        assert!(now == page, "UPDATE_DOCS=1 cargo test --test wheel; now it is\n{now}");
    }
}

/// A word of the shell's.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// Whether a text is as a page has it, where `[…]` stands for any lines.
fn is_as_written(written: &str, now: &str) -> bool {
    let mut parts = written.split("[…]\n");
    let Some(mut rest) = parts.next().and_then(|first| now.strip_prefix(first)) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else { return rest.is_empty() };
    for part in between {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}
