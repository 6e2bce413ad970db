//! What is known of an operation's result by what is known of its operands, and what a comparison tells of them.
//!
//! ```text
//! int_and v0, v1       v1 in [0, 15]: the result is in [0, 15]
//! int_lt v0, v1        true, v1 in [0, 9]: v0 is at most 8
//! ```

use super::{Interval, is_number};
use crate::ir::{BlockId, Function, Imm, Inst, Op, Param, Type, ValueId};

/// The operations of a function, on words of so many bits.
pub(super) struct Operations<'f> {
    pub function: &'f Function,
    /// By value: the operation that defines it.
    pub definitions: Vec<Option<&'f Inst>>,
    /// By value: the block that defines it.
    pub homes: Vec<BlockId>,
    pub word_bits: u32,
    /// By function of the module: what it gives.
    pub results: &'f [Vec<Interval>],
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compare {
    Less,
    LessEqual,
    Equal,
    Unequal,
}

/// A length has no more bits, of a word of so many (`src/runtime/rt_number.h`, `rt_length_word`).
fn length_bits(word_bits: u32) -> u32 {
    word_bits - 6
}

impl Operations<'_> {
    /// The numbers that a value can be by its type.
    pub fn any(&self, value: ValueId) -> Interval {
        match self.function.ty(value) {
            Type::Word => Interval::signed(self.word_bits),
            Type::Uword => Interval::unsigned(self.word_bits),
            Type::Int
            | Type::Object
            | Type::Float
            | Type::Bool
            | Type::Address
            | Type::Pack
            | Type::View
            | Type::Results
            | Type::Void => Interval::ALL,
        }
    }

    /// What a parameter of the function can be by its width.
    pub fn promised(&self, position: usize) -> Interval {
        match self.function.params.get(position).and_then(Param::width) {
            Some((bits, true)) => Interval::signed(bits),
            Some((bits, false)) => Interval::unsigned(bits),
            None => Interval::ALL,
        }
    }

    /// What an operation can give.
    pub fn result(&self, inst: &Inst, get: impl Fn(ValueId) -> Interval) -> Interval {
        let Some(result) = inst.result else { return Interval::ALL };
        let any = self.any(result);
        if !is_number(self.function.ty(result)) {
            return any;
        }
        let interval = match (inst.args.as_slice(), inst.imms.as_slice()) {
            (&[a, b], _) => self.binary(inst.op, get(a), get(b)),
            (&[a], []) => self.unary(inst.op, a, get(a)),
            ([], [imm]) => constant(inst.op, imm),
            _ => None,
        };
        let interval = match (inst.op, inst.imms.as_slice()) {
            (Op::Load, [Imm::Int(1)]) => Some(Interval::unsigned(8)),
            (Op::Load, [Imm::Int(2)]) => Some(Interval::unsigned(16)),
            (Op::Load, [Imm::Int(4)]) => Some(Interval::unsigned(32)),
            (Op::ArrayItem | Op::ArrayWord, imms) => Some(fixed(imms)),
            (Op::CheckFixed | Op::CheckWord, imms) => {
                Some(inst.args.first().map_or(Interval::ALL, |&arg| get(arg)).meet(fixed(imms)))
            }
            (Op::CallFunction, [Imm::Function(id)]) => {
                self.results.get(id.index()).and_then(|results| results.first()).copied()
            }
            (Op::ResultItem, [Imm::Function(id), Imm::Int(place)]) => {
                let results = self.results.get(id.index());
                results
                    .zip(usize::try_from(*place).ok())
                    .and_then(|(results, place)| results.get(place))
                    .copied()
            }
            _ => interval,
        };
        // A word that the exact result does not fit has wrapped around.
        match interval {
            Some(interval) if self.function.ty(result) == Type::Int || interval.is_in(any) => interval,
            _ => any,
        }
    }

    /// The object is an item of a container of bytes.
    pub fn is_byte(&self, object: ValueId) -> bool {
        self.definition(object).is_some_and(|inst| matches!(inst.op, Op::ByteItem | Op::BytesItem))
    }

    fn unary(&self, op: Op, arg: ValueId, a: Interval) -> Option<Interval> {
        Some(match op {
            Op::IntNeg => a.negated(),
            Op::IntPos | Op::BoxWord | Op::BoxUword | Op::WordUword | Op::UwordWord | Op::IntWord => a,
            Op::IntInvert => a.invert(),
            Op::BoolInt | Op::BoolWord => Interval::new(0, 1),
            Op::LengthWord => a.meet(Interval::unsigned(length_bits(self.word_bits))),
            // Of a small int.
            Op::SmallWord | Op::SmallInt => a.meet(Interval::signed(self.word_bits - 1)),
            Op::UwordOf => a.meet(Interval::unsigned(self.word_bits)),
            Op::GivenByte => Interval::unsigned(8),
            // It is looked at as a byte ([`crate::passes::words`]).
            Op::GivenInt if self.is_byte(arg) => Interval::unsigned(8),
            _ => return None,
        })
    }

    fn binary(&self, op: Op, a: Interval, b: Interval) -> Option<Interval> {
        let counts = Interval::new(0, i128::from(self.word_bits) - 1);
        let small = Interval::signed(self.word_bits - 1);
        Some(match op {
            Op::IntAdd | Op::WordAdd => a.plus(b),
            Op::IntSub | Op::WordSub => a.minus(b),
            Op::IntMul | Op::WordMul => a.times(b),
            Op::IntAnd | Op::WordAnd => a.and(b),
            Op::IntOr | Op::WordOr => a.or(b),
            Op::IntXor | Op::WordXor => a.xor(b),
            Op::IntFloorDiv => a.floordiv(b),
            Op::IntMod => a.modulo(b),
            // What goes beyond small ints on the way wraps around.
            Op::WordFloorDiv if a.is_in(small) && b.is_in(small) => a.floordiv(b),
            Op::WordMod | Op::UwordMod => a.modulo(b),
            Op::UwordDiv => a.floordiv(b),
            // A negative count raises.
            Op::IntLshift => a.lshift(b.meet(Interval::ALL.at_least(0))),
            Op::IntRshift => a.rshift(b.meet(Interval::ALL.at_least(0))),
            Op::WordLshift if b.is_in(counts) => a.lshift(b),
            Op::WordRshift | Op::UwordRshift if b.is_in(counts) => a.rshift(b),
            Op::ByteWord | Op::BytesWord => Interval::unsigned(8),
            _ => return None,
        })
    }

    /// What a condition tells of values when it is true, or when it is false.
    pub fn told(
        &self,
        condition: ValueId,
        truth: bool,
        get: impl Fn(ValueId) -> Interval,
    ) -> Vec<(ValueId, Interval)> {
        let Some(inst) = self.definition(condition) else { return Vec::new() };
        match (inst.op, inst.args.as_slice()) {
            (Op::BoolNot, &[arg]) => self.told(arg, !truth, get),
            (Op::IntTrue | Op::WordTrue, &[arg]) => {
                let compare = if truth { Compare::Unequal } else { Compare::Equal };
                vec![(arg, narrowed(compare, get(arg), Interval::just(0)))]
            }
            (Op::IsWithin | Op::WordWithin, &[arg]) => match inst.imms.as_slice() {
                [Imm::Int(bits)] => {
                    let bits = u32::try_from(*bits).unwrap_or(self.word_bits).min(self.word_bits - 1);
                    let within = Interval::signed(bits);
                    match truth {
                        true => vec![(arg, get(arg).meet(within))],
                        false if inst.op == Op::WordWithin && get(arg).is_in(within) => {
                            vec![(arg, Interval::NONE)]
                        }
                        false => Vec::new(),
                    }
                }
                _ => Vec::new(),
            },
            // No list has more items than fit half of all memory.
            (Op::HasListItem, &[_, place]) if truth => {
                self.told_of(place, get(place).meet(Interval::signed(self.word_bits - 2)), &get)
            }
            (Op::IsUword, &[arg]) if truth => {
                vec![(arg, get(arg).meet(Interval::unsigned(self.word_bits)))]
            }
            (op, &[a, b]) => {
                let Some((compare, a, b)) = comparison(op, a, b, truth) else { return Vec::new() };
                let (of_a, of_b) = (get(a), get(b));
                let mut told = self.told_of(a, narrowed(compare, of_a, of_b), &get);
                told.extend(self.told_of(b, narrowed_right(compare, of_a, of_b), &get));
                told
            }
            _ => Vec::new(),
        }
    }

    /// What is told of a value, and of those that it may be made of: a word made an int, or the other way round.
    fn told_of(
        &self,
        value: ValueId,
        interval: Interval,
        get: impl Fn(ValueId) -> Interval,
    ) -> Vec<(ValueId, Interval)> {
        let same = std::iter::successors(Some(value), |&value| self.same_number(value, &get));
        same.map(|value| (value, interval)).collect()
    }

    /// The value that another is just another representation of.
    fn same_number(&self, value: ValueId, get: impl Fn(ValueId) -> Interval) -> Option<ValueId> {
        let inst = self.definition(value)?;
        match (inst.op, inst.args.as_slice()) {
            (Op::SmallInt | Op::SmallWord | Op::BoxWord | Op::LengthWord, &[arg]) => Some(arg),
            (Op::IntWord, &[arg]) if get(arg).is_in(Interval::signed(self.word_bits)) => Some(arg),
            _ => None,
        }
    }

    /// The operation that defines a value.
    pub fn definition(&self, value: ValueId) -> Option<&Inst> {
        self.definitions.get(value.index()).copied().flatten()
    }

    /// The block that defines a value.
    pub fn home(&self, value: ValueId) -> Option<BlockId> {
        self.homes.get(value.index()).copied()
    }
}

