use super::run;
use crate::ir::{parse, print, verify};

/// What the pass makes of the function `f` of a module.
fn passed(text: &str) -> String {
    let text = format!("module m from \"m.py\" init @i\n\n{text}\nfunc i() -> void {{\nb0:\n  return\n}}\n");
    let mut module = parse::module(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(verify::module(&module), []);
    let before = module.clone();
    let kept = run(&mut module);
    assert_eq!(verify::module(&module), []);
    for ((kept, before), after) in kept.iter().zip(&before.functions).zip(&module.functions) {
        assert_eq!(kept.as_ref().unwrap_or(after), before, "it says what has changed");
    }
    let function = module.functions.iter().find(|function| &*function.name == "f").unwrap();
    print::function(&module, function)
}

#[track_caller]
fn check(text: &str, after: &str) {
    let shown = passed(text);
    assert_eq!(shown, after, "\n{shown}");
}

#[track_caller]
fn check_unchanged(text: &str) {
    let shown = passed(text);
    assert!(text.contains(&shown), "\n{shown}");
}

const HALF: &str = "func half(n: int as int) -> int {\nb0(v0 n: int):\n  v1: int = int 1 @2:9\n  \
     v2: int = int_rshift v0, v1 @2:5\n  return v2 @2:2\n}\n";

#[test]
fn what_is_no_larger_than_a_call_takes_its_place() {
    check(
        &format!(
            "{HALF}func f(m: int as int) -> int {{\nb0(v0 m: int):\n  v1: int = call_function @half, v0 @4:3\n  return v1 @4:1\n}}\n"
        ),
        "func f(m: int as int) -> int {\nb0(v0 m: int):\n  jump b2 @4:3\nb1(v1: int):\n  return v1 @4:1\n\
         b2:\n  v2: int = int 1 @2:9 of @half\n  v3: int = int_rshift v0, v2 @2:5 of @half\n  jump b1(v3) @2:2 of @half\n}\n",
    );
}

/// A function that is larger than a call.
const LARGER: &str = "func large(n: int as int) -> int {\nb0(v0 n: int):\n  v1: int = int_mul v0, v0\n  v2: int = int_floordiv v1, v0\n  \
     v3: int = int_floordiv v2, v0\n  v4: int = int_floordiv v3, v0\n  return v4\n}\n";

#[test]
fn what_is_larger_does_in_a_loop_alone() {
    check_unchanged(&format!(
        "{LARGER}func f(m: int as int) -> int {{\nb0(v0 m: int):\n  v1: int = call_function @large, v0\n  return v1\n}}\n"
    ));
    let looped = passed(&format!(
        "{LARGER}func f(m: int as int, c: bool) -> int {{\nb0(v0 m: int, v1 c: bool):\n  jump b1(v0)\nb1(v2: int):\n  \
         v3: int = call_function @large, v2\n  branch v1, then b1(v3), else b2\nb2:\n  return v3\n}}\n"
    ));
    assert!(looped.contains("jump b4\n") || !looped.contains("call_function"), "{looped}");
}

#[test]
fn a_function_that_is_called_in_a_loop_is_called_often() {
    let calls = "func f(m: int as int) -> int {\nb0(v0 m: int):\n  v1: int = call_function @large, v0\n  return v1\n}\n";
    let looped = "func g(m: int as int, c: bool) -> int {\nb0(v0 m: int, v1 c: bool):\n  jump b1(v0)\nb1(v2: int):\n  \
         v3: int = call_function @f, v2\n  branch v1, then b1(v3), else b2\nb2:\n  return v3\n}\n";
    let after = passed(&format!("{LARGER}{calls}{looped}"));
    assert!(!after.contains("call_function"), "{after}");
}

#[test]
fn of_several_values_each_is_given() {
    check(
        "func two(n: int as int) -> (int, object) {\nb0(v0 n: int):\n  v1: object = const None\n  v2: results = results @two, v0, v1\n  return v2\n}\n\
         func f(m: int as int) -> object {\nb0(v0 m: int):\n  v1: results = call_function @two, v0\n  v2: object = result_item @two, 1, v1\n  \
         v3: int = result_item @two, 0, v1\n  v4: object = int_object v3\n  v5: object = new_tuple v4, v2\n  return v5\n}\n",
        "func f(m: int as int) -> object {\n  undefined v1: results\n  undefined v2: object\n  undefined v3: int\n  undefined v9: results\n\
         b0(v0 m: int):\n  jump b2\nb1(v6: int, v7: object):\n  \
         v4: object = int_object v6\n  v5: object = new_tuple v4, v7\n  return v5\nb2:\n  v8: object = const None\n  jump b1(v0, v8)\n}\n",
    );
}

/// A class, and one that derives from it.
const CLASSES: &str = "class A init @A.__init__ {\n  x: int as int\n  get = @A.get\n  same = @A.same\n}\nclass B from %A init @A.__init__ {\n  \
     x: int as int\n  get = @A.get\n  same = @B.same\n}\nfunc A.__init__(self: object) -> void {\nb0(v0: object):\n  return\n}\n\
     func A.get(self: object) -> int {\nb0(v0 self: object):\n  v1: bool = has_fields %A, v0\n  v2: int = field %A.x, v0, v1\n  return v2\n}\n\
     func A.same(self: object) -> object {\nb0(v0 self: object):\n  return v0\n}\n\
     func B.same(self: object) -> object {\nb0(v0 self: object):\n  return v0\n}\n";

/// A method called in a loop.
fn method(name: &str, ty: &str) -> String {
    format!(
        "{CLASSES}func f(o: object, c: bool) -> {ty} {{\nb0(v0 o: object, v1 c: bool):\n  jump b1\nb1:\n  \
         v2: {ty} = call_virtual @A.{name}, v0\n  branch v1, then b1, else b2\nb2:\n  return v2\n}}\n"
    )
}

#[test]
fn a_method_that_all_classes_have_is_there_for_their_instances() {
    check(
        &method("get", "int"),
        "func f(o: object, c: bool) -> int {\nb0(v0 o: object, v1 c: bool):\n  jump b1\nb1:\n  v5: bool = has_fields %A, v0\n  \
         branch v5, then b4, else b5\nb2:\n  return v2\nb3(v2: int):\n  branch v1, then b1, else b2\n\
         b4:\n  v3: bool = has_fields %A, v0\n  v4: int = field %A.x, v0, v3\n  jump b3(v4)\n\
         b5:\n  v6: int = call_virtual @A.get, v0\n  jump b3(v6)\n}\n",
    );
}

#[test]
fn of_a_method_that_a_class_overrides_its_own_is_there_for_its_instances() {
    check(
        &method("same", "object"),
        "func f(o: object, c: bool) -> object {\nb0(v0 o: object, v1 c: bool):\n  jump b1\nb1:\n  v3: bool = has_fields %B, v0\n  \
         branch v3, then b4, else b5\nb2:\n  return v2\nb3(v2: object):\n  branch v1, then b1, else b2\nb4:\n  jump b3(v0)\n\
         b5:\n  v4: bool = has_fields %A, v0\n  branch v4, then b6, else b7\nb6:\n  jump b3(v0)\n\
         b7:\n  v5: object = call_virtual @A.same, v0\n  jump b3(v5)\n}\n",
    );
}

#[test]
fn where_a_class_of_the_module_goes_by_name_all_do() {
    let text = method("same", "object").replacen(
        "func B.same(self: object) -> object {\nb0(v0 self: object)",
        "func B.same(self: object, n: object) -> object {\nb0(v0 self: object, v1: object)",
        1,
    );
    check_unchanged(&text);
}

#[test]
fn of_what_was_just_made_the_method_and_the_fields_are_known() {
    check(
        &format!(
            "{CLASSES}func f() -> object {{\nb0:\n  v0: object = new_instance %B\n  v1: object = call_virtual @A.same, v0\n  \
             v2: bool = has_fields %A, v0\n  v3: int = field %A.x, v0, v2\n  v4: object = check_instance %A, 0, \"v\", v0\n  return v4\n}}\n"
        ),
        "func f() -> object {\n  undefined v4: object\nb0:\n  v0: object = new_instance %B\n  jump b2\nb1(v1: object):\n  \
         v2: bool = bool 1\n  v3: int = field %A.x, v0, v2\n  return v0\nb2:\n  jump b1(v0)\n}\n",
    );
}

#[test]
fn what_is_checked_is_checked_where_it_comes_from() {
    let text = format!(
        "{CLASSES}func f(o: object, c: bool) -> object {{\nb0(v0 o: object, v1 c: bool):\n  jump b1\nb1:\n  \
         v2: object = call_virtual @C.make, v0\n  v3: object = check_instance %A, 0, \"it\", v2\n  branch v1, then b1, else b2\nb2:\n  return v3\n}}\n"
    )
    .replacen("func A.__init__", "class C init @C.__init__ {\n  make = @C.make\n}\nfunc C.__init__(self: object) -> void {\nb0(v0: object):\n  return\n}\n\
        func C.make(self: object) -> object {\nb0(v0: object):\n  v1: object = new_instance %B\n  return v1\n}\nfunc A.__init__", 1);
    let after = passed(&text);
    assert!(
        after.contains(
            "  v7: object = call_virtual @C.make, v0\n  v8: object = check_instance %A, 0, \"it\", v7\n"
        ),
        "{after}"
    );
    assert_eq!(after.matches("check_instance").count(), 1, "{after}");
}

#[test]
fn what_is_on_a_circle_has_a_loop_or_is_to_be_small_stays() {
    for head in ["stack_check", "poll"] {
        let call = "  v1: int = call_function @half, v0\n  return v1\n}\n";
        let circle = HALF.replacen("  v1", &format!("  {head}\n  v1"), 1);
        let text = format!("{circle}func f(m: int as int) -> int {{\nb0(v0 m: int):\n{call}");
        assert_eq!(passed(&text).contains("call_function"), head == "stack_check");
    }
    let looped = "func half(n: int as int, c: bool) -> int {\nb0(v0 n: int, v1 c: bool):\n  jump b1\nb1:\n  branch v1, then b1, else b2\n\
         b2:\n  return v0\n}\n";
    check_unchanged(&format!(
        "{looped}func f(m: int as int, c: bool) -> int {{\nb0(v0 m: int, v1 c: bool):\n  v2: int = call_function @half, v0, v1\n  return v2\n}}\n"
    ));
    let small = format!("small {HALF}");
    check_unchanged(&format!(
        "{small}func f(m: int as int) -> int {{\nb0(v0 m: int):\n  v1: int = call_function @half, v0\n  return v1\n}}\n"
    ));
}

/// A class whose method makes another instance, and a function that asks that one for a field by a method, in a loop.
const MAKES: &str = "class P init @P.__init__ {\n  x: int as int\n  get = @P.get\n  next = @P.next\n}\nfunc P.__init__(self: object) -> void {\n\
     b0(v0: object):\n  return\n}\nfunc P.get(self: object) -> int {\nb0(v0 self: object):\n  v1: bool = has_fields %P, v0\n  \
     v2: int = field %P.x, v0, v1\n  return v2\n}\nfunc P.next(self: object) -> object {\nb0(v0 self: object):\n  \
     v1: int = int 7\n  v2: object = new_instance %P\n  v3: bool = bool 1\n  set_field %P.x, v2, v3, v1\n  return v2\n}\n";

#[test]
fn what_comes_after_one_that_was_made_is_apart_from_what_comes_after_any() {
    let after = passed(&format!(
        "{MAKES}func f(o: object, c: bool) -> int {{\nb0(v0 o: object, v1 c: bool):\n  jump b1\nb1:\n  \
         v2: object = call_virtual @P.next, v0\n  v3: object = check_instance %P, 0, \"it\", v2\n  \
         v4: int = call_virtual @P.get, v3\n  branch v1, then b1, else b2(v4)\nb2(v5: int):\n  return v5\n}}\n"
    ));
    // On the one way the method is code; on the other both are called.
    assert_eq!(after.matches("call_virtual @P.get").count(), 1, "{after}");
    assert_eq!(after.matches("call_virtual @P.next").count(), 1, "{after}");
    assert_eq!(after.matches("has_fields").count(), 1, "{after}");
}
