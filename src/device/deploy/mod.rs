//! Files to a board, so that a board whose cable is pulled or whose power goes has each file as it was or as it is to be.
//!
//! In: a board and files. Out: what was sent, and which names the modules have on the board.
//!
//! ```text
//! /lib/.mpyc/a.mpy     sent in pieces, then its hash compared on the board
//! (a new interpreter)  imports it from there
//! /lib/.mpyc-done      what that folder is called from then on
//! /lib/a.mpy           renamed to, over the old one
//! ```
//!
//! What cannot be imported is removed, and the old file was never touched.

mod agent;
mod send;

pub use agent::{Agent, AgentError};
pub(super) use send::send_held;
pub use send::{Compression, read};

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::board::BoardFacts;

/// A file for a board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardFile {
    /// Where it goes, from the folder that is deployed to: `pkg/part.mpy`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl BoardFile {
    /// Its SHA-256 in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(&self.bytes))
    }

    /// What it is imported as; none for what is no module: a file of data, and `boot.py` and `main.py`, which the board
    /// runs by itself.
    #[must_use]
    pub fn module(&self) -> Option<String> {
        let stem = self.path.strip_suffix(".mpy").or_else(|| self.path.strip_suffix(".py"))?;
        let stem = stem.strip_suffix("/__init__").unwrap_or(stem);
        (!matches!(stem, "boot" | "main")).then(|| stem.replace('/', "."))
    }
}

