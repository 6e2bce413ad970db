//! RISC-V, 32 bits: RV32IMC (objects may use A too, as upstream's build system compiles with it), soft-float ILP32.
//!
//! What is odd about this architecture:
//!
//! - A 32-bit distance takes two instructions, `auipc` (upper 20 bits) and one with the lower 12 bits. The relocation
//!   of the second names the *first instruction's label*, not the symbol (psABI, "PC-Relative Symbol Addresses"), and
//!   several may share one first. So all of a first's seconds are looked at before it is planned:
//!
//!   ```text
//!   1: auipc a0, %pcrel_hi(v)       PCREL_HI20 v
//!      addi  a0, a0, %pcrel_lo(1b)  PCREL_LO12_I 1b
//!   ```
//!
//!   | `v` is | all seconds are | becomes |
//!   |---|---|---|
//!   | in the image | anything | the same, with the distance |
//!   | in the BSS or the firmware | `addi` | `auipc`, `lw` from a slot that holds the address |
//!   | in the BSS or the firmware | anything | `jal x0, detour`; offsets zero (see [`crate::plan`]) |
//!   | a number | anything | `lui` with its upper part |
//!
//!   And with `%got_pcrel_hi`: in the image, all seconds `lw` → `auipc`, `addi`, and no slot.
//!
//! - The lower part is signed, so the upper is rounded: `hi = (v + 0x800) >> 12`.
//! - Linkers may shorten code (`R_RISCV_RELAX`), so differences of addresses are left to the linker as pairs of
//!   relocations (`ADD32`/`SUB32`, `SET6`/`SUB6`, …). This linker never moves code, so marks are ignored, and the padding
//!   of an `R_RISCV_ALIGN` stays: it is nops. Objects compiled with `-mno-relax` have neither.
//!
//! Numbers, formulas and fields: RISC-V ELF psABI specification 1.0, "Relocations"; encodings: unprivileged ISA.

use std::collections::HashMap;

use object::elf;

use crate::arch::Meaning::{
    Absolute, Add, Call, Got, GotHigh, High, Low, Nothing, Pointer, Relative, Set, Sub,
};
use crate::arch::{Architecture, DetourAddresses, Field, Meaning, Range, Row, refused, row};
use crate::error::Problem;
use crate::plan::{Action, Detour, Goal, Plan, Planner, Value, Whereabouts};
use crate::program::{Relocation, Section, SectionId};
use crate::request::Arch;
use crate::resolve::Target;

/// The architecture.
pub static RV32IMC: Architecture = Architecture {
    arch: Arch::Rv32imc,
    machine: elf::EM_RISCV,
    class: elf::ELFCLASS32,
    check_flags,
    check_attributes: Some((elf::SHT_RISCV_ATTRIBUTES, check_attributes)),
    relocations: &RELOCATIONS,
    // A block of the garbage collector's heap.
    image_align: 16,
    bss_align: 16,
    needs_distance,
    plan,
    call_addend: 0,
    entry_jump,
    stub_size: (10, 2),
    stub,
    detour_size: (12, 2),
    detour,
};

/// `auipc` or `lui` reaches every 32-bit distance with its second instruction: distances wrap.
const FAR: Range = Range { min: -(1 << 31) - 0x800, max: (1 << 31) - 0x801, align: 1 };
/// A number in two instructions, signed or unsigned.
const WORD: Range = Range::either(32);
/// What control can be transferred to: instructions are at even addresses.
const FAR_CODE: Range = Range { align: 2, ..FAR };

const TLS: &str = "firmware has no thread-local storage";
const DYNAMIC: &str = "it is for dynamic linkers";
const ULEB128: &str = "differences of variable length are for debug information";

