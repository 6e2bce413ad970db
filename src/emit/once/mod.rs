//! What a module does once, when it is imported, is small as bytecode: a function's object, a class, a call take a few
//! bytes each, where machine code takes some twenty. What runs once need not be fast; what is in a loop or in a
//! function stays machine code.
//!
//! In: the module. Out: the same module, in whose first function each region that has a form in bytecode ([`regions`])
//! is one operation, and the bytes of those regions ([`translate`], [`assemble`]). The firmware's own interpreter runs
//! them.

mod assemble;
mod cut;
mod facts;
mod plan;
mod regions;
mod stack;
mod translate;

use super::tables::Tables;
use crate::ir::{BlockId, Function, Imm, Inst, Module, Op, Target, Terminator};
use crate::passes;
use assemble::Made;
use facts::{Facts, Names};
use std::collections::BTreeSet;

/// So many operations are worth the object that runs them.
const MIN_OPERATIONS: usize = 12;

/// What a module's regions became.
#[derive(Debug, Default)]
pub(super) struct Once {
    /// A function of bytecode each, by the number that its operation has.
    pub code: Vec<Vec<u8>>,
    /// What they make.
    pub made: Made,
    /// Their parameter is a helper that makes classes, and not `type`.
    pub asks_helper: bool,
    /// The whole first function is one region.
    pub is_all: bool,
}

/// Takes what can be bytecode out of the module's first function.
pub(super) fn take(module: &mut Module, tables: &mut Tables) -> Once {
    let mut once = Once::default();
    let names = Names::of(module);
    let Some(init) = module.functions.get_mut(module.init.index()) else { return once };
    if init.suspends || init.blocks.is_empty() {
        return once;
    }
    let mut function = init.clone();
    cut::sink_constants(&mut function);
    let mut native = cut::native_frames(&function, &Facts::of(&function, &names));
    let mut cut;
    let regions = loop {
        cut = function.clone();
        cut::cut(&mut cut, &Facts::of(&function, &names), &native);
        let native_now = moved(&function, &cut, &native);
        let facts = Facts::of(&cut, &names);
        let found = regions::find(&cut, &facts, &native_now);
        // A protected region that is in no region is machine code, and with it what opens and closes it.
        let inside = |index: usize| found.iter().any(|region| region.blocks.contains(&index));
        let left: Vec<usize> = cut
            .blocks
            .iter()
            .enumerate()
            .filter(|(index, block)| {
                matches!(block.terminator, Terminator::Try { .. })
                    && !inside(*index)
                    && !native_now.contains(index)
            })
            .map(|(index, _)| index)
            .collect();
        let back = moved(&cut, &function, &left.into_iter().collect());
        let before = native.len();
        native.extend(back);
        if native.len() == before {
            break found;
        }
    };
    let is_all = |region: &regions::Region| region.entry == 0 && region.exit.is_none();
    let operations: usize = regions.iter().map(|region| region.operations).sum();
    if operations < MIN_OPERATIONS && !regions.iter().any(is_all) {
        return once;
    }
    let facts = Facts::of(&cut, &names);
    let mut done = Vec::new();
    for region in regions {
        let Some(assembly) = translate::translate(&cut, &facts, &region) else { continue };
        let Some(bytes) = assembly.encode(tables, &mut once.made) else { continue };
        done.push((region, once.code.len()));
        once.code.push(bytes);
    }
    if done.is_empty() {
        return once;
    }
    once.asks_helper = !once.made.classes.is_empty();
    once.is_all = done.len() == 1 && done.iter().all(|(region, _)| is_all(region));
    for (region, number) in &done {
        replace(&mut cut, region, *number);
    }
    passes::dead::run(&mut cut);
    passes::jumps::run(&mut cut);
    passes::dead::run(&mut cut);
    *init = cut;
    once
}

/// The blocks of another form of a function that open the protected regions which these open.
fn moved(from: &Function, to: &Function, blocks: &BTreeSet<usize>) -> BTreeSet<usize> {
    let handler = |function: &Function, index: usize| match &function.blocks.get(index)?.terminator {
        Terminator::Try { body, handler, .. } => Some((body.block, handler.block)),
        _ => None,
    };
    let wanted: BTreeSet<_> = blocks.iter().filter_map(|index| handler(from, *index)).collect();
    let all = 0..to.blocks.len();
    all.filter(|index| handler(to, *index).is_some_and(|pair| wanted.contains(&pair))).collect()
}

/// Puts one operation in the place of a region.
fn replace(function: &mut Function, region: &regions::Region, number: usize) {
    for index in &region.blocks {
        let Some(block) = function.blocks.get_mut(*index) else { continue };
        let loc = block.insts.first().map_or(block.loc, |inst| inst.loc);
        block.insts.clear();
        block.params.clear();
        block.terminator = Terminator::Unreachable;
        if *index == region.entry {
            let number = Imm::Int(i64::try_from(number).unwrap_or(i64::MAX));
            block.insts.push(Inst {
                op: Op::Bytecode,
                imms: vec![number],
                args: Vec::new(),
                result: None,
                loc,
            });
            block.terminator = match region.exit {
                Some(exit) => {
                    let block = BlockId(u32::try_from(exit).unwrap_or(u32::MAX));
                    Terminator::Jump(Target { block, args: Vec::new() })
                }
                None => Terminator::Return(None),
            };
        }
    }
}
