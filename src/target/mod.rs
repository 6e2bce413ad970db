//! What a board is to the compiler: processor, word, numbers, C flags. One row a target; everything that depends on
//! the target reads it here, so that no size of the machine that compiles leaks in.
//!
//! ```text
//! Target::named("rv32imc")  ──▶  word 4, small ints of 31 bits, single floats, -march=rv32imac …
//! ```

pub mod boards;
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
    /// Bits of a small integer, its sign among them: a word less the tag of object representation A
    /// (`py/obj.h`, `MICROPY_OBJ_REPR_A`).
    pub small_int_bits: u32,
    /// What the compiler's objects are: `e_machine` of the ELF header.
    pub elf_machine: u16,
    /// How the C compilers are told.
    pub flags: Flags,
    /// Names of GCC on PATH, the most specific first; all are tried.
    pub compilers: &'static [&'static str],
    /// The Debian package that has a compiler.
    pub debian_package: &'static str,
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
    /// For clang.
    pub clang: &'static [&'static str],
    /// For `zig cc`.
    pub zig: &'static [&'static str],
    /// For `zig build-lib`, which spells the processor differently.
    pub zig_library: &'static [&'static str],
}

static RV32IMC: Target = Target {
    arch: Arch::Rv32imc,
    name: "rv32imc",
    word: 4,
    float: FloatKind::Single,
    small_int_bits: 31,
    elf_machine: 243,
    flags: Flags {
        // GCC has no library for rv32imc: asked for it, it takes the one without compressed instructions. That of
        // rv32imac has them, and of its members only `atomic.o` uses the A extension, which C without atomics
        // never calls. `py/dynruntime.mk` does the same.
        gcc: &["-march=rv32imac", "-mabi=ilp32", "-mno-relax"],
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
    debian_package: "gcc-riscv64-unknown-elf",
};

static X64: Target = Target {
    arch: Arch::X64,
    name: "x64",
    word: 8,
    float: FloatKind::Double,
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
    debian_package: "gcc-x86-64-linux-gnu",
};

static TARGETS: [&Target; 2] = [&RV32IMC, &X64];

impl Target {
    /// The target that is compiled for when none is named.
    #[must_use]
    pub fn default_target() -> &'static Target {
        &RV32IMC
    }

    /// The row of a processor family; `None` if Python is not compiled for it.
    #[must_use]
    pub fn for_arch(arch: Arch) -> Option<&'static Target> {
        Target::all().find(|target| target.arch == arch)
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
            assert_eq!(Target::for_arch(target.arch), Some(target));
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
