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
use super::rewrite::new_value;
use crate::ir::{Function, Inst, Op, Type, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// Runs the pass on the blocks that are not cold.
pub(super) fn run(function: &mut Function) {
    let uses = uses(function);
    for block in function.blocks.iter_mut().filter(|block| !block.is_cold) {
        let puts = block.insts.iter().filter(|inst| inst.op == Op::SetByteItem);
        let put: BTreeSet<ValueId> = puts
            .filter_map(|inst| inst.args.get(2).copied())
            .filter(|item| uses.get(item.index()) == Some(&1))
            .collect();
        let mut objects: BTreeMap<ValueId, ValueId> = BTreeMap::new();
        for mut inst in std::mem::take(&mut block.insts) {
            for arg in &mut inst.args {
                *arg = objects.get(arg).copied().unwrap_or(*arg);
            }
            let taken = inst
                .result
                .filter(|item| matches!(inst.op, Op::ByteItem | Op::BytesItem) && put.contains(item));
            let loc = inst.loc;
            block.insts.push(inst);
            let Some(item) = taken else { continue };
            let number = new_value(&mut function.values, Type::Int, None);
            let object = new_value(&mut function.values, Type::Object, None);
            for (op, arg, result) in [(Op::GivenInt, item, number), (Op::IntObject, number, object)] {
                block.insts.push(Inst { op, imms: Vec::new(), args: vec![arg], result: Some(result), loc });
            }
            objects.insert(item, object);
        }
    }
}