#[rustfmt::skip]
static RELOCATIONS: [Row; 60] = [
    row(elf::R_RISCV_NONE, "R_RISCV_NONE", Nothing, Field::None, Range::ANY),
    row(elf::R_RISCV_32, "R_RISCV_32", Pointer, Field::Word, WORD),
    refused(elf::R_RISCV_64, "R_RISCV_64", "a pointer of this target has 32 bits"),
    refused(elf::R_RISCV_RELATIVE, "R_RISCV_RELATIVE", DYNAMIC),
    refused(elf::R_RISCV_COPY, "R_RISCV_COPY", DYNAMIC),
    refused(elf::R_RISCV_JUMP_SLOT, "R_RISCV_JUMP_SLOT", DYNAMIC),
    refused(elf::R_RISCV_TLS_DTPMOD32, "R_RISCV_TLS_DTPMOD32", TLS),
    refused(elf::R_RISCV_TLS_DTPMOD64, "R_RISCV_TLS_DTPMOD64", TLS),
    refused(elf::R_RISCV_TLS_DTPREL32, "R_RISCV_TLS_DTPREL32", TLS),
    refused(elf::R_RISCV_TLS_DTPREL64, "R_RISCV_TLS_DTPREL64", TLS),
    refused(elf::R_RISCV_TLS_TPREL32, "R_RISCV_TLS_TPREL32", TLS),
    refused(elf::R_RISCV_TLS_TPREL64, "R_RISCV_TLS_TPREL64", TLS),
    refused(elf::R_RISCV_TLSDESC, "R_RISCV_TLSDESC", TLS),
    row(elf::R_RISCV_BRANCH, "R_RISCV_BRANCH", Call, Field::Insn32(b_type), Range::signed(13, 2)),
    row(elf::R_RISCV_JAL, "R_RISCV_JAL", Call, Field::Insn32(j_type), Range::signed(21, 2)),
    row(elf::R_RISCV_CALL, "R_RISCV_CALL", Call, Field::Insn32Pair(u_and_i_type), FAR_CODE),
    row(elf::R_RISCV_CALL_PLT, "R_RISCV_CALL_PLT", Call, Field::Insn32Pair(u_and_i_type), FAR_CODE),
    row(elf::R_RISCV_GOT_HI20, "R_RISCV_GOT_HI20", GotHigh, Field::Insn32(u_type), FAR),
    refused(elf::R_RISCV_TLS_GOT_HI20, "R_RISCV_TLS_GOT_HI20", TLS),
    refused(elf::R_RISCV_TLS_GD_HI20, "R_RISCV_TLS_GD_HI20", TLS),
    row(elf::R_RISCV_PCREL_HI20, "R_RISCV_PCREL_HI20", High, Field::Insn32(u_type), FAR),
    row(elf::R_RISCV_PCREL_LO12_I, "R_RISCV_PCREL_LO12_I", Low, Field::Insn32(i_type), Range::ANY),
    row(elf::R_RISCV_PCREL_LO12_S, "R_RISCV_PCREL_LO12_S", Low, Field::Insn32(s_type), Range::ANY),
    row(elf::R_RISCV_HI20, "R_RISCV_HI20", Absolute, Field::Insn32(u_type), WORD),
    row(elf::R_RISCV_LO12_I, "R_RISCV_LO12_I", Absolute, Field::Insn32(i_type), Range::ANY),
    row(elf::R_RISCV_LO12_S, "R_RISCV_LO12_S", Absolute, Field::Insn32(s_type), Range::ANY),
    refused(elf::R_RISCV_TPREL_HI20, "R_RISCV_TPREL_HI20", TLS),
    refused(elf::R_RISCV_TPREL_LO12_I, "R_RISCV_TPREL_LO12_I", TLS),
    refused(elf::R_RISCV_TPREL_LO12_S, "R_RISCV_TPREL_LO12_S", TLS),
    refused(elf::R_RISCV_TPREL_ADD, "R_RISCV_TPREL_ADD", TLS),
    row(elf::R_RISCV_ADD8, "R_RISCV_ADD8", Add, Field::Byte, Range::either(8)),
    row(elf::R_RISCV_ADD16, "R_RISCV_ADD16", Add, Field::Half, Range::either(16)),
    row(elf::R_RISCV_ADD32, "R_RISCV_ADD32", Add, Field::Word, Range::either(32)),
    row(elf::R_RISCV_ADD64, "R_RISCV_ADD64", Add, Field::Double, Range::ANY),
    row(elf::R_RISCV_SUB8, "R_RISCV_SUB8", Sub, Field::Byte, Range::either(8)),
    row(elf::R_RISCV_SUB16, "R_RISCV_SUB16", Sub, Field::Half, Range::either(16)),
    row(elf::R_RISCV_SUB32, "R_RISCV_SUB32", Sub, Field::Word, Range::either(32)),
    row(elf::R_RISCV_SUB64, "R_RISCV_SUB64", Sub, Field::Double, Range::ANY),
    row(elf::R_RISCV_GOT32_PCREL, "R_RISCV_GOT32_PCREL", Got, Field::Word, Range::signed(32, 1)),
    row(elf::R_RISCV_ALIGN, "R_RISCV_ALIGN", Nothing, Field::None, Range::ANY),
    row(elf::R_RISCV_RVC_BRANCH, "R_RISCV_RVC_BRANCH", Call, Field::Insn16(cb_type), Range::signed(9, 2)),
    row(elf::R_RISCV_RVC_JUMP, "R_RISCV_RVC_JUMP", Call, Field::Insn16(cj_type), Range::signed(12, 2)),
    refused(elf::R_RISCV_RVC_LUI, "R_RISCV_RVC_LUI", "it is left over from an old psABI"),
    refused(elf::R_RISCV_GPREL_I, "R_RISCV_GPREL_I", "a module has no global pointer"),
    refused(elf::R_RISCV_GPREL_S, "R_RISCV_GPREL_S", "a module has no global pointer"),
    refused(elf::R_RISCV_TPREL_I, "R_RISCV_TPREL_I", TLS),
    refused(elf::R_RISCV_TPREL_S, "R_RISCV_TPREL_S", TLS),
    row(elf::R_RISCV_RELAX, "R_RISCV_RELAX", Nothing, Field::None, Range::ANY),
    row(elf::R_RISCV_SUB6, "R_RISCV_SUB6", Sub, Field::LowSix, Range::unsigned(6)),
    row(elf::R_RISCV_SET6, "R_RISCV_SET6", Set, Field::LowSix, Range::unsigned(6)),
    row(elf::R_RISCV_SET8, "R_RISCV_SET8", Set, Field::Byte, Range::either(8)),
    row(elf::R_RISCV_SET16, "R_RISCV_SET16", Set, Field::Half, Range::either(16)),
    row(elf::R_RISCV_SET32, "R_RISCV_SET32", Set, Field::Word, Range::either(32)),
    row(elf::R_RISCV_32_PCREL, "R_RISCV_32_PCREL", Relative, Field::Word, Range::signed(32, 1)),
    refused(elf::R_RISCV_IRELATIVE, "R_RISCV_IRELATIVE", DYNAMIC),
    row(elf::R_RISCV_PLT32, "R_RISCV_PLT32", Call, Field::Word, Range::signed(32, 1)),
    refused(elf::R_RISCV_SET_ULEB128, "R_RISCV_SET_ULEB128", ULEB128),
    refused(elf::R_RISCV_SUB_ULEB128, "R_RISCV_SUB_ULEB128", ULEB128),
    refused(elf::R_RISCV_TLSDESC_HI20, "R_RISCV_TLSDESC_HI20", TLS),
    refused(elf::R_RISCV_TLSDESC_LOAD_LO12, "R_RISCV_TLSDESC_LOAD_LO12", TLS),
];

