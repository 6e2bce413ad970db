//! `mpyc run --port`: as on a host that is begun for the program, and nothing of it stays on the board.

use std::process::{Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use crate::bench::{Served, command, enter, exec, mpyc, prints, text};
use crate::micropython::{RELEASES, each, write};

fn said(output: &Output) -> (i32, String, String) {
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// Programs in a folder, which a case names with its options.
fn programs() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, source) in [
        (
            "hello.py",
            "import sys\ndef f(n: int) -> int:\n    return n * 2\nprint('hello', f(21), sys.argv)\n",
        ),
        ("raises.py", "def g(n: int) -> int:\n    return 1 // n\nprint('so far')\ng(0)\n"),
        ("exits.py", "import sys\nprint(end='no line end')\nsys.exit(300)\n"),
        ("says.py", "raise SystemExit('a text')\n"),
        (
            "reads.py",
            "import os, part\nprint(part.x, os.listdir('data'))\nwith open('data/table.txt') as f: print(f.read())\ntry:\n    open('new.txt', 'w')\nexcept OSError as error:\n    print(error)\n",
        ),
        ("part.py", "x = 7\n"),
        ("table.txt", "1 2 3"),
        ("marks.py", "print('\\x1e\\x1d\\x1f\\n>OK\\r\\r\\nend\\r')\nprint(chr(0xe9), '\\x00')\n"),
        ("main.py", "print(__name__)\n"),
        ("large.py", "def f(x):\n    return x\n\nTEXT = '''\n"),
    ] {
        write(&folder.path().join(name), source);
    }
    // More than a piece, and than a window.
    let lines: String =
        (0..800).map(|n: u64| format!("{:x}\n", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    let large = format!("TEXT = '''{lines}'''\nprint(len(TEXT), TEXT[-9:])\n");
    write(&folder.path().join("large.py"), large);
    folder
}

#[test]
fn a_program_does_on_a_board_what_it_does_on_a_host() {
    const CASES: [&str; 12] = [
        "hello.py -- a -b",
        "hello.py --bytecode -- a",
        "raises.py",
        "raises.py --bytecode",
        "raises.py --traceback -O 2",
        "exits.py",
        "says.py",
        "reads.py --with part.py --with data/table.txt=table.txt",
        "marks.py",
        "main.py",
        "large.py",
        "large.py --bytecode",
    ];
    each(&RELEASES, |release| {
        let folder = programs();
        let board = Served::new(release, None);
        drop(board.open());
        let port = board.address.to_string();
        for case in CASES {
            let words: Vec<&str> = case.split_whitespace().collect();
            let with = |more: &[&str]| said(&mpyc(folder.path(), &[&["run"], more, &words].concat()));
            let (here, there) = (with(&["--release", release]), with(&["--port", &port]));
            if here != there {
                return Err(format!("{release}: {case}: {here:?} and on the board {there:?}"));
            }
        }
        Ok(())
    });
}

#[test]
fn nothing_of_a_program_stays() {
    let folder = programs();
    let board = Served::new(RELEASES[1], None);
    drop(board.open());
    let port = board.address.to_string();
    prints(
        &mut enter(&board.address),
        "open('/boot.py', 'w').close(); import os; os.mkdir('/lib'); x = 1\n\
         with open('/lib/own.py', 'w') as f: f.write('y = 5')",
    );
    // What the board has can be imported, and its files can be written.
    let uses = "import os, own\nwith open('/own.txt', 'w') as f: print(f.write('abc'), own.y)\nkept = bytearray(1000)\n\
                os.chdir('data')\nprint(os.getcwd(), os.listdir(), open('table.txt', 'rb').read(2), open('/own.txt').read())\n\
                try:\n    os.chdir('table.txt')\nexcept OSError as error:\n    print(error)\n";
    write(&folder.path().join("uses.py"), uses);
    let output =
        mpyc(folder.path(), &["run", "uses.py", "--port", &port, "--with", "data/table.txt=table.txt"]);
    let expected = "3 5\n/.mpyc-run/data ['table.txt'] b'1 ' abc\n20\n";
    assert_eq!(said(&output), (0, expected.into(), String::new()));
    let left = "import os, sys; print(os.listdir('/'), 'x' in globals(), 'uses' in sys.modules, sys.path, os.getcwd())";
    assert_eq!(
        prints(&mut enter(&board.address), left),
        "['boot.py', 'lib', 'own.txt'] False False ['', '/lib'] /\n"
    );
}

#[test]
fn a_program_is_stopped_and_the_board_is_at_its_prompt() {
    let folder = programs();
    write(
        &folder.path().join("loop.py"),
        "print('begun')\nx = []\nwhile True:\n    x = [x]\n    x = x[:0]\n",
    );
    let board = Served::new(RELEASES[1], None);
    drop(board.open());
    let port = board.address.to_string();
    let output = mpyc(folder.path(), &["run", "loop.py", "--port", &port, "--timeout", "0.5"]);
    let (status, out, err) = said(&output);
    assert_eq!((status, out.as_str()), (1, "begun\n"));
    let says = "error[E0701]: the program was still running after 0.5 s; more time: --timeout\n";
    assert!(err.starts_with(says), "{err}");

    for (signal, status) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let mut run = command(folder.path(), &["run", "loop.py", "--port", &port]);
        let mut run = run.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 6];
        std::io::Read::read_exact(run.stdout.as_mut().unwrap(), &mut first).unwrap();
        kill_process(Pid::from_child(&run), signal).unwrap();
        let output = run.wait_with_output().unwrap();
        assert_eq!(said(&output), (status, String::new(), String::new()));
        // The friendly prompt, not raw mode: there Ctrl-B would say nothing of MicroPython.
        let mut line = board.open();
        line.write(b"\rprint(6 * 7)\r").unwrap();
        let (mut seen, mut buffer) = (Vec::new(), [0; 1024]);
        while !text(&seen).contains("\r\n42\r\n>>> ") {
            let count = line.read(&mut buffer, std::time::Duration::from_secs(60)).unwrap();
            assert_ne!(count, 0, "{}", text(&seen));
            seen.extend_from_slice(&buffer[..count]);
        }
    }
}

