//! What a program asks of an enumeration by its name, as it is asked of the class's attributes.

use super::found::Enumeration;
use crate::desugar::provided::Pass;
use crate::desugar::quote;
use crate::syntax::binding::for_each_target;
use crate::syntax::{ArgumentKind, CompareOp, Expr, ExprKind, Name, Stmt, StmtKind};

/// Built-in functions that go through their arguments: from which one on, and whether through all those after it.
const ITERATING: [(&str, usize, bool); 17] = [
    ("all", 0, false),
    ("any", 0, false),
    ("enumerate", 0, false),
    ("filter", 1, false),
    ("frozenset", 0, false),
    ("iter", 0, false),
    ("len", 0, false),
    ("list", 0, false),
    ("map", 1, true),
    ("max", 0, false),
    ("min", 0, false),
    ("reversed", 0, false),
    ("set", 0, false),
    ("sorted", 0, false),
    ("sum", 0, false),
    ("tuple", 0, false),
    ("zip", 0, true),
];

impl Pass {
    /// The enumeration that a name means, if it can mean nothing else.
    fn enumeration(&self, expr: &Expr) -> Option<&Enumeration> {
        match &expr.kind {
            ExprKind::Name(name) => self.enumerations.enumeration(name),
            _ => None,
        }
    }

    /// A member that is an int, on the right of a comparison by order, becomes its value: the firmware does not order
    /// an int and what derives from it.
    fn ordered(&mut self, op: CompareOp, right: &mut Expr) {
        let is_int =
            |enumeration: &Enumeration, name: &Name| enumeration.is_int && enumeration.members.contains(name);
        if let ExprKind::Attribute { value, attribute } = &right.kind
            && matches!(op, CompareOp::Lt | CompareOp::Le | CompareOp::Gt | CompareOp::Ge)
            && self.enumeration(value).is_some_and(|enumeration| is_int(enumeration, &attribute.name))
        {
            *right = quote::expression(self, "provided_member._value_", right.span, &[("member", right)]);
        }
    }

    /// An enumeration becomes what its iteration goes through.
    fn iterated(&mut self, expr: &mut Expr) {
        if self.enumeration(expr).is_some() {
            *expr = quote::expression(self, "provided_class._members_", expr.span, &[("class", expr)]);
        }
    }
}

/// What a statement asks of enumerations by their names.
pub(in crate::desugar) fn statement(pass: &mut Pass, stmt: &mut Stmt) {
    let mut problems = Vec::new();
    for_each_target(stmt, &mut |target| match &target.kind {
        ExprKind::Attribute { value, attribute } => {
            let is_member = |enumeration: &Enumeration| enumeration.members.contains(&attribute.name);
            if pass.enumeration(value).is_some_and(is_member) {
                problems.push((target.span, "an assignment to a member of an enumeration"));
            }
        }
        ExprKind::Subscript { value, .. } if pass.enumeration(value).is_some() => {
            problems.push((target.span, "an assignment to an item of an enumeration"));
        }
        _ => {}
    });
    for (span, what) in problems {
        pass.refuse(span, what);
    }
    match &mut stmt.kind {
        StmtKind::For { iter, .. } => pass.iterated(iter),
        StmtKind::Assign { targets, value }
            if targets.iter().any(|target| matches!(target.kind, ExprKind::Tuple(_) | ExprKind::List(_))) =>
        {
            pass.iterated(value);
        }
        _ => {}
    }
}

/// What an expression asks of enumerations by their names.
pub(in crate::desugar) fn expression(pass: &mut Pass, expr: &mut Expr) {
    let at = expr.span;
    match &mut expr.kind {
        ExprKind::Subscript { value, .. } if pass.enumeration(value).is_some() => {
            **value =
                quote::expression(pass, "provided_class.__members__", value.span, &[("class", &**value)]);
        }
        ExprKind::Starred(value) | ExprKind::YieldFrom(value) => pass.iterated(value),
        ExprKind::ListComp { clauses, .. }
        | ExprKind::SetComp { clauses, .. }
        | ExprKind::DictComp { clauses, .. }
        | ExprKind::Generator { clauses, .. } => {
            clauses.iter_mut().for_each(|clause| pass.iterated(&mut clause.iter));
        }
        ExprKind::Call { function, arguments } => {
            let starred = arguments.iter_mut().filter(|argument| argument.kind == ArgumentKind::Star);
            starred.for_each(|argument| pass.iterated(&mut argument.value));
            let ExprKind::Name(name) = &function.kind else { return };
            let Some((_, from, all)) = ITERATING.iter().find(|(known, ..)| **known == **name) else { return };
            if pass.enumerations.meaning(name).is_some() {
                return;
            }
            let count = if *all { usize::MAX } else { 1 };
            for argument in arguments.iter_mut().skip(*from).take(count) {
                match argument.kind {
                    ArgumentKind::Positional => pass.iterated(&mut argument.value),
                    ArgumentKind::Star | ArgumentKind::Keyword(_) | ArgumentKind::DoubleStar => {}
                }
            }
        }
        ExprKind::Compare { left, rest } => {
            for (op, right) in &mut *rest {
                pass.ordered(*op, right);
            }
            let [(op @ (CompareOp::In | CompareOp::NotIn), class)] = &rest[..] else { return };
            if pass.enumeration(class).is_none() {
                return;
            }
            let text = match op {
                CompareOp::In => "provided_class._contains_(provided_value)",
                _ => "not provided_class._contains_(provided_value)",
            };
            *expr = quote::expression(pass, text, at, &[("class", class), ("value", &**left)]);
        }
        _ => {}
    }
}
