//! `match`: each pattern is a chain of tests that leads to the case or to the next one.
//!
//! The firmware's own compiler has no `match`; what is done is what CPython does (reference, 8.6.4). Names are bound
//! when the whole pattern has matched, before the guard is evaluated.

use super::{Lower, Lowered};
use crate::diagnostics::Diagnostic;
use crate::ir::{self, BlockId, Imm, Op, Singleton, ValueId};
use crate::syntax::{
    CompareOp, Constant, Expr, ExprKind, Ident, MatchCase, Name, Pattern, PatternKind, Span,
};
use crate::types::Type;
use std::rc::Rc;

/// What a pattern binds: the name, its place, the value.
type Bindings = Vec<(Name, Span, ValueId)>;

/// The built-in classes whose one positional sub-pattern is matched against the subject itself (PEP 634).
const MATCHES_ITSELF: [&str; 11] =
    ["bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"];

impl Lower<'_> {
    pub(super) fn match_statement(
        &mut self,
        subject: &Expr,
        cases: &[MatchCase],
        problems: &mut Vec<Diagnostic>,
    ) -> Lowered<()> {
        let value = self.expr(subject)?;
        let after = self.builder.new_block();
        for case in cases {
            self.at(case.span);
            let next = self.builder.new_block();
            let mut bindings = Bindings::new();
            self.pattern(&case.pattern, value, next, &mut bindings)?;
            for (name, span, value) in bindings {
                let at = Expr { kind: ExprKind::Name(Rc::clone(&name)), span };
                let held = super::assign::held_type(self.builder.ty(value));
                self.store_name(&name, span, value, &held, &at)?;
            }
            if let Some(guard) = &case.guard {
                let taken = self.builder.new_block();
                self.condition(guard, taken, next)?;
                self.start_sealed(taken);
            }
            self.block(&case.body, problems);
            self.builder.jump(after, Vec::new());
            self.start_sealed(next);
        }
        self.builder.jump(after, Vec::new());
        self.start_sealed(after);
        Ok(())
    }

    /// Goes on in the current block if a value matches, else at `fail`.
    fn pattern(
        &mut self,
        pattern: &Pattern,
        subject: ValueId,
        fail: BlockId,
        bindings: &mut Bindings,
    ) -> Lowered<()> {
        self.at(pattern.span);
        match &pattern.kind {
            PatternKind::Value(value) => {
                let value = self.expr(value)?;
                let equal = self.compare_one(CompareOp::Eq, subject, value);
                let equal = self.truth(equal);
                self.unless(equal, fail);
            }
            PatternKind::Singleton(constant) => {
                let singleton = match constant {
                    Constant::None => Singleton::None,
                    Constant::Bool(true) => Singleton::True,
                    Constant::Bool(false) => Singleton::False,
                    _ => return self.impossible(pattern.span, "a pattern is no singleton"),
                };
                let (object, value) = (self.boxed(subject), self.singleton(singleton));
                let same = self.builder.value(Op::Is, Vec::new(), vec![object, value], ir::Type::Bool);
                self.unless(same, fail);
            }
            PatternKind::As { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern, subject, fail, bindings)?;
                }
                if let Some(name) = name {
                    bindings.push((Rc::clone(&name.name), name.span, subject));
                }
            }
            PatternKind::Or(alternatives) => self.alternatives(alternatives, subject, fail, bindings)?,
            PatternKind::Sequence(items) => self.sequence(items, subject, fail, bindings)?,
            PatternKind::Mapping { keys, patterns, rest } => {
                let object = self.boxed(subject);
                self.mapping(keys, patterns, rest.as_ref(), object, fail, bindings)?;
            }
            PatternKind::Class { class, positional, keyword } => {
                let object = self.boxed(subject);
                self.class_pattern(class, positional, keyword, object, fail, bindings)?;
            }
            PatternKind::Star(_) => return self.impossible(pattern.span, "a star is no pattern by itself"),
        }
        Ok(())
    }

    /// Goes to `fail` unless a condition holds.
    fn unless(&mut self, condition: ValueId, fail: BlockId) {
        let next = self.builder.new_block();
        self.builder.branch(condition, next, fail);
        self.start_sealed(next);
    }

    /// The alternatives bind the same names; which of them matched gives the values.
    fn alternatives(
        &mut self,
        alternatives: &[Pattern],
        subject: ValueId,
        fail: BlockId,
        bindings: &mut Bindings,
    ) -> Lowered<()> {
        let matched = self.builder.new_block();
        let mut joined: Option<Bindings> = None;
        for (index, alternative) in alternatives.iter().enumerate() {
            let last = index + 1 == alternatives.len();
            let next = if last { fail } else { self.builder.new_block() };
            let mut own = Bindings::new();
            self.pattern(alternative, subject, next, &mut own)?;
            let names = joined.get_or_insert_with(|| {
                own.iter()
                    .map(|(name, span, _)| {
                        let name = Rc::clone(name);
                        let param =
                            self.builder.block_param(matched, ir::Type::Object, Some(Rc::clone(&name)));
                        (name, *span, param)
                    })
                    .collect()
            });
            let mut args = Vec::new();
            for (name, _, _) in &*names {
                let Some((_, _, value)) = own.iter().find(|(other, _, _)| other == name) else {
                    return self.impossible(alternative.span, "alternatives bind different names");
                };
                args.push(*value);
            }
            let args = args.into_iter().map(|value| self.boxed(value)).collect();
            self.builder.jump(matched, args);
            if !last {
                self.start_sealed(next);
            }
        }
        self.start_sealed(matched);
        bindings.extend(joined.unwrap_or_default());
        Ok(())
    }

    fn sequence(
        &mut self,
        items: &[Pattern],
        subject: ValueId,
        fail: BlockId,
        bindings: &mut Bindings,
    ) -> Lowered<()> {
        let object = self.boxed(subject);
        let is_sequence = self.builder.value(Op::IsSequence, Vec::new(), vec![object], ir::Type::Bool);
        self.unless(is_sequence, fail);
        let length = self.builder.value(Op::Len, Vec::new(), vec![object], ir::Type::Int);
        let star = items.iter().position(|item| matches!(item.kind, PatternKind::Star(_)));
        let wanted = self.int(&(items.len() - usize::from(star.is_some())).to_string());
        let compare = if star.is_some() { CompareOp::Ge } else { CompareOp::Eq };
        let fits = self.compare_one(compare, length, wanted);
        self.unless(fits, fail);
        for (index, item) in items.iter().enumerate() {
            let after = items.len() - index - 1;
            let value = match (&item.kind, star) {
                (PatternKind::Star(name), _) => {
                    if let Some(name) = name {
                        let middle = self.middle(object, index, after);
                        bindings.push((Rc::clone(&name.name), name.span, middle));
                    }
                    continue;
                }
                // Nothing looks at it.
                (PatternKind::As { pattern: None, name: None }, _) => continue,
                (_, Some(star)) if index > star => self.int(&format!("-{}", after + 1)),
                _ => self.int(&index.to_string()),
            };
            let place = self.boxed(value);
            let value = self.builder.value(Op::Item, Vec::new(), vec![object, place], ir::Type::Object);
            self.pattern(item, value, fail, bindings)?;
        }
        Ok(())
    }

    /// A list of the items between so many at the start and so many at the end.
    fn middle(&mut self, sequence: ValueId, before: usize, after: usize) -> ValueId {
        let start = self.int(&before.to_string());
        let start = self.boxed(start);
        let stop = if after == 0 {
            self.none()
        } else {
            let stop = self.int(&format!("-{after}"));
            self.boxed(stop)
        };
        let none = self.none();
        let slice = self.builder.value(Op::Slice, Vec::new(), vec![start, stop, none], ir::Type::Object);
        let items = self.builder.value(Op::Item, Vec::new(), vec![sequence, slice], ir::Type::Object);
        let list = self.builder.value(Op::NewList, Vec::new(), Vec::new(), ir::Type::Object);
        self.call_on(list, "extend", items);
        list
    }

    /// Calls a method with one argument, for what it does.
    fn call_on(&mut self, object: ValueId, method: &str, argument: ValueId) {
        let imms = vec![Imm::Str(method.into()), Imm::Names(Vec::new())];
        self.builder.value(Op::CallMethod, imms, vec![object, argument], ir::Type::Object);
    }

    fn mapping(
        &mut self,
        keys: &[Expr],
        patterns: &[Pattern],
        rest: Option<&Ident>,
        object: ValueId,
        fail: BlockId,
        bindings: &mut Bindings,
    ) -> Lowered<()> {
        let imms = vec![Imm::Str("dict".into())];
        let is_dict = self.builder.value(Op::IsOfType, imms, vec![object], ir::Type::Bool);
        self.unless(is_dict, fail);
        let mut held = Vec::new();
        for (key, pattern) in keys.iter().zip(patterns) {
            let key = self.object(key)?;
            held.push(key);
            let there = self.compare_one(CompareOp::In, key, object);
            let there = self.truth(there);
            self.unless(there, fail);
            let value = self.builder.value(Op::Item, Vec::new(), vec![object, key], ir::Type::Object);
            self.pattern(pattern, value, fail, bindings)?;
        }
        if let Some(name) = rest {
            let dict = self.builder.value(Op::NewDict, vec![Imm::Int(0)], Vec::new(), ir::Type::Object);
            self.call_on(dict, "update", object);
            for key in held {
                self.builder.effect(Op::DelItem, Vec::new(), vec![dict, key]);
            }
            bindings.push((Rc::clone(&name.name), name.span, dict));
        }
        Ok(())
    }

    fn class_pattern(
        &mut self,
        class: &Expr,
        positional: &[Pattern],
        keyword: &[(Ident, Pattern)],
        object: ValueId,
        fail: BlockId,
        bindings: &mut Bindings,
    ) -> Lowered<()> {
        let class_object = self.object(class)?;
        let function = self.global("isinstance");
        let args = vec![function, object, class_object];
        let imms = vec![Imm::Names(Vec::new())];
        let is_instance = self.builder.value(Op::Call, imms, args, ir::Type::Object);
        let is_instance = self.truth(is_instance);
        self.unless(is_instance, fail);
        let itself = matches!(self.type_of(class), Type::Builtin(name) if MATCHES_ITSELF.contains(&&*name));
        if let ([only], true) = (positional, itself) {
            self.pattern(only, object, fail, bindings)?;
        } else {
            for (index, pattern) in positional.iter().enumerate() {
                let count = |n: usize| Imm::Int(i64::try_from(n).unwrap_or(i64::MAX));
                let imms = vec![count(index), count(positional.len())];
                let args = vec![class_object, object];
                let value = self.builder.value(Op::MatchArgument, imms, args, ir::Type::Object);
                self.attribute_pattern(pattern, value, fail, bindings)?;
            }
        }
        for (name, pattern) in keyword {
            self.at(name.span);
            let imms = vec![Imm::Str(Rc::clone(&name.name))];
            let value = self.builder.value(Op::AttrMaybe, imms, vec![object], ir::Type::Object);
            self.attribute_pattern(pattern, value, fail, bindings)?;
        }
        Ok(())
    }

    /// An attribute that may not be there, which is then no match.
    fn attribute_pattern(
        &mut self,
        pattern: &Pattern,
        value: ValueId,
        fail: BlockId,
        bindings: &mut Bindings,
    ) -> Lowered<()> {
        let missing = self.builder.value(Op::IsNull, Vec::new(), vec![value], ir::Type::Bool);
        let there = self.builder.new_block();
        self.builder.branch(missing, fail, there);
        self.start_sealed(there);
        self.pattern(pattern, value, fail, bindings)
    }
}
