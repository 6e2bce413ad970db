//! Lets loops run scheduled callbacks and see Ctrl-C, as the firmware's bytecode does at each jump back.
//!
//! ```text
//! b1:                                       b1:
//!   v1: object = iter_next $0                 poll
//!   …                                         v1: object = iter_next $0
//!   jump b1                                   …
//!                                             jump b1
//! ```
//!
//! A poll counts down, which is two or three instructions; only when it comes to nothing the firmware is asked. A loop
//! whose body takes a hundred instructions or more does not feel it: those are the loops that call the firmware, or
//! functions that do, and those that have a loop inside. So does a loop that may wait for something ([`waits`]). The others
//! are left alone unless all are asked for.

mod waits;

use super::Polls;
use crate::ir::loops::{Loop, loops};
use crate::ir::{BlockId, Effects, Function, FunctionId, Imm, Inst, Module, Op};
use std::collections::BTreeSet;
use waits::may_wait;

/// Runs the pass on a whole module; once, because it adds.
pub fn run(module: &mut Module, polls: Polls) {
    if polls == Polls::Never {
        return;
    }
    let loops: Vec<Vec<Loop>> = module.functions.iter().map(loops).collect();
    let long = long_functions(module, &loops);
    for (function, loops) in module.functions.iter_mut().zip(&loops) {
        let polled: Vec<BlockId> = loops
            .iter()
            .filter(|one| {
                polls == Polls::Always
                    || one.has_inner
                    || is_long(function, &one.blocks, &long)
                    || may_wait(function, one)
            })
            .map(|one| one.header)
            .collect();
        for header in polled {
            let Some(block) = function.blocks.get_mut(header.index()) else { continue };
            let loc = block.insts.first().map_or(block.loc, |inst| inst.loc);
            let poll = Inst { op: Op::Poll, imms: Vec::new(), args: Vec::new(), result: None, loc };
            block.insts.insert(0, poll);
        }
    }
}

/// By function: whether a call takes long, as far as is known.
#[derive(PartialEq)]
struct Long {
    /// A call of the function itself.
    called: Vec<bool>,
    /// A call of it as a method: of any that may be called in its place.
    as_method: Vec<bool>,
}

fn long_functions(module: &Module, loops: &[Vec<Loop>]) -> Long {
    let called: Vec<bool> = loops.iter().map(|loops| !loops.is_empty()).collect();
    let targets: Vec<Vec<FunctionId>> = (0..)
        .map(FunctionId)
        .zip(&module.functions)
        .map(|(id, _)| module.targets(id).into_iter().map(|(_, target)| target).collect())
        .collect();
    let of_methods = |called: &[bool]| -> Vec<bool> {
        let is_long = |target: &FunctionId| called.get(target.index()).copied().unwrap_or(true);
        targets.iter().map(|targets| targets.is_empty() || targets.iter().any(is_long)).collect()
    };
    let mut long = Long { as_method: of_methods(&called), called };
    loop {
        let called: Vec<bool> = module
            .functions
            .iter()
            .zip(&long.called)
            .map(|(function, known)| {
                *known || is_long(function, &(0..function.blocks.len()).collect(), &long)
            })
            .collect();
        let next = Long { as_method: of_methods(&called), called };
        if next == long {
            return long;
        }
        long = next;
    }
}

fn is_long(function: &Function, blocks: &BTreeSet<usize>, long: &Long) -> bool {
    let mut insts =
        blocks.iter().filter_map(|index| function.blocks.get(*index)).flat_map(|block| &block.insts);
    insts.any(|inst| match (inst.op, inst.imms.first()) {
        (Op::CallFunction, Some(Imm::Function(id))) => long.called.get(id.index()).copied().unwrap_or(true),
        (Op::CallVirtual | Op::CallGetter, Some(Imm::Function(id))) => {
            long.as_method.get(id.index()).copied().unwrap_or(true)
        }
        (op, _) => takes_long(op),
    })
}

