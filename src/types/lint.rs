//! Warnings of what is legal and hardly meant: statements that never run, names that nobody reads, reads that may find
//! no value.
//!
//! Only what is sure is said: the names of a module and of a class are there for others, and a name that begins with
//! `_` is not meant to be read.

use super::{FunctionInfo, Program, bound};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::binding::{bound_name, for_each_target, pattern_names};
use crate::syntax::{
    Alias, Constant, Expr, ExprKind, ImportNames, Name, Pattern, PatternKind, Span, Stmt, StmtKind,
};
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;

/// All warnings of a program, in no order.
pub(super) fn lint(program: &Program, diagnostics: &mut Vec<Diagnostic>) {
    unreachable(program, &program.module.body, diagnostics);
    shadowed_imports(program, diagnostics);
    for class in &program.classes {
        unreachable(program, &class.def.body, diagnostics);
    }
    for function in &program.functions {
        // What the compiler made of a comprehension has no names of the user's.
        if function.def.name.name.starts_with('<') {
            continue;
        }
        unreachable(program, &function.def.body, diagnostics);
        unused(program, function, diagnostics);
        maybe_unbound(program, function, diagnostics);
    }
}

/// Whether control never comes past a body, by its statements alone.
pub(super) fn never_ends(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| leaves(stmt, true))
}

/// Whether control never comes past a statement. `trusts` takes managers to pass exceptions on, as most do.
fn leaves(stmt: &Stmt, trusts: bool) -> bool {
    let never_ends = |body: &[Stmt]| body.iter().any(|stmt| leaves(stmt, trusts));
    match &stmt.kind {
        StmtKind::Return(_) | StmtKind::Raise { .. } | StmtKind::Continue | StmtKind::Break => true,
        StmtKind::If { test, body, orelse } => match truth(test) {
            Some(true) => never_ends(body),
            Some(false) => never_ends(orelse),
            None => never_ends(body) && never_ends(orelse),
        },
        StmtKind::While { test, body, .. } => truth(test) == Some(true) && !has_break(body),
        StmtKind::With { body, .. } => trusts && never_ends(body),
        StmtKind::Try { body, handlers, orelse, finally, .. } => {
            never_ends(finally)
                || ((never_ends(body) || never_ends(orelse))
                    && handlers.iter().all(|handler| never_ends(&handler.body)))
        }
        StmtKind::Match { cases, .. } => {
            let takes_rest = cases.last().is_some_and(|case| super::flow::takes_all(&case.pattern));
            // Members of an enumeration are taken to be all of them.
            let takes_members = trusts && cases.iter().all(|case| is_member(&case.pattern));
            cases.iter().all(|case| never_ends(&case.body))
                && cases.last().is_some_and(|case| case.guard.is_none())
                && (takes_rest || takes_members)
        }
        StmtKind::Expr(value) => is_exit(value),
        StmtKind::Assert { test, .. } => trusts && truth(test) == Some(false),
        StmtKind::Assign { .. }
        | StmtKind::AnnAssign { .. }
        | StmtKind::AugAssign { .. }
        | StmtKind::Delete(_)
        | StmtKind::Pass
        | StmtKind::Global(_)
        | StmtKind::Nonlocal(_)
        | StmtKind::For { .. }
        | StmtKind::FunctionDef(_)
        | StmtKind::ClassDef(_)
        | StmtKind::Import(_)
        | StmtKind::ImportFrom { .. }
        | StmtKind::TypeAlias { .. } => false,
    }
}

/// Whether a pattern is a member of a class, or one of several.
fn is_member(pattern: &Pattern) -> bool {
    match &pattern.kind {
        PatternKind::Value(value) => matches!(value.kind, ExprKind::Attribute { .. }),
        PatternKind::Or(patterns) => patterns.iter().all(is_member),
        _ => false,
    }
}

/// A call of `sys.exit`.
pub(super) fn is_exit(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Call { function, .. }
        if matches!(&function.kind, ExprKind::Attribute { value, attribute }
            if &*attribute.name == "exit" && matches!(&value.kind, ExprKind::Name(name) if &**name == "sys")))
}

/// The truth of a condition that is a constant.
pub(super) fn truth(test: &Expr) -> Option<bool> {
    match &test.kind {
        ExprKind::Constant(Constant::Bool(value)) => Some(*value),
        ExprKind::Constant(Constant::Int(digits)) => Some(&**digits != "0"),
        _ => None,
    }
}

/// Whether a `break` in a body leaves the loop that the body is of.
fn has_break(body: &[Stmt]) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::Break => true,
        // Only what follows such a loop's own end is in this one.
        StmtKind::While { orelse, .. } | StmtKind::For { orelse, .. } => has_break(orelse),
        _ => stmt.blocks().into_iter().any(has_break),
    })
}

