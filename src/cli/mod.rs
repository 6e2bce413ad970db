//! The command line: one file a command. This room, with `toolchain` and `device`, does I/O.

mod run;

use clap::{Parser, Subcommand};

/// Compiles typed Python into native MicroPython modules.
#[derive(Debug, Parser)]
#[command(name = "mpyc", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Compile, load and run a program on a MicroPython host; the exit status is the program's
    Run(run::Run),
}

/// Runs the command that was asked for. The result is the process's exit status.
///
/// # Errors
/// What the user is to be told; the exit status is 1 then.
pub fn main(cli: Cli) -> anyhow::Result<u8> {
    match cli.command {
        Command::Run(args) => run::run(&args),
    }
}
