//! Rewrites the IR into smaller IR that does the same.
//!
//! In: a module that the verifier accepts; out: one that it accepts as well, and whose functions behave the same, in
//! every order of effects and every exception. Each pass is one file, with its before and after at the head, and works
//! on one function. They run in rounds, as each gives the others work, until a round changes nothing:
//!
//! - [`params`] takes away block parameters that are always the same value;
//! - [`constants`] computes what is known when compiling;
//! - [`conditions`] takes a condition for what it was where a branch on it led;
//! - [`conversions`] leaves out conversions there and back;
//! - [`tuples`] takes the elements of a tuple from where it was made;
//! - [`bound`] leaves out checks of names that are bound;
//! - [`fields`] asks once whether an object has the fields of a class;
//! - [`scalars`] does without an instance whose fields are all that is wanted of it;
//! - [`jumps`] joins blocks that follow each other only;
//! - [`dead`] leaves out what is never reached or never used, and numbers the rest anew.
//!
//! Once the rounds have come to an end, [`results`] has functions give several values that gave tuples of them, and further rounds clear
//! up. Then [`inline`] puts small functions in the place of calls, because what they are given is known there: after [`results`], so that
//! no tuple is made for what is taken apart, and before all that asks what a value can be. Then [`words`] takes machine words for ints,
//! where [`ranges`] shows that nothing is lost by it, and [`versions`] and [`widths`] see to it that more is known; further rounds clear
//! up. Then [`views`] looks up before a loop where containers have their items, and [`sink`] makes ints of words where they are wanted.
//!
//! Three passes add, and run once: [`recursion`] before the others, [`polls`] and [`suspended`] after them. What [`recursion`] added,
//! [`stack`] moves to where it is needed, once calls are where they stay. Before all rounds [`given`] leaves out checks of what the
//! firmware gives. [`imports`] is for who wants no memory of where a module has a name.
//!
//! In debug builds the verifier runs after each pass; what it finds is a bug of the pass.

pub mod bound;
pub mod conditions;
pub mod constants;
pub mod conversions;
mod copies;
pub mod dead;
pub mod fields;
pub mod given;
pub mod imports;
pub mod inline;
pub mod jumps;
pub mod params;
pub mod polls;
#[cfg(test)]
mod random;
pub mod ranges;
pub mod recursion;
mod replace;
pub mod results;
mod roots;
pub mod scalars;
pub mod sink;
pub mod stack;
pub mod suspended;
pub mod tuples;
pub mod versions;
pub mod views;
pub mod widths;
pub mod words;

use crate::ir::{Function, Module, verify};

pub use imports::ImportCache;

/// How much is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Nothing: the IR as it was lowered.
    None,
    /// Everything.
    Full,
}

/// Which loops let scheduled callbacks run and see Ctrl-C.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polls {
    /// None.
    Never,
    /// Those whose bodies take long, so that it is not felt.
    Long,
    /// All.
    Always,
}

/// How the passes run.
#[derive(Debug, Clone, Copy)]
pub struct How {
    /// How much is done.
    pub level: Level,
    /// Passes that are left out.
    pub without: Without,
    /// Which loops let scheduled callbacks run.
    pub polls: Polls,
    /// Whether it is remembered where a module has a name.
    pub import_cache: ImportCache,
    /// Bits of a machine word of the target: 32 or 64.
    pub word_bits: u32,
}

/// Passes that are left out, of those that may be: so that a test can hold code with one against code without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Without(u32);

impl Without {
    /// The passes that may be left out, by name.
    pub const NAMES: [&str; 20] = [
        "given",
        "params",
        "constants",
        "conditions",
        "conversions",
        "tuples",
        "bound",
        "fields",
        "scalars",
        "guards",
        "jumps",
        "dead",
        "results",
        "sink",
        "stack",
        "inline",
        "versions",
        "views",
        "widths",
        "words",
    ];

    /// One more; none if there is no such pass.
    #[must_use]
    pub fn with(self, name: &str) -> Option<Without> {
        let position = Without::NAMES.iter().position(|&known| known == name)?;
        Some(Without(self.0 | 1 << position))
    }

    fn has(self, name: &str) -> bool {
        self.with(name) == Some(self)
    }
}

/// A pass over one function; it says whether it changed anything.
pub type Pass = fn(&mut Function) -> bool;

/// The passes by name, in the order of a round.
pub const PASSES: &[(&str, Pass)] = &[
    ("params", params::run),
    ("constants", constants::run),
    ("conditions", conditions::run),
    ("conversions", conversions::run),
    ("tuples", tuples::run),
    ("bound", bound::run),
    ("fields", fields::run),
    ("scalars", scalars::run),
    ("jumps", jumps::run),
    ("dead", dead::run),
];

/// Rounds after which no more is gained; each pass alone goes on until it finds nothing more by itself.
const MAX_ROUNDS: usize = 8;

