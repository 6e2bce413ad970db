//! What a symbol stands for, which members of archives are linked, and which sections are left out.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::ar::{archive, indexed};
use common::{
    Obj, adjusted, codes, each, each_in_one_block, function_bits, lines, link, place_of, pointer, viper,
    word_at,
};
use linker::mpy::Operation;
use linker::{Arch, Block, Error, Linked};
use object::write::{Comdat, SectionId, SymbolId};
use object::{ComdatKind, SectionKind, elf};

/// An object whose entry refers to one symbol through a word.
fn user(arch: Arch, symbol: impl FnOnce(&mut Obj) -> SymbolId) -> Vec<u8> {
    let mut object = Obj::new(arch);
    let text = object.section(".text", SectionKind::Text, arch.word(), &[0; 16]);
    object.function("mpy_init", text, 0);
    let symbol = symbol(&mut object);
    object.relocate(text, 8, pointer(arch), symbol, 0);
    object.bytes()
}

/// An object that defines a function in a section of its own, with recognisable bytes.
fn definer(arch: Arch, name: &str, mark: u8) -> Vec<u8> {
    let mut object = Obj::new(arch);
    let text = object.text(&format!(".text.{name}"), &[mark; 4]);
    object.function(name, text, 0);
    object.bytes()
}

/// The byte that the entry's word leads to.
fn byte_led_to(linked: &Linked, arch: Arch) -> u8 {
    let text = viper(linked).text;
    let adjusted = adjusted(linked, arch);
    let &[(8, Operation::Text, place)] = &adjusted[..] else { panic!("{adjusted:?}") };
    text[usize::try_from(place).unwrap()]
}

/// The code does not depend on the architecture: each is tried.
#[test]
fn a_strong_definition_wins_over_weak_ones_in_any_order() {
    each(|arch| {
        let mut weak = Obj::new(arch);
        let text = weak.text(".text.f", &[0x11; 4]);
        weak.weak_function("f", text, 0);
        let weak = weak.bytes();
        let strong = definer(arch, "f", 0x22);
        let user = user(arch, |object| object.undefined("f"));
        for files in [
            [("w.o", weak.clone()), ("s.o", strong.clone()), ("u.o", user.clone())],
            [("u.o", user.clone()), ("s.o", strong), ("w.o", weak.clone())],
        ] {
            assert_eq!(byte_led_to(&link(arch, &files).unwrap(), arch), 0x22);
        }
        let alone = link(arch, &[("u.o", user.clone()), ("w.o", weak.clone())]).unwrap();
        assert_eq!(byte_led_to(&alone, arch), 0x11);
        // Of several weak ones the first.
        let mut other = Obj::new(arch);
        let text = other.text(".text.f", &[0x33; 4]);
        other.weak_function("f", text, 0);
        let files = [("u.o", user), ("w.o", weak), ("x.o", other.bytes())];
        assert_eq!(byte_led_to(&link(arch, &files).unwrap(), arch), 0x11);
    });
}

#[test]
fn two_strong_definitions_are_an_error_that_names_both_files() {
    each(|arch| {
        let user = user(arch, |object| object.undefined("f"));
        let files = [("u.o", user), ("a.o", definer(arch, "f", 1)), ("b.o", definer(arch, "f", 2))];
        assert_eq!(
            lines(link(arch, &files)),
            ["L0010: b.o: .text.f+0x0, in `f`: `f` is defined twice: here and in a.o"]
        );
    });
}

#[test]
fn an_undefined_symbol_is_named_once_with_its_first_place_and_their_number() {
    each(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 8, &[0; 32]);
        object.function("mpy_init", text, 0);
        object.function("second", text, 8);
        let (f, g) = (object.undefined("f"), object.undefined("g"));
        for (at, symbol) in [(8, f), (16, g), (24, f)] {
            object.relocate(text, at, pointer(arch), symbol, 0);
        }
        assert_eq!(
            lines(link(arch, &[("a.o", object.bytes())])),
            [
                "L0012: a.o: .text+0x8, in `second`: undefined symbol `f`, used in 2 places",
                "L0012: a.o: .text+0x10, in `second`: undefined symbol `g`",
            ]
        );
    });
}

#[test]
fn an_undefined_weak_symbol_is_zero() {
    each(|arch| {
        let linked = link(arch, &[("u.o", user(arch, |object| object.undefined_weak("f")))]).unwrap();
        assert_eq!(adjusted(&linked, arch), []);
        assert_eq!(word_at(&viper(&linked).text, 8, arch), 0);
    });
}

