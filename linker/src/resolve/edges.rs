//! Names that the linker gives to the ends of runs of sections.
//!
//! - `__init_array_start` and `__init_array_end`, and the same with `preinit_array` and `ctors`: the tables of
//!   constructors, in the order of their priorities;
//! - `__start_NAME` and `__stop_NAME`: all sections called NAME, where that is a C identifier (GNU ld, "Input Section
//!   Example"). A reference to either keeps all of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::program::{Place, Program, Section, SectionId, SectionKind};
use crate::resolve::Target;

/// What the linker's own names stand for. Only ever looked up in.
pub type Edges = HashMap<String, Target>;

/// Makes the runs and names their ends.
pub fn name_runs(program: &mut Program) -> Edges {
    let mut edges = Edges::new();
    for stem in ["preinit_array", "init_array", "ctors"] {
        let mut run: Vec<SectionId> = (program.sections.rows())
            .filter(|(_, section)| section.constructors.is_some_and(|table| table.stem() == stem))
            .map(|(id, _)| id)
            .collect();
        run.sort_by_key(|id| program.sections[*id].constructors);
        name_run(program, &mut edges, run, &format!("__{stem}_start"), &format!("__{stem}_end"));
    }
    let referred: BTreeSet<&str> = (program.symbols.iter())
        .filter(|symbol| symbol.place == Place::Undefined)
        .filter_map(|symbol| {
            symbol.name.strip_prefix("__start_").or_else(|| symbol.name.strip_prefix("__stop_"))
        })
        .collect();
    let mut named: BTreeMap<String, Vec<SectionId>> = BTreeMap::new();
    for (id, section) in program.sections.rows() {
        if is_c_identifier(section) && referred.contains(section.name) {
            named.entry(section.name.to_owned()).or_default().push(id);
        }
    }
    for (name, run) in named {
        name_run(program, &mut edges, run, &format!("__start_{name}"), &format!("__stop_{name}"));
    }
    edges
}

/// Whether C can name the section; code is called, not run through.
fn is_c_identifier(section: &Section) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    section.kind != SectionKind::Text
        && section.name.chars().all(is_word)
        && section.name.starts_with(|c: char| !c.is_ascii_digit())
}

fn name_run(program: &mut Program, edges: &mut Edges, run: Vec<SectionId>, start: &str, end: &str) {
    let (first, last) = match (run.first(), run.last()) {
        (Some(first), Some(last)) => {
            let size = program.sections[*last].size.cast_signed();
            (Target::Section(*first, 0), Target::Section(*last, size))
        }
        // An empty table: both ends are the same.
        _ => (Target::Absolute(0), Target::Absolute(0)),
    };
    edges.insert(start.to_owned(), first);
    edges.insert(end.to_owned(), last);
    program.runs.push(run);
}
