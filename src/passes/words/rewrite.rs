//! Writes a function with words for the ints of a [`Plan`].
//!
//! ```text
//! v2: int = int_and v0, v1                  v5: word = int_word v0      where v0 is defined
//!                                           v6: word = word 255
//!                                           v2: word = word_and v5, v6
//! return v2                                 v7: int = small_int v2
//!                                           return v7
//! ```
//!
//! An int that is no word is made one where it is defined: a loop that uses it does not do so again. A word is made an int in each block
//! that wants one; where that may allocate and only one of several ways wants it, on that way.

use super::plan::{Plan, constant, insts};
use crate::ir::loops::depths;
use crate::ir::{Block, BlockId, Function, Imm, Inst, Loc, Op, Target, Terminator, Type, Value, ValueId};
use crate::passes::bound;
use crate::passes::ranges::{Interval, definitions, fixed, homes};
use crate::passes::replace::Replacements;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Rewrites a function; whether anything changed.
pub(super) fn rewrite(function: &mut Function, plan: &Plan) -> bool {
    let before = function.clone();
    let mut rewriter = Rewriter {
        before: &before,
        plan,
        definitions: definitions(&before),
        nullable: bound::nullable(&before),
        values: before.values.clone(),
        word: vec![None; before.values.len()],
        made: BTreeMap::new(),
        ints: BTreeMap::new(),
        kept: BTreeMap::new(),
        same: Vec::new(),
        homes: homes(&before),
        depths: depths(&before),
        boxed: BTreeMap::new(),
        insts: Vec::new(),
        loc: Loc::default(),
        changed: false,
    };
    let blocks = rewriter.blocks();
    let Rewriter { values, same, changed, .. } = rewriter;
    if !changed {
        return false;
    }
    function.blocks = blocks;
    function.values = values;
    let mut replacements = Replacements::new(function);
    for (value, word) in same {
        replacements.add(value, word);
    }
    replacements.apply(function);
    true
}

pub(super) fn new_value(values: &mut Vec<Value>, ty: Type, name: Option<Rc<str>>) -> ValueId {
    let id = ValueId(u32::try_from(values.len()).unwrap_or(u32::MAX));
    values.push(Value { ty, name });
    id
}

/// A function while it is written.
pub(super) struct Rewriter<'f> {
    before: &'f Function,
    pub(super) plan: &'f Plan,
    pub(super) definitions: Vec<Option<&'f Inst>>,
    nullable: Vec<bool>,
    values: Vec<Value>,
    /// By value that is held as a word: the word.
    word: Vec<Option<ValueId>>,
    /// Of ints that are none: the word that is made where they are defined.
    made: BTreeMap<ValueId, ValueId>,
    /// Of words that loops want as ints: the int that is made where they are defined.
    ints: BTreeMap<ValueId, ValueId>,
    /// Promises of a width that are kept whatever comes: the number that was promised.
    kept: BTreeMap<ValueId, ValueId>,
    /// Words that are others.
    same: Vec<(ValueId, ValueId)>,
    /// By value: the block that defines it.
    homes: Vec<BlockId>,
    /// By block.
    depths: Vec<usize>,
    /// Of words: the int that the block has made.
    boxed: BTreeMap<ValueId, ValueId>,
    /// The block that is written.
    pub(super) insts: Vec<Inst>,
    pub(super) loc: Loc,
    pub(super) changed: bool,
}

