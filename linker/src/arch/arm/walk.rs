//! Where a part of an address in a register goes: all ways through the code, over branches and calls, up to the
//! instructions that complete it.
//!
//! An instruction on the way that may read the register, or a way that cannot be followed, makes the whole unsure.

use std::cell::Cell;
use std::collections::HashSet;

use super::code::{Code, Insn, Next, insn_at};

/// How many instructions are looked at on the ways from one.
const INSTRUCTIONS: usize = 1024;

/// How many instructions may still be looked at in a section: on average far less than the most, so that a section of
/// very many addresses does not take long.
#[derive(Debug)]
pub(super) struct Budget(Cell<usize>);

impl Budget {
    /// For that many addresses.
    pub(super) fn new(addresses: usize) -> Budget {
        Budget(Cell::new(addresses.saturating_mul(64).saturating_add(16 * INSTRUCTIONS)))
    }

    /// Takes one from it; `None` if nothing is left.
    fn spend(&self) -> Option<()> {
        self.0.set(self.0.get().checked_sub(1)?);
        Some(())
    }
}

/// All ways from an instruction on, with a part of an address in a register.
pub(super) struct Walk<'a> {
    /// The section's code.
    pub code: &'a Code,
    /// The section's contents.
    pub bytes: &'a [u8],
    /// The register.
    pub register: u32,
    /// Where relocations are: a branch at one goes where it does not say.
    pub relocated: &'a HashSet<u64>,
    /// The section's.
    pub budget: &'a Budget,
}

impl Walk<'_> {
    /// The instructions that complete the address, one on each way; `None` if some way reads the part, or is not known.
    pub(super) fn completions(&self, from: u64, completes: impl Fn(Insn) -> bool) -> Option<Vec<u64>> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut pending = vec![from];
        while let Some(offset) = pending.pop() {
            if !seen.insert(offset) {
                continue;
            }
            self.budget.spend()?;
            if seen.len() > INSTRUCTIONS || !self.code.holds(offset) {
                return None;
            }
            let insn = insn_at(self.bytes, offset)?;
            if completes(insn) {
                if self.code.is_conditional(offset) {
                    return None;
                }
                found.push(offset);
                continue;
            }
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
