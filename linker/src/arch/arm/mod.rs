//! Arm's M profile: processors that run Thumb instructions only. Four families, each a subset of the next: Armv6-M, Armv7-M,
//! and Armv7E-M with floating point of single or double precision, whose functions pass floats in its registers.
//!
//! What is odd about this architecture:
//!
//! - Bit 0 of a pointer to a function says that its instructions are Thumb's, and the values of functions' symbols have it
//!   too. It is taken off where symbols are read and set again in pointers; branches do without.
//! - The addends are in the fields (`SHT_REL`), also those of instructions. The program counter reads as the address of the
//!   instruction plus 4, so a branch has the addend −4; loads from the code count from that rounded down to a word.
//! - Addresses are words between the functions, which instructions load:
//!
//!   | compiled | the word holds | when the target is elsewhere |
//!   |---|---|---|
//!   | `-fpic`, exported | a slot's distance from the slots' start (`GOT_BREL`), or from the word (`GOT_PREL`) | the same |
//!   | `-fpic`, local or hidden | the target's distance from the `add r, pc` that completes it (`REL32`) | see below |
//!   | `-fno-pic` | the address (`ABS32`), which the loader adjusts | the same |
//!
//!   A distance to the BSS, to the firmware or to a number cannot be known, but the loader can put an address into the
//!   word. So where it is sure which instructions take part, the address is what the word becomes, and the `add r, pc`
//!   a `nop` ([`distances`]). Otherwise a variable stays in the image.
//! - Code can also form an address in two instructions, `movw` and `movt` (`-mslow-flash-data`, clang, Rust). The `movw` then
//!   becomes a `b.w` to a detour that loads the whole address, and the `movt` a `nop` ([`pairs`]).
//! - A branch of 16 bits or with a condition may not reach an import stub: that is an error of its range.
//! - A branch to a weak function that nothing defines does nothing (ELF for the Arm Architecture, "Weak undefined
//!   references"): it becomes a `nop`.
//! - The variables of the module's one thread are ordinary ones, and the thread pointer is 0: a call of `__aeabi_read_tp`
//!   becomes `movs r0, #0`. A call of `__tls_get_addr` gets a slot's address and becomes `ldr r0, [r0]`.
//! - Code and data are told apart by *mapping symbols*: `$t` where Thumb code begins, `$d` data, `$a` Arm instructions.
//!
//! Numbers, names, formulas and fields: ELF for the Arm Architecture (IHI 0044), "Relocation"; encodings: Armv7-M
//! Architecture Reference Manual, chapter A7.

mod attributes;
mod code;
mod distances;
mod fields;
mod made;
mod pairs;
mod plan;
mod walk;

use object::elf;

use crate::arch::Meaning::{
    Absolute, AbsoluteHigh, AbsoluteLow, Base, Call, FromBase, Got, GotFromBase, Nothing, Pointer, Relative,
    RelativeToWord,
};
use crate::arch::{Architecture, Field, Placement, Range, Row, refused, row};
use crate::request::Arch;
use attributes::{check_attributes, check_flags};
use fields::{
    ADR, BRANCH6, BRANCH8, BRANCH11, BRANCH19, BYTE0, BYTE1, BYTE2, BYTE3, CALL, MOVT, MOVW, OFFSET5,
    OFFSET12, PC12, WORD31, coded,
};
use made::{DETOUR, STUB, STUB_V6M};
use plan::{READ_TP, TLS_GET_ADDR, needs_distance, plan};

