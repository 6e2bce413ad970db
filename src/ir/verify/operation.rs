//! Rules 12 to 16: each operation against its row of the table.
//!
//! In: an operation; out: what of its immediates, operands and result does not fit.
//!
//! ```text
//! v2: float = int_add v0, v1      rule 15: int_add gives int
//! ```

use super::{Context, Definition, Report, Rule, check_reference};
use crate::ir::parse::MAX_TUPLE_DEPTH;
use crate::ir::{Form, FunctionId, Imm, Inst, Op, Signature, SlotKind, Type, ValueId, ops};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What `unary` does: the signs of Python's operators.
const UNARY: &[&str] = &["+", "-", "~"];

/// What `binary` does: with `=` after them, those that are not comparisons work in place.
const BINARY: &[&str] = &["+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^"];
const COMPARISONS: &[&str] = &["<", "<=", ">", ">=", "==", "!=", "in", "not in"];

pub(super) fn check(context: &Context<'_>, inst: &Inst, report: &mut Report) {
    let info = inst.op.info();
    for imm in &inst.imms {
        check_reference(context.module, imm, report);
    }
    if inst.imms.len() != info.imms.len() {
        report.add(
            Rule::ImmediateKinds,
            format!("{} has {}, not {}", info.name, count(info.imms.len(), "immediate"), inst.imms.len()),
        );
        return;
    }
    for (imm, &kind) in inst.imms.iter().zip(info.imms) {
        if !imm.is(kind) {
            report.add(Rule::ImmediateKinds, format!("{imm:?} stands where {} has a {kind:?}", info.name));
            return;
        }
    }
    // From here on the immediates are of their kinds, but may name things that do not exist.
    slots(context, inst, report);
    classes(context, inst, report);
    if let Some(types) = operand_types(context, inst) {
        operands(context, inst, &types, report);
    }
    result(context, inst, report);
    for imm in &inst.imms {
        constant(imm, 0, report);
    }
    values(context, inst, report);
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Rule 16.
fn slots(context: &Context<'_>, inst: &Inst, report: &mut Report) {
    for imm in &inst.imms {
        let Imm::Slot(id) = imm else { continue };
        let Some(slot) = context.function.slots.get(id.index()) else {
            report.add(Rule::Slots, format!("there is no cell ${}", id.0));
            continue;
        };
        let fits = match inst.op {
            Op::IterNew
            | Op::IterNext
            | Op::ListIterNew
            | Op::ListIterNext
            | Op::NumberIterNew
            | Op::NumberIterNext
            | Op::StrIterNew
            | Op::StrIterNext => slot.kind == SlotKind::Iterator,
            Op::EndTry | Op::Caught => slot.kind == SlotKind::Frame,
            _ => matches!(slot.kind, SlotKind::Variable(_)),
        };
        if !fits {
            report.add(Rule::Slots, format!("${} is not what {} works on", id.0, inst.op.info().name));
        }
    }
}

/// The part of rule 2 that looks at what is named.
fn classes(context: &Context<'_>, inst: &Inst, report: &mut Report) {
    let class = match (inst.op, inst.imms.first()) {
        (Op::NewInstance | Op::HasFields | Op::CheckUnless, Some(Imm::Class(class)))
        | (Op::Field | Op::SetField, Some(Imm::Field(class, _))) => *class,
        (Op::CallVirtual, Some(Imm::Function(id))) => {
            let function = context.module.functions.get(id.index());
            if function
                .is_some_and(|function| function.params.first().map(|param| param.ty) != Some(Type::Object))
            {
                report.add(Rule::References, "the first parameter of a method is an object");
            }
            return;
        }
        _ => return,
    };
    if context.module.classes.get(class.index()).is_some_and(|class| class.init.is_none()) {
        report.add(Rule::References, "instances of this class hold no fields at fixed places");
    }
}

/// The types of the operands; none where what the immediate names does not exist, which is reported elsewhere.
fn operand_types(context: &Context<'_>, inst: &Inst) -> Option<Vec<Type>> {
    let mut types;
    match inst.op.info().args {
        ops::Args::Fixed(fixed) => types = fixed.to_vec(),
        ops::Args::Objects(fixed) => {
            types = fixed.to_vec();
            types.resize(inst.args.len().max(fixed.len()), Type::Object);
        }
        ops::Args::Words => types = vec![Type::Word; inst.args.len()],
        ops::Args::OfFunction => {
            let function = context.module.functions.get(function(inst)?.index())?;
            types = function.params.iter().map(|param| param.ty).collect();
        }
        ops::Args::OfResults => {
            types = context.module.functions.get(function(inst)?.index())?.results.clone();
        }
        ops::Args::OfSignature => {
            types = signature(inst)?.params.iter().map(|param| param.ty.held()).collect();
        }
        ops::Args::OfForm => {
            types = vec![Type::Address];
            types.extend(&form(inst)?.params);
        }
        ops::Args::Nullable => {
            let ty = inst.args.first().map_or(Type::Object, |&arg| context.function.ty(arg));
            types = vec![if ty == Type::Int { Type::Int } else { Type::Object }];
        }
        ops::Args::Then(fixed) => {
            types = fixed.to_vec();
            types.push(imm_type(context, inst)?);
        }
    }
    Some(types)
}

fn function(inst: &Inst) -> Option<FunctionId> {
    match inst.imms.first() {
        Some(Imm::Function(id)) => Some(*id),
        _ => None,
    }
}

/// The type of the result that is named by its place.
fn result_type(context: &Context<'_>, inst: &Inst) -> Option<Type> {
    let Some(Imm::Int(place)) = inst.imms.get(1) else { return None };
    let results = &context.module.functions.get(function(inst)?.index())?.results;
    results.get(usize::try_from(*place).ok()?).copied()
}

fn signature(inst: &Inst) -> Option<&Signature> {
    match inst.imms.first() {
        Some(Imm::Signature(signature)) => Some(signature),
        _ => None,
    }
}

fn form(inst: &Inst) -> Option<&Form> {
    match inst.imms.first() {
        Some(Imm::Form(form)) => Some(form),
        _ => None,
    }
}

/// The type of the field or cell in the immediate.
fn imm_type(context: &Context<'_>, inst: &Inst) -> Option<Type> {
    match inst.imms.first()? {
        Imm::Field(class, field) => {
            Some(context.module.classes.get(class.index())?.fields.get(field.index())?.ty)
        }
        Imm::Slot(slot) => match context.function.slots.get(slot.index())?.kind {
            SlotKind::Variable(ty) => Some(ty),
            SlotKind::Iterator | SlotKind::Frame => None,
        },
        _ => None,
    }
}

/// Rule 14.
fn operands(context: &Context<'_>, inst: &Inst, types: &[Type], report: &mut Report) {
    let name = inst.op.info().name;
    if inst.args.len() != types.len() {
        let takes = count(types.len(), "operand");
        report.add(Rule::Operands, format!("{name} takes {takes}, not {}", inst.args.len()));
    }
    for (&ValueId(id), &expected) in inst.args.iter().zip(types) {
        // A value that does not exist is reported by rule 7.
        if let Some(value) = context.function.value(ValueId(id))
            && value.ty != expected
        {
            let (is, takes) = (value.ty.name(), expected.name());
            report.add(Rule::Operands, format!("v{id} is {is}, but {name} takes {takes} there"));
        }
    }
}

/// Rule 15.
fn result(context: &Context<'_>, inst: &Inst, report: &mut Report) {
    let gives = match inst.op.info().gives {
        ops::Gives::Always(ty) => Some(ty),
        ops::Gives::OfFunction => function(inst)
            .and_then(|id| context.module.functions.get(id.index()))
            .map(|function| function.result),
        ops::Gives::OfSignature => signature(inst)
            .map(|signature| signature.result.as_ref().map_or(Type::Void, |result| result.held())),
        ops::Gives::OfResult => result_type(context, inst),
        ops::Gives::OfForm => form(inst).map(|form| form.result),
        ops::Gives::OfImm => imm_type(context, inst),
        // An operand of another type than the row's is reported by rule 14.
        ops::Gives::OfArg => inst.args.first().map(|&arg| context.function.ty(arg)),
    };
    let (Some(gives), name) = (gives, inst.op.info().name) else { return };
    match inst.result.map(|id| context.function.ty(id)) {
        None if gives == Type::Void => {}
        None => report.add(Rule::Result, format!("{name} gives a value of type {}", gives.name())),
        Some(_) if gives == Type::Void => report.add(Rule::Result, format!("{name} gives nothing")),
        Some(ty) if ty == gives => {}
        Some(_) => report.add(Rule::Result, format!("{name} gives {}", gives.name())),
    }
}

/// The part of rule 13 that is the same for all operations.
fn constant(imm: &Imm, depth: usize, report: &mut Report) {
    match imm {
        Imm::Big(digits) if !is_decimal(digits) => {
            report.add(Rule::ImmediateValues, format!("{digits:?} is not how an integer is written"));
        }
        Imm::Tuple(_) if depth >= MAX_TUPLE_DEPTH => {
            report.add(Rule::ImmediateValues, "the tuple nests too deep");
        }
        Imm::Tuple(items) => {
            for item in items {
                if item.is(ops::ImmKind::Constant) {
                    constant(item, depth + 1, report);
                } else {
                    report.add(Rule::ImmediateValues, format!("{item:?} is not a constant"));
                }
            }
        }
        _ => {}
    }
}

/// Decimal digits, no zero before others, a minus sign only before what is not zero.
fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.is_empty()
        && (!digits.starts_with('0') || text == "0")
}

