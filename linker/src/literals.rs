//! Words that code loads from behind itself, and the slots that they become.
//!
//! Xtensa has no instruction for a large number or an address: `l32r` loads a word that lies at most 256 KiB before it.
//! Assemblers collect such *literals* in sections of their own, a word for each use. What a literal is to hold is what
//! a slot of the global offset table holds, so each becomes a slot: equal ones are one, whichever section or object
//! they are from, and all lie before the code.
//!
//! In: the kept sections. Out: [`Literals`]. A section whose words are loaded one by one and whose address nothing
//! else takes is no longer kept: its slots are in its stead. A section that something else refers to as well stays
//! whole and is placed before the code. Sections are told by how they are used, not by their names.

use std::collections::HashMap;

use crate::arch::{Architecture, Meaning};
use crate::plan::Slot;
use crate::program::{Relocation, SectionId, SectionKind};
use crate::reach::Reached;
use crate::resolve::{Resolved, Target};
use crate::table::IndexVec;

/// How a section's words are loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Not by instructions of other sections.
    No,
    /// One by one: they are slots.
    Slots,
    /// By such instructions, and otherwise.
    Words,
}

/// The sections that code loads words of.
#[derive(Debug)]
pub struct Literals {
    uses: IndexVec<SectionId, Use>,
}

impl Literals {
    /// No section's: every word stays where it is.
    pub fn none(resolved: &Resolved) -> Literals {
        Literals { uses: IndexVec::filled(Use::No, resolved.program.sections.len()) }
    }

    /// Finds them. Those whose words become slots are kept no longer.
    pub fn find(resolved: &Resolved, reached: &mut Reached, architecture: &Architecture) -> Literals {
        let sections = &resolved.program.sections;
        let mut uses = IndexVec::filled(Use::No, sections.len());
        let Some(loads_literal) = architecture.placement.loads_literal else { return Literals { uses } };
        let mut whole = IndexVec::filled(false, sections.len());
        if let Some((section, _)) = reached.entry {
            whole[section] = true;
        }
        for id in resolved.program.runs.iter().flatten() {
            whole[*id] = true;
        }
        for from in reached.sections() {
            for relocation in &sections[from].relocations {
                let Target::Section(to, offset) = resolved.targets[relocation.symbol] else { continue };
                let is_hint =
                    architecture.row(relocation.r_type).is_some_and(|row| row.meaning == Meaning::Nothing);
                if is_hint || to == from {
                    continue;
                }
                if loads_literal(&sections[from], relocation) {
                    uses[to] = Use::Words;
                    let place = offset.checked_add(relocation.addend);
                    whole[to] |= place.is_none_or(|place| slot(resolved, architecture, to, place).is_none());
                } else {
                    whole[to] = true;
                }
            }
        }
        for (id, section) in sections.rows() {
            if uses[id] == Use::Words && section.kind == SectionKind::Zero {
                uses[id] = Use::No;
            } else if uses[id] == Use::Words && !whole[id] && !section.retain {
                uses[id] = Use::Slots;
                reached.kept[id] = false;
            }
        }
        Literals { uses }
    }

    /// Whether a section's words are slots.
    pub fn are_slots(&self, section: SectionId) -> bool {
        self.uses[section] == Use::Slots
    }

    /// Whether a section has to lie before the code.
    pub fn precedes_code(&self, section: SectionId) -> bool {
        self.uses[section] == Use::Words
    }
}

/// For each word that code loads, the first instruction in link order that does.
pub fn loads(
    resolved: &Resolved,
    architecture: &Architecture,
) -> HashMap<(SectionId, u64), (SectionId, u64)> {
    let mut loads = HashMap::new();
    let Some(loads_literal) = architecture.placement.loads_literal else { return loads };
    for (from, section) in resolved.program.sections.rows() {
        for relocation in &section.relocations {
            let Target::Section(to, offset) = resolved.targets[relocation.symbol] else { continue };
            let place = offset.checked_add(relocation.addend).and_then(|place| u64::try_from(place).ok());
            if let Some(place) = place
                && loads_literal(section, relocation)
            {
                loads.entry((to, place)).or_insert((from, relocation.offset));
            }
        }
    }
    loads
}

/// What the slot for a word of a section holds; `None` if it is not one that the loader could make.
pub fn slot(
    resolved: &Resolved,
    architecture: &Architecture,
    section: SectionId,
    offset: i64,
) -> Option<Slot> {
    let word = architecture.arch.word();
    let literal = &resolved.program.sections[section];
    let offset = u64::try_from(offset).ok().filter(|offset| offset.is_multiple_of(word))?;
    let start = usize::try_from(offset).ok()?;
    let bytes = literal.bytes.get(start..start.checked_add(usize::try_from(word).ok()?)?)?;
    let first = literal.relocations.partition_point(|relocation| relocation.offset < offset);
    let beside = first.checked_sub(1).and_then(|before| literal.relocations.get(before));
    if beside.is_some_and(|before| before.offset + word > offset) {
        return None;
    }
    let within = |relocation: &&Relocation| relocation.offset < offset + word;
    let mut here = literal.relocations.get(first..)?.iter().take_while(within);
    // Those that ask for nothing leave the number that is there.
    let asks = |relocation: &&Relocation| {
        architecture.row(relocation.r_type).is_none_or(|row| row.meaning != Meaning::Nothing)
    };
    let mut here = here.by_ref().filter(asks);
    let Some(relocation) = here.next() else {
        let number = bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
        return Some(Slot { target: Target::Absolute(number), addend: 0 });
    };
    let is_pointer = architecture.row(relocation.r_type)?.meaning == Meaning::Pointer;
    if !is_pointer || relocation.offset != offset || here.next().is_some() {
        return None;
    }
    Some(Slot { target: resolved.targets[relocation.symbol], addend: relocation.addend })
}
