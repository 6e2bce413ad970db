//! From the IR to C: one translation unit a module, against the runtime of `src/runtime`.
//!
//! What the module's own code does once becomes bytecode first ([`once`]). Each function becomes its native form
//! ([`function`]) and, around it, the Python one ([`entry`]); each class its struct and the functions that reach its
//! fields ([`class`]). Names and constants go into the module's tables ([`tables`]), which the linker writes into the
//! file. The C is meant to be read: it is named after the Python, and `#line` leads back to it.

pub mod bundle;
mod c;
mod calls;
mod class;
mod entry;
mod function;
mod generator;
mod items;
pub mod lines;
mod names;
mod once;
mod operation;
mod operators;
mod results;
pub mod sites;
pub mod small;
mod tables;
mod views;

use crate::ir::{self, Imm, Inst, Module, Op, Terminator};
use linker::{Arch, Constant};
use once::Once;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::rc::Rc;
use tables::Tables;

/// What a module becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Emitted {
    /// The C source.
    pub c: String,
    /// Its qstr table after the entry for the file's name.
    pub qstrs: Vec<String>,
    /// Its constants.
    pub constants: Vec<Constant>,
    /// Whether it keeps where it calls what may raise, and needs the table of [`sites`].
    pub keeps_sites: bool,
}

/// Which frames an exception tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tracebacks {
    /// That of the `raise` or `assert` that raised it, if one did.
    Stated,
    /// The one that it was raised in, by whatever, and those that the firmware has called since: what may raise keeps
    /// where it was called from (`src/runtime/rt_lines.c`).
    Raised,
    /// Every frame that it goes through: each function protects itself, and keeps the line that it is at.
    Every,
}

impl Tracebacks {
    /// What is told where nothing is asked for. An ESP32 saves the registers of a protected region by a function of the C
    /// library that first writes all windows to the stack, for each call of a function.
    #[must_use]
    pub fn usual(arch: Arch) -> Tracebacks {
        match arch {
            Arch::Xtensawin => Tracebacks::Stated,
            Arch::X86
            | Arch::X64
            | Arch::Armv6m
            | Arch::Armv7m
            | Arch::Armv7emsp
            | Arch::Armv7emdp
            | Arch::Xtensa
            | Arch::Rv32imc
            | Arch::Rv64imc => Tracebacks::Raised,
        }
    }
}

/// The C type of a value.
fn c_type(ty: ir::Type) -> &'static str {
    match ty {
        ir::Type::Object | ir::Type::Int | ir::Type::Pack | ir::Type::Results => "rt_obj",
        ir::Type::Float => "rt_float",
        ir::Type::Bool => "bool",
        ir::Type::Word => "rt_int",
        ir::Type::Uword | ir::Type::Address => "rt_uint",
        ir::Type::View => "rt_view",
        ir::Type::Void => "void",
    }
}

/// A module being emitted.
struct Emitter<'a> {
    module: &'a Module,
    tables: Tables,
    tracebacks: Tracebacks,
    /// C names of the functions and classes, by id.
    functions: Vec<String>,
    classes: Vec<String>,
    /// What runs once, as bytecode.
    once: Once,
    /// The names that the module's own code binds.
    bound: BTreeSet<Rc<str>>,
    /// By function: whether a call of it never closes views.
    quiet: Vec<bool>,
    /// Whether the module makes closures, and code that is to be fast calls objects: these are likely closures.
    applies_closures: bool,
    /// Which of several modules in one file it is; none if it is alone.
    number: Option<usize>,
}

/// Emits a module. What runs once becomes bytecode if that is wanted.
#[must_use]
pub fn emit(module: &Module, tracebacks: Tracebacks, bytecode: bool) -> Emitted {
    let mut taken = Taken::default();
    let (c, tables) =
        emit_one(module, tracebacks, bytecode, Tables::default(), None, &mut taken, &|_| String::new());
    Emitted {
        c,
        qstrs: tables.qstrs(),
        constants: tables.constants(),
        keeps_sites: tracebacks == Tracebacks::Raised,
    }
}

/// The C names that modules have, which differ from those of the modules beside them.
#[derive(Default)]
struct Taken {
    functions: BTreeSet<String>,
    classes: BTreeSet<String>,
}

