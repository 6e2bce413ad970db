//! `mpyc package`: what it makes, and that MicroPython's own package manager installs it from a local web server: `mip` on the unix
//! port, and `mip` and mpremote's `mip install` on the emulated RISC-V board behind a terminal.
//!
//! The emulated board has no network. For its `mip` the sockets are those of the computer at the other end of its line (`board/socket.py`,
//! `line.py`); mpremote fetches for the board anyway. `mip` and `requests` are those that come with Debian's source of MicroPython
//! (mip 0.3, which knows no relative addresses), mpremote is that of each release; nothing of them is changed.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "that is how a test says what went wrong, in helpers too"
)]

#[path = "../micropython/mod.rs"]
mod micropython;

mod install;
mod made;
mod stub;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs `mpyc package` in a folder.
fn package(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    command.arg("package").args(arguments).current_dir(folder).output().unwrap()
}

/// The same, which is to succeed; what it prints.
#[track_caller]
fn packaged(folder: &Path, arguments: &[&str]) -> String {
    let output = package(folder, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The files below a directory, relative to it, in order.
fn files(directory: &Path) -> Vec<(String, Vec<u8>)> {
    fn add(directory: &Path, below: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(directory.join(below)).unwrap() {
            let path = below.join(entry.unwrap().file_name());
            if directory.join(&path).is_dir() { add(directory, &path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    add(directory, Path::new(""), &mut found);
    found.sort();
    let read = |path: PathBuf| {
        let bytes = std::fs::read(directory.join(&path)).unwrap();
        (path.to_str().unwrap().to_owned(), bytes)
    };
    found.into_iter().map(read).collect()
}

/// The paths of these.
fn paths(directory: &Path) -> Vec<String> {
    files(directory).into_iter().map(|(path, _)| path).collect()
}
