//! The hosts that `scripts/hosts` built: their names, where they are, and starting a program there.
//!
//! They are looked for in `hosts/bin` of `MPYC_CACHE`, else `$XDG_CACHE_HOME/mpyc`, else
//! `$HOME/.cache/mpyc`: `rv32-1.26.1.elf`, `x64-1.26.1`, and so on for every kind, and `-gcstress`
//! variants of some.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::str::FromStr;

use super::error::{HostError, HostName};
use super::kinds::{HostKind, Machine};
use super::program::{Outcome, Program};
use super::{qemu, unix};

/// A MicroPython release: `1.26.1`. Ordered by age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Release {
    major: u16,
    minor: u16,
    patch: u16,
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{}.{}", self.major, self.minor, self.patch))
    }
}

impl FromStr for Release {
    type Err = HostError;
    fn from_str(text: &str) -> Result<Self, HostError> {
        let bad = || HostError::BadRelease(text.into());
        let numbers: Vec<u16> =
            text.split('.').map(|part| part.parse().map_err(|_| bad())).collect::<Result<_, _>>()?;
        let [major, minor, patch] = numbers[..] else { return Err(bad()) };
        Ok(Self { major, minor, patch })
    }
}

/// How a host was built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Variant {
    /// As MicroPython's makefiles have it, with no frozen modules.
    Standard,
    /// Assertions on, and memory that the collector frees is overwritten with 0x5a, so that a use of
    /// it fails at once. Does not make the collector run more often: see
    /// [`COLLECT_ALWAYS`](super::COLLECT_ALWAYS).
    GcStress,
}

impl Variant {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Standard, Self::GcStress];
}

/// A host that is there and can be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    kind: HostKind,
    release: Release,
    variant: Variant,
    program: PathBuf,
    emulator: Option<PathBuf>,
}

impl Host {
    /// The host of this kind and variant; of this release, or of the newest that was built.
    ///
    /// # Errors
    /// Says what to run or install when there is none.
    pub fn find(kind: HostKind, release: Option<Release>, variant: Variant) -> Result<Self, HostError> {
        let folder = hosts_folder()?.join("bin");
        let found = listed(&folder)
            .into_iter()
            .filter(|(name, _)| name.kind == kind && name.variant == variant)
            .filter(|(name, _)| release.is_none_or(|release| name.release == release))
            .max_by_key(|(name, _)| name.release);
        let Some((name, program)) = found else {
            let release = release.map_or_else(|| "*".into(), |release| release.to_string());
            return Err(HostError::Missing { wanted: file_name(kind, &release, variant), folder });
        };
        if let Machine::Board(board) = name.kind.machine() {
            board.find_emulator()?;
        }
        Ok(Self::new(name, program))
    }

    /// Every host that was built, by kind, release and variant. Empty when there is none.
    ///
    /// # Errors
    /// When the environment does not say where the cache is.
    pub fn all() -> Result<Vec<Self>, HostError> {
        let mut found = listed(&hosts_folder()?.join("bin"));
        found.sort_by_key(|(name, _)| (name.kind, name.release, name.variant));
        Ok(found.into_iter().map(|(name, program)| Self::new(name, program)).collect())
    }

    fn new(name: HostName, program: PathBuf) -> Self {
        let emulator = match name.kind.machine() {
            Machine::Board(board) => board.find_emulator().ok(),
            Machine::Unix => None,
        };
        Self { kind: name.kind, release: name.release, variant: name.variant, program, emulator }
    }

    /// What kind of machine it is.
    pub fn kind(&self) -> HostKind {
        self.kind
    }

    /// The release of MicroPython it runs.
    pub fn release(&self) -> Release {
        self.release
    }

    /// How it was built.
    pub fn variant(&self) -> Variant {
        self.variant
    }

    /// The firmware, or the unix port's program.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// The emulator that the firmware runs in; none is needed for the unix port, and none may be there.
    pub fn emulator(&self) -> Option<&Path> {
        self.emulator.as_deref()
    }

    /// For errors and listings: `rv32 1.26.1 gcstress`.
    pub fn name(&self) -> HostName {
        HostName { kind: self.kind, release: self.release, variant: self.variant }
    }

