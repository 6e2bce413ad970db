//! What was made once and need not be made again: the directory, its entries, what they are found by.
//!
//! Below `$MPYC_CACHE` (or `$XDG_CACHE_HOME/mpyc`, `~/.cache/mpyc`) are
//!
//! ```text
//! CACHEDIR.TAG    says to programs that make copies that this need not be copied
//! modules/        compiled modules, by the hash of all that they are made from
//! compilers/      which C compiler a search found, and the files that it is made of
//! files/          hashes of large files: of mpyc itself, of C compilers
//! runtime/        compiled pieces of the runtime (toolchain/cache.rs)
//! hosts/          MicroPython, built by scripts/hosts: not a cache's business
//! ```
//!
//! [`Inputs`] is the list of what a result is made from, [`Store`] keeps results, [`FileHashes`] knows the content of
//! files that are too large to read each time. Nothing here is an error: what cannot be read is made again, and what
//! cannot be written is not kept.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod clean;
mod files;
mod inputs;
mod store;

#[cfg(test)]
mod tests;

pub use files::FileHashes;
pub use inputs::{Inputs, Key};
pub use store::{Store, StoreKind};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The first line of a CACHEDIR.TAG, by which programs know it (Cache Directory Tagging Specification).
const TAG: &str =
    "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of mpyc; `mpyc cache clean` empties it.\n";

/// A directory that can be written.
#[derive(Debug, Clone)]
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    /// The cache in a directory, which is made if it is missing; none if it is missing and cannot be made.
    #[must_use]
    pub fn open(root: &Path) -> Option<Cache> {
        std::fs::create_dir_all(root).ok()?;
        let tag = root.join("CACHEDIR.TAG");
        if !tag.exists() {
            // Without it, copies of the disk are larger; no more.
            let _ = std::fs::write(tag, TAG);
        }
        Some(Cache { root: root.to_owned() })
    }

    /// The entries of a kind.
    #[must_use]
    pub fn store(&self, kind: StoreKind) -> Store {
        Store::new(&self.root, kind)
    }

    /// What is known of files' contents.
    #[must_use]
    pub fn files(&self) -> FileHashes {
        FileHashes::new(self.store(StoreKind::Files))
    }
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}
