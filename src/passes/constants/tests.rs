//! Known answers, each checked against what Python prints; and what must be left to the board.

use super::super::tests::{check_pass, check_unchanged};
use super::run;
use crate::ir::{Op, Type, ops};

/// `op operands` gives `expected`, or is left as it is when that is empty.
#[track_caller]
fn check(op: &str, operands: &[&str], expected: &str) {
    let info = Op::from_name(op).unwrap().info();
    let ops::Args::Fixed(types) = info.args else { panic!("{op} takes a fixed number of operands") };
    let ops::Gives::Always(gives) = info.gives else { panic!("{op} always gives the same type") };
    let mut lines = String::new();
    for (id, (operand, ty)) in operands.iter().zip(types).enumerate() {
        let name = ty.name();
        let mnemonic = if *ty == Type::Object { "const" } else { name };
        lines += &format!("  v{id}: {name} = {mnemonic} {operand}\n");
    }
    let args: Vec<String> = (0..operands.len()).map(|id| format!("v{id}")).collect();
    let (result, gives) = (operands.len(), gives.name());
    let function = |line: &str| {
        format!("func f() -> {gives} {{\nb0:\n{lines}  v{result}: {gives} = {line}\n  return v{result}\n}}\n")
    };
    let before = function(&format!("{op} {}", args.join(", ")));
    if expected.is_empty() {
        check_unchanged(run, &before);
    } else {
        let mnemonic = if gives == "object" { "const" } else { gives };
        check_pass(run, &before, &function(&format!("{mnemonic} {expected}")));
    }
}

#[test]
fn floats_as_objects_are_constants() {
    for (before, after) in [
        ("v0: float = float_text \"0.1\"", "v1: object = float_object \"0.1\""),
        ("v0: float = float 2.0", "v1: object = float_object \"2.0\""),
        ("v0: float = float -3.0", "v1: object = float_object \"-3.0\""),
        ("v0: float = float 2.5", "v1: object = box_float v0"),
        ("v0: float = float 16777216.0", "v1: object = box_float v0"),
    ] {
        let function =
            |line: &str| format!("func f() -> object {{\nb0:\n  {before}\n  {line}\n  return v1\n}}\n");
        let boxed = function("v1: object = box_float v0");
        if function(after) == boxed {
            check_unchanged(run, &boxed);
        } else {
            check_pass(run, &boxed, &function(after));
        }
    }
    let function = |line: &str| {
        format!(
            "func f() -> float {{\nb0:\n  v0: object = float_object \"0.1\"\n  v1: float = {line}\n  return v1\n}}\n"
        )
    };
    check_pass(run, &function("unbox_float \"global 'x'\", v0"), &function("float_text \"0.1\""));
}

const BIG: &str = "340282366920938463463374607431768211455"; // 2 ** 128 - 1

