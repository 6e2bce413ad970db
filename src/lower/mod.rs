//! From the typed tree to the IR.
//!
//! Every statement and expression becomes operations that mean just what it means; what cannot be translated yet is
//! refused with `E0401` at its place, and nothing is ever put in its stead. One file a subject: [`expression`],
//! [`operators`], [`floats`], [`logic`], [`machine`], [`fstring`], [`calls`], [`builtins`], [`statement`], [`assign`], [`arrays`], [`control`]
//! (loops), [`comprehension`], [`generator`], [`matching`], [`protect`] (`try`), [`siblings`] (functions of other modules), [`definitions`] (functions, classes,
//! the module), [`variables`].

mod arrays;
mod assign;
mod builder;
mod builtins;
mod calls;
mod comprehension;
mod control;
mod convert;
mod counting;
mod definitions;
mod expression;
mod floats;
mod fstring;
mod generator;
mod logic;
mod machine;
mod matching;
mod methods;
mod operators;
mod protect;
mod siblings;
mod statement;
mod variables;
mod with;

use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{self, BlockId, ClassId, FunctionId, Imm, Loc, Op, Singleton, SlotId, ValueId};
use crate::syntax::{Name, Span};
use crate::target::Target;
use crate::types::{FunctionInfo, Program, Type};
use builder::{Builder, VarId};
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;
use variables::Place;

/// Lowers a program that has no errors. The target says what is worth holding without a box.
///
/// # Errors
/// Every construct that cannot be translated, in source order.
pub fn lower(program: &Program, name: &str, target: &Target) -> Result<ir::Module, Vec<Diagnostic>> {
    definitions::module(program, name, target)
}

/// A diagnostic that ends the translation of a statement.
type Lowered<T> = Result<T, Box<Diagnostic>>;

/// Where names live.
enum Scope {
    /// In variables.
    Function,
    /// In the module's dictionary.
    Module,
    /// In the namespace of a class being declared, an object; the names that its body binds, and those it declares
    /// global.
    Class { namespace: ValueId, names: IndexSet<Name>, globals: IndexSet<Name> },
}

/// A way out of a block that runs a `finally` first.
#[derive(Clone, PartialEq)]
enum Exit {
    /// To a block of a loop, with this many contexts left open.
    Jump { block: BlockId, depth: usize },
    /// Out of the function, with the result in a variable.
    Return(Option<VarId>),
}

/// What has to be left on the way out of a block.
enum Context {
    /// A loop: where `break` and `continue` go.
    Loop { on_break: BlockId, on_continue: BlockId },
    /// An open frame.
    Frame { slot: SlotId, handler: BlockId },
    /// A `finally` that runs first: its block, which takes the number of the exit and the exception.
    Finally { entry: BlockId, exits: Vec<Exit> },
}

/// An exception that a bare `raise` may raise.
#[derive(Clone, Copy)]
enum Handled {
    /// That of a handler.
    Surely(ValueId),
    /// That which led into a `finally`, if it is not None.
    Perhaps(ValueId),
}

/// A function being lowered.
struct Lower<'a> {
    program: &'a Program<'a>,
    function: Option<&'a FunctionInfo>,
    builder: Builder,
    scope: Scope,
    vars: IndexMap<Name, Place>,
    contexts: Vec<Context>,
    /// The exceptions being handled, innermost last: what a bare `raise` raises.
    handled: Vec<Handled>,
    /// Values that have the fields of a class at their places, or the bool that says whether they have: of which class.
    with_fields: IndexMap<ValueId, (usize, ValueId)>,
    /// Floats that nobody promised stay the objects they are (see [`floats`]).
    boxes_floats: bool,
}

