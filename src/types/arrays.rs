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
use super::{FunctionInfo, ParamInfo, Program, Type, annotation};
use crate::desugar::FixedInt;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{Argument, ArgumentKind, Constant, Expr, ExprKind, Ident, each_expr};
use indexmap::IndexMap;

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
    pub(super) fn array_made(&self, callee: &Expr, arguments: &[Argument]) -> Option<Type> {
        let is_array = match &callee.kind {
            ExprKind::Name(name) => {
                // Nothing but the import has given it a value.
                let of_module = || self.program.members.get(name);
                self.program.global(self.function, name).is_some()
                    && !self.class_names.contains(name)
                    && of_module()
                        .is_some_and(|(module, member)| (&**module, &**member) == ("array", "array"))
            }
            ExprKind::Attribute { value, attribute } => {
                matches!(self.types.get(value), Type::Module(module) if &*module == "array")
                    && &*attribute.name == "array"
            }
            _ => false,
        };
        // A module of the name that is compiled with this one is found before the firmware's.
        let is_firmware = is_array && !self.program.interfaces.contains_key("array");
        if !is_firmware || !self.function.is_some_and(FunctionInfo::is_to_be_fast) {
            return None;
        }
        of_literal(arguments).map(Type::Array)
    }
}

/// What the items are of an array that is made with such arguments, if the type code is a literal.
fn of_literal(arguments: &[Argument]) -> Option<Items> {
    match arguments.first()? {
        Argument {
            kind: ArgumentKind::Positional,
            value: Expr { kind: ExprKind::Constant(Constant::Str(code)), .. },
            ..
        } => Items::of_code(code),
        _ => None,
    }
}

/// Guesses which ints the arrays are that parameters are given: those of the calls in this module; where these do not tell, of the
/// arrays that the module makes, if all it makes of ints are of one width.
pub(super) fn guess(program: &mut Program) {
    let is_any = |param: &ParamInfo| param.ty == Type::Array(Items::Int);
    if !program.functions.iter().any(|function| function.params.iter().any(is_any)) {
        return;
    }
    let mut made: Vec<FixedInt> = Vec::new();
    // By function and parameter.
    let mut given: IndexMap<(usize, usize), Vec<FixedInt>> = IndexMap::new();
    let mut visit = |expr: &Expr| {
        let ExprKind::Call { function, arguments } = &expr.kind else { return };
        if let (
            ExprKind::Name(name) | ExprKind::Attribute { attribute: Ident { name, .. }, .. },
            Some(Items::Fixed(int)),
        ) = (&function.kind, of_literal(arguments))
            && &**name == "array"
        {
            note(&mut made, int);
        }
        let Type::Function(callee) = program.types.get(function) else { return };
        let by_place = arguments.iter().take_while(|argument| argument.kind == ArgumentKind::Positional);
        for (position, argument) in by_place.enumerate() {
            if let Type::Array(Items::Fixed(int)) = program.types.get(&argument.value) {
                note(given.entry((callee, position)).or_default(), int);
            }
        }
    };
    each_expr(&program.module.body, &mut visit);
    program.functions.iter().for_each(|function| each_expr(&function.def.body, &mut visit));
    let only = |found: &Vec<FixedInt>| if let [int] = found[..] { Some(int) } else { None };
    for (index, function) in program.functions.iter_mut().enumerate() {
        for (position, param) in function.params.iter_mut().enumerate().filter(|(_, param)| is_any(param)) {
            param.likely = only(given.get(&(index, position)).unwrap_or(&made));
        }
    }
}

fn note(found: &mut Vec<FixedInt>, int: FixedInt) {
    if !found.contains(&int) {
        found.push(int);
    }
}
