//! What a result is made from, by name.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// All that a result is made from: names and contents. Two lists have the same [`Key`] only if they are the same.
///
/// ```
/// use mpyc::cache::Inputs;
/// let of = |source: &str| Inputs::new("module").with("source", source).with("option -O", "s").key();
/// assert_eq!(of("x = 1"), of("x = 1"));
/// assert_ne!(of("x = 1"), of("x = 2"));
/// ```
#[derive(Debug, Clone)]
pub struct Inputs {
    hash: Sha256,
}

/// What an entry is found by: the hash of its inputs, 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Inputs {
    /// No inputs yet, for a result of some sort.
    #[must_use]
    pub fn new(sort: &str) -> Inputs {
        Inputs { hash: Sha256::new() }.with("sort", sort)
    }

    /// One more.
    #[must_use]
    pub fn with(mut self, name: &str, content: impl AsRef<[u8]>) -> Inputs {
        for part in [name.as_bytes(), content.as_ref()] {
            // Lengths keep apart what would run together.
            self.hash.update((part.len() as u64).to_le_bytes());
            self.hash.update(part);
        }
        self
    }

    /// Several of one name.
    #[must_use]
    pub fn with_all<T: AsRef<[u8]>>(self, name: &str, contents: impl IntoIterator<Item = T>) -> Inputs {
        contents.into_iter().fold(self, |inputs, content| inputs.with(name, content))
    }

    /// The hash of all.
    #[must_use]
    pub fn key(self) -> Key {
        Key(HEXLOWER.encode(&self.hash.finalize()))
    }
}

impl Key {
    /// Its digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }
}
