//! Takes away block parameters that are always the same value.
//!
//! ```text
//! b0(v0: int, v1: int):                     b0(v0: int, v1: int):
//!   jump b1(v0, v1)                           jump b1(v0)
//! b1(v2: int, v3: int):                     b1(v2: int):
//!   v4: int = int_add v2, v3                  v4: int = int_add v2, v1
//!   jump b1(v4, v3)                           jump b1(v4)
//! ```
//!
//! Building the values of variables leaves many of these: a variable that a loop reads but never assigns.

use super::dead;
use super::replace::Replacements;
use crate::ir::{Function, ValueId};

/// Runs the pass; whether it changed anything.
pub fn run(function: &mut Function) -> bool {
    let mut changed = false;
    while round(function) {
        changed = true;
    }
    changed
}

fn round(function: &mut Function) -> bool {
    let reached = dead::reachable(function);
    let mut replacements = Replacements::new(function);
    // By block, by parameter: the one value it is, as far as seen.
    let mut only: Vec<Vec<Found>> =
        function.blocks.iter().map(|block| vec![Found::Nothing; block.params.len()]).collect();
    for (block, _) in function.blocks.iter().zip(&reached).filter(|(_, reached)| **reached) {
        for target in block.terminator.targets() {
            let Some(params) = function.blocks.get(target.block.index()).map(|block| &block.params) else {
                continue;
            };
            let Some(found) = only.get_mut(target.block.index()) else { continue };
            for ((arg, param), found) in target.args.iter().zip(params).zip(found) {
                *found = found.with(*arg, *param);
            }
        }
    }
    // The entry's parameters are the function's own.
    if let Some(entry) = only.first_mut() {
        entry.fill(Found::Several);
    }
    let mut any = false;
    for (index, found) in only.iter().enumerate() {
        let gone: Vec<bool> = found.iter().map(|found| matches!(found, Found::One(_))).collect();
        if !gone.contains(&true) {
            continue;
        }
        any = true;
        if let Some(block) = function.blocks.get_mut(index) {
            for (param, found) in block.params.iter().zip(found) {
                if let Found::One(value) = found {
                    replacements.add(*param, *value);
                }
            }
            let mut keep = gone.iter().map(|gone| !gone);
            block.params.retain(|_| keep.next().unwrap_or(true));
        }
        for block in &mut function.blocks {
            for target in block.terminator.targets_mut() {
                if target.block.index() == index {
                    let mut keep = gone.iter().map(|gone| !gone);
                    target.args.retain(|_| keep.next().unwrap_or(true));
                }
            }
        }
    }
    replacements.apply(function);
    any
}

/// What a parameter is given.
#[derive(Clone, Copy)]
enum Found {
    /// Nothing yet, or itself.
    Nothing,
    /// One value, and perhaps itself.
    One(ValueId),
    /// Several values.
    Several,
}

impl Found {
    fn with(self, arg: ValueId, param: ValueId) -> Found {
        match self {
            _ if arg == param => self,
            Found::Nothing => Found::One(arg),
            Found::One(value) if value == arg => self,
            Found::One(_) | Found::Several => Found::Several,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::dead;
    use super::super::tests::{check_pass, check_unchanged};
    use crate::ir::Function;

    /// With the values left over dropped.
    fn run(function: &mut Function) -> bool {
        let changed = super::run(function);
        dead::run(function) || changed
    }

    #[test]
    fn what_a_loop_only_reads_is_no_parameter() {
        check_pass(
            run,
            "func f(a: int, b: int) -> int {\nb0(v0: int, v1: int):\n  jump b1(v0, v1)\n\
             b1(v2: int, v3: int):\n  v4: int = int_add v2, v3\n  v5: bool = int_lt v4, v3\n  \
             branch v5, then b1(v4, v3), else b2\nb2:\n  return v4\n}\n",
            "func f(a: int, b: int) -> int {\nb0(v0: int, v1: int):\n  jump b1(v0)\n\
             b1(v2: int):\n  v3: int = int_add v2, v1\n  v4: bool = int_lt v3, v1\n  \
             branch v4, then b1(v3), else b2\nb2:\n  return v3\n}\n",
        );
    }

    #[test]
    fn two_values_keep_their_parameter() {
        check_unchanged(
            run,
            "func f(b: bool, n: int, m: int) -> int {\nb0(v0: bool, v1: int, v2: int):\n  \
             branch v0, then b1(v1), else b1(v2)\nb1(v3: int):\n  return v3\n}\n",
        );
    }
}
