//! Functions, classes and the module: what the definitions become, and what runs when the module is imported.

use super::floats::promises_floats;
use super::siblings::exported;
use super::variables::{Place, new_holder};
use super::{Lower, Lowered, Scope, class_id, function_id, promise, repr, result_repr};
use crate::diagnostics::Diagnostic;
use crate::ir::{self, Imm, Loc, Op, Terminator, ValueId};
use crate::syntax::{
    ArgumentKind, ClassDef, Constant, Expr, ExprKind, FunctionDef, Name, Span, Stmt, StmtKind,
};
use crate::target::Target;
use crate::types::{
    FieldInfo, FunctionInfo, FunctionKind, ParamInfo, ParamKind, Program, Type, class_variable, decorators,
    names_of_class,
};
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;

/// Lowers every function, then the module's own code as one more.
pub(super) fn module(program: &Program, name: &str, target: &Target) -> Result<ir::Module, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut functions: Vec<ir::Function> = program
        .functions
        .iter()
        .map(|function| self::function(program, function, target, &mut problems))
        .collect();
    let init = function_id(functions.len());
    functions.push(module_code(program, &mut problems));
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
        classes: (0..program.classes.len()).filter_map(|index| class(program, index)).collect(),
        init,
    })
}

/// What a function gives: what it declares, `None` for an `__init__`, else anything.
pub(super) fn declared_result(function: &FunctionInfo) -> Type {
    if !function.returns_declared && function.class.is_some() && &*function.def.name.name == "__init__" {
        return Type::None;
    }
    match function.kind {
        FunctionKind::Plain | FunctionKind::Coroutine => function.returns.clone(),
        // The annotation is of what the call gives.
        FunctionKind::Generator => Type::Object,
    }
}

/// How the native form of a function gives its result.
pub(super) fn result_of(function: &FunctionInfo) -> ir::Type {
    match function.kind {
        FunctionKind::Plain => result_repr(&declared_result(function)),
        FunctionKind::Generator | FunctionKind::Coroutine => ir::Type::Object,
    }
}

/// How a field is held: without a box only if it is always set.
pub(super) fn field_repr(field: &FieldInfo) -> ir::Type {
    match repr(&field.ty) {
        ir::Type::Float | ir::Type::Bool if !field.always_set => ir::Type::Object,
        other => other,
    }
}