/// The ints that [`Op::CheckFixed`] and [`Op::CheckWord`] take, and those of an array.
pub(in crate::passes) fn fixed(imms: &[Imm]) -> Interval {
    match imms {
        [Imm::Int(bits), Imm::Int(is_signed)] | [_, Imm::Int(bits), Imm::Int(is_signed), ..] => {
            match (u32::try_from(*bits), is_signed) {
                (Ok(bits), 0) => Interval::unsigned(bits),
                (Ok(bits), _) => Interval::signed(bits),
                (Err(_), _) => Interval::ALL,
            }
        }
        _ => Interval::ALL,
    }
}

/// A comparison that is true, as one of four.
fn comparison(op: Op, a: ValueId, b: ValueId, truth: bool) -> Option<(Compare, ValueId, ValueId)> {
    use Compare::{Equal, Less, LessEqual, Unequal};
    let (compare, a, b) = match op {
        Op::IntLt | Op::WordLt | Op::UwordLt => (Less, a, b),
        Op::IntLe | Op::WordLe | Op::UwordLe => (LessEqual, a, b),
        Op::IntGt | Op::WordGt | Op::UwordGt => (Less, b, a),
        Op::IntGe | Op::WordGe | Op::UwordGe => (LessEqual, b, a),
        Op::IntEq | Op::WordEq => (Equal, a, b),
        Op::IntNe | Op::WordNe => (Unequal, a, b),
        _ => return None,
    };
    Some(match (compare, truth) {
        (_, true) => (compare, a, b),
        (Less, false) => (LessEqual, b, a),
        (LessEqual, false) => (Less, b, a),
        (Equal, false) => (Unequal, a, b),
        (Unequal, false) => (Equal, a, b),
    })
}

