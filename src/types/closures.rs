//! Which variables functions share: what a function reads or assigns of the functions around it.
//!
//! A variable that an inner function uses lives in a cell, which both reach. The cells that a function needs are its
//! free variables, in the order in which they are met; every function between it and the owner needs them too.
//!
//! The names of a class body hide those of the functions around from its methods, as in the firmware
//! (`py/scope.c`, `scope_check_to_close_over`).

use super::{Program, Type};
use crate::syntax::binding::for_each_bound_name;
use crate::syntax::{Expr, ExprKind, Name, Stmt, StmtKind};
use indexmap::IndexSet;
use std::rc::Rc;

/// The variable that holds a class for its methods: `super()` and `__class__` mean it.
#[must_use]
pub fn class_variable(class: usize) -> Name {
    format!("__class__.{class}").into()
}

/// Finds the free variables of every function.
pub(super) fn resolve(program: &mut Program) {
    for index in 0..program.functions.len() {
        for name in names_used(program, index) {
            share(program, index, &name);
        }
        assigned_outside(program, index);
    }
}

/// The names that a function's own code reads or assigns, class bodies in it included.
fn names_used(program: &Program, index: usize) -> IndexSet<Name> {
    let mut names = IndexSet::new();
    if let Some(function) = program.functions.get(index) {
        let class = enclosing_class(program, index);
        visit_names(&function.def.body, class, &IndexSet::new(), &mut names);
    }
    names
}

/// The class whose methods a function is one of, or is in.
#[must_use]
pub(super) fn enclosing_class(program: &Program, index: usize) -> Option<usize> {
    let mut function = program.functions.get(index)?;
    loop {
        if function.class.is_some() {
            return function.class;
        }
        function = program.functions.get(function.parent?)?;
    }
}

fn visit_names(body: &[Stmt], class: Option<usize>, hidden: &IndexSet<Name>, names: &mut IndexSet<Name>) {
    let mut add = |name: &Name| {
        if !hidden.contains(name) {
            names.insert(Rc::clone(name));
        }
    };
    for stmt in body {
        stmt.walk(&mut |stmt| {
            stmt.for_each_expr(&mut |expr| {
                expr.walk(&mut |expr| match (&expr.kind, class) {
                    (ExprKind::Name(name), Some(class)) if &**name == "__class__" => {
                        add(&class_variable(class));
                    }
                    (ExprKind::Name(name), _) => add(name),
                    (ExprKind::Call { .. }, Some(class)) if is_bare_super(expr) => {
                        add(&class_variable(class));
                    }
                    _ => {}
                });
            });
            if let StmtKind::Nonlocal(idents) = &stmt.kind {
                idents.iter().for_each(|ident| add(&ident.name));
            }
        });
    }
    for stmt in body {
        stmt.walk(&mut |stmt| {
            if let StmtKind::ClassDef(def) = &stmt.kind {
                let mut hidden = hidden.clone();
                hidden.extend(names_of_class(&def.body));
                visit_names(&def.body, class, &hidden, names);
            }
        });
    }
}

/// `super()`, which means the class it stands in and the first parameter.
#[must_use]
pub fn is_bare_super(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Call { function, arguments }
        if arguments.is_empty() && matches!(&function.kind, ExprKind::Name(name) if &**name == "super"))
}

/// The names that the body of a class binds.
#[must_use]
pub fn names_of_class(body: &[Stmt]) -> IndexSet<Name> {
    let (mut names, mut outside) = (IndexSet::new(), IndexSet::new());
    for stmt in body {
        stmt.walk(&mut |stmt| {
            for_each_bound_name(stmt, &mut |name| {
                names.insert(name);
            });
            if let StmtKind::Nonlocal(idents) = &stmt.kind {
                outside.extend(idents.iter().map(|ident| Rc::clone(&ident.name)));
            }
        });
    }
    names.retain(|name| !outside.contains(name));
    names
}

/// Makes a name that a function uses one of its free variables, if a function around has a variable of that name.
fn share(program: &mut Program, index: usize, name: &Name) {
    let mut between = Vec::new();
    let mut current = Some(index);
    let owner = loop {
        let Some(at) = current else { break None };
        let Some(function) = program.functions.get(at) else { return };
        if function.locals.contains_key(name) {
            break Some(at);
        }
        if function.globals.contains(name) {
            return;
        }
        between.push(at);
        let class = function.class.and_then(|class| program.classes.get(class).map(|info| (class, info)));
        if let Some((class, info)) = class {
            if *name == class_variable(class) {
                if info.once {
                    return;
                }
                break function.parent;
            }
            if names_of_class(&info.def.body).contains(name) {
                return;
            }
        }
        current = function.parent;
        if current.is_none() {
            return;
        }
    };
    if between.is_empty() {
        return;
    }
    if let Some(function) = owner.and_then(|owner| program.functions.get_mut(owner))
        && let Some(local) = function.locals.get_mut(name)
    {
        local.captured = true;
        // A parameter has a value as long as nobody takes it.
        local.maybe_unbound |= local.is_param && deletes(&function.def.body, name);
    }
    for index in between {
        if let Some(function) = program.functions.get_mut(index) {
            function.free.insert(Rc::clone(name), owner);
        }
    }
}

/// Whether a function's own code deletes a variable.
fn deletes(body: &[Stmt], name: &Name) -> bool {
    let mut found = false;
    for stmt in body {
        stmt.walk(&mut |stmt| {
            found |= match &stmt.kind {
                StmtKind::Delete(targets) => targets
                    .iter()
                    .any(|target| matches!(&target.kind, ExprKind::Name(deleted) if deleted == name)),
                StmtKind::Try { handlers, .. } => handlers
                    .iter()
                    .any(|handler| handler.name.as_ref().is_some_and(|ident| ident.name == *name)),
                _ => false,
            };
        });
    }
    found
}

/// A variable that an inner function assigns may hold anything, and one that it deletes may hold nothing at any time.
fn assigned_outside(program: &mut Program, index: usize) {
    let Some(function) = program.functions.get(index) else { return };
    let changes: Vec<(Name, usize, bool)> = function
        .nonlocals
        .iter()
        .filter_map(|name| {
            let owner = (*function.free.get(name)?)?;
            Some((Rc::clone(name), owner, deletes(&function.def.body, name)))
        })
        .collect();
    for (name, owner, deleted) in changes {
        if let Some(local) = program.functions.get_mut(owner).and_then(|owner| owner.locals.get_mut(&name)) {
            if !local.declared {
                local.ty = Type::Object;
                local.declared = true;
            }
            local.assigned_elsewhere = true;
            local.maybe_unbound |= deleted;
            local.deleted_inside |= deleted;
        }
    }
}
