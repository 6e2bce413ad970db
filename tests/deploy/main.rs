//! Boards driven over a line: the emulated one with flash memory, and the unix port.
//!
//! Nothing here depends on how long something takes: limits of time are those after which a test would have failed.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "that is how a test says what went wrong, in helpers too"
)]

#[path = "../micropython/mod.rs"]
mod micropython;

mod bench;
mod command;
mod cut;
mod facts;
mod files;
mod repl;
mod run;
mod telnet;
mod timing;
mod watch;