// --- Instruction fields -----------------------------------------------------------------------------------------

/// Bits `high..=low` of a value, moved to the bottom.
const fn bits(value: u32, high: u32, low: u32) -> u32 {
    (value >> low) & ((1 << (high - low + 1)) - 1)
}

/// The upper 20 bits, rounded for a signed lower part.
fn u_type(insn: u32, value: u32) -> u32 {
    insn & 0x0000_0fff | (value.wrapping_add(0x800) & 0xffff_f000)
}

fn i_type(insn: u32, value: u32) -> u32 {
    insn & 0x000f_ffff | value << 20
}

fn s_type(insn: u32, value: u32) -> u32 {
    insn & 0x01ff_f07f | bits(value, 11, 5) << 25 | bits(value, 4, 0) << 7
}

fn b_type(insn: u32, value: u32) -> u32 {
    insn & 0x01ff_f07f
        | bits(value, 12, 12) << 31
        | bits(value, 10, 5) << 25
        | bits(value, 4, 1) << 8
        | bits(value, 11, 11) << 7
}

fn j_type(insn: u32, value: u32) -> u32 {
    insn & 0x0000_0fff
        | bits(value, 20, 20) << 31
        | bits(value, 10, 1) << 21
        | bits(value, 11, 11) << 20
        | bits(value, 19, 12) << 12
}

