//! x86, 32 bits: the unix port.

use object::elf;

use crate::arch::Meaning::{Base, Call, FromBase, GotFromBase, Nothing, Pointer, Relative};
use crate::arch::{Architecture, DetourAddresses, Field, Range, Row, row};
use crate::error::Problem;
use crate::plan::{Plan, Planner};
use crate::program::{Section, SectionId};
use crate::request::Arch;

/// The architecture.
pub static X86: Architecture = Architecture {
    arch: Arch::X86,
    machine: elf::EM_386,
    class: elf::ELFCLASS32,
    implicit_addends: true,
    check_flags,
    check_attributes: None,
    relocations: &RELOCATIONS,
    image_align: 4096,
    bss_align: 16,
    needs_distance,
    plan,
    call_addend: 0,
    entry_jump,
    stub_size: (0, 1),
    stub,
    detour_size: (0, 1),
    detour: no_detour,
};

const NEAR: Range = Range::ANY;

#[rustfmt::skip]
static RELOCATIONS: [Row; 9] = [
    row(elf::R_386_NONE, "R_386_NONE", Nothing, Field::None, Range::ANY),
    row(elf::R_386_32, "R_386_32", Pointer, Field::Word, Range::either(32)),
    row(elf::R_386_PC32, "R_386_PC32", Relative, Field::Word, NEAR),
    row(elf::R_386_GOT32, "R_386_GOT32", GotFromBase, Field::Word, NEAR),
    row(elf::R_386_PLT32, "R_386_PLT32", Call, Field::Word, NEAR),
    row(elf::R_386_GOTOFF, "R_386_GOTOFF", FromBase, Field::Word, NEAR),
    row(elf::R_386_GOTPC, "R_386_GOTPC", Base, Field::Word, NEAR),
    row(elf::R_386_32PLT, "R_386_32PLT", Call, Field::Word, NEAR),
    row(elf::R_386_GOT32X, "R_386_GOT32X", GotFromBase, Field::Word, NEAR),
];

fn check_flags(_: Arch, _: u32) -> Result<(), Problem> {
    Ok(())
}

fn needs_distance(_: &Section, _: usize, _: &Row) -> bool {
    true
}

fn plan(planner: &mut Planner, section: SectionId) -> Vec<Plan> {
    let relocations = planner.section(section).relocations.clone();
    let plan_one = |relocation| {
        let row = planner.row(section, relocation)?;
        planner.plan_common(section, relocation, row)
    };
    relocations.iter().map(plan_one).map(|plan| plan.unwrap_or(Plan::NOTHING)).collect()
}

fn entry_jump(_: u64) -> Option<Vec<u8>> {
    None
}

fn stub(_: Arch, _: u64, _: u64) -> Vec<u8> {
    Vec::new()
}

fn no_detour(_: Arch, _: DetourAddresses) -> Option<Vec<u8>> {
    None
}
