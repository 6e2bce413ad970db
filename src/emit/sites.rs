//! The table that leads from a place in a module's code to the line and the function that it is of: what
//! `src/runtime/rt_lines.c` reads when an exception is told where it was raised.
//!
//! ```text
//! mpy_init                         04                  from here on; four bytes say what a function is
//! 0x40–0x58  m.py:3, in f, name 5  f9 0f 05 00 80 02   31 units on; 1 more: name 5, two lines after the first
//! 0x58–0x60  m.py:4, in f          62                  12 units on: a line more
//! 0x60       nothing               2e 00               5 units on: nothing; the end
//! ```
//!
//! What a function is stands there as in the prelude of bytecode that raises the exception again (`rt_lines.c`).

use super::lines::PlainC;
use linker::{Arch, Block, PlacedLine, Report};
use object::elf::{self, OsAbi};
use object::write::{Object, StandardSection, Symbol, SymbolSection};
use object::{Architecture, BinaryFormat, Endianness, FileFlags, SymbolFlags, SymbolKind, SymbolScope};
use std::ops::Range;

/// What C calls the table.
const TABLE: &str = "rt_lines";
/// What its distances begin at.
const BASE: &str = "mpy_init";

/// The most lines that a pair in a prelude says (`py/bc.h`).
const PAIR: u32 = 0x7ff;
/// The most such pairs: RT_FUNCTION_BYTES of `rt_lines.c`.
const PAIRS: usize = 29;
/// Names from here on, up to the next number, take three bytes.
const LONG_NAMES: usize = 128;
const NAMES: usize = 128 * 128;

/// How the functions are called that keep where they were called from, and the one that does nothing else.
const KEEPING: &str = "at_";
const KEEPS: &str = "rt_keep_site";
/// Bytes of the longest call, and more.
const LONGEST_CALL: u64 = 32;

/// The low bits of an entry from which on nothing is told, and of one whose function follows.
const UNTOLD: u8 = 6;
const FUNCTION: u8 = 7;
/// The most lines that one entry grows by; several do before they take more room than another function.
const NEAR: i64 = 4;
const NEARS: i64 = 3 * NEAR;
/// The most lines of a function after the first that the table has of it.
const FUNCTION_LINES: u32 = 255;
/// The longest distance of an entry, in units.
const LONGEST: u64 = 31;

/// A line of a function, from a place in the image on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    from: u64,
    line: u32,
    /// An index into the module's table of names.
    name: usize,
    /// Which of several modules it is.
    module: usize,
}

/// The C of a module.
#[derive(Debug, Clone, Copy)]
pub struct Unit<'a> {
    /// Its lines.
    pub plain: &'a PlainC,
    /// What the debug information calls it.
    pub path: &'a str,
}

impl Unit<'_> {
    fn has(&self, placed: &PlacedLine) -> bool {
        placed.lines.iter().any(|(file, _)| file == self.path)
    }
}

/// A table without entries, for the link that says where code is.
#[must_use]
pub fn empty() -> Vec<u8> {
    vec![0, 0]
}