fn u_and_i_type([first, second]: [u32; 2], value: u32) -> [u32; 2] {
    [u_type(first, value), i_type(second, value)]
}

/// Truncation is meant: the fields lie in the lower half.
fn cb_type(insn: u16, value: u32) -> u16 {
    let value = bits(value, 8, 8) << 12
        | bits(value, 4, 3) << 10
        | bits(value, 7, 6) << 5
        | bits(value, 2, 1) << 3
        | bits(value, 5, 5) << 2;
    insn & 0xe383 | value as u16
}

fn cj_type(insn: u16, value: u32) -> u16 {
    let value = bits(value, 11, 11) << 12
        | bits(value, 4, 4) << 11
        | bits(value, 9, 8) << 9
        | bits(value, 10, 10) << 8
        | bits(value, 6, 6) << 7
        | bits(value, 7, 7) << 6
        | bits(value, 3, 1) << 3
        | bits(value, 5, 5) << 2;
    insn & 0xe003 | value as u16
}

const AUIPC: u32 = 0x17;
const LUI: u32 = 0x37;
const JAL: u32 = 0x6f;
const JALR: u32 = 0x67;
const LW: u32 = 0x2003;
const ADDI: u32 = 0x13;
/// The scratch register of stubs and far jumps. It carries no argument, no call keeps it, it is not `t0`, which
/// some code returns through, and the `tail` pseudo-instruction uses it as well.
const T1: u32 = 6;

const fn rd(register: u32) -> u32 {
    register << 7
}
const fn rs1(register: u32) -> u32 {
    register << 15
}
/// Opcode and function bits of an I-type instruction.
const fn i_operation(insn: u32) -> u32 {
    insn & 0x707f
}

fn words(insns: &[u32]) -> Vec<u8> {
    insns.iter().flat_map(|insn| insn.to_le_bytes()).collect()
}

/// The distance of two addresses, as the 32 bits that instructions add to the program counter.
fn distance(from: u64, to: u64) -> u32 {
    (to.wrapping_sub(from) & u64::from(u32::MAX)) as u32
}

// --- Code that the linker makes ---------------------------------------------------------------------------------

fn entry_jump(over: u64) -> Option<Vec<u8>> {
    let value = u32::try_from(over).ok()?;
    let within = |range: Range| i128::from(over) <= range.max;
    if within(Range::signed(12, 2)) {
        // c.j
        Some(cj_type(0xa001, value).to_le_bytes().to_vec())
    } else if within(Range::signed(21, 2)) {
        Some(words(&[j_type(JAL, value)]))
    } else if within(FAR_CODE) {
        Some(words(&u_and_i_type([AUIPC | rd(T1), JALR | rs1(T1)], value)))
    } else {
        None
    }
}

