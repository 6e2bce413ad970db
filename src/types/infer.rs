//! Types the variables of functions that nobody annotated: the join of all that is assigned to them.
//!
//! Rounds over the statements of each function until nothing changes. A type only ever goes up (nothing, one type,
//! object), so that it ends.

use super::expression::Typer;
use super::{FunctionInfo, Program, Type, flow};
use crate::syntax::{ArgumentKind, Constant, Expr, ExprKind, Name, Stmt, StmtKind, UnaryOp};
use indexmap::IndexMap;
use std::rc::Rc;

pub(super) fn infer(program: &mut Program) {
    for index in 0..program.functions.len() {
        let inferred = program.functions.get(index).map(|function| of_function(program, function));
        let (Some(function), Some(inferred)) = (program.functions.get_mut(index), inferred) else { continue };
        for (name, ty) in inferred {
            if let Some(local) = function.locals.get_mut(&name) {
                local.ty = ty;
            }
        }
        for local in function.locals.values_mut() {
            // A variable that is deleted, or read where it may have no value, must be able to hold none.
            if local.maybe_unbound && matches!(local.ty, Type::Float | Type::Bool) && !local.declared {
                local.ty = Type::Object;
            }
            if local.ty == Type::Never {
                local.ty = Type::Object;
            }
        }
    }
}

/// The types of the variables of a function that nobody declared.
fn of_function(program: &Program, function: &FunctionInfo) -> IndexMap<Name, Type> {
    let locals = function.locals.iter().filter(|(_, local)| !local.declared);
    let mut inferred: IndexMap<Name, Type> =
        locals.map(|(name, local)| (Rc::clone(name), local.ty.clone())).collect();
    let mut changed = !inferred.is_empty();
    while changed {
        changed = false;
        let mut typer = Typer::new(program, Some(function));
        typer.inferred = inferred;
        flow::walk(&mut typer, &function.def.body, &mut |typer, stmt| {
            let mut found = Vec::new();
            statement(typer, stmt, &mut |name, ty| found.push((Rc::clone(name), ty)));
            // What is known is used at once, so that a chain of assignments takes one round.
            for (name, ty) in found {
                if let Some(so_far) = typer.inferred.get_mut(&name) {
                    let joined = so_far.join(&ty);
                    changed |= joined != *so_far;
                    *so_far = joined;
                }
            }
        });
        inferred = typer.inferred;
    }
    inferred
}

fn statement(typer: &mut Typer, stmt: &Stmt, note: &mut dyn FnMut(&Name, Type)) {
    stmt.for_each_expr(&mut |expr| {
        expr.walk(&mut |expr| {
            if let ExprKind::Named { target, value } = &expr.kind {
                let ty = typer.types.get(value);
                note(&target.name, variable_type(ty));
            }
            for clause in expr.clauses() {
                let ty = element_type(typer, &clause.iter);
                assign(&clause.target, &ty, note);
            }
        });
    });
    match &stmt.kind {
        StmtKind::Assign { targets, value } => {
            let ty = typer.types.get(value);
            targets.iter().for_each(|target| assign(target, &ty, note));
        }
        StmtKind::AnnAssign { target, value: Some(value), .. } if typer.is_viper() => {
            assign(target, &typer.types.get(value), note);
        }
        StmtKind::AugAssign { target, op, value } => {
            if let ExprKind::Name(name) = &target.kind {
                let (a, b) = (typer.types.get(target), typer.types.get(value));
                // Until the first assignment has been seen there is nothing to add to.
                if a != Type::Never {
                    let ty = super::binary_type(*op, &a, &b).unwrap_or_else(|| match typer.is_viper() {
                        true => super::viper::supposed(&a, &b),
                        false => Type::Object,
                    });
                    note(name, variable_type(ty));
                }
            }
        }
        StmtKind::For { target, iter, .. } => {
            let ty = element_type(typer, iter);
            assign(target, &ty, note);
        }
        StmtKind::With { items, .. } => {
            items
                .iter()
                .filter_map(|item| item.target.as_ref())
                .for_each(|target| assign(target, &Type::Object, note));
        }
        StmtKind::Try { handlers, .. } => {
            handlers
                .iter()
                .filter_map(|handler| handler.name.as_ref())
                .for_each(|name| note(&name.name, Type::Object));
        }
        StmtKind::Import(_)
        | StmtKind::ImportFrom { .. }
        | StmtKind::FunctionDef(_)
        | StmtKind::ClassDef(_) => {
            crate::syntax::binding::for_each_bound_name(stmt, &mut |name| note(&name, Type::Object));
        }
        StmtKind::Match { .. } | StmtKind::TypeAlias { .. } => {
            crate::syntax::binding::for_each_bound_name(stmt, &mut |name| note(&name, Type::Object));
        }
        StmtKind::AnnAssign { .. }
        | StmtKind::Expr(_)
        | StmtKind::Delete(_)
        | StmtKind::Pass
        | StmtKind::Break
        | StmtKind::Continue
        | StmtKind::Return(_)
        | StmtKind::Raise { .. }
        | StmtKind::Assert { .. }
        | StmtKind::Global(_)
        | StmtKind::Nonlocal(_)
        | StmtKind::If { .. }
        | StmtKind::While { .. } => {}
    }
}

