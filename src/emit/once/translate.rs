//! A region of blocks without loops, as bytecode.
//!
//! Values that are used once, in the block that defines them, stay on the stack; the rest are local variables. What an
//! operation takes that is neither, a constant or a name, is put where it belongs below what is on the stack already:
//! instructions of a stack machine do not know what is below their own operands.
//!
//! ```text
//! v0: object = global "print"             LOAD_GLOBAL print
//! v1: object = global "x"                 LOAD_GLOBAL x
//! v2: object = const "y"
//! v3: object = call [end], v0, v1, v2     LOAD_CONST_STRING end; LOAD_CONST_STRING y; CALL_FUNCTION 1, 1
//! ```

use super::assemble::{Assembly, Code, Label, opcode};
use super::facts::{Facts, constant};
use super::plan::{Word, effect, plan};
use super::regions::{Region, layout};
use crate::ir::{BlockId, Function, Imm, Inst, Op, SlotId, Target, Terminator, ValueId};
use std::collections::BTreeMap;

/// The end of the region.
const END: Label = usize::MAX;

/// A value that is on the stack.
#[derive(Debug, Clone)]
struct Item {
    value: ValueId,
    /// Where the instructions begin that made it; none if they made others too.
    start: Option<usize>,
    /// Uses that leave it where it is, and have not come yet; if it has such at all.
    stays: Option<usize>,
}

/// A region being translated.
struct Translator<'a> {
    function: &'a Function,
    facts: &'a Facts<'a>,
    region: &'a Region,
    code: Vec<Code>,
    stack: Vec<Item>,
    /// The local variables of values, slots and, for this block, where each was written.
    locals: BTreeMap<ValueId, usize>,
    slots: BTreeMap<SlotId, usize>,
    written: BTreeMap<usize, usize>,
    n_locals: usize,
    /// Local variables that nothing needs any more.
    free: Vec<usize>,
    /// Uses that are to come, of values that one block alone uses.
    left: BTreeMap<ValueId, usize>,
    next_label: Label,
    block: usize,
    n_frames: usize,
}

/// Translates a region; none if it has something that cannot be said.
pub(super) fn translate(function: &Function, facts: &Facts, region: &Region) -> Option<Assembly> {
    let order = layout(function, region)?;
    let mut translator = Translator {
        function,
        facts,
        region,
        code: Vec::new(),
        stack: Vec::new(),
        locals: BTreeMap::new(),
        slots: BTreeMap::new(),
        written: BTreeMap::new(),
        n_locals: 1,
        free: Vec::new(),
        left: BTreeMap::new(),
        next_label: function.blocks.len(),
        block: 0,
        n_frames: 0,
    };
    for index in &order {
        for param in &function.blocks.get(*index)?.params {
            let local = translator.new_local();
            translator.locals.insert(*param, local);
        }
    }
    let last = region.exit.map(|_| END);
    for (position, index) in order.iter().enumerate() {
        translator.block(*index, order.get(position + 1).copied().or(last))?;
    }
    if region.exit.is_some() {
        translator.code.push(Code::Label(END));
        translator.leave();
    }
    let n_stack = deepest(&translator.code, region, function)?;
    let Translator { code, n_locals, n_frames, .. } = translator;
    Some(Assembly { code, n_locals, n_stack, n_frames })
}

