//! Arrays: what an annotation or a type code says of their items.
//!
//! ```text
//! array[u16]             ints of 16 bits
//! array[int]             ints of any width
//! array[float]           floats, single or double
//! array("h", …)          ints of 16 bits with a sign
//! ```
//!
//! Nothing makes sure of the array itself: an item is looked at where it comes out, and what is put in is for the firmware to
//! take or refuse.

use super::expression::Typer;
use super::{FunctionInfo, Program, Type, annotation};
use crate::desugar::FixedInt;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{Argument, ArgumentKind, Constant, Expr, ExprKind};

/// What the items of an array are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Items {
    /// Ints of a width.
    Fixed(FixedInt),
    /// Ints of a width that the array itself knows.
    Int,
    /// Floats, of a precision that the array itself knows.
    Float,
}

impl Items {
    /// The type of an item.
    #[must_use]
    pub fn ty(self) -> Type {
        match self {
            Items::Fixed(_) | Items::Int => Type::Int,
            Items::Float => Type::Float,
        }
    }

    /// As an annotation names them.
    pub(super) fn name(self) -> &'static str {
        match self {
            Items::Fixed(int) => int.name,
            Items::Int => "int",
            Items::Float => "float",
        }
    }

    /// Those of arrays of a type code (`py/binary.c`, `mp_binary_get_size`): a `long` is as wide as the target says, and an
    /// item of another code may be anything.
    fn of_code(code: &str) -> Option<Items> {
        Some(match code {
            "l" | "L" => Items::Int,
            "f" | "d" => Items::Float,
            _ => Items::Fixed(FixedInt::named(match code {
                "b" => "i8",
                "B" => "u8",
                "h" => "i16",
                "H" => "u16",
                "i" => "i32",
                "I" => "u32",
                "q" => "i64",
                "Q" => "u64",
                _ => return None,
            })?),
        })
    }
}

/// What `array[T]` is in an annotation.
///
/// # Errors
/// `E0304` for items that no array has.
pub(super) fn annotated(program: &Program, item: &Expr) -> Result<Type, Diagnostic> {
    if let Some(int) = annotation::fixed(program, item) {
        return Ok(Type::Array(Items::Fixed(int)));
    }
    Ok(match annotation::read(program, item)? {
        Type::Int => Type::Array(Items::Int),
        Type::Float => Type::Array(Items::Float),
        ty if ty.is_unchecked() => Type::Object,
        ty => {
            let title = format!("the items of an array are numbers, not {}", ty.display(&program.classes));
            return Err(Diagnostic::new(Code::BAD_ANNOTATION, title)
                .at(program.source(), item.span, "no type code has such items")
                .help("write array[int] or array[float], or list[T] for what is a list"));
        }
    })
}

impl Typer<'_> {
    /// What a call of `array.array` makes, in a function that is to be fast: its type code says what the items are.
    pub(super) fn array_made(&self, module: &str, member: &str, arguments: &[Argument]) -> Option<Type> {
        if (module, member) != ("array", "array") || !self.function.is_some_and(FunctionInfo::is_to_be_fast) {
            return None;
        }
        match arguments.first() {
            Some(Argument {
                kind: ArgumentKind::Positional,
                value: Expr { kind: ExprKind::Constant(Constant::Str(code)), .. },
                ..
            }) => Items::of_code(code).map(Type::Array),
            _ => None,
        }
    }
}
