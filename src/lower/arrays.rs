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

    /// Of a call `array("h", [0] * n)` or `array("h", bytes(n))` of what should be the firmware's class: the operation that makes the
    /// array, the number of the type code, and what comes behind the class: the code, the zero if one is written, and how many.
    pub(super) fn zeros<'e>(
        &self,
        call: &Expr,
        arguments: &'e [Argument],
    ) -> Option<(Op, Imm, Vec<&'e Expr>)> {
        let (Type::Array(items), [code, zeros]) = (self.type_of(call), arguments) else { return None };
        let ExprKind::Constant(Constant::Str(text)) = &code.value.kind else { return None };
        let code_number = Imm::Int(i64::from(*text.as_bytes().first()?));
        let (op, parts) = match &zeros.value.kind {
            ExprKind::Binary { left, op: BinaryOp::Mul, right } => {
                let ExprKind::List(listed) = &left.kind else { return None };
                let [zero] = &listed[..] else { return None };
                is_zero(zero, items).then_some((Op::ZeroArray, vec![&code.value, zero, right]))?
            }
            ExprKind::Call { function, arguments } => {
                let [size] = &arguments[..] else { return None };
                let is_bytes = matches!(self.type_of(function), Type::Builtin(name) if &*name == "bytes");
                let by_place = is_bytes && size.kind == ArgumentKind::Positional;
                by_place.then_some((Op::ZeroBytesArray, vec![&code.value, &size.value]))?
            }
            _ => return None,
        };
        let by_place = arguments.iter().all(|argument| argument.kind == ArgumentKind::Positional);
        let counts = parts.last().is_some_and(|count| self.type_of(count) == Type::Int);
        (self.is_fast() && by_place && counts).then_some((op, code_number, parts))
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

/// Whether an expression is the zero of arrays of such items.
fn is_zero(expr: &Expr, items: Items) -> bool {
    match &expr.kind {
        ExprKind::Constant(Constant::Int(digits)) => &**digits == "0",
        ExprKind::Constant(Constant::Float(value)) => items == Items::Float && *value == 0.0,
        _ => false,
    }
}
