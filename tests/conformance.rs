//! MicroPython's own tests: each file does as a native module what it does as bytecode on the same host.
//!
//! The files are those of the source tree that `scripts/hosts` made the hosts of; none of them is in this repository.
//! Each is imported twice, as bytecode and as a native module, and the exit status and the output are compared as
//! [`both_ways`] says. What it is to print comes from the `.exp` file beside it, or from CPython where there is none.
//!
//! `tests/conformance/table.txt` has a line a file: its state on each host, and why where that is not `ok`.
//!
//! | state | |
//! |---|---|
//! | `ok` | bytecode prints what the file expects, and native code does the same |
//! | `skips` | the file finds that the host lacks what it tests, as bytecode and as native code |
//! | `unfit` | bytecode does not print what the file expects; native code does the same, or is refused |
//! | `refused` | the compiler does not compile it |
//! | `differs`, `crashes`, `hangs` | native code does something else; the reason is written by hand |
//!
//! A file that changes its state, to the better too, fails the test. To see what it does and to write the table:
//!
//! ```text
//! cargo test --test conformance                                      all files on x64, each eighth on rv32
//! cargo test --test conformance -- --ignored                         all files on both hosts
//! MPYC_CONFORMANCE=basics/try cargo test --test conformance -- --ignored --nocapture     those with this in the name
//! cargo test --test conformance -- --ignored collecting_always       rv32, the collector run at every allocation
//! scripts/conformance                                                all, and writes the table and docs/conformance.md
//! ```

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

mod both_ways;
mod micropython;

use both_ways::Refused;
use mpyc::device::{COLLECT_ALWAYS, HostError, HostKind, Outcome, Program, Variant};
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::Duration;

/// The folders of MicroPython's tests that are of the language and not of a library or a board.
const FOLDERS: [&str; 7] = ["basics", "float", "import", "micropython", "misc", "stress", "unicode"];

/// The hosts, as the columns of the table.
const HOSTS: [HostKind; 2] = [HostKind::X64, HostKind::Rv32];

/// Of the files, every so many on the emulated board in the default run.
const SAMPLE: usize = 8;

/// Enough for the slowest file on the emulated board of a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// For a file that the table says does not end.
const LESS_PATIENCE: Duration = Duration::from_secs(10);

/// Of the files that bytecode passes, so many must pass natively, in tenths of a per cent.
const REQUIRED: usize = 970;

/// What became of a file on a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Ok,
    Skips,
    Unfit,
    Refused,
    Differs,
    Crashes,
    Hangs,
}

impl State {
    const ALL: [State; 7] =
        [State::Ok, State::Skips, State::Unfit, State::Refused, State::Differs, State::Crashes, State::Hangs];

