//! Expressions.
//!
//! [`Lower::expr`] gives a value held as the expression's type says: an `int` as `int`, a `float` as `float`, a `bool`
//! as `bool`, everything else as an object.

use super::assign::held_type;
use super::comprehension::Fill;
use super::floats::float_literal;
use super::{Lower, Lowered, repr};
use crate::diagnostics::{Code, Diagnostic};
use crate::ir::{self, Imm, Op, Singleton, ValueId};
use crate::syntax::{Constant, Expr, ExprKind, Ident, Name, Span};
use crate::types::{MethodKind, Type};
use std::rc::Rc;

impl Lower<'_> {
    /// The checker's type of an expression.
    pub(super) fn type_of(&self, expr: &Expr) -> Type {
        self.program.types.get(expr)
    }

    /// Lowers an expression.
    pub(super) fn expr(&mut self, expr: &Expr) -> Lowered<ValueId> {
        self.at(expr.span);
        let value = self.lower(expr)?;
        // What the checker knows more of than the operation gave is checked here.
        let ty = self.type_of(expr);
        let held = self.builder.ty(value);
        if ty == Type::Float && self.boxes_floats {
            return Ok(self.boxed(value));
        }
        if held == repr(&ty) && (held != ir::Type::Object || !self.is_promised(expr)) {
            return Ok(value);
        }
        self.at(expr.span);
        if self.is_given(expr)
            && let Some(value) = self.given(value, &ty)
        {
            return Ok(value);
        }
        let context = format!("'{}'", shortened(self.program.source().slice(expr.span)));
        self.convert(value, &held_type(held), &ty, expr, &context)
    }

    /// Whether the type of an object is a promise that nobody has checked yet: what comes out of an annotated
    /// container, global or method that may be overridden.
    fn is_promised(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Subscript { value, .. } => {
                matches!(self.type_of(value), Type::List(_) | Type::Dict(..) | Type::Tuple(_))
            }
            ExprKind::Name(name) => {
                self.place(name).is_none()
                    && self.class_namespace(name).is_none()
                    && matches!(self.program.globals.get(name), Some(crate::types::Global::Variable(_)))
            }
            ExprKind::Call { function, .. } => matches!(&function.kind, ExprKind::Attribute { .. }),
            ExprKind::Attribute { value, attribute } => match self.type_of(value) {
                Type::Instance(class) => self.field(class, &attribute.name).is_none(),
                _ => false,
            },
            _ => false,
        }
    }

    fn lower(&mut self, expr: &Expr) -> Lowered<ValueId> {
        let span = expr.span;
        if let Some(literal) = float_literal(expr).filter(|_| self.boxes_floats) {
            return Ok(self.float_object(&literal, span));
        }
        match &expr.kind {
            ExprKind::Constant(Constant::Int(digits)) if self.type_of(expr) == Type::Word => {
                Ok(self.word(digits.parse().unwrap_or(0)))
            }
            ExprKind::Constant(constant) => self.constant(constant, span),
            ExprKind::Name(name) => self.name(name, span),
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, expr),
            ExprKind::Named { target, value } => {
                let result = self.expr(value)?;
                let ty = self.type_of(value);
                self.store_name(&target.name, target.span, result, &ty, value)?;
                Ok(result)
            }
            ExprKind::Binary { left, op, right } => {
                let a = self.expr(left)?;
                let b = self.expr(right)?;
                self.at(span);
                Ok(self.binary(*op, a, b, &self.type_of(expr), false))
            }
            ExprKind::Unary { op, operand } => self.unary(*op, operand, expr),
            ExprKind::If { test, body, orelse } => {
                let ty = self.repr(&self.type_of(expr));
                let (then, otherwise, after) =
                    (self.builder.new_block(), self.builder.new_block(), self.builder.new_block());
                let result = self.builder.block_param(after, ty, None);
                self.condition(test, then, otherwise)?;
                for (block, branch) in [(then, body), (otherwise, orelse)] {
                    self.start_sealed(block);
                    let value = self.expr(branch)?;
                    let value = self.joined(value, ty);
                    self.builder.jump(after, vec![value]);
                }
                self.start_sealed(after);
                Ok(result)
            }
            ExprKind::Compare { left, rest } => self.compare(left, rest, expr),
            ExprKind::Call { function, arguments } => self.call(expr, function, arguments),
            ExprKind::FString(parts) => self.fstring(parts),
            ExprKind::Attribute { value, attribute } => self.attribute(value, attribute, expr),
            ExprKind::Subscript { value, index } => {
                if let Some(size) = self.pointee(value) {
                    let item = self.item_address(value, index)?;
                    self.at(span);
                    return Ok(self.load(size, item));
                }
                let container = self.object(value)?;
                if let Some(items) = self.array_of(value, index) {
                    let place = self.expr(index)?;
                    let place = self.as_int(place);
                    self.at(span);
                    return Ok(self.array_item(items, value, container, place));
                }
                if let Some((item, _)) = self.items_by_place(value, index) {
                    let place = self.expr(index)?;
                    let place = self.as_int(place);
                    self.at(span);
                    return Ok(self.builder.value(
                        item,
                        Vec::new(),
                        vec![container, place],
                        ir::Type::Object,
                    ));
                }
                if let ExprKind::Slice { lower, upper, step } = &index.kind {
                    let mut args = self.slice_parts([lower, upper, step])?;
                    args.insert(0, container);
                    self.at(span);
                    if step.is_none() && self.is_fast() && self.type_of(value) == Type::Str {
                        args.pop();
                        return Ok(self.builder.value(Op::StrSlice, Vec::new(), args, ir::Type::Object));
                    }
                    return Ok(self.builder.value(Op::ItemSlice, Vec::new(), args, ir::Type::Object));
                }
                let index = self.index(index)?;
                self.at(span);
                Ok(self.builder.value(Op::Item, Vec::new(), vec![container, index], ir::Type::Object))
            }
            ExprKind::Slice { .. } => self.index(expr),
            ExprKind::List(items) => self.display(Op::NewList, items),
            ExprKind::Tuple(items) => match constant_tuple(items) {
                Some(constant) => {
                    Ok(self.builder.value(Op::Const, vec![constant], Vec::new(), ir::Type::Object))
                }
                None => self.display(Op::NewTuple, items),
            },
            ExprKind::Set(items) => self.display(Op::NewSet, items),
            ExprKind::Dict(items) => {
                let size = i64::try_from(items.len()).unwrap_or(0);
                let dict =
                    self.builder.value(Op::NewDict, vec![Imm::Int(size)], Vec::new(), ir::Type::Object);
                for (key, value) in items {
                    let Some(key) = key else {
                        let value = self.object(value)?;
                        let imms = vec![Imm::Str("update".into()), Imm::Names(Vec::new())];
                        self.builder.value(Op::CallMethod, imms, vec![dict, value], ir::Type::Object);
                        continue;
                    };
                    // The firmware evaluates the value first (`py/compile.c`, compile_dictorsetmaker_item).
                    let value = self.object(value)?;
                    let key = self.object(key)?;
                    self.builder.effect(Op::DictStore, Vec::new(), vec![dict, key, value]);
                }
                Ok(dict)
            }
            ExprKind::Lambda(def) => match self.program.function_of(def) {
                Some(index) => self.make_function(index),
                None => self.impossible(span, "a lambda is unknown"),
            },
            ExprKind::Starred(_) => self.unsupported(span, "`*` here"),
            ExprKind::ListComp { element, clauses } => self.comprehension(Fill::List(element), clauses, span),
            ExprKind::SetComp { element, clauses } => self.comprehension(Fill::Set(element), clauses, span),
            ExprKind::DictComp { key, value, clauses } => {
                self.comprehension(Fill::Dict(key, value), clauses, span)
            }
            ExprKind::Generator { .. } => self.impossible(span, "a generator expression is left"),
            ExprKind::Yield(value) => self.yield_value(value.as_deref(), span),
            ExprKind::YieldFrom(value) | ExprKind::Await(value) => self.yield_from(value, span),
        }
    }

    /// A value as the type of a variable or block that may also come from elsewhere: the types are equal, or it is an
    /// object there.
    pub(super) fn joined(&mut self, value: ValueId, ty: ir::Type) -> ValueId {
        if self.builder.ty(value) == ty { value } else { self.boxed(value) }
    }

    pub(super) fn constant(&mut self, constant: &Constant, span: Span) -> Lowered<ValueId> {
        Ok(match constant {
            Constant::None => self.none(),
            Constant::Bool(value) => self.bool(*value),
            Constant::Ellipsis => self.singleton(Singleton::Ellipsis),
            Constant::Int(digits) => {
                self.builder.value(Op::ConstInt, vec![Imm::Big(Rc::clone(digits))], Vec::new(), ir::Type::Int)
            }
            Constant::Float(value) => {
                let text = self.literal_text(span, || format!("{value:?}"));
                if !reads_exactly(&text) {
                    let imms = vec![Imm::Str(text)];
                    return Ok(self.builder.value(Op::FloatText, imms, Vec::new(), ir::Type::Float));
                }
                self.builder.value(
                    Op::ConstFloat,
                    vec![Imm::Float(value.to_bits())],
                    Vec::new(),
                    ir::Type::Float,
                )
            }
            Constant::Complex(value) => {
                let text = self.literal_text(span, || format!("{value:?}j"));
                self.builder.value(Op::ComplexText, vec![Imm::Str(text)], Vec::new(), ir::Type::Object)
            }
            Constant::Str(text) => self.string(text),
            Constant::Bytes(bytes) => self.builder.value(
                Op::Const,
                vec![Imm::Bytes(Rc::clone(bytes))],
                Vec::new(),
                ir::Type::Object,
            ),
        })
    }

    fn display(&mut self, op: Op, items: &[Expr]) -> Lowered<ValueId> {
        let Some(star) = items.iter().position(|item| matches!(item.kind, ExprKind::Starred(_))) else {
            let values = items.iter().map(|item| self.object(item)).collect::<Lowered<Vec<_>>>()?;
            return Ok(self.builder.value(op, Vec::new(), values, ir::Type::Object));
        };
        // What comes before the first star begins a list or a set, and the rest is added to it.
        let (first, rest) = items.split_at(star);
        let is_set = op == Op::NewSet;
        let (begin, add, extend) =
            if is_set { (Op::NewSet, Op::SetAdd, "update") } else { (Op::NewList, Op::ListAppend, "extend") };
        let values = first.iter().map(|item| self.object(item)).collect::<Lowered<Vec<_>>>()?;
        let container = self.builder.value(begin, Vec::new(), values, ir::Type::Object);
        for item in rest {
            if let ExprKind::Starred(inner) = &item.kind {
                let value = self.object(inner)?;
                let imms = vec![Imm::Str(extend.into()), Imm::Names(Vec::new())];
                self.builder.value(Op::CallMethod, imms, vec![container, value], ir::Type::Object);
            } else {
                let value = self.object(item)?;
                self.builder.effect(add, Vec::new(), vec![container, value]);
            }
        }
        if op != Op::NewTuple {
            return Ok(container);
        }
        let tuple = self.builder.value(Op::NewTuple, Vec::new(), Vec::new(), ir::Type::Object);
        let class = self.builder.value(Op::TypeOf, Vec::new(), vec![tuple], ir::Type::Object);
        let imms = vec![Imm::Names(Vec::new())];
        Ok(self.builder.value(Op::Call, imms, vec![class, container], ir::Type::Object))
    }

    fn name(&mut self, name: &Name, span: Span) -> Lowered<ValueId> {
        if let Some(namespace) = self.class_namespace(name) {
            let imms = vec![Imm::Str(Rc::clone(name))];
            return Ok(self.builder.value(Op::ClassName, imms, vec![namespace], ir::Type::Object));
        }
        if let Some(place) = self.place(name) {
            return self.read_place(place, name, span);
        }
        if &**name == "__class__"
            && let Some(class) = self.class_around()
        {
            return Ok(self.class_value(class));
        }
        if matches!(self.type_of_name(name, span), Type::Builtin(_))
            && matches!(&**name, "locals" | "eval" | "exec" | "execfile" | "globals" | "dir")
        {
            return Err(self.of_interpreter(name, span));
        }
        Ok(self.global(name))
    }

    /// What only the interpreter knows.
    fn of_interpreter(&self, what: &str, span: Span) -> Box<Diagnostic> {
        let title =
            format!("`{what}` depends on the interpreter's own frame, which compiled code does not have");
        Box::new(Diagnostic::new(Code::UNSUPPORTED_CALL, title).at(
            self.program.source(),
            span,
            "not supported here",
        ))
    }

    /// `sys.exc_info`: the exception that the interpreter, not compiled code, is handling.
    pub(super) fn known_to_compiled_code(&self, ty: &Type, attribute: &str, span: Span) -> Lowered<()> {
        match ty {
            Type::Module(module) if &**module == "sys" && attribute == "exc_info" => Err(Box::new(
                self.of_interpreter("sys.exc_info", span).help("name the exception: `except Exception as e`"),
            )),
            _ => Ok(()),
        }
    }

    fn type_of_name(&self, name: &Name, span: Span) -> Type {
        self.type_of(&Expr { kind: ExprKind::Name(Rc::clone(name)), span })
    }

    /// A name of the module, or a built-in.
    pub(super) fn global(&mut self, name: &str) -> ValueId {
        self.builder.value(Op::Global, vec![Imm::Str(name.into())], Vec::new(), ir::Type::Object)
    }

    /// The index of a subscript, slices made into slice objects.
    pub(super) fn index(&mut self, index: &Expr) -> Lowered<ValueId> {
        let ExprKind::Slice { lower, upper, step } = &index.kind else { return self.object(index) };
        let parts = self.slice_parts([lower, upper, step])?;
        Ok(self.builder.value(Op::Slice, Vec::new(), parts, ir::Type::Object))
    }

    /// The start, the end and the step of a slice, `None` for what is not written.
    pub(super) fn slice_parts(&mut self, parts: [&Option<Box<Expr>>; 3]) -> Lowered<Vec<ValueId>> {
        let part = |part: &Option<Box<Expr>>| match part {
            Some(part) => self.object(part),
            None => Ok(self.none()),
        };
        parts.into_iter().map(part).collect()
    }

    fn attribute(&mut self, value: &Expr, attribute: &Ident, expr: &Expr) -> Lowered<ValueId> {
        let ty = self.type_of(value);
        let object = self.object(value)?;
        self.at(expr.span);
        self.known_to_compiled_code(&ty, &attribute.name, expr.span)?;
        if is_name_of_module(&ty, &attribute.name) {
            let name = Imm::Str(Rc::clone(&attribute.name));
            return Ok(self.builder.value(Op::ModuleAttr, vec![name], vec![object], ir::Type::Object));
        }
        if let Type::Instance(class) = ty {
            if let Some((field, field_type)) = self.field(class, &attribute.name) {
                let has = self.has_fields(object, class);
                return Ok(self.builder.value(Op::Field, vec![field], vec![object, has], field_type));
            }
            if let Some((index, getter)) = self.known_method(class, &attribute.name, MethodKind::Getter) {
                return Ok(self.call_native(Op::CallGetter, index, getter, vec![object]));
            }
        }
        self.attribute_by_name(object, &ty, &attribute.name)
    }

    /// An attribute that may be anything, of an object of a type.
    pub(super) fn attribute_by_name(&mut self, object: ValueId, ty: &Type, name: &Name) -> Lowered<ValueId> {
        if let Some(field) = self.likely_field(ty, name) {
            return Ok(self.builder.value(Op::AttrOf, vec![field], vec![object], ir::Type::Object));
        }
        let by_name = Imm::Str(Rc::clone(name));
        let likely = self.likely_class(ty, |class| self.field(class, name).is_some());
        let Some((class, (field, held))) = likely.and_then(|class| Some((class, self.field(class, name)?)))
        else {
            return Ok(self.builder.value(Op::Attr, vec![by_name], vec![object], ir::Type::Object));
        };
        let has = self.has_fields(object, class);
        self.either(
            has,
            ir::Type::Object,
            &mut |this| Ok(this.builder.value(Op::Field, vec![field.clone()], vec![object, has], held)),
            &mut |this| {
                Ok(this.builder.value(Op::Attr, vec![by_name.clone()], vec![object], ir::Type::Object))
            },
        )
    }

    /// The field that an attribute of an object of any type may be: that of the only class of the module that has one
    /// of this name, if it is held as an object and nothing is promised of it.
    pub(super) fn likely_field(&self, ty: &Type, name: &Name) -> Option<Imm> {
        // What is outside functions runs once.
        self.function.filter(|_| *ty == Type::Object)?;
        let mut found = None;
        for (class, info) in self.program.classes.iter().enumerate().filter(|(_, info)| info.is_laid_out) {
            match info.fields.get(name) {
                Some(field) if field.ty == Type::Object && found.is_none() => found = Some(class),
                Some(_) => return None,
                None => {}
            }
        }
        self.field(found?, name).map(|(field, _)| field)
    }

    /// How an item is taken from a container, and put into one, by its place: of a list, of bytes, a bytearray or a str by an int.
    pub(super) fn items_by_place(&self, container: &Expr, index: &Expr) -> Option<(Op, Option<Op>)> {
        if !matches!(self.type_of(index), Type::Int | Type::Bool) {
            return None;
        }
        match self.type_of(container) {
            Type::ByteArray => Some((Op::ByteItem, Some(Op::SetByteItem))),
            Type::Bytes => Some((Op::BytesItem, None)),
            Type::List(_) => Some((Op::ListItem, Some(Op::SetListItem))),
            Type::Str if self.is_fast() && self.type_of(index) == Type::Int => Some((Op::StrItem, None)),
            _ => None,
        }
    }

    /// A field of a class whose instances have their fields at fixed places, and how it is held.
    pub(super) fn field(&self, class: usize, name: &Name) -> Option<(Imm, ir::Type)> {
        let info = self.program.classes.get(class).filter(|info| info.is_laid_out)?;
        let (index, _, field) = info.fields.get_full(name)?;
        let id = ir::FieldId(u32::try_from(index).ok()?);
        Some((Imm::Field(super::class_id(class), id), super::definitions::field_repr(field)))
    }

    /// The bool that says whether an object has the fields of a class at their places.
    pub(super) fn has_fields(&mut self, object: ValueId, class: usize) -> ValueId {
        if let Some((of, has)) = self.with_fields.get(&object)
            && self.program.derives(*of, class)
        {
            return *has;
        }
        self.builder.value(
            Op::HasFields,
            vec![Imm::Class(super::class_id(class))],
            vec![object],
            ir::Type::Bool,
        )
    }
}

