//! What types would change: annotations are put into the source, the compiler is asked what it makes of that, and those
//! that save the most are kept. So advice is not guessed: what it says of a line's calls is what the compiler would emit.
//!
//! ```text
//! def scale(xs, k):        xs: list[int], k: int    41 calls of the runtime, not 62
//! ```
//!
//! Which types a program's values have, only its author knows. The checker refuses those that cannot be, by how something is
//! used and by what calls give: what may be a number is tried as one, first all as ints, then all as floats, and both are
//! told; what cannot be a number is tried as what holds some, as text, and as an instance of each class. A type that changes
//! nothing is left out again, so that none is told for which nothing speaks.

use super::blanks::{Blank, Group, Of};
use super::work::{self, Cost};
use crate::ir;
use crate::target::Target;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What numbers are taken to be, and what of them is tried where something is no number.
struct World {
    /// The kind of number, and the other one, which some may have to be.
    numbers: [&'static str; 2],
    /// In this order.
    containers: &'static [&'static str],
}

const WORLDS: [World; 2] = [
    World {
        numbers: ["int", "float"],
        containers: &["list[int]", "bytearray", "bytes", "str", "list[str]", "list", "dict", "tuple"],
    },
    World {
        numbers: ["float", "int"],
        containers: &["list[float]", "list[int]", "str", "list[str]", "list", "dict", "tuple"],
    },
];

/// The annotation that promises nothing: but what has one is compiled to be fast.
const ANYTHING: &str = "object";

/// The source that may be compiled for advice, in bytes of all trials together: what is left is not tried. It takes a few
/// seconds.
const MOST: usize = 6 << 20;

/// Types that a function or class could have, and what that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The function or class.
    pub name: String,
    /// The line it begins at.
    pub line: u32,
    /// The annotations as they are written: `n: int`.
    pub types: Vec<String>,
    /// They promise nothing: any annotation does the same, because it has the code compiled to be fast.
    pub any: bool,
    /// The lines of these.
    pub at: Vec<u32>,
    /// The calls of one run of each function of the module now.
    pub before: Cost,
    /// And with the types.
    pub after: Cost,
    /// The lines whose cost changes, with that.
    pub lines: BTreeMap<u32, Cost>,
}

impl Advice {
    /// What it saves, in words: `20 of 99 calls of the runtime`.
    #[must_use]
    pub fn saved(&self) -> String {
        let (before, after) = (self.before, self.after);
        let less = |before: u64, after: u64| before.saturating_sub(after);
        let near = format!("{} of {} calls within the module", less(before.near, after.near), before.near);
        let runtime =
            format!("{} of {} calls of the runtime", less(before.runtime, after.runtime), before.runtime);
        match (after.runtime < before.runtime, after.near.cmp(&before.near)) {
            (true, Ordering::Less) => format!("{runtime}, and {near}"),
            (true, Ordering::Equal) => runtime,
            (true, Ordering::Greater) => {
                format!("{runtime}, for {} more within the module", after.near - before.near)
            }
            (false, _) => near,
        }
    }

    /// What it saves, in weights.
    #[must_use]
    pub fn saves(&self) -> u64 {
        self.before.weight().saturating_sub(self.after.weight())
    }
}

/// What there is to advise.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Advised {
    /// What saves the most comes first.
    pub advice: Vec<Advice>,
    /// The functions and classes that nothing was tried with, because there was enough to do with the others.
    pub untried: Vec<String>,
}

/// A source that can be compiled with annotations in it.
pub struct Trials<'a> {
    /// The source.
    pub text: &'a str,
    /// Compiles a text as the source is; none if it is refused.
    pub compile: &'a dyn Fn(String) -> Option<ir::Module>,
    /// What it is compiled for.
    pub target: &'a Target,
    /// The names of the module's classes, which are types too.
    pub classes: Vec<String>,
}

/// A type for each blank of a group, or none.
type Filling<'t> = Vec<Option<&'t str>>;

struct Search<'t> {
    trials: &'t Trials<'t>,
    /// Bytes of source that may still be compiled.
    left: usize,
}

