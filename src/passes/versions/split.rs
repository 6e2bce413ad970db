//! Makes two versions of a function in one, and the ways from the fast one to the other.
//!
//! ```text
//! b1(v2: int):                              b1(v2: int):
//!   v3: object = list_item v0, v2             v3: object = list_item v0, v2
//!   v4: int = unbox_int "", v3                v9: int = assume_int v3
//!   …                                         v10: bool = is_within 31, v9
//!                                             branch v10, then b2, else b3
//!                                           b2:
//!                                             v11: word = small_word v9
//!                                             v4: int = small_int v11
//!                                             …
//!                                           b3 cold:
//!                                             jump b5(v2, v3)
//!                                           b5(v12: int, v13: object) cold:
//!                                             v14: int = unbox_int "", v13
//!                                             …
//! ```
//!
//! The other version is a copy, with values of its own, cut at the places where the fast one may leave. As control comes to it from
//! several places, each block behind such a place takes what it uses as parameters; [`crate::passes::params`] takes away what is always the
//! same. Iterators are in memory cells, which both have.

mod other;

use super::guards::{Ahead, Guard, Guards};
use super::is_item;
use crate::ir::{Block, BlockId, Function, Imm, Inst, Loc, Op, Target, Terminator, Type, ValueId};
use crate::passes::copies::replace;
use std::collections::{BTreeMap, BTreeSet};

/// A look at a parameter, which tells whether the fast version will do.
#[derive(Clone)]
pub(super) struct Test {
    pub param: ValueId,
    pub op: Op,
    pub imms: Vec<Imm>,
}

impl Test {
    /// Of an int: a number of an unsigned word.
    pub fn unsigned(param: ValueId) -> Test {
        Test { param, op: Op::IsUword, imms: Vec::new() }
    }

    /// Of an int: no more than so many bits.
    pub fn within(param: ValueId, bits: u32) -> Test {
        Test { param, op: Op::IsWithin, imms: vec![Imm::Int(i64::from(bits))] }
    }
}

/// Which version a block is of, the block of the function that it is made of, and which of its pieces it is.
type Place = (Version, usize, usize);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    /// The tests of the parameters.
    Entry,
    Fast,
    /// The ways from the fast version to the other.
    Way,
    Other,
}

/// A function in two versions: for parameters of which tests are true and values that are as the guards say, and for all others. Without
/// guards the other may be of another form of the same function.
pub(super) fn split(
    of: &Function,
    other: Option<&Function>,
    tests: &[Test],
    guards: &Guards,
    word_bits: u32,
) -> Function {
    let mut function = of.clone();
    let mut blocks = std::mem::take(&mut function.blocks);
    let Some(first) = blocks.first_mut() else { return function };
    let entry_params = std::mem::take(&mut first.params);
    // A function asks for room on the stack once.
    let checks = first.insts.iter().take_while(|inst| inst.op == Op::StackCheck).count();
    let insts: Vec<Inst> = first.insts.drain(..checks).collect();
    let mut splitter = Splitter {
        guards,
        small_bits: word_bits - 1,
        function,
        ids: BTreeMap::new(),
        done: Vec::new(),
        taken: BTreeMap::new(),
        same: BTreeMap::new(),
    };
    splitter.entry(tests, insts);
    match other.filter(|_| guards.of.is_empty()) {
        Some(other) => {
            let mut blocks = other.blocks.clone();
            let mut map = BTreeMap::new();
            if let Some(first) = blocks.first_mut() {
                map =
                    std::mem::take(&mut first.params).into_iter().zip(entry_params.iter().copied()).collect();
                first.insts.retain(|inst| inst.op != Op::StackCheck);
            }
            splitter.other(&blocks, &other.values, map);
        }
        None => splitter.other(&blocks, &of.values, BTreeMap::new()),
    }
    splitter.fast(blocks, tests);
    let Splitter { mut function, ids, done, same, .. } = splitter;
    function.blocks = in_order(&ids, done);
    // What was made sure of twice is the first.
    let first = |mut value: ValueId| {
        while let Some(&before) = same.get(&value) {
            value = before;
        }
        value
    };
    replace(&mut function.blocks, &same.keys().map(|&value| (value, first(value))).collect());
    if let Some(entry) = function.blocks.first_mut() {
        entry.params = entry_params;
    }
    function
}