impl Rewriter<'_> {
    fn blocks(&mut self) -> Vec<Block> {
        for block in &self.before.blocks {
            for &param in &block.params {
                if self.plan.is_held(param) {
                    self.hold(param, param);
                    self.changed = true;
                }
            }
        }
        for (id, inst) in insts(self.before) {
            let Some(result) = inst.result.filter(|&result| self.plan.is_held(result)) else { continue };
            match (inst.op, inst.args.as_slice()) {
                // The int is there beside the word.
                (Op::SmallInt | Op::BoxWord, &[word]) => self.hold(result, word),
                (Op::CheckFixed, &[arg]) if self.plan.is_kept(id, inst) => {
                    self.kept.insert(result, arg);
                    self.hold(result, result);
                }
                (Op::CheckFixed, _) if self.plan.is_of_word(id, inst) || self.plan.is_of_sum(inst) => {
                    self.hold(result, result);
                }
                (Op::BoxUword | Op::BoolInt | Op::CheckFixed, _) => {
                    let word = self.new_value(Type::Word, None);
                    self.hold(result, word);
                }
                _ => self.hold(result, result),
            }
        }
        let mut blocks: Vec<Block> = Vec::with_capacity(self.before.blocks.len());
        let mut split: Vec<Block> = Vec::new();
        for (id, block) in (0u32..).map(BlockId).zip(&self.before.blocks) {
            self.boxed.clear();
            let mut position = 0;
            while let Some(inst) = block.insts.get(position) {
                self.loc = inst.loc;
                position += self.inst(id, inst, block.insts.get(position + 1));
            }
            self.loc = block.loc;
            let terminator = self.terminator(id, &block.terminator, &mut split);
            let insts = std::mem::take(&mut self.insts);
            blocks.push(Block {
                params: block.params.clone(),
                insts,
                terminator,
                loc: block.loc,
                is_cold: block.is_cold,
            });
        }
        blocks.append(&mut split);
        self.insert_made(&mut blocks);
        blocks
    }

    /// The value is held as this word from now on.
    fn hold(&mut self, value: ValueId, word: ValueId) {
        if let Some(entry) = self.word.get_mut(value.index()) {
            *entry = Some(word);
        }
        if value == word
            && let Some(data) = self.values.get_mut(value.index())
        {
            data.ty = Type::Word;
        }
    }

    fn new_value(&mut self, ty: Type, name: Option<Rc<str>>) -> ValueId {
        new_value(&mut self.values, ty, name)
    }

    pub(super) fn push(&mut self, op: Op, imms: Vec<Imm>, args: Vec<ValueId>, ty: Type) -> ValueId {
        let result = self.new_value(ty, None);
        self.insts.push(Inst { op, imms, args, result: Some(result), loc: self.loc });
        result
    }

    /// The same, of a value that is there already.
    pub(super) fn define(&mut self, op: Op, args: Vec<ValueId>, result: ValueId) {
        self.insts.push(Inst { op, imms: Vec::new(), args, result: Some(result), loc: self.loc });
        self.changed = true;
    }

    /// An int as a word.
    pub(super) fn word(&mut self, value: ValueId) -> ValueId {
        if let Some(word) = self.word.get(value.index()).copied().flatten() {
            return word;
        }
        let definition = self.definitions.get(value.index()).copied().flatten();
        if let Some(number) = definition.and_then(constant) {
            return self.push(Op::ConstWord, vec![Imm::Int(number)], Vec::new(), Type::Word);
        }
        if bound::is_nullable(&self.nullable, value) {
            return self.push(Op::IntWord, Vec::new(), vec![value], Type::Word);
        }
        if let Some(&word) = self.made.get(&value) {
            return word;
        }
        let name = self.values.get(value.index()).and_then(|value| value.name.clone());
        let word = self.new_value(Type::Word, name);
        self.made.insert(value, word);
        word
    }

    pub(super) fn unsigned(&mut self, value: ValueId) -> ValueId {
        let word = self.word(value);
        self.push(Op::WordUword, Vec::new(), vec![word], Type::Uword)
    }

    /// A value where an int is wanted, or something else.
    fn int(&mut self, block: BlockId, value: ValueId) -> ValueId {
        let Some(word) = self.word.get(value.index()).copied().flatten() else { return value };
        if let Some(&boxed) = self.boxed.get(&value) {
            return boxed;
        }
        let is_cold = self.before.blocks.get(block.index()).is_some_and(|block| block.is_cold);
        let definition = self.definitions.get(value.index()).copied().flatten().map(|inst| inst.op);
        // What was made of a word is made again where that is rare: nothing else may want it.
        let is_made = matches!(definition, Some(Op::SmallInt | Op::BoxUword));
        if self.ty(value) == Type::Int && !(is_cold && is_made) {
            return value;
        }
        if let Some(&number) = self.kept.get(&value) {
            return self.int(block, number);
        }
        let interval = self.plan.ranges.at(block, value);
        let boxed = if interval.is_in(self.plan.small()) {
            self.push(Op::SmallInt, Vec::new(), vec![word], Type::Int)
        } else if self.depth(block) > self.depth_of_definition(value) && !self.is_other(value) {
            return *self.ints.entry(value).or_insert_with(|| new_value(&mut self.values, Type::Int, None));
        } else if interval.is_in(self.plan.signed()) {
            self.push(Op::BoxWord, Vec::new(), vec![word], Type::Int)
        } else {
            let word = self.push(Op::WordUword, Vec::new(), vec![word], Type::Uword);
            self.push(Op::BoxUword, Vec::new(), vec![word], Type::Int)
        };
        self.boxed.insert(value, boxed);
        boxed
    }

    fn ty(&self, value: ValueId) -> Type {
        self.values.get(value.index()).map_or(Type::Void, |value| value.ty)
    }

    /// It is another word in the end, and nothing defines it.
    fn is_other(&self, value: ValueId) -> bool {
        self.definitions.get(value.index()).copied().flatten().is_some_and(|inst| inst.op == Op::IntPos)
    }

    /// How many loops a block is in.
    fn depth(&self, block: BlockId) -> usize {
        self.depths.get(block.index()).copied().unwrap_or(0)
    }

    fn depth_of_definition(&self, value: ValueId) -> usize {
        self.homes.get(value.index()).map_or(0, |&block| self.depth(block))
    }

    /// Writes an operation, or two at once; how many.
    fn inst(&mut self, block: BlockId, inst: &Inst, next: Option<&Inst>) -> usize {
        if let Some(taken) = self.bytes(block, inst, next) {
            return taken;
        }
        if self.array(block, inst) {
            return 1;
        }
        if let Some(next) = next.filter(|next| self.plan.is_of_sum(next)) {
            let op = if inst.op == Op::IntAdd { Op::AddFixed } else { Op::SubFixed };
            let args = inst.args.iter().map(|&arg| self.word(arg)).collect();
            self.insts.push(Inst { op, args, ..next.clone() });
            self.changed = true;
            return 2;
        }
        if inst.op == Op::RangeCheck && self.is_small_range(block, inst) {
            self.changed = true;
            return 1;
        }
        if let (Op::IntWord, &[arg], Some(result)) = (inst.op, inst.args.as_slice(), inst.result)
            && self.plan.is_held(arg)
        {
            let word = self.word(arg);
            self.same.push((result, word));
            self.changed = true;
            return 1;
        }
        let held = inst.result.filter(|&result| self.plan.is_held(result));
        let done = match held {
            Some(result) => self.arithmetic(block, inst, result),
            None => self.comparison(block, inst),
        };
        if !done {
            let mut inst = inst.clone();
            for arg in &mut inst.args {
                *arg = self.int(block, *arg);
            }
            self.insts.push(inst);
        }
        1
    }

    /// An operation whose result is held as a word.
    fn arithmetic(&mut self, block: BlockId, inst: &Inst, result: ValueId) -> bool {
        let at = |position: usize| {
            inst.args.get(position).map_or(Interval::ALL, |&arg| self.plan.ranges.at(block, arg))
        };
        let (at_0, at_1) = (at(0), at(1));
        let op = match (inst.op, inst.args.as_slice()) {
            (Op::SmallInt | Op::BoxWord, _) => {
                self.insts.push(inst.clone());
                return true;
            }
            (Op::BoxUword | Op::BoolInt, &[arg]) => {
                self.insts.push(inst.clone());
                let op = if inst.op == Op::BoolInt { Op::BoolWord } else { Op::UwordWord };
                let word = self.word(result);
                self.insts.push(Inst {
                    op,
                    imms: Vec::new(),
                    args: vec![arg],
                    result: Some(word),
                    loc: self.loc,
                });
                return true;
            }
            (Op::GivenInt, &[byte]) => {
                self.define(Op::GivenByte, vec![byte], result);
                return true;
            }
            (Op::CheckFixed, &[arg])
                if !self.plan.is_kept(block, inst) && self.plan.is_of_word(block, inst) =>
            {
                let mut imms = inst.imms.clone();
                imms.push(Imm::Int(at_0.side_of(fixed(&inst.imms))));
                let args = vec![self.word(arg)];
                self.insts.push(Inst { op: Op::CheckWord, imms, args, ..inst.clone() });
                self.changed = true;
                return true;
            }
            (Op::CheckFixed, &[arg]) if !self.plan.is_kept(block, inst) => {
                let args = vec![self.int(block, arg)];
                self.insts.push(Inst { args, ..inst.clone() });
                let (args, result) = (vec![result], Some(self.word(result)));
                self.insts.push(Inst { op: Op::IntWord, imms: Vec::new(), args, result, loc: self.loc });
                return true;
            }
            (Op::IntPos | Op::CheckFixed, &[arg]) => {
                let word = self.word(arg);
                self.same.push((result, word));
                self.changed = true;
                return true;
            }
            (Op::IntNeg | Op::IntInvert, &[arg]) => {
                let (op, number) = if inst.op == Op::IntNeg { (Op::WordSub, 0) } else { (Op::WordXor, -1) };
                let number = self.push(Op::ConstWord, vec![Imm::Int(number)], Vec::new(), Type::Word);
                let word = self.word(arg);
                self.define(op, vec![number, word], result);
                return true;
            }
            (Op::IntRshift, &[arg, count])
                if !at_0.is_in(self.plan.signed()) && at_0.is_in(self.plan.unsigned()) =>
            {
                let (arg, count) = (self.unsigned(arg), self.word(count));
                let shifted = self.push(Op::UwordRshift, Vec::new(), vec![arg, count], Type::Uword);
                self.define(Op::UwordWord, vec![shifted], result);
                return true;
            }
            (Op::IntFloorDiv | Op::IntMod, &[a, b]) if self.plan.is_unsigned_division(at_0, at_1) => {
                let op = if inst.op == Op::IntMod { Op::UwordMod } else { Op::UwordDiv };
                let (a, b) = (self.unsigned(a), self.unsigned(b));
                let quotient = self.push(op, Vec::new(), vec![a, b], Type::Uword);
                self.define(Op::UwordWord, vec![quotient], result);
                return true;
            }
            (Op::IntAdd, _) => Op::WordAdd,
            (Op::IntSub, _) => Op::WordSub,
            (Op::IntMul, _) => Op::WordMul,
            (Op::IntAnd, _) => Op::WordAnd,
            (Op::IntOr, _) => Op::WordOr,
            (Op::IntXor, _) => Op::WordXor,
            (Op::IntLshift, _) => Op::WordLshift,
            (Op::IntRshift, _) => Op::WordRshift,
            (Op::IntFloorDiv, _) => Op::WordFloorDiv,
            (Op::IntMod, _) => Op::WordMod,
            _ => return false,
        };
        let args = inst.args.iter().map(|&arg| self.word(arg)).collect();
        self.define(op, args, result);
        true
    }

    /// Writes the end of a block.
    fn terminator(&mut self, block: BlockId, terminator: &Terminator, split: &mut Vec<Block>) -> Terminator {
        let mut new = terminator.clone();
        let is_cold = self.before.blocks.get(block.index()).is_some_and(|block| block.is_cold);
        if let (Some(way), false) = (self.plan.ranges.only_way(block), is_cold)
            && let Some(&target) = terminator.targets().get(way)
        {
            new = Terminator::Jump(target.clone());
            self.changed = true;
        }
        match &mut new {
            Terminator::Return(Some(value))
            | Terminator::Yield { value, .. }
            | Terminator::Raise(value)
            | Terminator::Reraise(value)
            | Terminator::Branch { condition: value, .. }
            | Terminator::Switch { value, .. } => *value = self.int(block, *value),
            Terminator::Jump(_)
            | Terminator::Try { .. }
            | Terminator::Return(None)
            | Terminator::Unreachable => {}
        }
        let several = matches!(new, Terminator::Branch { .. } | Terminator::Switch { .. });
        for target in new.targets_mut() {
            if several && self.allocates(block, target) {
                // The block has a place after those there are.
                let id = BlockId(u32::try_from(self.before.blocks.len() + split.len()).unwrap_or(u32::MAX));
                let (insts, boxed) = (std::mem::take(&mut self.insts), self.boxed.clone());
                let mut way = Target { block: id, args: Vec::new() };
                std::mem::swap(target, &mut way);
                self.give(block, &mut way);
                let insts = std::mem::replace(&mut self.insts, insts);
                self.boxed = boxed;
                split.push(Block {
                    params: Vec::new(),
                    insts,
                    terminator: Terminator::Jump(way),
                    loc: self.loc,
                    is_cold,
                });
            } else {
                self.give(block, target);
            }
        }
        new
    }

    /// Of what is given for an int, some is made one that may take memory.
    fn allocates(&self, block: BlockId, target: &Target) -> bool {
        let params = self.before.blocks.get(target.block.index()).map_or(&[][..], |block| &block.params);
        params.iter().zip(&target.args).any(|(&param, &arg)| {
            !self.plan.is_held(param)
                && self.plan.is_held(arg)
                && !self.boxed.contains_key(&arg)
                && !self.plan.ranges.at(block, arg).is_in(self.plan.small())
        })
    }

    /// Gives words for parameters that are words, and ints for ints.
    fn give(&mut self, block: BlockId, target: &mut Target) {
        let params = self.before.blocks.get(target.block.index()).map_or(&[][..], |block| &block.params);
        for (&param, arg) in params.iter().zip(&mut target.args) {
            *arg = if self.plan.is_held(param) { self.word(*arg) } else { self.int(block, *arg) };
        }
    }

    /// Makes words of ints, and ints of words, where they are defined.
    fn insert_made(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            let mut insts = Vec::with_capacity(block.insts.len());
            for &param in &block.params {
                self.convert(param, block.loc, &mut insts);
            }
            for inst in std::mem::take(&mut block.insts) {
                let (result, loc) = (inst.result, inst.loc);
                insts.push(inst);
                if let Some(result) = result {
                    self.convert(result, loc, &mut insts);
                }
            }
            block.insts = insts;
        }
    }

    /// What is made of a value where it is defined.
    fn convert(&mut self, value: ValueId, loc: Loc, insts: &mut Vec<Inst>) {
        let mut push = |op: Op, arg: ValueId, result: ValueId| {
            insts.push(Inst { op, imms: Vec::new(), args: vec![arg], result: Some(result), loc });
        };
        if let Some(&word) = self.made.get(&value) {
            push(Op::IntWord, value, word);
        }
        if let Some(&int) = self.ints.get(&value) {
            if self.plan.ranges.get(value).is_in(self.plan.signed()) {
                push(Op::BoxWord, value, int);
            } else {
                let unsigned = new_value(&mut self.values, Type::Uword, None);
                push(Op::WordUword, value, unsigned);
                push(Op::BoxUword, unsigned, int);
            }
        }
    }
}
