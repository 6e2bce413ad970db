//! Prints the IR as text; [`super::parse`] reads it back.
//!
//! The text holds everything that a module holds, so `parse(print(module)) == module`. (The one thing it does not
//! tell apart: an operation whose list of keyword names is missing, which the verifier rejects, from one whose
//! list is empty.) It reads like this:
//!
//! ```text
//! module shapes from "shapes.py" init @<module>
//!
//! class Circle init @Circle.__init__ {
//!   radius: float
//!   label: object as str or none
//! }
//!
//! func Circle.grow(self: object as %Circle, by: float = default) -> float @7:5 {
//!   slot $0 total: variable float
//!   slot $1: frame
//! b0(v0 self: object, v1 by: float):
//!   v2: bool = has_fields %Circle, v0
//!   v3: float = field %Circle.radius, v0, v2 @8:16
//!   branch v2, then b1(v3), else b1(v1) @8:9
//! b1(v4: float):
//!   return v4
//! }
//! ```
//!
//! - A value is written `v4 name: type` where it is defined and `v4` where it is used.
//! - `@name` is a function, `%Name` a class, `%Name.x` a field, `$0` a memory cell. A name that several share is
//!   followed by its position in the table: `@f#3`; an id outside the table has its position alone: `@#9`.
//! - A name that is not made of ASCII letters, digits and `_` (for functions and modules also `.`, `<`, `>`) is quoted.
//! - `@8:16` is a place in the Python source, `@8:16 of @f` one in another function, whose code stands here.
//! - A function that gives several values has their types in parentheses: `-> (int, float)`.
//! - `undefined v5: int` declares a value that no operation defines any more.
//! - `;` begins a comment.

use super::{
    Block, BlockId, ClassId, FieldId, Function, FunctionId, Imm, ImmKind, Inst, Loc, Module, Param,
    ParamKind, Singleton, Slot, SlotId, SlotKind, Target, Terminator, Type, ValueId,
};
use std::collections::HashMap;
use std::fmt::Write;
use std::rc::Rc;

/// A whole module.
#[must_use]
pub fn module(module: &Module) -> String {
    let names = Names::new(module);
    let mut out = head(module, &names);
    for function in &module.functions {
        out.push('\n');
        print_function(&mut out, &names, function);
    }
    out
}

/// What comes before the functions: the module's names and its classes.
pub(super) fn head(module: &Module, names: &Names<'_>) -> String {
    let mut out = format!(
        "module {} from {} init {}\n",
        path(&module.name),
        quoted(&module.source_name),
        names.function(module.init)
    );
    for class in &module.classes {
        let _ = write!(out, "\nclass {}", name(&class.name));
        if let Some(base) = class.base {
            let _ = write!(out, " from {}", names.class(base));
        }
        if let Some(init) = class.init {
            let _ = write!(out, " init {}", names.function(init));
        }
        out.push_str(" {\n");
        for field in &class.fields {
            let promise = names.promise(field.class, field.builtin.as_ref(), field.optional);
            let _ = writeln!(out, "  {}: {}{promise}", name(&field.name), field.ty.name());
        }
        for (method, function) in &class.methods {
            let _ = writeln!(out, "  {} = {}", name(method), names.function(*function));
        }
        out.push_str("}\n");
    }
    out
}

/// One function of a module.
#[must_use]
pub fn function(module: &Module, function: &Function) -> String {
    let mut out = String::new();
    print_function(&mut out, &Names::new(module), function);
    out
}

fn print_function(out: &mut String, names: &Names<'_>, function: &Function) {
    let _ = writeln!(out, "{} {{", names.signature(function));
    for (index, slot) in function.slots.iter().enumerate() {
        out.push_str(&self::slot(index, slot));
    }
    for id in undefined(function) {
        let _ = writeln!(out, "  undefined {}", definition(function, id));
    }
    for (index, block) in function.blocks.iter().enumerate() {
        let _ = writeln!(out, "{}:", block_head(function, index, block));
        for (loc, text) in steps(names, function, block) {
            let _ = writeln!(out, "  {text}{}", names.place(loc));
        }
    }
    out.push_str("}\n");
}

/// The operations of a block and how it ends, each with its place.
fn steps<'a>(
    names: &'a Names<'_>,
    function: &'a Function,
    block: &'a Block,
) -> impl Iterator<Item = (Loc, String)> + 'a {
    let insts = block.insts.iter().map(|inst| (inst.loc, self::inst(names, function, inst)));
    insts.chain(std::iter::once_with(|| (block.loc, terminator(&block.terminator))))
}

