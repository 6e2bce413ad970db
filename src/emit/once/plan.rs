//! What an operation is in bytecode: what it takes from the stack, in which order, and the instructions that do it.

use super::assemble::{Code, opcode};
use super::facts::{Facts, constant};
use crate::emit::calls::keyword_names;
use crate::emit::operators::{binary_number, unary_number};
use crate::ir::{Imm, Inst, Op, ValueId};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What an operation takes, in the order of the stack.
#[derive(Debug, Clone)]
pub(super) enum Word {
    /// A value.
    Value(ValueId),
    /// Something that can be loaded at any time, or is done to the word before.
    Code(Code),
}

/// An operation: what it takes, what it does then.
pub(super) struct Plan {
    pub words: Vec<Word>,
    pub then: Vec<Code>,
    /// It leaves its result on the stack; without one it leaves nothing.
    pub gives: bool,
}

/// Whether an operation has a form in bytecode.
pub(super) fn has_form(facts: &Facts, inst: &Inst) -> bool {
    match inst.op {
        Op::EndTry | Op::Caught | Op::SlotGet | Op::SlotSet | Op::Unbound => true,
        Op::Unpack | Op::UnpackStar | Op::PackItem => true,
        _ => facts.is_alias(inst) || constant(inst).is_some() || plan(facts, inst).is_some(),
    }
}

