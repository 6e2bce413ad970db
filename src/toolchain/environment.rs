//! What the search for a compiler depends on from outside: `PATH` and a few variables, taken once.
//!
//! A value, so that tests can search in a world of their own. Variables meant for the host's own compiler (`CC`,
//! `CFLAGS`, `CPATH`, …) are kept from the compilers that are run ([`LEAKS`]).

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Variables that would change what a compiler makes: those of build tools, those of GCC (its manual, "Environment
/// Variables Affecting GCC"; not the two that say where GCC itself is), and clang's.
pub(super) const LEAKS: &[&str] = &[
    "CC",
    "CXX",
    "CPP",
    "CFLAGS",
    "CXXFLAGS",
    "CPPFLAGS",
    "LDFLAGS",
    "CROSS_COMPILE",
    "CPATH",
    "C_INCLUDE_PATH",
    "CPLUS_INCLUDE_PATH",
    "OBJC_INCLUDE_PATH",
    "LIBRARY_PATH",
    "DEPENDENCIES_OUTPUT",
    "SUNPRO_DEPENDENCIES",
    "GCC_COMPARE_DEBUG",
    "SOURCE_DATE_EPOCH",
    "CCC_OVERRIDE_OPTIONS",
    "CCC_ADD_ARGS",
    "LC_CTYPE",
    "LC_MESSAGES",
    "LANGUAGE",
    "LANG",
];

/// The part of the environment that matters here.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `PATH`.
    pub path: OsString,
    /// Where this program lies: with it may lie a Python that has a C compiler.
    pub own: Option<PathBuf>,
    /// Variables that begin with `MPYC_`, and `XDG_CACHE_HOME` and `HOME`.
    pub variables: Vec<(String, String)>,
}

impl Environment {
    /// That of this process.
    #[must_use]
    pub fn of_process() -> Environment {
        let is_known = |name: &str| name.starts_with("MPYC_") || name == "XDG_CACHE_HOME" || name == "HOME";
        let variables = std::env::vars_os().filter_map(|(name, value)| {
            let name = name.into_string().ok().filter(|name| is_known(name))?;
            Some((name, value.into_string().ok()?))
        });
        let own = std::env::current_exe().ok().and_then(|program| Some(program.parent()?.to_owned()));
        let path = std::env::var_os("PATH").unwrap_or_default();
        Environment { path, own, variables: variables.collect() }
    }

    /// A variable that is set and not empty.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&str> {
        let found = self.variables.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Where a program of this name is on `PATH`, first to last.
    pub(super) fn on_path<'a>(&'a self, name: &'a str) -> impl Iterator<Item = PathBuf> + 'a {
        let directories = std::env::split_paths(&self.path).filter(|directory| directory.is_absolute());
        directories.map(move |directory| directory.join(name)).filter(|path| path.is_file())
    }

    /// The Pythons that may have a C compiler: that of the environment which this program is installed in, whether it is
    /// activated or not, then those on `PATH`.
    pub(super) fn pythons(&self) -> Vec<PathBuf> {
        let name = format!("python3{}", std::env::consts::EXE_SUFFIX);
        let own = self.own.iter().map(|own| own.join(&name)).filter(|path| path.is_file());
        let mut found: Vec<PathBuf> = own.chain(self.on_path("python3")).collect();
        found.dedup();
        found
    }

    /// The directory that may be thrown away: `$MPYC_CACHE`, or `mpyc` in `$XDG_CACHE_HOME` or in `~/.cache`.
    #[must_use]
    pub fn cache_directory(&self) -> Option<PathBuf> {
        if let Some(directory) = self.variable("MPYC_CACHE") {
            return std::path::absolute(directory).ok();
        }
        // The XDG specification has relative paths ignored.
        let caches = self.variable("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        let caches = caches.or_else(|| self.variable("HOME").map(|home| Path::new(home).join(".cache")));
        Some(caches?.join("mpyc"))
    }
}
