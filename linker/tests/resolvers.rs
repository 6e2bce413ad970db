//! Functions that a resolver chooses (`STT_GNU_IFUNC`): where their addresses come from, and where there are none.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::*;
use linker::Arch::{self, X64, X86};
use linker::firmware::catalogue::{Origin, origin};
use linker::firmware::supplied::OF_PROCESS;
use linker::mpy::Operation;
use linker::{Error, Linked};
use object::write::{SectionId, SymbolId};
use object::{SectionKind, SymbolFlags, elf};

/// Makes a symbol of a function one that a resolver chooses, the resolver being the function.
fn choose(object: &mut Obj, symbol: SymbolId) {
    let symbol = object.object.symbol_mut(symbol);
    let st_info = elf::SymbolInfo::new(elf::STB_GLOBAL, elf::STT_GNU_IFUNC);
    symbol.flags = SymbolFlags::Elf { st_info, st_other: elf::STV_DEFAULT.into() };
}

/// Start-up code's symbols, in a section of their own.
fn start(object: &mut Obj, arch: Arch) {
    let start = object.section(".text.mpyc_start", SectionKind::Text, 8, &[0; 32]);
    object.function("mpyc_start", start, 0);
    for (offset, name) in [(8, "mpyc_startup_table"), (16, "mpyc_entry")] {
        let symbol = object.undefined(name);
        object.relocate(start, offset, pointer(arch), symbol, 0);
    }
}

/// An entry of 32 bytes with references to `f`, whose resolver is in `.text.f`, 16 bytes from its start.
fn module(
    arch: Arch,
    starts: bool,
    code: &[(usize, &[u8])],
    refer: impl Fn(&mut Obj, SectionId, SymbolId),
) -> Result<Linked, Vec<Error>> {
    let mut object = Obj::new(arch);
    let mut bytes = [0; 32];
    for (at, insn) in code {
        bytes[*at..*at + insn.len()].copy_from_slice(insn);
    }
    let text = object.section(".text", SectionKind::Text, 8, &bytes);
    object.function("mpy_init", text, 0);
    let resolver = object.section(".text.f", SectionKind::Text, 8, &[0xc3; 24]);
    let f = object.function("f", resolver, 16);
    choose(&mut object, f);
    refer(&mut object, text, f);
    if starts {
        start(&mut object, arch);
    }
    link(arch, &[("a.o", object.bytes())])
}

/// What follows the image's address in the start-up code's table.
fn stream(linked: &Linked, arch: Arch) -> Vec<u8> {
    let table = linked.report.sections.iter().find(|s| s.name == "mpyc_startup_table").unwrap();
    viper(linked).text[usize::try_from(table.offset + arch.word()).unwrap()..].to_vec()
}

const CHOOSE: u8 = 9;

/// A table that fills that one word, counted from the image's start.
fn fills(word: u64) -> Vec<u8> {
    vec![CHOOSE, 1, u8::try_from(word << 2 | 1).unwrap(), 0, 0]
}

#[test]
fn a_pointer_holds_the_resolver_and_is_replaced() {
    for arch in [X64, X86] {
        let linked = module(arch, true, &[], |object, text, f| {
            object.relocate(text, 8, pointer(arch), f, 0);
        })
        .unwrap();
        let text = linked.report.sections.iter().find(|s| s.name == ".text").unwrap().offset;
        let resolver = place_of(&linked, "f");
        let words = adjusted(&linked, arch);
        assert!(words.contains(&(text + 8, Operation::Text, resolver)), "{words:?}");
        assert_eq!(stream(&linked, arch), fills((text + 8) / arch.word()));
        assert_eq!(linked.report.filled, 1);
    }
}

