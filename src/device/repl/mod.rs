//! The REPL of a board as a means to run programs: MicroPython's raw mode (its `shared/runtime/pyexec.c`).
//!
//! In: a [`Transport`] in whatever state the board's REPL is, and Python. Out: what it printed, and its traceback.
//!
//! ```text
//! us     \x03                      ends a program, or a line half typed
//!        \x01                      to raw mode
//! board  raw REPL; CTRL-B to exit\r\n>
//! us     \x05A\x01                 may the program come with flow control?
//! board  R\x01 \x80\x00 \x01       yes; windows of 128 bytes, and one more of them now
//! us     print(1)\x04              the program, a window at a time, each on the board's \x01
//! board  \x04 1\r\n\x04 \x04 >     received; what it printed; its traceback, none; ready
//! ```
//!
//! A board that says no to `\x05A\x01`, or does not know it, gets the program in pieces with pauses between them.

mod error;

pub use error::{Awaited, ReplError};

use std::time::{Duration, Instant};

use super::transport::Transport;

/// What the board says on coming to raw mode, with the prompt.
const BANNER: &[u8] = b"raw REPL; CTRL-B to exit\r\n>";

/// To a board without flow control, so much is written at a time…
const PIECE: usize = 256;
/// …and with such a pause after it: its buffer for the serial line may have no more than 256 bytes.
const PAUSE: Duration = Duration::from_millis(10);

/// How often it is asked whether a program is to go on.
const TURN: Duration = Duration::from_millis(10);

/// What a command prints that is kept is no more than this, in bytes.
const LARGEST_REPLY: usize = 4 << 20;

/// How long is waited for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For a program that runs to end on Ctrl-C, and raw mode to come, with as many attempts as fit.
    pub enter: Duration,
    /// For a byte to come, of a board that has something to say.
    pub reply: Duration,
    /// For a soft reset, what `boot.py` does included.
    pub reset: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            enter: Duration::from_secs(20),
            reply: Duration::from_secs(20),
            reset: Duration::from_secs(20),
        }
    }
}

/// What came of a program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ran {
    /// What it printed, with the board's line ends, CR LF.
    pub stdout: Vec<u8>,
    /// The traceback of what it raised; empty if it came to its end.
    pub stderr: Vec<u8>,
}

/// A board's REPL in raw mode.
pub struct Repl {
    line: Box<dyn Transport>,
    limits: Limits,
    /// Read and not looked at yet.
    ahead: Vec<u8>,
    /// Whether the board takes programs with flow control; none until it was asked.
    raw_paste: Option<bool>,
    /// Numbers what is sent to find out where the board is.
    probes: u32,
}

impl Repl {
    /// Brings the board to raw mode, whatever it is doing: a program is ended, a line or a paste half typed is dropped.
    ///
    /// # Errors
    /// See [`ReplError`].
    pub fn enter(line: Box<dyn Transport>, limits: Limits) -> Result<Self, ReplError> {
        let mut repl = Self { line, limits, ahead: Vec::new(), raw_paste: None, probes: 0 };
        repl.resume()?;
        Ok(repl)
    }

    /// The address of the board.
    #[must_use]
    pub fn name(&self) -> &str {
        self.line.name()
    }

    /// Whether programs are sent with flow control; none until one was sent.
    #[must_use]
    pub fn flow_control(&self) -> Option<bool> {
        self.raw_paste
    }

    /// Waits longer, or not so long, from now on.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// Never asks for flow control: as with a board that has none.
    pub fn without_flow_control(&mut self) {
        self.raw_paste = Some(false);
    }

