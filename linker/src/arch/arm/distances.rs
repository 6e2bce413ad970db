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
//! only ever loaded to be completed by that one `add`. Every compiler writes it so, as the word counts from the `add`; it is
//! made sure of all the same: all loads of the word, found by going through the section's code, must lead to one `add`, over
//! instructions that do not branch and do not touch the register.

use std::collections::HashSet;

use object::elf;

use super::code::Code;
use crate::program::{Program, Relocation, SectionId, SectionKind};

/// How far an `add` is looked for.
const INSTRUCTIONS: usize = 64;

/// The `add r, pc` that completes the distance in the word at an offset, if it is sure.
pub(super) fn completion(program: &Program, section: SectionId, code: &Code, word: u64) -> Option<u64> {
    let section = &program.sections[section];
    // The program counter is rounded down to a word: the offset says to which only if the section begins at one.
    if section.align < 4 {
        return None;
    }
    let mut found = None;
    for load in code.loads_of(word) {
        let register = load.register?;
        let add = code
            .run(&section.bytes, load.offset)
            .skip(1)
            .take(INSTRUCTIONS)
            .find(|insn| insn.registers().is_none_or(|touched| touched >> register & 1 == 1))
            .filter(|insn| insn.adds_pc() == Some(register))?;
        if *found.get_or_insert(add.offset) != add.offset {
            return None;
        }
    }
    found
}

/// Whether a relocation is a distance in a word of code.
pub(super) fn is_distance(program: &Program, section: SectionId, relocation: &Relocation) -> bool {
    let is_text = program.sections[section].kind == SectionKind::Text;
    is_text && matches!(elf::RelocationType(relocation.r_type), elf::R_ARM_REL32 | elf::R_ARM_REL32_NOI)
}

/// The offsets of a section's distances that can be made addresses.
pub(super) fn rewritable(program: &Program, section: SectionId) -> HashSet<u64> {
    let distances: Vec<u64> = (program.sections[section].relocations.iter())
        .filter(|relocation| is_distance(program, section, relocation))
        .map(|relocation| relocation.offset)
        .collect();
    if distances.is_empty() {
        return HashSet::new();
    }
    let code = Code::of_section(program, section);
    let is_sure = |word: &u64| completion(program, section, &code, *word).is_some();
    distances.into_iter().filter(is_sure).collect()
}
