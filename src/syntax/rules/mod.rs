//! Python's rules beyond its grammar: where `return`, `yield`, `await`, `break` may stand, what `global` and
//! `nonlocal` may name, and so on.
//!
//! In comes the parser's tree, out the errors. Most rules are the parser crate's own `SemanticSyntaxChecker`; it asks
//! its caller about the scope it is in, which [`Walk`] tracks. The rules that the checker leaves to its caller are
//! here (CPython has them in `Python/symtable.c` and `Python/compile.c`):
//!
//! - a name used before its `nonlocal`, or bound by a definition before its `global`;
//! - a name that is `global` and `nonlocal`; an annotated name that is `nonlocal`;
//! - `break`, `continue` or `return` that leave an `except*`; a bare `except` that is not the last;
//! - `*x` where no list, tuple, set or call takes it up;
//! - an alternative of a pattern after one that always matches; an f-string as a pattern;
//! - `x.__debug__ = …` and `f(__debug__=…)`.

mod context;

use super::scopes::{Names, annotated_name, parameter_names};
use ruff_python_ast as ast;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_parser::semantic_errors::SemanticSyntaxChecker;
use ruff_text_size::{Ranged, TextRange};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::mem;

/// A rule that was broken.
pub(super) struct RuleError {
    pub message: String,
    pub range: TextRange,
    /// Another place that explains it.
    pub also: Option<(TextRange, &'static str)>,
    pub help: Option<&'static str>,
}

const STARRED: &str = "starred expression cannot be used here";

/// Checks a module against the rules.
pub(super) fn check(module: &ast::ModModule, text: &str) -> Vec<RuleError> {
    let mut walk = Walk {
        checker: SemanticSyntaxChecker::new(),
        text,
        scopes: vec![Scope::new(ScopeKind::Module, Names::of(&module.body))],
        tries: 0,
        errors: RefCell::default(),
    };
    walk.check_declarations();
    walk.visit_body(&module.body);
    walk.errors.into_inner()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ScopeKind {
    Module,
    Class,
    Function { is_async: bool },
    Lambda,
    Comprehension { is_async: bool },
    Generator,
}

struct Scope<'a> {
    kind: ScopeKind,
    names: Names<'a>,
    parameters: BTreeSet<&'a str>,
    /// Loops around the place, within the scope.
    loops: u32,
    /// Loops around the innermost `except*` around the place, within the scope.
    except_star: Option<u32>,
}

impl<'a> Scope<'a> {
    fn new(kind: ScopeKind, names: Names<'a>) -> Scope<'a> {
        Scope { kind, names, parameters: BTreeSet::new(), loops: 0, except_star: None }
    }
}

struct Walk<'a> {
    checker: SemanticSyntaxChecker,
    text: &'a str,
    /// From the module inwards, never empty.
    scopes: Vec<Scope<'a>>,
    /// `try` statements around the place, within the scope.
    tries: u32,
    errors: RefCell<Vec<RuleError>>,
}

impl<'a> Walk<'a> {
    fn kind(&self) -> ScopeKind {
        self.scopes.last().map_or(ScopeKind::Module, |scope| scope.kind)
    }

    fn error(&self, range: TextRange, message: impl Into<String>) {
        self.errors.borrow_mut().push(RuleError { message: message.into(), range, also: None, help: None });
    }

    fn declaration_error(&self, range: TextRange, message: String, declaration: TextRange) {
        self.errors.borrow_mut().push(RuleError {
            message,
            range,
            also: Some((declaration, "declared here")),
            help: Some("move the declaration to the top of the function"),
        });
    }

    fn inside(&mut self, scope: Scope<'a>, walk: impl FnOnce(&mut Self)) {
        let tries = mem::take(&mut self.tries);
        self.scopes.push(scope);
        walk(self);
        self.scopes.pop();
        self.tries = tries;
    }

    /// The rules on `global` and `nonlocal` statements of the scope just entered.
    fn check_declarations(&self) {
        let Some(Scope { names, .. }) = self.scopes.last() else { return };
        for (name, declaration) in &names.nonlocals {
            if names.globals.contains_key(name) {
                self.error(*declaration, format!("name `{name}` is nonlocal and global"));
            } else if let Some(first) =
                names.first.get(name).filter(|first| first.start() < declaration.start())
            {
                self.declaration_error(
                    *first,
                    format!("name `{name}` is used prior to nonlocal declaration"),
                    *declaration,
                );
            }
        }
        for (name, declaration) in &names.globals {
            if let Some(first) = names.first.get(name).filter(|first| first.start() < declaration.start()) {
                self.declaration_error(
                    *first,
                    format!("name `{name}` is used prior to global declaration"),
                    *declaration,
                );
            }
        }
    }

    fn in_loop(&mut self, body: &'a [ast::Stmt]) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.loops += 1;
        }
        self.visit_body(body);
        if let Some(scope) = self.scopes.last_mut() {
            scope.loops -= 1;
        }
    }

