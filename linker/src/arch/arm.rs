//! Arm, the M profile: Thumb instructions.

use object::elf;

use crate::arch::{Architecture, DetourAddresses, Placement, Row};
use crate::error::Problem;
use crate::plan::{Plan, Planner};
use crate::program::{Section, SectionId};
use crate::request::Arch;

/// Armv6-M.
pub static ARMV6M: Architecture = Architecture {
    arch: Arch::Armv6m,
    machine: elf::EM_ARM,
    class: elf::ELFCLASS32,
    implicit_addends: true,
    check_flags,
    check_attributes: None,
    relocations: &RELOCATIONS,
    image_align: 16,
    placement: Placement::AFTER_CODE,
    bss_align: 16,
    needs_distance,
    plan,
    relax: None,
    call_addend: 0,
    entry_jump,
    stub_size: (0, 1),
    stub_word: None,
    stub,
    detour_size: (0, 1),
    detour: no_detour,
};

/// Armv7-M.
pub static ARMV7M: Architecture = Architecture {
    arch: Arch::Armv7m,
    machine: elf::EM_ARM,
    class: elf::ELFCLASS32,
    implicit_addends: true,
    check_flags,
    check_attributes: None,
    relocations: &RELOCATIONS,
    image_align: 16,
    placement: Placement::AFTER_CODE,
    bss_align: 16,
    needs_distance,
    plan,
    relax: None,
    call_addend: 0,
    entry_jump,
    stub_size: (0, 1),
    stub_word: None,
    stub,
    detour_size: (0, 1),
    detour: no_detour,
};

/// Armv7E-M with single-precision floating point.
pub static ARMV7EMSP: Architecture = Architecture {
    arch: Arch::Armv7emsp,
    machine: elf::EM_ARM,
    class: elf::ELFCLASS32,
    implicit_addends: true,
    check_flags,
    check_attributes: None,
    relocations: &RELOCATIONS,
    image_align: 16,
    placement: Placement::AFTER_CODE,
    bss_align: 16,
    needs_distance,
    plan,
    relax: None,
    call_addend: 0,
    entry_jump,
    stub_size: (0, 1),
    stub_word: None,
    stub,
    detour_size: (0, 1),
    detour: no_detour,
};

/// Armv7E-M with double-precision floating point.
pub static ARMV7EMDP: Architecture = Architecture {
    arch: Arch::Armv7emdp,
    machine: elf::EM_ARM,
    class: elf::ELFCLASS32,
    implicit_addends: true,
    check_flags,
    check_attributes: None,
    relocations: &RELOCATIONS,
    image_align: 16,
    placement: Placement::AFTER_CODE,
    bss_align: 16,
    needs_distance,
    plan,
    relax: None,
    call_addend: 0,
    entry_jump,
    stub_size: (0, 1),
    stub_word: None,
    stub,
    detour_size: (0, 1),
    detour: no_detour,
};

static RELOCATIONS: [Row; 0] = [];

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
