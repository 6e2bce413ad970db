//! What operations on words give, for words of any size.

use super::{Datum, Step};
use crate::ir::{Imm, Inst, Op};
use num_bigint::BigInt;

/// The number that a word of so many bits holds instead of one.
fn wrapped(number: &BigInt, word_bits: u32) -> Datum {
    let size = BigInt::from(1) << word_bits;
    let low = ((number % &size) + &size) % &size;
    let number = if low >= &size / 2 { low - size } else { low };
    Datum::Word(i64::try_from(number).unwrap())
}

/// The quotient rounded down: found by trying the neighbours of the truncated one.
pub(super) fn floor_div(a: &BigInt, b: &BigInt) -> BigInt {
    let truncated = a / b;
    let exact = &truncated * b == *a;
    let negative = (*a < BigInt::ZERO) != (*b < BigInt::ZERO);
    if exact || !negative { truncated } else { truncated - 1 }
}

/// An operation on words, which wrap around; none if it is another.
pub(super) fn word_step(inst: &Inst, args: &[Datum], word_bits: u32) -> Option<Step> {
    let unsigned = |number: i64| BigInt::from(number) & ((BigInt::from(1) << word_bits) - 1);
    let datum = match (inst.op, args, inst.imms.as_slice()) {
        (Op::IsWithin, [Datum::Int(a)], [Imm::Int(bits)]) => {
            let end = BigInt::from(1) << (bits - 1);
            Datum::Bool(-&end <= *a && *a < end)
        }
        (Op::IsUword, [Datum::Int(a)], _) => Datum::Bool(*a >= BigInt::ZERO && a.bits() <= word_bits.into()),
        (Op::UwordOf, [Datum::Int(a)], _) => wrapped(a, word_bits),
        (Op::WordWithin, &[Datum::Word(a)], [Imm::Int(bits)]) => {
            let end = 1 << (bits - 1);
            Datum::Bool((-end..end).contains(&a))
        }
        (Op::ProductWithin, &[Datum::Word(a), Datum::Word(b)], [Imm::Int(bits)]) => {
            let (product, end) = (BigInt::from(a) * BigInt::from(b), BigInt::from(1) << (bits - 1));
            Datum::Bool(-&end <= product && product < end)
        }
        (Op::SmallWord | Op::IntWord, [Datum::Int(a)], _) => {
            assert!(
                inst.op == Op::IntWord
                    || a.bits() < u64::from(word_bits) - 1
                    || *a == -(BigInt::from(1) << (word_bits - 2))
            );
            wrapped(a, word_bits)
        }
        (Op::SmallInt, [Datum::Word(a)], _) => {
            let end = 1 << (word_bits - 2);
            assert!((-end..end).contains(a), "{a} is no small int");
            Datum::Int((*a).into())
        }
        (Op::BoxWord, [Datum::Word(a)], _) => Datum::Int((*a).into()),
        (Op::BoxUword, [Datum::Word(a)], _) => Datum::Int(unsigned(*a)),
        (Op::WordUword | Op::UwordWord, [a], _) => a.clone(),
        (Op::BoolWord, [Datum::Bool(a)], _) => Datum::Word((*a).into()),
        (Op::WordTrue, [Datum::Word(a)], _) => Datum::Bool(*a != 0),
        (op, &[Datum::Word(a), Datum::Word(b)], _) => {
            let (x, y) = (BigInt::from(a), BigInt::from(b));
            let count = u32::try_from(b).ok().filter(|count| *count < word_bits);
            match op {
                Op::WordAdd => wrapped(&(x + y), word_bits),
                Op::WordSub => wrapped(&(x - y), word_bits),
                Op::WordMul => wrapped(&(x * y), word_bits),
                Op::WordAnd => Datum::Word(a & b),
                Op::WordOr => Datum::Word(a | b),
                Op::WordXor => Datum::Word(a ^ b),
                Op::WordLshift => wrapped(&(x << count.unwrap()), word_bits),
                Op::WordRshift => Datum::Word(a >> count.unwrap()),
                Op::UwordRshift => wrapped(&(unsigned(a) >> count.unwrap()), word_bits),
                Op::WordFloorDiv | Op::WordMod if b == 0 => {
                    return Some(Step::Raise("ZeroDivisionError".to_owned()));
                }
                Op::WordFloorDiv => wrapped(&floor_div(&x, &y), word_bits),
                Op::WordMod => wrapped(&(&x - floor_div(&x, &y) * &y), word_bits),
                Op::UwordDiv => wrapped(&(unsigned(a) / unsigned(b)), word_bits),
                Op::UwordMod => wrapped(&(unsigned(a) % unsigned(b)), word_bits),
                Op::WordLt => Datum::Bool(a < b),
                Op::WordLe => Datum::Bool(a <= b),
                Op::WordEq => Datum::Bool(a == b),
                Op::UwordLt => Datum::Bool(unsigned(a) < unsigned(b)),
                Op::UwordLe => Datum::Bool(unsigned(a) <= unsigned(b)),
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(Step::Value(datum))
}
