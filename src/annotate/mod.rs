//! A source with what each of its lines costs, what became of it, and which types would change that: the report of
//! `mpyc annotate` as a value. [`html`] makes the page of it.
//!
//! ```text
//! compiled module ──work──▶ calls of each line      ──advice──▶ types that would save some
//!                 ──why───▶ what is any object there
//!                 ──tiers─▶ what is called, by which way
//! C, map, code    ──machine▶ bytes and instructions of each line
//! ```

pub mod advice;
pub mod blanks;
pub mod html;
pub mod machine;
mod text;
pub mod tiers;
pub mod why;
pub mod work;

use crate::emit::lines::PlainC;
use crate::ir;
use crate::ir::print::{self, Step};
use crate::map::Map;
use crate::size::{self, Account};
use crate::syntax::SourceFile;
use crate::target::Target;
use advice::{Advice, Advised};
use linker::mpy::{self, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::rc::Rc;
use tiers::Tiers;
use work::Cost;

/// What a report is made from.
pub struct Made<'a> {
    /// The source.
    pub source: &'a SourceFile,
    /// What it was compiled for.
    pub target: &'a Target,
    /// How, in words: the options.
    pub options: String,
    /// The IR after the passes.
    pub module: &'a ir::Module,
    /// The C.
    pub c: &'a str,
    /// The module as it is loaded, and which of its bytes are what.
    pub linked: &'a mpy::Module,
    /// Which of the file's bytes are what.
    pub spans: &'a [Span],
    /// The map of its link, with lines.
    pub map: &'a Map,
    /// Which parameters are instances.
    pub instances: &'a why::Instances,
    /// What types would change.
    pub advised: Advised,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The source's name, as the user gave it.
    pub source: String,
    /// The target and the options.
    pub compiled_for: String,
    /// Bytes of the module.
    pub total: usize,
    /// The same by cause, the most first.
    pub causes: Vec<(&'static str, usize)>,
    /// What all of it calls.
    pub tiers: Tiers,
    /// What types would change.
    pub advised: Advised,
    /// The lines of the source.
    pub lines: Vec<Line>,
}

/// A line of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub number: u32,
    /// As it stands.
    pub text: String,
    /// What it takes in one run of its function.
    pub cost: Cost,
    /// It runs once, when the module is imported, and is bytecode.
    pub once: bool,
    /// Bytes of machine code.
    pub bytes: u64,
    /// How much it costs beside the others: 0 to [`HOTTEST`].
    pub heat: u8,
    /// What it calls.
    pub tiers: Tiers,
    /// Why it calls the runtime, in sentences.
    pub why: Vec<String>,
    /// What types would change, in sentences.
    pub could: Vec<String>,
    /// The IR of it, a line each, with the names of functions and blocks.
    pub ir: String,
    /// The C of it, lines with their numbers.
    pub c: Vec<(u32, String)>,
    /// The instructions, a line each.
    pub machine: String,
}

/// The heat of lines that cost the most.
pub const HOTTEST: u8 = 5;

impl Line {
    /// There is something to see of it.
    #[must_use]
    pub fn has_more(&self) -> bool {
        !(self.ir.is_empty() && self.c.is_empty() && self.machine.is_empty())
    }
}

/// Makes the report.
///
/// # Errors
/// The disassembler cannot be set up.
pub fn report(made: &Made) -> Result<Report, crate::disassemble::Failure> {
    let Made { source, target, module, c, .. } = *made;
    let costs = work::by_line(module, target);
    let machine = machine::by_line(made.linked, made.map, &module.source_name)?;
    let tiers = tiers::by_line(module, c);
    let why = why::by_line(module, target, made.instances);
    let could = could(&made.advised, &costs);
    let c_lines = c_by_line(c);
    let (ir_lines, of_init) = ir_by_line(module);
    let hottest = costs.values().map(|cost| cost.weight()).max().unwrap_or(0);
    let count = u32::try_from(source.text.lines().count()).unwrap_or(u32::MAX);
    let lines = (1..=count).map(|number| {
        let cost = costs.get(&number).copied().unwrap_or_default();
        let code = machine.get(&number).cloned().unwrap_or_default();
        let c = c_lines.get(&number).cloned().unwrap_or_default();
        let ir = ir_lines.get(&number).cloned().unwrap_or_default();
        let once = of_init.contains(&number) && c.is_empty() && code.bytes == 0;
        Line {
            number,
            text: source.line_text(number).to_owned(),
            cost,
            once,
            bytes: code.bytes,
            heat: heat(cost.weight(), hottest),
            // Bytecode looks all names up.
            tiers: tiers.get(&number).filter(|_| !once).cloned().unwrap_or_default(),
            why: why.get(&number).into_iter().flatten().map(why::Unknown::sentence).collect(),
            could: could.get(&number).cloned().unwrap_or_default(),
            ir,
            c,
            machine: code.text,
        }
    });
    let account: Account = size::account(made.linked, made.spans, Some(made.map));
    Ok(Report {
        source: source.name.clone(),
        compiled_for: format!("{}, {}", target.name, made.options),
        total: account.total(),
        causes: account.by_cause().into_iter().map(|(cause, bytes)| (cause.label(), bytes)).collect(),
        tiers: tiers::of_module(module, c),
        advised: made.advised.clone(),
        lines: lines.collect(),
    })
}

