//! Which line of which source a place in an object comes from, by its debug information (DWARF 2 to 5).
//!
//! ```text
//! (.text.f, 0x3a) ──▶ mod.c:13:14, in `f`
//! ```
//!
//! - Code is found in the line table. Rows of line 0, which clang gives to instructions that it made up, stand for the
//!   nearest line before them in the same function; without one, for the function's own declaration.
//! - Data has no rows: the variable that the place is in says where it is declared (`DW_TAG_variable`).
//! - A call that was inlined has the places of the calls that led to it ([`SourcePlace::callers`]).

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::cell::OnceCell;
use std::fmt;
use std::sync::Arc;

use gimli::{AttributeValue, DebuggingInformationEntry, EndianArcSlice, LittleEndian, Reader as _, UnitRef};

use super::debug_sections::DebugSections;

type Bytes = EndianArcSlice<LittleEndian>;
type Entry = DebuggingInformationEntry<Bytes>;

/// A place in a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcePlace {
    /// The file's path as the compiler knew it, with the directory that it ran in.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in bytes, from 1, where the compiler says it.
    pub column: Option<u32>,
    /// The function that the line is in, or the variable that it declares.
    pub name: Option<String>,
    /// Where the function was inlined, the innermost call first.
    pub callers: Vec<Caller>,
}

/// A call that a compiler replaced by the function's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The function that calls.
    pub function: Option<String>,
    /// The file of the call.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
}

impl fmt::Display for SourcePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        self.column.map_or(Ok(()), |column| write!(f, ":{column}"))
    }
}

/// Bytes of a section that come from one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRange {
    /// Bytes from the section's start.
    pub offset: u64,
    /// Bytes.
    pub size: u64,
    /// The lines: the code's own first, then those of the calls that were inlined up to it. Never empty.
    pub lines: Vec<(String, u32)>,
}

/// A function or variable that the debug information describes.
#[derive(Debug)]
struct Thing {
    address: u64,
    place: SourcePlace,
}

/// The debug information of one object.
pub struct Lines {
    sections: DebugSections,
    dwarf: Arc<gimli::Dwarf<Bytes>>,
    context: addr2line::Context<Bytes>,
    /// Functions and variables, each sorted by address.
    things: OnceCell<(Vec<Thing>, Vec<Thing>)>,
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").finish_non_exhaustive()
    }
}

impl Lines {
    /// Reads an object's debug information; none if it has none that can be read.
    pub fn read(object: &[u8]) -> Option<Lines> {
        let mut sections = DebugSections::read(object)?;
        let load = |id: gimli::SectionId| {
            Ok::<_, gimli::Error>(Bytes::new(Arc::from(sections.take(id.name())), LittleEndian))
        };
        let dwarf = Arc::new(gimli::Dwarf::load(load).ok()?);
        let context = addr2line::Context::from_arc_dwarf(Arc::clone(&dwarf)).ok()?;
        Some(Lines { sections, dwarf, context, things: OnceCell::new() })
    }

    /// The source of an instruction or of data, by its section's number in the object and its offset there.
    pub fn find(&self, section: usize, offset: u64) -> Option<SourcePlace> {
        let address = self.sections.address(section, offset)?;
        self.code(section, address).or_else(|| self.declared(address))
    }

    /// The lines of a section's code, in the order of their places, without gaps filled: bytes that no line claims are
    /// in no range.
    pub fn ranges(&self, section: usize) -> Vec<LineRange> {
        let Some((start, end)) = self.sections.range(section) else { return Vec::new() };
        let Ok(rows) = self.context.find_location_range(start, end) else { return Vec::new() };
        let mut ranges: Vec<LineRange> = Vec::new();
        for (address, size, location) in rows {
            let offset = address.saturating_sub(start);
            let own = location.file.map(str::to_owned).zip(location.line.filter(|line| *line > 0));
            match own {
                Some(own) => {
                    let lines = std::iter::once(own).chain(self.calls(address)).collect();
                    ranges.push(LineRange { offset, size, lines });
                }
                // Made-up code belongs to what is before it, if that is next to it.
                None => match ranges.last_mut() {
                    Some(last) if last.offset + last.size == offset => last.size += size,
                    _ => {}
                },
            }
        }
        ranges
    }