/// The blocks in the order of their places.
fn in_order(ids: &BTreeMap<Place, BlockId>, mut done: Vec<(Place, Block)>) -> Vec<Block> {
    done.sort_by_key(|(place, _)| *place);
    let at = |place: &Place| done.binary_search_by_key(place, |(place, _)| *place).unwrap_or(0);
    let positions: BTreeMap<BlockId, BlockId> =
        ids.iter().map(|(place, id)| (*id, block_id(at(place)))).collect();
    let mut blocks: Vec<Block> = done.into_iter().map(|(_, block)| block).collect();
    for target in blocks.iter_mut().flat_map(|block| block.terminator.targets_mut()) {
        target.block = positions.get(&target.block).copied().unwrap_or(target.block);
    }
    blocks
}

fn block_id(index: usize) -> BlockId {
    BlockId(u32::try_from(index).unwrap_or(u32::MAX))
}

struct Splitter<'s> {
    guards: &'s Guards,
    /// The bits of a small int.
    small_bits: u32,
    function: Function,
    /// By place: how its block is called, before all are in order.
    ids: BTreeMap<Place, BlockId>,
    done: Vec<(Place, Block)>,
    /// By place in the other version that can be come to: what it takes, as values of the function as it was.
    taken: BTreeMap<Place, Vec<ValueId>>,
    /// By value that is no more: which it is.
    same: BTreeMap<ValueId, ValueId>,
}

