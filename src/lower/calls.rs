//! Calls: of functions and classes of the module by their native form, of methods, of functions of modules, and of
//! anything else as Python does.

use super::definitions::{declared_result, result_of};
use super::expression::is_name_of_module;
use super::{Lower, Lowered, class_id, function_id, promise};
use crate::desugar::GENERATOR;
use crate::diagnostics::Diagnostic;
use crate::ir::{self, Imm, Op, Signature, ValueId};
use crate::syntax::{Argument, ArgumentKind, Constant, Expr, ExprKind, FunctionDef, Name};
use crate::types::{FunctionInfo, FunctionKind, MethodKind, ParamInfo, ParamKind, Type, c};
use std::rc::Rc;

impl Lower<'_> {
    pub(super) fn call(&mut self, expr: &Expr, callee: &Expr, arguments: &[Argument]) -> Lowered<ValueId> {
        if let ExprKind::Lambda(def) = &callee.kind
            && let Some(value) = self.call_comprehension(def, arguments)?
        {
            return Ok(value);
        }
        if let Some(signature) = c::signature(callee, arguments) {
            return self.call_of_c(signature, arguments, expr);
        }
        if let Some(to) = self.function.and_then(|function| function.cast_of(callee)) {
            return self.machine_cast(&to, arguments, expr);
        }
        if crate::types::is_bare_super(expr) && self.type_of(callee) == Type::Builtin("super".into()) {
            return self.bare_super(callee, expr);
        }
        if arguments.iter().any(|arg| matches!(arg.kind, ArgumentKind::Star | ArgumentKind::DoubleStar)) {
            return self.call_with_stars(expr, callee, arguments);
        }
        match self.type_of(callee) {
            Type::Function(index) => {
                if let Some(function) = self.program.functions.get(index)
                    && takes_native_arguments(function)
                    && fits(function, 0, arguments)
                {
                    let values = self.values(arguments)?;
                    let args = self.bind(function, index, 0, arguments, &values, expr)?;
                    self.at(expr.span);
                    // What runs once is small as a call of the function's object.
                    if let Some(signature) = function.calls_c().filter(|_| self.function.is_some()) {
                        return Ok(self.call_c(signature, args));
                    }
                    let kept = self.kept(&values, &args);
                    let result = self.call_native(Op::CallFunction, index, function, args);
                    for object in kept {
                        self.builder.effect(Op::Keep, Vec::new(), vec![object]);
                    }
                    return Ok(result);
                }
            }
            Type::Class(class) => {
                if let Some(instance) = self.construct(class, arguments, expr)? {
                    return Ok(instance);
                }
            }
            Type::Builtin(name) => {
                if let Some(value) = self.builtin(&name, arguments, expr)? {
                    return Ok(value);
                }
            }
            _ => {}
        }
        if let Some(result) = self.call_sibling(expr, callee, arguments)? {
            return Ok(result);
        }
        if let ExprKind::Attribute { value, attribute } = &callee.kind {
            return self.call_attribute(expr, value, &attribute.name, arguments);
        }
        let function = self.object(callee)?;
        if let Some((op, code, parts)) = self.zeros(expr, arguments) {
            let mut args = vec![function];
            for part in parts {
                args.push(self.object(part)?);
            }
            self.at(expr.span);
            return Ok(self.builder.value(op, vec![code], args, ir::Type::Object));
        }
        let (names, mut args) = self.generic_arguments(arguments)?;
        args.insert(0, function);
        self.at(expr.span);
        Ok(self.builder.value(Op::Call, vec![names], args, ir::Type::Object))
    }

    /// A call of the function that a comprehension became: a generator gets an iterator, the others are just called.
    fn call_comprehension(&mut self, def: &FunctionDef, arguments: &[Argument]) -> Lowered<Option<ValueId>> {
        let ([argument], Some(index)) = (arguments, self.program.function_of(def)) else { return Ok(None) };
        if !def.name.name.starts_with('<') || &*def.name.name == "<lambda>" {
            return Ok(None);
        }
        let Some(function) = self.program.functions.get(index) else { return Ok(None) };
        if &*def.name.name == GENERATOR {
            let generator = self.make_function(index)?;
            let iterable = self.object(&argument.value)?;
            let iterator = self.builder.value(Op::Iter, Vec::new(), vec![iterable], ir::Type::Object);
            let imms = vec![Imm::Names(Vec::new())];
            return Ok(Some(self.builder.value(Op::Call, imms, vec![generator, iterator], ir::Type::Object)));
        }
        let mut args: Vec<ValueId> = function.free.keys().filter_map(|name| self.cell(name)).collect();
        args.push(self.object(&argument.value)?);
        Ok(Some(self.call_native(Op::CallFunction, index, function, args)))
    }

    /// A call of C with arguments that `desugar` wrote.
    fn call_of_c(&mut self, signature: Signature, arguments: &[Argument], expr: &Expr) -> Lowered<ValueId> {
        let mut args = Vec::new();
        for (argument, param) in arguments.iter().skip(1).zip(&signature.params) {
            let value = self.expr(&argument.value)?;
            let from = self.type_of(&argument.value);
            let to = match param.ty.held() {
                ir::Type::Int => Type::Int,
                ir::Type::Bool => Type::Bool,
                ir::Type::Float => Type::Float,
                ir::Type::Object
                | ir::Type::Word
                | ir::Type::Uword
                | ir::Type::Address
                | ir::Type::Pack
                | ir::Type::View
                | ir::Type::Results
                | ir::Type::Void => Type::Object,
            };
            let context = format!("{} '{}'", self.function_name(), param.name);
            args.push(self.convert(value, &from, &to, &argument.value, &context)?);
        }
        self.at(expr.span);
        Ok(self.call_c(signature, args))
    }

    fn call_c(&mut self, signature: Signature, args: Vec<ValueId>) -> ValueId {
        let result = signature.result.as_ref().map(|result| result.held());
        let imms = vec![Imm::Signature(Rc::new(signature))];
        match result {
            None => {
                self.builder.effect(Op::CallC, imms, args);
                self.none()
            }
            Some(result) => self.builder.value(Op::CallC, imms, args, result),
        }
    }

    /// `super()`: of the class that the code stands in and the first parameter.
    fn bare_super(&mut self, callee: &Expr, expr: &Expr) -> Lowered<ValueId> {
        let function = self.object(callee)?;
        let (class, this) = self.class_and_first(expr)?;
        self.at(expr.span);
        let imms = vec![Imm::Names(Vec::new())];
        Ok(self.builder.value(Op::Call, imms, vec![function, class, this], ir::Type::Object))
    }

    /// What `super()` is given: the class that the code stands in, and the first parameter.
    pub(super) fn class_and_first(&mut self, expr: &Expr) -> Lowered<(ValueId, ValueId)> {
        let first = self.function.and_then(|function| function.params.first());
        let (Some(class), Some(first)) = (self.class_around(), first) else {
            return self.unsupported(expr.span, "`super()` outside a method");
        };
        let name = Rc::clone(&first.name);
        let class = self.class_value(class);
        let Some(place) = self.place(&name) else {
            return self.impossible(expr.span, "a parameter is unknown");
        };
        let this = self.read_place(place, &name, expr.span)?;
        Ok((class, self.boxed(this)))
    }

    /// A call with `*` or `**`, which the firmware takes apart.
    fn call_with_stars(&mut self, expr: &Expr, callee: &Expr, arguments: &[Argument]) -> Lowered<ValueId> {
        let (method, callee) = match &callee.kind {
            ExprKind::Attribute { value, attribute } => (Some(&attribute.name), self.object(value)?),
            _ => (None, self.object(callee)?),
        };
        let (mut names, mut positional, mut keywords) = (Vec::new(), vec![callee], Vec::new());
        let mut stars: i64 = 0;
        for argument in arguments {
            let value = self.object(&argument.value)?;
            match &argument.kind {
                ArgumentKind::Positional => positional.push(value),
                ArgumentKind::Star => {
                    // The firmware has a small int for the stars.
                    if positional.len() > 28 {
                        return self.unsupported(argument.value.span, "`*` after this many arguments");
                    }
                    stars |= 1 << (positional.len() - 1);
                    positional.push(value);
                }
                ArgumentKind::Keyword(ident) => {
                    names.push(Rc::clone(&ident.name));
                    keywords.push(value);
                }
                ArgumentKind::DoubleStar => {
                    names.push("**".into());
                    keywords.push(value);
                }
            }
        }
        positional.extend(keywords);
        self.at(expr.span);
        let mut imms = vec![Imm::Int(stars), Imm::Names(names)];
        let op = match method {
            Some(name) => {
                imms.insert(0, Imm::Str(Rc::clone(name)));
                Op::CallMethodStar
            }
            None => Op::CallStar,
        };
        Ok(self.builder.value(op, imms, positional, ir::Type::Object))
    }

    fn call_attribute(
        &mut self,
        expr: &Expr,
        value: &Expr,
        name: &Name,
        arguments: &[Argument],
    ) -> Lowered<ValueId> {
        if let ExprKind::Call { function, .. } = &value.kind
            && crate::types::is_bare_super(value)
            && self.type_of(function) == Type::Builtin("super".into())
        {
            if let Some(result) = self.call_base(expr, value, name, arguments)? {
                return Ok(result);
            }
            let (class, this) = self.class_and_first(value)?;
            let (names, mut args) = self.generic_arguments(arguments)?;
            args.splice(0..0, [class, this]);
            self.at(expr.span);
            let imms = vec![Imm::Str(Rc::clone(name)), names];
            return Ok(self.builder.value(Op::CallSuper, imms, args, ir::Type::Object));
        }
        let ty = self.type_of(value);
        let object = self.object(value)?;
        if let Type::Instance(class) = ty
            && let Some(result) = self.call_known_method(expr, class, object, name, arguments)?
        {
            return Ok(result);
        }
        self.known_to_compiled_code(&ty, name, expr.span)?;
        if let ("append", [Argument { kind: ArgumentKind::Positional, value }], Type::Object | Type::List(_)) =
            (&**name, arguments, &ty)
            && self.function.is_some()
        {
            let item = self.object(value)?;
            self.at(expr.span);
            return Ok(self.builder.value(Op::Append, Vec::new(), vec![object, item], ir::Type::Object));
        }
        if let ("pop", [], Type::Object | Type::List(_)) = (&**name, arguments, &ty)
            && self.is_fast()
        {
            return Ok(self.builder.value(Op::Pop, Vec::new(), vec![object], ir::Type::Object));
        }
        let separator = match arguments {
            [] => Some(None),
            [Argument { kind: ArgumentKind::Positional, value }] => Some(Some(value)),
            _ => None,
        };
        if let ("split", Some(separator), Type::Str) = (&**name, separator, &ty)
            && self.is_fast()
        {
            let separator = match separator {
                Some(value) => self.object(value)?,
                None => self.builder.value(Op::Unbound, Vec::new(), Vec::new(), ir::Type::Object),
            };
            self.at(expr.span);
            let args = vec![object, separator];
            return Ok(self.builder.value(Op::StrSplit, Vec::new(), args, ir::Type::Object));
        }
        if let Some(result) = self.call_likely_method(expr, &ty, object, name, arguments)? {
            return Ok(result);
        }
        let is_positional = |argument: &Argument| argument.kind == ArgumentKind::Positional;
        if self.is_fast() && is_of_the_firmware(&ty) && arguments.iter().all(is_positional) {
            let (_, mut args) = self.generic_arguments(arguments)?;
            args.insert(0, object);
            self.at(expr.span);
            let imms = vec![Imm::Str(Rc::clone(name))];
            return Ok(self.builder.value(Op::CallTypeMethod, imms, args, ir::Type::Object));
        }
        let op = if is_name_of_module(&ty, name) { Op::ModuleCall } else { Op::CallMethod };
        let (names, mut args) = self.generic_arguments(arguments)?;
        args.insert(0, object);
        self.at(expr.span);
        Ok(self.builder.value(op, vec![Imm::Str(Rc::clone(name)), names], args, ir::Type::Object))
    }

    pub(super) fn call_native(
        &mut self,
        op: Op,
        index: usize,
        function: &FunctionInfo,
        args: Vec<ValueId>,
    ) -> ValueId {
        let imms = vec![Imm::Function(function_id(index))];
        match result_of(function) {
            ir::Type::Void => {
                self.builder.effect(op, imms, args);
                self.none()
            }
            result => self.builder.value(op, imms, args, result),
        }
    }

    /// An instance of a class of the module.
    fn construct(&mut self, class: usize, arguments: &[Argument], expr: &Expr) -> Lowered<Option<ValueId>> {
        let Some((index, init)) = self.known_method(class, "__init__", MethodKind::Plain) else {
            return Ok(None);
        };
        if !fits(init, 1, arguments) {
            return Ok(None);
        }
        let values = self.values(arguments)?;
        let mut args = self.bind(init, index, 1, arguments, &values, expr)?;
        self.at(expr.span);
        let imms = vec![Imm::Class(class_id(class))];
        let instance = self.builder.value(Op::NewInstance, imms, Vec::new(), ir::Type::Object);
        let has = self.bool(true);
        self.with_fields.insert(instance, (class, has));
        args.insert(0, instance);
        self.call_native(Op::CallFunction, index, init, args);
        Ok(Some(instance))
    }

    /// The values of arguments, in source order.
    pub(super) fn values(&mut self, arguments: &[Argument]) -> Lowered<Vec<ValueId>> {
        arguments.iter().map(|argument| self.expr(&argument.value)).collect()
    }

    /// The native arguments of a call: the parameters from `skip` on, each with its value or default.
    pub(super) fn bind(
        &mut self,
        function: &FunctionInfo,
        index: usize,
        skip: usize,
        arguments: &[Argument],
        values: &[ValueId],
        call: &Expr,
    ) -> Lowered<Vec<ValueId>> {
        let params = function.params.get(skip..).unwrap_or_default();
        let mut args = Vec::new();
        for (position, param) in params.iter().enumerate() {
            let given =
                arguments.iter().zip(values).enumerate().find(|(i, (argument, _))| match &argument.kind {
                    ArgumentKind::Positional => *i == position && param.kind != ParamKind::KeywordOnly,
                    ArgumentKind::Keyword(ident) => takes_keyword(param, &ident.name),
                    ArgumentKind::Star | ArgumentKind::DoubleStar => false,
                });
            let context = format!("{}() argument '{}'", function.qualified_name, param.name);
            let value = match (given, &param.default) {
                (Some((_, (argument, value))), _) => {
                    let ty = self.type_of(&argument.value);
                    self.at(argument.value.span);
                    self.convert(*value, &ty, &param.ty, &argument.value, &context)?
                }
                (None, Some(default)) => {
                    let (value, ty) = if is_literal(default) {
                        (self.expr(default)?, self.type_of(default))
                    } else {
                        let position = i64::try_from(position + skip).unwrap_or(0);
                        let imms = vec![Imm::Function(function_id(index)), Imm::Int(position)];
                        (self.builder.value(Op::Default, imms, Vec::new(), ir::Type::Object), Type::Object)
                    };
                    self.convert(value, &ty, &param.ty, default, &context)?
                }
                (None, None) => {
                    return Err(Box::new(
                        Diagnostic::new(
                            crate::diagnostics::Code::CALL_ARITY,
                            format!("`{}` is not given `{}`", function.qualified_name, param.name),
                        )
                        .at(self.program.source(), call.span, "argument missing"),
                    ));
                }
            };
            args.push(value);
        }
        Ok(args)
    }

    /// The arguments of a call that Python binds.
    pub(super) fn generic_arguments(&mut self, arguments: &[Argument]) -> Lowered<(Imm, Vec<ValueId>)> {
        let mut values = Vec::new();
        for argument in arguments {
            if matches!(argument.kind, ArgumentKind::Star | ArgumentKind::DoubleStar) {
                return self.unsupported(argument.value.span, "`*` or `**` in a call");
            }
            values.push(self.object(&argument.value)?);
        }
        Ok(self.object_arguments(arguments, &values))
    }

    /// Arguments without stars, which have been evaluated, as objects: the names of those by keyword, which come last.
    pub(super) fn object_arguments(
        &mut self,
        arguments: &[Argument],
        values: &[ValueId],
    ) -> (Imm, Vec<ValueId>) {
        let (mut names, mut positional, mut keywords) = (Vec::new(), Vec::new(), Vec::new());
        for (argument, value) in arguments.iter().zip(values) {
            let value = self.boxed(*value);
            match &argument.kind {
                ArgumentKind::Keyword(ident) => {
                    names.push(Rc::clone(&ident.name));
                    keywords.push(value);
                }
                ArgumentKind::Positional | ArgumentKind::Star | ArgumentKind::DoubleStar => {
                    positional.push(value);
                }
            }
        }
        positional.extend(keywords);
        (Imm::Names(names), positional)
    }
}

