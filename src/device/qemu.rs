//! The emulated boards: qemu's machines with MicroPython's firmware for them, a row each.
//!
//! In: a program. Its files are laid one after another into one image, which qemu puts into the
//! board's memory above the firmware; the guest's source is the last of them. Once the board has greeted, one line is
//! typed into the raw REPL, which runs that source from memory. No file transfer, nothing copied twice.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::console::Console;
use super::error::{Crash, CrashCause, HostError};
use super::guest::{self, Extent, Files};
use super::hosts::Host;
use super::process::{self, Ending, Process};
use super::program::{Outcome, Program};

/// An emulated board.
pub(super) struct Board {
    /// The emulator's program.
    pub emulator: &'static str,
    /// Debian's package of it.
    pub package: &'static str,
    /// What selects the machine.
    machine: &'static [&'static str],
    /// What its serial line is connected to.
    serial: &'static [&'static str],
    /// Where memory begins that the firmware leaves alone, and how many bytes there are.
    files: (u32, usize),
    /// Whether its firmware can count instructions: it needs an inline assembler.
    counts: bool,
    /// Reads the firmware's report on a trap.
    trap: fn(&str) -> Option<CrashCause>,
}

const MIB: usize = 1 << 20;

/// Our console. It is shared (`mux`), which makes qemu listen to it at all times; the key that would change between those
/// that share it is one we never type. Else qemu looks whether the serial line can take a character when something happens,
/// and that the guest has switched the line on is nothing to the devices of the MPS2 boards (qemu's
/// `hw/char/cmsdk-apb-uart.c`): it looked a second later.
const CONSOLE: &[&str] =
    &["-chardev", "stdio,id=console,mux=on,signal=off", "-serial", "chardev:console", "-echr", "0x1d"];

/// None: the firmware asks the emulator to read and write.
const SEMIHOSTING: &[&str] = &["-serial", "none"];

/// `virt` has its memory at 0x8000_0000, 128 MiB of it. The firmware, its heap and its stack are in
/// the first 8 MiB (MicroPython's `ports/qemu/mcu/rv32/virt.ld`); the upper half is for files.
pub(super) static VIRT_RV32: Board = Board {
    emulator: "qemu-system-riscv32",
    package: "qemu-system-misc",
    machine: &["-bios", "none", "-cpu", "rv32", "-machine", "virt"],
    serial: CONSOLE,
    files: (0x8400_0000, 64 * MIB),
    counts: true,
    trap: riscv_trap,
};

/// The same with 64 bits (`scripts/boards/rv64/virt.ld`).
pub(super) static VIRT_RV64: Board = Board {
    emulator: "qemu-system-riscv64",
    package: "qemu-system-misc",
    machine: &["-bios", "none", "-cpu", "rv64", "-machine", "virt"],
    serial: CONSOLE,
    files: (0x8400_0000, 64 * MIB),
    counts: false,
    trap: riscv_trap,
};

/// The micro:bit's nRF51 with memories as large as the port wants them (MicroPython's
/// `ports/qemu/boards/MICROBIT`): all of its RAM is the firmware's, and the upper half of the flash is free.
pub(super) static CORTEX_M0: Board = Board {
    emulator: "qemu-system-arm",
    package: "qemu-system-arm",
    machine: &[
        "-machine",
        "microbit",
        "-global",
        "nrf51-soc.flash-size=1048576",
        "-global",
        "nrf51-soc.sram-size=262144",
    ],
    serial: CONSOLE,
    files: (0x0008_0000, MIB / 2),
    counts: false,
    trap: arm_fault,
};

/// An MPS2 board: the firmware, its heap and its stack are in the first SSRAM (MicroPython's
/// `ports/qemu/mcu/arm/mps2.ld`); the other, at 0x2000_0000, is 4 MiB on each of them (qemu's `hw/arm/mps2.c`).
const fn mps2(machine: &'static [&'static str]) -> Board {
    Board {
        emulator: "qemu-system-arm",
        package: "qemu-system-arm",
        machine,
        serial: CONSOLE,
        files: (0x2000_0000, 4 * MIB),
        counts: false,
        trap: arm_fault,
    }
}
pub(super) static CORTEX_M3: Board = mps2(&["-machine", "mps2-an385"]);
pub(super) static CORTEX_M4: Board = mps2(&["-machine", "mps2-an386"]);
pub(super) static CORTEX_M7: Board = mps2(&["-machine", "mps2-an500"]);

