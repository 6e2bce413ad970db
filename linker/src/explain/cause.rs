//! The problems of a link as people need them told: one explanation a cause, with every place, the reason and what to
//! do about it.
//!
//! In: the errors of a link, what was linked, and archives that could have been. Out: [`Explanation`]s, in the order of
//! the first error of each. Undefined symbols that one archive has are one cause, and so are all references to
//! thread-local variables:
//!
//! ```text
//! undefined symbols `__divdf3`, `__muldf3` and 4 more
//!   places: a.c:3:12, a.c:9:5, …
//!   note:   they are helper functions of the compiler; libgcc.a has them
//!   help:   link it: -l /usr/lib/…/libgcc.a
//! ```

use indexmap::IndexMap;

use super::firmware_names::firmware_name;
use super::known_names::{Known, PartOf, THREAD_LOCAL_REMEDY, known_name};
use super::near::Names;
use crate::error::{Error, Location, Problem};
use crate::firmware::catalogue::{self, Origin};
use crate::input::Input;
use crate::read::archive::Archive;
use crate::read::identify::FileKind;
use crate::read::object::defined_names;
use crate::request::Arch;

/// One cause, and all that it makes impossible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The problem's stable code.
    pub code: &'static str,
    /// What is wrong, a sentence in lower case without a full stop.
    pub title: String,
    /// The symbols that it is about, each once, in the order of their first places.
    pub symbols: Vec<String>,
    /// Where, in link order; fewer than [`Explanation::count`] where there are very many.
    pub places: Vec<Location>,
    /// In how many places.
    pub count: usize,
    /// What it is, and why it cannot be.
    pub notes: Vec<String>,
    /// What to do, the best first.
    pub remedies: Vec<String>,
}

/// What a link had, and what it could have had.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The processor family.
    pub arch: Arch,
    /// What was linked.
    pub inputs: &'a [Input],
    /// Archives that were not, but that the toolchain has.
    pub libraries: &'a [Input],
}

/// What makes errors one cause.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Cause {
    /// Undefined symbols that this archive has.
    InLibrary(String),
    /// Thread-local variables.
    ThreadLocal,
    /// Functions that a resolver chooses.
    IndirectFunction,
    /// Instructions that hold addresses, in one file.
    NotPositionIndependent(Option<String>),
    /// A type of relocation that cannot be applied, for one reason.
    Relocation(&'static str),
    /// Anything else: what is said is the cause.
    Said(&'static str, String),
}

/// Explains the errors of a link.
pub fn explain(errors: &[Error], surroundings: &Surroundings) -> Vec<Explanation> {
    let known = Neighbourhood::new(surroundings);
    let mut groups: IndexMap<Cause, Vec<&Error>> = IndexMap::new();
    for error in errors {
        groups.entry(known.cause(error)).or_default().push(error);
    }
    groups.iter().filter_map(|(cause, errors)| known.explanation(cause, errors)).collect()
}

/// What there is to find names in.
struct Neighbourhood<'a> {
    names: Names<'a>,
    libraries: Vec<Archive<'a>>,
}

