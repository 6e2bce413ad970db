//! Code that the linker makes for Xtensa.

use super::insn::{Insn, J, bytes, with_distance};
use crate::arch::{CopyAddresses, DetourAddresses};
use crate::request::Arch;

/// `l32r a9, …` without its operand.
const L32R_A9: u32 = 0x91;
/// `jx a9`
const JX_A9: u32 = 0x09a0;

/// `j`, which reaches 128 KiB.
pub(super) fn entry_jump(over: u64) -> Option<Vec<u8>> {
    let distance = i64::try_from(over).ok()?.checked_sub(4)?;
    with_distance(J, Insn::Jump, distance).map(|insn| bytes(insn).to_vec())
}

/// `l32r a9, slot; jx a9`; nothing if the slot is too far away. The stub is at a multiple of four bytes, and calls
/// count from those.
pub(super) fn stub(_: Arch, stub: u64, slot: u64) -> Vec<u8> {
    let distance = slot.wrapping_sub(stub).cast_signed();
    match with_distance(L32R_A9, Insn::Load, distance) {
        Some(load) => [bytes(load), bytes(JX_A9)].concat(),
        None => Vec::new(),
    }
}

/// Bytes of the code that copies: nine instructions, up to a word.
pub(super) const COPY_SIZE: u64 = 28;

/// Copies words and goes on. It changes `a8` to `a11`, in which no argument is.
///
/// ```text
///     l32r a8, from; l32r a9, to; l32r a10, end
/// 1:  l32i a11, a8, 0; s32i a11, a9, 0; addi a8, a8, 4; addi a9, a9, 4; bne a8, a10, 1b
///     j entry
/// ```
pub(super) fn copy(at: CopyAddresses) -> Option<Vec<u8>> {
    const COPIED: [u32; 5] = [0x00_28b2, 0x00_69b2, 0x04_c882, 0x04_c992, 0xf0_98a7];
    let distance = |from: u64, to: u64| to.wrapping_sub(from).cast_signed();
    let mut code = Vec::new();
    for (index, register) in (0..).zip([8, 9, 10]) {
        let from = Insn::Load.origin(at.code + 3 * index);
        let load = with_distance(register << 4 | 1, Insn::Load, distance(from, at.words + 4 * index))?;
        code.extend(bytes(load));
    }
    code.extend(COPIED.iter().flat_map(|insn| bytes(*insn)));
    let from = Insn::Jump.origin(at.code + code.len() as u64);
    code.extend(bytes(with_distance(J, Insn::Jump, distance(from, at.entry))?));
    Some(code)
}

/// No plan of this architecture has one.
pub(super) fn no_detour(_: Arch, _: DetourAddresses) -> Option<Vec<u8>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stub_is_as_the_assembler_makes_it() {
        // l32r a9, .-8; jx a9
        assert_eq!(stub(Arch::Xtensa, 16, 8), [0x91, 0xfe, 0xff, 0xa0, 0x09, 0x00]);
        assert_eq!(stub(Arch::Xtensa, 0x4_0000, 0), [0x91, 0x00, 0x00, 0xa0, 0x09, 0x00]);
        assert_eq!(stub(Arch::Xtensa, 0x4_0004, 0), []);
    }

    #[test]
    fn the_jump_reaches_128_kib() {
        // j .+8
        assert_eq!(entry_jump(8), Some(vec![0x06, 0x01, 0x00]));
        assert_eq!(entry_jump(0x2_0003), Some(vec![0xc6, 0xff, 0x7f]));
        assert_eq!(entry_jump(0x2_0004), None);
    }
}
