//! A module to bytes.

use super::{
    Body, Module, RawCode, SUB_VERSION, VERSION, Viper, qstr, raw_kind, relocations, scope_flag, vuint,
};
use crate::request::Constant;

/// Why a module cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// A name that firmware cannot hold (`py/qstr.c`: one byte for the length).
    #[error("the name `{name}` is {length} bytes long; firmware takes at most 255")]
    QstrTooLong {
        /// The name.
        name: String,
        /// Its length in bytes.
        length: usize,
    },
    /// More names than 16 bits can number (`py/qstr.h`, `qstr_short_t`).
    #[error("{count} names; firmware numbers names with 16 bits")]
    TooManyQstrs {
        /// How many.
        count: usize,
    },
    /// The text of a constant that the loader would not read as it is meant.
    #[error("constant {index} is not {expected}: {text:?}")]
    BadConstant {
        /// Its place in the table.
        index: usize,
        /// What it should be.
        expected: &'static str,
        /// Its text.
        text: String,
    },
}

/// Writes a module; all that is wrong with it is collected.
pub fn write(module: &Module) -> Result<Vec<u8>, Vec<WriteError>> {
    let mut errors = Vec::new();
    let mut out = vec![b'M', VERSION];
    let native = module.arch != 0;
    let sub_version = if native { module.sub_version } else { 0 };
    let flags_follow = if module.arch_flags.is_some() { 0x40 } else { 0 };
    out.push(sub_version & SUB_VERSION | module.arch << 2 | flags_follow);
    out.push(module.small_int_bits);
    if let Some(flags) = module.arch_flags {
        vuint::write(&mut out, flags);
    }
    vuint::write(&mut out, module.qstrs.len() as u64);
    vuint::write(&mut out, module.constants.len() as u64);
    if module.qstrs.len() > usize::from(u16::MAX) {
        errors.push(WriteError::TooManyQstrs { count: module.qstrs.len() });
    }
    for name in &module.qstrs {
        if name.len() > 255 {
            errors.push(WriteError::QstrTooLong { name: name.clone(), length: name.len() });
        }
        write_qstr(&mut out, name);
    }
    for (index, constant) in module.constants.iter().enumerate() {
        check_constant(index, constant, &mut errors);
        write_constant(&mut out, constant);
    }
    write_raw_code(&mut out, &module.code);
    if errors.is_empty() { Ok(out) } else { Err(errors) }
}

fn write_qstr(out: &mut Vec<u8>, name: &str) {
    match qstr::static_number(name) {
        Some(number) => vuint::write(out, number << 1 | 1),
        None => {
            vuint::write(out, (name.len() as u64) << 1);
            out.extend(name.as_bytes());
            out.push(0);
        }
    }
}

fn check_constant(index: usize, constant: &Constant, errors: &mut Vec<WriteError>) {
    let mut expect = |holds: bool, expected: &'static str, text: &str| {
        if !holds {
            errors.push(WriteError::BadConstant { index, expected, text: text.to_owned() });
        }
    };
    match constant {
        Constant::Int(text) => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let decimal = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
            expect(decimal, "a decimal integer", text);
        }
        Constant::Float(text) => {
            // `parse` takes what Python takes, and "infinity", which the loader takes as well.
            expect(text.parse::<f64>().is_ok(), "a float", text);
        }
        Constant::Complex(text) => {
            expect(text.ends_with('j'), "a complex number", text);
        }
        Constant::Tuple(items) => {
            for item in items {
                check_constant(index, item, errors);
            }
        }
        Constant::FunTable
        | Constant::None
        | Constant::False
        | Constant::True
        | Constant::Ellipsis
        | Constant::Str(_)
        | Constant::Bytes(_) => {}
    }
}

fn write_constant(out: &mut Vec<u8>, constant: &Constant) {
    let text = |out: &mut Vec<u8>, code: u8, bytes: &[u8]| {
        out.push(code);
        vuint::write(out, bytes.len() as u64);
        out.extend(bytes);
    };
    match constant {
        Constant::FunTable => out.push(0),
        Constant::None => out.push(1),
        Constant::False => out.push(2),
        Constant::True => out.push(3),
        Constant::Ellipsis => out.push(4),
        // Strings and bytes end with a zero that their length does not count.
        Constant::Str(value) => {
            text(out, 5, value.as_bytes());
            out.push(0);
        }
        Constant::Bytes(value) => {
            text(out, 6, value);
            out.push(0);
        }
        Constant::Int(value) => text(out, 7, value.as_bytes()),
        Constant::Float(value) => text(out, 8, value.as_bytes()),
        Constant::Complex(value) => text(out, 9, value.as_bytes()),
        Constant::Tuple(items) => {
            out.push(10);
            vuint::write(out, items.len() as u64);
            for item in items {
                write_constant(out, item);
            }
        }
    }
}

fn write_raw_code(out: &mut Vec<u8>, code: &RawCode) {
    let (kind, bytes) = match &code.body {
        Body::Bytecode { bytes } => (raw_kind::BYTECODE, bytes),
        Body::Native { bytes, .. } => (raw_kind::NATIVE, bytes),
        Body::Viper(viper) => (raw_kind::VIPER, &viper.text),
        Body::Assembler { bytes, .. } => (raw_kind::ASSEMBLER, bytes),
    };
    let has_children = u64::from(!code.children.is_empty());
    vuint::write(out, (bytes.len() as u64) << 3 | has_children << 2 | kind);
    out.extend(bytes);
    match &code.body {
        Body::Bytecode { .. } => {}
        Body::Native { prelude_offset, .. } => vuint::write(out, *prelude_offset),
        Body::Viper(viper) => write_viper(out, viper),
        Body::Assembler { scope_flags, positional, type_signature, .. } => {
            for number in [scope_flags, positional, type_signature] {
                vuint::write(out, *number);
            }
        }
    }
    if !code.children.is_empty() {
        vuint::write(out, code.children.len() as u64);
        for child in &code.children {
            write_raw_code(out, child);
        }
    }
    // The loader takes the relocations after the children.
    if let Body::Viper(Viper { relocations: Some(list), .. }) = &code.body {
        relocations::write(out, list);
    }
}

fn write_viper(out: &mut Vec<u8>, viper: &Viper) {
    let mut flags = viper.scope_flags;
    for (is_there, flag) in [
        (viper.relocations.is_some(), scope_flag::RELOCATIONS),
        (!viper.rodata.is_empty(), scope_flag::RODATA),
        (viper.bss_size > 0, scope_flag::BSS),
    ] {
        flags = if is_there { flags | flag } else { flags & !flag };
    }
    vuint::write(out, flags);
    if !viper.rodata.is_empty() {
        vuint::write(out, viper.rodata.len() as u64);
    }
    if viper.bss_size > 0 {
        vuint::write(out, viper.bss_size);
    }
    out.extend(&viper.rodata);
}
