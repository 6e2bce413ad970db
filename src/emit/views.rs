//! Items by views, and what closes a view: its length becomes nothing, so that the next item goes the slow way, after which the view is
//! taken anew.
//!
//! ```text
//! v3: word = byte_at v1, v0, v2        if (RT_LIKELY((rt_uint)v2 < v1.len)) {
//!                                          v3 = ((const uint8_t *)v1.items)[v2];
//!                                      } else {
//!                                          v3 = rt_byte_word_slow(v0, v2);
//!                                          { const rt_view now = rt_view_bytearray(v0); v1.items = now.items; v1.len = now.len; }
//!                                          v9.len = 0;
//!                                      }
//! ```
//!
//! `v9` is a view that is used later on: what the slow way runs may have changed what its container is made of.

use super::Emitter;
use super::function::Writer;
use super::items::with_numbers;
use super::names::string;
use crate::ir::views::Closes;
use crate::ir::{Function, Imm, Inst, Op, Type, ValueId};
use std::collections::BTreeSet;

/// By block and operation: the views that are used after it before they are made anew.
pub(super) fn open_views(function: &Function) -> Vec<Vec<Vec<ValueId>>> {
    let mut open: Vec<Vec<Vec<ValueId>>> =
        function.blocks.iter().map(|block| vec![Vec::new(); block.insts.len()]).collect();
    if !function.values.iter().any(|value| value.ty == Type::View) {
        return open;
    }
    let mut at_start: Vec<BTreeSet<ValueId>> = vec![BTreeSet::new(); function.blocks.len()];
    loop {
        let mut changed = false;
        for (index, block) in function.blocks.iter().enumerate().rev() {
            let next = block.terminator.targets();
            let next = next.iter().filter_map(|target| at_start.get(target.block.index()));
            let mut live: BTreeSet<ValueId> = next.flatten().copied().collect();
            for (position, inst) in block.insts.iter().enumerate().rev() {
                if let Some(after) = open.get_mut(index).and_then(|block| block.get_mut(position)) {
                    *after = live.iter().copied().collect();
                }
                if let Some(result) = inst.result {
                    live.remove(&result);
                }
                live.extend(inst.args.iter().filter(|&&arg| function.ty(arg) == Type::View));
            }
            if let Some(start) = at_start.get_mut(index)
                && *start != live
            {
                *start = live;
                changed = true;
            }
        }
        if !changed {
            return open;
        }
    }
}

/// An operation in two ways.
struct Ways {
    /// What is known before, if anything.
    first: Option<String>,
    /// Whether it goes the fast way.
    condition: String,
    /// The fast way, if there is anything to do.
    fast: Option<String>,
    slow: String,
}

