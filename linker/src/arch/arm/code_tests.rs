//! Instructions, as GNU as encodes them, and what is told of each.

use super::*;

fn insn(first: u16, second: u16) -> Insn {
    let bytes = [first.to_le_bytes(), second.to_le_bytes()].concat();
    insn_at(&bytes, 0).unwrap()
}

/// The registers that the disassembler names are among those told; what writes the program counter tells none.
#[test]
fn registers_that_an_instruction_may_touch() {
    for (first, second, text, registers) in [
        (0x0048, 0, "lsls r0, r1, #1", &[0, 1][..]),
        (0x1888, 0, "adds r0, r1, r2", &[0, 1, 2]),
        (0x1c48, 0, "adds r0, r1, #1", &[0, 1]),
        (0x2301, 0, "movs r3, #1", &[3]),
        (0x4357, 0, "muls r7, r2, r7", &[7, 2]),
        (0x44a3, 0, "add fp, r4", &[11, 4]),
        (0x4478, 0, "add r0, pc", &[0, 15]),
        (0x4606, 0, "mov r6, r0", &[6, 0]),
        (0x4802, 0, "ldr r0, [pc, #8]", &[0]),
        (0x5888, 0, "ldr r0, [r1, r2]", &[0, 1, 2]),
        (0x6848, 0, "ldr r0, [r1, #4]", &[0, 1]),
        (0x8848, 0, "ldrh r0, [r1, #2]", &[0, 1]),
        (0x9b01, 0, "ldr r3, [sp, #4]", &[3]),
        (0xa401, 0, "add r4, pc, #4", &[4]),
        (0xaa01, 0, "add r2, sp, #4", &[2]),
        (0xb082, 0, "sub sp, #8", &[]),
        (0xb2c8, 0, "uxtb r0, r1", &[0, 1]),
        (0xb5f0, 0, "push {r4, r5, r6, r7, lr}", &[4, 5, 6, 7]),
        (0xba08, 0, "rev r0, r1", &[0, 1]),
        (0xbc30, 0, "pop {r4, r5}", &[4, 5]),
        (0xbf00, 0, "nop", &[]),
        (0xc806, 0, "ldmia r0!, {r1, r2}", &[0, 1, 2]),
        (0xe8bd, 0x0ff0, "ldmia.w sp!, {r4-fp}", &[4, 5, 6, 7, 8, 9, 10, 11, 13]),
        (0xe9d1, 0x2300, "ldrd r2, r3, [r1]", &[1, 2, 3]),
        (0xe851, 0x0f00, "ldrex r0, [r1]", &[0, 1]),
        (0xeb01, 0x0002, "add.w r0, r1, r2", &[0, 1, 2]),
        (0xed91, 0x0a01, "vldr s0, [r1, #4]", &[1]),
        (0xee00, 0x3a10, "vmov s0, r3", &[3]),
        (0xf041, 0x0001, "orr.w r0, r1, #1", &[0, 1]),
        (0xf240, 0x0500, "movw r5, #0", &[5]),
        (0xf2c1, 0x2534, "movt r5, #4660", &[5]),
        (0xf201, 0x0001, "addw r0, r1, #1", &[0, 1]),
        (0xf3c1, 0x0004, "ubfx r0, r1, #0, #5", &[0, 1]),
        (0xf8d1, 0x2004, "ldr.w r2, [r1, #4]", &[1, 2]),
        (0xf851, 0x2003, "ldr.w r2, [r1, r3]", &[1, 2, 3]),
        (0xf841, 0x2b04, "str.w r2, [r1], #4", &[1, 2]),
        (0xf811, 0x2023, "ldrb.w r2, [r1, r3, lsl #2]", &[1, 2, 3]),
        (0xfa01, 0xf002, "lsl.w r0, r1, r2", &[0, 1, 2]),
        (0xfb02, 0xf101, "mul.w r1, r2, r1", &[1, 2]),
        (0xfb81, 0x2304, "smull r2, r3, r1, r4", &[1, 2, 3, 4]),
        (0xfbb1, 0xf0f2, "udiv r0, r1, r2", &[0, 1, 2]),
    ] {
        let touched = insn(first, second).registers().unwrap_or_else(|| panic!("{text}"));
        for register in registers {
            assert!(touched >> register & 1 == 1, "{text}: r{register}");
        }
        // Instructions of 16 bits are known exactly.
        if second == 0 && first < 0xe800 {
            let expected = registers.iter().fold(0, |all, register| all | 1 << register);
            assert_eq!(touched, expected, "{text}");
        }
    }
}

