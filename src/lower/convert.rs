//! Boxing, unboxing, promises: the one place where a value changes its representation.

use super::floats::float_literal;
use super::{Lower, Lowered, class_id, promise, repr};
use crate::desugar::FixedInt;
use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::Expr;
use crate::types::{Program, Type};

impl Lower<'_> {
    /// A value as an object.
    pub(super) fn boxed(&mut self, value: ValueId) -> ValueId {
        let op = match self.builder.ty(value) {
            ir::Type::Object => return value,
            ir::Type::Int => Op::IntObject,
            ir::Type::Float => Op::BoxFloat,
            ir::Type::Bool => Op::BoxBool,
            ir::Type::Void => return self.none(),
            ir::Type::Word | ir::Type::Uword | ir::Type::Address => {
                let int = self.word_int(value);
                return self.boxed(int);
            }
            // Never a value of Python: the verifier refuses it where an object is wanted.
            ir::Type::Pack | ir::Type::View | ir::Type::Results => return value,
        };
        self.builder.value(op, Vec::new(), vec![value], ir::Type::Object)
    }

    /// An expression as an object.
    pub(super) fn object(&mut self, expr: &Expr) -> Lowered<ValueId> {
        if let Some(literal) = float_literal(expr) {
            return Ok(self.float_object(&literal, expr.span));
        }
        let value = self.expr(expr)?;
        Ok(self.boxed(value))
    }

    /// The truth of a value.
    pub(super) fn truth(&mut self, value: ValueId) -> ValueId {
        let op = match self.builder.ty(value) {
            ir::Type::Bool => return value,
            ir::Type::Int => Op::IntTrue,
            ir::Type::Float => Op::FloatTrue,
            ir::Type::Word | ir::Type::Uword | ir::Type::Address => {
                let word = self.as_word(value);
                return self.builder.value(Op::WordTrue, Vec::new(), vec![word], ir::Type::Bool);
            }
            ir::Type::Object | ir::Type::Void | ir::Type::Pack | ir::Type::View | ir::Type::Results => {
                Op::IsTrue
            }
        };
        self.builder.value(op, Vec::new(), vec![value], ir::Type::Bool)
    }

    /// A number as an int: only its value counts, so that a bool becomes 0 or 1.
    pub(super) fn as_int(&mut self, value: ValueId) -> ValueId {
        match self.builder.ty(value) {
            ir::Type::Bool => self.builder.value(Op::BoolInt, Vec::new(), vec![value], ir::Type::Int),
            _ => value,
        }
    }

    /// A number as a float.
    pub(super) fn as_float(&mut self, value: ValueId) -> ValueId {
        let op = match self.builder.ty(value) {
            ir::Type::Bool => Op::BoolFloat,
            ir::Type::Int => Op::IntFloat,
            _ => return value,
        };
        self.builder.value(op, Vec::new(), vec![value], ir::Type::Float)
    }

    /// What the firmware gave as the number or bool that the checker knows it to be. Nobody promised anything that a
    /// message would name.
    pub(super) fn given(&mut self, value: ValueId, to: &Type) -> Option<ValueId> {
        let held = repr(to);
        let op = match (self.builder.ty(value), held) {
            (ir::Type::Object, ir::Type::Int) => Op::GivenInt,
            (ir::Type::Object, ir::Type::Bool) => Op::GivenBool,
            (ir::Type::Object, ir::Type::Float) => Op::GivenFloat,
            _ => return None,
        };
        Some(self.builder.value(op, Vec::new(), vec![value], held))
    }

    /// An int that was promised to be one of a fixed width. `context` is as for [`Lower::convert`].
    pub(super) fn check_fixed(&mut self, value: ValueId, fixed: Option<FixedInt>, context: &str) -> ValueId {
        let Some(fixed) = fixed else { return value };
        let numbers = [fixed.bits.into(), fixed.is_signed.into()].map(Imm::Int);
        let imms = [Imm::Str(context.into())].into_iter().chain(numbers).collect();
        self.builder.value(Op::CheckFixed, imms, vec![value], ir::Type::Int)
    }

    /// A value of one type where another is declared: converted, and checked if only the running program can tell.
    /// `context` is whose promise it is: `area() argument 'radius'`.
    pub(super) fn convert(
        &mut self,
        value: ValueId,
        from: &Type,
        to: &Type,
        at: &Expr,
        context: &str,
    ) -> Lowered<ValueId> {
        let text = || Imm::Str(context.into());
        let held = self.builder.ty(value);
        Ok(match (repr(to), held) {
            (ir::Type::Float, ir::Type::Float | ir::Type::Int | ir::Type::Bool) => self.as_float(value),
            (ir::Type::Word, _) => self.as_word(value),
            (ir::Type::Uword, _) => self.as_uword(value),
            (ir::Type::Address, _) => self.as_address(value),
            (ir::Type::Int | ir::Type::Float, ir::Type::Word | ir::Type::Uword | ir::Type::Address) => {
                let int = self.word_int(value);
                if repr(to) == ir::Type::Float { self.as_float(int) } else { int }
            }
            (ir::Type::Float, _) => {
                let value = self.boxed(value);
                self.builder.value(Op::UnboxFloat, vec![text()], vec![value], ir::Type::Float)
            }
            (ir::Type::Int, ir::Type::Int) | (ir::Type::Bool, ir::Type::Bool) => value,
            // A bool is an int, and stays the bool it is.
            (ir::Type::Int, ir::Type::Bool) => {
                let value = self.boxed(value);
                self.builder.value(Op::AssumeInt, Vec::new(), vec![value], ir::Type::Int)
            }
            (ir::Type::Int, _) => {
                let value = self.boxed(value);
                self.builder.value(Op::UnboxInt, vec![text()], vec![value], ir::Type::Int)
            }
            (ir::Type::Bool, _) => {
                let value = self.boxed(value);
                self.builder.value(Op::UnboxBool, vec![text()], vec![value], ir::Type::Bool)
            }
            (_, _) => {
                let value = self.boxed(value);
                if known(self.program, from, to) {
                    return Ok(value);
                }
                let promise = promise(to);
                let optional = Imm::Int(promise.optional.into());
                if let Some(class) = promise.class {
                    let imms = vec![Imm::Class(class_id(class)), optional, text()];
                    self.builder.value(Op::CheckInstance, imms, vec![value], ir::Type::Object)
                } else if let Some(names) = promise.builtin {
                    let imms = vec![Imm::Str(names), optional, text()];
                    self.builder.value(Op::CheckType, imms, vec![value], ir::Type::Object)
                } else if to.is_unchecked() {
                    value
                } else {
                    return Err(Box::new(
                        Diagnostic::new(
                            Code::UNSUPPORTED_SYNTAX,
                            format!(
                                "a promise of `{}` cannot be checked yet",
                                to.display(&self.program.classes)
                            ),
                        )
                        .at(
                            self.program.source(),
                            at.span,
                            "this value would have to be checked",
                        ),
                    ));
                }
            }
        })
    }
}

/// Whether a value of a type is of another without a look at it.
fn known(program: &Program, from: &Type, to: &Type) -> bool {
    match (from, to) {
        (a, b) if a == b => true,
        (Type::Never, _) => true,
        (_, to) if to.is_unchecked() => true,
        (Type::Instance(class), Type::Instance(base)) => program.derives(*class, *base),
        (Type::List(_), Type::List(_)) | (Type::Set(_), Type::Set(_)) | (Type::Dict(..), Type::Dict(..)) => {
            true
        }
        (Type::Tuple(_), Type::AnyTuple) => true,
        (Type::Union(any), to) => any.iter().all(|from| known(program, from, to)),
        (from, Type::Union(any)) => any.iter().any(|to| known(program, from, to)),
        _ => false,
    }
}
