//! Machine code as text, an instruction a line.
//!
//! RISC-V, Arm and x86 are Capstone's: it is one crate for the three, kept by those who keep the library, and knows the
//! floating-point instructions of Cortex-M, which decoders in Rust alone do not. It does not know Xtensa; that is a
//! table here ([`xtensa`]).
//!
//! ```text
//! 0x0010  4  jal ra, 0x40      leads to 0x40
//! ```

pub(crate) mod places;
pub mod xtensa;

use capstone::arch::arm::ArmOperandType;
use capstone::arch::riscv::RiscVOperand;
use capstone::arch::x86::X86OperandType;
use capstone::arch::{
    ArchOperand, BuildsCapstone as _, BuildsCapstoneExtraMode as _, BuildsCapstoneSyntax as _,
};
use capstone::{Capstone, InsnGroupType};
use linker::Arch;

/// One instruction, or bytes that are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// Where it is: bytes from the image's start.
    pub offset: u64,
    /// Bytes.
    pub size: usize,
    /// The text.
    pub text: String,
    /// Where it leads, if it is a jump, branch or call to a known place; or where the data is that it reads or forms the
    /// address of.
    pub target: Option<u64>,
}

/// Why code cannot be shown: the decoder could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("the disassembler does not start: {0}")]
pub struct Failure(String);

/// Disassembles code that begins at an offset of the image.
///
/// # Errors
/// The decoder cannot be set up; what it cannot read in the code becomes a line of bytes.
pub fn disassemble(arch: Arch, code: &[u8], offset: u64) -> Result<Vec<Instruction>, Failure> {
    if matches!(arch, Arch::Xtensa | Arch::Xtensawin) {
        return Ok(xtensa::disassemble(code, offset));
    }
    let decoder = decoder(arch).map_err(|error| Failure(error.to_string()))?;
    let mut instructions = Vec::new();
    let mut upper = Upper::default();
    let mut at = 0;
    while let Some(rest) = code.get(at..).filter(|rest| !rest.is_empty()) {
        let address = offset + at as u64;
        let found = decoder.disasm_count(rest, address, 1).ok();
        match found.as_ref().and_then(|found| found.iter().next()) {
            Some(insn) => {
                let operands = insn.op_str().unwrap_or_default();
                let text = format!("{} {operands}", insn.mnemonic().unwrap_or_default());
                let target = target(&decoder, arch, insn).or_else(|| match arch {
                    Arch::Rv32imc | Arch::Rv64imc => upper.follow(address, &text),
                    Arch::X86 | Arch::X64 => rip_relative(insn, operands),
                    Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp => {
                        pc_relative(address, operands)
                    }
                    Arch::Xtensa | Arch::Xtensawin => None,
                });
                let size = insn.bytes().len().max(1);
                instructions.push(Instruction {
                    offset: address,
                    size,
                    text: text.trim_end().to_owned(),
                    target,
                });
                at += size;
            }
            None => {
                let bytes = rest.get(..length(arch, rest)).unwrap_or(rest);
                instructions.push(unknown(address, bytes));
                at += bytes.len();
            }
        }
    }
    Ok(instructions)
}

/// The length of what begins there, if it were an instruction.
fn length(arch: Arch, code: &[u8]) -> usize {
    match arch {
        Arch::X86 | Arch::X64 => 1,
        Arch::Rv32imc | Arch::Rv64imc => {
            if code.first().is_some_and(|byte| byte & 3 == 3) {
                4
            } else {
                2
            }
        }
        // Thumb: the first half of a long one is 0xe800 or more.
        Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp => {
            if code.get(1).is_some_and(|byte| *byte >= 0xe8) { 4 } else { 2 }
        }
        Arch::Xtensa | Arch::Xtensawin => 1,
    }
}

/// Bytes that are no instruction.
fn unknown(offset: u64, bytes: &[u8]) -> Instruction {
    let shown: Vec<String> = bytes.iter().map(|byte| format!("{byte:#04x}")).collect();
    Instruction { offset, size: bytes.len(), text: format!(".byte {}", shown.join(", ")), target: None }
}

