//! Leaves out `check_bound` where the operand cannot be the null object.
//!
//! ```text
//! v1: object = global "a"                 v1 x: object = global "a"
//! v2 x: object = check_bound "x", v1      v3: object = new_list v1
//! v3: object = new_list v2
//! ```
//!
//! Null comes from `unbound`, from an iteration's `iter_next`, from a memory cell's `slot_get`, from a shared
//! variable's `cell_get`, from `thrown`, from attributes that may be missing, and nowhere else. It travels through
//! block parameters and through the conversions that are no code, `int_object` and `assume_int`; `check_bound` gives
//! what is not null.

use super::replace::Replacements;
use crate::ir::{Function, Op, ValueId};

/// Runs the pass; whether it changed anything.
pub fn run(function: &mut Function) -> bool {
    let nullable = nullable(function);
    let mut replacements = Replacements::new(function);
    for block in &mut function.blocks {
        block.insts.retain(|inst| match (inst.op, inst.args.as_slice(), inst.result) {
            (Op::CheckBound, &[arg], Some(result)) if !is_nullable(&nullable, arg) => {
                replacements.add(result, arg);
                false
            }
            _ => true,
        });
    }
    replacements.apply(function)
}

/// Whether a value may be the null object, by what [`nullable`] found.
pub(super) fn is_nullable(nullable: &[bool], value: ValueId) -> bool {
    nullable.get(value.index()).copied().unwrap_or(true)
}

/// By value, whether it may be the null object.
pub(super) fn nullable(function: &Function) -> Vec<bool> {
    let mut nullable = vec![false; function.values.len()];
    // What is null if a value is.
    let mut follow: Vec<Vec<ValueId>> = vec![Vec::new(); function.values.len()];
    let mut work = Vec::new();
    for block in &function.blocks {
        for inst in &block.insts {
            match (inst.op, inst.result) {
                (
                    Op::Unbound
                    | Op::AttrMaybe
                    | Op::MatchArgument
                    | Op::IterNext
                    | Op::ListIterNext
                    | Op::NumberIterNext
                    | Op::StrIterNext
                    | Op::SlotGet
                    | Op::CellGet
                    | Op::Thrown,
                    Some(result),
                ) => {
                    work.push(result);
                }
                (Op::IntObject | Op::AssumeInt, Some(result)) => {
                    for arg in &inst.args {
                        if let Some(follow) = follow.get_mut(arg.index()) {
                            follow.push(result);
                        }
                    }
                }
                _ => {}
            }
        }
        for target in block.terminator.targets() {
            let params = function.blocks.get(target.block.index()).map_or(&[][..], |block| &block.params);
            for (&param, arg) in params.iter().zip(&target.args) {
                if let Some(follow) = follow.get_mut(arg.index()) {
                    follow.push(param);
                }
            }
        }
    }
    while let Some(value) = work.pop() {
        if let Some(flag @ false) = nullable.get_mut(value.index()) {
            *flag = true;
            work.extend(follow.get(value.index()).map_or(&[][..], Vec::as_slice));
        }
    }
    nullable
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_pass, check_unchanged};
    use super::super::{bound, dead};
    use crate::ir::Function;

    /// With the values left over dropped.
    fn run(function: &mut Function) -> bool {
        let changed = bound::run(function);
        dead::run(function) || changed
    }

    #[test]
    fn a_parameter_and_a_result_are_bound() {
        check_pass(
            run,
            "func f(n: int) -> void {\nb0(v0 n: int):\n  v1: int = check_bound \"n\", v0\n  v2: object = global \"a\"\n\
             \u{20} v3 x: object = check_bound \"x\", v2\n  v4: object = call v3\n  v5: int = int_floordiv v1, v1\n  return\n}\n",
            "func f(n: int) -> void {\nb0(v0 n: int):\n  v1 x: object = global \"a\"\n  v2: object = call v1\n\
             \u{20} v3: int = int_floordiv v0, v0\n  return\n}\n",
        );
    }

    #[test]
    fn a_variable_that_one_path_leaves_unbound_is_checked_once() {
        check_pass(
            run,
            "func f(b: bool, o: object) -> void {\nb0(v0: bool, v1: object):\n  v2: object = unbound\n\
             \u{20} branch v0, then b1(v2), else b1(v1)\nb1(v3 x: object):\n  v4: object = check_bound \"x\", v3\n\
             \u{20} v5: object = check_bound \"x\", v4\n  raise v5\n}\n",
            "func f(b: bool, o: object) -> void {\nb0(v0: bool, v1: object):\n  v2: object = unbound\n\
             \u{20} branch v0, then b1(v2), else b1(v1)\nb1(v3 x: object):\n  v4: object = check_bound \"x\", v3\n\
             \u{20} raise v4\n}\n",
        );
    }

    #[test]
    fn a_loop_that_starts_bound_stays_bound() {
        check_pass(
            run,
            "func f(b: bool, n: int) -> int {\nb0(v0: bool, v1: int):\n  jump b1(v1)\nb1(v2: int):\n\
             \u{20} v3: int = check_bound \"n\", v2\n  branch v0, then b1(v3), else b2\nb2:\n  return v3\n}\n",
            "func f(b: bool, n: int) -> int {\nb0(v0: bool, v1: int):\n  jump b1(v1)\nb1(v2: int):\n\
             \u{20} branch v0, then b1(v2), else b2\nb2:\n  return v2\n}\n",
        );
    }

    #[test]
    fn null_travels_through_conversions_and_memory() {
        check_unchanged(
            run,
            "func f(o: object) -> void {\n  slot $0: variable int\n  slot $1: iterator\nb0(v0: object):\n\
             \u{20} v1: object = unbound\n  v2: int = assume_int v1\n  v3: int = check_bound \"a\", v2\n\
             \u{20} v4: int = slot_get $0\n  v5: object = int_object v4\n  v6: object = check_bound \"b\", v5\n\
             \u{20} iter_new $1, v0\n  v7: object = iter_next $1\n  v8: object = check_bound \"c\", v7\n  return\n}\n",
        );
    }
}
