//! Variable-length unsigned integers: seven bits a byte, most significant first, the top bit set on all but the last
//! (`py/persistentcode.c`, `read_uint`).
//!
//! ```text
//! 300 = 0b10_0101100  ─▶  82 2c
//! ```

/// Appends a number.
pub fn write(out: &mut Vec<u8>, value: u64) {
    let groups = (64 - value.leading_zeros()).div_ceil(7).max(1);
    for group in (0..groups).rev() {
        let bits = (value >> (7 * group) & 0x7f) as u8;
        out.push(if group == 0 { bits } else { bits | 0x80 });
    }
}

/// Takes a number from the front; `None` if the bytes end within it or it has more than 64 bits.
pub fn read(bytes: &mut &[u8]) -> Option<u64> {
    let mut value: u64 = 0;
    loop {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        if value >> 57 != 0 {
            return None;
        }
        value = value << 7 | u64::from(first & 0x7f);
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_known_bytes_and_come_back() {
        let cases: [(u64, &[u8]); 7] = [
            (0, &[0]),
            (0x7f, &[0x7f]),
            (0x80, &[0x81, 0]),
            (300, &[0x82, 0x2c]),
            (0x3fff, &[0xff, 0x7f]),
            (0x4000, &[0x81, 0x80, 0]),
            (u64::MAX, &[0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]),
        ];
        for (value, bytes) in cases {
            let mut out = Vec::new();
            write(&mut out, value);
            assert_eq!(out, bytes, "{value}");
            assert_eq!(read(&mut &*out), Some(value));
        }
    }

    #[test]
    fn what_ends_early_or_is_too_long_is_not_a_number() {
        assert_eq!(read(&mut &[][..]), None);
        assert_eq!(read(&mut &[0x80][..]), None);
        assert_eq!(read(&mut &[0xff; 12][..]), None);
    }
}
