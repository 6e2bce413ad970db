//! Several modules, a package, as C for one file: a translation unit each, and one set of tables.
//!
//! In: the modules, the package's own first. Out: their C, of which the first has what the runtime asks of the whole
//! (`src/runtime/rt_bundle.h`): what the modules are called, and the code of each.
//!
//! ```text
//! robot/__init__.py          0  the package's own            rt_bundle_bodies[0]
//! robot/drive/motor.py       1  ".drive.motor", a module     rt_bundle_bodies[1]
//! robot/drive/__init__.py    2  ".drive", a package          rt_bundle_bodies[2]
//! robot/plugins/             -  ".plugins", a folder         none
//! ```

use super::tables::Tables;
use super::{Taken, Tracebacks, emit_one};
use crate::ir::Module;
use linker::Constant;
use std::fmt::Write;

/// What a part of a package is; the numbers are those of `rt_bundle.h`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKind {
    /// A file.
    Module = 1,
    /// A folder with code of its own.
    Package = 2,
    /// A folder without.
    Folder = 3,
}

/// A module of a package, other than the package's own.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name from the package's on: `.drive.motor`.
    pub name: String,
    /// What it is.
    pub kind: PartKind,
    /// Its code; none of a folder.
    pub module: Option<Module>,
}

/// What a package becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Emitted {
    /// The C of each module, by its number.
    pub c: Vec<String>,
    /// The qstr table after its first entry, which is the name of the package's own source.
    pub qstrs: Vec<String>,
    /// The constants.
    pub constants: Vec<Constant>,
    /// Whether it keeps where it calls what may raise, and needs the table of [`super::sites`].
    pub keeps_sites: bool,
}

/// The names that the runtime asks for, in the order of `rt_bundle.h`.
const NAMES: [&str; 10] =
    ["vfs", "mount", "umount", "stat", "ilistdir", "io", "BytesIO", "__path__", "/", ".bundle"];

/// The declaration of a module's own code.
pub(super) fn body(number: usize) -> String {
    format!("rt_obj rt_body_{number}(const rt_fun *self)")
}

/// Emits a package: its own module, and the others, of which folders come last. What runs once becomes bytecode if that is
/// wanted.
#[must_use]
pub fn emit(package: &Module, parts: &[Part], tracebacks: Tracebacks, bytecode: bool) -> Emitted {
    let modules: Vec<&Module> = parts.iter().filter_map(|part| part.module.as_ref()).collect();
    let count = modules.len() + 1;
    let mut tables = Tables::of_modules(count);
    let mut taken = Taken::default();
    let mut c = vec![String::new()];
    for (index, module) in modules.iter().enumerate() {
        let number = index + 1;
        let (text, filled) = emit_one(
            module,
            tracebacks,
            bytecode,
            tables.for_module(number),
            Some(number),
            &mut taken,
            &|_| String::new(),
        );
        tables = filled;
        c.push(text);
    }
    // The last, as it has the length of all names.
    let end = |tables: &mut Tables| whole(parts, count, tables);
    let (text, tables) =
        emit_one(package, tracebacks, bytecode, tables.for_module(0), Some(0), &mut taken, &end);
    if let Some(first) = c.first_mut() {
        *first = text;
    }
    let sources = modules.iter().map(|module| module.source_name.to_string());
    Emitted {
        c,
        qstrs: sources.chain(tables.qstrs()).collect(),
        constants: tables.constants(),
        keeps_sites: tracebacks == Tracebacks::Raised,
    }
}

/// What the runtime asks of a package.
fn whole(parts: &[Part], count: usize, tables: &mut Tables) -> String {
    let mut text = format!("\nrt_own rt_owns[{count}];\n#pragma GCC visibility push(hidden)\n");
    let numbers: Vec<String> = (1..count).map(|number| format!("{};\n", body(number))).collect();
    text.push_str(&numbers.concat());
    let bodies: Vec<String> = (0..count).map(|number| format!("rt_body_{number}")).collect();
    let _ = writeln!(text, "const rt_module_body rt_bundle_bodies[] = {{{}}};", bodies.join(", "));
    text.push_str("const uint8_t rt_bundle_parts[] = {\n");
    for part in parts {
        let bytes: Vec<String> = part.name.bytes().map(|byte| byte.to_string()).collect();
        let _ =
            writeln!(text, "    {}, {}, // {}", bytes.join(", "), part.kind as u8, part.name.escape_debug());
    }
    text.push_str("    RT_BUNDLE_END};\n");
    let names: Vec<String> = NAMES.iter().map(|name| tables.name(name)).collect();
    let _ = writeln!(text, "const uint16_t rt_bundle_names[] = {{{}}};", names.join(", "));
    text.push_str(
        "#pragma GCC visibility pop\n\n\
         rt_obj mpy_init(const rt_fun *self, size_t n_args, size_t n_kw, const rt_obj *args) {\n    \
         (void)n_args, (void)n_kw, (void)args;\n    return rt_bundle(self);\n}\n",
    );
    text
}
