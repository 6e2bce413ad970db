//! Every Xtensa relocation that can be applied: its bits for known values, as GNU as encodes them, and the last values
//! on either side that fit and do not; calls; objects of the wrong ABI. Of literals and memory see `memory_xtensa.rs`.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::{Obj, adjusted, codes, lines, link, place_of, viper, word_at};
use linker::Arch::{self, Xtensa, Xtensawin};
use linker::mpy::Operation;
use linker::{Error, Linked, Problem, RuntimeWord};
use object::elf::{self, RelocationType};
use object::write::{SectionId, SymbolId};
use object::{SectionFlags, SectionKind};

const BOTH: [Arch; 2] = [Xtensa, Xtensawin];

/// A section of code with an instruction at a place, whose operand is another place, and what became of it.
fn operand(insn: &[u8], place: u64, goal: u64) -> Result<Vec<u8>, Vec<Error>> {
    let mut object = Obj::new(Xtensa);
    let at = usize::try_from(place).unwrap();
    let mut code = vec![0; at.max(usize::try_from(goal).unwrap()) + 8];
    code[at..at + insn.len()].copy_from_slice(insn);
    let text = object.text(".text", &code);
    object.function("mpy_init", text, 0);
    let goal = object.label(".Lgoal", text, goal);
    object.relocate(text, place, elf::R_XTENSA_SLOT0_OP, goal, 0);
    let linked = link(Xtensa, &[("a.o", object.bytes())])?;
    Ok(viper(&linked).text[at..at + insn.len()].to_vec())
}

fn is_out_of_range(result: Result<Vec<u8>, Vec<Error>>) -> bool {
    matches!(&result.unwrap_err()[..], [Error { problem: Problem::OutOfRange { .. }, .. }])
}

// --- Operands of instructions -------------------------------------------------------------------------------------

/// Each instruction without its operand, a place, and what GNU as makes of it for the goal 0x58.
#[test]
fn operands_of_every_kind() {
    let cases: [(&[u8], u64, &[u8]); 12] = [
        (&[0x05, 0, 0], 0x03, &[0x45, 0x05, 0x00]),    // call0
        (&[0x06, 0, 0], 0x06, &[0x86, 0x13, 0x00]),    // j
        (&[0x16, 0x03, 0], 0x09, &[0x16, 0xb3, 0x04]), // beqz a3
        (&[0x56, 0x04, 0], 0x0c, &[0x56, 0x84, 0x04]), // bnez a4
        (&[0x26, 0x84, 0], 0x15, &[0x26, 0x84, 0x3f]), // beqi a4, 8
        (&[0xf6, 0x84, 0], 0x24, &[0xf6, 0x84, 0x30]), // bgeui a4, 8
        (&[0x57, 0x04, 0], 0x27, &[0x57, 0x04, 0x2d]), // bnone a4, a5
        (&[0x37, 0xe4, 0], 0x4e, &[0x37, 0xe4, 0x06]), // bbsi a4, 3
        (&[0x8c, 0x04], 0x51, &[0x8c, 0x34]),          // beqz.n a4
        (&[0x06, 0, 0], 0xba, &[0x86, 0xe6, 0xff]),    // j, backwards
        (&[0x05, 0, 0], 0xbd, &[0x85, 0xf9, 0xff]),    // call0, backwards
        (&[0x71, 0, 0], 0xc0, &[0x71, 0xe6, 0xff]),    // l32r a7
    ];
    for (before, place, after) in cases {
        assert_eq!(operand(before, place, 0x58).unwrap(), after, "{before:x?}");
        // What was in the bits does not matter: the addend is beside.
        assert_eq!(operand(after, place, 0x58).unwrap(), after, "{before:x?}");
    }
}

