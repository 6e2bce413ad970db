//! The map of a module: what every byte of its code and data is, in a file beside it.
//!
//! One format serves people and tools: JSON, one record a line, in the order of the places.
//!
//! ```text
//! {
//! "mpyc_map": 1,
//! "module": "wave.mpy",
//! "sha256": "5a0c…",
//! "arch": "rv32imc",
//! …
//! "symbols": [
//! {"offset":0,"size":38,"block":"image","name":"mpy_init","file":"wave.o"},
//! ```
//!
//! `mpyc inspect` and `mpyc size` read it. It is only good for the file that it was made with, by the hash.

use data_encoding::HEXLOWER;
use linker::{Arch, Block, Contents, Linked, MadeKind, PlacedLine, Report};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The version of the format.
const VERSION: u32 = 1;

/// A map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Map {
    /// The version of the format.
    pub mpyc_map: u32,
    /// The module's file name.
    pub module: String,
    /// The hash of the module's bytes, hexadecimal.
    pub sha256: String,
    /// The architecture's name.
    pub arch: String,
    /// Bytes of code and data.
    pub image_size: u64,
    /// Bytes of variables that start as zero.
    pub bss_size: u64,
    /// The sections.
    pub sections: Vec<Section>,
    /// The functions and variables.
    pub symbols: Vec<Symbol>,
    /// What the linker made.
    pub made: Vec<Made>,
    /// The lines of the sources.
    pub lines: Vec<Line>,
}

/// Where a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Code and data.
    Image,
    /// Constants and initialised variables that are loaded apart from the code.
    Rodata,
    /// Variables that start as zero.
    Bss,
}

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Holds {
    /// Instructions.
    Code,
    /// Constants.
    Constants,
    /// Variables with a value at the start.
    Variables,
    /// Variables that start as zero.
    Zeros,
}

/// Where a section comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum From {
    /// An object of the user's, or one that was compiled from the user's source.
    Own,
    /// What compiled Python is linked with.
    Runtime,
    /// What stands in for functions of the firmware that its table lacks.
    Support,
    /// The C compiler's helper functions.
    Compiler,
    /// Another archive.
    Library,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Bytes from the part's start.
    pub offset: u64,
    /// Bytes.
    pub size: u64,
    /// Where.
    pub block: Part,
    /// What it holds.
    pub holds: Holds,
    /// Its name.
    pub name: String,
    /// Its object, or `archive(member)`.
    pub file: String,
    /// Where that comes from.
    pub from: From,
    /// Places where data begins within code, and code again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<(u64, Holds)>,
}

/// A function or variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Symbol {
    /// Bytes from the part's start.
    pub offset: u64,
    /// Bytes.
    pub size: u64,
    /// Where.
    pub block: Part,
    /// Its name.
    pub name: String,
    /// Its object, or `archive(member)`.
    pub file: String,
}

/// What the linker made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Bytes from the image's start.
    pub offset: u64,
    /// Bytes.
    pub size: u64,
    /// What it is.
    pub what: MadeWhat,
    /// What a stub jumps to, or a slot holds the address of.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target: String,
}

/// Kinds of what the linker made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MadeWhat {
    /// The jump to the entry function.
    Entry,
    /// A jump to a function of the firmware.
    Stub,
    /// Code out of line.
    Detour,
    /// A word with an address.
    Slot,
    /// What start-up code reads.
    Startup,
    /// Code that copies initial values to the BSS.
    Copying,
    /// What it copies.
    Copied,
}

/// Bytes that come from one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Bytes from the image's start.
    pub offset: u64,
    /// Bytes.
    pub size: u64,
    /// The line, from 1.
    pub line: u32,
    /// The source.
    pub file: String,
}

fn part(block: Block) -> Part {
    match block {
        Block::Image => Part::Image,
        Block::Rodata => Part::Rodata,
        Block::Bss => Part::Bss,
    }
}

fn holds(contents: Contents) -> Holds {
    match contents {
        Contents::Code => Holds::Code,
        Contents::Constants => Holds::Constants,
        Contents::Variables => Holds::Variables,
        Contents::Zeros => Holds::Zeros,
    }
}

fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// Where the objects of a link come from, when nothing else is known: the user gave them, and archives are libraries.
#[must_use]
pub fn from_of(file: &str) -> From {
    let Some((archive, _)) = file.split_once('(') else { return From::Own };
    let name = archive.rsplit('/').next().unwrap_or(archive);
    if name == crate::support::ARCHIVE {
        From::Support
    } else if name.starts_with("libgcc") || name.contains("compiler_rt") || name.contains("clang_rt") {
        From::Compiler
    } else {
        From::Library
    }
}

