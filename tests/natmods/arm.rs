//! Where the relocations of Thumb code lead (ELF for the Arm Architecture, "Relocation types"). The addresses of functions
//! have bit 0 set, in the object's symbols too.

use object::elf;

use super::{Leads, Place, Site, leads};

pub fn leads_to(site: &Site) -> Leads {
    let addend = site.relocation().addend;
    match site.r_type() {
        elf::R_ARM_ABS32 => leads(site.is_pointer(), 4),
        elf::R_ARM_REL32 => leads(site.is_goal(site.distance()), 4),
        elf::R_ARM_GOTPC => leads(site.view.table == Some(site.distance() - addend), 4),
        elf::R_ARM_GOT32 => {
            let value = site.view.signed(site.place(), 4);
            leads(site.view.table.is_some_and(|table| site.is_slot(table + value - addend)), 4)
        }
        elf::R_ARM_GOT_PREL => leads(site.is_slot(site.distance() - addend), 4),
        r_type if is_branch(r_type) => {
            let (was, is) = (site.own::<4>(0), site.linked::<4>(0));
            // The bits that are no part of the distance: S, imm10 and J1, J2, imm11 are.
            let kept = |insn: [u8; 4]| {
                let insn = u32::from_le_bytes(insn);
                insn & 0xd000_f800
            };
            let Place::In(section, offset) = site.relocation().to else { return leads(false, 4) };
            let goal = site.place().cast_signed() + 4 + branch(&is);
            let function = Place::In(section, offset & !1);
            leads(kept(was) == kept(is) && site.view.is_place(goal, function, addend), 4)
        }
        elf::R_ARM_NONE | elf::R_ARM_V4BX => leads(true, 0),
        other => panic!("{other:?}"),
    }
}

/// Whether a relocation is in a `bl` or `b.w`.
pub fn is_branch(r_type: elf::RelocationType) -> bool {
    r_type == elf::R_ARM_THM_PC22 || r_type == elf::R_ARM_THM_JUMP24
}

/// How far a `bl` or `b.w` goes from the address 4 bytes after it (ARMv7-M Architecture Reference Manual, A7.7.18,
/// encoding T1, and A7.7.12, encoding T4).
pub fn branch(insn: &[u8]) -> i64 {
    let half = |at: usize| u32::from(u16::from_le_bytes([insn[at], insn[at + 1]]));
    let (first, second) = (half(0), half(2));
    let sign = first >> 10 & 1;
    let i = |bit: u32| !(second >> bit ^ sign) & 1;
    let imm = sign << 24 | i(13) << 23 | i(11) << 22 | (first & 0x3ff) << 12 | (second & 0x7ff) << 1;
    i64::from((imm << 7).cast_signed() >> 7)
}
