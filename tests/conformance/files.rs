//! The files of MicroPython's tests, what each is to print, and what becomes of one on a host.

use super::both_ways::{self, Refused};
use super::micropython;
use super::table::table;
use mpyc::device::{HostError, HostKind, Outcome, Program, Variant};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

/// The folders of MicroPython's tests that are of the language and not of a library or a board.
pub const FOLDERS: [&str; 7] = ["basics", "float", "import", "micropython", "misc", "stress", "unicode"];

/// The hosts, as the columns of the table.
pub const HOSTS: [HostKind; 2] = [HostKind::X64, HostKind::Rv32];

/// Enough for the slowest file on the emulated board of a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// For a file that the table says does not end.
pub const LESS_PATIENCE: Duration = Duration::from_secs(10);

/// What became of a file on a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Ok,
    Skips,
    Unfit,
    Refused,
    Differs,
    Crashes,
    Hangs,
}

impl State {
    pub const ALL: [State; 7] =
        [State::Ok, State::Skips, State::Unfit, State::Refused, State::Differs, State::Crashes, State::Hangs];

    pub fn name(self) -> &'static str {
        match self {
            State::Ok => "ok",
            State::Skips => "skips",
            State::Unfit => "unfit",
            State::Refused => "refused",
            State::Differs => "differs",
            State::Crashes => "crashes",
            State::Hangs => "hangs",
        }
    }

    /// Whether somebody wrote down why.
    pub fn is_explained_by_hand(self) -> bool {
        match self {
            State::Ok | State::Skips | State::Unfit | State::Refused => false,
            State::Differs | State::Crashes | State::Hangs => true,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What was found of a file on a host.
pub struct Found {
    pub state: State,
    /// What the compiler says, if it refuses the file.
    pub refused: Option<String>,
    /// Where native code differs, for people.
    pub difference: String,
    /// The size of the native module in bytes, if there is one.
    pub size: Option<usize>,
}

/// A file of MicroPython's tests.
pub struct File {
    /// `basics/try1.py`.
    pub name: String,
    pub path: PathBuf,
    pub source: String,
    /// What it is to print, lines that vary as `########`; none if CPython does not run it.
    pub expected: Option<Vec<u8>>,
    /// How long it may run.
    pub patience: Duration,
}

impl File {
    /// The name that it is imported under: its own where that is a name.
    pub fn module(&self) -> String {
        let stem = self.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let is_name = !stem.starts_with(|c: char| c.is_ascii_digit())
            && stem.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !["break", "continue"].contains(&stem);
        if is_name { stem.into() } else { format!("test_{stem}") }
    }
}

/// All files, in order, without what they are to print.
pub fn files() -> Vec<File> {
    let tests = micropython::source(micropython::WHOLE_RELEASE).join("tests");
    let wanted = std::env::var("MPYC_CONFORMANCE").unwrap_or_default();
    let table = table();
    let hangs = |name: &String| table.get(name).is_some_and(|row| row.states.contains(&State::Hangs));
    let mut files = Vec::new();
    for folder in FOLDERS {
        for path in listed(&tests.join(folder)) {
            let name = path.strip_prefix(&tests).unwrap_or(&path).display().to_string();
            if path.extension().is_some_and(|extension| extension == "py") && name.contains(&wanted) {
                let source = String::from_utf8(read(&path)).unwrap_or_else(|error| panic!("{name}: {error}"));
                let patience = if hangs(&name) { LESS_PATIENCE } else { PATIENCE };
                files.push(File { name, path, source, expected: None, patience });
            }
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!files.is_empty(), "there is no test file in {}; get them with: scripts/hosts", tests.display());
    files
}

pub fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

pub fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a file is to print.
pub fn expected(file: &File) -> Option<Vec<u8>> {
    let mut written = file.path.clone().into_os_string();
    written.push(".exp");
    if Path::new(&written).is_file() {
        return Some(read(Path::new(&written)));
    }
    let folder = file.path.parent()?;
    let mut python = Command::new("python3");
    python.arg("-BS").arg(&file.path).current_dir(folder);
    python.env("PYTHONPATH", folder).env("PYTHONIOENCODING", "utf-8").env_remove("PYTHONSTARTUP");
    let output = python.output().unwrap_or_else(|error| panic!("python3: {error}"));
    output.status.success().then_some(output.stdout)
}

/// The files that a test finds beside it, other than itself.
pub fn beside(file: &File) -> Vec<(String, Vec<u8>)> {
    let folder = file.path.parent().unwrap_or(&file.path);
    let mut found = Vec::new();
    if file.name.starts_with("import/") {
        collect(folder, folder, &file.path, &mut found);
    } else if file.name.starts_with("unicode/") {
        collect(folder, &folder.join("data"), &file.path, &mut found);
    }
    found
}

pub fn collect(root: &Path, folder: &Path, but: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for path in listed(folder) {
        if path.is_dir() {
            collect(root, &path, but, found);
        } else if path != but && path.extension().is_some_and(|extension| extension != "exp") {
            let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            found.push((name, read(&path)));
        }
    }
}

/// Runs a file both ways on a host.
pub fn examine(file: &File, kind: HostKind) -> Found {
    let module = file.module();
    let native = both_ways::compiled(&file.name, file.source.clone(), &module, kind);
    let size = native.as_ref().ok().map(Vec::len);
    let refused = native.as_ref().err().map(|refused| refused.summary.clone());
    let found = |state, difference| Found { state, refused: refused.clone(), difference, size };
    let run = |name: String, bytes: Vec<u8>| {
        let program = Program::import(&*module).timeout(file.patience).file(name, bytes);
        let program =
            beside(file).into_iter().fold(program, |program, (name, bytes)| program.file(name, bytes));
        both_ways::run(kind, Variant::Standard, &program).map_err(of_program)
    };
    let bytecode = run(format!("{module}.py"), file.source.clone().into_bytes());
    let skips = bytecode.as_ref().is_ok_and(|outcome| outcome.stdout.trim_ascii() == b"SKIP");
    let fits = bytecode.as_ref().is_ok_and(|outcome| is_expected(file, outcome));
    let mpy = match native {
        Ok(mpy) => mpy,
        // Not of the source, but a fault of the compiler (src/diagnostics/codes.rs).
        Err(Refused { summary, text }) if !["E02", "E03", "E04"].iter().any(|of| summary.starts_with(of)) => {
            return found(State::Crashes, text);
        }
        Err(_) if skips => return found(State::Skips, String::new()),
        Err(_) if !fits => return found(State::Unfit, String::new()),
        Err(Refused { text, .. }) => return found(State::Refused, text),
    };
    let outcome = match (run(format!("{module}.mpy"), mpy), &bytecode) {
        (Ok(outcome), _) => outcome,
        // The same end as bytecode's, where that does not come to the file's own end.
        (Err(HostError::Timeout { .. }), Err(HostError::Timeout { .. }))
        | (Err(HostError::Crashed { .. }), Err(HostError::Crashed { .. })) => {
            return found(State::Unfit, String::new());
        }
        (Err(error @ HostError::Timeout { .. }), _) => return found(State::Hangs, error.to_string()),
        (Err(error), _) => return found(State::Crashes, error.to_string()),
    };
    let bytecode = match bytecode {
        Ok(bytecode) => bytecode,
        Err(error) => return found(State::Differs, format!("as bytecode: {error}\n")),
    };
    match both_ways::compare(&bytecode, &outcome) {
        Ok(()) if skips => found(State::Skips, String::new()),
        Ok(()) if fits => found(State::Ok, String::new()),
        Ok(()) => found(State::Unfit, String::new()),
        Err(_) if fits && varies(file) && is_expected(file, &outcome) => found(State::Ok, String::new()),
        Err(difference) => found(State::Differs, difference),
    }
}

/// An end of the program's own. Of a host that is missing or does not start, nothing can be said of a file.
pub fn of_program(error: HostError) -> HostError {
    match error {
        HostError::Timeout { .. } | HostError::Crashed { .. } => error,
        _ => panic!("{error}"),
    }
}

/// Whether what a file prints is not the same at each run.
pub fn varies(file: &File) -> bool {
    file.expected.as_ref().is_some_and(|expected| lines(expected).any(|line| line == b"########"))
}

/// Whether an outcome is what the file is to print. Places of a traceback, and what an exit status is, are not
/// MicroPython's own concern here either.
pub fn is_expected(file: &File, outcome: &Outcome) -> bool {
    let Some(expected) = &file.expected else { return false };
    if !varies(file) {
        return both_ways::without_places(expected) == both_ways::without_places(&outcome.stdout);
    }
    let mut printed = lines(&outcome.stdout).peekable();
    let mut gap = false;
    for pattern in lines(expected) {
        if pattern == b"########" {
            gap = true;
            continue;
        }
        while gap && printed.peek().is_some_and(|line| !matches(pattern, line)) {
            printed.next();
        }
        gap = false;
        if !printed.next().is_some_and(|line| matches(pattern, line)) {
            return false;
        }
    }
    gap || printed.next().is_none()
}

pub fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.strip_suffix(b"\n").unwrap_or(text).split(|byte| *byte == b'\n')
}

/// A line against one of a `.exp` file with `########`, where `\d`, `\\d\+` and `\[0-9a-f\]\+` stand for digits.
pub fn matches(pattern: &[u8], line: &[u8]) -> bool {
    type Figure = (&'static [u8], fn(&u8) -> bool);
    let figures: [Figure; 3] = [
        (b"\\\\d\\+", u8::is_ascii_digit),
        (b"\\\\d", u8::is_ascii_digit),
        (b"\\[0-9a-f\\]\\+", u8::is_ascii_hexdigit),
    ];
    let (mut pattern, mut line) = (pattern, line);
    while let Some((first, rest)) = pattern.split_first() {
        if let Some((figure, is_digit)) = figures.iter().find(|(figure, _)| pattern.starts_with(figure)) {
            let count = line.iter().take_while(|byte| is_digit(byte)).count();
            if count == 0 {
                return false;
            }
            (pattern, line) = (&pattern[figure.len()..], &line[count..]);
        } else {
            let Some(after) = line.strip_prefix(&[*first]) else { return false };
            (pattern, line) = (rest, after);
        }
    }
    // As `re.match` has it, something may follow.
    true
}

/// Every file given on a host; in the order of the files.
pub fn examine_all(files: &[File], kind: HostKind) -> Vec<Found> {
    let found = Mutex::new(BTreeMap::new());
    let cases: Vec<usize> = (0..files.len()).collect();
    micropython::each(&cases, |index| {
        let one = examine(&files[*index], kind);
        found.lock().unwrap_or_else(|error| panic!("{error}")).insert(*index, one);
        Ok(())
    });
    found.into_inner().unwrap_or_else(|error| panic!("{error}")).into_values().collect()
}

pub fn with_expectations(mut files: Vec<File>) -> Vec<File> {
    let texts = Mutex::new(BTreeMap::new());
    micropython::each(&files, |file| {
        let text = expected(file);
        texts.lock().unwrap_or_else(|error| panic!("{error}")).insert(file.name.clone(), text);
        Ok(())
    });
    let mut texts = texts.into_inner().unwrap_or_else(|error| panic!("{error}"));
    for file in &mut files {
        file.expected = texts.remove(&file.name).flatten();
    }
    files
}
