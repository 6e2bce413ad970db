//! `@dataclass`, written out: the methods that CPython makes of the fields (`Lib/dataclasses.py`).
//!
//! ```text
//! @dataclass                              class P:
//! class P:                                    x: int
//!     x: int                                  tags: list
//!     tags: list = field(default_factory=list)    __match_args__ = ("x", "tags")
//!                                             def __init__(self, x: int, tags=...):
//!                                                 self.x = x
//!                                                 self.tags = list() if tags is ... else tags
//!                                             def __repr__(self): …
//!                                             def __eq__(self, other): …
//! ```
//!
//! A method that the class defines itself is left as it is. A field's default is a class attribute, and the default of
//! the parameter; `...` given where there is a `default_factory` means that nothing is given.

use super::provided::Pass;
use super::quote::Quoting as _;
use crate::syntax::{
    Argument, ArgumentKind, BinaryOp, ClassDef, CompareOp, Constant, Conversion, Expr, ExprKind, FStringPart,
    FunctionDef, Ident, Name, Param, Params, Span, Stmt, StmtKind,
};
use std::rc::Rc;

/// A data class, for those that derive from it.
#[derive(Clone)]
pub(super) struct DataClass {
    fields: Vec<Field>,
    has_post_init: bool,
}

#[derive(Clone)]
struct Field {
    name: Ident,
    annotation: Expr,
    default: Default,
    init: bool,
    repr: bool,
    compare: bool,
    keyword_only: bool,
    /// Given to `__init__` and `__post_init__` only.
    init_only: bool,
}

#[derive(Clone)]
enum Default {
    None,
    Value(Expr),
    Factory(Expr),
}

/// What the decorator asks for.
struct Options {
    init: bool,
    repr: bool,
    eq: bool,
    order: bool,
    frozen: bool,
    keyword_only: bool,
    unsafe_hash: bool,
    match_args: bool,
}

/// Writes the methods of a data class into its body.
pub(super) fn write_out(pass: &mut Pass, def: &mut ClassDef, decorator: &Expr) {
    let options = options(pass, decorator);
    let mut fields: Vec<Field> = Vec::new();
    let mut has_post_init = false;
    for base in &def.arguments {
        if let ExprKind::Name(name) = &base.value.kind
            && let Some(inherited) = pass.data_classes.get(name)
        {
            has_post_init |= inherited.has_post_init;
            inherited.fields.iter().for_each(|field| add(&mut fields, field.clone()));
        }
    }
    own_fields(pass, def, &options, &mut fields);
    let defined: Vec<Name> = def
        .body
        .iter()
        .filter_map(|stmt| match &stmt.kind {
            StmtKind::FunctionDef(method) => Some(Rc::clone(&method.name.name)),
            _ => None,
        })
        .collect();
    has_post_init |= defined.iter().any(|name| &**name == "__post_init__");
    let mut writer = Writer { pass, at: def.name.span, fields: &fields, frozen: options.frozen };
    let mut made = Vec::new();
    let names = |keep: &dyn Fn(&Field) -> bool| -> Vec<Name> {
        fields.iter().filter(|field| keep(field)).map(|field| Rc::clone(&field.name.name)).collect()
    };
    let all = names(&|field| !field.init_only);
    let matched = names(&|field| field.init && !field.keyword_only);
    let later = names(&|field| !field.init && !field.init_only);
    if options.match_args && matched == all {
        made.push(writer.names(&["__dataclass_fields__", "__match_args__"], &all));
    } else {
        made.push(writer.names(&["__dataclass_fields__"], &all));
        if options.match_args {
            made.push(writer.names(&["__match_args__"], &matched));
        }
    }
    if !later.is_empty() {
        made.push(writer.names(&["__dataclass_later__"], &later));
    }
    if options.init {
        made.push(writer.init(has_post_init));
    }
    if options.repr {
        made.push(writer.repr());
    }
    if options.eq {
        made.push(writer.comparison("__eq__", CompareOp::Eq));
    }
    if options.order {
        for (name, op) in [
            ("__lt__", CompareOp::Lt),
            ("__le__", CompareOp::Le),
            ("__gt__", CompareOp::Gt),
            ("__ge__", CompareOp::Ge),
        ] {
            made.push(writer.comparison(name, op));
        }
    }
    if options.unsafe_hash || (options.eq && options.frozen) {
        made.push(writer.hash());
    }
    if options.frozen {
        made.push(writer.frozen("__setattr__", "cannot assign to field "));
        made.push(writer.frozen("__delattr__", "cannot delete field "));
    }
    made.retain(|stmt| match &stmt.kind {
        StmtKind::FunctionDef(method) => !defined.contains(&method.name.name),
        _ => true,
    });
    def.body.extend(made);
    pass.data_classes.insert(Rc::clone(&def.name.name), DataClass { fields, has_post_init });
}

