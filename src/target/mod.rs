//! What a board is to the compiler: processor, word, numbers, C flags. One row a target; everything that depends on
//! the target reads it here, so that no size of the machine that compiles leaks in.
//!
//! ```text
//! Target::named("rv32imc")  ──▶  word 4, small ints of 31 bits, single floats, -march=rv32imac …
//! ```

pub mod boards;
pub mod built_in;
pub mod rom;

use linker::Arch;

/// A target: a row of the table below.
#[derive(Debug, PartialEq, Eq)]
pub struct Target {
    /// The processor family.
    pub arch: Arch,
    /// As in `--arch` and in MicroPython's `-march`.
    pub name: &'static str,
    /// Bytes of a pointer and of an `mp_obj_t`.
    pub word: u32,
    /// What `mp_float_t` is.
    pub float: FloatKind,
    /// The processor calculates with such floats itself; else a library does, some 2.5 KB of it.
    pub float_unit: bool,
    /// Bits of a small integer, its sign among them: a word less the tag of object representation A
    /// (`py/obj.h`, `MICROPY_OBJ_REPR_A`).
    pub small_int_bits: u32,
    /// What the compiler's objects are: `e_machine` of the ELF header.
    pub elf_machine: u16,
    /// How the C compilers are told.
    pub flags: Flags,
    /// Names of GCC on PATH, the most specific first; all are tried.
    pub compilers: &'static [&'static str],
    /// The Debian package that has a compiler; none has one for some.
    pub debian_package: Option<&'static str>,
}

/// The C type behind Python's `float`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloatKind {
    /// `float`, 4 bytes.
    Single,
    /// `double`, 8 bytes.
    Double,
}

/// The options that select a target, by kind of compiler.
#[derive(Debug, PartialEq, Eq)]
pub struct Flags {
    /// For GCC.
    pub gcc: &'static [&'static str],
    /// For clang; empty where it has no such target.
    pub clang: &'static [&'static str],
    /// For `zig cc`; empty where it has no such target.
    pub zig: &'static [&'static str],
    /// For `zig build-lib`, which spells the processor differently.
    pub zig_library: &'static [&'static str],
}

static RV32IMC: Target = Target {
    arch: Arch::Rv32imc,
    name: "rv32imc",
    word: 4,
    float: FloatKind::Single,
    float_unit: false,
    small_int_bits: 31,
    elf_machine: 243,
    flags: Flags {
        // GCC has no library for rv32imc: asked for it, it takes the one without compressed instructions. That of
        // rv32imac has them, and of its members only `atomic.o` uses the A extension, which C without atomics
        // never calls. `py/dynruntime.mk` does the same. Strings are not padded to words.
        gcc: &["-march=rv32imac", "-mabi=ilp32", "-mno-relax", "-malign-data=natural"],
        clang: &["--target=riscv32-unknown-elf", "-march=rv32imc", "-mabi=ilp32", "-mno-relax"],
        zig: &["-target", "riscv32-freestanding-none", "-mcpu=generic_rv32+m+c", "-mabi=ilp32"],
        zig_library: &["-target", "riscv32-freestanding-none", "-mcpu", "generic_rv32+m+c"],
    },
    compilers: &[
        "riscv32-esp-elf-gcc",
        "riscv64-unknown-elf-gcc",
        "riscv-none-elf-gcc",
        "riscv32-unknown-elf-gcc",
    ],
    debian_package: Some("gcc-riscv64-unknown-elf"),
};

static X64: Target = Target {
    arch: Arch::X64,
    name: "x64",
    word: 8,
    float: FloatKind::Double,
    float_unit: true,
    small_int_bits: 63,
    elf_machine: 62,
    flags: Flags {
        // Distributions differ in the hardening they switch on.
        gcc: &["-m64", "-fcf-protection=none", "-fno-stack-clash-protection"],
        clang: &["--target=x86_64-unknown-linux-gnu", "-fcf-protection=none"],
        zig: &["-target", "x86_64-freestanding-none", "-mcpu=x86_64", "-fcf-protection=none"],
        zig_library: &["-target", "x86_64-freestanding-none", "-mcpu", "x86_64"],
    },
    compilers: &["x86_64-linux-gnu-gcc", "gcc", "cc", "clang"],
    debian_package: Some("gcc-x86-64-linux-gnu"),
};

