//! Entries on the disk: each is one file, whole or not used.
//!
//! A file is written beside its final name and renamed, so that runs side by side never see half of one. It begins with
//! its length and hash, so that what a crash or a bad disk left of it is not taken for it:
//!
//! ```text
//! mpyc cache 1\n   u64 length of the content   SHA-256 of the key's digits and the content   the content
//! ```
//!
//! Entries lie in sixteen directories, by the first digit of their keys. Each may grow to a sixteenth of the kind's
//! bound; when it has, those that were used longest ago go. A file's time of modification is when it was used last.

use super::Key;
use sha2::{Digest, Sha256};
use std::fs::{File, Metadata};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const MAGIC: &[u8] = b"mpyc cache 1\n";
/// Directories of a store.
pub(super) const SHARDS: &str = "0123456789abcdef";
/// How files begin that have no name of their own yet.
pub(super) const NEW: &str = ".new-";
/// A file that is still being written is younger.
pub(super) const ABANDONED: Duration = Duration::from_secs(3600);

/// What entries are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreKind {
    /// Compiled modules.
    Modules,
    /// Which C compiler a search found.
    Compilers,
    /// Hashes of files.
    Files,
}

impl StoreKind {
    /// All.
    pub const ALL: [StoreKind; 3] = [StoreKind::Modules, StoreKind::Compilers, StoreKind::Files];

    /// The name of its directory.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            StoreKind::Modules => "modules",
            StoreKind::Compilers => "compilers",
            StoreKind::Files => "files",
        }
    }

    /// How many bytes its entries may be together.
    #[must_use]
    pub fn bound(self) -> u64 {
        match self {
            StoreKind::Modules => 256 << 20,
            StoreKind::Compilers | StoreKind::Files => 4 << 20,
        }
    }
}

/// The entries of a kind.
#[derive(Debug, Clone)]
pub struct Store {
    directory: PathBuf,
    bound: u64,
}

impl Store {
    pub(super) fn new(root: &Path, kind: StoreKind) -> Store {
        Store { directory: root.join(kind.name()), bound: kind.bound() }
    }

    /// The same with another bound, in bytes.
    #[must_use]
    pub fn with_bound(mut self, bound: u64) -> Store {
        self.bound = bound;
        self
    }

    fn shard(&self, key: &Key) -> PathBuf {
        self.directory.join(key.digits().get(..1).unwrap_or("0"))
    }

    fn shard_bound(&self) -> u64 {
        self.bound / SHARDS.len() as u64
    }

    /// The file of an entry, whether it is there or not.
    #[must_use]
    pub fn path(&self, key: &Key) -> PathBuf {
        self.shard(key).join(key.digits())
    }

    /// The content of an entry, if it is there and whole.
    #[must_use]
    pub fn load(&self, key: &Key) -> Option<Vec<u8>> {
        let mut file = File::open(self.path(key)).ok()?;
        let length = file.metadata().ok()?.len();
        if length > self.shard_bound() {
            return None;
        }
        let mut bytes = Vec::with_capacity(usize::try_from(length).ok()?);
        file.read_to_end(&mut bytes).ok()?;
        let content = open_seal(key, &bytes)?.to_vec();
        // Where this cannot be written, nothing is removed either.
        let _ = file.set_modified(SystemTime::now());
        Some(content)
    }

    /// Keeps an entry.
    ///
    /// # Errors
    /// It cannot be written; nothing depends on it.
    pub fn store(&self, key: &Key, content: &[u8]) -> io::Result<()> {
        let sealed = seal(key, content);
        if sealed.len() as u64 > self.shard_bound() {
            return Ok(());
        }
        let shard = self.shard(key);
        std::fs::create_dir_all(&shard)?;
        let mut file = tempfile::Builder::new().prefix(NEW).tempfile_in(&shard)?;
        file.write_all(&sealed)?;
        file.persist(self.path(key)).map_err(|error| error.error)?;
        self.trim(&shard)
    }

    /// Removes from a directory what was used longest ago, until it is within its bound, and what a killed run left.
    fn trim(&self, shard: &Path) -> io::Result<()> {
        let now = SystemTime::now();
        let mut entries: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
        for (path, metadata) in files(shard) {
            let used = metadata.modified()?;
            let is_new = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(NEW));
            if is_new {
                if now.duration_since(used).is_ok_and(|age| age > ABANDONED) {
                    let _ = std::fs::remove_file(path);
                }
            } else {
                entries.push((used, metadata.len(), path));
            }
        }
        let mut total: u64 = entries.iter().map(|(_, length, _)| length).sum();
        if total <= self.shard_bound() {
            return Ok(());
        }
        entries.sort();
        // Some room, so that the next entry does not come here again.
        let wanted = self.shard_bound() / 10 * 9;
        for (_, length, path) in entries {
            if total <= wanted {
                break;
            }
            // Another run may have been faster.
            let _ = std::fs::remove_file(path);
            total = total.saturating_sub(length);
        }
        Ok(())
    }
}

/// The entries of a directory of a store, and those that are being written: no other files.
pub(super) fn files(shard: &Path) -> impl Iterator<Item = (PathBuf, Metadata)> {
    let entries = std::fs::read_dir(shard).into_iter().flatten().flatten();
    entries.filter_map(|entry| {
        let name = entry.file_name();
        let name = name.to_str()?;
        let is_ours = is_key(name) || name.starts_with(NEW);
        // Not followed, if it is a link.
        let metadata = entry.metadata().ok().filter(Metadata::is_file)?;
        is_ours.then(|| (entry.path(), metadata))
    })
}

/// Whether a name is a key's.
pub(super) fn is_key(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn hash(key: &Key, content: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(key.digits()).chain_update(content).finalize().into()
}

fn seal(key: &Key, content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u64).to_le_bytes();
    [MAGIC, &length, &hash(key, content), content].concat()
}

/// The content, if it is all there and the key's.
fn open_seal<'a>(key: &Key, bytes: &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = bytes.strip_prefix(MAGIC)?.split_at_checked(8)?;
    let (expected, content) = rest.split_at_checked(32)?;
    let is_whole = length == (content.len() as u64).to_le_bytes() && expected == hash(key, content);
    is_whole.then_some(content)
}
