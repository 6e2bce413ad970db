//! Leaves out the check of what the firmware gives where nothing but objects is made of it.
//!
//! ```text
//! v1: object = call v0                    v1: object = call v0
//! v2: int = given_int v1                  set_global "x", v1
//! v3: object = int_object v2
//! set_global "x", v3
//! ```
//!
//! The checker knows what a built-in function or a module's gives, and compiled code makes sure of it before it
//! believes it. Here it believes nothing. What an annotation promises is checked all the same.

use super::replace::Replacements;
use crate::ir::{Function, Inst, Module, Op, ValueId};
use std::collections::BTreeMap;

/// Runs the pass on a whole module.
pub fn run(module: &mut Module) {
    module.functions.iter_mut().for_each(leave_out);
}

fn leave_out(function: &mut Function) {
    let insts = || function.insts();
    let checks = |inst: &Inst| matches!(inst.op, Op::GivenInt | Op::GivenBool | Op::GivenFloat);
    let check = |inst: &Inst| Some((inst.result?, *inst.args.first()?));
    let mut checks: BTreeMap<ValueId, ValueId> =
        insts().filter(|inst| checks(inst)).filter_map(check).collect();
    if checks.is_empty() {
        return;
    }
    let boxes = |op: Op| matches!(op, Op::IntObject | Op::BoxBool | Op::BoxFloat);
    for inst in insts().filter(|inst| !boxes(inst.op)) {
        checks.retain(|result, _| !inst.args.contains(result));
    }
    for block in &function.blocks {
        let uses = block.terminator.uses();
        checks.retain(|result, _| !uses.contains(result));
    }
    let mut replacements = Replacements::new(function);
    for inst in function.insts().filter(|inst| boxes(inst.op)) {
        if let (Some(result), Some(value)) = (inst.result, inst.args.first().and_then(|arg| checks.get(arg)))
        {
            replacements.add(result, *value);
        }
    }
    replacements.apply(function);
    let is_gone = |inst: &Inst| inst.result.is_some_and(|result| checks.contains_key(&result));
    let is_box =
        |inst: &Inst| boxes(inst.op) && inst.args.first().is_some_and(|arg| checks.contains_key(arg));
    for block in &mut function.blocks {
        block.insts.retain(|inst| !is_gone(inst) && !is_box(inst));
    }
}

#[cfg(test)]
mod tests {
    use crate::ir::{parse, print};

    fn given(body: &str) -> String {
        let text =
            format!("module m from \"m.py\" init @f\n\nfunc f() -> void {{\nb0:\n{body}  return\n}}\n");
        let mut module = parse::module(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        super::run(&mut module);
        print::function(&module, &module.functions[0])
    }

    const CALL: &str = "  v0: object = global \"f\"\n  v1: object = call v0\n";

    #[test]
    fn what_is_an_object_again_is_not_checked() {
        let after = given(&format!(
            "{CALL}  v2: int = given_int v1\n  v3: object = int_object v2\n  set_global \"x\", v3\n"
        ));
        assert!(after.contains("set_global \"x\", v1"), "{after}");
        assert!(!after.contains("given_int"), "{after}");
    }

    #[test]
    fn what_is_believed_is_checked() {
        let text = "  v2: int = given_int v1\n  v3: int = int_add v2, v2\n  v4: object = int_object v2\n";
        assert!(given(&format!("{CALL}{text}")).contains("  v2: int = given_int v1\n"));
    }

    #[test]
    fn a_promise_is_checked() {
        let text = "  v2: int = unbox_int \"global 'x'\", v1\n  v3: object = int_object v2\n  set_global \"x\", v3\n";
        assert!(given(&format!("{CALL}{text}")).contains("unbox_int"));
    }
}
