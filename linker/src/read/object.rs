//! One ELF object into the link's tables.
//!
//! Sections are taken by their flags, not by their names: everything that is to be in memory (`SHF_ALLOC`) is read,
//! and what nothing reaches, such as unwind tables, is dropped by the reach phase. Every symbol and relocation is
//! kept under its own id.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod relocations;

use std::collections::{HashMap, HashSet};

use object::LittleEndian;
use object::elf;
use object::read::elf::{FileHeader, SectionHeader as _, SectionTable, Sym as _, SymbolTable};
use object::read::{SectionIndex, SymbolIndex};

use crate::arch::{self, Architecture};
use crate::error::{Error, Problem};
use crate::program::{
    Binding, Constructors, Merge, Object, ObjectId, Place, Section, SectionId, SectionKind, Symbol, SymbolId,
    SymbolKind,
};
use crate::read::Loaded;
use crate::read::pieces::{self, Pieces};
use crate::request::Arch;
use crate::table::Id;

/// No section of a module can be larger: beyond any board's memory, and far from every overflow.
pub const SECTION_LIMIT: u64 = 1 << 26;

type Elf32 = elf::FileHeader32<LittleEndian>;
type Elf64 = elf::FileHeader64<LittleEndian>;

fn malformed(detail: impl ToString) -> Problem {
    Problem::MalformedObject { detail: detail.to_string() }
}

impl<'data> Loaded<'data> {
    /// Reads one object. On errors the tables hold rows that must not be used: the link is over.
    pub fn object(
        &mut self,
        name: String,
        bytes: &'data [u8],
        pulled_for: Option<String>,
    ) -> Result<(), Vec<Error>> {
        let architecture = arch::architecture(self.arch);
        let result = check_header(bytes, architecture).map_err(|problem| vec![problem]).and_then(|()| {
            let object = self.program.objects.push(Object {
                name: name.clone(),
                pulled_for,
                arch_flags: 0,
                bytes,
                sections: Vec::new(),
            });
            match architecture.class {
                elf::ELFCLASS32 => ObjectReader::<Elf32>::read(self, object, architecture, bytes),
                _ => ObjectReader::<Elf64>::read(self, object, architecture, bytes),
            }
        });
        result.map_err(|problems| {
            problems.into_iter().map(|problem| Error::in_file(name.clone(), problem)).collect()
        })
    }
}

/// The global names that an object defines; none if it is not a readable object of that processor.
pub fn defined_names(bytes: &[u8], arch: Arch) -> Vec<&str> {
    fn names<H: FileHeader<Endian = LittleEndian>>(bytes: &[u8]) -> object::read::Result<Vec<&str>> {
        let header = H::parse(bytes)?;
        let symbols = header.sections(LittleEndian, bytes)?.symbols(LittleEndian, bytes, elf::SHT_SYMTAB)?;
        let mut names = Vec::new();
        for symbol in symbols.iter() {
            let defined = !symbol.is_undefined(LittleEndian) && !symbol.is_common(LittleEndian);
            if defined && !symbol.is_local() {
                names.extend(std::str::from_utf8(symbol.name(LittleEndian, symbols.strings())?));
            }
        }
        Ok(names)
    }
    let architecture = arch::architecture(arch);
    if check_header(bytes, architecture).is_err() {
        return Vec::new();
    }
    let names = match architecture.class {
        elf::ELFCLASS32 => names::<Elf32>(bytes),
        _ => names::<Elf64>(bytes),
    };
    names.unwrap_or_default()
}

