//! `@micropython.viper`: functions whose ints are words of the machine, as the firmware's own viper compiler has them
//! (`py/emitnative.c`).
//!
//! A literal that is a small int on every board, and what `int(…)`, `uint(…)` and `ptr8(…)` give, is a word; what the
//! runtime gives is an object. The two do not go together, and a variable keeps the type of its first value: what the
//! firmware's compiler answers with ViperTypeError is refused here too, because it has no meaning to be kept.

use super::definitions::emitter;
use super::{FunctionInfo, FunctionKind, Pointee, Program, Type, counting_loop};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{
    ArgumentKind, BinaryOp, CompareOp, Expr, ExprKind, FunctionDef, Name, Span, Stmt, StmtKind, UnaryOp,
};
use std::collections::HashSet;

/// Whether a function is decorated so.
pub(super) fn is_viper(def: &FunctionDef) -> bool {
    def.decorators.iter().any(|decorator| emitter(decorator) == Some("viper"))
}

/// Reads the annotation of a parameter or a result (`py/nativeglue.c`, mp_native_type_from_qstr).
///
/// # Errors
/// `E0304` for what viper does not know.
pub(super) fn annotation(program: &Program, expr: &Expr) -> Result<Type, Diagnostic> {
    let known = match &expr.kind {
        ExprKind::Name(name) if &**name == "object" => Some(Type::Object),
        ExprKind::Name(name) => cast(name),
        _ => None,
    };
    known.ok_or_else(|| {
        let text = program.source().slice(expr.span);
        Diagnostic::new(
            Code::BAD_ANNOTATION,
            format!("the annotation `{text}` does not name a type of viper"),
        )
        .at(program.source(), expr.span, "not a type known here")
        .help("known are object, bool, int, uint, ptr, ptr8, ptr16 and ptr32")
    })
}

/// The type that a call of such a name converts to.
#[must_use]
pub fn cast(name: &str) -> Option<Type> {
    Some(match name {
        "bool" => Type::Bool,
        "int" => Type::Word,
        "uint" => Type::Uword,
        "ptr" => Type::Pointer(Pointee::Nothing),
        "ptr8" => Type::Pointer(Pointee::Byte),
        "ptr16" => Type::Pointer(Pointee::Half),
        "ptr32" => Type::Pointer(Pointee::Word32),
        _ => return None,
    })
}

/// The type of an int literal: a word if it is a small int on every board.
pub(super) fn literal(digits: &str) -> Type {
    if digits.parse::<i64>().is_ok_and(|value| value < 1 << 30) { Type::Word } else { Type::Int }
}

/// Whether a value of the one type may be given where the other is declared, one of them a machine's: where a viper
/// function is called, and where a word is stored as an object.
pub(super) fn assignable(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::Word | Type::Uword | Type::Pointer(_), Type::Int | Type::Float) => true,
        (Type::Int | Type::Bool, Type::Word | Type::Uword | Type::Pointer(_)) => true,
        (Type::Bytes | Type::ByteArray | Type::Array(_), Type::Pointer(_)) => true,
        (from, to) => from == to,
    }
}

/// The type of a binary operation of which one operand is a machine's; none if viper has no such operation.
pub(super) fn binary_type(op: BinaryOp, a: &Type, b: &Type) -> Option<Type> {
    match (op, a, b) {
        (BinaryOp::FloorDiv | BinaryOp::Mod, Type::Uword, _) => None,
        (
            BinaryOp::Add
            | BinaryOp::Sub
            | BinaryOp::Mul
            | BinaryOp::FloorDiv
            | BinaryOp::Mod
            | BinaryOp::LShift
            | BinaryOp::RShift
            | BinaryOp::BitAnd
            | BinaryOp::BitOr
            | BinaryOp::BitXor,
            Type::Word | Type::Uword,
            Type::Word | Type::Uword,
        ) => Some(a.clone()),
        _ => None,
    }
}

