//! Words that hold a distance, made to hold an address.
//!
//! Position-independent code reaches what it takes to be near in two steps:
//!
//! ```text
//!       ldr r3, word
//!       add r3, pc           here
//! word: .word v - (here + 4)       REL32
//! ```
//!
//! When `v` is at no known distance, the word becomes a pointer to `v` and the `add` a `nop`. That is right if the word is
//! only ever loaded to be completed by that one `add`, and the `add` completes no other word. Every compiler writes it so,
//! as the word counts from the `add`; it is made sure of all the same: from each load of the word, and they are found by
//! going through the section's code, all ways are gone ([`super::walk`]).

use std::collections::{HashMap, HashSet};

use object::elf;

use super::code::Code;
use super::walk::{Budget, Walk};
use crate::program::{Program, Relocation, SectionId, SectionKind};

/// The distances of a section that are completed by one sure instruction: the `add r, pc`, by the offset of the word.
/// Only ever looked up in.
#[derive(Debug, Default)]
pub(super) struct Distances(HashMap<u64, u64>);

impl Distances {
    /// Finds them.
    pub(super) fn of_section(program: &Program, section: SectionId, code: &Code) -> Distances {
        let row = &program.sections[section];
        // The program counter is rounded down to a word: the offset says to which only if the section begins at one.
        if row.align < 4 {
            return Distances::default();
        }
        let relocated: HashSet<u64> = row.relocations.iter().map(|relocation| relocation.offset).collect();
        let budget = Budget::new(row.relocations.len());
        let words = row.relocations.iter().filter(|r| is_distance(program, section, r)).map(|r| r.offset);
        let completion = |word: u64| {
            let mut found = None;
            for load in code.loads_of(word) {
                let register = load.register?;
                let walk = Walk { code, bytes: &row.bytes, register, relocated: &relocated, budget: &budget };
                let adds = walk.completions(load.end, |insn| insn.adds_pc() == Some(register))?;
                for add in adds {
                    if *found.get_or_insert(add) != add {
                        return None;
                    }
                }
            }
            found
        };
        let sure: Vec<(u64, u64)> = words.filter_map(|word| Some((word, completion(word)?))).collect();
        let mut words_of: HashMap<u64, usize> = HashMap::new();
        for (_, add) in &sure {
            *words_of.entry(*add).or_default() += 1;
        }
        Distances(sure.into_iter().filter(|(_, add)| words_of.get(add) == Some(&1)).collect())
    }

    /// The `add` that completes the word at an offset.
    pub(super) fn completion(&self, word: u64) -> Option<u64> {
        self.0.get(&word).copied()
    }
}

/// Whether a relocation is a distance in a word of code.
pub(super) fn is_distance(program: &Program, section: SectionId, relocation: &Relocation) -> bool {
    let is_text = program.sections[section].kind == SectionKind::Text;
    is_text && matches!(elf::RelocationType(relocation.r_type), elf::R_ARM_REL32 | elf::R_ARM_REL32_NOI)
}

/// The offsets of a section's distances that can be made addresses.
pub(super) fn rewritable(program: &Program, section: SectionId) -> HashSet<u64> {
    let relocations = &program.sections[section].relocations;
    if !relocations.iter().any(|relocation| is_distance(program, section, relocation)) {
        return HashSet::new();
    }
    let code = Code::of_section(program, section);
    Distances::of_section(program, section, &code).0.into_keys().collect()
}
