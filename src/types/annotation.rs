//! Annotations: from an expression in a type's place to a [`Type`].

use super::{Global, Program, Type, arrays};
use crate::desugar::FixedInt;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{BinaryOp, Constant, Expr, ExprKind};

/// Names of types that promise nothing that compiled code checks.
const UNCHECKED: [&str; 44] = [
    "AnyStr",
    "AsyncGenerator",
    "AsyncIterable",
    "AsyncIterator",
    "Awaitable",
    "Buffer",
    "Callable",
    "ClassVar",
    "Collection",
    "Container",
    "Coroutine",
    "Exception",
    "Final",
    "Generator",
    "Generic",
    "Hashable",
    "Iterable",
    "Iterator",
    "Literal",
    "Mapping",
    "MutableMapping",
    "MutableSequence",
    "Never",
    "NoReturn",
    "Protocol",
    "Reversible",
    "Self",
    "Sequence",
    "Sized",
    "Type",
    "TypeVar",
    "Union",
    "array",
    "complex",
    "frozenset",
    "memoryview",
    "ptr",
    "ptr16",
    "ptr32",
    "ptr8",
    "range",
    "slice",
    "type",
    "uint",
];

/// Reads an annotation. A string is read as the expression it holds.
///
/// # Errors
/// `E0304` for what names no type that is known.
pub(super) fn read(program: &Program, expr: &Expr) -> Result<Type, Diagnostic> {
    let unknown = |what: String| {
        Diagnostic::new(Code::BAD_ANNOTATION, what).at(program.source(), expr.span, "not a type known here").help(
            "known are int, float, bool, str, bytes, bytearray, object, None, list[T], dict[K, V], set[T], \
                 tuple[A, B], T | None, Optional[T], Any and the classes of this module",
        )
    };
    match &expr.kind {
        _ if fixed_name(program, expr).is_some_and(|name| name == "f32") => Ok(Type::Float),
        _ if fixed(program, expr).is_some() => Ok(Type::Int),
        ExprKind::Name(name) => named(program, name)
            .ok_or_else(|| unknown(format!("the annotation `{name}` does not name a type"))),
        ExprKind::Constant(Constant::None) => Ok(Type::None),
        ExprKind::Constant(Constant::Str(text)) => {
            let inner = crate::syntax::parse_expression(program.source(), text, expr.span)?;
            read(program, &inner)
        }
        ExprKind::Attribute { value, attribute } if matches!(&value.kind, ExprKind::Name(name) if &**name == "typing") => {
            named(program, &attribute.name)
                .ok_or_else(|| unknown(format!("the annotation `typing.{}` is not known", attribute.name)))
        }
        // `machine.Pin`: a class of a module.
        ExprKind::Attribute { .. } if of_variable(program, expr) => {
            Ok(program.foreign_class(None, expr).unwrap_or(Type::Object))
        }
        ExprKind::Binary { left, op: BinaryOp::BitOr, right } => {
            Ok(union(vec![read(program, left)?, read(program, right)?]))
        }
        ExprKind::Subscript { value, index } => {
            let name = match &value.kind {
                ExprKind::Name(name) => name,
                ExprKind::Attribute { attribute, .. } => &attribute.name,
                _ => return Err(unknown("this annotation is not a type".into())),
            };
            let arguments: Vec<&Expr> = match &index.kind {
                ExprKind::Tuple(items) => items.iter().collect(),
                _ => vec![index],
            };
            generic(program, name, &arguments)?
                .ok_or_else(|| unknown(format!("`{name}[…]` is not a type that is known here")))
        }
        _ => Err(unknown("this annotation is not a type".into())),
    }
}

/// Whether names with dots begin with one that is a module's, or anything's.
fn of_variable(program: &Program, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Attribute { value, .. } => match &value.kind {
            ExprKind::Name(name) => {
                matches!(program.globals.get(name), Some(Global::Module(_) | Global::Variable(_)))
            }
            _ => of_variable(program, value),
        },
        _ => false,
    }
}

/// The fixed-width int that an annotation names, of which [`read`] tells that it is an int.
pub(super) fn fixed(program: &Program, expr: &Expr) -> Option<FixedInt> {
    if let ExprKind::Constant(Constant::Str(text)) = &expr.kind {
        let inner = crate::syntax::parse_expression(program.source(), text, expr.span).ok()?;
        return FixedInt::named(fixed_name(program, &inner)?);
    }
    FixedInt::named(fixed_name(program, expr)?)
}

/// The name of a fixed-width number at home, that an expression is.
fn fixed_name<'a>(program: &'a Program, expr: &'a Expr) -> Option<&'a str> {
    let home =
        |name: &str| program.module.fixed.iter().find(|(here, _)| **here == *name).map(|(_, home)| &**home);
    match &expr.kind {
        ExprKind::Name(name) => home(name),
        ExprKind::Attribute { value, attribute } => match &value.kind {
            ExprKind::Name(module) if home(module) == Some("mpyc") => Some(&attribute.name),
            _ => None,
        },
        _ => None,
    }
}

