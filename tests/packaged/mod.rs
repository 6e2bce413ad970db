//! Packages in folders: compiled as a tree of files or as one, and run on hosts.

#![allow(dead_code, reason = "each test program uses its part")]

use crate::both_ways::compare;
use crate::micropython::{host, releases};
use mpyc::device::{COLLECT_ALWAYS, HostKind, Outcome, Program, Variant};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Each kind of host that all releases are built for, with the processor that modules are compiled for there.
pub const KINDS: [(HostKind, &str); 2] = [(HostKind::Rv32, "rv32imc"), (HostKind::X64, "x64")];

/// Runs `mpyc natmod` in a folder.
pub fn natmod(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    command.arg("natmod").args(arguments).current_dir(folder).output().unwrap()
}

/// The same, of what compiles.
pub fn succeeds(folder: &Path, arguments: &[&str]) {
    let output = natmod(folder, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The file of a package, for a processor.
pub fn bundled(folder: &Path, package: &str, arch: &str, options: &[&str]) -> Vec<u8> {
    let out = tempfile::tempdir().unwrap();
    let to = out.path().to_str().unwrap();
    succeeds(folder, &[&[package, "--bundle", "-o", to, "--arch", arch], options].concat());
    fs::read(out.path().join(package).with_extension("mpy")).unwrap()
}

/// The files of a package, a module each, for a processor.
pub fn tree(folder: &Path, package: &str, arch: &str, options: &[&str]) -> Vec<(String, Vec<u8>)> {
    let out = tempfile::tempdir().unwrap();
    let to = out.path().to_str().unwrap();
    succeeds(folder, &[&[package, "-o", to, "--arch", arch], options].concat());
    read(out.path())
}

/// The files below a directory by their names there.
pub fn read(directory: &Path) -> Vec<(String, Vec<u8>)> {
    let name = |path: &PathBuf| path.to_string_lossy().into_owned();
    files(directory).iter().map(|path| (name(path), fs::read(directory.join(path)).unwrap())).collect()
}

/// The names of the files below a directory, relative to it, in order.
pub fn files(directory: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(directory).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let mut found: Vec<PathBuf> =
        files.map(|entry| entry.path().strip_prefix(directory).unwrap().to_owned()).collect();
    found.sort();
    found
}

/// A folder with such files.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// A program beside files.
pub fn with_files(main: &str, files: &[(String, Vec<u8>)]) -> Program {
    let main = Program::script("main.py", main);
    files.iter().fold(main, |program, (name, bytes)| program.file(name.clone(), bytes.clone()))
}

/// The program of a folder and its sources.
pub fn with_sources(folder: &Path) -> (String, Program) {
    let main = fs::read_to_string(folder.join("main.py")).unwrap();
    let sources: Vec<_> =
        read(folder).into_iter().filter(|(name, _)| name != "main.py" && name.ends_with(".py")).collect();
    let program = with_files(&main, &sources);
    (main, program)
}

/// Runs a program on a host.
pub fn run(kind: HostKind, release: &str, variant: Variant, program: &Program) -> Outcome {
    host(kind, release, variant).run(program, &mut |_| {}).unwrap()
}

/// Holds a program with native modules against the one with the sources: on all releases of a host, and with the collector run
/// at every allocation. Both print what is `shown`.
pub fn same_everywhere(kind: HostKind, shown: &str, sources: &Program, native: &Program) {
    for release in releases(kind) {
        let expected = run(kind, release, Variant::Standard, sources);
        assert!(expected.text().contains(shown), "{}", expected.text());
        compare(&expected, &run(kind, release, Variant::Standard, native)).unwrap();
    }
    let release = releases(kind).last().unwrap();
    let expected = run(kind, release, Variant::Standard, sources);
    let native = native.clone().prelude(COLLECT_ALWAYS);
    compare(&expected, &run(kind, release, Variant::GcStress, &native)).unwrap();
}
