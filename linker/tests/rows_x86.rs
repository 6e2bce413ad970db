//! Every i386 relocation that can be applied: its bytes for known values, the last values that fit and the first that
//! do not; and the instructions that are rewritten.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::{Obj, adjusted, codes, lines, link, place_of, viper};
use linker::Arch::X86;
use linker::mpy::Operation;
use linker::{Error, Linked, RuntimeWord};
use object::elf::{self, RelocationType};
use object::write::{SectionId, SymbolId};

/// A relocation at an offset of the text, which is at the image's start, against something that `make` makes. The
/// addend is in the bytes.
fn text_with(
    bytes: &[u8],
    at: u64,
    r_type: RelocationType,
    make: impl FnOnce(&mut Obj, SectionId) -> SymbolId,
) -> Result<Linked, Vec<Error>> {
    let mut object = Obj::new(X86);
    let text = object.text(".text", bytes);
    object.function("mpy_init", text, 0);
    let symbol = make(&mut object, text);
    object.relocate(text, at, r_type, symbol, 0);
    link(X86, &[("a.o", object.bytes())])
}

fn start(object: &mut Obj, text: SectionId) -> SymbolId {
    object.label("start", text, 0)
}

fn there(object: &mut Obj, text: SectionId) -> SymbolId {
    object.function("there", text, 1)
}

fn in_bss(object: &mut Obj, _: SectionId) -> SymbolId {
    let bss = object.zeros(".bss", 4, 64);
    object.variable("counter", bss, 16, 4)
}

fn print(object: &mut Obj, _: SectionId) -> SymbolId {
    object.undefined("mp_plat_print")
}

fn number(value: u64) -> impl Fn(&mut Obj, SectionId) -> SymbolId {
    move |object, _| object.absolute("NUMBER", value)
}

fn word(bytes: &[u8]) -> i32 {
    i32::from_le_bytes(bytes[..4].try_into().unwrap())
}

const NOPS: [u8; 3] = [0x90; 3];

/// An instruction at 3, with a relocation `at` bytes into it, and nops around.
fn insn(
    bytes: &[u8],
    at: u64,
    r_type: RelocationType,
    make: impl FnOnce(&mut Obj, SectionId) -> SymbolId,
) -> Result<Linked, Vec<Error>> {
    text_with(&[&NOPS, bytes, &NOPS].concat(), 3 + at, r_type, make)
}

// --- Integers ---------------------------------------------------------------------------------------------------

/// The place's address, which is subtracted.
const PLACE: u64 = 8;

#[test]
fn distances_of_all_widths() {
    for (r_type, size) in
        [(elf::R_386_PC8, 1), (elf::R_386_PC16, 2), (elf::R_386_PC32, 4), (elf::R_386_PLT32, 4)]
    {
        // S is 0: the value is the addend less 8.
        for addend in [-0x7fi64, -4, 0, 0x7f] {
            let bytes = [&[0x90; PLACE as usize][..], &addend.to_le_bytes()[..size]].concat();
            let linked = text_with(&bytes, PLACE, r_type, start);
            let value = addend - PLACE as i64;
            if size == 1 && value < -0x80 {
                assert_eq!(codes(linked), ["L0021"], "{addend}");
            } else {
                assert_eq!(
                    viper(&linked.unwrap()).text[PLACE as usize..],
                    value.to_le_bytes()[..size],
                    "{addend}"
                );
            }
        }
    }
}