/// Says where each stretch of statements begins that never runs.
fn unreachable(program: &Program, body: &[Stmt], diagnostics: &mut Vec<Diagnostic>) {
    let after = body.iter().position(|stmt| leaves(stmt, false)).map(|index| (index, body.get(index + 1)));
    if let Some((index, Some(next))) = after
        && let Some(last) = body.get(index)
        && !makes_generator(next)
    {
        let why = match &last.kind {
            StmtKind::Return(_) => "this returns",
            StmtKind::Raise { .. } => "this raises",
            StmtKind::Continue | StmtKind::Break => "this goes elsewhere",
            StmtKind::While { .. } => "this loop never ends",
            _ => "control never comes past this",
        };
        let source = program.source();
        diagnostics.push(
            Diagnostic::new(Code::UNREACHABLE, "this code is never reached")
                .at(source, head(program, next), "never runs")
                .also(head(program, last), why),
        );
    }
    let reached = after.map_or(body.len(), |(index, _)| index + 1);
    for stmt in body.iter().take(reached) {
        stmt.blocks().into_iter().for_each(|block| unreachable(program, block, diagnostics));
    }
}

/// `yield` after the end is there to make a generator.
fn makes_generator(stmt: &Stmt) -> bool {
    matches!(&stmt.kind, StmtKind::Expr(Expr { kind: ExprKind::Yield(_) | ExprKind::YieldFrom(_), .. }))
}

/// The first line of a statement.
fn head(program: &Program, stmt: &Stmt) -> Span {
    let source = program.source();
    let line = source.line(stmt.span.start);
    let end = source.line_start(line) + u32::try_from(source.line_text(line).len()).unwrap_or(0);
    Span { start: stmt.span.start, end: stmt.span.end.min(end).max(stmt.span.start) }
}

/// How a name that nobody reads came to be.
#[derive(Clone, Copy, PartialEq)]
enum Made {
    Import,
    Value,
    Exception,
}

/// Says which local names nobody reads.
fn unused(program: &Program, function: &FunctionInfo, diagnostics: &mut Vec<Diagnostic>) {
    let body = &function.def.body;
    let mut made: IndexMap<&Name, (Span, Made)> = IndexMap::new();
    for stmt in body {
        stmt.walk(&mut |stmt| {
            names_made(stmt, &mut |name, span, how| _ = made.entry(name).or_insert((span, how)));
        });
    }
    let mut tried = IndexSet::new();
    for stmt in body {
        stmt.walk(&mut |stmt| imports_tried(stmt, &mut tried));
    }
    made.retain(|name, (span, _)| {
        !tried.contains(span)
            && !name.starts_with('_')
            && !name.contains('.')
            && function.locals.get(*name).is_some_and(|local| !local.is_param && !local.captured)
    });
    if made.is_empty() {
        return;
    }
    let mut read = IndexSet::new();
    reads(body, &mut read);
    // These see all variables there are.
    if ["locals", "eval", "exec"].iter().any(|name| read.contains(*name)) {
        return;
    }
    for (name, (span, how)) in made.into_iter().filter(|(name, _)| !read.contains(&***name)) {
        let (title, label, help) = match how {
            Made::Import => (
                format!("the import `{name}` is never used"),
                "nothing in this function reads it",
                "remove the import".to_owned(),
            ),
            Made::Value => (
                format!("the variable `{name}` is never used"),
                "nothing reads it after this",
                format!("remove it, or call it `_{name}` if that is meant"),
            ),
            Made::Exception => (
                format!("the variable `{name}` is never used"),
                "nothing reads the exception",
                format!("leave out `as {name}`"),
            ),
        };
        let diagnostic = Diagnostic::new(Code::UNUSED_NAME, title).at(program.source(), span, label);
        diagnostics.push(diagnostic.help(help));
    }
}

/// The places of imports that only find out whether there is such a module.
fn imports_tried(stmt: &Stmt, tried: &mut IndexSet<Span>) {
    let StmtKind::Try { body, handlers, .. } = &stmt.kind else { return };
    if handlers.is_empty() {
        return;
    }
    for stmt in body {
        names_made(stmt, &mut |_, span, how| {
            if how == Made::Import {
                tried.insert(span);
            }
        });
    }
}

