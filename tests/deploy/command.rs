//! `mpyc deploy`, as it is typed.

use std::path::Path;
use std::process::Command;

use crate::bench::{mpyc, text};
use crate::micropython::write;

const HELLO: &str = "def greet(name: str) -> str:\n    return \"hello \" + name\n";

/// Two runs of the command on one board; what the second one says, on both streams.
fn deploy(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = mpyc(folder, &[&["deploy", "--port", "qemu:board.img"], arguments].concat());
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_source_is_compiled_for_the_board() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(&folder.join("hello.py"), HELLO);
    let (status, out, err) = deploy(folder, &["hello.py"]);
    // In a pipe there is no bar.
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].ends_with(": rv32imc, ABI 6.3, single floats"), "{out}");
    assert!(lines[1].starts_with("/lib/hello.mpy: ") && lines[1].ends_with(" bytes, sent"), "{out}");
    assert_eq!(lines[2..], ["hello: greet"]);
    let (_, out, _) = deploy(folder, &["hello.py", "--message-format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(object["files"][0]["became"], "same");
    assert_eq!(object["files"][0]["path"], "/lib/hello.mpy");
    assert_eq!(object["arch"], "rv32imc");
    assert_eq!(object["port"], "qemu:board.img");
}

#[test]
fn a_folder_keeps_its_shape_and_what_the_board_runs_stays_python() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for part in ["app", "app/data", "app/__pycache__"] {
        std::fs::create_dir(folder.join(part)).unwrap();
    }
    write(&folder.join("app/hello.py"), HELLO);
    write(&folder.join("app/main.py"), "import hello\nprint(hello.greet('you'))\n");
    write(&folder.join("app/data/table.txt"), "1 2 3\n");
    write(&folder.join("app/__pycache__/hello.pyc"), "");
    write(&folder.join("app/.hidden"), "");
    let (status, out, err) = deploy(folder, &["app", "--to", "/"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    let paths: Vec<&str> = out.lines().filter_map(|line| line.strip_suffix(" bytes, sent")).collect();
    let paths: Vec<&str> = paths.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(paths, ["/data/table.txt", "/hello.mpy", "/main.py"]);
}

#[test]
fn modules_that_are_sent_together_call_each_other_directly() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::create_dir(folder.join("robot")).unwrap();
    write(&folder.join("robot/__init__.py"), "");
    write(&folder.join("robot/units.py"), "def half(x: float) -> float:\n    return x / 2\n");
    let drive = "from .units import half\n\ndef turn(x: float) -> float:\n    return half(x) + 1\n";
    write(&folder.join("robot/drive.py"), drive);
    write(&folder.join("main.py"), "from robot.drive import turn\nprint(turn(5))\n");
    let (status, out, err) = deploy(folder, &["robot"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    let output = mpyc(folder, &["natmod", "robot", "-o", "here"]);
    assert!(output.status.success());
    // As one command compiles them here, where each knows of the other.
    for file in ["units", "drive"] {
        let there = format!(":/lib/robot/{file}.mpy");
        mpyc(folder, &["cp", &there, "back.mpy", "--port", "qemu:board.img"]);
        let read = |path: &str| std::fs::read(folder.join(path)).unwrap();
        assert!(read("back.mpy") == read(&format!("here/robot/{file}.mpy")), "{file}");
    }
    let output = mpyc(folder, &["run", "--port", "qemu:board.img", "--bytecode", "main.py"]);
    assert_eq!(text(&output.stdout), "3.5\n");
}

#[test]
fn a_package_as_one_file_is_imported_after_each_reset() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for part in ["robot", "robot/drive"] {
        std::fs::create_dir(folder.join(part)).unwrap();
    }
    write(&folder.join("robot/__init__.py"), "from .hello import greet\n");
    write(&folder.join("robot/hello.py"), HELLO);
    write(&folder.join("robot/drive/motor.py"), "print(__name__)\nturns = 0\n");
    let program = "import robot.drive.motor\nrobot.drive.motor.turns += 1\n\
                   print(robot.greet('you'), robot.drive.motor.turns, robot.drive.motor.__file__)\n";
    write(&folder.join("first.py"), program);
    let (status, out, err) = deploy(folder, &["robot", "--bundle"]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    let lines: Vec<&str> = out.lines().skip(1).collect();
    assert!(lines[0].starts_with("/lib/robot.mpy: ") && lines[0].ends_with(" bytes, sent"), "{out}");
    assert_eq!(lines[1..], ["robot: greet, hello"]);
    for _ in 0..2 {
        let output = mpyc(folder, &["run", "--port", "qemu:board.img", "--bytecode", "first.py"]);
        assert_eq!(text(&output.stdout), "robot.drive.motor\nhello you 1 /robot.bundle/drive/motor.mpy\n");
    }
    let (_, out, _) = deploy(folder, &["robot", "--bundle"]);
    assert!(out.contains("/lib/robot.mpy: ") && out.contains("there already"), "{out}");
    // A folder of the package's name comes before the file.
    let (_, _, _) = deploy(folder, &["robot"]);
    let (_, _, err) = deploy(folder, &["robot", "--bundle"]);
    assert!(err.contains("W0701") && err.contains("it finds `/lib/robot` first"), "{err}");
    write(&folder.join("robot/table.txt"), "1 2 3\n");
    for (arguments, says) in [
        (["robot", "--bundle"], "`robot/table.txt` would have no place beside the package's one file"),
        (["robot/drive", "--bundle"], "`robot/drive` has no `__init__.py`"),
        (["first.py", "--bundle"], "none is given"),
    ] {
        let (status, _, err) = deploy(folder, &arguments);
        assert!(status == 1 && err.contains("E0106") && err.contains(says), "{err}");
    }
}

#[test]
fn what_the_board_cannot_load_is_refused_before_anything_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(&folder.join("hello.py"), HELLO);
    write(&folder.join("big.py"), "x = bytearray(10)\n");
    mpyc(folder, &["natmod", "hello.py", "--arch", "x64", "-o", "other.mpy"]);
    write(&folder.join("old.mpy"), b"M\x06\x2e\x1f\0\0");
    write(&folder.join("cut.mpy"), b"M\x06\x2f\x1f");
    write(&folder.join("bad.py"), "def f(:\n");
    for (file, says) in [
        (
            "other.mpy",
            "error[E0704]: the board cannot load `other.mpy`: it is made for x64, and the board loads rv32imc",
        ),
        ("old.mpy", "error[E0705]: the board cannot load `old.mpy`: its ABI is 6.2, and the board's is 6.3"),
        ("cut.mpy", "error[E0602]: `cut.mpy` is not a module, or a damaged one"),
        ("bad.py", "error[E0201]: "),
        ("none.py", "error[E0101]: cannot read `none.py`"),
    ] {
        let (status, out, err) = deploy(folder, &["hello.py", file]);
        assert_eq!((status, out.as_str()), (1, ""), "{file}: {err}");
        assert!(err.starts_with(says), "{file}: {err}");
    }
    // Nothing was: the first file of each is sent now.
    let (_, out, _) = deploy(folder, &["hello.py"]);
    assert!(out.contains("bytes, sent"), "{out}");
    let (status, _, err) = deploy(folder, &["hello.py", "--message-format", "json", "old.mpy"]);
    let object: serde_json::Value = serde_json::from_str(&err).unwrap();
    assert_eq!((status, &object["code"]), (1, &"E0705".into()));
}

#[test]
fn a_port_that_is_none_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("hello.py"), HELLO);
    let output = mpyc(folder.path(), &["deploy", "hello.py", "--port", "tcp:127.0.0.1:1"]);
    assert!(text(&output.stderr).starts_with("error[E0702]: cannot open tcp:127.0.0.1:1: "), "{output:?}");
    let output = mpyc(folder.path(), &["deploy", "hello.py", "--port", "COM1"]);
    assert_eq!(output.status.code(), Some(2));
    let output = mpyc(folder.path(), &["deploy", "hello.py", "--port", "qemu:/nowhere/board.img"]);
    assert!(
        text(&output.stderr).starts_with("error[E0702]: could not make /nowhere/board.img"),
        "{output:?}"
    );
}

