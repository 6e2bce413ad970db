//! Modules that are compiled together: what each tells the others of its functions, and what a name that one imports
//! from another is there.
//!
//! ```text
//! pkg/shapes.py                                       its interface
//! from .units import scaled                           from pkg.units import scaled
//! def area(radius: float, n=1) -> float: …            def area(radius: float, n=...) -> float: ...
//! def named(thing): …                                 named: object
//! ```
//!
//! Nothing of it is believed when the code runs: the function that is found under the name says what its native form is
//! (`ir/form`), and what a call gives is looked at as what the firmware gives is. So a module may be replaced, imported alone,
//! or patched.

use super::stubs::{Entry, Parameter, Stub};
use super::{Favour, FunctionInfo, FunctionKind, Global, ParamKind, Program, Type, decide, scope, stubs};
use crate::desugar::Siblings;
use crate::syntax::binding::{Binding, for_each_binding};
use crate::syntax::{Argument, ArgumentKind, Expr, ExprKind, Module, Name, each_expr};
use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::rc::Rc;

/// As many modules as may give a name on to each other.
const MAX_STEPS: usize = 16;

/// A function of another module, as it is known there.
#[derive(Debug, Clone)]
pub struct Callee {
    /// The whole name of its module.
    pub module: Name,
    /// Its name there, and in messages.
    pub name: Name,
    /// The names and types of its parameters, all of which are given by their places.
    pub params: Vec<(Name, Type)>,
    /// What it gives.
    pub returns: Type,
}

impl Callee {
    /// Whether arguments are just its parameters, each in its place.
    #[must_use]
    pub fn is_given_all(&self, arguments: &[Argument]) -> bool {
        arguments.len() == self.params.len()
            && arguments.iter().all(|argument| argument.kind == ArgumentKind::Positional)
    }
}

/// What a module tells the others that are compiled with it: a stub.
#[must_use]
pub fn interface(module: &Module, siblings: &Siblings) -> String {
    let (program, _) = scope::resolve(module, siblings);
    let mut imports: IndexMap<Name, Option<String>> = IndexMap::new();
    for stmt in &module.body {
        stmt.walk(&mut |stmt| {
            for_each_binding(stmt, &mut |name, _, binding| {
                let line = match binding {
                    Binding::Module(module) => Some(format!("import {module} as {name}")),
                    Binding::Member(level, module, member) => siblings
                        .resolve(level, module)
                        .map(|whole| format!("from {whole} import {member} as {name}")),
                    Binding::Function(_) | Binding::Class(_) | Binding::Annotated(_) | Binding::Value => None,
                };
                // What is bound twice may be either.
                imports.entry(name).and_modify(|line| *line = None).or_insert(line);
            });
        });
    }
    let mut text = String::from("def __getattr__(name): ...\n");
    if !program.stars.is_empty() {
        text.push_str("from . import *\n");
    }
    for name in program.globals.keys() {
        let function = program.defined.get(name).and_then(|index| program.functions.get(*index));
        let line = function.and_then(head).or_else(|| imports.get(name).cloned().flatten());
        let _ = writeln!(text, "{}", line.unwrap_or_else(|| format!("{name}: object")));
    }
    text
}

/// A function in a stub, if somebody annotated it and its native form may be of use to others.
fn head(function: &FunctionInfo) -> Option<String> {
    let is_plain = function.kind == FunctionKind::Plain && !function.is_viper && function.is_annotated();
    let is_star = |kind: ParamKind| matches!(kind, ParamKind::Star | ParamKind::DoubleStar);
    if !is_plain || function.params.iter().any(|param| is_star(param.kind)) {
        return None;
    }
    let mut params: Vec<String> = Vec::new();
    let mut before = None;
    for param in &function.params {
        if before == Some(ParamKind::PositionalOnly) && param.kind != ParamKind::PositionalOnly {
            params.push("/".into());
        }
        if param.kind == ParamKind::KeywordOnly && before != Some(ParamKind::KeywordOnly) {
            params.push("*".into());
        }
        let default = if param.default.is_some() { " = ..." } else { "" };
        params.push(format!("{}: {}{default}", param.name, plain(&param.ty)));
        before = Some(param.kind);
    }
    if before == Some(ParamKind::PositionalOnly) {
        params.push("/".into());
    }
    let returns = plain(&function.returns);
    Some(format!("def {}({}) -> {returns}: ...", function.qualified_name, params.join(", ")))
}

