//! Linker scripts: the files with the addresses of what is in a chip's ROM, and those that stand in an archive's place.
//!
//! In: text. Out: symbols with their values ([`SymbolScripts`]), or the names of files ([`library_script_files`]).
//!
//! ```text
//! strlen = 0x4000bf4c;                     a symbol's value
//! PROVIDE ( memcpy = 0x4000df48 );         the same, unless an object defines it
//! PROVIDE ( table = ALIGN(base + 3, 4) );  expressions of what is known
//! INCLUDE more.ld
//! ```
//!
//! Understood is what has a meaning without a memory map of the program: assignments, constant expressions, `INCLUDE`,
//! `ASSERT`, and by an explicit list the commands that mean nothing to a module. All else, `SECTIONS` first of all, is
//! an error with its place: nothing is skipped. Syntax and meaning are those of GNU ld (its manual, "Linker Scripts";
//! precedences and signedness: `ld/ldgram.y` and `ld/ldexp.c`).

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod commands;
mod error;
mod expression;
mod lexer;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use indexmap::IndexMap;

use crate::request::{FixedRule, FixedSymbol};
use commands::Reader;
pub use error::{ScriptError, ScriptPlace, ScriptProblem};

/// A script that another one includes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Included {
    /// How messages name it; two names are the same file exactly if they are the same text.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// Where included scripts come from: this library reads no files.
pub trait Includes {
    /// The script of a name.
    ///
    /// `from` is the name of the script that includes it, `folders` what `SEARCH_DIR` named so far.
    ///
    /// # Errors
    /// Why there is none, in words.
    fn open(&mut self, name: &str, from: &str, folders: &[String]) -> Result<Included, String>;
}

/// For scripts that stand alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoIncludes;

impl Includes for NoIncludes {
    fn open(&mut self, _: &str, _: &str, _: &[String]) -> Result<Included, String> {
        Err("scripts cannot be included here".into())
    }
}

/// A symbol that scripts gave a value.
#[derive(Debug, Clone)]
struct Definition {
    /// The value, or why it is not known: harmless for a symbol that is only provided, while nothing refers to it.
    value: expression::Value,
    rule: FixedRule,
    place: ScriptPlace,
}

/// Reads scripts one after the other; a later one may use the symbols of an earlier one.
#[derive(Debug, Default)]
pub struct SymbolScripts {
    symbols: IndexMap<String, Definition>,
}

impl SymbolScripts {
    /// Reads a script.
    ///
    /// # Errors
    /// All that is wrong with it, up to a limit. Symbols of it may be known nevertheless.
    pub fn read(
        &mut self,
        name: &str,
        text: &str,
        includes: &mut dyn Includes,
    ) -> Result<(), Vec<ScriptError>> {
        let mut reader = Reader::new(commands::Purpose::Symbols, &mut self.symbols, includes);
        reader.file(Rc::from(name), text);
        let errors = reader.into_errors();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// The symbols, in the order of their first places.
    #[must_use]
    pub fn symbols(&self) -> Vec<FixedSymbol> {
        let symbol = |(name, definition): (&String, &Definition)| FixedSymbol {
            name: name.clone(),
            value: definition.value.as_ref().copied().map_err(ToString::to_string),
            rule: definition.rule,
            place: definition.place.to_string(),
        };
        self.symbols.iter().map(symbol).collect()
    }
}

/// A file that a script in an archive's place stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LibraryFile {
    /// By its path.
    Path(String),
    /// By the name of a library: `-lm` is `m`, a file `libm.a`.
    Named(String),
}

/// The files that the script in an archive's place stands for. glibc's `libm.a`, for one, is
///
/// ```text
/// /* GNU ld script */
/// OUTPUT_FORMAT(elf64-x86-64)
/// GROUP ( /usr/lib/libm-2.36.a AS_NEEDED ( /usr/lib/libmvec.a ) )
/// ```
///
/// # Errors
/// What else is in it, or that it names no file.
pub fn library_script_files(name: &str, text: &str) -> Result<Vec<LibraryFile>, Vec<ScriptError>> {
    let mut symbols = IndexMap::new();
    let mut includes = NoIncludes;
    let mut reader = Reader::new(commands::Purpose::Library, &mut symbols, &mut includes);
    let end = reader.file(Rc::from(name), text);
    let (files, mut errors) = reader.into_files();
    if errors.is_empty() && files.is_empty() {
        errors.push(ScriptError { place: end, problem: ScriptProblem::NoFiles });
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}
