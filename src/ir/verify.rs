//! Checks that a module of the IR is what the other stages take it for.
//!
//! Every pass and the emitter rely on these rules, and check none of them again. A violation is a bug in this
//! compiler, never in the user's program: it runs between passes in debug builds, and in tests.
//!
//! Of the module:
//!  1. [`Rule::Init`]: the function that runs on import exists and takes no parameters.
//!  2. [`Rule::References`]: every function, class and field that is named exists; operations on instances name a class
//!     whose instances hold their fields at fixed places, `call_virtual` a function whose first parameter is an object.
//!  3. [`Rule::Signature`]: parameters come in the order the firmware binds them (cells; positional-only; positional, those with
//!     defaults last; keyword-only; `*args`; `**kwargs`), each name once, held as a number, an object or a word; cells,
//!     `*args`, `**kwargs` and instances as objects. A result is of these types or nothing. What is exported has a form
//!     ([`Function::form`](crate::ir::Function::form)), and does not suspend.
//!  4. [`Rule::Fields`]: each name once in a class, held as object, int, float or bool; instances as objects. A class that
//!     derives from another comes after it and begins with its fields.
//!
//! Of each function:
//!  5. [`Rule::Blocks`]: it has a block, and goes only to blocks that it has.
//!  6. [`Rule::Entry`]: the first block has the function's parameters, by type, and nothing goes to it.
//!  7. [`Rule::Values`]: every value used or defined is in the table, with a type besides `void`.
//!  8. [`Rule::SingleDefinition`]: no value is defined twice.
//!  9. [`Rule::Dominance`]: every value used is defined on every path to the use. A handler sees what was defined
//!     before the region was opened.
//! 10. [`Rule::TargetArguments`]: a target gives a block just its parameters, by number and type. None is a pack.
//! 11. [`Rule::Terminators`]: `branch` is on a bool; `switch` on a word, with a case at least; `raise` is of an object;
//!     `return` gives just what the signature says.
//!
//! Of each operation, by its row in the table:
//! 12. [`Rule::ImmediateKinds`]: its immediates are as many and of the kinds that the row says.
//! 13. [`Rule::ImmediateValues`]: numbers are in range, operators are Python's, integers are decimal without useless
//!     zeros, tuples hold constants and nest at most [`MAX_TUPLE_DEPTH`] deep, keyword names differ and each has an
//!     operand.
//! 14. [`Rule::Operands`]: its operands are as many and of the types that the row says.
//! 15. [`Rule::Result`]: it defines a value just if the row gives one, of that type.
//! 16. [`Rule::Slots`]: a memory cell named exists and is of the kind that the operation works on; a variable's type is
//!     neither `pack` nor `void`.
//!
//! Of protected regions, on every path from the entry:
//! 17. [`Rule::Regions`]: `try` opens a frame that is not open, `end_try` closes the one opened last, `return` comes
//!     when none is open, and all paths to a block come with the same frames open. A handler begins with its frame
//!     closed.
//! 18. [`Rule::Caught`]: `caught` asks only a frame that caught something on every path, and was not opened since.
//!
//! Blocks that no path reaches are held to all rules but 9, 17 and 18, which are true of them.

mod flow;
mod operation;
#[cfg(test)]
mod tests;

use super::print::Names;
use super::{ClassId, Function, FunctionId, Imm, Module, Param, ParamKind, Type};
use std::collections::BTreeSet;
use std::fmt;
use std::rc::Rc;

pub use super::parse::MAX_TUPLE_DEPTH;

/// What every module keeps to; the head of this file says it in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the head of the file states them")]
pub enum Rule {
    Init = 1,
    References,
    Signature,
    Fields,
    Blocks,
    Entry,
    Values,
    SingleDefinition,
    Dominance,
    TargetArguments,
    Terminators,
    ImmediateKinds,
    ImmediateValues,
    Operands,
    Result,
    Slots,
    Regions,
    Caught,
}

/// A rule that a module breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// Where: `@f b2: v3: int = int_add v1, v2`.
    pub place: String,
    /// How.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (rule {}, {:?})", self.place, self.message, self.rule as u8, self.rule)
    }
}

