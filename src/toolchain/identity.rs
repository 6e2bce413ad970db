//! What a compiler is, for a cache of what it makes: its programs, libraries and headers, by content.
//!
//! A driver such as `riscv64-unknown-elf-gcc` runs others: the compiler proper and the assembler are packages of their
//! own, and may change without it. Which they are the driver itself says (`-###`), as it says which headers its
//! own lead to (`-M`).
//!
//! Finding a compiler means running some. What a search found is kept, with all that it went by: the variables, the
//! programs of those names on `PATH`, the content of every file. While all is the same, so is its result.

use super::find::{named, split_words};
use super::{Config, Environment, Kind, OptLevel, Toolchain};
use crate::cache::{Cache, FileHashes, Inputs, Key, StoreKind};
use crate::target::Target;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The headers of the compiler's own that generated code and the runtime include.
const HEADERS: &str = "#include <stdbool.h>\n#include <stddef.h>\n#include <stdint.h>\n";

/// Variables that say where a compiler's parts are, and are passed on.
const PLACES: [&str; 4] = ["GCC_EXEC_PREFIX", "COMPILER_PATH", "ZIG_LIB_DIR", "CLANG_CONFIG_FILE_SYSTEM_DIR"];

/// What a compiler is: two with the same identity make the same objects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    command: String,
    version: String,
    /// The files that it is made of, and the hashes of their contents.
    files: Vec<(PathBuf, String)>,
}

/// What a search went by and what it found.
#[derive(Serialize, Deserialize)]
struct Found {
    candidates: Vec<PathBuf>,
    identity: Identity,
}

impl Identity {
    /// What it adds to what a result is made from.
    #[must_use]
    pub fn add_to(&self, inputs: Inputs) -> Inputs {
        let inputs =
            inputs.with("C compiler", &self.command).with("version of the C compiler", &self.version);
        self.files.iter().fold(inputs, |inputs, (path, hash)| {
            inputs.with("file of the C compiler", path.as_os_str().as_encoded_bytes()).with("its hash", hash)
        })
    }

    /// Whether the compiler that was found is this one, and is still what it was.
    #[must_use]
    pub fn is_of(&self, toolchain: &Toolchain, hashes: &FileHashes) -> bool {
        self.command == toolchain.command() && self.version == toolchain.version && self.is_current(hashes)
    }

    fn is_current(&self, hashes: &FileHashes) -> bool {
        self.files.iter().all(|(path, hash)| hashes.of(path).as_ref() == Some(hash))
    }
}

impl Toolchain {
    /// What it is; none if it does not say what it is made of.
    #[must_use]
    pub fn identity(&self, hashes: &FileHashes) -> Option<Identity> {
        self.identity.get_or_init(|| self.ask_identity(hashes)).clone()
    }

    fn ask_identity(&self, hashes: &FileHashes) -> Option<Identity> {
        let mut files = vec![self.program.clone()];
        files.extend(self.libgcc.clone());
        files.extend(named_files(&self.prefix_args));
        let directory = TempDir::new().ok()?;
        std::fs::write(directory.path().join("headers.c"), HEADERS).ok()?;
        files.extend(self.programs(directory.path())?);
        files.extend(self.headers(directory.path())?);
        files.sort();
        files.dedup();
        let files = files.into_iter().map(|path| {
            let hash = hashes.of(&path)?;
            Some((path, hash))
        });
        let files = files.collect::<Option<Vec<_>>>()?;
        Some(Identity { command: self.command(), version: self.version.clone(), files })
    }

    /// The programs that the driver would run to compile, and the files that tell it how.
    fn programs(&self, directory: &Path) -> Option<Vec<PathBuf>> {
        let mut arguments = self.code_arguments("headers", OptLevel::Size);
        arguments.extend(["-###", "-c", "headers.c", "-o", "headers.o"].map(str::to_owned));
        let output = self.run(&arguments, directory).ok().filter(|output| output.status.success())?;
        let words = String::from_utf8(output.stderr).ok()?;
        let mut programs = Vec::new();
        for line in words.lines() {
            // GCC's and clang's: options that come from a file.
            let file = ["Reading specs from ", "Configuration file: "];
            if let Some(file) = file.iter().find_map(|what| line.strip_prefix(what)) {
                programs.push(PathBuf::from(file.trim()));
            }
            // A command is set off by a blank.
            let Some(command) = line.strip_prefix(' ') else { continue };
            let program = match command.strip_prefix('"') {
                Some(quoted) => quoted.split('"').next(),
                None => command.split(' ').next(),
            };
            let program = program.filter(|program| !program.is_empty())?;
            if Path::new(program).is_absolute() {
                programs.push(PathBuf::from(program));
            } else if !program.starts_with('(') {
                programs.push(self.environment.on_path(program).next()?);
            }
        }
        Some(programs)
    }

