//! `enum`, written out: boards' `type` has no metaclasses, so that what CPython's does when the class is made
//! (`Lib/enum.py`) is done by a call after it, and what is asked of the class by its name is asked of its attributes.
//!
//! ```text
//! class Color(Enum):              class Color($Enum):
//!     RED = 1                         RED = 1
//!     BLUE = auto()                   BLUE = 2
//!                                 $members(Color, ("RED", "BLUE"))
//! Color["RED"], len(Color)        Color.__members__["RED"], len(Color._members_)
//! for c in Color: …               for c in Color._members_: …
//! c in Color                      Color._contains_(c)
//! ```
//!
//! `$Enum` and the others stand in `library.py`. What is asked of the class by another way (as a parameter, from
//! another module) is asked of the board's `type`, which raises `TypeError`. A class is known by its name if
//! nothing else in its scope is called so.

mod found;
mod uses;

use super::provided::Pass;
use super::quote::{self, Quoting as _, own};
use crate::syntax::{
    Argument, ArgumentKind, ClassDef, Constant, Expr, ExprKind, Name, Span, Stmt, StmtKind, UnaryOp,
};
use found::{Enumeration, members_of, read};
use std::rc::Rc;

pub(super) use found::{Enumerations, enter, is_kind, is_one, leave};
pub(super) use uses::{expression, statement};

/// The classes of the module, each with the bases that stand for it.
const KINDS: [(&str, &[&str]); 5] = [
    ("Enum", &["Enum"]),
    ("IntEnum", &["Plain", "Enum", "Int"]),
    ("StrEnum", &["Plain", "Enum", "Str"]),
    ("Flag", &["Flag"]),
    ("IntFlag", &["Plain", "Flag", "Int"]),
];
/// Types of Python that members may be of, too.
const NATIVE: [(&str, &str); 2] = [("int", "Int"), ("str", "Str")];
/// What a class may say of how bits are taken that are no member's, and what of the library is for it.
const BOUNDARIES: [(&str, &str); 4] =
    [("STRICT", "if_strict"), ("CONFORM", "if_conform"), ("EJECT", "if_eject"), ("KEEP", "if_keep")];

/// Writes an enumeration out; gives the statements that follow the class.
pub(super) fn write_out(pass: &mut Pass, def: &mut ClassDef) -> Vec<Stmt> {
    let Some(enumeration) = read(pass, def) else { return Vec::new() };
    let at = def.name.span;
    let mut after = Vec::new();
    if enumeration.has_init {
        pass.uses("if_init");
    }
    if enumeration.has_missing {
        pass.uses("if_missing");
    }
    bases(pass, def);
    let class = Expr { kind: ExprKind::Name(Rc::clone(&def.name.name)), span: at };
    body(pass, def, &enumeration);
    if !enumeration.members.is_empty() {
        let names = enumeration.members.iter().map(|name| string(pass, name, at)).collect();
        let names = Expr { kind: ExprKind::Tuple(names), span: pass.place(at) };
        // Making its members runs methods of the program.
        let call = if enumeration.has_init || enumeration.has_missing {
            "provided_class._fill_(provided_names)"
        } else {
            "provided_members(provided_class, provided_names)"
        };
        after.extend(quote::statements(pass, call, at, &[("class", &class), ("names", &names)]));
    }
    for decorator in std::mem::take(&mut def.decorators) {
        if pass.is(&decorator, &["unique"]) {
            pass.uses("unique");
            after.extend(quote::statements(
                pass,
                "provided_unique(provided_class)",
                at,
                &[("class", &class)],
            ));
        } else {
            pass.refuse(decorator.span, "this decorator of an enumeration");
        }
    }
    after
}

fn string(pass: &mut Pass, text: &str, at: Span) -> Expr {
    Expr { kind: ExprKind::Constant(Constant::Str(text.into())), span: pass.place(at) }
}

