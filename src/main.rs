//! The `mpyc` command.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    match mpyc::cli::main(mpyc::cli::Cli::parse()) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
