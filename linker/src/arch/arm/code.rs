//! The instructions of a section: where they are, and what the few questions of this linker need to know of each.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::fields::{BRANCH8, BRANCH11, BRANCH19, BRANCH24};
use crate::program::{Place, Program, SectionId};

/// One instruction: of its 32 bits, if it has as many, the first halfword is in the lower half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Insn {
    /// Bytes from the section's start.
    pub offset: u64,
    /// Its bits.
    pub bits: u32,
    /// Whether it has 32 bits.
    pub is_wide: bool,
}

/// A load of a word of the section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Load {
    /// Where the next instruction is.
    pub end: u64,
    /// The register that is loaded; `None` if the word is one of several, or its address is taken.
    pub register: Option<u32>,
}

/// Where execution goes on after an instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// At the next one. With the registers that it may read or write, a bit each.
    Following(u32),
    /// In a function, and then at the next one. With the registers that say where it is.
    Call(u32),
    /// At that offset.
    Branch(u64),
    /// At that offset or the next one, by a condition or by the registers.
    Either(u64, u32),
    /// In the caller.
    Return,
    /// It is not known.
    Unknown,
}

/// What is known of a section's code.
#[derive(Debug, Default)]
pub(super) struct Code {
    /// Where instructions are, by the mapping symbols; sorted.
    regions: Vec<Range<u64>>,
    /// The loads of each word, by the word's offset. Only ever looked up in.
    loads: HashMap<u64, Vec<Load>>,
    /// Offsets of the instructions that an `it` makes conditional. Only ever looked up in.
    conditional: HashSet<u64>,
}

/// What kind of code a mapping symbol begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mapping {
    /// `$t`
    Thumb,
    /// `$a`
    Arm,
    /// `$d`
    Data,
}

/// A section's mapping symbols with their offsets, sorted (ELF for the Arm Architecture, "Mapping symbols").
pub(super) fn mapping(program: &Program, section: SectionId) -> impl Iterator<Item = (u64, Mapping)> {
    program.sections[section].symbols.iter().filter_map(|id| {
        let symbol = &program.symbols[*id];
        let Place::Section { offset, .. } = symbol.place else { return None };
        let mapping = match symbol.name.split('.').next() {
            Some("$t") => Mapping::Thumb,
            Some("$a") => Mapping::Arm,
            Some("$d") => Mapping::Data,
            _ => return None,
        };
        Some((offset, mapping))
    })
}

fn half(bytes: &[u8], offset: u64) -> Option<u32> {
    let start = usize::try_from(offset).ok()?;
    let bytes = bytes.get(start..start.checked_add(2)?)?;
    Some(u32::from(u16::from_le_bytes(bytes.try_into().ok()?)))
}

/// The instruction at an offset.
pub(super) fn insn_at(bytes: &[u8], offset: u64) -> Option<Insn> {
    let first = half(bytes, offset)?;
    // 11101, 11110 and 11111 begin an instruction of 32 bits.
    if first < 0xe800 {
        return Some(Insn { offset, bits: first, is_wide: false });
    }
    let second = half(bytes, offset.checked_add(2)?)?;
    Some(Insn { offset, bits: first | second << 16, is_wide: true })
}

impl Code {
    /// Looks through a section's code.
    pub(super) fn of_section(program: &Program, section: SectionId) -> Code {
        let row = &program.sections[section];
        let mut code = Code::default();
        let mut begun = None;
        for (offset, mapping) in mapping(program, section).chain([(row.size, Mapping::Data)]) {
            if let Some(start) = begun.take().filter(|start| *start < offset) {
                code.regions.push(start..offset);
            }
            begun = (mapping == Mapping::Thumb).then_some(offset);
        }
        for region in code.regions.clone() {
            code.look_through(&row.bytes, region);
        }
        code
    }

    fn look_through(&mut self, bytes: &[u8], region: Range<u64>) {
        let mut conditional = 0;
        let mut offset = region.start;
        while let Some(insn) = insn_at(bytes, offset).filter(|_| offset < region.end) {
            if conditional > 0 {
                conditional -= 1;
                self.conditional.insert(offset);
            } else {
                conditional = insn.conditional_after();
            }
            for (word, register) in insn.words() {
                self.loads.entry(word).or_default().push(Load { end: insn.end(), register });
            }
            offset = insn.end();
        }
    }

    /// All loads of the word at an offset.
    pub(super) fn loads_of(&self, word: u64) -> &[Load] {
        self.loads.get(&word).map_or(&[], Vec::as_slice)
    }

    /// Whether an instruction is executed under a condition.
    pub(super) fn is_conditional(&self, offset: u64) -> bool {
        self.conditional.contains(&offset)
    }

    fn region(&self, offset: u64) -> Option<&Range<u64>> {
        let region = self.regions.get(self.regions.partition_point(|region| region.end <= offset))?;
        region.contains(&offset).then_some(region)
    }

