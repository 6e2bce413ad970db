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

/// A call.
pub(super) struct Site {
    /// Its block.
    pub block: usize,
    /// Its position there.
    pub position: usize,
    /// The function whose code takes its place.
    pub callee: FunctionId,
    /// If the first operand is of this class, or else the call is made.
    pub class: Option<ClassId>,
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
    let callee = module.functions.get(site.callee.index())?;
    let after = BlockId(u32::try_from(function.blocks.len()).ok()?);
    let inst = function.blocks.get(site.block)?.insts.get(site.position)?;
    let is_used_once = inst.result.is_some_and(|result| uses(function, result) == 1);
    let block = function.blocks.get_mut(site.block)?;
    let mut rest = block.insts.split_off(site.position.min(block.insts.len()));
    let is_cold = block.is_cold;
    let call = rest.first().cloned()?;
    rest.remove(0);
    let loc = call.loc;
    let first = BlockId(after.0 + if site.class.is_some() { 2 } else { 1 });
    let to = |block: BlockId, args: Vec<ValueId>| Target { block, args };
    let entry = Terminator::Jump(to(first, Vec::new()));
    let ends = std::mem::replace(&mut block.terminator, entry);
    let ends_at = std::mem::replace(&mut block.loc, loc);
    // A check of what is given is made on both ways: of what was just made nothing need be asked.
    let check =
        rest.first().filter(|inst| site.class.is_some() && is_used_once && is_check_of(inst, &call)).cloned();
    let given = check.as_ref().and_then(|check| check.result).or(call.result);
    if check.is_some() {
        rest.remove(0);
    }
    function.blocks.push(Block { params: Vec::new(), insts: rest, terminator: ends, loc: ends_at, is_cold });
    let params = given.map(|given| params(function, callee, given)).unwrap_or_default();
    function.blocks.get_mut(after.index())?.params = params;
    if let Some(class) = site.class {
        let object = *call.args.first()?;
        let condition = function.new_value(Type::Bool, None);
        let imms = vec![Imm::Class(class)];
        let asks = Inst { op: Op::HasFields, imms, args: vec![object], result: Some(condition), loc };
        let slow = BlockId(after.0 + 1);
        let block = function.blocks.get_mut(site.block)?;
        block.insts.push(asks);
        let (then, otherwise) = (to(first, Vec::new()), to(slow, Vec::new()));
        block.terminator = Terminator::Branch { condition, then, otherwise };
        let mut insts = vec![call.clone()];
        let result = renew(function, insts.first_mut()?);
        let result = checked(function, &mut insts, result, check.as_ref());
        let terminator = Terminator::Jump(to(after, result.into_iter().collect()));
        function.blocks.push(Block { params: Vec::new(), insts, terminator, loc, is_cold });
    }
    let mut blocks = callee.blocks.clone();
    let entry = blocks.first_mut()?;
    let params = std::mem::take(&mut entry.params);
    let map: BTreeMap<ValueId, ValueId> = params.into_iter().zip(call.args.iter().copied()).collect();
    let mut blocks = copy(function, &callee.values, &blocks, map);
    moved(&mut blocks, first);
    let here = |loc: &mut Loc| loc.of = loc.of.or((loc.line != 0).then_some(site.callee));
    for block in &mut blocks {
        block.is_cold = is_cold;
        block.insts.iter_mut().for_each(|inst| here(&mut inst.loc));
        here(&mut block.loc);
        if let Terminator::Return(value) = block.terminator {
            let several = value.and_then(|value| results(block, value)).map(|inst| inst.args.clone());
            let args = several.unwrap_or_else(|| {
                checked(function, &mut block.insts, value, check.as_ref()).into_iter().collect()
            });
            block.insts.retain(|inst| inst.op != Op::Results);
            block.terminator = Terminator::Jump(to(after, args));
        }
    }
    function.blocks.append(&mut blocks);
    Some(site.class.map(|_| after.index() + 1))
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

/// What a call gives, checked if it is to be.
fn checked(
    function: &mut Function,
    insts: &mut Vec<Inst>,
    value: Option<ValueId>,
    check: Option<&Inst>,
) -> Option<ValueId> {
    let (Some(value), Some(check)) = (value, check) else { return value };
    let mut check = Inst { args: vec![value], ..check.clone() };
    let result = renew(function, &mut check);
    insts.push(check);
    result
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
