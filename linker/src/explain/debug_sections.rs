//! An object's debug information with its relocations applied, as if its sections were loaded somewhere.
//!
//! Every section of an object starts at address zero, so an address alone would not say which section it is in. Each
//! section that is loaded gets a made-up address of its own here ([`DebugSections::address`]), and the debug sections
//! are relocated against those; readers of debug information then find section and offset by address.
//!
//! Only what debug information is made of is applied, a row a relocation type: whole addresses, and RISC-V's parts of
//! differences, which its assemblers leave to the linker even in line tables (psABI, "Relocations"). Other types leave
//! the bytes as they are.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::HashMap;

use object::elf;
use object::read::{File, RelocationFlags, RelocationTarget};
use object::{Object as _, ObjectSection as _, ObjectSymbol as _, SectionIndex};

/// What a relocation does to the bytes at its place; S is the symbol's address, A the addend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fix {
    /// S + A in that many bytes.
    Set(usize),
    /// S + A added to that many bytes.
    Add(usize),
    /// S + A subtracted from that many bytes.
    Sub(usize),
    /// S + A in the lower six bits.
    SetSix,
    /// S + A subtracted from the lower six bits.
    SubSix,
    /// S + A as a ULEB128 of the length that is there.
    SetUleb,
    /// S + A subtracted from the ULEB128 that is there.
    SubUleb,
}

#[rustfmt::skip]
const RISCV: [(elf::RelocationType, Fix); 19] = [
    (elf::R_RISCV_32, Fix::Set(4)), (elf::R_RISCV_64, Fix::Set(8)),
    (elf::R_RISCV_SET8, Fix::Set(1)), (elf::R_RISCV_SET16, Fix::Set(2)), (elf::R_RISCV_SET32, Fix::Set(4)),
    (elf::R_RISCV_ADD8, Fix::Add(1)), (elf::R_RISCV_ADD16, Fix::Add(2)),
    (elf::R_RISCV_ADD32, Fix::Add(4)), (elf::R_RISCV_ADD64, Fix::Add(8)),
    (elf::R_RISCV_SUB8, Fix::Sub(1)), (elf::R_RISCV_SUB16, Fix::Sub(2)),
    (elf::R_RISCV_SUB32, Fix::Sub(4)), (elf::R_RISCV_SUB64, Fix::Sub(8)),
    (elf::R_RISCV_SET6, Fix::SetSix), (elf::R_RISCV_SUB6, Fix::SubSix),
    (elf::R_RISCV_SET_ULEB128, Fix::SetUleb), (elf::R_RISCV_SUB_ULEB128, Fix::SubUleb),
    // Marks, listed so that nobody looks for them.
    (elf::R_RISCV_NONE, Fix::Set(0)), (elf::R_RISCV_RELAX, Fix::Set(0)),
];
const X86_64: [(elf::RelocationType, Fix); 3] =
    [(elf::R_X86_64_64, Fix::Set(8)), (elf::R_X86_64_32, Fix::Set(4)), (elf::R_X86_64_32S, Fix::Set(4))];
const I386: [(elf::RelocationType, Fix); 1] = [(elf::R_386_32, Fix::Set(4))];
const ARM: [(elf::RelocationType, Fix); 1] = [(elf::R_ARM_ABS32, Fix::Set(4))];
/// Half of the addend is in place, by the ABI's own rule (binutils, `elf32-xtensa.c`: `partial_inplace`).
const XTENSA: [(elf::RelocationType, Fix); 1] = [(elf::R_XTENSA_32, Fix::Add(4))];

/// What debug information of a machine is relocated with; nothing for a machine that no module is made for.
fn fixes(machine: object::Architecture) -> &'static [(elf::RelocationType, Fix)] {
    match machine {
        object::Architecture::Riscv32 | object::Architecture::Riscv64 => &RISCV,
        object::Architecture::X86_64 => &X86_64,
        object::Architecture::I386 => &I386,
        object::Architecture::Arm => &ARM,
        object::Architecture::Xtensa => &XTENSA,
        _ => &[],
    }
}

/// Room between two sections' addresses: an address one past a section's end is not in the next.
const GAP: u64 = 4096;

