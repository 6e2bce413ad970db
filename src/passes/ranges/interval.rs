//! Intervals of integers, and what Python's operators make of them.
//!
//! ```text
//! [0, 255] * [0, 255]      [0, 65025]
//! [-5, 5] & [0, 15]        [0, 15]
//! [0, ∞] >> [8, 8]         [0, ∞]
//! ```
//!
//! Ends beyond ±2^[`LIMIT_BITS`] are not told apart: they stand for any number.

/// Numbers from 2 to this on are one: infinite. Words of 64 bits are finite.
const LIMIT_BITS: u32 = 66;
const INFINITE: i128 = 1 << LIMIT_BITS;

/// All integers from `low` to `high`; none if `low` is the larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    low: i128,
    high: i128,
}

impl Interval {
    /// All integers.
    pub const ALL: Interval = Interval { low: -INFINITE, high: INFINITE };
    /// None.
    pub const NONE: Interval = Interval { low: 1, high: 0 };

    /// From `low` to `high`.
    #[must_use]
    pub fn new(low: i128, high: i128) -> Interval {
        let (low, high) = (low.clamp(-INFINITE, INFINITE), high.clamp(-INFINITE, INFINITE));
        if low > high { Interval::NONE } else { Interval { low, high } }
    }

    /// One number.
    #[must_use]
    pub fn just(number: i128) -> Interval {
        Interval::new(number, number)
    }

    /// The numbers of a signed word of so many bits.
    #[must_use]
    pub fn signed(bits: u32) -> Interval {
        if bits > LIMIT_BITS {
            Interval::ALL
        } else {
            Interval::new(-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
        }
    }

    /// The numbers of an unsigned word of so many bits.
    #[must_use]
    pub fn unsigned(bits: u32) -> Interval {
        Interval::new(0, if bits > LIMIT_BITS { INFINITE } else { (1 << bits) - 1 })
    }

    /// There is no such number.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.low > self.high
    }

    /// The least number; none if there is no least.
    #[must_use]
    pub fn low(self) -> Option<i128> {
        (!self.is_empty() && self.low > -INFINITE).then_some(self.low)
    }

    /// The greatest number; none if there is no greatest.
    #[must_use]
    pub fn high(self) -> Option<i128> {
        (!self.is_empty() && self.high < INFINITE).then_some(self.high)
    }

    /// The only number.
    #[must_use]
    pub fn only(self) -> Option<i128> {
        self.low().filter(|_| self.high() == Some(self.low))
    }

    /// All its numbers are known to be in the other, too; ends that are infinite are in none.
    #[must_use]
    pub fn is_in(self, other: Interval) -> bool {
        self.is_empty()
            || (self.low().is_some_and(|low| low >= other.low)
                && self.high().is_some_and(|high| high <= other.high))
    }

    /// On which side some of its numbers are outside the other: -1 below it, 1 above, 0 on both, or who knows.
    #[must_use]
    pub fn side_of(self, other: Interval) -> i64 {
        i64::from(self.low >= other.low) - i64::from(self.high <= other.high)
    }

    /// The numbers of either, and those between.
    #[must_use]
    pub fn join(self, other: Interval) -> Interval {
        match (self.is_empty(), other.is_empty()) {
            (true, _) => other,
            (_, true) => self,
            _ => Interval { low: self.low.min(other.low), high: self.high.max(other.high) },
        }
    }

    /// The numbers of both.
    #[must_use]
    pub fn meet(self, other: Interval) -> Interval {
        Interval::new(self.low.max(other.low), self.high.min(other.high))
    }

    /// Its numbers up to one.
    #[must_use]
    pub fn at_most(self, high: i128) -> Interval {
        Interval::new(self.low, self.high.min(high))
    }

    /// Its numbers from one on.
    #[must_use]
    pub fn at_least(self, low: i128) -> Interval {
        Interval::new(self.low.max(low), self.high)
    }

    /// Its numbers but one, if the other is one and it is at an end.
    #[must_use]
    pub fn without(self, other: Interval) -> Interval {
        match other.only() {
            Some(number) if self.low() == Some(number) => self.at_least(number + 1),
            Some(number) if self.high() == Some(number) => self.at_most(number - 1),
            _ => self,
        }
    }

    /// No number is below zero.
    #[must_use]
    pub fn is_natural(self) -> bool {
        self.low >= 0
    }

    /// What `f` gives for all pairs of ends, and all between.
    fn of_ends(self, other: Interval, f: impl Fn(i128, i128) -> i128) -> Interval {
        if self.is_empty() || other.is_empty() {
            return Interval::NONE;
        }
        let ends =
            [(self.low, other.low), (self.low, other.high), (self.high, other.low), (self.high, other.high)];
        let all = ends.map(|(a, b)| f(a, b));
        Interval::new(all.into_iter().min().unwrap_or(-INFINITE), all.into_iter().max().unwrap_or(INFINITE))
    }

