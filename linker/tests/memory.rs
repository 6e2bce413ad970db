//! How a module lies in memory: the entry, the two blocks, what the garbage collector needs, what is rewritten.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::{
    Obj, adjusted, codes, distance, each, each_in_one_block, lines, link, module, place_of, pointer, request,
    viper, words,
};
use linker::Arch::Rv32imc;
use linker::mpy::Operation;
use linker::{Arch, Constant, Linked, RuntimeWord};
use object::{SectionKind, elf};

/// A return.
fn ret(arch: Arch) -> Vec<u8> {
    match arch {
        Arch::X86 | Arch::X64 => vec![0xc3, 0x90],
        Rv32imc | Arch::Rv64imc => vec![0x82, 0x80],
        // ret.n
        Arch::Xtensa => vec![0x0d, 0xf0],
        // entry a1, 32, the first two bytes
        Arch::Xtensawin => vec![0x36, 0x41],
        Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp => vec![0x70, 0x47],
    }
}

// --- The entry --------------------------------------------------------------------------------------------------

/// An object with the entry function after that many bytes of something else.
fn entry_after(arch: Arch, before: usize) -> Vec<u8> {
    let mut object = Obj::new(arch);
    let text = object.text(".text", &[vec![0; before], ret(arch)].concat());
    object.function("mpy_init", text, before as u64);
    object.bytes()
}

/// Where execution goes from the image's first byte.
fn entered(linked: &Linked, arch: Arch) -> u64 {
    let text = viper(linked).text;
    match (arch, &text[..]) {
        (Arch::X86 | Arch::X64, [0xeb, distance, ..]) => 2 + u64::from(*distance),
        (Arch::X86 | Arch::X64, [0xe9, a, b, c, d, ..]) => {
            5 + u64::from(u32::from_le_bytes([*a, *b, *c, *d]))
        }
        (Arch::X86 | Arch::X64, _) => 0,
        // j
        (Arch::Xtensa | Arch::Xtensawin, [a, b, c, ..]) if a & 0x3f == 0x06 => {
            4 + u64::from(u32::from_le_bytes([*a, *b, *c, 0]) >> 6)
        }
        (Arch::Xtensa | Arch::Xtensawin, _) => 0,
        (Rv32imc | Arch::Rv64imc, [a, b, c, d, ..]) => {
            let insn = u32::from_le_bytes([*a, *b, *c, *d]);
            let at = |high: u32, low: u32, to: u32| (insn >> low & ((1 << (high - low + 1)) - 1)) << to;
            let jump = if insn & 0xe003 == 0xa001 {
                // c.j
                at(12, 12, 11)
                    | at(11, 11, 4)
                    | at(10, 9, 8)
                    | at(8, 8, 10)
                    | at(7, 7, 6)
                    | at(6, 6, 7)
                    | at(5, 3, 1)
                    | at(2, 2, 5)
            } else if insn & 0xfff == 0x6f {
                // jal x0
                at(30, 21, 1) | at(20, 20, 11) | at(19, 12, 12)
            } else if insn & 0xfff == 0x317 {
                // auipc t1; jalr x0, t1
                let second = i32::from_le_bytes(text[4..8].try_into().unwrap());
                assert_eq!(second & 0xf_ffff, 0x30067);
                (insn & 0xffff_f000).wrapping_add_signed(second >> 20)
            } else {
                0
            };
            u64::from(jump)
        }
        (Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp, _) => entered_thumb(&text),
        _ => panic!("no code"),
    }
}

/// The same for Thumb, whose program counter reads as 4 more than the instruction's address.
fn entered_thumb(text: &[u8]) -> u64 {
    let halves: Vec<u16> =
        text.chunks_exact(2).take(8).map(|half| u16::from_le_bytes(half.try_into().unwrap())).collect();
    match halves[..] {
        // b, forward
        [b, ..] if b & 0xfc00 == 0xe000 => 4 + u64::from(b & 0x3ff) * 2,
        // b.w, forward and below 4 MiB
        [first, second, ..] if first & 0xfc00 == 0xf000 && second & 0xf800 == 0xb800 => {
            4 + (u64::from(first & 0x3ff) << 12 | u64::from(second & 0x7ff) << 1)
        }
        // push {r0, r1}; ldr r0, [pc, #8]; add r0, pc; str r0, [sp, #4]; pop {r0, pc}; nop; the distance from the add
        [0xb403, 0x4802, 0x4478, 0x9001, 0xbd01, 0xbf00, low, high] => {
            let to = 8 + (u64::from(high) << 16 | u64::from(low));
            assert_eq!(to % 2, 1, "it stays in Thumb");
            to - 1
        }
        _ => 0,
    }
}

