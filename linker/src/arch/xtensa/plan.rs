//! How Xtensa relocations are done.

use std::collections::HashMap;

use object::elf;

use super::abi::check_function;
use super::insn::{CALL0, Insn, NOP, bytes, indirect_call, loaded_register};
use super::threads::{leave_thread, loads_of_functions, plan_function};
use crate::arch::{Meaning, Row};
use crate::error::Problem;
use crate::plan::{Action, Goal, Plan, Value};
use crate::planner::{Planner, Whereabouts};
use crate::program::{Place, Relocation, Section, SectionId, SectionKind, SymbolKind};
use crate::request::Arch;
use crate::resolve::Target;

/// Nothing reaches a variable at a distance: its address is always in a literal.
pub(super) fn needs_distance(_: &Section, _: usize, _: &Row) -> bool {
    false
}

/// The instruction that an operand's relocation is of.
fn insn_at(section: &Section, offset: u64) -> Option<Insn> {
    Insn::decode(section.bytes.get(usize::try_from(offset).ok()?..)?)
}

pub(super) fn loads_literal(section: &Section, relocation: &Relocation) -> bool {
    relocation.r_type == elf::R_XTENSA_SLOT0_OP.0 && insn_at(section, relocation.offset) == Some(Insn::Load)
}

pub(super) fn plan(planner: &mut Planner, section: SectionId) -> Vec<Plan> {
    check_section(planner, section);
    let relocations = planner.section(section).relocations.clone();
    let calls = expanded_calls(planner, section, &relocations);
    let idle_loads = loads_of_functions(planner.section(section));
    leave_thread(planner, section);
    let plan_one = |relocation: &Relocation| {
        let Some(row) = planner.row(section, relocation) else { return Plan::NOTHING };
        let expanded = calls.get(&relocation.offset).copied();
        match row.meaning {
            // What it loads is not needed.
            Meaning::Operand if expanded.is_some() || idle_loads.contains(&relocation.offset) => {
                Plan::NOTHING
            }
            Meaning::Operand => plan_operand(planner, section, relocation, row),
            Meaning::Nothing => match expanded {
                Some(call) if row.number == elf::R_XTENSA_ASM_EXPAND.0 => {
                    plan_expanded(planner, relocation, call)
                }
                Some(_) | None => Plan::NOTHING,
            },
            Meaning::Call => plan_simplified(planner, section, relocation, row),
            Meaning::Relative => plan_relative(planner, section, relocation, row),
            Meaning::ThreadPointer => plan_function(planner, section, relocation),
            Meaning::Pointer | Meaning::Unsupported(_) => {
                planner.plan_common(section, relocation, row).unwrap_or(Plan::NOTHING)
            }
            // No row of the table means them.
            Meaning::Absolute | Meaning::Set | Meaning::Add | Meaning::Sub => Plan::NOTHING,
            Meaning::High | Meaning::GotHigh | Meaning::Low | Meaning::Got => Plan::NOTHING,
            Meaning::ThreadSlot | Meaning::FromThread | Meaning::RelativeToWord => Plan::NOTHING,
            Meaning::RelaxableGot | Meaning::Base | Meaning::FromBase | Meaning::GotFromBase => Plan::NOTHING,
            Meaning::AbsoluteHigh | Meaning::AbsoluteLow => Plan::NOTHING,
        }
    };
    relocations.iter().map(plan_one).collect()
}

// --- What a section must not be -----------------------------------------------------------------------------------

fn check_section(planner: &mut Planner, id: SectionId) {
    let arch = planner.architecture.arch;
    let section = planner.section(id);
    if section.kind != SectionKind::Text {
        return;
    }
    let symbols = section.symbols.iter().map(|symbol| &planner.resolved.program.symbols[*symbol]);
    let wrong = symbols.filter(|symbol| symbol.kind == SymbolKind::Function).find_map(|symbol| {
        let Place::Section { offset, .. } = symbol.place else { return None };
        let code = section.bytes.get(usize::try_from(offset).ok()?..)?;
        Some((offset, check_function(arch, code).err()?))
    });
    if let Some((offset, problem)) = wrong {
        planner.refuse_section(id, offset, problem);
    }
}

// --- Operands -----------------------------------------------------------------------------------------------------

/// A distance into an instruction's own bits.
fn operand(insn: Insn, offset: u64, goal: Goal, addend: i64) -> Plan {
    let value = Value::Distance { goal, addend, from: insn.origin(offset) };
    Plan { edit: None, action: Action::Put { value, field: insn.field(), range: insn.range() } }
}

fn plan_operand(planner: &mut Planner, section: SectionId, relocation: &Relocation, row: &Row) -> Plan {
    let Relocation { offset, addend, .. } = *relocation;
    let target = planner.target(relocation);
    let Some(insn) = insn_at(planner.section(section), offset) else {
        return unsupported(planner, section, relocation, row, "the instruction there has no such operand");
    };
    if insn == Insn::Load
        && let Target::Section(literals, at) = target
        && let Some(slot) = at.checked_add(addend).and_then(|place| planner.literal_slot(literals, place))
    {
        return operand(insn, offset, Goal::Slot(slot), 0);
    }
    let goal = match insn {
        Insn::Call(_) | Insn::Jump => call_goal(planner, section, relocation, insn),
        Insn::Load | Insn::BranchZero | Insn::Branch | Insn::Loop | Insn::NarrowBranch => {
            in_reach(planner, section, relocation)
        }
    };
    goal.map_or(Plan::NOTHING, |(goal, addend)| operand(insn, offset, goal, addend))
}

