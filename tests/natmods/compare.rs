//! Holds two linkers' modules, made of the same objects, against the objects and against each other.
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

use crate::build::{Module, Upstream, link_again};

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
}

/// One linker's module.
struct View {
    name: &'static str,
    viper: Viper,
    adjusted: BTreeMap<u64, Operation>,
    /// Where each section of the list is, if it is there.
    starts: Vec<Option<(Block, u64)>>,
    word: u64,
}

/// All differences of `mpy`, which our linker made of a module's objects, and of upstream's, in words.
pub fn compare(arch: Arch, module: &Module, mpy: &[u8], theirs: &Upstream) -> Vec<String> {
    let linked = link_again(arch, module, false);
    let files: Vec<PathBuf> = module.objects.iter().chain(&theirs.members).cloned().collect();
    let sections = match arch {
        Arch::X64 => read::<elf::FileHeader64<object::LittleEndian>>(&files),
        Arch::Rv32imc => read::<elf::FileHeader32<object::LittleEndian>>(&files),
        other => panic!("not compared for {}", other.name()),
    };
    let our_module = linker::mpy::read(mpy).unwrap();
    let their_module =
        linker::mpy::read(&theirs.mpy).unwrap_or_else(|error| panic!("upstream's file: {error}"));

    let mut differences = Vec::new();
    let mut differ = |what: &str, ours: String, theirs: String| {
        if ours != theirs {
            differences.push(format!("{what}: ours {ours}, upstream's {theirs}"));
        }
    };
    let head =
        |m: &linker::mpy::Module| format!("{:?}", (m.arch, m.sub_version, m.small_int_bits, m.arch_flags));
    differ("header", head(&our_module), head(&their_module));
    // Entry 0 is the file's name.
    differ("qstrs", format!("{:?}", &our_module.qstrs[1..]), format!("{:?}", &their_module.qstrs[1..]));
    differ("constants", format!("{:?}", our_module.constants), format!("{:?}", their_module.constants));

    // Our sections are named by the report: for members by the archive.
    let member_files = linked.report.members.iter().map(|member| member.file.clone());
    let names: Vec<String> =
        module.objects.iter().map(|path| path.display().to_string()).chain(member_files).collect();
    let our_starts = sections.iter().map(|section| {
        let here = |placed: &&linker::PlacedSection| {
            placed.file == names[section.object] && placed.name == section.name && placed.size == section.size
        };
        linked.report.sections.iter().find(here).map(|placed| (placed.block, placed.offset))
    });
    let ours = View::new("ours", our_module, our_starts.collect(), arch);
    let theirs = View::new("upstream's", their_module, upstream_starts(&sections, &theirs.log), arch);

    for view in [&ours, &theirs] {
        for (number, section) in sections.iter().enumerate() {
            view.check(arch, &sections, number, section, &mut differences);
        }
    }
    for (number, section) in sections.iter().enumerate() {
        if ours.starts[number].is_none() && reached(&sections, number) {
            differences.push(format!("{} of {} is left out", section.name, names[section.object]));
        }
    }
    // Rounding and order may differ; not by more than the strictest alignment.
    if ours.viper.bss_size > theirs.viper.bss_size + 32 {
        differences.push(format!("BSS: ours {}, upstream's {}", ours.viper.bss_size, theirs.viper.bss_size));
    }
    if ours.viper.bss_size > 0 && !ours.has_head() {
        differences.push("no word of ours holds the start of the BSS".into());
    }
    differences
}

/// Whether anything refers to a section, or it is code: with one section of code, all of that is reached.
fn reached(sections: &[Section], number: usize) -> bool {
    let refers = |relocation: &Relocation| matches!(relocation.to, Place::In(to, _) if to == number);
    sections.iter().any(|section| section.relocations.iter().any(refers))
}

