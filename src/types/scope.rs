//! Which names there are, in which scope, and what those of the module mean.
//!
//! A function or class of the module is called directly when its name can only mean it: one binding in the whole
//! module, a plain `def` or `class` in the module's own body, and nothing before it that could call it too early.

use super::definitions::{self, decorators};
use super::{
    FieldInfo, FunctionInfo, Global, Local, OtherBases, ParamInfo, ParamKind, Program, Type, TypeTable,
    annotation, builtins, stubs, viper,
};
use crate::diagnostics::Diagnostic;
use crate::syntax::binding::{Binding, bound_name, for_each_binding, for_each_target};
use crate::syntax::{ArgumentKind, Expr, ExprKind, ImportNames, Module, Name, Span, Stmt, StmtKind};
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;

pub(super) fn resolve(module: &Module) -> (Program<'_>, Vec<Diagnostic>) {
    let mut program = Program {
        module,
        functions: Vec::new(),
        classes: Vec::new(),
        globals: IndexMap::new(),
        types: TypeTable::default(),
        inner_classes: IndexSet::new(),
        stars: Vec::new(),
        members: IndexMap::new(),
        assigned_attributes: IndexSet::new(),
        by_place: std::collections::HashMap::new(),
    };
    let mut diagnostics = Vec::new();
    definitions::collect(module, &mut program);
    name_globals(module, &mut program);
    (0..program.classes.len()).for_each(|index| find_bases(&mut program, index));
    annotate_globals(module, &mut program, &mut diagnostics);
    for index in 0..program.classes.len() {
        collect_fields(&mut program, index, &mut diagnostics);
    }
    fields_deleted(&mut program);
    for index in 0..program.functions.len() {
        collect_signature(&mut program, index, &mut diagnostics);
        collect_locals(&mut program, index, &mut diagnostics);
    }
    super::closures::resolve(&mut program);
    (program, diagnostics)
}

/// Says what each name of the module means.
fn name_globals(module: &Module, program: &mut Program) {
    let stars = stars(module);
    program.stars = stars.iter().map(|(_, of)| of.clone()).collect();
    // What is bound before may be something else after.
    let replaced = stars.last().map_or(&[][..], |(last, _)| module.body.get(..=*last).unwrap_or_default());
    let mut may_be_replaced: IndexSet<Name> = IndexSet::new();
    for stmt in replaced {
        stmt.walk(&mut |stmt| for_each_binding(stmt, &mut |name, _, _| _ = may_be_replaced.insert(name)));
    }
    let mut bindings: IndexMap<Name, Vec<Binding>> = IndexMap::new();
    for stmt in &module.body {
        stmt.walk(&mut |stmt| {
            for_each_binding(stmt, &mut |name, _, binding| bindings.entry(name).or_default().push(binding));
        });
    }
    // A function that declares a name global may bind it at any time.
    for function in &program.functions {
        for stmt in &function.def.body {
            stmt.walk(&mut |stmt| {
                if let StmtKind::Global(names) = &stmt.kind {
                    for ident in names {
                        bindings.entry(Rc::clone(&ident.name)).or_default().push(Binding::Value);
                    }
                }
            });
        }
    }
    let direct = callable_directly(module);
    for (name, bindings) in bindings {
        if let [Binding::Member(module, member)] = &bindings[..]
            && !may_be_replaced.contains(&name)
        {
            program.members.insert(Rc::clone(&name), (Rc::clone(module), Rc::clone(member)));
        }
        let global = match &bindings[..] {
            _ if may_be_replaced.contains(&name) => None,
            [Binding::Function(def)] if direct.contains(&def.span) => {
                program.function_of(def).map(Global::Function)
            }
            [Binding::Class(def)] if direct.contains(&def.span) => program.class_of(def).map(Global::Class),
            [Binding::Class(def)] => program.class_of(def).map(Global::LateClass),
            [Binding::Module(module)] => Some(Global::Module(Rc::clone(module))),
            [Binding::Member(module, member)] if stubs::knows(module) => {
                Some(Global::Member(Rc::clone(module), Rc::clone(member)))
            }
            _ => None,
        };
        program.globals.insert(name, global.unwrap_or(Global::Variable(Type::Object)));
    }
}

