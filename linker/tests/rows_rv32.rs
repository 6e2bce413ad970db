//! Every RISC-V relocation that can be applied: its bits for known values, as GNU as encodes them, and the last
//! values on either side that fit and do not.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::{Obj, codes, lines, link, request, viper, words};
use linker::Arch::Rv32imc;
use linker::{Error, Problem};
use object::SectionKind;
use object::elf::{self, RelocationType};

/// Links `before`, with a relocation whose value is `value`, and gives what became of it.
fn apply(r_type: RelocationType, before: &[u8], value: i64) -> Result<Vec<u8>, Vec<Error>> {
    const PLACE: u64 = 8;
    let mut object = Obj::new(Rv32imc);
    let text = object.text(".text", &[vec![1; PLACE as usize], before.to_vec()].concat());
    let entry = object.function("mpy_init", text, 0);
    // S is 0 and P is 8.
    object.relocate(text, PLACE, r_type, entry, value + PLACE as i64);
    let mut request = request(Rv32imc, &[("a.o", object.bytes())]);
    // As it stands: see relax_riscv.rs.
    request.shorten = false;
    let linked = linker::link(&request)?;
    Ok(viper(&linked).text[PLACE as usize..][..before.len()].to_vec())
}

#[track_caller]
fn fits(r_type: RelocationType, before: &[u8], value: i64, after: &[u8]) {
    assert_eq!(apply(r_type, before, value).unwrap(), after, "{value:#x}");
}

#[track_caller]
fn is_out_of_range(r_type: RelocationType, before: &[u8], value: i64) {
    let errors = apply(r_type, before, value).unwrap_err();
    let [Error { problem: Problem::OutOfRange { value: found, .. }, .. }] = &errors[..] else {
        panic!("{errors:?}");
    };
    assert_eq!(*found, i128::from(value));
}

#[track_caller]
fn is_misaligned(r_type: RelocationType, before: &[u8], value: i64) {
    let errors = apply(r_type, before, value).unwrap_err();
    assert!(matches!(&errors[..], [Error { problem: Problem::Misaligned { .. }, .. }]), "{errors:?}");
}

#[test]
fn branch() {
    let beq = 0x00b5_0063u32.to_le_bytes();
    fits(elf::R_RISCV_BRANCH, &beq, 4094, &0x7eb5_0fe3u32.to_le_bytes());
    fits(elf::R_RISCV_BRANCH, &beq, -4096, &0x80b5_0063u32.to_le_bytes());
    fits(elf::R_RISCV_BRANCH, &beq, 2730, &0x2ab5_05e3u32.to_le_bytes());
    is_out_of_range(elf::R_RISCV_BRANCH, &beq, 4096);
    is_out_of_range(elf::R_RISCV_BRANCH, &beq, -4098);
    is_misaligned(elf::R_RISCV_BRANCH, &beq, 3);
}

#[test]
fn jal() {
    let jal = 0x0000_00efu32.to_le_bytes();
    fits(elf::R_RISCV_JAL, &jal, 1_048_574, &0x7fff_f0efu32.to_le_bytes());
    fits(elf::R_RISCV_JAL, &jal, -1_048_576, &0x8000_00efu32.to_le_bytes());
    fits(elf::R_RISCV_JAL, &jal, 699_050, &0x2aba_a0efu32.to_le_bytes());
    is_out_of_range(elf::R_RISCV_JAL, &jal, 1_048_576);
    is_out_of_range(elf::R_RISCV_JAL, &jal, -1_048_578);
    is_misaligned(elf::R_RISCV_JAL, &jal, 1);
}

#[test]
fn rvc_branch() {
    let beqz = 0xc101u16.to_le_bytes();
    fits(elf::R_RISCV_RVC_BRANCH, &beqz, 254, &0xcd7du16.to_le_bytes());
    fits(elf::R_RISCV_RVC_BRANCH, &beqz, -256, &0xd101u16.to_le_bytes());
    fits(elf::R_RISCV_RVC_BRANCH, &beqz, 170, &0xc54du16.to_le_bytes());
    is_out_of_range(elf::R_RISCV_RVC_BRANCH, &beqz, 256);
    is_out_of_range(elf::R_RISCV_RVC_BRANCH, &beqz, -258);
    is_misaligned(elf::R_RISCV_RVC_BRANCH, &beqz, 11);
}

