//! `mpyc doctor`: what was found on this machine, and what to install.
//!
//! ```text
//! rv32imc (default)
//!   compiler  /usr/bin/riscv64-unknown-elf-gcc
//!   version   riscv64-unknown-elf-gcc (…) 12.2.0
//!   found by  PATH
//!   libgcc    /usr/lib/gcc/riscv64-unknown-elf/12.2.0/rv32imac/ilp32/libgcc.a
//! cache       /home/me/.cache/mpyc
//! ```
//!
//! The exit status is 0 when the default target can be compiled for, else 1.

use crate::device::{Host, HostKind};
use crate::diagnostics::render;
use crate::target::Target;
use crate::toolchain::{Config, Environment, Kind, Toolchain, find_in};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// Show which compilers and hosts were found, and what to install.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The C compiler to look at, instead of the one that would be found
    #[arg(long, value_name = "COMMAND")]
    pub cc: Option<String>,
}

/// Runs the command on this process's environment and directory.
#[must_use]
pub fn run(args: &Args) -> ExitCode {
    let environment = Environment::of_process();
    // A broken pipe is no reason to fail: who asked has stopped reading.
    let healthy = report(&mut anstream::stdout(), args, &environment, Path::new(".")).unwrap_or(true);
    if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Writes the report; `directory` is where `mpyc.toml` is looked for first. True when the default target can be
/// compiled for.
///
/// # Errors
///
/// Those of `out`.
pub fn report(
    out: &mut dyn Write,
    args: &Args,
    environment: &Environment,
    directory: &Path,
) -> io::Result<bool> {
    let config = match Config::near(&directory.join("module.py")) {
        Ok(config) => config,
        Err(diagnostic) => {
            write!(out, "{}", render::human(&[diagnostic], false))?;
            return Ok(false);
        }
    };
    let mut healthy = true;
    for target in Target::all() {
        let is_default = target == Target::default_target();
        writeln!(out, "{}{}", target.name, if is_default { " (default)" } else { "" })?;
        match find_in(environment, target, args.cc.as_deref(), &config) {
            Ok(toolchain) => compiler(out, &toolchain)?,
            Err(diagnostic) => {
                healthy &= !is_default;
                for line in render::human(&[diagnostic], false).lines() {
                    writeln!(out, "  {line}")?;
                }
            }
        }
    }
    if let Some(path) = config.path() {
        row(out, "config", &path.display().to_string())?;
    }
    let cache = environment.cache_directory();
    row(out, "cache", &cache.map_or("none: HOME is not set".to_owned(), |path| path.display().to_string()))?;
    hosts(out)?;
    Ok(healthy)
}

fn compiler(out: &mut dyn Write, toolchain: &Toolchain) -> io::Result<()> {
    row(out, "  compiler", &toolchain.command())?;
    row(out, "  version", toolchain.version())?;
    row(out, "  found by", toolchain.how_found())?;
    let libgcc = match (toolchain.libgcc(), toolchain.kind()) {
        (Some(path), _) => path.display().to_string(),
        (None, Kind::Zig) => "Zig's compiler_rt, built when first needed".to_owned(),
        (None, Kind::Gcc | Kind::Clang) => "none: wide division and soft floats will not link".to_owned(),
    };
    row(out, "  libgcc", &libgcc)
}

fn row(out: &mut dyn Write, name: &str, value: &str) -> io::Result<()> {
    writeln!(out, "{name:<10}  {value}")
}

/// The MicroPython hosts that modules can be run on.
fn hosts(out: &mut dyn Write) -> io::Result<()> {
    match Host::all() {
        Ok(found) if found.is_empty() => {
            writeln!(out, "hosts       none built: run `scripts/hosts` in a checkout of mpyc")
        }
        Ok(found) => {
            let names: Vec<String> = found.iter().map(|host| host.name().to_string()).collect();
            writeln!(out, "hosts       {}", names.join(", "))?;
            let lacking = found.iter().filter(|host| host.emulator().is_none());
            let mut missing: BTreeMap<&str, BTreeSet<HostKind>> = BTreeMap::new();
            for host in lacking {
                if let Some((_, package)) = host.kind().emulator() {
                    missing.entry(package).or_default().insert(host.kind());
                }
            }
            for (package, kinds) in missing {
                let kinds: Vec<String> = kinds.iter().map(ToString::to_string).collect();
                writeln!(out, "            to run {}: apt-get install {package}", kinds.join(", "))?;
            }
            Ok(())
        }
        Err(error) => writeln!(out, "hosts       {error}"),
    }
}
