//! What the modules of one command line tell each other: their interfaces, and which functions of each the others call.

use super::jobs::Job;
use super::source;
use crate::desugar::{Known, Siblings, desugar};
use crate::syntax::{self, Module};
use crate::types::{self, Favour};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// By the modules' whole names: for several threads.
#[derive(Debug, Default)]
pub(super) struct Interfaces {
    stubs: Arc<BTreeMap<String, String>>,
    wanted: BTreeMap<String, BTreeSet<String>>,
}

impl Interfaces {
    /// Reads the modules. What cannot be read tells nothing; it is said when it is compiled.
    pub(super) fn of(jobs: &[&mut Job], favour: Favour) -> Interfaces {
        let read = jobs.iter().filter_map(|job| {
            let known = job.known().ok()?;
            let tree = tree(job, &known)?;
            Some((job.module_name(), known.siblings, tree))
        });
        let read: Vec<(String, Siblings, Module)> = read.collect();
        let mut found = Interfaces::default();
        // What one has of another's classes it says once it knows of them.
        for _ in 0..2 {
            let stubs = read.iter().map(|(name, known, tree)| {
                (name.clone(), types::interface(tree, name, &found.add_to(known, name)))
            });
            found.stubs = Arc::new(stubs.collect());
        }
        for (name, known, tree) in &read {
            for (module, name) in types::asked(tree, &found.add_to(known, name), favour) {
                found.wanted.entry(module).or_default().insert(name);
            }
        }
        found
    }

    /// Adds what is known to what a module knows of those beside it.
    pub(super) fn add_to(&self, siblings: &Siblings, module: &str) -> Siblings {
        let wanted = self.wanted.get(module).cloned().unwrap_or_default();
        Siblings { interfaces: Arc::clone(&self.stubs), wanted, ..siblings.clone() }
    }

    /// All of it that a module may have been made with, for its key.
    pub(super) fn inputs(&self, module: &str) -> Vec<String> {
        let stubs = self.stubs.iter().flat_map(|(name, text)| [name.clone(), text.clone()]);
        stubs.chain(self.wanted.get(module).into_iter().flatten().cloned()).collect()
    }
}

/// The tree that the types of a module are found in.
fn tree(job: &Job, known: &Known) -> Option<Module> {
    let (source, _) = source::read(&job.file).ok()?;
    let mut tree = syntax::parse(source).ok()?;
    desugar(&mut tree, known).ok()?;
    Some(tree)
}
