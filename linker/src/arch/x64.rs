//! x86-64, the unix port.
//!
//! What is odd about this architecture:
//!
//! - Distances are 32-bit fields at the end of (or within) instructions of varying length, and count from the end of
//!   the instruction: the addend is −4 where the field is last, less where an immediate follows.
//! - A relocation does not say which instruction it is in, but the bytes before the field do:
//!
//!   | bytes before | instruction | when the target is elsewhere | becomes |
//!   |---|---|---|---|
//!   | `REX.W 8d /r` | `lea v(%rip), r` | in the BSS, in the firmware | `mov slot(%rip), r` |
//!   | `REX.W 8d /r` | `lea v(%rip), r` | a number | `mov $number, r`, or from a slot if it is large |
//!   | `e8`, `e9`, `0f 8x` | `call`, `jmp`, `jcc` | in the firmware, a number | the same, to a stub |
//!
//!   and with `GOTPCRELX`, when the target is in the image:
//!
//!   | `8b /r` | `mov v@GOTPCREL(%rip), r` | `lea v(%rip), r` |
//!   |---|---|---|
//!   | `ff 15` | `call *v@GOTPCREL(%rip)` | `addr32 call v` |
//!   | `ff 25` | `jmp *v@GOTPCREL(%rip)` | `nop; jmp v` |
//!
//! - Everything else that reaches a variable at a fixed distance keeps the variable in the image.
//!
//! Numbers, formulas and fields: System V ABI, AMD64 supplement, "Relocation Types", and its B.2 on `GOTPCRELX`.

use object::elf;

use crate::arch::Meaning::{
    self, Absolute, Add, Call, FromThread, Got, GotHigh, High, Low, Nothing, Pointer, Relative, RelaxableGot,
    Set, Sub, ThreadSlot,
};
use crate::arch::threads;
use crate::arch::{Architecture, DetourAddresses, Field, Placement, Range, Row, refused, row};
use crate::error::Problem;
use crate::plan::{Action, Goal, Plan, Value};
use crate::planner::{Planner, Whereabouts};
use crate::program::{Relocation, Section, SectionId};
use crate::request::Arch;

/// The architecture.
pub static X64: Architecture = Architecture {
    arch: Arch::X64,
    machine: elf::EM_X86_64,
    class: elf::ELFCLASS64,
    function_bits: 0,
    implicit_addends: false,
    check_flags,
    check_attributes: None,
    relocations: &RELOCATIONS,
    // The unix port maps pages for code; BSS is a block of the garbage collector's heap.
    image_align: 4096,
    placement: Placement::AFTER_CODE,
    bss_align: 32,
    needs_distance,
    rewritable: None,
    replaced_calls: &[],
    plan,
    relax: None,
    asks_resolvers: true,
    call_addend: LAST,
    entry_jump,
    stub_size: (6, 2),
    stub_word: None,
    stub_slot_word: None,
    stub,
    detour_size: (0, 1),
    detour_word: None,
    detour: no_detour,
};

const NEAR: Range = Range::signed(32, 1);
const LOCAL_EXEC: &str =
    "code for programs counts from the thread's own block; compile with -fpic, or -ftls-model=initial-exec";
const TLS: &str = "firmware has no thread-local storage";
const DYNAMIC: &str = "it is for dynamic linkers";
const LARGE: &str = "it belongs to the large code model";
const SIZE: &str = "sizes of symbols are for bounds checkers";
const APX: &str = "it is for instructions with 32 registers (APX)";

