//! Sixth phase: the image's bytes, and what the loader is to adjust in them.
//!
//! In: sections, plans and places. Out: [`Image`]. A word with an address holds its offset in its block; the loader
//! adds the block's address.

use crate::arch::{Architecture, Field, Range, Row};
use crate::error::{Error, Problem};
use crate::layout::{Block, Layout, Position, detour_addresses};
use crate::mpy::{Base, Operation, Relocation as LoaderRelocation};
use crate::plan::{Action, Goal, Part, Planned, Slot, Value};
use crate::program::{Relocation, SectionId, SectionKind};
use crate::resolve::{Resolved, Target};
use crate::table::Id;

/// The module's code and data.
#[derive(Debug)]
pub struct Image {
    /// The image's bytes.
    pub bytes: Vec<u8>,
    /// What the loader adjusts, in the order of the words.
    pub relocations: Vec<LoaderRelocation>,
}

/// Makes the image.
pub fn relocate(
    resolved: &Resolved,
    planned: &Planned,
    layout: &Layout,
    architecture: &'static Architecture,
) -> Result<Image, Vec<Error>> {
    let size = usize::try_from(layout.image_size).unwrap_or(usize::MAX);
    let image = Image { bytes: vec![0; size], relocations: Vec::new() };
    let mut relocator = Relocator { resolved, planned, layout, architecture, image, errors: Vec::new() };
    relocator.copy(0, &layout.entry_jump);
    for section in &layout.order {
        relocator.section(*section);
    }
    relocator.made_code();
    relocator.slots();
    let Relocator { mut image, errors, .. } = relocator;
    image.relocations.sort_by_key(|relocation| relocation.word);
    if errors.is_empty() { Ok(image) } else { Err(errors) }
}

struct Relocator<'a, 'data> {
    resolved: &'a Resolved<'data>,
    planned: &'a Planned,
    layout: &'a Layout,
    architecture: &'static Architecture,
    image: Image,
    errors: Vec<Error>,
}

/// A difference that is being put together: its parts are relocations at one place.
struct Difference<'a> {
    first: &'a Relocation,
    row: &'static Row,
    field: Field,
    range: Range,
    value: i128,
    /// How often each block's unknown address is in the value.
    image_bases: i64,
    bss_bases: i64,
    known: bool,
}

impl Relocator<'_, '_> {
    fn copy(&mut self, offset: u64, bytes: &[u8]) {
        let Ok(start) = usize::try_from(offset) else { return };
        // The layout made room for it.
        if let Some(to) = self.image.bytes.get_mut(start..start.saturating_add(bytes.len())) {
            to.copy_from_slice(bytes);
        }
    }

    /// The bytes of the image from an offset on.
    fn at(&mut self, offset: u64) -> &mut [u8] {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        self.image.bytes.get_mut(start..).unwrap_or_default()
    }

    fn refuse(&mut self, section: SectionId, relocation: &Relocation, problem: Problem) {
        let location =
            self.resolved.program.location(section, Some(relocation.offset), Some(relocation.symbol));
        self.errors.push(Error::new(location, problem));
    }

    fn symbol_name(&self, relocation: &Relocation) -> String {
        self.resolved.program.symbols[relocation.symbol].name.to_owned()
    }

