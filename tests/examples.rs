//! The examples of `natmod-examples`: on every host that Python is compiled for, what each gives as native code is what
//! it gives as bytecode, and what is written here.

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

mod micropython;

use mpyc::device::{GuestFile, HostKind, Program, Variant};
use std::path::Path;
use std::process::Command;

/// Makes an example's calls on its native module and on its source, and prints what they give.
const SCRIPT: &str = "
import sys
import bench
name = sys.argv[1]
native = bench.calls(__import__(name))
bytecode = bench.calls(__import__(name + '_py'))
for (label, fast), (_, slow) in zip(native, bytecode):
    assert repr(fast()) == repr(slow()), label
    value = fast()
    print(label, '=', '%.3f' % value if isinstance(value, float) else value)
";

/// The results, floats to three places, which both precisions have.
const MATH_OPS: &str = "distance(0.0, 0.0, 3.0, 4.0) = 5.000\ncircle_area(2.0) = 12.566\n\
    sin_cos_sum(0.5) = 1.357\npath_length(200) = 9.479\n";
const FACTORIAL: &str = "factorial(12) = 479001600\nfactorial(30) = 265252859812191058636308480000000\n\
    factorial_recursive(12) = 479001600\ntrailing_zeros(1000000) = 249998\n";
const VECTOR: &str = "a.length() = 3.000\na.dot(b) = 11.000\na.scaled(0.5).x = 0.500\na.add(b).z = 6.000\n\
    b.scaled(0.2).is_unit = True\nwalk(100) = 29.999\n";

#[track_caller]
fn check(name: &str, expected: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("natmod-examples").join(name);
    let source = folder.join(format!("{name}.py"));
    let out = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let read =
        |path: &Path| std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for arch in micropython::PYTHON {
        let kind = micropython::Architecture::of(arch).host();
        let module = out.path().join(format!("{name}.mpy"));
        let mut mpyc = Command::new(env!("CARGO_BIN_EXE_mpyc"));
        mpyc.args(["natmod", "--arch", arch.name()]).arg(&source).arg("-o").arg(&module);
        assert_eq!(micropython::stdout(&mut mpyc), "");
        for release in micropython::releases(kind) {
            let mut program = Program::script("compare.py", SCRIPT).args([name]);
            for (path, file) in [
                (format!("{name}.mpy"), &module),
                (format!("{name}_py.py"), &source),
                ("bench.py".into(), &folder.join("bench.py")),
            ] {
                program.files.push(GuestFile { path, bytes: read(file) });
            }
            let host = micropython::host(kind, release, Variant::Standard);
            let outcome = host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
            let output = String::from_utf8_lossy(&outcome.stdout);
            assert_eq!((outcome.status, &*output), (0, expected), "{name} on {kind} {release}");
        }
    }
}

#[test]
fn math_ops() {
    check("math_ops", MATH_OPS);
}

#[test]
fn factorial() {
    check("factorial", FACTORIAL);
}

#[test]
fn vector() {
    check("vector", VECTOR);
}

/// The modules of `extend_builtin`.
const EXTENSIONS: [&str; 5] = ["time", "os_ext_path", "os_ext_tree", "json_ext_lines", "json_ext_sorted"];

/// What `try_it.py` prints where the firmware has a `time`, and where not.
const TIME: &str = "time: 1:01:01 True 1 2\nutime: True False True\n";
const NO_TIME: &str = "time: no module named 'time'\n";
const ASYNCIO: &str = "asyncio: 0:00:59\n";
const NO_ASYNCIO: &str = "asyncio: no module named 'asyncio'\n";
const OTHER_EXTENSIONS: &str = "path: True\nos: /b/c.py ('lib/a.b/c.tar', '.gz') /\nos: True False False True\n\
    os: True True\nuos: True False\njson: [[1], {}] '1\\nnull\\n'\n\
    json: {\"a\": {\"c\": 3, \"d\": 4}, \"b\": [1, [2]]} [1]\njson: True False True\n";

/// Extensions of built-in modules, all as bytecode and all as native code; on x64 with the firmware's `asyncio` beside
/// them, which imports the extended `time`.
#[test]
fn extend_builtin() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("natmod-examples/extend_builtin");
    let read =
        |path: &Path| std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let script = String::from_utf8_lossy(&read(&folder.join("try_it.py"))).into_owned();
    let out = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    for (kind, arch) in [(HostKind::Rv32, "rv32imc"), (HostKind::X64, "x64")] {
        let has_time = kind == HostKind::X64;
        for release in micropython::releases(kind) {
            for extension in ["py", "mpy"] {
                let mut program = Program::script("try_it.py", script.clone());
                for name in EXTENSIONS {
                    let (source, module) =
                        (folder.join(format!("{name}.py")), out.path().join(format!("{name}.mpy")));
                    let mut mpyc = Command::new(env!("CARGO_BIN_EXE_mpyc"));
                    mpyc.args(["natmod", "--arch", arch]).arg(&source).arg("-o").arg(&module);
                    if extension == "mpy" {
                        assert_eq!(micropython::stdout(&mut mpyc), "");
                    }
                    let file = if extension == "mpy" { module } else { source };
                    program = program.file(format!("{name}.{extension}"), read(&file));
                }
                if has_time {
                    for module in ["__init__", "core", "event", "funcs", "lock"] {
                        let text = micropython::source_text(release, &format!("extmod/asyncio/{module}.py"));
                        program = program.file(format!("asyncio/{module}.py"), text);
                    }
                }
                let host = micropython::host(kind, release, Variant::Standard);
                let outcome = host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
                let (time, asyncio) = if has_time { (TIME, ASYNCIO) } else { (NO_TIME, NO_ASYNCIO) };
                let expected = format!("{time}{OTHER_EXTENSIONS}{asyncio}");
                let output = String::from_utf8_lossy(&outcome.stdout);
                assert_eq!((outcome.status, &*output), (0, &*expected), ".{extension} on {kind} {release}");
            }
        }
    }
}

/// Python with C of its own.
#[test]
fn biquad() {
    const PRINTED: &str = "fast True\nslow True\npeaks True True\nfilter() argument 'samples' must be a writable array of i16\n";
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("natmod-examples/biquad");
    let read =
        |path: &Path| std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let out = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    for arch in micropython::PYTHON {
        let kind = micropython::Architecture::of(arch).host();
        let module = out.path().join("audio.mpy");
        let mut mpyc = Command::new(env!("CARGO_BIN_EXE_mpyc"));
        mpyc.args(["natmod", "--arch", arch.name()]).args(["audio.py", "biquad.c", "-o"]).arg(&module);
        assert_eq!(micropython::stdout(mpyc.current_dir(&folder)), "");
        for release in micropython::releases(kind) {
            let program = Program::script("try_it.py", read(&folder.join("try_it.py")))
                .file("audio.mpy", read(&module));
            let host = micropython::host(kind, release, Variant::Standard);
            let outcome = host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
            let output = String::from_utf8_lossy(&outcome.stdout);
            assert_eq!((outcome.status, &*output), (0, PRINTED), "biquad on {kind} {release}");
        }
    }
}