#[test]
fn a_call_goes_through_the_slot_on_x64() {
    // call f; lea f(%rip),%rax; mov f@GOTPCREL(%rip),%rcx
    let code: [(usize, &[u8]); 3] = [(0, &[0xe8]), (8, &[0x48, 0x8d, 0x05]), (16, &[0x48, 0x8b, 0x0d])];
    let linked = module(X64, true, &code, |object, text, f| {
        object.relocate(text, 1, elf::R_X86_64_PLT32, f, -4);
        object.relocate(text, 11, elf::R_X86_64_PC32, f, -4);
        object.relocate(text, 19, elf::R_X86_64_REX_GOTPCRELX, f, -4);
    })
    .unwrap();
    assert_eq!(linked.report.stubs, ["f"]);
    let image = viper(&linked).text;
    let text = linked.report.sections.iter().find(|s| s.name == ".text").unwrap().offset;
    let at = |offset: u64| usize::try_from(offset).unwrap();
    let distance = |offset: u64| {
        let bytes = image[at(offset)..at(offset) + 4].try_into().unwrap();
        (offset + 4).wrapping_add_signed(i32::from_le_bytes(bytes).into())
    };
    let stub = distance(text + 1);
    assert_eq!(image[at(stub)..at(stub) + 2], [0xff, 0x25]);
    let slot = distance(stub + 2);
    // The address computation became a load; the load stayed one.
    assert_eq!(image[at(text + 9)], 0x8b);
    assert_eq!(image[at(text + 17)], 0x8b);
    assert_eq!([distance(text + 11), distance(text + 19)], [slot; 2]);
    assert!(adjusted(&linked, X64).contains(&(slot, Operation::Text, place_of(&linked, "f"))));
    assert_eq!(stream(&linked, X64), fills(slot / 8));
}

/// The stub jumps through the slot, and leaves `%eax` alone.
#[test]
fn a_call_goes_through_the_slot_on_x86() {
    let call: [u8; 5] = [0xe8, 0xfc, 0xff, 0xff, 0xff];
    let code: [(usize, &[u8]); 2] = [(0, &call), (8, &call)];
    let linked = module(X86, true, &code, |object, text, f| {
        let nlr_pop = object.undefined("nlr_pop");
        object.relocate(text, 1, elf::R_386_PC32, nlr_pop, 0);
        object.relocate(text, 9, elf::R_386_PLT32, f, 0);
    })
    .unwrap();
    let image = viper(&linked).text;
    let text = linked.report.sections.iter().find(|s| s.name == ".text").unwrap().offset;
    let stub = |offset: u64| {
        let at = usize::try_from(offset).unwrap();
        let bytes = image[at..at + 4].try_into().unwrap();
        (offset + 4).wrapping_add_signed(i32::from_le_bytes(bytes).into())
    };
    let (firmware, chosen) = (stub(text + 1), stub(text + 9));
    assert_eq!(image[usize::try_from(firmware).unwrap()], 0xb8);
    assert_eq!(image[usize::try_from(chosen).unwrap()..][..2], [0xff, 0x25]);
    let words = adjusted(&linked, X86);
    let (_, operation, slot) = *words.iter().find(|(offset, ..)| *offset == chosen + 2).unwrap();
    assert_eq!(operation, Operation::Text);
    assert!(words.contains(&(slot, Operation::Text, place_of(&linked, "f"))), "{words:?}");
    assert_eq!(stream(&linked, X86), fills(slot / 4));
}

/// In the object that refers to it, it is a symbol like any other.
#[test]
fn a_function_of_another_object_or_an_archive_is_chosen_as_well() {
    for arch in [X64, X86] {
        let mut first = Obj::new(arch);
        let text = first.section(".text", SectionKind::Text, 8, &[0; 32]);
        first.function("mpy_init", text, 0);
        let f = first.undefined("f");
        first.relocate(text, 8, pointer(arch), f, 0);
        start(&mut first, arch);
        let mut second = Obj::new(arch);
        let text = second.section(".text.f", SectionKind::Text, 8, &[0xc3]);
        let f = second.function("f", text, 0);
        choose(&mut second, f);
        let archive = ar::archive(&[("f.o", second.bytes())]);
        for (name, other) in [("b.o", second.bytes()), ("f.a", archive)] {
            let linked = link(arch, &[("a.o", first.bytes()), (name, other)]).unwrap();
            assert_eq!(linked.report.filled, 1, "{} {name}", arch.name());
        }
    }
}

