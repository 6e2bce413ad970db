//! Xtensa instructions whose operand is an address, and their bits (Xtensa Instruction Set Architecture, "Instruction
//! Formats" and "Instruction Descriptions").
//!
//! An instruction has three bytes, or two with the code density option; `op0`, its lowest four bits, says which. An
//! address is always a distance:
//!
//! | instruction | counted from | in units of | bits |
//! |---|---|---|---|
//! | `l32r` | (P + 3) & ~3 | 4 | 16, always negative |
//! | `call0`, `call4`, `call8`, `call12` | (P & ~3) + 4 | 4 | 18 |
//! | `j` | P + 4 | 1 | 18 |
//! | `beqz`, `bnez`, `bgez`, `bltz` | P + 4 | 1 | 12 |
//! | other branches | P + 4 | 1 | 8 |
//! | `loop`, `loopnez`, `loopgtz` | P + 4 | 1 | 8, never negative |
//! | `beqz.n`, `bnez.n` | P + 4 | 1 | 6, never negative |

use crate::arch::{Coded, Field, Range};

/// An instruction whose operand is an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Insn {
    /// `l32r`, which loads a word.
    Load,
    /// `call0`, `call4`, `call8` or `call12`, with that number.
    Call(u8),
    /// `j`.
    Jump,
    /// A conditional branch of three bytes to a place up to 2 KB away.
    BranchZero,
    /// One to a place up to 128 bytes away.
    Branch,
    /// The start of a hardware loop; the operand is its end.
    Loop,
    /// A conditional branch of two bytes.
    NarrowBranch,
}

impl Insn {
    /// The instruction at the start of some bytes, if it has an address and is whole.
    pub fn decode(bytes: &[u8]) -> Option<Insn> {
        let first = *bytes.first()?;
        let (op0, n, m) = (first & 15, first >> 4 & 3, first >> 6);
        // The second byte's upper half: which instruction of a group it is.
        let r = bytes.get(1)? >> 4;
        let insn = match (op0, n, m) {
            (1, _, _) => Insn::Load,
            (5, n, _) => Insn::Call(4 * n),
            (6, 0, _) => Insn::Jump,
            (6, 1, _) => Insn::BranchZero,
            (6, 2, _) | (6, 3, 2 | 3) => Insn::Branch,
            // bf, bt
            (6, 3, 1) if matches!(r, 0 | 1) => Insn::Branch,
            (6, 3, 1) if matches!(r, 8..=10) => Insn::Loop,
            (7, _, _) => Insn::Branch,
            (12, _, 2 | 3) => Insn::NarrowBranch,
            _ => return None,
        };
        (bytes.len() >= insn.field().size()).then_some(insn)
    }

    /// The operand's bits.
    pub fn field(self) -> Field {
        match self {
            Insn::Load => Field::Coded(&LOAD),
            Insn::Call(_) => Field::Coded(&CALL),
            Insn::Jump => Field::Coded(&JUMP),
            Insn::BranchZero => Field::Coded(&BRANCH_ZERO),
            Insn::Branch => Field::Coded(&BRANCH),
            Insn::Loop => Field::Coded(&LOOP),
            Insn::NarrowBranch => Field::Coded(&NARROW_BRANCH),
        }
    }

    /// The distances that fit.
    pub fn range(self) -> Range {
        match self {
            Insn::Load => Range { min: -(1 << 18), max: -4, align: 4 },
            Insn::Call(_) => Range::signed(20, 4),
            Insn::Jump => Range::signed(18, 1),
            Insn::BranchZero => Range::signed(12, 1),
            Insn::Branch => Range::signed(8, 1),
            Insn::Loop => Range::unsigned(8),
            Insn::NarrowBranch => Range::unsigned(6),
        }
    }

    /// Where distances are counted from, for an instruction at that offset of a section that begins at a word.
    pub fn origin(self, offset: u64) -> u64 {
        match self {
            Insn::Load => (offset + 3) & !3,
            Insn::Call(_) => (offset & !3) + 4,
            Insn::Jump | Insn::BranchZero | Insn::Branch | Insn::Loop | Insn::NarrowBranch => offset + 4,
        }
    }
}

