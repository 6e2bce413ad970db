//! The fields of classes: annotated in a class's body, or assigned through the first parameter of a method.

use super::bound::{SetFirst, fields_set_first};
use super::{FieldInfo, FunctionInfo, MethodKind, OtherBases, Program, Type, annotation};
use crate::diagnostics::Diagnostic;
use crate::syntax::binding::{for_each_binding, for_each_target};
use crate::syntax::{ArgumentKind, Expr, ExprKind, Name, Span, Stmt, StmtKind};
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;

/// Finds the fields of a class: annotated in its body, or assigned through the first parameter of a method.
pub(super) fn collect(program: &mut Program, index: usize, diagnostics: &mut Vec<Diagnostic>) {
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
            owner: index,
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
    let base = known_base(program, index);
    fields.retain(|name, field| !hides(program, index, name, field));
    let inherited = base.and_then(|base| program.classes.get(base)).map(|base| base.fields.clone());
    let is_fixed = (methods.contains_key("__init__") || base.is_some_and(|base| program.method(base, "__init__").is_some()))
        && !class.attributes.contains("__init__")
        && class.once
        && !class.is_inner
        && def.decorators.is_empty()
        && !methods.contains_key("__new__")
        && !["__getattr__", "__setattr__", "__delattr__", "__slots__"].iter().any(|name| methods.contains_key(*name))
        && (base.is_some() || def.arguments.iter().all(
            |base| matches!((&base.kind, &base.value.kind), (ArgumentKind::Positional, ExprKind::Name(name)) if &**name == "object"),
        ))
        // It takes the fields of its base as they are.
        && inherited.iter().flatten().all(|(name, field)| {
            !hides(program, index, name, field)
                && fields.get(name).is_none_or(|own| !own.declared || own.ty == field.ty)
        })
        // What an instance has in the place of a method of its base is called.
        && fields.keys().all(|name| !base.is_some_and(|base| is_plain_method(program, base, name)));
    if let Some(inherited) = inherited.filter(|_| is_fixed) {
        let own = std::mem::replace(&mut fields, inherited);
        for (name, field) in own {
            let is_hidden = base
                .is_some_and(|base| program.ancestors(base).any(|base| hides(program, base, &name, &field)));
            if !is_hidden {
                fields.entry(name).or_insert(field);
            }
        }
    }
    if let Some(class) = program.classes.get_mut(index) {
        class.fields = fields;
        class.is_fixed = is_fixed;
    }
}

/// The one class that a class derives from, if that stands before it in the module and all of it is known.
fn known_base(program: &Program, index: usize) -> Option<usize> {
    let class = program.classes.get(index)?;
    match (&class.bases[..], &class.def.arguments[..]) {
        ([base], [_]) if *base < index && class.other_bases == OtherBases::None => {
            program.classes.get(*base).is_some_and(|base| base.is_fixed).then_some(*base)
        }
        _ => None,
    }
}

/// Whether a class, or one that it derives from, has a method of a name, no property.
fn is_plain_method(program: &Program, class: usize, name: &Name) -> bool {
    let method = |class: usize| program.functions.get(*program.classes.get(class)?.methods.get(name)?);
    program.ancestors(class).filter_map(method).any(|method| method.method == MethodKind::Plain)
}

/// Whether a class has something that is asked before a field. A property or method of the same name wins over a field in
/// Python, so that it is no field; and what else may be asked when the attribute is set or read does too.
fn hides(program: &Program, class: usize, name: &Name, field: &FieldInfo) -> bool {
    program.classes.get(class).is_some_and(|class| {
        class.methods.contains_key(name)
            || class.def.body.iter().any(|stmt| binds_descriptor(program, stmt, field))
    })
}

/// Notes the fields that every `__init__` which makes an instance that has them sets, before anything else can see the
/// instance.
pub(super) fn note_set(program: &mut Program) {
    let mut all: Vec<SetFirst> = Vec::new();
    for (index, class) in program.classes.iter().enumerate() {
        let means_super = !program.globals.contains_key("super") && program.means_builtin("super");
        let base = class.base().and_then(|base| all.get(base)).filter(|_| means_super);
        let init = class.methods.get("__init__").and_then(|init| program.functions.get(*init));
        let set = match init {
            Some(init) => fields_set_first(init, base),
            None => class.base().and_then(|base| all.get(base)).cloned().unwrap_or_default(),
        };
        debug_assert_eq!(index, all.len());
        all.push(set);
    }
    let sets = |class: usize, name: &Name| all.get(class).is_some_and(|set| set.names.contains(name));
    let mut always: Vec<Vec<bool>> = Vec::new();
    for (owner, class) in program.classes.iter().enumerate() {
        let is_set = |name: &Name| {
            (0..program.classes.len()).all(|class| !program.derives(class, owner) || sets(class, name))
        };
        always.push(class.fields.iter().map(|(name, field)| field.owner == owner && is_set(name)).collect());
    }
    for index in 0..program.classes.len() {
        let Some(class) = program.classes.get(index) else { continue };
        let of_owner = |(place, field): (usize, &FieldInfo)| {
            always.get(field.owner).and_then(|fields| fields.get(place)).copied().unwrap_or(false)
        };
        let set: Vec<bool> = class.fields.values().enumerate().map(of_owner).collect();
        if let Some(class) = program.classes.get_mut(index) {
            class.fields.values_mut().zip(set).for_each(|(field, set)| field.always_set = set);
        }
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
pub(super) fn note_deleted(program: &mut Program) {
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
