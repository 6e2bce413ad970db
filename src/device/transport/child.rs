//! A process whose standard input and output are the board's line. It and what it has started end with the transport.

use std::io::{self, Read as _, Seek as _};
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process_group};

use super::descriptors::Descriptors;
use super::line::Line;
use crate::device::process;

/// A process in a group of its own, ended when this is dropped.
#[derive(Debug)]
pub(super) struct Group {
    child: Child,
    stderr: std::fs::File,
}

impl Group {
    /// Starts it; what it writes to its standard error is kept.
    pub fn start(command: &mut Command) -> io::Result<Self> {
        let stderr = tempfile::tempfile()?;
        let child = command.stderr(stderr.try_clone()?).spawn()?;
        Ok(Self { child, stderr })
    }

    /// What it wrote to its standard error.
    pub fn complaint(&mut self) -> String {
        let mut text = Vec::new();
        if self.stderr.rewind().is_ok() {
            let _ = self.stderr.read_to_end(&mut text);
        }
        String::from_utf8_lossy(&text).trim().to_string()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Errors mean that it is over already. The process leads its group, so that the number is the group's.
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The shell's command, which ends when this process is gone.
pub(super) fn shell(command: &str) -> Command {
    let mut shell = process::command("/bin/sh".as_ref());
    shell.args(["-c", command]);
    shell
}

/// Starts the command; its standard input and output are the line.
pub(super) fn open(mut command: Command) -> io::Result<Line> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0);
    let mut group = Group::start(&mut command)?;
    let missing = || io::Error::from(io::ErrorKind::BrokenPipe);
    let output: OwnedFd = group.child.stdin.take().ok_or_else(missing)?.into();
    let input: OwnedFd = group.child.stdout.take().ok_or_else(missing)?.into();
    Ok(Line { group: Some(group), ..Line::from(Descriptors::new(input, output)?) })
}
