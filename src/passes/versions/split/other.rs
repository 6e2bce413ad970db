//! The version for all that the fast one is not for: a copy that can be come to in the middle.

use super::{Place, Splitter, Version};
use crate::ir::{Block, BlockId, Terminator, Type, Value, ValueId};
use crate::passes::copies::{copy, replace};
use std::collections::{BTreeMap, BTreeSet};

impl Splitter<'_> {
    /// The version for all others.
    pub(super) fn other(&mut self, blocks: &[Block], values: &[Value], map: BTreeMap<ValueId, ValueId>) {
        let copies = copy(&mut self.function, values, blocks, map);
        let defined = |block: &Block| -> Vec<ValueId> {
            block.params.iter().copied().chain(block.insts.iter().filter_map(|inst| inst.result)).collect()
        };
        let originals: BTreeMap<ValueId, ValueId> =
            copies.iter().flat_map(defined).zip(blocks.iter().flat_map(defined)).collect();
        let mut pieces = Vec::new();
        for (index, (mut copy, block)) in copies.into_iter().zip(blocks).enumerate() {
            for target in copy.terminator.targets_mut() {
                target.block = self.id((Version::Other, target.block.index(), 0));
            }
            let cuts = self.cuts(index, block);
            let mut params = std::mem::take(&mut copy.params);
            for (piece, &cut) in cuts.iter().enumerate().rev() {
                let place = (Version::Other, index, piece + 1);
                let insts = copy.insts.split_off(cut);
                let before = Terminator::Jump(self.to(place));
                let end = std::mem::replace(&mut copy.terminator, before);
                pieces.push((place, Block { params: Vec::new(), insts, terminator: end, ..copy.clone() }));
            }
            params.append(&mut copy.params);
            pieces.push(((Version::Other, index, 0), Block { params, ..copy }));
        }
        let (live, indices) = self.live(&pieces, &originals);
        let come_to = come_to(&pieces, &indices);
        let passes = |value: &&ValueId| passes(self.function.ty(**value));
        let passed: Vec<Vec<ValueId>> = live
            .iter()
            .zip(&come_to)
            .map(|(live, come_to)| live.iter().filter(|_| *come_to).filter(passes).copied().collect())
            .collect();
        for (((place, mut block), live), passes) in pieces.into_iter().zip(live).zip(&passed) {
            if live.len() == passes.len() {
                let original = |value: &ValueId| originals.get(value).copied().unwrap_or(*value);
                self.taken.insert(place, passes.iter().map(original).collect());
            }
            for target in block.terminator.targets_mut() {
                let taken = indices.get(&target.block).and_then(|index| passed.get(*index));
                target.args.extend(taken.into_iter().flatten());
            }
            let fresh: BTreeMap<ValueId, ValueId> =
                passes.iter().map(|&value| (value, self.again(value))).collect();
            replace(std::slice::from_mut(&mut block), &fresh);
            block.params.extend(fresh.into_values());
            let Block { params, insts, terminator, loc, .. } = block;
            self.finish(place, params, insts, (terminator, loc));
        }
    }

    /// By piece, which of the copies it uses, or what comes after it does; and the pieces by their blocks.
    fn live(
        &mut self,
        pieces: &[(Place, Block)],
        originals: &BTreeMap<ValueId, ValueId>,
    ) -> (Vec<BTreeSet<ValueId>>, BTreeMap<BlockId, usize>) {
        let indices: BTreeMap<BlockId, usize> =
            pieces.iter().enumerate().map(|(index, (place, _))| (self.id(*place), index)).collect();
        let mut live: Vec<BTreeSet<ValueId>> = vec![BTreeSet::new(); pieces.len()];
        loop {
            let mut changed = false;
            for (index, (_, block)) in pieces.iter().enumerate() {
                let mut of_block: BTreeSet<ValueId> = block.terminator.uses().into_iter().collect();
                for target in block.terminator.targets() {
                    let after = indices.get(&target.block).and_then(|index| live.get(*index));
                    of_block.extend(after.into_iter().flatten());
                }
                for inst in block.insts.iter().rev() {
                    inst.result.map(|result| of_block.remove(&result));
                    of_block.extend(&inst.args);
                }
                of_block.retain(|value| originals.contains_key(value) && !block.params.contains(value));
                if let Some(entry) = live.get_mut(index).filter(|entry| **entry != of_block) {
                    *entry = of_block;
                    changed = true;
                }
            }
            if !changed {
                return (live, indices);
            }
        }
    }
}

/// By piece, whether control may come to it from the fast version, in front of it or before.
fn come_to(pieces: &[(Place, Block)], indices: &BTreeMap<BlockId, usize>) -> Vec<bool> {
    let mut come_to = vec![false; pieces.len()];
    let mut work: Vec<usize> =
        (0..).zip(pieces).filter(|(_, ((.., piece), _))| *piece > 0).map(|(index, _)| index).collect();
    while let Some(index) = work.pop() {
        if let (Some(entry @ false), Some((_, block))) = (come_to.get_mut(index), pieces.get(index)) {
            *entry = true;
            let targets = block.terminator.targets();
            work.extend(targets.iter().filter_map(|target| indices.get(&target.block)));
        }
    }
    come_to
}

/// A block can take such a value.
fn passes(ty: Type) -> bool {
    match ty {
        Type::Object | Type::Int | Type::Float | Type::Bool | Type::Word | Type::Uword | Type::Address => {
            true
        }
        Type::Pack | Type::View | Type::Results | Type::Void => false,
    }
}