/// `auipc t1, hi(slot); lw t1, lo(slot)(t1); c.jr t1`
fn stub(stub: u64, slot: u64) -> Vec<u8> {
    let value = distance(stub, slot);
    let mut code = words(&[u_type(AUIPC | rd(T1), value), i_type(LW | rd(T1) | rs1(T1), value)]);
    // c.jr: 100 0 rs1 00000 10
    code.extend((0x8002u16 | (T1 as u16) << 7).to_le_bytes());
    code
}

/// `auipc r, hi(slot); lw r, lo(slot)(r); jal x0, back`
fn detour(at: DetourAddresses) -> Option<Vec<u8>> {
    let register = u32::from(at.register);
    let value = distance(at.detour, at.slot);
    let back = at.back.cast_signed() - (at.detour.cast_signed() + 8);
    let reach = Range::signed(21, 2);
    (reach.min..=reach.max).contains(&i128::from(back)).then(|| {
        words(&[
            u_type(AUIPC | rd(register), value),
            i_type(LW | rd(register) | rs1(register), value),
            j_type(JAL, distance(at.detour + 8, at.back)),
        ])
    })
}

// --- Objects that boards cannot run -----------------------------------------------------------------------------

fn wrong_abi(found: impl Into<String>) -> Problem {
    Problem::WrongAbi {
        found: found.into(),
        target: Arch::Rv32imc,
        expected: "soft-float ILP32 (-march=rv32imac or rv32imc, -mabi=ilp32)",
    }
}

fn check_flags(flags: u32) -> Result<(), Problem> {
    const RVC: u32 = 1;
    const FLOAT_ABI: u32 = 6;
    const RVE: u32 = 8;
    const TSO: u32 = 16;
    match flags & FLOAT_ABI {
        0 => {}
        2 => return Err(wrong_abi("the single-precision float ABI (ilp32f)")),
        4 => return Err(wrong_abi("the double-precision float ABI (ilp32d)")),
        _ => return Err(wrong_abi("the quad-precision float ABI")),
    }
    if flags & RVE != 0 {
        return Err(wrong_abi("16 registers (ilp32e)"));
    }
    if flags & TSO != 0 {
        return Err(wrong_abi("total store ordering (Ztso)"));
    }
    match flags & !(RVC | FLOAT_ABI | RVE | TSO) {
        0 => Ok(()),
        other => Err(wrong_abi(format!("an ABI with the unknown flags {other:#x}"))),
    }
}

/// Extensions that every board has, or that are part of one it has, or that compilers only use for what they are
/// told to (atomics, counters, fences).
const EXTENSIONS: [&str; 11] =
    ["i", "m", "a", "c", "zmmul", "zca", "zaamo", "zalrsc", "zicsr", "zifencei", "zicntr"];

/// Looks up the architecture string (psABI, "Attributes": tag 5 of the file's subsection) and refuses what a board
/// may lack. Attributes that cannot be read say nothing.
fn check_attributes(bytes: &[u8]) -> Result<(), Problem> {
    let Some(isa) = isa_string(bytes) else { return Ok(()) };
    let unsupported = extensions(&isa).into_iter().find(|name| !EXTENSIONS.contains(&name.as_str()));
    match unsupported {
        None => Ok(()),
        Some(name) => Err(wrong_abi(format!("the instruction set extension `{name}` ({isa})"))),
    }
}

