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

mod definitions;
mod forms;
mod values;

use crate::desugar::{Known, desugar};
use crate::diagnostics::Diagnostic;
use crate::syntax::{self, Alias, Expr, ExprKind, ImportNames, Module, Name, SourceFile, Stmt, StmtKind};
use crate::types::{self, Program};
use forms::{called, is_field, is_main, is_simple, is_starred};
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
    let (program, _) = types::check(&plain, &known.siblings);
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
        // `try: import x` and `x = None` otherwise: the module. What is defined besides is what there is.
        entries
            .retain(|name, entry| !(matches!(entry, Entry::Variable(_)) && self.imports.contains_key(name)));
        self.imports.retain(|name, _| !entries.contains_key(name));
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
