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
use linker::Arch;
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
    // On Arm enumerations are as short as they can be; one of the two passes doubles in registers.
    let arm = [Arch::Armv6m, Arch::Armv7emdp];
    for arch in micropython::PYTHON.into_iter().chain(arm) {
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

/// A folder with one module of C and a program that imports a function of it.
struct World {
    folder: tempfile::TempDir,
}

impl World {
    fn new(c: &str, stub: &str, python: &str) -> World {
        let folder = tempfile::tempdir().unwrap();
        let world = World { folder };
        for (name, text) in [("fast.c", c), ("fast.pyi", stub), ("app.py", python)] {
            fs::write(world.folder.path().join(name), text).unwrap();
        }
        world
    }

    fn natmod(&self, arguments: &str) -> Output {
        let arguments: Vec<&str> = ["natmod"].into_iter().chain(arguments.split_whitespace()).collect();
        mpyc(self.folder.path(), &arguments)
    }

    #[track_caller]
    fn refused(&self, arguments: &str) -> String {
        let output = self.natmod(arguments);
        assert_eq!(output.status.code(), Some(1), "{}", words(&output));
        assert!(!self.folder.path().join("app.mpy").exists());
        words(&output)
    }
}

/// What is said of a declaration that C does not define, and of one that it defines in another way.
const NOT_DEFINED: &str = "declared in the stub and not defined";
const DIFFERS: &str = "is not in `fast.c` what";

const HEAD: &str = "#include <stdbool.h>\n#include <stddef.h>\n#include <stdint.h>\n";

/// Stubs, and C that each of them does not go with.
#[test]
fn a_declaration_that_c_contradicts_is_an_error_at_the_stubs_line() {
    for (declared, c, said) in [
        ("def f(a: i32) -> i32: ...", "int32_t g(int32_t a) { return a; }", NOT_DEFINED),
        ("def f(a: i32) -> i32: ...", "int32_t f(int32_t a);", NOT_DEFINED),
        ("def f(a: i32) -> i32: ...", "static int32_t f(uint32_t a) { return a; }", DIFFERS),
        ("def f(a: i32) -> i32: ...", "int64_t f(int32_t a) { return a; }", DIFFERS),
        ("def f(a: i32) -> i32: ...", "int32_t f(int32_t a, int32_t b) { return a; }", DIFFERS),
        ("def f(a: i32) -> i32: ...", "int32_t f;", DIFFERS),
        ("def f(a: i32) -> None: ...", "int32_t f(int32_t a) { return a; }", DIFFERS),
        ("def f(a: f32) -> f64: ...", "double f(double a) { return a; }", DIFFERS),
        ("def f(a: c_int) -> c_int: ...", "long f(int a) { return a; }", DIFFERS),
        ("def f(a: bytes) -> None: ...", "void f(uint8_t *a, size_t n) {}", DIFFERS),
        ("def f(a: bytearray) -> None: ...", "void f(uint8_t *a, int n) {}", DIFFERS),
        ("def f(a: Buffer[u16]) -> None: ...", "void f(const int16_t *a, size_t n) {}", DIFFERS),
        ("def f(a: str) -> None: ...", "void f(const char *a) {}", DIFFERS),
        ("def f(a: Callable[[i32], None]) -> None: ...", "void f(void (*a)(int32_t), void *u) {}", DIFFERS),
        ("def f() -> str: ...", "char *f(void) { return 0; }", DIFFERS),
        ("LIMIT: int = 3", "#define LIMIT 4", DIFFERS),
        ("LIMIT: int = 3", "", NOT_DEFINED),
        ("LIMIT: int = 3", "int LIMIT = 3;", DIFFERS),
        ("class E(IntEnum):\n    A = 1", "enum E { A = 2 };", DIFFERS),
        ("class E(IntEnum):\n    A = 1", "enum E { B = 1 };", NOT_DEFINED),
        ("class E(IntEnum):\n    A = 1", "enum F { A = 1 };", NOT_DEFINED),
        // With one that is negative it is another type.
        ("class E(IntEnum):\n    A = 1", "enum E { A = 1, B = -1 };", DIFFERS),
        ("class S:\n    x: i32", "struct S { uint32_t x; };", DIFFERS),
        ("class S:\n    x: i32", "struct S { int32_t y; };", NOT_DEFINED),
        ("class S:\n    x: i32", "struct S { int32_t x : 3; };", DIFFERS),
        ("class S:\n    x: i32", "", NOT_DEFINED),
        ("class S: ...\ndef f(s: S) -> None: ...", "struct T; void f(struct T *s) {}", DIFFERS),
        ("class S: ...\ndef f(s: S) -> None: ...", "struct S; void f(const struct S *s) {}", DIFFERS),
    ] {
        let stub = format!("from mpyc import *\n\n{declared}\ndef there() -> i32: ...\n");
        let c = format!("{HEAD}int32_t there(void) {{ return 1; }}\n{c}\n");
        let world = World::new(&c, &stub, "from fast import there\nprint(there())\n");
        for arch in ["rv32imc", "x64"] {
            let said_now = world.refused(&format!("app.py fast.c --arch {arch}"));
            assert!(
                said_now.contains("error[E0507]") && said_now.contains(said),
                "{declared}, {c}: {said_now}"
            );
            let line = 3 + declared.lines().count() - 1;
            let place = |line: usize| said_now.contains(&format!("--> fast.pyi:{line}:"));
            assert!(place(line) || place(3), "{declared}: {said_now}");
            assert!(!said_now.contains("there") || !said_now.contains("`there` is"), "{said_now}");
            // A struct that is not there lacks its fields too.
            let errors = said_now.matches("error[").count();
            assert!(errors == 1 || (errors == 2 && declared.contains('\n')), "{declared}: {said_now}");
        }
    }
}

#[test]
fn what_is_wrong_in_c_itself_is_said_of_c() {
    let stub = "def f() -> int: ...\n";
    let world = World::new(
        &format!("{HEAD}intptr_t f(void) {{ return nothing; }}\n"),
        stub,
        "from fast import f\nf()\n",
    );
    let said = world.refused("app.py fast.c");
    assert!(said.contains("error[E0504]") && said.contains("--> fast.c:4:"), "{said}");
    assert!(!said.contains("E0507") && !said.contains(world.folder.path().to_str().unwrap()), "{said}");
    // A function that nobody has.
    let c = format!("{HEAD}intptr_t gone(void);\nintptr_t f(void) {{ return gone(); }}\n");
    let world = World::new(&c, stub, "from fast import f\nf()\n");
    let said = world.refused("app.py fast.c");
    assert!(
        said.contains("error[L0012]") && said.contains("gone") && !said.contains("fault of mpyc"),
        "{said}"
    );
    // A warning keeps nothing from being made.
    let c = format!("{HEAD}intptr_t f(void) {{ int unused; return 1; }}\n");
    let world = World::new(&c, stub, "from fast import f\nf()\n");
    let output = world.natmod("app.py fast.c");
    assert!(output.status.success() && words(&output).contains("warning[W0501]"), "{}", words(&output));
}

#[test]
fn files_are_given_in_any_order_and_what_is_missing_is_said() {
    let c = format!("{HEAD}intptr_t f(void) {{ return 1; }}\n");
    let world = World::new(&c, "def f() -> int: ...\n", "from fast import f\nprint(f())\n");
    let path = |name: &str| world.folder.path().join(name);
    let mut made = Vec::new();
    for arguments in
        ["app.py fast.c", "fast.c app.py", "fast.pyi app.py", "fast.pyi app.py fast.c", "./fast.c app.py"]
    {
        let output = world.natmod(&format!("{arguments} -o app.mpy"));
        assert!(output.status.success(), "{arguments}: {}", words(&output));
        made.push(fs::read(path("app.mpy")).unwrap());
        fs::remove_file(path("app.mpy")).unwrap();
    }
    assert!(made.windows(2).all(|two| two[0] == two[1]));
    // The stub may stand elsewhere.
    fs::create_dir(path("stubs")).unwrap();
    fs::rename(path("fast.pyi"), path("stubs/fast.pyi")).unwrap();
    let output = world.natmod("app.py fast.c stubs/fast.pyi");
    assert!(output.status.success(), "{}", words(&output));
    fs::remove_file(path("app.mpy")).unwrap();
    assert!(world.refused("app.py stubs/fast.pyi").contains("cannot read `stubs/fast.c`"));
    fs::write(path("fast.py"), "x = 1\n").unwrap();
    let said = world.refused("app.py fast.py fast.c stubs/fast.pyi -o out");
    assert!(said.contains("error[E0508]: `fast` is Python and C at once"), "{said}");
    // Without Python there is nothing to import it.
    let said = world.refused("fast.c");
    assert!(said.contains("`fast.c` is not a Python source"), "{said}");
}

#[test]
fn verbose_says_that_c_is_called_directly_and_a_map_that_it_is_ours() {
    let c = format!("{HEAD}intptr_t f(intptr_t a) {{ return a; }}\n");
    let python = "from fast import f\ndef g(n: int) -> int:\n    return f(n)\n";
    let world = World::new(&c, "def f(a: int) -> int: ...\n", python);
    let output = world.natmod("app.py fast.c -v --map app.map");
    let said = words(&output);
    assert!(said.contains("calls directly: fast.f (C)"), "{said}");
    let map = fs::read_to_string(world.folder.path().join("app.map")).unwrap();
    assert!(map.contains("c_fast_f") || map.contains("fast.c"), "{map}");
}

/// Where the files are does not change what is made of them.
#[test]
fn a_module_does_not_tell_where_its_c_was() {
    let c = format!("{HEAD}const char *f(void) {{ return __FILE__; }}\n");
    let made = |_: usize| {
        let world = World::new(&c, "def f() -> str: ...\n", "from fast import f\nprint(f())\n");
        let output = world.natmod("app.py fast.c");
        assert!(output.status.success(), "{}", words(&output));
        fs::read(world.folder.path().join("app.mpy")).unwrap()
    };
    assert_eq!(made(1), made(2));
}

#[test]
fn a_package_imports_c_that_is_given_with_it() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("p/__init__.py", "from .a import g\n"),
        ("p/a.py", "from fast import f\ndef g(n: int) -> int:\n    return f(n) + 1\n"),
        ("fast.c", "#include <stdint.h>\nintptr_t f(intptr_t a) { return a * 2; }\n"),
        ("fast.pyi", "def f(a: int) -> int: ...\n"),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let output = mpyc(folder.path(), &["natmod", "p", "fast.c", "-o", "out", "--arch", "x64"]);
    assert!(output.status.success(), "{}", words(&output));
    let kind = mpyc::device::HostKind::X64;
    let read = |name: &str| fs::read(folder.path().join("out").join(name)).unwrap();
    let program = Program::script("main.py", "import p\nprint(p.g(20))\n")
        .file("p/__init__.mpy", read("p/__init__.mpy"))
        .file("p/a.mpy", read("p/a.mpy"));
    let host = micropython::host(kind, micropython::releases(kind)[0], Variant::Standard);
    assert_eq!(host.run(&program, &mut |_| {}).unwrap().text(), "41\n");
    let output = mpyc(folder.path(), &["natmod", "p", "fast.c", "--bundle", "-o", "out", "--arch", "x64"]);
    assert!(output.status.success(), "{}", words(&output));
    let program = Program::script("main.py", "import p\nprint(p.g(20))\n").file("p.mpy", read("p.mpy"));
    assert_eq!(host.run(&program, &mut |_| {}).unwrap().text(), "41\n");
}