fn decoder(arch: Arch) -> capstone::CsResult<Capstone> {
    let capstone = Capstone::new();
    match arch {
        Arch::Rv32imc | Arch::Rv64imc => {
            use capstone::arch::riscv::{ArchExtraMode, ArchMode};
            let mode = if arch == Arch::Rv32imc { ArchMode::RiscV32 } else { ArchMode::RiscV64 };
            capstone.riscv().mode(mode).extra_mode([ArchExtraMode::RiscVC].into_iter()).detail(true).build()
        }
        Arch::X86 | Arch::X64 => {
            use capstone::arch::x86::{ArchMode, ArchSyntax};
            let mode = if arch == Arch::X86 { ArchMode::Mode32 } else { ArchMode::Mode64 };
            capstone.x86().mode(mode).syntax(ArchSyntax::Intel).detail(true).build()
        }
        Arch::Armv6m | Arch::Armv7m | Arch::Armv7emsp | Arch::Armv7emdp | Arch::Xtensa | Arch::Xtensawin => {
            use capstone::arch::arm::{ArchExtraMode, ArchMode};
            capstone
                .arm()
                .mode(ArchMode::Thumb)
                .extra_mode([ArchExtraMode::MClass].into_iter())
                .detail(true)
                .build()
        }
    }
}

/// The upper half of an address that RISC-V's code has in a register.
#[derive(Debug, Default)]
struct Upper {
    register: String,
    address: u64,
}

impl Upper {
    /// The place that an instruction reaches with the register that the last `auipc` set.
    fn follow(&mut self, address: u64, text: &str) -> Option<u64> {
        let (name, operands) = text.split_once(' ')?;
        let parts: Vec<&str> = operands.split(", ").collect();
        if name == "auipc" {
            let [register, upper] = parts.as_slice() else { return None };
            self.register = (*register).to_owned();
            self.address = address.wrapping_add_signed(number(upper)? << 12);
            return None;
        }
        if self.register.is_empty() {
            return None;
        }
        let offset = match parts.as_slice() {
            // `lw a5, -0x3b2(a5)`
            [_, memory] => memory.strip_suffix(&format!("({})", self.register)).and_then(number),
            // `addi a1, a1, 0x10`, `jalr zero, t1, 0x14`
            [_, base, offset] if *base == self.register && matches!(name, "addi" | "jalr") => number(offset),
            _ => None,
        };
        let place = offset.map(|offset| self.address.wrapping_add_signed(offset));
        // What is written to the register ends it.
        if parts.first().is_some_and(|first| *first == self.register) {
            self.register.clear();
        }
        place
    }
}