    fn defaults(&mut self, parameters: &'a ast::Parameters) {
        for default in parameters.iter_non_variadic_params().filter_map(|parameter| parameter.default()) {
            self.visit_expr(default);
        }
    }

    fn comprehension(
        &mut self,
        kind: ScopeKind,
        generators: &'a [ast::Comprehension],
        elements: &[Option<&'a ast::Expr>],
    ) {
        // The first iterable is evaluated in the scope around (reference, 6.2.4).
        if let Some(first) = generators.first() {
            self.visit_expr(&first.iter);
        }
        self.inside(Scope::new(kind, Names::default()), |walk| {
            for (index, generator) in generators.iter().enumerate() {
                if index > 0 {
                    walk.visit_expr(&generator.iter);
                }
                walk.visit_expr(&generator.target);
                for condition in &generator.ifs {
                    walk.visit_expr(condition);
                }
            }
            for element in elements.iter().copied().flatten() {
                walk.visit_expr(element);
            }
        });
    }

    fn check_leaving_except_star(&self, statement: &ast::Stmt) {
        let Some(Scope { loops, except_star: Some(around), .. }) = self.scopes.last() else { return };
        let leaves = match statement {
            ast::Stmt::Return(_) => true,
            ast::Stmt::Break(_) | ast::Stmt::Continue(_) => loops == around,
            _ => false,
        };
        if leaves {
            self.error(
                statement.range(),
                "`break`, `continue` and `return` cannot appear in an `except*` block",
            );
        }
    }

    /// `*x` with nothing around it that takes it up.
    fn no_star(&self, expression: &ast::Expr, message: &str) {
        if expression.is_starred_expr() {
            self.error(expression.range(), message);
        }
    }

    fn no_debug(&self, identifier: &ast::Identifier) {
        if identifier.id == "__debug__" {
            self.error(identifier.range, "cannot assign to `__debug__`");
        }
    }

    fn literal_pattern(&self, value: &ast::Expr) {
        if value.is_f_string_expr() || value.is_t_string_expr() {
            self.error(value.range(), "patterns may only match literals and attribute lookups");
        }
    }

    fn try_statement(&mut self, node: &'a ast::StmtTry) {
        self.tries += 1;
        self.visit_body(&node.body);
        for (index, ast::ExceptHandler::ExceptHandler(handler)) in node.handlers.iter().enumerate() {
            if handler.type_.is_none() && index + 1 < node.handlers.len() {
                let head = TextRange::at(handler.start(), ruff_text_size::TextSize::of("except"));
                self.error(head, "a bare `except` must be the last");
            }
            if let Some(kind) = &handler.type_ {
                self.visit_expr(kind);
            }
            let around = self.scopes.last_mut().map(|scope| {
                let around = scope.except_star;
                if node.is_star {
                    scope.except_star = Some(scope.loops);
                }
                around
            });
            self.visit_body(&handler.body);
            if let (Some(scope), Some(around)) = (self.scopes.last_mut(), around) {
                scope.except_star = around;
            }
        }
        self.visit_body(&node.orelse);
        self.visit_body(&node.finalbody);
        self.tries -= 1;
    }
}

impl<'a> Visitor<'a> for Walk<'a> {
    fn visit_stmt(&mut self, statement: &'a ast::Stmt) {
        let mut checker = mem::take(&mut self.checker);
        checker.visit_stmt(statement, self);
        self.checker = checker;
        self.check_leaving_except_star(statement);
        match statement {
            ast::Stmt::Expr(ast::StmtExpr { value, .. })
            | ast::Stmt::AugAssign(ast::StmtAugAssign { value, .. }) => {
                self.no_star(value, STARRED);
                visitor::walk_stmt(self, statement);
            }
            ast::Stmt::FunctionDef(node) => {
                for decorator in &node.decorator_list {
                    self.visit_decorator(decorator);
                }
                self.defaults(&node.parameters);
                let kind = ScopeKind::Function { is_async: node.is_async };
                let mut scope = Scope::new(kind, Names::of(&node.body));
                scope.parameters = parameter_names(&node.parameters).collect();
                self.inside(scope, |walk| {
                    walk.check_declarations();
                    walk.visit_body(&node.body);
                });
            }
            ast::Stmt::ClassDef(node) => {
                for decorator in &node.decorator_list {
                    self.visit_decorator(decorator);
                }
                if let Some(arguments) = &node.arguments {
                    self.visit_arguments(arguments);
                }
                self.inside(Scope::new(ScopeKind::Class, Names::of(&node.body)), |walk| {
                    walk.check_declarations();
                    walk.visit_body(&node.body);
                });
            }
            ast::Stmt::For(node) => {
                self.visit_expr(&node.iter);
                self.visit_expr(&node.target);
                self.in_loop(&node.body);
                self.visit_body(&node.orelse);
            }
            ast::Stmt::While(node) => {
                self.visit_expr(&node.test);
                self.in_loop(&node.body);
                self.visit_body(&node.orelse);
            }
            ast::Stmt::Try(node) => self.try_statement(node),
            ast::Stmt::AnnAssign(node) => {
                if let Some((name, range)) = annotated_name(node)
                    && let Some(declaration) =
                        self.scopes.last().and_then(|scope| scope.names.nonlocals.get(name))
                {
                    self.errors.borrow_mut().push(RuleError {
                        message: format!("annotated name `{name}` can't be nonlocal"),
                        range,
                        also: Some((*declaration, "declared here")),
                        help: Some("annotate it where it is first assigned, in the outer function"),
                    });
                }
                visitor::walk_stmt(self, statement);
            }
            ast::Stmt::Return(_)
            | ast::Stmt::Delete(_)
            | ast::Stmt::TypeAlias(_)
            | ast::Stmt::Assign(_)
            | ast::Stmt::If(_)
            | ast::Stmt::With(_)
            | ast::Stmt::Match(_)
            | ast::Stmt::Raise(_)
            | ast::Stmt::Assert(_)
            | ast::Stmt::Import(_)
            | ast::Stmt::ImportFrom(_)
            | ast::Stmt::Global(_)
            | ast::Stmt::Nonlocal(_)
            | ast::Stmt::Pass(_)
            | ast::Stmt::Break(_)
            | ast::Stmt::Continue(_)
            | ast::Stmt::IpyEscapeCommand(_) => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a ast::Expr) {
        let mut checker = mem::take(&mut self.checker);
        checker.visit_expr(expression, self);
        self.checker = checker;
        let is_async =
            |generators: &[ast::Comprehension]| generators.iter().any(|generator| generator.is_async);
        match expression {
            ast::Expr::Lambda(node) => {
                let mut scope = Scope::new(ScopeKind::Lambda, Names::default());
                if let Some(parameters) = &node.parameters {
                    self.defaults(parameters);
                    scope.parameters = parameter_names(parameters).collect();
                }
                self.inside(scope, |walk| walk.visit_expr(&node.body));
            }
            ast::Expr::ListComp(ast::ExprListComp { elt, generators, .. })
            | ast::Expr::SetComp(ast::ExprSetComp { elt, generators, .. }) => {
                let kind = ScopeKind::Comprehension { is_async: is_async(generators) };
                self.comprehension(kind, generators, &[Some(elt)]);
            }
            ast::Expr::DictComp(ast::ExprDictComp { key, value, generators, .. }) => {
                let kind = ScopeKind::Comprehension { is_async: is_async(generators) };
                self.comprehension(kind, generators, &[key.as_deref(), Some(value)]);
            }
            ast::Expr::Generator(ast::ExprGenerator { elt, generators, .. }) => {
                self.comprehension(ScopeKind::Generator, generators, &[Some(elt)]);
            }
            ast::Expr::Attribute(node) => {
                if !node.ctx.is_load() {
                    self.no_debug(&node.attr);
                }
                visitor::walk_expr(self, expression);
            }
            _ => visitor::walk_expr(self, expression),
        }
    }

    fn visit_keyword(&mut self, keyword: &'a ast::Keyword) {
        if let Some(name) = &keyword.arg {
            self.no_debug(name);
        }
        visitor::walk_keyword(self, keyword);
    }

    fn visit_with_item(&mut self, item: &'a ast::WithItem) {
        if let Some(target) = &item.optional_vars {
            self.no_star(target, "starred assignment target must be in a list or tuple");
        }
        visitor::walk_with_item(self, item);
    }

    fn visit_interpolated_string_element(&mut self, element: &'a ast::InterpolatedStringElement) {
        if let ast::InterpolatedStringElement::Interpolation(field) = element {
            self.no_star(&field.expression, STARRED);
        }
        visitor::walk_interpolated_string_element(self, element);
    }

    fn visit_pattern(&mut self, pattern: &'a ast::Pattern) {
        match pattern {
            ast::Pattern::MatchValue(node) => self.literal_pattern(&node.value),
            ast::Pattern::MatchMapping(node) => {
                for key in &node.keys {
                    self.literal_pattern(key);
                }
            }
            ast::Pattern::MatchOr(node) => {
                let count = node.patterns.len();
                for alternative in node.patterns.iter().take(count.saturating_sub(1)) {
                    if alternative.irrefutable_pattern().is_some() {
                        self.error(alternative.range(), "this makes the alternatives after it unreachable");
                    }
                }
            }
            ast::Pattern::MatchSingleton(_)
            | ast::Pattern::MatchSequence(_)
            | ast::Pattern::MatchClass(_)
            | ast::Pattern::MatchStar(_)
            | ast::Pattern::MatchAs(_) => {}
        }
        visitor::walk_pattern(self, pattern);
    }

    // The checker looks into annotations itself; they are evaluated in a scope of their own, or not at all.
    fn visit_annotation(&mut self, _annotation: &'a ast::Expr) {}
    fn visit_type_params(&mut self, _type_params: &'a ast::TypeParams) {}
}
