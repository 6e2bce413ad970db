//! Types, and how they are written.

use super::{ClassInfo, Items};
use crate::syntax::Name;
use std::fmt;

/// What the checker knows of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// No value: an expression that never ends, a variable never assigned.
    Never,
    /// Anything.
    Object,
    /// `None`.
    None,
    /// `bool`.
    Bool,
    /// `int`.
    Int,
    /// `float`.
    Float,
    /// `str`.
    Str,
    /// `bytes`.
    Bytes,
    /// `bytearray`.
    ByteArray,
    /// `array[T]`: what is thought to be an `array.array` of such items. Nothing is promised but what its items are.
    Array(Items),
    /// `Iterable[T]`, `Iterator[T]` and `Generator[T, …]`: what is thought to give such elements. Nothing is promised but what these are.
    Iterable(Box<Type>),
    /// `list[T]`.
    List(Box<Type>),
    /// `dict[K, V]`.
    Dict(Box<Type>, Box<Type>),
    /// `set[T]`.
    Set(Box<Type>),
    /// `tuple` of any length.
    AnyTuple,
    /// `tuple[A, B]`.
    Tuple(Vec<Type>),
    /// One of several; `None` last if it is one of them.
    Union(Vec<Type>),
    /// An instance of a class of this module.
    Instance(usize),
    /// Said to be an instance of a class of another module that is compiled with this one: the module's whole name, and
    /// the class's name there. Nothing makes sure of it.
    Foreign(Name, Name),
    /// A class of this module, itself.
    Class(usize),
    /// A function of this module, itself.
    Function(usize),
    /// An imported module.
    Module(Name),
    /// A built-in function or class, itself.
    Builtin(Name),
    /// viper's `int`: a machine word, whose arithmetic wraps around.
    Word,
    /// viper's `uint`.
    Uword,
    /// viper's `ptr8` and its like: an address.
    Pointer(Pointee),
}

/// What a pointer of viper points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointee {
    /// `ptr`: nothing that could be read.
    Nothing,
    /// `ptr8`.
    Byte,
    /// `ptr16`.
    Half,
    /// `ptr32`.
    Word32,
}

impl Type {
    /// What is in one of so many targets, counted from 0, that a value of this type is taken apart into. None of them is starred.
    #[must_use]
    pub fn unpacked(&self, index: usize, count: usize) -> Type {
        match self {
            Type::Tuple(items) if items.len() == count => items.get(index).cloned().unwrap_or(Type::Object),
            Type::List(item) => (**item).clone(),
            Type::Never => Type::Never,
            _ => Type::Object,
        }
    }

    /// The type of a variable that is given values of both.
    #[must_use]
    pub fn join(&self, other: &Type) -> Type {
        match (self, other) {
            (Type::Never, ty) | (ty, Type::Never) => ty.clone(),
            (a, b) if a == b => a.clone(),
            (Type::Array(a), Type::Array(b)) if a.ty() == Type::Int && b.ty() == Type::Int => {
                Type::Array(Items::Int)
            }
            _ => Type::Object,
        }
    }

    /// A number without a box: `int`, `float` or `bool`.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Type::Int | Type::Float | Type::Bool)
    }

    /// What only viper has: no object, but a word of the machine.
    #[must_use]
    pub fn is_machine(&self) -> bool {
        matches!(self, Type::Word | Type::Uword | Type::Pointer(_))
    }

    /// Nothing makes sure of it: a value of it may be anything.
    #[must_use]
    pub fn is_unchecked(&self) -> bool {
        match self {
            Type::Object | Type::Foreign(..) | Type::Array(_) | Type::Iterable(_) => true,
            Type::Union(parts) => parts.iter().any(Type::is_unchecked),
            _ => false,
        }
    }

    /// The other modules whose classes it names.
    pub(super) fn modules(&self) -> Vec<&Name> {
        match self {
            Type::Foreign(module, _) => vec![module],
            Type::Union(types) | Type::Tuple(types) => types.iter().flat_map(Type::modules).collect(),
            Type::List(item) | Type::Set(item) | Type::Iterable(item) => item.modules(),
            Type::Dict(key, value) => [key, value].into_iter().flat_map(|ty| ty.modules()).collect(),
            Type::Never
            | Type::Object
            | Type::Array(_)
            | Type::None
            | Type::Bool
            | Type::Int
            | Type::Float
            | Type::Str
            | Type::Bytes
            | Type::ByteArray
            | Type::AnyTuple
            | Type::Instance(_)
            | Type::Class(_)
            | Type::Function(_)
            | Type::Module(_)
            | Type::Builtin(_)
            | Type::Word
            | Type::Uword
            | Type::Pointer(_) => Vec::new(),
        }
    }

    /// Written as in Python; classes by the names given.
    #[must_use]
    pub fn display<'a>(&'a self, classes: &'a [ClassInfo]) -> DisplayType<'a> {
        DisplayType { ty: self, classes }
    }
}

/// A type, to be printed.
pub struct DisplayType<'a> {
    ty: &'a Type,
    classes: &'a [ClassInfo],
}

impl fmt::Display for DisplayType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |ty| DisplayType { ty, classes: self.classes };
        let class = |index: &usize| self.classes.get(*index).map_or("?", |class| &class.def.name.name);
        match self.ty {
            Type::Never => f.write_str("Never"),
            Type::Object => f.write_str("object"),
            Type::None => f.write_str("None"),
            Type::Bool => f.write_str("bool"),
            Type::Int => f.write_str("int"),
            Type::Float => f.write_str("float"),
            Type::Str => f.write_str("str"),
            Type::Bytes => f.write_str("bytes"),
            Type::ByteArray => f.write_str("bytearray"),
            Type::Array(items) => write!(f, "array[{}]", items.name()),
            Type::Iterable(item) => write!(f, "Iterable[{}]", show(item)),
            Type::List(item) if **item == Type::Object => f.write_str("list"),
            Type::List(item) => write!(f, "list[{}]", show(item)),
            Type::Set(item) if **item == Type::Object => f.write_str("set"),
            Type::Set(item) => write!(f, "set[{}]", show(item)),
            Type::Dict(key, value) if **key == Type::Object && **value == Type::Object => f.write_str("dict"),
            Type::Dict(key, value) => write!(f, "dict[{}, {}]", show(key), show(value)),
            Type::AnyTuple => f.write_str("tuple"),
            Type::Tuple(items) => {
                f.write_str("tuple[")?;
                for (i, item) in items.iter().enumerate() {
                    write!(f, "{}{}", if i == 0 { "" } else { ", " }, show(item))?;
                }
                f.write_str(if items.is_empty() { "()]" } else { "]" })
            }
            Type::Union(any) => {
                for (i, ty) in any.iter().enumerate() {
                    write!(f, "{}{}", if i == 0 { "" } else { " | " }, show(ty))?;
                }
                Ok(())
            }
            Type::Instance(index) => f.write_str(class(index)),
            Type::Foreign(_, class) => f.write_str(class),
            Type::Class(index) => write!(f, "type[{}]", class(index)),
            Type::Function(_) => f.write_str("function"),
            Type::Module(name) => write!(f, "module {name}"),
            Type::Builtin(name) => write!(f, "built-in {name}"),
            Type::Word => f.write_str("viper int"),
            Type::Uword => f.write_str("viper uint"),
            Type::Pointer(Pointee::Nothing) => f.write_str("ptr"),
            Type::Pointer(Pointee::Byte) => f.write_str("ptr8"),
            Type::Pointer(Pointee::Half) => f.write_str("ptr16"),
            Type::Pointer(Pointee::Word32) => f.write_str("ptr32"),
        }
    }
}
