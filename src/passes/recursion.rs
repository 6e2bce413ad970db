//! Lets functions that may call themselves ask whether the stack has room.
//!
//! ```text
//! func f(n: int) -> int {                   func f(n: int) -> int {
//! b0(v0: int):                              b0(v0: int):
//!   v1: int = call_function @f, v0            stack_check
//!   return v1                                 v1: int = call_function @f, v0
//! }                                           return v1
//!                                           }
//! ```
//!
//! The firmware asks at each call that goes through it; a call from native code to native code does not. It is enough
//! that every circle of such calls has one function that asks: here, each function of the circle does.

use crate::ir::{Imm, Inst, Module, Op};

/// Runs the pass on a whole module; once, because it adds.
pub fn run(module: &mut Module) {
    let calls: Vec<Vec<usize>> = module
        .functions
        .iter()
        .map(|function| {
            let insts = function.insts();
            insts
                .filter(|inst| matches!(inst.op, Op::CallFunction | Op::CallVirtual | Op::CallGetter))
                .filter_map(|inst| match inst.imms.first() {
                    Some(Imm::Function(id)) => Some(id.index()),
                    _ => None,
                })
                .collect()
        })
        .collect();
    for index in 0..module.functions.len() {
        if !reaches_itself(index, &calls) {
            continue;
        }
        if let Some(function) = module.functions.get_mut(index) {
            let loc = function.loc;
            if let Some(entry) = function.blocks.first_mut() {
                let check =
                    Inst { op: Op::StackCheck, imms: Vec::new(), args: Vec::new(), result: None, loc };
                entry.insts.insert(0, check);
            }
        }
    }
}

fn reaches_itself(start: usize, calls: &[Vec<usize>]) -> bool {
    let mut seen = vec![false; calls.len()];
    let mut work = vec![start];
    while let Some(index) = work.pop() {
        for callee in calls.get(index).into_iter().flatten() {
            if *callee == start {
                return true;
            }
            if let Some(seen @ false) = seen.get_mut(*callee) {
                *seen = true;
                work.push(*callee);
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::ir::{parse, print};

    #[test]
    fn only_functions_of_a_circle_ask() {
        let text = "module m from \"m.py\" init @<module>\n\n\
            func f(n: int as int) -> int {\nb0(v0 n: int):\n  v1: int = call_function @g, v0\n  return v1\n}\n\n\
            func g(n: int as int) -> int {\nb0(v0 n: int):\n  v1: int = call_function @f, v0\n  return v1\n}\n\n\
            func h(n: int as int) -> int {\nb0(v0 n: int):\n  v1: int = call_function @f, v0\n  return v1\n}\n\n\
            func <module>() -> void {\nb0:\n  return\n}\n";
        let mut module = parse::module(text).unwrap();
        run(&mut module);
        let asks: Vec<_> = module
            .functions
            .iter()
            .filter(|function| print::function(&module, function).contains("stack_check"))
            .map(|function| function.name.to_string())
            .collect();
        assert_eq!(asks, ["f", "g"]);
    }
}