impl Translator<'_> {
    fn new_local(&mut self) -> usize {
        self.n_locals += 1;
        self.n_locals - 1
    }

    fn take_local(&mut self, value: ValueId) -> usize {
        let used_here = self.facts.used_only_in(value, self.block);
        let free = if used_here { self.free.pop() } else { None };
        let local = free.unwrap_or_else(|| self.new_local());
        self.locals.insert(value, local);
        local
    }

    /// Puts the value on top of the stack into a local variable.
    fn keep(&mut self, value: ValueId) {
        let local = self.take_local(value);
        self.code.push(Code::Store(local));
        self.written.insert(local, self.code.len());
    }

    /// Takes the top of the stack off it.
    fn spill(&mut self) {
        let Some(item) = self.stack.pop() else { return };
        if item.stays == Some(0) {
            self.code.push(Code::Plain(opcode::POP_TOP));
        } else {
            self.keep(item.value);
        }
    }

    fn drop_done(&mut self) {
        while self.stack.last().is_some_and(|item| item.stays == Some(0)) {
            self.spill();
        }
    }

    fn on_stack(&self, value: ValueId) -> bool {
        self.stack.iter().any(|item| item.value == value)
    }

    /// The words that are on top of the stack already, if all words can be brought there.
    fn matching(&self, words: &[Word]) -> Option<usize> {
        let stacked: Vec<(usize, ValueId)> = words
            .iter()
            .enumerate()
            .filter_map(|(index, word)| match word {
                Word::Value(value) if self.on_stack(*value) => Some((index, *value)),
                _ => None,
            })
            .collect();
        let base = self.stack.len().checked_sub(stacked.len())?;
        let items = self.stack.get(base..)?;
        if items.iter().zip(&stacked).any(|(item, (_, value))| item.value != *value) {
            return None;
        }
        // What comes before one of them is put in front of what made it.
        let mut from = 0;
        for (item, (index, _)) in items.iter().zip(&stacked) {
            for word in words.get(from..*index)? {
                let start = item.start?;
                if let Word::Value(value) = word {
                    let local = self.locals.get(value)?;
                    if self.written.get(local).is_some_and(|written| *written > start) {
                        return None;
                    }
                }
            }
            from = index + 1;
        }
        Some(stacked.len())
    }

    /// Brings words to the top of the stack, in order. Where what made the first begins; none if it made others too.
    fn place(&mut self, words: &[Word]) -> Option<Option<usize>> {
        self.drop_done();
        let count = loop {
            match self.matching(words) {
                Some(count) => break count,
                None if self.stack.is_empty() => return None,
                None => self.spill(),
            }
            self.drop_done();
        };
        let items = self.stack.split_off(self.stack.len() - count);
        let begin = items.first().map_or(Some(self.code.len()), |item| item.start);
        let mut gaps: Vec<(Option<usize>, Vec<Code>)> = vec![(None, Vec::new())];
        let mut on_stack = items.iter();
        for word in words {
            match word {
                Word::Value(value) if items.iter().any(|item| item.value == *value) => {
                    let start = on_stack.next()?.start;
                    if let Some(gap) = gaps.last_mut() {
                        gap.0 = start;
                    }
                    gaps.push((None, Vec::new()));
                }
                word => {
                    let code = match word {
                        Word::Value(value) => Code::Load(*self.locals.get(value)?),
                        Word::Code(code) => code.clone(),
                    };
                    gaps.last_mut()?.1.push(code);
                }
            }
        }
        for (at, codes) in gaps.into_iter().rev() {
            if codes.is_empty() {
                continue;
            }
            let at = at.unwrap_or(self.code.len());
            for written in self.written.values_mut().filter(|written| **written > at) {
                *written += codes.len();
            }
            self.code.splice(at..at, codes);
        }
        // A local variable that no one else needs can be had again.
        for word in words {
            if let Word::Value(value) = word {
                self.used(*value);
            }
        }
        Some(begin)
    }

    fn used(&mut self, value: ValueId) {
        if !self.facts.used_only_in(value, self.block) {
            return;
        }
        let total = self.facts.uses(value);
        let left = self.left.entry(value).or_insert(total);
        *left = left.saturating_sub(1);
        if *left == 0
            && let Some(local) = self.locals.get(&value)
        {
            self.free.push(*local);
        }
    }

    /// What becomes of the result on top of the stack.
    fn result(&mut self, inst: &Inst, start: Option<usize>) {
        let Some(result) = inst.result else {
            self.code.push(Code::Plain(opcode::POP_TOP));
            return;
        };
        let result = self.facts.canonical(result);
        let stays = self.facts.stays(result, inst, self.block);
        if self.facts.uses(result) == 0 {
            self.code.push(Code::Plain(opcode::POP_TOP));
        } else if stays.is_some() || self.facts.is_used_once_in(result, self.block) {
            self.stack.push(Item { value: result, start, stays });
        } else {
            self.keep(result);
        }
    }

    /// A container on the stack takes what is above it, and stays there.
    fn accumulate(&mut self, inst: &Inst) -> Option<bool> {
        if !matches!(inst.op, Op::DictStore | Op::ListAppend | Op::SetAdd | Op::ImportFrom) {
            return Some(false);
        }
        let plan = plan(self.facts, inst)?;
        let Some((Word::Value(container), rest)) = plan.words.split_first() else { return Some(false) };
        if !self.stack.iter().any(|item| item.value == *container && item.stays.is_some_and(|n| n > 0)) {
            return Some(false);
        }
        let matches = |this: &Self, words: &[Word]| this.matching(words).is_some();
        let mut then = plan.then.iter().take(1).cloned().collect::<Vec<_>>();
        let mut words = rest.to_vec();
        self.drop_done();
        let all = |words: &[Word]| [&[Word::Value(*container)], words].concat();
        if !matches(self, &all(&words)) && words.len() == 2 {
            // The key before the value.
            words.reverse();
            if !matches(self, &all(&words)) {
                return Some(false);
            }
            then.insert(0, Code::Plain(opcode::ROT_TWO));
        } else if !matches(self, &all(&words)) {
            return Some(false);
        }
        // Nothing but the container is below.
        self.place(&words)?;
        let item = self.stack.last_mut()?;
        item.stays = item.stays.map(|stays| stays.saturating_sub(1));
        self.code.extend(then);
        if inst.op == Op::ImportFrom {
            let start = self.code.len() - 1;
            self.result(inst, Some(start));
        }
        Some(true)
    }

    fn inst(&mut self, inst: &Inst, next: Option<ValueId>) -> Option<()> {
        if self.facts.is_alias(inst) || constant(inst).is_some() || inst.op == Op::Unbound {
            return Some(());
        }
        match (inst.op, inst.imms.first()) {
            (Op::EndTry, _) => {
                let label = self.label();
                self.code.push(Code::Jump(opcode::POP_EXCEPT_JUMP, label));
                self.code.push(Code::Label(label));
            }
            // Where a block begins the exception has been put away.
            (Op::Caught, _) => {}
            (Op::SlotGet, Some(Imm::Slot(slot))) => {
                let local = self.slot(*slot);
                let start = self.code.len();
                self.code.push(Code::Load(local));
                self.result(inst, Some(start));
            }
            (Op::SlotSet, Some(Imm::Slot(slot))) => {
                let local = self.slot(*slot);
                let words = self.words(&inst.args)?;
                self.place(&words)?;
                self.code.push(Code::Store(local));
            }
            (Op::Unpack | Op::UnpackStar, _) => self.unpack(inst)?,
            (Op::PackItem, _) => {}
            // Only a jump asks for it.
            (Op::IsTrue | Op::IntTrue | Op::FloatTrue, _) if inst.result.is_some() && inst.result == next => {
                let words = self.words(&inst.args)?;
                let start = self.place(&words)?;
                self.result(inst, start);
            }
            _ => {
                if self.accumulate(inst)? {
                    return Some(());
                }
                let plan = plan(self.facts, inst)?;
                let start = self.place(&plan.words)?;
                self.code.extend(plan.then);
                if plan.gives {
                    self.result(inst, start);
                }
            }
        }
        Some(())
    }

    /// Takes a sequence apart. Its first element is on top then.
    fn unpack(&mut self, inst: &Inst) -> Option<()> {
        let number = |index: usize| match inst.imms.get(index) {
            Some(Imm::Int(number)) => usize::try_from(*number).ok(),
            _ => None,
        };
        let (before, after) = (number(0)?, number(1).unwrap_or(0));
        if before > 255 || after > 255 {
            return None;
        }
        let is_star = inst.op == Op::UnpackStar;
        let count = if is_star { before + after + 1 } else { before };
        let words = self.words(&inst.args)?;
        self.place(&words)?;
        let (op, operand) = if is_star {
            (opcode::UNPACK_EX, before | after << 8)
        } else {
            (opcode::UNPACK_SEQUENCE, before)
        };
        self.code.push(Code::Number(op, operand));
        let items = self.facts.pack_items(inst.result?, self.block, count)?;
        let all_once =
            items.iter().all(|item| item.is_some_and(|v| self.facts.is_used_once_in(v, self.block)));
        if all_once {
            for value in items.into_iter().rev().flatten() {
                self.stack.push(Item { value, start: None, stays: None });
            }
        } else {
            for item in items {
                match item {
                    Some(value) if self.facts.uses(value) > 0 => self.keep(value),
                    _ => self.code.push(Code::Plain(opcode::POP_TOP)),
                }
            }
        }
        Some(())
    }

    fn slot(&mut self, slot: SlotId) -> usize {
        match self.slots.get(&slot) {
            Some(local) => *local,
            None => {
                let local = self.new_local();
                self.slots.insert(slot, local);
                local
            }
        }
    }

    fn label(&mut self) -> Label {
        self.next_label += 1;
        self.next_label
    }

    /// Values as words; none if one is the null object.
    fn words(&self, values: &[ValueId]) -> Option<Vec<Word>> {
        values
            .iter()
            .map(|value| {
                self.facts.load(*value).map(|known| match known {
                    Some(code) => Word::Code(code.clone()),
                    None => Word::Value(self.facts.canonical(*value)),
                })
            })
            .collect()
    }

    fn at(&mut self, line: u32) {
        if line != 0 {
            self.code.push(Code::Line(line));
        }
    }

    fn leave(&mut self) {
        self.code.push(Code::Plain(opcode::LOAD_CONST_NONE));
        self.code.push(Code::Plain(opcode::RETURN_VALUE));
    }

    fn goes_to(&self, block: BlockId) -> Label {
        if self.region.exit == Some(block.index()) { END } else { block.index() }
    }

    /// Hands over the arguments of a jump.
    fn arguments(&mut self, targets: &[&Target]) -> Option<()> {
        let mut params = Vec::new();
        let mut args = Vec::new();
        for target in targets {
            params.extend_from_slice(&self.function.blocks.get(target.block.index())?.params);
            args.extend_from_slice(&target.args);
        }
        let words = self.words(&args)?;
        self.place(&words)?;
        for param in params.iter().rev() {
            self.code.push(Code::Store(*self.locals.get(param)?));
        }
        Some(())
    }

    /// Goes on at a block, unless its label comes next.
    fn go(&mut self, target: &Target, next: Option<Label>) -> Option<()> {
        self.arguments(&[target])?;
        let label = self.goes_to(target.block);
        if next != Some(label) {
            self.code.push(Code::Jump(opcode::JUMP, label));
        }
        Some(())
    }

    /// Goes to one of two, by what is on the stack.
    fn choose(&mut self, then: &Target, otherwise: &Target, next: Option<Label>) -> Option<()> {
        let plain = then.args.is_empty() && otherwise.args.is_empty();
        if plain && next == Some(self.goes_to(otherwise.block)) {
            let label = self.goes_to(then.block);
            self.code.push(Code::Jump(opcode::POP_JUMP_IF_TRUE, label));
            return Some(());
        }
        if otherwise.args.is_empty() {
            let label = self.goes_to(otherwise.block);
            self.code.push(Code::Jump(opcode::POP_JUMP_IF_FALSE, label));
            return self.go(then, next);
        }
        let label = self.label();
        self.code.push(Code::Jump(opcode::POP_JUMP_IF_FALSE, label));
        self.go(then, None)?;
        self.code.push(Code::Label(label));
        self.go(otherwise, next)
    }

    fn block(&mut self, index: usize, next: Option<Label>) -> Option<()> {
        let block = self.function.blocks.get(index)?;
        self.block = index;
        self.written.clear();
        self.code.push(Code::Label(index));
        let frames = self.region.frames.get(&index)?;
        self.n_frames = self.n_frames.max(frames.len());
        if self.region.handlers.contains(&index) {
            self.n_frames = self.n_frames.max(frames.len() + 1);
            match block.insts.first() {
                Some(Inst { op: Op::Caught, result: Some(caught), .. }) if self.facts.uses(*caught) > 0 => {
                    self.keep(*caught);
                }
                _ => self.code.push(Code::Plain(opcode::POP_TOP)),
            }
            let label = self.label();
            self.code.push(Code::Jump(opcode::POP_EXCEPT_JUMP, label));
            self.code.push(Code::Label(label));
        }
        let condition = match (&block.terminator, block.insts.last()) {
            (Terminator::Branch { condition, .. }, Some(last)) if last.result == Some(*condition) => {
                Some(*condition).filter(|id| self.facts.is_used_once_in(*id, index))
            }
            _ => None,
        };
        for inst in &block.insts {
            self.at(inst.loc.line);
            self.inst(inst, condition)?;
        }
        self.at(block.loc.line);
        while self.stack.iter().any(|item| item.stays == Some(0)) {
            self.spill();
        }
        match &block.terminator {
            Terminator::Jump(target) => self.go(target, next)?,
            Terminator::Branch { condition, then, otherwise } => {
                let words = self.words(&[*condition])?;
                self.place(&words)?;
                self.choose(then, otherwise, next)?;
            }
            Terminator::Switch { value, cases } => {
                // Two cases are what is zero and what is not.
                let [first, second] = &cases[..] else { return None };
                let words = self.words(&[*value])?;
                self.place(&words)?;
                self.choose(second, first, next)?;
            }
            Terminator::Try { body, handler, .. } => {
                self.arguments(&[body, handler])?;
                let label = self.goes_to(handler.block);
                self.code.push(Code::Jump(opcode::SETUP_EXCEPT, label));
                let bare = Target { block: body.block, args: Vec::new() };
                let label = self.goes_to(bare.block);
                if next != Some(label) {
                    self.code.push(Code::Jump(opcode::JUMP, label));
                }
            }
            Terminator::Return(None) => self.leave(),
            Terminator::Raise(value) => {
                let words = self.words(&[*value])?;
                self.place(&words)?;
                self.code.push(Code::Plain(opcode::RAISE_OBJ));
            }
            // The end of a protected region raises what it has without an entry in the traceback.
            Terminator::Reraise(value) => {
                self.n_frames = self.n_frames.max(frames.len() + 1);
                let words = self.words(&[*value])?;
                self.place(&words)?;
                let label = self.label();
                self.code.push(Code::Jump(opcode::SETUP_EXCEPT, label));
                self.code.push(Code::Plain(opcode::END_FINALLY));
                self.code.push(Code::Label(label));
            }
            Terminator::Unreachable => {}
            Terminator::Return(Some(_)) | Terminator::Yield { .. } => return None,
        }
        self.stack.is_empty().then_some(())
    }
}

/// The most that is on the stack, one more than nothing: it is empty between blocks, but for the exception where a
/// handler begins.
fn deepest(code: &[Code], region: &Region, function: &Function) -> Option<usize> {
    let mut depth: isize = 0;
    let mut most = 1;
    for code in code {
        if let Code::Label(label) = code
            && (*label < function.blocks.len() || *label == END)
        {
            depth = isize::from(region.handlers.contains(label));
        }
        depth += effect(code)?;
        if depth < 0 {
            return None;
        }
        most = most.max(depth);
    }
    usize::try_from(most).ok()
}