/// An operation of a function, or the end of a block, as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where it comes from.
    pub loc: Loc,
    /// The head of its block: `b1(v4: float)`.
    pub block: Rc<str>,
    /// The operation, without its place.
    pub text: String,
}

/// The operations of a function in its order, each with its place.
#[must_use]
pub fn function_steps(module: &Module, function: &Function) -> Vec<Step> {
    let names = Names::new(module);
    let mut out = Vec::new();
    for (index, block) in function.blocks.iter().enumerate() {
        let head: Rc<str> = block_head(function, index, block).into();
        out.extend(steps(&names, function, block).map(|(loc, text)| Step {
            loc,
            block: Rc::clone(&head),
            text,
        }));
    }
    out
}

/// The line of a memory cell.
pub(super) fn slot(index: usize, slot: &Slot) -> String {
    let name = slot.name.as_ref().map_or(String::new(), |text| format!(" {}", name(text)));
    let kind = match slot.kind {
        SlotKind::Variable(ty) => format!("variable {}", ty.name()),
        SlotKind::Iterator => "iterator".to_owned(),
        SlotKind::Frame => "frame".to_owned(),
    };
    format!("  slot ${index}{name}: {kind}\n")
}

/// An operation without its place: `v3: float = field %Circle.radius, v0, v2`.
pub(super) fn inst(names: &Names<'_>, function: &Function, inst: &Inst) -> String {
    let mut out = String::new();
    if let Some(result) = inst.result {
        let _ = write!(out, "{} = ", definition(function, result));
    }
    out.push_str(&names.operation(inst));
    let mut separator = if Names::prints_imms(inst) { ", " } else { " " };
    for arg in &inst.args {
        let _ = write!(out, "{separator}v{}", arg.0);
        separator = ", ";
    }
    out
}

/// The values that no block parameter and no operation defines.
fn undefined(function: &Function) -> Vec<ValueId> {
    let mut defined = vec![false; function.values.len()];
    let definitions = function.blocks.iter().flat_map(|block| {
        block.params.iter().copied().chain(block.insts.iter().filter_map(|inst| inst.result))
    });
    for id in definitions {
        if let Some(flag) = defined.get_mut(id.index()) {
            *flag = true;
        }
    }
    (0u32..).zip(defined).filter(|(_, defined)| !defined).map(|(id, _)| ValueId(id)).collect()
}

/// How a function gives its result: `int`, or `(int, float)` for several.
fn result(function: &Function) -> String {
    let names: Vec<&str> = function.results.iter().map(|ty| ty.name()).collect();
    if function.result == Type::Results {
        format!("({})", names.join(", "))
    } else {
        function.result.name().into()
    }
}

/// A value where it is defined: `v3 radius: float`. One that is not in the function's table has no type.
pub(super) fn definition(function: &Function, id: ValueId) -> String {
    match function.value(id) {
        None => format!("v{}", id.0),
        Some(value) => match &value.name {
            None => format!("v{}: {}", id.0, value.ty.name()),
            Some(text) => format!("v{} {}: {}", id.0, name(text), value.ty.name()),
        },
    }
}

/// A block with its parameters: `b1(v4: float)`.
pub(super) fn block_head(function: &Function, index: usize, block: &Block) -> String {
    let mut out = format!("b{index}");
    if !block.params.is_empty() {
        let params: Vec<String> = block.params.iter().map(|&id| definition(function, id)).collect();
        let _ = write!(out, "({})", params.join(", "));
    }
    if block.is_cold {
        out.push_str(" cold");
    }
    out
}

/// The end of a block, without its place.
pub(super) fn terminator(terminator: &Terminator) -> String {
    match terminator {
        Terminator::Jump(to) => format!("jump {}", target(to)),
        Terminator::Branch { condition, then, otherwise } => {
            format!("branch v{}, then {}, else {}", condition.0, target(then), target(otherwise))
        }
        Terminator::Switch { value, cases } => {
            let mut out = format!("switch v{}", value.0);
            for case in cases {
                let _ = write!(out, ", {}", target(case));
            }
            out
        }
        Terminator::Try { frame, body, handler } => {
            format!("try ${}, body {}, handler {}", frame.0, target(body), target(handler))
        }
        Terminator::Return(None) => "return".to_owned(),
        Terminator::Return(Some(value)) => format!("return v{}", value.0),
        Terminator::Yield { value, resume } => format!("yield v{}, resume {}", value.0, target(resume)),
        Terminator::Raise(value) => format!("raise v{}", value.0),
        Terminator::Reraise(value) => format!("reraise v{}", value.0),
        Terminator::Unreachable => "unreachable".to_owned(),
    }
}