#[test]
fn an_entry_that_is_first_in_its_section_is_first_in_the_module() {
    each(|arch| {
        let mut other = Obj::new(arch);
        let text = other.text(".text", &[1; 6]);
        other.function("other", text, 0);
        let linked = link(arch, &[("other.o", other.bytes()), ("init.o", entry_after(arch, 0))]).unwrap();
        assert_eq!(linked.report.entry_jump, 0);
        assert_eq!(viper(&linked).text[..2], ret(arch)[..]);
    });
}

/// Upstream's linker jumps wrong when the entry is not in the first object (releases 1.28 on).
#[test]
fn the_entry_is_jumped_to_wherever_it_is() {
    each(|arch| {
        for before in [
            2, 4, 100, 122, 124, 126, 128, 2042, 2044, 2046, 2048, 5000, 0xf_fff8, 0xf_fffa, 0xf_fffc,
            0x10_0000,
        ] {
            let mut other = Obj::new(arch);
            let text = other.section(".text", SectionKind::Text, 16, &[1; 6]);
            other.function("other", text, 0);
            // One instruction jumps there, and it reaches 128 KiB.
            if matches!(arch, Arch::Xtensa | Arch::Xtensawin) && before > 0x2_0000 {
                continue;
            }
            let init = entry_after(arch, before);
            for files in [
                [("o.o", other.bytes()), ("i.o", init.clone())],
                [("i.o", init.clone()), ("o.o", other.bytes())],
            ] {
                let linked = link(arch, &files).unwrap();
                let entry = place_of(&linked, "mpy_init");
                assert_eq!(entered(&linked, arch), entry, "{} {before}", arch.name());
                assert_eq!(viper(&linked).text[usize::try_from(entry).unwrap()..][..2], ret(arch)[..]);
            }
        }
    });
}

#[test]
fn the_jump_is_the_shortest() {
    for (arch, before, size) in [
        (Rv32imc, 2044, 2),
        (Arch::Armv7m, 2048, 2),
        (Arch::Armv7m, 2050, 4),
        (Arch::Armv6m, 2048, 2),
        (Arch::Armv6m, 2050, 16),
        (Rv32imc, 2046, 4),
        (Rv32imc, 0xf_fffa, 4),
        (Rv32imc, 0xf_fffc, 8),
        (Arch::X64, 126, 2),
        (Arch::X64, 128, 6),
    ] {
        let linked = link(arch, &[("i.o", entry_after(arch, before))]).unwrap();
        assert_eq!(linked.report.entry_jump, size, "{} {before}", arch.name());
    }
}

#[test]
fn the_entry_section_keeps_its_alignment_behind_the_jump() {
    each_in_one_block(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 16, &[0; 32]);
        object.function("mpy_init", text, 16);
        let linked = link(arch, &[("i.o", object.bytes())]).unwrap();
        assert_eq!(place_of(&linked, "mpy_init"), 32);
    });
}

#[test]
fn an_entry_must_be_there_and_be_code() {
    each(|arch| {
        assert_eq!(lines(link(arch, &[])), ["L0011: no object defines the entry function `mpy_init`"]);
        let mut object = Obj::new(arch);
        let data = object.section(".data", SectionKind::Data, 4, &[0; 4]);
        object.variable("mpy_init", data, 0, 4);
        assert_eq!(codes(link(arch, &[("a.o", object.bytes())])), ["L0013"]);
        let mut object = Obj::new(arch);
        let text = object.text(".text", &[0; 4]);
        object.function("mpy_init", text, 4);
        assert_eq!(codes(link(arch, &[("a.o", object.bytes())])), ["L0013"]);
    });
}

// --- The BSS ----------------------------------------------------------------------------------------------------

