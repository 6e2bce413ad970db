//! x86, 32 bits: the unix port.
//!
//! What is odd about this architecture:
//!
//! - It has no addresses relative to the instruction pointer, only branches. Position-independent code asks a helper
//!   (`__x86.get_pc_thunk.*`) where it is, makes the *GOT base* from that, and keeps it in a register, often `%ebx`.
//!   Everything is at a distance from the base, which is where our slots begin:
//!
//!   ```text
//!   call __x86.get_pc_thunk.bx           PC32
//!   add  $_GLOBAL_OFFSET_TABLE_, %ebx    GOTPC
//!   mov  f@GOT(%ebx), %eax               GOT32X
//!   lea  v@GOTOFF(%ebx), %edx            GOTOFF
//!   ```
//!
//! - A relocation does not say which instruction it is in, but the bytes before the field do:
//!
//!   | bytes before | instruction | when the target is elsewhere | becomes |
//!   |---|---|---|---|
//!   | `8d /r` | `lea v@GOTOFF(%b), %r` | in the BSS, in the firmware | `mov slot(%b), %r` |
//!   | `8d /r` | `lea v@GOTOFF(%b), %r` | a number | `mov $number, %r` |
//!   | `e8`, `e9`, `0f 8x` | `call`, `jmp`, `jcc` | in the firmware, a number | the same, to a stub |
//!
//!   and with `GOT32X`, when the target is in the image:
//!
//!   | `8b /r` | `mov v@GOT(%b), %r` | `lea v@GOTOFF(%b), %r` |
//!   |---|---|---|
//!   | `ff /2` | `call *v@GOT(%b)` | `addr16 call v` |
//!   | `ff /4` | `jmp *v@GOT(%b)` | `nop; jmp v` |
//!
//! - Everything else that reaches a variable at a distance from the base keeps the variable in the image.
//! - A caller of a stub need not have the base in any register, so a stub holds the address itself, in a word that the
//!   loader adjusts: `mov $address, %eax; jmp *%eax`. No function of the firmware takes an argument in `%eax`. A stub to
//!   a function that a resolver chooses holds its slot's address: `jmp *slot`.
//! - An absolute address in an instruction (code compiled without `-fpic`) can be adjusted by the loader only where
//!   it happens to be at a multiple of four bytes; elsewhere it is refused.
//! - The addends are in the fields (`SHT_REL`), and arithmetic is modulo 2^32: a distance always fits its 32 bits.
//!
//! Numbers, formulas and fields: System V ABI, Intel386 supplement, "Relocation Types", with its rules for `GOT32X`.

use object::elf;

use crate::arch::Meaning::{
    self, Absolute, Base, Call, FromBase, FromThread, GotFromBase, Nothing, Pointer, Relative, ThreadSlot,
};
use crate::arch::threads;
use crate::arch::x64::entry_jump;
use crate::arch::{Architecture, DetourAddresses, Field, Placement, Range, Row, refused, row};
use crate::error::Problem;
use crate::plan::{Goal, Plan, Value};
use crate::planner::{Planner, Whereabouts};
use crate::program::{Relocation, Section, SectionId, SectionKind};
use crate::request::Arch;

/// The architecture.
pub static X86: Architecture = Architecture {
    arch: Arch::X86,
    machine: elf::EM_386,
    class: elf::ELFCLASS32,
    function_bits: 0,
    implicit_addends: true,
    check_flags,
    check_attributes: None,
    relocations: &RELOCATIONS,
    // The unix port maps pages for code.
    image_align: 4096,
    placement: Placement::AFTER_CODE,
    // A block of the garbage collector's heap is at a multiple of 16. But i386 compilers ask for 32 for every variable
    // of 32 bytes or more, to fill fewer lines of the cache, and use no instruction that needs them unless told to
    // (AVX). What cannot be told from a need is given as far as it can be: to the half.
    bss_align: 32,
    needs_distance,
    rewritable: None,
    replaced_calls: &[],
    plan,
    relax: None,
    asks_resolvers: true,
    call_addend: LAST,
    entry_jump,
    stub_size: (7, 1),
    stub_word: Some(1),
    stub_slot_word: Some(2),
    stub,
    detour_size: (0, 1),
    detour_word: None,
    detour: no_detour,
};