    /// The lines of the calls that were inlined up to an address, the innermost first.
    fn calls(&self, address: u64) -> Vec<(String, u32)> {
        let Ok(frames) = self.context.find_frames(address).skip_all_loads() else { return Vec::new() };
        let line = |frame: addr2line::Frame<Bytes>| {
            let location = frame.location?;
            Some((location.file?.to_owned(), location.line.filter(|line| *line > 0)?))
        };
        fallible(frames).skip(1).filter_map(line).collect()
    }

    fn code(&self, section: usize, address: u64) -> Option<SourcePlace> {
        let frames = self.context.find_frames(address).skip_all_loads().ok()?;
        let mut frames = fallible(frames);
        let innermost = frames.next()?;
        let name = innermost.function.as_ref().and_then(|name| Some(name.raw_name().ok()?.into_owned()));
        let location = innermost.location.as_ref().and_then(|location| {
            Some((location.file?.to_owned(), location.line.filter(|line| *line > 0)?, location.column))
        });
        let Some((file, line, column)) = location else {
            return self.line_before(section, address, name).or_else(|| self.function_at(address));
        };
        let callers = frames.filter_map(|frame| {
            let location = frame.location?;
            Some(Caller {
                function: frame.function.and_then(|name| Some(name.raw_name().ok()?.into_owned())),
                file: location.file?.to_owned(),
                line: location.line.filter(|line| *line > 0)?,
            })
        });
        let column = column.filter(|column| *column > 0);
        Some(SourcePlace { file, line, column, name, callers: callers.collect() })
    }

    /// The nearest line before an address, in the same function.
    fn line_before(&self, section: usize, address: u64, name: Option<String>) -> Option<SourcePlace> {
        let (start, _) = self.sections.range(section)?;
        let function = self.function_entry(address).map_or(start, |thing| thing.address.max(start));
        let rows = self.context.find_location_range(function, address.checked_add(1)?).ok()?;
        let mut nearest = None;
        for (_, _, location) in rows {
            if let (Some(file), Some(line)) = (location.file, location.line.filter(|line| *line > 0)) {
                nearest = Some((file.to_owned(), line));
            }
        }
        let (file, line) = nearest?;
        Some(SourcePlace { file, line, column: None, name, callers: Vec::new() })
    }

    fn function_entry(&self, address: u64) -> Option<&Thing> {
        self.nearest(&self.things().0, address)
    }

    fn function_at(&self, address: u64) -> Option<SourcePlace> {
        self.function_entry(address).map(|thing| thing.place.clone())
    }

    /// The declaration of the variable that holds an address.
    fn declared(&self, address: u64) -> Option<SourcePlace> {
        self.nearest(&self.things().1, address).map(|thing| thing.place.clone())
    }

    /// The last of the things that start at or before an address, if it is in the same section.
    fn nearest<'a>(&self, things: &'a [Thing], address: u64) -> Option<&'a Thing> {
        let after = things.partition_point(|thing| thing.address <= address);
        let thing = things.get(after.checked_sub(1)?)?;
        let section = |address| self.sections.place(address).map(|(section, _)| section);
        (section(thing.address) == section(address)).then_some(thing)
    }

    fn things(&self) -> &(Vec<Thing>, Vec<Thing>) {
        self.things.get_or_init(|| {
            let (mut functions, mut variables) = (Vec::new(), Vec::new());
            let dwarf = &*self.dwarf;
            let mut headers = dwarf.units();
            // What is damaged ends the reading; what was read before is good.
            while let Ok(Some(header)) = headers.next() {
                let Ok(unit) = dwarf.unit(header) else { continue };
                let unit = unit.unit_ref(dwarf);
                let _ = gather(unit, &mut functions, &mut variables);
            }
            functions.sort_by_key(|thing| thing.address);
            variables.sort_by_key(|thing| thing.address);
            (functions, variables)
        })
    }
}

/// The frames up to the first that cannot be read.
fn fallible<'a>(
    mut frames: addr2line::FrameIter<'a, Bytes>,
) -> impl Iterator<Item = addr2line::Frame<'a, Bytes>> {
    std::iter::from_fn(move || frames.next().ok().flatten())
}

