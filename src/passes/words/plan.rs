//! Which ints are held as words.
//!
//! An int is held as a word for one of two reasons:
//!
//! - its interval lies in that of signed words, or in that of unsigned words, and so do those of the operands where the
//!   operation depends on them (`>>`, `//`, `%`);
//! - of its bits only the low ones are wanted, no more than a word has: what all its uses want goes through a mask in the
//!   end, and `+ - * & | ^ ~ <<` carry nothing downwards.
//!
//! A block parameter is held as a word if one of the operations on words uses it, and only then: else it would be converted
//! to and fro. One that may be a bool in an int's place, which it has to stay, is held so only where nothing but its low bits is
//! wanted: no int is made of those again.

use crate::ir::ops::{Args, Gives};
use crate::ir::{BlockId, Function, Imm, Inst, Op, Type, ValueId};
use crate::passes::ranges::{Interval, Ranges, definitions, fixed};
use std::collections::BTreeSet;

/// How many of the low bits of a value are wanted; [`ALL`] if its size is, too.
type Bits = u32;
const ALL: Bits = Bits::MAX;

/// What is held as a word in a function.
pub(in crate::passes) struct Plan {
    pub ranges: Ranges,
    pub word_bits: u32,
    /// By value.
    held: Vec<bool>,
    /// By value.
    wanted: Vec<Bits>,
    /// By value: an int that may be a bool.
    may_be_bool: Vec<bool>,
    /// By value: how many operations and terminators use it.
    pub uses: Vec<usize>,
    /// Promises about sums and differences.
    sums: BTreeSet<ValueId>,
}

impl Plan {
    /// For words of so many bits, and functions that give such results.
    pub fn of(function: &Function, results: &[Vec<Interval>], word_bits: u32) -> Plan {
        let mut plan = Plan {
            ranges: Ranges::of(function, results, word_bits),
            word_bits,
            held: vec![false; function.values.len()],
            wanted: vec![0; function.values.len()],
            may_be_bool: may_be_bool(function),
            uses: uses(function),
            sums: BTreeSet::new(),
        };
        while plan.want(function) {}
        let definitions = definitions(function);
        for (id, inst) in insts(function) {
            // That a byte is one is believed in cold blocks too.
            if is_cold(function, id) && !gives_byte(&definitions, inst) {
                continue;
            }
            if let Some(result) = inst.result.filter(|&result| function.ty(result) == Type::Int) {
                let held = plan.can_compute(&definitions, id, inst, result);
                plan.set(result, held);
            }
        }
        plan.find_sums(function);
        plan.hold_params(function, &definitions);
        plan
    }

    /// The int is held as a word: the number itself, or its low bits.
    pub fn is_held(&self, value: ValueId) -> bool {
        self.held.get(value.index()) == Some(&true)
    }

    /// Only low bits of the value are wanted.
    fn is_low(&self, value: ValueId) -> bool {
        self.wanted.get(value.index()).is_some_and(|&bits| bits <= self.word_bits)
    }

    fn set(&mut self, value: ValueId, held: bool) {
        if let Some(entry) = self.held.get_mut(value.index()) {
            *entry = held;
        }
    }

    /// The numbers of a signed word.
    pub fn signed(&self) -> Interval {
        Interval::signed(self.word_bits)
    }

    /// The numbers of an unsigned word.
    pub fn unsigned(&self) -> Interval {
        Interval::unsigned(self.word_bits)
    }

    /// The numbers of a small int.
    pub fn small(&self) -> Interval {
        Interval::signed(self.word_bits - 1)
    }

    /// A word tells the number.
    pub fn fits(&self, interval: Interval) -> bool {
        interval.is_in(self.signed()) || interval.is_in(self.unsigned())
    }

    /// Counts by which a word can be shifted.
    fn counts(&self) -> Interval {
        Interval::new(0, i128::from(self.word_bits) - 1)
    }

    /// Passes on what is wanted, once; whether anything changed.
    fn want(&mut self, function: &Function) -> bool {
        let mut changed = false;
        for (index, block) in function.blocks.iter().enumerate().rev() {
            let id = BlockId(u32::try_from(index).unwrap_or(u32::MAX));
            if block.is_cold {
                // Nothing is held as a word there.
                for value in block
                    .insts
                    .iter()
                    .flat_map(|inst| inst.args.iter().copied())
                    .chain(block.terminator.uses())
                {
                    changed |= self.want_bits(value, ALL);
                }
                continue;
            }
            for value in block.terminator.operands() {
                changed |= self.want_bits(value, ALL);
            }
            for target in block.terminator.targets() {
                let params = function.blocks.get(target.block.index()).map_or(&[][..], |block| &block.params);
                for (&param, &arg) in params.iter().zip(&target.args) {
                    let bits = self.wanted.get(param.index()).copied().unwrap_or(ALL);
                    changed |= self.want_bits(arg, bits);
                }
            }
            for inst in block.insts.iter().rev() {
                for (position, &arg) in inst.args.iter().enumerate() {
                    let bits = self.wanted_of(id, inst, position);
                    changed |= self.want_bits(arg, bits);
                }
            }
        }
        changed
    }