static RV64IMC: Target = Target {
    arch: Arch::Rv64imc,
    name: "rv64imc",
    word: 8,
    // As MicroPython's qemu port has it, the only firmware that loads such modules.
    float: FloatKind::Single,
    float_unit: false,
    small_int_bits: 63,
    elf_machine: 243,
    flags: Flags {
        gcc: &["-march=rv64imac", "-mabi=lp64", "-mcmodel=medany", "-mno-relax", "-malign-data=natural"],
        clang: &[
            "--target=riscv64-unknown-elf",
            "-march=rv64imc",
            "-mabi=lp64",
            "-mcmodel=medany",
            "-mno-relax",
        ],
        zig: &["-target", "riscv64-freestanding-none", "-mcpu=generic_rv64+m+c", "-mabi=lp64"],
        zig_library: &["-target", "riscv64-freestanding-none", "-mcpu", "generic_rv64+m+c"],
    },
    compilers: &["riscv64-unknown-elf-gcc", "riscv-none-elf-gcc"],
    debian_package: Some("gcc-riscv64-unknown-elf"),
};

static X86: Target = Target {
    arch: Arch::X86,
    name: "x86",
    word: 4,
    float: FloatKind::Double,
    float_unit: true,
    small_int_bits: 31,
    elf_machine: 3,
    flags: Flags {
        gcc: &["-m32", "-fcf-protection=none", "-fno-stack-clash-protection"],
        clang: &["--target=i686-unknown-linux-gnu", "-fcf-protection=none"],
        zig: &["-target", "x86-freestanding-none", "-mcpu=i686", "-fcf-protection=none"],
        zig_library: &["-target", "x86-freestanding-none", "-mcpu", "i686"],
    },
    compilers: &["i686-linux-gnu-gcc", "gcc", "clang"],
    debian_package: Some("gcc-i686-linux-gnu"),
};

const ARM_COMPILERS: &[&str] = &["arm-none-eabi-gcc"];

static ARMV6M: Target = Target {
    arch: Arch::Armv6m,
    name: "armv6m",
    word: 4,
    float: FloatKind::Single,
    float_unit: false,
    small_int_bits: 31,
    elf_machine: 40,
    flags: Flags {
        gcc: &["-mthumb", "-mcpu=cortex-m0", "-mfloat-abi=soft"],
        clang: &["--target=thumbv6m-none-eabi", "-mcpu=cortex-m0"],
        zig: &["-target", "thumb-freestanding-eabi", "-mcpu=cortex_m0"],
        zig_library: &["-target", "thumb-freestanding-eabi", "-mcpu", "cortex_m0"],
    },
    compilers: ARM_COMPILERS,
    debian_package: Some("gcc-arm-none-eabi"),
};

static ARMV7M: Target = Target {
    arch: Arch::Armv7m,
    name: "armv7m",
    word: 4,
    float: FloatKind::Single,
    float_unit: false,
    small_int_bits: 31,
    elf_machine: 40,
    flags: Flags {
        gcc: &["-mthumb", "-mcpu=cortex-m3", "-mfloat-abi=soft"],
        clang: &["--target=thumbv7m-none-eabi", "-mcpu=cortex-m3"],
        zig: &["-target", "thumb-freestanding-eabi", "-mcpu=cortex_m3"],
        zig_library: &["-target", "thumb-freestanding-eabi", "-mcpu", "cortex_m3"],
    },
    compilers: ARM_COMPILERS,
    debian_package: Some("gcc-arm-none-eabi"),
};

