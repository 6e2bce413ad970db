//! Where each public name of the firmware comes from in a native module: the three lists in one.
//!
//! ```text
//! mp_obj_new_tuple    in the table         entry 19, new_tuple
//! mp_obj_get_array    supplied             the support library, container.c
//! mp_type_ValueError  supplied             ValueError, found at import
//! mp_obj_cell_get     supplied             py/obj.h
//! mp_obj_new_cell     impossible           cells are made by compiled Python alone; use a list of one item
//! ```

use super::ENTRIES;
use super::impossible::{IMPOSSIBLE, Impossible};
use super::supplied::{HEADERS, LIBRARY, LIBRARY_BY_FLOAT, LIBRARY_OWN, NOTES, REPLACED};
use crate::named::{NAMED, Named, Step};

/// Where a name comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The firmware's function table: the entry, an index into [`ENTRIES`].
    Table(u8),
    /// The support library: the file that defines it.
    Library(&'static str),
    /// Found by name when the module is imported.
    Named(&'static Named),
    /// A header, without anything to link: its path.
    Header(&'static str),
    /// Nowhere.
    Impossible(&'static Impossible),
}

/// A name and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// As C writes it.
    pub name: &'static str,
    /// Where it comes from.
    pub origin: Origin,
}

impl Name {
    /// What else to know of it.
    pub fn note(&self) -> Option<&'static str> {
        NOTES.iter().find(|(name, _)| *name == self.name).map(|(_, note)| *note)
    }
}

/// Every name of the lists, in alphabetical order.
pub fn names() -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut add = |text: &'static str, origin: Origin| {
        names.extend(text.split_whitespace().map(|name| Name { name, origin }));
    };
    for (index, entry) in (0..).zip(&ENTRIES) {
        for name in entry.symbols {
            add(name, Origin::Table(index));
        }
    }
    for (file, text) in LIBRARY.iter().chain(LIBRARY_OWN) {
        add(text, Origin::Library(file));
    }
    for named in NAMED {
        add(named.symbol, Origin::Named(named));
    }
    for (header, text) in HEADERS {
        add(text, Origin::Header(header));
    }
    for impossible in IMPOSSIBLE {
        add(impossible.names, Origin::Impossible(impossible));
    }
    names.sort_by_key(|name| name.name);
    names
}

/// Where a symbol comes from, if it is one of the firmware's; also by the names that the headers give to functions of
/// floats.
pub fn origin(symbol: &str) -> Option<Origin> {
    let all = names();
    let find = |symbol: &str| {
        let place = all.binary_search_by_key(&symbol, |name| name.name).ok()?;
        all.get(place).map(|name| name.origin)
    };
    let replaced = REPLACED.iter().find(|(name, _)| *name == symbol).map(|(_, own)| *own);
    find(replaced.unwrap_or(symbol)).or_else(|| {
        let plain = symbol.strip_suffix("_f").or_else(|| symbol.strip_suffix("_d"))?;
        find(plain).filter(|origin| *origin == Origin::Library(LIBRARY_BY_FLOAT))
    })
}

/// What a recipe finds, as Python would say it.
pub fn expression(named: &Named) -> String {
    named.recipe.iter().fold(String::new(), |value, step| match step {
        Step::Import(name) | Step::Builtin(name) => (*name).to_owned(),
        Step::Attribute(name) => format!("{value}.{name}"),
        Step::Apply(name) => format!("{name}({value})"),
        Step::Type => format!("type({value})"),
        Step::EmptyTuple => "()".to_owned(),
        Step::None => "None".to_owned(),
        Step::Call => format!("{value}()"),
        Step::Entry => "the module's entry".to_owned(),
        Step::Slot(slot) => format!("{value}, slot {slot:?}"),
    })
}

impl Origin {
    /// Which list it is: `in the table`, `supplied` or `impossible`.
    pub const fn list(self) -> &'static str {
        match self {
            Origin::Table(_) => "in the table",
            Origin::Library(_) | Origin::Named(_) | Origin::Header(_) => "supplied",
            Origin::Impossible(_) => "impossible",
        }
    }

    /// Where in that list, or why not and what to use instead.
    pub fn detail(self) -> String {
        match self {
            Origin::Table(index) => {
                let field = ENTRIES.get(usize::from(index)).map_or("?", |entry| entry.field);
                format!("entry {index}, {field}")
            }
            Origin::Library(file) => format!("the support library, {file}"),
            Origin::Named(named) => format!("{}, found at import", expression(named)),
            Origin::Header(header) => header.to_owned(),
            Origin::Impossible(Impossible { why, instead, .. }) => format!("{why}; {instead}"),
        }
    }

    /// What to do when it is undefined in a link, a sentence without its full stop.
    pub fn remedy(self) -> String {
        match self {
            Origin::Table(_) => "call it by that name".into(),
            Origin::Library(file) => {
                format!("link mpyc's support library (`mpyc link` does): its {file} has it")
            }
            Origin::Named(named) => format!(
                "link mpyc's start-up code (`mpyc link` does): it finds this as {} when the module is imported",
                expression(named)
            ),
            Origin::Header(header) => {
                format!(
                    "include \"{header}\" of mpyc's headers: it is no symbol, but a macro or an inline function"
                )
            }
            Origin::Impossible(Impossible { why, instead, .. }) => format!("{instead}: {why}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_in_two_lists() {
        let all = names();
        for pair in all.windows(2) {
            assert!(pair[0].name < pair[1].name, "{:?} and {:?}", pair[0], pair[1]);
        }
        assert!(all.len() > 1000, "{}", all.len());
    }

    #[test]
    fn a_symbol_is_found_with_its_list() {
        let list = |name| origin(name).map(|origin| (origin.list(), origin.detail()));
        let some = |list, detail: &str| Some((list, detail.to_owned()));
        assert_eq!(list("mp_obj_new_tuple"), some("in the table", "entry 19, new_tuple"));
        assert_eq!(list("mp_obj_get_array"), some("supplied", "the support library, container.c"));
        assert_eq!(list("mp_obj_get_float_d"), some("supplied", "the support library, float.c"));
        assert_eq!(list("mp_type_ValueError"), some("supplied", "ValueError, found at import"));
        assert_eq!(list("mp_type_deque"), some("supplied", "collections.deque, found at import"));
        assert_eq!(list("mp_obj_cell_get"), some("supplied", "py/obj.h"));
        let cells = "cells are made by compiled Python alone; use a list of one item";
        assert_eq!(list("mp_obj_new_cell"), some("impossible", cells));
        assert_eq!(list("mp_obj_get_array_d"), None);
        assert_eq!(list("sinf"), None);
    }

    #[test]
    fn notes_are_of_names_that_there_are() {
        for (name, _) in NOTES {
            assert!(origin(name).is_some(), "{name}");
        }
    }
}