/// How hot a weight is, beside the greatest: each step is a third of the one above.
fn heat(weight: u64, hottest: u64) -> u8 {
    if weight == 0 {
        return 0;
    }
    (1..HOTTEST)
        .rev()
        .fold((HOTTEST, hottest), |(heat, step), next| {
            if heat == next + 1 && weight.saturating_mul(3) <= step { (next, step / 3) } else { (heat, step) }
        })
        .0
}

/// What types would change of each line, in sentences.
fn could(advised: &Advised, costs: &BTreeMap<u32, Cost>) -> BTreeMap<u32, Vec<String>> {
    let mut lines: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for advice in &advised.advice {
        for (line, then) in &advice.lines {
            let now = costs.get(line).copied().unwrap_or_default();
            if then.weight() < now.weight() {
                let sentence = format!("With {}: {}, not {}.", with(advice), calls(*then), calls(now));
                lines.entry(*line).or_default().push(sentence);
            }
        }
    }
    lines
}

/// As many annotations stand in a sentence; the others are counted.
const LISTED: usize = 4;

/// What advice would have one write.
fn with(advice: &Advice) -> String {
    match advice.types.first() {
        Some(ty) if advice.any => format!("any annotation in `{}`, such as `{ty}`", advice.name),
        _ => listed(&advice.types),
    }
}

/// Annotations, or names, in a sentence.
fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A cost in words: `no calls`, `3 calls of the runtime and 1 within the module`.
fn calls(cost: Cost) -> String {
    let count = |number: u64, what: &str| match number {
        1 => format!("1 call {what}"),
        _ => format!("{number} calls {what}"),
    };
    match (cost.runtime, cost.near) {
        (0, 0) => "no calls".into(),
        (runtime, 0) => count(runtime, "of the runtime"),
        (0, near) => count(near, "within the module"),
        (runtime, near) => format!("{} and {near} within the module", count(runtime, "of the runtime")),
    }
}

/// The C of each line.
fn c_by_line(c: &str) -> BTreeMap<u32, Vec<(u32, String)>> {
    let plain = PlainC::new(c);
    let mut lines: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
    for (number, text) in (1..).zip(plain.text.lines()).filter(|(_, text)| !text.is_empty()) {
        if let Some(line) = plain.python_line(number) {
            lines.entry(line).or_default().push((number, text.to_owned()));
        }
    }
    lines
}

/// The IR of each line, with the names of its functions and blocks; and the lines that the module's own code has.
fn ir_by_line(module: &ir::Module) -> (BTreeMap<u32, String>, BTreeSet<u32>) {
    let mut lines: BTreeMap<u32, String> = BTreeMap::new();
    let mut of_init = BTreeSet::new();
    for (index, function) in module.functions.iter().enumerate() {
        let mut blocks = BTreeMap::new();
        for Step { loc, block, text } in print::function_steps(module, function) {
            if loc.line == 0 {
                continue;
            }
            if index == module.init.index() {
                of_init.insert(loc.line);
            }
            let out = lines.entry(loc.line).or_default();
            // Writing to a string cannot fail.
            let last = blocks.insert(loc.line, Rc::clone(&block));
            if last.is_none() {
                let _ = writeln!(out, "{}:", function.name);
            }
            if last.is_none_or(|last| last != block) {
                let _ = writeln!(out, "{block}:");
            }
            let _ = writeln!(out, "  {text}");
        }
    }
    (lines, of_init)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heat_goes_down_by_thirds() {
        let heats: Vec<u8> = [0, 1, 2, 4, 12, 13, 40, 121, 400].map(|weight| heat(weight, 400)).into();
        assert_eq!(heats, [0, 1, 1, 1, 2, 2, 3, 4, 5]);
    }

    #[test]
    fn costs_are_said_in_words() {
        let said = |runtime, near| calls(Cost { runtime, near });
        assert_eq!(
            [said(0, 0), said(1, 0), said(0, 2), said(3, 1)],
            [
                "no calls",
                "1 call of the runtime",
                "2 calls within the module",
                "3 calls of the runtime and 1 within the module"
            ]
        );
    }
}
