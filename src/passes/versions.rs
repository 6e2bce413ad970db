//! Makes two versions of a function whose ints come from elsewhere: one for such as are small, where [`super::words`] can do without
//! ints, and one for all others.
//!
//! ```text
//! b0(v0 n: int):                            b0(v0 n: int):
//!   …                                         v1: bool = is_within 31, v0
//!                                             branch v1, then b1, else b2
//!                                           b1:
//!                                             v2: word = small_word v0
//!                                             v3 n: int = small_int v2
//!                                             …
//!                                           b2 cold:
//!                                             …
//! ```
//!
//! Nothing else is known of a parameter than that it is an int: of any size, or a bool. What counts up to it, or multiplies it, could be of any
//! size as well. The version for all others is cold, and as small as it gets. It is made only where there is a loop, and where it
//! pays ([`pays`]).
//!
//! Of a parameter that is an `array[int]` it is not known how wide its ints are. Where there is a guess, the one version is for arrays of such
//! ints (`is_array 16, 1, v0`), whose items are words, as an array stays of the kind it is. Where it pays to know that factors have
//! half the bits of a word (`y * width + x`), the one version is for such, and the other is not cold: a number of more bits is
//! nothing rare.
//!
//! What comes out of a list or from a call, and what grows in a loop, is looked at where it is made ([`guards`]), and if it is not small, the
//! other version goes on from there ([`mod@split`]). On boards whose small ints have 31 bits, a function with numbers of 32 bits in it is
//! taken for one that works on such, as checksums and hashes do: an unsigned word is what is looked for then.

mod guards;
mod split;

use super::ranges::Interval;
use super::words::plan::Plan;
use crate::ir::loops::loops;
use crate::ir::{Block, BlockId, Function, Imm, Inst, Op, Type, ValueId};
use guards::{Guards, guarded};
use split::{Test, split};

/// Runs the pass where words have so many bits, once; whether it changed anything. What is rare from the beginning is done by the
/// function as it is without what became a part of it, which is smaller, if that is given.
pub fn run(
    function: &mut Function,
    without_inlined: Option<&Function>,
    results: &[Vec<Interval>],
    word_bits: u32,
    with_guards: bool,
) -> bool {
    let is_cold = |block: &Block| block.is_cold;
    if function.is_small || function.suspends || function.blocks.iter().any(is_cold) {
        return false;
    }
    // Without a loop the test of the parameters is a good part of all there is.
    if loops(function).is_empty() {
        return false;
    }
    let chosen = chosen(function, without_inlined, results, word_bits, with_guards);
    chosen.is_some_and(|chosen| {
        *function = chosen;
        true
    })
}

/// The function in two versions, if that pays.
fn chosen(
    function: &Function,
    without_inlined: Option<&Function>,
    results: &[Vec<Interval>],
    word_bits: u32,
    with_guards: bool,
) -> Option<Function> {
    let (arrays, params) = (arrays(function, word_bits), params(function));
    let tests = |bits: &[u32]| {
        let mut tests = arrays.clone();
        tests.extend(params.iter().zip(bits).map(|(&param, &bits)| Test::within(param, bits)));
        tests
    };
    let version = |bits: &[u32], rare: Option<&Function>| {
        let version = split(function, rare, &tests(bits), &Guards::default(), word_bits);
        let after = cost(&version, results, word_bits);
        (version, after)
    };
    let before = cost(function, results, word_bits);
    let mut bits = vec![word_bits - 1; params.len()];
    let has_tests = !arrays.is_empty() || !params.is_empty();
    let small = has_tests.then(|| version(&bits, without_inlined));
    bits.fill(word_bits / 2);
    let of_half = has_tests.then(|| version(&bits, None).1);
    let half = small.as_ref().zip(of_half).filter(|((_, of_small), half)| pays(function, *of_small, *half));
    let is_half = half.is_some();
    let (mut best, mut tests, best_cost) = if let Some((_, of_half)) = half {
        // Not all of them are multiplied.
        for position in 0..bits.len() {
            let mut wider = bits.clone();
            wider.iter_mut().skip(position).take(1).for_each(|bits| *bits = word_bits - 1);
            if version(&wider, None).1.time <= of_half.time {
                bits = wider;
            }
        }
        let (half, of_half) = version(&bits, None);
        (Some(half), tests(&bits), of_half)
    } else if let Some((small, of_small)) = small.filter(|(_, of_small)| pays(function, before, *of_small)) {
        (Some(small), tests(&vec![word_bits - 1; params.len()]), of_small)
    } else {
        (None, Vec::new(), before)
    };
    if with_guards {
        let built = guarded(function, &mut tests, results, word_bits, has_unsigned(function, word_bits));
        let of_built = built.as_ref().map(|built| cost(built, results, word_bits));
        if of_built.is_some_and(|with| guards_pay(function, best_cost, with)) {
            best = built;
        }
    }
    if is_half && let Some(half) = &mut best {
        // A number of more bits is nothing rare.
        half.blocks.iter_mut().for_each(|block| block.is_cold = false);
    }
    best
}

