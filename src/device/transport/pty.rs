//! A process on a terminal of its own, whose other side is the board's line.

use std::fs::File;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, OutputModes, tcgetattr, tcsetattr};

use super::child::Group;
use super::descriptors::Descriptors;
use super::{Transport, child, serial};

/// How qemu says which terminal it has made (its `chardev/char-pty.c`).
const REDIRECTED: &[u8] = b"char device redirected to ";

/// What began with a part of that sentence and does not go on is something else.
const SENTENCE_LIMIT: Duration = Duration::from_secs(5);

struct Terminal {
    name: String,
    line: Descriptors,
    /// What was read while looking for qemu's sentence.
    ahead: Vec<u8>,
    /// The terminal that the process was begun on, where the line is another: when it goes, the process is hung up.
    _first: Option<Descriptors>,
    group: Group,
}

/// Starts the command on a terminal that changes no byte.
pub(super) fn open(command: &str, name: String) -> io::Result<Box<dyn Transport>> {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
    grantpt(&master)?;
    unlockpt(&master)?;
    let path = ptsname(&master, Vec::new())?;
    let path = path.to_str().map_err(io::Error::other)?;
    let own = File::options().read(true).write(true).open(path)?;
    let mut attributes = tcgetattr(&own)?;
    attributes.make_raw();
    // qemu switches the changing of output on again, and what is changed then is what was set.
    attributes.output_modes = OutputModes::empty();
    tcsetattr(&own, OptionalActions::Now, &attributes)?;

    // A session of its own, so that the terminal is the one that controls it: Ctrl-C is then a signal where the process
    // asks for that. setsid becomes the command; the session's leader leads its group too.
    let shell = child::shell(command);
    let mut session = Command::new("setsid");
    session.arg("--ctty").arg(shell.get_program()).args(shell.get_args());
    session.stdin(own.try_clone()?).stdout(own);
    let group = Group::start(&mut session)?;

    let mut terminal =
        Terminal { name, line: Descriptors::both(master)?, ahead: Vec::new(), _first: None, group };
    if let Some(other) = terminal.redirected()? {
        let line = serial::descriptors(Path::new(&other))?;
        terminal._first = Some(std::mem::replace(&mut terminal.line, line));
    }
    Ok(Box::new(terminal))
}

impl Terminal {
    /// The terminal that the process has made, if the first thing that it prints says so. What it prints else is kept.
    fn redirected(&mut self) -> io::Result<Option<String>> {
        let end = Instant::now() + SENTENCE_LIMIT;
        loop {
            let begins = self.ahead.len() >= REDIRECTED.len() && self.ahead.starts_with(REDIRECTED);
            if begins && self.ahead.contains(&b'\n') {
                let text = String::from_utf8_lossy(&self.ahead).into_owned();
                let path = text.split_whitespace().nth(4).map(str::to_owned);
                self.ahead.clear();
                return Ok(path);
            }
            let may_begin = REDIRECTED.starts_with(&self.ahead) || begins;
            let left = end.saturating_duration_since(Instant::now());
            if !may_begin || left.is_zero() {
                return Ok(None);
            }
            let mut buffer = [0; 256];
            let count = self.line.read(&mut buffer, left)?;
            self.ahead.extend_from_slice(buffer.get(..count).unwrap_or_default());
        }
    }
}

impl Transport for Terminal {
    fn read(&mut self, buffer: &mut [u8], limit: Duration) -> io::Result<usize> {
        if self.ahead.is_empty() {
            return self.line.read(buffer, limit);
        }
        let count = self.ahead.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(self.ahead.drain(..count)) {
            *to = from;
        }
        Ok(count)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.line.write(bytes)
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn complaint(&mut self) -> String {
        self.group.complaint()
    }
}
