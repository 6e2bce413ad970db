//! The emulated RISC-V board: qemu's `virt` machine with MicroPython's firmware for it.
//!
//! In: a program. Its files are laid one after another into one image, which qemu puts into the
//! board's memory above the firmware; the guest's source is the last of them. Then one line is typed
//! into the raw REPL, which runs that source from memory. No file transfer, nothing copied twice.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::console::Console;
use super::error::{Crash, CrashCause, HostError};
use super::guest::{self, Extent};
use super::hosts::Host;
use super::process::{self, Ending, Process};
use super::program::{Outcome, Program};

/// Debian's package of the emulator.
const EMULATOR: &str = "qemu-system-riscv32";
const PACKAGE: &str = "qemu-system-misc";

/// `virt` has its memory at 0x8000_0000, 128 MiB of it. The firmware, its heap and its stack are in
/// the first 8 MiB (MicroPython's `ports/qemu/mcu/rv32/virt.ld`); the upper half is for files.
const FILES_ADDRESS: u32 = 0x8400_0000;
const FILES_LIMIT: usize = 0x0400_0000;
/// Files begin at multiples of this.
const ALIGNMENT: usize = 16;

/// The emulator on PATH.
pub(super) fn find() -> Result<PathBuf, HostError> {
    env::split_paths(&env::var_os("PATH").unwrap_or_default())
        .map(|folder| folder.join(EMULATOR))
        .find(|path| path.is_file())
        .ok_or(HostError::NoEmulator { program: EMULATOR, package: PACKAGE })
}

pub(super) fn run(
    host: &Host,
    program: &Program,
    output: &mut dyn FnMut(&[u8]),
) -> Result<Outcome, HostError> {
    let emulator = find()?;
    let mut image = Image::default();
    let mut table = Vec::new();
    for file in guest::files(program)? {
        let extent = image.add(&file.bytes)?;
        table.push((file.path, extent));
    }
    let (source, marks) = guest::source(program, Some(&table));
    let at = image.add(source.as_bytes())?;

    let folder = tempfile::tempdir().map_err(HostError::io("make a temporary folder"))?;
    let path = folder.path().join("files");
    std::fs::write(&path, &image.bytes).map_err(HostError::io(format!("write {}", path.display())))?;

    let mut command = process::command(&emulator);
    command.args(["-bios", "none", "-cpu", "rv32", "-machine", "virt", "-semihosting", "-nographic"]);
    command.args(["-monitor", "none", "-serial", "stdio", "-kernel"]).arg(host.program());
    command.arg("-device").arg(loader(&path));
    if program.count_instructions {
        command.args(["-icount", "shift=0"]);
    }

    // Ctrl-C ends whatever line there is, Ctrl-A begins the raw REPL, Ctrl-D ends its input.
    let line =
        format!("\x03\x01import uctypes;exec(uctypes.bytearray_at({:#x},{}))\x04", at.address, at.size);
    let mut process = Process::start(command, Some(line.as_bytes()))?;
    match process.listen(Console::new(marks, true, output), program.timeout) {
        Ending::Done(status, stdout) => Ok(Outcome { stdout, status }),
        Ending::Timeout(remains) | Ending::Died(remains, _) if !remains.started => {
            let text = format!("{}\n{}", remains.text, process.stderr());
            Err(HostError::NotStarted { host: host.name(), text: text.trim().into() })
        }
        Ending::Timeout(_) => Err(HostError::Timeout { host: host.name(), limit: program.timeout }),
        Ending::Died(remains, status) => {
            let (cause, report) = match trap(&remains.text) {
                Some(cause) => (cause, remains.text),
                None => match assertion(&remains.stdout) {
                    Some(cause) => (cause, process.stderr()),
                    None => (CrashCause::Silent(status.and_then(|status| status.code())), process.stderr()),
                },
            };
            let crash = Crash { cause, stdout: remains.stdout, report };
            Err(HostError::Crashed { host: host.name(), crash: Box::new(crash) })
        }
    }
}