/// The origin is the place's word or the instruction's end, whichever the instruction counts from; so places that are
/// not at words reach another part.
#[test]
fn operands_at_their_edges() {
    // Instruction, place, least and greatest goal, their distance to the next goal that does not fit.
    let cases: [(&[u8], u64, u64, u64, u64); 12] = [
        (&[0x05, 0, 0], 0x8_0000, 4, 0x10_0000, 4),
        (&[0x05, 0, 0], 0x8_0003, 4, 0x10_0000, 4),
        (&[0x06, 0, 0], 0x2_0000, 4, 0x4_0003, 1),
        (&[0x06, 0, 0], 0x2_0003, 7, 0x4_0006, 1),
        (&[0x16, 0x03, 0], 0x800, 4, 0x1003, 1),
        (&[0x26, 0x84, 0], 0x80, 4, 0x103, 1),
        (&[0x57, 0x04, 0], 0x81, 5, 0x104, 1),
        (&[0x8c, 0x04], 0x10, 0x14, 0x53, 1),
        (&[0xcc, 0x04], 0x11, 0x15, 0x54, 1),
        (&[0x71, 0, 0], 0x4_0004, 4, 0x4_0000, 4),
        (&[0x71, 0, 0], 0x4_0005, 8, 0x4_0004, 4),
        (&[0x71, 0, 0], 0x4_0007, 8, 0x4_0004, 4),
    ];
    for (insn, place, least, most, step) in cases {
        for goal in [least, most] {
            assert!(operand(insn, place, goal).is_ok(), "{insn:x?} {place:#x} {goal:#x}");
        }
        for goal in [least - step, most + step] {
            assert!(is_out_of_range(operand(insn, place, goal)), "{insn:x?} {place:#x} {goal:#x}");
        }
    }
    assert_eq!(operand(&[0x05, 0, 0], 0x8_0000, 4).unwrap(), [0x05, 0x00, 0x80]);
    assert_eq!(operand(&[0x05, 0, 0], 0x8_0000, 0x10_0000).unwrap(), [0xc5, 0xff, 0x7f]);
    assert_eq!(operand(&[0x71, 0, 0], 0x4_0004, 4).unwrap(), [0x71, 0x00, 0x00]);
    assert_eq!(operand(&[0x71, 0, 0], 0x4_0004, 0x4_0000).unwrap(), [0x71, 0xff, 0xff]);
    assert_eq!(operand(&[0x8c, 0x04], 0x10, 0x53).unwrap(), [0xbc, 0xf4]);
}

#[test]
fn calls_and_literals_are_at_words() {
    for insn in [[0x05, 0, 0], [0x71, 0, 0]] {
        let errors = operand(&insn, 0x100, 0x22).unwrap_err();
        assert!(matches!(errors[..], [Error { problem: Problem::Misaligned { .. }, .. }]), "{errors:?}");
    }
}

/// Hardware loops and register windows: by the manual, since the assembler at hand is for a processor without.
#[test]
fn operands_that_only_windowed_processors_have() {
    for (before, after) in [
        ([0x76, 0x82, 0], [0x76, 0x82, 0x10]), // loop a2
        ([0x15, 0, 0], [0x15, 0x01, 0x00]),    // call4
        ([0x25, 0, 0], [0x25, 0x01, 0x00]),    // call8
        ([0x35, 0, 0], [0x35, 0x01, 0x00]),    // call12
    ] {
        assert_eq!(operand(&before, 4, 0x18).unwrap(), after);
    }
    // A loop's end is behind its start, at most 255 bytes after the instruction and one.
    assert!(operand(&[0x76, 0x82, 0], 4, 0x107).is_ok());
    for goal in [7, 0x108] {
        assert!(is_out_of_range(operand(&[0x76, 0x82, 0], 4, goal)), "{goal}");
    }
}

