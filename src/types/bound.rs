//! Which reads of a variable may find it without a value, and which fields `__init__` sets before anything can look.
//!
//! A forward walk over the statements with the set of names that surely have a value; no set stands for code that
//! cannot be reached. The answer errs on the side of "may have none": such a read is checked when it runs.

use super::closures::names_of_class;
use super::fields::{attribute_of, self_name};
use super::{FunctionInfo, Local, ParamKind};
use crate::syntax::binding::{for_each_binding, for_each_target, pattern_names};
use crate::syntax::{
    Comprehension, Constant, Expr, ExprKind, ImportNames, Name, PatternKind, Span, Stmt, StmtKind,
};
use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeSet;
use std::rc::Rc;

/// The names that surely have a value; none where control never comes.
type Bound = Option<BTreeSet<Name>>;

/// Finds the reads of local variables that may find none.
pub(super) fn reads_without_value(
    function: &FunctionInfo,
    locals: &IndexMap<Name, Local>,
    unbound: &mut Vec<(Name, Span)>,
) {
    let start = locals.iter().filter(|(_, local)| local.is_param).map(|(name, _)| Rc::clone(name)).collect();
    let mut walk = Walk { locals, unbound, loops: Vec::new(), trusts: false };
    walk.block(&function.def.body, Some(start));
}

/// As [`reads_without_value`], for people: managers are taken to pass exceptions on, and `sys.exit` not to return.
pub(super) fn reads_likely_without_value(function: &FunctionInfo, unbound: &mut Vec<(Name, Span)>) {
    let locals = &function.locals;
    let start = locals.iter().filter(|(_, local)| local.is_param).map(|(name, _)| Rc::clone(name)).collect();
    let mut walk = Walk { locals, unbound, loops: Vec::new(), trusts: true };
    walk.block(&function.def.body, Some(start));
}

struct Walk<'a> {
    locals: &'a IndexMap<Name, Local>,
    unbound: &'a mut Vec<(Name, Span)>,
    /// What holds at the `break`s of the loops around, innermost last.
    loops: Vec<Vec<Bound>>,
    /// What hardly ever happens is left out.
    trusts: bool,
}

fn both(a: Bound, b: Bound) -> Bound {
    match (a, b) {
        (None, other) | (other, None) => other,
        (Some(a), Some(b)) => Some(a.intersection(&b).cloned().collect()),
    }
}

