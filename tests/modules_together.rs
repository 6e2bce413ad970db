//! Modules that are compiled together call each other's functions by their native forms, which means what their sources
//! mean.

#![expect(clippy::unwrap_used, reason = "tests say what went wrong by panicking")]

mod both_ways;
mod micropython;
mod packaged;

use both_ways::compare;
use micropython::releases;
use mpyc::device::{HostKind, Variant};
use packaged::{
    KINDS, bundled, folder, natmod, run, same_everywhere, succeeds, tree, with_files, with_sources,
};
use std::path::{Path, PathBuf};

/// Packages whose modules call functions of each other, and use each other's classes.
const PACKAGES: [&str; 2] = ["survey", "objects"];

fn sources(package: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packages").join(package)
}

/// A package in files of its own and in one file.
fn both_forms(package: &str, arch: &str, options: &[&str]) -> [Vec<(String, Vec<u8>)>; 2] {
    let folder = sources(package);
    let file = (format!("{package}.mpy"), bundled(&folder, package, arch, options));
    [tree(&folder, package, arch, options), vec![file]]
}

#[test]
fn calls_between_modules_mean_what_their_sources_mean() {
    for (package, shown) in PACKAGES.iter().zip(["fails ZeroDivisionError", "in part ZeroDivisionError"]) {
        let (main, sources) = with_sources(&sources(package));
        for (kind, arch) in KINDS {
            for files in both_forms(package, arch, &[]) {
                same_everywhere(kind, shown, &sources, &with_files(&main, &files));
            }
        }
    }
}

#[test]
fn no_option_changes_what_calls_between_modules_mean() {
    let release = releases(HostKind::X64).last().unwrap();
    for package in PACKAGES {
        let (main, sources) = with_sources(&sources(package));
        let expected = run(HostKind::X64, release, Variant::Standard, &sources);
        for options in [&["-O", "2"][..], &["--traceback"], &["--import-cache", "off"]] {
            for files in both_forms(package, "x64", options) {
                let native = with_files(&main, &files);
                compare(&expected, &run(HostKind::X64, release, Variant::Standard, &native)).unwrap();
            }
        }
    }
}

/// Of each call the allocated bytes: what is called as an object takes its floats in objects, and gives one.
const ALLOCATED: &str = "\
import gc
CALLED.floats(1)
for n in 1, 50:
    gc.collect()
    gc.disable()
    before = gc.mem_alloc()
    CALLED.floats(n)
    print(n, gc.mem_alloc() - before)
    gc.enable()
";

#[test]
fn every_processor_calls_native_forms() {
    for kind in HostKind::ALL {
        let release = releases(kind).last().unwrap();
        let each = PACKAGES.iter().zip(["user", "maker"]).flat_map(|(package, called)| {
            let main = format!("from {package}.far import {called}\n") + &ALLOCATED.replace("CALLED", called);
            both_forms(package, kind.arch().name(), &[]).map(|files| (main.clone(), files))
        });
        for (main, files) in each {
            let text = run(kind, release, Variant::Standard, &with_files(&main, &files)).text();
            let of = |line: &str| line.split_once(' ').and_then(|(_, bytes)| bytes.parse::<i64>().ok());
            let taken: Vec<i64> = text.lines().filter_map(of).collect();
            let [one, many] = taken[..] else { panic!("{kind}: {text}") };
            // A float is 8 bytes at least.
            assert!(many - one < 49 * 8, "{kind}: {text}");
        }
    }
}

#[test]
fn every_processor_runs_calls_between_modules() {
    for package in PACKAGES {
        let (main, sources) = with_sources(&sources(package));
        let compared = HostKind::ALL.into_iter().filter(|kind| KINDS.iter().all(|(other, _)| other != kind));
        for kind in compared {
            let release = releases(kind).last().unwrap();
            let expected = run(kind, release, Variant::Standard, &sources);
            for files in both_forms(package, kind.arch().name(), &[]) {
                let native = with_files(&main, &files);
                compare(&expected, &run(kind, release, Variant::Standard, &native)).unwrap();
            }
        }
    }
}

/// Functions take floats in registers that modules for smaller processors know nothing of.
#[test]
fn modules_for_several_processors_call_each_other_as_objects() {
    let (main, sources) = with_sources(&sources("survey"));
    let kind = HostKind::Armv7emsp;
    let release = releases(kind).last().unwrap();
    let [own, _] = both_forms("survey", "armv7emsp", &[]);
    let [smaller, _] = both_forms("survey", "armv6m", &[]);
    let expected = run(kind, release, Variant::Standard, &sources);
    for is_smaller in [|name: &str| name.contains("units"), |name: &str| !name.contains("units")] {
        let pairs = own.iter().zip(&smaller);
        let files: Vec<_> =
            pairs.map(|(own, smaller)| if is_smaller(&own.0) { smaller } else { own }.clone()).collect();
        compare(&expected, &run(kind, release, Variant::Standard, &with_files(&main, &files))).unwrap();
    }
}

/// What an annotation promises is checked, by whoever can: each call of `wrong` gives something that it does not take.
#[test]
fn promises_are_kept_between_modules() {
    let main = "from survey.far import user\nprint(user.wrong('no number'))\nprint(user.wrong(2))\n";
    let [tree, bundle] = both_forms("survey", "x64", &[]);
    let release = releases(HostKind::X64).last().unwrap();
    for files in [tree, bundle] {
        let text = run(HostKind::X64, release, Variant::Standard, &with_files(main, &files)).text();
        assert_eq!(
            text,
            "['TypeError', 'TypeError', 'TypeError', 'TypeError', 'TypeError', 'TypeError']\n\
             [3, 2.0, 'TypeError', 2, 'TypeError', False]\n"
        );
    }
}

