//! What a program asks of the modules of the firmware, and of those that are compiled with it: names that they lack, arguments that do not fit, results that are of
//! another type than is declared.
//!
//! ```text
//! time.sleep_ms("5")      argument `ms` of `time.sleep_ms` must be int
//! from math import sqr    `math` has no `sqr`: did you mean `sqrt`?
//! ```
//!
//! All of it are warnings, as boards differ and a file may extend a module; an error is what always raises on every board, in a
//! function that has annotations.

use super::annotation;
use super::call::nearest;
use super::stubs::{self, Entry, Parameter, Signature, Stub};
use super::undefined::is_other_language;
use super::{FunctionInfo, Global, ParamKind, Program, Type, fit};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::binding::{Binding, for_each_binding};
use crate::syntax::{
    Argument, ArgumentKind, Constant, Expr, ExprKind, ImportNames, Name, Span, Stmt, StmtKind, each_expr,
};
use crate::target::built_in::{self, BuiltIn};
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;

/// Says what a program asks of the firmware's modules that they do not have or take.
pub(super) fn check(program: &Program, diagnostics: &mut Vec<Diagnostic>) {
    let bodies = || {
        let functions =
            program.functions.iter().filter(|function| !is_other_language(function) && !function.is_viper);
        let functions = functions.map(|function| (&function.def.body[..], Some(function)));
        let classes = program.classes.iter().map(|class| {
            (&class.def.body[..], class.function.and_then(|function| program.functions.get(function)))
        });
        [(&program.module.body[..], None)].into_iter().chain(functions).chain(classes)
    };
    // Most modules import little of the firmware, and are done here.
    let mut imports_any = !program.interfaces.is_empty();
    for (body, _) in bodies() {
        each_statement(body, &mut |stmt| match &stmt.kind {
            StmtKind::Import(names) => {
                imports_any |= names.iter().any(|alias| stubs::of(&alias.name.name).is_some());
            }
            StmtKind::ImportFrom { module: Some(module), level: 0, .. } => {
                imports_any |= stubs::of(&module.name).is_some();
            }
            _ => {}
        });
    }
    if !imports_any {
        return;
    }
    let mut asked_for = IndexSet::new();
    for (body, _) in bodies() {
        each_expr(body, &mut |expr| asked_by_name(expr, &mut asked_for));
    }
    for (body, function) in bodies() {
        let mut check = Check {
            program,
            function,
            imports: function.map(own_imports).unwrap_or_default(),
            tried: Tried::of(body),
            asked_for: &asked_for,
            found: Vec::new(),
        };
        check.body(body);
        diagnostics.extend(check.found);
    }
}

fn each_statement<'a>(body: &'a [Stmt], visit: &mut dyn FnMut(&'a Stmt)) {
    body.iter().for_each(|stmt| stmt.walk(visit));
}

/// The names that a program asks for as texts, so as to find out whether they are there.
fn asked_by_name(expr: &Expr, names: &mut IndexSet<Name>) {
    let ExprKind::Call { function, arguments } = &expr.kind else { return };
    let is_asking = matches!(&function.kind, ExprKind::Name(name)
        if matches!(&**name, "hasattr" | "getattr" | "setattr" | "delattr"));
    if let (
        true,
        [_, Argument { value: Expr { kind: ExprKind::Constant(Constant::Str(text)), .. }, .. }, ..],
    ) = (is_asking, &arguments[..])
    {
        names.insert(text.as_ref().into());
    }
}

/// What an import binds a name to.
#[derive(Clone)]
enum Imported {
    Module(Name),
    Member(Name, Name),
}

