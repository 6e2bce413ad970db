//! Computes what is known when compiling: operations on constants, and branches on them.
//!
//! ```text
//! v0: int = int 6                       v0: int = int 6
//! v1: int = int 7                       v1: int = int 7
//! v2: int = int_mul v0, v1              v2: int = int 42
//! v3: bool = int_lt v2, v0              v3: bool = bool 0
//! branch v3, then b1, else b2           jump b2
//! ```
//!
//! Ints are exact at any size, as in Python; results of more than [`MAX_BITS`] bits are left to the board, whose memory
//! they would otherwise fill when the module is loaded. What raises is never computed. Floats are computed only where
//! the operands and the result are exact in single and in double precision: then it does not matter which of them the
//! firmware has. One that is wanted as an object is one of the module's table, if its text stands in the source or is
//! that of a whole number. Whether an object is null is known of `unbound` and of all that cannot be null
//! ([`super::bound`]).

mod fold;
#[cfg(test)]
mod tests;

use super::bound;
use crate::ir::dominators::Dominators;
use crate::ir::{Function, Imm, Inst, Op, Singleton, Terminator, ValueId};
use fold::Number;
use num_bigint::BigInt;
use std::rc::Rc;

/// Ints of more bits are not computed.
pub const MAX_BITS: u64 = 128;

/// What is known of a value.
#[derive(Debug, Clone, PartialEq)]
enum Known {
    /// The null object.
    Null,
    Number(Number),
    Word(i64),
    Object(Imm),
    /// The float that the board reads from this text, and the object of it.
    FloatText(Rc<str>),
    FloatObject(Rc<str>),
}

/// Runs the pass; whether it changed anything.
pub fn run(function: &mut Function) -> bool {
    let nullable = bound::nullable(function);
    let mut known: Vec<Option<Known>> = vec![None; function.values.len()];
    let mut changed = false;
    // A block comes after those that define what it uses.
    for &id in Dominators::of(function).order() {
        let Some(block) = function.blocks.get_mut(id.index()) else { continue };
        for inst in &mut block.insts {
            if let Some(new) = fold_inst(inst, &known, &nullable) {
                (inst.op, inst.imms) = constant(&new);
                inst.args.clear();
                changed = true;
            }
            if let Some(entry) = inst.result.and_then(|result| known.get_mut(result.index())) {
                *entry = read(inst);
            }
        }
        if let Some(target) = fold_terminator(&block.terminator, &known) {
            block.terminator = Terminator::Jump(target);
            changed = true;
        }
    }
    changed
}

/// What a constant's operation gives.
fn read(inst: &Inst) -> Option<Known> {
    match (inst.op, inst.imms.as_slice()) {
        (Op::Unbound, _) => Some(Known::Null),
        (Op::Const, [imm]) => Some(Known::Object(imm.clone())),
        (Op::ConstInt, [Imm::Big(digits)]) => digits.parse().ok().map(|int| Known::Number(Number::Int(int))),
        (Op::ConstFloat, [Imm::Float(bits)]) => Some(Known::Number(Number::Float(f64::from_bits(*bits)))),
        (Op::FloatText, [Imm::Str(text)]) => Some(Known::FloatText(Rc::clone(text))),
        (Op::FloatObject, [Imm::Str(text)]) => Some(Known::FloatObject(Rc::clone(text))),
        (Op::ConstBool, [Imm::Int(number)]) => Some(Known::Number(Number::Bool(*number != 0))),
        (Op::ConstWord, [Imm::Int(number)]) => Some(Known::Word(*number)),
        _ => None,
    }
}

/// The operation that gives a constant.
fn constant(known: &Known) -> (Op, Vec<Imm>) {
    match known {
        Known::Null => (Op::Unbound, Vec::new()),
        Known::Object(imm) => (Op::Const, vec![imm.clone()]),
        Known::Word(number) => (Op::ConstWord, vec![Imm::Int(*number)]),
        Known::FloatText(text) => (Op::FloatText, vec![Imm::Str(Rc::clone(text))]),
        Known::FloatObject(text) => (Op::FloatObject, vec![Imm::Str(Rc::clone(text))]),
        Known::Number(Number::Int(int)) => (Op::ConstInt, vec![Imm::Big(Rc::from(int.to_string()))]),
        Known::Number(Number::Float(float)) => (Op::ConstFloat, vec![Imm::Float(float.to_bits())]),
        Known::Number(Number::Bool(bool)) => (Op::ConstBool, vec![Imm::Int(i64::from(*bool))]),
    }
}

