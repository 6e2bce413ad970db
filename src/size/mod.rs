//! Where the bytes of a module go: by cause, by function, by line of source.
//!
//! In: a `.mpy` file's parts, and the map of its link. Out: an [`Account`], a list of items that leaves no byte out and
//! counts none twice, so that every sum of them is the file's size.
//!
//! ```text
//! 1,204 bytes  soft float   __addsf3   libgcc.a(addsf3.o)
//!    44 bytes  own code     f_count    scale.o   scale.py:9
//! ```

pub mod html;

use crate::map::{From, Holds, MadeWhat, Map, Part};
use linker::mpy::{Module, Part as FilePart, Span};
use std::collections::BTreeMap;

/// Why bytes are in a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    /// Instructions of the user's.
    OwnCode,
    /// Constants of the user's.
    OwnConstants,
    /// Variables of the user's that have a value at the start.
    OwnVariables,
    /// What compiled Python is linked with.
    Runtime,
    /// What stands in for functions of the firmware.
    Support,
    /// Arithmetic of floats that the processor has no instructions for.
    SoftFloat,
    /// Other helper functions of the compiler.
    Helpers,
    /// Other archives.
    Libraries,
    /// The jump to the entry function, stubs, code out of line.
    Jumps,
    /// Words with addresses.
    Slots,
    /// What start-up code reads.
    Startup,
    /// Space between parts, for alignment.
    Padding,
    /// Machine code and data that no map tells apart.
    Code,
    /// Bytecode.
    Bytecode,
    /// What the loader adjusts.
    Relocations,
    /// The table of names.
    Names,
    /// The table of constants.
    Constants,
    /// The file's header, and those of pieces of code.
    Header,
}

impl Cause {
    /// In words.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Cause::OwnCode => "own code",
            Cause::OwnConstants => "own constants",
            Cause::OwnVariables => "own variables",
            Cause::Runtime => "runtime",
            Cause::Support => "support library",
            Cause::SoftFloat => "soft float",
            Cause::Helpers => "compiler's helpers",
            Cause::Libraries => "libraries",
            Cause::Jumps => "linker's jumps",
            Cause::Slots => "addresses",
            Cause::Startup => "start-up table",
            Cause::Padding => "padding",
            Cause::Code => "code and data",
            Cause::Bytecode => "bytecode",
            Cause::Relocations => "relocations",
            Cause::Names => "names",
            Cause::Constants => "constants",
            Cause::Header => "header",
        }
    }
}

/// Bytes of a module that have one cause, function and line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// How many.
    pub bytes: usize,
    /// Why.
    pub cause: Cause,
    /// The function or variable, or what else it is.
    pub name: String,
    /// The object or part of the file.
    pub file: String,
    /// The line of the source, where it is known.
    pub line: Option<(String, u32)>,
}

/// All bytes of a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The items, in the order of the file.
    pub items: Vec<Item>,
    /// Bytes of variables in memory, which the file does not hold.
    pub bss: u64,
}

/// Accounts for a module.
#[must_use]
pub fn account(module: &Module, spans: &[Span], map: Option<&Map>) -> Account {
    let pieces = flatten(module);
    let native = module.arch != 0;
    let item = |bytes: usize, cause, name: &str| Item {
        bytes,
        cause,
        name: name.to_owned(),
        file: "the file itself".to_owned(),
        line: None,
    };
    let mut items = Vec::new();
    for span in spans {
        let bytes = span.end - span.start;
        match span.part {
            FilePart::Header => items.push(item(bytes, Cause::Header, "header")),
            FilePart::Code(_) => items.push(item(bytes, Cause::Header, "headers of code")),
            FilePart::Qstr(index) => {
                let name = module.qstrs.get(index).map_or("?", String::as_str);
                items.push(item(bytes, Cause::Names, name));
            }
            FilePart::Constant(index) => {
                items.push(item(bytes, Cause::Constants, &format!("constant {index}")));
            }
            FilePart::Relocations(_) => items.push(item(bytes, Cause::Relocations, "relocations")),
            FilePart::Text(0) if native && map.is_some() => {
                items.extend(map.map(|map| block(map, Part::Image, bytes as u64)).unwrap_or_default());
            }
            FilePart::Rodata(0) if native && map.is_some() => {
                items.extend(map.map(|map| block(map, Part::Rodata, bytes as u64)).unwrap_or_default());
            }
            FilePart::Rodata(_) => items.push(item(bytes, Cause::Code, "constants apart")),
            FilePart::Text(number) => {
                let is_bytecode = pieces
                    .get(number)
                    .is_some_and(|code| matches!(code.body, linker::mpy::Body::Bytecode { .. }));
                let cause = if is_bytecode { Cause::Bytecode } else { Cause::Code };
                let name = pieces.get(number).and_then(|code| module.function_name(code));
                items.push(item(bytes, cause, name.unwrap_or(cause.label())));
            }
        }
    }
    let bss = pieces
        .iter()
        .map(|code| match &code.body {
            linker::mpy::Body::Viper(viper) => viper.bss_size,
            linker::mpy::Body::Bytecode { .. }
            | linker::mpy::Body::Native { .. }
            | linker::mpy::Body::Assembler { .. } => 0,
        })
        .sum();
    Account { items, bss }
}