/// The variables of a function that nothing but one import binds.
fn own_imports(function: &FunctionInfo) -> IndexMap<Name, Imported> {
    let mut bindings: IndexMap<Name, Vec<Option<Imported>>> = IndexMap::new();
    each_statement(&function.def.body, &mut |stmt| {
        for_each_binding(stmt, &mut |name, _, binding| {
            let imported = match binding {
                Binding::Module(module) => Some(Imported::Module(Rc::clone(module))),
                Binding::Member(0, module, member) => {
                    Some(Imported::Member(module.into(), Rc::clone(member)))
                }
                Binding::Member(..)
                | Binding::Function(_)
                | Binding::Class(_)
                | Binding::Annotated(_)
                | Binding::Value => None,
            };
            bindings.entry(name).or_default().push(imported);
        });
    });
    let is_own = |name: &Name| {
        function.locals.get(name).is_some_and(|local| !local.is_param && !local.assigned_elsewhere)
    };
    let once = |(name, mut bindings): (Name, Vec<Option<Imported>>)| match (bindings.pop(), bindings.len()) {
        (Some(Some(imported)), 0) if is_own(&name) => Some((name, imported)),
        _ => None,
    };
    bindings.into_iter().filter_map(once).collect()
}

/// Where a body tries out what may not be there.
#[derive(Default)]
struct Tried {
    /// Names.
    names: Vec<Span>,
    /// Calls.
    calls: Vec<Span>,
}

impl Tried {
    fn of(body: &[Stmt]) -> Tried {
        let mut tried = Tried::default();
        each_statement(body, &mut |stmt| {
            let StmtKind::Try { body, handlers, .. } = &stmt.kind else { return };
            let (Some(first), Some(last)) = (body.first(), body.last()) else { return };
            let span = first.span.to(last.span);
            let catches = |names: &[&str]| {
                handlers.iter().any(|handler| {
                    handler.kind.as_ref().is_none_or(|kind| {
                        let mut catches = false;
                        kind.walk(&mut |expr| {
                            catches |= matches!(&expr.kind, ExprKind::Name(name) if names.contains(&&**name));
                        });
                        catches
                    })
                })
            };
            if catches(&["ImportError", "AttributeError", "NameError", "Exception"]) {
                tried.names.push(span);
            }
            if catches(&["TypeError", "Exception"]) {
                tried.calls.push(span);
            }
        });
        tried
    }
}

fn is_within(span: Span, tried: &[Span]) -> bool {
    tried.iter().any(|all| all.start <= span.start && span.end <= all.end)
}

/// The check of one body.
struct Check<'a> {
    program: &'a Program<'a>,
    function: Option<&'a FunctionInfo>,
    imports: IndexMap<Name, Imported>,
    tried: Tried,
    asked_for: &'a IndexSet<Name>,
    found: Vec<Diagnostic>,
}

