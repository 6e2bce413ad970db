//! Which parts of the function that a module runs on import become bytecode: regions of blocks without loops, entered at
//! one block and left for one other, that share no values with the rest.
//!
//! Before the search constants are put where they are used, and blocks are cut where an operation has no form in bytecode:
//!
//! ```text
//! b0:                                     b0:
//!   v0: object = global "f"                 v0: object = global "f"
//!   v1: object = call v0                    v1: object = call v0
//!   v2: object = global "g"                 jump b7
//!   iter_new $0, v2                       b7:
//!   …                                       v2: object = global "g"
//!                                           iter_new $0, v2
//! ```

use super::facts::Facts;
use super::translate::{has_form, mentioned};
use crate::ir::loops::loops;
use crate::ir::{
    Block, BlockId, Function, Imm, Inst, Loc, Op, SlotId, SlotKind, Target, Terminator, Value, ValueId,
};
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

/// Puts a copy of each constant before each operation that uses it.
pub(super) fn sink_constants(function: &mut Function, facts: &Facts) {
    let is_constant = |inst: &Inst| facts.constant(inst).is_some() || inst.op == Op::Unbound;
    let mut made: BTreeMap<ValueId, Inst> = BTreeMap::new();
    for inst in function.blocks.iter().flat_map(|block| &block.insts) {
        let Some(result) = inst.result else { continue };
        let of_constant = matches!(inst.op, Op::IntObject | Op::BoxBool | Op::AssumeInt)
            && inst.args.iter().all(|arg| made.contains_key(arg));
        if is_constant(inst) || of_constant {
            made.insert(result, inst.clone());
        }
    }
    let mut values = std::mem::take(&mut function.values);
    // The copy of a value, after what it is made of.
    fn copy(
        value: ValueId,
        loc: Loc,
        made: &BTreeMap<ValueId, Inst>,
        values: &mut Vec<Value>,
        out: &mut Vec<Inst>,
    ) -> ValueId {
        let Some(inst) = made.get(&value) else { return value };
        let args = inst.args.iter().map(|arg| copy(*arg, loc, made, values, out)).collect();
        let Some(known) = values.get(value.index()).cloned() else { return value };
        let id = ValueId(u32::try_from(values.len()).unwrap_or(u32::MAX));
        values.push(known);
        out.push(Inst { args, result: Some(id), loc, ..inst.clone() });
        id
    }
    for block in &mut function.blocks {
        let mut insts = Vec::new();
        for mut inst in std::mem::take(&mut block.insts) {
            if inst.result.is_some_and(|result| made.contains_key(&result)) {
                continue;
            }
            for arg in &mut inst.args {
                *arg = copy(*arg, inst.loc, &made, &mut values, &mut insts);
            }
            insts.push(inst);
        }
        let loc = block.loc;
        block.terminator.map_uses(&mut |value| copy(value, loc, &made, &mut values, &mut insts));
        block.insts = insts;
    }
    function.values = values;
}

/// The protected regions of a function.
pub(super) struct Frames {
    /// By block: those that it begins in, by the block that opens each.
    entered: Vec<Option<Vec<usize>>>,
}

impl Frames {
    pub fn of(function: &Function) -> Frames {
        let mut entered: Vec<Option<Vec<usize>>> = vec![None; function.blocks.len()];
        let mut work = vec![(0, Vec::new())];
        while let Some((index, frames)) = work.pop() {
            let (Some(place), Some(block)) = (entered.get_mut(index), function.blocks.get(index)) else {
                continue;
            };
            if place.is_some() {
                continue;
            }
            *place = Some(frames.clone());
            let mut inside = frames;
            for _ in block.insts.iter().filter(|inst| inst.op == Op::EndTry) {
                inside.pop();
            }
            if let Terminator::Try { body, handler, .. } = &block.terminator {
                work.push((handler.block.index(), inside.clone()));
                inside.push(index);
                work.push((body.block.index(), inside));
            } else {
                for target in block.terminator.targets() {
                    work.push((target.block.index(), inside.clone()));
                }
            }
        }
        Frames { entered }
    }

    /// By operation of a block: the protected region that it closes.
    fn closed(&self, index: usize, block: &Block) -> Vec<Option<usize>> {
        let mut frames = self.entered.get(index).cloned().flatten().unwrap_or_default();
        block.insts.iter().map(|inst| if inst.op == Op::EndTry { frames.pop() } else { None }).collect()
    }
}

/// The blocks in loops.
fn looping(function: &Function) -> BTreeSet<usize> {
    loops(function).into_iter().flat_map(|one| one.blocks).collect()
}

fn has_end(facts: &Facts, terminator: &Terminator) -> bool {
    let known = match terminator {
        Terminator::Yield { .. } | Terminator::Return(Some(_)) => false,
        Terminator::Switch { cases, .. } => cases.len() == 2,
        Terminator::Jump(_)
        | Terminator::Branch { .. }
        | Terminator::Try { .. }
        | Terminator::Return(None)
        | Terminator::Raise(_)
        | Terminator::Reraise(_)
        | Terminator::Unreachable => true,
    };
    known && !terminator.uses().iter().any(|value| facts.is_null(*value))
}

