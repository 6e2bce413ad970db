//! C names, strings and numbers.

use std::collections::BTreeSet;
use std::fmt::Write;

/// A C identifier for each name, all different: letters, digits and `_` stay, a dot becomes `_`, the rest is spelled.
/// Those that are `taken` come to be more.
pub(super) fn unique<'a>(names: impl Iterator<Item = &'a str>, taken: &mut BTreeSet<String>) -> Vec<String> {
    names
        .map(|name| {
            let plain = identifier(name);
            let mut unique = plain.clone();
            let mut count = 1;
            while !taken.insert(unique.clone()) {
                count += 1;
                unique = format!("{plain}__{count}");
            }
            unique
        })
        .collect()
}

/// A name as the end of a C identifier.
pub(super) fn identifier(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => text.push(c),
            '.' => text.push('_'),
            '<' | '>' => {}
            other => {
                let _ = write!(text, "u{:04x}", u32::from(other));
            }
        }
    }
    text
}

/// A C string literal with the bytes of a text.
pub(super) fn string(text: &str) -> String {
    let mut literal = String::from("\"");
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => {
                literal.push('\\');
                literal.push(char::from(byte));
            }
            b'\n' => literal.push_str("\\n"),
            b' '..=b'~' if byte != b'?' => literal.push(char::from(byte)),
            // Three octal digits: what follows cannot lengthen them.
            other => {
                let _ = write!(literal, "\\{other:03o}");
            }
        }
    }
    literal.push('"');
    literal
}

/// A float as a C expression of type `rt_float`.
pub(super) fn float(bits: u64) -> String {
    let value = f64::from_bits(bits);
    if value.is_nan() {
        "(rt_float)__builtin_nan(\"\")".into()
    } else if value.is_infinite() {
        format!("({}(rt_float)__builtin_inf())", if value < 0.0 { "-" } else { "" })
    } else {
        // Hexadecimal is exact; the conversion to single, if any, rounds once, as the firmware's own reading does.
        format!("((rt_float){})", hexadecimal(value))
    }
}

/// A finite float in C's hexadecimal notation.
fn hexadecimal(value: f64) -> String {
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let bits = value.to_bits();
    let exponent = i64::try_from((bits >> 52) & 0x7ff).unwrap_or(0);
    let fraction = bits & ((1 << 52) - 1);
    match (exponent, fraction) {
        (0, 0) => format!("{sign}0.0"),
        (0, _) => format!("{sign}0x0.{fraction:013x}p-1022"),
        _ if value.abs() < 1e6 && (value * 1024.0).fract() == 0.0 => format!("{value:?}"),
        _ => format!("{sign}0x1.{fraction:013x}p{}", exponent - 1023),
    }
}
