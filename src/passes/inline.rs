//! Puts the code of a small function in the place of a call of it.
//!
//! ```text
//! func half(n: int as int) -> int {         func f(n: int as int) -> int {
//! b0(v0: int):                              b0(v0: int):
//!   v1: int = int 1                           v1: int = int 1 @2:5 of @half
//!   v2: int = int_rshift v0, v1               v2: int = int_rshift v0, v1 @2:5 of @half
//!   return v2                                 jump b1(v2)
//! }                                         b1(v3: int):
//! v1: int = call_function @half, v0           …
//!
//! v1: int = call_virtual @C.get, v0         v2: bool = has_fields %C, v0
//!                                           branch v2, then b1, else b2
//!                                         b1:
//!                                           …
//!                                         b2:
//!                                           v3: int = call_virtual @C.get, v0
//! ```
//!
//! In: a module whose functions are as small as they get; out: one in which less is called, and more is known of what was given. The function
//! stays, for its Python form and other calls. What became a part of another function has places that say whose code it is, so
//! that an exception tells the function and line that it told before.
//!
//! Such a function has no loop, no protected region and no memory cell, and is on no circle of calls, so that it does not ask for room on
//! the stack. Both it and who calls it are to be fast. Of a method there are as many as classes of the module override it, a few
//! at most, each behind a test for its class; an object of any other class goes the way it went. Of an object that was just made the class
//! is known.
//!
//! Code grows by it. It pays where a call is made often: in a loop, or in a function that is called in one ([`often`]). Elsewhere it is
//! done where the code is as small as a call ([`SIZE_OF_CALL`]).

mod apart;
mod made;
mod splice;
#[cfg(test)]
mod tests;

use crate::ir::loops::loops;
use crate::ir::{Block, ClassId, Effects, Function, FunctionId, Imm, Inst, Module, Op, Terminator, Type};
use splice::{Site, Way, splice};
use std::collections::BTreeSet;

/// As large as a function may be, in the unit of [`size`], that becomes a part of another where it is called often.
const MOST: usize = 60;
/// As large as all may be together that becomes a part of one function.
const MOST_IN_ONE: usize = 200;
/// About as large as a call.
const SIZE_OF_CALL: usize = 5;
/// About as large as the test for a class.
const SIZE_OF_TEST: usize = 3;
/// As many tests as are made for a call.
const MOST_CLASSES: usize = 3;

/// Runs the pass on a whole module. By function, how it was before, if it has changed.
pub fn run(module: &mut Module) -> Vec<Option<Function>> {
    let facts = Facts::of(module);
    let ids = (0..).map(FunctionId);
    let changed: Vec<Option<Function>> =
        ids.zip(&module.functions).map(|(id, function)| facts.with_calls(id, function)).collect();
    let take = |(function, changed): (&mut Function, Option<Function>)| {
        changed.map(|changed| std::mem::replace(function, changed))
    };
    module.functions.iter_mut().zip(changed).map(take).collect()
}

/// What a call may call, by the class of its first operand.
type ByClass = Vec<(ClassId, FunctionId)>;

/// What is known of a module.
struct Facts<'m> {
    module: &'m Module,
    /// By function: how large it is, if it can become a part of another.
    sizes: Vec<Option<usize>>,
    /// By function: it is called often.
    often: Vec<bool>,
    /// By method: what a call of it calls, if that is known and there is not too much of it.
    by_class: Vec<Option<ByClass>>,
}

impl Facts<'_> {
    fn of(module: &Module) -> Facts<'_> {
        let ids = || (0..).map(FunctionId).zip(&module.functions);
        let size_of = |(id, function): (FunctionId, &Function)| {
            (id != module.init && fits(function)).then(|| size(function))
        };
        Facts {
            module,
            sizes: ids().map(size_of).collect(),
            often: often(module),
            by_class: ids().map(|(id, _)| by_class(module, id)).collect(),
        }
    }

    /// A function with what it calls as a part of it; none if it stays as it is.
    fn with_calls(&self, id: FunctionId, function: &Function) -> Option<Function> {
        if function.is_small || function.protects() || id == self.module.init {
            return None;
        }
        let is_often = self.often.get(id.index()) == Some(&true);
        let mut function = function.clone();
        let mut changed = made::run(self.module, &mut function);
        // Where objects of other classes go, a block each.
        let mut slow = BTreeSet::new();
        let mut left = MOST_IN_ONE;
        while let Some((site, size)) = self.next(&function, is_often, left, &slow) {
            slow.extend(splice(self.module, &mut function, &site)?);
            made::run(self.module, &mut function);
            if apart::run(&mut function, &mut slow) {
                made::run(self.module, &mut function);
            }
            left = left.saturating_sub(size.max(1));
            changed = true;
        }
        changed.then_some(function)
    }

    /// The call that is best done without, if one is left, and by how much the function grows: one in the innermost loop.
    fn next(
        &self,
        function: &Function,
        is_often: bool,
        left: usize,
        slow: &BTreeSet<usize>,
    ) -> Option<(Site, usize)> {
        let loops = loops(function);
        let mut best: Option<(usize, Site, usize)> = None;
        let is_fast = |(index, block): &(usize, &Block)| !block.is_cold && !slow.contains(index);
        for (block, data) in function.blocks.iter().enumerate().filter(is_fast) {
            let depth =
                loops.iter().filter(|one| one.blocks.contains(&block)).count() + usize::from(is_often);
            if best.as_ref().is_some_and(|(most, ..)| *most >= depth) {
                continue;
            }
            let most = if depth > 0 { left } else { SIZE_OF_CALL };
            let fits = |(position, inst): (usize, &Inst)| {
                let (ways, size) = self.ways(inst, most.min(MOST)).filter(|(_, size)| *size <= most)?;
                Some((depth, Site { block, position, ways }, size))
            };
            best = data.insts.iter().enumerate().find_map(fits).or(best);
        }
        best.map(|(_, site, size)| (site, size))
    }

    /// What an operation calls, and how large that is as a part of the function, where some of it is no larger than it may be.
    fn ways(&self, inst: &Inst, most: usize) -> Option<(Vec<Way>, usize)> {
        let mut total = 0;
        let mut way = |class: Option<ClassId>, callee: FunctionId| {
            let size = self.sizes.get(callee.index()).copied().flatten().filter(|size| *size <= most);
            total += size.unwrap_or(SIZE_OF_CALL) + if class.is_some() { SIZE_OF_TEST } else { 0 };
            Way { class, callee, is_inline: size.is_some() }
        };
        let ways: Vec<Way> = match (inst.op, &inst.imms[..]) {
            (Op::CallFunction, [Imm::Function(id)]) => vec![way(None, *id)],
            (Op::CallVirtual | Op::CallGetter, [Imm::Function(id)]) => {
                let by_class = self.by_class.get(id.index())?.as_ref()?;
                by_class.iter().map(|(class, target)| way(Some(*class), *target)).collect()
            }
            _ => return None,
        };
        ways.iter().any(|way| way.is_inline).then_some((ways, total))
    }
}

