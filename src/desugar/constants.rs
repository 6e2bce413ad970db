//! Constants: `NAME = const(value)`, as the firmware's own compiler treats them (`py/parse.c`,
//! `fold_constants`).
//!
//! ```text
//! _SIZE = const(4)                   pass
//! MASK = const((1 << _SIZE) - 1)     MASK = const(15)
//! def f(x): return x & MASK          def f(x): return x & 15
//! ```
//!
//! A module's `NAME: Final = value` is one as well, and stays a variable too; and so is what the module imports by name, or uses
//! by a module's name, of the constants of its own package, as long as nothing in the package assigns an attribute of that name.
//! What stands after the definition has the
//! value in the name's place; a name that begins with `_` is not even a variable. That is done for names that nothing
//! else in the module binds, and for ints, strings, bytes, bools and `None`; others stay the variables that they are.

use super::known::Siblings;
use crate::syntax::binding::{for_each_bound_name, for_each_target, is_final};
use crate::syntax::{
    Alias, Argument, ArgumentKind, BinaryOp, Constant, Expr, ExprKind, FunctionDef, ImportNames, Module,
    Name, Stmt, StmtKind, UnaryOp,
};
use num_bigint::BigInt;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// The widest int that is computed, in bits.
const MAX_BITS: u64 = 4096;

/// Puts the values of constants in the place of their names.
pub(super) fn fold(module: &mut Module, siblings: &Siblings) {
    let mut pass = Pass::new(module, siblings);
    for stmt in &mut module.body {
        pass.one(stmt);
        pass.import(stmt);
        if let Some((name, value)) = final_definition(stmt) {
            pass.note(name, value);
        }
    }
}

/// The constants of a module that other modules see, and the names of all attributes that it assigns or deletes.
#[must_use]
pub fn constants(module: &Module) -> (BTreeMap<Name, Constant>, BTreeSet<Name>) {
    let (mut module, siblings) = (module.clone(), Siblings::default());
    let mut pass = Pass::new(&module, &siblings);
    let mut found = BTreeMap::new();
    for stmt in &mut module.body {
        pass.one(stmt);
        let last = definition(stmt).or_else(|| final_definition(stmt));
        if let Some((name, value)) = last
            && pass.note(Rc::clone(&name), value)
            && let Some(value) = pass.values.get(&name)
        {
            found.insert(name, value.clone());
        }
    }
    let mut assigned = BTreeSet::new();
    attributes(&module.body, &mut assigned);
    (found, assigned)
}

fn attributes(body: &[Stmt], assigned: &mut BTreeSet<Name>) {
    for stmt in body {
        stmt.walk(&mut |stmt| {
            for_each_target(stmt, &mut |target| {
                if let ExprKind::Attribute { attribute, .. } = &target.kind {
                    assigned.insert(Rc::clone(&attribute.name));
                }
            });
            match &stmt.kind {
                StmtKind::FunctionDef(def) => attributes(&def.body, assigned),
                StmtKind::ClassDef(def) => attributes(&def.body, assigned),
                _ => {}
            }
        });
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
    for param in def.params.each() {
        *bound.entry(Rc::clone(&param.name.name)).or_default() += 1;
    }
    count(&def.body, bound);
}

struct Pass<'a> {
    bound: HashMap<Name, usize>,
    values: HashMap<Name, Constant>,
    siblings: &'a Siblings,
    /// Names that are modules of the package: their constants.
    modules: HashMap<Name, &'a BTreeMap<Name, Constant>>,
}

impl<'a> Pass<'a> {
    fn new(module: &Module, siblings: &'a Siblings) -> Pass<'a> {
        let mut bound: HashMap<Name, usize> = HashMap::new();
        count(&module.body, &mut bound);
        Pass { bound, values: HashMap::new(), siblings, modules: HashMap::new() }
    }

    /// Notes the constants that a statement of the module's own code imports from its package.
    fn import(&mut self, stmt: &Stmt) {
        let siblings = self.siblings;
        match &stmt.kind {
            StmtKind::ImportFrom { module, names: ImportNames::Names(names), level } => {
                let of = module.as_ref().map_or("", |module| &*module.name);
                let Some(whole) = siblings.resolve(*level, of) else { return };
                for Alias { name, alias } in names {
                    let bound = &alias.as_ref().unwrap_or(name).name;
                    if self.bound.get(bound) != Some(&1) {
                        continue;
                    }
                    let value = siblings.constants.get(&whole).and_then(|module| module.get(&name.name));
                    if let Some(value) = value {
                        self.values.insert(Rc::clone(bound), value.clone());
                    } else if let Some(module) = siblings.constants.get(&format!("{whole}.{}", name.name)) {
                        self.modules.insert(Rc::clone(bound), module);
                    }
                }
            }
            StmtKind::Import(names) => {
                for alias in names {
                    // Without `as`, a name with dots binds the package.
                    let Some(bound) = &alias.alias else { continue };
                    if let Some(module) = siblings.constants.get(&*alias.name.name)
                        && self.bound.get(&bound.name) == Some(&1)
                    {
                        self.modules.insert(Rc::clone(&bound.name), module);
                    }
                }
            }
            _ => {}
        }
    }

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
        if !self.values.is_empty() || !self.modules.is_empty() {
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
            ExprKind::Attribute { value, attribute } => {
                if let ExprKind::Name(name) = &value.kind
                    && let Some(value) = self.modules.get(name).and_then(|module| module.get(&attribute.name))
                {
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