/// A number of that many bits, with a sign.
const fn signed(value: u32, bits: u32) -> i64 {
    (value as i64) << (64 - bits) >> (64 - bits)
}

static LOAD: Coded = Coded {
    size: 3,
    get: |insn| (((insn >> 8 & 0xffff) as i64) - 0x1_0000) * 4,
    put: |insn, value| insn & 0x0000_00ff | (value >> 2 & 0xffff) << 8,
};
static CALL: Coded = Coded {
    size: 3,
    get: |insn| signed(insn >> 6, 18) * 4,
    put: |insn, value| insn & 0x0000_003f | (value >> 2 & 0x3_ffff) << 6,
};
static JUMP: Coded = Coded {
    size: 3,
    get: |insn| signed(insn >> 6, 18),
    put: |insn, value| insn & 0x0000_003f | (value & 0x3_ffff) << 6,
};
static BRANCH_ZERO: Coded = Coded {
    size: 3,
    get: |insn| signed(insn >> 12, 12),
    put: |insn, value| insn & 0x0000_0fff | (value & 0xfff) << 12,
};
static BRANCH: Coded = Coded {
    size: 3,
    get: |insn| signed(insn >> 16, 8),
    put: |insn, value| insn & 0x0000_ffff | (value & 0xff) << 16,
};
static LOOP: Coded = Coded {
    size: 3,
    get: |insn| (insn >> 16 & 0xff) as i64,
    put: |insn, value| insn & 0x0000_ffff | (value & 0xff) << 16,
};
/// The upper two bits of six are beside the opcode, the others in the upper half of the second byte.
static NARROW_BRANCH: Coded = Coded {
    size: 2,
    get: |insn| (insn >> 12 & 15 | insn & 0x30) as i64,
    put: |insn, value| insn & 0x0fcf | value & 0x30 | (value & 15) << 12,
};

/// `j`, without its operand.
pub const J: u32 = 0x06;
/// `call0`, without its operand; the other calls have their number of registers over four in bits 4 and 5.
pub const CALL0: u32 = 0x05;
/// `nop`
pub const NOP: [u8; 3] = [0xf0, 0x20, 0x00];
/// The first byte of `entry`, and of no other instruction.
pub const ENTRY: u8 = 0x36;

/// An instruction's three bytes.
pub fn bytes(insn: u32) -> [u8; 3] {
    let [a, b, c, _] = insn.to_le_bytes();
    [a, b, c]
}

/// The number of an instruction whose operand is a distance.
pub fn with_distance(insn: u32, kind: Insn, distance: i64) -> Option<u32> {
    let Range { min, max, align } = kind.range();
    let value = i128::from(distance);
    let fits = (min..=max).contains(&value) && value % align == 0;
    let Field::Coded(coded) = kind.field() else { return None };
    fits.then(|| (coded.put)(insn, (distance & 0xffff_ffff) as u32))
}

/// `callx0 a9`, `callx8 a8` …: which call it is, and the register with the address.
pub fn indirect_call(insn: &[u8]) -> Option<(u8, u8)> {
    // op0 = 0, m = 3, n = which; the other fields are zero but for the register.
    match insn {
        [first, second, 0] if first & 0xcf == 0xc0 && second & 0xf0 == 0 => {
            Some((4 * (first >> 4 & 3), second & 15))
        }
        _ => None,
    }
}

