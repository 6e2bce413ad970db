//! What an expression is by its form.

use crate::syntax::{self, Constant, Expr, ExprKind, UnaryOp};

/// The name that an expression ends with: `Enum` of `enum.Enum`.
pub(super) fn last_name(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Attribute { attribute, .. } => Some(&attribute.name),
        ExprKind::Name(name) => Some(name),
        _ => None,
    }
}

/// The name of what is called.
pub(super) fn called(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Call { function, .. } => last_name(function),
        _ => None,
    }
}

/// A call of `dataclasses.field`, whose arguments say what the constructor takes.
pub(super) fn is_field(value: &Expr) -> bool {
    called(value) == Some("field")
}

pub(super) fn is_starred(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Starred(_))
}

/// A literal of one word, with a sign or without.
pub(super) fn is_simple(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(_) => true,
        ExprKind::Unary { op: UnaryOp::Negative | UnaryOp::Positive, operand } => {
            matches!(operand.kind, ExprKind::Constant(_))
        }
        _ => false,
    }
}

/// The type of a literal.
pub(super) fn literal_type(expr: &Expr) -> Option<&'static str> {
    match &expr.kind {
        ExprKind::Constant(constant) => match constant {
            Constant::Bool(_) => Some("bool"),
            Constant::Int(_) => Some("int"),
            Constant::Float(_) => Some("float"),
            Constant::Complex(_) => Some("complex"),
            Constant::Str(_) => Some("str"),
            Constant::Bytes(_) => Some("bytes"),
            Constant::None | Constant::Ellipsis => None,
        },
        ExprKind::Unary { op: UnaryOp::Negative | UnaryOp::Positive | UnaryOp::Invert, operand } => {
            literal_type(operand)
        }
        ExprKind::FString(_) => Some("str"),
        _ => None,
    }
}

/// `__name__ == "__main__"`.
pub(super) fn is_main(test: &Expr) -> bool {
    match &test.kind {
        ExprKind::Compare { left, rest } => match rest.as_slice() {
            [(syntax::CompareOp::Eq, right)] => {
                matches!(&left.kind, ExprKind::Name(name) if &**name == "__name__")
                    && matches!(&right.kind, ExprKind::Constant(Constant::Str(text)) if &**text == "__main__")
            }
            _ => false,
        },
        _ => false,
    }
}