/// All violations, in the order of the text; none for a module that keeps the rules.
#[must_use]
pub fn module(module: &Module) -> Vec<Violation> {
    let mut report = Report { violations: Vec::new(), place: "module".to_owned() };
    match module.functions.get(module.init.index()) {
        None => report.add(Rule::Init, "the function that runs on import does not exist"),
        Some(init) if !init.params.is_empty() => {
            report.add(Rule::Init, "the function that runs on import takes parameters");
        }
        Some(_) => {}
    }
    for (index, class) in module.classes.iter().enumerate() {
        report.place = format!("class {}", class.name);
        if let Some(init) = class.init {
            check_function(module, init, &mut report);
        }
        let mut names = BTreeSet::new();
        for field in &class.fields {
            if !names.insert(&field.name) {
                report.add(Rule::Fields, format!("two fields are called {}", field.name));
            }
            if !is_python(field.ty) || (field.class.is_some() && field.ty != Type::Object) {
                report.add(Rule::Fields, format!("{} is held as {}", field.name, field.ty.name()));
            }
            check_class(module, field.class, &mut report);
        }
        for (_, method) in &class.methods {
            check_function(module, *method, &mut report);
        }
        if let Some(base) = class.base {
            let fields = module
                .classes
                .get(..index)
                .and_then(|before| before.get(base.index()))
                .map(|base| &base.fields);
            if !fields.is_some_and(|fields| class.fields.starts_with(fields)) {
                report.add(Rule::Fields, "it does not begin with the fields of a class before it");
            }
        }
    }
    let names = Names::new(module);
    for (id, function) in (0u32..).zip(&module.functions) {
        let name = names.function(FunctionId(id));
        let context = Context { module, names: &names, function, name, definitions: definitions(function) };
        report.place.clone_from(&context.name);
        signature(&context, FunctionId(id), &mut report);
        flow::structure(&context, &mut report);
        for (index, block) in function.blocks.iter().enumerate() {
            for of in block.insts.iter().map(|inst| inst.loc).chain([block.loc]).filter_map(|loc| loc.of) {
                check_function(module, of, &mut report);
            }
            for inst in &block.insts {
                let before = report.violations.len();
                operation::check(&context, inst, &mut report);
                report.place_from(before, || context.operation(index, inst));
            }
        }
        flow::regions(&context, &mut report);
    }
    report.violations
}

/// Collects violations.
struct Report {
    violations: Vec<Violation>,
    /// Where the next ones are.
    place: String,
}

impl Report {
    fn add(&mut self, rule: Rule, message: impl Into<String>) {
        self.violations.push(Violation { rule, place: self.place.clone(), message: message.into() });
    }

    /// Says where the violations are that were added since there were so many: places are worked out only for them.
    fn place_from(&mut self, since: usize, place: impl Fn() -> String) {
        for violation in self.violations.iter_mut().skip(since) {
            violation.place = place();
        }
    }
}

/// A function and what is around it.
struct Context<'a> {
    module: &'a Module,
    names: &'a Names<'a>,
    function: &'a Function,
    /// As printed.
    name: String,
    /// By value: where it is first defined.
    definitions: Vec<Option<Definition>>,
}

/// Where a value is defined.
#[derive(Clone, Copy)]
struct Definition {
    block: usize,
    /// By which operation; none for a parameter of the block.
    position: Option<usize>,
}

fn definitions(function: &Function) -> Vec<Option<Definition>> {
    let mut definitions = vec![None; function.values.len()];
    for (block, content) in function.blocks.iter().enumerate() {
        let params = content.params.iter().map(|&id| (id, None));
        let results = content.insts.iter().enumerate().filter_map(|(i, inst)| Some((inst.result?, Some(i))));
        for (id, position) in params.chain(results) {
            if let Some(definition @ None) = definitions.get_mut(id.index()) {
                *definition = Some(Definition { block, position });
            }
        }
    }
    definitions
}

impl Context<'_> {
    /// The place of an operation.
    fn operation(&self, block: usize, inst: &super::Inst) -> String {
        format!("{} b{block}: {}", self.name, super::print::inst(self.names, self.function, inst))
    }

    /// The place of a block's end.
    fn terminator(&self, block: usize, terminator: &super::Terminator) -> String {
        format!("{} b{block}: {}", self.name, super::print::terminator(terminator))
    }
}