#[test]
fn where_execution_goes_on() {
    for (first, second, text, next) in [
        (0xd0fe, 0, "beq 0", Next::Either(0, 0)),
        (0xd004, 0, "beq 12", Next::Either(12, 0)),
        (0xe004, 0, "b 12", Next::Branch(12)),
        (0xb113, 0, "cbz r3, 8", Next::Either(8, 1 << 3)),
        (0xbb7a, 0, "cbnz r2, 98", Next::Either(98, 1 << 2)),
        (0xf000, 0xf804, "bl 12", Next::Call(0)),
        (0xf000, 0xb804, "b.w 12", Next::Branch(12)),
        (0xf000, 0x8004, "beq.w 12", Next::Either(12, 0)),
        (0x4788, 0, "blx r1", Next::Call(1 << 1)),
        (0x4770, 0, "bx lr", Next::Return),
        (0x4718, 0, "bx r3", Next::Unknown),
        (0x4687, 0, "mov pc, r0", Next::Unknown),
        (0xbd10, 0, "pop {r4, pc}", Next::Return),
        (0xe8bd, 0x8ff0, "ldmia.w sp!, {r4-fp, pc}", Next::Return),
        (0xe8df, 0xf000, "tbb [pc, r0]", Next::Unknown),
        (0xf850, 0xf021, "ldr.w pc, [r0, r1, lsl #2]", Next::Unknown),
        (0xf8df, 0xf000, "ldr.w pc, [pc]", Next::Unknown),
        (0xbf08, 0, "it eq", Next::Following(0)),
        (0xdf00, 0, "svc 0", Next::Unknown),
        (0xde00, 0, "udf #0", Next::Unknown),
        (0xbe00, 0, "bkpt", Next::Unknown),
        (0xf3bf, 0x8f4f, "dsb sy", Next::Unknown),
        (0xf3ef, 0x8010, "mrs r0, PRIMASK", Next::Unknown),
    ] {
        assert_eq!(insn(first, second).next(), next, "{text}");
    }
}

#[test]
fn words_of_the_code_that_are_loaded() {
    let at = |offset: usize, insns: &[u16]| {
        let mut bytes = vec![0; offset];
        bytes.extend(insns.iter().flat_map(|insn| insn.to_le_bytes()));
        insn_at(&bytes, offset as u64).unwrap().words()
    };
    assert_eq!(at(0, &[0x4b01]), [(8, Some(3))]);
    // The program counter is rounded down to a word.
    assert_eq!(at(2, &[0x4b01]), [(8, Some(3))]);
    assert_eq!(at(4, &[0xf8df, 0x5010]), [(24, Some(5))]);
    assert_eq!(at(16, &[0xf85f, 0x5010]), [(4, Some(5))]);
    assert_eq!(at(0, &[0xa201]), [(8, None)]);
    assert_eq!(at(0, &[0xf20f, 0x0508]), [(12, None)]);
    assert_eq!(at(16, &[0xf2af, 0x0508]), [(12, None)]);
    assert_eq!(at(0, &[0xe9df, 0x0102]), [(12, None), (16, None)]);
    assert_eq!(at(0, &[0xed9f, 0x0a02]), [(12, None), (16, None)]);
    assert_eq!(at(0, &[0xf89f, 0x5009]), [(12, None)]);
    assert_eq!(at(0, &[0x6848]), []);
}

#[test]
fn it_covers_up_to_four_instructions() {
    let count = |first: u16| insn(first, 0).conditional_after();
    // it, itt, itet, itttt; nop is none.
    assert_eq!([0xbf08, 0xbf04, 0xbf0a, 0xbf01, 0xbf00].map(count), [1, 2, 3, 4, 0]);
}

/// Nothing that can be in a file is taken for something that is not there.
#[test]
fn every_instruction_has_an_answer() {
    for first in 0..=0xffff {
        for second in [0, 0x8000, 0xf000, 0xd000, 0xffff, 0x0f0f] {
            let insn = insn(first, second);
            insn.next();
            insn.words();
            insn.adds_pc();
        }
    }
    assert_eq!(insn_at(&[0], 0), None);
    assert_eq!(insn_at(&[0, 0xf0], 0), None);
    assert_eq!(insn_at(&[0; 4], u64::MAX), None);
}