/// The statements `from … import *`: which statement of the module's body each is in, and the module that it takes from; none
/// for one of the module's own package.
fn stars(module: &Module) -> Vec<(usize, Option<Name>)> {
    let mut stars = Vec::new();
    for (index, stmt) in module.body.iter().enumerate() {
        stmt.walk(&mut |stmt| {
            if let StmtKind::ImportFrom { module, names: ImportNames::Star(_), level } = &stmt.kind {
                let of = module.as_ref().filter(|_| *level == 0).map(|ident| Rc::clone(&ident.name));
                stars.push((index, of));
            }
        });
    }
    stars
}

/// The definitions in the module's body that nothing can call before they run: those that only definitions, imports
/// and simple assignments precede.
fn callable_directly(module: &Module) -> IndexSet<Span> {
    let mut direct = IndexSet::new();
    let mut defined: IndexSet<&Name> = IndexSet::new();
    for stmt in &module.body {
        stmt.walk(&mut |stmt| match &stmt.kind {
            StmtKind::FunctionDef(def) => _ = defined.insert(&def.name.name),
            StmtKind::ClassDef(def) => _ = defined.insert(&def.name.name),
            _ => {}
        });
    }
    // Boards' `type` calls nothing of a base; a method of this name is for firmware that would.
    let hooked = defined_in_classes(&module.body, "__init_subclass__");
    for stmt in &module.body {
        if !is_inert(stmt, module, &defined, hooked) {
            break;
        }
        match &stmt.kind {
            StmtKind::FunctionDef(def) if decorators(def).is_empty() && !def.is_async => {
                direct.insert(def.span);
            }
            StmtKind::ClassDef(def)
                if def.decorators.is_empty()
                    && def.body.iter().all(|stmt| is_inert(stmt, module, &defined, hooked)) =>
            {
                direct.insert(def.span);
            }
            StmtKind::FunctionDef(_) | StmtKind::ClassDef(_) => break,
            _ => {}
        }
    }
    direct
}

/// A statement that cannot call a function of this module: it calls only built-ins and what is imported, and hands
/// nobody a function or class that is defined here.
///
/// What the compiler provides is called like nothing in a program, `$X`, and calls nothing of it.
fn is_inert(stmt: &Stmt, module: &Module, defined: &IndexSet<&Name>, hooked: bool) -> bool {
    let is_provided = |expr: &Expr| matches!(&expr.kind, ExprKind::Name(name) if name.starts_with('$'));
    if let StmtKind::Expr(Expr { kind: ExprKind::Call { function, .. }, .. }) = &stmt.kind
        && is_provided(function)
    {
        return true;
    }
    let mut inert = true;
    stmt.walk(&mut |stmt| {
        let is_base = |expr: &Expr| match &stmt.kind {
            StmtKind::ClassDef(def) if !hooked => {
                def.arguments.iter().any(|base| base.value.span == expr.span)
            }
            _ => false,
        };
        stmt.for_each_expr(&mut |expr| {
            expr.walk(&mut |expr| {
                inert &= match &expr.kind {
                    ExprKind::Name(name) => is_provided(expr) || !defined.contains(name) || is_base(expr),
                    ExprKind::Call { function, .. } => match &function.kind {
                        ExprKind::Name(name) => builtins::is_builtin(name) || imported(module, name),
                        ExprKind::Attribute { value, .. } => {
                            matches!(&value.kind, ExprKind::Name(name) if imported(module, name))
                        }
                        _ => false,
                    },
                    _ => true,
                };
            });
        });
    });
    inert
}

