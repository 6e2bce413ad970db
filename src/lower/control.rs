//! Loops, and the ways out of blocks.
//!
//! What a `break`, `continue` or `return` leaves on its way is the stack of [`Context`]s: open frames are closed, and
//! a `finally` runs first. A `finally` is lowered once, whatever leads into it: its block takes the number of the way
//! out and the exception, and ends in a switch over the ways.

use super::counting::{RangeLoop, RangeOf, stepped_range};
use super::protect::open;
use super::{Context, Exit, Lower, Lowered};
use crate::diagnostics::Diagnostic;
use crate::ir::{self, BlockId, Imm, Op, SlotKind, Terminator, ValueId};
use crate::syntax::{Constant, Expr, ExprKind, Span, Stmt};
use crate::types::{Type, counting_loop};
use std::cell::Cell;

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

    pub(super) fn loop_body(
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
    pub(super) fn end_loop(
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
                let of = RangeLoop { target, iter, orelse, whose: RangeOf::Statement };
                self.count(&of, &bounds, body, problems)
            }
            (None, Some(bounds)) if self.is_range(iter) && bounds.iter().all(|bound| self.is_int(bound)) => {
                let of = RangeLoop { target, iter, orelse, whose: RangeOf::Statement };
                self.count_by(&of, bounds, body, problems)
            }
            _ => self.iterate(target, iter, body, orelse, problems),
        }
    }

    /// A loop of a comprehension, which takes what the range object gives, and a place for the list that it is to make for that.
    pub(super) fn comprehension_loop(
        &mut self,
        target: &Expr,
        iter: &Expr,
        room: Option<&Cell<Option<ValueId>>>,
        problems: &mut Vec<Diagnostic>,
        body: Body<'_, 'a>,
    ) -> Lowered<()> {
        match (self.counts_in_comprehension(iter), counting_loop(iter)) {
            (Some(bounds), _) => {
                let of = RangeLoop { target, iter, orelse: &[], whose: RangeOf::Comprehension(room) };
                self.count(&of, &bounds, body, problems)
            }
            (None, Some(_)) => self.iterate(target, iter, body, &[], problems),
            (None, None) => self.for_loop(target, iter, &[], problems, body),
        }
    }

    /// The bounds of a `range` that a loop of a comprehension counts through by itself.
    pub(super) fn counts_in_comprehension<'e>(&self, iter: &'e Expr) -> Option<Vec<&'e Expr>> {
        let is_number = |bound: &&Expr| matches!(self.type_of(bound), Type::Int | Type::Bool | Type::Word);
        counting_loop(iter).filter(|bounds| self.is_range(iter) && bounds.iter().all(is_number))
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

    pub(super) fn iterate(
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
        let (new, next) = match self.type_of(iter) {
            Type::List(_) if self.is_fast() => (Op::ListIterNew, Op::ListIterNext),
            Type::Bytes | Type::ByteArray | Type::Array(_) if self.is_fast() => {
                (Op::NumberIterNew, Op::NumberIterNext)
            }
            Type::Str if self.is_fast() => (Op::StrIterNew, Op::StrIterNext),
            _ => (Op::IterNew, Op::IterNext),
        };
        self.builder.effect(new, vec![slot.clone()], vec![iterable]);
        let (header, inside) = (self.builder.new_block(), self.builder.new_block());
        let (ended, after) = (self.builder.new_block(), self.builder.new_block());
        self.builder.jump(header, Vec::new());
        self.builder.switch_to(header);
        self.at(iter.span);
        let item = self.builder.value(next, vec![slot], Vec::new(), ir::Type::Object);
        let is_end = self.builder.value(Op::IsNull, Vec::new(), vec![item], ir::Type::Bool);
        self.builder.branch(is_end, ended, inside);
        self.builder.seal(ended);
        self.start_sealed(inside);
        let ty = match self.type_of(iter) {
            Type::List(item) | Type::Set(item) | Type::Iterable(item) => *item,
            Type::Dict(key, _) => *key,
            Type::Bytes | Type::ByteArray => Type::Int,
            Type::Array(items) => items.ty(),
            _ => Type::Object,
        };
        let is_byte = matches!(self.type_of(iter), Type::Bytes | Type::ByteArray);
        let item = if is_byte && self.function.is_some_and(|function| !function.is_small) {
            let byte = self.builder.value(Op::GivenByte, Vec::new(), vec![item], ir::Type::Word);
            self.builder.value(Op::SmallInt, Vec::new(), vec![byte], ir::Type::Int)
        } else {
            self.convert(item, &Type::Object, &ty, iter, "iterated item")?
        };
        self.store(target, item, &ty, iter)?;
        self.loop_body(after, header, body, problems);
        self.builder.jump(header, Vec::new());
        self.builder.give_slot(iterator);
        self.end_loop(header, ended, after, orelse, problems);
        Ok(())
    }

    pub(super) fn int(&mut self, digits: &str) -> ValueId {
        self.builder.value(Op::ConstInt, vec![Imm::Big(digits.into())], Vec::new(), ir::Type::Int)
    }
}
