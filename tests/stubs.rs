//! The descriptions of the firmware's modules (`src/types/stubs/*.pyi`) against the hosts: every name that a host's module has is
//! in its description, and every function takes as many arguments as that says.

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

mod micropython;

use mpyc::device::{HostKind, Program, Variant};
use mpyc::syntax::{self, ExprKind, FunctionDef, SourceFile, StmtKind};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;

/// Of each name, how many arguments it takes at least and at most, where it is called and there is a most.
type Names = BTreeMap<String, Option<(usize, usize)>>;

fn counts(def: &FunctionDef, skipped: usize) -> Option<(usize, usize)> {
    let params = &def.params;
    if params.star.is_some() {
        return None;
    }
    let all: Vec<_> = params.positional_only.iter().chain(&params.positional).skip(skipped).collect();
    Some((all.iter().filter(|param| param.default.is_none()).count(), all.len()))
}

/// What a description holds; whether there may be more.
fn description(path: &Path) -> (Names, bool) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let module = syntax::parse(Rc::new(SourceFile::new(path.display().to_string(), text)))
        .unwrap_or_else(|_| panic!("{}", path.display()));
    let (mut names, mut is_open) = (Names::new(), false);
    for stmt in &module.body {
        match &stmt.kind {
            StmtKind::FunctionDef(def) if &*def.name.name == "__getattr__" => is_open = true,
            StmtKind::FunctionDef(def) => _ = names.insert(def.name.name.to_string(), counts(def, 0)),
            StmtKind::ClassDef(def) => {
                let init = def.body.iter().find_map(|stmt| match &stmt.kind {
                    StmtKind::FunctionDef(init) => counts(init, 1),
                    _ => None,
                });
                names.insert(def.name.name.to_string(), init);
            }
            StmtKind::AnnAssign { target, .. } => {
                let ExprKind::Name(name) = &target.kind else { panic!("{}", path.display()) };
                names.insert(name.to_string(), None);
            }
            _ => panic!("{}: neither a name, a function nor a class", path.display()),
        }
    }
    (names, is_open)
}

/// What is called with more and with fewer arguments than it takes, which must raise, before it does anything. What a board
/// has in a way of its own is called with neither.
const ASK: &str = "
def refuses(function, count):
    try:
        function(*([None] * count))
    except TypeError as error:
        return any(word in str(error) for word in ('argument', 'expected'))
    except BaseException:
        pass
    return False

for module, names, is_open in MODULES:
    try:
        m = __import__(module)
    except ImportError:
        continue
    print('has', module)
    for name in dir(m):
        if name not in names and not is_open and not name.startswith('__'):
            print(module, 'lacks', name)
    for name in names:
        if names[name] is None or not hasattr(m, name):
            continue
        least, most = names[name]
        if not refuses(getattr(m, name), most + 1):
            print(module, name, 'takes', most + 1)
        if least and not refuses(getattr(m, name), least - 1):
            print(module, name, 'takes', least - 1)
";

#[test]
fn hosts_have_what_is_described() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/types/stubs");
    let mut modules = String::new();
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{error}"));
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let (names, is_open) = description(&path);
        let module = path.file_stem().unwrap_or_default().to_string_lossy();
        let shown: Vec<String> = names
            .iter()
            .map(|(name, counts)| match counts {
                Some((least, most)) => format!("'{name}': ({least}, {most})"),
                None => format!("'{name}': None"),
            })
            .collect();
        let is_open = if is_open { "True" } else { "False" };
        let _ = writeln!(modules, "    ('{module}', {{{}}}, {is_open}),", shown.join(", "));
    }
    let script = ASK.replace("MODULES", &format!("(\n{modules})"));
    for kind in [HostKind::Rv32, HostKind::X64] {
        for release in micropython::releases(kind) {
            let host = micropython::host(kind, release, Variant::Standard);
            let outcome = host
                .run(&Program::script("ask.py", script.clone()), &mut |_| {})
                .unwrap_or_else(|error| panic!("{error}"));
            let said = String::from_utf8_lossy(&outcome.stdout).into_owned();
            let (has, wrong): (Vec<&str>, Vec<&str>) =
                said.lines().partition(|line| line.starts_with("has "));
            assert!(has.len() > 15 && outcome.status == 0, "{kind} {release}:\n{said}");
            assert!(wrong.is_empty(), "{kind} {release}:\n{}", wrong.join("\n"));
        }
    }
}
