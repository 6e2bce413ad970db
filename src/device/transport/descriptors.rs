//! Reading and writing file descriptors with limits of time: what pipes, terminals and sockets have in common.

use std::io;
use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;

use super::WRITE_LIMIT;

/// Where bytes come from and where they go; the same for all but pipes.
#[derive(Debug)]
pub(super) struct Descriptors {
    input: OwnedFd,
    output: OwnedFd,
}

impl Descriptors {
    /// Of two that are open.
    pub fn new(input: OwnedFd, output: OwnedFd) -> io::Result<Self> {
        for descriptor in [&input, &output] {
            fcntl_setfl(descriptor, fcntl_getfl(descriptor)? | OFlags::NONBLOCK)?;
        }
        Ok(Self { input, output })
    }

    /// Of one that goes both ways.
    pub fn both(descriptor: OwnedFd) -> io::Result<Self> {
        Self::new(descriptor.try_clone()?, descriptor)
    }

    /// As [`Transport::read`](super::Transport::read).
    pub fn read(&mut self, buffer: &mut [u8], limit: Duration) -> io::Result<usize> {
        let end = Instant::now().checked_add(limit);
        loop {
            match rustix::io::read(&self.input, &mut *buffer) {
                // Linux says EIO of a terminal whose other side nobody has open.
                Ok(0) | Err(Errno::IO) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => return Ok(count),
                Err(Errno::AGAIN | Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            if !wait(self.input.as_fd(), PollFlags::IN, end)? {
                return Ok(0);
            }
        }
    }

    /// As [`Transport::write`](super::Transport::write).
    pub fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        let mut end = Instant::now().checked_add(WRITE_LIMIT);
        while !bytes.is_empty() {
            match rustix::io::write(&self.output, bytes) {
                Ok(count) => {
                    bytes = bytes.get(count..).unwrap_or_default();
                    end = Instant::now().checked_add(WRITE_LIMIT);
                }
                Err(Errno::AGAIN) => {
                    if !wait(self.output.as_fd(), PollFlags::OUT, end)? {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                }
                Err(Errno::INTR) => {}
                Err(Errno::PIPE | Errno::IO | Errno::CONNRESET) => {
                    return Err(io::ErrorKind::BrokenPipe.into());
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// Waits until something can be done, or is over; false if `end` came first.
fn wait(descriptor: BorrowedFd<'_>, what: PollFlags, end: Option<Instant>) -> io::Result<bool> {
    loop {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) {
            return Ok(false);
        }
        let left = left.and_then(|left| Timespec::try_from(left).ok());
        match poll(&mut [PollFd::from_borrowed_fd(descriptor, what)], left.as_ref()) {
            Ok(0) | Err(Errno::INTR) => {}
            Ok(_) => return Ok(true),
            Err(error) => return Err(error.into()),
        }
    }
}
