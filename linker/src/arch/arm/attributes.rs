//! Objects that boards cannot run, told by their ELF flags and build attributes.
//!
//! A module for an architecture runs on every board that loads it, so an object may use what the least of them has:
//!
//! | architecture | the least processor | `Tag_CPU_arch` | floating point |
//! |---|---|---|---|
//! | armv6m | Cortex-M0 | v6-M, v6S-M | none |
//! | armv7m | Cortex-M3 | these, v7 (M) | none |
//! | armv7emsp | Cortex-M4F | these, v7E-M | VFPv4, single precision, 16 registers |
//! | armv7emdp | Cortex-M7 | these | FPv5, 16 registers |
//!
//! Armv7E-M's firmware passes floats in floating-point registers. An object that does not say that it does so must not
//! use floats: those of a toolchain that do not (`crti.o`, members of libgcc written in assembly language) say that
//! too, by no `Tag_ABI_FP_number_model`, and GNU ld goes by the same.
//!
//! Source: Addenda to, and Errata in, the ABI for the Arm Architecture (IHI 0045), "Public `aeabi` attribute tags".

use crate::arch::build_attributes::{Form, Value, file_attributes};
use crate::error::Problem;
use crate::request::Arch;

fn wrong_abi(target: Arch, found: impl Into<String>) -> Problem {
    let expected = match target {
        Arch::Armv6m => "Thumb of Armv6-M without floating point (-mthumb -mcpu=cortex-m0)",
        Arch::Armv7emsp => {
            "Thumb of Armv7E-M with floats in VFP registers (-mthumb -mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard)"
        }
        Arch::Armv7emdp => {
            "Thumb of Armv7E-M with floats in VFP registers (-mthumb -mcpu=cortex-m7 -mfpu=fpv5-d16 -mfloat-abi=hard)"
        }
        _ => "Thumb of Armv7-M without floating point (-mthumb -mcpu=cortex-m3)",
    };
    Problem::WrongAbi { found: found.into(), target, expected }
}

fn passes_floats_in_registers(arch: Arch) -> bool {
    matches!(arch, Arch::Armv7emsp | Arch::Armv7emdp)
}

/// ELF for the Arm Architecture, "ELF header", `e_flags`.
pub(super) fn check_flags(arch: Arch, flags: u32) -> Result<(), Problem> {
    const VERSION: u32 = 0xff00_0000;
    const VERSION_5: u32 = 0x0500_0000;
    const BE8: u32 = 0x0080_0000;
    const SOFT: u32 = 0x200;
    const HARD: u32 = 0x400;
    if flags & VERSION != VERSION_5 {
        return Err(wrong_abi(arch, format!("version {} of the Arm EABI, not 5", flags >> 24)));
    }
    if flags & BE8 != 0 {
        return Err(wrong_abi(arch, "big-endian data (BE8)"));
    }
    match flags & !VERSION {
        0 => Ok(()),
        SOFT if !passes_floats_in_registers(arch) => Ok(()),
        HARD if passes_floats_in_registers(arch) => Ok(()),
        SOFT => Err(wrong_abi(arch, "floats in integer registers")),
        HARD => Err(wrong_abi(arch, "floats in VFP registers")),
        other => Err(wrong_abi(arch, format!("an ABI with the unknown flags {other:#x}"))),
    }
}

/// The attributes that say what an object needs; 0 where it does not say.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Needs {
    /// Tag 6.
    cpu_arch: u64,
    /// Tag 7: a letter, or 0.
    profile: u64,
    /// Tag 8: whether Arm instructions are used.
    arm_isa: u64,
    /// Tag 10.
    fp_arch: u64,
    /// Tag 11.
    wmmx: u64,
    /// Tag 12.
    simd: u64,
    /// Tag 19: 0 if it does not use floats.
    fp_model: u64,
    /// Tag 27: 1 if single precision only.
    hard_fp: u64,
    /// Tag 28: 0 in integer registers, 1 in VFP registers, 2 in another way, 3 in none.
    vfp_args: u64,
    /// Tag 48.
    mve: u64,
}