    /// `self + other`.
    #[must_use]
    pub fn plus(self, other: Interval) -> Interval {
        if self.is_empty() || other.is_empty() {
            return Interval::NONE;
        }
        // What has no end has none, whatever is added to it.
        let low =
            if self.low().is_some() && other.low().is_some() { self.low + other.low } else { -INFINITE };
        let high =
            if self.high().is_some() && other.high().is_some() { self.high + other.high } else { INFINITE };
        Interval::new(low, high)
    }

    /// `-self`.
    #[must_use]
    pub fn negated(self) -> Interval {
        Interval::new(-self.high, -self.low)
    }

    /// `self - other`.
    #[must_use]
    pub fn minus(self, other: Interval) -> Interval {
        self.plus(other.negated())
    }

    /// `~self`.
    #[must_use]
    pub fn invert(self) -> Interval {
        Interval::just(-1).minus(self)
    }

    /// `self * other`. An end that is infinite stays so, times anything but zero.
    #[must_use]
    pub fn times(self, other: Interval) -> Interval {
        self.of_ends(other, i128::saturating_mul)
    }

    /// `self << other`; any number, if the count may be negative or great.
    #[must_use]
    pub fn lshift(self, other: Interval) -> Interval {
        match (other.low(), other.high()) {
            (Some(low), Some(high)) if low >= 0 && high < i128::from(LIMIT_BITS) => {
                self.times(Interval::new(1 << low, 1 << high))
            }
            _ => Interval::ALL,
        }
    }

    /// `self >> other`; any number, if the count may be negative.
    #[must_use]
    pub fn rshift(self, other: Interval) -> Interval {
        if self.is_empty() || other.is_empty() {
            return Interval::NONE;
        }
        if other.low < 0 {
            return Interval::ALL;
        }
        let by = |number: i128, count: i128| number >> count.min(i128::from(LIMIT_BITS) + 1);
        self.towards_zero(other, by)
    }

    /// `self // other`, for divisors of one sign; of a divisor that may be zero, what the others give.
    #[must_use]
    pub fn floordiv(self, other: Interval) -> Interval {
        if self.is_empty() || other.is_empty() {
            return Interval::NONE;
        }
        if other.low > 0 {
            return self.towards_zero(other, i128::div_euclid);
        }
        if other.high < 0 {
            return self.negated().towards_zero(other.negated(), i128::div_euclid);
        }
        // Its size is never more than the dividend's, but that it rounds down.
        let largest = self.low.abs().max(self.high.abs());
        Interval::new(-largest, largest)
    }

    /// What `f` gives, which is nearer to zero, or to -1 of negative numbers, the greater the second number is.
    fn towards_zero(self, other: Interval, f: impl Fn(i128, i128) -> i128) -> Interval {
        let low = match self.low {
            low if low == -INFINITE => low,
            low if low < 0 => f(low, other.low),
            _ if other.high().is_none() => 0,
            low => f(low, other.high),
        };
        let high = match self.high {
            high if high == INFINITE => high,
            high if high >= 0 => f(high, other.low),
            _ if other.high().is_none() => -1,
            high => f(high, other.high),
        };
        Interval::new(low, high)
    }

    /// `self % other`: from zero up to the divisor, with its sign.
    #[must_use]
    pub fn modulo(self, other: Interval) -> Interval {
        if self.is_empty() || other.is_empty() {
            return Interval::NONE;
        }
        let below = |end: Option<i128>, step: i128| end.map(|end| end + step);
        let low = if other.low < 0 { below(other.low(), 1).unwrap_or(-INFINITE) } else { 0 };
        let high = if other.high > 0 { below(other.high(), -1).unwrap_or(INFINITE) } else { 0 };
        // A dividend that is less than every divisor is the remainder.
        if self.is_natural() && other.low > self.high && self.high().is_some() {
            return self;
        }
        let high = if self.is_natural() && other.is_natural() { high.min(self.high) } else { high };
        Interval::new(low, high.max(low))
    }

    /// `self & other`.
    #[must_use]
    pub fn and(self, other: Interval) -> Interval {
        if self.is_empty() || other.is_empty() {
            return Interval::NONE;
        }
        match (self.is_natural(), other.is_natural()) {
            (true, true) => Interval::new(0, self.high.min(other.high)),
            (true, false) => Interval::new(0, self.high),
            (false, true) => Interval::new(0, other.high),
            // It may clear bits of what is negative, down to a power of two.
            (false, false) => {
                Interval::new(-power_above((-self.low).max(-other.low)), self.high.max(other.high))
            }
        }
    }

