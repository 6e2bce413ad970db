//! The names that every firmware has under the same numbers, so that a file need not spell them.
//!
//! A file stores a name either as its number here, or with its bytes (`py/persistentcode.c`, `load_qstr`). The list
//! is MicroPython's (`py/makeqstrdata.py`, `static_qstr_list`), the same from 1.19 on; number 0 is no name.

/// The names, from number 1 on.
#[rustfmt::skip]
pub const STATIC_QSTRS: [&str; 165] = [
    "", "__dir__", "\n", " ", "*", "/", "<module>", "_", "__call__", "__class__", "__delitem__", "__enter__",
    "__exit__", "__getattr__", "__getitem__", "__hash__", "__init__", "__int__", "__iter__", "__len__",
    "__main__", "__module__", "__name__", "__new__", "__next__", "__qualname__", "__repr__", "__setitem__",
    "__str__", "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "EOFError", "Ellipsis",
    "Exception", "GeneratorExit", "ImportError", "IndentationError", "IndexError", "KeyError",
    "KeyboardInterrupt", "LookupError", "MemoryError", "NameError", "NoneType", "NotImplementedError",
    "OSError", "OverflowError", "RuntimeError", "StopIteration", "SyntaxError", "SystemExit", "TypeError",
    "ValueError", "ZeroDivisionError", "abs", "all", "any", "append", "args", "bool", "builtins", "bytearray",
    "bytecode", "bytes", "callable", "chr", "classmethod", "clear", "close", "const", "copy", "count", "dict",
    "dir", "divmod", "end", "endswith", "eval", "exec", "extend", "find", "format", "from_bytes", "get",
    "getattr", "globals", "hasattr", "hash", "id", "index", "insert", "int", "isalpha", "isdigit",
    "isinstance", "islower", "isspace", "issubclass", "isupper", "items", "iter", "join", "key", "keys",
    "len", "list", "little", "locals", "lower", "lstrip", "main", "map", "micropython", "next", "object",
    "open", "ord", "pop", "popitem", "pow", "print", "range", "read", "readinto", "readline", "remove",
    "replace", "repr", "reverse", "rfind", "rindex", "round", "rsplit", "rstrip", "self", "send", "sep",
    "set", "setattr", "setdefault", "sort", "sorted", "split", "start", "startswith", "staticmethod", "step",
    "stop", "str", "strip", "sum", "super", "throw", "to_bytes", "tuple", "type", "update", "upper", "utf-8",
    "value", "values", "write", "zip",
];

/// The number of a name that every firmware has.
pub fn static_number(name: &str) -> Option<u64> {
    let index = STATIC_QSTRS.iter().position(|qstr| *qstr == name)?;
    Some(index as u64 + 1)
}

/// The name with that number.
pub fn static_name(number: u64) -> Option<&'static str> {
    let index = usize::try_from(number.checked_sub(1)?).ok()?;
    STATIC_QSTRS.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_have_their_numbers() {
        for (name, number) in
            [("", 1), ("__dir__", 2), ("\n", 3), ("ValueError", 55), ("int", 94), ("zip", 165)]
        {
            assert_eq!(static_number(name), Some(number), "{name:?}");
            assert_eq!(static_name(number), Some(name));
        }
        assert_eq!(static_number("factorial"), None);
        assert_eq!(static_name(0), None);
        assert_eq!(static_name(166), None);
    }

    #[test]
    fn no_name_has_two_numbers() {
        for (index, name) in STATIC_QSTRS.iter().enumerate() {
            assert_eq!(static_number(name), Some(index as u64 + 1), "{name:?}");
        }
    }
}