/// The sections that upstream's linker loads, of all objects in order.
fn read<H: object::read::elf::FileHeader<Endian = object::LittleEndian>>(files: &[PathBuf]) -> Vec<Section> {
    let contents: Vec<Vec<u8>> = files.iter().map(|path| std::fs::read(path).unwrap()).collect();
    let objects: Vec<ElfFile<H>> = contents.iter().map(|bytes| ElfFile::parse(&**bytes).unwrap()).collect();
    let mut numbers: HashMap<(usize, usize), usize> = HashMap::new();
    let mut sections = Vec::new();
    for (object, file) in objects.iter().enumerate() {
        for section in file.sections() {
            let name = section.name().unwrap();
            let loaded =
                [".text", ".rodata", ".data.rel.ro", ".bss"].iter().any(|prefix| name.starts_with(prefix));
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
            let word = || RuntimeWord::from_symbol(name).map(Place::Word);
            let to = own.or_else(|| globals.get(name).copied()).or_else(word);
            let to = to.unwrap_or_else(|| panic!("{name} is defined nowhere"));
            section.relocations.push(Relocation {
                offset,
                r_type: r_type.0,
                to,
                addend: relocation.addend(),
            });
        }
    }
    sections
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
    ) -> View {
        let Body::Viper(viper) = module.code.body else { panic!("not linked code") };
        let word = arch.word();
        let relocations = viper.relocations.as_ref().unwrap();
        let adjusted = relocations.iter().map(|r| (r.word * word, r.operation)).collect();
        View { name, viper, adjusted, starts, word }
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
            Place::In(section, offset) => {
                let Some((block, start)) = self.starts[section] else { return false };
                let expected = match block {
                    Block::Image => Operation::Text,
                    Block::Bss => Operation::Bss,
                };
                operation == Some(expected) && value == (start + offset).cast_signed() + addend
            }
        }
    }

    /// Whether an address in the image is a place.
    fn is_place(&self, address: i64, to: Place, addend: i64) -> bool {
        let Place::In(section, offset) = to else { return false };
        matches!(self.starts[section], Some((Block::Image, start)) if (start + offset).cast_signed() + addend == address)
    }

    /// Checks one section: its bytes, and where its relocations lead.
    fn check(
        &self,
        arch: Arch,
        sections: &[Section],
        number: usize,
        section: &Section,
        differences: &mut Vec<String>,
    ) {
        let Some((Block::Image, start)) = self.starts[number] else { return };
        let mut relocated = vec![false; section.bytes.len()];
        for (index, relocation) in section.relocations.iter().enumerate() {
            let (leads, first, length) = match arch {
                Arch::X64 => self.leads_x64(start, section, relocation),
                Arch::Rv32imc => self.leads_rv32(start, sections, section, index),
                other => panic!("not compared for {}", other.name()),
            };
            if !leads {
                differences.push(format!(
                    "{}: {}+{:#x}, type {}: does not lead to {:?}",
                    self.name, section.name, relocation.offset, relocation.r_type, relocation.to
                ));
            }
            let at = usize::try_from(relocation.offset).unwrap();
            relocated[at - first..at + length].fill(true);
        }
        let linked = self.bytes(start, section.bytes.len());
        for (offset, (linked, own)) in linked.iter().zip(&section.bytes).enumerate() {
            if !relocated[offset] && linked != own {
                differences.push(format!("{}: {}+{offset:#x} is changed", self.name, section.name));
            }
        }
    }

    /// Whether a relocation leads to its symbol, and how many bytes before and after its place it may change.
    fn leads_x64(&self, start: u64, section: &Section, relocation: &Relocation) -> (bool, usize, usize) {
        let place = start + relocation.offset;
        let (to, addend) = (relocation.to, relocation.addend);
        let distance = || place.cast_signed() + self.signed(place, 4);
        match elf::RelocationType(relocation.r_type) {
            elf::R_X86_64_64 => (self.word_holds(place, to, addend), 0, 8),
            elf::R_X86_64_PC32 | elf::R_X86_64_PLT32 => (self.is_place(distance(), to, addend), 0, 4),
            elf::R_X86_64_GOTPCREL | elf::R_X86_64_GOTPCRELX | elf::R_X86_64_REX_GOTPCRELX => {
                let at = usize::try_from(relocation.offset).unwrap();
                let (was, is) = (&section.bytes[at - 2..at], self.bytes(place - 2, 2));
                let leads = if was == is {
                    let slot = distance() - addend;
                    self.word_holds(slot.cast_unsigned(), to, 0)
                } else {
                    // mov → lea, call *, jmp *.
                    let rewritten = matches!((was, is), ([0x8b, a], [0x8d, b]) if a == b)
                        || matches!((was, is), ([0xff, 0x15], [0x67, 0xe8]) | ([0xff, 0x25], [0x90, 0xe9]));
                    rewritten && self.is_place(distance() - addend, to, 0)
                };
                (leads, 2, 4)
            }
            other => panic!("{other:?}"),
        }
    }

    fn leads_rv32(
        &self,
        start: u64,
        sections: &[Section],
        section: &Section,
        index: usize,
    ) -> (bool, usize, usize) {
        let relocation = &section.relocations[index];
        let place = start + relocation.offset;
        let (to, addend) = (relocation.to, relocation.addend);
        let at = place.cast_signed();
        let offset = usize::try_from(relocation.offset).unwrap();
        // The bits of an instruction that are no immediate are the object's.
        let own = |back: usize, length: usize| {
            let mut bytes = [0; 4];
            bytes[..length].copy_from_slice(&section.bytes[offset + back..][..length]);
            u32::from_le_bytes(bytes)
        };
        let kept = |back: usize, mask: u32| (own(back, 4) ^ self.insn(place + back as u64)) & mask == 0;
        let kept_half = |mask: u32| (own(0, 2) ^ (self.signed(place, 2) as u32 & 0xffff)) & mask == 0;
        let leads = |goal: i64| self.is_place(goal, to, addend);
        match elf::RelocationType(relocation.r_type) {
            elf::R_RISCV_32 => (self.word_holds(place, to, addend), 0, 4),
            elf::R_RISCV_BRANCH => (kept(0, 0x01ff_f07f) && leads(at + b_type(self.insn(place))), 0, 4),
            elf::R_RISCV_JAL => (kept(0, 0xfff) && leads(at + j_type(self.insn(place))), 0, 4),
            elf::R_RISCV_RVC_BRANCH => {
                (kept_half(0xe383) && leads(at + cb_type(self.signed(place, 2))), 0, 2)
            }
            elf::R_RISCV_RVC_JUMP => (kept_half(0xe003) && leads(at + cj_type(self.signed(place, 2))), 0, 2),
            elf::R_RISCV_CALL | elf::R_RISCV_CALL_PLT => {
                let goal = at + u_type(self.insn(place)) + i_type(self.insn(place + 4));
                (kept(0, 0xfff) && kept(4, 0xf_ffff) && leads(goal), 0, 8)
            }
            // Where it leads is checked with each of the instructions that have the lower part.
            elf::R_RISCV_PCREL_HI20 | elf::R_RISCV_GOT_HI20 => (kept(0, 0xfff), 0, 4),
            elf::R_RISCV_PCREL_LO12_I | elf::R_RISCV_PCREL_LO12_S => {
                let Place::In(in_section, high) = to else { return (false, 0, 4) };
                let is_high = |r: &&Relocation| {
                    let r_type = elf::RelocationType(r.r_type);
                    r.offset == high && matches!(r_type, elf::R_RISCV_PCREL_HI20 | elf::R_RISCV_GOT_HI20)
                };
                let first = sections[in_section].relocations.iter().find(is_high).unwrap();
                let high_place = start + high;
                let insn = self.insn(place);
                let is_store = relocation.r_type == elf::R_RISCV_PCREL_LO12_S.0;
                let low = if is_store { s_type(insn) } else { i_type(insn) };
                let goal = high_place.cast_signed() + u_type(self.insn(high_place)) + low;
                let was = own(0, 4);
                let registers = if is_store { 0x01ff_f07f } else { 0x000f_8f80 };
                let through_slot = first.r_type == elf::R_RISCV_GOT_HI20.0;
                // A load from a slot may have become an address, and an address a load.
                const LW: u32 = 0x2003;
                const ADDI: u32 = 0x13;
                let leads = match (through_slot, was & 0x707f, insn & 0x707f) {
                    (true, LW, LW) | (false, ADDI, LW) => {
                        self.word_holds(goal.cast_unsigned(), first.to, first.addend)
                    }
                    (true, LW, ADDI) => self.is_place(goal, first.to, first.addend),
                    (false, was, is) => was == is && self.is_place(goal, first.to, first.addend),
                    (true, ..) => false,
                };
                (kept(0, registers) && leads, 0, 4)
            }
            elf::R_RISCV_ADD32 => {
                let sub = &section.relocations[index + 1];
                let paired = sub.offset == relocation.offset && sub.r_type == elf::R_RISCV_SUB32.0;
                let address = |r: &Relocation| match r.to {
                    Place::In(section, offset) => {
                        self.starts[section].map(|(_, start)| (start + offset).cast_signed() + r.addend)
                    }
                    Place::Word(_) => None,
                };
                let expected = address(relocation).zip(address(sub)).map(|(a, b)| a - b);
                (paired && expected == Some(self.signed(place, 4)), 0, 4)
            }
            elf::R_RISCV_SUB32 => (true, 0, 4),
            elf::R_RISCV_RELAX | elf::R_RISCV_ALIGN | elf::R_RISCV_NONE => (true, 0, 0),
            other => panic!("{other:?}"),
        }
    }
}