    /// `self | other`.
    #[must_use]
    pub fn or(self, other: Interval) -> Interval {
        if self.is_empty() || other.is_empty() {
            return Interval::NONE;
        }
        let low = if self.is_natural() && other.is_natural() {
            self.low.max(other.low)
        } else {
            // No less than the lesser: bits are set only.
            self.low.min(other.low)
        };
        let high = self.high.max(other.high);
        Interval::new(low, if high < 0 { -1 } else { all_bits(high) })
    }

    /// `self ^ other`.
    #[must_use]
    pub fn xor(self, other: Interval) -> Interval {
        if self.is_empty() || other.is_empty() {
            return Interval::NONE;
        }
        // Within as many bits as both have.
        let size = |interval: Interval| interval.high.max(-1 - interval.low).max(0);
        let high = all_bits(size(self).max(size(other)));
        let low = if self.is_natural() && other.is_natural() { 0 } else { -1 - high };
        Interval::new(low, high)
    }
}

/// The least power of two that is not below a positive number.
fn power_above(number: i128) -> i128 {
    let mut power = 1;
    while power < number.min(INFINITE) {
        power *= 2;
    }
    power
}

/// The greatest number of as many bits as one that is not negative.
fn all_bits(number: i128) -> i128 {
    if number >= INFINITE { INFINITE } else { power_above(number + 1) - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The operators on numbers; none where Python raises.
    fn python(sign: &str, a: i128, b: i128) -> Option<i128> {
        Some(match sign {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "<<" => a << u32::try_from(b).ok()?,
            ">>" => a >> u32::try_from(b).ok()?,
            "&" => a & b,
            "|" => a | b,
            "^" => a ^ b,
            "//" | "%" if b == 0 => return None,
            "//" => {
                (a - a.rem_euclid(b.abs()) + if b < 0 && a.rem_euclid(b.abs()) != 0 { b.abs() } else { 0 })
                    / b
            }
            _ => a - b * python("//", a, b)?,
        })
    }

    fn intervals(sign: &str, a: Interval, b: Interval) -> Interval {
        match sign {
            "+" => a.plus(b),
            "-" => a.minus(b),
            "*" => a.times(b),
            "<<" => a.lshift(b),
            ">>" => a.rshift(b),
            "&" => a.and(b),
            "|" => a.or(b),
            "^" => a.xor(b),
            "//" => a.floordiv(b),
            _ => a.modulo(b),
        }
    }

    #[test]
    fn every_result_is_in_the_interval() {
        let (least, most) = (-6, 6);
        // As ends, both that stand for themselves and such as are infinite.
        let wide = |low: i128, high: i128| {
            let (low, high) =
                (if low == least { -INFINITE } else { low }, if high == most { INFINITE } else { high });
            Interval::new(low, high)
        };
        for sign in ["+", "-", "*", "<<", ">>", "&", "|", "^", "//", "%"] {
            for a in least..=most {
                for b in least..=most {
                    let Some(result) = python(sign, a, b) else { continue };
                    for (low, high) in (least..=a).flat_map(|low| (a..=most).map(move |high| (low, high))) {
                        for (below, above) in
                            (least..=b).flat_map(|low| (b..=most).map(move |high| (low, high)))
                        {
                            for interval in [
                                intervals(sign, Interval::new(low, high), Interval::new(below, above)),
                                intervals(sign, wide(low, high), wide(below, above)),
                                intervals(sign, wide(low, high), Interval::new(below, above)),
                            ] {
                                let inside = interval.low <= result && result <= interval.high;
                                assert!(
                                    inside,
                                    "[{low}, {high}] {sign} [{below}, {above}]: {result} {interval:?}"
                                );
                            }
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn ends_are_as_near_as_they_can_be() {
        let bytes = Interval::unsigned(8);
        assert_eq!(bytes.times(bytes), Interval::new(0, 65025));
        assert_eq!(bytes.plus(bytes), Interval::new(0, 510));
        assert_eq!(Interval::ALL.and(bytes), bytes);
        assert_eq!(Interval::ALL.modulo(Interval::just(10)), Interval::new(0, 9));
        assert_eq!(bytes.rshift(Interval::just(3)), Interval::new(0, 31));
        assert_eq!(bytes.xor(Interval::just(0x1021)), Interval::new(0, 0x1FFF));
        assert_eq!(Interval::new(-7, 7).floordiv(Interval::just(2)), Interval::new(-4, 3));
        assert_eq!(Interval::signed(32).plus(Interval::just(1)).high(), Some(1 << 31));
        assert!(
            !Interval::ALL.is_in(Interval::signed(64)) && Interval::signed(63).is_in(Interval::signed(64))
        );
    }
}
