//! Rules 5 to 11, 17 and 18: blocks, values, and protected regions along every path.
//!
//! In: a function; out: what is wrong with where it goes and which values it uses there. Nothing here recurses, and
//! the work is nearly proportional to the function: 100,000 blocks are no problem.
//!
//! ```text
//! b0: try $0, body b1, handler b2
//! b1: return                         rule 17: $0 is open
//! b2: v0: object = caught $1         rule 18: $1 caught nothing
//! ```

use super::{Context, Definition, Report, Rule};
use crate::ir::dominators::Dominators;
use crate::ir::{Block, BlockId, Imm, Inst, Op, SlotId, SlotKind, Target, Terminator, Type, ValueId};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// Rules 5 to 11.
pub(super) fn structure(context: &Context<'_>, report: &mut Report) {
    let function = context.function;
    let Some(first) = function.blocks.first() else {
        report.add(Rule::Blocks, "the function has no block");
        return;
    };
    for (index, slot) in function.slots.iter().enumerate() {
        if let SlotKind::Variable(ty @ (Type::Pack | Type::View | Type::Results | Type::Void)) = slot.kind {
            report.add(Rule::Slots, format!("${index} is a variable of type {}", ty.name()));
        }
    }
    entry(context, first, report);
    let dominators = Dominators::of(function);
    let mut defined = vec![false; function.values.len()];
    for (index, block) in function.blocks.iter().enumerate() {
        report.place = format!("{} b{index}", context.name);
        for &param in &block.params {
            define(context, param, &mut defined, report);
            if let ty @ (Type::Pack | Type::View | Type::Results) = function.ty(param) {
                let what = format!("v{} is a {}, which no block takes", param.0, ty.name());
                report.add(Rule::TargetArguments, what);
            }
        }
        for (position, inst) in block.insts.iter().enumerate() {
            let before = report.violations.len();
            for &arg in &inst.args {
                check_use(context, &dominators, arg, (index, position), report);
            }
            if let Some(result) = inst.result {
                define(context, result, &mut defined, report);
            }
            report.place_from(before, || context.operation(index, inst));
        }
        let before = report.violations.len();
        for value in block.terminator.uses() {
            check_use(context, &dominators, value, (index, block.insts.len()), report);
        }
        terminator(context, &block.terminator, report);
        for target in block.terminator.targets() {
            check_target(context, target, report);
        }
        report.place_from(before, || context.terminator(index, &block.terminator));
    }
}

/// Rule 6.
fn entry(context: &Context<'_>, first: &Block, report: &mut Report) {
    let function = context.function;
    let declared: Vec<Type> = function.params.iter().map(|param| param.ty).collect();
    let taken: Vec<Type> = first.params.iter().map(|&param| function.ty(param)).collect();
    if declared != taken {
        report.add(Rule::Entry, "the first block's parameters are not the function's");
    }
    for (index, block) in function.blocks.iter().enumerate() {
        if block.terminator.targets().iter().any(|target| target.block == BlockId(0)) {
            report.add(Rule::Entry, format!("b{index} goes to the first block"));
        }
    }
}

/// Rules 7 and 8.
fn define(context: &Context<'_>, id: ValueId, defined: &mut [bool], report: &mut Report) {
    match defined.get_mut(id.index()) {
        None => report.add(Rule::Values, format!("v{} is not in the table", id.0)),
        Some(true) => report.add(Rule::SingleDefinition, format!("v{} is defined already", id.0)),
        Some(flag) => *flag = true,
    }
    if context.function.value(id).is_some_and(|value| value.ty == Type::Void) {
        report.add(Rule::Values, format!("v{} is void", id.0));
    }
}

/// Rules 7 and 9, for a use before the operation at a position of a block.
fn check_use(
    context: &Context<'_>,
    dominators: &Dominators,
    id: ValueId,
    (block, position): (usize, usize),
    report: &mut Report,
) {
    if context.function.value(id).is_none() {
        report.add(Rule::Values, format!("v{} is not in the table", id.0));
        return;
    }
    let here = block_id(block);
    let available = match context.definitions.get(id.index()).copied().flatten() {
        None => !dominators.reaches(here),
        Some(Definition { block: from, .. }) if from != block => dominators.dominates(block_id(from), here),
        Some(Definition { position: None, .. }) => true,
        Some(Definition { position: Some(defined), .. }) => defined < position || !dominators.reaches(here),
    };
    if !available {
        report.add(Rule::Dominance, format!("v{} is not defined on every path to its use", id.0));
    }
}

