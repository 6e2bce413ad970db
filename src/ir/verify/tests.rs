//! One text that keeps each rule and texts that break it, in the IR's own form.

use super::{Rule, module};
use crate::ir::parse;

/// The rest of a module around the functions and classes of a case.
fn violations(text: &str) -> Vec<super::Violation> {
    let text = if text.contains("module ") {
        text.to_owned()
    } else {
        format!("module m from \"m.py\" init @init\nfunc init() -> void {{\nb0:\n  return\n}}\n{text}")
    };
    module(&parse::module(&text).unwrap_or_else(|error| panic!("{error}\n{text}")))
}

/// The body of a function `f(a: object, i: int, x: float, b: bool) -> void` with its cells, and a class `%C`.
fn body(text: &str) -> String {
    format!(
        "class C init @C.__init__ {{\n  x: float\n  o: object\n}}\nclass Plain {{\n  y: object\n}}\n\
         func C.__init__(self: object as %C) -> void {{\nb0(v0: object):\n  return\n}}\n\
         func g(n: int, s: object = default) -> float {{\nb0(v0: int, v1: object):\n  unreachable\n}}\n\
         func f(a: object, i: int, x: float, b: bool) -> void {{\n  slot $0 s: variable float\n  slot $1: iterator\n\
         \u{20} slot $2: frame\n  slot $3: frame\nb0(v0: object, v1: int, v2: float, v3: bool):\n{text}}}\n"
    )
}

#[track_caller]
fn accepted(text: &str) {
    assert_eq!(violations(text), [], "{text}");
}

/// Broken is just this rule.
#[track_caller]
fn rejected(rule: Rule, text: &str) {
    let mut rules: Vec<Rule> = violations(text).iter().map(|violation| violation.rule).collect();
    rules.dedup();
    assert_eq!(rules, [rule], "{:?}\n{text}", violations(text));
}

#[test]
fn init() {
    accepted("module m from \"m.py\" init @i\nfunc i() -> void {\nb0:\n  return\n}\n");
    rejected(Rule::Init, "module m from \"m.py\" init @#7\nfunc i() -> void {\nb0:\n  return\n}\n");
    rejected(
        Rule::Init,
        "module m from \"m.py\" init @i\nfunc i(a: int) -> void {\nb0(v0: int):\n  return\n}\n",
    );
}

#[test]
fn references() {
    accepted(&body("  v4: object = class_object %C\n  v5: bool = has_fields %C, v0\n  return\n"));
    accepted(&body("  v4: object = class_object %Plain\n  return\n"));
    rejected(Rule::References, "class A init @#9 {\n}\n");
    rejected(Rule::References, "class A {\n  x: object as %#9\n}\n");
    rejected(Rule::References, "class A {\n  m = @#9\n}\n");
    rejected(Rule::References, "func f(a: object as %#9) -> void {\nb0(v0: object):\n  return\n}\n");
    rejected(Rule::References, &body("  v4: object = class_object %#9\n  return\n"));
    rejected(Rule::References, &body("  return @1:2 of @#9\n"));
    rejected(Rule::References, &body("  v4: float = call_function @#9, v1, v0\n  return\n"));
    rejected(Rule::References, &body("  v4: float = field %C.#9, v0, v3\n  return\n"));
    rejected(Rule::References, &body("  v4: bool = has_fields %Plain, v0\n  return\n"));
    rejected(Rule::References, &body("  v4: object = field %Plain.y, v0, v3\n  return\n"));
    rejected(Rule::References, &body("  v4: float = call_virtual @g, v1, v0\n  return\n"));
}

