//! Which definitions of a module may be called directly, because nothing can call them before they are there.
//!
//! ```text
//! import math
//! def area(r): …         directly: what precedes it calls nothing of the module
//! print(area(2.0))
//! def late(): …          by its name: what precedes it may have called it
//! import other           which may import this one in turn, and call what uses the next
//! def later(): …         by its name
//! ```

use super::definitions::decorators;
use super::{builtins, stubs};
use crate::syntax::binding::bound_name;
use crate::syntax::{Expr, ExprKind, ImportNames, Module, Name, Span, Stmt, StmtKind, each_expr};
use crate::target::built_in;
use indexmap::IndexSet;

/// The definitions in the module's body that nothing can call before they run: those that only definitions, imports
/// and simple assignments precede; of modules of the firmware alone, once something is defined.
pub(super) fn callable_directly(module: &Module) -> IndexSet<Span> {
    let mut direct = IndexSet::new();
    let mut defined: IndexSet<&Name> = IndexSet::new();
    for stmt in &module.body {
        stmt.walk(&mut |stmt| match &stmt.kind {
            StmtKind::FunctionDef(def) => _ = defined.insert(&def.name.name),
            StmtKind::ClassDef(def) => _ = defined.insert(&def.name.name),
            _ => {}
        });
    }
    // Boards' `type` calls nothing of a base; a method of this name is for firmware that would.
    let hooked = defined_in_classes(&module.body, "__init_subclass__");
    let mut later = defined.clone();
    let mut trusted = Trusted { module, firmware_only: false };
    for stmt in &module.body {
        if !trusted.imports_in(stmt) || !is_inert(stmt, trusted, &defined, hooked) || hands_on(stmt, &later) {
            break;
        }
        // What the functions before call is not there yet.
        stmt.walk(&mut |stmt| {
            trusted.firmware_only |= matches!(&stmt.kind, StmtKind::FunctionDef(_) | StmtKind::ClassDef(_));
        });
        match &stmt.kind {
            StmtKind::FunctionDef(def) => _ = later.swap_remove(&def.name.name),
            StmtKind::ClassDef(def) => _ = later.swap_remove(&def.name.name),
            _ => {}
        }
        match &stmt.kind {
            StmtKind::FunctionDef(def) if decorators(def).is_empty() && !def.is_async => {
                direct.insert(def.span);
            }
            StmtKind::ClassDef(def)
                if def.decorators.is_empty()
                    && def.body.iter().all(|stmt| {
                        is_inert(stmt, trusted, &defined, hooked) && !hands_on_from_class(stmt, &later)
                    }) =>
            {
                direct.insert(def.span);
            }
            StmtKind::FunctionDef(_) | StmtKind::ClassDef(_) => break,
            _ => {}
        }
    }
    direct
}

/// A statement that cannot call a function of this module: it calls only built-ins and what is imported, and hands
/// nobody a function or class that is defined here.
///
/// What the compiler provides is called like nothing in a program, `$X`, and calls nothing of it.
fn is_inert(stmt: &Stmt, trusted: Trusted, defined: &IndexSet<&Name>, hooked: bool) -> bool {
    let is_provided = |expr: &Expr| matches!(&expr.kind, ExprKind::Name(name) if name.starts_with('$'));
    if let StmtKind::Expr(Expr { kind: ExprKind::Call { function, .. }, .. }) = &stmt.kind
        && is_provided(function)
    {
        return true;
    }
    let mut inert = true;
    stmt.walk(&mut |stmt| {
        let is_base = |expr: &Expr| match &stmt.kind {
            StmtKind::ClassDef(def) if !hooked => {
                def.arguments.iter().any(|base| base.value.span == expr.span)
            }
            _ => false,
        };
        stmt.for_each_expr(&mut |expr| {
            expr.walk(&mut |expr| {
                inert &= match &expr.kind {
                    ExprKind::Name(name) => is_provided(expr) || !defined.contains(name) || is_base(expr),
                    ExprKind::Call { function, .. } => match &function.kind {
                        ExprKind::Name(name) => builtins::is_builtin(name) || trusted.has(name),
                        ExprKind::Attribute { value, .. } => {
                            matches!(&value.kind, ExprKind::Name(name) if trusted.has(name))
                        }
                        _ => false,
                    },
                    _ => true,
                };
            });
        });
    });
    inert
}