/// A type by a name that means the same in every module.
fn plain(ty: &Type) -> String {
    match ty {
        Type::None | Type::Bool | Type::Int | Type::Float | Type::Str | Type::Bytes | Type::ByteArray => {
            ty.display(&[]).to_string()
        }
        Type::List(_) => "list".into(),
        Type::Dict(..) => "dict".into(),
        Type::Set(_) => "set".into(),
        Type::AnyTuple | Type::Tuple(_) => "tuple".into(),
        Type::Union(types) => {
            let types: Vec<String> = types.iter().map(plain).collect();
            if types.iter().any(|ty| ty == "object") { "object".into() } else { types.join(" | ") }
        }
        Type::Never
        | Type::Object
        | Type::Instance(_)
        | Type::Class(_)
        | Type::Function(_)
        | Type::Module(_)
        | Type::Builtin(_)
        | Type::Word
        | Type::Uword
        | Type::Pointer(_) => "object".into(),
    }
}

/// The functions of other modules whose native forms a module may call: their modules' whole names, and theirs.
#[must_use]
pub fn asked(module: &Module, siblings: &Siblings, favour: Favour) -> BTreeSet<(String, String)> {
    let (mut program, _) = scope::resolve(module, siblings);
    decide(&mut program, favour);
    let mut asked = BTreeSet::new();
    for function in program.functions.iter().filter(|function| !function.is_small) {
        each_expr(&function.def.body, &mut |expr| {
            let ExprKind::Call { function: callee, arguments } = &expr.kind else { return };
            let callee = program.callee(Some(function), callee);
            if let Some(callee) = callee.filter(|callee| callee.is_given_all(arguments)) {
                asked.insert((callee.module.to_string(), callee.name.to_string()));
            }
        });
    }
    asked
}

/// The interfaces of the modules that one imports, and of those that give names on to it.
pub(super) fn interfaces(module: &Module, siblings: &Siblings) -> IndexMap<Name, Rc<Stub>> {
    let mut found: IndexMap<Name, Rc<Stub>> = IndexMap::new();
    if siblings.interfaces.is_empty() {
        return found;
    }
    let mut next: IndexSet<String> = IndexSet::new();
    for stmt in &module.body {
        stmt.walk(&mut |stmt| {
            for_each_binding(stmt, &mut |_, _, binding| match binding {
                Binding::Module(module) => _ = next.insert(module.to_string()),
                Binding::Member(level, module, member) => {
                    if let Some(whole) = siblings.resolve(level, module) {
                        next.insert(format!("{whole}.{member}"));
                        next.insert(whole);
                    }
                }
                Binding::Function(_) | Binding::Class(_) | Binding::Annotated(_) | Binding::Value => {}
            });
        });
    }
    while let Some(name) = next.pop() {
        // The firmware's own may be the one that is imported.
        if found.contains_key(&*name) || stubs::of(&name).is_some() {
            continue;
        }
        let Some(text) = siblings.interfaces.get(&name) else { continue };
        let Some(stub) = stubs::parse(&name, text) else { continue };
        for (module, member) in stub.imports.values() {
            next.insert(module.to_string());
            next.extend(member.as_ref().map(|member| format!("{module}.{member}")));
        }
        found.insert(name.into(), Rc::new(stub));
    }
    found
}

