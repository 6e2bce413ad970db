//! Calls of the methods of classes whose instances have their fields at fixed places: by their native forms, to which
//! `call_virtual` finds the way by the class of the object (`ir/classes.rs`).
//!
//! An object of any other class, which may override a method with other parameters, must be given what the source says: a
//! call with keywords, or that leaves defaults out, goes by name for it.

use super::calls::{fits, is_literal, takes_native_arguments};
use super::definitions::{declared_result, result_of};
use super::{Lower, Lowered, function_id};
use crate::ir::{self, FunctionId, Imm, Op, ValueId};
use crate::syntax::{Argument, ArgumentKind, Expr, Name};
use crate::types::{FunctionInfo, MethodKind, Program, Type};
use std::rc::Rc;

/// Lowers what is a value on one of two ways.
type Value<'v, L> = &'v mut dyn FnMut(&mut L) -> Lowered<ValueId>;

/// The methods and properties that the instances of a class have and whose native forms can be called, in the order of the
/// classes from the class itself on.
pub(super) fn known(program: &Program, class: usize) -> Vec<(Rc<str>, FunctionId)> {
    let mut methods: Vec<(Rc<str>, FunctionId)> = Vec::new();
    for of in program.ancestors(class) {
        for name in program.classes.get(of).into_iter().flat_map(|class| class.methods.keys()) {
            if &**name != "__init__"
                && !methods.iter().any(|(known, _)| known == name)
                && let Some((index, method)) =
                    program.method(class, name).and_then(|index| native(program, index))
                && overrides_its_like(program, of, name, method)
            {
                methods.push((Rc::clone(name), function_id(index)));
            }
        }
    }
    methods
}

/// A method, or a property's getter, whose native form can be called.
pub(super) fn native<'a>(program: &'a Program<'_>, index: usize) -> Option<(usize, &'a FunctionInfo)> {
    let method = program.functions.get(index)?;
    let takes_self = match method.method {
        MethodKind::Plain => !method.params.is_empty(),
        MethodKind::Getter => method.params.len() == 1,
        MethodKind::Decorated => false,
    };
    (takes_self && takes_native_arguments(method)).then_some((index, method))
}

/// Whether what a method overrides, if anything, is a method as it is a method, or a property as it is a property.
fn overrides_its_like(program: &Program, class: usize, name: &str, method: &FunctionInfo) -> bool {
    program
        .ancestors(class)
        .filter_map(|class| program.functions.get(*program.classes.get(class)?.methods.get(name)?))
        .all(|overridden| overridden.method == method.method)
}

/// Whether a call gives every parameter, by its place.
fn gives_all(method: &FunctionInfo, arguments: &[Argument]) -> bool {
    arguments.len() + 1 == method.params.len()
        && arguments.iter().all(|argument| argument.kind == ArgumentKind::Positional)
}

impl<'a> Lower<'a> {
    /// A method or property of a class whose instances have their fields at fixed places, if its native form can be called.
    pub(super) fn known_method(
        &self,
        class: usize,
        name: &str,
        kind: MethodKind,
    ) -> Option<(usize, &'a FunctionInfo)> {
        let program = self.program;
        program.classes.get(class).filter(|class| class.is_laid_out)?;
        native(program, program.method(class, name)?).filter(|(_, method)| method.method == kind)
    }

    /// A call of a method of an object that is an instance of a class.
    pub(super) fn call_known_method(
        &mut self,
        call: &Expr,
        class: usize,
        object: ValueId,
        name: &Name,
        arguments: &[Argument],
    ) -> Lowered<Option<ValueId>> {
        let Some((index, method)) = self.known_method(class, name, MethodKind::Plain) else {
            return Ok(None);
        };
        if !fits(method, 1, arguments) {
            return Ok(None);
        }
        if gives_all(method, arguments) {
            let values = self.values(arguments)?;
            let mut args = self.bind(method, index, 1, arguments, &values, call)?;
            args.insert(0, object);
            self.at(call.span);
            return Ok(Some(self.call_native(Op::CallVirtual, index, method, args)));
        }
        if !self.overridden_alike(class, name, method) {
            return Ok(None);
        }
        let values = self.values(arguments)?;
        self.at(call.span);
        let has = self.has_fields(object, class);
        let result = self.either(
            has,
            result_of(method),
            &mut |this| {
                let mut args = this.bind(method, index, 1, arguments, &values, call)?;
                args.insert(0, object);
                this.at(call.span);
                Ok(this.call_native(Op::CallVirtual, index, method, args))
            },
            &mut |this| {
                let value = this.call_by_name(object, name, arguments, &values);
                let context = format!("{}() result", method.qualified_name);
                this.convert(value, &Type::Object, &declared_result(method), call, &context)
            },
        )?;
        Ok(Some(result))
    }

