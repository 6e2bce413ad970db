//! Keeps ways apart on which an object was just made from those on which it may be any: what comes after the two is there twice.
//!
//! ```text
//! b1:                                       b1:
//!   v1: object = new_instance %C              v1: object = new_instance %C
//!   jump b3(v1)                               jump b3
//! b2:                                       b2:
//!   v2: object = call_virtual @C.m, v0        v2: object = call_virtual @C.m, v0
//!   jump b3(v2)                               jump b4(v2)
//! b3(v3: object):                           b3:
//!   v4: int = call_virtual @C.n, v3           v4: int = call_virtual @C.n, v1
//!   return v4                                 return v4
//!                                           b4(v5: object):
//!                                             v6: int = call_virtual @C.n, v5
//!                                             return v6
//! ```
//!
//! On the one way the class is known then, and [`super::super::scalars`] may do without the object. What is there twice is all that only
//! the place where the ways meet leads to; it is done before calls in it become code, and in the second nothing does.

use crate::ir::dominators::Dominators;
use crate::ir::{BlockId, Function, Op, ValueId};
use crate::passes::copies::{copy, replace};
use std::collections::{BTreeMap, BTreeSet};

/// As large as what is there twice may be, in the unit of [`super::size`].
const MOST: usize = 80;

/// A place where ways meet.
struct Meeting {
    block: BlockId,
    /// Which of its parameters the object is, and what was made.
    param: ValueId,
    made: ValueId,
    /// What only this block leads to, itself first.
    region: Vec<BlockId>,
}

/// Takes ways apart where they meet: those of the blocks named, which are rare, and to which what is there a second time is added.
/// Whether it changed anything.
pub(super) fn run(function: &mut Function, rare: &mut BTreeSet<usize>) -> bool {
    let before = rare.len();
    while let Some(meeting) = find(function, rare) {
        rare.extend(take_apart(function, &meeting));
    }
    rare.len() > before
}

fn block_id(index: usize) -> BlockId {
    BlockId(u32::try_from(index).unwrap_or(u32::MAX))
}

fn find(function: &Function, rare: &BTreeSet<usize>) -> Option<Meeting> {
    let made: BTreeSet<ValueId> =
        function.insts().filter(|inst| inst.op == Op::NewInstance).filter_map(|inst| inst.result).collect();
    if made.is_empty() {
        return None;
    }
    let dominators = Dominators::of(function);
    let of_block = |(index, block): (usize, &crate::ir::Block)| {
        let id = block_id(index);
        let (position, made) = met(function, id, &made, rare)?;
        let region: Vec<BlockId> =
            dominators.order().iter().copied().filter(|of| dominators.dominates(id, *of)).collect();
        let blocks = || region.iter().filter_map(|id| function.blocks.get(id.index()));
        let size: usize = blocks().map(super::size_of_block).sum();
        // A loop is worth its while, and not twice.
        let is_entry = id.index() == 0 || region.first() != Some(&id);
        let goes_back =
            blocks().any(|block| block.terminator.targets().iter().any(|target| target.block == id));
        let param = *block.params.get(position)?;
        (size <= MOST && !is_entry && !goes_back).then_some(Meeting { block: id, param, made, region })
    };
    let candidates = function.blocks.iter().enumerate().filter(|(index, _)| !rare.contains(index));
    candidates.filter(|(index, _)| dominators.reaches(block_id(*index))).find_map(of_block)
}

/// The parameter of a block, by its place, for which one way gives what was made, and others, which are rare, something else.
fn met(
    function: &Function,
    block: BlockId,
    made: &BTreeSet<ValueId>,
    rare: &BTreeSet<usize>,
) -> Option<(usize, ValueId)> {
    let (mut usual, mut others) = (Vec::new(), 0);
    for (index, from) in function.blocks.iter().enumerate() {
        for target in from.terminator.targets().into_iter().filter(|target| target.block == block) {
            if rare.contains(&index) {
                others += 1;
            } else {
                usual.push(target);
            }
        }
    }
    let [only] = usual[..] else { return None };
    let position = only.args.iter().position(|value| made.contains(value)).filter(|_| others > 0)?;
    Some((position, *only.args.get(position)?))
}

/// The blocks that are there a second time.
fn take_apart(function: &mut Function, meeting: &Meeting) -> Vec<usize> {
    let originals: Vec<_> =
        meeting.region.iter().filter_map(|id| function.blocks.get(id.index()).cloned()).collect();
    let values = function.values.clone();
    let mut copies = copy(function, &values, &originals, BTreeMap::new());
    let first = function.blocks.len();
    let second: BTreeMap<BlockId, BlockId> =
        meeting.region.iter().enumerate().map(|(position, id)| (*id, block_id(first + position))).collect();
    for target in copies.iter_mut().flat_map(|block| block.terminator.targets_mut()) {
        target.block = second.get(&target.block).copied().unwrap_or(target.block);
    }
    // Ways that give something else lead to the copy.
    let position = function
        .blocks
        .get(meeting.block.index())
        .and_then(|block| block.params.iter().position(|param| *param == meeting.param));
    let mut given = Vec::new();
    for target in function.blocks.iter_mut().flat_map(|block| block.terminator.targets_mut()) {
        if target.block != meeting.block {
            continue;
        }
        if position.and_then(|position| target.args.get(position)) == Some(&meeting.made) {
            given = std::mem::take(&mut target.args);
        } else if let Some(copy) = second.get(&meeting.block) {
            target.block = *copy;
        }
    }
    // One way is left: what it gives is what there is.
    if let Some(block) = function.blocks.get_mut(meeting.block.index()) {
        let by: BTreeMap<ValueId, ValueId> =
            std::mem::take(&mut block.params).into_iter().zip(given).collect();
        replace(&mut function.blocks, &by);
    }
    function.blocks.append(&mut copies);
    second.values().map(|id| id.index()).collect()
}
