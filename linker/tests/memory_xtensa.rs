//! Xtensa's literals, which become slots before the code, and where everything else goes: beside the code, or with
//! register windows apart from it.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::{Obj, adjusted, adjusted_in, codes, lines, link, place_of, viper, word_at};
use linker::Arch::{self, Xtensa, Xtensawin};
use linker::mpy::{Base, Operation};
use linker::{Block, Error, Linked, RuntimeWord};
use object::SectionKind;
use object::elf;
use object::write::SectionId;

const BOTH: [Arch; 2] = [Xtensa, Xtensawin];

// --- Literals -----------------------------------------------------------------------------------------------------

const L32R_A2: [u8; 3] = [0x21, 0, 0];

/// A function in a section of its own that loads the words of a literal section one after the other.
fn loads(object: &mut Obj, name: &str, literals: SectionId, offsets: &[u64]) -> SectionId {
    let code: Vec<u8> = offsets.iter().flat_map(|_| L32R_A2).chain([0x0d, 0xf0]).collect();
    let text = object.section(&format!(".text.{name}"), SectionKind::Text, 4, &code);
    object.function(name, text, 0);
    let start = object.object.section_symbol(literals);
    for (index, offset) in offsets.iter().enumerate() {
        object.relocate(text, 3 * index as u64, elf::R_XTENSA_SLOT0_OP, start, (*offset).cast_signed());
    }
    text
}

fn literals(object: &mut Obj, name: &str, words: &[u32]) -> SectionId {
    object.section(name, SectionKind::Text, 4, &common::words(words))
}

/// The word that each `l32r` of a function in the text loads.
fn loaded(linked: &Linked, name: &str, count: u64) -> Vec<u64> {
    let text = viper(linked).text;
    (0..count)
        .map(|index| {
            let place = place_of(linked, name) + 3 * index;
            let at = usize::try_from(place).unwrap();
            let operand = u64::from(u16::from_le_bytes([text[at + 1], text[at + 2]]));
            assert_eq!(text[at], L32R_A2[0]);
            ((place + 3) & !3) + 4 * operand - 0x4_0000
        })
        .collect()
}

#[test]
fn literals_are_slots_before_the_code() {
    for arch in BOTH {
        let mut object = Obj::new(arch);
        let words = literals(&mut object, ".literal.mpy_init", &[0, 0x1234_5678, 0, 0]);
        loads(&mut object, "mpy_init", words, &[0, 4, 8, 12]);
        let table = object.undefined("mp_fun_table");
        let push = object.undefined("nlr_push");
        let zeros = object.zeros(".bss", 4, 8);
        let zeros = object.variable("zeros", zeros, 4, 4);
        object.relocate(words, 0, elf::R_XTENSA_32, table, 0);
        object.relocate(words, 8, elf::R_XTENSA_PLT, push, 0);
        object.relocate(words, 12, elf::R_XTENSA_32, zeros, 0);
        let linked = link(arch, &[("a.o", object.bytes())]).unwrap();
        // j over the slots: the head of the BSS, the variable, the table, the function, the number.
        let text = viper(&linked).text;
        assert_eq!(text[..4], [0x06, 0x05, 0x00, 0x00]);
        assert_eq!(place_of(&linked, "mpy_init"), 24);
        assert_eq!(
            adjusted(&linked, arch),
            [
                (4, Operation::Bss, 0),
                (8, Operation::Bss, 4),
                (12, Operation::Runtime(RuntimeWord::FunTable), 0),
                (16, Operation::Runtime(RuntimeWord::Entry(32)), 0),
            ]
        );
        assert_eq!(word_at(&text, 20, arch), 0x1234_5678);
        assert_eq!(loaded(&linked, "mpy_init", 4), [12, 20, 16, 8]);
        // The section itself is not there, and not left out either.
        assert!(linked.report.sections.iter().all(|section| !section.name.contains("literal")));
        assert!(linked.report.dropped.is_empty());
    }
}

