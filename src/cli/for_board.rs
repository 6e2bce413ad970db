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

use super::natmod;
use super::options::{Behaviour, MessageFormat, Options};
use super::source::{self, unreadable};
use crate::device::board::{BoardFacts, Refusal};
use crate::device::deploy::{BoardFile, join};
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
pub(super) fn sources(paths: &[PathBuf]) -> Result<Vec<Source>, Diagnostic> {
    let mut found = Vec::new();
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

impl ForBoard<'_> {
    /// The files as the board is to have them.
    ///
    /// # Errors
    /// One cannot be compiled, or the board cannot have it.
    pub fn files(&self, facts: &BoardFacts, sources: &[Source]) -> Result<Vec<BoardFile>, Problem> {
        let mut files: Vec<BoardFile> = Vec::new();
        for source in sources {
            let file = self.file(facts, source)?;
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
        let stem = there.strip_suffix(".py").filter(|_| !self.source && !runs_itself(there));
        if let Some(stem) = stem {
            return self.module(facts, here, stem);
        }
        let bytes = std::fs::read(here).map_err(|error| unreadable(here, error.to_string()))?;
        if there.ends_with(".mpy") {
            facts.check(&bytes).map_err(refused)?;
        }
        Ok(BoardFile { path: there.clone(), bytes })
    }

    /// Python, compiled; `stem` is its place on the board without `.py`.
    ///
    /// # Errors
    /// As [`files`](Self::files).
    pub fn module(&self, facts: &BoardFacts, here: &Path, stem: &str) -> Result<BoardFile, Problem> {
        let refused = |refusal: Refusal| refusal.diagnostic(&here.display().to_string(), &facts.title());
        let options = Options {
            arch: Some(facts.target().map_err(refused)?),
            board: None,
            cc: self.cc.map(str::to_owned),
            behaviour: self.behaviour.clone(),
        };
        let bytes = natmod::compile_file_as(here, Path::new(stem).parent(), &options, self.format);
        let bytes = bytes.map_err(Problem::Shown)?;
        facts.check(&bytes).map_err(refused)?;
        Ok(BoardFile { path: format!("{stem}.mpy"), bytes })
    }
}

/// Whether the board runs it by itself, which it does as Python only.
pub(super) fn runs_itself(there: &str) -> bool {
    matches!(there, "boot.py" | "main.py")
}

/// That two files would have one name on the board.
pub(super) fn twice(to: &str, path: &str) -> Diagnostic {
    Diagnostic::new(Code::BOARD_FILES, format!("two files would be `{}` on the board", join(to, path)))
}
