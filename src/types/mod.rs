//! Names, scopes and types: from the syntax tree to a [`Program`] that `lower` reads.
//!
//! ```text
//! tree ──definitions, scope──▶ functions, classes, names ──infer──▶ a type for every variable
//!      ──check──▶ a type for every expression, and the diagnostics
//! ```
//!
//! Types come from annotations, which are promises that the compiled code checks where a value enters, and from
//! inference inside a function. What is not known is [`Type::Object`]: nothing is refused for lacking annotations.
//!
//! Invariant: a type is believed only where the compiled code has made sure of it. The elements of a list that nobody
//! annotated, the globals of a module, the fields without annotation are objects, whatever was stored in them.

mod absent;
mod annotation;
mod arrays;
mod bound;
mod builtins;
pub mod c;
mod call;
mod check;
mod closures;
mod definitions;
mod direct;
mod expression;
mod favour;
mod fields;
mod finals;
mod firmware;
mod fit;
mod flow;
mod ignore;
mod infer;
mod lint;
mod narrow;
mod operators;
mod overrides;
mod places;
mod print;
mod scope;
mod siblings;
mod stubs;
mod table;
mod ty;
mod undefined;
mod viper;

use crate::desugar::{FixedInt, Siblings};
use crate::diagnostics::Diagnostic;
use crate::syntax::{Expr, FunctionDef, Module, Name, Param, Params, SourceFile, Span};
use indexmap::{IndexMap, IndexSet};
use std::collections::HashMap;
use std::rc::Rc;

pub use absent::absent;
pub use arrays::Items;
pub use builtins::is_builtin;
pub use closures::{class_variable, is_bare_super, names_of_class};
pub use definitions::decorators;
pub use favour::{Favour, decide};
pub use infer::counting_loop;
pub use operators::binary_type;
pub use places::places;
pub use print::print;
pub use siblings::{Callee, CalleeKind, Given, asked, interface};
pub use table::TypeTable;
pub use ty::{DisplayType, Pointee, Type};

/// Built-ins that need the frame they are called in; and `range`, which the firmware's compiler takes for itself in a `for`.
const BY_COMPILER: [&str; 9] =
    ["range", "super", "globals", "locals", "dir", "eval", "exec", "execfile", "__import__"];

/// Calls `visit` with each name that a statement binds itself in its own scope.
pub fn for_each_bound_name(stmt: &crate::syntax::Stmt, visit: &mut dyn FnMut(Name)) {
    crate::syntax::binding::for_each_bound_name(stmt, visit);
}

/// What a name means at module level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Global {
    /// A function defined once, before anything could call it too early: calls go straight to it.
    Function(usize),
    /// A class, likewise.
    Class(usize),
    /// A module imported once under this name.
    Module(Name),
    /// Imported once under this name from a module of which something is known: the module, and its name there.
    Member(Name, Name),
    /// A class, but one that something may ask for before it is there: what it is called is looked up each time.
    LateClass(usize),
    /// A variable; its annotation, if it has one.
    Variable(Type),
}

/// How a parameter is passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// Before `/`.
    PositionalOnly,
    /// Either way.
    Positional,
    /// `*args`.
    Star,
    /// By keyword.
    KeywordOnly,
    /// `**kwargs`.
    DoubleStar,
}