#[test]
fn a_number_is_not_adjusted() {
    each(|arch| {
        let linked = link(arch, &[("u.o", user(arch, |object| object.absolute("N", 0x1234)))]).unwrap();
        assert_eq!(adjusted(&linked, arch), []);
        assert_eq!(word_at(&viper(&linked).text, 8, arch), 0x1234);
    });
}

#[test]
fn common_symbols_share_the_space_of_the_largest() {
    each(|arch| {
        let user = user(arch, |object| object.common("shared", 8, 4));
        let mut other = Obj::new(arch);
        other.common("shared", 40, 16);
        let linked = link(arch, &[("u.o", user), ("o.o", other.bytes())]).unwrap();
        assert_eq!(linked.report.bss_size, 40);
        // On Xtensa the slots come first: the user's word is the last.
        assert!(matches!(adjusted(&linked, arch)[..], [.., (_, Operation::Bss, 0)]));
    });
}

#[test]
fn a_definition_replaces_a_common_symbol_and_a_common_symbol_a_weak_one() {
    each(|arch| {
        let user = || user(arch, |object| object.common("shared", 8, 4));
        let linked = link(arch, &[("u.o", user()), ("d.o", definer(arch, "shared", 0x44))]).unwrap();
        assert_eq!((byte_led_to(&linked, arch), linked.report.bss_size), (0x44, 0));
        let mut weak = Obj::new(arch);
        let text = weak.text(".text.f", &[0x11; 4]);
        weak.weak_function("shared", text, 0);
        let linked = link(arch, &[("w.o", weak.bytes()), ("u.o", user())]).unwrap();
        assert_eq!(linked.report.bss_size, 8);
    });
}

#[test]
fn local_symbols_of_two_files_do_not_meet() {
    each(|arch| {
        let object = |mark: u8, entry: bool| {
            let mut object = Obj::new(arch);
            let bytes = [[0; 8], [0; 8], [mark; 8]].concat();
            let text = object.section(".text", SectionKind::Text, 8, &bytes);
            object.function(if entry { "mpy_init" } else { "other" }, text, 0);
            let local = object.label("here", text, 16);
            object.relocate(text, 8, pointer(arch), local, 0);
            if entry {
                let other = object.undefined("other");
                object.relocate(text, 0, pointer(arch), other, 0);
            }
            object.bytes()
        };
        let linked = link(arch, &[("a.o", object(1, true)), ("b.o", object(2, false))]).unwrap();
        let places: Vec<u64> = adjusted(&linked, arch).iter().map(|(_, _, place)| *place).collect();
        assert_eq!(places, [24 | function_bits(arch), 16, 24 + 16]);
    });
}

#[test]
fn the_firmwares_names_are_its_entries_unless_an_object_defines_them() {
    each(|arch| {
        let user = || user(arch, |object| object.undefined("mp_type_type"));
        let linked = link(arch, &[("u.o", user())]).unwrap();
        let entry = linker::RuntimeWord::from_symbol("mp_type_type").unwrap();
        assert_eq!(adjusted(&linked, arch), [(8, Operation::Runtime(entry), 0)]);
        let linked = link(arch, &[("u.o", user()), ("d.o", definer(arch, "mp_type_type", 0x55))]).unwrap();
        assert_eq!(byte_led_to(&linked, arch), 0x55);
    });
}

#[test]
fn tables_take_addends() {
    each(|arch| {
        for (name, operation) in
            [("mp_native_qstr_table", 6), ("mp_native_obj_table", 7), ("mp_fun_table", 8)]
        {
            let mut object = Obj::new(arch);
            let text = object.section(".text", SectionKind::Text, 8, &[0; 16]);
            object.function("mpy_init", text, 0);
            let table = object.undefined(name);
            object.relocate(text, 8, pointer(arch), table, 6);
            let linked = link(arch, &[("u.o", object.bytes())]).unwrap();
            let word = linker::RuntimeWord::from_operation(operation).unwrap();
            assert_eq!(adjusted(&linked, arch), [(8, Operation::Runtime(word), 6)], "{name}");
        }
    });
}

// --- Archives ---------------------------------------------------------------------------------------------------

