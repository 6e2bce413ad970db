//! Where the relocations of RISC-V lead, with 32 and with 64 bits (RISC-V psABI, "Relocations").

use object::elf;

use super::{Leads, Place, Relocation, Site, leads};

pub fn leads_to(site: &Site) -> Leads {
    let view = site.view;
    let (relocation, place) = (site.relocation(), site.place());
    let at = place.cast_signed();
    // The bits of an instruction that are no immediate are the object's.
    let own = || u32::from_le_bytes(site.own(0));
    let insn = || view.insn(place);
    let kept = |mask: u32| (own() ^ insn()) & mask == 0;
    let kept_half = |mask: u16| {
        let (was, is) = (u16::from_le_bytes(site.own(0)), u16::from_le_bytes(site.linked(0)));
        (was ^ is) & mask == 0
    };
    match site.r_type() {
        elf::R_RISCV_32 => leads(view.word == 4 && site.is_pointer(), 4),
        elf::R_RISCV_64 => leads(site.is_pointer(), 8),
        elf::R_RISCV_BRANCH => leads(kept(0x01ff_f07f) && site.is_goal(at + b_type(insn())), 4),
        elf::R_RISCV_JAL => leads(kept(0xfff) && site.is_goal(at + j_type(insn())), 4),
        elf::R_RISCV_RVC_BRANCH => {
            leads(kept_half(0xe383) && site.is_goal(at + cb_type(view.signed(place, 2))), 2)
        }
        elf::R_RISCV_RVC_JUMP => {
            leads(kept_half(0xe003) && site.is_goal(at + cj_type(view.signed(place, 2))), 2)
        }
        elf::R_RISCV_CALL | elf::R_RISCV_CALL_PLT => {
            let [_, _, _, _, jalr @ ..] = site.own::<8>(0);
            let second = view.insn(place + 4);
            let kept = kept(0xfff) && (u32::from_le_bytes(jalr) ^ second) & 0xf_ffff == 0;
            leads(kept && site.is_goal(at + u_type(insn()) + i_type(second)), 8)
        }
        // Where it leads is checked with each of the instructions that have the lower part.
        elf::R_RISCV_PCREL_HI20 | elf::R_RISCV_GOT_HI20 => leads(kept(0xfff), 4),
        elf::R_RISCV_PCREL_LO12_I | elf::R_RISCV_PCREL_LO12_S => leads(low_leads(site), 4),
        elf::R_RISCV_ADD32 => {
            let sub = &site.section.relocations[site.index + 1];
            let paired = sub.offset == relocation.offset && sub.r_type == elf::R_RISCV_SUB32.0;
            let address = |r: &Relocation| match r.to {
                Place::In(section, offset) => {
                    view.starts[section].map(|(_, start)| (start + offset).cast_signed() + r.addend)
                }
                Place::Word(_) | Place::Table | Place::Fixed(_) => None,
            };
            let expected = address(relocation).zip(address(sub)).map(|(a, b)| a - b);
            leads(paired && expected == Some(view.signed(place, 4)), 4)
        }
        elf::R_RISCV_SUB32 => leads(true, 4),
        elf::R_RISCV_RELAX | elf::R_RISCV_ALIGN | elf::R_RISCV_NONE => leads(true, 0),
        other => panic!("{other:?}"),
    }
}

/// Whether an instruction with the lower part of an address, and the one with the upper part, lead to the symbol.
fn low_leads(site: &Site) -> bool {
    let (view, relocation) = (site.view, site.relocation());
    let Place::In(section, high) = relocation.to else { return false };
    let is_high = |r: &&Relocation| {
        let r_type = elf::RelocationType(r.r_type);
        r.offset == high && matches!(r_type, elf::R_RISCV_PCREL_HI20 | elf::R_RISCV_GOT_HI20)
    };
    let first = site.sections[section].relocations.iter().find(is_high).unwrap();
    let high_place = site.start + high;
    let insn = view.insn(site.place());
    let is_store = site.r_type() == elf::R_RISCV_PCREL_LO12_S;
    let low = if is_store { s_type(insn) } else { i_type(insn) };
    let goal = high_place.cast_signed() + u_type(view.insn(high_place)) + low;
    let was = u32::from_le_bytes(site.own(0));
    let registers = if is_store { 0x01ff_f07f } else { 0x000f_8f80 };
    // A load from a slot may have become an address, and an address a load.
    const LW: u32 = 0x2003;
    const LD: u32 = 0x3003;
    const ADDI: u32 = 0x13;
    let load = if view.word == 8 { LD } else { LW };
    let slot = || view.word_holds(goal.cast_unsigned(), first.to, first.addend);
    let address = || view.is_place(goal, first.to, first.addend);
    let (was_load, is_load) = (was & 0x707f == load, insn & 0x707f == load);
    let (was_address, is_address) = (was & 0x707f == ADDI, insn & 0x707f == ADDI);
    let right = if first.r_type == elf::R_RISCV_GOT_HI20.0 {
        was_load && (is_load && slot() || is_address && address())
    } else if was_address && is_load {
        slot()
    } else {
        was & 0x707f == insn & 0x707f && address()
    };
    right && (was ^ insn) & registers == 0
}

// --- Immediates, from the unprivileged ISA's figures -------------------------------------------------------------

/// Bits `high..=low` of an instruction, moved to bit `to` of a number.
fn bits(insn: u32, high: u32, low: u32, to: u32) -> u32 {
    (insn >> low & ((1u32 << (high - low)) << 1).wrapping_sub(1)) << to
}

/// A number of that many bits with its sign.
fn sign(value: u32, width: u32) -> i64 {
    i64::from((value << (32 - width)).cast_signed() >> (32 - width))
}

fn u_type(insn: u32) -> i64 {
    i64::from((insn & 0xffff_f000).cast_signed())
}
fn i_type(insn: u32) -> i64 {
    sign(bits(insn, 31, 20, 0), 12)
}
fn s_type(insn: u32) -> i64 {
    sign(bits(insn, 31, 25, 5) | bits(insn, 11, 7, 0), 12)
}
fn b_type(insn: u32) -> i64 {
    sign(bits(insn, 31, 31, 12) | bits(insn, 7, 7, 11) | bits(insn, 30, 25, 5) | bits(insn, 11, 8, 1), 13)
}
fn j_type(insn: u32) -> i64 {
    let value =
        bits(insn, 31, 31, 20) | bits(insn, 19, 12, 12) | bits(insn, 20, 20, 11) | bits(insn, 30, 21, 1);
    sign(value, 21)
}
fn cb_type(insn: i64) -> i64 {
    let insn = insn as u32;
    let value = bits(insn, 12, 12, 8)
        | bits(insn, 6, 5, 6)
        | bits(insn, 2, 2, 5)
        | bits(insn, 11, 10, 3)
        | bits(insn, 4, 3, 1);
    sign(value, 9)
}
fn cj_type(insn: i64) -> i64 {
    let insn = insn as u32;
    let value = bits(insn, 12, 12, 11)
        | bits(insn, 8, 8, 10)
        | bits(insn, 10, 9, 8)
        | bits(insn, 6, 6, 7)
        | bits(insn, 7, 7, 6)
        | bits(insn, 2, 2, 5)
        | bits(insn, 11, 11, 4)
        | bits(insn, 5, 3, 1);
    sign(value, 12)
}
