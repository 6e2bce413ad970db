//! Holds two linkers' modules, made of the same objects, against the objects and against each other.
//!
//! There is one file for each instruction set, which knows where each type of relocation leads.
//!
//! The two lay sections out differently, so files are not compared byte for byte. Instead, in each module:
//! every section's bytes are those of its object, but where a relocation is; and every relocation leads to where
//! the object says, directly, through a slot or through a word that the loader adjusts. What is decoded here is
//! decoded anew, not with the linker's own code.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use linker::mpy::{Body, Operation, Viper};
use linker::{Arch, Block, RuntimeWord};
use object::elf;
use object::read::elf::ElfFile;
use object::{Object, ObjectSection, ObjectSymbol, RelocationFlags, RelocationTarget, SymbolSection};

use crate::build::{Built, Module, Upstream, link_again, members};

mod arm;
mod riscv;
mod x64;
mod x86;
mod xtensa;

/// A section of an object that is loaded.
struct Section {
    object: usize,
    index: usize,
    name: String,
    bytes: Vec<u8>,
    size: u64,
    relocations: Vec<Relocation>,
}

struct Relocation {
    offset: u64,
    r_type: u32,
    to: Place,
    addend: i64,
}

/// What a relocation's symbol is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A byte of a section, by the section's number in the list of all.
    In(usize, u64),
    /// Something of the runtime's.
    Word(RuntimeWord),
    /// The global offset table.
    Table,
    /// What is at that address of the chip.
    Fixed(u64),
}

/// One linker's module.
struct View {
    name: &'static str,
    viper: Viper,
    adjusted: BTreeMap<u64, Operation>,
    /// Where each section of the list is, if it is there.
    starts: Vec<Option<(Block, u64)>>,
    word: u64,
    /// Where the global offset table begins, for code that keeps that in a register.
    table: Option<i64>,
}

/// One relocation in one linker's module.
struct Site<'a> {
    view: &'a View,
    sections: &'a [Section],
    section: &'a Section,
    /// Where the section is in the image.
    start: u64,
    /// The relocation's number in the section.
    index: usize,
}

/// What a relocation came to.
struct Leads {
    /// Whether it leads to its symbol.
    right: bool,
    /// How many bytes before its place it may change.
    before: usize,
    /// How many bytes from its place on.
    bytes: usize,
}

/// A relocation that changes so many bytes from its place on.
fn leads(right: bool, bytes: usize) -> Leads {
    Leads { right, before: 0, bytes }
}

/// A module's objects, and what our linker makes of them when it shortens nothing.
pub struct Subject {
    arch: Arch,
    pub linked: linker::Linked,
    /// The archive members that our linker took, as files.
    pub members: Vec<PathBuf>,
    sections: Vec<Section>,
    /// What our linker calls the objects and members.
    names: Vec<String>,
}

impl Subject {
    pub fn new(built: &Built, module: &Module) -> Self {
        let arch = built.row.arch;
        let linked = link_again(built, module, false);
        let members = members(module, &linked);
        let files: Vec<PathBuf> = module.objects.iter().chain(&members).cloned().collect();
        let sections = match arch.word() {
            8 => read::<elf::FileHeader64<object::LittleEndian>>(built, &files),
            _ => read::<elf::FileHeader32<object::LittleEndian>>(built, &files),
        };
        let member_files = linked.report.members.iter().map(|member| member.file.clone());
        let objects = module.objects.iter().map(|path| path.display().to_string());
        let names = objects.chain(member_files).collect();
        Self { arch, linked, members, sections, names }
    }