/// Every distance fits 32 bits that wrap.
const WRAPS: Range = Range::ANY;
const LOCAL_EXEC: &str =
    "code for programs counts from the thread's own block; compile with -fpic, or -ftls-model=initial-exec";
const TLS: &str = "firmware has no thread-local storage";
const DYNAMIC: &str = "it is for dynamic linkers";
const SIZE: &str = "sizes of symbols are for bounds checkers";
const SUN: &str = "it belongs to Sun's form of thread-local storage";

#[rustfmt::skip]
static RELOCATIONS: [Row; 42] = [
    row(elf::R_386_NONE, "R_386_NONE", Nothing, Field::None, Range::ANY),
    row(elf::R_386_32, "R_386_32", Pointer, Field::Word, WRAPS),
    row(elf::R_386_PC32, "R_386_PC32", Relative, Field::Word, WRAPS),
    row(elf::R_386_GOT32, "R_386_GOT32", GotFromBase, Field::Word, WRAPS),
    row(elf::R_386_PLT32, "R_386_PLT32", Call, Field::Word, WRAPS),
    refused(elf::R_386_COPY, "R_386_COPY", DYNAMIC),
    refused(elf::R_386_GLOB_DAT, "R_386_GLOB_DAT", DYNAMIC),
    refused(elf::R_386_JMP_SLOT, "R_386_JMP_SLOT", DYNAMIC),
    refused(elf::R_386_RELATIVE, "R_386_RELATIVE", DYNAMIC),
    row(elf::R_386_GOTOFF, "R_386_GOTOFF", FromBase, Field::Word, WRAPS),
    row(elf::R_386_GOTPC, "R_386_GOTPC", Base, Field::Word, WRAPS),
    row(elf::R_386_32PLT, "R_386_32PLT", Pointer, Field::Word, WRAPS),
    refused(elf::R_386_TLS_TPOFF, "R_386_TLS_TPOFF", DYNAMIC),
    refused(elf::R_386_TLS_IE, "R_386_TLS_IE", TLS),
    row(elf::R_386_TLS_GOTIE, "R_386_TLS_GOTIE", GotFromBase, Field::Word, WRAPS),
    refused(elf::R_386_TLS_LE, "R_386_TLS_LE", LOCAL_EXEC),
    row(elf::R_386_TLS_GD, "R_386_TLS_GD", GotFromBase, Field::Word, WRAPS),
    row(elf::R_386_TLS_LDM, "R_386_TLS_LDM", ThreadSlot, Field::Word, WRAPS),
    row(elf::R_386_16, "R_386_16", Absolute, Field::Half, Range::either(16)),
    row(elf::R_386_PC16, "R_386_PC16", Relative, Field::Half, Range::signed(16, 1)),
    row(elf::R_386_8, "R_386_8", Absolute, Field::Byte, Range::either(8)),
    row(elf::R_386_PC8, "R_386_PC8", Relative, Field::Byte, Range::signed(8, 1)),
    refused(elf::R_386_TLS_GD_32, "R_386_TLS_GD_32", SUN),
    refused(elf::R_386_TLS_GD_PUSH, "R_386_TLS_GD_PUSH", SUN),
    refused(elf::R_386_TLS_GD_CALL, "R_386_TLS_GD_CALL", SUN),
    refused(elf::R_386_TLS_GD_POP, "R_386_TLS_GD_POP", SUN),
    refused(elf::R_386_TLS_LDM_32, "R_386_TLS_LDM_32", SUN),
    refused(elf::R_386_TLS_LDM_PUSH, "R_386_TLS_LDM_PUSH", SUN),
    refused(elf::R_386_TLS_LDM_CALL, "R_386_TLS_LDM_CALL", SUN),
    refused(elf::R_386_TLS_LDM_POP, "R_386_TLS_LDM_POP", SUN),
    row(elf::R_386_TLS_LDO_32, "R_386_TLS_LDO_32", FromThread, Field::Word, WRAPS),
    refused(elf::R_386_TLS_IE_32, "R_386_TLS_IE_32", TLS),
    refused(elf::R_386_TLS_LE_32, "R_386_TLS_LE_32", LOCAL_EXEC),
    refused(elf::R_386_TLS_DTPMOD32, "R_386_TLS_DTPMOD32", DYNAMIC),
    refused(elf::R_386_TLS_DTPOFF32, "R_386_TLS_DTPOFF32", DYNAMIC),
    refused(elf::R_386_TLS_TPOFF32, "R_386_TLS_TPOFF32", DYNAMIC),
    refused(elf::R_386_SIZE32, "R_386_SIZE32", SIZE),
    refused(elf::R_386_TLS_GOTDESC, "R_386_TLS_GOTDESC", TLS),
    refused(elf::R_386_TLS_DESC_CALL, "R_386_TLS_DESC_CALL", TLS),
    refused(elf::R_386_TLS_DESC, "R_386_TLS_DESC", DYNAMIC),
    refused(elf::R_386_IRELATIVE, "R_386_IRELATIVE", DYNAMIC),
    row(elf::R_386_GOT32X, "R_386_GOT32X", GotFromBase, Field::Word, WRAPS),
];