    fn want_bits(&mut self, value: ValueId, bits: Bits) -> bool {
        match self.wanted.get_mut(value.index()) {
            Some(entry) if *entry < bits => {
                *entry = bits;
                true
            }
            _ => false,
        }
    }

    /// How many bits of an operand an operation wants.
    fn wanted_of(&self, block: BlockId, inst: &Inst, position: usize) -> Bits {
        let result = inst.result.and_then(|result| self.wanted.get(result.index()).copied());
        let bits = result.filter(|&bits| bits <= self.word_bits).unwrap_or(ALL);
        let other = |position: usize| inst.args.get(position).map(|&arg| self.ranges.at(block, arg));
        match (inst.op, position) {
            (Op::IntAnd, _) => match other(1 - position.min(1)).map(|mask| (mask, mask.high())) {
                // What is masked out is not wanted.
                Some((mask, Some(high))) if mask.is_in(self.unsigned()) => {
                    bits.min(128 - high.leading_zeros())
                }
                _ => bits,
            },
            (
                Op::IntAdd
                | Op::IntSub
                | Op::IntMul
                | Op::IntOr
                | Op::IntXor
                | Op::IntNeg
                | Op::IntPos
                | Op::IntInvert,
                _,
            ) => bits,
            // More of it than a word has is not there.
            (Op::IntWord, _) => self.word_bits,
            (Op::IntLshift, 0) if other(1).is_some_and(|count| count.is_in(self.counts())) => bits,
            (Op::IntRshift, 0) if bits != ALL => match other(1).and_then(Interval::only).map(u32::try_from) {
                Some(Ok(count)) if count < self.word_bits && bits + count <= self.word_bits => bits + count,
                _ => ALL,
            },
            _ => ALL,
        }
    }

    /// The result of an operation can be computed as a word.
    fn can_compute(
        &self,
        definitions: &[Option<&Inst>],
        block: BlockId,
        inst: &Inst,
        result: ValueId,
    ) -> bool {
        let low = self.is_low(result);
        let fits = low || self.fits(self.ranges.get(result));
        let arg = |position: usize| {
            inst.args.get(position).map_or(Interval::ALL, |&arg| self.ranges.at(block, arg))
        };
        match inst.op {
            Op::IntAdd
            | Op::IntSub
            | Op::IntMul
            | Op::IntAnd
            | Op::IntOr
            | Op::IntXor
            | Op::IntNeg
            | Op::IntPos
            | Op::IntInvert
            | Op::SmallInt
            | Op::BoxWord
            | Op::BoxUword
            | Op::BoolInt
            | Op::CheckFixed => fits,
            Op::ArrayItem => self.fits(self.ranges.get(result)) && arg(1).is_in(self.signed()),
            Op::IntLshift => fits && arg(1).is_in(self.counts()),
            // Of an operand of which only low bits are there, such bits were wanted.
            Op::IntRshift => {
                fits && arg(1).is_in(self.counts()) && (low_operand(self, inst) || self.fits(arg(0)))
            }
            Op::IntFloorDiv | Op::IntMod => {
                fits && (self.is_unsigned_division(arg(0), arg(1))
                    || (arg(0).is_in(self.small()) && arg(1).is_in(self.small())))
            }
            Op::GivenInt => gives_byte(definitions, inst),
            _ => false,
        }
    }

    /// A promise of a fixed width that is kept whatever comes.
    pub fn is_kept(&self, block: BlockId, inst: &Inst) -> bool {
        let is_in =
            |&arg: &ValueId| self.is_number(arg) && self.ranges.at(block, arg).is_in(fixed(&inst.imms));
        inst.op == Op::CheckFixed && inst.args.first().is_some_and(is_in)
    }

