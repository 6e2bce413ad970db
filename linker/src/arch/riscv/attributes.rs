//! Objects that boards cannot run, told by their ELF flags and build attributes.

use crate::arch::build_attributes::{Form, Value, file_attributes};
use crate::error::Problem;
use crate::request::Arch;

fn wrong_abi(target: Arch, found: impl Into<String>) -> Problem {
    let expected = if target.word() == 8 {
        "soft-float LP64 (-march=rv64imac or rv64imc, -mabi=lp64)"
    } else {
        "soft-float ILP32 (-march=rv32imac or rv32imc, -mabi=ilp32)"
    };
    Problem::WrongAbi { found: found.into(), target, expected }
}

pub(super) fn check_flags(arch: Arch, flags: u32) -> Result<(), Problem> {
    const RVC: u32 = 1;
    const FLOAT_ABI: u32 = 6;
    const RVE: u32 = 8;
    const TSO: u32 = 16;
    match flags & FLOAT_ABI {
        0 => {}
        2 => return Err(wrong_abi(arch, "the single-precision float ABI (f)")),
        4 => return Err(wrong_abi(arch, "the double-precision float ABI (d)")),
        _ => return Err(wrong_abi(arch, "the quad-precision float ABI")),
    }
    if flags & RVE != 0 {
        return Err(wrong_abi(arch, "16 registers (e)"));
    }
    if flags & TSO != 0 {
        return Err(wrong_abi(arch, "total store ordering (Ztso)"));
    }
    match flags & !(RVC | FLOAT_ABI | RVE | TSO) {
        0 => Ok(()),
        other => Err(wrong_abi(arch, format!("an ABI with the unknown flags {other:#x}"))),
    }
}

/// Extensions that every board has, or that are part of one it has, or that compilers only use for what they are
/// told to (atomics, counters, fences).
const EXTENSIONS: [&str; 11] =
    ["i", "m", "a", "c", "zmmul", "zca", "zaamo", "zalrsc", "zicsr", "zifencei", "zicntr"];

/// Looks up the architecture string (psABI, "Attributes": tag 5 of the file's subsection) and refuses what a board
/// may lack and the module's header cannot ask for. Attributes that cannot be read say nothing.
pub(super) fn check_attributes(arch: Arch, bytes: &[u8]) -> Result<(), Problem> {
    let Some(isa) = isa_string(bytes) else { return Ok(()) };
    let is_flag = |name: &str| arch.flags().iter().any(|(flag, _)| *flag == name);
    let known = |name: &str| EXTENSIONS.contains(&name) || is_flag(name);
    let unsupported = extensions(&isa).into_iter().find(|name| !known(name));
    match unsupported {
        None => Ok(()),
        Some(name) => Err(wrong_abi(arch, format!("the instruction set extension `{name}` ({isa})"))),
    }
}

/// What of the architecture string the module's header has to ask for.
pub fn attribute_flags(arch: Arch, bytes: &[u8]) -> u64 {
    let names = isa_string(bytes).map(|isa| extensions(&isa)).unwrap_or_default();
    let used = arch.flags().iter().filter(|(flag, _)| names.iter().any(|name| name == flag));
    used.fold(0, |all, (_, bit)| all | bit)
}

/// `rv32i2p1_m2p0_zba1p0` → `i`, `m`, `zba`. The width of the base is checked by the ELF class already.
fn extensions(isa: &str) -> Vec<String> {
    let isa = isa.strip_prefix("rv32").or_else(|| isa.strip_prefix("rv64")).unwrap_or(isa);
    let mut names = Vec::new();
    for part in isa.split('_') {
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let is_long = matches!(first, 'z' | 's' | 'x');
            let name_length = if is_long { rest.len() } else { first.len_utf8() };
            let (name, after) = rest.split_at(name_length);
            let (name, after) = if is_long { (strip_version(name), "") } else { (name, after) };
            names.push(name.to_owned());
            rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
            if let Some(minor) = rest.strip_prefix('p')
                && minor.starts_with(|c: char| c.is_ascii_digit())
            {
                rest = minor.trim_start_matches(|c: char| c.is_ascii_digit());
            }
        }
    }
    names
}

/// `zba1p0` → `zba`.
fn strip_version(name: &str) -> &str {
    let digits = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let without_minor = name.get(..digits(name)).unwrap_or(name);
    match without_minor.strip_suffix('p') {
        Some(major) if without_minor.len() < name.len() && digits(major) < major.len() => {
            major.get(..digits(major)).unwrap_or(major)
        }
        _ => name,
    }
}

fn isa_string(bytes: &[u8]) -> Option<String> {
    let form = |tag| if tag % 2 == 1 { Form::Text } else { Form::Number };
    let attributes = file_attributes(bytes, b"riscv", form)?;
    attributes.into_iter().find_map(|(tag, value)| match value {
        Value::Text(text) if tag == 5 => String::from_utf8(text.to_vec()).ok(),
        Value::Text(_) | Value::Number(_) => None,
    })
}

#[cfg(test)]
#[path = "attributes_tests.rs"]
mod tests;
