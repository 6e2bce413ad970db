//! Comprehensions, said in what the rest of the language has: their variables are their own (reference, 6.2.4).
//!
//! In a function, a list, set or dict comprehension stays where it is, a loop, and its variables get names that no
//! identifier can be, so that they are variables of the function like any other. Elsewhere it becomes a function that
//! is called at once, and so does every generator expression, as in the firmware (`py/compile.c`,
//! `compile_comprehension`); the first iterable is evaluated outside and given to it.
//!
//! ```text
//! def f(xs): return [x for x in xs]     def f(xs): return [x.1 for x.1 in xs]
//! g = (x for x in xs if x)              g = <genexpr>(iter(xs)), with
//!                                           def <genexpr>(.0):
//!                                               for x in .0:
//!                                                   if x: yield x
//! ```
//!
//! What `:=` binds inside belongs to the scope around: such a function declares it `nonlocal` or `global`.

use crate::syntax::{
    Argument, ArgumentKind, Comprehension, Expr, ExprKind, FunctionDef, Ident, Module, Name, Param, Params,
    Span, Stmt, StmtKind, leaf_targets,
};
use std::rc::Rc;

/// The name of the function that a generator expression becomes.
pub const GENERATOR: &str = "<genexpr>";
/// The parameter of such a function: the first iterable.
const ITERABLE: &str = ".0";

/// Gives every comprehension of a module variables of its own.
pub(super) fn separate(module: &mut Module) {
    let mut pass = Pass { scope: Scope::Module, renamed: Vec::new(), count: 0 };
    module.body.iter_mut().for_each(|stmt| pass.statement(stmt));
}

/// Where code stands.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    Module,
    /// In the body of a class; in a function or not.
    Class {
        in_function: bool,
    },
    Function,
    /// In a function that a comprehension of the module became.
    OfModule,
}

struct Pass {
    scope: Scope,
    /// The new names of variables around, innermost last; none for one that an inner function hides.
    renamed: Vec<(Name, Option<Name>)>,
    count: u32,
}

impl Pass {
    fn statement(&mut self, stmt: &mut Stmt) {
        stmt.for_each_expr_mut(&mut |expr| self.expr(expr));
        let body = match &mut stmt.kind {
            StmtKind::FunctionDef(def) => Some((&mut Rc::make_mut(def).body, Scope::Function)),
            StmtKind::ClassDef(def) => {
                let in_function = matches!(self.scope, Scope::Function | Scope::Class { in_function: true });
                Some((&mut Rc::make_mut(def).body, Scope::Class { in_function }))
            }
            _ => None,
        };
        if let Some((body, scope)) = body {
            self.within(scope, |this| body.iter_mut().for_each(|stmt| this.statement(stmt)));
        }
        for block in stmt.blocks_mut() {
            block.iter_mut().for_each(|stmt| self.statement(stmt));
        }
    }

    fn within(&mut self, scope: Scope, work: impl FnOnce(&mut Pass)) {
        let outer = std::mem::replace(&mut self.scope, scope);
        let depth = self.renamed.len();
        work(self);
        self.renamed.truncate(depth);
        self.scope = outer;
    }

    fn expr(&mut self, expr: &mut Expr) {
        match &mut expr.kind {
            ExprKind::Name(name) => {
                if let Some((_, Some(new))) = self.renamed.iter().rev().find(|(old, _)| old == name) {
                    *name = Rc::clone(new);
                }
            }
            ExprKind::Generator { .. } => self.call_of_function(expr, GENERATOR),
            ExprKind::ListComp { clauses, .. }
            | ExprKind::SetComp { clauses, .. }
            | ExprKind::DictComp { clauses, .. }
                if matches!(self.scope, Scope::Function | Scope::OfModule) =>
            {
                if let Some(first) = clauses.first_mut() {
                    self.expr(&mut first.iter);
                }
                let depth = self.renamed.len();
                for name in own_names(clauses) {
                    self.count += 1;
                    let new = format!("{name}.{}", self.count).into();
                    self.renamed.push((name, Some(new)));
                }
                self.inside(&mut expr.kind);
                self.renamed.truncate(depth);
            }
            ExprKind::ListComp { .. } => self.call_of_function(expr, "<listcomp>"),
            ExprKind::SetComp { .. } => self.call_of_function(expr, "<setcomp>"),
            ExprKind::DictComp { .. } => self.call_of_function(expr, "<dictcomp>"),
            ExprKind::Lambda(_) => {
                expr.for_each_child_mut(&mut |child| self.expr(child));
                if let ExprKind::Lambda(def) = &mut expr.kind {
                    let hidden = names_of_lambda(def);
                    self.within(Scope::Function, |this| {
                        this.renamed.extend(hidden.into_iter().map(|name| (name, None)));
                        Rc::make_mut(def).body.iter_mut().for_each(|stmt| this.statement(stmt));
                    });
                }
            }
            _ => expr.for_each_child_mut(&mut |child| self.expr(child)),
        }
    }

    /// All of a comprehension but its first iterable.
    fn inside(&mut self, kind: &mut ExprKind) {
        let (clauses, elements) = match kind {
            ExprKind::ListComp { element, clauses }
            | ExprKind::SetComp { element, clauses }
            | ExprKind::Generator { element, clauses } => (clauses, vec![&mut **element]),
            ExprKind::DictComp { key, value, clauses } => (clauses, vec![&mut **key, &mut **value]),
            _ => return,
        };
        for (index, clause) in clauses.iter_mut().enumerate() {
            if index > 0 {
                self.expr(&mut clause.iter);
            }
            self.expr(&mut clause.target);
            clause.conditions.iter_mut().for_each(|condition| self.expr(condition));
        }
        elements.into_iter().for_each(|element| self.expr(element));
    }