/// `sim` has no devices; the firmware, its heap and its stack are in the first 8 MiB of its memory of 128 MiB
/// (`scripts/boards/xtensa/sim.ld`).
pub(super) static LX106: Board = Board {
    emulator: "qemu-system-xtensa",
    package: "qemu-system-misc",
    machine: &["-machine", "sim", "-cpu", "lx106"],
    serial: SEMIHOSTING,
    files: (0x6400_0000, 64 * MIB),
    counts: false,
    trap: xtensa_exception,
};

/// Files begin at multiples of this.
const ALIGNMENT: usize = 16;

impl Board {
    /// The emulator on PATH.
    pub fn find_emulator(&self) -> Result<PathBuf, HostError> {
        env::split_paths(&env::var_os("PATH").unwrap_or_default())
            .map(|folder| folder.join(self.emulator))
            .find(|path| path.is_file())
            .ok_or(HostError::NoEmulator { program: self.emulator, package: self.package })
    }
}

/// The command that starts the host with its serial line on standard input and output, and nothing in its memory; none for
/// a board whose console is no serial line.
pub(super) fn serial(board: &Board, host: &Host) -> Result<Option<Command>, HostError> {
    if board.serial == SEMIHOSTING {
        return Ok(None);
    }
    let mut command = process::command(&board.find_emulator()?);
    command.args(board.machine).args(["-semihosting", "-nographic"]);
    command.args(["-monitor", "none"]).args(board.serial).arg("-kernel").arg(host.program());
    Ok(Some(command))
}

