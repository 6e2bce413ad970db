//! C written for the firmware, compiled unedited with `mpyc natmod --usermod` and run on every real host.
//!
//! Each folder of `tests/usermod` is one module; `check.py` imports it and prints what must be in `expected`. `options`
//! has the command line, where it is more than the source that the folder is called after. `tests/usermod_errors` has
//! what cannot be a module, and what is said of it. `tests/usermod_upstream` does the same with C that others wrote: the
//! examples and extension modules of MicroPython's own source, which the firmware has built in for comparison. On the
//! hosts that overwrite what the collector frees everything runs once more with the collector at every allocation.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use std::path::{Path, PathBuf};
use std::process::Command;

use linker::Arch;
use micropython::{ARCHITECTURES, WHOLE_RELEASE, host, releases, source, stdout, variants};
use mpyc::device::{COLLECT_ALWAYS, HostKind, Program, Variant};

/// Compiles a module in a folder with these words of a command line; its bytes.
#[track_caller]
fn compile(arch: Arch, folder: &Path, words: &[&str]) -> Vec<u8> {
    let output = tempfile::tempdir().unwrap();
    let file = output.path().join("module.mpy");
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    // The ESP8266 has in ROM what its compiler's library is for.
    let target = if arch == Arch::Xtensa { ["--board", "esp8266"] } else { ["--arch", arch.name()] };
    command.args(["natmod", "--usermod"]).args(words).args(target).arg("-o").arg(&file);
    stdout(command.current_dir(folder));
    std::fs::read(file).unwrap()
}

/// Runs a program on every release and variant of a kind of host and gives what it prints, which is the same
/// everywhere.
#[track_caller]
fn run(kind: HostKind, program: &Program) -> String {
    let mut first: Option<String> = None;
    for release in releases(kind) {
        for variant in variants(kind, release) {
            let host = host(kind, release, *variant);
            let program = match variant {
                Variant::Standard => program.clone(),
                Variant::GcStress => program.clone().prelude(COLLECT_ALWAYS),
            };
            let outcome = host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(outcome.status, 0, "on {host}:\n{}", outcome.text());
            let text = first.get_or_insert_with(|| outcome.text());
            assert_eq!(*text, outcome.text(), "on {host}");
        }
    }
    first.unwrap()
}

/// Compiles a module for every architecture and runs its check, `folder/check.py`; what it prints is in
/// `folder/expected`.
fn check(folder: &Path, sources: &Path, name: &str, words: &[&str]) -> datatest_stable::Result<()> {
    let script = std::fs::read(folder.join("check.py"))?;
    let expected = std::fs::read_to_string(folder.join("expected")).unwrap_or_default();
    for arch in ARCHITECTURES.iter().map(|row| row.arch).chain([Arch::Xtensa]) {
        let kind = HostKind::for_arch(arch).ok_or("no host")?;
        let mpy = compile(arch, sources, words);
        let mut program = Program::script("check.py", script.clone()).file(format!("{name}.mpy"), mpy);
        // What the emulated boards do not have built in.
        let time = folder.join("time.py");
        if !matches!(kind, HostKind::X64 | HostKind::X86) && time.exists() {
            program = program.file("time.py", std::fs::read(time)?);
        }
        let said = run(kind, &program);
        if std::env::var_os("UPDATE_EXPECTED").is_some() && arch == Arch::Rv32imc {
            std::fs::write(folder.join("expected"), &said)?;
        } else {
            assert_eq!(said, expected, "{name} on {kind}");
        }
    }
    Ok(())
}

/// A module of `tests/usermod`.
fn own(script: &Path) -> datatest_stable::Result<()> {
    let folder = script.parent().ok_or("no folder")?;
    let name = folder.file_name().ok_or("no name")?.to_string_lossy().into_owned();
    let options = folder.join("options");
    let words = if options.exists() { std::fs::read_to_string(options)? } else { format!("{name}.c") };
    check(folder, folder, &name, &words.split_whitespace().collect::<Vec<_>>())
}

/// A folder of MicroPython's own source, of the newest release.
fn upstream() -> PathBuf {
    source(WHOLE_RELEASE)
}

