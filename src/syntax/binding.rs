//! Which names a statement binds, and how; which targets it assigns.

use super::{
    Alias, ClassDef, Expr, ExprKind, FunctionDef, Ident, ImportNames, Name, Pattern, PatternKind, Span, Stmt,
    StmtKind, leaf_targets,
};
use std::rc::Rc;

/// How a statement binds a name.
#[derive(Clone, Copy)]
pub(crate) enum Binding<'a> {
    Function(&'a Rc<FunctionDef>),
    Class(&'a Rc<ClassDef>),
    /// `import a` or `import a as b`: the module's name.
    Module(&'a Name),
    /// `from a import b` or `from ..a import b as c`: the dots, the module's name and what it has.
    Member(u32, &'a str, &'a Name),
    Annotated(&'a Expr),
    Value,
}

/// Calls `visit` with each name that a statement binds itself in its own scope, and the place.
pub(crate) fn for_each_binding<'a>(stmt: &'a Stmt, visit: &mut dyn FnMut(Name, Span, Binding<'a>)) {
    match &stmt.kind {
        StmtKind::FunctionDef(def) => visit(Rc::clone(&def.name.name), def.name.span, Binding::Function(def)),
        StmtKind::ClassDef(def) => visit(Rc::clone(&def.name.name), def.name.span, Binding::Class(def)),
        StmtKind::Import(names) => {
            for alias in names {
                match &alias.alias {
                    Some(ident) => {
                        visit(Rc::clone(&ident.name), ident.span, Binding::Module(&alias.name.name));
                    }
                    None if alias.name.name.contains('.') => {
                        visit(bound_name(alias).into(), alias.name.span, Binding::Value);
                    }
                    None => {
                        visit(
                            Rc::clone(&alias.name.name),
                            alias.name.span,
                            Binding::Module(&alias.name.name),
                        );
                    }
                }
            }
        }
        StmtKind::ImportFrom { module, names: ImportNames::Names(names), level } => {
            for alias in names {
                let ident = alias.alias.as_ref().unwrap_or(&alias.name);
                let module = module.as_ref().map_or("", |module| &*module.name);
                visit(Rc::clone(&ident.name), ident.span, Binding::Member(*level, module, &alias.name.name));
            }
        }
        StmtKind::AnnAssign {
            target: Expr { kind: ExprKind::Name(name), span },
            annotation,
            simple: true,
            ..
        } => {
            visit(Rc::clone(name), *span, Binding::Annotated(annotation));
        }
        StmtKind::Try { handlers, .. } => {
            for ident in handlers.iter().filter_map(|handler| handler.name.as_ref()) {
                visit(Rc::clone(&ident.name), ident.span, Binding::Value);
            }
        }
        StmtKind::Match { cases, .. } => {
            for case in cases {
                pattern_names(&case.pattern, &mut |ident| {
                    visit(Rc::clone(&ident.name), ident.span, Binding::Value);
                });
            }
        }
        StmtKind::TypeAlias { name, .. } => visit(Rc::clone(&name.name), name.span, Binding::Value),
        _ => for_each_target(stmt, &mut |target| {
            if let ExprKind::Name(name) = &target.kind {
                visit(Rc::clone(name), target.span, Binding::Value);
            }
        }),
    }
    // `:=` binds in the scope of the statement, and so does a comprehension: its variables have names of their own.
    stmt.for_each_expr(&mut |expr| {
        expr.walk(&mut |expr| {
            if let ExprKind::Named { target, .. } = &expr.kind {
                visit(Rc::clone(&target.name), target.span, Binding::Value);
            }
            // What it binds in a generator expression belongs to the scope around that.
            if let ExprKind::Lambda(def) = &expr.kind
                && let Some(Stmt { kind: StmtKind::Nonlocal(idents), .. }) = def.body.first()
            {
                idents.iter().for_each(|ident| visit(Rc::clone(&ident.name), ident.span, Binding::Value));
            }
            for clause in expr.clauses() {
                leaf_targets(&clause.target, &mut |target| {
                    if let ExprKind::Name(name) = &target.kind {
                        visit(Rc::clone(name), target.span, Binding::Value);
                    }
                });
            }
        });
    });
}

/// Calls `visit` with each name that a statement binds itself in its own scope.
pub(crate) fn for_each_bound_name(stmt: &Stmt, visit: &mut dyn FnMut(Name)) {
    for_each_binding(stmt, &mut |name, _, _| visit(name));
}

/// Calls `visit` with each name that a pattern binds.
pub(crate) fn pattern_names<'a>(pattern: &'a Pattern, visit: &mut dyn FnMut(&'a Ident)) {
    match &pattern.kind {
        PatternKind::Value(_) | PatternKind::Singleton(_) => {}
        PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => {
            patterns.iter().for_each(|pattern| pattern_names(pattern, visit));
        }
        PatternKind::Mapping { patterns, rest, .. } => {
            patterns.iter().for_each(|pattern| pattern_names(pattern, visit));
            rest.iter().for_each(visit);
        }
        PatternKind::Class { positional, keyword, .. } => {
            positional.iter().for_each(|pattern| pattern_names(pattern, visit));
            keyword.iter().for_each(|(_, pattern)| pattern_names(pattern, visit));
        }
        PatternKind::Star(name) => name.iter().for_each(visit),
        PatternKind::As { pattern, name } => {
            pattern.iter().for_each(|pattern| pattern_names(pattern, visit));
            name.iter().for_each(visit);
        }
    }
}

/// Calls `visit` with each target that a statement assigns, augments or deletes: names, attributes, subscripts;
/// tuples, lists and stars are taken apart.
pub(crate) fn for_each_target<'a>(stmt: &'a Stmt, visit: &mut dyn FnMut(&'a Expr)) {
    match &stmt.kind {
        StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => {
            targets.iter().for_each(|target| leaf_targets(target, visit));
        }
        StmtKind::AnnAssign { target, .. }
        | StmtKind::AugAssign { target, .. }
        | StmtKind::For { target, .. } => {
            leaf_targets(target, visit);
        }
        StmtKind::With { items, .. } => {
            items
                .iter()
                .filter_map(|item| item.target.as_ref())
                .for_each(|target| leaf_targets(target, visit));
        }
        _ => {}
    }
}

/// The name that an import binds.
pub(crate) fn bound_name(alias: &Alias) -> &str {
    match &alias.alias {
        Some(alias) => &alias.name,
        None => alias.name.name.split('.').next().unwrap_or(&alias.name.name),
    }
}

/// Whether an annotation is `Final` or `Final[T]`.
pub fn is_final(annotation: &Expr) -> bool {
    match &annotation.kind {
        ExprKind::Name(name) => &**name == "Final",
        ExprKind::Attribute { value, attribute } => {
            &*attribute.name == "Final" && matches!(&value.kind, ExprKind::Name(name) if &**name == "typing")
        }
        ExprKind::Subscript { value, .. } => is_final(value),
        _ => false,
    }
}
