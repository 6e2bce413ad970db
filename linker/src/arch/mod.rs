//! An architecture is a value: tables, and a handful of functions on instructions.
//!
//! One file an architecture. Its heart is the table of relocations: what each type means, which bits it fills, which
//! values those can hold. The phases apply the table; an architecture's own code is called only where instructions
//! are rewritten, or made: the entry jump, import stubs, detours.
//!
//! ```text
//! row(R_RISCV_BRANCH, "R_RISCV_BRANCH", Call, Insn32(branch), -4096..=4094, multiple of 2)
//! ```

pub mod arm;
mod build_attributes;
pub mod riscv;
mod threads;
pub mod x64;
pub mod x86;
pub mod xtensa;

use std::collections::HashSet;

use object::elf;

use crate::error::Problem;
use crate::layout::Block;
use crate::plan::Plan;
use crate::planner::Planner;
use crate::program::{Program, Relocation, Section, SectionId};
use crate::reach::Reached;
use crate::request::Arch;
use crate::resolve::Resolved;

/// What a relocation asks for; S is the symbol's address, A the addend, P the place, G the address of the symbol's
/// slot in the global offset table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Nothing: a hint to linkers that shorten code, or padding that may stay.
    Nothing,
    /// S + A in a word that the loader can adjust.
    Pointer,
    /// S + A as the operand of an instruction, whose opcode says what of it is wanted and in which bits; some are
    /// counted from words.
    Operand,
    /// S + A where the loader can adjust nothing: S must be a number.
    Absolute,
    /// S + A − P, the distance of an address that is formed or used.
    Relative,
    /// S + A − P, the distance of a transfer of control, which may go through a stub.
    Call,
    /// S + A replaces what is there: one part of a difference.
    Set,
    /// S + A is added to what is there: one part of a difference.
    Add,
    /// S + A is subtracted from what is there: one part of a difference.
    Sub,
    /// The upper part of S + A − P; the instructions with the lower part name this place.
    High,
    /// The upper part of G − P; the instructions with the lower part name this place.
    GotHigh,
    /// The lower part of what the instruction at S has the upper part of.
    Low,
    /// The upper part of S + A; the instructions with the lower part name the same symbol.
    AbsoluteHigh,
    /// The lower part of S + A.
    AbsoluteLow,
    /// The addition of the thread pointer to the upper part of a thread-local variable's distance from it. A module has
    /// one thread: its variables have addresses, and nothing is added.
    ThreadPointer,
    /// S + A − P, with P rounded down to a multiple of four.
    RelativeToWord,
    /// G + A − P.
    Got,
    /// G + A − P in an instruction that may be rewritten when S is at a known distance.
    RelaxableGot,
    /// B + A − P, where B is the base that code adds distances to: the slots' start.
    Base,
    /// S + A − B, a distance from that base.
    FromBase,
    /// G + A − B, a slot's distance from that base.
    GotFromBase,
    /// The place of a slot with the address T that the variables of the module's one thread are counted from.
    ThreadSlot,
    /// S + A − T, the distance of a thread-local variable from there.
    FromThread,
    /// It cannot be done, for this reason.
    Unsupported(&'static str),
}

