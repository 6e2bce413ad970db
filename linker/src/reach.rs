//! Third phase: which sections the module needs.
//!
//! In: all sections and what symbols stand for. Out: [`Reached`], the sections that the entry function leads to
//! through relocations, and those marked to be kept (`SHF_GNU_RETAIN`). The rest is left out, and what only the rest
//! refers to may be undefined.
//!
//! This is where references that cannot be linked at all are found: undefined, thread-local, discarded, chosen by a
//! resolver.

use std::collections::HashMap;

use crate::arch::{Architecture, Meaning};
use crate::error::{Error, Problem};
use crate::program::{Place, SectionId, SymbolId, SymbolKind};
use crate::resolve::{Fixed, Resolved, Target};
use crate::table::IndexVec;

/// The sections of the module.
#[derive(Debug)]
pub struct Reached {
    /// Whether each section is kept.
    pub kept: IndexVec<SectionId, bool>,
    /// The entry function's section and its offset there.
    pub entry: (SectionId, u64),
}

impl Reached {
    /// The kept sections, in link order.
    pub fn sections(&self) -> impl Iterator<Item = SectionId> {
        self.kept.rows().filter(|(_, kept)| **kept).map(|(id, _)| id)
    }
}

/// Walks from the entry.
pub fn reach(resolved: &Resolved, architecture: &Architecture) -> Result<Reached, Vec<Error>> {
    let program = &resolved.program;
    let entry_symbol = &program.symbols[resolved.entry];
    let entry = match resolved.targets[resolved.entry] {
        Target::Section(section, offset)
            if program.sections[section].kind == crate::program::SectionKind::Text
                && offset.cast_unsigned() < program.sections[section].size =>
        {
            (section, offset.cast_unsigned())
        }
        _ => {
            let file = program.objects[entry_symbol.object].name.clone();
            let problem = Problem::EntryNotCode { entry: entry_symbol.name.to_owned() };
            return Err(vec![Error::in_file(file, problem)]);
        }
    };
    let mut kept = IndexVec::filled(false, program.sections.len());
    let mut pending: Vec<SectionId> = vec![entry.0];
    let retained = program.sections.rows().filter(|(_, s)| s.retain || s.constructors.is_some());
    pending.extend(retained.map(|(id, _)| id));
    for id in &pending {
        kept[*id] = true;
    }
    let runs: HashMap<SectionId, &Vec<SectionId>> =
        program.runs.iter().flat_map(|run| run.iter().map(move |id| (*id, run))).collect();
    let mut bad = BadReferences { resolved, first: HashMap::new(), errors: Vec::new() };
    while let Some(from) = pending.pop() {
        for relocation in &program.sections[from].relocations {
            let row = architecture.row(relocation.r_type);
            if row.is_some_and(|row| matches!(row.meaning, Meaning::Nothing)) {
                continue;
            }
            let refused = row.is_some_and(|row| matches!(row.meaning, Meaning::Unsupported(_)));
            bad.check(from, relocation.offset, relocation.symbol, refused);
            if let Target::Section(to, _) = resolved.targets[relocation.symbol]
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
    bad.finish().map(|()| Reached { kept, entry })
}

/// Collects references that cannot be linked, one error a symbol with its first place in link order.
struct BadReferences<'a, 'data> {
    resolved: &'a Resolved<'data>,
    /// By name: where its error is. Only ever looked up in.
    first: HashMap<&'data str, usize>,
    errors: Vec<(SectionId, u64, SymbolId, Problem)>,
}

impl BadReferences<'_, '_> {
    fn check(&mut self, from: SectionId, offset: u64, id: SymbolId, refused: bool) {
        let program = &self.resolved.program;
        let symbol = &program.symbols[id];
        let name = symbol.name.to_owned();
        let target = self.resolved.targets[id];
        let problem = if refused && symbol.kind == SymbolKind::ThreadLocal {
            Problem::ThreadLocal { symbol: name }
        } else if symbol.kind == SymbolKind::IndirectFunction {
            Problem::IndirectFunction { symbol: name }
        } else {
            match (target, symbol.place) {
                (Target::Undefined, _) => match self.resolved.fixed.get(symbol.name) {
                    Some(Fixed { symbol: fixed, address: Err(why), .. }) => {
                        Problem::NoFixedAddress { symbol: name, place: fixed.place.clone(), why: why.clone() }
                    }
                    _ => Problem::UndefinedSymbol { symbol: name, references: 0 },
                },
                (Target::Discarded, Place::Discarded { section, why }) => {
                    Problem::DiscardedSection { symbol: name, section: section.to_owned(), why }
                }
                _ => return,
            }
        };
        let index = *self.first.entry(symbol.name).or_insert_with(|| {
            self.errors.push((from, offset, id, problem));
            self.errors.len() - 1
        });
        let Some(first) = self.errors.get_mut(index) else { return };
        if let Problem::UndefinedSymbol { references, .. } = &mut first.3 {
            *references += 1;
        }
        // Sections are met in the order of the walk; a reader expects the order of the files.
        if (from, offset) < (first.0, first.1) {
            (first.0, first.1, first.2) = (from, offset, id);
        }
    }

    fn finish(mut self) -> Result<(), Vec<Error>> {
        if self.errors.is_empty() {
            return Ok(());
        }
        self.errors.sort_by_key(|(section, offset, symbol, _)| (*section, *offset, *symbol));
        let program = &self.resolved.program;
        let errors = self.errors.into_iter().map(|(section, offset, symbol, problem)| Error {
            location: program.location(section, Some(offset), Some(symbol)),
            problem,
        });
        Err(errors.collect())
    }
}
