//! Every Arm relocation that can be applied: its bits for known values, as GNU as encodes them, and the last values on
//! either side that fit and do not. The addend of each is in the instruction before.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::{Obj, adjusted, codes, lines, link, place_of, viper};
use linker::Arch::Armv7m;
use linker::mpy::Operation;
use linker::{Error, Linked, Problem};
use object::elf::{self, RelocationType};

/// Where the instruction is.
const PLACE: u64 = 0x1000;

/// Halfwords, as a disassembler shows them.
fn code(insns: &[u16]) -> Vec<u8> {
    insns.iter().flat_map(|insn| insn.to_le_bytes()).collect()
}

/// Links an instruction whose symbol is that many bytes further on, and gives what became of it.
fn apply_at(
    place: u64,
    r_type: RelocationType,
    before: &[u16],
    distance: i64,
) -> Result<Vec<u8>, Vec<Error>> {
    let mut object = Obj::new(Armv7m);
    let before = code(before);
    let bytes = [vec![0; usize::try_from(place).unwrap()], before.clone()].concat();
    let text = object.section(".text", object::SectionKind::Text, 4, &bytes);
    object.function("mpy_init", text, 0);
    let symbol = object.label("v", text, place.strict_add_signed(distance));
    object.relocate(text, place, r_type, symbol, 0);
    let linked = link(Armv7m, &[("a.o", object.bytes())])?;
    Ok(viper(&linked).text[usize::try_from(place).unwrap()..][..before.len()].to_vec())
}

fn apply(r_type: RelocationType, before: &[u16], distance: i64) -> Result<Vec<u8>, Vec<Error>> {
    apply_at(PLACE, r_type, before, distance)
}

#[track_caller]
fn fits(r_type: RelocationType, before: &[u16], distance: i64, after: &[u16]) {
    assert_eq!(apply(r_type, before, distance).unwrap(), code(after), "{distance:#x}");
}

#[track_caller]
fn is_out_of_range(r_type: RelocationType, before: &[u16], distance: i64, value: i128) {
    let errors = apply(r_type, before, distance).unwrap_err();
    let [Error { problem: Problem::OutOfRange { value: found, .. }, .. }] = &errors[..] else {
        panic!("{errors:?}");
    };
    assert_eq!(*found, value);
}

#[track_caller]
fn is_misaligned(r_type: RelocationType, before: &[u16], distance: i64) {
    let errors = apply(r_type, before, distance).unwrap_err();
    assert!(matches!(&errors[..], [Error { problem: Problem::Misaligned { .. }, .. }]), "{errors:?}");
}

/// The program counter reads as the instruction's address and 4: the addend −4 of a branch.
const PC: i64 = 4;

#[test]
fn call() {
    let (bl, r_type) = ([0xf7ff, 0xfffe], elf::R_ARM_THM_PC22);
    fits(r_type, &bl, PC + 0xff_fffe, &[0xf3ff, 0xd7ff]);
    fits(r_type, &bl, PC + 0xaa_aaaa, &[0xf2aa, 0xdd55]);
    fits(r_type, &bl, PC - 2, &[0xf7ff, 0xffff]);
    fits(r_type, &[0xf400, 0xd000], 0, &[0xf400, 0xd000]);
    is_out_of_range(r_type, &bl, PC + 0x100_0000, 0x100_0000);
    is_out_of_range(r_type, &[0xf400, 0xd000], -2, -0x100_0002);
    is_misaligned(r_type, &bl, PC + 5);
    // `blx` would leave Thumb.
    fits(r_type, &[0xf7ff, 0xeffe], PC + 0xaa_aaaa, &[0xf2aa, 0xdd55]);
}

#[test]
fn jump24() {
    let (b, r_type) = ([0xf7ff, 0xbffe], elf::R_ARM_THM_JUMP24);
    fits(r_type, &b, PC + 0xff_fffe, &[0xf3ff, 0x97ff]);
    fits(r_type, &b, PC + 0x55_5556, &[0xf155, 0xb2ab]);
    fits(r_type, &[0xf400, 0x9000], 0, &[0xf400, 0x9000]);
    is_out_of_range(r_type, &b, PC + 0x100_0000, 0x100_0000);
    is_out_of_range(r_type, &[0xf400, 0x9000], -2, -0x100_0002);
    is_misaligned(r_type, &b, PC + 1);
}

