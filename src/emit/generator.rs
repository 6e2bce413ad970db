//! A generator or coroutine in C: a function that is resumed, and goes on where it was suspended.
//!
//! The object is the firmware's own generator of machine code (`py/objgenerator.c`, `native_gen_wrap_call`): the
//! firmware binds the arguments into the state of a call on the heap, and resumes it. What the function remembers lies
//! at the beginning of that state, in a struct; its first word is what goes in and out.

use super::function::Writer;
use super::names::identifier;
use super::small::firmware;
use super::{Emitter, Tracebacks, c_type};
use crate::ir::{Function, Op, SlotKind, Type};
use std::fmt::Write;

/// Whether a function may resume generators.
fn iterates(function: &Function) -> bool {
    function.insts().any(|inst| matches!(inst.op, Op::IterNext | Op::Delegate))
}

/// How many words the state of a generator has: what it remembers, then its arguments. A float counts as two.
pub(super) fn state_words(function: &Function) -> usize {
    let slots: usize = function
        .slots
        .iter()
        .map(|slot| match slot.kind {
            SlotKind::Variable(Type::Float) => 2,
            SlotKind::Variable(_) => 1,
            SlotKind::Iterator => 4,
            SlotKind::Frame => 0,
        })
        .sum();
    2 + slots + function.params.len()
}

/// The member of a generator's struct that a cell is; none for a frame, which is on the C stack.
pub(super) fn member(index: usize, function: &Function) -> Option<String> {
    let slot = function.slots.get(index)?;
    let name = slot.name.as_ref().map_or(String::new(), |name| identifier(name));
    match slot.kind {
        SlotKind::Variable(_) => Some(format!("kept{index}_{name}")),
        SlotKind::Iterator => Some(format!("iter{index}")),
        SlotKind::Frame => None,
    }
}

impl Emitter<'_> {
    /// The struct of what a generator remembers.
    pub(super) fn generator_struct(&self, index: usize, function: &Function) -> String {
        let name = self.functions.get(index).cloned().unwrap_or_default();
        let mut out = format!("struct g_{name} {{\n    rt_obj value;\n    rt_uint next;\n");
        for (index, slot) in function.slots.iter().enumerate() {
            let Some(member) = member(index, function) else { continue };
            let ty = match slot.kind {
                SlotKind::Variable(Type::Float) => "rt_word_float",
                SlotKind::Variable(ty) => c_type(ty),
                SlotKind::Iterator | SlotKind::Frame => "rt_iter",
            };
            let _ = writeln!(out, "    {ty} {member};");
        }
        let words = state_words(function) - function.params.len();
        let _ = write!(
            out,
            "}};\n_Static_assert(sizeof(struct g_{name}) <= {words} * sizeof(rt_obj), \"words of a generator\");\n"
        );
        out
    }

    /// Whether loops resume generators of the same file without the firmware (`src/runtime/rt_generator.c`): what leaves
    /// one comes to a frame that knows where it was resumed. It takes room, so that one of them is to be fast. Of several modules
    /// in a file, one may loop over another's.
    pub(super) fn resumes_generators(&self) -> bool {
        let asks = |function: &Function| {
            !function.is_small && (iterates(function) || function.suspends && self.number.is_some())
        };
        self.tracebacks == Tracebacks::Raised
            && self.module.functions.iter().any(|function| function.suspends)
            && self.module.functions.iter().any(asks)
    }

    /// The code of every generator's function object.
    pub(super) fn generator_stub(&self) -> &'static str {
        match self.tracebacks {
            Tracebacks::Raised if self.resumes_generators() => "rt_resuming_stub",
            Tracebacks::Raised => "rt_guarded_resumed_stub",
            Tracebacks::Stated | Tracebacks::Every => "rt_resumed_stub",
        }
    }

    /// Begins an iteration, or goes on with it.
    pub(super) fn iterated(&self, writer: &Writer, op: Op, iterable: &str, iterator: &str) -> String {
        match (op, self.resumes_generators()) {
            (Op::IterNew, true) => format!("rt_iter_resumed({iterable}, &{iterator})"),
            (Op::IterNew, false) => format!("{}({iterable}, &{iterator})", firmware(writer, "getiter")),
            (_, true) if writer.function.suspends => format!("rt_next_within(&{iterator}, call)"),
            (_, true) => format!("rt_next_given(&{iterator})"),
            (_, false) => format!("{}(&{iterator})", firmware(writer, "iternext")),
        }
    }

    /// Whether an exception that a function catches may have left generators that it resumes.
    pub(super) fn catches_from_generators(&self, function: &Function) -> bool {
        function.suspends && self.resumes_generators() && iterates(function)
    }

    /// How a generator begins: it goes on where it was suspended, or takes its arguments.
    pub(super) fn generator_head(&self, index: usize, function: &Function, resumes: &[usize]) -> String {
        let name = self.functions.get(index).cloned().unwrap_or_default();
        let mut out = format!("    struct g_{name} *g = (struct g_{name} *)call->state;\n");
        if !resumes.is_empty() {
            out.push_str("    switch (g->next) {\n");
            for (number, block) in resumes.iter().enumerate() {
                let _ = writeln!(out, "    case {}: goto b{block};", number + 1);
            }
            out.push_str("    default: break;\n    }\n");
        }
        // The firmware looks there for whether it has begun.
        out.push_str(
            "    call->sp = call->state;\n    if (thrown != RT_NULL) {\n        rt_raise(thrown);\n    }\n",
        );
        let words = state_words(function);
        for (i, param) in function.params.iter().enumerate() {
            let whose = format!("{}() argument '{}'", function.name, param.name);
            let value = self.unbox_param(param, &format!("call->state[{}]", words - 1 - i), &whose);
            let _ = writeln!(out, "    {} p{i} = {value};", c_type(param.ty));
        }
        out
    }
}
