//! Second phase: what every symbol stands for, and which members of the archives take part.
//!
//! In: the given objects and the archives' indices. Out: [`Resolved`], all objects of the link and one [`Target`] for
//! every row of their symbol tables.
//!
//! A global name belongs to, in this order: an assignment of a fixed address; a strong definition; a common symbol
//! (the largest of them, made into a section of zeros); a weak definition; a fixed address that is only provided. The
//! definitions of archives' members do not count where there is a fixed address, of either kind: such tables exist so
//! that what is in ROM is not linked again. A name that no object defines and that the loader or the firmware provides
//! (see [`crate::firmware`]) is bound to that; only then are archives searched, in order, so that a library's
//! `memcpy` is never linked where the firmware's serves. What start-up code of the module provides (see
//! [`crate::startup`]) comes before archives as well; and what stands for a process ([`OF_PROCESS`]) is taken from no
//! archive but the one with the start-up code. A weak reference pulls in nothing, and without a definition is
//! address zero.

use std::collections::{HashMap, HashSet};

mod edges;
mod fixed;

use crate::arch::architecture;
use crate::error::{Error, Location, Problem};
use crate::firmware::RuntimeWord;
use crate::firmware::supplied::{OF_PROCESS, REPLACED};
use crate::program::{Binding, Place, Program, Section, SectionId, SectionKind, SymbolId, SymbolKind};
use crate::read::Loaded;
use crate::request::FixedSymbol;
use crate::startup::{self, CONSTRUCT, ENTRY, FILL, Names, START, StartWord, TABLE};
use crate::table::{Id, IndexVec};
use edges::Edges;
pub use fixed::Fixed;
use indexmap::IndexMap;

/// What a symbol stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A place in the module, at a distance from the section's start that may lie outside it.
    Section(SectionId, i64),
    /// A number, the same wherever the module is loaded.
    Absolute(u64),
    /// A word that is known when the module is imported.
    Runtime(Provided),
    /// Nothing defines it: an error, once reached code refers to it.
    Undefined,
    /// It is in a section that is not linked: an error, once reached code refers to it.
    Discarded,
}

/// Who provides a word when the module is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Provided {
    /// The loader.
    Loader(RuntimeWord),
    /// The module's start-up code.
    Startup(StartWord),
}

impl Provided {
    /// Whether code may jump to the word's value.
    pub fn is_function(self) -> bool {
        match self {
            Provided::Loader(word) => word.is_function(),
            Provided::Startup(word) => word.is_function(),
        }
    }
}

impl Target {
    /// The section that the module must have for it.
    pub fn section(self) -> Option<SectionId> {
        match self {
            Target::Section(section, _)
            | Target::Runtime(Provided::Startup(StartWord::Chosen(section, _))) => Some(section),
            Target::Absolute(_) | Target::Runtime(_) | Target::Undefined | Target::Discarded => None,
        }
    }

    /// The place that many bytes further on.
    pub fn plus(self, addend: i64) -> Option<Target> {
        match self {
            Target::Section(section, offset) => Some(Target::Section(section, offset.checked_add(addend)?)),
            Target::Absolute(value) => Some(Target::Absolute(value.wrapping_add_signed(addend))),
            Target::Runtime(_) | Target::Undefined | Target::Discarded => (addend == 0).then_some(self),
        }
    }
}

/// All that takes part in the link, and what its symbols stand for.
#[derive(Debug)]
pub struct Resolved<'data> {
    /// The tables, with the archive members that were pulled in.
    pub program: Program<'data>,
    /// What each symbol stands for.
    pub targets: IndexVec<SymbolId, Target>,
    /// What pointers to each symbol have set beside the address.
    pub pointer_bits: IndexVec<SymbolId, u64>,
    /// The request's entry function's symbol, if something defines it.
    pub entry: Option<SymbolId>,
    /// The start-up code's symbol, if it is there.
    pub start: Option<SymbolId>,
    /// Whether the module begins with the start-up code in any case: there are constructors.
    pub constructs: bool,
    /// The names that the module's words stand for.
    pub names: Names,
    /// The section that is made for the start-up code's table; it is empty until the image is made.
    pub table: Option<SectionId>,
    /// The symbols with fixed addresses, by name.
    pub fixed: IndexMap<&'data str, Fixed<'data>>,
}

/// A global name.
#[derive(Debug, Default, Clone, Copy)]
struct Global {
    definition: Option<SymbolId>,
    /// A section made for a common symbol.
    space: Option<SectionId>,
}

