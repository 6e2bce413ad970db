//! Loops, and the ways out of blocks.
//!
//! What a `break`, `continue` or `return` leaves on its way is the stack of [`Context`]s: open frames are closed, and
//! a `finally` runs first. A `finally` is lowered once, whatever leads into it: its block takes the number of the way
//! out and the exception, and ends in a switch over the ways.

use super::protect::open;
use super::{Context, Exit, Lower, Lowered, repr};
use crate::diagnostics::Diagnostic;
use crate::ir::{self, BlockId, Imm, Op, SlotKind, Terminator, ValueId};
use crate::syntax::{ArgumentKind, BinaryOp, CompareOp, Constant, Expr, ExprKind, Span, Stmt, UnaryOp};
use crate::types::{Type, counting_loop};

/// The ways out of a protected block that every `finally` has.
pub(super) const FALLS_THROUGH: i64 = 0;
pub(super) const RAISES: i64 = 1;
/// The number of the first other way.
const FIRST_EXIT: i64 = 2;

/// What lowers the body of a loop.
pub(super) type Body<'f, 'a> = &'f mut dyn FnMut(&mut Lower<'a>, &mut Vec<Diagnostic>);

impl<'a> Lower<'a> {
    /// Emits what leaving the contexts above a depth takes, as far as the innermost `finally`; false if one took over.
    fn unwind(&mut self, depth: usize) -> Option<usize> {
        for index in (depth..self.contexts.len()).rev() {
            match self.contexts.get(index) {
                Some(Context::Frame { slot, .. }) => {
                    let slot = *slot;
                    self.builder.effect(Op::EndTry, vec![Imm::Slot(slot)], Vec::new());
                }
                Some(Context::Finally { .. }) => return Some(index),
                Some(Context::Loop { .. }) | None => {}
            }
        }
        None
    }

    /// Closes all frames above a depth, where no `finally` is in between.
    pub(super) fn unwind_to(&mut self, depth: usize) {
        self.unwind(depth);
    }

    /// Leaves for an exit, through every `finally` on the way.
    pub(super) fn leave(&mut self, exit: Exit, depth: usize) {
        if let Some(index) = self.unwind(depth) {
            let Some(Context::Finally { entry, exits }) = self.contexts.get_mut(index) else { return };
            let entry = *entry;
            let number = exits.iter().position(|known| *known == exit).unwrap_or_else(|| {
                exits.push(exit);
                exits.len() - 1
            });
            let number = self.word(FIRST_EXIT + i64::try_from(number).unwrap_or(0));
            let none = self.none();
            self.builder.jump(entry, vec![number, none]);
            return;
        }
        match exit {
            Exit::Jump { block, .. } => self.builder.jump(block, Vec::new()),
            Exit::Return(None) => self.builder.terminate(Terminator::Return(None)),
            Exit::Return(Some(var)) => {
                let value = self.builder.read(var);
                self.builder.terminate(Terminator::Return(Some(value)));
            }
        }
    }

    pub(super) fn leave_loop(&mut self, is_break: bool, span: Span) -> Lowered<()> {
        let found = self.contexts.iter().enumerate().rev().find_map(|(depth, context)| match context {
            Context::Loop { on_break, on_continue } => {
                Some((depth + 1, if is_break { *on_break } else { *on_continue }))
            }
            Context::Frame { .. } | Context::Finally { .. } => None,
        });
        let Some((depth, block)) = found else { return self.unsupported(span, "this outside a loop") };
        self.leave(Exit::Jump { block, depth }, depth);
        Ok(())
    }

    pub(super) fn while_loop(
        &mut self,
        test: &Expr,
        body: &[Stmt],
        orelse: &[Stmt],
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
        let (header, inside) = (self.builder.new_block(), self.builder.new_block());
        let (ended, after) = (self.builder.new_block(), self.builder.new_block());
        self.builder.jump(header, Vec::new());
        self.builder.switch_to(header);
        if matches!(test.kind, ExprKind::Constant(Constant::Bool(true))) {
            self.builder.jump(inside, Vec::new());
            self.builder.seal(inside);
            self.builder.seal(ended);
        } else if let Err(problem) = self.condition(test, inside, ended) {
            problems.push(*problem);
        }
        self.start_sealed(inside);
        self.loop_body(after, header, &mut |this, problems| this.block(body, problems), problems);
        self.builder.jump(header, Vec::new());
        self.end_loop(header, ended, after, orelse, problems);
        Ok(())
    }

    fn loop_body(
        &mut self,
        on_break: BlockId,
        on_continue: BlockId,
        body: Body<'_, 'a>,
        problems: &mut Vec<Diagnostic>,
    ) {
        self.contexts.push(Context::Loop { on_break, on_continue });
        body(self, problems);
        self.contexts.pop();
    }