impl ParamKind {
    /// Each parameter of a definition and how it is passed, in the order that Python binds them.
    fn each(params: &Params) -> impl Iterator<Item = (ParamKind, &Param)> {
        let groups = [
            (ParamKind::PositionalOnly, &params.positional_only[..]),
            (ParamKind::Positional, &params.positional[..]),
            (ParamKind::KeywordOnly, &params.keyword_only[..]),
            (ParamKind::Star, params.star.as_slice()),
            (ParamKind::DoubleStar, params.double_star.as_slice()),
        ];
        groups.into_iter().flat_map(|(kind, group)| group.iter().map(move |param| (kind, param)))
    }
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct ParamInfo {
    /// Its name.
    pub name: Name,
    /// Its place.
    pub span: Span,
    /// What its annotation says; `Object` without one, the class itself for `self`.
    pub ty: Type,
    /// How it is passed.
    pub kind: ParamKind,
    /// Its default.
    pub default: Option<Expr>,
    /// It takes anything, and is the truth of it: a `bool` of viper's.
    pub truth: bool,
    /// Which ints its annotation promises.
    pub fixed: Option<FixedInt>,
    /// Of an `array[int]`, which ints its items probably are.
    pub likely: Option<FixedInt>,
}

/// A variable of a function.
#[derive(Debug, Clone)]
pub struct Local {
    /// Its type, declared or inferred.
    pub ty: Type,
    /// It has an annotation, which every assignment keeps.
    pub declared: bool,
    /// Which ints that promises.
    pub fixed: Option<FixedInt>,
    /// It may be read or deleted while it has no value.
    pub maybe_unbound: bool,
    /// It is a parameter.
    pub is_param: bool,
    /// Inner functions use it, so that it lives in a cell.
    pub captured: bool,
    /// An inner function deletes it.
    pub deleted_inside: bool,
    /// Inner functions, or classes, assign it.
    pub assigned_elsewhere: bool,
}

impl Default for Local {
    fn default() -> Local {
        Local {
            ty: Type::Never,
            declared: false,
            fixed: None,
            maybe_unbound: false,
            is_param: false,
            captured: false,
            deleted_inside: false,
            assigned_elsewhere: false,
        }
    }
}

/// What a call of a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunctionKind {
    /// Its result.
    Plain,
    /// A generator.
    Generator,
    /// A coroutine.
    Coroutine,
}

/// What a method is for its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodKind {
    /// An ordinary method.
    Plain,
    /// `@property`.
    Getter,
    /// `@name.setter` and its like, and anything else with a decorator.
    Decorated,
}

/// A function or method.
#[derive(Debug, Clone)]
pub struct FunctionInfo {
    /// Its definition.
    pub def: Rc<FunctionDef>,
    /// `f` or `C.m`.
    pub qualified_name: Name,
    /// The class it is a method of.
    pub class: Option<usize>,
    /// What it is for that class.
    pub method: MethodKind,
    /// Its parameters, in the order Python binds them: positional, keyword-only, `*`, `**`.
    pub params: Vec<ParamInfo>,
    /// What its annotation says it gives.
    pub returns: Type,
    /// It has such an annotation.
    pub returns_declared: bool,
    /// Which ints that promises.
    pub returns_fixed: Option<FixedInt>,
    /// Its variables, parameters first.
    pub locals: IndexMap<Name, Local>,
    /// Names it declares `global`.
    pub globals: IndexSet<Name>,
    /// Names it declares `nonlocal`.
    pub nonlocals: IndexSet<Name>,
    /// Reads of variables that may have no value there, by place.
    pub unbound_reads: IndexSet<Span>,
    /// The function it is in.
    pub parent: Option<usize>,
    /// The variables of functions around that it or an inner function uses, and whose they are; none where it is a
    /// class of the module ([`class_variable`]).
    pub free: IndexMap<Name, Option<usize>>,
    /// What a call gives.
    pub kind: FunctionKind,
    /// It is decorated with `@micropython.viper`, and means what the firmware's viper compiler makes of it.
    pub is_viper: bool,
    /// It is to be small rather than fast.
    pub is_small: bool,
}

impl FunctionInfo {
    /// The type of a call.
    #[must_use]
    pub fn gives(&self) -> Type {
        match self.kind {
            // What leaves a viper function is an object.
            FunctionKind::Plain if self.returns.is_machine() => Type::Int,
            FunctionKind::Plain => self.returns.clone(),
            // What is iterated over is the generator itself.
            FunctionKind::Generator if matches!(self.returns, Type::Iterable(_)) => self.returns.clone(),
            FunctionKind::Generator | FunctionKind::Coroutine => Type::Object,
        }
    }
}

