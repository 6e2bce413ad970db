//! Why a line calls the runtime: which of its values are any object, and what they are that nobody said a type of.
//!
//! It is read off the IR: from the operands of the operations that call the runtime, back through the operations that only
//! pass values on, to where each comes from.

use super::work::{self, Work};
use crate::ir::{Function, Imm, Inst, Module, Op, ParamKind, SlotKind, Type, ValueId};
use crate::target::Target;
use crate::types::{self, FunctionInfo, Program};
use std::collections::{BTreeMap, BTreeSet};

/// What is any object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unknown {
    /// A parameter without an annotation.
    Parameter(String),
    /// The instance that a method is called of, of a class without annotations.
    Instance(String),
    /// What a compiled function gives.
    Result(String),
    /// An attribute, which is found by its name.
    Attribute(String),
    /// A variable of the module.
    Global(String),
    /// A variable that an inner function shares.
    Shared(String),
    /// What is in a container.
    Item,
    /// What an iteration gives.
    Iterated,
    /// What a function that is found by its name gives.
    Called(String),
}

impl Unknown {
    /// As a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Unknown::Parameter(name) => {
                format!("`{name}` is any object, because the parameter has no annotation.")
            }
            Unknown::Instance(class) => {
                format!(
                    "Nothing in `{class}` has an annotation, so that attributes are found by their names."
                )
            }
            Unknown::Result(name) => {
                format!("What `{name}` gives is any object, because its `def` does not say what.")
            }
            Unknown::Attribute(name) => {
                format!("The attribute `{name}` is found by its name, and is any object.")
            }
            Unknown::Global(name) => {
                format!(
                    "`{name}` is a variable of the module or a built-in: it is looked up, and is any object."
                )
            }
            Unknown::Shared(name) => {
                format!("`{name}` is shared with an inner function: it lives in a cell, and is any object.")
            }
            Unknown::Item => {
                "What a container holds is any object, unless an annotation says of what it is.".into()
            }
            Unknown::Iterated => "What a loop goes over is any object, and so is what that gives.".into(),
            Unknown::Called(name) => format!("`{name}` is found by its name, and gives any object."),
        }
    }
}

/// The parameters that are instances because of where they stand, `self`: by function and name, the class.
pub type Instances = BTreeMap<(String, String), String>;

/// Those of a program.
#[must_use]
pub fn instances(program: &Program) -> Instances {
    let of = |function: &FunctionInfo| {
        let class = program.classes.get(function.class?)?.def.name.name.to_string();
        let own = function.params.first().filter(|param| matches!(param.ty, types::Type::Instance(_)))?;
        Some(((function.qualified_name.to_string(), own.name.to_string()), class))
    };
    program.functions.iter().filter_map(of).collect()
}

/// What is any object in the operations of each line that call the runtime.
#[must_use]
pub fn by_line(module: &Module, target: &Target, instances: &Instances) -> BTreeMap<u32, BTreeSet<Unknown>> {
    let mut lines: BTreeMap<u32, BTreeSet<Unknown>> = BTreeMap::new();
    for (index, function) in module.functions.iter().enumerate() {
        if index == module.init.index() {
            continue;
        }
        let origins = Origins::of(module, function, instances);
        for inst in function.insts().filter(|inst| work::of_inst(function, inst, target) == Work::Runtime) {
            // Of an imported module it is known what it is.
            let skipped = usize::from(matches!(inst.op, Op::ModuleAttr | Op::ModuleCall));
            let unknown = inst.args.iter().skip(skipped).filter(|arg| function.ty(**arg) == Type::Object);
            let found: BTreeSet<Unknown> = unknown.flat_map(|arg| origins.find(*arg)).collect();
            if !found.is_empty() {
                lines.entry(inst.loc.line).or_default().extend(found);
            }
        }
    }
    lines
}

/// Where the values of a function come from.
struct Origins<'a> {
    module: &'a Module,
    function: &'a Function,
    instances: &'a Instances,
    made: BTreeMap<ValueId, &'a Inst>,
    /// What comes in for each parameter of a block.
    passed: BTreeMap<ValueId, Vec<ValueId>>,
    /// What is put into each memory cell.
    kept: BTreeMap<u32, Vec<ValueId>>,
}

