//! Addresses that two instructions form, made position-independent.
//!
//! ```text
//! movw r3, #:lower16:v    →  b.w detour, which loads r3 with the address of v
//! …                          …
//! movt r3, #:upper16:v    →  nop.w
//! ```
//!
//! That is right if the half that `movw` gives the register is only ever completed. So from each `movw` all ways through
//! the code are gone, over branches and calls, until the `movt` for the same address; an instruction in between that may
//! read the register, or a way that cannot be followed, makes the pair unsure. Every `movt` must be led to by some `movw`.

use std::collections::{HashMap, HashSet};

use super::code::{Code, Insn, insn_at};
use super::walk::{Budget, Walk};
use crate::arch::Meaning::{AbsoluteHigh, AbsoluteLow};
use crate::planner::Planner;
use crate::program::{Relocation, SectionId};

/// The pairs of a section.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// The register, by the offset of a `movw`. Only ever looked up in.
    registers: HashMap<u64, u8>,
    /// The offsets of the `movt`s of pairs. Only ever looked up in.
    seconds: HashSet<u64>,
}

/// The register of `movw` or `movt`.
fn register(bytes: &[u8], offset: u64) -> Option<u32> {
    let insn = insn_at(bytes, offset)?;
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
        let bytes: &[u8] = &planner.section(section).bytes;
        let seconds: HashMap<u64, &Relocation> = of(AbsoluteHigh).map(|r| (r.offset, r)).collect();
        let relocated: HashSet<u64> = relocations.iter().map(|relocation| relocation.offset).collect();
        let budget = Budget::new(relocations.len());
        let mut pairs = Pairs::default();
        for first in of(AbsoluteLow).filter(|first| !code.is_conditional(first.offset)) {
            let Some(register) = register(bytes, first.offset) else { continue };
            let completes = |insn: Insn| {
                seconds.get(&insn.offset).is_some_and(|second| {
                    planner.target(second) == planner.target(first)
                        && second.addend == first.addend
                        && self::register(bytes, insn.offset) == Some(register)
                })
            };
            let walk = Walk { code, bytes, register, relocated: &relocated, budget: &budget };
            if let Some(found) = walk.completions(first.offset + 4, completes)
                && let Ok(register) = u8::try_from(register)
            {
                pairs.registers.insert(first.offset, register);
                pairs.seconds.extend(found);
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