    /// The command that starts it with its REPL on standard input and output; none for a board without a serial line.
    ///
    /// # Errors
    /// Says what to install when the emulator is not there.
    pub fn serial_command(&self) -> Result<Option<Command>, HostError> {
        match self.kind.machine() {
            Machine::Board(board) => qemu::serial(board, self),
            Machine::Unix => Ok(Some(super::process::command(&self.program))),
        }
    }

    /// Runs the program to its end on a fresh instance of the host. `output` is given its output
    /// piece by piece as it comes; the outcome has all of it. No process is left behind, whatever
    /// happens.
    ///
    /// # Errors
    /// See [`HostError`]. A program that raises is none.
    pub fn run(&self, program: &Program, output: &mut dyn FnMut(&[u8])) -> Result<Outcome, HostError> {
        match self.kind.machine() {
            Machine::Board(board) => qemu::run(board, self, program, output),
            Machine::Unix => unix::run(self, program, output),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.name().fmt(f)
    }
}

/// The folder that `scripts/hosts` builds into; it may not exist yet. MicroPython's source of each
/// release is there too, in `micropython-1.26.1`.
///
/// # Errors
/// When the environment does not say where the user's cache is.
pub fn hosts_folder() -> Result<PathBuf, HostError> {
    // As a shell's `${NAME:-…}` has it, an empty variable is none.
    let var = |name: &str| env::var_os(name).filter(|value: &OsString| !value.is_empty()).map(PathBuf::from);
    let cache = var("MPYC_CACHE")
        .or_else(|| var("XDG_CACHE_HOME").map(|cache| cache.join("mpyc")))
        .or_else(|| var("HOME").map(|home| home.join(".cache/mpyc")))
        .ok_or(HostError::NoCache)?;
    Ok(cache.join("hosts"))
}

/// The hosts in a folder, by what their file names say, in no order.
fn listed(folder: &Path) -> Vec<(HostName, PathBuf)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| Some((parse_file_name(entry.file_name().to_str()?)?, entry.path())))
        .collect()
}

/// `rv32-1.26.1-gcstress.elf`, `x64-1.26.1`.
fn file_name(kind: HostKind, release: &str, variant: Variant) -> String {
    let variant = match variant {
        Variant::Standard => "",
        Variant::GcStress => "-gcstress",
    };
    format!("{kind}-{release}{variant}{}", suffix(kind))
}

/// Firmware is an ELF file, the unix port a program.
fn suffix(kind: HostKind) -> &'static str {
    match kind.machine() {
        Machine::Board(_) => ".elf",
        Machine::Unix => "",
    }
}

/// The inverse of [`file_name`].
fn parse_file_name(name: &str) -> Option<HostName> {
    let (kind, rest) = name.split_once('-')?;
    let kind: HostKind = kind.parse().ok()?;
    let rest = rest.strip_suffix(suffix(kind))?;
    let (release, variant) = match rest.strip_suffix("-gcstress") {
        Some(release) => (release, Variant::GcStress),
        None => (rest, Variant::Standard),
    };
    Some(HostName { kind, release: release.parse().ok()?, variant })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_parse_back() {
        for kind in HostKind::ALL {
            for variant in Variant::ALL {
                let name = file_name(kind, "1.26.1", variant);
                let parsed = parse_file_name(&name).expect(&name);
                assert_eq!((parsed.kind, parsed.variant), (kind, variant));
                assert_eq!(parsed.release.to_string(), "1.26.1");
            }
        }
    }

    #[test]
    fn other_files_in_the_folder_are_no_hosts() {
        for name in
            [".built-1.26.1", "rv32-1.26.1", "x64-1.26", "x64-1.26.1.elf", "arm-1.26.1.elf", "x64", ""]
        {
            assert_eq!(parse_file_name(name), None, "{name}");
        }
    }

    #[test]
    fn releases_are_ordered_by_number_not_by_letter() {
        let release = |text: &str| text.parse::<Release>().expect(text);
        assert!(release("1.9.4") < release("1.25.0"));
        assert!(release("1.26.0") < release("1.26.1"));
        for bad in ["", "1", "1.26", "1.26.1.1", "1.26.x", "1.26.1-preview", "-1.2.3"] {
            assert!(bad.parse::<Release>().is_err(), "{bad}");
        }
    }
}
