//! What an operation takes when it runs: a few instructions, a call within the module, or a call of the runtime.
//!
//! It is an estimate of what a line costs, made of what the compiler knows: the operation, whether its function is to be
//! small, whether the processor has floats, and how many loops are around it. A loop is taken as ten rounds.

use crate::emit::small;
use crate::ir::loops::loops;
use crate::ir::{Function, Inst, Module, Op, Terminator};
use crate::target::Target;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// What an operation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// A few instructions, or nothing; a call only in rare cases, such as an int that is large.
    Inline,
    /// A function in the module that takes what it gets as it is: compiled, or C, or arithmetic that the processor lacks.
    Near,
    /// Something done with objects: looked up, told apart by their types, allocated. The firmware does it, or the
    /// module's runtime with it.
    Runtime,
}

/// The rounds that a loop is taken for.
const ROUNDS: u64 = 10;
/// Loops inside each other beyond these are not taken for more rounds.
const DEEPEST: usize = 6;

/// What some operations take in one run of their functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// Calls of the runtime.
    pub runtime: u64,
    /// Calls within the module.
    pub near: u64,
}

impl Cost {
    /// One number to compare by: a call of the runtime, which tells objects apart and often allocates, is taken for four
    /// calls within the module.
    #[must_use]
    pub fn weight(self) -> u64 {
        self.runtime.saturating_mul(4).saturating_add(self.near)
    }

    fn count(&mut self, work: Work, times: u64) {
        match work {
            Work::Inline => {}
            Work::Near => self.near = self.near.saturating_add(times),
            Work::Runtime => self.runtime = self.runtime.saturating_add(times),
        }
    }
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Cost) {
        self.runtime = self.runtime.saturating_add(other.runtime);
        self.near = self.near.saturating_add(other.near);
    }
}

/// The costs of the lines of a module's source. What the module's own code does once is not among them, but for its loops.
#[must_use]
pub fn by_line(module: &Module, target: &Target) -> BTreeMap<u32, Cost> {
    let mut lines = BTreeMap::new();
    for (index, function) in module.functions.iter().enumerate() {
        let once = index == module.init.index();
        add(&mut lines, function, target, once);
    }
    lines
}

fn add(lines: &mut BTreeMap<u32, Cost>, function: &Function, target: &Target, once: bool) {
    let loops = loops(function);
    for (index, block) in function.blocks.iter().enumerate() {
        let depth = loops.iter().filter(|one| one.blocks.contains(&index)).count();
        // What is cold is for other ints than a program counts with.
        if (once && depth == 0) || block.is_cold {
            continue;
        }
        let times = (0..depth.min(DEEPEST)).fold(1, |times, _| times * ROUNDS);
        for inst in &block.insts {
            lines.entry(inst.loc.line).or_default().count(of_inst(function, inst, target), times);
        }
        lines.entry(block.loc.line).or_default().count(of_terminator(&block.terminator), times);
    }
}

/// What the end of a block takes.
#[must_use]
pub fn of_terminator(terminator: &Terminator) -> Work {
    match terminator {
        Terminator::Jump(_)
        | Terminator::Branch { .. }
        | Terminator::Switch { .. }
        | Terminator::Return(_)
        | Terminator::Unreachable => Work::Inline,
        // The frame of the region; the state of what is suspended.
        Terminator::Try { .. } | Terminator::Yield { .. } | Terminator::Raise(_) | Terminator::Reraise(_) => {
            Work::Runtime
        }
    }
}

