//! Goes over every statement once, records the types of all expressions, and says what does not fit the annotations.

use super::expression::Typer;
use super::{
    FunctionInfo, FunctionKind, Global, Program, Type, TypeTable, arrays, fit, flow, lint, undefined,
};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{Constant, Expr, ExprKind, Name, Span, Stmt, StmtKind};

pub(super) fn check(program: &mut Program, diagnostics: &mut Vec<Diagnostic>) {
    let mut table = TypeTable::default();
    {
        let program = &*program;
        scope(program, None, &program.module.body, None, &mut table, diagnostics);
        for function in &program.functions {
            scope(program, Some(function), &function.def.body, None, &mut table, diagnostics);
        }
        for (index, class) in program.classes.iter().enumerate() {
            let around = class.function.and_then(|function| program.functions.get(function));
            scope(program, around, &class.def.body, Some(index), &mut table, diagnostics);
        }
        for function in &program.functions {
            defaults(program, function, &table, diagnostics);
        }
    }
    program.types = table;
    arrays::guess(program);
}

/// The defaults of a function, which are typed where it is defined.
fn defaults(
    program: &Program,
    function: &FunctionInfo,
    table: &TypeTable,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for param in &function.params {
        let Some(default) = &param.default else { continue };
        let ty = table.get(default);
        let none_for_missing = ty == Type::None && param.ty == Type::Object;
        if none_for_missing {
            continue;
        }
        let what = format!("the default of `{}` must be", param.name);
        let Some(diagnostic) = fit::mismatch(program, &what, &param.ty, &ty, default.span) else { continue };
        diagnostics.push(if ty == Type::None {
            let declared = param.ty.display(&program.classes);
            diagnostic.help(format!("declare `{}: {declared} | None`", param.name))
        } else {
            diagnostic
        });
    }
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
    typer.types = std::mem::take(table);
    if let Some(class) = class.and_then(|class| program.classes.get(class)) {
        typer.class_names.extend(class.attributes.iter().cloned());
        typer.class_names.extend(class.methods.keys().cloned());
    }
    let ends = flow::walk(&mut typer, body, &mut statement);
    if ends && class.is_none() {
        missing_return(&mut typer, body);
    }
    *table = typer.types;
    // Code without annotations may do what always raises: it is compiled to raise, and said.
    let strict = function.is_some_and(FunctionInfo::is_annotated);
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

/// Says that a function can end without the result that it declares.
fn missing_return(typer: &mut Typer, body: &[Stmt]) {
    let Some(function) = typer.function else { return };
    let gives = matches!(function.kind, FunctionKind::Plain | FunctionKind::Coroutine);
    let takes_none = typer.program.assignable(&Type::None, &function.returns);
    let exempt = is_stub(body) || undefined::is_other_language(function) || function.is_viper;
    if !function.returns_declared || !gives || takes_none || exempt || lint::never_ends(body) {
        return;
    }
    let declared = function.returns.display(&typer.program.classes);
    let title = format!("`{}` can end without a result", function.qualified_name);
    let mut problem = typer
        .problem(
            Code::MISSING_RETURN,
            title,
            function.def.name.span,
            "its end can be reached, which gives None",
        )
        .help(format!("return a value on every way, or declare `-> {declared} | None`"));
    if let Some(returns) = &function.def.returns {
        problem = problem.also(returns.span, "declared here");
    }
    // The end can be reached, but that is no state of any statement.
    typer.diagnostics.push(problem);
}

/// Whether a body only stands for one: of a protocol, of an abstract method.
fn is_stub(body: &[Stmt]) -> bool {
    body.iter().all(|stmt| match &stmt.kind {
        StmtKind::Pass => true,
        StmtKind::Expr(value) => {
            matches!(value.kind, ExprKind::Constant(Constant::Str(_) | Constant::Ellipsis))
        }
        _ => false,
    })
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
            let operands = [(target, &a), (value, &b)];
            let ty = typer.binary(*op, operands, stmt.span);
            assign(typer, target, &ty, value.span);
        }
        StmtKind::For { target, iter, .. } => {
            typer.needs_value(iter, "cannot be iterated");
            let ty = super::infer::element_type(typer, iter);
            assign(typer, target, &ty, iter.span);
        }
        StmtKind::Return(value) => {
            let declares = |function: &&FunctionInfo| {
                function.returns_declared
                    && !function.is_viper
                    && matches!(function.kind, FunctionKind::Plain | FunctionKind::Coroutine)
            };
            let Some(function) = typer.function.filter(declares) else { return };
            let (ty, span) = match value {
                Some(value) => (typer.types.get(value), value.span),
                None => (Type::None, stmt.span),
            };
            let what = format!("`{}` must return", function.qualified_name);
            if let Some(diagnostic) = fit::mismatch(typer.program, &what, &function.returns, &ty, span) {
                let declared = function.def.returns.as_ref().map_or(function.def.name.span, |expr| expr.span);
                typer.report(diagnostic.also(declared, "declared here"));
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
            let of_self = typer.function.and_then(|function| {
                let this = super::fields::self_name(function)?;
                super::fields::attribute_of(target, &this).and(function.class)
            });
            match (typer.types.get(object), of_self) {
                (Type::Instance(class), _) | (_, Some(class)) => {
                    super::finals::field(typer, target, class, &attribute.name);
                }
                _ => {}
            }
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
            if super::narrow::may_be_none(ty) {
                let shown = ty.display(&typer.program.classes);
                typer.report(
                    typer
                        .problem(
                            Code::MAYBE_NONE,
                            "this may be None, which cannot be unpacked".into(),
                            value,
                            &format!("this is {shown}"),
                        )
                        .help("test it first"),
                );
            }
            let starred = targets.iter().any(|target| matches!(target.kind, ExprKind::Starred(_)));
            match ty {
                _ if starred => {}
                Type::Tuple(items) if items.len() != targets.len() => {
                    let title = format!("{} values for {} targets", items.len(), targets.len());
                    let diagnostic = Diagnostic::new(Code::TYPE_MISMATCH, title).at(
                        typer.program.source(),
                        value,
                        "always raises ValueError",
                    );
                    // Outside functions no annotation is broken.
                    typer.report(if typer.function.is_none() { diagnostic.as_warning() } else { diagnostic });
                }
                Type::Tuple(_) | Type::List(_) => {
                    for (index, target) in targets.iter().enumerate() {
                        assign(typer, target, &ty.unpacked(index, targets.len()), value);
                    }
                }
                _ => {}
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
    if let Some(diagnostic) = fit::mismatch(typer.program, &format!("{what} must be"), declared, ty, value) {
        typer.report(diagnostic);
    }
}
