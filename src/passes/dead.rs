//! Leaves out blocks that are never reached, operations and block parameters that are never used.
//!
//! ```text
//! b0(v0: int):                          b0(v0: int):
//!   v1: int = int 1                       jump b1
//!   v2: int = int_add v0, v1            b1:
//!   jump b2(v2)                           return v0
//! b1:
//!   jump b2(v0)
//! b2(v3: int):
//!   return v0
//! ```
//!
//! An operation stays if it may do more than give its result ([`crate::ir::Effects::removable`]): one that may raise
//! or call Python stays, used or not. What stays makes its operands stay; a block parameter that is used makes what
//! is given for it stay. All else goes, circles of block parameters that only give each other included. Blocks and
//! values are then numbered anew, in the order of the text.

use crate::ir::{Block, BlockId, Function, Value, ValueId};

/// Runs the pass; whether it changed anything.
pub fn run(function: &mut Function) -> bool {
    let order = reachable(function);
    let live = live(function, &order);
    let mut changed = sweep(function, &order, &live);
    changed |= renumber_blocks(function, &order);
    changed |= renumber_values(function);
    changed
}

/// Drops only the blocks that are never reached.
pub(super) fn drop_unreached(function: &mut Function) -> bool {
    let reached = reachable(function);
    renumber_blocks(function, &reached)
}

/// By block, whether control can reach it.
pub(super) fn reachable(function: &Function) -> Vec<bool> {
    let mut reached = vec![false; function.blocks.len()];
    let mut work = vec![BlockId(0)];
    while let Some(id) = work.pop() {
        if let (Some(seen @ false), Some(block)) =
            (reached.get_mut(id.index()), function.blocks.get(id.index()))
        {
            *seen = true;
            work.extend(block.terminator.targets().iter().map(|target| target.block));
        }
    }
    reached
}

fn blocks<'a>(function: &'a Function, reached: &'a [bool]) -> impl Iterator<Item = (usize, &'a Block)> {
    function.blocks.iter().enumerate().zip(reached).filter(|(_, reached)| **reached).map(|(block, _)| block)
}

/// Where a value comes from.
#[derive(Clone, Copy)]
enum Source {
    Param { block: usize, position: usize },
    Inst { block: usize, position: usize },
}

/// By value, whether something that stays uses it.
fn live(function: &Function, reached: &[bool]) -> Vec<bool> {
    let mut sources: Vec<Option<Source>> = vec![None; function.values.len()];
    // By block, the arguments that each of its predecessors gives.
    let mut given: Vec<Vec<&[ValueId]>> = vec![Vec::new(); function.blocks.len()];
    let mut work: Vec<ValueId> = Vec::new();
    let mut set = |value: ValueId, source: Source| {
        if let Some(entry) = sources.get_mut(value.index()) {
            *entry = Some(source);
        }
    };
    for (index, block) in blocks(function, reached) {
        for (position, &param) in block.params.iter().enumerate() {
            set(param, Source::Param { block: index, position });
        }
        for (position, inst) in block.insts.iter().enumerate() {
            if let Some(result) = inst.result {
                set(result, Source::Inst { block: index, position });
            }
            if !inst.op.info().effects.removable() {
                work.extend(&inst.args);
            }
        }
        work.extend(block.terminator.operands());
        for target in block.terminator.targets() {
            if let Some(given) = given.get_mut(target.block.index()) {
                given.push(&target.args);
            }
        }
    }
    let mut live = vec![false; function.values.len()];
    while let Some(value) = work.pop() {
        let Some(flag @ false) = live.get_mut(value.index()) else { continue };
        *flag = true;
        match sources.get(value.index()).copied().flatten() {
            None => {}
            Some(Source::Inst { block, position }) => {
                let inst = function.blocks.get(block).and_then(|block| block.insts.get(position));
                work.extend(inst.map_or(&[][..], |inst| &inst.args));
            }
            Some(Source::Param { block, position }) => {
                let given = given.get(block).map_or(&[][..], Vec::as_slice);
                work.extend(given.iter().filter_map(|args| args.get(position)));
            }
        }
    }
    live
}

/// Takes out what is not live from the blocks that are reached.
fn sweep(function: &mut Function, reached: &[bool], live: &[bool]) -> bool {
    let is_live = |value: ValueId| live.get(value.index()).copied().unwrap_or(true);
    // The function's own parameters stay: its callers give them.
    let kept: Vec<Vec<bool>> = function
        .blocks
        .iter()
        .enumerate()
        .map(|(index, block)| block.params.iter().map(|&param| index == 0 || is_live(param)).collect())
        .collect();
    let mut changed = false;
    for (index, block) in function.blocks.iter_mut().enumerate() {
        if reached.get(index) != Some(&true) {
            continue;
        }
        let before = block.insts.len();
        block.insts.retain(|inst| !inst.op.info().effects.removable() || inst.result.is_some_and(is_live));
        changed |= block.insts.len() != before;
        if let Some(kept) = kept.get(index) {
            changed |= filter(&mut block.params, kept);
        }
        for target in block.terminator.targets_mut() {
            if let Some(kept) = kept.get(target.block.index()) {
                changed |= filter(&mut target.args, kept);
            }
        }
    }
    changed
}