    /// A call of a method of an object of which nothing is known, but that one class of the module has a method of this name,
    /// if that is so.
    pub(super) fn call_likely_method(
        &mut self,
        call: &Expr,
        ty: &Type,
        object: ValueId,
        name: &Name,
        arguments: &[Argument],
    ) -> Lowered<Option<ValueId>> {
        // Where the module gives objects or classes something else under that name, what is there is called.
        let is_patched = self.program.assigned_attributes.contains(name);
        let has_method = |class| !is_patched && self.known_method(class, name, MethodKind::Plain).is_some();
        let Some(class) = self.likely_class(ty, has_method) else { return Ok(None) };
        let Some((index, method)) = self.known_method(class, name, MethodKind::Plain) else {
            return Ok(None);
        };
        let is_alike = gives_all(method, arguments) || self.overridden_alike(class, name, method);
        if !is_alike || !fits(method, 1, arguments) {
            return Ok(None);
        }
        let values = self.values(arguments)?;
        self.at(call.span);
        let has = self.has_fields(object, class);
        let result = self.either(
            has,
            ir::Type::Object,
            &mut |this| {
                let mut args = this.bind(method, index, 1, arguments, &values, call)?;
                args.insert(0, object);
                this.at(call.span);
                Ok(this.call_native(Op::CallVirtual, index, method, args))
            },
            &mut |this| Ok(this.call_by_name(object, name, arguments, &values)),
        )?;
        Ok(Some(result))
    }

    /// The class that an object of a type is likely of, because it alone of the module, and what derives from it, has
    /// something. Code that is to be small does not ask.
    pub(super) fn likely_class(&self, ty: &Type, has: impl Fn(usize) -> bool) -> Option<usize> {
        self.function.filter(|function| *ty == Type::Object && !function.is_small)?;
        let mut found = None;
        for class in (0..self.program.classes.len()).filter(|class| has(*class)) {
            if !self.program.derives(class, *found.get_or_insert(class)) {
                return None;
            }
        }
        found
    }

    /// One of two values, by a bool, as a type; of `void` neither, which is None.
    pub(super) fn either(
        &mut self,
        test: ValueId,
        ty: ir::Type,
        yes: Value<'_, Self>,
        no: Value<'_, Self>,
    ) -> Lowered<ValueId> {
        let (then, otherwise, after) =
            (self.builder.new_block(), self.builder.new_block(), self.builder.new_block());
        let result = (ty != ir::Type::Void).then(|| self.builder.block_param(after, ty, None));
        self.builder.branch(test, then, otherwise);
        let ways: [(ir::BlockId, Value<'_, Self>); 2] = [(then, yes), (otherwise, no)];
        for (block, value) in ways {
            self.start_sealed(block);
            let value = value(self)?;
            let values = if result.is_some() { vec![self.joined(value, ty)] } else { Vec::new() };
            self.builder.jump(after, values);
        }
        self.start_sealed(after);
        Ok(result.unwrap_or_else(|| self.none()))
    }

    /// Whether all that overrides a method in the module has its parameters, by the same names and with the same defaults.
    fn overridden_alike(&self, class: usize, name: &str, method: &FunctionInfo) -> bool {
        let of = |class: usize| {
            self.program.method(class, name).and_then(|index| self.program.functions.get(index))
        };
        let alike = |other: &FunctionInfo| {
            other.def.span == method.def.span
                || (other.params.len() == method.params.len()
                    && method.params.iter().zip(&other.params).skip(1).all(|(a, b)| {
                        (&a.name, a.kind) == (&b.name, b.kind)
                            && match (&a.default, &b.default) {
                                (None, None) => true,
                                (Some(a), Some(b)) => is_literal(a) && a.kind == b.kind,
                                _ => false,
                            }
                    }))
        };
        (0..self.program.classes.len())
            .filter(|derived| self.program.derives(*derived, class))
            .all(|derived| of(derived).is_some_and(alike))
    }

    /// A call of a method by its name, with what the source gives it.
    fn call_by_name(
        &mut self,
        object: ValueId,
        name: &Name,
        arguments: &[Argument],
        values: &[ValueId],
    ) -> ValueId {
        let (names, mut args) = self.object_arguments(arguments, values);
        args.insert(0, object);
        let imms = vec![Imm::Str(Rc::clone(name)), names];
        self.builder.value(Op::CallMethod, imms, args, ir::Type::Object)
    }

    /// `super().name(…)` in a method of such a class: the method of its base, which is the same for every instance.
    pub(super) fn call_base(
        &mut self,
        call: &Expr,
        bare_super: &Expr,
        name: &str,
        arguments: &[Argument],
    ) -> Lowered<Option<ValueId>> {
        let class = self.function.and_then(|function| function.class);
        let base = class.and_then(|class| self.program.classes.get(class)).and_then(|class| class.base());
        let Some((index, method)) = base.and_then(|base| self.known_method(base, name, MethodKind::Plain))
        else {
            return Ok(None);
        };
        if !fits(method, 1, arguments) {
            return Ok(None);
        }
        let (_, this) = self.class_and_first(bare_super)?;
        let values = self.values(arguments)?;
        let mut args = self.bind(method, index, 1, arguments, &values, call)?;
        args.insert(0, this);
        self.at(call.span);
        Ok(Some(self.call_native(Op::CallFunction, index, method, args)))
    }
}