/// A field of the instances of a class.
#[derive(Debug, Clone)]
pub struct FieldInfo {
    /// Its name.
    pub name: Name,
    /// What its annotation says; `Object` without one.
    pub ty: Type,
    /// `__init__` sets it before anything else can see the instance.
    pub always_set: bool,
    /// It has an annotation.
    pub declared: bool,
    /// The class that it is a field of: this one, or one that this derives from.
    pub owner: usize,
    /// Where it is declared final, if it is.
    pub final_at: Option<Span>,
    /// Its place.
    pub span: Span,
}

/// A class.
#[derive(Debug, Clone)]
pub struct ClassInfo {
    /// Its definition.
    pub def: Rc<crate::syntax::ClassDef>,
    /// Its methods, by name, the last definition of each.
    pub methods: IndexMap<Name, usize>,
    /// Its fields: those of the class it derives from, in their order, then its own.
    pub fields: IndexMap<Name, FieldInfo>,
    /// What its instances have is known: nothing but its own code, and that of the one class it may derive from, which is of
    /// this kind too, makes them and their attributes.
    pub is_fixed: bool,
    /// Its instances hold their fields at fixed places.
    pub is_laid_out: bool,
    /// Names assigned in the body of the class.
    pub attributes: IndexSet<Name>,
    /// The function it is in.
    pub function: Option<usize>,
    /// Its statement runs once, if at all: there is one such class.
    pub once: bool,
    /// It is in the body of another class.
    pub is_inner: bool,
    /// The classes of this module that it derives from directly.
    pub bases: Vec<usize>,
    /// What else it derives from, besides `object`.
    pub other_bases: OtherBases,
}

impl ClassInfo {
    /// The class that it derives from, if all of both is known.
    #[must_use]
    pub fn base(&self) -> Option<usize> {
        self.bases.first().copied().filter(|_| self.is_fixed)
    }
}

/// What a class derives from that is no class of its module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OtherBases {
    /// Nothing but `object`.
    None,
    /// A built-in class.
    Builtin,
    /// Something of which nothing is known.
    Unknown,
}

/// A module with its names resolved and its types known.
#[derive(Debug)]
pub struct Program<'a> {
    /// The tree.
    pub module: &'a Module,
    /// All functions and methods, in source order.
    pub functions: Vec<FunctionInfo>,
    /// All classes, in source order.
    pub classes: Vec<ClassInfo>,
    /// What the names of the module mean.
    pub globals: IndexMap<Name, Global>,
    /// The types of its expressions.
    pub types: TypeTable,
    /// The names of classes in functions and in other classes, of type parameters and of aliases: annotations with
    /// them promise nothing.
    pub inner_classes: IndexSet<Name>,
    /// The modules of which it takes all names (`from … import *`); none for one of its own package.
    stars: Vec<Option<Name>>,
    /// Names that nothing but one `from … import` binds: the module, and the name there.
    members: IndexMap<Name, (Name, Name)>,
    /// Names that nothing but one definition of a function binds, without decorators.
    defined: IndexMap<Name, usize>,
    /// What is known of the modules that are compiled with it, as far as it imports them, by their whole names.
    interfaces: IndexMap<Name, Rc<stubs::Stub>>,
    /// The names of its functions that they call.
    wanted: IndexSet<Name>,
    /// The names of all attributes that the module assigns, of whatever object.
    pub assigned_attributes: IndexSet<Name>,
    /// The functions by the places of their definitions.
    by_place: HashMap<Span, usize>,
}

