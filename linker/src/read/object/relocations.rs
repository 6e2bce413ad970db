//! The relocations of one ELF object: with addends or without, to the pieces of merged sections, and which symbols none
//! names.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use object::LittleEndian;
use object::elf;
use object::read::elf::{FileHeader, Rel as _, Rela as _, SectionHeader as _, Sym as _};
use object::read::{SectionIndex, SymbolIndex};

use super::{Fate, ObjectReader, malformed};
use crate::arch::{Field, Meaning};
use crate::error::Problem;
use crate::program::{
    Binding, Place, Relocation, SectionId, SectionKind, SymbolId, SymbolKind, is_unwinding,
};
use crate::table::Id;

impl<'data, H: FileHeader<Endian = LittleEndian>> ObjectReader<'data, '_, H> {
    /// The row of a symbol that a relocation names.
    fn symbol_of(&self, first_symbol: SymbolId, symbol: u32) -> Result<SymbolId, Problem> {
        let count = self.symbols.len().max(1);
        let symbol = symbol as usize;
        if symbol >= count {
            return Err(malformed(format!("a relocation names symbol {symbol} of {count}")));
        }
        Ok(SymbolId::new(first_symbol.index() + symbol))
    }

    fn with_addends(
        &self,
        header: &H::SectionHeader,
        first_symbol: SymbolId,
        section: SectionId,
    ) -> Result<Vec<Relocation>, Problem> {
        let bytes = &self.loaded.program.sections[section].bytes;
        let rows =
            header.rela(LittleEndian, self.bytes).map_err(malformed)?.map_or(&[][..], |(rows, _)| rows);
        let read = |row: &H::Rela| {
            let offset: u64 = row.r_offset(LittleEndian).into();
            let r_type = row.r_type(LittleEndian, false).0;
            let symbol = self.symbol_of(first_symbol, row.r_sym(LittleEndian, false))?;
            let addend: i64 = row.r_addend(LittleEndian).into();
            let more = match self.architecture.row(r_type).map(|row| row.field) {
                Some(field @ Field::WordWithAddend) => {
                    let start = usize::try_from(offset).ok();
                    start.and_then(|start| field.addend(bytes.get(start..)?)).unwrap_or(0)
                }
                _ => 0,
            };
            Ok(Relocation { offset, r_type, symbol, addend: addend.wrapping_add(more) })
        };
        rows.iter().map(read).collect()
    }

    /// The addends are where the values will go: the section's bytes and the relocation's field say what they are.
    fn without_addends(
        &self,
        header: &H::SectionHeader,
        first_symbol: SymbolId,
        section: SectionId,
    ) -> Result<Vec<Relocation>, Problem> {
        let rows = header.rel(LittleEndian, self.bytes).map_err(malformed)?.map_or(&[][..], |(rows, _)| rows);
        let bytes = &self.loaded.program.sections[section].bytes;
        let read = |row: &H::Rel| {
            let offset: u64 = row.r_offset(LittleEndian).into();
            let r_type = row.r_type(LittleEndian).0;
            let at = usize::try_from(offset).ok().and_then(|start| bytes.get(start..));
            // A type that is not known, or a place beyond the section, is an error of a later phase.
            let field = self.architecture.row(r_type).map(|row| row.field);
            let addend = field.zip(at).and_then(|(field, at)| field.addend(at)).unwrap_or(0);
            let symbol = self.symbol_of(first_symbol, row.r_sym(LittleEndian))?;
            Ok(Relocation { offset, r_type, symbol, addend })
        };
        rows.iter().map(read).collect()
    }

    /// Of a reference to a section that is split, the symbol and the addend together say which piece is meant.
    fn find_piece(&mut self, relocation: &mut Relocation, first_symbol: SymbolId) {
        let index = SymbolIndex(relocation.symbol.index() - first_symbol.index());
        let Ok(symbol) = self.symbols.symbol(index) else { return };
        if symbol.st_type() != elf::STT_SECTION {
            return;
        }
        let Ok(Some(section)) = self.symbols.symbol_section(LittleEndian, symbol, index) else { return };
        let Some(Fate::Split(pieces)) = self.fates.get(section.0).copied() else { return };
        let value: u64 = symbol.st_value(LittleEndian).into();
        let offset = value.saturating_add_signed(relocation.addend);
        let Some((piece, within)) = self.pieces.get(pieces).and_then(|pieces| pieces.at(offset)) else {
            return;
        };
        relocation.symbol = match self.piece_symbols.get(&piece) {
            Some(symbol) => *symbol,
            None => {
                let name = self.loaded.program.sections[piece].name;
                let symbol = SymbolId::new(self.loaded.program.symbols.len());
                let place = Place::Section { section: piece, offset: 0 };
                self.push_symbol(name, Binding::Local, SymbolKind::Section, place, 0, 0);
                self.piece_symbols.insert(piece, symbol);
                symbol
            }
        };
        relocation.addend = within.cast_signed();
    }

    /// Marks the symbols that relocations name, but none that does anything.
    pub(super) fn find_idle_symbols(&mut self, first_symbol: SymbolId) -> Result<(), Problem> {
        let mut idle: Vec<Option<bool>> = vec![None; self.symbols.len()];
        for header in self.sections.iter() {
            let section = SectionIndex(header.sh_info(LittleEndian) as usize);
            let is_rela = match header.sh_type(LittleEndian) {
                elf::SHT_RELA => true,
                elf::SHT_REL => false,
                _ => continue,
            };
            let Ok(section) = self.sections.section(section) else { continue };
            if section.sh_flags(LittleEndian).0 & elf::SHF_ALLOC.0 == 0 {
                continue;
            }
            let unwinds = is_unwinding(self.section_name(section)?);
            let mut name = |symbol: u32, r_type: elf::RelocationType| {
                let row = self.architecture.row(r_type.0);
                let nothing = unwinds || row.is_some_and(|row| row.meaning == Meaning::Nothing);
                if let Some(idle) = idle.get_mut(symbol as usize) {
                    *idle = Some(idle.unwrap_or(true) && nothing);
                }
            };
            if is_rela {
                let rows = header.rela(LittleEndian, self.bytes).map_err(malformed)?;
                for row in rows.map_or(&[][..], |(rows, _)| rows) {
                    name(row.r_sym(LittleEndian, false), row.r_type(LittleEndian, false));
                }
            } else {
                let rows = header.rel(LittleEndian, self.bytes).map_err(malformed)?;
                for row in rows.map_or(&[][..], |(rows, _)| rows) {
                    name(row.r_sym(LittleEndian), row.r_type(LittleEndian));
                }
            }
        }
        for (index, idle) in idle.into_iter().enumerate() {
            let symbol = SymbolId::new(first_symbol.index() + index);
            self.loaded.program.symbols[symbol].idle = idle == Some(true);
        }
        Ok(())
    }

    pub(super) fn read_relocations(&mut self, first_symbol: SymbolId) -> Result<(), Problem> {
        let target = self.architecture.arch;
        for header in self.sections.iter() {
            let sh_type = header.sh_type(LittleEndian);
            if !matches!(sh_type, elf::SHT_RELA | elf::SHT_REL | elf::SHT_CREL) {
                continue;
            }
            let applies_to = header.sh_info(LittleEndian) as usize;
            // What is split has no relocations.
            let Some(Fate::Loaded(section)) = self.fates.get(applies_to).copied() else { continue };
            let mut relocations = match (sh_type, self.architecture.implicit_addends) {
                (elf::SHT_RELA, false) => self.with_addends(header, first_symbol, section)?,
                (elf::SHT_REL, true) => self.without_addends(header, first_symbol, section)?,
                _ => {
                    self.problems.push(Problem::WrongAddends { target });
                    continue;
                }
            };
            for relocation in &mut relocations {
                self.find_piece(relocation, first_symbol);
            }
            // A pair of relocations at one place keeps its order.
            relocations.sort_by_key(|relocation| relocation.offset);
            let section = &mut self.loaded.program.sections[section];
            if section.kind == SectionKind::Zero && !relocations.is_empty() {
                self.problems.push(Problem::RelocationsWithoutContents);
            }
            section.relocations.extend(relocations);
        }
        Ok(())
    }
}
