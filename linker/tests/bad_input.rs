//! Files that are not what they should be: each gets a coded error with its name, none a panic, none much memory.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod common;

use common::ar::{archive, indexed};
use common::{Obj, codes, each, lines, link, pointer};
use linker::{Arch, Linked};
use object::elf;

/// A small object with everything: code, data, variables, symbols, relocations.
fn whole(arch: Arch) -> Vec<u8> {
    let mut object = Obj::new(arch);
    let text = object.section(".text", object::SectionKind::Text, 8, &[0; 32]);
    let entry = object.function("mpy_init", text, 0);
    let zeros = object.zeros(".bss", 8, 8);
    let zeros = object.variable("zeros", zeros, 0, 8);
    let table = object.undefined("mp_fun_table");
    for (at, symbol) in [(8, entry), (16, zeros), (24, table)] {
        object.relocate(text, at, pointer(arch), symbol, 0);
    }
    object.bytes()
}

#[test]
fn the_whole_object_links() {
    each(|arch| assert_eq!(codes(link(arch, &[("a.o", whole(arch))])), [""; 0]));
}

#[test]
fn foreign_files_are_named() {
    let cases: [(&[u8], &str); 7] = [
        (b"", "L0001: x: the file is empty"),
        (b"int main(void);\n", "L0002: x: not an ELF object or an archive, but text"),
        (
            b"\xcf\xfa\xed\xfe\x07\0\0\x01\0\0\0\0\0\0\0\0",
            "L0002: x: not an ELF object or an archive, but a Mach-O file (macOS, iOS)",
        ),
        (b"BC\xc0\xde\0\0\0\0", "L0002: x: not an ELF object or an archive, but LLVM bitcode"),
        (b"\0\xff\0\xff", "L0002: x: not an ELF object or an archive, but unknown data"),
        (b"!<thin>\n", "L0008: x: a thin archive, which holds its members' names but not their contents"),
        (b"\x7fELF", "L0003: x: damaged object file: cut short in the ELF header"),
    ];
    for (bytes, line) in cases {
        assert_eq!(lines(link(Arch::Rv32imc, &[("x", bytes.to_vec())])), [line]);
    }
}

#[test]
fn every_bad_file_is_reported_not_only_the_first() {
    let files = [("empty.o", Vec::new()), ("good.o", whole(Arch::X64)), ("text.o", b"hello".to_vec())];
    assert_eq!(codes(link(Arch::X64, &files)), ["L0001", "L0002"]);
}

#[test]
fn objects_for_another_machine_are_named() {
    assert_eq!(
        lines(link(Arch::Rv32imc, &[("a.o", whole(Arch::X64))])),
        ["L0004: a.o: made for x86-64, 64-bit, but the target is rv32imc"]
    );
    let mut wide = whole(Arch::Rv32imc);
    wide[4] = 2;
    assert_eq!(
        lines(link(Arch::Rv32imc, &[("a.o", wide)])),
        ["L0004: a.o: made for RISC-V, 64-bit, but the target is rv32imc"]
    );
    let mut big = whole(Arch::Rv32imc);
    (big[5], big[16], big[17], big[18], big[19]) = (2, 0, 1, 0, 243);
    assert_eq!(
        lines(link(Arch::Rv32imc, &[("a.o", big)])),
        ["L0004: a.o: made for RISC-V, 32-bit, big-endian, but the target is rv32imc"]
    );
}

#[test]
fn linked_programs_are_refused() {
    let mut program = whole(Arch::X64);
    program[16] = 2;
    assert_eq!(
        lines(link(Arch::X64, &[("a.out", program)])),
        ["L0005: a.out: a linked program, not a relocatable object"]
    );
}

#[test]
fn abis_that_no_board_has_are_refused() {
    // RVC is the only flag that may be set.
    for (flags, code) in [
        (0, None),
        (1, None),
        (3, Some("L0006")),
        (5, Some("L0006")),
        (9, Some("L0006")),
        (0x101, Some("L0006")),
    ] {
        let mut object = whole(Arch::Rv32imc);
        object[36..40].copy_from_slice(&u32::to_le_bytes(flags));
        assert_eq!(codes(link(Arch::Rv32imc, &[("a.o", object)])).first().copied(), code, "{flags:#x}");
    }
}

/// A `.riscv.attributes` section with an architecture string (psABI, "Attributes").
fn attributes(isa: &str) -> Vec<u8> {
    let attribute = [&[4, 16, 5][..], isa.as_bytes(), &[0]].concat();
    let file = [&[1][..], &(5 + attribute.len() as u32).to_le_bytes(), &attribute].concat();
    let vendor = [&b"riscv\0"[..], &file].concat();
    [&b"A"[..], &(4 + vendor.len() as u32).to_le_bytes(), &vendor].concat()
}