/// Emits a module with the tables of those before it. What runs once becomes bytecode if that is wanted. The C ends with
/// what `end` says.
fn emit_one(
    module: &Module,
    tracebacks: Tracebacks,
    bytecode: bool,
    mut tables: Tables,
    number: Option<usize>,
    taken: &mut Taken,
    end: &dyn Fn(&mut Tables) -> String,
) -> (String, Tables) {
    let bound = bound(module);
    let own;
    let (module, once) = if bytecode {
        let mut changed = module.clone();
        let once = once::take(&mut changed, &mut tables);
        own = changed;
        (&own, once)
    } else {
        (module, Once::default())
    };
    let end = end(&mut tables);
    let emitter = Emitter {
        module,
        tables,
        once,
        bound,
        tracebacks,
        functions: names::unique(
            module.functions.iter().map(|function| &*function.name),
            &mut taken.functions,
        ),
        classes: names::unique(module.classes.iter().map(|class| &*class.name), &mut taken.classes),
        quiet: ir::views::quiet(&module.functions),
        applies_closures: applies_closures(module),
        number,
    };
    emit_rest(emitter, &end)
}

fn applies_closures(module: &Module) -> bool {
    let fast = module.functions.iter().filter(|function| !function.is_small);
    module.insts().any(|inst| inst.op == Op::NewClosure)
        && fast.flat_map(ir::Function::insts).any(|inst| inst.op == Op::Call)
}

/// The names that a module's own code binds, or deletes.
fn bound(module: &Module) -> BTreeSet<Rc<str>> {
    let name = |inst: &Inst| match (inst.op, inst.imms.first()) {
        (Op::SetGlobal | Op::DelGlobal, Some(Imm::Str(name))) => Some(Rc::clone(name)),
        _ => None,
    };
    module.insts().filter_map(name).collect()
}

fn emit_rest(mut emitter: Emitter, end: &str) -> (String, Tables) {
    let module = emitter.module;
    let mut parts = emitter.c_functions();
    for index in 0..module.classes.len() {
        parts.push_str(&emitter.class_struct(index));
    }
    for (index, function) in module.functions.iter().enumerate() {
        if function.suspends {
            parts.push_str(&emitter.generator_struct(index, function));
        }
        parts.push_str(&emitter.results_struct(index, function));
        if index != module.init.index() || !emitter.once.is_all {
            let _ = writeln!(parts, "{};", emitter.declaration(function));
        }
    }
    parts.push('\n');
    let mut slow = String::new();
    for index in 0..module.classes.len() {
        parts.push_str(&emitter.class_functions(index));
        slow.push_str(&emitter.slow_fields(index));
    }
    for (index, function) in module.functions.iter().enumerate() {
        if emitter.is_called_virtually(index) {
            slow.push_str(&emitter.virtual_call(index, function));
        }
        if index != module.init.index() {
            parts.push_str(&emitter.entry_declarations(index, function));
        }
    }
    if emitter.tracebacks == Tracebacks::Raised && !slow.is_empty() {
        slow = format!("{QUIET}{slow}{QUIET}\n");
    }
    parts.push_str(&slow);
    let mut bodies = String::new();
    for (index, function) in module.functions.iter().enumerate() {
        if index == module.init.index() && emitter.once.is_all {
            continue;
        }
        bodies.push_str(&emitter.native(index, function));
        if index != module.init.index() {
            bodies.push_str(&emitter.entry(index, function));
            bodies.push_str(&emitter.shared_form(index, function));
        }
    }
    parts.push_str(&emitter.bytecode());
    let mut c = emitter.frame(&parts, &bodies);
    c.push_str(end);
    (c, emitter.tables)
}

/// Before and after what calls the runtime for a line that is another's (`rt_quiet.h`).
const QUIET: &str = "#include \"rt_quiet.h\"\n#pragma GCC visibility push(hidden)\n";

