//! What the modules of the firmware hold, as far as compiled code gains by knowing: types of attributes and results.
//!
//! Compiled code checks each value that it goes on with as it comes, so that a board that differs, or a program that
//! patches the module, gets a TypeError and no wrong result.

use super::Type;

/// Whether anything is known of a module.
pub(super) fn knows(module: &str) -> bool {
    module == "math"
}

/// Whether a module surely has no name that is also one of a built-in.
pub(super) fn lacks(module: &str, name: &str) -> bool {
    match module {
        "math" => name != "pow",
        _ => false,
    }
}

/// The type of an attribute of a module; `Object` where nothing is known.
pub(super) fn attribute(module: &str, name: &str) -> Type {
    match (module, name) {
        ("math", "pi" | "e" | "tau" | "inf" | "nan") => Type::Float,
        _ => Type::Object,
    }
}

/// What a call of a module's function gives (`py/modmath.c`).
pub(super) fn call_result(module: &str, name: &str) -> Type {
    match (module, name) {
        (
            "math",
            "sqrt" | "pow" | "exp" | "expm1" | "log" | "log2" | "log10" | "cosh" | "sinh" | "tanh" | "acosh"
            | "asinh" | "atanh" | "cos" | "sin" | "tan" | "acos" | "asin" | "atan" | "atan2" | "copysign"
            | "fabs" | "fmod" | "ldexp" | "erf" | "erfc" | "gamma" | "lgamma" | "radians" | "degrees",
        ) => Type::Float,
        ("math", "ceil" | "floor" | "trunc" | "factorial") => Type::Int,
        ("math", "isfinite" | "isinf" | "isnan" | "isclose") => Type::Bool,
        _ => Type::Object,
    }
}
