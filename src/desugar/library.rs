//! The classes and functions that a module gets with what it imports of CPython's modules: `library.py`.

use super::provided::Pass;
use super::quote::{self, own};
use crate::syntax::{Constant, Expr, ExprKind, ImportNames, Span, Stmt, StmtKind};
use std::collections::BTreeSet;

const TEXT: &str = include_str!("library.py");

/// What a part of the library needs of the others.
const NEEDS: [(&str, &[&str]); 14] = [
    ("Enum", &["OrderedDict", "members"]),
    ("Plain", &["Enum"]),
    ("Int", &["Enum", "if_native"]),
    ("Str", &["Enum", "if_native"]),
    ("Flag", &["Enum", "if_missing"]),
    ("if_strict", &["binary"]),
    ("unique", &["Enum"]),
    ("members", &["Enum"]),
    ("Tuple", &["namedtuple"]),
    ("asdict", &["instance", "copy"]),
    ("astuple", &["instance", "copy"]),
    ("replace", &["instance"]),
    ("fields", &["Field"]),
    ("f32", &["array"]),
];

/// What the library asks of a module: without it, what is for it is left out.
const QUESTIONS: [&str; 7] =
    ["if_native", "if_init", "if_missing", "if_strict", "if_conform", "if_eject", "if_keep"];

/// The parts of the library that a module uses.
#[derive(Default)]
pub(super) struct Used(BTreeSet<&'static str>);

impl Used {
    pub fn insert(&mut self, part: &'static str) {
        if self.0.insert(part) {
            let needs = NEEDS.iter().filter(|(of, _)| *of == part).flat_map(|(_, needs)| *needs);
            needs.for_each(|part| self.insert(part));
        }
    }
}

/// The statements of the parts that are used, for the beginning of a module.
pub(super) fn statements(pass: &mut Pass, used: &Used, at: Span) -> Vec<Stmt> {
    if used.0.is_empty() {
        return Vec::new();
    }
    let answers = QUESTIONS.map(|question| {
        let kind = ExprKind::Constant(Constant::Bool(used.0.contains(question)));
        (question, Expr { kind, span: at })
    });
    let answers: Vec<(&str, &Expr)> = answers.iter().map(|(question, answer)| (*question, answer)).collect();
    let mut library = quote::statements(pass, TEXT, at, &answers);
    let is_used = |name: &str| used.0.iter().any(|part| *own(part) == *name);
    library.retain(|stmt| match &stmt.kind {
        StmtKind::ClassDef(def) => is_used(&def.name.name),
        StmtKind::FunctionDef(def) => is_used(&def.name.name),
        StmtKind::ImportFrom { names: ImportNames::Names(names), .. } => {
            names.iter().any(|name| name.alias.as_ref().is_some_and(|alias| is_used(&alias.name)))
        }
        _ => false,
    });
    library
}
