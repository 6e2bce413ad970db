//! `mpyc run`: a program on a real MicroPython host, or on a board that is connected (`run_on_board.rs`).
//!
//! In: a `.py` file, compiled to a native module and imported, or run as it is with `--bytecode`; or
//! a `.mpy` file. What it prints goes to standard output as it comes. Out: its exit status.
//!
//! ```text
//! mpyc run hello.py                                   native, on the emulated RISC-V board
//! mpyc run hello.py --bytecode --on x64 -- a b        as bytecode, on the unix port, with arguments
//! mpyc run try.py --bytecode --with vector.mpy        a script that imports a native module
//! mpyc run hello.py --port /dev/ttyACM0               native, on a board
//! ```

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use super::natmod;
use super::options::{Behaviour, MessageFormat, Options};
use super::source::has_extension;
use super::{output, run_on_board, shown};
use crate::device::transport::Address;
use crate::device::{COLLECT_ALWAYS, GuestFile, Host, HostError, HostKind, Program, Release, Variant};
use crate::diagnostics::{Code, Diagnostic};
use crate::target::Target;

/// The arguments of `mpyc run`.
#[derive(Debug, Args)]
pub(super) struct Run {
    /// The program: FILE.py or FILE.mpy
    file: PathBuf,
    #[arg(long, value_name = "HOST", default_value = "rv32", help = format!("The host: {}", HostKind::listing()))]
    on: HostKind,
    /// Run it on a connected board instead, of which nothing stays there: /dev/…, tcp:HOST:PORT, or another address of a
    /// board, as mpyc deploy has them
    #[arg(
        short,
        long,
        value_name = "PORT",
        conflicts_with_all = ["on", "release", "gcstress", "count_instructions", "c"]
    )]
    port: Option<Address>,
    /// MicroPython's release, such as 1.26.1 [default: the newest that was built]
    #[arg(long, value_name = "RELEASE")]
    release: Option<Release>,
    /// Run FILE.py as it is, in MicroPython's interpreter, instead of compiling it
    #[arg(long)]
    bytecode: bool,
    /// Put a file on the host, under its own name or another; may be repeated
    #[arg(long = "with", value_name = "[GUESTPATH=]FILE", value_parser = guest_file)]
    with: Vec<(String, PathBuf)>,
    /// Compile FILE.py with this C, which it imports by the stub beside it; may be repeated
    #[arg(long = "c", value_name = "FILE.c", conflicts_with = "bytecode")]
    c: Vec<PathBuf>,
    /// Let the board's time pass by instructions, which repeat exactly, and add the built-in
    /// function instret(), their number so far (rv32 only)
    #[arg(long)]
    count_instructions: bool,
    /// Collect garbage at every allocation, on a host that overwrites what is freed
    #[arg(long)]
    gcstress: bool,
    #[command(flatten)]
    pub behaviour: Behaviour,
    /// Stop the program after this many seconds
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub timeout: Duration,
    /// The program's arguments
    #[arg(last = true)]
    args: Vec<String>,
}

/// Runs it; the result is the program's exit status.
pub(super) fn run(args: &Run) -> anyhow::Result<u8> {
    if let Some(address) = &args.port {
        return run_on_board::run(args, address);
    }
    let variant = if args.gcstress { Variant::GcStress } else { Variant::Standard };
    let host = Host::find(args.on, args.release, variant).map_err(host_failed)?;
    let program = args.program(&|path, _| match has_extension(path, "py") {
        true => native(path, args),
        false => module(path, args.on),
    })?;

    let outcome = host.run(&program, &mut output::as_it_comes).map_err(host_failed)?;
    Ok(outcome.status)
}

