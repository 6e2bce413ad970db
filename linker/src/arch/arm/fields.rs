//! The bits of Thumb instructions (Armv7-M Architecture Reference Manual, chapter A7), and the addends that objects keep
//! in them (ELF for the Arm Architecture, "Addends and PC-bias").
//!
//! An instruction of 32 bits is two halfwords, the first at the lower address: here it is in the lower half.

use crate::arch::{Coded, Field};

/// Bits `high..=low` of a number, moved to the bottom.
const fn bits(value: u32, high: u32, low: u32) -> u32 {
    (value >> low) & ((1 << (high - low + 1)) - 1)
}

/// A number of that many bits with a sign.
fn signed(value: u32, width: u32) -> i64 {
    i64::from((value << (32 - width)).cast_signed() >> (32 - width))
}

/// The halfwords of an instruction.
const fn halves(insn: u32) -> (u32, u32) {
    (insn & 0xffff, insn >> 16)
}

const fn insn(first: u32, second: u32) -> u32 {
    first | second << 16
}

/// `bl`, and `b.w` without a condition: 25 bits, the upper ones negated where they equal the sign (encoding T4).
pub(super) static BRANCH24: Coded = Coded { size: 4, get: get_branch24, put: put_branch24 };

/// `bl`, also in the place of a `blx`, which would leave Thumb.
pub(super) static CALL: Coded =
    Coded { size: 4, get: get_branch24, put: |insn, value| put_branch24(insn, value) | 0x1000 << 16 };

fn get_branch24(insn: u32) -> i64 {
    let (first, second) = halves(insn);
    let sign = bits(first, 10, 10);
    let j = |bit: u32| bits(second, bit, bit) ^ sign ^ 1;
    let value = sign << 24 | j(13) << 23 | j(11) << 22 | bits(first, 9, 0) << 12 | bits(second, 10, 0) << 1;
    signed(value, 25)
}

fn put_branch24(old: u32, value: u32) -> u32 {
    let (first, second) = halves(old);
    let sign = bits(value, 24, 24);
    let j = |bit: u32| bits(value, bit, bit) ^ sign ^ 1;
    insn(
        first & 0xf800 | sign << 10 | bits(value, 21, 12),
        second & 0xd000 | j(23) << 13 | j(22) << 11 | bits(value, 11, 1),
    )
}

/// `b.w` with a condition: 21 bits (encoding T3).
pub(super) static BRANCH19: Coded = Coded {
    size: 4,
    get: |insn| {
        let (first, second) = halves(insn);
        let value = bits(first, 10, 10) << 20
            | bits(second, 11, 11) << 19
            | bits(second, 13, 13) << 18
            | bits(first, 5, 0) << 12
            | bits(second, 10, 0) << 1;
        signed(value, 21)
    },
    put: |old, value| {
        let (first, second) = halves(old);
        insn(
            first & 0xfbc0 | bits(value, 20, 20) << 10 | bits(value, 17, 12),
            second & 0xd000 | bits(value, 18, 18) << 13 | bits(value, 19, 19) << 11 | bits(value, 11, 1),
        )
    },
};

/// `b` without a condition: 12 bits.
pub(super) static BRANCH11: Coded = Coded {
    size: 2,
    get: |insn| signed(bits(insn, 10, 0) << 1, 12),
    put: |old, value| old & 0xf800 | bits(value, 11, 1),
};

/// `b` with a condition: 9 bits.
pub(super) static BRANCH8: Coded = Coded {
    size: 2,
    get: |insn| signed(bits(insn, 7, 0) << 1, 9),
    put: |old, value| old & 0xff00 | bits(value, 8, 1),
};

/// `cbz` and `cbnz`: 7 bits, forward. The addend −4 wraps.
pub(super) static BRANCH6: Coded = Coded {
    size: 2,
    get: |insn| i64::from(((bits(insn, 9, 9) << 6 | bits(insn, 7, 3) << 1) + 4) & 0x7f) - 4,
    put: |old, value| old & 0xfd07 | bits(value, 6, 6) << 9 | bits(value, 5, 1) << 3,
};

/// `ldr r, label` and `adr r, label` in 16 bits: 10 bits, forward, words. The addend −4 wraps.
pub(super) static PC8: Coded = Coded {
    size: 2,
    get: |insn| i64::from(((bits(insn, 7, 0) << 2) + 4) & 0x3ff) - 4,
    put: |old, value| old & 0xff00 | bits(value, 9, 2),
};

