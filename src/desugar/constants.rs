//! Constants: `NAME = const(value)`, as the firmware's own compiler treats them (`py/parse.c`,
//! `fold_constants`).
//!
//! ```text
//! _SIZE = const(4)                   pass
//! MASK = const((1 << _SIZE) - 1)     MASK = const(15)
//! def f(x): return x & MASK          def f(x): return x & 15
//! ```
//!
//! A module's `NAME: Final = value` is one as well, and stays a variable too. What stands after the definition has the
//! value in the name's place; a name that begins with `_` is not even a variable. That is done for names that nothing
//! else in the module binds, and for ints, strings, bytes, bools and `None`; others stay the variables that they are.

use crate::syntax::binding::{for_each_bound_name, is_final};
use crate::syntax::{
    Argument, ArgumentKind, BinaryOp, Constant, Expr, ExprKind, FunctionDef, Module, Name, Params, Stmt,
    StmtKind, UnaryOp,
};
use num_bigint::BigInt;
use std::collections::HashMap;
use std::rc::Rc;

/// The widest int that is computed, in bits.
const MAX_BITS: u64 = 4096;

/// Puts the values of constants in the place of their names.
pub(super) fn fold(module: &mut Module) {
    let mut bound: HashMap<Name, usize> = HashMap::new();
    count(&module.body, &mut bound);
    let mut pass = Pass { bound, values: HashMap::new() };
    for stmt in &mut module.body {
        pass.one(stmt);
        if let Some((name, value)) = final_definition(stmt) {
            pass.note(name, value);
        }
    }
}

/// `NAME = const(value)` or `NAME: type = const(value)`.
fn definition(stmt: &Stmt) -> Option<(Name, &Expr)> {
    let (target, value) = match &stmt.kind {
        StmtKind::Assign { targets, value } => match &targets[..] {
            [target] => (target, value),
            _ => return None,
        },
        StmtKind::AnnAssign { target, value: Some(value), .. } => (target, value),
        _ => return None,
    };
    let (ExprKind::Name(name), ExprKind::Call { function, arguments }) = (&target.kind, &value.kind) else {
        return None;
    };
    let is_const = matches!(&function.kind, ExprKind::Name(name) if &**name == "const");
    match &arguments[..] {
        [Argument { kind: ArgumentKind::Positional, value }] if is_const => Some((Rc::clone(name), value)),
        _ => None,
    }
}

