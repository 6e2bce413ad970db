//! Which values a fast version is to make sure of on its way, beyond what its parameters tell.
//!
//! An int that comes out of a list or from a call can be of any size, and so can one that grows in a loop. If it is small, all that
//! follows are words; and if it is not, the other version goes on from there ([`super::split`]). What is looked at is found
//! by what is missing: as long as an operation in a loop is none on words, what it takes is guarded, and once that is small,
//! a product.

use super::split::{Test, split};
use super::{cost, is_arithmetic};
use crate::ir::loops::loops;
use crate::ir::{BlockId, Function, Imm, Inst, Op, Type, ValueId};
use crate::passes::ranges::{Interval, definitions, homes};
use crate::passes::words::plan::Plan;
use std::collections::BTreeMap;

/// What a fast version makes sure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guard {
    /// Of an int, where it is defined, that it is small.
    Small,
    /// Of an object that must be an int, before that is made sure of, that it is a small one.
    Object,
    /// Of the product of two words, before it is computed, that it is small.
    Product,
}

/// What is looked at ahead of an operation on a list, which the fast version does in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ahead {
    /// That there is a list, and none of a derived class.
    List,
    /// That there is such a list and such an item, at a place that may be counted from the end.
    Item { from_end: bool },
}

/// What is guarded.
#[derive(Default)]
pub(super) struct Guards {
    /// By value of the function as it was: how it is guarded.
    pub of: BTreeMap<ValueId, Guard>,
    /// By block of the function as it was and position of an operation in it.
    pub ahead: BTreeMap<(usize, usize), Ahead>,
    /// Not small ints are wanted, but such as an unsigned word has, products excepted.
    pub are_unsigned: bool,
}

/// How often it is looked what is missing still.
const ROUNDS: usize = 6;

/// The function with guards, where tests of its parameters are true, some of which are added; none if it needs no guards.
pub(super) fn guarded(
    function: &Function,
    tests: &mut Vec<Test>,
    results: &[Vec<Interval>],
    word_bits: u32,
    are_unsigned: bool,
) -> Option<Function> {
    if function.protects() {
        return None;
    }
    let params: Vec<ValueId> = function.blocks.first()?.params.clone();
    let mut guards = Guards { are_unsigned, ..Guards::default() };
    let mut built = split(function, None, tests, &guards, word_bits);
    for _ in 0..ROUNDS {
        let mut more = missing(function, &built, &guards, results, word_bits);
        if more.is_empty() {
            break;
        }
        // What is known of a parameter is known from the beginning.
        for &param in params.iter().filter(|param| more.contains_key(param)) {
            let test = if are_unsigned { Test::unsigned(param) } else { Test::within(param, word_bits - 1) };
            tests.push(test);
        }
        more.retain(|value, _| !params.contains(value));
        guards.of.append(&mut more);
        built = split(function, None, tests, &guards, word_bits);
    }
    if guards.of.is_empty() {
        return None;
    }
    guards.ahead = ahead(function, &built, tests, results, word_bits);
    let leaving = split(function, None, tests, &guards, word_bits);
    // What the other version takes there must be exact: of a sum of which low bits were enough, that would be more to do.
    let all = |function: &Function| cost(function, results, word_bits).all;
    Some(if all(&leaving) <= all(&built) { leaving } else { built })
}

/// The operations on lists in loops that can be done in place, by small ints.
fn ahead(
    function: &Function,
    built: &Function,
    tests: &[Test],
    results: &[Vec<Interval>],
    word_bits: u32,
) -> BTreeMap<(usize, usize), Ahead> {
    let plan = Plan::of(built, results, word_bits);
    // Of a parameter that was tested, the version has another value.
    let is_tested = |value: ValueId| tests.iter().any(|test| test.param == value && test.op == Op::IsWithin);
    let of = |inst: &Inst| match (inst.op, inst.args.as_slice(), inst.imms.as_slice()) {
        (Op::CheckType, _, [Imm::Str(name), Imm::Int(0), _]) if &**name == "list" => Some(Ahead::List),
        (Op::ListItem | Op::SetListItem, &[_, index, ..], _) => {
            let interval = plan.ranges.get(index);
            let is_small = is_tested(index) || interval.is_in(plan.small());
            let from_end = !interval.is_in(Interval::unsigned(word_bits));
            is_small.then_some(Ahead::Item { from_end })
        }
        _ => None,
    };
    let mut ahead = BTreeMap::new();
    for one in loops(function) {
        for &index in &one.blocks {
            let insts = function.blocks.get(index).into_iter().flat_map(|block| &block.insts);
            ahead.extend(
                insts.enumerate().filter_map(|(position, inst)| Some(((index, position), of(inst)?))),
            );
        }
    }
    ahead
}