/// Which bits a relocation fills. Multi-byte fields are little-endian.
#[derive(Debug, Clone, Copy)]
pub enum Field {
    /// None.
    None,
    /// The lower six bits of a byte.
    LowSix,
    /// One byte.
    Byte,
    /// Two bytes.
    Half,
    /// Four bytes.
    Word,
    /// Four bytes, which hold a part of the addend although the relocation has another.
    WordWithAddend,
    /// Eight bytes.
    Double,
    /// Bits of a 16-bit instruction: the instruction and the value in, the instruction out.
    Insn16(fn(u16, u32) -> u16),
    /// Bits of a 32-bit instruction.
    Insn32(fn(u32, u32) -> u32),
    /// Bits of two 32-bit instructions in a row.
    Insn32Pair(fn([u32; 2], u32) -> [u32; 2]),
    /// Bits of an instruction in an object whose relocations have no addend: the bits hold it.
    Coded(&'static Coded),
}

/// Bits of an instruction that hold the addend until the value replaces it. Instructions of two halfwords, as
/// Thumb's, have the first halfword in the lower half.
#[derive(Debug)]
pub struct Coded {
    /// Bytes of the instruction: 2, 3 or 4.
    pub size: usize,
    /// The value in the bits.
    pub get: fn(u32) -> i64,
    /// The instruction and a value in, the instruction out.
    pub put: fn(u32, u32) -> u32,
}

impl Field {
    /// Bytes it spans.
    pub fn size(self) -> usize {
        match self {
            Field::None => 0,
            Field::LowSix | Field::Byte => 1,
            Field::Half | Field::Insn16(_) => 2,
            Field::Word | Field::WordWithAddend | Field::Insn32(_) => 4,
            Field::Double | Field::Insn32Pair(_) => 8,
            Field::Coded(coded) => coded.size,
        }
    }

    /// What an integer field holds; zero for instructions, whose bits are never added to.
    pub fn read(self, bytes: &[u8]) -> u64 {
        let mut value = 0;
        match self {
            Field::None | Field::Insn16(_) | Field::Insn32(_) | Field::Insn32Pair(_) | Field::Coded(_) => {}
            Field::LowSix
            | Field::Byte
            | Field::Half
            | Field::Word
            | Field::WordWithAddend
            | Field::Double => {
                for (shift, byte) in bytes.iter().take(self.size()).enumerate() {
                    value |= u64::from(*byte) << (8 * shift);
                }
                if matches!(self, Field::LowSix) {
                    value &= 0x3f;
                }
            }
        }
        value
    }

    /// The addend that the field of an object without explicit addends holds; `None` if `bytes` is shorter than the
    /// field, or if no object has such a field.
    pub fn addend(self, bytes: &[u8]) -> Option<i64> {
        let bytes = bytes.get(..self.size())?;
        match self {
            Field::None => Some(0),
            Field::Byte => Some(i64::from(i8::from_le_bytes(bytes.try_into().ok()?))),
            Field::Half => Some(i64::from(i16::from_le_bytes(bytes.try_into().ok()?))),
            Field::Word | Field::WordWithAddend => {
                Some(i64::from(i32::from_le_bytes(bytes.try_into().ok()?)))
            }
            Field::Double => Some(i64::from_le_bytes(bytes.try_into().ok()?)),
            Field::Coded(coded) => Some((coded.get)(Self::coded_bits(bytes))),
            Field::LowSix | Field::Insn16(_) | Field::Insn32(_) | Field::Insn32Pair(_) => None,
        }
    }

    /// An instruction of up to four bytes as a number.
    fn coded_bits(bytes: &[u8]) -> u32 {
        bytes.iter().rev().fold(0, |bits, byte| bits << 8 | u32::from(*byte))
    }