impl Trials<'_> {
    /// Tries types in each group, those first whose lines cost the most.
    #[must_use]
    pub fn advise(&self, groups: &[Group], lines: &BTreeMap<u32, Cost>) -> Advised {
        let before = sum(lines.values());
        let mut search = Search { trials: self, left: MOST };
        let cost_of = |group: &Group| sum(lines.range(group.line..=group.end).map(|(_, cost)| cost)).weight();
        let mut order: Vec<&Group> = groups.iter().filter(|group| cost_of(group) > 0).collect();
        order.sort_by_key(|group| std::cmp::Reverse(cost_of(group)));
        let mut advised = Advised::default();
        for group in order {
            if search.left < self.text.len() {
                advised.untried.push(group.name.clone());
                continue;
            }
            let mut found: Vec<Advice> = Vec::new();
            for world in &WORLDS {
                let Some((filling, after)) = search.fill(group, world, before) else { continue };
                let advice = told(group, &filling, (before, lines), &after);
                // What is as good with the other kind of number does not hang on numbers.
                if !found.iter().any(|other| other.types == advice.types || other.after == advice.after) {
                    found.push(advice);
                }
            }
            advised.advice.append(&mut found);
        }
        // Alternatives for one place stay together, the better one first.
        let best = |line: u32| advised.advice.iter().filter(|one| one.line == line).map(Advice::saves).max();
        let ranks: Vec<Option<u64>> = advised.advice.iter().map(|one| best(one.line)).collect();
        let mut ranked: Vec<(Option<u64>, Advice)> = ranks.into_iter().zip(advised.advice).collect();
        ranked
            .sort_by_key(|(rank, one)| (std::cmp::Reverse(*rank), one.line, std::cmp::Reverse(one.saves())));
        advised.advice = ranked.into_iter().map(|(_, one)| one).collect();
        advised
    }
}

fn sum<'a>(costs: impl Iterator<Item = &'a Cost>) -> Cost {
    costs.fold(Cost::default(), |mut sum, cost| {
        sum += *cost;
        sum
    })
}

fn told(
    group: &Group,
    filling: &Filling,
    now: (Cost, &BTreeMap<u32, Cost>),
    then: &BTreeMap<u32, Cost>,
) -> Advice {
    let (before, lines) = now;
    let filled = || {
        let pairs = group.blanks.iter().zip(filling);
        pairs.filter_map(|(blank, ty)| ty.as_ref().map(|ty| (blank, *ty)))
    };
    let at = |line: &u32| then.get(line).copied().unwrap_or_default();
    let changed = lines.iter().map(|(line, cost)| (*line, *cost, at(line)));
    Advice {
        name: group.name.clone(),
        line: group.line,
        types: filled().map(|(blank, ty)| blank.written(ty)).collect(),
        any: filled().all(|(_, ty)| ty == ANYTHING),
        at: filled().map(|(blank, _)| blank.line).collect(),
        before,
        after: sum(then.values()),
        lines: changed.filter(|(_, now, then)| now != then).map(|(line, _, then)| (line, then)).collect(),
    }
}

impl<'t> Search<'t> {
    /// The costs of the lines with types in a group; none if that is refused, or nothing more is to be tried.
    fn costs(&mut self, blanks: &[Blank], filling: &Filling) -> Option<BTreeMap<u32, Cost>> {
        self.left = self.left.checked_sub(self.trials.text.len())?;
        let mut text = self.trials.text.to_owned();
        // From the end on, so that the places before stay where they are.
        for (blank, ty) in blanks.iter().zip(filling).rev() {
            if let Some(ty) = ty {
                text.insert_str(blank.at, &blank.filled(ty));
            }
        }
        (self.trials.compile)(text).map(|module| work::by_line(&module, self.trials.target))
    }