    /// Whether there are instructions at an offset.
    pub(super) fn holds(&self, offset: u64) -> bool {
        self.region(offset).is_some()
    }
}

impl Insn {
    /// The offset of the next instruction.
    pub(super) fn end(self) -> u64 {
        self.offset + if self.is_wide { 4 } else { 2 }
    }

    fn first(self) -> u32 {
        self.bits & 0xffff
    }

    fn second(self) -> u32 {
        self.bits >> 16
    }

    fn bits(self, high: u32, low: u32) -> u32 {
        (self.bits >> low) & ((1 << (high - low + 1)) - 1)
    }

    /// How many of the next instructions an `it` makes conditional: as many as its mask says by its lowest one.
    fn conditional_after(self) -> u32 {
        let is_it = !self.is_wide && self.bits & 0xff00 == 0xbf00 && self.bits & 0xf != 0;
        if is_it { 4 - self.bits.trailing_zeros() } else { 0 }
    }

    /// The register of `add r, pc`.
    pub(super) fn adds_pc(self) -> Option<u32> {
        let adds = !self.is_wide && self.bits & 0xff78 == 0x4478;
        adds.then(|| self.bits(7, 7) << 3 | self.bits(2, 0))
    }

    /// The words of the section whose addresses it forms, and the register that one is loaded into.
    fn words(self) -> Vec<(u64, Option<u32>)> {
        let pc = (self.offset + 4) & !3;
        let (first, second) = (self.first(), self.second());
        let far = |distance: u32| {
            let distance = u64::from(distance);
            if first & 0x80 != 0 { pc + distance } else { pc.saturating_sub(distance) }
        };
        match (self.is_wide, first) {
            // ldr
            (false, _) if first & 0xf800 == 0x4800 => {
                vec![(pc + u64::from(self.bits(7, 0) * 4), Some(self.bits(10, 8)))]
            }
            // adr
            (false, _) if first & 0xf800 == 0xa000 => vec![(pc + u64::from(self.bits(7, 0) * 4), None)],
            // ldr.w
            (true, 0xf85f | 0xf8df) => vec![(far(second & 0xfff), Some(second >> 12))],
            // ldrb, ldrh, ldrsb, ldrsh
            (true, _) if first & 0xfe1f == 0xf81f => vec![(far(second & 0xfff) & !3, None)],
            // adr.w
            (true, _) if first & 0xfb5f == 0xf20f && second & 0x8000 == 0 => {
                let distance = u64::from((first & 0x400) << 1 | (second & 0x7000) >> 4 | second & 0xff);
                let at = if first & 0xa0 == 0 { pc + distance } else { pc.saturating_sub(distance) };
                vec![(at & !3, None)]
            }
            // ldrd; vldr, of one word or two
            (true, _) if first & 0xfe7f == 0xe85f || first & 0xff3f == 0xed1f => {
                let at = far((second & 0xff) * 4);
                vec![(at, None), (at + 4, None)]
            }
            _ => Vec::new(),
        }
    }

    /// Where execution goes on.
    pub(super) fn next(self) -> Next {
        if let Some(registers) = self.registers() {
            return Next::Following(registers);
        }
        // The program counter reads as the address and 4.
        let to = |distance: i64| (self.offset + 4).checked_add_signed(distance);
        let (first, second) = (self.first(), self.second());
        let next = if self.is_wide {
            match (first >> 11, second >> 14, second >> 12 & 1) {
                (0b11110, 0b11, 1) => Some(Next::Call(0)),
                (0b11110, 0b10, 1) => to((BRANCH24.get)(self.bits)).map(Next::Branch),
                // With a condition; 111x are other instructions.
                (0b11110, 0b10, 0) if first & 0x380 != 0x380 => {
                    to((BRANCH19.get)(self.bits)).map(|to| Next::Either(to, 0))
                }
                // pop with the program counter
                _ if first == 0xe8bd && second & 0x8000 != 0 => Some(Next::Return),
                _ => None,
            }
        } else {
            match first >> 8 {
                // 1110 is undefined, 1111 a call of the supervisor.
                0xd0..=0xdd => to((BRANCH8.get)(first)).map(|to| Next::Either(to, 0)),
                0xe0..=0xe7 => to((BRANCH11.get)(first)).map(Next::Branch),
                // cbz, cbnz; the distance is counted from the program counter, as the field's addend is not.
                0xb1 | 0xb3 | 0xb9 | 0xbb => {
                    let distance = i64::from(self.bits(9, 9) << 6 | self.bits(7, 3) << 1);
                    to(distance).map(|to| Next::Either(to, 1 << self.bits(2, 0)))
                }
                // pop with the program counter
                0xbd => Some(Next::Return),
                // blx
                0x47 if first & 0x80 != 0 => Some(Next::Call(1 << self.bits(6, 3))),
                // bx lr
                0x47 if first == 0x4770 => Some(Next::Return),
                // it
                0xbf => Some(Next::Following(0)),
                _ => None,
            }
        };
        next.unwrap_or(Next::Unknown)
    }