/// The files' image in the board's memory.
#[derive(Default)]
struct Image {
    bytes: Vec<u8>,
}

impl Image {
    /// Adds a file; says where it will be.
    fn add(&mut self, file: &[u8]) -> Result<Extent, HostError> {
        let start = self.bytes.len().next_multiple_of(ALIGNMENT);
        let too_large = HostError::TooLarge { size: start.saturating_add(file.len()), limit: FILES_LIMIT };
        let (Ok(offset), Ok(size)) = (u32::try_from(start), u32::try_from(file.len())) else {
            return Err(too_large);
        };
        if start.saturating_add(file.len()) > FILES_LIMIT {
            return Err(too_large);
        }
        self.bytes.resize(start, 0);
        self.bytes.extend_from_slice(file);
        Ok(Extent { address: FILES_ADDRESS + offset, size })
    }
}

/// The argument that makes qemu put a file into memory. In its option syntax a comma is doubled.
fn loader(path: &Path) -> OsString {
    let path = path.to_string_lossy().replace(',', ",,");
    format!("loader,file={path},addr={FILES_ADDRESS:#x},force-raw=on").into()
}

/// Reads the firmware's report on a trap, which ends in
/// ` MEPC=80020844 MTVAL=00000004 MSTATUS=18000000 MCAUSE=00000007 (Store/AMO access fault)`.
fn trap(report: &str) -> Option<CrashCause> {
    let line = report.lines().find(|line| line.trim_start().starts_with("MEPC="))?;
    let register = |name: &str| {
        let value = line.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))?;
        u32::from_str_radix(value, 16).ok()
    };
    let name = line.split_once('(').map_or("trap", |(_, name)| name.trim_end().trim_end_matches(')'));
    Some(CrashCause::Trap {
        mcause: register("MCAUSE")?,
        mepc: register("MEPC")?,
        mtval: register("MTVAL")?,
        name: name.into(),
    })
}

/// A failed assertion is the last thing the firmware prints (`__assert_func` in its `startup.c`).
fn assertion(stdout: &[u8]) -> Option<CrashCause> {
    let text = String::from_utf8_lossy(stdout);
    let at = text.rfind("Assertion '")?;
    Some(CrashCause::Assertion(text.get(at..)?.trim().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trap_report_names_cause_and_place() {
        let report = "MACHINE EXCEPTION CAUGHT:\n\n RA=80015910  SP=8060FC10\n T6=0000008C\n\n \
                      MEPC=80020844 MTVAL=00000004 MSTATUS=18000000 MCAUSE=00000007 (Store/AMO access fault)";
        let cause = trap(report).expect("a trap");
        assert_eq!(
            cause.to_string(),
            "Store/AMO access fault (MCAUSE 7) at MEPC 0x80020844, MTVAL 0x00000004"
        );
        assert_eq!(trap("MACHINE EXCEPTION CAUGHT:\n"), None);
    }

    #[test]
    fn files_are_aligned_and_fit_or_are_refused() {
        let mut image = Image::default();
        assert_eq!(image.add(b"abc").expect("fits"), Extent { address: FILES_ADDRESS, size: 3 });
        assert_eq!(image.add(b"").expect("fits"), Extent { address: FILES_ADDRESS + 16, size: 0 });
        assert_eq!(image.add(b"d").expect("fits").address, FILES_ADDRESS + 16);
        assert_eq!(image.bytes.len(), 17);
        assert!(image.add(&vec![0; FILES_LIMIT - 32]).is_ok());
        assert!(matches!(image.add(b"x"), Err(HostError::TooLarge { .. })));
    }

    #[test]
    fn commas_in_a_path_are_doubled() {
        assert_eq!(
            loader(Path::new("/tmp/a,b/files")),
            "loader,file=/tmp/a,,b/files,addr=0x84000000,force-raw=on"
        );
    }
}
