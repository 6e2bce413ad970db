//! What a module's machine code calls, by how it gets there: of the whole module, as `mpyc natmod -v` says it, and of
//! each line of its source.
//!
//! ```text
//!   calls directly: area, Point.move
//!   calls directly in other modules: shapes.area
//!   calls in the firmware's table: call_function_n_kw, new_list
//!   looks up at run time: math.sqrt, print
//! ```

use crate::emit::lines::PlainC;
use crate::ir::{Function, Imm, Inst, Module, Op, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// Names, by the way to what they name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tiers {
    /// The functions that compiled code calls as C does.
    pub direct: BTreeSet<String>,
    /// The functions of modules compiled together that compiled code calls by their native forms.
    pub in_other_modules: BTreeSet<String>,
    /// The entries of the firmware's table that the generated C names; what the runtime calls is not among them.
    pub in_table: BTreeSet<String>,
    /// What is found by its name each time: in an imported module, or among the built-ins.
    pub looked_up: BTreeSet<String>,
}

impl Tiers {
    /// The ways that there is something to say of: what is done, and the names.
    pub fn said(&self) -> impl Iterator<Item = (&'static str, String)> {
        let ways = [
            ("calls directly", &self.direct),
            ("calls directly in other modules", &self.in_other_modules),
            ("calls in the firmware's table", &self.in_table),
            ("looks up at run time", &self.looked_up),
        ];
        ways.into_iter().filter(|(_, names)| !names.is_empty()).map(|(way, names)| {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            (way, names.join(", "))
        })
    }
}

/// Those of a whole module, from the IR and the C that is made of it.
#[must_use]
pub fn of_module(module: &Module, c: &str) -> Tiers {
    let mut whole = Tiers::default();
    for (_, mut tiers) in by_line(module, c) {
        whole.direct.append(&mut tiers.direct);
        whole.in_other_modules.append(&mut tiers.in_other_modules);
        whole.in_table.append(&mut tiers.in_table);
        whole.looked_up.append(&mut tiers.looked_up);
    }
    whole
}

/// Those of each line of the source; of line 0, what is of none.
#[must_use]
pub fn by_line(module: &Module, c: &str) -> BTreeMap<u32, Tiers> {
    let mut lines: BTreeMap<u32, Tiers> = BTreeMap::new();
    for inst in module.insts() {
        if let Some(name) = direct(module, inst) {
            lines.entry(inst.loc.line).or_default().direct.insert(name);
        }
    }
    for (line, name) in module.functions.iter().flat_map(in_other_modules) {
        lines.entry(line).or_default().in_other_modules.insert(name);
    }
    let plain = PlainC::new(c);
    for (number, line) in (1..).zip(plain.text.lines()) {
        let names = in_table(line);
        if !names.is_empty() {
            let at = plain.python_line(number).unwrap_or(0);
            lines.entry(at).or_default().in_table.extend(names);
        }
    }
    let stored = |inst: &Inst| match (inst.op, inst.imms.first()) {
        (Op::SetGlobal, Some(Imm::Str(name))) => Some(name.to_string()),
        _ => None,
    };
    let own: BTreeSet<String> = module.insts().filter_map(stored).collect();
    for (line, name) in module.functions.iter().flat_map(|function| looked_up(function, &own)) {
        lines.entry(line).or_default().looked_up.insert(name);
    }
    lines
}

/// The function that an operation calls as C does, if it calls one.
fn direct(module: &Module, inst: &Inst) -> Option<String> {
    if !matches!(inst.op, Op::CallFunction | Op::CallVirtual | Op::CallGetter | Op::CallC) {
        return None;
    }
    match inst.imms.first() {
        Some(Imm::Signature(signature)) => Some(format!("{} (C)", signature.name)),
        Some(Imm::Function(id)) => module.functions.get(id.index()).map(|function| function.name.to_string()),
        _ => None,
    }
}

/// The functions of other modules that a function calls by their native forms, with the lines.
fn in_other_modules(function: &Function) -> Vec<(u32, String)> {
    let made = |value: &ValueId| function.insts().find(|inst| inst.result == Some(*value));
    let name = |inst: &Inst| match inst.imms.first() {
        Some(Imm::Str(name)) => Some(name.to_string()),
        _ => None,
    };
    let called = function.insts().filter_map(|inst| {
        let callee = inst.args.first().and_then(made)?;
        let name = match inst.op {
            // Whose method it is says its line.
            Op::MethodForm => format!("….{}", name(callee)?),
            Op::NativeForm | Op::ClassForm => match callee.args.first().and_then(made).and_then(name) {
                Some(of) => format!("{of}.{}", name(callee)?),
                None => name(callee)?,
            },
            _ => return None,
        };
        Some((inst.loc.line, name))
    });
    called.collect()
}

/// The entries of the firmware's table in some C.
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

/// What a function finds by name, with the lines; `own` are the names that the module itself binds.
fn looked_up(function: &Function, own: &BTreeSet<String>) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    let mut modules: BTreeMap<ValueId, &str> = BTreeMap::new();
    for inst in function.insts() {
        let Some(Imm::Str(name)) = inst.imms.first() else { continue };
        match inst.op {
            Op::Global => {
                modules.extend(inst.result.map(|result| (result, &**name)));
                if !own.contains(&**name) {
                    found.push((inst.loc.line, name.to_string()));
                }
            }
            Op::ModuleAttr | Op::ModuleCall => {
                let of = inst.args.first().and_then(|module| modules.get(module));
                found.push((inst.loc.line, format!("{}.{name}", of.unwrap_or(&"…"))));
            }
            _ => {}
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