/// Puts the classes of the library in the place of `enum`'s.
fn bases(pass: &mut Pass, def: &mut ClassDef) {
    let at = def.name.span;
    let mut first: Vec<Argument> = Vec::new();
    let mut natives: Vec<&'static str> = Vec::new();
    let mut boundary: Option<(&'static str, &'static str)> = None;
    let mut of_kind: Option<(&'static str, &'static str)> = None;
    for argument in std::mem::take(&mut def.arguments) {
        let entity = pass.entity(&argument.value);
        match (&argument.kind, &argument.value.kind) {
            (ArgumentKind::Keyword(name), _) if &*name.name == "boundary" => {
                match BOUNDARIES.iter().find(|(boundary, _)| entity.as_deref() == Some(*boundary)) {
                    Some(said) => boundary = Some(*said),
                    None => pass.refuse(argument.value.span, "this boundary of a flag"),
                }
            }
            (ArgumentKind::Positional, kind) => {
                let found = KINDS.iter().find(|(kind, _)| entity.as_deref() == Some(*kind));
                if let Some((name, stands_for)) = found {
                    match *name {
                        "IntFlag" => of_kind = Some(("KEEP", "if_keep")),
                        "Flag" => of_kind = Some(("STRICT", "if_strict")),
                        _ => {}
                    }
                    for part in *stands_for {
                        pass.uses(part);
                        match *part {
                            "Int" | "Str" => natives.push(part),
                            _ => first.push(base(pass, part, at)),
                        }
                    }
                    continue;
                }
                match kind {
                    ExprKind::Name(name) if pass.enumerations.meaning(name).is_none() => {
                        match NATIVE.iter().find(|(native, _)| **native == **name) {
                            Some((_, part)) => {
                                pass.uses(part);
                                natives.push(part);
                            }
                            None => pass.refuse(argument.value.span, "an enumeration of this type"),
                        }
                    }
                    ExprKind::Name(name) => {
                        match pass.enumerations.enumeration(name) {
                            Some(inherited) if !inherited.members.is_empty() => {
                                pass.refuse(argument.value.span, "a class that extends an enumeration with members");
                            }
                            Some(_) => {}
                            None if pass.enumerations.is_plain(name) => {}
                            None => pass.refuse(
                                argument.value.span,
                                "an enumeration of a class that is not known to have neither `__init__` nor `__new__`",
                            ),
                        }
                        first.push(argument);
                    }
                    _ => pass.refuse(argument.value.span, "this base of an enumeration"),
                }
            }
            _ => pass.refuse(argument.value.span, "this keyword of an enumeration"),
        }
    }
    def.arguments = first;
    let natives: Vec<Argument> = natives.into_iter().map(|part| base(pass, part, at)).collect();
    def.arguments.extend(natives);
    if let Some((boundary, part)) = boundary.or(of_kind) {
        pass.uses(part);
        let boundary = string(pass, boundary, at);
        let stmts = quote::statements(pass, "_boundary_ = provided_boundary", at, &[("boundary", &boundary)]);
        def.body.splice(0..0, stmts);
    }
}

fn base(pass: &mut Pass, part: &str, at: Span) -> Argument {
    let value = Expr { kind: ExprKind::Name(own(part)), span: pass.place(at) };
    Argument { kind: ArgumentKind::Positional, value }
}

/// What `auto()` is so far: the values of the members, as far as they are literals.
struct Values {
    names: Vec<Name>,
    known: Option<Vec<i64>>,
}

/// Rewrites the body: what `auto()` is, and what CPython reads of it.
fn body(pass: &mut Pass, def: &mut ClassDef, enumeration: &Enumeration) {
    let mut values = Values { names: Vec::new(), known: Some(Vec::new()) };
    let own_generator = enumeration.generator.as_ref() == Some(&def.name.name);
    for stmt in &mut def.body {
        let names = members_of(pass, stmt);
        for name in &names {
            if matches!(&**name, "name" | "value" | "mro") {
                pass.refuse(stmt.span, &format!("a member called `{name}`"));
            } else if values.names.contains(name) {
                pass.refuse(stmt.span, "a member of the name of another");
            }
        }
        let span = stmt.span;
        match &mut stmt.kind {
            StmtKind::AnnAssign { target, value, .. } => {
                // The annotation says what the value is, not what the attribute is.
                stmt.kind = match value.take() {
                    Some(value) => StmtKind::Assign { targets: vec![target.clone()], value },
                    None => StmtKind::Pass,
                };
            }
            StmtKind::Assign { .. } | StmtKind::Expr(_) | StmtKind::Pass => {}
            StmtKind::FunctionDef(method) => {
                let method = Rc::make_mut(method);
                match &*method.name.name {
                    "__init__" => method.name.name = "_init_".into(),
                    "__new__" => pass.refuse(method.name.span, "`__new__` of an enumeration"),
                    "_generate_next_value_" => {
                        method.decorators.retain(
                            |decorator| !matches!(&decorator.kind, ExprKind::Name(name) if &**name == "staticmethod"),
                        );
                    }
                    _ => {}
                }
                if let Some(decorator) =
                    method.decorators.iter().find(|decorator| pass.is(decorator, &["member"]))
                {
                    let span = decorator.span;
                    pass.refuse(span, "a function as a member");
                }
                let decorators = std::mem::take(&mut method.decorators);
                method.decorators =
                    decorators.into_iter().filter(|decorator| !pass.is(decorator, &["nonmember"])).collect();
            }
            _ => pass.refuse(span, "this statement in the body of an enumeration"),
        }
        if let StmtKind::Assign { targets, value } = &mut stmt.kind {
            if let [Expr { kind: ExprKind::Name(name), .. }] = &targets[..]
                && matches!(&**name, "_order_" | "__order__")
            {
                stmt.kind = StmtKind::Pass;
                continue;
            }
            if let [Expr { kind: ExprKind::Name(name), span }] = &targets[..]
                && matches!(&**name, "_ignore_")
            {
                pass.refuse(*span, "`_ignore_`");
            }
            if let ExprKind::Call { function, arguments } = &value.kind
                && pass.is(function, &["member", "nonmember"])
                && let [Argument { kind: ArgumentKind::Positional, value: given }] = &arguments[..]
            {
                *value = given.clone();
            }
            member_value(pass, enumeration, own_generator, &names, value, &mut values);
        }
        values.names.extend(names);
    }
}

