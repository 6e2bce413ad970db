//! How often a loop is done, and so how far what grows in it gets.
//!
//! ```text
//! b1(v1: int, v2: int):            v1 in [0, 10], and 1 more each time: the loop is done 10 times at most
//!   …
//!   v5: int = int_add v2, v4       v4 in [0, 255]: v2 grows by at most 255 each time,
//!   v6: int = int_add v1, v3       v3 is 1
//!   jump b1(v6, v5)                so v2 is in [0, 2550] if it begins as 0
//! ```

use super::{Edge, Interval, Operations, Ranges, Shape};
use crate::ir::loops::Loop;
use crate::ir::{BlockId, Op, Type, ValueId};

/// Sums of more parts are not looked at.
const DEEP: usize = 40;

/// Loops that are done more often are not looked at.
const OFTEN: i128 = 1 << 40;

/// Sets limits for the parameters of the heads of loops; whether there are new ones.
pub(super) fn limit(ranges: &mut Ranges, operations: &Operations, shape: &Shape) -> bool {
    let mut found = Vec::new();
    let trips = Trips { ranges, operations, shape };
    for one in &shape.loops {
        let Some(times) = trips.times(one) else { continue };
        let Some(block) = operations.function.blocks.get(one.header.index()) else { continue };
        for (position, &param) in block.params.iter().enumerate() {
            if operations.function.ty(param) != Type::Int {
                continue;
            }
            if let Some(growth) = trips.growth(one, param, position, times, DEEP) {
                let begins =
                    trips.begins(one, position).fold(Interval::NONE, |all, (_, interval)| all.join(interval));
                found.push((param, begins.plus(growth)));
            }
        }
    }
    let mut changed = false;
    for (param, interval) in found {
        let narrows = !ranges.get(param).is_in(interval);
        if let Some(entry) = ranges.limits.get_mut(param.index()).filter(|_| narrows) {
            let before = *entry;
            *entry = before.meet(interval);
            changed |= *entry != before;
        }
    }
    changed
}

struct Trips<'r> {
    ranges: &'r Ranges,
    operations: &'r Operations<'r>,
    shape: &'r Shape,
}

impl Trips<'_> {
    /// The ways to the head of a loop, from inside or from outside.
    fn ways(&self, one: &Loop, inside: bool) -> impl Iterator<Item = Edge> {
        let edges = self.shape.edges.get(one.header.index()).into_iter().flatten().copied();
        edges.filter(move |edge| one.blocks.contains(&edge.from.index()) == inside)
    }

    fn begins(&self, one: &Loop, position: usize) -> impl Iterator<Item = (ValueId, Interval)> {
        self.ways(one, false).filter_map(move |edge| self.ranges.given_by(self.operations, edge, position))
    }

    fn goes_on(&self, one: &Loop, position: usize) -> impl Iterator<Item = (ValueId, Interval)> {
        self.ways(one, true).filter_map(move |edge| self.ranges.given_by(self.operations, edge, position))
    }

    /// How often control comes back to the head of a loop, at most, each time that it is entered.
    fn times(&self, one: &Loop) -> Option<i128> {
        let block = self.operations.function.blocks.get(one.header.index())?;
        let of = |(position, &param): (usize, &ValueId)| {
            let interval = self.ranges.get(param);
            let far = interval.high()? - interval.low()?;
            let mut steps = Interval::NONE;
            for (arg, _) in self.goes_on(one, position) {
                steps = steps.join(self.step(param, arg)?);
            }
            let step = if steps.low()? > 0 { steps.low()? } else { -steps.high()? };
            (step > 0).then(|| far / step).filter(|&times| times <= OFTEN)
        };
        block.params.iter().enumerate().filter_map(of).min()
    }

    /// What is added to a value to get another, if that is all. Words that may wrap around are not.
    fn step(&self, from: ValueId, to: ValueId) -> Option<Interval> {
        let inst = self.operations.definition(to)?;
        let home = self.operations.home(to)?;
        let &[a, b] = inst.args.as_slice() else { return None };
        let at = |value: ValueId| self.ranges.at(home, value);
        let (step, sum) = match inst.op {
            Op::IntAdd | Op::WordAdd if a == from => (at(b), at(a).plus(at(b))),
            Op::IntAdd | Op::WordAdd if b == from => (at(a), at(a).plus(at(b))),
            Op::IntSub | Op::WordSub if a == from => (at(b).negated(), at(a).minus(at(b))),
            _ => return None,
        };
        let is_exact = self.operations.function.ty(to) == Type::Int || sum.is_in(self.operations.any(to));
        is_exact.then_some(step)
    }

    /// How much a parameter of the head of a loop can grow while the loop is done so often.
    fn growth(
        &self,
        one: &Loop,
        param: ValueId,
        position: usize,
        times: i128,
        deep: usize,
    ) -> Option<Interval> {
        let mut each = Interval::NONE;
        for (arg, _) in self.goes_on(one, position) {
            each = each.join(self.difference(one, param, arg, deep)?);
        }
        let (low, high) = (each.low()?, each.high()?);
        Some(Interval::new(low.saturating_mul(times).min(0), high.saturating_mul(times).max(0)))
    }

    /// What a value in a loop is more than a parameter of its head was at the begin of the same turn.
    fn difference(&self, one: &Loop, param: ValueId, value: ValueId, deep: usize) -> Option<Interval> {
        if value == param {
            return Some(Interval::just(0));
        }
        let (deep, home) = (deep.checked_sub(1)?, self.operations.home(value)?);
        if !one.blocks.contains(&home.index()) || home == one.header {
            return self.difference_of_sum(one, param, value, home, deep).filter(|_| home == one.header);
        }
        let block = self.operations.function.blocks.get(home.index())?;
        let Some(position) = block.params.iter().position(|&param| param == value) else {
            return self.difference_of_sum(one, param, value, home, deep);
        };
        if let Some(inner) = self.shape.loops.iter().find(|inner| inner.header == home) {
            let mut begins = Interval::NONE;
            for (arg, _) in self.begins(inner, position) {
                begins = begins.join(self.difference(one, param, arg, deep)?);
            }
            let growth = self.growth(inner, value, position, self.times(inner)?, deep / 2)?;
            return Some(begins.plus(growth));
        }
        let mut all = Interval::NONE;
        for &edge in self.shape.edges.get(home.index()).into_iter().flatten() {
            if let Some((arg, _)) = self.ranges.given_by(self.operations, edge, position) {
                all = all.join(self.difference(one, param, arg, deep)?);
            }
        }
        Some(all)
    }

    fn difference_of_sum(
        &self,
        one: &Loop,
        param: ValueId,
        value: ValueId,
        home: BlockId,
        deep: usize,
    ) -> Option<Interval> {
        let inst = self.operations.definition(value)?;
        let at = |value: ValueId| self.ranges.at(home, value);
        match (inst.op, inst.args.as_slice()) {
            (Op::IntAdd, &[a, b]) => match self.difference(one, param, a, deep) {
                Some(difference) => Some(difference.plus(at(b))),
                None => Some(self.difference(one, param, b, deep)?.plus(at(a))),
            },
            (Op::IntSub, &[a, b]) => Some(self.difference(one, param, a, deep)?.minus(at(b))),
            _ => None,
        }
    }
}
