//! Asks once whether an object has the fields of a class at their places: what an object is never changes.
//!
//! ```text
//! v1: bool = has_fields %C, v0              v1: bool = has_fields %C, v0
//! v2: int = field %C.x, v0, v1              v2: int = field %C.x, v0, v1
//! v3: bool = has_fields %C, v0
//! v4: int = field %C.y, v0, v3              v4: int = field %C.y, v0, v1
//! ```

use super::replace::Replacements;
use crate::ir::dominators::Dominators;
use crate::ir::{BlockId, ClassId, Function, Imm, Op, ValueId};
use std::collections::BTreeMap;

/// Runs the pass; whether it changed anything. What is asked no longer is left to `dead`.
pub fn run(function: &mut Function) -> bool {
    let dominators = Dominators::of(function);
    let mut replacements = Replacements::new(function);
    let mut asked: BTreeMap<(ClassId, ValueId), Vec<(BlockId, ValueId)>> = BTreeMap::new();
    for id in dominators.order() {
        for inst in function.blocks.get(id.index()).into_iter().flat_map(|block| &block.insts) {
            let (Op::HasFields, Some(Imm::Class(class)), [object], Some(result)) =
                (inst.op, inst.imms.first(), &inst.args[..], inst.result)
            else {
                continue;
            };
            let before = asked.entry((*class, *object)).or_default();
            match before.iter().find(|(block, _)| dominators.dominates(*block, *id)) {
                Some((_, known)) => replacements.add(result, *known),
                None => before.push((*id, result)),
            }
        }
    }
    replacements.apply(function)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check_pass;
    use super::run;

    #[test]
    fn what_was_asked_on_the_way_is_known() {
        let function = |again: [&str; 3], known: [&str; 3]| {
            format!(
                "func f(a: object, c: bool) -> void {{\nb0(v0 a: object, v1 c: bool):\n  v2: bool = has_fields %C, v0\n{}  branch v1, then b1, else b2\n\
                 b1:\n{}  v5: bool = has_fields %D, v0\n  set_field %C.x, v0, {}, v0\n  jump b3\n\
                 b2:\n  v6: bool = has_fields %D, v0\n  jump b3\n\
                 b3:\n{}  set_field %C.x, v0, {}, v0\n  v8: bool = has_fields %D, v0\n  set_field %D.y, v0, v8, v0\n  set_field %C.x, v0, {}, v0\n  return\n}}\n",
                again[0], again[1], known[0], again[2], known[1], known[2]
            )
        };
        let asks = [
            "  v3: bool = has_fields %C, v0\n",
            "  v4: bool = has_fields %C, v0\n",
            "  v7: bool = has_fields %C, v0\n",
        ];
        let classes = "class C init @init {\n  x: object\n}\nclass D init @init {\n  y: object\n}\n";
        let before = format!("{classes}{}", function(asks, ["v4", "v7", "v3"]));
        check_pass(run, &before, &function(asks, ["v2"; 3]));
    }
}