impl Splitter<'_> {
    fn id(&mut self, place: Place) -> BlockId {
        let next = block_id(self.ids.len());
        *self.ids.entry(place).or_insert(next)
    }

    /// A place that takes nothing.
    fn to(&mut self, place: Place) -> Target {
        Target { block: self.id(place), args: Vec::new() }
    }

    /// A value that takes another's place, name and all.
    fn again(&mut self, value: ValueId) -> ValueId {
        let name = self.function.value(value).and_then(|value| value.name.clone());
        let ty = self.function.ty(value);
        self.function.new_value(ty, name)
    }

    fn finish(&mut self, place: Place, params: Vec<ValueId>, insts: Vec<Inst>, end: (Terminator, Loc)) {
        self.id(place);
        let is_cold = matches!(place.0, Version::Way | Version::Other);
        let (terminator, loc) = end;
        self.done.push((place, Block { params, insts, terminator, loc, is_cold }));
    }

    /// The tests of the parameters.
    fn entry(&mut self, tests: &[Test], mut insts: Vec<Inst>) {
        let loc = insts.first().map_or(self.function.loc, |inst| inst.loc);
        for (number, test) in tests.iter().enumerate() {
            let condition = self.function.new_value(Type::Bool, None);
            let (op, imms, args) = (test.op, test.imms.clone(), vec![test.param]);
            insts.push(Inst { op, imms, args, result: Some(condition), loc });
            let is_last = number + 1 == tests.len();
            let then = self.to(if is_last { (Version::Fast, 0, 0) } else { (Version::Entry, number + 1, 0) });
            let otherwise = self.to((Version::Other, 0, 0));
            let end = Terminator::Branch { condition, then, otherwise };
            self.finish((Version::Entry, number, 0), Vec::new(), std::mem::take(&mut insts), (end, loc));
        }
        if tests.is_empty() {
            let end = Terminator::Jump(self.to((Version::Fast, 0, 0)));
            self.finish((Version::Entry, 0, 0), Vec::new(), insts, (end, loc));
        }
    }

    /// The positions of the operations in front of which the fast version may be left.
    fn cuts(&self, index: usize, block: &Block) -> BTreeSet<usize> {
        let ahead = self.guards.ahead.range((index, 0)..(index + 1, 0)).map(|((_, position), _)| *position);
        let of_params = block.params.iter().any(|param| self.guards.of.contains_key(param)).then_some(0);
        let of_insts = block.insts.iter().enumerate().filter_map(|(position, inst)| {
            match self.guards.of.get(&inst.result?)? {
                Guard::Small => Some(position + 1),
                Guard::Object | Guard::Product => Some(position),
            }
        });
        of_params.into_iter().chain(of_insts).chain(ahead).collect()
    }

    /// The version for what is as the tests and guards say.
    fn fast(&mut self, mut blocks: Vec<Block>, tests: &[Test]) {
        let mut known = Vec::new();
        let mut map = BTreeMap::new();
        for &Test { param, op, .. } in tests.iter().filter(|test| test.op != Op::IsArray) {
            let int = self.again(param);
            let is_unsigned = op == Op::IsUword;
            self.known(is_unsigned, param, int, self.function.loc, &mut known);
            map.insert(param, int);
        }
        replace(&mut blocks, &map);
        tests.iter().filter(|test| test.op == Op::IsArray).for_each(|test| know(&mut blocks, test));
        for (index, block) in blocks.into_iter().enumerate() {
            self.fast_block(index, block, std::mem::take(&mut known));
        }
    }

    fn fast_block(&mut self, index: usize, block: Block, known: Vec<Inst>) {
        let places: BTreeMap<usize, Place> = self
            .cuts(index, &block)
            .into_iter()
            .zip((1..).map(|piece| (Version::Other, index, piece)))
            .collect();
        // Where the fast version can be left, if all can be passed that is used there.
        let can_leave = |this: &Self, position: usize| {
            places.get(&position).copied().filter(|place| this.taken.contains_key(place))
        };
        let mut open = Open { index, pieces: 0, params: block.params.clone(), insts: known };
        // What a guard has not looked at yet has another name.
        let mut raw = BTreeMap::new();
        let way = can_leave(self, 0);
        for param in &mut open.params {
            if self.guards.of.contains_key(param) && way.is_some() {
                let value = self.again(*param);
                raw.insert(*param, value);
                *param = value;
            }
        }
        while let (Some((&param, &value)), Some(way)) = (raw.first_key_value(), way) {
            let condition = self.within(value, block.loc, &mut open.insts);
            self.leave(&mut open, condition, way, &raw, block.loc);
            raw.pop_first();
            self.guarded(value, param, block.loc, &mut open.insts);
        }
        for (position, mut inst) in block.insts.into_iter().enumerate() {
            let loc = inst.loc;
            if let Some((ahead, way)) =
                self.guards.ahead.get(&(index, position)).copied().zip(can_leave(self, position))
            {
                match self.look_ahead(ahead, inst, &mut open, way) {
                    Some(left) => inst = left,
                    None => continue,
                }
            }
            let guard = inst.result.and_then(|result| Some((result, *self.guards.of.get(&result)?)));
            let cut = if matches!(guard, Some((_, Guard::Small))) { position + 1 } else { position };
            match (guard.zip(can_leave(self, cut)), inst.args.as_slice()) {
                (Some(((result, Guard::Small), way)), _) => {
                    let value = self.again(result);
                    open.insts.push(Inst { result: Some(value), ..inst });
                    let condition = self.within(value, loc, &mut open.insts);
                    self.leave(&mut open, condition, way, &BTreeMap::from([(result, value)]), loc);
                    self.guarded(value, result, loc, &mut open.insts);
                }
                (Some(((result, Guard::Object), way)), &[object]) => {
                    let value = self.push(Op::AssumeInt, &[object], Type::Int, loc, &mut open.insts);
                    let condition = self.within(value, loc, &mut open.insts);
                    self.leave(&mut open, condition, way, &BTreeMap::new(), loc);
                    self.guarded(value, result, loc, &mut open.insts);
                }
                (Some(((result, Guard::Product), way)), &[a, b]) => {
                    let a = self.push(Op::IntWord, &[a], Type::Word, loc, &mut open.insts);
                    let b = self.push(Op::IntWord, &[b], Type::Word, loc, &mut open.insts);
                    let condition = self.push(Op::ProductWithin, &[a, b], Type::Bool, loc, &mut open.insts);
                    self.with_bits(&mut open.insts);
                    self.leave(&mut open, condition, way, &BTreeMap::new(), loc);
                    let word = self.push(Op::WordMul, &[a, b], Type::Word, loc, &mut open.insts);
                    open.insts.push(plain(Op::SmallInt, &[word], result, loc));
                }
                _ => open.insts.push(inst),
            }
        }
        let mut terminator = block.terminator;
        for target in terminator.targets_mut() {
            target.block = self.id((Version::Fast, target.block.index(), 0));
        }
        self.finish((Version::Fast, index, open.pieces), open.params, open.insts, (terminator, block.loc));
    }

    /// Looks ahead of an operation on a list, whether it can be done in place; what is left to do.
    fn look_ahead(&mut self, ahead: Ahead, mut inst: Inst, open: &mut Open, way: Place) -> Option<Inst> {
        let (loc, is_new) = (inst.loc, BTreeMap::new());
        match (ahead, inst.args.as_mut_slice()) {
            (Ahead::List, &mut [object]) => {
                let condition = self.push(Op::IsList, &[object], Type::Bool, loc, &mut open.insts);
                self.leave(open, condition, way, &is_new, loc);
                self.same.insert(inst.result?, object);
                return None;
            }
            (Ahead::Item { from_end }, [list, index, ..]) => {
                let word = self.push(Op::IntWord, &[*index], Type::Word, loc, &mut open.insts);
                let condition = self.push(Op::HasListItem, &[*list, word], Type::Bool, loc, &mut open.insts);
                self.leave(open, condition, way, &is_new, loc);
                *index = match from_end {
                    true => self.push(Op::ListPlace, &[*list, word], Type::Word, loc, &mut open.insts),
                    false => word,
                };
                inst.op = if inst.op == Op::ListItem { Op::ListGet } else { Op::ListPut };
            }
            (Ahead::List, _) | (Ahead::Item { .. }, _) => {}
        }
        Some(inst)
    }

    /// Ends a piece: control goes on if the condition is true, else it goes to the other version with what that takes.
    fn leave(
        &mut self,
        open: &mut Open,
        condition: ValueId,
        to: Place,
        raw: &BTreeMap<ValueId, ValueId>,
        loc: Loc,
    ) {
        let way = (Version::Way, open.index, open.pieces);
        let then = self.to((Version::Fast, open.index, open.pieces + 1));
        let end = Terminator::Branch { condition, then, otherwise: self.to(way) };
        let (params, insts) = (std::mem::take(&mut open.params), std::mem::take(&mut open.insts));
        self.finish((Version::Fast, open.index, open.pieces), params, insts, (end, loc));
        open.pieces += 1;
        let by = |value: &ValueId| raw.get(value).copied().unwrap_or(*value);
        let args = self.taken.get(&to).into_iter().flatten().map(by).collect();
        let target = Target { block: self.id(to), args };
        self.finish(way, Vec::new(), Vec::new(), (Terminator::Jump(target), loc));
    }

    fn push(&mut self, op: Op, args: &[ValueId], ty: Type, loc: Loc, insts: &mut Vec<Inst>) -> ValueId {
        let result = self.function.new_value(ty, None);
        insts.push(plain(op, args, result, loc));
        result
    }

    /// Gives the last operation the bits of a small int.
    fn with_bits(&self, insts: &mut [Inst]) {
        if let Some(inst) = insts.last_mut() {
            inst.imms = vec![Imm::Int(i64::from(self.small_bits))];
        }
    }

    /// Whether an int is as a guard wants it.
    fn within(&mut self, value: ValueId, loc: Loc, insts: &mut Vec<Inst>) -> ValueId {
        if self.guards.are_unsigned {
            return self.push(Op::IsUword, &[value], Type::Bool, loc, insts);
        }
        let condition = self.push(Op::IsWithin, &[value], Type::Bool, loc, insts);
        self.with_bits(insts);
        condition
    }

    /// An int that is known to be as a guard wants it, as one.
    fn guarded(&mut self, value: ValueId, int: ValueId, loc: Loc, insts: &mut Vec<Inst>) {
        self.known(self.guards.are_unsigned, value, int, loc, insts);
    }

    fn known(&mut self, is_unsigned: bool, value: ValueId, int: ValueId, loc: Loc, insts: &mut Vec<Inst>) {
        if is_unsigned {
            let word = self.push(Op::UwordOf, &[value], Type::Uword, loc, insts);
            insts.push(plain(Op::BoxUword, &[word], int, loc));
            return;
        }
        let word = self.push(Op::SmallWord, &[value], Type::Word, loc, insts);
        insts.push(plain(Op::SmallInt, &[word], int, loc));
    }
}

/// A block of the fast version while it is written, and how many pieces of it are.
struct Open {
    index: usize,
    pieces: usize,
    params: Vec<ValueId>,
    insts: Vec<Inst>,
}

/// An operation without immediates.
fn plain(op: Op, args: &[ValueId], result: ValueId, loc: Loc) -> Inst {
    Inst { op, imms: Vec::new(), args: args.to_vec(), result: Some(result), loc }
}

/// Where an array is known to be of such ints, its items are.
fn know(blocks: &mut [Block], array: &Test) {
    let insts = blocks.iter_mut().flat_map(|block| &mut block.insts);
    for inst in insts.filter(|inst| is_item(inst.op) && inst.args.first() == Some(&array.param)) {
        inst.op = if inst.op == Op::IntItem { Op::ArrayItem } else { Op::SetArrayItem };
        inst.imms.clone_from(&array.imms);
    }
}
