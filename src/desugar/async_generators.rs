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

use crate::syntax::{
    Argument, ArgumentKind, Constant, Expr, ExprKind, FunctionDef, Module, Name, SourceFile, Span, Stmt,
    StmtKind, parse,
};
use std::rc::Rc;

const HELPERS: &str = include_str!("async_generator.py");

/// Rewrites a module in place.
pub(super) fn wrap(module: &mut Module) {
    let mut pass = Pass { made: 0, found: false };
    module.body.iter_mut().for_each(|stmt| pass.statement(stmt));
    if !pass.found {
        return;
    }
    let Ok(helpers) = parse(Rc::new(SourceFile::new("async_generator.py", HELPERS))) else { return };
    let mut body = helpers.body;
    body.iter_mut().for_each(|stmt| pass.adopt(stmt));
    body.append(&mut module.body);
    module.body = body;
}

/// The name in the module of something of `async_generator.py`: one that cannot be written.
fn hidden(name: &str) -> Option<Name> {
    ["Given", "AsyncGenerator", "plain", "asynchronous"].contains(&name).then(|| format!("<{name}>").into())
}

struct Pass {
    /// How many places were made.
    made: u32,
    found: bool,
}

impl Pass {
    /// A place of its own for an expression that is made: types are found by place.
    fn place(&mut self, start: u32) -> Span {
        self.made += 1;
        Span { start, end: u32::MAX / 2 - self.made }
    }

    fn helper(&mut self, name: &str, near: Span) -> Expr {
        let name = hidden(name).unwrap_or_else(|| name.into());
        Expr { kind: ExprKind::Name(name), span: self.place(near.start) }
    }

    fn call(&mut self, name: &str, value: Expr) -> Expr {
        let near = value.span;
        let function = Box::new(self.helper(name, near));
        let arguments = vec![Argument { kind: ArgumentKind::Positional, value }];
        Expr { kind: ExprKind::Call { function, arguments }, span: self.place(near.start) }
    }

    fn statement(&mut self, stmt: &mut Stmt) {
        stmt.for_each_expr_mut(&mut |expr| self.expr(expr));
        match &mut stmt.kind {
            StmtKind::FunctionDef(def) => {
                let def = Rc::make_mut(def);
                def.body.iter_mut().for_each(|stmt| self.statement(stmt));
                if self.mark(def) {
                    let decorator = self.helper("asynchronous", def.name.span);
                    def.decorators.push(decorator);
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
                    *expr = self.call("AsyncGenerator", call);
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
        self.found |= is_one;
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
            *value = Some(Box::new(self.call("Given", given)));
        }
    }

    /// Gives a statement of `async_generator.py` the names and places that it has in another module.
    fn adopt(&mut self, stmt: &mut Stmt) {
        stmt.span = self.place(0);
        stmt.for_each_expr_mut(&mut |expr| self.adopt_expr(expr));
        match &mut stmt.kind {
            StmtKind::FunctionDef(def) => {
                let def = Rc::make_mut(def);
                def.span = stmt.span;
                def.name.span = stmt.span;
                def.name.name = hidden(&def.name.name).unwrap_or_else(|| Rc::clone(&def.name.name));
                def.body.iter_mut().for_each(|stmt| self.adopt(stmt));
            }
            StmtKind::ClassDef(def) => {
                let def = Rc::make_mut(def);
                def.span = stmt.span;
                def.name.span = stmt.span;
                def.name.name = hidden(&def.name.name).unwrap_or_else(|| Rc::clone(&def.name.name));
                def.body.iter_mut().for_each(|stmt| self.adopt(stmt));
            }
            _ => {}
        }
        for block in stmt.blocks_mut() {
            block.iter_mut().for_each(|stmt| self.adopt(stmt));
        }
    }

    fn adopt_expr(&mut self, expr: &mut Expr) {
        expr.span = self.place(0);
        if let ExprKind::Name(name) = &mut expr.kind
            && let Some(new) = hidden(name)
        {
            *name = new;
        }
        expr.for_each_child_mut(&mut |child| self.adopt_expr(child));
    }
}