/// The type a variable has that was given a value of one: what only the compiler can hold is an object there.
fn variable_type(ty: Type) -> Type {
    match ty {
        Type::Function(_) | Type::Class(_) | Type::Module(_) | Type::Builtin(_) | Type::Union(_) => {
            Type::Object
        }
        other => other,
    }
}

fn assign(target: &Expr, ty: &Type, note: &mut dyn FnMut(&Name, Type)) {
    match &target.kind {
        ExprKind::Name(name) => note(name, variable_type(ty.clone())),
        ExprKind::Tuple(targets) | ExprKind::List(targets) => {
            let starred = targets.iter().any(|target| matches!(target.kind, ExprKind::Starred(_)));
            for (i, target) in targets.iter().enumerate() {
                let item = match ty {
                    Type::Never => Type::Never,
                    _ if starred => Type::Object,
                    ty => ty.unpacked(i, targets.len()),
                };
                assign(target, &item, note);
            }
        }
        ExprKind::Starred(inner) => assign(inner, &Type::Object, note),
        _ => {}
    }
}

/// What a `for` loop over an expression, which has been typed, gives its variable.
pub(super) fn element_type(typer: &Typer, iter: &Expr) -> Type {
    let ty = typer.types.get(iter);
    if let Some(bounds) = counting_loop(iter)
        && typer.expr_is_builtin_range(iter)
    {
        if bounds.iter().any(|bound| typer.types.get(bound) == Type::Never) {
            return Type::Never;
        }
        if typer.is_viper() {
            return Type::Word;
        }
        let all_ints = bounds.iter().all(|bound| matches!(typer.types.get(bound), Type::Int | Type::Bool));
        return if all_ints { Type::Int } else { Type::Object };
    }
    if typer.expr_is_builtin_range(iter) {
        return range_item(typer, iter);
    }
    match ty {
        Type::List(item) | Type::Set(item) | Type::Iterable(item) => *item,
        Type::Dict(key, _) => *key,
        Type::Str => Type::Str,
        Type::Bytes | Type::ByteArray => Type::Int,
        Type::Array(items) => items.ty(),
        Type::Never => Type::Never,
        _ => Type::Object,
    }
}

/// What a range object gives: ints.
fn range_item(typer: &Typer, iter: &Expr) -> Type {
    let ExprKind::Call { arguments, .. } = &iter.kind else { return Type::Object };
    let types: Vec<Type> = arguments.iter().map(|argument| typer.types.get(&argument.value)).collect();
    if types.contains(&Type::Never) {
        Type::Never
    } else if types.len() == 3 && types.iter().all(|ty| matches!(ty, Type::Int | Type::Bool)) {
        Type::Int
    } else {
        Type::Object
    }
}

/// The arguments of a call of `range` that a loop can count by itself, as the firmware's own compiler does: one, two,
/// or three with a step that is a literal other than zero (`py/compile.c`, `compile_for_stmt`).
#[must_use]
pub fn counting_loop(iter: &Expr) -> Option<Vec<&Expr>> {
    let ExprKind::Call { function, arguments } = &iter.kind else { return None };
    if !matches!(&function.kind, ExprKind::Name(name) if &**name == "range") {
        return None;
    }
    if !(1..=3).contains(&arguments.len()) || arguments.iter().any(|arg| arg.kind != ArgumentKind::Positional)
    {
        return None;
    }
    if let Some(step) = arguments.get(2) {
        let digits = match &step.value.kind {
            ExprKind::Constant(Constant::Int(digits)) => digits,
            ExprKind::Unary { op: UnaryOp::Negative, operand } => match &operand.kind {
                ExprKind::Constant(Constant::Int(digits)) => digits,
                _ => return None,
            },
            _ => return None,
        };
        if !digits.parse::<i32>().is_ok_and(|step| step != 0 && step < 1 << 29) {
            return None;
        }
    }
    Some(arguments.iter().map(|argument| &argument.value).collect())
}

impl Typer<'_> {
    /// Whether the callee of a call is the built-in `range`.
    pub(super) fn expr_is_builtin_range(&self, call: &Expr) -> bool {
        let ExprKind::Call { function, .. } = &call.kind else { return false };
        matches!(self.types.get(function), Type::Builtin(name) if &*name == "range")
    }
}
