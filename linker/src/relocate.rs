//! Sixth phase: the image's bytes, and what the loader is to adjust in them.
//!
//! In: sections, plans and places. Out: [`Image`]. A word with an address holds its offset in its block; the loader
//! adds the block's address. A word for start-up code to fill says what with, and is noted in the table at the image's
//! end (see [`crate::startup`]).

use crate::arch::{Architecture, CopyAddresses, Field, Range, Row};
use crate::error::{Error, Location, Problem};
use crate::layout::{Block, Copied, Layout, Position, detour_addresses};
use crate::mpy::{Base, Operation, Relocation as LoaderRelocation};
use crate::plan::{Action, Goal, Part, Planned, Slot, Value};
use crate::program::{Relocation, SectionId, SectionKind};
use crate::report;
use crate::request::Request;
use crate::resolve::{Provided, Resolved, Target};
use crate::startup::{Filling, StartWord, Unfit};
use crate::table::Id;

/// The module's code and data.
#[derive(Debug)]
pub struct Image {
    /// The image's bytes.
    pub bytes: Vec<u8>,
    /// The bytes of the constants that are loaded apart.
    pub rodata: Vec<u8>,
    /// What the loader adjusts, in the order of the words.
    pub relocations: Vec<LoaderRelocation>,
    /// The module's table of names.
    pub names: Vec<String>,
    /// Words that the module's start-up code fills.
    pub filled: usize,
}

/// Makes the image.
pub fn relocate(
    request: &Request,
    resolved: &Resolved,
    planned: &Planned,
    layout: &Layout,
    architecture: &'static Architecture,
) -> Result<Image, Vec<Error>> {
    let zeros = |size: u64| vec![0; usize::try_from(size).unwrap_or(usize::MAX)];
    let image = Image {
        bytes: zeros(layout.image_size),
        rodata: zeros(layout.rodata_size),
        relocations: Vec::new(),
        names: Vec::new(),
        filled: 0,
    };
    let mut names = vec![request.source_name.clone()];
    names.extend(request.qstrs.iter().cloned());
    let filling = Filling::new(architecture.arch.word(), names);
    let mut relocator =
        Relocator { resolved, planned, layout, architecture, image, filling, errors: Vec::new() };
    relocator.copy(in_image(0), &layout.entry_jump);
    for section in &layout.order {
        relocator.section(*section);
    }
    relocator.made_code();
    relocator.slots();
    relocator.copying_code();
    relocator.startup_table();
    let Relocator { mut image, errors, .. } = relocator;
    image.relocations.sort_by_key(|relocation| (relocation.base, relocation.word));
    if errors.is_empty() { Ok(image) } else { Err(errors) }
}

/// The loader's name for a block; words of the BSS are nothing that it could adjust.
fn base_of(block: Block) -> Result<Base, Unfit> {
    match block {
        Block::Image => Ok(Base::Text),
        Block::Rodata => Ok(Base::Rodata),
        Block::Bss => Err(Unfit::Unaligned),
    }
}

fn in_image(offset: u64) -> Position {
    Position { block: Block::Image, offset }
}

impl Position {
    fn plus(self, offset: u64) -> Position {
        Position { offset: self.offset + offset, ..self }
    }
}

struct Relocator<'a, 'data> {
    resolved: &'a Resolved<'data>,
    planned: &'a Planned,
    layout: &'a Layout,
    architecture: &'static Architecture,
    image: Image,
    filling: Filling,
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
    rodata_bases: i64,
    bss_bases: i64,
    known: bool,
}

impl Relocator<'_, '_> {
    fn copy(&mut self, place: Position, bytes: &[u8]) {
        // The layout made room for it.
        if let Some(to) = self.at(place).get_mut(..bytes.len()) {
            to.copy_from_slice(bytes);
        }
    }