/// A field of a name that is there already takes its place.
fn add(fields: &mut Vec<Field>, field: Field) {
    match fields.iter_mut().find(|other| other.name.name == field.name.name) {
        Some(other) => *other = field,
        None => fields.push(field),
    }
}

fn truth(expr: &Expr) -> Option<bool> {
    match &expr.kind {
        ExprKind::Constant(Constant::Bool(value)) => Some(*value),
        _ => None,
    }
}

fn options(pass: &mut Pass, decorator: &Expr) -> Options {
    let mut options = Options {
        init: true,
        repr: true,
        eq: true,
        order: false,
        frozen: false,
        keyword_only: false,
        unsafe_hash: false,
        match_args: true,
    };
    let ExprKind::Call { arguments, .. } = &decorator.kind else { return options };
    for argument in arguments {
        let (ArgumentKind::Keyword(name), Some(value)) = (&argument.kind, truth(&argument.value)) else {
            pass.refuse(argument.value.span, "this option of `dataclass`");
            continue;
        };
        match &*name.name {
            "init" => options.init = value,
            "repr" => options.repr = value,
            "eq" => options.eq = value,
            "order" => options.order = value,
            "frozen" => options.frozen = value,
            "kw_only" => options.keyword_only = value,
            "unsafe_hash" => options.unsafe_hash = value,
            "match_args" => options.match_args = value,
            // How attributes are held is the compiler's affair.
            "slots" => {}
            _ => pass.refuse(name.span, "this option of `dataclass`"),
        }
    }
    options
}

/// Reads the fields from the body of the class, and leaves of each what stays there: a default, as class attribute.
fn own_fields(pass: &mut Pass, def: &mut ClassDef, options: &Options, fields: &mut Vec<Field>) {
    let mut keyword_only = options.keyword_only;
    for stmt in &mut def.body {
        let StmtKind::AnnAssign { target, annotation, value, .. } = &mut stmt.kind else { continue };
        let ExprKind::Name(name) = &target.kind else { continue };
        let (outer, inner) = match &annotation.kind {
            ExprKind::Subscript { value, index } => (&**value, Some(&**index)),
            _ => (&*annotation, None),
        };
        let kind = pass.entity(outer);
        match kind.as_deref() {
            Some("ClassVar") => continue,
            Some("KW_ONLY") => {
                keyword_only = true;
                stmt.kind = StmtKind::Pass;
                continue;
            }
            _ => {}
        }
        let init_only = kind.as_deref() == Some("InitVar");
        let mut field = Field {
            name: Ident { name: Rc::clone(name), span: target.span },
            annotation: if init_only { inner.unwrap_or(outer).clone() } else { annotation.clone() },
            default: Default::None,
            init: true,
            repr: !init_only,
            compare: !init_only,
            keyword_only,
            init_only,
        };
        match value.take() {
            Some(Expr { kind: ExprKind::Call { function, arguments }, .. })
                if pass.entity(&function).as_deref() == Some("field") =>
            {
                read_field(pass, &mut field, arguments);
            }
            Some(default) => field.default = Default::Value(default),
            None => {}
        }
        if let Default::Value(default) = &field.default {
            *value = Some(default.clone());
        }
        if init_only {
            // It is no attribute of instances.
            let span = target.span;
            stmt.kind = match &field.default {
                Default::Value(default) => {
                    let targets = vec![Expr { kind: ExprKind::Name(Rc::clone(name)), span }];
                    StmtKind::Assign { targets, value: default.clone() }
                }
                Default::None | Default::Factory(_) => StmtKind::Pass,
            };
        }
        add(fields, field);
    }
}

fn read_field(pass: &mut Pass, field: &mut Field, arguments: Vec<Argument>) {
    for argument in arguments {
        let ArgumentKind::Keyword(name) = &argument.kind else {
            pass.refuse(argument.value.span, "this argument of `field`");
            continue;
        };
        match (&*name.name, truth(&argument.value)) {
            ("default", _) => field.default = Default::Value(argument.value),
            ("default_factory", _) => field.default = Default::Factory(argument.value),
            ("init", Some(value)) => field.init = value,
            ("repr", Some(value)) => field.repr = value,
            ("compare", Some(value)) => field.compare = value,
            ("kw_only", Some(value)) => field.keyword_only = value,
            // Nothing of the program sees it.
            ("metadata", _) => {}
            _ => pass.refuse(name.span, "this argument of `field`"),
        }
    }
}

