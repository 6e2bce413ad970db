//! A program as native code against the same program as bytecode: compiling a module for a host, running, comparing.
//!
//! What is equal, byte for byte: the exit status and the output. Only of a final traceback the lines that say where
//! (`  File "…", line …`) are left out, as native code has fewer; its first line and the exception's are compared.

#![allow(dead_code, reason = "each test program uses its part")]

use mpyc::compile::{self, Build, Settings};
use mpyc::desugar::Known;
use mpyc::device::{Host, HostError, HostKind, Outcome, Program, Release, Variant};
use mpyc::diagnostics::{Diagnostic, Severity, render};
use mpyc::emit::Tracebacks;
use mpyc::syntax::SourceFile;
use mpyc::target::Target;
use mpyc::toolchain::{self, Config, OptLevel, Toolchain};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};

/// What the compiler says of a module that it does not compile.
#[derive(Debug, Clone)]
pub struct Refused {
    /// The first error: its code and its title.
    pub summary: String,
    /// All of them, as people see them.
    pub text: String,
}

impl Refused {
    fn new(errors: &[Diagnostic]) -> Refused {
        let summary = errors
            .first()
            .map_or_else(String::new, |error| format!("{}: {}", error.code.name(), error.title));
        Refused { summary, text: render::human(errors, false) }
    }
}

/// A native module for a kind of host, as `mpyc` compiles it without options. `path` is what messages call the source, `name` is
/// the module's.
///
/// # Errors
/// What the compiler says of the source.
pub fn compiled(path: &str, source: String, name: &str, kind: HostKind) -> Result<Vec<u8>, Refused> {
    compiled_at(OptLevel::Size, Tracebacks::Raised, path, source, name, kind)
}

/// The same at any level of optimisation, with exceptions that tell of other frames.
pub fn compiled_at(
    opt: OptLevel,
    tracebacks: Tracebacks,
    path: &str,
    source: String,
    name: &str,
    kind: HostKind,
) -> Result<Vec<u8>, Refused> {
    let settings = Settings { favour: compile::favour(opt), tracebacks, ..Settings::default() };
    compile::on_deep_stack(|| {
        let source = Rc::new(SourceFile::new(path, source));
        let target = toolchain(kind)?.target();
        let front = compile::front(&source, name, target, &settings, &Known::default());
        let errors: Vec<_> =
            front.diagnostics.into_iter().filter(|found| found.severity() == Severity::Error).collect();
        let Some(module) = front.module else { return Err(Refused::new(&errors)) };
        let toolchain = toolchain(kind)?;
        let build = Build { toolchain, opt, debug: false, board: None, source: None };
        let emitted = compile::emit(&module, &settings);
        let object = build.object(&emitted, name).map_err(|error| Refused::new(&[error]))?;
        let linked = build.link(&module, &emitted, object).map_err(|errors| Refused::new(&errors))?;
        Ok(linked.mpy)
    })
}

/// The C compiler for a kind of host, as `mpyc` finds it.
fn toolchain(kind: HostKind) -> Result<&'static Toolchain, Refused> {
    fn find(kind: HostKind) -> Result<Toolchain, Refused> {
        let said = |error| Refused::new(&[error]);
        let config = Config::near(&Path::new(env!("CARGO_MANIFEST_DIR")).join("any.py")).map_err(said)?;
        toolchain::find(Target::for_arch(kind.arch()), None, &config).map_err(said)
    }
    static FOUND: Mutex<BTreeMap<HostKind, &'static Result<Toolchain, Refused>>> =
        Mutex::new(BTreeMap::new());
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    let found = found.entry(kind).or_insert_with(|| Box::leak(Box::new(find(kind))));
    found.as_ref().map_err(Clone::clone)
}

/// `python3`, which finds the module of fixed-width numbers.
#[must_use]
pub fn python() -> std::process::Command {
    let mut command = std::process::Command::new("python3");
    command.env("PYTHONPATH", Path::new(env!("CARGO_MANIFEST_DIR")).join("python"));
    command
}

