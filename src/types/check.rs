//! Goes over every statement once, records the types of all expressions, and says what does not fit the annotations.

use super::expression::Typer;
use super::{FunctionInfo, FunctionKind, Global, Program, Type, TypeTable, flow};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{Expr, ExprKind, Name, Span, Stmt, StmtKind};

pub(super) fn check(program: &mut Program, diagnostics: &mut Vec<Diagnostic>) {
    let mut table = TypeTable::default();
    {
        let program = &*program;
        scope(program, None, &program.module.body, None, &mut table, diagnostics);
        for function in &program.functions {
            scope(program, Some(function), &function.def.body, None, &mut table, diagnostics);
            defaults(program, function, &mut table, diagnostics);
        }
        for (index, class) in program.classes.iter().enumerate() {
            let around = class.function.and_then(|function| program.functions.get(function));
            scope(program, around, &class.def.body, Some(index), &mut table, diagnostics);
        }
    }
    program.types = table;
}

/// The defaults of a function are evaluated where it is defined.
fn defaults(
    program: &Program,
    function: &FunctionInfo,
    table: &mut TypeTable,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut typer = Typer::new(program, None);
    for param in &function.params {
        let Some(default) = &param.default else { continue };
        let ty = typer.expr(default);
        let none_for_missing = ty == Type::None && param.ty == Type::Object;
        if !none_for_missing && !ty.assignable_to(&param.ty) {
            let classes = &program.classes;
            let declared = param.ty.display(classes);
            let diagnostic = Diagnostic::new(
                Code::TYPE_MISMATCH,
                format!("the default of `{}` must be {declared}", param.name),
            )
            .at(program.source(), default.span, format!("this is {}", ty.display(classes)));
            typer.diagnostics.push(if ty == Type::None {
                diagnostic.help(format!("declare `{}: {declared} | None`", param.name))
            } else {
                diagnostic
            });
        }
    }
    table.types.extend(typer.types.types);
    diagnostics.extend(typer.diagnostics);
}

fn scope(
    program: &Program,
    function: Option<&FunctionInfo>,
    body: &[Stmt],
    class: Option<usize>,
    table: &mut TypeTable,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut typer = Typer::new(program, function);
    if let Some(class) = class.and_then(|class| program.classes.get(class)) {
        typer.class_names.extend(class.attributes.iter().cloned());
        typer.class_names.extend(class.methods.keys().cloned());
    }
    flow::walk(&mut typer, body, &mut statement);
    table.types.extend(typer.types.types);
    // Code without annotations may do what always raises: it is compiled to raise, and said.
    let strict = function.is_some_and(is_annotated);
    let contradicts =
        |diagnostic: &Diagnostic| matches!(diagnostic.code, Code::TYPE_MISMATCH | Code::BAD_ANNOTATION);
    diagnostics.extend(typer.diagnostics.into_iter().map(|diagnostic| {
        if strict || (contradicts(&diagnostic) && function.is_none()) {
            diagnostic
        } else {
            diagnostic.as_warning()
        }
    }));
}

/// Whether somebody annotated a function: then it is held to its types.
fn is_annotated(function: &FunctionInfo) -> bool {
    let params = &function.def.params;
    let mut all = params
        .positional_only
        .iter()
        .chain(&params.positional)
        .chain(&params.star)
        .chain(&params.keyword_only)
        .chain(&params.double_star);
    function.returns_declared
        || all.any(|param| param.annotation.is_some())
        || function.locals.values().any(|local| local.declared && !local.is_param)
}