fn unsupported(
    planner: &mut Planner,
    section: SectionId,
    relocation: &Relocation,
    row: &Row,
    why: &'static str,
) -> Plan {
    let symbol = planner.symbol_name(relocation);
    planner.refuse(section, relocation, Problem::UnsupportedRelocation { relocation: row.name, symbol, why })
}

/// A place in the same block, which alone is at a known distance; otherwise a problem is noted.
fn in_reach(planner: &mut Planner, section: SectionId, relocation: &Relocation) -> Option<(Goal, i64)> {
    let target = planner.target(relocation);
    if let Target::Section(to, _) = target
        && planner.block(to) == planner.block(section)
    {
        return Some((Goal::Target(target), relocation.addend));
    }
    let symbol = planner.symbol_name(relocation);
    let problem = match target {
        Target::Section(..) => Problem::UnknownDifference { symbol },
        Target::Absolute(_) | Target::Runtime(_) | Target::Undefined | Target::Discarded => {
            Problem::FirmwareDistance { symbol }
        }
    };
    planner.refuse(section, relocation, problem);
    None
}

/// Where a call or jump is to lead: to the function, or to a stub for it.
fn call_goal(
    planner: &mut Planner,
    section: SectionId,
    relocation: &Relocation,
    insn: Insn,
) -> Option<(Goal, i64)> {
    let target = planner.target(relocation);
    let is_function = match planner.whereabouts(target) {
        Whereabouts::Runtime(word) => word.is_function(),
        Whereabouts::Number(_) => true,
        Whereabouts::Image | Whereabouts::Bss => return in_reach(planner, section, relocation),
    };
    if !is_function || relocation.addend != 0 {
        return in_reach(planner, section, relocation);
    }
    // Which register a stub may change depends on the call.
    let through_stub = match planner.architecture.arch {
        Arch::Xtensawin => insn == Insn::Call(8),
        _ => matches!(insn, Insn::Call(0) | Insn::Jump),
    };
    if !through_stub {
        let symbol = planner.symbol_name(relocation);
        let why = match planner.architecture.arch {
            Arch::Xtensawin => "functions of the firmware are called with call8 or callx8",
            _ => "functions of the firmware are called with call0 or callx0",
        };
        let relocation_name = planner.architecture.row(relocation.r_type).map_or("", |row| row.name);
        let problem = Problem::UnsupportedRelocation { relocation: relocation_name, symbol, why };
        planner.refuse(section, relocation, problem);
        return None;
    }
    Some((Goal::Stub(planner.stub(target)), 0))
}

fn plan_relative(planner: &mut Planner, section: SectionId, relocation: &Relocation, row: &Row) -> Plan {
    match in_reach(planner, section, relocation) {
        Some((goal, _)) => Plan::distance(row, relocation, goal),
        None => Plan::NOTHING,
    }
}

// --- Expanded calls -----------------------------------------------------------------------------------------------

/// `l32r aN, f; callxM aN` at an offset: which call it is.
fn expanded_call(section: &Section, offset: u64) -> Option<u8> {
    let start = usize::try_from(offset).ok()?;
    let (load, rest) = section.bytes.get(start..start.checked_add(6)?)?.split_at_checked(3)?;
    let (call, register) = indirect_call(rest)?;
    (loaded_register(load)? == register).then_some(call)
}

/// The expanded calls of a section that can be direct, by their offsets: those of functions in the module. A module
/// is smaller than the reach of a call, or else the call says that it is out of range.
fn expanded_calls(planner: &Planner, section: SectionId, relocations: &[Relocation]) -> HashMap<u64, u8> {
    let in_image = |relocation: &&Relocation| {
        let target = planner.target(relocation);
        let aligned = match target {
            Target::Section(to, offset) => {
                planner.section(to).align >= 4 && (offset + relocation.addend) % 4 == 0
            }
            Target::Absolute(_) | Target::Runtime(_) | Target::Undefined | Target::Discarded => false,
        };
        aligned && planner.whereabouts(target) == Whereabouts::Image
    };
    let expansions = relocations.iter().filter(|r| r.r_type == elf::R_XTENSA_ASM_EXPAND.0).filter(in_image);
    expansions.filter_map(|r| Some((r.offset, expanded_call(planner.section(section), r.offset)?))).collect()
}

/// `call0 f; nop` in the place of an expanded call. The register that had the address is dead: a call overwrites it.
fn direct_call(offset: u64, call: u8, goal: Goal, addend: i64) -> Plan {
    let call_insn = CALL0 | u32::from(call / 4) << 4;
    let code = [bytes(call_insn), NOP].concat();
    operand(Insn::Call(call), offset, goal, addend).with_edit(offset, code)
}

fn plan_expanded(planner: &Planner, relocation: &Relocation, call: u8) -> Plan {
    let goal = Goal::Target(planner.target(relocation));
    direct_call(relocation.offset, call, goal, relocation.addend)
}

/// An expanded call that must become direct, because its literal is gone (`ld -r --relax`).
fn plan_simplified(planner: &mut Planner, section: SectionId, relocation: &Relocation, row: &Row) -> Plan {
    let Some(call) = expanded_call(planner.section(section), relocation.offset) else {
        return unsupported(planner, section, relocation, row, "there is no expanded call");
    };
    match call_goal(planner, section, relocation, Insn::Call(call)) {
        Some((goal, addend)) => direct_call(relocation.offset, call, goal, addend),
        None => Plan::NOTHING,
    }
}