fn defined_in_classes(body: &[Stmt], name: &str) -> bool {
    let defines = |stmt: &Stmt| matches!(&stmt.kind, StmtKind::FunctionDef(def) if &*def.name.name == name);
    body.iter().any(|stmt| matches!(&stmt.kind, StmtKind::ClassDef(def) if def.body.iter().any(defines)))
}

fn imported(module: &Module, name: &Name) -> bool {
    module.body.iter().any(|stmt| match &stmt.kind {
        StmtKind::Import(names) => names.iter().any(|alias| *bound_name(alias) == **name),
        StmtKind::ImportFrom { names: ImportNames::Names(names), .. } => {
            names.iter().any(|alias| *bound_name(alias) == **name)
        }
        _ => false,
    })
}

/// Finds what a class derives from.
fn find_bases(program: &mut Program, index: usize) {
    let Some(class) = program.classes.get(index) else { return };
    let (mut bases, mut others) = (Vec::new(), OtherBases::None);
    for argument in &class.def.arguments {
        let base = match (&argument.kind, &argument.value.kind) {
            (ArgumentKind::Keyword(_), _) => continue,
            // In a function the name may be one of its own.
            (ArgumentKind::Positional, ExprKind::Name(name)) if class.function.is_none() => {
                match program.globals.get(name) {
                    Some(Global::Class(base) | Global::LateClass(base)) => {
                        bases.push(*base);
                        OtherBases::None
                    }
                    None if &**name == "object" => OtherBases::None,
                    None if program.means_builtin(name) => OtherBases::Builtin,
                    _ => OtherBases::Unknown,
                }
            }
            _ => OtherBases::Unknown,
        };
        others = others.max(base);
    }
    if let Some(class) = program.classes.get_mut(index) {
        class.bases = bases;
        class.other_bases = others;
    }
}

/// Types the module's annotated variables.
fn annotate_globals(module: &Module, program: &mut Program, diagnostics: &mut Vec<Diagnostic>) {
    for stmt in &module.body {
        stmt.walk(&mut |stmt| {
            for_each_binding(stmt, &mut |name, _, binding| {
                if let Binding::Annotated(annotation) = binding {
                    match annotation::read(program, annotation) {
                        Ok(ty) => {
                            if matches!(program.globals.get(&name), Some(Global::Variable(_))) {
                                program.globals.insert(name, Global::Variable(ty));
                            }
                        }
                        Err(diagnostic) => diagnostics.push(diagnostic),
                    }
                }
            });
        });
    }
}

