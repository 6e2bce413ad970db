//! The loops of a function.
//!
//! ```text
//! b0: jump b1
//! b1: branch v0, then b2, else b3        a loop of b1 and b2, entered at b1
//! b2: jump b1
//! b3: return
//! ```

use super::dominators::Dominators;
use super::{BlockId, Function};
use std::collections::BTreeSet;

/// A natural loop.
#[derive(Debug, Clone, PartialEq)]
pub struct Loop {
    /// Where it is entered, and where control comes back to.
    pub header: BlockId,
    /// All its blocks.
    pub blocks: BTreeSet<usize>,
    /// Another loop is inside.
    pub has_inner: bool,
}

/// By block, how many loops it is in.
#[must_use]
pub fn depths(function: &Function) -> Vec<usize> {
    let mut depths = vec![0; function.blocks.len()];
    for block in loops(function).iter().flat_map(|one| &one.blocks) {
        if let Some(depth) = depths.get_mut(*block) {
            *depth += 1;
        }
    }
    depths
}

/// The natural loops of a function: one for each block that an edge from a block it dominates leads back to.
#[must_use]
pub fn loops(function: &Function) -> Vec<Loop> {
    let dominators = Dominators::of(function);
    let mut predecessors: Vec<Vec<usize>> = vec![Vec::new(); function.blocks.len()];
    for block in dominators.order() {
        let Some(data) = function.blocks.get(block.index()) else { continue };
        for target in data.terminator.targets() {
            if let Some(list) = predecessors.get_mut(target.block.index()) {
                list.push(block.index());
            }
        }
    }
    let mut found = Vec::new();
    for &header in dominators.order() {
        let from = |index: usize| BlockId(u32::try_from(index).unwrap_or(u32::MAX));
        let mut work: Vec<usize> = predecessors.get(header.index()).cloned().unwrap_or_default();
        work.retain(|source| dominators.dominates(header, from(*source)));
        if work.is_empty() {
            continue;
        }
        let mut blocks = BTreeSet::from([header.index()]);
        while let Some(block) = work.pop() {
            if blocks.insert(block) {
                work.extend(predecessors.get(block).into_iter().flatten());
            }
        }
        found.push(Loop { header, blocks, has_inner: false });
    }
    for index in 0..found.len() {
        let has_inner = |one: &Loop| {
            let inside =
                |other: &Loop| other.header != one.header && one.blocks.contains(&other.header.index());
            found.iter().any(inside)
        };
        let inner = found.get(index).is_some_and(has_inner);
        if let Some(one) = found.get_mut(index) {
            one.has_inner = inner;
        }
    }
    found
}