    /// All differences of `mpy`, which our linker made of the objects or which is made from that, and of upstream's, in
    /// words. Without upstream's, what is compared is the module and its objects.
    pub fn differences(&self, mpy: &[u8], upstream: Option<&Upstream>) -> Vec<String> {
        let Self { arch, linked, sections, names, .. } = self;
        let mut differences = Vec::new();
        let our_starts = sections.iter().map(|section| {
            let here = |placed: &&linker::PlacedSection| {
                placed.file == names[section.object]
                    && placed.name == section.name
                    && placed.size == section.size
            };
            linked.report.sections.iter().find(here).map(|placed| (placed.block, placed.offset))
        });
        let our_module = linker::mpy::read(mpy).unwrap();
        if let Some(upstream) = upstream {
            let module =
                linker::mpy::read(&upstream.mpy).unwrap_or_else(|error| panic!("upstream's file: {error}"));
            let mut differ = |what: &str, ours: String, theirs: String| {
                if ours != theirs {
                    differences.push(format!("{what}: ours {ours}, upstream's {theirs}"));
                }
            };
            let head = |m: &linker::mpy::Module| {
                format!("{:?}", (m.arch, m.sub_version, m.small_int_bits, m.arch_flags))
            };
            differ("header", head(&our_module), head(&module));
            // Entry 0 is the file's name.
            differ("qstrs", format!("{:?}", &our_module.qstrs[1..]), format!("{:?}", &module.qstrs[1..]));
            differ("constants", format!("{:?}", our_module.constants), format!("{:?}", module.constants));
            let theirs =
                View::new("upstream's", module, upstream_starts(sections, &upstream.log), *arch, sections);
            theirs.check_all(*arch, sections, &mut differences);
            // Rounding and order may differ; not by more than the strictest alignment.
            let Body::Viper(viper) = &our_module.code.body else { panic!("not linked code") };
            if viper.bss_size > theirs.viper.bss_size + 32 {
                differences
                    .push(format!("BSS: ours {}, upstream's {}", viper.bss_size, theirs.viper.bss_size));
            }
        }
        let ours = View::new("ours", our_module, our_starts.collect(), *arch, sections);
        ours.check_all(*arch, sections, &mut differences);
        for (number, section) in sections.iter().enumerate() {
            let taken_apart = section.name.starts_with(".literal");
            if ours.starts[number].is_none() && !taken_apart && reached(sections, number) {
                differences.push(format!("{} of {} is left out", section.name, names[section.object]));
            }
        }
        if ours.viper.bss_size > 0 && !ours.has_head() {
            differences.push("no word of ours holds the start of the BSS".into());
        }
        differences
    }
}

/// Whether anything refers to a section, or it is code: with one section of code, all of that is reached.
fn reached(sections: &[Section], number: usize) -> bool {
    let refers = |relocation: &Relocation| matches!(relocation.to, Place::In(to, _) if to == number);
    sections.iter().any(|section| section.relocations.iter().any(refers))
}

/// The sections that upstream's linker loads, of all objects in order, and Xtensa's literals, which it takes apart.
fn read<H: object::read::elf::FileHeader<Endian = object::LittleEndian>>(
    built: &Built,
    files: &[PathBuf],
) -> Vec<Section> {
    let contents: Vec<Vec<u8>> = files.iter().map(|path| std::fs::read(path).unwrap()).collect();
    let objects: Vec<ElfFile<H>> = contents.iter().map(|bytes| ElfFile::parse(&**bytes).unwrap()).collect();
    let mut numbers: HashMap<(usize, usize), usize> = HashMap::new();
    let mut sections = Vec::new();
    for (object, file) in objects.iter().enumerate() {
        for section in file.sections() {
            let name = section.name().unwrap();
            let loaded = [".text", ".rodata", ".data.rel.ro", ".bss", ".literal"]
                .iter()
                .any(|prefix| name.starts_with(prefix));
            if loaded && section.size() > 0 && !name.starts_with(".rela") {
                numbers.insert((object, section.index().0), sections.len());
                sections.push(Section {
                    object,
                    index: section.index().0,
                    name: name.into(),
                    bytes: section.data().unwrap().to_vec(),
                    size: section.size(),
                    relocations: Vec::new(),
                });
            }
        }
    }
    let mut globals: HashMap<String, Place> = HashMap::new();
    for (object, file) in objects.iter().enumerate() {
        for symbol in file.symbols().filter(|symbol| symbol.is_global()) {
            if let SymbolSection::Section(index) = symbol.section()
                && let Some(number) = numbers.get(&(object, index.0))
            {
                globals.insert(symbol.name().unwrap().into(), Place::In(*number, symbol.address()));
            }
        }
    }
    for section in &mut sections {
        let file = &objects[section.object];
        for (offset, relocation) in
            file.section_by_index(object::SectionIndex(section.index)).unwrap().relocations()
        {
            let RelocationFlags::Elf { r_type } = relocation.flags() else { panic!() };
            let RelocationTarget::Symbol(symbol) = relocation.target() else { continue };
            let symbol = file.symbol_by_index(symbol).unwrap();
            let name = symbol.name().unwrap();
            let own = match symbol.section() {
                SymbolSection::Section(index) => {
                    numbers.get(&(section.object, index.0)).map(|number| Place::In(*number, symbol.address()))
                }
                _ => None,
            };
            let word = || match name {
                "_GLOBAL_OFFSET_TABLE_" => Some(Place::Table),
                _ => RuntimeWord::from_symbol(name).map(Place::Word).or_else(|| {
                    let fixed = built.rom.iter().find(|symbol| symbol.name == name)?;
                    fixed.value.as_ref().ok().copied().map(Place::Fixed)
                }),
            };
            let to = own.or_else(|| globals.get(name).copied()).or_else(word);
            let to = to.unwrap_or_else(|| panic!("{name} is defined nowhere"));
            let addend = if relocation.has_implicit_addend() {
                addend_in_place(built.row.arch, r_type, &section.bytes[usize::try_from(offset).unwrap()..])
            } else {
                relocation.addend()
            };
            section.relocations.push(Relocation { offset, r_type: r_type.0, to, addend });
        }
    }
    sections
}