#[test]
fn rvc_jump() {
    let j = 0xa001u16.to_le_bytes();
    fits(elf::R_RISCV_RVC_JUMP, &j, 2046, &0xaffdu16.to_le_bytes());
    fits(elf::R_RISCV_RVC_JUMP, &j, -2048, &0xb001u16.to_le_bytes());
    fits(elf::R_RISCV_RVC_JUMP, &j, 1366, &0xab99u16.to_le_bytes());
    is_out_of_range(elf::R_RISCV_RVC_JUMP, &j, 2048);
    is_out_of_range(elf::R_RISCV_RVC_JUMP, &j, -2050);
    is_misaligned(elf::R_RISCV_RVC_JUMP, &j, 7);
}

#[test]
fn call() {
    let call = words(&[0x0000_0097, 0x0000_80e7]);
    for r_type in [elf::R_RISCV_CALL, elf::R_RISCV_CALL_PLT] {
        fits(r_type, &call, 0x1234_4baa, &words(&[0x1234_5097, 0xbaa0_80e7]));
        fits(r_type, &call, -305_417_130, &words(&[0xedcb_b097, 0x4560_80e7]));
        // The upper part is rounded: 0x800 more than 31 bits do not fit, 0x800 less do.
        fits(r_type, &call, 0x7fff_f7fe, &words(&[0x7fff_f097, 0x7fe0_80e7]));
        is_out_of_range(r_type, &call, 0x7fff_f800);
        is_misaligned(r_type, &call, 5);
    }
}