fn block_id(index: usize) -> BlockId {
    BlockId(u32::try_from(index).unwrap_or(u32::MAX))
}

/// Rules 5 and 10.
fn check_target(context: &Context<'_>, target: &Target, report: &mut Report) {
    let function = context.function;
    let BlockId(id) = target.block;
    let Some(block) = function.blocks.get(target.block.index()) else {
        report.add(Rule::Blocks, format!("there is no block b{id}"));
        return;
    };
    if block.params.len() != target.args.len() {
        report.add(
            Rule::TargetArguments,
            format!("b{id} takes {} values, not {}", block.params.len(), target.args.len()),
        );
    }
    for (&param, &arg) in block.params.iter().zip(&target.args) {
        if function.value(arg).is_some() && function.ty(arg) != function.ty(param) {
            let (is, takes) = (function.ty(arg).name(), function.ty(param).name());
            report.add(Rule::TargetArguments, format!("v{} is {is}, but b{id} takes {takes} there", arg.0));
        }
    }
}

/// Rule 11, and rule 16 for the frame of `try`.
fn terminator(context: &Context<'_>, terminator: &Terminator, report: &mut Report) {
    let function = context.function;
    let mut expect = |value: ValueId, expected: Type| {
        if function.value(value).is_some_and(|value| value.ty != expected) {
            let is = function.ty(value).name();
            report.add(Rule::Terminators, format!("v{} is {is}, not {}", value.0, expected.name()));
        }
    };
    match terminator {
        Terminator::Jump(_) | Terminator::Unreachable => {}
        Terminator::Branch { condition, .. } => expect(*condition, Type::Bool),
        Terminator::Switch { value, cases } => {
            expect(*value, Type::Word);
            if cases.is_empty() {
                report.add(Rule::Terminators, "a switch without a case");
            }
        }
        Terminator::Try { frame: SlotId(id), .. } => {
            let slot = function.slots.get(SlotId(*id).index());
            if slot.map(|slot| slot.kind) != Some(SlotKind::Frame) {
                report.add(Rule::Slots, format!("${id} is not a frame"));
            }
        }
        Terminator::Return(Some(value)) if function.result != Type::Void => expect(*value, function.result),
        Terminator::Return(None) if function.result == Type::Void => {}
        Terminator::Return(_) => {
            report.add(Rule::Terminators, format!("the result should be of type {}", function.result.name()));
        }
        Terminator::Raise(value) | Terminator::Reraise(value) => expect(*value, Type::Object),
        Terminator::Yield { value, resume } => {
            expect(*value, Type::Object);
            if !function.suspends || !resume.args.is_empty() {
                report.add(Rule::Terminators, "a yield in no generator, or with arguments");
            }
        }
    }
}

/// What holds at a point, on every path to it.
#[derive(Clone, PartialEq)]
struct State {
    /// The frames that are open, as a number of [`Frames`].
    open: usize,
    /// The frames that caught something and were not opened since.
    caught: Rc<BTreeSet<SlotId>>,
}

/// Stacks of open frames, each with a number, so that they compare in one step.
struct Frames {
    /// What is below, and the frame on top; number 0 is the empty stack.
    stacks: Vec<(usize, SlotId)>,
    numbers: HashMap<(usize, SlotId), usize>,
}

impl Frames {
    fn new() -> Frames {
        Frames { stacks: vec![(0, SlotId(u32::MAX))], numbers: HashMap::new() }
    }

    fn push(&mut self, below: usize, frame: SlotId) -> usize {
        let stacks = &mut self.stacks;
        *self.numbers.entry((below, frame)).or_insert_with(|| {
            stacks.push((below, frame));
            stacks.len() - 1
        })
    }

    /// The frame on top and what is below it.
    fn top(&self, stack: usize) -> Option<(usize, SlotId)> {
        if stack == 0 { None } else { self.stacks.get(stack).copied() }
    }

    fn contains(&self, mut stack: usize, frame: SlotId) -> bool {
        while let Some((below, top)) = self.top(stack) {
            if top == frame {
                return true;
            }
            stack = below;
        }
        false
    }
}

