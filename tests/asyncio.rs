//! The firmware's own asyncio, driven by compiled coroutines: as native code each program does what it does as bytecode.
//!
//! The package is that of the source tree that `scripts/hosts` made the hosts of (`extmod/asyncio`), as files beside the program; the
//! part of it in C (`_asyncio`) is in the unix port. Run are
//!
//! - `tests/asyncio/*.py`, programs;
//! - `tests/asyncio/mixed`, a script that stays bytecode, and modules that are compiled: each awaits the other;
//! - MicroPython's own tests (`tests/extmod/asyncio_*.py`);
//! - the programs on a package that is compiled itself.
//!
//! The programs are run again with the collector at every allocation, overwriting what it frees.

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

mod both_ways;
mod micropython;

use mpyc::device::{COLLECT_ALWAYS, HostKind, Program, Variant};
use std::path::{Path, PathBuf};
use std::time::Duration;

const HOST: HostKind = HostKind::X64;
const PATIENCE: Duration = Duration::from_secs(120);

/// The modules of the package that a program on this host imports.
const PACKAGE: [&str; 6] = ["__init__", "core", "event", "funcs", "lock", "stream"];

/// A test of the firmware whose output depends on how quick the machine is.
const TIMED: &str = "asyncio_fair";

/// The others tell tasks apart by some ten milliseconds, which a busy machine may miss, but not so many times in a row.
const ATTEMPTS: usize = 3;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/asyncio")
}

/// The Python files of a folder whose names begin so, in order.
fn files(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap_or_else(|error| panic!("{error}")).path())
        .filter(|path| {
            path.extension().is_some_and(|extension| extension == "py") && name(path).starts_with(prefix)
        })
        .collect();
    files.sort();
    files
}

fn name(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_else(|| panic!("{}", path.display()))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn native(path: &Path) -> Result<Vec<u8>, String> {
    both_ways::compiled(&path.display().to_string(), read(path), name(path), HOST)
        .map_err(|refused| refused.text)
}

/// A program with the package beside it, all of it bytecode.
fn with_package(program: Program) -> Program {
    PACKAGE.iter().fold(program.timeout(PATIENCE), |program, module| {
        let path = format!("extmod/asyncio/{module}.py");
        program
            .file(format!("asyncio/{module}.py"), micropython::source_text(micropython::WHOLE_RELEASE, &path))
    })
}

/// Runs a program both ways and compares.
fn same(what: &Path, bytecode: &Program, native: &Program, variant: Variant) -> Result<(), String> {
    let run = |variant, program: &Program| {
        both_ways::run(HOST, variant, program).map_err(|error| format!("{}: {error}", what.display()))
    };
    let expected = run(Variant::Standard, bytecode)?;
    if expected.text().contains("SyntaxError") {
        return Err(format!("{}: not Python to the host:\n{}", what.display(), expected.text()));
    }
    let collecting = |program: &Program| program.clone().prelude(COLLECT_ALWAYS);
    let native = if variant == Variant::GcStress { collecting(native) } else { native.clone() };
    both_ways::compare(&expected, &run(variant, &native)?)
        .map_err(|difference| format!("{}, {variant:?}:\n{difference}", what.display()))
}

/// A file as bytecode and as a native module.
fn both(path: &Path) -> Result<(Program, Program), String> {
    let program = || with_package(Program::import(name(path)));
    let bytecode = program().file(format!("{}.py", name(path)), read(path));
    Ok((bytecode, program().file(format!("{}.mpy", name(path)), native(path)?)))
}

#[test]
fn programs() {
    micropython::each(&files(&folder(), ""), |path| {
        let (bytecode, native) = both(path)?;
        Variant::ALL.iter().try_for_each(|variant| same(path, &bytecode, &native, *variant))
    });
}

#[test]
fn bytecode_and_native_code_await_each_other() -> Result<(), String> {
    let folder = folder().join("mixed");
    let script = || with_package(Program::script("main.py", read(&folder.join("main.py"))));
    let (mut bytecode, mut native_modules) = (script(), script());
    for path in files(&folder, "").iter().filter(|path| name(path) != "main") {
        bytecode = bytecode.file(format!("{}.py", name(path)), read(path));
        native_modules = native_modules.file(format!("{}.mpy", name(path)), native(path)?);
    }
    Variant::ALL.iter().try_for_each(|variant| same(&folder, &bytecode, &native_modules, *variant))
}

#[test]
fn tests_of_the_firmware() {
    let mut tests = files(&micropython::source(micropython::WHOLE_RELEASE).join("tests/extmod"), "asyncio_");
    tests.retain(|path| name(path) != TIMED);
    assert!(tests.len() > 30, "{} tests", tests.len());
    micropython::each(&tests, |path| {
        let (bytecode, native) = both(path)?;
        let attempt = || same(path, &bytecode, &native, Variant::Standard);
        (1..ATTEMPTS).fold(attempt(), |said, _| said.or_else(|_| attempt()))
    });
}

#[test]
fn the_package_compiled() -> Result<(), String> {
    let source = micropython::source(micropython::WHOLE_RELEASE).join("extmod/asyncio");
    let mut package = Vec::new();
    for module in PACKAGE {
        let path = source.join(format!("{module}.py"));
        package.push((format!("asyncio/{module}.mpy"), native(&path)?));
    }
    for path in files(&folder(), "") {
        let (bytecode, mut native) = both(&path)?;
        native.files.retain(|file| !file.path.starts_with("asyncio/"));
        let native = package.iter().fold(native, |program, (name, bytes)| program.file(name, bytes.clone()));
        Variant::ALL.iter().try_for_each(|variant| same(&path, &bytecode, &native, *variant))?;
    }
    Ok(())
}