/// Armv7-M.
pub static ARMV7M: Architecture = Architecture {
    arch: Arch::Armv7m,
    machine: elf::EM_ARM,
    class: elf::ELFCLASS32,
    function_bits: 1,
    implicit_addends: true,
    check_flags,
    check_attributes: Some((elf::SHT_ARM_ATTRIBUTES, check_attributes)),
    relocations: &RELOCATIONS,
    // A block of the garbage collector's heap.
    image_align: 16,
    placement: Placement::AFTER_CODE,
    bss_align: 16,
    needs_distance,
    rewritable: Some(distances::rewritable),
    replaced_calls: &[READ_TP, TLS_GET_ADDR],
    plan,
    relax: None,
    asks_resolvers: false,
    call_addend: -4,
    entry_jump: made::entry_jump,
    stub_size: (STUB.0, STUB.1),
    stub_word: Some(STUB.2),
    stub_slot_word: None,
    stub: made::stub,
    detour_size: (DETOUR.0, DETOUR.1),
    detour_word: Some(DETOUR.2),
    detour: made::detour,
};

/// Armv6-M.
pub static ARMV6M: Architecture = Architecture {
    arch: Arch::Armv6m,
    entry_jump: made::entry_jump_v6m,
    stub_size: (STUB_V6M.0, STUB_V6M.1),
    stub_word: Some(STUB_V6M.2),
    stub_slot_word: None,
    stub: made::stub_v6m,
    detour: made::no_detour,
    ..ARMV7M
};

/// Armv7E-M with single-precision floating point.
pub static ARMV7EMSP: Architecture = Architecture { arch: Arch::Armv7emsp, ..ARMV7M };

/// Armv7E-M with double-precision floating point.
pub static ARMV7EMDP: Architecture = Architecture { arch: Arch::Armv7emdp, ..ARMV7M };

/// Every distance fits 32 bits that wrap.
const ANY: Range = Range::ANY;
/// A number, signed or unsigned.
const WORD: Range = Range::either(32);
const BRANCH24: Range = Range::signed(25, 2);
/// What 12 bits and one for addition or subtraction reach.
const TWELVE: Range = Range { min: -4095, max: 4095, align: 1 };

const ARM: &str = "it is for Arm instructions, and the processors of this target run Thumb instructions only";
const DYNAMIC: &str = "it is for dynamic linkers";
const OBSOLETE: &str = "it belongs to an ABI older than version 5";
const STATIC_BASE: &str = "the firmware keeps no base of a module's variables in a register";
const UNWIND: &str =
    "each platform gives it a meaning of its own, and it is for tables that unwind the stack";
const DESCRIPTORS: &str = "TLS descriptors are for dynamic linkers (compile with -mtls-dialect=gnu)";
const PLT: &str = "there is no procedure linkage table";
const SLOT: &str = "a slot has no address of its own before the module is loaded (use GOT_PREL)";
const BRANCH_FUTURE: &str = "boards may not have Armv8.1-M";
const FDPIC: &str = "it belongs to the FDPIC ABI";