/// `rv32i2p1_m2p0_zba1p0` → `i`, `m`, `zba`. A base other than 32 bits is refused by the ELF class already.
fn extensions(isa: &str) -> Vec<String> {
    let isa = isa.strip_prefix("rv32").unwrap_or(isa);
    let mut names = Vec::new();
    for part in isa.split('_') {
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let is_long = matches!(first, 'z' | 's' | 'x');
            let name_length = if is_long { rest.len() } else { first.len_utf8() };
            let (name, after) = rest.split_at(name_length);
            let (name, after) = if is_long { (strip_version(name), "") } else { (name, after) };
            names.push(name.to_owned());
            rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
            if let Some(minor) = rest.strip_prefix('p')
                && minor.starts_with(|c: char| c.is_ascii_digit())
            {
                rest = minor.trim_start_matches(|c: char| c.is_ascii_digit());
            }
        }
    }
    names
}

/// `zba1p0` → `zba`.
fn strip_version(name: &str) -> &str {
    let digits = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let without_minor = name.get(..digits(name)).unwrap_or(name);
    match without_minor.strip_suffix('p') {
        Some(major) if without_minor.len() < name.len() && digits(major) < major.len() => {
            major.get(..digits(major)).unwrap_or(major)
        }
        _ => name,
    }
}

fn isa_string(bytes: &[u8]) -> Option<String> {
    fn uleb(bytes: &mut &[u8]) -> Option<u64> {
        let mut value = 0;
        for shift in (0..63).step_by(7) {
            let (first, rest) = bytes.split_first()?;
            *bytes = rest;
            value |= u64::from(first & 0x7f) << shift;
            if first & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }
    fn text<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
        let end = bytes.iter().position(|byte| *byte == 0)?;
        let (text, rest) = bytes.split_at(end);
        *bytes = rest.get(1..)?;
        Some(text)
    }
    fn length(bytes: &[u8], at: usize) -> Option<usize> {
        let field = bytes.get(at..at + 4)?;
        Some(u32::from_le_bytes(field.try_into().ok()?) as usize)
    }
    let mut sections = bytes.strip_prefix(b"A")?;
    while !sections.is_empty() {
        let size = length(sections, 0)?;
        let (section, rest) = (sections.get(4..size)?, sections.get(size..)?);
        sections = rest;
        let mut section = section;
        if text(&mut section)? != b"riscv" {
            continue;
        }
        while !section.is_empty() {
            let size = length(section, 1)?;
            let is_file = section.first() == Some(&1);
            let (mut attributes, rest) = (section.get(5..size)?, section.get(size..)?);
            section = rest;
            while is_file && !attributes.is_empty() {
                match uleb(&mut attributes)? {
                    5 => return String::from_utf8(text(&mut attributes)?.to_vec()).ok(),
                    tag if tag % 2 == 1 => {
                        text(&mut attributes)?;
                    }
                    _ => {
                        uleb(&mut attributes)?;
                    }
                }
            }
        }
    }
    None
}

// --- Planning ---------------------------------------------------------------------------------------------------

/// Pairs of instructions always find a way to the BSS; a lone word or branch does not.
fn needs_distance(_section: &Section, _relocation: usize, row: &Row) -> bool {
    match row.meaning {
        Relative | Call => true,
        High | GotHigh | Low | Nothing | Pointer | Absolute | Set | Add | Sub | Got => false,
        Meaning::RelaxableGot | Meaning::Unsupported(_) => false,
    }
}

