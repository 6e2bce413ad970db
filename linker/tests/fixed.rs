//! Symbols with fixed addresses: which definition a name means, and what instructions become that use an address known
//! beforehand. And the optional extensions that a module's header asks for.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::ar::archive;
use common::{Obj, adjusted, each, lines, module, pointer, request, viper, word_at, words};
use linker::Arch::{Rv32imc, Rv64imc, X64};
use linker::{Arch, Error, FixedRule, FixedSymbol, Linked};
use object::elf::{self, RelocationType};
use object::{SectionKind, write::SymbolId};

fn fixed(name: &str, value: u64, rule: FixedRule) -> FixedSymbol {
    FixedSymbol { name: name.into(), value: Ok(value), rule, place: "rom.ld:1:1".into() }
}

fn assigned(name: &str, value: u64) -> FixedSymbol {
    fixed(name, value, FixedRule::Assigned)
}

fn provided(name: &str, value: u64) -> FixedSymbol {
    fixed(name, value, FixedRule::Provided)
}

fn link(arch: Arch, inputs: &[(&str, Vec<u8>)], fixed: &[FixedSymbol]) -> Result<Linked, Vec<Error>> {
    let mut request = request(arch, inputs);
    request.fixed = fixed.to_vec();
    linker::link(&request)
}

/// An object whose entry has a word with the address of a symbol.
fn user(arch: Arch, symbol: impl FnOnce(&mut Obj) -> SymbolId) -> Vec<u8> {
    let mut object = Obj::new(arch);
    let text = object.section(".text", SectionKind::Text, arch.word(), &[0; 16]);
    object.function("mpy_init", text, 0);
    let symbol = symbol(&mut object);
    object.relocate(text, 8, pointer(arch), symbol, 0);
    object.bytes()
}

fn definer(arch: Arch, name: &str) -> Vec<u8> {
    let mut object = Obj::new(arch);
    let text = object.text(&format!(".text.{name}"), &[1; 4]);
    object.function(name, text, 0);
    object.bytes()
}

/// The word in the entry, if the loader leaves it alone.
fn word(linked: &Linked, arch: Arch) -> Option<u64> {
    let is_adjusted = adjusted(linked, arch).iter().any(|(at, ..)| *at == 8);
    (!is_adjusted).then(|| word_at(&viper(linked).text, 8, arch))
}

// --- Which definition -------------------------------------------------------------------------------------------

#[test]
fn an_undefined_symbol_has_its_fixed_address() {
    each(|arch| {
        for symbol in [assigned("f", 0x4000_1234), provided("f", 0x4000_1234)] {
            for weak in [false, true] {
                let user = user(arch, |o| if weak { o.undefined_weak("f") } else { o.undefined("f") });
                let linked = link(arch, &[("u.o", user)], std::slice::from_ref(&symbol)).unwrap();
                assert_eq!(word(&linked, arch), Some(0x4000_1234));
                assert_eq!(linked.report.fixed.len(), 1);
            }
        }
    });
}

#[test]
fn archives_are_not_asked_for_what_has_a_fixed_address() {
    each(|arch| {
        let library = archive(&[("f.o", definer(arch, "f"))]);
        for symbol in [assigned("f", 0x4000_1234), provided("f", 0x4000_1234)] {
            let files = [("u.o", user(arch, |o| o.undefined("f"))), ("l.a", library.clone())];
            let linked = link(arch, &files, std::slice::from_ref(&symbol)).unwrap();
            assert_eq!(word(&linked, arch), Some(0x4000_1234));
            assert_eq!(linked.report.members, []);
        }
    });
}