impl<'a> Neighbourhood<'a> {
    fn new(surroundings: &Surroundings<'a>) -> Neighbourhood<'a> {
        let arch = surroundings.arch;
        let mut names = Names::default();
        for name in catalogue::names() {
            match name.origin {
                Origin::Table(_) => names.add([name.name], "the firmware's table"),
                Origin::Library(_) | Origin::Named(_) | Origin::Header(_) => {
                    names.add([name.name], "supplied by mpyc");
                }
                Origin::Impossible(_) => {}
            }
        }
        for input in surroundings.inputs {
            match input.bytes.kind() {
                FileKind::Elf => {
                    names.add(defined_names(input.bytes.all().unwrap_or_default(), arch), &input.name);
                }
                FileKind::Archive => {
                    if let Ok(archive) = Archive::read(&input.name, input.bytes.data(), arch) {
                        names.add(archive.names(), &input.name);
                    }
                }
                FileKind::ThinArchive | FileKind::Empty | FileKind::Other(_) => {}
            }
        }
        let libraries: Vec<Archive> = surroundings
            .libraries
            .iter()
            .filter_map(|library| Archive::read(&library.name, library.bytes.data(), arch).ok())
            .collect();
        for library in &libraries {
            names.add(library.names(), &library.name);
        }
        Neighbourhood { names, libraries }
    }

    /// The library that has a symbol, and the member.
    fn library(&self, symbol: &str) -> Option<(&str, &str)> {
        self.libraries.iter().find_map(|library| {
            let member = library.member_defining(symbol).ok().flatten()?;
            Some((library.name.as_str(), member.name))
        })
    }

    fn cause(&self, error: &Error) -> Cause {
        match &error.problem {
            Problem::UndefinedSymbol { symbol, .. } => {
                if known_name(symbol).is_some_and(|known| known.part_of == Some(PartOf::ThreadLocal)) {
                    return Cause::ThreadLocal;
                }
                // Where there is a better way than the library, each name has its own.
                let is_answer = known_name(symbol).is_none_or(Known::is_answered_by_library);
                match self.library(symbol).filter(|_| is_answer) {
                    Some((library, _)) => Cause::InLibrary(library.to_owned()),
                    None => Cause::Said(error.code(), symbol.clone()),
                }
            }
            Problem::ThreadLocal { .. } => Cause::ThreadLocal,
            Problem::IndirectFunction { .. } => Cause::IndirectFunction,
            Problem::NotPositionIndependent { .. } => {
                Cause::NotPositionIndependent(error.location.file.clone())
            }
            Problem::UnsupportedRelocation { relocation, .. } => Cause::Relocation(relocation),
            other => Cause::Said(error.code(), format!("{:?} {other}", error.location.file)),
        }
    }

    fn explanation(&self, cause: &Cause, errors: &[&Error]) -> Option<Explanation> {
        let first = errors.first()?;
        let mut places: Vec<Location> = errors.iter().flat_map(|error| error.places()).cloned().collect();
        places.sort_by_key(|place| place.rows.map(|rows| (rows.section, place.offset)));
        let count = errors.iter().map(|error| count(error)).sum();
        let mut symbols: Vec<String> = Vec::new();
        for place in &places {
            if let Some(symbol) = &place.symbol
                && !symbols.contains(symbol)
            {
                symbols.push(symbol.clone());
            }
        }
        let several = symbols.len() > 1;
        let mut explanation = Explanation {
            code: first.code(),
            title: first.problem.to_string(),
            symbols,
            places,
            count,
            notes: Vec::new(),
            remedies: vec![first.remedy()],
        };
        let listed = listed(&explanation.symbols);
        match cause {
            Cause::InLibrary(library) => {
                let plural = if several { "s" } else { "" };
                explanation.title = format!("undefined symbol{plural} {listed}");
                self.in_library(library, &mut explanation);
            }
            Cause::ThreadLocal => {
                let variables: Vec<String> = explanation
                    .symbols
                    .iter()
                    .filter(|symbol| known_name(symbol).is_none_or(|known| known.part_of.is_none()))
                    .cloned()
                    .collect();
                explanation.code = Problem::ThreadLocal { symbol: String::new() }.code();
                explanation.title = match variables.as_slice() {
                    [] => format!("{listed} is called, to find thread-local variables"),
                    [_] => format!("{} is a thread-local variable", self::listed(&variables)),
                    _ => format!("{} are thread-local variables", self::listed(&variables)),
                };
                explanation.notes.push(
                    "such a variable has a copy for each thread, which an operating system's loader makes; \
                     MicroPython's loader makes none"
                        .into(),
                );
                explanation.remedies = vec![if variables.is_empty() {
                    THREAD_LOCAL_REMEDY.into()
                } else {
                    format!("compile with -fpic, without -ftls-model; or {THREAD_LOCAL_REMEDY}")
                }];
            }
            Cause::IndirectFunction if several => {
                explanation.title =
                    format!("{listed} are chosen at load time by resolver functions (GNU_IFUNC)");
            }
            Cause::NotPositionIndependent(_) => {
                if several {
                    explanation.title = format!(
                        "instructions need the addresses of {listed} now, but they are known only when the \
                         module is loaded"
                    );
                }
                explanation
                    .notes
                    .push("the loader adjusts whole words only, not parts of instructions".into());
            }
            Cause::Relocation(relocation) if several => {
                if let Problem::UnsupportedRelocation { why, .. } = &first.problem {
                    explanation.title =
                        format!("relocations {relocation} against {listed} are not supported: {why}");
                }
            }
            Cause::IndirectFunction | Cause::Relocation(_) => {}
            Cause::Said(..) => {
                if let Problem::DuplicateSymbol { symbol, .. } = &first.problem {
                    explanation.title = format!("`{symbol}` is defined twice");
                }
                if let Problem::UndefinedSymbol { symbol, .. } = &first.problem {
                    explanation.title = format!("undefined symbol `{symbol}`");
                    self.undefined(symbol, &mut explanation);
                }
            }
        }
        Some(explanation)
    }

    /// Undefined symbols that a library has, which was not linked.
    fn in_library(&self, library: &str, explanation: &mut Explanation) {
        let symbols = explanation.symbols.clone();
        let mut members: Vec<&str> = Vec::new();
        let mut whats: Vec<&Known> = Vec::new();
        for symbol in &symbols {
            if let Some((_, member)) = self.library(symbol)
                && !members.contains(&member)
            {
                members.push(member);
            }
            if let Some(known) = known_name(symbol)
                && !whats.contains(&known)
            {
                whats.push(known);
            }
        }
        explanation.notes.extend(known_notes(&symbols, &whats));
        let it = if symbols.len() > 1 { "them" } else { "it" };
        let members: Vec<String> = members.iter().map(|member| (*member).to_owned()).collect();
        explanation.notes.push(format!("{library} has {it}: {}", listed(&members).replace('`', "")));
        explanation.remedies = vec![format!("link it: -l {library}")];
    }

    /// A symbol that nothing defines.
    fn undefined(&self, symbol: &str, explanation: &mut Explanation) {
        let mut remedies = Vec::new();
        // What is known is not misspelt.
        let is_known = known_name(symbol).is_some() || catalogue::origin(symbol).is_some();
        let near = if is_known { Vec::new() } else { self.names.near(symbol) };
        if let Some(known) = known_name(symbol) {
            explanation.notes.push(format!("`{symbol}` {}", known.what));
            remedies.push(known.remedy.to_owned());
            if let Some((library, member)) = self.library(symbol) {
                explanation.notes.push(format!("{library} has it: {member}"));
                remedies.push(format!("or link it: -l {library}"));
            }
        } else if let Some(name) = firmware_name(symbol) {
            explanation.notes.push(format!("`{symbol}` {}", name.what));
            remedies.extend(name.remedies);
            if remedies.is_empty() && near.is_empty() {
                let way =
                    "use what the table holds, or ask Python: mp_import_name, mp_load_attr, mp_load_global";
                remedies.push(way.into());
            }
        }
        if !near.is_empty() {
            let near: Vec<String> = near.iter().map(|(name, place)| format!("`{name}` ({place})")).collect();
            remedies.insert(0, format!("did you mean {}?", near.join(" or ")));
        }
        if !remedies.is_empty() {
            explanation.remedies = remedies;
        }
    }
}

/// What each family of names is, a note each.
fn known_notes(symbols: &[String], whats: &[&Known]) -> Vec<String> {
    let of = |known: &&Known| {
        let names: Vec<String> =
            symbols.iter().filter(|symbol| known_name(symbol) == Some(known)).cloned().collect();
        match names.as_slice() {
            [_, _, ..] if names.len() == symbols.len() => format!("each {}", known.what),
            [_, _, ..] => format!("each of {} {}", listed(&names), known.what),
            _ => format!("{} {}", listed(&names), known.what),
        }
    };
    whats.iter().map(of).collect()
}

/// In how many places an error is.
fn count(error: &Error) -> usize {
    let kept = 1 + error.also.len();
    match &error.problem {
        Problem::UndefinedSymbol { references, .. } => (*references).max(kept),
        _ => kept,
    }
}

/// "`a`, `b` and 3 more".
fn listed(symbols: &[String]) -> String {
    const SHOWN: usize = 4;
    let quoted: Vec<String> = symbols.iter().take(SHOWN).map(|symbol| format!("`{symbol}`")).collect();
    match (symbols.len().saturating_sub(SHOWN), quoted.as_slice()) {
        (0, [first @ .., last]) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        (0, _) => quoted.join(", "),
        (more, _) => format!("{} and {more} more", quoted.join(", ")),
    }
}