#[rustfmt::skip]
static RELOCATIONS: [Row; 138] = [
    row(elf::R_ARM_NONE, "R_ARM_NONE", Nothing, Field::None, ANY),
    refused(elf::R_ARM_PC24, "R_ARM_PC24", ARM),
    row(elf::R_ARM_ABS32, "R_ARM_ABS32", Pointer, Field::Word, ANY),
    row(elf::R_ARM_REL32, "R_ARM_REL32", Relative, Field::Word, ANY),
    refused(elf::R_ARM_PC13, "R_ARM_LDR_PC_G0", ARM),
    row(elf::R_ARM_ABS16, "R_ARM_ABS16", Absolute, Field::Half, Range::either(16)),
    refused(elf::R_ARM_ABS12, "R_ARM_ABS12", ARM),
    row(elf::R_ARM_THM_ABS5, "R_ARM_THM_ABS5", Absolute, coded(&OFFSET5), Range { min: 0, max: 124, align: 4 }),
    row(elf::R_ARM_ABS8, "R_ARM_ABS8", Absolute, Field::Byte, Range::either(8)),
    refused(elf::R_ARM_SBREL32, "R_ARM_SBREL32", STATIC_BASE),
    row(elf::R_ARM_THM_PC22, "R_ARM_THM_CALL", Call, coded(&CALL), BRANCH24),
    row(elf::R_ARM_THM_PC8, "R_ARM_THM_PC8", RelativeToWord, coded(&fields::PC8), Range { min: 0, max: 1020, align: 4 }),
    refused(elf::R_ARM_AMP_VCALL9, "R_ARM_BREL_ADJ", DYNAMIC),
    refused(elf::R_ARM_TLS_DESC, "R_ARM_TLS_DESC", DYNAMIC),
    refused(elf::R_ARM_THM_SWI8, "R_ARM_THM_SWI8", OBSOLETE),
    refused(elf::R_ARM_XPC25, "R_ARM_XPC25", OBSOLETE),
    refused(elf::R_ARM_THM_XPC22, "R_ARM_THM_XPC22", OBSOLETE),
    refused(elf::R_ARM_TLS_DTPMOD32, "R_ARM_TLS_DTPMOD32", DYNAMIC),
    refused(elf::R_ARM_TLS_DTPOFF32, "R_ARM_TLS_DTPOFF32", DYNAMIC),
    refused(elf::R_ARM_TLS_TPOFF32, "R_ARM_TLS_TPOFF32", DYNAMIC),
    refused(elf::R_ARM_COPY, "R_ARM_COPY", DYNAMIC),
    refused(elf::R_ARM_GLOB_DAT, "R_ARM_GLOB_DAT", DYNAMIC),
    refused(elf::R_ARM_JUMP_SLOT, "R_ARM_JUMP_SLOT", DYNAMIC),
    refused(elf::R_ARM_RELATIVE, "R_ARM_RELATIVE", DYNAMIC),
    row(elf::R_ARM_GOTOFF, "R_ARM_GOTOFF32", FromBase, Field::Word, ANY),
    row(elf::R_ARM_GOTPC, "R_ARM_BASE_PREL", Base, Field::Word, ANY),
    row(elf::R_ARM_GOT32, "R_ARM_GOT_BREL", GotFromBase, Field::Word, ANY),
    refused(elf::R_ARM_PLT32, "R_ARM_PLT32", ARM),
    refused(elf::R_ARM_CALL, "R_ARM_CALL", ARM),
    refused(elf::R_ARM_JUMP24, "R_ARM_JUMP24", ARM),
    row(elf::R_ARM_THM_JUMP24, "R_ARM_THM_JUMP24", Call, coded(&fields::BRANCH24), BRANCH24),
    refused(elf::R_ARM_BASE_ABS, "R_ARM_BASE_ABS", STATIC_BASE),
    refused(elf::R_ARM_ALU_PCREL_7_0, "R_ARM_ALU_PCREL_7_0", ARM),
    refused(elf::R_ARM_ALU_PCREL_15_8, "R_ARM_ALU_PCREL_15_8", ARM),
    refused(elf::R_ARM_ALU_PCREL_23_15, "R_ARM_ALU_PCREL_23_15", ARM),
    refused(elf::R_ARM_LDR_SBREL_11_0, "R_ARM_LDR_SBREL_11_0_NC", ARM),
    refused(elf::R_ARM_ALU_SBREL_19_12, "R_ARM_ALU_SBREL_19_12_NC", ARM),
    refused(elf::R_ARM_ALU_SBREL_27_20, "R_ARM_ALU_SBREL_27_20_CK", ARM),
    row(elf::R_ARM_TARGET1, "R_ARM_TARGET1", Pointer, Field::Word, ANY),
    refused(elf::R_ARM_SBREL31, "R_ARM_SBREL31", STATIC_BASE),
    row(elf::R_ARM_V4BX, "R_ARM_V4BX", Nothing, Field::None, ANY),
    refused(elf::R_ARM_TARGET2, "R_ARM_TARGET2", UNWIND),
    row(elf::R_ARM_PREL31, "R_ARM_PREL31", Relative, coded(&WORD31), Range::signed(31, 1)),
    refused(elf::R_ARM_MOVW_ABS_NC, "R_ARM_MOVW_ABS_NC", ARM),
    refused(elf::R_ARM_MOVT_ABS, "R_ARM_MOVT_ABS", ARM),
    refused(elf::R_ARM_MOVW_PREL_NC, "R_ARM_MOVW_PREL_NC", ARM),
    refused(elf::R_ARM_MOVT_PREL, "R_ARM_MOVT_PREL", ARM),
    row(elf::R_ARM_THM_MOVW_ABS_NC, "R_ARM_THM_MOVW_ABS_NC", AbsoluteLow, coded(&MOVW), ANY),
    row(elf::R_ARM_THM_MOVT_ABS, "R_ARM_THM_MOVT_ABS", AbsoluteHigh, coded(&MOVT), WORD),
    row(elf::R_ARM_THM_MOVW_PREL_NC, "R_ARM_THM_MOVW_PREL_NC", Relative, coded(&MOVW), ANY),
    row(elf::R_ARM_THM_MOVT_PREL, "R_ARM_THM_MOVT_PREL", Relative, coded(&MOVT), ANY),
    row(elf::R_ARM_THM_JUMP19, "R_ARM_THM_JUMP19", Call, coded(&BRANCH19), Range::signed(21, 2)),
    row(elf::R_ARM_THM_JUMP6, "R_ARM_THM_JUMP6", Call, coded(&BRANCH6), Range { min: 0, max: 126, align: 2 }),
    row(elf::R_ARM_THM_ALU_PREL_11_0, "R_ARM_THM_ALU_PREL_11_0", RelativeToWord, coded(&ADR), TWELVE),
    row(elf::R_ARM_THM_PC12, "R_ARM_THM_PC12", RelativeToWord, coded(&PC12), TWELVE),
    row(elf::R_ARM_ABS32_NOI, "R_ARM_ABS32_NOI", Pointer, Field::Word, ANY),
    row(elf::R_ARM_REL32_NOI, "R_ARM_REL32_NOI", Relative, Field::Word, ANY),
    refused(elf::R_ARM_ALU_PC_G0_NC, "R_ARM_ALU_PC_G0_NC", ARM),
    refused(elf::R_ARM_ALU_PC_G0, "R_ARM_ALU_PC_G0", ARM),
    refused(elf::R_ARM_ALU_PC_G1_NC, "R_ARM_ALU_PC_G1_NC", ARM),
    refused(elf::R_ARM_ALU_PC_G1, "R_ARM_ALU_PC_G1", ARM),
    refused(elf::R_ARM_ALU_PC_G2, "R_ARM_ALU_PC_G2", ARM),
    refused(elf::R_ARM_LDR_PC_G1, "R_ARM_LDR_PC_G1", ARM),
    refused(elf::R_ARM_LDR_PC_G2, "R_ARM_LDR_PC_G2", ARM),
    refused(elf::R_ARM_LDRS_PC_G0, "R_ARM_LDRS_PC_G0", ARM),
    refused(elf::R_ARM_LDRS_PC_G1, "R_ARM_LDRS_PC_G1", ARM),
    refused(elf::R_ARM_LDRS_PC_G2, "R_ARM_LDRS_PC_G2", ARM),
    refused(elf::R_ARM_LDC_PC_G0, "R_ARM_LDC_PC_G0", ARM),
    refused(elf::R_ARM_LDC_PC_G1, "R_ARM_LDC_PC_G1", ARM),
    refused(elf::R_ARM_LDC_PC_G2, "R_ARM_LDC_PC_G2", ARM),
    refused(elf::R_ARM_ALU_SB_G0_NC, "R_ARM_ALU_SB_G0_NC", ARM),
    refused(elf::R_ARM_ALU_SB_G0, "R_ARM_ALU_SB_G0", ARM),
    refused(elf::R_ARM_ALU_SB_G1_NC, "R_ARM_ALU_SB_G1_NC", ARM),
    refused(elf::R_ARM_ALU_SB_G1, "R_ARM_ALU_SB_G1", ARM),
    refused(elf::R_ARM_ALU_SB_G2, "R_ARM_ALU_SB_G2", ARM),
    refused(elf::R_ARM_LDR_SB_G0, "R_ARM_LDR_SB_G0", ARM),
    refused(elf::R_ARM_LDR_SB_G1, "R_ARM_LDR_SB_G1", ARM),
    refused(elf::R_ARM_LDR_SB_G2, "R_ARM_LDR_SB_G2", ARM),
    refused(elf::R_ARM_LDRS_SB_G0, "R_ARM_LDRS_SB_G0", ARM),
    refused(elf::R_ARM_LDRS_SB_G1, "R_ARM_LDRS_SB_G1", ARM),
    refused(elf::R_ARM_LDRS_SB_G2, "R_ARM_LDRS_SB_G2", ARM),
    refused(elf::R_ARM_LDC_SB_G0, "R_ARM_LDC_SB_G0", ARM),
    refused(elf::R_ARM_LDC_SB_G1, "R_ARM_LDC_SB_G1", ARM),
    refused(elf::R_ARM_LDC_SB_G2, "R_ARM_LDC_SB_G2", ARM),
    refused(elf::R_ARM_MOVW_BREL_NC, "R_ARM_MOVW_BREL_NC", ARM),
    refused(elf::R_ARM_MOVT_BREL, "R_ARM_MOVT_BREL", ARM),
    refused(elf::R_ARM_MOVW_BREL, "R_ARM_MOVW_BREL", ARM),
    refused(elf::R_ARM_THM_MOVW_BREL_NC, "R_ARM_THM_MOVW_BREL_NC", STATIC_BASE),
    refused(elf::R_ARM_THM_MOVT_BREL, "R_ARM_THM_MOVT_BREL", STATIC_BASE),
    refused(elf::R_ARM_THM_MOVW_BREL, "R_ARM_THM_MOVW_BREL", STATIC_BASE),
    refused(elf::R_ARM_TLS_GOTDESC, "R_ARM_TLS_GOTDESC", DESCRIPTORS),
    refused(elf::R_ARM_TLS_CALL, "R_ARM_TLS_CALL", DESCRIPTORS),
    refused(elf::R_ARM_TLS_DESCSEQ, "R_ARM_TLS_DESCSEQ", DESCRIPTORS),
    refused(elf::R_ARM_THM_TLS_CALL, "R_ARM_THM_TLS_CALL", DESCRIPTORS),
    refused(elf::R_ARM_PLT32_ABS, "R_ARM_PLT32_ABS", PLT),
    refused(elf::R_ARM_GOT_ABS, "R_ARM_GOT_ABS", SLOT),
    row(elf::R_ARM_GOT_PREL, "R_ARM_GOT_PREL", Got, Field::Word, ANY),
    refused(elf::R_ARM_GOT_BREL12, "R_ARM_GOT_BREL12", ARM),
    refused(elf::R_ARM_GOTOFF12, "R_ARM_GOTOFF12", ARM),
    refused(elf::R_ARM_GOTRELAX, "R_ARM_GOTRELAX", OBSOLETE),
    row(elf::R_ARM_GNU_VTENTRY, "R_ARM_GNU_VTENTRY", Nothing, Field::None, ANY),
    row(elf::R_ARM_GNU_VTINHERIT, "R_ARM_GNU_VTINHERIT", Nothing, Field::None, ANY),
    row(elf::R_ARM_THM_PC11, "R_ARM_THM_JUMP11", Call, coded(&BRANCH11), Range::signed(12, 2)),
    row(elf::R_ARM_THM_PC9, "R_ARM_THM_JUMP8", Call, coded(&BRANCH8), Range::signed(9, 2)),
    row(elf::R_ARM_TLS_GD32, "R_ARM_TLS_GD32", Got, Field::Word, ANY),
    row(elf::R_ARM_TLS_LDM32, "R_ARM_TLS_LDM32", Got, Field::Word, ANY),
    row(elf::R_ARM_TLS_LDO32, "R_ARM_TLS_LDO32", Pointer, Field::Word, ANY),
    row(elf::R_ARM_TLS_IE32, "R_ARM_TLS_IE32", Got, Field::Word, ANY),
    row(elf::R_ARM_TLS_LE32, "R_ARM_TLS_LE32", Pointer, Field::Word, ANY),
    refused(elf::R_ARM_TLS_LDO12, "R_ARM_TLS_LDO12", ARM),
    refused(elf::R_ARM_TLS_LE12, "R_ARM_TLS_LE12", ARM),
    refused(elf::R_ARM_TLS_IE12GP, "R_ARM_TLS_IE12GP", ARM),
    refused(elf::R_ARM_ME_TOO, "R_ARM_ME_TOO", OBSOLETE),
    refused(elf::R_ARM_THM_TLS_DESCSEQ16, "R_ARM_THM_TLS_DESCSEQ16", DESCRIPTORS),
    refused(elf::R_ARM_THM_TLS_DESCSEQ32, "R_ARM_THM_TLS_DESCSEQ32", DESCRIPTORS),
    row(elf::R_ARM_THM_GOT_BREL12, "R_ARM_THM_GOT_BREL12", GotFromBase, coded(&OFFSET12), Range::unsigned(12)),
    row(elf::RelocationType(132), "R_ARM_THM_ALU_ABS_G0_NC", Absolute, coded(&BYTE0), ANY),
    row(elf::RelocationType(133), "R_ARM_THM_ALU_ABS_G1_NC", Absolute, coded(&BYTE1), ANY),
    row(elf::RelocationType(134), "R_ARM_THM_ALU_ABS_G2_NC", Absolute, coded(&BYTE2), ANY),
    row(elf::RelocationType(135), "R_ARM_THM_ALU_ABS_G3", Absolute, coded(&BYTE3), WORD),
    refused(elf::RelocationType(136), "R_ARM_THM_BF16", BRANCH_FUTURE),
    refused(elf::RelocationType(137), "R_ARM_THM_BF12", BRANCH_FUTURE),
    refused(elf::RelocationType(138), "R_ARM_THM_BF18", BRANCH_FUTURE),
    refused(elf::R_ARM_IRELATIVE, "R_ARM_IRELATIVE", DYNAMIC),
    refused(elf::RelocationType(161), "R_ARM_GOTFUNCDESC", FDPIC),
    refused(elf::RelocationType(162), "R_ARM_GOTOFFFUNCDESC", FDPIC),
    refused(elf::RelocationType(163), "R_ARM_FUNCDESC", FDPIC),
    refused(elf::RelocationType(164), "R_ARM_FUNCDESC_VALUE", FDPIC),
    refused(elf::RelocationType(165), "R_ARM_TLS_GD32_FDPIC", FDPIC),
    refused(elf::RelocationType(166), "R_ARM_TLS_LDM32_FDPIC", FDPIC),
    refused(elf::RelocationType(167), "R_ARM_TLS_IE32_FDPIC", FDPIC),
    refused(elf::R_ARM_RXPC25, "R_ARM_RXPC25", OBSOLETE),
    refused(elf::R_ARM_RSBREL32, "R_ARM_RSBREL32", OBSOLETE),
    refused(elf::R_ARM_THM_RPC22, "R_ARM_THM_RPC22", OBSOLETE),
    refused(elf::R_ARM_RREL32, "R_ARM_RREL32", OBSOLETE),
    refused(elf::R_ARM_RABS22, "R_ARM_RABS32", OBSOLETE),
    refused(elf::R_ARM_RPC24, "R_ARM_RPC24", OBSOLETE),
    refused(elf::R_ARM_RBASE, "R_ARM_RBASE", OBSOLETE),
];
