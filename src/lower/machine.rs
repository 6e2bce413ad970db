//! Words of the machine: viper's ints and pointers.

use super::{Lower, Lowered};
use crate::ir::{self, Imm, Op, ValueId};
use crate::syntax::{Argument, BinaryOp, CompareOp, Expr};
use crate::types::{Pointee, Type};

impl Lower<'_> {
    fn machine(&mut self, op: Op, args: Vec<ValueId>, ty: ir::Type) -> ValueId {
        self.builder.value(op, Vec::new(), args, ty)
    }

    /// A number as a word: its low bits.
    pub(super) fn as_word(&mut self, value: ValueId) -> ValueId {
        match self.builder.ty(value) {
            ir::Type::Word => value,
            ir::Type::Uword => self.machine(Op::UwordWord, vec![value], ir::Type::Word),
            ir::Type::Address => {
                let value = self.machine(Op::AddressUword, vec![value], ir::Type::Uword);
                self.as_word(value)
            }
            ir::Type::Bool => self.machine(Op::BoolWord, vec![value], ir::Type::Word),
            ir::Type::Object
            | ir::Type::Int
            | ir::Type::Float
            | ir::Type::Pack
            | ir::Type::View
            | ir::Type::Results
            | ir::Type::Void => {
                // What has just been made an object of a word is that word.
                if let Some(word) = self.builder.made_by(value, Op::BoxWord) {
                    return word;
                }
                let value = self.boxed(value);
                self.machine(Op::ToWord, vec![value], ir::Type::Word)
            }
        }
    }

    /// A number as a word without a sign.
    pub(super) fn as_uword(&mut self, value: ValueId) -> ValueId {
        match self.builder.ty(value) {
            ir::Type::Uword => value,
            ir::Type::Address => self.machine(Op::AddressUword, vec![value], ir::Type::Uword),
            _ => {
                if let Some(word) = self.builder.made_by(value, Op::BoxUword) {
                    return word;
                }
                let value = self.as_word(value);
                self.machine(Op::WordUword, vec![value], ir::Type::Uword)
            }
        }
    }

    /// The objects among the values of arguments of which a function gets no more than addresses.
    pub(super) fn kept(&self, values: &[ValueId], args: &[ValueId]) -> Vec<ValueId> {
        let addresses = args.iter().any(|arg| self.builder.ty(*arg) == ir::Type::Address);
        let objects = values.iter().filter(|value| self.builder.ty(**value) == ir::Type::Object);
        if addresses { objects.copied().collect() } else { Vec::new() }
    }

    /// A number as an address; of another object, where its items are.
    pub(super) fn as_address(&mut self, value: ValueId) -> ValueId {
        match self.builder.ty(value) {
            ir::Type::Address => value,
            ir::Type::Word | ir::Type::Uword | ir::Type::Bool => {
                let value = self.as_uword(value);
                self.machine(Op::UwordAddress, vec![value], ir::Type::Address)
            }
            ir::Type::Object
            | ir::Type::Int
            | ir::Type::Float
            | ir::Type::Pack
            | ir::Type::View
            | ir::Type::Results
            | ir::Type::Void => {
                let value = self.boxed(value);
                self.machine(Op::ToAddress, vec![value], ir::Type::Address)
            }
        }
    }

    /// Whether the code is a viper function's.
    pub(super) fn is_viper(&self) -> bool {
        self.function.is_some_and(|function| function.is_viper)
    }

    /// Whether a value is held as a word or an address.
    pub(super) fn is_machine(&self, value: ValueId) -> bool {
        matches!(self.builder.ty(value), ir::Type::Word | ir::Type::Uword | ir::Type::Address)
    }

    /// A word as the int that it is.
    pub(super) fn word_int(&mut self, value: ValueId) -> ValueId {
        match self.builder.ty(value) {
            ir::Type::Word => self.machine(Op::BoxWord, vec![value], ir::Type::Int),
            ir::Type::Address => {
                let value = self.as_uword(value);
                self.machine(Op::BoxUword, vec![value], ir::Type::Int)
            }
            ir::Type::Uword => self.machine(Op::BoxUword, vec![value], ir::Type::Int),
            _ => value,
        }
    }

    /// A conversion of viper, by the type converted to.
    pub(super) fn machine_cast(
        &mut self,
        to: &Type,
        arguments: &[Argument],
        expr: &Expr,
    ) -> Lowered<ValueId> {
        let [argument] = arguments else { return self.impossible(expr.span, "a conversion of no value") };
        let value = self.expr(&argument.value)?;
        self.at(expr.span);
        match to {
            Type::Bool => Ok(self.truth(value)),
            Type::Word => Ok(self.as_word(value)),
            Type::Uword => Ok(self.as_uword(value)),
            Type::Pointer(_) => Ok(self.as_address(value)),
            _ => self.impossible(expr.span, "a conversion to no type of viper"),
        }
    }

    /// A binary operation of words, of the type of the first; none if it is of others.
    pub(super) fn machine_binary(&mut self, op: BinaryOp, a: ValueId, b: ValueId) -> Option<ValueId> {
        let held = self.builder.ty(a);
        if !matches!(held, ir::Type::Word | ir::Type::Uword) || !self.is_machine(b) {
            return None;
        }
        let op = match op {
            BinaryOp::Add => Op::WordAdd,
            BinaryOp::Sub => Op::WordSub,
            BinaryOp::Mul => Op::WordMul,
            BinaryOp::BitAnd => Op::WordAnd,
            BinaryOp::BitOr => Op::WordOr,
            BinaryOp::BitXor => Op::WordXor,
            BinaryOp::LShift => Op::WordLshift,
            BinaryOp::RShift if held == ir::Type::Uword => {
                let b = self.as_word(b);
                return Some(self.machine(Op::UwordRshift, vec![a, b], held));
            }
            BinaryOp::RShift => Op::WordRshift,
            BinaryOp::FloorDiv => Op::WordFloorDiv,
            BinaryOp::Mod => Op::WordMod,
            BinaryOp::Div | BinaryOp::Pow | BinaryOp::MatMul => return None,
        };
        let (a, b) = (self.as_word(a), self.as_word(b));
        let result = self.machine(op, vec![a, b], ir::Type::Word);
        Some(if held == ir::Type::Uword { self.as_uword(result) } else { result })
    }

    /// `-` or `~` of a word: 0 less it, or all bits but its own.
    pub(super) fn machine_unary(&mut self, negative: bool, value: ValueId) -> ValueId {
        let (op, other) = if negative { (Op::WordSub, 0) } else { (Op::WordXor, -1) };
        let is_unsigned = self.builder.ty(value) == ir::Type::Uword;
        let (other, word) = (self.word(other), self.as_word(value));
        let result = self.machine(op, vec![other, word], ir::Type::Word);
        if is_unsigned { self.as_uword(result) } else { result }
    }

    /// A comparison of two words, both with a sign or both without; none if it is of others.
    pub(super) fn machine_compare(&mut self, op: CompareOp, a: ValueId, b: ValueId) -> Option<ValueId> {
        let is_unsigned = self.builder.ty(a) == ir::Type::Uword;
        if !self.is_machine(a) || self.builder.ty(a) != self.builder.ty(b) {
            return None;
        }
        let op = match (op, is_unsigned) {
            (CompareOp::Lt, false) => Op::WordLt,
            (CompareOp::Le, false) => Op::WordLe,
            (CompareOp::Gt, false) => Op::WordGt,
            (CompareOp::Ge, false) => Op::WordGe,
            (CompareOp::Lt, true) => Op::UwordLt,
            (CompareOp::Le, true) => Op::UwordLe,
            (CompareOp::Gt, true) => Op::UwordGt,
            (CompareOp::Ge, true) => Op::UwordGe,
            (CompareOp::Eq, _) => Op::WordEq,
            (CompareOp::Ne, _) => Op::WordNe,
            (CompareOp::Is | CompareOp::IsNot | CompareOp::In | CompareOp::NotIn, _) => return None,
        };
        let ordered = !matches!(op, Op::WordEq | Op::WordNe);
        let args = if is_unsigned && ordered { vec![a, b] } else { vec![self.as_word(a), self.as_word(b)] };
        Some(self.machine(op, args, ir::Type::Bool))
    }

    /// The size in bytes of what a container of such a type points at.
    pub(super) fn pointee(&self, container: &Expr) -> Option<i64> {
        match self.type_of(container) {
            Type::Pointer(Pointee::Byte) => Some(1),
            Type::Pointer(Pointee::Half) => Some(2),
            Type::Pointer(Pointee::Word32) => Some(4),
            _ => None,
        }
    }

    /// The address and the place of an item.
    pub(super) fn item_address(&mut self, container: &Expr, index: &Expr) -> Lowered<(ValueId, ValueId)> {
        let container = self.expr(container)?;
        let index = self.expr(index)?;
        Ok((self.as_address(container), self.as_word(index)))
    }

    pub(super) fn load(&mut self, size: i64, (address, place): (ValueId, ValueId)) -> ValueId {
        self.builder.value(Op::Load, vec![Imm::Int(size)], vec![address, place], ir::Type::Word)
    }

    pub(super) fn store_at(&mut self, size: i64, (address, place): (ValueId, ValueId), value: ValueId) {
        let value = self.as_word(value);
        self.builder.effect(Op::Store, vec![Imm::Int(size)], vec![address, place, value]);
    }
}
