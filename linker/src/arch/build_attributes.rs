//! The section in which an object says what it was compiled for: the format that Arm and RISC-V share (ELF for the Arm
//! Architecture, "Build attributes"; RISC-V psABI, "Attributes").
//!
//! ```text
//! 'A' { length vendor { scope length { tag value }* }* }*
//! ```

/// A value of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// A number.
    Number(u64),
    /// A string, without its zero.
    Text(&'a [u8]),
}

/// What follows a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A number.
    Number,
    /// A string.
    Text,
    /// A number and a string, of which the number is taken.
    NumberAndText,
}

/// The attributes that a vendor's part gives the whole file, in order; `form` says what follows each tag. `None` if the
/// section cannot be read.
pub fn file_attributes<'a>(
    bytes: &'a [u8],
    vendor: &[u8],
    form: fn(u64) -> Form,
) -> Option<Vec<(u64, Value<'a>)>> {
    /// The scope of a part that is about the whole file; others are about sections and symbols.
    const FILE: u8 = 1;
    let mut found = Vec::new();
    let mut vendors = bytes.strip_prefix(b"A")?;
    while !vendors.is_empty() {
        let (mut part, rest) = split(vendors, 0)?;
        vendors = rest;
        part = part.get(4..)?;
        if text(&mut part)? != vendor {
            continue;
        }
        while let Some(scope) = part.first() {
            let (scoped, rest) = split(part, 1)?;
            part = rest;
            let mut attributes = scoped.get(5..)?;
            while *scope == FILE && !attributes.is_empty() {
                let tag = number(&mut attributes)?;
                let value = match form(tag) {
                    Form::Number => Value::Number(number(&mut attributes)?),
                    Form::Text => Value::Text(text(&mut attributes)?),
                    Form::NumberAndText => {
                        let value = Value::Number(number(&mut attributes)?);
                        text(&mut attributes)?;
                        value
                    }
                };
                found.push((tag, value));
            }
        }
    }
    Some(found)
}

/// Splits off as many bytes as the word at an offset says, itself included.
fn split(bytes: &[u8], at: usize) -> Option<(&[u8], &[u8])> {
    let length = bytes.get(at..at.checked_add(4)?)?;
    let length = usize::try_from(u32::from_le_bytes(length.try_into().ok()?)).ok()?;
    // A length that does not count itself would go on for ever.
    (length >= at + 4).then(|| bytes.split_at_checked(length))?
}

/// A number of 7 bits a byte, the lowest first.
fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..63).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn text<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    let (text, rest) = bytes.split_at(end);
    *bytes = rest.get(1..)?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn odd_is_text(tag: u64) -> Form {
        if tag % 2 == 1 { Form::Text } else { Form::Number }
    }

    const SECTION: &[u8] =
        b"A\x0c\0\0\0other\0xy\x1d\0\0\0mine\0\x01\x14\0\0\0\x05rv32\0\x06\x81\x01\x07ab\0\x08\x02";

    #[test]
    fn a_vendors_attributes_are_found_behind_another_vendors() {
        let attributes = file_attributes(SECTION, b"mine", odd_is_text).unwrap();
        let expected = [
            (5, Value::Text(b"rv32")),
            (6, Value::Number(129)),
            (7, Value::Text(b"ab")),
            (8, Value::Number(2)),
        ];
        assert_eq!(attributes, expected);
        assert_eq!(file_attributes(SECTION, b"nobody", odd_is_text), Some(Vec::new()));
    }

    #[test]
    fn a_damaged_section_is_not_read_and_comes_to_an_end() {
        for cut in 1..SECTION.len() {
            file_attributes(&SECTION[..cut], b"mine", odd_is_text);
        }
        for at in 0..SECTION.len() {
            for value in [0, 1, 4, 0x7f, 0xff] {
                let mut bytes = SECTION.to_vec();
                bytes[at] = value;
                file_attributes(&bytes, b"mine", odd_is_text);
            }
        }
        assert_eq!(file_attributes(b"A\0\0\0\0", b"mine", odd_is_text), None);
        assert_eq!(file_attributes(b"", b"mine", odd_is_text), None);
    }
}
