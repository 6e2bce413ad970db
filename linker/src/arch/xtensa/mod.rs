//! Xtensa: LX106 with the call0 ABI (ESP8266), and LX6 and LX7 with the windowed ABI (ESP32, S2, S3).
//!
//! What is odd about this architecture:
//!
//! - One type of relocation, `SLOT0_OP`, serves all instructions: the opcode says which bits are meant, and from where
//!   the distance is counted (see `insn.rs`). Instructions have two or three bytes.
//! - Addresses and large numbers are *literals*, words that `l32r` loads from behind itself. All of them become slots
//!   (see [`crate::literals`]), which lie before the code:
//!
//!   ```text
//!   .literal .LC0, counter      R_XTENSA_32 in .literal
//!   l32r a2, .LC0               SLOT0_OP against .literal
//!   ```
//!
//!   So the code is position-independent in any case, the loader adjusts whole words, and the module begins with a
//!   jump over the slots. A literal `mp_fun_table+16` is an address, as C means it: the loader adds the table's to 16.
//!   Upstream's linker puts the fifth entry's *value* there.
//! - `R_XTENSA_32` adds to what is in the word: an addend has two parts.
//! - Differences of addresses (`DIFF32` and its kin) are in place already; the relocations tell linkers that move
//!   code. This one does not.
//! - An expanded call (`ASM_EXPAND`: `l32r a0, f; callx0 a0`) of a function in the module becomes `call0 f; nop`, and
//!   needs no slot.
//! - A call of a firmware function goes to a stub, `l32r a9, slot; jx a9`. With call0, `a9` carries nothing into a
//!   call. With windows it is what `entry` writes first, the callee's stack pointer, when the caller used `call8`; other
//!   calls of the firmware are refused, and no compiler makes them.
//! - The code's memory can be accessed in whole words only. On the ESP8266 it may be flash as well. There, initialised
//!   variables are in the BSS: their initial values lie beside the code, and the module begins with code that copies
//!   them. Constants stay beside the code if all code of the module reads whole words, as C compiled with `-mforce-l32`
//!   does, and are copied too otherwise (`parts.rs`). On the others the loader puts constants and initialised variables
//!   into ordinary memory behind the BSS.
//!
//! Numbers and formulas: GNU BFD's `elf32-xtensa.c` and Tensilica's "Xtensa ELF" notes in `include/elf/xtensa.h`;
//! instructions: Xtensa Instruction Set Architecture reference manual.

mod abi;
mod insn;
mod made;
mod parts;
mod plan;
mod threads;

use object::elf;

use crate::arch::Meaning::{Call, Nothing, Operand, Pointer, Relative, ThreadPointer};
use crate::arch::{Architecture, Copying, Field, Placement, Range, Row, refused, row};
use crate::layout::Block;
use crate::request::Arch;
use abi::{check_flags, check_note};
use made::{COPY_SIZE, copy, entry_jump, no_detour, stub};
use plan::{loads_literal, needs_distance, plan};

/// LX106.
pub static XTENSA: Architecture = Architecture {
    arch: Arch::Xtensa,
    machine: elf::EM_XTENSA,
    class: elf::ELFCLASS32,
    function_bits: 0,
    implicit_addends: false,
    check_flags,
    check_attributes: Some((elf::SHT_NOTE, check_note)),
    relocations: &RELOCATIONS,
    // The loader gives 4. The ABI asks for 8 for numbers of 64 bits, but loads their halves one by one.
    image_align: 8,
    placement: Placement {
        constants: Block::Image,
        copying: Some(&COPYING),
        loads_literal: Some(loads_literal),
    },
    // A block of the garbage collector's heap.
    bss_align: 16,
    needs_distance,
    rewritable: None,
    replaced_calls: &[],
    plan,
    relax: None,
    asks_resolvers: false,
    call_addend: 0,
    entry_jump,
    stub_size: (6, 4),
    stub_word: None,
    stub_slot_word: None,
    stub,
    detour_size: (0, 1),
    detour_word: None,
    detour: no_detour,
};