/// An object whose entry refers, through words in a read-only table, to places in `.bss`.
fn with_bss(arch: Arch, offsets: &[i64]) -> Vec<u8> {
    let mut object = Obj::new(arch);
    let text = object.section(".text", SectionKind::Text, 8, &[0; 8]);
    object.function("mpy_init", text, 0);
    let zeros = object.zeros(".bss", 8, 64);
    let start = object.label(".Lbss", zeros, 0);
    let table = object.words(".data.rel.ro", arch, offsets.len() as u64);
    let table_symbol = object.variable("table", table, 0, 8);
    for (index, offset) in offsets.iter().enumerate() {
        object.relocate(table, index as u64 * arch.word(), pointer(arch), start, *offset);
    }
    object.relocate(text, 0, pointer(arch), table_symbol, 0);
    object.bytes()
}

/// The garbage collector keeps a block only by a pointer to its first byte; without one it takes the module's
/// variables away.
#[test]
fn a_slot_always_holds_the_start_of_the_bss() {
    each(|arch| {
        for offsets in [&[8][..], &[8, 16], &[0], &[63]] {
            let linked = link(arch, &[("a.o", with_bss(arch, offsets))]).unwrap();
            let slots: Vec<_> = adjusted(&linked, arch)
                .into_iter()
                .filter(|(at, operation, _)| {
                    // With windows the table is in another block.
                    let table = place_of(&linked, "table");
                    let in_table = (table..table + offsets.len() as u64 * arch.word()).contains(at);
                    *operation == Operation::Bss && (arch == Arch::Xtensawin || !in_table)
                })
                .collect();
            assert!(matches!(&slots[..], [(_, _, 0)]), "{offsets:?}: {slots:?}");
            assert_eq!(viper(&linked).bss_size, 64);
        }
    });
}

#[test]
fn without_a_bss_there_is_no_slot() {
    each(|arch| {
        let linked = link(arch, &[("a.o", entry_after(arch, 0))]).unwrap();
        assert_eq!(viper(&linked).bss_size, 0);
        assert_eq!(adjusted(&linked, arch), []);
    });
}

#[test]
fn a_section_with_a_slot_begins_the_bss_so_that_one_slot_serves() {
    // The second section's start is loaded from a slot; the first is reached by a word.
    let mut object = Obj::new(Rv32imc);
    let text = object.section(".text", SectionKind::Text, 4, &words(&[0x517, 0x52503, 0]));
    object.function("mpy_init", text, 0);
    let first = object.zeros(".bss.first", 4, 4);
    let first = object.variable("first", first, 0, 4);
    let second = object.zeros(".bss.second", 4, 4);
    let second = object.variable("second", second, 0, 4);
    let high = object.label(".Lhi", text, 0);
    object.relocate(text, 0, elf::R_RISCV_GOT_HI20, second, 0);
    object.relocate(text, 4, elf::R_RISCV_PCREL_LO12_I, high, 0);
    object.relocate(text, 8, elf::R_RISCV_32, first, 0);
    let linked = link(Rv32imc, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(adjusted(&linked, Rv32imc), [(8, Operation::Bss, 4), (12, Operation::Bss, 0)]);
}

/// The loader makes no BSS of no bytes, and would add the address of none.
#[test]
fn a_place_in_an_empty_section_of_zeros_is_in_the_image() {
    each(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 8, &[0; 16]);
        object.function("mpy_init", text, 0);
        let zeros = object.zeros(".bss", 1, 0);
        let end = object.label("end", zeros, 0);
        object.relocate(text, 8, pointer(arch), end, 0);
        let linked = link(arch, &[("a.o", object.bytes())]).unwrap();
        assert_eq!(adjusted(&linked, arch), [(8, Operation::Text, 16)]);
    });
}

#[test]
fn initialised_variables_are_in_the_image_with_their_values() {
    each_in_one_block(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 8, &[0; 16]);
        object.function("mpy_init", text, 0);
        let data = object.section(
            ".data.v",
            SectionKind::Data,
            8,
            &[1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        );
        let v = object.variable("v", data, 0, 16);
        object.relocate(data, 8, pointer(arch), v, 2);
        object.relocate(text, 8, pointer(arch), v, 0);
        let linked = link(arch, &[("a.o", object.bytes())]).unwrap();
        let at = place_of(&linked, "v");
        assert_eq!(viper(&linked).text[usize::try_from(at).unwrap()..][..4], [1, 2, 3, 4]);
        assert_eq!(adjusted(&linked, arch), [(8, Operation::Text, at), (at + 8, Operation::Text, at + 2)]);
    });
}