    /// A promise of a fixed width by what is held as a word, and has no bits above it.
    pub fn is_of_word(&self, block: BlockId, inst: &Inst) -> bool {
        let is_word = |&arg: &ValueId| {
            self.is_held(arg) && self.is_number(arg) && self.ranges.at(block, arg).is_in(self.signed())
        };
        inst.op == Op::CheckFixed && inst.args.first().is_some_and(is_word)
    }

    /// A promise, just after it, that the sum of two numbers is one of as many bits as a word and they have: the processor tells
    /// whether it is.
    pub fn is_of_sum(&self, inst: &Inst) -> bool {
        inst.result.is_some_and(|result| self.sums.contains(&result))
    }

    fn find_sums(&mut self, function: &Function) {
        let mut sums = BTreeSet::new();
        for (id, block) in (0u32..).map(BlockId).zip(&function.blocks).filter(|(_, block)| !block.is_cold) {
            for pair in block.insts.windows(2) {
                let [inst, promise] = pair else { continue };
                if !matches!(inst.op, Op::IntAdd | Op::IntSub) || promise.op != Op::CheckFixed {
                    continue;
                }
                let wanted = fixed(&promise.imms);
                let is_in = |wanted: Interval| {
                    inst.args.iter().all(|&arg| self.ranges.at(id, arg).is_in(wanted) && self.is_number(arg))
                };
                let is_only = inst.result.is_some_and(|sum| {
                    promise.args == [sum] && self.uses.get(sum.index()) == Some(&1) && !self.is_held(sum)
                });
                if is_only && (wanted == self.signed() || wanted == self.unsigned()) && is_in(wanted) {
                    sums.extend(promise.result.filter(|&result| self.is_held(result)));
                }
            }
        }
        self.sums = sums;
    }

    /// It is no bool.
    fn is_number(&self, value: ValueId) -> bool {
        self.may_be_bool.get(value.index()) == Some(&false)
    }

    /// A division as unsigned words have it: of no negative number, and not by zero.
    pub fn is_unsigned_division(&self, a: Interval, b: Interval) -> bool {
        a.is_in(self.unsigned()) && b.is_in(self.unsigned()) && b.low().is_some_and(|low| low > 0)
    }

    /// Of the block parameters that could be words, those that are of use as such.
    fn hold_params(&mut self, function: &Function, definitions: &[Option<&Inst>]) {
        let mut work: Vec<ValueId> = Vec::new();
        for (id, inst) in insts(function) {
            if !is_cold(function, id) && self.works_on_words(id, inst) {
                work.extend(&inst.args);
                // A byte is given as an object, which a word is as well as an int.
                let given = inst.args.get(2).filter(|_| inst.op == Op::SetByteItem);
                let made = given.and_then(|arg| definitions.get(arg.index()).copied().flatten());
                work.extend(
                    made.filter(|made| made.op == Op::IntObject).into_iter().flat_map(|made| &made.args),
                );
                let sum = inst.args.first().filter(|_| self.is_of_sum(inst));
                let sum = sum.and_then(|sum| definitions.get(sum.index()).copied().flatten());
                work.extend(sum.into_iter().flat_map(|sum| &sum.args));
            }
        }
        // By value: the parameter that it is.
        let mut place: Vec<Option<(usize, usize)>> = vec![None; function.values.len()];
        for (index, block) in function.blocks.iter().enumerate().skip(1).filter(|(_, block)| !block.is_cold) {
            for (position, param) in block.params.iter().enumerate() {
                if let Some(entry) = place.get_mut(param.index()) {
                    *entry = Some((index, position));
                }
            }
        }
        let params = || {
            let blocks = function.blocks.iter().skip(1).filter(|block| !block.is_cold);
            blocks.flat_map(|block| &block.params).copied()
        };
        work.extend(params().filter(|&param| self.is_low(param)));
        while let Some(value) = work.pop() {
            let Some((block, position)) = place.get_mut(value.index()).and_then(Option::take) else {
                continue;
            };
            let fits = self.is_low(value) || (self.is_number(value) && self.fits(self.ranges.get(value)));
            let can = function.ty(value) == Type::Int && fits;
            if !can {
                continue;
            }
            self.set(value, true);
            for from in &function.blocks {
                for target in from.terminator.targets() {
                    if target.block.index() == block {
                        work.extend(target.args.get(position));
                    }
                }
            }
        }
    }

