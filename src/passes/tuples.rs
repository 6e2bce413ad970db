//! Takes the elements of a tuple from where it was made.
//!
//! ```text
//! v2: object = new_tuple v0, v1         v2: object = new_tuple v0, v1
//! v3: pack = unpack 2, v2               list_append v6, v1
//! v4: object = pack_item 0, v3          list_append v6, v0
//! v5: object = pack_item 1, v3
//! list_append v6, v5
//! list_append v6, v4
//! ```
//!
//! A tuple does not change, so that this holds whoever else has it. One that nothing has but what took it apart is not used any more,
//! and [`super::dead`] leaves it out: whether there is memory for a tuple is not asked for its own sake.

use super::replace::Replacements;
use crate::ir::{Function, Imm, Inst, Op, ValueId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Runs the pass; whether it changed anything.
pub fn run(function: &mut Function) -> bool {
    let made = Made::of(function);
    if made.tuples.is_empty() {
        return false;
    }
    let mut replacements = Replacements::new(function);
    let mut changed = false;
    for block in &mut function.blocks {
        block.insts.retain_mut(|inst| match made.gives(inst) {
            None => true,
            Some(Given::Value(value)) => {
                if let Some(result) = inst.result {
                    replacements.add(result, value);
                }
                false
            }
            Some(Given::Number(number)) => {
                changed = true;
                (inst.op, inst.imms) = (Op::ConstInt, vec![Imm::Big(Rc::from(number.to_string()))]);
                inst.args.clear();
                true
            }
            // It takes apart what is as long as it should be.
            Some(Given::Pack) => {
                changed = true;
                false
            }
        });
    }
    replacements.apply(function) | changed
}

/// What an operation on a tuple gives.
enum Given {
    /// This value.
    Value(ValueId),
    /// This int.
    Number(usize),
    /// An array of its elements, each of which is given in its place.
    Pack,
}

/// What is made in a function.
struct Made {
    /// The elements of each tuple.
    tuples: BTreeMap<ValueId, Vec<ValueId>>,
    /// The tuple that a pack has the elements of.
    packs: BTreeMap<ValueId, ValueId>,
    /// Ints that may be indices.
    numbers: BTreeMap<ValueId, i64>,
}

impl Made {
    fn of(function: &Function) -> Made {
        let mut made = Made { tuples: BTreeMap::new(), packs: BTreeMap::new(), numbers: BTreeMap::new() };
        for inst in function.insts() {
            if let (Op::NewTuple, Some(result)) = (inst.op, inst.result) {
                made.tuples.insert(result, inst.args.clone());
            }
        }
        if made.tuples.is_empty() {
            return made;
        }
        let mut ints: BTreeMap<ValueId, i64> = BTreeMap::new();
        for inst in function.insts() {
            if let (Op::ConstInt, [Imm::Big(digits)], Some(result)) = (inst.op, &inst.imms[..], inst.result)
                && let Ok(number) = digits.parse()
            {
                ints.insert(result, number);
            }
        }
        for inst in function.insts() {
            match (inst.op, &inst.args[..], &inst.imms[..], inst.result) {
                (Op::Unpack, [tuple], [Imm::Int(count)], Some(result))
                    if made.length(*tuple).and_then(|length| i64::try_from(length).ok()) == Some(*count) =>
                {
                    made.packs.insert(result, *tuple);
                }
                (Op::IntObject, [int], _, Some(result)) => {
                    made.numbers.extend(ints.get(int).map(|number| (result, *number)));
                }
                (Op::Const, _, [Imm::Big(digits)], Some(result)) => {
                    made.numbers.extend(digits.parse().ok().map(|number| (result, number)));
                }
                _ => {}
            }
        }
        made
    }

    fn length(&self, tuple: ValueId) -> Option<usize> {
        self.tuples.get(&tuple).map(Vec::len)
    }

    /// What an operation gives, if that is known of a tuple that is made here.
    fn gives(&self, inst: &Inst) -> Option<Given> {
        let element = |tuple: &ValueId, index: usize| self.tuples.get(tuple)?.get(index).copied();
        match (inst.op, &inst.args[..], &inst.imms[..]) {
            (Op::Unpack, ..) => self.packs.contains_key(&inst.result?).then_some(Given::Pack),
            (Op::PackItem, [pack], [Imm::Int(index)]) => {
                element(self.packs.get(pack)?, usize::try_from(*index).ok()?).map(Given::Value)
            }
            // An index that is out of range raises.
            (Op::Item, [tuple, index], _) => {
                let index = *self.numbers.get(index)?;
                let from = if index < 0 { i64::try_from(self.length(*tuple)?).ok()? } else { 0 };
                element(tuple, usize::try_from(from.checked_add(index)?).ok()?).map(Given::Value)
            }
            (Op::Len, [tuple], _) => self.length(*tuple).map(Given::Number),
            (Op::CheckType, [tuple], [Imm::Str(names), ..]) => {
                let is_promised = names.split('|').any(|name| name == "tuple");
                (is_promised && self.length(*tuple).is_some()).then_some(Given::Value(*tuple))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_pass, check_unchanged};
    use super::run;

    #[test]
    fn the_elements_are_those_that_it_was_made_of() {
        check_pass(
            |function| run(function) | super::super::dead::run(function),
            "func f(a: object, b: object) -> void {\nb0(v0: object, v1: object):\n  v2: object = new_tuple v0, v1\n  \
             v3: pack = unpack 2, v2\n  v4: object = pack_item 1, v3\n  set_global \"x\", v4\n  v5: int = int -2\n  \
             v6: object = int_object v5\n  v7: object = item v2, v6\n  set_global \"y\", v7\n  v8: int = len v2\n  \
             v9: object = int_object v8\n  set_global \"z\", v9\n  return\n}\n",
            "func f(a: object, b: object) -> void {\nb0(v0: object, v1: object):\n  set_global \"x\", v1\n  \
             set_global \"y\", v0\n  v2: int = int 2\n  v3: object = int_object v2\n  set_global \"z\", v3\n  return\n}\n",
        );
    }

    #[test]
    fn a_tuple_that_something_else_has_is_made() {
        check_pass(
            |function| run(function) | super::super::dead::run(function),
            "func f(a: object) -> object {\nb0(v0: object):\n  v1: object = new_tuple v0, v0\n  \
             v2: object = check_type \"tuple\", 0, \"t\", v1\n  v3: pack = unpack 2, v2\n  return v2\n}\n",
            "func f(a: object) -> object {\nb0(v0: object):\n  v1: object = new_tuple v0, v0\n  \
             v2: pack = unpack 2, v1\n  return v1\n}\n",
        );
    }

    #[test]
    fn what_raises_is_left_to_raise() {
        check_unchanged(
            run,
            "func f(a: object) -> object {\nb0(v0: object):\n  v1: object = new_tuple v0, v0\n  \
             v2: pack = unpack 3, v1\n  v3: int = int 2\n  v4: object = int_object v3\n  v5: object = item v1, v4\n  \
             v6: object = check_type \"list\", 0, \"t\", v1\n  return v5\n}\n",
        );
    }
}
