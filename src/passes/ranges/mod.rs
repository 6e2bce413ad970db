//! Which numbers an int or a word of a function can be: an interval for each value, and narrower ones where a branch
//! has told more.
//!
//! ```text
//! b1(v3: int):                        v3 in [0, 10]
//!   v4: bool = int_lt v3, v2          v2 is 10
//!   branch v4, then b2, else b3
//! b2:                                 v3 in [0, 9] here
//!   v5: int = int_and v0, v6          v6 is 255: v5 in [0, 255], whatever v0 is
//!   v7: int = int_add v3, v8          v8 is 1: v7 in [1, 10]
//!   jump b1(v7)
//! ```
//!
//! In: a function, and how many bits a machine word has. Nothing is believed but what the operations themselves make
//! sure of. Intervals grow from nothing until nothing changes; at the heads of loops they grow in leaps ([`LEAPS`]), so that
//! this comes to an end, and shrink again afterwards ([`SHRINKING`]). Each state that all operations agree with is true, however it was
//! found.

mod interval;
mod operations;
#[cfg(test)]
mod tests;
mod trips;

pub use interval::Interval;
pub(super) use operations::{constant, fixed};

use crate::ir::dominators::Dominators;
use crate::ir::loops::{Loop, loops};
use crate::ir::{BlockId, Function, Inst, Module, Op, Terminator, Type, ValueId};
use operations::Operations;

/// How far an end of an interval goes when it grows again at the head of a loop, besides as far as it must: to the next of these, and
/// to as much below zero.
const LEAPS: [i128; 14] = [
    0,
    1,
    15,
    63,
    255,
    1023,
    0xFFFF,
    0xFF_FFFF,
    (1 << 30) - 1,
    (1 << 31) - 1,
    (1 << 32) - 1,
    (1 << 62) - 1,
    (1 << 63) - 1,
    (1 << 64) - 1,
];

/// Sweeps over the function in which intervals grow as far as they must and no farther.
const EXACT: usize = 3;

/// Sweeps after which what still grows is any number.
const PATIENT: usize = 40;

/// Sweeps after which nothing is said. What is any number does not grow, so that this is for functions of many nested loops.
const MOST: usize = 60;

/// Sweeps that take back what leaps went too far.
const SHRINKING: usize = 2;

/// Loops inside each other that are looked at for how often they are done.
const NESTED: usize = 3;

/// What the functions of a module give that give an int, or several values, whatever they are given: by function, each result.
#[must_use]
pub fn results(module: &Module, word_bits: u32) -> Vec<Vec<Interval>> {
    let mut results = vec![Vec::new(); module.functions.len()];
    for _ in 0..NESTED {
        let before = results.clone();
        for (function, result) in module.functions.iter().zip(&mut results) {
            // What is small believes what it is given.
            let gives_number = is_number(function.result) || function.result == Type::Results;
            if gives_number && !function.is_small && !function.suspends {
                *result = given_back(function, &Ranges::of(function, &before, word_bits));
            }
        }
        if results == before {
            break;
        }
    }
    results
}

/// What a function gives.
fn given_back(function: &Function, ranges: &Ranges) -> Vec<Interval> {
    let mut all = vec![Interval::NONE; function.results.len().max(1)];
    for (id, block) in (0u32..).map(BlockId).zip(&function.blocks) {
        let Terminator::Return(Some(value)) = block.terminator else { continue };
        let several = block.insts.iter().find(|inst| inst.op == Op::Results && inst.result == Some(value));
        let given = several.map_or_else(|| vec![value], |inst| inst.args.clone());
        for (all, value) in all.iter_mut().zip(given) {
            *all = all.join(ranges.at(id, value));
        }
    }
    all
}

/// The intervals of a function.
pub struct Ranges {
    values: Vec<Interval>,
    facts: Vec<Fact>,
    /// By block: the last of the facts that hold in it.
    of_block: Vec<Option<usize>>,
    /// By block: control comes there, for all that is known.
    reached: Vec<bool>,
    /// By block: the only way that its branch goes, if there is but one.
    only: Vec<Option<usize>>,
    /// By value: what it is in for another reason than its operation.
    limits: Vec<Interval>,
}

/// What a branch tells of a value.
struct Fact {
    value: ValueId,
    interval: Interval,
    /// What holds besides, of the blocks above.
    above: Option<usize>,
}

