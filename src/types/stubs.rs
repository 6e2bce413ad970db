//! What the modules of the firmware hold: their names, the parameters of their functions, and results where the firmware's C
//! gives nothing else. Each module is described by a file `stubs/NAME.pyi`, Python that is parsed when a program imports the
//! module. Beside Python's names of types there, `Text` is `str | bytes`, `Buffer` what can be read as bytes, `WritableBuffer` what
//! can be written; what has no annotation is anything. A `__getattr__` says that there may be more names.
//!
//! ```text
//! "time"  ──▶  ticks_diff(ticks1: int, ticks2: int, /) -> int, sleep_ms(ms: int, /) -> None …
//! ```
//!
//! Compiled code gains by `math` alone. It checks each value that it goes on with as it comes, so that a board that differs, or
//! a program that patches the module, gets a TypeError and no wrong result.

use super::annotation::{built_in, union};
use super::{ParamKind, Type};
use crate::syntax::binding::{Binding, for_each_binding};
use crate::syntax::{
    self, BinaryOp, Constant, Expr, ExprKind, FunctionDef, ImportNames, Name, SourceFile, StmtKind,
};
use crate::target::built_in::{self as fixed, BuiltIn};
use indexmap::IndexMap;
use std::cell::OnceCell;
use std::rc::Rc;

/// What a module is known to hold.
#[derive(Debug, Default)]
pub(super) struct Stub {
    /// By name, as the file has them.
    pub entries: IndexMap<Name, Entry>,
    /// What it imports by name, from the module of the whole name: what that has, or the module itself.
    pub imports: IndexMap<Name, (Name, Option<Name>)>,
    /// There may be more names.
    pub is_open: bool,
    /// It takes all names of another module, which may hide any.
    pub takes_all: bool,
}

/// What a name of a module is.
#[derive(Debug)]
pub(super) enum Entry {
    /// A constant or an object.
    Value(Type),
    /// A function; a class that its call makes an object of.
    Callable(Signature),
}

/// What is called, and what the call gives.
#[derive(Debug)]
pub(super) struct Signature {
    /// In the order that Python binds them.
    pub parameters: Vec<Parameter>,
    /// `Object` where it is not known.
    pub returns: Type,
}

/// A parameter.
#[derive(Debug)]
pub(super) struct Parameter {
    pub name: Name,
    pub kind: ParamKind,
    pub ty: Type,
    /// It has no default.
    pub is_required: bool,
}

macro_rules! sources {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("stubs/", $name, ".pyi")))),*]
    };
}

/// The modules that are described, sorted by name.
const SOURCES: &[(&str, &str)] = sources![
    "_thread" "array" "asyncio" "binascii" "cmath" "collections" "deflate" "errno" "framebuf" "gc" "hashlib" "heapq" "io"
    "json" "machine" "math" "micropython" "os" "platform" "random" "re" "select" "struct" "sys" "time" "uctypes"
];

thread_local! {
    /// Each file, parsed once if at all.
    static PARSED: [OnceCell<Option<Rc<Stub>>>; SOURCES.len()] = const { [const { OnceCell::new() }; SOURCES.len()] };
}

/// What is known of a module, `utime` and its like being `time`.
pub(super) fn of(module: &str) -> Option<Rc<Stub>> {
    let module = match fixed::fixed(module) {
        Some(BuiltIn::Alias) => module.strip_prefix('u')?,
        Some(BuiltIn::Everywhere | BuiltIn::Somewhere | BuiltIn::Of(_)) | None => module,
    };
    let index = SOURCES.binary_search_by_key(&module, |(name, _)| name).ok()?;
    let (name, text) = SOURCES.get(index)?;
    PARSED.with(|parsed| parsed.get(index)?.get_or_init(|| parse(name, text).map(Rc::new)).clone())
}

