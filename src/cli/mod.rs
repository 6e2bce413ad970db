//! The command line: one file a command. This room, with `toolchain`, `cache` and `device`, does I/O, and it alone prints.

mod annotate;
mod bar;
mod bench;
mod board;
mod bundle;
mod c_files;
pub mod cache;
mod cached;
mod check;
mod completions;
mod constants;
mod deploy;
mod described;
pub mod diagnose;
pub mod doctor;
pub mod explain;
mod explained;
mod files;
mod folder;
mod for_board;
pub mod inspect;
mod interfaces;
mod interrupt;
mod jobs;
pub mod link;
mod natmod;
mod options;
mod output;
mod package;
mod port;
mod repl;
mod run;
mod run_on_board;
mod shadowed;
mod shown;
pub mod size;
mod source;
pub mod symbols;
mod targets;
mod usermod;
mod watch;

use clap::{CommandFactory as _, Parser, Subcommand};
use std::process::ExitCode;

/// Compiles typed Python into native MicroPython modules.
#[derive(Debug, Parser)]
#[command(name = "mpyc", version, about, arg_required_else_help = true, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Natmod(options::Natmod),
    Check(check::Args),
    /// Link objects and archives into a .mpy file, with mpy_ld.py's command line
    Link(link::Args),
    Diagnose(diagnose::Args),
    Explain(explain::Args),
    Inspect(inspect::Args),
    Size(size::Args),
    Annotate(annotate::Args),
    /// Compile, load and run a program on a MicroPython host; the exit status is the program's
    Run(run::Run),
    Bench(bench::Args),
    Deploy(deploy::Args),
    #[command(disable_version_flag = true)]
    Package(package::Args),
    Watch(watch::Args),
    Ls(files::Ls),
    Cat(files::Cat),
    Cp(files::Cp),
    Rm(files::Rm),
    Df(files::Df),
    Board(board::Args),
    Targets(targets::Args),
    Repl(repl::Args),
    Doctor(doctor::Args),
    Completions(completions::Completions),
    Man(completions::Manual),
    Cache(cache::Args),
}

/// The same command line with one command.
#[derive(Debug, Parser)]
#[command(name = "mpyc", version, propagate_version = true)]
struct LinkCli {
    #[command(subcommand)]
    command: LinkCommand,
}

#[derive(Debug, Subcommand)]
enum LinkCommand {
    /// Link objects and archives into a .mpy file, with mpy_ld.py's command line
    Link(link::Args),
}

/// Reads the command line. Makefiles call `link` once a module: for it, the options of the others are not made.
fn parse() -> Command {
    if std::env::args_os().nth(1).is_some_and(|command| command == "link") {
        let LinkCommand::Link(args) = LinkCli::parse().command;
        return Command::Link(args);
    }
    Cli::parse().command
}

/// Runs the command that the process was given. A wrong command line exits with 2 before anything runs.
#[must_use]
pub fn main() -> ExitCode {
    let done = match parse() {
        Command::Natmod(args) => natmod::run(&args).map(ExitCode::from),
        Command::Check(args) => Ok(check::run(&args).into()),
        Command::Link(args) => link::run(&args),
        Command::Diagnose(args) => diagnose::run(&args).map(ExitCode::from),
        Command::Explain(args) => explain::run(&args).map(ExitCode::from),
        Command::Inspect(args) => inspect::run(&args).map(ExitCode::from),
        Command::Size(args) => size::run(&args).map(ExitCode::from),
        Command::Annotate(args) => annotate::run(&args).map(ExitCode::from),
        Command::Run(args) => run::run(&args).map(ExitCode::from),
        Command::Bench(args) => bench::run(&args).map(ExitCode::from),
        Command::Deploy(args) => deploy::run(&args).map(ExitCode::from),
        Command::Package(args) => package::run(&args).map(ExitCode::from),
        Command::Watch(args) => watch::run(&args).map(ExitCode::from),
        Command::Ls(args) => files::ls(&args).map(ExitCode::from),
        Command::Cat(args) => files::cat(&args).map(ExitCode::from),
        Command::Cp(args) => files::cp(&args).map(ExitCode::from),
        Command::Rm(args) => files::rm(&args).map(ExitCode::from),
        Command::Targets(args) => targets::run(&args).map(ExitCode::from),
        Command::Board(args) => board::run(&args).map(ExitCode::from),
        Command::Repl(args) => repl::run(&args).map(ExitCode::from),
        Command::Df(args) => files::df(&args).map(ExitCode::from),
        Command::Doctor(args) => Ok(doctor::run(&args)),
        Command::Completions(args) => completions::completions(&args, Cli::command()).map(ExitCode::from),
        Command::Man(args) => completions::manual(&args, Cli::command()).map(ExitCode::from),
        Command::Cache(args) => cache::run(&args).map(ExitCode::from),
    };
    done.unwrap_or_else(|error| {
        if !error.is::<shown::AlreadyShown>() {
            anstream::eprintln!("error: {error:#}");
        }
        ExitCode::FAILURE
    })
}