/// A displacement that is the last part of its instruction.
const LAST: i64 = -4;
const LEA: u8 = 0x8d;
const MOV_LOAD: u8 = 0x8b;

// --- Code that the linker makes ---------------------------------------------------------------------------------

/// `mov $word, %eax; jmp *%eax`, where the loader puts the address into the word.
///
/// `push $word; ret` would leave every register alone, but a return that no call matches makes the processor
/// mispredict the caller's return as well.
///
/// A function that a resolver chooses may take an argument in `%eax` (`regparm`): `jmp *slot`, where the loader adjusts
/// the slot's address.
fn stub(_: Arch, _: u64, slot: u64) -> Vec<u8> {
    if slot != 0 {
        return vec![0xff, 0x25, 0, 0, 0, 0];
    }
    vec![0xb8, 0, 0, 0, 0, 0xff, 0xe0]
}

/// No plan of this architecture has one.
fn no_detour(_: Arch, _: DetourAddresses) -> Option<Vec<u8>> {
    None
}

fn check_flags(arch: Arch, flags: u32) -> Result<(), Problem> {
    // The Intel386 ABI defines no flags.
    if flags == 0 {
        return Ok(());
    }
    let found = format!("an ABI with the unknown flags {flags:#x}");
    Err(Problem::WrongAbi { found, target: arch, expected: "the System V ABI" })
}

// --- Planning ---------------------------------------------------------------------------------------------------

/// What the bytes before a field say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Insn {
    /// `lea d(%b), %r`, with its ModRM byte.
    Lea { modrm: u8 },
    /// `mov d(%b), %r`.
    Load,
    /// `call *d(%b)`.
    CallIndirect,
    /// `jmp *d(%b)`.
    JumpIndirect,
    /// `call`, `jmp` or a conditional jump.
    Branch,
    /// An instruction whose memory operand is `d` alone, without a register.
    NoBase,
    /// Something else, or data.
    Other,
}

/// A ModRM byte for a displacement of 32 bits from one register.
fn has_base(modrm: u8) -> bool {
    modrm & 0xc0 == 0x80 && modrm & 7 != 4
}