#[test]
fn signature() {
    let function = |params: &str, types: &str, result: &str| {
        format!("func f({params}) -> {result} {{\nb0{types}:\n  unreachable\n}}\n")
    };
    accepted(&function(
        "a: int, b: object = default, keyword d: bool = default, keyword e: float, *c: object, **k: object",
        "(v0: int, v1: object, v2: bool, v3: float, v4: object, v5: object)",
        "float",
    ));
    accepted(&function("a: word, b: uword", "(v0: word, v1: uword)", "address"));
    let two = "(v0: object, v1: object)";
    rejected(Rule::Signature, &function("a: object, a: object", two, "int"));
    rejected(Rule::Signature, &function("a: object = default, b: object", two, "int"));
    rejected(Rule::Signature, &function("*a: object, *b: object", two, "int"));
    rejected(Rule::Signature, &function("**a: object, b: object", two, "int"));
    rejected(Rule::Signature, &function("keyword a: object, b: object", two, "int"));
    rejected(Rule::Signature, &function("*a: object, keyword b: object", two, "int"));
    rejected(Rule::Signature, &function("*a: object = default", "(v0: object)", "int"));
    rejected(Rule::Signature, &function("*a: int", "(v0: int)", "int"));
    rejected(Rule::Signature, &function("", "", "pack"));
    let exported = |text: String| text.replace("func f(", "exported 1 func f(");
    rejected(Rule::Signature, &exported(function("a: uword", "(v0: uword)", "int")));
    rejected(Rule::Signature, &format!("class C {{\n}}\n{}", function("a: int as %C", "(v0: int)", "int")));
}

#[test]
fn fields() {
    accepted("class A {\n  x: float\n  y: object as %A or none\n}\n");
    rejected(Rule::Fields, "class A {\n  x: float\n  x: int\n}\n");
    rejected(Rule::Fields, "class A {\n  x: word\n}\n");
    rejected(Rule::Fields, "class A {\n  x: int as %A\n}\n");
    accepted("class A {\n  x: float\n}\nclass B from %A {\n  x: float\n  y: int\n}\n");
    rejected(Rule::Fields, "class A {\n  x: float\n}\nclass B from %A {\n  y: int\n  x: float\n}\n");
    rejected(Rule::Fields, "class B from %A {\n  x: float\n}\nclass A {\n  x: float\n}\n");
}

#[test]
fn blocks() {
    accepted(&body("  jump b1\nb1:\n  return\n"));
    rejected(Rule::Blocks, &body("  jump b9\n"));
    rejected(Rule::Blocks, "func f() -> void {\n}\n");
}

#[test]
fn entry() {
    accepted(&body("  return\n"));
    rejected(Rule::Entry, "func f(a: int) -> void {\nb0:\n  return\n}\n");
    rejected(Rule::Entry, "func f(a: int) -> void {\nb0(v0: float):\n  return\n}\n");
    rejected(Rule::Entry, "func f() -> void {\nb0:\n  jump b1\nb1:\n  jump b0\n}\n");
}

#[test]
fn values() {
    accepted(&body("  v4: int = int_add v1, v1\n  return\n"));
    rejected(Rule::Values, &body("  v4: int = int_add v1, v99\n  return\n"));
    rejected(Rule::Values, &body("  raise v99\n"));
    let with_void: Vec<Rule> = violations(&body("  v4: void = set_global \"a\", v0\n  return\n"))
        .iter()
        .map(|violation| violation.rule)
        .collect();
    assert_eq!(with_void, [Rule::Values, Rule::Result]);
}

#[test]
fn single_definition() {
    accepted(&body("  v4: int = int 1\n  v5: int = int 1\n  return\n"));
    rejected(Rule::SingleDefinition, &body("  v4: int = int 1\n  v4: int = int 1\n  return\n"));
    rejected(Rule::SingleDefinition, &body("  v4: int = int 1\n  jump b1(v4)\nb1(v4: int):\n  return\n"));
}

#[test]
fn dominance() {
    accepted(&body("  v4: int = int 1\n  jump b1\nb1:\n  v5: int = int_neg v4\n  jump b1\n"));
    // Nothing reaches b1.
    accepted(&body("  return\nb1:\n  v4: int = int_neg v4\n  return\n"));
    rejected(Rule::Dominance, &body("  v4: int = int_neg v5\n  v5: int = int 1\n  return\n"));
    rejected(Rule::Dominance, &body("  v4: int = int_neg v4\n  return\n"));
    rejected(Rule::Dominance, "func f() -> int {\n  undefined v0: int\nb0:\n  return v0\n}\n");
    rejected(
        Rule::Dominance,
        &body(
            "  branch v3, then b1, else b2\nb1:\n  v4: int = int 1\n  jump b2\nb2:\n  v5: int = int_neg v4\n  return\n",
        ),
    );
    // What is defined inside a protected region is not seen by its handler.
    rejected(
        Rule::Dominance,
        &body(
            "  try $2, body b1, handler b2\nb1:\n  v4: object = globals\n  end_try $2\n  return\nb2:\n  raise v4\n",
        ),
    );
}

