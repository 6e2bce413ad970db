//! RISC-V: RV32IMC with soft-float ILP32, RV64IMC with soft-float LP64. Objects may use A too, as upstream's build
//! system compiles with it.
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
//!   | in the BSS or the firmware | `addi` | `auipc`, `lw` (`ld`) from a slot that holds the address |
//!   | in the BSS or the firmware | anything | `jal x0, detour`; offsets zero (see [`crate::planner`]) |
//!   | a number | anything | `lui` with its upper part |
//!
//!   And with `%got_pcrel_hi`: in the image, all seconds `lw` → `auipc`, `addi`, and no slot.
//!
//! - Code that is not position-independent forms addresses with `lui` (`HI20`) and instructions that name the symbol
//!   again (`LO12`), as the toolchains' libraries do. Which `lui` a lower part belongs to is only sure where a section
//!   has one for the symbol:
//!
//!   | the symbol is | the `lui` is | becomes |
//!   |---|---|---|
//!   | in the image | the section's only one for it, and no lower part has another addend | `auipc`, with the distance from there |
//!   | in the image, the BSS or the firmware | one of several | `jal x0, detour`, which loads the symbol's whole address; lower parts are offsets from the symbol |
//!
//!   The same with variables of the module's one thread (`TPREL`): `add r, r, tp` becomes `mv`.
//! - The lower part is signed, so the upper is rounded: `hi = (v + 0x800) >> 12`.
//! - Linkers may shorten code (`R_RISCV_RELAX`), so differences of addresses are left to the linker as pairs of
//!   relocations (`ADD32`/`SUB32`, `SET6`/`SUB6`, …), and padding is marked (`R_RISCV_ALIGN`): see [`relax`]. Where nothing
//!   is shortened the marks say nothing, and padding is nops.
//!
//! Numbers, formulas and fields: RISC-V ELF psABI specification 1.0, "Relocations"; encodings: unprivileged ISA.

mod absolute;
mod attributes;
mod fields;
mod made;
mod plan;
mod relax;

use object::elf;

use crate::arch::Meaning::{
    Absolute, AbsoluteHigh, AbsoluteLow, Add, Call, Got, GotHigh, High, Low, Nothing, Pointer, Relative, Set,
    Sub, ThreadPointer,
};
use crate::arch::{Architecture, Field, Placement, Range, Row, refused, row};
use crate::request::Arch;
pub use attributes::attribute_flags;
use attributes::{check_attributes, check_flags};
use fields::{b_type, cb_type, cj_type, i_type, j_type, s_type, u_and_i_type, u_type};
use made::{detour, entry_jump, stub};
use plan::{needs_distance, plan};
use relax::relax;

/// 32 bits.
pub static RV32IMC: Architecture = Architecture {
    arch: Arch::Rv32imc,
    machine: elf::EM_RISCV,
    class: elf::ELFCLASS32,
    function_bits: 0,
    implicit_addends: false,
    check_flags,
    check_attributes: Some((elf::SHT_RISCV_ATTRIBUTES, check_attributes)),
    relocations: &RV32_RELOCATIONS,
    // A block of the garbage collector's heap.
    image_align: 16,
    placement: Placement::AFTER_CODE,
    bss_align: 16,
    needs_distance,
    rewritable: None,
    replaced_calls: &[],
    plan,
    relax: Some(relax),
    asks_resolvers: false,
    call_addend: 0,
    entry_jump,
    stub_size: (10, 2),
    stub_word: None,
    stub_slot_word: None,
    stub,
    detour_size: (12, 2),
    detour_word: None,
    detour,
};

/// 64 bits.
pub static RV64IMC: Architecture = Architecture {
    arch: Arch::Rv64imc,
    class: elf::ELFCLASS64,
    relocations: &RV64_RELOCATIONS,
    image_align: 32,
    bss_align: 32,
    ..RV32IMC
};

/// `auipc` or `lui` reaches every 32-bit distance with its second instruction: distances wrap.
const FAR: Range = Range { min: -(1 << 31) - 0x800, max: (1 << 31) - 0x801, align: 1 };
/// A number in two instructions, signed or unsigned.
const WORD: Range = Range::either(32);
/// What control can be transferred to: instructions are at even addresses.
const FAR_CODE: Range = Range { align: 2, ..FAR };

const TLS: &str = "firmware has no thread-local storage";
const INITIAL_EXEC: &str = "nothing marks the addition of the thread pointer (compile with -ftls-model=local-exec or global-dynamic)";
const DYNAMIC: &str = "it is for dynamic linkers";
const ULEB128: &str = "differences of variable length are for debug information";

static RV32_RELOCATIONS: [Row; 60] = RELOCATIONS;

/// What differs with words of 64 bits: which of the words is a pointer.
static RV64_RELOCATIONS: [Row; 60] = {
    let mut rows = RELOCATIONS;
    rows[1] = row(elf::R_RISCV_32, "R_RISCV_32", Absolute, Field::Word, WORD);
    rows[2] = row(elf::R_RISCV_64, "R_RISCV_64", Pointer, Field::Double, Range::ANY);
    rows
};

#[rustfmt::skip]
const RELOCATIONS: [Row; 60] = [
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
    refused(elf::R_RISCV_TLS_GOT_HI20, "R_RISCV_TLS_GOT_HI20", INITIAL_EXEC),
    row(elf::R_RISCV_TLS_GD_HI20, "R_RISCV_TLS_GD_HI20", GotHigh, Field::Insn32(u_type), FAR),
    row(elf::R_RISCV_PCREL_HI20, "R_RISCV_PCREL_HI20", High, Field::Insn32(u_type), FAR),
    row(elf::R_RISCV_PCREL_LO12_I, "R_RISCV_PCREL_LO12_I", Low, Field::Insn32(i_type), Range::ANY),
    row(elf::R_RISCV_PCREL_LO12_S, "R_RISCV_PCREL_LO12_S", Low, Field::Insn32(s_type), Range::ANY),
    row(elf::R_RISCV_HI20, "R_RISCV_HI20", AbsoluteHigh, Field::Insn32(u_type), WORD),
    row(elf::R_RISCV_LO12_I, "R_RISCV_LO12_I", AbsoluteLow, Field::Insn32(i_type), Range::ANY),
    row(elf::R_RISCV_LO12_S, "R_RISCV_LO12_S", AbsoluteLow, Field::Insn32(s_type), Range::ANY),
    row(elf::R_RISCV_TPREL_HI20, "R_RISCV_TPREL_HI20", AbsoluteHigh, Field::Insn32(u_type), WORD),
    row(elf::R_RISCV_TPREL_LO12_I, "R_RISCV_TPREL_LO12_I", AbsoluteLow, Field::Insn32(i_type), Range::ANY),
    row(elf::R_RISCV_TPREL_LO12_S, "R_RISCV_TPREL_LO12_S", AbsoluteLow, Field::Insn32(s_type), Range::ANY),
    row(elf::R_RISCV_TPREL_ADD, "R_RISCV_TPREL_ADD", ThreadPointer, Field::None, Range::ANY),
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