/// Gives `auto()` its value.
fn member_value(
    pass: &mut Pass,
    enumeration: &Enumeration,
    own_generator: bool,
    names: &[Name],
    value: &mut Expr,
    values: &mut Values,
) {
    let [name] = names else {
        if !names.is_empty() {
            values.known = None;
        }
        return;
    };
    let is_auto = matches!(&value.kind, ExprKind::Call { function, arguments } if arguments.is_empty() && pass.is(function, &["auto"]));
    if !is_auto {
        match (literal(value), &mut values.known) {
            (Some(number), Some(known)) => known.push(number),
            _ => values.known = None,
        }
        return;
    }
    let at = value.span;
    if let Some(generator) = &enumeration.generator {
        let names = values.names.iter().map(|name| variable(pass, name, at)).collect();
        let so_far = Expr { kind: ExprKind::List(names), span: pass.place(at) };
        let name = string(pass, name, at);
        let count = number(pass, i64::try_from(values.names.len()).unwrap_or(i64::MAX), at);
        let class = variable(pass, generator, at);
        let text = if own_generator {
            "_generate_next_value_(provided_name, 1, provided_count, provided_values)"
        } else {
            "provided_class._generate_next_value_(provided_name, 1, provided_count, provided_values)"
        };
        let parts = [("name", &name), ("count", &count), ("values", &so_far), ("class", &class)];
        *value = quote::expression(pass, text, at, &parts);
        values.known = None;
        return;
    }
    if enumeration.is_string {
        *value = string(pass, &name.to_lowercase(), at);
        return;
    }
    let next = values.known.as_ref().and_then(|known| match known.iter().max() {
        None => Some(1),
        Some(largest) if enumeration.is_flag => {
            u64::try_from(*largest).ok().and_then(|largest| match largest.checked_ilog2() {
                None => Some(1),
                Some(bit) => 1_i64.checked_shl(bit + 1).filter(|next| *next > 0),
            })
        }
        Some(largest) => largest.checked_add(1),
    });
    if let Some(next) = next {
        *value = number(pass, next, at);
        values.known.iter_mut().for_each(|known| known.push(next));
        return;
    }
    values.known = None;
    let (part, text) = if enumeration.is_flag {
        ("next_bit", "provided_next_bit(provided_values)")
    } else {
        ("next", "provided_next(provided_values)")
    };
    pass.uses(part);
    let names = values.names.iter().map(|name| variable(pass, name, at)).collect();
    let so_far = Expr { kind: ExprKind::List(names), span: pass.place(at) };
    *value = quote::expression(pass, text, at, &[("values", &so_far)]);
}

fn variable(pass: &mut Pass, name: &Name, at: Span) -> Expr {
    Expr { kind: ExprKind::Name(Rc::clone(name)), span: pass.place(at) }
}

fn number(pass: &mut Pass, number: i64, at: Span) -> Expr {
    Expr { kind: ExprKind::Constant(Constant::Int(number.to_string().into())), span: pass.place(at) }
}

fn literal(value: &Expr) -> Option<i64> {
    match &value.kind {
        ExprKind::Constant(Constant::Int(digits)) => digits.parse().ok(),
        ExprKind::Unary { op: UnaryOp::Negative, operand } => literal(operand)?.checked_neg(),
        _ => None,
    }
}
