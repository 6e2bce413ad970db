//! Loops over a `range`, which count by themselves: no range object is made, and no iterator.

use super::control::Body;
use super::{Lower, Lowered, repr};
use crate::diagnostics::Diagnostic;
use crate::ir::{self, Op, ValueId};
use crate::syntax::{ArgumentKind, BinaryOp, CompareOp, Constant, Expr, ExprKind, Stmt, UnaryOp};
use crate::types::Type;
use std::cell::Cell;

/// A loop over a `range`.
pub(super) struct RangeLoop<'l> {
    pub target: &'l Expr,
    /// The call of `range`.
    pub iter: &'l Expr,
    pub orelse: &'l [Stmt],
    pub whose: RangeOf<'l>,
}

/// What a loop over a `range` belongs to.
#[derive(Clone, Copy)]
pub(super) enum RangeOf<'l> {
    /// A `for` statement, which in bytecode counts too.
    Statement,
    /// A comprehension, which in bytecode makes the range object: from the start on, and of ints alone. A list that has room for
    /// as many as the range gives is put where one is wanted.
    Comprehension(Option<&'l Cell<Option<ValueId>>>),
}

impl<'a> Lower<'a> {
    /// Whether an expression is a call of the built-in `range`.
    pub(super) fn is_range(&self, iter: &Expr) -> bool {
        matches!(&iter.kind, ExprKind::Call { function, .. }
            if matches!(self.type_of(function), Type::Builtin(name) if &*name == "range"))
    }

    /// A loop over a `range` that counts by itself, with just the operations of the firmware's own
    /// (`py/compile.c`, `compile_for_stmt_optimised_range`): in a statement the end is evaluated before the start, each
    /// value is compared with `<` or `>` and stepped with `+=`, so that ints of any size work.
    pub(super) fn count(
        &mut self,
        of: &RangeLoop,
        bounds: &[&Expr],
        body: Body<'_, 'a>,
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
        let RangeLoop { target, iter, orelse, whose } = *of;
        let (start, stop, step) = match bounds {
            [stop] => (None, *stop, None),
            [start, stop] => (Some(*start), *stop, None),
            [start, stop, step] => (Some(*start), *stop, Some(*step)),
            _ => return self.iterate(target, iter, body, orelse, problems),
        };
        let ints = bounds.iter().all(|bound| matches!(self.type_of(bound), Type::Int | Type::Bool));
        let words = bounds.iter().all(|bound| self.type_of(bound) == Type::Word);
        let item_type = match (words, ints) {
            (true, _) => Type::Word,
            (false, true) => Type::Int,
            (false, false) => Type::Object,
        };
        // Bounds that are small on every board are counted between in a word, which never leaves the range.
        let small = ints && bounds.iter().all(|bound| self.is_small(bound));
        let counted = if small { Type::Word } else { item_type.clone() };
        let ty = repr(&counted);
        let held = |this: &mut Self, value: ValueId| match ty {
            ir::Type::Word => this.as_word(value),
            ir::Type::Int => this.as_int(value),
            _ => this.boxed(value),
        };
        let bound = |this: &mut Self, expr: &Expr| match small {
            true => this.small_word(expr),
            false => this.expr(expr),
        };
        let first = |this: &mut Self| match start {
            Some(start) => {
                let value = bound(this, start)?;
                let start_type = this.type_of(start);
                this.convert(value, &start_type, &counted, start, "range")
            }
            None => Ok(this.small(0, ty)),
        };
        let (first, end) = match whose {
            // The first value is the start itself, which may be a bool.
            RangeOf::Statement => {
                let end = bound(self, stop)?;
                let end = held(self, end);
                (first(self)?, end)
            }
            RangeOf::Comprehension(room) => {
                let mut first = first(self)?;
                if ty == ir::Type::Int && start.is_some() {
                    first = self.builder.value(Op::IntPos, Vec::new(), vec![first], ir::Type::Int);
                }
                let end = bound(self, stop)?;
                let end = held(self, end);
                if ty == ir::Type::Int {
                    // A range object takes machine words; a step that is a literal is one (`counting_loop`).
                    let one = self.int("1");
                    self.at(iter.span);
                    self.builder.effect(Op::RangeCheck, Vec::new(), vec![first, end, one]);
                }
                if let Some(room) = room {
                    let list = self.list_between(first, end, &counted, small);
                    room.set(Some(list));
                }
                (first, end)
            }
        };
        let negative =
            step.is_some_and(|step| matches!(step.kind, ExprKind::Unary { op: UnaryOp::Negative, .. }));
        let counter = self.builder.new_var(None, ty, false);
        self.builder.write(counter, first);
        let (header, inside) = (self.builder.new_block(), self.builder.new_block());
        let (next, ended, after) =
            (self.builder.new_block(), self.builder.new_block(), self.builder.new_block());
        let compare = if negative { CompareOp::Gt } else { CompareOp::Lt };
        self.at(iter.span);
        if ty == ir::Type::Int && start.is_some() && self.is_fast() {
            // What begins beyond the end does not count, and so need not be held where it would.
            let begins = self.compare_truth(compare, first, end);
            self.builder.branch(begins, header, ended);
        } else {
            self.builder.jump(header, Vec::new());
        }
        self.builder.switch_to(header);
        let value = self.builder.read(counter);
        let goes_on = self.compare_truth(compare, value, end);
        self.builder.branch(goes_on, inside, ended);
        self.builder.seal(ended);
        self.start_sealed(inside);
        let item = match small {
            true => self.builder.value(Op::SmallInt, Vec::new(), vec![value], ir::Type::Int),
            false => value,
        };
        self.store(target, item, &item_type, iter)?;
        self.loop_body(after, next, body, problems);
        self.builder.jump(next, Vec::new());
        self.start_sealed(next);
        self.at(iter.span);
        let step = match step {
            Some(step) => bound(self, step)?,
            None => self.small(1, ty),
        };
        let step = held(self, step);
        let value = self.builder.read(counter);
        let value = self.binary(BinaryOp::Add, value, step, &counted, true);
        self.builder.write(counter, value);
        self.builder.jump(header, Vec::new());
        self.end_loop(header, ended, after, orelse, problems);
        Ok(())
    }

