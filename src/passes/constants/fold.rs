//! Python's arithmetic on constants, exactly or not at all.
//!
//! In: an operation and its operands; out: the result, or none where it raises, is too large, or depends on the
//! precision of the firmware's floats.
//!
//! ```text
//! int_floordiv -7, 2     -4
//! int_floordiv 1, 0      none: it raises
//! float_div 1.0, 3.0     none: it is rounded
//! ```

use super::MAX_BITS;
use crate::ir::Op;
use num_bigint::{BigInt, Sign};

/// A number or bool.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Number {
    Int(BigInt),
    Float(f64),
    Bool(bool),
}

/// The result of an operation.
pub(super) fn fold(op: Op, operands: &[&Number]) -> Option<Number> {
    match operands {
        [Number::Int(a), Number::Int(b)] => ints(op, a, b),
        [Number::Float(a), Number::Float(b)] => floats(op, *a, *b),
        [Number::Int(a)] => int(op, a),
        [Number::Float(a)] => match op {
            // Only the sign changes.
            Op::FloatNeg => Some(Number::Float(-a)),
            Op::FloatTrue if is_single(*a) => Some(Number::Bool(*a != 0.0)),
            _ => None,
        },
        [Number::Bool(a)] => match op {
            Op::BoolNot => Some(Number::Bool(!a)),
            Op::BoolInt => Some(Number::Int(BigInt::from(u8::from(*a)))),
            Op::BoolFloat => Some(Number::Float(f64::from(u8::from(*a)))),
            _ => None,
        },
        _ => None,
    }
}

fn int(op: Op, a: &BigInt) -> Option<Number> {
    let result = match op {
        Op::IntNeg => -a,
        Op::IntPos => a.clone(),
        Op::IntInvert => -a - 1,
        Op::IntTrue => return Some(Number::Bool(a.sign() != Sign::NoSign)),
        Op::IntFloat => return single(a).map(Number::Float),
        _ => return None,
    };
    small(result)
}

fn ints(op: Op, a: &BigInt, b: &BigInt) -> Option<Number> {
    let zero = BigInt::ZERO;
    // The firmware raises OverflowError for a count that is no machine word, be it of what has no bits to shift.
    let count = || u64::try_from(b).ok().filter(|&count| count < 1 << 30);
    let result = match op {
        Op::IntAdd => a + b,
        Op::IntSub => a - b,
        Op::IntMul => a * b,
        Op::IntFloorDiv if *b != zero => floor_div(a, b).0,
        Op::IntMod if *b != zero => floor_div(a, b).1,
        Op::IntPow => power(a, b)?,
        Op::IntDiv => return true_div(a, b).map(Number::Float),
        Op::IntLshift if *a == zero => count().map(|_| zero)?,
        Op::IntLshift => a << count().filter(|&count| count <= MAX_BITS)?,
        // What is shifted out altogether leaves the sign.
        Op::IntRshift => a >> count()?.min(a.bits() + 1),
        Op::IntAnd => a & b,
        Op::IntOr => a | b,
        Op::IntXor => a ^ b,
        Op::IntLt => return Some(Number::Bool(a < b)),
        Op::IntLe => return Some(Number::Bool(a <= b)),
        Op::IntGt => return Some(Number::Bool(a > b)),
        Op::IntGe => return Some(Number::Bool(a >= b)),
        Op::IntEq => return Some(Number::Bool(a == b)),
        Op::IntNe => return Some(Number::Bool(a != b)),
        _ => return None,
    };
    small(result)
}

fn small(result: BigInt) -> Option<Number> {
    (result.bits() <= MAX_BITS).then_some(Number::Int(result))
}

/// Python's `//` and `%`: the quotient rounds down, the remainder has the sign of the divisor.
fn floor_div(a: &BigInt, b: &BigInt) -> (BigInt, BigInt) {
    let (quotient, remainder) = (a / b, a % b);
    if remainder.sign() == Sign::NoSign || remainder.sign() == b.sign() {
        (quotient, remainder)
    } else {
        (quotient - 1, remainder + b)
    }
}

