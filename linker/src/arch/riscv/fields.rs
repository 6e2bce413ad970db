//! The bits of RISC-V instructions (unprivileged ISA, "Instruction Formats").

use crate::request::Arch;

/// Bits `high..=low` of a value, moved to the bottom.
pub(super) const fn bits(value: u32, high: u32, low: u32) -> u32 {
    (value >> low) & ((1 << (high - low + 1)) - 1)
}

/// The upper 20 bits, rounded for a signed lower part.
pub(super) fn u_type(insn: u32, value: u32) -> u32 {
    insn & 0x0000_0fff | (value.wrapping_add(0x800) & 0xffff_f000)
}

pub(super) fn i_type(insn: u32, value: u32) -> u32 {
    insn & 0x000f_ffff | value << 20
}

pub(super) fn s_type(insn: u32, value: u32) -> u32 {
    insn & 0x01ff_f07f | bits(value, 11, 5) << 25 | bits(value, 4, 0) << 7
}

pub(super) fn b_type(insn: u32, value: u32) -> u32 {
    insn & 0x01ff_f07f
        | bits(value, 12, 12) << 31
        | bits(value, 10, 5) << 25
        | bits(value, 4, 1) << 8
        | bits(value, 11, 11) << 7
}

pub(super) fn j_type(insn: u32, value: u32) -> u32 {
    insn & 0x0000_0fff
        | bits(value, 20, 20) << 31
        | bits(value, 10, 1) << 21
        | bits(value, 11, 11) << 20
        | bits(value, 19, 12) << 12
}

pub(super) fn u_and_i_type([first, second]: [u32; 2], value: u32) -> [u32; 2] {
    [u_type(first, value), i_type(second, value)]
}

/// Truncation is meant: the fields lie in the lower half.
pub(super) fn cb_type(insn: u16, value: u32) -> u16 {
    let value = bits(value, 8, 8) << 12
        | bits(value, 4, 3) << 10
        | bits(value, 7, 6) << 5
        | bits(value, 2, 1) << 3
        | bits(value, 5, 5) << 2;
    insn & 0xe383 | value as u16
}

pub(super) fn cj_type(insn: u16, value: u32) -> u16 {
    let value = bits(value, 11, 11) << 12
        | bits(value, 4, 4) << 11
        | bits(value, 9, 8) << 9
        | bits(value, 10, 10) << 8
        | bits(value, 6, 6) << 7
        | bits(value, 7, 7) << 6
        | bits(value, 3, 1) << 3
        | bits(value, 5, 5) << 2;
    insn & 0xe003 | value as u16
}

pub(super) const AUIPC: u32 = 0x17;
pub(super) const LUI: u32 = 0x37;
pub(super) const JAL: u32 = 0x6f;
pub(super) const JALR: u32 = 0x67;
pub(super) const LW: u32 = 0x2003;
pub(super) const LD: u32 = 0x3003;
/// The load of a pointer.
pub(super) fn load(arch: Arch) -> u32 {
    if arch.word() == 8 { LD } else { LW }
}
pub(super) const ADDI: u32 = 0x13;
/// The scratch register of stubs and far jumps. It carries no argument, no call keeps it, it is not `t0`, which
/// some code returns through, and the `tail` pseudo-instruction uses it as well.
pub(super) const T1: u32 = 6;

pub(super) const fn rd(register: u32) -> u32 {
    register << 7
}
pub(super) const fn rs1(register: u32) -> u32 {
    register << 15
}
/// Opcode and function bits of an I-type instruction.
pub(super) const fn i_operation(insn: u32) -> u32 {
    insn & 0x707f
}

pub(super) fn words(insns: &[u32]) -> Vec<u8> {
    insns.iter().flat_map(|insn| insn.to_le_bytes()).collect()
}

/// The distance of two addresses, as the 32 bits that instructions add to the program counter.
pub(super) fn distance(from: u64, to: u64) -> u32 {
    (to.wrapping_sub(from) & u64::from(u32::MAX)) as u32
}