    /// What follows a loop whose way back has been built: its `else`, then where `break` leads.
    fn end_loop(
        &mut self,
        header: BlockId,
        ended: BlockId,
        after: BlockId,
        orelse: &[Stmt],
        problems: &mut Vec<Diagnostic>,
    ) {
        self.builder.seal(header);
        self.start_sealed(ended);
        self.block(orelse, problems);
        self.builder.jump(after, Vec::new());
        self.start_sealed(after);
    }

    pub(super) fn for_loop(
        &mut self,
        target: &Expr,
        iter: &Expr,
        orelse: &[Stmt],
        problems: &mut Vec<Diagnostic>,
        body: Body<'_, 'a>,
    ) -> Lowered<()> {
        let is_name = matches!(target.kind, ExprKind::Name(_));
        match (counting_loop(iter), stepped_range(iter)) {
            // Into anything but a name the firmware puts what it takes from the range object.
            (Some(bounds), _) if self.is_range(iter) && is_name => {
                self.count(target, iter, &bounds, RangeOf::Statement, body, orelse, problems)
            }
            (None, Some(bounds)) if self.is_range(iter) && bounds.iter().all(|bound| self.is_int(bound)) => {
                self.count_by(target, iter, bounds, body, orelse, problems)
            }
            _ => self.iterate(target, iter, body, orelse, problems),
        }
    }

    /// A loop of a comprehension, which takes what the range object gives.
    pub(super) fn comprehension_loop(
        &mut self,
        target: &Expr,
        iter: &Expr,
        problems: &mut Vec<Diagnostic>,
        body: Body<'_, 'a>,
    ) -> Lowered<()> {
        let is_number = |bound: &&Expr| matches!(self.type_of(bound), Type::Int | Type::Bool | Type::Word);
        match counting_loop(iter) {
            Some(bounds) if self.is_range(iter) && bounds.iter().all(is_number) => {
                self.count(target, iter, &bounds, RangeOf::Comprehension, body, &[], problems)
            }
            Some(_) => self.iterate(target, iter, body, &[], problems),
            None => self.for_loop(target, iter, &[], problems, body),
        }
    }

    fn is_range(&self, iter: &Expr) -> bool {
        matches!(&iter.kind, ExprKind::Call { function, .. }
            if matches!(self.type_of(function), Type::Builtin(name) if &*name == "range"))
    }

    /// `async for`: each `__anext__` is awaited, and `StopAsyncIteration` from there ends the loop
    /// (`py/compile.c`, `compile_async_for_stmt`).
    pub(super) fn async_for_loop(
        &mut self,
        target: &Expr,
        iter: &Expr,
        orelse: &[Stmt],
        problems: &mut Vec<Diagnostic>,
        body: Body<'_, 'a>,
    ) -> Lowered<()> {
        let iterable = self.object(iter)?;
        self.at(iter.span);
        let imms = vec![Imm::Str("__aiter__".into()), Imm::Names(Vec::new())];
        let iterator = self.builder.value(Op::CallMethod, imms, vec![iterable], ir::Type::Object);
        let (header, ended, after) =
            (self.builder.new_block(), self.builder.new_block(), self.builder.new_block());
        self.builder.jump(header, Vec::new());
        self.builder.switch_to(header);
        let frame = self.builder.take_slot(SlotKind::Frame);
        let (inside, caught) = (self.builder.new_block(), self.builder.new_block());
        self.builder.terminate(open(frame, inside, caught));
        self.start_sealed(inside);
        self.contexts.push(Context::Frame { slot: frame, handler: caught });
        let item = self.await_method(iterator, "__anext__", iter.span)?;
        self.contexts.pop();
        self.builder.effect(Op::EndTry, vec![Imm::Slot(frame)], Vec::new());
        let got = self.builder.new_block();
        self.builder.jump(got, Vec::new());
        self.start_sealed(caught);
        let exception = self.builder.value(Op::Caught, vec![Imm::Slot(frame)], Vec::new(), ir::Type::Object);
        self.builder.give_slot(frame);
        let stop = self.global("StopAsyncIteration");
        let args = vec![exception, stop];
        let stops = self.builder.value(Op::ExceptionMatch, Vec::new(), args, ir::Type::Bool);
        let raises = self.builder.new_block();
        self.builder.branch(stops, ended, raises);
        self.builder.seal(ended);
        self.start_sealed(raises);
        self.builder.terminate(Terminator::Reraise(exception));
        self.start_sealed(got);
        self.store(target, item, &Type::Object, iter)?;
        self.loop_body(after, header, body, problems);
        self.builder.jump(header, Vec::new());
        self.end_loop(header, ended, after, orelse, problems);
        Ok(())
    }