#[test]
fn jump19() {
    let (beq, r_type) = ([0xf43f, 0xaffe], elf::R_ARM_THM_JUMP19);
    fits(r_type, &beq, PC + 0xf_fffe, &[0xf03f, 0xafff]);
    fits(r_type, &beq, PC + 0xa_aaaa, &[0xf02a, 0x8d55]);
    fits(r_type, &beq, PC - 2, &[0xf43f, 0xafff]);
    fits(r_type, &[0xf400, 0x8000], 0, &[0xf400, 0x8000]);
    is_out_of_range(r_type, &beq, PC + 0x10_0000, 0x10_0000);
    is_out_of_range(r_type, &[0xf400, 0x8000], -2, -0x10_0002);
    is_misaligned(r_type, &beq, PC + 1);
}

#[test]
fn jump11() {
    let (b, r_type) = ([0xe7fe], elf::R_ARM_THM_PC11);
    fits(r_type, &b, PC + 2046, &[0xe3ff]);
    fits(r_type, &b, PC - 2048, &[0xe400]);
    fits(r_type, &b, PC + 1366, &[0xe2ab]);
    is_out_of_range(r_type, &b, PC + 2048, 2048);
    is_out_of_range(r_type, &b, PC - 2050, -2050);
    is_misaligned(r_type, &b, PC + 1);
}

#[test]
fn jump8() {
    let (bne, r_type) = ([0xd1fe], elf::R_ARM_THM_PC9);
    fits(r_type, &bne, PC + 254, &[0xd17f]);
    fits(r_type, &bne, PC - 256, &[0xd180]);
    fits(r_type, &bne, PC + 170, &[0xd155]);
    is_out_of_range(r_type, &bne, PC + 256, 256);
    is_out_of_range(r_type, &bne, PC - 258, -258);
    is_misaligned(r_type, &bne, PC + 1);
}

#[test]
fn jump6() {
    // cbz r3, with the addend −4 in 7 bits without a sign.
    let (cbz, r_type) = ([0xb3f3], elf::R_ARM_THM_JUMP6);
    fits(r_type, &cbz, PC + 126, &[0xb3fb]);
    fits(r_type, &cbz, PC, &[0xb103]);
    fits(r_type, &cbz, PC + 84, &[0xb353]);
    is_out_of_range(r_type, &cbz, PC + 128, 128);
    is_out_of_range(r_type, &cbz, PC - 2, -2);
    is_misaligned(r_type, &cbz, PC + 1);
}

#[test]
fn short_load_from_the_code() {
    // ldr r5, with the addend −4 in 10 bits without a sign.
    let (ldr, r_type) = ([0x4dff], elf::R_ARM_THM_PC8);
    fits(r_type, &ldr, PC + 1020, &[0x4dff]);
    fits(r_type, &ldr, PC + 680, &[0x4daa]);
    fits(r_type, &ldr, PC, &[0x4d00]);
    is_out_of_range(r_type, &ldr, PC + 1024, 1024);
    is_out_of_range(r_type, &ldr, PC - 4, -4);
    is_misaligned(r_type, &ldr, PC + 2);
    // The program counter is rounded down.
    assert_eq!(apply_at(PLACE + 2, r_type, &ldr, PC + 678).unwrap(), code(&[0x4daa]));
}

#[test]
fn load_from_the_code() {
    let (ldr, r_type) = ([0xf85f, 0x5004], elf::R_ARM_THM_PC12);
    fits(r_type, &ldr, PC + 4095, &[0xf8df, 0x5fff]);
    fits(r_type, &ldr, PC + 2730, &[0xf8df, 0x5aaa]);
    fits(r_type, &[0xf85f, 0x5fff], 0, &[0xf85f, 0x5fff]);
    is_out_of_range(r_type, &ldr, PC + 4096, 4096);
    is_out_of_range(r_type, &[0xf85f, 0x5fff], -1, -4096);
    assert_eq!(apply_at(PLACE + 2, r_type, &ldr, PC + 2728).unwrap(), code(&[0xf8df, 0x5aaa]));
}