/// The table for an image that was linked with the lines of its C; none if nothing in it asks for one. That of `several`
/// modules in one file says which of them a function is of.
#[must_use]
pub fn table(report: &Report, units: &[Unit], several: bool, arch: Arch) -> Option<Vec<u8>> {
    let unit_bytes = unit(arch);
    let symbol = |name| report.symbols.iter().find(|symbol| symbol.name == name);
    let is_asked_for = symbol(TABLE).is_some();
    let base = symbol(BASE).filter(|symbol| symbol.block == Block::Image && is_asked_for)?.offset;
    let mut entries: Vec<Entry> = Vec::new();
    let mut end = 0;
    let mut enter = |from: u64, to: u64, placed: &PlacedLine| {
        let module = units.iter().position(|unit| unit.has(placed)).unwrap_or(0);
        let place = units.get(module).and_then(|unit| {
            let mut own = placed.lines.iter().filter(|(file, _)| file == unit.path).map(|(_, line)| *line);
            // What was inlined from a function that no line of Python stands for counts for its caller.
            own.find_map(|line| unit.plain.place(line))
        });
        let (line, name) = place.unwrap_or((0, 0));
        end = to;
        if entries.last().is_none_or(|last| (last.line, last.name, last.module) != (line, name, module)) {
            entries.push(Entry { from: from / unit_bytes * unit_bytes, line, name, module });
        }
    };
    let is_own = |placed: &&PlacedLine| units.iter().any(|unit| unit.has(placed));
    if names_calls(arch) {
        for call in report.calls.iter().filter(|call| call.name == KEEPS || call.name.starts_with(KEEPING)) {
            let after = report.lines.partition_point(|placed| placed.offset <= call.offset);
            let placed = after.checked_sub(1).and_then(|index| report.lines.get(index));
            // What the runtime calls is of no line.
            let placed = placed.filter(is_own).filter(|placed| call.offset < placed.offset + placed.size);
            if let Some(placed) = placed {
                enter(call.offset, call.offset + LONGEST_CALL, placed);
            }
        }
    } else {
        for placed in report.lines.iter().filter(is_own) {
            enter(placed.offset, placed.offset + placed.size, placed);
        }
    }
    // The entry of the image is the first of all functions.
    entries.retain(|entry| entry.from >= base);
    if entries.is_empty() { None } else { encode(&entries, base..end, unit_bytes, several) }
}

/// The bytes of the table, for code whose instructions begin at multiples of so many bytes.
fn encode(entries: &[Entry], code: Range<u64>, unit_bytes: u64, several: bool) -> Option<Vec<u8>> {
    // What does not fit is not told.
    let last_line = (1 + PAIR * PAIRS as u32).min(u32::from(u16::MAX));
    let is_told = |entry: &Entry| (1..=last_line).contains(&entry.line) && entry.name < NAMES;
    let told = || entries.iter().filter(|entry| is_told(entry));
    let form = Form {
        name_bytes: if told().all(|entry| entry.name < LONG_NAMES) { 1 } else { 3 },
        pairs: told().map(|entry| (entry.line - 1).div_ceil(PAIR)).max().unwrap_or(1).max(1),
        several,
    };
    let mut bytes = vec![u8::try_from(form.length()).ok()?];
    let mut at = code.start;
    let mut now: Option<(Entry, u32)> = None;
    for (index, entry) in entries.iter().enumerate() {
        let distance = (entry.from - at) / unit_bytes;
        at = entry.from;
        if !is_told(entry) {
            advance(&mut bytes, distance, UNTOLD);
            now = None;
            continue;
        }
        let same = now.filter(|(last, _)| (last.name, last.module) == (entry.name, entry.module));
        let grows = same.and_then(|(last, first)| near(last.line, entry.line, first));
        if let Some(grows) = grows {
            grow(&mut bytes, distance, grows);
            now = same.map(|(_, first)| (*entry, first));
            continue;
        }
        // The lines of the function that it can go on to begin at the least of them.
        let same_function = |next: &&Entry| (next.name, next.module) == (entry.name, entry.module);
        let rest = entries.iter().skip(index).take_while(same_function).map(|next| next.line);
        let near_by = rest.take_while(|line| line.abs_diff(entry.line) <= FUNCTION_LINES / 2);
        let least = near_by.min().unwrap_or(entry.line).max(1);
        advance(&mut bytes, distance, FUNCTION);
        form.function(&mut bytes, entry, least);
        if entry.line != least {
            grow(&mut bytes, 0, i64::from(entry.line - least));
        }
        now = Some((*entry, least));
    }
    // What comes after it is not told.
    advance(&mut bytes, (code.end - at) / unit_bytes + 1, UNTOLD);
    bytes.push(0);
    Some(bytes)
}

/// How a line of a function follows another, if in a few entries; the lines are counted from the function's `first`.
fn near(last: u32, line: u32, first: u32) -> Option<i64> {
    let grows = i64::from(line) - i64::from(last);
    let fits = (first..=first.saturating_add(FUNCTION_LINES)).contains(&line);
    (fits && (-1..=NEARS).contains(&grows)).then_some(grows)
}

