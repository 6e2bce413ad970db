//! Every x86-64 relocation that can be applied: its bytes for known values, the last values that fit and the first
//! that do not; and the instructions that are rewritten.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::{Obj, adjusted, codes, lines, link, viper};
use linker::Arch::X64;
use linker::mpy::Operation;
use linker::{Error, Problem, RuntimeWord};
use object::elf::{self, RelocationType};

const PLACE: u64 = 8;

/// Links `before`, with a relocation whose value is `value`, and gives what became of it.
fn apply(r_type: RelocationType, before: &[u8], value: i64) -> Result<Vec<u8>, Vec<Error>> {
    let mut object = Obj::new(X64);
    let text = object.text(".text", &[vec![0x90; PLACE as usize], before.to_vec()].concat());
    let entry = object.function("mpy_init", text, 0);
    object.relocate(text, PLACE, r_type, entry, value + PLACE as i64);
    let linked = link(X64, &[("a.o", object.bytes())])?;
    Ok(viper(&linked).text[PLACE as usize..][..before.len()].to_vec())
}

/// The same for a number's name.
fn apply_number(r_type: RelocationType, size: usize, value: u64) -> Result<Vec<u8>, Vec<Error>> {
    let mut object = Obj::new(X64);
    let text = object.text(".text", &vec![0x90; PLACE as usize + size]);
    object.function("mpy_init", text, 0);
    let number = object.absolute("NUMBER", value);
    object.relocate(text, PLACE, r_type, number, 0);
    let linked = link(X64, &[("a.o", object.bytes())])?;
    Ok(viper(&linked).text[PLACE as usize..][..size].to_vec())
}

#[test]
fn distances_of_all_widths() {
    for (r_type, size, bits) in [
        (elf::R_X86_64_PC8, 1, 8),
        (elf::R_X86_64_PC16, 2, 16),
        (elf::R_X86_64_PC32, 4, 32),
        (elf::R_X86_64_PLT32, 4, 32),
    ] {
        let (least, most) = (-(1i64 << (bits - 1)), (1i64 << (bits - 1)) - 1);
        for value in [least, -1, 0, 0x12, most] {
            let expected = &value.to_le_bytes()[..size];
            assert_eq!(apply(r_type, &vec![0; size], value).unwrap(), expected, "{value:#x}");
        }
        for value in [least - 1, most + 1] {
            let errors = apply(r_type, &vec![0; size], value).unwrap_err();
            assert!(matches!(&errors[..], [Error { problem: Problem::OutOfRange { .. }, .. }]), "{errors:?}");
        }
    }
    assert_eq!(apply(elf::R_X86_64_PC64, &[0; 8], i64::MIN).unwrap(), i64::MIN.to_le_bytes());
}

#[test]
fn numbers_of_all_widths() {
    for (r_type, size, least, most) in [
        (elf::R_X86_64_32, 4, 0i64, 0xffff_ffff),
        (elf::R_X86_64_32S, 4, -0x8000_0000, 0x7fff_ffff),
        (elf::R_X86_64_16, 2, -0x8000, 0xffff),
        (elf::R_X86_64_8, 1, -0x80, 0xff),
        (elf::R_X86_64_64, 8, i64::MIN, i64::MAX),
    ] {
        for value in [least, 0x12, most] {
            let bytes = apply_number(r_type, size, value.cast_unsigned()).unwrap();
            assert_eq!(bytes, &value.to_le_bytes()[..size], "{value:#x}");
        }
        for value in [least.checked_sub(1), most.checked_add(1)].into_iter().flatten() {
            assert_eq!(codes_of(apply_number(r_type, size, value.cast_unsigned())), ["L0021"], "{value:#x}");
        }
    }
}

fn codes_of(result: Result<Vec<u8>, Vec<Error>>) -> Vec<&'static str> {
    result.err().into_iter().flatten().map(|error| error.code()).collect()
}

#[test]
fn addresses_do_not_fit_what_only_takes_numbers() {
    for r_type in [elf::R_X86_64_32, elf::R_X86_64_32S, elf::R_X86_64_16, elf::R_X86_64_8] {
        assert_eq!(codes_of(apply(r_type, &[0; 4], 0)), ["L0020"]);
    }
}

