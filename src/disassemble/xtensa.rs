//! Xtensa: placeholder
use super::{Instruction, unknown};

/// Disassembles.
pub fn disassemble(code: &[u8], offset: u64) -> Vec<Instruction> {
    code.chunks(3).enumerate().map(|(i, bytes)| unknown(offset + 3 * i as u64, bytes)).collect()
}
