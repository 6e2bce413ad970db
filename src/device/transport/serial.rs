//! A serial port, or a terminal that something else has made: 115,200 bits a second, 8 bits, no parity, no flow control.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use rustix::termios::{
    ControlModes, OptionalActions, QueueSelector, ioctl_tiocexcl, tcflush, tcgetattr, tcsetattr,
};

use super::descriptors::Descriptors;

/// Bits a second: what every port of MicroPython's sets its serial line to. A port that is USB takes no notice.
pub(super) const SPEED: u32 = 115_200;

/// Opens the port for this process alone, and sets it up.
pub(super) fn open(path: &Path) -> io::Result<Descriptors> {
    // Without NONBLOCK, opening waits for a modem's carrier.
    let flags = (OFlags::NOCTTY | OFlags::NONBLOCK).bits();
    let file: File =
        OpenOptions::new().read(true).write(true).custom_flags(flags.cast_signed()).open(path)?;
    let mut attributes =
        tcgetattr(&file).map_err(|_| io::Error::other("it is neither a serial port nor a terminal"))?;
    // Another program's bytes would go to whichever reads first.
    ioctl_tiocexcl(&file)?;
    attributes.make_raw();
    attributes.control_modes |= ControlModes::CLOCAL | ControlModes::CREAD;
    // Hanging up at the end would reset boards whose reset is wired to that line.
    attributes.control_modes -= ControlModes::HUPCL | ControlModes::CSTOPB | ControlModes::CRTSCTS;
    attributes.set_speed(SPEED)?;
    tcsetattr(&file, OptionalActions::Now, &attributes)?;
    tcflush(&file, QueueSelector::IFlush)?;
    Descriptors::both(OwnedFd::from(file))
}

/// The serial ports of USB that there are: Linux's `/dev/ttyACM*` and `/dev/ttyUSB*`, macOS's `/dev/cu.usb*`; sorted.
#[must_use]
pub fn ports() -> Vec<PathBuf> {
    const PREFIXES: [&str; 3] = ["ttyACM", "ttyUSB", "cu.usb"];
    let Ok(entries) = std::fs::read_dir("/dev") else { return Vec::new() };
    let mut ports: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            name.to_str().is_some_and(|name| PREFIXES.iter().any(|prefix| name.starts_with(prefix)))
        })
        .map(|entry| entry.path())
        .collect();
    ports.sort();
    ports
}