impl Ranges {
    /// Of a function, where words have so many bits.
    #[must_use]
    pub fn of(function: &Function, results: &[Vec<Interval>], word_bits: u32) -> Ranges {
        let shape = Shape::of(function);
        let operations = Operations {
            function,
            definitions: definitions(function),
            homes: homes(function),
            word_bits,
            results,
        };
        let mut ranges = Ranges {
            values: vec![Interval::NONE; function.values.len()],
            facts: Vec::new(),
            of_block: vec![None; function.blocks.len()],
            reached: vec![false; function.blocks.len()],
            only: vec![None; function.blocks.len()],
            limits: vec![Interval::ALL; function.values.len()],
        };
        if let Some(entry) = ranges.reached.first_mut() {
            *entry = true;
        }
        for sweep in 0.. {
            if sweep == MOST {
                return Ranges::unknown(&operations);
            }
            if !ranges.sweep(&operations, &shape, Some(sweep)) {
                break;
            }
        }
        for _ in 0..SHRINKING {
            ranges.sweep(&operations, &shape, None);
        }
        // What is known of a loop helps with the loops inside.
        for _ in 0..NESTED {
            if !trips::limit(&mut ranges, &operations, &shape) {
                break;
            }
            for _ in 0..SHRINKING {
                ranges.sweep(&operations, &shape, None);
            }
        }
        ranges.only_ways(&operations);
        ranges
    }

    fn unknown(operations: &Operations) -> Ranges {
        let function = operations.function;
        let all = |index| operations.any(ValueId(u32::try_from(index).unwrap_or(u32::MAX)));
        Ranges {
            values: (0..function.values.len()).map(all).collect(),
            facts: Vec::new(),
            of_block: vec![None; function.blocks.len()],
            reached: vec![true; function.blocks.len()],
            only: vec![None; function.blocks.len()],
            limits: vec![Interval::ALL; function.values.len()],
        }
    }

    /// What a value can be, wherever it is.
    #[must_use]
    pub fn get(&self, value: ValueId) -> Interval {
        self.values.get(value.index()).copied().unwrap_or(Interval::ALL)
    }

    /// What a value can be in a block.
    #[must_use]
    pub fn at(&self, block: BlockId, value: ValueId) -> Interval {
        self.under(self.of_block.get(block.index()).copied().flatten(), value)
    }

    fn under(&self, mut facts: Option<usize>, value: ValueId) -> Interval {
        let mut interval = self.get(value);
        while let Some(fact) = facts.and_then(|index| self.facts.get(index)) {
            if fact.value == value {
                interval = interval.meet(fact.interval);
            }
            facts = fact.above;
        }
        interval
    }

    /// Computes everything once; whether anything changed. Grows as the number of the sweep says, or only shrinks.
    fn sweep(&mut self, operations: &Operations, shape: &Shape, number: Option<usize>) -> bool {
        let mut changed = false;
        self.facts.clear();
        self.of_block.fill(None);
        for &id in &shape.order {
            let Some(block) = operations.function.blocks.get(id.index()) else { continue };
            changed |= self.enter(operations, shape, id);
            if self.reached.get(id.index()) != Some(&true) {
                continue;
            }
            if id.index() > 0 {
                let is_head = shape.is_head.get(id.index()) == Some(&true);
                for (position, &param) in block.params.iter().enumerate() {
                    let given = self.given(operations, shape, id, position).meet(operations.any(param));
                    changed |= self.set(param, given, number, is_head);
                }
            } else {
                for (position, &param) in block.params.iter().enumerate() {
                    let given = operations.any(param).meet(operations.promised(position));
                    changed |= self.set(param, given, number, false);
                }
            }
            for inst in &block.insts {
                if let Some(result) = inst.result {
                    let interval = operations.result(inst, |value| self.at(id, value));
                    changed |= self.set(result, interval, number, false);
                }
            }
        }
        changed
    }

    fn set(&mut self, value: ValueId, now: Interval, sweep: Option<usize>, leaps: bool) -> bool {
        let Some(entry) = self.values.get_mut(value.index()) else { return false };
        let now = now.meet(self.limits.get(value.index()).copied().unwrap_or(Interval::ALL));
        let before = *entry;
        *entry = match sweep {
            None => before.meet(now),
            Some(sweep) if leaps && sweep >= EXACT => leap(before, now, sweep >= PATIENT),
            Some(_) => before.join(now),
        };
        *entry != before
    }