/// Checks what the first 20 bytes say: class, byte order, type, machine.
fn check_header(bytes: &[u8], architecture: &Architecture) -> Result<(), Problem> {
    let Some(&[class, data, ..]) = bytes.get(4..20) else {
        return Err(malformed("cut short in the ELF header"));
    };
    let half = |at: usize| {
        let pair = [bytes.get(at).copied().unwrap_or(0), bytes.get(at + 1).copied().unwrap_or(0)];
        if data == elf::ELFDATA2MSB.0 { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    };
    let machine = half(18);
    if machine != architecture.machine.0 || class != architecture.class.0 || data != elf::ELFDATA2LSB.0 {
        let bits = if class == elf::ELFCLASS64.0 { 64 } else { 32 };
        let name = match elf::Machine(machine) {
            elf::EM_386 => "x86".to_owned(),
            elf::EM_X86_64 => "x86-64".to_owned(),
            elf::EM_ARM => "Arm".to_owned(),
            elf::EM_AARCH64 => "AArch64".to_owned(),
            elf::EM_RISCV => "RISC-V".to_owned(),
            elf::EM_XTENSA => "Xtensa".to_owned(),
            elf::EM_MIPS => "MIPS".to_owned(),
            elf::EM_PPC | elf::EM_PPC64 => "PowerPC".to_owned(),
            elf::EM_AVR => "AVR".to_owned(),
            _ => format!("ELF machine {machine}"),
        };
        let order = if data == elf::ELFDATA2MSB.0 { ", big-endian" } else { "" };
        let found = format!("{name}, {bits}-bit{order}");
        return Err(Problem::WrongMachine { found, target: architecture.arch });
    }
    let found = match elf::FileType(half(16)) {
        elf::ET_REL => return Ok(()),
        elf::ET_EXEC => "a linked program",
        elf::ET_DYN => "a shared library or position-independent program",
        elf::ET_CORE => "a core dump",
        _ => "an ELF file of an unknown type",
    };
    Err(Problem::WrongFileType { found: found.to_owned() })
}

/// What became of each of the object's own sections.
#[derive(Debug, Clone, Copy)]
enum Fate {
    /// It is in the tables.
    Loaded(SectionId),
    /// It is in the tables as pieces that may be merged: where they are in the list of pieces.
    Split(usize),
    /// It is not, for this reason.
    Left(&'static str),
}

impl Fate {
    fn section(self) -> Option<SectionId> {
        match self {
            Fate::Loaded(section) => Some(section),
            // Strings and constants have no places in the source.
            Fate::Split(_) | Fate::Left(_) => None,
        }
    }
}

struct ObjectReader<'data, 'loaded, H: FileHeader<Endian = LittleEndian>> {
    loaded: &'loaded mut Loaded<'data>,
    object: ObjectId,
    architecture: &'static Architecture,
    bytes: &'data [u8],
    sections: SectionTable<'data, H>,
    symbols: SymbolTable<'data, H>,
    fates: Vec<Fate>,
    pieces: Vec<Pieces>,
    /// A symbol for each piece that is referred to by its section and an addend. Only ever looked up in.
    piece_symbols: HashMap<SectionId, SymbolId>,
    problems: Vec<Problem>,
}

impl<'data, H: FileHeader<Endian = LittleEndian>> ObjectReader<'data, '_, H> {
    fn read(
        loaded: &mut Loaded<'data>,
        object: ObjectId,
        architecture: &'static Architecture,
        bytes: &'data [u8],
    ) -> Result<(), Vec<Problem>> {
        let damaged = |e: object::read::Error| vec![malformed(e)];
        let header = H::parse(bytes).map_err(damaged)?;
        (architecture.check_flags)(architecture.arch, header.e_flags(LittleEndian).0)
            .map_err(|problem| vec![problem])?;
        let sections = header.sections(LittleEndian, bytes).map_err(damaged)?;
        let symbols = sections.symbols(LittleEndian, bytes, elf::SHT_SYMTAB).map_err(damaged)?;
        let mut reader = ObjectReader::<H> {
            loaded,
            object,
            architecture,
            bytes,
            sections,
            symbols,
            fates: Vec::new(),
            pieces: Vec::new(),
            piece_symbols: HashMap::new(),
            problems: Vec::new(),
        };
        reader.read_sections().map_err(|problem| vec![problem])?;
        reader.read_attributes();
        reader.check_for_code();
        let first_symbol = reader.read_symbols().map_err(|problem| vec![problem])?;
        reader.read_relocations(first_symbol).map_err(|problem| vec![problem])?;
        reader.find_idle_symbols(first_symbol).map_err(|problem| vec![problem])?;
        reader.loaded.program.objects[object].sections =
            reader.fates.iter().map(|fate| fate.section()).collect();
        if reader.problems.is_empty() { Ok(()) } else { Err(reader.problems) }
    }

    fn section_name(&self, header: &H::SectionHeader) -> Result<&'data str, Problem> {
        let name = self.sections.section_name(LittleEndian, header).map_err(malformed)?;
        std::str::from_utf8(name).map_err(|_| malformed("a section's name is not UTF-8"))
    }

    /// Marks the sections of COMDAT groups that an earlier object has brought.
    fn leave_out_groups(&mut self) -> Result<(), Problem> {
        for header in self.sections.iter() {
            let Some((flags, members)) = header.group(LittleEndian, self.bytes).map_err(malformed)? else {
                continue;
            };
            if flags.0 & elf::GRP_COMDAT.0 == 0 {
                continue;
            }
            let index = SymbolIndex(header.sh_info(LittleEndian) as usize);
            let symbol = self.symbols.symbol(index).map_err(malformed)?;
            let name = match symbol.st_type() {
                elf::STT_SECTION => {
                    let section = self
                        .symbols
                        .symbol_section(LittleEndian, symbol, index)
                        .map_err(malformed)?
                        .ok_or_else(|| malformed("a section's symbol without a section"))?;
                    self.section_name(self.sections.section(section).map_err(malformed)?)?
                }
                _ => {
                    let name = symbol.name(LittleEndian, self.symbols.strings()).map_err(malformed)?;
                    std::str::from_utf8(name).map_err(|_| malformed("a group's name is not UTF-8"))?
                }
            };
            let owner = *self.loaded.groups.entry(name).or_insert(self.object);
            if owner != self.object {
                for member in members {
                    let index = member.get(LittleEndian) as usize;
                    if let Some(fate) = self.fates.get_mut(index) {
                        *fate = Fate::Left("another object's copy of its group is linked");
                    }
                }
            }
        }
        Ok(())
    }

    fn read_sections(&mut self) -> Result<(), Problem> {
        const UNDECIDED: &str = "it is not loaded into memory";
        self.fates = vec![Fate::Left(UNDECIDED); self.sections.len()];
        self.leave_out_groups()?;
        let relocated: HashSet<usize> = (self.sections.iter())
            .filter(|h| matches!(h.sh_type(LittleEndian), elf::SHT_RELA | elf::SHT_REL | elf::SHT_CREL))
            .map(|header| header.sh_info(LittleEndian) as usize)
            .collect();
        for (index, header) in self.sections.enumerate() {
            let flags = header.sh_flags(LittleEndian).0;
            let taken = matches!(self.fates.get(index.0), Some(Fate::Left(why)) if *why == UNDECIDED);
            if flags & elf::SHF_ALLOC.0 == 0 || !taken {
                continue;
            }
            let name = self.section_name(header)?;
            let sh_type = header.sh_type(LittleEndian);
            let has = |flag: elf::SectionFlags| flags & flag.0 != 0;
            let kind = if sh_type == elf::SHT_NOBITS {
                SectionKind::Zero
            } else if has(elf::SHF_EXECINSTR) {
                SectionKind::Text
            } else if has(elf::SHF_WRITE) {
                SectionKind::Data
            } else {
                SectionKind::ReadOnly
            };
            let constructors = Constructors::from_name(name);
            if constructors.is_none() && matches!(sh_type, elf::SHT_INIT_ARRAY | elf::SHT_PREINIT_ARRAY) {
                return Err(malformed(format!("{name}: constructors under a name that gives them no order")));
            }
            let size: u64 = header.sh_size(LittleEndian).into();
            let align: u64 = header.sh_addralign(LittleEndian).into();
            let align = align.max(1);
            if size > SECTION_LIMIT {
                let what = if kind == SectionKind::Zero { "a section of variables" } else { "a section" };
                self.problems.push(Problem::TooLarge { what, size, limit: SECTION_LIMIT });
                continue;
            }
            if !align.is_power_of_two() {
                return Err(malformed(format!("{name}: the alignment {align} is not a power of two")));
            }
            if has(elf::SHF_COMPRESSED) {
                return Err(malformed(format!("{name}: compressed, although it is loaded into memory")));
            }
            let bytes: &[u8] = match kind {
                SectionKind::Zero => &[],
                SectionKind::Text | SectionKind::ReadOnly | SectionKind::Data => header
                    .data(LittleEndian, self.bytes)
                    .map_err(|_| malformed(format!("{name}: its bytes are not in the file")))?,
            };
            let section = Section {
                object: self.object,
                name,
                kind,
                constructors,
                retain: has(elf::SHF_GNU_RETAIN),
                merge: None,
                align,
                size,
                bytes: bytes.into(),
                cuts: Vec::new(),
                relocations: Vec::new(),
                symbols: Vec::new(),
            };
            let entry: u64 = header.sh_entsize(LittleEndian).into();
            let mergeable = self.loaded.split
                && has(elf::SHF_MERGE)
                && kind == SectionKind::ReadOnly
                && !relocated.contains(&index.0);
            let lengths = if mergeable { pieces::lengths(bytes, has(elf::SHF_STRINGS), entry) } else { None };
            let sections = &mut self.loaded.program.sections;
            let loaded = match lengths {
                Some(lengths) => {
                    let merge = if has(elf::SHF_STRINGS) { Merge::String } else { Merge::Constant };
                    self.pieces.push(Pieces::new(&section, bytes, merge, &lengths, sections));
                    Fate::Split(self.pieces.len() - 1)
                }
                None => Fate::Loaded(sections.push(section)),
            };
            if let Some(fate) = self.fates.get_mut(index.0) {
                *fate = loaded;
            }
        }
        Ok(())
    }

    /// Checks what the object's build attributes say about the instructions it uses.
    fn read_attributes(&mut self) {
        let Some((section, check)) = self.architecture.check_attributes else { return };
        for header in self.sections.iter() {
            if header.sh_type(LittleEndian) == section
                && let Ok(bytes) = header.data(LittleEndian, self.bytes)
            {
                match check(self.architecture.arch, bytes) {
                    Ok(()) => {
                        let flags = arch::attribute_flags(self.architecture.arch, bytes);
                        self.loaded.program.objects[self.object].arch_flags |= flags;
                    }
                    Err(problem) => self.problems.push(problem),
                }
            }
        }
    }

    /// Refuses objects that hold intermediate code and no machine code.
    fn check_for_code(&mut self) {
        let mut intermediate = false;
        let mut code = false;
        for header in self.sections.iter() {
            let name = self.sections.section_name(LittleEndian, header).unwrap_or_default();
            let size: u64 = header.sh_size(LittleEndian).into();
            intermediate |= name.starts_with(b".gnu.lto_") || name.starts_with(b".llvm.lto");
            code |= header.sh_flags(LittleEndian).0 & elf::SHF_ALLOC.0 != 0 && size > 0;
        }
        if intermediate && !code {
            self.problems.push(Problem::IntermediateCode);
        }
    }

    /// Reads all symbols and gives the id of the first, the null symbol.
    fn read_symbols(&mut self) -> Result<SymbolId, Problem> {
        let first = SymbolId::new(self.loaded.program.symbols.len());
        if self.symbols.is_empty() {
            // An object without a symbol table still has relocations that name symbol 0.
            self.push_symbol("", Binding::Local, SymbolKind::Other, Place::Absolute(0), 0, 0);
        }
        for (index, symbol) in self.symbols.enumerate() {
            let name = symbol.name(LittleEndian, self.symbols.strings()).map_err(malformed)?;
            let mut name =
                std::str::from_utf8(name).map_err(|_| malformed("a symbol's name is not UTF-8"))?;
            let binding = match symbol.st_bind() {
                elf::STB_LOCAL => Binding::Local,
                elf::STB_GLOBAL | elf::STB_GNU_UNIQUE => Binding::Global,
                elf::STB_WEAK => Binding::Weak,
                other => {
                    return Err(malformed(format!("symbol `{name}` has the unknown binding {}", other.0)));
                }
            };
            let kind = match symbol.st_type() {
                elf::STT_FUNC => SymbolKind::Function,
                elf::STT_TLS => SymbolKind::ThreadLocal,
                elf::STT_GNU_IFUNC => SymbolKind::IndirectFunction,
                elf::STT_SECTION => SymbolKind::Section,
                _ => SymbolKind::Other,
            };
            let value: u64 = symbol.st_value(LittleEndian).into();
            let size: u64 = symbol.st_size(LittleEndian).into();
            let mut pointer_bits = 0;
            let place = match symbol.st_shndx(LittleEndian) {
                // The null symbol stands for no symbol: its address is zero.
                elf::SHN_UNDEF if index.0 == 0 => Place::Absolute(0),
                elf::SHN_UNDEF => Place::Undefined,
                elf::SHN_ABS | elf::SHN_COMMON if kind == SymbolKind::IndirectFunction => {
                    return Err(malformed(format!("the resolver of `{name}` is in no section")));
                }
                elf::SHN_ABS => Place::Absolute(value),
                elf::SHN_COMMON => {
                    if size > SECTION_LIMIT {
                        let limit = SECTION_LIMIT;
                        self.problems.push(Problem::TooLarge { what: "a variable", size, limit });
                    }
                    // For a common symbol the value is the alignment.
                    let align = value.max(1);
                    if !align.is_power_of_two() {
                        return Err(malformed(format!(
                            "`{name}`: the alignment {align} is not a power of two"
                        )));
                    }
                    Place::Common { size, align }
                }
                _ => {
                    let section = self
                        .symbols
                        .symbol_section(LittleEndian, symbol, index)
                        .map_err(malformed)?
                        .ok_or_else(|| malformed(format!("symbol `{name}` has a reserved section number")))?;
                    let section_name = self.name_of(section)?;
                    if name.is_empty() {
                        name = section_name;
                    }
                    match self.fates.get(section.0).copied() {
                        Some(fate @ (Fate::Loaded(_) | Fate::Split(_))) => {
                            if value > SECTION_LIMIT {
                                return Err(malformed(format!("symbol `{name}` is beyond its section")));
                            }
                            if matches!(kind, SymbolKind::Function | SymbolKind::IndirectFunction) {
                                pointer_bits = value & self.architecture.function_bits;
                            }
                            let offset = value & !pointer_bits;
                            match fate {
                                Fate::Loaded(section) => Place::Section { section, offset },
                                Fate::Split(pieces) => self.place_in_pieces(pieces, offset),
                                Fate::Left(_) => Place::Undefined,
                            }
                        }
                        // The copy that was taken instead is found by its name.
                        Some(Fate::Left(_)) if binding != Binding::Local => Place::Undefined,
                        Some(Fate::Left(why)) => Place::Discarded { section: section_name, why },
                        None => return Err(malformed(format!("symbol `{name}` names no section"))),
                    }
                }
            };
            self.push_symbol(name, binding, kind, place, size, pointer_bits);
        }
        self.sort_symbols();
        Ok(first)
    }

    fn place_in_pieces(&self, pieces: usize, offset: u64) -> Place<'data> {
        match self.pieces.get(pieces).and_then(|pieces| pieces.at(offset)) {
            Some((section, offset)) => Place::Section { section, offset },
            None => Place::Undefined,
        }
    }

    fn name_of(&self, section: SectionIndex) -> Result<&'data str, Problem> {
        self.section_name(self.sections.section(section).map_err(malformed)?)
    }

    fn push_symbol(
        &mut self,
        name: &'data str,
        binding: Binding,
        kind: SymbolKind,
        place: Place<'data>,
        size: u64,
        pointer_bits: u64,
    ) {
        let object = self.object;
        let symbol = Symbol { object, name, binding, kind, place, size, pointer_bits, idle: false };
        let id = self.loaded.program.symbols.push(symbol);
        if let Place::Section { section, .. } = place {
            self.loaded.program.sections[section].symbols.push(id);
        }
    }

    fn sort_symbols(&mut self) {
        let program = &mut self.loaded.program;
        let whole = self.fates.iter().filter_map(|fate| fate.section());
        for section in whole.chain(self.pieces.iter().flat_map(Pieces::ids)) {
            let mut ids = std::mem::take(&mut program.sections[section].symbols);
            ids.sort_by_key(|id| match program.symbols[*id].place {
                Place::Section { offset, .. } => offset,
                Place::Undefined | Place::Absolute(_) | Place::Common { .. } | Place::Discarded { .. } => 0,
            });
            program.sections[section].symbols = ids;
        }
    }
}