/// A member that is linked for something else does not bring its own copy back.
#[test]
fn a_member_s_definition_comes_after_the_fixed_address() {
    each(|arch| {
        let mut member = Obj::new(arch);
        let text = member.section(".text.g", SectionKind::Text, arch.word(), &[0; 16]);
        member.function("g", text, 0);
        let own = member.text(".text.f", &[1; 4]);
        let own = member.function("f", own, 0);
        member.relocate(text, 8, pointer(arch), own, 0);
        let library = archive(&[("g.o", member.bytes())]);
        for symbol in [assigned("f", 0x4000_1234), provided("f", 0x4000_1234)] {
            let files = [("u.o", user(arch, |o| o.undefined("g"))), ("l.a", library.clone())];
            let linked = link(arch, &files, std::slice::from_ref(&symbol)).unwrap();
            assert!(linked.report.sections.iter().any(|section| section.name == ".text.g"));
            assert!(linked.report.dropped.iter().any(|section| section.name == ".text.f"));
        }
    });
}

#[test]
fn an_assignment_wins_over_a_given_object_and_its_copy_is_dropped() {
    each(|arch| {
        for mut files in [
            vec![("u.o", user(arch, |o| o.undefined("f"))), ("f.o", definer(arch, "f"))],
            // The object refers to its own copy.
            vec![(
                "f.o",
                user(arch, |o| {
                    let text = o.text(".text.f", &[1; 4]);
                    o.function("f", text, 0)
                }),
            )],
        ] {
            for _ in 0..2 {
                let linked = link(arch, &files, &[assigned("f", 0x4000_1234)]).unwrap();
                assert_eq!(word(&linked, arch), Some(0x4000_1234));
                assert!(linked.report.dropped.iter().any(|section| section.name == ".text.f"));
                let [used] = &linked.report.fixed[..] else { panic!("{:?}", linked.report.fixed) };
                assert_eq!((used.defined_in.as_deref(), used.wins), (Some("f.o"), true));
                files.reverse();
            }
        }
    });
}

#[test]
fn what_is_provided_gives_way_to_a_given_object() {
    each(|arch| {
        let weak = {
            let mut object = Obj::new(arch);
            let text = object.text(".text.f", &[1; 4]);
            object.weak_function("f", text, 0);
            object.bytes()
        };
        for definition in [definer(arch, "f"), weak] {
            let files = [("u.o", user(arch, |o| o.undefined("f"))), ("f.o", definition)];
            let linked = link(arch, &files, &[provided("f", 0x4000_1234)]).unwrap();
            assert_eq!(word(&linked, arch), None);
            let [used] = &linked.report.fixed[..] else { panic!("{:?}", linked.report.fixed) };
            assert_eq!((used.defined_in.as_deref(), used.wins), (Some("f.o"), false));
        }
    });
}

#[test]
fn a_fixed_address_comes_before_the_firmware_s_table() {
    each(|arch| {
        let user = user(arch, |o| o.undefined("memset"));
        let linked = link(arch, &[("u.o", user)], &[provided("memset", 0x4000_1234)]).unwrap();
        assert_eq!(word(&linked, arch), Some(0x4000_1234));
    });
}

#[test]
fn local_symbols_are_their_own() {
    each(|arch| {
        let user = user(arch, |o| {
            let text = o.text(".text.f", &[1; 4]);
            o.label("f", text, 0)
        });
        let linked = link(arch, &[("u.o", user)], &[assigned("f", 0x4000_1234)]).unwrap();
        assert_eq!(word(&linked, arch), None);
        assert_eq!(linked.report.fixed, []);
    });
}

#[test]
fn of_several_values_the_rules_choose() {
    let arch = Rv32imc;
    for (symbols, expected) in [
        (vec![provided("f", 1), provided("f", 2)], 1),
        (vec![assigned("f", 1), assigned("f", 2)], 2),
        (vec![assigned("f", 1), provided("f", 2)], 1),
        (vec![provided("f", 1), assigned("f", 2)], 2),
    ] {
        let user = user(arch, |o| o.undefined("f"));
        let linked = link(arch, &[("u.o", user)], &symbols).unwrap();
        assert_eq!(word(&linked, arch), Some(expected));
    }
}

#[test]
fn the_entry_must_be_in_the_module() {
    each(|arch| {
        let user = user(arch, |o| o.undefined("f"));
        let symbols = [assigned("mpy_init", 0x4000_1234), assigned("f", 1)];
        assert_eq!(
            lines(link(arch, &[("u.o", user)], &symbols)),
            [
                "L0013: u.o: .text+0x0, in `mpy_init`: the entry `mpy_init` is not a function in a code section"
            ]
        );
    });
}

