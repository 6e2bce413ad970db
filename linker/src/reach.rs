//! Third phase: which sections the module needs.
//!
//! In: all sections and what symbols stand for. Out: [`Reached`], the sections that the entry function leads to
//! through relocations, and those marked to be kept (`SHF_GNU_RETAIN`). The rest is left out, and what only the rest
//! refers to may be undefined. A module that has constructors, or a word that only start-up code fills (see
//! [`crate::startup`]), begins with the start-up code, which calls the entry function.
//!
//! This is where references that cannot be linked at all are found: undefined, thread-local, discarded, chosen by a
//! resolver where nothing would ask it.

use std::collections::{BTreeSet, HashMap};

use crate::arch::{Architecture, Meaning};
use crate::error::{Error, PLACES_LIMIT, Problem};
use crate::literals;
use crate::program::{Place, SectionId, SectionKind, SymbolId, SymbolKind};
use crate::resolve::{Fixed, Provided, Resolved, Target};
use crate::startup::StartWord;
use crate::table::IndexVec;

/// The sections of the module.
#[derive(Debug)]
pub struct Reached {
    /// Whether each section is kept.
    pub kept: IndexVec<SectionId, bool>,
    /// The function that the module begins with, if it has one: the request's entry, or the start-up code.
    pub entry_symbol: Option<SymbolId>,
    /// Its section and its offset there.
    pub entry: Option<(SectionId, u64)>,
    /// Whether references to each symbol are among the errors: later phases need not say it again.
    pub bad: IndexVec<SymbolId, bool>,
}

impl Reached {
    /// The kept sections, in link order.
    pub fn sections(&self) -> impl Iterator<Item = SectionId> {
        self.kept.rows().filter(|(_, kept)| **kept).map(|(id, _)| id)
    }
}

/// Walks from the entry; without one, from all sections of the objects that were given.
pub fn reach(resolved: &Resolved, architecture: &Architecture) -> (Reached, Vec<Error>) {
    let program = &resolved.program;
    let mut errors = Vec::new();
    let mut entry_symbol = resolved.entry;
    let mut entry = entry_place(resolved, entry_symbol, &mut errors);
    let is_root = |id: SectionId| {
        let section = &program.sections[id];
        let given = || program.objects[section.object].pulled_for.is_none() && !is_unwinding(section.name);
        section.retain || section.constructors.is_some() || resolved.entry.is_none() && given()
    };
    let mut kept = IndexVec::filled(false, program.sections.len());
    let mut pending: Vec<SectionId> = entry.iter().map(|(section, _)| *section).collect();
    pending.extend(program.sections.rows().map(|(id, _)| id).filter(|id| is_root(*id)));
    for id in &pending {
        kept[*id] = true;
    }
    let runs: HashMap<SectionId, &Vec<SectionId>> =
        program.runs.iter().flat_map(|run| run.iter().map(move |id| (*id, run))).collect();
    let mut bad = BadReferences {
        resolved,
        asks_resolvers: architecture.asks_resolvers,
        first: HashMap::new(),
        errors: Vec::new(),
        bad: IndexVec::filled(false, program.symbols.len()),
    };
    let mut starts = resolved.constructs;
    loop {
        if let (true, Some(start)) =
            (starts && entry_symbol.is_some_and(|id| Some(id) == resolved.entry), resolved.start)
        {
            entry_symbol = Some(start);
            entry = entry_place(resolved, entry_symbol, &mut errors);
            if let Some((section, _)) = entry
                && !kept[section]
            {
                kept[section] = true;
                pending.push(section);
            }
        }
        let Some(from) = pending.pop() else { break };
        for relocation in &program.sections[from].relocations {
            let row = architecture.row(relocation.r_type);
            // The base is the linker's own; its symbol (`_GLOBAL_OFFSET_TABLE_`) only names it.
            if row.is_some_and(|row| matches!(row.meaning, Meaning::Nothing | Meaning::Base)) {
                continue;
            }
            let refused = row.is_some_and(|row| matches!(row.meaning, Meaning::Unsupported(_)));
            bad.check(from, relocation.offset, relocation.symbol, refused);
            if let Target::Runtime(Provided::Startup(_)) = resolved.targets[relocation.symbol] {
                starts = true;
            }
            if let Some(to) = resolved.targets[relocation.symbol].section()
                && !kept[to]
            {
                // Who has one end of a run goes from there to the other.
                let run = runs.get(&to).map_or(std::slice::from_ref(&to), |run| run.as_slice());
                for id in run {
                    kept[*id] = true;
                }
                pending.extend(run);
            }
        }
    }
    errors.append(&mut bad.errors(architecture));
    (Reached { kept, entry_symbol, entry, bad: bad.bad }, errors)
}

