//! Items of containers and iterations in place, as C: what has immediates, or is done in one way here and in another there.

use super::function::Writer;
use super::views::view;
use crate::ir::{Imm, Inst, Op};

/// The operation, if it is one of these.
pub(super) fn item(writer: &Writer, inst: &Inst, args: &[String]) -> Option<String> {
    let arg = |index: usize| args.get(index).map_or("", String::as_str);
    Some(match inst.op {
        Op::ZeroArray => with_numbers("rt_zero_array", args, inst),
        Op::ZeroBytesArray => with_numbers("rt_zero_bytes_array", args, inst),
        Op::IsArray => with_numbers("rt_is_array_of", args, inst),
        Op::ArrayItem => with_numbers("rt_array_item", args, inst),
        Op::ArrayWord => with_numbers("rt_array_word", args, inst),
        Op::SetArrayItem => with_numbers("rt_set_array_item", args, inst),
        Op::SetArrayWord => with_numbers("rt_set_array_word", args, inst),
        Op::ListAppend if !writer.function.is_small && !writer.is_cold => {
            format!("rt_list_append_in_place({}, {})", arg(0), arg(1))
        }
        Op::ListAppend => format!("rt_list_append({}, {})", arg(0), arg(1)),
        Op::ViewArray if writer.is_called => with_numbers("rt_view_array_in_place", args, inst),
        Op::ViewArray => view(writer, inst),
        Op::ViewList => format!("rt_view_list_in_place({})", arg(0)),
        Op::HasListAt => format!("rt_has_place({}, {}.len)", arg(2), arg(0)),
        Op::ListPlaceAt => format!("rt_place_in({}, {}.len)", arg(2), arg(0)),
        Op::ListGetAt => format!("((rt_obj *){}.items)[{}]", arg(0), arg(2)),
        Op::ListPutAt => format!("((rt_obj *){}.items)[{}] = {}", arg(0), arg(2), arg(3)),
        Op::ListIterNew | Op::ListIterNext | Op::NumberIterNew | Op::NumberIterNext => {
            let Some(Imm::Slot(id)) = inst.imms.first() else { return None };
            walked(inst.op, arg(0), &writer.slot(*id), writer.walk(*id).as_deref())
        }
        Op::StrIterNew | Op::StrIterNext => {
            let Some(Imm::Slot(id)) = inst.imms.first() else { return None };
            let iter = writer.slot(*id);
            match inst.op {
                Op::StrIterNew => format!("rt_str_iter({}, &{iter})", arg(0)),
                _ => format!("rt_str_iternext(&{iter})"),
            }
        }
        _ => return None,
    })
}

/// A call with the operands, then the numbers among the immediates.
pub(super) fn with_numbers(function: &str, args: &[String], inst: &Inst) -> String {
    let numbers = inst.imms.iter().filter_map(|imm| match imm {
        Imm::Int(number) => Some(number.to_string()),
        _ => None,
    });
    let all: Vec<String> = args.iter().cloned().chain(numbers).collect();
    format!("{function}({})", all.join(", "))
}

/// An iteration in place begins, or goes on: in registers if it has a variable of its own for them, else in the iterator.
fn walked(op: Op, container: &str, iter: &str, walk: Option<&str>) -> String {
    match (op, walk) {
        (Op::ListIterNew, Some(walk)) => format!("{walk} = rt_walk_list({container}, &{iter})"),
        (Op::NumberIterNew, Some(walk)) => format!("{walk} = rt_walk_numbers({container}, &{iter})"),
        (Op::ListIterNext, Some(walk)) => format!("rt_next_of_list(&{walk}, &{iter})"),
        (_, Some(walk)) => format!("rt_next_of_numbers(&{walk}, &{iter})"),
        (Op::ListIterNew, None) => format!("rt_list_iter({container}, &{iter})"),
        (Op::NumberIterNew, None) => format!("rt_number_iter({container}, &{iter})"),
        (Op::ListIterNext, None) => format!("rt_list_iternext(&{iter})"),
        (_, None) => format!("rt_number_iternext(&{iter})"),
    }
}
