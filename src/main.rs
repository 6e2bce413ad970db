//! The `mpyc` command.

use std::process::ExitCode;

use clap::Parser;

/// Compiles typed Python into native MicroPython modules.
#[derive(Debug, Parser)]
#[command(name = "mpyc", version)]
struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Link objects and archives into a .mpy file
    Link(mpyc::cli::link::Args),
}

fn main() -> anyhow::Result<ExitCode> {
    match Command::parse().action {
        Action::Link(args) => mpyc::cli::link::run(&args),
    }
}