#[test]
fn ints_are_exact() {
    for (op, a, b, expected) in [
        ("int_add", "4611686018427387904", "4611686018427387904", "9223372036854775808"),
        ("int_add", BIG, "0", BIG),
        ("int_add", BIG, "1", ""),
        ("int_sub", "-1", BIG, ""),
        ("int_sub", "3", "5", "-2"),
        (
            "int_mul",
            "18446744073709551616",
            "-9223372036854775808",
            "-170141183460469231731687303715884105728",
        ),
        ("int_mul", BIG, BIG, ""),
        ("int_floordiv", "7", "2", "3"),
        ("int_floordiv", "-7", "2", "-4"),
        ("int_floordiv", "7", "-2", "-4"),
        ("int_floordiv", "-7", "-2", "3"),
        ("int_floordiv", "-8", "2", "-4"),
        ("int_floordiv", "1", "0", ""),
        ("int_mod", "7", "2", "1"),
        ("int_mod", "-7", "2", "1"),
        ("int_mod", "7", "-2", "-1"),
        ("int_mod", "-7", "-2", "-1"),
        ("int_mod", "-8", "2", "0"),
        ("int_mod", "1", "0", ""),
        ("int_pow", "2", "127", "170141183460469231731687303715884105728"),
        ("int_pow", "2", "128", ""),
        ("int_pow", "-3", "3", "-27"),
        ("int_pow", "10", "1000000000000", ""),
        ("int_pow", "0", "0", "1"),
        ("int_pow", "0", "99999999999999999999", "0"),
        ("int_pow", "-1", "99999999999999999999", "-1"),
        ("int_pow", "-1", "100000000000000000000", "1"),
        ("int_pow", "2", "-1", ""),
        ("int_lshift", "1", "127", "170141183460469231731687303715884105728"),
        ("int_lshift", "1", "128", ""),
        ("int_lshift", "1", "99999999999999999999", ""),
        ("int_lshift", "0", "99999999999999999999", ""),
        ("int_lshift", "0", "1073741823", "0"),
        ("int_lshift", "-5", "2", "-20"),
        ("int_lshift", "1", "-1", ""),
        ("int_rshift", "-5", "1", "-3"),
        ("int_rshift", "5", "1", "2"),
        ("int_rshift", "5", "99999999999999999999", ""),
        ("int_rshift", "5", "1073741823", "0"),
        ("int_rshift", "-5", "1073741824", ""),
        ("int_rshift", "-5", "1073741823", "-1"),
        ("int_rshift", "5", "-1", ""),
        ("int_and", "-4", "7", "4"),
        ("int_or", "-4", "1", "-3"),
        ("int_xor", "-1", "5", "-6"),
    ] {
        check(op, &[a, b], expected);
    }
    for (op, a, expected) in [
        ("int_neg", "-5", "5"),
        ("int_neg", "0", "0"),
        ("int_pos", "5", "5"),
        ("int_invert", "5", "-6"),
        ("int_invert", "-1", "0"),
        ("int_true", "0", "0"),
        ("int_true", BIG, "1"),
    ] {
        check(op, &[a], expected);
    }
}

#[test]
fn comparisons_and_bools() {
    for (op, a, b, expected) in [
        ("int_lt", "-1", "0", "1"),
        ("int_le", "0", "0", "1"),
        ("int_gt", BIG, "1", "1"),
        ("int_ge", "-1", "0", "0"),
        ("int_eq", "2", "2", "1"),
        ("int_ne", "2", "2", "0"),
        ("float_lt", "0.5", "1.0", "1"),
        ("float_eq", "0.0", "-0.0", "1"),
        // In single precision they might be equal.
        ("float_lt", "0.1", "0.10000000000000002", ""),
        ("float_eq", "nan", "nan", ""),
        ("is", "None", "None", "1"),
        ("is", "None", "False", "0"),
        ("is", "\"a\"", "\"a\"", ""),
    ] {
        check(op, &[a, b], expected);
    }
    for (op, a, expected) in [
        ("bool_not", "0", "1"),
        ("bool_not", "1", "0"),
        ("bool_int", "1", "1"),
        ("bool_float", "1", "1.0"),
        ("box_bool", "1", "True"),
        ("box_bool", "0", "False"),
        ("is_true", "None", "0"),
        ("is_true", "\"\"", "0"),
        ("is_true", "\"a\"", "1"),
        ("is_true", "0", "0"),
        ("is_true", "()", "0"),
        ("is_true", "(0,)", "1"),
        ("is_true", "b\"\"", "0"),
        ("is_true", "...", "1"),
        ("is_true", "1e-300", ""),
    ] {
        check(op, &[a], expected);
    }
}

