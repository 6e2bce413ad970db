//! `--port`: which board a command is for, and coming to its REPL.

use clap::Args;

use crate::device::board::FactsError;
use crate::device::deploy::{Agent, AgentError, DeployError};
use crate::device::repl::{Limits, Repl, ReplError};
use crate::device::transport::{Address, Transport, ports};
use crate::diagnostics::{Code, Diagnostic};

/// Where the board is.
#[derive(Debug, Clone, Args)]
pub(super) struct Port {
    /// The board: /dev/…, exec:COMMAND, execpty:COMMAND, tcp:HOST:PORT, rfc2217://HOST:PORT or qemu:FILE [default: MPYC_PORT, else the only
    /// USB serial port]
    #[arg(short, long, value_name = "PORT")]
    port: Option<Address>,
}

impl Port {
    /// The board at that address.
    pub fn at(address: Address) -> Self {
        Self { port: Some(address) }
    }

    /// The board's address.
    fn address(&self) -> Result<Address, Diagnostic> {
        if let Some(address) = &self.port {
            return Ok(address.clone());
        }
        let unreached = |title: &str| Diagnostic::new(Code::BOARD_LINE, title);
        if let Some(text) = std::env::var_os("MPYC_PORT").filter(|text| !text.is_empty()) {
            let text = text.to_string_lossy();
            return text.parse().map_err(|why: String| unreached("MPYC_PORT is not a port").note(why));
        }
        match ports().as_slice() {
            [] => Err(unreached("no board was found: there is no USB serial port")
                .help("plug it in, or say where it is: --port /dev/ttyS0, --port tcp:HOST:PORT")),
            [port] => Ok(Address::Path(port.clone())),
            several => {
                let names: Vec<String> = several.iter().map(|port| port.display().to_string()).collect();
                Err(unreached("there are several boards")
                    .note(names.join(", "))
                    .help(format!("say which: --port {}", names.first().map_or("", String::as_str))))
            }
        }
    }

    /// The board that is named; where none is, each that is plugged in.
    ///
    /// # Errors
    /// `E0702`: there is none.
    pub fn each(&self) -> Result<Vec<Port>, Diagnostic> {
        let found = ports();
        let named = self.port.is_some() || std::env::var_os("MPYC_PORT").is_some_and(|text| !text.is_empty());
        if named || found.is_empty() {
            return self.address().map(|address| vec![Port { port: Some(address) }]);
        }
        Ok(found.into_iter().map(|path| Port { port: Some(Address::Path(path)) }).collect())
    }

    /// The line to the board.
    ///
    /// # Errors
    /// `E0702`.
    pub fn open(&self) -> Result<Box<dyn Transport>, Diagnostic> {
        let line = self.address()?.open();
        line.map_err(|error| Diagnostic::new(Code::BOARD_LINE, error.to_string()))
    }

    /// The board's REPL, in raw mode.
    ///
    /// # Errors
    /// `E0702`.
    pub fn enter(&self) -> Result<Repl, Diagnostic> {
        Repl::enter(self.open()?, Limits::default()).map_err(|error| line_failed(&error))
    }

    /// The board's files.
    ///
    /// # Errors
    /// `E0702`.
    pub fn agent(&self) -> Result<Agent, Diagnostic> {
        Agent::start(self.enter()?).map_err(|error| agent_failed(&error, "start on the board"))
    }
}

/// What went wrong on the line.
pub(super) fn line_failed(error: &ReplError) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::BOARD_LINE, error.to_string());
    match error {
        ReplError::TimedOut { .. } => {
            diagnostic.help("reset the board, and look whether it is another's port")
        }
        ReplError::Gone { .. } => {
            diagnostic.help("plug it in again; files on it are as they were, or as they were to be")
        }
        ReplError::NoRawMode { .. }
        | ReplError::NotText { .. }
        | ReplError::Unexpected { .. }
        | ReplError::Io { .. } => diagnostic,
    }
}

/// What a board did not do with its files.
pub(super) fn agent_failed(error: &AgentError, doing: &str) -> Diagnostic {
    match error {
        AgentError::Repl(error) => line_failed(error),
        AgentError::Garbled(_) => Diagnostic::new(Code::BOARD_LINE, error.to_string())
            .help("try another cable; on a serial port, both sides have 115200 bits a second"),
        AgentError::Raised { last, .. } => {
            let why = errno(last);
            let diagnostic = Diagnostic::new(Code::BOARD_FILES, format!("the board cannot {doing}: {last}"));
            if why.is_empty() { diagnostic } else { diagnostic.note(why) }
        }
        AgentError::BadPath { .. } => Diagnostic::new(Code::BOARD_FILES, error.to_string()),
    }
}

/// What was not brought to a board, or read of it.
pub(super) fn deploy_failed(error: DeployError, board: &str) -> Diagnostic {
    match error {
        DeployError::Agent { doing, source } => agent_failed(&source, &doing),
        DeployError::NoRoom { .. } => Diagnostic::new(Code::BOARD_MEMORY, error.to_string())
            .note(format!("the board is {board}"))
            .help("remove what is not needed: mpyc rm"),
        DeployError::NoFilesystem => Diagnostic::new(Code::BOARD_FILES, error.to_string())
            .note(format!("the board is {board}"))
            .help("its firmware has to mount one at `/` when it starts"),
        DeployError::Import { module, last, traceback } => {
            let title = format!("`{module}` cannot be imported on the board: {last}");
            let diagnostic = Diagnostic::new(Code::BOARD_IMPORT, title);
            let frames = on_board(&traceback);
            let diagnostic = if frames.contains("File \"") { diagnostic.note(frames) } else { diagnostic };
            diagnostic.note("nothing on the board was changed")
        }
        DeployError::Differs { .. } => Diagnostic::new(Code::BOARD_FILES, error.to_string())
            .note("its flash memory may be worn, or another program writes there"),
    }
}

/// A traceback without the frames of what asked for the import.
fn on_board(traceback: &str) -> String {
    let is_ours = |line: &&str| line.contains("File \"<stdin>\"") || line.contains("File \"<string>\"");
    let lines = traceback.trim_end().lines().filter(|line| !is_ours(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// A board that did not say what it is.
pub(super) fn facts_failed(error: &FactsError) -> Diagnostic {
    match error {
        FactsError::Repl(error) => line_failed(error),
        FactsError::Raised(_) | FactsError::Missing(_) => {
            Diagnostic::new(Code::BOARD_LINE, error.to_string())
        }
    }
}

/// What the numbers of an `OSError` mean that filesystems raise (`py/mperrno.h`).
fn errno(last: &str) -> &'static str {
    const MEANINGS: [(&str, &str); 7] = [
        ("ENOENT", "there is no such file"),
        ("EEXIST", "there is one already"),
        ("ENOTDIR", "a part of the path is a file"),
        ("EISDIR", "it is a folder"),
        ("ENOSPC", "the filesystem is full"),
        ("EROFS", "the filesystem can only be read; some boards give it to the computer as a USB drive"),
        ("ENODEV", "the board has no filesystem"),
    ];
    MEANINGS.iter().find(|(name, _)| last.contains(name)).map_or("", |(_, meaning)| meaning)
}
