//! How a block ends: where control goes on from it, and what it takes there.

use super::{SlotId, Target, ValueId};

/// How a block ends.
#[derive(Debug, Clone, PartialEq)]
pub enum Terminator {
    /// Goes on.
    Jump(Target),
    /// Goes on by a bool.
    Branch {
        /// The condition.
        condition: ValueId,
        /// When true.
        then: Target,
        /// When false.
        otherwise: Target,
    },
    /// Goes on by a word: to the case whose number it is, else to the last.
    Switch {
        /// The number.
        value: ValueId,
        /// Case 0, 1, 2 ….
        cases: Vec<Target>,
    },
    /// Opens a protected region: goes on at `body`; an exception inside continues at `handler` with the frame popped.
    Try {
        /// The frame.
        frame: SlotId,
        /// First block inside.
        body: Target,
        /// First block of the handler.
        handler: Target,
    },
    /// Suspends the function: gives an object to whoever resumes it, and goes on at `resume`, which takes no arguments.
    Yield {
        /// What is given.
        value: ValueId,
        /// Where it goes on.
        resume: Target,
    },
    /// Leaves the function.
    Return(Option<ValueId>),
    /// Raises an exception, an instance or a class: here is where it begins.
    Raise(ValueId),
    /// Raises an exception again that has come here.
    Reraise(ValueId),
    /// Control never comes here: the operation before does not return.
    Unreachable,
}

impl Terminator {
    /// Every place it may go to.
    #[must_use]
    pub fn targets(&self) -> Vec<&Target> {
        match self {
            Terminator::Jump(target) => vec![target],
            Terminator::Branch { then, otherwise, .. } => vec![then, otherwise],
            Terminator::Switch { cases, .. } => cases.iter().collect(),
            Terminator::Try { body, handler, .. } => vec![body, handler],
            Terminator::Yield { resume, .. } => vec![resume],
            Terminator::Return(_)
            | Terminator::Raise(_)
            | Terminator::Reraise(_)
            | Terminator::Unreachable => Vec::new(),
        }
    }

    /// Every place it may go to, to be changed.
    pub fn targets_mut(&mut self) -> Vec<&mut Target> {
        match self {
            Terminator::Jump(target) => vec![target],
            Terminator::Branch { then, otherwise, .. } => vec![then, otherwise],
            Terminator::Switch { cases, .. } => cases.iter_mut().collect(),
            Terminator::Try { body, handler, .. } => vec![body, handler],
            Terminator::Yield { resume, .. } => vec![resume],
            Terminator::Return(_)
            | Terminator::Raise(_)
            | Terminator::Reraise(_)
            | Terminator::Unreachable => Vec::new(),
        }
    }

    /// The values it uses itself, the arguments of its targets not included.
    #[must_use]
    pub fn operands(&self) -> Vec<ValueId> {
        match self {
            Terminator::Branch { condition: value, .. }
            | Terminator::Switch { value, .. }
            | Terminator::Return(Some(value))
            | Terminator::Yield { value, .. }
            | Terminator::Raise(value)
            | Terminator::Reraise(value) => vec![*value],
            Terminator::Jump(_)
            | Terminator::Try { .. }
            | Terminator::Return(None)
            | Terminator::Unreachable => Vec::new(),
        }
    }

    /// All values it uses.
    #[must_use]
    pub fn uses(&self) -> Vec<ValueId> {
        let mut uses = self.operands();
        for target in self.targets() {
            uses.extend_from_slice(&target.args);
        }
        uses
    }

    /// Replaces the values it uses.
    pub fn map_uses(&mut self, map: &mut dyn FnMut(ValueId) -> ValueId) {
        match self {
            Terminator::Branch { condition: value, .. }
            | Terminator::Switch { value, .. }
            | Terminator::Return(Some(value))
            | Terminator::Yield { value, .. }
            | Terminator::Raise(value)
            | Terminator::Reraise(value) => *value = map(*value),
            Terminator::Jump(_)
            | Terminator::Try { .. }
            | Terminator::Return(None)
            | Terminator::Unreachable => {}
        }
        for target in self.targets_mut() {
            for arg in &mut target.args {
                *arg = map(*arg);
            }
        }
    }
}
