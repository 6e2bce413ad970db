//! What asks a module where it lies: of a package in one file, that is no place in the filesystem.

use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{Expr, ExprKind, Module, Stmt, StmtKind, each_expr};

/// Warns of uses of `__file__` and `__path__`, as names and as attributes.
#[must_use]
pub fn places(module: &Module) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    body(&module.body, &mut |expr| {
        let name = match &expr.kind {
            ExprKind::Name(name) => name.clone(),
            ExprKind::Attribute { attribute, .. } => attribute.name.clone(),
            _ => return,
        };
        if matches!(&*name, "__file__" | "__path__") {
            let title = format!("`{name}` is no place in the filesystem if the package is one file");
            found.push(
                Diagnostic::new(Code::NOT_A_PLACE, title)
                    .at(&module.source, expr.span, "there is nothing but the package's modules")
                    .help("name the folder of other files by its own path"),
            );
        }
    });
    found
}

/// Calls `visit` with the expressions of a body, and of the functions and classes in it.
fn body(stmts: &[Stmt], visit: &mut dyn FnMut(&Expr)) {
    each_expr(stmts, &mut |expr| {
        visit(expr);
        if let ExprKind::Lambda(def) = &expr.kind {
            body(&def.body, visit);
        }
    });
    for stmt in stmts {
        stmt.walk(&mut |stmt| match &stmt.kind {
            StmtKind::FunctionDef(def) => body(&def.body, visit),
            StmtKind::ClassDef(def) => body(&def.body, visit),
            _ => {}
        });
    }
}
