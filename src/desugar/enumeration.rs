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

use super::provided::Pass;
use super::quote::{self, own};
use crate::syntax::binding::{for_each_bound_name, for_each_target};
use crate::syntax::{
    Argument, ArgumentKind, ClassDef, CompareOp, Constant, Expr, ExprKind, Name, Params, Span, Stmt,
    StmtKind, UnaryOp, leaf_targets,
};
use std::collections::HashMap;
use std::rc::Rc;

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
/// What a class may say of how bits are taken that are no member's, and what of the library is for it.
const BOUNDARIES: [(&str, &str); 4] =
    [("STRICT", "if_strict"), ("CONFORM", "if_conform"), ("EJECT", "if_eject"), ("KEEP", "if_keep")];

/// The enumerations of a module.
#[derive(Default)]
pub(super) struct Enumerations {
    /// The scopes around what is being rewritten, innermost last.
    scopes: Vec<Scope>,
}

/// What names mean in a scope.
#[derive(Default)]
struct Scope {
    names: HashMap<Name, Meaning>,
    /// Functions in it do not see its names.
    is_class: bool,
}

enum Meaning {
    Enumeration(Enumeration),
    /// A class whose instances are made without a method of the program.
    Plain,
    /// Anything else, or more than one thing.
    Other,
}

#[derive(Clone, Default)]
struct Enumeration {
    members: Vec<Name>,
    is_flag: bool,
    is_int: bool,
    is_string: bool,
    /// The class that says what `auto()` is, if one does.
    generator: Option<Name>,
    has_init: bool,
    has_missing: bool,
}

/// Whether a name of the module `enum` is a class to derive from.
pub(super) fn is_kind(name: &str) -> bool {
    KINDS.iter().any(|(kind, _)| *kind == name)
}

/// Enters the scope of a module, a class, or a function and its parameters.
pub(super) fn enter(pass: &mut Pass, params: Option<&Params>, body: &[Stmt], is_class: bool) {
    pass.enumerations.scopes.push(Scope { names: HashMap::new(), is_class });
    if let Some(params) = params {
        let lists = [&params.positional_only[..], &params.positional, &params.keyword_only];
        for param in lists.into_iter().flatten().chain(&params.star).chain(&params.double_star) {
            bind(pass, &param.name.name, Meaning::Other);
        }
    }
    for stmt in body {
        stmt.walk(&mut |stmt| match &stmt.kind {
            StmtKind::ClassDef(def) => {
                let meaning = match read(pass, def) {
                    Some(enumeration) => Meaning::Enumeration(enumeration),
                    None if makes_plain_objects(pass, def) => Meaning::Plain,
                    None => Meaning::Other,
                };
                bind(pass, &def.name.name, meaning);
            }
            _ => for_each_bound_name(stmt, &mut |name| bind(pass, &name, Meaning::Other)),
        });
    }
    // What an inner function declares global or nonlocal it may bind.
    declared(body, &mut |name| {
        if let Some(meaning) = pass.enumerations.scopes.last_mut().and_then(|scope| scope.names.get_mut(name))
        {
            *meaning = Meaning::Other;
        }
    });
}

/// Calls `visit` with the names that functions in a body declare global or nonlocal.
fn declared(body: &[Stmt], visit: &mut dyn FnMut(&Name)) {
    for stmt in body {
        stmt.walk(&mut |stmt| match &stmt.kind {
            StmtKind::Global(names) | StmtKind::Nonlocal(names) => {
                names.iter().for_each(|name| visit(&name.name));
            }
            StmtKind::FunctionDef(def) => declared(&def.body, visit),
            StmtKind::ClassDef(def) => declared(&def.body, visit),
            _ => {}
        });
    }
}

/// Leaves the innermost scope.
pub(super) fn leave(pass: &mut Pass) {
    pass.enumerations.scopes.pop();
}

fn bind(pass: &mut Pass, name: &Name, meaning: Meaning) {
    if let Some(scope) = pass.enumerations.scopes.last_mut() {
        scope.names.entry(Rc::clone(name)).and_modify(|meaning| *meaning = Meaning::Other).or_insert(meaning);
    }
}