// --- RISC-V: addresses in two instructions ----------------------------------------------------------------------

/// `auipc a0` and users of its register, against a symbol.
fn pair(users: &[u32], stores: bool, make: impl FnOnce(&mut Obj) -> object::write::SymbolId) -> Linked {
    let mut object = Obj::new(Rv32imc);
    let code = [&[0x517][..], users].concat();
    let text = object.section(".text", SectionKind::Text, 4, &words(&code));
    object.function("mpy_init", text, 0);
    let symbol = make(&mut object);
    let high = object.label(".Lhi", text, 0);
    object.relocate(text, 0, elf::R_RISCV_PCREL_HI20, symbol, 4);
    for index in 0..users.len() as u64 {
        let last = index + 1 == users.len() as u64;
        let r_type = if stores && last { elf::R_RISCV_PCREL_LO12_S } else { elf::R_RISCV_PCREL_LO12_I };
        object.relocate(text, 4 * (index + 1), r_type, high, 0);
    }
    link(Rv32imc, &[("a.o", object.bytes())]).unwrap()
}

fn static_variable(object: &mut Obj) -> object::write::SymbolId {
    let zeros = object.zeros(".bss", 4, 16);
    object.label("counter", zeros, 0)
}

fn insns(linked: &Linked) -> Vec<u32> {
    viper(linked).text.chunks_exact(4).map(|word| u32::from_le_bytes(word.try_into().unwrap())).collect()
}

/// Upstream's linker writes the distance to a BSS as if it began where the code does.
#[test]
fn an_address_in_the_bss_is_loaded_from_a_slot() {
    // auipc a0; addi a0, a0; addi a1, a0
    let linked = pair(&[0x50513, 0x50593], false, static_variable);
    assert_eq!(linked.report.detours, 0);
    // auipc a0, 0; lw a0, 16(a0); lw a1, 16(a0). Slots: the head of the BSS at 12, the variable's at 16.
    assert_eq!(insns(&linked)[..3], [0x517, 0x0105_2503, 0x0105_2583]);
    assert_eq!(adjusted(&linked, Rv32imc), [(12, Operation::Bss, 0), (16, Operation::Bss, 4)]);
}

#[test]
fn loads_and_stores_in_the_bss_take_a_detour() {
    // auipc a0; lw a1, (a0); sw a1, (a0)
    let linked = pair(&[0x52583, 0xb5_2023], true, static_variable);
    assert_eq!(linked.report.detours, 1);
    let code = insns(&linked);
    // jal x0, +12; lw a1, 0(a0); sw a1, 0(a0)
    assert_eq!(code[..3], [0x00c0_006f, 0x52583, 0xb5_2023]);
    // At 12: auipc a0, 0; lw a0, 16(a0), the slot at 28; jal x0, -16, to 4.
    assert_eq!(code[3..6], [0x517, 0x0105_2503, 0xff1f_f06f]);
    assert_eq!(adjusted(&linked, Rv32imc), [(24, Operation::Bss, 0), (28, Operation::Bss, 4)]);
}

#[test]
fn objects_of_the_firmware_are_reached_the_same_way() {
    let print = |object: &mut Obj| object.undefined("mp_plat_print");
    let linked = pair(&[0x50513], false, print);
    let word = RuntimeWord::from_symbol("mp_plat_print").unwrap();
    assert_eq!(insns(&linked), [0x517, 0x0085_2503, 4]);
    assert_eq!(adjusted(&linked, Rv32imc), [(8, Operation::Runtime(word), 4)]);
    assert_eq!(pair(&[0x52583], false, print).report.detours, 1);
}

#[test]
fn a_number_takes_lui() {
    let linked = pair(&[0x50513], false, |object| object.absolute("N", 0x1234_5a94));
    assert_eq!(insns(&linked), [0x1234_6537, 0xa985_0513]);
    // An undefined weak symbol is the number zero.
    let linked = pair(&[0x50513], false, |object| object.undefined_weak("f"));
    assert_eq!(insns(&linked), [0x537, 0x0045_0513]);
}