/// The debug sections of one object.
#[derive(Debug)]
pub struct DebugSections {
    /// By name, `.debug_info`, …: only ever looked up in.
    contents: HashMap<String, Vec<u8>>,
    /// For each section of the object, by its number, the address it was given and its size; none for sections that
    /// are not loaded.
    bases: Vec<Option<(u64, u64)>>,
}

impl DebugSections {
    /// Reads an object's debug sections; none if it has no readable ones, or they are compressed.
    pub fn read(bytes: &[u8]) -> Option<DebugSections> {
        let file = File::parse(bytes).ok()?;
        file.section_by_name(".debug_info")?;
        let bases = bases(&file)?;
        let fixes = fixes(file.architecture());
        let mut contents = HashMap::new();
        for section in file.sections() {
            let Ok(name) = section.name() else { continue };
            if !name.starts_with(".debug_") || section.compressed_file_range().is_ok_and(|r| is_packed(&r)) {
                continue;
            }
            let Ok(data) = section.data() else { continue };
            let mut data = data.to_vec();
            for (offset, relocation) in section.relocations() {
                let RelocationFlags::Elf { r_type } = relocation.flags() else { continue };
                let Some((_, fix)) = fixes.iter().find(|(number, _)| *number == r_type) else { continue };
                let RelocationTarget::Symbol(symbol) = relocation.target() else { continue };
                let Ok(symbol) = file.symbol_by_index(symbol) else { continue };
                let base = symbol
                    .section_index()
                    .and_then(|SectionIndex(index)| bases.get(index).copied().flatten())
                    .map_or(0, |(base, _)| base);
                let address = base.wrapping_add(symbol.address()).wrapping_add_signed(relocation.addend());
                // A wrong offset is one of damaged debug information: the rest may be good.
                let _ = apply(*fix, &mut data, offset, address, relocation.has_implicit_addend());
            }
            contents.entry(name.to_owned()).or_insert(data);
        }
        Some(DebugSections { contents, bases })
    }

    /// The address that a place was given; none if its section is not loaded, or the place is not in it.
    pub fn address(&self, section: usize, offset: u64) -> Option<u64> {
        let (base, size) = self.bases.get(section).copied().flatten()?;
        (offset <= size).then(|| base.checked_add(offset)).flatten()
    }

    /// The section that an address is in, and the offset there.
    pub fn place(&self, address: u64) -> Option<(usize, u64)> {
        let holds = |(base, size): (u64, u64)| address >= base && address - base < size;
        let section = self.bases.iter().position(|place| place.is_some_and(holds))?;
        let (base, _) = self.bases.get(section).copied().flatten()?;
        Some((section, address - base))
    }

    /// The addresses of a section: its first, and the one after its last.
    pub fn range(&self, section: usize) -> Option<(u64, u64)> {
        let (base, size) = self.bases.get(section).copied().flatten()?;
        Some((base, base.checked_add(size)?))
    }

    /// Takes a section's bytes out; empty if there is no such section.
    pub fn take(&mut self, name: &str) -> Vec<u8> {
        self.contents.remove(name).unwrap_or_default()
    }
}

fn is_packed(range: &object::CompressedFileRange) -> bool {
    range.format != object::CompressionFormat::None
}

/// Gives every loaded section an address; none if they do not fit the object's address space.
fn bases(file: &File) -> Option<Vec<Option<(u64, u64)>>> {
    let count = file.sections().map(|section| section.index().0 + 1).max().unwrap_or(0);
    let mut bases = vec![None; count];
    let end = if file.is_64() { u64::MAX } else { u64::from(u32::MAX) };
    let mut next = GAP;
    for section in file.sections() {
        let object::SectionFlags::Elf { sh_flags, .. } = section.flags() else { continue };
        if sh_flags.0 & elf::SHF_ALLOC.0 == 0 {
            continue;
        }
        if let Some(base) = bases.get_mut(section.index().0) {
            *base = Some((next, section.size()));
        }
        next = next.checked_add(section.size())?.checked_add(2 * GAP)? & !(GAP - 1);
        if next > end {
            return None;
        }
    }
    Some(bases)
}