impl Run {
    /// What is run. `compiled` makes of FILE.py or FILE.mpy, whose stem is with it, a module that the host loads.
    pub fn program(
        &self,
        compiled: &dyn Fn(&Path, &str) -> anyhow::Result<Vec<u8>>,
    ) -> anyhow::Result<Program> {
        let path = &self.file;
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if self.bytecode && extension != "py" {
            return Err(not_a_program(path, "--bytecode runs Python source, FILE.py"));
        }
        let mut program = match extension {
            "py" if self.bytecode => Program::script(format!("{stem}.py"), read(path)?),
            "py" | "mpy" => Program::import(stem).file(format!("{stem}.mpy"), compiled(path, stem)?),
            _ => return Err(not_a_program(path, "a program is FILE.py or FILE.mpy")),
        };
        for (guest, path) in &self.with {
            program.files.push(GuestFile { path: guest.clone(), bytes: read(path)? });
        }
        program = program.with_fixed_width_numbers().args(&self.args).timeout(self.timeout);
        if self.gcstress {
            program = program.prelude(COLLECT_ALWAYS);
        }
        if self.count_instructions {
            program = program.counting_instructions();
        }
        Ok(program)
    }
}

/// Shows what is wrong; the error only says so.
pub(super) fn failed(diagnostic: Diagnostic) -> anyhow::Error {
    shown::failed(MessageFormat::Human)(diagnostic)
}

pub(super) fn host_failed(error: HostError) -> anyhow::Error {
    let text = error.to_string();
    let mut lines = text.lines();
    let diagnostic = Diagnostic::new(Code::HOST, lines.next().unwrap_or_default());
    let rest: Vec<&str> = lines.collect();
    failed(if rest.is_empty() { diagnostic } else { diagnostic.note(rest.join("\n")) })
}

fn not_a_program(path: &Path, why: &str) -> anyhow::Error {
    failed(Diagnostic::new(Code::CANNOT_READ, format!("cannot run `{}`", path.display())).note(why))
}

/// The file compiled to a native module for the host's architecture.
fn native(path: &Path, args: &Run) -> anyhow::Result<Vec<u8>> {
    let arch = Some(Target::for_arch(args.on.arch()));
    let behaviour = args.behaviour.clone();
    natmod::compile_file(path, &args.c, &Options { arch, board: None, cc: None, behaviour })
}

/// A module that is whole: of one that is cut short, the firmware would read on behind its end.
fn module(path: &Path, host: HostKind) -> anyhow::Result<Vec<u8>> {
    let bytes = read(path)?;
    let refused = |why: String| {
        let title = format!("`{}` is not a module that {host} can load", path.display());
        failed(Diagnostic::new(Code::BAD_MODULE, title).note(why))
    };
    let module = linker::mpy::read(&bytes).map_err(|error| refused(error.to_string()))?;
    match linker::Arch::from_number(module.arch) {
        Some(arch) if !host.loads().contains(&arch) => {
            let wanted: Vec<&str> = host.loads().iter().map(|arch| arch.name()).collect();
            Err(refused(format!("it is made for {}, not {}", arch.name(), wanted.join(" or "))))
        }
        None if module.arch != 0 => {
            Err(refused(format!("it is made for the architecture with the number {}", module.arch)))
        }
        Some(_) | None => Ok(bytes),
    }
}

pub(super) fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| {
        let why = if path.is_dir() { "it is a directory".into() } else { error.to_string() };
        failed(Diagnostic::new(Code::CANNOT_READ, format!("cannot read `{}`", path.display())).note(why))
    })
}

/// `pkg/part.py=source.py`, or `source.py` for the same file under its own name.
pub(super) fn guest_file(text: &str) -> Result<(String, PathBuf), String> {
    if let Some((guest, path)) = text.split_once('=') {
        return Ok((guest.into(), path.into()));
    }
    match Path::new(text).file_name().and_then(|name| name.to_str()) {
        Some(name) => Ok((name.into(), text.into())),
        None => Err("not the path of a file".into()),
    }
}

pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds")?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_goes_under_its_own_name_or_another() {
        assert_eq!(guest_file("lib/a.mpy"), Ok(("a.mpy".into(), "lib/a.mpy".into())));
        assert_eq!(guest_file("p/b.py=lib/a.py"), Ok(("p/b.py".into(), "lib/a.py".into())));
        assert!(guest_file("..").is_err());
    }
}
