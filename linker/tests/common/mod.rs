//! Objects made in memory, linked, and read back.
//!
//! ```
//! let mut object = Obj::new(Arch::Rv32imc);
//! let text = object.text(".text", &[0; 8]);
//! object.function("mpy_init", text, 0);
//! let module = link(Arch::Rv32imc, &[("a.o", object.bytes())]).unwrap();
//! ```

// Each test file uses its part of this.
#![allow(dead_code)]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

pub mod ar;

use linker::mpy::{Base, Body, Module, Operation, Viper};
use linker::{Arch, Error, Input, Linked, Request};
use object::write::{Object, Relocation, SectionId, StandardSegment, Symbol, SymbolId, SymbolSection};
use object::{
    Architecture, BinaryFormat, Endianness, FileFlags, RelocationFlags, SectionKind, SymbolFlags, SymbolKind,
    SymbolScope, elf,
};

/// The architectures that tests of all of them make objects for.
pub const ARCHES: [Arch; 10] = Arch::ALL;

/// Checks each of them.
pub fn each(check: impl Fn(Arch)) {
    ARCHES.into_iter().for_each(check);
}

/// Checks each of those whose modules have code first, and initialised variables in the same block.
pub fn each_in_one_block(check: impl Fn(Arch)) {
    let apart = |arch: &Arch| matches!(arch, Arch::Xtensa | Arch::Xtensawin);
    ARCHES.into_iter().filter(|arch| !apart(arch)).for_each(check);
}

/// What a pointer to a function has set beside the address: on Arm, that the instructions are Thumb's.
pub fn function_bits(arch: Arch) -> u64 {
    match arch {
        Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp => 1,
        Arch::X86 | Arch::X64 | Arch::Xtensa | Arch::Xtensawin | Arch::Rv32imc | Arch::Rv64imc => 0,
    }
}

/// An object under construction.
pub struct Obj {
    pub object: Object<'static>,
    /// What the values of functions' symbols have set beside the address.
    function_bits: u64,
}

impl Obj {
    /// An empty object for an architecture.
    pub fn new(arch: Arch) -> Obj {
        let architecture = match arch {
            Arch::X86 => Architecture::I386,
            Arch::X64 => Architecture::X86_64,
            Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp => Architecture::Arm,
            Arch::Xtensa | Arch::Xtensawin => Architecture::Xtensa,
            Arch::Rv32imc => Architecture::Riscv32,
            Arch::Rv64imc => Architecture::Riscv64,
        };
        let mut object = Object::new(BinaryFormat::Elf, architecture, Endianness::Little);
        object.flags = FileFlags::Elf {
            os_abi: elf::ELFOSABI_NONE,
            abi_version: 0,
            e_flags: elf::FileFlags(match arch {
                Arch::Rv32imc | Arch::Rv64imc => 1,
                Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp => 0x0500_0000,
                Arch::X86 | Arch::X64 | Arch::Xtensa | Arch::Xtensawin => 0,
            }),
        };
        Obj { object, function_bits: function_bits(arch) }
    }

    /// A section with contents.
    pub fn section(&mut self, name: &str, kind: SectionKind, align: u64, bytes: &[u8]) -> SectionId {
        let segment = self.object.segment_name(StandardSegment::Data).to_vec();
        let id = self.object.add_section(segment, name.into(), kind);
        self.object.append_section_data(id, bytes, align);
        id
    }

    /// A section of code.
    pub fn text(&mut self, name: &str, bytes: &[u8]) -> SectionId {
        self.section(name, SectionKind::Text, 2, bytes)
    }

    /// A section of words that hold addresses.
    pub fn words(&mut self, name: &str, arch: Arch, count: u64) -> SectionId {
        let word = arch.word();
        self.section(name, SectionKind::Data, word, &vec![0; usize::try_from(count * word).unwrap()])
    }

    /// A section of zeros.
    pub fn zeros(&mut self, name: &str, align: u64, size: u64) -> SectionId {
        let segment = self.object.segment_name(StandardSegment::Data).to_vec();
        let id = self.object.add_section(segment, name.into(), SectionKind::UninitializedData);
        self.object.append_section_bss(id, size, align);
        id
    }

    fn symbol(&mut self, name: &str, section: SymbolSection, offset: u64, scope: SymbolScope) -> Symbol {
        Symbol {
            name: name.into(),
            value: offset,
            size: 0,
            kind: if section == SymbolSection::Undefined { SymbolKind::Unknown } else { SymbolKind::Text },
            scope,
            weak: false,
            section,
            flags: SymbolFlags::None,
        }
    }

    /// A global function.
    pub fn function(&mut self, name: &str, section: SectionId, offset: u64) -> SymbolId {
        let value = offset | self.function_bits;
        let symbol = self.symbol(name, SymbolSection::Section(section), value, SymbolScope::Dynamic);
        self.object.add_symbol(symbol)
    }

    /// A weak global function.
    pub fn weak_function(&mut self, name: &str, section: SectionId, offset: u64) -> SymbolId {
        let value = offset | self.function_bits;
        let symbol = self.symbol(name, SymbolSection::Section(section), value, SymbolScope::Dynamic);
        self.object.add_symbol(Symbol { weak: true, ..symbol })
    }

    /// A label that other objects do not see.
    pub fn label(&mut self, name: &str, section: SectionId, offset: u64) -> SymbolId {
        let symbol = self.symbol(name, SymbolSection::Section(section), offset, SymbolScope::Compilation);
        self.object.add_symbol(Symbol { kind: SymbolKind::Label, ..symbol })
    }