#[test]
fn instructions_that_boards_may_lack_are_refused() {
    for (isa, line) in [
        ("rv32i2p1_m2p0_a2p1_c2p0_zmmul1p0", None),
        (
            "rv32i2p1_m2p0_c2p0_zbb1p0",
            Some("the instruction set extension `zbb` (rv32i2p1_m2p0_c2p0_zbb1p0)"),
        ),
        ("rv32imafc", Some("the instruction set extension `f` (rv32imafc)")),
    ] {
        let mut object = Obj::new(Arch::Rv32imc);
        let text = object.text(".text", &[0; 4]);
        object.function("mpy_init", text, 0);
        let kind = object::SectionKind::Other;
        let section = object.section(".riscv.attributes", kind, 1, &attributes(isa));
        object.object.section_mut(section).flags =
            object::SectionFlags::Elf { sh_type: elf::SHT_RISCV_ATTRIBUTES, sh_flags: elf::SectionFlags(0) };
        let errors = lines(link(Arch::Rv32imc, &[("a.o", object.bytes())]));
        let expected = line.map(|found| {
            format!(
                "L0006: a.o: compiled for {found}, but rv32imc firmware has soft-float ILP32 (-march=rv32imac or \
                 rv32imc, -mabi=ilp32)"
            )
        });
        assert_eq!(errors, expected.into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn intermediate_code_is_refused() {
    let mut object = Obj::new(Arch::X64);
    object.section(".gnu.lto_main.1", object::SectionKind::Other, 1, &[1; 8]);
    assert_eq!(codes(link(Arch::X64, &[("a.o", object.bytes())])), ["L0009"]);
}

/// Every file that is cut short is an error or, where only the section table's padding is lost, the same module.
#[test]
fn a_cut_object_never_links_differently() {
    each(|arch| {
        let object = whole(arch);
        let linked = link(arch, &[("a.o", object.clone())]).unwrap();
        for length in 0..object.len() {
            if let Ok(cut) = link(arch, &[("a.o", object[..length].to_vec())]) {
                assert_eq!(cut, linked, "{length}");
            }
        }
    });
}

/// A pseudo-random sequence that is the same everywhere (Numerical Recipes' constants).
struct Numbers(u32);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % limit
    }
}

/// Whatever is in the file, the linker ends with a module or an error, and what it makes can be read.
#[test]
fn a_damaged_object_never_stops_the_linker() {
    each(|arch| {
        let object = whole(arch);
        let mut numbers = Numbers(1);
        for _ in 0..20_000 {
            let mut damaged = object.clone();
            for _ in 0..=numbers.below(3) {
                let at = numbers.below(damaged.len());
                damaged[at] = match numbers.below(4) {
                    0 => 0,
                    1 => 0xff,
                    2 => damaged[at] ^ 1 << numbers.below(8),
                    _ => numbers.below(256) as u8,
                };
            }
            if let Ok(Linked { mpy, .. }) = link(arch, &[("a.o", damaged)]) {
                linker::mpy::read(&mpy).unwrap();
            }
        }
    });
}

#[test]
fn a_damaged_archive_never_stops_the_linker() {
    let arch = Arch::Rv32imc;
    let mut user = Obj::new(arch);
    let text = user.section(".text", object::SectionKind::Text, 8, &[0; 16]);
    user.function("start", text, 0);
    let init = user.undefined("mpy_init");
    user.relocate(text, 8, pointer(arch), init, 0);
    let user = user.bytes();
    let members = [("a.o", whole(arch)), ("b.o", vec![1; 7])];
    for library in [archive(&members), indexed(&members, &[("mpy_init", 0), ("x", 1)])] {
        let mut numbers = Numbers(2);
        for length in 0..library.len().min(400) {
            let _ = link(arch, &[("u.o", user.clone()), ("l.a", library[..length].to_vec())]);
        }
        for _ in 0..5_000 {
            let mut damaged = library.clone();
            // Headers and index are where an archive can be wrong.
            let at = numbers.below(damaged.len().min(300));
            damaged[at] = numbers.below(256) as u8;
            let _ = link(arch, &[("u.o", user.clone()), ("l.a", damaged)]);
        }
    }
}

#[test]
fn sizes_beyond_any_board_are_refused() {
    each(|arch| {
        let mut object = Obj::new(arch);
        let text = object.section(".text", object::SectionKind::Text, 8, &[0; 16]);
        object.function("mpy_init", text, 0);
        let zeros = object.zeros(".bss", 8, 0x7fff_ffff);
        let zeros = object.variable("zeros", zeros, 0, 8);
        object.relocate(text, 8, pointer(arch), zeros, 0);
        assert_eq!(codes(link(arch, &[("a.o", object.bytes())])), ["L0030"]);

        let mut object = Obj::new(arch);
        let text = object.section(".text", object::SectionKind::Text, 8, &[0; 16]);
        object.function("mpy_init", text, 0);
        let common = object.common("huge", 0x7fff_ffff, 8);
        object.relocate(text, 8, pointer(arch), common, 0);
        assert_eq!(codes(link(arch, &[("a.o", object.bytes())])), ["L0030"]);
    });
}

#[test]
fn many_sections_that_are_too_large_together_are_refused_without_being_made() {
    each(|arch| {
        let mut object = Obj::new(arch);
        let count: u64 = 40;
        let text = object.section(".text", object::SectionKind::Text, 8, &vec![0; 8 * count as usize]);
        object.function("mpy_init", text, 0);
        for index in 0..count {
            let zeros = object.zeros(&format!(".bss.{index}"), 8, 1 << 25);
            let zeros = object.variable(&format!("v{index}"), zeros, 0, 8);
            object.relocate(text, 8 * index, pointer(arch), zeros, 0);
        }
        assert_eq!(codes(link(arch, &[("a.o", object.bytes())])), ["L0030"]);
    });
}

#[test]
fn a_relocation_beyond_its_section_is_refused() {
    each(|arch| {
        for offset in [13, 16, 0xffff_fff0] {
            let mut object = Obj::new(arch);
            let text = object.section(".text", object::SectionKind::Text, 8, &[0; 16]);
            let entry = object.function("mpy_init", text, 0);
            object.relocate(text, offset, pointer(arch), entry, 0);
            assert_eq!(codes(link(arch, &[("a.o", object.bytes())])), ["L0024"], "{offset:#x}");
        }
    });
}
