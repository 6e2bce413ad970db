//! Types the expressions of a scope in the order in which they run, with what tests and assignments tell on the way.
//!
//! A forward walk over the statements. Where control comes from several places, what holds at all of them holds. In a
//! handler and in a `finally`, what is assigned anywhere in the code that may lie before is forgotten. A loop that
//! assigns what something is known of is gone over ahead, to see what still holds where it begins again.
//! [`Typer::facts`] is the state; see `narrow` for what is in it.

use super::expression::Typer;
use super::infer::element_type;
use super::narrow::{State, both, may_be_none, path_of};
use super::{Local, Type};
use crate::syntax::binding::{for_each_bound_name, for_each_target, pattern_names};
use crate::syntax::{Expr, ExprKind, MatchCase, Name, Pattern, PatternKind, Stmt, StmtKind};

/// What is done with a statement whose own expressions have been typed, before what it assigns is.
type Visit<'v, 'a> = &'v mut dyn FnMut(&mut Typer<'a>, &Stmt);

/// Types a body; whether its end can be reached, by what is declared.
pub(super) fn walk<'a>(typer: &mut Typer<'a>, body: &[Stmt], visit: Visit<'_, 'a>) -> bool {
    let mut walk = Walk { typer, visit, loops: Vec::new(), dry: 0 };
    walk.block(body);
    walk.typer.facts.as_ref().is_some_and(|facts| !facts.unlikely)
}

struct Walk<'w, 'v, 'a> {
    typer: &'w mut Typer<'a>,
    visit: Visit<'v, 'a>,
    /// What holds at the `break`s and `continue`s of the loops around, innermost last.
    loops: Vec<Left>,
    /// How many times the code is gone over only to see what holds after it.
    dry: u32,
}

/// What holds where the body of a loop is left early.
#[derive(Default)]
struct Left {
    breaks: State,
    continues: State,
}

/// How deep loops are gone over ahead: each level doubles the work.
const MAX_DRY: u32 = 5;

