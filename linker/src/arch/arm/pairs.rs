//! Addresses that two instructions form, made position-independent.
//!
//! ```text
//! movw r3, #:lower16:v    →  b.w detour, which loads r3 with the address of v
//! …                          …
//! movt r3, #:upper16:v    →  nop.w
//! ```
//!
//! That is right if the two are executed one after the other, with nothing between that branches or touches the register:
//! then the `movw` is the only one whose register the `movt` can complete, and the `movt` the only one that completes it.

use std::collections::{HashMap, HashSet};

use super::code::{Code, insn_at};
use crate::arch::Meaning::{AbsoluteHigh, AbsoluteLow};
use crate::plan::Planner;
use crate::program::{Relocation, SectionId};

/// How far a `movt` is looked for.
const INSTRUCTIONS: usize = 64;

/// The pairs of a section.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// The register, by the offset of a `movw`. Only ever looked up in.
    registers: HashMap<u64, u8>,
    /// The offsets of the `movt`s of pairs. Only ever looked up in.
    seconds: HashSet<u64>,
}

/// The register of `movw` or `movt`.
fn register(planner: &Planner, section: SectionId, offset: u64) -> Option<u32> {
    let insn = insn_at(&planner.section(section).bytes, offset)?;
    (insn.is_wide && insn.bits & 0xfb70 == 0xf240).then_some(insn.bits >> 24 & 0xf)
}

impl Pairs {
    /// Finds the pairs among a section's relocations.
    pub(super) fn of_section(
        planner: &Planner,
        section: SectionId,
        relocations: &[Relocation],
        code: &Code,
    ) -> Pairs {
        let of = |meaning| {
            relocations.iter().filter(move |relocation| {
                planner.architecture.row(relocation.r_type).is_some_and(|row| row.meaning == meaning)
            })
        };
        let seconds: HashMap<u64, &Relocation> = of(AbsoluteHigh).map(|r| (r.offset, r)).collect();
        let mut pairs = Pairs::default();
        for first in of(AbsoluteLow) {
            let Some(register) = register(planner, section, first.offset) else { continue };
            let touches = code
                .run(&planner.section(section).bytes, first.offset)
                .skip(1)
                .take(INSTRUCTIONS)
                .find(|insn| insn.registers().is_none_or(|touched| touched >> register & 1 == 1));
            let second = touches.and_then(|insn| seconds.get(&insn.offset));
            let is_pair = second.is_some_and(|second| {
                planner.target(second) == planner.target(first)
                    && second.addend == first.addend
                    && self::register(planner, section, second.offset) == Some(register)
                    && !code.is_conditional(first.offset)
                    && !code.is_conditional(second.offset)
            });
            if let Some(second) = second.filter(|_| is_pair)
                && let Ok(register) = u8::try_from(register)
            {
                pairs.registers.insert(first.offset, register);
                pairs.seconds.insert(second.offset);
            }
        }
        pairs
    }

    /// The register that the pair whose `movw` is at an offset forms an address in.
    pub(super) fn register_at(&self, first: u64) -> Option<u8> {
        self.registers.get(&first).copied()
    }

    /// Whether the `movt` at an offset is a pair's.
    pub(super) fn has_second(&self, second: u64) -> bool {
        self.seconds.contains(&second)
    }
}
