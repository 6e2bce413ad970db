//! Which functions hold floats without a box.
//!
//! Where the processor has no floating-point unit, a float without a box is worth its while only if it stays one: the
//! library that calculates takes 2.5 KB, and each way to an object and back its time. So a function holds floats as
//! objects there, and leaves the calculation to the firmware, unless a promise says that it has floats: an annotation,
//! a field, an element, a result.

use super::{Lower, repr};
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::{Constant, Expr, ExprKind, Span, UnaryOp, each_expr};
use crate::types::{FunctionInfo, Items, Program, Type};
use std::rc::Rc;

/// Whether anything promises a float to a function.
pub(super) fn promises_floats(program: &Program, function: &FunctionInfo) -> bool {
    let declared = function.locals.values().filter(|local| local.declared).map(|local| &local.ty);
    if declared.chain(function.params.iter().map(|param| &param.ty)).any(has_float)
        || (function.returns_declared && has_float(&function.returns))
    {
        return true;
    }
    let mut promised = false;
    each_expr(&function.def.body, &mut |expr| {
        promised |= takes_floats(program, expr)
            || (program.types.get(expr) == Type::Float && is_promise(program, function, expr));
    });
    promised
}

/// Whether a value of a type may hold floats that somebody annotated.
fn has_float(ty: &Type) -> bool {
    match ty {
        Type::Float | Type::Array(Items::Float) => true,
        Type::List(item) | Type::Set(item) | Type::Iterable(item) => has_float(item),
        Type::Dict(key, value) => has_float(key) || has_float(value),
        Type::Tuple(items) | Type::Union(items) => items.iter().any(has_float),
        Type::Never
        | Type::Object
        | Type::None
        | Type::Bool
        | Type::Int
        | Type::Str
        | Type::Bytes
        | Type::ByteArray
        | Type::Array(Items::Fixed(_) | Items::Int)
        | Type::AnyTuple
        | Type::Instance(_)
        | Type::Foreign(..)
        | Type::Class(_)
        | Type::Function(_)
        | Type::Module(_)
        | Type::Builtin(_)
        | Type::Word
        | Type::Uword
        | Type::Pointer(_) => false,
    }
}

/// Whether an expression is a call of a function of the module that is given floats.
fn takes_floats(program: &Program, expr: &Expr) -> bool {
    let ExprKind::Call { function, .. } = &expr.kind else { return false };
    let callee = match program.types.get(function) {
        Type::Function(index) => Some(index),
        Type::Class(class) => program.method(class, "__init__"),
        _ => match &function.kind {
            ExprKind::Attribute { value, attribute } => match program.types.get(value) {
                Type::Instance(class) => program.method(class, &attribute.name),
                _ => None,
            },
            _ => None,
        },
    };
    let params = callee.and_then(|index| program.functions.get(index)).map(|function| &function.params);
    params.is_some_and(|params| params.iter().any(|param| has_float(&param.ty)))
}

/// Whether an expression is a float because somebody said so.
fn is_promise(program: &Program, function: &FunctionInfo, expr: &Expr) -> bool {
    match &expr.kind {
        // What is imported from `math` is a float that nobody asked for.
        ExprKind::Name(name) => {
            !function.locals.contains_key(name) && program.member(Some(function), name).is_none()
        }
        ExprKind::Attribute { value, .. } => matches!(program.types.get(value), Type::Instance(_)),
        ExprKind::Subscript { .. } => true,
        ExprKind::Call { function, .. } => match &function.kind {
            ExprKind::Attribute { value, .. } => matches!(program.types.get(value), Type::Instance(_)),
            _ => matches!(program.types.get(function), Type::Function(_)),
        },
        _ => false,
    }
}

/// The literal of a float.
pub(super) struct FloatLiteral {
    /// It has a minus before it.
    is_negative: bool,
    value: f64,
    /// Of its digits.
    span: Span,
}

/// The literal that an expression is, also one with a minus before it.
pub(super) fn float_literal(expr: &Expr) -> Option<FloatLiteral> {
    let (is_negative, literal) = match &expr.kind {
        ExprKind::Unary { op: UnaryOp::Negative, operand } => (true, &**operand),
        _ => (false, expr),
    };
    match literal.kind {
        ExprKind::Constant(Constant::Float(value)) => {
            Some(FloatLiteral { is_negative, value, span: literal.span })
        }
        _ => None,
    }
}

impl Lower<'_> {
    /// How a value of a type is held in this function.
    pub(super) fn repr(&self, ty: &Type) -> ir::Type {
        if self.boxes_floats && *ty == Type::Float { ir::Type::Object } else { repr(ty) }
    }

    /// The text of a literal, for the board to read; of one that stands in a stub, as it would be `written`.
    pub(super) fn literal_text(&self, span: Span, written: impl FnOnce() -> String) -> Rc<str> {
        match self.program.source().slice(span) {
            "" => written().into(),
            text => text.replace('_', "").into(),
        }
    }

    /// A literal, which is the expression there, as an object of the module's table.
    pub(super) fn float_object(&mut self, literal: &FloatLiteral, at: Span) -> ValueId {
        let digits = self.literal_text(literal.span, || format!("{:?}", literal.value));
        let text = if literal.is_negative { format!("-{digits}").into() } else { digits };
        self.at(at);
        self.builder.value(Op::FloatObject, vec![Imm::Str(text)], Vec::new(), ir::Type::Object)
    }
}