/// Calls `visit` with the names that a statement binds to be read later. What only has to be there, as the variable of
/// a loop or one of several targets, is not among them.
fn names_made<'a>(stmt: &'a Stmt, visit: &mut dyn FnMut(&'a Name, Span, Made)) {
    let alias = |alias: &'a Alias, visit: &mut dyn FnMut(&'a Name, Span, Made)| {
        let ident = alias.alias.as_ref().unwrap_or(&alias.name);
        visit(&ident.name, ident.span, Made::Import);
    };
    match &stmt.kind {
        StmtKind::Assign { targets, .. } => {
            for target in targets {
                if let ExprKind::Name(name) = &target.kind {
                    visit(name, target.span, Made::Value);
                }
            }
        }
        StmtKind::AnnAssign { target, value: Some(_), .. } => {
            if let ExprKind::Name(name) = &target.kind {
                visit(name, target.span, Made::Value);
            }
        }
        StmtKind::Import(names) => names.iter().for_each(|name| alias(name, visit)),
        StmtKind::ImportFrom { names: ImportNames::Names(names), .. } => {
            names.iter().for_each(|name| alias(name, visit));
        }
        StmtKind::Try { handlers, .. } => {
            for name in handlers.iter().filter_map(|handler| handler.name.as_ref()) {
                visit(&name.name, name.span, Made::Exception);
            }
        }
        _ => {}
    }
}

/// The names that statements read or delete; what they only assign is not read.
fn reads<'a>(body: &'a [Stmt], read: &mut IndexSet<&'a str>) {
    for stmt in body {
        stmt.walk(&mut |stmt| {
            let mut targets = Vec::new();
            if !matches!(stmt.kind, StmtKind::AugAssign { .. } | StmtKind::Delete(_)) {
                for_each_target(stmt, &mut |target| {
                    if let ExprKind::Name(_) = target.kind {
                        targets.push(target.span);
                    }
                });
            }
            stmt.for_each_expr(&mut |expr| {
                expr.walk(&mut |expr| {
                    if let ExprKind::Name(name) = &expr.kind
                        && !targets.contains(&expr.span)
                    {
                        read.insert(name);
                    }
                });
            });
            match &stmt.kind {
                StmtKind::ClassDef(def) => reads(&def.body, read),
                // Another part of the package may be what is imported for.
                StmtKind::Import(names) => {
                    for alias in names.iter().filter(|alias| alias.name.name.contains('.')) {
                        read.insert(bound_name(alias));
                    }
                }
                StmtKind::Match { cases, .. } => {
                    for case in cases {
                        if let PatternKind::As { name: Some(name), .. } = &case.pattern.kind {
                            read.insert(&name.name);
                        }
                        pattern_names(&case.pattern, &mut |ident| _ = read.insert(&ident.name));
                    }
                }
                _ => {}
            }
        });
    }
}

/// Imports of the module that the next imports and definitions already replace.
fn shadowed_imports(program: &Program, diagnostics: &mut Vec<Diagnostic>) {
    let mut imported: IndexMap<&str, (Span, &str)> = IndexMap::new();
    for stmt in &program.module.body {
        let names: Vec<(&str, Span, &str)> = match &stmt.kind {
            StmtKind::Import(names) => {
                let names = names.iter().filter(|alias| !alias.name.name.contains('.'));
                names.map(|alias| (bound_name(alias), alias.name.span, &*alias.name.name)).collect()
            }
            StmtKind::ImportFrom { names: ImportNames::Names(names), .. } => {
                names.iter().map(|alias| (bound_name(alias), alias.name.span, "")).collect()
            }
            StmtKind::FunctionDef(def) if def.decorators.is_empty() && imported.is_empty() => continue,
            StmtKind::Expr(Expr { kind: ExprKind::Constant(_), .. }) | StmtKind::Pass => continue,
            // Anything else may read what was imported.
            _ => {
                imported.clear();
                continue;
            }
        };
        for (name, span, module) in names {
            if let Some((first, other)) = imported.insert(name, (span, module))
                && (other != module || module.is_empty())
            {
                diagnostics.push(
                    Diagnostic::new(Code::UNUSED_NAME, format!("the import `{name}` is never used"))
                        .at(program.source(), first, "nothing reads it")
                        .also(span, "before this takes its name")
                        .help("remove one of the two, or give it another name: `as …`"),
                );
            }
        }
    }
}

/// Says which variables may have no value where they are read: the first such read of each.
fn maybe_unbound(program: &Program, function: &FunctionInfo, diagnostics: &mut Vec<Diagnostic>) {
    if function.unbound_reads.is_empty() {
        return;
    }
    let mut found = Vec::new();
    bound::reads_likely_without_value(function, &mut found);
    let mut said: IndexSet<Name> = IndexSet::new();
    for (name, span) in found {
        if name.contains('.') || !said.insert(Rc::clone(&name)) {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(Code::MAYBE_UNBOUND, format!("`{name}` may be unbound"))
                .at(program.source(), span, "on some way here it has no value")
                .help(format!("give `{name}` a value before, on every way")),
        );
    }
}