    /// The headers that the compiler's own lead to.
    fn headers(&self, directory: &Path) -> Option<Vec<PathBuf>> {
        let mut arguments = self.code_arguments("headers", OptLevel::Size);
        arguments.extend(["-M", "headers.c"].map(str::to_owned));
        let output = self.run(&arguments, directory).ok().filter(|output| output.status.success())?;
        let rule = String::from_utf8(output.stdout).ok()?;
        let (_, files) = rule.split_once(':')?;
        // A blank within a path has a backslash before it.
        let files = files.replace("\\\n", " ").replace("\\ ", "\0");
        let files = files.split_whitespace().map(|file| PathBuf::from(file.replace('\0', " ")));
        Some(files.filter(|file| file.is_absolute()).collect())
    }
}

/// What a search in the same circumstances found, if nothing that it went by has changed since.
#[must_use]
pub fn remembered(
    cache: &Cache,
    environment: &Environment,
    target: &'static Target,
    explicit: Option<&str>,
    config: &Config,
) -> Option<Identity> {
    let question = question(environment, target, explicit, config);
    let found = cache.store(StoreKind::Compilers).load(&question)?;
    let found: Found = serde_json::from_slice(&found).ok()?;
    let is_same = found.candidates == candidates(environment, target, explicit, config)
        && found.identity.is_current(&cache.files());
    is_same.then_some(found.identity)
}

/// Keeps what a search found. Not if there were others that it tried before, which might do the next time, nor if Python
/// was asked for the compiler: where Python looks is Python's business.
pub fn remember(
    cache: &Cache,
    environment: &Environment,
    explicit: Option<&str>,
    config: &Config,
    toolchain: &Toolchain,
    identity: &Identity,
) {
    let candidates = candidates(environment, toolchain.target, explicit, config);
    let is_python =
        toolchain.kind == Kind::Zig && toolchain.program.file_stem().is_none_or(|stem| stem != "zig");
    if is_python || candidates.first() != Some(&toolchain.program) {
        return;
    }
    let question = question(environment, toolchain.target, explicit, config);
    let found = Found { candidates, identity: identity.clone() };
    if let Ok(found) = serde_json::to_vec(&found) {
        // It is asked again the next time.
        let _ = cache.store(StoreKind::Compilers).store(&question, &found);
    }
}

/// All that a search goes by, but for files.
fn question(
    environment: &Environment,
    target: &'static Target,
    explicit: Option<&str>,
    config: &Config,
) -> Key {
    let inputs = Inputs::new("compiler")
        .with("version", env!("CARGO_PKG_VERSION"))
        .with("headers", HEADERS)
        .with("target", target.name)
        .with("PATH", environment.path.as_encoded_bytes());
    let inputs = PLACES.iter().fold(inputs, |inputs, name| {
        let value = std::env::var_os(name).map(std::ffi::OsString::into_encoded_bytes);
        inputs.with(name, value.unwrap_or_default())
    });
    match named(environment, target, explicit, config) {
        Some(named) => inputs.with("command", named.command).with("by", &named.by),
        None => inputs,
    }
    .key()
}

/// The programs that a search looks at, as far as `PATH` says.
fn candidates(
    environment: &Environment,
    target: &'static Target,
    explicit: Option<&str>,
    config: &Config,
) -> Vec<PathBuf> {
    match named(environment, target, explicit, config) {
        Some(named) => {
            let program = split_words(named.command).ok().and_then(|words| words.into_iter().next());
            program.and_then(|program| named.program(&program, environment).ok()).into_iter().collect()
        }
        None => target.compilers.iter().flat_map(|name| environment.on_path(name)).collect(),
    }
}

/// The files that a command's arguments name: `@options`, `-specs=FILE`.
fn named_files(arguments: &[String]) -> impl Iterator<Item = PathBuf> {
    let paths = arguments.iter().map(|argument| match argument.strip_prefix('@') {
        Some(file) => file,
        None => argument.split_once('=').map_or(argument.as_str(), |(_, file)| file),
    });
    paths.map(PathBuf::from).filter(|path| path.is_absolute() && path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_headers_of_the_compiler_s_own_that_are_included_are_known() {
        let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/src/runtime");
        let mut seen = 0;
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // The others are for C written for the firmware.
            if !name.starts_with("rt") && name != "abi.h" {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for line in text.lines().filter(|line| line.trim_start().starts_with("#include <")) {
                assert!(HEADERS.lines().any(|known| known == line), "{name}: {line}");
                seen += 1;
            }
        }
        assert!(seen > 0);
    }
}
