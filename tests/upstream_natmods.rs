//! MicroPython's own native modules, linked by `mpyc link` in the place of MicroPython's linker, on real hosts.
//!
//! Each of `examples/natmod` is built by its own makefile, which is told of no other difference, and loaded. The modules
//! that take the place of a built-in one pass MicroPython's tests for that one, as `tests/run-natmodtests.py` runs them;
//! the others are given a small program each, with the answers written here.
//!
//! `btree` is left out: its library is not in Debian's source.

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

mod micropython;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use micropython::{GC_STRESS_RELEASE, each, host, source, stdout, target, write};
use mpyc::device::{COLLECT_ALWAYS, Host, HostKind, Outcome, Program, Variant, hosts_folder};
use tempfile::TempDir;

/// The modules that take the place of built-in ones, as `TEST_MAPPINGS` in tests/run-natmodtests.py: a test is for the
/// first whose name it begins with.
const REPLACEMENTS: [&str; 5] = ["deflate", "framebuf", "heapq", "random", "re"];

/// The modules with programs here: a module's name, the program, what it prints.
fn programs() -> [(&'static str, &'static str, &'static str); 5] {
    [
        ("features0", include_str!("natmods/upstream/features0.py"), "[1, 1, 120, 3628800]\nTypeError\n"),
        (
            "features1",
            include_str!("natmods/upstream/features1.py"),
            "initialising\n42 HELLO_MICROPYTHON\n3 -1\n[0, 1, 1, 2, 3, 5, 8, 13, 21, 34]\n\
             can't compute negative Fibonacci number\n[0, 0, 0, 0]\n[7, 8, 9, 65535] 9\n\
             b'\\x00\\x10\\x00 '\n",
        ),
        // It tests itself when it is imported.
        ("features2", "import features2\nprint(hasattr(features2, 'test'), features2.round(2.5))\n", ""),
        (
            "features3",
            include_str!("natmods/upstream/features3.py"),
            "True\n(None, False, True, b'', ())\n[]\n[('a', 1), (2, None)]\n",
        ),
        (
            "features4",
            include_str!("natmods/upstream/features4.py"),
            "24 1 3628800\nFactorialError argument must be zero or above\nTrue True False\nTypeError\n",
        ),
    ]
}

fn release_of(host: &Host) -> String {
    host.release().to_string()
}

/// Builds a module by its makefile, in a folder of its own: the source tree is left as it is.
fn build(host: &Host, module: &str, folder: &Path) -> Result<Vec<u8>, String> {
    let release = release_of(host);
    let tree = source(&release);
    let arch = target(host.kind()).name;
    let copy = folder.join(module);
    copy_files(&tree.join("examples/natmod").join(module), &copy);

    let set = |name: &str, value: &dyn std::fmt::Display| format!("{name}={value}");
    let mut make = Command::new("make");
    make.arg("-C")
        .arg(&copy)
        .arg(set("MPY_DIR", &tree.display()))
        .arg(set("ARCH", &arch))
        .arg(set("BUILD", &copy.join("build").display()))
        .arg(set("MPY_LD", &format!("{} link", env!("CARGO_BIN_EXE_mpyc"))))
        .arg(set("MPY_CROSS", &mpy_cross(&release).display()))
        .env("PYTHONDONTWRITEBYTECODE", "1");
    for variable in ["MAKEFLAGS", "MFLAGS", "MAKELEVEL", "CFLAGS", "CFLAGS_EXTRA", "MPY_LD_FLAGS"] {
        make.env_remove(variable);
    }
    match host.kind() {
        HostKind::Rv32 => {
            // As for the firmware: newlib's headers, whether or not picolibc is installed.
            make.arg("PICOLIBC_SPECS=picolibc.specs").arg("CFLAGS_EXTRA=-isystem /usr/include/newlib");
            if module == "features2" {
                make.arg("MICROPY_FLOAT_IMPL=float");
                make.env("MPY_LD_FLAGS", format!("-l{}", libm(&tree, &copy).display()));
            }
        }
        HostKind::X64 => {}
    }
    let output = make.output().map_err(|error| format!("make: {error}"))?;
    let name = if REPLACEMENTS.contains(&module) { format!("{module}_{arch}") } else { module.to_owned() };
    let mpy = std::fs::read(copy.join(format!("{name}.mpy")));
    match (output.status.success(), mpy) {
        (true, Ok(mpy)) => Ok(mpy),
        _ => Err(format!(
            "{module} for {host}: make failed\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )),
    }
}

/// The board's mathematical library: no Debian package of a reasonable size has one, so that MicroPython's own serves.
fn libm(tree: &Path, folder: &Path) -> PathBuf {
    let (object, archive) = (folder.join("roundf.o"), folder.join("libm.a"));
    let mut compile = Command::new("riscv64-unknown-elf-gcc");
    compile.args(["-march=rv32imac", "-mabi=ilp32", "-mno-relax", "-fpic", "-Os", "-c"]);
    compile.args(["-isystem", "/usr/include/newlib"]);
    stdout(compile.arg(tree.join("lib/libm/roundf.c")).arg("-o").arg(&object));
    stdout(Command::new("riscv64-unknown-elf-ar").arg("rcs").arg(&archive).arg(&object));
    archive
}

fn mpy_cross(release: &str) -> PathBuf {
    let folder = hosts_folder().unwrap_or_else(|error| panic!("{error}"));
    let path = folder.join("bin").join(format!("mpy-cross-{release}"));
    assert!(path.is_file(), "there is no {}; build it with: scripts/hosts", path.display());
    path
}

fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap_or_else(|error| panic!("{}: {error}", to.display()));
    let entries = std::fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            write(&to.join(path.file_name().expect("a name")), bytes);
        }
    }
}

