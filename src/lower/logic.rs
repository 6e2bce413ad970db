//! `and`, `or`, conditions and comparisons: what is evaluated, in which order, and how often.

use super::{Lower, Lowered, repr};
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::{BoolOp, CompareOp, Constant, Expr, ExprKind, UnaryOp};
use crate::types::Type;
use std::rc::Rc;

impl Lower<'_> {
    pub(super) fn bool_op(&mut self, op: BoolOp, values: &[Expr], expr: &Expr) -> Lowered<ValueId> {
        let ty = self.repr(&self.type_of(expr));
        let after = self.builder.new_block();
        let result = self.builder.block_param(after, ty, None);
        let Some((last, first)) = values.split_last() else {
            return self.impossible(expr.span, "an operator has no operands");
        };
        for value in first {
            let value = self.expr(value)?;
            let truth = self.truth(value);
            let value = self.joined(value, ty);
            let (short, next) = (self.builder.new_block(), self.builder.new_block());
            match op {
                BoolOp::And => self.builder.branch(truth, next, short),
                BoolOp::Or => self.builder.branch(truth, short, next),
            }
            self.start_sealed(short);
            self.builder.jump(after, vec![value]);
            self.start_sealed(next);
        }
        let value = self.expr(last)?;
        let value = self.joined(value, ty);
        self.builder.jump(after, vec![value]);
        self.start_sealed(after);
        Ok(result)
    }

    /// Goes to one of two blocks by the truth of an expression, without making a bool object of it. Seals both.
    pub(super) fn condition(
        &mut self,
        test: &Expr,
        then: ir::BlockId,
        otherwise: ir::BlockId,
    ) -> Lowered<()> {
        self.condition_open(test, then, otherwise)?;
        self.builder.seal(then);
        self.builder.seal(otherwise);
        Ok(())
    }

    /// As [`Lower::condition`], without sealing.
    fn condition_open(&mut self, test: &Expr, then: ir::BlockId, otherwise: ir::BlockId) -> Lowered<()> {
        if let ExprKind::Unary { op: UnaryOp::Not, operand } = &test.kind {
            return self.condition_open(operand, otherwise, then);
        }
        if let ExprKind::BoolOp { op, values } = &test.kind {
            let Some((last, first)) = values.split_last() else {
                return self.impossible(test.span, "an operator has no operands");
            };
            for value in first {
                let next = self.builder.new_block();
                match op {
                    BoolOp::And => self.condition_open(value, next, otherwise)?,
                    BoolOp::Or => self.condition_open(value, then, next)?,
                }
                self.start_sealed(next);
            }
            return self.condition_open(last, then, otherwise);
        }
        // Of several comparisons of objects, the truth of what one gives is asked for again where the statement asks.
        if let ExprKind::Compare { left, rest } = &test.kind
            && let Some((last, first)) = rest.split_last()
            && (first.is_empty() || repr(&self.type_of(test)) == ir::Type::Bool)
        {
            let (mut left, mut a) = (&**left, self.expr(left)?);
            for (op, right) in first {
                let b = self.expr(right)?;
                let truth = self.compare_truth_of(*op, (left, a), (right, b));
                let next = self.builder.new_block();
                self.builder.branch(truth, next, otherwise);
                self.start_sealed(next);
                (left, a) = (right, b);
            }
            let (op, right) = last;
            let b = self.expr(right)?;
            self.at(test.span);
            let truth = self.compare_truth_of(*op, (left, a), (right, b));
            self.builder.branch(truth, then, otherwise);
            return Ok(());
        }
        let value = self.expr(test)?;
        let truth = if self.is_fast() && matches!(self.type_of(test), Type::List(_)) {
            self.builder.value(Op::ListTrue, Vec::new(), vec![value], ir::Type::Bool)
        } else {
            self.truth(value)
        };
        self.builder.branch(truth, then, otherwise);
        Ok(())
    }

    /// The truth of a comparison, which need not be an object.
    pub(super) fn compare_truth(&mut self, op: CompareOp, a: ValueId, b: ValueId) -> ValueId {
        let held = [self.builder.ty(a), self.builder.ty(b)];
        let is_one_call = !matches!(op, CompareOp::Is | CompareOp::IsNot);
        // What is outside functions runs once; numbers that are held as such are compared in place.
        if self.function.is_none() || !is_one_call || !held.contains(&ir::Type::Object) {
            let value = self.compare_one(op, a, b);
            return self.truth(value);
        }
        let (a, b) = (self.boxed(a), self.boxed(b));
        if op == CompareOp::NotIn {
            let is_in = self.compare_truth(CompareOp::In, a, b);
            return self.builder.value(Op::BoolNot, Vec::new(), vec![is_in], ir::Type::Bool);
        }
        self.builder.value(Op::Test, vec![Imm::Str(op.sign().into())], vec![a, b], ir::Type::Bool)
    }

    /// The truth of a comparison of what two expressions gave.
    fn compare_truth_of(
        &mut self,
        op: CompareOp,
        (left, a): (&Expr, ValueId),
        (right, b): (&Expr, ValueId),
    ) -> ValueId {
        self.compare_strs(op, (left, a), (right, b)).unwrap_or_else(|| self.compare_truth(op, a, b))
    }

    /// The truth of a comparison of strs, if it is one that an operation does: whether they are equal, or one is among the
    /// characters of a literal.
    fn compare_strs(
        &mut self,
        op: CompareOp,
        (left, a): (&Expr, ValueId),
        (right, b): (&Expr, ValueId),
    ) -> Option<ValueId> {
        if !self.is_fast() || self.type_of(left) != Type::Str || self.type_of(right) != Type::Str {
            return None;
        }
        let truth = match (op, &right.kind) {
            (CompareOp::Eq | CompareOp::Ne, _) => {
                let imms = vec![Imm::Str(op.sign().into())];
                self.builder.value(Op::SameStr, imms, vec![a, b], ir::Type::Bool)
            }
            (CompareOp::In | CompareOp::NotIn, ExprKind::Constant(Constant::Str(text)))
                if !text.is_empty() && text.is_ascii() =>
            {
                let imms = vec![Imm::Str(Rc::clone(text))];
                self.builder.value(Op::InCharacters, imms, vec![a], ir::Type::Bool)
            }
            _ => return None,
        };
        Some(match op {
            CompareOp::NotIn => self.builder.value(Op::BoolNot, Vec::new(), vec![truth], ir::Type::Bool),
            _ => truth,
        })
    }

    pub(super) fn compare(
        &mut self,
        left: &Expr,
        rest: &[(CompareOp, Expr)],
        expr: &Expr,
    ) -> Lowered<ValueId> {
        let ty = repr(&self.type_of(expr));
        let mut a = self.expr(left)?;
        let Some(((last_op, last), first)) = rest.split_last() else {
            return self.impossible(expr.span, "a comparison has one operand");
        };
        if first.is_empty() {
            let b = self.expr(last)?;
            self.at(expr.span);
            if ty == ir::Type::Bool
                && let Some(truth) = self.compare_strs(*last_op, (left, a), (last, b))
            {
                return Ok(truth);
            }
            return Ok(self.compared(*last_op, a, b, ty));
        }
        let after = self.builder.new_block();
        let result = self.builder.block_param(after, ty, None);
        for (op, right) in first {
            let b = self.expr(right)?;
            let value = self.compared(*op, a, b, ty);
            let truth = self.truth(value);
            let value = self.joined(value, ty);
            let (short, next) = (self.builder.new_block(), self.builder.new_block());
            self.builder.branch(truth, next, short);
            self.start_sealed(short);
            self.builder.jump(after, vec![value]);
            self.start_sealed(next);
            a = b;
        }
        let b = self.expr(last)?;
        let value = self.compared(*last_op, a, b, ty);
        let value = self.joined(value, ty);
        self.builder.jump(after, vec![value]);
        self.start_sealed(after);
        Ok(result)
    }

    /// A comparison whose result is held so: of floats as objects the firmware gives a bool, as of floats.
    fn compared(&mut self, op: CompareOp, a: ValueId, b: ValueId, ty: ir::Type) -> ValueId {
        let value = self.compare_one(op, a, b);
        if ty == ir::Type::Bool { self.truth(value) } else { value }
    }

    pub(super) fn compare_one(&mut self, op: CompareOp, a: ValueId, b: ValueId) -> ValueId {
        if let Some(value) = self.machine_compare(op, a, b) {
            return value;
        }
        let (held_a, held_b) = (self.builder.ty(a), self.builder.ty(b));
        let numbers = |ty| matches!(ty, ir::Type::Int | ir::Type::Bool | ir::Type::Float);
        let floats = held_a == ir::Type::Float || held_b == ir::Type::Float;
        let typed = numbers(held_a) && numbers(held_b);
        let (int, float) = match op {
            CompareOp::Lt => (Op::IntLt, Op::FloatLt),
            CompareOp::Le => (Op::IntLe, Op::FloatLe),
            CompareOp::Gt => (Op::IntGt, Op::FloatGt),
            CompareOp::Ge => (Op::IntGe, Op::FloatGe),
            CompareOp::Eq => (Op::IntEq, Op::FloatEq),
            CompareOp::Ne => (Op::IntNe, Op::FloatNe),
            CompareOp::Is | CompareOp::IsNot => {
                let (a, b) = (self.boxed(a), self.boxed(b));
                let same = self.builder.value(Op::Is, Vec::new(), vec![a, b], ir::Type::Bool);
                return if op == CompareOp::Is {
                    same
                } else {
                    self.builder.value(Op::BoolNot, Vec::new(), vec![same], ir::Type::Bool)
                };
            }
            CompareOp::In | CompareOp::NotIn => {
                let (a, b) = (self.boxed(a), self.boxed(b));
                let value = self.builder.value(
                    Op::Binary,
                    vec![Imm::Str(CompareOp::In.sign().into())],
                    vec![a, b],
                    ir::Type::Object,
                );
                if op == CompareOp::In {
                    return value;
                }
                let truth = self.truth(value);
                return self.builder.value(Op::BoolNot, Vec::new(), vec![truth], ir::Type::Bool);
            }
        };
        if typed && floats {
            let (a, b) = (self.as_float(a), self.as_float(b));
            self.builder.value(float, Vec::new(), vec![a, b], ir::Type::Bool)
        } else if typed {
            let (a, b) = (self.as_int(a), self.as_int(b));
            self.builder.value(int, Vec::new(), vec![a, b], ir::Type::Bool)
        } else {
            let (a, b) = (self.boxed(a), self.boxed(b));
            self.builder.value(Op::Binary, vec![Imm::Str(op.sign().into())], vec![a, b], ir::Type::Object)
        }
    }
}
