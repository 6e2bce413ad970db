//! Before the search for regions: constants are put where they are used, and blocks are cut where an operation has no
//! form in bytecode.
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

use super::facts::{Facts, constant};
use super::plan::has_form;
use crate::ir::loops::loops;
use crate::ir::{Block, BlockId, Function, Inst, Loc, Op, Target, Terminator, Value, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// Puts a copy of each constant before each operation that uses it.
pub(super) fn sink_constants(function: &mut Function) {
    let is_constant = |inst: &Inst| constant(inst).is_some() || inst.op == Op::Unbound;
    let mut made: BTreeMap<ValueId, Inst> = BTreeMap::new();
    for inst in function.insts() {
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
struct Frames {
    /// By block: those that it begins in, by the block that opens each.
    entered: Vec<Option<Vec<usize>>>,
}

impl Frames {
    fn of(function: &Function) -> Frames {
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
pub(super) fn looping(function: &Function) -> BTreeSet<usize> {
    loops(function).into_iter().flat_map(|one| one.blocks).collect()
}

/// Whether a block's end has a form in bytecode.
pub(super) fn has_end(facts: &Facts, terminator: &Terminator) -> bool {
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
pub(super) fn fits(function: &Function, facts: &Facts, native: &BTreeSet<usize>) -> Vec<Vec<bool>> {
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
        // What a loop begins with is handed over to machine code.
        let begins_loop =
            |target: &&Target| !target.args.is_empty() && looping.contains(&target.block.index());
        let ends = has_end(facts, &block.terminator)
            && !(matches!(block.terminator, Terminator::Try { .. }) && native.contains(&index))
            && !block.terminator.targets().iter().any(begins_loop);
        let cuts = cuts(block, fits, ends);
        if cuts.is_empty() {
            continue;
        }
        let mut insts = block.insts.clone();
        let (mut terminator, mut loc, is_cold) = (block.terminator.clone(), block.loc, block.is_cold);
        // From the end: what is behind a cut becomes a block, and what is before it jumps there.
        for at in cuts.into_iter().rev() {
            let behind = insts.split_off(at);
            let id = BlockId(u32::try_from(function.blocks.len()).unwrap_or(u32::MAX));
            let begins = behind.first().map_or(loc, |inst| inst.loc);
            function.blocks.push(Block { params: Vec::new(), insts: behind, terminator, loc, is_cold });
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