fn members(linked: &Linked) -> Vec<(&str, &str)> {
    linked.report.members.iter().map(|member| (member.file.as_str(), member.symbol.as_str())).collect()
}

/// `f` in one member needs `g` in another; a third is never needed.
fn library(arch: Arch) -> Vec<(&'static str, Vec<u8>)> {
    let mut f = Obj::new(arch);
    let text = f.section(".text.f", SectionKind::Text, 8, &[0x66; 16]);
    f.function("f", text, 0);
    let g = f.undefined("g");
    f.relocate(text, 8, pointer(arch), g, 0);
    vec![("unused.o", definer(arch, "h", 7)), ("f.o", f.bytes()), ("g.o", definer(arch, "g", 8))]
}

#[test]
fn members_are_pulled_in_by_what_is_undefined() {
    each(|arch| {
        let user = user(arch, |object| object.undefined("f"));
        let library = library(arch);
        let index = [("h", 0), ("f", 1), ("g", 2)];
        for archive in [archive(&library), indexed(&library, &index)] {
            // The order of files does not matter.
            for files in [
                [("u.o", user.clone()), ("lib.a", archive.clone())],
                [("lib.a", archive.clone()), ("u.o", user.clone())],
            ] {
                let linked = link(arch, &files).unwrap();
                assert_eq!(members(&linked), [("lib.a(f.o)", "f"), ("lib.a(g.o)", "g")]);
            }
        }
    });
}

#[test]
fn members_are_not_pulled_in_for_what_other_objects_define() {
    each(|arch| {
        let user = user(arch, |object| object.undefined("f"));
        let archive = archive(&library(arch));
        let own = definer(arch, "f", 0x77);
        for files in [
            [("u.o", user.clone()), ("lib.a", archive.clone()), ("own.o", own.clone())],
            [("lib.a", archive), ("own.o", own), ("u.o", user)],
        ] {
            let linked = link(arch, &files).unwrap();
            assert_eq!(members(&linked), []);
            assert_eq!(byte_led_to(&linked, arch), 0x77);
        }
    });
}

#[test]
fn members_are_not_pulled_in_for_weak_references_nor_for_what_the_firmware_has() {
    each(|arch| {
        let archive = archive(&[("f.o", definer(arch, "f", 1)), ("memcpy.o", definer(arch, "memcpy", 2))]);
        let weak = user(arch, |object| object.undefined_weak("f"));
        assert_eq!(members(&link(arch, &[("u.o", weak), ("l.a", archive.clone())]).unwrap()), []);
        let copy = user(arch, |object| object.undefined("memcpy"));
        assert_eq!(members(&link(arch, &[("u.o", copy), ("l.a", archive)]).unwrap()), []);
    });
}

#[test]
fn the_first_archive_wins() {
    each(|arch| {
        let user = user(arch, |object| object.undefined("f"));
        let first = archive(&[("one.o", definer(arch, "f", 1))]);
        let second = archive(&[("two.o", definer(arch, "f", 2))]);
        let linked = link(arch, &[("u.o", user), ("1.a", first), ("2.a", second)]).unwrap();
        assert_eq!(byte_led_to(&linked, arch), 1);
    });
}

#[test]
fn the_entry_may_be_in_an_archive() {
    each(|arch| {
        let archive = archive(&[("init.o", definer(arch, "mpy_init", 1))]);
        assert_eq!(members(&link(arch, &[("l.a", archive)]).unwrap()), [("l.a(init.o)", "mpy_init")]);
    });
}

#[test]
fn a_members_error_names_archive_and_member() {
    each(|arch| {
        let other = if arch == Arch::X64 { Arch::Rv32imc } else { Arch::X64 };
        let index = [("f", 0)];
        let archive = indexed(&[("foreign.o", definer(other, "f", 1))], &index);
        let user = user(arch, |object| object.undefined("f"));
        let errors = link(arch, &[("u.o", user), ("l.a", archive)]).unwrap_err();
        assert_eq!(errors[0].code(), "L0004");
        assert_eq!(errors[0].location.file.as_deref(), Some("l.a(foreign.o)"));
    });
}

// --- Groups -----------------------------------------------------------------------------------------------------

