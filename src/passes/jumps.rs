//! Leads jumps past empty blocks, and joins a block to the one that it alone goes to and that is reached from nowhere else.
//!
//! ```text
//! b0(v0: bool):                             b0(v0: bool):
//!   branch v0, then b1, else b2               v1: int = int 1
//! b1:                                         return v1
//!   jump b3
//! b2:
//!   jump b3
//! b3:
//!   v1: int = int 1
//!   return v1
//! ```
//!
//! A branch whose ways are the same is a jump; a branch on `bool_not` goes the other way. Of a block that
//! was joined to another an empty one is left, which nothing goes to; [`super::dead`] drops it.
//!
//! Protected regions stay as they are: `try` is no jump, so it is never joined to its body or handler, and its own ways
//! are not led past anything; an empty block neither opens nor closes a region, so going past one changes none.

use super::dead;
use super::replace::Replacements;
use crate::ir::{Block, BlockId, Function, Op, Target, Terminator, ValueId};

/// Runs the pass; whether it changed anything.
pub fn run(function: &mut Function) -> bool {
    let mut changed = turn_negated(function);
    changed |= thread(function);
    changed |= unify(function);
    // A way from a block that is never reached does not count.
    changed |= dead::drop_unreached(function);
    changed |= join(function);
    changed
}

/// A branch on `bool_not v` as a branch on `v`.
fn turn_negated(function: &mut Function) -> bool {
    let mut negated: Vec<Option<ValueId>> = vec![None; function.values.len()];
    for inst in function.insts() {
        if let (Op::BoolNot, Some(result), &[arg]) = (inst.op, inst.result, inst.args.as_slice())
            && let Some(entry) = negated.get_mut(result.index())
        {
            *entry = Some(arg);
        }
    }
    let mut changed = false;
    for block in &mut function.blocks {
        if let Terminator::Branch { condition, then, otherwise } = &mut block.terminator
            && let Some(arg) = negated.get(condition.index()).copied().flatten()
        {
            *condition = arg;
            std::mem::swap(then, otherwise);
            changed = true;
        }
    }
    changed
}

/// A branch or switch that goes to one place only as a jump.
fn unify(function: &mut Function) -> bool {
    let mut changed = false;
    for block in &mut function.blocks {
        if !matches!(block.terminator, Terminator::Branch { .. } | Terminator::Switch { .. }) {
            continue;
        }
        if let [first, others @ ..] = block.terminator.targets().as_slice()
            && others.iter().all(|other| other == first)
        {
            let target = (*first).clone();
            block.terminator = Terminator::Jump(target);
            changed = true;
        }
    }
    changed
}

/// Leads all ways but those of `try` past empty blocks.
fn thread(function: &mut Function) -> bool {
    let forwards = forwards(function);
    let mut changed = false;
    for block in &mut function.blocks {
        if matches!(block.terminator, Terminator::Try { .. } | Terminator::Yield { .. }) {
            continue;
        }
        for target in block.terminator.targets_mut() {
            if let Some(Some(forward)) = forwards.get(target.block.index()) {
                *target = forward.through(target);
                changed = true;
            }
        }
    }
    changed
}

/// An empty block: its parameters and where it goes.
#[derive(Clone)]
struct Forward {
    params: Vec<ValueId>,
    to: Target,
}

impl Forward {
    /// Where one comes that goes to the block with these arguments.
    fn through(&self, target: &Target) -> Target {
        let given = |arg: &ValueId| {
            let position = self.params.iter().position(|param| param == arg);
            position.and_then(|position| target.args.get(position)).copied().unwrap_or(*arg)
        };
        Target { block: self.to.block, args: self.to.args.iter().map(given).collect() }
    }
}

