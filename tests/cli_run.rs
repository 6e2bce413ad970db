//! `mpyc run` as a user calls it: exit status, output, and what it says when it cannot.

use mpyc::device::{Host, HostKind, Variant};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A folder with `files` in it, and `mpyc run ARGS` there.
fn mpyc_run(files: &[(&str, &str)], args: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect(name);
    }
    Command::new(env!("CARGO_BIN_EXE_mpyc"))
        .arg("run")
        .args(args)
        .current_dir(folder.path())
        .output()
        .expect("mpyc starts")
}

#[track_caller]
fn check(output: &Output, status: i32, stdout: &str, stderr: &str) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(
        (output.status.code(), text(&output.stdout).as_str(), text(&output.stderr).as_str()),
        (Some(status), stdout, stderr)
    );
}

#[test]
fn the_scripts_output_and_status_are_the_commands() {
    let script = ("hello.py", "import sys, data\nprint(data.x, sys.argv)\nraise SystemExit(3)\n");
    for host in HostKind::ALL.map(|kind| kind.to_string()) {
        let output = mpyc_run(
            &[script, ("local.py", "x = 'data'")],
            &["hello.py", "--bytecode", "--on", &host, "--with", "data.py=local.py", "--", "-v", "two words"],
        );
        check(&output, 3, "data ['hello.py', '-v', 'two words']\n", "");
    }
}

#[test]
fn fixed_width_numbers_are_there_for_bytecode() {
    let script = ("fixed.py", "from part import low\nprint(low(259))\n");
    let part = ("part.py", "from mpyc import u8\n\n\ndef low(x: int) -> u8:\n    return u8(x)\n");
    let with = ["fixed.py", "--bytecode", "--with", "part.py"];
    check(&mpyc_run(&[script, part], &with), 0, "3\n", "");
    // One that is given comes first.
    let own = ("own.py", "def u8(x):\n    return -x\n");
    let with = [&with[..], &["--with", "mpyc.py=own.py"]].concat();
    check(&mpyc_run(&[script, part, own], &with), 0, "-259\n", "");
}

