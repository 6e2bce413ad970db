//! Compiled pieces of the runtime, kept between runs.
//!
//! `$MPYC_CACHE/runtime/<sha256>/` (or below `$XDG_CACHE_HOME/mpyc`, `~/.cache/mpyc`) holds the files of one build and
//! an `index.json` with their names and hashes; the directory's name is the hash of all that the build depends on. A
//! directory appears by a rename, whole or not at all, so that runs side by side never see half of one. What does not
//! match its index is built again; where nothing can be written, everything is built every time.

use super::Toolchain;
use crate::cache::{Cache, FileHashes, Inputs, sha256};
use crate::diagnostics::Diagnostic;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// Changes when the layout of the directory does.
const LAYOUT: &str = "2";

const INDEX: &str = "index.json";

#[derive(Serialize, Deserialize)]
struct Index {
    objects: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    name: String,
    sha256: String,
}

impl Toolchain {
    /// The objects of a build, from the cache or from `build`; in the same order, under the same names.
    ///
    /// `key_material` is everything that the objects are made from: sources, headers, options. What the compiler is
    /// ([`super::identity`]) and the target are added to it.
    ///
    /// # Errors
    ///
    /// Those of `build`; the cache itself never fails.
    pub fn cached_objects(
        &self,
        key_material: &[&[u8]],
        build: impl FnOnce() -> Result<Vec<(String, Vec<u8>)>, Diagnostic>,
    ) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
        let Some(root) = self.environment.cache_directory() else { return build() };
        let Some(cache) = Cache::open(&root) else { return build() };
        let runtime = root.join("runtime");
        let directory = runtime.join(self.cache_key(key_material, &cache.files()));
        if let Some(objects) = load(&directory) {
            return Ok(objects);
        }
        let objects = build()?;
        // A cache that cannot be written is slow, not wrong.
        let _ = store(&runtime, &directory, &objects);
        Ok(objects)
    }

    fn cache_key(&self, key_material: &[&[u8]], hashes: &FileHashes) -> String {
        let inputs = Inputs::new("runtime")
            .with("layout", LAYOUT)
            .with("version of mpyc", env!("CARGO_PKG_VERSION"))
            .with("target", self.target.name)
            .with("C compiler", self.command())
            .with("version of the C compiler", &self.version)
            .with_all("material", key_material);
        // One that does not say what it is made of has a version at least.
        let inputs = match self.identity(hashes) {
            Some(identity) => identity.add_to(inputs),
            None => inputs,
        };
        inputs.key().digits().to_owned()
    }
}

/// Files are numbered: an object's name may be anything.
fn file(directory: &Path, number: usize) -> PathBuf {
    directory.join(format!("{number}.bin"))
}

/// The objects of a directory, if all are as its index says.
fn load(directory: &Path) -> Option<Vec<(String, Vec<u8>)>> {
    let index = std::fs::read(directory.join(INDEX)).ok()?;
    let index: Index = serde_json::from_slice(&index).ok()?;
    let mut objects = Vec::with_capacity(index.objects.len());
    for (number, entry) in index.objects.into_iter().enumerate() {
        let bytes = std::fs::read(file(directory, number)).ok()?;
        if sha256(&bytes) != entry.sha256 {
            return None;
        }
        objects.push((entry.name, bytes));
    }
    Some(objects)
}

fn store(runtime: &Path, directory: &Path, objects: &[(String, Vec<u8>)]) -> io::Result<()> {
    std::fs::create_dir_all(runtime)?;
    let new = tempfile::Builder::new().prefix(".new-").tempdir_in(runtime)?;
    let mut index = Index { objects: Vec::with_capacity(objects.len()) };
    for (number, (name, bytes)) in objects.iter().enumerate() {
        std::fs::write(file(new.path(), number), bytes)?;
        index.objects.push(Entry { name: name.clone(), sha256: sha256(bytes) });
    }
    std::fs::write(new.path().join(INDEX), serde_json::to_vec_pretty(&index)?)?;
    if directory.exists() {
        // It was not loaded, so it is broken: out of the way with it, and away when `old` is dropped.
        let old = tempfile::Builder::new().prefix(".old-").tempdir_in(runtime)?;
        let _ = std::fs::rename(directory, old.path().join("broken"));
    }
    // Fails when another run was faster; its objects are as good.
    std::fs::rename(new.path(), directory)?;
    // The directory now has its own name: there is nothing left to remove.
    let _ = new.keep();
    Ok(())
}
