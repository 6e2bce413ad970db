//! Which built-in modules a file replaces, and what of one name is found first: the tables of `mpyc::target::built_in` against
//! the firmware's source, and what is said to users against the hosts.

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

mod micropython;

use mpyc::device::{HostKind, Program, Variant};
use mpyc::target::built_in;
use std::collections::BTreeSet;
use std::path::Path;

/// The names that the C files below a folder register with a macro of this name.
fn registered(folder: &Path, macro_name: &str, names: &mut BTreeSet<String>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            registered(&path, macro_name, names);
        } else if path.extension().is_some_and(|extension| extension == "c") {
            let text = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            for line in String::from_utf8_lossy(&text).lines() {
                let name = line
                    .strip_prefix(macro_name)
                    .and_then(|rest| rest.strip_prefix("(MP_QSTR_"))
                    .and_then(|rest| rest.split(',').next());
                names.extend(name.map(ToOwned::to_owned));
            }
        }
    }
}

#[test]
fn the_tables_are_those_of_the_firmware() {
    for release in micropython::RELEASES {
        let names = |macro_name: &str| {
            let mut names = BTreeSet::new();
            for folder in ["py", "extmod", "ports"] {
                registered(&micropython::source(release).join(folder), macro_name, &mut names);
            }
            names
        };
        let fixed: BTreeSet<String> = built_in::fixed_names().map(Into::into).collect();
        assert_eq!(fixed, names("MP_REGISTER_MODULE"), "{release}");
        let extensible: BTreeSet<String> = built_in::extensible().iter().map(|name| (*name).into()).collect();
        assert_eq!(extensible, names("MP_REGISTER_EXTENSIBLE_MODULE"), "{release}");
    }
}

/// Prints of each name whether a file was imported; those that the host lacks are its files' in any case.
const FIND: &str = "
for name in NAMES:
    print(name, hasattr(__import__(name), 'from_a_file'))
";

#[test]
fn files_of_fixed_names_are_not_loaded() {
    for kind in [HostKind::Rv32, HostKind::X64] {
        for release in micropython::releases(kind) {
            let host = micropython::host(kind, release, Variant::Standard);
            let run = |program: Program| {
                let outcome = host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
                String::from_utf8_lossy(&outcome.stdout).into_owned()
            };
            // What the host has at all.
            let all: Vec<&str> = built_in::fixed_names()
                .chain(built_in::extensible().iter().copied())
                .chain(["utime", "uos", "usys", "umath"])
                .collect();
            let ask = format!(
                "for name in {all:?}:\n try:\n  __import__(name)\n  print(name)\n except ImportError:\n  pass\n"
            );
            let has = run(Program::script("ask.py", ask));
            let has: Vec<&str> = has.lines().collect();
            assert!(has.contains(&"math") && has.contains(&"os"), "{has:?}");
            let find = FIND.replace("NAMES", &format!("{has:?}"));
            let program = has.iter().fold(Program::script("find.py", find), |program, name| {
                program.file(format!("{name}.py"), "from_a_file = True\n")
            });
            let expected: String = has
                .iter()
                .map(|name| {
                    let is_file = built_in::fixed(name).is_none();
                    format!("{name} {}\n", if is_file { "True" } else { "False" })
                })
                .collect();
            assert_eq!(run(program), expected, "{kind} {release}");
        }
    }
}

#[test]
fn a_folder_is_found_before_a_script_and_that_before_a_module() {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let source = folder.path().join("found.py");
    micropython::write(&source, b"where = 'module'\n");
    let module = folder.path().join("found.mpy");
    let mut mpyc = std::process::Command::new(env!("CARGO_BIN_EXE_mpyc"));
    mpyc.args(["natmod", "--arch", "x64"]).arg(&source).arg("-o").arg(&module);
    micropython::stdout(&mut mpyc);
    let module = std::fs::read(&module).unwrap_or_else(|error| panic!("{error}"));
    for release in micropython::releases(HostKind::X64) {
        let host = micropython::host(HostKind::X64, release, Variant::Standard);
        let found = |files: &[(&str, &[u8])]| {
            let script = "import found\nprint(getattr(found, 'where', 'an empty package'))\n";
            let program = files.iter().fold(Program::script("main.py", script), |program, (path, bytes)| {
                program.file(*path, *bytes)
            });
            let outcome = host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
            String::from_utf8_lossy(&outcome.stdout).trim().to_owned()
        };
        let module = ("found.mpy", &*module);
        let script = ("found.py", &b"where = 'script'\n"[..]);
        assert_eq!(found(&[module]), "module");
        assert_eq!(found(&[module, script]), "script");
        assert_eq!(found(&[module, script, ("found/other.py", b"")]), "an empty package");
        assert_eq!(found(&[module, script, ("found/__init__.py", b"where = 'package'\n")]), "package");
    }
}
