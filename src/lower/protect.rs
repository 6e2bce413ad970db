//! `try`: protected regions, handlers, and `finally`.
//!
//! A protected region is opened by a terminator and closed by an operation; a handler begins with the frame closed. A
//! `finally` is lowered once: see [`super::control`] for the ways into it.

use super::control::{FALLS_THROUGH, RAISES};
use super::{Context, Exit, Handled, Lower, Lowered};
use crate::diagnostics::Diagnostic;
use crate::ir::{self, BlockId, Imm, Op, SlotKind, Target, Terminator, ValueId};
use crate::syntax::{ExceptHandler, Expr, ExprKind, Stmt};
use crate::types::Type;
use std::rc::Rc;

impl Lower<'_> {
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
            |this, problems, _| {
                this.block(finally, problems);
                Ok(())
            },
        )
    }

    /// A body and what happens whichever way it is left. What the one needs of the other goes from the first to the
    /// second.
    pub(super) fn with_finally<T>(
        &mut self,
        body: impl FnOnce(&mut Self) -> Lowered<T>,
        finally: impl FnOnce(&mut Self, T, Way) -> Lowered<()>,
    ) -> Lowered<()> {
        let entry = self.builder.new_block();
        let number = self.builder.block_param(entry, ir::Type::Word, None);
        let exception = self.builder.block_param(entry, ir::Type::Object, None);
        let frame = self.builder.take_slot(SlotKind::Frame);
        let (inside, caught) = (self.builder.new_block(), self.builder.new_block());
        self.builder.terminate(open(frame, inside, caught));
        self.builder.seal(inside);

        self.contexts.push(Context::Finally { entry, exits: Vec::new() });
        self.contexts.push(Context::Frame { slot: frame, handler: caught });
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

        // A function that is suspended inside opens the frame again: until here there may be more ways to the handler.
        self.start_sealed(caught);
        let value = self.builder.value(Op::Caught, vec![Imm::Slot(frame)], Vec::new(), ir::Type::Object);
        self.builder.give_slot(frame);
        let way = self.word(RAISES);
        self.builder.jump(entry, vec![way, value]);

        self.start_sealed(entry);
        let (after, raises) = (self.builder.new_block(), self.builder.new_block());
        self.handled.push(Handled::Perhaps(exception));
        finally(self, result, Way { exception, after })?;
        self.handled.pop();
        let mut cases = vec![target(after), target(raises)];
        let ways: Vec<BlockId> = exits.iter().map(|_| self.builder.new_block()).collect();
        cases.extend(ways.iter().map(|block| target(*block)));
        self.builder.terminate(Terminator::Switch { value: number, cases });
        self.start_sealed(raises);
        self.builder.terminate(Terminator::Reraise(exception));
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
        self.contexts.push(Context::Frame { slot: frame, handler: caught });
        self.builder.switch_to(inside);
        self.block(body, problems);
        self.contexts.pop();
        self.builder.effect(Op::EndTry, vec![Imm::Slot(frame)], Vec::new());
        self.block(orelse, problems);
        self.builder.jump(after, Vec::new());

        // A function that is suspended inside opens the frame again: until here there may be more ways to the handler.
        self.start_sealed(caught);
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
            self.builder.terminate(Terminator::Reraise(exception));
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
        let place = self.place(&ident.name);
        let is_seen = self.local(&ident.name).is_none_or(|local| local.maybe_unbound || local.captured);
        if let (Some(place), false) = (place, is_seen) {
            self.block(&handler.body, problems);
            if !self.builder.is_terminated() {
                self.unbind(place);
            }
            return Ok(());
        }
        self.with_finally(
            |this| {
                this.block(&handler.body, problems);
                Ok(())
            },
            |this, (), _| {
                match place {
                    Some(place) => this.unbind(place),
                    None if this.class_namespace(&ident.name).is_some() => {
                        if let Some(namespace) = this.class_namespace(&ident.name) {
                            let (key, none) = (this.interned(&ident.name), this.none());
                            this.builder.effect(Op::DictStore, Vec::new(), vec![namespace, key, none]);
                            this.builder.effect(Op::DelItem, Vec::new(), vec![namespace, key]);
                        }
                    }
                    None => {
                        // The firmware gives a global None before it deletes it, so that a body may delete it first.
                        let none = this.none();
                        let name = || vec![Imm::Str(Rc::clone(&ident.name))];
                        this.builder.effect(Op::SetGlobal, name(), vec![none]);
                        this.builder.effect(Op::DelGlobal, name(), Vec::new());
                    }
                }
                Ok(())
            },
        )
    }
}

/// How a `finally` was come to.
pub(super) struct Way {
    /// The exception that led there, or None.
    pub(super) exception: ValueId,
    /// What follows the statement.
    pub(super) after: BlockId,
}

fn target(block: BlockId) -> Target {
    Target { block, args: Vec::new() }
}

pub(super) fn open(frame: ir::SlotId, inside: BlockId, caught: BlockId) -> Terminator {
    Terminator::Try { frame, body: target(inside), handler: target(caught) }
}
