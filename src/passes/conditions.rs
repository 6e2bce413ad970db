//! Takes a condition for what it was where a branch on it led.
//!
//! ```text
//! v1: bool = has_fields %C, v0          v1: bool = has_fields %C, v0
//! branch v1, then b1, else b2           branch v1, then b1, else b2
//! b1:                                   b1:
//!   v2: int = field %C.x, v0, v1          v3: bool = bool 1
//!                                         v2: int = field %C.x, v0, v3
//! ```

use crate::ir::dominators::Dominators;
use crate::ir::{BlockId, Function, Imm, Inst, Op, Terminator, Type, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// What a condition is in a block, and in those that are reached through it alone.
struct Fact {
    block: BlockId,
    is: bool,
    /// A constant of that value, where one is wanted.
    constant: ValueId,
}

/// Runs the pass; whether it changed anything.
pub fn run(function: &mut Function) -> bool {
    let mut facts = facts(function);
    if facts.is_empty() {
        return false;
    }
    let dominators = Dominators::of(function);
    let count = u32::try_from(function.values.len()).unwrap_or(u32::MAX);
    let all = facts.values_mut().flatten();
    for (fact, id) in all.zip(count..) {
        fact.constant = ValueId(id);
    }
    let mut wanted: BTreeSet<ValueId> = BTreeSet::new();
    for (id, block) in (0u32..).map(BlockId).zip(&mut function.blocks) {
        if !dominators.reaches(id) {
            continue;
        }
        let mut by = |value: ValueId| {
            let here = |fact: &&Fact| dominators.dominates(fact.block, id);
            let Some(fact) = facts.get(&value).and_then(|facts| facts.iter().find(here)) else {
                return value;
            };
            wanted.insert(fact.constant);
            fact.constant
        };
        for arg in block.insts.iter_mut().flat_map(|inst| &mut inst.args) {
            *arg = by(*arg);
        }
        block.terminator.map_uses(&mut by);
    }
    if wanted.is_empty() {
        return false;
    }
    for fact in facts.into_values().flatten() {
        // Each has its value, wanted or not: they are numbered in this order.
        let constant = function.new_value(Type::Bool, None);
        let Some(block) = function.blocks.get_mut(fact.block.index()).filter(|_| wanted.contains(&constant))
        else {
            continue;
        };
        let loc = block.insts.first().map_or(block.loc, |inst| inst.loc);
        let imms = vec![Imm::Int(i64::from(fact.is))];
        block
            .insts
            .insert(0, Inst { op: Op::ConstBool, imms, args: Vec::new(), result: Some(constant), loc });
    }
    true
}

/// By condition, where it is known: in blocks that are reached from a branch on it alone, and just one way.
fn facts(function: &Function) -> BTreeMap<ValueId, Vec<Fact>> {
    let mut ways = vec![0u32; function.blocks.len()];
    for target in function.blocks.iter().flat_map(|block| block.terminator.targets()) {
        if let Some(count) = ways.get_mut(target.block.index()) {
            *count += 1;
        }
    }
    let mut facts: BTreeMap<ValueId, Vec<Fact>> = BTreeMap::new();
    for block in &function.blocks {
        let Terminator::Branch { condition, then, otherwise } = &block.terminator else { continue };
        for (target, is) in [(then, true), (otherwise, false)] {
            if ways.get(target.block.index()) == Some(&1) {
                let fact = Fact { block: target.block, is, constant: *condition };
                facts.entry(*condition).or_default().push(fact);
            }
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::super::dead;
    use super::super::tests::{check_pass, check_unchanged};
    use crate::ir::Function;

    /// With the values left over dropped.
    fn run(function: &mut Function) -> bool {
        let changed = super::run(function);
        dead::run(function) || changed
    }

    #[test]
    fn a_condition_is_known_where_its_branch_led() {
        check_pass(
            run,
            "func f(c: bool, a: bool) -> bool {\nb0(v0: bool, v1: bool):\n  branch v0, then b1, else b2\n\
             b1:\n  branch v1, then b3(v0), else b4\nb2:\n  return v0\nb3(v2: bool):\n  return v2\nb4:\n  return v0\n}\n",
            "func f(c: bool, a: bool) -> bool {\nb0(v0: bool, v1: bool):\n  branch v0, then b1, else b2\n\
             b1:\n  v2: bool = bool 1\n  branch v1, then b3(v2), else b4\nb2:\n  v3: bool = bool 0\n  return v3\n\
             b3(v4: bool):\n  return v4\nb4:\n  return v2\n}\n",
        );
    }

    #[test]
    fn where_both_ways_lead_it_is_not() {
        check_unchanged(
            run,
            "func f(c: bool) -> bool {\nb0(v0: bool):\n  branch v0, then b1, else b2\nb1:\n  jump b2\nb2:\n  return v0\n}\n",
        );
    }
}
