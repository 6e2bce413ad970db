//! Puts into memory what a generator must remember while it is suspended.
//!
//! ```text
//! generator g(n: object) -> object {        generator g(n: object) -> object {
//!                                             slot $0 n: variable object
//! b0(v0 n: object):                         b0(v0 n: object):
//!   v1: object = int_object …                 slot_set $0, v0
//!   yield v1, resume b1                       v1: object = int_object …
//! b1:                                         yield v1, resume b1
//!   return v0                               b1:
//! }                                           v2 n: object = slot_get $0
//!                                             return v2
//!                                           }
//! ```
//!
//! A suspended function has left the C stack. A value that is used where control can come from its definition through
//! a `yield` gets a cell: it is stored where it is defined, and loaded in each other block that uses it. Constants are
//! made anew instead. Runs once, as the last pass.

use crate::ir::{Effects, Function, Imm, Inst, Op, Slot, SlotId, SlotKind, Terminator, Value, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// Runs the pass.
pub fn run(function: &mut Function) {
    if !function.suspends {
        return;
    }
    let mut kept = kept(function);
    if kept.is_empty() {
        return;
    }
    for (value, keeping) in &mut kept {
        if let Keeping::Cell(slot) = keeping {
            *slot = SlotId(u32::try_from(function.slots.len()).unwrap_or(u32::MAX));
            let name = function.value(*value).and_then(|value| value.name.clone());
            function.slots.push(Slot { kind: SlotKind::Variable(function.ty(*value)), name });
        }
    }
    let blocks = std::mem::take(&mut function.blocks);
    for mut block in blocks {
        let mut rewrite =
            Rewrite { kept: &kept, here: BTreeMap::new(), insts: Vec::new(), values: &mut function.values };
        let loc = block.insts.first().map_or(block.loc, |inst| inst.loc);
        for param in &block.params {
            rewrite.defined(*param, loc);
        }
        for mut inst in std::mem::take(&mut block.insts) {
            let loc = inst.loc;
            for arg in &mut inst.args {
                *arg = rewrite.used(*arg, loc);
            }
            let result = inst.result;
            rewrite.insts.push(inst);
            if let Some(result) = result {
                rewrite.defined(result, loc);
            }
        }
        let loc = block.loc;
        block.terminator.map_uses(&mut |value| rewrite.used(value, loc));
        block.insts = rewrite.insts;
        function.blocks.push(block);
    }
}

/// How a value outlives a `yield`.
enum Keeping {
    Cell(SlotId),
    /// This constant is made anew.
    Again(Inst),
}

struct Rewrite<'a> {
    kept: &'a BTreeMap<ValueId, Keeping>,
    /// What stands for a kept value in this block.
    here: BTreeMap<ValueId, ValueId>,
    insts: Vec<Inst>,
    values: &'a mut Vec<Value>,
}

impl Rewrite<'_> {
    fn defined(&mut self, value: ValueId, loc: crate::ir::Loc) {
        let Some(keeping) = self.kept.get(&value) else { return };
        self.here.insert(value, value);
        if let Keeping::Cell(slot) = keeping {
            let imms = vec![Imm::Slot(*slot)];
            self.insts.push(Inst { op: Op::SlotSet, imms, args: vec![value], result: None, loc });
        }
    }

    fn used(&mut self, value: ValueId, loc: crate::ir::Loc) -> ValueId {
        let Some(keeping) = self.kept.get(&value) else { return value };
        if let Some(here) = self.here.get(&value) {
            return *here;
        }
        let copy = ValueId(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
        if let Some(original) = self.values.get(value.index()).cloned() {
            self.values.push(original);
        }
        self.insts.push(match keeping {
            Keeping::Cell(slot) => Inst {
                op: Op::SlotGet,
                imms: vec![Imm::Slot(*slot)],
                args: Vec::new(),
                result: Some(copy),
                loc,
            },
            Keeping::Again(inst) => Inst { result: Some(copy), loc, ..inst.clone() },
        });
        self.here.insert(value, copy);
        copy
    }
}

/// The values that are used beyond a `yield`.
fn kept(function: &Function) -> BTreeMap<ValueId, Keeping> {
    // By value, where it is defined, and by block, where control comes from and whether it was suspended there.
    let mut homes: BTreeMap<ValueId, (usize, Option<&Inst>)> = BTreeMap::new();
    let mut sources: Vec<Vec<(usize, bool)>> = vec![Vec::new(); function.blocks.len()];
    for (index, block) in function.blocks.iter().enumerate() {
        homes.extend(block.params.iter().map(|param| (*param, (index, None))));
        homes.extend(block.insts.iter().filter_map(|inst| Some((inst.result?, (index, Some(inst))))));
        let suspends = matches!(block.terminator, Terminator::Yield { .. });
        for target in block.terminator.targets() {
            if let Some(sources) = sources.get_mut(target.block.index()) {
                sources.push((index, suspends));
            }
        }
    }
    let mut kept = BTreeMap::new();
    let mut done: BTreeSet<(ValueId, usize)> = BTreeSet::new();
    for (index, block) in function.blocks.iter().enumerate() {
        let uses =
            block.insts.iter().flat_map(|inst| inst.args.iter().copied()).chain(block.terminator.uses());
        for value in uses {
            let Some((home, inst)) = homes.get(&value) else { continue };
            if *home == index || kept.contains_key(&value) || !done.insert((value, index)) {
                continue;
            }
            if crosses(&sources, *home, index) {
                let again = inst.filter(|inst| {
                    inst.args.is_empty() && inst.op.info().effects == Effects::Pure && inst.op != Op::SlotGet
                });
                kept.insert(
                    value,
                    again.map_or(Keeping::Cell(SlotId(0)), |inst| Keeping::Again(inst.clone())),
                );
            }
        }
    }
    kept
}

/// Whether control can come from one block to another, not through the first again, after it was suspended.
fn crosses(sources: &[Vec<(usize, bool)>], home: usize, to: usize) -> bool {
    let mut seen = vec![false; sources.len()];
    let mut work = vec![to];
    while let Some(index) = work.pop() {
        for (source, suspends) in sources.get(index).into_iter().flatten() {
            if *suspends {
                return true;
            }
            if let Some(seen @ false) = seen.get_mut(*source)
                && *source != home
            {
                *seen = true;
                work.push(*source);
            }
        }
    }
    false
}
