//! The stubs: what they say, and that `stubtest` of mypy finds them to agree with the modules.

use std::process::Command;

use crate::micropython::{stdout, write};
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
