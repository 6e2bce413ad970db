//! Words that start-up code fills: where they may be, what they hold, and what the table says of them.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::*;
use linker::{Arch, Error, Linked};
use object::SectionKind;
use object::write::SymbolId;

/// A module with a table of words, one for each symbol with its addend, and with start-up code or without.
fn table(arch: Arch, words: &[(&str, i64)], starts: bool) -> Result<Linked, Vec<Error>> {
    let mut object = Obj::new(arch);
    let text = object.section(".text", SectionKind::Text, 8, &[0; 64]);
    object.function("mpy_init", text, 0);
    let data = object.words(".data.words", arch, words.len() as u64);
    for (index, (name, addend)) in words.iter().enumerate() {
        let symbol = object.undefined(name);
        object.relocate(data, index as u64 * arch.word(), pointer(arch), symbol, *addend);
    }
    let words = object.variable("words", data, 0, words.len() as u64 * arch.word());
    object.relocate(text, 8, pointer(arch), words, 0);
    if starts {
        let start = object.section(".text.mpyc_start", SectionKind::Text, 8, &[0; 32]);
        object.function("mpyc_start", start, 0);
        let parts: [SymbolId; 2] = ["mpyc_startup_table", "mpyc_entry"].map(|name| object.undefined(name));
        for (index, symbol) in parts.into_iter().enumerate() {
            object.relocate(start, 8 * (1 + index as u64), pointer(arch), symbol, 0);
        }
    }
    link(arch, &[("a.o", object.bytes())])
}

/// The words of `words`, and where they are in words from the image's start.
fn held(linked: &Linked, arch: Arch, count: u64) -> (u64, Vec<u64>) {
    let at = place_of(linked, "words");
    let text = viper(linked).text;
    let values = (0..count).map(|index| word_at(&text, at + index * arch.word(), arch));
    (at / arch.word(), values.collect())
}

/// What follows the addresses at the start of the table.
fn stream(linked: &Linked, arch: Arch) -> Vec<u8> {
    let table = linked.report.sections.iter().find(|s| s.name == "mpyc_startup_table").unwrap();
    let text = viper(linked).text;
    text[usize::try_from(table.offset + arch.word()).unwrap()..].to_vec()
}

#[test]
fn names_are_filled_by_their_place_in_the_modules_table() {
    each_in_one_block(|arch| {
        let names =
            [("mpyc_qstr_foo", 0), ("mpyc_object_foo", 0), ("mpyc_object_60", 0), ("mpyc_head_bar", 0x23)];
        let linked = table(arch, &names, true).unwrap();
        let (first, words) = held(&linked, arch, 4);
        assert_eq!(words, [1 << 1, 1 << 1, 60 << 1 | 1, 2 << 16 | 0x23], "{}", arch.name());
        assert_eq!(module(&linked).qstrs, ["m.py", "foo", "bar"]);
        assert_eq!(linked.report.filled, 4);
        let delta = |words: u64, kind: u8| u8::try_from(words << 2).unwrap() | kind;
        assert_eq!(stream(&linked, arch), [1, delta(first, 1), delta(1, 2), delta(1, 2), delta(1, 3), 0, 0]);
    });
}

#[test]
fn names_that_all_firmware_has_are_numbers_without_start_up_code() {
    each_in_one_block(|arch| {
        let linked = table(arch, &[("mpyc_qstr_append", 0), ("mpyc_head_60", 7)], false).unwrap();
        assert_eq!(held(&linked, arch, 2).1, [60, 60 << 16 | 7], "{}", arch.name());
        assert_eq!(linked.report.filled, 0);
    });
}

#[test]
fn objects_of_the_firmware_are_found_once_and_added() {
    each_in_one_block(|arch| {
        let types = [("mp_type_tuple", 0), ("mp_type_list", 0), ("mp_type_tuple", 8)];
        let linked = table(arch, &types, true).unwrap();
        let (first, words) = held(&linked, arch, 3);
        // The type of lists is in the firmware's table: the loader puts it there.
        assert_eq!((words[0], words[2]), (0, 8), "{}", arch.name());
        assert_eq!(linked.report.filled, 2);
        let [low, high] = (157u16 << 1 | 1).to_le_bytes();
        let first = u8::try_from(first << 2).unwrap();
        assert_eq!(stream(&linked, arch), [11, low, high, 1, first | 1, 2 << 2 | 1, 0, 0]);
    });
}

#[test]
fn the_module_begins_with_the_start_up_code_only_where_it_is_needed() {
    each_in_one_block(|arch| {
        let with = |words: &[(&str, i64)]| {
            let linked = table(arch, words, true).unwrap();
            linked.report.sections.iter().any(|section| section.name == ".text.mpyc_start")
        };
        assert!(with(&[("mpyc_object_60", 0)]), "{}", arch.name());
        assert!(!with(&[("mpyc_qstr_append", 0)]), "{}", arch.name());
    });
}

#[test]
fn a_word_without_start_up_code_is_refused() {
    each_in_one_block(|arch| {
        let said = lines(table(arch, &[("mpyc_qstr_foo", 0)], false));
        assert_eq!(
            said,
            [
                "L0060: a.o: .data.words+0x0, in `words`: `mpyc_qstr_foo` is known only when the module runs, and \
                 nothing in the module fills it in"
            ],
            "{}",
            arch.name()
        );
    });
}

#[test]
fn a_name_cannot_be_added_to() {
    each_in_one_block(|arch| {
        for (symbol, addend) in [("mpyc_qstr_foo", 1), ("mpyc_object_60", 8), ("mpyc_head_foo", 0x1_0000)] {
            let said = lines(table(arch, &[(symbol, addend)], true));
            let expected = format!(
                "L0061: a.o: .data.words+0x0, in `words`: {addend} is added to `{symbol}`, which stands for a name"
            );
            assert_eq!(said, [expected], "{}", arch.name());
        }
    });
}

#[test]
fn symbols_that_spell_no_name_are_undefined() {
    for symbol in ["mpyc_qstr_0", "mpyc_object_166", "mpyc_qstr_a.2", "mp_type_nothing"] {
        let said = lines(table(Arch::Rv32imc, &[(symbol, 0)], true));
        assert!(said[0].starts_with("L0012"), "{said:?}");
    }
}

/// The flags of a type's word with 64 bits go beyond the name's place.
#[test]
fn a_type_s_word_keeps_the_bits_above_the_name() {
    let linked = table(Arch::X64, &[("mpyc_head_foo", 0x0102_0304_0000_0080)], true).unwrap();
    assert_eq!(held(&linked, Arch::X64, 1).1, [0x0102_0304_0001_0080]);
}
