//! Does without an instance whose fields are all that is wanted of it: each is a value.
//!
//! ```text
//! v1: object = new_instance %Point          v5: float = float_add v0, v0
//! set_field %Point.x, v1, v2, v0
//! v3: float = field %Point.x, v1, v2
//! v4: float = field %Point.x, v1, v2
//! v5: float = float_add v3, v4
//! ```
//!
//! That is so of an instance that nothing else is given: no function, no container, no field, no block. Each field that is read has to be
//! set at one place, before. The instance itself is left to [`super::dead`]: whether there is memory for it is not asked for its own
//! sake, as for a tuple. [`super::inline`] makes such instances of those that a small method makes for another.

use super::replace::Replacements;
use crate::ir::dominators::Dominators;
use crate::ir::{BlockId, Function, Imm, Inst, Op, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// Where an operation is: its block, and its position there.
type Place = (BlockId, usize);

/// What is known of an instance.
#[derive(Default)]
struct Fields {
    /// By the field's place in the class: where it is set, and to what.
    set: BTreeMap<u32, (Place, ValueId)>,
    /// Where which field is read, and what that gives.
    read: Vec<(u32, Place, ValueId)>,
}

/// Runs the pass; whether it changed anything.
pub fn run(function: &mut Function) -> bool {
    let found = found(function);
    if found.is_empty() {
        return false;
    }
    let mut replacements = Replacements::new(function);
    for (_, _, value, result) in found.values().flat_map(|fields| fields.known()) {
        replacements.add(result, value);
    }
    let is_of_one = |inst: &Inst| inst.args.first().is_some_and(|object| found.contains_key(object));
    for block in &mut function.blocks {
        block.insts.retain(|inst| !(matches!(inst.op, Op::Field | Op::SetField) && is_of_one(inst)));
    }
    replacements.apply(function);
    true
}

impl Fields {
    /// Of each place where a field is read: where it was set, what to, and what was read.
    fn known(&self) -> impl Iterator<Item = (Place, Place, ValueId, ValueId)> {
        self.read.iter().filter_map(|(field, at, result)| {
            let (set, value) = self.set.get(field)?;
            Some((*set, *at, *value, *result))
        })
    }
}

/// The instances that can be done without.
fn found(function: &Function) -> BTreeMap<ValueId, Fields> {
    let mut found: BTreeMap<ValueId, Fields> = function
        .insts()
        .filter(|inst| inst.op == Op::NewInstance)
        .filter_map(|inst| Some((inst.result?, Fields::default())))
        .collect();
    if found.is_empty() {
        return found;
    }
    let is_true = |inst: &Inst| inst.op == Op::ConstBool && inst.imms.first() == Some(&Imm::Int(1));
    let sure: BTreeSet<ValueId> =
        function.insts().filter(|inst| is_true(inst)).filter_map(|inst| inst.result).collect();
    for (block, data) in (0..).map(BlockId).zip(&function.blocks) {
        for (position, inst) in data.insts.iter().enumerate() {
            let at = (block, position);
            let (object, rest) = match (inst.op, inst.imms.first(), &inst.args[..]) {
                (Op::Field, Some(Imm::Field(_, field)), [object, exact]) if sure.contains(exact) => {
                    if let (Some(fields), Some(result)) = (found.get_mut(object), inst.result) {
                        fields.read.push((field.0, at, result));
                    }
                    (Some(object), &[][..])
                }
                (Op::SetField, Some(Imm::Field(_, field)), [object, exact, value])
                    if sure.contains(exact) =>
                {
                    // One that is set twice is not known.
                    let twice =
                        found.get_mut(object).and_then(|fields| fields.set.insert(field.0, (at, *value)));
                    (Some(object).filter(|_| twice.is_none()), std::slice::from_ref(value))
                }
                _ => (None, &inst.args[..]),
            };
            for arg in rest.iter().chain(inst.args.first().filter(|_| object.is_none())) {
                found.remove(arg);
            }
        }
        for value in data.terminator.uses() {
            found.remove(&value);
        }
    }
    let dominators = Dominators::of(function);
    let is_before = |(a, first): Place, (b, second): Place| {
        if a == b { first < second } else { dominators.dominates(a, b) }
    };
    found.retain(|_, fields| {
        let known: Vec<_> = fields.known().collect();
        known.len() == fields.read.len() && known.iter().all(|(set, at, ..)| is_before(*set, *at))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::super::dead;
    use super::super::tests::check_pass;
    use super::run;
    use crate::ir::Function;

    fn function(insts: &str) -> String {
        format!(
            "class C init @init {{\n  x: float\n  y: object\n}}\nfunc f(a: float, o: object) -> float {{\nb0(v0 a: float, v1 o: object):\n  \
             v2: object = new_instance %C\n  v3: bool = bool 1\n  set_field %C.x, v2, v3, v0\n{insts}}}\n"
        )
    }

    #[test]
    fn what_is_read_is_what_was_set() {
        check_pass(
            |function: &mut Function| run(function) | dead::run(function),
            &function(
                "  set_field %C.y, v2, v3, v1\n  v4: float = field %C.x, v2, v3\n  v5: float = field %C.x, v2, v3\n  \
                 v6: float = float_add v4, v5\n  return v6\n",
            ),
            "func f(a: float, o: object) -> float {\nb0(v0 a: float, v1 o: object):\n  v2: float = float_add v0, v0\n  return v2\n}\n",
        );
    }

    #[test]
    fn what_something_else_has_is_made() {
        let read = "  v4: float = field %C.x, v2, v3\n";
        for more in [
            // It is given to another, kept, set twice, or not set.
            "  set_global \"it\", v2\n  return v4\n",
            "  set_field %C.y, v2, v3, v2\n  return v4\n",
            "  set_field %C.x, v2, v3, v4\n  return v4\n",
            "  v5: object = field %C.y, v2, v3\n  set_global \"it\", v5\n  return v4\n",
            "  set_field %C.y, v1, v3, v2\n  return v4\n",
        ] {
            let text = function(&format!("{read}{more}"));
            let (_, unchanged) = text.split_once("}\n").unwrap();
            check_pass(run, &text, unchanged);
        }
    }
}