#[test]
fn address_in_the_code() {
    let (adr, r_type) = ([0xf2af, 0x0504], elf::R_ARM_THM_ALU_PREL_11_0);
    fits(r_type, &adr, PC + 4095, &[0xf60f, 0x75ff]);
    fits(r_type, &adr, PC + 2730, &[0xf60f, 0x25aa]);
    fits(r_type, &adr, PC - 1365, &[0xf2af, 0x5555]);
    fits(r_type, &[0xf6af, 0x75ff], 0, &[0xf6af, 0x75ff]);
    is_out_of_range(r_type, &adr, PC + 4096, 4096);
    is_out_of_range(r_type, &[0xf6af, 0x75ff], -1, -4096);
    assert_eq!(apply_at(PLACE + 2, r_type, &adr, PC + 2728).unwrap(), code(&[0xf60f, 0x25aa]));
}

#[test]
fn distance_in_two_halves() {
    let (movw, movt) = ([0xf240, 0x0500], [0xf2c0, 0x0500]);
    fits(elf::R_ARM_THM_MOVW_PREL_NC, &movw, 0x2_abcd, &[0xf64a, 0x35cd]);
    fits(elf::R_ARM_THM_MOVW_PREL_NC, &movw, 0x2_ffff, &[0xf64f, 0x75ff]);
    fits(elf::R_ARM_THM_MOVT_PREL, &movt, 0x3ff_0000, &[0xf2c0, 0x35ff]);
    fits(elf::R_ARM_THM_MOVT_PREL, &movt, -4, &[0xf6cf, 0x75ff]);
    // movw r5, #0xfffc: the addend −4.
    fits(elf::R_ARM_THM_MOVW_PREL_NC, &[0xf64f, 0x75fc], 0x10, &[0xf240, 0x050c]);
}

#[test]
fn distance_in_a_word() {
    for r_type in [elf::R_ARM_REL32, elf::R_ARM_REL32_NOI] {
        fits(r_type, &[4, 0], 0x123_4564, &[0x4568, 0x123]);
        fits(r_type, &[0xfffc, 0xffff], 0, &[0xfffc, 0xffff]);
        fits(r_type, &[0, 0x8000], -4, &[0xfffc, 0x7fff]);
    }
}

#[test]
fn distance_in_31_bits() {
    let r_type = elf::R_ARM_PREL31;
    fits(r_type, &[0, 0], 0x123_4564, &[0x4564, 0x123]);
    // The uppermost bit is another field.
    fits(r_type, &[0, 0x8000], -2, &[0xfffe, 0xffff]);
    fits(r_type, &[0, 0x4000], 0, &[0, 0x4000]);
    fits(r_type, &[0xffff, 0x3fff], 0, &[0xffff, 0x3fff]);
    is_out_of_range(r_type, &[0, 0x4000], -1, -0x4000_0001);
    is_out_of_range(r_type, &[0xffff, 0x3fff], 1, 0x4000_0000);
}

/// Links an instruction whose symbol is a number.
fn number(r_type: RelocationType, before: &[u8], value: u64) -> Result<Vec<u8>, Vec<Error>> {
    let mut object = Obj::new(Armv7m);
    let text = object.section(".text", object::SectionKind::Text, 4, &[before, &[0; 4]].concat());
    object.function("mpy_init", text, 0);
    let symbol = object.absolute("N", value);
    object.relocate(text, 0, r_type, symbol, 0);
    let linked = link(Armv7m, &[("a.o", object.bytes())])?;
    assert_eq!(adjusted(&linked, Armv7m), []);
    Ok(viper(&linked).text[..before.len()].to_vec())
}