/// A number as Capstone writes it: `-0x3b2`, `#8`, `12`.
fn number(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches('#');
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let value = match digits.strip_prefix("0x") {
        Some(digits) => i64::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    Some(sign * value)
}

/// The place of `[rip + 8]`, counted from the instruction's end.
fn rip_relative(insn: &capstone::Insn, operands: &str) -> Option<u64> {
    let (_, rest) = operands.split_once("[rip ")?;
    let (sign, rest) = rest.split_at_checked(2)?;
    let distance = number(rest.split(']').next()?)?;
    let end = insn.address() + insn.bytes().len() as u64;
    end.checked_add_signed(if sign.starts_with('-') { -distance } else { distance })
}

/// The place of `[pc, #8]`, counted from the word of the instruction after the next (Armv7-M manual, A6.7.43).
fn pc_relative(address: u64, operands: &str) -> Option<u64> {
    let (_, rest) = operands.split_once("[pc, ")?;
    let distance = number(rest.split(']').next()?)?;
    ((address + 4) & !3).checked_add_signed(distance)
}

/// Where a jump, branch or call leads.
fn target(decoder: &Capstone, arch: Arch, insn: &capstone::Insn) -> Option<u64> {
    let detail = decoder.insn_detail(insn).ok()?;
    let leads = detail.groups().iter().any(|group| {
        let number = u32::from(group.0);
        [InsnGroupType::CS_GRP_JUMP, InsnGroupType::CS_GRP_CALL, InsnGroupType::CS_GRP_BRANCH_RELATIVE]
            .contains(&number)
    });
    // Capstone has no groups for some of RISC-V's.
    let name = insn.mnemonic().unwrap_or_default();
    let is_branch =
        name.starts_with('b') || name.starts_with('j') || name.starts_with("c.b") || name.starts_with("c.j");
    let riscv = matches!(arch, Arch::Rv32imc | Arch::Rv64imc);
    if !(leads || riscv && is_branch) {
        return None;
    }
    let detail = detail.arch_detail();
    let number = detail.operands().into_iter().rev().find_map(|operand| match operand {
        ArchOperand::RiscVOperand(operand) => match operand {
            RiscVOperand::Imm(number) => Some(number),
            RiscVOperand::Reg(_) | RiscVOperand::Mem(_) | RiscVOperand::Invalid => None,
        },
        ArchOperand::ArmOperand(operand) => match operand.op_type {
            ArmOperandType::Imm(number) => Some(i64::from(number)),
            _ => None,
        },
        ArchOperand::X86Operand(operand) => match operand.op_type {
            X86OperandType::Imm(number) => Some(number),
            _ => None,
        },
    })?;
    // RISC-V's numbers are distances, but not those of jumps through a register.
    if riscv {
        let through_register = name.contains("jr") || name.contains("jalr");
        return if through_register { None } else { insn.address().checked_add_signed(number) };
    }
    u64::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(arch: Arch, code: &[u8], offset: u64) -> Vec<String> {
        disassemble(arch, code, offset)
            .unwrap()
            .iter()
            .map(|insn| match insn.target {
                Some(target) => format!("{:#x} {} -> {target:#x}", insn.offset, insn.text),
                None => format!("{:#x} {}", insn.offset, insn.text),
            })
            .collect()
    }

    #[test]
    fn each_family_is_read() {
        // c.addi sp, -32; auipc a1, 0; jal ra, +16; beqz a0, -4; ret
        let riscv =
            [0x01, 0x11, 0x97, 0x05, 0x00, 0x00, 0xef, 0x00, 0x00, 0x01, 0xe3, 0x0e, 0x05, 0xfe, 0x82, 0x80];
        assert_eq!(
            lines(Arch::Rv32imc, &riscv, 0x100),
            [
                "0x100 c.addi sp, -0x20",
                "0x102 auipc a1, 0",
                "0x106 jal 0x10 -> 0x116",
                "0x10a beqz a0, -4 -> 0x106",
                "0x10e c.jr ra",
            ]
        );
        // push {r4, lr}; bl +2; vadd.f32 s1, s0, s1; pop {r4, pc}
        let thumb = [0x10, 0xb5, 0x00, 0xf0, 0x01, 0xf8, 0x70, 0xee, 0x20, 0x0a, 0x10, 0xbd];
        assert_eq!(
            lines(Arch::Armv7emsp, &thumb, 0),
            ["0x0 push {r4, lr}", "0x2 bl #8 -> 0x8", "0x6 vadd.f32 s1, s0, s1", "0xa pop {r4, pc}"]
        );
        // ldr r0, [pc, #4]
        assert_eq!(lines(Arch::Armv6m, &[0x01, 0x48], 2), ["0x2 ldr r0, [pc, #4] -> 0x8"]);
        // auipc a5, 1; lw a5, -4(a5)
        let pair = [0x97, 0x17, 0x00, 0x00, 0x83, 0xa7, 0xc7, 0xff];
        assert_eq!(lines(Arch::Rv32imc, &pair, 0)[1], "0x4 lw a5, -4(a5) -> 0xffc");
        // call +0; lea rax, [rip + 8]; ret
        let x64 = [0xe8, 0, 0, 0, 0, 0x48, 0x8d, 0x05, 8, 0, 0, 0, 0xc3];
        assert_eq!(
            lines(Arch::X64, &x64, 0x10),
            ["0x10 call 0x15 -> 0x15", "0x15 lea rax, [rip + 8] -> 0x24", "0x1c ret"]
        );
    }

    #[test]
    fn what_is_no_instruction_is_bytes_and_the_rest_is_read() {
        assert_eq!(
            lines(Arch::Rv32imc, &[0, 0, 0x82, 0x80, 0x01], 0)[1..],
            ["0x2 c.jr ra", "0x4 .byte 0x01"]
        );
    }
}