fn run(host: &Host, program: &Program) -> Result<Outcome, String> {
    host.run(program, &mut |_| {}).map_err(|error| error.to_string())
}

// ---- The modules that take the place of built-in ones

/// What came of a test of MicroPython's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Passed,
    Skipped,
}

/// MicroPython's tests for the replacements.
fn tests_of(tree: &Path) -> Vec<PathBuf> {
    let folder = tree.join("tests/extmod");
    let wanted = ["deflate", "framebuf", "heapq", "random_basic", "re"];
    let mut tests: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .filter(|path| wanted.iter().any(|prefix| file_name(path).starts_with(prefix)))
        .collect();
    tests.sort();
    tests
}

fn file_name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

/// Runs a test with the module in the place of the built-in one, and compares as run-natmodtests.py does.
fn run_test(host: &Host, test: &Path, modules: &BTreeMap<&str, Vec<u8>>) -> Result<Verdict, String> {
    let name = file_name(test);
    let replaced = REPLACEMENTS.into_iter().find(|module| name.starts_with(module)).expect("a module");
    let script = std::fs::read(test).map_err(|error| format!("{name}: {error}"))?;
    let program = Program::script(&name, script)
        .file("injected.mpy", modules.get(replaced).expect("built").clone())
        .prelude(&format!("import sys\nsys.modules['{replaced}'] = __import__('injected')\n"));
    let outcome = run(host, &program).map_err(|error| format!("{name}: {error}"))?;
    let text = outcome.text();
    if text == "SKIP\n" {
        return Ok(Verdict::Skipped);
    }
    let expected = match std::fs::read_to_string(test.with_extension("py.exp")) {
        Ok(expected) => expected,
        // What CPython prints is right.
        Err(_) => stdout(Command::new("python3").arg(test)).replace("\r\n", "\n"),
    };
    if text == expected && outcome.status == 0 {
        Ok(Verdict::Passed)
    } else {
        Err(format!("{name}, status {}:\n{text}\nis not\n{expected}", outcome.status))
    }
}