impl Walk<'_> {
    fn block(&mut self, body: &[Stmt], mut bound: Bound) -> Bound {
        for stmt in body {
            bound = self.stmt(stmt, bound);
        }
        bound
    }

    fn bind(&self, bound: &mut Bound, name: &Name) {
        if let Some(bound) = bound
            && self.locals.contains_key(name)
        {
            bound.insert(Rc::clone(name));
        }
    }

    fn read(&mut self, bound: &Bound, name: &Name, span: Span) {
        if let Some(bound) = bound
            && self.locals.contains_key(name)
            && !bound.contains(name)
        {
            self.unbound.push((Rc::clone(name), span));
        }
    }

    fn target(&mut self, target: &Expr, bound: &mut Bound) {
        match &target.kind {
            ExprKind::Name(name) => self.bind(bound, name),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| self.target(item, bound));
            }
            ExprKind::Starred(inner) => self.target(inner, bound),
            _ => target.for_each_child(&mut |child| self.expr(child, bound)),
        }
    }

    fn expr(&mut self, expr: &Expr, bound: &mut Bound) {
        match &expr.kind {
            ExprKind::Name(name) => self.read(bound, name, expr.span),
            ExprKind::Named { target, value } => {
                self.expr(value, bound);
                self.bind(bound, &target.name);
            }
            ExprKind::BoolOp { values, .. } => {
                let mut values = values.iter();
                if let Some(first) = values.next() {
                    self.expr(first, bound);
                }
                let mut maybe = bound.clone();
                values.for_each(|value| self.expr(value, &mut maybe));
            }
            ExprKind::Compare { left, rest } => {
                self.expr(left, bound);
                let mut rest = rest.iter();
                if let Some((_, first)) = rest.next() {
                    self.expr(first, bound);
                }
                let mut maybe = bound.clone();
                rest.for_each(|(_, value)| self.expr(value, &mut maybe));
            }
            ExprKind::If { test, body, orelse } => {
                self.expr(test, bound);
                let mut other = bound.clone();
                self.expr(body, bound);
                self.expr(orelse, &mut other);
                *bound = both(bound.take(), other);
            }
            ExprKind::ListComp { element, clauses } | ExprKind::SetComp { element, clauses } => {
                self.comprehension(clauses, &[element], bound);
            }
            ExprKind::DictComp { key, value, clauses } => {
                self.comprehension(clauses, &[key, value], bound);
            }
            _ => expr.for_each_child(&mut |child| self.expr(child, bound)),
        }
    }

    /// The body of a class reads variables of the function under names that it does not bind itself.
    fn class_body(&mut self, body: &[Stmt], hidden: &IndexSet<Name>, bound: &Bound) {
        for stmt in body {
            stmt.walk(&mut |stmt| {
                stmt.for_each_expr(&mut |expr| {
                    expr.walk(&mut |expr| {
                        if let ExprKind::Name(name) = &expr.kind
                            && !hidden.contains(name)
                        {
                            self.read(bound, name, expr.span);
                        }
                    });
                });
                if let StmtKind::ClassDef(def) = &stmt.kind {
                    let mut hidden = hidden.clone();
                    hidden.extend(names_of_class(&def.body));
                    self.class_body(&def.body, &hidden, bound);
                }
            });
        }
    }

    fn comprehension(&mut self, clauses: &[Comprehension], elements: &[&Expr], bound: &mut Bound) {
        let mut inside = None;
        for (index, clause) in clauses.iter().enumerate() {
            if index == 0 {
                self.expr(&clause.iter, bound);
                inside.clone_from(bound);
            } else {
                self.expr(&clause.iter, &mut inside);
            }
            self.target(&clause.target, &mut inside);
            clause.conditions.iter().for_each(|condition| self.expr(condition, &mut inside));
        }
        elements.iter().for_each(|element| self.expr(element, &mut inside));
    }

    fn stmt(&mut self, stmt: &Stmt, mut bound: Bound) -> Bound {
        match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                self.expr(value, &mut bound);
                targets.iter().for_each(|target| self.target(target, &mut bound));
            }
            StmtKind::AnnAssign { target, value, .. } => {
                if let Some(value) = value {
                    self.expr(value, &mut bound);
                    self.target(target, &mut bound);
                }
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expr(target, &mut bound);
                self.expr(value, &mut bound);
                self.target(target, &mut bound);
            }
            StmtKind::Delete(targets) => {
                for target in targets {
                    self.expr(target, &mut bound);
                    if let (ExprKind::Name(name), Some(bound)) = (&target.kind, &mut bound) {
                        bound.remove(name);
                    }
                }
            }
            StmtKind::Break => {
                if let Some(breaks) = self.loops.last_mut() {
                    breaks.push(bound);
                }
                return None;
            }
            StmtKind::Continue => return None,
            StmtKind::Return(_) | StmtKind::Raise { .. } => {
                stmt.for_each_expr(&mut |expr| self.expr(expr, &mut bound));
                return None;
            }
            StmtKind::If { test, body, orelse } => {
                self.expr(test, &mut bound);
                let then = self.block(body, bound.clone());
                let otherwise = self.block(orelse, bound);
                return both(then, otherwise);
            }
            StmtKind::While { test, body, orelse } => {
                let kept = without_deleted(bound, body);
                let mut tested = kept;
                self.expr(test, &mut tested);
                self.loops.push(Vec::new());
                self.block(body, tested.clone());
                let breaks = self.loops.pop().unwrap_or_default();
                let endless = matches!(&test.kind, ExprKind::Constant(Constant::Bool(true)));
                let ended = if endless { None } else { self.block(orelse, tested) };
                return breaks.into_iter().fold(ended, both);
            }
            StmtKind::For { target, iter, body, orelse, .. } => {
                self.expr(iter, &mut bound);
                let kept = without_deleted(bound, body);
                let mut inside = kept.clone();
                self.target(target, &mut inside);
                self.loops.push(Vec::new());
                self.block(body, inside);
                let breaks = self.loops.pop().unwrap_or_default();
                let ended = self.block(orelse, kept);
                return breaks.into_iter().fold(ended, both);
            }
            StmtKind::With { items, body, .. } => {
                for item in items {
                    self.expr(&item.context, &mut bound);
                    if let Some(target) = &item.target {
                        self.target(target, &mut bound);
                    }
                }
                // The manager may swallow an exception from any point of the body.
                let start = without_deleted(bound.clone(), body);
                let ended = self.block(body, bound);
                return if self.trusts { ended } else { both(start, ended) };
            }
            StmtKind::Try { body, handlers, orelse, finally, .. } => {
                let start = without_deleted(bound.clone(), body);
                let after_body = self.block(body, bound);
                let mut ended = self.block(orelse, after_body);
                for handler in handlers {
                    let mut inside = start.clone();
                    if let Some(kind) = &handler.kind {
                        self.expr(kind, &mut inside);
                    }
                    if let Some(name) = &handler.name {
                        self.bind(&mut inside, &name.name);
                    }
                    let breaks = self.loops.last().map_or(0, Vec::len);
                    let mut after = self.block(&handler.body, inside);
                    // Its name has no value after it, whichever way it is left.
                    if let (Some(name), Some(all)) = (&handler.name, self.loops.last_mut()) {
                        for bound in all.iter_mut().skip(breaks).flatten() {
                            bound.remove(&name.name);
                        }
                    }
                    if let (Some(name), Some(after)) = (&handler.name, &mut after) {
                        after.remove(&name.name);
                    }
                    ended = both(ended, after);
                }
                if finally.is_empty() {
                    return ended;
                }
                // The last block may be entered from anywhere inside; what it reads is judged by that. What holds
                // after it is what held at the ordinary ends, and what it binds itself.
                let mut entry = start;
                for handler in handlers {
                    entry = without_deleted(entry, &handler.body);
                    if let (Some(name), Some(entry)) = (&handler.name, &mut entry) {
                        entry.remove(&name.name);
                    }
                }
                entry = without_deleted(entry, orelse);
                let after = self.block(finally, entry.clone());
                return match (ended, after) {
                    (None, _) | (_, None) => None,
                    (Some(ended), Some(after)) => {
                        let deleted: BTreeSet<Name> =
                            entry.iter().flatten().filter(|name| !after.contains(*name)).cloned().collect();
                        Some(ended.union(&after).filter(|name| !deleted.contains(*name)).cloned().collect())
                    }
                };
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject, &mut bound);
                // The last case takes what is left if nothing can stop it.
                let takes_all = cases.last().is_some_and(|case| {
                    case.guard.is_none() && matches!(case.pattern.kind, PatternKind::As { pattern: None, .. })
                });
                let mut ended = if takes_all { None } else { bound.clone() };
                for case in cases {
                    let mut inside = bound.clone();
                    pattern_names(&case.pattern, &mut |ident| self.bind(&mut inside, &ident.name));
                    if let Some(guard) = &case.guard {
                        self.expr(guard, &mut inside);
                    }
                    ended = both(ended, self.block(&case.body, inside));
                }
                return ended;
            }
            StmtKind::Import(names) => {
                for alias in names {
                    let name: Name = match &alias.alias {
                        Some(ident) => Rc::clone(&ident.name),
                        None => alias.name.name.split('.').next().unwrap_or_default().into(),
                    };
                    self.bind(&mut bound, &name);
                }
            }
            StmtKind::ImportFrom { names, .. } => {
                if let ImportNames::Names(names) = names {
                    for alias in names {
                        self.bind(&mut bound, &alias.alias.as_ref().unwrap_or(&alias.name).name);
                    }
                }
            }
            StmtKind::FunctionDef(def) => {
                stmt.for_each_expr(&mut |expr| self.expr(expr, &mut bound));
                self.bind(&mut bound, &def.name.name);
            }
            StmtKind::ClassDef(def) => {
                stmt.for_each_expr(&mut |expr| self.expr(expr, &mut bound));
                self.class_body(&def.body, &names_of_class(&def.body), &bound);
                self.bind(&mut bound, &def.name.name);
            }
            StmtKind::TypeAlias { name, .. } => self.bind(&mut bound, &name.name),
            StmtKind::Assert { test, .. } if self.trusts && super::lint::truth(test) == Some(false) => {
                stmt.for_each_expr(&mut |expr| self.expr(expr, &mut bound));
                return None;
            }
            StmtKind::Expr(value) if self.trusts && super::lint::is_exit(value) => {
                self.expr(value, &mut bound);
                return None;
            }
            StmtKind::Assert { .. }
            | StmtKind::Expr(_)
            | StmtKind::Pass
            | StmtKind::Global(_)
            | StmtKind::Nonlocal(_) => stmt.for_each_expr(&mut |expr| self.expr(expr, &mut bound)),
        }
        bound
    }
}