#[test]
fn target_arguments() {
    accepted(&body("  jump b1(v1, v2)\nb1(v4: int, v5: float):\n  return\n"));
    rejected(Rule::TargetArguments, &body("  jump b1(v1)\nb1(v4: int, v5: float):\n  return\n"));
    rejected(Rule::TargetArguments, &body("  jump b1(v2)\nb1(v4: int):\n  return\n"));
    rejected(
        Rule::TargetArguments,
        &body("  v4: pack = unpack 1, v0\n  jump b1(v4)\nb1(v5: pack):\n  return\n"),
    );
}

#[test]
fn terminators() {
    accepted(&body(
        "  branch v3, then b1, else b1\nb1:\n  v4: word = word 1\n  switch v4, b2\nb2:\n  raise v0\n",
    ));
    rejected(Rule::Terminators, &body("  branch v0, then b1, else b1\nb1:\n  return\n"));
    rejected(Rule::Terminators, &body("  switch v1, b1\nb1:\n  return\n"));
    rejected(Rule::Terminators, &body("  v4: word = word 1\n  switch v4\n"));
    rejected(Rule::Terminators, &body("  raise v1\n"));
    rejected(Rule::Terminators, &body("  return v0\n"));
    accepted("func f(a: int) -> int {\nb0(v0: int):\n  return v0\n}\n");
    rejected(Rule::Terminators, "func f(a: int) -> int {\nb0(v0: int):\n  return\n}\n");
    rejected(Rule::Terminators, "func f(a: float) -> int {\nb0(v0: float):\n  return v0\n}\n");
}

#[test]
fn immediate_kinds() {
    accepted(&body("  v4: object = const (1, \"a\", b\"b\", 2.5, None)\n  v5: int = int 5\n  return\n"));
    rejected(Rule::ImmediateKinds, &body("  v4: object = global 5\n  return\n"));
    rejected(Rule::ImmediateKinds, &body("  v4: object = global\n  return\n"));
    rejected(Rule::ImmediateKinds, &body("  v4: object = global \"a\", \"b\"\n  return\n"));
    rejected(Rule::ImmediateKinds, &body("  v4: int = int i64 5\n  return\n"));
    rejected(Rule::ImmediateKinds, &body("  v4: word = word big \"5\"\n  return\n"));
    rejected(Rule::ImmediateKinds, &body("  v4: object = const [a]\n  return\n"));
}

#[test]
fn immediate_values() {
    accepted(&body(
        "  v4: int = int -340282366920938463463374607431768211456\n  v5: int = int 0\n  v6: bool = bool 1\n\
         \u{20} v7: object = binary \"not in\", v0, v0\n  v8: object = binary \"//=\", v0, v0\n\
         \u{20} v9: pack = unpack_star 1, 2, v0\n  v10: object = pack_item 3, v9\n\
         \u{20} v11: object = call [a, b], v0, v0, v0\n  v12: object = default @g, 1\n  return\n",
    ));
    let nested =
        |depth| format!("  v4: object = const {}1{}\n  return\n", "(".repeat(depth), ",)".repeat(depth));
    accepted(&body(&nested(super::MAX_TUPLE_DEPTH)));
    for line in [
        "v4: int = int 007",
        "v4: int = int -0",
        "v4: int = int big \"\"",
        "v4: int = int big \"12x\"",
        "v4: object = const (1, (i64 2,))",
        "v4: object = const ([a], 1)",
        "v4: bool = bool 2",
        "v4: object = check_type \"int\", 2, \"f: a\", v0",
        "v4: object = check_instance %C, -1, \"f: a\", v0",
        "v4: object = unary \"not\", v0",
        "v4: object = binary \"=\", v0, v0",
        "v4: object = binary \"<=>\", v0, v0",
        "v4: object = import \"m\", -1, v0",
        "v4: object = new_dict -1",
        "v4: pack = unpack -1, v0",
        "v4: pack = unpack_star 1, -1, v0",
        "v4: object = default @g, 2",
        "v4: object = call [a, a], v0, v0, v0",
        "v4: object = call [a], v0",
        "v4: object = call_method \"m\", [a, b], v0, v0",
        "v4: object = module_call \"m\", [a, b], v0, v0",
    ] {
        rejected(Rule::ImmediateValues, &body(&format!("  {line}\n  return\n")));
    }
    rejected(
        Rule::ImmediateValues,
        &body("  v4: pack = unpack 2, v0\n  v5: object = pack_item 2, v4\n  return\n"),
    );
}

