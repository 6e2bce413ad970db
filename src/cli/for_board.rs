//! Files here as a board is to have them: found, compiled for exactly that board, or refused.
//!
//! In: what a command line names. Out: each file with its place on the board.
//!
//! ```text
//! filter.py          filter.mpy, compiled
//! src                all that is in it; a package as a folder of its name
//! main.py, boot.py   as they are: the board runs them itself, and only as Python
//! ```

use std::path::{Path, PathBuf};

use super::jobs::{self, Job};
use super::natmod;
use super::options::{Behaviour, MessageFormat, Options};
use super::shown;
use super::source::{self, unreadable};
use crate::compile;
use crate::device::board::{BoardFacts, Refusal};
use crate::device::deploy::{BoardFile, Shadow, join};
use crate::diagnostics::{Code, Diagnostic};

/// How files are made what a board is to have.
pub(super) struct ForBoard<'a> {
    /// The folder on the board.
    pub to: &'a str,
    /// Python goes as it is.
    pub source: bool,
    /// The C compiler, instead of the one that is found.
    pub cc: Option<&'a str>,
    /// How Python is compiled.
    pub behaviour: &'a Behaviour,
    /// How the compiler's problems are shown.
    pub format: MessageFormat,
}

/// What keeps a file from being sent.
pub(super) enum Problem {
    /// It has been shown.
    Shown(anyhow::Error),
    New(Box<Diagnostic>),
}

impl Problem {
    /// The same when it has been shown.
    pub fn shown(self, format: MessageFormat) -> anyhow::Error {
        match self {
            Self::Shown(error) => error,
            Self::New(diagnostic) => shown::failed(format)(*diagnostic),
        }
    }
}

impl From<Diagnostic> for Problem {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::New(Box::new(diagnostic))
    }
}

/// A file here, and where it goes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Source {
    /// Its path here.
    pub here: PathBuf,
    /// Its path from the folder on the board, still as it is called here.
    pub there: String,
}

/// What the command line names, in order; of folders, what is in them, sorted.
/// With `bundle`, each directory that is a package is one.
///
/// # Errors
/// What cannot be read, and with `bundle` what is no package or has files that a package in one file has no place for.
pub(super) fn sources(paths: &[PathBuf], bundle: bool) -> Result<Vec<Source>, Diagnostic> {
    let mut found = Vec::new();
    if bundle && !paths.iter().any(|path| path.is_dir()) {
        return Err(Diagnostic::new(Code::BUNDLE, "--bundle is for packages, and none is given")
            .help("name the package's directory, or leave out --bundle"));
    }
    for path in paths {
        let name = |path: &Path| {
            let name = path.canonicalize().ok().and_then(|path| path.file_name().map(ToOwned::to_owned));
            let name = name.and_then(|name| name.into_string().ok());
            name.ok_or_else(|| unreadable(path, "it has no name that a board can have".into()))
        };
        if !path.is_dir() {
            if !path.exists() {
                return Err(unreadable(path, "there is no such file".into()));
            }
            let there = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            found.push(Source { here: path.clone(), there: there.into() });
            continue;
        }
        let is_package = ["__init__.py", "__init__.mpy"].iter().any(|name| path.join(name).is_file());
        if bundle {
            only_python(path, is_package)?;
            found.push(Source { here: path.clone(), there: format!("{}.mpy", name(path)?) });
            continue;
        }
        let prefix = if is_package { format!("{}/", name(path)?) } else { String::new() };
        for here in source::files_below(path)? {
            let within = here.strip_prefix(path).ok().and_then(Path::to_str);
            let within = within.ok_or_else(|| unreadable(&here, "its name is not UTF-8".into()))?;
            found.push(Source { there: format!("{prefix}{within}"), here });
        }
    }
    match found.is_empty() {
        true => Err(Diagnostic::new(Code::CANNOT_READ, "there is nothing to deploy")),
        false => Ok(found),
    }
}

/// Says why a directory cannot be one file: beside the file there can be no folder of its name, which the firmware would
/// find first.
fn only_python(path: &Path, is_package: bool) -> Result<(), Diagnostic> {
    let shown = path.display();
    if !is_package {
        let problem = format!("--bundle is for packages, and `{shown}` has no `__init__.py`");
        return Err(Diagnostic::new(Code::BUNDLE, problem)
            .help("name the package's own directory, or leave out --bundle"));
    }
    let others = source::files_below(path)?;
    match others.iter().find(|file| !source::has_extension(file, "py")) {
        Some(file) => {
            let problem = format!("`{}` would have no place beside the package's one file", file.display());
            Err(Diagnostic::new(Code::BUNDLE, problem)
                .note(format!("in a folder `{shown}` on the board, the firmware would look for the package, and not find it"))
                .help("move it out of the package, or leave out --bundle"))
        }
        None => Ok(()),
    }
}