/// `ldr.w r, label` and its kin: 12 bits, and one that says whether they are added.
pub(super) static PC12: Coded = Coded {
    size: 4,
    get: |insn| {
        let (first, second) = halves(insn);
        let distance = i64::from(bits(second, 11, 0));
        if bits(first, 7, 7) == 1 { distance } else { -distance }
    },
    put: |old, value| {
        let (first, second) = halves(old);
        let value = value.cast_signed();
        let add = u32::from(value >= 0) << 7;
        insn(first & !0x80 | add, second & 0xf000 | bits(value.unsigned_abs(), 11, 0))
    },
};

/// `adr.w r, label`: 12 bits in three parts, and whether it is an addition (T3) or a subtraction (T2).
pub(super) static ADR: Coded = Coded {
    size: 4,
    get: |insn| {
        let (first, second) = halves(insn);
        let distance = bits(first, 10, 10) << 11 | bits(second, 14, 12) << 8 | bits(second, 7, 0);
        let distance = i64::from(distance);
        if first & 0xa0 == 0 { distance } else { -distance }
    },
    put: |old, value| {
        let (first, second) = halves(old);
        let value = value.cast_signed();
        let subtract = if value < 0 { 0xa0 } else { 0 };
        let distance = value.unsigned_abs();
        insn(
            first & !0x4a0 | subtract | bits(distance, 11, 11) << 10,
            second & 0x8f00 | bits(distance, 10, 8) << 12 | bits(distance, 7, 0),
        )
    },
};

/// The 16 bits of `movw`.
pub(super) static MOVW: Coded = Coded { size: 4, get: get_move16, put: put_move16 };

/// The 16 bits of `movt`: the upper half of the value.
pub(super) static MOVT: Coded =
    Coded { size: 4, get: get_move16, put: |insn, value| put_move16(insn, value >> 16) };

fn get_move16(insn: u32) -> i64 {
    let (first, second) = halves(insn);
    let value =
        bits(first, 3, 0) << 12 | bits(first, 10, 10) << 11 | bits(second, 14, 12) << 8 | bits(second, 7, 0);
    signed(value, 16)
}

fn put_move16(old: u32, value: u32) -> u32 {
    let (first, second) = halves(old);
    insn(
        first & 0xfbf0 | bits(value, 15, 12) | bits(value, 11, 11) << 10,
        second & 0x8f00 | bits(value, 10, 8) << 12 | bits(value, 7, 0),
    )
}

/// The distance of `ldr.w r, [base, #distance]`: 12 bits.
pub(super) static OFFSET12: Coded = Coded {
    size: 4,
    get: |insn| i64::from(bits(insn, 27, 16)),
    put: |old, value| insn(bits(old, 15, 0), bits(old, 31, 28) << 12 | bits(value, 11, 0)),
};

/// The distance of `ldr r, [base, #distance]` in 16 bits: 5 bits, words.
pub(super) static OFFSET5: Coded = Coded {
    size: 2,
    get: |insn| i64::from(bits(insn, 10, 6) << 2),
    put: |old, value| old & 0xf83f | bits(value, 6, 2) << 6,
};

/// The 8 bits of `movs` and `adds` that form a number a byte at a time: the lowest byte of the value.
pub(super) static BYTE0: Coded = Coded { size: 2, get: get_byte, put: |insn, value| put_byte(insn, value) };
/// The next byte.
pub(super) static BYTE1: Coded =
    Coded { size: 2, get: get_byte, put: |insn, value| put_byte(insn, value >> 8) };
/// The next.
pub(super) static BYTE2: Coded =
    Coded { size: 2, get: get_byte, put: |insn, value| put_byte(insn, value >> 16) };
/// The highest.
pub(super) static BYTE3: Coded =
    Coded { size: 2, get: get_byte, put: |insn, value| put_byte(insn, value >> 24) };

fn get_byte(insn: u32) -> i64 {
    i64::from(bits(insn, 7, 0))
}

fn put_byte(old: u32, value: u32) -> u32 {
    old & 0xff00 | bits(value, 7, 0)
}

/// 31 bits of a word whose uppermost belongs to somebody else.
pub(super) static WORD31: Coded = Coded {
    size: 4,
    get: |word| signed(bits(word, 30, 0), 31),
    put: |old, value| old & 0x8000_0000 | bits(value, 30, 0),
};

/// A field of a table's row.
pub(super) const fn coded(coded: &'static Coded) -> Field {
    Field::Coded(coded)
}
