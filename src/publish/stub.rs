//! The interface of a module as a stub, for editors and type checkers: signatures and types, no code.
//!
//! In: the source, and what the checker found out about it. Out: the text of the `.pyi` file.
//!
//! ```text
//! LIMIT = const(8)                        LIMIT: int
//! class Motor:                            class Motor:
//!     def __init__(self, pin: int):           pin: int
//!         self.pin = pin                      def __init__(self, pin: int) -> None: ...
//! ```
//!
//! Annotations, bases, decorators and simple defaults are the source's own words. What has no annotation has the type that the
//! checker knows, or none. Statements are taken out of `if`, `try` and loops: there the first binding of a name counts, elsewhere the last
//! one. Imports stay that something in the stub needs; those of a package's `__init__` from its own modules are given on
//! (typing specification, "Distributing type information", "Import conventions").

use crate::desugar::{Known, desugar};
use crate::diagnostics::Diagnostic;
use crate::syntax::{
    self, Alias, Argument, ArgumentKind, ClassDef, Constant, Expr, ExprKind, FunctionDef, ImportNames,
    Module, Name, Param, SourceFile, Stmt, StmtKind, TypeParam, TypeParamKind, UnaryOp,
};
use crate::types::{self, Program, Type};
use indexmap::IndexMap;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::rc::Rc;

/// What stands for any type in a stub. Its own name, so that no name of the module's is taken.
const ANY: &str = "_Any";

/// The built-in classes that may be given another name, `Word = int`, or parameters.
const BUILTIN_TYPES: [&str; 14] = [
    "int",
    "float",
    "bool",
    "str",
    "bytes",
    "bytearray",
    "memoryview",
    "complex",
    "list",
    "dict",
    "set",
    "frozenset",
    "tuple",
    "type",
];

/// Functions whose result is a type, so that a call of them stays as it is.
const MAKE_TYPES: [&str; 7] =
    ["TypeVar", "ParamSpec", "TypeVarTuple", "NewType", "namedtuple", "NamedTuple", "TypedDict"];

/// The bases that make a class an enumeration, whose members have values and no types.
const ENUMERATIONS: [&str; 5] = ["Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"];

/// The stub of a module; `is_init` for the `__init__` of a package.
///
/// # Errors
/// What keeps the source from being compiled.
pub fn stub(source: &Rc<SourceFile>, known: &Known, is_init: bool) -> Result<String, Vec<Diagnostic>> {
    let tree = syntax::parse(Rc::clone(source))?;
    let mut plain = tree.clone();
    desugar(&mut plain, known)?;
    let (program, _) = types::check(&plain);
    let mut writer =
        Writer { program: &program, source, is_init, imports: IndexMap::new(), types: BTreeSet::new() };
    writer.find_types(&tree);
    Ok(writer.module(&tree))
}

/// What a name of a module or class is in the stub.
enum Entry {
    /// A variable without annotation, and the type of what it was given first.
    Variable(String),
    /// Anything else: its lines.
    Text(Vec<String>),
    /// A function of several definitions, as overloads and the parts of properties are.
    Several(Vec<String>),
}

type Entries = IndexMap<Name, Entry>;

struct Writer<'a> {
    program: &'a Program<'a>,
    source: &'a SourceFile,
    is_init: bool,
    /// What each imported name is imported by, and whether the stub gives it on.
    imports: IndexMap<Name, (String, bool)>,
    /// The names of classes and of what `typing` has, which may stand for types.
    types: BTreeSet<Name>,
}

/// Where a statement stands.
#[derive(Clone, Copy)]
struct Place {
    /// In the body of a class.
    in_class: bool,
    /// In the body of an enumeration.
    in_enumeration: bool,
    /// It may not run.
    conditional: bool,
}