struct Resolver<'data> {
    loaded: Loaded<'data>,
    fixed: IndexMap<&'data str, Fixed<'data>>,
    /// Only ever looked up in; order comes from the symbol table.
    globals: HashMap<&'data str, Global>,
    /// Symbols from this one on are not entered yet.
    next: usize,
    /// The members that were read: the archive's number, and where in it.
    pulled: HashSet<(usize, u64)>,
    errors: Vec<Error>,
}

/// Resolves all symbols, as far as that goes: with errors, the tables are good for finding more, not for a module.
/// Without an entry, none is looked for.
pub fn resolve<'data>(
    loaded: Loaded<'data>,
    entry: Option<&str>,
    fixed: &'data [FixedSymbol],
) -> (Resolved<'data>, Vec<Error>) {
    let fixed = fixed::by_name(fixed, loaded.arch);
    let mut resolver = Resolver {
        loaded,
        fixed,
        globals: HashMap::new(),
        next: 0,
        pulled: HashSet::new(),
        errors: Vec::new(),
    };
    resolver.enter_symbols();
    resolver.pull_members(entry);
    let constructs = resolver.loaded.program.has_constructors();
    let parts = [(resolver.has_start_words(), FILL), (constructs, CONSTRUCT)];
    for (_, part) in parts.iter().filter(|(needed, _)| *needed) {
        resolver.pull_members(Some(START));
        resolver.pull_members(Some(part));
    }
    let spaces = resolver.make_common_space();
    let defined = |name: &str| resolver.globals.get(name).and_then(|global| global.definition);
    let (entry_symbol, start) = (entry.and_then(defined), defined(START));
    if let (Some(entry), None) = (entry, entry_symbol) {
        let problem = Problem::NoEntry { entry: entry.to_owned() };
        resolver.errors.push(Error::new(Location::default(), problem));
    }
    if constructs && start.is_none() {
        resolver.refuse_constructors();
    }
    let edges = edges::name_runs(&mut resolver.loaded.program);
    let table = resolver.make_table();
    resolver.meet_fixed();
    let mut names = Names::default();
    let targets = resolver.targets(&spaces, &edges, entry_symbol, table, &mut names);
    let symbols = &resolver.loaded.program.symbols;
    let bits_of = |id| resolver.definition(id, entry_symbol).map_or(0, |id| symbols[id].pointer_bits);
    let pointer_bits = symbols.rows().map(|(id, _)| bits_of(id)).collect();
    let Resolver { loaded, fixed, errors, .. } = resolver;
    let program = loaded.program;
    let resolved = Resolved {
        program,
        targets,
        pointer_bits,
        entry: entry_symbol,
        start,
        constructs,
        names,
        table,
        fixed,
    };
    (resolved, errors)
}

impl<'data> Resolver<'data> {
    /// How strongly a place defines a name; `None` where it does not.
    fn strength(&self, id: SymbolId) -> Option<u8> {
        let symbol = &self.loaded.program.symbols[id];
        match (symbol.place, symbol.binding) {
            (Place::Undefined | Place::Discarded { .. }, _) | (_, Binding::Local) => None,
            (Place::Common { .. }, _) => Some(2),
            (Place::Absolute(_) | Place::Section { .. }, Binding::Global) => Some(3),
            (Place::Absolute(_) | Place::Section { .. }, Binding::Weak) => Some(1),
        }
    }