impl Emitter<'_> {
    /// What runs once, and what that makes functions from.
    fn bytecode(&mut self) -> String {
        let mut out = String::new();
        if self.once.asks_helper {
            out.push_str("static rt_obj make_class(rt_obj number, rt_obj bases, rt_obj namespace) {\n");
            let classes = self.once.made.classes.clone();
            for (number, id) in classes.iter().enumerate() {
                let make = self.make_class(*id, "bases", "namespace");
                let last = number + 1 == classes.len();
                let when = if last { String::new() } else { format!("if (number == RT_SMALL({number})) ") };
                let _ = writeln!(out, "    {when}return {make};");
            }
            out.push_str("}\n");
        }
        for id in &self.once.made.functions {
            let name = self.function_name(*id);
            let suspends = self.module.functions.get(id.index()).is_some_and(|function| function.suspends);
            let made = if suspends {
                format!("true, {}, prelude_{name}.bytes", self.generator_stub())
            } else {
                let stub = match () {
                    () if self.is_exported(*id) => "rt_form_stub",
                    () if self.is_guarded(*id) => "rt_guard_stub",
                    () => "rt_entry_stub",
                };
                format!("false, {stub}, prelude_{name}.bytes")
            };
            let _ = writeln!(
                out,
                "static const rt_raw_code raw_{name} = {{{{0, 0}}, RT_KIND_NATIVE_PY, {made}}};"
            );
        }
        if !self.once.made.functions.is_empty() {
            let names: Vec<String> = self
                .once
                .made
                .functions
                .iter()
                .map(|id| format!("&raw_{}", self.function_name(*id)))
                .collect();
            let _ = writeln!(out, "static const void *const children[] = {{{}}};", names.join(", "));
        }
        for (number, code) in self.once.code.iter().enumerate() {
            let bytes: Vec<String> = code.iter().map(u8::to_string).collect();
            let _ = writeln!(out, "static const uint8_t once_{number}[] = {{{}}};", bytes.join(", "));
        }
        out
    }

    /// The whole file: the state of the module comes first, because its size is known last.
    fn frame(&mut self, parts: &str, bodies: &str) -> String {
        let mut c = String::new();
        let name = self.module.name.escape_debug();
        let _ = writeln!(c, "// Module {name}, from {}.", self.module.source_name.escape_debug());
        let _ = writeln!(c, "#define RT_NAMES ({})", self.tables.names());
        if let Some(number) = self.number {
            let _ = write!(c, "#define RT_BUNDLE\n#define RT_MODULE {number}\n");
        }
        if self.tracebacks == Tracebacks::Raised {
            c.push_str("#define RT_TOLD\n#include \"rt_sites.h\"\n");
        }
        c.push_str("#include \"rt.h\"\n");
        c.push_str(self.c_header());
        c.push('\n');
        let mut members = String::new();
        for (count, member) in
            [(self.module.classes.len(), "rt_class classes"), (self.tables.defaults(), "rt_obj defaults")]
        {
            if count > 0 {
                let _ = writeln!(members, "    {member}[{count}];");
            }
        }
        if !members.is_empty() {
            // Global, so that it is reached through one slot and is where the collector looks.
            let state = self.number.map_or_else(|| "state".to_owned(), |number| format!("state_{number}"));
            let _ = write!(
                c,
                "// What the module keeps.\nstruct {{\n{members}}} {state};\n#define S {state}\n\n"
            );
        }
        if self.number.is_none_or(|number| number == 0) {
            c.push_str("struct rt_state rt_state;\n");
        }
        c.push_str(
            "#define QSTR(i) (mp_native_qstr_table[i])\n#define CONSTANT(i) (mp_native_obj_table[i])\n\n",
        );
        c.push_str("#pragma GCC visibility push(hidden)\n\n");
        c.push_str(parts);
        c.push_str(bodies);
        c.push_str("#pragma GCC visibility pop\n\n");
        let init = self.functions.get(self.module.init.index()).cloned().unwrap_or_default();
        let mut checks = String::new();
        for (needed, check) in [
            (self.uses_floats(), "rt_check_floats"),
            (self.uses_frames(), "rt_check_frames"),
            (self.has(&[Op::ItemSlice, Op::StrSlice, Op::SetItemSlice]), "rt_slices"),
            (self.has(&[Op::IsUword]), "rt_learn_ints"),
        ] {
            if needed {
                let _ = writeln!(checks, "    {check}();");
            }
        }
        if self.resumes_generators() {
            checks.push_str("    rt_know_generators(self);\n");
        }
        // Without functions nothing asks for the module's state but what runs now.
        let alone = self.once.is_all && self.module.functions.len() == 1 && !self.once.asks_helper;
        let children = if self.once.made.functions.is_empty() { "NULL" } else { "children" };
        let with = if self.once.asks_helper { "_with" } else { "" };
        let class = if self.once.asks_helper { ", make_class" } else { "" };
        let run = match self.tracebacks {
            Tracebacks::Raised => format!("rt_guarded_init(f_{init})"),
            Tracebacks::Stated | Tracebacks::Every => format!("f_{init}()"),
        };
        let run = if alone {
            "    return rt_once_alone(self, once_0);\n".to_owned()
        } else if self.once.is_all && checks.is_empty() && with.is_empty() {
            format!("    return rt_start(self, once_0, {children});\n")
        } else if self.once.is_all {
            format!(
                "    rt_enter(self);\n{checks}    return rt_once_only{with}(once_0, {children}{class});\n"
            )
        } else if self.once.code.is_empty() {
            let make = if self.asks_bytecode() { "    rt_make_once(NULL);\n" } else { "" };
            format!("    rt_enter(self);\n{checks}{make}    {run};\n    return RT_NONE;\n")
        } else {
            format!(
                "    rt_enter(self);\n{checks}    rt_make_once{with}({children}{class});\n    {run};\n    return RT_NONE;\n"
            )
        };
        let _ = match self.number {
            None => write!(
                c,
                "rt_obj mpy_init(const rt_fun *self, size_t n_args, size_t n_kw, const rt_obj *args) {{\n    \
                 (void)n_args, (void)n_kw, (void)args;\n{run}}}\n"
            ),
            Some(number) => write!(c, "{} {{\n{run}}}\n", bundle::body(number)),
        };
        c
    }

    fn uses_floats(&self) -> bool {
        let is_float = |ty: ir::Type| ty == ir::Type::Float;
        self.module.functions.iter().any(|function| function.values.iter().any(|value| is_float(value.ty)))
            || self.module.classes.iter().any(|class| class.fields.iter().any(|field| is_float(field.ty)))
    }

    /// Whether something is done by the firmware's bytecode: [`Op::Poll`], [`Op::StackCheck`], that of `rt_apply1`, entries of tracebacks.
    fn asks_bytecode(&self) -> bool {
        let raises = |block: &ir::Block| matches!(block.terminator, Terminator::Raise(_));
        self.tracebacks != Tracebacks::Stated
            || self.applies_closures
            || self.has(&[Op::Poll, Op::StackCheck])
            || self.module.functions.iter().flat_map(|function| &function.blocks).any(raises)
    }

    fn uses_frames(&self) -> bool {
        self.tracebacks == Tracebacks::Every
            || self.has(&[Op::Cause])
            || self.module.functions.iter().any(|function| function.suspends || function.protects())
    }

    fn has(&self, ops: &[Op]) -> bool {
        self.module.insts().any(|inst| ops.contains(&inst.op))
    }

    /// Whether names of the module are asked for while it is imported only: they are the current ones then.
    fn globals_are_current(&self) -> bool {
        let functions = self.module.functions.iter().enumerate();
        let mut others = functions.filter(|(index, _)| *index != self.module.init.index());
        !others
            .any(|(_, function)| function.insts().any(|inst| matches!(inst.op, Op::Global | Op::ClassName)))
    }

    /// Whether the module's own code binds a name.
    fn binds(&self, name: &str) -> bool {
        self.bound.contains(name)
    }

    /// Whether a method is called by compiled code on objects that may override it.
    fn is_called_virtually(&self, index: usize) -> bool {
        self.module.insts().any(|inst| {
            matches!(inst.op, Op::CallVirtual | Op::CallGetter)
                && matches!(inst.imms.first(), Some(Imm::Function(id)) if id.index() == index)
        })
    }

    /// Whether a function's exceptions are caught and told on their way to the firmware: it can raise one.
    fn is_guarded(&self, id: ir::FunctionId) -> bool {
        let raises = |block: &ir::Block| {
            block.insts.iter().any(|inst| inst.op.info().effects.raises())
                || matches!(block.terminator, Terminator::Raise(_) | Terminator::Reraise(_))
        };
        let checks = |param: &ir::Param| {
            param.ty != ir::Type::Object || param.class.is_some() || param.builtin.is_some()
        };
        self.tracebacks == Tracebacks::Raised
            && self.module.functions.get(id.index()).is_some_and(|function| {
                function.blocks.iter().any(raises) || function.params.iter().any(checks)
            })
    }

    fn is_exported(&self, id: ir::FunctionId) -> bool {
        self.module.functions.get(id.index()).is_some_and(|function| function.exported.is_some())
    }

    fn function_name(&self, id: ir::FunctionId) -> &str {
        self.functions.get(id.index()).map_or("", |name| name)
    }

    fn class_name(&self, id: ir::ClassId) -> &str {
        self.classes.get(id.index()).map_or("", |name| name)
    }
}
