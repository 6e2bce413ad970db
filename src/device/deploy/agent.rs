//! Our side of `agent.py`: a board's files, asked for and changed one request at a time.
//!
//! ```text
//! state /lib/a.mpy  ──▶  X("1f0c…","state\t/lib/a.mpy")  ──▶  its hash
//! ```
//!
//! A request that does not arrive whole does nothing, and one whose answer does not is made again.

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest as _, Sha256};

use super::deflate;
use crate::device::board::{BoardFacts, compact, last_line};
use crate::device::guest::literal;
use crate::device::repl::{Ran, Repl, ReplError};

const AGENT: &str = include_str!("agent.py");

/// Bytes of the largest free block with which a program of this size can be inflated and compiled whole.
const ROOM: u64 = 96 << 10;

/// The exponent of the window that it is inflated with: no program is longer than 8 KiB.
const WINDOW: u32 = 13;

/// How often a request is made, if the board does not answer or what it gets is garbled.
pub(super) const ATTEMPTS: u32 = 8;

/// A request that was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum AgentError {
    /// The line failed.
    #[error(transparent)]
    Repl(#[from] ReplError),
    /// The board raised an exception; its traceback's last line, and all of it.
    #[error("{last}")]
    Raised {
        /// Such as `OSError: [Errno 28] ENOSPC`.
        last: String,
        /// The whole traceback.
        traceback: String,
    },
    /// No attempt came through whole.
    #[error("the line to the board garbles what is sent: {0}")]
    Garbled(String),
    /// A path that the protocol cannot carry.
    #[error("`{}` cannot be a path on a board: it has a control character in it", path.escape_default())]
    BadPath {
        /// The path.
        path: String,
    },
}

/// The board's files.
pub struct Agent {
    repl: Repl,
    /// The board can inflate a whole program, and has the memory to compile it.
    inflates: bool,
}

/// The beginning of a text's SHA-256, in hexadecimal.
fn checksum(text: &str) -> String {
    HEXLOWER.encode(Sha256::digest(text).get(..4).unwrap_or_default())
}

/// A program in pieces of whole statements, none much longer than a bad line lets through.
fn pieces(program: &str) -> Vec<String> {
    const ENOUGH: usize = 500;
    let mut pieces = vec![String::new()];
    for line in program.lines() {
        let begins = !line.starts_with(char::is_whitespace);
        if begins && pieces.last().is_some_and(|piece| piece.len() > ENOUGH) {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push_str(line);
            piece.push('\n');
        }
    }
    pieces
}

impl Agent {
    /// Sends the agent to the board.
    ///
    /// # Errors
    /// The line fails, or the firmware lacks what the agent needs.
    pub fn start(repl: Repl) -> Result<Self, AgentError> {
        let mut agent = Self { repl, inflates: false };
        agent.begin()?;
        Ok(agent)
    }

