//! A region of blocks without loops, as bytecode: its operations and the ends of its blocks. [`super::stack`] brings
//! what they take to the top of the stack.
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
use super::stack::{Item, Stack};
use crate::ir::{BlockId, Function, Imm, Inst, Op, SlotId, Target, Terminator, ValueId};
use std::collections::BTreeMap;

/// The end of the region.
const END: Label = usize::MAX;

/// A region being translated.
struct Translator<'a> {
    function: &'a Function,
    facts: &'a Facts<'a>,
    region: &'a Region,
    out: Stack<'a>,
    /// The local variables of slots.
    slots: BTreeMap<SlotId, usize>,
    next_label: Label,
    n_frames: usize,
}

/// Translates a region; none if it has something that cannot be said.
pub(super) fn translate(function: &Function, facts: &Facts, region: &Region) -> Option<Assembly> {
    let order = layout(function, region)?;
    let mut translator = Translator {
        function,
        facts,
        region,
        out: Stack::new(facts),
        slots: BTreeMap::new(),
        next_label: function.blocks.len(),
        n_frames: 0,
    };
    for index in &order {
        for param in &function.blocks.get(*index)?.params {
            let local = translator.out.new_local();
            translator.out.locals.insert(*param, local);
        }
    }
    let last = region.exit.map(|_| END);
    for (position, index) in order.iter().enumerate() {
        translator.block(*index, order.get(position + 1).copied().or(last))?;
    }
    if region.exit.is_some() {
        translator.out.code.push(Code::Label(END));
        translator.leave();
    }
    let n_stack = deepest(&translator.out.code, region, function)?;
    let Translator { out: Stack { code, n_locals, .. }, n_frames, .. } = translator;
    Some(Assembly { code, n_locals, n_stack, n_frames })
}

