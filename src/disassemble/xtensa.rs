//! Xtensa's instructions as text: those of the ESP8266 (LX106) and the ESP32 (LX6), with its floats and windows. What no
//! compiler emits is shown as bytes: multiply-accumulate (MAC16), booleans in groups, the caches and the TLB.
//!
//! An instruction has 24 bits or, if its lowest four are 8 to 13, 16. The fields are those of the Xtensa Instruction Set
//! Architecture Reference Manual, chapter 7 ("Instruction Formats", "Opcode Encodings"), by the names of the tables there.
//!
//! ```text
//! 12 c1 f0   addi a1, a1, -16
//! ```

use super::{Instruction, unknown};

/// Disassembles.
pub fn disassemble(code: &[u8], offset: u64) -> Vec<Instruction> {
    let mut instructions = Vec::new();
    let mut at = 0;
    while let Some(rest) = code.get(at..).filter(|rest| !rest.is_empty()) {
        let place = offset + at as u64;
        let instruction = read(rest, place)
            .unwrap_or_else(|| unknown(place, rest.get(..size(rest).min(rest.len())).unwrap_or(rest)));
        at += instruction.size;
        instructions.push(instruction);
    }
    instructions
}

/// The bytes of an instruction, by its first.
fn size(code: &[u8]) -> usize {
    if code.first().is_some_and(|byte| (8..14).contains(&(byte & 15))) { 2 } else { 3 }
}

/// The instruction that begins there, if it is one.
fn read(code: &[u8], place: u64) -> Option<Instruction> {
    let size = size(code);
    let bytes = code.get(..size)?;
    let word = bytes.iter().rev().fold(0, |word, byte| word << 8 | u32::from(*byte));
    let (text, target) = Fields { word, place }.decode()?;
    Some(Instruction { offset: place, size, text, target })
}

/// The text of an instruction, and where it leads.
type Decoded = Option<(String, Option<u64>)>;

/// What small numbers stand for in branches that compare with a constant (`b4const`).
const B4CONST: [i32; 16] = [-1, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 32, 64, 128, 256];
/// The same where it is unsigned (`b4constu`).
const B4CONSTU: [i32; 16] = [32768, 65536, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 32, 64, 128, 256];

/// An instruction and where it is.
#[derive(Clone, Copy)]
struct Fields {
    word: u32,
    place: u64,
}

/// A number of so many bits with its sign.
fn signed(value: u32, bits: u32) -> i32 {
    (value << (32 - bits)).cast_signed() >> (32 - bits)
}

/// The `index`th of some names; none for a place without one.
fn named<'n>(names: &[&'n str], index: u32) -> Option<&'n str> {
    names.get(usize::try_from(index).ok()?).copied().filter(|name| !name.is_empty())
}

/// An instruction that leads nowhere.
fn plain(text: String) -> Decoded {
    Some((text, None))
}

impl Fields {
    /// Four bits of the word.
    fn nibble(self, index: u32) -> u32 {
        self.word >> (4 * index) & 15
    }

    fn t(self) -> u32 {
        self.nibble(1)
    }

    fn s(self) -> u32 {
        self.nibble(2)
    }

    fn r(self) -> u32 {
        self.nibble(3)
    }

    fn imm8(self) -> u32 {
        self.word >> 16 & 0xff
    }

    /// `m`, the upper half of `t`, and `n`, the lower one.
    fn m_n(self) -> (u32, u32) {
        (self.t() >> 2, self.t() & 3)
    }

    /// The number of a special or user register.
    fn special(self) -> u32 {
        self.word >> 8 & 0xff
    }

    /// `name ar, as, at`.
    fn rst(self, name: &str) -> Decoded {
        plain(format!("{name} a{}, a{}, a{}", self.r(), self.s(), self.t()))
    }

    /// The same with floats.
    fn float_rst(self, name: &str) -> Decoded {
        plain(format!("{name} f{}, f{}, f{}", self.r(), self.s(), self.t()))
    }

    /// A branch or jump: what comes before the place that it leads to, which is so far behind the instruction's fourth byte.
    fn leads(self, before: String, distance: i32) -> Decoded {
        let target = self.place.wrapping_add(4).wrapping_add_signed(distance.into()) & 0xffff_ffff;
        Some((format!("{before}{target:#x}"), Some(target)))
    }

