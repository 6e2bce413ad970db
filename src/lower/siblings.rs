//! Calls of functions, methods and classes of modules that are compiled together, by their native forms.
//!
//! ```text
//! from .shapes import area      v1: object = global "area"
//!                               v2: address = native_form form "(float) -> float", 0, v1
//! area(radius)                  branch …, then b1, else b2
//!                               b1: v5: float = call_form form "(float) -> float", v2, v0
//!                               b2: v6: object = box_float v0
//!                                   v7: object = call v1, v6
//! disc.grown(by=0.5)            v8: pack = load_method "grown", v9
//!                               v10: address = method_form form "(object, float) -> object", 8147, v8, v9 …
//! Disc(2.0)                     v11: address = class_form form "(object, float) -> new", 0, v12 …
//! ```
//!
//! What is there when the call is made says whether it has the form: whatever somebody put in its place is called with what the
//! call says.

use super::definitions::result_of;
use super::{Lower, Lowered, Scope, repr, result_repr};
use crate::ir::{self, Form, Imm, Op, ValueId};
use crate::syntax::{Argument, ArgumentKind, Constant, Expr, ExprKind, Span};
use crate::types::{Callee, CalleeKind, FunctionInfo, Given, MethodKind, Program, Type};
use std::rc::Rc;

/// The names and defaults of the parameters of a function that other modules call by its native form, if they do.
pub(super) fn exported(program: &Program, function: &FunctionInfo) -> Option<u32> {
    let params = || function.params.iter().map(|param| repr(&param.ty));
    let is_init = function.method == MethodKind::Plain && &*function.def.name.name == "__init__";
    let class = function.class.filter(|_| is_init).and_then(|class| program.classes.get(class));
    let form = match class {
        // What makes no instances with fields at fixed places is called as an object.
        Some(class) if !class.is_laid_out => None,
        Some(_) => Form::of_class(params().skip(1)),
        None => Form::new(params().collect(), result_of(function)),
    };
    (form.is_some() && program.is_wanted(function)).then(|| program.names_of(function))
}

/// How something is called that is known so.
fn form_of(callee: &Callee) -> Option<Form> {
    let params = callee.params.iter().map(|param| repr(&param.ty));
    let result = result_repr(&callee.returns);
    match callee.kind {
        CalleeKind::Function => Form::new(params.collect(), result),
        CalleeKind::Method => Form::new([ir::Type::Object].into_iter().chain(params).collect(), result),
        CalleeKind::Class => Form::of_class(params),
    }
}

impl Lower<'_> {
    /// A call of something of another module, if it is known and the arguments fit.
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
        let Some(known) = self.program.callee(self.function, callee) else { return Ok(None) };
        let (Some(given), Some(form)) = (known.bind(arguments), form_of(&known)) else { return Ok(None) };
        let has_default = given.iter().any(|given| matches!(given, Given::Default(_)));
        let by_place = arguments.iter().all(|argument| argument.kind == ArgumentKind::Positional);
        let names = if by_place && !has_default { 0 } else { i64::from(known.names) };

        let object = match (known.kind, &callee.kind) {
            (CalleeKind::Method, ExprKind::Attribute { value, .. }) => self.object(value)?,
            _ => self.object(callee)?,
        };
        let values = self.values(arguments)?;
        self.at(expr.span);
        let form = Rc::new(form);
        let imms = || vec![Imm::Form(Rc::clone(&form)), Imm::Int(names)];
        let mut form_of = |op, args| self.builder.value(op, imms(), args, ir::Type::Address);
        let (callable, address) = match (known.kind, &callee.kind) {
            (CalleeKind::Method, ExprKind::Attribute { attribute, .. }) => {
                let name = vec![Imm::Str(Rc::clone(&attribute.name))];
                let loaded = self.builder.value(Op::LoadMethod, name, vec![object], ir::Type::Pack);
                let args = vec![loaded, object];
                (loaded, self.builder.value(Op::MethodForm, imms(), args, ir::Type::Address))
            }
            (CalleeKind::Class, _) => (object, form_of(Op::ClassForm, vec![object])),
            (CalleeKind::Function | CalleeKind::Method, _) => (object, form_of(Op::NativeForm, vec![object])),
        };
        let is_known = self.truth(address);
        let result = self.either(
            is_known,
            repr(&known.returns),
            &mut |this| {
                let mut args = vec![address];
                args.extend((known.kind != CalleeKind::Function).then_some(object));
                for (given, param) in given.iter().zip(&known.params) {
                    let context = format!("{}() argument '{}'", known.name, param.name);
                    // What is an object the function itself looks at.
                    let ty = if repr(&param.ty) == ir::Type::Object { &Type::Object } else { &param.ty };
                    args.push(this.given_argument(given, arguments, &values, ty, &context, expr)?);
                }
                this.at(expr.span);
                let imms = vec![Imm::Form(Rc::clone(&form))];
                Ok(if form.result == ir::Type::Void {
                    this.builder.effect(Op::CallForm, imms, args);
                    this.none()
                } else {
                    this.builder.value(Op::CallForm, imms, args, form.result)
                })
            },
            &mut |this| {
                let op = match known.kind {
                    CalleeKind::Function | CalleeKind::Class => Op::Call,
                    CalleeKind::Method => Op::CallLoaded,
                };
                let (names, mut args) = this.object_arguments(arguments, &values);
                args.insert(0, callable);
                let given = this.builder.value(op, vec![names], args, ir::Type::Object);
                if !known.returns.is_number() {
                    return Ok(given);
                }
                let context = format!("{}() result", known.name);
                this.convert(given, &Type::Object, &known.returns, expr, &context)
            },
        )?;
        Ok(Some(result))
    }

    /// What a parameter of a type is given.
    fn given_argument(
        &mut self,
        given: &Given,
        arguments: &[Argument],
        values: &[ValueId],
        ty: &Type,
        context: &str,
        call: &Expr,
    ) -> Lowered<ValueId> {
        match given {
            Given::Argument(index) => {
                let (Some(argument), Some(value)) = (arguments.get(*index), values.get(*index)) else {
                    return self.impossible(call.span, "an argument is unknown");
                };
                let from = self.type_of(&argument.value);
                self.at(argument.value.span);
                self.convert(*value, &from, ty, &argument.value, context)
            }
            Given::Default(constant) => {
                self.at(call.span);
                // It stands in no text of this module.
                let value = self.constant(constant, Span::default())?;
                self.convert(value, &constant_type(constant), ty, call, context)
            }
        }
    }
}

fn constant_type(constant: &Constant) -> Type {
    match constant {
        Constant::None => Type::None,
        Constant::Bool(_) => Type::Bool,
        Constant::Int(_) => Type::Int,
        Constant::Float(_) => Type::Float,
        Constant::Str(_) => Type::Str,
        Constant::Bytes(_) => Type::Bytes,
        Constant::Ellipsis | Constant::Complex(_) => Type::Object,
    }
}