#[test]
fn numbers_in_instructions() {
    for (r_type, before, value, after) in [
        (elf::R_ARM_THM_MOVW_ABS_NC, &[0xf240, 0x0500][..], 0x1234_abcd, &[0xf64a, 0x35cd][..]),
        (elf::R_ARM_THM_MOVT_ABS, &[0xf2c0, 0x0500], 0x1234_abcd, &[0xf2c1, 0x2534]),
        // movw r5, #0xfff0: the addend −16.
        (elf::R_ARM_THM_MOVW_ABS_NC, &[0xf64f, 0x75f0], 0x1234_abcd, &[0xf64a, 0x35bd]),
        (elf::R_ARM_THM_ABS5, &[0x6825], 124, &[0x6fe5]),
        (elf::R_ARM_THM_ABS5, &[0x6825], 84, &[0x6d65]),
        (RelocationType(132), &[0x3500], 0x1234_5634, &[0x3534]),
        (RelocationType(133), &[0x3500], 0x1234_3456, &[0x3534]),
        (RelocationType(134), &[0x3500], 0x1234_5678, &[0x3534]),
        (RelocationType(135), &[0x2500], 0x1234_5678, &[0x2512]),
    ] {
        assert_eq!(number(r_type, &code(before), value).unwrap(), code(after), "{value:#x}");
    }
    assert_eq!(codes_of(number(elf::R_ARM_THM_ABS5, &code(&[0x6825]), 128)), ["L0021"]);
    assert_eq!(codes_of(number(elf::R_ARM_THM_ABS5, &code(&[0x6825]), 2)), ["L0022"]);
}

fn codes_of(result: Result<Vec<u8>, Vec<Error>>) -> Vec<&'static str> {
    result.map_or_else(|errors| errors.iter().map(Error::code).collect(), |_| Vec::new())
}

#[test]
fn numbers_in_data() {
    for (r_type, size, least, most) in
        [(elf::R_ARM_ABS8, 1, -128i64, 255), (elf::R_ARM_ABS16, 2, -32768, 65535)]
    {
        let add = |value: i64| {
            // The addend is in the field; the symbol brings the rest.
            let value = value.cast_unsigned() & 0xffff_ffff;
            number(r_type, &vec![0; size], value)
        };
        assert_eq!(add(most).unwrap(), vec![0xff; size]);
        assert_eq!(codes_of(add(most + 1)), ["L0021"]);
        let minus = |addend: i64| {
            let before = &least.to_le_bytes()[..size];
            let mut object = Obj::new(Armv7m);
            let text = object.section(".text", object::SectionKind::Text, 4, &[before, &[0; 4]].concat());
            object.function("mpy_init", text, 0);
            let symbol = object.absolute("N", addend.cast_unsigned() & 0xffff_ffff);
            object.relocate(text, 0, r_type, symbol, 0);
            link(Armv7m, &[("a.o", object.bytes())])
        };
        assert_eq!(viper(&minus(0).unwrap()).text[..size], least.to_le_bytes()[..size]);
        assert_eq!(viper(&minus(1).unwrap()).text[..size], (least + 1).to_le_bytes()[..size]);
    }
    assert_eq!(number(elf::R_ARM_ABS32, &[0x10, 0, 0, 0], 0xe000_0000).unwrap(), [0x10, 0, 0, 0xe0]);
}

#[test]
fn addresses_in_code_are_for_the_loader() {
    let mut object = Obj::new(Armv7m);
    let text = object.section(".text", object::SectionKind::Text, 4, &[0; 24]);
    object.function("mpy_init", text, 0);
    let there = object.function("there", text, 6);
    let label = object.label("label", text, 6);
    for (at, r_type, symbol) in [
        (4, elf::R_ARM_ABS32, there),
        (8, elf::R_ARM_ABS32_NOI, there),
        (12, elf::R_ARM_TARGET1, there),
        (16, elf::R_ARM_ABS32, label),
    ] {
        object.relocate(text, at, r_type, symbol, 0);
    }
    let linked = link(Armv7m, &[("a.o", object.bytes())]).unwrap();
    let words: Vec<u64> = adjusted(&linked, Armv7m).iter().map(|(.., word)| *word).collect();
    // A pointer to a function says that its instructions are Thumb's.
    assert_eq!(words, [7, 6, 7, 6]);
    assert_eq!(place_of(&linked, "there"), 6);
}

