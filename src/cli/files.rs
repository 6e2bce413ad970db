//! `mpyc ls`, `cat`, `cp`, `rm`, `df`: the files on a board. A path on the board has a colon in front: `:/lib/a.mpy`.
//!
//! ```text
//! mpyc ls :/lib
//! mpyc cp config.json :/            whole or not at all, and verified, as mpyc deploy does it
//! mpyc cp :/log.txt .
//! mpyc rm :/lib/old.py
//! ```

use std::path::{Path, PathBuf};

use super::options::MessageFormat;
use super::output;
use super::port::{self, Port};
use super::shown;
use super::source::unreadable;
use crate::device::board::BoardFacts;
use crate::device::deploy::{self, Agent, AgentError, BoardFile, Compression};
use crate::diagnostics::{Code, Diagnostic};

/// List what is in a folder on a board
#[derive(Debug, clap::Args)]
pub(super) struct Ls {
    /// The folders
    #[arg(value_name = ":FOLDER", default_value = ":/", value_parser = on_board)]
    folders: Vec<String>,
    #[command(flatten)]
    port: Port,
}

/// Show files of a board
#[derive(Debug, clap::Args)]
pub(super) struct Cat {
    /// The files
    #[arg(required = true, value_name = ":FILE", value_parser = on_board)]
    files: Vec<String>,
    #[command(flatten)]
    port: Port,
}

/// Remove files of a board, and folders with all that is in them
#[derive(Debug, clap::Args)]
pub(super) struct Rm {
    /// The files and folders
    #[arg(required = true, value_name = ":PATH", value_parser = on_board)]
    paths: Vec<String>,
    #[command(flatten)]
    port: Port,
}

/// Copy files to a board, or from one
#[derive(Debug, clap::Args)]
pub(super) struct Cp {
    /// The files; those on the board with a colon in front
    #[arg(required = true, value_name = "FROM")]
    from: Vec<String>,
    /// Where to: a file, or a folder for several
    #[arg(value_name = "TO")]
    to: String,
    #[command(flatten)]
    port: Port,
}

/// Show how much room a board's filesystem has
#[derive(Debug, clap::Args)]
pub(super) struct Df {
    /// A folder of the filesystem
    #[arg(value_name = ":FOLDER", default_value = ":/", value_parser = on_board)]
    folder: String,
    #[command(flatten)]
    port: Port,
}

fn failed(diagnostic: Diagnostic) -> anyhow::Error {
    shown::failed(MessageFormat::Human)(diagnostic)
}

/// For `map_err`: what the board was to do.
fn doing(what: String) -> impl FnOnce(AgentError) -> anyhow::Error {
    move |error| failed(port::agent_failed(&error, &what))
}

/// Does something with a board's files, and leaves the board at its prompt.
fn with_agent(port: &Port, work: impl FnOnce(&mut Agent) -> anyhow::Result<()>) -> anyhow::Result<u8> {
    let mut agent = port.agent().map_err(failed)?;
    let done = work(&mut agent);
    let left = agent.into_repl().leave(false);
    done?;
    left.map_err(|error| failed(port::line_failed(&error)))?;
    Ok(0)
}

/// Lists folders.
pub(super) fn ls(args: &Ls) -> anyhow::Result<u8> {
    with_agent(&args.port, |agent| {
        for folder in &args.folders {
            let values = agent.ask("entries", &[folder]).map_err(doing(format!("list {folder}")))?;
            let mut lines: Vec<String> = values
                .chunks(3)
                .filter_map(|entry| match entry {
                    [name, kind, _] if kind == "16384" => Some(format!("{:>9} {name}/\n", "")),
                    [name, _, size] => Some(format!("{size:>9} {name}\n")),
                    _ => None,
                })
                .collect();
            lines.sort_by(|a, b| a.get(10..).cmp(&b.get(10..)));
            output::to_stdout(lines.concat().as_bytes()).map_err(failed)?;
        }
        Ok(())
    })
}

/// Shows files.
pub(super) fn cat(args: &Cat) -> anyhow::Result<u8> {
    with_agent(&args.port, |agent| {
        for file in &args.files {
            let bytes = read(agent, file)?;
            output::to_stdout(&bytes).map_err(failed)?;
        }
        Ok(())
    })
}

/// Removes files.
pub(super) fn rm(args: &Rm) -> anyhow::Result<u8> {
    with_agent(&args.port, |agent| {
        for path in &args.paths {
            let kinds = agent.ask_one("kinds", &[path]).map_err(doing(format!("look for {path}")))?;
            if kinds == "0" || path == "/" {
                let why = if path == "/" { "the root stays" } else { "there is no such file" };
                let title = format!("the board cannot remove {path}");
                return Err(failed(Diagnostic::new(Code::BOARD_FILES, title).note(why)));
            }
            agent.ask("remove", &[path]).map_err(doing(format!("remove {path}")))?;
        }
        agent.ask("end", &[]).map_err(doing("write its files".into()))?;
        Ok(())
    })
}