    fn name(self) -> &'static str {
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
    fn is_explained_by_hand(self) -> bool {
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
struct Found {
    state: State,
    /// What the compiler says, if it refuses the file.
    refused: Option<String>,
    /// Where native code differs, for people.
    difference: String,
    /// The size of the native module in bytes, if there is one.
    size: Option<usize>,
}

/// A file of MicroPython's tests.
struct File {
    /// `basics/try1.py`.
    name: String,
    path: PathBuf,
    source: String,
    /// What it is to print, lines that vary as `########`; none if CPython does not run it.
    expected: Option<Vec<u8>>,
    /// How long it may run.
    patience: Duration,
}

impl File {
    /// The name that it is imported under: its own where that is a name.
    fn module(&self) -> String {
        let stem = self.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let is_name = !stem.starts_with(|c: char| c.is_ascii_digit())
            && stem.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !["break", "continue"].contains(&stem);
        if is_name { stem.into() } else { format!("test_{stem}") }
    }
}

/// All files, in order, without what they are to print.
fn files() -> Vec<File> {
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

fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a file is to print.
fn expected(file: &File) -> Option<Vec<u8>> {
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
fn beside(file: &File) -> Vec<(String, Vec<u8>)> {
    let folder = file.path.parent().unwrap_or(&file.path);
    let mut found = Vec::new();
    if file.name.starts_with("import/") {
        collect(folder, folder, &file.path, &mut found);
    } else if file.name.starts_with("unicode/") {
        collect(folder, &folder.join("data"), &file.path, &mut found);
    }
    found
}

fn collect(root: &Path, folder: &Path, but: &Path, found: &mut Vec<(String, Vec<u8>)>) {
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
fn examine(file: &File, kind: HostKind) -> Found {
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
fn of_program(error: HostError) -> HostError {
    match error {
        HostError::Timeout { .. } | HostError::Crashed { .. } => error,
        _ => panic!("{error}"),
    }
}

/// Whether what a file prints is not the same at each run.
fn varies(file: &File) -> bool {
    file.expected.as_ref().is_some_and(|expected| lines(expected).any(|line| line == b"########"))
}

/// Whether an outcome is what the file is to print. Places of a traceback, and what an exit status is, are not
/// MicroPython's own concern here either.
fn is_expected(file: &File, outcome: &Outcome) -> bool {
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

fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.strip_suffix(b"\n").unwrap_or(text).split(|byte| *byte == b'\n')
}

/// A line against one of a `.exp` file with `########`, where `\d`, `\\d\+` and `\[0-9a-f\]\+` stand for digits.
fn matches(pattern: &[u8], line: &[u8]) -> bool {
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

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    states: [State; HOSTS.len()],
    reason: String,
}

fn table_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/table.txt")
}

fn table() -> BTreeMap<String, Row> {
    let Ok(text) = std::fs::read_to_string(table_path()) else { return BTreeMap::new() };
    let row = |line: &str| -> Option<(String, Row)> {
        let mut words = line.split_whitespace();
        let name = words.next()?.to_owned();
        let mut state = || {
            let word = words.next()?;
            State::ALL.into_iter().find(|state| state.name() == word)
        };
        let states = [state()?, state()?];
        Some((name, Row { states, reason: words.collect::<Vec<_>>().join(" ") }))
    };
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| row(line).unwrap_or_else(|| panic!("{}: {line}", table_path().display())))
        .collect()
}

/// Every file given on a host; in the order of the files.
fn examine_all(files: &[File], kind: HostKind) -> Vec<Found> {
    let found = Mutex::new(BTreeMap::new());
    let cases: Vec<usize> = (0..files.len()).collect();
    micropython::each(&cases, |index| {
        let one = examine(&files[*index], kind);
        found.lock().unwrap_or_else(|error| panic!("{error}")).insert(*index, one);
        Ok(())
    });
    found.into_inner().unwrap_or_else(|error| panic!("{error}")).into_values().collect()
}

fn with_expectations(mut files: Vec<File>) -> Vec<File> {
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

/// Fails if a file's state is not the table's.
fn check(files: &[File], kind: HostKind) {
    let table = table();
    let column = HOSTS.iter().position(|host| *host == kind).unwrap_or_default();
    let mut problems = String::new();
    for (file, found) in files.iter().zip(examine_all(files, kind)) {
        let stated = table.get(&file.name).map(|row| row.states[column]);
        if stated != Some(found.state) {
            let stated = stated.map_or("not in the table", State::name);
            let _ = writeln!(
                problems,
                "{}: {} on {kind}, was {stated}\n{}",
                file.name, found.state, found.difference
            );
        }
    }
    assert!(problems.is_empty(), "{problems}to write the table anew: scripts/conformance\n");
}

#[test]
fn x64() {
    check(&with_expectations(files()), HostKind::X64);
}

#[test]
fn rv32_sample() {
    let every = |(index, file)| (index % SAMPLE == 0).then_some(file);
    check(&with_expectations(files().into_iter().enumerate().filter_map(every).collect()), HostKind::Rv32);
}

#[test]
#[ignore = "takes minutes: all files on both hosts; scripts/conformance"]
fn whole() {
    let files = with_expectations(files());
    let found = HOSTS.map(|kind| examine_all(&files, kind));
    let old = table();
    let mut new = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        let here: Vec<&Found> = found.iter().filter_map(|column| column.get(index)).collect();
        let states = [here[0].state, here[1].state];
        let by_hand = states.iter().any(|state| state.is_explained_by_hand());
        let by_hand_before = |row: &&Row| row.states.iter().any(|state| state.is_explained_by_hand());
        let reason = if by_hand {
            let before = old.get(&file.name).filter(by_hand_before).map(|row| row.reason.clone());
            before.filter(|reason| !reason.is_empty()).unwrap_or_else(|| "?".into())
        } else if states.contains(&State::Refused) {
            here.iter().find_map(|found| found.refused.clone()).unwrap_or_default()
        } else {
            String::new()
        };
        let row = Row { states, reason };
        if old.get(&file.name) != Some(&row) {
            println!("{} {} {} {}", file.name, states[0], states[1], row.reason);
            here.iter().for_each(|found| println!("{}", found.difference));
        }
        new.insert(file.name.clone(), row);
    }
    if std::env::var("MPYC_CONFORMANCE").is_ok() {
        return;
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        micropython::write(&table_path(), shown(&new));
        let sizes = sizes(&files, &found);
        micropython::write(&page_path(), page_of_states(&new) + &page_of_sizes(&sizes));
    } else {
        assert_eq!(shown(&old), shown(&new), "to write the table anew: scripts/conformance");
    }
}

/// Every file that passes on the emulated board passes there too with the collector run at every allocation and all
/// that it frees overwritten, if bytecode does.
#[test]
#[ignore = "takes a quarter of an hour"]
fn collecting_always() {
    let table = table();
    let passes = |file: &File| table.get(&file.name).is_some_and(|row| row.states[1] == State::Ok);
    let files: Vec<File> = with_expectations(files().into_iter().filter(passes).collect());
    micropython::each(&files, |file| {
        let module = file.module();
        let run = |name: String, bytes: Vec<u8>, variant| {
            let program = Program::import(&*module).timeout(PATIENCE).file(name, bytes);
            let beside = beside(file).into_iter();
            let program = beside.fold(program, |program, (name, bytes)| program.file(name, bytes));
            let prelude = if variant == Variant::GcStress { COLLECT_ALWAYS } else { "" };
            both_ways::run(HostKind::Rv32, variant, &program.prelude(prelude))
                .map_err(|error| error.to_string())
        };
        let bytecode = || (format!("{module}.py"), file.source.clone().into_bytes());
        let measure = {
            let (name, bytes) = bytecode();
            run(name, bytes, Variant::Standard)?
        };
        let mpy = both_ways::compiled(&file.name, file.source.clone(), &module, HostKind::Rv32)
            .map_err(|refused| refused.text)?;
        let native = run(format!("{module}.mpy"), mpy, Variant::GcStress);
        let difference = match native {
            Ok(native) => both_ways::compare(&measure, &native),
            Err(error) => Err(error),
        };
        let Err(difference) = difference else { return Ok(()) };
        let (name, bytes) = bytecode();
        let same =
            run(name, bytes, Variant::GcStress).is_ok_and(|it| both_ways::compare(&measure, &it).is_ok());
        if same { Err(format!("{}\n{difference}", file.name)) } else { Ok(()) }
    });
}

/// The committed table: each file of the tests once, why where a state wants a reason, and enough that pass.
#[test]
fn table_is_whole() {
    let table = table();
    let names: Vec<String> = files().into_iter().map(|file| file.name).collect();
    if std::env::var("MPYC_CONFORMANCE").is_err() {
        assert_eq!(
            table.keys().cloned().collect::<Vec<_>>(),
            names,
            "to write the table anew: scripts/conformance"
        );
    }
    for (name, row) in &table {
        let explained = !row.reason.is_empty() && row.reason != "?";
        let by_hand = row.states.iter().any(|state| state.is_explained_by_hand());
        assert!(!by_hand || explained, "{name}: the table does not say why it is not ok");
    }
    for (column, host) in HOSTS.iter().enumerate() {
        let Count { pass, of } = Count::new(&table, column, |name| !is_viper(name));
        assert!(pass * 1000 >= of * REQUIRED, "{host}: {pass} of {of} pass");
    }
    let page = String::from_utf8(read(&page_path())).unwrap_or_else(|error| panic!("{error}"));
    let sizes = page.split_once("## Sizes").map_or("", |(_, sizes)| sizes);
    let states = page_of_states(&table);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        micropython::write(&page_path(), format!("{states}## Sizes{sizes}"));
    }
    assert!(
        page.starts_with(&states),
        "the page is not of the table: UPDATE_DOCS=1 cargo test --test conformance table"
    );
}

/// The tests of viper, a language of its own: ints that wrap around, pointers, other conversions.
fn is_viper(name: &str) -> bool {
    name.starts_with("micropython/viper_")
}

/// Of the files that bytecode passes on a host, those that native code passes.
struct Count {
    pass: usize,
    of: usize,
}

impl Count {
    fn new(table: &BTreeMap<String, Row>, column: usize, wanted: impl Fn(&str) -> bool) -> Count {
        let states = || table.iter().filter(|(name, _)| wanted(name)).map(|(_, row)| row.states[column]);
        let unfit = states().filter(|state| matches!(state, State::Skips | State::Unfit)).count();
        Count { pass: states().filter(|state| *state == State::Ok).count(), of: states().count() - unfit }
    }

    fn tenths(&self) -> usize {
        self.pass * 1000 / self.of.max(1)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} ({}.{} %)", self.pass, self.of, self.tenths() / 10, self.tenths() % 10)
    }
}

/// The text of the table.
fn shown(table: &BTreeMap<String, Row>) -> String {
    let mut out = String::from(
        "# MicroPython's own tests as native modules: `tests/conformance.rs` says what the states mean.\n\
         # Written by scripts/conformance; the reasons of `differs`, `crashes` and `hangs` are by hand.\n#\n",
    );
    let _ = writeln!(out, "# {:46} {:8} {:8} why", "file", HOSTS[0].to_string(), HOSTS[1].to_string());
    for (name, row) in table {
        let line = format!("{name:48} {:8} {:8} {}", row.states[0], row.states[1], row.reason);
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The sizes of a file's modules in bytes; none where one is not made.
struct Sizes {
    bytecode: Option<usize>,
    /// For each host: ours, and of MicroPython's own native code.
    native: [(Option<usize>, Option<usize>); HOSTS.len()],
}

/// The size of what `mpy-cross` makes of a file.
fn mpy_cross(file: &File, options: &[&str]) -> Option<usize> {
    let out = tempfile::NamedTempFile::new().unwrap_or_else(|error| panic!("{error}"));
    let mut command = Command::new(micropython::mpy_cross(micropython::WHOLE_RELEASE));
    let output = command.args(options).arg("-o").arg(out.path()).arg(&file.path).output();
    let made = output.unwrap_or_else(|error| panic!("mpy-cross: {error}")).status.success();
    made.then(|| read(out.path()).len())
}

fn sizes(files: &[File], found: &[Vec<Found>; HOSTS.len()]) -> BTreeMap<String, Sizes> {
    let sizes = Mutex::new(BTreeMap::new());
    let cases: Vec<usize> = (0..files.len()).collect();
    micropython::each(&cases, |index| {
        let file = &files[*index];
        let of = |column: usize| {
            let march = format!("-march={}", HOSTS[column].arch().name());
            (found[column][*index].size, mpy_cross(file, &[&march, "-X", "emit=native"]))
        };
        let of = Sizes { bytecode: mpy_cross(file, &[]), native: [of(0), of(1)] };
        sizes.lock().unwrap_or_else(|error| panic!("{error}")).insert(file.name.clone(), of);
        Ok(())
    });
    sizes.into_inner().unwrap_or_else(|error| panic!("{error}"))
}

fn page_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/conformance.md")
}

/// The first half of the page of the manual: what passes, and what does not.
fn page_of_states(table: &BTreeMap<String, Row>) -> String {
    let mut out = String::from(
        "# MicroPython's own tests\n\n\
         Written by `scripts/conformance`. Each file of MicroPython's `tests/basics`, `float`, `import`, `micropython`,\n\
         `misc`, `stress` and `unicode` is imported as bytecode and as a native module on the same host, and the exit\n\
         status and the output are compared. `tests/conformance/table.txt` has the state of each file.\n\n\
         | | x64 | rv32 |\n|---|---|---|\n",
    );
    for (what, wanted) in [
        (
            "pass natively, of those that bytecode passes, viper's left out",
            (|name| !is_viper(name)) as fn(&str) -> bool,
        ),
        ("the same with the tests of viper, which is a language of its own", |_| true),
    ] {
        let [a, b] = [0, 1].map(|column| Count::new(table, column, wanted).to_string());
        let _ = writeln!(out, "| {what} | {a} | {b} |");
    }
    for state in State::ALL {
        let [a, b] = [0, 1].map(|column| table.values().filter(|row| row.states[column] == state).count());
        let _ = writeln!(out, "| files: {state} | {a} | {b} |");
    }
    out.push_str("\n## What does not pass\n\n| file | x64 | rv32 | why |\n|---|---|---|---|\n");
    for (name, row) in table.iter().filter(|(_, row)| !row.reason.is_empty()) {
        let why = row.reason.replace('|', "\\|");
        let _ = writeln!(out, "| {name} | {} | {} | {why} |", row.states[0], row.states[1]);
    }
    out.push('\n');
    out
}

/// The second half of the page: the sizes.
fn page_of_sizes(sizes: &BTreeMap<String, Sizes>) -> String {
    let mut out = String::from(
        "## Sizes\n\nBytes of the `.mpy`: of mpyc's native module, of bytecode, and of the native module that MicroPython's\n\
         own compiler makes of the same file (`mpy-cross -X emit=native`). Un-annotated code all of it. The sums and\n\
         medians are of the files that all of them compile.\n\n\
         | file | bytecode | x64 mpyc | x64 mpy-cross | rv32 mpyc | rv32 mpy-cross |\n|---|--:|--:|--:|--:|--:|\n",
    );
    let figures = |of: &Sizes| [of.bytecode, of.native[0].0, of.native[0].1, of.native[1].0, of.native[1].1];
    let whole: Vec<[usize; 5]> = sizes
        .values()
        .filter_map(|of| {
            let all: Vec<usize> = figures(of).into_iter().flatten().collect();
            all.try_into().ok()
        })
        .collect();
    let column = |i: usize| -> Vec<usize> {
        let mut column: Vec<usize> = whole.iter().map(|row| row[i]).collect();
        column.sort_unstable();
        column
    };
    let columns = [0, 1, 2, 3, 4].map(column);
    let row = |name: &str, cells: [String; 5]| format!("| {name} | {} |\n", cells.join(" | "));
    let sums = columns.each_ref().map(|column| column.iter().sum::<usize>().to_string());
    let medians = columns
        .each_ref()
        .map(|column| column.get(column.len() / 2).copied().unwrap_or_default().to_string());
    out.push_str(&row(&format!("**sum of {}**", whole.len()), sums));
    out.push_str(&row("**median**", medians));
    for (name, of) in sizes {
        out.push_str(&row(
            name,
            figures(of).map(|size| size.map_or_else(|| "–".into(), |size| size.to_string())),
        ));
    }
    let larger = |ours: usize, theirs: usize| whole.iter().filter(|row| row[ours] > row[theirs]).count();
    let (all, x64, rv32) = (whole.len(), larger(1, 2), larger(3, 4));
    let _ = writeln!(
        out,
        "\nmpyc's module is larger than mpy-cross's native one for {x64} of {all} files on x64, {rv32} of {all} on rv32."
    );
    out
}
