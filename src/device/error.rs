//! What can go wrong between asking for a run and its exit status, each with what to do about it.
//!
//! A script that raises is no error here: it ran, and its status is 1.

use std::path::PathBuf;
use std::time::Duration;

use super::hosts::{Release, Variant};
use super::kinds::HostKind;

/// A run that did not come to the end of its program.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HostError {
    /// The host asked for was not built.
    #[error("there is no MicroPython host {wanted} in {}; build it with: scripts/hosts", folder.display())]
    Missing {
        /// The host's file name, such as `rv32-1.26.1.elf`.
        wanted: String,
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// Neither `MPYC_CACHE`, `XDG_CACHE_HOME` nor `HOME` says where the hosts are.
    #[error("no folder for MicroPython hosts: set MPYC_CACHE or HOME, then run: scripts/hosts")]
    NoCache,
    /// The board needs an emulator that is not on PATH.
    #[error("{program} is not on PATH; it comes with Debian's package {package}: apt-get install {package}")]
    NoEmulator {
        /// The emulator.
        program: &'static str,
        /// Debian's package that has it.
        package: &'static str,
    },
    /// Not a release of the form `1.26.1`.
    #[error("`{0}` is not a MicroPython release such as 1.26.1")]
    BadRelease(String),
    /// Not the name of a kind of host.
    #[error("`{0}` is not a host: there are {listing}", listing = HostKind::listing())]
    BadKind(String),
    /// A file cannot be given to the guest under this path.
    #[error("`{path}` cannot be a file on the host: {reason}")]
    BadGuestPath {
        /// The path as given.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The files are larger than the board's memory for them.
    #[error("the program's files are {size} bytes; the board has room for {limit}")]
    TooLarge {
        /// Size of all files with their alignment, in bytes.
        size: usize,
        /// Room there is, in bytes.
        limit: usize,
    },
    /// Only one host counts instructions.
    #[error("instructions are counted on the emulated RISC-V board only: use --on rv32")]
    CannotCount,
    /// Starting or talking to the host failed.
    #[error("could not {action}: {source}")]
    Io {
        /// What was tried.
        action: String,
        /// Why it failed.
        source: std::io::Error,
    },
    /// The program was still running when its time was up. The host has been stopped.
    #[error("the program was still running after {} s on {host}; more time: --timeout", limit.as_secs_f32())]
    Timeout {
        /// The host.
        host: HostName,
        /// The time the program had.
        limit: Duration,
    },
    /// The host did not come as far as the program.
    #[error("{host} did not start the program; it said:\n{text}")]
    NotStarted {
        /// The host.
        host: HostName,
        /// What was on its console and its standard error.
        text: String,
    },
    /// The host stopped in the middle of the program.
    #[error("{host} crashed: {crash}")]
    Crashed {
        /// The host.
        host: HostName,
        /// How and where.
        crash: Box<Crash>,
    },
}

impl HostError {
    /// For `map_err`: an I/O error with what was being done, such as `start qemu-system-riscv32`.
    pub(super) fn io(action: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let action = action.into();
        move |source| Self::Io { action, source }
    }
}

/// A host as errors and listings name it: `rv32 1.26.1 gcstress`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostName {
    pub(super) kind: HostKind,
    pub(super) release: Release,
    pub(super) variant: Variant,
}

impl std::fmt::Display for HostName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind, self.release)?;
        match self.variant {
            Variant::Standard => Ok(()),
            Variant::GcStress => write!(f, " gcstress"),
        }
    }
}

/// How a host died under a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crash {
    /// What ended it.
    pub cause: CrashCause,
    /// What the program had printed by then.
    pub stdout: Vec<u8>,
    /// What the host said on dying: the board's registers, the unix port's standard error.
    pub report: String,
}

impl std::fmt::Display for Crash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.cause)?;
        if !self.report.is_empty() {
            write!(f, "\n{}", self.report)?;
        }
        Ok(())
    }
}

/// What ended a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CrashCause {
    /// A RISC-V processor trapped; values are the machine-mode registers of those names.
    Trap {
        /// `mcause`: 2 is an illegal instruction, 5 a load and 7 a store to no memory.
        mcause: u64,
        /// `mepc`: the address of the instruction.
        mepc: u64,
        /// `mtval`: the address accessed, or the illegal instruction.
        mtval: u64,
    },
    /// A processor of Arm came to a fault.
    Fault {
        /// The address of the instruction; of a wild jump, where it led.
        pc: u32,
        /// The configurable fault status register, which says what the fault was; ARMv6-M has none.
        cfsr: Option<u32>,
        /// The address accessed, where the processor knows it.
        address: Option<u32>,
    },
    /// An Xtensa processor came to an exception; values are the special registers of those names.
    Exception {
        /// `EXCCAUSE`: 0 is an illegal instruction, 15 a load or store to no memory.
        exccause: u32,
        /// `EPC1`: the address of the instruction; of a wild jump, where it led.
        epc1: u32,
        /// `EXCVADDR`: the address accessed.
        excvaddr: u32,
    },
    /// An assertion of MicroPython's own failed, in a build that has them on.
    Assertion(String),
    /// The operating system ended the process with this signal.
    Signal(i32),
    /// It ended with this exit status, if any, and said nothing.
    Silent(Option<i32>),
}