impl Writer<'_> {
    /// Finds the names that stand for types.
    fn find_types(&mut self, tree: &Module) {
        for stmt in &tree.body {
            stmt.walk(&mut |stmt| match &stmt.kind {
                StmtKind::ClassDef(def) => {
                    self.types.insert(Rc::clone(&def.name.name));
                }
                StmtKind::ImportFrom { module: Some(module), names: ImportNames::Names(names), .. }
                    if matches!(&*module.name, "typing" | "typing_extensions" | "collections.abc") =>
                {
                    self.types.extend(names.iter().map(|alias| Rc::clone(&bound(alias).name)));
                }
                _ => {}
            });
        }
        self.types.extend(BUILTIN_TYPES.map(Name::from));
    }

    fn module(&mut self, tree: &Module) -> String {
        let mut entries = Entries::new();
        let place = Place { in_class: false, in_enumeration: false, conditional: false };
        self.body(&tree.body, place, &mut entries);
        let lines = lines(entries);
        let mut text = String::new();
        let used: BTreeSet<&str> =
            lines.iter().flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_')).collect();
        let imports: BTreeSet<&str> = self
            .imports
            .iter()
            .filter(|(name, (_, is_given_on))| *is_given_on || used.contains(&***name))
            .map(|(_, (line, _))| line.as_str())
            .collect();
        if used.contains(ANY) {
            let _ = writeln!(text, "from typing import Any as {ANY}");
        }
        for line in &imports {
            let _ = writeln!(text, "{line}");
        }
        if !text.is_empty() && !lines.is_empty() {
            text.push('\n');
        }
        for line in lines {
            let _ = writeln!(text, "{line}");
        }
        text
    }

    fn body(&mut self, body: &[Stmt], place: Place, entries: &mut Entries) {
        for stmt in body {
            self.statement(stmt, place, entries);
        }
    }

    fn statement(&mut self, stmt: &Stmt, place: Place, entries: &mut Entries) {
        let inside = Place { conditional: true, ..place };
        match &stmt.kind {
            StmtKind::FunctionDef(def) => self.function(def, place, entries),
            StmtKind::ClassDef(def) => {
                let lines = self.class(def);
                declare(entries, &def.name.name, Entry::Text(lines), place.conditional);
            }
            StmtKind::AnnAssign { target, annotation, value, simple: true } => {
                if let ExprKind::Name(name) = &target.kind {
                    let line = self.annotated(name, annotation, value.as_ref(), place);
                    declare(entries, name, Entry::Text(vec![line]), place.conditional);
                }
            }
            StmtKind::Assign { targets, value } => {
                for target in targets {
                    self.assign(target, Some(value), place, entries);
                }
            }
            StmtKind::TypeAlias { name, .. } => {
                let lines = vec![self.verbatim(stmt.span)];
                declare(entries, &name.name, Entry::Text(lines), place.conditional);
            }
            StmtKind::Import(names) => names.iter().for_each(|alias| {
                let line = match &alias.alias {
                    Some(alias_name) => format!("import {} as {}", alias.name.name, alias_name.name),
                    None => format!("import {}", alias.name.name),
                };
                let name = &bound(alias).name;
                let name = name.split('.').next().unwrap_or(name).into();
                self.imports.entry(name).or_insert((line, false));
            }),
            StmtKind::ImportFrom { module, names, level } => self.import_from(module.as_ref(), names, *level),
            StmtKind::Delete(targets) => {
                for target in targets {
                    if let (ExprKind::Name(name), false) = (&target.kind, place.conditional) {
                        entries.shift_remove(name);
                    }
                }
            }
            // What only a program does that is run itself is no part of what is imported.
            StmtKind::If { test, orelse, .. } if is_main(test) => self.body(orelse, inside, entries),
            StmtKind::If { .. }
            | StmtKind::While { .. }
            | StmtKind::For { .. }
            | StmtKind::With { .. }
            | StmtKind::Try { .. }
            | StmtKind::Match { .. } => {
                for block in stmt.blocks() {
                    self.body(block, inside, entries);
                }
            }
            StmtKind::AnnAssign { .. }
            | StmtKind::AugAssign { .. }
            | StmtKind::Expr(_)
            | StmtKind::Pass
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Return(_)
            | StmtKind::Raise { .. }
            | StmtKind::Assert { .. }
            | StmtKind::Global(_)
            | StmtKind::Nonlocal(_) => {}
        }
    }

    fn import_from(&mut self, module: Option<&syntax::Ident>, names: &ImportNames, level: u32) {
        let from = format!(
            "from {}{}",
            ".".repeat(level as usize),
            module.map(|module| module.name.to_string()).unwrap_or_default()
        );
        // A stub's annotations are never evaluated.
        if from == "from __future__" {
            return;
        }
        match names {
            ImportNames::Star(_) => {
                let line = format!("{from} import *");
                self.imports.entry(line.as_str().into()).or_insert((line, true));
            }
            ImportNames::Names(names) => {
                for alias in names {
                    let bound = &bound(alias).name;
                    let is_given_on = self.is_init && level > 0;
                    let line = if is_given_on || alias.alias.is_some() {
                        format!("{from} import {} as {bound}", alias.name.name)
                    } else {
                        format!("{from} import {}", alias.name.name)
                    };
                    self.imports.entry(Rc::clone(bound)).or_insert((line, is_given_on));
                }
            }
        }
    }

    /// `name: annotation`, with its value where that says more.
    fn annotated(&mut self, name: &Name, annotation: &Expr, value: Option<&Expr>, place: Place) -> String {
        let said = self.verbatim(annotation.span);
        let Some(value) = value else { return format!("{name}: {said}") };
        let bare = said.rsplit('.').next().unwrap_or(&said);
        match bare {
            "TypeAlias" => return format!("{name}: {said} = {}", self.verbatim(value.span)),
            "Final" if is_simple(value) => return format!("{name}: {said} = {}", self.verbatim(value.span)),
            "Final" => return format!("{name}: {said}[{}]", self.type_of(value)),
            _ => {}
        }
        // Data classes and named tuples take what has a default for a parameter with one.
        match place.in_class {
            false => format!("{name}: {said}"),
            true if is_simple(value) || is_field(value) => {
                format!("{name}: {said} = {}", self.verbatim(value.span))
            }
            true => format!("{name}: {said} = ..."),
        }
    }

    /// An assignment without annotation.
    fn assign(&mut self, target: &Expr, value: Option<&Expr>, place: Place, entries: &mut Entries) {
        match &target.kind {
            ExprKind::Name(name) => {
                let entry = match value {
                    // The firmware's compiler keeps no such constants.
                    Some(value) if name.starts_with('_') && called(value) == Some("const") => return,
                    Some(value) if place.in_enumeration && !name.starts_with('_') => {
                        let value =
                            if is_simple(value) { self.verbatim(value.span) } else { "...".to_owned() };
                        Entry::Text(vec![format!("{name} = {value}")])
                    }
                    Some(value) if self.stays(name, value) => {
                        Entry::Text(vec![format!("{name} = {}", self.verbatim(value.span))])
                    }
                    Some(value) => Entry::Variable(self.type_of(value)),
                    None => Entry::Variable(ANY.into()),
                };
                declare(entries, name, entry, place.conditional);
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                let values = match value.map(|value| &value.kind) {
                    Some(ExprKind::Tuple(values) | ExprKind::List(values))
                        if values.len() == targets.len() && !values.iter().chain(targets).any(is_starred) =>
                    {
                        Some(values)
                    }
                    _ => None,
                };
                for (index, target) in targets.iter().enumerate() {
                    let value = values.and_then(|values| values.get(index));
                    self.assign(target, value, place, entries);
                }
            }
            ExprKind::Starred(inner) => self.assign(inner, None, place, entries),
            _ => {}
        }
    }

    /// Whether an assignment says by its value what the name means: an alias of a type, `__all__`.
    fn stays(&self, name: &Name, value: &Expr) -> bool {
        if matches!(&**name, "__all__" | "__slots__" | "__match_args__") {
            return match &value.kind {
                ExprKind::List(items) | ExprKind::Tuple(items) => items.iter().all(is_simple),
                _ => false,
            };
        }
        called(value).is_some_and(|name| MAKE_TYPES.contains(&name)) || self.is_type(value)
    }

    /// Whether an expression says a type.
    fn is_type(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Name(name) => self.types.contains(name),
            ExprKind::Subscript { value, .. } => self.is_type(value),
            ExprKind::Binary { left, op: syntax::BinaryOp::BitOr, right } => {
                let may_be = |side: &Expr| {
                    matches!(&side.kind, ExprKind::Constant(Constant::None)) || self.is_type(side)
                };
                may_be(left) && may_be(right)
            }
            ExprKind::Attribute { value, .. } => {
                matches!(&value.kind, ExprKind::Name(name) if &**name == "typing")
            }
            _ => false,
        }
    }

    fn function(&mut self, def: &FunctionDef, place: Place, entries: &mut Entries) {
        let decorators = types::decorators(def);
        let last = |expr: &Expr| match &expr.kind {
            ExprKind::Attribute { attribute, .. } => Some(attribute.name.to_string()),
            ExprKind::Name(name) => Some(name.to_string()),
            _ => None,
        };
        let is_part = decorators.iter().any(|decorator| {
            last(decorator).is_some_and(|name| matches!(&*name, "overload" | "setter" | "getter" | "deleter"))
        });
        let is_overload = decorators.iter().any(|decorator| last(decorator).as_deref() == Some("overload"));
        let info = self.program.function_of(def).and_then(|index| self.program.functions.get(index));
        let is_viper = info.is_some_and(|info| info.is_viper);
        let mut lines: Vec<String> =
            decorators.iter().map(|decorator| format!("@{}", self.verbatim(decorator.span))).collect();
        let returns = match &def.returns {
            Some(returns) => format!(" -> {}", self.annotation(returns, is_viper)),
            None if place.in_class && &*def.name.name == "__init__" => " -> None".to_owned(),
            None => String::new(),
        };
        lines.push(format!(
            "{}def {}{}({}){returns}: ...",
            if def.is_async { "async " } else { "" },
            def.name.name,
            self.type_params(&def.type_params),
            self.params(def, is_viper),
        ));
        match entries.get_mut(&def.name.name) {
            // The definition that the overloads are of.
            Some(Entry::Several(_)) if !is_part && decorators.is_empty() => {}
            Some(Entry::Several(before) | Entry::Text(before)) if is_part => {
                before.append(&mut lines);
            }
            _ if is_overload => {
                entries.insert(Rc::clone(&def.name.name), Entry::Several(lines));
            }
            _ => declare(entries, &def.name.name, Entry::Text(lines), place.conditional),
        }
    }

    fn params(&mut self, def: &FunctionDef, is_viper: bool) -> String {
        let params = &def.params;
        let mut all: Vec<String> = Vec::new();
        for param in &params.positional_only {
            all.push(self.param("", param, is_viper));
        }
        if !params.positional_only.is_empty() {
            all.push("/".into());
        }
        for param in &params.positional {
            all.push(self.param("", param, is_viper));
        }
        match &params.star {
            Some(star) => all.push(self.param("*", star, is_viper)),
            None if !params.keyword_only.is_empty() => all.push("*".into()),
            None => {}
        }
        for param in &params.keyword_only {
            all.push(self.param("", param, is_viper));
        }
        if let Some(double_star) = &params.double_star {
            all.push(self.param("**", double_star, is_viper));
        }
        all.join(", ")
    }

    fn param(&mut self, stars: &str, param: &Param, is_viper: bool) -> String {
        let mut text = format!("{stars}{}", param.name.name);
        if let Some(annotation) = &param.annotation {
            let _ = write!(text, ": {}", self.annotation(annotation, is_viper));
        }
        if let Some(default) = &param.default {
            let value = if is_simple(default) { self.verbatim(default.span) } else { "...".to_owned() };
            let equals = if param.annotation.is_some() { " = " } else { "=" };
            let _ = write!(text, "{equals}{value}");
        }
        text
    }

    /// An annotation. The machine's words of viper are ints to a caller, and what it points at is any buffer or address
    /// (MicroPython, `py/emitnative.c`, `emit_native_set_viper_types`).
    fn annotation(&mut self, annotation: &Expr, is_viper: bool) -> String {
        match (&annotation.kind, is_viper) {
            (ExprKind::Name(name), true) if &**name == "uint" => "int".into(),
            (ExprKind::Name(name), true) if matches!(&**name, "ptr" | "ptr8" | "ptr16" | "ptr32") => {
                ANY.into()
            }
            _ => self.verbatim(annotation.span),
        }
    }

    fn type_params(&self, params: &[TypeParam]) -> String {
        if params.is_empty() {
            return String::new();
        }
        let text = params.iter().map(|param| {
            let stars = match param.kind {
                TypeParamKind::TypeVar => "",
                TypeParamKind::TypeVarTuple => "*",
                TypeParamKind::ParamSpec => "**",
            };
            let part = |before: &str, expr: &Option<Expr>| {
                expr.as_ref().map(|expr| format!("{before}{}", self.verbatim(expr.span))).unwrap_or_default()
            };
            format!("{stars}{}{}{}", param.name.name, part(": ", &param.bound), part(" = ", &param.default))
        });
        format!("[{}]", text.collect::<Vec<_>>().join(", "))
    }

    fn class(&mut self, def: &ClassDef) -> Vec<String> {
        let mut lines: Vec<String> =
            def.decorators.iter().map(|decorator| format!("@{}", self.verbatim(decorator.span))).collect();
        let arguments: Vec<String> = def.arguments.iter().map(|argument| self.argument(argument)).collect();
        let arguments =
            if arguments.is_empty() { String::new() } else { format!("({})", arguments.join(", ")) };
        let head = format!("class {}{}{arguments}:", def.name.name, self.type_params(&def.type_params));
        let in_enumeration = def
            .arguments
            .iter()
            .any(|argument| matches!(last_name(&argument.value), Some(name) if ENUMERATIONS.contains(&name)));
        let mut entries = Entries::new();
        let place = Place { in_class: true, in_enumeration, conditional: false };
        self.body(&def.body, place, &mut entries);
        let mut body = self.fields(def, &entries);
        body.extend(self::lines(entries));
        if body.is_empty() {
            lines.push(format!("{head} ..."));
        } else {
            lines.push(head);
            lines.extend(body.iter().map(|line| format!("    {line}")));
        }
        lines
    }

    fn argument(&self, argument: &Argument) -> String {
        let value = self.verbatim(argument.value.span);
        match &argument.kind {
            ArgumentKind::Positional => value,
            ArgumentKind::Star => format!("*{value}"),
            ArgumentKind::Keyword(name) => format!("{}={value}", name.name),
            ArgumentKind::DoubleStar => format!("**{value}"),
        }
    }

    /// The fields that methods give an instance and that the class's body does not declare.
    fn fields(&mut self, def: &ClassDef, declared: &Entries) -> Vec<String> {
        let mut found: IndexMap<Name, (String, bool)> = IndexMap::new();
        for method in &def.body {
            let StmtKind::FunctionDef(method) = &method.kind else { continue };
            let params = &method.params;
            let Some(this) = params.positional_only.first().or(params.positional.first()) else { continue };
            let is_static = method
                .decorators
                .iter()
                .any(|decorator| matches!(last_name(decorator), Some("staticmethod" | "classmethod")));
            if is_static {
                continue;
            }
            let is_field = |target: &Expr| match &target.kind {
                ExprKind::Attribute { value, attribute } => {
                    let is_own = matches!(&value.kind, ExprKind::Name(name) if *name == this.name.name);
                    is_own.then(|| Rc::clone(&attribute.name))
                }
                _ => None,
            };
            for stmt in &method.body {
                stmt.walk(&mut |stmt| match &stmt.kind {
                    StmtKind::AnnAssign { target, annotation, value, .. } => {
                        let Some(name) = is_field(target) else { return };
                        let said = self.verbatim(annotation.span);
                        let ty = match (said.rsplit('.').next(), value) {
                            (Some("Final"), Some(value)) => self.value_type(method, value),
                            _ => said,
                        };
                        found.insert(name, (ty, true));
                    }
                    StmtKind::Assign { targets, value } => {
                        for target in targets {
                            syntax::leaf_targets(target, &mut |leaf| {
                                let Some(name) = is_field(leaf) else { return };
                                // Of a tuple's parts nothing is known here.
                                let ty = if std::ptr::eq(leaf, target) {
                                    self.value_type(method, value)
                                } else {
                                    ANY.to_owned()
                                };
                                let entry = found.entry(name).or_insert((ty.clone(), false));
                                if !entry.1 && entry.0 != ty {
                                    entry.0 = ANY.into();
                                }
                            });
                        }
                    }
                    _ => {}
                });
            }
        }
        let fields = found.into_iter().filter(|(name, _)| !declared.contains_key(name));
        fields.map(|(name, (ty, _))| format!("{name}: {ty}")).collect()
    }

    /// The type of a value in a method: of a parameter, as it is annotated.
    fn value_type(&self, method: &FunctionDef, value: &Expr) -> String {
        if let ExprKind::Name(name) = &value.kind {
            let param = method.params.each().find(|param| param.name.name == *name);
            let is_plain = |param: &&Param| {
                let stars = [&method.params.star, &method.params.double_star];
                !stars.into_iter().flatten().any(|star| star.name.name == param.name.name)
            };
            if let Some(annotation) = param.filter(is_plain).and_then(|param| param.annotation.as_ref()) {
                return self.verbatim(annotation.span);
            }
        }
        self.type_of(value)
    }

    /// The type of a value, as an annotation.
    fn type_of(&self, value: &Expr) -> String {
        if called(value) == Some("const") {
            if let ExprKind::Call { arguments, .. } = &value.kind {
                if let [argument] = arguments.as_slice() {
                    return self.type_of(&argument.value);
                }
            }
        }
        match self.text(&self.program.types.get(value)) {
            // What is folded away has left no type.
            text if text == ANY => literal_type(value).map_or(text, str::to_owned),
            text => text,
        }
    }

    fn text(&self, ty: &Type) -> String {
        let class = |index: &usize| {
            let class = self.program.classes.get(*index)?;
            (class.function.is_none() && !class.is_inner).then(|| class.def.name.name.to_string())
        };
        match ty {
            Type::Never
            | Type::Object
            | Type::Function(_)
            | Type::Module(_)
            | Type::Builtin(_)
            // A variable that begins with None is given something else later.
            | Type::None
            | Type::Pointer(_) => ANY.into(),
            Type::Bool => "bool".into(),
            Type::Int | Type::Word | Type::Uword => "int".into(),
            Type::Float => "float".into(),
            Type::Str => "str".into(),
            Type::Bytes => "bytes".into(),
            Type::ByteArray => "bytearray".into(),
            Type::List(item) => format!("list[{}]", self.text(item)),
            Type::Set(item) => format!("set[{}]", self.text(item)),
            Type::Dict(key, value) => format!("dict[{}, {}]", self.text(key), self.text(value)),
            Type::AnyTuple => format!("tuple[{ANY}, ...]"),
            Type::Tuple(items) if items.is_empty() => "tuple[()]".into(),
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.text(item)).collect();
                format!("tuple[{}]", items.join(", "))
            }
            Type::Union(any) => {
                let any: Vec<String> = any
                    .iter()
                    .map(|ty| if *ty == Type::None { "None".into() } else { self.text(ty) })
                    .collect();
                any.join(" | ")
            }
            Type::Instance(index) => class(index).unwrap_or_else(|| ANY.into()),
            Type::Class(index) => class(index).map_or_else(|| ANY.into(), |name| format!("type[{name}]")),
        }
    }

    /// The source's own words, on one line if they are; else in brackets.
    fn verbatim(&self, span: syntax::Span) -> String {
        let text = self.source.slice(span);
        if text.contains(['\n', '\r']) {
            let text: Vec<&str> = text.lines().flat_map(|line| line.split('\r')).collect();
            format!("({})", text.join("\n"))
        } else {
            text.to_owned()
        }
    }
}