fn statement(typer: &mut Typer, stmt: &Stmt) {
    match &stmt.kind {
        StmtKind::Assign { targets, value } => {
            let ty = typer.types.get(value);
            for target in targets {
                assign(typer, target, &ty, value.span);
            }
        }
        StmtKind::AnnAssign { target, value: Some(value), .. } => {
            let ty = typer.types.get(value);
            assign(typer, target, &ty, value.span);
        }
        StmtKind::AugAssign { target, op, value } => {
            let (a, b) = (typer.types.get(target), typer.types.get(value));
            let ty = typer.binary(*op, &a, &b, stmt.span);
            assign(typer, target, &ty, value.span);
        }
        StmtKind::For { target, iter, .. } => {
            let ty = super::infer::element_type(typer, iter);
            assign(typer, target, &ty, iter.span);
        }
        StmtKind::Return(value) => {
            let declares = |function: &&FunctionInfo| {
                function.returns_declared
                    && matches!(function.kind, FunctionKind::Plain | FunctionKind::Coroutine)
            };
            let Some(function) = typer.function.filter(declares) else { return };
            let (ty, span) = match value {
                Some(value) => (typer.types.get(value), value.span),
                None => (Type::None, stmt.span),
            };
            if !ty.assignable_to(&function.returns) {
                let classes = &typer.program.classes;
                let diagnostic = Diagnostic::new(
                    Code::TYPE_MISMATCH,
                    format!(
                        "`{}` must return {}",
                        function.qualified_name,
                        function.returns.display(classes)
                    ),
                )
                .at(typer.program.source(), span, format!("this is {}", ty.display(classes)))
                .also(
                    function.def.returns.as_ref().map_or(function.def.name.span, |expr| expr.span),
                    "declared here",
                );
                typer.report(diagnostic);
            }
        }
        _ => {}
    }
}

/// Checks a value against what its target declares.
fn assign(typer: &mut Typer, target: &Expr, ty: &Type, value: Span) {
    match &target.kind {
        ExprKind::Name(name) => {
            if let Some(declared) = declared_type(typer, name) {
                mismatch(typer, &format!("`{name}`"), &declared, ty, value);
            }
        }
        ExprKind::Attribute { value: object, attribute } => {
            if let Type::Instance(class) = typer.types.get(object)
                && let Some(class) = typer.program.classes.get(class)
                && let Some(field) = class.fields.get(&attribute.name)
            {
                let name = format!("field `{}` of `{}`", field.name, class.def.name.name);
                mismatch(typer, &name, &field.ty.clone(), ty, value);
            }
        }
        ExprKind::Subscript { value: container, index } if !matches!(index.kind, ExprKind::Slice { .. }) => {
            let item = match typer.types.get(container) {
                Type::List(item) => *item,
                Type::Dict(_, item) => *item,
                _ => Type::Object,
            };
            mismatch(typer, "an item", &item, ty, value);
        }
        ExprKind::Tuple(targets) | ExprKind::List(targets) => {
            if let Type::Tuple(items) = ty
                && !targets.iter().any(|target| matches!(target.kind, ExprKind::Starred(_)))
            {
                if items.len() == targets.len() {
                    for (target, item) in targets.iter().zip(items) {
                        assign(typer, target, item, value);
                    }
                } else {
                    let title = format!("{} values for {} targets", items.len(), targets.len());
                    let diagnostic = Diagnostic::new(Code::TYPE_MISMATCH, title).at(
                        typer.program.source(),
                        value,
                        "always raises ValueError",
                    );
                    // Outside functions no annotation is broken.
                    typer.report(if typer.function.is_none() { diagnostic.as_warning() } else { diagnostic });
                }
            }
        }
        _ => {}
    }
}

fn declared_type(typer: &Typer, name: &Name) -> Option<Type> {
    if let Some(local) = typer.function.and_then(|function| typer.program.variable(function, name))
        && !typer.class_names.contains(name)
    {
        return local.declared.then(|| local.ty.clone());
    }
    match typer.program.globals.get(name) {
        Some(Global::Variable(ty)) if !typer.class_names.contains(name) => Some(ty.clone()),
        _ => None,
    }
}

fn mismatch(typer: &mut Typer, what: &str, declared: &Type, ty: &Type, value: Span) {
    if !ty.assignable_to(declared) {
        let classes = &typer.program.classes;
        let diagnostic = Diagnostic::new(
            Code::TYPE_MISMATCH,
            format!("{what} must be {}", declared.display(classes)),
        )
        .at(typer.program.source(), value, format!("this is {}", ty.display(classes)));
        typer.report(diagnostic);
    }
}