#[rustfmt::skip]
static RELOCATIONS: [Row; 42] = [
    row(elf::R_X86_64_NONE, "R_X86_64_NONE", Nothing, Field::None, Range::ANY),
    row(elf::R_X86_64_64, "R_X86_64_64", Pointer, Field::Double, Range::ANY),
    row(elf::R_X86_64_PC32, "R_X86_64_PC32", Relative, Field::Word, NEAR),
    refused(elf::R_X86_64_GOT32, "R_X86_64_GOT32", LARGE),
    row(elf::R_X86_64_PLT32, "R_X86_64_PLT32", Call, Field::Word, NEAR),
    refused(elf::R_X86_64_COPY, "R_X86_64_COPY", DYNAMIC),
    refused(elf::R_X86_64_GLOB_DAT, "R_X86_64_GLOB_DAT", DYNAMIC),
    refused(elf::R_X86_64_JUMP_SLOT, "R_X86_64_JUMP_SLOT", DYNAMIC),
    refused(elf::R_X86_64_RELATIVE, "R_X86_64_RELATIVE", DYNAMIC),
    row(elf::R_X86_64_GOTPCREL, "R_X86_64_GOTPCREL", Got, Field::Word, NEAR),
    row(elf::R_X86_64_32, "R_X86_64_32", Absolute, Field::Word, Range::unsigned(32)),
    row(elf::R_X86_64_32S, "R_X86_64_32S", Absolute, Field::Word, NEAR),
    row(elf::R_X86_64_16, "R_X86_64_16", Absolute, Field::Half, Range::either(16)),
    row(elf::R_X86_64_PC16, "R_X86_64_PC16", Relative, Field::Half, Range::signed(16, 1)),
    row(elf::R_X86_64_8, "R_X86_64_8", Absolute, Field::Byte, Range::either(8)),
    row(elf::R_X86_64_PC8, "R_X86_64_PC8", Relative, Field::Byte, Range::signed(8, 1)),
    refused(elf::R_X86_64_DTPMOD64, "R_X86_64_DTPMOD64", TLS),
    refused(elf::R_X86_64_DTPOFF64, "R_X86_64_DTPOFF64", TLS),
    refused(elf::R_X86_64_TPOFF64, "R_X86_64_TPOFF64", TLS),
    row(elf::R_X86_64_TLSGD, "R_X86_64_TLSGD", Got, Field::Word, NEAR),
    row(elf::R_X86_64_TLSLD, "R_X86_64_TLSLD", ThreadSlot, Field::Word, NEAR),
    row(elf::R_X86_64_DTPOFF32, "R_X86_64_DTPOFF32", FromThread, Field::Word, NEAR),
    row(elf::R_X86_64_GOTTPOFF, "R_X86_64_GOTTPOFF", Got, Field::Word, NEAR),
    refused(elf::R_X86_64_TPOFF32, "R_X86_64_TPOFF32", LOCAL_EXEC),
    row(elf::R_X86_64_PC64, "R_X86_64_PC64", Relative, Field::Double, Range::ANY),
    refused(elf::R_X86_64_GOTOFF64, "R_X86_64_GOTOFF64", LARGE),
    refused(elf::R_X86_64_GOTPC32, "R_X86_64_GOTPC32", LARGE),
    refused(elf::R_X86_64_GOT64, "R_X86_64_GOT64", LARGE),
    refused(elf::R_X86_64_GOTPCREL64, "R_X86_64_GOTPCREL64", LARGE),
    refused(elf::R_X86_64_GOTPC64, "R_X86_64_GOTPC64", LARGE),
    refused(elf::R_X86_64_GOTPLT64, "R_X86_64_GOTPLT64", LARGE),
    refused(elf::R_X86_64_PLTOFF64, "R_X86_64_PLTOFF64", LARGE),
    refused(elf::R_X86_64_SIZE32, "R_X86_64_SIZE32", SIZE),
    refused(elf::R_X86_64_SIZE64, "R_X86_64_SIZE64", SIZE),
    refused(elf::R_X86_64_GOTPC32_TLSDESC, "R_X86_64_GOTPC32_TLSDESC", TLS),
    refused(elf::R_X86_64_TLSDESC_CALL, "R_X86_64_TLSDESC_CALL", TLS),
    refused(elf::R_X86_64_TLSDESC, "R_X86_64_TLSDESC", TLS),
    refused(elf::R_X86_64_IRELATIVE, "R_X86_64_IRELATIVE", DYNAMIC),
    refused(elf::R_X86_64_RELATIVE64, "R_X86_64_RELATIVE64", DYNAMIC),
    row(elf::R_X86_64_GOTPCRELX, "R_X86_64_GOTPCRELX", RelaxableGot, Field::Word, NEAR),
    row(elf::R_X86_64_REX_GOTPCRELX, "R_X86_64_REX_GOTPCRELX", RelaxableGot, Field::Word, NEAR),
    refused(elf::R_X86_64_CODE_4_GOTPCRELX, "R_X86_64_CODE_4_GOTPCRELX", APX),
];

/// A displacement that is the last part of its instruction.
const LAST: i64 = -4;
const LEA: u8 = 0x8d;
const MOV_LOAD: u8 = 0x8b;

// --- Code that the linker makes ---------------------------------------------------------------------------------

pub(super) fn entry_jump(over: u64) -> Option<Vec<u8>> {
    if let Some(short) = over.checked_sub(2).and_then(|distance| i8::try_from(distance).ok()) {
        return Some(vec![0xeb, short.cast_unsigned()]);
    }
    let near = i32::try_from(over.checked_sub(5)?).ok()?;
    let mut code = vec![0xe9];
    code.extend(near.to_le_bytes());
    Some(code)
}

