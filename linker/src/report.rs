//! What a link did: enough for a map, for `-v`, and for tests that ask why something is there.

use std::collections::HashSet;

use crate::arch::Architecture;
use crate::explain::Sources;
use crate::layout::{Block, Layout, Position};
use crate::plan::{Planned, ReadsParts};
use crate::program::{Binding, Place, Program, SectionId, SectionKind, SymbolKind};
use crate::reach::Reached;
use crate::resolve::{Provided, Resolved, Target};
use crate::startup::StartWord;

/// What a link did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Bytes of the image: code, constants, initialised variables.
    pub image_size: u64,
    /// Bytes of variables that start as zero.
    pub bss_size: u64,
    /// The sections of the module, in the order of their places, image first.
    pub sections: Vec<PlacedSection>,
    /// The functions and variables of the module, in the order of their places, image first.
    pub symbols: Vec<PlacedSymbol>,
    /// The sections that nothing reached.
    pub dropped: Vec<DroppedSection>,
    /// The members that were taken from archives.
    pub members: Vec<Member>,
    /// Bytes of the jump to the entry function at the image's start; 0 if the function is there itself.
    pub entry_jump: u64,
    /// The slots of the global offset table, as what they hold.
    pub slots: Vec<String>,
    /// The firmware functions that are called through a stub.
    pub stubs: Vec<String>,
    /// Addresses that are loaded out of line.
    pub detours: usize,
    /// Words that the loader adjusts.
    pub relocations: usize,
    /// Words that the module's start-up code fills.
    pub filled: usize,
    /// The symbols with fixed addresses that the module refers to.
    pub fixed: Vec<FixedUse>,
    /// The optional extensions of the processor that the module needs.
    pub arch_flags: u64,
    /// What the linker made itself, in the order of its places.
    pub made: Vec<PlacedMade>,
    /// The lines of source that the image's code comes from, in the order of its places; empty unless they were asked
    /// for.
    pub lines: Vec<PlacedLine>,
    /// Where the image's code names functions, in the order of places; empty unless lines were asked for.
    pub calls: Vec<PlacedCall>,
    /// Sections of zeros that had to go into the image, because code reaches their variables at a fixed distance.
    /// On the unix port the garbage collector does not look there.
    pub zeros_in_image: Vec<String>,
    /// Bytes that the module copies from the image to the BSS before anything else runs.
    pub copied: u64,
    /// Because of which constants are among them: the file and section of code that reads bytes, or the function at a
    /// fixed address that may, where what is beside the code can be read in words only.
    pub copied_for: Option<String>,
}

/// A section's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedSection {
    /// Its object, or `archive(member)`.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Its block.
    pub block: Block,
    /// Bytes from the block's start.
    pub offset: u64,
    /// Bytes.
    pub size: u64,
    /// What is in it.
    pub contents: Contents,
    /// Where data lies within code and where code goes on, by the assembler's marks; bytes from the block's start.
    pub marks: Vec<(u64, Contents)>,
}

/// What bytes of a module are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// Instructions.
    Code,
    /// Constants.
    Constants,
    /// Initialised variables, and constants that hold addresses.
    Variables,
    /// Variables that are zero at the start.
    Zeros,
}

/// Bytes of the image that the linker made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedMade {
    /// Bytes from the image's start.
    pub offset: u64,
    /// Bytes.
    pub size: u64,
    /// What they are.
    pub what: MadeKind,
}

/// What the linker makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MadeKind {
    /// The jump to the entry function.
    EntryJump,
    /// A jump to what it names.
    Stub(String),
    /// Code that loads an address out of line.
    Detour,
    /// A word with the address of what it names.
    Slot(String),
    /// What the module's start-up code reads.
    StartupTable,
    /// The code that copies initial contents to the BSS.
    CopyCode,
    /// What it copies.
    Copied,
}

/// Bytes of the image that come from one line of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedLine {
    /// Bytes from the image's start.
    pub offset: u64,
    /// Bytes.
    pub size: u64,
    /// The source's path and the line, from 1: of the code itself first, then of the calls that were inlined up to it.
    /// Never empty.
    pub lines: Vec<(String, u32)>,
}

/// A call, or another mention of a function in code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedCall {
    /// Bytes from the image's start: within the instruction, or the first of several.
    pub offset: u64,
    /// The function's name; one that other objects can see.
    pub name: String,
}

