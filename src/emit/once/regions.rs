//! Which parts of the function that a module runs on import become bytecode: regions of blocks without loops, entered
//! at one block and left for one other, that share no values with the rest.

use super::cut::{fits, has_end, looping};
use super::facts::{Facts, constant};
use super::plan::mentioned;
use crate::ir::{Function, Imm, Op, SlotId, SlotKind, Terminator, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// Functions of more blocks stay as they are.
const MAX_BLOCKS: usize = 4000;
/// So many places to end at are tried for a region.
const MAX_ENDS: usize = 200;
/// A region of fewer operations is not worth the call.
const MIN_OPERATIONS: usize = 4;

/// A region.
#[derive(Debug, Clone)]
pub(super) struct Region {
    pub entry: usize,
    /// Where it goes on; if nowhere, the function ends in it.
    pub exit: Option<usize>,
    pub blocks: BTreeSet<usize>,
    /// By block: the handlers of the protected regions that it begins in, the innermost last.
    pub frames: BTreeMap<usize, Vec<(SlotId, usize)>>,
    pub handlers: BTreeSet<usize>,
    /// Operations, constants not counted.
    pub operations: usize,
}

/// Regions, none with a block of another.
pub(super) fn find(function: &Function, facts: &Facts, native: &BTreeSet<usize>) -> Vec<Region> {
    if function.blocks.len() > MAX_BLOCKS {
        return Vec::new();
    }
    let looping = looping(function);
    let mut bad = looping;
    for (index, (block, fits)) in function.blocks.iter().zip(fits(function, facts, native)).enumerate() {
        let opens = matches!(block.terminator, Terminator::Try { .. }) && native.contains(&index);
        if opens || !has_end(facts, &block.terminator) || fits.contains(&false) {
            bad.insert(index);
        }
        if !block.params.iter().all(|param| super::facts::is_object(function.ty(*param))) {
            bad.insert(index);
        }
    }
    let search = Search::of(function, facts);
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut found = Vec::new();
    let mut starts: Vec<usize> = vec![0];
    starts.extend(1..function.blocks.len());
    let mut next = 0;
    while let Some(&start) = starts.get(next) {
        next += 1;
        let mut at = Some(start);
        // One region after the other.
        while let Some(entry) = at.take() {
            if bad.contains(&entry) || taken.contains(&entry) {
                break;
            }
            let Some(region) = search.longest(entry, &bad, &taken) else { break };
            taken.extend(&region.blocks);
            at = region.exit;
            found.push(region);
        }
    }
    found
}

/// What the search for regions needs to know.
struct Search<'a> {
    function: &'a Function,
    facts: &'a Facts<'a>,
    predecessors: Vec<Vec<usize>>,
    /// By block: the blocks that every way from it to the function's end goes through, the nearest first.
    ends: Vec<Vec<usize>>,
    slots: BTreeMap<SlotId, Vec<usize>>,
    /// By value: the blocks that mention it.
    users: BTreeMap<ValueId, BTreeSet<usize>>,
}