/// `jmp *slot(%rip)`: it changes no register at all.
fn stub(_: Arch, stub: u64, slot: u64) -> Vec<u8> {
    let distance = slot.wrapping_sub(stub + 6) & u64::from(u32::MAX);
    let mut code = vec![0xff, 0x25];
    code.extend((distance as u32).to_le_bytes());
    code
}

/// No plan of this architecture has one.
fn no_detour(_: Arch, _: DetourAddresses) -> Option<Vec<u8>> {
    None
}

fn check_flags(_: Arch, flags: u32) -> Result<(), Problem> {
    // The AMD64 ABI defines no flags.
    if flags == 0 {
        return Ok(());
    }
    let found = format!("an ABI with the unknown flags {flags:#x}");
    Err(Problem::WrongAbi { found, target: Arch::X64, expected: "the System V ABI" })
}

// --- Planning ---------------------------------------------------------------------------------------------------

/// What the bytes before a displacement say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Insn {
    /// `lea d(%rip), r`, 64 bits wide, with its REX prefix and ModRM byte.
    Lea { rex: u8, modrm: u8 },
    /// `call`, `jmp` or a conditional jump.
    Branch,
    /// `mov d(%rip), r`.
    Load,
    /// `call *d(%rip)`.
    CallIndirect,
    /// `jmp *d(%rip)`.
    JumpIndirect,
    /// Something else, or data.
    Other,
}

/// A ModRM byte for a displacement from the instruction pointer.
fn is_rip_relative(modrm: u8) -> bool {
    modrm & 0xc7 == 0x05
}

fn insn_before(section: &Section, offset: u64) -> Insn {
    let at = |back: u64| {
        let index = usize::try_from(offset.checked_sub(back)?).ok()?;
        section.bytes.get(index).copied()
    };
    let is_text = section.kind == crate::program::SectionKind::Text;
    match (at(3), at(2), at(1)) {
        _ if !is_text => Insn::Other,
        // Preceded by 62, these bytes could be the end of an EVEX instruction; assume the worse.
        (Some(rex @ (0x48 | 0x4c)), Some(LEA), Some(modrm))
            if is_rip_relative(modrm) && at(6) != Some(0x62) =>
        {
            Insn::Lea { rex, modrm }
        }
        (_, Some(MOV_LOAD), Some(modrm)) if is_rip_relative(modrm) => Insn::Load,
        (_, Some(0xff), Some(0x15)) => Insn::CallIndirect,
        (_, Some(0xff), Some(0x25)) => Insn::JumpIndirect,
        (_, _, Some(0xe8 | 0xe9)) | (_, Some(0x0f), Some(0x80..=0x8f)) => Insn::Branch,
        _ => Insn::Other,
    }
}

fn needs_distance(section: &Section, index: usize, row: &Row) -> bool {
    let Some(relocation) = section.relocations.get(index) else { return false };
    match row.meaning {
        Relative => {
            let rewritable = matches!(insn_before(section, relocation.offset), Insn::Lea { .. });
            !(rewritable && relocation_is_near_lea(relocation, row))
        }
        Call | FromThread => true,
        Nothing | Pointer | Absolute | Set | Add | Sub | High | GotHigh | Low | Got | RelaxableGot
        | ThreadSlot => false,
        Meaning::Operand => false,
        Meaning::Base | Meaning::FromBase | Meaning::GotFromBase => false,
        Meaning::AbsoluteHigh | Meaning::AbsoluteLow | Meaning::ThreadPointer => false,
        Meaning::RelativeToWord => false,
        Meaning::Unsupported(_) => false,
    }
}

/// A 32-bit displacement: the only one that `lea` has.
fn relocation_is_near_lea(_: &Relocation, row: &Row) -> bool {
    row.number == elf::R_X86_64_PC32.0
}

fn plan(planner: &mut Planner, section: SectionId) -> Vec<Plan> {
    let relocations = planner.section(section).relocations.clone();
    threads::leave_segment(planner, section, elf::R_X86_64_GOTTPOFF, 64);
    let plan_one = |relocation: &Relocation| {
        let Some(row) = planner.row(section, relocation) else { return Plan::NOTHING };
        match row.meaning {
            Relative => plan_relative(planner, section, relocation, row),
            Got | RelaxableGot => plan_got(planner, section, relocation, row),
            ThreadSlot => {
                let slot = planner.slot(planner.thread_base(), 0);
                Plan::distance(row, relocation, Goal::Slot(slot))
            }
            Nothing | Pointer | Absolute | Call | Set | Add | Sub | FromThread | Meaning::Unsupported(_) => {
                planner.plan_common(section, relocation, row).unwrap_or(Plan::NOTHING)
            }
            // No row of the table means them.
            High | GotHigh | Low | Meaning::Base | Meaning::FromBase | Meaning::GotFromBase => Plan::NOTHING,
            Meaning::Operand => Plan::NOTHING,
            Meaning::AbsoluteHigh | Meaning::AbsoluteLow | Meaning::ThreadPointer => Plan::NOTHING,
            Meaning::RelativeToWord => Plan::NOTHING,
        }
    };
    relocations.iter().map(plan_one).collect()
}

