//! The types of expressions.

use super::Type;
use crate::syntax::{Expr, ExprKind, Span};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::mem::Discriminant;

/// The types of expressions, by place and form.
#[derive(Debug, Clone, Default)]
pub struct TypeTable {
    types: HashMap<(Span, Discriminant<ExprKind>), Type, BuildHasherDefault<PlaceHasher>>,
}

impl TypeTable {
    /// The type of an expression; `Object` for one that was never reached.
    #[must_use]
    pub fn get(&self, expr: &Expr) -> Type {
        self.types.get(&(expr.span, std::mem::discriminant(&expr.kind))).cloned().unwrap_or(Type::Object)
    }

    pub(super) fn set(&mut self, expr: &Expr, ty: Type) {
        self.types.insert((expr.span, std::mem::discriminant(&expr.kind)), ty);
    }
}

/// Hashes places in a file, which nobody chooses to collide: looking types up is most of what checking costs.
#[derive(Debug, Clone, Copy, Default)]
struct PlaceHasher(u64);

impl PlaceHasher {
    /// The fractional part of the golden ratio, odd.
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
}

impl Hasher for PlaceHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(23) ^ number).wrapping_mul(Self::FACTOR);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_u64(number.cast_unsigned() as u64);
    }

    fn finish(&self) -> u64 {
        // The table takes the upper bits for its groups and the lower ones for the place.
        self.0 ^ (self.0 >> 32)
    }
}
