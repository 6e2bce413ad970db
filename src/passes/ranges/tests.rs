use super::{Interval, Ranges};
use crate::ir::{BlockId, ValueId, parse};

/// What the values of a function can be at the begin of blocks, where words have 32 bits.
#[track_caller]
fn check(function: &str, expected: &[(u32, u32, Option<i128>, Option<i128>)]) {
    let text =
        format!("module m from \"m.py\" init @init\nfunc init() -> void {{\nb0:\n  return\n}}\n{function}");
    let module = parse::module(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let ranges = Ranges::of(module.functions.last().unwrap(), &[], 32);
    for &(block, value, low, high) in expected {
        let interval = ranges.at(BlockId(block), ValueId(value));
        assert_eq!((interval.low(), interval.high()), (low, high), "v{value} in b{block}");
    }
}

/// A loop over a counter, with something done in it.
fn counting(first: &str, end: &str, body: &str, next: &str) -> String {
    format!(
        "func f(n: int) -> void {{\nb0(v0: int):\n  v1: int = int {first}\n  v2: int = int {end}\n  jump b1(v1, v1)\n\
         b1(v3: int, v4: int):\n  v5: bool = int_lt v3, v2\n  branch v5, then b2, else b3\nb2:\n  v6: int = int 1\n\
         {body}  v7: int = int_add v3, v6\n  jump b1(v7, {next})\nb3:\n  return\n}}\n"
    )
}

#[test]
fn a_comparison_tells_of_both_sides() {
    check(
        "func f(n: int, m: int) -> void {\nb0(v0: int, v1: int):\n  v2: int = int 10\n  v3: bool = int_ge v0, v2\n  \
         branch v3, then b1, else b2\nb1:\n  v4: bool = int_lt v0, v1\n  branch v4, then b3, else b2\nb2:\n  return\n\
         b3:\n  return\n}\n",
        &[(0, 0, None, None), (1, 0, Some(10), None), (3, 1, Some(11), None), (2, 0, None, None)],
    );
}

#[test]
fn all_that_lead_to_a_block_come_before_it() {
    // What is limited on one side, and else on the other: `if v0 > 9: 9 elif v0 < -9: -9`.
    check(
        "func f(n: int) -> void {\nb0(v0: int):\n  v1: int = int 9\n  v2: int = int -9\n  v3: bool = int_gt v0, v1\n  \
         branch v3, then b1, else b2\nb1:\n  jump b3(v1)\nb2:\n  v4: bool = int_lt v0, v2\n  \
         branch v4, then b4, else b3(v0)\nb3(v5: int):\n  return\nb4:\n  jump b3(v2)\n}\n",
        &[(3, 5, Some(-9), Some(9))],
    );
}

#[test]
fn a_counter_ends_where_it_is_compared_with() {
    check(
        &counting("0", "1000", "", "v4"),
        &[(1, 3, Some(0), Some(1000)), (2, 3, Some(0), Some(999)), (3, 3, Some(1000), Some(1000))],
    );
    check(&counting("-5", "5", "", "v4"), &[(1, 3, Some(-5), Some(5)), (2, 7, Some(-4), Some(5))]);
}

#[test]
fn what_grows_by_a_step_each_time_is_as_large_as_the_times() {
    let body = "  v8: int = int 255\n  v9: int = int_and v0, v8\n  v10: int = int_add v4, v9\n";
    check(&counting("0", "10", body, "v10"), &[(1, 4, Some(0), Some(2550))]);
    let body = "  v8: int = int 3\n  v9: int = int_sub v4, v8\n";
    check(&counting("0", "10", body, "v9"), &[(1, 4, Some(-30), Some(0))]);
    // By a factor, it may be anything.
    let body = "  v8: int = int 3\n  v9: int = int_mul v4, v8\n";
    check(&counting("1", "10", body, "v9"), &[(1, 4, Some(1), None)]);
}

#[test]
fn a_way_that_is_never_taken_does_not_count() {
    let body = "  v8: int = int 0\n  v9: bool = int_lt v3, v8\n  v10: int = int 7\n";
    let text = counting("0", "10", body, "v4")
        .replace("  jump b1(v7, v4)\nb3:", "  branch v9, then b1(v7, v10), else b1(v7, v4)\nb3:");
    check(&text, &[(1, 4, Some(0), Some(0))]);
}

#[test]
fn what_is_smaller_than_it_was_comes_to_an_end() {
    check(
        "func f(n: int) -> void {\nb0(v0: int):\n  v1: int = int 65535\n  v2: int = int_and v0, v1\n  jump b1(v2)\n\
         b1(v3: int):\n  v4: int = int 1\n  v5: int = int_rshift v3, v4\n  v6: int = int 40961\n  \
         v7: int = int_xor v5, v6\n  v8: bool = int_true v7\n  branch v8, then b1(v7), else b2\nb2:\n  return\n}\n",
        &[(1, 3, Some(0), Some(65535)), (2, 7, Some(0), Some(0))],
    );
}

#[test]
fn an_int_that_was_looked_at_is_as_small_as_that() {
    check(
        "func f(n: int) -> void {\nb0(v0: int):\n  v1: bool = is_within 16, v0\n  branch v1, then b1, else b2\nb1:\n  \
         v2: word = small_word v0\n  v3: word = word_mul v2, v2\n  return\nb2:\n  return\n}\n",
        &[
            (1, 2, Some(-32768), Some(32767)),
            (1, 3, Some(-32768 * 32767), Some(32768 * 32768)),
            (2, 0, None, None),
        ],
    );
}

#[test]
fn a_word_that_may_wrap_around_is_any_word() {
    let interval = Interval::signed(32);
    check(
        "func f(n: word) -> void {\nb0(v0: word):\n  v1: word = word 1\n  v2: word = word_add v0, v1\n  return\n}\n",
        &[(0, 2, interval.low(), interval.high())],
    );
}
