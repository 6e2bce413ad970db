//! Which names of a module mean an enumeration, and what those are: by scope, as Python finds names.

use super::KINDS;
use crate::desugar::provided::Pass;
use crate::syntax::binding::for_each_bound_name;
use crate::syntax::{Argument, ClassDef, Expr, ExprKind, Name, Params, Stmt, StmtKind, leaf_targets};
use std::collections::HashMap;
use std::rc::Rc;

/// The enumerations of a module.
#[derive(Default)]
pub(in crate::desugar) struct Enumerations {
    /// The scopes around what is being rewritten, innermost last.
    scopes: Vec<Scope>,
}

/// What names mean in a scope.
#[derive(Default)]
struct Scope {
    names: HashMap<Name, Meaning>,
    /// Functions in it do not see its names.
    is_class: bool,
}

pub(super) enum Meaning {
    Enumeration(Enumeration),
    /// A class whose instances are made without a method of the program.
    Plain,
    /// Anything else, or more than one thing.
    Other,
}

/// What an enumeration is.
#[derive(Clone, Default)]
pub(super) struct Enumeration {
    pub members: Vec<Name>,
    pub is_flag: bool,
    pub is_int: bool,
    pub is_string: bool,
    /// The class that says what `auto()` is, if one does.
    pub generator: Option<Name>,
    pub has_init: bool,
    pub has_missing: bool,
}

/// Whether a name of the module `enum` is a class to derive from.
pub(in crate::desugar) fn is_kind(name: &str) -> bool {
    KINDS.iter().any(|(kind, _)| *kind == name)
}

/// Enters the scope of a module, a class, or a function and its parameters.
pub(in crate::desugar) fn enter(pass: &mut Pass, params: Option<&Params>, body: &[Stmt], is_class: bool) {
    pass.enumerations.scopes.push(Scope { names: HashMap::new(), is_class });
    if let Some(params) = params {
        for param in params.each() {
            bind(pass, &param.name.name, Meaning::Other);
        }
    }
    for stmt in body {
        stmt.walk(&mut |stmt| match &stmt.kind {
            StmtKind::ClassDef(def) => {
                let meaning = match read(pass, def) {
                    Some(enumeration) => Meaning::Enumeration(enumeration),
                    None if makes_plain_objects(pass, def) => Meaning::Plain,
                    None => Meaning::Other,
                };
                bind(pass, &def.name.name, meaning);
            }
            _ => for_each_bound_name(stmt, &mut |name| bind(pass, &name, Meaning::Other)),
        });
    }
    // What an inner function declares global or nonlocal it may bind.
    declared(body, &mut |name| {
        if let Some(meaning) = pass.enumerations.scopes.last_mut().and_then(|scope| scope.names.get_mut(name))
        {
            *meaning = Meaning::Other;
        }
    });
}

/// Calls `visit` with the names that functions in a body declare global or nonlocal.
fn declared(body: &[Stmt], visit: &mut dyn FnMut(&Name)) {
    for stmt in body {
        stmt.walk(&mut |stmt| match &stmt.kind {
            StmtKind::Global(names) | StmtKind::Nonlocal(names) => {
                names.iter().for_each(|name| visit(&name.name));
            }
            StmtKind::FunctionDef(def) => declared(&def.body, visit),
            StmtKind::ClassDef(def) => declared(&def.body, visit),
            _ => {}
        });
    }
}

/// Leaves the innermost scope.
pub(in crate::desugar) fn leave(pass: &mut Pass) {
    pass.enumerations.scopes.pop();
}

fn bind(pass: &mut Pass, name: &Name, meaning: Meaning) {
    if let Some(scope) = pass.enumerations.scopes.last_mut() {
        scope.names.entry(Rc::clone(name)).and_modify(|meaning| *meaning = Meaning::Other).or_insert(meaning);
    }
}

impl Enumerations {
    /// What a name means; none for one that the module does not bind.
    pub(super) fn meaning(&self, name: &Name) -> Option<&Meaning> {
        let (innermost, around) = self.scopes.split_last()?;
        let seen = around.iter().rev().filter(|scope| !scope.is_class);
        std::iter::once(innermost).chain(seen).find_map(|scope| scope.names.get(name))
    }

