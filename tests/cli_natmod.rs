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
