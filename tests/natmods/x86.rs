//! Where the relocations of 32-bit x86 lead (System V ABI, Intel386 supplement, "Relocation Types").

use object::elf;

use super::{Leads, Site, leads};

pub fn leads_to(site: &Site) -> Leads {
    let addend = site.relocation().addend;
    // What is at a distance from the table.
    let from_table = |distance: i64| site.view.table.map(|table| table + distance);
    let value = site.view.signed(site.place(), 4);
    // The bytes before the field, in the object and linked; a table of jumps has no instructions.
    let opcodes = || match site.section.name.starts_with(".text") {
        true => (site.own::<2>(2), site.linked::<2>(2)),
        false => Default::default(),
    };
    match site.r_type() {
        elf::R_386_32 => leads(site.is_pointer(), 4),
        elf::R_386_PC32 | elf::R_386_PLT32 => leads(site.is_goal(site.distance()), 4),
        elf::R_386_GOTPC => leads(site.view.table == Some(site.distance() - addend), 4),
        elf::R_386_GOTOFF => {
            let (was, is) = opcodes();
            // lea → mov: its address is in a slot.
            let through_slot = matches!((was, is), ([0x8d, a], [0x8b, b]) if a == b);
            let right = if through_slot {
                addend == 0 && from_table(value).is_some_and(|slot| site.is_slot(slot))
            } else {
                was == is && from_table(value).is_some_and(|goal| site.is_goal(goal))
            };
            Leads { right, before: usize::from(was != is) * 2, bytes: 4 }
        }
        elf::R_386_GOT32 | elf::R_386_GOT32X => {
            let (was, is) = opcodes();
            let right = if was == is {
                from_table(value - addend).is_some_and(|slot| site.is_slot(slot))
            } else {
                match (was, is) {
                    // mov → lea.
                    ([0x8b, a], [0x8d, b]) => {
                        a == b && from_table(value).is_some_and(|goal| site.is_goal(goal))
                    }
                    // call *, jmp *.
                    ([0xff, modrm], [0x67, 0xe8] | [0x90, 0xe9]) => {
                        let is_call = is == [0x67, 0xe8];
                        modrm & 0o70 == (if is_call { 0o20 } else { 0o40 })
                            && site.is_goal(site.distance() + 4)
                    }
                    _ => false,
                }
            };
            Leads { right, before: usize::from(was != is) * 2, bytes: 4 }
        }
        other => panic!("{other:?}"),
    }
}
