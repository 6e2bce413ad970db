//! Where the relocations of x86-64 lead.

use object::elf;

use super::{Leads, Site, leads};

pub fn leads_to(site: &Site) -> Leads {
    match site.r_type() {
        elf::R_X86_64_64 => leads(site.is_pointer(), 8),
        elf::R_X86_64_PC32 | elf::R_X86_64_PLT32 => leads(site.is_goal(site.distance()), 4),
        elf::R_X86_64_GOTPCREL | elf::R_X86_64_GOTPCRELX | elf::R_X86_64_REX_GOTPCRELX => {
            let (was, is) = (site.own::<2>(2), site.linked::<2>(2));
            let goal = site.distance() - site.relocation().addend;
            let right = if was == is {
                site.is_slot(goal)
            } else {
                // mov → lea, call *, jmp *.
                let rewritten = matches!((was, is), ([0x8b, a], [0x8d, b]) if a == b)
                    || matches!((was, is), ([0xff, 0x15], [0x67, 0xe8]) | ([0xff, 0x25], [0x90, 0xe9]));
                rewritten && site.view.is_place(goal, site.relocation().to, 0)
            };
            Leads { right, before: usize::from(was != is) * 2, bytes: 4 }
        }
        other => panic!("{other:?}"),
    }
}