/// Keeps the values at the positions that are kept.
fn filter(values: &mut Vec<ValueId>, kept: &[bool]) -> bool {
    let before = values.len();
    let mut kept = kept.iter();
    values.retain(|_| kept.next().copied().unwrap_or(true));
    values.len() != before
}

/// Drops the blocks that are not reached.
fn renumber_blocks(function: &mut Function, reached: &[bool]) -> bool {
    if reached.iter().all(|&reached| reached) {
        return false;
    }
    let mut next = 0;
    let numbers: Vec<BlockId> = reached
        .iter()
        .map(|&reached| {
            let id = BlockId(next);
            next += u32::from(reached);
            id
        })
        .collect();
    let mut flags = reached.iter();
    function.blocks.retain(|_| flags.next() == Some(&true));
    for block in &mut function.blocks {
        for target in block.terminator.targets_mut() {
            if let Some(&id) = numbers.get(target.block.index()) {
                target.block = id;
            }
        }
    }
    true
}

/// Numbers the values in the order of their definitions, and drops those without one.
fn renumber_values(function: &mut Function) -> bool {
    let definitions: Vec<ValueId> = function
        .blocks
        .iter()
        .flat_map(|block| {
            block.params.iter().copied().chain(block.insts.iter().filter_map(|inst| inst.result))
        })
        .collect();
    let in_order = (0u32..).zip(&definitions).all(|(position, id)| position == id.0);
    if in_order && definitions.len() == function.values.len() {
        return false;
    }
    let mut numbers: Vec<ValueId> = vec![ValueId(u32::MAX); function.values.len()];
    let mut values: Vec<Value> = Vec::with_capacity(definitions.len());
    for ((position, id), value) in
        (0u32..).zip(&definitions).zip(definitions.iter().map(|&id| function.value(id).cloned()))
    {
        if let (Some(number), Some(value)) = (numbers.get_mut(id.index()), value) {
            *number = ValueId(position);
            values.push(value);
        }
    }
    let renumber = |id: ValueId| numbers.get(id.index()).copied().unwrap_or(id);
    for block in &mut function.blocks {
        for param in &mut block.params {
            *param = renumber(*param);
        }
        for inst in &mut block.insts {
            for id in inst.args.iter_mut().chain(&mut inst.result) {
                *id = renumber(*id);
            }
        }
        block.terminator.map_uses(&mut |id| renumber(id));
    }
    function.values = values;
    true
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_pass, check_unchanged};
    use super::run;

    #[test]
    fn unused_operations_and_parameters_go_and_the_rest_is_numbered_anew() {
        check_pass(
            run,
            "func f(n: int) -> int {\nb0(v0 n: int):\n  v1: int = int 1\n  v2: int = int_add v0, v1\n  jump b2(v2, v0)\n\
             b1:\n  jump b2(v0, v0)\nb2(v3: int, v4 m: int):\n  return v4\n}\n",
            "func f(n: int) -> int {\nb0(v0 n: int):\n  jump b1(v0)\nb1(v1 m: int):\n  return v1\n}\n",
        );
    }

    #[test]
    fn a_circle_that_only_feeds_itself_goes() {
        check_pass(
            run,
            "func f(b: bool) -> void {\nb0(v0: bool):\n  v1: int = int 1\n  jump b1(v1)\nb1(v2: int):\n\
             \u{20} v3: int = int_add v2, v2\n  branch v0, then b1(v3), else b2\nb2:\n  return\n}\n",
            "func f(b: bool) -> void {\nb0(v0: bool):\n  jump b1\nb1:\n  branch v0, then b1, else b2\nb2:\n  return\n}\n",
        );
    }

    #[test]
    fn what_may_raise_call_or_write_stays() {
        check_unchanged(
            run,
            "func f(a: object, n: int) -> void {\n  slot $0: variable object\n  slot $1: frame\nb0(v0: object, v1: int):\n\
             \u{20} v2: object = global \"a\"\n  v3: int = int_floordiv v1, v1\n  v4: float = unbox_float \"x\", v0\n\
             \u{20} v5: object = check_bound \"a\", v0\n  slot_set $0, v0\n  try $1, body b1, handler b2\n\
             b1:\n  v6: object = call v0\n  v7: object = new_list v0\n  end_try $1\n  return\nb2:\n  return\n}\n",
        );
    }

    #[test]
    fn what_only_allocates_or_reads_goes() {
        check_pass(
            run,
            "func f(x: float) -> void {\n  slot $0: variable object\nb0(v0: float):\n  v1: object = box_float v0\n\
             \u{20} v2: object = slice v1, v1, v1\n  v3: object = slot_get $0\n  return\n}\n",
            "func f(x: float) -> void {\n  slot $0: variable object\nb0(v0: float):\n  return\n}\n",
        );
    }

    #[test]
    fn the_handler_of_an_empty_region_is_reached() {
        check_unchanged(
            run,
            "func f() -> void {\n  slot $0: frame\nb0:\n  try $0, body b1, handler b2\nb1:\n  end_try $0\n  return\nb2:\n  return\n}\n",
        );
    }
}
