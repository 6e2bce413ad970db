//! Code that reads bytes and halfwords.
//!
//! The ESP8266's instruction memory and flash can be read by `l32i` and `l32r` only; `l8ui`, `l16ui` and `l16si` end in
//! a LoadStoreError there (Xtensa Instruction Set Architecture, "LoadStoreErrorCause"; ESP8266 Technical Reference,
//! "Memory map"). gcc's `-mforce-l32` reads a word in their stead and takes the part from it. Libraries are not compiled
//! that way: picolibc's `strlen` has `l8ui`. Where a pointer leads cannot be told from such an instruction, unless it is
//! the stack pointer: if there is one in the module, no constant may lie beside the code.
//!
//! What is code and what is data within a section is in the assembler's own tables, `.xt.prop` (GNU BFD,
//! `include/elf/xtensa.h`, `XTENSA_PROP_…`): three words a row, the address, a size and flags. A section that no row
//! names is read as code from end to end.

use object::elf::FileHeader32;
use object::read::elf::ElfFile;
use object::{LittleEndian, Object as _, ObjectSection as _, ObjectSymbol as _, RelocationTarget, elf};

use crate::planner::CodeRanges;
use crate::program::{Object, Program, Section, SectionId, SectionKind};

/// Flag of a row of `.xt.prop`: the bytes are instructions.
const PROP_INSN: u32 = 2;

/// The first of the kept sections of code with an instruction that reads a part of a word of some memory other than
/// the stack.
pub(super) fn read(program: &Program, kept: &dyn Fn(SectionId) -> bool) -> Option<SectionId> {
    let mut ranges: Option<(_, CodeRanges)> = None;
    for (id, section) in program.sections.rows() {
        if section.kind != SectionKind::Text || !kept(id) || !may_read_parts(&section.bytes) {
            continue;
        }
        if ranges.as_ref().is_none_or(|(object, _)| *object != section.object) {
            ranges = Some((section.object, code_of(&program.objects[section.object])));
        }
        let whole = [(0, section.size)];
        let own = ranges.as_ref().and_then(|(_, ranges)| ranges.get(&id)).map_or(&whole[..], Vec::as_slice);
        if instructions(section, own).any(|(_, insn)| is_part_load(insn)) {
            return Some(id);
        }
    }
    None
}

/// Whether there is anything, at any byte, that such an instruction could be.
fn may_read_parts(bytes: &[u8]) -> bool {
    bytes.windows(3).any(is_part_load)
}

/// `l8ui`, `l16ui` or `l16si` of another register than the stack pointer.
fn is_part_load(insn: &[u8]) -> bool {
    match insn {
        [first, second, _] => first & 15 == 2 && matches!(second >> 4, 0 | 1 | 9) && second & 15 != 1,
        _ => false,
    }
}

/// The instructions of some ranges of a section, each with its offset. One that is cut short ends its range.
pub(super) fn instructions<'a>(
    section: &'a Section,
    ranges: &'a [(u64, u64)],
) -> impl Iterator<Item = (u64, &'a [u8])> {
    ranges.iter().flat_map(move |(start, size)| {
        let mut at = *start;
        let end = start.saturating_add(*size);
        std::iter::from_fn(move || {
            let code = section.bytes.get(usize::try_from(at).ok()?..)?;
            let length = if code.first()? & 8 == 0 { 3 } else { 2 };
            let insn = code.get(..length)?;
            let here = at;
            at += length as u64;
            (at <= end).then_some((here, insn))
        })
    })
}

/// What of an object's sections is code. An object without tables, or with such as cannot be read, has no ranges.
pub(super) fn code_of(object: &Object) -> CodeRanges {
    let mut ranges = CodeRanges::new();
    let Ok(file) = ElfFile::<FileHeader32<LittleEndian>>::parse(object.bytes) else { return ranges };
    for table in file.sections() {
        let is_table = table.name().is_ok_and(|name| name.starts_with(".xt.prop"));
        let Some(rows) = table.data().ok().filter(|_| is_table) else { continue };
        let word = |at: u64| -> Option<u32> {
            let start = usize::try_from(at).ok()?;
            let bytes = rows.get(start..start.checked_add(4)?)?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?))
        };
        for (at, relocation) in table.relocations() {
            let is_address = relocation.flags() == object::RelocationFlags::Elf { r_type: elf::R_XTENSA_32 };
            let (RelocationTarget::Symbol(symbol), true) = (relocation.target(), is_address) else {
                continue;
            };
            let row = || {
                let symbol = file.symbol_by_index(symbol).ok()?;
                let section = *object.sections.get(symbol.section_index()?.0)?;
                let address = symbol.address().checked_add_signed(relocation.addend())?;
                let start = address.checked_add(word(at)?.into())?;
                Some((section?, start, word(at.checked_add(4)?)?, word(at.checked_add(8)?)?))
            };
            let Some((section, start, size, flags)) = row() else { continue };
            let own = ranges.entry(section).or_default();
            if flags & PROP_INSN != 0 {
                own.push((start, size.into()));
            }
        }
    }
    // Each byte is in one range.
    for own in ranges.values_mut() {
        own.sort_unstable();
        let mut end = 0;
        for (start, size) in own {
            let until = start.saturating_add(*size);
            *start = end.max(*start);
            *size = until.saturating_sub(*start);
            end = end.max(until);
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Id;

    #[test]
    fn loads_of_parts_are_told_from_all_others() {
        for (code, expected) in [
            // l8ui a2, a3, 0; l16ui a2, a3, 0; l16si a2, a3, 0
            (&[0x22, 0x03, 0][..], true),
            (&[0x22, 0x13, 0], true),
            (&[0x22, 0x93, 0], true),
            // l8ui a2, a1, 4: of the stack
            (&[0x22, 0x01, 4], false),
            // l32i; s8i; s16i; addi
            (&[0x22, 0x23, 0], false),
            (&[0x22, 0x43, 0], false),
            (&[0x22, 0x53, 0], false),
            (&[0x22, 0xc3, 4], false),
            // add.n a3, a3, a2; then l8ui
            (&[0x2a, 0x33, 0x22, 0x03, 0], true),
            // movi.n a3, 2 and two bytes of another; cut short
            (&[0x22, 0x03], false),
            (&[], false),
        ] {
            let section = Section {
                object: Id::new(0),
                name: ".text",
                kind: SectionKind::Text,
                constructors: None,
                retain: false,
                merge: None,
                align: 4,
                size: code.len() as u64,
                bytes: code.into(),
                cuts: Vec::new(),
                relocations: Vec::new(),
                symbols: Vec::new(),
            };
            let found = instructions(&section, &[(0, section.size)]).any(|(_, insn)| is_part_load(insn));
            assert_eq!(found, expected, "{code:x?}");
        }
    }
}
