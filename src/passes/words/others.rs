//! The operations that take words but give none, or that are two in one: comparisons, ranges, items of bytes.
//!
//! ```text
//! v2: object = byte_item v0, v1             v3: word = byte_word v0, v1
//! v3: int = given_int v2                    v4: bool = word_lt v3, v5
//! v4: bool = int_lt v3, v5
//! ```

use super::plan::constant;
use super::rewrite::Rewriter;
use crate::ir::{BlockId, Imm, Inst, Op, Type, ValueId};
use crate::passes::ranges::{Interval, fixed};

impl Rewriter<'_> {
    /// A range of small ints whose step is not zero: it raises nothing.
    pub(super) fn is_small_range(&self, block: BlockId, inst: &Inst) -> bool {
        let all: Vec<Interval> = inst.args.iter().map(|&arg| self.plan.ranges.at(block, arg)).collect();
        let steps = all.last().is_some_and(|step| step.meet(Interval::just(0)).is_empty());
        steps && all.iter().all(|interval| interval.is_in(self.plan.small()))
    }

    /// A comparison of words, or of a word with the numbers of so many bits.
    pub(super) fn comparison(&mut self, block: BlockId, inst: &Inst) -> bool {
        if !inst.args.iter().any(|&arg| self.plan.is_held(arg)) {
            return false;
        }
        if matches!(inst.op, Op::IsWithin | Op::IsUword) {
            return self.within(block, inst);
        }
        let all_in =
            |interval: Interval| inst.args.iter().all(|&arg| self.plan.ranges.at(block, arg).is_in(interval));
        let is_signed = all_in(self.plan.signed());
        if !is_signed && !all_in(self.plan.unsigned()) {
            return false;
        }
        let op = match (inst.op, is_signed) {
            (Op::IntTrue, _) => Op::WordTrue,
            (Op::IntEq, _) => Op::WordEq,
            (Op::IntNe, _) => Op::WordNe,
            (Op::IntLt, true) => Op::WordLt,
            (Op::IntLe, true) => Op::WordLe,
            (Op::IntGt, true) => Op::WordGt,
            (Op::IntGe, true) => Op::WordGe,
            (Op::IntLt, false) => Op::UwordLt,
            (Op::IntLe, false) => Op::UwordLe,
            (Op::IntGt, false) => Op::UwordGt,
            (Op::IntGe, false) => Op::UwordGe,
            _ => return false,
        };
        let ordered = !matches!(op, Op::WordTrue | Op::WordEq | Op::WordNe);
        let Some(result) = inst.result else { return false };
        let mut args = Vec::with_capacity(inst.args.len());
        for &arg in &inst.args {
            args.push(if ordered && !is_signed { self.unsigned(arg) } else { self.word(arg) });
        }
        self.define(op, args, result);
        true
    }

    /// Whether a word is small enough.
    fn within(&mut self, block: BlockId, inst: &Inst) -> bool {
        let (&[arg], Some(result)) = (inst.args.as_slice(), inst.result) else { return false };
        let interval = self.plan.ranges.at(block, arg);
        let wanted = match inst.imms.as_slice() {
            [Imm::Int(bits)] => u32::try_from(*bits).map_or(Interval::NONE, Interval::signed),
            _ => self.plan.unsigned(),
        };
        if self.plan.is_held(arg) && interval.is_in(wanted) {
            let (imms, result) = (vec![Imm::Int(1)], Some(result));
            self.insts.push(Inst { op: Op::ConstBool, imms, args: Vec::new(), result, loc: self.loc });
            self.changed = true;
            return true;
        }
        let bits = match inst.imms.as_slice() {
            [Imm::Int(bits)] => bits,
            _ if interval.is_in(self.plan.signed()) => {
                let zero = self.push(Op::ConstWord, vec![Imm::Int(0)], Vec::new(), Type::Word);
                let args = vec![self.word(arg), zero];
                self.define(Op::WordGe, args, result);
                return true;
            }
            _ => return false,
        };
        if interval.is_in(self.plan.signed()) {
            let args = vec![self.word(arg)];
            self.insts.push(Inst { op: Op::WordWithin, args, ..inst.clone() });
        } else if interval.is_in(self.plan.unsigned()) {
            let end = vec![Imm::Int(1 << (bits - 1))];
            let end = self.push(Op::ConstWord, end, Vec::new(), Type::Word);
            let end = self.push(Op::WordUword, Vec::new(), vec![end], Type::Uword);
            let args = vec![self.unsigned(arg), end];
            self.define(Op::UwordLt, args, result);
        } else {
            return false;
        }
        self.changed = true;
        true
    }

    /// Items of arrays, by words and as words; whether it was one.
    pub(super) fn array(&mut self, block: BlockId, inst: &Inst) -> bool {
        let is_in = |this: &Self, value: ValueId, interval: Interval| {
            this.plan.ranges.at(block, value).is_in(interval)
        };
        let (op, args) = match (inst.op, inst.args.as_slice(), inst.result) {
            (Op::ArrayItem, &[container, index], Some(result)) if self.plan.is_held(result) => {
                (Op::ArrayWord, vec![container, self.word(index)])
            }
            (Op::SetArrayItem, &[container, index, value], _)
                if is_in(self, index, self.plan.signed())
                    && is_in(self, value, fixed(&inst.imms))
                    && self.plan.fits(fixed(&inst.imms)) =>
            {
                (Op::SetArrayWord, vec![container, self.word(index), self.word(value)])
            }
            (Op::FloatItem, &[container, index], _) if self.is_word(block, index) => {
                (Op::FloatItemByWord, vec![container, self.word(index)])
            }
            (Op::SetFloatItem, &[container, index, value], _) if self.is_word(block, index) => {
                (Op::SetFloatItemByWord, vec![container, self.word(index), value])
            }
            _ => return false,
        };
        self.insts.push(Inst { op, args, ..inst.clone() });
        self.changed = true;
        true
    }

    /// The int is at hand as a signed word, or made one by a shift: of what another function gives.
    fn is_word(&self, block: BlockId, value: ValueId) -> bool {
        let interval = self.plan.ranges.at(block, value);
        let definition = self.definitions.get(value.index()).copied().flatten();
        let is_given = || definition.is_some_and(|inst| inst.op == Op::CallFunction);
        interval.is_in(self.plan.signed())
            && (self.plan.is_held(value)
                || definition.and_then(constant).is_some()
                || (is_given() && interval.is_in(self.plan.small())))
    }

    /// Items of containers of bytes, by words and as words.
    pub(super) fn bytes(&mut self, block: BlockId, inst: &Inst, next: Option<&Inst>) -> Option<usize> {
        let exact = |this: &Self, value: ValueId| this.is_word(block, value);
        match (inst.op, inst.args.as_slice()) {
            (Op::ByteItem | Op::BytesItem, &[container, index]) if exact(self, index) => {
                let item = inst.result?;
                let next = next.filter(|next| next.op == Op::GivenInt && next.args.first() == Some(&item))?;
                let result = next.result.filter(|&result| self.plan.is_held(result))?;
                if self.plan.uses.get(item.index()) != Some(&1) {
                    return None;
                }
                let op = if inst.op == Op::ByteItem { Op::ByteWord } else { Op::BytesWord };
                let index = self.word(index);
                self.define(op, vec![container, index], result);
                Some(2)
            }
            (Op::SetByteItem, &[container, index, value]) if exact(self, index) => {
                let of = self.definitions.get(value.index()).copied().flatten()?;
                let &int = of.args.first().filter(|_| of.op == Op::IntObject)?;
                if !exact(self, int) {
                    return None;
                }
                let args = vec![container, self.word(index), self.word(int)];
                self.insts.push(Inst {
                    op: Op::SetByteWord,
                    imms: Vec::new(),
                    args,
                    result: None,
                    loc: self.loc,
                });
                self.changed = true;
                Some(1)
            }
            (Op::NewBytes, items) if !items.is_empty() => {
                let words: Option<Vec<ValueId>> =
                    items.iter().map(|&item| self.byte_in(block, item)).collect();
                let args = words?.into_iter().map(|int| self.word(int)).collect();
                self.define(Op::BytesOfWords, args, inst.result?);
                Some(1)
            }
            _ => None,
        }
    }

    /// The int at hand as a word, from 0 to 255, that an object is made of.
    fn byte_in(&self, block: BlockId, object: ValueId) -> Option<ValueId> {
        let made = self.definitions.get(object.index()).copied().flatten()?;
        let &int = made.args.first().filter(|_| made.op == Op::IntObject)?;
        let is_byte = self.plan.ranges.at(block, int).is_in(Interval::unsigned(8));
        (is_byte && self.is_word(block, int)).then_some(int)
    }
}
