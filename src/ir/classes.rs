//! Classes: what their instances hold at fixed places, who makes these, and what a call of a method may call, by the class of
//! the object.
//!
//! ```text
//! class Task init @Task.__init__ {            call_virtual @Task.work, v0
//!   work = @Task.work                             an object of Task: @Task.work
//! }                                               an object of Idle: @Idle.work
//! class Idle from %Task init @Idle.__init__ {     any other: by name
//!   work = @Idle.work
//! }
//! ```

use super::{ClassId, Function, FunctionId, Module, Type};
use std::rc::Rc;

/// A field of a class: held at a fixed place in its instances.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Rc<str>,
    /// How it is held. `Object` and `Int` fields may be unset; `Float` and `Bool` fields are set by `__init__` before
    /// anything else can see the instance.
    pub ty: Type,
    /// What its annotation promises, as for [`Param::class`].
    pub class: Option<ClassId>,
    /// As for [`Param::builtin`].
    pub builtin: Option<Rc<str>>,
    /// As for [`Param::optional`].
    pub optional: bool,
}

/// A class that the module declares when it is imported.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Its name.
    pub name: Rc<str>,
    /// The class that it derives from, if the instances of both hold their fields at fixed places.
    pub base: Option<ClassId>,
    /// Its fields, in order: those of its base are its first.
    pub fields: Vec<Field>,
    /// The methods and properties that its instances have, its own and those of its bases, of which compiled code calls the
    /// native forms.
    pub methods: Vec<(Rc<str>, FunctionId)>,
    /// `__init__`, when instances hold their fields at fixed places; a class without one is a plain Python class.
    pub init: Option<FunctionId>,
}

impl Class {
    /// The method of a name.
    #[must_use]
    pub fn method(&self, name: &str) -> Option<FunctionId> {
        self.methods.iter().find(|(known, _)| **known == *name).map(|(_, method)| *method)
    }
}

impl Module {
    /// The class whose instances, with fields at fixed places, a function initializes.
    #[must_use]
    pub fn made_by(&self, function: FunctionId) -> Option<ClassId> {
        let class = self.classes.iter().position(|class| class.init == Some(function));
        class.and_then(|class| u32::try_from(class).ok()).map(ClassId)
    }

    /// The class whose own method this is: it has it, and its base does not.
    #[must_use]
    pub fn class_of_method(&self, method: FunctionId) -> Option<ClassId> {
        let has = |id: ClassId| {
            let class = self.classes.get(id.index());
            class.is_some_and(|class| class.methods.iter().any(|(_, known)| *known == method))
        };
        (0..)
            .map(ClassId)
            .zip(&self.classes)
            .find_map(|(id, class)| (has(id) && !class.base.is_some_and(has)).then_some(id))
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
        && a.params
            .iter()
            .zip(&b.params)
            .skip(1)
            .all(|(a, b)| (a.ty, a.class, &a.builtin, a.optional) == (b.ty, b.class, &b.builtin, b.optional))
}

#[cfg(test)]
mod tests {
    use crate::ir::{ClassId, FunctionId, Module, parse};

    /// A class, a method that overrides it, one that takes something else, and classes that inherit these.
    fn module() -> Module {
        let method = |name: &str, ty: &str| {
            format!(
                "func {name}(self: object, n: {ty}) -> {ty} {{\nb0(v0 self: object, v1 n: {ty}):\n  return v1\n}}\n"
            )
        };
        let class = |name: &str, base: &str, method: &str| {
            format!("class {name}{base} init @A.f {{\n  x: int as int\n  f = @{method}\n}}\n")
        };
        let text = [
            "module m from \"m.py\" init @<module>\nfunc <module>() -> void {\nb0:\n  return\n}\n".to_owned(),
            method("A.f", "int as int"),
            method("B.f", "int as int"),
            method("C.f", "float"),
            class("A", "", "A.f"),
            class("B", " from %A", "B.f"),
            class("C", " from %A", "C.f"),
            class("D", " from %B", "B.f"),
            class("E", " from %A", "A.f"),
            class("Z", "", "C.f"),
        ]
        .concat()
        .replace("(v0 self: object, v1 n: int as int)", "(v0 self: object, v1 n: int)")
        .replace("-> int as int", "-> int");
        parse::module(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    #[test]
    fn a_method_is_called_by_the_class_of_the_object() {
        let module = module();
        let targets = |function: u32| -> Vec<(u32, u32)> {
            module.targets(FunctionId(function)).iter().map(|(class, target)| (class.0, target.0)).collect()
        };
        assert_eq!(targets(1), [(0, 1), (1, 2), (3, 2), (4, 1)], "what takes something else goes by name");
        assert_eq!(targets(2), [(1, 2), (3, 2)]);
        assert_eq!(targets(0), []);
        assert_eq!(module.class_of_method(FunctionId(2)), Some(ClassId(1)));
    }
}