/// What still holds if any part of the block may have run: names that it deletes anywhere are out, those of its
/// handlers included.
fn without_deleted(mut bound: Bound, body: &[Stmt]) -> Bound {
    if let Some(bound) = &mut bound {
        for stmt in body {
            stmt.walk(&mut |stmt| match &stmt.kind {
                StmtKind::Delete(targets) => {
                    for target in targets {
                        if let ExprKind::Name(name) = &target.kind {
                            bound.remove(name);
                        }
                    }
                }
                StmtKind::Try { handlers, .. } => {
                    for name in handlers.iter().filter_map(|handler| handler.name.as_ref()) {
                        bound.remove(&name.name);
                    }
                }
                _ => {}
            });
        }
    }
    bound
}

/// What an `__init__` sets before anything else can see the instance.
#[derive(Debug, Clone, Default)]
pub(super) struct SetFirst {
    /// The fields.
    pub names: IndexSet<Name>,
    /// Nothing has seen the instance when it returns.
    pub is_hidden: bool,
}

/// The fields that `__init__` sets, in its own first statements, before anything else can see the instance; those that the
/// `__init__` of its base sets first too, if it calls that.
pub(super) fn fields_set_first(init: &FunctionInfo, base: Option<&SetFirst>) -> SetFirst {
    let mut set: IndexSet<Name> = IndexSet::new();
    let Some(this) = self_name(init) else { return SetFirst::default() };
    let mut binds_super = ParamKind::each(&init.def.params).any(|(_, param)| &*param.name.name == "super");
    for stmt in &init.def.body {
        stmt.walk(&mut |stmt| for_each_binding(stmt, &mut |name, _, _| binds_super |= &*name == "super"));
    }
    for stmt in &init.def.body {
        if let Some(base) = base.filter(|_| !binds_super && calls_base(stmt, &this, &set)) {
            set.extend(base.names.iter().cloned());
            if base.is_hidden {
                continue;
            }
            return SetFirst { names: set, is_hidden: false };
        }
        let mut targets = Vec::new();
        for_each_target(stmt, &mut |target| targets.push(target));
        let value = match &stmt.kind {
            StmtKind::Assign { value, .. } | StmtKind::AnnAssign { value: Some(value), .. } => Some(value),
            _ => None,
        };
        if let Some(value) = value
            && shows_only(value, &this, &set)
            && let Some(names) =
                targets.iter().map(|target| attribute_of(target, &this)).collect::<Option<Vec<_>>>()
            && !matches!(&stmt.kind, StmtKind::Assign { targets, .. } if targets.iter().any(|target| matches!(target.kind, ExprKind::Tuple(_) | ExprKind::List(_))))
        {
            set.extend(names.into_iter().cloned());
            continue;
        }
        let mut hidden = true;
        stmt.walk(&mut |stmt| {
            hidden &=
                !matches!(stmt.kind, StmtKind::Return(_) | StmtKind::FunctionDef(_) | StmtKind::ClassDef(_));
            stmt.for_each_expr(&mut |expr| hidden &= shows_only(expr, &this, &set));
        });
        if !hidden {
            return SetFirst { names: set, is_hidden: false };
        }
    }
    SetFirst { names: set, is_hidden: true }
}

/// Whether a statement is `super().__init__(…)`, and shows the instance to nobody else.
fn calls_base(stmt: &Stmt, this: &Name, set: &IndexSet<Name>) -> bool {
    let StmtKind::Expr(Expr { kind: ExprKind::Call { function, arguments }, .. }) = &stmt.kind else {
        return false;
    };
    let ExprKind::Attribute { value, attribute } = &function.kind else { return false };
    &*attribute.name == "__init__"
        && super::is_bare_super(value)
        && arguments.iter().all(|argument| shows_only(&argument.value, this, set))
}

/// Whether an expression uses `self` for nothing but reading fields already set.
fn shows_only(expr: &Expr, this: &Name, set: &IndexSet<Name>) -> bool {
    match &expr.kind {
        // What `super` without arguments gives has the instance.
        ExprKind::Name(name) => name != this && &**name != "super",
        ExprKind::Lambda(_) => false,
        ExprKind::Attribute { .. } if attribute_of(expr, this).is_some_and(|name| set.contains(name)) => true,
        _ => {
            let mut only = true;
            expr.for_each_child(&mut |child| only &= shows_only(child, this, set));
            only
        }
    }
}