/// The pieces of code, in the order in which they begin in the file.
fn flatten(module: &Module) -> Vec<&linker::mpy::RawCode> {
    let mut pieces = Vec::new();
    let mut open = vec![&module.code];
    while let Some(code) = open.pop() {
        pieces.push(code);
        open.extend(code.children.iter().rev());
    }
    pieces
}

/// A part of the image, before it is divided by symbols and lines.
struct Region<'a> {
    start: u64,
    end: u64,
    cause: Cause,
    name: String,
    file: &'a str,
    /// Whether the map's lines are of this part.
    has_lines: bool,
}

/// A part by regions, symbols and lines. The map may be wrong: no byte is counted twice or left out.
fn block(map: &Map, part: Part, size: u64) -> Vec<Item> {
    let is_image = part == Part::Image;
    let mut regions: Vec<Region> = Vec::new();
    for section in map.sections.iter().filter(|section| section.block == part) {
        let end = section.offset.saturating_add(section.size);
        let cause = cause(section.from, section.holds, &section.file);
        regions.push(Region {
            start: section.offset,
            end,
            cause,
            name: section.name.clone(),
            file: &section.file,
            has_lines: is_image,
        });
    }
    for made in map.made.iter().filter(|_| is_image) {
        let (cause, name) = match made.what {
            MadeWhat::Entry => (Cause::Jumps, "jump to the entry function".to_owned()),
            MadeWhat::Stub => (Cause::Jumps, format!("stub for {}", made.target)),
            MadeWhat::Detour => (Cause::Jumps, "detour".to_owned()),
            MadeWhat::Slot => (Cause::Slots, format!("address of {}", made.target)),
            MadeWhat::Startup => (Cause::Startup, "table for the start-up code".to_owned()),
            MadeWhat::Copying => (Cause::Startup, "code that copies initial values".to_owned()),
            MadeWhat::Copied => (Cause::OwnVariables, "initial values".to_owned()),
        };
        let end = made.offset.saturating_add(made.size);
        regions.push(Region { start: made.offset, end, cause, name, file: "the linker", has_lines: false });
    }
    regions.sort_by_key(|region| (region.start, region.end));
    let mut symbols: Vec<(u64, u64, &str)> = map
        .symbols
        .iter()
        .filter(|symbol| symbol.block == part && symbol.size > 0)
        .map(|symbol| (symbol.offset, symbol.offset.saturating_add(symbol.size), symbol.name.as_str()))
        .collect();
    symbols.sort_by_key(|(start, end, _)| (*start, *end));
    let mut items = Vec::new();
    let mut at = 0;
    for region in &regions {
        let start = region.start.clamp(at, size);
        let end = region.end.clamp(start, size);
        padding(&mut items, start - at);
        let mut within = start;
        // A few that begin before may reach in.
        let first = symbols.partition_point(|(symbol_start, ..)| *symbol_start < start).saturating_sub(8);
        let near = symbols.get(first..).unwrap_or_default().iter().take_while(|(from, ..)| *from < end);
        for (symbol_start, symbol_end, name) in near.filter(|(_, symbol_end, _)| *symbol_end > start) {
            let from = (*symbol_start).clamp(within, end);
            let to = (*symbol_end).clamp(from, end);
            by_line(&mut items, map, within..from, region, &region.name);
            by_line(&mut items, map, from..to, region, name);
            within = to;
        }
        by_line(&mut items, map, within..end, region, &region.name);
        at = end;
    }
    padding(&mut items, size - at);
    items
}

fn padding(items: &mut Vec<Item>, bytes: u64) {
    if bytes > 0 {
        items.push(Item {
            bytes: usize::try_from(bytes).unwrap_or(usize::MAX),
            cause: Cause::Padding,
            name: "padding".to_owned(),
            file: "the linker".to_owned(),
            line: None,
        });
    }
}

/// Adds bytes of a region, an item for each line.
fn by_line(items: &mut Vec<Item>, map: &Map, range: std::ops::Range<u64>, region: &Region, name: &str) {
    let lines = if region.has_lines { map.lines.as_slice() } else { &[] };
    let mut push = |bytes: u64, line: Option<(String, u32)>| {
        if bytes > 0 {
            items.push(Item {
                bytes: usize::try_from(bytes).unwrap_or(usize::MAX),
                cause: region.cause,
                name: name.to_owned(),
                file: region.file.to_owned(),
                line,
            });
        }
    };
    let mut at = range.start;
    let first = lines.partition_point(|line| line.offset.saturating_add(line.size) <= range.start);
    for line in lines.iter().skip(first).take_while(|line| line.offset < range.end) {
        let from = line.offset.clamp(at, range.end);
        let to = line.offset.saturating_add(line.size).clamp(from, range.end);
        push(from - at, None);
        push(to - from, Some((line.file.clone(), line.line)));
        at = to;
    }
    push(range.end.saturating_sub(at), None);
}