/// Whether an operation takes some hundred instructions as a rule: a call of the firmware that is no small matter.
fn takes_long(op: Op) -> bool {
    match op {
        _ if op.is_by_view() => false,
        // In place, or nearly, for what they mostly meet.
        Op::Field
        | Op::SetField
        | Op::AttrOf
        | Op::SetAttrOf
        | Op::Append
        | Op::Pop
        | Op::ListIterNew
        | Op::ListIterNext
        | Op::NumberIterNew
        | Op::NumberIterNext
        | Op::StrIterNew
        | Op::StrIterNext
        | Op::StrItem
        | Op::SameStr
        | Op::InCharacters
        | Op::ListTrue
        | Op::ByteItem
        | Op::BytesItem
        | Op::SetByteItem
        | Op::ByteWord
        | Op::BytesWord
        | Op::SetByteWord
        | Op::ArrayItem
        | Op::SetArrayItem
        | Op::ArrayWord
        | Op::SetArrayWord
        | Op::IsArray
        | Op::IntItem
        | Op::SetIntItem
        | Op::FloatItem
        | Op::FloatItemByWord
        | Op::SetFloatItem
        | Op::SetFloatItemByWord
        | Op::ListItem
        | Op::SetListItem
        | Op::IsTrue
        | Op::Len
        | Op::CheckInstance
        | Op::CheckUnless
        | Op::CellSet
        | Op::SetDefault
        | Op::Resumed
        | Op::ExceptionMatch
        | Op::Poll => false,
        Op::BoxFloat
        | Op::NewList
        | Op::BytesOfWords
        | Op::NewTuple
        | Op::ResultsTuple
        | Op::NewDict
        | Op::NewListFor
        | Op::NewClosure
        | Op::NewCell
        | Op::NewInstance => true,
        _ => op.info().effects == Effects::Calls,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Polls;
    use super::{Function, Op, run};
    use crate::ir::{parse, print};

    /// A loop that calls a method which does little, of which one that overrides it has a loop itself.
    const METHODS: &str = "module m from \"m.py\" init @<module>\n\n\
        class A init @A.f {\n  f = @A.f\n}\n\nclass B from %A init @A.f {\n  f = @B.f\n}\n\n\
        func A.f(self: object) -> void {\nb0(v0 self: object):\n  return\n}\n\n\
        func B.f(self: object) -> void {\nb0(v0 self: object):\n  jump b1\nb1:\n  jump b1\n}\n\n\
        func g(a: object) -> void {\nb0(v0 a: object):\n  jump b1\nb1:\n  call_virtual @A.f, v0\n  jump b1\n}\n\n\
        func <module>() -> void {\nb0:\n  return\n}\n";

    #[test]
    fn a_method_takes_as_long_as_what_overrides_it() {
        let polls = |text: &str| {
            let mut module = parse::module(text).unwrap();
            run(&mut module, Polls::Long);
            let function = module.functions.iter().find(|function| &*function.name == "g").unwrap();
            print::function(&module, function).contains("poll")
        };
        assert!(polls(METHODS));
        assert!(!polls(&METHODS.replace("f = @B.f", "f = @A.f")));
    }

    const LOOPS: &str = "module m from \"m.py\" init @<module>\n\n\
        func light(n: int as int) -> int {\nb0(v0 n: int):\n  v1: int = int 0\n  jump b1(v1)\n\
        b1(v2: int):\n  v3: int = int_add v2, v0\n  v4: bool = int_lt v3, v0\n  branch v4, then b1(v3), else b2\n\
        b2:\n  return v2\n}\n\n\
        func heavy(x: object as object) -> int {\nb0(v0 x: object):\n  jump b1\n\
        b1:\n  v1: object = attr \"a\", v0\n  v2: bool = is_true v1\n  branch v2, then b1, else b2\n\
        b2:\n  v3: int = int 0\n  return v3\n}\n\n\
        func <module>() -> void {\nb0:\n  return\n}\n";

    fn polled(polls: Polls) -> Vec<String> {
        let mut module = parse::module(LOOPS).unwrap();
        run(&mut module, polls);
        let polls = |function: &&Function| print::function(&module, function).contains("  poll\n");
        module.functions.iter().filter(polls).map(|function| function.name.to_string()).collect()
    }

    #[test]
    fn a_loop_that_may_wait_for_somebody_else_polls() {
        let polls = |end: &str| {
            let text = format!(
                "module m from \"m.py\" init @<module>\n\n\
                func f(x: object, n: word) -> void {{\nb0(v0 x: object, v1: word):\n  v2: int = int 0\n  jump b1(v1)\n\
                b1(v3: word):\n  v4: word = word_add v3, v1\n  v5: object = list_item v0, v2\n  v6: bool = {end}\n  \
                branch v6, then b1(v4), else b2\nb2:\n  return\n}}\n\n\
                func <module>() -> void {{\nb0:\n  return\n}}\n"
            );
            let mut module = parse::module(&text).unwrap();
            run(&mut module, Polls::Long);
            module.insts().any(|inst| inst.op == Op::Poll)
        };
        assert!(polls("is_true v5"));
        assert!(!polls("word_true v3"));
    }

    #[test]
    fn a_loop_that_looks_at_one_item_after_the_other_does_not_wait() {
        let polls = |step: &str| {
            let text = format!(
                "module m from \"m.py\" init @<module>\n\n\
                func f(x: object, n: word) -> void {{\nb0(v0 x: object, v1: word):\n  v2: word = word 1\n  jump b1(v1)\n\
                b1(v3: word):\n  v4: int = small_int v3\n  v5: object = list_item v0, v4\n  v6: int = unbox_int \"x\", v5\n  \
                v7: word = {step}\n  v8: bool = int_true v6\n  branch v8, then b1(v7), else b2\nb2:\n  return\n}}\n\n\
                func <module>() -> void {{\nb0:\n  return\n}}\n"
            );
            let mut module = parse::module(&text).unwrap();
            run(&mut module, Polls::Long);
            module.insts().any(|inst| inst.op == Op::Poll)
        };
        assert!(!polls("word_add v3, v2"));
        assert!(!polls("word_sub v3, v2"));
        // As another place says, that stays the same, or that goes around.
        assert!(polls("word_add v3, v1"));
        assert!(polls("word_and v3, v2"));
    }

    #[test]
    fn loops_that_call_the_firmware_poll() {
        assert_eq!(polled(Polls::Long), ["heavy"]);
    }

    #[test]
    fn all_loops_poll_if_asked_for_and_none() {
        assert_eq!(polled(Polls::Always), ["light", "heavy"]);
        assert_eq!(polled(Polls::Never), [""; 0]);
    }
}
