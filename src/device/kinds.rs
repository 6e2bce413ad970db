//! The kinds of hosts, a row each: how it is started, and which native modules it loads.
//!
//! ```text
//! "armv7m"  ──▶  HostKind::Armv7m  ──▶  qemu-system-arm -machine mps2-an385, modules for armv7m and armv6m
//! ```

use std::fmt;
use std::str::FromStr;

use linker::Arch;

use super::error::HostError;
use super::qemu::{self, Board};

/// What kind of machine a host is. Python's floats are single where nothing else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HostKind {
    /// A 32-bit RISC-V board, emulated: qemu's `virt` machine with MicroPython's qemu port. The heap has
    /// 140 KB, there is no `time`; the same goes for the other boards.
    Rv32,
    /// MicroPython's unix port on x86-64. Floats are double.
    X64,
    /// The RISC-V board with 64 bits. The heap has 200 KB. MicroPython 1.26 does not know it: see
    /// `scripts/hosts`.
    Rv64,
    /// The unix port as a 32-bit program of x86-64. Floats are double.
    X86,
    /// A board with a Cortex-M0, emulated: qemu's `microbit`. What is not ARMv6-M is a fault on it.
    Armv6m,
    /// A board with a Cortex-M3: qemu's `mps2-an385`.
    Armv7m,
    /// A board with a Cortex-M4 and its single floats in hardware: qemu's `mps2-an386`. Floats are passed
    /// in registers of their own, so that modules for processors without load but get wrong floats.
    Armv7emsp,
    /// A board with a Cortex-M7 and double floats in hardware: qemu's `mps2-an500`. Floats are double, and
    /// passed as on [`Armv7emsp`](Self::Armv7emsp).
    Armv7emdp,
    /// A board with an Xtensa LX106, the ESP8266's processor: qemu's `sim`. The functions that C compilers call
    /// of the ESP8266's ROM are at the ROM's addresses.
    Xtensa,
}

/// How a host is started.
pub(super) enum Machine {
    /// As firmware in an emulator.
    Board(&'static Board),
    /// As a process.
    Unix,
}

struct Row {
    name: &'static str,
    machine: Machine,
    arch: Arch,
    /// That first.
    loads: &'static [Arch],
    about: &'static str,
}

static RV32: Row = Row {
    name: "rv32",
    machine: Machine::Board(&qemu::VIRT_RV32),
    arch: Arch::Rv32imc,
    loads: &[Arch::Rv32imc],
    about: "an emulated RISC-V board",
};
static X64: Row = Row {
    name: "x64",
    machine: Machine::Unix,
    arch: Arch::X64,
    loads: &[Arch::X64],
    about: "MicroPython's unix port",
};
static RV64: Row = Row {
    name: "rv64",
    machine: Machine::Board(&qemu::VIRT_RV64),
    arch: Arch::Rv64imc,
    loads: &[Arch::Rv64imc],
    about: "the RISC-V board with 64 bits",
};
static X86: Row = Row {
    name: "x86",
    machine: Machine::Unix,
    arch: Arch::X86,
    loads: &[Arch::X86],
    about: "the unix port with 32 bits",
};
static ARMV6M: Row = Row {
    name: "armv6m",
    machine: Machine::Board(&qemu::CORTEX_M0),
    arch: Arch::Armv6m,
    loads: &[Arch::Armv6m],
    about: "an emulated Cortex-M0",
};
static ARMV7M: Row = Row {
    name: "armv7m",
    machine: Machine::Board(&qemu::CORTEX_M3),
    arch: Arch::Armv7m,
    loads: &[Arch::Armv7m, Arch::Armv6m],
    about: "a Cortex-M3",
};
static ARMV7EMSP: Row = Row {
    name: "armv7emsp",
    machine: Machine::Board(&qemu::CORTEX_M4),
    arch: Arch::Armv7emsp,
    loads: &[Arch::Armv7emsp, Arch::Armv7m, Arch::Armv6m],
    about: "a Cortex-M4 with single floats",
};
static ARMV7EMDP: Row = Row {
    name: "armv7emdp",
    machine: Machine::Board(&qemu::CORTEX_M7),
    arch: Arch::Armv7emdp,
    loads: &[Arch::Armv7emdp, Arch::Armv7emsp, Arch::Armv7m, Arch::Armv6m],
    about: "a Cortex-M7 with double floats",
};
static XTENSA: Row = Row {
    name: "xtensa",
    machine: Machine::Board(&qemu::LX106),
    arch: Arch::Xtensa,
    loads: &[Arch::Xtensa],
    about: "an emulated Xtensa LX106, the ESP8266's processor",
};

impl HostKind {
    /// All, in the order in which listings show them.
    pub const ALL: [Self; 9] = [
        Self::Rv32,
        Self::X64,
        Self::Rv64,
        Self::X86,
        Self::Armv6m,
        Self::Armv7m,
        Self::Armv7emsp,
        Self::Armv7emdp,
        Self::Xtensa,
    ];