/// Adds a name. Where it may not run, a statement gives way to what was there.
fn declare(entries: &mut Entries, name: &Name, entry: Entry, conditional: bool) {
    match (entries.get_mut(name), entry) {
        (Some(Entry::Variable(before)), Entry::Variable(now)) => {
            if *before != now {
                *before = ANY.into();
            }
        }
        // A declaration or definition says more than a value that comes after it.
        (Some(Entry::Text(_) | Entry::Several(_)), Entry::Variable(_)) => {}
        (Some(Entry::Text(_) | Entry::Several(_)), Entry::Text(_) | Entry::Several(_)) if conditional => {}
        (_, entry) => {
            entries.insert(Rc::clone(name), entry);
        }
    }
}

fn lines(entries: Entries) -> Vec<String> {
    let of = |(name, entry)| match entry {
        Entry::Variable(ty) => vec![format!("{name}: {ty}")],
        Entry::Text(lines) | Entry::Several(lines) => lines,
    };
    entries.into_iter().flat_map(of).collect()
}

/// What an alias binds.
fn bound(alias: &Alias) -> &syntax::Ident {
    alias.alias.as_ref().unwrap_or(&alias.name)
}

/// The name that an expression ends with: `Enum` of `enum.Enum`.
fn last_name(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Attribute { attribute, .. } => Some(&attribute.name),
        ExprKind::Name(name) => Some(name),
        _ => None,
    }
}