    /// A list that has room for the numbers from one to another, of so held a type, where the bounds may be small on every board.
    fn list_between(&mut self, first: ValueId, end: ValueId, counted: &Type, are_small: bool) -> ValueId {
        let count = self.binary(BinaryOp::Sub, end, first, counted, true);
        let count = match (self.builder.ty(count), are_small) {
            (ir::Type::Word, true) => {
                self.builder.value(Op::SmallInt, Vec::new(), vec![count], ir::Type::Int)
            }
            (ir::Type::Word, false) => {
                self.builder.value(Op::BoxWord, Vec::new(), vec![count], ir::Type::Int)
            }
            _ => self.as_int(count),
        };
        self.builder.value(Op::NewListFor, Vec::new(), vec![count], ir::Type::Object)
    }

    /// Whether an int is in the middle of the range of small ints on every board, so that a step more or less is one
    /// too: a literal, or a length.
    fn is_small(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Constant(Constant::Int(digits)) => {
                digits.parse::<i64>().is_ok_and(|value| value < 1 << 29)
            }
            ExprKind::Unary { op: UnaryOp::Negative, operand } => {
                matches!(operand.kind, ExprKind::Constant(_)) && self.is_small(operand)
            }
            ExprKind::Call { .. } => self.is_length(expr),
            _ => false,
        }
    }

    /// What [`Lower::is_small`] takes, as a word.
    fn small_word(&mut self, expr: &Expr) -> Lowered<ValueId> {
        match &expr.kind {
            ExprKind::Constant(Constant::Int(digits)) => Ok(self.word(digits.parse().unwrap_or(0))),
            ExprKind::Unary { operand, .. } => {
                let value = self.small_word(operand)?;
                Ok(self.machine_unary(true, value))
            }
            _ => {
                let value = self.expr(expr)?;
                Ok(self.builder.value(Op::LengthWord, Vec::new(), vec![value], ir::Type::Word))
            }
        }
    }

    /// A small number, held in a way.
    fn small(&mut self, number: i64, ty: ir::Type) -> ValueId {
        if ty == ir::Type::Word {
            return self.word(number);
        }
        let int = self.int(&number.to_string());
        if ty == ir::Type::Int { int } else { self.boxed(int) }
    }

    pub(super) fn is_int(&self, expr: &Expr) -> bool {
        matches!(self.type_of(expr), Type::Int | Type::Bool)
    }

    /// A loop over a `range` of ints whose step is known when it runs only. Bytecode makes a range object, which takes
    /// machine words and no step of zero; what it raises is raised first.
    pub(super) fn count_by(
        &mut self,
        of: &RangeLoop,
        bounds: [&Expr; 3],
        body: Body<'_, 'a>,
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
        let RangeLoop { target, iter, orelse, whose: _ } = *of;
        let mut values = Vec::new();
        for bound in bounds {
            let value = self.expr(bound)?;
            values.push(self.as_int(value));
        }
        let [first, end, step] = values[..] else {
            return self.impossible(iter.span, "a range has not three bounds");
        };
        self.at(iter.span);
        self.builder.effect(Op::RangeCheck, Vec::new(), vec![first, end, step]);
        // A range object gives ints, though it was given a bool.
        let first = self.builder.value(Op::IntPos, Vec::new(), vec![first], ir::Type::Int);
        let zero = self.int("0");
        let upwards = self.compare_one(CompareOp::Gt, step, zero);
        let counter = self.builder.new_var(None, ir::Type::Int, false);
        self.builder.write(counter, first);
        let (header, up, down) =
            (self.builder.new_block(), self.builder.new_block(), self.builder.new_block());
        let (inside, next) = (self.builder.new_block(), self.builder.new_block());
        let (ended, after) = (self.builder.new_block(), self.builder.new_block());
        if self.is_fast() {
            let (up, down) = (self.builder.new_block(), self.builder.new_block());
            self.builder.branch(upwards, up, down);
            for (block, compare) in [(up, CompareOp::Lt), (down, CompareOp::Gt)] {
                self.start_sealed(block);
                let begins = self.compare_one(compare, first, end);
                self.builder.branch(begins, header, ended);
            }
        } else {
            self.builder.jump(header, Vec::new());
        }
        self.builder.switch_to(header);
        let value = self.builder.read(counter);
        self.builder.branch(upwards, up, down);
        for (block, compare) in [(up, CompareOp::Lt), (down, CompareOp::Gt)] {
            self.start_sealed(block);
            let goes_on = self.compare_one(compare, value, end);
            self.builder.branch(goes_on, inside, ended);
        }
        self.builder.seal(ended);
        self.start_sealed(inside);
        self.store(target, value, &Type::Int, iter)?;
        self.loop_body(after, next, body, problems);
        self.builder.jump(next, Vec::new());
        self.start_sealed(next);
        self.at(iter.span);
        let value = self.builder.read(counter);
        let value = self.binary(BinaryOp::Add, value, step, &Type::Int, true);
        self.builder.write(counter, value);
        self.builder.jump(header, Vec::new());
        self.end_loop(header, ended, after, orelse, problems);
        Ok(())
    }
}

/// The arguments of a call of `range` with three by position.
pub(super) fn stepped_range(iter: &Expr) -> Option<[&Expr; 3]> {
    let ExprKind::Call { arguments, .. } = &iter.kind else { return None };
    match &arguments[..] {
        [start, stop, step] if arguments.iter().all(|argument| argument.kind == ArgumentKind::Positional) => {
            Some([&start.value, &stop.value, &step.value])
        }
        _ => None,
    }
}
