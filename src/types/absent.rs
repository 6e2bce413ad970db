//! Modules that a program imports and that no firmware for the target has: those of ports for other processors.

use super::ignore;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{Expr, ExprKind, Module, Name, Span, Stmt, StmtKind};
use crate::target::Target;
use crate::target::built_in::{self, BuiltIn, Port};

/// Names of such modules that programs give to files of their own.
const OF_ANYBODY: [&str; 6] = ["ble", "board", "js", "microbit", "music", "spiflash"];

/// Warns of imports that only other boards can do, those aside that a program tries out or does where it is asked what it runs
/// on.
#[must_use]
pub fn absent(module: &Module, target: &Target) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    body(&module.body, &mut |name, span| {
        let Some(BuiltIn::Of(ports)) = built_in::fixed(name) else { return };
        if OF_ANYBODY.contains(&name) || ports.iter().any(|port| port.may_load(target.arch)) {
            return;
        }
        let ports: Vec<&str> = ports.iter().map(|port| Port::name(*port)).collect();
        let title = format!("no firmware for {} has the module `{name}`", target.name);
        found.push(
            Diagnostic::new(Code::ABSENT_MODULE, title)
                .at(&module.source, span, format!("a module of MicroPython's port {}", ports.join(", ")))
                .help("import it in a `try` that catches ImportError, if the program can do without"),
        );
    });
    found.retain(|diagnostic| !ignore::is_silenced(module, diagnostic));
    found
}

/// Calls `visit` with the modules that statements and the functions and classes in them import for sure.
fn body(stmts: &[Stmt], visit: &mut dyn FnMut(&str, Span)) {
    for stmt in stmts {
        match &stmt.kind {
            StmtKind::Import(names) => {
                names.iter().for_each(|alias| visit(top(&alias.name.name), alias.name.span));
            }
            StmtKind::ImportFrom { module: Some(module), level: 0, .. } => {
                visit(top(&module.name), module.span);
            }
            StmtKind::FunctionDef(def) => body(&def.body, visit),
            StmtKind::ClassDef(def) => body(&def.body, visit),
            StmtKind::Try { body: tried, handlers, orelse, finally, .. } => {
                // What is tried may fail, and what follows from it too.
                let catches =
                    handlers.iter().any(|handler| handler.kind.as_ref().is_none_or(catches_imports));
                if !catches {
                    body(tried, visit);
                    body(orelse, visit);
                }
                body(finally, visit);
            }
            StmtKind::If { test, .. } if asks_where(test) => {}
            _ => stmt.blocks().iter().for_each(|block| body(block, visit)),
        }
    }
}

/// The first part of a dotted name.
fn top(name: &Name) -> &str {
    name.split('.').next().unwrap_or_default()
}

fn catches_imports(kind: &Expr) -> bool {
    any(
        kind,
        |expr| matches!(&expr.kind, ExprKind::Name(name) if matches!(&**name, "ImportError" | "Exception" | "BaseException")),
    )
}

/// Whether a condition asks what the program runs on: `sys.platform`, `sys.implementation`, `os.uname`.
fn asks_where(test: &Expr) -> bool {
    any(test, |expr| {
        let name = match &expr.kind {
            ExprKind::Name(name) => name,
            ExprKind::Attribute { attribute, .. } => &attribute.name,
            _ => return false,
        };
        matches!(&**name, "platform" | "implementation" | "uname" | "TYPE_CHECKING")
    })
}

fn any(expr: &Expr, is: impl Fn(&Expr) -> bool) -> bool {
    let mut found = false;
    expr.walk(&mut |part| found |= is(part));
    found
}