impl std::fmt::Display for CrashCause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Trap { mcause, mepc, mtval } => {
                let name = trap_name(*mcause);
                write!(f, "{name} (MCAUSE {mcause}) at MEPC {mepc:#010x}, MTVAL {mtval:#010x}")
            }
            Self::Fault { pc, cfsr, address } => {
                write!(f, "{}", cfsr.map_or("fault", fault_name))?;
                if let Some(cfsr) = cfsr {
                    write!(f, " (CFSR {cfsr:#010x})")?;
                }
                write!(f, " at PC {pc:#010x}")?;
                address.map_or(Ok(()), |address| write!(f, ", address {address:#010x}"))
            }
            Self::Exception { exccause, epc1, excvaddr } => {
                let name = exception_name(*exccause);
                write!(f, "{name} (EXCCAUSE {exccause}) at EPC1 {epc1:#010x}, EXCVADDR {excvaddr:#010x}")
            }
            Self::Assertion(text) => write!(f, "{text}"),
            Self::Signal(signal) => {
                let name = match signal {
                    4 => " (illegal instruction)",
                    6 => " (abort)",
                    7 => " (bus error)",
                    8 => " (arithmetic fault)",
                    9 => " (killed)",
                    11 => " (segmentation fault)",
                    _ => "",
                };
                write!(f, "ended by signal {signal}{name}")
            }
            Self::Silent(Some(status)) => {
                write!(f, "ended with status {status} in the middle of the program")
            }
            Self::Silent(None) => write!(f, "ended in the middle of the program"),
        }
    }
}

/// What a value of `mcause` means (RISC-V privileged manual, "Machine Cause Register").
fn trap_name(mcause: u64) -> &'static str {
    match mcause {
        0 => "Instruction address misaligned",
        1 => "Instruction access fault",
        2 => "Illegal instruction",
        3 => "Breakpoint",
        4 => "Load address misaligned",
        5 => "Load access fault",
        6 => "Store/AMO address misaligned",
        7 => "Store/AMO access fault",
        8 => "Environment call from U-mode",
        9 => "Environment call from S-mode",
        11 => "Environment call from M-mode",
        12 => "Instruction page fault",
        13 => "Load page fault",
        15 => "Store/AMO page fault",
        _ => "Trap",
    }
}

/// What the lowest bit means that is set in the CFSR, but for the two that only say that an address is known
/// (ARMv7-M Architecture Reference Manual, B3.2.15).
fn fault_name(cfsr: u32) -> &'static str {
    const ADDRESS_KNOWN: u32 = 1 << 7 | 1 << 15;
    match (cfsr & !ADDRESS_KNOWN).trailing_zeros() {
        0 => "Instruction from memory that is not for code",
        1 => "Access to protected memory",
        3 | 11 => "Bad memory at the end of an exception",
        4 | 12 => "Bad memory at the start of an exception",
        5 | 13 => "Bad memory while saving floats",
        8 => "Instruction from no memory",
        9 => "Access to no memory",
        10 => "Access to no memory, some instructions earlier",
        16 => "Undefined instruction",
        17 => "Jump to ARM code, which the processor does not have",
        18 => "Wrong return from an exception",
        19 => "Coprocessor that is off",
        24 => "Access that is not aligned",
        25 => "Division by zero",
        _ => "Fault",
    }
}

/// What a value of `EXCCAUSE` means (Xtensa Instruction Set Architecture Reference Manual, "Exception Causes").
fn exception_name(exccause: u32) -> &'static str {
    match exccause {
        0 => "Illegal instruction",
        1 => "System call",
        2 => "Error while fetching an instruction",
        3 => "Error of a load or store",
        6 => "Division by zero",
        8 => "Privileged instruction",
        9 => "Load or store that is not aligned",
        12 | 14 => "Instruction from where there is no memory",
        13 | 15 => "Load or store where there is no memory",
        20 => "Instruction from memory that is not for code",
        28 => "Load that is not allowed",
        29 => "Store that is not allowed",
        _ => "Exception",
    }
}
