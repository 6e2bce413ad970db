//! `mpyc board`: what the boards are that are plugged in.
//!
//! ```text
//! /dev/ttyACM0: MicroPython 1.26.1 on Raspberry Pi Pico with RP2040
//!   loads     armv6m, ABI 6.3, single floats
//!   memory    187232 bytes are free, 186000 at one stretch
//!   files     1441792 of 1441792 bytes are free
//!   path      `` `.frozen` `/lib`
//!   built in  _thread, array, …
//! ```

use serde_json::json;

use super::options::MessageFormat;
use super::port::{self, Port};
use super::{output, shown};
use crate::device::board::BoardFacts;
use crate::target::FloatKind;

/// Say what a board is: its firmware, what it loads, memory, filesystem and built-in modules
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    port: Port,
    /// How it is said: for people, or as a JSON object a board
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// Asks the board, or without `--port` each that is plugged in; the exit status is 0 if all have answered.
pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let mut status = 0;
    let ports = args.port.each().map_err(shown::failed(args.message_format))?;
    for port in ports {
        let asked = port.enter().and_then(|mut repl| {
            let facts = BoardFacts::ask(&mut repl, "/").map_err(|error| port::facts_failed(&error))?;
            let name = repl.name().to_owned();
            repl.leave(false).map_err(|error| port::line_failed(&error))?;
            Ok((name, facts))
        });
        let said = asked.and_then(|(name, facts)| {
            let text = match args.message_format {
                MessageFormat::Human => lines(&name, &facts),
                MessageFormat::Json => format!("{}\n", object(&name, &facts)),
            };
            output::to_stdout(text.as_bytes())
        });
        if let Err(diagnostic) = said {
            shown::show(&[diagnostic], args.message_format);
            status = 1;
        }
    }
    Ok(status)
}

fn lines(port: &str, facts: &BoardFacts) -> String {
    let mut lines = vec![format!("{port}: {}", facts.title()), format!("  loads     {}", facts.loading())];
    let at_one_stretch =
        facts.largest_free.map_or_else(String::new, |free| format!(", {free} at one stretch"));
    lines.push(format!("  memory    {} bytes are free{at_one_stretch}", facts.free));
    lines.push(match facts.storage {
        Some(storage) if storage.total > 0 => {
            format!("  files     {} of {} bytes are free", storage.free, storage.total)
        }
        Some(_) | None => "  files     there is no filesystem".into(),
    });
    let path: Vec<String> = facts.path.iter().map(|folder| format!("`{folder}`")).collect();
    lines.push(format!("  path      {}", path.join(" ")));
    lines.push(format!("  built in  {}", facts.modules.join(", ")));
    lines.join("\n") + "\n"
}

fn object(port: &str, facts: &BoardFacts) -> serde_json::Value {
    let (version, native) = facts.abi();
    json!({
        "port": port,
        "implementation": facts.implementation,
        "release": facts.release,
        "machine": facts.machine,
        "platform": facts.platform,
        "arch": facts.arch().map(linker::Arch::name),
        "arch_flags": facts.arch().map(|arch| arch.flag_names(facts.arch_flags())),
        "abi": format!("{version}.{native}"),
        "float_bytes": facts.float.map(|float| match float {
            FloatKind::Single => 4,
            FloatKind::Double => 8,
        }),
        "word_bytes": facts.word,
        "memory": { "free": facts.free, "largest": facts.largest_free },
        "storage": facts.storage.map(|storage| json!({ "free": storage.free, "total": storage.total })),
        "path": facts.path,
        "modules": facts.modules,
    })
}