impl Program<'_> {
    /// The source file.
    #[must_use]
    pub fn source(&self) -> &Rc<SourceFile> {
        &self.module.source
    }

    /// The function of a definition.
    #[must_use]
    pub fn function_of(&self, def: &FunctionDef) -> Option<usize> {
        self.by_place.get(&def.span).copied()
    }

    /// Whether a name that the module does not bind by itself is the built-in of that name: what takes all names of a module may
    /// bind it. What only the compiler can do for a function is always the built-in, as it has no other meaning there.
    #[must_use]
    pub fn means_builtin(&self, name: &str) -> bool {
        is_builtin(name)
            && (BY_COMPILER.contains(&name)
                || self.stars.iter().all(|of| of.as_ref().is_some_and(|of| stubs::lacks(of, name))))
    }

    /// The variable that a name is in a function: one of its own, or of a function around.
    #[must_use]
    pub fn variable<'a>(&'a self, function: &'a FunctionInfo, name: &Name) -> Option<&'a Local> {
        function.locals.get(name).or_else(|| {
            let owner = (*function.free.get(name)?)?;
            self.functions.get(owner)?.locals.get(name)
        })
    }

    /// A class and all classes of the module that it derives from, it first, each once.
    pub fn ancestors(&self, class: usize) -> impl Iterator<Item = usize> {
        let mut found = IndexSet::from([class]);
        let mut next = 0;
        std::iter::from_fn(move || {
            let class = *found.get_index(next)?;
            found.extend(self.classes.get(class).into_iter().flat_map(|class| class.bases.iter().copied()));
            next += 1;
            Some(class)
        })
    }

    /// The method that instances of a class have under a name: one of its own, or of a class that it derives from if all of
    /// these are known. None where the body of a class gives the name something else too.
    #[must_use]
    pub fn method(&self, class: usize, name: &str) -> Option<usize> {
        let info = self.classes.get(class)?;
        if info.attributes.contains(name) {
            return None;
        }
        info.methods.get(name).copied().or_else(|| self.method(info.base()?, name))
    }

    /// Whether a class is another or derives from it, where all of both is known.
    #[must_use]
    pub fn derives(&self, class: usize, base: usize) -> bool {
        let mut at = Some(class);
        while let Some(class) = at.filter(|class| *class != base) {
            at = self.classes.get(class).and_then(ClassInfo::base);
        }
        at.is_some()
    }

    /// Whether the body of a class, or of one that it derives from, gives an attribute a value that is no method.
    fn has_attribute(&self, class: usize, name: &str) -> bool {
        self.ancestors(class)
            .filter_map(|class| self.classes.get(class))
            .any(|class| class.attributes.contains(name))
    }

    /// What a name in a function, or outside of all, is of a module of which something is known, if it is: the module, and
    /// its name there.
    #[must_use]
    pub fn member(&self, function: Option<&FunctionInfo>, name: &Name) -> Option<(&str, &str)> {
        match self.global(function, name)? {
            Global::Member(module, member) => Some((module, member)),
            _ => None,
        }
    }

    /// The module that a name in a function, or outside of all, stands for.
    fn imported_module(&self, function: Option<&FunctionInfo>, name: &Name) -> Option<&str> {
        match self.global(function, name)? {
            Global::Module(module) => Some(module),
            _ => None,
        }
    }

    /// What a name of the module means, where no variable of a function has the name.
    fn global(&self, function: Option<&FunctionInfo>, name: &Name) -> Option<&Global> {
        let is_own =
            |function: &FunctionInfo| function.locals.contains_key(name) || function.free.contains_key(name);
        self.globals.get(name).filter(|_| !function.is_some_and(is_own))
    }

    /// The class of a definition.
    #[must_use]
    pub fn class_of(&self, def: &crate::syntax::ClassDef) -> Option<usize> {
        self.classes.iter().position(|class| class.def.span == def.span)
    }
}

/// Resolves names, infers and checks types, with what is known of the modules beside it. The diagnostics come in source order; if one of them is an error the
/// program must not be lowered. Before it is, [`decide`] says what its code is compiled for.
#[must_use]
pub fn check<'a>(module: &'a Module, siblings: &Siblings) -> (Program<'a>, Vec<Diagnostic>) {
    let (mut program, mut diagnostics) = scope::resolve(module, siblings);
    infer::infer(&mut program);
    check::check(&mut program, &mut diagnostics);
    finals::check(&program, &mut diagnostics);
    overrides::check(&program, &mut diagnostics);
    viper::check(&program, &mut diagnostics);
    lint::lint(&program, &mut diagnostics);
    undefined::check(&program, &mut diagnostics);
    firmware::check(&program, &mut diagnostics);
    let mut diagnostics = ignore::apply(module, diagnostics);
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary.as_ref().map(|label| label.span));
    (program, diagnostics)
}