/// What is done for an operation; none for one that has no such form, or that is done by other means.
pub(super) fn plan(facts: &Facts, inst: &Inst) -> Option<Plan> {
    let name = |index: usize| match inst.imms.get(index) {
        Some(Imm::Str(name)) => Some(Rc::clone(name)),
        _ => None,
    };
    let number = |index: usize| match inst.imms.get(index) {
        Some(Imm::Int(number)) => usize::try_from(*number).ok(),
        _ => None,
    };
    let null = Word::Code(Code::Plain(opcode::LOAD_NULL));
    // A null object may be nothing but a missing default.
    let takes_null = inst.op == Op::MakeFunction;
    let args: Vec<Word> = inst
        .args
        .iter()
        .map(|arg| match facts.word(*arg) {
            Some(code) => Word::Code(code.clone()),
            None if facts.is_null(*arg) => null.clone(),
            None => Word::Value(facts.canonical(*arg)),
        })
        .collect();
    if !takes_null && inst.args.iter().any(|arg| facts.is_null(*arg)) {
        return None;
    }
    let plain = |words: Vec<Word>, code: Code| Some(Plan { words, then: vec![code], gives: true });
    let silent = |words: Vec<Word>, code: Code| Some(Plan { words, then: vec![code], gives: false });
    let operator = |number: u8| plain(args.clone(), Code::Plain(opcode::BINARY_OP + number));
    let global = |name: &str| Word::Code(Code::Name(opcode::LOAD_GLOBAL, name.into()));
    let first = |word: Word| [&[word], args.as_slice()].concat();
    match inst.op {
        Op::IntAdd | Op::FloatAdd => operator(binary_number("+")?),
        Op::IntSub | Op::FloatSub => operator(binary_number("-")?),
        Op::IntMul | Op::FloatMul => operator(binary_number("*")?),
        Op::IntFloorDiv | Op::FloatFloorDiv => operator(binary_number("//")?),
        Op::IntMod | Op::FloatMod => operator(binary_number("%")?),
        Op::IntPow => operator(binary_number("**")?),
        Op::IntDiv | Op::FloatDiv => operator(binary_number("/")?),
        Op::IntLshift => operator(binary_number("<<")?),
        Op::IntRshift => operator(binary_number(">>")?),
        Op::IntAnd => operator(binary_number("&")?),
        Op::IntOr => operator(binary_number("|")?),
        Op::IntXor => operator(binary_number("^")?),
        Op::IntLt | Op::FloatLt => operator(binary_number("<")?),
        Op::IntLe | Op::FloatLe => operator(binary_number("<=")?),
        Op::IntGt | Op::FloatGt => operator(binary_number(">")?),
        Op::IntGe | Op::FloatGe => operator(binary_number(">=")?),
        Op::IntEq | Op::FloatEq => operator(binary_number("==")?),
        Op::IntNe | Op::FloatNe => operator(binary_number("!=")?),
        Op::Is => operator(binary_number("is")?),
        Op::ExceptionMatch => operator(binary_number("except")?),
        Op::Binary => operator(binary_number(&name(0)?)?),
        Op::Unary => plain(args, Code::Plain(opcode::UNARY_OP + unary_number(&name(0)?)?)),
        Op::IntNeg | Op::FloatNeg => plain(args, Code::Plain(opcode::UNARY_OP + unary_number("-")?)),
        Op::IntPos => plain(args, Code::Plain(opcode::UNARY_OP + unary_number("+")?)),
        Op::IntInvert => plain(args, Code::Plain(opcode::UNARY_OP + unary_number("~")?)),
        Op::BoolNot => plain(args, Code::Plain(opcode::UNARY_OP + unary_number("not")?)),
        Op::IsTrue | Op::IntTrue | Op::FloatTrue => {
            let not = Code::Plain(opcode::UNARY_OP + unary_number("not")?);
            Some(Plan { words: args, then: vec![not.clone(), not], gives: true })
        }
        Op::Len => plain(first(global("len")), Code::Number(opcode::CALL_FUNCTION, 1)),
        Op::Globals => plain(vec![global("globals")], Code::Number(opcode::CALL_FUNCTION, 0)),
        Op::Global => plain(Vec::new(), Code::Name(opcode::LOAD_GLOBAL, name(0)?)),
        Op::SetGlobal => silent(args, Code::Name(opcode::STORE_GLOBAL, name(0)?)),
        Op::DelGlobal => silent(args, Code::Name(opcode::DELETE_GLOBAL, name(0)?)),
        Op::Import => {
            let level = i64::try_from(number(1)?).ok()?;
            plain(first(Word::Code(Code::SmallInt(level))), Code::Name(opcode::IMPORT_NAME, name(0)?))
        }
        Op::ImportFrom => {
            let code = Code::Name(opcode::IMPORT_FROM, name(0)?);
            let then = vec![code, Code::Plain(opcode::ROT_TWO), Code::Plain(opcode::POP_TOP)];
            Some(Plan { words: args, then, gives: true })
        }
        Op::ImportStar => silent(args, Code::Plain(opcode::IMPORT_STAR)),
        Op::CallInGlobals => {
            let count = args.len().checked_sub(1)?;
            plain(args, Code::Number(opcode::CALL_FUNCTION, count))
        }
        Op::Attr | Op::ModuleAttr => plain(args, Code::Name(opcode::LOAD_ATTR, name(0)?)),
        Op::SetAttr => {
            let [object, value] = <[Word; 2]>::try_from(args).ok()?;
            silent(vec![value, object], Code::Name(opcode::STORE_ATTR, name(0)?))
        }
        Op::DelAttr => silent(first(null), Code::Name(opcode::STORE_ATTR, name(0)?)),
        Op::Item => plain(args, Code::Plain(opcode::LOAD_SUBSCR)),
        Op::SetItem => {
            let [container, index, value] = <[Word; 3]>::try_from(args).ok()?;
            silent(vec![value, container, index], Code::Plain(opcode::STORE_SUBSCR))
        }
        Op::DelItem => silent(first(null), Code::Plain(opcode::STORE_SUBSCR)),
        Op::Slice => {
            let (words, count) = slice(args);
            plain(words, Code::Number(opcode::BUILD_SLICE, count))
        }
        Op::ItemSlice => {
            let (words, count) = slice(args);
            let then = vec![Code::Number(opcode::BUILD_SLICE, count - 1), Code::Plain(opcode::LOAD_SUBSCR)];
            Some(Plan { words, then, gives: true })
        }
        Op::SetItemSlice => {
            let mut args = args;
            let value = args.pop()?;
            let (mut words, count) = slice(args);
            words.insert(0, value);
            let then = vec![Code::Number(opcode::BUILD_SLICE, count - 1), Code::Plain(opcode::STORE_SUBSCR)];
            Some(Plan { words, then, gives: false })
        }
        Op::NewList => {
            let count = args.len();
            plain(args, Code::Number(opcode::BUILD_LIST, count))
        }
        Op::NewTuple => {
            let count = args.len();
            plain(args, Code::Number(opcode::BUILD_TUPLE, count))
        }
        Op::Keep => silent(args, Code::Plain(opcode::POP_TOP)),
        Op::NewSet => {
            let count = args.len();
            plain(args, Code::Number(opcode::BUILD_SET, count))
        }
        Op::NewDict => plain(args, Code::Number(opcode::BUILD_MAP, number(0)?)),
        // A container that is not kept on the stack is dropped from it.
        Op::DictStore => {
            let [dict, key, value] = <[Word; 3]>::try_from(args).ok()?;
            let then = vec![Code::Plain(opcode::STORE_MAP), Code::Plain(opcode::POP_TOP)];
            Some(Plan { words: vec![dict, value, key], then, gives: false })
        }
        Op::ListAppend | Op::SetAdd => {
            // py/vm.c: one below the top; 0 a list, 2 a set.
            let kind = if inst.op == Op::ListAppend { 0 } else { 2 };
            let then = vec![Code::Number(opcode::STORE_COMP, 4 | kind), Code::Plain(opcode::POP_TOP)];
            Some(Plan { words: args, then, gives: false })
        }
        Op::Call => {
            let (words, counts) = call_words(args, inst)?;
            plain(words, Code::Number(opcode::CALL_FUNCTION, counts))
        }
        Op::CallMethod | Op::ModuleCall => {
            let (mut words, counts) = call_words(args, inst)?;
            words.insert(1, Word::Code(Code::Name(opcode::LOAD_METHOD, name(0)?)));
            plain(words, Code::Number(opcode::CALL_METHOD, counts))
        }
        Op::CallStar | Op::CallMethodStar => {
            let (mut words, counts) = call_words(args, inst)?;
            let is_method = inst.op == Op::CallMethodStar;
            let stars = number(usize::from(is_method)).filter(|stars| *stars < 1 << 30)?;
            words.push(Word::Code(Code::SmallInt(i64::try_from(stars).ok()?)));
            if is_method {
                words.insert(1, Word::Code(Code::Name(opcode::LOAD_METHOD, name(0)?)));
                plain(words, Code::Number(opcode::CALL_METHOD_VAR_KW, counts))
            } else {
                plain(words, Code::Number(opcode::CALL_FUNCTION_VAR_KW, counts))
            }
        }
        Op::CallFunction => match inst.imms.first() {
            Some(Imm::Function(id)) => {
                let count = args.len();
                let words = first(global(facts.global_of(*id)?));
                plain(words, Code::Number(opcode::CALL_FUNCTION, count))
            }
            _ => None,
        },
        Op::MakeFunction => match inst.imms.first() {
            Some(Imm::Function(id)) if inst.args.iter().all(|arg| facts.is_null(*arg)) => {
                plain(Vec::new(), Code::Function(*id, false))
            }
            Some(Imm::Function(id)) => plain(args, Code::Function(*id, true)),
            _ => None,
        },
        Op::MakeClass => match inst.imms.first() {
            // The parameter is `type`, or the helper that makes classes by their numbers.
            Some(Imm::Class(id)) => {
                let class =
                    if facts.asks_helper() { Code::Class(*id) } else { Code::Text(facts.plain_class(*id)?) };
                let words = [&[Word::Code(Code::Load(0)), Word::Code(class)], args.as_slice()];
                plain(words.concat(), Code::Number(opcode::CALL_FUNCTION, 3))
            }
            _ => None,
        },
        // The rest stays as it is.
        _ => None,
    }
}

