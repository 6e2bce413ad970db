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
    self, BinaryOp, Constant, Expr, ExprKind, FunctionDef, ImportNames, Name, SourceFile, Stmt, StmtKind,
    UnaryOp,
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
    /// A function.
    Callable(Signature),
    /// A class.
    Class(Class),
}

/// A class, as far as it is known.
#[derive(Debug, Default)]
pub(super) struct Class {
    /// How it is called, if it is known.
    pub init: Option<Signature>,
    /// Its other methods, without `self`.
    pub methods: IndexMap<Name, Signature>,
    /// The types of its instances' attributes.
    pub attributes: IndexMap<Name, Type>,
}

impl Entry {
    /// How it is called, if that is known.
    pub fn called(&self) -> Option<&Signature> {
        match self {
            Entry::Callable(signature) => Some(signature),
            Entry::Class(class) => class.init.as_ref(),
            Entry::Value(_) => None,
        }
    }

    /// All types that it mentions.
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Entry::Value(ty) => vec![ty],
            Entry::Callable(signature) => signature.types().collect(),
            Entry::Class(class) => {
                let methods = class.init.iter().chain(class.methods.values());
                methods.flat_map(Signature::types).chain(class.attributes.values()).collect()
            }
        }
    }
}

/// What is called, and what the call gives.
#[derive(Debug)]
pub(super) struct Signature {
    /// In the order that Python binds them.
    pub parameters: Vec<Parameter>,
    /// `Object` where it is not known.
    pub returns: Type,
}

impl Signature {
    fn types(&self) -> impl Iterator<Item = &Type> {
        self.parameters.iter().map(|parameter| &parameter.ty).chain([&self.returns])
    }

    /// What tells it from others that take arguments of the same types: a number made of the names and defaults of its
    /// parameters (FNV-1a), never 0.
    pub fn names(&self) -> u32 {
        let mut hash: u32 = 0x811c_9dc5;
        for parameter in &self.parameters {
            let text = format!("{} {:?} {:?},", parameter.name, parameter.kind, parameter.default);
            hash = text.bytes().fold(hash, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        }
        hash.max(1)
    }
}

/// A parameter.
#[derive(Debug)]
pub(super) struct Parameter {
    pub name: Name,
    pub kind: ParamKind,
    pub ty: Type,
    /// It has no default.
    pub is_required: bool,
    /// Its default, if that is one that a caller can give in its place: a number may have a sign.
    pub default: Option<Constant>,
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
            StmtKind::ClassDef(def) => (&def.name.name, Entry::Class(class(&def.body)?)),
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

/// The body of a class.
fn class(body: &[Stmt]) -> Option<Class> {
    let mut class = Class::default();
    for stmt in body {
        match &stmt.kind {
            StmtKind::FunctionDef(def) if &*def.name.name == "__init__" => {
                class.init = Some(Signature { returns: Type::Object, ..signature(def, 1)? });
            }
            StmtKind::FunctionDef(def) => {
                class.methods.insert(Rc::clone(&def.name.name), signature(def, 1)?);
            }
            StmtKind::AnnAssign { target: Expr { kind: ExprKind::Name(name), .. }, annotation, .. } => {
                class.attributes.insert(Rc::clone(name), read(annotation)?);
            }
            _ => {}
        }
    }
    Some(class)
}

/// What a default stands for, if it is not `...`.
fn literal(default: &Expr) -> Option<Constant> {
    match &default.kind {
        ExprKind::Constant(Constant::Ellipsis | Constant::Complex(_)) => None,
        ExprKind::Constant(constant) => Some(constant.clone()),
        ExprKind::Unary { op: UnaryOp::Negative, operand } => match literal(operand)? {
            Constant::Int(digits) => Some(Constant::Int(format!("-{digits}").into())),
            Constant::Float(value) => Some(Constant::Float(-value)),
            _ => None,
        },
        _ => None,
    }
}

/// The parameters but the first `skipped`, and the result, of a function that a stub of its own describes.
pub(super) fn signature_of(text: &str, skipped: usize) -> Option<Signature> {
    let module = syntax::parse(Rc::new(SourceFile::new("f.pyi", text))).ok()?;
    match module.body.first().map(|stmt| &stmt.kind) {
        Some(StmtKind::FunctionDef(def)) => signature(def, skipped),
        _ => None,
    }
}

/// The parameters of a function but the first `skipped`, and its result.
fn signature(def: &FunctionDef, skipped: usize) -> Option<Signature> {
    let parameters = ParamKind::each(&def.params).skip(skipped).map(|(kind, param)| {
        let ty = param.annotation.as_ref().map_or(Some(Type::Object), read)?;
        let takes_any = matches!(kind, ParamKind::Star | ParamKind::DoubleStar);
        let is_required = param.default.is_none() && !takes_any;
        let default = param.default.as_ref().and_then(literal);
        Some(Parameter { name: Rc::clone(&param.name.name), kind, ty, is_required, default })
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
        ExprKind::Attribute { value, attribute } => {
            Type::Foreign(dotted(value)?.into(), Rc::clone(&attribute.name))
        }
        _ => return None,
    })
}

/// Names with dots between them.
pub(super) fn dotted(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.to_string()),
        ExprKind::Attribute { value, attribute } => Some(format!("{}.{}", dotted(value)?, attribute.name)),
        _ => None,
    }
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
            Some(Entry::Callable(_) | Entry::Class(_)) | None => Type::Object,
        }
    }

    /// What a call of the module's function gives, as compiled code goes on with it.
    pub fn call_result(&self, name: &str) -> Type {
        match self.entries.get(name) {
            Some(Entry::Callable(signature)) => believed(&signature.returns),
            Some(Entry::Class(_) | Entry::Value(_)) | None => Type::Object,
        }
    }

    /// The class of a name.
    pub fn class(&self, name: &str) -> Option<&Class> {
        match self.entries.get(name)? {
            Entry::Class(class) => Some(class),
            Entry::Callable(_) | Entry::Value(_) => None,
        }
    }
}

/// What compiled code goes on with where it is given something that is said to be of a type: a number, which it makes sure of,
/// and a class, of which it takes nothing for granted.
pub(super) fn believed(ty: &Type) -> Type {
    let is_class = |ty: &Type| matches!(ty, Type::Foreign(..));
    match ty {
        Type::Union(parts) if parts.iter().all(|part| is_class(part) || *part == Type::None) => ty.clone(),
        ty if ty.is_number() || is_class(ty) => ty.clone(),
        _ => Type::Object,
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
