//! The link's tables: every object, section, symbol and relocation that takes part, in the order of the inputs.
//!
//! Reading fills them; every later phase borrows them and keeps what it finds out in tables of its own that run
//! parallel to these.

use std::borrow::Cow;

use crate::error::{Location, Rows};
use crate::table::{IndexVec, id};

id! {
    /// An object file of the link: one that was given, or an archive's member that was pulled in.
    ObjectId
}
id! {
    /// A section of an object, or the space of a common symbol.
    SectionId
}
id! {
    /// A row of an object's symbol table: each object has its own row for a global name.
    SymbolId
}

/// One object file.
#[derive(Debug)]
pub struct Object<'data> {
    /// How messages name it: its path, or `archive(member)`.
    pub name: String,
    /// The symbol that an archive's member was pulled in for.
    pub pulled_for: Option<String>,
    /// The optional extensions of the processor that it was compiled for ([`crate::Arch::flags`]).
    pub arch_flags: u64,
    /// The whole file.
    pub bytes: &'data [u8],
    /// What became of each of the file's sections, by its number in the file.
    pub sections: Vec<Option<SectionId>>,
}

/// What a section is for, from its ELF flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SectionKind {
    /// Instructions.
    Text,
    /// Constants.
    ReadOnly,
    /// Initialised variables, and constants that hold addresses.
    Data,
    /// Variables that are zero at the start; no bytes in the file.
    Zero,
}

/// A table of functions that run before the entry, by the order in which tables run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Constructors {
    /// `.preinit_array`.
    Preinit,
    /// `.init_array.N`, and `.init_array` itself, which comes after all numbers: a priority, the least first.
    Init(u32),
    /// `.ctors.N` and `.ctors`, which run from the last entry to the first: sorted so that the whole is run backwards.
    Reversed(u32),
}

impl Constructors {
    /// What a section's name says it is, if it is one: `.init_array.00101`.
    pub fn from_name(name: &str) -> Option<Constructors> {
        let after = |prefix: &str| {
            let rest = name.strip_prefix(prefix)?;
            if rest.is_empty() { Some(u32::MAX) } else { rest.strip_prefix('.')?.parse().ok() }
        };
        if name == ".preinit_array" {
            Some(Constructors::Preinit)
        } else if let Some(priority) = after(".init_array") {
            Some(Constructors::Init(priority))
        } else {
            // `.ctors.65434` has priority 101: a smaller number stands nearer to the start and runs later.
            after(".ctors").map(|number| Constructors::Reversed(if number == u32::MAX { 0 } else { number }))
        }
    }

    /// The stem of the names that the linker gives to the ends of the table.
    pub fn stem(self) -> &'static str {
        match self {
            Constructors::Preinit => "preinit_array",
            Constructors::Init(_) => "init_array",
            Constructors::Reversed(_) => "ctors",
        }
    }
}

/// What may share a place with its equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// A constant.
    Constant,
    /// A string with the zero at its end: the end of another string may serve.
    String,
}

/// Bytes that were taken out of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// Where it was, as the section is now; bytes from its start.
    pub at: u64,
    /// Bytes that are gone up to here.
    pub gone: u64,
}

/// One section.
#[derive(Debug)]
pub struct Section<'data> {
    /// Its object.
    pub object: ObjectId,
    /// Its name, or that of the common symbol it is the space of.
    pub name: &'data str,
    /// What it is for.
    pub kind: SectionKind,
    /// The table it is part of, if functions in it run before the entry.
    pub constructors: Option<Constructors>,
    /// Kept although nothing refers to it (`__attribute__((retain))`).
    pub retain: bool,
    /// Whether it is one string or constant that may share its place with an equal one (`SHF_MERGE`).
    pub merge: Option<Merge>,
    /// A power of two.
    pub align: u64,
    /// Bytes in memory.
    pub size: u64,
    /// Its contents; empty when the kind is [`SectionKind::Zero`].
    pub bytes: Cow<'data, [u8]>,
    /// What was taken out of its contents since they were read, by place.
    pub cuts: Vec<Cut>,
    /// In the order of the file.
    pub relocations: Vec<Relocation>,
    /// The symbols defined in it, sorted by offset.
    pub symbols: Vec<SymbolId>,
}