/// Finds the fields of a class: annotated in its body, or assigned through the first parameter of a method.
fn collect_fields(program: &mut Program, index: usize, diagnostics: &mut Vec<Diagnostic>) {
    let Some(class) = program.classes.get(index) else { return };
    let def = Rc::clone(&class.def);
    let methods = class.methods.clone();
    let mut fields: IndexMap<Name, FieldInfo> = IndexMap::new();
    let mut declare = |program: &Program, name: &Name, span: Span, annotation: Option<&Expr>| {
        let ty = match annotation.map(|annotation| annotation::read(program, annotation)) {
            Some(Ok(ty)) => ty,
            Some(Err(diagnostic)) => {
                diagnostics.push(diagnostic);
                Type::Object
            }
            None => Type::Object,
        };
        let field = fields.entry(Rc::clone(name)).or_insert_with(|| FieldInfo {
            name: Rc::clone(name),
            ty: ty.clone(),
            always_set: false,
            final_at: None,
            declared: false,
            span,
        });
        field.declared |= annotation.is_some();
        if annotation.is_some_and(crate::syntax::binding::is_final) {
            field.final_at.get_or_insert(span);
        }
        if annotation.is_some() && field.ty == Type::Object {
            field.ty = ty;
        }
    };
    for stmt in &def.body {
        if let StmtKind::AnnAssign { target: Expr { kind: ExprKind::Name(name), span }, annotation, .. } =
            &stmt.kind
        {
            declare(program, name, *span, Some(annotation));
        }
    }
    for method in program.functions.iter().filter(|function| function.class == Some(index)) {
        let Some(this) = self_name(method) else { continue };
        for stmt in &method.def.body {
            stmt.walk(&mut |stmt| {
                if let StmtKind::AnnAssign { target, annotation, .. } = &stmt.kind
                    && let Some(name) = attribute_of(target, &this)
                {
                    declare(program, name, target.span, Some(annotation));
                }
                for_each_target(stmt, &mut |target| {
                    if let Some(name) = attribute_of(target, &this) {
                        declare(program, name, target.span, None);
                    }
                });
            });
        }
    }
    // A property or method of the same name wins over a field in Python, so that it is no field; and what else may be asked
    // when the attribute is set or read does too.
    fields.retain(|name, field| {
        !methods.contains_key(name) && !def.body.iter().any(|stmt| binds_descriptor(program, stmt, field))
    });
    let init = methods.get("__init__").and_then(|init| program.functions.get(*init));
    let is_fixed = init.is_some()
        && class.once
        && !class.is_inner
        && def.decorators.is_empty()
        && !methods.contains_key("__new__")
        && !["__getattr__", "__setattr__", "__delattr__", "__slots__"].iter().any(|name| methods.contains_key(*name))
        && def.arguments.iter().all(
            |base| matches!((&base.kind, &base.value.kind), (ArgumentKind::Positional, ExprKind::Name(name)) if &**name == "object"),
        );
    if let Some(init) = init {
        for name in super::bound::fields_set_first(init) {
            if let Some(field) = fields.get_mut(&name) {
                field.always_set = true;
            }
        }
    }
    if let Some(class) = program.classes.get_mut(index) {
        class.fields = fields;
        class.is_fixed = is_fixed;
    }
}

/// Whether a statement of a class's body may give the class a descriptor, as a call of `property` is, in the place of a field.
/// An annotation is believed, unless it names a class whose objects are descriptors.
fn binds_descriptor(program: &Program, stmt: &Stmt, field: &FieldInfo) -> bool {
    let may_be = |value: &Expr| {
        !matches!(
            &value.kind,
            ExprKind::Constant(_)
                | ExprKind::FString(_)
                | ExprKind::List(_)
                | ExprKind::Tuple(_)
                | ExprKind::Set(_)
                | ExprKind::Dict(_)
                | ExprKind::ListComp { .. }
                | ExprKind::SetComp { .. }
                | ExprKind::DictComp { .. }
                | ExprKind::Compare { .. }
                | ExprKind::Unary { .. }
                | ExprKind::Binary { .. }
                | ExprKind::Lambda(_)
        )
    };
    let has_hooks = |index: &usize| {
        program.classes.get(*index).is_some_and(|class| {
            ["__get__", "__set__", "__delete__"].iter().any(|name| class.methods.contains_key(*name))
        })
    };
    let is_asked =
        matches!(&field.ty, Type::Object) || matches!(&field.ty, Type::Instance(index) if has_hooks(index));
    let mut found = false;
    stmt.walk(&mut |stmt| {
        for_each_binding(stmt, &mut |name, _, _| {
            found |= name == field.name
                && match &stmt.kind {
                    StmtKind::Assign { value, .. } => may_be(value),
                    StmtKind::AnnAssign { value: Some(value), .. } => is_asked && may_be(value),
                    StmtKind::AnnAssign { value: None, .. } => false,
                    _ => true,
                };
        });
    });
    found
}