/// None for a negative exponent and for results too large.
fn power(a: &BigInt, b: &BigInt) -> Option<BigInt> {
    if b.sign() == Sign::Minus {
        return None;
    }
    if a.bits() <= 1 {
        // -1, 0 and 1 take any exponent: an odd one is as good as 1, an even one as 2.
        return Some(match (b.sign(), b.bit(0)) {
            (Sign::NoSign, _) => BigInt::from(1),
            (_, true) => a.clone(),
            (_, false) => a * a,
        });
    }
    // The result has at least so many bits; what is larger is not worth the multiplications.
    let least = |exponent: u32| (a.bits() - 1).saturating_mul(u64::from(exponent));
    let exponent = u32::try_from(b).ok().filter(|&exponent| least(exponent) <= MAX_BITS)?;
    Some(a.pow(exponent))
}

/// The quotient of two ints, if both are exact in single precision and so is it. A zero's sign is left to the board.
fn true_div(a: &BigInt, b: &BigInt) -> Option<f64> {
    let (a, b) = (single(a)?, single(b)?);
    if a == 0.0 { None } else { exact_div(a, b) }
}

/// An int of at most 24 bits as a float: exact in single precision.
fn single(int: &BigInt) -> Option<f64> {
    i32::try_from(int).ok().filter(|int| int.unsigned_abs() <= 1 << 24).map(f64::from)
}

/// The float is the same in single and in double precision: finite, and zero or not subnormal.
fn is_single(float: f64) -> bool {
    #[expect(clippy::cast_possible_truncation, reason = "whether it loses anything is the question")]
    let narrow = float as f32;
    f64::from(narrow) == float && (narrow.is_normal() || narrow == 0.0)
}

fn floats(op: Op, a: f64, b: f64) -> Option<Number> {
    if !is_single(a) || !is_single(b) {
        return None;
    }
    #[expect(clippy::float_cmp, reason = "Python's comparison is the exact one")]
    Some(match op {
        Op::FloatAdd => Number::Float(exact_sum(a, b)?),
        Op::FloatSub => Number::Float(exact_sum(a, -b)?),
        Op::FloatMul => Number::Float(exact_product(a, b)?),
        Op::FloatDiv => Number::Float(exact_div(a, b)?),
        Op::FloatLt => Number::Bool(a < b),
        Op::FloatLe => Number::Bool(a <= b),
        Op::FloatGt => Number::Bool(a > b),
        Op::FloatGe => Number::Bool(a >= b),
        Op::FloatEq => Number::Bool(a == b),
        Op::FloatNe => Number::Bool(a != b),
        _ => return None,
    })
}

/// The sum, if nothing of it was rounded: what was rounded is computed exactly (Knuth's two-sum).
fn exact_sum(a: f64, b: f64) -> Option<f64> {
    let sum = a + b;
    let part = sum - a;
    let rounded = (a - (sum - part)) + (b - part);
    (rounded == 0.0 && is_single(sum)).then_some(sum)
}

/// The product of two singles, which is exact in double precision, if it is a single itself.
fn exact_product(a: f64, b: f64) -> Option<f64> {
    let product = a * b;
    is_single(product).then_some(product)
}

/// The quotient, if multiplying it gives the dividend again.
fn exact_div(a: f64, b: f64) -> Option<f64> {
    let quotient = a / b;
    #[expect(clippy::float_cmp, reason = "exactness is the question")]
    let exact = b != 0.0 && is_single(quotient) && quotient * b == a;
    exact.then_some(quotient)
}

/// The text of a whole number that every firmware reads exactly.
pub(super) fn text(float: f64) -> Option<String> {
    (float.fract() == 0.0 && float.abs() < f64::from(1 << 24)).then(|| format!("{float:?}"))
}
