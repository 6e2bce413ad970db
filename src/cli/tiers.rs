//! What a module's machine code calls, by how it gets there: what `mpyc natmod -v` says.
//!
//! ```text
//!   calls directly: area, Point.move
//!   calls directly in other modules: shapes.area
//!   calls in the firmware's table: call_function_n_kw, new_list
//!   looks up at run time: math.sqrt, print
//! ```

use crate::ir::{Imm, Inst, Module, Op, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// A line for each way that there is something to say of, from the IR and the C that is made of it.
pub(super) fn lines(module: &Module, c: &str) -> Vec<String> {
    let ways = [
        ("calls directly", direct(module)),
        ("calls directly in other modules", of_other_modules(module)),
        ("calls in the firmware's table", in_table(c)),
        ("looks up at run time", looked_up(module)),
    ];
    let lines = ways.into_iter().filter(|(_, names)| !names.is_empty()).map(|(way, names)| {
        let names: Vec<String> = names.into_iter().collect();
        format!("  {way}: {}", names.join(", "))
    });
    lines.collect()
}

/// The functions that compiled code calls as C does.
fn direct(module: &Module) -> BTreeSet<String> {
    let calls =
        |inst: &&Inst| matches!(inst.op, Op::CallFunction | Op::CallVirtual | Op::CallGetter | Op::CallC);
    let callee = |inst: &Inst| match inst.imms.first() {
        Some(Imm::Signature(signature)) => Some(format!("{} (C)", signature.name)),
        Some(Imm::Function(id)) => module.functions.get(id.index()).map(|function| function.name.to_string()),
        _ => None,
    };
    module.insts().filter(calls).filter_map(callee).collect()
}

/// The functions of modules compiled together that compiled code calls by their native forms.
fn of_other_modules(module: &Module) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for function in &module.functions {
        let made = |value: &ValueId| function.insts().find(|inst| inst.result == Some(*value));
        let name = |inst: &Inst| match inst.imms.first() {
            Some(Imm::Str(name)) => Some(name.to_string()),
            _ => None,
        };
        for inst in function.insts().filter(|inst| inst.op == Op::NativeForm) {
            let Some(callee) = inst.args.first().and_then(made) else { continue };
            let of = callee.args.first().and_then(made).and_then(name);
            found.extend(name(callee).map(|name| match of {
                Some(of) => format!("{of}.{name}"),
                None => name,
            }));
        }
    }
    found
}

/// The entries of the firmware's table that the generated C names; what the runtime calls is not among them.
fn in_table(c: &str) -> BTreeSet<String> {
    const MENTIONS: [&str; 2] = ["RT(", "RT_CALL("];
    let name = |rest: &str| rest.split_once(')').map(|(name, _)| name.to_owned());
    let is_data = |name: &String| name.starts_with("const_") || name.starts_with("type_");
    let mentions =
        MENTIONS.into_iter().flat_map(|mention| c.match_indices(mention)).filter_map(|(at, mention)| {
            // The end of a longer identifier is another one.
            let before = c.get(..at)?.chars().next_back();
            let rest = c.get(at + mention.len()..)?;
            (!before.is_some_and(|before| before.is_ascii_alphanumeric() || before == '_')).then_some(rest)
        });
    mentions.filter_map(name).filter(|name| !is_data(name)).collect()
}

/// What is found by its name each time: in an imported module, or among the built-ins.
fn looked_up(module: &Module) -> BTreeSet<String> {
    let stored = |inst: &Inst| match (inst.op, inst.imms.first()) {
        (Op::SetGlobal, Some(Imm::Str(name))) => Some(name.to_string()),
        _ => None,
    };
    let own: BTreeSet<String> = module.insts().filter_map(stored).collect();
    let mut found = BTreeSet::new();
    for function in &module.functions {
        let mut modules: BTreeMap<ValueId, &str> = BTreeMap::new();
        for inst in function.insts() {
            let Some(Imm::Str(name)) = inst.imms.first() else { continue };
            match inst.op {
                Op::Global => {
                    modules.extend(inst.result.map(|result| (result, &**name)));
                    if !own.contains(&**name) {
                        found.insert(name.to_string());
                    }
                }
                Op::ModuleAttr | Op::ModuleCall => {
                    let of = inst.args.first().and_then(|module| modules.get(module));
                    found.insert(format!("{}.{name}", of.unwrap_or(&"…")));
                }
                _ => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_of_the_table_may_stand_behind_anything_but_an_identifier() {
        let c = "x = RT_CALL(new_list)(1);\nRT(raise)(e); f(RT(new_int)(2), !RT(is_true)(y));\n\
                 START(no)(1); S_RT(no)(2); q = RT(const_none); RT(type_tuple)";
        let names = ["is_true", "new_int", "new_list", "raise"];
        assert_eq!(in_table(c), names.into_iter().map(str::to_owned).collect());
    }
}
