//! `mpyc cache`: where it is, what is in it, emptying it.
//!
//! ```text
//! $ mpyc cache
//! /home/me/.cache/mpyc
//! modules         214 entries     1.7 MiB of 256 MiB
//! compilers         3 entries     3.1 KiB
//! files            12 entries     1.4 KiB
//! runtime           9 entries   412.0 KiB
//! $ mpyc cache clean
//! 238 entries removed, 2.1 MiB freed
//! ```

use super::output;
use crate::cache::{StoreKind, clean};
use crate::toolchain::Environment;
use anyhow::Context as _;
use std::fmt::Write as _;

/// Show what is kept between runs, or remove it.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Clone, Copy, clap::Subcommand)]
enum Command {
    /// Remove what is kept: modules, compiled pieces of the runtime, what is known of C compilers
    Clean,
    /// Print the directory
    Path,
}

/// Runs the command on the cache of this process's environment.
///
/// # Errors
/// Nothing says where the cache is, or something in it cannot be removed.
pub fn run(args: &Args) -> anyhow::Result<u8> {
    let root = Environment::of_process().cache_directory();
    let root = root.context("there is no place for a cache: set MPYC_CACHE, XDG_CACHE_HOME or HOME")?;
    let shown = root.display();
    let mut text = String::new();
    match args.command {
        None => {
            writeln!(text, "{shown}")?;
            for (name, amount) in clean::held(&root) {
                let bound = if name == StoreKind::Modules.name() {
                    format!(" of {} MiB", StoreKind::Modules.bound() >> 20)
                } else {
                    String::new()
                };
                let entries = if amount.entries == 1 { "entry  " } else { "entries" };
                writeln!(
                    text,
                    "{name:<10} {:>8} {entries} {:>11}{bound}",
                    amount.entries,
                    bytes(amount.bytes)
                )?;
            }
        }
        Some(Command::Path) => writeln!(text, "{shown}")?,
        Some(Command::Clean) => {
            let freed = clean::clean(&root).with_context(|| format!("cannot empty `{shown}`"))?;
            let entries = if freed.entries == 1 { "entry" } else { "entries" };
            writeln!(text, "{} {entries} removed, {} freed", freed.entries, bytes(freed.bytes))?;
        }
    }
    if let Err(diagnostic) = output::to_stdout(text.as_bytes()) {
        anyhow::bail!("{}", diagnostic.title);
    }
    Ok(0)
}

/// A number of bytes for people.
fn bytes(count: u64) -> String {
    let tenths = |unit: u64| format!("{}.{}", count / unit, count % unit * 10 / unit);
    match count {
        0..1024 => format!("{count} bytes"),
        1024..0x10_0000 => format!("{} KiB", tenths(1024)),
        _ => format!("{} MiB", tenths(1 << 20)),
    }
}
