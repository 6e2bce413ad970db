//! The native form of a function: blocks become labels, block parameters become variables that a jump assigns.

use super::generator::member;
use super::names::identifier;
use super::{Emitter, Tracebacks, c_type};
use crate::ir::loops::loops;
use crate::ir::{self, Function, FunctionId, Imm, Loc, Op, SlotKind, Target, Terminator, Type, ValueId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A function being written.
pub(super) struct Writer<'a> {
    pub function: &'a Function,
    pub out: String,
    line: u32,
    source: String,
    /// The function's name as an index into the module's qstr table, for entries of tracebacks.
    pub name: usize,
    /// How each function is announced that code is of, and its name likewise; none is the function itself.
    headings: BTreeMap<Option<FunctionId>, (String, usize)>,
    /// The function that the code being written is of.
    of: Option<FunctionId>,
    /// The function keeps the line that it is at, and tells it to every exception that leaves it.
    pub traced: bool,
    /// What may raise keeps where it was called from.
    keeps_sites: bool,
    /// What it catches may have left generators that it resumes.
    catches_from_generators: bool,
    /// It is the module's own code, and not in a loop: a name is looked up once, and need not be found again fast.
    pub runs_once: bool,
    /// It is in a block for rare cases.
    pub is_cold: bool,
    /// It is the module's own code.
    pub is_init: bool,
    /// Compiled code calls it, as often as may be.
    pub is_called: bool,
    /// The views that are used after the operation.
    pub open_views: Vec<ValueId>,
    /// What is kept where the C that is being written runs; none if it is not known.
    kept_line: Option<u32>,
}