/// What is happening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress<'a> {
    /// So many bytes in all will be sent.
    Total(u64),
    /// This file is being sent.
    File(&'a str),
    /// So many more bytes of it are on the board.
    Sent(u64),
    /// The modules are being imported.
    Importing,
    /// The files get their names.
    Renaming,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Became {
    /// It was sent.
    Sent,
    /// The board had it.
    Same,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deployed {
    /// Of each file, in order, what became of it.
    pub files: Vec<Became>,
    /// Each module that was imported, and its names; none of modules that were there already.
    pub names: Vec<(String, Vec<String>)>,
}

/// Why nothing was changed on the board, or not all of it.
#[derive(Debug, thiserror::Error)]
pub enum DeployError {
    /// A request failed.
    #[error("cannot {doing}: {source}")]
    Agent {
        /// What was being done.
        doing: String,
        /// Why it failed.
        source: AgentError,
    },
    /// There is not as much room as the files need.
    #[error("the files need {needed} bytes of the board's filesystem, and {free} are free")]
    NoRoom {
        /// Bytes that are missing on the board yet.
        needed: u64,
        /// Bytes that are free.
        free: u64,
    },
    /// The board has nowhere to put files.
    #[error("the board has no filesystem")]
    NoFilesystem,
    /// A module cannot be imported; nothing was changed.
    #[error("`{module}` cannot be imported on the board: {last}")]
    Import {
        /// The module.
        module: String,
        /// What was raised.
        last: String,
        /// The whole traceback.
        traceback: String,
    },
    /// A file on the board is not what was sent or read.
    #[error("`{path}` on the board is not what was sent or read")]
    Differs {
        /// Its path there.
        path: String,
    },
}

/// What a board inflates, without a header; as short as can be, by zlib's levels, which go to 9.
fn deflate(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, 9)
}

/// For `map_err`: what was being done.
pub(super) fn doing(what: impl Into<String>) -> impl FnOnce(AgentError) -> DeployError {
    let doing = what.into();
    move |source| DeployError::Agent { doing, source }
}

/// The folder that files are sent to first, in the one they are for: a rename does not leave a filesystem.
const STAGE: &str = ".mpyc";

/// What that folder is called once all in it is whole and imported, and only names are to be given.
const DONE: &str = ".mpyc-done";

/// Joins a folder and a path in it.
#[must_use]
pub fn join(folder: &str, path: &str) -> String {
    format!("{}/{path}", folder.trim_end_matches('/'))
}

/// The folder that a path is in.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Sends the files to the folder. With `import`, their modules are imported by a new interpreter before they get their
/// names.
///
/// # Errors
/// See [`DeployError`].
pub fn deploy(
    agent: &mut Agent,
    facts: &BoardFacts,
    to: &str,
    files: &[BoardFile],
    import: bool,
    compression: Compression,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Deployed, DeployError> {
    if facts.storage.is_none_or(|storage| storage.total == 0) {
        return Err(DeployError::NoFilesystem);
    }
    let (stage, done) = (join(to, STAGE), join(to, DONE));
    if agent.ask_one("kinds", &[&done]).map_err(doing("look at the board's files"))? != "0" {
        // The power went while files were renamed. On FAT, one of them may have no name.
        agent.ask("finish", &[&done, to]).map_err(doing(format!("finish what is in {done}")))?;
        agent.ask("remove", &[&done]).map_err(doing(format!("remove {done}")))?;
    }
    let digests: Vec<String> = files.iter().map(BoardFile::digest).collect();
    let mut became = Vec::with_capacity(files.len());
    for (file, digest) in files.iter().zip(&digests) {
        let there =
            agent.ask_one("state", &[&join(to, &file.path)]).map_err(doing("look at the board's files"))?;
        became.push(if there == *digest { Became::Same } else { Became::Sent });
    }
    // What an earlier attempt has left would be imported, and takes room.
    agent.ask("remove", &[&stage]).map_err(doing(format!("remove {stage}")))?;
    let new = || files.iter().zip(&digests).zip(&became).filter(|(_, became)| **became == Became::Sent);
    let size = |file: &BoardFile| u64::try_from(file.bytes.len()).unwrap_or(u64::MAX);
    let needed = new().map(|((file, _), _)| size(file)).fold(0, u64::saturating_add);
    let mut deployed = Deployed { files: became.clone(), names: Vec::new() };
    if needed == 0 && new().next().is_none() {
        return Ok(deployed);
    }
    if let Some(storage) = facts.storage.filter(|storage| storage.free < needed) {
        return Err(DeployError::NoRoom { needed, free: storage.free });
    }

    progress(Progress::Total(needed));
    for ((file, digest), _) in new() {
        progress(Progress::File(&file.path));
        let at = join(&stage, &file.path);
        agent.ask("folder", &[parent(&at)]).map_err(doing(format!("make {}", parent(&at))))?;
        send::send(agent, facts, &at, file, compression, progress)?;
        if agent.ask_one("state", &[&at]).map_err(doing(format!("read {at}")))? != *digest {
            return Err(DeployError::Differs { path: at });
        }
    }
    if import {
        progress(Progress::Importing);
        let result = import_all(agent, facts, to, &stage, files, &became);
        match result {
            Ok(names) => deployed.names = names,
            Err(error) => {
                // The line may be what failed.
                let _ = agent.ask("remove", &[&stage]);
                return Err(error);
            }
        }
    }

    progress(Progress::Renaming);
    agent.ask("move", &[&stage, &done]).map_err(doing(format!("rename {stage} to {done}")))?;
    for ((file, digest), _) in new() {
        let (from, at) = (join(&done, &file.path), join(to, &file.path));
        agent.ask("folder", &[parent(&at)]).map_err(doing(format!("make {}", parent(&at))))?;
        agent.ask("rename", &[&from, &at, digest]).map_err(doing(format!("rename {from} to {at}")))?;
    }
    agent.ask("end", &[]).map_err(doing("write the board's files"))?;
    agent.ask("remove", &[&done]).map_err(doing(format!("remove {done}")))?;
    Ok(deployed)
}

/// Imports what is new, in a new interpreter and from the stage; a package with the parts that it has already.
fn import_all(
    agent: &mut Agent,
    facts: &BoardFacts,
    to: &str,
    stage: &str,
    files: &[BoardFile],
    became: &[Became],
) -> Result<Vec<(String, Vec<String>)>, DeployError> {
    let package = |file: &BoardFile| file.path.split_once('/').map(|(package, _)| package.to_owned());
    let is_new = |wanted: &Option<String>| {
        files.iter().zip(became).any(|(file, became)| *became == Became::Sent && package(file) == *wanted)
    };
    for (file, became) in files.iter().zip(became) {
        let package = package(file);
        if *became == Became::Same && package.is_some() && is_new(&package) {
            let (from, at) = (join(to, &file.path), join(stage, &file.path));
            agent.ask("folder", &[parent(&at)]).map_err(doing(format!("make {}", parent(&at))))?;
            agent.ask("copy", &[&from, &at]).map_err(doing(format!("copy {from} to {at}")))?;
        }
    }
    agent.fresh().map_err(doing("begin a new interpreter"))?;
    let mut imported = Vec::new();
    for (file, became) in files.iter().zip(became) {
        let Some(module) = file.module().filter(|_| *became == Became::Sent) else { continue };
        if facts.always_built_in(&module) {
            continue;
        }
        match agent.ask("names", &[&module, stage]) {
            Ok(names) => imported.push((module, names.into_iter().filter(|name| is_name(name)).collect())),
            Err(AgentError::Raised { last, traceback }) => {
                return Err(DeployError::Import { module, last, traceback });
            }
            Err(source) => return Err(DeployError::Agent { doing: format!("import {module}"), source }),
        }
    }
    Ok(imported)
}

/// Whether a board's word for a name is one that may be shown.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// What `import` finds in the place of a file that is deployed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shadow {
    /// The module of that name that is built in.
    BuiltIn,
    /// Another file or folder, by its path.
    File(String),
    /// Nothing looks in that folder: `sys.path`.
    NotOnPath(Vec<String>),
}

/// What `import` of a file's module would find instead, if it is not the file (`py/builtinimport.c`: in each folder of
/// `sys.path` a folder of the name, then `.py`, then `.mpy`).
///
/// # Errors
/// The line fails.
pub fn shadow(
    agent: &mut Agent,
    facts: &BoardFacts,
    to: &str,
    file: &BoardFile,
) -> Result<Option<Shadow>, AgentError> {
    let Some(module) = file.module() else { return Ok(None) };
    // Parts of packages are looked for in the package.
    let top = module.split('.').next().unwrap_or_default();
    if facts.always_built_in(top) {
        return Ok(Some(Shadow::BuiltIn));
    }
    // The empty entry is the current folder, which is the root when a board starts.
    let folder = |entry: &str| if entry.is_empty() { "/".to_owned() } else { entry.to_owned() };
    let own = folder(to.trim_end_matches('/'));
    let entries = facts.path.iter().map(|entry| folder(entry)).filter(|entry| entry.starts_with('/'));
    let before: Vec<String> = entries.take_while(|entry| *entry != own).collect();
    if !facts.path.iter().any(|entry| folder(entry) == own) {
        return Ok(Some(Shadow::NotOnPath(facts.path.clone())));
    }
    let own_path = join(to, &file.path);
    let own_top = join(&own, file.path.split('/').next().unwrap_or_default());
    let mut candidates: Vec<String> = Vec::new();
    for entry in before.iter().chain([&own]) {
        for end in ["", ".py", ".mpy"] {
            let candidate = format!("{}{end}", join(entry, top));
            if candidate == own_top {
                break;
            }
            candidates.push(candidate);
        }
    }
    // Within a package, the part's own neighbours.
    if let Some(stem) = own_path.strip_suffix(".mpy").filter(|_| file.path.contains('/')) {
        candidates.push(format!("{stem}.py"));
    }
    let paths: Vec<&str> = candidates.iter().map(String::as_str).collect();
    let kinds = agent.ask("kinds", &paths)?;
    Ok(candidates.into_iter().zip(kinds).find(|(_, kind)| kind != "0").map(|(path, _)| Shadow::File(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_imported_as() {
        let module = |path: &str| BoardFile { path: path.into(), bytes: Vec::new() }.module();
        for (path, name) in [("a.mpy", "a"), ("p/__init__.py", "p"), ("p/q/r.mpy", "p.q.r")] {
            assert_eq!(module(path).as_deref(), Some(name), "{path}");
        }
        for path in ["a.txt", "main.py", "boot.py", "mpy"] {
            assert_eq!(module(path), None, "{path}");
        }
        assert_eq!(join("/", "a"), "/a");
        assert_eq!(join("/lib", "a/b"), "/lib/a/b");
    }
}