#[test]
fn operands() {
    accepted(&body(
        "  v4: float = call_function @g, v1, v0\n  set_field %C.x, v0, v3, v2\n  slot_set $0, v2\n\
         \u{20} v5: int = check_bound \"i\", v1\n  v6: object = check_bound \"a\", v0\n  v7: object = new_list v0, v0\n  return\n",
    ));
    for line in [
        "v4: int = int_add v1",
        "v4: int = int_add v1, v1, v1",
        "v4: int = int_add v1, v0",
        "v4: float = call_function @g, v0, v1",
        "set_field %C.x, v0, v3, v0",
        "slot_set $0, v0",
        "slot_set $0",
        "v4: float = check_bound \"x\", v2",
        "v4: object = call",
        "v4: object = new_list v0, v1",
    ] {
        rejected(Rule::Operands, &body(&format!("  {line}\n  return\n")));
    }
}

#[test]
fn result() {
    accepted(&body(
        "  v4: float = field %C.x, v0, v3\n  v5: float = slot_get $0\n  set_global \"a\", v0\n  return\n",
    ));
    for line in [
        "int_add v1, v1",
        "v4: float = int_add v1, v1",
        "v4: object = set_global \"a\", v0",
        "v4: object = field %C.x, v0, v3",
        "v4: object = slot_get $0",
        "v4: object = call_function @g, v1, v0",
        "v4: object = call_function @C.__init__, v0",
        "v4: object = check_bound \"i\", v1",
    ] {
        rejected(Rule::Result, &body(&format!("  {line}\n  return\n")));
    }
}

#[test]
fn slots() {
    accepted(&body("  iter_new $1, v0\n  v4: object = iter_next $1\n  v5: float = slot_get $0\n  return\n"));
    for line in [
        "iter_new $0, v0",
        "v4: object = iter_next $2",
        "v4: float = slot_get $1",
        "v4: object = iter_next $9",
    ] {
        rejected(Rule::Slots, &body(&format!("  {line}\n  return\n")));
    }
    rejected(Rule::Slots, &body("  try $0, body b1, handler b2\nb1:\n  unreachable\nb2:\n  unreachable\n"));
    rejected(Rule::Slots, "func f() -> void {\n  slot $0: variable pack\nb0:\n  return\n}\n");
}

#[test]
fn regions() {
    // An inner region, left early on one path; both handlers.
    accepted(&body(
        "  try $2, body b1, handler b4\n\
         b1:\n  try $3, body b2, handler b3\n\
         b2:\n  end_try $3\n  end_try $2\n  return\n\
         b3:\n  end_try $2\n  return\n\
         b4:\n  return\n",
    ));
    // A region inside a loop; a frame used again after it is closed; raising with a frame open.
    accepted(&body(
        "  jump b1\n\
         b1:\n  try $2, body b2, handler b3\n\
         b2:\n  branch v3, then b4, else b5\n\
         b3:\n  jump b1\n\
         b4:\n  end_try $2\n  jump b1\n\
         b5:\n  raise v0\n",
    ));
    rejected(Rule::Regions, &body("  try $2, body b1, handler b2\nb1:\n  return\nb2:\n  return\n"));
    rejected(Rule::Regions, &body("  end_try $2\n  return\n"));
    rejected(
        Rule::Regions,
        &body("  try $2, body b1, handler b2\nb1:\n  end_try $2\n  return\nb2:\n  end_try $2\n  return\n"),
    );
    rejected(
        Rule::Regions,
        &body("  try $2, body b1, handler b2\nb1:\n  end_try $2\n  end_try $2\n  return\nb2:\n  return\n"),
    );
    rejected(
        Rule::Regions,
        &body("  try $2, body b1, handler b2\nb1:\n  end_try $3\n  unreachable\nb2:\n  return\n"),
    );
    rejected(
        Rule::Regions,
        &body(
            "  try $2, body b1, handler b2\nb1:\n  try $2, body b3, handler b4\n\
             b2:\n  unreachable\nb3:\n  unreachable\nb4:\n  unreachable\n",
        ),
    );
    // The frame is open when b2 is reached from b1, and closed when it is reached as the handler.
    rejected(Rule::Regions, &body("  try $2, body b1, handler b2\nb1:\n  jump b2\nb2:\n  unreachable\n"));
}