impl Walk<'_, '_, '_> {
    fn block(&mut self, body: &[Stmt]) {
        for stmt in body {
            self.stmt(stmt);
        }
    }

    /// A block that begins with a state; the state at its end.
    fn block_from(&mut self, state: State, body: &[Stmt]) -> State {
        self.typer.facts = state;
        self.block(body);
        self.typer.facts.take()
    }

    fn exprs(&mut self, stmt: &Stmt) {
        stmt.for_each_expr(&mut |expr| {
            self.typer.expr(expr);
        });
    }

    /// The body of a loop, entered with a state; what holds at its `break`s, and where it begins again.
    fn loop_body(&mut self, state: State, body: &[Stmt]) -> (State, State) {
        self.loops.push(Left::default());
        let end = self.block_from(state, body);
        let left = self.loops.pop().unwrap_or_default();
        (left.breaks, both(end, left.continues))
    }

    /// Leaves of the facts what holds at the head of a loop each time.
    fn loop_head(&mut self, stmt: &Stmt) {
        let entry = self.typer.facts.clone();
        self.typer.forget_assigned(std::slice::from_ref(stmt));
        if self.typer.facts == entry || self.dry >= MAX_DRY {
            return;
        }
        let forgotten = std::mem::replace(&mut self.typer.facts, entry.clone());
        let said = self.typer.diagnostics.len();
        self.dry += 1;
        let mut head = entry.clone();
        // Facts only go; where that takes long, those that something is assigned to are given up. A test may exclude every
        // type only because not all is known yet of what comes back: first it is as if control did not go on there, and what
        // holds so is looked at once more as it is.
        let mut found = forgotten;
        let passes_over = self.typer.passes_over_unlikely;
        for over in [true, passes_over] {
            self.typer.passes_over_unlikely = over;
            for _ in 0..4 {
                self.typer.facts.clone_from(&head);
                let (_, again) = self.loop_once(stmt);
                let next = both(entry.clone(), again);
                if next == head {
                    if over == passes_over {
                        found.clone_from(&head);
                    }
                    break;
                }
                head = next;
            }
        }
        self.typer.passes_over_unlikely = passes_over;
        self.dry -= 1;
        self.typer.diagnostics.truncate(said);
        self.typer.facts = found;
    }

    /// Goes over a loop from what holds at its head; what holds after it, and where it begins again.
    fn loop_once(&mut self, stmt: &Stmt) -> (State, State) {
        match &stmt.kind {
            StmtKind::While { test, body, orelse } => {
                let (yes, no) = self.typer.condition(test);
                self.typer.facts.clone_from(&yes);
                self.visit(stmt);
                let (breaks, again) = self.loop_body(yes, body);
                let ended = self.block_from(no, orelse);
                (both(ended, breaks), again)
            }
            StmtKind::For { target, iter, body, orelse, .. } => {
                self.typer.expr(target);
                self.visit(stmt);
                let head = self.typer.facts.clone();
                let ty = element_type(self.typer, iter);
                self.typer.assigned_target(target, &ty);
                let inside = self.typer.facts.take();
                let (breaks, again) = self.loop_body(inside, body);
                let ended = self.block_from(both(head, again.clone()), orelse);
                (both(ended, breaks), again)
            }
            _ => (self.typer.facts.take(), None),
        }
    }

    /// What leaves a loop from inside a `try` comes through its `finally` first.
    fn left_through(&mut self, finally: &[Stmt], before: Option<Left>) {
        let (Some(before), Some(inside)) = (before, self.loops.last_mut().map(std::mem::take)) else {
            return;
        };
        let through = |state: State| {
            let here = std::mem::replace(&mut self.typer.facts, state);
            self.typer.forget_assigned(finally);
            std::mem::replace(&mut self.typer.facts, here)
        };
        let [breaks, continues] = [inside.breaks, inside.continues].map(through);
        if let Some(left) = self.loops.last_mut() {
            *left =
                Left { breaks: both(before.breaks, breaks), continues: both(before.continues, continues) };
        }
    }

    fn visit(&mut self, stmt: &Stmt) {
        if self.dry == 0 {
            (self.visit)(self.typer, stmt);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                self.exprs(stmt);
                self.visit(stmt);
                let ty = self.typer.types.get(value);
                targets.iter().for_each(|target| self.typer.assigned_target(target, &ty));
            }
            StmtKind::AnnAssign { target, value: None, .. } => {
                // The target is not read.
                target.for_each_child(&mut |child| _ = self.typer.expr(child));
                self.visit(stmt);
            }
            StmtKind::AnnAssign { target, value, .. } => {
                self.exprs(stmt);
                self.visit(stmt);
                if let Some(value) = value {
                    let ty = self.typer.types.get(value);
                    self.typer.assigned_target(target, &ty);
                }
            }
            StmtKind::AugAssign { target, op, value } => {
                self.exprs(stmt);
                self.visit(stmt);
                let (a, b) = (self.typer.types.get(target), self.typer.types.get(value));
                let ty = super::binary_type(*op, &a, &b).unwrap_or(Type::Object);
                self.typer.assigned_target(target, &ty);
            }
            StmtKind::Delete(targets) => {
                self.exprs(stmt);
                self.visit(stmt);
                targets.iter().for_each(|target| self.typer.forget_target(target));
            }
            StmtKind::Continue => {
                self.visit(stmt);
                let here = self.typer.facts.take();
                if let Some(left) = self.loops.last_mut() {
                    left.continues = both(left.continues.take(), here);
                }
            }
            StmtKind::Return(_) | StmtKind::Raise { .. } => {
                self.exprs(stmt);
                self.visit(stmt);
                self.typer.facts = None;
            }
            StmtKind::Break => {
                self.visit(stmt);
                let here = self.typer.facts.take();
                if let Some(left) = self.loops.last_mut() {
                    left.breaks = both(left.breaks.take(), here);
                }
            }
            StmtKind::Assert { test, message } => {
                let (yes, no) = self.typer.condition(test);
                self.typer.facts = no;
                if let Some(message) = message {
                    self.typer.expr(message);
                }
                self.typer.facts = yes;
                self.visit(stmt);
            }
            StmtKind::If { test, body, orelse } => {
                let before = self.typer.facts.clone();
                let (yes, no) = self.typer.condition(test);
                self.typer.facts = before;
                self.visit(stmt);
                let then = self.block_from(yes, body);
                let otherwise = self.block_from(no, orelse);
                self.typer.facts = both(then, otherwise);
            }
            StmtKind::While { .. } => {
                self.loop_head(stmt);
                (self.typer.facts, _) = self.loop_once(stmt);
            }
            StmtKind::For { iter, .. } => {
                self.typer.expr(iter);
                self.loop_head(stmt);
                (self.typer.facts, _) = self.loop_once(stmt);
            }
            StmtKind::With { items, body, .. } => {
                self.exprs(stmt);
                self.visit(stmt);
                for target in items.iter().filter_map(|item| item.target.as_ref()) {
                    self.typer.forget_target(target);
                }
                // The manager may swallow an exception from any point of the body.
                let mut left = self.typer.clone_without(body);
                self.block(body);
                left = both(self.typer.facts.take(), left);
                self.typer.facts = left;
            }
            StmtKind::Try { body, handlers, orelse, finally, .. } => {
                self.visit(stmt);
                let left_before = self.loops.last_mut().map(std::mem::take);
                let raised = self.typer.clone_without(body);
                let mut entry = raised.clone();
                self.block(body);
                self.block(orelse);
                let mut ended = self.typer.facts.take();
                for handler in handlers {
                    self.typer.facts.clone_from(&raised);
                    if let Some(kind) = &handler.kind {
                        self.typer.expr(kind);
                    }
                    if let Some(name) = &handler.name {
                        self.typer.forget(&name.name);
                    }
                    self.block(&handler.body);
                    if let Some(name) = &handler.name {
                        self.typer.forget(&name.name);
                    }
                    ended = both(ended, self.typer.facts.take());
                }
                self.typer.facts = entry.take();
                for handler in handlers {
                    if let Some(name) = &handler.name {
                        self.typer.forget(&name.name);
                    }
                    self.typer.forget_assigned(&handler.body);
                }
                self.typer.forget_assigned(orelse);
                self.block(finally);
                // What it assigns is not what held at the ends before it.
                let goes_on = self.typer.facts.is_some();
                self.typer.facts = ended.filter(|_| goes_on);
                self.typer.forget_assigned(finally);
                self.left_through(finally, left_before);
            }
            StmtKind::Match { subject, cases } => {
                self.typer.expr(subject);
                self.visit(stmt);
                self.cases(subject, cases);
            }
            StmtKind::Import(_)
            | StmtKind::ImportFrom { .. }
            | StmtKind::FunctionDef(_)
            | StmtKind::ClassDef(_)
            | StmtKind::TypeAlias { .. } => {
                self.exprs(stmt);
                self.visit(stmt);
                for_each_bound_name(stmt, &mut |name| self.typer.forget(&name));
            }
            StmtKind::Expr(_) | StmtKind::Pass | StmtKind::Global(_) | StmtKind::Nonlocal(_) => {
                self.exprs(stmt);
                self.visit(stmt);
            }
        }
    }

    fn cases(&mut self, subject: &Expr, cases: &[MatchCase]) {
        let path = path_of(subject);
        let mut ended = None;
        for case in cases {
            case.pattern.for_each_expr(&mut |expr| {
                self.typer.expr(expr);
            });
            // What the subject may be: it may be assigned in a case, but then no other is tried.
            let ty = match &path {
                Some(path) => self.typer.fact(path).cloned().unwrap_or_else(|| self.typer.types.get(subject)),
                None => Type::Object,
            };
            let (mut yes, mut no) = (self.typer.facts.clone(), self.typer.facts.take());
            if let Some(path) = &path
                && let Some((matched, other)) = self.typer.pattern_test(&ty, &case.pattern, path)
            {
                if matched != ty {
                    self.typer.note(&mut yes, path, matched);
                }
                if other != ty {
                    self.typer.note(&mut no, path, other);
                }
            }
            if takes_all(&case.pattern) {
                no = None;
            }
            self.typer.facts = yes;
            pattern_names(&case.pattern, &mut |ident| self.typer.forget(&ident.name));
            if let Some(guard) = &case.guard {
                let (taken, refused) = self.typer.condition(guard);
                self.typer.facts = taken;
                no = both(no, refused);
            }
            self.block(&case.body);
            ended = both(ended, self.typer.facts.take());
            self.typer.facts = no;
        }
        self.typer.facts = both(ended, self.typer.facts.take());
    }
}

