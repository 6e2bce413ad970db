//! Calls: what they give, and whether the arguments fit the parameters.

use super::expression::Typer;
use super::stubs::believed;
use super::{FunctionInfo, MethodKind, ParamInfo, ParamKind, Type, builtins, fit};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{Argument, ArgumentKind, Expr, ExprKind, Ident, Name, Span};
use indexmap::IndexSet;

impl Typer<'_> {
    /// Types a call and all its parts.
    pub(super) fn call(&mut self, callee: &Expr, arguments: &[Argument], span: Span) -> Type {
        if let Some(signature) = super::c::signature(callee, arguments) {
            arguments.iter().for_each(|argument| _ = self.expr(&argument.value));
            return super::c::result(&signature);
        }
        // The receiver of a method is typed through its attribute.
        let callee_type = self.expr(callee);
        let types: Vec<Type> = arguments.iter().map(|argument| self.expr(&argument.value)).collect();
        if let Some(ty) = self.function.and_then(|function| function.cast_of(callee)) {
            return ty;
        }
        match &callee_type {
            Type::Function(index) => {
                let Some(function) = self.program.functions.get(*index) else { return Type::Object };
                self.arguments(function, &function.params, arguments, &types, span);
                function.gives()
            }
            Type::Class(index) => {
                let Some(class) = self.program.classes.get(*index) else { return Type::Object };
                if !class.is_fixed {
                    return Type::Object;
                }
                let init = self.program.method(*index, "__init__");
                if let Some(init) = init.and_then(|init| self.program.functions.get(init)) {
                    self.arguments(init, init.params.get(1..).unwrap_or_default(), arguments, &types, span);
                }
                Type::Instance(*index)
            }
            Type::Builtin(name)
                if arguments.iter().all(|argument| argument.kind == ArgumentKind::Positional) =>
            {
                if let ("len", [argument]) = (&**name, arguments) {
                    let ty = self.types.get(&argument.value);
                    if matches!(ty, Type::None | Type::Bool | Type::Int | Type::Float) {
                        let title = format!("{} has no length", ty.display(&self.program.classes));
                        let place = argument.value.span;
                        let problem =
                            self.problem(Code::TYPE_MISMATCH, title, place, "always raises TypeError");
                        self.report(self.unless_outside(problem));
                    }
                    self.needs_value(&argument.value, "has no length");
                }
                if types.contains(&Type::Never) { Type::Never } else { builtins::call_result(name, &types) }
            }
            Type::Never => Type::Never,
            ty if self.is_never_callable(ty) => {
                let title = format!("{} is not callable", ty.display(&self.program.classes));
                self.report(self.problem(Code::NOT_CALLABLE, title, callee.span, "always raises TypeError"));
                Type::Object
            }
            _ => {
                if let Some(array) = self.array_made(callee, arguments) {
                    return array;
                }
                if let ExprKind::Attribute { value, attribute } = &callee.kind
                    && let Type::Module(module) = self.types.get(value)
                {
                    return self.program.result_of_module(&module, &attribute.name);
                }
                if let ExprKind::Name(name) = &callee.kind
                    && !self.class_names.contains(name)
                    && let Some((module, member)) = self.program.member(self.function, name)
                {
                    return self.program.result_of_module(module, member);
                }
                if let ExprKind::Attribute { value, attribute } = &callee.kind
                    && let Type::Foreign(module, class) = self.types.get(value)
                {
                    let method = self.program.foreign_method(&module, &class, &attribute.name);
                    return method.map_or(Type::Object, |method| believed(&method.returns));
                }
                if let ExprKind::Attribute { value, attribute } = &callee.kind {
                    self.method_arguments(value, &attribute.name, arguments, &types);
                }
                if let ExprKind::Attribute { value, attribute } = &callee.kind
                    && let Type::Instance(index) = self.types.get(value)
                    && let Some(method) = self.program.method(index, &attribute.name)
                    && let Some(method) = self.program.functions.get(method)
                    && method.method == MethodKind::Plain
                {
                    self.arguments(
                        method,
                        method.params.get(1..).unwrap_or_default(),
                        arguments,
                        &types,
                        span,
                    );
                    return method.gives();
                }
                Type::Object
            }
        }
    }

    /// Checks the arguments of a method of a built-in type.
    fn method_arguments(&mut self, value: &Expr, method: &str, arguments: &[Argument], types: &[Type]) {
        let wanted = builtins::method_arguments(&self.types.get(value), method);
        for ((argument, ty), wanted) in arguments.iter().zip(types).zip(&wanted) {
            if argument.kind != ArgumentKind::Positional {
                return;
            }
            let what = format!("the argument of `{method}` must be");
            if let Some(problem) = fit::mismatch(self.program, &what, wanted, ty, argument.value.span) {
                self.report(self.unless_outside(problem));
            }
        }
    }

    /// A problem of built-in types: outside functions no annotation is broken.
    fn unless_outside(&self, problem: Diagnostic) -> Diagnostic {
        if self.function.is_none() { problem.as_warning() } else { problem }
    }

    /// Whether no value of a type can be called.
    fn is_never_callable(&self, ty: &Type) -> bool {
        match ty {
            Type::None
            | Type::Bool
            | Type::Int
            | Type::Float
            | Type::Str
            | Type::Bytes
            | Type::ByteArray
            | Type::List(_)
            | Type::Dict(..)
            | Type::Set(_)
            | Type::AnyTuple
            | Type::Tuple(_)
            | Type::Module(_)
            | Type::Word
            | Type::Uword
            | Type::Pointer(_) => true,
            Type::Instance(index) => self.program.classes.get(*index).is_some_and(|class| {
                class.is_fixed
                    && self.program.method(*index, "__call__").is_none()
                    && !self.program.has_attribute(*index, "__call__")
            }),
            Type::Never
            | Type::Object
            | Type::Foreign(..)
            | Type::Array(_)
            | Type::Iterable(_)
            | Type::Union(_)
            | Type::Class(_)
            | Type::Function(_)
            | Type::Builtin(_) => false,
        }
    }

    /// A keyword that no parameter takes.
    fn unknown_keyword(&self, function: &Name, params: &[ParamInfo], ident: &Ident) -> Diagnostic {
        let problem = |title: String, label: &str| self.problem(Code::CALL_ARITY, title, ident.span, label);
        if params.iter().any(|param| param.name == ident.name) {
            let title = format!("`{function}` takes `{}` by its place alone", ident.name);
            return problem(title, "its parameter comes before `/`");
        }
        let problem = problem(format!("`{function}` has no parameter `{}`", ident.name), "unknown");
        let names: Vec<&str> = params.iter().map(|param| &*param.name).collect();
        match nearest(&ident.name, &names) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem,
        }
    }

    /// Checks the arguments of a call against parameters.
    fn arguments(
        &mut self,
        function: &FunctionInfo,
        params: &[ParamInfo],
        arguments: &[Argument],
        types: &[Type],
        span: Span,
    ) {
        let stars =
            arguments.iter().any(|arg| matches!(arg.kind, ArgumentKind::Star | ArgumentKind::DoubleStar));
        let name = &function.qualified_name;
        let source = self.program.source();
        let declared = |diagnostic: Diagnostic| diagnostic.also(function.def.name.span, "declared here");
        let mut given = IndexSet::new();
        let mut positional = params
            .iter()
            .filter(|param| matches!(param.kind, ParamKind::PositionalOnly | ParamKind::Positional));
        let takes_star = params.iter().any(|param| param.kind == ParamKind::Star);
        let takes_double_star = params.iter().any(|param| param.kind == ParamKind::DoubleStar);
        let mut problems = Vec::new();
        let mut after_star = false;
        for (argument, ty) in arguments.iter().zip(types) {
            let place = argument.value.span;
            let param = match &argument.kind {
                // How many the star gives is not known.
                ArgumentKind::Positional if after_star => None,
                ArgumentKind::Positional => {
                    let param = positional.next();
                    if param.is_none() && !takes_star && !stars {
                        let count = params
                            .iter()
                            .filter(|param| {
                                matches!(param.kind, ParamKind::PositionalOnly | ParamKind::Positional)
                            })
                            .count();
                        problems.push(declared(
                            Diagnostic::new(
                                Code::CALL_ARITY,
                                format!(
                                    "`{name}` takes {count} positional argument{}",
                                    if count == 1 { "" } else { "s" }
                                ),
                            )
                            .at(source, place, "one too many"),
                        ));
                        break;
                    }
                    param
                }
                ArgumentKind::Keyword(ident) => {
                    let param = params.iter().find(|param| {
                        param.name == ident.name
                            && matches!(param.kind, ParamKind::Positional | ParamKind::KeywordOnly)
                    });
                    if param.is_none() && !takes_double_star {
                        problems.push(declared(self.unknown_keyword(name, params, ident)));
                    }
                    param
                }
                ArgumentKind::Star => {
                    after_star = true;
                    None
                }
                ArgumentKind::DoubleStar => None,
            };
            let Some(param) = param else { continue };
            if !given.insert(param.name.clone()) {
                problems.push(declared(
                    Diagnostic::new(Code::CALL_ARITY, format!("`{name}` is given `{}` twice", param.name))
                        .at(source, place, "given before"),
                ));
            }
            let what = format!("argument `{}` of `{name}` must be", param.name);
            if let Some(problem) = fit::mismatch(self.program, &what, &param.ty, ty, place) {
                problems.push(problem.also(param.span, "declared here"));
            }
        }
        if !stars && problems.is_empty() {
            let missing: Vec<&str> = params
                .iter()
                .filter(|param| {
                    !matches!(param.kind, ParamKind::Star | ParamKind::DoubleStar)
                        && param.default.is_none()
                        && !given.contains(&param.name)
                })
                .map(|param| &*param.name)
                .collect();
            if !missing.is_empty() {
                problems.push(declared(
                    Diagnostic::new(
                        Code::CALL_ARITY,
                        format!("`{name}` is not given `{}`", missing.join("`, `")),
                    )
                    .at(source, span, "argument missing"),
                ));
            }
        }
        problems.into_iter().for_each(|problem| self.report(problem));
    }
}

/// The name most like another, if it is like it at all.
pub(super) fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    let distance = |other: &str| {
        let (a, b): (Vec<char>, Vec<char>) = (name.chars().collect(), other.chars().collect());
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.iter().enumerate() {
            let mut previous = row.first().copied().unwrap_or(0);
            if let Some(first) = row.first_mut() {
                *first = i + 1;
            }
            for (j, y) in b.iter().enumerate() {
                let above = row.get(j + 1).copied().unwrap_or(0);
                let left = row.get(j).copied().unwrap_or(0);
                let cost = previous + usize::from(x != y);
                if let Some(cell) = row.get_mut(j + 1) {
                    *cell = cost.min(above + 1).min(left + 1);
                }
                previous = above;
            }
        }
        row.last().copied().unwrap_or(usize::MAX)
    };
    names
        .iter()
        .map(|other| (distance(other), *other))
        .filter(|(distance, other)| *distance * 3 <= other.chars().count().max(name.chars().count()))
        .min()
        .map(|(_, other)| other)
}