/// How the two parts of an address are filled in.
#[derive(Debug, Clone, Copy)]
struct Pair {
    value: Value,
    /// What the second instructions become.
    second: Second,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Second {
    /// What they are.
    Same,
    /// `addi` become `lw`.
    Load,
    /// `lw` become `addi`.
    Address,
}

fn plan(planner: &mut Planner, section: SectionId) -> Vec<Plan> {
    let relocations = planner.section(section).relocations.clone();
    let seconds = seconds_by_first(planner, section, &relocations);
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
            Call if matches!(row.field, Field::Insn32Pair(_)) => {
                plan_far_call(planner, section, relocation, row)
            }
            Relative => planner.plan_call(section, relocation, row),
            Got => {
                let target = planner.target(relocation);
                let slot = planner.slot(target, 0);
                Plan::distance(row, relocation, Goal::Slot(slot))
            }
            Nothing | Pointer | Absolute | Call | Set | Add | Sub | Meaning::Unsupported(_) => {
                planner.plan_common(section, relocation, row).unwrap_or(Plan::NOTHING)
            }
            // No row of the table means it.
            Meaning::RelaxableGot => Plan::NOTHING,
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
fn first_of(planner: &Planner, section: SectionId, relocation: &Relocation) -> Option<u64> {
    match planner.target(relocation) {
        Target::Section(at, offset) if at == section => u64::try_from(offset).ok(),
        _ => None,
    }
}

/// For each first instruction's offset, the instructions with its lower part.
fn seconds_by_first(
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

fn insn_at(planner: &Planner, section: SectionId, offset: u64) -> Option<u32> {
    let start = usize::try_from(offset).ok()?;
    let bytes = planner.section(section).bytes.get(start..start.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

fn plan_first(
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
        let pair = if whereabouts == Whereabouts::Image && all(LW) {
            Pair { value: distance(Goal::Target(target), 0), second: Second::Address }
        } else {
            let slot = planner.slot(target, 0);
            Pair { value: distance(Goal::Slot(slot), 0), second: Second::Same }
        };
        return (pair, Plan::put(row, pair.value));
    }
    match whereabouts {
        Whereabouts::Image => {
            let pair = Pair { value: distance(Goal::Target(target), addend), second: Second::Same };
            (pair, Plan::put(row, pair.value))
        }
        Whereabouts::Number(value) => {
            let value = i128::from(value.cast_signed()) + i128::from(addend);
            let pair = Pair { value: Value::Number(value), second: Second::Same };
            let action = Action::Put { value: pair.value, field: row.field, range: WORD };
            let lui = insn & 0xfff & !0x7f | LUI;
            (pair, Plan { edit: None, action }.with_edit(from, lui.to_le_bytes()))
        }
        Whereabouts::Bss | Whereabouts::Runtime(_) if all(ADDI) => {
            let slot = planner.slot(target, addend);
            let pair = Pair { value: distance(Goal::Slot(slot), 0), second: Second::Load };
            (pair, Plan::put(row, pair.value))
        }
        Whereabouts::Bss | Whereabouts::Runtime(_) => {
            let slot = planner.slot(target, addend);
            let register = (insn >> 7 & 0x1f) as u8;
            let detour = planner.detour(Detour { slot, register, back: (section, from + 4) });
            let value = distance(Goal::Detour(detour), 0);
            let action = Action::Put { value, field: Field::Insn32(j_type), range: Range::signed(21, 2) };
            let plan = Plan { edit: None, action }.with_edit(from, JAL.to_le_bytes());
            (nothing, plan)
        }
    }
}

fn plan_second(
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
        Second::Load => LW,
        Second::Address => ADDI,
    };
    match insn_at(planner, section, relocation.offset) {
        Some(insn) => plan.with_edit(relocation.offset, (insn & !0x707f | operation).to_le_bytes()),
        None => plan,
    }
}

/// A call or jump in two instructions: to a number, the first becomes `lui`.
fn plan_far_call(planner: &mut Planner, section: SectionId, relocation: &Relocation, row: &Row) -> Plan {
    let target = planner.target(relocation);
    let first = insn_at(planner, section, relocation.offset);
    match (planner.whereabouts(target), first) {
        (Whereabouts::Number(value), Some(insn)) => {
            let value = i128::from(value.cast_signed()) + i128::from(relocation.addend);
            let action = Action::Put { value: Value::Number(value), field: row.field, range: WORD };
            let lui = insn & !0x7f | LUI;
            Plan { edit: None, action }.with_edit(relocation.offset, lui.to_le_bytes())
        }
        _ => planner.plan_call(section, relocation, row),
    }
}

#[cfg(test)]
#[path = "rv32_tests.rs"]
mod tests;