#[test]
fn an_instruction_without_such_an_operand_is_refused() {
    for insn in [&[0x12, 0xc1, 0x10][..], &[0x36, 0x41, 0x00], &[0x0c, 0x12]] {
        assert_eq!(operand(insn, 4, 8).unwrap_err()[0].code(), "L0019");
    }
    // Nor is half an instruction at the section's end.
    let mut object = Obj::new(Xtensa);
    let text = object.text(".text", &[0, 0, 0, 0, 0x05, 0]);
    let entry = object.function("mpy_init", text, 0);
    object.relocate(text, 4, elf::R_XTENSA_SLOT0_OP, entry, 0);
    assert_eq!(codes(link(Xtensa, &[("a.o", object.bytes())])), ["L0019"]);
}

#[test]
fn a_section_with_operands_is_placed_at_a_word() {
    let mut object = Obj::new(Xtensa);
    let text = object.text(".text", &[0; 6]);
    object.function("mpy_init", text, 0);
    // call0 other, in a section without alignment
    let other = object.section(".text.other", SectionKind::Text, 1, &[0, 0, 0, 0, 0x05, 0, 0, 0, 0x0d, 0xf0]);
    let goal = object.label(".Lgoal", other, 8);
    let symbol = object.function("other", other, 4);
    object.relocate(other, 4, elf::R_XTENSA_SLOT0_OP, goal, 0);
    object.relocate(text, 0, elf::R_XTENSA_32, symbol, 0);
    let linked = link(Xtensa, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(place_of(&linked, "other"), 12);
    assert_eq!(viper(&linked).text[12..15], [0x05, 0x00, 0x00]);
}

// --- Words --------------------------------------------------------------------------------------------------------

/// GNU as puts a part of the addend of a reference to a section into the word.
#[test]
fn a_words_addend_has_two_parts() {
    for (r_type, addend, sum) in
        [(elf::R_XTENSA_32, 2, 0x30), (elf::R_XTENSA_32, -0x30, -2i32), (elf::R_XTENSA_PLT, 4, 4)]
    {
        let mut object = Obj::new(Xtensa);
        let text = object.section(".text", SectionKind::Text, 4, &[0, 0, 0, 0, 0x2e, 0, 0, 0]);
        let entry = object.function("mpy_init", text, 0);
        object.relocate(text, 4, r_type, entry, addend);
        let linked = link(Xtensa, &[("a.o", object.bytes())]).unwrap();
        assert_eq!(adjusted(&linked, Xtensa), [(4, Operation::Text, u64::from(sum.cast_unsigned()))]);
    }
}

#[test]
fn a_words_distance() {
    // At 4, the distance of 8 from there; at 12, that of 0 and 2.
    let mut object = Obj::new(Xtensa);
    let text = object.section(".text", SectionKind::Text, 4, &[0; 16]);
    let entry = object.function("mpy_init", text, 0);
    let eight = object.label(".Leight", text, 8);
    object.relocate(text, 4, elf::R_XTENSA_32_PCREL, eight, 0);
    object.relocate(text, 12, elf::R_XTENSA_32_PCREL, entry, 2);
    let linked = link(Xtensa, &[("a.o", object.bytes())]).unwrap();
    let text = viper(&linked).text;
    assert_eq!((word_at(&text, 4, Xtensa), word_at(&text, 12, Xtensa)), (4, 0xffff_fff6));
}

#[test]
fn a_distance_to_another_block_is_known_to_the_loader_only() {
    for arch in BOTH {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 4, &[0; 16]);
        object.function("mpy_init", text, 0);
        let zeros = object.zeros(".bss", 4, 4);
        let zeros = object.variable("zeros", zeros, 0, 4);
        let print = object.undefined("mp_plat_print");
        object.relocate(text, 4, elf::R_XTENSA_32_PCREL, zeros, 0);
        object.relocate(text, 8, elf::R_XTENSA_32_PCREL, print, 0);
        assert_eq!(codes(link(arch, &[("a.o", object.bytes())])), ["L0025", "L0027"]);
    }
}

