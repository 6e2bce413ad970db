//! A line to a board: file descriptors, and the process that may be on the other side.

use std::io;
use std::time::Duration;

use super::Transport;
use super::child::Group;
use super::descriptors::Descriptors;

/// Moves what was read before into the buffer; how much.
pub(super) fn drain(ahead: &mut Vec<u8>, buffer: &mut [u8]) -> usize {
    let count = ahead.len().min(buffer.len());
    for (to, from) in buffer.iter_mut().zip(ahead.drain(..count)) {
        *to = from;
    }
    count
}

/// A line of any kind.
pub(super) struct Line {
    /// The address that it was opened by.
    pub name: String,
    pub descriptors: Descriptors,
    /// What was read of it while it was opened.
    pub ahead: Vec<u8>,
    /// The terminal that the process was begun on, where the line is another: when it goes, the process is hung up.
    pub first: Option<Descriptors>,
    /// The process that is the other side.
    pub group: Option<Group>,
}

impl From<Descriptors> for Line {
    fn from(descriptors: Descriptors) -> Self {
        Self { name: String::new(), descriptors, ahead: Vec::new(), first: None, group: None }
    }
}

impl Transport for Line {
    fn read(&mut self, buffer: &mut [u8], limit: Duration) -> io::Result<usize> {
        if self.ahead.is_empty() {
            return self.descriptors.read(buffer, limit);
        }
        Ok(drain(&mut self.ahead, buffer))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.descriptors.write(bytes)
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn complaint(&mut self) -> String {
        self.group.as_mut().map(Group::complaint).unwrap_or_default()
    }
}
