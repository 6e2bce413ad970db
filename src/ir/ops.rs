//! The operations of the IR, and what a row of their [table] says: what an operation is called, which immediates and operands it
//! takes, what it gives, what it may do, and the C function of the runtime that does it (none where the emitter writes the C itself).

use super::Type;

/// What an operation may do besides giving its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effects {
    /// Nothing: may be left out, repeated or moved.
    Pure,
    /// Allocates: may raise `MemoryError`, may be left out.
    Allocates,
    /// Depends on memory: may be left out.
    Reads,
    /// Changes memory that only this function sees.
    WritesLocal,
    /// Means something by being done, just once and in order: what is outside the program may see it. Raises nothing.
    Ordered,
    /// Raises for some operands, touches nothing else.
    Raises,
    /// Anything: Python code may run.
    Calls,
}

impl Effects {
    /// An operation whose result is unused may be left out.
    #[must_use]
    pub fn removable(self) -> bool {
        matches!(self, Effects::Pure | Effects::Allocates | Effects::Reads)
    }

    /// It may raise.
    #[must_use]
    pub fn raises(self) -> bool {
        matches!(self, Effects::Allocates | Effects::Raises | Effects::Calls)
    }
}

/// The kind of an immediate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of `Imm`")]
pub enum ImmKind {
    Str,
    Int,
    Big,
    Float,
    /// Any constant that can stand in the module's object table.
    Constant,
    Names,
    Function,
    Class,
    Field,
    Slot,
    Signature,
    Form,
}

/// What an operation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Args {
    /// Just these.
    Fixed(&'static [Type]),
    /// These, then any number of objects.
    Objects(&'static [Type]),
    /// Any number of words.
    Words,
    /// The parameters of the function in the immediate.
    OfFunction,
    /// The several results of the function in the immediate.
    OfResults,
    /// Those of the C function in the immediate.
    OfSignature,
    /// The address of a native form, and the parameters of the form in the immediate.
    OfForm,
    /// One of type `Object` or `Int`.
    Nullable,
    /// These, then one of the type of the field or cell in the immediate.
    Then(&'static [Type]),
}

/// What an operation gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// A value of this type; `Void` for none.
    Always(Type),
    /// What the function in the immediate gives.
    OfFunction,
    /// What the C function in the immediate gives.
    OfSignature,
    /// What the form in the immediate gives.
    OfForm,
    /// A value of the type of the field or cell in the immediate.
    OfImm,
    /// The result, by its place, of the function in the immediate.
    OfResult,
    /// A value of the operand's type.
    OfArg,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct OpInfo {
    /// As printed.
    pub name: &'static str,
    /// Its immediates, in order.
    pub imms: &'static [ImmKind],
    /// Its operands.
    pub args: Args,
    /// Its result.
    pub gives: Gives,
    /// What it may do.
    pub effects: Effects,
    /// The C function that takes the operands and gives the result; empty where the emitter writes the C itself.
    pub c: &'static str,
}

macro_rules! ops {
    ($($(#[$doc:meta])* $op:ident $name:literal [$($imm:ident)*] $args:expr => $gives:expr, $effects:ident, $c:literal;)*) => {
        /// An operation.
        #[allow(missing_docs, reason = "where the name of an operation says it all")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Op { $($(#[$doc])* $op),* }

        impl Op {
            /// All operations.
            pub const ALL: &[Op] = &[$(Op::$op),*];

            /// Its row.
            #[must_use]
            pub fn info(self) -> OpInfo {
                match self {
                    $(Op::$op => OpInfo {
                        name: $name, imms: &[$(ImmKind::$imm),*], args: $args, gives: $gives,
                        effects: Effects::$effects, c: $c,
                    }),*
                }
            }
        }
    };
}

mod table;

pub use table::Op;

impl Op {
    /// The operation of a printed name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Op> {
        Op::ALL.iter().copied().find(|op| op.info().name == name)
    }
}
