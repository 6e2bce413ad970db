//! Python that the compiler adds to a module, read from text.
//!
//! A name `provided_X` of the text becomes `$X`, which no program can name. Everything in it stands at the place that
//! it was made for, each expression at one of its own.

use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{
    Constant, Expr, ExprKind, FunctionDef, Ident, ImportNames, Name, SourceFile, Span, Stmt, StmtKind, parse,
};
use std::rc::Rc;

/// A pass that adds Python.
pub(super) trait Quoting {
    /// A place of its own for an expression that is made: types are found by place. It begins where the other does,
    /// and covers nothing.
    fn place(&mut self, near: Span) -> Span;
    /// Says that a text for this place is no Python, which is a fault of the compiler.
    fn fault(&mut self, at: Span);
}

/// What is said of a text that is no Python.
pub(super) fn fault(source: &Rc<SourceFile>, at: Span) -> Diagnostic {
    Diagnostic::new(Code::INTERNAL, "what the compiler provides is no Python").at(source, at, "for this")
}

/// How names begin that become names of the compiler's own.
const PREFIX: &str = "provided_";

/// The name that `provided_X` becomes.
pub(super) fn own(name: &str) -> Name {
    format!("${name}").into()
}

/// What stands for a name `provided_X` instead.
pub(super) type Parts<'a> = &'a [(&'a str, &'a Expr)];

/// The statements of a text, at a place.
///
/// A text that is no Python is a fault of the compiler, and is said at the place.
pub(super) fn statements(pass: &mut dyn Quoting, text: &str, at: Span, parts: Parts) -> Vec<Stmt> {
    match parse(Rc::new(SourceFile::new("provided", text))) {
        Ok(module) => {
            let mut body = module.body;
            Placer { pass, at, parts }.body(&mut body);
            body
        }
        Err(_) => {
            pass.fault(at);
            Vec::new()
        }
    }
}

/// The expression of a text, at a place.
pub(super) fn expression(pass: &mut dyn Quoting, text: &str, at: Span, parts: Parts) -> Expr {
    match statements(pass, text, at, parts).pop().map(|stmt| stmt.kind) {
        Some(StmtKind::Expr(expr)) => expr,
        _ => {
            pass.fault(at);
            Expr { kind: ExprKind::Constant(Constant::None), span: at }
        }
    }
}

struct Placer<'a> {
    pass: &'a mut dyn Quoting,
    at: Span,
    parts: Parts<'a>,
}

impl Placer<'_> {
    fn body(&mut self, body: &mut [Stmt]) {
        body.iter_mut().for_each(|stmt| self.stmt(stmt));
    }

    fn name(&self, name: &mut Name) {
        if let Some(rest) = name.strip_prefix(PREFIX) {
            *name = own(rest);
        }
    }

    fn ident(&self, ident: &mut Ident) {
        ident.span = self.at;
        self.name(&mut ident.name);
    }

    fn stmt(&mut self, stmt: &mut Stmt) {
        stmt.span = self.pass.place(self.at);
        match &mut stmt.kind {
            StmtKind::FunctionDef(def) => self.function(Rc::make_mut(def)),
            StmtKind::ClassDef(def) => {
                let def = Rc::make_mut(def);
                def.span = self.pass.place(self.at);
                self.ident(&mut def.name);
                self.body(&mut def.body);
            }
            StmtKind::Import(names) | StmtKind::ImportFrom { names: ImportNames::Names(names), .. } => {
                for alias in names {
                    alias.name.span = self.at;
                    alias.alias.iter_mut().for_each(|alias| self.ident(alias));
                }
            }
            StmtKind::Try { handlers, .. } => {
                for handler in handlers {
                    handler.span = self.pass.place(self.at);
                    handler.name.iter_mut().for_each(|name| self.ident(name));
                }
            }
            _ => {}
        }
        stmt.for_each_expr_mut(&mut |expr| self.expr(expr));
        for block in stmt.blocks_mut() {
            self.body(block);
        }
    }

    fn function(&mut self, def: &mut FunctionDef) {
        def.span = self.pass.place(self.at);
        self.ident(&mut def.name);
        for param in def.params.each_mut() {
            self.ident(&mut param.name);
            param.annotation.iter_mut().for_each(|annotation| self.expr(annotation));
        }
        def.returns.iter_mut().for_each(|returns| self.expr(returns));
        self.body(&mut def.body);
    }

    fn expr(&mut self, expr: &mut Expr) {
        if let ExprKind::Name(name) = &expr.kind
            && let Some(name) = name.strip_prefix(PREFIX)
            && let Some((_, part)) = self.parts.iter().find(|(of, _)| *of == name)
        {
            *expr = (*part).clone();
            return;
        }
        expr.span = self.pass.place(self.at);
        match &mut expr.kind {
            ExprKind::Name(name) => self.name(name),
            ExprKind::Attribute { attribute, .. } => attribute.span = self.at,
            ExprKind::Lambda(def) => {
                let def = Rc::make_mut(def);
                self.function(def);
            }
            _ => {}
        }
        expr.for_each_child_mut(&mut |child| self.expr(child));
    }
}