/// What a slice takes: its step is left out if it is `None`.
fn slice(mut words: Vec<Word>) -> (Vec<Word>, usize) {
    if let Some(Word::Code(Code::Plain(opcode::LOAD_CONST_NONE))) = words.last() {
        words.pop();
    }
    let count = words.len();
    (words, count)
}

/// A callee and its arguments, with the names of keyword arguments between them; how many there are.
fn call_words(mut args: Vec<Word>, inst: &Inst) -> Option<(Vec<Word>, usize)> {
    let names = keyword_names(inst);
    let keywords = args.split_off(args.len().checked_sub(names.len())?);
    let positional = args.len().checked_sub(1)?;
    if positional > 255 || names.len() > 255 {
        return None;
    }
    for (name, value) in names.iter().zip(keywords) {
        // py/runtime.c, mp_call_prepare_args_n_kw_var: a mapping has no key.
        args.push(Word::Code(match &**name {
            "**" => Code::Plain(opcode::LOAD_NULL),
            name => Code::Name(opcode::LOAD_CONST_STRING, name.into()),
        }));
        args.push(value);
    }
    Some((args, positional | names.len() << 8))
}

/// How much an instruction leaves on the stack more than it found.
pub(super) fn effect(code: &Code) -> Option<isize> {
    let signed = |value: usize| isize::try_from(value).ok();
    let calls = |counts: usize| Some(-signed((counts & 0xff) + (counts >> 7 & 0x1fe))?);
    Some(match code {
        Code::Label(_) | Code::Line(_) => 0,
        Code::SmallInt(_) | Code::Class(_) | Code::Text(_) | Code::Object(_) | Code::Load(_) => 1,
        Code::Function(_, defaults) => {
            if *defaults {
                -1
            } else {
                1
            }
        }
        Code::Store(_) => -1,
        Code::Jump(op, _) => match *op {
            opcode::POP_JUMP_IF_TRUE | opcode::POP_JUMP_IF_FALSE => -1,
            _ => 0,
        },
        Code::Name(op, _) => match *op {
            opcode::LOAD_ATTR | opcode::DELETE_GLOBAL => 0,
            opcode::STORE_GLOBAL | opcode::IMPORT_NAME => -1,
            opcode::STORE_ATTR => -2,
            opcode::LOAD_CONST_STRING | opcode::LOAD_GLOBAL | opcode::LOAD_METHOD | opcode::IMPORT_FROM => 1,
            _ => return None,
        },
        Code::Number(op, n) => match *op {
            opcode::BUILD_MAP => 1,
            opcode::BUILD_TUPLE | opcode::BUILD_LIST | opcode::BUILD_SET | opcode::BUILD_SLICE => {
                1 - signed(*n)?
            }
            opcode::STORE_COMP => -1,
            opcode::UNPACK_SEQUENCE => signed(*n)? - 1,
            opcode::UNPACK_EX => signed((n & 0xff) + (n >> 8))?,
            opcode::CALL_FUNCTION => calls(*n)?,
            opcode::CALL_FUNCTION_VAR_KW | opcode::CALL_METHOD => calls(*n)? - 1,
            opcode::CALL_METHOD_VAR_KW => calls(*n)? - 2,
            _ => return None,
        },
        Code::Plain(op) => match *op {
            opcode::LOAD_CONST_FALSE
            | opcode::LOAD_CONST_NONE
            | opcode::LOAD_CONST_TRUE
            | opcode::LOAD_NULL => 1,
            opcode::ROT_TWO | opcode::ROT_THREE => 0,
            opcode::LOAD_SUBSCR
            | opcode::POP_TOP
            | opcode::END_FINALLY
            | opcode::RETURN_VALUE
            | opcode::RAISE_OBJ
            | opcode::IMPORT_STAR => -1,
            opcode::STORE_MAP => -2,
            opcode::STORE_SUBSCR => -3,
            op if op >= opcode::BINARY_OP => -1,
            op if op >= opcode::UNARY_OP => 0,
            _ => return None,
        },
    })
}

/// The values that a region may not mention: for the check of regions.
pub(super) fn mentioned(facts: &Facts, inst: &Inst) -> BTreeSet<ValueId> {
    inst.args.iter().filter(|arg| facts.word(**arg).is_none()).map(|arg| facts.canonical(*arg)).collect()
}