/// Writes methods; every expression gets a place of its own.
struct Writer<'a> {
    pass: &'a mut Pass,
    at: Span,
    fields: &'a [Field],
    frozen: bool,
}

impl Writer<'_> {
    fn expr(&mut self, kind: ExprKind) -> Expr {
        Expr { kind, span: self.pass.place(self.at) }
    }

    fn stmt(&mut self, kind: StmtKind) -> Stmt {
        Stmt { kind, span: self.pass.place(self.at) }
    }

    fn ident(&self, name: &str) -> Ident {
        Ident { name: name.into(), span: self.at }
    }

    fn name(&mut self, name: &str) -> Expr {
        self.expr(ExprKind::Name(name.into()))
    }

    fn string(&mut self, text: &str) -> Expr {
        self.expr(ExprKind::Constant(Constant::Str(text.into())))
    }

    fn attribute(&mut self, object: &str, attribute: &str) -> Expr {
        let value = Box::new(self.name(object));
        let attribute = self.ident(attribute);
        self.expr(ExprKind::Attribute { value, attribute })
    }

    fn call(&mut self, function: Expr, arguments: Vec<Expr>) -> Expr {
        let positional = |value| Argument { kind: ArgumentKind::Positional, value };
        let arguments = arguments.into_iter().map(positional).collect();
        self.expr(ExprKind::Call { function: Box::new(function), arguments })
    }

    fn compare(&mut self, left: Expr, op: CompareOp, right: Expr) -> Expr {
        self.expr(ExprKind::Compare { left: Box::new(left), rest: vec![(op, right)] })
    }

    fn method(&mut self, name: &str, params: Params, body: Vec<Stmt>) -> Stmt {
        let span = self.pass.place(self.at);
        let def = FunctionDef {
            name: self.ident(name),
            is_async: false,
            decorators: Vec::new(),
            type_params: Vec::new(),
            params,
            returns: None,
            body,
            span,
        };
        self.stmt(StmtKind::FunctionDef(Rc::new(def)))
    }

    fn params(&self, names: &[&str]) -> Params {
        let param = |name: &&str| Param { name: self.ident(name), annotation: None, default: None };
        Params { positional: names.iter().map(param).collect(), ..Params::default() }
    }

    /// Class attributes that hold names of fields.
    fn names(&mut self, attributes: &[&str], names: &[Name]) -> Stmt {
        let items = names.iter().map(|name| self.string(name)).collect();
        let value = self.expr(ExprKind::Tuple(items));
        let targets = attributes.iter().map(|attribute| self.name(attribute)).collect();
        self.stmt(StmtKind::Assign { targets, value })
    }

    fn init(&mut self, has_post_init: bool) -> Stmt {
        let mut params = self.params(&["self"]);
        let mut body = Vec::new();
        for field in self.fields {
            let name = Rc::clone(&field.name.name);
            if field.init {
                let (annotation, default) = match &field.default {
                    Default::None => (Some(field.annotation.clone()), None),
                    Default::Value(value) => {
                        // What is no literal was evaluated for the class attribute.
                        let literal = matches!(value.kind, ExprKind::Constant(_));
                        let default = if literal { value.clone() } else { self.name(&name) };
                        (Some(field.annotation.clone()), Some(default))
                    }
                    Default::Factory(_) => (None, Some(self.expr(ExprKind::Constant(Constant::Ellipsis)))),
                };
                let param = Param { name: field.name.clone(), annotation, default };
                if field.keyword_only { &mut params.keyword_only } else { &mut params.positional }
                    .push(param);
            }
            let value = match (&field.default, field.init) {
                (Default::Factory(factory), init) => {
                    let made = self.call(factory.clone(), Vec::new());
                    if init {
                        let (given, missing) =
                            (self.name(&name), self.expr(ExprKind::Constant(Constant::Ellipsis)));
                        let test = self.compare(given, CompareOp::Is, missing);
                        let given = self.name(&name);
                        self.expr(ExprKind::If {
                            test: Box::new(test),
                            body: Box::new(made),
                            orelse: Box::new(given),
                        })
                    } else {
                        made
                    }
                }
                (_, true) if !field.init_only => self.name(&name),
                // A class attribute, or set by `__post_init__`.
                _ => continue,
            };
            body.push(self.set(&name, value));
        }
        if has_post_init {
            let function = self.attribute("self", "__post_init__");
            let given: Vec<Name> = self
                .fields
                .iter()
                .filter(|field| field.init_only)
                .map(|field| Rc::clone(&field.name.name))
                .collect();
            let arguments = given.iter().map(|name| self.name(name)).collect();
            let call = self.call(function, arguments);
            body.push(self.stmt(StmtKind::Expr(call)));
        }
        if body.is_empty() {
            body.push(self.stmt(StmtKind::Pass));
        }
        self.method("__init__", params, body)
    }

    fn set(&mut self, name: &Name, value: Expr) -> Stmt {
        if self.frozen {
            let function = self.attribute("object", "__setattr__");
            let arguments = vec![self.name("self"), self.string(name), value];
            let call = self.call(function, arguments);
            return self.stmt(StmtKind::Expr(call));
        }
        let targets = vec![self.attribute("self", name)];
        self.stmt(StmtKind::Assign { targets, value })
    }

    fn repr(&mut self) -> Stmt {
        let class = Box::new(self.attribute("self", "__class__"));
        let attribute = self.ident("__name__");
        let name = self.expr(ExprKind::Attribute { value: class, attribute });
        let field = |value, conversion| FStringPart::Field { value, debug: None, conversion, spec: None };
        let mut parts = vec![field(name, None)];
        let mut before = "(".to_owned();
        for shown in self.fields.iter().filter(|field| field.repr) {
            parts.push(FStringPart::Literal(format!("{before}{}=", shown.name.name).into()));
            let value = self.attribute("self", &shown.name.name);
            parts.push(field(value, Some(Conversion::Repr)));
            before = ", ".to_owned();
        }
        let end = if before == "(" { "()" } else { ")" };
        parts.push(FStringPart::Literal(end.into()));
        let text = self.expr(ExprKind::FString(parts));
        let body = vec![self.stmt(StmtKind::Return(Some(text)))];
        let params = self.params(&["self"]);
        self.method("__repr__", params, body)
    }

    fn fields_of(&mut self, object: &str) -> Expr {
        let names: Vec<Name> = self
            .fields
            .iter()
            .filter(|field| field.compare)
            .map(|field| Rc::clone(&field.name.name))
            .collect();
        let items = names.iter().map(|name| self.attribute(object, name)).collect();
        self.expr(ExprKind::Tuple(items))
    }

    fn comparison(&mut self, name: &str, op: CompareOp) -> Stmt {
        let (theirs, own) = (self.attribute("other", "__class__"), self.attribute("self", "__class__"));
        let test = self.compare(theirs, CompareOp::Is, own);
        let (a, b) = (self.fields_of("self"), self.fields_of("other"));
        let result = self.compare(a, op, b);
        let answer = self.stmt(StmtKind::Return(Some(result)));
        let no_answer = self.name("NotImplemented");
        let body = vec![
            self.stmt(StmtKind::If { test, body: vec![answer], orelse: Vec::new() }),
            self.stmt(StmtKind::Return(Some(no_answer))),
        ];
        let params = self.params(&["self", "other"]);
        self.method(name, params, body)
    }

    fn hash(&mut self) -> Stmt {
        let fields = self.fields_of("self");
        let function = self.name("hash");
        let value = self.call(function, vec![fields]);
        let body = vec![self.stmt(StmtKind::Return(Some(value)))];
        let params = self.params(&["self"]);
        self.method("__hash__", params, body)
    }

    /// What refuses a change, with CPython's words; its error is an `AttributeError` too.
    fn frozen(&mut self, name: &str, what: &str) -> Stmt {
        let (text, of) = (self.string(what), self.name("name"));
        let function = self.name("repr");
        let of = self.call(function, vec![of]);
        let text =
            self.expr(ExprKind::Binary { left: Box::new(text), op: BinaryOp::Add, right: Box::new(of) });
        let class = self.name("AttributeError");
        let exception = Some(self.call(class, vec![text]));
        let body = vec![self.stmt(StmtKind::Raise { exception, cause: None })];
        let names: &[&str] =
            if name == "__setattr__" { &["self", "name", "value"] } else { &["self", "name"] };
        let params = self.params(names);
        self.method(name, params, body)
    }
}
