//! Whole programs: each does as native code what it does as bytecode on the same host.
//!
//! `tests/run/NAME.py` is a program that a user could have written, and prints what it finds. `tests/run/NAME/main.py` is
//! a script that stays bytecode and imports the other files of its folder and the packages in it, which are compiled. The
//! tests of each are
//!
//! - `rv32::NAME.py`, and the same with every other kind of host (`mpyc run --help` lists them): the file is imported as
//!   bytecode and as a native module on the newest release there is of the host. The firmware of `rv64` does not know
//!   `@micropython.viper` and `@micropython.native`; the measure of programs that have them is the bytecode of `x64`, whose
//!   words are as long. For `x64`, `armv7m` and `armv7emdp` all code is compiled to be fast (`-O 2`), for `x86` and `armv6m` with
//!   `--traceback=stated`, but for the programs `told_*`, which print what exceptions tell;
//! - `rv32_before::NAME.py` and `x64_before::NAME.py`, of the programs `import_*`: the same on the release before, as what a
//!   module finds when it is imported is the firmware's;
//! - `gcstress::NAME.py`: the native module again on the emulated board, with the collector run at every allocation and
//!   all that it frees overwritten; the measure is the same bytecode.
//!
//! The programs of `tests/cpython` have what the firmware's own compiler lacks: the measure is what `python3` prints.
//!
//! What is equal, byte for byte: the exit status and the output. Only of a final traceback the lines that say where
//! (`  File "…", line …`) are left out, as native code has fewer; its first line and the exception's are compared.
//! A program that is no Python to the host is a faulty test, and fails.

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

mod both_ways;

use both_ways::compare;
use mpyc::device::{COLLECT_ALWAYS, HostKind, Outcome, Program, Release, Variant};
use mpyc::emit::Tracebacks;
use mpyc::toolchain::OptLevel;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

/// Collecting at every allocation makes a program some hundred times slower.
const PATIENCE: Duration = Duration::from_secs(120);

/// Programs that the firmware's own compiler cannot read.
const CPYTHON: &str = "tests/cpython";

/// The release before the newest.
const BEFORE: &str = "1.25.0";

/// What went wrong, for people.
type Said = Result<(), String>;

/// An error that the harness, which shows errors as Rust's source would have them, shows as the text it is.
struct Failure(String);

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// What is made once of each file on each kind of host: the same for all tests of one run.
#[derive(Clone)]
struct Made {
    modules: Result<Vec<(String, Vec<u8>)>, String>,
    bytecode: Result<Outcome, String>,
}

/// The test of a program on a kind of host, a function each, as the harness wants it.
macro_rules! on {
    ($($test:ident: $kind:ident,)*) => {$(
        fn $test(path: &Path) -> datatest_stable::Result<()> {
            Ok(same(path, HostKind::$kind, None, Variant::Standard).map_err(Failure)?)
        }
    )*};
}

on! {
    rv32: Rv32,
    x64: X64,
    rv64: Rv64,
    x86: X86,
    armv6m: Armv6m,
    armv7m: Armv7m,
    armv7emsp: Armv7emsp,
    armv7emdp: Armv7emdp,
    xtensa: Xtensa,
}

fn gcstress(path: &Path) -> datatest_stable::Result<()> {
    Ok(same(path, HostKind::Rv32, None, Variant::GcStress).map_err(Failure)?)
}

fn rv32_before(path: &Path) -> datatest_stable::Result<()> {
    Ok(before(path, HostKind::Rv32).map_err(Failure)?)
}

fn x64_before(path: &Path) -> datatest_stable::Result<()> {
    Ok(before(path, HostKind::X64).map_err(Failure)?)
}

fn before(path: &Path, kind: HostKind) -> Said {
    let release = BEFORE.parse().map_err(|error| format!("{BEFORE}: {error}"))?;
    same(path, kind, Some(release), Variant::Standard)
}