    /// A global variable with a size.
    pub fn variable(&mut self, name: &str, section: SectionId, offset: u64, size: u64) -> SymbolId {
        let symbol = self.symbol(name, SymbolSection::Section(section), offset, SymbolScope::Dynamic);
        self.object.add_symbol(Symbol { kind: SymbolKind::Data, size, ..symbol })
    }

    /// A number with a name.
    pub fn absolute(&mut self, name: &str, value: u64) -> SymbolId {
        let symbol = self.symbol(name, SymbolSection::Absolute, value, SymbolScope::Dynamic);
        self.object.add_symbol(Symbol { kind: SymbolKind::Data, ..symbol })
    }

    /// A common symbol.
    pub fn common(&mut self, name: &str, size: u64, align: u64) -> SymbolId {
        let symbol = self.symbol(name, SymbolSection::Common, align, SymbolScope::Dynamic);
        self.object.add_symbol(Symbol { kind: SymbolKind::Data, size, ..symbol })
    }

    /// A symbol that another file defines.
    pub fn undefined(&mut self, name: &str) -> SymbolId {
        let symbol = self.symbol(name, SymbolSection::Undefined, 0, SymbolScope::Unknown);
        self.object.add_symbol(symbol)
    }

    /// A symbol that another file may define.
    pub fn undefined_weak(&mut self, name: &str) -> SymbolId {
        let symbol = self.symbol(name, SymbolSection::Undefined, 0, SymbolScope::Unknown);
        self.object.add_symbol(Symbol { weak: true, ..symbol })
    }

    /// A relocation.
    pub fn relocate(
        &mut self,
        section: SectionId,
        offset: u64,
        r_type: elf::RelocationType,
        symbol: SymbolId,
        addend: i64,
    ) {
        let flags = RelocationFlags::Elf { r_type };
        self.object.add_relocation(section, Relocation { offset, symbol, addend, flags }).unwrap();
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        self.object.write().unwrap()
    }
}

/// The pointer relocation of an architecture.
pub fn pointer(arch: Arch) -> elf::RelocationType {
    match arch {
        Arch::X86 => elf::R_386_32,
        Arch::X64 => elf::R_X86_64_64,
        Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp => elf::R_ARM_ABS32,
        Arch::Xtensa | Arch::Xtensawin => elf::R_XTENSA_32,
        Arch::Rv32imc => elf::R_RISCV_32,
        Arch::Rv64imc => elf::R_RISCV_64,
    }
}

/// A relocation against the distance of something, in a field of one, two or four bytes.
pub fn distance(arch: Arch) -> elf::RelocationType {
    match arch {
        Arch::X86 => elf::R_386_PC8,
        Arch::X64 => elf::R_X86_64_PC8,
        Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp => elf::R_ARM_REL32,
        Arch::Xtensa | Arch::Xtensawin => elf::R_XTENSA_32_PCREL,
        Arch::Rv32imc | Arch::Rv64imc => elf::R_RISCV_32_PCREL,
    }
}

/// A request with default settings.
pub fn request(arch: Arch, inputs: &[(&str, Vec<u8>)]) -> Request {
    Request {
        source_name: "m.py".into(),
        inputs: inputs
            .iter()
            .map(|(name, bytes)| Input { name: (*name).into(), bytes: bytes.clone().into() })
            .collect(),
        ..Request::new(arch)
    }
}

/// Links files.
pub fn link(arch: Arch, inputs: &[(&str, Vec<u8>)]) -> Result<Linked, Vec<Error>> {
    linker::link(&request(arch, inputs))
}

/// The module in a linked file.
pub fn module(linked: &Linked) -> Module {
    linker::mpy::read(&linked.mpy).unwrap()
}

/// The code and data in a linked file.
pub fn viper(linked: &Linked) -> Viper {
    match module(linked).code.body {
        Body::Viper(viper) => viper,
        other => panic!("not linked code: {other:?}"),
    }
}

/// What the loader adds to each word of the text: (byte offset, operation, the word before).
pub fn adjusted(linked: &Linked, arch: Arch) -> Vec<(u64, Operation, u64)> {
    adjusted_in(linked, arch, Base::Text)
}

/// What the loader adds to each word of a block.
pub fn adjusted_in(linked: &Linked, arch: Arch, base: Base) -> Vec<(u64, Operation, u64)> {
    let viper = viper(linked);
    let relocations = viper.relocations.unwrap();
    let bytes = if base == Base::Text { viper.text } else { viper.rodata };
    relocations
        .iter()
        .filter(|relocation| relocation.base == base)
        .map(|relocation| {
            let offset = relocation.word * arch.word();
            (offset, relocation.operation, word_at(&bytes, offset, arch))
        })
        .collect()
}

/// A word of the text.
pub fn word_at(text: &[u8], offset: u64, arch: Arch) -> u64 {
    let start = usize::try_from(offset).unwrap();
    let mut word = [0; 8];
    let size = usize::try_from(arch.word()).unwrap();
    word[..size].copy_from_slice(&text[start..start + size]);
    u64::from_le_bytes(word)
}

/// Where a symbol was placed in the image.
pub fn place_of(linked: &Linked, name: &str) -> u64 {
    let symbol = linked.report.symbols.iter().find(|symbol| symbol.name == name);
    symbol.unwrap_or_else(|| panic!("no symbol {name}")).offset
}

/// The codes of a failed link's errors.
pub fn codes(result: Result<Linked, Vec<Error>>) -> Vec<&'static str> {
    match result {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(Error::code).collect(),
    }
}

/// The lines of a failed link's errors.
pub fn lines(result: Result<Linked, Vec<Error>>) -> Vec<String> {
    match result {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

/// Little-endian 32-bit instructions.
pub fn words(insns: &[u32]) -> Vec<u8> {
    insns.iter().flat_map(|insn| insn.to_le_bytes()).collect()
}