/// Distances beyond what an addend of the field's own width gives: the symbol is far off.
#[test]
fn distances_at_their_edges() {
    for (r_type, size, least, most) in
        [(elf::R_386_PC8, 1, -0x80i64, 0x7f), (elf::R_386_PC16, 2, -0x8000, 0x7fff)]
    {
        for (value, code) in
            [(least, None), (least - 1, Some("L0021")), (most, None), (most + 1, Some("L0021"))]
        {
            let there = 0x9000u64;
            let place = there.checked_add_signed(-value).unwrap();
            let mut object = Obj::new(X86);
            let text = object.text(".text", &vec![0; 0x12000]);
            object.function("mpy_init", text, 0);
            let there = object.label("there", text, there);
            object.relocate(text, place, r_type, there, 0);
            let linked = link(X86, &[("a.o", object.bytes())]);
            match code {
                Some(code) => assert_eq!(codes(linked), [code], "{value:#x}"),
                None => {
                    let place = usize::try_from(place).unwrap();
                    let text = viper(&linked.unwrap()).text;
                    assert_eq!(text[place..place + size], value.to_le_bytes()[..size], "{value:#x}");
                }
            }
        }
    }
}

/// The processor adds modulo 2^32.
#[test]
fn distances_of_32_bits_wrap() {
    let far = [&[0x90; 8][..], &[4, 0, 0, 0x80]].concat();
    let linked = text_with(&far, 8, elf::R_386_PC32, start).unwrap();
    assert_eq!(viper(&linked).text[8..12], [0xfc, 0xff, 0xff, 0x7f]);
}

#[test]
fn numbers_of_all_widths() {
    for (r_type, size, most) in [
        (elf::R_386_8, 1, 0xff),
        (elf::R_386_16, 2, 0xffff),
        (elf::R_386_32, 4, 0xffff_ffff),
        (elf::R_386_32PLT, 4, 0xffff_ffffu64),
    ] {
        let apply = |value| text_with(&vec![0; 4 + size], 4, r_type, number(value));
        for value in [0, 0x12, most] {
            assert_eq!(viper(&apply(value).unwrap()).text[4..], value.to_le_bytes()[..size], "{value:#x}");
        }
        if size < 4 {
            assert_eq!(codes(apply(most + 1)), ["L0021"]);
        }
    }
}

#[test]
fn negative_addends_of_numbers() {
    for (r_type, bytes) in [(elf::R_386_8, &[0x80u8][..]), (elf::R_386_16, &[0, 0x80])] {
        let before = [&[0; 4][..], bytes].concat();
        let linked = text_with(&before, 4, r_type, number(0)).unwrap();
        assert_eq!(viper(&linked).text[4..], *bytes);
    }
}

#[test]
fn addresses_do_not_fit_what_only_takes_numbers() {
    for r_type in [elf::R_386_16, elf::R_386_8] {
        assert_eq!(codes(text_with(&[0; 8], 4, r_type, start)), ["L0020"]);
    }
}

#[test]
fn addresses_are_adjusted_by_the_loader_and_keep_their_addends() {
    for r_type in [elf::R_386_32, elf::R_386_32PLT] {
        let linked = text_with(&[0, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff], 4, r_type, there).unwrap();
        assert_eq!(adjusted(&linked, X86), [(4, Operation::Text, 0xffff_ffff)]);
        let linked = text_with(&[0, 0, 0, 0, 2, 0, 0, 0], 4, r_type, in_bss).unwrap();
        assert_eq!(adjusted(&linked, X86)[0], (4, Operation::Bss, 18));
    }
}

/// `mov $there, %eax` at an odd place, as compilers make it without -fpic.
#[test]
fn an_address_in_an_instruction_names_the_option_that_avoids_it() {
    // By chance the loader can adjust it, at 4.
    let linked = insn(&[0xb8, 0, 0, 0, 0], 1, elf::R_386_32, in_bss).unwrap();
    assert_eq!(adjusted(&linked, X86)[0], (4, Operation::Bss, 16));
    let errors = text_with(&[0xb8, 0, 0, 0, 0, 0xc3], 1, elf::R_386_32, in_bss).unwrap_err();
    assert_eq!(
        errors[0].to_string(),
        "L0020: a.o: .text+0x1, in `mpy_init`: relocation R_386_32 needs the address of `counter` now, but it is known \
         only when the module is loaded"
    );
    assert!(errors[0].remedy().contains("-fpic"), "{}", errors[0].remedy());
}

