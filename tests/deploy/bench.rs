//! What stands on the bench: boards and the lines to them.

use std::path::Path;
use std::process::Command;

use mpyc::device::FlashBoard;
use mpyc::device::repl::{Limits, Ran, Repl};
use mpyc::device::transport::Address;

/// The emulated board of a release.
pub fn board(release: &str) -> FlashBoard {
    FlashBoard::find(Some(release.parse().unwrap())).unwrap_or_else(|error| panic!("{error}"))
}

/// A command as the shell has it.
pub fn shell(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let quoted: Vec<String> =
        words.map(|word| format!("'{}'", word.to_str().unwrap().replace('\'', "'\\''"))).collect();
    quoted.join(" ")
}

/// The board as a process on pipes, its memory kept in a file.
pub fn exec(release: &str, image: Option<&Path>) -> Address {
    Address::Exec(shell(&board(release).command(image).unwrap()))
}

/// Its REPL, once it has come to raw mode.
pub fn enter(address: &Address) -> Repl {
    let line = address.open().unwrap_or_else(|error| panic!("{error}"));
    Repl::enter(line, Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// Runs a program that is not to raise; gives what it printed.
#[track_caller]
pub fn prints(repl: &mut Repl, program: &str) -> String {
    let Ran { stdout, stderr } = repl.command(program).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(String::from_utf8_lossy(&stderr), "");
    String::from_utf8_lossy(&stdout).replace("\r\n", "\n")
}