    fn section(&mut self, id: SectionId) {
        let Some(Position { block: Block::Image, offset: start }) = self.layout.sections[id] else { return };
        let resolved = self.resolved;
        let planned = self.planned;
        let section = &resolved.program.sections[id];
        self.copy(start, &section.bytes);
        for edit in &planned.edits[id] {
            self.copy(start + edit.offset, &edit.bytes);
        }
        let mut difference: Option<Difference> = None;
        for (relocation, plan) in section.relocations.iter().zip(&planned.plans[id]) {
            let Some(row) = self.architecture.row(relocation.r_type) else { continue };
            if difference.as_ref().is_some_and(|d| d.first.offset != relocation.offset) {
                self.finish_difference(id, start, difference.take());
            }
            let end = relocation.offset.checked_add(row.field.size() as u64);
            if end.is_none_or(|end| end > section.size) {
                let problem = Problem::BeyondSection { relocation: row.name, size: section.size };
                self.refuse(id, relocation, problem);
                continue;
            }
            if let Some(edit) = &plan.edit {
                self.copy(start + edit.offset, &edit.bytes);
            }
            let place = start + relocation.offset;
            match plan.action {
                Action::Nothing => {}
                Action::Pointer { target, addend } => {
                    self.pointer(id, relocation, row, place, target, addend);
                }
                Action::Put { value, field, range } => {
                    let value = match value {
                        Value::Number(value) => value,
                        Value::Distance { goal, addend, from } => {
                            let to = i128::from(self.address(goal)) + i128::from(addend);
                            to - i128::from(start + from)
                        }
                        Value::DistanceFromWord { goal, addend, from } => {
                            let to = i128::from(self.address(goal)) + i128::from(addend);
                            to - i128::from((start + from) & !3)
                        }
                        Value::FromBase { goal, addend } => {
                            let to = i128::from(self.address(goal)) + i128::from(addend);
                            to - i128::from(self.layout.slots_start)
                        }
                        Value::FromThread { goal, addend } => {
                            let base = self.thread_base();
                            i128::from(self.address(goal)) + i128::from(addend) - i128::from(base)
                        }
                    };
                    self.put(id, relocation, row, place, value, field, range);
                }
                Action::Difference { part, target, addend, field, range } => {
                    let current = field.read(self.at(place));
                    let value = i128::from(current);
                    let difference = difference.get_or_insert(Difference {
                        first: relocation,
                        row,
                        field,
                        range,
                        value,
                        image_bases: 0,
                        bss_bases: 0,
                        known: true,
                    });
                    self.add_part(difference, part, target, addend);
                }
            }
        }
        self.finish_difference(id, start, difference.take());
    }

    fn add_part(&self, difference: &mut Difference, part: Part, target: Target, addend: i64) {
        if part == Part::Set {
            difference.value = 0;
            (difference.image_bases, difference.bss_bases, difference.known) = (0, 0, true);
        }
        let sign = if part == Part::Sub { -1 } else { 1 };
        let address = match target {
            Target::Section(section, offset) => match self.layout.position(section, offset) {
                Some(Position { block: Block::Image, offset }) => {
                    difference.image_bases += sign;
                    i128::from(offset)
                }
                Some(Position { block: Block::Bss, offset }) => {
                    difference.bss_bases += sign;
                    i128::from(offset)
                }
                None => {
                    difference.known = false;
                    0
                }
            },
            Target::Absolute(value) => i128::from(value),
            Target::Runtime(_) | Target::Undefined | Target::Discarded => {
                difference.known = false;
                0
            }
        };
        difference.value += i128::from(sign) * (address + i128::from(addend));
    }

    fn finish_difference(&mut self, id: SectionId, start: u64, difference: Option<Difference>) {
        let Some(difference) = difference else { return };
        let relocation = difference.first;
        if !difference.known || difference.image_bases != 0 || difference.bss_bases != 0 {
            let symbol = self.symbol_name(relocation);
            self.refuse(id, relocation, Problem::UnknownDifference { symbol });
            return;
        }
        let Difference { row, field, range, value, .. } = difference;
        self.put(id, relocation, row, start + relocation.offset, value, field, range);
    }

    #[expect(clippy::too_many_arguments, reason = "a place, a value, and what the value must satisfy")]
    fn put(
        &mut self,
        id: SectionId,
        relocation: &Relocation,
        row: &Row,
        place: u64,
        value: i128,
        field: Field,
        range: Range,
    ) {
        let symbol = || self.symbol_name(relocation);
        let problem = if value < range.min || value > range.max {
            let Range { min, max, .. } = range;
            Problem::OutOfRange { relocation: row.name, symbol: symbol(), value, min, max }
        } else if value % range.align != 0 {
            Problem::Misaligned { relocation: row.name, symbol: symbol(), value, align: range.align }
        } else if field.write(self.at(place), value).is_none() {
            let size = self.resolved.program.sections[id].size;
            Problem::BeyondSection { relocation: row.name, size }
        } else {
            return;
        };
        self.refuse(id, relocation, problem);
    }