/// Runs a file both ways and compares; on the newest release where none is named.
fn same(path: &Path, kind: HostKind, release: Option<Release>, variant: Variant) -> Said {
    let made = made(path, kind, release);
    let bytecode = made.bytecode?;
    let mut program = program(path, made.modules?)?.timeout(PATIENCE);
    if variant == Variant::GcStress {
        program = program.prelude(COLLECT_ALWAYS);
    }
    let native = run(kind, release, variant, &program)?;
    let level = if level(kind) == OptLevel::Size { "" } else { " -O 2" };
    let told = if tracebacks(path, kind) == Tracebacks::Stated { " --traceback=stated" } else { "" };
    let stress = if variant == Variant::GcStress { " --gcstress" } else { "" };
    compare(&bytecode, &native).map_err(|difference| {
        let of = measure(path, kind).unwrap_or(kind);
        let show = if is_folder(path) {
            "mpyc natmod each of the folder's modules, and mpyc run --bytecode main.py --with each".to_owned()
        } else {
            format!(
                "mpyc run {0} --on {of} --bytecode\n    mpyc run {0} --on {kind}{level}{told}{stress}",
                path.display()
            )
        };
        format!(
            "{}: native code differs from bytecode on {kind}\n{difference}\nto see it:\n    {show}\n",
            path.display()
        )
    })
}

/// A script and the modules beside it, not a module by itself.
fn is_folder(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "main.py")
}

/// The modules of a program: the file itself, or those beside a `main.py`.
fn modules(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !is_folder(path) {
        return Ok(vec![path.to_owned()]);
    }
    let mut modules = Vec::new();
    let mut folders = vec![path.with_file_name("")];
    while let Some(folder) = folders.pop() {
        let said = |error: std::io::Error| format!("{}: {error}", folder.display());
        for entry in std::fs::read_dir(&folder).map_err(said)? {
            let file = entry.map_err(said)?.path();
            if file.is_dir() {
                folders.push(file);
            } else if file.extension().is_some_and(|extension| extension == "py") && !is_folder(&file) {
                modules.push(file);
            }
        }
    }
    modules.sort();
    Ok(modules)
}