    /// Writes the lower bits of a value into the field; `None` if `bytes` is shorter than the field.
    #[must_use]
    pub fn write(self, bytes: &mut [u8], value: i128) -> Option<()> {
        let bytes = bytes.get_mut(..self.size())?;
        // Two's complement: the lower bits are the same whatever the width.
        let low = (value & i128::from(u32::MAX)) as u32;
        match self {
            Field::None => {}
            Field::LowSix => {
                let byte = bytes.first_mut()?;
                *byte = (*byte & 0xc0) | (low as u8 & 0x3f);
            }
            Field::Byte | Field::Half | Field::Word | Field::WordWithAddend | Field::Double => {
                for (to, from) in bytes.iter_mut().zip(value.to_le_bytes()) {
                    *to = from;
                }
            }
            Field::Insn16(encode) => {
                let insn = u16::from_le_bytes(bytes.try_into().ok()?);
                bytes.copy_from_slice(&encode(insn, low).to_le_bytes());
            }
            Field::Insn32(encode) => {
                let insn = u32::from_le_bytes(bytes.try_into().ok()?);
                bytes.copy_from_slice(&encode(insn, low).to_le_bytes());
            }
            Field::Coded(coded) => {
                let insn = (coded.put)(Self::coded_bits(bytes), low);
                for (to, from) in bytes.iter_mut().zip(insn.to_le_bytes()) {
                    *to = from;
                }
            }
            Field::Insn32Pair(encode) => {
                let (first, second) = bytes.split_at_mut(4);
                let insns = [
                    u32::from_le_bytes((&*first).try_into().ok()?),
                    u32::from_le_bytes((&*second).try_into().ok()?),
                ];
                let [one, two] = encode(insns, low);
                first.copy_from_slice(&one.to_le_bytes());
                second.copy_from_slice(&two.to_le_bytes());
            }
        }
        Some(())
    }
}

/// The values that a field can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub min: i128,
    /// The greatest.
    pub max: i128,
    /// Every value is a multiple of this.
    pub align: i128,
}

impl Range {
    /// Whether it holds every value of 64 bits: the field wraps by design.
    pub const ANY: Range = Range { min: i128::MIN, max: i128::MAX, align: 1 };

    /// −2^(bits−1) up to 2^(bits−1) − `align`, multiples of `align`.
    pub const fn signed(bits: u32, align: i128) -> Range {
        Range { min: -(1 << (bits - 1)), max: (1 << (bits - 1)) - align, align }
    }

    /// What fits a field read as signed or as unsigned.
    pub const fn either(bits: u32) -> Range {
        Range { min: -(1 << (bits - 1)), max: (1 << bits) - 1, align: 1 }
    }

    /// 0 up to 2^bits − 1.
    pub const fn unsigned(bits: u32) -> Range {
        Range { min: 0, max: (1 << bits) - 1, align: 1 }
    }
}

/// One type of relocation.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// ELF's number.
    pub number: u32,
    /// ELF's name.
    pub name: &'static str,
    /// What it asks for.
    pub meaning: Meaning,
    /// Where the result goes.
    pub field: Field,
    /// What results fit there.
    pub range: Range,
}

/// A row of the table that can be applied.
pub(crate) const fn row(
    number: elf::RelocationType,
    name: &'static str,
    meaning: Meaning,
    field: Field,
    range: Range,
) -> Row {
    Row { number: number.0, name, meaning, field, range }
}

/// A row of the table that cannot.
pub(crate) const fn refused(number: elf::RelocationType, name: &'static str, why: &'static str) -> Row {
    row(number, name, Meaning::Unsupported(why), Field::None, Range::ANY)
}

/// Checks a build attributes section of that ELF type.
pub type AttributesCheck = (elf::SectionType, fn(Arch, &[u8]) -> Result<(), Problem>);

/// A detour: code out of line that does what could not be done in place (see [`crate::planner`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DetourAddresses {
    /// Where the detour's code will be.
    pub detour: u64,
    /// The slot that holds the address to be loaded; 0 where detours have a word of their own.
    pub slot: u64,
    /// Where to go on.
    pub back: u64,
    /// The register to load it into.
    pub register: u8,
}

/// Where the parts of copying code are; bytes from the image's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyAddresses {
    /// Three words: the address of the first byte to be copied, where it goes, and the address of the end.
    pub words: u64,
    /// The code itself.
    pub code: u64,
    /// Where to go on.
    pub entry: u64,
}

/// How initialised variables come to ordinary memory, if what is beside the code cannot be written: the image has their
/// initial values, and what the module begins with copies them to the head of the BSS.
#[derive(Debug)]
pub struct Copying {
    /// Bytes of the code, a multiple of its alignment.
    pub size: u64,
    /// The code, which changes no argument of the entry function; `None` if a jump does not reach.
    pub code: fn(CopyAddresses) -> Option<Vec<u8>>,
    /// The first kept section of code that reads less than a word of memory, where the image can be read in words only:
    /// if there is one, constants are copied as well.
    pub reads_parts: fn(&Program, &dyn Fn(SectionId) -> bool) -> Option<SectionId>,
}

