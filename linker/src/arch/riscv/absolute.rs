//! Code that forms absolute addresses, made position-independent.
//!
//! The upper part of an address is in a `lui`, the lower in instructions that name the symbol again, and only the
//! flow of control says which `lui` such an instruction's register comes from. Two readings need no such knowledge:
//!
//! - a section has one `lui` for the symbol: all its lower parts belong to that one, whatever the way there. The
//!   `lui` becomes an `auipc`, and all count from it;
//! - otherwise every `lui` for the symbol loads the symbol's *whole* address, through a detour, and every lower part
//!   becomes its offset from the symbol: whichever `lui` was executed, the sum is right.

use std::collections::HashMap;

use super::fields::{ADDI, JAL, LUI, j_type, rd, rs1};
use super::plan::{fits_lui, insn_at, signed};
use crate::arch::Meaning::{AbsoluteHigh, AbsoluteLow};
use crate::arch::{Field, Range, Row};
use crate::error::Problem;
use crate::plan::{Action, Goal, Plan, Value};
use crate::planner::{Planner, Whereabouts};
use crate::program::{Relocation, SectionId};
use crate::resolve::Target;

const AUIPC: u32 = 0x17;
const THREAD_POINTER: u32 = 4;

/// A symbol and the multiple of 4 KB nearest to the addend: what the parts of one address have in common.
type Address = (Target, i64);

fn address_of(planner: &Planner, relocation: &Relocation) -> Address {
    let addend = relocation.addend;
    (planner.target(relocation), addend.saturating_add(0x800) & !0xfff)
}

/// How the parts of the addresses of one section are done.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    known: HashMap<Address, Parts>,
}

#[derive(Debug, Default)]
struct Parts {
    /// Offset and addend of each upper part.
    highs: Vec<(u64, i64)>,
    /// Whether some lower part has another addend than the first upper part.
    differ: bool,
}

impl Parts {
    /// The one instruction that all lower parts count from, and its addend.
    fn only(&self) -> Option<(u64, i64)> {
        match self.highs[..] {
            [only] if !self.differ => Some(only),
            _ => None,
        }
    }
}

impl Addresses {
    /// Collects a section's upper and lower parts.
    pub(super) fn of_section(planner: &Planner, relocations: &[Relocation]) -> Addresses {
        let mut known: HashMap<Address, Parts> = HashMap::new();
        let meaning =
            |relocation: &Relocation| planner.architecture.row(relocation.r_type).map(|row| row.meaning);
        for relocation in relocations.iter().filter(|r| meaning(r) == Some(AbsoluteHigh)) {
            let parts = known.entry(address_of(planner, relocation)).or_default();
            parts.highs.push((relocation.offset, relocation.addend));
        }
        for relocation in relocations.iter().filter(|r| meaning(r) == Some(AbsoluteLow)) {
            if let Some(parts) = known.get_mut(&address_of(planner, relocation)) {
                let first = parts.highs.first().map(|(_, addend)| *addend);
                parts.differ |= first != Some(relocation.addend);
            }
        }
        Addresses { known }
    }

    /// Plans an upper part.
    pub(super) fn high(
        &self,
        planner: &mut Planner,
        section: SectionId,
        relocation: &Relocation,
        row: &Row,
    ) -> Plan {
        let (target, page) = address_of(planner, relocation);
        let from = relocation.offset;
        let Some(insn) = insn_at(planner, section, from) else {
            let size = planner.section(section).size;
            let problem = Problem::BeyondSection { relocation: row.name, size };
            return planner.refuse(section, relocation, problem);
        };
        if insn & 0x7f != LUI {
            let detail = format!("the instruction at {from:#x} is not lui");
            let problem = Problem::UnpairedLow { relocation: row.name, detail };
            return planner.refuse(section, relocation, problem);
        }
        let whereabouts = planner.whereabouts(target);
        if let Whereabouts::Number(value) = whereabouts
            && fits_lui(planner.architecture.arch, value)
        {
            return Plan::put(row, Value::Number(signed(value, relocation.addend)));
        }
        let only = self.known.get(&(target, page)).and_then(Parts::only);
        if whereabouts == Whereabouts::Image && only.is_some() {
            let plan = Plan::distance(row, relocation, Goal::Target(target));
            return plan.with_edit(from, (insn & !0x7f | AUIPC).to_le_bytes());
        }
        let register = (insn >> 7 & 0x1f) as u8;
        let detour = planner.detour(target, page, register, (section, from + 4));
        let value = Value::Distance { goal: Goal::Detour(detour), addend: 0, from };
        let action = Action::Put { value, field: Field::Insn32(j_type), range: Range::signed(21, 2) };
        Plan { edit: None, action }.with_edit(from, JAL.to_le_bytes())
    }

    /// Plans a lower part.
    pub(super) fn low(
        &self,
        planner: &mut Planner,
        section: SectionId,
        relocation: &Relocation,
        row: &Row,
    ) -> Plan {
        let (target, page) = address_of(planner, relocation);
        let whereabouts = planner.whereabouts(target);
        if let Whereabouts::Number(value) = whereabouts
            && fits_lui(planner.architecture.arch, value)
        {
            return Plan::put(row, Value::Number(signed(value, relocation.addend)));
        }
        let Some(parts) = self.known.get(&(target, page)) else {
            let symbol = planner.symbol_name(relocation);
            let detail = format!("no `lui` in the section has the upper part of the address of `{symbol}`");
            let problem = Problem::UnpairedLow { relocation: row.name, detail };
            return planner.refuse(section, relocation, problem);
        };
        match parts.only() {
            Some((from, addend)) if whereabouts == Whereabouts::Image => {
                Plan::put(row, Value::Distance { goal: Goal::Target(target), addend, from })
            }
            _ => Plan::put(row, Value::Number(i128::from(relocation.addend) - i128::from(page))),
        }
    }
}

/// Plans the addition of the thread pointer: `add r, s, tp` becomes `mv r, s`.
pub(super) fn without_thread_pointer(
    planner: &mut Planner,
    section: SectionId,
    relocation: &Relocation,
    row: &Row,
) -> Plan {
    const ADD: u32 = 0x33;
    let insn = insn_at(planner, section, relocation.offset);
    let register = insn.filter(|insn| insn & 0xfe00_707f == ADD).and_then(|insn| {
        match (insn >> 15 & 0x1f, insn >> 20 & 0x1f) {
            (register, THREAD_POINTER) | (THREAD_POINTER, register) => Some((insn >> 7 & 0x1f, register)),
            _ => None,
        }
    });
    let Some((to, from)) = register else {
        let why = "the instruction does not add the thread pointer";
        let symbol = planner.symbol_name(relocation);
        let problem = Problem::UnsupportedRelocation { relocation: row.name, symbol, why };
        return planner.refuse(section, relocation, problem);
    };
    Plan::NOTHING.with_edit(relocation.offset, (ADDI | rd(to) | rs1(from)).to_le_bytes())
}
