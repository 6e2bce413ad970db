//! What the names of one scope are: bound, declared `global` or `nonlocal`, and where they first occur.
//!
//! In comes the body of a module, class or function as the parser made it, out a [`Names`]; bodies of inner functions
//! and classes are not entered. Used by [`super::rules`] alone: the scopes that the compiler works with are found
//! later, on our own tree.
//!
//! ```text
//! import os.path            bound: os
//! x = [y := z for z in w]   bound: x, y     first: x, y, w
//! global g                  globals: g
//! ```

use ruff_python_ast as ast;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_text_size::{Ranged, TextRange};
use std::collections::BTreeMap;

/// The names of one scope.
#[derive(Default)]
pub(super) struct Names<'a> {
    /// Bound here, unless declared otherwise.
    pub bound: BTreeMap<&'a str, TextRange>,
    /// The `global` statement of a name.
    pub globals: BTreeMap<&'a str, TextRange>,
    /// The `nonlocal` statement of a name.
    pub nonlocals: BTreeMap<&'a str, TextRange>,
    /// Where a name first occurs, declarations left out.
    pub first: BTreeMap<&'a str, TextRange>,
    /// Whether the walk is inside a comprehension, whose own names are not the scope's.
    in_comprehension: bool,
}

impl<'a> Names<'a> {
    /// The names of a body.
    pub(super) fn of(body: &'a [ast::Stmt]) -> Names<'a> {
        let mut names = Names::default();
        names.visit_body(body);
        names
    }

    fn occurs(&mut self, name: &'a str, range: TextRange) {
        let first = self.first.entry(name).or_insert(range);
        if range.start() < first.start() {
            *first = range;
        }
    }

    fn bind(&mut self, name: &'a str, range: TextRange) {
        self.occurs(name, range);
        self.bound.entry(name).or_insert(range);
    }

    fn bind_identifier(&mut self, identifier: &'a ast::Identifier) {
        self.bind(&identifier.id, identifier.range);
    }

    /// What a lambda or function evaluates where it is defined.
    fn defaults(&mut self, parameters: &'a ast::Parameters) {
        for default in parameters.iter_non_variadic_params().filter_map(|parameter| parameter.default()) {
            self.visit_expr(default);
        }
    }

    fn comprehension(&mut self, generators: &'a [ast::Comprehension], elements: &[Option<&'a ast::Expr>]) {
        let outer = self.in_comprehension;
        for (index, generator) in generators.iter().enumerate() {
            // The first iterable is evaluated in the scope around (reference, 6.2.4).
            self.in_comprehension = outer || index > 0;
            self.visit_expr(&generator.iter);
            self.in_comprehension = true;
            for condition in &generator.ifs {
                self.visit_expr(condition);
            }
        }
        self.in_comprehension = true;
        for element in elements.iter().copied().flatten() {
            self.visit_expr(element);
        }
        self.in_comprehension = outer;
    }
}

