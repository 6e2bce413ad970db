//! Comprehensions: loops that fill a container. Their variables are the function's, under names of their own
//! (`syntax::comprehensions`), and generator expressions are functions.

use super::{Lower, Lowered};
use crate::diagnostics::Diagnostic;
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::{Comprehension, Expr, ExprKind, Span};
use std::cell::Cell;
use std::rc::Rc;

/// What a comprehension makes of its innermost expressions.
#[derive(Clone, Copy)]
pub(super) enum Fill<'a> {
    List(&'a Expr),
    Set(&'a Expr),
    Dict(&'a Expr, &'a Expr),
}

/// A container on its way.
struct Filling<'a> {
    fill: Fill<'a>,
    /// Nothing before the loop that makes it with room for what it will put in.
    container: Cell<Option<ValueId>>,
}

impl Lower<'_> {
    pub(super) fn comprehension(
        &mut self,
        fill: Fill,
        clauses: &[Comprehension],
        span: Span,
    ) -> Lowered<ValueId> {
        let container = match fill {
            Fill::List(_) if self.has_known_length(clauses) => None,
            Fill::List(_) => Some((Op::NewList, Vec::new())),
            Fill::Set(_) => Some((Op::NewSet, Vec::new())),
            Fill::Dict(..) => Some((Op::NewDict, vec![Imm::Int(0)])),
        };
        let container =
            container.map(|(op, imms)| self.builder.value(op, imms, Vec::new(), ir::Type::Object));
        let filling = Filling { fill, container: Cell::new(container) };
        // Functions that are made inside share the variables of this evaluation.
        for clause in clauses {
            let mut names = Vec::new();
            crate::syntax::leaf_targets(&clause.target, &mut |target| {
                if let ExprKind::Name(name) = &target.kind {
                    names.push(Rc::clone(name));
                }
            });
            names.iter().for_each(|name| self.renew_cell(name, None));
        }
        self.clauses(clauses, &filling)?;
        self.container(&filling, span)
    }

    fn container(&self, filling: &Filling, span: Span) -> Lowered<ValueId> {
        match filling.container.get() {
            Some(container) => Ok(container),
            None => self.impossible(span, "a comprehension fills what it has not made"),
        }
    }

    /// Whether a comprehension gives as many as a range has numbers, each one more than the last.
    fn has_known_length(&self, clauses: &[Comprehension]) -> bool {
        let [Comprehension { iter, conditions, is_async: false, .. }] = clauses else { return false };
        let ExprKind::Call { arguments, .. } = &iter.kind else { return false };
        let has_no_step = arguments.len() <= 2;
        self.is_fast() && conditions.is_empty() && has_no_step && self.counts_in_comprehension(iter).is_some()
    }

    fn clauses(&mut self, clauses: &[Comprehension], filling: &Filling) -> Lowered<()> {
        let Some((clause, rest)) = clauses.split_first() else { return self.fill(filling) };
        let mut problem: Option<Box<Diagnostic>> = None;
        let mut ignored = Vec::new();
        let mut inside = |this: &mut Lower, _: &mut Vec<Diagnostic>| {
            if let Err(found) = this.conditions(&clause.conditions, rest, filling) {
                problem = Some(found);
            }
        };
        if clause.is_async {
            self.async_for_loop(&clause.target, &clause.iter, &[], &mut ignored, &mut inside)?;
        } else {
            let room = filling.container.get().is_none().then_some(&filling.container);
            self.comprehension_loop(&clause.target, &clause.iter, room, &mut ignored, &mut inside)?;
        }
        problem.map_or(Ok(()), Err)
    }

    fn conditions(&mut self, conditions: &[Expr], rest: &[Comprehension], filling: &Filling) -> Lowered<()> {
        let Some((test, others)) = conditions.split_first() else { return self.clauses(rest, filling) };
        let (then, after) = (self.builder.new_block(), self.builder.new_block());
        self.condition(test, then, after)?;
        self.start_sealed(then);
        self.conditions(others, rest, filling)?;
        self.builder.jump(after, Vec::new());
        self.start_sealed(after);
        Ok(())
    }

    fn fill(&mut self, filling: &Filling) -> Lowered<()> {
        match filling.fill {
            Fill::List(element) | Fill::Set(element) => {
                let value = self.object(element)?;
                let container = self.container(filling, element.span)?;
                let op = if matches!(filling.fill, Fill::List(_)) { Op::ListAppend } else { Op::SetAdd };
                self.builder.effect(op, Vec::new(), vec![container, value]);
            }
            Fill::Dict(key, value) => {
                // The firmware evaluates the value first, as in a display.
                let value = self.object(value)?;
                let span = key.span;
                let key = self.object(key)?;
                let container = self.container(filling, span)?;
                self.builder.effect(Op::DictStore, Vec::new(), vec![container, key, value]);
            }
        }
        Ok(())
    }
}