/// What `a` can be where it compares so with `b`.
fn narrowed(compare: Compare, a: Interval, b: Interval) -> Interval {
    match (compare, b.high()) {
        _ if b.is_empty() => Interval::NONE,
        (Compare::Less, Some(high)) => a.at_most(high - 1),
        (Compare::LessEqual, Some(high)) => a.at_most(high),
        (Compare::Less | Compare::LessEqual, None) => a,
        (Compare::Equal, _) => a.meet(b),
        (Compare::Unequal, _) => a.without(b),
    }
}

/// What `b` can be where `a` compares so with it.
fn narrowed_right(compare: Compare, a: Interval, b: Interval) -> Interval {
    match (compare, a.low()) {
        _ if a.is_empty() => Interval::NONE,
        (Compare::Less, Some(low)) => b.at_least(low + 1),
        (Compare::LessEqual, Some(low)) => b.at_least(low),
        (Compare::Less | Compare::LessEqual, None) => b,
        (Compare::Equal, _) => b.meet(a),
        (Compare::Unequal, _) => b.without(a),
    }
}

/// The number of a constant.
pub(in crate::passes) fn constant(op: Op, imm: &Imm) -> Option<Interval> {
    match (op, imm) {
        (Op::ConstInt, Imm::Big(digits)) => digits.parse().ok().map(Interval::just),
        (Op::ConstWord, Imm::Int(number)) => Some(Interval::just(i128::from(*number))),
        _ => None,
    }
}