#[test]
fn calls_of_the_firmware_go_through_one_stub() {
    let mut object = Obj::new(Rv32imc);
    let code = words(&[0x97, 0x80e7, 0x97, 0x80e7, 0xef, 0x317, 0x30067]);
    let text = object.section(".text", SectionKind::Text, 4, &code);
    object.function("mpy_init", text, 0);
    let nlr_push = object.undefined("nlr_push");
    object.relocate(text, 0, elf::R_RISCV_CALL_PLT, nlr_push, 0);
    object.relocate(text, 8, elf::R_RISCV_CALL, nlr_push, 0);
    object.relocate(text, 16, elf::R_RISCV_JAL, nlr_push, 0);
    object.relocate(text, 20, elf::R_RISCV_CALL_PLT, nlr_push, 0);
    let linked = link(Rv32imc, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(linked.report.stubs, ["mp_fun_table.nlr_push"]);
    // The stub at 28: auipc t1, 0; lw t1, 12(t1); c.jr t1; padding; the slot at 40.
    let text = viper(&linked).text;
    assert_eq!(text[28..36], words(&[0x317, 0x00c3_2303]));
    assert_eq!(text[36..38], [0x02, 0x83]);
    assert_eq!(adjusted(&linked, Rv32imc), [(40, Operation::Runtime(RuntimeWord::Entry(32)), 0)]);
    assert_eq!(insns(&linked)[..5], [0x97, 0x01c0_80e7, 0x97, 0x0140_80e7, 0x00c0_00ef]);
}

#[test]
fn a_call_of_a_number_takes_lui() {
    let mut object = Obj::new(Rv32imc);
    let text = object.text(".text", &words(&[0x97, 0x80e7]));
    object.function("mpy_init", text, 0);
    let rom = object.absolute("rom_function", 0x4000_0abc);
    object.relocate(text, 0, elf::R_RISCV_CALL_PLT, rom, 0);
    let linked = link(Rv32imc, &[("a.o", object.bytes())]).unwrap();
    // lui ra, 0x40001; jalr ra, -0x544(ra)
    assert_eq!(insns(&linked), [0x4000_10b7, 0xabc0_80e7]);
}

#[test]
fn objects_of_the_firmware_cannot_be_called() {
    let mut object = Obj::new(Rv32imc);
    let text = object.text(".text", &words(&[0x97, 0x80e7]));
    object.function("mpy_init", text, 0);
    let list = object.undefined("mp_type_list");
    object.relocate(text, 0, elf::R_RISCV_CALL_PLT, list, 0);
    assert_eq!(codes(link(Rv32imc, &[("a.o", object.bytes())])), ["L0027"]);
}

// --- Pointers and alignment -------------------------------------------------------------------------------------

#[test]
fn a_pointer_that_the_loader_could_not_adjust_is_refused() {
    each_in_one_block(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 8, &[0; 24]);
        let entry = object.function("mpy_init", text, 0);
        let packed = object.section(".data", SectionKind::Data, 1, &[0; 16]);
        let packed_symbol = object.variable("packed", packed, 0, 16);
        object.relocate(text, 8, pointer(arch), packed_symbol, 0);
        object.relocate(packed, 2, pointer(arch), entry, 0);
        let word = arch.word();
        assert_eq!(
            lines(link(arch, &[("a.o", object.bytes())])),
            [format!(
                "L0023: a.o: .data+0x2, in `packed`: the pointer to `mpy_init` is not at a multiple of {word} \
                 bytes, where the loader could adjust it"
            )]
        );
    });
}

#[test]
fn an_address_in_an_instruction_is_for_code_that_is_position_independent() {
    each(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 8, &[0; 24]);
        let entry = object.function("mpy_init", text, 0);
        object.relocate(text, 2, pointer(arch), entry, 0);
        let errors = link(arch, &[("a.o", object.bytes())]).unwrap_err();
        assert_eq!(errors[0].code(), "L0020");
        assert!(errors[0].remedy().contains("-fpic"));
    });
}

