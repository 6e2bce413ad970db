//! What operators give, by the types of their operands.

use super::{Type, viper};
use crate::syntax::{BinaryOp, Constant, Expr, ExprKind};

/// The type of a binary operation; none when operands of these types never have it.
pub fn binary_type(op: BinaryOp, a: &Type, b: &Type) -> Option<Type> {
    use Type::{Bool, Bytes, Float, Int, List, None as PyNone, Str};
    Some(match (op, a, b) {
        // Nothing is known yet: inference comes again.
        (_, Type::Never, _) | (_, _, Type::Never) => Type::Never,
        _ if a.is_machine() || b.is_machine() => return viper::binary_type(op, a, b),
        // Of two bools the firmware gives a bool or an int.
        (BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor, Bool, Bool) => Type::Object,
        (BinaryOp::MatMul, Int | Bool | Float, Int | Bool | Float) => return None,
        (BinaryOp::Div, Int | Bool, Int | Bool) => Float,
        // A negative exponent gives a float.
        (BinaryOp::Pow, Int | Bool, Int | Bool) => Type::Object,
        (_, Int | Bool, Int | Bool) => Int,
        // A negative base with a fraction for exponent has a complex power.
        (BinaryOp::Pow, Int | Bool | Float, Float) | (BinaryOp::Pow, Float, Int | Bool) => Type::Object,
        (
            BinaryOp::Add
            | BinaryOp::Sub
            | BinaryOp::Mul
            | BinaryOp::Div
            | BinaryOp::FloorDiv
            | BinaryOp::Mod,
            Int | Bool | Float,
            Int | Bool | Float,
        ) => Float,
        (_, Int | Bool | Float, Int | Bool | Float) => return None,
        (BinaryOp::Add, Str, Str) | (BinaryOp::Mul, Str, Int | Bool) | (BinaryOp::Mul, Int | Bool, Str) => {
            Str
        }
        (BinaryOp::Mod, Str, _) => Str,
        (BinaryOp::Add, Bytes, Bytes) => Bytes,
        (BinaryOp::Add, List(_), List(_)) | (BinaryOp::Mul, List(_), Int | Bool) => {
            List(Box::new(Type::Object))
        }
        (
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Div | BinaryOp::FloorDiv,
            Str,
            Int | Float | Bool | PyNone,
        )
        | (
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Div | BinaryOp::FloorDiv,
            Int | Float | Bool | PyNone,
            Str,
        )
        | (_, PyNone, Int | Float | Bool | PyNone | Str)
        | (_, Int | Float | Bool, PyNone)
        | (BinaryOp::Add, List(_), Int | Float | Bool | Str | PyNone)
        | (BinaryOp::Add, Int | Float | Bool | Str, List(_)) => return None,
        _ => Type::Object,
    })
}

/// What a comparison gives that numbers have by themselves.
pub(super) fn compared(a: &Type, b: &Type) -> Type {
    if *a == Type::Never || *b == Type::Never {
        Type::Never
    } else if (a.is_number() && b.is_number()) || (a.is_machine() && a == b) {
        Type::Bool
    } else {
        Type::Object
    }
}

/// What a subscript gives. Only annotated element types are known; they are checked when an element comes out.
pub(super) fn item_type(container: &Type, index: &Expr, index_type: &Type) -> Type {
    if matches!(index.kind, ExprKind::Slice { .. }) {
        return match container {
            Type::Str | Type::Bytes | Type::ByteArray | Type::List(_) => container.clone(),
            _ => Type::Object,
        };
    }
    match (container, index_type) {
        (Type::Never, _) | (_, Type::Never) => Type::Never,
        (Type::List(item), Type::Int | Type::Bool) => (**item).clone(),
        (Type::Dict(_, value), _) => (**value).clone(),
        (Type::Str, Type::Int | Type::Bool) => Type::Str,
        (Type::Bytes | Type::ByteArray, Type::Int | Type::Bool) => Type::Int,
        (Type::Array(items), Type::Int | Type::Bool) => items.ty(),
        (Type::Tuple(items), Type::Int) => match &index.kind {
            ExprKind::Constant(Constant::Int(digits)) => digits
                .parse::<usize>()
                .ok()
                .and_then(|index| items.get(index))
                .cloned()
                .unwrap_or(Type::Object),
            _ => Type::Object,
        },
        _ => Type::Object,
    }
}