    /// The bytes from a place on.
    fn at(&mut self, place: Position) -> &mut [u8] {
        let bytes = match place.block {
            Block::Image => &mut self.image.bytes,
            Block::Rodata => &mut self.image.rodata,
            Block::Bss => return &mut [],
        };
        let start = usize::try_from(place.offset).unwrap_or(usize::MAX);
        bytes.get_mut(start..).unwrap_or_default()
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
        // Where it runs; where its bytes are.
        let Some(start) = self.layout.sections[id] else { return };
        let bytes_at = self.layout.bytes_at(start);
        if bytes_at.block == Block::Bss {
            return;
        }
        let resolved = self.resolved;
        let planned = self.planned;
        let section = &resolved.program.sections[id];
        self.copy(bytes_at, &section.bytes);
        for edit in &planned.edits[id] {
            self.copy(bytes_at.plus(edit.offset), &edit.bytes);
        }
        let mut difference: Option<Difference> = None;
        for (relocation, plan) in section.relocations.iter().zip(&planned.plans[id]) {
            let Some(row) = self.architecture.row(relocation.r_type) else { continue };
            if difference.as_ref().is_some_and(|d| d.first.offset != relocation.offset) {
                self.finish_difference(id, bytes_at, difference.take());
            }
            let end = relocation.offset.checked_add(row.field.size() as u64);
            if end.is_none_or(|end| end > section.size) {
                let problem = Problem::BeyondSection { relocation: row.name, size: section.size };
                self.refuse(id, relocation, problem);
                continue;
            }
            if let Some(edit) = &plan.edit {
                self.copy(bytes_at.plus(edit.offset), &edit.bytes);
            }
            let place = bytes_at.plus(relocation.offset);
            match plan.action {
                Action::Nothing => {}
                Action::Pointer { target, addend } => {
                    self.pointer(id, relocation, row, place, target, addend);
                }
                Action::Put { value, field, range } => {
                    let value = match value {
                        Value::Number(value) => value,
                        Value::Distance { goal, addend, from } => {
                            if self.block(goal) != start.block {
                                let symbol = self.symbol_name(relocation);
                                self.refuse(id, relocation, Problem::UnknownDifference { symbol });
                                continue;
                            }
                            let to = i128::from(self.address(goal)) + i128::from(addend);
                            to - i128::from(start.offset) - i128::from(from)
                        }
                        Value::DistanceFromWord { goal, addend, from } => {
                            let to = i128::from(self.address(goal)) + i128::from(addend);
                            to - i128::from((start.offset + from) & !3)
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
                        rodata_bases: 0,
                        bss_bases: 0,
                        known: true,
                    });
                    self.add_part(difference, part, target, addend);
                }
            }
        }
        self.finish_difference(id, bytes_at, difference.take());
    }

