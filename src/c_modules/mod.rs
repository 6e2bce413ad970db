//! C beside Python: a C file whose functions compiled Python calls, and the stub, `NAME.pyi`, that says what it has.
//!
//! ```text
//! fast.pyi ──stub───▶ Library: functions, enumerations, structs, opaque types, constants
//!          ──python─▶ what `from fast import dot` defines, as Python that calls C     (desugar)
//!          ──glue───▶ C behind fast.c: the compiler holds the file against the stub
//!          ──complaints▶ what it said of that, at the stub's lines
//! ```
//!
//! This room does no I/O and runs nothing.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod complaints;
pub mod glue;
pub mod python;
mod stub;

use crate::ir::signature::{Number, Signature};
use crate::syntax::{FunctionDef, Name, SourceFile, Span};
use indexmap::IndexMap;
use std::rc::Rc;

pub use stub::read;

/// What a stub declares.
#[derive(Debug)]
pub struct Library {
    /// What Python imports it by.
    pub name: Name,
    /// The stub.
    pub stub: Rc<SourceFile>,
    /// Its declarations, by name, in order.
    pub items: IndexMap<Name, Item>,
}

impl Library {
    /// What its signatures begin with: the name, in one part.
    fn prefix(&self) -> String {
        prefix(&self.name)
    }
}

/// What the signatures of a library begin with.
#[must_use]
pub fn prefix(name: &str) -> String {
    name.replace('.', "_")
}

/// A declaration.
#[derive(Debug)]
pub struct Item {
    /// What is declared.
    pub kind: ItemKind,
    /// The place of its name.
    pub span: Span,
}

/// What a stub can declare.
#[derive(Debug)]
pub enum ItemKind {
    /// A C function.
    Function {
        /// How it is called.
        signature: Signature,
        /// As it is written.
        def: Rc<FunctionDef>,
        /// For each parameter the source of its default, if it has one.
        defaults: Vec<Option<String>>,
    },
    /// `enum NAME`: the enumerators that are named.
    Enum(Vec<Constant>),
    /// `struct NAME`, whose memory Python makes.
    Struct(Vec<Field>),
    /// `struct NAME`, of which Python has pointers.
    Opaque,
    /// A macro or other constant expression of C.
    Constant(i64),
}

/// A named number.
#[derive(Debug)]
pub struct Constant {
    /// Its name, in Python and in C.
    pub name: Name,
    /// Its value.
    pub value: i64,
    /// Its place in the stub.
    pub span: Span,
}

/// A field of a struct.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub number: Number,
    /// Its place in the stub.
    pub span: Span,
}