impl Enumerations {
    /// What a name means; none for one that the module does not bind.
    fn meaning(&self, name: &Name) -> Option<&Meaning> {
        let (innermost, around) = self.scopes.split_last()?;
        let seen = around.iter().rev().filter(|scope| !scope.is_class);
        std::iter::once(innermost).chain(seen).find_map(|scope| scope.names.get(name))
    }

    fn enumeration(&self, name: &Name) -> Option<&Enumeration> {
        match self.meaning(name) {
            Some(Meaning::Enumeration(enumeration)) => Some(enumeration),
            Some(Meaning::Plain | Meaning::Other) | None => None,
        }
    }

    fn is_plain(&self, name: &Name) -> bool {
        matches!(self.meaning(name), Some(Meaning::Plain))
    }
}

fn makes_plain_objects(pass: &Pass, def: &ClassDef) -> bool {
    let is_plain = |base: &Argument| match &base.value.kind {
        ExprKind::Name(name) => &**name == "object" || pass.enumerations.is_plain(name),
        _ => false,
    };
    def.decorators.is_empty()
        && def.arguments.iter().all(is_plain)
        && !def.body.iter().any(|stmt| match &stmt.kind {
            StmtKind::FunctionDef(method) => matches!(&*method.name.name, "__init__" | "__new__"),
            _ => false,
        })
}

/// What an enumeration is, by its bases and its body; none for a class that is none.
fn read(pass: &Pass, def: &ClassDef) -> Option<Enumeration> {
    let mut enumeration: Option<Enumeration> = None;
    for base in &def.arguments {
        if let Some(kind) = pass.entity(&base.value).filter(|name| is_kind(name)) {
            let of = enumeration.get_or_insert_default();
            of.is_flag |= kind.ends_with("Flag");
            of.is_int |= kind.starts_with("Int");
            of.is_string |= &*kind == "StrEnum";
        } else if let ExprKind::Name(name) = &base.value.kind
            && let Some(inherited) = pass.enumerations.enumeration(name)
        {
            enumeration = Some(inherited.clone());
        }
    }
    let mut enumeration = enumeration?;
    enumeration.is_int |= def.arguments.iter().any(
        |base| matches!(&base.value.kind, ExprKind::Name(name) if &**name == "int" && pass.enumerations.meaning(name).is_none()),
    );
    enumeration.members = def.body.iter().flat_map(|stmt| members_of(pass, stmt)).collect();
    for stmt in &def.body {
        if let StmtKind::FunctionDef(method) = &stmt.kind {
            match &*method.name.name {
                "_generate_next_value_" => enumeration.generator = Some(Rc::clone(&def.name.name)),
                "__init__" => enumeration.has_init = true,
                "_missing_" => enumeration.has_missing = true,
                _ => {}
            }
        }
    }
    Some(enumeration)
}

/// Whether a class is an enumeration.
pub(super) fn is_one(pass: &Pass, def: &ClassDef) -> bool {
    read(pass, def).is_some()
}

/// The names of members that a statement of the body binds.
fn members_of(pass: &Pass, stmt: &Stmt) -> Vec<Name> {
    let mut names = Vec::new();
    let (targets, value) = match &stmt.kind {
        StmtKind::Assign { targets, value } => (&targets[..], value),
        StmtKind::AnnAssign { target, value: Some(value), .. } => (std::slice::from_ref(target), value),
        _ => return names,
    };
    if is_no_member(pass, value) {
        return names;
    }
    for target in targets {
        leaf_targets(target, &mut |target| {
            if let ExprKind::Name(name) = &target.kind
                && !is_reserved(name)
            {
                names.push(Rc::clone(name));
            }
        });
    }
    names
}

/// Names of CPython's own, with an underscore at both ends, and private ones.
fn is_reserved(name: &str) -> bool {
    name.starts_with('_') && (name.ends_with('_') || name.starts_with("__"))
}

/// Values that are methods or say that they are no member.
fn is_no_member(pass: &Pass, value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Lambda(_) => true,
        ExprKind::Call { function, .. } => {
            pass.is(function, &["nonmember"])
                || matches!(&function.kind, ExprKind::Name(name) if matches!(&**name, "staticmethod" | "classmethod" | "property"))
        }
        _ => false,
    }
}

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
pub(super) fn statement(pass: &mut Pass, stmt: &mut Stmt) {
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
pub(super) fn expression(pass: &mut Pass, expr: &mut Expr) {
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