impl Writer<'_> {
    /// The C name of a value.
    pub fn value(&self, id: ValueId) -> String {
        match self.function.value(id).and_then(|value| value.name.as_ref()) {
            Some(name) => format!("{}_{}", identifier(name), id.0),
            None => format!("v{}", id.0),
        }
    }

    /// The C name of a cell.
    pub fn slot(&self, id: ir::SlotId) -> String {
        let slot = self.function.slots.get(id.index());
        if let Some(member) = member(id.index(), self.function).filter(|_| self.function.suspends) {
            return format!("g->{member}");
        }
        match slot.map(|slot| slot.kind) {
            Some(SlotKind::Iterator) => format!("iter{}", id.0),
            Some(SlotKind::Frame) => format!("frame{}", id.0),
            Some(SlotKind::Variable(_)) | None => {
                let name = slot.and_then(|slot| slot.name.as_ref()).map_or("", |name| name);
                format!("kept{}_{}", id.0, identifier(name))
            }
        }
    }

    /// The C name of where an iteration in place is, if it may be in registers: not if it is suspended, or seen again after an exception.
    pub fn walk(&self, id: ir::SlotId) -> Option<String> {
        let of_it = |inst: &ir::Inst| {
            matches!(inst.op, Op::ListIterNew | Op::NumberIterNew)
                && inst.imms.first() == Some(&Imm::Slot(id))
        };
        let leaves_registers = self.function.suspends || self.function.protects();
        (!leaves_registers && self.function.insts().any(of_it)).then(|| format!("walk{}", id.0))
    }

    /// Writes a statement.
    pub fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "    {text}");
    }

    /// Says which line of Python what follows is of, and of which function if that is another.
    fn at(&mut self, loc: Loc) {
        if loc.line == 0 || (loc.line, loc.of) == (self.line, self.of) {
            return;
        }
        if loc.of != self.of
            && let Some((heading, _)) = self.headings.get(&loc.of)
        {
            let _ = writeln!(self.out, "{heading}");
        }
        (self.line, self.of) = (loc.line, loc.of);
        let _ = writeln!(self.out, "#line {} {}", loc.line, self.source);
    }

    /// Keeps the line of something that may raise.
    pub fn keep_line(&mut self, loc: Loc) {
        if self.traced && self.kept_line != Some(loc.line) {
            self.kept_line = Some(loc.line);
            self.line(&format!("line = {};", loc.line));
        }
    }

    /// Ends what may raise at a line, where the lines of calls are told apart.
    pub fn end_line(&mut self, loc: Loc) {
        if self.keeps_sites {
            self.line(&format!("RT_LINE({});", loc.line));
        }
    }

    /// Keeps that the exception to be raised need not be told where the function is.
    fn told(&mut self) {
        self.keep_line(Loc::default());
    }

    /// Leaves the function.
    fn leave(&mut self, how: &str) {
        if self.traced {
            self.line("rt_end_try();");
        }
        self.line(how);
    }

    /// Assigns the arguments of a jump, all at once, and goes.
    fn go(&mut self, target: &Target, indent: &str) {
        let params = self
            .function
            .blocks
            .get(target.block.index())
            .map(|block| block.params.clone())
            .unwrap_or_default();
        let moves: Vec<(ValueId, ValueId)> =
            params.into_iter().zip(target.args.iter().copied()).filter(|(to, from)| to != from).collect();
        let written: BTreeSet<ValueId> = moves.iter().map(|(to, _)| *to).collect();
        // A parameter that is also read by another move is saved first.
        let mut reads: Vec<(ValueId, String)> = Vec::new();
        for (position, (_, from)) in moves.iter().enumerate() {
            let overwritten = moves.iter().take(position).any(|(to, _)| to == from);
            if written.contains(from) && overwritten && !reads.iter().any(|(saved, _)| saved == from) {
                let name = format!("saved{}", from.0);
                let ty = c_type(self.function.ty(*from));
                let value = self.value(*from);
                if reads.is_empty() {
                    // Another jump may save the same.
                    let _ = writeln!(self.out, "    {indent}{{");
                }
                let _ = writeln!(self.out, "    {indent}{ty} {name} = {value};");
                reads.push((*from, name));
            }
        }
        for (to, from) in &moves {
            let saved = reads.iter().find(|(saved, _)| saved == from).map(|(_, name)| name.clone());
            let from = saved.unwrap_or_else(|| self.value(*from));
            let _ = writeln!(self.out, "    {indent}{} = {from};", self.value(*to));
        }
        if !reads.is_empty() {
            let _ = writeln!(self.out, "    {indent}}}");
        }
        let _ = writeln!(self.out, "    {indent}goto b{};", target.block.0);
    }

    /// What a function does before all else: where its exceptions come by, and its count.
    fn begin(&mut self) {
        if self.traced {
            let text = format!(
                "rt_nlr whole;\n    rt_uint volatile line = {};\n    if (nlr_push(&whole) != 0) {{\n        \
                 rt_raise_exception(rt_traced(whole.value, line, {}));\n    }}",
                self.function.loc.line, self.name
            );
            self.line(&text);
        }
        if self.counts() && self.polls() {
            self.line("rt_int polls = RT_POLLS;");
        }
    }

    /// Whether a count of the function's own, in a register, says when the firmware is asked for what is pending. What
    /// comes back by way of a frame, or was suspended, would find an old one.
    pub fn counts(&self) -> bool {
        !self.traced && !self.function.suspends && !self.function.protects()
    }

    fn polls(&self) -> bool {
        self.function.insts().any(|inst| inst.op == Op::Poll)
    }

    fn terminator(&mut self, terminator: &Terminator, loc: Loc) {
        match terminator {
            Terminator::Yield { value, resume } => {
                let target = resume.block.index();
                let number =
                    resumes(self.function).iter().position(|block| *block == target).unwrap_or(0) + 1;
                let text = format!("g->next = {number};");
                self.line(&text);
                let text = format!("return {};", self.value(*value));
                self.leave(&text);
            }
            Terminator::Return(Some(value)) if self.function.suspends => {
                let text = format!("g->value = {};", self.value(*value));
                self.line(&text);
                self.leave("return RT_NULL;");
            }
            Terminator::Jump(target) => self.go(target, ""),
            Terminator::Branch { condition, then, otherwise } => {
                let is_cold = |target: &Target| {
                    self.function.blocks.get(target.block.index()).is_some_and(|block| block.is_cold)
                };
                let condition = self.value(*condition);
                let text = if !is_cold(then) && is_cold(otherwise) {
                    format!("if (RT_LIKELY({condition})) {{")
                } else {
                    format!("if ({condition}) {{")
                };
                self.line(&text);
                self.go(then, "    ");
                self.line("} else {");
                self.go(otherwise, "    ");
                self.line("}");
            }
            Terminator::Switch { value, cases } => {
                let text = format!("switch ({}) {{", self.value(*value));
                self.line(&text);
                for (number, target) in cases.iter().enumerate() {
                    let text = if number + 1 == cases.len() {
                        "default: {".into()
                    } else {
                        format!("case {number}: {{")
                    };
                    self.line(&text);
                    self.go(target, "    ");
                    self.line("}");
                }
                self.line("}");
            }
            Terminator::Try { frame, body, handler } => {
                let text = format!("if (nlr_push(&{}) == 0) {{", self.slot(*frame));
                self.line(&text);
                self.go(body, "    ");
                self.line("} else {");
                if self.catches_from_generators {
                    let text = format!("    rt_unwind_resumed(call, &{});", self.slot(*frame));
                    self.line(&text);
                }
                self.go(handler, "    ");
                self.line("}");
            }
            Terminator::Return(Some(value)) => {
                let text = format!("return {};", self.value(*value));
                self.leave(&text);
            }
            Terminator::Return(None) => self.leave("return;"),
            Terminator::Raise(value) if self.keeps_sites => {
                let text = format!("rt_raise({});", self.value(*value));
                self.line(&text);
                self.end_line(loc);
                self.line("__builtin_unreachable();");
            }
            Terminator::Raise(value) => {
                self.told();
                let name = self.headings.get(&loc.of).map_or(self.name, |(_, name)| *name);
                let near = (1..=2048).contains(&loc.line) && name < 128;
                let raise = if near { "rt_raise_at" } else { "rt_raise_far" };
                let text = format!("{raise}({}, {}, {name});", self.value(*value), loc.line.max(1));
                self.line(&text);
            }
            Terminator::Reraise(value) => {
                self.told();
                let raise = if self.keeps_sites { "rt_raise_told" } else { "rt_raise_exception" };
                let text = format!("{raise}({});", self.value(*value));
                self.line(&text);
            }
            Terminator::Unreachable => self.line("__builtin_unreachable();"),
        }
    }
}