    /// Notes what holds in a block: what holds in its immediate dominator, and what the branch to it tells. Ways that control
    /// never takes do not count. Whether the block is reached for the first time.
    fn enter(&mut self, operations: &Operations, shape: &Shape, id: BlockId) -> bool {
        let mut ways = Vec::new();
        for &edge in shape.edges.get(id.index()).into_iter().flatten() {
            if self.reached.get(edge.from.index()) == Some(&true) {
                let told = self.told(operations, edge);
                if !told.iter().any(|(_, interval)| interval.is_empty()) {
                    ways.push((edge, told));
                }
            }
        }
        let of = |block: BlockId| self.of_block.get(block.index()).copied().flatten();
        let mut last = shape.dominators.immediate(id).and_then(of);
        let comes = !ways.is_empty();
        // The only way to a block dominates it, unless it comes from below.
        if let Ok([(edge, told)]) = <[_; 1]>::try_from(ways)
            && shape.position(edge.from) < shape.position(id)
        {
            last = of(edge.from);
            for (value, interval) in told {
                self.facts.push(Fact { value, interval, above: last });
                last = Some(self.facts.len() - 1);
            }
        }
        if let Some(entry) = self.of_block.get_mut(id.index()) {
            *entry = last;
        }
        match self.reached.get_mut(id.index()) {
            Some(reached @ false) if comes => {
                *reached = true;
                true
            }
            _ => false,
        }
    }

    /// The only way that the branch at the end of a block ever goes: 0 if its condition is true. None where both may be.
    #[must_use]
    pub fn only_way(&self, block: BlockId) -> Option<usize> {
        self.only.get(block.index()).copied().flatten()
    }

    fn only_ways(&mut self, operations: &Operations) {
        for index in 0..self.only.len() {
            let from = BlockId(u32::try_from(index).unwrap_or(u32::MAX));
            let never = |way: usize| {
                let told = self.told(operations, Edge { from, way });
                told.iter().any(|(_, interval)| interval.is_empty())
            };
            let only = match (never(0), never(1)) {
                (true, false) => Some(1),
                (false, true) => Some(0),
                _ => None,
            };
            if let Some(entry) = self.only.get_mut(index).filter(|_| self.reached.get(index) == Some(&true)) {
                *entry = only;
            }
        }
    }

    /// What the branch of an edge tells.
    fn told(&self, operations: &Operations, edge: Edge) -> Vec<(ValueId, Interval)> {
        let Some(block) = operations.function.blocks.get(edge.from.index()) else { return Vec::new() };
        let Terminator::Branch { condition, .. } = &block.terminator else { return Vec::new() };
        operations.told(*condition, edge.way == 0, |value| self.at(edge.from, value))
    }

    /// What all predecessors give for a parameter.
    fn given(&self, operations: &Operations, shape: &Shape, id: BlockId, position: usize) -> Interval {
        let edges = shape.edges.get(id.index()).into_iter().flatten();
        let given = edges.filter_map(|&edge| self.given_by(operations, edge, position));
        given.fold(Interval::NONE, |all, (_, interval)| all.join(interval))
    }

    /// The argument that one gives, and what it can be; none if control never takes that way.
    fn given_by(&self, operations: &Operations, edge: Edge, position: usize) -> Option<(ValueId, Interval)> {
        let block = operations.function.blocks.get(edge.from.index())?;
        let &arg = block.terminator.targets().get(edge.way)?.args.get(position)?;
        let told = self.told(operations, edge);
        let never = self.reached.get(edge.from.index()) != Some(&true)
            || told.iter().any(|(_, interval)| interval.is_empty());
        let of_arg = told.iter().filter(|(value, _)| *value == arg);
        let interval = of_arg.fold(self.at(edge.from, arg), |interval, (_, told)| interval.meet(*told));
        (!never).then_some((arg, interval))
    }
}