/// Looks up what the object needs and refuses what a board may lack. Attributes that cannot be read say nothing.
pub(super) fn check_attributes(arch: Arch, bytes: &[u8]) -> Result<(), Problem> {
    let form = |tag| match tag {
        4 | 5 => Form::Text,
        32 => Form::NumberAndText,
        _ if tag > 32 && tag % 2 == 1 => Form::Text,
        _ => Form::Number,
    };
    let Some(attributes) = file_attributes(bytes, b"aeabi", form) else { return Ok(()) };
    let mut needs = Needs::default();
    for (tag, value) in attributes {
        let Value::Number(value) = value else { continue };
        let field = match tag {
            6 => &mut needs.cpu_arch,
            7 => &mut needs.profile,
            8 => &mut needs.arm_isa,
            10 => &mut needs.fp_arch,
            11 => &mut needs.wmmx,
            12 => &mut needs.simd,
            19 => &mut needs.fp_model,
            27 => &mut needs.hard_fp,
            28 => &mut needs.vfp_args,
            48 => &mut needs.mve,
            _ => continue,
        };
        *field = value;
    }
    check(arch, needs)
}

fn check(arch: Arch, needs: Needs) -> Result<(), Problem> {
    if needs.arm_isa != 0 || matches!(needs.profile, A | R | S) {
        let found = "an application or real-time processor (Arm instructions)";
        return Err(wrong_abi(arch, found));
    }
    let of_v6m = matches!(needs.cpu_arch, NONE..=V5TEJ | V6_M | V6S_M);
    let of_v7m = of_v6m || needs.cpu_arch == V7;
    let of_v7em = of_v7m || needs.cpu_arch == V7E_M;
    let has = match arch {
        Arch::Armv6m => of_v6m,
        Arch::Armv7emsp | Arch::Armv7emdp => of_v7em,
        _ => of_v7m,
    };
    if !has {
        return Err(wrong_abi(arch, cpu_name(needs.cpu_arch)));
    }
    if needs.wmmx != 0 || needs.simd != 0 || needs.mve != 0 {
        return Err(wrong_abi(arch, "vector instructions"));
    }
    let has_fpu = match (arch, needs.fp_arch) {
        (_, 0) => true,
        (Arch::Armv7emsp, VFP_V4_D16) => needs.hard_fp == SINGLE,
        (Arch::Armv7emdp, VFP_V4_D16 | FP_V5_D16) => true,
        _ => false,
    };
    if !has_fpu {
        return Err(wrong_abi(arch, fpu_name(needs)));
    }
    match (passes_floats_in_registers(arch), needs.vfp_args) {
        (true, 1) | (false, 0) | (_, 3) => Ok(()),
        (_, 0..=2) if needs.fp_model == 0 => Ok(()),
        (true, 0) => Err(wrong_abi(arch, "floats in integer registers")),
        (false, 1) => Err(wrong_abi(arch, "floats in VFP registers")),
        (_, other) => Err(wrong_abi(arch, format!("an unknown way to pass floats ({other})"))),
    }
}

/// `Tag_CPU_arch_profile`.
const A: u64 = b'A' as u64;
const R: u64 = b'R' as u64;
/// A or R.
const S: u64 = b'S' as u64;

/// `Tag_CPU_arch`. Up to Armv5, what there was of Thumb is also in Armv6-M.
const NONE: u64 = 0;
const V5TEJ: u64 = 5;
const V7: u64 = 10;
const V6_M: u64 = 11;
const V6S_M: u64 = 12;
const V7E_M: u64 = 13;

/// `Tag_FP_arch`.
const VFP_V4_D16: u64 = 6;
const FP_V5_D16: u64 = 8;

/// `Tag_ABI_HardFP_use`.
const SINGLE: u64 = 1;

fn cpu_name(number: u64) -> String {
    let name = match number {
        6 => "Armv6",
        7 => "Armv6KZ",
        8 => "Armv6T2",
        9 => "Armv6K",
        V7 => "Armv7-M",
        V7E_M => "Armv7E-M",
        14 => "Armv8-A",
        15 => "Armv8-R",
        16 => "Armv8-M baseline",
        17 => "Armv8-M mainline",
        21 => "Armv8.1-M mainline",
        22 => "Armv9-A",
        _ => return format!("an unknown processor architecture ({number})"),
    };
    name.to_owned()
}

fn fpu_name(needs: Needs) -> String {
    let name = match needs.fp_arch {
        1 | 2 => "VFPv1 or VFPv2",
        3 => "VFPv3",
        4 => "VFPv3-D16",
        5 => "VFPv4",
        VFP_V4_D16 => "VFPv4-D16",
        7 => "the floating point of Armv8",
        FP_V5_D16 => "FPv5-D16",
        other => return format!("an unknown floating-point unit ({other})"),
    };
    let precision = if needs.hard_fp == SINGLE { "single" } else { "double" };
    format!("a floating-point unit ({name}, {precision} precision)")
}

#[cfg(test)]
#[path = "attributes_tests.rs"]
mod tests;