/// LX6 and LX7, with register windows.
pub static XTENSAWIN: Architecture = Architecture {
    arch: Arch::Xtensawin,
    placement: Placement { constants: Block::Rodata, copying: None, loads_literal: Some(loads_literal) },
    ..XTENSA
};

static COPYING: Copying = Copying { size: COPY_SIZE, code: copy, reads_parts: parts::read };

/// The distance from a library's own block of variables: a base that no code of a module loads.
const MODULE_BLOCK: &str = "it is a distance within a shared library's block of thread-local variables";
const DYNAMIC: &str = "it is for dynamic linkers";
const BUNDLE: &str = "no board has this processor's bundles of instructions";
const ABSOLUTE_LITERALS: &str =
    "a module cannot set the base of absolute literals (compile without --absolute-literals)";
const OLD: &str = "assemblers have not made it since 2004";

/// Every distance fits 32 bits that wrap.
const WRAPS: Range = Range::ANY;

#[rustfmt::skip]
static RELOCATIONS: [Row; 61] = [
    row(elf::R_XTENSA_NONE, "R_XTENSA_NONE", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_32, "R_XTENSA_32", Pointer, Field::WordWithAddend, WRAPS),
    refused(elf::R_XTENSA_RTLD, "R_XTENSA_RTLD", DYNAMIC),
    refused(elf::R_XTENSA_GLOB_DAT, "R_XTENSA_GLOB_DAT", DYNAMIC),
    refused(elf::R_XTENSA_JMP_SLOT, "R_XTENSA_JMP_SLOT", DYNAMIC),
    refused(elf::R_XTENSA_RELATIVE, "R_XTENSA_RELATIVE", DYNAMIC),
    row(elf::R_XTENSA_PLT, "R_XTENSA_PLT", Pointer, Field::Word, WRAPS),
    refused(elf::R_XTENSA_OP0, "R_XTENSA_OP0", OLD),
    refused(elf::R_XTENSA_OP1, "R_XTENSA_OP1", OLD),
    refused(elf::R_XTENSA_OP2, "R_XTENSA_OP2", OLD),
    row(elf::R_XTENSA_ASM_EXPAND, "R_XTENSA_ASM_EXPAND", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_ASM_SIMPLIFY, "R_XTENSA_ASM_SIMPLIFY", Call, Field::None, Range::ANY),
    row(elf::R_XTENSA_32_PCREL, "R_XTENSA_32_PCREL", Relative, Field::Word, WRAPS),
    row(elf::R_XTENSA_GNU_VTINHERIT, "R_XTENSA_GNU_VTINHERIT", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_GNU_VTENTRY, "R_XTENSA_GNU_VTENTRY", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_DIFF8, "R_XTENSA_DIFF8", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_DIFF16, "R_XTENSA_DIFF16", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_DIFF32, "R_XTENSA_DIFF32", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_SLOT0_OP, "R_XTENSA_SLOT0_OP", Operand, Field::None, Range::ANY),
    refused(elf::R_XTENSA_SLOT1_OP, "R_XTENSA_SLOT1_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT2_OP, "R_XTENSA_SLOT2_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT3_OP, "R_XTENSA_SLOT3_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT4_OP, "R_XTENSA_SLOT4_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT5_OP, "R_XTENSA_SLOT5_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT6_OP, "R_XTENSA_SLOT6_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT7_OP, "R_XTENSA_SLOT7_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT8_OP, "R_XTENSA_SLOT8_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT9_OP, "R_XTENSA_SLOT9_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT10_OP, "R_XTENSA_SLOT10_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT11_OP, "R_XTENSA_SLOT11_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT12_OP, "R_XTENSA_SLOT12_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT13_OP, "R_XTENSA_SLOT13_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT14_OP, "R_XTENSA_SLOT14_OP", BUNDLE),
    refused(elf::R_XTENSA_SLOT0_ALT, "R_XTENSA_SLOT0_ALT", ABSOLUTE_LITERALS),
    refused(elf::R_XTENSA_SLOT1_ALT, "R_XTENSA_SLOT1_ALT", BUNDLE),
    refused(elf::R_XTENSA_SLOT2_ALT, "R_XTENSA_SLOT2_ALT", BUNDLE),
    refused(elf::R_XTENSA_SLOT3_ALT, "R_XTENSA_SLOT3_ALT", BUNDLE),
    refused(elf::R_XTENSA_SLOT4_ALT, "R_XTENSA_SLOT4_ALT", BUNDLE),
    refused(elf::R_XTENSA_SLOT5_ALT, "R_XTENSA_SLOT5_ALT", BUNDLE),
    refused(elf::R_XTENSA_SLOT6_ALT, "R_XTENSA_SLOT6_ALT", BUNDLE),
    refused(elf::R_XTENSA_SLOT7_ALT, "R_XTENSA_SLOT7_ALT", BUNDLE),
    refused(elf::R_XTENSA_SLOT8_ALT, "R_XTENSA_SLOT8_ALT", BUNDLE),
    refused(elf::R_XTENSA_SLOT9_ALT, "R_XTENSA_SLOT9_ALT", BUNDLE),
    refused(elf::R_XTENSA_SLOT10_ALT, "R_XTENSA_SLOT10_ALT", BUNDLE),
    refused(elf::R_XTENSA_SLOT11_ALT, "R_XTENSA_SLOT11_ALT", BUNDLE),
    refused(elf::R_XTENSA_SLOT12_ALT, "R_XTENSA_SLOT12_ALT", BUNDLE),
    refused(elf::R_XTENSA_SLOT13_ALT, "R_XTENSA_SLOT13_ALT", BUNDLE),
    refused(elf::R_XTENSA_SLOT14_ALT, "R_XTENSA_SLOT14_ALT", BUNDLE),
    row(elf::R_XTENSA_TLSDESC_FN, "R_XTENSA_TLSDESC_FN", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_TLSDESC_ARG, "R_XTENSA_TLSDESC_ARG", Pointer, Field::WordWithAddend, WRAPS),
    refused(elf::R_XTENSA_TLS_DTPOFF, "R_XTENSA_TLS_DTPOFF", MODULE_BLOCK),
    row(elf::R_XTENSA_TLS_TPOFF, "R_XTENSA_TLS_TPOFF", Pointer, Field::WordWithAddend, WRAPS),
    row(elf::R_XTENSA_TLS_FUNC, "R_XTENSA_TLS_FUNC", ThreadPointer, Field::None, Range::ANY),
    row(elf::R_XTENSA_TLS_ARG, "R_XTENSA_TLS_ARG", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_TLS_CALL, "R_XTENSA_TLS_CALL", ThreadPointer, Field::None, Range::ANY),
    row(elf::R_XTENSA_PDIFF8, "R_XTENSA_PDIFF8", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_PDIFF16, "R_XTENSA_PDIFF16", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_PDIFF32, "R_XTENSA_PDIFF32", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_NDIFF8, "R_XTENSA_NDIFF8", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_NDIFF16, "R_XTENSA_NDIFF16", Nothing, Field::None, Range::ANY),
    row(elf::R_XTENSA_NDIFF32, "R_XTENSA_NDIFF32", Nothing, Field::None, Range::ANY),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_up_to_the_last_has_a_row_but_those_nobody_defined() {
        let undefined = [7, 13];
        let numbers: Vec<u32> = (0..=62).filter(|number| !undefined.contains(number)).collect();
        assert_eq!(RELOCATIONS.iter().map(|row| row.number).collect::<Vec<_>>(), numbers);
    }
}