fn insn_before(section: &Section, offset: u64) -> Insn {
    let at = |back: u64| {
        let index = usize::try_from(offset.checked_sub(back)?).ok()?;
        section.bytes.get(index).copied()
    };
    if section.kind != SectionKind::Text {
        return Insn::Other;
    }
    match (at(2), at(1)) {
        // lea d(,%index,1), %r, as code asks for thread-local variables: the last byte is not ModRM but SIB.
        (Some(modrm), Some(sib))
            if at(3) == Some(LEA) && modrm & 0xc7 == 0x04 && sib & 0xc7 == 0x05 && sib & 0x38 != 0x20 =>
        {
            Insn::Other
        }
        // Preceded by 62, these bytes could be the end of an EVEX instruction; assume the worse.
        (Some(LEA), Some(modrm)) if has_base(modrm) && at(6) != Some(0x62) => Insn::Lea { modrm },
        (Some(MOV_LOAD), Some(modrm)) if has_base(modrm) => Insn::Load,
        (Some(0xff), Some(modrm)) if has_base(modrm) && modrm & 0x38 == 0x10 => Insn::CallIndirect,
        (Some(0xff), Some(modrm)) if has_base(modrm) && modrm & 0x38 == 0x20 => Insn::JumpIndirect,
        (_, Some(0xe8 | 0xe9)) | (Some(0x0f), Some(0x80..=0x8f)) => Insn::Branch,
        // mov to and from %eax has no ModRM byte.
        (_, Some(0xa1)) => Insn::NoBase,
        (_, Some(modrm)) if modrm & 0xc7 == 0x05 => Insn::NoBase,
        _ => Insn::Other,
    }
}

fn needs_distance(section: &Section, index: usize, row: &Row) -> bool {
    let Some(relocation) = section.relocations.get(index) else { return false };
    match row.meaning {
        FromBase => !matches!(insn_before(section, relocation.offset), Insn::Lea { .. }),
        Relative | Call | FromThread => true,
        Nothing | Pointer | Absolute | Base | GotFromBase | ThreadSlot | Meaning::Unsupported(_) => false,
        Meaning::Set | Meaning::Add | Meaning::Sub | Meaning::High | Meaning::Low => false,
        Meaning::Got | Meaning::GotHigh | Meaning::RelaxableGot | Meaning::Operand => false,
        Meaning::AbsoluteHigh | Meaning::AbsoluteLow | Meaning::ThreadPointer => false,
        Meaning::RelativeToWord => false,
    }
}

fn plan(planner: &mut Planner, section: SectionId) -> Vec<Plan> {
    let relocations = planner.section(section).relocations.clone();
    threads::leave_segment(planner, section, elf::R_386_TLS_GOTIE, 32);
    let plan_one = |relocation: &Relocation| {
        let Some(row) = planner.row(section, relocation) else { return Plan::NOTHING };
        match row.meaning {
            Relative => plan_relative(planner, section, relocation, row),
            FromBase => plan_from_base(planner, section, relocation, row),
            GotFromBase => plan_got(planner, section, relocation, row),
            ThreadSlot => {
                let goal = Goal::Slot(planner.slot(planner.thread_base(), 0));
                Plan::put(row, Value::FromBase { goal, addend: relocation.addend })
            }
            Nothing | Pointer | Absolute | Base | Call | FromThread | Meaning::Unsupported(_) => {
                planner.plan_common(section, relocation, row).unwrap_or(Plan::NOTHING)
            }
            // No row of the table means them.
            Meaning::Set | Meaning::Add | Meaning::Sub | Meaning::High | Meaning::Low => Plan::NOTHING,
            Meaning::Got | Meaning::GotHigh | Meaning::RelaxableGot | Meaning::Operand => Plan::NOTHING,
            Meaning::AbsoluteHigh | Meaning::AbsoluteLow | Meaning::ThreadPointer => Plan::NOTHING,
            Meaning::RelativeToWord => Plan::NOTHING,
        }
    };
    relocations.iter().map(plan_one).collect()
}

fn not_position_independent(
    planner: &mut Planner,
    section: SectionId,
    relocation: &Relocation,
    row: &Row,
) -> Plan {
    let symbol = planner.symbol_name(relocation);
    let problem = Problem::NotPositionIndependent { relocation: row.name, symbol };
    planner.refuse(section, relocation, problem)
}

fn plan_relative(planner: &mut Planner, section: SectionId, relocation: &Relocation, row: &Row) -> Plan {
    let target = planner.target(relocation);
    let insn = insn_before(planner.section(section), relocation.offset);
    match (planner.whereabouts(target), insn) {
        (Whereabouts::Image, _) => Plan::distance(row, relocation, Goal::Target(target)),
        (Whereabouts::Runtime(_) | Whereabouts::Number(_), Insn::Branch) => {
            planner.plan_call(section, relocation, row)
        }
        (Whereabouts::Number(_), _) => not_position_independent(planner, section, relocation, row),
        (Whereabouts::Runtime(_) | Whereabouts::Bss, _) => {
            let symbol = planner.symbol_name(relocation);
            planner.refuse(section, relocation, Problem::FirmwareDistance { symbol })
        }
    }
}

