//! How RISC-V relocations are done.

use std::collections::HashMap;

use super::absolute::{Addresses, without_thread_pointer};
use super::fields::{ADDI, JAL, LUI, i_operation, j_type, load};
use super::{FAR, WORD};
use crate::arch::Meaning::{
    self, Absolute, AbsoluteHigh, AbsoluteLow, Add, Call, Got, GotHigh, High, Low, Nothing, Pointer,
    Relative, Set, Sub, ThreadPointer,
};
use crate::arch::{Field, Range, Row};
use crate::error::Problem;
use crate::plan::{Action, Goal, Plan, Value};
use crate::planner::{Planner, Whereabouts};
use crate::program::{Relocation, Section, SectionId};
use crate::request::Arch;
use crate::resolve::Target;

/// Pairs of instructions always find a way to the BSS; a lone word or branch does not.
pub(super) fn needs_distance(_section: &Section, _relocation: usize, row: &Row) -> bool {
    match row.meaning {
        Relative | Call => true,
        Meaning::Operand => false,
        High | GotHigh | Low | Nothing | Pointer | Absolute | Set | Add | Sub | Got => false,
        Meaning::RelaxableGot | Meaning::Unsupported(_) => false,
        Meaning::Base | Meaning::FromBase | Meaning::GotFromBase => false,
        Meaning::ThreadSlot | Meaning::FromThread | Meaning::RelativeToWord => false,
        AbsoluteHigh | AbsoluteLow | ThreadPointer => false,
    }
}

/// How the two parts of an address are filled in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    value: Value,
    /// What the second instructions become.
    second: Second,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Second {
    /// What they are.
    Same,
    /// `addi` become `lw` (`ld`).
    Load,
    /// `lw` (`ld`) become `addi`.
    Address,
}

pub(super) fn plan(planner: &mut Planner, section: SectionId) -> Vec<Plan> {
    let relocations = planner.section(section).relocations.clone();
    let seconds = seconds_by_first(planner, section, &relocations);
    let addresses = Addresses::of_section(planner, &relocations);
    let mut pairs: HashMap<u64, Pair> = HashMap::new();
    let mut plans: Vec<Plan> = Vec::with_capacity(relocations.len());
    // First parts before second parts: a second may come earlier in the section.
    for relocation in &relocations {
        let Some(row) = planner.row(section, relocation) else {
            plans.push(Plan::NOTHING);
            continue;
        };
        let plan = match row.meaning {
            High | GotHigh => {
                let users = seconds.get(&relocation.offset).map_or(&[][..], Vec::as_slice);
                let (pair, plan) = plan_first(planner, section, relocation, row, users);
                pairs.insert(relocation.offset, pair);
                plan
            }
            Low => Plan::NOTHING,
            AbsoluteHigh => addresses.high(planner, section, relocation, row),
            AbsoluteLow => addresses.low(planner, section, relocation, row),
            ThreadPointer => without_thread_pointer(planner, section, relocation, row),
            Call if matches!(row.field, Field::Insn32Pair(_)) => {
                plan_far_call(planner, section, relocation, row)
            }
            Relative => planner.plan_call(section, relocation, row),
            Got => {
                let target = planner.target(relocation);
                let slot = planner.slot(target, 0);
                Plan::distance(row, relocation, Goal::Slot(slot))
            }
            Meaning::Unsupported(_) => {
                // It may be a first part: its second parts need not be refused as well.
                let nothing = Pair { value: Value::Number(0), second: Second::Same };
                pairs.insert(relocation.offset, nothing);
                planner.plan_common(section, relocation, row).unwrap_or(Plan::NOTHING)
            }
            Nothing | Pointer | Absolute | Call | Set | Add | Sub => {
                planner.plan_common(section, relocation, row).unwrap_or(Plan::NOTHING)
            }
            // No row of the table means them.
            Meaning::RelaxableGot | Meaning::Base | Meaning::FromBase | Meaning::GotFromBase => Plan::NOTHING,
            Meaning::ThreadSlot | Meaning::FromThread => Plan::NOTHING,
            Meaning::RelativeToWord | Meaning::Operand => Plan::NOTHING,
        };
        plans.push(plan);
    }
    for (relocation, plan) in relocations.iter().zip(&mut plans) {
        let Some(row) = planner.architecture.row(relocation.r_type) else { continue };
        if row.meaning == Low {
            *plan = plan_second(planner, section, relocation, row, &pairs);
        }
    }
    plans
}