    /// Whether it is a `pop` of a register.
    pub(super) fn pops(self, register: u32) -> bool {
        let list = if self.is_wide {
            // ldmia sp!
            if self.first() == 0xe8bd { self.second() } else { 0 }
        } else if self.bits & 0xfe00 == 0xbc00 {
            self.bits(7, 0)
        } else {
            0
        };
        list >> register & 1 == 1
    }

    /// The registers that it may read or write, a bit each; `None` if execution may go on elsewhere, or it is not known.
    ///
    /// In an instruction of 32 bits a register's number is at one of four places; where a place may hold something else,
    /// one register too many is named.
    pub(super) fn registers(self) -> Option<u32> {
        if self.is_wide { self.registers_of_wide() } else { self.registers_of_narrow() }
    }

    fn registers_of_narrow(self) -> Option<u32> {
        let low = |at: u32| 1 << self.bits(at + 2, at);
        let insn = self.bits;
        Some(match insn >> 11 {
            // Shifts by a number.
            0b00000..=0b00010 => low(0) | low(3),
            // add, sub
            0b00011 => low(0) | low(3) | if self.bits(10, 10) == 0 { low(6) } else { 0 },
            // movs, cmp, adds, subs with a number; loads from the code
            0b00100..=0b00111 | 0b01001 => low(8),
            0b01000 if insn & 0x400 == 0 => low(0) | low(3),
            // bx, blx
            0b01000 if insn & 0x700 == 0x700 => return None,
            // add, cmp, mov of any register
            0b01000 => {
                let to = self.bits(7, 7) << 3 | self.bits(2, 0);
                if to == 15 {
                    return None;
                }
                1 << to | 1 << self.bits(6, 3)
            }
            // Loads and stores.
            0b01010 | 0b01011 => low(0) | low(3) | low(6),
            0b01100..=0b10001 => low(0) | low(3),
            // Those of the stack, and addresses in the code and the stack.
            0b10010..=0b10101 => low(8),
            0b10110 | 0b10111 => return self.registers_of_miscellaneous(),
            // Loads and stores of several.
            0b11000 | 0b11001 => low(8) | self.bits(7, 0),
            // Branches, svc, udf.
            _ => return None,
        })
    }

    fn registers_of_miscellaneous(self) -> Option<u32> {
        let insn = self.bits;
        let two = 1 << self.bits(2, 0) | 1 << self.bits(5, 3);
        match insn >> 8 & 0xf {
            // add sp, sub sp
            0b0000 => Some(0),
            // sxth, sxtb, uxth, uxtb; rev and its kin
            0b0010 | 0b1010 if insn & 0xffc0 != 0xba80 => Some(two),
            // push; pop, but not of the program counter
            0b0100 | 0b0101 | 0b1100 => Some(self.bits(7, 0)),
            // nop and other hints, but not it
            0b1111 if insn & 0xf == 0 => Some(0),
            // cbz, cbnz, it, bkpt, cps, pop of the program counter
            _ => None,
        }
    }

    fn registers_of_wide(self) -> Option<u32> {
        let (first, second) = (self.first(), self.second());
        let base = 1 << (first & 0xf);
        let (at_12, at_8, at_0) = (1 << (second >> 12), 1 << (second >> 8 & 0xf), 1 << (second & 0xf));
        let registers = match first >> 9 & 0xf {
            // Loads and stores of several, of two, exclusive ones, table branches.
            0b0100 if first & 0x40 == 0 => base | second,
            0b0100 if first & 0xfff0 == 0xe8d0 && second & 0xffe0 == 0xf000 => return None,
            0b0100 => base | at_12 | at_8 | at_0,
            // Data processing with a shifted register.
            0b0101 => base | at_8 | at_0,
            // Coprocessors, floating point among them.
            0b0110 | 0b0111 | 0b1110 | 0b1111 => base | at_12 | at_8 | at_0,
            // Branches and miscellaneous control.
            0b1000..=0b1011 if second & 0x8000 != 0 => return None,
            // movw, movt
            0b1001 | 0b1011 if first & 0xfb70 == 0xf240 => at_8,
            // Data processing with a number.
            0b1000..=0b1011 => base | at_8,
            // Loads and stores of one, with or without an index; hints to load early.
            0b1100 => {
                let index = if first & 0x80 == 0 && second & 0x0fc0 == 0 { at_0 } else { 0 };
                base | at_12 | index
            }
            // Data processing of registers, multiplication, division.
            0b1101 => base | at_12 | at_8 | at_0,
            _ => return None,
        };
        // What loads the program counter goes on elsewhere; what is relative to it names it as its base.
        let writes_pc = match first >> 9 & 0xf {
            0b0100 if first & 0x40 == 0 => second & 0x8000 != 0,
            0b1100 => second >> 12 == 15,
            _ => false,
        };
        (!writes_pc).then_some(registers)
    }
}

#[cfg(test)]
#[path = "code_tests.rs"]
mod tests;
