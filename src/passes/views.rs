//! Looks up once before a loop where a container has its items.
//!
//! ```text
//!   jump b1(v1)                               v6: view = view_bytearray v0
//!                                             jump b1(v1)
//! b1(v2: word):                             b1(v2: word):
//!   …                                         …
//!   v4: word = byte_word v0, v2               v4: word = byte_at v6, v0, v2
//! ```
//!
//! In: a loop in which nothing runs other code as a rule ([`Inst::closes_views`]), and items of a container that is there before it; out: the same by a
//! view. What was a test of a type and loads of an address and a length, at each item, is a comparison with a length in a register. The
//! outermost such loop has the view. In a protected region, and in what is suspended, variables do not stay in registers: functions with
//! either are left alone, and so are those that are to be small.

use crate::ir::dominators::Dominators;
use crate::ir::loops::{Loop, loops};
use crate::ir::views::{Closes, quiet};
use crate::ir::{Block, BlockId, Function, Imm, Inst, Loc, Module, Op, Target, Terminator, Type, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// Runs the pass, once; whether it changed anything.
pub fn run(module: &mut Module) -> bool {
    let quiet = quiet(&module.functions);
    let mut changed = false;
    for function in &mut module.functions {
        changed |= in_function(function, &quiet);
    }
    changed
}

fn in_function(function: &mut Function, quiet: &[bool]) -> bool {
    if function.is_small || function.suspends || function.protects() {
        return false;
    }
    let mut loops = loops(function);
    // Those with others inside come first.
    loops.sort_by_key(|one| std::cmp::Reverse(one.blocks.len()));
    let mut changed = false;
    for one in &loops {
        changed |= looked_up(function, one, quiet);
    }
    changed
}

/// The operation that makes a view, by its immediates; and of which container.
type Maker = (ValueId, Op, Vec<i64>);

/// A block, and the position of an operation in it.
type Place = (usize, usize);

fn looked_up(function: &mut Function, one: &Loop, quiet: &[bool]) -> bool {
    let facts = Facts::of(function, one);
    let blocks = || one.blocks.iter().filter_map(|&index| Some((index, function.blocks.get(index)?)));
    let insts = || {
        blocks().flat_map(|(index, block)| {
            block.insts.iter().enumerate().map(move |(position, inst)| ((index, position), inst))
        })
    };
    let makers: BTreeSet<Maker> =
        insts().filter_map(|(place, inst)| Some(facts.viewed(place, inst)?.0)).collect();
    let of = |container: ValueId| makers.iter().find(|(of, ..)| *of == container);
    let is_quiet = |(place, inst): (Place, &Inst)| {
        let counted = || facts.counted(inst).is_some_and(|container| of(container).is_some());
        inst.closes_views(quiet) != Closes::Always || facts.viewed(place, inst).is_some() || counted()
    };
    if makers.is_empty() || blocks().any(|(_, block)| block.is_cold) || !insts().all(is_quiet) {
        return false;
    }
    // The operations by a view.
    let found: Vec<(Place, Inst, Maker, Op)> = insts()
        .filter_map(|(place, inst)| {
            let (maker, op) = match facts.viewed(place, inst) {
                Some(found) => found,
                None => (of(facts.counted(inst)?)?.clone(), Op::LengthAt),
            };
            Some((place, inst.clone(), maker, op))
        })
        .collect();
    let views: BTreeMap<Maker, ValueId> =
        makers.into_iter().map(|maker| (maker, function.new_value(Type::View, None))).collect();
    for (place, inst, maker, op) in found.into_iter().rev() {
        let Some(&view) = views.get(&maker) else { continue };
        let by = facts.rewritten(function, place, &inst, (op, view));
        let (index, position) = place;
        if let Some(block) = function.blocks.get_mut(index) {
            block.insts.splice(position..=position, by);
        }
    }
    let before = preheader(function, one);
    if let Some(block) = function.blocks.get_mut(before.index()) {
        let loc = block.loc;
        block.insts.extend(views.into_iter().map(|((container, op, imms), view)| Inst {
            op,
            imms: imms.into_iter().map(Imm::Int).collect(),
            args: vec![container],
            result: Some(view),
            loc,
        }));
    }
    true
}

/// What is known of the values of a function.
struct Facts {
    /// By value: the operation that makes it.
    definitions: Vec<Option<Inst>>,
    /// By value: it is defined in the loop.
    inside: Vec<bool>,
    /// By value: words that were made of the int, which was small there, and where.
    words: Vec<Vec<(Place, ValueId)>>,
    dominators: Dominators,
    /// By value: an int that is used by something else than [`Op::LengthWord`].
    is_object: Vec<bool>,
}

impl Facts {
    fn of(function: &Function, one: &Loop) -> Facts {
        let mut facts = Facts {
            definitions: vec![None; function.values.len()],
            inside: vec![false; function.values.len()],
            words: vec![Vec::new(); function.values.len()],
            dominators: Dominators::of(function),
            is_object: vec![false; function.values.len()],
        };
        let set = |list: &mut Vec<bool>, value: ValueId| {
            if let Some(entry) = list.get_mut(value.index()) {
                *entry = true;
            }
        };
        for (index, block) in function.blocks.iter().enumerate() {
            let is_inside = one.blocks.contains(&index);
            for &param in block.params.iter().filter(|_| is_inside) {
                set(&mut facts.inside, param);
            }
            for (position, inst) in block.insts.iter().enumerate() {
                if let Some(result) = inst.result {
                    if let Some(entry) = facts.definitions.get_mut(result.index()) {
                        *entry = Some(inst.clone());
                    }
                    if is_inside {
                        set(&mut facts.inside, result);
                    }
                    if let (Op::SmallWord, [int]) = (inst.op, inst.args.as_slice())
                        && let Some(words) = facts.words.get_mut(int.index())
                    {
                        words.push(((index, position), result));
                    }
                }
                for &arg in inst.args.iter().filter(|_| inst.op != Op::LengthWord) {
                    set(&mut facts.is_object, arg);
                }
            }
            block.terminator.uses().into_iter().for_each(|value| set(&mut facts.is_object, value));
        }
        facts
    }

    /// How the operation is done by a view, if it can be.
    fn viewed(&self, place: Place, inst: &Inst) -> Option<(Maker, Op)> {
        let &container = inst.args.first().filter(|of| self.is_before(**of))?;
        let by_word = inst.args.get(1).is_some_and(|&index| self.word(place, index).is_some());
        let (maker, op) = match inst.op {
            Op::ByteWord => (Op::ViewByteArray, Op::ByteAt),
            Op::SetByteWord => (Op::ViewByteArray, Op::SetByteAt),
            Op::BytesWord => (Op::ViewBytes, Op::BytesAt),
            Op::ArrayWord => (Op::ViewArray, Op::ArrayAt),
            Op::SetArrayWord => (Op::ViewArray, Op::SetArrayAt),
            Op::FloatItemByWord => (Op::ViewFloats, Op::FloatAt),
            Op::SetFloatItemByWord => (Op::ViewFloats, Op::SetFloatAt),
            Op::ListItem if by_word => (Op::ViewList, Op::ListAt),
            Op::SetListItem if by_word => (Op::ViewList, Op::SetListAt),
            Op::HasListItem => (Op::ViewList, Op::HasListAt),
            Op::ListPlace => (Op::ViewList, Op::ListPlaceAt),
            Op::ListGet => (Op::ViewList, Op::ListGetAt),
            Op::ListPut => (Op::ViewList, Op::ListPutAt),
            _ => return None,
        };
        let number = |imm: &Imm| match imm {
            Imm::Int(number) => Some(*number),
            _ => None,
        };
        Some(((container, maker, inst.imms.iter().filter_map(number).collect()), op))
    }

    /// The container whose length is asked for, to count in words.
    fn counted(&self, inst: &Inst) -> Option<ValueId> {
        let is_word = inst.result.is_some_and(|length| self.is_object.get(length.index()) == Some(&false));
        inst.args.first().copied().filter(|&of| inst.op == Op::Len && is_word && self.is_before(of))
    }

    fn is_before(&self, value: ValueId) -> bool {
        self.inside.get(value.index()) == Some(&false)
    }

    /// The word that an int was made of, or that was made of it, or the number that it is.
    fn word(&self, place: Place, int: ValueId) -> Option<Result<ValueId, i64>> {
        let id = |index: usize| BlockId(u32::try_from(index).unwrap_or(u32::MAX));
        let is_before = |(block, position): Place| match block == place.0 {
            true => position < place.1,
            false => self.dominators.dominates(id(block), id(place.0)),
        };
        if let Some((_, word)) = self.words.get(int.index())?.iter().find(|(at, _)| is_before(*at)) {
            return Some(Ok(*word));
        }
        let inst = self.definitions.get(int.index())?.as_ref()?;
        match (inst.op, inst.args.as_slice(), inst.imms.as_slice()) {
            (Op::SmallInt | Op::BoxWord, &[word], _) => Some(Ok(word)),
            (Op::ConstInt, _, [Imm::Big(digits)]) => Some(Err(i64::from(digits.parse::<i32>().ok()?))),
            _ => None,
        }
    }

    /// The operation by a view.
    fn rewritten(&self, function: &mut Function, place: Place, inst: &Inst, by: (Op, ValueId)) -> Vec<Inst> {
        let (op, view) = by;
        let mut args = vec![view];
        args.extend(&inst.args);
        let with = |op: Op, imms: Vec<Imm>, args: Vec<ValueId>, result: Option<ValueId>| Inst {
            op,
            imms,
            args,
            result,
            loc: inst.loc,
        };
        if op == Op::LengthAt {
            let word = function.new_value(Type::Word, None);
            let length = with(op, Vec::new(), args, Some(word));
            return vec![length, with(Op::SmallInt, Vec::new(), vec![word], inst.result)];
        }
        let mut by = Vec::new();
        if let (Op::ListAt | Op::SetListAt, Some(index)) = (op, args.get_mut(2)) {
            match self.word(place, *index) {
                Some(Ok(word)) => *index = word,
                Some(Err(number)) => {
                    *index = function.new_value(Type::Word, None);
                    by.push(with(Op::ConstWord, vec![Imm::Int(number)], Vec::new(), Some(*index)));
                }
                None => {}
            }
        }
        by.push(with(op, inst.imms.clone(), args, inst.result));
        by
    }
}

/// The block that a loop is entered from, and that goes nowhere else: made if there is none.
fn preheader(function: &mut Function, one: &Loop) -> BlockId {
    let header = one.header;
    let outside = |index: usize| !one.blocks.contains(&index);
    let entering: Vec<(usize, usize, bool)> = function
        .blocks
        .iter()
        .enumerate()
        .filter(|(index, _)| outside(*index))
        .map(|(index, block)| {
            let count = block.terminator.targets().iter().filter(|target| target.block == header).count();
            (index, count, matches!(block.terminator, Terminator::Jump(_)))
        })
        .filter(|(_, count, _)| *count > 0)
        .collect();
    if let [(index, _, true)] = entering[..] {
        return BlockId(u32::try_from(index).unwrap_or(u32::MAX));
    }
    let (params, loc) = match function.blocks.get(header.index()) {
        Some(block) => (block.params.clone(), block.insts.first().map_or(block.loc, |inst| inst.loc)),
        None => (Vec::new(), Loc::default()),
    };
    let own: Vec<ValueId> = params
        .iter()
        .map(|&param| {
            let name = function.value(param).and_then(|value| value.name.clone());
            function.new_value(function.ty(param), name)
        })
        .collect();
    let new = BlockId(u32::try_from(function.blocks.len()).unwrap_or(u32::MAX));
    for (index, _, _) in entering {
        let targets = function.blocks.get_mut(index).map(|block| block.terminator.targets_mut());
        for target in targets.into_iter().flatten().filter(|target| target.block == header) {
            target.block = new;
        }
    }
    function.blocks.push(Block {
        params: own.clone(),
        insts: Vec::new(),
        terminator: Terminator::Jump(Target { block: header, args: own }),
        loc,
        is_cold: false,
    });
    new
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check_pass, check_unchanged};
    use super::in_function;
    use crate::ir::Function;

    fn run(function: &mut Function) -> bool {
        in_function(function, &[])
    }

    /// A loop that counts to a length, with a part in its body, and the values from `v5` on.
    fn counts(before: &str, length: &str, body: &str) -> String {
        format!(
            "func f(a: object, b: object) -> void {{\nb0(v0: object, v1: object):\n  v2: word = word 0\n{before}  jump b1(v2)\n\
             b1(v3: word):\n{length}  v4: bool = word_lt v3, v5\n  branch v4, then b2, else b3\n\
             b2:\n{body}  v6: word = word 1\n  v7: word = word_add v3, v6\n  jump b1(v7)\nb3:\n  return\n}}\n"
        )
    }

    #[test]
    fn items_in_a_loop_are_by_views_made_before_it() {
        let length = "  v8: int = len v0\n  v5: word = length_word v8\n";
        let by_view =
            "  v14: word = length_at v12, v0\n  v8: int = small_int v14\n  v5: word = length_word v8\n";
        check_pass(
            run,
            &counts(
                "",
                length,
                "  v9: word = byte_word v0, v3\n  v10: int = small_int v3\n  v11: object = list_item v1, v10\n  set_byte_word v0, v3, v9\n",
            ),
            &counts(
                "  v12: view = view_bytearray v0\n  v13: view = view_list v1\n",
                by_view,
                "  v9: word = byte_at v12, v0, v3\n  v10: int = small_int v3\n  v11: object = list_at v13, v1, v3\n  set_byte_at v12, v0, v3, v9\n",
            ),
        );
    }

    #[test]
    fn what_runs_other_code_whenever_it_is_done_leaves_a_loop_as_it_is() {
        let length = "  v5: word = word 10\n";
        check_unchanged(
            run,
            &counts("", length, "  v8: word = byte_word v0, v3\n  v9: object = attr \"x\", v1\n"),
        );
        // A length that may be any object's; a container that is another one each time.
        check_unchanged(
            run,
            &counts(
                "",
                "  v8: int = len v1\n  v5: word = length_word v8\n",
                "  v9: word = byte_word v0, v3\n",
            ),
        );
        check_unchanged(run, &counts("", length, "  v8: object = unbound\n  v9: word = byte_word v8, v3\n"));
    }

    #[test]
    fn a_loop_that_is_entered_from_a_branch_gets_a_block_before_it() {
        let function = |enters: &str, after: &str, view: &str, item: &str| {
            format!(
                "func f(a: object, c: bool) -> void {{\nb0(v0: object, v1: bool):\n  v2: word = word 0\n  branch v1, then {enters}, else b2\n\
                 b1(v3: word):\n  v4: bool = word_true v3\n  branch v4, then b1(v5), else b2\nb2:\n  return\n{after}}}\n"
            )
            .replace("b1(v3: word):\n", &format!("b1(v3: word):\n{item}"))
            .replace("VIEW", view)
        };
        check_pass(
            run,
            &function("b1(v2)", "", "", "  v5: word = byte_word v0, v3\n"),
            &function(
                "b3(v2)",
                "b3(v7: word):\nVIEW  jump b1(v7)\n",
                "  v6: view = view_bytearray v0\n",
                "  v5: word = byte_at v6, v0, v3\n",
            ),
        );
    }
}