#[test]
fn what_cannot_run_on_a_board_is_refused() {
    let folder = programs();
    mpyc(folder.path(), &["natmod", "hello.py", "--arch", "x64", "-o", "other.mpy"]);
    mpyc(folder.path(), &["natmod", "hello.py"]);
    let port = exec(RELEASES[1], None).to_string();
    let on =
        |arguments: &[&str]| said(&mpyc(folder.path(), &[&["run", "--port", &port], arguments].concat()));
    assert_eq!(on(&["hello.mpy"]), (0, "hello 42 ['hello']\n".into(), String::new()));
    for (arguments, status, says) in [
        (["other.mpy"].as_slice(), 1, "error[E0704]: the board cannot load `other.mpy`: it is made for x64"),
        (&["none.py"], 1, "error[E0101]: cannot read `none.py`"),
        (&["table.txt"], 1, "error[E0101]: cannot run `table.txt`"),
        (&["hello.py", "--with", "../a=table.txt"], 1, "error[E0701]: `../a` cannot be a file on the host"),
        (
            &["hello.py", "--on", "x64"],
            2,
            "error: the argument '--port <PORT>' cannot be used with '--on <HOST>'",
        ),
        (
            &["hello.py", "--gcstress"],
            2,
            "error: the argument '--port <PORT>' cannot be used with '--gcstress'",
        ),
    ] {
        let (found, out, err) = on(arguments);
        assert_eq!((found, out.as_str()), (status, ""), "{arguments:?}: {err}");
        assert!(err.starts_with(says), "{arguments:?}: {err}");
    }
    let gone = mpyc(folder.path(), &["run", "hello.py", "--port", "exec:true"]);
    assert!(said(&gone).2.starts_with("error[E0702]: the board at exec:true went away"), "{gone:?}");
}
