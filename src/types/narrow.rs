//! What a test tells of a variable: the types that a value may still have where the test held, and where it did not.
//!
//! ```text
//! def f(x: int | None, n: Node | str):
//!     if x is None:           # x: None
//!         return
//!     x + 1                   # x: int
//!     if isinstance(n, Node): # n: Node, and in the `else` str
//! ```
//!
//! [`Facts`] hold for the code that is being typed; the walk of `flow` carries them along. A fact is a type only where
//! nothing but the function's own code can change the variable. Of anything else, a field, a variable of the module
//! or of a function around, a test leaves no more than that it was tested: there it is an object of which nothing is
//! known, so that code compiled by it is right whatever happened since.

use super::annotation::{built_in, union};
use super::expression::Typer;
use super::{Program, Type};
use crate::syntax::{ArgumentKind, BoolOp, CompareOp, Constant, Expr, ExprKind, Name, UnaryOp};
use std::rc::Rc;

/// What is known of variables besides their types: by name, or by a path such as `self.head`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facts {
    known: Vec<(Name, Type)>,
    /// By what is declared control does not come here: every type has been excluded by tests. The running program may
    /// know better, as of bools, so that this is for people only.
    pub unlikely: bool,
}

/// The facts where control is; none where it never comes.
pub(super) type State = Option<Facts>;

impl Facts {
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    pub fn get(&self, path: &str) -> Option<&Type> {
        self.known.iter().find(|(known, _)| **known == *path).map(|(_, ty)| ty)
    }

    pub fn set(&mut self, path: &Name, ty: Type) {
        self.forget(path);
        self.known.push((Rc::clone(path), ty));
    }

    /// Forgets a path and all that is reached through it.
    pub fn forget(&mut self, path: &str) {
        self.known.retain(|(known, _)| {
            known.strip_prefix(path).is_none_or(|rest| !rest.is_empty() && !rest.starts_with('.'))
        });
    }
}

/// What holds where control comes from either of two places.
pub(super) fn both(a: State, b: State) -> State {
    let (a, b) = match (a, b) {
        (None, other) | (other, None) => return other,
        (Some(a), Some(b)) => (a, b),
    };
    // What holds where control likely comes from is said to hold; but code relies only on what holds in any case.
    if a.unlikely != b.unlikely {
        let (mut likely, unlikely) = if a.unlikely { (b, a) } else { (a, b) };
        for (path, ty) in &mut likely.known {
            if unlikely.get(path) != Some(ty) {
                *ty = Type::Object;
            }
        }
        return Some(likely);
    }
    let mut known = Vec::new();
    for (path, ty) in a.known {
        if let Some(other) = b.get(&path) {
            let ty = if *other == ty { ty } else { union(vec![ty, other.clone()]) };
            known.push((path, ty));
        }
    }
    Some(Facts { known, unlikely: a.unlikely })
}

/// The path of an expression that a test can tell something of.
pub(super) fn path_of(expr: &Expr) -> Option<Name> {
    match &expr.kind {
        ExprKind::Name(name) => Some(Rc::clone(name)),
        ExprKind::Named { target, .. } => Some(Rc::clone(&target.name)),
        ExprKind::Attribute { value, attribute } => {
            Some(format!("{}.{}", path_of(value)?, attribute.name).into())
        }
        _ => None,
    }
}