/// One instruction at offset 3 of the text, with a relocation against something.
fn insn(
    bytes: &[u8],
    at: u64,
    r_type: RelocationType,
    addend: i64,
    make: impl FnOnce(&mut Obj, object::write::SectionId) -> object::write::SymbolId,
) -> Result<linker::Linked, Vec<Error>> {
    let mut object = Obj::new(X64);
    let text = object.text(".text", &[&[0x90; 3], bytes, &[0x90; 3]].concat());
    object.function("mpy_init", text, 0);
    let symbol = make(&mut object, text);
    object.relocate(text, 3 + at, r_type, symbol, addend);
    link(X64, &[("a.o", object.bytes())])
}

fn there(object: &mut Obj, text: object::write::SectionId) -> object::write::SymbolId {
    object.function("there", text, 1)
}

fn in_bss(object: &mut Obj, _: object::write::SectionId) -> object::write::SymbolId {
    let bss = object.zeros(".bss", 8, 64);
    object.variable("counter", bss, 16, 8)
}

#[test]
fn got_loads_of_the_image_become_addresses() {
    // Each instruction ends 4 bytes after its displacement's start; `there` is at 1.
    let cases: [(&[u8], u64, RelocationType, &[u8]); 4] = [
        // mov there@GOTPCREL(%rip), %rax → lea there(%rip), %rax
        (
            &[0x48, 0x8b, 0x05, 0, 0, 0, 0],
            3,
            elf::R_X86_64_REX_GOTPCRELX,
            &[0x48, 0x8d, 0x05, 0xf7, 0xff, 0xff, 0xff],
        ),
        // mov there@GOTPCREL(%rip), %r12
        (
            &[0x4c, 0x8b, 0x25, 0, 0, 0, 0],
            3,
            elf::R_X86_64_REX_GOTPCRELX,
            &[0x4c, 0x8d, 0x25, 0xf7, 0xff, 0xff, 0xff],
        ),
        // call *there@GOTPCREL(%rip) → addr32 call there
        (&[0xff, 0x15, 0, 0, 0, 0], 2, elf::R_X86_64_GOTPCRELX, &[0x67, 0xe8, 0xf8, 0xff, 0xff, 0xff]),
        // jmp *there@GOTPCREL(%rip) → nop; jmp there
        (&[0xff, 0x25, 0, 0, 0, 0], 2, elf::R_X86_64_GOTPCRELX, &[0x90, 0xe9, 0xf8, 0xff, 0xff, 0xff]),
    ];
    for (before, at, r_type, after) in cases {
        let linked = insn(before, at, r_type, -4, there).unwrap();
        assert_eq!(&viper(&linked).text[3..3 + after.len()], after);
        assert_eq!(linked.report.slots, [""; 0]);
    }
}

#[test]
fn other_uses_of_the_got_keep_their_slot() {
    let cases: [(&[u8], u64, RelocationType, i64); 3] = [
        // add there@GOTPCREL(%rip), %rax
        (&[0x48, 0x03, 0x05, 0, 0, 0, 0], 3, elf::R_X86_64_REX_GOTPCRELX, -4),
        // mov there@GOTPCREL(%rip), %rax, from an assembler that does not mark it
        (&[0x48, 0x8b, 0x05, 0, 0, 0, 0], 3, elf::R_X86_64_GOTPCREL, -4),
        // cmpq $0, there@GOTPCREL(%rip)
        (&[0x48, 0x83, 0x3d, 0, 0, 0, 0, 0], 3, elf::R_X86_64_GOTPCREL, -5),
    ];
    for (before, at, r_type, addend) in cases {
        let linked = insn(before, at, r_type, addend, there).unwrap();
        let text = viper(&linked).text;
        assert_eq!(text[3..3 + at as usize], before[..at as usize]);
        let [(slot, Operation::Text, 1)] = adjusted(&linked, X64)[..] else { panic!() };
        let displacement = i32::from_le_bytes(text[3 + at as usize..][..4].try_into().unwrap());
        assert_eq!(i64::from(displacement), slot as i64 - (3 + at as i64) + addend);
    }
}