impl Section<'_> {
    /// Where a byte of the section is in its object.
    pub fn offset_in_object(&self, offset: u64) -> u64 {
        let before = self.cuts.partition_point(|cut| cut.at <= offset);
        let cut = before.checked_sub(1).and_then(|last| self.cuts.get(last));
        offset + cut.map_or(0, |cut| cut.gone)
    }

    /// Where a byte of the object's section is now; where it would be, if it was taken out.
    pub fn offset_now(&self, offset: u64) -> u64 {
        // A cut's place in the object is behind what it took out.
        let before = self.cuts.partition_point(|cut| cut.at + cut.gone <= offset);
        let gone = before.checked_sub(1).and_then(|last| self.cuts.get(last)).map_or(0, |cut| cut.gone);
        let now = offset - gone.min(offset);
        self.cuts.get(before).map_or(now, |next| now.min(next.at))
    }
}

/// One relocation; its meaning is a row of the architecture's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relocation {
    /// Bytes from the section's start.
    pub offset: u64,
    /// ELF's number for its type.
    pub r_type: u32,
    /// The symbol; the null symbol's row where there is none.
    pub symbol: SymbolId,
    /// Added to the symbol's address.
    pub addend: i64,
}

/// How a symbol is seen by other objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// Not at all.
    Local,
    /// By name.
    Global,
    /// By name, when there is no global definition; undefined, it is address zero.
    Weak,
}

/// What a symbol stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SymbolKind {
    /// A function.
    Function,
    /// A thread-local variable.
    ThreadLocal,
    /// A function chosen by a resolver.
    IndirectFunction,
    /// A section as a whole.
    Section,
    /// Anything else.
    Other,
}

/// Where an object's symbol table says a symbol is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'data> {
    /// In another object.
    Undefined,
    /// A number, not an address.
    Absolute(u64),
    /// Space to be made if no object defines it.
    Common {
        /// Bytes.
        size: u64,
        /// A power of two.
        align: u64,
    },
    /// In a section of the link.
    Section {
        /// The section.
        section: SectionId,
        /// Bytes from its start.
        offset: u64,
    },
    /// In a section that is not part of the link.
    Discarded {
        /// The section's name.
        section: &'data str,
        /// Why it is not.
        why: &'static str,
    },
}

/// One symbol.
#[derive(Debug)]
pub struct Symbol<'data> {
    /// Its object.
    pub object: ObjectId,
    /// Its name; a section's symbol has the section's.
    pub name: &'data str,
    /// How other objects see it.
    pub binding: Binding,
    /// What it stands for.
    pub kind: SymbolKind,
    /// Where it is.
    pub place: Place<'data>,
    /// Bytes, zero where the object does not say.
    pub size: u64,
    /// What pointers to it have set beside its address (see [`crate::arch::Architecture::function_bits`]).
    pub pointer_bits: u64,
    /// Whether only relocations that do nothing, and those of unwind tables, name it: nothing need define it.
    pub idle: bool,
}

/// Whether a section only says how to unwind the stack, which nothing on a board does.
pub fn is_unwinding(name: &str) -> bool {
    [".eh_frame", ".ARM.exidx", ".ARM.extab", ".gcc_except_table"]
        .iter()
        .any(|stem| name.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}

impl Symbol<'_> {
    /// Moves it with what it stands for: both its ends go where `moved` says.
    pub fn move_within(&mut self, moved: impl Fn(u64) -> u64) {
        if let Place::Section { offset, .. } = &mut self.place {
            let end = moved(offset.saturating_add(self.size));
            *offset = moved(*offset);
            self.size = end.saturating_sub(*offset);
        }
    }
}

