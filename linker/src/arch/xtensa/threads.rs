//! Thread-local variables as variables of the module's one thread.
//!
//! The LX106 has no register for a thread; GCC emulates such variables there (`__emutls_get_address`), which needs nothing
//! here. Processors with THREADPTR, as the ESP32's, reach them in two ways (GNU as, "Xtensa", and GNU BFD's
//! `elf32-xtensa.c`, `replace_tls_insn`). Both have the variable's address here, where they would have a distance from
//! the thread's block:
//!
//! ```text
//! rur.threadptr a8            movi a8, 0
//! l32r  a9, x@TPOFF      ─▶   l32r a9, slot       the slot holds the address
//! add   a8, a8, a9            add  a8, a8, a9
//!
//! l32r  a8, x@TLSFUNC         nop
//! l32r  a10, x@TLSARG    ─▶   l32r a10, slot      the result is where the argument was
//! callx8.tls a8, x@TLSCALL    nop
//! ```
//!
//! The register is read apart from the relocation, anywhere in the function: in an object that counts from it, every
//! instruction that reads it gives 0.

use std::collections::HashSet;

use object::elf;

use super::insn::{Insn, NOP, indirect_call};
use super::parts::{code_of, instructions};
use crate::error::Problem;
use crate::plan::{Edit, Plan};
use crate::planner::Planner;
use crate::program::{ObjectId, Program, Relocation, Section, SectionId, SectionKind};

/// `rur.threadptr aN`, THREADPTR being user register 231: the register's number.
fn reads_thread_pointer(insn: &[u8]) -> Option<u8> {
    match insn {
        [0x70, second, 0xe3] if second & 15 == 14 => Some(second >> 4),
        _ => None,
    }
}

/// `movi aN, 0`
fn zero(register: u8) -> [u8; 3] {
    [register << 4 | 2, 0xa0, 0]
}

fn counts_from_thread(program: &Program, object: ObjectId) -> bool {
    let is_offset = |relocation: &Relocation| relocation.r_type == elf::R_XTENSA_TLS_TPOFF.0;
    let mut own = program.sections.iter().filter(|section| section.object == object);
    own.any(|section| section.relocations.iter().any(is_offset))
}

/// Replaces what reads the thread pointer in a section of an object with variables that are counted from it.
pub(super) fn leave_thread(planner: &mut Planner, id: SectionId) {
    let section = planner.section(id);
    let mut all = section.bytes.windows(3);
    if section.kind != SectionKind::Text || !all.any(|insn| reads_thread_pointer(insn).is_some()) {
        return;
    }
    let find = |program: &Program, object| {
        counts_from_thread(program, object).then(|| code_of(&program.objects[object]))
    };
    let Some(ranges) = planner.thread_code(id, find) else { return };
    let found: Vec<(u64, u8)> = instructions(planner.section(id), &ranges)
        .filter_map(|(offset, insn)| Some((offset, reads_thread_pointer(insn)?)))
        .collect();
    for (offset, register) in found {
        planner.edit(id, Edit { offset, bytes: zero(register).to_vec() });
    }
}

/// The loads of functions that would find a variable: nothing is loaded.
pub(super) fn loads_of_functions(section: &Section) -> HashSet<u64> {
    let is_load = |relocation: &&Relocation| relocation.r_type == elf::R_XTENSA_TLS_FUNC.0;
    section.relocations.iter().filter(is_load).map(|relocation| relocation.offset).collect()
}

/// Plans such a load, or the call of such a function.
pub(super) fn plan_function(planner: &mut Planner, id: SectionId, relocation: &Relocation) -> Plan {
    let section = planner.section(id);
    let insn = usize::try_from(relocation.offset).ok().and_then(|start| section.bytes.get(start..));
    let insn = insn.and_then(|insn| insn.get(..NOP.len())).unwrap_or_default();
    let fits = match relocation.r_type {
        r_type if r_type == elf::R_XTENSA_TLS_FUNC.0 => Insn::decode(insn) == Some(Insn::Load),
        _ => indirect_call(insn).is_some(),
    };
    if fits {
        return Plan::NOTHING.with_edit(relocation.offset, NOP);
    }
    let symbol = planner.symbol_name(relocation);
    planner.refuse(id, relocation, Problem::ThreadLocal { symbol })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Xtensa Instruction Set Architecture, "RUR": op2 14, op1 3, the register in r, the number in s and t.
    #[test]
    fn the_thread_pointer_is_told_from_other_registers() {
        assert_eq!(reads_thread_pointer(&[0x70, 0x2e, 0xe3]), Some(2));
        assert_eq!(reads_thread_pointer(&[0x70, 0xfe, 0xe3]), Some(15));
        // rur.fcr a2; wur.threadptr a2
        assert_eq!(reads_thread_pointer(&[0x80, 0x2e, 0xe3]), None);
        assert_eq!(reads_thread_pointer(&[0x20, 0xe7, 0xf3]), None);
        // movi a8, 0, as GNU as has it.
        assert_eq!(zero(8), [0x82, 0xa0, 0]);
    }
}