static ARMV7EMSP: Target = Target {
    arch: Arch::Armv7emsp,
    name: "armv7emsp",
    word: 4,
    float: FloatKind::Single,
    float_unit: true,
    small_int_bits: 31,
    elf_machine: 40,
    flags: Flags {
        gcc: &["-mthumb", "-mcpu=cortex-m4", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard"],
        clang: &["--target=thumbv7em-none-eabihf", "-mcpu=cortex-m4"],
        zig: &["-target", "thumb-freestanding-eabihf", "-mcpu=cortex_m4"],
        zig_library: &["-target", "thumb-freestanding-eabihf", "-mcpu", "cortex_m4"],
    },
    compilers: ARM_COMPILERS,
    debian_package: Some("gcc-arm-none-eabi"),
};

static ARMV7EMDP: Target = Target {
    arch: Arch::Armv7emdp,
    name: "armv7emdp",
    word: 4,
    float: FloatKind::Double,
    float_unit: true,
    small_int_bits: 31,
    elf_machine: 40,
    flags: Flags {
        gcc: &["-mthumb", "-mcpu=cortex-m7", "-mfpu=fpv5-d16", "-mfloat-abi=hard"],
        clang: &["--target=thumbv7em-none-eabihf", "-mcpu=cortex-m7"],
        zig: &["-target", "thumb-freestanding-eabihf", "-mcpu=cortex_m7"],
        zig_library: &["-target", "thumb-freestanding-eabihf", "-mcpu", "cortex_m7"],
    },
    compilers: ARM_COMPILERS,
    debian_package: Some("gcc-arm-none-eabi"),
};

static XTENSA: Target = Target {
    arch: Arch::Xtensa,
    name: "xtensa",
    word: 4,
    float: FloatKind::Single,
    float_unit: false,
    small_int_bits: 31,
    elf_machine: 94,
    flags: Flags {
        // Code memory can only be read by words.
        gcc: &["-mforce-l32"],
        clang: &[],
        zig: &[],
        zig_library: &[],
    },
    compilers: &["xtensa-lx106-elf-gcc"],
    debian_package: Some("gcc-xtensa-lx106"),
};

static XTENSAWIN: Target = Target {
    arch: Arch::Xtensawin,
    name: "xtensawin",
    word: 4,
    float: FloatKind::Single,
    float_unit: true,
    small_int_bits: 31,
    elf_machine: 94,
    flags: Flags { gcc: &[], clang: &[], zig: &[], zig_library: &[] },
    compilers: &["xtensa-esp32-elf-gcc", "xtensa-esp32s3-elf-gcc", "xtensa-esp32s2-elf-gcc"],
    debian_package: None,
};

static TARGETS: [&Target; 10] =
    [&RV32IMC, &X64, &RV64IMC, &X86, &ARMV6M, &ARMV7M, &ARMV7EMSP, &ARMV7EMDP, &XTENSA, &XTENSAWIN];

impl Target {
    /// The target that is compiled for when none is named.
    #[must_use]
    pub fn default_target() -> &'static Target {
        &RV32IMC
    }

    /// The row of a processor family.
    #[must_use]
    pub fn for_arch(arch: Arch) -> &'static Target {
        match arch {
            Arch::X86 => &X86,
            Arch::X64 => &X64,
            Arch::Armv6m => &ARMV6M,
            Arch::Armv7m => &ARMV7M,
            Arch::Armv7emsp => &ARMV7EMSP,
            Arch::Armv7emdp => &ARMV7EMDP,
            Arch::Xtensa => &XTENSA,
            Arch::Xtensawin => &XTENSAWIN,
            Arch::Rv32imc => &RV32IMC,
            Arch::Rv64imc => &RV64IMC,
        }
    }

    /// The target of a name, as in `--arch`.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Target> {
        Target::all().find(|target| target.name == name)
    }

    /// All targets, the default one first.
    pub fn all() -> impl Iterator<Item = &'static Target> {
        TARGETS.into_iter()
    }

    /// The range of a small integer, both ends included.
    #[must_use]
    pub fn small_int_range(&self) -> (i64, i64) {
        let most = (1_i64 << (self.small_int_bits - 1)) - 1;
        (-most - 1, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_by_its_family_and_its_name() {
        for target in Target::all() {
            assert_eq!(Target::for_arch(target.arch), target);
            assert_eq!(Target::named(target.name), Some(target));
        }
        assert_eq!(Target::named("rv32imac"), None);
        assert_eq!(Target::default_target().name, "rv32imc");
    }

    #[test]
    fn small_integers_fill_a_word_but_for_the_tag() {
        for target in Target::all() {
            assert_eq!(target.small_int_bits, 8 * target.word - 1, "{}", target.name);
        }
        assert_eq!(RV32IMC.small_int_range(), (-1_073_741_824, 1_073_741_823));
        assert_eq!(X64.small_int_range(), (-(1 << 62), (1 << 62) - 1));
    }
}