/// What bytecode tells of an exception, `--traceback` tells; without it each exception tells where it was raised.
#[test]
fn exceptions_tell_the_frames_that_are_asked_for() {
    let script = ("told.py", include_str!("cli_run/tracebacks.py"));
    let raised = ["rv32", "x64"].map(|host| {
        let run = |option| {
            let output = mpyc_run(&[script], &["told.py", option, "--on", host]);
            assert_eq!(output.status.code(), Some(1));
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        assert_eq!(run("--traceback"), run("--bytecode"));
        let by_default = run("--poll=long");
        assert_eq!(by_default, run("--traceback=raised"));
        // Without the line of what the firmware raised, and of the function that called the generator.
        let stated = by_default
            .replace("Traceback (most recent call last):\n  File \"told.py\", line 24, in firmware\n", "")
            .replace("  File \"told.py\", line 30, in <lambda>\n", "");
        assert_eq!(run("--traceback=stated"), stated);
        by_default
    });
    assert_eq!(raised[0], raised[1]);
    insta::assert_snapshot!(raised[0], @r#"
    Traceback (most recent call last):
      File "told.py", line 7, in deep
    Mine: x
    Traceback (most recent call last):
      File "told.py", line 7, in deep
    Mine: x
    Traceback (most recent call last):
      File "told.py", line 21, in asserts
    AssertionError: small
    Traceback (most recent call last):
      File "told.py", line 24, in firmware
    KeyError: k
    Traceback (most recent call last):
      File "told.py", line 30, in <lambda>
      File "told.py", line 28, in gen
    ValueError: from gen
    Traceback (most recent call last):
      File "told.py", line 36, in <module>
    KeyError: top
    "#);
}

/// Firmware for processors with an FPU takes floats in other registers than modules for those without, which it loads.
#[test]
fn floats_reach_firmware_of_another_abi() {
    let folder = tempfile::tempdir().expect("a folder");
    let source =
        "def area(r: float) -> float:\n    return r * r * 3.5\n\n\nprint(area(2.0), area(2), 1 / 3)\n";
    std::fs::write(folder.path().join("m.py"), source).expect("written");
    let mpyc = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
        let output = command.args(arguments).current_dir(folder.path()).output().expect("mpyc starts");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    };
    for arch in ["armv6m", "armv7m", "armv7emsp"] {
        mpyc(&["natmod", "m.py", "--arch", arch]);
        assert_eq!(mpyc(&["run", "m.mpy", "--on", "armv7emsp"]), "14.0 14.0 0.33333334\n", "{arch}");
    }
}

/// Ctrl-C gets through a loop of compiled code.
#[test]
fn a_compiled_loop_can_be_interrupted() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("spinning.py"), include_str!("cli_run/interrupted.py"))
        .expect("written");
    let mut natmod = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    let made = natmod.args(["natmod", "--arch", "x64", "spinning.py"]).current_dir(folder.path()).status();
    assert!(made.expect("mpyc starts").success());
    std::fs::remove_file(folder.path().join("spinning.py")).expect("removed");

    let host = Host::find(HostKind::X64, None, Variant::Standard).expect("scripts/hosts");
    let mut running = Command::new(host.program())
        .args(["-c", "import spinning"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the host starts");
    let mut output = BufReader::new(running.stdout.take().expect("a pipe"));
    let mut line = String::new();
    output.read_line(&mut line).expect("a line");
    assert_eq!(line, "ready\n");
    let kill = Command::new("sh").args(["-c", "kill -INT $0", &running.id().to_string()]).status();
    assert!(kill.expect("kill").success());
    line.clear();
    output.read_line(&mut line).expect("a line");
    assert_eq!(line, "interrupted True\n");
    assert!(running.wait().expect("it ends").success());
}

#[test]
fn another_release_and_the_collector_hunting_variant_can_be_asked_for() {
    let script = ("v.py", "import sys, gc\nprint(sys.implementation.version[:2], gc.threshold())\n");
    let output = mpyc_run(&[script], &["v.py", "--bytecode", "--release", "1.25.0"]);
    check(&output, 0, "(1, 25) -1\n", "");
    let output = mpyc_run(&[script], &["v.py", "--bytecode", "--release", "1.26.1", "--gcstress"]);
    check(&output, 0, "(1, 26) 0\n", "");
}

#[test]
fn what_cannot_be_run_is_refused_with_the_reason() {
    let cases: [(&[&str], i32, &str); 6] = [
        (
            &["none.py", "--bytecode"],
            1,
            "error[E0101]: cannot read `none.py`\n |\n = note: No such file or directory (os error 2)\n",
        ),
        (
            &["a.mpy", "--bytecode"],
            1,
            "error[E0101]: cannot run `a.mpy`\n |\n = note: --bytecode runs Python source, FILE.py\n",
        ),
        (&["a.txt"], 1, "error[E0101]: cannot run `a.txt`\n |\n = note: a program is FILE.py or FILE.mpy\n"),
        (
            &["a.py", "--bytecode", "--with", "../b=a.py"],
            1,
            "error[E0701]: `../b` cannot be a file on the host: it must be relative, without `.` or `..`: pkg/part.mpy\n",
        ),
        (
            &["a.py", "--bytecode", "--on", "x64", "--count-instructions"],
            1,
            "error[E0701]: instructions are counted on the emulated RISC-V board only: use --on rv32\n",
        ),
        (
            &["loop.py", "--bytecode", "--on", "x64", "--timeout", "0.5", "--release", "1.26.1"],
            1,
            "error[E0701]: the program was still running after 0.5 s on x64 1.26.1; more time: --timeout\n",
        ),
    ];
    let files = [("a.py", "pass"), ("a.mpy", ""), ("a.txt", ""), ("loop.py", "while True:\n    pass\n")];
    for (args, status, stderr) in cases {
        check(&mpyc_run(&files, args), status, "", stderr);
    }
}

#[test]
fn a_wrong_command_line_has_status_2() {
    for args in
        [&["a.py", "--on", "arm"][..], &["a.py", "--release", "new"], &["a.py", "--timeout", "soon"], &[]]
    {
        assert_eq!(mpyc_run(&[], args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn hosts_that_were_not_built_are_named_with_what_builds_them() {
    let output = Command::new(env!("CARGO_BIN_EXE_mpyc"))
        .args(["run", "any.mpy"])
        .env("MPYC_CACHE", Path::new("/nonexistent"))
        .output()
        .expect("mpyc starts");
    check(
        &output,
        1,
        "",
        "error[E0701]: there is no MicroPython host rv32-*.elf in /nonexistent/hosts/bin; build it with: scripts/hosts\n",
    );
}