/// The two ways of an operation that closes views on one of them.
fn ways(writer: &Writer, inst: &Inst, args: &[String]) -> Option<Ways> {
    let result = inst.result.map(|id| writer.value(id)).unwrap_or_default();
    let arg = |index: usize| args.get(index).cloned().unwrap_or_default();
    let number = |index: usize| match inst.imms.get(index) {
        Some(Imm::Int(number)) => *number,
        _ => 0,
    };
    let text = || match inst.imms.first() {
        Some(Imm::Str(text)) => string(text),
        _ => String::new(),
    };
    let (view, container, index, value) = (arg(0), arg(1), arg(2), arg(3));
    let within = format!("(rt_uint){index} < {view}.len");
    let gives = |slow: String| format!("{result} = {slow};");
    let or_slow = |condition: String, fast: String, slow: String| {
        Some(Ways { first: None, condition, fast: Some(fast), slow })
    };
    let array = |index: &str| format!("(uint8_t *){view}.items + (rt_uint){index} * {}", number(0) / 8);
    match inst.op {
        Op::ListAt => or_slow(
            within,
            gives(format!("((rt_obj *){view}.items)[{index}]")),
            gives(format!("rt_item({container}, rt_box_word({index}))")),
        ),
        Op::SetListAt => or_slow(
            within,
            format!("((rt_obj *){view}.items)[{index}] = {value};"),
            format!("rt_set_item({container}, rt_box_word({index}), {value});"),
        ),
        Op::ByteAt | Op::BytesAt => {
            let slow = if inst.op == Op::ByteAt { "rt_byte_word_slow" } else { "rt_bytes_word_slow" };
            or_slow(
                within,
                gives(format!("((const uint8_t *){view}.items)[{index}]")),
                gives(format!("{slow}({container}, {index})")),
            )
        }
        Op::SetByteAt => or_slow(
            format!("{within} && (rt_uint){value} < 256"),
            format!("((uint8_t *){view}.items)[{index}] = (uint8_t){value};"),
            format!("rt_set_byte_word_slow({container}, {index}, {value});"),
        ),
        Op::ArrayAt => {
            let slow = "rt_to_word(rt_array_item_slow";
            or_slow(
                within,
                gives(format!("rt_array_load({}, {}, {})", array(&index), number(0), number(1))),
                gives(format!("{slow}({container}, rt_box_word({index}), {}, {}))", number(0), number(1))),
            )
        }
        Op::SetArrayAt => or_slow(
            within,
            format!("rt_array_store({}, {value}, {});", array(&index), number(0)),
            format!(
                "rt_set_array_item_slow({container}, rt_box_word({index}), rt_array_box({value}, {}));",
                number(1)
            ),
        ),
        Op::FloatAt => or_slow(
            within,
            gives(format!("((const float *){view}.items)[{index}]")),
            gives(format!("rt_float_item_slow({container}, rt_box_word({index}))")),
        ),
        Op::SetFloatAt => or_slow(
            within,
            format!("((float *){view}.items)[{index}] = (float){value};"),
            format!("rt_set_float_item_slow({container}, rt_box_word({index}), {value});"),
        ),
        Op::LengthAt => or_slow(
            format!("{view}.len != 0"),
            gives(format!("(rt_int){view}.len")),
            gives(format!("rt_length_word(rt_len({container}))")),
        ),
        _ if writer.open_views.is_empty() || writer.is_cold => None,
        Op::Poll => {
            let count = if writer.counts() { "polls" } else { "rt_polls" };
            let slow = format!("{count} = rt_poll();");
            Some(Ways { first: None, condition: format!("--{count} > 0"), fast: None, slow })
        }
        Op::ListItem | Op::SetListItem => {
            let (container, index, value) = (arg(0), arg(1), arg(2));
            let (fast, slow) = if inst.op == Op::ListItem {
                (gives("*place".into()), gives(format!("rt_item({container}, {index})")))
            } else {
                (format!("*place = {value};"), format!("rt_set_item({container}, {index}, {value});"))
            };
            let first = Some(format!("rt_obj *place = rt_list_place({container}, {index});"));
            Some(Ways { first, condition: "place != NULL".into(), fast: Some(fast), slow })
        }
        Op::ByteWord | Op::SetByteWord => {
            let (container, index, value) = (arg(0), arg(1), arg(2));
            let first = Some(format!("uint8_t *place = rt_byte_word_place({container}, {index});"));
            if inst.op == Op::ByteWord {
                let slow = gives(format!("rt_byte_word_slow({container}, {index})"));
                return Some(Ways {
                    first,
                    condition: "place != NULL".into(),
                    fast: Some(gives("*place".into())),
                    slow,
                });
            }
            let slow = format!("rt_set_byte_word_slow({container}, {index}, {value});");
            let condition = format!("place != NULL && (rt_uint){value} < 256");
            Some(Ways { first, condition, fast: Some(format!("*place = (uint8_t){value};")), slow })
        }
        Op::ListIterNext | Op::NumberIterNext => {
            let Some(Imm::Slot(id)) = inst.imms.first() else { return None };
            let (walk, iter) = (writer.walk(*id)?, writer.slot(*id));
            let next = |name: &str| gives(format!("rt_next_of_{name}(&{walk}, &{iter})"));
            let is_here = format!("{walk}.container != RT_NULL");
            match inst.op {
                Op::ListIterNext => or_slow(is_here, gives(format!("rt_list_step(&{walk})")), next("list")),
                // Of what is no byte an int is made.
                _ => {
                    let are_bytes = format!("{is_here} && (rt_int){walk}.bits == 8");
                    or_slow(are_bytes, gives(format!("rt_number_step(&{walk})")), next("numbers"))
                }
            }
        }
        // Of an object of a class that derives from int, or is large, an int is made.
        Op::UnboxInt => or_slow(
            format!("rt_is_small({})", arg(0)),
            gives(arg(0)),
            gives(format!("rt_unbox_int({}, {})", arg(0), text())),
        ),
        Op::AsFloat => or_slow(
            format!("rt_is_float({})", arg(0)),
            gives(arg(0)),
            gives(format!("rt_as_float({}, {})", arg(0), text())),
        ),
        Op::UnboxFloat => or_slow(
            format!("rt_is_float({})", arg(0)),
            gives(format!("rt_float_in({})", arg(0))),
            gives(format!("rt_unbox_float({}, {})", arg(0), text())),
        ),
        Op::GivenInt => or_slow(
            format!("rt_is_small({})", arg(0)),
            gives(arg(0)),
            gives(format!("rt_given_int({})", arg(0))),
        ),
        Op::CheckFixed => or_slow(
            format!("rt_is_fixed({}, {}, {})", arg(0), number(1), number(2)),
            gives(arg(0)),
            gives(format!("rt_check_fixed({}, {}, {}, {})", arg(0), number(1), number(2), text())),
        ),
        Op::GivenByte => or_slow(
            format!("rt_place({}) < 256", arg(0)),
            gives(format!("(rt_int)rt_place({})", arg(0))),
            gives(format!("rt_given_byte({})", arg(0))),
        ),
        Op::BoxWord => or_slow(
            format!("rt_is_small_word({})", arg(0)),
            gives(format!("RT_SMALL({})", arg(0))),
            gives(format!("rt_box_word({})", arg(0))),
        ),
        Op::BoxUword => or_slow(
            format!("rt_is_small_uword({})", arg(0)),
            gives(format!("RT_SMALL({})", arg(0))),
            gives(format!("rt_box_uword({})", arg(0))),
        ),
        Op::IntAdd
        | Op::IntSub
        | Op::IntMul
        | Op::IntFloorDiv
        | Op::IntMod
        | Op::IntLshift
        | Op::IntRshift
        | Op::IntAnd
        | Op::IntOr
        | Op::IntXor => {
            let name = inst.op.info().c.trim_start_matches("rt_int_");
            Some(Ways {
                first: Some("rt_int small;".into()),
                condition: format!("rt_small_{name}({}, {}, &small)", arg(0), arg(1)),
                fast: Some(gives("(rt_obj)small".into())),
                slow: gives(format!("rt_{name}_slow({}, {})", arg(0), arg(1))),
            })
        }
        _ => None,
    }
}