/// A symbol's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedSymbol {
    /// Its name.
    pub name: String,
    /// Its object, or `archive(member)`.
    pub file: String,
    /// Its block.
    pub block: Block,
    /// Bytes from the block's start.
    pub offset: u64,
    /// Bytes, as its object says.
    pub size: u64,
}

/// A section that is not part of the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DroppedSection {
    /// Its object, or `archive(member)`.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: u64,
}

/// A reference to a name with a fixed address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedUse {
    /// The name.
    pub name: String,
    /// Its fixed address.
    pub address: u64,
    /// Where that comes from.
    pub place: String,
    /// A given object that defines the name too.
    pub defined_in: Option<String>,
    /// Whether the name means the address; else it means what the object defines.
    pub wins: bool,
}

/// A member of an archive that is part of the link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// `archive(member)`.
    pub file: String,
    /// The symbol it was taken for.
    pub symbol: String,
}

/// What the image turned out to be.
#[derive(Debug)]
pub(crate) struct Made {
    /// Its bytes.
    pub image_size: u64,
    /// Words that the loader adjusts.
    pub relocations: usize,
    /// Words that start-up code fills.
    pub filled: usize,
    /// The optional extensions of the processor that it needs.
    pub arch_flags: u64,
    /// The names with fixed addresses that it was made with.
    pub fixed: Vec<FixedUse>,
}

/// Reports on a link.
pub(crate) fn report(
    resolved: &Resolved,
    reached: &Reached,
    planned: &Planned,
    layout: &Layout,
    made: Made,
) -> Report {
    let program = &resolved.program;
    let placed = |id| {
        let section = &program.sections[id];
        layout.sections[id].map(|Position { block, offset }| PlacedSection {
            file: program.file_of(id).to_owned(),
            name: section.name.to_owned(),
            block,
            offset,
            size: section.size,
            contents: contents(section.kind),
            marks: marks(program, id, offset),
        })
    };
    let dropped = program
        .sections
        .rows()
        .filter(|(id, section)| !reached.kept[*id] && section.size > 0 && section.merge.is_none())
        .filter(|(id, _)| !planned.literals.are_slots(*id));
    let zeros_in_image = reached.sections().filter(|id| {
        let section = &program.sections[*id];
        section.kind == SectionKind::Zero && section.size > 0 && planned.blocks[*id] != Block::Bss
    });
    Report {
        image_size: made.image_size,
        bss_size: layout.bss_size,
        sections: layout.order.iter().filter_map(|id| placed(*id)).collect(),
        symbols: symbols(program, layout),
        dropped: dropped
            .map(|(id, section)| DroppedSection {
                file: program.file_of(id).to_owned(),
                name: section.name.to_owned(),
                size: section.size,
            })
            .collect(),
        members: program
            .objects
            .iter()
            .filter_map(|object| {
                let symbol = object.pulled_for.clone()?;
                Some(Member { file: object.name.clone(), symbol })
            })
            .collect(),
        entry_jump: layout.entry_jump.len() as u64,
        slots: layout.slots.iter().map(|slot| describe(resolved, slot.target, slot.addend)).collect(),
        stubs: planned.stubs.keys().map(|target| describe(resolved, *target, 0)).collect(),
        detours: planned.detours.len(),
        relocations: made.relocations,
        filled: made.filled,
        fixed: made.fixed,
        arch_flags: made.arch_flags,
        made: Vec::new(),
        lines: Vec::new(),
        calls: Vec::new(),
        copied: layout.copy.map_or(0, |copy| copy.size),
        copied_for: planned.reads_parts.map(|reader| match reader {
            ReadsParts::Section(id) => format!("{}: {}", program.file_of(id), program.sections[id].name),
            ReadsParts::Fixed(id) => program.symbols[id].name.to_owned(),
        }),
        zeros_in_image: zeros_in_image
            .map(|id| format!("{}: {}", program.file_of(id), program.sections[id].name))
            .collect(),
    }
}

fn contents(kind: SectionKind) -> Contents {
    match kind {
        SectionKind::Text => Contents::Code,
        SectionKind::ReadOnly => Contents::Constants,
        SectionKind::Data => Contents::Variables,
        SectionKind::Zero => Contents::Zeros,
    }
}

