//! How Arm relocations are done.

use object::elf::{self, RelocationType};

use super::code::{Code, Mapping, mapping};
use super::distances::{Distances, is_distance};
use super::fields::{BRANCH24, coded};
use super::pairs::Pairs;
use crate::arch::Meaning::{
    self, AbsoluteHigh, AbsoluteLow, Base, Call, FromBase, Got, Relative, RelativeToWord,
};
use crate::arch::{Range, Row};
use crate::error::Problem;
use crate::plan::{Action, Goal, Plan, Value};
use crate::planner::{Planner, Whereabouts};
use crate::program::{Binding, Place, Relocation, Section, SectionId, SectionKind};
use crate::resolve::Target;

/// Gives the thread pointer in `r0` and changes no other register (Run-time ABI for the Arm Architecture, "Thread-local
/// storage").
pub(super) const READ_TP: &str = "__aeabi_read_tp";
/// Takes the address of a slot in `r0` and gives that of the variable.
pub(super) const TLS_GET_ADDR: &str = "__tls_get_addr";

const BASE_FROM_OUTSIDE: &str = "the code takes the base from a register that the firmware does not set (compile without -msingle-pic-base and -mno-pic-data-is-text-relative)";

const NOP: u16 = 0xbf00;
const NOP_WIDE: u32 = 0x8000_f3af;
const MOVS_R0_0: u16 = 0x2000;
const LDR_R0_R0: u16 = 0x6800;
const BX_LR: u16 = 0x4770;

/// Loads from the code, `movw` and words reach what is at a distance only; of the words, see [`super::distances`].
pub(super) fn needs_distance(_: &Section, _: usize, row: &Row) -> bool {
    matches!(row.meaning, Relative | RelativeToWord | FromBase | Call)
}

pub(super) fn plan(planner: &mut Planner, section: SectionId) -> Vec<Plan> {
    refuse_arm_instructions(planner, section);
    let relocations = planner.section(section).relocations.clone();
    let is_split = |r: &Relocation| {
        planner.architecture.row(r.r_type).is_some_and(|row| row.meaning == AbsoluteLow)
            || is_distance(&planner.resolved.program, section, r)
    };
    let code = if relocations.iter().any(is_split) {
        Code::of_section(&planner.resolved.program, section)
    } else {
        Code::default()
    };
    let pairs = Pairs::of_section(planner, section, &relocations, &code);
    let distances = Distances::of_section(&planner.resolved.program, section, &code);
    let has_base = !relocations.iter().any(counts_from_base) || planner.object_has_base(section);
    let plan_one = |relocation: &Relocation| {
        let Some(row) = planner.row(section, relocation) else { return Plan::NOTHING };
        if let Some(plan) = plan_replaced_call(planner, section, relocation) {
            return plan;
        }
        match row.meaning {
            Call if is_weak_undefined(planner, relocation) => do_nothing(planner, section, relocation),
            Relative => plan_distance(planner, section, relocation, row, &distances),
            RelativeToWord => plan_distance_to_word(planner, section, relocation, row),
            AbsoluteLow | AbsoluteHigh => plan_pair(planner, section, relocation, row, &pairs),
            Got => plan_got(planner, relocation, row),
            Base => Plan::distance(row, relocation, Goal::Base),
            Meaning::Pointer if row.number == elf::R_ARM_ABS32_NOI.0 => {
                let (target, addend) = (planner.target(relocation), relocation.addend);
                Plan { edit: None, action: Action::Pointer { target, addend } }
            }
            FromBase | Meaning::GotFromBase if !has_base => {
                let symbol = planner.symbol_name(relocation);
                let problem =
                    Problem::UnsupportedRelocation { relocation: row.name, symbol, why: BASE_FROM_OUTSIDE };
                planner.refuse(section, relocation, problem)
            }
            Meaning::GotFromBase if relocation.addend != 0 => {
                refuse_got_addend(planner, section, relocation, row)
            }
            Meaning::Nothing
            | Meaning::Pointer
            | Meaning::Absolute
            | Call
            | FromBase
            | Meaning::GotFromBase
            | Meaning::Unsupported(_) => {
                planner.plan_common(section, relocation, row).unwrap_or(Plan::NOTHING)
            }
            // No row of the table means them.
            Meaning::Operand => Plan::NOTHING,
            Meaning::Set | Meaning::Add | Meaning::Sub | Meaning::High | Meaning::GotHigh | Meaning::Low => {
                Plan::NOTHING
            }
            Meaning::ThreadPointer | Meaning::RelaxableGot => Plan::NOTHING,
            Meaning::ThreadSlot | Meaning::FromThread => Plan::NOTHING,
        }
    };
    relocations.iter().map(plan_one).collect()
}