/// What a module is called on the host: a package's as in its folder.
fn guest_name(path: &Path, module: &Path, extension: &str) -> String {
    let folder = path.with_file_name("");
    let inside = module.strip_prefix(&folder).unwrap_or(module).with_extension(extension);
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// What is run: the module of the file is imported, or the script run, with these files.
fn program(path: &Path, files: Vec<(String, Vec<u8>)>) -> Result<Program, String> {
    let start = if is_folder(path) {
        Program::script("main.py", read(path)?)
    } else {
        Program::import(module_name(path))
    };
    Ok(files.into_iter().fold(start, |program, (name, bytes)| program.file(name, bytes)))
}

/// The native module of a file and what the file does as bytecode.
fn made(path: &Path, kind: HostKind, release: Option<Release>) -> Made {
    let natives = || -> Result<Vec<_>, String> {
        let native = |module: &PathBuf| Ok((guest_name(path, module, "mpy"), compiled(module, kind)?));
        modules(path)?.iter().map(native).collect()
    };
    type Cells = BTreeMap<(PathBuf, HostKind, Option<Release>), Arc<OnceLock<Made>>>;
    static CELLS: Mutex<Cells> = Mutex::new(BTreeMap::new());
    let cell = {
        let mut cells = CELLS.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(cells.entry((path.to_owned(), kind, release)).or_default())
    };
    cell.get_or_init(|| Made { modules: natives(), bytecode: bytecode(path, kind, release) }).clone()
}

/// What CPython does, for what the firmware's own compiler lacks.
fn cpython(path: &Path) -> Result<Outcome, String> {
    let output = both_ways::python().arg(path).output().map_err(|error| format!("python3: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "{}: python3 fails:\n{}",
            path.display(),
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    Ok(Outcome { status: 0, stdout: output.stdout })
}

/// The kind of host whose bytecode says what a program does on another.
fn measure(path: &Path, kind: HostKind) -> Result<HostKind, String> {
    let source = read(path)?;
    let is_native = ["@micropython.viper", "@micropython.native"].iter().any(|name| source.contains(name));
    Ok(if kind == HostKind::Rv64 && is_native { HostKind::X64 } else { kind })
}

fn bytecode(path: &Path, kind: HostKind, release: Option<Release>) -> Result<Outcome, String> {
    if path.starts_with(CPYTHON) {
        return cpython(path);
    }
    let source = |module: &PathBuf| Ok((guest_name(path, module, "py"), read(module)?.into_bytes()));
    let sources = modules(path)?.iter().map(source).collect::<Result<Vec<_>, String>>()?;
    let kind = measure(path, kind)?;
    let program = program(path, sources)?.with_fixed_width_numbers();
    let outcome = run(kind, release, Variant::Standard, &program)?;
    if outcome.text().lines().last().is_some_and(|line| line.starts_with("SyntaxError")) {
        return Err(format!("{}: not Python to {kind}:\n{}", path.display(), outcome.text()));
    }
    Ok(outcome)
}

fn compiled(path: &Path, kind: HostKind) -> Result<Vec<u8>, String> {
    let source = read(path)?;
    let tracebacks = tracebacks(path, kind);
    both_ways::compiled_at(
        level(kind),
        tracebacks,
        &path.display().to_string(),
        source,
        module_name(path),
        kind,
    )
    .map_err(|refused| refused.text)
}

/// Which frames exceptions tell of: what the programs `told_*` print, and no other program may notice.
fn tracebacks(path: &Path, kind: HostKind) -> Tracebacks {
    if !module_name(path).starts_with("told_") && matches!(kind, HostKind::X86 | HostKind::Armv6m) {
        Tracebacks::Stated
    } else {
        Tracebacks::Raised
    }
}

/// How programs are compiled for a kind of host: all code fast for some, code without annotations small for the rest.
fn level(kind: HostKind) -> OptLevel {
    match kind {
        HostKind::X64 | HostKind::Armv7m | HostKind::Armv7emdp => OptLevel::Two,
        HostKind::Rv32
        | HostKind::Rv64
        | HostKind::X86
        | HostKind::Armv6m
        | HostKind::Armv7emsp
        | HostKind::Xtensa => OptLevel::Size,
    }
}

fn run(
    kind: HostKind,
    release: Option<Release>,
    variant: Variant,
    program: &Program,
) -> Result<Outcome, String> {
    both_ways::run_on(kind, release, variant, program).map_err(|error| format!("{kind}: {error}"))
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn module_name(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_else(|| panic!("{}", path.display()))
}

datatest_stable::harness! {
    { test = rv32, root = "tests/run", pattern = r"^([^/]*|[^/]*/main)\.py$" },
    { test = x64, root = "tests/run", pattern = r"^([^/]*|[^/]*/main)\.py$" },
    { test = xtensa, root = "tests/run", pattern = r"^([^/]*|[^/]*/main)\.py$" },
    { test = armv6m, root = "tests/run", pattern = r"^([^/]*|[^/]*/main)\.py$" },
    { test = armv7m, root = "tests/run", pattern = r"^([^/]*|[^/]*/main)\.py$" },
    { test = armv7emsp, root = "tests/run", pattern = r"^([^/]*|[^/]*/main)\.py$" },
    { test = armv7emdp, root = "tests/run", pattern = r"^([^/]*|[^/]*/main)\.py$" },
    { test = x86, root = "tests/run", pattern = r"^([^/]*|[^/]*/main)\.py$" },
    { test = rv64, root = "tests/run", pattern = r"^([^/]*|[^/]*/main)\.py$" },
    { test = rv32_before, root = "tests/run", pattern = r"^import_[^/]*(\.py|/main\.py)$" },
    { test = x64_before, root = "tests/run", pattern = r"^import_[^/]*(\.py|/main\.py)$" },
    { test = gcstress, root = "tests/run", pattern = r"^([^/]*|[^/]*/main)\.py$" },
    { test = rv32, root = "tests/cpython", pattern = r"^[^/]*\.py$" },
    { test = x64, root = "tests/cpython", pattern = r"^[^/]*\.py$" },
    { test = xtensa, root = "tests/cpython", pattern = r"^[^/]*\.py$" },
    { test = armv6m, root = "tests/cpython", pattern = r"^[^/]*\.py$" },
    { test = armv7m, root = "tests/cpython", pattern = r"^[^/]*\.py$" },
    { test = armv7emsp, root = "tests/cpython", pattern = r"^[^/]*\.py$" },
    { test = armv7emdp, root = "tests/cpython", pattern = r"^[^/]*\.py$" },
    { test = x86, root = "tests/cpython", pattern = r"^[^/]*\.py$" },
    { test = rv64, root = "tests/cpython", pattern = r"^[^/]*\.py$" },
    { test = gcstress, root = "tests/cpython", pattern = r"^[^/]*\.py$" },
}
