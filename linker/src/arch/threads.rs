//! Thread-local variables of x86 and x86-64 as variables of the module's one thread.
//!
//! Code of the *initial-exec* form loads a variable's distance from the thread's control block out of a slot, and
//! reaches the variable through the segment register that holds the block's address:
//!
//! ```text
//! mov  errno@gottpoff(%rip), %rax        mov  slot(%rip), %rax      the slot holds the address
//! movl $33, %fs:(%rax)              ─▶   movl $33, %ds:(%rax)
//! ```
//!
//! The segment prefix of every such instruction is replaced by that of the data segment, which changes nothing else
//! (Intel SDM 2.1.1, AMD64 manual 1.2.4: its base is zero). Instructions that reach the control block itself, such as
//! the stack protector's, have no register and stay as they are.

use object::elf;

use crate::error::Problem;
use crate::plan::Edit;
use crate::planner::Planner;
use crate::program::SectionId;
use iced_x86::{Code, Decoder, DecoderOptions, Instruction, Register};

/// Override the segment: DS, FS, GS.
const DS: u8 = 0x3e;
const FS: u8 = 0x64;
const GS: u8 = 0x65;

/// Where the segment prefixes are that have to be replaced, in the code of a whole section; `None` if it
/// cannot be read as instructions from end to end.
fn prefixes(code: &[u8], bits: u32) -> Option<Vec<u64>> {
    let (segment, prefix) = if bits == 64 { (Register::FS, FS) } else { (Register::GS, GS) };
    let mut decoder = Decoder::new(bits, code, DecoderOptions::NONE);
    let mut insn = Instruction::default();
    let mut found = Vec::new();
    while decoder.can_decode() {
        let start = decoder.position();
        decoder.decode_out(&mut insn);
        if insn.code() == Code::INVALID {
            return None;
        }
        if insn.segment_prefix() == segment && insn.memory_base() != Register::None {
            let bytes = code.get(start..start + insn.len())?;
            let within = bytes.iter().position(|byte| *byte == prefix)?;
            found.push((start + within) as u64);
        }
    }
    Some(found)
}

/// Replaces the prefixes of a section that has relocations of that type, the initial-exec form's.
pub fn leave_segment(planner: &mut Planner, section: SectionId, r_type: elf::RelocationType, bits: u32) {
    let of_type = |relocation: &&crate::program::Relocation| relocation.r_type == r_type.0;
    let Some(first) = planner.section(section).relocations.iter().find(of_type).copied() else { return };
    let Some(found) = prefixes(&planner.section(section).bytes, bits) else {
        let symbol = planner.symbol_name(&first);
        planner.refuse(section, &first, Problem::ThreadLocal { symbol });
        return;
    };
    for offset in found {
        planner.edit(section, Edit { offset, bytes: vec![DS] });
    }
}

#[cfg(test)]
mod tests {
    use super::prefixes;

    #[test]
    fn only_instructions_that_go_through_a_register_are_found() {
        // mov %fs:0x28,%rax; movl $0x22,%fs:(%rax); mov %edi,%fs:(%rdx); mov %gs:(%rax),%eax
        let code = [
            0x64, 0x48, 0x8b, 0x04, 0x25, 0x28, 0, 0, 0, 0x64, 0xc7, 0, 0x22, 0, 0, 0, 0x64, 0x89, 0x3a,
            0x65, 0x8b, 0,
        ];
        assert_eq!(prefixes(&code, 64), Some(vec![9, 16]));
        // movl $0x22,%gs:(%eax); mov %gs:0x14,%eax
        let code = [0x65, 0xc7, 0, 0x22, 0, 0, 0, 0x65, 0xa1, 0x14, 0, 0, 0];
        assert_eq!(prefixes(&code, 32), Some(vec![0]));
    }

    #[test]
    fn what_is_not_code_says_so() {
        assert_eq!(prefixes(&[0x06], 64), None);
        assert_eq!(prefixes(&[0x48], 64), None);
    }
}
