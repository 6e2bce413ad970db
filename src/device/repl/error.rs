//! What can go wrong between us and a board's REPL; each says what was being waited for.

use std::fmt;
use std::time::Duration;

/// What the board was to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awaited {
    /// Come to raw mode.
    RawMode,
    /// Say whether it has flow control.
    FlowControl,
    /// Say how much may be sent.
    Window,
    /// Say that it has all of the program.
    Received,
    /// Come to the program's end, or print something.
    ProgramEnd,
    /// End the traceback.
    Traceback,
    /// Show its prompt.
    Prompt,
    /// Nothing: it is at its prompt.
    Nothing,
    /// Begin anew, with `boot.py`.
    SoftReset,
}

impl fmt::Display for Awaited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RawMode => "end what it runs and come to the raw REPL",
            Self::FlowControl => "say whether it has flow control",
            Self::Window => "make room for more of the program",
            Self::Received => "say that it has the whole program",
            Self::ProgramEnd => "come to the end of the program",
            Self::Traceback => "come to the end of the traceback",
            Self::Prompt => "show its prompt",
            Self::Nothing => "wait for what comes next",
            Self::SoftReset => "come back from the soft reset",
        })
    }
}

/// A conversation with a board that did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum ReplError {
    /// The board said nothing that was expected in time.
    #[error("the board at {name} did not {awaited} within {} s{}", limit.as_secs_f32(), quoted(got))]
    TimedOut {
        /// The address.
        name: String,
        /// What was waited for.
        awaited: Awaited,
        /// How long.
        limit: Duration,
        /// What it said instead.
        got: Vec<u8>,
    },
    /// The other side has closed the line: the board was unplugged or reset, or the process has ended.
    #[error("the board at {name} went away; it was to {awaited}{}", said(complaint))]
    Gone {
        /// The address.
        name: String,
        /// What was waited for.
        awaited: Awaited,
        /// What the process behind it said on its standard error.
        complaint: String,
    },
    /// The board answered something that the protocol does not have.
    #[error("the board was to {awaited}, and said something else{}", quoted(got))]
    Unexpected {
        /// What was waited for.
        awaited: Awaited,
        /// What it said.
        got: Vec<u8>,
    },
    /// The REPL knows no raw mode.
    #[error("the REPL at {name} has no raw mode, as that of MicroPython's unix port; a board's has one")]
    NoRawMode {
        /// The address.
        name: String,
    },
    /// A program has a byte in it that ends programs.
    #[error("the byte {byte:#04x} in the program means something to the REPL")]
    NotText {
        /// The byte.
        byte: u8,
    },
    /// Reading or writing failed.
    #[error("the line to {name} failed: {source}; the board was to {awaited}")]
    Io {
        /// The address.
        name: String,
        /// What was waited for.
        awaited: Awaited,
        /// Why.
        source: std::io::Error,
    },
}

impl ReplError {
    /// Whether there is still a line to the board, so that it may be tried again.
    #[must_use]
    pub fn line_holds(&self) -> bool {
        match self {
            Self::TimedOut { .. } | Self::Unexpected { .. } => true,
            Self::Gone { .. } | Self::NoRawMode { .. } | Self::NotText { .. } | Self::Io { .. } => false,
        }
    }
}

/// The end of what a board said, for a sentence's end.
fn quoted(got: &[u8]) -> String {
    const LAST: usize = 200;
    let text = String::from_utf8_lossy(got);
    let text = text.trim();
    let skipped = text.chars().count().saturating_sub(LAST);
    let text: String = text.chars().skip(skipped).flat_map(char::escape_default).collect();
    match (text.is_empty(), skipped) {
        (true, _) => "; it said nothing".into(),
        (false, 0) => format!("; it said `{text}`"),
        (false, _) => format!("; it said `…{text}`"),
    }
}

fn said(complaint: &str) -> String {
    if complaint.is_empty() { String::new() } else { format!("; {complaint}") }
}