/// Where what is not code goes.
#[derive(Debug, Clone, Copy)]
pub struct Placement {
    /// The block of constants and initialised variables.
    pub constants: Block,
    /// How initialised variables come to the BSS, if they do not stay in that block.
    pub copying: Option<&'static Copying>,
    /// Tells the relocations of instructions that load a word from behind themselves, if there are such: then slots
    /// lie before the code, and such words become slots (see [`crate::literals`]).
    pub loads_literal: Option<fn(&Section, &Relocation) -> bool>,
}

impl Placement {
    /// Everything in one image, the code first.
    pub const AFTER_CODE: Placement =
        Placement { constants: Block::Image, copying: None, loads_literal: None };
}

/// All that the phases need to know of a processor family.
#[derive(Debug)]
pub struct Architecture {
    /// Which one it is.
    pub arch: Arch,
    /// ELF's number for it.
    pub machine: elf::Machine,
    /// Its word size in ELF.
    pub class: elf::FileClass,
    /// What pointers to a function have set beside its address, and the values of functions' symbols too: bit 0 on Arm,
    /// which says that the instructions are Thumb's.
    pub function_bits: u64,
    /// Whether its objects keep addends where the values go (`SHT_REL`), and not beside (`SHT_RELA`).
    pub implicit_addends: bool,
    /// Refuses ABIs that the firmware does not have, by the ELF header's flags.
    pub check_flags: fn(Arch, u32) -> Result<(), Problem>,
    /// Refuses instructions that boards may not have, by the build attributes.
    pub check_attributes: Option<AttributesCheck>,
    /// The relocations, sorted by number.
    pub relocations: &'static [Row],
    /// The alignment of the loaded text that all loaders give.
    pub image_align: u64,
    /// Where what is not code goes.
    pub placement: Placement,
    /// The alignment of the loaded BSS that all loaders give.
    pub bss_align: u64,
    /// Whether a relocation against a variable can only be done if the variable is at a known distance.
    pub needs_distance: fn(&Section, usize, &Row) -> bool,
    /// The offsets of a section's relocations that are done without the distance that [`Self::needs_distance`] says
    /// they need, because the instructions around them can be rewritten.
    pub rewritable: Option<fn(&Program, SectionId) -> HashSet<u64>>,
    /// Functions whose calls the linker replaces by instructions: nothing need define them.
    pub replaced_calls: &'static [&'static str],
    /// Decides how every relocation of a section is done.
    pub plan: fn(&mut Planner, SectionId) -> Vec<Plan>,
    /// Makes code shorter, where that can be done.
    pub relax: Option<fn(&mut Resolved, &mut Reached, Arch)>,
    /// Whether the module's start-up code asks the resolvers of functions (`STT_GNU_IFUNC`) which to use. Of the
    /// compilers for the others none makes such functions.
    pub asks_resolvers: bool,
    /// The addend of a call to a symbol's own address.
    pub call_addend: i64,
    /// A jump forward over that many bytes from its own start; `None` if none reaches.
    pub entry_jump: fn(u64) -> Option<Vec<u8>>,
    /// Bytes of an import stub, and their alignment.
    pub stub_size: (u64, u64),
    /// Where in a stub the word is that the loader puts the address into, if stubs have one: they are placed so that
    /// it can. `None` if a stub loads the address from a slot.
    pub stub_word: Option<u64>,
    /// Where in a stub the word with its slot's address is, if stubs to functions that resolvers choose load the address
    /// from a slot although others hold it themselves.
    pub stub_slot_word: Option<u64>,
    /// A jump to the address in a slot; in: the stub's and the slot's addresses (0 where stubs have none). Out: nothing
    /// if the slot is out of reach.
    pub stub: fn(Arch, u64, u64) -> Vec<u8>,
    /// Bytes of a detour, and their alignment.
    pub detour_size: (u64, u64),
    /// Where in a detour the word is that the loader puts the address into, as with stubs.
    pub detour_word: Option<u64>,
    /// A detour's code; `None` if a jump does not reach.
    pub detour: fn(Arch, DetourAddresses) -> Option<Vec<u8>>,
}