impl ForBoard<'_> {
    /// The files as the board is to have them.
    ///
    /// # Errors
    /// One cannot be compiled, or the board cannot have it.
    pub fn files(&self, facts: &BoardFacts, sources: &[Source]) -> Result<Vec<BoardFile>, Problem> {
        let mut files: Vec<BoardFile> = Vec::new();
        let mut jobs: Vec<Option<(Job, &str)>> = sources.iter().map(|source| self.job(source)).collect();
        // Their constants are none of it: one of the modules may be sent alone, later (`mpyc watch`).
        let made = jobs.iter_mut().flatten().map(|(job, _)| job);
        jobs::tell(made, compile::favour(self.behaviour.optimise.level()));
        for (source, job) in sources.iter().zip(jobs) {
            let file = match job {
                Some((job, stem)) => self.compiled(facts, job, stem)?,
                None => self.file(facts, source)?,
            };
            if files.iter().any(|other| other.path == file.path) {
                return Err(twice(self.to, &file.path).into());
            }
            files.push(file);
        }
        Ok(files)
    }

    /// One of them.
    ///
    /// # Errors
    /// As [`files`](Self::files).
    pub fn file(&self, facts: &BoardFacts, source: &Source) -> Result<BoardFile, Problem> {
        let Source { here, there } = source;
        let shown = here.display().to_string();
        let refused = |refusal: Refusal| refusal.diagnostic(&shown, &facts.title());
        if let Some((job, stem)) = self.job(source) {
            return self.compiled(facts, job, stem);
        }
        if here.is_dir() {
            let bytes = natmod::compile_bundle_as(here, &self.options(facts).map_err(refused)?, self.format);
            let bytes = bytes.map_err(Problem::Shown)?;
            facts.check(&bytes).map_err(refused)?;
            return Ok(BoardFile { path: there.clone(), bytes });
        }
        let bytes = std::fs::read(here).map_err(|error| unreadable(here, error.to_string()))?;
        if there.ends_with(".mpy") {
            facts.check(&bytes).map_err(refused)?;
        }
        Ok(BoardFile { path: there.clone(), bytes })
    }

    /// The module that a file is compiled to, if it is, and its place on the board without its extension.
    fn job<'s>(&self, source: &'s Source) -> Option<(Job, &'s str)> {
        let there = &source.there;
        let stem = there.strip_suffix(".py").filter(|_| !self.source && !runs_itself(there))?;
        Some((job(&source.here, stem), stem))
    }

    /// What is compiled for.
    fn options(&self, facts: &BoardFacts) -> Result<Options, Refusal> {
        Ok(Options {
            arch: Some(facts.target()?),
            board: None,
            cc: self.cc.map(str::to_owned),
            behaviour: self.behaviour.clone(),
        })
    }

    /// Python, compiled; `stem` is its place on the board without `.py`.
    ///
    /// # Errors
    /// As [`files`](Self::files).
    pub fn module(&self, facts: &BoardFacts, here: &Path, stem: &str) -> Result<BoardFile, Problem> {
        self.compiled(facts, job(here, stem), stem)
    }

    fn compiled(&self, facts: &BoardFacts, job: Job, stem: &str) -> Result<BoardFile, Problem> {
        let shown = job.file.display().to_string();
        let refused = |refusal: Refusal| refusal.diagnostic(&shown, &facts.title());
        let options = self.options(facts).map_err(refused)?;
        let bytes = natmod::compile_job(job, &options, self.format).map_err(Problem::Shown)?;
        facts.check(&bytes).map_err(refused)?;
        Ok(BoardFile { path: format!("{stem}.mpy"), bytes })
    }
}

/// Python that is compiled; `stem` is its place on the board without `.py`.
fn job(here: &Path, stem: &str) -> Job {
    Job::unwritten(here, None).within(Path::new(stem).parent().unwrap_or(Path::new("")))
}

/// Whether the board runs it by itself, which it does as Python only.
pub(super) fn runs_itself(there: &str) -> bool {
    matches!(there, "boot.py" | "main.py")
}

/// That two files would have one name on the board.
pub(super) fn twice(to: &str, path: &str) -> Diagnostic {
    Diagnostic::new(Code::BOARD_FILES, format!("two files would be `{}` on the board", join(to, path)))
}

/// What `import` finds instead of a file.
pub(super) fn shadowed(to: &str, file: &BoardFile, shadow: &Shadow) -> Diagnostic {
    let module = file.module().unwrap_or_default();
    let new = |what: String| {
        Diagnostic::new(
            Code::BOARD_SHADOWED,
            format!("`import {module}` on the board does not find `{}`", join(to, &file.path)),
        )
        .note(what)
    };
    match shadow {
        Shadow::BuiltIn => new("a module of that name is built into the firmware, and comes first".into())
            .help("give it another name"),
        Shadow::File(path) => {
            new(format!("it finds `{path}` first")).help(format!("remove it: mpyc rm :{path}"))
        }
        Shadow::NotOnPath(path) => {
            let path: Vec<String> = path.iter().map(|folder| format!("`{folder}`")).collect();
            new(format!("it looks in these folders alone: {}", path.join(", ")))
                .help("deploy it --to one of them")
        }
    }
}

/// A folder on a board, from its root and without a slash at its end.
pub(super) fn folder(text: &str) -> Result<String, String> {
    let text = text.strip_prefix(':').unwrap_or(text);
    if !text.starts_with('/') || text.split('/').any(|part| matches!(part, "." | "..")) {
        return Err("a folder on a board is written from its root: /lib".into());
    }
    let trimmed = text.trim_end_matches('/');
    Ok(if trimmed.is_empty() { "/".into() } else { trimmed.into() })
}
