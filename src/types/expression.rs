//! The type of an expression, from those of its parts.
//!
//! [`Typer`] goes over an expression once, bottom up, records the type of every part and notes what can never work.
//! Inference runs it with the types known so far and looks only at the result.

use super::call::nearest;
use super::narrow::{Facts, State, both, may_be_none, parts, path_of};
use super::operators::{binary_type, compared, item_type};
use super::viper;
use super::{FunctionInfo, Global, MethodKind, Program, Type, TypeTable, builtins};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{BinaryOp, CompareOp, Constant, Expr, ExprKind, FStringPart, Ident, Name, Span, UnaryOp};
use indexmap::{IndexMap, IndexSet};

/// Types the expressions of one scope.
pub(super) struct Typer<'a> {
    pub program: &'a Program<'a>,
    /// The function whose variables are seen; none for the module's own code and class bodies.
    pub function: Option<&'a FunctionInfo>,
    /// Names of a class body, which hide the module's; their values are objects.
    pub class_names: IndexSet<Name>,
    pub types: TypeTable,
    pub diagnostics: Vec<Diagnostic>,
    /// What tests and assignments before tell.
    pub facts: State,
    /// Control is taken never to come where tests have excluded every type.
    pub passes_over_unlikely: bool,
    /// While variables are inferred: what their types are so far.
    pub inferred: IndexMap<Name, Type>,
}

