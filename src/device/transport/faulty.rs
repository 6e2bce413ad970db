//! A transport that wraps a real one and does what bad cables do, by a seed: the tests' means to see that nothing is lost.

use std::io;
use std::time::Duration;

use super::Transport;

/// What goes wrong, and how often. Bytes are counted in both directions together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Faults {
    /// Where the random numbers begin.
    pub seed: u64,
    /// One byte in so many is dropped, repeated or garbled; 0 is none.
    pub one_in: u64,
    /// After so many bytes the line is cut for good; none is never.
    pub cut_after: Option<u64>,
}

/// The transport.
pub struct Faulty {
    inner: Box<dyn Transport>,
    faults: Faults,
    state: u64,
    passed: u64,
}

impl Faulty {
    /// Wraps another.
    #[must_use]
    pub fn new(inner: Box<dyn Transport>, faults: Faults) -> Self {
        Self { inner, faults, state: faults.seed | 1, passed: 0 }
    }

    /// Marsaglia's xorshift: each state but zero comes once.
    fn random(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }

    /// How many more bytes pass before the cut.
    fn left(&self) -> u64 {
        self.faults.cut_after.map_or(u64::MAX, |after| after.saturating_sub(self.passed))
    }

    /// What the bytes become.
    fn harm(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len());
        for byte in bytes {
            if self.left() == 0 {
                break;
            }
            self.passed += 1;
            if self.faults.one_in == 0 || !self.random().is_multiple_of(self.faults.one_in) {
                out.push(*byte);
                continue;
            }
            match self.random() % 3 {
                0 => {}
                1 => out.extend([*byte, *byte]),
                _ => out.push(byte ^ 1 << (self.random() % 7)),
            }
        }
        out
    }
}

impl Transport for Faulty {
    fn read(&mut self, buffer: &mut [u8], limit: Duration) -> io::Result<usize> {
        if self.left() == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // What is repeated takes twice the room.
        let half = buffer.len().div_ceil(2);
        let mut piece = vec![0; half];
        let count = self.inner.read(&mut piece, limit)?;
        let harmed = self.harm(piece.get(..count).unwrap_or_default());
        for (to, from) in buffer.iter_mut().zip(&harmed) {
            *to = *from;
        }
        Ok(harmed.len().min(buffer.len()))
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.left() == 0 {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let harmed = self.harm(bytes);
        self.inner.write(&harmed)
    }

    fn name(&self) -> &str {
        self.inner.name()
    }

    fn complaint(&mut self) -> String {
        self.inner.complaint()
    }
}
