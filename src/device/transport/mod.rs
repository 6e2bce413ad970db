//! The ways to a board: a serial port, a terminal, a process, a socket.
//!
//! In: an [`Address`], as `--port` has it. Out: a [`Transport`], bytes to and from the board with a limit of time.
//!
//! ```text
//! /dev/ttyACM0                       a serial port, or a terminal that something else has made
//! exec:qemu-system-… -serial stdio   a process whose standard input and output are the board's line
//! execpty:qemu-system-… -serial pty  a process on a terminal of its own, or one that says which terminal it has made
//! tcp:192.168.1.20:2323              a socket, which `socket://192.168.1.20:2323` names too
//! rfc2217://192.168.1.20:2217        a serial port that another machine serves over telnet
//! qemu:board.img                     the emulated board of `scripts/hosts`, its memory kept in a file
//! ```

mod child;
mod descriptors;
pub mod faulty;
mod line;
mod pty;
mod rfc2217;
mod serial;
mod tcp;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::str::FromStr;
use std::time::Duration;

use super::flash::FlashBoard;
use line::Line;

pub use serial::ports;

/// A line to a board. Dropping it closes it, and ends the process that it began.
pub trait Transport: Send {
    /// Reads what there is, at least one byte; waits for that no longer than `limit`. Zero bytes mean that none came.
    ///
    /// # Errors
    /// [`io::ErrorKind::UnexpectedEof`] when the other side is gone for good.
    fn read(&mut self, buffer: &mut [u8], limit: Duration) -> io::Result<usize>;

    /// Writes all of the bytes.
    ///
    /// # Errors
    /// [`io::ErrorKind::TimedOut`] when the other side takes nothing for [`WRITE_LIMIT`];
    /// [`io::ErrorKind::BrokenPipe`] when it is gone.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// What to call it: the address that it was opened by.
    fn name(&self) -> &str;

    /// What the process behind it said on its standard error; empty where there is none.
    fn complaint(&mut self) -> String {
        String::new()
    }
}

/// A line that takes no byte for this long is stuck.
pub const WRITE_LIMIT: Duration = Duration::from_secs(10);

/// Where a board is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// A serial port or a terminal, by its path.
    Path(PathBuf),
    /// A command of the shell whose standard input and output are the line.
    Exec(String),
    /// A command of the shell on a terminal of its own. When the first thing it prints is qemu's
    /// `char device redirected to /dev/pts/4 (label serial0)`, the line is the terminal that is named there.
    ExecPty(String),
    /// `HOST:PORT`, as [`std::net::ToSocketAddrs`] takes it.
    Tcp(String),
    /// `HOST:PORT` of a server of RFC 2217: a serial port over telnet.
    Rfc2217(String),
    /// The emulated board with flash memory; its memory is kept in the file, which is made where there is none. An empty
    /// path keeps nothing.
    Qemu(PathBuf),
}

impl Address {
    /// Opens it.
    ///
    /// # Errors
    /// [`OpenError`], with the system's reason.
    pub fn open(&self) -> Result<Box<dyn Transport>, OpenError> {
        let name = self.to_string();
        let refused = |source| OpenError::Io { name: self.to_string(), source };
        let opened = match self {
            Self::Path(path) => serial::open(path).map(Line::from),
            Self::Exec(command) => child::open(child::shell(command)),
            Self::ExecPty(command) => pty::open(command),
            Self::Tcp(address) => tcp::open(address).map(Line::from),
            Self::Rfc2217(address) => {
                return Ok(Box::new(rfc2217::open(address, name).map_err(refused)?));
            }
            Self::Qemu(image) => child::open(emulator(image)?),
        };
        Ok(Box::new(Line { name, ..opened.map_err(refused)? }))
    }
}

/// What starts the emulated board.
fn emulator(image: &Path) -> Result<Command, OpenError> {
    let image = Some(image).filter(|image| !image.as_os_str().is_empty());
    let command = FlashBoard::find(None).and_then(|board| board.command(image));
    command.map_err(|error| OpenError::Emulator(error.to_string()))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => write!(f, "{}", path.display()),
            Self::Exec(command) => write!(f, "exec:{command}"),
            Self::ExecPty(command) => write!(f, "execpty:{command}"),
            Self::Tcp(address) => write!(f, "tcp:{address}"),
            Self::Rfc2217(address) => write!(f, "rfc2217://{address}"),
            Self::Qemu(image) => write!(f, "qemu:{}", image.display()),
        }
    }
}

impl FromStr for Address {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let socket = |address: &str| match address.rsplit_once(':') {
            Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => Ok(address.to_owned()),
            Some(_) | None => Err(format!("`{address}` is not HOST:PORT")),
        };
        if let Some(command) = text.strip_prefix("exec:") {
            Ok(Self::Exec(command.into()))
        } else if let Some(command) = text.strip_prefix("execpty:") {
            Ok(Self::ExecPty(command.into()))
        } else if let Some(address) = text.strip_prefix("tcp:").or_else(|| text.strip_prefix("socket://")) {
            socket(address).map(Self::Tcp)
        } else if let Some(address) = text.strip_prefix("rfc2217://") {
            socket(address).map(Self::Rfc2217)
        } else if let Some(image) = text.strip_prefix("qemu:") {
            Ok(Self::Qemu(image.into()))
        } else if text.contains('/') {
            Ok(Self::Path(text.into()))
        } else {
            Err("a port is /dev/…, exec:COMMAND, execpty:COMMAND, tcp:HOST:PORT, rfc2217://HOST:PORT or qemu:FILE".into())
        }
    }
}

/// Why there is no line to a board.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The system refused.
    #[error("cannot open {name}: {}", plainly(source))]
    Io {
        /// The address.
        name: String,
        /// Why.
        source: io::Error,
    },
    /// The emulated board is not there.
    #[error("{0}")]
    Emulator(String),
}

/// The system's reason in the words of what is being done.
fn plainly(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is none; is the board plugged in?".into(),
        io::ErrorKind::PermissionDenied => {
            "it may not be opened; on Debian, members of the group dialout may: adduser USER dialout".into()
        }
        io::ErrorKind::ResourceBusy => "another program has it open".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_parse_back() {
        for text in [
            "/dev/ttyACM0",
            "exec:a b",
            "execpty:a",
            "tcp:h:1",
            "tcp:[::1]:23",
            "rfc2217://h:1",
            "qemu:",
            "qemu:a.img",
        ] {
            assert_eq!(text.parse::<Address>().expect(text).to_string(), text);
        }
        assert_eq!("socket://h:1".parse(), Ok(Address::Tcp("h:1".into())));
        for bad in
            ["", "ttyACM0", "tcp:h", "tcp::1", "socket://h:x", "tcp:h:99999", "rfc2217://h", "rfc2217:h:1"]
        {
            assert!(bad.parse::<Address>().is_err(), "{bad}");
        }
    }
}