#[test]
fn hints_change_nothing_and_keep_nothing() {
    for r_type in [
        elf::R_XTENSA_NONE,
        elf::R_XTENSA_ASM_EXPAND,
        elf::R_XTENSA_GNU_VTINHERIT,
        elf::R_XTENSA_GNU_VTENTRY,
        elf::R_XTENSA_DIFF8,
        elf::R_XTENSA_DIFF16,
        elf::R_XTENSA_DIFF32,
        elf::R_XTENSA_PDIFF8,
        elf::R_XTENSA_PDIFF16,
        elf::R_XTENSA_PDIFF32,
        elf::R_XTENSA_NDIFF8,
        elf::R_XTENSA_NDIFF16,
        elf::R_XTENSA_NDIFF32,
    ] {
        let mut object = Obj::new(Xtensa);
        let code = [1, 2, 3, 4, 5, 6, 7, 8];
        let text = object.section(".text", SectionKind::Text, 4, &code);
        object.function("mpy_init", text, 0);
        let nowhere = object.undefined("nowhere");
        object.relocate(text, 4, r_type, nowhere, 3);
        let linked = link(Xtensa, &[("a.o", object.bytes())]).unwrap();
        assert_eq!(viper(&linked).text, code, "{r_type:?}");
    }
}

#[test]
fn what_cannot_be_applied_is_named() {
    for (r_type, code) in [
        (elf::R_XTENSA_SLOT1_OP, "L0019"),
        (elf::R_XTENSA_SLOT0_ALT, "L0019"),
        (elf::R_XTENSA_OP0, "L0019"),
        (elf::R_XTENSA_RTLD, "L0019"),
        (elf::R_XTENSA_TLS_DTPOFF, "L0019"),
        // The zeros there are no load, and no call.
        (elf::R_XTENSA_TLS_FUNC, "L0015"),
        (elf::R_XTENSA_TLS_CALL, "L0015"),
        (RelocationType(7), "L0018"),
        (RelocationType(63), "L0018"),
    ] {
        let mut object = Obj::new(Xtensa);
        let text = object.section(".text", SectionKind::Text, 4, &[0; 8]);
        let entry = object.function("mpy_init", text, 0);
        object.relocate(text, 4, r_type, entry, 0);
        assert_eq!(codes(link(Xtensa, &[("a.o", object.bytes())])), [code], "{r_type:?}");
    }
}

// --- Thread-local variables ---------------------------------------------------------------------------------------

/// An object with a literal section, a function of that code, and a thread-local variable.
fn threads(
    arch: Arch,
    code: &[u8],
    literals: &[RelocationType],
    on_code: &[(u64, RelocationType, i64)],
) -> Linked {
    let mut object = Obj::new(arch);
    let words = object.section(".literal", SectionKind::Text, 4, &vec![0; 4 * literals.len()]);
    let text = object.section(".text", SectionKind::Text, 4, code);
    object.function("mpy_init", text, 0);
    let variables = object.zeros(".tbss", 4, 8);
    let variable = object.variable("variable", variables, 4, 4);
    for (at, r_type) in (0..).zip(literals) {
        object.relocate(words, 4 * at, *r_type, variable, 0);
    }
    let start = object.object.section_symbol(words);
    for (at, r_type, literal) in on_code {
        let symbol = if *r_type == elf::R_XTENSA_SLOT0_OP { start } else { variable };
        object.relocate(text, *at, *r_type, symbol, *literal);
    }
    link(arch, &[("a.o", object.bytes())]).unwrap()
}