#[test]
fn caught() {
    accepted(&body(
        "  try $2, body b1, handler b2\n\
         b1:\n  end_try $2\n  return\n\
         b2:\n  try $3, body b3, handler b4\n\
         b3:\n  v4: object = caught $2\n  end_try $3\n  jump b5\n\
         b4:\n  v5: object = caught $3\n  v6: object = caught $2\n  jump b5\n\
         b5:\n  v7: object = caught $2\n  return\n",
    ));
    rejected(Rule::Caught, &body("  v4: object = caught $2\n  return\n"));
    rejected(
        Rule::Caught,
        &body(
            "  try $2, body b1, handler b2\nb1:\n  v4: object = caught $2\n  end_try $2\n  return\nb2:\n  return\n",
        ),
    );
    // One path comes without an exception.
    rejected(
        Rule::Caught,
        &body(
            "  try $2, body b1, handler b2\nb1:\n  end_try $2\n  jump b2\nb2:\n  v4: object = caught $2\n  return\n",
        ),
    );
    // The handler opens the frame again: what it caught is gone.
    rejected(
        Rule::Caught,
        &body(
            "  jump b1\nb1:\n  try $2, body b2, handler b3\nb2:\n  end_try $2\n  return\n\
             b3:\n  try $2, body b4, handler b3\nb4:\n  v4: object = caught $2\n  end_try $2\n  return\n",
        ),
    );
}

/// A function that gives two values, and these operations of another.
fn two(parts: &str) -> String {
    format!(
        "func two(a: int) -> (int, object) {{\nb0(v0: int):\n  v1: object = int_object v0\n  \
         v2: results = results @two, v0, v1\n  return v2\n}}\n\
         func f(a: int) -> object {{\nb0(v0: int):\n  v1: results = call_function @two, v0\n{parts}}}\n"
    )
}

#[test]
fn several_results() {
    accepted(&two("  v2: object = result_item @two, 1, v1\n  return v2\n"));
    accepted(&two("  v2: object = results_tuple @two, v1\n  return v2\n"));
    rejected(Rule::ImmediateValues, &two("  v2: object = result_item @two, 2, v1\n  return v2\n"));
    rejected(Rule::Result, &two("  v2: object = result_item @two, 0, v1\n  return v2\n"));
    rejected(Rule::ImmediateValues, &two("  v2: object = results_tuple @f, v1\n  return v2\n"));
    rejected(Rule::TargetArguments, &two("  jump b1(v1)\nb1(v2: results):\n  unreachable\n"));
    rejected(
        Rule::ImmediateValues,
        &two("  v2: object = int_object v0\n  v3: results = results @two, v0, v2\n  unreachable\n"),
    );
    rejected(Rule::Signature, "func f() -> (int, void) {\nb0:\n  unreachable\n}\n");
}

#[test]
fn a_violation_says_where_and_which_rule() {
    let text = body("  v4: int = int_add v1, v0\n  return\n");
    assert_eq!(
        violations(&text)[0].to_string(),
        "@f b0: v4: int = int_add v1, v0: v0 is object, but int_add takes int there (rule 14, Operands)"
    );
}

#[test]
fn a_hundred_thousand_blocks() {
    use std::fmt::Write;
    let mut text = String::from("  jump b1\n");
    for block in 1..100_000 {
        let _ = write!(text, "b{block}:\n  v{}: int = int_neg v1\n  jump b{}\n", block + 3, block + 1);
    }
    text.push_str("b100000:\n  return\n");
    accepted(&body(&text));
}

#[test]
fn the_head_of_the_file_states_every_rule() {
    let source = include_str!("../verify.rs");
    for (number, rule) in (1..=Rule::Caught as u8).zip([
        Rule::Init,
        Rule::References,
        Rule::Signature,
        Rule::Fields,
        Rule::Blocks,
        Rule::Entry,
        Rule::Values,
        Rule::SingleDefinition,
        Rule::Dominance,
        Rule::TargetArguments,
        Rule::Terminators,
        Rule::ImmediateKinds,
        Rule::ImmediateValues,
        Rule::Operands,
        Rule::Result,
        Rule::Slots,
        Rule::Regions,
        Rule::Caught,
    ]) {
        assert_eq!(rule as u8, number);
        assert!(source.contains(&format!("{number}. [`Rule::{rule:?}`]")), "rule {number} is not stated");
    }
}
