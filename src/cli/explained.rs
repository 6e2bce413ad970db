//! Explaining a failed link to its user: the sources are read, and the toolchain's archives looked through.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use linker::explain::{Surroundings, explain};
use linker::{Arch, Error, Input};

use super::link::scripts::read_library;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::linking::{self, Texts};
use crate::syntax::SourceFile;
use crate::target::Target;
use crate::toolchain::{self, Config};

/// Sources as they are on disk.
#[derive(Debug, Default)]
pub(super) struct DiskTexts {
    directory: PathBuf,
    /// Only ever looked up in.
    read: RefCell<HashMap<String, Option<Rc<SourceFile>>>>,
}

impl DiskTexts {
    /// Names are shown from the working directory on, where they lie in it.
    pub fn new() -> DiskTexts {
        DiskTexts { directory: std::env::current_dir().unwrap_or_default(), read: RefCell::default() }
    }
}

impl Texts for DiskTexts {
    fn text(&self, path: &str) -> Option<Rc<SourceFile>> {
        let mut read = self.read.borrow_mut();
        let text = read.entry(path.to_owned()).or_insert_with(|| {
            let text = std::fs::read_to_string(path).ok()?;
            Some(Rc::new(SourceFile::new(self.shown(path), text)))
        });
        text.clone()
    }

    fn shown(&self, path: &str) -> String {
        let relative = Path::new(path).strip_prefix(&self.directory).ok();
        let own = path.strip_prefix("./").unwrap_or(path);
        relative.map_or_else(|| own.to_owned(), |path| path.display().to_string())
    }
}

/// The diagnostics of a failed link. `near` is a file beside which the configuration may name a compiler.
pub(super) fn diagnostics(arch: Arch, inputs: &[Input], errors: &[Error], near: &Path) -> Vec<Diagnostic> {
    let undefined =
        errors.iter().any(|error| matches!(error.problem, linker::Problem::UndefinedSymbol { .. }));
    let linked: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
    let libraries = if undefined { libraries(arch, near, &linked) } else { Vec::new() };
    let explanations = explain(errors, &Surroundings { arch, inputs, libraries: &libraries });
    linking::diagnostics(&explanations, &DiskTexts::new())
}

/// The archives of the toolchain that is found for an architecture, but for those that were linked; none if there is
/// no toolchain: they would only have been a help.
pub(super) fn libraries(arch: Arch, near: &Path, linked: &[&str]) -> Vec<Input> {
    let target = Target::for_arch(arch);
    let toolchain = Config::near(near).ok().and_then(|config| toolchain::find(target, None, &config).ok());
    let paths = toolchain.map(|toolchain| toolchain.libraries()).unwrap_or_default();
    let archives = paths.iter().filter_map(|path| read_library(path, &[]).ok()).flatten();
    archives.filter(|archive| !linked.contains(&archive.name.as_str())).collect()
}