    /// The same where it is known what the board is, which may be sooner.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn start_on(repl: Repl, facts: &BoardFacts) -> Result<Self, AgentError> {
        let room = facts.largest_free.unwrap_or(facts.free);
        let mut agent = Self { repl, inflates: facts.deflate && room >= ROOM };
        agent.begin()?;
        Ok(agent)
    }

    fn begin(&mut self) -> Result<(), AgentError> {
        self.define(&compact(AGENT))
    }

    /// Gives the agent's interpreter more to know.
    pub(in crate::device) fn define(&mut self, program: &str) -> Result<(), AgentError> {
        if self.inflates {
            let deflated = BASE64.encode(&deflate(program.as_bytes()));
            let text = format!(
                "import deflate,io\nfrom binascii import a2b_base64\n\
                 A=str(deflate.DeflateIO(io.BytesIO(a2b_base64('{deflated}')),deflate.RAW,{WINDOW}).read(),'utf8')"
            );
            match self.define_piece(program, &text, 2) {
                // Of a bad line, what is short comes through sooner, and it takes less memory.
                Err(AgentError::Garbled(_) | AgentError::Raised { .. }) => self.inflates = false,
                done => return done,
            }
        }
        pieces(program)
            .iter()
            .try_for_each(|piece| self.define_piece(piece, &format!("A={}", literal(piece)), ATTEMPTS))
    }

    /// What is garbled on the way may still be a program: the board compares before it runs a piece, and says which it ran;
    /// `text` makes it the value of `A` there.
    fn define_piece(&mut self, piece: &str, text: &str, attempts: u32) -> Result<(), AgentError> {
        let check = checksum(piece);
        let install = format!(
            "from hashlib import sha256\nfrom binascii import hexlify\n{text}\n\
             if str(hexlify(sha256(A.encode()).digest()[:4]),'utf8')=='{check}':exec(A);print('{check}')"
        );
        let mut last = "no piece of the program arrives whole".to_owned();
        for _ in 0..attempts {
            let ran = match self.command(&install)? {
                Ok(ran) => ran,
                Err(error) => {
                    last = error.to_string();
                    continue;
                }
            };
            if String::from_utf8_lossy(&ran.stdout).trim_end_matches(['\r', '\n']) == check {
                return Ok(());
            }
            if ran.stderr.is_empty() {
                continue;
            }
            let before = std::mem::replace(&mut last, last_line(&ran.stderr));
            // A name that was garbled is not missing twice.
            let is_lacking = last.starts_with("ImportError") || last.starts_with("MemoryError");
            if is_lacking && last == before {
                return Err(AgentError::Raised { traceback: last.clone(), last });
            }
        }
        Err(AgentError::Garbled(last))
    }

    /// Runs a program; why not, where the board is at its prompt again and it may be run once more.
    fn command(&mut self, program: &str) -> Result<Result<Ran, ReplError>, AgentError> {
        match self.repl.command(program) {
            Ok(ran) => Ok(Ok(ran)),
            Err(error) if error.line_holds() => {
                self.repl.resume()?;
                Ok(Err(error))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The address of the board.
    #[must_use]
    pub fn name(&self) -> &str {
        self.repl.name()
    }

    /// Makes a request; the answer's values.
    ///
    /// # Errors
    /// See [`AgentError`].
    pub fn ask(&mut self, action: &str, arguments: &[&str]) -> Result<Vec<String>, AgentError> {
        self.attempt(action, arguments, ATTEMPTS)
    }

    /// The same with so many attempts.
    pub(super) fn attempt(
        &mut self,
        action: &str,
        arguments: &[&str],
        attempts: u32,
    ) -> Result<Vec<String>, AgentError> {
        for argument in arguments {
            if argument.chars().any(char::is_control) {
                return Err(AgentError::BadPath { path: (*argument).into() });
            }
        }
        let text = std::iter::once(action).chain(arguments.iter().copied()).collect::<Vec<_>>().join("\t");
        let request = format!("X('{}',{})", checksum(&text), literal(&text));
        let mut last = String::new();
        for attempt in 0..attempts {
            let ran = match self.command(&request)? {
                Ok(ran) => ran,
                // A module may take for ever to import, and does so again.
                Err(error) if action == "names" && attempt > 0 => return Err(error.into()),
                Err(error) => {
                    last = error.to_string();
                    continue;
                }
            };
            if ran.stderr.is_empty() {
                // What a module prints on import comes before the answer, which is the last line.
                let printed = String::from_utf8_lossy(&ran.stdout).into_owned();
                let answer = printed.trim_end_matches(['\r', '\n']);
                let answer = answer.rsplit_once('\n').map_or(answer, |(_, answer)| answer);
                match answer.split_once(' ') {
                    Some((check, answer)) if checksum(answer) == check => {
                        return Ok(answer.split('\t').map(str::to_owned).collect());
                    }
                    Some(_) | None => last = format!("it answered `{}`", answer.escape_default()),
                }
                continue;
            }
            last = last_line(&ran.stderr);
            let traceback = String::from_utf8_lossy(&ran.stderr).replace("\r\n", "\n");
            // What stands in a request that arrived whole was carried out, and failed.
            if traceback.contains(", in X\n") && !last.contains("garbled") {
                return Err(AgentError::Raised { last, traceback });
            }
            if last.starts_with("NameError: name 'X'") {
                self.begin()?;
            }
        }
        Err(AgentError::Garbled(last))
    }

    /// The first value of an answer.
    ///
    /// # Errors
    /// As [`ask`](Self::ask).
    pub fn ask_one(&mut self, action: &str, arguments: &[&str]) -> Result<String, AgentError> {
        self.ask(action, arguments).map(|values| values.into_iter().next().unwrap_or_default())
    }

    /// Gives the board a new interpreter, and that the agent.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn fresh(&mut self) -> Result<(), AgentError> {
        self.reset()?;
        self.begin()
    }

    fn reset(&mut self) -> Result<(), AgentError> {
        match self.repl.soft_reset() {
            Ok(_) => Ok(()),
            Err(error) if error.line_holds() => Ok(self.repl.resume()?),
            Err(error) => Err(error.into()),
        }
    }

    /// The REPL again.
    #[must_use]
    pub fn into_repl(self) -> Repl {
        self.repl
    }
}