impl Emitter<'_> {
    /// Writes an operation by a view, or one whose slow way closes some; whether it was one.
    pub(super) fn with_views(&mut self, writer: &mut Writer, inst: &Inst, args: &[String]) -> bool {
        let Some(Ways { first, condition, fast, slow }) = ways(writer, inst, args) else { return false };
        let mut slow = vec![slow];
        let own = inst.args.first().copied().filter(|&arg| writer.function.ty(arg) == Type::View);
        if let Some(made) = own.and_then(|own| writer.function.insts().find(|inst| inst.result == Some(own)))
        {
            let name = args.first().map_or("", String::as_str);
            slow.push(looked_up(name, &view(writer, made)));
        }
        let others = writer.open_views.iter().filter(|view| Some(**view) != own);
        slow.extend(others.map(|view| closed(writer, *view)));
        if let Some(first) = &first {
            writer.line("{");
            writer.line(first);
        }
        match fast {
            Some(fast) => {
                writer.line(&format!("if (RT_LIKELY({condition})) {{"));
                writer.line(&format!("    {fast}"));
                writer.line("} else {");
            }
            None => writer.line(&format!("if (!RT_LIKELY({condition})) {{")),
        }
        for line in slow {
            writer.line(&format!("    {line}"));
        }
        writer.line("}");
        if first.is_some() {
            writer.line("}");
        }
        writer.end_line(inst.loc);
        true
    }
}

/// A view as it is made.
pub(super) fn view(writer: &Writer, made: &Inst) -> String {
    let args: Vec<String> = made.args.iter().map(|arg| writer.value(*arg)).collect();
    with_numbers(&format!("rt_{}", made.op.info().name), &args, made)
}

/// Looks a view up. Its parts are put one by one: what is assigned whole is a struct to GCC, which it keeps in memory.
pub(super) fn looked_up(name: &str, view: &str) -> String {
    format!("{{ const rt_view now = {view}; {name}.items = now.items; {name}.len = now.len; }}")
}

/// Closes a view. One that is asked what there is, and would not go the slow way, is taken anew instead.
fn closed(writer: &Writer, of: ValueId) -> String {
    let name = writer.value(of);
    let insts = || writer.function.insts();
    let is_asked = insts().any(|inst| inst.op == Op::HasListAt && inst.args.first() == Some(&of));
    match insts().find(|inst| is_asked && inst.result == Some(of)) {
        Some(made) => looked_up(&name, &view(writer, made)),
        None => format!("{name}.len = 0;"),
    }
}

/// Closes what an operation closes whenever it is done.
pub(super) fn close(writer: &mut Writer, inst: &Inst, quiet: &[bool]) {
    if !writer.open_views.is_empty() && inst.closes_views(quiet) != Closes::Never {
        for view in writer.open_views.clone() {
            writer.line(&closed(writer, view));
        }
    }
}