/// What an operation takes.
#[must_use]
pub fn of_inst(function: &Function, inst: &Inst, target: &Target) -> Work {
    if function.is_small && small::is_called(inst) {
        return Work::Runtime;
    }
    let float = if target.float_unit { Work::Inline } else { Work::Near };
    match inst.op {
        Op::Unbound
        | Op::Results
        | Op::ResultItem
        | Op::Const
        | Op::Name
        | Op::FloatText
        | Op::FloatObject
        | Op::ComplexText
        | Op::ConstInt
        | Op::ConstFloat
        | Op::ConstBool
        | Op::ConstWord
        | Op::IntObject
        | Op::BoxBool
        | Op::UnboxInt
        | Op::CheckFixed
        | Op::CheckWord
        | Op::AddFixed
        | Op::SubFixed
        | Op::UnboxBool
        | Op::GivenInt
        | Op::GivenBool
        | Op::GivenByte
        | Op::IntWord
        | Op::SmallWord
        | Op::IsWithin
        | Op::IsUword
        | Op::UwordOf
        | Op::WordWithin
        | Op::ProductWithin
        | Op::UwordDiv
        | Op::UwordMod
        | Op::ByteWord
        | Op::BytesWord
        | Op::SetByteWord
        | Op::ArrayItem
        | Op::SetArrayItem
        | Op::ArrayWord
        | Op::SetArrayWord
        | Op::FloatItem
        | Op::FloatItemByWord
        | Op::SetFloatItem
        | Op::SetFloatItemByWord
        | Op::IsList
        | Op::HasListItem
        | Op::ListPlace
        | Op::ListGet
        | Op::ListPut
        | Op::HasListAt
        | Op::ListPlaceAt
        | Op::ListGetAt
        | Op::ListPutAt
        | Op::ListAt
        | Op::SetListAt
        | Op::ByteAt
        | Op::SetByteAt
        | Op::BytesAt
        | Op::ArrayAt
        | Op::SetArrayAt
        | Op::FloatAt
        | Op::SetFloatAt
        | Op::LengthAt
        | Op::AssumeInt
        | Op::BoolInt
        | Op::BoolFloat
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
        | Op::IntNeg
        | Op::IntPos
        | Op::IntInvert
        | Op::IntLt
        | Op::IntLe
        | Op::IntGt
        | Op::IntGe
        | Op::IntEq
        | Op::IntNe
        | Op::IntTrue
        | Op::FloatNeg
        | Op::BoolNot
        | Op::BoxWord
        | Op::BoxUword
        | Op::SmallInt
        | Op::LengthWord
        | Op::ToWord
        | Op::BoolWord
        | Op::WordUword
        | Op::UwordWord
        | Op::UwordAddress
        | Op::AddressUword
        | Op::WordAdd
        | Op::WordSub
        | Op::WordMul
        | Op::WordFloorDiv
        | Op::WordMod
        | Op::WordAnd
        | Op::WordOr
        | Op::WordXor
        | Op::WordLshift
        | Op::WordRshift
        | Op::UwordRshift
        | Op::WordLt
        | Op::WordLe
        | Op::WordGt
        | Op::WordGe
        | Op::WordEq
        | Op::WordNe
        | Op::UwordLt
        | Op::UwordLe
        | Op::UwordGt
        | Op::UwordGe
        | Op::WordTrue
        | Op::Keep
        | Op::Load
        | Op::Store
        | Op::Is
        | Op::TypeOf
        | Op::IsNull
        | Op::CheckBound
        | Op::Globals
        | Op::AttrOf
        | Op::SetAttrOf
        | Op::ByteItem
        | Op::SetByteItem
        | Op::BytesItem
        | Op::ListItem
        | Op::SetListItem
        | Op::PackItem
        | Op::RangeCheck
        | Op::Poll
        | Op::StackCheck
        | Op::SlotGet
        | Op::SlotSet
        | Op::EndTry
        | Op::Caught
        | Op::Sent
        | Op::Thrown
        | Op::CellGet
        | Op::CellSet
        | Op::Default
        | Op::SetDefault
        | Op::ClassObject
        | Op::HasFields
        | Op::Field
        | Op::SetField => Work::Inline,
        Op::IntFloat
        | Op::FloatAdd
        | Op::FloatSub
        | Op::FloatMul
        | Op::FloatDiv
        | Op::FloatLt
        | Op::FloatLe
        | Op::FloatGt
        | Op::FloatGe
        | Op::FloatEq
        | Op::FloatNe
        | Op::FloatTrue => float,
        Op::UnboxFloat
        | Op::AsFloat
        | Op::FloatSqrt
        | Op::StrItem
        | Op::StrSlice
        | Op::StrIterNew
        | Op::StrIterNext
        | Op::SameStr
        | Op::StrAdd
        | Op::StrSplit
        | Op::IntStr
        | Op::InCharacters
        | Op::IsArray
        | Op::ZeroArray
        | Op::ZeroBytesArray
        | Op::NewBytes
        | Op::ListBytes
        | Op::IntItem
        | Op::SetIntItem
        | Op::GivenFloat
        | Op::CheckType
        | Op::CheckInstance
        | Op::CheckUnless
        | Op::IntPow
        | Op::IntDiv
        | Op::FloatFloorDiv
        | Op::FloatMod
        | Op::IsOfType
        | Op::IsSequence
        | Op::CallFunction
        | Op::CallVirtual
        | Op::CallGetter
        | Op::NativeForm
        | Op::MethodForm
        | Op::CallForm
        | Op::CallC
        | Op::ViewList
        | Op::ViewBytes
        | Op::ViewByteArray
        | Op::ViewArray
        | Op::ViewFloats
        | Op::Resumed => Work::Near,
        Op::BoxFloat
        | Op::ToAddress
        | Op::Unary
        | Op::Binary
        | Op::Test
        | Op::IsTrue
        | Op::MatchArgument
        | Op::AttrMaybe
        | Op::Len
        | Op::Global
        | Op::SetGlobal
        | Op::DelGlobal
        | Op::ClassName
        | Op::Import
        | Op::ImportFrom
        | Op::ImportStar
        | Op::CallInGlobals
        | Op::ModuleAttr
        | Op::ModuleCall
        | Op::Attr
        | Op::SetAttr
        | Op::DelAttr
        | Op::Item
        | Op::SetItem
        | Op::ItemSlice
        | Op::SetItemSlice
        | Op::DelItem
        | Op::Call
        | Op::Append
        | Op::Pop
        | Op::ListIterNew
        | Op::ListIterNext
        | Op::NumberIterNew
        | Op::NumberIterNext
        | Op::Sum
        | Op::ListTrue
        | Op::CallMethod
        | Op::CallTypeMethod
        | Op::LoadMethod
        | Op::ClassForm
        | Op::CallLoaded
        | Op::CallSuper
        | Op::CallStar
        | Op::CallMethodStar
        | Op::NewList
        | Op::BytesOfWords
        | Op::NewTuple
        | Op::ResultsTuple
        | Op::NewSet
        | Op::NewDict
        | Op::NewListFor
        | Op::DictStore
        | Op::ListAppend
        | Op::SetAdd
        | Op::Slice
        | Op::Unpack
        | Op::UnpackStar
        | Op::Iter
        | Op::IterNew
        | Op::IterNext
        | Op::Cause
        | Op::ExceptionMatch
        | Op::Delegate
        | Op::Bytecode
        | Op::MakeFunction
        | Op::NewClosure
        | Op::NewCell
        | Op::MakeClass
        | Op::NewInstance => Work::Runtime,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::parse;

    #[test]
    fn a_loop_counts_as_ten_rounds_and_what_runs_once_not_at_all() {
        let text = "module m from \"m.py\" init @<module>\n\n\
            func f(x: object) -> object @1:1 {\n\
            b0(v0 x: object):\n  v1: object = call_method \"a\", v0 @2:5\n  jump b1 @3:5\n\
            b1:\n  v2: bool = is_true v0 @3:11\n  branch v2, then b2, else b3 @3:5\n\
            b2:\n  v3: object = binary \"+\", v0, v1 @4:9\n  jump b1 @4:9\n\
            b3:\n  return v1 @5:5\n}\n\n\
            func <module>() -> object {\n\
            b0:\n  v0: object = global \"f\" @6:1\n  return v0\n}\n";
        let module = parse::module(text).unwrap();
        let lines = by_line(&module, Target::default_target());
        let runtime: Vec<(u32, u64)> = lines
            .iter()
            .filter(|(_, cost)| cost.runtime > 0)
            .map(|(line, cost)| (*line, cost.runtime))
            .collect();
        assert_eq!(runtime, [(2, 1), (3, 10), (4, 10)]);
    }
}
