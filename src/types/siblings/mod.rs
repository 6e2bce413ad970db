//! Modules that are compiled together: what each tells the others of its functions and classes ([`interface`]), and what a
//! name that one imports from another is there.
//!
//! Nothing of it is believed when the code runs: the function that is found under the name says what its native form is
//! (`ir/form`), and what a call gives is looked at as what the firmware gives is. So a module may be replaced, imported alone,
//! or patched.

mod interface;
#[cfg(test)]
mod tests;

use super::stubs::{self, Entry, Parameter, Signature, Stub, believed};
use super::{Favour, FunctionInfo, Global, MethodKind, Program, Type, check, decide};
use crate::desugar::Siblings;
use crate::syntax::binding::{Binding, for_each_binding};
use crate::syntax::{Argument, ArgumentKind, Constant, Expr, ExprKind, Module, Name, each_expr};
use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeSet;
use std::rc::Rc;

pub use interface::interface;

/// As many modules as may give a name on to each other.
const MAX_STEPS: usize = 16;

/// What is called of another module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalleeKind {
    /// A function.
    Function,
    /// A method, of the object that it is called of.
    Method,
    /// A class.
    Class,
}

/// Something of another module that is called, as it is known there.
#[derive(Debug, Clone)]
pub struct Callee {
    /// What it is.
    pub kind: CalleeKind,
    /// The whole name of its module.
    pub module: Name,
    /// Its name there, and in messages: `f`, `C.m`, `C.__init__`.
    pub name: Name,
    /// Its parameters, without `self`.
    pub params: Vec<CalleeParam>,
    /// What it gives.
    pub returns: Type,
    /// The names and defaults of its parameters, as [`crate::ir::Function::names`] has them.
    pub names: u32,
}

/// A parameter of it.
#[derive(Debug, Clone)]
pub struct CalleeParam {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    by_place: bool,
    by_name: bool,
    default: Option<Constant>,
}

/// What a parameter is given.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// The argument of a number.
    Argument(usize),
    /// Its default.
    Default(Constant),
}

impl Callee {
    fn new(kind: CalleeKind, module: &str, name: &str, signature: &Signature) -> Callee {
        let param = |param: &Parameter| CalleeParam {
            name: Rc::clone(&param.name),
            ty: param.ty.clone(),
            by_place: param.is_positional(),
            by_name: param.takes_keyword(),
            default: param.default.clone(),
        };
        Callee {
            kind,
            module: module.into(),
            name: name.into(),
            params: signature.parameters.iter().map(param).collect(),
            returns: signature.returns.clone(),
            names: signature.names(),
        }
    }

    /// What each parameter is given by the arguments of a call; none if the firmware has to say.
    #[must_use]
    pub fn bind(&self, arguments: &[Argument]) -> Option<Vec<Given>> {
        let mut given: Vec<Option<Given>> = vec![None; self.params.len()];
        for (i, argument) in arguments.iter().enumerate() {
            let place = match &argument.kind {
                ArgumentKind::Positional => self.params.get(i).filter(|param| param.by_place).map(|_| i),
                ArgumentKind::Keyword(ident) => {
                    self.params.iter().position(|param| param.by_name && param.name == ident.name)
                }
                ArgumentKind::Star | ArgumentKind::DoubleStar => None,
            };
            let given = given.get_mut(place?)?;
            if given.replace(Given::Argument(i)).is_some() {
                return None;
            }
        }
        let or_default = |(given, param): (Option<Given>, &CalleeParam)| {
            given.or(param.default.clone().map(Given::Default))
        };
        given.into_iter().zip(&self.params).map(or_default).collect()
    }
}