/// Whether what a function takes is mostly calls of itself: it is to be fast, makes such calls, and has no loop.
fn is_all_calls(function: &Function) -> bool {
    function.is_recursive() && !function.is_small && !function.suspends && loops(function).is_empty()
}

impl Emitter<'_> {
    /// The head of a function's native form.
    pub(super) fn declaration(&self, function: &Function) -> String {
        let index = self.module.functions.iter().position(|other| std::ptr::eq(other, function)).unwrap_or(0);
        let name = self.functions.get(index).cloned().unwrap_or_default();
        if function.suspends {
            return format!("static rt_obj f_{name}(rt_code_state *call, rt_obj thrown)");
        }
        let params: Vec<String> = function
            .params
            .iter()
            .enumerate()
            .map(|(i, param)| format!("{} p{i}", c_type(param.ty)))
            .collect();
        let params = if params.is_empty() { "void".into() } else { params.join(", ") };
        // Of this file alone, so that the Python form has it inside if nothing else calls it.
        format!("static {} f_{name}({params})", self.result_type(index, function))
    }

    /// How a function is announced, and each that became a part of it, with the index of its name for entries of tracebacks.
    fn headings(&mut self, function: &Function) -> BTreeMap<Option<FunctionId>, (String, usize)> {
        let places =
            function.insts().map(|inst| inst.loc).chain(function.blocks.iter().map(|block| block.loc));
        let of: BTreeSet<Option<FunctionId>> = places.map(|loc| loc.of).chain([None]).collect();
        let raises = |of: Option<FunctionId>| {
            let here =
                |block: &ir::Block| matches!(block.terminator, Terminator::Raise(_)) && block.loc.of == of;
            function.blocks.iter().any(here)
        };
        let mut headings = BTreeMap::new();
        for of in of {
            let Some(whose) = of.map_or(Some(function), |id| self.module.functions.get(id.index())) else {
                continue;
            };
            let is_told = self.tracebacks != Tracebacks::Stated || raises(of);
            let name = if is_told { self.tables.traceback_name(whose.short_name()) } else { 0 };
            let escaped = whose.name.escape_debug().to_string();
            let heading = match self.tracebacks {
                Tracebacks::Raised => super::lines::heading(&escaped, name),
                Tracebacks::Stated | Tracebacks::Every => format!("// {escaped}"),
            };
            headings.insert(of, (heading, name));
        }
        headings
    }

    /// A function's native form.
    pub(super) fn native(&mut self, index: usize, function: &Function) -> String {
        let source = super::names::string(&self.module.source_name);
        let traced = self.tracebacks == Tracebacks::Every;
        let keeps_sites = self.tracebacks == Tracebacks::Raised;
        let headings = self.headings(function);
        let (heading, name) = headings.get(&None).cloned().unwrap_or_default();
        let is_init = index == self.module.init.index();
        let calls = |inst: &ir::Inst| {
            let called = inst.imms.first().filter(|_| matches!(inst.op, Op::CallFunction | Op::CallVirtual));
            matches!(called, Some(Imm::Function(id)) if id.index() == index)
        };
        let mut writer = Writer {
            function,
            out: String::new(),
            line: 0,
            source,
            name,
            headings,
            of: None,
            traced,
            keeps_sites,
            catches_from_generators: self.catches_from_generators(function),
            is_init,
            runs_once: false,
            is_cold: false,
            is_called: self.module.insts().any(calls),
            open_views: Vec::new(),
            kept_line: None,
        };
        let loops = if is_init { loops(function) } else { Vec::new() };
        let _ = writeln!(writer.out, "\n{heading}");
        writer.at(function.loc);
        let attributes = if is_all_calls(function) { "RT_RECURSIVE " } else { "" };
        let _ = writeln!(writer.out, "{attributes}{} {{", self.declaration(function));
        self.declare(&mut writer);
        writer.begin();
        if function.suspends {
            let head = self.generator_head(index, function, &resumes(function));
            writer.out.push_str(&head);
        }
        if let Some(entry) = function.blocks.first() {
            for (i, param) in entry.params.iter().enumerate() {
                let text = format!("{} = p{i};", writer.value(*param));
                writer.line(&text);
            }
        }
        let targets: BTreeSet<u32> = function
            .blocks
            .iter()
            .flat_map(|block| block.terminator.targets())
            .map(|target| target.block.0)
            .collect();
        let open_views = super::views::open_views(function);
        for ((index, block), open) in function.blocks.iter().enumerate().zip(open_views) {
            if u32::try_from(index).is_ok_and(|index| targets.contains(&index)) {
                let _ = writeln!(writer.out, "b{index}:;");
                writer.kept_line = None;
            }
            writer.runs_once = is_init && !loops.iter().any(|one| one.blocks.contains(&index));
            writer.is_cold = block.is_cold;
            for (inst, open) in block.insts.iter().zip(open) {
                writer.at(inst.loc);
                writer.open_views = open;
                if inst.op.info().effects.raises() {
                    writer.keep_line(inst.loc);
                }
                self.operation(&mut writer, inst);
            }
            writer.at(block.loc);
            writer.terminator(&block.terminator, block.loc);
        }
        writer.out.push_str("}\n");
        writer.out
    }
}