/// Guards pay: they halve what ints take, or take a fifth of it where lists are looked at, which saves slow ways; and as many instructions are
/// saved as there are operations to have twice.
fn guards_pay(function: &Function, before: Cost, after: Cost) -> bool {
    let saved = (before.all + after.lists).saturating_sub(after.all);
    let is_much = 20 * after.all <= 9 * before.all || (after.lists > 0 && 5 * after.all <= 4 * before.all);
    is_much && saved >= function.insts().count()
}

/// Whether a function is about unsigned words, which are no small ints: a number is in it that is one.
fn has_unsigned(function: &Function, word_bits: u32) -> bool {
    let is_one = |inst: &Inst| match (inst.op, inst.imms.as_slice()) {
        (Op::ConstInt, [Imm::Big(digits)]) => digits.parse().is_ok_and(|n: u64| n >> 30 != 0 && n >> 32 == 0),
        _ => false,
    };
    word_bits == 32 && function.insts().any(is_one)
}

/// The parameters that are ints, and more than objects to the function.
fn params(function: &Function) -> Vec<ValueId> {
    let Some(entry) = function.blocks.first() else { return Vec::new() };
    let counts = |value: ValueId| {
        let is_operand = |inst: &Inst| inst.args.contains(&value) && is_arithmetic(inst.op);
        let is_given =
            |block: &Block| block.terminator.targets().iter().any(|target| target.args.contains(&value));
        function.insts().any(is_operand) || function.blocks.iter().any(is_given)
    };
    entry.params.iter().copied().filter(|&param| function.ty(param) == Type::Int && counts(param)).collect()
}

/// The parameters that are probably arrays of ints that fit words.
fn arrays(function: &Function, word_bits: u32) -> Vec<Test> {
    let Some(entry) = function.blocks.first() else { return Vec::new() };
    let width = |param: ValueId| {
        let of_it = function.insts().find(|inst| is_item(inst.op) && inst.args.first() == Some(&param))?;
        let [Imm::Int(bits), _] = of_it.imms[..] else { return None };
        (1..=i64::from(word_bits)).contains(&bits).then(|| of_it.imms.clone())
    };
    let tests =
        entry.params.iter().filter_map(|&param| Some(Test { param, op: Op::IsArray, imms: width(param)? }));
    tests.collect()
}

/// Items of arrays of ints of which it is not known how wide they are.
fn is_item(op: Op) -> bool {
    matches!(op, Op::IntItem | Op::SetIntItem)
}

/// The operations that words make faster.
fn is_arithmetic(op: Op) -> bool {
    matches!(
        op,
        Op::IntAdd
            | Op::IntSub
            | Op::IntMul
            | Op::IntFloorDiv
            | Op::IntMod
            | Op::IntLshift
            | Op::IntRshift
            | Op::IntAnd
            | Op::IntOr
            | Op::IntXor
            | Op::IntNeg
            | Op::IntInvert
            | Op::IntLt
            | Op::IntLe
            | Op::IntGt
            | Op::IntGe
            | Op::IntEq
            | Op::IntNe
            | Op::IntTrue
    )
}