/// rur.threadptr a8; l32r a9, x@TPOFF; add.n a8, a8, a9; rur.threadptr a15
#[test]
fn an_offset_from_the_thread_becomes_an_address() {
    for arch in BOTH {
        let code = [0x70, 0x8e, 0xe3, 0x91, 0, 0, 0x9a, 0x88, 0x70, 0xfe, 0xe3];
        let loads = [(3, elf::R_XTENSA_SLOT0_OP, 0)];
        let linked = threads(arch, &code, &[elf::R_XTENSA_TLS_TPOFF], &loads);
        // j; the head of the BSS; the variable's address; movi a8, 0; l32r a9, 8; add.n; movi a15, 0.
        assert_eq!(adjusted(&linked, arch), [(4, Operation::Bss, 0), (8, Operation::Bss, 4)]);
        let text = viper(&linked).text;
        assert_eq!(text[12..], [0x82, 0xa0, 0, 0x91, 0xfe, 0xff, 0x9a, 0x88, 0xf2, 0xa0, 0]);
    }
}

/// What nothing is counted from stays.
#[test]
fn the_thread_pointer_is_read_where_no_variable_is_counted_from_it() {
    let code = [0x70, 0x8e, 0xe3, 0x91, 0, 0, 0x9a, 0x88];
    let loads = [(3, elf::R_XTENSA_SLOT0_OP, 0)];
    let linked = threads(Xtensawin, &code, &[elf::R_XTENSA_32], &loads);
    assert_eq!(viper(&linked).text[12..15], code[..3]);
}

/// l32r a8, x@TLSFUNC; l32r a2, x@TLSARG; callx0.tls a8, x@TLSCALL; the same with callx8
#[test]
fn a_function_that_finds_a_variable_is_not_called() {
    let nop = [0xf0, 0x20, 0x00];
    for (arch, call) in [(Xtensa, 0xc0), (Xtensawin, 0xe0)] {
        let code = [0x81, 0, 0, 0x21, 0, 0, call, 8, 0, 0x0d, 0xf0];
        let on_code = [
            (0, elf::R_XTENSA_TLS_FUNC, 0),
            (0, elf::R_XTENSA_SLOT0_OP, 0),
            (3, elf::R_XTENSA_TLS_ARG, 0),
            (3, elf::R_XTENSA_SLOT0_OP, 4),
            (6, elf::R_XTENSA_TLS_CALL, 0),
        ];
        let literals = [elf::R_XTENSA_TLSDESC_FN, elf::R_XTENSA_TLSDESC_ARG];
        let linked = threads(arch, &code, &literals, &on_code);
        assert_eq!(adjusted(&linked, arch), [(4, Operation::Bss, 0), (8, Operation::Bss, 4)]);
        assert_eq!(viper(&linked).text[12..], [&nop[..], &[0x21, 0xfe, 0xff], &nop, &[0x0d, 0xf0]].concat());
    }
}

// --- Calls --------------------------------------------------------------------------------------------------------

/// A call of a firmware function, or something like it.
fn call(arch: Arch, insn: [u8; 3], name: &str) -> Result<Linked, Vec<Error>> {
    let mut object = Obj::new(arch);
    let text = object.section(".text", SectionKind::Text, 4, &[&insn[..], &[0x0d, 0xf0]].concat());
    object.function("mpy_init", text, 0);
    let symbol = object.undefined(name);
    object.relocate(text, 0, elf::R_XTENSA_SLOT0_OP, symbol, 0);
    link(arch, &[("a.o", object.bytes())])
}

#[test]
fn calls_of_the_firmware_go_through_a_stub() {
    // call0 and j; with windows call8.
    for (arch, insn, after) in [
        (Xtensa, [0x05, 0, 0], [0x45, 0x00, 0x00]),
        (Xtensa, [0x06, 0, 0], [0x06, 0x01, 0x00]),
        (Xtensawin, [0x25, 0, 0], [0x65, 0x00, 0x00]),
    ] {
        let linked = call(arch, insn, "nlr_push").unwrap();
        assert_eq!(linked.report.stubs, ["mp_fun_table.nlr_push"]);
        let text = viper(&linked).text;
        // j; the slot at 4; the code at 8; at 16 l32r a9, .-12; jx a9.
        assert_eq!(adjusted(&linked, arch), [(4, Operation::Runtime(RuntimeWord::Entry(32)), 0)]);
        assert_eq!(text[8..11], after, "{}", arch.name());
        assert_eq!(text[16..], [0x91, 0xfd, 0xff, 0xa0, 0x09, 0x00]);
    }
}