/// The name of what is called.
fn called(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Call { function, .. } => last_name(function),
        _ => None,
    }
}

/// A call of `dataclasses.field`, whose arguments say what the constructor takes.
fn is_field(value: &Expr) -> bool {
    called(value) == Some("field")
}

fn is_starred(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Starred(_))
}

/// A literal of one word, with a sign or without.
fn is_simple(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Constant(_) => true,
        ExprKind::Unary { op: UnaryOp::Negative | UnaryOp::Positive, operand } => {
            matches!(operand.kind, ExprKind::Constant(_))
        }
        _ => false,
    }
}

/// The type of a literal.
fn literal_type(expr: &Expr) -> Option<&'static str> {
    match &expr.kind {
        ExprKind::Constant(constant) => match constant {
            Constant::Bool(_) => Some("bool"),
            Constant::Int(_) => Some("int"),
            Constant::Float(_) => Some("float"),
            Constant::Complex(_) => Some("complex"),
            Constant::Str(_) => Some("str"),
            Constant::Bytes(_) => Some("bytes"),
            Constant::None | Constant::Ellipsis => None,
        },
        ExprKind::Unary { op: UnaryOp::Negative | UnaryOp::Positive | UnaryOp::Invert, operand } => {
            literal_type(operand)
        }
        ExprKind::FString(_) => Some("str"),
        _ => None,
    }
}

/// `__name__ == "__main__"`.
fn is_main(test: &Expr) -> bool {
    match &test.kind {
        ExprKind::Compare { left, rest } => match rest.as_slice() {
            [(syntax::CompareOp::Eq, right)] => {
                matches!(&left.kind, ExprKind::Name(name) if &**name == "__name__")
                    && matches!(&right.kind, ExprKind::Constant(Constant::Str(text)) if &**text == "__main__")
            }
            _ => false,
        },
        _ => false,
    }
}