fn plan_from_base(planner: &mut Planner, section: SectionId, relocation: &Relocation, row: &Row) -> Plan {
    let target = planner.target(relocation);
    let offset = relocation.offset;
    let insn = insn_before(planner.section(section), offset);
    match (planner.whereabouts(target), insn) {
        (Whereabouts::Bss | Whereabouts::Runtime(_), Insn::Lea { .. }) => {
            let goal = Goal::Slot(planner.slot(target, relocation.addend));
            Plan::put(row, Value::FromBase { goal, addend: 0 }).with_edit(offset - 2, [MOV_LOAD])
        }
        (Whereabouts::Number(value), Insn::Lea { modrm }) => {
            let value = i128::from(value.cast_signed()) + i128::from(relocation.addend);
            let mov = [0xc7, 0xc0 | (modrm >> 3 & 7)];
            Plan::put(row, Value::Number(value)).with_edit(offset - 2, mov)
        }
        (Whereabouts::Number(_), _) => not_position_independent(planner, section, relocation, row),
        (Whereabouts::Image | Whereabouts::Bss | Whereabouts::Runtime(_), _) => {
            planner.plan_common(section, relocation, row).unwrap_or(Plan::NOTHING)
        }
    }
}

fn plan_got(planner: &mut Planner, section: SectionId, relocation: &Relocation, row: &Row) -> Plan {
    let target = planner.target(relocation);
    let Relocation { offset, addend, .. } = *relocation;
    if addend != 0 {
        let symbol = planner.symbol_name(relocation);
        return planner.refuse(
            section,
            relocation,
            Problem::GotAddend { relocation: row.name, symbol, addend },
        );
    }
    let insn = insn_before(planner.section(section), offset);
    // Without a register the slot's own address is asked for.
    if insn == Insn::NoBase {
        return not_position_independent(planner, section, relocation, row);
    }
    if row.number == elf::R_386_TLS_GOTIE.0 && insn != Insn::Load {
        // It would add the variable's address to the thread's own.
        let symbol = planner.symbol_name(relocation);
        return planner.refuse(section, relocation, Problem::ThreadLocal { symbol });
    }
    let relaxable = row.number == elf::R_386_GOT32X.0;
    if relaxable && planner.whereabouts(target) == Whereabouts::Image {
        let goal = Goal::Target(target);
        let branch = Plan::put(row, Value::Distance { goal, addend: LAST, from: offset });
        match insn {
            Insn::Load => {
                return Plan::put(row, Value::FromBase { goal, addend: 0 }).with_edit(offset - 2, [LEA]);
            }
            Insn::CallIndirect => return branch.with_edit(offset - 2, [0x67, 0xe8]),
            Insn::JumpIndirect => return branch.with_edit(offset - 2, [0x90, 0xe9]),
            Insn::Lea { .. } | Insn::Branch | Insn::NoBase | Insn::Other => {}
        }
    }
    let goal = Goal::Slot(planner.slot(target, 0));
    Plan::put(row, Value::FromBase { goal, addend: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_up_to_the_last_has_a_row_but_those_nobody_defined() {
        let undefined = [12, 13];
        let numbers: Vec<u32> = (0..=43).filter(|number| !undefined.contains(number)).collect();
        assert_eq!(RELOCATIONS.iter().map(|row| row.number).collect::<Vec<_>>(), numbers);
    }

    #[test]
    fn the_stubs_word_is_its_immediate() {
        assert_eq!(X86.stub_word, Some(1));
        assert_eq!(stub(Arch::X86, 3, 0).len() as u64, X86.stub_size.0);
        assert_eq!(X86.stub_slot_word, Some(2));
        assert!(stub(Arch::X86, 2, 8).len() as u64 <= X86.stub_size.0);
    }
}
