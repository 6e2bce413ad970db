//! `mpyc check` as a user calls it: exit status, what it says and where.

use serde_json::{Value, json};
use std::process::{Command, Output};

/// A folder with `files` in it, and `mpyc check ARGS` there.
fn mpyc_check(files: &[(&str, &str)], args: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect(name);
    }
    Command::new(env!("CARGO_BIN_EXE_mpyc"))
        .arg("check")
        .args(args)
        .current_dir(folder.path())
        .output()
        .expect("mpyc starts")
}

#[track_caller]
fn check(output: &Output, status: i32, stderr: &str) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(
        (output.status.code(), text(&output.stdout).as_str(), text(&output.stderr).as_str()),
        (Some(status), "", stderr)
    );
}

const WRONG: (&str, &str) = ("wrong.py", "def f(n: int) -> int:\n    return n + \"a\"\n\n\nf()\n");
const RIGHT: (&str, &str) = ("right.py", "def f(n: int) -> int:\n    return n + 1\n");

#[test]
fn every_problem_of_every_file_is_shown_and_counted() {
    check(&mpyc_check(&[RIGHT], &["right.py"]), 0, "1 file: no problems\n");
    let expected = "\
error[E0305]: `+` is not defined for int and str
 --> wrong.py:2:12
  |
2 |     return n + \"a\"
  |            ^^^^^^^ always raises TypeError

warning[E0302]: `f` is not given `n`
 --> wrong.py:5:1
  |
1 | def f(n: int) -> int:
  |     - declared here
...
5 | f()
  | ^^^ argument missing

error[E0101]: cannot read `none.py`
 |
 = note: No such file or directory (os error 2)

3 files: 2 errors, 1 warning
";
    check(&mpyc_check(&[WRONG, RIGHT], &["wrong.py", "right.py", "none.py"]), 1, expected);
}

#[test]
fn warnings_alone_are_no_failure() {
    let file = ("warned.py", "def f():\n    x = 1\n");
    let output = mpyc_check(&[file], &["warned.py"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).ends_with("\n1 file: 1 warning\n"));
}

#[test]
fn what_tools_read_is_one_object_a_line_by_either_name_of_the_option() {
    for option in ["--message-format", "--error-format"] {
        let output = mpyc_check(&[WRONG], &["wrong.py", option, "json"]);
        assert_eq!(output.status.code(), Some(1));
        let lines: Vec<Value> = String::from_utf8_lossy(&output.stderr)
            .lines()
            .map(|line| serde_json::from_str(line).expect(line))
            .collect();
        let place = |line: &Value| {
            let part = |key: &str| line.get(key).cloned().unwrap_or_default();
            json!([part("code"), part("severity"), part("file"), part("line"), part("column")])
        };
        assert_eq!(
            lines.iter().map(place).collect::<Vec<_>>(),
            [json!(["E0305", "error", "wrong.py", 2, 12]), json!(["E0302", "warning", "wrong.py", 5, 1])]
        );
    }
}

#[test]
fn nothing_is_compiled_and_what_only_the_compiler_refuses_is_not_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("later.py");
    std::fs::write(&file, "class C(object, metaclass=type):\n    pass\n").expect("written");
    let mpyc = || Command::new(env!("CARGO_BIN_EXE_mpyc"));
    let checked = mpyc().arg("check").arg(&file).output().expect("mpyc starts");
    check(&checked, 0, "1 file: no problems\n");
    let compiled = mpyc().args(["natmod", "--emit", "c"]).arg(&file).output().expect("mpyc starts");
    assert_eq!(compiled.status.code(), Some(1));
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn a_module_of_ten_thousand_lines_is_checked_whole() {
    // How long that takes is measured by benches/checker.py; here it must only end, and find what stands last.
    let mut text = String::from("def f0(a: int) -> int:\n    return a\n");
    for n in 1..3300 {
        text += &format!("def f{n}(a: int) -> int:\n    v{n} = f{}(a) + 1\n    return v{n}\n", n - 1);
    }
    text += "def g(a: int) -> int:\n    v0 = a\n";
    for n in 1..2000 {
        text += &format!("    v{n} = v{} + 1\n", n - 1);
    }
    text += "    return v1999 + \"a\"\n";
    let output = mpyc_check(&[("long.py", &text)], &["long.py"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("error[E0305]: `+` is not defined for int and str\n"), "{said}");
    assert!(said.ends_with("\n1 file: 1 error\n"), "{said}");
}

#[test]
fn a_directory_is_every_source_in_it() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("p/q")).expect("folders");
    for (name, text) in
        [("p/__init__.py", RIGHT.1), ("p/q/wrong.py", WRONG.1), ("p/q/notes.txt", "no source")]
    {
        std::fs::write(folder.path().join(name), text).expect(name);
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    let output = command.args(["check", "p"]).current_dir(folder.path()).output().expect("mpyc starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said.contains(" --> p/q/wrong.py:2:12") && said.ends_with("2 files: 1 error, 1 warning\n"),
        "{said}"
    );
}