impl Emitter<'_> {
    /// The variables of a function: all at its head, for a label may not be jumped to past a declaration.
    fn declare(&self, writer: &mut Writer) {
        let function = writer.function;
        for (index, slot) in function.slots.iter().enumerate() {
            if function.suspends && slot.kind != SlotKind::Frame {
                continue;
            }
            let id = ir::SlotId(u32::try_from(index).unwrap_or(u32::MAX));
            let name = writer.slot(id);
            if let Some(walk) = writer.walk(id) {
                writer.line(&format!("rt_walk {walk};"));
            }
            let text = match slot.kind {
                SlotKind::Variable(ty) => format!("{} volatile {name} = 0;", c_type(ty)),
                SlotKind::Iterator => format!("rt_iter {name};"),
                SlotKind::Frame => format!("rt_nlr {name};"),
            };
            writer.line(&text);
        }
        let mut defined: BTreeSet<ValueId> = BTreeSet::new();
        let mut packs: Vec<(ValueId, i64)> = Vec::new();
        let mut structs: Vec<(ValueId, String)> = Vec::new();
        for block in &function.blocks {
            defined.extend(&block.params);
            for inst in &block.insts {
                let Some(result) = inst.result else { continue };
                if function.ty(result) == Type::Pack {
                    packs.push((result, inst.pack_size().unwrap_or(0)));
                } else if let (Type::Results, Some(Imm::Function(id))) =
                    (function.ty(result), inst.imms.first())
                {
                    structs.push((result, format!("r_{}", self.function_name(*id))));
                } else {
                    defined.insert(result);
                }
            }
        }
        for ty in [
            Type::Object,
            Type::Int,
            Type::Float,
            Type::Bool,
            Type::Word,
            Type::Uword,
            Type::Address,
            Type::View,
        ] {
            let names: Vec<String> =
                defined.iter().filter(|id| function.ty(**id) == ty).map(|id| writer.value(*id)).collect();
            for chunk in names.chunks(12) {
                let text = format!("{} {};", c_type(ty), chunk.join(", "));
                writer.line(&text);
            }
        }
        for (id, count) in packs {
            let text = format!("rt_obj {}[{}];", writer.value(id), count.max(1));
            writer.line(&text);
        }
        for (id, name) in structs {
            let text = format!("{name} {};", writer.value(id));
            writer.line(&text);
        }
    }
}

/// Where a generator goes on, by the number of the place.
fn resumes(function: &Function) -> Vec<usize> {
    let resume = |block: &ir::Block| match &block.terminator {
        Terminator::Yield { resume, .. } => Some(resume.block.index()),
        _ => None,
    };
    function.blocks.iter().filter_map(resume).collect()
}
