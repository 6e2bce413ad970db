//! Items of arrays, which are taken and put as numbers rather than as objects.

use super::Lower;
use crate::desugar::FixedInt;
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::{Argument, ArgumentKind, BinaryOp, Constant, Expr, ExprKind};
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
    pub(super) fn array_item(
        &mut self,
        items: Items,
        of: &Expr,
        container: ValueId,
        index: ValueId,
    ) -> ValueId {
        let (op, ty) = match items {
            Items::Fixed(_) => (Op::ArrayItem, ir::Type::Int),
            Items::Int => (Op::IntItem, ir::Type::Int),
            Items::Float => (Op::FloatItem, ir::Type::Float),
        };
        self.builder.value(op, self.width(items, of), vec![container, index], ty)
    }

    /// Puts a number into an array by an int: container, index and value.
    pub(super) fn set_array_item(&mut self, items: Items, of: &Expr, args: [ValueId; 3]) {
        let op = match items {
            Items::Fixed(_) => Op::SetArrayItem,
            Items::Int => Op::SetIntItem,
            Items::Float => Op::SetFloatItem,
        };
        self.builder.effect(op, self.width(items, of), args.to_vec());
    }

    /// Of a call `array("h", [0] * n)` of what should be the firmware's class: the number of the type code; the code, the zero and how
    /// many.
    pub(super) fn zeros<'e>(&self, call: &Expr, arguments: &'e [Argument]) -> Option<(Imm, [&'e Expr; 3])> {
        let (Type::Array(items), [code, list]) = (self.type_of(call), arguments) else { return None };
        let ExprKind::Constant(Constant::Str(text)) = &code.value.kind else { return None };
        let ExprKind::Binary { left, op: BinaryOp::Mul, right } = &list.value.kind else { return None };
        let ExprKind::List(listed) = &left.kind else { return None };
        let [zero] = &listed[..] else { return None };
        let is_zero = match &zero.kind {
            ExprKind::Constant(Constant::Int(digits)) => &**digits == "0",
            ExprKind::Constant(Constant::Float(value)) => items == Items::Float && *value == 0.0,
            _ => false,
        };
        let by_place = arguments.iter().all(|argument| argument.kind == ArgumentKind::Positional);
        let code_number = Imm::Int(i64::from(*text.as_bytes().first()?));
        let is_known = self.is_fast() && is_zero && by_place && self.type_of(right) == Type::Int;
        is_known.then_some((code_number, [&code.value, zero, right]))
    }

    /// The immediates of an operation on items: the bits of ints, and whether there is a sign.
    fn width(&self, items: Items, container: &Expr) -> Vec<Imm> {
        let imms = |int: FixedInt| [int.bits.into(), int.is_signed.into()].map(Imm::Int).to_vec();
        match items {
            Items::Fixed(int) => imms(int),
            Items::Int => self.likely(container).map_or_else(|| vec![Imm::Int(0), Imm::Int(0)], imms),
            Items::Float => Vec::new(),
        }
    }

    /// Which ints an `array[int]` is guessed to be of: one that is a parameter.
    fn likely(&self, container: &Expr) -> Option<FixedInt> {
        let ExprKind::Name(name) = &container.kind else { return None };
        self.function?.params.iter().find(|param| param.name == *name)?.likely
    }
}