impl Map {
    /// The map of a linked module. `from` says where an object comes from, by its name.
    #[must_use]
    pub fn new(module: &str, arch: Arch, linked: &Linked, from: impl Fn(&str) -> From) -> Map {
        let Report { image_size, bss_size, sections, symbols, made, lines, .. } = &linked.report;
        Map {
            mpyc_map: VERSION,
            module: module.to_owned(),
            sha256: sha256(&linked.mpy),
            arch: arch.name().to_owned(),
            image_size: *image_size,
            bss_size: *bss_size,
            sections: sections
                .iter()
                .map(|section| Section {
                    offset: section.offset,
                    size: section.size,
                    block: part(section.block),
                    holds: holds(section.contents),
                    name: section.name.clone(),
                    file: section.file.clone(),
                    from: from(&section.file),
                    marks: section.marks.iter().map(|(offset, what)| (*offset, holds(*what))).collect(),
                })
                .collect(),
            symbols: symbols
                .iter()
                .map(|symbol| Symbol {
                    offset: symbol.offset,
                    size: symbol.size,
                    block: part(symbol.block),
                    name: symbol.name.clone(),
                    file: symbol.file.clone(),
                })
                .collect(),
            made: made
                .iter()
                .map(|made| {
                    let (what, target) = match &made.what {
                        MadeKind::EntryJump => (MadeWhat::Entry, String::new()),
                        MadeKind::Stub(target) => (MadeWhat::Stub, target.clone()),
                        MadeKind::Detour => (MadeWhat::Detour, String::new()),
                        MadeKind::Slot(target) => (MadeWhat::Slot, target.clone()),
                        MadeKind::StartupTable => (MadeWhat::Startup, String::new()),
                        MadeKind::CopyCode => (MadeWhat::Copying, String::new()),
                        MadeKind::Copied => (MadeWhat::Copied, String::new()),
                    };
                    Made { offset: made.offset, size: made.size, what, target }
                })
                .collect(),
            lines: joined(lines),
        }
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from("{\n");
        let field = |text: &mut String, name: &str, value: serde_json::Value| {
            let _ = writeln!(text, "\"{name}\": {value},");
        };
        field(&mut text, "mpyc_map", self.mpyc_map.into());
        field(&mut text, "module", self.module.as_str().into());
        field(&mut text, "sha256", self.sha256.as_str().into());
        field(&mut text, "arch", self.arch.as_str().into());
        field(&mut text, "image_size", self.image_size.into());
        field(&mut text, "bss_size", self.bss_size.into());
        records(&mut text, "sections", &self.sections, ",\n");
        records(&mut text, "symbols", &self.symbols, ",\n");
        records(&mut text, "made", &self.made, ",\n");
        records(&mut text, "lines", &self.lines, "\n");
        text.push_str("}\n");
        text
    }

    /// The map in a file; `Err` says what is wrong with it.
    ///
    /// # Errors
    /// The text is not JSON, not a map, or of another version.
    pub fn read(text: &str) -> Result<Map, String> {
        let map: Map = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match map.mpyc_map {
            VERSION => Ok(map),
            other => Err(format!("a map of version {other}, not {VERSION}")),
        }
    }

    /// Whether it is the map of a module.
    #[must_use]
    pub fn is_of(&self, module: &[u8]) -> bool {
        self.sha256 == sha256(module)
    }

    /// The functions and variables of a part, to be found by place.
    #[must_use]
    pub fn places(&self, part: Part) -> Places<'_> {
        let mut symbols: Vec<&Symbol> = self.symbols.iter().filter(|symbol| symbol.block == part).collect();
        symbols.sort_by_key(|symbol| symbol.offset);
        Places { symbols }
    }
}

/// Functions and variables in the order of their places.
#[derive(Debug, Clone, Default)]
pub struct Places<'a> {
    symbols: Vec<&'a Symbol>,
}

impl<'a> Places<'a> {
    /// How many that may hold a place are looked at: those that begin before it, the nearest first.
    const NESTED: usize = 8;

