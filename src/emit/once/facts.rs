//! What is known of the values of the function that a module runs on import.

use super::assemble::{Code, opcode};
use crate::emit::tables;
use crate::ir::{ClassId, Function, FunctionId, Imm, Inst, Module, Op, ParamKind, Singleton, Type, ValueId};
use linker::Constant;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What a module's functions say of its names: the same for every form of the function.
pub(super) struct Names {
    /// Functions that a name of the module stands for, and nothing else.
    globals: BTreeMap<FunctionId, Rc<str>>,
    /// Classes that compiled code knows nothing of but their names.
    plain: BTreeMap<ClassId, Rc<str>>,
    /// There are other classes, which compiled code makes.
    has_others: bool,
}

impl Names {
    pub fn of(module: &Module) -> Names {
        let mut bindings: BTreeMap<&str, usize> = BTreeMap::new();
        for inst in module.insts() {
            if let (Op::SetGlobal | Op::DelGlobal, Some(Imm::Str(name))) = (inst.op, inst.imms.first()) {
                *bindings.entry(name).or_default() += 1;
            }
        }
        let mut globals = BTreeMap::new();
        if let Some(init) = module.functions.get(module.init.index()) {
            let made: BTreeMap<ValueId, FunctionId> = init
                .insts()
                .filter_map(|inst| match (inst.op, inst.imms.first(), inst.result) {
                    (Op::MakeFunction, Some(Imm::Function(id)), Some(result)) => Some((result, *id)),
                    _ => None,
                })
                .collect();
            for inst in init.insts() {
                if let (Op::SetGlobal, Some(Imm::Str(name)), Some(value)) =
                    (inst.op, inst.imms.first(), inst.args.first())
                    && bindings.get(&**name) == Some(&1)
                    && let Some(id) = made.get(value)
                    && let Some(function) = module.functions.get(id.index())
                    && function.params.iter().all(|param| param.kind == ParamKind::Positional)
                    && !function.suspends
                {
                    globals.insert(*id, Rc::clone(name));
                }
            }
        }
        let mut known: BTreeSet<ClassId> = BTreeSet::new();
        for inst in module.insts().filter(|inst| inst.op != Op::MakeClass) {
            for imm in &inst.imms {
                match imm {
                    Imm::Class(class) | Imm::Field(class, _) => {
                        known.insert(*class);
                    }
                    _ => {}
                }
            }
        }
        let promised = module.functions.iter().flat_map(|function| &function.params).map(|param| param.class);
        let held = module.classes.iter().flat_map(|class| &class.fields).map(|field| field.class);
        known.extend(promised.chain(held).flatten());
        let calls_methods = module.insts().any(|inst| matches!(inst.op, Op::CallVirtual | Op::CallGetter));
        let plain: BTreeMap<ClassId, Rc<str>> = (0..)
            .map(ClassId)
            .zip(&module.classes)
            .filter(|(id, class)| class.init.is_none() && !known.contains(id) && !calls_methods)
            .map(|(id, class)| (id, Rc::clone(&class.name)))
            .collect();
        let has_others = plain.len() != module.classes.len();
        Names { globals, plain, has_others }
    }
}

/// Where a value is defined and used.
#[derive(Default)]
struct Place {
    defined: Option<usize>,
    /// Blocks, one entry a use.
    used: Vec<usize>,
    /// Uses by operations that put something into it, or take something from it, and leave it on the stack.
    staying: usize,
}

/// The facts of one form of the function.
pub(super) struct Facts<'a> {
    names: &'a Names,
    alias: BTreeMap<ValueId, ValueId>,
    constants: BTreeMap<ValueId, Code>,
    nulls: BTreeSet<ValueId>,
    places: BTreeMap<ValueId, Place>,
    packs: BTreeMap<ValueId, Vec<(usize, ValueId, usize)>>,
}