    /// Brings the board to raw mode again, after anything that went wrong.
    ///
    /// # Errors
    /// See [`ReplError`].
    pub fn resume(&mut self) -> Result<(), ReplError> {
        let end = Instant::now() + self.limits.enter;
        let (mut prompts, mut seen) = (0, Vec::new());
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(self.timed_out(Awaited::RawMode, self.limits.enter, &seen));
            }
            // Ctrl-C ends a program and drops what is typed; what is printed by then is of no interest.
            self.write(b"\x03", Awaited::RawMode)?;
            self.drain(Duration::from_millis(100).min(left))?;
            self.write(b"\x01", Awaited::RawMode)?;
            match self.until(BANNER, Awaited::RawMode, Duration::from_secs(1).min(left)) {
                Ok(_) => match self.probe(left) {
                    Ok(()) => return Ok(()),
                    Err(ReplError::TimedOut { got, .. }) => seen = got,
                    Err(error) => return Err(error),
                },
                Err(ReplError::TimedOut { got, .. }) => {
                    // The prompt again and again: Ctrl-A is no way to raw mode there.
                    prompts += u32::from(got.ends_with(b">>> "));
                    if prompts == 3 {
                        return Err(ReplError::NoRawMode { name: self.line.name().into() });
                    }
                    seen = got;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Finds where the board is in what it says: earlier attempts may have left more than one banner.
    fn probe(&mut self, limit: Duration) -> Result<(), ReplError> {
        self.probes += 1;
        let mark = format!("mpyc-{}", self.probes);
        self.write(format!("print('{mark}')\x04").as_bytes(), Awaited::RawMode)?;
        let answer = format!("OK{mark}\r\n\x04\x04>");
        self.until(answer.as_bytes(), Awaited::RawMode, Duration::from_secs(2).min(limit)).map(|_| ())
    }

    /// Runs a program on the board; `output` is given what it prints as it comes. Without a `quiet` limit, a program may
    /// be silent for as long as it likes.
    ///
    /// # Errors
    /// See [`ReplError`]; a program that raises is none. After an error, [`resume`](Self::resume).
    pub fn run(
        &mut self,
        program: &str,
        quiet: Option<Duration>,
        output: &mut dyn FnMut(&[u8]),
    ) -> Result<Vec<u8>, ReplError> {
        self.send(program)?;
        let quiet = quiet.unwrap_or(Duration::MAX);
        while !self.printed(output) {
            self.fill(Awaited::ProgramEnd, quiet)?;
        }
        self.traceback()
    }

    /// Runs a program for as long as `go_on`, which is asked whenever [`TURN`] has passed, says so; none if it was left
    /// running. Then it is ended by [`resume`](Self::resume).
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn run_while(
        &mut self,
        program: &str,
        go_on: &mut dyn FnMut() -> bool,
        output: &mut dyn FnMut(&[u8]),
    ) -> Result<Option<Vec<u8>>, ReplError> {
        self.send(program)?;
        let mut asked = Instant::now();
        while !self.printed(output) {
            // A program that prints all the time is no reason not to ask.
            if asked.elapsed() >= TURN {
                if !go_on() {
                    return Ok(None);
                }
                asked = Instant::now();
            }
            self.fill_if_any(Awaited::ProgramEnd, TURN)?;
        }
        self.traceback().map(Some)
    }

    /// Waits so long for what a board prints that runs no program, as its timers may.
    ///
    /// # Errors
    /// The board is gone.
    pub fn listen(&mut self, limit: Duration, output: &mut dyn FnMut(&[u8])) -> Result<(), ReplError> {
        self.fill_if_any(Awaited::Nothing, limit)?;
        output(&std::mem::take(&mut self.ahead));
        Ok(())
    }

    /// Passes on what a program has printed; whether it has ended.
    fn printed(&mut self, output: &mut dyn FnMut(&[u8])) -> bool {
        let end = self.ahead.iter().position(|byte| *byte == 4);
        let printed: Vec<u8> = match end {
            Some(end) => self.ahead.drain(..=end).take(end).collect(),
            None => std::mem::take(&mut self.ahead),
        };
        if !printed.is_empty() {
            output(&printed);
        }
        end.is_some()
    }

    /// What a program has raised, once it has ended.
    fn traceback(&mut self) -> Result<Vec<u8>, ReplError> {
        let stderr = self.until(b"\x04", Awaited::Traceback, self.limits.reply)?;
        self.until(b">", Awaited::Prompt, self.limits.reply)?;
        Ok(stderr)
    }

    /// Runs a program that ends soon, and gives all that it printed.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn command(&mut self, program: &str) -> Result<Ran, ReplError> {
        let mut stdout = Vec::new();
        let stderr = self.run(program, Some(self.limits.reply), &mut |bytes| {
            let room = LARGEST_REPLY.saturating_sub(stdout.len());
            stdout.extend(bytes.iter().take(room));
        })?;
        Ok(Ran { stdout, stderr })
    }

    /// Begins a new interpreter: the board runs `boot.py`, and comes back to raw mode. What that prints is given back.
    ///
    /// # Errors
    /// See [`ReplError`]. A `boot.py` that does not end is ended.
    pub fn soft_reset(&mut self) -> Result<Vec<u8>, ReplError> {
        self.write(b"\x04", Awaited::SoftReset)?;
        match self.until(BANNER, Awaited::SoftReset, self.limits.reset) {
            Ok(printed) => Ok(printed),
            Err(ReplError::TimedOut { got, .. }) => self.resume().map(|()| got),
            Err(error) => Err(error),
        }
    }

    /// Leaves the board at its friendly prompt; with `restart`, it begins anew, `main.py` included.
    ///
    /// # Errors
    /// The line is gone.
    pub fn leave(mut self, restart: bool) -> Result<(), ReplError> {
        self.write(b"\x02", Awaited::Prompt)?;
        if restart {
            self.until(b">>> ", Awaited::Prompt, self.limits.reply)?;
            self.write(b"\x04", Awaited::SoftReset)?;
            // The process behind a line of ours would end before it has read that.
            self.until(b"soft reboot", Awaited::SoftReset, self.limits.reset)?;
        }
        Ok(())
    }

    /// Gives the program to the board, up to the beginning of what it prints.
    fn send(&mut self, program: &str) -> Result<(), ReplError> {
        // In the protocol these bytes mean something.
        if let Some(byte) = program.bytes().find(|byte| matches!(byte, 1..=5)) {
            return Err(ReplError::NotText { byte });
        }
        let program = program.as_bytes();
        self.ahead.clear();
        if self.raw_paste == Some(false) {
            return self.send_paced(program);
        }
        self.write(b"\x05A\x01", Awaited::FlowControl)?;
        match self.take(2, Awaited::FlowControl)?.as_slice() {
            b"R\x01" => {
                self.raw_paste = Some(true);
                self.send_windows(program)
            }
            b"R\x00" => {
                self.raw_paste = Some(false);
                self.send_paced(program)
            }
            // The beginning of the banner: the board knows Ctrl-A alone (before release 1.14), and has dropped the rest.
            b"ra" => {
                self.until(b">", Awaited::Prompt, self.limits.reply)?;
                self.raw_paste = Some(false);
                self.send_paced(program)
            }
            other => Err(ReplError::Unexpected { awaited: Awaited::FlowControl, got: other.into() }),
        }
    }

    /// With flow control. The board grants a window of bytes with each `\x01`, the first by naming its size.
    fn send_windows(&mut self, mut program: &[u8]) -> Result<(), ReplError> {
        let window = match *self.take(2, Awaited::Window)?.as_slice() {
            [low, high] => usize::from(u16::from_le_bytes([low, high])),
            _ => 0,
        };
        if window == 0 {
            return Err(ReplError::Unexpected { awaited: Awaited::Window, got: vec![0, 0] });
        }
        let mut granted = window;
        while !program.is_empty() {
            if granted == 0 || !self.ahead.is_empty() {
                match self.take(1, Awaited::Window)?.as_slice() {
                    b"\x01" => granted += window,
                    // The board wants no more: it has found an error, and says so after our end.
                    b"\x04" => return self.write(b"\x04", Awaited::Received),
                    other => {
                        return Err(ReplError::Unexpected { awaited: Awaited::Window, got: other.into() });
                    }
                }
                continue;
            }
            let (piece, rest) = program.split_at(program.len().min(granted));
            self.write(piece, Awaited::Window)?;
            granted -= piece.len();
            program = rest;
            self.fill_if_any(Awaited::Window, Duration::ZERO)?;
        }
        self.write(b"\x04", Awaited::Received)?;
        let ignored = self.until(b"\x04", Awaited::Received, self.limits.reply)?;
        match ignored.iter().find(|byte| **byte != 1) {
            None => Ok(()),
            Some(_) => Err(ReplError::Unexpected { awaited: Awaited::Received, got: ignored }),
        }
    }

    /// Without.
    fn send_paced(&mut self, program: &[u8]) -> Result<(), ReplError> {
        for piece in program.chunks(PIECE) {
            self.write(piece, Awaited::Received)?;
            std::thread::sleep(PAUSE);
        }
        self.write(b"\x04", Awaited::Received)?;
        match self.take(2, Awaited::Received)?.as_slice() {
            b"OK" => Ok(()),
            other => Err(ReplError::Unexpected { awaited: Awaited::Received, got: other.into() }),
        }
    }

    fn write(&mut self, bytes: &[u8], awaited: Awaited) -> Result<(), ReplError> {
        self.line.write(bytes).map_err(|source| self.failed(awaited, source))
    }

    /// Reads what comes within the limit, at least one byte.
    fn fill(&mut self, awaited: Awaited, limit: Duration) -> Result<(), ReplError> {
        let mut buffer = [0; 4096];
        match self.line.read(&mut buffer, limit) {
            Ok(0) => Err(self.timed_out(awaited, limit, &self.ahead)),
            Ok(count) => {
                self.ahead.extend_from_slice(buffer.get(..count).unwrap_or_default());
                Ok(())
            }
            Err(source) => Err(self.failed(awaited, source)),
        }
    }

    /// Reads what comes within the limit, if anything does.
    fn fill_if_any(&mut self, awaited: Awaited, limit: Duration) -> Result<(), ReplError> {
        let mut buffer = [0; 4096];
        match self.line.read(&mut buffer, limit) {
            Ok(count) => {
                self.ahead.extend_from_slice(buffer.get(..count).unwrap_or_default());
                Ok(())
            }
            Err(source) => Err(self.failed(awaited, source)),
        }
    }

    /// Drops all that comes until nothing has come for `quiet`, or ten times that has passed.
    fn drain(&mut self, quiet: Duration) -> Result<(), ReplError> {
        self.ahead.clear();
        let end = Instant::now() + quiet * 10;
        let mut buffer = [0; 4096];
        while Instant::now() < end {
            match self.line.read(&mut buffer, quiet) {
                Ok(0) => break,
                Ok(_) => {}
                Err(source) => return Err(self.failed(Awaited::RawMode, source)),
            }
        }
        Ok(())
    }

    /// The next bytes, so many.
    fn take(&mut self, count: usize, awaited: Awaited) -> Result<Vec<u8>, ReplError> {
        while self.ahead.len() < count {
            self.fill(awaited, self.limits.reply)?;
        }
        Ok(self.ahead.drain(..count).collect())
    }

    /// All bytes before the next `end`, which is dropped. The limit is one of the whole.
    fn until(&mut self, end: &[u8], awaited: Awaited, limit: Duration) -> Result<Vec<u8>, ReplError> {
        let deadline = Instant::now().checked_add(limit);
        let mut looked = 0_usize;
        loop {
            let from = looked.saturating_sub(end.len());
            let unseen = self.ahead.get(from..).unwrap_or_default();
            if let Some(at) = unseen.windows(end.len()).position(|part| part == end) {
                let mut found: Vec<u8> = self.ahead.drain(..from + at + end.len()).collect();
                found.truncate(from + at);
                return Ok(found);
            }
            looked = self.ahead.len();
            if looked > LARGEST_REPLY {
                return Err(ReplError::Unexpected { awaited, got: std::mem::take(&mut self.ahead) });
            }
            let left = deadline.map_or(limit, |end| end.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                return Err(self.timed_out(awaited, limit, &self.ahead));
            }
            match self.fill(awaited, left) {
                Err(ReplError::TimedOut { .. }) => {
                    return Err(self.timed_out(awaited, limit, &self.ahead));
                }
                done => done?,
            }
        }
    }

    fn timed_out(&self, awaited: Awaited, limit: Duration, got: &[u8]) -> ReplError {
        ReplError::TimedOut { name: self.line.name().into(), awaited, limit, got: got.into() }
    }

    fn failed(&mut self, awaited: Awaited, source: std::io::Error) -> ReplError {
        let name = self.line.name().into();
        match source.kind() {
            std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::BrokenPipe => {
                ReplError::Gone { name, awaited, complaint: self.line.complaint() }
            }
            _ => ReplError::Io { name, awaited, source },
        }
    }
}
