//! What objects say of themselves, as toolchains write it, and which targets take them.

use super::*;

/// A build attributes section.
fn section(attributes: &[(u8, &[u8])]) -> Vec<u8> {
    let attributes: Vec<u8> =
        attributes.iter().flat_map(|(tag, value)| [&[*tag][..], value].concat()).collect();
    let length = |bytes: usize| u32::try_from(bytes).unwrap().to_le_bytes();
    let scoped = [&[1][..], &length(attributes.len() + 5), &attributes].concat();
    [b"A", &length(scoped.len() + 10)[..], b"aeabi\0", &scoped].concat()
}

const ARMS: [Arch; 4] = [Arch::Armv6m, Arch::Armv7m, Arch::Armv7emsp, Arch::Armv7emdp];

/// The targets that take an object.
fn taken_by(attributes: &[(u8, &[u8])]) -> Vec<Arch> {
    let bytes = section(attributes);
    ARMS.into_iter().filter(|arch| check_attributes(*arch, &bytes).is_ok()).collect()
}

const CPU_ARCH: u8 = 6;
const PROFILE: u8 = 7;
const ARM_ISA: u8 = 8;
const FP_ARCH: u8 = 10;
const SIMD: u8 = 12;
const FP_MODEL: u8 = 19;
const HARD_FP: u8 = 27;
const VFP_ARGS: u8 = 28;
const MVE: u8 = 48;
const M: (u8, &[u8]) = (PROFILE, b"M");
const FLOATS: (u8, &[u8]) = (FP_MODEL, &[3]);

/// As GCC's libraries are: those of Debian's arm-none-eabi toolchain, by their folders.
#[test]
fn the_toolchains_libraries_are_taken_where_they_run() {
    use Arch::{Armv6m, Armv7emdp, Armv7emsp, Armv7m};
    // A member in assembly language names its processor, and no floats; one in C says that it has them.
    let v6m = (CPU_ARCH, &[12][..]);
    let v7m = (CPU_ARCH, &[10][..]);
    let v7em = (CPU_ARCH, &[13][..]);
    assert_eq!(taken_by(&[(5, b"6S-M\0"), v6m, M, (9, &[1])]), ARMS);
    assert_eq!(taken_by(&[v6m, M, FLOATS]), [Armv6m, Armv7m]);
    assert_eq!(taken_by(&[(CPU_ARCH, &[11]), M]), ARMS);
    assert_eq!(taken_by(&[v7m, M]), [Armv7m, Armv7emsp, Armv7emdp]);
    assert_eq!(taken_by(&[v7m, M, FLOATS]), [Armv7m]);
    assert_eq!(taken_by(&[v7em, M]), [Armv7emsp, Armv7emdp]);
    let single = [(FP_ARCH, &[6][..]), (HARD_FP, &[1][..])];
    assert_eq!(taken_by(&[&[v7em, M], &single[..]].concat()), [Armv7emsp, Armv7emdp]);
    let hard = (VFP_ARGS, &[1][..]);
    assert_eq!(taken_by(&[&[v7em, M, FLOATS, hard], &single[..]].concat()), [Armv7emsp, Armv7emdp]);
    assert_eq!(taken_by(&[v7em, M, FLOATS, hard, (FP_ARCH, &[8])]), [Armv7emdp]);
    // -mfloat-abi=softfp: instructions for floats, but not as the firmware passes them.
    assert_eq!(taken_by(&[&[v7em, M, FLOATS], &single[..]].concat()), []);
}

#[test]
fn an_object_that_says_nothing_or_cannot_be_read_is_taken() {
    assert_eq!(taken_by(&[]), ARMS);
    for bytes in [&b""[..], b"A", b"A\x04\0\0\0", b"B\0\0\0\0", &section(&[(CPU_ARCH, &[0x80])])] {
        for arch in ARMS {
            assert_eq!(check_attributes(arch, bytes), Ok(()), "{bytes:x?}");
        }
    }
}

/// Thumb as old as Armv4T is in Armv6-M.
#[test]
fn old_thumb_is_taken_if_it_is_thumb_only() {
    for number in 0..=5 {
        assert_eq!(taken_by(&[(CPU_ARCH, &[number])]), ARMS, "{number}");
        assert_eq!(taken_by(&[(CPU_ARCH, &[number]), (ARM_ISA, &[1])]), [], "{number}");
    }
}

#[test]
fn what_no_board_of_the_target_must_have_is_refused() {
    for attributes in [
        &[(CPU_ARCH, &[8][..])][..],
        &[(CPU_ARCH, &[10]), (PROFILE, b"A")],
        &[(CPU_ARCH, &[10]), (PROFILE, b"R")],
        &[(CPU_ARCH, &[10]), (PROFILE, b"S")],
        &[(CPU_ARCH, &[16]), M],
        &[(CPU_ARCH, &[17]), M],
        &[(CPU_ARCH, &[21]), M, (MVE, &[1])],
        &[(CPU_ARCH, &[99])],
        &[(CPU_ARCH, &[12]), (SIMD, &[1])],
        &[(CPU_ARCH, &[12]), (MVE, &[2])],
        &[(CPU_ARCH, &[13]), (FP_ARCH, &[3])],
        &[(CPU_ARCH, &[13]), (FP_ARCH, &[5])],
        &[(CPU_ARCH, &[13]), (FP_ARCH, &[7])],
        &[(CPU_ARCH, &[13]), (FP_ARCH, &[9])],
        &[(CPU_ARCH, &[12]), FLOATS, (VFP_ARGS, &[2])],
        &[(CPU_ARCH, &[12]), (VFP_ARGS, &[4])],
    ] {
        assert_eq!(taken_by(attributes), [], "{attributes:?}");
    }
    // Floats in neither kind of register: it passes none.
    assert_eq!(taken_by(&[(CPU_ARCH, &[12]), FLOATS, (VFP_ARGS, &[3])]), ARMS);
    // Double precision, where the least board has single.
    let double = [(CPU_ARCH, &[13][..]), M, (FP_ARCH, &[6]), FLOATS, (VFP_ARGS, &[1])];
    assert_eq!(taken_by(&double), [Arch::Armv7emdp]);
}

#[test]
fn a_refusal_says_what_it_is_compiled_for_and_what_to_compile_for() {
    for (arch, attributes, message) in [
        (
            Arch::Armv6m,
            &[(CPU_ARCH, &[10][..]), M][..],
            "compiled for Armv7-M, but armv6m firmware has Thumb of Armv6-M without floating point (-mthumb \
             -mcpu=cortex-m0)",
        ),
        (
            Arch::Armv7m,
            &[(CPU_ARCH, &[13]), M, (FP_ARCH, &[6]), (HARD_FP, &[1])],
            "compiled for Armv7E-M, but armv7m firmware has Thumb of Armv7-M without floating point (-mthumb \
             -mcpu=cortex-m3)",
        ),
        (
            Arch::Armv7emsp,
            &[(CPU_ARCH, &[13]), M, FLOATS],
            "compiled for floats in integer registers, but armv7emsp firmware has Thumb of Armv7E-M with floats in \
             VFP registers (-mthumb -mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard)",
        ),
        (
            Arch::Armv7emsp,
            &[(CPU_ARCH, &[13]), M, (FP_ARCH, &[8])],
            "compiled for a floating-point unit (FPv5-D16, double precision), but armv7emsp firmware has Thumb of \
             Armv7E-M with floats in VFP registers (-mthumb -mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard)",
        ),
    ] {
        let problem = check_attributes(arch, &section(attributes)).unwrap_err();
        assert_eq!(problem.to_string(), message);
    }
}