/// One of the modules as it was, or as bytecode, beside the others.
#[test]
fn each_module_may_be_replaced() {
    let files = [("a.py", "import b\n\ndef f(x: int) -> float:\n    return b.half(x)\n")];
    let halves = [
        "def half(x: int) -> float:\n    return x / 2\n",
        "def half(x: float) -> float:\n    return x / 2\n",
        "def half(x: int, by: int = 2) -> float:\n    return x / by\n",
        "def half(x):\n    return x / 2\n",
        "class half(float):\n    def __new__(cls, x):\n        return x / 2\n",
    ];
    let folder = folder(&files);
    let path = folder.path();
    let main = "import a\nprint([a.f(x) for x in (1, 2, 1 << 40)])\n";
    let release = releases(HostKind::X64).last().unwrap();
    let compile = |text: &str, out: &str| {
        std::fs::write(path.join("b.py"), text).unwrap();
        succeeds(path, &["a.py", "b.py", "-o", out, "--arch", "x64"]);
        packaged::read(&path.join(out))
    };
    let first = compile(halves[0], "0");
    for (number, text) in halves.iter().enumerate() {
        let second = compile(text, &number.to_string());
        let source = vec![first[0].clone(), ("b.py".to_owned(), text.as_bytes().to_vec())];
        for files in
            [vec![first[0].clone(), second[1].clone()], vec![second[0].clone(), first[1].clone()], source]
        {
            let text = run(HostKind::X64, release, Variant::Standard, &with_files(main, &files)).text();
            assert_eq!(text, "[0.5, 1.0, 549755813888.0]\n", "{number}");
        }
    }
}

#[test]
fn what_the_checker_knows_of_another_module() {
    let folder = folder(&[
        ("p/__init__.py", ""),
        (
            "p/a.py",
            "class Disc:\n    def __init__(self, n: int):\n        self.n = n\n\n    \
             def grown(self, by: int) -> 'Disc':\n        return Disc(self.n + by)\n\n\n\
             def area(radius: float, n: int = 1) -> float:\n    return radius * n\n",
        ),
        (
            "p/b.py",
            "from .a import area\nfrom . import a\n\n\
             def f(d: a.Disc) -> None:\n    area('x')\n    a.area()\n    a.area(1.0, 2, 3)\n    area(1.0, n=2)\n    \
             d.grown('x')\n    a.Disc(m=1).grown()\n    d.other(1)\n",
        ),
    ]);
    let output = natmod(folder.path(), &["p", "-o", "out"]);
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stderr), @r"
    warning[E0301]: argument `radius` of `p.a.area` must be float
     --> p/b.py:5:10
      |
    5 |     area('x')
      |          ^^^ this is str

    warning[E0302]: `p.a.area` is not given `radius`
     --> p/b.py:6:5
      |
    6 |     a.area()
      |     ^^^^^^^^ argument missing

    warning[E0302]: `p.a.area` takes 2 positional arguments
     --> p/b.py:7:20
      |
    7 |     a.area(1.0, 2, 3)
      |                    ^ one too many

    warning[E0301]: argument `by` of `p.a.Disc.grown` must be int
     --> p/b.py:9:13
      |
    9 |     d.grown('x')
      |             ^^^ this is str

    warning[E0302]: `p.a.Disc.grown` is not given `by`
      --> p/b.py:10:5
       |
    10 |     a.Disc(m=1).grown()
       |     ^^^^^^^^^^^^^^^^^^^ argument missing

    warning[E0302]: `p.a.Disc` has no parameter `m`
      --> p/b.py:10:12
       |
    10 |     a.Disc(m=1).grown()
       |            ^ given by name
    ");
}

#[test]
fn functions_called_by_other_modules_are_named() {
    let folder = folder(&[
        ("p/__init__.py", ""),
        (
            "p/a.py",
            "class C:\n    def __init__(self, x: int):\n        self.x = x\n\n    def m(self) -> int:\n        \
             return self.x\n\ndef f(x: int) -> int:\n    return x\n\ndef g(x: int) -> int:\n    return x\n",
        ),
        (
            "p/b.py",
            "from .a import f\nfrom . import a\n\ndef h(x: int) -> int:\n    return f(x) + a.g(x) + a.C(x).m()\n",
        ),
    ]);
    for options in [&["p", "-o", "out"][..], &["p", "--bundle", "-o", "out"]] {
        let output = natmod(folder.path(), &[options, &["-v", "--no-cache"]].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("calls directly in other modules: a.C, a.g, f, ….m\n"), "{said}");
    }
}

/// Modules that were compiled one by one find each other all the same.
#[test]
fn a_module_alone_knows_nobody() {
    let folder = folder(&[
        ("p/__init__.py", ""),
        ("p/a.py", "def f(x: int) -> int:\n    return x\n"),
        ("p/b.py", "from .a import f\n\ndef g(x: int) -> int:\n    return f(x)\n"),
    ]);
    let ir = |arguments: &[&str]| {
        let output = natmod(folder.path(), &[arguments, &["--emit", "ir"]].concat());
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(!ir(&["p/b.py"]).contains("native_form"));
    let release = releases(HostKind::X64).last().unwrap();
    let alone: Vec<_> = ["p/__init__.py", "p/a.py", "p/b.py"]
        .map(|file| {
            let to = file.replace(".py", ".mpy");
            succeeds(folder.path(), &[file, "-o", &to, "--arch", "x64"]);
            (to.clone(), std::fs::read(folder.path().join(&to)).unwrap())
        })
        .into_iter()
        .collect();
    let program = with_files("from p.b import g\nprint(g(3))\n", &alone);
    assert_eq!(run(HostKind::X64, release, Variant::Standard, &program).text(), "3\n");
}