/// Applies one relocation; none if its place is not in the section.
fn apply(fix: Fix, data: &mut [u8], offset: u64, value: u64, in_place: bool) -> Option<()> {
    let data = data.get_mut(usize::try_from(offset).ok()?..)?;
    match fix {
        Fix::Set(width) => {
            let there = if in_place { read(data.get(..width)?) } else { 0 };
            write(data.get_mut(..width)?, there.wrapping_add(value));
        }
        Fix::Add(width) => {
            let there = read(data.get(..width)?);
            write(data.get_mut(..width)?, there.wrapping_add(value));
        }
        Fix::Sub(width) => {
            let there = read(data.get(..width)?);
            write(data.get_mut(..width)?, there.wrapping_sub(value));
        }
        Fix::SetSix => {
            let byte = data.first_mut()?;
            *byte = *byte & 0xc0 | value as u8 & 0x3f;
        }
        Fix::SubSix => {
            let byte = data.first_mut()?;
            *byte = *byte & 0xc0 | byte.wrapping_sub(value as u8) & 0x3f;
        }
        Fix::SetUleb => write_uleb(data, value)?,
        Fix::SubUleb => {
            let there = read_uleb(data)?;
            write_uleb(data, there.wrapping_sub(value))?;
        }
    }
    Some(())
}

fn read(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte))
}

fn write(bytes: &mut [u8], value: u64) {
    for (to, from) in bytes.iter_mut().zip(value.to_le_bytes()) {
        *to = from;
    }
}

fn read_uleb(bytes: &[u8]) -> Option<u64> {
    let mut value: u64 = 0;
    for (index, byte) in bytes.iter().enumerate().take(10) {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Writes a number over another, in as many bytes.
fn write_uleb(bytes: &mut [u8], value: u64) -> Option<()> {
    let length = bytes.iter().take(10).position(|byte| byte & 0x80 == 0)? + 1;
    for (index, byte) in bytes.iter_mut().take(length).enumerate() {
        let group = (value >> (7 * index)) as u8 & 0x7f;
        *byte = if index + 1 < length { group | 0x80 } else { group };
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes, a value, and the bytes afterwards.
    #[test]
    fn each_fix_changes_its_bits_alone() {
        let cases: [(Fix, &[u8], u64, &[u8]); 9] = [
            (Fix::Set(4), &[9, 9, 9, 9, 9], 0x0102_0304, &[4, 3, 2, 1, 9]),
            (Fix::Set(0), &[9], 7, &[9]),
            (Fix::Add(2), &[0xff, 0, 9], 2, &[1, 1, 9]),
            (Fix::Sub(1), &[1, 9], 2, &[0xff, 9]),
            (Fix::SetSix, &[0xff], 1, &[0xc1]),
            (Fix::SubSix, &[0x41], 2, &[0x7f]),
            (Fix::SetUleb, &[0x80, 0x80, 0, 9], 300, &[0xac, 0x82, 0, 9]),
            (Fix::SubUleb, &[0xac, 0x02, 9], 44, &[0x80, 0x02, 9]),
            (Fix::SubUleb, &[0x7f], 0x7f, &[0]),
        ];
        for (fix, before, value, after) in cases {
            let mut bytes = before.to_vec();
            assert_eq!(apply(fix, &mut bytes, 0, value, false), Some(()), "{fix:?}");
            assert_eq!(bytes, after, "{fix:?}");
        }
    }

    #[test]
    fn an_addend_may_be_in_place() {
        let mut bytes = vec![0x10, 0, 0, 0];
        assert_eq!(apply(Fix::Set(4), &mut bytes, 0, 0x20, true), Some(()));
        assert_eq!(bytes, [0x30, 0, 0, 0]);
    }

    #[test]
    fn a_place_outside_is_left_alone() {
        for (fix, offset) in [(Fix::Set(4), 1), (Fix::Add(8), 0), (Fix::SetSix, 4), (Fix::Set(1), u64::MAX)] {
            assert_eq!(apply(fix, &mut [0x80; 4], offset, 1, false), None, "{fix:?}");
        }
        // No end in sight.
        assert_eq!(apply(Fix::SubUleb, &mut [0x80; 20], 0, 1, false), None);
    }

    #[test]
    fn what_is_no_object_has_no_debug_sections() {
        assert!(DebugSections::read(b"").is_none());
        assert!(DebugSections::read(b"\x7fELF\x01\x01").is_none());
    }
}