    fn decode(self) -> Decoded {
        let (r, s, t) = (self.r(), self.s(), self.t());
        match self.nibble(0) {
            0 => self.qrst(),
            1 => {
                // Behind it is nothing: the literal is up to 256 KB before the next word.
                let distance = (self.word >> 8 << 2).cast_signed() - 0x4_0000;
                let target =
                    (self.place.wrapping_add(3) & !3).wrapping_add_signed(distance.into()) & 0xffff_ffff;
                Some((format!("l32r a{t}, {target:#x}"), Some(target)))
            }
            2 => self.lsai(),
            3 => {
                let name = match r {
                    0 => "lsi",
                    4 => "ssi",
                    8 => "lsiu",
                    12 => "ssiu",
                    _ => return None,
                };
                plain(format!("{name} f{t}, a{s}, {}", self.imm8() << 2))
            }
            5 => {
                let name = named(&["call0", "call4", "call8", "call12"], t & 3)?;
                let distance = signed(self.word >> 6, 18) << 2;
                Fields { place: self.place & !3, ..self }.leads(format!("{name} "), distance)
            }
            6 => self.si(),
            7 => self.b(),
            8 => plain(format!("l32i.n a{t}, a{s}, {}", r << 2)),
            9 => plain(format!("s32i.n a{t}, a{s}, {}", r << 2)),
            10 => plain(format!("add.n a{r}, a{s}, a{t}")),
            11 => plain(format!("addi.n a{r}, a{s}, {}", if t == 0 { -1 } else { t.cast_signed() })),
            12 => self.st2(),
            13 => self.st3(),
            _ => None,
        }
    }

    /// What calculates with registers.
    fn qrst(self) -> Decoded {
        let (r, s, t) = (self.r(), self.s(), self.t());
        let (op1, op2) = (self.nibble(4), self.nibble(5));
        match op1 {
            0 => self.rst0(),
            1 => self.rst1(),
            2 => {
                let booleans = ["andb", "andbc", "orb", "orbc", "xorb"];
                let numbers = ["mull", "", "muluh", "mulsh", "quou", "quos", "remu", "rems"];
                match named(&booleans, op2) {
                    Some(name) => plain(format!("{name} b{r}, b{s}, b{t}")),
                    None => self.rst(named(&numbers, op2.checked_sub(8)?)?),
                }
            }
            3 => self.rst3(),
            4 | 5 => plain(format!("extui a{r}, a{t}, {}, {}", s | (op1 & 1) << 4, op2 + 1)),
            8 => {
                let name = named(&["lsx", "lsxu", "", "", "ssx", "ssxu"], op2)?;
                plain(format!("{name} f{r}, a{s}, a{t}"))
            }
            9 => {
                let name = named(&["l32e", "", "", "", "s32e"], op2)?;
                plain(format!("{name} a{t}, a{s}, {}", (r.cast_signed() - 16) * 4))
            }
            10 => self.float_operation(),
            11 => self.float_comparison(),
            _ => None,
        }
    }

    fn rst0(self) -> Decoded {
        let (r, s, t) = (self.r(), self.s(), self.t());
        let names = ["add", "addx2", "addx4", "addx8", "sub", "subx2", "subx4", "subx8"];
        match self.nibble(5) {
            0 => self.st0(),
            1 => self.rst("and"),
            2 => self.rst("or"),
            3 => self.rst("xor"),
            4 => match r {
                0..=3 if t == 0 => plain(format!("{} a{s}", named(&["ssr", "ssl", "ssa8l", "ssa8b"], r)?)),
                4 if t < 2 => plain(format!("ssai {}", s | t << 4)),
                6 => plain(format!("rer a{t}, a{s}")),
                7 => plain(format!("wer a{t}, a{s}")),
                8 if s == 0 => plain(format!("rotw {}", signed(t, 4))),
                14 => plain(format!("nsa a{t}, a{s}")),
                15 => plain(format!("nsau a{t}, a{s}")),
                _ => None,
            },
            6 => plain(format!("{} a{r}, a{t}", named(&["neg", "abs"], s)?)),
            op2 => self.rst(named(&names, op2.checked_sub(8)?)?),
        }
    }

