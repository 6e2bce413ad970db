//! Asks whether the stack has room only where something is called.
//!
//! ```text
//! b0(v0: word):                             b0(v0: word):
//!   stack_check                               …
//!   …                                         branch v1, then b1, else b2
//!   branch v1, then b1, else b2             b1:
//! b1:                                         return v0
//!   return v0                               b2:
//! b2:                                         stack_check
//!   v2: word = call_function @f, v0           v2: word = call_function @f, v0
//! ```
//!
//! Half of the calls of a recursion are those at its end, which call nothing more: these need no room but their own frame, which the C
//! compiler makes where the function first calls. In: a function that [`super::recursion`] lets ask where it begins; out: it asks on each way
//! to a call, once, and not on the ways that end without one.

use crate::ir::{Effects, Function, Inst, Op, Terminator};

/// Runs the pass, once, after all that move calls; whether it changed anything.
pub fn run(function: &mut Function) -> bool {
    let Some(check) =
        function.blocks.first().and_then(|entry| entry.insts.iter().find(|inst| is_check(inst)))
    else {
        return false;
    };
    if function.suspends {
        return false;
    }
    let check = check.clone();
    let places = places(function);
    if places == [0] {
        return false;
    }
    if let Some(entry) = function.blocks.first_mut() {
        entry.insts.retain(|inst| !is_check(inst));
    }
    for place in places {
        if let Some(block) = function.blocks.get_mut(place) {
            block.insts.insert(0, check.clone());
        }
    }
    true
}

fn is_check(inst: &Inst) -> bool {
    inst.op == Op::StackCheck
}

/// The blocks, by their indices, that are to begin with a check.
fn places(function: &Function) -> Vec<usize> {
    let calls = calling(function);
    let mut entries = vec![0; function.blocks.len()];
    for target in function.blocks.iter().flat_map(|block| block.terminator.targets()) {
        if let Some(count) = entries.get_mut(target.block.index()) {
            *count += 1;
        }
    }
    let may_call = |index: usize| calls.get(index) == Some(&true);
    let mut places = Vec::new();
    let mut work = vec![0];
    while let Some(index) = work.pop() {
        let Some(block) = function.blocks.get(index).filter(|_| may_call(index)) else { continue };
        let ways: Vec<usize> = match &block.terminator {
            Terminator::Branch { then, otherwise, .. } => vec![then.block.index(), otherwise.block.index()],
            Terminator::Jump(_)
            | Terminator::Switch { .. }
            | Terminator::Try { .. }
            | Terminator::Yield { .. }
            | Terminator::Return(_)
            | Terminator::Raise(_)
            | Terminator::Reraise(_)
            | Terminator::Unreachable => Vec::new(),
        };
        let is_entered_here = |way: &usize| entries.get(*way) == Some(&1);
        let is_spared = ways.iter().any(|way| !may_call(*way)) && ways.iter().all(is_entered_here);
        if is_spared && !block.insts.iter().any(may_run_code) {
            work.extend(ways);
        } else {
            places.push(index);
        }
    }
    places
}

/// By block: something may be called from there on.
fn calling(function: &Function) -> Vec<bool> {
    let mut calls: Vec<bool> = function
        .blocks
        .iter()
        .map(|block| {
            let leaves_quietly = match &block.terminator {
                Terminator::Jump(_)
                | Terminator::Branch { .. }
                | Terminator::Switch { .. }
                | Terminator::Return(_)
                | Terminator::Unreachable => true,
                Terminator::Try { .. }
                | Terminator::Yield { .. }
                | Terminator::Raise(_)
                | Terminator::Reraise(_) => false,
            };
            !leaves_quietly || block.insts.iter().any(may_run_code)
        })
        .collect();
    loop {
        let mut changed = false;
        for (index, block) in function.blocks.iter().enumerate().rev() {
            let goes_on =
                block.terminator.targets().iter().any(|next| calls.get(next.block.index()) == Some(&true));
            if let Some(entry @ false) = calls.get_mut(index).filter(|_| goes_on) {
                *entry = true;
                changed = true;
            }
        }
        if !changed {
            return calls;
        }
    }
}

fn may_run_code(inst: &Inst) -> bool {
    match inst.op.info().effects {
        Effects::Pure | Effects::Reads | Effects::WritesLocal | Effects::Ordered => false,
        Effects::Allocates | Effects::Raises | Effects::Calls => !is_check(inst),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_pass, check_unchanged};
    use super::run;

    fn recursion(at_start: &str, at_end: &str, before_call: &str) -> String {
        format!(
            "func f(n: word) -> object {{\nb0(v0 n: word):\n{at_start}  v1: word = word 2\n  v2: bool = word_lt v0, v1\n  \
             branch v2, then b1, else b2\nb1:\n{at_end}  v3: object = unbound\n  return v3\nb2:\n{before_call}  \
             v4: object = call_function @f, v0\n  return v4\n}}\n"
        )
    }

    #[test]
    fn the_end_of_a_recursion_does_not_ask() {
        check_pass(run, &recursion("  stack_check\n", "", ""), &recursion("", "", "  stack_check\n"));
    }

    #[test]
    fn where_every_way_calls_it_is_asked_before_they_part() {
        check_unchanged(run, &recursion("  stack_check\n", "  v5: object = global \"x\"\n", ""));
    }

    #[test]
    fn what_is_called_before_the_ways_part_is_asked_for() {
        check_unchanged(run, &recursion("  stack_check\n  v5: object = global \"x\"\n", "", ""));
    }

    #[test]
    fn a_loop_does_not_ask_each_time() {
        check_unchanged(
            run,
            "func f(n: word) -> void {\nb0(v0 n: word):\n  stack_check\n  jump b1\nb1:\n  v1: word = word 2\n  \
             v2: bool = word_lt v0, v1\n  branch v2, then b2, else b3\nb2:\n  return\nb3:\n  \
             v3: object = global \"x\"\n  jump b1\n}\n",
        );
    }
}
