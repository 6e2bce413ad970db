//! Calls of C, as `desugar` makes them: `$c("fast.dot(…) -> f32", a, b)`.

use super::{FunctionInfo, ParamKind, Type};
use crate::ir::signature::{CALLEE, CType, Number, Signature};
use crate::syntax::{Argument, Constant, Expr, ExprKind, StmtKind};

/// What is called, if C is: the first argument says it.
#[must_use]
pub fn signature(callee: &Expr, arguments: &[Argument]) -> Option<Signature> {
    match (&callee.kind, arguments) {
        (ExprKind::Name(name), [Argument { value, .. }, ..]) if &**name == CALLEE => match &value.kind {
            ExprKind::Constant(Constant::Str(text)) => Signature::parse(text),
            _ => None,
        },
        _ => None,
    }
}

/// What a call gives.
#[must_use]
pub fn result(signature: &Signature) -> Type {
    match &signature.result {
        None => Type::None,
        Some(CType::Number(Number::Bool)) => Type::Bool,
        Some(CType::Number(Number::Int(_) | Number::Enum(..))) => Type::Int,
        Some(CType::Number(Number::Float | Number::F32 | Number::F64)) => Type::Float,
        Some(CType::Str) => Type::Str,
        Some(CType::Opaque(of)) if of.optional => Type::Union(vec![Type::ByteArray, Type::None]),
        // The address, in a bytearray.
        Some(CType::Opaque(..)) => Type::ByteArray,
        // The others are no results.
        Some(_) => Type::Object,
    }
}

impl FunctionInfo {
    /// The C function that is all that this one calls, with its parameters as they are: then compiled code calls that itself.
    #[must_use]
    pub fn calls_c(&self) -> Option<Signature> {
        let [stmt] = &self.def.body[..] else { return None };
        let (StmtKind::Return(Some(call)) | StmtKind::Expr(call)) = &stmt.kind else { return None };
        let ExprKind::Call { function, arguments } = &call.kind else { return None };
        let signature = signature(function, arguments)?;
        let (_, given) = arguments.split_first()?;
        let is_param = |(argument, param): (&Argument, &super::ParamInfo)| {
            param.kind != ParamKind::Star
                && matches!(&argument.value.kind, ExprKind::Name(name) if *name == param.name)
        };
        let all = given.len() == self.params.len() && given.iter().zip(&self.params).all(is_param);
        (all && self.class.is_none()).then_some(signature)
    }
}