    fn row(self) -> &'static Row {
        match self {
            Self::Rv32 => &RV32,
            Self::X64 => &X64,
            Self::Rv64 => &RV64,
            Self::X86 => &X86,
            Self::Armv6m => &ARMV6M,
            Self::Armv7m => &ARMV7M,
            Self::Armv7emsp => &ARMV7EMSP,
            Self::Armv7emdp => &ARMV7EMDP,
            Self::Xtensa => &XTENSA,
        }
    }

    pub(super) fn machine(self) -> &'static Machine {
        &self.row().machine
    }

    /// The architectures of the native modules that it loads, its own first (`MPY_FEATURE_ARCH_TEST` in
    /// MicroPython's `py/persistentcode.h`).
    #[must_use]
    pub fn loads(self) -> &'static [Arch] {
        self.row().loads
    }

    /// The architecture to compile for.
    #[must_use]
    pub fn arch(self) -> Arch {
        self.row().arch
    }

    /// The kind whose own architecture this is. None for Xtensa with register windows: no host is built
    /// for it.
    #[must_use]
    pub fn for_arch(arch: Arch) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.arch() == arch)
    }

    /// A few words on what it is, for listings.
    #[must_use]
    pub fn about(self) -> &'static str {
        self.row().about
    }

    /// The emulator that it needs and Debian's package that has it; none for a process.
    #[must_use]
    pub fn emulator(self) -> Option<(&'static str, &'static str)> {
        match self.machine() {
            Machine::Board(board) => Some((board.emulator, board.package)),
            Machine::Unix => None,
        }
    }

    /// Every kind with what it is: `rv32 (an emulated RISC-V board), x64 (…), …`.
    #[must_use]
    pub fn listing() -> String {
        Self::ALL.map(|kind| format!("{kind} ({})", kind.about())).join(", ")
    }
}

impl fmt::Display for HostKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.row().name)
    }
}

impl FromStr for HostKind {
    type Err = HostError;
    fn from_str(text: &str) -> Result<Self, HostError> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.row().name == text)
            .ok_or_else(|| HostError::BadKind(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_parse_back() {
        for kind in HostKind::ALL {
            assert_eq!(kind.to_string().parse::<HostKind>().expect("its own name"), kind);
        }
        assert!(HostKind::ALL.is_sorted());
        assert!(matches!("rv32imc".parse::<HostKind>(), Err(HostError::BadKind(_))));
    }

    #[test]
    fn each_kind_loads_modules_for_its_own_architecture() {
        for kind in HostKind::ALL {
            assert_eq!(kind.loads().first(), Some(&kind.arch()));
            assert_eq!(HostKind::for_arch(kind.arch()), Some(kind));
        }
        assert_eq!(HostKind::for_arch(Arch::Xtensawin), None);
    }
}
