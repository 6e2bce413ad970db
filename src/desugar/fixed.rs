//! The fixed-width ints of the module `mpyc`: which there are, and their conversions, written as the module itself
//! (`python/mpyc`) writes them.
//!
//! ```text
//! u8(x)                   x & 255
//! i8(x)                   (x & 255 ^ 128) - 128
//! ```
//!
//! Their values are plain ints, and what computes with them gives ints, exact at any size: so a module means the same
//! compiled, as bytecode and on CPython. That of `u8(a + b)` only low bits are wanted is found where ints become words.

use super::provided::Pass;
use super::quote;
use crate::syntax::{Argument, ArgumentKind, Expr};

/// A width and whether there is a sign: the ints from [`FixedInt::low`] to [`FixedInt::high`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixedInt {
    /// As the module calls it: `u8`.
    pub name: &'static str,
    /// 8, 16, 32 or 64.
    pub bits: u32,
    /// It has negative numbers.
    pub is_signed: bool,
}

const ALL: [FixedInt; 8] = [
    FixedInt { name: "u8", bits: 8, is_signed: false },
    FixedInt { name: "u16", bits: 16, is_signed: false },
    FixedInt { name: "u32", bits: 32, is_signed: false },
    FixedInt { name: "u64", bits: 64, is_signed: false },
    FixedInt { name: "i8", bits: 8, is_signed: true },
    FixedInt { name: "i16", bits: 16, is_signed: true },
    FixedInt { name: "i32", bits: 32, is_signed: true },
    FixedInt { name: "i64", bits: 64, is_signed: true },
];

impl FixedInt {
    /// The one of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<FixedInt> {
        ALL.into_iter().find(|int| int.name == name)
    }

    /// The least of them.
    #[must_use]
    pub fn low(self) -> i128 {
        if self.is_signed { -(1 << (self.bits - 1)) } else { 0 }
    }

    /// The greatest of them.
    #[must_use]
    pub fn high(self) -> i128 {
        (1 << (self.bits - u32::from(self.is_signed))) - 1
    }
}

impl Pass {
    /// What a call of a conversion means; none of a call with other arguments than one by its place.
    pub(super) fn fixed_conversion(&mut self, function: &Expr, arguments: &[Argument]) -> Option<Expr> {
        let int = FixedInt::named(&self.entity(function)?)?;
        let [Argument { kind: ArgumentKind::Positional, value, .. }] = arguments else { return None };
        let mask = (1u128 << int.bits) - 1;
        let text = if int.is_signed {
            let sign = 1u128 << (int.bits - 1);
            format!("((provided_value & {mask}) ^ {sign}) - {sign}")
        } else {
            format!("provided_value & {mask}")
        };
        Some(quote::expression(self, &text, function.span, &[("value", value)]))
    }
}

#[cfg(test)]
mod tests {
    use super::ALL;

    /// The module that boards and PCs import writes the conversions in these words.
    #[test]
    fn the_module_has_the_same_ints() {
        let module = include_str!("../../python/mpyc/__init__.py");
        for int in ALL {
            let mask = (1u128 << int.bits) - 1;
            let text = if int.is_signed {
                let sign = 1u128 << (int.bits - 1);
                format!("return ((value & 0x{mask:X}) ^ 0x{sign:X}) - 0x{sign:X}\n")
            } else {
                format!("return value & 0x{mask:X}\n")
            };
            assert!(module.contains(&format!("def {}(value):\n    {text}", int.name)), "{}", int.name);
            assert_eq!(int.high() - int.low(), i128::try_from(mask).unwrap(), "{}", int.name);
        }
    }
}
