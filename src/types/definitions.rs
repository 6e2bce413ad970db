//! Which functions and classes there are: every definition of a module is entered once, each before those in it.

use super::{ClassInfo, FunctionInfo, FunctionKind, MethodKind, OtherBases, Program, Type, viper};
use crate::syntax::binding::{Binding, for_each_binding};
use crate::syntax::{ClassDef, Expr, ExprKind, FunctionDef, Module, Name, Stmt, StmtKind};
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;

/// Enters the functions and classes of a module, in source order.
pub(super) fn collect(module: &Module, program: &mut Program) {
    let top = Place { function: None, class: None, prefix: "", repeated: false };
    collect_definitions(&module.body, &top, program);
}

/// Where definitions stand.
struct Place<'a> {
    /// The function around.
    function: Option<usize>,
    /// The class whose body it is.
    class: Option<usize>,
    /// What comes before the names: `C.`.
    prefix: &'a str,
    /// It may run more than once.
    repeated: bool,
}

/// Enters every function and class, each before those in it, in source order: methods, inner ones and lambdas.
fn collect_definitions(body: &[Stmt], place: &Place, program: &mut Program) {
    for stmt in body {
        stmt.for_each_expr(&mut |expr| collect_lambdas(expr, place, program));
        match &stmt.kind {
            StmtKind::FunctionDef(def) => enter_function(def, place, program),
            StmtKind::ClassDef(def) => enter_class(def, place, program),
            StmtKind::TypeAlias { name, .. } => _ = program.inner_classes.insert(Rc::clone(&name.name)),
            _ => {}
        }
        let repeated = place.repeated || matches!(stmt.kind, StmtKind::For { .. } | StmtKind::While { .. });
        for block in stmt.blocks() {
            collect_definitions(block, &Place { repeated, ..*place }, program);
        }
    }
}

fn collect_lambdas(expr: &Expr, place: &Place, program: &mut Program) {
    expr.for_each_child(&mut |child| collect_lambdas(child, place, program));
    if let ExprKind::Lambda(def) = &expr.kind {
        enter_function(def, &Place { class: None, ..*place }, program);
    }
}

fn enter_function(def: &Rc<FunctionDef>, place: &Place, program: &mut Program) {
    let index = program.functions.len();
    let name: Name = format!("{}{}", place.prefix, def.name.name).into();
    if let Some(class) = place.class.and_then(|class| program.classes.get_mut(class)) {
        class.methods.insert(Rc::clone(&def.name.name), index);
    }
    program
        .functions
        .push(FunctionInfo { parent: place.function, ..function(def, place.class, Rc::clone(&name)) });
    program.by_place.insert(def.span, index);
    program.inner_classes.extend(def.type_params.iter().map(|param| Rc::clone(&param.name.name)));
    let prefix = format!("{name}.");
    let inner = Place { function: Some(index), class: None, prefix: &prefix, repeated: true };
    collect_definitions(&def.body, &inner, program);
}

fn enter_class(def: &Rc<ClassDef>, place: &Place, program: &mut Program) {
    let index = program.classes.len();
    let mut attributes = IndexSet::new();
    for stmt in &def.body {
        stmt.walk(&mut |stmt| {
            if !matches!(&stmt.kind, StmtKind::FunctionDef(_)) {
                for_each_binding(stmt, &mut |name, _, binding| {
                    if !matches!(&binding, Binding::Annotated(_)) || has_value(stmt) {
                        attributes.insert(name);
                    }
                });
            }
        });
    }
    program.inner_classes.extend(def.type_params.iter().map(|param| Rc::clone(&param.name.name)));
    if place.function.is_some() || place.class.is_some() {
        program.inner_classes.insert(Rc::clone(&def.name.name));
    }
    program.classes.push(ClassInfo {
        def: Rc::clone(def),
        methods: IndexMap::new(),
        fields: IndexMap::new(),
        is_fixed: false,
        is_laid_out: false,
        attributes,
        function: place.function,
        once: !place.repeated && place.function.is_none(),
        is_inner: place.class.is_some(),
        bases: Vec::new(),
        other_bases: OtherBases::None,
    });
    let prefix = format!("{}{}.", place.prefix, def.name.name);
    let inner = Place { class: Some(index), prefix: &prefix, ..*place };
    collect_definitions(&def.body, &inner, program);
}

fn has_value(stmt: &Stmt) -> bool {
    matches!(&stmt.kind, StmtKind::AnnAssign { value: Some(_), .. })
}

fn function(def: &Rc<FunctionDef>, class: Option<usize>, qualified_name: Name) -> FunctionInfo {
    let is_property = |expr: &Expr| matches!(&expr.kind, ExprKind::Name(name) if &**name == "property");
    let method = match &decorators(def)[..] {
        [] => MethodKind::Plain,
        [only] if is_property(only) => MethodKind::Getter,
        _ => MethodKind::Decorated,
    };
    FunctionInfo {
        def: Rc::clone(def),
        qualified_name,
        class,
        method,
        params: Vec::new(),
        returns: Type::Object,
        returns_declared: false,
        returns_fixed: None,
        locals: IndexMap::new(),
        globals: IndexSet::new(),
        nonlocals: IndexSet::new(),
        unbound_reads: IndexSet::new(),
        parent: None,
        free: IndexMap::new(),
        kind: kind_of(def),
        is_viper: viper::is_viper(def),
        is_small: false,
    }
}

/// What a call of a function gives, by what its own code has.
fn kind_of(def: &FunctionDef) -> FunctionKind {
    let mut yields = false;
    for stmt in &def.body {
        stmt.walk(&mut |stmt| {
            stmt.for_each_expr(&mut |expr| {
                expr.walk(&mut |expr| {
                    yields |= matches!(expr.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_));
                });
            });
        });
    }
    match (def.is_async, yields) {
        (false, false) => FunctionKind::Plain,
        (false, true) => FunctionKind::Generator,
        // One that yields has been put into an object that is the asynchronous generator.
        (true, _) => FunctionKind::Coroutine,
    }
}

/// The decorators that make something else of a function: `micropython.native` and its like, which only say what to
/// compile it to, are not among them.
#[must_use]
pub fn decorators(def: &FunctionDef) -> Vec<&Expr> {
    let says_how = |decorator: &&Expr| matches!(emitter(decorator), Some("native" | "bytecode" | "viper"));
    def.decorators.iter().filter(|decorator| !says_how(decorator)).collect()
}

/// What a decorator `micropython.…` says a function is to be compiled to.
pub(super) fn emitter(decorator: &Expr) -> Option<&str> {
    match &decorator.kind {
        ExprKind::Attribute { value, attribute } => {
            matches!(&value.kind, ExprKind::Name(name) if &**name == "micropython")
                .then_some(&*attribute.name)
        }
        _ => None,
    }
}
