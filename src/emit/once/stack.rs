//! Where values are while a region becomes bytecode.
//!
//! Values that are used once, in the block that defines them, stay on the stack; the rest are local variables. What an
//! operation takes that is neither, a constant or a name, is put where it belongs below what is on the stack already:
//! instructions of a stack machine do not know what is below their own operands.
//!
//! ```text
//! v0: object = global "f"                 LOAD_GLOBAL f
//! v1: object = global "x"                 LOAD_GLOBAL x
//! v2: object = const "y"
//! v3: object = call v0, v2, v1            LOAD_GLOBAL f; LOAD_CONST_STRING y; LOAD_GLOBAL x; CALL_FUNCTION 2, 0
//! ```

use super::assemble::{Code, opcode};
use super::facts::Facts;
use super::plan::Word;
use crate::ir::{Inst, ValueId};
use std::collections::BTreeMap;

/// A value that is on the stack.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub value: ValueId,
    /// Where the instructions begin that made it; none if they made others too.
    pub start: Option<usize>,
    /// Uses that leave it where it is, and have not come yet; if it has such at all.
    pub stays: Option<usize>,
}

/// The instructions so far, and where they leave values.
pub(super) struct Stack<'a> {
    facts: &'a Facts<'a>,
    pub code: Vec<Code>,
    pub items: Vec<Item>,
    /// The local variables of values.
    pub locals: BTreeMap<ValueId, usize>,
    /// Where each local variable was written in this block.
    pub written: BTreeMap<usize, usize>,
    pub n_locals: usize,
    /// Local variables that nothing needs any more.
    free: Vec<usize>,
    /// Uses that are to come, of values that one block alone uses.
    left: BTreeMap<ValueId, usize>,
    /// The block that is translated.
    pub block: usize,
}

impl<'a> Stack<'a> {
    pub fn new(facts: &'a Facts<'a>) -> Stack<'a> {
        Stack {
            facts,
            code: Vec::new(),
            items: Vec::new(),
            locals: BTreeMap::new(),
            written: BTreeMap::new(),
            n_locals: 1,
            free: Vec::new(),
            left: BTreeMap::new(),
            block: 0,
        }
    }

    pub fn new_local(&mut self) -> usize {
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
    pub fn keep(&mut self, value: ValueId) {
        let local = self.take_local(value);
        self.code.push(Code::Store(local));
        self.written.insert(local, self.code.len());
    }

    /// Takes the top of the stack off it.
    pub fn spill(&mut self) {
        let Some(item) = self.items.pop() else { return };
        if item.stays == Some(0) {
            self.code.push(Code::Plain(opcode::POP_TOP));
        } else {
            self.keep(item.value);
        }
    }

    pub fn drop_done(&mut self) {
        while self.items.last().is_some_and(|item| item.stays == Some(0)) {
            self.spill();
        }
    }

    fn on_stack(&self, value: ValueId) -> bool {
        self.items.iter().any(|item| item.value == value)
    }

    /// The words that are on top of the stack already, if all words can be brought there.
    pub fn matching(&self, words: &[Word]) -> Option<usize> {
        let stacked: Vec<(usize, ValueId)> = words
            .iter()
            .enumerate()
            .filter_map(|(index, word)| match word {
                Word::Value(value) if self.on_stack(*value) => Some((index, *value)),
                _ => None,
            })
            .collect();
        let base = self.items.len().checked_sub(stacked.len())?;
        let items = self.items.get(base..)?;
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
    pub fn place(&mut self, words: &[Word]) -> Option<Option<usize>> {
        self.drop_done();
        let count = loop {
            match self.matching(words) {
                Some(count) => break count,
                None if self.items.is_empty() => return None,
                None => self.spill(),
            }
            self.drop_done();
        };
        let items = self.items.split_off(self.items.len() - count);
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
    pub fn result(&mut self, inst: &Inst, start: Option<usize>) {
        let Some(result) = inst.result else {
            self.code.push(Code::Plain(opcode::POP_TOP));
            return;
        };
        let result = self.facts.canonical(result);
        let stays = self.facts.stays(result, inst, self.block);
        if self.facts.uses(result) == 0 {
            self.code.push(Code::Plain(opcode::POP_TOP));
        } else if stays.is_some() || self.facts.is_used_once_in(result, self.block) {
            self.items.push(Item { value: result, start, stays });
        } else {
            self.keep(result);
        }
    }
}
