//! `mpyc completions` and `mpyc man`: what a shell and `man` know of the command line, made from it.
//!
//! ```text
//! mpyc completions bash > ~/.local/share/bash-completion/completions/mpyc
//! mpyc man --to ~/.local/share/man/man1
//! mpyc man deploy | man -l -
//! ```

use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Command, ValueEnum};
use clap_mangen::Man;

use super::options::MessageFormat;
use super::{output, shown};
use crate::diagnostics::Diagnostic;

/// Write a shell's completions of this command line to standard output
#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shell {
    /// A file for bash-completion, or to be sourced
    Bash,
    /// A file `_mpyc` in a folder of fpath
    Zsh,
    /// A file for ~/.config/fish/completions
    Fish,
}

/// Write the manual page of mpyc or of one of its commands to standard output
#[derive(Debug, clap::Args)]
pub(super) struct Manual {
    /// The command, such as deploy
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
    /// Write all pages into this folder: mpyc.1, mpyc-deploy.1 and the others
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    to: Option<PathBuf>,
}

/// Writes what the shell reads; `cli` is the whole command line.
pub(super) fn completions(args: &Completions, mut cli: Command) -> anyhow::Result<u8> {
    let shell = match args.shell {
        Shell::Bash => clap_complete::Shell::Bash,
        Shell::Zsh => clap_complete::Shell::Zsh,
        Shell::Fish => clap_complete::Shell::Fish,
    };
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut cli, "mpyc", &mut text);
    output::to_stdout(&text).map_err(failed)?;
    Ok(0)
}

/// Writes one page, or all.
pub(super) fn manual(args: &Manual, cli: Command) -> anyhow::Result<u8> {
    let mut cli = cli.disable_help_subcommand(true);
    // What commands have in common is given to each.
    cli.build();
    let Some(folder) = &args.to else {
        let page = match &args.command {
            None => page(&cli)?,
            Some(name) => match cli.find_subcommand(name) {
                Some(command) => page(command)?,
                None => {
                    cli.error(ErrorKind::InvalidSubcommand, format!("there is no command `{name}`")).exit()
                }
            },
        };
        output::to_stdout(&page).map_err(failed)?;
        return Ok(0);
    };
    output::make_directory(folder).map_err(failed)?;
    for command in std::iter::once(&cli).chain(cli.get_subcommands()) {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name());
        output::to_file(&folder.join(format!("{name}.1")), &page(command)?).map_err(failed)?;
    }
    Ok(0)
}

fn page(command: &Command) -> anyhow::Result<Vec<u8>> {
    let mut page = Vec::new();
    let source = concat!("mpyc ", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).source(source).manual("mpyc").render(&mut page)?;
    Ok(in_ascii(&String::from_utf8_lossy(&page)).into_bytes())
}

/// What is not ASCII as troff has it on any system: `\[u2026]` (groff_char(7), "Unicode code points").
fn in_ascii(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    for c in page.chars() {
        match c.is_ascii() {
            true => out.push(c),
            false => out.push_str(&format!("\\[u{:04X}]", u32::from(c))),
        }
    }
    out
}

fn failed(diagnostic: Diagnostic) -> anyhow::Error {
    shown::failed(MessageFormat::Human)(diagnostic)
}