/// The part of rule 13 that each operation has of its own.
fn values(context: &Context<'_>, inst: &Inst, report: &mut Report) {
    let mut add = |message: String| report.add(Rule::ImmediateValues, message);
    match (inst.op, inst.imms.as_slice()) {
        (Op::ConstBool, [Imm::Int(number)])
        | (Op::CheckType, [_, Imm::Int(number), _])
        | (Op::CheckInstance, [_, Imm::Int(number), _])
            if !(0..=1).contains(number) =>
        {
            add(format!("{number} is neither 0 nor 1"));
        }
        (Op::Unary, [Imm::Str(sign)]) if !UNARY.contains(&&**sign) => {
            add(format!("{sign:?} is not a unary operator"));
        }
        (Op::Binary | Op::Test | Op::SameStr | Op::StrAdd, [Imm::Str(sign)]) if !is_binary(sign) => {
            add(format!("{sign:?} is not a binary operator"));
        }
        (Op::Import, [_, Imm::Int(number)]) | (Op::NewDict | Op::Unpack, [Imm::Int(number)])
            if *number < 0 =>
        {
            add(format!("{number} is negative"));
        }
        (Op::UnpackStar, [Imm::Int(before), Imm::Int(after)]) if *before < 0 || *after < 0 => {
            add(format!("{} is negative", before.min(after)));
        }
        (Op::Default | Op::SetDefault, [Imm::Function(id), Imm::Int(number)]) => {
            let params =
                context.module.functions.get(id.index()).map_or(&[][..], |function| &function.params);
            if usize::try_from(*number).ok().and_then(|index| params.get(index)).is_none() {
                add(format!("the function has no parameter {number}"));
            }
        }
        (Op::PackItem, [Imm::Int(number)]) => {
            if let Some(size) = inst.args.first().and_then(|&pack| pack_size(context, pack))
                && !(0..size).contains(number)
            {
                add(format!("a pack of {size} has no element {number}"));
            }
        }
        (Op::Results, [Imm::Function(id)]) => {
            let is_own =
                context.module.functions.get(id.index()).is_some_and(|f| std::ptr::eq(f, context.function));
            if !is_own {
                add("these are the results of another function".to_owned());
            }
        }
        (Op::ResultItem | Op::ResultsTuple, [Imm::Function(id), ..]) => {
            let given = inst.args.first().and_then(|&given| definition(context, given));
            if given.is_some_and(|call| (call.op, function(call)) != (Op::CallFunction, Some(*id))) {
                add("this is not what the function gave".to_owned());
            }
            if inst.op == Op::ResultItem && result_type(context, inst).is_none() {
                add("the function gives no such value".to_owned());
            }
        }
        (Op::Call | Op::CallLoaded, [Imm::Names(names)])
        | (Op::CallMethod | Op::ModuleCall | Op::CallStar, [_, Imm::Names(names)])
        | (Op::CallMethodStar, [_, _, Imm::Names(names)]) => {
            let keywords = || names.iter().filter(|name| &***name != "**");
            let distinct: BTreeSet<&Rc<str>> = keywords().collect();
            if distinct.len() < keywords().count() {
                add("a keyword is given twice".to_owned());
            }
            // The first operand is what is called, or whose method is.
            if !names.is_empty() && names.len() + 1 > inst.args.len() {
                add(format!("{} for {}", count(names.len(), "keyword"), count(inst.args.len(), "operand")));
            }
        }
        _ => {}
    }
}

fn is_binary(sign: &str) -> bool {
    let in_place = sign.strip_suffix('=').is_some_and(|sign| BINARY.contains(&sign));
    BINARY.contains(&sign) || COMPARISONS.contains(&sign) || in_place
}

/// How many elements a pack has, by the operation that makes it.
fn pack_size(context: &Context<'_>, pack: ValueId) -> Option<i64> {
    definition(context, pack)?.pack_size()
}

/// The operation that gives a value.
fn definition<'a>(context: &Context<'a>, value: ValueId) -> Option<&'a Inst> {
    let Definition { block, position } = context.definitions.get(value.index()).copied().flatten()?;
    context.function.blocks.get(block)?.insts.get(position?)
}
