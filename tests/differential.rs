//! Random programs: native code against bytecode on the same host, and that against CPython.
//!
//! `tests/differential/generate.py` writes the program of a number; `scripts/differential` runs it all ways and compares
//! exit status and output. Here it does so for a few numbers that stay the same; `CONTRIBUTING.md` tells of longer runs.

#![expect(clippy::panic, reason = "that is how a test says what went wrong")]

use std::path::Path;
use std::process::Command;

/// Runs the programs of some seeds with these options; none may differ, and none may be left out.
fn same(seeds: &str, options: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let finds = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let output = Command::new("python3")
        .arg(root.join("scripts/differential"))
        .args([seeds, "--mpyc", env!("CARGO_BIN_EXE_mpyc")])
        .arg("--finds")
        .arg(finds.path())
        .args(options)
        .output()
        .unwrap_or_else(|error| panic!("python3: {error}"));
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains(" 0 differ, 0 not run"),
        "{said}{}\nto see it: scripts/differential {seeds} {}",
        String::from_utf8_lossy(&output.stderr),
        options.join(" ")
    );
}

#[test]
fn native_code_does_as_bytecode_and_cpython() {
    same("1-16", &["--on", "x64"]);
}

#[test]
fn native_code_does_as_bytecode_on_the_board() {
    same("109-116", &["--on", "rv32"]);
}

/// What tests tell of variables, and no longer than it holds. To CPython, other than to the firmware, a bool is an
/// instance of int.
#[test]
fn narrowed_variables_are_what_bytecode_has() {
    same("1-4", &["--on", "x64", "--about", "narrowing", "--no-cpython"]);
}

/// The line that an exception tells where it was raised, by whatever.
#[test]
fn exceptions_tell_the_lines_that_bytecode_tells() {
    same("1-12", &["--on", "x64", "--about", "failing", "--no-cpython"]);
}

/// Tuples that are given to what takes them apart, and not made.
#[test]
fn tuples_are_what_they_were_made_of() {
    same("1-4", &["--about", "tuples", "--no-cpython"]);
}

/// Ints around the ends of machine words, which are words or are not.
#[test]
fn ints_are_words_only_where_nothing_is_lost() {
    same("1-4", &["--about", "words", "--no-cpython"]);
    same("1-2", &["--about", "words", "--no-cpython", "--on", "x64", "--without-pass", "versions"]);
    same("1-2", &["--about", "words", "--no-cpython", "--on", "x64", "--without-pass", "words"]);
}

/// Words and pointers as the firmware's own compiler of viper has them.
#[test]
fn viper_is_the_firmwares() {
    same("1-6", &["--about", "viper", "--no-cpython"]);
}

/// Packages whose modules import each other, in every form.
#[test]
fn packages_import_as_bytecode_does() {
    for option in [&[][..], &["--bundle"]] {
        let output = Command::new("python3")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential/packages.py"))
            .args(["1-6", "--mpyc", env!("CARGO_BIN_EXE_mpyc")])
            .args(option)
            .output()
            .unwrap_or_else(|error| panic!("python3: {error}"));
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("6 packages, 0 differ"),
            "{said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// With the collector run at every allocation.
#[test]
fn nothing_is_hidden_from_the_collector() {
    same("201-204", &["--on", "rv32", "--gcstress"]);
}
