//! `typing.NamedTuple`, written out on the firmware's own `namedtuple`, which has neither defaults nor methods.
//!
//! ```text
//! class P(NamedTuple):              class P($Tuple, $namedtuple("P", ("x", "y"))):
//!     x: int                            _fields = __match_args__ = ("x", "y")
//!     y: int = 0                        def __init__(self, x: int, y: int = 0):
//!                                           super().__init__(x, y)
//! Q = NamedTuple("Q", [("x", int)]) Q = $namedtuple("Q", ("x",))
//! ```
//!
//! `$Tuple` stands in `library.py`.

use super::provided::Pass;
use super::quote::{self, Quoting as _};
use crate::syntax::{
    Argument, ArgumentKind, ClassDef, Constant, Expr, ExprKind, FunctionDef, Ident, Name, Param, Params,
    Span, Stmt, StmtKind,
};
use std::rc::Rc;

/// What a body may not define (`typing.NamedTupleMeta`).
const TAKEN: [&str; 11] = [
    "__new__",
    "__init__",
    "__slots__",
    "__getnewargs__",
    "__setattr__",
    "__delattr__",
    "_fields",
    "_field_defaults",
    "_make",
    "_replace",
    "_asdict",
];

/// Writes a class of named tuples out.
pub(super) fn write_out(pass: &mut Pass, def: &mut ClassDef) {
    let Some(position) = def.arguments.iter().position(|base| pass.is(&base.value, &["NamedTuple"])) else {
        return;
    };
    def.arguments.remove(position);
    if let Some(other) = def.arguments.first() {
        pass.refuse(other.value.span, "another base of a class of named tuples");
    }
    let at = def.name.span;
    let mut params: Vec<Param> = vec![param("self", at)];
    let mut last = 0;
    let mut kept = Vec::new();
    for stmt in std::mem::take(&mut def.body) {
        match stmt.kind {
            StmtKind::AnnAssign { target, annotation, value, .. } => {
                let ExprKind::Name(name) = &target.kind else {
                    pass.refuse(target.span, "this annotation in a class of named tuples");
                    continue;
                };
                if name.starts_with('_') {
                    pass.refuse(target.span, "a field whose name begins with an underscore");
                }
                if let Some(default) = &value {
                    default.walk(&mut |expr| {
                        if let ExprKind::Name(name) = &expr.kind
                            && params.iter().any(|param| param.name.name == *name)
                        {
                            pass.refuse(expr.span, "a field in the default of another");
                        }
                    });
                }
                let name = Ident { name: Rc::clone(name), span: target.span };
                params.push(Param { name, annotation: Some(annotation), default: value });
                last = kept.len();
            }
            StmtKind::FunctionDef(method) => {
                if TAKEN.contains(&&*method.name.name) {
                    pass.refuse(
                        method.name.span,
                        &format!("`{}` of a class of named tuples", method.name.name),
                    );
                }
                kept.push(Stmt { kind: StmtKind::FunctionDef(method), span: stmt.span });
            }
            kind @ (StmtKind::Expr(_) | StmtKind::Pass | StmtKind::Assign { .. }) => {
                kept.push(Stmt { kind, span: stmt.span });
            }
            _ => pass.refuse(stmt.span, "this statement in a class of named tuples"),
        }
    }
    pass.uses("Tuple");
    let names: Vec<Name> = params.iter().skip(1).map(|param| Rc::clone(&param.name.name)).collect();
    let mut made = Vec::new();
    let fields = strings(pass, &names, at);
    made.extend(quote::statements(
        pass,
        "_fields = __match_args__ = provided_fields",
        at,
        &[("fields", &fields)],
    ));
    made.push(init(pass, params, &names, at));
    kept.splice(last..last, made);
    def.body = kept;
    let base = make(pass, &def.name.name, &names, at);
    let mixin = quote::expression(pass, "provided_Tuple", at, &[]);
    let positional = |value| Argument { kind: ArgumentKind::Positional, value };
    def.arguments = vec![positional(mixin), positional(base)];
}

fn param(name: &str, at: Span) -> Param {
    Param { name: Ident { name: name.into(), span: at }, annotation: None, default: None }
}

fn init(pass: &mut Pass, positional: Vec<Param>, names: &[Name], at: Span) -> Stmt {
    let values: Vec<Expr> = names
        .iter()
        .map(|name| Expr { kind: ExprKind::Name(Rc::clone(name)), span: pass.place(at) })
        .collect();
    let positional_arguments =
        values.into_iter().map(|value| Argument { kind: ArgumentKind::Positional, value }).collect();
    let function = Box::new(quote::expression(pass, "super().__init__", at, &[]));
    let call = ExprKind::Call { function, arguments: positional_arguments };
    let call = Expr { kind: call, span: pass.place(at) };
    let body = vec![Stmt { kind: StmtKind::Expr(call), span: pass.place(at) }];
    let def = FunctionDef {
        name: Ident { name: "__init__".into(), span: at },
        is_async: false,
        decorators: Vec::new(),
        type_params: Vec::new(),
        params: Params { positional, ..Params::default() },
        returns: None,
        body,
        span: pass.place(at),
    };
    Stmt { kind: StmtKind::FunctionDef(Rc::new(def)), span: pass.place(at) }
}

fn strings(pass: &mut Pass, names: &[Name], at: Span) -> Expr {
    let string = |pass: &mut Pass, name: &Name| Expr {
        kind: ExprKind::Constant(Constant::Str(Rc::clone(name))),
        span: pass.place(at),
    };
    let items = names.iter().map(|name| string(pass, name)).collect();
    Expr { kind: ExprKind::Tuple(items), span: pass.place(at) }
}

/// The firmware's class of named tuples.
fn make(pass: &mut Pass, name: &Name, names: &[Name], at: Span) -> Expr {
    pass.uses("namedtuple");
    let fields = strings(pass, names, at);
    let name = Expr { kind: ExprKind::Constant(Constant::Str(Rc::clone(name))), span: pass.place(at) };
    quote::expression(
        pass,
        "provided_namedtuple(provided_name, provided_fields)",
        at,
        &[("name", &name), ("fields", &fields)],
    )
}

/// `NamedTuple("P", [("x", int), …])` becomes the firmware's call.
pub(super) fn expression(pass: &mut Pass, expr: &mut Expr) {
    let ExprKind::Call { function, arguments } = &expr.kind else { return };
    if !pass.is(function, &["NamedTuple"]) {
        return;
    }
    let [
        Argument { kind: ArgumentKind::Positional, value: name },
        Argument { kind: ArgumentKind::Positional, value: fields },
    ] = &arguments[..]
    else {
        return;
    };
    let (ExprKind::Constant(Constant::Str(name)), ExprKind::List(fields) | ExprKind::Tuple(fields)) =
        (&name.kind, &fields.kind)
    else {
        return;
    };
    let field = |field: &Expr| match &field.kind {
        ExprKind::Tuple(pair) => match &pair[..] {
            [Expr { kind: ExprKind::Constant(Constant::Str(name)), .. }, _] => Some(Rc::clone(name)),
            _ => None,
        },
        _ => None,
    };
    if let Some(names) = fields.iter().map(field).collect::<Option<Vec<Name>>>() {
        let name = Rc::clone(name);
        *expr = make(pass, &name, &names, expr.span);
    }
}
