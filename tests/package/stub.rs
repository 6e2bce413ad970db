//! The stubs: what they say, and that `stubtest` of mypy finds them to agree with the modules.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use mpyc::desugar::Known;
use mpyc::publish::stub;
use mpyc::syntax::SourceFile;

use crate::micropython::{WHOLE_RELEASE, source, stdout, write};
use crate::packaged;

/// What a stub is made of, with one of each.
const SHAPES: &str = include_str!("shapes.py");

#[test]
fn a_stub_says_what_is_known_of_a_module() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(&folder.join("shapes.py"), SHAPES);
    packaged(folder, &["shapes.py", "--arch", "x64"]);
    insta::assert_snapshot!(std::fs::read_to_string(folder.join("dist/shapes.pyi")).unwrap());
    // The stub agrees with the module as CPython imports it; names that a stub has for itself begin with `_`.
    let mut stubtest = Command::new("stubtest");
    stubtest.args(["shapes", "--ignore-missing-stub"]).current_dir(folder);
    stubtest.env("MYPYPATH", "dist").env("PYTHONPATH", "dist").env("PYTHONDONTWRITEBYTECODE", "1");
    stdout(&mut stubtest);
    // And says enough to find a mistake.
    write(
        &folder.join("user.py"),
        "import shapes\nx: int = shapes.Circle(2).area\nshapes.scaled(shapes.Circle(1), 'big')\n",
    );
    let output =
        Command::new("mypy").arg("user.py").current_dir(folder).env("MYPYPATH", "dist").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("user.py:2: error: Incompatible types in assignment (expression has type \"float\""),
        "{said}"
    );
    assert!(
        said.contains("user.py:3: error: Argument 2 to \"scaled\" has incompatible type \"str\""),
        "{said}"
    );
    assert!(said.contains("Found 2 errors in 1 file"), "{said}");
}

/// What boards have and CPython does not: viper, `const`.
#[test]
fn words_of_the_machine_are_ints_to_a_caller() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(
        &folder.join("fast.py"),
        "import micropython\nfrom micropython import const\n_SIZE = const(4)\nLIMIT = const(8)\n\n\
         @micropython.viper\ndef fill(buf: ptr8, value: uint, size: int) -> uint:\n    \
         for i in range(size):\n        buf[i] = value\n    return value\n",
    );
    packaged(folder, &["fast.py", "--arch", "x64"]);
    assert_eq!(
        std::fs::read_to_string(folder.join("dist/fast.pyi")).unwrap(),
        "from typing import Any as _Any\n\nLIMIT: int\ndef fill(buf: _Any, value: int, size: int) -> int: ...\n"
    );
}

/// The stubs of all programs that compile, ours and MicroPython's own: each is Python, and defines what its source defines, by
/// CPython's parser.
#[test]
fn every_stub_is_python_with_the_functions_and_classes_of_its_source() {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let micropython = source(WHOLE_RELEASE).join("tests");
    let of_micropython = ["basics", "float", "micropython", "misc", "stress", "unicode"];
    let ours =
        ["tests/run", "tests/differential", "natmod-examples/vector"].map(|directory| root.join(directory));
    let directories = ours.into_iter().chain(of_micropython.map(|directory| micropython.join(directory)));
    let mut files: Vec<PathBuf> = directories
        .flat_map(|directory| std::fs::read_dir(directory).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    files.sort();
    let mut made = 0;
    for (number, file) in files.iter().enumerate() {
        let Ok(text) = std::fs::read_to_string(file) else { continue };
        let source = Rc::new(SourceFile::new(file.display().to_string(), text.as_str()));
        // What does not compile is not published.
        let Ok(stub) = stub::stub(&source, &Known::default(), false) else { continue };
        let name = format!("{number}_{}", file.file_name().unwrap().to_str().unwrap());
        write(&folder.path().join(&name), &text);
        write(&folder.path().join(name).with_extension("pyi"), &stub);
        made += 1;
    }
    let mut compare = Command::new("python3");
    compare.args(["-W", "ignore"]).arg(root.join("tests/package/stubs.py")).arg(folder.path());
    let compared: usize = stdout(&mut compare).trim().parse().unwrap();
    assert!(compared > 800 && compared <= made, "{compared} of {made}");
}
