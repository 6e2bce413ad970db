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
use super::line::Line;
use super::{child, serial};

/// How qemu says which terminal it has made (its `chardev/char-pty.c`).
const REDIRECTED: &[u8] = b"char device redirected to ";

/// What began with a part of that sentence and does not go on is something else.
const SENTENCE_LIMIT: Duration = Duration::from_secs(5);

/// Starts the command on a terminal that changes no byte.
pub(super) fn open(command: &str) -> io::Result<Line> {
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

    let mut line = Line { group: Some(group), ..Line::from(Descriptors::both(master)?) };
    if let Some(other) = redirected(&mut line)? {
        let other = serial::open(Path::new(&other))?;
        line.first = Some(std::mem::replace(&mut line.descriptors, other));
    }
    Ok(line)
}

/// The terminal that the process has made, if the first thing that it prints says so. What it prints else is kept.
fn redirected(line: &mut Line) -> io::Result<Option<String>> {
    let end = Instant::now() + SENTENCE_LIMIT;
    loop {
        let begins = line.ahead.len() >= REDIRECTED.len() && line.ahead.starts_with(REDIRECTED);
        if begins && line.ahead.contains(&b'\n') {
            let text = String::from_utf8_lossy(&line.ahead).into_owned();
            let path = text.split_whitespace().nth(4).map(str::to_owned);
            line.ahead.clear();
            return Ok(path);
        }
        let may_begin = REDIRECTED.starts_with(&line.ahead) || begins;
        let left = end.saturating_duration_since(Instant::now());
        if !may_begin || left.is_zero() {
            return Ok(None);
        }
        let mut buffer = [0; 256];
        let count = line.descriptors.read(&mut buffer, left)?;
        line.ahead.extend_from_slice(buffer.get(..count).unwrap_or_default());
    }
}