/// What operations on ints are left that words would have made faster.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// How often they are done, where a loop is done four times.
    time: usize,
    /// How many they are.
    size: usize,
    /// How many instructions they and the guards take, about, as often as they are done.
    all: usize,
    /// How often a list is looked at, so that no slow way is in its place.
    lists: usize,
}

fn cost(function: &Function, results: &[Vec<Interval>], word_bits: u32) -> Cost {
    let plan = Plan::of(function, results, word_bits);
    let loops = loops(function);
    let mut cost = Cost { time: 0, size: 0, all: 0, lists: 0 };
    for (index, block) in function.blocks.iter().enumerate().filter(|(_, block)| !block.is_cold) {
        let depth = loops.iter().filter(|one| one.blocks.contains(&index)).count();
        let id = BlockId(u32::try_from(index).unwrap_or(u32::MAX));
        let left = block
            .insts
            .iter()
            .filter(|inst| is_item(inst.op) || (is_arithmetic(inst.op) && !plan.works_on_words(id, inst)))
            .count();
        let looks: usize = block.insts.iter().map(|inst| look(inst.op)).sum();
        let lists = block.insts.iter().filter(|inst| matches!(inst.op, Op::IsList | Op::HasListItem)).count();
        cost.lists += lists << (2 * depth.min(6));
        cost.time += left << (2 * depth.min(6));
        cost.size += left;
        cost.all += (LEFT * left + looks) << (2 * depth.min(6));
    }
    cost
}

/// Instructions of an operation on ints, about.
const LEFT: usize = 6;

/// Instructions, about, that it takes to see that something is a small int.
fn look(op: Op) -> usize {
    match op {
        Op::IsWithin | Op::UnboxInt => 2,
        Op::ProductWithin => 6,
        _ => 0,
    }
}