#[test]
fn files_go_to_the_board_and_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let bytes: Vec<u8> = (0..=255).cycle().take(5000).collect();
    write(&folder.join("table.bin"), &bytes);
    write(&folder.join("a.py"), "x = 1\n");
    let on = |arguments: &[&str]| {
        let output = mpyc(folder, &[arguments, &["--port", "qemu:board.img"]].concat());
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    };
    let said = |text: &str| (0, text.to_owned(), String::new());
    assert_eq!(on(&["cp", "table.bin", "a.py", ":/data"]), said(""));
    assert_eq!(on(&["cp", "a.py", ":/b.py"]), said(""));
    assert_eq!(on(&["ls"]), said("        6 b.py\n          data/\n"));
    assert_eq!(on(&["ls", ":data"]), said("        6 a.py\n     5000 table.bin\n"));
    assert_eq!(on(&["cat", ":/data/a.py", ":/b.py"]), said("x = 1\nx = 1\n"));
    assert_eq!(on(&["cp", ":/data/table.bin", "back.bin"]), said(""));
    assert_eq!(std::fs::read(folder.join("back.bin")).unwrap(), bytes);
    let (_, free, _) = on(&["df"]);
    assert!(free.ends_with(" of 1048576 bytes are free\n"), "{free}");
    assert_eq!(on(&["rm", ":/data", ":/b.py"]), said(""));
    assert_eq!(on(&["ls"]), said(""));
    for (arguments, says) in [
        (["rm", ":/none.py"].as_slice(), "error[E0708]: the board cannot remove /none.py\n"),
        (&["rm", ":/"], "error[E0708]: the board cannot remove /\n"),
        (&["ls", ":/none"], "error[E0708]: the board cannot list /none: OSError: [Errno 2] ENOENT\n"),
        (&["cat", ":/none.py"], "error[E0708]: the board cannot read /none.py: OSError: [Errno 2] ENOENT\n"),
        (&["cp", "none.py", ":/"], "error[E0101]: cannot read `none.py`\n"),
        (&["cp", "a.py", "b.py"], "error[E0708]: files are copied to the board, or from it\n"),
    ] {
        let (status, out, err) = on(arguments);
        assert_eq!((status, out.as_str()), (1, ""), "{arguments:?}");
        assert!(err.starts_with(says), "{arguments:?}: {err}");
    }
}