impl Check<'_> {
    fn body(&mut self, body: &[Stmt]) {
        each_statement(body, &mut |stmt| {
            match &stmt.kind {
                StmtKind::ImportFrom { module: Some(module), names: ImportNames::Names(names), level: 0 } => {
                    for alias in names {
                        self.name(&module.name, &alias.name.name, alias.name.span);
                    }
                }
                StmtKind::AnnAssign { annotation, value: Some(value), .. } => {
                    if let Ok(declared) = annotation::read(self.program, annotation) {
                        self.result("the value must be", &declared, value);
                    }
                }
                StmtKind::Return(Some(value)) => {
                    if let Some(function) = self.function.filter(|function| function.returns_declared) {
                        let what = format!("the result of `{}` must be", function.qualified_name);
                        self.result(&what, &function.returns, value);
                    }
                }
                _ => {}
            }
            stmt.for_each_expr(&mut |expr| expr.walk(&mut |expr| self.expression(expr)));
        });
    }

    fn expression(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Attribute { value, attribute } => {
                if let Some(module) = self.module(value) {
                    self.name(&module, &attribute.name, attribute.span);
                }
            }
            ExprKind::Call { function, arguments } => {
                if let Some((module, name)) = self.called(function)
                    && let Some(stub) = self.program.stub(&module)
                    && let Some(signature) = stub.entries.get(&name).and_then(Entry::called)
                {
                    let call = Call { module: &module, name: &name, signature };
                    self.arguments(&call, arguments, expr.span);
                } else if let ExprKind::Attribute { value, attribute } = &function.kind
                    && let Type::Foreign(module, class) = self.program.types.get(value)
                    && let Some(signature) = self.program.foreign_method(&module, &class, &attribute.name)
                {
                    let name = format!("{class}.{}", attribute.name);
                    self.arguments(&Call { module: &module, name: &name, signature }, arguments, expr.span);
                }
            }
            _ => {}
        }
    }

    /// What a name is bound to by an import, here.
    fn imported(&self, name: &Name) -> Option<Imported> {
        if let Some(imported) = self.imports.get(name) {
            return Some(imported.clone());
        }
        let is_own =
            |function: &FunctionInfo| function.locals.contains_key(name) || function.free.contains_key(name);
        if self.function.is_some_and(is_own) {
            return None;
        }
        match self.program.globals.get(name)? {
            Global::Module(module) => Some(Imported::Module(Rc::clone(module))),
            Global::Member(module, member) => Some(Imported::Member(Rc::clone(module), Rc::clone(member))),
            _ => {
                let (module, member) = self.program.members.get(name)?;
                Some(Imported::Member(Rc::clone(module), Rc::clone(member)))
            }
        }
    }

    /// The module that an expression is.
    fn module(&self, expr: &Expr) -> Option<Name> {
        let ExprKind::Name(name) = &expr.kind else { return None };
        match self.imported(name)? {
            Imported::Module(module) => Some(module),
            Imported::Member(..) => None,
        }
    }

    /// Of a callee, the module and its name there.
    fn called(&self, callee: &Expr) -> Option<(Name, Name)> {
        match &callee.kind {
            ExprKind::Attribute { value, attribute } => {
                Some((self.module(value)?, Rc::clone(&attribute.name)))
            }
            ExprKind::Name(name) => match self.imported(name)? {
                Imported::Member(module, member) => Some((module, member)),
                Imported::Module(_) => None,
            },
            _ => None,
        }
    }

    /// Says that a module has no such name, if that is so.
    fn name(&mut self, module: &Name, name: &Name, span: Span) {
        let Some(stub) = self.program.stub(module) else { return };
        let is_known = stub.is_open || stub.entries.contains_key(name) || name.starts_with("__");
        let is_made = self.program.assigned_attributes.contains(name) || self.asked_for.contains(name);
        if is_known || is_made || is_within(span, &self.tried.names) {
            return;
        }
        let label = match built_in::fixed(module) {
            Some(BuiltIn::Everywhere) => "no board's firmware has this name",
            Some(_) | None => "not in the firmware; a file of the module's name may add it",
        };
        let mut problem = Diagnostic::new(Code::NO_ATTRIBUTE, format!("`{module}` has no `{name}`")).at(
            self.program.source(),
            span,
            label,
        );
        if let Some(near) = near(name, &stub) {
            problem = problem.help(format!("did you mean `{near}`?"));
        }
        self.found.push(problem.as_warning());
    }

    /// Reports what is wrong with a call.
    fn report(&mut self, module: &str, problem: Diagnostic) {
        let is_certain = built_in::fixed(module) == Some(BuiltIn::Everywhere)
            && self.function.is_some_and(FunctionInfo::is_annotated);
        self.found.push(if is_certain { problem } else { problem.as_warning() });
    }

    /// Checks the arguments of a call.
    fn arguments(&mut self, call: &Call, arguments: &[Argument], span: Span) {
        let is_star =
            |argument: &Argument| matches!(argument.kind, ArgumentKind::Star | ArgumentKind::DoubleStar);
        if arguments.iter().any(is_star) || is_within(span, &self.tried.calls) {
            return;
        }
        let parameters = &call.signature.parameters;
        let arity = |title: String, place: Span, label: &str| {
            Diagnostic::new(Code::CALL_ARITY, title).at(self.program.source(), place, label)
        };
        let mut given: IndexSet<&Name> = IndexSet::new();
        let mut problems = Vec::new();
        let mut places = parameters.iter().filter(|parameter| parameter.is_positional());
        for argument in arguments {
            let place = argument.value.span;
            let parameter = match &argument.kind {
                ArgumentKind::Positional => {
                    let parameter = places.next();
                    if parameter.is_none() && !call.takes(ParamKind::Star) {
                        let count = parameters.iter().filter(|parameter| parameter.is_positional()).count();
                        let title = match count {
                            0 => format!("`{call}` takes no arguments"),
                            1 => format!("`{call}` takes 1 positional argument"),
                            count => format!("`{call}` takes {count} positional arguments"),
                        };
                        problems.push(arity(title, place, "one too many"));
                        break;
                    }
                    parameter
                }
                ArgumentKind::Keyword(ident) => {
                    let parameter = parameters
                        .iter()
                        .find(|parameter| parameter.name == ident.name && parameter.takes_keyword());
                    if parameter.is_none() && !call.takes(ParamKind::DoubleStar) {
                        let is_place = parameters.iter().any(|parameter| parameter.name == ident.name);
                        let title = if is_place {
                            format!("`{call}` takes `{}` by its place alone", ident.name)
                        } else {
                            format!("`{call}` has no parameter `{}`", ident.name)
                        };
                        problems.push(arity(title, ident.span, "given by name"));
                        break;
                    }
                    parameter
                }
                ArgumentKind::Star | ArgumentKind::DoubleStar => None,
            };
            let Some(parameter) = parameter else { continue };
            given.insert(&parameter.name);
            let what = format!("argument `{}` of `{call}` must be", parameter.name);
            let ty = plain(&self.program.types.get(&argument.value));
            problems.extend(fit::mismatch(self.program, &what, &parameter.ty, &ty, place));
        }
        let missing: Vec<&str> = parameters
            .iter()
            .filter(|parameter| parameter.is_required && !given.contains(&parameter.name))
            .map(|parameter| &*parameter.name)
            .collect();
        if problems.is_empty() && !missing.is_empty() {
            let title = format!("`{call}` is not given `{}`", missing.join("`, `"));
            problems.push(arity(title, span, "argument missing"));
        }
        problems.into_iter().for_each(|problem| self.report(call.module, problem));
    }

    /// Says that what a call of the firmware gives is of another type than is declared. What compiled code goes on with as a
    /// number has been held against it before.
    fn result(&mut self, what: &str, declared: &Type, value: &Expr) {
        let ExprKind::Call { function, .. } = &value.kind else { return };
        let Some((module, name)) = self.called(function) else { return };
        let Some(stub) = self.program.stub(&module).filter(|_| self.program.types.get(value) == Type::Object)
        else {
            return;
        };
        let Some(Signature { returns, .. }) = stub.entries.get(&name).and_then(Entry::called) else { return };
        if let Some(problem) = fit::mismatch(self.program, what, declared, returns, value.span) {
            self.report(&module, problem);
        }
    }
}

