//! Assignment: to names, attributes, subscripts, and sequences of them; augmented; deletion.

use super::{Lower, Lowered, repr};
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::{BinaryOp, Expr, ExprKind, Ident, Name, Span};
use crate::types::{Global, Pointee, Type, binary_type};
use std::rc::Rc;

impl Lower<'_> {
    /// `targets = value`: the value is evaluated once and assigned from left to right.
    pub(super) fn assign(&mut self, targets: &[Expr], value: &Expr) -> Lowered<()> {
        // `a, b = b, a`: no tuple is made, but all values are there before the first is assigned.
        if let [Expr { kind: ExprKind::Tuple(targets) | ExprKind::List(targets), .. }] = targets
            && let ExprKind::Tuple(values) = &value.kind
            && targets.len() == values.len()
            && !targets.iter().chain(values).any(|item| matches!(item.kind, ExprKind::Starred(_)))
        {
            let held = values.iter().map(|value| self.expr(value)).collect::<Lowered<Vec<_>>>()?;
            for ((target, value), held) in targets.iter().zip(values).zip(held) {
                let ty = self.type_of(value);
                self.store(target, held, &ty, value)?;
            }
            return Ok(());
        }
        let held = self.expr(value)?;
        let ty = self.type_of(value);
        for target in targets {
            self.store(target, held, &ty, value)?;
        }
        Ok(())
    }

    /// Stores a value of a type. `from` is where a broken promise is shown.
    pub(super) fn store(&mut self, target: &Expr, value: ValueId, ty: &Type, from: &Expr) -> Lowered<()> {
        self.at(target.span);
        match &target.kind {
            ExprKind::Name(name) => self.store_name(name, target.span, value, ty, from),
            ExprKind::Attribute { value: object, attribute } => {
                let place = self.object(object)?;
                self.at(target.span);
                self.store_attribute(object, place, attribute, value, ty, from)
            }
            ExprKind::Subscript { value: container, index } => {
                if let Some(size) = self.pointee(container) {
                    let item = self.item_address(container, index)?;
                    self.at(target.span);
                    self.store_at(size, item, value);
                    return Ok(());
                }
                let place = self.object(container)?;
                if let ExprKind::Slice { lower, upper, step } = &index.kind {
                    let mut args = self.slice_parts([lower, upper, step])?;
                    args.insert(0, place);
                    self.at(target.span);
                    args.push(self.boxed(value));
                    self.builder.effect(Op::SetItemSlice, Vec::new(), args);
                    return Ok(());
                }
                let index_value = self.index(index)?;
                self.at(target.span);
                self.store_item(container, place, index, index_value, value, ty, from)
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => self.unpack(targets, value, ty, from),
            ExprKind::Starred(_) => self.unsupported(target.span, "this assignment"),
            _ => self.unsupported(target.span, "an assignment to this"),
        }
    }

    fn unpack(&mut self, targets: &[Expr], value: ValueId, ty: &Type, from: &Expr) -> Lowered<()> {
        let count = |n: usize| Imm::Int(i64::try_from(n).unwrap_or(i64::MAX));
        let object = self.boxed(value);
        let star = targets.iter().position(|target| matches!(target.kind, ExprKind::Starred(_)));
        let pack = match star {
            None => self.builder.value(Op::Unpack, vec![count(targets.len())], vec![object], ir::Type::Pack),
            Some(before) => {
                let imms = vec![count(before), count(targets.len() - before - 1)];
                self.builder.value(Op::UnpackStar, imms, vec![object], ir::Type::Pack)
            }
        };
        // All are out of the array before a target can suspend the function, or leave it for another version.
        let item = |i: usize| self.builder.value(Op::PackItem, vec![count(i)], vec![pack], ir::Type::Object);
        let items: Vec<ValueId> = (0..targets.len()).map(item).collect();
        for ((i, target), item) in targets.iter().enumerate().zip(items) {
            let (target, item_type) = match &target.kind {
                ExprKind::Starred(inner) => (&**inner, Type::Object),
                _ if star.is_some() => (target, Type::Object),
                _ => (target, ty.unpacked(i, targets.len())),
            };
            let item = self.convert(item, &Type::Object, &item_type, from, "unpacked item")?;
            self.store(target, item, &item_type, from)?;
        }
        Ok(())
    }

    /// Stores a value under a name.
    pub(super) fn store_name(
        &mut self,
        name: &Name,
        span: Span,
        value: ValueId,
        ty: &Type,
        from: &Expr,
    ) -> Lowered<()> {
        self.at(span);
        if let Some(namespace) = self.class_namespace(name) {
            let key = self.interned(name);
            let value = self.boxed(value);
            self.builder.effect(Op::DictStore, Vec::new(), vec![namespace, key, value]);
            return Ok(());
        }
        if let Some(place) = self.place(name) {
            let (declared, fixed) =
                self.local(name).map_or((Type::Object, None), |local| (local.ty.clone(), local.fixed));
            if declared == Type::Float && self.boxes_floats {
                let value = self.boxed(value);
                self.write_place(place, value);
                return Ok(());
            }
            let context = format!("variable '{name}'");
            let value = self.convert(value, ty, &declared, from, &context)?;
            let value = self.check_fixed(value, fixed, &context);
            self.write_place(place, value);
            return Ok(());
        }
        let value = match self.program.globals.get(name) {
            Some(Global::Variable(declared)) => {
                let declared = declared.clone();
                self.convert(value, ty, &declared, from, &format!("global '{name}'"))?
            }
            Some(
                Global::Function(_)
                | Global::Class(_)
                | Global::LateClass(_)
                | Global::Module(_)
                | Global::Member(..),
            )
            | None => value,
        };
        let value = self.boxed(value);
        self.builder.effect(Op::SetGlobal, vec![Imm::Str(Rc::clone(name))], vec![value]);
        Ok(())
    }

    fn store_attribute(
        &mut self,
        object: &Expr,
        place: ValueId,
        attribute: &Ident,
        value: ValueId,
        ty: &Type,
        from: &Expr,
    ) -> Lowered<()> {
        if &*attribute.name == "__build_class__" {
            // Of `builtins`: compiled classes are made without it.
            return self.unsupported(attribute.span, "an assignment to `__build_class__`");
        }
        if let Type::Instance(class) = self.type_of(object)
            && self.field(class, &attribute.name).is_some()
        {
            let has = self.has_fields(place, class);
            self.store_field((place, has), class, attribute, value, ty, from)?;
            return Ok(());
        }
        let of = self.type_of(object);
        if let Some(field) = self.likely_field(&of, &attribute.name) {
            let value = self.boxed(value);
            self.builder.effect(Op::SetAttrOf, vec![field], vec![place, value]);
            return Ok(());
        }
        let by_name = Imm::Str(Rc::clone(&attribute.name));
        let likely = self.likely_class(&of, |class| self.field(class, &attribute.name).is_some());
        let Some(class) = likely else {
            let value = self.boxed(value);
            self.builder.effect(Op::SetAttr, vec![by_name], vec![place, value]);
            return Ok(());
        };
        let has = self.has_fields(place, class);
        self.either(
            has,
            ir::Type::Void,
            &mut |this| this.store_field((place, has), class, attribute, value, ty, from),
            &mut |this| {
                let value = this.boxed(value);
                this.builder.effect(Op::SetAttr, vec![by_name.clone()], vec![place, value]);
                Ok(value)
            },
        )?;
        Ok(())
    }

    /// Stores a value in a field of an object that has the fields of the class if the bool says so.
    fn store_field(
        &mut self,
        (object, has): (ValueId, ValueId),
        class: usize,
        attribute: &Ident,
        value: ValueId,
        ty: &Type,
        from: &Expr,
    ) -> Lowered<ValueId> {
        let Some((field, held)) = self.field(class, &attribute.name) else {
            return self.impossible(attribute.span, "a field is unknown");
        };
        let info = self.program.classes.get(class).and_then(|class| class.fields.get(&attribute.name));
        let declared = info.map_or(Type::Object, |field| field.ty.clone());
        let context = format!("field '{}'", attribute.name);
        let value = self.convert(value, ty, &declared, from, &context)?;
        let value = self.joined(value, held);
        self.builder.effect(Op::SetField, vec![field], vec![object, has, value]);
        Ok(value)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a place is an object and an index, each as tree and as value"
    )]
    fn store_item(
        &mut self,
        container: &Expr,
        place: ValueId,
        index: &Expr,
        index_value: ValueId,
        value: ValueId,
        ty: &Type,
        from: &Expr,
    ) -> Lowered<()> {
        let item = match self.type_of(container) {
            Type::List(item) | Type::Dict(_, item) if !matches!(index.kind, ExprKind::Slice { .. }) => *item,
            _ => Type::Object,
        };
        if let Some(items) = self.array_of(container, index)
            && self.builder.ty(value) == repr(&items.ty())
        {
            let index = self.builder.value(Op::AssumeInt, Vec::new(), vec![index_value], ir::Type::Int);
            self.set_array_item(items, container, [place, index, value]);
            return Ok(());
        }
        let value = self.convert(value, ty, &item, from, "item")?;
        let value = self.boxed(value);
        if let Some((_, Some(set_item))) = self.items_by_place(container, index) {
            let index = self.builder.value(Op::AssumeInt, Vec::new(), vec![index_value], ir::Type::Int);
            self.builder.effect(set_item, Vec::new(), vec![place, index, value]);
            return Ok(());
        }
        self.builder.effect(Op::SetItem, Vec::new(), vec![place, index_value, value]);
        Ok(())
    }

    /// `target op= value`: the target's parts are evaluated once.
    pub(super) fn augment(&mut self, target: &Expr, op: BinaryOp, value: &Expr, span: Span) -> Lowered<()> {
        let result_type = |this: &Lower, old: ValueId, by: ValueId| {
            match augmented_type(op, this.builder.ty(old), this.builder.ty(by)) {
                // What the operands are objects of says what the result is one of.
                Type::Object => binary_type(op, &this.type_of(target), &this.type_of(value))
                    .filter(|ty| *ty != Type::Never && repr(ty) == ir::Type::Object)
                    .unwrap_or(Type::Object),
                number => number,
            }
        };
        match &target.kind {
            ExprKind::Name(name) => {
                let old = self.expr(target)?;
                let by = self.expr(value)?;
                self.at(span);
                let ty = result_type(self, old, by);
                let new = self.binary(op, old, by, &ty, true);
                self.store_name(name, target.span, new, &ty, value)
            }
            ExprKind::Attribute { value: object, attribute } => {
                let place = self.object(object)?;
                self.at(target.span);
                let of = self.type_of(object);
                let field = match of {
                    Type::Instance(class) => self.field(class, &attribute.name).map(|field| (class, field)),
                    _ => None,
                };
                let old = match field {
                    Some((class, (field, held))) => {
                        let has = self.has_fields(place, class);
                        let old = self.builder.value(Op::Field, vec![field], vec![place, has], held);
                        let declared = self.type_of(target);
                        let context = format!("field '{}'", attribute.name);
                        self.convert(old, &held_type(held), &declared, target, &context)?
                    }
                    None => self.attribute_by_name(place, &of, &attribute.name)?,
                };
                let by = self.expr(value)?;
                self.at(span);
                let ty = result_type(self, old, by);
                let new = self.binary(op, old, by, &ty, true);
                self.store_attribute(object, place, attribute, new, &ty, value)
            }
            ExprKind::Subscript { value: container, index } => {
                if let Some(size) = self.pointee(container) {
                    let item = self.item_address(container, index)?;
                    self.at(target.span);
                    let old = self.load(size, item);
                    let by = self.expr(value)?;
                    self.at(span);
                    let new = self.binary(op, old, by, &Type::Word, true);
                    self.store_at(size, item, new);
                    return Ok(());
                }
                let place = self.object(container)?;
                let index_value = self.index(index)?;
                self.at(target.span);
                let old = if let Some(items) = self.array_of(container, index) {
                    let index =
                        self.builder.value(Op::AssumeInt, Vec::new(), vec![index_value], ir::Type::Int);
                    self.array_item(items, container, place, index)
                } else {
                    self.item_to_change(container, place, index, index_value, target)?
                };
                let by = self.expr(value)?;
                self.at(span);
                let ty = result_type(self, old, by);
                let new = self.binary(op, old, by, &ty, true);
                self.store_item(container, place, index, index_value, new, &ty, value)
            }
            _ => self.unsupported(target.span, "an augmented assignment to this"),
        }
    }

    /// The item that an augmented assignment changes, as it is declared.
    fn item_to_change(
        &mut self,
        container: &Expr,
        place: ValueId,
        index: &Expr,
        index_value: ValueId,
        target: &Expr,
    ) -> Lowered<ValueId> {
        let declared = self.type_of(target);
        let Some((item, _)) = self.items_by_place(container, index) else {
            let args = vec![place, index_value];
            let old = self.builder.value(Op::Item, Vec::new(), args, ir::Type::Object);
            return self.convert(old, &Type::Object, &declared, target, "item");
        };
        let index = self.builder.value(Op::AssumeInt, Vec::new(), vec![index_value], ir::Type::Int);
        let old = self.builder.value(item, Vec::new(), vec![place, index], ir::Type::Object);
        match self.type_of(container) {
            Type::List(_) => self.convert(old, &Type::Object, &declared, target, "item"),
            // The firmware gives a byte.
            _ => Ok(self.given(old, &declared).unwrap_or(old)),
        }
    }

    /// `del target`.
    pub(super) fn delete(&mut self, target: &Expr) -> Lowered<()> {
        self.at(target.span);
        match &target.kind {
            ExprKind::Name(name) => {
                if let Some(namespace) = self.class_namespace(name) {
                    let key = self.interned(name);
                    self.builder.effect(Op::DelItem, Vec::new(), vec![namespace, key]);
                    return Ok(());
                }
                if let Some(place) = self.place(name) {
                    self.expr(target)?;
                    self.unbind(place);
                    return Ok(());
                }
                self.builder.effect(Op::DelGlobal, vec![Imm::Str(Rc::clone(name))], Vec::new());
                Ok(())
            }
            ExprKind::Attribute { value, attribute } => {
                let object = self.object(value)?;
                self.at(target.span);
                self.builder.effect(Op::DelAttr, vec![Imm::Str(Rc::clone(&attribute.name))], vec![object]);
                Ok(())
            }
            ExprKind::Subscript { value, index } => {
                let container = self.object(value)?;
                let index = self.index(index)?;
                self.at(target.span);
                self.builder.effect(Op::DelItem, Vec::new(), vec![container, index]);
                Ok(())
            }
            _ => self.unsupported(target.span, "`del` of this"),
        }
    }
}

/// The checker's type for what is held in a way.
pub(super) fn held_type(held: ir::Type) -> Type {
    match held {
        ir::Type::Int => Type::Int,
        ir::Type::Float => Type::Float,
        ir::Type::Bool => Type::Bool,
        ir::Type::Word => Type::Word,
        ir::Type::Uword => Type::Uword,
        ir::Type::Address => Type::Pointer(Pointee::Nothing),
        ir::Type::Object | ir::Type::Pack | ir::Type::View | ir::Type::Results | ir::Type::Void => {
            Type::Object
        }
    }
}

/// What an augmented operation gives of two values as they are held.
fn augmented_type(op: BinaryOp, a: ir::Type, b: ir::Type) -> Type {
    binary_type(op, &held_type(a), &held_type(b)).unwrap_or(Type::Object)
}
