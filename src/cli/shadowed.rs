//! What would keep a module from being imported where it is written: its name, and what lies beside it.

use crate::diagnostics::{Code, Diagnostic};
use crate::target::Target;
use crate::target::built_in::{self, BuiltIn, Port};
use std::path::Path;

/// Says what keeps the module that is written to `destination` from being imported; `source` is what it is compiled from, which
/// lies beside it as a rule. A part of a package is asked for by the package's name.
pub(super) fn warnings(
    destination: &Path,
    source: &Path,
    in_package: bool,
    target: &Target,
) -> Vec<Diagnostic> {
    let Some(name) = destination.file_stem().and_then(|stem| stem.to_str()) else { return Vec::new() };
    let in_package = in_package
        || ["__init__.py", "__init__.mpy"].iter().any(|init| destination.with_file_name(init).is_file());
    let of_name = if in_package { None } else { never_loaded(name, target) };
    of_name.into_iter().chain(hidden(destination, source)).collect()
}

/// A name that is built into the firmware for good.
pub(super) fn never_loaded(name: &str, target: &Target) -> Option<Diagnostic> {
    let why = match built_in::fixed(name)? {
        BuiltIn::Everywhere => "every firmware has a module of this name and looks for no file".to_owned(),
        BuiltIn::Somewhere => {
            "firmware that has a module of this name, as many boards' does, looks for no file".to_owned()
        }
        BuiltIn::Of(ports) => {
            let ports: Vec<&str> = ports
                .iter()
                .filter(|port| port.may_load(target.arch))
                .map(|port| Port::name(*port))
                .collect();
            if ports.is_empty() {
                return None;
            }
            format!(
                "the firmware of MicroPython's port {} has a module of this name and looks for no file",
                ports.join(", ")
            )
        }
        BuiltIn::Alias => {
            format!("it is the built-in module `{}` by its old name", name.get(1..).unwrap_or_default())
        }
    };
    let problem =
        Diagnostic::new(Code::NEVER_LOADED, format!("`import {name}` would not load this module")).note(why);
    Some(match name {
        "math" | "cmath" | "gc" | "sys" | "micropython" => {
            problem.help(format!("rename the module, and take what it extends by `from {name} import *`"))
        }
        _ => problem.help("rename the module"),
    })
}

/// Files that the firmware finds before a module: of a name, a folder comes first, then `.py`, then `.mpy` (`py/builtinimport.c`,
/// `stat_module` and `stat_file_py_or_mpy`).
fn hidden(destination: &Path, source: &Path) -> Option<Diagnostic> {
    let name = destination.file_name()?.to_string_lossy().into_owned();
    let problem = |what: String, help: String| {
        let title = format!("`{name}` is not what is imported where {what} lies beside it");
        Some(Diagnostic::new(Code::SHADOWED, title).help(help))
    };
    let folder = destination.with_extension("");
    if folder.is_dir() {
        let shown = folder.display();
        return problem(
            format!("the folder `{shown}`"),
            "the firmware takes a folder of a module's name for a package, with or without `__init__.py`: rename one, \
             or copy only the file"
                .to_owned(),
        );
    }
    let script = destination.with_extension("py");
    let is_source = match (script.canonicalize(), source.canonicalize()) {
        (Ok(script), Ok(source)) => script == source,
        _ => false,
    };
    if !script.is_file() || is_source {
        return None;
    }
    problem(
        format!("`{}`", script.display()),
        "the firmware looks for `.py` before `.mpy`: remove the one that is not meant".to_owned(),
    )
}
