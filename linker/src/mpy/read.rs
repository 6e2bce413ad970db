//! Bytes to a module, with every length checked: the loader itself checks none.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use super::{Body, Module, RawCode, VERSION, Viper, qstr, raw_kind, relocations, scope_flag, vuint};
use crate::mpy::relocations::Words;
use crate::request::{Arch, Constant};

/// Why bytes are not a module.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("byte {offset}: {what}")]
pub struct ReadError {
    /// Bytes from the start of the file.
    pub offset: usize,
    /// What is wrong there.
    pub what: String,
}

/// Pieces of code in pieces of code, or tuples in tuples: beyond what any compiler makes, within any stack.
const DEPTH_LIMIT: usize = 64;

/// What a part of a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Version, processor family, the numbers of names and constants.
    Header,
    /// The name with that index.
    Qstr(usize),
    /// The constant with that index.
    Constant(usize),
    /// Numbers that describe a piece of code: pieces are counted from 0 as they begin in the file, the outer one first.
    Code(usize),
    /// A piece's bytes.
    Text(usize),
    /// A piece's constants that are loaded apart.
    Rodata(usize),
    /// What the loader adjusts in a piece.
    Relocations(usize),
}

/// Bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// What they are.
    pub part: Part,
    /// The first.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// Reads a whole file; bytes after its end are an error.
pub fn read(file: &[u8]) -> Result<Module, ReadError> {
    read_spans(file).map(|(module, _)| module)
}

/// Reads a whole file, and says which bytes are what: the spans are in order and leave no byte out.
pub fn read_spans(file: &[u8]) -> Result<(Module, Vec<Span>), ReadError> {
    let mut reader = Reader { rest: file, length: file.len(), word: 4, spans: Vec::new(), pieces: 0 };
    let module = reader.module()?;
    if !reader.rest.is_empty() {
        return reader.fail(format!("{} bytes after the end", reader.rest.len()));
    }
    Ok((module, reader.spans))
}

struct Reader<'a> {
    rest: &'a [u8],
    length: usize,
    /// Bytes of a word of the architecture.
    word: u64,
    spans: Vec<Span>,
    pieces: usize,
}

impl<'a> Reader<'a> {
    fn fail<T>(&self, what: impl Into<String>) -> Result<T, ReadError> {
        Err(ReadError { offset: self.length - self.rest.len(), what: what.into() })
    }

    /// Notes that the bytes since the last span are that part.
    fn span(&mut self, part: Part) {
        let start = self.spans.last().map_or(0, |last| last.end);
        let end = self.length - self.rest.len();
        if end > start {
            self.spans.push(Span { part, start, end });
        }
    }

    fn byte(&mut self, what: &str) -> Result<u8, ReadError> {
        match self.rest.split_first() {
            Some((byte, rest)) => {
                self.rest = rest;
                Ok(*byte)
            }
            None => self.fail(format!("the file ends before {what}")),
        }
    }

    fn number(&mut self, what: &str) -> Result<u64, ReadError> {
        match vuint::read(&mut self.rest) {
            Some(number) => Ok(number),
            None => self.fail(format!("the file ends within {what}, or it is too large")),
        }
    }

    /// A number of things that take at least one byte each.
    fn count(&mut self, what: &str) -> Result<usize, ReadError> {
        let count = self.number(what)?;
        match usize::try_from(count) {
            Ok(count) if count <= self.rest.len() => Ok(count),
            _ => self.fail(format!("{what}: {count}, but only {} bytes follow", self.rest.len())),
        }
    }

