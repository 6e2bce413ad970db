//! The C compiler: finding one that makes objects for a target, and running it.
//!
//! In come C sources, out object files; this room is the only one that starts compilers. A compiler that the user
//! names is used or refused, never replaced by another; where none is named, the usual ones are looked for:
//!
//! 1. `--cc`; 2. `MPYC_CC_RV32IMC` (by target), then `MPYC_CC`; 3. `mpyc.toml` ([`config`]);
//! 4. the target's compilers on `PATH`; 5. `python3 -m ziglang`.
//!
//! What is said of a compiler was asked of it: each candidate compiles a line of C, and the object's machine is read.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod cache;
pub mod config;
mod environment;
mod find;
pub mod identity;
mod run;
mod user;

#[cfg(test)]
mod tests;

use crate::diagnostics::{Code, Diagnostic};
use crate::target::Target;
use linker::Bytes;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub use config::{CompiledFor, Config};
pub use environment::Environment;
pub(crate) use find::how_to_get;
pub use find::{find, find_in};
pub use identity::Identity;
pub use run::{Compiled, path_in_debug_information};
pub use user::{CFile, whole_path};

/// What family a compiler's command line is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The GNU compiler.
    Gcc,
    /// LLVM's.
    Clang,
    /// `zig cc`: clang with libraries for every target.
    Zig,
}

/// How much the compiler works for speed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OptLevel {
    /// `-Os`: small.
    #[default]
    Size,
    /// `-O2`: fast.
    Two,
    /// `-O3`: as fast as the compiler can.
    Three,
}

impl OptLevel {
    /// As on the command line of every compiler.
    #[must_use]
    pub fn flag(self) -> &'static str {
        match self {
            OptLevel::Size => "-Os",
            OptLevel::Two => "-O2",
            OptLevel::Three => "-O3",
        }
    }
}

/// A C compiler that was tried and makes objects for `target`.
#[derive(Debug, Clone)]
pub struct Toolchain {
    kind: Kind,
    program: PathBuf,
    prefix_args: Vec<String>,
    version: String,
    target: &'static Target,
    libgcc: Option<PathBuf>,
    how_found: String,
    environment: Environment,
    /// Asked for once.
    identity: OnceLock<Option<Identity>>,
}

impl Toolchain {
    /// The family of its command line.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The program, absolute.
    #[must_use]
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Program and leading arguments, as a user would type them.
    #[must_use]
    pub fn command(&self) -> String {
        let mut command = self.program.display().to_string();
        for argument in &self.prefix_args {
            command.push(' ');
            command.push_str(argument);
        }
        command
    }

    /// The first line that it says of its version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What it compiles for.
    #[must_use]
    pub fn target(&self) -> &'static Target {
        self.target
    }

    /// Which rule found it: `--cc`, `MPYC_CC`, `mpyc.toml`, `PATH`, …
    #[must_use]
    pub fn how_found(&self) -> &str {
        &self.how_found
    }

    /// The archive of GCC's helper functions for the target; none where the compiler brings no such file.
    #[must_use]
    pub fn libgcc(&self) -> Option<&Path> {
        self.libgcc.as_deref()
    }

    /// The archive of the helper functions that compiled code may call (wide division, soft floats): name and bytes.
    /// It is GCC's `libgcc.a` or Zig's `compiler_rt`; clang alone has none.
    ///
    /// # Errors
    ///
    /// The archive cannot be read or built.
    pub fn runtime_library(&self) -> Result<Option<(String, Bytes)>, Diagnostic> {
        if self.kind == Kind::Zig {
            return self.zig_runtime_library().map(|(name, bytes)| Some((name, bytes.into())));
        }
        let Some(path) = &self.libgcc else { return Ok(None) };
        let bytes = File::open(path).and_then(Bytes::of_file).map_err(|error| {
            Diagnostic::new(Code::CANNOT_READ, format!("cannot read `{}`", path.display()))
                .note(error.to_string())
        })?;
        Ok(Some((path.display().to_string(), bytes)))
    }

    fn zig_runtime_library(&self) -> Result<(String, Vec<u8>), Diagnostic> {
        const NAME: &str = "libcompiler_rt.a";
        let objects = self.cached_objects(&[b"zig build-lib -fcompiler-rt"], || {
            Ok(vec![(NAME.to_owned(), self.build_zig_runtime_library()?)])
        })?;
        let bytes = objects.into_iter().next().map(|(_, bytes)| bytes).unwrap_or_default();
        Ok((NAME.to_owned(), bytes))
    }
}