fn class(program: &Program, index: usize) -> Option<ir::Class> {
    let class = program.classes.get(index)?;
    let fields = if class.is_laid_out {
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
    let laid_out = Some(index).filter(|_| class.is_laid_out);
    Some(ir::Class {
        name: Rc::clone(&class.def.name.name),
        base: laid_out.and(class.base()).map(class_id),
        fields,
        methods: laid_out.map_or_else(Vec::new, |class| super::methods::known(program, class)),
        init: laid_out.and_then(|class| program.method(class, "__init__")).map(function_id),
    })
}

fn loc(program: &Program, span: Span) -> Loc {
    let (line, column) = program.source().line_column(span.start);
    Loc::at(line, column)
}

/// A function without its blocks.
fn shell(program: &Program, info: &FunctionInfo) -> ir::Function {
    let cell = |name: &Name| ir::Param {
        name: format!("{name}_cell").into(),
        ty: ir::Type::Object,
        class: None,
        builtin: None,
        optional: false,
        kind: ir::ParamKind::Cell,
        has_default: false,
    };
    let params = info.params.iter().map(|param| {
        let promise = promise(&param.ty);
        // `self` without an annotation promises nothing.
        let annotated = !is_unannotated_self(info, &param.name);
        ir::Param {
            name: Rc::clone(&param.name),
            ty: match param.kind {
                ParamKind::Star | ParamKind::DoubleStar => ir::Type::Object,
                ParamKind::PositionalOnly | ParamKind::Positional | ParamKind::KeywordOnly => repr(&param.ty),
            },
            class: promise.class.filter(|_| annotated).map(class_id),
            builtin: match param.kind {
                ParamKind::Star | ParamKind::DoubleStar => None,
                _ => promise.builtin,
            },
            optional: promise.optional,
            kind: match param.kind {
                ParamKind::PositionalOnly => ir::ParamKind::PositionalOnly,
                ParamKind::Positional => ir::ParamKind::Positional,
                ParamKind::KeywordOnly => ir::ParamKind::KeywordOnly,
                ParamKind::Star => ir::ParamKind::Star,
                ParamKind::DoubleStar => ir::ParamKind::DoubleStar,
            },
            has_default: param.default.is_some(),
        }
    });
    let params = info.free.keys().map(cell).chain(params).collect();
    ir::Function {
        name: Rc::clone(&info.qualified_name),
        params,
        result: result_of(info),
        results: Vec::new(),
        suspends: info.kind != FunctionKind::Plain,
        is_small: info.is_small,
        exported: exported(program, info),
        blocks: Vec::new(),
        values: Vec::new(),
        slots: Vec::new(),
        loc: loc(program, if info.kind == FunctionKind::Plain { info.def.span } else { begins(&info.def) }),
    }
}

/// Where a function that is suspended begins, which is where something is thrown into it that comes before all else: its first
/// statement that does anything.
fn begins(def: &FunctionDef) -> Span {
    let is_text = |expr: &Expr| matches!(expr.kind, ExprKind::Constant(Constant::Str(_)));
    let does = |stmt: &&Stmt| match &stmt.kind {
        StmtKind::Global(_) | StmtKind::Nonlocal(_) => false,
        StmtKind::Expr(expr) => !is_text(expr),
        _ => true,
    };
    def.body.iter().find(does).map_or(def.span, |stmt| stmt.span)
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
            if let StmtKind::With { items, body, .. } = &stmt.kind {
                add(body);
                // What `as` binds is bound inside.
                for target in items.iter().filter_map(|item| item.target.as_ref()) {
                    add_target(&mut add, target);
                }
            }
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
    add_target(add, &Expr { kind: ExprKind::Name(Rc::clone(&ident.name)), span: ident.span });
}

fn add_target(add: &mut dyn FnMut(&[Stmt]), target: &Expr) {
    let span = target.span;
    let value = Expr { kind: ExprKind::Constant(Constant::None), span };
    add(&[Stmt { kind: StmtKind::Assign { targets: vec![target.clone()], value }, span }]);
}

fn function(
    program: &Program,
    info: &FunctionInfo,
    target: &Target,
    problems: &mut Vec<Diagnostic>,
) -> ir::Function {
    let (builder, params) = super::Builder::new(shell(program, info));
    let mut lower = Lower {
        program,
        function: Some(info),
        builder,
        scope: Scope::Function,
        vars: IndexMap::new(),
        contexts: Vec::new(),
        handled: Vec::new(),
        with_fields: IndexMap::new(),
        boxes_floats: !target.float_unit && !promises_floats(program, info),
    };
    let in_memory = variables_in_memory(&info.def.body);
    let (cells, params) = params.split_at(info.free.len().min(params.len()));
    for (name, value) in info.free.keys().zip(cells) {
        let holder = new_holder(&mut lower.builder, name, false);
        lower.vars.insert(Rc::clone(name), Place::Cell(holder));
        lower.builder.write(holder, *value);
    }
    for (name, local) in &info.locals {
        if local.captured {
            let holder = new_holder(&mut lower.builder, name, in_memory.contains(name));
            lower.vars.insert(Rc::clone(name), Place::Cell(holder));
            if !local.is_param {
                lower.renew_cell(name, None);
            }
            continue;
        }
        let ty = lower.variable_repr(local);
        let var = lower.builder.new_var(Some(Rc::clone(name)), ty, in_memory.contains(name));
        lower.vars.insert(Rc::clone(name), Place::Value(var));
        if local.maybe_unbound && !local.is_param && in_memory.contains(name) {
            lower.unbind(Place::Value(var));
        }
    }
    for (param, value) in info.params.iter().zip(params) {
        match lower.vars.get(&param.name).copied() {
            Some(Place::Value(var)) => {
                if let Type::Instance(class) = param.ty
                    && program.classes.get(class).is_some_and(|class| class.is_laid_out)
                {
                    let imms = vec![Imm::Class(class_id(class))];
                    let has = lower.builder.value(Op::HasFields, imms, vec![*value], ir::Type::Bool);
                    lower.with_fields.insert(*value, (class, has));
                }
                let value = if param.truth { lower.truth(*value) } else { *value };
                let value = lower.check_param(param, value);
                lower.write_place(Place::Value(var), value);
            }
            Some(Place::Cell(_)) => {
                let value = lower.check_param(param, *value);
                lower.renew_cell(&param.name, Some(value));
            }
            None => {}
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
        results: Vec::new(),
        suspends: false,
        is_small: true,
        exported: None,
        blocks: Vec::new(),
        values: Vec::new(),
        slots: Vec::new(),
        loc: Loc::at(1, 1),
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
        with_fields: IndexMap::new(),
        // What it has is for names, which hold objects.
        boxes_floats: true,
    };
    lower.block(&program.module.body, problems);
    lower.builder.terminate(Terminator::Return(None));
    lower.builder.finish()
}

impl Lower<'_> {
    /// What a parameter is given, if it promises a width.
    fn check_param(&mut self, param: &ParamInfo, value: ValueId) -> ValueId {
        self.check_fixed(value, param.fixed, &format!("{} argument '{}'", self.function_name(), param.name))
    }

    /// A `def`: makes the function object, with its defaults, and binds it.
    pub(super) fn function_definition(&mut self, def: &Rc<FunctionDef>, span: Span) -> Lowered<()> {
        let Some(index) = self.program.function_of(def) else {
            return self.unsupported(span, "a function here");
        };
        let exprs = decorators(def);
        for decorator in &exprs {
            if let ExprKind::Attribute { value, attribute } = &decorator.kind
                && matches!(&value.kind, ExprKind::Name(name) if &**name == "micropython")
                && attribute.name.starts_with("asm_")
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

    pub(super) fn make_function(&mut self, index: usize) -> Lowered<ValueId> {
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
            // Compiled code calls none but the module's functions and methods without their objects.
            let called = info.parent.is_none() && !info.def.name.name.starts_with('<');
            if called && !super::calls::is_literal(default) {
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
        let function = self.builder.value(Op::MakeFunction, imms, vec![positional, dict], ir::Type::Object);
        if info.free.is_empty() {
            return Ok(function);
        }
        let mut args = vec![function];
        for name in info.free.keys() {
            let Some(cell) = self.cell(name) else {
                return self.impossible(info.def.name.span, "a variable has no cell");
            };
            args.push(cell);
        }
        Ok(self.builder.value(Op::NewClosure, Vec::new(), args, ir::Type::Object))
    }

    /// The class whose methods the code is of or in.
    pub(super) fn class_around(&self) -> Option<usize> {
        let mut function = self.function?;
        loop {
            if function.class.is_some() {
                return function.class;
            }
            function = self.program.functions.get(function.parent?)?;
        }
    }

    /// A class for its own methods.
    pub(super) fn class_value(&mut self, class: usize) -> ValueId {
        let name = class_variable(class);
        match self.cell(&name) {
            Some(cell) => self.builder.value(Op::CellGet, Vec::new(), vec![cell], ir::Type::Object),
            None => {
                let imms = vec![Imm::Class(class_id(class))];
                self.builder.value(Op::ClassObject, imms, Vec::new(), ir::Type::Object)
            }
        }
    }

    /// A `class`: runs its body into a namespace and declares it.
    pub(super) fn class_definition(
        &mut self,
        def: &Rc<ClassDef>,
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
        let Some(index) = self.program.class_of(def) else {
            return self.unsupported(def.span, "a class here");
        };
        let decorators =
            def.decorators.iter().map(|decorator| self.object(decorator)).collect::<Lowered<Vec<_>>>()?;
        let mut bases = Vec::new();
        for base in &def.arguments {
            if base.kind != ArgumentKind::Positional {
                return self.unsupported(base.value.span, "this argument of a class");
            }
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
        // Methods that ask for a class of which there may be several find their own in a cell.
        let variable = class_variable(index);
        if self.program.functions.iter().any(|function| function.free.contains_key(&variable)) {
            let holder = new_holder(&mut self.builder, &"__class__".into(), true);
            self.vars.insert(Rc::clone(&variable), Place::Cell(holder));
            self.renew_cell(&variable, None);
        }
        let mut globals = IndexSet::new();
        for stmt in &def.body {
            stmt.walk(&mut |stmt| {
                if let StmtKind::Global(names) = &stmt.kind {
                    globals.extend(names.iter().map(|ident| Rc::clone(&ident.name)));
                }
            });
        }
        let names = names_of_class(&def.body);
        let outer = std::mem::replace(&mut self.scope, Scope::Class { namespace, names, globals });
        self.block(&def.body, problems);
        self.scope = outer;
        self.at(def.name.span);
        let bases = self.builder.value(Op::NewTuple, Vec::new(), bases, ir::Type::Object);
        let imms = vec![Imm::Class(class_id(index))];
        let mut class = self.builder.value(Op::MakeClass, imms, vec![bases, namespace], ir::Type::Object);
        if let Some(cell) = self.cell(&variable) {
            self.builder.effect(Op::CellSet, Vec::new(), vec![cell, class]);
        }
        for (decorator, expr) in decorators.into_iter().zip(&def.decorators).rev() {
            self.at(expr.span);
            let args = vec![decorator, class];
            class = self.builder.value(Op::Call, vec![Imm::Names(Vec::new())], args, ir::Type::Object);
        }
        let at = Expr { kind: ExprKind::Name(Rc::clone(&def.name.name)), span: def.name.span };
        self.store_name(&def.name.name, def.name.span, class, &Type::Object, &at)
    }
}