/// Held as something that Python code can be given as it is, or unboxed.
fn is_python(ty: Type) -> bool {
    match ty {
        Type::Object | Type::Int | Type::Float | Type::Bool => true,
        Type::Word | Type::Uword | Type::Address | Type::Pack | Type::View | Type::Results | Type::Void => {
            false
        }
    }
}

/// Held as something that a function can take and give.
fn is_passed(ty: Type) -> bool {
    is_python(ty) || matches!(ty, Type::Word | Type::Uword | Type::Address)
}

fn check_function(module: &Module, id: FunctionId, report: &mut Report) {
    if module.functions.get(id.index()).is_none() {
        report.add(Rule::References, format!("there is no function {}", id.0));
    }
}

fn check_class(module: &Module, id: Option<ClassId>, report: &mut Report) {
    if let Some(id) = id
        && module.classes.get(id.index()).is_none()
    {
        report.add(Rule::References, format!("there is no class {}", id.0));
    }
}

/// The ids in an immediate name things that exist.
fn check_reference(module: &Module, imm: &Imm, report: &mut Report) {
    match imm {
        Imm::Function(id) => check_function(module, *id, report),
        Imm::Class(id) => check_class(module, Some(*id), report),
        Imm::Field(class, field) => {
            check_class(module, Some(*class), report);
            let class = module.classes.get(class.index());
            if class.is_some_and(|class| class.fields.get(field.index()).is_none()) {
                report.add(Rule::References, format!("there is no field {}", field.0));
            }
        }
        Imm::Str(_)
        | Imm::Bytes(_)
        | Imm::Int(_)
        | Imm::Big(_)
        | Imm::Float(_)
        | Imm::Singleton(_)
        | Imm::Tuple(_)
        | Imm::Names(_)
        | Imm::Signature(_)
        | Imm::Form(_)
        | Imm::Slot(_) => {}
    }
}

fn signature(context: &Context<'_>, id: FunctionId, report: &mut Report) {
    let function = context.function;
    let mut names: BTreeSet<&Rc<str>> = BTreeSet::new();
    let mut previous: Option<&Param> = None;
    for param in &function.params {
        let name = &param.name;
        if !names.insert(name) {
            report.add(Rule::Signature, format!("two parameters are called {name}"));
        }
        let cell = param.kind == ParamKind::Cell;
        let star = matches!(param.kind, ParamKind::Star | ParamKind::DoubleStar);
        if !is_passed(param.ty) || ((star || cell || param.class.is_some()) && param.ty != Type::Object) {
            report.add(Rule::Signature, format!("{name} is held as {}", param.ty.name()));
        }
        if (star || cell) && param.has_default {
            report.add(Rule::Signature, format!("{name} cannot have a default"));
        }
        if let Some(previous) = previous {
            let order = |kind| match kind {
                ParamKind::Cell => 0,
                ParamKind::PositionalOnly => 1,
                ParamKind::Positional => 2,
                ParamKind::KeywordOnly => 3,
                ParamKind::Star => 4,
                ParamKind::DoubleStar => 5,
            };
            if order(param.kind) < order(previous.kind) || (star && param.kind == previous.kind) {
                report.add(Rule::Signature, format!("{name} cannot come after {}", previous.name));
            }
            let by_place = |kind| matches!(kind, ParamKind::PositionalOnly | ParamKind::Positional);
            let positional = by_place(param.kind) && by_place(previous.kind);
            if positional && previous.has_default && !param.has_default {
                report.add(Rule::Signature, format!("{name} has no default, but {} has", previous.name));
            }
        }
        check_class(context.module, param.class, report);
        previous = Some(param);
    }
    if function.exported.is_some() && (context.module.form(id).is_none() || function.suspends) {
        report.add(Rule::Signature, "other modules cannot call it");
    }
    let gives_several = function.result == Type::Results;
    if gives_several == function.results.is_empty() || !function.results.iter().all(|ty| is_passed(*ty)) {
        report.add(Rule::Signature, "several results are held each in a way that can be passed");
    }
    if !is_passed(function.result) && function.result != Type::Void && !gives_several {
        report.add(Rule::Signature, format!("the result is held as {}", function.result.name()));
    }
}