/// By block, where it only goes on to, past all empty blocks in a row. Those in an endless circle stay.
fn forwards(function: &Function) -> Vec<Option<Forward>> {
    let uses = uses(function);
    let mut forwards: Vec<Option<Forward>> =
        function.blocks.iter().enumerate().map(|(index, block)| forward(index, block, &uses)).collect();
    // By block, the walk that came through it: the start plus 1.
    let mut walks = vec![0; forwards.len()];
    for start in 0..forwards.len() {
        let mut path = Vec::new();
        let mut at = start;
        while let (Some(walk @ 0), Some(Some(forward))) = (walks.get_mut(at), forwards.get(at)) {
            *walk = start + 1;
            path.push(at);
            at = forward.to.block.index();
        }
        let in_circle = !path.is_empty() && walks.get(at) == Some(&(start + 1));
        for index in path.into_iter().rev() {
            let beyond = forwards.get(at).cloned().flatten();
            if let Some(entry) = forwards.get_mut(index) {
                if in_circle {
                    *entry = None;
                } else if let (Some(forward), Some(beyond)) = (entry.as_mut(), beyond) {
                    forward.to = beyond.through(&forward.to);
                }
            }
            at = index;
        }
    }
    forwards
}

/// The block, if it is empty, its parameters are used nowhere else, and it is not the entry.
fn forward(index: usize, block: &Block, uses: &[u32]) -> Option<Forward> {
    let Terminator::Jump(to) = &block.terminator else { return None };
    if index == 0 || !block.insts.is_empty() || to.block.index() == index {
        return None;
    }
    let only_passed_on = block.params.iter().all(|param| {
        let here = to.args.iter().filter(|&arg| arg == param).count();
        uses.get(param.index()).is_some_and(|&all| usize::try_from(all) == Ok(here))
    });
    only_passed_on.then(|| Forward { params: block.params.clone(), to: to.clone() })
}

/// How often each value is used.
fn uses(function: &Function) -> Vec<u32> {
    let mut uses = vec![0; function.values.len()];
    for block in &function.blocks {
        let args = block.insts.iter().flat_map(|inst| &inst.args).copied();
        for value in args.chain(block.terminator.uses()) {
            if let Some(count) = uses.get_mut(value.index()) {
                *count += 1;
            }
        }
    }
    uses
}

/// Joins each block to the ones that follow it alone.
fn join(function: &mut Function) -> bool {
    let mut ways = vec![0u32; function.blocks.len()];
    for target in function.blocks.iter().flat_map(|block| block.terminator.targets()) {
        if let Some(count) = ways.get_mut(target.block.index()) {
            *count += 1;
        }
    }
    let mut replacements = Replacements::new(function);
    let mut changed = false;
    for index in 0..function.blocks.len() {
        while let Some(next) = function.blocks.get(index).and_then(|block| follower(index, block, &ways)) {
            let Some(follower) = function.blocks.get_mut(next.block.index()) else { break };
            let empty = Block {
                params: Vec::new(),
                insts: Vec::new(),
                terminator: Terminator::Unreachable,
                loc: follower.loc,
                is_cold: false,
            };
            let Block { params, mut insts, terminator, loc, is_cold } = std::mem::replace(follower, empty);
            for (&param, &arg) in params.iter().zip(&next.args) {
                replacements.add(param, arg);
            }
            if let Some(block) = function.blocks.get_mut(index) {
                block.insts.append(&mut insts);
                block.terminator = terminator;
                block.loc = loc;
                block.is_cold &= is_cold;
            }
            changed = true;
        }
    }
    replacements.apply(function);
    changed
}

