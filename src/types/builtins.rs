//! The names that MicroPython's `builtins` module may have (`py/modbuiltins.c`), and what calls of some of them give.
//!
//! A result type here is believed only because the call checks it: see `lower::builtins`.

use super::Type;

/// Every name of the table in `py/modbuiltins.c`, exceptions included.
const NAMES: &[&str] = &[
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BaseException",
    "EOFError",
    "Ellipsis",
    "Exception",
    "GeneratorExit",
    "ImportError",
    "IndentationError",
    "IndexError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "NameError",
    "NotImplemented",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "RuntimeError",
    "StopAsyncIteration",
    "StopIteration",
    "SyntaxError",
    "SystemExit",
    "TypeError",
    "UnicodeError",
    "ValueError",
    "ViperTypeError",
    "ZeroDivisionError",
    "__build_class__",
    "__import__",
    "__repl_print__",
    "abs",
    "aiter",
    "all",
    "anext",
    "any",
    "bin",
    "bool",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "compile",
    "complex",
    "delattr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "execfile",
    "filter",
    "float",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "help",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "locals",
    "map",
    "max",
    "memoryview",
    "min",
    "next",
    "object",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "property",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "staticmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "zip",
];

/// The built-in name most like another, if one is.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    super::call::nearest(name, NAMES)
}

/// What strings of characters and of bytes have (`py/objstr.c`, `array_bytearray_str_bytes_locals_table`).
const STRING: &[&str] = &[
    "center",
    "count",
    "endswith",
    "find",
    "format",
    "index",
    "isalpha",
    "isdigit",
    "islower",
    "isspace",
    "isupper",
    "join",
    "lower",
    "lstrip",
    "partition",
    "replace",
    "rfind",
    "rindex",
    "rpartition",
    "rsplit",
    "rstrip",
    "split",
    "splitlines",
    "startswith",
    "strip",
    "upper",
];

/// The attributes of the instances of a built-in type, besides those with two underscores; all that any build of the
/// firmware has, and none for types of which that is not known.
pub(super) fn attributes(ty: &Type) -> Option<Vec<&'static str>> {
    let and = |others: &[&'static str]| STRING.iter().chain(others).copied().collect();
    Some(match ty {
        Type::Str => and(&["encode"]),
        Type::Bytes => and(&["decode", "fromhex", "hex"]),
        Type::ByteArray => and(&["append", "decode", "extend", "fromhex", "hex"]),
        // `py/objlist.c`, `py/objdict.c`, `py/objset.c`, `py/objtuple.c`, `py/objint.c`.
        Type::List(_) => vec![
            "append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse",
            "sort",
        ],
        Type::Dict(..) => vec![
            "clear",
            "copy",
            "fromkeys",
            "get",
            "items",
            "keys",
            "pop",
            "popitem",
            "setdefault",
            "update",
            "values",
        ],
        Type::Set(_) => vec![
            "add",
            "clear",
            "copy",
            "difference",
            "difference_update",
            "discard",
            "intersection",
            "intersection_update",
            "isdisjoint",
            "issubset",
            "issuperset",
            "pop",
            "remove",
            "symmetric_difference",
            "symmetric_difference_update",
            "union",
            "update",
        ],
        Type::AnyTuple | Type::Tuple(_) => vec!["count", "index"],
        Type::Int | Type::Bool => vec!["bit_length", "from_bytes", "to_bytes"],
        Type::Float | Type::None | Type::Word | Type::Uword | Type::Pointer(_) => Vec::new(),
        Type::Never
        | Type::Object
        | Type::Array(_)
        | Type::Iterable(_)
        | Type::Union(_)
        | Type::Instance(_)
        | Type::Foreign(..)
        | Type::Class(_)
        | Type::Function(_)
        | Type::Module(_)
        | Type::Builtin(_) => return None,
    })
}

/// What the first arguments of a built-in type's method must be; nothing where that is not known. An element that is
/// put into a container is checked when it comes out, so that this is for people.
pub(super) fn method_arguments(ty: &Type, method: &str) -> Vec<Type> {
    match (ty, method) {
        (Type::List(item), "append") | (Type::Set(item), "add") => vec![(**item).clone()],
        (Type::List(item), "insert") => vec![Type::Int, (**item).clone()],
        (Type::Dict(key, value), "setdefault") => vec![(**key).clone(), (**value).clone()],
        (Type::Str, "find" | "rfind" | "index" | "rindex" | "count" | "partition" | "rpartition") => {
            vec![Type::Str]
        }
        (Type::Str, "replace") => vec![Type::Str, Type::Str],
        (Type::Str, "center") => vec![Type::Int],
        (Type::ByteArray, "append") => vec![Type::Int],
        _ => Vec::new(),
    }
}

/// Whether a name that the module does not define may be a built-in.
#[must_use]
pub fn is_builtin(name: &str) -> bool {
    NAMES.contains(&name)
}

/// What a call of a built-in gives, where the compiled code makes sure of it.
pub(super) fn call_result(name: &str, arguments: &[Type]) -> Type {
    match (name, arguments) {
        ("len" | "ord" | "hash", [_]) | ("int", [_] | [_, _]) => Type::Int,
        ("float", [_]) => Type::Float,
        ("bool", [_]) => Type::Bool,
        ("isinstance" | "issubclass", [_, _]) | ("callable", [_]) => Type::Bool,
        ("abs", [Type::Int | Type::Bool]) => Type::Int,
        ("abs", [Type::Float]) => Type::Float,
        ("min" | "max", [Type::Int, Type::Int]) => Type::Int,
        ("min" | "max", [Type::Float, Type::Float]) => Type::Float,
        ("chr" | "repr" | "hex" | "bin" | "oct", [_]) => Type::Str,
        ("str", [] | [_]) => Type::Str,
        ("bytes", _) => Type::Bytes,
        ("bytearray", _) => Type::ByteArray,
        ("list", [] | [_]) => Type::List(Box::new(Type::Object)),
        ("dict", [] | [_]) => Type::Dict(Box::new(Type::Object), Box::new(Type::Object)),
        ("set", [] | [_]) => Type::Set(Box::new(Type::Object)),
        ("tuple", [] | [_]) => Type::AnyTuple,
        _ => Type::Object,
    }
}