    /// The name by which a reference's definition is looked for: that of the support library's own function, if it takes
    /// the place of one that no given object defines.
    fn meant(&self, name: &'data str) -> &'data str {
        let Some((_, own)) = REPLACED.iter().find(|(replaced, _)| *replaced == name) else { return name };
        let program = &self.loaded.program;
        let definition = self.globals.get(name).and_then(|global| global.definition);
        let given = |id: SymbolId| program.objects[program.symbols[id].object].pulled_for.is_none();
        if definition.is_some_and(given) { name } else { own }
    }

    /// Enters the global definitions of the symbols that were read last.
    fn enter_symbols(&mut self) {
        for index in self.next..self.loaded.program.symbols.len() {
            let id = SymbolId::new(index);
            let Some(strength) = self.strength(id) else { continue };
            let symbol = &self.loaded.program.symbols[id];
            let from_archive = self.loaded.program.objects[symbol.object].pulled_for.is_some();
            if from_archive && self.fixed.contains_key(symbol.name) {
                continue;
            }
            let earlier = self.globals.get(symbol.name).and_then(|global| global.definition);
            let wins = match earlier {
                None => true,
                Some(earlier) => {
                    let earlier_strength = self.strength(earlier).unwrap_or(0);
                    if strength == 3 && earlier_strength == 3 {
                        let program = &self.loaded.program;
                        let other = program.objects[program.symbols[earlier].object].name.clone();
                        let problem = Problem::DuplicateSymbol { symbol: symbol.name.to_owned(), other };
                        let mut error = Error::new(program.definition(id), problem);
                        error.also.push(program.definition(earlier));
                        self.errors.push(error);
                    }
                    strength > earlier_strength
                }
            };
            if wins {
                self.globals.entry(symbol.name).or_default().definition = Some(id);
            }
        }
    }

    /// Notes that nothing runs the constructors.
    fn refuse_constructors(&mut self) {
        let program = &self.loaded.program;
        for section in program.sections.iter().filter(|s| s.constructors.is_some() && s.size > 0) {
            let file = program.objects[section.object].name.clone();
            let problem = Problem::Constructor { section: section.name.to_owned() };
            self.errors.push(Error::in_file(file, problem));
        }
    }

    /// Reads the archive members that define a name and what is still undefined, until nothing more is found.
    fn pull_members(&mut self, wanted: Option<&str>) {
        if let Some(wanted) = wanted.filter(|wanted| !self.globals.contains_key(wanted)) {
            self.pull(wanted);
        }
        while self.next < self.loaded.program.symbols.len() {
            let symbol = &self.loaded.program.symbols[SymbolId::new(self.next)];
            let (name, wanted) = (self.meant(symbol.name), symbol.place == Place::Undefined && !symbol.idle);
            let strong = symbol.binding == Binding::Global;
            self.next += 1;
            let replaced = architecture(self.loaded.arch).replaced_calls.contains(&name);
            let provided = replaced
                || self.globals.contains_key(name)
                || self.fixed.contains_key(name)
                || RuntimeWord::from_symbol(name).is_some()
                || startup::is_start_word(name);
            if wanted && strong && !provided {
                self.pull(name);
            }
        }
    }

    fn pull(&mut self, name: &str) {
        let is_of_process = OF_PROCESS.contains(&name);
        for number in 0..self.loaded.archives.len() {
            let archive = &self.loaded.archives[number];
            if is_of_process && !matches!(archive.member_defining(START), Ok(Some(_))) {
                continue;
            }
            let member = match archive.member_defining(name) {
                Ok(Some(member)) => member,
                Ok(None) => continue,
                Err(problem) => {
                    self.errors.push(Error::in_file(&archive.name, problem));
                    continue;
                }
            };
            if !self.pulled.insert((number, member.offset)) {
                continue;
            }
            let file = format!("{}({})", archive.name, member.name);
            let next = self.next;
            let first = self.loaded.program.symbols.len();
            match self.loaded.object(file, member.bytes, Some(name.to_owned())) {
                Ok(()) => {
                    self.next = first;
                    self.enter_symbols();
                    self.next = next;
                }
                Err(errors) => self.errors.extend(errors),
            }
            return;
        }
    }

    /// Whether some object refers to what only start-up code provides, or has a function that a resolver chooses.
    fn has_start_words(&self) -> bool {
        self.loaded.program.symbols.iter().any(|symbol| {
            let is_chosen = symbol.kind == SymbolKind::IndirectFunction;
            if is_chosen && matches!(symbol.place, Place::Section { .. }) {
                return true;
            }
            symbol.place == Place::Undefined
                && !symbol.idle
                && !self.globals.contains_key(symbol.name)
                && startup::is_start_word(symbol.name)
        })
    }

    /// Makes a section for the start-up code's table, if something refers to it.
    fn make_table(&mut self) -> Option<SectionId> {
        let program = &mut self.loaded.program;
        let symbol = program.symbols.iter().find(|s| s.name == TABLE && s.place == Place::Undefined)?;
        let object = symbol.object;
        Some(program.sections.push(Section {
            object,
            name: TABLE,
            kind: SectionKind::ReadOnly,
            constructors: None,
            retain: false,
            merge: None,
            align: self.loaded.arch.word(),
            size: 0,
            bytes: std::borrow::Cow::Borrowed(&[]),
            cuts: Vec::new(),
            relocations: Vec::new(),
            symbols: Vec::new(),
        }))
    }

    /// Makes a section of zeros for every common symbol that no object defines otherwise.
    fn make_common_space(&mut self) -> IndexVec<SymbolId, Option<SectionId>> {
        let count = self.loaded.program.symbols.len();
        let mut spaces = IndexVec::filled(None, count);
        for index in 0..count {
            let id = SymbolId::new(index);
            let symbol = &self.loaded.program.symbols[id];
            let Place::Common { size, align } = symbol.place else { continue };
            let (name, object) = (symbol.name, symbol.object);
            let Some(global) = self.globals.get_mut(name) else { continue };
            let winner = global.definition.map(|winner| self.loaded.program.symbols[winner].place);
            if !matches!(winner, Some(Place::Common { .. })) {
                continue;
            }
            let sections = &mut self.loaded.program.sections;
            let space = *global.space.get_or_insert_with(|| {
                sections.push(Section {
                    object,
                    name,
                    kind: SectionKind::Zero,
                    constructors: None,
                    retain: false,
                    merge: None,
                    align,
                    size,
                    bytes: (&[]).into(),
                    cuts: Vec::new(),
                    relocations: Vec::new(),
                    symbols: vec![id],
                })
            });
            sections[space].size = sections[space].size.max(size);
            sections[space].align = sections[space].align.max(align);
            spaces[id] = Some(space);
        }
        spaces
    }

    /// Notes which names with a fixed address objects define as well.
    fn meet_fixed(&mut self) {
        for (name, fixed) in &mut self.fixed {
            fixed.definition = self.globals.get(name).and_then(|global| global.definition);
        }
    }

    /// The symbol that defines what a symbol names; none where a fixed address takes its place.
    fn definition(&self, id: SymbolId, entry: Option<SymbolId>) -> Option<SymbolId> {
        let symbol = &self.loaded.program.symbols[id];
        if symbol.binding == Binding::Local {
            return Some(id);
        }
        if self.fixed.get(symbol.name).is_some_and(|fixed| fixed.wins()) {
            return None;
        }
        let definition = self.globals.get(self.meant(symbol.name)).and_then(|global| global.definition);
        definition.or_else(|| entry.filter(|_| symbol.name == ENTRY))
    }

    fn targets(
        &self,
        spaces: &IndexVec<SymbolId, Option<SectionId>>,
        edges: &Edges,
        entry: Option<SymbolId>,
        table: Option<SectionId>,
        names: &mut Names,
    ) -> IndexVec<SymbolId, Target> {
        let is_chosen = |id: SymbolId| self.loaded.program.symbols[id].kind == SymbolKind::IndirectFunction;
        let own = |id: SymbolId| match self.loaded.program.symbols[id].place {
            Place::Section { section, offset } if is_chosen(id) => {
                Target::Runtime(Provided::Startup(StartWord::Chosen(section, offset)))
            }
            Place::Section { section, offset } => Target::Section(section, offset.cast_signed()),
            Place::Absolute(value) => Target::Absolute(value),
            Place::Common { .. } => spaces[id].map_or(Target::Undefined, |space| Target::Section(space, 0)),
            Place::Discarded { .. } => Target::Discarded,
            Place::Undefined => Target::Undefined,
        };
        self.loaded
            .program
            .symbols
            .rows()
            .map(|(id, symbol)| {
                if let Some(definition) = self.definition(id, entry) {
                    return own(definition);
                }
                if let Some(fixed) = self.fixed.get(symbol.name).filter(|fixed| fixed.wins()) {
                    return fixed
                        .address
                        .as_ref()
                        .map_or(Target::Undefined, |address| Target::Absolute(*address));
                }
                if let Some(edge) = edges.get(symbol.name) {
                    return *edge;
                }
                if let (Some(table), TABLE) = (table, symbol.name) {
                    return Target::Section(table, 0);
                }
                if architecture(self.loaded.arch).replaced_calls.contains(&symbol.name) {
                    return Target::Absolute(0);
                }
                if let Some(word) = RuntimeWord::from_symbol(symbol.name) {
                    return Target::Runtime(Provided::Loader(word));
                }
                match names.word(symbol.name) {
                    Some(word) => {
                        word.known().map_or(Target::Runtime(Provided::Startup(word)), Target::Absolute)
                    }
                    None if symbol.binding == Binding::Weak => Target::Absolute(0),
                    None => Target::Undefined,
                }
            })
            .collect()
    }
}
