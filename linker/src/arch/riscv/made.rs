//! Code that the linker makes for RISC-V.

use super::FAR_CODE;
use super::fields::{
    AUIPC, JAL, JALR, T1, cj_type, distance, i_type, j_type, load, rd, rs1, u_and_i_type, u_type, words,
};
use crate::arch::{DetourAddresses, Range};
use crate::request::Arch;

pub(super) fn entry_jump(over: u64) -> Option<Vec<u8>> {
    let value = u32::try_from(over).ok()?;
    let within = |range: Range| i128::from(over) <= range.max;
    if within(Range::signed(12, 2)) {
        // c.j
        Some(cj_type(0xa001, value).to_le_bytes().to_vec())
    } else if within(Range::signed(21, 2)) {
        Some(words(&[j_type(JAL, value)]))
    } else if within(FAR_CODE) {
        Some(words(&u_and_i_type([AUIPC | rd(T1), JALR | rs1(T1)], value)))
    } else {
        None
    }
}

/// `auipc t1, hi(slot); lw t1, lo(slot)(t1); c.jr t1`
pub(super) fn stub(arch: Arch, stub: u64, slot: u64) -> Vec<u8> {
    let value = distance(stub, slot);
    let mut code = words(&[u_type(AUIPC | rd(T1), value), i_type(load(arch) | rd(T1) | rs1(T1), value)]);
    // c.jr: 100 0 rs1 00000 10
    code.extend((0x8002u16 | (T1 as u16) << 7).to_le_bytes());
    code
}

/// `auipc r, hi(slot); lw r, lo(slot)(r); jal x0, back`
pub(super) fn detour(arch: Arch, at: DetourAddresses) -> Option<Vec<u8>> {
    let register = u32::from(at.register);
    let value = distance(at.detour, at.slot);
    let back = at.back.cast_signed() - (at.detour.cast_signed() + 8);
    let reach = Range::signed(21, 2);
    (reach.min..=reach.max).contains(&i128::from(back)).then(|| {
        words(&[
            u_type(AUIPC | rd(register), value),
            i_type(load(arch) | rd(register) | rs1(register), value),
            j_type(JAL, distance(at.detour + 8, at.back)),
        ])
    })
}
