//! The files by which `mip` installs a package: `package.json`, and those of an index.
//!
//! ```text
//! {
//!   "version": "1.2",
//!   "urls": [
//!     ["filter.mpy", "filter.mpy"]
//!   ],
//!   "deps": [
//!     ["logging", "latest"]
//!   ]
//! }
//! ```
//!
//! What the fields mean is said in MicroPython's documentation ("Package management", "Writing & publishing packages") and
//! done by `mip/__init__.py` of micropython-lib and `mpremote/mip.py`: `urls` are pairs of a path below the folder that is installed
//! to, and of an address, which mip from 0.4 on and mpremote from 1.25 on take relative to the manifest's; `hashes` are pairs of such a path and the first digits of the content's SHA-256,
//! which name the file in an index.
//!
//! No field chooses by architecture yet. Two are proposed, and written where only what knows them looks: a third item in an entry of
//! `urls`, the number that `sys.implementation._mpy` has to be (micropython-lib, pull request 1144); and the lists `arch` and
//! `mpy`, as the packages of emlearn have them.

use crate::syntax::{Constant, ExprKind, Module, StmtKind};
use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

/// A file of a package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// Its path, below the folder that is installed to and below that of its manifest alike; `/` between names.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl File {
    /// Its SHA-256, 64 hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(&self.bytes))
    }

    /// The digits of it that an index has, as many as that of micropython-lib: 8.
    #[must_use]
    pub fn short_digest(&self) -> String {
        self.digest().chars().take(8).collect()
    }
}

/// What all manifests of a package say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its version, if it has one.
    pub version: Option<String>,
    /// The packages that it needs, each with its version.
    pub deps: Vec<(String, String)>,
}

/// The files of one architecture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Native {
    /// The processor family's name, as `rv32imc`.
    pub arch: &'static str,
    /// What `sys.implementation._mpy` is on boards that load them, without the bits of optional extensions.
    pub mpy: u64,
    /// Modules and what lies beside them.
    pub files: Vec<File>,
}

impl Native {
    /// The version of the format and of native code, as `6.3` (`py/persistentcode.h`, `MPY_VERSION`, `MPY_SUB_VERSION`).
    #[must_use]
    pub fn abi(&self) -> String {
        format!("{}.{}", self.mpy & 0xff, self.mpy >> 8 & 3)
    }

    /// The folder of its files: `rv32imc_6.3`.
    #[must_use]
    pub fn folder(&self) -> String {
        format!("{}_{}", self.arch, self.abi())
    }
}

/// `package.json`, beside the files; `base`, which ends in a slash, stands before their places.
#[must_use]
pub fn package(about: &About, files: &[File], base: &str) -> String {
    let urls = files.iter().map(|file| array(&[text(&file.path), text(&format!("{base}{}", file.path))]));
    object(&[("version", version(about)), ("urls", list(urls)), ("deps", deps(about))])
}

/// `native.json`, above the folders of all architectures: each file once for each of them, as is proposed; `base` as for
/// [`package`].
#[must_use]
pub fn native(about: &About, natives: &[Native], base: &str) -> String {
    let urls = natives.iter().flat_map(|native| {
        native.files.iter().map(|file| {
            let url = format!("{base}{}/{}", native.folder(), file.path);
            array(&[text(&file.path), text(&url), native.mpy.to_string()])
        })
    });
    let mut abis: Vec<String> = natives.iter().map(Native::abi).collect();
    abis.dedup();
    let arch = natives.iter().map(|native| text(native.arch)).collect::<Vec<_>>();
    let mpy = abis.iter().map(|abi| text(abi)).collect::<Vec<_>>();
    object(&[
        ("version", version(about)),
        ("arch", Some(array(&arch))),
        ("mpy", Some(array(&mpy))),
        ("urls", list(urls)),
        ("deps", deps(about)),
    ])
}