    /// An operation that takes words for its operands, if they are such.
    pub fn works_on_words(&self, block: BlockId, inst: &Inst) -> bool {
        let is_held = |value: Option<ValueId>| value.is_some_and(|value| self.is_held(value));
        let fits = |value: &ValueId| self.fits(self.ranges.at(block, *value));
        match inst.op {
            Op::IntLt
            | Op::IntLe
            | Op::IntGt
            | Op::IntGe
            | Op::IntEq
            | Op::IntNe
            | Op::IntTrue
            | Op::IsWithin
            | Op::IsUword => inst.args.iter().all(fits),
            Op::ByteItem
            | Op::BytesItem
            | Op::SetByteItem
            | Op::ArrayItem
            | Op::SetArrayItem
            | Op::FloatItem
            | Op::SetFloatItem
            | Op::ListItem
            | Op::SetListItem => true,
            _ => is_held(inst.result),
        }
    }
}

/// By value: an int that may be a bool, because no operation on ints made it.
pub(in crate::passes) fn may_be_bool(function: &Function) -> Vec<bool> {
    let mut may = vec![false; function.values.len()];
    let mut set = |value: ValueId| match may.get_mut(value.index()) {
        Some(entry @ false) => {
            *entry = true;
            true
        }
        _ => false,
    };
    let is_int = |value: &ValueId| function.ty(*value) == Type::Int;
    for param in function.blocks.first().into_iter().flat_map(|block| &block.params).filter(|id| is_int(id)) {
        set(*param);
    }
    let definitions = definitions(function);
    let is_number = |inst: &Inst| makes_number(inst.op) || gives_byte(&definitions, inst);
    for inst in function.insts().filter(|inst| !is_number(inst)) {
        inst.result.filter(is_int).map(&mut set);
    }
    loop {
        let mut changed = false;
        for target in function.blocks.iter().flat_map(|block| block.terminator.targets()) {
            let params = function.blocks.get(target.block.index()).map_or(&[][..], |block| &block.params);
            for (&param, arg) in params.iter().zip(&target.args) {
                if may.get(arg.index()) == Some(&true)
                    && let Some(entry @ false) = may.get_mut(param.index())
                {
                    *entry = true;
                    changed = true;
                }
            }
        }
        if !changed {
            return may;
        }
    }
}

/// An operation that makes an int, which is no bool: one that takes no object for one, and an item of an array.
fn makes_number(op: Op) -> bool {
    let info = op.info();
    let takes_object = match info.args {
        Args::Fixed(types) => types.contains(&Type::Object),
        Args::Words => false,
        Args::Objects(_)
        | Args::OfFunction
        | Args::OfResults
        | Args::OfSignature
        | Args::OfForm
        | Args::Nullable
        | Args::Then(_) => true,
    };
    op == Op::ArrayItem || (info.gives == Gives::Always(Type::Int) && !takes_object)
}

/// By value, how many operations and terminators use it.
pub(super) fn uses(function: &Function) -> Vec<usize> {
    let mut uses = vec![0; function.values.len()];
    for block in &function.blocks {
        for value in
            block.insts.iter().flat_map(|inst| inst.args.iter().copied()).chain(block.terminator.uses())
        {
            if let Some(count) = uses.get_mut(value.index()) {
                *count += 1;
            }
        }
    }
    uses
}

fn is_cold(function: &Function, block: BlockId) -> bool {
    function.blocks.get(block.index()).is_some_and(|block| block.is_cold)
}

/// The operand that is shifted is held as its low bits.
fn low_operand(plan: &Plan, inst: &Inst) -> bool {
    inst.args.first().is_some_and(|&arg| plan.is_low(arg))
}

/// The operation looks at an item of a container of bytes.
fn gives_byte(definitions: &[Option<&Inst>], inst: &Inst) -> bool {
    let of = inst.args.first().and_then(|arg| definitions.get(arg.index()).copied().flatten());
    inst.op == Op::GivenInt && of.is_some_and(|of| matches!(of.op, Op::ByteItem | Op::BytesItem))
}

/// All operations with their blocks.
pub(super) fn insts(function: &Function) -> impl Iterator<Item = (BlockId, &Inst)> {
    (0u32..)
        .zip(&function.blocks)
        .flat_map(|(id, block)| block.insts.iter().map(move |inst| (BlockId(id), inst)))
}

/// The number of a constant, as far as a word of the target or of this compiler has it.
pub(super) fn constant(inst: &Inst) -> Option<i64> {
    match (inst.op, inst.imms.as_slice()) {
        (Op::ConstInt, [Imm::Big(digits)]) => {
            let number: i128 = digits.parse().ok()?;
            #[expect(clippy::cast_possible_truncation, reason = "the low bits are what is wanted")]
            let low = number as i64;
            Some(low)
        }
        _ => None,
    }
}
