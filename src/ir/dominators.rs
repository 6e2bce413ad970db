//! Which blocks every path to a block goes through: the dominators of a function's blocks.
//!
//! Out of a function comes its dominator tree over the blocks that control can reach. The algorithm is semi-NCA
//! (Georgiadis, "Linear-Time Algorithms for Dominators and Related Problems", 2005), with loops in place of recursion:
//! 100,000 blocks in a row are no problem.
//!
//! ```text
//! b0: branch v0, then b1, else b2        b0 dominates all
//! b1: jump b3                            b1 dominates itself
//! b2: jump b3                            b2 dominates itself
//! b3: return                             b3 dominates itself: it is reached both ways
//! ```

use super::{BlockId, Function};

/// The dominator tree of a function.
#[derive(Debug)]
pub struct Dominators {
    /// The reachable blocks in the order of a depth-first walk; everything below is by position in it.
    order: Vec<BlockId>,
    /// By block: its position in the walk.
    number: Vec<Option<usize>>,
    /// The immediate dominator; the first block's is itself.
    immediate: Vec<usize>,
    /// Position in a walk of the dominator tree.
    enter: Vec<usize>,
    /// How many blocks it dominates, itself included.
    size: Vec<usize>,
}

impl Dominators {
    /// Of the blocks of a function. Targets that are not blocks of the function are passed over.
    #[must_use]
    pub fn of(function: &Function) -> Dominators {
        let Walk { order, number, parent } = Walk::of(function);
        let idom = immediate(&parent, &predecessors(function, &order, &number));
        let count = order.len();
        let mut size = vec![1; count];
        for node in (1..count).rev() {
            size[idom[node]] += size[node];
        }
        // A child's number comes after those of the children before it, all below its parent's.
        let mut enter = vec![0; count];
        let mut next = vec![1; count];
        for node in 1..count {
            let parent = idom[node];
            enter[node] = next[parent];
            next[parent] += size[node];
            next[node] = enter[node] + 1;
        }
        Dominators { order, number, immediate: idom, enter, size }
    }

    /// The blocks that control can reach, each after those that dominate it.
    #[must_use]
    pub fn order(&self) -> &[BlockId] {
        &self.order
    }

    /// Control can reach the block.
    #[must_use]
    pub fn reaches(&self, block: BlockId) -> bool {
        self.node(block).is_some()
    }

    /// Every path to `b` goes through `a`; so does any, if there is no path to `b`.
    #[must_use]
    pub fn dominates(&self, a: BlockId, b: BlockId) -> bool {
        match (self.node(a), self.node(b)) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(a), Some(b)) => (self.enter[a]..self.enter[a] + self.size[a]).contains(&self.enter[b]),
        }
    }

    /// The last block before it that every path to a block goes through; none of the first, and of what is not reached.
    #[must_use]
    pub fn immediate(&self, block: BlockId) -> Option<BlockId> {
        let node = self.node(block).filter(|&node| node > 0)?;
        self.order.get(*self.immediate.get(node)?).copied()
    }

    fn node(&self, block: BlockId) -> Option<usize> {
        self.number.get(block.index()).copied().flatten()
    }
}

/// A depth-first walk from the entry; nodes are numbered in the order they are met.
struct Walk {
    order: Vec<BlockId>,
    number: Vec<Option<usize>>,
    parent: Vec<usize>,
}

impl Walk {
    fn of(function: &Function) -> Walk {
        let mut walk =
            Walk { order: Vec::new(), number: vec![None; function.blocks.len()], parent: Vec::new() };
        let mut stack = vec![(BlockId(0), 0)];
        while let Some((id, from)) = stack.pop() {
            let Some(number @ None) = walk.number.get_mut(id.index()) else { continue };
            let node = walk.order.len();
            *number = Some(node);
            walk.order.push(id);
            walk.parent.push(from);
            if let Some(block) = function.blocks.get(id.index()) {
                stack.extend(block.terminator.targets().iter().rev().map(|target| (target.block, node)));
            }
        }
        walk
    }
}

fn predecessors(function: &Function, order: &[BlockId], number: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut predecessors = vec![Vec::new(); order.len()];
    for (node, id) in order.iter().enumerate() {
        for target in function.blocks[id.index()].terminator.targets() {
            if let Some(to) = number.get(target.block.index()).copied().flatten() {
                predecessors[to].push(node);
            }
        }
    }
    predecessors
}