#[test]
fn distances_of_functions_have_thumbs_bit() {
    for (r_type, after) in [(elf::R_ARM_REL32, 7), (elf::R_ARM_REL32_NOI, 6)] {
        let mut object = Obj::new(Armv7m);
        let text = object.section(".text", object::SectionKind::Text, 4, &[0; 16]);
        object.function("mpy_init", text, 0);
        let there = object.function("there", text, 10);
        object.relocate(text, 4, r_type, there, 0);
        let linked = link(Armv7m, &[("a.o", object.bytes())]).unwrap();
        assert_eq!(viper(&linked).text[4..8], [after, 0, 0, 0]);
    }
}

/// A module with slots: of `mp_fun_table` and of a function, in that order as the loader sorts them.
fn with_slots(parts: &[(u64, RelocationType, &str)]) -> Linked {
    let mut object = Obj::new(Armv7m);
    let text = object.section(".text", object::SectionKind::Text, 4, &[0; 32]);
    object.function("mpy_init", text, 0);
    let there = object.function("there", text, 10);
    let table = object.undefined("mp_fun_table");
    let base = object.undefined("_GLOBAL_OFFSET_TABLE_");
    for (at, r_type, name) in parts {
        let symbol = match *name {
            "there" => there,
            "mp_fun_table" => table,
            _ => base,
        };
        object.relocate(text, *at, *r_type, symbol, 0);
    }
    link(Armv7m, &[("a.o", object.bytes())]).unwrap()
}

#[test]
fn slots() {
    let linked = with_slots(&[
        (0, elf::R_ARM_GOTPC, "base"),
        (4, elf::R_ARM_GOT32, "mp_fun_table"),
        (8, elf::R_ARM_GOT32, "there"),
        (12, elf::R_ARM_GOT_PREL, "mp_fun_table"),
        (16, elf::R_ARM_GOTOFF, "there"),
        (20, elf::R_ARM_THM_GOT_BREL12, "mp_fun_table"),
    ]);
    assert_eq!(linked.report.slots, ["there", "mp_fun_table"]);
    let text = viper(&linked).text;
    let word = |at: usize| i32::from_le_bytes(text[at..at + 4].try_into().unwrap());
    // The slots are at 32 and 36.
    assert_eq!((word(0), word(4), word(8), word(12)), (32, 4, 0, 24));
    assert_eq!(word(16), 10 - 32 + 1);
    assert_eq!(word(20), 4 << 16);
    let operations: Vec<_> = adjusted(&linked, Armv7m);
    assert_eq!(operations[0], (32, Operation::Text, 11));
}