fn target(target: &Target) -> String {
    let BlockId(block) = target.block;
    if target.args.is_empty() {
        return format!("b{block}");
    }
    let args: Vec<String> = target.args.iter().map(|arg| format!("v{}", arg.0)).collect();
    format!("b{block}({})", args.join(", "))
}

/// How the functions and classes of a module are referred to.
pub(super) struct Names<'a> {
    module: &'a Module,
    functions: HashMap<&'a str, u32>,
    classes: HashMap<&'a str, u32>,
}

impl<'a> Names<'a> {
    /// Counts how often each name occurs.
    pub(super) fn new(module: &'a Module) -> Names<'a> {
        Names {
            module,
            functions: count(module.functions.iter().map(|function| &function.name)),
            classes: count(module.classes.iter().map(|class| &class.name)),
        }
    }

    /// `@name`.
    pub(super) fn function(&self, id: FunctionId) -> String {
        match self.module.functions.get(id.index()) {
            None => format!("@#{}", id.0),
            Some(function) => {
                let shared = self.functions.get(&*function.name).is_some_and(|&count| count > 1);
                format!("@{}{}", path(&function.name), position(shared, id.0))
            }
        }
    }

    /// A place, with the space before it; nothing where there is none.
    pub(super) fn place(&self, loc: Loc) -> String {
        match loc {
            Loc { line: 0, column: 0, of: None } => String::new(),
            Loc { line, column, of: None } => format!(" @{line}:{column}"),
            Loc { line, column, of: Some(of) } => format!(" @{line}:{column} of {}", self.function(of)),
        }
    }

    /// `%Name`.
    fn class(&self, id: ClassId) -> String {
        match self.module.classes.get(id.index()) {
            None => format!("%#{}", id.0),
            Some(class) => {
                let shared = self.classes.get(&*class.name).is_some_and(|&count| count > 1);
                format!("%{}{}", name(&class.name), position(shared, id.0))
            }
        }
    }

    /// `%Name.x`.
    fn field(&self, class: ClassId, id: FieldId) -> String {
        let fields = self.module.classes.get(class.index()).map_or(&[][..], |class| &class.fields);
        match fields.get(id.index()) {
            None => format!("{}.#{}", self.class(class), id.0),
            Some(field) => {
                let shared = fields.iter().filter(|other| other.name == field.name).count() > 1;
                format!("{}.{}{}", self.class(class), name(&field.name), position(shared, id.0))
            }
        }
    }

    /// What an annotation promises: ` as %Circle or none`.
    fn promise(&self, class: Option<ClassId>, builtin: Option<&Rc<str>>, optional: bool) -> String {
        let mut out = String::new();
        if let Some(class) = class {
            let _ = write!(out, " as {}", self.class(class));
        }
        if let Some(builtin) = builtin {
            let _ = write!(out, " as {}", name(builtin));
        }
        if optional {
            out.push_str(" or none");
        }
        out
    }

    /// A function's head, without the brace.
    pub(super) fn signature(&self, function: &Function) -> String {
        let params: Vec<String> = function.params.iter().map(|param| self.param(param)).collect();
        format!(
            "{}{}{} {}({}) -> {}{}",
            function.exported.map_or_else(String::new, |names| format!("exported {names} ")),
            if function.is_small { "small " } else { "" },
            if function.suspends { "generator" } else { "func" },
            path(&function.name),
            params.join(", "),
            result(function),
            self.place(function.loc)
        )
    }

    fn param(&self, param: &Param) -> String {
        let kind = match param.kind {
            ParamKind::Positional => "",
            ParamKind::Cell => "cell ",
            ParamKind::PositionalOnly => "positional ",
            ParamKind::KeywordOnly => "keyword ",
            ParamKind::Star => "*",
            ParamKind::DoubleStar => "**",
        };
        let promise = self.promise(param.class, param.builtin.as_ref(), param.optional);
        let default = if param.has_default { " = default" } else { "" };
        format!("{kind}{}: {}{promise}{default}", name(&param.name), param.ty.name())
    }

    /// An operation and its immediates: `module_attr "pi"`.
    pub(super) fn operation(&self, inst: &Inst) -> String {
        let kinds = inst.op.info().imms;
        let mut out = inst.op.info().name.to_owned();
        let mut separator = " ";
        for (position, imm) in inst.imms.iter().enumerate() {
            if Self::omits(inst, imm) {
                continue;
            }
            let _ = write!(out, "{separator}{}", self.imm(imm, kinds.get(position).copied()));
            separator = ", ";
        }
        out
    }

    /// An empty list of keyword names is not printed where the table has one.
    fn omits(inst: &Inst, imm: &Imm) -> bool {
        let kinds = inst.op.info().imms;
        matches!(imm, Imm::Names(names) if names.is_empty())
            && kinds.len() == inst.imms.len()
            && inst.imms.iter().zip(kinds).all(|(imm, &kind)| imm.is(kind))
    }

    fn prints_imms(inst: &Inst) -> bool {
        inst.imms.iter().any(|imm| !Self::omits(inst, imm))
    }

    /// An immediate where one of a kind is expected.
    fn imm(&self, imm: &Imm, expected: Option<ImmKind>) -> String {
        let wants_big = matches!(expected, Some(ImmKind::Big | ImmKind::Constant));
        match imm {
            Imm::Str(text) => quoted(text),
            Imm::Bytes(bytes) => quoted_bytes(bytes),
            Imm::Int(number) if wants_big => format!("i64 {number}"),
            Imm::Int(number) => number.to_string(),
            Imm::Big(digits) if wants_big && is_integer(digits) => digits.to_string(),
            Imm::Big(digits) => format!("big {}", quoted(digits)),
            Imm::Float(bits) => float(*bits),
            Imm::Singleton(Singleton::None) => "None".to_owned(),
            Imm::Singleton(Singleton::True) => "True".to_owned(),
            Imm::Singleton(Singleton::False) => "False".to_owned(),
            Imm::Singleton(Singleton::Ellipsis) => "...".to_owned(),
            Imm::Tuple(items) => {
                let texts: Vec<String> =
                    items.iter().map(|item| self.imm(item, Some(ImmKind::Constant))).collect();
                let comma = if items.len() == 1 { "," } else { "" };
                format!("({}{comma})", texts.join(", "))
            }
            Imm::Names(names) => {
                let texts: Vec<String> = names.iter().map(|text| name(text)).collect();
                format!("[{}]", texts.join(", "))
            }
            Imm::Function(id) => self.function(*id),
            Imm::Class(id) => self.class(*id),
            Imm::Field(class, id) => self.field(*class, *id),
            Imm::Slot(SlotId(id)) => format!("${id}"),
            Imm::Signature(signature) => format!("c {}", quoted(&signature.to_string())),
            Imm::Form(form) => format!("form {}", quoted(&form.to_string())),
        }
    }
}

fn count<'a>(names: impl Iterator<Item = &'a Rc<str>>) -> HashMap<&'a str, u32> {
    let mut counts = HashMap::new();
    for name in names {
        *counts.entry(&**name).or_insert(0) += 1;
    }
    counts
}

