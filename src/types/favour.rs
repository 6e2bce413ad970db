//! What code is compiled for: to be fast where somebody wrote a type, else to be small.
//!
//! Types are how one asks for speed, and most of a module is not what its time goes to. Without a type an operation is
//! a call, and an attribute is looked for by its name in an instance like the firmware's own. With [`Favour::Speed`]
//! all code is compiled as code with types is.

use super::definitions::emitter;
use super::{FunctionInfo, ParamKind, Program};
use indexmap::IndexSet;

/// What is wanted of code that nobody annotated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Favour {
    /// To be small.
    Size,
    /// To be fast.
    Speed,
}

impl FunctionInfo {
    /// Whether somebody annotated a function: then it is held to its types.
    pub(super) fn is_annotated(&self) -> bool {
        self.is_viper
            || self.returns_declared
            || ParamKind::each(&self.def.params).any(|(_, param)| param.annotation.is_some())
            || self.locals.values().any(|local| local.declared && !local.is_param)
    }

    /// Whether somebody asked for a function to be fast, in one of the ways there are.
    pub(super) fn is_to_be_fast(&self) -> bool {
        self.is_annotated()
            || self.def.decorators.iter().any(|decorator| emitter(decorator) == Some("native"))
    }
}

/// Decides it for every function and class. A class is of one kind with its methods, and with the classes that it derives
/// from and that derive from it, as they share fields: an annotation anywhere in them is one of all of them.
pub fn decide(program: &mut Program, favour: Favour) {
    let mut fast: IndexSet<usize> = IndexSet::new();
    for (index, class) in program.classes.iter().enumerate() {
        let mut methods = program.functions.iter().filter(|function| function.class == Some(index));
        let mut fields = class.fields.values();
        if favour == Favour::Speed
            || fields.any(|field| field.declared)
            || methods.any(FunctionInfo::is_to_be_fast)
        {
            fast.insert(index);
        }
    }
    let derived: Vec<(usize, usize)> =
        (0..).zip(&program.classes).filter_map(|(index, class)| Some((index, class.base()?))).collect();
    // A base stands before what derives from it.
    for (index, base) in derived.iter().rev() {
        if fast.contains(index) {
            fast.insert(*base);
        }
    }
    for (index, base) in &derived {
        if fast.contains(base) {
            fast.insert(*index);
        }
    }
    for (index, class) in program.classes.iter_mut().enumerate() {
        class.is_laid_out = class.is_fixed && fast.contains(&index);
    }
    for function in &mut program.functions {
        let of_class = function.class.is_some_and(|class| fast.contains(&class));
        function.is_small = favour == Favour::Size && !of_class && !function.is_to_be_fast();
    }
}