impl<'a> Search<'a> {
    fn of(function: &'a Function, facts: &'a Facts<'a>) -> Search<'a> {
        let mut predecessors = vec![Vec::new(); function.blocks.len()];
        let mut slots: BTreeMap<SlotId, Vec<usize>> = BTreeMap::new();
        let mut users: BTreeMap<ValueId, BTreeSet<usize>> = BTreeMap::new();
        for (index, block) in function.blocks.iter().enumerate() {
            for value in
                block.insts.iter().flat_map(|inst| &inst.args).copied().chain(block.terminator.uses())
            {
                users.entry(value).or_default().insert(index);
            }
            for target in block.terminator.targets() {
                if let Some(list) = predecessors.get_mut(target.block.index()) {
                    list.push(index);
                }
            }
            for inst in &block.insts {
                if let (Op::SlotGet | Op::SlotSet, Some(Imm::Slot(slot))) = (inst.op, inst.imms.first()) {
                    slots.entry(*slot).or_default().push(index);
                }
            }
        }
        Search { function, facts, predecessors, ends: ends(function), slots, users }
    }

    /// The longest region that begins at a block.
    fn longest(&self, entry: usize, bad: &BTreeSet<usize>, taken: &BTreeSet<usize>) -> Option<Region> {
        let mut best = None;
        let candidates = self.ends.get(entry)?.iter().take(MAX_ENDS).map(|exit| Some(*exit)).chain([None]);
        for exit in candidates {
            let blocks = self.reached(entry, exit);
            if blocks.iter().any(|block| bad.contains(block) || taken.contains(block)) {
                break;
            }
            if let Some(region) = self.region(entry, exit, blocks) {
                best = Some(region);
            }
        }
        best
    }

    /// The blocks that control can come to before it comes to the exit.
    fn reached(&self, entry: usize, exit: Option<usize>) -> BTreeSet<usize> {
        let mut blocks = BTreeSet::new();
        let mut work = vec![entry];
        while let Some(index) = work.pop() {
            if Some(index) == exit || !blocks.insert(index) {
                continue;
            }
            let Some(block) = self.function.blocks.get(index) else { continue };
            work.extend(block.terminator.targets().iter().map(|target| target.block.index()));
        }
        blocks
    }

    /// The region, if it keeps the rules.
    fn region(&self, entry: usize, exit: Option<usize>, blocks: BTreeSet<usize>) -> Option<Region> {
        let block = |index: &usize| self.function.blocks.get(*index);
        if !block(&entry)?.params.is_empty() {
            return None;
        }
        let mut operations = 0;
        for index in &blocks {
            let this = block(index)?;
            let entered = self.predecessors.get(*index)?;
            if *index != entry && !entered.iter().all(|from| blocks.contains(from)) {
                return None;
            }
            if exit.is_some() && matches!(this.terminator, Terminator::Return(_)) {
                return None;
            }
            for target in this.terminator.targets() {
                if Some(target.block.index()) == exit && !target.args.is_empty() {
                    return None;
                }
            }
            let used = this.insts.iter().flat_map(|inst| mentioned(self.facts, inst));
            let ends = this.terminator.uses().into_iter().filter(|v| self.facts.word(*v).is_none());
            let ends = ends.map(|value| self.facts.canonical(value));
            for value in used.chain(ends) {
                let null = self.facts.is_null(value);
                if !null && !self.facts.defined(value).is_some_and(|defined| blocks.contains(&defined)) {
                    return None;
                }
            }
            // What is defined here nothing else knows: not even a constant in another form.
            let defined = this.insts.iter().filter_map(|inst| inst.result).chain(this.params.iter().copied());
            for value in defined {
                if self.users.get(&value).is_some_and(|users| !users.is_subset(&blocks)) {
                    return None;
                }
            }
            for inst in &this.insts {
                if let (Op::SlotGet | Op::SlotSet, Some(Imm::Slot(slot))) = (inst.op, inst.imms.first()) {
                    let elsewhere = |users: &Vec<usize>| users.iter().any(|user| !blocks.contains(user));
                    if self.slots.get(slot).is_some_and(elsewhere) {
                        return None;
                    }
                    let kind = self.function.slots.get(slot.index()).map(|slot| slot.kind);
                    if !matches!(kind, Some(SlotKind::Variable(ty)) if super::facts::is_object(ty)) {
                        return None;
                    }
                }
                operations += usize::from(constant(inst).is_none());
            }
            operations += usize::from(!matches!(this.terminator, Terminator::Jump(_)));
        }
        if operations < MIN_OPERATIONS {
            return None;
        }
        let (frames, handlers) = self.frames(entry, exit, &blocks)?;
        Some(Region { entry, exit, blocks, frames, handlers, operations })
    }

    /// The protected regions inside: all are opened and closed there.
    #[expect(clippy::type_complexity, reason = "the two fields of a region")]
    fn frames(
        &self,
        entry: usize,
        exit: Option<usize>,
        blocks: &BTreeSet<usize>,
    ) -> Option<(BTreeMap<usize, Vec<(SlotId, usize)>>, BTreeSet<usize>)> {
        let mut frames: BTreeMap<usize, Vec<(SlotId, usize)>> = BTreeMap::new();
        let mut handlers = BTreeSet::new();
        let mut work = vec![(entry, Vec::new())];
        while let Some((index, inside)) = work.pop() {
            if Some(index) == exit {
                if !inside.is_empty() {
                    return None;
                }
                continue;
            }
            match frames.get(&index) {
                Some(known) if *known == inside => continue,
                Some(_) => return None,
                None => {}
            }
            frames.insert(index, inside.clone());
            let block = self.function.blocks.get(index)?;
            let mut inside = inside;
            for inst in &block.insts {
                if inst.op == Op::EndTry {
                    let (slot, _) = inside.pop()?;
                    if inst.imms.first() != Some(&Imm::Slot(slot)) {
                        return None;
                    }
                }
            }
            match &block.terminator {
                Terminator::Try { frame, body, handler } => {
                    let handled = handler.block.index();
                    if Some(handled) == exit {
                        return None;
                    }
                    handlers.insert(handled);
                    work.push((handled, inside.clone()));
                    inside.push((*frame, handled));
                    work.push((body.block.index(), inside));
                }
                Terminator::Return(_) if !inside.is_empty() => return None,
                terminator => {
                    for target in terminator.targets() {
                        work.push((target.block.index(), inside.clone()));
                    }
                }
            }
        }
        // A handler is entered by exceptions only.
        for handler in &handlers {
            for from in self.predecessors.get(*handler)? {
                match &self.function.blocks.get(*from)?.terminator {
                    Terminator::Try { body, handler: to, .. }
                        if to.block.index() == *handler && body.block != to.block => {}
                    _ => return None,
                }
            }
        }
        (frames.len() == blocks.len()).then_some((frames, handlers))
    }
}

/// By block: the blocks that every way from it to a return goes through, the nearest first.
fn ends(function: &Function) -> Vec<Vec<usize>> {
    let count = function.blocks.len();
    let words = count.div_ceil(64);
    let mut sets: Vec<Vec<u64>> = vec![vec![u64::MAX; words]; count];
    loop {
        let mut changed = false;
        for (index, block) in function.blocks.iter().enumerate().rev() {
            let mut next = match block.terminator {
                Terminator::Return(_) => vec![0; words],
                _ => vec![u64::MAX; words],
            };
            for target in block.terminator.targets() {
                for (word, other) in next.iter_mut().zip(sets.get(target.block.index()).into_iter().flatten())
                {
                    *word &= other;
                }
            }
            if let Some(word) = next.get_mut(index / 64) {
                *word |= 1 << (index % 64);
            }
            if let Some(set) = sets.get_mut(index)
                && *set != next
            {
                *set = next;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let size =
        |index: usize| sets.get(index).map_or(0, |set| set.iter().map(|word| word.count_ones()).sum::<u32>());
    let sizes: Vec<u32> = (0..count).map(size).collect();
    let of_block = |(index, set): (usize, &Vec<u64>)| {
        // What only raises goes nowhere.
        if set.iter().all(|word| *word == u64::MAX) {
            return Vec::new();
        }
        let has = |other: &usize| set.get(other / 64).is_some_and(|word| word >> (other % 64) & 1 == 1);
        let mut list: Vec<usize> = (0..count).filter(|other| *other != index && has(other)).collect();
        list.sort_by_key(|other| std::cmp::Reverse(sizes.get(*other).copied().unwrap_or(0)));
        list
    };
    sets.iter().enumerate().map(of_block).collect()
}

/// The blocks in the order of their bytecode: each after those that lead to it, a handler after all that it protects, and
/// lines as they come as far as that goes.
pub(super) fn layout(function: &Function, region: &Region) -> Option<Vec<usize>> {
    let mut after: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for index in &region.blocks {
        let mut next: BTreeSet<usize> = function
            .blocks
            .get(*index)?
            .terminator
            .targets()
            .iter()
            .map(|target| target.block.index())
            .filter(|to| Some(*to) != region.exit)
            .collect();
        next.extend(region.frames.get(index)?.iter().map(|(_, handler)| *handler));
        after.insert(*index, next);
    }
    let mut waits: BTreeMap<usize, usize> = BTreeMap::new();
    for to in after.values().flatten() {
        *waits.entry(*to).or_default() += 1;
    }
    let line = |index: usize| {
        let block = function.blocks.get(index);
        let loc = block.map(|block| block.insts.first().map_or(block.loc, |inst| inst.loc));
        loc.map_or(0, |loc| loc.line)
    };
    let mut ready: BTreeSet<(u32, usize)> = BTreeSet::from([(0, region.entry)]);
    let mut order = Vec::new();
    while let Some((_, index)) = ready.pop_first() {
        order.push(index);
        for to in after.get(&index)? {
            let left = waits.get_mut(to)?;
            *left -= 1;
            if *left == 0 {
                ready.insert((line(*to), *to));
            }
        }
    }
    (order.len() == region.blocks.len()).then_some(order)
}