/// The operations saved are worth another version of all there is: they are a third of what there is to save, and of an
/// operation on ints, machine code is about as long as three calls.
fn pays(function: &Function, before: Cost, after: Cost) -> bool {
    let calls = function.insts().filter(|inst| !inst.op.info().effects.removable()).count();
    let saved = before.time.saturating_sub(after.time);
    3 * saved >= before.time && saved > 0 && saved + 2 * before.size.saturating_sub(after.size) >= calls
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_pass, check_unchanged};
    use crate::ir::Function;

    /// Words of 32 bits.
    fn run(function: &mut Function) -> bool {
        super::run(function, None, &[], 32, false)
    }

    #[test]
    fn what_counts_up_to_a_parameter_counts_in_words_up_to_a_small_one() {
        check_pass(
            run,
            "func f(n: int) -> void {\nb0(v0: int):\n  v1: int = int 0\n  jump b1(v1)\nb1(v2: int):\n  \
             v3: bool = int_lt v2, v0\n  branch v3, then b2, else b3\nb2:\n  v4: int = int 1\n  \
             v5: int = int_add v2, v4\n  jump b1(v5)\nb3:\n  return\n}\n",
            "func f(n: int) -> void {\nb0(v0: int):\n  v6: bool = is_within 31, v0\n  branch v6, then b1, else b5\n\
             b1:\n  v13: word = small_word v0\n  v12: int = small_int v13\n  v1: int = int 0\n  jump b2(v1)\n\
             b2(v2: int):\n  v3: bool = int_lt v2, v12\n  branch v3, then b3, else b4\nb3:\n  v4: int = int 1\n  \
             v5: int = int_add v2, v4\n  jump b2(v5)\nb4:\n  return\n\
             b5 cold:\n  v7: int = int 0\n  jump b6(v7)\nb6(v8: int) cold:\n  v9: bool = int_lt v8, v0\n  \
             branch v9, then b7, else b8\nb7 cold:\n  v10: int = int 1\n  v11: int = int_add v8, v10\n  jump b6(v11)\n\
             b8 cold:\n  return\n}\n",
        );
    }

    /// A loop over a parameter, which does something with its counter.
    fn looping(params: &str, values: &str, body: &str) -> String {
        format!(
            "func f({params}, n: int) -> void {{\nb0({values}, v1: int):\n  v2: int = int 0\n  jump b1(v2)\nb1(v3: int):\n  \
             v4: bool = int_lt v3, v1\n  branch v4, then b2, else b3\nb2:\n{body}  v9: int = int 1\n  \
             v10: int = int_add v3, v9\n  jump b1(v10)\nb3:\n  return\n}}\n"
        )
    }

    /// The lines of a function in two versions that have one of these words, none of them cold.
    fn lines(text: &str, words: &[&str]) -> Vec<String> {
        let module =
            format!("module m from \"m.py\" init @i\nfunc i() -> void {{\nb0:\n  return\n}}\n{text}");
        let mut module = crate::ir::parse::module(&module).unwrap();
        assert!(run(module.functions.last_mut().unwrap()));
        let text = crate::ir::print::function(&module, module.functions.last().unwrap());
        let fast = text.split(" cold:").next().unwrap();
        let lines = fast.lines().filter(|line| words.iter().any(|word| line.contains(word)));
        lines.map(|line| line.trim().to_owned()).collect()
    }

    #[test]
    fn an_array_that_is_of_the_ints_guessed_has_such_items() {
        let body = "  v5: int = int_item 16, 1, v0, v3\n  v6: int = int_add v5, v5\n  set_int_item 16, 1, v0, v3, v6\n  \
                    v7: int = int 7\n  v8: int = int 8\n";
        let lines = lines(&looping("a: object", "v0: object", body), &["is_", "item"]);
        assert_eq!(
            lines,
            [
                "v11: bool = is_array 16, 1, v0",
                "v12: bool = is_within 31, v1",
                "v5: int = array_item 16, 1, v0, v3",
                "set_array_item 16, 1, v0, v3, v6"
            ]
        );
    }

    #[test]
    fn factors_have_half_a_word_and_what_is_only_compared_has_not() {
        let body = "  v5: int = int_mul v3, v0\n  v6: int = int_add v5, v3\n  v7: bool = int_lt v6, v8\n";
        let text = looping("a: int, b: int", "v0: int, v8: int", body);
        let lines = lines(&text, &["is_"]);
        assert_eq!(
            lines,
            ["v11: bool = is_within 16, v0", "v12: bool = is_within 31, v8", "v13: bool = is_within 16, v1"]
        );
    }

    /// A checksum of a list's items.
    const CHECKSUM: &str = "func f(a: object) -> int {\nb0(v0: object):\n  v1: int = int 0\n  v2: word = word 0\n  v3: word = word 9\n  \
        jump b1(v2, v1)\nb1(v4: word, v5: int):\n  v6: bool = word_lt v4, v3\n  branch v6, then b2, else b3\nb2:\n  \
        v7: int = small_int v4\n  v8: object = list_item v0, v7\n  v9: int = unbox_int \"\", v8\n  v10: int = int_mul v9, v9\n  \
        v11: int = int_add v5, v10\n  v12: int = int_or v11, v9\n  v13: int = int_xor v12, v9\n  v14: word = word 1\n  \
        v15: word = word_add v4, v14\n  jump b1(v15, v13)\nb3:\n  return v5\n}\n";

    /// The same with guards.
    const GUARDED: &str = "func f(a: object) -> int {\nb0(v0: object):\n  jump b1\nb1:\n  v1: int = int 0\n\
        \u{20} v2: word = word 0\n  v3: word = word 9\n  jump b2(v2, v1)\nb2(v4: word, v51: int):\n\
        \u{20} v52: bool = is_within 31, v51\n  branch v52, then b3, else b9\nb3:\n  v53: word = small_word v51\n\
        \u{20} v5: int = small_int v53\n  v6: bool = word_lt v4, v3\n  branch v6, then b4, else b8\nb4:\n\
        \u{20} v7: int = small_int v4\n  v54: word = int_word v7\n  v55: bool = has_list_item v0, v54\n\
        \u{20} branch v55, then b5, else b10\nb5:\n  v8: object = list_get v0, v54\n  v56: int = assume_int v8\n\
        \u{20} v57: bool = is_within 31, v56\n  branch v57, then b6, else b11\nb6:\n  v58: word = small_word v56\n\
        \u{20} v9: int = small_int v58\n  v59: word = int_word v9\n  v60: word = int_word v9\n\
        \u{20} v61: bool = product_within 31, v59, v60\n  branch v61, then b7, else b12\nb7:\n\
        \u{20} v62: word = word_mul v59, v60\n  v10: int = small_int v62\n  v11: int = int_add v5, v10\n\
        \u{20} v12: int = int_or v11, v9\n  v13: int = int_xor v12, v9\n  v14: word = word 1\n\
        \u{20} v15: word = word_add v4, v14\n  jump b2(v15, v13)\nb8:\n  return v5\nb9 cold:\n\
        \u{20} jump b15(v3, v4, v51)\nb10 cold:\n  jump b17(v3, v4, v5, v7)\nb11 cold:\n  jump b18(v3, v4, v5, v8)\n\
        b12 cold:\n  jump b19(v3, v4, v5, v9)\nb13 cold:\n  v16: int = int 0\n  v17: word = word 0\n\
        \u{20} v18: word = word 9\n  jump b14(v17, v16, v18)\nb14(v19: word, v20: int, v34: word) cold:\n\
        \u{20} jump b15(v34, v19, v20)\nb15(v31: word, v32: word, v33: int) cold:\n  v21: bool = word_lt v32, v31\n\
        \u{20} branch v21, then b16(v31, v32, v33), else b20(v33)\nb16(v47: word, v48: word, v49: int) cold:\n\
        \u{20} v22: int = small_int v48\n  jump b17(v47, v48, v49, v22)\n\
        b17(v43: word, v44: word, v45: int, v46: int) cold:\n  v23: object = list_item v0, v46\n\
        \u{20} jump b18(v43, v44, v45, v23)\nb18(v39: word, v40: word, v41: int, v42: object) cold:\n\
        \u{20} v24: int = unbox_int \"\", v42\n  jump b19(v39, v40, v41, v24)\n\
        b19(v35: word, v36: word, v37: int, v38: int) cold:\n  v25: int = int_mul v38, v38\n\
        \u{20} v26: int = int_add v37, v25\n  v27: int = int_or v26, v38\n  v28: int = int_xor v27, v38\n\
        \u{20} v29: word = word 1\n  v30: word = word_add v36, v29\n  jump b14(v30, v28, v35)\nb20(v50: int) cold:\n\
        \u{20} return v50\n}\n";

    #[test]
    fn what_comes_out_of_a_list_is_looked_at_and_another_version_goes_on_from_there() {
        check_pass(|function| super::run(function, None, &[], 32, true), CHECKSUM, GUARDED);
        // Without guards there is but one version.
        check_unchanged(run, CHECKSUM);
    }

    #[test]
    fn what_would_not_be_words_has_one_version() {
        // Of a small int and any int the sum is any int.
        check_unchanged(
            run,
            "func f(n: int, o: object) -> int {\nb0(v0: int, v1: object):\n  v2: int = unbox_int \"o\", v1\n  \
             v3: int = int_add v0, v2\n  return v3\n}\n",
        );
        check_unchanged(
            run,
            "func f(n: int) -> object {\nb0(v0: int):\n  v1: object = int_object v0\n  return v1\n}\n",
        );
    }
}