/// An object with a copy of the group `inline_f`.
fn with_group(arch: Arch, mark: u8, refer: bool) -> Vec<u8> {
    let mut object = Obj::new(arch);
    let text = object.section(".text", SectionKind::Text, 8, &[0; 16]);
    let group = object.text(".text.inline_f", &[mark; 4]);
    let symbol = object.weak_function("inline_f", group, 0);
    object.object.add_comdat(Comdat { kind: ComdatKind::Any, sections: vec![group], symbol });
    if refer {
        object.function("mpy_init", text, 0);
        object.relocate(text, 8, pointer(arch), symbol, 0);
    }
    object.bytes()
}

#[test]
fn of_copies_of_a_group_the_first_is_linked() {
    each(|arch| {
        for refer_first in [true, false] {
            let files =
                [("a.o", with_group(arch, 1, refer_first)), ("b.o", with_group(arch, 2, !refer_first))];
            let linked = link(arch, &files).unwrap();
            assert_eq!(byte_led_to(&linked, arch), 1);
            let copies = linked.report.sections.iter().filter(|section| section.name == ".text.inline_f");
            assert_eq!(copies.count(), 1);
        }
    });
}

#[test]
fn a_local_reference_into_a_copy_that_is_not_linked_is_an_error() {
    each(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 8, &[0; 16]);
        object.function("mpy_init", text, 0);
        let group = object.text(".text.inline_f", &[9; 4]);
        let symbol = object.weak_function("inline_f", group, 0);
        object.object.add_comdat(Comdat { kind: ComdatKind::Any, sections: vec![group], symbol });
        let local = object.label("inner", group, 2);
        object.relocate(text, 8, pointer(arch), local, 0);
        let files = [("a.o", with_group(arch, 1, false)), ("b.o", object.bytes())];
        assert_eq!(codes(link(arch, &files)), ["L0017"]);
    });
}

// --- What is left out -------------------------------------------------------------------------------------------

fn section_names(linked: &Linked) -> Vec<&str> {
    linked.report.sections.iter().map(|section| section.name.as_str()).collect()
}

#[test]
fn what_nothing_reaches_is_left_out_even_if_it_refers_to_nothing_that_exists() {
    each(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text.mpy_init", SectionKind::Text, 8, &[0; 16]);
        object.function("mpy_init", text, 0);
        let dead = object.section(".text.dead", SectionKind::Text, 8, &[0; 16]);
        let nowhere = object.undefined("nowhere");
        object.relocate(dead, 8, pointer(arch), nowhere, 0);
        let linked = link(arch, &[("a.o", object.bytes())]).unwrap();
        assert_eq!(section_names(&linked), [".text.mpy_init"]);
        assert_eq!(linked.report.dropped[0].name, ".text.dead");
    });
}

#[test]
fn what_is_reached_through_data_is_kept() {
    each(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text.mpy_init", SectionKind::Text, 8, &[0; 16]);
        object.function("mpy_init", text, 0);
        let table = object.words(".data.rel.ro.table", arch, 1);
        let table_symbol = object.variable("table", table, 0, arch.word());
        object.relocate(text, 8, pointer(arch), table_symbol, 0);
        let far = object.text(".text.far", &[1; 4]);
        let far_symbol = object.function("far", far, 0);
        object.relocate(table, 0, pointer(arch), far_symbol, 0);
        let linked = link(arch, &[("a.o", object.bytes())]).unwrap();
        assert_eq!(section_names(&linked), [".text.mpy_init", ".text.far", ".data.rel.ro.table"]);
    });
}

#[test]
fn retained_sections_are_kept() {
    each(|arch| {
        let mut object = Obj::new(arch);
        let text = object.text(".text", &[0; 4]);
        object.function("mpy_init", text, 0);
        let kept = object.section(".rodata.kept", SectionKind::ReadOnlyData, 1, &[1; 3]);
        object.object.section_mut(kept).flags = object::SectionFlags::Elf {
            sh_type: elf::SHT_PROGBITS,
            sh_flags: elf::SectionFlags(elf::SHF_ALLOC.0 | elf::SHF_GNU_RETAIN.0),
        };
        let linked = link(arch, &[("a.o", object.bytes())]).unwrap();
        assert_eq!(section_names(&linked), [".text", ".rodata.kept"]);
    });
}

/// A section with given ELF type and flags, referred to by the entry.
fn with_special_section(
    arch: Arch,
    name: &str,
    kind: SectionKind,
    symbol: impl FnOnce(&mut Obj, SectionId) -> SymbolId,
) -> Result<Linked, Vec<Error>> {
    let mut object = Obj::new(arch);
    let text = object.section(".text", SectionKind::Text, 8, &[0; 16]);
    object.function("mpy_init", text, 0);
    let special = object.section(name, kind, 8, &[0; 8]);
    let symbol = symbol(&mut object, special);
    object.relocate(text, 8, pointer(arch), symbol, 0);
    link(arch, &[("a.o", object.bytes())])
}