/// Runs all passes of a level.
pub fn run(module: &mut Module, how: &How) {
    check(module, "lowering");
    if how.import_cache == ImportCache::Off {
        module.functions.iter_mut().for_each(|function| {
            imports::run(function);
        });
        check(module, "imports");
    }
    recursion::run(module);
    check(module, "recursion");
    if how.level == Level::Full {
        if !how.without.has("given") {
            given::run(module);
            check(module, "given");
        }
        improve(module, how.without);
        module.functions.iter_mut().for_each(roots::run);
        check(module, "roots");
        if !how.without.has("results") && results::run(module) {
            check(module, "results");
            improve(module, how.without);
        }
        let without_words = how.without.has("words");
        if !without_words && !how.without.has("widths") {
            widths::run(module, how.word_bits);
            check(module, "widths");
        }
        let mut before = Vec::new();
        if !how.without.has("inline") {
            before = inline::run(module);
            check(module, "inline");
            improve(module, how.without);
        }
        if !without_words {
            // What a function gives does not depend on how it comes to it.
            let results = ranges::results(module, how.word_bits);
            if !how.without.has("versions") {
                let with_guards = !how.without.has("guards");
                for (index, function) in module.functions.iter_mut().enumerate() {
                    let before = before.get(index).and_then(Option::as_ref);
                    versions::run(function, before, &results, how.word_bits, with_guards);
                }
                check(module, "versions");
            }
            for function in &mut module.functions {
                words::run(function, &results, how.word_bits);
            }
            check(module, "words");
            improve(module, how.without);
        }
        if !how.without.has("views") {
            views::run(module);
            check(module, "views");
            improve(module, how.without);
        }
        if !how.without.has("fields") {
            module.functions.iter_mut().for_each(|function| {
                fields::ask_first(function);
            });
            check(module, "fields");
        }
        if !how.without.has("sink") {
            module.functions.iter_mut().for_each(|function| {
                if sink::run(function) {
                    dead::run(function);
                }
            });
            check(module, "sink");
        }
        if !how.without.has("stack") {
            for function in &mut module.functions {
                stack::run(function);
            }
            check(module, "stack");
        }
    }
    polls::run(module, how.polls);
    check(module, "polls");
    module.functions.iter_mut().for_each(suspended::run);
    check(module, "suspended");
}

fn improve(module: &mut Module, without: Without) {
    for _ in 0..MAX_ROUNDS {
        let mut changed = false;
        for (name, pass) in PASSES.iter().filter(|(name, _)| !without.has(name)) {
            for function in &mut module.functions {
                changed |= pass(function);
            }
            check(module, name);
        }
        if !changed {
            break;
        }
    }
}

/// In debug builds, that the module keeps the rules.
fn check(module: &Module, after: &str) {
    if cfg!(debug_assertions) {
        let violations: Vec<String> = verify::module(module).iter().map(ToString::to_string).collect();
        assert!(violations.is_empty(), "after {after}:\n{}", violations.join("\n"));
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::ir::{parse, print};

    /// A module whose last function is this text; around it are what the texts of the tests may name.
    fn module(function: &str) -> Module {
        let text = format!(
            "module m from \"m.py\" init @init\nfunc init() -> void {{\nb0:\n  return\n}}\n{function}"
        );
        parse::module(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    /// A level's passes and nothing else, for words of 32 bits.
    pub(crate) fn how(level: Level) -> How {
        let (polls, import_cache) = (Polls::Never, ImportCache::On);
        How { level, without: Without::default(), polls, import_cache, word_bits: 32 }
    }

    /// A pass turns one function into the other; both keep the rules.
    #[track_caller]
    pub(crate) fn check_pass(pass: Pass, before: &str, after: &str) {
        let mut before = module(before);
        check(&before, "reading");
        let function = before.functions.last_mut().unwrap();
        let original = function.clone();
        let changed = pass(function);
        assert_eq!(changed, *function != original, "it should say whether it changed anything");
        check(&before, "the pass");
        let shown = print::function(&before, before.functions.last().unwrap());
        assert_eq!(shown, after, "\n{shown}");
    }

    /// A pass leaves a function as it is.
    #[track_caller]
    pub(crate) fn check_unchanged(pass: Pass, function: &str) {
        check_pass(pass, function, function);
    }

    #[test]
    fn the_passes_work_together() {
        let mut before = module(
            "func f(n: int) -> object {\n\
             b0(v0 n: int):\n\
             \u{20} v1: object = unbound\n\
             \u{20} v2: int = int 6\n\
             \u{20} v3: int = int 7\n\
             \u{20} v4: int = int_mul v2, v3\n\
             \u{20} v5: bool = int_lt v3, v2\n\
             \u{20} branch v5, then b1(v1), else b2\n\
             b1(v6 x: object):\n\
             \u{20} v7: object = check_bound \"x\", v6\n\
             \u{20} return v7\n\
             b2:\n\
             \u{20} v8: object = int_object v4\n\
             \u{20} jump b1(v8)\n\
             }\n",
        );
        run(&mut before, &how(Level::Full));
        assert_eq!(
            print::function(&before, &before.functions[1]),
            "func f(n: int) -> object {\nb0(v0 n: int):\n  v1: int = int 42\n  v2 x: object = int_object v1\n  return v2\n}\n"
        );
    }

    #[test]
    fn without_passes_nothing_changes() {
        let text = "func f() -> void {\nb0:\n  jump b1\nb1:\n  return\n}\n";
        let mut module = module(text);
        run(&mut module, &how(Level::None));
        assert_eq!(print::function(&module, &module.functions[1]), text);
    }
}
