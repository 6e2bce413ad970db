//! Puts one value in the place of another, everywhere in a function at once.
//!
//! ```text
//! v5 for v3:    v6: int = int_add v3, v4    becomes    v6: int = int_add v5, v4
//! ```

use crate::ir::{Function, ValueId};

/// What stands for what.
pub(super) struct Replacements {
    by: Vec<Option<ValueId>>,
    any: bool,
}

impl Replacements {
    pub(super) fn new(function: &Function) -> Replacements {
        Replacements { by: vec![None; function.values.len()], any: false }
    }

    /// From now on `by` stands for `value`. The definition of `by` must dominate that of `value`, so no circle arises.
    pub(super) fn add(&mut self, value: ValueId, by: ValueId) {
        let by = self.resolve(by);
        if let Some(entry) = self.by.get_mut(value.index())
            && by != value
        {
            *entry = Some(by);
            self.any = true;
        }
    }

    /// What stands for a value in the end.
    pub(super) fn resolve(&mut self, value: ValueId) -> ValueId {
        let mut last = value;
        while let Some(next) = self.step(last) {
            last = next;
        }
        // The next look-up of any on the way is one step.
        let mut at = value;
        while let Some(next) = self.step(at) {
            if let Some(entry) = self.by.get_mut(at.index()) {
                *entry = Some(last);
            }
            at = next;
        }
        last
    }

    fn step(&self, value: ValueId) -> Option<ValueId> {
        self.by.get(value.index()).copied().flatten()
    }

    /// Rewrites all uses, and says whether there was anything to rewrite. A value without a name takes the name of
    /// what it stands for, so that the C reads like the Python.
    pub(super) fn apply(mut self, function: &mut Function) -> bool {
        if !self.any {
            return false;
        }
        for index in 0..function.values.len() {
            let value = ValueId(u32::try_from(index).unwrap_or(u32::MAX));
            let by = self.resolve(value);
            let name = function.value(value).and_then(|value| value.name.clone());
            if by != value
                && let Some(target) = function.values.get_mut(by.index())
                && target.name.is_none()
            {
                target.name = name;
            }
        }
        for block in &mut function.blocks {
            for arg in block.insts.iter_mut().flat_map(|inst| &mut inst.args) {
                *arg = self.resolve(*arg);
            }
            block.terminator.map_uses(&mut |value| self.resolve(value));
        }
        true
    }
}