/// Whether a statement makes a lambda of names that are defined later, which may be called before they are.
fn hands_on(stmt: &Stmt, later: &IndexSet<&Name>) -> bool {
    let mut found = false;
    each_expr(std::slice::from_ref(stmt), &mut |expr| found |= is_lambda_of(expr, later));
    found
}

/// The same of a statement of a class's body, where what is kept is out of reach before the class is there, and what is called
/// gets it.
fn hands_on_from_class(stmt: &Stmt, later: &IndexSet<&Name>) -> bool {
    let mut found = false;
    each_expr(std::slice::from_ref(stmt), &mut |expr| {
        let ExprKind::Call { function, arguments } = &expr.kind else { return };
        if matches!(&function.kind, ExprKind::Name(name) if builtins::is_builtin(name)) {
            return;
        }
        for argument in arguments {
            argument.value.walk(&mut |part| found |= is_lambda_of(part, later));
        }
    });
    found
}

/// Whether an expression is a lambda whose body, or that of one in it, uses one of these names.
fn is_lambda_of(expr: &Expr, names: &IndexSet<&Name>) -> bool {
    let ExprKind::Lambda(def) = &expr.kind else { return false };
    let mut found = false;
    each_expr(&def.body, &mut |expr| {
        found |=
            matches!(&expr.kind, ExprKind::Name(name) if names.contains(name)) || is_lambda_of(expr, names);
    });
    found
}

fn defined_in_classes(body: &[Stmt], name: &str) -> bool {
    let defines = |stmt: &Stmt| matches!(&stmt.kind, StmtKind::FunctionDef(def) if &*def.name.name == name);
    body.iter().any(|stmt| matches!(&stmt.kind, StmtKind::ClassDef(def) if def.body.iter().any(defines)))
}

/// What is imported that calls nothing of a module: anything before the module has something to call, then what is the
/// firmware's. Others may import the module in turn, while it runs.
#[derive(Clone, Copy)]
struct Trusted<'a> {
    module: &'a Module,
    firmware_only: bool,
}

impl Trusted<'_> {
    /// Whether all that a statement imports is so.
    fn imports_in(self, stmt: &Stmt) -> bool {
        let mut all = true;
        stmt.walk(&mut |stmt| {
            all &= match &stmt.kind {
                StmtKind::Import(names) => names.iter().all(|alias| self.is_trusted(0, &alias.name.name)),
                StmtKind::ImportFrom { module, level, .. } => {
                    self.is_trusted(*level, module.as_ref().map_or("", |module| &module.name))
                }
                _ => true,
            };
        });
        all
    }

    /// Whether a name is imported from such a module.
    fn has(self, name: &Name) -> bool {
        self.module.body.iter().any(|stmt| match &stmt.kind {
            StmtKind::Import(names) => {
                names.iter().any(|alias| *bound_name(alias) == **name && self.is_trusted(0, &alias.name.name))
            }
            StmtKind::ImportFrom { names: ImportNames::Names(names), module, level } => {
                let of = module.as_ref().map_or("", |module| &module.name);
                names.iter().any(|alias| *bound_name(alias) == **name) && self.is_trusted(*level, of)
            }
            _ => false,
        })
    }

    fn is_trusted(self, level: u32, module: &str) -> bool {
        let is_firmware_s = || stubs::of(module).is_some() || built_in::fixed(module).is_some();
        !self.firmware_only || (level == 0 && is_firmware_s())
    }
}
