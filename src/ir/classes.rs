//! What a call of a method may call: by the class of the object, of those that hold their fields at fixed places.
//!
//! ```text
//! class Task init @Task.__init__ {            call_virtual @Task.work, v0
//!   work = @Task.work                             an object of Task: @Task.work
//! }                                               an object of Idle: @Idle.work
//! class Idle from %Task init @Idle.__init__ {     any other: by name
//!   work = @Idle.work
//! }
//! ```

use super::{ClassId, Function, FunctionId, Module};

impl Module {
    /// The class whose own method this is: it has it, and its base does not.
    #[must_use]
    pub fn class_of_method(&self, method: FunctionId) -> Option<ClassId> {
        let has = |id: ClassId| {
            let class = self.classes.get(id.index());
            class.is_some_and(|class| class.methods.iter().any(|(_, known)| *known == method))
        };
        (0..).map(ClassId).zip(&self.classes).find_map(|(id, class)| {
            (has(id) && !class.base.is_some_and(has)).then_some(id)
        })
    }

    /// A class and those that derive from it, in the module's order.
    #[must_use]
    pub fn family(&self, class: ClassId) -> Vec<ClassId> {
        let mut family = vec![class];
        for (id, derived) in (0..).map(ClassId).zip(&self.classes) {
            if derived.base.is_some_and(|base| family.contains(&base)) && !family.contains(&id) {
                family.push(id);
            }
        }
        family
    }

    /// What a call of a method calls for an instance of each class: the method itself or, if it takes and gives the same, what
    /// overrides it. For an instance of any other class the method is called by its name.
    #[must_use]
    pub fn targets(&self, method: FunctionId) -> Vec<(ClassId, FunctionId)> {
        let (Some(class), Some(called)) = (self.class_of_method(method), self.functions.get(method.index()))
        else {
            return Vec::new();
        };
        let target = |id: ClassId| {
            let target = self.classes.get(id.index())?.method(called.short_name())?;
            takes_and_gives_the_same(called, self.functions.get(target.index())?).then_some((id, target))
        };
        self.family(class).into_iter().filter_map(target).collect()
    }
}

/// Whether two methods have the same native form, whose caller keeps the same promises; the first parameter promises nothing.
fn takes_and_gives_the_same(a: &Function, b: &Function) -> bool {
    a.result == b.result
        && a.params.len() == b.params.len()
        && a.params.iter().zip(&b.params).skip(1).all(|(a, b)| {
            (a.ty, a.class, &a.builtin, a.optional) == (b.ty, b.class, &b.builtin, b.optional)
        })
}
