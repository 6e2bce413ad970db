//! A socket: a serial line that another machine serves, or an emulator's.

use std::io;
use std::net::{TcpStream, ToSocketAddrs as _};
use std::os::fd::OwnedFd;
use std::time::Duration;

use super::Transport;
use super::descriptors::Descriptors;

/// A machine of the same network answers within this, or not at all.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);

struct Socket {
    name: String,
    line: Descriptors,
}

/// Connects to the first of the addresses that takes it.
pub(super) fn open(address: &str, name: String) -> io::Result<Box<dyn Transport>> {
    let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for address in address.to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, CONNECT_LIMIT) {
            Ok(stream) => {
                // A command of one byte is not to wait for company.
                stream.set_nodelay(true)?;
                return Ok(Box::new(Socket { name, line: Descriptors::both(OwnedFd::from(stream))? }));
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

impl Transport for Socket {
    fn read(&mut self, buffer: &mut [u8], limit: Duration) -> io::Result<usize> {
        self.line.read(buffer, limit)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.line.write(bytes)
    }

    fn name(&self) -> &str {
        &self.name
    }
}
