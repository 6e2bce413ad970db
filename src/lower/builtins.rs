//! Built-ins: what the firmware makes, and the few calls that an operation does as well.

use super::{Lower, Lowered, Scope};
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::{Argument, ArgumentKind, CompareOp, Expr, ExprKind};
use crate::types::Type;

impl Lower<'_> {
    /// Whether the firmware makes the value: calls of built-ins, what its modules hold, items of `bytes` and a `bytearray`.
    pub(super) fn is_given(&self, expr: &Expr) -> bool {
        let of_module = |expr: &Expr| match &expr.kind {
            ExprKind::Attribute { value, .. } => matches!(self.type_of(value), Type::Module(_)),
            ExprKind::Name(name) => self.program.member(self.function, name).is_some(),
            _ => false,
        };
        match &expr.kind {
            ExprKind::Call { function, .. } => {
                matches!(self.type_of(function), Type::Builtin(_)) || of_module(function)
            }
            ExprKind::Attribute { .. } | ExprKind::Name(_) => of_module(expr),
            ExprKind::Subscript { value, index } => {
                matches!(self.items_by_place(value, index), Some((Op::ByteItem | Op::BytesItem, _)))
            }
            _ => false,
        }
    }

    /// Whether an expression is a call of `len` that an operation does.
    pub(super) fn is_length(&self, expr: &Expr) -> bool {
        let ExprKind::Call { function, arguments } = &expr.kind else { return false };
        matches!(self.type_of(function), Type::Builtin(name) if &*name == "len")
            && matches!(&arguments[..], [one] if one.kind == ArgumentKind::Positional && has_length(&self.type_of(&one.value)))
    }

    /// A built-in that an operation does as well, for the types it is given; none where Python must do it.
    pub(super) fn builtin(
        &mut self,
        name: &str,
        arguments: &[Argument],
        expr: &Expr,
    ) -> Lowered<Option<ValueId>> {
        if name == "globals" && arguments.is_empty() {
            return Ok(Some(self.builder.value(Op::Globals, Vec::new(), Vec::new(), ir::Type::Object)));
        }
        if arguments.iter().any(|argument| argument.kind != ArgumentKind::Positional) {
            return Ok(None);
        }
        if name == "__import__" && arguments.len() == 5 {
            // Its level may be of a relative import: from this module's package, whoever called.
            let mut words = vec![self.global(name)];
            for argument in arguments {
                words.push(self.object(&argument.value)?);
            }
            self.at(expr.span);
            return Ok(Some(self.builder.value(Op::CallInGlobals, Vec::new(), words, ir::Type::Object)));
        }
        if matches!(name, "locals" | "dir" | "eval" | "exec" | "execfile") {
            return self.frame_builtin(name, arguments, expr).map(Some);
        }
        let types: Vec<Type> = arguments.iter().map(|argument| self.type_of(&argument.value)).collect();
        Ok(match (name, &types[..]) {
            ("len", [ty]) if has_length(ty) => {
                let values = self.values(arguments)?;
                self.at(expr.span);
                let objects = values.into_iter().map(|value| self.boxed(value)).collect();
                let length = self.builder.value(Op::Len, Vec::new(), objects, ir::Type::Int);
                // What is to be fast counts and compares with it, as a word.
                if self.function.is_some_and(|function| !function.is_small) {
                    let word = self.builder.value(Op::LengthWord, Vec::new(), vec![length], ir::Type::Word);
                    return Ok(Some(self.builder.value(Op::SmallInt, Vec::new(), vec![word], ir::Type::Int)));
                }
                Some(length)
            }
            ("sum", [Type::Bytes | Type::ByteArray | Type::List(_)]) if self.is_fast() => {
                let values = self.values(arguments)?;
                self.at(expr.span);
                let objects = values.into_iter().map(|value| self.boxed(value)).collect();
                Some(self.builder.value(Op::Sum, Vec::new(), objects, ir::Type::Object))
            }
            ("bytes", [Type::List(_)]) if self.is_fast() => match arguments {
                [Argument { value: Expr { kind: ExprKind::List(items), .. }, .. }] if !has_star(items) => {
                    let items = items.iter().map(|item| self.object(item)).collect::<Lowered<Vec<_>>>()?;
                    self.at(expr.span);
                    Some(self.builder.value(Op::NewBytes, Vec::new(), items, ir::Type::Object))
                }
                [Argument { value: list @ Expr { kind: ExprKind::ListComp { .. }, .. }, .. }] => {
                    let list = self.object(list)?;
                    self.at(expr.span);
                    Some(self.builder.value(Op::ListBytes, Vec::new(), vec![list], ir::Type::Object))
                }
                _ => None,
            },
            ("bool", [_]) => match &self.values(arguments)?[..] {
                [value] => Some(self.truth(*value)),
                _ => None,
            },
            ("float", [Type::Int | Type::Float | Type::Bool]) if !self.boxes_floats => {
                match &self.values(arguments)?[..] {
                    [value] => Some(self.as_float(*value)),
                    _ => None,
                }
            }
            ("str", [Type::Int]) if self.is_fast() => match &self.values(arguments)?[..] {
                [value] => {
                    let int = self.as_int(*value);
                    self.at(expr.span);
                    Some(self.builder.value(Op::IntStr, Vec::new(), vec![int], ir::Type::Object))
                }
                _ => None,
            },
            ("int", [Type::Int]) => match &self.values(arguments)?[..] {
                [value] => Some(self.builder.value(Op::IntPos, Vec::new(), vec![*value], ir::Type::Int)),
                _ => None,
            },
            ("min" | "max", [Type::Int, Type::Int] | [Type::Float, Type::Float]) => {
                match &self.values(arguments)?[..] {
                    [a, b] => Some(self.smaller(name == "min", *a, *b)),
                    _ => None,
                }
            }
            _ => None,
        })
    }

    /// A built-in that looks at the names of the frame it is called in. A function's frame has none in MicroPython, so
    /// that what is current when it is called is what bytecode finds too; only the names of the module must be given.
    fn frame_builtin(&mut self, name: &str, arguments: &[Argument], expr: &Expr) -> Lowered<ValueId> {
        let namespace = match &self.scope {
            Scope::Class { namespace, .. } => Some(*namespace),
            Scope::Function | Scope::Module => None,
        };
        let imms = || vec![Imm::Names(Vec::new())];
        let mut args = vec![self.global(name)];
        for argument in arguments {
            args.push(self.object(&argument.value)?);
        }
        self.at(expr.span);
        match (name, arguments.len(), namespace) {
            ("locals", 0, Some(namespace)) => return Ok(namespace),
            ("dir", 0, Some(namespace)) => {
                let list = self.builder.value(Op::NewList, Vec::new(), Vec::new(), ir::Type::Object);
                let imms = vec![Imm::Str("extend".into()), Imm::Names(Vec::new())];
                self.builder.value(Op::CallMethod, imms, vec![list, namespace], ir::Type::Object);
                return Ok(list);
            }
            ("eval" | "exec" | "execfile", 1, _) => {
                args.push(self.builder.value(Op::Globals, Vec::new(), Vec::new(), ir::Type::Object));
                let locals = match namespace {
                    Some(namespace) => namespace,
                    None => {
                        let locals = self.global("locals");
                        self.builder.value(Op::Call, imms(), vec![locals], ir::Type::Object)
                    }
                };
                args.push(locals);
            }
            _ => {}
        }
        Ok(self.builder.value(Op::Call, imms(), args, ir::Type::Object))
    }

    /// The smaller or greater of two numbers of a type, the first of equal ones (`py/modbuiltins.c`, mp_builtin_min).
    fn smaller(&mut self, smaller: bool, a: ValueId, b: ValueId) -> ValueId {
        let ty = self.builder.ty(a);
        let op = if smaller { CompareOp::Lt } else { CompareOp::Gt };
        let second = self.compare_one(op, b, a);
        let second = self.truth(second);
        let after = self.builder.new_block();
        let result = self.builder.block_param(after, ty, None);
        let (then, otherwise) = (self.builder.new_block(), self.builder.new_block());
        self.builder.branch(second, then, otherwise);
        for (block, value) in [(then, b), (otherwise, a)] {
            self.start_sealed(block);
            self.builder.jump(after, vec![value]);
        }
        self.start_sealed(after);
        result
    }
}

/// Whether some of a list's items come from an iterable.
fn has_star(items: &[Expr]) -> bool {
    items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_)))
}

/// Whether [`Op::Len`] gives the length of values of a type.
fn has_length(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Str
            | Type::Bytes
            | Type::ByteArray
            | Type::Array(_)
            | Type::List(_)
            | Type::Dict(..)
            | Type::Set(_)
            | Type::Tuple(_)
            | Type::AnyTuple
    )
}