/// Whether a pattern matches anything.
pub(super) fn takes_all(pattern: &Pattern) -> bool {
    match &pattern.kind {
        PatternKind::As { pattern, .. } => pattern.as_ref().is_none_or(|pattern| takes_all(pattern)),
        PatternKind::Or(patterns) => patterns.iter().any(takes_all),
        PatternKind::Value(_)
        | PatternKind::Singleton(_)
        | PatternKind::Sequence(_)
        | PatternKind::Mapping { .. }
        | PatternKind::Class { .. }
        | PatternKind::Star(_) => false,
    }
}

impl Typer<'_> {
    pub(super) fn forget(&mut self, path: &str) {
        if let Some(facts) = &mut self.facts {
            facts.forget(path);
        }
    }

    /// Forgets what the statements assign anywhere.
    fn forget_assigned(&mut self, body: &[Stmt]) {
        if self.facts.as_ref().is_none_or(super::narrow::Facts::is_empty) {
            return;
        }
        for stmt in body {
            stmt.walk(&mut |stmt| {
                for_each_bound_name(stmt, &mut |name| self.forget(&name));
                for_each_target(stmt, &mut |target| self.forget_target(target));
            });
        }
    }

    /// What is left of the facts if any part of the statements may have run.
    fn clone_without(&mut self, body: &[Stmt]) -> State {
        let here = self.facts.clone();
        self.forget_assigned(body);
        std::mem::replace(&mut self.facts, here)
    }

    fn forget_target(&mut self, target: &Expr) {
        match &target.kind {
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                targets.iter().for_each(|target| self.forget_target(target));
            }
            ExprKind::Starred(inner) => self.forget_target(inner),
            _ => {
                if let Some(path) = path_of(target) {
                    self.forget(&path);
                }
            }
        }
    }

    /// A target has been given a value of a type.
    fn assigned_target(&mut self, target: &Expr, ty: &Type) {
        match &target.kind {
            ExprKind::Name(name) => self.assigned(name, ty),
            ExprKind::Attribute { value, attribute } => {
                let Some(path) = path_of(target) else { return };
                self.forget(&path);
                // A field that may be None was just given something else.
                if let Type::Instance(class) = self.types.get(value)
                    && let Some(field) =
                        self.program.classes.get(class).and_then(|class| class.fields.get(&attribute.name))
                    && may_be_none(&field.ty)
                    && !may_be_none(ty)
                    && *ty != Type::None
                    && let Some(facts) = &mut self.facts
                {
                    facts.set(&path, Type::Object);
                }
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                let starred = targets.iter().any(|target| matches!(target.kind, ExprKind::Starred(_)));
                for (index, target) in targets.iter().enumerate() {
                    match ty {
                        Type::Tuple(items) if items.len() != targets.len() => self.forget_target(target),
                        Type::Tuple(_) | Type::List(_) if !starred => {
                            self.assigned_target(target, &ty.unpacked(index, targets.len()));
                        }
                        _ => self.forget_target(target),
                    }
                }
            }
            _ => self.forget_target(target),
        }
    }

    /// A variable has been given a value of a type.
    pub(super) fn assigned(&mut self, name: &Name, ty: &Type) {
        self.forget(name);
        if self.class_names.contains(name) {
            return;
        }
        let own = self.function.and_then(|function| function.locals.get(name));
        let declared = match own {
            Some(local) => local,
            None => return self.assigned_outside(name, ty),
        };
        let Local { ty: held, assigned_elsewhere: false, .. } = declared else { return };
        let held = self.inferred.get(name).unwrap_or(held);
        let tells = match (held, ty) {
            // One of several types that are declared: just that one now.
            (Type::Union(parts), ty) => parts.contains(ty),
            // What can be several things is so in a variable, too, whose type nobody declared.
            (Type::Object, Type::Union(_)) => true,
            _ => false,
        };
        if tells && let Some(facts) = &mut self.facts {
            facts.set(name, ty.clone());
        }
    }

    /// A variable of the module, or of a function around, was given a value.
    fn assigned_outside(&mut self, name: &Name, ty: &Type) {
        if let Some(super::Global::Variable(declared)) = self.program.globals.get(name)
            && may_be_none(declared)
            && !may_be_none(ty)
            && *ty != Type::None
            && let Some(facts) = &mut self.facts
        {
            facts.set(name, Type::Object);
        }
    }

    /// What a subject of a type is that a pattern matches, and one that it does not; none if that is not known.
    fn pattern_test(&self, ty: &Type, pattern: &Pattern, path: &str) -> Option<(Type, Type)> {
        match &pattern.kind {
            PatternKind::Singleton(crate::syntax::Constant::None) => self.none_test(ty),
            PatternKind::Class { class, positional, keyword } => {
                let (yes, no) = self.class_test(ty, class, path)?;
                let any = positional.is_empty() && keyword.is_empty();
                Some((yes, if any { no } else { ty.clone() }))
            }
            PatternKind::As { pattern: Some(pattern), .. } => self.pattern_test(ty, pattern, path),
            PatternKind::Or(patterns) => {
                let (mut yes, mut left) = (Vec::new(), ty.clone());
                for pattern in patterns {
                    let (matched, rest) = self.pattern_test(&left, pattern, path)?;
                    if matched != Type::Never {
                        yes.push(matched);
                    }
                    left = rest;
                }
                let yes = if yes.is_empty() { Type::Never } else { super::annotation::union(yes) };
                Some((yes, left))
            }
            PatternKind::Value(_)
            | PatternKind::Singleton(_)
            | PatternKind::Sequence(_)
            | PatternKind::Mapping { .. }
            | PatternKind::Star(_)
            | PatternKind::As { pattern: None, .. } => None,
        }
    }
}