/// The stub changes a9, which other calls use.
#[test]
fn other_calls_of_the_firmware_are_refused() {
    for (arch, insn) in [
        (Xtensa, [0x25, 0, 0]),
        (Xtensawin, [0x05, 0, 0]),
        (Xtensawin, [0x15, 0, 0]),
        (Xtensawin, [0x35, 0, 0]),
        (Xtensawin, [0x06, 0, 0]),
    ] {
        assert_eq!(codes(call(arch, insn, "nlr_push")), ["L0019"], "{} {insn:x?}", arch.name());
    }
}

#[test]
fn objects_of_the_firmware_have_no_distance() {
    for insn in [[0x05, 0, 0], [0x06, 0, 0], [0x21, 0, 0], [0x16, 0x03, 0]] {
        assert_eq!(codes(call(Xtensa, insn, "mp_plat_print")), ["L0027"], "{insn:x?}");
    }
}

fn literals(object: &mut Obj, name: &str, words: &[u32]) -> SectionId {
    object.section(name, SectionKind::Text, 4, &common::words(words))
}

/// `l32r a8, f; callx0 a8` (call8), as assemblers expand a call that may have to go far.
fn expanded(arch: Arch, make: impl FnOnce(&mut Obj) -> SymbolId) -> Linked {
    let mut object = Obj::new(arch);
    let words = literals(&mut object, ".literal", &[0]);
    let callx = if arch == Xtensa { 0xc0 } else { 0xe0 };
    let code = [0x81, 0, 0, callx, 0x08, 0, 0x0d, 0xf0, 0x0d, 0xf0, 0, 0];
    let text = object.section(".text", SectionKind::Text, 4, &code);
    object.function("mpy_init", text, 0);
    object.function("near", text, 8);
    let symbol = make(&mut object);
    object.relocate(words, 0, elf::R_XTENSA_32, symbol, 0);
    let start = object.object.section_symbol(words);
    object.relocate(text, 0, elf::R_XTENSA_ASM_EXPAND, symbol, 0);
    object.relocate(text, 0, elf::R_XTENSA_SLOT0_OP, start, 0);
    link(arch, &[("a.o", object.bytes())]).unwrap()
}

#[test]
fn expanded_calls_of_the_module_are_direct_and_need_no_literal() {
    let near = |object: &mut Obj| object.object.symbol_id(b"near").unwrap();
    for (arch, after) in [(Xtensa, [0x45, 0, 0]), (Xtensawin, [0x65, 0, 0])] {
        let linked = expanded(arch, near);
        assert_eq!(linked.report.slots, [""; 0]);
        // call near; nop
        assert_eq!(viper(&linked).text[..6], [&after[..], &[0xf0, 0x20, 0x00]].concat());
    }
}

#[test]
fn expanded_calls_of_the_firmware_stay() {
    let linked = expanded(Xtensa, |object| object.undefined("nlr_pop"));
    assert_eq!(linked.report.slots, ["mp_fun_table.nlr_pop"]);
    assert_eq!(linked.report.stubs, [""; 0]);
    // The code is at 8: l32r a8, .-4; callx0 a8.
    assert_eq!(viper(&linked).text[8..14], [0x81, 0xff, 0xff, 0xc0, 0x08, 0x00]);
}

