//! `mpyc natmod DIR --bundle`: packages in one file, which mean what their sources mean.

#![expect(clippy::unwrap_used, reason = "tests say what went wrong by panicking")]

mod both_ways;
mod micropython;
mod packaged;

use both_ways::compare;
use micropython::releases;
use mpyc::device::{HostKind, Program, Variant};
use packaged::{KINDS, bundled, folder, natmod, run, tree, with_files};
use std::fs;
use std::path::Path;
use std::process::Command;

const STATION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packages/station");

/// A program beside the sources of a package.
fn with_sources(main: &str, files: &[(&str, &str)]) -> Program {
    files.iter().fold(Program::script("main.py", main), |program, (path, text)| program.file(*path, *text))
}

/// The program of a folder with the sources beside it.
fn station() -> (String, Program) {
    packaged::with_sources(Path::new(STATION))
}

#[test]
fn a_package_in_one_file_means_what_its_sources_mean() {
    let (main, sources) = station();
    for (kind, arch) in KINDS {
        let file = bundled(Path::new(STATION), "station", arch, &[]);
        let native = Program::script("main.py", main.clone()).file("station.mpy", file);
        packaged::same_everywhere(kind, "RuntimeError: failed 5", &sources, &native);
    }
}

#[test]
fn every_processor_runs_a_package_in_one_file() {
    let (main, sources) = station();
    let kinds = [
        (HostKind::Rv64, "rv64imc"),
        (HostKind::X86, "x86"),
        (HostKind::Armv6m, "armv6m"),
        (HostKind::Armv7m, "armv7m"),
        (HostKind::Xtensa, "xtensa"),
    ];
    for (kind, arch) in kinds {
        let file = bundled(Path::new(STATION), "station", arch, &[]);
        let native = Program::script("main.py", main.clone()).file("station.mpy", file);
        let release = releases(kind).last().unwrap();
        let expected = run(kind, release, Variant::Standard, &sources);
        compare(&expected, &run(kind, release, Variant::Standard, &native)).unwrap();
    }
}

#[test]
fn no_option_changes_what_a_package_in_one_file_means() {
    let (main, sources) = station();
    let release = releases(HostKind::X64).last().unwrap();
    let expected = run(HostKind::X64, release, Variant::Standard, &sources);
    for options in [&["-O", "2"][..], &["--traceback"], &["--import-cache", "off"], &["--poll", "always"]] {
        let file = bundled(Path::new(STATION), "station", "x64", options);
        let native = Program::script("main.py", main.clone()).file("station.mpy", file);
        compare(&expected, &run(HostKind::X64, release, Variant::Standard, &native)).unwrap();
    }
}

/// Runs a program with a package in one file on both kinds of host, and on all releases there are.
fn same_everywhere(package: &str, at: &str, main: &str, files: &[(&str, &str)], others: &[(&str, &str)]) {
    let folder = folder(files);
    let all: Vec<(&str, &str)> = files.iter().chain(others).copied().collect();
    for (kind, arch) in KINDS {
        let file = bundled(folder.path(), package, arch, &[]);
        let native = with_sources(main, others).file(at, file);
        for release in releases(kind) {
            let expected = run(kind, release, Variant::Standard, &with_sources(main, &all));
            assert_eq!(expected.status, 0, "{}", expected.text());
            compare(&expected, &run(kind, release, Variant::Standard, &native)).unwrap();
        }
    }
}

