//! `mpyc natmod DIR`: packages of modules, run as machine code and as sources on the same hosts.

#![expect(clippy::unwrap_used, reason = "tests say what went wrong by panicking")]

mod both_ways;
mod micropython;
mod packaged;

use both_ways::compare;
use micropython::releases;
use mpyc::device::{Program, Variant};
use packaged::{KINDS, files, natmod, run, succeeds, tree, with_files, with_sources};
use std::fs;
use std::path::{Path, PathBuf};

const ROBOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packages/robot");

/// What it says of what cannot be done.
fn fails(folder: &Path, arguments: &[&str]) -> String {
    let output = natmod(folder, arguments);
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_package_means_what_its_sources_mean() {
    let robot = Path::new(ROBOT);
    for (kind, arch) in KINDS {
        let (main, sources) = with_sources(robot);
        let native = with_files(&main, &tree(robot, "robot", arch, &[]));
        for release in releases(kind) {
            let sources = run(kind, release, Variant::Standard, &sources);
            let native = run(kind, release, Variant::Standard, &native);
            assert_eq!(sources.status, 0, "{}", sources.text());
            // A directory without __init__ has no file; that of a module ends in .mpy.
            compare(&sources, &native).unwrap();
        }
    }
}

/// A small package `p` in a folder of its own.
fn package() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("p/__init__.py", "from .a import f\n"),
        ("p/a.py", "def f(x: int) -> int:\n    return x + 1\n"),
        ("p/deep/b.py", "from ..a import f\n"),
        ("p/.hidden/c.py", "not python"),
        ("p/__pycache__/a.py", "not python"),
        ("p/data.json", "{}"),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

const MODULES: [&str; 3] = ["p/__init__.mpy", "p/a.mpy", "p/deep/b.mpy"];

#[test]
fn the_modules_keep_their_places() {
    let folder = package();
    let path = folder.path();
    succeeds(path, &["p", "-o", "out"]);
    assert_eq!(files(&path.join("out")), MODULES.map(PathBuf::from));
    succeeds(path, &["p"]);
    assert_eq!(files(&path.join("mpy")), MODULES.map(PathBuf::from));
    succeeds(&path.join("p"), &[".", "-o", "../here"]);
    assert_eq!(files(&path.join("here")), MODULES.map(PathBuf::from));
    succeeds(path, &["p/", "-o", "maps", "--map", "maps"]);
    assert!(path.join("maps/p/deep/b.map").is_file());
    // Beside a file that is given by itself.
    fs::write(path.join("m.py"), "x = 1\n").unwrap();
    succeeds(path, &["p", "m.py", "-o", "both"]);
    assert!(path.join("both/m.mpy").is_file() && path.join("both/p/a.mpy").is_file());
    let module = fs::read(path.join("out/p/deep/b.mpy")).unwrap();
    let name = b"p/deep/b.py";
    assert!(module.windows(name.len()).any(|part| part == name), "what exceptions call the source");
    // Where the modules came from does not change them.
    for module in MODULES {
        let of = |out: &str| fs::read(path.join(out).join(module)).unwrap();
        assert_eq!(of("out"), of("mpy"), "{module}");
    }
}

#[test]
fn verbose_names_modules_as_imports_do() {
    let folder = package();
    let output = natmod(folder.path(), &["p", "-v", "--no-cache"]);
    let said = String::from_utf8(output.stderr).unwrap();
    let names: Vec<&str> =
        said.lines().filter_map(|line| line.strip_suffix(": compiled without the cache")).collect();
    assert_eq!(names, ["p", "p.a", "p.deep.b"], "{said}");
}

#[test]
fn half_a_package_is_not_written() {
    let folder = package();
    let path = folder.path();
    fs::write(path.join("p/bad.py"), "def f(:\n").unwrap();
    fs::write(path.join("p/worse.py"), "x: int = 'a'\n").unwrap();
    let said = fails(path, &["p", "-o", "out"]);
    assert!(said.contains("p/bad.py") && said.contains("p/worse.py"), "{said}");
    assert!(!path.join("out").exists());
}

#[test]
fn what_is_no_package_is_refused() {
    let folder = package();
    let path = folder.path();
    let mut said = String::new();
    let mut ask = |arguments: &[&str]| {
        said += &format!("$ mpyc natmod {}\n{}\n", arguments.join(" "), fails(path, arguments));
    };
    fs::create_dir_all(path.join("empty/__pycache__")).unwrap();
    ask(&["empty"]);
    ask(&["missing"]);
    fs::create_dir_all(path.join("p/not-a-name")).unwrap();
    fs::write(path.join("p/not-a-name/x.py"), "x = 1\n").unwrap();
    ask(&["p"]);
    fs::rename(path.join("p/not-a-name"), path.join("class")).unwrap();
    ask(&["class"]);
    fs::write(path.join("p/1x.py"), "x = 1\n").unwrap();
    ask(&["p"]);
    fs::remove_file(path.join("p/1x.py")).unwrap();
    fs::write(path.join("file"), "").unwrap();
    ask(&["p", "-o", "file"]);
    ask(&["p", "p", "-o", "twice"]);
    ask(&["p", "-o", "-"]);
    ask(&["p/a.py", "p/deep/b.py", "-o", "-"]);
    insta::with_settings!({snapshot_path => "packages", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("refused", said);
    });
}

#[cfg(unix)]
#[test]
fn a_directory_in_itself_ends() {
    let folder = package();
    let path = folder.path();
    std::os::unix::fs::symlink("..", path.join("p/deep/up")).unwrap();
    let said = fails(path, &["p"]);
    assert!(said.contains("E0101") && said.contains("loop"), "{said}");
}

/// A package whose modules have constants, one of which another module assigns.
const CONSTANTS: [(&str, &str); 5] = [
    ("p/__init__.py", "from micropython import const\n\nDEPTH = const(2)\nfrom .use import results\n"),
    (
        "p/config.py",
        "from micropython import const\nfrom typing import Final\n\nLIMIT: Final = 8\nWIDTH = const(1 << 4)\n\
         NAME: Final[str] = \"config\"\nOFF = const(-1)\nCHANGED: Final = 3\n_HIDDEN = const(5)\nratio: Final = 0.5\nplain = 7\n",
    ),
    (
        "p/use.py",
        "from . import DEPTH, config\nfrom .config import CHANGED, LIMIT, NAME as label, plain, ratio\nimport p.config as c\n\n\n\
         def folded(n: int) -> int:\n    return n * LIMIT + c.WIDTH + config.OFF + DEPTH\n\n\n\
         def kept(n: int) -> int:\n    return n + CHANGED + config.CHANGED + plain + c.plain\n\n\n\
         def results():\n    config.CHANGED = 100\n    \
         return folded(2), kept(1), label, ratio, [LIMIT for _ in range(2)], hasattr(config, \"_HIDDEN\")\n",
    ),
    ("p/deep/__init__.py", ""),
    (
        "p/deep/more.py",
        "from ..config import WIDTH, LIMIT\nfrom .. import config as k\n\n\nclass Other:\n    WIDTH = 1\n\n\n\
         def own(LIMIT, k):\n    return LIMIT + k.WIDTH\n\n\n\
         def area():\n    return WIDTH * k.LIMIT, LIMIT, own(1, Other)\n",
    ),
];

fn constants() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in CONSTANTS {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let main = "import p\nfrom p.deep.more import area\nprint(p.results(), area(), p.config.CHANGED, p.config.LIMIT)\n";
    fs::write(folder.path().join("main.py"), main).unwrap();
    folder
}

#[test]
fn constants_of_the_package_mean_what_they_are() {
    let folder = constants();
    let path = folder.path();
    fs::remove_dir_all(path.join("p/__pycache__")).unwrap_or_default();
    for (kind, arch) in KINDS {
        let out = tempfile::tempdir().unwrap();
        succeeds(path, &["p", "-o", out.path().to_str().unwrap(), "--arch", arch]);
        // Bytecode has no `typing`.
        let typing = Program::script("main.py", fs::read(path.join("main.py")).unwrap()).file(
            "typing.py",
            "class _Any:\n    def __getitem__(self, item):\n        return self\nFinal = _Any()\n",
        );
        let sources =
            CONSTANTS.iter().fold(typing.clone(), |program, (name, text)| program.file(*name, *text));
        let native = files(out.path()).iter().fold(typing, |program, name| {
            program.file(name.to_string_lossy(), fs::read(out.path().join(name)).unwrap())
        });
        for release in releases(kind) {
            let sources = run(kind, release, Variant::Standard, &sources);
            assert_eq!(sources.status, 0, "{}", sources.text());
            compare(&sources, &run(kind, release, Variant::Standard, &native)).unwrap();
        }
    }
}

/// What is compiled of a module alone, and with its package.
#[test]
fn constants_of_the_package_are_folded() {
    let folder = constants();
    let ir = |arguments: &[&str], file: &str| {
        succeeds(folder.path(), arguments);
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        // Up to the module's own code.
        text.split("func results").next().unwrap_or_default().to_owned()
    };
    let alone = ir(&["p/use.py", "--emit", "ir", "-o", "alone.txt"], "alone.txt");
    let whole = ir(&["p", "--emit", "ir", "-o", "whole"], "whole/p/use.txt");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packages"));
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        insta::assert_snapshot!("constants_alone", alone);
        insta::assert_snapshot!("constants_with_their_package", whole);
    });
}
