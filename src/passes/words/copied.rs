//! Bytes that are copied from one container into another are numbers on the way.
//!
//! ```text
//! v3: object = byte_item v0, v2             v3: object = byte_item v0, v2
//! set_byte_item v1, v2, v3                  v4: int = given_int v3
//!                                           v5: object = int_object v4
//!                                           set_byte_item v1, v2, v5
//! ```
//!
//! In: a function; out: one in which [`super::others`] finds words to take and to put. Where it does not, the conversions are left
//! out again ([`crate::passes::conversions`]).

use super::plan::uses;
use crate::ir::{Function, Inst, Op, Type, Value, ValueId};

/// Runs the pass on the blocks that are not cold.
pub(super) fn run(function: &mut Function) {
    let uses = uses(function);
    for block in function.blocks.iter_mut().filter(|block| !block.is_cold) {
        let puts = |item: ValueId| {
            let is_put = |inst: &Inst| inst.op == Op::SetByteItem && inst.args.get(2) == Some(&item);
            uses.get(item.index()) == Some(&1) && block.insts.iter().any(is_put)
        };
        let is_taken = |inst: &&Inst| matches!(inst.op, Op::ByteItem | Op::BytesItem);
        let copied: Vec<ValueId> = block
            .insts
            .iter()
            .filter(is_taken)
            .filter_map(|inst| inst.result)
            .filter(|&item| puts(item))
            .collect();
        for item in copied {
            let mut value = |ty: Type| {
                let id = ValueId(u32::try_from(function.values.len()).unwrap_or(u32::MAX));
                function.values.push(Value { ty, name: None });
                id
            };
            let (number, object) = (value(Type::Int), value(Type::Object));
            for arg in block.insts.iter_mut().flat_map(|inst| &mut inst.args).filter(|arg| **arg == item) {
                *arg = object;
            }
            let Some(taken) = block.insts.iter().position(|inst| inst.result == Some(item)) else { continue };
            let loc = block.insts.get(taken).map(|inst| inst.loc).unwrap_or_default();
            let made = |op: Op, arg: ValueId, result: ValueId| Inst {
                op,
                imms: Vec::new(),
                args: vec![arg],
                result: Some(result),
                loc,
            };
            let numbers = [made(Op::GivenInt, item, number), made(Op::IntObject, number, object)];
            block.insts.splice(taken + 1..taken + 1, numbers);
        }
    }
}