#[test]
fn floats_are_computed_where_the_precision_does_not_matter() {
    for (op, a, b, expected) in [
        ("float_add", "0.5", "0.25", "0.75"),
        ("float_add", "0.1", "0.5", ""),
        ("float_add", "16777216.0", "1.0", ""),
        ("float_add", "1e30", "1.0", ""),
        ("float_add", "1.0", "-1.0", "0.0"),
        ("float_sub", "0.5", "0.75", "-0.25"),
        ("float_mul", "-0.0", "2.0", "-0.0"),
        ("float_mul", "16777215.0", "16777215.0", ""),
        ("float_mul", "1.5", "1.5", "2.25"),
        ("float_div", "1.0", "4.0", "0.25"),
        ("float_div", "1.0", "3.0", ""),
        ("float_div", "1.0", "0.0", ""),
        ("int_div", "1", "2", "0.5"),
        ("int_div", "-6", "3", "-2.0"),
        ("int_div", "1", "3", ""),
        ("int_div", "1", "0", ""),
        ("int_div", "0", "-5", ""),
        ("int_div", "16777217", "1", ""),
    ] {
        check(op, &[a, b], expected);
    }
    for (op, a, expected) in [
        ("float_neg", "0.1", "-0.1"),
        ("float_neg", "0.0", "-0.0"),
        ("float_true", "0.0", "0"),
        ("float_true", "2.0", "1"),
        ("float_true", "1e-300", ""),
        ("int_float", "16777216", "16777216.0"),
        ("int_float", "16777217", ""),
        ("int_float", "-3", "-3.0"),
    ] {
        check(op, &[a], expected);
    }
}

#[test]
fn a_constant_of_the_type_that_is_promised_is_not_checked() {
    for (promise, constant, passes) in [
        ("\"None\", 0", "None", true),
        ("\"int|None\", 0", "None", true),
        ("\"str\", 1", "None", true),
        ("\"str\", 0", "None", false),
        ("\"str\", 0", "\"a\"", true),
        ("\"bool\", 0", "True", true),
        ("\"int\", 0", "True", false),
        ("\"tuple\", 0", "(1,)", true),
    ] {
        let function = |line: &str| {
            format!(
                "func f() -> object {{\nb0:\n  v0: object = const {constant}\n  v1: object = {line}\n  return v1\n}}\n"
            )
        };
        let before = function(&format!("check_type {promise}, \"it\", v0"));
        if passes {
            check_pass(run, &before, &function(&format!("const {constant}")));
        } else {
            check_unchanged(run, &before);
        }
    }
}

#[test]
fn branches_and_switches_on_constants_are_jumps() {
    check_pass(
        run,
        "func f() -> void {\nb0:\n  v0: bool = bool 1\n  v1: bool = bool_not v0\n  branch v1, then b1, else b2\nb1:\n  return\nb2:\n  return\n}\n",
        "func f() -> void {\nb0:\n  v0: bool = bool 1\n  v1: bool = bool 0\n  jump b2\nb1:\n  return\nb2:\n  return\n}\n",
    );
    for (number, target) in [("0", "b1"), ("1", "b2"), ("2", "b2"), ("-1", "b2")] {
        let function = |end: &str| {
            format!(
                "func f() -> void {{\nb0:\n  v0: word = word {number}\n  {end}\nb1:\n  return\nb2:\n  return\n}}\n"
            )
        };
        check_pass(run, &function("switch v0, b1, b2"), &function(&format!("jump {target}")));
    }
}

#[test]
fn null_is_known_of_unbound_and_of_what_is_never_null() {
    check_pass(
        run,
        "func f(a: object) -> void {\n  slot $0: iterator\nb0(v0: object):\n  v1: object = unbound\n  v2: bool = is_null v1\n\
         \u{20} v3: bool = is_null v0\n  v4: object = iter_next $0\n  v5: bool = is_null v4\n  v6: bool = is v0, v0\n  return\n}\n",
        "func f(a: object) -> void {\n  slot $0: iterator\nb0(v0: object):\n  v1: object = unbound\n  v2: bool = bool 1\n\
         \u{20} v3: bool = bool 0\n  v4: object = iter_next $0\n  v5: bool = is_null v4\n  v6: bool = bool 1\n  return\n}\n",
    );
}

#[test]
fn what_is_known_in_one_block_is_known_in_those_below() {
    check_pass(
        run,
        "func f(b: bool) -> int {\nb0(v0: bool):\n  v1: int = int 2\n  jump b2\nb1:\n  v3: int = int_add v2, v1\n  return v3\n\
         b2:\n  v2: int = int_add v1, v1\n  branch v0, then b1, else b2\n}\n",
        "func f(b: bool) -> int {\nb0(v0: bool):\n  v1: int = int 2\n  jump b2\nb1:\n  v3: int = int 6\n  return v3\n\
         b2:\n  v2: int = int 4\n  branch v0, then b1, else b2\n}\n",
    );
}