    fn bytes(&mut self, length: u64, what: &str) -> Result<&'a [u8], ReadError> {
        let split = usize::try_from(length).ok().and_then(|length| self.rest.split_at_checked(length));
        match split {
            Some((bytes, rest)) => {
                self.rest = rest;
                Ok(bytes)
            }
            None => self.fail(format!("{what} of {length} bytes, but only {} follow", self.rest.len())),
        }
    }

    fn text(&mut self, length: u64, what: &str) -> Result<String, ReadError> {
        let bytes = self.bytes(length, what)?;
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => self.fail(format!("{what} is not UTF-8")),
        }
    }

    fn terminator(&mut self, what: &str) -> Result<(), ReadError> {
        match self.byte(what)? {
            0 => Ok(()),
            _ => self.fail(format!("{what} does not end with a zero")),
        }
    }

    fn module(&mut self) -> Result<Module, ReadError> {
        match self.byte("the header")? {
            b'M' => {}
            b'C' => return self.fail("a CircuitPython file"),
            _ => return self.fail("not a .mpy file"),
        }
        let version = self.byte("the version")?;
        if version != VERSION {
            return self.fail(format!("version {version}, not {VERSION}"));
        }
        let feature = self.byte("the feature byte")?;
        let small_int_bits = self.byte("the small integers' size")?;
        let arch_flags =
            if feature & 0x40 == 0 { None } else { Some(self.number("the architecture's flags")?) };
        let qstr_count = self.count("the number of names")?;
        let constant_count = self.count("the number of constants")?;
        self.span(Part::Header);
        let mut qstrs = Vec::new();
        for index in 0..qstr_count {
            qstrs.push(self.qstr()?);
            self.span(Part::Qstr(index));
        }
        let mut constants = Vec::new();
        for index in 0..constant_count {
            constants.push(self.constant(0)?);
            self.span(Part::Constant(index));
        }
        // Bit 7 is read as part of the number, which makes the file unknown to all firmware.
        let arch = feature >> 2 & 0x2f;
        self.word = Arch::from_number(arch).map_or(4, Arch::word);
        Ok(Module {
            arch,
            // Without native code the loader looks at no version of it.
            sub_version: if arch == 0 { 0 } else { feature & 3 },
            small_int_bits,
            arch_flags,
            qstrs,
            constants,
            code: self.raw_code(0)?,
        })
    }

    fn qstr(&mut self) -> Result<String, ReadError> {
        let number = self.number("a name")?;
        if number & 1 == 1 {
            return match qstr::static_name(number >> 1) {
                Some(name) => Ok(name.to_owned()),
                None => self.fail(format!("no firmware has a name with the number {}", number >> 1)),
            };
        }
        let name = self.text(number >> 1, "a name")?;
        self.terminator("a name")?;
        Ok(name)
    }

    fn constant(&mut self, depth: usize) -> Result<Constant, ReadError> {
        if depth > DEPTH_LIMIT {
            return self.fail("tuples nested too deeply");
        }
        let code = self.byte("a constant")?;
        let simple = match code {
            0 => Constant::FunTable,
            1 => Constant::None,
            2 => Constant::False,
            3 => Constant::True,
            4 => Constant::Ellipsis,
            10 => {
                let count = self.count("a tuple's length")?;
                let items = (0..count).map(|_| self.constant(depth + 1)).collect::<Result<_, _>>()?;
                Constant::Tuple(items)
            }
            5..=9 => {
                let length = self.number("a constant's length")?;
                match code {
                    5 => {
                        let text = self.text(length, "a string")?;
                        self.terminator("a string")?;
                        Constant::Str(text)
                    }
                    6 => {
                        let bytes = self.bytes(length, "a bytes object")?.to_vec();
                        self.terminator("a bytes object")?;
                        Constant::Bytes(bytes)
                    }
                    7 => Constant::Int(self.text(length, "an integer")?),
                    8 => Constant::Float(self.text(length, "a float")?),
                    _ => Constant::Complex(self.text(length, "a complex number")?),
                }
            }
            _ => return self.fail(format!("a constant of the unknown type {code}")),
        };
        Ok(simple)
    }

    fn raw_code(&mut self, depth: usize) -> Result<RawCode, ReadError> {
        if depth > DEPTH_LIMIT {
            return self.fail("code nested too deeply");
        }
        let piece = self.pieces;
        self.pieces += 1;
        let head = self.number("the code's length")?;
        let has_children = head & 4 != 0;
        self.span(Part::Code(piece));
        let bytes = self.bytes(head >> 3, "code")?.to_vec();
        self.span(Part::Text(piece));
        let mut body = match head & 3 {
            raw_kind::BYTECODE => Body::Bytecode { bytes },
            raw_kind::NATIVE => Body::Native { bytes, prelude_offset: self.number("the prelude's place")? },
            raw_kind::VIPER => Body::Viper(self.viper(bytes, piece)?),
            _ => Body::Assembler {
                bytes,
                scope_flags: self.number("the function's flags")?,
                positional: self.number("the number of arguments")?,
                type_signature: self.number("the arguments' types")?,
            },
        };
        let count = if has_children { self.count("the number of nested functions")? } else { 0 };
        self.span(Part::Code(piece));
        let children = (0..count).map(|_| self.raw_code(depth + 1)).collect::<Result<_, _>>()?;
        if let Body::Viper(Viper { relocations: Some(list), text, rodata, .. }) = &mut body {
            let words = |block: &[u8]| block.len() as u64 / self.word;
            let words = Words { text: words(text), rodata: words(rodata) };
            *list = match relocations::read(&mut self.rest, words) {
                Ok(list) => list,
                Err(what) => return self.fail(what),
            };
            self.span(Part::Relocations(piece));
        }
        Ok(RawCode { body, children })
    }

    fn viper(&mut self, text: Vec<u8>, piece: usize) -> Result<Viper, ReadError> {
        let flags = self.number("the function's flags")?;
        let has = |flag| flags & flag != 0;
        let rodata_size = if has(scope_flag::RODATA) { self.number("the constants' size")? } else { 0 };
        let bss_size = if has(scope_flag::BSS) { self.number("the variables' size")? } else { 0 };
        self.span(Part::Code(piece));
        let rodata = self.bytes(rodata_size, "constants")?.to_vec();
        self.span(Part::Rodata(piece));
        let own = scope_flag::RELOCATIONS | scope_flag::RODATA | scope_flag::BSS;
        Ok(Viper {
            text,
            scope_flags: flags & !own,
            rodata,
            bss_size,
            relocations: has(scope_flag::RELOCATIONS).then(Vec::new),
        })
    }
}
