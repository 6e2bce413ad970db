//! Numbers: integers of any size to decimal digits, floats as they are.
//!
//! ```text
//! 0xFFFF_FFFF_FFFF_FFFF_FF  ──▶  "4722366482869645213695"
//! ```

use super::{Converted, Converter};
use crate::diagnostics::Code;
use crate::syntax::tree::Constant;
use ruff_python_ast as ast;
use ruff_text_size::TextSize;
use std::rc::Rc;

/// The most characters of an integer: it bounds the time of a conversion that takes their square, and is more than
/// a board has memory for.
const MAX_DIGITS: u32 = 65_536;

impl Converter<'_> {
    pub(super) fn number(&mut self, node: &ast::ExprNumberLiteral) -> Converted<Constant> {
        match &node.value {
            ast::Number::Int(_) if node.range.len() > TextSize::new(MAX_DIGITS) => self.refuse(
                Code::TOO_LARGE,
                node.range,
                "this integer has too many digits",
                "compute it when the module runs",
            ),
            ast::Number::Int(int) => match decimal_digits(&int.to_string()) {
                Some(digits) => Ok(Constant::Int(digits)),
                None => self.impossible(node.range, "an integer that has other characters than digits"),
            },
            ast::Number::Float(value) => Ok(Constant::Float(*value)),
            ast::Number::Complex { real: _, imag } => Ok(Constant::Complex(*imag)),
        }
    }
}

/// The decimal digits, without leading zeros, of a literal in any of Python's bases.
pub(super) fn decimal_digits(literal: &str) -> Option<Rc<str>> {
    let digits = literal.replace('_', "");
    let prefixed = |prefixes: [&str; 2]| prefixes.iter().find_map(|prefix| digits.strip_prefix(prefix));
    if let Some(digits) = prefixed(["0x", "0X"]) {
        from_power_of_two(digits, 16)
    } else if let Some(digits) = prefixed(["0o", "0O"]) {
        from_power_of_two(digits, 8)
    } else if let Some(digits) = prefixed(["0b", "0B"]) {
        from_power_of_two(digits, 2)
    } else if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        None
    } else {
        let significant = digits.trim_start_matches('0');
        Some(Rc::from(if significant.is_empty() { "0" } else { significant }))
    }
}

/// Schoolbook conversion: limbs of nine decimal digits, the least significant first; several digits a step.
fn from_power_of_two(digits: &str, base: u32) -> Option<Rc<str>> {
    const LIMB: u64 = 1_000_000_000;
    const DIGITS_A_STEP: usize = 7;
    let digits: Vec<u32> = digits.chars().map(|digit| digit.to_digit(base)).collect::<Option<_>>()?;
    let mut limbs: Vec<u64> = vec![0];
    for step in digits.chunks(DIGITS_A_STEP) {
        let (mut factor, mut carry) = (1, 0);
        for digit in step {
            factor *= u64::from(base);
            carry = carry * u64::from(base) + u64::from(*digit);
        }
        for limb in &mut limbs {
            let value = *limb * factor + carry;
            *limb = value % LIMB;
            carry = value / LIMB;
        }
        if carry > 0 {
            limbs.push(carry);
        }
    }
    let mut limbs = limbs.iter().rev();
    let mut decimal = limbs.next()?.to_string();
    for limb in limbs {
        decimal.push_str(&format!("{limb:09}"));
    }
    Some(Rc::from(decimal))
}

#[cfg(test)]
mod tests {
    use super::decimal_digits;

    #[test]
    fn integers_of_every_base_become_decimal_digits() {
        for (literal, decimal) in [
            ("0", "0"),
            ("00", "0"),
            ("1_000", "1000"),
            ("0x0", "0"),
            ("0xff", "255"),
            ("0O17", "15"),
            ("0b1010", "10"),
            ("0x3B9ACA00", "1000000000"),
            ("0xFFFFFFFFFFFFFFFF", "18446744073709551615"),
            ("0x1_0000_0000_0000_0000", "18446744073709551616"),
            ("0o2000000000000000000000", "18446744073709551616"),
            ("0XFFFF_FFFF_FFFF_FFFF_FF", "4722366482869645213695"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
        ] {
            assert_eq!(decimal_digits(literal).as_deref(), Some(decimal), "{literal}");
        }
        assert_eq!(decimal_digits("0xg"), None);
        assert_eq!(decimal_digits("1e3"), None);
        assert_eq!(decimal_digits(""), None);
    }
}
