//! Xtensa: the ESP8266, and the ESP32 family with register windows.

use object::elf;

use crate::arch::{Architecture, DetourAddresses, Row};
use crate::error::Problem;
use crate::plan::{Plan, Planner};
use crate::program::{Section, SectionId};
use crate::request::Arch;

/// LX106.
pub static XTENSA: Architecture = Architecture {
    arch: Arch::Xtensa,
    machine: elf::EM_XTENSA,
    class: elf::ELFCLASS32,
    function_bits: 0,
    implicit_addends: false,
    check_flags,
    check_attributes: None,
    relocations: &RELOCATIONS,
    image_align: 4,
    bss_align: 16,
    needs_distance,
    rewritable: None,
    replaced_calls: &[],
    plan,
    relax: None,
    call_addend: 0,
    entry_jump,
    stub_size: (0, 1),
    stub_word: None,
    stub,
    detour_size: (0, 1),
    detour_word: None,
    detour: no_detour,
};

/// Register windows.
pub static XTENSAWIN: Architecture = Architecture {
    arch: Arch::Xtensawin,
    machine: elf::EM_XTENSA,
    class: elf::ELFCLASS32,
    function_bits: 0,
    implicit_addends: false,
    check_flags,
    check_attributes: None,
    relocations: &RELOCATIONS,
    image_align: 4,
    bss_align: 16,
    needs_distance,
    rewritable: None,
    replaced_calls: &[],
    plan,
    relax: None,
    call_addend: 0,
    entry_jump,
    stub_size: (0, 1),
    stub_word: None,
    stub,
    detour_size: (0, 1),
    detour_word: None,
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