/// What of a function is in the table.
struct Form {
    /// One or three.
    name_bytes: usize,
    /// Pairs of bytes for its first line.
    pairs: u32,
    /// Whether it is of one of several modules.
    several: bool,
}

impl Form {
    /// Bytes, without the one for the module; an even number.
    fn length(&self) -> usize {
        self.name_bytes + 1 + 2 * self.pairs as usize
    }

    /// The module; the name, big-endian in groups of seven bits; the parameter's name, which is the file's; the lines
    /// after the first of the file (`py/bc.h`, `mp_bytecode_get_source_line`).
    fn function(&self, bytes: &mut Vec<u8>, entry: &Entry, line: u32) {
        if self.several {
            bytes.push(u8::try_from(entry.module).unwrap_or(u8::MAX));
        }
        if self.name_bytes > 1 {
            bytes.extend([0x80, 0x80 | (entry.name >> 7) as u8]);
        }
        bytes.extend([(entry.name & 0x7f) as u8, 0]);
        let mut lines = line - 1;
        for _ in 0..self.pairs {
            let pair = lines.min(PAIR);
            bytes.extend([0x80 | (pair >> 4 & 0x70) as u8, (pair & 0xff) as u8]);
            lines -= pair;
        }
    }
}

/// What the addresses of instructions are multiples of: RT_UNIT of `rt_lines.c`.
fn unit(arch: Arch) -> u64 {
    match arch {
        Arch::X86 | Arch::X64 | Arch::Xtensa | Arch::Xtensawin => 1,
        Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp | Arch::Rv32imc | Arch::Rv64imc => 2,
    }
}

/// Whether a call says what it calls. On the Xtensa the address is loaded, which may be long before.
fn names_calls(arch: Arch) -> bool {
    !matches!(arch, Arch::Xtensa | Arch::Xtensawin)
}

fn architecture(arch: Arch) -> Architecture {
    match arch {
        Arch::X86 => Architecture::I386,
        Arch::X64 => Architecture::X86_64,
        Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp => Architecture::Arm,
        Arch::Xtensa | Arch::Xtensawin => Architecture::Xtensa,
        Arch::Rv32imc => Architecture::Riscv32,
        Arch::Rv64imc => Architecture::Riscv64,
    }
}

/// Entries so many units on, the last with these low bits. None is a zero, which ends the table.
fn advance(bytes: &mut Vec<u8>, mut units: u64, low: u8) {
    while units > LONGEST {
        bytes.push((LONGEST as u8) << 3 | 1);
        units -= LONGEST;
    }
    bytes.push((units as u8) << 3 | low);
}

/// Entries so many units on for a line that is so many lines further, or one line back.
fn grow(bytes: &mut Vec<u8>, mut units: u64, mut lines: i64) {
    while lines > NEAR {
        advance(bytes, units, NEAR as u8 + 1);
        (units, lines) = (0, lines - NEAR);
    }
    advance(bytes, units, (lines + 1) as u8);
}

