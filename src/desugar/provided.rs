//! What the modules `typing`, `abc`, `dataclasses`, `enum`, `mpyc` and `__future__` mean, for boards that have none of them.
//!
//! ```text
//! from typing import TypeVar, cast      pass
//! T = TypeVar("T")                      type T = TypeVar("T")
//! class Shape(ABC):                     class Shape:
//!     @abstractmethod                       def area(self): ...
//!     def area(self): ...
//! n = cast(int, value)                  n = value
//! @dataclass                            class P:
//! class P: x: int                           def __init__(self, x: int): …
//! ```
//!
//! Their imports are left out, and so are the things that only a checker reads. A name of theirs that is used as an
//! object has no value on a board, and is refused.

use super::dataclass::{self, DataClass};
use super::enumeration::{self, Enumerations};
use super::library::{self, Used};
use super::named_tuple;
use super::quote::{self, Quoting};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::binding::for_each_binding;
use crate::syntax::{
    Alias, ArgumentKind, ClassDef, Constant, Expr, ExprKind, FunctionDef, Ident, ImportNames, Module, Name,
    SourceFile, Span, Stmt, StmtKind,
};
use std::collections::HashMap;
use std::rc::Rc;

/// The modules.
const MODULES: [&str; 9] = [
    "typing",
    "typing_extensions",
    "mypy_extensions",
    "abc",
    "dataclasses",
    "enum",
    "collections.abc",
    FIXED,
    "__future__",
];
/// The one with fixed-width numbers.
const FIXED: &str = "mpyc";
/// Bases that make no difference when the program runs.
const BASES: [&str; 3] = ["Generic", "Protocol", "ABC"];
/// Decorators that make none.
const DECORATORS: [&str; 6] = [
    "abstractmethod",
    "override",
    "final",
    "runtime_checkable",
    "no_type_check",
    // `mypy_extensions`: a class that others derive from beside another.
    "trait",
];
/// Those that are called.
const CALLED_DECORATORS: [&str; 3] = ["mypyc_attr", "deprecated", "dataclass_transform"];
/// Calls that make what only annotations use.
const VARIABLES: [&str; 3] = ["TypeVar", "ParamSpec", "TypeVarTuple"];
/// Functions that are part of the library.
const FUNCTIONS: [&str; 14] = [
    "asdict",
    "astuple",
    "replace",
    "fields",
    "is_dataclass",
    "u8",
    "u16",
    "u32",
    "u64",
    "i8",
    "i16",
    "i32",
    "i64",
    "f32",
];
/// Calls that give an argument: which.
const IDENTITIES: [(&str, usize); 3] = [("cast", 1), ("assert_type", 0), ("reveal_type", 0)];

/// Rewrites a module in place.
///
/// # Errors
/// Names of these modules that are used as objects, and what the forms written here do not take.
pub(super) fn provide(module: &mut Module) -> Result<(), Vec<Diagnostic>> {
    let mut pass = Pass {
        source: Rc::clone(&module.source),
        names: HashMap::new(),
        modules: HashMap::new(),
        data_classes: HashMap::new(),
        enumerations: Enumerations::default(),
        used: Used::default(),
        protocols: Vec::new(),
        fixed: Vec::new(),
        made: 0,
        after: Vec::new(),
        problems: Vec::new(),
    };
    let mut first = None;
    for (index, stmt) in module.body.iter_mut().enumerate() {
        if pass.imports(stmt) {
            stmt.kind = StmtKind::Pass;
            first = first.or(Some((index, stmt.span)));
        }
    }
    let Some((index, at)) = first else { return Ok(()) };
    enumeration::enter(&mut pass, None, &module.body, false);
    pass.block(&mut module.body);
    let used = std::mem::take(&mut pass.used);
    let library = library::statements(&mut pass, &used, at);
    module.body.splice(index..index, library);
    module.protocols = std::mem::take(&mut pass.protocols);
    module.fixed = std::mem::take(&mut pass.fixed);
    pass.problems.sort_by_key(|problem| problem.primary.as_ref().map(|label| label.span));
    if pass.problems.is_empty() { Ok(()) } else { Err(pass.problems) }
}

pub(super) struct Pass {
    source: Rc<SourceFile>,
    /// Names of the module that are imported ones: what they are called at home.
    names: HashMap<Name, Name>,
    /// Names of the module that are these modules.
    modules: HashMap<Name, Name>,
    /// The data classes so far, by name.
    pub data_classes: HashMap<Name, DataClass>,
    pub enumerations: Enumerations,
    used: Used,
    pub protocols: Vec<Name>,
    /// Fixed-width numbers: what the module calls them, and their own names.
    fixed: Vec<(Name, Name)>,
    /// How many expressions were made, each with a place of its own.
    pub made: u32,
    /// What is put after the statement that is being rewritten.
    pub after: Vec<Stmt>,
    problems: Vec<Diagnostic>,
}

impl Quoting for Pass {
    fn place(&mut self, near: Span) -> Span {
        self.made += 1;
        Span { start: near.start, end: u32::MAX - self.made }
    }