    fn iterate(
        &mut self,
        target: &Expr,
        iter: &Expr,
        body: Body<'_, 'a>,
        orelse: &[Stmt],
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
        let iterable = self.object(iter)?;
        self.at(iter.span);
        let iterator = self.builder.take_slot(SlotKind::Iterator);
        let slot = Imm::Slot(iterator);
        self.builder.effect(Op::IterNew, vec![slot.clone()], vec![iterable]);
        let (header, inside) = (self.builder.new_block(), self.builder.new_block());
        let (ended, after) = (self.builder.new_block(), self.builder.new_block());
        self.builder.jump(header, Vec::new());
        self.builder.switch_to(header);
        self.at(iter.span);
        let item = self.builder.value(Op::IterNext, vec![slot], Vec::new(), ir::Type::Object);
        let is_end = self.builder.value(Op::IsNull, Vec::new(), vec![item], ir::Type::Bool);
        self.builder.branch(is_end, ended, inside);
        self.builder.seal(ended);
        self.start_sealed(inside);
        let ty = match self.type_of(iter) {
            Type::List(item) | Type::Set(item) => *item,
            Type::Dict(key, _) => *key,
            Type::Bytes | Type::ByteArray => Type::Int,
            _ => Type::Object,
        };
        let item = self.convert(item, &Type::Object, &ty, iter, "iterated item")?;
        self.store(target, item, &ty, iter)?;
        self.loop_body(after, header, body, problems);
        self.builder.jump(header, Vec::new());
        self.builder.give_slot(iterator);
        self.end_loop(header, ended, after, orelse, problems);
        Ok(())
    }

    /// A loop over a `range` that counts by itself, with just the operations of the firmware's own
    /// (`py/compile.c`, `compile_for_stmt_optimised_range`): in a statement the end is evaluated before the start, each
    /// value is compared with `<` or `>` and stepped with `+=`, so that ints of any size work.
    #[expect(clippy::too_many_arguments, reason = "a loop's parts, and whose it is")]
    fn count(
        &mut self,
        target: &Expr,
        iter: &Expr,
        bounds: &[&Expr],
        whose: RangeOf,
        body: Body<'_, 'a>,
        orelse: &[Stmt],
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
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
            RangeOf::Comprehension => {
                let mut first = first(self)?;
                if ty == ir::Type::Int && start.is_some() {
                    first = self.builder.value(Op::IntPos, Vec::new(), vec![first], ir::Type::Int);
                }
                let end = bound(self, stop)?;
                (first, held(self, end))
            }
        };
        let negative =
            step.is_some_and(|step| matches!(step.kind, ExprKind::Unary { op: UnaryOp::Negative, .. }));
        let counter = self.builder.new_var(None, ty, false);
        self.builder.write(counter, first);
        let (header, inside) = (self.builder.new_block(), self.builder.new_block());
        let (next, ended, after) =
            (self.builder.new_block(), self.builder.new_block(), self.builder.new_block());
        self.builder.jump(header, Vec::new());
        self.builder.switch_to(header);
        self.at(iter.span);
        let value = self.builder.read(counter);
        let compare = if negative { CompareOp::Gt } else { CompareOp::Lt };
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

    fn is_int(&self, expr: &Expr) -> bool {
        matches!(self.type_of(expr), Type::Int | Type::Bool)
    }

    /// A loop over a `range` of ints whose step is known when it runs only. Bytecode makes a range object, which takes
    /// machine words and no step of zero; what it raises is raised first.
    fn count_by(
        &mut self,
        target: &Expr,
        iter: &Expr,
        bounds: [&Expr; 3],
        body: Body<'_, 'a>,
        orelse: &[Stmt],
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
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
        self.builder.jump(header, Vec::new());
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

    pub(super) fn int(&mut self, digits: &str) -> ValueId {
        self.builder.value(Op::ConstInt, vec![Imm::Big(digits.into())], Vec::new(), ir::Type::Int)
    }
}

/// What a loop over a `range` belongs to.
#[derive(Clone, Copy)]
enum RangeOf {
    /// A `for` statement, which in bytecode counts too.
    Statement,
    /// A comprehension, which in bytecode makes the range object: from the start on, and of ints alone.
    Comprehension,
}

/// The arguments of a call of `range` with three by position.
fn stepped_range(iter: &Expr) -> Option<[&Expr; 3]> {
    let ExprKind::Call { arguments, .. } = &iter.kind else { return None };
    match &arguments[..] {
        [start, stop, step] if arguments.iter().all(|argument| argument.kind == ArgumentKind::Positional) => {
            Some([&start.value, &stop.value, &step.value])
        }
        _ => None,
    }
}