impl Program<'_> {
    /// What a name imported from another module is, if it is something that is known.
    pub(super) fn sibling(
        &self,
        siblings: &Siblings,
        level: u32,
        module: &str,
        member: &Name,
    ) -> Option<Global> {
        let (mut module, mut member) = (Name::from(siblings.resolve(level, module)?), Rc::clone(member));
        for _ in 0..MAX_STEPS {
            let stub = self.interfaces.get(&module);
            match stub.and_then(|stub| stub.entries.get(&member)) {
                Some(Entry::Callable(_)) => return Some(Global::Member(module, member)),
                Some(Entry::Value(_)) => return None,
                None => {}
            }
            let part = Name::from(format!("{module}.{member}"));
            match stub.and_then(|stub| stub.imports.get(&member)) {
                // `from . import part` in a package.
                Some((of, Some(name))) if *of == module && *name == member => {}
                Some((of, Some(name))) => {
                    (module, member) = (Rc::clone(of), Rc::clone(name));
                    continue;
                }
                Some((of, None)) if self.interfaces.contains_key(of) => {
                    return Some(Global::Module(Rc::clone(of)));
                }
                Some((_, None)) => return None,
                None => {}
            }
            let may_be_hidden = stub.is_some_and(|stub| stub.takes_all);
            return (!may_be_hidden && self.interfaces.contains_key(&part)).then_some(Global::Module(part));
        }
        None
    }

    /// What is known of a module.
    pub(super) fn stub(&self, module: &str) -> Option<Rc<Stub>> {
        self.interfaces.get(module).cloned().or_else(|| stubs::of(module))
    }

    /// The same of one of which compiled code gains by knowing it.
    fn believed(&self, module: &str) -> Option<Rc<Stub>> {
        self.stub(module).filter(|_| stubs::knows(module) || self.interfaces.contains_key(module))
    }

    /// The type of a module's attribute that compiled code goes on with; `Object` where nothing is known.
    pub(super) fn attribute_of_module(&self, module: &str, name: &str) -> Type {
        self.believed(module).map_or(Type::Object, |stub| stub.attribute(name))
    }

    /// What a call of a module's function gives, as compiled code goes on with it.
    pub(super) fn result_of_module(&self, module: &str, name: &str) -> Type {
        self.believed(module).map_or(Type::Object, |stub| stub.call_result(name))
    }

    /// The function of a module that is compiled with this one which an expression in a function names, if all its parameters
    /// are given by their places.
    #[must_use]
    pub fn callee(&self, function: Option<&FunctionInfo>, callee: &Expr) -> Option<Callee> {
        let (module, name) = match &callee.kind {
            ExprKind::Name(name) => self.member(function, name)?,
            ExprKind::Attribute { value, attribute } => match &value.kind {
                ExprKind::Name(name) => (self.imported_module(function, name)?, &*attribute.name),
                _ => return None,
            },
            _ => return None,
        };
        let Entry::Callable(signature) = self.interfaces.get(module)?.entries.get(name)? else { return None };
        let is_place =
            |param: &Parameter| matches!(param.kind, ParamKind::PositionalOnly | ParamKind::Positional);
        let param = |param: &Parameter| (Rc::clone(&param.name), param.ty.clone());
        signature.parameters.iter().all(is_place).then(|| Callee {
            module: module.into(),
            name: name.into(),
            params: signature.parameters.iter().map(param).collect(),
            returns: signature.returns.clone(),
        })
    }

    /// Whether other modules call the native form of a function.
    #[must_use]
    pub fn is_wanted(&self, function: &FunctionInfo) -> bool {
        self.wanted.contains(&function.qualified_name)
            && self
                .defined
                .get(&function.qualified_name)
                .and_then(|index| self.functions.get(*index))
                .is_some_and(|own| std::ptr::eq(own, function))
            && head(function).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{SourceFile, parse};
    use std::collections::BTreeMap;
    use std::sync::Arc;

    fn tree(text: &str) -> Module {
        parse(Rc::new(SourceFile::new("m.py", text))).unwrap()
    }

    fn in_package(interfaces: &[(&str, &str)]) -> Siblings {
        let interfaces = interfaces.iter().map(|(name, text)| {
            (
                (*name).to_owned(),
                interface(&tree(text), &Siblings { package: "p".into(), ..Siblings::default() }),
            )
        });
        Siblings {
            package: "p".into(),
            interfaces: Arc::new(interfaces.collect::<BTreeMap<_, _>>()),
            ..Siblings::default()
        }
    }

    fn of(text: &str) -> String {
        let siblings = Siblings { package: "p".into(), ..Siblings::default() };
        let text = interface(&tree(text), &siblings);
        // Each is read back.
        assert!(stubs::parse("m", &text).is_some(), "{text}");
        text.strip_prefix("def __getattr__(name): ...\n").unwrap().to_owned()
    }

    #[test]
    fn an_interface_has_the_functions_whose_types_others_may_know() {
        let text = of("class C: ...\n\
             def f(a: int, b: list[int], /, c: C, *, d: 'str | None' = None) -> dict[str, int]: ...\n\
             def g(a, b): ...\n\
             def h(*a: int) -> int: ...\n\
             def i(x: float): yield x\n\
             async def j(x: int) -> int: return x\n\
             def k(x: C | int) -> None: ...\n\
             def l(*, x: int = 2, y: bytes) -> bool: ...\n\
             @C\ndef m(x: int) -> int: ...\n\
             LIMIT: int = 3\n");
        assert_eq!(
            text,
            "C: object\n\
             def f(a: int, b: list, /, c: object, *, d: str | None = ...) -> dict: ...\n\
             g: object\nh: object\ni: object\nj: object\n\
             def k(x: object) -> None: ...\n\
             def l(*, x: int = ..., y: bytes) -> bool: ...\n\
             m: object\nLIMIT: object\n"
        );
    }

    #[test]
    fn an_interface_says_what_it_gives_on() {
        let text =
            of("from .a import f, g as h\nfrom . import b\nimport c, d.e as e\nfrom ... import far\nx = b\n");
        assert_eq!(
            text,
            "from p.a import f as f\nfrom p.a import g as h\nfrom p import b as b\nimport c as c\n\
             import d.e as e\nfar: object\nx: object\n"
        );
        assert_eq!(of("from .a import *\nfrom .b import f\n"), "from . import *\nfrom p.b import f as f\n");
        assert_eq!(
            of("try:\n    from .a import f\nexcept ImportError:\n    from .b import f\n"),
            "f: object\n"
        );
    }

    #[track_caller]
    fn asks(text: &str, siblings: &Siblings, expected: &[&str]) {
        let asked: Vec<String> = asked(&tree(text), siblings, Favour::Size)
            .into_iter()
            .map(|(module, name)| format!("{module} {name}"))
            .collect();
        assert_eq!(asked, expected);
    }

    #[test]
    fn what_is_asked_of_others_is_followed_to_where_it_is() {
        let siblings = in_package(&[
            ("p", "from .a import f\nfrom .a import f as g\nfrom . import b\nx = 1\n"),
            ("p.a", "def f(x: int) -> int: ...\n"),
            ("p.b", "from . import f\n"),
            ("p.x", "def f(x: int) -> int: ...\n"),
            ("p.y", "from .y import round\n"),
        ]);
        let uses = |import: &str, call: &str, expected: &[&str]| {
            asks(
                &format!("{import}\ndef t(n: int):\n    for x in range(n): return [0, {call}]\n"),
                &siblings,
                expected,
            );
        };
        uses("from .a import f", "f(1)", &["p.a f"]);
        uses("from p.a import f as h", "h(n)", &["p.a f"]);
        uses("from . import f, g", "f(g(n))", &["p.a f"]);
        uses("from .b import f", "f(n)", &["p.a f"]);
        uses("from . import a", "a.f(1), a.other(2)", &["p.a f"]);
        uses("import p.a as a", "lambda: a.f(n)", &[]);
        uses("import p.a as a", "a.f(n)", &["p.a f"]);
        uses("from p import b", "b.f(n)", &[]);
        // As an object.
        uses("from .a import f", "f, f(x=1), f(*[n]), f()", &[]);
        asks("from .a import f\nf(1)\ndef g(n): return f(n)\n", &siblings, &[]);
        // The package has a name of its own there; and what is bound twice may be either.
        uses("from . import x", "x.f(n)", &[]);
        uses("from .a import f\nf = f", "f(n)", &[]);
        uses("from .a import g\nfrom .c import f\nfrom .. import a", "f(n), g(n), a.f(n)", &[]);
        uses("from .y import round", "round(n)", &[]);
    }

    #[test]
    fn names_of_the_firmware_are_the_firmware_s() {
        let siblings = in_package(&[("time", "def sleep(x: int) -> int: ...\n")]);
        asks("from time import sleep\nimport time\ndef f(n: int): sleep(n), time.sleep(n)\n", &siblings, &[]);
    }
}