/// The assembler's marks in a section: `$d` before data, `$t`, `$a` or `$x` before code (ELF for the Arm
/// Architecture, "Mapping symbols"; RISC-V psABI, "Mapping Symbol").
fn marks(program: &Program, id: SectionId, start: u64) -> Vec<(u64, Contents)> {
    let section = &program.sections[id];
    if section.kind != SectionKind::Text {
        return Vec::new();
    }
    let mut marks: Vec<(u64, Contents)> = Vec::new();
    for symbol in section.symbols.iter().map(|id| &program.symbols[*id]) {
        let Place::Section { offset, .. } = symbol.place else { continue };
        let contents = match symbol.name.get(..2) {
            Some("$d") => Contents::Constants,
            Some("$t" | "$a" | "$x") => Contents::Code,
            _ => continue,
        };
        let before = marks.last().map_or(Contents::Code, |(_, contents)| *contents);
        if contents != before {
            marks.push((start + offset, contents));
        }
    }
    marks
}

/// What the linker made, by place; `image_size` counts the table for the start-up code behind the rest.
pub(crate) fn made_parts(
    resolved: &Resolved,
    planned: &Planned,
    layout: &Layout,
    architecture: &Architecture,
    image_size: u64,
) -> Vec<PlacedMade> {
    let mut made = Vec::new();
    let mut push = |offset, size, what| {
        if size > 0 {
            made.push(PlacedMade { offset, size, what });
        }
    };
    push(0, layout.entry_jump.len() as u64, MadeKind::EntryJump);
    let (stub_size, _) = architecture.stub_size;
    for (target, offset) in planned.stubs.keys().zip(layout.stubs.iter()) {
        push(*offset, stub_size, MadeKind::Stub(describe(resolved, *target, 0)));
    }
    let (detour_size, _) = architecture.detour_size;
    for offset in layout.detours.iter() {
        push(*offset, detour_size, MadeKind::Detour);
    }
    let word = architecture.arch.word();
    for (index, slot) in layout.slots.iter().enumerate() {
        let what = MadeKind::Slot(describe(resolved, slot.target, slot.addend));
        push(layout.slots_start + index as u64 * word, word, what);
    }
    if let (Some(copy), Some(copying)) = (layout.copy, architecture.placement.copying) {
        for (index, what) in (0..).zip(["what is copied", "the BSS", "the end of what is copied"]) {
            push(copy.words + index * word, word, MadeKind::Slot(what.to_owned()));
        }
        push(copy.code, copying.size, MadeKind::CopyCode);
        push(copy.from, copy.size, MadeKind::Copied);
    }
    push(layout.image_size, image_size.saturating_sub(layout.image_size), MadeKind::StartupTable);
    made.sort_by_key(|made| made.offset);
    made
}

/// The lines of the image's code.
pub(crate) fn lines(program: &Program, layout: &Layout) -> Vec<PlacedLine> {
    let mut sources = Sources::new(program);
    let mut lines: Vec<PlacedLine> = Vec::new();
    for id in &layout.order {
        let Some(Position { block: Block::Image, offset: start }) = layout.sections[*id] else { continue };
        let section = &program.sections[*id];
        for range in sources.ranges(*id) {
            // What was taken out of the section since is gone from its lines.
            let from = section.offset_now(range.offset).min(section.size);
            let to = section.offset_now(range.offset.saturating_add(range.size)).min(section.size);
            if to <= from {
                continue;
            }
            let next = PlacedLine { offset: start + from, size: to - from, lines: range.lines };
            match lines.last_mut() {
                Some(last) if last.offset + last.size == next.offset && last.lines == next.lines => {
                    last.size += next.size;
                }
                _ => lines.push(next),
            }
        }
    }
    lines.sort_by_key(|line| line.offset);
    lines
}

/// Where the image's code names functions.
pub(crate) fn calls(program: &Program, layout: &Layout) -> Vec<PlacedCall> {
    let mut calls: Vec<PlacedCall> = Vec::new();
    for id in &layout.order {
        let Some(Position { block: Block::Image, offset: start }) = layout.sections[*id] else { continue };
        let section = &program.sections[*id];
        if section.kind != SectionKind::Text {
            continue;
        }
        for relocation in &section.relocations {
            let symbol = &program.symbols[relocation.symbol];
            if symbol.binding != Binding::Local && !symbol.name.is_empty() {
                calls.push(PlacedCall { offset: start + relocation.offset, name: symbol.name.to_owned() });
            }
        }
    }
    calls.sort_by_key(|call| call.offset);
    calls
}