/// Why a section is in the module.
fn cause(from: From, holds: Holds, file: &str) -> Cause {
    match (from, holds) {
        (From::Own, Holds::Code) => Cause::OwnCode,
        (From::Own, Holds::Constants) => Cause::OwnConstants,
        (From::Own, Holds::Variables | Holds::Zeros) => Cause::OwnVariables,
        (From::Runtime, _) => Cause::Runtime,
        (From::Support, _) => Cause::Support,
        (From::Compiler, _) if is_soft_float(file) => Cause::SoftFloat,
        (From::Compiler, _) => Cause::Helpers,
        (From::Library, _) => Cause::Libraries,
    }
}

/// Whether a member of the compiler's library is one of those for floats: `adddf3.o`, `_arm_muldivsf3.o`, `floatsisf.o`.
fn is_soft_float(file: &str) -> bool {
    let member = file.rsplit('(').next().unwrap_or(file);
    ["sf", "df", "tf", "hf", "_clz", "negdf", "fixuns"].iter().any(|part| member.contains(part))
}

/// Bytes by a key, the most first.
pub fn sums<K: Ord + Clone>(items: &[Item], key: impl Fn(&Item) -> Option<K>) -> Vec<(K, usize)> {
    let mut by_key: BTreeMap<K, usize> = BTreeMap::new();
    for item in items {
        if let Some(key) = key(item) {
            *by_key.entry(key).or_default() += item.bytes;
        }
    }
    let mut sums: Vec<(K, usize)> = by_key.into_iter().collect();
    sums.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sums
}

impl Account {
    /// All bytes: the file's size.
    #[must_use]
    pub fn total(&self) -> usize {
        self.items.iter().map(|item| item.bytes).sum()
    }

    /// By cause.
    #[must_use]
    pub fn by_cause(&self) -> Vec<(Cause, usize)> {
        sums(&self.items, |item| Some(item.cause))
    }

    /// By function or variable: cause, name, file.
    #[must_use]
    pub fn by_function(&self) -> Vec<((Cause, String, String), usize)> {
        sums(&self.items, |item| Some((item.cause, item.name.clone(), item.file.clone())))
    }

    /// By line of the user's sources; all else is under none.
    #[must_use]
    pub fn by_own_line(&self) -> Vec<(Option<(String, u32)>, usize)> {
        sums(&self.items, |item| Some(item.line.clone().filter(|_| item.cause == Cause::OwnCode)))
    }

    /// By line of the sources; what no line is known of is under none.
    #[must_use]
    pub fn by_line(&self) -> Vec<(Option<(String, u32)>, usize)> {
        sums(&self.items, |item| Some(item.line.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Line, Made, Section, Symbol};

    fn map() -> Map {
        let section = |offset, size, holds, file: &str, from| Section {
            offset,
            size,
            block: Part::Image,
            holds,
            name: ".text".into(),
            file: file.into(),
            from,
            marks: Vec::new(),
        };
        let symbol = |offset, size, name: &str| Symbol {
            offset,
            size,
            block: Part::Image,
            name: name.into(),
            file: "a.o".into(),
        };
        Map {
            mpyc_map: 1,
            module: "m.mpy".into(),
            sha256: String::new(),
            arch: "x64".into(),
            image_size: 40,
            bss_size: 0,
            sections: vec![
                section(2, 10, Holds::Code, "a.o", From::Own),
                section(16, 10, Holds::Code, "libgcc.a(adddf3.o)", From::Compiler),
            ],
            // One inside another, one that leads out of its section, one over both.
            symbols: vec![symbol(2, 6, "f"), symbol(4, 2, "inner"), symbol(10, 8, "g"), symbol(16, 4, "h")],
            made: vec![
                Made { offset: 0, size: 2, what: MadeWhat::Entry, target: String::new() },
                Made { offset: 32, size: 8, what: MadeWhat::Slot, target: "v".into() },
            ],
            lines: vec![
                Line { offset: 2, size: 3, line: 1, file: "a.c".into() },
                Line { offset: 6, size: 100, line: 2, file: "a.c".into() },
            ],
        }
    }

    #[test]
    fn every_byte_of_the_image_is_counted_once() {
        for size in 0..60 {
            let items = block(&map(), Part::Image, size);
            assert_eq!(items.iter().map(|item| item.bytes as u64).sum::<u64>(), size);
            assert!(items.iter().all(|item| item.bytes > 0));
        }
    }

    #[test]
    fn bytes_have_their_function_cause_and_line() {
        let items = block(&map(), Part::Image, 40);
        let shown: Vec<String> = items
            .iter()
            .map(|item| {
                let line = item.line.as_ref().map_or(0, |(_, line)| *line);
                format!("{} {} {} {line}", item.bytes, item.cause.label(), item.name)
            })
            .collect();
        assert_eq!(
            shown,
            [
                "2 linker's jumps jump to the entry function 0",
                "3 own code f 1",
                "1 own code f 0",
                "2 own code f 2",
                "2 own code .text 2",
                "2 own code g 2",
                "4 padding padding 0",
                "2 soft float g 2",
                "2 soft float h 2",
                "6 soft float .text 2",
                "6 padding padding 0",
                "8 addresses address of v 0",
            ]
        );
    }
}
