//! Leaves out the check of what the firmware gives where nothing but objects is made of it.
//!
//! ```text
//! v1: object = call v0                    v1: object = call v0
//! v2: int = unbox_int "'f()'", v1         set_global "x", v1
//! v3: object = int_object v2
//! set_global "x", v3
//! ```
//!
//! The checker knows what a built-in function or a method gives, and compiled code makes sure of it before it believes it.
//! Here it believes nothing. Where it does, a short check is enough, for nobody promised anything that a message would name.
//! What an annotation promises is checked all the same.

use super::replace::Replacements;
use crate::ir::{Function, Imm, Inst, Module, Op, ValueId};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Runs the pass on a whole module.
pub fn run(module: &mut Module) {
    let bound = bound(module);
    for function in &mut module.functions {
        leave_out(function, &bound);
        shorten(function, &bound);
    }
}

/// The names that a module's own code binds, or deletes.
#[must_use]
pub fn bound(module: &Module) -> BTreeSet<Rc<str>> {
    let insts = module.functions.iter().flat_map(|function| &function.blocks).flat_map(|block| &block.insts);
    let name = |inst: &Inst| match (inst.op, inst.imms.first()) {
        (Op::SetGlobal | Op::DelGlobal, Some(Imm::Str(name))) => Some(Rc::clone(name)),
        _ => None,
    };
    insts.filter_map(name).collect()
}

/// Whether an operation checks what the firmware gave, as the checker knows it, and nothing that was promised. `made` has
/// the operations by their results, `bound` the names that the module binds.
#[must_use]
pub fn is_given(inst: &Inst, made: &BTreeMap<ValueId, &Inst>, bound: &BTreeSet<Rc<str>>) -> bool {
    if !matches!(inst.op, Op::UnboxInt | Op::UnboxBool | Op::UnboxFloat | Op::CheckType) {
        return false;
    }
    let given = |arg: &ValueId| made.get(arg).copied();
    let of_firmware = inst.args.first().and_then(given).is_some_and(|inst| match inst.op {
        Op::ModuleCall | Op::ModuleAttr | Op::CallMethod => true,
        Op::Call => inst.args.first().and_then(given).is_some_and(|callee| {
            let is_bound = |name: &Imm| matches!(name, Imm::Str(name) if bound.contains(name));
            callee.op == Op::Global && !callee.imms.iter().any(is_bound)
        }),
        _ => false,
    });
    // The text is whose promise it is: an expression is between quotes, `global 'x'` is what is annotated.
    let whose = inst.imms.iter().rev().find_map(|imm| match imm {
        Imm::Str(whose) => Some(whose),
        _ => None,
    });
    of_firmware && whose.is_some_and(|whose| whose.starts_with('\''))
}

/// Puts short checks in the place of those that are left of what built-in functions and `bytearray`s gave.
fn shorten(function: &mut Function, bound: &BTreeSet<Rc<str>>) {
    let insts = || function.blocks.iter().flat_map(|block| &block.insts);
    let made: BTreeMap<ValueId, &Inst> = insts().filter_map(|inst| Some((inst.result?, inst))).collect();
    let short = |inst: &Inst| {
        let op = match inst.op {
            Op::UnboxInt => Op::GivenInt,
            Op::UnboxBool => Op::GivenBool,
            _ => return None,
        };
        let maker = made.get(inst.args.first()?)?;
        let given = maker.op == Op::ByteItem || (maker.op == Op::Call && is_given(inst, &made, bound));
        given.then_some((inst.result?, op))
    };
    let short: BTreeMap<ValueId, Op> = insts().filter_map(short).collect();
    for inst in function.blocks.iter_mut().flat_map(|block| &mut block.insts) {
        if let Some(op) = inst.result.and_then(|result| short.get(&result)) {
            inst.op = *op;
            inst.imms.clear();
        }
    }
}

fn leave_out(function: &mut Function, bound: &BTreeSet<Rc<str>>) {
    let insts = || function.blocks.iter().flat_map(|block| &block.insts);
    let made: BTreeMap<ValueId, &Inst> = insts().filter_map(|inst| Some((inst.result?, inst))).collect();
    let mut checks: BTreeMap<ValueId, ValueId> = BTreeMap::new();
    for inst in insts() {
        if let (Some(result), Some(arg)) = (inst.result, inst.args.first())
            && inst.op != Op::CheckType
            && is_given(inst, &made, bound)
        {
            checks.insert(result, *arg);
        }
    }
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
    for inst in function.blocks.iter().flat_map(|block| &block.insts).filter(|inst| boxes(inst.op)) {
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
            "{CALL}  v2: int = unbox_int \"'f()'\", v1\n  v3: object = int_object v2\n  set_global \"x\", v3\n"
        ));
        assert!(after.contains("set_global \"x\", v1"), "{after}");
        assert!(!after.contains("unbox_int"), "{after}");
    }

    #[test]
    fn what_is_believed_is_checked() {
        let text =
            "  v2: int = unbox_int \"'f()'\", v1\n  v3: int = int_add v2, v2\n  v4: object = int_object v2\n";
        assert!(given(&format!("{CALL}{text}")).contains("  v2: int = given_int v1\n"));
    }

    #[test]
    fn a_promise_is_checked() {
        let text = "  v2: int = unbox_int \"global 'x'\", v1\n  v3: object = int_object v2\n  set_global \"x\", v3\n";
        assert!(given(&format!("{CALL}{text}")).contains("unbox_int"));
    }

    #[test]
    fn what_a_name_of_the_module_gives_is_checked() {
        let text =
            "  v2: int = unbox_int \"'f()'\", v1\n  v3: object = int_object v2\n  set_global \"f\", v3\n";
        assert!(given(&format!("{CALL}{text}")).contains("unbox_int"));
    }
}
