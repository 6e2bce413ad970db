//! Python's operators as the firmware counts them (`py/runtime0.h`): a sign, its number in bytecode and its name in C.

/// Unary operators in the order of their numbers.
const UNARY: [(&str, &str); 4] =
    [("+", "RT_POSITIVE"), ("-", "RT_NEGATIVE"), ("~", "RT_INVERT"), ("not", "RT_NOT")];

/// Binary operators in the order of their numbers; `except` asks whether an exception is of a class.
const BINARY: [(&str, &str); 35] = [
    ("<", "RT_LESS"),
    (">", "RT_MORE"),
    ("==", "RT_EQUAL"),
    ("<=", "RT_LESS_EQUAL"),
    (">=", "RT_MORE_EQUAL"),
    ("!=", "RT_NOT_EQUAL"),
    ("in", "RT_IN"),
    ("is", "RT_IS"),
    ("except", "RT_EXCEPTION_MATCH"),
    ("|=", "RT_INPLACE_OR"),
    ("^=", "RT_INPLACE_XOR"),
    ("&=", "RT_INPLACE_AND"),
    ("<<=", "RT_INPLACE_LSHIFT"),
    (">>=", "RT_INPLACE_RSHIFT"),
    ("+=", "RT_INPLACE_ADD"),
    ("-=", "RT_INPLACE_SUBTRACT"),
    ("*=", "RT_INPLACE_MULTIPLY"),
    ("@=", "RT_INPLACE_MAT_MULTIPLY"),
    ("//=", "RT_INPLACE_FLOOR_DIVIDE"),
    ("/=", "RT_INPLACE_TRUE_DIVIDE"),
    ("%=", "RT_INPLACE_MODULO"),
    ("**=", "RT_INPLACE_POWER"),
    ("|", "RT_OR"),
    ("^", "RT_XOR"),
    ("&", "RT_AND"),
    ("<<", "RT_LSHIFT"),
    (">>", "RT_RSHIFT"),
    ("+", "RT_ADD"),
    ("-", "RT_SUBTRACT"),
    ("*", "RT_MULTIPLY"),
    ("@", "RT_MAT_MULTIPLY"),
    ("//", "RT_FLOOR_DIVIDE"),
    ("/", "RT_TRUE_DIVIDE"),
    ("%", "RT_MODULO"),
    ("**", "RT_POWER"),
];

/// The number of a unary operator.
pub(super) fn unary_number(sign: &str) -> Option<u8> {
    number(&UNARY, sign)
}

/// The number of a binary operator.
pub(super) fn binary_number(sign: &str) -> Option<u8> {
    number(&BINARY, sign)
}

/// The C name of the number of a unary operator.
pub(super) fn unary(sign: &str) -> &'static str {
    name(&UNARY, sign)
}

/// The C name of the number of a binary operator.
pub(super) fn binary(sign: &str) -> &'static str {
    name(&BINARY, sign)
}

fn number(table: &[(&str, &str)], sign: &str) -> Option<u8> {
    u8::try_from(table.iter().position(|(known, _)| *known == sign)?).ok()
}

fn name(table: &[(&str, &'static str)], sign: &str) -> &'static str {
    // The verifier knows no other, and this is no C.
    table.iter().find(|(known, _)| *known == sign).map_or("RT_NO_SUCH_OPERATOR", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{BINARY, UNARY};

    /// The names of the enumeration of `abi.h` that begins so.
    fn enumeration(first: &str) -> Vec<&'static str> {
        let text = include_str!("../runtime/abi.h");
        let from = &text[text.find(first).unwrap()..];
        from[..from.find('}').unwrap()].split(',').map(str::trim).filter(|name| !name.is_empty()).collect()
    }

    #[test]
    fn numbers_are_those_of_the_runtime() {
        let names = |table: &[(&str, &'static str)]| table.iter().map(|(_, name)| *name).collect::<Vec<_>>();
        assert_eq!(names(&UNARY), enumeration("RT_POSITIVE")[..UNARY.len()]);
        assert_eq!(names(&BINARY), enumeration("RT_LESS")[..BINARY.len()]);
    }
}