#[test]
fn constructors_without_anything_that_runs_them_are_refused() {
    each(|arch| {
        let result = with_special_section(arch, ".ctors", SectionKind::Data, |o, s| o.variable("v", s, 0, 8));
        assert_eq!(lines(result), ["L0014: a.o: section .ctors holds constructors, which nothing would run"]);
    });
}

#[test]
fn constructors_stand_in_the_order_of_their_priorities() {
    each_in_one_block(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 8, &[0; 64]);
        let mut constructor = |section: &str, name: &str, offset| {
            let table = object.words(section, arch, 1);
            let function = object.function(name, text, offset);
            object.relocate(table, 0, pointer(arch), function, 0);
        };
        constructor(".init_array", "last", 8);
        constructor(".init_array.00200", "second", 16);
        constructor(".init_array.00101", "first", 24);
        constructor(".preinit_array", "earliest", 32);
        object.function("mpy_init", text, 0);
        let start = object.function("mpyc_start", text, 40);
        let [from, to, entry] =
            ["__init_array_start", "__init_array_end", "mpyc_entry"].map(|name| object.undefined(name));
        let ends = object.words(".data.ends", arch, 4);
        for (index, symbol) in [start, from, to, entry].into_iter().enumerate() {
            object.relocate(ends, index as u64 * arch.word(), pointer(arch), symbol, 0);
        }
        let ends = object.variable("ends", ends, 0, 4 * arch.word());
        object.relocate(text, 48, pointer(arch), ends, 0);
        let linked = link(arch, &[("a.o", object.bytes())]).unwrap();
        let names = section_names(&linked);
        let table = names.iter().position(|name| *name == ".init_array.00101").unwrap();
        assert_eq!(names[table..table + 3], [".init_array.00101", ".init_array.00200", ".init_array"]);
        let start_of = |name: &str| linked.report.sections.iter().find(|s| s.name == name).unwrap().offset;
        let from = start_of(".init_array.00101");
        let text = place_of(&linked, "mpy_init");
        let words: Vec<u64> = adjusted(&linked, arch)
            .into_iter()
            .filter(|(at, ..)| (place_of(&linked, "ends")..).contains(at))
            .map(|(.., word)| word)
            .take(4)
            .collect();
        let to = |function: u64| function | function_bits(arch);
        assert_eq!(words, [to(text + 40), from, from + 3 * arch.word(), to(text)]);
    });
}

#[test]
fn a_section_that_c_can_name_has_named_ends_and_stays_together() {
    each_in_one_block(|arch| {
        let piece = |name: &str, byte| {
            let mut object = Obj::new(arch);
            let part = object.section("commands", SectionKind::Data, 4, &[byte; 4]);
            object.variable(name, part, 0, 4);
            object.bytes()
        };
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 8, &[0; 32]);
        object.function("mpy_init", text, 0);
        for (offset, name) in [(8, "__start_commands"), (16, "__stop_commands")] {
            let symbol = object.undefined(name);
            object.relocate(text, offset, pointer(arch), symbol, 0);
        }
        let inputs = [("a.o", object.bytes()), ("b.o", piece("b", 2)), ("c.o", piece("c", 3))];
        let linked = link(arch, &inputs).unwrap();
        assert_eq!(section_names(&linked), [".text", "commands", "commands"]);
        let from = place_of(&linked, "b");
        assert_eq!(adjusted(&linked, arch), [(8, Operation::Text, from), (16, Operation::Text, from + 8)]);
    });
}

#[test]
fn thread_local_variables_are_variables() {
    each_in_one_block(|arch| {
        let result = with_special_section(arch, ".tdata", SectionKind::Tls, |o, s| o.variable("v", s, 0, 8));
        assert_eq!(section_names(&result.unwrap()), [".text", ".tdata"]);
    });
}

