//! The content of large files, without reading them each time.
//!
//! A file's hash is kept with all that the system says of the file: where it is, its length, its inode, when it was
//! written and when it was changed in any way. While that is the same, so is the content. A file that was written within
//! the last seconds is read each time: a second write could fall on the same tick of the file system's clock.

use super::{Inputs, Store, sha256};
use std::fs::{File, Metadata};
use std::io::Read as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Longer than the ticks of any file system's clock (FAT's are the longest, two seconds).
const TICK: Duration = Duration::from_secs(3);

/// The hashes of files' contents.
#[derive(Debug, Clone)]
pub struct FileHashes {
    store: Store,
}

impl FileHashes {
    pub(super) fn new(store: Store) -> FileHashes {
        FileHashes { store }
    }

    /// The SHA-256 of a file's content, in hexadecimal digits; none if it is no file or cannot be read.
    #[must_use]
    pub fn of(&self, path: &Path) -> Option<String> {
        let metadata = std::fs::metadata(path).ok().filter(Metadata::is_file)?;
        let key = Inputs::new("file")
            .with("path", path.as_os_str().as_encoded_bytes())
            .with("state", state(&metadata))
            .key();
        if let Some(known) = self.store.load(&key).and_then(|bytes| String::from_utf8(bytes).ok()) {
            return Some(known);
        }
        let mut file = File::open(path).ok()?;
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).ok()?);
        file.read_to_end(&mut bytes).ok()?;
        let hash = sha256(&bytes);
        let is_settled =
            is_old(&metadata) && file.metadata().is_ok_and(|now| state(&now) == state(&metadata));
        if is_settled {
            // It is read again the next time.
            let _ = self.store.store(&key, hash.as_bytes());
        }
        Some(hash)
    }
}

/// Whether whatever is written to the file from now on shows in its times.
fn is_old(metadata: &Metadata) -> bool {
    let long_ago = |time: SystemTime| SystemTime::now().duration_since(time).is_ok_and(|age| age > TICK);
    changed(metadata).is_some_and(long_ago)
}

/// When the file or what the system says of it was changed last.
#[cfg(unix)]
fn changed(metadata: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt as _;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(metadata.ctime()).ok()?))
}

#[cfg(not(unix))]
fn changed(metadata: &Metadata) -> Option<SystemTime> {
    metadata.modified().ok()
}

/// What tells a file from what it was before.
#[cfg(unix)]
fn state(metadata: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt as _;
    let (written, changed) =
        ((metadata.mtime(), metadata.mtime_nsec()), (metadata.ctime(), metadata.ctime_nsec()));
    format!("{} {} {} {written:?} {changed:?}", metadata.dev(), metadata.ino(), metadata.len())
}

#[cfg(not(unix))]
fn state(metadata: &Metadata) -> String {
    format!("{} {:?} {:?}", metadata.len(), metadata.modified().ok(), metadata.created().ok())
}
