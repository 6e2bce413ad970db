//! Names that are read and that nothing defines: not the module, nor the functions around, nor the firmware.

use super::call::nearest;
use super::{FunctionInfo, Program, builtins};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{Expr, ExprKind, Ident, ImportNames, Name, Span, Stmt, StmtKind};
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;

/// Names that a module has without defining them (`py/runtime.c`, `py/builtinimport.c`), and those that the compiler
/// knows.
const SPECIAL: [&str; 7] =
    ["__name__", "__file__", "__path__", "__debug__", "__class__", "const", "micropython"];
/// What can define names that are not seen.
const DEFINING: [&str; 4] = ["exec", "execfile", "globals", "eval"];

/// Warns of names that nothing defines, each once a function.
pub(super) fn check(program: &Program, diagnostics: &mut Vec<Diagnostic>) {
    let mut used: IndexMap<Name, Vec<(Span, Option<usize>)>> = IndexMap::new();
    let mut note = |name: &Name, span: Span, function: Option<usize>| {
        let places = used.entry(Rc::clone(name)).or_default();
        if !places.iter().any(|(_, other)| *other == function) {
            places.push((span, function));
        }
    };
    let mut imports_all = false;
    for stmt in &program.module.body {
        stmt.walk(&mut |stmt| {
            imports_all |= matches!(&stmt.kind, StmtKind::ImportFrom { names: ImportNames::Star(_), .. });
        });
    }
    if imports_all {
        return;
    }
    let is_known = |name: &Name, function: Option<&FunctionInfo>| {
        program.globals.contains_key(name)
            || function.is_some_and(|function| {
                function.locals.contains_key(name) || function.free.contains_key(name)
            })
            || builtins::is_builtin(name) && !DEFINING.contains(&&**name)
            || SPECIAL.contains(&&**name)
            // What the compiler made.
            || name.contains(['.', '$'])
    };
    reads(&program.module.body, &mut |name, span| {
        if !is_known(name, None) {
            note(name, span, None);
        }
    });
    for (index, function) in program.functions.iter().enumerate() {
        if is_other_language(function) {
            continue;
        }
        reads(&function.def.body, &mut |name, span| {
            let is_cast = function.is_viper && super::viper::cast(name).is_some();
            if !is_cast && !is_known(name, Some(function)) {
                note(name, span, Some(index));
            }
        });
    }
    for class in &program.classes {
        let around = class.function.and_then(|function| program.functions.get(function));
        reads(&class.def.body, &mut |name, span| {
            let of_class = class.attributes.contains(name) || class.methods.contains_key(name);
            // A class in a class sees the names of neither, but that is for the run to find out.
            if !of_class && !class.is_inner && !is_known(name, around) {
                note(name, span, class.function);
            }
        });
    }
    if DEFINING.iter().any(|name| used.contains_key(*name)) {
        return;
    }
    for (name, places) in used {
        for (span, function) in places {
            let locals = function.and_then(|function| program.functions.get(function));
            let locals = locals.iter().flat_map(|function| function.locals.keys());
            let names: Vec<&str> = program
                .globals
                .keys()
                .chain(locals)
                .map(|name| &**name)
                .filter(|other| other.len() > 1)
                .collect();
            let mut diagnostic = Diagnostic::new(Code::UNDEFINED_NAME, format!("`{name}` is not defined"))
                .at(program.source(), span, "neither this module nor MicroPython has this name");
            if let Some(near) = nearest(&name, &names).or_else(|| builtins::nearest(&name)) {
                diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            }
            diagnostics.push(diagnostic);
        }
    }
}

/// Assemblers have names of their own.
pub(super) fn is_other_language(function: &FunctionInfo) -> bool {
    let mut is_other = false;
    for decorator in &function.def.decorators {
        decorator.walk(&mut |part| match &part.kind {
            ExprKind::Name(name) | ExprKind::Attribute { attribute: Ident { name, .. }, .. } => {
                is_other |= name.starts_with("asm_");
            }
            _ => {}
        });
    }
    is_other
}

/// Calls `visit` with the names that a body's own code reads, those aside that it tries to find out whether they are
/// there.
fn reads(body: &[Stmt], visit: &mut dyn FnMut(&Name, Span)) {
    let mut tried: IndexSet<Span> = IndexSet::new();
    for stmt in body {
        stmt.walk(&mut |stmt| {
            if let StmtKind::Try { body, handlers, .. } = &stmt.kind
                && handlers.iter().any(|handler| handler.kind.as_ref().is_none_or(catches_name_error))
            {
                for stmt in body {
                    each_name(stmt, &mut |_, span| _ = tried.insert(span));
                }
            }
        });
    }
    for stmt in body {
        each_name(stmt, &mut |name, span| {
            if !tried.contains(&span) {
                visit(name, span);
            }
        });
    }
}

fn catches_name_error(kind: &Expr) -> bool {
    let mut catches = false;
    kind.walk(&mut |expr| {
        catches |= matches!(&expr.kind, ExprKind::Name(name) if matches!(&**name, "NameError" | "Exception"));
    });
    catches
}

fn each_name(stmt: &Stmt, visit: &mut dyn FnMut(&Name, Span)) {
    stmt.walk(&mut |stmt| {
        // An annotation alone reads nothing.
        if let StmtKind::AnnAssign { value: None, simple: true, .. } = &stmt.kind {
            return;
        }
        stmt.for_each_expr(&mut |expr| {
            expr.walk(&mut |expr| {
                if let ExprKind::Name(name) = &expr.kind {
                    visit(name, expr.span);
                }
            });
        });
    });
}
