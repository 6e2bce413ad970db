//! Makes two versions of a function whose ints come as parameters: one for such as are small, where [`super::words`] can do without
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

use super::copies::{copy, moved, replace};
use super::ranges::Interval;
use super::words::plan::Plan;
use crate::ir::loops::loops;
use crate::ir::{Block, BlockId, Function, Imm, Inst, Op, Target, Terminator, Type, ValueId};
use std::collections::BTreeMap;

/// Runs the pass where words have so many bits, once; whether it changed anything. What is rare is done by the function as it is
/// without what became a part of it, which is smaller, if that is given.
pub fn run(
    function: &mut Function,
    without_inlined: Option<&Function>,
    results: &[Vec<Interval>],
    word_bits: u32,
) -> bool {
    let is_cold = |block: &Block| block.is_cold;
    if function.is_small || function.suspends || function.blocks.iter().any(is_cold) {
        return false;
    }
    // Without a loop the test of the parameters is a good part of all there is.
    let (arrays, params) = (arrays(function, word_bits), params(function));
    if (arrays.is_empty() && params.is_empty()) || loops(function).is_empty() {
        return false;
    }
    let rare = without_inlined.unwrap_or(function);
    let version = |bits: &[u32], other: &Function| {
        let mut tests = arrays.clone();
        tests.extend(params.iter().zip(bits).map(|(&param, &bits)| Test::within(param, bits)));
        let mut chosen = function.clone();
        split(&mut chosen, &tests, other);
        let after = cost(&chosen, results, word_bits);
        (chosen, after)
    };
    let before = cost(function, results, word_bits);
    let mut bits = vec![word_bits - 1; params.len()];
    let (small, of_small) = version(&bits, rare);
    bits.fill(word_bits / 2);
    let (_, of_half) = version(&bits, function);
    let chosen = if pays(function, of_small, of_half) {
        // Not all of them are multiplied.
        for position in 0..bits.len() {
            let mut wider = bits.clone();
            wider.iter_mut().skip(position).take(1).for_each(|bits| *bits = word_bits - 1);
            if version(&wider, function).1.time <= of_half.time {
                bits = wider;
            }
        }
        let mut half = version(&bits, function).0;
        // A number of more bits is nothing rare.
        half.blocks.iter_mut().for_each(|block| block.is_cold = false);
        half
    } else if pays(rare, before, of_small) {
        small
    } else {
        return false;
    };
    *function = chosen;
    true
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

/// A look at a parameter, which tells whether the one version will do.
#[derive(Clone)]
struct Test {
    param: ValueId,
    op: Op,
    imms: Vec<Imm>,
}

impl Test {
    /// Of an int: no more than so many bits.
    fn within(param: ValueId, bits: u32) -> Test {
        Test { param, op: Op::IsWithin, imms: vec![Imm::Int(i64::from(bits))] }
    }
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
}

fn cost(function: &Function, results: &[Vec<Interval>], word_bits: u32) -> Cost {
    let plan = Plan::of(function, results, word_bits);
    let loops = loops(function);
    let mut cost = Cost { time: 0, size: 0 };
    for (index, block) in function.blocks.iter().enumerate().filter(|(_, block)| !block.is_cold) {
        let depth = loops.iter().filter(|one| one.blocks.contains(&index)).count();
        let id = BlockId(u32::try_from(index).unwrap_or(u32::MAX));
        let left = block
            .insts
            .iter()
            .filter(|inst| is_item(inst.op) || (is_arithmetic(inst.op) && !plan.works_on_words(id, inst)))
            .count();
        cost.time += left << (2 * depth.min(6));
        cost.size += left;
    }
    cost
}

/// The operations saved are worth another version of all there is: they are a third of what there is to save, and of an
/// operation on ints, machine code is about as long as three calls.
fn pays(function: &Function, before: Cost, after: Cost) -> bool {
    let calls = function.insts().filter(|inst| !inst.op.info().effects.removable()).count();
    let saved = before.time.saturating_sub(after.time);
    3 * saved >= before.time && saved > 0 && saved + 2 * before.size.saturating_sub(after.size) >= calls
}

/// Splits a function for parameters of which tests are true; for others there is what another form of the same function does.
fn split(function: &mut Function, of: &[Test], other: &Function) {
    let mut blocks = std::mem::take(&mut function.blocks);
    let Some(first) = blocks.first_mut() else { return };
    let entry_params = std::mem::take(&mut first.params);
    let loc = first.insts.first().map_or(first.loc, |inst| inst.loc);
    // A function asks for room on the stack once.
    let checks = first.insts.iter().take_while(|inst| inst.op == Op::StackCheck).count();
    let mut insts: Vec<Inst> = first.insts.drain(..checks).collect();
    let count = u32::try_from(blocks.len()).unwrap_or(u32::MAX);
    let tests = u32::try_from(of.len()).unwrap_or(u32::MAX);
    let (fast, cold) = (BlockId(tests), BlockId(tests.saturating_add(count)));
    let mut all = Vec::new();
    for (next, test) in (1u32..).zip(of) {
        let condition = function.new_value(Type::Bool, None);
        let (op, imms, args) = (test.op, test.imms.clone(), vec![test.param]);
        insts.push(Inst { op, imms, args, result: Some(condition), loc });
        let to = |block: BlockId| Target { block, args: Vec::new() };
        let terminator = Terminator::Branch { condition, then: to(BlockId(next)), otherwise: to(cold) };
        all.push(Block {
            params: Vec::new(),
            insts: std::mem::take(&mut insts),
            terminator,
            loc,
            is_cold: false,
        });
    }
    if let Some(entry) = all.first_mut() {
        entry.params = entry_params;
    }
    let mut copies = copied(function, all.first().map_or(&[][..], |entry| &entry.params), other);
    moved(&mut copies, cold);
    copies.iter_mut().for_each(|block| block.is_cold = true);
    // In the fast version a parameter is what it was made of.
    let mut small = Vec::new();
    let mut map = BTreeMap::new();
    for &Test { param, .. } in of.iter().filter(|test| test.op == Op::IsWithin) {
        let name = function.value(param).and_then(|value| value.name.clone());
        let word = function.new_value(Type::Word, None);
        let int = function.new_value(Type::Int, name);
        for (op, arg, result) in [(Op::SmallWord, param, word), (Op::SmallInt, word, int)] {
            small.push(Inst { op, imms: Vec::new(), args: vec![arg], result: Some(result), loc });
        }
        map.insert(param, int);
    }
    replace(&mut blocks, &map);
    of.iter().filter(|test| test.op == Op::IsArray).for_each(|test| know(&mut blocks, test));
    moved(&mut blocks, fast);
    if let Some(first) = blocks.first_mut() {
        small.append(&mut first.insts);
        first.insts = small;
    }
    all.append(&mut blocks);
    all.append(&mut copies);
    function.blocks = all;
}

/// The blocks of a function for another that has these parameters.
fn copied(function: &mut Function, params: &[ValueId], other: &Function) -> Vec<Block> {
    let mut blocks = other.blocks.clone();
    let Some(first) = blocks.first_mut() else { return blocks };
    let map = std::mem::take(&mut first.params).into_iter().zip(params.iter().copied()).collect();
    first.insts.retain(|inst| inst.op != Op::StackCheck);
    copy(function, &other.values, &blocks, map)
}

/// Where an array is known to be of such ints, its items are.
fn know(blocks: &mut [Block], array: &Test) {
    let insts = blocks.iter_mut().flat_map(|block| &mut block.insts);
    for inst in insts.filter(|inst| is_item(inst.op) && inst.args.first() == Some(&array.param)) {
        inst.op = if inst.op == Op::IntItem { Op::ArrayItem } else { Op::SetArrayItem };
        inst.imms.clone_from(&array.imms);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_pass, check_unchanged};
    use crate::ir::Function;

    /// Words of 32 bits.
    fn run(function: &mut Function) -> bool {
        super::run(function, None, &[], 32)
    }

    #[test]
    fn what_counts_up_to_a_parameter_counts_in_words_up_to_a_small_one() {
        check_pass(
            run,
            "func f(n: int) -> void {\nb0(v0: int):\n  v1: int = int 0\n  jump b1(v1)\nb1(v2: int):\n  \
             v3: bool = int_lt v2, v0\n  branch v3, then b2, else b3\nb2:\n  v4: int = int 1\n  \
             v5: int = int_add v2, v4\n  jump b1(v5)\nb3:\n  return\n}\n",
            "func f(n: int) -> void {\nb0(v0: int):\n  v6: bool = is_within 31, v0\n  branch v6, then b1, else b5\n\
             b1:\n  v12: word = small_word v0\n  v13: int = small_int v12\n  v1: int = int 0\n  jump b2(v1)\n\
             b2(v2: int):\n  v3: bool = int_lt v2, v13\n  branch v3, then b3, else b4\nb3:\n  v4: int = int 1\n  \
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
