//! Puts the blocks of a function where another calls it.
//!
//! ```text
//! b0(v0: int):                              b0(v0: int):
//!   v1: int = call_function @half, v0         jump b2
//!   return v1                               b1(v1: int):
//!                                             return v1
//!                                           b2:
//!                                             …
//!                                             jump b1(v4)
//! ```

use super::super::copies::{copy, moved};
use super::super::replace::Replacements;
use crate::ir::{
    Block, BlockId, ClassId, Function, FunctionId, Imm, Inst, Loc, Module, Op, Target, Terminator, Type,
    ValueId,
};
use std::collections::BTreeMap;

/// A call, and what takes its place.
pub(super) struct Site {
    /// Its block.
    pub block: usize,
    /// Its position there.
    pub position: usize,
    /// What is called. Where it is by class, classes that derive from others come before them, and the call is made for an object
    /// of none.
    pub ways: Vec<Way>,
}

/// What a call may call.
#[derive(Clone, Copy)]
pub(super) struct Way {
    /// If the first operand is of this class.
    pub class: Option<ClassId>,
    /// The function.
    pub callee: FunctionId,
    /// Its code takes the place; else it is called.
    pub is_inline: bool,
}

/// Whether a function that gives several values says in the block that it ends with what they are.
pub(super) fn gives_each(function: &Function) -> bool {
    function.blocks.iter().all(|block| match block.terminator {
        Terminator::Return(Some(value)) => results(block, value).is_some(),
        _ => true,
    })
}

fn results(block: &Block, value: ValueId) -> Option<&Inst> {
    block.insts.iter().find(|inst| inst.op == Op::Results && inst.result == Some(value))
}

/// Replaces a call by what it does, and says where it is still made, a block of its own, if it is; none if the function has no
/// such call.
pub(super) fn splice(module: &Module, function: &mut Function, site: &Site) -> Option<Option<usize>> {
    let after = next_block(function);
    let inst = function.blocks.get(site.block)?.insts.get(site.position)?;
    let is_used_once = inst.result.is_some_and(|result| uses(function, result) == 1);
    let is_by_class = site.ways.iter().any(|way| way.class.is_some());
    let block = function.blocks.get_mut(site.block)?;
    let mut rest = block.insts.split_off(site.position);
    let call = rest.first().cloned()?;
    rest.remove(0);
    // A check of what is given is made on all ways: of what was just made nothing need be asked.
    let check = rest.first().filter(|inst| is_by_class && is_used_once && is_check_of(inst, &call)).cloned();
    if check.is_some() {
        rest.remove(0);
    }
    let given = check.as_ref().and_then(|check| check.result).or(call.result);
    let terminator = std::mem::replace(&mut block.terminator, Terminator::Unreachable);
    let loc = std::mem::replace(&mut block.loc, call.loc);
    let is_cold = block.is_cold;
    function.blocks.push(Block { params: Vec::new(), insts: rest, terminator, loc, is_cold });
    let first = module.functions.get(site.ways.first()?.callee.index())?;
    let params = given.map(|given| params(function, first, given)).unwrap_or_default();
    function.blocks.get_mut(after.index())?.params = params;
    let splicer = Splicer { module, call, check, after };
    // The block that asks, or goes on.
    let mut at = site.block;
    for way in &site.ways {
        let arm = splicer.arm(function, way)?;
        let to = |block: BlockId| Target { block, args: Vec::new() };
        let Some(class) = way.class else {
            function.blocks.get_mut(at)?.terminator = Terminator::Jump(to(arm));
            return Some(None);
        };
        let condition = function.new_value(Type::Bool, None);
        let otherwise = next_block(function);
        let asks = Inst {
            op: Op::HasFields,
            imms: vec![Imm::Class(class)],
            args: vec![*splicer.call.args.first()?],
            result: Some(condition),
            loc: splicer.call.loc,
        };
        let block = function.blocks.get_mut(at)?;
        block.insts.push(asks);
        block.terminator = Terminator::Branch { condition, then: to(arm), otherwise: to(otherwise) };
        at = splicer.push(function, Vec::new(), Terminator::Unreachable).index();
    }
    let slow = splicer.made(function, splicer.call.clone());
    *function.blocks.get_mut(at)? = slow;
    Some(Some(at))
}

fn next_block(function: &Function) -> BlockId {
    BlockId(u32::try_from(function.blocks.len()).unwrap_or(u32::MAX))
}