    /// What leaves a function, waits, and changes the processor's state.
    fn st0(self) -> Decoded {
        let (r, s, t) = (self.r(), self.s(), self.t());
        match (r, self.m_n()) {
            (0, (0, 0)) if s == 0 => plain("ill".into()),
            (0, (2, 0)) => plain("ret".into()),
            (0, (2, 1)) => plain("retw".into()),
            (0, (2, 2)) => plain(format!("jx a{s}")),
            (0, (3, n)) => plain(format!("{} a{s}", named(&["callx0", "callx4", "callx8", "callx12"], n)?)),
            (1, _) => plain(format!("movsp a{t}, a{s}")),
            (2, _) if s == 0 => {
                let names =
                    ["isync", "rsync", "esync", "dsync", "", "", "", "", "excw", "", "", "", "memw", "extw"];
                plain(if t == 15 { "nop" } else { named(&names, t)? }.into())
            }
            (3, (0, 0)) => plain(named(&["rfe", "rfue", "rfde", "", "rfwo", "rfwu"], s)?.into()),
            (3, (0, 1)) => plain(format!("rfi {s}")),
            (4, _) => plain(format!("break {s}, {t}")),
            (5, (0, 0)) => plain(named(&["syscall", "simcall"], s)?.into()),
            (6, _) => plain(format!("rsil a{t}, {s}")),
            (7, (0, 0)) => plain(format!("waiti {s}")),
            _ => None,
        }
    }

    /// Shifts.
    fn rst1(self) -> Decoded {
        let (r, s, t) = (self.r(), self.s(), self.t());
        let op2 = self.nibble(5);
        match op2 {
            0 | 1 => plain(format!("slli a{r}, a{s}, {}", 32 - (t | op2 << 4))),
            2 | 3 => plain(format!("srai a{r}, a{t}, {}", s | (op2 & 1) << 4)),
            4 => plain(format!("srli a{r}, a{t}, {s}")),
            6 => plain(format!("xsr.{} a{t}", special_register(self.special()))),
            8 => self.rst("src"),
            9 if s == 0 => plain(format!("srl a{r}, a{t}")),
            10 if t == 0 => plain(format!("sll a{r}, a{s}")),
            11 if s == 0 => plain(format!("sra a{r}, a{t}")),
            12 => self.rst("mul16u"),
            13 => self.rst("mul16s"),
            _ => None,
        }
    }

    /// Special registers, conditional moves, limits.
    fn rst3(self) -> Decoded {
        let (r, s, t) = (self.r(), self.s(), self.t());
        match self.nibble(5) {
            0 => plain(format!("rsr.{} a{t}", special_register(self.special()))),
            1 => plain(format!("wsr.{} a{t}", special_register(self.special()))),
            2 => plain(format!("sext a{r}, a{s}, {}", t + 7)),
            3 => plain(format!("clamps a{r}, a{s}, {}", t + 7)),
            12 => plain(format!("movf a{r}, a{s}, b{t}")),
            13 => plain(format!("movt a{r}, a{s}, b{t}")),
            14 => plain(format!("rur.{} a{r}", user_register(s << 4 | t))),
            15 => plain(format!("wur.{} a{t}", user_register(self.special()))),
            op2 => {
                let names = ["min", "max", "minu", "maxu", "moveqz", "movnez", "movltz", "movgez"];
                self.rst(named(&names, op2.checked_sub(4)?)?)
            }
        }
    }

    /// Arithmetic and conversions of floats (FP0).
    fn float_operation(self) -> Decoded {
        let (r, s, t) = (self.r(), self.s(), self.t());
        match self.nibble(5) {
            op2 @ (0 | 1 | 2 | 4 | 5) => {
                self.float_rst(named(&["add.s", "sub.s", "mul.s", "", "madd.s", "msub.s"], op2)?)
            }
            op2 @ (8..=11 | 14) => {
                let names = ["round.s", "trunc.s", "floor.s", "ceil.s", "", "", "utrunc.s"];
                plain(format!("{} a{r}, f{s}, {t}", named(&names, op2 - 8)?))
            }
            12 => plain(format!("float.s f{r}, a{s}, {t}")),
            13 => plain(format!("ufloat.s f{r}, a{s}, {t}")),
            15 => match t {
                0 => plain(format!("mov.s f{r}, f{s}")),
                1 => plain(format!("abs.s f{r}, f{s}")),
                4 => plain(format!("rfr a{r}, f{s}")),
                5 => plain(format!("wfr f{r}, a{s}")),
                6 => plain(format!("neg.s f{r}, f{s}")),
                _ => None,
            },
            _ => None,
        }
    }