#[test]
fn got_addends_of_no_instruction() {
    for addend in [0, -3, -9] {
        let result = insn(&[0x48, 0x8b, 0x05, 0, 0, 0, 0], 3, elf::R_X86_64_GOTPCREL, addend, there);
        assert_eq!(codes(result), ["L0028"], "{addend}");
    }
}

#[test]
fn an_address_in_the_bss_is_loaded() {
    // lea counter+2(%rip), %rdi → mov slot(%rip), %rdi
    let linked = insn(&[0x48, 0x8d, 0x3d, 0, 0, 0, 0], 3, elf::R_X86_64_PC32, -2, in_bss).unwrap();
    let text = viper(&linked).text;
    assert_eq!(text[3..6], [0x48, 0x8b, 0x3d]);
    // The slot of the BSS's head, and the variable's.
    let [(_, Operation::Bss, 0), (slot, Operation::Bss, 18)] = adjusted(&linked, X64)[..] else { panic!() };
    assert_eq!(u64::from(text[6]), slot - 10);
    assert_eq!(viper(&linked).bss_size, 64);
}

#[test]
fn a_variable_reached_at_a_distance_is_in_the_image() {
    // mov counter(%rip), %eax
    let linked = insn(&[0x8b, 0x05, 0, 0, 0, 0], 2, elf::R_X86_64_PC32, -4, in_bss).unwrap();
    let viper = viper(&linked);
    assert_eq!((viper.bss_size, viper.relocations), (0, Some(Vec::new())));
    let at = common::place_of(&linked, "counter");
    assert_eq!(viper.text[5..9], (at as i32 - 9).to_le_bytes());
    assert_eq!(linked.report.zeros_in_image, ["a.o: .bss"]);
}

#[test]
fn a_number_is_moved_where_its_address_was_formed() {
    // lea NUMBER(%rip), %r12 → mov $NUMBER, %r12
    let number = |object: &mut Obj, _| object.absolute("NUMBER", 0x1234);
    let linked = insn(&[0x4c, 0x8d, 0x25, 0, 0, 0, 0], 3, elf::R_X86_64_PC32, -4, number).unwrap();
    assert_eq!(viper(&linked).text[3..10], [0x49, 0xc7, 0xc4, 0x34, 0x12, 0, 0]);
}

#[test]
fn calls_of_the_firmware_go_through_a_stub() {
    for r_type in [elf::R_X86_64_PLT32, elf::R_X86_64_PC32] {
        let nlr_push = |object: &mut Obj, _| object.undefined("nlr_push");
        let linked = insn(&[0xe8, 0, 0, 0, 0], 1, r_type, -4, nlr_push).unwrap();
        let text = viper(&linked).text;
        assert_eq!(linked.report.stubs, ["mp_fun_table.nlr_push"]);
        // 3 nops, the call, 3 nops, padding to 2, the stub.
        assert_eq!(text[4..8], [4, 0, 0, 0]);
        // jmp *slot(%rip), which ends at 18; the slot is the next word, 24.
        assert_eq!(text[12..18], [0xff, 0x25, 6, 0, 0, 0]);
        let adjusted = adjusted(&linked, X64);
        assert_eq!(adjusted, [(24, Operation::Runtime(RuntimeWord::Entry(32)), 0)]);
    }
}

#[test]
fn data_of_the_firmware_has_no_distance() {
    // mov mp_plat_print(%rip), %eax
    let print = |object: &mut Obj, _| object.undefined("mp_plat_print");
    let result = insn(&[0x8b, 0x05, 0, 0, 0, 0], 2, elf::R_X86_64_PC32, -4, print);
    assert_eq!(
        lines(result),
        [
            "L0027: a.o: .text+0x5, in `mpy_init`: `mp_plat_print` is in the firmware, at a distance known only when \
          the module is loaded"
        ]
    );
}

#[test]
fn what_cannot_be_applied_is_named() {
    assert_eq!(codes_of(apply(elf::R_X86_64_TPOFF32, &[0; 4], 0)), ["L0019"]);
    assert_eq!(codes_of(apply(elf::R_X86_64_GOTOFF64, &[0; 8], 0)), ["L0019"]);
    assert_eq!(codes_of(apply(RelocationType(77), &[0; 8], 0)), ["L0018"]);
}