/// The offset of the first instruction that a lower part belongs to.
pub(super) fn first_of(planner: &Planner, section: SectionId, relocation: &Relocation) -> Option<u64> {
    match planner.target(relocation) {
        Target::Section(at, offset) if at == section => u64::try_from(offset).ok(),
        _ => None,
    }
}

/// For each first instruction's offset, the instructions with its lower part.
pub(super) fn seconds_by_first(
    planner: &Planner,
    section: SectionId,
    relocations: &[Relocation],
) -> HashMap<u64, Vec<Option<u32>>> {
    let mut seconds: HashMap<u64, Vec<Option<u32>>> = HashMap::new();
    for relocation in relocations {
        let row = planner.architecture.row(relocation.r_type);
        if row.is_some_and(|row| row.meaning == Low)
            && let Some(first) = first_of(planner, section, relocation)
        {
            seconds.entry(first).or_default().push(insn_at(planner, section, relocation.offset));
        }
    }
    seconds
}

pub(super) fn insn_at(planner: &Planner, section: SectionId, offset: u64) -> Option<u32> {
    let start = usize::try_from(offset).ok()?;
    let bytes = planner.section(section).bytes.get(start..start.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

pub(super) fn plan_first(
    planner: &mut Planner,
    section: SectionId,
    relocation: &Relocation,
    row: &Row,
    users: &[Option<u32>],
) -> (Pair, Plan) {
    let from = relocation.offset;
    let (target, addend) = (planner.target(relocation), relocation.addend);
    let nothing = Pair { value: Value::Number(0), second: Second::Same };
    let all = |operation: u32| {
        !users.is_empty() && users.iter().all(|insn| insn.is_some_and(|insn| i_operation(insn) == operation))
    };
    let Some(insn) = insn_at(planner, section, from) else {
        let size = planner.section(section).size;
        let problem = Problem::BeyondSection { relocation: row.name, size };
        return (nothing, planner.refuse(section, relocation, problem));
    };
    let whereabouts = planner.whereabouts(target);
    let distance = |goal, addend| Value::Distance { goal, addend, from };
    if row.meaning == GotHigh {
        if addend != 0 {
            let symbol = planner.symbol_name(relocation);
            let problem = Problem::GotAddend { relocation: row.name, symbol, addend };
            return (nothing, planner.refuse(section, relocation, problem));
        }
        let loads = all(load(planner.architecture.arch));
        match whereabouts {
            Whereabouts::Image if loads => {
                let pair = Pair { value: distance(Goal::Target(target), 0), second: Second::Address };
                return (pair, Plan::put(row, pair.value));
            }
            Whereabouts::Number(value) if loads && fits_lui(planner.architecture.arch, value) => {
                let pair = Pair { value: Value::Number(signed(value, 0)), second: Second::Address };
                return (pair, put_lui(planner, row, from, insn, pair.value));
            }
            Whereabouts::Image | Whereabouts::Number(_) | Whereabouts::Bss | Whereabouts::Runtime(_) => {
                let slot = planner.slot(target, 0);
                let pair = Pair { value: distance(Goal::Slot(slot), 0), second: Second::Same };
                return (pair, Plan::put(row, pair.value));
            }
        }
    }
    match whereabouts {
        Whereabouts::Image => {
            let pair = Pair { value: distance(Goal::Target(target), addend), second: Second::Same };
            (pair, Plan::put(row, pair.value))
        }
        Whereabouts::Number(value) if fits_lui(planner.architecture.arch, value) => {
            let pair = Pair { value: Value::Number(signed(value, addend)), second: Second::Same };
            (pair, put_lui(planner, row, from, insn, pair.value))
        }
        Whereabouts::Bss | Whereabouts::Runtime(_) | Whereabouts::Number(_) if all(ADDI) => {
            let slot = planner.slot(target, addend);
            let pair = Pair { value: distance(Goal::Slot(slot), 0), second: Second::Load };
            (pair, Plan::put(row, pair.value))
        }
        Whereabouts::Bss | Whereabouts::Runtime(_) | Whereabouts::Number(_) => {
            let register = (insn >> 7 & 0x1f) as u8;
            let detour = planner.detour(target, addend, register, (section, from + 4));
            let value = distance(Goal::Detour(detour), 0);
            let action = Action::Put { value, field: Field::Insn32(j_type), range: Range::signed(21, 2) };
            let plan = Plan { edit: None, action }.with_edit(from, JAL.to_le_bytes());
            (nothing, plan)
        }
    }
}

pub(super) fn plan_second(
    planner: &mut Planner,
    section: SectionId,
    relocation: &Relocation,
    row: &Row,
    pairs: &HashMap<u64, Pair>,
) -> Plan {
    let first = first_of(planner, section, relocation);
    let Some(pair) = first.and_then(|first| pairs.get(&first)) else {
        let detail = match first {
            Some(first) => format!("no R_RISCV_PCREL_HI20 or R_RISCV_GOT_HI20 at offset {first:#x}"),
            None => format!("`{}` is not in the same section", planner.symbol_name(relocation)),
        };
        let problem = Problem::UnpairedLow { relocation: row.name, detail };
        return planner.refuse(section, relocation, problem);
    };
    if relocation.addend != 0 {
        let detail = format!("the addend {} belongs to the high part", relocation.addend);
        let problem = Problem::UnpairedLow { relocation: row.name, detail };
        return planner.refuse(section, relocation, problem);
    }
    let plan = Plan::put(row, pair.value);
    let operation = match pair.second {
        Second::Same => return plan,
        Second::Load => load(planner.architecture.arch),
        Second::Address => ADDI,
    };
    match insn_at(planner, section, relocation.offset) {
        Some(insn) => plan.with_edit(relocation.offset, (insn & !0x707f | operation).to_le_bytes()),
        None => plan,
    }
}

/// What `lui` and a second instruction can make: on 64 bits the upper half repeats bit 31.
fn lui_range(arch: Arch) -> Range {
    if arch.word() == 8 { FAR } else { WORD }
}

/// Whether that holds a number; a greater one is loaded from a slot.
pub(super) fn fits_lui(arch: Arch, value: u64) -> bool {
    let range = lui_range(arch);
    (range.min..=range.max).contains(&signed(value, 0))
}

pub(super) fn signed(value: u64, addend: i64) -> i128 {
    i128::from(value.cast_signed()) + i128::from(addend)
}

/// An `auipc` becomes a `lui` of the same register, with the upper part of a number.
fn put_lui(planner: &Planner, row: &Row, at: u64, auipc: u32, value: Value) -> Plan {
    let action = Action::Put { value, field: row.field, range: lui_range(planner.architecture.arch) };
    let lui = auipc & !0x7f | LUI;
    Plan { edit: None, action }.with_edit(at, lui.to_le_bytes())
}

/// A call or jump in two instructions: to a number, the first becomes `lui`.
pub(super) fn plan_far_call(
    planner: &mut Planner,
    section: SectionId,
    relocation: &Relocation,
    row: &Row,
) -> Plan {
    let target = planner.target(relocation);
    let first = insn_at(planner, section, relocation.offset);
    match (planner.whereabouts(target), first) {
        (Whereabouts::Number(value), Some(insn)) if fits_lui(planner.architecture.arch, value) => {
            let value = Value::Number(signed(value, relocation.addend));
            put_lui(planner, row, relocation.offset, insn, value)
        }
        _ => planner.plan_call(section, relocation, row),
    }
}