/// The register that `l32r` loads.
pub fn loaded_register(insn: &[u8]) -> Option<u8> {
    match insn {
        [first, _, _] if first & 15 == 1 => Some(first >> 4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every instruction with an address, as GNU as 2.40 encodes it at a place for a goal at 0x58.
    #[test]
    fn operands_are_where_the_assembler_puts_them() {
        for (place, insn, kind) in [
            (0x03, 0x00_0545, Insn::Call(0)),
            (0x06, 0x00_1386, Insn::Jump),
            // beqz, bnez, bgez, bltz
            (0x09, 0x04_b316, Insn::BranchZero),
            (0x0c, 0x04_8456, Insn::BranchZero),
            (0x0f, 0x04_54d6, Insn::BranchZero),
            (0x12, 0x04_2496, Insn::BranchZero),
            // beqi, bnei, bgei, blti, bltui, bgeui
            (0x15, 0x3f_8426, Insn::Branch),
            (0x18, 0x3c_8466, Insn::Branch),
            (0x1b, 0x39_84e6, Insn::Branch),
            (0x1e, 0x36_84a6, Insn::Branch),
            (0x21, 0x33_84b6, Insn::Branch),
            (0x24, 0x30_84f6, Insn::Branch),
            // bnone, beq, blt, bltu, ball, bbc, bbci, bany, bne, bge, bgeu, bnall, bbs, bbsi
            (0x27, 0x2d_0457, Insn::Branch),
            (0x2a, 0x2a_1457, Insn::Branch),
            (0x2d, 0x27_2457, Insn::Branch),
            (0x30, 0x24_3457, Insn::Branch),
            (0x33, 0x21_4457, Insn::Branch),
            (0x36, 0x1e_5457, Insn::Branch),
            (0x39, 0x1b_7417, Insn::Branch),
            (0x3c, 0x18_8457, Insn::Branch),
            (0x3f, 0x15_9457, Insn::Branch),
            (0x42, 0x12_a457, Insn::Branch),
            (0x45, 0x0f_b457, Insn::Branch),
            (0x48, 0x0c_c457, Insn::Branch),
            (0x4b, 0x09_d457, Insn::Branch),
            (0x4e, 0x06_e437, Insn::Branch),
            // beqz.n
            (0x51, 0x348c, Insn::NarrowBranch),
            // backwards, from further on: j, call0
            (0xba, 0xff_e686, Insn::Jump),
            (0xbd, 0xff_f985, Insn::Call(0)),
            // l32r
            (0xc0, 0xff_e671, Insn::Load),
        ] {
            let code = u32::to_le_bytes(insn);
            let size = kind.field().size();
            assert_eq!(Insn::decode(&code[..size]), Some(kind), "{insn:#x}");
            assert_eq!(Insn::decode(&code[..size - 1]), None, "{insn:#x}");
            let Field::Coded(coded) = kind.field() else { panic!("{kind:?}") };
            let distance = 0x58 - kind.origin(place).cast_signed();
            assert_eq!((coded.get)(insn), distance, "{insn:#x}");
            let blank = (coded.put)(insn, 0);
            assert_eq!((coded.get)(blank), if kind == Insn::Load { -0x4_0000 } else { 0 });
            assert_eq!(with_distance(blank, kind, distance), Some(insn), "{insn:#x}");
        }
    }

    /// Encodings by the manual, of instructions that the LX106 does not have.
    #[test]
    fn windows_and_loops_are_told_apart() {
        for (code, kind) in [
            // call4, call8, call12
            ([0x15, 0, 0], Some(Insn::Call(4))),
            ([0x25, 0, 0], Some(Insn::Call(8))),
            ([0x35, 0, 0], Some(Insn::Call(12))),
            // loop, loopnez, loopgtz a2
            ([0x76, 0x82, 0], Some(Insn::Loop)),
            ([0x76, 0x92, 0], Some(Insn::Loop)),
            ([0x76, 0xa2, 0], Some(Insn::Loop)),
            // bf, bt b0
            ([0x76, 0x00, 0], Some(Insn::Branch)),
            ([0x76, 0x10, 0], Some(Insn::Branch)),
            // entry a1, 32; a reserved instruction beside the loops; movi.n a2, 1; addi a1, a1, 1
            ([0x36, 0x41, 0], None),
            ([0x76, 0xb2, 0], None),
            ([0x0c, 0x12, 0], None),
            ([0x12, 0xc1, 1], None),
        ] {
            assert_eq!(Insn::decode(&code), kind, "{code:x?}");
        }
        assert_eq!(indirect_call(&[0xc0, 0x09, 0]), Some((0, 9)));
        assert_eq!(indirect_call(&[0xe0, 0x08, 0]), Some((8, 8)));
        assert_eq!(indirect_call(&[0xa0, 0x09, 0]), None);
        assert_eq!(loaded_register(&[0x91, 0, 0]), Some(9));
    }
}
