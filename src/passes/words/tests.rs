use super::super::dead;
use super::super::tests::{check_pass, check_unchanged};
use crate::ir::Function;

/// Words of 32 bits, and what is left over dropped.
fn run(function: &mut Function) -> bool {
    let changed = super::run(function, &[], 32);
    dead::run(function) || changed
}

#[test]
fn what_a_mask_takes_is_computed_in_words() {
    check_pass(
        run,
        "func f(n: int) -> int {\nb0(v0: int):\n  v1: int = int 255\n  v2: int = int_mul v0, v0\n  \
         v3: int = int_add v2, v0\n  v4: int = int_and v3, v1\n  return v4\n}\n",
        "func f(n: int) -> int {\nb0(v0: int):\n  v1: word = int_word v0\n  v2: word = word_mul v1, v1\n  \
         v3: word = word_add v2, v1\n  v4: word = word 255\n  v5: word = word_and v3, v4\n  \
         v6: int = small_int v5\n  return v6\n}\n",
    );
}

#[test]
fn a_mask_of_a_whole_word_gives_an_unsigned_one() {
    check_pass(
        run,
        "func f(n: int) -> int {\nb0(v0: int):\n  v1: int = int 4294967295\n  v2: int = int_and v0, v1\n  \
         v3: int = int 4\n  v4: int = int_rshift v2, v3\n  v5: int = int_or v4, v2\n  return v5\n}\n",
        "func f(n: int) -> int {\nb0(v0: int):\n  v1: word = int_word v0\n  v2: word = word 4294967295\n  \
         v3: word = word_and v1, v2\n  v4: uword = word_uword v3\n  v5: word = word 4\n  \
         v6: uword = uword_rshift v4, v5\n  v7: word = uword_word v6\n  v8: word = word_or v7, v3\n  \
         v9: uword = word_uword v8\n  v10: int = box_uword v9\n  return v10\n}\n",
    );
}

#[test]
fn what_may_be_a_bool_stays_what_it_is() {
    check_pass(
        run,
        "func f(n: int) -> int {\nb0(v0: int):\n  v1: int = int 5\n  v2: int = int 0\n  v3: bool = int_ge v0, v2\n  \
         branch v3, then b1, else b2(v1)\nb1:\n  v4: int = int 9\n  v5: bool = int_le v0, v4\n  \
         branch v5, then b2(v0), else b2(v1)\nb2(v6: int):\n  v7: int = int 3\n  v8: int = int_and v6, v7\n  \
         v9: object = int_object v8\n  set_global \"x\", v9\n  return v6\n}\n",
        "func f(n: int) -> int {\nb0(v0: int):\n  v1: int = int 5\n  v2: int = int 0\n  v3: bool = int_ge v0, v2\n  \
         branch v3, then b1, else b2(v1)\nb1:\n  v4: int = int 9\n  v5: bool = int_le v0, v4\n  \
         branch v5, then b2(v0), else b2(v1)\nb2(v6: int):\n  v7: word = int_word v6\n  v8: word = word 3\n  \
         v9: word = word_and v7, v8\n  v10: int = small_int v9\n  v11: object = int_object v10\n  \
         set_global \"x\", v11\n  return v6\n}\n",
    );
}

#[test]
fn a_promise_about_a_word_is_looked_at_as_one() {
    // It cannot be below: only the upper end is looked at.
    check_pass(
        run,
        "func f(a: object) -> word {\nb0(v0: object):\n  v1: word = to_word v0\n  v2: word = word 65535\n  \
         v3: word = word_and v1, v2\n  v4: int = small_int v3\n  \
         v5: int = check_fixed \"x\", 8, 0, v4\n  v6: word = int_word v5\n  return v6\n}\n",
        "func f(a: object) -> word {\nb0(v0: object):\n  v1: word = to_word v0\n  v2: word = word 65535\n  \
         v3: word = word_and v1, v2\n  v4: word = check_word \"x\", 8, 0, 1, v3\n  return v4\n}\n",
    );
}

#[test]
fn a_sum_that_is_promised_to_be_a_word_is_one() {
    check_pass(
        run,
        "func f(a: uword, b: uword) -> uword {\nb0(v0: uword, v1: uword):\n  v2: int = box_uword v0\n  \
         v3: int = box_uword v1\n  v4: int = int_add v2, v3\n  v5: int = check_fixed \"x\", 32, 0, v4\n  \
         v6: word = int_word v5\n  v7: uword = word_uword v6\n  return v7\n}\n",
        "func f(a: uword, b: uword) -> uword {\nb0(v0: uword, v1: uword):\n  v2: word = uword_word v0\n  \
         v3: word = uword_word v1\n  v4: word = add_fixed \"x\", 32, 0, v2, v3\n  \
         v5: uword = word_uword v4\n  return v5\n}\n",
    );
    // Of fewer bits it is looked at afterwards, and of other numbers it may be no word.
    check_unchanged(
        run,
        "func f(a: int, b: int) -> int {\nb0(v0: int, v1: int):\n  v2: int = int_add v0, v1\n  \
         v3: int = check_fixed \"x\", 32, 0, v2\n  return v3\n}\n",
    );
}

