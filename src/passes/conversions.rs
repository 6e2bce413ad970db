//! Leaves out conversions there and back.
//!
//! ```text
//! v1: object = int_object v0              v1: object = int_object v0
//! v2: int = assume_int v1                 list_item v3, v0
//! list_item v3, v2
//!
//! v1: float = unbox_float "it", v0        v3: object = as_float "it", v0
//! v2: object = box_float v1               list_append v4, v3
//! list_append v4, v2
//! ```
//!
//! An object that was an int is that int, a float that float, a bool that bool, whoever promised it; so is a small int of the word of
//! one; the length that was a word is that word.

use super::replace::Replacements;
use crate::ir::{Function, Inst, Op, Type, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// Runs the pass; whether it changed anything.
pub fn run(function: &mut Function) -> bool {
    let changed = floats(function);
    there_and_back(function) || changed
}

/// A float that is taken out of an object only to become one stays that object; and the firmware's square root of a float needs none.
fn floats(function: &mut Function) -> bool {
    let mut only_boxed: BTreeMap<ValueId, Vec<ValueId>> = function
        .insts()
        .filter(|inst| inst.op == Op::UnboxFloat)
        .filter_map(|inst| Some((inst.result?, Vec::new())))
        .collect();
    for inst in function.insts() {
        for arg in &inst.args {
            match (inst.op, inst.result, only_boxed.get_mut(arg)) {
                (Op::BoxFloat, Some(result), Some(boxes)) => boxes.push(result),
                _ => {
                    only_boxed.remove(arg);
                }
            }
        }
    }
    for value in function.blocks.iter().flat_map(|block| block.terminator.uses()) {
        only_boxed.remove(&value);
    }
    only_boxed.retain(|_, boxes| !boxes.is_empty());
    let mut objects = BTreeMap::new();
    for value in only_boxed.keys() {
        let name = function.value(*value).and_then(|value| value.name.clone());
        objects.insert(*value, function.new_value(Type::Object, name));
    }
    let boxes: BTreeSet<ValueId> = only_boxed.values().flatten().copied().collect();
    let mut replacements = Replacements::new(function);
    for block in &mut function.blocks {
        block.insts.retain(|inst| !inst.result.is_some_and(|result| boxes.contains(&result)));
        for inst in &mut block.insts {
            if let Some(object) = inst.result.and_then(|result| objects.get(&result)) {
                (inst.op, inst.result) = (Op::AsFloat, Some(*object));
            }
        }
    }
    for (value, boxes) in only_boxed {
        if let Some(object) = objects.get(&value) {
            boxes.into_iter().for_each(|result| replacements.add(result, *object));
        }
    }
    replacements.apply(function)
}

fn there_and_back(function: &mut Function) -> bool {
    let mut made: Vec<Option<(Op, ValueId)>> = vec![None; function.values.len()];
    for inst in function.insts() {
        if let (
            Op::IntObject | Op::BoxFloat | Op::BoxBool | Op::BoxUword | Op::SmallWord | Op::SmallInt,
            &[of],
            Some(result),
        ) = (inst.op, inst.args.as_slice(), inst.result)
            && let Some(entry) = made.get_mut(result.index())
        {
            *entry = Some((inst.op, of));
        }
    }
    let back = |inst: &Inst| match (inst.op, inst.args.as_slice(), inst.result) {
        (op, &[of], Some(result)) => {
            let (made_by, value) = made.get(of.index()).copied().flatten()?;
            let is_back = matches!(
                (made_by, op),
                (Op::IntObject, Op::AssumeInt | Op::UnboxInt)
                    | (Op::BoxFloat, Op::UnboxFloat)
                    | (Op::BoxBool, Op::UnboxBool)
                    | (Op::BoxUword, Op::UwordOf)
                    | (Op::SmallWord, Op::SmallInt)
                    | (Op::SmallInt, Op::LengthWord | Op::IntWord | Op::SmallWord)
            );
            is_back.then_some((result, value))
        }
        _ => None,
    };
    let found: Vec<(ValueId, ValueId)> = function.insts().filter_map(back).collect();
    let mut replacements = Replacements::new(function);
    for block in &mut function.blocks {
        block.insts.retain(|inst| back(inst).is_none());
    }
    for (result, int) in found {
        replacements.add(result, int);
    }
    replacements.apply(function)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_pass, check_unchanged};
    use super::run;

    #[test]
    fn an_int_that_was_an_object_is_that_int() {
        check_pass(
            |function| run(function) | super::super::dead::run(function),
            "func f(n: int) -> int {\nb0(v0: int):\n  v1: object = int_object v0\n  v2: int = assume_int v1\n  \
             return v2\n}\n",
            "func f(n: int) -> int {\nb0(v0: int):\n  return v0\n}\n",
        );
    }

    #[test]
    fn a_float_that_is_only_moved_stays_the_object_it_is() {
        let function = |insts: &str| {
            format!("func f(l: object, n: int) -> void {{\nb0(v0: object, v1: int):\n{insts}  return\n}}\n")
        };
        check_pass(
            |function| run(function) | super::super::dead::run(function),
            &function(
                "  v2: object = list_item v0, v1\n  v3: float = unbox_float \"item\", v2\n  v4: object = box_float v3\n  set_list_item v0, v1, v4\n",
            ),
            &function(
                "  v2: object = list_item v0, v1\n  v3: object = as_float \"item\", v2\n  set_list_item v0, v1, v3\n",
            ),
        );
        check_unchanged(
            run,
            &function(
                "  v2: object = list_item v0, v1\n  v3: float = unbox_float \"item\", v2\n  v4: object = box_float v3\n  set_list_item v0, v1, v4\n  v5: float = float_add v3, v3\n  v6: object = box_float v5\n  set_list_item v0, v1, v6\n",
            ),
        );
    }

    #[test]
    fn another_object_is_looked_at() {
        check_unchanged(
            run,
            "func f(o: object) -> int {\nb0(v0: object):\n  v1: int = assume_int v0\n  return v1\n}\n",
        );
    }
}