/// Runs a program on the newest release there is of a host.
///
/// # Errors
/// As [`Host::run`]; what is missing, and what builds it, is in the error.
pub fn run(kind: HostKind, variant: Variant, program: &Program) -> Result<Outcome, HostError> {
    run_on(kind, None, variant, program)
}

/// The same on a release; on the newest where none is named.
///
/// # Errors
/// As [`Host::run`]; what is missing, and what builds it, is in the error.
pub fn run_on(
    kind: HostKind,
    release: Option<Release>,
    variant: Variant,
    program: &Program,
) -> Result<Outcome, HostError> {
    Host::find(kind, release, variant)?.run(program, &mut |_| {})
}

/// Says where two runs differ.
///
/// # Errors
/// The difference, for people.
pub fn compare(bytecode: &Outcome, native: &Outcome) -> Result<(), String> {
    let (expected, got) = (without_places(&bytecode.stdout), without_places(&native.stdout));
    if expected == got && bytecode.status == native.status {
        return Ok(());
    }
    let mut said = String::new();
    if bytecode.status != native.status {
        let _ =
            writeln!(said, "exit status {} as bytecode, {} as native code", bytecode.status, native.status);
    }
    if expected != got {
        said.push_str("- as bytecode, + as native code\n");
        said.push_str(&difference(&lines(&expected), &lines(&got)));
    }
    Err(said)
}

/// An output without the lines of its last traceback that name places: those that follow its heading and begin with
/// two spaces and `File`.
#[must_use]
pub fn without_places(output: &[u8]) -> Vec<u8> {
    const HEADING: &[u8] = b"Traceback (most recent call last):\n";
    let lines: Vec<&[u8]> = output.split_inclusive(|byte| *byte == b'\n').collect();
    let Some(heading) = lines.iter().rposition(|line| *line == HEADING) else { return output.to_vec() };
    let (before, after) = lines.split_at(heading + 1);
    before
        .iter()
        .chain(after.iter().skip_while(|line| line.starts_with(b"  File \"")))
        .copied()
        .flatten()
        .copied()
        .collect()
}

/// Lines that can be shown, whatever was printed.
fn lines(output: &[u8]) -> Vec<String> {
    let shown = |bytes: &[u8]| -> String {
        let printable = |byte: u8| matches!(byte, b' '..=b'~');
        let show =
            |byte: u8| if printable(byte) { char::from(byte).into() } else { format!("\\x{byte:02x}") };
        bytes.iter().copied().map(show).collect()
    };
    let line = |line: &[u8]| match line.strip_suffix(b"\n") {
        Some(line) => shown(line),
        None => format!("{} (the line does not end)", shown(line)),
    };
    output.split_inclusive(|byte| *byte == b'\n').map(line).collect()
}

/// The lines of two texts with what they do not share marked, and three lines around: by the longest common
/// subsequence.
fn difference(old: &[String], new: &[String]) -> String {
    let mut common = vec![vec![0usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut shown = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            shown.push((' ', &old[i]));
            i += 1;
            j += 1;
        } else if i < old.len() && (j == new.len() || common[i + 1][j] >= common[i][j + 1]) {
            shown.push(('-', &old[i]));
            i += 1;
        } else {
            shown.push(('+', &new[j]));
            j += 1;
        }
    }
    let near = |at: usize| {
        let (from, to) = (at.saturating_sub(3), shown.len().min(at + 4));
        shown[from..to].iter().any(|(mark, _)| *mark != ' ')
    };
    let mut out = String::new();
    let mut gap = false;
    for (at, (mark, line)) in shown.iter().enumerate() {
        if near(at) {
            let _ = writeln!(out, "{mark} {line}");
            gap = false;
        } else if !gap {
            out.push_str("  …\n");
            gap = true;
        }
    }
    out
}