#[test]
fn a_slots_distance_in_an_instruction() {
    // ldr.w r5, [r4, #…]
    let mut object = Obj::new(Armv7m);
    let text = object.section(".text", object::SectionKind::Text, 4, &code(&[0xf8d4, 0x5000, 0, 0, 0, 0]));
    object.function("mpy_init", text, 0);
    let there = object.function("there", text, 4);
    let table = object.undefined("mp_fun_table");
    object.relocate(text, 0, elf::R_ARM_THM_GOT_BREL12, table, 0);
    object.relocate(text, 4, elf::R_ARM_GOT32, there, 0);
    object.relocate(text, 8, elf::R_ARM_GOTPC, table, 0);
    let linked = link(Armv7m, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(viper(&linked).text[..4], code(&[0xf8d4, 0x5004]));
}

/// As with `-msingle-pic-base`, where the base comes in a register.
#[test]
fn a_base_that_nothing_forms_is_refused() {
    for (r_type, symbol) in [(elf::R_ARM_GOT32, "mp_fun_table"), (elf::R_ARM_GOTOFF, "mpy_init")] {
        let mut object = Obj::new(Armv7m);
        let text = object.section(".text", object::SectionKind::Text, 4, &[0; 4]);
        let entry = object.function("mpy_init", text, 0);
        let symbol = if symbol == "mpy_init" { entry } else { object.undefined(symbol) };
        object.relocate(text, 0, r_type, symbol, 0);
        assert_eq!(codes(link(Armv7m, &[("a.o", object.bytes())])), ["L0019"]);
        // It is formed elsewhere in the object, and handed on.
        let base = object.undefined("_GLOBAL_OFFSET_TABLE_");
        let other = object.section(".text.other", object::SectionKind::Text, 4, &[0; 4]);
        object.relocate(other, 0, elf::R_ARM_GOTPC, base, 0);
        assert!(link(Armv7m, &[("a.o", object.bytes())]).is_ok());
    }
}

#[test]
fn a_slots_addend_would_name_another() {
    let mut object = Obj::new(Armv7m);
    let text = object.section(".text", object::SectionKind::Text, 4, &[4, 0, 0, 0, 0, 0, 0, 0]);
    object.function("mpy_init", text, 0);
    let table = object.undefined("mp_fun_table");
    object.relocate(text, 0, elf::R_ARM_GOT32, table, 0);
    object.relocate(text, 4, elf::R_ARM_GOTPC, table, 0);
    assert_eq!(codes(link(Armv7m, &[("a.o", object.bytes())])), ["L0028"]);
}

#[test]
fn hints_change_nothing() {
    for r_type in [elf::R_ARM_NONE, elf::R_ARM_V4BX, elf::R_ARM_GNU_VTENTRY, elf::R_ARM_GNU_VTINHERIT] {
        fits(r_type, &[0x1234, 0x5678], 8, &[0x1234, 0x5678]);
    }
}

/// The types that are applied, by number; all that this file has an answer for, and those of thread-local variables.
const APPLIED: [u32; 40] = [
    0, 2, 3, 5, 7, 8, 10, 11, 24, 25, 26, 30, 38, 40, 42, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 96, 100,
    101, 102, 103, 104, 105, 106, 107, 108, 131, 132, 133, 134, 135,
];

#[test]
fn every_other_type_is_refused_with_its_reason() {
    for number in (0..=255).filter(|number| !APPLIED.contains(number)) {
        let mut object = Obj::new(Armv7m);
        let text = object.section(".text", object::SectionKind::Text, 4, &[0; 8]);
        let entry = object.function("mpy_init", text, 0);
        object.relocate(text, 4, RelocationType(number), entry, 0);
        let is_private = matches!(number, 112..=127 | 139..=159 | 168..=248);
        let code = if is_private { "L0018" } else { "L0019" };
        assert_eq!(codes(link(Armv7m, &[("a.o", object.bytes())])), [code], "{number}");
    }
}

#[test]
fn what_cannot_be_applied_is_named() {
    for (r_type, line) in [
        (
            elf::R_ARM_CALL,
            "L0019: a.o: .text+0x4, in `mpy_init`: relocation R_ARM_CALL against `mpy_init` is not supported: it \
             is for Arm instructions, and the processors of this target run Thumb instructions only",
        ),
        (
            elf::R_ARM_SBREL32,
            "L0019: a.o: .text+0x4, in `mpy_init`: relocation R_ARM_SBREL32 against `mpy_init` is not supported: \
             the firmware keeps no base of a module's variables in a register",
        ),
        (
            RelocationType(200),
            "L0018: a.o: .text+0x4, in `mpy_init`: relocation type 200 is not one that armv7m has",
        ),
    ] {
        let mut object = Obj::new(Armv7m);
        let text = object.section(".text", object::SectionKind::Text, 4, &[0; 8]);
        let entry = object.function("mpy_init", text, 0);
        object.relocate(text, 4, r_type, entry, 0);
        assert_eq!(lines(link(Armv7m, &[("a.o", object.bytes())])), [line]);
    }
}

#[test]
fn a_relocation_beyond_its_section_is_refused() {
    let mut object = Obj::new(Armv7m);
    let text = object.text(".text", &[0; 6]);
    let entry = object.function("mpy_init", text, 0);
    object.relocate(text, 4, elf::R_ARM_THM_PC22, entry, 0);
    assert_eq!(codes(link(Armv7m, &[("a.o", object.bytes())])), ["L0024"]);
}
