//! `yield`, `yield from` and `await`: where a function is suspended.
//!
//! Open frames are closed before, and opened again when it is resumed: they are on the C stack, which it has left by
//! then. What it must remember is put into memory by `passes::suspended`.

use super::protect::open;
use super::{Context, Lower, Lowered};
use crate::ir::{self, Imm, Op, SlotKind, Target, Terminator, ValueId};
use crate::syntax::{Expr, Span};
use crate::types::FunctionKind;

impl Lower<'_> {
    /// Whether the function is suspended rather than left: a generator or a coroutine.
    pub(super) fn suspends(&self) -> bool {
        self.function.is_some_and(|function| function.kind != FunctionKind::Plain)
    }

    /// Gives a value to whoever resumes the function, and goes on when it is resumed.
    fn suspend(&mut self, value: ValueId) {
        let frames: Vec<_> = self
            .contexts
            .iter()
            .filter_map(|context| match context {
                Context::Frame { slot, handler } => Some((*slot, *handler)),
                Context::Loop { .. } | Context::Finally { .. } => None,
            })
            .collect();
        for (slot, _) in frames.iter().rev() {
            self.builder.effect(Op::EndTry, vec![Imm::Slot(*slot)], Vec::new());
        }
        let resume = self.builder.new_block();
        let target = Target { block: resume, args: Vec::new() };
        self.builder.terminate(Terminator::Yield { value, resume: target });
        self.start_sealed(resume);
        for (slot, handler) in frames {
            let inside = self.builder.new_block();
            self.builder.terminate(open(slot, inside, handler));
            self.start_sealed(inside);
        }
    }

    pub(super) fn yield_value(&mut self, value: Option<&Expr>, span: Span) -> Lowered<ValueId> {
        if !self.suspends() {
            return self.impossible(span, "a `yield` stands outside a function");
        }
        let value = match value {
            Some(value) => self.object(value)?,
            None => self.none(),
        };
        self.at(span);
        self.suspend(value);
        Ok(self.builder.value(Op::Resumed, Vec::new(), Vec::new(), ir::Type::Object))
    }

    pub(super) fn yield_from(&mut self, iterable: &Expr, span: Span) -> Lowered<ValueId> {
        let iterable = self.object(iterable)?;
        self.at(span);
        self.delegate(iterable, span)
    }

    /// Passes all that an iterable gives on to whoever resumes the function, and to it what they send or throw; gives
    /// its result.
    pub(super) fn delegate(&mut self, iterable: ValueId, span: Span) -> Lowered<ValueId> {
        if !self.suspends() {
            return self.impossible(span, "an `await` stands outside a function");
        }
        let iterator = self.builder.value(Op::Iter, Vec::new(), vec![iterable], ir::Type::Object);
        // In it what is thrown, out of it what is given.
        let through = self.builder.take_slot(SlotKind::Variable(ir::Type::Object));
        let slot = || vec![Imm::Slot(through)];
        let nothing = self.unbound();
        self.builder.effect(Op::SlotSet, slot(), vec![nothing]);
        let sent = self.builder.new_var(None, ir::Type::Object, false);
        let none = self.none();
        self.builder.write(sent, none);
        let (header, more, done) =
            (self.builder.new_block(), self.builder.new_block(), self.builder.new_block());
        self.builder.jump(header, Vec::new());
        self.builder.switch_to(header);
        let value = self.builder.read(sent);
        let goes_on = self.builder.value(Op::Delegate, slot(), vec![iterator, value], ir::Type::Bool);
        self.builder.branch(goes_on, more, done);
        self.start_sealed(more);
        let value = self.builder.value(Op::SlotGet, slot(), Vec::new(), ir::Type::Object);
        self.suspend(value);
        let thrown = self.builder.value(Op::Thrown, Vec::new(), Vec::new(), ir::Type::Object);
        self.builder.effect(Op::SlotSet, slot(), vec![thrown]);
        let value = self.builder.value(Op::Sent, Vec::new(), Vec::new(), ir::Type::Object);
        self.builder.write(sent, value);
        self.builder.jump(header, Vec::new());
        self.builder.seal(header);
        self.start_sealed(done);
        let result = self.builder.value(Op::SlotGet, slot(), Vec::new(), ir::Type::Object);
        self.builder.give_slot(through);
        Ok(result)
    }

    /// Calls a method without arguments and awaits what it gives, as `async for` and `async with` do.
    pub(super) fn await_method(&mut self, object: ValueId, method: &str, span: Span) -> Lowered<ValueId> {
        let imms = vec![Imm::Str(method.into()), Imm::Names(Vec::new())];
        let awaitable = self.builder.value(Op::CallMethod, imms, vec![object], ir::Type::Object);
        self.delegate(awaitable, span)
    }
}
