//! `mpyc deploy`: modules to a board, compiled for exactly that board.
//!
//! In: `.py` and `.mpy` files, or a folder of them. Out: a board that has them, and what they are called there.
//!
//! ```text
//! mpyc deploy filter.py                      compiled for the board that is plugged in, to /lib/filter.mpy
//! mpyc deploy filter.mpy --port /dev/ttyUSB1 --to /
//! mpyc deploy src                            all that is in it; a package as a folder of its name
//! mpyc deploy robot --bundle                 a package as one file, /lib/robot.mpy
//! ```

use std::path::PathBuf;

use serde_json::json;

use super::bar::Bar;
use super::for_board::{self, ForBoard, folder, shadowed};
use super::options::{Behaviour, MessageFormat};
use super::port::{self, Port};
use super::{output, shown};
use crate::device::board::BoardFacts;
use crate::device::deploy::{self, Agent, Became, BoardFile, Compression, Deployed, join};
use crate::diagnostics::Diagnostic;

/// Compile modules for a board, copy them there and import them; what was there stays until they could be imported
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// FILE.py, which is compiled, FILE.mpy, or a directory of such files and of others
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    port: Port,
    /// The folder on the board
    #[arg(long, value_name = "FOLDER", default_value = "/lib", value_parser = folder)]
    to: String,
    /// Make one file of each package that is named
    #[arg(long, conflicts_with = "source")]
    bundle: bool,
    /// Copy FILE.py as it is
    #[arg(long)]
    source: bool,
    /// Do not import the modules on the board
    #[arg(long)]
    no_import: bool,
    /// Send without compression, even where the board can inflate
    #[arg(long)]
    no_compression: bool,
    /// The C compiler, instead of the one that is found
    #[arg(long, value_name = "COMMAND")]
    cc: Option<String>,
    #[command(flatten)]
    behaviour: Behaviour,
    /// How problems and the result are written: for people, or as JSON objects, one a line
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// Deploys; the exit status is 0 if all is on the board.
pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let failed = shown::failed(args.message_format);
    let sources = for_board::sources(&args.files, args.bundle).map_err(failed)?;
    let mut repl = args.port.enter().map_err(failed)?;
    let name = repl.name().to_owned();
    let facts = BoardFacts::ask(&mut repl, &args.to).map_err(|error| failed(port::facts_failed(&error)))?;
    let made = ForBoard {
        to: &args.to,
        source: args.source,
        cc: args.cc.as_deref(),
        behaviour: &args.behaviour,
        format: args.message_format,
    };
    let files = match made.files(&facts, &sources) {
        Ok(files) => files,
        Err(error) => {
            // The board is to be as it was found, and the line may be what failed.
            let _ = repl.leave(false);
            return Err(error.shown(args.message_format));
        }
    };
    let mut agent =
        Agent::start_on(repl, &facts).map_err(|error| failed(port::agent_failed(&error, "take files")))?;
    let done = transfer(args, &facts, &mut agent, &files);
    let left = agent.into_repl().leave(done.is_ok());
    let (deployed, warnings) = done.map_err(|diagnostic| failed(*diagnostic))?;
    left.map_err(|error| failed(port::line_failed(&error)))?;
    shown::show(&warnings, args.message_format);
    let text = match args.message_format {
        MessageFormat::Human => said(args, &facts, &files, &deployed),
        MessageFormat::Json => format!("{}\n", object(args, &name, &facts, &files, &deployed)),
    };
    output::to_stdout(text.as_bytes()).map_err(failed)?;
    Ok(0)
}

/// Sends the files; what there is to warn of comes with it.
fn transfer(
    args: &Args,
    facts: &BoardFacts,
    agent: &mut Agent,
    files: &[BoardFile],
) -> Result<(Deployed, Vec<Diagnostic>), Box<Diagnostic>> {
    let compression = if args.no_compression { Compression::Off } else { Compression::Auto };
    let bar = Bar::new(args.message_format);
    let deployed =
        deploy::deploy(agent, facts, &args.to, files, !args.no_import, compression, &mut |progress| {
            bar.show(&progress);
        });
    bar.clear();
    let deployed = deployed.map_err(|error| Box::new(port::deploy_failed(error, &facts.title())))?;
    let mut warnings = Vec::new();
    for file in files {
        let shadow = deploy::shadow(agent, facts, &args.to, file);
        let shadow = shadow.map_err(|error| Box::new(port::agent_failed(&error, "look at its files")))?;
        warnings.extend(shadow.map(|shadow| shadowed(&args.to, file, &shadow)));
    }
    Ok((deployed, warnings))
}

/// What people are told.
fn said(args: &Args, facts: &BoardFacts, files: &[BoardFile], deployed: &Deployed) -> String {
    let mut lines = vec![format!("{}: {}", facts.title(), facts.loading())];
    for (file, became) in files.iter().zip(&deployed.files) {
        let what = match became {
            Became::Sent => "sent",
            Became::Same => "there already",
        };
        lines.push(format!("{}: {} bytes, {what}", join(&args.to, &file.path), file.bytes.len()));
    }
    for (module, names) in &deployed.names {
        lines.push(format!("{module}: {}", names.join(", ")));
    }
    lines.join("\n") + "\n"
}

/// What tools are told.
fn object(
    args: &Args,
    port: &str,
    facts: &BoardFacts,
    files: &[BoardFile],
    deployed: &Deployed,
) -> serde_json::Value {
    let files: Vec<serde_json::Value> = files
        .iter()
        .zip(&deployed.files)
        .map(|(file, became)| {
            json!({
                "path": join(&args.to, &file.path),
                "bytes": file.bytes.len(),
                "sha256": file.digest(),
                "became": became,
            })
        })
        .collect();
    let modules: serde_json::Map<String, serde_json::Value> =
        deployed.names.iter().map(|(module, names)| (module.clone(), json!(names))).collect();
    json!({
        "port": port,
        "board": facts.title(),
        "arch": facts.arch().map(linker::Arch::name),
        "files": files,
        "modules": modules,
    })
}
