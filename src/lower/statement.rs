//! Statements, one by one; those with blocks of their own are in `control`.

use super::{Exit, Handled, Lower, Lowered, Scope};
use crate::diagnostics::Diagnostic;
use crate::ir::{self, Imm, Op, Terminator, ValueId};
use crate::syntax::{Alias, Expr, ExprKind, Ident, ImportNames, Name, Stmt, StmtKind};
use crate::types::{FunctionKind, Type};
use std::rc::Rc;

impl Lower<'_> {
    /// Lowers statements one after the other; one that cannot be is noted, and the next is tried.
    pub(super) fn block(&mut self, body: &[Stmt], problems: &mut Vec<Diagnostic>) {
        for stmt in body {
            if let Err(problem) = self.statement(stmt, problems) {
                problems.push(*problem);
            }
        }
    }

    fn statement(&mut self, stmt: &Stmt, problems: &mut Vec<Diagnostic>) -> Lowered<()> {
        self.at(stmt.span);
        match &stmt.kind {
            StmtKind::Expr(value) => {
                // A docstring or any other literal does nothing.
                if !matches!(value.kind, ExprKind::Constant(_)) {
                    self.effect_of(value)?;
                }
                Ok(())
            }
            StmtKind::Assign { targets, value } => self.assign(targets, value),
            StmtKind::AnnAssign { target, value, .. } => match value {
                Some(value) => self.assign(std::slice::from_ref(target), value),
                None => Ok(()),
            },
            StmtKind::AugAssign { target, op, value } => self.augment(target, *op, value, stmt.span),
            StmtKind::Delete(targets) => targets.iter().try_for_each(|target| self.delete(target)),
            StmtKind::Pass | StmtKind::Global(_) | StmtKind::Nonlocal(_) => Ok(()),
            StmtKind::Break | StmtKind::Continue => {
                self.leave_loop(matches!(stmt.kind, StmtKind::Break), stmt.span)
            }
            StmtKind::Return(value) => self.return_statement(value.as_ref(), stmt),
            StmtKind::Raise { exception, cause } => self.raise(exception.as_ref(), cause.as_ref(), stmt),
            StmtKind::Assert { test, message } => self.assert(test, message.as_ref(), stmt),
            StmtKind::If { test, body, orelse } => self.if_statement(test, body, orelse, problems),
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse, problems),
            StmtKind::For { target, iter, body, orelse, is_async } => {
                let mut block = |this: &mut Lower, problems: &mut Vec<Diagnostic>| this.block(body, problems);
                if *is_async {
                    self.async_for_loop(target, iter, orelse, problems, &mut block)
                } else {
                    self.for_loop(target, iter, orelse, problems, &mut block)
                }
            }
            StmtKind::Try { body, handlers, orelse, finally, is_star: false } => {
                self.try_statement(body, handlers, orelse, finally, problems)
            }
            StmtKind::Import(names) => names.iter().try_for_each(|alias| self.import(alias, stmt)),
            StmtKind::ImportFrom { module, names, level } => {
                self.import_from(module.as_ref(), names, *level, stmt)
            }
            StmtKind::FunctionDef(def) => self.function_definition(def, stmt.span),
            StmtKind::ClassDef(def) => self.class_definition(def, problems),
            StmtKind::With { items, body, is_async } => self.with_statement(items, body, *is_async, problems),
            StmtKind::Match { subject, cases } => self.match_statement(subject, cases, problems),
            // For the checker alone.
            StmtKind::TypeAlias { .. } => Ok(()),
            StmtKind::Try { is_star: true, .. } => self.unsupported(stmt.span, "`except*`"),
        }
    }

    /// An expression whose value nobody wants.
    fn effect_of(&mut self, expr: &Expr) -> Lowered<()> {
        match &expr.kind {
            // Whether there is such a built-in is all that `exec` as a statement asks; of `enumerate, exec` too.
            ExprKind::Name(name) if matches!(self.type_of(expr), Type::Builtin(_)) => {
                self.global(name);
                Ok(())
            }
            ExprKind::Tuple(items)
                if !items.is_empty()
                    && items.iter().all(|item| matches!(self.type_of(item), Type::Builtin(_))) =>
            {
                items.iter().try_for_each(|item| self.effect_of(item))
            }
            // Nobody uses the tuple, but a program may ask whether there is memory for it.
            ExprKind::Tuple(_) => {
                let tuple = self.object(expr)?;
                self.builder.effect(Op::Keep, Vec::new(), vec![tuple]);
                Ok(())
            }
            _ => self.expr(expr).map(|_| ()),
        }
    }

    fn if_statement(
        &mut self,
        test: &Expr,
        body: &[Stmt],
        orelse: &[Stmt],
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
        let (then, otherwise, after) =
            (self.builder.new_block(), self.builder.new_block(), self.builder.new_block());
        self.condition(test, then, otherwise)?;
        for (block, stmts) in [(then, body), (otherwise, orelse)] {
            self.start_sealed(block);
            self.block(stmts, problems);
            self.builder.jump(after, Vec::new());
        }
        self.start_sealed(after);
        Ok(())
    }

    fn return_statement(&mut self, value: Option<&Expr>, stmt: &Stmt) -> Lowered<()> {
        let value = match value {
            Some(value) => {
                let held = self.expr(value)?;
                let ty = self.type_of(value);
                self.at(value.span);
                self.result(held, &ty, value)?
            }
            None => {
                let none = self.none();
                let at = Expr { kind: ExprKind::Constant(crate::syntax::Constant::None), span: stmt.span };
                self.result(none, &Type::None, &at)?
            }
        };
        self.at(stmt.span);
        let var = value.map(|value| {
            if self.contexts.iter().any(|context| matches!(context, super::Context::Finally { .. })) {
                let ty = self.builder.ty(value);
                let var = self.builder.new_var(None, ty, true);
                self.builder.write(var, value);
                Err(var)
            } else {
                Ok(value)
            }
        });
        match var {
            Some(Ok(value)) => {
                self.unwind_to(0);
                self.builder.terminate(Terminator::Return(Some(value)));
            }
            Some(Err(var)) => self.leave(Exit::Return(Some(var)), 0),
            None => self.leave(Exit::Return(None), 0),
        }
        Ok(())
    }

    /// A value as the function gives it.
    pub(super) fn result(&mut self, value: ValueId, ty: &Type, at: &Expr) -> Lowered<Option<ValueId>> {
        let declared = self.function.map_or(Type::Object, super::definitions::declared_result);
        let context = format!("{} result", self.function_name());
        // `None` for a word is 0 (`py/emitnative.c`, emit_native_return_value).
        let mut value = if *ty == Type::None && declared.is_machine() {
            let zero = self.word(0);
            self.convert(zero, &Type::Word, &declared, at, &context)?
        } else if *ty == Type::None && declared == Type::Bool && self.is_viper() {
            self.bool(false)
        } else {
            self.convert(value, ty, &declared, at, &context)?
        };
        let fixed = self.function.filter(|function| function.kind != FunctionKind::Generator);
        value = self.check_fixed(value, fixed.and_then(|function| function.returns_fixed), &context);
        if self.suspends() {
            value = self.boxed(value);
        }
        Ok((self.builder.result_type() != ir::Type::Void).then_some(value))
    }

    /// A bare `raise`: of the innermost exception being handled.
    fn raise_handled(&mut self) {
        for handled in self.handled.clone().into_iter().rev() {
            match handled {
                Handled::Surely(exception) => {
                    return self.builder.terminate(Terminator::Reraise(exception));
                }
                Handled::Perhaps(exception) => {
                    let none = self.none();
                    let came_otherwise =
                        self.builder.value(Op::Is, Vec::new(), vec![exception, none], ir::Type::Bool);
                    let (raises, outer) = (self.builder.new_block(), self.builder.new_block());
                    self.builder.branch(came_otherwise, outer, raises);
                    self.start_sealed(raises);
                    self.builder.terminate(Terminator::Reraise(exception));
                    self.start_sealed(outer);
                }
            }
        }
        let class = self.global("RuntimeError");
        let args = vec![class, self.string("no active exception to reraise")];
        let value = self.builder.value(Op::Call, vec![Imm::Names(Vec::new())], args, ir::Type::Object);
        self.builder.terminate(Terminator::Raise(value));
    }

    fn raise(&mut self, exception: Option<&Expr>, cause: Option<&Expr>, stmt: &Stmt) -> Lowered<()> {
        let Some(exception) = exception else {
            self.raise_handled();
            return Ok(());
        };
        let value = self.object(exception)?;
        if let Some(cause) = cause {
            let cause = self.object(cause)?;
            self.at(stmt.span);
            self.builder.effect(Op::Cause, Vec::new(), vec![cause]);
        }
        self.at(stmt.span);
        self.builder.terminate(Terminator::Raise(value));
        Ok(())
    }

    fn assert(&mut self, test: &Expr, message: Option<&Expr>, stmt: &Stmt) -> Lowered<()> {
        let (failed, passed) = (self.builder.new_block(), self.builder.new_block());
        self.condition(test, passed, failed)?;
        self.start_sealed(failed);
        self.at(stmt.span);
        let mut value = self.global("AssertionError");
        if let Some(message) = message {
            let message = self.object(message)?;
            value = self.builder.value(
                Op::Call,
                vec![Imm::Names(Vec::new())],
                vec![value, message],
                ir::Type::Object,
            );
        }
        self.builder.terminate(Terminator::Raise(value));
        self.start_sealed(passed);
        Ok(())
    }

    /// Binds an imported object.
    fn bind_import(&mut self, name: &Name, ident: &Ident, value: ValueId) -> Lowered<()> {
        let at = Expr { kind: ExprKind::Name(Rc::clone(name)), span: ident.span };
        self.store_name(name, ident.span, value, &Type::Object, &at)
    }

    fn import(&mut self, alias: &Alias, stmt: &Stmt) -> Lowered<()> {
        self.at(stmt.span);
        let dotted = &alias.name.name;
        let none = self.none();
        let imms = vec![Imm::Str(Rc::clone(dotted)), Imm::Int(0)];
        let mut module = self.builder.value(Op::Import, imms, vec![none], ir::Type::Object);
        let mut parts = dotted.split('.');
        let first: Name = parts.next().unwrap_or_default().into();
        match &alias.alias {
            None => self.bind_import(&first, &alias.name, module),
            Some(ident) => {
                // `import a.b as c` binds the last module; the import gives the first.
                for part in parts {
                    module = self.builder.value(
                        Op::Attr,
                        vec![Imm::Str(part.into())],
                        vec![module],
                        ir::Type::Object,
                    );
                }
                self.bind_import(&ident.name, ident, module)
            }
        }
    }

    fn import_from(
        &mut self,
        module: Option<&Ident>,
        names: &ImportNames,
        level: u32,
        stmt: &Stmt,
    ) -> Lowered<()> {
        let list = match names {
            ImportNames::Names(names) => {
                names.iter().map(|alias| Imm::Str(Rc::clone(&alias.name.name))).collect()
            }
            ImportNames::Star(_) => vec![Imm::Str("*".into())],
        };
        let list = self.builder.value(Op::Const, vec![Imm::Tuple(list)], Vec::new(), ir::Type::Object);
        let name = module.map_or_else(|| "".into(), |ident| Rc::clone(&ident.name));
        let module = self.builder.value(
            Op::Import,
            vec![Imm::Str(Rc::clone(&name)), Imm::Int(level.into())],
            vec![list],
            ir::Type::Object,
        );
        let ImportNames::Names(names) = names else {
            if !matches!(self.scope, Scope::Module) {
                return self.unsupported(stmt.span, "`import *` in a class");
            }
            self.builder.effect(Op::ImportStar, Vec::new(), vec![module]);
            return Ok(());
        };
        let of = Type::Module(name);
        for alias in names {
            self.known_to_compiled_code(&of, &alias.name.name, alias.name.span)?;
            self.at(alias.name.span);
            let imms = vec![Imm::Str(Rc::clone(&alias.name.name))];
            let value = self.builder.value(Op::ImportFrom, imms, vec![module], ir::Type::Object);
            let ident = alias.alias.as_ref().unwrap_or(&alias.name);
            self.bind_import(&ident.name, ident, value)?;
        }
        Ok(())
    }
}
