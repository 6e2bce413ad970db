//! `mpyc inspect`: what is in a `.mpy` file.
//!
//! ```text
//! m.mpy: 402 bytes
//! header       version 6.3, rv32imc, small ints of 31 bits or more
//!              loaded by MicroPython from 1.23 on, …
//! names        4
//!   0  m.py
//!   1  append (number 60 in every firmware)
//! code         native, 244 bytes; variables 12 bytes; 17 relocations
//!   text+0x0010  mp_fun_table.nlr_push
//! ```

use std::fmt::Write as _;

use linker::Arch;
use linker::mpy::{Base, Body, Module, Operation, RawCode, Relocation};

/// The pieces of code of a module, each with its depth: the outer one first, then each with those nested in it.
pub(super) fn pieces(code: &RawCode) -> Vec<(usize, &RawCode)> {
    let mut pieces = Vec::new();
    let mut open = vec![(0, code)];
    while let Some((depth, code)) = open.pop() {
        pieces.push((depth, code));
        open.extend(code.children.iter().rev().map(|child| (depth + 1, child)));
    }
    pieces
}

/// A little-endian word of a block; none if it is not within it.
pub(super) fn word_at(block: &[u8], offset: u64, word: u64) -> Option<u64> {
    let start = usize::try_from(offset).ok()?;
    let bytes = block.get(start..start.checked_add(usize::try_from(word).ok()?)?)?;
    Some(bytes.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

/// Which firmware loads a module (`py/persistentcode.h`, `MPY_FEATURE_ARCH_TEST`; `docs/reference/mpyfiles.rst`).
pub(super) fn loaders(module: &Module) -> String {
    let bits = module.small_int_bits;
    let ints = if bits > 31 { format!(", with small ints of {bits} bits or more") } else { String::new() };
    if module.arch == 0 {
        return format!("MicroPython from 1.19 on, on any processor{ints}");
    }
    let releases = match module.sub_version {
        0 => "1.19",
        1 => "1.20 and 1.21",
        2 => "1.22",
        _ => "from 1.23 on",
    };
    let boards = match Arch::from_number(module.arch) {
        None => "no processor",
        Some(Arch::X86) => "the unix port on 32-bit x86",
        Some(Arch::X64) => "the unix port on x86-64",
        Some(Arch::Armv6m) => "every Cortex-M processor",
        Some(Arch::Armv7m) => "Cortex-M3, M4, M7 and M33",
        Some(Arch::Armv7emsp) => "Cortex-M4, M7 and M33 with a floating-point unit",
        Some(Arch::Armv7emdp) => "Cortex-M7 with a double-precision floating-point unit",
        Some(Arch::Xtensa) => "ESP8266",
        Some(Arch::Xtensawin) => "ESP32, ESP32-S2 and ESP32-S3",
        Some(Arch::Rv32imc) => "32-bit RISC-V: ESP32-C3, C6 and P4, RP2350 in RISC-V mode",
        Some(Arch::Rv64imc) => "64-bit RISC-V",
    };
    let flags = match module.arch_flags {
        None | Some(0) => String::new(),
        Some(flags) => format!(", with the extensions of the flags {flags:#x} (from 1.27 on)"),
    };
    format!("MicroPython {releases}, on {boards}{ints}{flags}")
}

/// A line a relocation: where, what is added, and what the word holds.
pub(super) fn relocation_lines(
    module: &Module,
    symbols: Option<&dyn Fn(u64) -> Option<String>>,
) -> Vec<String> {
    let word = Arch::from_number(module.arch).map_or(4, Arch::word);
    let mut lines = Vec::new();
    for (_, code) in pieces(&module.code) {
        let Body::Viper(viper) = &code.body else { continue };
        for relocation in viper.relocations.iter().flatten() {
            let (name, block) = match relocation.base {
                Base::Text => ("text", &viper.text),
                Base::Rodata => ("rodata", &viper.rodata),
            };
            let offset = relocation.word.saturating_mul(word);
            let value = word_at(block, offset, word);
            let mut line = format!("{name}+{offset:#06x}  ");
            let _ = write!(line, "{}", target(relocation, value));
            if let (Some(symbols), Operation::Text, Some(value)) = (symbols, relocation.operation, value)
                && let Some(symbol) = symbols(value)
            {
                let _ = write!(line, "  ({symbol})");
            }
            lines.push(line);
        }
    }
    lines
}

/// What a word becomes.
fn target(relocation: &Relocation, value: Option<u64>) -> String {
    let Some(value) = value else { return "beyond the block".to_owned() };
    let plus = |what: &str| if value == 0 { what.to_owned() } else { format!("{what}+{value:#x}") };
    match relocation.operation {
        Operation::Text => format!("text+{value:#x}"),
        Operation::Rodata => format!("rodata+{value:#x}"),
        Operation::Bss => format!("bss+{value:#x}"),
        Operation::Runtime(word) => plus(&word.name()),
    }
}
