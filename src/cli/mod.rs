//! The command line: one file a command. This room alone prints.

pub mod doctor;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Compiles typed Python into native MicroPython modules.
#[derive(Debug, Parser)]
#[command(name = "mpyc", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Doctor(doctor::Args),
}

/// Runs the command that the process was given. A wrong command line exits with 2 before anything runs.
#[must_use]
pub fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Doctor(args) => doctor::run(&args),
    }
}