#[test]
fn an_address_that_is_not_known_is_an_error_once_it_is_wanted() {
    each(|arch| {
        let symbol = FixedSymbol { value: Err("it depends".into()), ..provided("f", 0) };
        let wanted = user(arch, |o| o.undefined("f"));
        assert_eq!(
            lines(link(arch, &[("u.o", wanted)], std::slice::from_ref(&symbol))),
            [
                "L0050: u.o: .text+0x8, in `mpy_init`: the fixed address of `f` (rom.ld:1:1) is not known: it depends"
            ]
        );
        let other = user(arch, |o| o.undefined("g"));
        assert!(link(arch, &[("u.o", other)], &[symbol, assigned("g", 1)]).is_ok());
    });
}

#[test]
fn an_address_fits_the_word_as_unsigned_or_negative() {
    each(|arch| {
        let is_64 = arch.word() == 8;
        let mask = if is_64 { u64::MAX } else { 0xffff_ffff };
        for (value, fits) in [
            (0, true),
            (0xffff_ffff, true),
            (0x1_0000_0000, is_64),
            (0xffff_ffff_8000_0000, true),
            (u64::MAX, true),
            (0xffff_ffff_7fff_ffff, is_64),
        ] {
            let user = user(arch, |o| o.undefined("f"));
            let linked = link(arch, &[("u.o", user)], &[assigned("f", value)]);
            if fits {
                assert_eq!(word(&linked.unwrap(), arch), Some(value & mask), "{} {value:#x}", arch.name());
            } else {
                assert_eq!(
                    lines(linked),
                    [format!(
                        "L0050: u.o: .text+0x8, in `mpy_init`: the fixed address of `f` (rom.ld:1:1) is not known: \
                         {value:#x} does not fit the 32 bits of an address"
                    )]
                );
            }
        }
    });
}

// --- RISC-V -----------------------------------------------------------------------------------------------------

/// Links instructions with relocations against `f`, or against the first instruction, and gives what became of them.
fn riscv(
    arch: Arch,
    code: &[u32],
    relocations: &[(u64, RelocationType, bool)],
    value: u64,
) -> (Linked, Vec<u32>) {
    let mut object = Obj::new(arch);
    let text = object.section(".text", SectionKind::Text, 4, &words(code));
    object.function("mpy_init", text, 0);
    let first = object.label(".Lfirst", text, 0);
    let f = object.undefined("f");
    for (offset, r_type, against_f) in relocations {
        object.relocate(text, *offset, *r_type, if *against_f { f } else { first }, 0);
    }
    let linked = link(arch, &[("a.o", object.bytes())], &[assigned("f", value)]).unwrap();
    let text = viper(&linked).text;
    let insns = text.chunks_exact(4).map(|insn| u32::from_le_bytes(insn.try_into().unwrap())).collect();
    (linked, insns)
}

#[test]
fn riscv_calls_form_the_address_in_their_two_instructions() {
    // auipc ra; jalr ra, ra
    for (arch, value, code) in [
        (Rv32imc, 0x4000_0764, [0x4000_00b7, 0x7640_80e7]),
        // The lower part is negative here.
        (Rv32imc, 0x8002_a800, [0x8002_b0b7, 0x8000_80e7]),
        (Rv32imc, 0xffff_fffe, [0x0000_00b7, 0xffe0_80e7]),
        (Rv64imc, 0x4000_0764, [0x4000_00b7, 0x7640_80e7]),
        (Rv64imc, 0x7fff_f7fe, [0x7fff_f0b7, 0x7fe0_80e7]),
        (Rv64imc, 0xffff_ffff_8000_0000, [0x8000_00b7, 0x0000_80e7]),
    ] {
        let (linked, insns) = riscv(arch, &[0x97, 0x0000_80e7], &[(0, elf::R_RISCV_CALL_PLT, true)], value);
        assert_eq!(insns, code, "{} {value:#x}", arch.name());
        assert_eq!((linked.report.slots.len(), linked.report.stubs.len()), (0, 0));
        assert_eq!(adjusted(&linked, arch), []);
    }
}