#[test]
fn without_start_up_code_nothing_asks_the_resolver() {
    for arch in [X64, X86] {
        let refused = module(arch, false, &[], |object, text, f| {
            object.relocate(text, 8, pointer(arch), f, 0);
        });
        assert_eq!(codes(refused), ["L0060"], "{}", arch.name());
    }
}

#[test]
fn nothing_can_be_added_to_an_address_that_is_not_known() {
    for arch in [X64, X86] {
        let said = lines(module(arch, true, &[], |object, text, f| {
            object.relocate(text, 8, pointer(arch), f, 4);
        }));
        let what = "4 is added to the address of `f`, which a resolver function chooses (GNU_IFUNC)";
        assert_eq!(said, [format!("L0062: a.o: .text+0x8, in `mpy_init`: {what}")], "{}", arch.name());
    }
}

/// Start-up code asks no resolvers there: no compiler for these processors makes such functions.
#[test]
fn on_other_architectures_it_is_refused() {
    for arch in Arch::ALL.into_iter().filter(|arch| !matches!(arch, X64 | X86)) {
        let refused = module(arch, true, &[], |object, text, f| {
            object.relocate(text, 8, pointer(arch), f, 0);
        });
        assert_eq!(codes(refused), ["L0016"], "{}", arch.name());
    }
}

/// A resolver is code.
#[test]
fn a_resolver_that_is_a_number_is_malformed() {
    for arch in [X64, X86] {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 8, &[0; 32]);
        object.function("mpy_init", text, 0);
        let f = object.absolute("f", 64);
        choose(&mut object, f);
        object.relocate(text, 8, pointer(arch), f, 0);
        start(&mut object, arch);
        let said = lines(link(arch, &[("a.o", object.bytes())]));
        assert!(said[0].ends_with("the resolver of `f` is in no section"), "{said:?}");
    }
}

/// What only dynamic linkers are told.
#[test]
fn a_relocation_that_calls_a_resolver_is_refused() {
    for (arch, r_type) in [(X64, elf::R_X86_64_IRELATIVE), (X86, elf::R_386_IRELATIVE)] {
        let said = lines(module(arch, true, &[], |object, text, f| object.relocate(text, 8, r_type, f, 0)));
        assert!(said[0].starts_with("L0019") && said[0].ends_with("it is for dynamic linkers"), "{said:?}");
        assert_eq!(said.len(), 1, "{said:?}");
    }
}

/// A C library's own would bring all of its start-up code.
#[test]
fn what_stands_for_the_process_comes_with_the_start_up_code() {
    let mut object = Obj::new(X64);
    let text = object.section(".text", SectionKind::Text, 8, &[0; 32]);
    object.function("mpy_init", text, 0);
    let fail = object.undefined("__stack_chk_fail");
    object.relocate(text, 8, elf::R_X86_64_64, fail, 0);
    let member = |starts: bool| {
        let mut object = Obj::new(X64);
        let text = object.section(".text.fail", SectionKind::Text, 8, &[0xcc]);
        object.function("__stack_chk_fail", text, 0);
        if starts { ("mpyc.o", object.bytes()) } else { ("libc.o", object.bytes()) }
    };
    let mut beginning = Obj::new(X64);
    start(&mut beginning, X64);
    let libc = ar::archive(&[member(false)]);
    let ours = ar::archive(&[("start.o", beginning.bytes()), member(true)]);
    let object = object.bytes();
    let alone = link(X64, &[("a.o", object.clone()), ("libc.a", libc.clone())]);
    assert_eq!(codes(alone), ["L0012"]);
    let linked = link(X64, &[("a.o", object), ("libc.a", libc), ("ours.a", ours)]).unwrap();
    let members: Vec<&str> = linked.report.members.iter().map(|member| member.file.as_str()).collect();
    assert_eq!(members, ["ours.a(mpyc.o)"]);
}

#[test]
fn what_stands_for_the_process_is_in_the_support_library() {
    for name in OF_PROCESS {
        assert_eq!(origin(name), Some(Origin::Library("process.c")), "{name}");
    }
}
