//! Makes an int of a word where it is wanted, if that is not in the loop that has the word.
//!
//! ```text
//! b1(v1: word):                             b1(v1: word):
//!   v2: int = small_int v1                    v3: bool = word_lt v1, v0
//!   v3: bool = word_lt v1, v0                 branch v3, then b1(v4), else b2
//!   branch v3, then b1(v4), else b2         b2:
//! b2:                                         v5: int = small_int v1
//!   return v2                                 return v5
//! ```
//!
//! So too where a guard leaves a loop: each of its ends wants the ints, and the C compiler would make them in every round, for all at
//! once. The operation that is left is for [`super::dead`].

use crate::ir::loops::depths;
use crate::ir::{Block, BlockId, Function, Inst, Op, Target, Terminator, Type, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// Runs the pass; whether it changed anything.
pub fn run(function: &mut Function) -> bool {
    if function.is_small {
        return false;
    }
    let depths = depths(function);
    let uses = uses(function);
    let mut sunk: BTreeMap<Place, Vec<Inst>> = BTreeMap::new();
    for (index, block) in function.blocks.iter().enumerate().filter(|(_, block)| !block.is_cold) {
        let is_aside = |place: &Place| {
            let at = place.leads_to(function);
            let is_cold = function.blocks.get(at).is_some_and(|block| block.is_cold);
            at != index && (is_cold || depths.get(at) < depths.get(index))
        };
        for inst in block.insts.iter().filter(|inst| inst.op == Op::SmallInt) {
            let places = inst.result.and_then(|result| uses.get(&result));
            if let Some(places) = places.filter(|places| places.iter().all(is_aside)) {
                for &place in places {
                    sunk.entry(place).or_default().push(inst.clone());
                }
            }
        }
    }
    for (&place, made) in &sunk {
        match place {
            Place::Block(index) => make_in(function, index, made),
            Place::Edge(from, way) => {
                if let Some(index) = split(function, from, way) {
                    make_in(function, index, made);
                }
            }
        }
    }
    !sunk.is_empty()
}

/// Where a value is used: in a block, or on one of several ways from it, as an argument.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Block(usize),
    Edge(usize, usize),
}

impl Place {
    /// The block that is entered with the value.
    fn leads_to(self, function: &Function) -> usize {
        match self {
            Place::Block(index) => index,
            Place::Edge(from, way) => {
                let block = function.blocks.get(from);
                let to =
                    block.and_then(|block| block.terminator.targets().get(way).map(|to| to.block.index()));
                to.unwrap_or(from)
            }
        }
    }
}

fn uses(function: &Function) -> BTreeMap<ValueId, BTreeSet<Place>> {
    let mut uses: BTreeMap<ValueId, BTreeSet<Place>> = BTreeMap::new();
    for (index, block) in function.blocks.iter().enumerate() {
        let used = block.insts.iter().flat_map(|inst| inst.args.iter().copied());
        let mut in_block: Vec<ValueId> = used.collect();
        match &block.terminator {
            Terminator::Branch { .. } | Terminator::Switch { .. } => {
                in_block.extend(block.terminator.operands());
                for (way, target) in block.terminator.targets().into_iter().enumerate() {
                    for &value in &target.args {
                        uses.entry(value).or_default().insert(Place::Edge(index, way));
                    }
                }
            }
            terminator => in_block.extend(terminator.uses()),
        }
        for value in in_block {
            uses.entry(value).or_default().insert(Place::Block(index));
        }
    }
    uses
}

/// A block on the way from one to another, which gives the arguments; none where there is no such way.
fn split(function: &mut Function, from: usize, way: usize) -> Option<usize> {
    let new = function.blocks.len();
    let id = BlockId(u32::try_from(new).ok()?);
    let mut targets = function.blocks.get_mut(from)?.terminator.targets_mut();
    let target = targets.get_mut(way)?;
    let to = std::mem::replace(&mut **target, Target { block: id, args: Vec::new() });
    let old = function.blocks.get(to.block.index())?;
    let (is_cold, loc) = (old.is_cold, old.loc);
    let terminator = Terminator::Jump(to);
    function.blocks.push(Block { params: Vec::new(), insts: Vec::new(), terminator, loc, is_cold });
    Some(new)
}

/// Makes values anew at the beginning of a block, for what uses them there.
fn make_in(function: &mut Function, index: usize, made: &[Inst]) {
    for inst in made {
        let Some(before) = inst.result else { continue };
        let name = function.value(before).and_then(|value| value.name.clone());
        let anew = function.new_value(Type::Int, name);
        let Some(block) = function.blocks.get_mut(index) else { continue };
        let in_place = |value: ValueId| if value == before { anew } else { value };
        block.insts.iter_mut().flat_map(|inst| &mut inst.args).for_each(|arg| *arg = in_place(*arg));
        block.terminator.map_uses(&mut |value| in_place(value));
        let loc = block.insts.first().map_or(block.loc, |inst| inst.loc);
        block.insts.insert(0, Inst { result: Some(anew), loc, ..inst.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_pass, check_unchanged};
    use super::run;

    #[test]
    fn an_int_that_only_ends_want_is_made_there() {
        let function = |made: &str, end: &str, of: &str| {
            format!(
                "func f(a: word) -> int {{\nb0(v0 a: word):\n  v1: word = word 0\n  v2: word = word 1\n  jump b1(v1)\n\
                b1(v3: word):\n{made}  v5: bool = word_lt v3, v0\n  branch v5, then b2, else b3\n\
                b2:\n  v6: word = word_add v3, v2\n  jump b1(v6)\nb3:\n{end}  return {of}\n}}\n"
            )
        };
        let made = "  v4 i: int = small_int v3\n";
        check_pass(run, &function(made, "", "v4"), &function(made, "  v7 i: int = small_int v3\n", "v7"));
    }

    #[test]
    fn an_int_that_a_way_out_gives_is_made_on_it() {
        let function = |made: &str, otherwise: &str, last: &str| {
            format!(
                "func f(a: word, x: object) -> int {{\nb0(v0 a: word, v1 x: object):\n  v2: word = word 1\n  jump b1(v2)\n\
                b1(v3: word):\n{made}  v5: bool = word_lt v3, v0\n  branch v5, then b2, else {otherwise}\n\
                b2:\n  v6: word = word_add v3, v2\n  jump b1(v6)\nb3(v7 n: int):\n  return v7\n{last}}}\n"
            )
        };
        let made = "  v4 i: int = small_int v3\n";
        let last = "b4:\n  v8 i: int = small_int v3\n  jump b3(v8)\n";
        check_pass(run, &function(made, "b3(v4)", ""), &function(made, "b4", last));
    }

    #[test]
    fn an_int_that_the_loop_wants_too_stays() {
        check_unchanged(
            run,
            "func f(a: word, x: object) -> int {\nb0(v0 a: word, v1 x: object):\n  v2: word = word 0\n  jump b1(v2)\n\
             b1(v3: word):\n  v4: int = small_int v3\n  v5: object = list_item v1, v4\n  v6: bool = is_true v5\n  \
             v7: word = word_add v3, v0\n  branch v6, then b1(v7), else b2\nb2:\n  return v4\n}\n",
        );
    }
}