/// An interval that has grown: each end that moved goes on to the next leap.
fn leap(before: Interval, now: Interval, at_once: bool) -> Interval {
    let joined = before.join(now);
    if before.is_empty() || joined == before {
        return joined;
    }
    let mut leaps = LEAPS.into_iter().filter(|_| !at_once);
    let high = match joined.high() {
        high if high == before.high() => high,
        None => None,
        Some(high) => leaps.clone().find(|&leap| leap >= high),
    };
    let low = match joined.low() {
        low if low == before.low() => low,
        None => None,
        Some(low) if low >= 0 => leaps.next(),
        Some(low) => leaps.map(|leap| -1 - leap).find(|&leap| leap <= low),
    };
    let mut result = Interval::ALL;
    if let Some(high) = high {
        result = result.meet(Interval::ALL.at_most(high));
    }
    if let Some(low) = low {
        result = result.meet(Interval::ALL.at_least(low));
    }
    result
}

/// A way from one block to another: which of the targets of its terminator.
#[derive(Debug, Clone, Copy)]
struct Edge {
    from: BlockId,
    way: usize,
}

/// How the blocks hang together.
struct Shape {
    dominators: Dominators,
    /// The order of the sweeps: a block after all that lead to it, but for the ways back of loops.
    order: Vec<BlockId>,
    /// By block: its position in that order.
    positions: Vec<usize>,
    /// By block: the ways to it.
    edges: Vec<Vec<Edge>>,
    /// By block: control may come to it again without leaving what it leads to.
    is_head: Vec<bool>,
    loops: Vec<Loop>,
}

impl Shape {
    fn of(function: &Function) -> Shape {
        let dominators = Dominators::of(function);
        let mut edges = vec![Vec::new(); function.blocks.len()];
        let mut is_head = vec![false; function.blocks.len()];
        let mut positions = vec![usize::MAX; function.blocks.len()];
        let order = reverse_postorder(function);
        for (position, &from) in order.iter().enumerate() {
            if let Some(entry) = positions.get_mut(from.index()) {
                *entry = position;
            }
            let Some(block) = function.blocks.get(from.index()) else { continue };
            for (way, target) in block.terminator.targets().iter().enumerate() {
                let to = target.block.index();
                if let Some(edges) = edges.get_mut(to) {
                    edges.push(Edge { from, way });
                }
                // Each circle has a way back.
                if let (Some(head), Some(0..usize::MAX)) = (is_head.get_mut(to), positions.get(to)) {
                    *head = true;
                }
            }
        }
        Shape { dominators, order, positions, edges, is_head, loops: loops(function) }
    }

    fn position(&self, block: BlockId) -> usize {
        self.positions.get(block.index()).copied().unwrap_or(usize::MAX)
    }
}

/// The blocks that control can reach, in reverse postorder of a depth-first walk.
fn reverse_postorder(function: &Function) -> Vec<BlockId> {
    let targets = |id: BlockId| function.blocks.get(id.index()).map(|block| block.terminator.targets());
    let mut met = vec![false; function.blocks.len()];
    let mut order = Vec::new();
    // Blocks on the way, each with how many of its targets have been looked at.
    let mut way = vec![(BlockId(0), 0)];
    met.iter_mut().take(1).for_each(|met| *met = true);
    while let Some((id, looked_at)) = way.last_mut() {
        let next = targets(*id).and_then(|targets| targets.get(*looked_at).map(|target| target.block));
        *looked_at += 1;
        match next {
            Some(next) => {
                if let Some(met @ false) = met.get_mut(next.index()) {
                    *met = true;
                    way.push((next, 0));
                }
            }
            None => {
                order.push(*id);
                way.pop();
            }
        }
    }
    order.reverse();
    order
}

/// By value, the block that defines it.
pub(super) fn homes(function: &Function) -> Vec<BlockId> {
    let mut homes = vec![BlockId(0); function.values.len()];
    for (id, block) in (0u32..).map(BlockId).zip(&function.blocks) {
        for value in block.params.iter().copied().chain(block.insts.iter().filter_map(|inst| inst.result)) {
            if let Some(home) = homes.get_mut(value.index()) {
                *home = id;
            }
        }
    }
    homes
}

/// The types whose values are numbers here.
fn is_number(ty: Type) -> bool {
    matches!(ty, Type::Int | Type::Word | Type::Uword)
}

/// The operation that defines each value.
pub(super) fn definitions(function: &Function) -> Vec<Option<&Inst>> {
    let mut definitions = vec![None; function.values.len()];
    for inst in function.insts() {
        if let Some(entry) = inst.result.and_then(|result| definitions.get_mut(result.index())) {
            *entry = Some(inst);
        }
    }
    definitions
}