    /// The function or variable that an offset belongs to, and the offset in it.
    #[must_use]
    pub fn find(&self, offset: u64) -> Option<(&'a Symbol, u64)> {
        let after = self.symbols.partition_point(|symbol| symbol.offset <= offset);
        let before = self.symbols.get(..after).unwrap_or_default().iter().rev().take(Self::NESTED);
        let holds =
            |symbol: &&&Symbol| offset < symbol.offset.saturating_add(symbol.size) || symbol.offset == offset;
        before.copied().find(|symbol| holds(&symbol)).map(|symbol| (symbol, offset - symbol.offset))
    }

    /// Those that begin at an offset.
    pub fn at(&self, offset: u64) -> impl Iterator<Item = &'a Symbol> {
        let from = self.symbols.partition_point(|symbol| symbol.offset < offset);
        self.symbols.get(from..).unwrap_or_default().iter().copied().take_while(move |s| s.offset == offset)
    }

    /// The first place after an offset at which one begins.
    #[must_use]
    pub fn next(&self, offset: u64) -> Option<u64> {
        let from = self.symbols.partition_point(|symbol| symbol.offset <= offset);
        self.symbols.get(from).map(|symbol| symbol.offset)
    }
}

/// Lines, those of one place in a row as one.
fn joined(lines: &[PlacedLine]) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    for PlacedLine { offset, size, lines } in lines {
        let Some((file, line)) = lines.first() else { continue };
        match joined.last_mut() {
            Some(last) if last.offset + last.size == *offset && (last.line, &last.file) == (*line, file) => {
                last.size += size;
            }
            _ => joined.push(Line { offset: *offset, size: *size, line: *line, file: file.clone() }),
        }
    }
    joined
}

/// A field with a record a line.
fn records<T: Serialize>(text: &mut String, name: &str, rows: &[T], end: &str) {
    let lines: Vec<String> = rows.iter().filter_map(|row| serde_json::to_string(row).ok()).collect();
    let break_after = if lines.is_empty() { "" } else { "\n" };
    let _ = write!(text, "\"{name}\": [{break_after}{}{break_after}]{end}", lines.join(",\n"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map() -> Map {
        Map {
            mpyc_map: VERSION,
            module: "m.mpy".into(),
            sha256: sha256(b"bytes"),
            arch: "x64".into(),
            image_size: 10,
            bss_size: 4,
            sections: vec![Section {
                offset: 0,
                size: 10,
                block: Part::Image,
                holds: Holds::Code,
                name: ".text".into(),
                file: "a \"b\".o".into(),
                from: From::Own,
                marks: vec![(6, Holds::Constants)],
            }],
            symbols: vec![
                Symbol { offset: 2, size: 4, block: Part::Image, name: "f".into(), file: "a.o".into() },
                Symbol { offset: 2, size: 4, block: Part::Bss, name: "v".into(), file: "a.o".into() },
            ],
            made: Vec::new(),
            lines: vec![Line { offset: 0, size: 3, line: 7, file: "a.c".into() }],
        }
    }

    #[test]
    fn a_map_comes_back_and_has_a_record_a_line() {
        let text = map().text();
        assert_eq!(Map::read(&text), Ok(map()));
        assert_eq!(text.lines().count(), 1 + 6 + 3 + 4 + 1 + 3 + 1, "{text}");
    }

    #[test]
    fn a_map_knows_its_module_and_its_symbols() {
        assert!(map().is_of(b"bytes"));
        assert!(!map().is_of(b"byte"));
        let map = map();
        let at = |part, offset| map.places(part).find(offset).map(|(symbol, at)| (symbol.name.as_str(), at));
        assert_eq!(at(Part::Image, 5), Some(("f", 3)));
        assert_eq!(at(Part::Image, 6), None);
        assert_eq!(at(Part::Bss, 2), Some(("v", 0)));
    }

    #[test]
    fn other_texts_are_no_maps() {
        assert!(Map::read("").is_err());
        assert!(Map::read("{}").is_err());
        let other = map().text().replace("\"mpyc_map\": 1", "\"mpyc_map\": 2");
        assert_eq!(Map::read(&other), Err("a map of version 2, not 1".into()));
    }

    #[test]
    fn objects_are_told_apart_by_their_names() {
        for (file, from) in [
            ("main.o", From::Own),
            ("/usr/lib/gcc/x/libgcc.a(divdf3.o)", From::Compiler),
            ("mpyc-support.a(map.o)", From::Support),
            ("/lib/libm.a(s_sin.o)", From::Library),
        ] {
            assert_eq!(from_of(file), from, "{file}");
        }
    }
}