/// The section of a function that a module can begin with, and its offset there; none if there is none, and an error if
/// it is no code.
fn entry_place(
    resolved: &Resolved,
    entry: Option<SymbolId>,
    errors: &mut Vec<Error>,
) -> Option<(SectionId, u64)> {
    let program = &resolved.program;
    let entry = entry?;
    match resolved.targets[entry] {
        Target::Section(section, offset)
            if program.sections[section].kind == SectionKind::Text
                && offset.cast_unsigned() < program.sections[section].size =>
        {
            Some((section, offset.cast_unsigned()))
        }
        Target::Section(..)
        | Target::Absolute(_)
        | Target::Runtime(_)
        | Target::Undefined
        | Target::Discarded => {
            let problem = Problem::EntryNotCode { entry: program.symbols[entry].name.to_owned() };
            errors.push(Error::new(program.definition(entry), problem));
            None
        }
    }
}

/// Whether a section only says how to unwind the stack, which nothing on a board does.
fn is_unwinding(name: &str) -> bool {
    [".eh_frame", ".ARM.exidx", ".ARM.extab", ".gcc_except_table"]
        .iter()
        .any(|prefix| name.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}

/// Collects references that cannot be linked, one error a symbol with its places in link order.
struct BadReferences<'a, 'data> {
    resolved: &'a Resolved<'data>,
    /// Whether start-up code asks resolvers which functions to use.
    asks_resolvers: bool,
    /// By name: where its error is. Only ever looked up in.
    first: HashMap<&'data str, usize>,
    errors: Vec<BadSymbol>,
    bad: IndexVec<SymbolId, bool>,
}

struct BadSymbol {
    problem: Problem,
    /// The first places in link order, of those that were met: one more than are kept.
    places: BTreeSet<(SectionId, u64, SymbolId)>,
}

impl BadReferences<'_, '_> {
    fn check(&mut self, from: SectionId, offset: u64, id: SymbolId, refused: bool) {
        let program = &self.resolved.program;
        let symbol = &program.symbols[id];
        let name = symbol.name.to_owned();
        let target = self.resolved.targets[id];
        let problem = if refused && symbol.kind == SymbolKind::ThreadLocal {
            Problem::ThreadLocal { symbol: name }
        } else {
            match (target, symbol.place) {
                (Target::Runtime(Provided::Startup(StartWord::Chosen(..))), _) if !self.asks_resolvers => {
                    Problem::IndirectFunction { symbol: name }
                }
                (Target::Undefined, _) => match self.resolved.fixed.get(symbol.name) {
                    Some(Fixed { symbol: fixed, address: Err(why), .. }) => {
                        Problem::NoFixedAddress { symbol: name, place: fixed.place.clone(), why: why.clone() }
                    }
                    _ => Problem::UndefinedSymbol { symbol: name, references: 0 },
                },
                // Without a table in the module, a start-up function of another kind was linked.
                (Target::Runtime(Provided::Startup(_)), _)
                    if self.resolved.start.is_none() || self.resolved.table.is_none() =>
                {
                    Problem::NoStartup { symbol: name }
                }
                (Target::Discarded, Place::Discarded { section, why }) => {
                    Problem::DiscardedSection { symbol: name, section: section.to_owned(), why }
                }
                _ => return,
            }
        };
        self.bad[id] = true;
        let index = *self.first.entry(symbol.name).or_insert_with(|| {
            self.errors.push(BadSymbol { problem, places: BTreeSet::new() });
            self.errors.len() - 1
        });
        let Some(bad) = self.errors.get_mut(index) else { return };
        if let Problem::UndefinedSymbol { references, .. } = &mut bad.problem {
            *references += 1;
        }
        // Sections are met in the order of the walk; a reader expects the order of the files.
        bad.places.insert((from, offset, id));
        if bad.places.len() > PLACES_LIMIT + 1 {
            bad.places.pop_last();
        }
    }

    fn errors(&mut self, architecture: &Architecture) -> Vec<Error> {
        let mut bad = std::mem::take(&mut self.errors);
        // A reader knows the code that loads a literal, not the literal.
        let loads =
            if bad.is_empty() { HashMap::new() } else { literals::loads(self.resolved, architecture) };
        for places in bad.iter_mut().map(|bad| &mut bad.places) {
            *places = std::mem::take(places)
                .into_iter()
                .map(|(section, offset, symbol)| {
                    let (section, offset) =
                        loads.get(&(section, offset)).copied().unwrap_or((section, offset));
                    (section, offset, symbol)
                })
                .collect();
        }
        bad.sort_by_key(|bad| bad.places.first().copied());
        let program = &self.resolved.program;
        let error = |bad: BadSymbol| {
            let place = |(section, offset, symbol)| program.location(section, Some(offset), Some(symbol));
            let mut places = bad.places.into_iter().map(place);
            let location = places.next().unwrap_or_default();
            Error { location, problem: bad.problem, also: places.collect() }
        };
        bad.into_iter().map(error).collect()
    }
}