/// Gathers a unit's functions and variables that have an address.
fn gather(unit: UnitRef<Bytes>, functions: &mut Vec<Thing>, variables: &mut Vec<Thing>) -> gimli::Result<()> {
    let mut entries = unit.entries();
    while let Some(entry) = entries.next_dfs()? {
        let (address, things) = match entry.tag() {
            gimli::DW_TAG_subprogram => match entry.attr_value(gimli::DW_AT_low_pc) {
                Some(value) => (unit.attr_address(value)?, &mut *functions),
                None => continue,
            },
            gimli::DW_TAG_variable => (variable_address(unit, entry)?, &mut *variables),
            _ => continue,
        };
        if let Some(address) = address
            && let Some(place) = declaration(unit, entry)?
        {
            things.push(Thing { address, place });
        }
    }
    Ok(())
}

/// The address that a variable's location is, when it is just that.
fn variable_address(unit: UnitRef<Bytes>, entry: &Entry) -> gimli::Result<Option<u64>> {
    let Some(AttributeValue::Exprloc(expression)) = entry.attr_value(gimli::DW_AT_location) else {
        return Ok(None);
    };
    let mut operations = expression.operations(unit.encoding());
    match operations.next()? {
        Some(gimli::Operation::Address { address }) => Ok(Some(address)),
        Some(gimli::Operation::AddressIndex { index }) => unit.address(index).map(Some),
        _ => Ok(None),
    }
}

/// Where something is declared: by its own entry, or by the entry that it completes.
fn declaration(unit: UnitRef<Bytes>, entry: &Entry) -> gimli::Result<Option<SourcePlace>> {
    let mut attributes = (None, None, None);
    let mut current = Some(entry.clone());
    // A definition refers to a declaration, an instance to an abstract function, which may refer to a declaration.
    for _ in 0..4 {
        let Some(entry) = current else { break };
        attributes.0 = attributes.0.or_else(|| entry.attr_value(gimli::DW_AT_name));
        attributes.1 = attributes.1.or_else(|| entry.attr_value(gimli::DW_AT_decl_file));
        attributes.2 = attributes.2.or_else(|| entry.attr_value(gimli::DW_AT_decl_line));
        let origin = entry
            .attr_value(gimli::DW_AT_specification)
            .or_else(|| entry.attr_value(gimli::DW_AT_abstract_origin));
        current = match origin {
            Some(AttributeValue::UnitRef(offset)) => unit.entry(offset).ok(),
            _ => None,
        };
    }
    let (name, file, line) = attributes;
    let line = line.and_then(|line| line.udata_value()).and_then(|line| u32::try_from(line).ok());
    let (Some(line), Some(file)) = (line.filter(|line| *line > 0), file) else { return Ok(None) };
    let index = match file {
        AttributeValue::FileIndex(index) => Some(index),
        other => other.udata_value(),
    };
    let Some(file) = index.map(|index| path(unit, index)).transpose()?.flatten() else { return Ok(None) };
    let name =
        name.map(|name| Ok::<_, gimli::Error>(unit.attr_string(name)?.to_string_lossy()?.into_owned()));
    Ok(Some(SourcePlace { file, line, column: None, name: name.transpose()?, callers: Vec::new() }))
}

/// The path of a file of the unit's line table, with the directories that it is relative to.
fn path(unit: UnitRef<Bytes>, index: u64) -> gimli::Result<Option<String>> {
    let Some(program) = &unit.line_program else { return Ok(None) };
    let header = program.header();
    let Some(file) = header.file(index) else { return Ok(None) };
    let mut path = match &unit.comp_dir {
        Some(directory) => directory.to_string_lossy()?.into_owned(),
        None => String::new(),
    };
    if file.directory_index() != 0
        && let Some(directory) = file.directory(header)
    {
        push(&mut path, &unit.attr_string(directory)?.to_string_lossy()?);
    }
    push(&mut path, &unit.attr_string(file.path_name())?.to_string_lossy()?);
    Ok(Some(path))
}

/// Goes on from a path to another; an absolute one replaces it.
fn push(path: &mut String, next: &str) {
    let is_absolute = next.starts_with('/') || next.get(1..3) == Some(":\\");
    if is_absolute || path.is_empty() {
        path.clear();
    } else if !path.ends_with('/') {
        path.push('/');
    }
    path.push_str(next);
}