/// What `ld -r --relax` leaves: the literal is gone.
#[test]
fn simplified_calls_become_direct() {
    let build = |code: [u8; 6], name: &str| {
        let mut object = Obj::new(Xtensa);
        let text = object.section(".text", SectionKind::Text, 4, &[&code[..], &[0; 6]].concat());
        object.function("mpy_init", text, 0);
        object.function("near", text, 8);
        let symbol = match object.object.symbol_id(name.as_bytes()) {
            Some(symbol) => symbol,
            None => object.undefined(name),
        };
        object.relocate(text, 0, elf::R_XTENSA_ASM_SIMPLIFY, symbol, 0);
        link(Xtensa, &[("a.o", object.bytes())])
    };
    let code = [0x01, 0, 0, 0xc0, 0, 0];
    assert_eq!(viper(&build(code, "near").unwrap()).text[..6], [0x45, 0, 0, 0xf0, 0x20, 0x00]);
    assert_eq!(build(code, "nlr_pop").unwrap().report.stubs, ["mp_fun_table.nlr_pop"]);
    // Another register is called, or nothing.
    assert_eq!(codes(build([0x01, 0, 0, 0xc0, 0x01, 0], "near")), ["L0019"]);
    assert_eq!(codes(build([0x01, 0, 0, 0xf0, 0x20, 0], "near")), ["L0019"]);
}

// --- ABI ----------------------------------------------------------------------------------------------------------

/// The note that GNU as leaves in every object.
fn note(abi: &str) -> Vec<u8> {
    let text = format!("USE_ABSOLUTE_LITERALS=0\nABI={abi}\n\0");
    let mut bytes = [12, text.len() as u32, 1].map(u32::to_le_bytes).concat();
    bytes.extend(b"Xtensa_Info\0");
    bytes.extend(text.as_bytes());
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    bytes
}

#[test]
fn objects_of_the_other_abi_are_refused_by_their_note() {
    let build = |arch, abi| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 4, &[0x0d, 0xf0]);
        object.function("mpy_init", text, 0);
        let info = object.section(".xtensa.info", SectionKind::Note, 1, &note(abi));
        object.object.section_mut(info).flags =
            SectionFlags::Elf { sh_type: elf::SHT_NOTE, sh_flags: elf::SectionFlags(0) };
        link(arch, &[("a.o", object.bytes())])
    };
    assert_eq!(codes(build(Xtensa, "1")), [""; 0]);
    assert_eq!(codes(build(Xtensawin, "0")), [""; 0]);
    assert_eq!(
        lines(build(Xtensa, "0")),
        ["L0006: a.o: compiled for the windowed ABI, but xtensa firmware has the call0 ABI"]
    );
    assert_eq!(
        lines(build(Xtensawin, "1")),
        ["L0006: a.o: compiled for the call0 ABI, but xtensawin firmware has the windowed ABI"]
    );
}

#[test]
fn objects_of_the_other_abi_are_refused_by_their_first_instruction() {
    let build = |arch, first: [u8; 3]| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 4, &[&first[..], &[0x0d, 0xf0]].concat());
        object.function("mpy_init", text, 0);
        link(arch, &[("a.o", object.bytes())])
    };
    let (entry, call0) = ([0x36, 0x41, 0x00], [0x12, 0xc1, 0xe0]);
    assert_eq!(codes(build(Xtensa, call0)), [""; 0]);
    assert_eq!(codes(build(Xtensawin, entry)), [""; 0]);
    assert_eq!(
        lines(build(Xtensa, entry)),
        [
            "L0006: a.o: .text+0x0, in `mpy_init`: compiled for the windowed ABI, but xtensa firmware has the call0 ABI"
        ]
    );
    assert_eq!(codes(build(Xtensawin, call0)), ["L0006"]);
}

#[test]
fn other_machines_flags_are_refused() {
    let mut object = Obj::new(Xtensa);
    let text = object.section(".text", SectionKind::Text, 4, &[0x0d, 0xf0]);
    object.function("mpy_init", text, 0);
    for (flags, fits) in [(0x300u32, true), (0x301, false), (0x1000, false)] {
        let mut bytes = object.bytes();
        bytes[36..40].copy_from_slice(&flags.to_le_bytes());
        assert_eq!(codes(link(Xtensa, &[("a.o", bytes)])).is_empty(), fits, "{flags:#x}");
    }
}
