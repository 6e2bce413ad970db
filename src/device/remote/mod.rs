//! Programs on a board that is reached over a line: its files are in the board's memory, and nothing of it stays.
//!
//! In: a [`Program`] and a board's [`Agent`](super::deploy::Agent), which has just begun anew. Out: what the program prints as
//! it comes, and its exit status, as on every host.
//!
//! ```text
//! agent.py, filesystem.py, held.py   ──▶  a filesystem in memory: /.mpyc-run
//! hold, write                        ──▶  /.mpyc-run/hello.mpy
//! guest.py                           ──▶  forgets the others, imports hello, says how that ended
//! a soft reset                       ──▶  a board as it was before
//! ```

use super::board::{BoardFacts, compact};
use super::console::Console;
use super::deploy::{Agent, AgentError, BoardFile, Compression, DeployError, Progress, join, send_held};
use super::error::HostError;
use super::guest::{self, Files, Marks};
use super::program::{GuestFile, Program};
use super::repl::{Repl, ReplError};

const HELD: &str = include_str!("held.py");

/// Where a program's files are on the board.
const FOLDER: &str = "/.mpyc-run";

/// Only the files, and then the guest, are to take memory while the program runs.
const FORGET: &str = "for name in list(globals()):
 if name[:2] != '__' and name not in ('name', 'FILES', 'File', 'FileSystem', 'io'):
  del globals()[name]
";

/// How a program ended on a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// With this exit status.
    Status(u8),
    /// It was to go on no longer, and still runs.
    Stopped,
}

/// Why a program did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// The line failed.
    #[error(transparent)]
    Repl(#[from] ReplError),
    /// The firmware could not run what runs the program; the last line of a traceback.
    #[error("the board did not run the program: {0}")]
    NotStarted(String),
}

/// The files of a program, its script among them.
///
/// # Errors
/// [`HostError::BadGuestPath`].
pub fn files(program: &Program) -> Result<Vec<BoardFile>, HostError> {
    let files = guest::files(program)?.into_iter();
    Ok(files.map(|GuestFile { path, bytes }| BoardFile { path, bytes }).collect())
}

/// Brings a program's files to the board's memory, makes their folder the current one, and lets all of them be read.
///
/// # Errors
/// See [`DeployError`]; that there is not enough memory is the board's own `MemoryError`.
pub fn hold(
    agent: &mut Agent,
    facts: &BoardFacts,
    files: &[BoardFile],
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<(), DeployError> {
    let doing = |what: &str| {
        let doing = what.to_owned();
        move |source: AgentError| DeployError::Agent { doing, source }
    };
    for program in ["import io\n", guest::FILESYSTEM, HELD] {
        agent.define(&compact(program)).map_err(doing("take files"))?;
    }
    for file in files {
        send_held(agent, facts, file, Compression::Auto, progress)?;
    }
    agent.ask("end", &[]).map_err(doing("take files"))?;
    agent.ask("enter", &[FOLDER]).map_err(doing("have a filesystem in memory"))?;
    for file in files {
        let at = join(FOLDER, &file.path);
        if agent.ask_one("state", &[&at]).map_err(doing("read its memory"))? != file.digest() {
            return Err(DeployError::Differs { path: at });
        }
    }
    Ok(())
}

/// Runs a program for as long as `go_on` says so; the files are there already, and `program`'s own are of no interest. A script
/// is named by its path on the board.
///
/// # Errors
/// See [`RemoteError`].
pub fn run(
    repl: &mut Repl,
    program: &Program,
    go_on: &mut dyn FnMut() -> bool,
    output: &mut dyn FnMut(&[u8]),
) -> Result<Ended, RemoteError> {
    let (source, marks) = source(program);
    let mut console = Console::new(marks, true, output);
    let mut status = None;
    let stderr = repl.run_while(&source, go_on, &mut |bytes| {
        status = status.or(console.feed(bytes));
    })?;
    match (status, stderr) {
        (Some(status), Some(_)) => Ok(Ended::Status(status)),
        (_, None) => {
            console.abandon();
            Ok(Ended::Stopped)
        }
        (None, Some(stderr)) => {
            let remains = console.abandon();
            let stderr = super::board::last_line(&stderr);
            Err(RemoteError::NotStarted(if stderr.is_empty() { remains.text } else { stderr }))
        }
    }
}

fn source(program: &Program) -> (String, Marks) {
    let (source, marks) = guest::source(program, Files::Board);
    (format!("{FORGET}{}", compact(&source)), marks)
}
