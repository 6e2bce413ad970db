//! Where the relocations of Xtensa lead (GNU BFD's `elf32-xtensa.c`; Xtensa Instruction Set Architecture reference
//! manual, "Instruction Formats"). One type serves every instruction that has an address.

use object::elf;

use super::{Leads, Place, Relocation, Section, Site, leads};

pub fn leads_to(site: &Site) -> Leads {
    match site.r_type() {
        elf::R_XTENSA_32 => leads(holds(site, site.place(), site.section, site.relocation()), 4),
        elf::R_XTENSA_SLOT0_OP => {
            let Place::In(section, _) = site.relocation().to else { return leads(false, 3) };
            if site.sections[section].name.starts_with(".literal") {
                return literal(site);
            }
            // Within a section nothing moves. Another is only reached by calls, which are expanded.
            leads(std::ptr::eq(&raw const site.sections[section], site.section), 0)
        }
        elf::R_XTENSA_ASM_EXPAND => {
            // l32r, callx0: as it is, or call0 and nop in its place.
            let [call @ .., x, y, z] = site.linked::<6>(0);
            if call[0] & 0xf == 1 {
                return leads(true, 0);
            }
            // The upper 18 bits of the 24, with their sign.
            let distance = i64::from(i32::from_le_bytes([0, call[0], call[1], call[2]]) >> 14);
            let goal = (site.place().cast_signed() & !3) + 4 + distance * 4;
            leads([x, y, z] == [0xf0, 0x20, 0x00] && site.is_goal(goal), 6)
        }
        elf::R_XTENSA_NONE
        | elf::R_XTENSA_DIFF8
        | elf::R_XTENSA_DIFF16
        | elf::R_XTENSA_DIFF32
        | elf::R_XTENSA_PDIFF8
        | elf::R_XTENSA_PDIFF16
        | elf::R_XTENSA_PDIFF32
        | elf::R_XTENSA_NDIFF8
        | elf::R_XTENSA_NDIFF16
        | elf::R_XTENSA_NDIFF32 => leads(true, 0),
        other => panic!("{other:?}"),
    }
}

/// Whether a word of the image holds what a word of a section does, of which this is the relocation. The addend has
/// two parts, the second in the word.
fn holds(site: &Site, at: u64, section: &Section, relocation: &Relocation) -> bool {
    let offset = usize::try_from(relocation.offset).unwrap();
    let own = i32::from_le_bytes(section.bytes[offset..][..4].try_into().unwrap());
    site.view.word_holds(at, relocation.to, relocation.addend + i64::from(own))
}

/// Whether an `l32r` loads its literal from a slot: its relocation names the place in the section of literals.
fn literal(site: &Site) -> Leads {
    let Place::In(number, base) = site.relocation().to else { return leads(false, 3) };
    let section = &site.sections[number];
    let offset = base + site.relocation().addend.cast_unsigned();
    let [first, low, high] = site.linked::<3>(0);
    if first & 0xf != 1 {
        // An expanded call that is one no more; its own relocation says where to.
        let expands =
            |r: &Relocation| r.offset == site.relocation().offset && r.r_type == elf::R_XTENSA_ASM_EXPAND.0;
        return leads(site.section.relocations.iter().any(expands), 0);
    }
    let words = i64::from(u16::from_le_bytes([low, high])) - 0x1_0000;
    let slot = (((site.place().cast_signed() + 3) & !3) + 4 * words).cast_unsigned();
    let right = match section.relocations.iter().find(|relocation| relocation.offset == offset) {
        Some(relocation) => holds(site, slot, section, relocation),
        None => {
            let at = usize::try_from(offset).unwrap();
            site.view.holds_plain(slot, &section.bytes[at..at + 4])
        }
    };
    leads(right && first == site.own::<1>(0)[0], 3)
}