#[test]
fn a_section_of_pointers_is_aligned_for_the_loader() {
    each_in_one_block(|arch| {
        let mut object = Obj::new(arch);
        let text = object.text(".text", &[0; 6]);
        let entry = object.function("mpy_init", text, 0);
        let table = object.section(".mine", SectionKind::Data, 1, &[0; 8]);
        object.relocate(table, 0, pointer(arch), entry, 0);
        let v = object.variable("v", table, 0, 8);
        let words = object.words(".data", arch, 1);
        object.relocate(words, 0, pointer(arch), v, 0);
        object.section(".rodata", SectionKind::ReadOnlyData, 1, &[0; 3]);
        let keep = object.variable("w", words, 0, 8);
        // Refer to the words from the code by their distance.
        object.relocate(text, 2, distance(arch), keep, 0);
        let linked = link(arch, &[("a.o", object.bytes())]).unwrap();
        assert_eq!(place_of(&linked, "v") % arch.word(), 0);
    });
}

#[test]
fn alignment_is_given_up_to_what_the_loader_gives() {
    for (arch, image, bss) in [(Rv32imc, 16, 16), (Arch::X64, 4096, 32), (Arch::X86, 4096, 32)] {
        let build = |image: u64, bss: u64| {
            let mut object = Obj::new(arch);
            let text = object.section(".text", SectionKind::Text, 8, &[0; 32]);
            object.function("mpy_init", text, 0);
            let table = object.section(".rodata", SectionKind::ReadOnlyData, image, &[7; 8]);
            let table = object.variable("table", table, 0, 8);
            object.relocate(text, 8, pointer(arch), table, 0);
            let zeros = object.zeros(".bss", bss, 8);
            let zeros = object.variable("zeros", zeros, 0, 8);
            object.relocate(text, 16, pointer(arch), zeros, 0);
            link(arch, &[("a.o", object.bytes())])
        };
        let linked = build(image, bss).unwrap();
        assert_eq!(place_of(&linked, "table") % image, 0);
        assert_eq!(codes(build(2 * image, bss)), ["L0029"], "{}", arch.name());
        assert_eq!(codes(build(image, 2 * bss)), ["L0029"], "{}", arch.name());
    }
}

#[test]
fn pieces_are_ordered_to_need_little_padding() {
    each_in_one_block(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", SectionKind::Text, 8, &[0; 32]);
        object.function("mpy_init", text, 0);
        for (index, (align, size)) in [(1, 1), (8, 8), (1, 7), (4, 4), (2, 2), (2, 2)].into_iter().enumerate()
        {
            let id =
                object.section(&format!(".rodata.{index}"), SectionKind::ReadOnlyData, align, &vec![0; size]);
            let symbol = object.variable(&format!("v{index}"), id, 0, 1);
            object.relocate(text, index as u64 * 4, distance(arch), symbol, 0);
        }
        assert_eq!(link(arch, &[("a.o", object.bytes())]).unwrap().report.image_size, 32 + 24);
    });
}

// --- The file ---------------------------------------------------------------------------------------------------

#[test]
fn names_and_constants_are_in_the_file() {
    each(|arch| {
        let mut request = request(arch, &[("a.o", entry_after(arch, 0))]);
        request.qstrs = vec!["append".into(), "größe".into()];
        request.constants =
            vec![Constant::Int("-123456789012345678901234567890".into()), Constant::Str("é".into())];
        let linked = linker::link(&request).unwrap();
        let module = module(&linked);
        assert_eq!(module.qstrs, ["m.py", "append", "größe"]);
        assert_eq!(module.constants, request.constants);
        assert_eq!((module.arch, module.sub_version, module.small_int_bits), (arch as u8, 3, 31));
    });
}

#[test]
fn names_and_constants_that_the_loader_would_not_take_are_refused() {
    let mut request = request(Rv32imc, &[("a.o", entry_after(Rv32imc, 0))]);
    request.qstrs = vec!["x".repeat(255), "y".repeat(256)];
    request.constants = vec![
        Constant::Int("12a".into()),
        Constant::Float("1.5".into()),
        Constant::Tuple(vec![Constant::Float("one".into())]),
    ];
    let errors = linker::link(&request).unwrap_err();
    let codes: Vec<_> = errors.iter().map(|error| error.code()).collect();
    assert_eq!(codes, ["L0034", "L0036", "L0036"]);
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    each(|arch| {
        let files = [
            ("a.o", with_bss(arch, &[8, 16])),
            ("b.o", {
                let mut other = Obj::new(arch);
                let text = other.text(".text", &[1; 6]);
                other.function("other", text, 0);
                other.bytes()
            }),
        ];
        let first = link(arch, &files).unwrap();
        assert!((0..8).all(|_| link(arch, &files).unwrap() == first));
    });
}
