//! Functions, classes and the module: what the definitions become, and what runs when the module is imported.

use super::{Lower, Lowered, Scope, class_id, function_id, promise, repr, result_repr};
use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{self, Imm, Loc, Op, Terminator, ValueId};
use crate::syntax::{ClassDef, Constant, Expr, ExprKind, FunctionDef, Name, Span, Stmt, StmtKind};
use crate::types::{FieldInfo, FunctionInfo, ParamKind, Program, Type, decorators};
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;

/// Lowers every function, then the module's own code as one more.
pub(super) fn module(program: &Program, name: &str) -> Result<ir::Module, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut functions: Vec<ir::Function> =
        program.functions.iter().map(|function| self::function(program, function, &mut problems)).collect();
    let init = function_id(functions.len());
    functions.push(module_code(program, &mut problems));
    refuse_unknown_definitions(program, &mut problems);
    if !problems.is_empty() {
        problems.sort_by_key(|problem| problem.primary.as_ref().map(|label| label.span));
        return Err(problems);
    }
    let source = &program.source().name;
    let source_name = source.rsplit(['/', '\\']).next().unwrap_or(source);
    Ok(ir::Module {
        name: name.into(),
        source_name: source_name.into(),
        functions,
        classes: program.classes.iter().map(class).collect(),
        init,
    })
}

/// What is refused wherever it stands, even in code that is never lowered.
fn refuse_unknown_definitions(program: &Program, problems: &mut Vec<Diagnostic>) {
    for function in &program.functions {
        let def = &function.def;
        if def.is_async {
            problems.push(refusal(program, def.name.span, "an `async` function"));
        }
        if !def.type_params.is_empty() {
            problems.push(refusal(program, def.name.span, "a function with type parameters"));
        }
    }
    for class in &program.classes {
        if !class.def.type_params.is_empty() {
            problems.push(refusal(program, class.def.name.span, "a class with type parameters"));
        }
    }
}

fn refusal(program: &Program, span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::UNSUPPORTED_SYNTAX, format!("{what} cannot be compiled yet"))
        .at(program.source(), span, "not supported")
        .note("compiled code must mean what the same source means as bytecode, so that it is refused")
}

/// What a function gives: what it declares, `None` for an `__init__`, else anything.
pub(super) fn declared_result(function: &FunctionInfo) -> Type {
    if !function.returns_declared && function.class.is_some() && &*function.def.name.name == "__init__" {
        return Type::None;
    }
    function.returns.clone()
}

/// How the native form of a function gives its result.
pub(super) fn result_of(function: &FunctionInfo) -> ir::Type {
    result_repr(&declared_result(function))
}

/// How a field is held: without a box only if it is always set.
pub(super) fn field_repr(field: &FieldInfo) -> ir::Type {
    match repr(&field.ty) {
        ir::Type::Float | ir::Type::Bool if !field.always_set => ir::Type::Object,
        other => other,
    }
}

fn class(class: &crate::types::ClassInfo) -> ir::Class {
    let fields = if class.is_fixed {
        class
            .fields
            .values()
            .map(|field| {
                let promise = promise(&field.ty);
                ir::Field {
                    name: Rc::clone(&field.name),
                    ty: field_repr(field),
                    class: promise.class.map(class_id),
                    builtin: promise.builtin,
                    optional: promise.optional,
                }
            })
            .collect()
    } else {
        Vec::new()
    };
    let init = class.methods.get("__init__").filter(|_| class.is_fixed).map(|index| function_id(*index));
    ir::Class { name: Rc::clone(&class.def.name.name), fields, init }
}

fn loc(program: &Program, span: Span) -> Loc {
    let (line, column) = program.source().line_column(span.start);
    Loc { line, column }
}

/// A function without its blocks.
fn shell(program: &Program, info: &FunctionInfo) -> ir::Function {
    let params = info
        .params
        .iter()
        .map(|param| {
            let promise = promise(&param.ty);
            // `self` without an annotation promises nothing.
            let annotated = !is_unannotated_self(info, &param.name);
            ir::Param {
                name: Rc::clone(&param.name),
                ty: match param.kind {
                    ParamKind::Star | ParamKind::DoubleStar => ir::Type::Object,
                    ParamKind::PositionalOnly | ParamKind::Positional | ParamKind::KeywordOnly => {
                        repr(&param.ty)
                    }
                },
                class: promise.class.filter(|_| annotated).map(class_id),
                builtin: match param.kind {
                    ParamKind::Star | ParamKind::DoubleStar => None,
                    _ => promise.builtin,
                },
                optional: promise.optional,
                kind: match param.kind {
                    ParamKind::PositionalOnly | ParamKind::Positional => ir::ParamKind::Positional,
                    ParamKind::KeywordOnly => ir::ParamKind::KeywordOnly,
                    ParamKind::Star => ir::ParamKind::Star,
                    ParamKind::DoubleStar => ir::ParamKind::DoubleStar,
                },
                has_default: param.default.is_some(),
            }
        })
        .collect();
    ir::Function {
        name: Rc::clone(&info.qualified_name),
        params,
        result: result_of(info),
        blocks: Vec::new(),
        values: Vec::new(),
        slots: Vec::new(),
        loc: loc(program, info.def.span),
    }
}