#[test]
fn small_data_sections_are_linked_like_others() {
    each_in_one_block(|arch| {
        for (name, kind) in [
            (".sdata.v", SectionKind::Data),
            (".srodata.v", SectionKind::ReadOnlyData),
            (".rodata.str1.1", SectionKind::ReadOnlyString),
            (".mine", SectionKind::Data),
        ] {
            let linked = with_special_section(arch, name, kind, |o, s| o.variable("v", s, 0, 8)).unwrap();
            assert_eq!(section_names(&linked), [".text", name]);
            assert_eq!(adjusted(&linked, arch), [(8, Operation::Text, place_of(&linked, "v"))]);
        }
    });
}

#[test]
fn small_variables_are_linked_like_others() {
    each(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 8, &[0; 16]);
        object.function("mpy_init", text, 0);
        let zeros = object.zeros(".sbss.v", 4, 4);
        let v = object.variable("v", zeros, 0, 4);
        object.relocate(text, 8, pointer(arch), v, 0);
        let linked = link(arch, &[("a.o", object.bytes())]).unwrap();
        assert_eq!(linked.report.sections[1].block, Block::Bss);
        assert_eq!(linked.report.bss_size, 4);
    });
}

/// An object with a mergeable section, and pointers to places in it from the code.
fn with_strings(arch: Arch, strings: &[u8], align: u64, uses: &[(u64, u64)]) -> Vec<u8> {
    let mut object = Obj::new(arch);
    let size = uses.iter().map(|(place, _)| place + 8).max().unwrap_or(8);
    let text = object.section(".text", SectionKind::Text, 8, &vec![0; size as usize]);
    object.function("mpy_init", text, 0);
    let section = object.section(".rodata.str1.1", SectionKind::ReadOnlyString, align, strings);
    for (place, offset) in uses {
        let label = object.label(".LC0", section, *offset);
        object.relocate(text, *place, pointer(arch), label, 0);
    }
    object.bytes()
}

#[test]
fn strings_that_nothing_refers_to_are_dropped_and_equal_ones_share_a_place() {
    each_in_one_block(|arch| {
        let mut other = Obj::new(arch);
        let words = other.words(".data", arch, 1);
        other.variable("words", words, 0, arch.word());
        let section = other.section(".rodata.str1.1", SectionKind::ReadOnlyString, 1, b"two\0");
        let label = other.label(".LC0", section, 0);
        other.relocate(words, 0, pointer(arch), label, 0);
        let object = with_strings(arch, b"one\0two\0three\0", 1, &[(8, 4), (16, 8)]);
        let linked = link(arch, &[("a.o", object), ("b.o", other.bytes())]).unwrap();
        let text = viper(&linked).text;
        assert_eq!(text.len() as u64, 24 + b"two\0three\0".len() as u64, "{}", arch.name());
        let places: Vec<&[u8]> =
            adjusted(&linked, arch).iter().map(|(.., word)| &text[*word as usize..][..3]).collect();
        assert_eq!(places, [b"two", b"thr"]);
    });
}

#[test]
fn a_string_lies_in_the_end_of_a_longer_one_unless_it_is_aligned() {
    each_in_one_block(|arch| {
        for (align, size) in [(1, b"barfoo\0".len()), (4, b"foo\0barfoo\0".len())] {
            let object = with_strings(arch, b"foo\0barfoo\0", align, &[(8, 0), (16, 4)]);
            let linked = link(arch, &[("a.o", object)]).unwrap();
            let text = viper(&linked).text;
            assert_eq!(text.len(), 24 + size, "{} {align}", arch.name());
            for ((.., word), string) in adjusted(&linked, arch).iter().zip([b"foo\0".as_slice(), b"barfoo\0"])
            {
                assert_eq!(&text[*word as usize..][..string.len()], string);
                assert_eq!(*word % align, 0);
            }
        }
    });
}

#[test]
fn a_section_and_an_addend_name_a_string_too() {
    each_in_one_block(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 8, &[0; 24]);
        object.function("mpy_init", text, 0);
        let section = object.section(".rodata.str1.1", SectionKind::ReadOnlyString, 1, b"one\0two\0three\0");
        let symbol = object.object.section_symbol(section);
        object.relocate(text, 8, pointer(arch), symbol, 8);
        object.relocate(text, 16, pointer(arch), symbol, 9);
        let linked = link(arch, &[("a.o", object.bytes())]).unwrap();
        let text = viper(&linked).text;
        assert_eq!(text[24..], *b"three\0");
        let places: Vec<u64> = adjusted(&linked, arch).iter().map(|(.., word)| *word).collect();
        assert_eq!(places, [24, 25]);
    });
}