/// Passed, and skipped: none fails. The figures are those of MicroPython's own linker and runner on these hosts.
fn replacements(kind: HostKind, release: &str, passed: usize, skipped: usize) {
    let host = host(kind, release, Variant::Standard);
    let folder = TempDir::new().expect("a folder");
    let modules = build_all(&host, &REPLACEMENTS, folder.path());
    let tests = tests_of(&source(release));
    let verdicts = std::sync::Mutex::new(Vec::new());
    each(&tests, |test| {
        let verdict = run_test(&host, test, &modules)?;
        verdicts.lock().expect("no panic").push((verdict, file_name(test)));
        Ok(())
    });
    let mut verdicts = verdicts.into_inner().expect("no panic");
    verdicts.sort();
    let count = |wanted| verdicts.iter().filter(|(verdict, _)| *verdict == wanted).count();
    assert_eq!((count(Verdict::Passed), count(Verdict::Skipped)), (passed, skipped), "{verdicts:#?}");
}

fn build_all<'a>(host: &Host, modules: &[&'a str], folder: &Path) -> BTreeMap<&'a str, Vec<u8>> {
    let built = std::sync::Mutex::new(BTreeMap::new());
    each(modules, |module| {
        let mpy = build(host, module, folder)?;
        built.lock().expect("no panic").insert(*module, mpy);
        Ok(())
    });
    built.into_inner().expect("no panic")
}

#[test]
fn replacements_pass_their_tests_on_rv32_1_25_0() {
    replacements(HostKind::Rv32, "1.25.0", 28, 3);
}

#[test]
fn replacements_pass_their_tests_on_rv32_1_26_1() {
    replacements(HostKind::Rv32, "1.26.1", 29, 3);
}

#[test]
fn replacements_pass_their_tests_on_x64_1_25_0() {
    replacements(HostKind::X64, "1.25.0", 28, 3);
}

#[test]
fn replacements_pass_their_tests_on_x64_1_26_1() {
    replacements(HostKind::X64, "1.26.1", 29, 3);
}

// ---- The others

/// Every program, on the release's host; and where there is one, on the host that overwrites what the collector frees,
/// with the collector at every allocation.
fn features(kind: HostKind, release: &str) {
    let standard = host(kind, release, Variant::Standard);
    let folder = TempDir::new().expect("a folder");
    let modules = build_all(&standard, &programs().map(|(module, _, _)| module), folder.path());
    let mut runs = vec![(standard, "")];
    if release == GC_STRESS_RELEASE {
        runs.push((host(kind, release, Variant::GcStress), COLLECT_ALWAYS));
    }
    for (host, prelude) in runs {
        each(&programs(), |(module, script, expected)| {
            let mut expected = (*expected).to_owned();
            if *module == "features2" {
                // Where doubles are cheap, there is one test more.
                let tests = if kind == HostKind::X64 { "True, True, True, True" } else { "True, True, True" };
                expected = format!("[{tests}]\nTrue 3.0\n");
            }
            let mpy = modules.get(module).expect("built").clone();
            let program =
                Program::script("main.py", *script).file(format!("{module}.mpy"), mpy).prelude(prelude);
            let outcome = run(&host, &program).map_err(|error| format!("{module}: {error}"))?;
            // Where a module was loaded is another place each time.
            let text: String = outcome
                .text()
                .lines()
                .map(|line| line.strip_prefix("initialising module self=").map_or(line, |_| "initialising"))
                .map(|line| format!("{line}\n"))
                .collect();
            if (text.as_str(), outcome.status) == (expected.as_str(), 0) {
                Ok(())
            } else {
                Err(format!("{module} on {host}: status {}, printed\n{text}not\n{expected}", outcome.status))
            }
        });
    }
}

#[test]
fn features_work_on_rv32_1_25_0() {
    features(HostKind::Rv32, "1.25.0");
}

#[test]
fn features_work_on_rv32_1_26_1() {
    features(HostKind::Rv32, "1.26.1");
}

#[test]
fn features_work_on_x64_1_25_0() {
    features(HostKind::X64, "1.25.0");
}

#[test]
fn features_work_on_x64_1_26_1() {
    features(HostKind::X64, "1.26.1");
}