impl<'a> Origins<'a> {
    fn of(module: &'a Module, function: &'a Function, instances: &'a Instances) -> Origins<'a> {
        let made = function.insts().filter_map(|inst| Some((inst.result?, inst))).collect();
        let mut passed: BTreeMap<ValueId, Vec<ValueId>> = BTreeMap::new();
        for target in function.blocks.iter().flat_map(|block| block.terminator.targets()) {
            let params = function.blocks.get(target.block.index()).map_or(&[][..], |block| &block.params);
            for (param, arg) in params.iter().zip(&target.args) {
                passed.entry(*param).or_default().push(*arg);
            }
        }
        let mut kept: BTreeMap<u32, Vec<ValueId>> = BTreeMap::new();
        for inst in function.insts().filter(|inst| inst.op == Op::SlotSet) {
            if let (Some(Imm::Slot(slot)), Some(value)) = (inst.imms.first(), inst.args.first()) {
                kept.entry(slot.0).or_default().push(*value);
            }
        }
        Origins { module, function, instances, made, passed, kept }
    }

    /// What of a value nobody said a type of.
    fn find(&self, value: ValueId) -> BTreeSet<Unknown> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::from([value]);
        let mut work = vec![value];
        while let Some(value) = work.pop() {
            let from = match self.made.get(&value) {
                Some(inst) => self.origin(inst, &mut found),
                None => {
                    found.extend(self.parameter(value));
                    self.passed.get(&value).cloned().unwrap_or_default()
                }
            };
            work.extend(from.into_iter().filter(|value| seen.insert(*value)));
        }
        found
    }

    /// A parameter of the function that is any object.
    fn parameter(&self, value: ValueId) -> Option<Unknown> {
        let entry = self.function.blocks.first()?;
        let place = entry.params.iter().position(|param| *param == value)?;
        let param = self.function.params.get(place)?;
        let plain =
            matches!(param.kind, ParamKind::Positional | ParamKind::PositionalOnly | ParamKind::KeywordOnly);
        let is_any = param.ty == Type::Object && param.class.is_none() && param.builtin.is_none();
        let class = self.instances.get(&(self.function.name.to_string(), param.name.to_string()));
        (plain && is_any && !param.optional).then(|| match class {
            Some(class) => Unknown::Instance(class.clone()),
            None => Unknown::Parameter(param.name.to_string()),
        })
    }

    /// What an operation gives: noted if it is unknown of itself; else the values that it comes from.
    fn origin(&self, inst: &Inst, found: &mut BTreeSet<Unknown>) -> Vec<ValueId> {
        let name = || match inst.imms.first() {
            Some(Imm::Str(name)) => name.to_string(),
            _ => String::new(),
        };
        let unknown = match inst.op {
            Op::Attr | Op::AttrOf | Op::AttrMaybe | Op::Field => match inst.imms.first() {
                Some(Imm::Field(class, field)) => {
                    let class = self.module.classes.get(class.index());
                    let field = class.and_then(|class| class.fields.get(field.index()));
                    // A promise is checked, and is a type.
                    field
                        .filter(|field| field.class.is_none() && field.builtin.is_none())
                        .map(|field| Unknown::Attribute(field.name.to_string()))
                }
                _ => Some(Unknown::Attribute(name())),
            },
            Op::Global | Op::ClassName => Some(Unknown::Global(name())),
            Op::CellGet => self.cell(inst).map(Unknown::Shared),
            Op::Item | Op::StrItem | Op::ListItem | Op::ItemSlice | Op::StrSlice => Some(Unknown::Item),
            Op::IterNext | Op::ListIterNext | Op::NumberIterNext | Op::StrIterNext => Some(Unknown::Iterated),
            Op::ModuleCall | Op::CallMethod | Op::CallTypeMethod => Some(Unknown::Called(name())),
            Op::CallFunction | Op::CallVirtual | Op::CallGetter => match inst.imms.first() {
                Some(Imm::Function(id)) => self
                    .module
                    .functions
                    .get(id.index())
                    .map(|function| Unknown::Result(function.short_name().to_owned())),
                _ => None,
            },
            // What one cannot say a type of comes from what it is made of.
            Op::Binary | Op::Unary | Op::IntObject | Op::AssumeInt | Op::CheckBound => {
                return inst.args.clone();
            }
            Op::SlotGet => {
                let slot = match inst.imms.first() {
                    Some(Imm::Slot(slot)) => *slot,
                    _ => return Vec::new(),
                };
                let kind = self.function.slots.get(slot.index()).map(|slot| slot.kind);
                let is_variable = matches!(kind, Some(SlotKind::Variable(Type::Object)));
                let values = self.kept.get(&slot.0).filter(|_| is_variable);
                return values.cloned().unwrap_or_default();
            }
            _ => None,
        };
        found.extend(unknown);
        Vec::new()
    }

    /// The name of the variable in a cell.
    fn cell(&self, inst: &Inst) -> Option<String> {
        let cell = inst.args.first().and_then(|cell| self.function.value(*cell));
        cell.and_then(|cell| cell.name.as_ref()).map(ToString::to_string)
    }
}