impl<'a> Typer<'a> {
    pub fn new(program: &'a Program<'a>, function: Option<&'a FunctionInfo>) -> Typer<'a> {
        Typer {
            program,
            function,
            class_names: IndexSet::new(),
            types: TypeTable::default(),
            diagnostics: Vec::new(),
            facts: Some(Facts::default()),
            passes_over_unlikely: false,
            inferred: IndexMap::new(),
        }
    }

    /// Whether the code is viper's.
    pub fn is_viper(&self) -> bool {
        self.function.is_some_and(|function| function.is_viper)
    }

    /// Notes a problem, unless it is in code that is never reached.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        if self.facts.as_ref().is_some_and(|facts| !facts.unlikely) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// A problem at a place.
    pub fn problem(&self, code: Code, title: String, span: Span, label: &str) -> Diagnostic {
        Diagnostic::new(code, title).at(self.program.source(), span, label)
    }

    /// Types an expression and all its parts.
    pub fn expr(&mut self, expr: &Expr) -> Type {
        let ty = self.infer(expr);
        self.types.set(expr, ty.clone());
        ty
    }

    fn join_all(&mut self, exprs: &[Expr]) -> Type {
        let mut ty = Type::Never;
        for expr in exprs {
            ty = ty.join(&self.expr(expr));
        }
        ty
    }

    fn infer(&mut self, expr: &Expr) -> Type {
        match &expr.kind {
            ExprKind::Constant(constant) => match constant {
                Constant::None => Type::None,
                Constant::Bool(_) => Type::Bool,
                Constant::Ellipsis | Constant::Complex(_) => Type::Object,
                Constant::Int(digits) if self.is_viper() => viper::literal(digits),
                Constant::Int(_) => Type::Int,
                Constant::Float(_) => Type::Float,
                Constant::Str(_) => Type::Str,
                Constant::Bytes(_) => Type::Bytes,
            },
            ExprKind::Name(name) => self.name(name),
            ExprKind::BoolOp { op, values } => {
                let (ty, yes, no) = self.bool_op(*op, values);
                self.facts = both(yes, no);
                ty
            }
            ExprKind::Named { target, value } => {
                let ty = self.expr(value);
                self.assigned(&target.name, &ty);
                ty
            }
            ExprKind::Binary { left, op, right } => {
                let (a, b) = (self.expr(left), self.expr(right));
                if let (ExprKind::Constant(Constant::Int(_)), BinaryOp::Pow, Type::Int | Type::Bool) =
                    (&right.kind, op, &a)
                {
                    return Type::Int;
                }
                self.binary(*op, [(&**left, &a), (&**right, &b)], expr.span)
            }
            ExprKind::Unary { op: UnaryOp::Not, operand } => {
                let (yes, no) = self.condition(operand);
                self.facts = both(yes, no);
                Type::Bool
            }
            ExprKind::Unary { op, operand } => {
                let ty = self.expr(operand);
                match (op, ty) {
                    (_, Type::Never) => Type::Never,
                    (_, Type::Bool | Type::Int) => Type::Int,
                    (_, ty @ (Type::Word | Type::Uword)) => ty,
                    (UnaryOp::Positive | UnaryOp::Negative, Type::Float) => Type::Float,
                    _ => Type::Object,
                }
            }
            ExprKind::Lambda(_) => {
                expr.for_each_child(&mut |child| {
                    self.expr(child);
                });
                Type::Object
            }
            ExprKind::If { test, body, orelse } => {
                let (yes, no) = self.condition(test);
                self.facts = yes;
                let a = self.expr(body);
                let yes = std::mem::replace(&mut self.facts, no);
                let b = self.expr(orelse);
                self.facts = both(yes, self.facts.take());
                a.join(&b)
            }
            ExprKind::Compare { left, rest } => self.compare(left, rest),
            ExprKind::Call { function, arguments } => self.call(function, arguments, expr.span),
            ExprKind::FString(parts) => {
                self.fstring(parts);
                Type::Str
            }
            ExprKind::Attribute { value, attribute } => {
                let ty = self.attribute(value, attribute);
                if self.facts.as_ref().is_some_and(|facts| !facts.is_empty())
                    && let Some(known) = path_of(expr).and_then(|path| self.fact(&path).cloned())
                {
                    return known;
                }
                ty
            }
            ExprKind::Subscript { value, index } => {
                let (container, index_type) = (self.expr(value), self.expr(index));
                self.needs_value(value, "has no items");
                if container.is_machine() {
                    return viper::item_type(&container);
                }
                item_type(&container, index, &index_type)
            }
            ExprKind::List(items) => {
                self.join_all(items);
                Type::List(Box::new(Type::Object))
            }
            ExprKind::Tuple(items) => {
                let types: Vec<Type> = items.iter().map(|item| self.expr(item)).collect();
                if items.iter().any(|item| matches!(item.kind, ExprKind::Starred(_))) {
                    Type::AnyTuple
                } else {
                    Type::Tuple(types)
                }
            }
            ExprKind::Set(items) => {
                self.join_all(items);
                Type::Set(Box::new(Type::Object))
            }
            ExprKind::Dict(items) => {
                for (key, value) in items {
                    if let Some(key) = key {
                        self.expr(key);
                    }
                    self.expr(value);
                }
                Type::Dict(Box::new(Type::Object), Box::new(Type::Object))
            }
            ExprKind::ListComp { .. }
            | ExprKind::SetComp { .. }
            | ExprKind::DictComp { .. }
            | ExprKind::Generator { .. } => {
                // Its parts run any number of times.
                expr.walk(&mut |part| {
                    if let ExprKind::Named { target, .. } = &part.kind {
                        self.forget(&target.name);
                    }
                });
                let before = self.facts.clone();
                expr.for_each_child(&mut |child| {
                    self.expr(child);
                });
                self.facts = both(before, self.facts.take());
                let object = || Box::new(Type::Object);
                match expr.kind {
                    ExprKind::ListComp { .. } => Type::List(object()),
                    ExprKind::SetComp { .. } => Type::Set(object()),
                    ExprKind::DictComp { .. } => Type::Dict(object(), object()),
                    _ => Type::Object,
                }
            }
            ExprKind::Slice { .. }
            | ExprKind::Starred(_)
            | ExprKind::Await(_)
            | ExprKind::Yield(_)
            | ExprKind::YieldFrom(_) => {
                expr.for_each_child(&mut |child| {
                    self.expr(child);
                });
                Type::Object
            }
        }
    }

    fn name(&self, name: &Name) -> Type {
        if self.class_names.contains(name) {
            return Type::Object;
        }
        if let Some(known) = self.fact(name) {
            return known.clone();
        }
        if let Some(ty) = self.inferred.get(name) {
            return ty.clone();
        }
        if let Some(local) = self.function.and_then(|function| self.program.variable(function, name)) {
            let is_own = self.function.is_some_and(|function| function.locals.contains_key(name));
            return match &local.ty {
                // What the function around knows of it by its tests is not known here.
                Type::Union(_) if !is_own => Type::Object,
                ty => ty.clone(),
            };
        }
        if self.function.is_some_and(|function| function.free.contains_key(name)) {
            return Type::Object;
        }
        match self.program.globals.get(name) {
            Some(Global::Function(index)) => Type::Function(*index),
            Some(Global::Class(index)) => Type::Class(*index),
            Some(Global::Module(module)) => Type::Module(std::rc::Rc::clone(module)),
            Some(Global::Member(module, member)) => self.program.attribute_of_module(module, member),
            Some(Global::Variable(ty)) => ty.clone(),
            Some(Global::LateClass(_)) => Type::Object,
            None if self.program.means_builtin(name) => Type::Builtin(std::rc::Rc::clone(name)),
            None => Type::Object,
        }
    }

    /// The type of a binary operation; notes one that no operands of these types have.
    pub fn binary(&mut self, op: BinaryOp, operands: [(&Expr, &Type); 2], span: Span) -> Type {
        let [(_, a), (_, b)] = operands;
        let ty = binary_type(op, a, b);
        // An object of another class may know what to do with None; and `%` shows it.
        let part_takes_none = |ty: &Type| {
            matches!(ty, Type::Never | Type::Object | Type::Instance(_) | Type::Foreign(..) | Type::Class(_))
                || (op == BinaryOp::Mod && matches!(ty, Type::Str | Type::Bytes))
        };
        let takes_none = |ty: &Type| parts(ty).iter().any(part_takes_none);
        for ((value, ty), (_, other)) in operands.into_iter().zip([operands[1], operands[0]]) {
            if may_be_none(ty) && !takes_none(other) {
                let what = format!("has no `{}`", op.sign());
                if self.needs_value(value, &what) {
                    return Type::Object;
                }
            }
        }
        // What viper has no operation for is said by its own checks.
        if ty.is_none() && (a.is_machine() || b.is_machine()) {
            return viper::supposed(a, b);
        }
        if ty.is_none() {
            let classes = &self.program.classes;
            let title = format!(
                "`{}` is not defined for {} and {}",
                op.sign(),
                a.display(classes),
                b.display(classes)
            );
            self.report(self.problem(Code::UNSUPPORTED_OPERAND, title, span, "always raises TypeError"));
        }
        ty.unwrap_or(Type::Object)
    }

    fn compare<'e>(&mut self, mut left: &'e Expr, rest: &'e [(CompareOp, Expr)]) -> Type {
        let mut a = self.expr(left);
        let mut result = Type::Never;
        for (index, (op, right)) in rest.iter().enumerate() {
            // Only the first two operands are evaluated in any case.
            let before = (index > 0).then(|| self.facts.clone());
            let b = self.expr(right);
            if let Some(before) = before {
                self.facts = both(before, self.facts.take());
            }
            let one = match op {
                CompareOp::Is | CompareOp::IsNot | CompareOp::NotIn => {
                    if matches!(op, CompareOp::Is | CompareOp::IsNot) && a == Type::Float && b == Type::Float
                    {
                        // Even where it is never reached: it would be compiled to something else.
                        self.diagnostics.push(
                            self.problem(
                                Code::UNSUPPORTED_CALL,
                                "the identity of floats is not kept by compiled code".into(),
                                left.span.to(right.span),
                                "compares objects, not numbers",
                            )
                            .help("compare with `==`"),
                        );
                    }
                    Type::Bool
                }
                CompareOp::In => Type::Object,
                CompareOp::Lt | CompareOp::Le | CompareOp::Gt | CompareOp::Ge => {
                    for (value, other) in [(left, &b), (right, &a)] {
                        if other.is_number() || matches!(other, Type::Str | Type::Bytes) {
                            self.needs_value(value, "has no order");
                        }
                    }
                    let both = [&a, &b];
                    if both.iter().any(|ty| ty.is_number())
                        && both.iter().any(|ty| {
                            matches!(
                                ty,
                                Type::Str
                                    | Type::None
                                    | Type::Bytes
                                    | Type::List(_)
                                    | Type::Dict(..)
                                    | Type::Tuple(_)
                            )
                        })
                    {
                        let classes = &self.program.classes;
                        let title =
                            format!("{} and {} have no order", a.display(classes), b.display(classes));
                        self.report(self.problem(
                            Code::UNSUPPORTED_OPERAND,
                            title,
                            left.span.to(right.span),
                            "always raises TypeError",
                        ));
                    }
                    compared(&a, &b)
                }
                CompareOp::Eq | CompareOp::Ne => compared(&a, &b),
            };
            result = result.join(&one);
            left = right;
            a = b;
        }
        result
    }

