//! What the modules of one command line tell each other: their interfaces, and which functions of each the others call.

use super::jobs::Job;
use super::source;
use crate::desugar::{Siblings, desugar};
use crate::syntax::{self, Module};
use crate::types::{self, Favour};
use std::collections::{BTreeMap, BTreeSet};

/// By the modules' whole names: for several threads.
#[derive(Debug, Default)]
pub(super) struct Interfaces {
    stubs: BTreeMap<String, String>,
    wanted: BTreeMap<String, BTreeSet<String>>,
}

impl Interfaces {
    /// Reads the modules. What cannot be read tells nothing; it is said when it is compiled.
    pub(super) fn of<'a>(jobs: impl Iterator<Item = &'a Job>, favour: Favour) -> Interfaces {
        let mut found = Interfaces::default();
        let read: Vec<(&Job, Module)> = jobs.filter_map(|job| Some((job, tree(job)?))).collect();
        // A module alone has nobody to tell.
        if read.len() < 2 {
            return found;
        }
        for (job, tree) in &read {
            found.stubs.insert(job.module_name(), types::interface(tree, &job.siblings()));
        }
        for (job, tree) in &read {
            let siblings = Siblings { interfaces: found.stubs.clone(), ..job.siblings() };
            for (module, name) in types::asked(tree, &siblings, favour) {
                found.wanted.entry(module).or_default().insert(name);
            }
        }
        found
    }

    /// Adds what is known to what a module knows of those beside it.
    pub(super) fn add_to(&self, siblings: Siblings, module: &str) -> Siblings {
        let wanted = self.wanted.get(module).cloned().unwrap_or_default();
        Siblings { interfaces: self.stubs.clone(), wanted, ..siblings }
    }

    /// All of it that a module may have been made with, for its key.
    pub(super) fn inputs(&self, module: &str) -> Vec<String> {
        let stubs = self.stubs.iter().flat_map(|(name, text)| [name.clone(), text.clone()]);
        stubs.chain(self.wanted.get(module).into_iter().flatten().cloned()).collect()
    }
}

/// The tree that the types of a module are found in.
fn tree(job: &Job) -> Option<Module> {
    let (source, _) = source::read(&job.file).ok()?;
    let mut tree = syntax::parse(source).ok()?;
    desugar(&mut tree, &job.known().ok()?).ok()?;
    Some(tree)
}