/// `lui` repeats bit 31 in the upper half of a register with 64 bits.
#[test]
fn riscv_64_loads_from_a_slot_what_lui_cannot_make() {
    for value in [0x8000_0000, 0x7fff_f800, 0xffff_ffff, 0x12_3456_789a] {
        let (linked, _) = riscv(Rv64imc, &[0x97, 0x0000_80e7], &[(0, elf::R_RISCV_CALL_PLT, true)], value);
        assert_eq!((linked.report.slots.len(), linked.report.stubs.len()), (1, 1), "{value:#x}");
        assert_eq!(adjusted(&linked, Rv64imc), []);

        // auipc a0; addi a0, a0
        let pair = [(0, elf::R_RISCV_PCREL_HI20, true), (4, elf::R_RISCV_PCREL_LO12_I, false)];
        let (linked, insns) = riscv(Rv64imc, &[0x517, 0x5_0513], &pair, value);
        assert_eq!((insns[0] & 0x7f, insns[1] & 0x707f), (0x17, 0x3003), "auipc, ld");
        assert_eq!(linked.report.slots.len(), 1);

        // auipc a0; lw a0, (a0): loads at the address
        let (linked, insns) = riscv(Rv64imc, &[0x517, 0x5_2503], &pair, value);
        assert_eq!((insns[0] & 0xfff, insns[1]), (0x6f, 0x5_2503), "jal x0, lw");
        assert_eq!((linked.report.slots.len(), linked.report.detours), (1, 1));
    }
}

#[test]
fn riscv_addresses_need_no_slot() {
    let value = 0x8002_a800;
    let pcrel = [(0, elf::R_RISCV_PCREL_HI20, true), (4, elf::R_RISCV_PCREL_LO12_I, false)];
    let got = [(0, elf::R_RISCV_GOT_HI20, true), (4, elf::R_RISCV_PCREL_LO12_I, false)];
    // addi a0, a0: lui, addi
    let (linked, insns) = riscv(Rv32imc, &[0x517, 0x5_0513], &pcrel, value);
    assert_eq!((&insns[..], linked.report.slots.len()), (&[0x8002_b537, 0x8005_0513][..], 0));
    // lw a1, (a0): the variable's value
    let (_, insns) = riscv(Rv32imc, &[0x517, 0x5_2583], &pcrel, value);
    assert_eq!(insns, [0x8002_b537, 0x8005_2583]);
    // lw a1, (a0) of the table: the address itself
    let (linked, insns) = riscv(Rv32imc, &[0x517, 0x5_2583], &got, value);
    assert_eq!((&insns[..], linked.report.slots.len()), (&[0x8002_b537, 0x8005_0593][..], 0));
    // An instruction that is no load keeps the table.
    let (linked, _) = riscv(Rv32imc, &[0x517, 0x5_0513], &got, value);
    assert_eq!(linked.report.slots, ["0x8002a800"]);
    assert_eq!(adjusted(&linked, Rv32imc), []);
}

#[test]
fn riscv_branches_go_through_a_stub() {
    // jal ra, f
    let (linked, insns) = riscv(Rv32imc, &[0xef], &[(0, elf::R_RISCV_JAL, true)], 0x8002_a800);
    assert_eq!((linked.report.stubs.len(), linked.report.slots.len()), (1, 1));
    assert_eq!(insns[0], 0x0040_00ef);
    assert_eq!(word_at(&viper(&linked).text, 16, Rv32imc), 0x8002_a800);
}

// --- x86-64 -----------------------------------------------------------------------------------------------------

fn x64(code: &[u8], at: u64, r_type: RelocationType, value: u64) -> Result<Linked, Vec<Error>> {
    let mut object = Obj::new(X64);
    let text = object.text(".text", code);
    object.function("mpy_init", text, 0);
    let f = object.undefined("f");
    object.relocate(text, at, r_type, f, -4);
    link(X64, &[("a.o", object.bytes())], &[assigned("f", value)])
}