/// What an index has of a package: the files by their hashes, and where these are found. `format` is the version of the `.mpy`
/// format that the boards have which ask for it, or `py`.
#[must_use]
pub fn index(about: &About, name: &str, format: &str, files: &[File]) -> Vec<File> {
    let hashes = files.iter().map(|file| array(&[text(&file.path), text(&file.short_digest())]));
    let manifest = object(&[
        ("v", Some("1".into())),
        ("version", version(about)),
        ("hashes", list(hashes)),
        ("deps", deps(about)),
    ]);
    let versions = std::iter::once("latest").chain(about.version.as_deref());
    let mut made: Vec<File> = versions
        .map(|version| format!("package/{format}/{name}/{version}.json"))
        .map(|path| File { path, bytes: manifest.clone().into_bytes() })
        .collect();
    made.extend(files.iter().map(|file| {
        let hash = file.short_digest();
        let first: String = hash.chars().take(2).collect();
        File { path: format!("file/{first}/{hash}"), bytes: file.bytes.clone() }
    }));
    made
}

/// The lines by which `sha256sum --check` checks files, sorted by path.
#[must_use]
pub fn sums(files: &[File]) -> String {
    let mut files: Vec<&File> = files.iter().collect();
    files.sort();
    files.iter().map(|file| format!("{}  {}\n", file.digest(), file.path)).collect()
}

/// The string that a module gives its name `__version__`.
#[must_use]
pub fn version_of(module: &Module) -> Option<String> {
    module.body.iter().rev().find_map(|stmt| {
        let (target, value) = match &stmt.kind {
            StmtKind::Assign { targets, value } => match targets.as_slice() {
                [target] => (target, value),
                _ => return None,
            },
            StmtKind::AnnAssign { target, value: Some(value), .. } => (target, value),
            _ => return None,
        };
        match (&target.kind, &value.kind) {
            (ExprKind::Name(name), ExprKind::Constant(Constant::Str(text))) if &**name == "__version__" => {
                Some(text.to_string())
            }
            _ => None,
        }
    })
}

fn version(about: &About) -> Option<String> {
    about.version.as_deref().map(text)
}

fn deps(about: &About) -> Option<String> {
    list(about.deps.iter().map(|(name, version)| array(&[text(name), text(version)])))
}

fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn array(items: &[String]) -> String {
    format!("[{}]", items.join(", "))
}

/// One item a line; nothing for none.
fn list(items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<String> = items.map(|item| format!("    {item}")).collect();
    (!items.is_empty()).then(|| format!("[\n{}\n  ]", items.join(",\n")))
}

fn object(fields: &[(&str, Option<String>)]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .filter_map(|(name, value)| Some(format!("  \"{name}\": {}", value.as_ref()?)))
        .collect();
    format!("{{\n{}\n}}\n", fields.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about() -> About {
        About { version: Some("1.2".into()), deps: vec![("logging".into(), "latest".into())] }
    }

    fn file(path: &str) -> File {
        File { path: path.into(), bytes: b"x".into() }
    }

    #[test]
    fn a_manifest_is_json_with_an_entry_a_line() {
        assert_eq!(
            package(&about(), &[file("a.py"), file("p/\"b\".py")], ""),
            "{\n  \"version\": \"1.2\",\n  \"urls\": [\n    [\"a.py\", \"a.py\"],\n    [\"p/\\\"b\\\".py\", \
             \"p/\\\"b\\\".py\"]\n  ],\n  \"deps\": [\n    [\"logging\", \"latest\"]\n  ]\n}\n"
        );
        assert_eq!(package(&About { version: None, deps: Vec::new() }, &[], ""), "{\n\n}\n");
    }

    #[test]
    fn an_architecture_is_the_number_that_a_board_has() {
        // `sys.implementation._mpy` of the emulated RISC-V board: version 6.3, architecture 11.
        let native = Native { arch: "rv32imc", mpy: 6 | 3 << 8 | 11 << 10, files: vec![file("a.mpy")] };
        assert_eq!((native.mpy, native.folder().as_str()), (12038, "rv32imc_6.3"));
        let text = super::native(&about(), &[native], "");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["urls"][0], serde_json::json!(["a.mpy", "rv32imc_6.3/a.mpy", 12038]));
        assert_eq!((&value["arch"][0], &value["mpy"][0]), (&"rv32imc".into(), &"6.3".into()));
    }

    #[test]
    fn an_index_has_files_by_their_hashes() {
        let paths: Vec<String> =
            index(&about(), "p", "6", &[file("a.py")]).into_iter().map(|file| file.path).collect();
        assert_eq!(paths, ["package/6/p/latest.json", "package/6/p/1.2.json", "file/2d/2d711642"]);
    }
}