fn plan_relative(planner: &mut Planner, section: SectionId, relocation: &Relocation, row: &Row) -> Plan {
    let target = planner.target(relocation);
    let offset = relocation.offset;
    let whereabouts = planner.whereabouts(target);
    let insn = if relocation_is_near_lea(relocation, row) {
        insn_before(planner.section(section), offset)
    } else {
        Insn::Other
    };
    match (whereabouts, insn) {
        (Whereabouts::Image, _) => Plan::distance(row, relocation, Goal::Target(target)),
        (Whereabouts::Bss | Whereabouts::Runtime(_), Insn::Lea { .. }) => {
            let slot = planner.slot(target, relocation.addend - LAST);
            let value = Value::Distance { goal: Goal::Slot(slot), addend: LAST, from: offset };
            Plan::put(row, value).with_edit(offset - 2, [MOV_LOAD])
        }
        (Whereabouts::Number(value), Insn::Lea { rex, modrm }) => {
            let value = i128::from(value.cast_signed()) + i128::from(relocation.addend - LAST);
            if !(NEAR.min..=NEAR.max).contains(&value) {
                let slot = planner.slot(target, relocation.addend - LAST);
                let value = Value::Distance { goal: Goal::Slot(slot), addend: LAST, from: offset };
                return Plan::put(row, value).with_edit(offset - 2, [MOV_LOAD]);
            }
            // lea's register is in ModRM's middle bits, mov's in its lower bits; so REX.R becomes REX.B.
            let action = Action::Put { value: Value::Number(value), field: Field::Word, range: NEAR };
            let mov = [0x48 | (rex >> 2 & 1), 0xc7, 0xc0 | (modrm >> 3 & 7)];
            Plan { edit: None, action }.with_edit(offset - 3, mov)
        }
        (Whereabouts::Runtime(_) | Whereabouts::Number(_), Insn::Branch) => {
            planner.plan_call(section, relocation, row)
        }
        (Whereabouts::Number(_), _) => {
            let symbol = planner.symbol_name(relocation);
            let problem = Problem::NotPositionIndependent { relocation: row.name, symbol };
            planner.refuse(section, relocation, problem)
        }
        (Whereabouts::Runtime(_) | Whereabouts::Bss, _) => {
            let symbol = planner.symbol_name(relocation);
            planner.refuse(section, relocation, Problem::FirmwareDistance { symbol })
        }
    }
}

fn plan_got(planner: &mut Planner, section: SectionId, relocation: &Relocation, row: &Row) -> Plan {
    let target = planner.target(relocation);
    let offset = relocation.offset;
    // An immediate of up to four bytes can follow the displacement.
    if !(LAST - 4..=LAST).contains(&relocation.addend) {
        let symbol = planner.symbol_name(relocation);
        let addend = relocation.addend;
        let problem = Problem::GotAddend { relocation: row.name, symbol, addend };
        return planner.refuse(section, relocation, problem);
    }
    let insn = insn_before(planner.section(section), offset);
    if row.number == elf::R_X86_64_GOTTPOFF.0 && insn != Insn::Load {
        // It would add the variable's address to the thread's own.
        let symbol = planner.symbol_name(relocation);
        return planner.refuse(section, relocation, Problem::ThreadLocal { symbol });
    }
    let is_last = relocation.addend == LAST;
    if row.meaning == RelaxableGot && is_last && planner.whereabouts(target) == Whereabouts::Image {
        let direct = Plan::distance(row, relocation, Goal::Target(target));
        match insn {
            Insn::Load => return direct.with_edit(offset - 2, [LEA]),
            Insn::CallIndirect => return direct.with_edit(offset - 2, [0x67, 0xe8]),
            Insn::JumpIndirect => return direct.with_edit(offset - 2, [0x90, 0xe9]),
            Insn::Lea { .. } | Insn::Branch | Insn::Other => {}
        }
    }
    let slot = planner.slot(target, 0);
    Plan::distance(row, relocation, Goal::Slot(slot))
}

#[cfg(test)]
#[path = "x64_tests.rs"]
mod tests;
