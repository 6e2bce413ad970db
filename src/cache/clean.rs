//! What the cache holds, and emptying it.
//!
//! Only what mpyc wrote is touched, by its names: a directory that was named as the cache by mistake keeps its files.
//! The hosts, which take minutes to build, are not removed.

use super::store::{ABANDONED, NEW, SHARDS, StoreKind, files, is_key};
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

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
        // Another run was faster, or made it anew.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::DirectoryNotEmpty) => {}
        Err(error) => failure = Some(error),
    };
    for kind in StoreKind::ALL {
        for shard in shards(root, kind) {
            for (path, metadata) in files(&shard).filter(|(path, metadata)| !is_in_use(path, metadata)) {
                removed(std::fs::remove_file(path), metadata.len());
            }
            // Not if there is something else in it.
            let _ = std::fs::remove_dir(shard);
        }
        let _ = std::fs::remove_dir(root.join(kind.name()));
    }
    for build in builds(root) {
        if build.metadata().is_ok_and(|metadata| is_in_use(&build, &metadata)) {
            continue;
        }
        let bytes = length(&build);
        removed(std::fs::remove_dir_all(&build), bytes);
    }
    let _ = std::fs::remove_dir(root.join(RUNTIME));
    failure.map_or(Ok(freed), Err)
}

/// Whether a run may be writing it now: then it is that run's.
fn is_in_use(path: &Path, metadata: &Metadata) -> bool {
    let is_temporary = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    let is_abandoned = metadata
        .modified()
        .is_ok_and(|written| SystemTime::now().duration_since(written).is_ok_and(|age| age > ABANDONED));
    is_temporary && !is_abandoned
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