    /// The types that are found for a group where numbers are of one kind, and the costs with them; none if they save
    /// nothing.
    fn fill(
        &mut self,
        group: &Group,
        world: &World,
        before: Cost,
    ) -> Option<(Filling<'t>, BTreeMap<u32, Cost>)> {
        let blanks = &group.blanks;
        let mut filling: Filling = vec![None; blanks.len()];
        let mut lines = None;
        let mut is_number = vec![false; blanks.len()];
        let trials = self.trials;
        for (index, is_number) in is_number.iter_mut().enumerate() {
            let others = world.containers.iter().copied().chain(trials.classes.iter().map(String::as_str));
            for ty in world.numbers.into_iter().chain(others) {
                let mut next = filling.clone();
                next.get_mut(index).map(|slot| *slot = Some(ty))?;
                if let Some(costs) = self.costs(blanks, &next) {
                    (filling, lines) = (next, Some(costs));
                    *is_number = world.numbers.contains(&ty);
                    break;
                }
            }
        }
        let mut lines = lines?;
        // The other number may be better; what changes nothing need not be written.
        for (index, is_number) in is_number.into_iter().enumerate() {
            let other = world.numbers.into_iter().filter(|_| is_number).map(Some);
            let of = blanks.get(index).map(|blank| &blank.of)?;
            let mut best = weight(group, of, &lines);
            for ty in other.chain([Some(ANYTHING), None]) {
                let mut next = filling.clone();
                next.get_mut(index).map(|slot| *slot = ty)?;
                if filling == next {
                    continue;
                }
                let Some(costs) = self.costs(blanks, &next) else { continue };
                let found = weight(group, of, &costs);
                let says_less = ty.is_none_or(|ty| ty == ANYTHING);
                if found < best || (says_less && found == best) {
                    (filling, lines, best) = (next, costs, found);
                }
            }
        }
        (sum(lines.values()).weight() < before.weight()).then_some((filling, lines))
    }
}

/// What is looked at to tell a type of something by: of what a function gives, all lines; else those of the group, because
/// what is elsewhere comes of something else that the types there are known by.
fn weight(group: &Group, of: &Of, lines: &BTreeMap<u32, Cost>) -> u64 {
    match of {
        Of::Result(_) => sum(lines.values()).weight(),
        Of::Parameter(_) | Of::Field(_) => {
            sum(lines.range(group.line..=group.end).map(|(_, cost)| cost)).weight()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, line: u32) -> Group {
        let blank = Blank { of: Of::Parameter("n".into()), at: 5, line };
        Group { name: name.into(), line, end: line + 1, blanks: vec![blank] }
    }

    /// The most expensive come first, and what costs nothing is not tried at all.
    #[test]
    fn what_is_left_of_a_large_source_is_named() {
        let text = " ".repeat(MOST + 1);
        let compile = |_: String| None;
        let target = Target::default_target();
        let trials = Trials { text: &text, compile: &compile, target, classes: Vec::new() };
        let cost = |runtime| Cost { runtime, near: 0 };
        let lines = BTreeMap::from([(2, cost(1)), (5, cost(10))]);
        let advised = trials.advise(&[group("cheap", 1), group("dear", 4), group("free", 7)], &lines);
        assert_eq!(advised.untried, ["dear", "cheap"]);
        assert_eq!(advised.advice, []);
    }

    #[test]
    fn what_is_saved_is_said_with_what_it_takes() {
        let saved = |before: (u64, u64), after: (u64, u64)| {
            let cost = |(runtime, near)| Cost { runtime, near };
            let advice = told(
                &group("f", 1),
                &vec![Some("int")],
                (cost(before), &BTreeMap::new()),
                &BTreeMap::from([(2, cost(after))]),
            );
            assert_eq!(advice.types, ["n: int"]);
            advice.saved()
        };
        assert_eq!(saved((99, 3), (79, 3)), "20 of 99 calls of the runtime");
        assert_eq!(saved((99, 3), (79, 5)), "20 of 99 calls of the runtime, for 2 more within the module");
        assert_eq!(
            saved((99, 3), (79, 1)),
            "20 of 99 calls of the runtime, and 2 of 3 calls within the module"
        );
        assert_eq!(saved((9, 3), (9, 1)), "2 of 3 calls within the module");
    }
}