/// What an operation that viper does not have would give, so that one mistake is said once.
pub(super) fn supposed(a: &Type, b: &Type) -> Type {
    if a.is_machine() { a.clone() } else { b.clone() }
}

/// The type of an item at a pointer; of what has none a word is supposed.
pub(super) fn item_type(container: &Type) -> Type {
    if *container == Type::Pointer(Pointee::Nothing) { Type::Object } else { Type::Word }
}

/// Says what viper cannot do, in every viper function.
pub(super) fn check(program: &Program, diagnostics: &mut Vec<Diagnostic>) {
    for function in program.functions.iter().filter(|function| function.is_viper) {
        let mut checker = Checker { program, function, diagnostics, conditions: HashSet::new() };
        checker.function();
    }
}

struct Checker<'a, 'd> {
    program: &'a Program<'a>,
    function: &'a FunctionInfo,
    diagnostics: &'d mut Vec<Diagnostic>,
    /// Operators of which only the truth counts, by place: their operands may be of any types.
    conditions: HashSet<Span>,
}

impl Checker<'_, '_> {
    fn refuse(&mut self, title: String, span: Span, label: &str, help: &str) {
        let mut problem = Diagnostic::new(Code::VIPER_TYPES, title).at(self.program.source(), span, label);
        if !help.is_empty() {
            problem = problem.help(help);
        }
        self.diagnostics.push(problem);
    }

    fn type_of(&self, expr: &Expr) -> Type {
        self.program.types.get(expr)
    }

    fn show(&self, ty: &Type) -> String {
        ty.display(&self.program.classes).to_string()
    }

    fn function(&mut self) {
        let def = &self.function.def;
        if self.function.kind != FunctionKind::Plain {
            let title = format!("`{}` is viper's and cannot yield or await", self.function.qualified_name);
            self.refuse(title, def.name.span, "a function of words", "leave out `@micropython.viper`");
        }
        for (name, local) in &self.function.locals {
            if local.captured && local.ty.is_machine() {
                let title = format!("`{name}` is a {}, which an inner function uses", self.show(&local.ty));
                self.refuse(title, def.name.span, "what functions share is an object", "");
            }
        }
        for stmt in &def.body {
            stmt.walk(&mut |stmt| {
                self.statement(stmt);
                stmt.for_each_expr(&mut |expr| expr.walk(&mut |expr| self.expr(expr)));
            });
        }
    }

