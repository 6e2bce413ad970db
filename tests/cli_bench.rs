//! `mpyc bench` as a user calls it.

use serde_json::Value;
use std::process::{Command, Output};

const SHARE: &str = "\
print('imported')


def share(n: int, least: int = 1) -> list[int]:
    print('called')
    return [n // k for k in range(least, 9)]


def order(xs: list[int]) -> list[int]:
    xs.append(xs[0] - len(xs))
    return xs


def place():
    return __file__


class Point:
    def __init__(self, x: int) -> None:
        self.x = x

    def plus(self, other: \"Point\") -> \"Point\":
        return Point(self.x + other.x)
";

fn bench(args: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("share.py"), SHARE).expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    command.arg("bench").args(args).current_dir(folder.path()).output().expect("mpyc starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What it says of itself, of a call that goes well.
#[track_caller]
fn value(args: &[&str]) -> Value {
    let output = bench(&[args, &["--message-format", "json"]].concat());
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn instructions_are_counted_in_each_form_and_repeat_to_the_digit() {
    let once = value(&["share.py::share", "--args", "840, least=2"]);
    assert_eq!(once["result"], "[420, 280, 210, 168, 140, 120, 105]");
    assert_eq!(once["unit"], "instructions");
    let each: Vec<(&str, f64)> = once["forms"]
        .as_array()
        .expect("forms")
        .iter()
        .map(|form| (form["form"].as_str().expect("a name"), form["each"].as_f64().expect("a number")))
        .collect();
    let [("native", native), ("-X emit=native", emitted), ("bytecode", bytecode)] = each[..] else {
        panic!("{each:?}");
    };
    assert!(0.0 < native && native < emitted && emitted < bytecode, "{each:?}");
    assert_eq!(once, value(&["share.py::share", "--args", "840, least=2"]));
}

#[test]
fn time_is_taken_on_a_host_with_a_clock() {
    let value = value(&["share.py::Point.plus", "--args", "Point(3), Point(4)", "--on", "x64"]);
    assert_eq!(value["result"], "<Point object at …>");
    assert_eq!(value["unit"], "microseconds");
}

/// Arguments are made anew for each call, where a call changes them.
#[test]
fn a_function_that_changes_its_arguments_gets_new_ones() {
    for host in ["rv32", "x64"] {
        assert_eq!(value(&["share.py::order", "--args", "[7, 8]", "--on", host])["result"], "[7, 8, 5]");
    }
}

#[test]
fn the_table_is_for_people() {
    let output = bench(&["share.py::share", "--args", "840"]);
    let table = text(&output.stdout);
    let rows: Vec<&str> = table.lines().map(|line| line.split("  ").next().unwrap_or_default()).collect();
    assert_eq!(
        rows,
        [
            "share(840) gives [840, 420, 280, 210, 168, 140, 120, 105]",
            "on rv32 1.26.1, in instructions",
            "",
            "native",
            "-X emit=native",
            "bytecode"
        ]
    );
}

#[test]
fn what_cannot_be_measured_is_refused_with_the_reason() {
    let refused = |args: &[&str]| {
        let output = bench(args);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), String::new()));
        text(&output.stderr)
    };
    insta::assert_snapshot!(refused(&["share.py::place"]), @r##"
    error[E0710]: `place()` gives 'native/share.mpy' as native code and gives 'bytecode/share.py' as bytecode
     |
     = help: if it depends on time, chance or what was called before, measure another function; else it is a fault of mpyc
    "##);
    insta::assert_snapshot!(refused(&["share.py::share", "--args", "x"]), @r##"
    error[E0710]: `share(x)` cannot be called: NameError("name 'x' isn't defined",)
     |
     = help: --args has the arguments, as Python: --args '12, "text"'
    "##);
    insta::assert_snapshot!(refused(&["share.py::order", "--args", "[]"]), @r##"
    error[E0710]: `order([])` raises IndexError('list index out of range',)
     |
     = help: --args has the arguments, as Python: --args '12, "text"'
    "##);
    insta::assert_snapshot!(refused(&["share.py::none"]), @r##"
    error[E0710]: `none()` cannot be called: AttributeError("'module' object has no attribute 'none'",)
     |
     = help: --args has the arguments, as Python: --args '12, "text"'
    "##);
    insta::assert_snapshot!(refused(&["share.py::share", "--args", "1", "--on", "armv7m"]), @r##"
    error[E0701]: there is no clock on armv7m 1.26.1
     |
     = note: time is taken with `time.ticks_us`, which its firmware does not have
     = help: instructions are counted with --on rv32, time is taken with --on x64
    "##);
    assert_eq!(bench(&["share.py"]).status.code(), Some(2));
}
