//! What is known of an instance that was just made: its class, and so what a method is, and whether it has fields at their places.
//!
//! ```text
//! v1: object = new_instance %Dot            v1: object = new_instance %Dot
//! v2: bool = has_fields %Point, v1          v2: bool = bool 1
//! call_virtual @Point.move, v1              call_function @Dot.move, v1
//! ```

use super::super::replace::Replacements;
use crate::ir::{ClassId, Function, Imm, Inst, Module, Op, ValueId};
use std::collections::BTreeMap;

/// Rewrites what works on such instances; whether it changed anything.
pub(super) fn run(module: &Module, function: &mut Function) -> bool {
    let made: BTreeMap<ValueId, ClassId> = function
        .insts()
        .filter_map(|inst| match (inst.op, inst.imms.first(), inst.result) {
            (Op::NewInstance, Some(Imm::Class(class)), Some(result)) => Some((result, *class)),
            _ => None,
        })
        .collect();
    if made.is_empty() {
        return false;
    }
    let mut replacements = Replacements::new(function);
    let mut changed = false;
    let mut known = |inst: &mut Inst| {
        let Some((object, class)) = inst.args.first().and_then(|arg| Some((*arg, *made.get(arg)?))) else {
            return true;
        };
        let is_one_of = |of: ClassId| module.family(of).contains(&class);
        match (inst.op, inst.imms.first(), inst.result) {
            (Op::HasFields, Some(Imm::Class(of)), _) if is_one_of(*of) => {
                (inst.op, inst.imms) = (Op::ConstBool, vec![Imm::Int(1)]);
                inst.args.clear();
                changed = true;
            }
            (Op::CheckInstance, Some(Imm::Class(of)), Some(result)) if is_one_of(*of) => {
                replacements.add(result, object);
                return false;
            }
            (Op::CallVirtual | Op::CallGetter, Some(Imm::Function(method)), _) => {
                let targets = module.targets(*method);
                if let Some((_, target)) = targets.iter().find(|(of, _)| *of == class) {
                    (inst.op, inst.imms) = (Op::CallFunction, vec![Imm::Function(*target)]);
                    changed = true;
                }
            }
            _ => {}
        }
        true
    };
    for block in &mut function.blocks {
        block.insts.retain_mut(&mut known);
    }
    replacements.apply(function) | changed
}