#[test]
fn what_follows_a_sum_and_is_no_promise_is_none() {
    // Its numbers are no bits.
    check_unchanged(
        run,
        "func f(a: int, b: object) -> int {\nb0(v0: int, v1: object):\n  v2: int = int_add v0, v0\n  \
         v3: pack = unpack_star 0, 1, v1\n  return v2\n}\n",
    );
}

#[test]
fn a_sum_that_may_be_no_word_stays_an_int() {
    check_unchanged(
        run,
        "func f(n: int) -> int {\nb0(v0: int):\n  v1: int = int 1\n  v2: int = int_add v0, v1\n  return v2\n}\n",
    );
    // A wider mask than a word takes all bits of one.
    check_unchanged(
        run,
        "func f(n: int) -> int {\nb0(v0: int):\n  v1: int = int 8589934591\n  v2: int = int_mul v0, v0\n  \
         v3: int = int_and v2, v1\n  return v3\n}\n",
    );
}

#[test]
fn a_shift_by_what_may_be_negative_raises_as_it_did() {
    check_unchanged(
        run,
        "func f(n: int) -> int {\nb0(v0: int):\n  v1: int = int 1\n  v2: int = int_lshift v1, v0\n  return v2\n}\n",
    );
}

#[test]
fn a_counter_between_constants_is_a_word() {
    check_pass(
        run,
        "func f() -> void {\nb0:\n  v0: int = int 0\n  jump b1(v0)\nb1(v1: int):\n  v2: int = int 10\n  \
         v3: bool = int_lt v1, v2\n  branch v3, then b2, else b3\nb2:\n  v4: object = int_object v1\n  \
         set_global \"x\", v4\n  v5: int = int 1\n  v6: int = int_add v1, v5\n  jump b1(v6)\nb3:\n  return\n}\n",
        "func f() -> void {\nb0:\n  v0: word = word 0\n  jump b1(v0)\nb1(v1: word):\n  v2: word = word 10\n  \
         v3: bool = word_lt v1, v2\n  branch v3, then b2, else b3\nb2:\n  v4: int = small_int v1\n  \
         v5: object = int_object v4\n  set_global \"x\", v5\n  v6: word = word 1\n  v7: word = word_add v1, v6\n  \
         jump b1(v7)\nb3:\n  return\n}\n",
    );
}

#[test]
fn a_counter_up_to_any_int_stays_one() {
    check_unchanged(
        run,
        "func f(n: int) -> void {\nb0(v0: int):\n  v1: int = int 0\n  jump b1(v1)\nb1(v2: int):\n  \
         v3: bool = int_lt v2, v0\n  branch v3, then b2, else b3\nb2:\n  v4: int = int 1\n  \
         v5: int = int_add v2, v4\n  jump b1(v5)\nb3:\n  return\n}\n",
    );
}

#[test]
fn bytes_are_words_from_their_container_to_their_container() {
    check_pass(
        run,
        "func f(b: object) -> void {\nb0(v0: object):\n  v1: int = int 3\n  v2: object = byte_item v0, v1\n  \
         v3: int = given_int v2\n  v4: int = int 1\n  v5: int = int_xor v3, v4\n  v6: object = int_object v5\n  \
         set_byte_item v0, v4, v6\n  return\n}\n",
        "func f(b: object) -> void {\nb0(v0: object):\n  v1: word = word 3\n  v2: word = byte_word v0, v1\n  \
         v3: word = word 1\n  v4: word = word_xor v2, v3\n  v5: word = word 1\n  set_byte_word v0, v5, v4\n  \
         return\n}\n",
    );
}

#[test]
fn bytes_that_are_copied_are_words_on_the_way() {
    check_pass(
        run,
        "func f(a: object, b: object, n: word) -> object {\nb0(v0: object, v1: object, v2: word):\n  v3: int = box_word v2\n  \
         v4: object = byte_item v0, v3\n  set_byte_item v1, v3, v4\n  return v0\n}\n",
        "func f(a: object, b: object, n: word) -> object {\nb0(v0: object, v1: object, v2: word):\n  \
         v3: word = byte_word v0, v2\n  set_byte_word v1, v2, v3\n  return v0\n}\n",
    );
    // What else uses the item takes the object that it is.
    check_unchanged(
        run,
        "func f(a: object, b: object, n: word) -> object {\nb0(v0: object, v1: object, v2: word):\n  v3: int = box_word v2\n  \
         v4: object = byte_item v0, v3\n  set_byte_item v1, v3, v4\n  return v4\n}\n",
    );
}

