//! Loops, `try`, and the ways out of them.
//!
//! What a `break`, `continue` or `return` leaves on its way is the stack of [`Context`]s: open frames are closed, and
//! a `finally` runs first. A `finally` is lowered once, whatever leads into it: its block takes the number of the way
//! out and the exception, and ends in a switch over the ways.

use super::{Context, Exit, Handled, Lower, Lowered};
use crate::diagnostics::Diagnostic;
use crate::ir::{self, BlockId, Imm, Op, SlotKind, Target, Terminator, ValueId};
use crate::syntax::{
    ArgumentKind, BinaryOp, CompareOp, Constant, ExceptHandler, Expr, ExprKind, Span, Stmt, UnaryOp,
};
use crate::types::{Type, counting_loop};
use std::rc::Rc;

/// The ways out of a protected block that every `finally` has.
const FALLS_THROUGH: i64 = 0;
const RAISES: i64 = 1;
/// The number of the first other way.
const FIRST_EXIT: i64 = 2;

impl Lower<'_> {
    /// Emits what leaving the contexts above a depth takes, as far as the innermost `finally`; false if one took over.
    fn unwind(&mut self, depth: usize) -> Option<usize> {
        for index in (depth..self.contexts.len()).rev() {
            match self.contexts.get(index) {
                Some(Context::Frame(slot)) => {
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
            Context::Frame(_) | Context::Finally { .. } => None,
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
        self.loop_body(after, header, body, problems);
        self.builder.jump(header, Vec::new());
        self.builder.seal(header);
        self.start_sealed(ended);
        self.block(orelse, problems);
        self.builder.jump(after, Vec::new());
        self.start_sealed(after);
        Ok(())
    }

    fn loop_body(
        &mut self,
        on_break: BlockId,
        on_continue: BlockId,
        body: &[Stmt],
        problems: &mut Vec<Diagnostic>,
    ) {
        self.contexts.push(Context::Loop { on_break, on_continue });
        self.block(body, problems);
        self.contexts.pop();
    }

    pub(super) fn for_loop(
        &mut self,
        target: &Expr,
        iter: &Expr,
        body: &[Stmt],
        orelse: &[Stmt],
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
        let is_range = matches!(&iter.kind, ExprKind::Call { function, .. }
            if matches!(self.type_of(function), Type::Builtin(name) if &*name == "range"));
        match (counting_loop(iter), stepped_range(iter)) {
            // Into anything but a name the firmware puts what it takes from the range object.
            (Some(bounds), _) if is_range && matches!(target.kind, ExprKind::Name(_)) => {
                self.count(target, iter, &bounds, body, orelse, problems)
            }
            (None, Some(bounds)) if is_range && bounds.iter().all(|bound| self.is_int(bound)) => {
                self.count_by(target, iter, bounds, body, orelse, problems)
            }
            _ => self.iterate(target, iter, body, orelse, problems),
        }
    }

    fn iterate(
        &mut self,
        target: &Expr,
        iter: &Expr,
        body: &[Stmt],
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
        self.builder.seal(header);
        self.builder.give_slot(iterator);
        self.start_sealed(ended);
        self.block(orelse, problems);
        self.builder.jump(after, Vec::new());
        self.start_sealed(after);
        Ok(())
    }

    /// A loop over a `range` that counts by itself, with just the operations of the firmware's own
    /// (`py/compile.c`, `compile_for_stmt_optimised_range`): the end is evaluated before the start, each value is
    /// compared with `<` or `>` and stepped with `+=`, so that ints of any size work.
    fn count(
        &mut self,
        target: &Expr,
        iter: &Expr,
        bounds: &[&Expr],
        body: &[Stmt],
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
        let ty = if ints { ir::Type::Int } else { ir::Type::Object };
        let held =
            |this: &mut Self, value: ValueId| if ints { this.as_int(value) } else { this.boxed(value) };
        let end = self.expr(stop)?;
        let end = held(self, end);
        let first = match start {
            // The first value is the start itself, which may be a bool.
            Some(start) => {
                let value = self.expr(start)?;
                let held = if ints { Type::Int } else { Type::Object };
                let start_type = self.type_of(start);
                self.convert(value, &start_type, &held, start, "range")?
            }
            None => {
                let zero = self.int("0");
                held(self, zero)
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
        let goes_on = self.compare_one(compare, value, end);
        let goes_on = self.truth(goes_on);
        self.builder.branch(goes_on, inside, ended);
        self.builder.seal(ended);
        self.start_sealed(inside);
        let item_type = if ints { Type::Int } else { Type::Object };
        self.store(target, value, &item_type, iter)?;
        self.loop_body(after, next, body, problems);
        self.builder.jump(next, Vec::new());
        self.start_sealed(next);
        self.at(iter.span);
        let step = match step {
            Some(step) => self.expr(step)?,
            None => self.int("1"),
        };
        let step = held(self, step);
        let value = self.builder.read(counter);
        let value = self.binary(BinaryOp::Add, value, step, &item_type, true);
        self.builder.write(counter, value);
        self.builder.jump(header, Vec::new());
        self.builder.seal(header);
        self.start_sealed(ended);
        self.block(orelse, problems);
        self.builder.jump(after, Vec::new());
        self.start_sealed(after);
        Ok(())
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
        body: &[Stmt],
        orelse: &[Stmt],
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
        let mut values = Vec::new();
        for bound in bounds {
            let value = self.expr(bound)?;
            values.push(self.as_int(value));
        }
        let [first, end, step] = values[..] else { return Ok(()) };
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
        self.builder.seal(header);
        self.start_sealed(ended);
        self.block(orelse, problems);
        self.builder.jump(after, Vec::new());
        self.start_sealed(after);
        Ok(())
    }

    fn int(&mut self, digits: &str) -> ValueId {
        self.builder.value(Op::ConstInt, vec![Imm::Big(digits.into())], Vec::new(), ir::Type::Int)
    }

    pub(super) fn try_statement(
        &mut self,
        body: &[Stmt],
        handlers: &[ExceptHandler],
        orelse: &[Stmt],
        finally: &[Stmt],
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
        if finally.is_empty() {
            return self.try_except(body, handlers, orelse, problems);
        }
        self.with_finally(
            |this| {
                if handlers.is_empty() {
                    this.block(body, problems);
                    return Ok(problems);
                }
                this.try_except(body, handlers, orelse, problems)?;
                Ok(problems)
            },
            |this, problems| this.block(finally, problems),
        )
    }

    /// A body and what happens whichever way it is left. What the one needs of the other goes from the first to the
    /// second.
    fn with_finally<T>(
        &mut self,
        body: impl FnOnce(&mut Self) -> Lowered<T>,
        finally: impl FnOnce(&mut Self, T),
    ) -> Lowered<()> {
        let entry = self.builder.new_block();
        let number = self.builder.block_param(entry, ir::Type::Word, None);
        let exception = self.builder.block_param(entry, ir::Type::Object, None);
        let frame = self.builder.take_slot(SlotKind::Frame);
        let (inside, caught) = (self.builder.new_block(), self.builder.new_block());
        self.builder.terminate(open(frame, inside, caught));
        self.builder.seal(inside);
        self.builder.seal(caught);

        self.contexts.push(Context::Finally { entry, exits: Vec::new() });
        self.contexts.push(Context::Frame(frame));
        self.builder.switch_to(inside);
        let result = body(self);
        self.contexts.pop();
        let exits = match self.contexts.pop() {
            Some(Context::Finally { exits, .. }) => exits,
            _ => Vec::new(),
        };
        let result = result?;
        self.builder.effect(Op::EndTry, vec![Imm::Slot(frame)], Vec::new());
        let (way, none) = (self.word(FALLS_THROUGH), self.none());
        self.builder.jump(entry, vec![way, none]);

        self.builder.switch_to(caught);
        let value = self.builder.value(Op::Caught, vec![Imm::Slot(frame)], Vec::new(), ir::Type::Object);
        self.builder.give_slot(frame);
        let way = self.word(RAISES);
        self.builder.jump(entry, vec![way, value]);

        self.start_sealed(entry);
        self.handled.push(Handled::Perhaps(exception));
        finally(self, result);
        self.handled.pop();
        let (after, raises) = (self.builder.new_block(), self.builder.new_block());
        let mut cases = vec![target(after), target(raises)];
        let ways: Vec<BlockId> = exits.iter().map(|_| self.builder.new_block()).collect();
        cases.extend(ways.iter().map(|block| target(*block)));
        self.builder.terminate(Terminator::Switch { value: number, cases });
        self.start_sealed(raises);
        self.builder.terminate(Terminator::Raise(exception));
        for (block, exit) in ways.into_iter().zip(exits) {
            self.start_sealed(block);
            let depth = match exit {
                Exit::Jump { depth, .. } => depth,
                Exit::Return(_) => 0,
            };
            self.leave(exit, depth);
        }
        self.start_sealed(after);
        Ok(())
    }

    fn try_except(
        &mut self,
        body: &[Stmt],
        handlers: &[ExceptHandler],
        orelse: &[Stmt],
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
        let frame = self.builder.take_slot(SlotKind::Frame);
        let (inside, caught, after) =
            (self.builder.new_block(), self.builder.new_block(), self.builder.new_block());
        self.builder.terminate(open(frame, inside, caught));
        self.builder.seal(inside);
        self.builder.seal(caught);
        self.contexts.push(Context::Frame(frame));
        self.builder.switch_to(inside);
        self.block(body, problems);
        self.contexts.pop();
        self.builder.effect(Op::EndTry, vec![Imm::Slot(frame)], Vec::new());
        self.block(orelse, problems);
        self.builder.jump(after, Vec::new());

        self.builder.switch_to(caught);
        let exception = self.builder.value(Op::Caught, vec![Imm::Slot(frame)], Vec::new(), ir::Type::Object);
        self.builder.give_slot(frame);
        for handler in handlers {
            self.at(handler.span);
            let next = match &handler.kind {
                None => None,
                Some(kind) => {
                    let kind = self.object(kind)?;
                    self.at(handler.span);
                    let args = vec![exception, kind];
                    let matches = self.builder.value(Op::ExceptionMatch, Vec::new(), args, ir::Type::Bool);
                    let (taken, next) = (self.builder.new_block(), self.builder.new_block());
                    self.builder.branch(matches, taken, next);
                    self.start_sealed(taken);
                    Some(next)
                }
            };
            if let Some(ident) = &handler.name {
                let at = Expr { kind: ExprKind::Name(Rc::clone(&ident.name)), span: ident.span };
                self.store_name(&ident.name, ident.span, exception, &Type::Object, &at)?;
            }
            self.handled.push(Handled::Surely(exception));
            self.handler_body(handler, problems)?;
            self.handled.pop();
            self.builder.jump(after, Vec::new());
            match next {
                Some(next) => self.start_sealed(next),
                None => break,
            }
        }
        if !self.builder.is_terminated() {
            self.builder.terminate(Terminator::Raise(exception));
        }
        self.start_sealed(after);
        Ok(())
    }

    /// The body of a handler, whichever way it is left followed by taking its name its value. That is all done where
    /// nothing can see whether the name has one: all reads of the variable surely find one.
    fn handler_body(&mut self, handler: &ExceptHandler, problems: &mut Vec<Diagnostic>) -> Lowered<()> {
        let Some(ident) = &handler.name else {
            self.block(&handler.body, problems);
            return Ok(());
        };
        let var = self.vars.get(&ident.name).copied();
        let is_seen = self
            .function
            .and_then(|function| function.locals.get(&ident.name))
            .is_none_or(|local| local.maybe_unbound);
        if let (Some(var), false) = (var, is_seen) {
            self.block(&handler.body, problems);
            if !self.builder.is_terminated() {
                self.unbind(var);
            }
            return Ok(());
        }
        self.with_finally(
            |this| {
                this.block(&handler.body, problems);
                Ok(())
            },
            |this, ()| match var {
                Some(var) => this.unbind(var),
                None => {
                    // The firmware gives a global None before it deletes it, so that a body may delete it first.
                    let none = this.none();
                    let name = || vec![Imm::Str(Rc::clone(&ident.name))];
                    this.builder.effect(Op::SetGlobal, name(), vec![none]);
                    this.builder.effect(Op::DelGlobal, name(), Vec::new());
                }
            },
        )
    }
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

fn target(block: BlockId) -> Target {
    Target { block, args: Vec::new() }
}

fn open(frame: ir::SlotId, inside: BlockId, caught: BlockId) -> Terminator {
    Terminator::Try { frame, body: target(inside), handler: target(caught) }
}
