//! What a function or block that is to be small calls where another has the code in it (`src/runtime/rt_small.c`).

use super::function::Writer;
use super::operators::binary;
use crate::ir::{Imm, Inst, Op};

/// The operation as a call, if it is one that is inline elsewhere.
pub(super) fn small(writer: &Writer, inst: &Inst, args: &[String]) -> Option<String> {
    let calls = writer.function.is_small || writer.is_cold;
    if calls && !writer.runs_once { called(inst, args, writer.function.is_small) } else { None }
}

/// Whether an operation that is inline elsewhere is a call in a function that is to be small.
#[must_use]
pub fn is_called(inst: &Inst) -> bool {
    // What is the operand itself is no call.
    called(inst, &[], true).is_some()
}

/// What a function calls that is `small`, or a cold part of another, which has to be sure of what it is given.
fn called(inst: &Inst, args: &[String], small: bool) -> Option<String> {
    let args_of = |function: &str| format!("{function}({})", args.join(", "));
    let with = |function: &str, op: &str| format!("{function}({op}, {})", args.join(", "));
    let test = |op: &str| with("rt_test", op);
    let sign = match inst.imms.first() {
        Some(Imm::Str(sign)) => sign,
        _ => "",
    };
    Some(match (inst.op, sign) {
        (Op::Binary, "+" | "+=") => with("rt_add", binary(sign)),
        (Op::Binary, "-" | "-=") => with("rt_sub", binary(sign)),
        (Op::IntAdd, _) => with("rt_add", "RT_ADD"),
        (Op::IntSub, _) => with("rt_sub", "RT_SUBTRACT"),
        (Op::IntMul, _) => with("rt_mul", "RT_MULTIPLY"),
        (Op::IntFloorDiv, _) => with("rt_binary", "RT_FLOOR_DIVIDE"),
        (Op::IntMod, _) => with("rt_binary", "RT_MODULO"),
        (Op::IntLshift, _) => with("rt_lshift", "RT_LSHIFT"),
        (Op::IntRshift, _) => with("rt_rshift", "RT_RSHIFT"),
        (Op::IntAnd, _) => with("rt_and", "RT_AND"),
        (Op::IntOr, _) => with("rt_or", "RT_OR"),
        (Op::IntXor, _) => with("rt_xor", "RT_XOR"),
        (Op::IntNeg, _) => with("rt_unary", "RT_NEGATIVE"),
        (Op::IntInvert, _) => with("rt_unary", "RT_INVERT"),
        (Op::IntLt, _) => test("RT_LESS"),
        (Op::IntLe, _) => test("RT_LESS_EQUAL"),
        (Op::IntGt, _) => test("RT_MORE"),
        (Op::IntGe, _) => test("RT_MORE_EQUAL"),
        (Op::IntEq, _) => test("RT_EQUAL"),
        (Op::IntNe, _) => test("RT_NOT_EQUAL"),
        (Op::StrAdd, _) => with("rt_add", binary(sign)),
        (Op::IntTrue | Op::IsTrue, _) => args_of("rt_is_true_slow"),
        // Each of these takes any object. One thing is lost, and in the list of differences (docs/language.md): that the
        // operation was an augmented one.
        (Op::GivenInt, _) if small => args.first().cloned()?,
        (Op::ByteItem | Op::BytesItem | Op::StrItem | Op::ListItem, _) => args_of("rt_item"),
        (Op::SetByteItem | Op::SetListItem, _) => args_of("rt_set_item"),
        _ => return None,
    })
}

/// A function of the firmware's table, by its name there.
pub(super) fn firmware(writer: &Writer, function: &str) -> String {
    if writer.function.is_small && !writer.runs_once {
        format!("rt_{function}")
    } else {
        format!("RT_CALL({function})")
    }
}