/// Notes the attributes that the module assigns. A field that it deletes anywhere, of whatever object, may be without a
/// value.
fn fields_deleted(program: &mut Program) {
    let mut names: IndexSet<Name> = IndexSet::new();
    let mut assigned: IndexSet<Name> = IndexSet::new();
    let classes = program.classes.iter().map(|class| &class.def.body);
    let functions = program.functions.iter().map(|function| &function.def.body);
    for stmt in [&program.module.body].into_iter().chain(classes).chain(functions).flatten() {
        stmt.walk(&mut |stmt| {
            for_each_target(stmt, &mut |target| {
                if let ExprKind::Attribute { attribute, .. } = &target.kind {
                    let set =
                        if matches!(stmt.kind, StmtKind::Delete(_)) { &mut names } else { &mut assigned };
                    set.insert(Rc::clone(&attribute.name));
                }
            });
        });
    }
    program.assigned_attributes = assigned;
    for field in program.classes.iter_mut().flat_map(|class| class.fields.values_mut()) {
        field.always_set &= !names.contains(&field.name);
    }
}

/// The first parameter of an undecorated method or of a property: `self`.
pub(super) fn self_name(method: &FunctionInfo) -> Option<Name> {
    let is_static = method.def.decorators.iter().any(
        |decorator| matches!(&decorator.kind, ExprKind::Name(name) if matches!(&**name, "staticmethod" | "classmethod")),
    );
    if is_static || method.class.is_none() {
        return None;
    }
    let params = &method.def.params;
    params.positional_only.iter().chain(&params.positional).next().map(|param| Rc::clone(&param.name.name))
}

/// The name of an attribute of a variable: `x` of `self.x`.
pub(super) fn attribute_of<'a>(target: &'a Expr, variable: &Name) -> Option<&'a Name> {
    match &target.kind {
        ExprKind::Attribute { value, attribute } => match &value.kind {
            ExprKind::Name(name) if name == variable => Some(&attribute.name),
            _ => None,
        },
        _ => None,
    }
}

/// Reads the parameters and the result of a function.
fn collect_signature(program: &mut Program, index: usize, diagnostics: &mut Vec<Diagnostic>) {
    let Some(function) = program.functions.get(index) else { return };
    let def = Rc::clone(&function.def);
    let this = self_name(function);
    let this_type = match function.class {
        Some(class) if program.classes.get(class).is_some_and(|class| class.is_fixed) => {
            Type::Instance(class)
        }
        _ => Type::Object,
    };
    let is_viper = function.is_viper;
    let reader = if is_viper { viper::annotation } else { annotation::read };
    let mut read = |annotation: Option<&Expr>| match annotation.map(|expr| reader(program, expr)) {
        Some(Ok(ty)) => ty,
        Some(Err(diagnostic)) => {
            diagnostics.push(diagnostic);
            Type::Object
        }
        None => Type::Object,
    };
    let mut params = Vec::new();
    let source = &def.params;
    let groups = [
        (ParamKind::PositionalOnly, &source.positional_only[..]),
        (ParamKind::Positional, &source.positional[..]),
        (ParamKind::KeywordOnly, &source.keyword_only[..]),
        (ParamKind::Star, source.star.as_slice()),
        (ParamKind::DoubleStar, source.double_star.as_slice()),
    ];
    for (kind, group) in groups {
        for param in group {
            let annotated = read(param.annotation.as_ref());
            // What a viper function does with a bool is ask for its truth.
            let truth = is_viper
                && annotated == Type::Bool
                && !matches!(kind, ParamKind::Star | ParamKind::DoubleStar);
            let ty = match kind {
                ParamKind::Star => Type::AnyTuple,
                ParamKind::DoubleStar => Type::Dict(Box::new(Type::Str), Box::new(Type::Object)),
                _ if params.is_empty()
                    && this.as_ref() == Some(&param.name.name)
                    && param.annotation.is_none() =>
                {
                    this_type.clone()
                }
                _ if truth => Type::Object,
                _ => annotated,
            };
            params.push(ParamInfo {
                name: Rc::clone(&param.name.name),
                span: param.name.span,
                ty,
                kind,
                default: param.default.clone(),
                truth,
            });
        }
    }
    let returns = read(def.returns.as_ref());
    if let Some(function) = program.functions.get_mut(index) {
        function.params = params;
        function.returns = returns;
        function.returns_declared = def.returns.is_some();
    }
}

