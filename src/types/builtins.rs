//! The names that MicroPython's `builtins` module may have (`py/modbuiltins.c`), and what calls of some of them give.
//!
//! A result type here is believed only because the call checks it: see `lower::builtins`.

use super::Type;

/// Every name of the table in `py/modbuiltins.c`, exceptions included.
const NAMES: &[&str] = &[
    "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "EOFError", "Ellipsis", "Exception",
    "GeneratorExit", "ImportError", "IndentationError", "IndexError", "KeyError", "KeyboardInterrupt", "LookupError",
    "MemoryError", "NameError", "NotImplemented", "NotImplementedError", "OSError", "OverflowError", "RuntimeError",
    "StopAsyncIteration", "StopIteration", "SyntaxError", "SystemExit", "TypeError", "UnicodeError", "ValueError",
    "ViperTypeError", "ZeroDivisionError", "__build_class__", "__import__", "__repl_print__", "abs", "aiter", "all",
    "anext", "any", "bin", "bool", "bytearray", "bytes", "callable", "chr", "classmethod", "compile", "complex",
    "delattr", "dict", "dir", "divmod", "enumerate", "eval", "exec", "execfile", "filter", "float", "frozenset",
    "getattr", "globals", "hasattr", "hash", "help", "hex", "id", "input", "int", "isinstance", "issubclass", "iter",
    "len", "list", "locals", "map", "max", "memoryview", "min", "next", "object", "oct", "open", "ord", "pow", "print",
    "property", "range", "repr", "reversed", "round", "set", "setattr", "slice", "sorted", "staticmethod", "str", "sum",
    "super", "tuple", "type", "zip",
];

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
        _ => Type::Object,
    }
}