/// An example of MicroPython's own, as it comes. `options` has its folder in MicroPython's source and the command line.
fn example(script: &Path) -> datatest_stable::Result<()> {
    let folder = script.parent().ok_or("no folder")?;
    let name = folder.file_name().ok_or("no name")?.to_string_lossy().into_owned();
    let options = std::fs::read_to_string(folder.join("options"))?;
    let mut words = options.split_whitespace();
    let sources = upstream().join(words.next().ok_or("no folder in options")?);
    check(folder, &sources, &name, &words.collect::<Vec<_>>())
}

/// What a test of MicroPython should print: what lies beside it, or what CPython prints.
fn printed(script: &Path) -> Result<String, String> {
    let beside = script.with_extension("py.exp");
    if beside.exists() {
        return std::fs::read_to_string(beside).map_err(|error| error.to_string());
    }
    let output = Command::new("python3").arg(script).output().map_err(|error| format!("python3: {error}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Tests of an extension module that are about how a port configured it.
const ABOUT_PORTS: [&str; 1] = [
    // Only with the port's own function for the first seed is there one.
    "random_seed_default.py",
];

/// An extension module of MicroPython's source does what the one that is built into the same host does, in all of
/// MicroPython's tests of it. `NAME.options` has how the tests' names begin, and the command line.
fn extension(options: &Path) -> datatest_stable::Result<()> {
    let name = options.file_stem().ok_or("no name")?.to_string_lossy().into_owned();
    let options = std::fs::read_to_string(options)?;
    let mut words = options.split_whitespace();
    let prefix = words.next().ok_or("no prefix in options")?;
    let words: Vec<&str> = words.chain(["-I", "."]).collect();
    let mut scripts: Vec<PathBuf> = std::fs::read_dir(upstream().join("tests/extmod"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    scripts.retain(|path| {
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        file.starts_with(prefix) && file.ends_with(".py") && !ABOUT_PORTS.contains(&&*file)
    });
    scripts.sort();
    assert!(!scripts.is_empty(), "no tests of {name}");
    for arch in [Arch::Rv32imc, Arch::X64, Arch::Armv7m] {
        let kind = HostKind::for_arch(arch).ok_or("no host")?;
        let host = host(kind, WHOLE_RELEASE, Variant::Standard);
        let mpy = compile(arch, &upstream(), &words);
        for script in &scripts {
            let built_in = Program::script("test.py", std::fs::read(script)?);
            let own = built_in.clone().file(format!("own_{name}.mpy"), mpy.clone()).prelude(&format!(
                "import sys, own_{name}\nsys.modules['{name}'] = own_{name}\ndel own_{name}\n"
            ));
            let said = |program: &Program| {
                let outcome = host.run(program, &mut |_| {}).map_err(|error| error.to_string())?;
                Ok::<String, String>(format!("{}status {}", outcome.text(), outcome.status))
            };
            let (own, mut right) = (said(&own)?, said(&built_in)?);
            if right.starts_with("SKIP") && own != right {
                // The host has no such module: what the test should print, as MicroPython's own runner has it.
                right = format!("{}status 0", printed(script)?);
            }
            assert_eq!(own, right, "{} on {kind}", script.display());
        }
    }
    Ok(())
}

/// What is said of a source that cannot be a module is in `NAME.said`.
fn refused(source: &Path) -> datatest_stable::Result<()> {
    let folder = source.parent().ok_or("no folder")?;
    let output = tempfile::tempdir()?;
    let made = Command::new(env!("CARGO_BIN_EXE_mpyc"))
        .args(["natmod", "--usermod", "-o"])
        .arg(output.path().join("module.mpy"))
        .arg(source.file_name().ok_or("no name")?)
        .current_dir(folder)
        .output()?;
    let said = String::from_utf8_lossy(&made.stderr).into_owned();
    assert_eq!(made.status.code(), Some(1), "{said}");
    assert_eq!(std::fs::read_dir(output.path())?.count(), 0, "something was written");
    let expected = source.with_extension("said");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(&expected, &said)?;
    }
    assert_eq!(said, std::fs::read_to_string(expected).unwrap_or_default());
    Ok(())
}

datatest_stable::harness! {
    { test = refused, root = "tests/usermod_errors", pattern = r"\.c$" },
    { test = own, root = "tests/usermod", pattern = r"check\.py$" },
    { test = example, root = "tests/usermod_upstream", pattern = r"check\.py$" },
    { test = extension, root = "tests/usermod_upstream/extensions", pattern = r"\.options$" },
}