    fn pointer(
        &mut self,
        id: SectionId,
        relocation: &Relocation,
        row: &Row,
        place: u64,
        target: Target,
        addend: i64,
    ) {
        if !self.word(place, target, addend) {
            let (symbol, word) = (self.symbol_name(relocation), self.architecture.arch.word());
            let problem = match self.resolved.program.sections[id].kind {
                // It is in an instruction: other code would be needed.
                SectionKind::Text => Problem::NotPositionIndependent { relocation: row.name, symbol },
                SectionKind::ReadOnly | SectionKind::Data | SectionKind::Zero => {
                    Problem::UnalignedPointer { symbol, word }
                }
            };
            self.refuse(id, relocation, problem);
        }
    }

    /// Writes a word that holds an address; false if the loader would have to adjust it and cannot.
    fn word(&mut self, place: u64, target: Target, addend: i64) -> bool {
        let (value, operation) = match target {
            Target::Section(section, offset) => match self.layout.position(section, 0) {
                Some(Position { block, offset: start }) => {
                    let operation = match block {
                        Block::Image => Operation::Text,
                        Block::Bss => Operation::Bss,
                    };
                    (i128::from(start) + i128::from(offset), Some(operation))
                }
                None => (0, None),
            },
            Target::Absolute(value) => (i128::from(value), None),
            Target::Runtime(word) => (0, Some(Operation::Runtime(word))),
            // The reach phase ended the link if one of them is referred to.
            Target::Undefined | Target::Discarded => (0, None),
        };
        let word = self.architecture.arch.word();
        let value = value + i128::from(addend);
        let field = if word == 8 { Field::Double } else { Field::Word };
        let written = field.write(self.at(place), value);
        let Some(operation) = operation else { return written.is_some() };
        if !place.is_multiple_of(word) {
            return false;
        }
        self.image.relocations.push(LoaderRelocation { base: Base::Text, word: place / word, operation });
        written.is_some()
    }

    /// The address of a goal in the image.
    fn address(&self, goal: Goal) -> i64 {
        let address = match goal {
            Goal::Target(Target::Section(section, offset)) => {
                return match self.layout.position(section, 0) {
                    Some(Position { offset: start, .. }) => start.cast_signed().saturating_add(offset),
                    None => 0,
                };
            }
            // Plans have distances to places of the image only.
            Goal::Target(_) => 0,
            Goal::Slot(slot) => self.layout.slot_offsets[slot],
            Goal::Stub(stub) => self.layout.stubs[stub],
            Goal::Detour(detour) => self.layout.detours[detour],
            Goal::Base => self.layout.slots_start,
        };
        address.cast_signed()
    }

    /// Where the entry's section is.
    fn thread_base(&self) -> i64 {
        let entry = self.resolved.entry.map(|entry| self.resolved.targets[entry]);
        match entry {
            Some(Target::Section(section, _)) => self.address(Goal::Target(Target::Section(section, 0))),
            _ => 0,
        }
    }

    fn made_code(&mut self) {
        for (index, (target, slot)) in self.planned.stubs.iter().enumerate() {
            let stub = self.layout.stubs[Id::new(index)];
            let slot = slot.map_or(0, |slot| self.layout.slot_offsets[slot]);
            let code = (self.architecture.stub)(self.architecture.arch, stub, slot);
            self.copy(stub, &code);
            if let Some(at) = self.architecture.stub_word {
                self.word(stub + at, *target, 0);
            }
        }
        for (id, detour) in self.planned.detours.rows() {
            let make = |at| (self.architecture.detour)(self.architecture.arch, at);
            let code = detour_addresses(self.layout, self.planned, id).and_then(make);
            match code {
                Some(code) => {
                    self.copy(self.layout.detours[id], &code);
                    if let Some(at) = self.architecture.detour_word {
                        let Slot { target, addend } = detour.address;
                        self.word(self.layout.detours[id] + at, target, addend);
                    }
                }
                None => {
                    // The jump to the detour does not reach either: that error names the relocation.
                    let (section, offset) = detour.back;
                    let location = self.resolved.program.location(section, Some(offset), None);
                    let size = self.layout.image_size;
                    let problem = Problem::TooLarge { what: "the module", size, limit: 1 << 20 };
                    self.errors.push(Error::new(location, problem));
                }
            }
        }
    }

    fn slots(&mut self) {
        let word = self.architecture.arch.word();
        let layout = self.layout;
        for (index, slot) in layout.slots.iter().enumerate() {
            self.word(layout.slots_start + index as u64 * word, slot.target, slot.addend);
        }
    }
}
