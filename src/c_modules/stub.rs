//! Reads a stub: from Python's declarations to C's.
//!
//! In: `NAME.pyi`; out: a [`Library`], or every declaration that has no form in C, at its place. Imports are for people
//! and their checkers: the names of types mean here what docs/language/c.md says, wherever they come from.

use super::{Constant, Field, Item, ItemKind, Library};
use crate::diagnostics::{Code, Diagnostic};
use crate::ir::signature::{CParam, CType, Callback, Number, Pointer, Signature};
use crate::syntax::{
    self, BinaryOp, ClassDef, Constant as Literal, Expr, ExprKind, FunctionDef, Name, Param, SourceFile,
    Span, Stmt, StmtKind, UnaryOp,
};
use indexmap::IndexMap;
use std::rc::Rc;

/// Reads a stub.
///
/// # Errors
/// Syntax errors; `E0506` for what has no form in C.
pub fn read(name: &str, source: &Rc<SourceFile>) -> Result<Library, Vec<Diagnostic>> {
    let module = syntax::parse(Rc::clone(source))?;
    let mut reader = Reader { library: name, source, classes: IndexMap::new(), problems: Vec::new() };
    let mut items: IndexMap<Name, Item> = IndexMap::new();
    // A function may stand before the class that it takes.
    for stmt in &module.body {
        if let StmtKind::ClassDef(def) = &stmt.kind
            && let Some(kind) = reader.class(def)
        {
            reader.classes.insert(Rc::clone(&def.name.name), Kind::of(&kind));
            items.insert(Rc::clone(&def.name.name), Item { kind, span: def.name.span });
        }
    }
    let mut ordered = IndexMap::new();
    for stmt in &module.body {
        let Some((name, item)) = reader.statement(stmt, &mut items) else { continue };
        if ordered.contains_key(&name) {
            reader.refuse(
                item.span,
                format!("`{name}` is declared twice"),
                "the second time",
                "C has it once",
            );
        } else {
            ordered.insert(name, item);
        }
    }
    if reader.problems.is_empty() {
        Ok(Library { name: name.into(), stub: Rc::clone(source), items: ordered })
    } else {
        reader.problems.sort_by_key(|problem| problem.primary.as_ref().map(|label| label.span));
        Err(reader.problems)
    }
}

/// What a class of the stub is.
#[derive(Clone, Copy)]
enum Kind {
    Enum { low: i64, high: i64 },
    Struct,
    Opaque,
}

impl Kind {
    fn of(item: &ItemKind) -> Kind {
        match item {
            ItemKind::Enum(members) => {
                let values = || members.iter().map(|member| member.value);
                Kind::Enum { low: values().min().unwrap_or(0), high: values().max().unwrap_or(0) }
            }
            ItemKind::Struct(_) => Kind::Struct,
            ItemKind::Opaque | ItemKind::Function { .. } | ItemKind::Constant(_) => Kind::Opaque,
        }
    }
}

struct Reader<'a> {
    library: &'a str,
    source: &'a Rc<SourceFile>,
    classes: IndexMap<Name, Kind>,
    problems: Vec<Diagnostic>,
}

/// The last part of `a.b`, or the name that an expression is.
fn last_name(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Attribute { attribute, .. } => Some(&attribute.name),
        _ => None,
    }
}

/// A number that is written out.
fn literal(expr: &Expr) -> Option<i64> {
    let (sign, expr) = match &expr.kind {
        ExprKind::Unary { op: UnaryOp::Negative, operand } => ("-", &**operand),
        _ => ("", expr),
    };
    match &expr.kind {
        ExprKind::Constant(Literal::Int(digits)) => format!("{sign}{digits}").parse().ok(),
        _ => None,
    }
}

/// A body that says nothing: `...`, `pass`, a docstring.
fn is_empty(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Pass => true,
        StmtKind::Expr(expr) => matches!(expr.kind, ExprKind::Constant(Literal::Ellipsis | Literal::Str(_))),
        _ => false,
    }
}

