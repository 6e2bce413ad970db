//! Asks once whether an object has the fields of a class at their places, and nothing of what was just made: what an object is never
//! changes.
//!
//! ```text
//! v1: bool = has_fields %C, v0              v1: bool = has_fields %C, v0
//! v2: int = field %C.x, v0, v1              v2: int = field %C.x, v0, v1
//! v3: bool = has_fields %C, v0
//! v4: int = field %C.y, v0, v3              v4: int = field %C.y, v0, v1
//! ```

use super::replace::Replacements;
use crate::ir::dominators::Dominators;
use crate::ir::{BlockId, ClassId, Function, Imm, Inst, Op, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// Runs the pass; whether it changed anything. What is asked no longer is left to `dead`.
pub fn run(function: &mut Function) -> bool {
    let changed = made(function);
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
    replacements.apply(function) | changed
}

/// Asks nothing of an instance of the class that was just made.
fn made(function: &mut Function) -> bool {
    let made: BTreeSet<(ClassId, ValueId)> = function
        .insts()
        .filter_map(|inst| match (inst.op, inst.imms.first(), inst.result) {
            (Op::NewInstance, Some(Imm::Class(class)), Some(result)) => Some((*class, result)),
            _ => None,
        })
        .collect();
    if made.is_empty() {
        return false;
    }
    let mut replacements = Replacements::new(function);
    let mut changed = false;
    for block in &mut function.blocks {
        block.insts.retain_mut(|inst| {
            let (Some(Imm::Class(class)), Some(object), Some(result)) =
                (inst.imms.first(), inst.args.first().copied(), inst.result)
            else {
                return true;
            };
            match inst.op {
                Op::HasFields if made.contains(&(*class, object)) => {
                    (inst.op, inst.imms) = (Op::ConstBool, vec![Imm::Int(1)]);
                    inst.args.clear();
                    changed = true;
                    true
                }
                Op::CheckInstance if made.contains(&(*class, object)) => {
                    replacements.add(result, object);
                    changed = true;
                    false
                }
                _ => true,
            }
        });
    }
    replacements.apply(function) | changed
}

/// Asks whether an object has the fields of a class before it is checked to be an instance, which it is then; once, at the end. A check that
/// `None` passes too stays, as it asks for that first. Whether it changed anything.
///
/// ```text
/// v1: object = check_instance %C, 0, "…", v0     v2: bool = has_fields %C, v0
/// v2: bool = has_fields %C, v1                   v1: object = check_unless %C, "…", v0, v2
/// ```
pub fn ask_first(function: &mut Function) -> bool {
    let mut changed = false;
    for block in function.blocks.iter_mut().filter(|block| !block.is_cold) {
        for at in 0..block.insts.len() {
            let [check, asks] = block.insts.get(at..at + 2).unwrap_or_default() else { break };
            if (check.op, asks.op) != (Op::CheckInstance, Op::HasFields)
                || check.imms.first() != asks.imms.first()
                || check.imms.get(1) != Some(&Imm::Int(0))
                || check.result != asks.args.first().copied()
            {
                continue;
            }
            let asks = Inst { args: check.args.clone(), ..asks.clone() };
            let args = check.args.iter().copied().chain(asks.result).collect();
            let imms = check.imms.iter().filter(|imm| !matches!(imm, Imm::Int(_))).cloned().collect();
            let check = Inst { op: Op::CheckUnless, imms, args, ..check.clone() };
            block.insts.splice(at..at + 2, [asks, check]);
            changed = true;
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::super::dead;
    use super::super::tests::check_pass;
    use super::{ask_first, run};
    use crate::ir::Function;

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

    #[test]
    fn of_what_was_just_made_nothing_is_asked() {
        let classes = "class C init @init {\n  x: object\n}\n";
        let function = |asks: &str, given: &str| {
            format!(
                "func f() -> object {{\nb0:\n  v0: object = new_instance %C\n  v1: bool = {asks}\n  set_field %C.x, v0, v1, v0\n{given}}}\n"
            )
        };
        let check = "  v2: object = check_instance %C, 0, \"it\", v0\n  return v2\n";
        let before = format!("{classes}{}", function("has_fields %C, v0", check));
        let run = |function: &mut Function| {
            let changed = run(function);
            dead::run(function) || changed
        };
        check_pass(run, &before, &function("bool 1", "  return v0\n"));
    }

    #[test]
    fn what_has_the_fields_is_an_instance() {
        let classes = "class C init @init {\n  x: object\n}\n";
        let function = |checked: [&str; 2]| {
            format!(
                "func f(a: object) -> object {{\nb0(v0 a: object):\n  {}\n  {}\n  v3: object = field %C.x, v1, v2\n  return v3\n}}\n",
                checked[0], checked[1]
            )
        };
        let checked = |number: u8| format!("v1: object = check_instance %C, {number}, \"it\", v0");
        let asked = |number: u8| function([&checked(number), "v2: bool = has_fields %C, v1"]);
        let after =
            function(["v2: bool = has_fields %C, v0", "v1: object = check_unless %C, \"it\", v0, v2"]);
        check_pass(ask_first, &format!("{classes}{}", asked(0)), &after);
        check_pass(ask_first, &format!("{classes}{}", asked(1)), &asked(1));
    }
}
