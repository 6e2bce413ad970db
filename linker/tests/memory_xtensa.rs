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

/// The ESP8266's code may be in flash: what can be written is copied to the BSS by what the module begins with.
#[test]
fn initialised_variables_are_copied_to_the_bss() {
    for (name, kind) in
        [(".data", SectionKind::Data), (".data.v", SectionKind::Data), (".tdata", SectionKind::Tls)]
    {
        let linked = with_section(Xtensa, name, kind).unwrap();
        // j; the three addresses; the code; the entry at 44; the variable's value at 52.
        assert_eq!(
            adjusted(&linked, Xtensa),
            [
                (4, Operation::Text, 52),
                (8, Operation::Bss, 0),
                (12, Operation::Text, 56),
                (48, Operation::Bss, 0),
            ],
            "{name}"
        );
        let text = viper(&linked).text;
        assert_eq!(text[..4], [0x06, 0x03, 0x00, 0x00]);
        // As GNU as assembles it at 16 after the three words, with a jump to 44.
        let code = [
            0x81, 0xfd, 0xff, 0x91, 0xfd, 0xff, 0xa1, 0xfd, 0xff, 0xb2, 0x28, 0, 0xb2, 0x69, 0, 0x82, 0xc8,
            4, 0x92, 0xc9, 4, 0xa7, 0x98, 0xf0, 0x06, 0, 0, 0,
        ];
        assert_eq!(text[16..44], code);
        assert_eq!(text[52..], [1, 0, 0, 0]);
        assert_eq!((viper(&linked).bss_size, linked.report.copied), (4, 4));
        let placed = linked.report.sections.iter().find(|section| section.name == name).unwrap();
        assert_eq!((placed.block, placed.offset), (Block::Bss, 0));
    }
    for (name, kind) in [
        (".rodata", SectionKind::ReadOnlyData),
        (".data.rel.ro", SectionKind::ReadOnlyDataWithRel),
        (".data.rel.ro.local", SectionKind::Data),
    ] {
        let linked = with_section(Xtensa, name, kind).unwrap();
        assert_eq!(adjusted(&linked, Xtensa), [(4, Operation::Text, 8)], "{name}");
        assert_eq!(linked.report.copied, 0);
    }
}

/// Words of what is copied are adjusted where they are copied from; addresses of it are those of the copies.
#[test]
fn pointers_in_copied_variables_are_right_in_the_copies() {
    let mut object = Obj::new(Xtensa);
    let text = object.section(".text", SectionKind::Text, 4, &[0; 8]);
    let entry = object.function("mpy_init", text, 0);
    let data = object.words(".data", Xtensa, 6);
    let data_symbol = object.variable("data", data, 0, 24);
    let aligned = object.section(".data.aligned", SectionKind::Data, 16, &[7, 7]);
    let aligned = object.variable("aligned", aligned, 0, 2);
    let zeros = object.zeros(".bss", 4, 8);
    let zeros = object.variable("zeros", zeros, 0, 8);
    let constant = object.section(".rodata", SectionKind::ReadOnlyData, 4, &[5, 0, 0, 0]);
    let constant = object.variable("constant", constant, 0, 4);
    let push = object.undefined("nlr_push");
    object.relocate(text, 4, elf::R_XTENSA_32, data_symbol, 8);
    let targets = [(entry, 0), (data_symbol, 20), (aligned, 1), (zeros, 4), (constant, 0), (push, 0)];
    for (at, (symbol, addend)) in (0..).zip(targets) {
        object.relocate(data, 4 * at, elf::R_XTENSA_32, symbol, addend);
    }
    let linked = link(Xtensa, &[("a.o", object.bytes())]).unwrap();
    // j at 0, addresses at 4, code at 16, entry at 44, the constant at 52, the values at 56. The variable that is
    // aligned comes first, then two bytes of padding, `data`, and the zeros.
    assert_eq!(
        adjusted(&linked, Xtensa)[3..],
        [
            (48, Operation::Bss, 4 + 8),
            (60, Operation::Text, 44),
            (64, Operation::Bss, 4 + 20),
            (68, Operation::Bss, 1),
            (72, Operation::Bss, 28 + 4),
            (76, Operation::Text, 52),
            (80, Operation::Runtime(RuntimeWord::Entry(32)), 0),
        ]
    );
    assert_eq!((viper(&linked).bss_size, linked.report.copied), (36, 28));
    assert_eq!(viper(&linked).text[56..60], [7, 7, 0, 0]);
}

/// A module with some code that reads bytes, and a constant that other code refers to.
fn with_code(code: &[u8], tables: bool) -> Linked {
    let mut object = Obj::new(Xtensa);
    let text = object.section(".text", SectionKind::Text, 4, &[0; 12]);
    object.function("mpy_init", text, 0);
    let constant = object.section(".rodata", SectionKind::ReadOnlyData, 4, &[1, 2, 3, 4]);
    let constant = object.variable("constant", constant, 0, 4);
    object.relocate(text, 4, elf::R_XTENSA_32, constant, 0);
    let reader = object.section(".text.reader", SectionKind::Text, 4, code);
    let function = object.function("reader", reader, 0);
    object.relocate(text, 8, elf::R_XTENSA_32, function, 0);
    if tables {
        // Six bytes of data, then code.
        let size = code.len() as u32 - 6;
        let table =
            object.section(".xt.prop", SectionKind::Metadata, 1, &common::words(&[0, 6, 4, 0, size, 2]));
        let start = object.object.section_symbol(reader);
        object.relocate(table, 0, elf::R_XTENSA_32, start, 0);
        object.relocate(table, 12, elf::R_XTENSA_32, start, 6);
    }
    link(Xtensa, &[("a.o", object.bytes())]).unwrap()
}