/// The table as an object file like another, which says what the processor is.
#[must_use]
pub fn object(arch: Arch, like: &[u8], table: &[u8]) -> Vec<u8> {
    let mut object = Object::new(BinaryFormat::Elf, architecture(arch), Endianness::Little);
    let at = if like.get(4) == Some(&1) { 36 } else { 48 };
    let flags = like.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes);
    object.flags = FileFlags::Elf { os_abi: OsAbi(0), abi_version: 0, e_flags: elf::FileFlags(flags) };
    let section = object.section_id(StandardSection::ReadOnlyData);
    let offset = object.append_section_data(section, table, 1);
    object.add_symbol(Symbol {
        name: TABLE.into(),
        value: offset,
        size: table.len() as u64,
        kind: SymbolKind::Data,
        scope: SymbolScope::Linkage,
        weak: false,
        section: SymbolSection::Section(section),
        flags: SymbolFlags::None,
    });
    object.write().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Entry, encode};

    fn entry(from: u64, line: u32, name: usize) -> Entry {
        Entry { from, line, name, module: 0 }
    }

    /// For code from 0 to 0x60, of units of two bytes.
    fn table(entries: &[Entry]) -> Vec<u8> {
        encode(entries, 0..0x60, 2, false).unwrap()
    }

    #[test]
    fn a_function_and_another_line_of_it() {
        let table = table(&[entry(0x40, 3, 5), entry(0x58, 4, 5)]);
        assert_eq!(table, [4, 0xf9, 0x0f, 5, 0, 0x80, 2, 0x62, 0x2e, 0]);
    }

    /// What `rt_lines.c` finds in a table for a byte, and the firmware in what that makes of it: the line and the name.
    fn found(table: &[u8], at: u64) -> Option<(u32, usize)> {
        let (&length, mut rest) = table.split_first().unwrap();
        let (mut from, mut lines, mut function): (u64, u32, Option<&[u8]>) = (0, 0, None);
        loop {
            let (&step, after) = rest.split_first().unwrap();
            from += u64::from(step >> 3) * 2;
            if at < from || step == 0 {
                break;
            }
            rest = after;
            match step & 7 {
                6 => function = None,
                7 => {
                    let (of_function, after) = rest.split_at(usize::from(length));
                    (function, rest, lines) = (Some(of_function), after, 0);
                }
                grows => lines = lines + u32::from(grows) - 1,
            }
        }
        assert!(lines < 256 && length % 2 == 0);
        let mut bytes = function?.iter();
        let mut name = 0;
        loop {
            let byte = *bytes.next().unwrap();
            name = name << 7 | usize::from(byte & 0x7f);
            if byte & 0x80 == 0 {
                break;
            }
        }
        assert_eq!(bytes.next(), Some(&0));
        while let (Some(high), Some(low)) = (bytes.next(), bytes.next()) {
            lines += u32::from(high & 0x70) << 4 | u32::from(*low);
        }
        Some((1 + lines, name))
    }

    #[track_caller]
    fn all_are_found(entries: &[Entry]) {
        let end = entries.last().unwrap().from + 0x20;
        let table = encode(entries, 0..end, 2, false).unwrap();
        for (index, entry) in entries.iter().enumerate() {
            let told = (entry.line != 0).then_some((entry.line, entry.name));
            let next = entries.get(index + 1).map_or(end, |next| next.from);
            assert_eq!(found(&table, entry.from), told, "{entry:?}");
            assert_eq!(found(&table, next - 1), told, "{entry:?}");
        }
        assert_eq!(found(&table, 0).is_some(), entries.first().unwrap().from == 0);
        assert_eq!(found(&table, end + 2), None);
        assert_eq!(found(&table, end + 0x10000), None);
    }

    #[test]
    fn lines_go_on_and_back() {
        let lines = [9, 8, 12, 13, 30, 31, 7, 7 + 255, 8, 9 + 600, 9];
        let entries = lines.iter().zip(1..).map(|(line, place)| entry(place * 6, *line, 5));
        all_are_found(&entries.collect::<Vec<_>>());
    }

    #[test]
    fn code_is_far_apart_and_some_is_of_no_line() {
        all_are_found(&[
            entry(0, 1, 1),
            entry(62, 2, 1),
            entry(64 * 7, 0, 0),
            entry(2000, 3, 1),
            entry(2002, 4, 2),
        ]);
    }

    #[test]
    fn many_lines_and_names() {
        all_are_found(&[
            entry(4, 2048, 127),
            entry(8, 2049, 128),
            entry(90, 5000, 16383),
            entry(96, 59363, 3),
        ]);
    }

    #[test]
    fn what_does_not_fit_is_not_told() {
        let table =
            encode(&[entry(4, 59365, 1), entry(8, 3, 16384), entry(12, 3, 1)], 0..0x20, 2, false).unwrap();
        assert_eq!([4, 8, 12].map(|at| found(&table, at)), [None, None, Some((3, 1))]);
    }
}
