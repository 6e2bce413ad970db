//! `with`: managers are entered and left, by the native forms of their methods where the manager's class is known.
//!
//! ```text
//! with link:                  v1: bool = has_fields %Link, v0
//!     …                       an instance of the class: v2 = null; any other: v2 = attr "__exit__", v0
//!                                 call_function @Link.__enter__, v0    call_method "__enter__", v0
//!                             …
//!                             by v1: call_function @Link.__exit__, v0, …, or: call v2, …
//! ```

use super::methods::native;
use super::protect::Way;
use super::{Lower, Lowered};
use crate::diagnostics::Diagnostic;
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::{Span, Stmt, WithItem};
use crate::types::{FunctionInfo, MethodKind, Type};

/// A method of a class of the module.
#[derive(Clone, Copy)]
struct Method<'a> {
    /// Its number.
    index: usize,
    info: &'a FunctionInfo,
    /// How it is called for what is known to be an instance: right away if no class overrides it.
    op: Op,
}

/// A manager that was entered.
struct Manager<'a> {
    object: ValueId,
    /// Its `__exit__`, bound; null of an instance whose class is known.
    exit: ValueId,
    /// Whether it is an instance of the class that has this `__exit__`, where that may be.
    known: Option<(ValueId, Method<'a>)>,
    place: Span,
    is_async: bool,
}

impl<'a> Lower<'a> {
    /// Each manager's `__exit__` is looked up before its `__enter__` is called, as in the firmware (`py/vm.c`, SETUP_WITH).
    pub(super) fn with_statement(
        &mut self,
        items: &[WithItem],
        body: &[Stmt],
        is_async: bool,
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
        let Some((item, rest)) = items.split_first() else {
            self.block(body, problems);
            return Ok(());
        };
        let ty = self.type_of(&item.context);
        let object = self.object(&item.context)?;
        let place = item.context.span;
        self.at(place);
        let methods = if is_async { None } else { self.methods_of_manager(&ty) };
        let (manager, entered) = match methods {
            Some((class, enter, exit)) => {
                let known = self.has_fields(object, class);
                let (ours, other, after) =
                    (self.builder.new_block(), self.builder.new_block(), self.builder.new_block());
                let bound = self.builder.block_param(after, ir::Type::Object, None);
                let entered = self.builder.block_param(after, ir::Type::Object, None);
                self.builder.branch(known, ours, other);
                self.start_sealed(ours);
                let none = self.unbound();
                let result = self.call_native(enter.op, enter.index, enter.info, vec![object]);
                let result = self.joined(result, ir::Type::Object);
                self.builder.jump(after, vec![none, result]);
                self.start_sealed(other);
                let ways = self.by_name(object, "__enter__", "__exit__");
                self.builder.jump(after, ways.to_vec());
                self.start_sealed(after);
                (Manager { object, exit: bound, known: Some((known, exit)), place, is_async }, entered)
            }
            None => {
                let (enter, exit) =
                    if is_async { ("__aenter__", "__aexit__") } else { ("__enter__", "__exit__") };
                let [exit, entered] = self.by_name(object, enter, exit);
                let entered = if is_async { self.delegate(entered, place)? } else { entered };
                (Manager { object, exit, known: None, place, is_async }, entered)
            }
        };
        self.with_finally(
            |this| {
                if let Some(target) = &item.target {
                    this.store(target, entered, &Type::Object, &item.context)?;
                }
                this.with_statement(rest, body, is_async, problems)
            },
            |this, (), way| this.leave_manager(&manager, &way),
        )
    }

    /// The class of a manager, its `__enter__` and its `__exit__`, where the native forms of both can be called and this takes
    /// anything: what it is given is a class, an exception and None, or None three times. Code that is to be small has one way.
    fn methods_of_manager(&self, ty: &Type) -> Option<(usize, Method<'a>, Method<'a>)> {
        self.function.filter(|function| !function.is_small)?;
        let Type::Instance(class) = *ty else { return None };
        let method = |name: &str, count: usize| {
            let (index, info) = self.known_method(class, name, MethodKind::Plain)?;
            let given = info.params.get(1..).unwrap_or_default();
            let takes =
                given.len() == count && given.iter().all(|param| param.ty.is_unchecked() && !param.truth);
            let op = self.calling(class, name, index)?;
            takes.then_some(Method { index, info, op })
        };
        Some((class, method("__enter__", 0)?, method("__exit__", 3)?))
    }

    /// How a method of a class is called for what may be an instance of one that derives from it; none where such a class has
    /// something else under the name, which is not asked before it is its turn.
    fn calling(&self, class: usize, name: &str, method: usize) -> Option<Op> {
        let program = self.program;
        let derived = (0..program.classes.len()).filter(|&other| program.derives(other, class));
        let methods = derived.map(|other| {
            let index = program.method(other, name)?;
            native(program, index).filter(|(_, found)| found.method == MethodKind::Plain)?;
            Some(index)
        });
        let methods: Vec<usize> = methods.collect::<Option<_>>()?;
        Some(if methods.iter().all(|&other| other == method) { Op::CallFunction } else { Op::CallVirtual })
    }

    /// What a manager's `__exit__` is, bound, and what its `__enter__` gives.
    fn by_name(&mut self, object: ValueId, enter: &str, exit: &str) -> [ValueId; 2] {
        let exit = self.builder.value(Op::Attr, vec![Imm::Str(exit.into())], vec![object], ir::Type::Object);
        let imms = vec![Imm::Str(enter.into()), Imm::Names(Vec::new())];
        [exit, self.builder.value(Op::CallMethod, imms, vec![object], ir::Type::Object)]
    }

    /// The end of the statement, on all ways.
    fn leave_manager(&mut self, manager: &Manager, way: &Way) -> Lowered<()> {
        self.at(manager.place);
        let none = self.none();
        let ordinary = self.builder.value(Op::Is, Vec::new(), vec![way.exception, none], ir::Type::Bool);
        let (left, raised) = (self.builder.new_block(), self.builder.new_block());
        let done = self.builder.new_block();
        self.builder.branch(ordinary, left, raised);
        self.start_sealed(raised);
        let class = self.builder.value(Op::TypeOf, Vec::new(), vec![way.exception], ir::Type::Object);
        let answer = self.call_exit(manager, [class, way.exception, none])?;
        let swallowed = self.truth(answer);
        self.builder.branch(swallowed, way.after, done);
        self.start_sealed(left);
        self.call_exit(manager, [none, none, none])?;
        self.builder.jump(done, Vec::new());
        self.start_sealed(done);
        Ok(())
    }

    /// What `__exit__` answers.
    fn call_exit(&mut self, manager: &Manager, given: [ValueId; 3]) -> Lowered<ValueId> {
        let mut by_object = |this: &mut Self| {
            let args = [&[manager.exit], &given[..]].concat();
            let answer = this.builder.value(Op::Call, vec![Imm::Names(Vec::new())], args, ir::Type::Object);
            if manager.is_async { this.delegate(answer, manager.place) } else { Ok(answer) }
        };
        let Some((known, exit)) = manager.known else { return by_object(self) };
        self.either(
            known,
            ir::Type::Object,
            &mut |this| {
                let args = [&[manager.object], &given[..]].concat();
                Ok(this.call_native(exit.op, exit.index, exit.info, args))
            },
            &mut by_object,
        )
    }
}
