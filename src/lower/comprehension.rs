//! Comprehensions: loops that fill a container. Their variables are the function's, under names of their own
//! (`syntax::comprehensions`), and generator expressions are functions.

use super::{Lower, Lowered};
use crate::diagnostics::Diagnostic;
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::{Argument, Comprehension, Constant, Expr, ExprKind};
use std::rc::Rc;

/// What a comprehension makes of its innermost expressions.
#[derive(Clone, Copy)]
pub(super) enum Fill<'a> {
    List(&'a Expr),
    Set(&'a Expr),
    Dict(&'a Expr, &'a Expr),
}

impl Lower<'_> {
    pub(super) fn comprehension(&mut self, fill: Fill, clauses: &[Comprehension]) -> Lowered<ValueId> {
        let container = match fill {
            Fill::List(_) => match self.room(clauses) {
                Some(count) => {
                    let imms = vec![Imm::Int(count)];
                    self.builder.value(Op::NewListFor, imms, Vec::new(), ir::Type::Object)
                }
                None => self.builder.value(Op::NewList, Vec::new(), Vec::new(), ir::Type::Object),
            },
            Fill::Set(_) => self.builder.value(Op::NewSet, Vec::new(), Vec::new(), ir::Type::Object),
            Fill::Dict(..) => {
                self.builder.value(Op::NewDict, vec![Imm::Int(0)], Vec::new(), ir::Type::Object)
            }
        };
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
        self.clauses(clauses, container, fill)?;
        Ok(container)
    }

    /// How many a comprehension gives, where that is a number in the source, and more than a list has room for when it is made; no
    /// more than a few hundred, which a program that ends early would not miss.
    fn room(&self, clauses: &[Comprehension]) -> Option<i64> {
        let [Comprehension { iter, conditions, is_async: false, .. }] = clauses else { return None };
        let ExprKind::Call { arguments, .. } = &iter.kind else { return None };
        if !self.is_fast() || !conditions.is_empty() || !self.is_range(iter) {
            return None;
        }
        let number = |argument: &Argument| match &argument.value.kind {
            ExprKind::Constant(Constant::Int(digits)) => digits.parse::<i64>().ok(),
            _ => None,
        };
        let count = match &arguments[..] {
            [stop] => number(stop)?,
            [start, stop] => number(stop)?.checked_sub(number(start)?)?,
            _ => return None,
        };
        (5..=512).contains(&count).then_some(count)
    }

    fn clauses(&mut self, clauses: &[Comprehension], container: ValueId, fill: Fill) -> Lowered<()> {
        let Some((clause, rest)) = clauses.split_first() else { return self.fill(container, fill) };
        let mut problem: Option<Box<Diagnostic>> = None;
        let mut ignored = Vec::new();
        let mut inside = |this: &mut Lower, _: &mut Vec<Diagnostic>| {
            if let Err(found) = this.conditions(&clause.conditions, rest, container, fill) {
                problem = Some(found);
            }
        };
        if clause.is_async {
            self.async_for_loop(&clause.target, &clause.iter, &[], &mut ignored, &mut inside)?;
        } else {
            self.comprehension_loop(&clause.target, &clause.iter, &mut ignored, &mut inside)?;
        }
        problem.map_or(Ok(()), Err)
    }

    fn conditions(
        &mut self,
        conditions: &[Expr],
        rest: &[Comprehension],
        container: ValueId,
        fill: Fill,
    ) -> Lowered<()> {
        let Some((test, others)) = conditions.split_first() else {
            return self.clauses(rest, container, fill);
        };
        let (then, after) = (self.builder.new_block(), self.builder.new_block());
        self.condition(test, then, after)?;
        self.start_sealed(then);
        self.conditions(others, rest, container, fill)?;
        self.builder.jump(after, Vec::new());
        self.start_sealed(after);
        Ok(())
    }

    fn fill(&mut self, container: ValueId, fill: Fill) -> Lowered<()> {
        match fill {
            Fill::List(element) | Fill::Set(element) => {
                let value = self.object(element)?;
                let op = if matches!(fill, Fill::List(_)) { Op::ListAppend } else { Op::SetAdd };
                self.builder.effect(op, Vec::new(), vec![container, value]);
            }
            Fill::Dict(key, value) => {
                // The firmware evaluates the value first, as in a display.
                let value = self.object(value)?;
                let key = self.object(key)?;
                self.builder.effect(Op::DictStore, Vec::new(), vec![container, key, value]);
            }
        }
        Ok(())
    }
}
