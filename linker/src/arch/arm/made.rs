//! Code that the linker makes for Arm. None of it changes a register, the flags or the return address: a function of the
//! firmware sees what it would see if it had been called directly.

use super::fields::{BRANCH11, BRANCH24};
use crate::arch::{DetourAddresses, Range};
use crate::request::Arch;

/// What the program counter reads as: the address of the instruction and this.
const PC: u64 = 4;

fn halfwords(insns: &[u16]) -> Vec<u8> {
    insns.iter().flat_map(|insn| insn.to_le_bytes()).collect()
}

/// The lower 32 bits of the distance from one address to another.
fn distance(from: u64, to: u64) -> u32 {
    (to.wrapping_sub(from) & u64::from(u32::MAX)) as u32
}

/// `b` in 16 bits, if it reaches.
fn short_branch(over: u64) -> Option<Vec<u8>> {
    let distance = i128::from(over) - i128::from(PC);
    let insn = (BRANCH11.put)(0xe000, distance as u32) as u16;
    (distance <= Range::signed(12, 2).max).then(|| halfwords(&[insn]))
}

/// `b.w`, if it reaches.
fn branch(from: u64, to: u64) -> Option<[u8; 4]> {
    let reach = Range::signed(25, 2);
    let value = i128::from(to) - i128::from(from + PC);
    let insn = (BRANCH24.put)(0x9000_f000, distance(from + PC, to));
    (reach.min..=reach.max).contains(&value).then(|| insn.to_le_bytes())
}

/// `b`, `b.w`
pub(super) fn entry_jump(over: u64) -> Option<Vec<u8>> {
    short_branch(over).or_else(|| branch(0, over).map(Vec::from))
}

/// `b`; or, as Armv6-M has no longer one,
///
/// ```text
///     push {r0, r1}
///     ldr  r0, distance
///     add  r0, pc
///     str  r0, [sp, #4]
///     pop  {r0, pc}
///     nop
/// distance: .word
/// ```
pub(super) fn entry_jump_v6m(over: u64) -> Option<Vec<u8>> {
    short_branch(over).or_else(|| {
        // Counted from the `add`; what `pop` jumps to has Thumb's bit.
        let distance = u32::try_from(over).ok()?.checked_sub(4 + 4)? | 1;
        let mut code = halfwords(&[0xb403, 0x4802, 0x4478, 0x9001, 0xbd01, 0xbf00]);
        code.extend(distance.to_le_bytes());
        Some(code)
    })
}

/// Bytes of [`stub`], their alignment, and where its word is.
pub(super) const STUB: (u64, u64, u64) = (8, 4, 4);

/// ```text
///     ldr.w pc, word
/// word: .word, which the loader adjusts
/// ```
pub(super) fn stub(_: Arch, _: u64, _: u64) -> Vec<u8> {
    halfwords(&[0xf8df, 0xf000, 0, 0])
}

/// Bytes of [`stub_v6m`], their alignment, and where its word is.
pub(super) const STUB_V6M: (u64, u64, u64) = (12, 4, 8);

/// ```text
///     push {r0, r1}
///     ldr  r0, word
///     str  r0, [sp, #4]
///     pop  {r0, pc}
/// word: .word, which the loader adjusts
/// ```
pub(super) fn stub_v6m(_: Arch, _: u64, _: u64) -> Vec<u8> {
    halfwords(&[0xb403, 0x4801, 0x9001, 0xbd01, 0, 0])
}

/// Bytes of [`detour`], their alignment, and where its word is.
pub(super) const DETOUR: (u64, u64, u64) = (12, 4, 8);

/// ```text
///     ldr.w r, word
///     b.w   back
/// word: .word, which the loader adjusts
/// ```
pub(super) fn detour(_: Arch, at: DetourAddresses) -> Option<Vec<u8>> {
    let back = branch(at.detour + 4, at.back)?;
    let mut code = halfwords(&[0xf8df, u16::from(at.register) << 12 | 4]);
    code.extend(back);
    code.extend([0; 4]);
    Some(code)
}

/// No plan for Armv6-M has one: it has no `movw`.
pub(super) fn no_detour(_: Arch, _: DetourAddresses) -> Option<Vec<u8>> {
    None
}
