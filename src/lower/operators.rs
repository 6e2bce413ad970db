//! Unary and binary operators: numbers that are held as such by operations of their own, everything else as Python does.

use super::{Lower, Lowered};
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::{BinaryOp, Expr, UnaryOp};
use crate::types::Type;

impl Lower<'_> {
    /// A unary operation.
    pub(super) fn unary(&mut self, op: UnaryOp, operand: &Expr, expr: &Expr) -> Lowered<ValueId> {
        let value = self.expr(operand)?;
        self.at(expr.span);
        if op == UnaryOp::Not {
            let truth = self.truth(value);
            return Ok(self.builder.value(Op::BoolNot, Vec::new(), vec![truth], ir::Type::Bool));
        }
        let held = self.builder.ty(value);
        let op = match (op, held) {
            (UnaryOp::Positive, ir::Type::Word | ir::Type::Uword) => return Ok(value),
            (op, ir::Type::Word | ir::Type::Uword) => {
                return Ok(self.machine_unary(op == UnaryOp::Negative, value));
            }
            (UnaryOp::Negative, ir::Type::Float) => {
                return Ok(self.builder.value(Op::FloatNeg, Vec::new(), vec![value], ir::Type::Float));
            }
            (UnaryOp::Positive, ir::Type::Float) => return Ok(value),
            (UnaryOp::Negative, ir::Type::Int | ir::Type::Bool) => Op::IntNeg,
            (UnaryOp::Positive, ir::Type::Int | ir::Type::Bool) => Op::IntPos,
            (UnaryOp::Invert, ir::Type::Int | ir::Type::Bool) => Op::IntInvert,
            (op, _) => {
                let sign = match op {
                    UnaryOp::Positive => "+",
                    UnaryOp::Negative => "-",
                    UnaryOp::Invert => "~",
                    UnaryOp::Not => "not",
                };
                let value = self.boxed(value);
                return Ok(self.builder.value(
                    Op::Unary,
                    vec![Imm::Str(sign.into())],
                    vec![value],
                    ir::Type::Object,
                ));
            }
        };
        let value = self.as_int(value);
        Ok(self.builder.value(op, Vec::new(), vec![value], ir::Type::Int))
    }

    /// A binary operation whose result has the type given; in place for an augmented assignment.
    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        a: ValueId,
        b: ValueId,
        ty: &Type,
        in_place: bool,
    ) -> ValueId {
        if let Some(value) = self.machine_binary(op, a, b) {
            return value;
        }
        let held = (self.builder.ty(a), self.builder.ty(b));
        let numbers = |ty| matches!(ty, ir::Type::Int | ir::Type::Bool | ir::Type::Float);
        let typed = numbers(held.0) && numbers(held.1);
        let ints = typed && held.0 != ir::Type::Float && held.1 != ir::Type::Float;
        let (op_ir, result) = match (op, ty) {
            _ if !typed => (None, ir::Type::Object),
            (BinaryOp::Add, Type::Int) => (Some(Op::IntAdd), ir::Type::Int),
            (BinaryOp::Sub, Type::Int) => (Some(Op::IntSub), ir::Type::Int),
            (BinaryOp::Mul, Type::Int) => (Some(Op::IntMul), ir::Type::Int),
            (BinaryOp::FloorDiv, Type::Int) => (Some(Op::IntFloorDiv), ir::Type::Int),
            (BinaryOp::Mod, Type::Int) => (Some(Op::IntMod), ir::Type::Int),
            (BinaryOp::Pow, Type::Int) => (Some(Op::IntPow), ir::Type::Int),
            (BinaryOp::LShift, Type::Int) => (Some(Op::IntLshift), ir::Type::Int),
            (BinaryOp::RShift, Type::Int) => (Some(Op::IntRshift), ir::Type::Int),
            (BinaryOp::BitAnd, Type::Int) => (Some(Op::IntAnd), ir::Type::Int),
            (BinaryOp::BitOr, Type::Int) => (Some(Op::IntOr), ir::Type::Int),
            (BinaryOp::BitXor, Type::Int) => (Some(Op::IntXor), ir::Type::Int),
            (_, Type::Float) if self.boxes_floats => (None, ir::Type::Object),
            (BinaryOp::Div, Type::Float) if ints => (Some(Op::IntDiv), ir::Type::Float),
            (BinaryOp::Add, Type::Float) => (Some(Op::FloatAdd), ir::Type::Float),
            (BinaryOp::Sub, Type::Float) => (Some(Op::FloatSub), ir::Type::Float),
            (BinaryOp::Mul, Type::Float) => (Some(Op::FloatMul), ir::Type::Float),
            (BinaryOp::Div, Type::Float) => (Some(Op::FloatDiv), ir::Type::Float),
            (BinaryOp::FloorDiv, Type::Float) => (Some(Op::FloatFloorDiv), ir::Type::Float),
            (BinaryOp::Mod, Type::Float) => (Some(Op::FloatMod), ir::Type::Float),
            _ => (None, ir::Type::Object),
        };
        match op_ir {
            Some(op) if ints => {
                let (a, b) = (self.as_int(a), self.as_int(b));
                self.builder.value(op, Vec::new(), vec![a, b], result)
            }
            Some(op) => {
                let (a, b) = (self.as_float(a), self.as_float(b));
                self.builder.value(op, Vec::new(), vec![a, b], result)
            }
            None => {
                let (a, b) = (self.boxed(a), self.boxed(b));
                let sign = format!("{}{}", op.sign(), if in_place { "=" } else { "" });
                let of_strs = op == BinaryOp::Add && *ty == Type::Str && self.is_fast();
                let op = if of_strs { Op::StrAdd } else { Op::Binary };
                self.builder.value(op, vec![Imm::Str(sign.into())], vec![a, b], ir::Type::Object)
            }
        }
    }
}