    pub(super) fn enumeration(&self, name: &Name) -> Option<&Enumeration> {
        match self.meaning(name) {
            Some(Meaning::Enumeration(enumeration)) => Some(enumeration),
            Some(Meaning::Plain | Meaning::Other) | None => None,
        }
    }

    pub(super) fn is_plain(&self, name: &Name) -> bool {
        matches!(self.meaning(name), Some(Meaning::Plain))
    }
}

fn makes_plain_objects(pass: &Pass, def: &ClassDef) -> bool {
    let is_plain = |base: &Argument| match &base.value.kind {
        ExprKind::Name(name) => &**name == "object" || pass.enumerations.is_plain(name),
        _ => false,
    };
    def.decorators.is_empty()
        && def.arguments.iter().all(is_plain)
        && !def.body.iter().any(|stmt| match &stmt.kind {
            StmtKind::FunctionDef(method) => matches!(&*method.name.name, "__init__" | "__new__"),
            _ => false,
        })
}

/// What an enumeration is, by its bases and its body; none for a class that is none.
pub(super) fn read(pass: &Pass, def: &ClassDef) -> Option<Enumeration> {
    let mut enumeration: Option<Enumeration> = None;
    for base in &def.arguments {
        if let Some(kind) = pass.entity(&base.value).filter(|name| is_kind(name)) {
            let of = enumeration.get_or_insert_default();
            of.is_flag |= kind.ends_with("Flag");
            of.is_int |= kind.starts_with("Int");
            of.is_string |= &*kind == "StrEnum";
        } else if let ExprKind::Name(name) = &base.value.kind
            && let Some(inherited) = pass.enumerations.enumeration(name)
        {
            enumeration = Some(inherited.clone());
        }
    }
    let mut enumeration = enumeration?;
    enumeration.is_int |= def.arguments.iter().any(
        |base| matches!(&base.value.kind, ExprKind::Name(name) if &**name == "int" && pass.enumerations.meaning(name).is_none()),
    );
    enumeration.members = def.body.iter().flat_map(|stmt| members_of(pass, stmt)).collect();
    for stmt in &def.body {
        if let StmtKind::FunctionDef(method) = &stmt.kind {
            match &*method.name.name {
                "_generate_next_value_" => enumeration.generator = Some(Rc::clone(&def.name.name)),
                "__init__" => enumeration.has_init = true,
                "_missing_" => enumeration.has_missing = true,
                _ => {}
            }
        }
    }
    Some(enumeration)
}

/// Whether a class is an enumeration.
pub(in crate::desugar) fn is_one(pass: &Pass, def: &ClassDef) -> bool {
    read(pass, def).is_some()
}

/// The names of members that a statement of the body binds.
pub(super) fn members_of(pass: &Pass, stmt: &Stmt) -> Vec<Name> {
    let mut names = Vec::new();
    let (targets, value) = match &stmt.kind {
        StmtKind::Assign { targets, value } => (&targets[..], value),
        StmtKind::AnnAssign { target, value: Some(value), .. } => (std::slice::from_ref(target), value),
        _ => return names,
    };
    if is_no_member(pass, value) {
        return names;
    }
    for target in targets {
        leaf_targets(target, &mut |target| {
            if let ExprKind::Name(name) = &target.kind
                && !is_reserved(name)
            {
                names.push(Rc::clone(name));
            }
        });
    }
    names
}

/// Names of CPython's own, with an underscore at both ends, and private ones.
fn is_reserved(name: &str) -> bool {
    name.starts_with('_') && (name.ends_with('_') || name.starts_with("__"))
}

/// Values that are methods or say that they are no member.
fn is_no_member(pass: &Pass, value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Lambda(_) => true,
        ExprKind::Call { function, .. } => {
            pass.is(function, &["nonmember"])
                || matches!(&function.kind, ExprKind::Name(name) if matches!(&**name, "staticmethod" | "classmethod" | "property"))
        }
        _ => false,
    }
}