impl<'a> Facts<'a> {
    pub fn of(function: &Function, names: &'a Names) -> Facts<'a> {
        let mut facts = Facts {
            names,
            alias: BTreeMap::new(),
            constants: BTreeMap::new(),
            nulls: BTreeSet::new(),
            places: BTreeMap::new(),
            packs: BTreeMap::new(),
        };
        let insts = || {
            function.blocks.iter().enumerate().flat_map(|(i, b)| b.insts.iter().map(move |inst| (i, inst)))
        };
        for (_, inst) in insts() {
            let Some(result) = inst.result else { continue };
            if let Some(arg) = same(inst) {
                facts.alias.insert(result, arg);
            } else if let Some(code) = constant(inst) {
                facts.constants.insert(result, code);
            } else if inst.op == Op::Unbound {
                facts.nulls.insert(result);
            }
        }
        for (index, block) in function.blocks.iter().enumerate() {
            for param in &block.params {
                facts.places.entry(*param).or_default().defined = Some(index);
            }
        }
        for (index, inst) in insts() {
            if let Some(result) = inst.result {
                facts.places.entry(result).or_default().defined = Some(index);
            }
            if facts.is_alias(inst) {
                continue;
            }
            if let (Op::PackItem, [pack], Some(Imm::Int(number)), Some(result)) =
                (inst.op, &inst.args[..], inst.imms.first(), inst.result)
            {
                let number = usize::try_from(*number).unwrap_or(usize::MAX);
                facts.packs.entry(*pack).or_default().push((number, result, index));
            }
            for (position, arg) in inst.args.iter().enumerate() {
                let place = facts.places.entry(canonical(&facts.alias, *arg)).or_default();
                place.used.push(index);
                let stays = matches!(inst.op, Op::DictStore | Op::ListAppend | Op::SetAdd | Op::ImportFrom);
                place.staying += usize::from(stays && position == 0);
            }
        }
        for (index, block) in function.blocks.iter().enumerate() {
            for value in block.terminator.uses() {
                facts.places.entry(canonical(&facts.alias, value)).or_default().used.push(index);
            }
        }
        facts
    }

    /// The operation gives what it takes: in bytecode everything is an object.
    pub fn is_alias(&self, inst: &Inst) -> bool {
        inst.result.is_some_and(|result| self.alias.contains_key(&result))
    }

    /// The value that another is in bytecode.
    pub fn canonical(&self, value: ValueId) -> ValueId {
        canonical(&self.alias, value)
    }

    /// How a value is loaded that is a constant.
    pub fn word(&self, value: ValueId) -> Option<&Code> {
        self.constants.get(&self.canonical(value))
    }

    pub fn is_null(&self, value: ValueId) -> bool {
        self.nulls.contains(&self.canonical(value))
    }

    /// How a value is loaded: as a constant, or from where it is; none for the null object.
    pub fn load(&self, value: ValueId) -> Option<Option<&Code>> {
        (!self.is_null(value)).then(|| self.word(value))
    }

    pub fn uses(&self, value: ValueId) -> usize {
        self.places.get(&value).map_or(0, |place| place.used.len())
    }

    /// The block that defines a value.
    pub fn defined(&self, value: ValueId) -> Option<usize> {
        self.places.get(&value)?.defined
    }

    /// The blocks that use a value.
    pub fn used_in(&self, value: ValueId) -> &[usize] {
        self.places.get(&value).map_or(&[], |place| &place.used)
    }

    /// The block that defines a value is the only one that uses it.
    pub fn used_only_in(&self, value: ValueId, block: usize) -> bool {
        self.defined(value) == Some(block) && self.used_in(value).iter().all(|used| *used == block)
    }

    pub fn is_used_once_in(&self, value: ValueId, block: usize) -> bool {
        self.uses(value) == 1 && self.used_only_in(value, block)
    }

    /// For what is filled or taken apart where it lies on the stack: how often, and once more if it is used otherwise.
    pub fn stays(&self, value: ValueId, made_by: &Inst, block: usize) -> Option<usize> {
        let staying = self.places.get(&value)?.staying;
        let uses = self.uses(value);
        let fits = match made_by.op {
            Op::NewDict | Op::NewList | Op::NewSet => uses <= staying + 1,
            Op::Import => uses == staying,
            _ => false,
        };
        (fits && staying > 0 && self.used_only_in(value, block)).then_some(uses)
    }

    /// The elements of what was taken apart, all of them in this block.
    pub fn pack_items(&self, pack: ValueId, block: usize, count: usize) -> Option<Vec<Option<ValueId>>> {
        let mut items = vec![None; count];
        for (number, value, index) in self.packs.get(&pack).map_or(&[][..], |items| items) {
            let item = items.get_mut(*number)?;
            if *index != block || item.is_some() {
                return None;
            }
            *item = Some(*value);
        }
        Some(items)
    }

    /// The name that calls a function.
    pub fn global_of(&self, function: FunctionId) -> Option<&str> {
        self.names.globals.get(&function).map(|name| &**name)
    }

    /// Classes are made by compiled code: it has to know of some of them.
    pub fn asks_helper(&self) -> bool {
        self.names.has_others
    }

    /// The name of a class of which compiled code knows nothing else.
    pub fn plain_class(&self, class: ClassId) -> Option<Rc<str>> {
        self.names.plain.get(&class).cloned()
    }
}

/// How a constant is loaded.
pub(super) fn constant(inst: &Inst) -> Option<Code> {
    use Singleton::{Ellipsis, False, None as PyNone, True};
    let number = match inst.imms.first() {
        Some(Imm::Int(number)) => Some(*number),
        _ => None,
    };
    match (inst.op, inst.imms.first()?) {
        (Op::Const, Imm::Str(text)) => Some(Code::Text(Rc::clone(text))),
        (Op::Const | Op::ConstInt, Imm::Big(digits)) => Some(match digits.parse::<i64>() {
            Ok(value) if (-(1 << 30)..1 << 30).contains(&value) => Code::SmallInt(value),
            _ => Code::Object(Constant::Int((**digits).to_owned())),
        }),
        (Op::Const, Imm::Singleton(PyNone)) => Some(Code::Plain(opcode::LOAD_CONST_NONE)),
        (Op::Const, Imm::Singleton(True)) => Some(Code::Plain(opcode::LOAD_CONST_TRUE)),
        (Op::Const, Imm::Singleton(False)) => Some(Code::Plain(opcode::LOAD_CONST_FALSE)),
        (Op::Const, Imm::Singleton(Ellipsis)) => Some(Code::Object(Constant::Ellipsis)),
        (Op::Const, imm) => tables::constant(imm).map(Code::Object),
        (Op::Name, Imm::Str(name)) => Some(Code::Name(opcode::LOAD_CONST_STRING, Rc::clone(name))),
        (Op::FloatObject, Imm::Str(text)) => Some(Code::Object(Constant::Float((**text).to_owned()))),
        (Op::ComplexText, Imm::Str(text)) => Some(Code::Object(Constant::Complex((**text).to_owned()))),
        (Op::ConstBool, Imm::Int(0)) => Some(Code::Plain(opcode::LOAD_CONST_FALSE)),
        (Op::ConstBool, Imm::Int(_)) => Some(Code::Plain(opcode::LOAD_CONST_TRUE)),
        (Op::ConstWord, _) => number.filter(|n| (-(1 << 30)..1 << 30).contains(n)).map(Code::SmallInt),
        _ => None,
    }
}

/// What an operation gives that gives what it takes.
fn same(inst: &Inst) -> Option<ValueId> {
    match inst.op {
        // A call in bytecode gives several results as a tuple.
        Op::IntObject | Op::AssumeInt | Op::BoxFloat | Op::BoxBool | Op::ResultsTuple => {
            inst.args.first().copied()
        }
        // What the firmware gives is believed where nothing but the firmware goes on with it.
        Op::GivenInt | Op::GivenBool | Op::GivenFloat => inst.args.first().copied(),
        _ => None,
    }
}

fn canonical(alias: &BTreeMap<ValueId, ValueId>, mut value: ValueId) -> ValueId {
    while let Some(next) = alias.get(&value) {
        value = *next;
    }
    value
}

/// Values of these types are objects in bytecode.
pub(super) fn is_object(ty: Type) -> bool {
    match ty {
        Type::Object | Type::Int | Type::Float | Type::Bool | Type::Word => true,
        Type::Uword | Type::Address | Type::Pack | Type::View | Type::Results | Type::Void => false,
    }
}