/// Whether compiled code can call the native form: all parameters are given one by one, and what they promise can be
/// checked.
pub(super) fn takes_native_arguments(function: &FunctionInfo) -> bool {
    // A method may be called by name instead, which knows nothing of words.
    function.kind == FunctionKind::Plain
        && !(function.is_viper && function.class.is_some())
        && function.params.iter().all(|param| {
            let promise = promise(&param.ty);
            let checkable = promise.class.is_some()
                || promise.builtin.is_some()
                || param.ty.is_unchecked()
                || param.ty.is_machine();
            checkable && !matches!(param.kind, ParamKind::Star | ParamKind::DoubleStar)
        })
        && {
            let result = declared_result(function);
            let promise = promise(&result);
            promise.class.is_some()
                || promise.builtin.is_some()
                || result.is_unchecked()
                || result.is_machine()
        }
}

/// Whether a parameter can be given by this keyword.
pub(super) fn takes_keyword(param: &ParamInfo, keyword: &Name) -> bool {
    param.name == *keyword && param.kind != ParamKind::PositionalOnly
}

/// Whether the arguments of a call are those that a function takes; if not, the firmware says so when it runs.
pub(super) fn fits(function: &FunctionInfo, skip: usize, arguments: &[Argument]) -> bool {
    let params = function.params.get(skip..).unwrap_or_default();
    let mut given = vec![0; params.len()];
    for (i, argument) in arguments.iter().enumerate() {
        let position = match &argument.kind {
            ArgumentKind::Positional => {
                params.get(i).filter(|param| param.kind != ParamKind::KeywordOnly).map(|_| i)
            }
            ArgumentKind::Keyword(ident) => params.iter().position(|param| takes_keyword(param, &ident.name)),
            ArgumentKind::Star | ArgumentKind::DoubleStar => None,
        };
        let Some(count) = position.and_then(|position| given.get_mut(position)) else { return false };
        *count += 1;
    }
    params.iter().zip(given).all(|(param, count)| count == 1 || (count == 0 && param.default.is_some()))
}

/// A literal, which may as well be evaluated at each call as once.
pub(super) fn is_literal(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(constant) => !matches!(constant, Constant::Complex(_)),
        ExprKind::Unary { operand, .. } => {
            matches!(operand.kind, ExprKind::Constant(Constant::Int(_) | Constant::Float(_)))
        }
        _ => false,
    }
}

/// Whether the methods of a type's objects are the firmware's own, unless they are of a class that derives from it.
fn is_of_the_firmware(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Str
            | Type::Bytes
            | Type::ByteArray
            | Type::List(_)
            | Type::Dict(..)
            | Type::Set(_)
            | Type::Tuple(_)
            | Type::AnyTuple
    )
}
