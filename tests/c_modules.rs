//! C beside Python: `mpyc natmod app.py fast.c`, with the stub `fast.pyi` beside it.
//!
//! Each folder of `tests/c_modules` is a program, `app.py`, with C that it imports, and a module of the same name and
//! meaning in Python. With C as native code and with Python as bytecode the program prints the same, on every host that
//! Python is compiled for, on both releases, and with the collector run at every allocation.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod both_ways;
mod micropython;

use both_ways::compare;
use mpyc::device::{COLLECT_ALWAYS, Program, Variant};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn folder(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/c_modules").join(case)
}

fn mpyc(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mpyc")).args(arguments).current_dir(folder).output().unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn check(case: &str, python: &str, c: &[&str]) {
    let folder = folder(case);
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    for arch in micropython::PYTHON {
        let kind = micropython::Architecture::of(arch).host();
        for level in ["s", "2"] {
            let out = tempfile::tempdir().unwrap();
            let module = out.path().join("app.mpy");
            let mut arguments = vec!["natmod", "app.py"];
            arguments.extend(c);
            arguments.extend(["-O", level, "--arch", arch.name(), "-o", module.to_str().unwrap()]);
            let output = mpyc(&folder, &arguments);
            assert!(output.status.success(), "{case} for {}: {}", arch.name(), words(&output));
            assert_eq!(words(&output), "", "{case} for {}", arch.name());
            // Once optimised for speed.
            let releases = micropython::releases(kind);
            for release in if level == "s" { releases } else { &releases[..1] } {
                for variant in micropython::variants(kind, release) {
                    let stress = *variant == Variant::GcStress;
                    let stressed = |program: Program| {
                        if stress {
                            program.prelude(COLLECT_ALWAYS).timeout(std::time::Duration::from_secs(300))
                        } else {
                            program
                        }
                    };
                    let host = micropython::host(kind, release, *variant);
                    let run = |program: Program| host.run(&stressed(program), &mut |_| {}).unwrap();
                    let bytecode = run(Program::script("main.py", "import app\n")
                        .file("app.py", read("app.py"))
                        .file(format!("{python}.py"), read(&format!("{python}.py"))));
                    assert_eq!(bytecode.status, 0, "{case} on {kind} {release}: {}", bytecode.text());
                    let native = run(Program::script("main.py", "import app\n")
                        .file("app.mpy", fs::read(&module).unwrap()));
                    compare(&bytecode, &native)
                        .unwrap_or_else(|error| panic!("{case} on {kind} {release} {variant:?}: {error}"));
                }
            }
        }
    }
}

#[test]
fn numbers() {
    check("numbers", "fast", &["fast.c"]);
}

#[test]
fn buffers() {
    check("buffers", "fast", &["fast.c"]);
}

#[test]
fn enumerations_structs_and_pointers() {
    check("objects", "shapes", &["shapes.pyi", "shapes.c"]);
}

#[test]
fn callbacks() {
    check("callbacks", "events", &["events.pyi"]);
}

/// With a second file of C, which has no stub.
#[test]
fn exceptions_objects_and_names_of_the_firmware() {
    check("firmware", "board", &["board.c", "helper.c"]);
}