// --- RISC-V immediates, from the unprivileged ISA's figures ------------------------------------------------------

/// Bits `high..=low` of an instruction, moved to bit `to` of a number.
fn bits(insn: u32, high: u32, low: u32, to: u32) -> u32 {
    (insn >> low & ((1u32 << (high - low)) << 1).wrapping_sub(1)) << to
}

/// A number of that many bits with its sign.
fn sign(value: u32, width: u32) -> i64 {
    i64::from((value << (32 - width)).cast_signed() >> (32 - width))
}

fn u_type(insn: u32) -> i64 {
    i64::from((insn & 0xffff_f000).cast_signed())
}
fn i_type(insn: u32) -> i64 {
    sign(bits(insn, 31, 20, 0), 12)
}
fn s_type(insn: u32) -> i64 {
    sign(bits(insn, 31, 25, 5) | bits(insn, 11, 7, 0), 12)
}
fn b_type(insn: u32) -> i64 {
    sign(bits(insn, 31, 31, 12) | bits(insn, 7, 7, 11) | bits(insn, 30, 25, 5) | bits(insn, 11, 8, 1), 13)
}
fn j_type(insn: u32) -> i64 {
    let value =
        bits(insn, 31, 31, 20) | bits(insn, 19, 12, 12) | bits(insn, 20, 20, 11) | bits(insn, 30, 21, 1);
    sign(value, 21)
}
fn cb_type(insn: i64) -> i64 {
    let insn = insn as u32;
    let value = bits(insn, 12, 12, 8)
        | bits(insn, 6, 5, 6)
        | bits(insn, 2, 2, 5)
        | bits(insn, 11, 10, 3)
        | bits(insn, 4, 3, 1);
    sign(value, 9)
}
fn cj_type(insn: i64) -> i64 {
    let insn = insn as u32;
    let value = bits(insn, 12, 12, 11)
        | bits(insn, 8, 8, 10)
        | bits(insn, 10, 9, 8)
        | bits(insn, 6, 6, 7)
        | bits(insn, 7, 7, 6)
        | bits(insn, 2, 2, 5)
        | bits(insn, 11, 11, 4)
        | bits(insn, 5, 3, 1);
    sign(value, 12)
}
