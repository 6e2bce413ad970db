//! Blocks of a function once more, in it or in another, with values of their own.
//!
//! ```text
//! b0(v0: int):                              b2(v3: int):
//!   v1: int = int_add v0, v0                  v4: int = int_add v3, v3
//!   jump b1                                   jump b3
//! ```

use crate::ir::{Block, BlockId, Function, ValueId};
use std::collections::BTreeMap;

/// Copies of blocks of `from`, to become blocks of `function`: what they define is new there, what else they use is what the map
/// says, or the value itself. They go where the originals go.
pub(super) fn copy(
    function: &mut Function,
    from: &[crate::ir::Value],
    blocks: &[Block],
    mut map: BTreeMap<ValueId, ValueId>,
) -> Vec<Block> {
    let mut copies = blocks.to_vec();
    for block in &mut copies {
        let results = block.insts.iter_mut().filter_map(|inst| inst.result.as_mut());
        for value in block.params.iter_mut().chain(results) {
            let Some(known) = from.get(value.index()) else { continue };
            let new = function.new_value(known.ty, known.name.clone());
            map.insert(*value, new);
            *value = new;
        }
    }
    replace(&mut copies, &map);
    copies
}

/// Puts values in the place of others.
pub(super) fn replace(blocks: &mut [Block], map: &BTreeMap<ValueId, ValueId>) {
    let by = |value: ValueId| map.get(&value).copied().unwrap_or(value);
    for block in blocks {
        for arg in block.insts.iter_mut().flat_map(|inst| &mut inst.args) {
            *arg = by(*arg);
        }
        block.terminator.map_uses(&mut |value| by(value));
    }
}

/// Blocks that were the first of a function, where they begin at another.
pub(super) fn moved(blocks: &mut [Block], first: BlockId) {
    for target in blocks.iter_mut().flat_map(|block| block.terminator.targets_mut()) {
        target.block = BlockId(target.block.0.saturating_add(first.0));
    }
}