/// Everything that was read.
#[derive(Debug)]
pub struct Program<'data> {
    /// The objects, in link order.
    pub objects: IndexVec<ObjectId, Object<'data>>,
    /// The sections, in link order.
    pub sections: IndexVec<SectionId, Section<'data>>,
    /// The symbols, in link order.
    pub symbols: IndexVec<SymbolId, Symbol<'data>>,
    /// Sections that stay together, in this order, because code runs from one end of them to the other.
    pub runs: Vec<Vec<SectionId>>,
}

impl<'data> Program<'data> {
    /// Tables without rows.
    pub fn new() -> Self {
        Program {
            objects: IndexVec::new(),
            sections: IndexVec::new(),
            symbols: IndexVec::new(),
            runs: Vec::new(),
        }
    }

    /// Whether functions have to run before the entry.
    pub fn has_constructors(&self) -> bool {
        self.sections.iter().any(|section| section.constructors.is_some() && section.size > 0)
    }

    /// The name of a section's object.
    pub fn file_of(&self, section: SectionId) -> &str {
        &self.objects[self.sections[section].object].name
    }

    /// A place in a section, as errors name it.
    pub fn location(&self, section: SectionId, offset: Option<u64>, symbol: Option<SymbolId>) -> Location {
        let in_object = |offset| self.sections[section].offset_in_object(offset);
        Location {
            file: Some(self.file_of(section).to_owned()),
            section: Some(self.sections[section].name.to_owned()),
            function: offset.and_then(|offset| self.function_at(section, offset)).map(str::to_owned),
            offset: offset.map(in_object),
            symbol: symbol.map(|id| self.symbols[id].name.to_owned()),
            source: None,
            rows: Some(Rows { section, symbol }),
        }
    }

    /// Where the one function or variable of a section begins; none if it has several.
    pub fn sole_symbol(&self, section: SectionId) -> Option<u64> {
        let named = |id: &&SymbolId| self.symbols[**id].size > 0;
        let mut symbols = self.sections[section].symbols.iter().filter(named);
        match (symbols.next().map(|id| self.symbols[*id].place), symbols.next()) {
            (Some(Place::Section { offset, .. }), None) => Some(offset),
            _ => None,
        }
    }

    /// The place of a symbol's definition, as errors name it.
    pub fn definition(&self, id: SymbolId) -> Location {
        let symbol = &self.symbols[id];
        match symbol.place {
            Place::Section { section, offset } => self.location(section, Some(offset), Some(id)),
            Place::Undefined | Place::Absolute(_) | Place::Common { .. } | Place::Discarded { .. } => {
                Location {
                    file: Some(self.objects[symbol.object].name.clone()),
                    symbol: Some(symbol.name.to_owned()),
                    ..Location::default()
                }
            }
        }
    }

    /// The function or variable that holds an offset: the nearest named symbol at or before it.
    pub fn function_at(&self, section: SectionId, offset: u64) -> Option<&'data str> {
        let symbols = &self.sections[section].symbols;
        let start = |id: &SymbolId| match self.symbols[*id].place {
            Place::Section { offset, .. } => offset,
            Place::Undefined | Place::Absolute(_) | Place::Common { .. } | Place::Discarded { .. } => 0,
        };
        let after = symbols.partition_point(|id| start(id) <= offset);
        let is_named = |symbol: &&Symbol| {
            let is_thing = match symbol.kind {
                SymbolKind::Function | SymbolKind::IndirectFunction => true,
                SymbolKind::Section | SymbolKind::ThreadLocal => false,
                // The assembler's own labels (.L0, $x) say nothing to a reader.
                SymbolKind::Other => symbol.size > 0,
            };
            is_thing && !symbol.name.is_empty() && matches!(symbol.place, Place::Section { .. })
        };
        let before = symbols.get(..after).unwrap_or_default().iter().rev();
        before.map(|id| &self.symbols[*id]).find(is_named).map(|symbol| symbol.name)
    }
}