/// MicroPython issue 19276: with -ffunction-sections there are several literal sections in one object, and what is at
/// the same offset is not the same.
#[test]
fn literals_of_all_sections_and_objects_are_told_by_what_they_hold() {
    // A function that loads a number, a name, and the next function's address.
    let function = |object: &mut Obj, name: &str, number: u32, qstr: i64, next: &str| {
        let words = literals(object, &format!(".literal.{name}"), &[number, 0, 0]);
        let qstrs = object.undefined("mp_native_qstr_table");
        object.relocate(words, 4, elf::R_XTENSA_32, qstrs, qstr);
        loads(object, name, words, &[0, 4, 8]);
        let next = object.undefined(next);
        object.relocate(words, 8, elf::R_XTENSA_PLT, next, 0);
    };
    let mut a = Obj::new(Xtensa);
    function(&mut a, "mpy_init", 7, 4, "second");
    let mut b = Obj::new(Xtensa);
    function(&mut b, "second", 8, 6, "third");
    function(&mut b, "third", 7, 4, "mpy_init");
    let linked = link(Xtensa, &[("a.o", a.bytes()), ("b.o", b.bytes())]).unwrap();
    let all = ["mpy_init", "second", "third"].map(|name| loaded(&linked, name, 3));
    // The number 7 and the name are shared; nothing else is.
    assert_eq!(all[0][..2], all[2][..2]);
    assert_eq!(linked.report.slots.len(), 7);
    let text = viper(&linked).text;
    let word = |place: u64| word_at(&text, place, Xtensa);
    assert_eq!(all.clone().map(|places| word(places[0])), [7, 8, 7]);
    assert_eq!(all.clone().map(|places| word(places[1])), [4, 6, 4]);
    let functions = ["second", "third", "mpy_init"].map(|name| place_of(&linked, name));
    assert_eq!(all.map(|places| word(places[2])), functions);
}