    fn add_part(&self, difference: &mut Difference, part: Part, target: Target, addend: i64) {
        if part == Part::Set {
            difference.value = 0;
            (difference.image_bases, difference.rodata_bases, difference.bss_bases) = (0, 0, 0);
            difference.known = true;
        }
        let sign = if part == Part::Sub { -1 } else { 1 };
        let address = match target {
            Target::Section(section, offset) => match self.layout.position(section, offset) {
                Some(Position { block, offset }) => {
                    match block {
                        Block::Image => difference.image_bases += sign,
                        Block::Rodata => difference.rodata_bases += sign,
                        Block::Bss => difference.bss_bases += sign,
                    }
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

    fn finish_difference(&mut self, id: SectionId, start: Position, difference: Option<Difference>) {
        let Some(difference) = difference else { return };
        let relocation = difference.first;
        let bases = [difference.image_bases, difference.rodata_bases, difference.bss_bases];
        if !difference.known || bases != [0; 3] {
            let symbol = self.symbol_name(relocation);
            self.refuse(id, relocation, Problem::UnknownDifference { symbol });
            return;
        }
        let Difference { row, field, range, value, .. } = difference;
        self.put(id, relocation, row, start.plus(relocation.offset), value, field, range);
    }

    #[expect(clippy::too_many_arguments, reason = "a place, a value, and what the value must satisfy")]
    fn put(
        &mut self,
        id: SectionId,
        relocation: &Relocation,
        row: &Row,
        place: Position,
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
        place: Position,
        target: Target,
        addend: i64,
    ) {
        if let Err(unfit) = self.word(place, target, addend) {
            let symbol = self.symbol_name(relocation);
            let problem = match (unfit, self.resolved.program.sections[id].kind) {
                // It is in an instruction: other code would be needed.
                (Unfit::Unaligned, SectionKind::Text) => {
                    Problem::NotPositionIndependent { relocation: row.name, symbol }
                }
                (_, _) => self.unfit(unfit, symbol, addend),
            };
            self.refuse(id, relocation, problem);
        }
    }

    fn unfit(&self, unfit: Unfit, symbol: String, addend: i64) -> Problem {
        match unfit {
            Unfit::Unaligned => Problem::UnalignedPointer { symbol, word: self.architecture.arch.word() },
            Unfit::Addend => Problem::NameAddend { symbol, addend },
            Unfit::ChosenAddend => Problem::ChosenAddend { symbol, addend },
            Unfit::TooManyNames => Problem::TooManyQstrs { count: usize::from(u16::MAX) + 1 },
        }
    }

    /// Writes a word that holds an address, which the loader adjusts or start-up code fills.
    fn word(&mut self, place: Position, target: Target, addend: i64) -> Result<(), Unfit> {
        let (value, operation) = match target {
            Target::Section(section, offset) => match self.layout.position(section, 0) {
                Some(Position { block, offset: start }) => {
                    let operation = match block {
                        Block::Image => Operation::Text,
                        Block::Rodata => Operation::Rodata,
                        Block::Bss => Operation::Bss,
                    };
                    (i128::from(start) + i128::from(offset), Some(operation))
                }
                None => (0, None),
            },
            Target::Absolute(value) => (i128::from(value), None),
            Target::Runtime(Provided::Loader(word)) => (0, Some(Operation::Runtime(word))),
            Target::Runtime(Provided::Startup(word)) => {
                // Words are filled where they are then.
                let at = self.layout.copied_to(place);
                let base = if at.block == Block::Image { Base::Text } else { Base::Rodata };
                let held = self.filling.fill(base, at.offset, word, addend, &self.resolved.names)?;
                if let StartWord::Chosen(section, offset) = word {
                    return self.word(place, Target::Section(section, offset.cast_signed()), 0);
                }
                return self.write_word(place, i128::from(held));
            }
            // The reach phase ended the link if one of them is referred to.
            Target::Undefined | Target::Discarded => (0, None),
        };
        let word = self.architecture.arch.word();
        let base = base_of(place.block)?;
        if let Some(operation) = operation {
            if !place.offset.is_multiple_of(word) {
                return Err(Unfit::Unaligned);
            }
            self.image.relocations.push(LoaderRelocation { base, word: place.offset / word, operation });
        }
        self.write_word(place, value + i128::from(addend))
    }

    fn write_word(&mut self, place: Position, value: i128) -> Result<(), Unfit> {
        let field = if self.architecture.arch.word() == 8 { Field::Double } else { Field::Word };
        field.write(self.at(place), value).ok_or(Unfit::Unaligned)
    }

    /// Makes the start-up code's table at the end of its block, and the module's table of names.
    fn startup_table(&mut self) {
        self.image.filled = self.filling.len();
        let filling = std::mem::replace(&mut self.filling, Filling::new(1, Vec::new()));
        let (stream, names) = match filling.finish() {
            Ok(made) => made,
            Err(unfit) => {
                let problem = self.unfit(unfit, String::new(), 0);
                self.errors.push(Error::new(Location::default(), problem));
                return;
            }
        };
        self.image.names = names;
        let Some(place) = self.resolved.table.and_then(|table| self.layout.sections[table]) else { return };
        let Ok(base) = base_of(place.block) else { return };
        // The addresses of the blocks that have words to fill.
        let blocks: &[Operation] = match (base, self.architecture.placement.copying) {
            (Base::Text, None) => &[Operation::Text],
            (Base::Text, Some(_)) => &[Operation::Text, Operation::Bss],
            (Base::Rodata, _) => &[Operation::Text, Operation::Rodata],
        };
        let word = self.architecture.arch.word();
        let bytes = match base {
            Base::Text => &mut self.image.bytes,
            Base::Rodata => &mut self.image.rodata,
        };
        let end = place.offset + blocks.len() as u64 * word;
        bytes.resize(usize::try_from(end).unwrap_or(usize::MAX), 0);
        bytes.extend(stream);
        for (index, operation) in (0..).zip(blocks) {
            let word = place.offset / word + index;
            self.image.relocations.push(LoaderRelocation { base, word, operation: *operation });
        }
    }

    /// The block that a goal is in.
    fn block(&self, goal: Goal) -> Block {
        match goal {
            Goal::Target(Target::Section(section, _)) => {
                self.layout.sections[section].map_or(Block::Image, |position| position.block)
            }
            // Plans have distances to places of the module only.
            Goal::Target(_) => Block::Image,
            Goal::Slot(_) | Goal::Stub(_) | Goal::Detour(_) | Goal::Base => Block::Image,
        }
    }

    /// The address of a goal in its block.
    fn address(&self, goal: Goal) -> i64 {
        let address = match goal {
            Goal::Target(Target::Section(section, offset)) => {
                return match self.layout.position(section, 0) {
                    Some(Position { offset: start, .. }) => start.cast_signed().saturating_add(offset),
                    None => 0,
                };
            }
            // Plans have distances to places of the module only.
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
            if code.is_empty() {
                self.too_large(Location::default());
            }
            self.copy(in_image(stub), &code);
            match (self.architecture.stub_word, self.architecture.stub_slot_word) {
                (_, Some(at)) if slot != 0 => self.image_word(in_image(stub + at), slot),
                (Some(at), _) => self.own_word(in_image(stub + at), *target, 0),
                (None, _) => {}
            }
        }
        for (id, detour) in self.planned.detours.rows() {
            let make = |at| (self.architecture.detour)(self.architecture.arch, at);
            let code = detour_addresses(self.layout, self.planned, id).and_then(make);
            match code {
                Some(code) => {
                    let at = in_image(self.layout.detours[id]);
                    self.copy(at, &code);
                    if let Some(word) = self.architecture.detour_word {
                        let Slot { target, addend } = detour.address;
                        self.own_word(at.plus(word), target, addend);
                    }
                }
                None => {
                    // The jump to the detour does not reach either: that error names the relocation.
                    let (section, offset) = detour.back;
                    self.too_large(self.resolved.program.location(section, Some(offset), None));
                }
            }
        }
    }

    /// Code that the linker makes does not reach what it has to.
    fn too_large(&mut self, location: Location) {
        let size = self.layout.image_size;
        let limit = if self.architecture.placement.loads_literal.is_some() { 1 << 18 } else { 1 << 20 };
        let problem = Problem::TooLarge { what: "the module", size, limit };
        self.errors.push(Error::new(location, problem));
    }

    /// The code that copies, and its addresses.
    fn copying_code(&mut self) {
        let Some((copying, copy)) = self.architecture.placement.copying.zip(self.layout.copy) else { return };
        let Copied { words, code, entry, from, size } = copy;
        match (copying.code)(CopyAddresses { words, code, entry }) {
            Some(bytes) => self.copy(in_image(code), &bytes),
            None => self.too_large(Location::default()),
        }
        let word = self.architecture.arch.word();
        let addresses = [(Operation::Text, from), (Operation::Bss, 0), (Operation::Text, from + size)];
        for (index, (operation, address)) in (0..).zip(addresses) {
            let at = words + index * word;
            let base = Base::Text;
            self.image.relocations.push(LoaderRelocation { base, word: at / word, operation });
            // The layout made room for it.
            let _ = self.write_word(in_image(at), address.into());
        }
    }

    fn slots(&mut self) {
        let word = self.architecture.arch.word();
        let layout = self.layout;
        for (index, slot) in layout.slots.iter().enumerate() {
            self.own_word(in_image(layout.slots_start + index as u64 * word), slot.target, slot.addend);
        }
    }

    /// A word with the address of a place in the image, at a multiple of a word.
    fn image_word(&mut self, place: Position, to: u64) {
        let word = place.offset / self.architecture.arch.word();
        let operation = Operation::Text;
        self.image.relocations.push(LoaderRelocation { base: Base::Text, word, operation });
        self.copy(place, &(to as u32).to_le_bytes());
    }

    /// A word of the linker's own: of no relocation that a problem could be at.
    fn own_word(&mut self, place: Position, target: Target, addend: i64) {
        if let Err(unfit) = self.word(place, target, addend) {
            let problem = self.unfit(unfit, report::describe(self.resolved, target, 0), addend);
            self.errors.push(Error::new(Location::default(), problem));
        }
    }
}