/// A call whose place is taken.
struct Splicer<'m> {
    module: &'m Module,
    call: Inst,
    /// The check of what it gives, if that is made on each way.
    check: Option<Inst>,
    /// Where all ways lead.
    after: BlockId,
}

impl Splicer<'_> {
    fn push(&self, function: &mut Function, insts: Vec<Inst>, terminator: Terminator) -> BlockId {
        let id = next_block(function);
        let loc = self.call.loc;
        function.blocks.push(Block { params: Vec::new(), insts, terminator, loc, is_cold: false });
        id
    }

    /// The block of a call that is made.
    fn made(&self, function: &mut Function, mut call: Inst) -> Block {
        let result = renew(function, &mut call);
        let mut insts = vec![call];
        let result = self.checked(function, &mut insts, result);
        let terminator = Terminator::Jump(Target { block: self.after, args: result.into_iter().collect() });
        Block { params: Vec::new(), insts, terminator, loc: self.call.loc, is_cold: false }
    }

    /// Where what a way calls is done.
    fn arm(&self, function: &mut Function, way: &Way) -> Option<BlockId> {
        let first = next_block(function);
        if !way.is_inline {
            let imms = vec![Imm::Function(way.callee)];
            let block = self.made(function, Inst { op: Op::CallFunction, imms, ..self.call.clone() });
            function.blocks.push(block);
            return Some(first);
        }
        let callee = self.module.functions.get(way.callee.index())?;
        let mut blocks = callee.blocks.clone();
        let params = std::mem::take(&mut blocks.first_mut()?.params);
        let map: BTreeMap<ValueId, ValueId> =
            params.into_iter().zip(self.call.args.iter().copied()).collect();
        let mut blocks = copy(function, &callee.values, &blocks, map);
        moved(&mut blocks, first);
        let here = |loc: &mut Loc| loc.of = loc.of.or((loc.line != 0).then_some(way.callee));
        for block in &mut blocks {
            block.insts.iter_mut().for_each(|inst| here(&mut inst.loc));
            here(&mut block.loc);
            if let Terminator::Return(value) = block.terminator {
                let several = value.and_then(|value| results(block, value)).map(|inst| inst.args.clone());
                let args = several
                    .unwrap_or_else(|| self.checked(function, &mut block.insts, value).into_iter().collect());
                block.insts.retain(|inst| inst.op != Op::Results);
                block.terminator = Terminator::Jump(Target { block: self.after, args });
            }
        }
        function.blocks.append(&mut blocks);
        Some(first)
    }

    /// What is given, checked if it is to be.
    fn checked(
        &self,
        function: &mut Function,
        insts: &mut Vec<Inst>,
        value: Option<ValueId>,
    ) -> Option<ValueId> {
        let (Some(value), Some(check)) = (value, &self.check) else { return value };
        let mut check = Inst { args: vec![value], ..check.clone() };
        let result = renew(function, &mut check);
        insts.push(check);
        result
    }
}

/// Whether an operation is the check of what a call gives.
fn is_check_of(inst: &Inst, call: &Inst) -> bool {
    inst.op == Op::CheckInstance && call.result.is_some() && inst.args.first().copied() == call.result
}

fn uses(function: &Function, value: ValueId) -> usize {
    let of_block = |block: &Block| {
        let all =
            block.insts.iter().flat_map(|inst| inst.args.iter().copied()).chain(block.terminator.uses());
        all.filter(|used| *used == value).count()
    };
    function.blocks.iter().map(of_block).sum()
}

/// An operation once more gives a value of its own.
fn renew(function: &mut Function, inst: &mut Inst) -> Option<ValueId> {
    let known = function.value(inst.result?).cloned()?;
    inst.result = Some(function.new_value(known.ty, known.name));
    inst.result
}

/// The parameters of the block after a call: what it gives. Of several values each is one.
fn params(function: &mut Function, callee: &Function, given: ValueId) -> Vec<ValueId> {
    if function.ty(given) != Type::Results {
        return vec![given];
    }
    let params: Vec<ValueId> = callee.results.iter().map(|ty| function.new_value(*ty, None)).collect();
    let mut replacements = Replacements::new(function);
    for block in &mut function.blocks {
        block.insts.retain(|inst| match (inst.op, &inst.args[..], inst.imms.get(1), inst.result) {
            (Op::ResultItem, [of], Some(Imm::Int(place)), Some(result)) if *of == given => {
                let param = usize::try_from(*place).ok().and_then(|place| params.get(place));
                param.is_none_or(|param| {
                    replacements.add(result, *param);
                    false
                })
            }
            _ => true,
        });
    }
    replacements.apply(function);
    params
}
