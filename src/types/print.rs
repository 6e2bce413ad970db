//! Prints what is known of names: for `--emit types`.

use super::{Global, Program};
use std::fmt::Write;

/// Every function with its parameters and variables, every class with its fields, every name of the module.
#[must_use]
pub fn print(program: &Program) -> String {
    let mut out = String::new();
    let classes = &program.classes;
    for (name, global) in &program.globals {
        let text = match global {
            Global::Function(_) => "function, called directly".to_owned(),
            Global::Class(_) => "class, called directly".to_owned(),
            Global::LateClass(_) => "class, looked up at each use".to_owned(),
            Global::Module(module) => format!("module {module}"),
            Global::Member(module, member) => format!("{member} of module {module}"),
            Global::Variable(ty) => ty.display(classes).to_string(),
        };
        let _ = writeln!(out, "{name}: {text}");
    }
    for class in classes {
        let kind = if class.is_laid_out { "fields at fixed places" } else { "attributes by name" };
        let _ = writeln!(out, "\nclass {}: {kind}", class.def.name.name);
        for field in class.fields.values() {
            let set = if field.always_set { "" } else { ", may be unset" };
            let _ = writeln!(out, "    {}: {}{set}", field.name, field.ty.display(classes));
        }
    }
    for function in &program.functions {
        let returns = if function.returns_declared {
            function.returns.display(classes).to_string()
        } else {
            "?".into()
        };
        let _ = writeln!(out, "\ndef {} -> {returns}", function.qualified_name);
        for (name, local) in &function.locals {
            let how = match (local.is_param, local.declared) {
                (true, _) => "parameter",
                (false, true) => "declared",
                (false, false) => "inferred",
            };
            let unbound = if local.maybe_unbound { ", may have no value" } else { "" };
            let _ = writeln!(out, "    {name}: {} ({how}{unbound})", local.ty.display(classes));
        }
    }
    out
}