impl Architecture {
    /// The row of a relocation type.
    pub fn row(&self, number: u32) -> Option<&'static Row> {
        let index = self.relocations.binary_search_by_key(&number, |row| row.number).ok()?;
        self.relocations.get(index)
    }
}

/// The architecture's tables.
pub fn architecture(arch: Arch) -> &'static Architecture {
    match arch {
        Arch::X86 => &x86::X86,
        Arch::X64 => &x64::X64,
        Arch::Armv6m => &arm::ARMV6M,
        Arch::Armv7m => &arm::ARMV7M,
        Arch::Armv7emsp => &arm::ARMV7EMSP,
        Arch::Armv7emdp => &arm::ARMV7EMDP,
        Arch::Xtensa => &xtensa::XTENSA,
        Arch::Xtensawin => &xtensa::XTENSAWIN,
        Arch::Rv32imc => &riscv::RV32IMC,
        Arch::Rv64imc => &riscv::RV64IMC,
    }
}

/// The optional extensions that an object was compiled for, by its build attributes ([`Arch::flags`]).
pub fn attribute_flags(arch: Arch, bytes: &[u8]) -> u64 {
    match arch {
        Arch::Rv32imc => riscv::attribute_flags(arch, bytes),
        Arch::X86
        | Arch::X64
        | Arch::Armv6m
        | Arch::Armv7m
        | Arch::Armv7emsp
        | Arch::Armv7emdp
        | Arch::Xtensa
        | Arch::Xtensawin
        | Arch::Rv64imc => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_name_each_type_once() {
        for arch in Arch::ALL {
            let rows = architecture(arch).relocations;
            assert!(rows.windows(2).all(|pair| pair[0].number < pair[1].number), "{}", arch.name());
        }
    }

    /// The names are those of the ELF specification, as the object crate has them; of Arm's it has an older edition's.
    #[test]
    fn rows_bear_the_names_of_their_numbers() {
        let renamed = [
            (4, "PC13"),
            (10, "THM_PC22"),
            (12, "AMP_VCALL9"),
            (13, "SWI24"),
            (24, "GOTOFF"),
            (25, "GOTPC"),
            (26, "GOT32"),
            (35, "LDR_SBREL_11_0"),
            (36, "ALU_SBREL_19_12"),
            (37, "ALU_SBREL_27_20"),
            (102, "THM_PC11"),
            (103, "THM_PC9"),
            (129, "THM_TLS_DESCSEQ"),
            (253, "RABS22"),
        ];
        let is_newer = |number: u32| matches!(number, 132..=138 | 161..=167);
        for arch in Arch::ALL {
            let architecture = architecture(arch);
            let is_arm = architecture.machine == elf::EM_ARM;
            let names = elf::machine_names(architecture.machine);
            for row in architecture.relocations {
                let name = names.r.name(elf::RelocationType(row.number)).map(str::to_owned);
                let expected = match renamed.iter().find(|(number, _)| is_arm && *number == row.number) {
                    Some((_, older)) => Some(format!("R_ARM_{older}")),
                    None if is_arm && is_newer(row.number) => None,
                    None => Some(row.name.to_owned()),
                };
                assert_eq!(name, expected, "{} {}", arch.name(), row.number);
            }
        }
    }

    #[test]
    fn ranges_end_where_their_bits_do() {
        let branch = Range::signed(13, 2);
        assert_eq!((branch.min, branch.max), (-4096, 4094));
        let byte = Range::either(8);
        assert_eq!((byte.min, byte.max), (-128, 255));
    }
}