/// Reads a description; none if it is not one, which a test makes sure of.
pub(super) fn parse(name: &str, text: &str) -> Option<Stub> {
    let module = syntax::parse(Rc::new(SourceFile::new(format!("{name}.pyi"), text))).ok()?;
    let mut stub = Stub::default();
    for stmt in &module.body {
        let (name, entry) = match &stmt.kind {
            StmtKind::FunctionDef(def) if &*def.name.name == "__getattr__" => {
                stub.is_open = true;
                continue;
            }
            StmtKind::FunctionDef(def) => (&def.name.name, Entry::Callable(signature(def, 0)?)),
            StmtKind::ClassDef(def) => {
                let init = def.body.iter().find_map(|stmt| match &stmt.kind {
                    StmtKind::FunctionDef(init) => Some(init),
                    _ => None,
                });
                let entry = match init {
                    Some(init) => Entry::Callable(Signature { returns: Type::Object, ..signature(init, 1)? }),
                    None => Entry::Value(Type::Object),
                };
                (&def.name.name, entry)
            }
            StmtKind::AnnAssign { target: Expr { kind: ExprKind::Name(name), .. }, annotation, .. } => {
                (name, Entry::Value(read(annotation)?))
            }
            StmtKind::ImportFrom { names: ImportNames::Star(_), .. } => {
                stub.takes_all = true;
                continue;
            }
            StmtKind::Import(_) | StmtKind::ImportFrom { .. } => {
                for_each_binding(stmt, &mut |name, _, binding| match binding {
                    Binding::Module(module) => _ = stub.imports.insert(name, (Rc::clone(module), None)),
                    Binding::Member(_, module, member) => {
                        stub.imports.insert(name, (module.into(), Some(Rc::clone(member))));
                    }
                    Binding::Function(_) | Binding::Class(_) | Binding::Annotated(_) | Binding::Value => {}
                });
                continue;
            }
            _ => return None,
        };
        stub.entries.insert(Rc::clone(name), entry);
    }
    Some(stub)
}

/// The parameters of a function but the first `skipped`, and its result.
fn signature(def: &FunctionDef, skipped: usize) -> Option<Signature> {
    let parameters = ParamKind::each(&def.params).skip(skipped).map(|(kind, param)| {
        let ty = param.annotation.as_ref().map_or(Some(Type::Object), read)?;
        let takes_any = matches!(kind, ParamKind::Star | ParamKind::DoubleStar);
        let is_required = param.default.is_none() && !takes_any;
        Some(Parameter { name: Rc::clone(&param.name.name), kind, ty, is_required })
    });
    let returns = def.returns.as_ref().map_or(Some(Type::Object), read)?;
    Some(Signature { parameters: parameters.collect::<Option<_>>()?, returns })
}

/// A type as the files write them.
fn read(annotation: &Expr) -> Option<Type> {
    Some(match &annotation.kind {
        ExprKind::Constant(Constant::None) => Type::None,
        ExprKind::Binary { left, op: BinaryOp::BitOr, right } => union(vec![read(left)?, read(right)?]),
        ExprKind::Name(name) => match &**name {
            "object" => Type::Object,
            "Text" => Type::Union(vec![Type::Str, Type::Bytes]),
            "Buffer" => Type::Union(vec![Type::Str, Type::Bytes, Type::ByteArray]),
            "WritableBuffer" => Type::ByteArray,
            name => built_in(name)?,
        },
        _ => return None,
    })
}

/// Whether compiled code gains by knowing a module.
pub(super) fn knows(module: &str) -> bool {
    module == "math"
}

/// Whether a module surely has no name that is also one of a built-in: it is known, all of it.
pub(super) fn lacks(module: &str, name: &str) -> bool {
    of(module).is_some_and(|stub| !stub.is_open && !stub.entries.contains_key(name))
}

impl Stub {
    /// The type of an attribute of the module that compiled code goes on with.
    pub fn attribute(&self, name: &str) -> Type {
        match self.entries.get(name) {
            Some(Entry::Value(ty)) => ty.clone(),
            Some(Entry::Callable(_)) | None => Type::Object,
        }
    }

    /// What a call of the module's function gives, as compiled code goes on with it: a number, or anything.
    pub fn call_result(&self, name: &str) -> Type {
        match self.entries.get(name) {
            Some(Entry::Callable(Signature { returns, .. })) if returns.is_number() => returns.clone(),
            Some(Entry::Callable(_) | Entry::Value(_)) | None => Type::Object,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_description() {
        assert!(SOURCES.is_sorted_by_key(|(name, _)| name));
        for (name, _) in SOURCES {
            let stub = of(name).unwrap_or_else(|| panic!("{name}.pyi"));
            assert!(!stub.entries.is_empty(), "{name}");
        }
        assert!(of("no_such_module").is_none());
    }

    #[test]
    fn every_file_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/types/stubs");
        let entries = std::fs::read_dir(folder).unwrap();
        let mut files: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        files.sort();
        let listed: Vec<String> = SOURCES.iter().map(|(name, _)| format!("{name}.pyi")).collect();
        assert_eq!(files, listed);
    }

    #[test]
    fn the_old_names_mean_the_same() {
        assert!(of("utime").unwrap().entries.contains_key("ticks_ms"));
        let math = of("math").unwrap();
        assert_eq!(math.attribute("pi"), Type::Float);
        assert_eq!(math.call_result("floor"), Type::Int);
        assert_eq!(math.call_result("modf"), Type::Object);
        assert!(
            lacks("math", "len") && !lacks("math", "pow") && !lacks("own", "len") && !lacks("errno", "len")
        );
    }
}