impl Translator<'_> {
    /// A container on the stack takes what is above it, and stays there.
    fn accumulate(&mut self, inst: &Inst) -> Option<bool> {
        if !matches!(inst.op, Op::DictStore | Op::ListAppend | Op::SetAdd | Op::ImportFrom) {
            return Some(false);
        }
        let plan = plan(self.facts, inst)?;
        let Some((Word::Value(container), rest)) = plan.words.split_first() else { return Some(false) };
        if !self.out.items.iter().any(|item| item.value == *container && item.stays.is_some_and(|n| n > 0)) {
            return Some(false);
        }
        let matches = |this: &Self, words: &[Word]| this.out.matching(words).is_some();
        let mut then = plan.then.iter().take(1).cloned().collect::<Vec<_>>();
        let mut words = rest.to_vec();
        self.out.drop_done();
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
        self.out.place(&words)?;
        let item = self.out.items.last_mut()?;
        item.stays = item.stays.map(|stays| stays.saturating_sub(1));
        self.out.code.extend(then);
        if inst.op == Op::ImportFrom {
            let start = self.out.code.len() - 1;
            self.out.result(inst, Some(start));
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
                self.out.code.push(Code::Jump(opcode::POP_EXCEPT_JUMP, label));
                self.out.code.push(Code::Label(label));
            }
            // Where a block begins the exception has been put away.
            (Op::Caught, _) => {}
            (Op::SlotGet, Some(Imm::Slot(slot))) => {
                let local = self.slot(*slot);
                let start = self.out.code.len();
                self.out.code.push(Code::Load(local));
                self.out.result(inst, Some(start));
            }
            (Op::SlotSet, Some(Imm::Slot(slot))) => {
                let local = self.slot(*slot);
                let words = self.words(&inst.args)?;
                self.out.place(&words)?;
                self.out.code.push(Code::Store(local));
            }
            (Op::Unpack | Op::UnpackStar, _) => self.unpack(inst)?,
            (Op::PackItem, _) => {}
            // Only a jump asks for it.
            (Op::IsTrue | Op::IntTrue | Op::FloatTrue, _) if inst.result.is_some() && inst.result == next => {
                let words = self.words(&inst.args)?;
                let start = self.out.place(&words)?;
                self.out.result(inst, start);
            }
            _ => {
                if self.accumulate(inst)? {
                    return Some(());
                }
                let plan = plan(self.facts, inst)?;
                let start = self.out.place(&plan.words)?;
                self.out.code.extend(plan.then);
                if plan.gives {
                    self.out.result(inst, start);
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
        self.out.place(&words)?;
        let (op, operand) = if is_star {
            (opcode::UNPACK_EX, before | after << 8)
        } else {
            (opcode::UNPACK_SEQUENCE, before)
        };
        self.out.code.push(Code::Number(op, operand));
        let items = self.facts.pack_items(inst.result?, self.out.block, count)?;
        let all_once =
            items.iter().all(|item| item.is_some_and(|v| self.facts.is_used_once_in(v, self.out.block)));
        if all_once {
            for value in items.into_iter().rev().flatten() {
                self.out.items.push(Item { value, start: None, stays: None });
            }
        } else {
            for item in items {
                match item {
                    Some(value) if self.facts.uses(value) > 0 => self.out.keep(value),
                    _ => self.out.code.push(Code::Plain(opcode::POP_TOP)),
                }
            }
        }
        Some(())
    }

    fn slot(&mut self, slot: SlotId) -> usize {
        match self.slots.get(&slot) {
            Some(local) => *local,
            None => {
                let local = self.out.new_local();
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
            self.out.code.push(Code::Line(line));
        }
    }

    fn leave(&mut self) {
        self.out.code.push(Code::Plain(opcode::LOAD_CONST_NONE));
        self.out.code.push(Code::Plain(opcode::RETURN_VALUE));
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
        self.out.place(&words)?;
        for param in params.iter().rev() {
            self.out.code.push(Code::Store(*self.out.locals.get(param)?));
        }
        Some(())
    }

    /// Goes on at a block, unless its label comes next.
    fn go(&mut self, target: &Target, next: Option<Label>) -> Option<()> {
        self.arguments(&[target])?;
        let label = self.goes_to(target.block);
        if next != Some(label) {
            self.out.code.push(Code::Jump(opcode::JUMP, label));
        }
        Some(())
    }

    /// Goes to one of two, by what is on the stack.
    fn choose(&mut self, then: &Target, otherwise: &Target, next: Option<Label>) -> Option<()> {
        let plain = then.args.is_empty() && otherwise.args.is_empty();
        if plain && next == Some(self.goes_to(otherwise.block)) {
            let label = self.goes_to(then.block);
            self.out.code.push(Code::Jump(opcode::POP_JUMP_IF_TRUE, label));
            return Some(());
        }
        if otherwise.args.is_empty() {
            let label = self.goes_to(otherwise.block);
            self.out.code.push(Code::Jump(opcode::POP_JUMP_IF_FALSE, label));
            return self.go(then, next);
        }
        let label = self.label();
        self.out.code.push(Code::Jump(opcode::POP_JUMP_IF_FALSE, label));
        self.go(then, None)?;
        self.out.code.push(Code::Label(label));
        self.go(otherwise, next)
    }

    fn block(&mut self, index: usize, next: Option<Label>) -> Option<()> {
        let block = self.function.blocks.get(index)?;
        self.out.block = index;
        self.out.written.clear();
        self.out.code.push(Code::Label(index));
        let frames = self.region.frames.get(&index)?;
        self.n_frames = self.n_frames.max(frames.len());
        if self.region.handlers.contains(&index) {
            self.n_frames = self.n_frames.max(frames.len() + 1);
            match block.insts.first() {
                Some(Inst { op: Op::Caught, result: Some(caught), .. }) if self.facts.uses(*caught) > 0 => {
                    self.out.keep(*caught);
                }
                _ => self.out.code.push(Code::Plain(opcode::POP_TOP)),
            }
            let label = self.label();
            self.out.code.push(Code::Jump(opcode::POP_EXCEPT_JUMP, label));
            self.out.code.push(Code::Label(label));
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
        while self.out.items.iter().any(|item| item.stays == Some(0)) {
            self.out.spill();
        }
        match &block.terminator {
            Terminator::Jump(target) => self.go(target, next)?,
            Terminator::Branch { condition, then, otherwise } => {
                let words = self.words(&[*condition])?;
                self.out.place(&words)?;
                self.choose(then, otherwise, next)?;
            }
            Terminator::Switch { value, cases } => {
                // Two cases are what is zero and what is not.
                let [first, second] = &cases[..] else { return None };
                let words = self.words(&[*value])?;
                self.out.place(&words)?;
                self.choose(second, first, next)?;
            }
            Terminator::Try { body, handler, .. } => {
                self.arguments(&[body, handler])?;
                let label = self.goes_to(handler.block);
                self.out.code.push(Code::Jump(opcode::SETUP_EXCEPT, label));
                let bare = Target { block: body.block, args: Vec::new() };
                let label = self.goes_to(bare.block);
                if next != Some(label) {
                    self.out.code.push(Code::Jump(opcode::JUMP, label));
                }
            }
            Terminator::Return(None) => self.leave(),
            Terminator::Raise(value) => {
                let words = self.words(&[*value])?;
                self.out.place(&words)?;
                self.out.code.push(Code::Plain(opcode::RAISE_OBJ));
            }
            // The end of a protected region raises what it has without an entry in the traceback.
            Terminator::Reraise(value) => {
                self.n_frames = self.n_frames.max(frames.len() + 1);
                let words = self.words(&[*value])?;
                self.out.place(&words)?;
                let label = self.label();
                self.out.code.push(Code::Jump(opcode::SETUP_EXCEPT, label));
                self.out.code.push(Code::Plain(opcode::END_FINALLY));
                self.out.code.push(Code::Label(label));
            }
            Terminator::Unreachable => {}
            Terminator::Return(Some(_)) | Terminator::Yield { .. } => return None,
        }
        self.out.items.is_empty().then_some(())
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