#[test]
fn a_package_whose_own_code_raises_is_imported_again() {
    let files = [
        (
            "p/__init__.py",
            "import state\nfrom . import a\nstate.runs += 1\nif state.runs < 3:\n    raise ValueError(state.runs)\n",
        ),
        ("p/a.py", "print(\"a\", __name__)\n"),
        ("p/b.py", "from . import a\nprint(\"b\", a.__name__)\n"),
    ];
    let main = "\
import sys
for i in range(4):
    try:
        import p
        print(\"imported\")
    except ValueError as error:
        print(error, \"p\" in sys.modules, \"p.a\" in sys.modules)
from p import b
";
    same_everywhere("p", "p.mpy", main, &files, &[("state.py", "runs = 0\n")]);
}

/// One module's loops resume another's generators, in the same file by themselves.
#[test]
fn generators_go_from_module_to_module() {
    let source = "\
def numbers(n: int):
    for i in range(n):
        yield i

def inverses(items: object):
    for x in items:
        yield 100 // x

def running(box: object):
    yield 1
    try:
        for x in box[0]:
            yield x
    except ValueError as error:
        yield str(error)
";
    let used = "\
from p.source import inverses, numbers, running

def doubled(items: object):
    for x in items:
        yield x * 2

def total(items: object) -> int:
    result = 0
    for x in items:
        result += x
    return result

def results():
    result = yield from numbers(2)
    yield result
    inner = inverses([5, 0, 1])
    outer = doubled(inner)
    try:
        yield total(outer)
    except ZeroDivisionError as error:
        yield str(error), next(outer, 'ended'), next(inner, 'ended')
    box = []
    box.append(doubled(running(box)))
    yield list(box[0])
    yield total(numbers(5)), total(doubled(numbers(5)))
";
    let files =
        [("p/__init__.py", "from p.used import results\n"), ("p/source.py", source), ("p/used.py", used)];
    same_everywhere("p", "p.mpy", "import p\nprint(list(p.results()))\n", &files, &[]);
}

#[test]
fn a_package_of_another_package_is_one_file() {
    let files = [
        ("p/__init__.py", "from . import a\n"),
        (
            "p/a.py",
            "import sys\nfrom .. import top\nfrom .deep.b import B\nprint(__name__, top.__name__, B)\n",
        ),
        ("p/deep/b.py", "B = __name__\n"),
    ];
    // Of the whole the sources are a folder in another.
    let main = "import outer.p.a\nprint(outer.p.deep.b.B, outer.p.__name__)\n";
    let folder = folder(&files);
    let others = [("outer/__init__.py", ""), ("outer/top.py", "")];
    for (kind, arch) in KINDS {
        let file = bundled(folder.path(), "p", arch, &[]);
        let native = with_sources(main, &others).file("outer/p.mpy", file);
        let sources = files.iter().fold(with_sources(main, &others), |program, (path, text)| {
            program.file(format!("outer/{path}"), *text)
        });
        for release in releases(kind) {
            let expected = run(kind, release, Variant::Standard, &sources);
            assert_eq!(expected.status, 0, "{}", expected.text());
            compare(&expected, &run(kind, release, Variant::Standard, &native)).unwrap();
        }
    }
}

#[test]
fn a_directory_without_code_of_its_own_is_one_file() {
    let files = [
        ("p/a.py", "from .b import two\nprint(__name__, two())\n"),
        ("p/b.py", "def two() -> int:\n    return 2\n"),
    ];
    same_everywhere("p", "p.mpy", "import p.a\nprint(p.b.two())\nfrom p import a, b\n", &files, &[]);
}

#[test]
fn two_packages_in_files_of_their_own_do_not_meet() {
    let packages = [
        ("p/__init__.py", "from . import a\nname = \"p\"\n"),
        ("p/a.py", "import q\n\n\ndef who() -> str:\n    return __name__ + q.name\n"),
        ("q/__init__.py", "name = \"q\"\nfrom . import a\n"),
        ("q/a.py", "import p\n\n\ndef who() -> str:\n    return __name__ + p.name\n"),
    ];
    let folder = folder(&packages);
    let main = "import p.a, q.a\nprint(p.a.who(), q.a.who(), p.a is not q.a)\n";
    for (kind, arch) in KINDS {
        let native = Program::script("main.py", main)
            .file("p.mpy", bundled(folder.path(), "p", arch, &[]))
            .file("q.mpy", bundled(folder.path(), "q", arch, &[]));
        for release in releases(kind) {
            let expected = run(kind, release, Variant::Standard, &with_sources(main, &packages));
            assert_eq!(expected.status, 0, "{}", expected.text());
            compare(&expected, &run(kind, release, Variant::Standard, &native)).unwrap();
        }
    }
}

/// What is otherwise than in files, as the manual says.
#[test]
fn where_the_modules_of_one_file_are() {
    let files = [
        ("p/__init__.py", "from . import deep\n"),
        ("p/deep/__init__.py", "from . import a\n"),
        ("p/deep/a.py", ""),
        ("p/late.py", ""),
    ];
    let main = "\
import os, vfs
import p
print(p.__path__, p.deep.__path__)
print(p.deep.__file__, p.deep.a.__file__)
print(os.listdir(p.__path__), os.stat(p.__path__)[0], os.stat(p.deep.__file__)[0])
for path in (\"/p.bundle/deep/b.mpy\", \"/p.bundle/deep/a.py\", \"/p.bundle/dee\", \"/p.bundle/late/\"):
    for action in (os.stat, open):
        try:
            action(path)
        except OSError as error:
            print(error.errno)
vfs.umount(p.__path__)
try:
    import p.late
except ImportError as error:
    print(error)
";
    let folder = folder(&files);
    let mut said = Vec::new();
    for (kind, arch) in KINDS {
        let native = Program::script("main.py", main).file("p.mpy", bundled(folder.path(), "p", arch, &[]));
        for release in releases(kind) {
            said.push(run(kind, release, Variant::Standard, &native).text());
        }
    }
    said.dedup();
    let expected = "\
/p.bundle /p.bundle/deep
/p.bundle/deep/__init__.mpy /p.bundle/deep/a.mpy
[] 16384 32768
2
2
2
2
2
2
2
2
no module named 'p.late'
";
    assert_eq!(said, [expected]);
}

#[test]
fn what_a_bundle_is_called_and_where_it_goes() {
    let folder = folder(&[("p/__init__.py", ""), ("p/a.py", "x = 1\n"), ("m.py", "y = 2\n")]);
    let path = folder.path();
    let succeeds = |arguments: &[&str]| {
        let output = natmod(path, arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stderr).unwrap()
    };
    let of = |name: &str| fs::read(path.join(name)).unwrap();
    succeeds(&["p", "--bundle", "-o", "out"]);
    succeeds(&["p/", "--bundle", "-o", "named.mpy"]);
    succeeds(&["p", "m.py", "--bundle", "-o", "both", "--map", "both"]);
    for other in ["named.mpy", "both/p.mpy"] {
        assert!(of("out/p.mpy") == of(other), "{other}");
    }
    assert!(path.join("both/m.mpy").is_file() && path.join("both/p.map").is_file());
    succeeds(&["p", "--bundle"]);
    assert!(of("out/p.mpy") == of("mpy/p.mpy"));
    // Beside the sources, where the firmware finds the folder first.
    let said = succeeds(&["p", "--bundle", "-o", "."]);
    assert!(said.contains("W0102") && path.join("p.mpy").is_file(), "{said}");
    let said = succeeds(&["p", "--bundle", "-v", "-o", "out"]);
    assert!(said.starts_with("p: compiled without the cache\n"), "{said}");
    let c = natmod(path, &["p", "--bundle", "--emit", "c"]).stdout;
    assert!(String::from_utf8(c).unwrap().contains("rt_bundle_parts"));
}

#[test]
fn what_only_folders_have_is_warned_of() {
    let folder = folder(&[
        ("p/__init__.py", "x = 1\n"),
        ("p/a.py", "def f():\n    return [lambda: __file__], x.__path__\n\nclass A:\n    y = __path__\n"),
        ("p/table.txt", ""),
        ("p/more.bin", ""),
    ]);
    let said = |arguments: &[&str]| String::from_utf8(natmod(folder.path(), arguments).stderr).unwrap();
    let bundle = said(&["p", "--bundle", "-o", "out"]);
    assert_eq!(bundle.matches("W0103").count(), 4, "{bundle}");
    assert!(bundle.contains("`p/more.bin` and 1 more has no place"), "{bundle}");
    assert!(!said(&["p", "-o", "out/files"]).contains("W0103"));
}

#[test]
fn what_no_bundle_is_made_of_is_refused() {
    let folder = folder(&[("p/__init__.py", "x: int = \"a\"\n"), ("p/b.py", "def f(:\n"), ("m.py", "")]);
    let path = folder.path();
    let mut said = String::new();
    let mut ask = |arguments: &[&str]| {
        let output = natmod(path, arguments);
        assert_eq!(output.status.code(), Some(1));
        let text = String::from_utf8(output.stderr).unwrap().replace(&path.display().to_string(), "…");
        said += &format!("$ mpyc natmod {}\n{text}\n", arguments.join(" "));
    };
    ask(&["m.py", "--bundle"]);
    ask(&["p", "--bundle", "--emit", "ir"]);
    ask(&["p", "--bundle", "-o", "out"]);
    ask(&["p", "p", "--bundle", "-o", "out"]);
    // What is said of the project in the package itself counts.
    fs::write(path.join("p/mpyc.toml"), "no = 1\n").unwrap();
    ask(&["p", "--bundle", "-o", "out"]);
    assert!(!path.join("out").exists());
    insta::with_settings!({snapshot_path => "packages", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("bundles_refused", said);
    });
}

#[test]
fn the_size_of_a_package_in_one_file_is_by_its_sources() {
    let folder = folder(&[
        ("p/__init__.py", "from .a import f\n"),
        ("p/a.py", "def f(x: int) -> int:\n    return x * 3 + 1\n"),
        ("p/deep/a.py", "def g(x: int) -> int:\n    return x * 5 + 2\n"),
    ]);
    let size = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
        command.arg("size").args(arguments).current_dir(folder.path()).output().unwrap()
    };
    let output = size(&["p", "--bundle", "--top", "0"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.starts_with("p.mpy: "), "{said}");
    for line in ["return x * 3 + 1", "return x * 5 + 2", "rt_bundle"] {
        assert!(said.contains(line), "{line}: {said}");
    }
    for arguments in [&["p"][..], &["p/a.py", "--bundle"]] {
        assert_eq!(size(arguments).status.code(), Some(1));
    }
}

/// Functions that the firmware raises in, and those that act for their module.
const RAISES: &str = "\
table = {}
text = \"text\"


def item(key):
    x = 1
    return table[key] + x


def unknown():

    return no_such_name


def calls(key):
    return [
        item(key),
    ]


def missing():
    from . import no_such_module


def forgets():
    global gone
    del gone


def divides(a: int, b: int) -> int:
    c = a + 1
    return c // b


def steps(n):
    for i in range(n):
        yield i

    yield text.no_such_method()


def walks():
    return [x for x in steps(2)]


class Shape:
    def __init__(self, size: int):
        self.size = size

    def grow(self, by):
        def inner():
            return self.size + by

        return inner()


def imports():
    return __import__(\"no_such_module\", globals(), None, True, 1)


def states():
    raise ValueError(text)


ALL = [
    lambda: item(1), unknown, lambda: calls(2), missing, forgets, lambda: divides(1, 0), walks, lambda: Shape(1).grow(\"x\"),
    lambda: Shape(\"x\"), imports, states, lambda: Shape(1).no_such_attribute,
]
";

#[test]
fn exceptions_tell_lines_as_in_files_of_their_own() {
    let second = format!("\n\nfrom . import a\n\n{RAISES}");
    let third = "\n\nfrom .. import b\n\nb.ALL[0]()\n";
    let files = [
        ("p/__init__.py", "from . import a\n"),
        ("p/a.py", RAISES),
        ("p/b.py", &second),
        ("p/deep/c.py", third),
    ];
    let main = "\
import sys
from p import a, b
for module in a, b:
    for action in module.ALL:
        try:
            action()
        except Exception as error:
            sys.print_exception(error)
for i in range(2):
    try:
        import p.deep.c
    except KeyError as error:
        sys.print_exception(error)
";
    let folder = folder(&files);
    for (kind, arch) in KINDS {
        for traceback in ["--traceback=raised", "--traceback=stated", "--traceback=all"] {
            let tree = with_files(main, &tree(folder.path(), "p", arch, &[traceback]));
            let native = Program::script("main.py", main)
                .file("p.mpy", bundled(folder.path(), "p", arch, &[traceback]));
            let release = releases(kind).last().unwrap();
            let expected = run(kind, release, Variant::Standard, &tree).text();
            assert!(expected.contains("p/b.py\", line "), "{expected}");
            same_lines(&expected, &run(kind, release, Variant::Standard, &native).text(), traceback);
        }
    }
}

/// Shows where two texts begin to differ.
fn same_lines(expected: &str, got: &str, what: &str) {
    for (number, (expected, got)) in expected.lines().zip(got.lines()).enumerate() {
        assert_eq!(expected, got, "{what}: line {}", number + 1);
    }
    assert_eq!(expected.lines().count(), got.lines().count(), "{what}");
}