/// The parts of a type: those of a union, or itself.
pub(super) fn parts(ty: &Type) -> &[Type] {
    match ty {
        Type::Union(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

/// Whether a union has `None` in it.
pub(super) fn may_be_none(ty: &Type) -> bool {
    matches!(ty, Type::Union(parts) if parts.contains(&Type::None))
}

/// A type without `None`.
pub(super) fn without_none(ty: &Type) -> Type {
    joined(parts(ty).iter().filter(|part| **part != Type::None).cloned().collect())
}

/// A type of parts; `Never` of none.
fn joined(parts: Vec<Type>) -> Type {
    if parts.is_empty() { Type::Never } else { union(parts) }
}

/// What a test asks of a path, and what it may be if so and if not.
struct Tested {
    path: Name,
    yes: Type,
    no: Type,
}

impl Typer<'_> {
    /// Whether nothing but the code that is typed can change what a path stands for.
    fn is_own(&self, path: &str) -> bool {
        let local = self.function.and_then(|function| function.locals.get(path));
        local.is_some_and(|local| !local.assigned_elsewhere) && !self.class_names.contains(path)
    }

    /// What is known of a path here.
    pub(super) fn fact(&self, path: &str) -> Option<&Type> {
        self.facts.as_ref().and_then(|facts| facts.get(path))
    }

    /// Notes what a path may be in a state.
    pub(super) fn note(&self, state: &mut State, path: &Name, ty: Type) {
        let is_own = self.is_own(path);
        match state {
            Some(_) if ty == Type::Never && self.passes_over_unlikely => *state = None,
            Some(facts) if ty == Type::Never => {
                facts.set(path, Type::Object);
                facts.unlikely = true;
            }
            Some(facts) => facts.set(path, if is_own { ty } else { Type::Object }),
            None => {}
        }
    }

    /// Types a condition; gives what holds where it is true, and where it is false.
    pub(super) fn condition(&mut self, test: &Expr) -> (State, State) {
        match &test.kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => {
                let (yes, no) = self.condition(operand);
                self.types.set(test, Type::Bool);
                (no, yes)
            }
            ExprKind::BoolOp { op, values } => {
                let (ty, yes, no) = self.bool_op(*op, values);
                self.types.set(test, ty);
                (yes, no)
            }
            ExprKind::Constant(Constant::Bool(value)) => {
                self.expr(test);
                let here = self.facts.take();
                if *value { (here, None) } else { (None, here) }
            }
            _ => {
                self.expr(test);
                let (mut yes, mut no) = (self.facts.clone(), self.facts.take());
                if let Some(tested) = self.tested(test) {
                    // What is still possible either way is no news.
                    let known = self.types.get(subject(test));
                    if tested.yes != known {
                        self.note(&mut yes, &tested.path, tested.yes);
                    }
                    if tested.no != known {
                        self.note(&mut no, &tested.path, tested.no);
                    }
                }
                (yes, no)
            }
        }
    }

    /// `and` and `or`: the type, and what holds where the whole is true and where it is false.
    pub(super) fn bool_op(&mut self, op: BoolOp, values: &[Expr]) -> (Type, State, State) {
        let mut ty = Type::Never;
        // What holds at the ways out before the last value.
        let mut out: Option<State> = None;
        let mut last = (None, None);
        for (index, value) in values.iter().enumerate() {
            let (yes, no) = self.condition(value);
            ty = ty.join(&self.types.get(value));
            if index + 1 == values.len() {
                last = (yes, no);
                break;
            }
            let (on, leave) = match op {
                BoolOp::And => (yes, no),
                BoolOp::Or => (no, yes),
            };
            self.facts = on;
            out = Some(match out {
                Some(out) => both(out, leave),
                None => leave,
            });
        }
        let (yes, no) = last;
        let out = out.unwrap_or_default();
        match op {
            BoolOp::And => (ty, yes, both(out, no)),
            BoolOp::Or => (ty, both(out, yes), no),
        }
    }

    /// What a test of a single subject tells.
    fn tested(&self, test: &Expr) -> Option<Tested> {
        let subject = subject(test);
        let path = path_of(subject)?;
        let ty = self.types.get(subject);
        match &test.kind {
            ExprKind::Compare { rest, .. } => {
                let [(op, _)] = &rest[..] else { return None };
                let (yes, no) = self.none_test(&ty)?;
                match op {
                    CompareOp::Is => Some(Tested { path, yes, no }),
                    CompareOp::IsNot => Some(Tested { path, yes: no, no: yes }),
                    _ => None,
                }
            }
            ExprKind::Call { function, arguments } => {
                let is_builtin = matches!(self.types.get(function), Type::Builtin(_));
                let class = arguments.get(1).filter(|_| is_builtin)?;
                let (yes, no) = self.class_test(&ty, &class.value, &path)?;
                Some(Tested { path, yes, no })
            }
            _ if may_be_none(&ty) => Some(Tested { path, yes: without_none(&ty), no: ty }),
            _ => None,
        }
    }

    /// What a value of a type is that is None, and one that is not.
    pub(super) fn none_test(&self, ty: &Type) -> Option<(Type, Type)> {
        (may_be_none(ty) || *ty == Type::None).then(|| (Type::None, without_none(ty)))
    }

    /// What a value of a type is that is an instance of a class, or of one of a tuple of them, and one that is not.
    pub(super) fn class_test(&self, ty: &Type, class: &Expr, path: &str) -> Option<(Type, Type)> {
        let classes = match &class.kind {
            ExprKind::Tuple(items) => items.iter().collect(),
            _ => vec![class],
        };
        let classes: Vec<Type> =
            classes.into_iter().map(|class| self.instances_of(class)).collect::<Option<_>>()?;
        // Whoever said what it is an instance of may be wrong.
        if parts(ty).iter().any(|part| matches!(part, Type::Foreign(..))) {
            return None;
        }
        if *ty == Type::Object {
            // Of the built-in types nothing is gained: what derives from them passes the test too.
            let [Type::Instance(_) | Type::Foreign(..)] = classes[..] else { return None };
            return (self.is_own(path)).then(|| (joined(classes), Type::Object));
        }
        let all = match ty {
            Type::Union(parts) => parts,
            // What is left of a union by the tests before.
            ty if self.fact(path).is_some() => std::slice::from_ref(ty),
            ty if self.is_own(path) && classes.iter().all(|class| self.derives(class, ty)) => {
                std::slice::from_ref(ty)
            }
            _ => return None,
        };
        let (mut yes, mut no) = (Vec::new(), Vec::new());
        for part in all {
            let (mut ours, rest) = split(self.program, part, &classes);
            yes.append(&mut ours);
            // What derives from what is known of classes without bases only.
            if let Type::Instance(index) = part
                && self.program.classes.get(*index).is_none_or(|class| !class.is_fixed)
                && !yes.contains(part)
            {
                yes.push(part.clone());
            }
            no.extend(rest);
        }
        for class in &classes {
            // An object may be of two of these at once, if it is of a class that derives from both.
            let is_covered = yes.iter().any(|part| same_class(part, class));
            match class {
                _ if is_covered => {}
                Type::Float | Type::Bool | Type::Int => yes.push(Type::Object),
                class => yes.push(class.clone()),
            }
        }
        // That a bool is left of an int is how the firmware has it, and nothing that people think of.
        let declared = self.function.and_then(|function| function.locals.get(path)).map(|local| &local.ty);
        let has_bool = declared.is_some_and(|declared| parts(declared).contains(&Type::Bool));
        if !has_bool && no.iter().all(|part| *part == Type::Bool) {
            no.clear();
        }
        Some((joined(yes), joined(no)))
    }

    /// Whether instances of one class are instances of another, of which all is known.
    fn derives(&self, class: &Type, base: &Type) -> bool {
        let (Type::Instance(class), Type::Instance(base)) = (class, base) else { return false };
        class != base && self.program.derives(*class, *base)
    }

    /// What `isinstance` of a class tells of a value.
    fn instances_of(&self, class: &Expr) -> Option<Type> {
        match self.types.get(class) {
            Type::Class(index) if self.program.classes.get(index)?.is_fixed => Some(Type::Instance(index)),
            Type::Builtin(name) => built_in(&name),
            _ => self.program.foreign_class(self.function, class),
        }
    }
}

/// What a test looks at.
fn subject(test: &Expr) -> &Expr {
    let is_none = |expr: &Expr| matches!(expr.kind, ExprKind::Constant(Constant::None));
    match &test.kind {
        ExprKind::Compare { left, rest } => match &rest[..] {
            [(CompareOp::Is | CompareOp::IsNot, right)] if is_none(right) => left,
            [(CompareOp::Is | CompareOp::IsNot, right)] if is_none(left) => right,
            _ => test,
        },
        ExprKind::Call { function, arguments } => match (&function.kind, &arguments[..]) {
            (ExprKind::Name(name), [value, class])
                if &**name == "isinstance"
                    && value.kind == ArgumentKind::Positional
                    && class.kind == ArgumentKind::Positional =>
            {
                &value.value
            }
            _ => test,
        },
        _ => test,
    }
}

/// Whether two types are of one class, whatever their elements.
fn same_class(a: &Type, b: &Type) -> bool {
    matches!(
        (a, b),
        (Type::List(_), Type::List(_))
            | (Type::Dict(..), Type::Dict(..))
            | (Type::Set(_), Type::Set(_))
            | (Type::AnyTuple | Type::Tuple(_), Type::AnyTuple | Type::Tuple(_))
    ) || a == b
}

/// Of a part of a union: what is an instance of one of the classes, and what is left. A bool is taken where an int is
/// declared, and an int where a float is; but to the firmware a bool is no instance of `int` (`py/objbool.c`).
fn split(program: &Program, part: &Type, classes: &[Type]) -> (Vec<Type>, Vec<Type>) {
    let has = |ty: &Type| classes.iter().any(|class| same_class(class, ty));
    let tested: Vec<Type> = [Type::Float, Type::Int, Type::Bool].into_iter().filter(has).collect();
    let one = |ty: &Type| vec![ty.clone()];
    match part {
        Type::Float => match (has(&Type::Float), has(&Type::Int), has(&Type::Bool)) {
            (true, true, true) => (tested, Vec::new()),
            (true, true, false) => (tested, one(&Type::Bool)),
            (true, false, _) => (tested, one(&Type::Int)),
            (false, _, _) => (tested, one(&Type::Float)),
        },
        Type::Int => match (has(&Type::Int), has(&Type::Bool)) {
            (true, true) => (one(&Type::Int), Vec::new()),
            (true, false) => (one(&Type::Int), one(&Type::Bool)),
            (false, true) => (one(&Type::Bool), one(&Type::Int)),
            (false, false) => (Vec::new(), one(&Type::Int)),
        },
        Type::Bool if has(&Type::Bool) => (one(&Type::Bool), Vec::new()),
        // What Python says, and what the firmware says.
        Type::Bool if has(&Type::Int) => (one(&Type::Bool), one(&Type::Bool)),
        part if has(part) => (one(part), Vec::new()),
        Type::Instance(index)
            if classes
                .iter()
                .any(|class| matches!(class, Type::Instance(base) if program.derives(*index, *base))) =>
        {
            (one(part), Vec::new())
        }
        part => (Vec::new(), one(part)),
    }
}