#[test]
fn bytes_are_put_together_of_words() {
    check_pass(
        run,
        "func f(n: word) -> object {\nb0(v0: word):\n  v1: int = box_word v0\n  v2: int = int 255\n  v3: int = int_and v1, v2\n  \
         v4: object = int_object v3\n  v5: object = int_object v2\n  v6: object = new_bytes v4, v5\n  return v6\n}\n",
        "func f(n: word) -> object {\nb0(v0: word):\n  v1: word = word 255\n  v2: word = word_and v0, v1\n  v3: word = word 255\n  \
         v4: object = bytes_of_words v2, v3\n  return v4\n}\n",
    );
    // This may be no byte, and what is to be raised then is for the firmware to say.
    check_unchanged(
        run,
        "func f(n: int) -> object {\nb0(v0: int):\n  v1: object = int_object v0\n  v2: object = new_bytes v1\n  return v2\n}\n",
    );
}

#[test]
fn divisions_of_what_is_not_negative_are_unsigned_and_by_zero_raise() {
    check_pass(
        run,
        "func f(b: object, n: int) -> void {\nb0(v0: object, v1: int):\n  v2: int = int 255\n  \
         v3: int = int_and v1, v2\n  v4: int = int 7\n  v5: int = int_floordiv v3, v4\n  v6: int = int_mod v4, v3\n  \
         v7: object = int_object v5\n  set_global \"x\", v7\n  v8: object = int_object v6\n  \
         set_global \"y\", v8\n  return\n}\n",
        "func f(b: object, n: int) -> void {\nb0(v0: object, v1: int):\n  v2: word = int_word v1\n  v3: word = word 255\n  \
         v4: word = word_and v2, v3\n  v5: uword = word_uword v4\n  v6: word = word 7\n  \
         v7: uword = word_uword v6\n  v8: uword = uword_div v5, v7\n  v9: word = uword_word v8\n  v10: word = word 7\n  \
         v11: word = word_mod v10, v4\n  v12: int = small_int v9\n  v13: object = int_object v12\n  \
         set_global \"x\", v13\n  v14: int = small_int v11\n  v15: object = int_object v14\n  \
         set_global \"y\", v15\n  return\n}\n",
    );
}

#[test]
fn what_is_to_be_small_stays_as_it_is() {
    check_unchanged(
        run,
        "small func f(n: int) -> int {\nb0(v0: int):\n  v1: int = int 255\n  v2: int = int_and v0, v1\n  return v2\n}\n",
    );
    check_unchanged(
        run,
        "func f(n: int) -> int {\nb0(v0: int) cold:\n  v1: int = int 255\n  v2: int = int_and v0, v1\n  return v2\n}\n",
    );
}

#[test]
fn a_width_that_is_promised_is_checked_once_and_gives_a_word() {
    check_pass(
        run,
        "func f(n: int) -> int {\nb0(v0: int):\n  v1: int = check_fixed \"n\", 32, 0, v0\n  v2: int = int 3\n  \
         v3: int = int_rshift v1, v2\n  v4: int = check_fixed \"x\", 32, 0, v3\n  v5: int = int 65535\n  \
         v6: int = int_and v4, v5\n  return v6\n}\n",
        "func f(n: int) -> int {\nb0(v0: int):\n  v1: int = check_fixed \"n\", 32, 0, v0\n  v2: word = int_word v1\n  \
         v3: uword = word_uword v2\n  v4: word = word 3\n  v5: uword = uword_rshift v3, v4\n  \
         v6: word = uword_word v5\n  v7: word = word 65535\n  v8: word = word_and v6, v7\n  \
         v9: int = small_int v8\n  return v9\n}\n",
    );
}

#[test]
fn a_bool_is_no_int_of_a_width_and_stays_to_be_found() {
    // Between 0 and 1 it is either, or a bool.
    check_unchanged(
        run,
        "func f(n: int) -> int {\nb0(v0: int):\n  v1: int = int 0\n  v2: int = int 1\n  v3: bool = int_ge v0, v1\n  \
         branch v3, then b1, else b3\nb1:\n  v4: bool = int_le v0, v2\n  branch v4, then b2, else b3\nb2:\n  \
         v5: int = check_fixed \"n\", 8, 0, v0\n  return v5\nb3:\n  return v2\n}\n",
    );
}

#[test]
fn a_promise_that_is_kept_is_the_number_itself_where_a_loop_wants_an_int() {
    // What the loop adds may be no word: it wants ints, of a number that is there as one. `+v0` is another number than a bool.
    for op in ["check_fixed \"n\", 32, 0, v2", "int_pos v2"] {
        let text = format!(
            "module m from \"m.py\" init @init\nfunc init() -> void {{\nb0:\n  return\n}}\n\
             func f(o: object) -> int {{\nb0(v0: object):\n  v1: int = int 0\n  \
             v2: int = array_item 32, 0, v0, v1\n  v3: int = {op}\n  jump b1(v1)\nb1(v4: int):\n  \
             v5: int = int_add v4, v3\n  v6: bool = int_lt v5, v3\n  branch v6, then b1(v5), else b2\nb2:\n  \
             return v5\n}}\n"
        );
        let mut module = crate::ir::parse::module(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert!(run(&mut module.functions[1]), "{op}");
        let violations = crate::ir::verify::module(&module);
        assert!(violations.is_empty(), "{violations:?}\n{}", crate::ir::print::module(&module));
    }
}