/// The addend of a relocation that has it in the bytes that it changes.
fn addend_in_place(arch: Arch, r_type: elf::RelocationType, bytes: &[u8]) -> i64 {
    let word = || i64::from(i32::from_le_bytes(bytes[..4].try_into().unwrap()));
    match arch {
        Arch::X86 => word(),
        _ if arm::is_branch(r_type) => arm::branch(bytes) + 4,
        _ => word(),
    }
}

/// Where upstream's linker says it put the sections: `  0000029b .rodata.str1.1 size=94`, in the objects' order.
fn upstream_starts(sections: &[Section], log: &str) -> Vec<Option<(Block, u64)>> {
    let lines = log.lines().skip_while(|line| *line != "sections:").skip(1);
    let mut placed = lines.take_while(|line| line.starts_with("  ")).map(|line| {
        let mut words = line.split_whitespace();
        let offset = u64::from_str_radix(words.next().unwrap(), 16).unwrap();
        (words.next().unwrap().to_owned(), offset)
    });
    sections
        .iter()
        .map(|section| {
            let (name, offset) = placed.next().unwrap_or_else(|| panic!("{log}"));
            assert_eq!(name, section.name, "{log}");
            let block = if name.starts_with(".bss") { Block::Bss } else { Block::Image };
            Some((block, offset))
        })
        .collect()
}

impl View {
    fn new(
        name: &'static str,
        module: linker::mpy::Module,
        starts: Vec<Option<(Block, u64)>>,
        arch: Arch,
        sections: &[Section],
    ) -> View {
        let Body::Viper(viper) = module.code.body else { panic!("not linked code") };
        let word = arch.word();
        let relocations = viper.relocations.as_ref().unwrap();
        let adjusted = relocations.iter().map(|r| (r.word * word, r.operation)).collect();
        let mut view = View { name, viper, adjusted, starts, word, table: None };
        view.table = view.find_table(arch, sections);
        view
    }

    /// Where the first relocation that asks for the global offset table is led.
    fn find_table(&self, arch: Arch, sections: &[Section]) -> Option<i64> {
        let asks = |r_type: u32| match arch {
            Arch::X86 => r_type == elf::R_386_GOTPC.0,
            Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp => r_type == elf::R_ARM_GOTPC.0,
            Arch::X64 | Arch::Rv32imc | Arch::Rv64imc | Arch::Xtensa | Arch::Xtensawin => false,
        };
        sections.iter().zip(&self.starts).find_map(|(section, start)| {
            let Some((Block::Image, start)) = start else { return None };
            let relocation = section.relocations.iter().find(|relocation| asks(relocation.r_type))?;
            let place = start + relocation.offset;
            Some(place.cast_signed() + self.signed(place, 4) - relocation.addend)
        })
    }

    fn bytes(&self, at: u64, length: usize) -> &[u8] {
        let at = usize::try_from(at).unwrap();
        self.viper
            .text
            .get(at..at + length)
            .unwrap_or_else(|| panic!("{}: {at:#x} is beyond the text", self.name))
    }

    /// A signed integer of that many bytes.
    fn signed(&self, at: u64, length: usize) -> i64 {
        let mut bytes = [0; 8];
        bytes[..length].copy_from_slice(self.bytes(at, length));
        let unused = 64 - 8 * length as u32;
        i64::from_le_bytes(bytes) << unused >> unused
    }

    fn insn(&self, at: u64) -> u32 {
        u32::from_le_bytes(self.bytes(at, 4).try_into().unwrap())
    }

    fn has_head(&self) -> bool {
        let is_head = |(at, operation): (&u64, &Operation)| {
            *operation == Operation::Bss && self.signed(*at, usize::try_from(self.word).unwrap()) == 0
        };
        self.adjusted.iter().any(is_head)
    }