/// Rules 17 and 18.
pub(super) fn regions(context: &Context<'_>, report: &mut Report) {
    let blocks = &context.function.blocks;
    let mut frames = Frames::new();
    let mut states: Vec<Option<State>> = vec![None; blocks.len()];
    // Blocks that paths come to with different frames open, and from where.
    let mut conflicts: BTreeMap<usize, usize> = BTreeMap::new();
    let Some(first) = states.first_mut() else { return };
    *first = Some(State { open: 0, caught: Rc::default() });
    let mut work = vec![0];
    let mut silent = Report { violations: Vec::new(), place: String::new() };
    while let Some(index) = work.pop() {
        let (Some(block), Some(Some(state))) = (blocks.get(index), states.get(index)) else { continue };
        for (target, after) in through(context, index, block, state.clone(), &mut frames, &mut silent) {
            match states.get_mut(target.index()) {
                None => {}
                Some(known @ None) => {
                    *known = Some(after);
                    work.push(target.index());
                }
                Some(Some(known)) if known.open != after.open => {
                    conflicts.entry(target.index()).or_insert(index);
                }
                Some(Some(known)) if !known.caught.is_subset(&after.caught) => {
                    known.caught = Rc::new(known.caught.intersection(&after.caught).copied().collect());
                    work.push(target.index());
                }
                Some(Some(_)) => {}
            }
        }
        silent.violations.clear();
    }
    for (index, (block, state)) in blocks.iter().zip(states).enumerate() {
        if let Some(from) = conflicts.get(&index) {
            report.place = format!("{} b{index}", context.name);
            report.add(Rule::Regions, format!("b{from} comes here with other frames open than another path"));
        }
        if let Some(state) = state {
            through(context, index, block, state, &mut frames, report);
        }
    }
}

/// Goes through a block; gives the states with which its targets are entered.
fn through(
    context: &Context<'_>,
    index: usize,
    block: &Block,
    mut state: State,
    frames: &mut Frames,
    report: &mut Report,
) -> Vec<(BlockId, State)> {
    for inst in &block.insts {
        operation(context, index, inst, &mut state, frames, report);
    }
    let mut add = |message: String| {
        report.place = context.terminator(index, &block.terminator);
        report.add(Rule::Regions, message);
    };
    match &block.terminator {
        Terminator::Try { frame, body, handler } => {
            if frames.contains(state.open, *frame) {
                add(format!("${} is open already", frame.0));
            }
            let mut inside = (*state.caught).clone();
            inside.remove(frame);
            let mut handling = inside.clone();
            handling.insert(*frame);
            vec![
                (body.block, State { open: frames.push(state.open, *frame), caught: Rc::new(inside) }),
                (handler.block, State { open: state.open, caught: Rc::new(handling) }),
            ]
        }
        Terminator::Return(_) => {
            if let Some((_, frame)) = frames.top(state.open) {
                add(format!("${} is open", frame.0));
            }
            Vec::new()
        }
        Terminator::Yield { resume, .. } => {
            if let Some((_, frame)) = frames.top(state.open) {
                add(format!("${} is open", frame.0));
            }
            // What is on the C stack is gone.
            vec![(resume.block, State { open: state.open, caught: Rc::default() })]
        }
        other => other.targets().into_iter().map(|target| (target.block, state.clone())).collect(),
    }
}

fn operation(
    context: &Context<'_>,
    index: usize,
    inst: &Inst,
    state: &mut State,
    frames: &Frames,
    report: &mut Report,
) {
    let Some(Imm::Slot(frame)) = inst.imms.first() else { return };
    let (rule, message) = match inst.op {
        Op::EndTry => match frames.top(state.open) {
            Some((below, top)) if top == *frame => {
                state.open = below;
                return;
            }
            Some((_, top)) => (Rule::Regions, format!("${} was opened last", top.0)),
            None => (Rule::Regions, "no frame is open".to_owned()),
        },
        Op::Caught if !state.caught.contains(frame) => {
            (Rule::Caught, format!("${} did not catch anything on every path", frame.0))
        }
        _ => return,
    };
    report.place = context.operation(index, inst);
    report.add(rule, message);
}