/// A call of a function of the firmware; shown as `time.sleep_ms`.
struct Call<'a> {
    module: &'a str,
    name: &'a str,
    signature: &'a Signature,
}

impl Call<'_> {
    fn takes(&self, kind: ParamKind) -> bool {
        self.signature.parameters.iter().any(|parameter| parameter.kind == kind)
    }
}

impl std::fmt::Display for Call<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.module, self.name)
    }
}

impl Parameter {
    pub(super) fn is_positional(&self) -> bool {
        matches!(self.kind, ParamKind::PositionalOnly | ParamKind::Positional)
    }

    pub(super) fn takes_keyword(&self) -> bool {
        matches!(self.kind, ParamKind::Positional | ParamKind::KeywordOnly)
    }
}

/// A type, with all of which the firmware finds out by itself what it is for it: objects of a program's classes may say that they
/// are numbers, and words of viper are ints.
fn plain(ty: &Type) -> Type {
    match ty {
        Type::Instance(_)
        | Type::Foreign(..)
        | Type::Class(_)
        | Type::Function(_)
        | Type::Module(_)
        | Type::Builtin(_) => Type::Object,
        Type::Word | Type::Uword | Type::Pointer(_) => Type::Int,
        Type::Union(parts) => annotation::union(parts.iter().map(plain).collect()),
        ty => ty.clone(),
    }
}

/// The name of a module that is most like another.
fn near<'s>(name: &str, stub: &'s Stub) -> Option<&'s str> {
    let names: Vec<&str> = stub.entries.keys().map(|name| &**name).collect();
    nearest(name, &names)
}