#[test]
fn pcrel_pair() {
    // auipc a0; addi a0, a0; lw a1, (a0); sw a1, (a0)
    let mut object = Obj::new(Rv32imc);
    let text = object.text(".text", &words(&[0x517, 0x50513, 0x52583, 0xb5_2023]));
    let entry = object.function("mpy_init", text, 0);
    let high = object.label(".Lpcrel_hi0", text, 0);
    object.relocate(text, 0, elf::R_RISCV_PCREL_HI20, entry, 0x1234_5a98);
    object.relocate(text, 4, elf::R_RISCV_PCREL_LO12_I, high, 0);
    object.relocate(text, 8, elf::R_RISCV_PCREL_LO12_I, high, 0);
    object.relocate(text, 12, elf::R_RISCV_PCREL_LO12_S, high, 0);
    let linked = link(Rv32imc, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(viper(&linked).text, words(&[0x1234_6517, 0xa985_0513, 0xa985_2583, 0xa8b5_2c23]));
}

#[test]
fn pcrel_high_reaches_every_distance_but_the_last() {
    let auipc = 0x517u32.to_le_bytes();
    fits(elf::R_RISCV_PCREL_HI20, &auipc, 0x7fff_f7ff, &0x7fff_f517u32.to_le_bytes());
    is_out_of_range(elf::R_RISCV_PCREL_HI20, &auipc, 0x7fff_f800);
    fits(elf::R_RISCV_PCREL_HI20, &auipc, -0x8000_0000, &0x8000_0517u32.to_le_bytes());
}

#[test]
fn low_part_without_its_high_part() {
    let mut object = Obj::new(Rv32imc);
    let text = object.text(".text", &words(&[0x13, 0x50513, 0x50513]));
    object.function("mpy_init", text, 0);
    let lone = object.label(".Llone", text, 0);
    let outside = object.undefined("memcpy");
    object.relocate(text, 4, elf::R_RISCV_PCREL_LO12_I, lone, 0);
    object.relocate(text, 8, elf::R_RISCV_PCREL_LO12_I, outside, 0);
    assert_eq!(codes(link(Rv32imc, &[("a.o", object.bytes())])), ["L0026", "L0026"]);
}

#[test]
fn low_part_with_an_addend() {
    let mut object = Obj::new(Rv32imc);
    let text = object.text(".text", &words(&[0x517, 0x50513]));
    let entry = object.function("mpy_init", text, 0);
    let high = object.label(".Lpcrel_hi0", text, 0);
    object.relocate(text, 0, elf::R_RISCV_PCREL_HI20, entry, 0);
    object.relocate(text, 4, elf::R_RISCV_PCREL_LO12_I, high, 4);
    assert_eq!(codes(link(Rv32imc, &[("a.o", object.bytes())])), ["L0026"]);
}

#[test]
fn absolute_pair_counts_from_its_only_upper_part() {
    let code = words(&[0x537, 0x50513, 0xb5_2023]);
    let build = |number: bool| {
        let mut object = Obj::new(Rv32imc);
        let text = object.text(".text", &code);
        let entry = object.function("mpy_init", text, 0);
        let symbol = if number { object.absolute("REGISTER", 0x1234_5a98) } else { entry };
        object.relocate(text, 0, elf::R_RISCV_HI20, symbol, 0);
        object.relocate(text, 4, elf::R_RISCV_LO12_I, symbol, 0);
        object.relocate(text, 8, elf::R_RISCV_LO12_S, symbol, 0);
        link(Rv32imc, &[("a.o", object.bytes())])
    };
    assert_eq!(viper(&build(true).unwrap()).text, words(&[0x1234_6537, 0xa985_0513, 0xa8b5_2c23]));
    // auipc a0, 0; addi a0, a0, 0; sw a1, 0(a0)
    assert_eq!(viper(&build(false).unwrap()).text, words(&[0x517, 0x50513, 0xb5_2023]));
}

/// `lui a5,%hi(v); lw a0,%lo(v)(a5); lui a5,%hi(v); sw a0,%lo(v+4)(a5)`
#[test]
fn absolute_parts_with_two_upper_parts_go_through_the_whole_address() {
    let mut object = Obj::new(Rv32imc);
    let text = object.text(".text", &words(&[0x7b7, 0x7a503, 0x7b7, 0xa7_a023, 0x8067]));
    object.function("mpy_init", text, 0);
    let zeros = object.zeros(".bss", 8, 8);
    let v = object.variable("v", zeros, 0, 8);
    object.relocate(text, 0, elf::R_RISCV_HI20, v, 0);
    object.relocate(text, 4, elf::R_RISCV_LO12_I, v, 0);
    object.relocate(text, 8, elf::R_RISCV_HI20, v, 0);
    object.relocate(text, 12, elf::R_RISCV_LO12_S, v, 4);
    let linked = link(Rv32imc, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(linked.report.slots, ["v"]);
    assert_eq!(linked.report.detours, 2);
    let text = viper(&linked).text;
    let expected = [
        0x0140_006f, // j .+20: the first detour
        0x7a503,     // lw a0, 0(a5)
        0x0180_006f, // j .+24: the second
        0xa7_a223,   // sw a0, 4(a5)
        0x8067,      // ret
        0x0000_0797, // auipc a5, 0
        0x0187_a783, // lw a5, 24(a5): the slot
        0xfe9f_f06f, // j .-24
        0x0000_0797,
        0x00c7_a783,
        0xfe5f_f06f,
        0,
    ];
    assert_eq!(text, words(&expected));
}

/// `lui a3,%tprel_hi(t); add a3,a3,tp,%tprel_add(t); sw a0,%tprel_lo(t)(a3)`
#[test]
fn thread_local_variables_have_addresses() {
    let mut object = Obj::new(Rv32imc);
    let text = object.text(".text", &words(&[0x6b7, 0x46_86b3, 0xa6_a023, 0x8067]));
    object.function("mpy_init", text, 0);
    let data = object.section(".tdata", SectionKind::Tls, 4, &[7, 0, 0, 0]);
    let t = object.variable("t", data, 0, 4);
    object.relocate(text, 0, elf::R_RISCV_TPREL_HI20, t, 0);
    object.relocate(text, 4, elf::R_RISCV_TPREL_ADD, t, 0);
    object.relocate(text, 8, elf::R_RISCV_TPREL_LO12_S, t, 0);
    let linked = link(Rv32imc, &[("a.o", object.bytes())]).unwrap();
    // auipc a3, 0; mv a3, a3; sw a0, 16(a3); ret; the variable
    assert_eq!(viper(&linked).text, words(&[0x697, 0x6_8693, 0xa6_a823, 0x8067, 7]));
}

#[test]
fn a_lower_part_without_any_upper_part_is_refused() {
    let mut object = Obj::new(Rv32imc);
    let text = object.text(".text", &words(&[0x50513]));
    let entry = object.function("mpy_init", text, 0);
    object.relocate(text, 0, elf::R_RISCV_LO12_I, entry, 0);
    assert_eq!(codes(link(Rv32imc, &[("a.o", object.bytes())])), ["L0026"]);
}

#[test]
fn pcrel_word() {
    for r_type in [elf::R_RISCV_32_PCREL, elf::R_RISCV_PLT32] {
        // A 32-bit addend alone does not reach the edge: the symbol is 8 bytes on.
        let apply = |addend: i64| {
            let mut object = Obj::new(Rv32imc);
            let text = object.text(".text", &[0; 16]);
            object.function("mpy_init", text, 0);
            let label = object.label(".Lhere", text, 8);
            object.relocate(text, 0, r_type, label, addend);
            link(Rv32imc, &[("a.o", object.bytes())])
        };
        assert_eq!(viper(&apply(0x7fff_fff7).unwrap()).text[..4], [0xff, 0xff, 0xff, 0x7f]);
        assert_eq!(codes(apply(0x7fff_fff8)), ["L0021"]);
        fits(r_type, &[0; 4], -0x8000_0000, &[0, 0, 0, 0x80]);
    }
}

/// A difference S1 + A1 − (S2 + A2), with the label of each at a known offset.
fn difference(parts: &[(RelocationType, u64, i64)], before: &[u8]) -> Result<Vec<u8>, Vec<Error>> {
    let mut object = Obj::new(Rv32imc);
    let text = object.text(".text", &[0; 0x10000]);
    let entry = object.function("mpy_init", text, 0);
    let table = object.section(".rodata", SectionKind::ReadOnlyData, 4, before);
    object.relocate(text, 0, elf::R_RISCV_32_PCREL, entry, 0);
    let start = object.label(".Ltable", table, 0);
    object.relocate(text, 4, elf::R_RISCV_32_PCREL, start, 0);
    for (r_type, offset, addend) in parts {
        let label = object.label(&format!(".L{offset}"), text, *offset);
        object.relocate(table, 0, *r_type, label, *addend);
    }
    let linked = link(Rv32imc, &[("a.o", object.bytes())])?;
    let at = linked.report.sections.iter().find(|section| section.name == ".rodata").unwrap().offset;
    Ok(viper(&linked).text[usize::try_from(at).unwrap()..][..before.len()].to_vec())
}

#[test]
fn differences_of_all_widths() {
    use elf::{
        R_RISCV_ADD8, R_RISCV_ADD16, R_RISCV_ADD32, R_RISCV_ADD64, R_RISCV_SET6, R_RISCV_SET8, R_RISCV_SET16,
        R_RISCV_SET32, R_RISCV_SUB6, R_RISCV_SUB8, R_RISCV_SUB16, R_RISCV_SUB32, R_RISCV_SUB64,
    };
    type Case<'a> = (&'a [(RelocationType, u64, i64)], &'a [u8], &'a [u8]);
    let cases: [Case; 9] = [
        (&[(R_RISCV_ADD8, 0x90, 0), (R_RISCV_SUB8, 0x10, 0)], &[0], &[0x80]),
        (&[(R_RISCV_ADD16, 0x1234, 2), (R_RISCV_SUB16, 0x1000, 0)], &[0; 2], &[0x36, 0x02]),
        (&[(R_RISCV_ADD32, 0x10, 0), (R_RISCV_SUB32, 0x20, 0)], &[0; 4], &[0xf0, 0xff, 0xff, 0xff]),
        // What is there already counts.
        (&[(R_RISCV_ADD32, 0x10, 0), (R_RISCV_SUB32, 0, 0)], &[1, 0, 0, 0], &[0x11, 0, 0, 0]),
        (
            &[(R_RISCV_ADD64, 0x10, 0), (R_RISCV_SUB64, 0x20, 0)],
            &[0; 8],
            &[0xf0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        ),
        // The upper two bits are another field.
        (&[(R_RISCV_SET6, 0x4f, 0), (R_RISCV_SUB6, 0x10, 0)], &[0xc5], &[0xff]),
        (&[(R_RISCV_SET8, 0x4f, 0), (R_RISCV_SUB8, 0x10, 0)], &[0xff], &[0x3f]),
        (&[(R_RISCV_SET16, 0x1004, 0), (R_RISCV_SUB16, 4, 0)], &[0xff; 2], &[0, 0x10]),
        (&[(R_RISCV_SET32, 0x1004, 0), (R_RISCV_SUB32, 4, 0)], &[0xff; 4], &[0, 0x10, 0, 0]),
    ];
    for (parts, before, after) in cases {
        assert_eq!(difference(parts, before).unwrap(), after, "{parts:?}");
    }
}

#[test]
fn differences_at_the_edges() {
    use elf::{R_RISCV_ADD8, R_RISCV_ADD16, R_RISCV_SET6, R_RISCV_SUB6, R_RISCV_SUB8, R_RISCV_SUB16};
    for (add, sub, size, least, most) in [
        (R_RISCV_SET6, R_RISCV_SUB6, 1, 0, 63),
        (R_RISCV_ADD8, R_RISCV_SUB8, 1, -128, 255),
        (R_RISCV_ADD16, R_RISCV_SUB16, 2, -32768, 65535),
    ] {
        let value = |value: i64| difference(&[(add, 0x8000, value), (sub, 0x8000, 0)], &vec![0; size]);
        for fits in [least, most] {
            assert!(value(fits).is_ok(), "{fits}");
        }
        for outside in [least - 1, most + 1] {
            assert_eq!(value(outside).unwrap_err()[0].code(), "L0021", "{outside}");
        }
    }
}

#[test]
fn half_a_difference_is_an_address_that_nobody_knows() {
    let result = difference(&[(elf::R_RISCV_ADD32, 0x10, 0)], &[0; 4]);
    assert_eq!(result.unwrap_err()[0].code(), "L0025");
}

#[test]
fn padding_and_hints_change_nothing() {
    for r_type in [elf::R_RISCV_NONE, elf::R_RISCV_RELAX, elf::R_RISCV_ALIGN] {
        fits(r_type, &[1, 0, 1, 0], 2, &[1, 0, 1, 0]);
    }
}

#[test]
fn got_slots_are_shared_and_found() {
    // auipc a0, %got_pcrel_hi(mp_fun_table); lw a0, (a0), twice; and a word with a slot's distance.
    let mut object = Obj::new(Rv32imc);
    let code = [0x517, 0x52503, 0x517, 0x52503, 0];
    let text = object.section(".text", SectionKind::Text, 4, &words(&code));
    object.function("mpy_init", text, 0);
    let table = object.undefined("mp_fun_table");
    for at in [0, 8] {
        let high = object.label(".Lhi", text, at);
        object.relocate(text, at, elf::R_RISCV_GOT_HI20, table, 0);
        object.relocate(text, at + 4, elf::R_RISCV_PCREL_LO12_I, high, 0);
    }
    object.relocate(text, 16, elf::R_RISCV_GOT32_PCREL, table, 0);
    let linked = link(Rv32imc, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(linked.report.slots, ["mp_fun_table"]);
    // The one slot is at 20.
    let after = [0x517, 0x0145_2503, 0x517, 0x00c5_2503, 4, 0];
    assert_eq!(viper(&linked).text, words(&after));
}

#[test]
fn got_load_of_a_place_in_the_image_needs_no_slot() {
    let mut object = Obj::new(Rv32imc);
    let text = object.text(".text", &words(&[0x517, 0x52503, 0x8067]));
    object.function("mpy_init", text, 0);
    let there = object.function("there", text, 8);
    let high = object.label(".Lhi", text, 0);
    object.relocate(text, 0, elf::R_RISCV_GOT_HI20, there, 0);
    object.relocate(text, 4, elf::R_RISCV_PCREL_LO12_I, high, 0);
    let linked = link(Rv32imc, &[("a.o", object.bytes())]).unwrap();
    assert_eq!(linked.report.slots, [""; 0]);
    // addi a0, a0, 8
    assert_eq!(viper(&linked).text, words(&[0x517, 0x0085_0513, 0x8067]));
}

#[test]
fn got_addend_would_name_another_slot() {
    let mut object = Obj::new(Rv32imc);
    let text = object.text(".text", &words(&[0x517, 0x52503]));
    object.function("mpy_init", text, 0);
    let table = object.undefined("mp_fun_table");
    object.relocate(text, 0, elf::R_RISCV_GOT_HI20, table, 4);
    assert_eq!(codes(link(Rv32imc, &[("a.o", object.bytes())])), ["L0028"]);
}

#[test]
fn what_cannot_be_applied_is_named() {
    for (r_type, line) in [
        (
            elf::R_RISCV_TLS_DTPREL32,
            "L0019: a.o: .text+0x8, in `mpy_init`: relocation R_RISCV_TLS_DTPREL32 against `mpy_init` is not \
             supported: firmware has no thread-local storage",
        ),
        (
            RelocationType(200),
            "L0018: a.o: .text+0x8, in `mpy_init`: relocation type 200 is not one that rv32imc has",
        ),
    ] {
        let mut object = Obj::new(Rv32imc);
        let text = object.text(".text", &[0; 16]);
        let entry = object.function("mpy_init", text, 0);
        object.relocate(text, 8, r_type, entry, 0);
        assert_eq!(lines(link(Rv32imc, &[("a.o", object.bytes())])), [line]);
    }
}