/// What a method is for the instances of each class of the module that has another, classes that derive from others before them; none
/// if it is not known of all, or there are too many.
fn by_class(module: &Module, method: FunctionId) -> Option<ByClass> {
    let family = module.family(module.class_of_method(method)?);
    let targets = module.targets(method);
    if targets.len() != family.len() {
        return None;
    }
    let target = |class: ClassId| targets.iter().find(|(of, _)| *of == class).map(|(_, target)| *target);
    let differs = |class: &ClassId| {
        let base = module.classes.get(class.index()).and_then(|class| class.base);
        target(*class) != base.and_then(target)
    };
    let found: Vec<_> =
        family.into_iter().rev().filter(differs).filter_map(|class| Some((class, target(class)?))).collect();
    (found.len() <= MOST_CLASSES).then_some(found)
}

/// Whether the code of a function can become a part of another.
fn fits(function: &Function) -> bool {
    let goes_on = |terminator: &Terminator| match terminator {
        Terminator::Jump(_)
        | Terminator::Branch { .. }
        | Terminator::Switch { .. }
        | Terminator::Return(_)
        | Terminator::Raise(_)
        | Terminator::Unreachable => true,
        Terminator::Try { .. } | Terminator::Yield { .. } | Terminator::Reraise(_) => false,
    };
    !function.is_small
        && !function.suspends
        && function.slots.is_empty()
        && function.blocks.iter().all(|block| goes_on(&block.terminator) && !block.is_cold)
        && function.insts().all(|inst| inst.op != Op::StackCheck)
        && loops(function).is_empty()
        && (function.result != Type::Results || splice::gives_each(function))
}

/// How large the machine code of a function is, where an operation that is one instruction counts 1.
fn size(function: &Function) -> usize {
    function.blocks.iter().map(size_of_block).sum()
}

fn size_of_block(block: &Block) -> usize {
    let of_inst = |inst: &Inst| match (inst.op, inst.op.info().effects) {
        (
            Op::ConstInt
            | Op::ConstWord
            | Op::ConstBool
            | Op::Const
            | Op::IntObject
            | Op::AssumeInt
            | Op::Results,
            _,
        ) => 0,
        (_, Effects::Pure | Effects::Reads | Effects::WritesLocal) => 1,
        (_, Effects::Allocates | Effects::Raises | Effects::Ordered) => 2,
        (_, Effects::Calls) => 3,
    };
    let branches = matches!(
        block.terminator,
        Terminator::Branch { .. } | Terminator::Switch { .. } | Terminator::Raise(_)
    );
    block.insts.iter().map(of_inst).sum::<usize>() + usize::from(branches)
}

/// By function, whether it is called in a loop, on a circle of calls, or by a function of which this holds.
fn often(module: &Module) -> Vec<bool> {
    let mut often: Vec<bool> = module
        .functions
        .iter()
        .map(|function| function.insts().any(|inst| inst.op == Op::StackCheck))
        .collect();
    let mut calls: Vec<(usize, usize)> = Vec::new();
    for (caller, function) in module.functions.iter().enumerate() {
        let loops = loops(function);
        for (index, block) in function.blocks.iter().enumerate() {
            let in_loop = loops.iter().any(|one| one.blocks.contains(&index));
            for target in block.insts.iter().flat_map(|inst| called(module, inst)) {
                calls.push((caller, target.index()));
                if let Some(often) = often.get_mut(target.index()).filter(|_| in_loop) {
                    *often = true;
                }
            }
        }
    }
    loop {
        let before = often.clone();
        for (caller, target) in &calls {
            if before.get(*caller) == Some(&true)
                && let Some(often) = often.get_mut(*target)
            {
                *often = true;
            }
        }
        if often == before {
            return often;
        }
    }
}

/// The functions that an operation may call by their native forms.
fn called(module: &Module, inst: &Inst) -> Vec<FunctionId> {
    match (inst.op, inst.imms.first()) {
        (Op::CallFunction, Some(Imm::Function(id))) => vec![*id],
        (Op::CallVirtual | Op::CallGetter, Some(Imm::Function(id))) => {
            module.targets(*id).into_iter().map(|(_, target)| target).collect()
        }
        _ => Vec::new(),
    }
}