    fn statement(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                targets.iter().for_each(|target| self.assign(target, Some(value), &self.type_of(value)));
            }
            StmtKind::AnnAssign { target, value: Some(value), .. } => {
                self.assign(target, Some(value), &self.type_of(value));
            }
            StmtKind::AugAssign { target, op, value } => {
                let (a, b) = (self.type_of(target), self.type_of(value));
                if let Some(ty) = self.binary(*op, &a, &b, stmt.span) {
                    self.assign(target, None, &ty);
                }
            }
            StmtKind::For { target, iter, .. } => self.range(target, iter),
            StmtKind::If { test, .. } | StmtKind::While { test, .. } | StmtKind::Assert { test, .. } => {
                self.condition(test);
            }
            // An operation that viper does not have is said, and enough.
            StmtKind::Return(Some(value)) if !self.is_refused(value) => {
                self.result(&self.type_of(value), value.span);
            }
            StmtKind::Raise { exception: Some(exception), .. } if self.type_of(exception).is_machine() => {
                let title = format!("a {} cannot be raised", self.show(&self.type_of(exception)));
                self.refuse(title, exception.span, "no exception", "");
            }
            _ => {}
        }
    }

    /// What is stored must be of the type of its place.
    fn assign(&mut self, target: &Expr, value: Option<&Expr>, ty: &Type) {
        match &target.kind {
            ExprKind::Name(name) => {
                let Some(local) = self.function.locals.get(name) else { return };
                if *ty != local.ty && (ty.is_machine() || local.ty.is_machine()) {
                    let title = format!("`{name}` is given a {}, and something else", self.show(ty));
                    let label = "a variable of viper keeps one type";
                    self.refuse(title, target.span, label, "convert the value: `int(…)`, `object(…)`");
                }
            }
            ExprKind::Subscript { value: container, .. } => {
                let of = self.type_of(container);
                if of.is_machine() && !matches!(ty, Type::Word | Type::Uword | Type::Bool) {
                    let title =
                        format!("no value of type {} can be stored at a {}", self.show(ty), self.show(&of));
                    self.refuse(title, target.span, "takes ints of viper", "convert the value: `int(…)`");
                }
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                let values = match value.map(|value| &value.kind) {
                    Some(ExprKind::Tuple(values)) if values.len() == targets.len() => Some(values),
                    _ => None,
                };
                for (i, target) in targets.iter().enumerate() {
                    let value = values.and_then(|values| values.get(i));
                    let ty = value.map_or(Type::Object, |value| self.type_of(value));
                    self.assign(target, value, &ty);
                }
            }
            _ => {}
        }
    }

    /// The bounds of a loop that counts are all words, or none is.
    fn range(&mut self, target: &Expr, iter: &Expr) {
        let bounds = counting_loop(iter).unwrap_or_default();
        let types: Vec<Type> = bounds.iter().map(|bound| self.type_of(bound)).collect();
        match types.iter().position(|ty| *ty != Type::Word) {
            Some(place) => {
                if let (Some(bound), Some(ty)) = (bounds.get(place), types.get(place)) {
                    let title = format!("a bound of a range in viper is of type {}", self.show(ty));
                    self.refuse(title, bound.span, "must be a viper int", "convert it: `int(…)`");
                }
            }
            None if bounds.is_empty() => self.assign(target, None, &Type::Object),
            None => self.assign(target, None, &Type::Word),
        }
    }

    fn result(&mut self, ty: &Type, span: Span) {
        let declared = &self.function.returns;
        // `None` for a word is 0.
        if ty == declared || *ty == Type::None || !(ty.is_machine() || declared.is_machine()) {
            return;
        }
        let title = format!(
            "`{}` must return {}, and returns {}",
            self.function.qualified_name,
            self.show(declared),
            self.show(ty)
        );
        let help = match ty {
            Type::Word => "declare `-> int`",
            Type::Uword => "declare `-> uint`",
            _ => "convert the value: `int(…)`",
        };
        self.refuse(title, span, "of another type", help);
    }

    fn binary(&mut self, op: BinaryOp, a: &Type, b: &Type, span: Span) -> Option<Type> {
        if !a.is_machine() && !b.is_machine() {
            return super::binary_type(op, a, b);
        }
        let ty = binary_type(op, a, b);
        if ty.is_none() {
            self.mixed(&format!("`{}`", op.sign()), a, b, span);
        }
        ty
    }

    /// Whether an operation has no result for its operands.
    fn is_refused(&self, expr: &Expr) -> bool {
        let ExprKind::Binary { left, op, right } = &expr.kind else { return false };
        let (a, b) = (self.type_of(left), self.type_of(right));
        (a.is_machine() || b.is_machine()) && binary_type(*op, &a, &b).is_none()
    }

    fn mixed(&mut self, what: &str, a: &Type, b: &Type, span: Span) {
        let title = format!("viper has no {what} of {} and {}", self.show(a), self.show(b));
        let help =
            "convert an object to a word, `int(…)`, or work with objects, in a function without `viper`";
        self.refuse(title, span, "ViperTypeError on a board", help);
    }

    fn expr(&mut self, expr: &Expr) {
        for test in expr.clauses().iter().flat_map(|clause| &clause.conditions) {
            self.condition(test);
        }
        match &expr.kind {
            ExprKind::Binary { left, op, right } => {
                self.binary(*op, &self.type_of(left), &self.type_of(right), expr.span);
            }
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.condition(operand),
            ExprKind::Unary { operand, .. } => {
                let ty = self.type_of(operand);
                if matches!(ty, Type::Pointer(_)) {
                    let title = format!("viper has no such operator for {}", self.show(&ty));
                    self.refuse(title, expr.span, "ViperTypeError on a board", "");
                }
            }
            ExprKind::Compare { left, rest } => {
                let mut a = self.type_of(left);
                for (op, right) in rest {
                    let b = self.type_of(right);
                    let ints = a == b && matches!(a, Type::Word | Type::Uword);
                    let ordered = matches!(
                        op,
                        CompareOp::Lt
                            | CompareOp::Le
                            | CompareOp::Gt
                            | CompareOp::Ge
                            | CompareOp::Eq
                            | CompareOp::Ne
                    );
                    if (a.is_machine() || b.is_machine()) && !(ints && ordered) {
                        self.mixed("such comparison", &a, &b, right.span);
                    }
                    a = b;
                }
            }
            ExprKind::BoolOp { values, .. } if !self.conditions.contains(&expr.span) => {
                self.same(&values.iter().collect::<Vec<_>>(), expr.span);
            }
            ExprKind::If { test, body, orelse } => {
                self.condition(test);
                self.same(&[body, orelse], expr.span);
            }
            ExprKind::Subscript { value, index } => {
                let (of, by) = (self.type_of(value), self.type_of(index));
                let points = matches!(of, Type::Pointer(pointee) if pointee != Pointee::Nothing);
                if of.is_machine() && !(points && matches!(by, Type::Word | Type::Uword)) {
                    let title = format!("a {} has no items by {}", self.show(&of), self.show(&by));
                    self.refuse(
                        title,
                        expr.span,
                        "ViperTypeError on a board",
                        "`ptr8`, `ptr16` and `ptr32` have, by viper ints",
                    );
                }
            }
            ExprKind::Attribute { value, .. } if self.type_of(value).is_machine() => {
                let title = format!("a {} has no attributes", self.show(&self.type_of(value)));
                self.refuse(title, expr.span, "no object", "make it one: `object(…)`");
            }
            ExprKind::Call { function, arguments }
                if self.function.cast_of(function).is_some()
                    && !matches!(&arguments[..], [one] if one.kind == ArgumentKind::Positional) =>
            {
                self.refuse("a conversion of viper takes one argument".into(), expr.span, "", "");
            }
            ExprKind::Named { target, value } => {
                let name = Expr { kind: ExprKind::Name(target.name.clone()), span: target.span };
                self.assign(&name, Some(value), &self.type_of(value));
            }
            _ => {}
        }
    }

    /// Notes the operators that an expression, of which the truth counts, is made of.
    fn condition(&mut self, test: &Expr) {
        match &test.kind {
            ExprKind::BoolOp { values, .. } => {
                self.conditions.insert(test.span);
                values.iter().for_each(|value| self.condition(value));
            }
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.condition(operand),
            _ => {}
        }
    }

    /// One of several values must be of one type.
    fn same(&mut self, values: &[&Expr], span: Span) {
        let types: Vec<Type> = values.iter().map(|value| self.type_of(value)).collect();
        let odd = types.iter().find(|ty| Some(*ty) != types.first());
        if let (Some(odd), Some(first)) = (odd, types.first())
            && types.iter().any(Type::is_machine)
        {
            self.mixed("choice", &first.clone(), &odd.clone(), span);
        }
    }
}

impl FunctionInfo {
    /// The type that a callee converts to: in a viper function, the name of a type that is no variable of it.
    #[must_use]
    pub fn cast_of(&self, callee: &Expr) -> Option<Type> {
        let ExprKind::Name(name) = &callee.kind else { return None };
        if !self.is_viper || self.has_variable(name) { None } else { cast(name) }
    }

    fn has_variable(&self, name: &Name) -> bool {
        self.locals.contains_key(name) || self.free.contains_key(name)
    }
}
