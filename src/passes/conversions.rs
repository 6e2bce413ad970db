//! Leaves out conversions there and back.
//!
//! ```text
//! v1: object = int_object v0              v1: object = int_object v0
//! v2: int = assume_int v1                 list_item v3, v0
//! list_item v3, v2
//! ```
//!
//! An object that was an int is that int, a float that float, a bool that bool, whoever promised it; so is a small int of the word of
//! one; the length that was a word is that word.

use super::replace::Replacements;
use crate::ir::{Function, Inst, Op, ValueId};

/// Runs the pass; whether it changed anything.
pub fn run(function: &mut Function) -> bool {
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
    fn another_object_is_looked_at() {
        check_unchanged(
            run,
            "func f(o: object) -> int {\nb0(v0: object):\n  v1: int = assume_int v0\n  return v1\n}\n",
        );
    }
}