/// The names with fixed addresses that reached sections refer to. Later phases do away with some references.
pub(crate) fn fixed_uses(resolved: &Resolved, reached: &Reached) -> Vec<FixedUse> {
    if resolved.fixed.is_empty() {
        return Vec::new();
    }
    let program = &resolved.program;
    let relocations = reached.sections().flat_map(|id| &program.sections[id].relocations);
    let referred = relocations.map(|relocation| &program.symbols[relocation.symbol]);
    let names: HashSet<&str> =
        referred.filter(|symbol| symbol.binding != Binding::Local).map(|symbol| symbol.name).collect();
    let used = resolved.fixed.iter().filter(|(name, _)| names.contains(*name));
    used.filter_map(|(name, fixed)| {
        let object = fixed.definition.map(|id| program.symbols[id].object);
        Some(FixedUse {
            name: (*name).to_owned(),
            address: *fixed.address.as_ref().ok()?,
            place: fixed.symbol.place.clone(),
            defined_in: object.map(|id| program.objects[id].name.clone()),
            wins: fixed.wins(),
        })
    })
    .collect()
}

fn symbols(program: &Program, layout: &Layout) -> Vec<PlacedSymbol> {
    let mut symbols: Vec<PlacedSymbol> = Vec::new();
    for id in &layout.order {
        let section = &program.sections[*id];
        let Some(start) = layout.sections[*id] else { continue };
        for symbol in section.symbols.iter().map(|symbol| &program.symbols[*symbol]) {
            let offset = match symbol.place {
                Place::Section { offset, .. } => offset,
                // A common symbol has its section to itself.
                Place::Common { .. } => 0,
                Place::Undefined | Place::Absolute(_) | Place::Discarded { .. } => continue,
            };
            let is_code = matches!(symbol.kind, SymbolKind::Function | SymbolKind::IndirectFunction);
            if symbol.kind == SymbolKind::Section || (!is_code && symbol.size == 0) {
                continue;
            }
            symbols.push(PlacedSymbol {
                name: symbol.name.to_owned(),
                file: program.objects[symbol.object].name.clone(),
                block: start.block,
                offset: start.offset + offset,
                size: symbol.size,
            });
        }
    }
    symbols
}

/// What an address is of, in words.
pub(crate) fn describe(resolved: &Resolved, target: Target, addend: i64) -> String {
    let program = &resolved.program;
    // The names of a place in a section.
    let names = |section: SectionId, offset: i64| {
        let symbols = program.sections[section].symbols.iter().map(|id| &program.symbols[*id]);
        symbols.filter(move |symbol| {
            let at = match symbol.place {
                Place::Section { offset, .. } => offset | symbol.pointer_bits,
                _ => 0,
            };
            at.cast_signed() == offset
                && symbol.kind != SymbolKind::Section
                && !symbol.name.starts_with(['.', '$'])
        })
    };
    let (name, offset) = match target {
        Target::Section(section, offset) => match names(section, offset).next() {
            Some(symbol) => (symbol.name.to_owned(), addend),
            None => (program.sections[section].name.to_owned(), offset + addend),
        },
        Target::Absolute(value) => (format!("{value:#x}"), addend),
        Target::Runtime(Provided::Loader(word)) => (word.name(), addend),
        // The resolver itself has another name at the same place.
        Target::Runtime(Provided::Startup(word @ StartWord::Chosen(section, offset))) => {
            let mut names = names(section, offset.cast_signed());
            let chosen = names.find(|symbol| symbol.kind == SymbolKind::IndirectFunction);
            (chosen.map_or_else(|| resolved.names.describe(word), |symbol| symbol.name.to_owned()), addend)
        }
        Target::Runtime(Provided::Startup(word)) => (resolved.names.describe(word), addend),
        Target::Undefined | Target::Discarded => ("?".to_owned(), addend),
    };
    match offset {
        0 => name,
        1.. => format!("{name}+{offset:#x}"),
        _ => format!("{name}-{:#x}", offset.unsigned_abs()),
    }
}
