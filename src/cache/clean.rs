//! What the cache holds, and emptying it.
//!
//! Only what mpyc wrote is touched, by its names: a directory that was named as the cache by mistake keeps its files.
//! The hosts, which take minutes to build, are not removed.

use super::store::{NEW, SHARDS, StoreKind, files, is_key};
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

/// The directory of the compiled pieces of the runtime (`toolchain/cache.rs`).
const RUNTIME: &str = "runtime";

/// How much something is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// Entries: files, or directories of the runtime's.
    pub entries: u64,
    /// The lengths of their files together.
    pub bytes: u64,
}

impl Amount {
    fn add(&mut self, bytes: u64) {
        self.entries += 1;
        self.bytes += bytes;
    }
}

/// What is in the cache at `root` that [`clean`] removes, by the names of its directories.
#[must_use]
pub fn held(root: &Path) -> Vec<(&'static str, Amount)> {
    let mut held = Vec::new();
    for kind in StoreKind::ALL {
        let mut amount = Amount::default();
        for shard in shards(root, kind) {
            files(&shard).for_each(|(_, metadata)| amount.add(metadata.len()));
        }
        held.push((kind.name(), amount));
    }
    let mut amount = Amount::default();
    builds(root).for_each(|build| amount.add(length(&build)));
    held.push((RUNTIME, amount));
    held
}

/// Empties the cache at `root`; what was freed.
///
/// # Errors
/// Something cannot be removed; the rest was.
pub fn clean(root: &Path) -> io::Result<Amount> {
    let mut freed = Amount::default();
    let mut failure = None;
    let mut removed = |done: io::Result<()>, bytes: u64| match done {
        Ok(()) => freed.add(bytes),
        // Another run was faster.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => failure = Some(error),
    };
    for kind in StoreKind::ALL {
        for shard in shards(root, kind) {
            for (path, metadata) in files(&shard) {
                removed(std::fs::remove_file(path), metadata.len());
            }
            // Not if there is something else in it.
            let _ = std::fs::remove_dir(shard);
        }
        let _ = std::fs::remove_dir(root.join(kind.name()));
    }
    for build in builds(root) {
        let bytes = length(&build);
        removed(std::fs::remove_dir_all(&build), bytes);
    }
    let _ = std::fs::remove_dir(root.join(RUNTIME));
    failure.map_or(Ok(freed), Err)
}

fn shards(root: &Path, kind: StoreKind) -> impl Iterator<Item = PathBuf> {
    let directory = root.join(kind.name());
    SHARDS.chars().map(move |digit| directory.join(digit.to_string()))
}

fn builds(root: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(root.join(RUNTIME)).into_iter().flatten().flatten();
    entries.filter_map(|entry| {
        let name = entry.file_name();
        let name = name.to_str()?;
        let is_ours = is_key(name) || name.starts_with(NEW) || name.starts_with(".old-");
        let is_directory = entry.metadata().is_ok_and(|metadata| metadata.is_dir());
        (is_ours && is_directory).then(|| entry.path())
    })
}

/// The lengths of the files of a directory together.
fn length(directory: &Path) -> u64 {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).filter(Metadata::is_file).map(|file| file.len()).sum()
}
