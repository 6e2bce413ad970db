//! Where the tuples of functions are made, taken apart and kept: whether it is worth it that a function gives several values.
//!
//! ```text
//! def f(n): return n, n + 1       makes 1
//! a, b = f(1)                     takes 1
//! pairs.append(f(2))              keeps 1: a tuple that is made here, if no longer in f
//! ```

use super::{Facts, Shape};
use crate::ir::{FunctionId, Imm, Module, Op, ValueId};
use std::collections::BTreeMap;

/// The places where a function's tuples are made and taken apart.
#[derive(Default, Clone)]
pub(super) struct Places {
    /// Where it makes one.
    makes: usize,
    /// Where compiled code takes one apart, or gives it on as several values.
    takes: usize,
    /// Where compiled code has another use for one.
    keeps: usize,
    /// Code that is to be fast takes one apart.
    is_wanted: bool,
}

impl Places {
    /// By function, where functions give what is said.
    pub(super) fn of(module: &Module, shapes: &[Shape]) -> Vec<Places> {
        let mut all = vec![Places::default(); module.functions.len()];
        for (index, function) in module.functions.iter().enumerate() {
            if index == module.init.index() {
                continue;
            }
            let gives_several = shapes.get(index).is_some_and(Option::is_some);
            let facts = Facts::of(function);
            if let Some(places) = all.get_mut(index) {
                places.makes = facts
                    .returned
                    .keys()
                    .filter(|value| facts.definition(**value).is_some_and(|inst| inst.op == Op::NewTuple))
                    .count();
            }
            // By tuple that a call gives: how many of its uses take it apart.
            let mut taken: BTreeMap<ValueId, (FunctionId, usize)> = BTreeMap::new();
            for inst in function.insts() {
                if let (Op::CallFunction, [Imm::Function(id)], Some(result)) =
                    (inst.op, &inst.imms[..], inst.result)
                    && shapes.get(id.index()).is_some_and(Option::is_some)
                {
                    taken.insert(result, (*id, 0));
                }
            }
            for inst in function.insts() {
                if let (Op::Unpack | Op::Item | Op::Len, Some((_, count))) =
                    (inst.op, inst.args.first().and_then(|arg| taken.get_mut(arg)))
                {
                    *count += 1;
                }
            }
            for (tuple, (callee, count)) in taken {
                let Some(places) = all.get_mut(callee.index()) else { continue };
                let returned = facts.returned.get(&tuple).copied().unwrap_or(0);
                let uses = facts.uses(tuple);
                if uses == 0 {
                    continue;
                }
                if gives_several && returned == uses {
                    // A function that calls itself wants nothing.
                    places.takes += usize::from(callee.index() != index);
                } else if count == uses {
                    places.takes += 1;
                    places.is_wanted |= !function.is_small;
                } else {
                    places.keeps += 1;
                }
            }
        }
        all
    }

    /// If the function gives several values, tuples are made where they are kept and by its Python form, and taken apart nowhere.
    pub(super) fn are_fewer(&self) -> bool {
        self.takes > 0 && (self.is_wanted || self.keeps < self.makes + self.takes)
    }
}
