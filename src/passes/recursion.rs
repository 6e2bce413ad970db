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
//! that every circle of such calls has one function that asks: here, each function of the circle does, and each that may be
//! on one through other modules.

use crate::ir::{Imm, Inst, Module, Op};

/// Runs the pass on a whole module; once, because it adds.
pub fn run(module: &mut Module) {
    // Other modules may call any function that they can, whichever is called of theirs.
    let outside = module.functions.len();
    let callees = |inst: &Inst| match (inst.op, inst.imms.first()) {
        (Op::CallFunction, Some(Imm::Function(id))) => vec![id.index()],
        (Op::CallVirtual | Op::CallGetter, Some(Imm::Function(id))) => {
            module.targets(*id).into_iter().map(|(_, target)| target.index()).collect()
        }
        (Op::CallForm, _) => vec![outside],
        _ => Vec::new(),
    };
    let functions = module.functions.iter();
    let mut calls: Vec<Vec<usize>> =
        functions.map(|function| function.insts().flat_map(callees).collect()).collect();
    let exported = module.functions.iter().enumerate().filter(|(_, function)| function.exported.is_some());
    calls.push(exported.map(|(index, _)| index).collect());
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

    #[test]
    fn a_circle_may_go_through_what_overrides_a_method() {
        let text = "module m from \"m.py\" init @<module>\n\n\
            class A init @A.f {\n  f = @A.f\n}\n\nclass B from %A init @A.f {\n  f = @B.f\n}\n\n\
            func A.f(self: object) -> void {\nb0(v0 self: object):\n  return\n}\n\n\
            func B.f(self: object) -> void {\nb0(v0 self: object):\n  call_virtual @A.f, v0\n  return\n}\n\n\
            func <module>() -> void {\nb0:\n  return\n}\n";
        let mut module = parse::module(text).unwrap();
        run(&mut module);
        let asks = module
            .functions
            .iter()
            .filter(|function| print::function(&module, function).contains("stack_check"));
        let asks: Vec<_> = asks.map(|function| function.name.to_string()).collect();
        assert_eq!(asks, ["B.f"]);
    }

    #[test]
    fn a_circle_may_go_through_another_module() {
        let calls = |name: &str, words: &str, call: &str| {
            format!(
                "{words}func {name}(v: address) -> object {{\nb0(v0 v: address):\n  v1: object = {call}\n  return v1\n}}\n\n"
            )
        };
        let outside = "call_form form \"() -> object\", v0";
        let text = format!(
            "module m from \"m.py\" init @<module>\n\n{}{}{}{}{}func <module>() -> void {{\nb0:\n  return\n}}\n",
            calls("f", "exported 1 ", "call_function @g, v0"),
            calls("g", "", outside),
            // Nothing leads back to it.
            calls("h", "", outside),
            calls("i", "exported 1 ", "global \"x\""),
            calls("j", "", "call_function @f, v0"),
        );
        let mut module = parse::module(&text).unwrap();
        run(&mut module);
        let asks = module
            .functions
            .iter()
            .filter(|function| print::function(&module, function).contains("stack_check"));
        let asks: Vec<_> = asks.map(|function| function.name.to_string()).collect();
        assert_eq!(asks, ["f", "g"]);
    }
}