fn get(known: &[Option<Known>], value: ValueId) -> Option<&Known> {
    known.get(value.index()).and_then(Option::as_ref)
}

/// What an operation gives, if that is known and it is not a constant already.
fn fold_inst(inst: &Inst, known: &[Option<Known>], nullable: &[bool]) -> Option<Known> {
    let bool = |bool| Some(Known::Number(Number::Bool(bool)));
    match (inst.op, inst.args.as_slice()) {
        (Op::IsNull, &[arg]) if get(known, arg) == Some(&Known::Null) => bool(true),
        (Op::IsNull, &[arg]) if !bound::is_nullable(nullable, arg) => bool(false),
        (Op::Is, &[a, b]) if a == b => bool(true),
        (Op::Is, &[a, b]) => match (get(known, a)?, get(known, b)?) {
            (Known::Object(Imm::Singleton(a)), Known::Object(Imm::Singleton(b))) => bool(a == b),
            _ => None,
        },
        (Op::IsTrue, &[arg]) => match get(known, arg)? {
            Known::Object(object) => bool(truth(object)?),
            Known::Null | Known::Number(_) | Known::Word(_) | Known::FloatText(_) | Known::FloatObject(_) => {
                None
            }
        },
        (Op::BoxBool, &[arg]) => match get(known, arg)? {
            Known::Number(Number::Bool(true)) => Some(Known::Object(Imm::Singleton(Singleton::True))),
            Known::Number(Number::Bool(false)) => Some(Known::Object(Imm::Singleton(Singleton::False))),
            _ => None,
        },
        (Op::BoxFloat, &[arg]) => match get(known, arg)? {
            Known::FloatText(text) => Some(Known::FloatObject(Rc::clone(text))),
            Known::Number(Number::Float(float)) => {
                fold::text(*float).map(|text| Known::FloatObject(text.into()))
            }
            _ => None,
        },
        (Op::UnboxFloat, &[arg]) => match get(known, arg)? {
            Known::FloatObject(text) => Some(Known::FloatText(Rc::clone(text))),
            _ => None,
        },
        (Op::CheckType, &[arg]) => match get(known, arg)? {
            Known::Object(object) if promises(inst, object) => Some(Known::Object(object.clone())),
            _ => None,
        },
        (_, args) if !args.is_empty() => {
            let mut numbers = Vec::with_capacity(args.len());
            for &arg in args {
                let Known::Number(number) = get(known, arg)? else { return None };
                numbers.push(number);
            }
            fold::fold(inst.op, &numbers).map(Known::Number)
        }
        _ => None,
    }
}

/// Whether a check of a type lets a constant pass.
fn promises(check: &Inst, object: &Imm) -> bool {
    let name = match object {
        Imm::Singleton(Singleton::None) => "None",
        Imm::Singleton(Singleton::True | Singleton::False) => "bool",
        Imm::Str(_) => "str",
        Imm::Bytes(_) => "bytes",
        Imm::Big(_) => "int",
        Imm::Tuple(_) => "tuple",
        _ => return false,
    };
    match check.imms.as_slice() {
        [Imm::Str(names), Imm::Int(or_none), _] => {
            names.split('|').any(|known| known == name) || (*or_none == 1 && name == "None")
        }
        _ => false,
    }
}

/// The truth of a constant object. A float that is not zero might be in single precision, so its truth is left.
fn truth(object: &Imm) -> Option<bool> {
    match object {
        Imm::Str(text) => Some(!text.is_empty()),
        Imm::Bytes(bytes) => Some(!bytes.is_empty()),
        Imm::Big(digits) => digits.parse::<BigInt>().ok().map(|int| int != BigInt::ZERO),
        Imm::Singleton(Singleton::None | Singleton::False) => Some(false),
        Imm::Singleton(Singleton::True | Singleton::Ellipsis) => Some(true),
        Imm::Tuple(items) => Some(!items.is_empty()),
        _ => None,
    }
}

/// Where a branch or switch on a constant goes.
fn fold_terminator(terminator: &Terminator, known: &[Option<Known>]) -> Option<crate::ir::Target> {
    match terminator {
        Terminator::Branch { condition, then, otherwise } => match get(known, *condition)? {
            Known::Number(Number::Bool(true)) => Some(then.clone()),
            Known::Number(Number::Bool(false)) => Some(otherwise.clone()),
            _ => None,
        },
        Terminator::Switch { value, cases } => match get(known, *value)? {
            // A number without a case goes to the last.
            Known::Word(number) => {
                usize::try_from(*number).ok().and_then(|number| cases.get(number)).or(cases.last()).cloned()
            }
            _ => None,
        },
        _ => None,
    }
}