/// Whether a relocation is a distance from the base.
fn counts_from_base(relocation: &Relocation) -> bool {
    matches!(
        RelocationType(relocation.r_type),
        elf::R_ARM_GOTOFF | elf::R_ARM_GOT32 | elf::R_ARM_THM_GOT_BREL12
    )
}

/// Refuses a section with Arm instructions, which no processor of the M profile runs.
fn refuse_arm_instructions(planner: &mut Planner, section: SectionId) {
    let mut symbols = mapping(&planner.resolved.program, section);
    let arm = symbols.find(|(_, mapping)| *mapping == Mapping::Arm).map(|(offset, _)| offset);
    drop(symbols);
    if let Some(offset) = arm {
        let (found, target) = ("Arm instructions".to_owned(), planner.architecture.arch);
        let problem = Problem::WrongAbi { found, target, expected: "Thumb instructions only (-mthumb)" };
        planner.refuse_section(section, offset, problem);
    }
}

fn halfwords(insns: &[u16]) -> Vec<u8> {
    insns.iter().flat_map(|insn| insn.to_le_bytes()).collect()
}

/// A call of a function that single-threaded code needs no function for.
fn plan_replaced_call(planner: &mut Planner, section: SectionId, relocation: &Relocation) -> Option<Plan> {
    let name = planner.resolved.program.symbols[relocation.symbol].name;
    let insn = match name {
        READ_TP => MOVS_R0_0,
        TLS_GET_ADDR => LDR_R0_R0,
        _ => return None,
    };
    let after = match RelocationType(relocation.r_type) {
        elf::R_ARM_THM_PC22 => NOP,
        elf::R_ARM_THM_JUMP24 => BX_LR,
        elf::R_ARM_NONE => return None,
        _ => {
            let problem = Problem::UndefinedSymbol { symbol: name.to_owned(), references: 1 };
            return Some(planner.refuse(section, relocation, problem));
        }
    };
    Some(Plan::NOTHING.with_edit(relocation.offset, halfwords(&[insn, after])))
}

/// Whether nothing defines what a relocation names, and nothing need to.
fn is_weak_undefined(planner: &Planner, relocation: &Relocation) -> bool {
    let symbol = &planner.resolved.program.symbols[relocation.symbol];
    symbol.binding == Binding::Weak
        && symbol.place == Place::Undefined
        && planner.target(relocation) == Target::Absolute(0)
}

/// A branch that goes nowhere.
fn do_nothing(planner: &mut Planner, section: SectionId, relocation: &Relocation) -> Plan {
    let Some(row) = planner.row(section, relocation) else { return Plan::NOTHING };
    // Armv6-M has no `nop` of 32 bits.
    Plan::NOTHING.with_edit(relocation.offset, halfwords(&vec![NOP; row.field.size() / 2]))
}

fn refuse_distance(planner: &mut Planner, section: SectionId, relocation: &Relocation, row: &Row) -> Plan {
    let symbol = planner.symbol_name(relocation);
    let problem = match planner.whereabouts(planner.target(relocation)) {
        Whereabouts::Number(_) => Problem::NotPositionIndependent { relocation: row.name, symbol },
        Whereabouts::Image | Whereabouts::Bss | Whereabouts::Runtime(_) => {
            Problem::FirmwareDistance { symbol }
        }
    };
    planner.refuse(section, relocation, problem)
}

