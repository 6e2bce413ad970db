//! Has the firmware's square root told of a float, not of an object.
//!
//! ```text
//! v1: object = global "sqrt"                v1: object = global "sqrt"
//! v2: object = box_float v0                 v4: float = float_sqrt v1, v0
//! v3: object = call v1, v2
//! v4: float = given_float v3
//! ```
//!
//! A root that is rounded as IEEE 754 has it is the same whoever computes it. What the name is now is looked at each time: where it is
//! not the firmware's function, it is called as it was. The box is left to [`super::dead`].

use crate::ir::{Function, Imm, Inst, Op, Type, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// Runs the pass.
pub fn run(function: &mut Function) {
    if function.is_small {
        return;
    }
    let floats: BTreeMap<ValueId, ValueId> = function
        .insts()
        .filter(|inst| inst.op == Op::BoxFloat)
        .filter_map(|inst| Some((inst.result?, *inst.args.first()?)))
        .collect();
    let names: BTreeSet<ValueId> =
        function.insts().filter(|inst| is_name(inst)).filter_map(|inst| inst.result).collect();
    let mut uses: BTreeMap<ValueId, usize> = BTreeMap::new();
    let used = function.blocks.iter().flat_map(|block| block.terminator.uses());
    for value in function.insts().flat_map(|inst| inst.args.iter().copied()).chain(used) {
        *uses.entry(value).or_default() += 1;
    }
    // The function, or the module that it is looked up in, and the float.
    let root = |call: &Inst, given: &Inst| {
        let is_given =
            given.op == Op::GivenFloat && call.result.is_some() && given.args.first().copied() == call.result;
        let [from, arg] = call.args[..] else { return None };
        let is_root = match (call.op, &call.imms[..]) {
            (Op::Call, [Imm::Names(keywords)]) => keywords.is_empty() && names.contains(&from),
            (Op::ModuleCall, [Imm::Str(name), Imm::Names(keywords)]) => {
                keywords.is_empty() && **name == *NAME
            }
            _ => false,
        };
        let is_only = call.result.is_some_and(|result| uses.get(&result) == Some(&1));
        (is_given && is_root && is_only).then_some((from, *floats.get(&arg)?))
    };
    for index in 0..function.blocks.len() {
        let Some(block) = function.blocks.get_mut(index) else { continue };
        let mut insts = std::mem::take(&mut block.insts).into_iter().peekable();
        let mut done = Vec::new();
        while let Some(call) = insts.next() {
            let found = insts.peek().and_then(|given| root(&call, given).zip(given.result));
            let Some(((from, float), result)) = found else {
                done.push(call);
                continue;
            };
            insts.next();
            let loc = call.loc;
            let mut callee = from;
            if call.op == Op::ModuleCall {
                callee = function.new_value(Type::Object, None);
                let imms = vec![Imm::Str(NAME.into())];
                done.push(Inst { op: Op::ModuleAttr, imms, args: vec![from], result: Some(callee), loc });
            }
            let args = vec![callee, float];
            done.push(Inst { op: Op::FloatSqrt, imms: Vec::new(), args, result: Some(result), loc });
        }
        if let Some(block) = function.blocks.get_mut(index) {
            block.insts = done;
        }
    }
}

/// The function's name in `math`.
const NAME: &str = "sqrt";

fn is_name(inst: &Inst) -> bool {
    match (inst.op, inst.imms.first()) {
        (Op::Global | Op::ModuleAttr, Some(Imm::Str(name))) => **name == *NAME,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::dead;
    use super::super::tests::{check_pass, check_unchanged};
    use crate::ir::Function;

    fn run(function: &mut Function) -> bool {
        let before = function.clone();
        super::run(function);
        let changed = *function != before;
        if changed {
            dead::run(function);
        }
        changed
    }

    fn function(callee: &str, calls: &str) -> String {
        format!(
            "func f(n: float) -> float {{\nb0(v0 n: float):\n  v1: object = {callee}\n  v2: object = box_float v0\n{calls}  return v4\n}}\n"
        )
    }

    #[test]
    fn a_root_that_is_believed_to_be_a_float_is_told_of_one() {
        let after = |insts: &str| format!("func f(n: float) -> float {{\nb0(v0 n: float):\n{insts}}}\n");
        check_pass(
            run,
            &function("global \"sqrt\"", "  v3: object = call v1, v2\n  v4: float = given_float v3\n"),
            &after("  v1: object = global \"sqrt\"\n  v2: float = float_sqrt v1, v0\n  return v2\n"),
        );
        check_pass(
            run,
            &function(
                "global \"math\"",
                "  v3: object = module_call \"sqrt\", v1, v2\n  v4: float = given_float v3\n",
            ),
            &after(
                "  v1: object = global \"math\"\n  v2: object = module_attr \"sqrt\", v1\n  \
                 v3: float = float_sqrt v2, v0\n  return v3\n",
            ),
        );
    }

    #[test]
    fn another_function_or_an_object_that_is_kept_is_left() {
        check_unchanged(
            run,
            &function("global \"sin\"", "  v3: object = call v1, v2\n  v4: float = given_float v3\n"),
        );
        check_unchanged(
            run,
            &function(
                "global \"sqrt\"",
                "  v3: object = call v1, v2\n  v4: float = given_float v3\n  set_global \"x\", v3\n",
            ),
        );
    }
}