    fn fstring(&mut self, parts: &[FStringPart]) {
        for part in parts {
            if let FStringPart::Field { value, spec, .. } = part {
                self.expr(value);
                if let Some(spec) = spec {
                    self.fstring(spec);
                }
            }
        }
    }

    fn attribute(&mut self, value: &Expr, attribute: &Ident) -> Type {
        let index = match self.expr(value) {
            Type::Instance(index) => index,
            Type::Module(module) => return self.program.attribute_of_module(&module, &attribute.name),
            Type::Foreign(module, class) => {
                return self.program.foreign_attribute(&module, &class, &attribute.name);
            }
            Type::Never => return Type::Never,
            ty => {
                if !attribute.name.starts_with("__") {
                    let has_none = self.needs_value(value, &format!("has no attribute `{}`", attribute.name));
                    if !has_none {
                        self.builtin_attribute(&ty, attribute);
                    }
                }
                return Type::Object;
            }
        };
        let Some(class) = self.program.classes.get(index) else { return Type::Object };
        if let Some(field) = class.fields.get(&attribute.name) {
            return field.ty.clone();
        }
        let method = self.program.method(index, &attribute.name);
        if let Some(method) = method.and_then(|method| self.program.functions.get(method)) {
            return if method.method == MethodKind::Getter { method.gives() } else { Type::Object };
        }
        let is_set = self.program.assigned_attributes.contains(&attribute.name);
        let dunder = attribute.name.starts_with("__");
        let is_known = self.program.has_attribute(index, &attribute.name);
        if class.is_fixed && !is_known && !is_set && !dunder {
            let title = format!("`{}` has no attribute `{}`", class.def.name.name, attribute.name);
            let ancestors = self.program.ancestors(index).filter_map(|class| self.program.classes.get(class));
            let methods = ancestors.flat_map(|class| class.methods.keys());
            let names: Vec<&str> = class.fields.keys().chain(methods).map(|name| &**name).collect();
            let help = match nearest(&attribute.name, &names) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("fields are declared in the body of the class: `{}: object`", attribute.name),
            };
            let label = "not a field, method or class attribute";
            self.report(self.problem(Code::NO_ATTRIBUTE, title, attribute.span, label).help(help));
        }
        Type::Object
    }
}

impl Typer<'_> {
    /// Says that a value of a built-in type has no such attribute, if so.
    fn builtin_attribute(&mut self, ty: &Type, attribute: &Ident) {
        let Some(names) = builtins::attributes(ty) else { return };
        if names.contains(&&*attribute.name) {
            return;
        }
        let title = format!("{} has no attribute `{}`", ty.display(&self.program.classes), attribute.name);
        let mut problem =
            self.problem(Code::NO_ATTRIBUTE, title, attribute.span, "always raises AttributeError");
        if let Some(name) = nearest(&attribute.name, &names) {
            problem = problem.help(format!("did you mean `{name}`?"));
        }
        self.report(problem);
    }
}
