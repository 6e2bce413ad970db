//! What operations do to views: what is known of where containers have their items.
//!
//! ```text
//! v1: view = view_bytearray v0
//! …
//! v3: word = byte_at v1, v0, v2       v2 is in v1's length: a load; else as `byte_word v0, v2`, and v1 is taken anew
//! v4: object = call v5                v1 is closed: `v0` may have other items now
//! v6: word = byte_at v1, v0, v2       beyond the length of a closed view, which is none: taken anew
//! ```
//!
//! A view is never wrong, whatever stands between it and its use: the emitter closes the views that are used later after each operation
//! that may run other code, as that may change what a container is made of (`emit/views.rs`). A pass that makes views asks here
//! where that would happen often (`passes/views.rs`). Allocating counts as running code: the collector calls `__del__`.

use super::ops::Args;
use super::{Effects, Function, Imm, Inst, Op, Type};

/// When an operation closes views.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closes {
    /// It runs no other code, or leaves the function when it does.
    Never,
    /// On its slow way only, which the emitter writes apart.
    Rarely,
    /// Whenever it is done.
    Always,
}

/// By function: whether a call of it never closes views.
#[must_use]
pub fn quiet(functions: &[Function]) -> Vec<bool> {
    // A function that calls itself is not known to be quiet before it is found to be.
    let mut quiet = vec![false; functions.len()];
    loop {
        let is_quiet = |function: &Function| {
            !function.suspends && function.insts().all(|inst| inst.closes_views(&quiet) == Closes::Never)
        };
        let next: Vec<bool> = functions.iter().map(is_quiet).collect();
        if next == quiet {
            return quiet;
        }
        quiet = next;
    }
}

impl Inst {
    /// When the operation closes views, where these functions are quiet.
    #[must_use]
    pub fn closes_views(&self, quiet: &[bool]) -> Closes {
        match (self.op, self.imms.first()) {
            (Op::CallFunction, Some(Imm::Function(id))) if quiet.get(id.index()) == Some(&true) => {
                Closes::Never
            }
            (op, _) => op.closes_views(),
        }
    }
}

impl Op {
    /// An operation by a view.
    #[must_use]
    pub fn is_by_view(self) -> bool {
        matches!(self.info().args, Args::Fixed([Type::View, ..]))
    }

    fn closes_views(self) -> Closes {
        match self {
            _ if self.is_by_view() && self.info().effects == Effects::Calls => Closes::Rarely,
            // They raise, or give what is there.
            Op::UnboxBool
            | Op::CheckType
            | Op::LengthWord
            | Op::RangeCheck
            | Op::GivenBool
            | Op::GivenFloat
            | Op::CheckBound
            | Op::StackCheck
            | Op::FloatDiv
            | Op::FloatFloorDiv
            | Op::FloatMod
            | Op::WordFloorDiv
            | Op::WordMod
            | Op::CheckWord
            | Op::AddFixed
            | Op::SubFixed => Closes::Never,
            Op::UnboxInt
            | Op::UnboxFloat
            | Op::AsFloat
            | Op::CheckFixed
            | Op::GivenInt
            | Op::GivenByte
            | Op::IntAdd
            | Op::IntSub
            | Op::IntMul
            | Op::IntFloorDiv
            | Op::IntMod
            | Op::IntLshift
            | Op::IntRshift
            | Op::IntAnd
            | Op::IntOr
            | Op::IntXor
            | Op::ListItem
            | Op::SetListItem
            | Op::BoxWord
            | Op::BoxUword
            | Op::ByteWord
            | Op::SetByteWord
            | Op::ListIterNext
            | Op::NumberIterNext
            | Op::Poll => Closes::Rarely,
            _ => match self.info().effects {
                Effects::Pure | Effects::Reads | Effects::WritesLocal | Effects::Ordered => Closes::Never,
                Effects::Allocates | Effects::Raises | Effects::Calls => Closes::Always,
            },
        }
    }
}
