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

use super::code::{Code, Next, insn_at};
use crate::arch::Meaning::{AbsoluteHigh, AbsoluteLow};
use crate::plan::Planner;
use crate::program::{Relocation, SectionId};

/// How many instructions after a `movw` are looked at.
const INSTRUCTIONS: usize = 1024;

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
        let mut pairs = Pairs::default();
        for first in of(AbsoluteLow).filter(|first| !code.is_conditional(first.offset)) {
            let Some(register) = register(bytes, first.offset) else { continue };
            let completes = |offset: u64| {
                seconds.get(&offset).is_some_and(|second| {
                    planner.target(second) == planner.target(first)
                        && second.addend == first.addend
                        && self::register(bytes, offset) == Some(register)
                        && !code.is_conditional(offset)
                })
            };
            let walk = Walk { code, bytes, register, relocated: &relocated };
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

/// All ways from an instruction on, with half an address in a register.
struct Walk<'a> {
    code: &'a Code,
    bytes: &'a [u8],
    register: u32,
    /// Where relocations are: a branch at one goes where it does not say.
    relocated: &'a HashSet<u64>,
}

impl Walk<'_> {
    /// The instructions that complete the address, one on each way; `None` if some way reads the half, or is not known.
    fn completions(&self, from: u64, completes: impl Fn(u64) -> bool) -> Option<Vec<u64>> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut pending = vec![from];
        while let Some(offset) = pending.pop() {
            if !seen.insert(offset) {
                continue;
            }
            if seen.len() > INSTRUCTIONS || !self.code.holds(offset) {
                return None;
            }
            if completes(offset) {
                found.push(offset);
                continue;
            }
            let insn = insn_at(self.bytes, offset)?;
            let spares = |touched: u32| touched >> self.register & 1 == 0;
            let (mut goes_on, branch) = match insn.next() {
                Next::Following(touched) if spares(touched) => (true, None),
                // What is loaded from the stack is another value.
                Next::Following(_) if insn.pops(self.register) => (false, None),
                Next::Following(_) => return None,
                // A call keeps r4 to r11 (Procedure Call Standard for the Arm Architecture, "Core registers").
                Next::Call(touched) if spares(touched) && (4..=11).contains(&self.register) => (true, None),
                Next::Either(to, touched) if spares(touched) => (true, Some(to)),
                Next::Branch(to) => (false, Some(to)),
                Next::Return if insn.pops(self.register) => (false, None),
                Next::Call(_) | Next::Either(..) | Next::Return | Next::Unknown => return None,
            };
            if branch.is_some() && self.relocated.contains(&offset) {
                return None;
            }
            goes_on |= self.code.is_conditional(offset);
            pending.extend(branch);
            if goes_on {
                pending.push(insn.end());
            }
        }
        Some(found)
    }
}