#[test]
fn x64_calls_go_through_a_stub() {
    let linked = x64(&[0xe8, 0, 0, 0, 0, 0xc3], 1, elf::R_X86_64_PLT32, 0xffff_ffff_ff60_0000).unwrap();
    // call; ret; jmp *slot; slot
    let text = viper(&linked).text;
    assert_eq!(&text[..12], [0xe8, 1, 0, 0, 0, 0xc3, 0xff, 0x25, 4, 0, 0, 0]);
    assert_eq!(word_at(&text, 16, X64), 0xffff_ffff_ff60_0000);
    assert_eq!(adjusted(&linked, X64), []);
}

#[test]
fn x64_addresses_are_immediate_where_they_fit() {
    // lea f(%rip), %rax
    let lea = [0x48, 0x8d, 0x05, 0, 0, 0, 0, 0xc3];
    for value in [0x1234_5678, 0x7fff_ffff, 0xffff_ffff_8000_0000] {
        let linked = x64(&lea, 3, elf::R_X86_64_PC32, value).unwrap();
        let text = viper(&linked).text;
        assert_eq!((&text[..3], &text[3..7]), (&[0x48, 0xc7, 0xc0][..], &value.to_le_bytes()[..4]));
        assert_eq!(linked.report.slots.len(), 0);
    }
    for value in [0x8000_0000, 0x12_3456_789a, 0xffff_ffff_7fff_ffff] {
        let linked = x64(&lea, 3, elf::R_X86_64_PC32, value).unwrap();
        let text = viper(&linked).text;
        assert_eq!(text[..7], [0x48, 0x8b, 0x05, 1, 0, 0, 0]);
        assert_eq!(word_at(&text, 8, X64), value);
        assert_eq!(adjusted(&linked, X64), []);
    }
    // mov f@GOTPCREL(%rip), %rax
    let linked = x64(&[0x48, 0x8b, 0x05, 0, 0, 0, 0, 0xc3], 3, elf::R_X86_64_REX_GOTPCRELX, 0x1234).unwrap();
    assert_eq!(word_at(&viper(&linked).text, 8, X64), 0x1234);
    // mov f(%rip), %eax cannot reach a number.
    assert_eq!(
        lines(x64(&[0x8b, 0x05, 0, 0, 0, 0, 0xc3], 2, elf::R_X86_64_PC32, 0x1234)),
        [
            "L0020: a.o: .text+0x2, in `mpy_init`: relocation R_X86_64_PC32 needs the address of `f` now, but it is \
             known only when the module is loaded"
        ]
    );
}

// --- Optional extensions ----------------------------------------------------------------------------------------

/// A `.riscv.attributes` section with an architecture string (psABI, "Attributes").
fn attributes(isa: &str) -> Vec<u8> {
    let attribute = [&[4, 16, 5][..], isa.as_bytes(), &[0]].concat();
    let file = [&[1][..], &(5 + attribute.len() as u32).to_le_bytes(), &attribute].concat();
    let vendor = [&b"riscv\0"[..], &file].concat();
    [&b"A"[..], &(4 + vendor.len() as u32).to_le_bytes(), &vendor].concat()
}

/// An object that defines a function, compiled for an instruction set.
fn compiled_for(arch: Arch, isa: &str, function: &str, calls: Option<&str>) -> Vec<u8> {
    let mut object = Obj::new(arch);
    let text = object.section(".text", SectionKind::Text, 8, &[0; 16]);
    object.function(function, text, 0);
    if let Some(other) = calls {
        let other = object.undefined(other);
        object.relocate(text, 8, pointer(arch), other, 0);
    }
    let section = object.section(".riscv.attributes", SectionKind::Other, 1, &attributes(isa));
    object.object.section_mut(section).flags =
        object::SectionFlags::Elf { sh_type: elf::SHT_RISCV_ATTRIBUTES, sh_flags: elf::SectionFlags(0) };
    object.bytes()
}