    fn fault(&mut self, at: Span) {
        self.problems.push(quote::fault(&self.source, at));
    }
}

impl Pass {
    /// Notes the names that an import of these modules binds; whether it is one.
    fn imports(&mut self, stmt: &Stmt) -> bool {
        match &stmt.kind {
            StmtKind::ImportFrom { module: Some(module), names: ImportNames::Names(names), level: 0 }
                if MODULES.contains(&&*module.name) =>
            {
                for Alias { name, alias } in names {
                    let bound = alias.as_ref().unwrap_or(name);
                    self.names.insert(Rc::clone(&bound.name), Rc::clone(&name.name));
                    if enumeration::is_kind(&name.name) {
                        self.protocols.push(Rc::clone(&bound.name));
                    }
                    if &*module.name == FIXED {
                        self.fixed.push((Rc::clone(&bound.name), Rc::clone(&name.name)));
                    }
                }
                true
            }
            StmtKind::Import(names) => match &names[..] {
                [Alias { name, alias }] if MODULES.contains(&&*name.name) && !name.name.contains('.') => {
                    let bound = alias.as_ref().unwrap_or(name);
                    self.modules.insert(Rc::clone(&bound.name), Rc::clone(&name.name));
                    if &*name.name == FIXED {
                        self.fixed.push((Rc::clone(&bound.name), Rc::clone(&name.name)));
                    }
                    true
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// What an expression is called in its module, if it is a name of one of these.
    pub fn entity(&self, expr: &Expr) -> Option<Name> {
        match &expr.kind {
            ExprKind::Name(name) => self.names.get(name).cloned(),
            ExprKind::Attribute { value, attribute } => match &value.kind {
                ExprKind::Name(name) if self.modules.contains_key(name) => Some(Rc::clone(&attribute.name)),
                _ => None,
            },
            _ => None,
        }
    }

    pub fn is(&self, expr: &Expr, names: &[&str]) -> bool {
        self.entity(expr).is_some_and(|name| names.contains(&&*name))
    }

    pub fn refuse(&mut self, span: Span, what: &str) {
        self.problems.push(
            Diagnostic::new(Code::UNSUPPORTED_SYNTAX, format!("{what} cannot be compiled yet"))
                .at(&self.source, span, "not supported")
                .note("boards have no such module: the compiler does what it means, as far as it knows it"),
        );
    }

    /// Notes that the module needs a part of the library.
    pub fn uses(&mut self, part: &'static str) {
        self.used.insert(part);
    }

    fn block(&mut self, body: &mut Vec<Stmt>) {
        let around = std::mem::take(&mut self.after);
        let mut index = 0;
        while let Some(stmt) = body.get_mut(index) {
            self.statement(stmt);
            index += 1;
            let after = std::mem::take(&mut self.after);
            let next = index + after.len();
            body.splice(index..index, after);
            index = next;
        }
        self.after = around;
    }

    /// A name that means a fixed-width number everywhere in the module cannot mean something else as well.
    fn keeps_fixed(&mut self, name: &Name, span: Span) {
        if self.fixed.iter().any(|(fixed, _)| fixed == name) {
            let title = format!(
                "`{name}` is imported from `{FIXED}`, and cannot mean something else in the same module"
            );
            self.problems.push(
                Diagnostic::new(Code::UNSUPPORTED_SYNTAX, title)
                    .at(&self.source, span, "another meaning")
                    .help("give this another name, or the import: `from mpyc import u8 as byte`"),
            );
        }
    }

    fn statement(&mut self, stmt: &mut Stmt) {
        let mut bound = Vec::new();
        if !self.fixed.is_empty() {
            for_each_binding(stmt, &mut |name, span, _| bound.push((name, span)));
        }
        bound.iter().for_each(|(name, span)| self.keeps_fixed(name, *span));
        enumeration::statement(self, stmt);
        match &mut stmt.kind {
            StmtKind::FunctionDef(def) => {
                if def.decorators.iter().any(|decorator| self.is(decorator, &["overload"])) {
                    stmt.kind = StmtKind::Pass;
                    return;
                }
                self.function(Rc::make_mut(def));
            }
            StmtKind::ClassDef(def) => {
                let replaced = self.class(Rc::make_mut(def));
                if let Some(kind) = replaced {
                    stmt.kind = kind;
                    return;
                }
            }
            StmtKind::Assign { targets, value } if self.makes_variable(value) => {
                let [Expr { kind: ExprKind::Name(name), span }] = &targets[..] else {
                    self.refuse(value.span, "a type variable without a name");
                    return;
                };
                let name = Ident { name: Rc::clone(name), span: *span };
                stmt.kind = StmtKind::TypeAlias { name, type_params: Vec::new(), value: value.clone() };
                return;
            }
            StmtKind::AnnAssign { target, annotation, value: Some(value), .. }
                if self.is(annotation, &["TypeAlias"]) =>
            {
                if let ExprKind::Name(name) = &target.kind {
                    let name = Ident { name: Rc::clone(name), span: target.span };
                    stmt.kind = StmtKind::TypeAlias { name, type_params: Vec::new(), value: value.clone() };
                    return;
                }
            }
            _ => {}
        }
        stmt.for_each_expr_mut(&mut |expr| self.expr(expr));
        for block in stmt.blocks_mut() {
            self.block(block);
        }
    }

    fn makes_no_difference(&self, decorator: &Expr) -> bool {
        match &decorator.kind {
            ExprKind::Call { function, .. } => self.is(function, &CALLED_DECORATORS),
            _ => self.is(decorator, &DECORATORS),
        }
    }

    fn makes_variable(&self, value: &Expr) -> bool {
        matches!(&value.kind, ExprKind::Call { function, .. } if self.is(function, &VARIABLES))
    }

    fn function(&mut self, def: &mut FunctionDef) {
        def.decorators.retain(|decorator| !self.makes_no_difference(decorator));
        for param in def.params.each_mut() {
            self.keeps_fixed(&param.name.name, param.name.span);
        }
        enumeration::enter(self, Some(&def.params), &def.body, false);
        self.block(&mut def.body);
        enumeration::leave(self);
    }

    /// Rewrites a class; gives what stands in its place, if it is none when the program runs.
    fn class(&mut self, def: &mut ClassDef) -> Option<StmtKind> {
        let is_base = |this: &Pass, expr: &Expr, names: &[&str]| match &expr.kind {
            ExprKind::Subscript { value, .. } => this.is(value, names),
            _ => this.is(expr, names),
        };
        if def.arguments.iter().any(|base| is_base(self, &base.value, &["TypedDict"])) {
            // Its instances are dicts.
            let target = Expr { kind: ExprKind::Name(Rc::clone(&def.name.name)), span: def.name.span };
            let value = Expr { kind: ExprKind::Name("dict".into()), span: self.place(def.span) };
            return Some(StmtKind::Assign { targets: vec![target], value });
        }
        if def.arguments.iter().any(|base| is_base(self, &base.value, &["Protocol"])) {
            self.protocols.push(Rc::clone(&def.name.name));
        }
        def.arguments.retain(|argument| match &argument.kind {
            ArgumentKind::Positional => !is_base(self, &argument.value, &BASES),
            ArgumentKind::Keyword(name) => {
                &*name.name != "metaclass" || !self.is(&argument.value, &["ABCMeta"])
            }
            ArgumentKind::Star | ArgumentKind::DoubleStar => true,
        });
        for argument in &mut def.arguments {
            // `Stack[int]` as a base is `Stack`.
            if let ExprKind::Subscript { value, .. } = &argument.value.kind
                && matches!(value.kind, ExprKind::Name(_))
            {
                argument.value = (**value).clone();
            }
        }
        def.decorators.retain(|decorator| !self.makes_no_difference(decorator));
        let is_enumeration = enumeration::is_one(self, def);
        let position = def.decorators.iter().filter(|_| !is_enumeration).position(|decorator| {
            let callee = match &decorator.kind {
                ExprKind::Call { function, .. } => function,
                _ => decorator,
            };
            self.is(callee, &["dataclass"])
        });
        if let Some(position) = position {
            let decorator = def.decorators.remove(position);
            dataclass::write_out(self, def, &decorator);
        }
        named_tuple::write_out(self, def);
        let after = enumeration::write_out(self, def);
        enumeration::enter(self, None, &def.body, true);
        self.block(&mut def.body);
        enumeration::leave(self);
        self.after = after;
        None
    }

    fn expr(&mut self, expr: &mut Expr) {
        if let ExprKind::Call { function, arguments } = &expr.kind
            && let Some(mut value) = self.fixed_conversion(function, arguments)
        {
            self.expr(&mut value);
            *expr = value;
            return;
        }
        if let ExprKind::Call { function, arguments } = &mut expr.kind
            && let Some(name) = self.entity(function)
            && let Some((_, which)) = IDENTITIES.iter().find(|(known, _)| **known == *name)
            && let Some(argument) = arguments.get_mut(*which)
        {
            let mut value = argument.value.clone();
            self.expr(&mut value);
            *expr = value;
            return;
        }
        if let Some(name) = self.entity(expr) {
            if let Some(function) = FUNCTIONS.iter().find(|function| ***function == *name) {
                self.uses(function);
                expr.kind = ExprKind::Name(quote::own(function));
                return;
            }
            match &*name {
                "TYPE_CHECKING" => expr.kind = ExprKind::Constant(Constant::Bool(false)),
                // `enum.property`.
                "property" => expr.kind = ExprKind::Name(name),
                "FrozenInstanceError" => expr.kind = ExprKind::Name("AttributeError".into()),
                _ => self.refuse(expr.span, &format!("`{name}` as an object")),
            }
            return;
        }
        if let ExprKind::Lambda(def) = &mut expr.kind {
            self.function(Rc::make_mut(def));
        }
        named_tuple::expression(self, expr);
        enumeration::expression(self, expr);
        expr.for_each_child_mut(&mut |child| self.expr(child));
    }
}