impl<'a> Visitor<'a> for Names<'a> {
    fn visit_stmt(&mut self, statement: &'a ast::Stmt) {
        match statement {
            ast::Stmt::FunctionDef(node) => {
                for decorator in &node.decorator_list {
                    self.visit_decorator(decorator);
                }
                self.defaults(&node.parameters);
                self.bind_identifier(&node.name);
            }
            ast::Stmt::ClassDef(node) => {
                for decorator in &node.decorator_list {
                    self.visit_decorator(decorator);
                }
                if let Some(arguments) = &node.arguments {
                    self.visit_arguments(arguments);
                }
                self.bind_identifier(&node.name);
            }
            ast::Stmt::TypeAlias(node) => self.visit_expr(&node.name),
            // An import binds, but may stand before its `global` (CPython's `symtable_visit_stmt` looks for other
            // uses only).
            ast::Stmt::Import(ast::StmtImport { names, .. })
            | ast::Stmt::ImportFrom(ast::StmtImportFrom { names, .. }) => {
                for alias in names.iter().filter(|alias| alias.name.as_str() != "*") {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    let first = name.id.split('.').next().unwrap_or(&name.id);
                    self.bound.entry(first).or_insert(name.range);
                }
            }
            ast::Stmt::Global(node) => {
                for name in &node.names {
                    self.globals.entry(&name.id).or_insert(node.range);
                }
            }
            ast::Stmt::Nonlocal(node) => {
                for name in &node.names {
                    self.nonlocals.entry(&name.id).or_insert(node.range);
                }
            }
            ast::Stmt::Return(_)
            | ast::Stmt::Delete(_)
            | ast::Stmt::Assign(_)
            | ast::Stmt::AugAssign(_)
            | ast::Stmt::AnnAssign(_)
            | ast::Stmt::For(_)
            | ast::Stmt::While(_)
            | ast::Stmt::If(_)
            | ast::Stmt::With(_)
            | ast::Stmt::Match(_)
            | ast::Stmt::Raise(_)
            | ast::Stmt::Try(_)
            | ast::Stmt::Assert(_)
            | ast::Stmt::Expr(_)
            | ast::Stmt::Pass(_)
            | ast::Stmt::Break(_)
            | ast::Stmt::Continue(_)
            | ast::Stmt::IpyEscapeCommand(_) => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a ast::Expr) {
        match expression {
            ast::Expr::Name(node) => match node.ctx {
                _ if self.in_comprehension => {}
                ast::ExprContext::Load | ast::ExprContext::Invalid => self.occurs(&node.id, node.range),
                ast::ExprContext::Store | ast::ExprContext::Del => self.bind(&node.id, node.range),
            },
            // Binds in the scope around a comprehension, too (PEP 572).
            ast::Expr::Named(node) => {
                self.visit_expr(&node.value);
                if let ast::Expr::Name(target) = &*node.target {
                    self.bind(&target.id, target.range);
                }
            }
            ast::Expr::Lambda(node) => {
                if let Some(parameters) = &node.parameters {
                    self.defaults(parameters);
                }
            }
            ast::Expr::ListComp(node) => self.comprehension(&node.generators, &[Some(&node.elt)]),
            ast::Expr::SetComp(node) => self.comprehension(&node.generators, &[Some(&node.elt)]),
            ast::Expr::Generator(node) => self.comprehension(&node.generators, &[Some(&node.elt)]),
            ast::Expr::DictComp(node) => {
                self.comprehension(&node.generators, &[node.key.as_deref(), Some(&node.value)]);
            }
            _ => visitor::walk_expr(self, expression),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ast::ExceptHandler) {
        let ast::ExceptHandler::ExceptHandler(node) = handler;
        if let Some(name) = &node.name {
            self.bind_identifier(name);
        }
        visitor::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a ast::Pattern) {
        let name = match pattern {
            ast::Pattern::MatchStar(node) => node.name.as_ref(),
            ast::Pattern::MatchMapping(node) => node.rest.as_ref(),
            ast::Pattern::MatchAs(node) => node.name.as_ref(),
            ast::Pattern::MatchValue(_)
            | ast::Pattern::MatchSingleton(_)
            | ast::Pattern::MatchSequence(_)
            | ast::Pattern::MatchClass(_)
            | ast::Pattern::MatchOr(_) => None,
        };
        if let Some(name) = name {
            self.bind_identifier(name);
        }
        visitor::walk_pattern(self, pattern);
    }

    // Annotations are evaluated in a scope of their own, or not at all (PEP 649).
    fn visit_annotation(&mut self, _annotation: &'a ast::Expr) {}
}

/// The range of a parameter's annotation and default is no part of its name.
pub(super) fn parameter_names(parameters: &ast::Parameters) -> impl Iterator<Item = &str> {
    parameters.iter().map(|parameter| parameter.name().id.as_str())
}

/// The name that a simple annotated assignment declares.
pub(super) fn annotated_name(node: &ast::StmtAnnAssign) -> Option<(&str, TextRange)> {
    match &*node.target {
        ast::Expr::Name(name) => Some((name.id.as_str(), name.range())),
        _ => None,
    }
}
