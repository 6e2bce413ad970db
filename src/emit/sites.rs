//! The table that leads from a place in a module's code to the line and the function that it is of: what
//! `src/runtime/rt_lines.c` reads when an exception is told where it was raised.
//!
//! ```text
//! mpy_init                         00 00               from here on
//! 0x40–0x58  m.py:3, in f, name 5  f9 0f 03 00 05 00   31 units on; 1 more: line 3, name 5
//! 0x58–0x60  m.py:4, in f          62                  12 units on: a line more
//! ```

use super::lines::PlainC;
use linker::{Arch, Block, PlacedLine, Report};
use object::elf::{self, OsAbi};
use object::write::{Object, StandardSection, Symbol, SymbolSection};
use object::{Architecture, BinaryFormat, Endianness, FileFlags, SymbolFlags, SymbolKind, SymbolScope};

/// What C calls the table.
const TABLE: &str = "rt_lines";
/// What its distances begin at.
const BASE: &str = "mpy_init";

/// How far before that the first may be is counted in so many units.
const BACK: u64 = 256;

/// How the functions are called that keep where they were called from, and the one that does nothing else.
const KEEPING: &str = "at_";
const KEEPS: &str = "rt_keep_site";
/// Bytes of the longest call, and more.
const LONGEST_CALL: u64 = 32;

/// The low bits of an entry whose line and function follow.
const FAR: u8 = 7;
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
    vec![0, 0, 0xff]
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
    let first = entries.first()?.from;
    let before = base.saturating_sub(first).div_ceil(BACK * unit_bytes);
    let (mut line, mut name, mut module) = (0, 0, 0);
    // No image is so long (the linker's limit) that this does not fit.
    let mut bytes = u16::try_from(before).ok()?.to_le_bytes().to_vec();
    let mut at = base.wrapping_sub(before * BACK * unit_bytes);
    for entry in &entries {
        let step = i64::from(entry.line) - i64::from(line) + 1;
        let near = u8::try_from(step)
            .ok()
            .filter(|step| *step < FAR && (entry.name, entry.module) == (name, module));
        advance(&mut bytes, entry.from.wrapping_sub(at) / unit_bytes, near.unwrap_or(FAR));
        if near.is_none() {
            // What does not fit is not told.
            let fits = u16::try_from(entry.line).ok().zip(u16::try_from(entry.name).ok());
            let fits = fits.zip(u8::try_from(entry.module).ok());
            let ((line, name), module) = fits.unwrap_or_default();
            bytes.extend(line.to_le_bytes());
            bytes.extend(name.to_le_bytes());
            bytes.extend(several.then_some(module));
        }
        (at, line, name, module) = (entry.from, entry.line, entry.name, entry.module);
    }
    // Beyond all code that is looked for.
    advance(&mut bytes, (end - at) / unit_bytes + 1, 1);
    Some(bytes)
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

/// An entry so many units on.
fn advance(bytes: &mut Vec<u8>, mut units: u64, low: u8) {
    while units > LONGEST {
        bytes.push((LONGEST as u8) << 3 | 1);
        units -= LONGEST;
    }
    bytes.push((units as u8) << 3 | low);
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