fn plan_distance(
    planner: &mut Planner,
    section: SectionId,
    relocation: &Relocation,
    row: &Row,
    distances: &Distances,
) -> Plan {
    let target = planner.target(relocation);
    let with_bits = row.number != elf::R_ARM_REL32_NOI.0;
    let bits = if with_bits { planner.pointer_bits(relocation) } else { 0 };
    let (from, addend) = (relocation.offset, relocation.addend);
    if planner.whereabouts(target) == Whereabouts::Image {
        let goal = Goal::Target(target);
        return Plan::put(row, Value::Distance { goal, addend: addend | bits, from });
    }
    let add = distances.completion(from);
    let Some(add) = add else { return refuse_distance(planner, section, relocation, row) };
    // What the `add` would have made of it: the target's address and this.
    let beyond = addend - from.cast_signed() + add.cast_signed() + 4;
    let action = Action::Pointer { target, addend: beyond | bits };
    Plan { edit: None, action }.with_edit(add, NOP.to_le_bytes())
}

/// A load from the code: the program counter it counts from is a multiple of four.
fn plan_distance_to_word(
    planner: &mut Planner,
    section: SectionId,
    relocation: &Relocation,
    row: &Row,
) -> Plan {
    let target = planner.target(relocation);
    if planner.whereabouts(target) != Whereabouts::Image {
        return refuse_distance(planner, section, relocation, row);
    }
    let is_address = row.number == elf::R_ARM_THM_ALU_PREL_11_0.0;
    let bits = if is_address { planner.pointer_bits(relocation) } else { 0 };
    let (addend, from) = (relocation.addend | bits, relocation.offset);
    Plan::put(row, Value::DistanceFromWord { goal: Goal::Target(target), addend, from })
}

/// `movw` or `movt` with a part of an address.
fn plan_pair(
    planner: &mut Planner,
    section: SectionId,
    relocation: &Relocation,
    row: &Row,
    pairs: &Pairs,
) -> Plan {
    let target = planner.target(relocation);
    let (from, addend) = (relocation.offset, relocation.addend | planner.pointer_bits(relocation));
    if let Whereabouts::Number(value) = planner.whereabouts(target) {
        let value = i128::from(value.cast_signed()) + i128::from(addend);
        return Plan::put(row, Value::Number(value));
    }
    if planner.section(section).kind == SectionKind::Text {
        if let Some(register) = pairs.register_at(from).filter(|_| row.meaning == AbsoluteLow) {
            let detour = planner.detour(target, addend, register, (section, from + 4));
            // From the address that the program counter reads as.
            let value = Value::Distance { goal: Goal::Detour(detour), addend: -4, from };
            let action = Action::Put { value, field: coded(&BRANCH24), range: Range::signed(25, 2) };
            return Plan { edit: None, action }.with_edit(from, 0x9000_f000u32.to_le_bytes());
        }
        if row.meaning == AbsoluteHigh && pairs.has_second(from) {
            return Plan::NOTHING.with_edit(from, NOP_WIDE.to_le_bytes());
        }
    }
    let symbol = planner.symbol_name(relocation);
    planner.refuse(section, relocation, Problem::NotPositionIndependent { relocation: row.name, symbol })
}

/// The distance of a slot. The addend is part of the way to it, and none of what it holds.
fn plan_got(planner: &mut Planner, relocation: &Relocation, row: &Row) -> Plan {
    // The module number and the offset there of any variable; to the latter the address itself is added.
    let is_module = row.number == elf::R_ARM_TLS_LDM32.0;
    let target = if is_module { Target::Absolute(0) } else { planner.target(relocation) };
    let bits = planner.pointer_bits(relocation);
    let slot = planner.slot(target, bits);
    Plan::distance(row, relocation, Goal::Slot(slot))
}

fn refuse_got_addend(planner: &mut Planner, section: SectionId, relocation: &Relocation, row: &Row) -> Plan {
    let (symbol, addend) = (planner.symbol_name(relocation), relocation.addend);
    planner.refuse(section, relocation, Problem::GotAddend { relocation: row.name, symbol, addend })
}