/// The functions and methods of other modules whose native forms a module may call: their modules' whole names, and theirs.
#[must_use]
pub fn asked(module: &Module, siblings: &Siblings, favour: Favour) -> BTreeSet<(String, String)> {
    let (mut program, _) = check(module, siblings);
    decide(&mut program, favour);
    let mut asked = BTreeSet::new();
    for function in program.functions.iter().filter(|function| !function.is_small) {
        each_expr(&function.def.body, &mut |expr| {
            let ExprKind::Call { function: callee, arguments } = &expr.kind else { return };
            let callee = program.callee(Some(function), callee);
            if let Some(callee) = callee.filter(|callee| callee.bind(arguments).is_some()) {
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
        let types = stub.entries.values().flat_map(Entry::types);
        next.extend(types.flat_map(Type::modules).map(|module| module.to_string()));
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
                Some(Entry::Callable(_) | Entry::Class(_)) => return Some(Global::Member(module, member)),
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
        let Some(stub) = self.believed(module) else { return Type::Object };
        match stub.class(name) {
            Some(_) => self.foreign(module, name).unwrap_or(Type::Object),
            None => stub.call_result(name),
        }
    }

    /// The instances of a class of a module that is compiled with this one.
    pub(super) fn foreign(&self, module: &str, class: &str) -> Option<Type> {
        self.interfaces.get(module)?.class(class)?;
        Some(Type::Foreign(module.into(), class.into()))
    }

    /// The class of another module that an expression in a function names.
    pub(super) fn foreign_class(&self, function: Option<&FunctionInfo>, class: &Expr) -> Option<Type> {
        let (module, name) = self.of_module(function, class)?;
        self.foreign(module, name)
    }

    /// The type of an attribute of an object that is said to be of a class of another module, as compiled code goes on with it.
    pub(super) fn foreign_attribute(&self, module: &str, class: &str, name: &str) -> Type {
        let class = self.interfaces.get(module).and_then(|stub| stub.class(class));
        class.and_then(|class| class.attributes.get(name)).map_or(Type::Object, believed)
    }

    /// The method of such an object.
    pub(super) fn foreign_method(&self, module: &str, class: &str, name: &str) -> Option<&Signature> {
        self.interfaces.get(module)?.class(class)?.methods.get(name)
    }

    /// What an expression in a function names of a module: that module, and its name there.
    fn of_module<'e>(
        &'e self,
        function: Option<&FunctionInfo>,
        expr: &'e Expr,
    ) -> Option<(&'e str, &'e str)> {
        match &expr.kind {
            ExprKind::Name(name) => self.member(function, name),
            ExprKind::Attribute { value, attribute } => match &value.kind {
                ExprKind::Name(name) => Some((self.imported_module(function, name)?, &*attribute.name)),
                _ => None,
            },
            _ => None,
        }
    }

    /// What an expression in a function names of a module that is compiled with this one, if its call is one that is known.
    #[must_use]
    pub fn callee(&self, function: Option<&FunctionInfo>, callee: &Expr) -> Option<Callee> {
        if let Some((module, name)) = self.of_module(function, callee) {
            return match self.interfaces.get(module)?.entries.get(name)? {
                Entry::Callable(signature) => {
                    Some(Callee::new(CalleeKind::Function, module, name, signature))
                }
                Entry::Class(class) => {
                    let name_of_init = format!("{name}.__init__");
                    let init = Callee::new(CalleeKind::Class, module, &name_of_init, class.init.as_ref()?);
                    Some(Callee { returns: self.foreign(module, name)?, ..init })
                }
                Entry::Value(_) => None,
            };
        }
        let ExprKind::Attribute { value, attribute } = &callee.kind else { return None };
        let Type::Foreign(module, class) = self.types.get(value) else { return None };
        let signature = self.foreign_method(&module, &class, &attribute.name)?;
        let name = format!("{class}.{}", attribute.name);
        Some(Callee::new(CalleeKind::Method, &module, &name, signature))
    }

    /// Whether other modules call the native form of a function.
    #[must_use]
    pub fn is_wanted(&self, function: &FunctionInfo) -> bool {
        let is_it = |index: Option<&usize>| {
            let own = index.and_then(|index| self.functions.get(*index));
            own.is_some_and(|own| std::ptr::eq(own, function))
        };
        let is_wanted = |name: &Name| match (name.split_once('.'), function.class) {
            (None, None) => *name == function.qualified_name && is_it(self.defined.get(name)),
            (Some((class, method)), Some(own)) => {
                function.method == MethodKind::Plain
                    && function.def.name.name[..] == *method
                    && self.is_related(class, own)
                    && is_it(self.classes.get(own).and_then(|own| own.methods.get(method)))
            }
            (None, Some(_)) | (Some(_), None) => false,
        };
        self.wanted.iter().any(is_wanted) && self.signature(function).is_some()
    }

    /// Whether a class may be the one whose method is found where one of a name is known: one of the two derives from the other.
    fn is_related(&self, name: &str, class: usize) -> bool {
        let Some(Global::Class(known) | Global::LateClass(known)) = self.globals.get(name) else {
            return false;
        };
        self.ancestors(*known).any(|base| base == class) || self.ancestors(class).any(|base| base == *known)
    }

    /// The names and defaults of the parameters of a function that others call.
    #[must_use]
    pub fn names_of(&self, function: &FunctionInfo) -> u32 {
        self.signature(function).map_or(0, |signature| signature.names())
    }
}