/// Finds the variables of a function.
fn collect_locals(program: &mut Program, index: usize, diagnostics: &mut Vec<Diagnostic>) {
    let Some(function) = program.functions.get(index) else { return };
    let mut locals: IndexMap<Name, Local> = IndexMap::new();
    let (mut globals, mut nonlocals) = (IndexSet::new(), IndexSet::new());
    let source = &function.def.params;
    let lists = [&source.positional_only[..], &source.positional, &source.keyword_only];
    let named = lists.into_iter().flatten().chain(&source.star).chain(&source.double_star);
    let annotated: IndexSet<&Name> =
        named.filter(|param| param.annotation.is_some()).map(|param| &param.name.name).collect();
    for param in &function.params {
        // What `*args`, `**kwargs` and `self` are on entry is no promise of what is assigned to them later.
        let declared = param.ty == Type::Object || annotated.contains(&param.name);
        let ty = if param.truth { Type::Bool } else { param.ty.clone() };
        let local = Local { ty, declared, is_param: true, ..Local::default() };
        locals.insert(Rc::clone(&param.name), local);
    }
    for stmt in &function.def.body {
        stmt.walk(&mut |stmt| {
            let (list, set) = match &stmt.kind {
                StmtKind::Global(list) => (list, &mut globals),
                StmtKind::Nonlocal(list) => (list, &mut nonlocals),
                _ => return,
            };
            set.extend(list.iter().map(|name| Rc::clone(&name.name)));
        });
    }
    // What the body of a class declares nonlocal is assigned by the function's own code.
    let mut of_classes = IndexSet::new();
    nonlocals_of_classes(&function.def.body, false, &mut of_classes);
    let mut unbound = Vec::new();
    for stmt in &function.def.body {
        stmt.walk(&mut |stmt| {
            for_each_binding(stmt, &mut |name, _, binding| {
                if globals.contains(&name) || nonlocals.contains(&name) {
                    return;
                }
                let local = locals.entry(name).or_default();
                // viper takes no types from there.
                if function.is_viper {
                    return;
                }
                if let Binding::Annotated(annotation) = binding {
                    match annotation::read(program, annotation) {
                        Ok(ty) => {
                            local.ty = ty;
                            local.declared = true;
                        }
                        Err(diagnostic) => diagnostics.push(diagnostic),
                    }
                }
            });
        });
    }
    for name in of_classes {
        if let Some(local) = locals.get_mut(&name) {
            local.assigned_elsewhere = true;
        }
        match locals.get_mut(&name) {
            Some(local) if !local.declared => (local.ty, local.declared) = (Type::Object, true),
            Some(_) => {}
            None => _ = nonlocals.insert(name),
        }
    }
    super::bound::reads_without_value(function, &locals, &mut unbound);
    let Some(function) = program.functions.get_mut(index) else { return };
    for (name, span) in unbound {
        if let Some(local) = locals.get_mut(&name) {
            local.maybe_unbound = true;
        }
        function.unbound_reads.insert(span);
    }
    function.locals = locals;
    function.globals = globals;
    function.nonlocals = nonlocals;
}

/// The names that classes in a body declare nonlocal.
fn nonlocals_of_classes(body: &[Stmt], in_class: bool, names: &mut IndexSet<Name>) {
    for stmt in body {
        stmt.walk(&mut |stmt| match &stmt.kind {
            StmtKind::Nonlocal(idents) if in_class => {
                names.extend(idents.iter().map(|ident| Rc::clone(&ident.name)));
            }
            StmtKind::ClassDef(def) => nonlocals_of_classes(&def.body, true, names),
            _ => {}
        });
    }
}
