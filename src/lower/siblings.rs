//! Calls of functions of modules that are compiled together, by their native forms.
//!
//! ```text
//! from .shapes import area      v1: object = global "area"
//!                               v2: address = native_form form "(float) -> float", v1
//! area(radius)                  branch …, then b1, else b2
//!                               b1: v5: float = call_form form "(float) -> float", v2, v0
//!                               b2: v6: object = box_float v0
//!                                   v7: object = call v1, v6
//! ```
//!
//! What the name is when the call is made says whether it has the form: a function that somebody put in its place is
//! called with what the call says.

use super::definitions::result_of;
use super::{Lower, Lowered, Scope, repr, result_repr};
use crate::ir::{self, Form, Imm, Op, ValueId};
use crate::syntax::{Argument, Expr};
use crate::types::{FunctionInfo, Type};
use std::rc::Rc;

/// How other modules may call a function; none if just by its object.
pub(super) fn form_of(function: &FunctionInfo) -> Option<Form> {
    Form::new(function.params.iter().map(|param| repr(&param.ty)).collect(), result_of(function))
}

impl Lower<'_> {
    /// A call of a function of another module, if its arguments are just its parameters.
    pub(super) fn call_sibling(
        &mut self,
        expr: &Expr,
        callee: &Expr,
        arguments: &[Argument],
    ) -> Lowered<Option<ValueId>> {
        // What is to be small calls objects.
        let may_grow = self.function.is_some_and(|function| !function.is_small);
        if !may_grow || !matches!(self.scope, Scope::Function) {
            return Ok(None);
        }
        let Some(function) = self.program.callee(self.function, callee) else { return Ok(None) };
        if !function.is_given_all(arguments) {
            return Ok(None);
        }
        let params = function.params.iter().map(|(_, ty)| repr(ty)).collect();
        let Some(form) = Form::new(params, result_repr(&function.returns)) else { return Ok(None) };
        let form = Rc::new(form);
        let object = self.object(callee)?;
        let values = self.values(arguments)?;
        self.at(expr.span);
        let imms = || vec![Imm::Form(Rc::clone(&form))];
        let address = self.builder.value(Op::NativeForm, imms(), vec![object], ir::Type::Address);
        let is_known = self.truth(address);
        let (direct, by_object, after) =
            (self.builder.new_block(), self.builder.new_block(), self.builder.new_block());
        self.builder.branch(is_known, direct, by_object);
        let held = repr(&function.returns);
        let result = self.builder.block_param(after, held, None);

        self.start_sealed(direct);
        let mut args = vec![address];
        for ((value, argument), (name, ty)) in values.iter().zip(arguments).zip(&function.params) {
            let context = format!("{}() argument '{name}'", function.name);
            // What is an object the function itself looks at.
            let ty = if repr(ty) == ir::Type::Object { &Type::Object } else { ty };
            let from = self.type_of(&argument.value);
            self.at(argument.value.span);
            args.push(self.convert(*value, &from, ty, &argument.value, &context)?);
        }
        self.at(expr.span);
        let given = if form.result == ir::Type::Void {
            self.builder.effect(Op::CallForm, imms(), args);
            self.none()
        } else {
            self.builder.value(Op::CallForm, imms(), args, form.result)
        };
        self.builder.jump(after, vec![given]);

        self.start_sealed(by_object);
        let mut args = vec![object];
        for value in values {
            args.push(self.boxed(value));
        }
        let names = vec![Imm::Names(Vec::new())];
        let given = self.builder.value(Op::Call, names, args, ir::Type::Object);
        let given = self.given(given, &function.returns).unwrap_or(given);
        self.builder.jump(after, vec![given]);

        self.start_sealed(after);
        Ok(Some(result))
    }
}
