//! Loops that may wait: those whose end depends on what is in memory, where an interrupt handler may put something. Compiled code
//! need not look there again before other code may have run, so that such a loop polls.
//!
//! ```text
//! while not flags[0]: pass        waits
//! while items[i] < pivot: i += 1  ends by itself: at another item in each round
//! ```

use crate::ir::loops::Loop;
use crate::ir::{BlockId, Effects, Function, Inst, Op, Target, ValueId};
use crate::passes::ranges::{constant, definitions};
use std::collections::{BTreeMap, BTreeSet};

/// Whether the end of a loop depends on what is in memory.
pub(super) fn may_wait(function: &Function, one: &Loop) -> bool {
    let Some(header) = function.blocks.get(one.header.index()) else { return false };
    let inside = |block: &BlockId| one.blocks.contains(&block.index());
    let blocks = || one.blocks.iter().filter_map(|&index| function.blocks.get(index));
    let mut by: BTreeMap<ValueId, &Inst> = BTreeMap::new();
    let mut given: BTreeMap<ValueId, Vec<ValueId>> = BTreeMap::new();
    let mut work = Vec::new();
    for block in blocks() {
        by.extend(block.insts.iter().filter_map(|inst| Some((inst.result?, inst))));
        let targets = block.terminator.targets();
        // Where a guard leaves it, the loop goes on in another version.
        let is_end = |target: &&Target| {
            let to = function.blocks.get(target.block.index());
            !inside(&target.block) && to.is_none_or(|to| block.is_cold || !to.is_cold)
        };
        if targets.iter().any(is_end) {
            work.extend(block.terminator.operands());
        }
        for target in targets.into_iter().filter(|target| inside(&target.block)) {
            let params = function.blocks.get(target.block.index()).map_or(&[][..], |block| &block.params);
            for (&param, &arg) in params.iter().zip(&target.args) {
                given.entry(param).or_default().push(arg);
            }
        }
    }
    let steps = Steps { header: &header.params, given: &given, definitions: &definitions(function) };
    let mut seen = BTreeSet::new();
    while let Some(value) = work.pop() {
        if !seen.insert(value) {
            continue;
        }
        work.extend(given.get(&value).into_iter().flatten());
        let Some(inst) = by.get(&value) else { continue };
        if looks(inst.op) && !place(inst).is_some_and(|place| steps.is_stepped(place)) {
            return true;
        }
        work.extend(&inst.args);
    }
    false
}

/// What goes around a loop.
struct Steps<'f> {
    /// The parameters of its first block.
    header: &'f [ValueId],
    /// By parameter of its blocks: what it is given inside.
    given: &'f BTreeMap<ValueId, Vec<ValueId>>,
    /// By value.
    definitions: &'f [Option<&'f Inst>],
}

impl Steps<'_> {
    /// Whether a number is another in each round: what goes around and grows each time, or shrinks each time, or so much more.
    fn is_stepped(&self, value: ValueId) -> bool {
        let (base, _) = self.base(value);
        let Some(given) = self.given.get(&base).filter(|_| self.header.contains(&base)) else { return false };
        let grows_by = |sign: i128| {
            given.iter().all(|&next| {
                let (from, step) = self.base(next);
                from == base && step.signum() == sign
            })
        };
        grows_by(1) || grows_by(-1)
    }

    /// What a number is made of by adding constants, and their sum.
    fn base(&self, value: ValueId) -> (ValueId, i128) {
        let (mut base, mut sum) = (value, 0i128);
        // A chain is no longer than there are values.
        for _ in self.definitions {
            let Some(inst) = self.definition(base) else { break };
            base = match (inst.op, inst.args.as_slice()) {
                (
                    Op::SmallInt | Op::SmallWord | Op::BoxWord | Op::IntWord | Op::CheckFixed | Op::CheckWord,
                    &[arg],
                )
                | (Op::ListPlace, &[_, arg])
                | (Op::ListPlaceAt, &[_, _, arg]) => arg,
                (Op::WordAdd | Op::WordSub | Op::IntAdd | Op::IntSub, &[arg, by]) => {
                    let Some(by) = self.constant(by) else { break };
                    let by = if matches!(inst.op, Op::WordSub | Op::IntSub) { -by } else { by };
                    sum = sum.saturating_add(by);
                    arg
                }
                _ => break,
            };
        }
        (base, sum)
    }

    fn constant(&self, value: ValueId) -> Option<i128> {
        let inst = self.definition(value)?;
        constant(inst.op, inst.imms.first()?)?.only()
    }

    fn definition(&self, value: ValueId) -> Option<&Inst> {
        self.definitions.get(value.index()).copied().flatten()
    }
}

/// The place of the item that an operation takes; none if it takes no item by its place.
fn place(inst: &Inst) -> Option<ValueId> {
    let position = match inst.op {
        op if op.is_by_view() => 2,
        Op::ArrayItem
        | Op::ArrayWord
        | Op::IntItem
        | Op::FloatItem
        | Op::FloatItemByWord
        | Op::ByteItem
        | Op::ByteWord
        | Op::BytesItem
        | Op::BytesWord
        | Op::StrItem
        | Op::ListItem
        | Op::HasListItem
        | Op::ListPlace
        | Op::ListGet => 1,
        _ => return None,
    };
    inst.args.get(position).copied()
}

/// Whether what an operation gives depends on what is in memory, which compiled code may know from before. An access by
/// address is made each time, and an iterator comes to its end by itself.
fn looks(op: Op) -> bool {
    match op.info().effects {
        _ if matches!(op, Op::IterNext | Op::ListIterNext | Op::NumberIterNext | Op::StrIterNext) => false,
        Effects::Reads | Effects::Calls => true,
        Effects::Pure | Effects::Allocates | Effects::WritesLocal | Effects::Ordered | Effects::Raises => {
            false
        }
    }
}