/// C that stands in a package is imported as a module of it is.
#[test]
fn c_in_a_package_is_a_module_of_it() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("p/__init__.py", "from . import a, fast as quick\nfrom .a import g\nVALUE = quick.f(1)\n"),
        (
            "p/a.py",
            "from .fast import f\nfrom .deep import more\ndef g(n: int) -> int:\n    return f(n) + more.LEVEL\n",
        ),
        ("p/fast.c", "#include <stdint.h>\nintptr_t f(intptr_t a) { return a * 2; }\n"),
        ("p/fast.pyi", "def f(a: int) -> int: ...\n"),
        ("p/deep/__init__.py", ""),
        (
            "p/deep/more.py",
            "import p.fast as outer\nfrom .. import fast\nfrom .fast import f, Pair\nfrom . import fast as own, more as this\n\
             LEVEL = 1\ndef h(n: int) -> int:\n    return outer.f(n) + fast.f(n) + f(n) + own.Pair(n).x\n",
        ),
        (
            "p/deep/fast.c",
            "#include <stdint.h>\nstruct Pair { int16_t x; };\nstatic intptr_t f(intptr_t a) { return a * 1000; }\n",
        ),
        ("p/deep/fast.pyi", "class Pair:\n    x: i16\ndef f(a: int) -> int: ...\n"),
        // Python of the same name is what is meant.
        ("p/both.c", "int both;\n"),
        ("p/both.pyi", "x: int\n"),
        ("p/both.py", "x = 5\n"),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let kind = mpyc::device::HostKind::X64;
    let output = mpyc(folder.path(), &["natmod", "p", "-o", "out", "--arch", "x64"]);
    assert!(output.status.success(), "{}", words(&output));
    let main = "import p.both\nfrom p.deep.more import h\nprint(p.VALUE, p.g(20), h(3), p.both.x)\n";
    let mut program = Program::script("main.py", main);
    for name in ["__init__", "a", "both", "deep/__init__", "deep/more"] {
        let file = format!("p/{name}.mpy");
        program = program.file(file.as_str(), fs::read(folder.path().join("out").join(&file)).unwrap());
    }
    let host = micropython::host(kind, micropython::releases(kind)[0], Variant::Standard);
    assert_eq!(host.run(&program, &mut |_| {}).unwrap().text(), "2 41 3015 5\n");
    let output = mpyc(folder.path(), &["natmod", "p", "--bundle", "-o", "out", "--arch", "x64"]);
    assert!(output.status.success(), "{}", words(&output));
    let program =
        Program::script("main.py", main).file("p.mpy", fs::read(folder.path().join("out/p.mpy")).unwrap());
    assert_eq!(host.run(&program, &mut |_| {}).unwrap().text(), "2 41 3015 5\n");
    fs::write(folder.path().join("p/a.py"), "import p.fast\ndef g():\n    from .fast import f\n").unwrap();
    let output = mpyc(folder.path(), &["natmod", "p", "-o", "out", "--arch", "x64"]);
    let said = words(&output);
    assert!(
        said.contains("is imported without a name of its own") && said.contains("imported inside a block"),
        "{said}"
    );
}
