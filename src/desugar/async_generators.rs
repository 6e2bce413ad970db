//! What the board's generators cannot be: asynchronous. A coroutine with `yield` becomes one that marks what it gives,
//! inside an object that has Python's protocol for them (PEP 525).
//!
//! ```text
//! async def ticks(n):              @asynchronous
//!     for i in range(n):           async def ticks(n):
//!         await sleep(1)               for i in range(n):
//!         yield i                          await sleep(1)
//!                                          yield Given(i)
//! ```
//!
//! The classes and functions that this takes are Python themselves (`async_generator.py`), and come into the modules
//! that have asynchronous generators. Their names cannot be written, so that none is hidden.

use super::quote::{self, Quoting};
use crate::diagnostics::Diagnostic;
use crate::syntax::{Constant, Expr, ExprKind, FunctionDef, Module, SourceFile, Span, Stmt, StmtKind};
use std::rc::Rc;

const HELPERS: &str = include_str!("async_generator.py");

/// Rewrites a module in place.
///
/// # Errors
/// A fault of the compiler's own text.
pub(super) fn wrap(module: &mut Module) -> Result<(), Vec<Diagnostic>> {
    let mut pass = Pass { source: Rc::clone(&module.source), made: 0, found: false, faults: Vec::new() };
    module.body.iter_mut().for_each(|stmt| pass.statement(stmt));
    if let Some(first) = module.body.first().map(|stmt| stmt.span).filter(|_| pass.found) {
        let mut body = quote::statements(&mut pass, HELPERS, first, &[]);
        body.append(&mut module.body);
        module.body = body;
    }
    if pass.faults.is_empty() { Ok(()) } else { Err(pass.faults) }
}

struct Pass {
    source: Rc<SourceFile>,
    /// How many places were made.
    made: u32,
    /// Where the first asynchronous generator is.
    found: bool,
    faults: Vec<Diagnostic>,
}

impl Quoting for Pass {
    fn place(&mut self, near: Span) -> Span {
        // Not those of [`super::provided`].
        self.made += 1;
        Span { start: near.start, end: u32::MAX / 2 - self.made }
    }

    fn fault(&mut self, at: Span) {
        self.faults.push(quote::fault(&self.source, at));
    }
}

impl Pass {
    fn statement(&mut self, stmt: &mut Stmt) {
        stmt.for_each_expr_mut(&mut |expr| self.expr(expr));
        match &mut stmt.kind {
            StmtKind::FunctionDef(def) => {
                let def = Rc::make_mut(def);
                def.body.iter_mut().for_each(|stmt| self.statement(stmt));
                if self.mark(def) {
                    let at = def.name.span;
                    def.decorators.push(quote::expression(self, "provided_asynchronous", at, &[]));
                }
            }
            StmtKind::ClassDef(def) => {
                Rc::make_mut(def).body.iter_mut().for_each(|stmt| self.statement(stmt));
            }
            _ => {}
        }
        for block in stmt.blocks_mut() {
            block.iter_mut().for_each(|stmt| self.statement(stmt));
        }
    }

    /// Generator expressions have become calls of functions without a name.
    fn expr(&mut self, expr: &mut Expr) {
        expr.for_each_child_mut(&mut |child| self.expr(child));
        match &mut expr.kind {
            ExprKind::Lambda(def) => {
                Rc::make_mut(def).body.iter_mut().for_each(|stmt| self.statement(stmt));
            }
            ExprKind::Call { function, .. } => {
                if let ExprKind::Lambda(def) = &mut function.kind
                    && self.mark(Rc::make_mut(def))
                {
                    let none = Expr { kind: ExprKind::Constant(Constant::None), span: expr.span };
                    let call = std::mem::replace(expr, none);
                    let text = "provided_AsyncGenerator(provided_call)";
                    *expr = quote::expression(self, text, call.span, &[("call", &call)]);
                }
            }
            _ => {}
        }
    }

    /// Marks what an asynchronous generator gives; whether it is one.
    fn mark(&mut self, def: &mut FunctionDef) -> bool {
        if !def.is_async {
            return false;
        }
        let before = self.made;
        def.body.iter_mut().for_each(|stmt| self.mark_block(stmt));
        let is_one = self.made != before;
        if is_one {
            self.found = true;
        }
        is_one
    }

    fn mark_block(&mut self, stmt: &mut Stmt) {
        stmt.for_each_expr_mut(&mut |expr| self.mark_expr(expr));
        for block in stmt.blocks_mut() {
            block.iter_mut().for_each(|stmt| self.mark_block(stmt));
        }
    }

    fn mark_expr(&mut self, expr: &mut Expr) {
        expr.for_each_child_mut(&mut |child| self.mark_expr(child));
        let span = expr.span;
        if let ExprKind::Yield(value) = &mut expr.kind {
            let none = || Box::new(Expr { kind: ExprKind::Constant(Constant::None), span });
            let given = *value.take().unwrap_or_else(none);
            let text = "provided_Given(provided_value)";
            *value = Some(Box::new(quote::expression(self, text, span, &[("value", &given)])));
        }
    }
}