/// `NAME: Final = value` or `NAME: Final[type] = value`.
fn final_definition(stmt: &Stmt) -> Option<(Name, &Expr)> {
    match &stmt.kind {
        StmtKind::AnnAssign { target, annotation, value: Some(value), .. } if is_final(annotation) => {
            match &target.kind {
                ExprKind::Name(name) => Some((Rc::clone(name), value)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Counts how often each name is bound, or deleted, in whatever scope.
fn count(body: &[Stmt], bound: &mut HashMap<Name, usize>) {
    for stmt in body {
        stmt.walk(&mut |stmt| {
            for_each_bound_name(stmt, &mut |name| *bound.entry(name).or_default() += 1);
            if let StmtKind::Delete(targets) = &stmt.kind {
                for target in targets {
                    if let ExprKind::Name(name) = &target.kind {
                        *bound.entry(Rc::clone(name)).or_default() += 1;
                    }
                }
            }
            stmt.for_each_expr(&mut |expr| {
                expr.walk(&mut |expr| {
                    if let ExprKind::Lambda(def) = &expr.kind {
                        count_function(def, bound);
                    }
                });
            });
            match &stmt.kind {
                StmtKind::FunctionDef(def) => count_function(def, bound),
                StmtKind::ClassDef(def) => count(&def.body, bound),
                _ => {}
            }
        });
    }
}

fn count_function(def: &FunctionDef, bound: &mut HashMap<Name, usize>) {
    let Params { positional_only, positional, star, keyword_only, double_star } = &def.params;
    for param in positional_only.iter().chain(positional).chain(star).chain(keyword_only).chain(double_star) {
        *bound.entry(Rc::clone(&param.name.name)).or_default() += 1;
    }
    count(&def.body, bound);
}

struct Pass {
    bound: HashMap<Name, usize>,
    values: HashMap<Name, Constant>,
}

impl Pass {
    fn block(&mut self, body: &mut [Stmt]) {
        body.iter_mut().for_each(|stmt| self.one(stmt));
    }

    fn one(&mut self, stmt: &mut Stmt) {
        self.statement(stmt);
        if let Some((name, value)) = definition(stmt)
            && self.note(Rc::clone(&name), value)
            && name.starts_with('_')
        {
            stmt.kind = StmtKind::Pass;
        }
    }

    /// Notes a constant; whether it is one.
    fn note(&mut self, name: Name, value: &Expr) -> bool {
        let value = if self.bound.get(&name) == Some(&1) { value_of(value) } else { None };
        value.is_some_and(|value| {
            self.values.insert(name, value);
            true
        })
    }

    fn statement(&mut self, stmt: &mut Stmt) {
        if !self.values.is_empty() {
            stmt.for_each_expr_mut(&mut |expr| self.expr(expr));
        }
        match &mut stmt.kind {
            StmtKind::FunctionDef(def) => self.block(&mut Rc::make_mut(def).body),
            StmtKind::ClassDef(def) => self.block(&mut Rc::make_mut(def).body),
            _ => {}
        }
        for block in stmt.blocks_mut() {
            self.block(block);
        }
    }

    fn expr(&mut self, expr: &mut Expr) {
        expr.for_each_child_mut(&mut |child| self.expr(child));
        match &mut expr.kind {
            ExprKind::Name(name) => {
                if let Some(value) = self.values.get(name) {
                    expr.kind = ExprKind::Constant(value.clone());
                }
            }
            ExprKind::Lambda(def) => {
                self.block(&mut Rc::make_mut(def).body);
            }
            _ => {}
        }
    }
}

/// The value of an expression of constants.
fn value_of(expr: &Expr) -> Option<Constant> {
    match &expr.kind {
        ExprKind::Constant(
            constant @ (Constant::Str(_) | Constant::Bytes(_) | Constant::None | Constant::Bool(_)),
        ) => Some(constant.clone()),
        _ => Some(Constant::Int(int(expr)?.to_string().into())),
    }
}

fn int(expr: &Expr) -> Option<BigInt> {
    match &expr.kind {
        ExprKind::Constant(Constant::Int(digits)) => digits.parse().ok(),
        ExprKind::Unary { op, operand } => {
            let value = int(operand)?;
            match op {
                UnaryOp::Negative => Some(-value),
                UnaryOp::Positive => Some(value),
                UnaryOp::Invert => Some(-value - BigInt::from(1)),
                UnaryOp::Not => None,
            }
        }
        ExprKind::Binary { left, op, right } => binary(*op, int(left)?, int(right)?),
        _ => None,
    }
}

fn binary(op: BinaryOp, a: BigInt, b: BigInt) -> Option<BigInt> {
    let amount = || u32::try_from(&b).ok().filter(|amount| u64::from(*amount) <= MAX_BITS);
    let value = match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::BitAnd => a & b,
        BinaryOp::BitOr => a | b,
        BinaryOp::BitXor => a ^ b,
        BinaryOp::LShift => a << amount()?,
        BinaryOp::RShift => a >> amount()?,
        BinaryOp::FloorDiv | BinaryOp::Mod if b == BigInt::ZERO => return None,
        BinaryOp::FloorDiv => floor_div(&a, &b),
        BinaryOp::Mod => &a - floor_div(&a, &b) * &b,
        BinaryOp::Pow => {
            let exponent = amount()?;
            if a.bits().saturating_mul(u64::from(exponent)) > MAX_BITS {
                return None;
            }
            a.pow(exponent)
        }
        BinaryOp::Div | BinaryOp::MatMul => return None,
    };
    (value.bits() <= MAX_BITS).then_some(value)
}

/// Rounds down, as Python does.
fn floor_div(a: &BigInt, b: &BigInt) -> BigInt {
    let quotient = a / b;
    let inexact = &quotient * b != *a;
    if inexact && ((*a < BigInt::ZERO) != (*b < BigInt::ZERO)) { quotient - 1 } else { quotient }
}