/// What would have to be guarded for one more operation on words.
fn missing(
    before: &Function,
    built: &Function,
    guards: &Guards,
    results: &[Vec<Interval>],
    word_bits: u32,
) -> BTreeMap<ValueId, Guard> {
    let plan = Plan::of(built, results, word_bits);
    let definitions = definitions(built);
    let definition = |value: ValueId| definitions.get(value.index()).copied().flatten();
    let fits = |interval: Interval| {
        interval.is_in(plan.small()) || (guards.are_unsigned && interval.is_in(plan.unsigned()))
    };
    let large = |inst: &Inst, id: BlockId| -> Vec<ValueId> {
        // An index may be any word.
        let (operands, is_index) = match inst.args.get(1..2) {
            Some(index) if has_index(inst.op) => (index, true),
            _ => (inst.args.as_slice(), false),
        };
        let is_fit = |interval: Interval| fits(interval) || (is_index && interval.is_in(plan.signed()));
        let is_large = |value: &ValueId| {
            let is_constant = definition(*value).is_some_and(|inst| inst.op == Op::ConstInt);
            let is_int = built.ty(*value) == Type::Int && !is_constant;
            is_int && !is_fit(plan.ranges.at(id, *value))
        };
        operands.iter().copied().filter(is_large).collect()
    };
    let homes = homes(built);
    let home = |value: ValueId| homes.get(value.index()).copied().unwrap_or(BlockId(0));
    // What comes into a loop may be all that is large of what goes around in it.
    let given = given(built);
    let is_loose = |value: &ValueId| {
        let made = definition(*value).is_some_and(|inst| !is_arithmetic(inst.op) && inst.op != Op::ConstInt);
        made && built.ty(*value) == Type::Int && !fits(plan.ranges.get(*value))
    };
    // A product is looked at before it is computed.
    let is_wide = |value: &ValueId| {
        let is_sum = definition(*value).is_some_and(|inst| is_arithmetic(inst.op) && inst.op != Op::IntMul);
        is_loose(value) || (is_sum && !plan.is_held(*value))
    };
    let sources = |values: &[ValueId]| -> Vec<ValueId> {
        let incoming: Vec<ValueId> =
            values.iter().flat_map(|&value| comes(&given, value)).filter(is_loose).collect();
        if incoming.is_empty() { values.to_vec() } else { incoming }
    };
    let mut more = BTreeMap::new();
    for one in loops(built) {
        for &index in &one.blocks {
            let Some(block) = built.blocks.get(index).filter(|block| !block.is_cold) else { continue };
            // A word that goes around as an int is made one each time.
            let is_boxed = |param: &&ValueId| {
                let words = || comes(&given, **param).iter().any(|value| plan.is_held(*value));
                built.ty(**param) == Type::Int && !plan.is_held(**param) && words()
            };
            for param in block.params.iter().filter(is_boxed) {
                for value in comes(&given, *param).into_iter().filter(is_wide) {
                    more.insert(value, guard_of(definition(value)));
                }
            }
            let id = BlockId(u32::try_from(index).unwrap_or(u32::MAX));
            let left = |inst: &&Inst| {
                has_index(inst.op) || (is_arithmetic(inst.op) && !plan.works_on_words(id, inst))
            };
            for inst in block.insts.iter().filter(left) {
                let operands = large(inst, id);
                let are_small = || inst.args.iter().all(|&arg| plan.ranges.at(id, arg).is_in(plan.small()));
                if let (Op::IntMul, Some(result), true) = (inst.op, inst.result, are_small()) {
                    more.insert(result, Guard::Product);
                }
                for value in sources(&operands) {
                    let guard = match definition(value) {
                        // What it is made of comes first.
                        Some(of) if is_arithmetic(of.op) && !large(of, home(value)).is_empty() => continue,
                        Some(of) if of.op == Op::IntMul && !guards.are_unsigned => Guard::Product,
                        of => guard_of(of),
                    };
                    more.insert(value, guard);
                }
            }
        }
    }
    // What was not there before is what a guard looks at.
    more.retain(|value, _| value.index() < before.values.len() && !guards.of.contains_key(value));
    // What goes around in a loop comes last.
    let is_param = |value: &ValueId| definition(*value).is_none();
    if more.keys().any(|value| !is_param(value)) {
        more.retain(|value, _| !is_param(value));
    }
    // And with it what comes in with the function's own parameters.
    let own = before.blocks.first().map_or(&[][..], |entry| &entry.params);
    let incoming: Vec<ValueId> = more.keys().flat_map(|&value| comes(&given, value)).collect();
    more.extend(incoming.into_iter().filter(|value| own.contains(value)).map(|value| (value, Guard::Small)));
    more
}

/// How an int is guarded that such an operation defines, or a block takes.
fn guard_of(definition: Option<&Inst>) -> Guard {
    if definition.is_some_and(|inst| inst.op == Op::UnboxInt) { Guard::Object } else { Guard::Small }
}

/// By block parameter: what is given for it, in blocks that are not cold.
fn given(function: &Function) -> BTreeMap<ValueId, Vec<ValueId>> {
    let mut given: BTreeMap<ValueId, Vec<ValueId>> = BTreeMap::new();
    let blocks = function.blocks.iter().filter(|block| !block.is_cold);
    for target in blocks.flat_map(|block| block.terminator.targets()) {
        let params = function.blocks.get(target.block.index()).map_or(&[][..], |block| &block.params);
        for (&param, &arg) in params.iter().zip(&target.args) {
            given.entry(param).or_default().push(arg);
        }
    }
    given
}

/// All that a block parameter can be, by way of other parameters too.
fn comes(given: &BTreeMap<ValueId, Vec<ValueId>>, value: ValueId) -> Vec<ValueId> {
    let mut all = Vec::new();
    let mut work: Vec<ValueId> = given.get(&value).cloned().unwrap_or_default();
    while let Some(value) = work.pop() {
        if !all.contains(&value) {
            all.push(value);
            work.extend(given.get(&value).into_iter().flatten());
        }
    }
    all
}

/// The operations whose second operand is a place in a container.
fn has_index(op: Op) -> bool {
    matches!(
        op,
        Op::IntItem
            | Op::SetIntItem
            | Op::ListItem
            | Op::SetListItem
            | Op::ByteItem
            | Op::SetByteItem
            | Op::BytesItem
            | Op::ArrayItem
            | Op::SetArrayItem
            | Op::FloatItem
            | Op::SetFloatItem
    )
}