/// Such code ends in an exception where memory has whole words only, and where its pointers lead is not known.
#[test]
fn constants_are_copied_where_code_reads_bytes() {
    const L8UI_A2_A3: [u8; 3] = [0x22, 0x03, 0x00];
    const L8UI_A2_SP: [u8; 3] = [0x22, 0x01, 0x00];
    const RET: [u8; 3] = [0x80, 0, 0];
    let block = |linked: &Linked| {
        linked.report.sections.iter().find(|section| section.name == ".rodata").unwrap().block
    };
    let reads = with_code(&[L8UI_A2_A3, RET].concat(), false);
    assert_eq!((block(&reads), reads.report.copied), (Block::Bss, 4));
    assert_eq!(reads.report.copied_for.as_deref(), Some("a.o: .text.reader"));
    let of_stack = with_code(&[L8UI_A2_SP, RET].concat(), false);
    assert_eq!((block(&of_stack), of_stack.report.copied_for), (Block::Image, None));
    // What the assembler says is data is none of it; what it says is code is read from where it begins.
    let data = with_code(&[L8UI_A2_A3, L8UI_A2_A3, RET].concat(), true);
    assert_eq!(block(&data), Block::Image);
    let shifted = with_code(&[&[0x00, 0, 0, 0, 0, 0x02][..], &L8UI_A2_A3, &RET].concat(), true);
    assert_eq!(block(&shifted), Block::Bss);
}

/// What a function in ROM reads is not known: but for arithmetic, it may be bytes.
#[test]
fn constants_are_copied_where_a_function_in_rom_may_read_bytes() {
    for (name, expected) in [("strlen", Block::Bss), ("__mulsf3", Block::Image), ("memset", Block::Image)] {
        let mut object = Obj::new(Xtensa);
        let words = literals(&mut object, ".literal", &[0, 0]);
        loads(&mut object, "mpy_init", words, &[0, 4]);
        let constant = object.section(".rodata", SectionKind::ReadOnlyData, 4, &[1, 2, 3, 4]);
        let constant = object.variable("constant", constant, 0, 4);
        let function = object.undefined(name);
        object.relocate(words, 0, elf::R_XTENSA_32, constant, 0);
        object.relocate(words, 4, elf::R_XTENSA_PLT, function, 0);
        let mut request = common::request(Xtensa, &[("a.o", object.bytes())]);
        let (rule, place) = (linker::FixedRule::Provided, "the ROM".into());
        request.fixed = vec![linker::FixedSymbol { name: name.into(), value: Ok(0x4000_bf4c), rule, place }];
        let linked = linker::link(&request).unwrap();
        let section = linked.report.sections.iter().find(|section| section.name == ".rodata").unwrap();
        assert_eq!(section.block, expected, "{name}");
        let reader = (expected == Block::Bss).then_some(name);
        assert_eq!(linked.report.copied_for.as_deref(), reader);
    }
}

/// Names in initialised variables are filled in the copies.
#[test]
fn start_up_code_fills_what_was_copied() {
    let mut object = Obj::new(Xtensa);
    let text = object.section(".text", SectionKind::Text, 4, &[0; 8]);
    object.function("mpy_init", text, 0);
    let data = object.words(".data", Xtensa, 2);
    let variable = object.variable("names", data, 0, 8);
    object.relocate(text, 4, elf::R_XTENSA_32, variable, 0);
    let name = object.undefined("mpyc_qstr_foo");
    object.relocate(data, 4, elf::R_XTENSA_32, name, 0);
    let constant = object.words(".rodata", Xtensa, 1);
    let constant = object.variable("constant", constant, 0, 4);
    object.relocate(data, 0, elf::R_XTENSA_32, constant, 0);
    let mut start = Obj::new(Xtensa);
    let code = start.section(".text", SectionKind::Text, 4, &[0; 8]);
    start.function("mpyc_start", code, 0);
    for (at, name) in [(0, "mpyc_startup_table"), (4, "mpyc_entry")] {
        let symbol = start.undefined(name);
        start.relocate(code, at, elf::R_XTENSA_32, symbol, 0);
    }
    let linked = link(Xtensa, &[("a.o", object.bytes()), ("s.o", start.bytes())]).unwrap();
    let viper = viper(&linked);
    let table = viper.text.len() - 12;
    // The image's address, the BSS's; words that are apart: word 1 is a number.
    let words = adjusted(&linked, Xtensa);
    assert_eq!(
        words[words.len() - 2..],
        [(table as u64, Operation::Text, 0), (table as u64 + 4, Operation::Bss, 0)]
    );
    assert_eq!(viper.text[table + 8..], [2, 1 << 2 | 1, 0, 0]);
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