fn is_unannotated_self(info: &FunctionInfo, name: &Name) -> bool {
    let params = &info.def.params;
    info.class.is_some()
        && params
            .positional_only
            .iter()
            .chain(&params.positional)
            .next()
            .is_some_and(|first| first.name.name == *name && first.annotation.is_none())
}

/// The variables that are assigned inside a protected region: a longjmp must not undo that.
fn variables_in_memory(body: &[Stmt]) -> IndexSet<Name> {
    let mut names = IndexSet::new();
    let mut add = |stmts: &[Stmt]| {
        for stmt in stmts {
            stmt.walk(&mut |stmt| {
                crate::types::for_each_bound_name(stmt, &mut |name| {
                    names.insert(name);
                });
            });
        }
    };
    for stmt in body {
        stmt.walk(&mut |stmt| {
            if let StmtKind::Try { body, handlers, orelse, finally, .. } = &stmt.kind {
                add(body);
                if !finally.is_empty() {
                    add(orelse);
                    handlers.iter().for_each(|handler| add(&handler.body));
                }
                for ident in handlers.iter().filter_map(|handler| handler.name.as_ref()) {
                    names_insert(&mut add, ident);
                }
            }
        });
    }
    names
}

/// The name of a handler is bound like any other.
fn names_insert(add: &mut dyn FnMut(&[Stmt]), ident: &crate::syntax::Ident) {
    let target = Expr { kind: ExprKind::Name(Rc::clone(&ident.name)), span: ident.span };
    let none = Expr { kind: ExprKind::Constant(Constant::None), span: ident.span };
    add(&[Stmt { kind: StmtKind::Assign { targets: vec![target], value: none }, span: ident.span }]);
}

fn function(program: &Program, info: &FunctionInfo, problems: &mut Vec<Diagnostic>) -> ir::Function {
    let (builder, params) = super::Builder::new(shell(program, info));
    let mut lower = Lower {
        program,
        function: Some(info),
        builder,
        scope: Scope::Function,
        vars: IndexMap::new(),
        contexts: Vec::new(),
        handled: Vec::new(),
        exact: IndexMap::new(),
    };
    let in_memory = variables_in_memory(&info.def.body);
    for (name, local) in &info.locals {
        // Only an object can be no object.
        let ty = match repr(&local.ty) {
            ir::Type::Float | ir::Type::Bool if local.maybe_unbound => ir::Type::Object,
            other => other,
        };
        let var = lower.builder.new_var(Some(Rc::clone(name)), ty, in_memory.contains(name));
        lower.vars.insert(Rc::clone(name), var);
        if local.maybe_unbound && !local.is_param && in_memory.contains(name) {
            lower.unbind(var);
        }
    }
    for (param, value) in info.params.iter().zip(params) {
        if let Some(var) = lower.vars.get(&param.name).copied() {
            if let Type::Instance(class) = param.ty {
                let imms = vec![Imm::Class(class_id(class))];
                let exact = lower.builder.value(Op::IsExact, imms, vec![value], ir::Type::Bool);
                lower.exact.insert(value, exact);
            }
            let value = lower.joined(value, lower.builder.var_type(var));
            lower.builder.write(var, value);
        }
    }
    lower.block(&info.def.body, problems);
    if !lower.builder.is_terminated() {
        let end = Expr {
            kind: ExprKind::Constant(Constant::None),
            span: Span { start: info.def.span.end, ..info.def.span },
        };
        let none = lower.none();
        match lower.result(none, &Type::None, &end) {
            Ok(value) => lower.builder.terminate(Terminator::Return(value)),
            Err(problem) => problems.push(*problem),
        }
    }
    lower.builder.finish()
}

/// The code that runs on import.
fn module_code(program: &Program, problems: &mut Vec<Diagnostic>) -> ir::Function {
    let function = ir::Function {
        name: "<module>".into(),
        params: Vec::new(),
        result: ir::Type::Void,
        blocks: Vec::new(),
        values: Vec::new(),
        slots: Vec::new(),
        loc: Loc { line: 1, column: 1 },
    };
    let (builder, _) = super::Builder::new(function);
    let mut lower = Lower {
        program,
        function: None,
        builder,
        scope: Scope::Module,
        vars: IndexMap::new(),
        contexts: Vec::new(),
        handled: Vec::new(),
        exact: IndexMap::new(),
    };
    lower.block(&program.module.body, problems);
    lower.builder.terminate(Terminator::Return(None));
    lower.builder.finish()
}