impl Reader<'_> {
    fn refuse(&mut self, span: Span, title: impl Into<String>, label: &str, help: &str) {
        let problem = Diagnostic::new(Code::C_STUB, title.into()).at(self.source, span, label);
        self.problems.push(if help.is_empty() { problem } else { problem.help(help) });
    }

    fn statement(&mut self, stmt: &Stmt, classes: &mut IndexMap<Name, Item>) -> Option<(Name, Item)> {
        match &stmt.kind {
            StmtKind::FunctionDef(def) => {
                let kind = self.function(def)?;
                Some((Rc::clone(&def.name.name), Item { kind, span: def.name.span }))
            }
            StmtKind::ClassDef(def) => match classes.shift_remove(&def.name.name) {
                Some(item) => Some((Rc::clone(&def.name.name), item)),
                // It was refused, or comes a second time.
                None if self.classes.contains_key(&def.name.name) => {
                    self.refuse(def.name.span, "a class is declared twice", "the second time", "");
                    None
                }
                None => None,
            },
            StmtKind::AnnAssign { target, value: Some(value), .. } => {
                let (ExprKind::Name(name), Some(number)) = (&target.kind, literal(value)) else {
                    self.refuse(stmt.span, "a constant of C is an int that is written out", "not one", "");
                    return None;
                };
                Some((Rc::clone(name), Item { kind: ItemKind::Constant(number), span: target.span }))
            }
            StmtKind::Import(_) | StmtKind::ImportFrom { .. } => None,
            _ if is_empty(stmt) => None,
            _ => {
                self.refuse(
                    stmt.span,
                    "a stub of C declares functions, classes and constants",
                    "none of these",
                    "`def f(…) -> T: ...`, `class C: …`, `LIMIT: Final[int] = 3`",
                );
                None
            }
        }
    }

    fn class(&mut self, def: &ClassDef) -> Option<ItemKind> {
        let bases: Vec<Option<&str>> = def.arguments.iter().map(|base| last_name(&base.value)).collect();
        let is_enum = matches!(&bases[..], [Some("IntEnum" | "Enum" | "IntFlag")]);
        if !bases.is_empty() && !is_enum {
            let help = "an enumeration derives from IntEnum; structs and opaque types derive from nothing";
            self.refuse(
                def.name.span,
                format!("`{}` has a base that C does not", def.name.name),
                "this class",
                help,
            );
            return None;
        }
        let before = self.problems.len();
        let (mut members, mut fields) = (Vec::new(), Vec::new());
        for stmt in def.body.iter().filter(|stmt| !is_empty(stmt)) {
            match &stmt.kind {
                StmtKind::Assign { targets, value } if is_enum => {
                    let ([Expr { kind: ExprKind::Name(name), span }], Some(value)) =
                        (&targets[..], literal(value))
                    else {
                        self.refuse(stmt.span, "an enumerator is a name and an int", "not one", "");
                        continue;
                    };
                    members.push(Constant { name: Rc::clone(name), value, span: *span });
                }
                StmtKind::AnnAssign { target, annotation, value: None, .. } if !is_enum => {
                    let ExprKind::Name(name) = &target.kind else { continue };
                    match self.number(annotation) {
                        Some(number) => {
                            fields.push(Field { name: Rc::clone(name), number, span: target.span });
                        }
                        None => self.refuse(
                            annotation.span,
                            format!(
                                "the field `{name}` is of no type that Python can read and write in a struct"
                            ),
                            "no number",
                            "leave the field out, or give C a function that returns it",
                        ),
                    }
                }
                _ => {
                    let what = if is_enum { "`NAME = 1`" } else { "`name: type`" };
                    self.refuse(
                        stmt.span,
                        format!("`{}` has something that C's has not", def.name.name),
                        "not a member",
                        &format!("members are {what}; methods are written in Python"),
                    );
                }
            }
        }
        if is_enum && members.is_empty() && self.problems.len() == before {
            self.refuse(def.name.span, "an enumeration names at least one enumerator", "names none", "");
        }
        if self.problems.len() > before {
            return None;
        }
        Some(match (is_enum, fields.is_empty()) {
            (true, _) => ItemKind::Enum(members),
            (false, true) => ItemKind::Opaque,
            (false, false) => ItemKind::Struct(fields),
        })
    }

    fn function(&mut self, def: &Rc<FunctionDef>) -> Option<ItemKind> {
        let before = self.problems.len();
        if def.is_async || !def.decorators.is_empty() || !def.type_params.is_empty() {
            self.refuse(
                def.name.span,
                format!("`{}` is not a plain function", def.name.name),
                "C has no other",
                "",
            );
        }
        if let Some(stmt) = def.body.iter().find(|stmt| !is_empty(stmt)) {
            self.refuse(stmt.span, "a declaration has no body", "C has it", "write `...`");
        }
        let given = &def.params;
        if let Some(param) = given.star.iter().chain(&given.double_star).next() {
            let title = format!("`{}` takes any number of arguments", def.name.name);
            self.refuse(param.name.span, title, "C cannot be called so", "give it a buffer: `Buffer[i32]`");
        }
        let (mut params, mut defaults) = (Vec::new(), Vec::new());
        for param in given.positional_only.iter().chain(&given.positional).chain(&given.keyword_only) {
            let Some(ty) = self.param(param) else { continue };
            params.push(CParam { name: Rc::clone(&param.name.name), ty });
            defaults.push(self.default(param));
        }
        let result = match &def.returns {
            Some(returns) => self.result(returns),
            None => {
                let title = format!("`{}` does not say what it gives", def.name.name);
                self.refuse(def.name.span, title, "no result is declared", "`-> None` is C's void");
                None
            }
        };
        if self.problems.len() > before {
            return None;
        }
        let name = format!("{}.{}", super::prefix(self.library), def.name.name).into();
        let signature = Signature { name, params, result };
        Some(ItemKind::Function { signature, def: Rc::clone(def), defaults })
    }

    fn default(&mut self, param: &Param) -> Option<String> {
        let default = param.default.as_ref()?;
        let is_plain = match &default.kind {
            ExprKind::Constant(Literal::Ellipsis) => false,
            ExprKind::Constant(_) => true,
            ExprKind::Unary { op: UnaryOp::Negative, operand } => {
                matches!(operand.kind, ExprKind::Constant(_))
            }
            _ => false,
        };
        if !is_plain {
            let title = format!("the default of `{}` is not written out", param.name.name);
            self.refuse(default.span, title, "compiled calls need its value", "write a literal");
            return None;
        }
        Some(self.source.slice(default.span).to_owned())
    }

    fn param(&mut self, param: &Param) -> Option<CType> {
        let Some(annotation) = &param.annotation else {
            let title = format!("`{}` has no type", param.name.name);
            self.refuse(param.name.span, title, "C needs one", "");
            return None;
        };
        let ty = self.ty(annotation);
        if ty.is_none() {
            self.no_type(annotation, "parameter");
        }
        ty
    }

    fn no_type(&mut self, annotation: &Expr, what: &str) {
        let text = self.source.slice(annotation.span);
        let title = format!("`{text}` is not a type that a {what} of C can have");
        self.refuse(annotation.span, title, "not known here", "docs/language/c.md lists them");
    }

    /// A result; none for `None`, and for what was refused.
    fn result(&mut self, annotation: &Expr) -> Option<CType> {
        if matches!(annotation.kind, ExprKind::Constant(Literal::None)) {
            return None;
        }
        match self.ty(annotation) {
            Some(ty @ (CType::Number(_) | CType::Object | CType::Str | CType::Opaque(_))) => Some(ty),
            Some(
                CType::Bytes
                | CType::ByteArray
                | CType::Memory { .. }
                | CType::Items(..)
                | CType::Callback(_),
            ) => {
                let title = "C gives an address, and Python cannot know how much is there".to_owned();
                self.refuse(
                    annotation.span,
                    title,
                    "this result",
                    "let C fill a buffer that Python gives it",
                );
                None
            }
            Some(CType::Struct(Pointer { name, .. })) => {
                let title = format!("C gives the address of a `{name}`, and Python cannot know whose it is");
                let help = "let C fill a struct that Python gives it, or declare the class without fields";
                self.refuse(annotation.span, title, "this result", help);
                None
            }
            None => {
                self.no_type(annotation, "result");
                None
            }
        }
    }

    fn number(&self, annotation: &Expr) -> Option<Number> {
        let name = last_name(annotation)?;
        if let Some((name, Kind::Enum { low, high })) = self.classes.get_key_value(name) {
            return Some(Number::Enum(Rc::clone(name), *low, *high));
        }
        Number::named(name)
    }

    /// The type that an annotation names.
    fn ty(&self, annotation: &Expr) -> Option<CType> {
        if let Some(number) = self.number(annotation) {
            return Some(CType::Number(number));
        }
        if let Some(name) = last_name(annotation) {
            if let Some((name, kind)) = self.classes.get_key_value(name) {
                let pointer = Pointer { name: Rc::clone(name), optional: false, constant: false };
                return match kind {
                    Kind::Struct => Some(CType::Struct(pointer)),
                    Kind::Opaque => Some(CType::Opaque(pointer)),
                    Kind::Enum { .. } => None,
                };
            }
            return match name {
                "object" | "Any" => Some(CType::Object),
                "str" => Some(CType::Str),
                "bytes" => Some(CType::Bytes),
                "bytearray" => Some(CType::ByteArray),
                "Buffer" => Some(CType::Memory { writable: false }),
                "WritableBuffer" | "memoryview" => Some(CType::Memory { writable: true }),
                _ => None,
            };
        }
        match &annotation.kind {
            ExprKind::Constant(Literal::Str(text)) => {
                let inner = syntax::parse_expression(self.source, text, annotation.span).ok()?;
                self.ty(&inner)
            }
            ExprKind::Subscript { value, index } => self.generic(last_name(value)?, index),
            ExprKind::Binary { left, op: BinaryOp::BitOr, right } => {
                let is_none = |expr: &Expr| matches!(expr.kind, ExprKind::Constant(Literal::None));
                match (is_none(left), is_none(right)) {
                    (false, true) => optional(self.ty(left)?),
                    (true, false) => optional(self.ty(right)?),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn generic(&self, name: &str, index: &Expr) -> Option<CType> {
        let item = || match self.number(index)? {
            Number::Bool | Number::Enum(..) => None,
            number => Some(number),
        };
        match name {
            "Buffer" => Some(CType::Items(item()?, false)),
            "WritableBuffer" | "memoryview" | "array" => Some(CType::Items(item()?, true)),
            "Optional" => optional(self.ty(index)?),
            "Const" => match self.ty(index)? {
                CType::Struct(pointer) => Some(CType::Struct(Pointer { constant: true, ..pointer })),
                CType::Opaque(pointer) => Some(CType::Opaque(Pointer { constant: true, ..pointer })),
                _ => None,
            },
            "Borrowed" => match self.ty(index)? {
                CType::Callback(callback) => Some(CType::Callback(Callback { borrowed: true, ..callback })),
                _ => None,
            },
            "Callable" => {
                let ExprKind::Tuple(parts) = &index.kind else { return None };
                let [params, result] = &parts[..] else { return None };
                let ExprKind::List(params) = &params.kind else { return None };
                let params = params.iter().map(|param| self.number(param)).collect::<Option<Vec<_>>>()?;
                let result = match &result.kind {
                    ExprKind::Constant(Literal::None) => None,
                    _ => Some(self.number(result)?),
                };
                Some(CType::Callback(Callback { params, result, optional: false, borrowed: false }))
            }
            _ => None,
        }
    }
}

/// The same, or `None`.
fn optional(ty: CType) -> Option<CType> {
    Some(match ty {
        CType::Struct(pointer) => CType::Struct(Pointer { optional: true, ..pointer }),
        CType::Opaque(pointer) => CType::Opaque(Pointer { optional: true, ..pointer }),
        CType::Callback(callback) => CType::Callback(Callback { optional: true, ..callback }),
        _ => return None,
    })
}
