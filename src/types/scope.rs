//! Which names there are, in which scope, and what those of the module mean.
//!
//! A function or class of the module is called directly when its name can only mean it: one binding in the whole
//! module, a plain `def` or `class` in the module's own body, and nothing before it that could call it too early.

use super::{
    Global, Local, OtherBases, ParamInfo, ParamKind, Program, Type, TypeTable, annotation, definitions,
    direct, fields, stubs, viper,
};
use crate::desugar::Siblings;
use crate::diagnostics::Diagnostic;
use crate::syntax::binding::{Binding, for_each_binding};
use crate::syntax::{ArgumentKind, Expr, ExprKind, ImportNames, Module, Name, Stmt, StmtKind};
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;

pub(super) fn resolve<'a>(module: &'a Module, siblings: &Siblings) -> (Program<'a>, Vec<Diagnostic>) {
    let mut program = Program {
        module,
        functions: Vec::new(),
        classes: Vec::new(),
        globals: IndexMap::new(),
        types: TypeTable::default(),
        inner_classes: IndexSet::new(),
        stars: Vec::new(),
        members: IndexMap::new(),
        defined: IndexMap::new(),
        interfaces: super::siblings::interfaces(module, siblings),
        wanted: siblings.wanted.iter().map(|name| Name::from(name.as_str())).collect(),
        assigned_attributes: IndexSet::new(),
        by_place: std::collections::HashMap::new(),
    };
    let mut diagnostics = Vec::new();
    definitions::collect(module, &mut program);
    name_globals(module, siblings, &mut program);
    (0..program.classes.len()).for_each(|index| find_bases(&mut program, index));
    annotate_globals(module, &mut program, &mut diagnostics);
    for index in 0..program.classes.len() {
        fields::collect(&mut program, index, &mut diagnostics);
    }
    fields::note_set(&mut program);
    fields::note_deleted(&mut program);
    for index in 0..program.functions.len() {
        collect_signature(&mut program, index, &mut diagnostics);
        collect_locals(&mut program, index, &mut diagnostics);
    }
    super::closures::resolve(&mut program);
    (program, diagnostics)
}

/// Says what each name of the module means.
fn name_globals(module: &Module, siblings: &Siblings, program: &mut Program) {
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
    let direct = direct::callable_directly(module);
    for (name, bindings) in bindings {
        if let [Binding::Member(0, module, member)] = &bindings[..]
            && !may_be_replaced.contains(&name)
        {
            program.members.insert(Rc::clone(&name), ((*module).into(), Rc::clone(member)));
        }
        if let [Binding::Function(def)] = &bindings[..]
            && !may_be_replaced.contains(&name)
            && definitions::decorators(def).is_empty()
            && let Some(function) = program.function_of(def)
        {
            program.defined.insert(Rc::clone(&name), function);
        }
        let global = match &bindings[..] {
            _ if may_be_replaced.contains(&name) => None,
            [Binding::Function(def)] if direct.contains(&def.span) => {
                program.function_of(def).map(Global::Function)
            }
            [Binding::Class(def)] if direct.contains(&def.span) => program.class_of(def).map(Global::Class),
            [Binding::Class(def)] => program.class_of(def).map(Global::LateClass),
            [Binding::Module(module)] => Some(Global::Module(Rc::clone(module))),
            [Binding::Member(0, module, member)] if stubs::knows(module) => {
                Some(Global::Member((*module).into(), Rc::clone(member)))
            }
            [Binding::Member(level, module, member)] => program.sibling(siblings, *level, module, member),
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

/// Reads the parameters and the result of a function.
fn collect_signature(program: &mut Program, index: usize, diagnostics: &mut Vec<Diagnostic>) {
    let Some(function) = program.functions.get(index) else { return };
    let def = Rc::clone(&function.def);
    let this = fields::self_name(function);
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
    let fixed = |annotation: Option<&Expr>| {
        annotation.filter(|_| !is_viper).and_then(|annotation| annotation::fixed(program, annotation))
    };
    let mut params = Vec::new();
    for (kind, param) in ParamKind::each(&def.params) {
        let annotated = read(param.annotation.as_ref());
        // What a viper function does with a bool is ask for its truth.
        let truth =
            is_viper && annotated == Type::Bool && !matches!(kind, ParamKind::Star | ParamKind::DoubleStar);
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
            fixed: fixed(param.annotation.as_ref())
                .filter(|_| !matches!(kind, ParamKind::Star | ParamKind::DoubleStar)),
            likely: None,
        });
    }
    let returns = read(def.returns.as_ref());
    let returns_fixed = fixed(def.returns.as_ref());
    if let Some(function) = program.functions.get_mut(index) {
        function.params = params;
        function.returns = returns;
        function.returns_declared = def.returns.is_some();
        function.returns_fixed = returns_fixed;
    }
}

/// Finds the variables of a function.
fn collect_locals(program: &mut Program, index: usize, diagnostics: &mut Vec<Diagnostic>) {
    let Some(function) = program.functions.get(index) else { return };
    let mut locals: IndexMap<Name, Local> = IndexMap::new();
    let (mut globals, mut nonlocals) = (IndexSet::new(), IndexSet::new());
    let annotated: IndexSet<&Name> = ParamKind::each(&function.def.params)
        .filter(|(_, param)| param.annotation.is_some())
        .map(|(_, param)| &param.name.name)
        .collect();
    for param in &function.params {
        // What `*args`, `**kwargs` and `self` are on entry is no promise of what is assigned to them later.
        let declared = param.ty == Type::Object || annotated.contains(&param.name);
        let ty = if param.truth { Type::Bool } else { param.ty.clone() };
        let local = Local { ty, declared, fixed: param.fixed, is_param: true, ..Local::default() };
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
                            local.fixed = annotation::fixed(program, annotation);
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