/// Whether an attribute is a name of a module: `__class__` is the type of the module, whatever is in it.
pub(super) fn is_name_of_module(ty: &Type, attribute: &str) -> bool {
    matches!(ty, Type::Module(_)) && attribute != "__class__"
}

/// Whether the firmware reads a float's text as the number nearest to it, at single precision too: few enough digits
/// and a small enough power of ten are exact, and are divided or multiplied once (`py/parsenum.c`, mp_parse_num_float).
fn reads_exactly(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let (mantissa, exponent) = lower.split_once('e').unwrap_or((&lower, "0"));
    let fraction = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let Ok(exponent) = exponent.parse::<i64>() else { return false };
    let Ok(fraction) = i64::try_from(fraction) else { return false };
    digits.parse::<u32>().is_ok_and(|digits| digits < 1 << 24) && (-10..=10).contains(&(exponent - fraction))
}

/// A tuple of literals, which the loader builds.
fn constant_tuple(items: &[Expr]) -> Option<Imm> {
    items.iter().map(constant_imm).collect::<Option<Vec<_>>>().map(Imm::Tuple)
}

fn constant_imm(expr: &Expr) -> Option<Imm> {
    match &expr.kind {
        ExprKind::Constant(constant) => Some(match constant {
            Constant::None => Imm::Singleton(Singleton::None),
            Constant::Bool(true) => Imm::Singleton(Singleton::True),
            Constant::Bool(false) => Imm::Singleton(Singleton::False),
            Constant::Ellipsis => Imm::Singleton(Singleton::Ellipsis),
            Constant::Int(digits) => Imm::Big(Rc::clone(digits)),
            // The loader would read the text of a float anew, and of another one than stands in the source.
            Constant::Float(_) => return None,
            Constant::Complex(_) => return None,
            Constant::Str(text) => Imm::Str(Rc::clone(text)),
            Constant::Bytes(bytes) => Imm::Bytes(Rc::clone(bytes)),
        }),
        ExprKind::Tuple(items) => constant_tuple(items),
        _ => None,
    }
}

/// Source text for a message, cut to a readable length.
fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() > 24 || line.len() < text.len() {
        format!("{}…", line.chars().take(23).collect::<String>())
    } else {
        line.into()
    }
}