/// On a terminal there is a bar; what is shown there is another matter in a pipe.
#[test]
fn on_a_terminal_there_is_a_bar() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("table.bin"), vec![7; 100_000]);
    let command = format!(
        "cd {} && TERM=xterm {} deploy table.bin --port qemu: 2>&1",
        folder.path().display(),
        env!("CARGO_BIN_EXE_mpyc")
    );
    let mut line = mpyc::device::transport::Address::ExecPty(command).open().unwrap();
    let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
    while let Ok(count) = line.read(&mut buffer, std::time::Duration::from_secs(60)) {
        assert_ne!(count, 0, "{}", text(&seen));
        seen.extend_from_slice(&buffer[..count]);
    }
    let seen = text(&seen);
    assert!(seen.contains("table.bin [") && seen.contains("97.66 KiB"), "{seen}");
    assert!(seen.contains("/lib/table.bin: 100000 bytes, sent"), "{seen}");
}

/// A board's prompt on a terminal: what is typed gets there, Ctrl-C is the board's, and Ctrl-] ends it.
#[test]
fn the_prompt_is_brought_to_a_terminal() {
    let command = format!("{} repl --port qemu:; echo ended with $?", env!("CARGO_BIN_EXE_mpyc"));
    let mut line = mpyc::device::transport::Address::ExecPty(command).open().unwrap();
    let mut seen = String::new();
    let mut until = |line: &mut dyn mpyc::device::transport::Transport, end: &str| {
        let mut buffer = [0; 4096];
        while !seen.contains(end) {
            let count = line.read(&mut buffer, std::time::Duration::from_secs(60)).unwrap();
            assert_ne!(count, 0, "{seen}");
            seen.push_str(&text(&buffer[..count]));
        }
        seen.clear();
    };
    until(line.as_mut(), ">>> ");
    line.write(b"print(6 * 7)\r").unwrap();
    until(line.as_mut(), "\r\n42\r\n>>> ");
    line.write(b"while True: pass\r\r").unwrap();
    until(line.as_mut(), "... ");
    line.write(b"\x03").unwrap();
    until(line.as_mut(), ">>> ");
    line.write(b"print('a' + 'b')\r").unwrap();
    until(line.as_mut(), "\r\nab\r\n");
    line.write(b"\x1d").unwrap();
    until(line.as_mut(), "ended with 0");

    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_mpyc"))
        .args(["repl", "--port", "qemu:"])
        .current_dir(folder.path())
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    assert!(text(&output.stderr).starts_with("error[E0702]: standard input is no terminal"), "{output:?}");
}

#[test]
fn a_board_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let output = mpyc(folder.path(), &["board", "--port", "qemu:", "--message-format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&text(&output.stdout)).unwrap();
    assert_eq!(object["arch"], "rv32imc", "{object}");
    assert_eq!(object["abi"], "6.3");
    assert_eq!(object["float_bytes"], 4);
    assert_eq!(object["storage"]["total"], 1 << 20);
    assert_eq!(object["path"], serde_json::json!(["", "/lib"]));
    let output = mpyc(folder.path(), &["board", "--port", "exec:true"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).starts_with("error[E0702]: the board at exec:true went away"), "{output:?}");
}
