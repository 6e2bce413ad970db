//! The fields of classes: annotated in a class's body, or assigned through the first parameter of a method.

use super::{FieldInfo, FunctionInfo, Program, Type, annotation};
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
