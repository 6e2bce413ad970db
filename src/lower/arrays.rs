//! Items of arrays, which are taken and put as numbers rather than as objects.

use super::Lower;
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::Expr;
use crate::types::{Items, Type};

impl Lower<'_> {
    /// What the items of an array are, where one is taken or put by its place.
    pub(super) fn array_of(&self, container: &Expr, index: &Expr) -> Option<Items> {
        match (self.type_of(container), self.type_of(index)) {
            (Type::Array(items), Type::Int | Type::Bool) => Some(items),
            _ => None,
        }
    }

    /// The item of an array by an int, as a number.
    pub(super) fn array_item(&mut self, items: Items, container: ValueId, index: ValueId) -> ValueId {
        let (op, ty) = match items {
            Items::Fixed(_) => (Op::ArrayItem, ir::Type::Int),
            Items::Int => (Op::IntItem, ir::Type::Int),
            Items::Float => (Op::FloatItem, ir::Type::Float),
        };
        self.builder.value(op, width(items), vec![container, index], ty)
    }

    /// Puts a number into an array.
    pub(super) fn set_array_item(
        &mut self,
        items: Items,
        container: ValueId,
        index: ValueId,
        value: ValueId,
    ) {
        let op = match items {
            Items::Fixed(_) => Op::SetArrayItem,
            Items::Int => Op::SetIntItem,
            Items::Float => Op::SetFloatItem,
        };
        self.builder.effect(op, width(items), vec![container, index, value]);
    }
}

/// The immediates of an operation on items: the bits of ints of a width, and whether there is a sign.
fn width(items: Items) -> Vec<Imm> {
    match items {
        Items::Fixed(int) => [int.bits.into(), int.is_signed.into()].map(Imm::Int).to_vec(),
        Items::Int | Items::Float => Vec::new(),
    }
}