/// The blocks that open protected regions in which something has no form in bytecode.
pub(super) fn native_frames(function: &Function, facts: &Facts) -> BTreeSet<usize> {
    let frames = Frames::of(function);
    let looping = looping(function);
    let mut native = BTreeSet::new();
    for (index, block) in function.blocks.iter().enumerate() {
        let here = frames.entered.get(index).and_then(Option::as_ref);
        let Some(here) = here else { continue };
        let mut inside = here.clone();
        let whole = looping.contains(&index)
            || !block.params.iter().all(|p| super::facts::is_object(function.ty(*p)));
        if whole {
            native.extend(inside.iter().copied());
        }
        for inst in &block.insts {
            if inst.op == Op::EndTry {
                inside.pop();
            } else if !has_form(facts, inst) {
                native.extend(inside.iter().copied());
            }
        }
        if !has_end(facts, &block.terminator) {
            native.extend(inside.iter().copied());
        }
        if let Terminator::Try { handler, .. } = &block.terminator
            && (whole || looping.contains(&handler.block.index()))
        {
            native.insert(index);
        }
    }
    // What is around such a region is one as well.
    loop {
        let around: BTreeSet<usize> = native
            .iter()
            .filter_map(|index| {
                let mut frames = frames.entered.get(*index)?.clone()?;
                let block = function.blocks.get(*index)?;
                for _ in block.insts.iter().filter(|inst| inst.op == Op::EndTry) {
                    frames.pop();
                }
                Some(frames)
            })
            .flatten()
            .collect();
        let before = native.len();
        native.extend(around);
        if native.len() == before {
            return native;
        }
    }
}

/// By block, whether each of its operations can be in a region.
fn fits(function: &Function, facts: &Facts, native: &BTreeSet<usize>) -> Vec<Vec<bool>> {
    let frames = Frames::of(function);
    let caught: BTreeSet<usize> = native
        .iter()
        .filter_map(|index| match &function.blocks.get(*index)?.terminator {
            Terminator::Try { handler, .. } => Some(handler.block.index()),
            _ => None,
        })
        .collect();
    let of_block = |(index, block): (usize, &Block)| {
        let closed = frames.closed(index, block);
        let fit = |(inst, closed): (&Inst, &Option<usize>)| match inst.op {
            Op::EndTry => closed.is_some_and(|frame| !native.contains(&frame)),
            Op::Caught => !caught.contains(&index),
            _ => has_form(facts, inst),
        };
        block.insts.iter().zip(&closed).map(fit).collect()
    };
    function.blocks.iter().enumerate().map(of_block).collect()
}

/// Cuts blocks so that what fits into regions is in blocks of its own.
pub(super) fn cut(function: &mut Function, facts: &Facts, native: &BTreeSet<usize>) {
    let fits = fits(function, facts, native);
    let looping = looping(function);
    let count = function.blocks.len();
    for index in 0..count {
        let (Some(block), Some(fits)) = (function.blocks.get(index), fits.get(index)) else { continue };
        if looping.contains(&index) {
            continue;
        }
        let ends = has_end(facts, &block.terminator)
            && !(matches!(block.terminator, Terminator::Try { .. }) && native.contains(&index));
        let cuts = cuts(block, fits, ends);
        if cuts.is_empty() {
            continue;
        }
        let mut insts = block.insts.clone();
        let (mut terminator, mut loc) = (block.terminator.clone(), block.loc);
        // From the end: what is behind a cut becomes a block, and what is before it jumps there.
        for at in cuts.into_iter().rev() {
            let behind = insts.split_off(at);
            let id = BlockId(u32::try_from(function.blocks.len()).unwrap_or(u32::MAX));
            let begins = behind.first().map_or(loc, |inst| inst.loc);
            function.blocks.push(Block { params: Vec::new(), insts: behind, terminator, loc });
            terminator = Terminator::Jump(Target { block: id, args: Vec::new() });
            loc = insts.last().map_or(begins, |inst| inst.loc);
        }
        if let Some(block) = function.blocks.get_mut(index) {
            block.insts = insts;
            block.terminator = terminator;
            block.loc = loc;
        }
    }
}

/// Where a block is cut: around what does not fit, where no value of the block is in use.
fn cuts(block: &Block, fits: &[bool], ends: bool) -> Vec<usize> {
    let count = block.insts.len();
    let mut last_use: BTreeMap<ValueId, usize> = BTreeMap::new();
    for (index, inst) in block.insts.iter().enumerate() {
        last_use.extend(inst.args.iter().map(|arg| (*arg, index)));
    }
    last_use.extend(block.terminator.uses().into_iter().map(|value| (value, count)));
    // Between which operations nothing is in use.
    let mut clean = vec![true; count + 1];
    for (index, inst) in block.insts.iter().enumerate() {
        if let Some(last) = inst.result.and_then(|result| last_use.get(&result)) {
            for place in clean.get_mut(index + 1..=*last).into_iter().flatten() {
                *place = false;
            }
        }
    }
    let is_clean = |at: &usize| clean.get(*at).copied().unwrap_or(false);
    let mut places = BTreeSet::new();
    for (index, _) in fits.iter().enumerate().filter(|(_, fits)| !**fits) {
        places.extend((0..=index).rev().find(is_clean));
        places.extend((index + 1..=count).find(is_clean));
    }
    if !ends {
        places.extend((0..=count).rev().find(is_clean));
    }
    places.into_iter().filter(|at| *at > 0 && *at < count + usize::from(!ends)).collect()
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
                operations += usize::from(self.facts.constant(inst).is_none());
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