impl Lower<'_> {
    fn at(&mut self, span: Span) {
        let (line, column) = self.program.source().line_column(span.start);
        self.builder.loc = Loc::at(line, column);
    }

    /// Whether the code is of a function that is to be fast rather than small.
    fn is_fast(&self) -> bool {
        self.function.is_some_and(|function| !function.is_small)
    }

    fn unsupported<T>(&self, span: Span, what: &str) -> Lowered<T> {
        Err(Box::new(
            Diagnostic::new(Code::UNSUPPORTED_SYNTAX, format!("{what} cannot be compiled yet"))
                .at(self.program.source(), span, "not supported")
                .note(
                    "compiled code must mean what the same source means as bytecode, so that it is refused",
                ),
        ))
    }

    /// Something that the stages before this one never make: a fault of the compiler, said as one.
    fn impossible<T>(&self, span: Span, what: &str) -> Lowered<T> {
        Err(Box::new(
            Diagnostic::new(Code::INTERNAL, format!("{what}, which cannot be"))
                .at(self.program.source(), span, "while this was compiled")
                .help("please report this, with the source"),
        ))
    }

    fn none(&mut self) -> ValueId {
        self.singleton(Singleton::None)
    }

    fn singleton(&mut self, singleton: Singleton) -> ValueId {
        self.builder.value(Op::Const, vec![Imm::Singleton(singleton)], Vec::new(), ir::Type::Object)
    }

    fn string(&mut self, text: &str) -> ValueId {
        self.builder.value(Op::Const, vec![Imm::Str(text.into())], Vec::new(), ir::Type::Object)
    }

    /// A name as an object.
    fn interned(&mut self, name: &str) -> ValueId {
        self.builder.value(Op::Name, vec![Imm::Str(name.into())], Vec::new(), ir::Type::Object)
    }

    fn word(&mut self, number: i64) -> ValueId {
        self.builder.value(Op::ConstWord, vec![Imm::Int(number)], Vec::new(), ir::Type::Word)
    }

    fn bool(&mut self, value: bool) -> ValueId {
        self.builder.value(Op::ConstBool, vec![Imm::Int(value.into())], Vec::new(), ir::Type::Bool)
    }

    /// A new block, already open for building once everything that jumps to it has been built.
    fn start_sealed(&mut self, block: BlockId) {
        self.builder.seal(block);
        self.builder.switch_to(block);
    }

    /// What the function is called in messages: `f()`.
    fn function_name(&self) -> String {
        self.function.map_or_else(|| "module".into(), |function| format!("{}()", function.qualified_name))
    }
}

/// How a value of a type is held in C.
fn repr(ty: &Type) -> ir::Type {
    match ty {
        Type::Int => ir::Type::Int,
        Type::Float => ir::Type::Float,
        Type::Bool => ir::Type::Bool,
        Type::Word => ir::Type::Word,
        Type::Uword => ir::Type::Uword,
        Type::Pointer(_) => ir::Type::Address,
        Type::Never
        | Type::Object
        | Type::None
        | Type::Str
        | Type::Bytes
        | Type::ByteArray
        | Type::Array(_)
        | Type::Iterable(_)
        | Type::List(_)
        | Type::Dict(..)
        | Type::Set(_)
        | Type::AnyTuple
        | Type::Tuple(_)
        | Type::Union(_)
        | Type::Instance(_)
        | Type::Foreign(..)
        | Type::Class(_)
        | Type::Function(_)
        | Type::Module(_)
        | Type::Builtin(_) => ir::Type::Object,
    }
}

/// How a function gives a result of a type.
fn result_repr(ty: &Type) -> ir::Type {
    if *ty == Type::None { ir::Type::Void } else { repr(ty) }
}

fn function_id(index: usize) -> FunctionId {
    FunctionId(u32::try_from(index).unwrap_or(u32::MAX))
}

fn class_id(index: usize) -> ClassId {
    ClassId(u32::try_from(index).unwrap_or(u32::MAX))
}

/// The names of a union's parts that are checked by type alone, as [`Op::CheckType`] takes them; none for `object`
/// and for types that are checked otherwise.
fn builtin_name(ty: &Type) -> Option<Rc<str>> {
    Some(
        match ty {
            Type::None => "None",
            Type::Bool => "bool",
            Type::Int => "int",
            Type::Float => "float",
            Type::Str => "str",
            Type::Bytes => "bytes",
            Type::ByteArray => "bytearray",
            Type::List(_) => "list",
            Type::Dict(..) => "dict",
            Type::Set(_) => "set",
            Type::AnyTuple | Type::Tuple(_) => "tuple",
            Type::Union(any) => {
                let names: Option<Vec<_>> =
                    any.iter().filter(|ty| **ty != Type::None).map(builtin_name).collect();
                return names.map(|names| names.join("|").into());
            }
            Type::Never
            | Type::Object
            | Type::Array(_)
            | Type::Iterable(_)
            | Type::Instance(_)
            | Type::Foreign(..)
            | Type::Class(_)
            | Type::Function(_)
            | Type::Module(_)
            | Type::Builtin(_)
            | Type::Word
            | Type::Uword
            | Type::Pointer(_) => return None,
        }
        .into(),
    )
}

/// What a promise of a type comes to: the class whose instances alone are taken, or the built-in types, and whether
/// `None` is taken as well.
struct Promise {
    class: Option<usize>,
    builtin: Option<Rc<str>>,
    optional: bool,
}

/// Reads the promise of a declared type.
fn promise(ty: &Type) -> Promise {
    match ty {
        Type::Instance(class) => Promise { class: Some(*class), builtin: None, optional: false },
        Type::Union(any) => {
            let optional = any.contains(&Type::None);
            let rest: Vec<&Type> = any.iter().filter(|ty| **ty != Type::None).collect();
            let class = match rest[..] {
                [Type::Instance(class)] => Some(*class),
                _ => None,
            };
            Promise { class, builtin: if class.is_some() { None } else { builtin_name(ty) }, optional }
        }
        _ => Promise { class: None, builtin: builtin_name(ty), optional: false },
    }
}