/// The immediate dominator of each node; its own number for the first.
fn immediate(parent: &[usize], predecessors: &[Vec<usize>]) -> Vec<usize> {
    let count = parent.len();
    let mut idom = parent.to_vec();
    let mut forest =
        Forest { ancestor: parent.to_vec(), label: (0..count).collect(), semi: (0..count).collect() };
    for node in (1..count).rev() {
        let mut semi = parent[node];
        for &predecessor in &predecessors[node] {
            let best = forest.best(predecessor, node + 1);
            semi = semi.min(forest.semi[best]);
        }
        forest.semi[node] = semi;
    }
    for node in 1..count {
        while idom[node] > forest.semi[node] {
            idom[node] = idom[idom[node]];
        }
    }
    idom
}

/// The part of the walk's tree that was seen already, with compressed paths.
struct Forest {
    ancestor: Vec<usize>,
    /// The node with the least semidominator on the way up to the ancestor.
    label: Vec<usize>,
    semi: Vec<usize>,
}

impl Forest {
    /// The node with the least semidominator from `node` up, as far as nodes from `first` on.
    fn best(&mut self, node: usize, first: usize) -> usize {
        let mut path = Vec::new();
        let mut top = node;
        while self.ancestor[top] >= first {
            path.push(top);
            top = self.ancestor[top];
        }
        for node in path.into_iter().rev() {
            if self.semi[self.label[top]] < self.semi[self.label[node]] {
                self.label[node] = self.label[top];
            }
            self.ancestor[node] = self.ancestor[top];
            top = node;
        }
        self.label[node]
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Block, Loc, Target, Terminator, Type, ValueId};
    use super::*;

    /// A function whose blocks go to these blocks.
    fn graph(edges: &[Vec<u32>]) -> Function {
        let block = |to: &Vec<u32>| Block {
            params: vec![],
            insts: vec![],
            terminator: Terminator::Switch {
                value: ValueId(0),
                cases: to.iter().map(|&block| Target { block: BlockId(block), args: vec![] }).collect(),
            },
            loc: Loc::default(),
            is_cold: false,
        };
        Function {
            name: "f".into(),
            params: vec![],
            result: Type::Void,
            results: Vec::new(),
            suspends: false,
            is_small: false,
            exported: None,
            blocks: edges.iter().map(block).collect(),
            values: vec![],
            slots: vec![],
            loc: Loc::default(),
        }
    }

    /// By definition: `b` cannot be reached once `a` is taken away.
    fn dominates_by_definition(edges: &[Vec<u32>], a: u32, b: u32) -> bool {
        let mut seen = vec![false; edges.len()];
        let mut stack = if a == 0 { vec![] } else { vec![0] };
        while let Some(node) = stack.pop() {
            if !std::mem::replace(&mut seen[node as usize], true) {
                stack.extend(edges[node as usize].iter().filter(|&&to| to != a));
            }
        }
        !seen[b as usize]
    }

    #[test]
    fn agrees_with_the_definition_on_random_graphs() {
        let mut state = 1u64;
        let mut random = |end: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as u32 % end
        };
        for _ in 0..300 {
            let count = 1 + random(12);
            let edges: Vec<Vec<u32>> =
                (0..count).map(|_| (0..random(4)).map(|_| random(count)).collect()).collect();
            let dominators = Dominators::of(&graph(&edges));
            for b in 0..count {
                // `count` stands for no block at all.
                assert_eq!(dominators.reaches(BlockId(b)), !dominates_by_definition(&edges, count, b));
                for a in (0..count).filter(|&a| dominators.reaches(BlockId(a))) {
                    assert_eq!(
                        dominators.dominates(BlockId(a), BlockId(b)),
                        dominates_by_definition(&edges, a, b),
                        "b{a} over b{b} in {edges:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_hundred_thousand_blocks_with_one_common_exit() {
        let count = 100_000;
        let mut edges: Vec<Vec<u32>> = (0..count).map(|block| vec![block + 1, count]).collect();
        edges.push(vec![]);
        let dominators = Dominators::of(&graph(&edges));
        assert!(dominators.dominates(BlockId(0), BlockId(count)));
        assert!(!dominators.dominates(BlockId(1), BlockId(count)));
        assert!(dominators.dominates(BlockId(1), BlockId(count - 1)));
        assert_eq!(dominators.immediate(BlockId(count)), Some(BlockId(0)));
        assert_eq!(dominators.immediate(BlockId(count - 1)), Some(BlockId(count - 2)));
        assert_eq!(dominators.immediate(BlockId(0)), None);
    }

    #[test]
    fn no_blocks_at_all() {
        assert!(Dominators::of(&graph(&[])).order().is_empty());
    }
}
