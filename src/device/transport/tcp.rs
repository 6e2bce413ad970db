//! A socket: a serial line that another machine serves, or an emulator's.

use std::io;
use std::net::{TcpStream, ToSocketAddrs as _};
use std::os::fd::OwnedFd;
use std::time::Duration;

use super::descriptors::Descriptors;

/// A machine of the same network answers within this, or not at all.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);

/// Connects to the first of the addresses that takes it.
pub(super) fn open(address: &str) -> io::Result<Descriptors> {
    let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for address in address.to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, CONNECT_LIMIT) {
            Ok(stream) => {
                // A command of one byte is not to wait for company.
                stream.set_nodelay(true)?;
                return Descriptors::both(OwnedFd::from(stream));
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}