/// Shows how much room there is.
pub(super) fn df(args: &Df) -> anyhow::Result<u8> {
    with_agent(&args.port, |agent| {
        let room = agent.ask("room", &[&args.folder]);
        let room = room.map_err(doing(format!("say how much room {} has", args.folder)))?;
        let (free, total) = match room.as_slice() {
            [free, total] => (free, total),
            _ => {
                return Err(failed(Diagnostic::new(
                    Code::BOARD_FILES,
                    "the board did not say how much room it has",
                )));
            }
        };
        output::to_stdout(format!("{free} of {total} bytes are free\n").as_bytes()).map_err(failed)
    })
}

/// Copies to the board or from it.
pub(super) fn cp(args: &Cp) -> anyhow::Result<u8> {
    let wrong = |title: &str| {
        failed(
            Diagnostic::new(Code::BOARD_FILES, title)
                .help("a path on the board has a colon in front: :/lib/a.py"),
        )
    };
    let from_board = args.from.iter().filter(|path| path.starts_with(':')).count();
    match args.to.strip_prefix(':') {
        Some(to) if from_board == 0 => upload(args, to),
        None if from_board == args.from.len() => download(args),
        Some(_) | None => Err(wrong("files are copied to the board, or from it")),
    }
}

fn download(args: &Cp) -> anyhow::Result<u8> {
    let to = Path::new(&args.to);
    with_agent(&args.port, |agent| {
        for from in &args.from {
            let from = on_board(from).map_err(|why| failed(Diagnostic::new(Code::BOARD_FILES, why)))?;
            let bytes = read(agent, &from)?;
            let name = from.rsplit('/').next().unwrap_or_default();
            let place: PathBuf =
                if to.is_dir() || args.from.len() > 1 { to.join(name) } else { to.to_owned() };
            output::to_file(&place, &bytes).map_err(failed)?;
        }
        Ok(())
    })
}

fn upload(args: &Cp, to: &str) -> anyhow::Result<u8> {
    let mut files = Vec::new();
    for from in &args.from {
        let path = Path::new(from);
        let bytes = std::fs::read(path).map_err(|error| {
            failed(match path.is_dir() {
                true => unreadable(path, "it is a directory".into())
                    .help("mpyc deploy --source copies directories"),
                false => unreadable(path, error.to_string()),
            })
        })?;
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        files.push(BoardFile { path: name.into(), bytes });
    }
    let to = on_board(to).map_err(|why| failed(Diagnostic::new(Code::BOARD_FILES, why)))?;
    let mut repl = args.port.enter().map_err(failed)?;
    let facts = BoardFacts::ask(&mut repl, &to).map_err(|error| failed(port::facts_failed(&error)))?;
    let mut agent = Agent::start_on(repl, &facts).map_err(doing("take files".into()))?;
    // A folder that is there, or one that is meant to be one.
    let kind = agent.ask_one("state", &[&to]).map_err(doing(format!("look for {to}")))?;
    let folder = if kind == "folder" || files.len() > 1 {
        to
    } else {
        let (folder, name) = to.rsplit_once('/').unwrap_or(("", to.as_str()));
        if let [file] = files.as_mut_slice() {
            file.path = name.into();
        }
        format!("{folder}/")
    };
    let done = deploy::deploy(&mut agent, &facts, &folder, &files, false, Compression::Auto, &mut |_| {});
    let left = agent.into_repl().leave(false);
    done.map_err(|error| failed(port::deploy_failed(error, &facts.title())))?;
    left.map_err(|error| failed(port::line_failed(&error)))?;
    Ok(0)
}

/// A whole file of the board's, the same as its hash says.
fn read(agent: &mut Agent, path: &str) -> anyhow::Result<Vec<u8>> {
    deploy::read(agent, path).map_err(|error| failed(port::deploy_failed(error, agent.name())))
}

/// A path on the board, from its root.
fn on_board(text: &str) -> Result<String, String> {
    let path = text.strip_prefix(':').unwrap_or(text);
    if path.split('/').any(|part| matches!(part, "." | "..")) {
        return Err("a path on a board is written from its root: :/lib/a.py".into());
    }
    let path = path.trim_end_matches('/');
    Ok(match path.strip_prefix('/') {
        _ if path.is_empty() => "/".into(),
        Some(_) => path.into(),
        None => format!("/{path}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_on_the_board() {
        for (text, path) in
            [(":", "/"), (":/", "/"), (":a", "/a"), (":/lib/", "/lib"), ("/lib/a.py", "/lib/a.py")]
        {
            assert_eq!(on_board(text).as_deref(), Ok(path));
        }
        assert!(on_board(":/lib/../a").is_err());
    }
}