    /// Whether a word holds a place's address, once loaded.
    fn word_holds(&self, at: u64, to: Place, addend: i64) -> bool {
        if at.checked_add(self.word).is_none_or(|end| end > self.viper.text.len() as u64) {
            return false;
        }
        let value = self.signed(at, usize::try_from(self.word).unwrap());
        let operation = self.adjusted.get(&at).copied();
        match to {
            Place::Word(word) => operation == Some(Operation::Runtime(word)) && value == addend,
            Place::Table => false,
            Place::Fixed(address) => {
                let word = address.cast_signed() + addend;
                self.holds_plain(at, &word.to_le_bytes()[..usize::try_from(self.word).unwrap()])
            }
            Place::In(section, offset) => {
                let Some((block, start)) = self.starts[section] else { return false };
                let expected = match block {
                    Block::Image => Operation::Text,
                    Block::Rodata => Operation::Rodata,
                    Block::Bss => Operation::Bss,
                };
                operation == Some(expected) && value == (start + offset).cast_signed() + addend
            }
        }
    }

    /// Whether the image has these bytes at a place, and the loader leaves them alone.
    fn holds_plain(&self, at: u64, bytes: &[u8]) -> bool {
        let there = usize::try_from(at).ok().and_then(|at| self.viper.text.get(at..)?.get(..bytes.len()));
        there == Some(bytes) && !self.adjusted.contains_key(&at)
    }

    /// Whether an address in the image is a place.
    fn is_place(&self, address: i64, to: Place, addend: i64) -> bool {
        let Place::In(section, offset) = to else { return false };
        matches!(self.starts[section], Some((Block::Image, start)) if (start + offset).cast_signed() + addend == address)
    }

    /// Checks every section: its bytes, and where its relocations lead.
    fn check_all(&self, arch: Arch, sections: &[Section], differences: &mut Vec<String>) {
        for (number, section) in sections.iter().enumerate() {
            if let Some((Block::Image, start)) = self.starts[number] {
                self.check(arch, sections, section, start, differences);
            }
        }
    }

    fn check(
        &self,
        arch: Arch,
        sections: &[Section],
        section: &Section,
        start: u64,
        differences: &mut Vec<String>,
    ) {
        let mut relocated = vec![false; section.bytes.len()];
        for (index, relocation) in section.relocations.iter().enumerate() {
            let site = Site { view: self, sections, section, start, index };
            let leads = match arch {
                Arch::X64 => x64::leads_to(&site),
                Arch::X86 => x86::leads_to(&site),
                Arch::Rv32imc | Arch::Rv64imc => riscv::leads_to(&site),
                Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp => arm::leads_to(&site),
                Arch::Xtensa | Arch::Xtensawin => xtensa::leads_to(&site),
            };
            if !leads.right {
                differences.push(format!(
                    "{}: {}+{:#x}, type {}: does not lead to {:?}",
                    self.name, section.name, relocation.offset, relocation.r_type, relocation.to
                ));
            }
            let at = usize::try_from(relocation.offset).unwrap();
            relocated[at - leads.before..at + leads.bytes].fill(true);
        }
        let linked = self.bytes(start, section.bytes.len());
        for (offset, (linked, own)) in linked.iter().zip(&section.bytes).enumerate() {
            if !relocated[offset] && linked != own {
                differences.push(format!("{}: {}+{offset:#x} is changed", self.name, section.name));
            }
        }
    }
}

impl Site<'_> {
    fn relocation(&self) -> &Relocation {
        &self.section.relocations[self.index]
    }

    /// Its type.
    fn r_type(&self) -> elf::RelocationType {
        elf::RelocationType(self.relocation().r_type)
    }

    /// Where it is in the image.
    fn place(&self) -> u64 {
        self.start + self.relocation().offset
    }

    /// Where the field's value leads that is a distance from its place.
    fn distance(&self) -> i64 {
        self.place().cast_signed() + self.view.signed(self.place(), 4)
    }

    /// Whether an address in the image is its symbol and addend.
    fn is_goal(&self, address: i64) -> bool {
        self.view.is_place(address, self.relocation().to, self.relocation().addend)
    }

    /// Whether its place is a word that holds its symbol and addend.
    fn is_pointer(&self) -> bool {
        self.view.word_holds(self.place(), self.relocation().to, self.relocation().addend)
    }

    /// Whether there is a slot at an address that holds its symbol.
    fn is_slot(&self, address: i64) -> bool {
        self.view.word_holds(address.cast_unsigned(), self.relocation().to, 0)
    }

    /// The object's own bytes around its place, from so many before.
    fn own<const N: usize>(&self, before: usize) -> [u8; N] {
        let at = usize::try_from(self.relocation().offset).unwrap();
        self.section.bytes[at - before..][..N].try_into().unwrap()
    }

    /// The linked bytes there.
    fn linked<const N: usize>(&self, before: u64) -> [u8; N] {
        self.view.bytes(self.place() - before, N).try_into().unwrap()
    }
}
