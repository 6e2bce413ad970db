//! Code that the linker makes for Xtensa.

use super::insn::{Insn, J, bytes, with_distance};
use crate::arch::DetourAddresses;
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