    /// Comparisons and conditional moves of floats (FP1).
    fn float_comparison(self) -> Decoded {
        let (r, s, t) = (self.r(), self.s(), self.t());
        let op2 = self.nibble(5);
        let comparisons = ["", "un.s", "oeq.s", "ueq.s", "olt.s", "ult.s", "ole.s", "ule.s"];
        let moves = ["moveqz.s", "movnez.s", "movltz.s", "movgez.s", "movf.s", "movt.s"];
        match named(&comparisons, op2) {
            Some(name) => plain(format!("{name} b{r}, f{s}, f{t}")),
            None => {
                let condition = if op2 < 12 { 'a' } else { 'b' };
                plain(format!("{} f{r}, f{s}, {condition}{t}", named(&moves, op2.checked_sub(8)?)?))
            }
        }
    }

    /// Loads, stores, and additions of a constant.
    fn lsai(self) -> Decoded {
        let (r, s, t) = (self.r(), self.s(), self.t());
        let imm8 = self.imm8();
        let memory = [
            "l8ui", "l16ui", "l32i", "", "s8i", "s16i", "s32i", "", "", "l16si", "", "l32ai", "", "",
            "s32c1i", "s32ri",
        ];
        match r {
            10 => plain(format!("movi a{t}, {}", signed(s << 8 | imm8, 12))),
            12 => plain(format!("addi a{t}, a{s}, {}", signed(imm8, 8))),
            13 => plain(format!("addmi a{t}, a{s}, {}", signed(imm8, 8) * 256)),
            _ => {
                let scale = match r {
                    0 | 4 => 0,
                    1 | 5 | 9 => 1,
                    _ => 2,
                };
                plain(format!("{} a{t}, a{s}, {}", named(&memory, r)?, imm8 << scale))
            }
        }
    }

    /// Jumps, and branches by one register.
    fn si(self) -> Decoded {
        let (r, s) = (self.r(), self.s());
        let near = signed(self.imm8(), 8);
        let constant = |table: &[i32; 16]| table.get(usize::try_from(r).ok()?).copied();
        match self.m_n() {
            (_, 0) => self.leads("j ".into(), signed(self.word >> 6, 18)),
            (m, 1) => {
                let name = named(&["beqz", "bnez", "bltz", "bgez"], m)?;
                self.leads(format!("{name} a{s}, "), signed(self.word >> 12, 12))
            }
            (m, 2) => {
                let name = named(&["beqi", "bnei", "blti", "bgei"], m)?;
                self.leads(format!("{name} a{s}, {}, ", constant(&B4CONST)?), near)
            }
            (0, _) => plain(format!("entry a{s}, {}", (self.word >> 12) << 3)),
            (1, _) => match r {
                0 => self.leads(format!("bf b{s}, "), near),
                1 => self.leads(format!("bt b{s}, "), near),
                _ => {
                    let name = named(&["loop", "loopnez", "loopgtz"], r.checked_sub(8)?)?;
                    self.leads(format!("{name} a{s}, "), self.imm8().cast_signed())
                }
            },
            (m, _) => {
                let name = if m == 2 { "bltui" } else { "bgeui" };
                self.leads(format!("{name} a{s}, {}, ", constant(&B4CONSTU)?), near)
            }
        }
    }

    /// Branches by two registers, or a bit of one.
    fn b(self) -> Decoded {
        let (r, s, t) = (self.r(), self.s(), self.t());
        let names = [
            "bnone", "beq", "blt", "bltu", "ball", "bbc", "bbci", "bbci", "bany", "bne", "bge", "bgeu",
            "bnall", "bbs", "bbsi", "bbsi",
        ];
        let name = named(&names, r)?;
        let other = match r {
            6 | 7 | 14 | 15 => (t | (r & 1) << 4).to_string(),
            _ => format!("a{t}"),
        };
        self.leads(format!("{name} a{s}, {other}, "), signed(self.imm8(), 8))
    }

