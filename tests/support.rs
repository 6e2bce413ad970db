//! The support library and the headers for C written for the firmware: functions of theirs, compiled, linked and run
//! on the real hosts, where Python says what they must give.
//!
//! `tests/support/NAME.c` is a module that exports functions, and `NAME.py` calls them as the module `m` and compares.
//! Each runs on every host there is, and again with the collector run at every allocation.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use linker::firmware::supplied::{LIBRARY, LIBRARY_OWN};
use linker::{Input, Request};
use micropython::{each, host, releases, variants};
use mpyc::device::{COLLECT_ALWAYS, HostKind, Program, Variant};
use mpyc::runtime::HEADERS;
use mpyc::support::{self, Failure};
use mpyc::target::Target;
use mpyc::target::boards;
use mpyc::toolchain::{self, Config, OptLevel, Toolchain};
use std::path::{Path, PathBuf};
use std::time::Duration;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support")
}

fn text(name: &str) -> String {
    let path = folder().join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn compiler(kind: HostKind) -> Toolchain {
    toolchain::find(Target::for_arch(kind.arch()), None, &Config::default())
        .unwrap_or_else(|diagnostic| panic!("{diagnostic:?}"))
}

/// The names in the source's `#define EXPORTS(X)`.
fn exports(source: &str) -> Vec<String> {
    let (_, list) = source.split_once("#define EXPORTS(X)").expect("EXPORTS");
    let (list, _) = list.split_once("MODULE(EXPORTS)").expect("MODULE");
    list.split("X(").skip(1).map(|rest| rest.split(')').next().unwrap().to_owned()).collect()
}

/// Compiles `NAME.c` and links it with what it needs of the library.
fn module(name: &str, kind: HostKind, opt: OptLevel) -> Result<Vec<u8>, String> {
    let source = text(&format!("{name}.c"));
    let test_header = text("test.h");
    let headers: Vec<(&str, &str)> =
        HEADERS.iter().copied().chain([("test.h", test_header.as_str())]).collect();
    let compiler = compiler(kind);
    let compiled = compiler
        .compile_with_warnings(&source, name, opt, false, &headers)
        .map_err(|diagnostic| format!("{name}.c: {}", diagnostic.notes.join("\n")))?;
    if !compiled.warnings.is_empty() {
        return Err(format!("{name}.c: {}", compiled.warnings));
    }
    let mut request = Request {
        source_name: format!("{name}.c"),
        qstrs: exports(&source),
        inputs: vec![Input { name: format!("{name}.o"), bytes: compiled.object.into() }],
        fixed: boards::arithmetic(kind.arch()),
        ..Request::new(kind.arch())
    };
    match support::link(&mut request, || Ok(compiler)) {
        Ok(linked) => Ok(linked.mpy),
        Err(Failure::Link(errors)) => {
            let lines: Vec<String> =
                errors.iter().map(|error| format!("{error}; {}", error.remedy())).collect();
            Err(format!("{name}.c:\n{}", lines.join("\n")))
        }
        Err(Failure::Library(diagnostic, symbols)) => {
            Err(format!("{name}.c: {symbols:?}: {}\n{}", diagnostic.title, diagnostic.notes.join("\n")))
        }
    }
}

fn run(name: &str, mpy: &[u8], kind: HostKind, release: &str, variant: Variant) -> Result<(), String> {
    let script = text("check.py") + &text(&format!("{name}.py"));
    let mut program =
        Program::script(format!("{name}.py"), script).file("m.mpy", mpy).timeout(Duration::from_secs(300));
    if variant == Variant::GcStress {
        program = program.prelude(COLLECT_ALWAYS);
    }
    let outcome = host(kind, release, variant)
        .run(&program, &mut |_| {})
        .map_err(|error| format!("{name}, {kind} {release} {variant:?}: {error}"))?;
    if outcome.text().ends_with("all right\n") {
        return Ok(());
    }
    Err(format!("{name}, {kind} {release} {variant:?}:\n{}", outcome.text()))
}

fn check(name: &str) {
    let mut cases = Vec::new();
    for kind in HostKind::ALL {
        let mpy = module(name, kind, OptLevel::Size).unwrap_or_else(|said| panic!("{kind}: {said}"));
        for release in releases(kind) {
            let variants = variants(kind, release).iter();
            cases.extend(variants.map(|variant| (mpy.clone(), kind, *release, *variant)));
        }
    }
    each(&cases, |(mpy, kind, release, variant)| run(name, mpy, *kind, release, *variant));
}

macro_rules! checks {
    ($($name:ident),* $(,)?) => {
        $(#[test] fn $name() { check(stringify!($name)); })*
        const PROGRAMS: &[&str] = &[$(stringify!($name)),*];
    };
}

checks![calls, containers, exceptions, numbers, objects, process, streams, strings, threads];

/// A function that no program calls would not have been tried.
#[test]
fn every_function_of_the_library_is_called() {
    let programs = PROGRAMS.iter().map(|name| text(&format!("{name}.c")));
    let sources: String = programs.chain([text("test.h")]).collect();
    let words: std::collections::BTreeSet<&str> =
        sources.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
    let all = LIBRARY.iter().chain(LIBRARY_OWN).flat_map(|(_, names)| names.split_whitespace());
    // Headers call these under other names.
    let missing: Vec<&str> = all.filter(|name| !words.contains(name) && !name.starts_with("mpyc_")).collect();
    assert_eq!(missing, [""; 0]);
}

/// The lists are of what the library defines, no more and no less.
#[test]
fn the_lists_are_of_what_the_library_defines() {
    use object::{Object as _, ObjectSymbol as _};
    for kind in HostKind::ALL {
        let archive = support::archive(&compiler(kind)).unwrap_or_else(|d| panic!("{d:?}"));
        let file = object::read::archive::ArchiveFile::parse(&*archive).unwrap();
        let mut defined: Vec<(String, String)> = Vec::new();
        for member in file.members() {
            let member = member.unwrap();
            let name = String::from_utf8(member.name().to_vec()).unwrap().replace(".o", ".c");
            let object = object::File::parse(member.data(&*archive).unwrap()).unwrap();
            for symbol in object.symbols().filter(|symbol| symbol.is_weak() && !symbol.is_undefined()) {
                defined.push((name.clone(), symbol.name().unwrap().to_owned()));
            }
        }
        let mut listed: Vec<(String, String)> = Vec::new();
        for (file, names) in LIBRARY.iter().chain(LIBRARY_OWN) {
            for name in names.split_whitespace() {
                listed.push(((*file).to_owned(), name.to_owned()));
                if *file == linker::firmware::supplied::LIBRARY_BY_FLOAT {
                    listed.push(("float_f.c".into(), format!("{name}_f")));
                    listed.push(("float_d.c".into(), format!("{name}_d")));
                }
            }
        }
        defined.sort();
        listed.sort();
        assert_eq!(defined, listed, "{kind}");
    }
}