    /// Makes a comprehension a call of a function of its own.
    fn call_of_function(&mut self, expr: &mut Expr, name: &str) {
        let span = expr.span;
        let none = Expr { kind: ExprKind::Constant(crate::syntax::Constant::None), span };
        let mut whole = std::mem::replace(expr, none);
        let (ExprKind::ListComp { clauses, .. }
        | ExprKind::SetComp { clauses, .. }
        | ExprKind::DictComp { clauses, .. }
        | ExprKind::Generator { clauses, .. }) = &mut whole.kind
        else {
            return;
        };
        let Some(first) = clauses.first_mut() else { return };
        // A place of its own, of no length, for the types of expressions are found by place.
        let at = Span { start: first.iter.span.start, end: first.iter.span.start };
        let iterable = Expr { kind: ExprKind::Name(ITERABLE.into()), span: at };
        let mut given = std::mem::replace(&mut first.iter, iterable);
        self.expr(&mut given);
        let outside = bound_by_named(&whole);
        let is_async = is_async(&whole);
        let scope = match self.scope {
            Scope::Function | Scope::Class { in_function: true } => Scope::Function,
            Scope::Module | Scope::Class { in_function: false } | Scope::OfModule => Scope::OfModule,
        };
        let mut body = Vec::new();
        if !outside.is_empty() {
            let names = outside.into_iter().map(|name| Ident { name, span }).collect();
            let kind =
                if scope == Scope::Function { StmtKind::Nonlocal(names) } else { StmtKind::Global(names) };
            body.push(Stmt { kind, span });
        }
        self.within(scope, |this| {
            body.push(if let ExprKind::Generator { clauses, .. } = &whole.kind {
                this.renamed.extend(own_names(clauses).into_iter().map(|name| (name, None)));
                this.inside(&mut whole.kind);
                loops(whole.kind, span)
            } else {
                this.expr(&mut whole);
                Stmt { kind: StmtKind::Return(Some(whole)), span }
            });
        });
        let ident = |name: &str| Ident { name: name.into(), span };
        let param = Param { name: ident(ITERABLE), annotation: None, default: None };
        let def = FunctionDef {
            name: ident(name),
            is_async,
            decorators: Vec::new(),
            type_params: Vec::new(),
            params: Params { positional: vec![param], ..Params::default() },
            returns: None,
            body,
            span,
        };
        expr.kind = ExprKind::Call {
            function: Box::new(Expr { kind: ExprKind::Lambda(Rc::new(def)), span }),
            arguments: vec![Argument { kind: ArgumentKind::Positional, value: given }],
        };
    }
}

/// The loops of a generator expression, with a `yield` in the innermost.
fn loops(kind: ExprKind, span: Span) -> Stmt {
    let ExprKind::Generator { element, clauses } = kind else { return Stmt { kind: StmtKind::Pass, span } };
    let value = Expr { span: element.span, kind: ExprKind::Yield(Some(element)) };
    let mut inner = Stmt { kind: StmtKind::Expr(value), span };
    for Comprehension { target, iter, conditions, is_async } in clauses.into_iter().rev() {
        for test in conditions.into_iter().rev() {
            inner = Stmt { kind: StmtKind::If { test, body: vec![inner], orelse: Vec::new() }, span };
        }
        inner = Stmt {
            kind: StmtKind::For { target, iter, body: vec![inner], orelse: Vec::new(), is_async },
            span,
        };
    }
    inner
}

/// The variables of a comprehension.
fn own_names(clauses: &[Comprehension]) -> Vec<Name> {
    let mut names = Vec::new();
    for clause in clauses {
        leaf_targets(&clause.target, &mut |target| {
            if let ExprKind::Name(name) = &target.kind
                && !names.contains(name)
            {
                names.push(Rc::clone(name));
            }
        });
    }
    names
}

/// What `:=` binds anywhere in a comprehension, once each.
fn bound_by_named(whole: &Expr) -> Vec<Name> {
    let mut names = Vec::new();
    whole.walk(&mut |expr| {
        if let ExprKind::Named { target, .. } = &expr.kind
            && !names.contains(&target.name)
        {
            names.push(Rc::clone(&target.name));
        }
    });
    names
}

/// A comprehension with `async for` or `await`: where it is a generator, an asynchronous one.
fn is_async(whole: &Expr) -> bool {
    let mut found = false;
    whole.walk(&mut |expr| {
        found |=
            matches!(expr.kind, ExprKind::Await(_)) || expr.clauses().iter().any(|clause| clause.is_async);
    });
    found
}

/// The variables of a lambda.
fn names_of_lambda(def: &FunctionDef) -> Vec<Name> {
    let mut names: Vec<Name> = def.params.each().map(|param| Rc::clone(&param.name.name)).collect();
    for stmt in &def.body {
        stmt.for_each_expr(&mut |expr| {
            expr.walk(&mut |expr| {
                if let ExprKind::Named { target, .. } = &expr.kind {
                    names.push(Rc::clone(&target.name));
                }
            });
        });
    }
    names
}
