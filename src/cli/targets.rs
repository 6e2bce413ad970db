//! `mpyc targets`: the boards that are known by name, the architectures that modules are compiled for, and what these mean.
//!
//! ```text
//! board        modules for  floats  word     flags     functions in ROM
//! esp32c3      rv32imc      single  4 bytes  -         122
//! ```

use super::{output, shown};
use crate::device::HostKind;
use crate::target::boards::Board;
use crate::target::{FloatKind, Target};

use super::options::MessageFormat;

/// List the boards and architectures that modules are compiled for
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Lists them.
pub(super) fn run(_args: &Args) -> anyhow::Result<u8> {
    let mut rows = vec![row("--board", "modules for", "floats", "word", "flags", "functions in ROM")];
    rows.extend(Board::all().map(|board| {
        let functions = board.symbols().len();
        let functions = if functions == 0 { "-".into() } else { functions.to_string() };
        let target = Target::for_arch(board.arch);
        row(board.name, target.name, float(target), &word(target), &flags(target, board.flags), &functions)
    }));
    rows.push(String::new());
    rows.push(row("--arch", "", "floats", "word", "flags", "runs here on"));
    rows.extend(Target::all().map(|target| {
        let host = HostKind::for_arch(target.arch);
        let host = host.map_or_else(|| "-".into(), |kind| format!("{kind}, {}", kind.about()));
        row(target.name, "", float(target), &word(target), &flags(target, u64::MAX), &host)
    }));
    output::to_stdout((rows.join("\n") + "\n").as_bytes()).map_err(shown::failed(MessageFormat::Human))?;
    Ok(0)
}

fn float(target: &Target) -> &'static str {
    match target.float {
        FloatKind::Single => "single",
        FloatKind::Double => "double",
    }
}

fn word(target: &Target) -> String {
    format!("{} bytes", target.word)
}

/// Extensions that a module can ask for.
fn flags(target: &Target, flags: u64) -> String {
    match target.arch.flag_names(flags) {
        names if names.is_empty() => "-".into(),
        names => names,
    }
}

fn row(name: &str, arch: &str, float: &str, word: &str, flags: &str, last: &str) -> String {
    format!("{name:<13}{arch:<13}{float:<8}{word:<9}{flags:<10}{last}")
}