/// `&mp_fun_table.new_tuple` is an address: the loader adds the table's. Upstream's linker makes the entry's value of
/// it, and refuses names with an addend.
#[test]
fn addends_of_the_firmwares_tables_are_offsets() {
    let mut object = Obj::new(Xtensa);
    let words = literals(&mut object, ".literal", &[0, 0]);
    loads(&mut object, "mpy_init", words, &[0, 4]);
    let table = object.undefined("mp_fun_table");
    let qstrs = object.undefined("mp_native_qstr_table");
    object.relocate(words, 0, elf::R_XTENSA_32, table, 0x4c);
    object.relocate(words, 4, elf::R_XTENSA_32, qstrs, 10);
    let linked = link(Xtensa, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(
        adjusted(&linked, Xtensa),
        [
            (4, Operation::Runtime(RuntimeWord::QstrTable), 10),
            (8, Operation::Runtime(RuntimeWord::FunTable), 0x4c),
        ]
    );
}

#[test]
fn a_literal_section_whose_address_is_taken_stays_whole_before_the_code() {
    let mut object = Obj::new(Xtensa);
    let words = literals(&mut object, ".literal", &[1, 2, 3]);
    let text = loads(&mut object, "mpy_init", words, &[4]);
    let start = object.object.section_symbol(words);
    let pointer = object.section(".data.rel.ro", SectionKind::ReadOnlyDataWithRel, 4, &[0; 4]);
    let pointer_symbol = object.variable("pointer", pointer, 0, 4);
    object.relocate(pointer, 0, elf::R_XTENSA_32, start, 8);
    object.relocate(text, 3, elf::R_XTENSA_NONE, start, 0);
    let more = literals(&mut object, ".literal.more", &[0]);
    object.relocate(more, 0, elf::R_XTENSA_32, pointer_symbol, 0);
    loads(&mut object, "more", more, &[0]);
    let more = object.object.symbol_id(b"more").unwrap();
    object.relocate(pointer, 0, elf::R_XTENSA_NONE, more, 0);
    // The entry's section refers to the pointer.
    let mut entry = Obj::new(Xtensa);
    let code = entry.section(".text", SectionKind::Text, 4, &[0; 8]);
    entry.function("start", code, 0);
    for (at, name) in [(0, "mpy_init"), (4, "more")] {
        let symbol = entry.undefined(name);
        entry.relocate(code, at, elf::R_XTENSA_32, symbol, 0);
    }
    let mut request = common::request(Xtensa, &[("e.o", entry.bytes()), ("a.o", object.bytes())]);
    request.entry = "start".into();
    let linked = linker::link(&request).unwrap();
    // j; a slot for the pointer's address; the three words.
    assert_eq!(linked.report.slots, ["pointer"]);
    let whole = linked.report.sections.iter().find(|section| section.name == ".literal").unwrap();
    assert_eq!((whole.block, whole.offset, whole.size), (Block::Image, 8, 12));
    assert_eq!(loaded(&linked, "mpy_init", 1), [12]);
    let at = place_of(&linked, "pointer");
    assert_eq!(word_at(&viper(&linked).text, at, Xtensa), 16);
}

/// With -mtext-section-literals the words are in the code's own section.
#[test]
fn literals_in_the_codes_section_are_words_that_the_loader_adjusts() {
    let mut object = Obj::new(Xtensa);
    let text = object.section(".text", SectionKind::Text, 4, &[0, 0, 0, 0, 0x21, 0, 0, 0x0d, 0xf0]);
    object.function("mpy_init", text, 4);
    let table = object.undefined("mp_fun_table");
    object.relocate(text, 0, elf::R_XTENSA_32, table, 0);
    let word = object.label(".L0", text, 0);
    object.relocate(text, 4, elf::R_XTENSA_SLOT0_OP, word, 0);
    let linked = link(Xtensa, &[("a.o", object.bytes())]).unwrap();
    // j over the word, then the section.
    assert_eq!(viper(&linked).text[..4], [0x06, 0x01, 0x00, 0x00]);
    assert_eq!(adjusted(&linked, Xtensa), [(4, Operation::Runtime(RuntimeWord::FunTable), 0)]);
    assert_eq!(loaded(&linked, "mpy_init", 1), [4]);
}

#[test]
fn literals_that_are_out_of_reach_are_refused() {
    let build = |padding: usize| {
        let mut object = Obj::new(Xtensa);
        let words = literals(&mut object, ".literal", &[1]);
        let code = [vec![0; padding], L32R_A2.to_vec()].concat();
        let text = object.section(".text", SectionKind::Text, 4, &code);
        object.function("mpy_init", text, 0);
        let start = object.object.section_symbol(words);
        object.relocate(text, padding as u64, elf::R_XTENSA_SLOT0_OP, start, 0);
        link(Xtensa, &[("a.o", object.bytes())])
    };
    // The slot is at 4, the code at 8.
    assert_eq!(codes(build(0x4_0000 - 4)), [""; 0]);
    assert_eq!(codes(build(0x4_0000)), ["L0021"]);
}

#[test]
fn an_undefined_symbol_of_a_literal_is_told_with_the_code_that_loads_it() {
    let mut object = Obj::new(Xtensa);
    let words = literals(&mut object, ".literal.mpy_init", &[0, 0]);
    loads(&mut object, "mpy_init", words, &[0, 4]);
    let symbol = object.undefined("__mulsf3");
    object.relocate(words, 4, elf::R_XTENSA_PLT, symbol, 0);
    assert_eq!(
        lines(link(Xtensa, &[("a.o", object.bytes())])),
        ["L0012: a.o: .text.mpy_init+0x3, in `mpy_init`: undefined symbol `__mulsf3`"]
    );
}

// --- Memory -------------------------------------------------------------------------------------------------------

/// A module whose entry refers to a section through a word.
fn with_section(arch: Arch, name: &str, kind: SectionKind) -> Result<Linked, Vec<Error>> {
    let mut object = Obj::new(arch);
    let text = object.section(".text", SectionKind::Text, 4, &[0; 8]);
    object.function("mpy_init", text, 0);
    let section = object.section(name, kind, 4, &[1, 0, 0, 0]);
    let v = object.variable("v", section, 0, 4);
    object.relocate(text, 4, elf::R_XTENSA_32, v, 0);
    link(arch, &[("a.o", object.bytes())])
}

/// The ESP8266's code may be in flash.
#[test]
fn initialised_variables_are_refused_where_they_would_be_beside_the_code() {
    for (name, kind) in
        [(".data", SectionKind::Data), (".data.v", SectionKind::Data), (".tdata", SectionKind::Tls)]
    {
        let errors = with_section(Xtensa, name, kind).unwrap_err();
        assert_eq!(
            errors[0].to_string(),
            format!(
                "L0037: a.o: {name}+0x0, in `v`: {name} has initialised variables, which would lie beside the code, in memory that \
                 is not written"
            )
        );
    }
    for (name, kind) in [
        (".rodata", SectionKind::ReadOnlyData),
        (".data.rel.ro", SectionKind::ReadOnlyDataWithRel),
        (".data.rel.ro.local", SectionKind::Data),
    ] {
        let linked = with_section(Xtensa, name, kind).unwrap();
        assert_eq!(adjusted(&linked, Xtensa), [(4, Operation::Text, 8)], "{name}");
    }
}

/// gcc puts the values that a local array begins with into `.data`, without a name, when they are addresses.
#[test]
fn initialised_data_that_no_variable_names_is_constant() {
    let mut object = Obj::new(Xtensa);
    let text = object.section(".text", SectionKind::Text, 4, &[0; 8]);
    let entry = object.function("mpy_init", text, 0);
    let data = object.section(".data", SectionKind::Data, 4, &[0; 4]);
    let start = object.object.section_symbol(data);
    object.relocate(text, 4, elf::R_XTENSA_32, start, 0);
    object.relocate(data, 0, elf::R_XTENSA_32, entry, 0);
    let linked = link(Xtensa, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(adjusted(&linked, Xtensa), [(4, Operation::Text, 8), (8, Operation::Text, 0)]);
}

/// The ESP32's code cannot be read byte by byte: what is not code is behind the BSS.
#[test]
fn with_windows_constants_and_variables_are_loaded_apart() {
    for (name, kind) in [
        (".rodata", SectionKind::ReadOnlyData),
        (".data.rel.ro", SectionKind::ReadOnlyDataWithRel),
        (".data", SectionKind::Data),
    ] {
        let linked = with_section(Xtensawin, name, kind).unwrap();
        assert_eq!(adjusted(&linked, Xtensawin), [(4, Operation::Rodata, 0)], "{name}");
        let viper = viper(&linked);
        assert_eq!((viper.text.len(), viper.rodata, viper.bss_size), (8, vec![1, 0, 0, 0], 0));
        let placed = linked.report.sections.iter().find(|section| section.name == name).unwrap();
        assert_eq!((placed.block, placed.offset), (Block::Rodata, 0));
    }
}

#[test]
fn pointers_lead_from_each_block_to_each() {
    let mut object = Obj::new(Xtensawin);
    let text = object.section(".text", SectionKind::Text, 4, &[0; 16]);
    let entry = object.function("mpy_init", text, 0);
    let data = object.words(".data", Xtensawin, 4);
    let data_symbol = object.variable("data", data, 0, 16);
    let zeros = object.zeros(".bss", 4, 8);
    let zeros = object.variable("zeros", zeros, 0, 8);
    let push = object.undefined("nlr_push");
    for section in [text, data] {
        for (at, symbol, addend) in [(0, entry, 3), (4, data_symbol, 4), (8, zeros, 5), (12, push, 0)] {
            object.relocate(section, at, elf::R_XTENSA_32, symbol, addend);
        }
    }
    let linked = link(Xtensawin, &[("a.o", object.bytes())]).unwrap();
    let words = |start: u64, text: u64| {
        [
            (start, Operation::Text, text + 3),
            (start + 4, Operation::Rodata, 4),
            (start + 8, Operation::Bss, 5),
            (start + 12, Operation::Runtime(RuntimeWord::Entry(32)), 0),
        ]
    };
    // j; a slot with the head of the BSS; the code at 8.
    assert_eq!(adjusted(&linked, Xtensawin)[1..], words(8, 8));
    assert_eq!(adjusted_in(&linked, Xtensawin, Base::Rodata), words(0, 8));
}

/// The loader puts the constants right behind the BSS, at a word: the BSS is made long enough for their alignment.
#[test]
fn the_bss_ends_where_the_constants_are_aligned() {
    let build = |zeros: u64, align: u64| {
        let mut object = Obj::new(Xtensawin);
        let text = object.section(".text", SectionKind::Text, 4, &[0; 8]);
        object.function("mpy_init", text, 0);
        let zeros = object.zeros(".bss", 4, zeros);
        let zeros = object.variable("zeros", zeros, 0, 1);
        let rodata = object.section(".rodata", SectionKind::ReadOnlyData, align, &[7; 4]);
        let rodata = object.variable("rodata", rodata, 0, 4);
        object.relocate(text, 0, elf::R_XTENSA_32, zeros, 0);
        object.relocate(text, 4, elf::R_XTENSA_32, rodata, 0);
        link(Xtensawin, &[("a.o", object.bytes())])
    };
    for (zeros, align, size) in [(5, 1, 5), (5, 4, 8), (8, 4, 8), (20, 8, 24), (20, 16, 32), (16, 16, 16)] {
        assert_eq!(viper(&build(zeros, align).unwrap()).bss_size, size, "{zeros} {align}");
    }
    assert_eq!(codes(build(4, 32)), ["L0029"]);
}