    /// Short constants and branches.
    fn st2(self) -> Decoded {
        let (r, s, t) = (self.r(), self.s(), self.t());
        if t < 8 {
            // Of seven bits, those from 96 on are negative.
            let value = (t << 4 | r).cast_signed();
            return plain(format!("movi.n a{s}, {}", if value < 96 { value } else { value - 128 }));
        }
        let name = if t < 12 { "beqz.n" } else { "bnez.n" };
        self.leads(format!("{name} a{s}, "), ((t & 3) << 4 | r).cast_signed())
    }

    /// Short moves and returns.
    fn st3(self) -> Decoded {
        let (r, s, t) = (self.r(), self.s(), self.t());
        match (r, t) {
            (0, _) => plain(format!("mov.n a{t}, a{s}")),
            (15, 2) => plain(format!("break.n {s}")),
            (15, _) if s == 0 => plain(named(&["ret.n", "retw.n", "", "nop.n", "", "", "ill.n"], t)?.into()),
            _ => None,
        }
    }
}

/// The name of a special register, or its number (chapter 5, "Special Registers").
fn special_register(number: u32) -> String {
    const NAMES: [(u32, &str); 27] = [
        (0, "lbeg"),
        (1, "lend"),
        (2, "lcount"),
        (3, "sar"),
        (4, "br"),
        (5, "litbase"),
        (12, "scompare1"),
        (16, "acclo"),
        (17, "acchi"),
        (72, "windowbase"),
        (73, "windowstart"),
        (96, "ibreakenable"),
        (104, "ddr"),
        (192, "depc"),
        (224, "cpenable"),
        (226, "interrupt"),
        (227, "intclear"),
        (228, "intenable"),
        (230, "ps"),
        (231, "vecbase"),
        (232, "exccause"),
        (233, "debugcause"),
        (234, "ccount"),
        (235, "prid"),
        (236, "icount"),
        (237, "icountlevel"),
        (238, "excvaddr"),
    ];
    // Several of a name: the first and the last, and the number of the first.
    const NUMBERED: [(u32, u32, &str, u32); 9] = [
        (32, 35, "m", 0),
        (128, 129, "ibreaka", 0),
        (144, 145, "dbreaka", 0),
        (160, 161, "dbreakc", 0),
        (177, 183, "epc", 1),
        (194, 199, "eps", 2),
        (209, 215, "excsave", 1),
        (240, 242, "ccompare", 0),
        (244, 247, "misc", 0),
    ];
    if let Some((_, name)) = NAMES.iter().find(|(other, _)| *other == number) {
        return (*name).to_owned();
    }
    let range = NUMBERED.iter().find(|(first, last, ..)| (*first..=*last).contains(&number));
    range.map_or_else(
        || number.to_string(),
        |(first, _, name, from)| format!("{name}{}", number - first + from),
    )
}

/// The name of a user register, or its number.
fn user_register(number: u32) -> String {
    match number {
        231 => "threadptr".into(),
        232 => "fcr".into(),
        233 => "fsr".into(),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(code: &[u8], offset: u64) -> Vec<String> {
        disassemble(code, offset).into_iter().map(|insn| insn.text).collect()
    }

    /// What the assembler of the ESP32's toolchain makes, which the tests have no copy of; the rest is held against that of the
    /// ESP8266's (`tests/xtensa_disassembly.rs`).
    #[test]
    fn windows_floats_and_loops_are_read() {
        // entry a1, 32; call8 0x10; retw.n; add.s f0, f1, f2; loop a3, 0x16
        let code = [0x36, 0x41, 0x00, 0xa5, 0x00, 0x00, 0x1d, 0xf0, 0x20, 0x01, 0x0a, 0x76, 0x83, 0x07];
        assert_eq!(
            texts(&code, 0),
            ["entry a1, 32", "call8 0xc", "retw.n", "add.s f0, f1, f2", "loop a3, 0x16"]
        );
    }

    #[test]
    fn what_is_no_instruction_is_bytes_and_the_rest_is_read() {
        assert_eq!(
            texts(&[0x0e, 0, 0, 0x0d, 0xf0, 0x36], 0),
            [".byte 0x0e, 0x00, 0x00", "ret.n", ".byte 0x36"]
        );
    }
}