impl Lower<'_> {
    /// A `def`: makes the function object, with its defaults, and binds it.
    pub(super) fn function_definition(&mut self, def: &Rc<FunctionDef>, span: Span) -> Lowered<()> {
        if matches!(self.scope, Scope::Function) {
            return self.unsupported(span, "a function inside a function");
        }
        let Some(index) = self.program.function_of(def) else {
            return self.unsupported(span, "a function here");
        };
        let exprs = decorators(def);
        for decorator in &exprs {
            if let ExprKind::Attribute { value, attribute } = &decorator.kind
                && matches!(&value.kind, ExprKind::Name(name) if &**name == "micropython")
                && (&*attribute.name == "viper" || attribute.name.starts_with("asm_"))
            {
                return self.unsupported(decorator.span, &format!("`@micropython.{}`", attribute.name));
            }
        }
        let decorators = exprs.iter().map(|decorator| self.object(decorator)).collect::<Lowered<Vec<_>>>()?;
        let mut function = self.make_function(index)?;
        for (decorator, expr) in decorators.into_iter().zip(exprs).rev() {
            self.at(expr.span);
            let args = vec![decorator, function];
            function = self.builder.value(Op::Call, vec![Imm::Names(Vec::new())], args, ir::Type::Object);
        }
        let at = Expr { kind: ExprKind::Name(Rc::clone(&def.name.name)), span: def.name.span };
        self.store_name(&def.name.name, def.name.span, function, &Type::Object, &at)
    }

    fn make_function(&mut self, index: usize) -> Lowered<ValueId> {
        let Some(info) = self.program.functions.get(index) else {
            return self.impossible(
                self.program.module.body.first().map_or(Span::default(), |stmt| stmt.span),
                "a function is unknown",
            );
        };
        let unbound =
            |this: &mut Self| this.builder.value(Op::Unbound, Vec::new(), Vec::new(), ir::Type::Object);
        let mut positional = Vec::new();
        let mut keywords = Vec::new();
        for (position, param) in info.params.iter().enumerate() {
            let Some(default) = &param.default else { continue };
            let value = self.object(default)?;
            if !super::calls::is_literal(default) {
                let position = i64::try_from(position).unwrap_or(0);
                let imms = vec![Imm::Function(function_id(index)), Imm::Int(position)];
                self.builder.effect(Op::SetDefault, imms, vec![value]);
            }
            match param.kind {
                ParamKind::KeywordOnly => keywords.push((Rc::clone(&param.name), value)),
                _ => positional.push(value),
            }
        }
        let positional = if positional.is_empty() {
            unbound(self)
        } else {
            self.builder.value(Op::NewTuple, Vec::new(), positional, ir::Type::Object)
        };
        let dict = if keywords.is_empty() {
            unbound(self)
        } else {
            let size = i64::try_from(keywords.len()).unwrap_or(0);
            let dict = self.builder.value(Op::NewDict, vec![Imm::Int(size)], Vec::new(), ir::Type::Object);
            for (name, value) in keywords {
                let key = self.interned(&name);
                self.builder.effect(Op::DictStore, Vec::new(), vec![dict, key, value]);
            }
            dict
        };
        self.at(info.def.name.span);
        let imms = vec![Imm::Function(function_id(index))];
        Ok(self.builder.value(Op::MakeFunction, imms, vec![positional, dict], ir::Type::Object))
    }

    /// A `class` of the module: runs its body into a namespace and declares it.
    pub(super) fn class_definition(
        &mut self,
        def: &Rc<ClassDef>,
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
        let Some(index) = self.program.class_of(def) else {
            return self.unsupported(def.span, "a class here");
        };
        if let Some(decorator) = def.decorators.first() {
            return self.unsupported(decorator.span, "a class decorator");
        }
        let is_object = |expr: &Expr| matches!(&expr.kind, ExprKind::Name(name) if &**name == "object" && !self.program.globals.contains_key(name));
        if let Some(base) = def.arguments.iter().find(|base| {
            !matches!(base.kind, crate::syntax::ArgumentKind::Positional) || !is_object(&base.value)
        }) {
            return self.unsupported(base.value.span, "a base class");
        }
        let mut bases = Vec::new();
        for base in &def.arguments {
            bases.push(self.object(&base.value)?);
        }
        self.at(def.name.span);
        let size = i64::try_from(def.body.len() + 2).unwrap_or(0);
        let namespace = self.builder.value(Op::NewDict, vec![Imm::Int(size)], Vec::new(), ir::Type::Object);
        // As the firmware's own class bodies begin (`py/compile.c`, compile_scope).
        let module = self.global("__name__");
        let name = self.string(&def.name.name);
        for (key, value) in [("__module__", module), ("__qualname__", name)] {
            let key = self.interned(key);
            self.builder.effect(Op::DictStore, Vec::new(), vec![namespace, key, value]);
        }
        let outer = std::mem::replace(&mut self.scope, Scope::Class { namespace, assigned: IndexSet::new() });
        self.block(&def.body, problems);
        self.scope = outer;
        self.at(def.name.span);
        let bases = self.builder.value(Op::NewTuple, Vec::new(), bases, ir::Type::Object);
        let imms = vec![Imm::Class(class_id(index))];
        let class = self.builder.value(Op::MakeClass, imms, vec![bases, namespace], ir::Type::Object);
        let at = Expr { kind: ExprKind::Name(Rc::clone(&def.name.name)), span: def.name.span };
        self.store_name(&def.name.name, def.name.span, class, &Type::Object, &at)
    }
}