fn with_flags(arch: Arch, inputs: &[(&str, Vec<u8>)], flags: Option<u64>) -> Result<Linked, Vec<Error>> {
    let mut request = request(arch, inputs);
    request.arch_flags = flags;
    linker::link(&request)
}

#[test]
fn the_header_asks_for_what_objects_were_compiled_for() {
    for (isa, flags) in [
        ("rv32i2p1_m2p0_c2p0", None),
        ("rv32i2p1_m2p0_c2p0_zba1p0", Some(1)),
        ("rv32i2p1_m2p0_c2p0_zca1p0_zcmp1p0", Some(2)),
        ("rv32imc_zba_zcmp", Some(3)),
    ] {
        let linked =
            with_flags(Rv32imc, &[("a.o", compiled_for(Rv32imc, isa, "mpy_init", None))], None).unwrap();
        assert_eq!(module(&linked).arch_flags, flags, "{isa}");
        assert_eq!(linked.report.arch_flags, flags.unwrap_or(0));
        // The third byte: version 3 of native code, architecture 11, bit 6 for flags.
        assert_eq!(linked.mpy[2], 3 | 11 << 2 | if flags.is_some() { 0x40 } else { 0 });
    }
}

#[test]
fn what_is_left_out_asks_for_nothing() {
    let plain = compiled_for(Rv32imc, "rv32imc", "mpy_init", None);
    let zba = compiled_for(Rv32imc, "rv32imc_zba", "f", None);
    let linked = with_flags(Rv32imc, &[("a.o", plain), ("b.o", zba.clone())], None).unwrap();
    assert_eq!(module(&linked).arch_flags, None);
    let caller = compiled_for(Rv32imc, "rv32imc", "mpy_init", Some("f"));
    let linked = with_flags(Rv32imc, &[("a.o", caller), ("l.a", archive(&[("b.o", zba)]))], None).unwrap();
    assert_eq!(module(&linked).arch_flags, Some(1));
}

#[test]
fn flags_that_are_given_are_the_header_s_and_must_suffice() {
    let object = |isa| [("a.o", compiled_for(Rv32imc, isa, "mpy_init", None))];
    let flags = |isa, given| module(&with_flags(Rv32imc, &object(isa), Some(given)).unwrap()).arch_flags;
    assert_eq!(flags("rv32imc", 0), None);
    assert_eq!(flags("rv32imc", 2), Some(2));
    assert_eq!(flags("rv32imc_zba", 1), Some(1));
    assert_eq!(flags("rv32imc_zba", 3), Some(3));
    assert_eq!(
        lines(with_flags(Rv32imc, &object("rv32imc_zba_zcmp"), Some(1))),
        ["L0051: a.o: compiled for the extension zcmp, which the module is not to need"]
    );
    assert_eq!(
        lines(with_flags(Rv32imc, &object("rv32imc"), Some(4))),
        ["L0052: rv32imc has no extension with the flags 0x4"]
    );
}

/// The loader refuses flags of every other architecture, so an object with such an extension is refused here.
#[test]
fn only_rv32imc_has_flags() {
    each(|arch| {
        if arch == Rv32imc {
            return;
        }
        let mut object = Obj::new(arch);
        let text = object.text(".text", &[0; 4]);
        object.function("mpy_init", text, 0);
        let files = [("a.o", object.bytes())];
        assert!(with_flags(arch, &files, Some(0)).is_ok());
        assert_eq!(
            lines(with_flags(arch, &files, Some(1))),
            [format!("L0052: {} has no extension with the flags 0x1", arch.name())]
        );
    });
    let zba = [("a.o", compiled_for(Rv64imc, "rv64imc_zba", "mpy_init", None))];
    assert_eq!(
        lines(with_flags(Rv64imc, &zba, None)),
        [
            "L0006: a.o: compiled for the instruction set extension `zba` (rv64imc_zba), but rv64imc firmware has \
             soft-float LP64 (-march=rv64imac or rv64imc, -mabi=lp64)"
        ]
    );
}