fn position(shared: bool, id: u32) -> String {
    if shared { format!("#{id}") } else { String::new() }
}

/// A name, quoted if it is not an ASCII identifier.
pub(super) fn name(text: &str) -> String {
    if is_name(text) { text.to_owned() } else { quoted(text) }
}

/// The name of a function or module, quoted if it has odd characters.
fn path(text: &str) -> String {
    let bare = text.starts_with(is_path_start) && text.chars().all(is_path_char);
    if bare { text.to_owned() } else { quoted(text) }
}

fn is_name(text: &str) -> bool {
    text.starts_with(is_name_start) && text.chars().all(is_name_char)
}

/// Begins a bare name.
pub(super) fn is_name_start(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

/// Goes on with a bare name.
pub(super) fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Begins the bare name of a function or module.
pub(super) fn is_path_start(c: char) -> bool {
    is_name_start(c) || c == '<'
}

/// Goes on with the bare name of a function or module.
pub(super) fn is_path_char(c: char) -> bool {
    is_name_char(c) || matches!(c, '.' | '<' | '>')
}

/// Digits with or without a minus sign before them.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A float that reads back to the same bits: the shortest such decimal, `inf`, `nan`, or `nan(0x…)` for the
/// not-a-numbers besides the usual one.
fn float(bits: u64) -> String {
    let value = f64::from_bits(bits);
    if value.is_nan() && bits != f64::NAN.to_bits() {
        return format!("nan({bits:#x})");
    }
    if value.is_nan() { "nan".to_owned() } else { format!("{value:?}") }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn quoted_bytes(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push_str("b\"");
    for &byte in bytes {
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push('"');
    out
}