/// Where a block goes, if it goes there alone and nothing else does.
fn follower(index: usize, block: &Block, ways: &[u32]) -> Option<Target> {
    match &block.terminator {
        Terminator::Jump(to)
            if to.block != BlockId(0)
                && to.block.index() != index
                && ways.get(to.block.index()) == Some(&1) =>
        {
            Some(to.clone())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_pass, check_unchanged};
    use super::super::{dead, jumps};
    use crate::ir::Function;

    /// With the blocks left over dropped.
    fn run(function: &mut Function) -> bool {
        let changed = jumps::run(function);
        dead::run(function) || changed
    }

    #[test]
    fn empty_blocks_are_passed_with_their_arguments() {
        check_pass(
            run,
            "func f(b: bool, n: int, m: int) -> int {\nb0(v0: bool, v1: int, v2: int):\n  branch v0, then b1(v1, v2), else b3(v1)\n\
             b1(v3: int, v4: int):\n  jump b2(v4)\nb2(v5: int):\n  jump b3(v5)\nb3(v6: int):\n  return v6\n}\n",
            "func f(b: bool, n: int, m: int) -> int {\nb0(v0: bool, v1: int, v2: int):\n  branch v0, then b1(v2), else b1(v1)\n\
             b1(v3: int):\n  return v3\n}\n",
        );
    }

    #[test]
    fn ways_to_the_same_place_are_one() {
        check_pass(
            run,
            "func f(b: bool) -> int {\nb0(v0: bool):\n  branch v0, then b1, else b2\nb1:\n  jump b3\nb2:\n  jump b3\n\
             b3:\n  v1: int = int 1\n  return v1 @3:1\n}\n",
            "func f(b: bool) -> int {\nb0(v0: bool):\n  v1: int = int 1\n  return v1 @3:1\n}\n",
        );
    }

    #[test]
    fn a_parameter_used_further_down_keeps_its_block() {
        // b1 is empty, but b4 uses its parameter.
        check_unchanged(
            run,
            "func f(b: bool, n: int) -> int {\nb0(v0: bool, v1: int):\n  branch v0, then b1(v1), else b2\n\
             b1(v2: int):\n  jump b3\nb2:\n  v3: int = int_neg v1\n  jump b1(v3)\n\
             b3:\n  branch v0, then b3, else b4\nb4:\n  return v2\n}\n",
        );
    }

    #[test]
    fn names_go_on_to_what_stands_for_them() {
        check_pass(
            run,
            "func f() -> object {\nb0:\n  v0: object = global \"a\"\n  jump b1(v0)\nb1(v1 x: object):\n  return v1\n}\n",
            "func f() -> object {\nb0:\n  v0 x: object = global \"a\"\n  return v0\n}\n",
        );
    }

    #[test]
    fn endless_loops_stay() {
        check_pass(
            run,
            "func f(b: bool) -> void {\nb0(v0: bool):\n  branch v0, then b1, else b2\nb1:\n  jump b1\n\
             b2:\n  jump b3\nb3:\n  jump b2\n}\n",
            "func f(b: bool) -> void {\nb0(v0: bool):\n  branch v0, then b1, else b2\nb1:\n  jump b1\n\
             b2:\n  jump b2\n}\n",
        );
    }

    #[test]
    fn a_negated_branch_is_turned() {
        check_pass(
            run,
            "func f(b: bool) -> void {\nb0(v0: bool):\n  v1: bool = bool_not v0\n  branch v1, then b1, else b2\nb1:\n  return\n\
             b2:\n  unreachable\n}\n",
            "func f(b: bool) -> void {\nb0(v0: bool):\n  branch v0, then b2, else b1\nb1:\n  return\nb2:\n  unreachable\n}\n",
        );
    }

    #[test]
    fn regions_keep_their_bodies_and_handlers() {
        check_unchanged(
            run,
            "func f(n: int) -> int {\n  slot $0: frame\nb0(v0: int):\n  try $0, body b1(v0), handler b2(v0)\n\
             b1(v1: int):\n  end_try $0\n  jump b3(v1)\nb2(v2: int):\n  jump b3(v2)\nb3(v3: int):\n  return v3\n}\n",
        );
    }

    #[test]
    fn what_closes_a_region_is_joined_to_what_follows() {
        check_pass(
            run,
            "func f() -> void {\n  slot $0: frame\nb0:\n  jump b1\nb1:\n  try $0, body b2, handler b4\nb2:\n  jump b3\nb3:\n\
             \u{20} end_try $0\n  jump b5\nb4:\n  unreachable\nb5:\n  return\n}\n",
            "func f() -> void {\n  slot $0: frame\nb0:\n  try $0, body b1, handler b2\nb1:\n  end_try $0\n  return\n\
             b2:\n  unreachable\n}\n",
        );
    }
}
