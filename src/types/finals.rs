//! `Final`: names and fields that are given a value once.

use super::expression::Typer;
use super::fields::{attribute_of, self_name};
use super::{FunctionInfo, Program};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::binding::{Binding, for_each_binding, for_each_target, is_final};
use crate::syntax::{Expr, ExprKind, Name, Span, Stmt, StmtKind};
use indexmap::IndexMap;
use std::rc::Rc;

/// Says which names of the module and of functions are assigned though they are final.
pub(super) fn check(program: &Program, diagnostics: &mut Vec<Diagnostic>) {
    let finals = declared(&program.module.body);
    let mut report = |name: &Name, span: Span, finals: &IndexMap<Name, Span>| {
        let Some(declared) = finals.get(name).filter(|declared| **declared != span) else { return };
        diagnostics.push(assigned_again(program, &format!("`{name}`"), span, *declared));
    };
    if !finals.is_empty() {
        assignments(&program.module.body, &mut |name, span| report(name, span, &finals));
    }
    for function in &program.functions {
        if !finals.is_empty() && !function.globals.is_empty() {
            assignments(&function.def.body, &mut |name, span| {
                if function.globals.contains(name) {
                    report(name, span, &finals);
                }
            });
        }
        let own = declared(&function.def.body);
        if !own.is_empty() {
            assignments(&function.def.body, &mut |name, span| report(name, span, &own));
        }
    }
}

fn assigned_again(program: &Program, what: &str, span: Span, declared: Span) -> Diagnostic {
    Diagnostic::new(Code::FINAL_ASSIGNED, format!("{what} is final and cannot be assigned again"))
        .at(program.source(), span, "assigned again")
        .also(declared, "declared final here")
        .help("leave out `Final` if it is to change")
}

/// The names that a body declares final, and where.
fn declared(body: &[Stmt]) -> IndexMap<Name, Span> {
    let mut finals = IndexMap::new();
    for stmt in body {
        stmt.walk(&mut |stmt| {
            if let StmtKind::AnnAssign { target, annotation, value: Some(_), .. } = &stmt.kind
                && let ExprKind::Name(name) = &target.kind
                && is_final(annotation)
            {
                finals.entry(Rc::clone(name)).or_insert(target.span);
            }
        });
    }
    finals
}

/// Calls `visit` with each name that a body binds or deletes, and the place.
fn assignments(body: &[Stmt], visit: &mut dyn FnMut(&Name, Span)) {
    for stmt in body {
        stmt.walk(&mut |stmt| {
            for_each_binding(stmt, &mut |name, span, binding| {
                let has_value = !matches!(&stmt.kind, StmtKind::AnnAssign { value: None, .. });
                if has_value || !matches!(binding, Binding::Annotated(_)) {
                    visit(&name, span);
                }
            });
            if let StmtKind::Delete(_) = &stmt.kind {
                for_each_target(stmt, &mut |target| {
                    if let ExprKind::Name(name) = &target.kind {
                        visit(name, target.span);
                    }
                });
            }
        });
    }
}

/// Says that a field is assigned that is final: anywhere but where it is declared, or in `__init__` if it has no value
/// there.
pub(super) fn field(typer: &mut Typer, target: &Expr, class: usize, attribute: &Name) {
    let program = typer.program;
    let Some(info) = program.classes.get(class) else { return };
    let Some(declared) = info.fields.get(attribute).and_then(|field| field.final_at) else { return };
    let in_init = |function: &FunctionInfo| {
        function.class == Some(class)
            && &*function.def.name.name == "__init__"
            && self_name(function).is_some_and(|this| attribute_of(target, &this).is_some())
    };
    let may = target.span == declared
        || (!info.attributes.contains(attribute) && typer.function.is_some_and(in_init));
    if !may {
        let what = format!("field `{attribute}` of `{}`", info.def.name.name);
        typer.report(assigned_again(program, &what, target.span, declared));
    }
}