// --- The GOT base -----------------------------------------------------------------------------------------------

#[test]
fn the_base_is_where_the_slots_begin() {
    // add $_GLOBAL_OFFSET_TABLE_, %ebx; mov mp_plat_print@GOT(%ebx), %eax
    let code = [0x81, 0xc3, 2, 0, 0, 0, 0x8b, 0x83, 0, 0, 0, 0];
    let mut object = Obj::new(X86);
    let text = object.text(".text", &code);
    object.function("mpy_init", text, 0);
    let table = object.undefined("_GLOBAL_OFFSET_TABLE_");
    let print = object.undefined("mp_plat_print");
    object.relocate(text, 2, elf::R_386_GOTPC, table, 0);
    object.relocate(text, 8, elf::R_386_GOT32, print, 0);
    let linked = link(X86, &[("a.o", object.bytes())]).unwrap();
    // The slot is at 12; the base's distance from the instruction's start, 0, is 12.
    assert_eq!(adjusted(&linked, X86), [(12, Operation::Runtime(RuntimeWord::Entry(72)), 0)]);
    assert_eq!(viper(&linked).text[..12], [0x81, 0xc3, 12, 0, 0, 0, 0x8b, 0x83, 0, 0, 0, 0]);
}

#[test]
fn slots_are_found_from_the_base() {
    // Two slots: the second is the function table's.
    let code = [0x8b, 0x83, 0, 0, 0, 0, 0x8b, 0x8b, 0, 0, 0, 0];
    let mut object = Obj::new(X86);
    let text = object.text(".text", &code);
    object.function("mpy_init", text, 0);
    let print = object.undefined("mp_plat_print");
    let table = object.undefined("mp_fun_table");
    object.relocate(text, 2, elf::R_386_GOT32X, print, 0);
    object.relocate(text, 8, elf::R_386_GOT32, table, 0);
    let linked = link(X86, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(linked.report.slots, ["mp_fun_table", "mp_fun_table.plat_print"]);
    let text = viper(&linked).text;
    assert_eq!((word(&text[2..]), word(&text[8..])), (4, 0));
}

/// `switch` in position-independent code.
#[test]
fn distances_from_the_base() {
    // mov table@GOTOFF(%ebx,%eax,4), %ecx; mov mp_plat_print@GOT(%ebx), %eax
    let mut object = Obj::new(X86);
    let text = object.text(".text", &[0x8b, 0x8c, 0x83, 0, 0, 0, 0, 0x8b, 0x83, 0, 0, 0, 0]);
    object.function("mpy_init", text, 0);
    let there = object.function("there", text, 7);
    let table = object.section(
        ".rodata",
        object::SectionKind::ReadOnlyData,
        4,
        &[0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff],
    );
    let table_symbol = object.variable("table", table, 0, 8);
    let print = object.undefined("mp_plat_print");
    object.relocate(text, 3, elf::R_386_GOTOFF, table_symbol, 0);
    object.relocate(text, 9, elf::R_386_GOT32X, print, 0);
    object.relocate(table, 0, elf::R_386_GOTOFF, there, 0);
    object.relocate(table, 4, elf::R_386_GOTOFF, there, 0);
    let linked = link(X86, &[("a.o", object.bytes())]).unwrap();
    // The one slot is at 16, the table at 20.
    assert_eq!(adjusted(&linked, X86)[0].0, 16);
    let text = viper(&linked).text;
    assert_eq!((word(&text[3..]), word(&text[20..]), word(&text[24..])), (4, 7 - 16, 6 - 16));
}

// --- Instructions that are rewritten ----------------------------------------------------------------------------

#[test]
fn got_loads_of_the_image_become_addresses() {
    // mov there@GOT(%ebx), %eax → lea there@GOTOFF(%ebx), %eax; `there` is at 1, without slots the base is 0.
    let linked = insn(&[0x8b, 0x83, 0, 0, 0, 0], 2, elf::R_386_GOT32X, there).unwrap();
    assert_eq!(linked.report.slots, [""; 0]);
    assert_eq!(viper(&linked).text[3..9], [0x8d, 0x83, 1, 0, 0, 0]);
    // mov there@GOT(%esi), %edi
    let linked = insn(&[0x8b, 0xbe, 0, 0, 0, 0], 2, elf::R_386_GOT32X, there).unwrap();
    assert_eq!(viper(&linked).text[3..9], [0x8d, 0xbe, 1, 0, 0, 0]);
    // call *there@GOT(%ebx) → addr16 call there, and jmp *there@GOT(%ebx) → nop; jmp there. Both end at 9.
    let linked = insn(&[0xff, 0x93, 0, 0, 0, 0], 2, elf::R_386_GOT32X, there).unwrap();
    assert_eq!(viper(&linked).text[3..9], [0x67, 0xe8, 0xf8, 0xff, 0xff, 0xff]);
    let linked = insn(&[0xff, 0xa3, 0, 0, 0, 0], 2, elf::R_386_GOT32X, there).unwrap();
    assert_eq!(viper(&linked).text[3..9], [0x90, 0xe9, 0xf8, 0xff, 0xff, 0xff]);
}

#[test]
fn other_uses_of_the_got_keep_their_slot() {
    let cases: [(&[u8], u64, RelocationType); 4] = [
        // add there@GOT(%ebx), %eax
        (&[0x03, 0x83, 0, 0, 0, 0], 2, elf::R_386_GOT32X),
        // mov there@GOT(%ebx), %eax, from an assembler that does not mark it
        (&[0x8b, 0x83, 0, 0, 0, 0], 2, elf::R_386_GOT32),
        // mov there@GOT(%ebx,%ecx,1), %eax
        (&[0x8b, 0x84, 0x0b, 0, 0, 0, 0], 3, elf::R_386_GOT32X),
        // cmpl $0x7f, there@GOT(%ebx)
        (&[0x83, 0xbb, 0, 0, 0, 0, 0x7f], 2, elf::R_386_GOT32X),
    ];
    for (before, at, r_type) in cases {
        let linked = insn(before, at, r_type, there).unwrap();
        assert_eq!(viper(&linked).text[3..3 + before.len()], *before);
        assert!(matches!(adjusted(&linked, X86)[..], [(_, Operation::Text, 1)]));
    }
}

#[test]
fn got_addends_would_name_another_slot() {
    assert_eq!(codes(insn(&[0x8b, 0x83, 4, 0, 0, 0], 2, elf::R_386_GOT32X, there)), ["L0028"]);
}

/// Without a register it is the slot's own address that is wanted.
#[test]
fn got_loads_without_a_base_are_absolute() {
    for (bytes, at) in [(&[0x8b, 0x0d, 0, 0, 0, 0][..], 2), (&[0xa1, 0, 0, 0, 0], 1)] {
        assert_eq!(codes(insn(bytes, at, elf::R_386_GOT32X, there)), ["L0020"]);
    }
}

#[test]
fn an_address_in_the_bss_is_loaded() {
    // lea counter@GOTOFF+2(%ebx), %edi → mov slot(%ebx), %edi
    let linked = insn(&[0x8d, 0xbb, 2, 0, 0, 0], 2, elf::R_386_GOTOFF, in_bss).unwrap();
    // The slot of the BSS's head, and the variable's.
    assert_eq!(adjusted(&linked, X86), [(12, Operation::Bss, 0), (16, Operation::Bss, 18)]);
    assert_eq!(viper(&linked).text[3..9], [0x8b, 0xbb, 4, 0, 0, 0]);
    assert_eq!(viper(&linked).bss_size, 64);
}

#[test]
fn an_address_in_the_firmware_is_loaded() {
    let linked = insn(&[0x8d, 0xbb, 0, 0, 0, 0], 2, elf::R_386_GOTOFF, print).unwrap();
    assert_eq!(adjusted(&linked, X86), [(12, Operation::Runtime(RuntimeWord::Entry(72)), 0)]);
    assert_eq!(viper(&linked).text[3..9], [0x8b, 0xbb, 0, 0, 0, 0]);
}

#[test]
fn a_number_is_moved_where_its_address_was_formed() {
    // lea NUMBER@GOTOFF+1(%ebx), %edi → mov $NUMBER+1, %edi
    let linked = insn(&[0x8d, 0xbb, 1, 0, 0, 0], 2, elf::R_386_GOTOFF, number(0x1234)).unwrap();
    assert_eq!(viper(&linked).text[3..9], [0xc7, 0xc7, 0x35, 0x12, 0, 0]);
    // An undefined weak function in mov f@GOT(%ebx), %eax has a slot, which holds zero.
    let weak = |object: &mut Obj, _| object.undefined_weak("f");
    let linked = insn(&[0x8b, 0x83, 0, 0, 0, 0], 2, elf::R_386_GOT32X, weak).unwrap();
    assert_eq!((adjusted(&linked, X86), linked.report.slots), (Vec::new(), vec!["0x0".to_owned()]));
}

#[test]
fn a_variable_reached_at_a_distance_is_in_the_image() {
    for bytes in [
        // mov counter@GOTOFF(%ebx), %eax
        &[0x8b, 0x83, 0, 0, 0, 0][..],
        // lea counter@GOTOFF(%ebx,%ecx,4), %eax
        &[0x8d, 0x84, 0x8b, 0, 0, 0, 0],
    ] {
        let at = bytes.len() - 4;
        let linked = insn(bytes, at as u64, elf::R_386_GOTOFF, in_bss).unwrap();
        let viper = viper(&linked);
        assert_eq!((viper.bss_size, viper.relocations), (0, Some(Vec::new())));
        let counter = place_of(&linked, "counter");
        assert_eq!(u64::from(viper.text[3 + at]), counter);
        assert_eq!(linked.report.zeros_in_image, ["a.o: .bss"]);
    }
}

// --- Calls ------------------------------------------------------------------------------------------------------

#[test]
fn calls_of_the_firmware_go_through_a_stub() {
    let nlr_push = |object: &mut Obj, _: SectionId| object.undefined("nlr_push");
    for r_type in [elf::R_386_PLT32, elf::R_386_PC32] {
        // call, jmp, je
        for (before, at) in [
            (&[0xe8, 0xfc, 0xff, 0xff, 0xff][..], 1),
            (&[0xe9, 0xfc, 0xff, 0xff, 0xff], 1),
            (&[0x0f, 0x84, 0xfc, 0xff, 0xff, 0xff], 2),
        ] {
            let linked = insn(before, at, r_type, nlr_push).unwrap();
            assert_eq!(
                (&linked.report.stubs[..], &linked.report.slots[..]),
                (&["mp_fun_table.nlr_push".to_owned()][..], &[][..])
            );
            let text = viper(&linked).text;
            // Code ends at 11 or 12. The stub's word is at a multiple of 4: the stub is at 11 or 15.
            let stub = text.len() - 7;
            assert_eq!(stub, if at == 1 { 11 } else { 15 });
            assert_eq!(text[stub..], [0xb8, 0, 0, 0, 0, 0xff, 0xe0]);
            assert_eq!(
                adjusted(&linked, X86),
                [(stub as u64 + 1, Operation::Runtime(RuntimeWord::Entry(32)), 0)]
            );
            let field = 3 + at as usize;
            assert_eq!(word(&text[field..]), (stub - field - 4) as i32);
        }
    }
}

#[test]
fn stubs_are_shared_and_eight_bytes_apart() {
    let mut object = Obj::new(X86);
    let call = [0xe8, 0xfc, 0xff, 0xff, 0xff];
    let text = object.text(".text", &[call, call, call].concat());
    object.function("mpy_init", text, 0);
    let (push, pop) = (object.undefined("nlr_push"), object.undefined("nlr_pop"));
    for (at, symbol) in [(1, push), (6, pop), (11, push)] {
        object.relocate(text, at, elf::R_386_PLT32, symbol, 0);
    }
    let linked = link(X86, &[("a.o", object.bytes())]).unwrap();
    // They begin at 15 and 23.
    let text = viper(&linked).text;
    assert_eq!([word(&text[1..]), word(&text[6..]), word(&text[11..])], [15 - 5, 23 - 10, 0]);
    assert_eq!(text.len(), 30);
}

#[test]
fn data_of_the_firmware_has_no_distance() {
    // mov mp_plat_print@GOTOFF(%ebx), %eax, and a word with the distance
    for (r_type, bytes, at) in
        [(elf::R_386_GOTOFF, &[0x8b, 0x83, 0, 0, 0, 0][..], 2), (elf::R_386_PC32, &[0x90, 0, 0, 0, 0], 1)]
    {
        let lines = lines(insn(bytes, at, r_type, print));
        assert_eq!(lines.len(), 1);
        assert!(
            lines[0].ends_with(
                "`mp_plat_print` is in the firmware, at a distance known only when the module is loaded"
            ),
            "{lines:?}"
        );
    }
    // An object of the firmware cannot be called either.
    assert_eq!(codes(insn(&[0xe8, 0xfc, 0xff, 0xff, 0xff], 1, elf::R_386_PLT32, print)), ["L0027"]);
}

#[test]
fn the_thunks_of_two_objects_are_one() {
    use object::ComdatKind;
    use object::write::Comdat;
    // call __x86.get_pc_thunk.bx; call other
    let unit = |entry: &str| {
        let mut object = Obj::new(X86);
        let call = [0xe8, 0xfc, 0xff, 0xff, 0xff];
        let text = object.text(".text", &[call, call].concat());
        object.function(entry, text, 0);
        let thunk = object.text(".text.__x86.get_pc_thunk.bx", &[0x8b, 0x1c, 0x24, 0xc3]);
        let symbol = object.function("__x86.get_pc_thunk.bx", thunk, 0);
        object.object.add_comdat(Comdat { kind: ComdatKind::Any, symbol, sections: vec![thunk] });
        object.relocate(text, 1, elf::R_386_PC32, symbol, 0);
        let other = if entry == "other" { symbol } else { object.undefined("other") };
        object.relocate(text, 6, elf::R_386_PLT32, other, 0);
        object
    };
    let (first, second) = (unit("mpy_init"), unit("other"));
    let linked = link(X86, &[("a.o", first.bytes()), ("b.o", second.bytes())]).unwrap();
    let thunks = linked.report.sections.iter().filter(|section| section.name.contains("thunk"));
    assert_eq!(thunks.map(|section| section.file.as_str()).collect::<Vec<_>>(), ["a.o"]);
}

// --- What cannot be ---------------------------------------------------------------------------------------------

#[test]
fn what_cannot_be_applied_is_named() {
    for r_type in [elf::R_386_TLS_LE, elf::R_386_COPY, elf::R_386_SIZE32, elf::R_386_IRELATIVE] {
        assert_eq!(codes(insn(&[0; 8], 1, r_type, there)), ["L0019"], "{r_type:?}");
    }
    for number in [12, 13, 44, 250] {
        assert_eq!(codes(insn(&[0; 8], 1, RelocationType(number), there)), ["L0018"], "{number}");
    }
}

#[test]
fn an_abi_with_flags_is_unknown() {
    let mut object = Obj::new(X86);
    let text = object.text(".text", &[0xc3]);
    object.function("mpy_init", text, 0);
    let mut bytes = object.bytes();
    bytes[36] = 1;
    assert_eq!(codes(link(X86, &[("a.o", bytes)])), ["L0006"]);
}