fn named(program: &Program, name: &str) -> Option<Type> {
    if program.module.protocols.iter().any(|protocol| **protocol == *name) {
        return Some(Type::Object);
    }
    match program.globals.get(name) {
        Some(Global::Class(index) | Global::LateClass(index)) => return Some(Type::Instance(*index)),
        // `from typing import Any`: the names of typing keep their meaning.
        Some(Global::Variable(_))
            if matches!(name, "Any" | "List" | "Dict" | "Tuple" | "Set" | "Optional") => {}
        // A type variable, an alias, a class of another module: nothing is known of it.
        Some(Global::Variable(_)) => return Some(Type::Object),
        Some(Global::Member(module, member)) => return program.foreign(module, member),
        Some(Global::Function(_) | Global::Module(_)) => return None,
        None => {}
    }
    if program.inner_classes.contains(name) {
        return Some(Type::Object);
    }
    Some(match name {
        "object" | "Any" => Type::Object,
        "None" => Type::None,
        "List" => return built_in("list"),
        "Dict" => return built_in("dict"),
        "Set" => return built_in("set"),
        "Tuple" => return built_in("tuple"),
        // Taken, and not checked.
        name if UNCHECKED.contains(&name) => Type::Object,
        name => return built_in(name),
    })
}

/// The instances of a built-in class that has a type here, by the name of the class.
pub(super) fn built_in(class: &str) -> Option<Type> {
    let object = || Box::new(Type::Object);
    Some(match class {
        "int" => Type::Int,
        "float" => Type::Float,
        "bool" => Type::Bool,
        "str" => Type::Str,
        "bytes" => Type::Bytes,
        "bytearray" => Type::ByteArray,
        "list" => Type::List(object()),
        "dict" => Type::Dict(object(), object()),
        "set" => Type::Set(object()),
        "tuple" => Type::AnyTuple,
        _ => return None,
    })
}

fn generic(program: &Program, name: &str, arguments: &[&Expr]) -> Result<Option<Type>, Diagnostic> {
    let read = |index: usize| arguments.get(index).map_or(Ok(Type::Object), |expr| read(program, expr));
    Ok(Some(match (name, arguments) {
        ("array", [item]) if !is_class(program, name) => arrays::annotated(program, item)?,
        ("list" | "List", [_]) => Type::List(Box::new(read(0)?)),
        ("set" | "Set", [_]) => Type::Set(Box::new(read(0)?)),
        ("dict" | "Dict", [_, _]) => Type::Dict(Box::new(read(0)?), Box::new(read(1)?)),
        ("tuple" | "Tuple", [_, Expr { kind: ExprKind::Constant(Constant::Ellipsis), .. }]) => {
            read(0)?;
            Type::AnyTuple
        }
        ("tuple" | "Tuple", _) => {
            Type::Tuple(arguments.iter().enumerate().map(|(i, _)| read(i)).collect::<Result<_, _>>()?)
        }
        ("Iterable" | "Iterator", [_]) | ("Generator", [_] | [_, _] | [_, _, _]) => {
            Type::Iterable(Box::new(read(0)?))
        }
        ("Optional", [_]) => union(vec![read(0)?, Type::None]),
        ("Union", _) => union(arguments.iter().enumerate().map(|(i, _)| read(i)).collect::<Result<_, _>>()?),
        ("Final" | "ClassVar", [_]) | ("Annotated", [_, _, ..]) => read(0)?,
        (name, _) if UNCHECKED.contains(&name) => Type::Object,
        // `Stack[int]`: what a class is a container of is not checked.
        _ => match named(program, name) {
            Some(ty @ (Type::Object | Type::Instance(_) | Type::Foreign(..))) => ty,
            _ => return Ok(None),
        },
    }))
}

/// Whether a name is a class of the module.
fn is_class(program: &Program, name: &str) -> bool {
    matches!(program.globals.get(name), Some(Global::Class(_) | Global::LateClass(_)))
}

/// One of several types: flat, each once, `None` last. Of one that nothing makes sure of and another, nothing is known.
pub(super) fn union(types: Vec<Type>) -> Type {
    let mut flat: Vec<Type> = Vec::new();
    for ty in types {
        let parts = if let Type::Union(parts) = ty { parts } else { vec![ty] };
        for part in parts {
            // What an array or an iterable is said to be is not looked at, and so no test can tell.
            if matches!(part, Type::Object | Type::Array(_) | Type::Iterable(_)) {
                return Type::Object;
            }
            if !flat.contains(&part) {
                flat.push(part);
            }
        }
    }
    let others = flat.iter().filter(|ty| **ty != Type::None).count();
    if others > 1 && flat.iter().any(|ty| matches!(ty, Type::Foreign(..))) {
        return Type::Object;
    }
    flat.sort_by_key(|ty| *ty == Type::None);
    match flat.len() {
        1 => flat.remove(0),
        _ => Type::Union(flat),
    }
}