pub(super) fn run(
    board: &Board,
    host: &Host,
    program: &Program,
    output: &mut dyn FnMut(&[u8]),
) -> Result<Outcome, HostError> {
    if program.count_instructions && !board.counts {
        return Err(HostError::CannotCount);
    }
    let emulator = board.find_emulator()?;
    let mut image = Image::new(board);
    let mut table = Vec::new();
    for file in guest::files(program)? {
        let extent = image.add(&file.bytes)?;
        table.push((file.path, extent));
    }
    let (source, marks) = guest::source(program, Files::Memory(&table));
    let at = image.add(source.as_bytes())?;

    let folder = tempfile::tempdir().map_err(HostError::io("make a temporary folder"))?;
    let path = folder.path().join("files");
    std::fs::write(&path, &image.bytes).map_err(HostError::io(format!("write {}", path.display())))?;

    let mut command = process::command(&emulator);
    command.args(board.machine).args(["-semihosting", "-nographic"]);
    command.args(["-monitor", "none"]).args(board.serial).arg("-kernel").arg(host.program());
    command.arg("-device").arg(image.loader(&path));
    if program.count_instructions {
        command.args(["-icount", "shift=0"]);
    }

    // Ctrl-C ends whatever line there is, Ctrl-A begins the raw REPL, Ctrl-D ends its input.
    let line =
        format!("\x03\x01import uctypes;exec(uctypes.bytearray_at({:#x},{}))\x04", at.address, at.size);
    let mut process = Process::start(command, Some(line.into_bytes()))?;
    match process.listen(Console::new(marks, true, output), program.timeout) {
        Ending::Done(status, stdout) => Ok(Outcome { stdout, status }),
        Ending::Timeout(remains) | Ending::Died(remains, _) if !remains.started => {
            let text = format!("{}\n{}", remains.text, process.stderr());
            Err(HostError::NotStarted { host: host.name(), text: text.trim().into() })
        }
        Ending::Timeout(_) => Err(HostError::Timeout { host: host.name(), limit: program.timeout }),
        Ending::Died(remains, status) => {
            let (cause, report) = match (board.trap)(&remains.text) {
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
struct Image {
    address: u32,
    limit: usize,
    bytes: Vec<u8>,
}

impl Image {
    /// One without files.
    fn new(board: &Board) -> Self {
        let (address, limit) = board.files;
        Self { address, limit, bytes: Vec::new() }
    }

    /// Adds a file; says where it will be.
    fn add(&mut self, file: &[u8]) -> Result<Extent, HostError> {
        let start = self.bytes.len().next_multiple_of(ALIGNMENT);
        let too_large = HostError::TooLarge { size: start.saturating_add(file.len()), limit: self.limit };
        let (Ok(offset), Ok(size)) = (u32::try_from(start), u32::try_from(file.len())) else {
            return Err(too_large);
        };
        if start.saturating_add(file.len()) > self.limit {
            return Err(too_large);
        }
        self.bytes.resize(start, 0);
        self.bytes.extend_from_slice(file);
        Ok(Extent { address: self.address + offset, size })
    }

    /// The argument that makes qemu put the image, which is in a file, into memory. In its option syntax a comma is
    /// doubled.
    fn loader(&self, path: &Path) -> OsString {
        let path = path.to_string_lossy().replace(',', ",,");
        format!("loader,file={path},addr={:#x},force-raw=on", self.address).into()
    }
}

/// Reads the RISC-V firmware's report on a trap, which ends in
/// ` MEPC=80020844 MTVAL=00000004 MSTATUS=18000000 MCAUSE=00000007 (Store/AMO access fault)`.
fn riscv_trap(report: &str) -> Option<CrashCause> {
    let line = report.lines().find(|line| line.trim_start().starts_with("MEPC="))?;
    Some(CrashCause::Trap {
        mcause: register(line, "MCAUSE")?,
        mepc: register(line, "MEPC")?,
        mtval: register(line, "MTVAL")?,
    })
}

/// Reads the Arm firmware's (`scripts/boards/cortex-m.c`), which ends in
/// ` PC=00018C58 CFSR=00008200 ADDRESS=90000000`.
fn arm_fault(report: &str) -> Option<CrashCause> {
    let line = report.lines().find(|line| line.trim_start().starts_with("PC="))?;
    let register = |name| register(line, name).and_then(|value| u32::try_from(value).ok());
    Some(CrashCause::Fault { pc: register("PC")?, cfsr: register("CFSR"), address: register("ADDRESS") })
}

/// Reads the Xtensa firmware's (`scripts/boards/xtensa/start.c`), which ends in
/// ` EPC1=6001BBAE EXCCAUSE=0000000F EXCVADDR=00000010`.
fn xtensa_exception(report: &str) -> Option<CrashCause> {
    let line = report.lines().find(|line| line.trim_start().starts_with("EPC1="))?;
    let register = |name| register(line, name).and_then(|value| u32::try_from(value).ok());
    Some(CrashCause::Exception {
        exccause: register("EXCCAUSE")?,
        epc1: register("EPC1")?,
        excvaddr: register("EXCVADDR")?,
    })
}

/// A number of a line of `NAME=hexadecimal`.
fn register(line: &str, name: &str) -> Option<u64> {
    let value = line.split_whitespace().find_map(|word| word.strip_prefix(name)?.strip_prefix('='))?;
    u64::from_str_radix(value, 16).ok()
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
        let cause = riscv_trap(report).expect("a trap");
        assert_eq!(
            cause.to_string(),
            "Store/AMO access fault (MCAUSE 7) at MEPC 0x80020844, MTVAL 0x00000004"
        );
        assert_eq!(riscv_trap("MACHINE EXCEPTION CAUGHT:\n"), None);
    }

    #[test]
    fn a_fault_report_names_what_the_processor_knows() {
        let said = |line: &str| arm_fault(&format!("MACHINE EXCEPTION CAUGHT:\n\n R0=00000001\n\n {line}"));
        let text = |line: &str| said(line).expect("a fault").to_string();
        assert_eq!(
            text("PC=00018C58 CFSR=00008200 ADDRESS=90000000"),
            "Access to no memory (CFSR 0x00008200) at PC 0x00018c58, address 0x90000000"
        );
        assert_eq!(
            text("PC=00000010 CFSR=00010000"),
            "Undefined instruction (CFSR 0x00010000) at PC 0x00000010"
        );
        assert_eq!(text("PC=00017D90"), "fault at PC 0x00017d90");
        assert_eq!(said("").map(|cause| cause.to_string()), None);
    }

    #[test]
    fn an_exception_report_of_xtensa_names_cause_and_place() {
        let cause = xtensa_exception("...\n EPC1=6001BBAE EXCCAUSE=0000000F EXCVADDR=00000010\n");
        assert_eq!(
            cause.expect("an exception").to_string(),
            "Load or store where there is no memory (EXCCAUSE 15) at EPC1 0x6001bbae, EXCVADDR 0x00000010"
        );
    }

    #[test]
    fn files_are_aligned_and_fit_or_are_refused() {
        let (address, limit) = CORTEX_M0.files;
        let mut image = Image::new(&CORTEX_M0);
        assert_eq!(image.add(b"abc").expect("fits"), Extent { address, size: 3 });
        assert_eq!(image.add(b"").expect("fits"), Extent { address: address + 16, size: 0 });
        assert_eq!(image.add(b"d").expect("fits").address, address + 16);
        assert_eq!(image.bytes.len(), 17);
        assert!(image.add(&vec![0; limit - 32]).is_ok());
        assert!(matches!(image.add(b"x"), Err(HostError::TooLarge { .. })));
    }

    #[test]
    fn commas_in_a_path_are_doubled() {
        assert_eq!(
            Image::new(&VIRT_RV32).loader(Path::new("/tmp/a,b/files")),
            "loader,file=/tmp/a,,b/files,addr=0x84000000,force-raw=on"
        );
    }
}
