//! `mpyc watch`: saves as editors make them, programs that end and that do not, boards that come and go.

use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::bench::{Served, enter, exec, mpyc, prints, text};
use crate::micropython::{RELEASES, write};

/// The command while it runs, and all that it has said on both streams.
struct Watching {
    child: Child,
    said: Arc<(Mutex<String>, Condvar)>,
    /// So much of it was looked at.
    at: usize,
}

impl Watching {
    fn begin(folder: &Path, arguments: &[&str]) -> Watching {
        // One stream, so that what was said is in order.
        let mut both = Command::new("sh");
        both.args(["-c", "exec \"$0\" watch \"$@\" 2>&1", env!("CARGO_BIN_EXE_mpyc")]).args(arguments);
        both.current_dir(folder).env_remove("MPYC_PORT");
        let mut child = both.stdout(Stdio::piped()).spawn().unwrap();
        let said: Arc<(Mutex<String>, Condvar)> = Arc::default();
        let mut stream = child.stdout.take().unwrap();
        let saying = Arc::clone(&said);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = stream.read(&mut buffer) {
                saying.0.lock().unwrap().push_str(&text(&buffer[..count]));
                saying.1.notify_all();
            }
        });
        Watching { child, said, at: 0 }
    }

    /// Waits until it has said that, and gives what came before.
    #[track_caller]
    fn until(&mut self, wanted: &str) -> String {
        let mut said = self.said.0.lock().unwrap();
        loop {
            if let Some(found) = said[self.at..].find(wanted) {
                let before = said[self.at..self.at + found].to_owned();
                self.at += found + wanted.len();
                return before;
            }
            let (guard, waited) = self.said.1.wait_timeout(said, Duration::from_secs(120)).unwrap();
            said = guard;
            assert!(!waited.timed_out(), "it did not say `{wanted}`:\n{}", *said);
        }
    }

    /// Ctrl-C.
    #[track_caller]
    fn end(mut self) -> String {
        kill_process(Pid::from_child(&self.child), Signal::INT).unwrap();
        assert_eq!(self.child.wait().unwrap().code(), Some(0), "{}", self.said.0.lock().unwrap());
        self.said.0.lock().unwrap().clone()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // An error means that it is over.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const ENDED: &str = "the program has ended";

#[test]
fn each_save_is_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.py");
    write(&path, "print('first')\n");
    let port = exec(RELEASES[0], None).to_string();
    let mut watching = Watching::begin(folder.path(), &["app.py", "--port", &port]);
    watching.until("/lib/app.mpy: ");
    watching.until(" bytes, sent\n");
    watching.until("first\n");
    watching.until(ENDED);
    // Written in place; written elsewhere and renamed; removed and made again.
    write(&path, "print('second')\n");
    watching.until("second\n");
    write(&folder.path().join(".app.py.swp"), "print('third')\n");
    std::fs::rename(folder.path().join(".app.py.swp"), &path).unwrap();
    watching.until("third\n");
    std::fs::remove_file(&path).unwrap();
    write(&path, "print('fourth')\n");
    watching.until("fourth\n");
    watching.until(ENDED);
    // The same again, and other files of the folder, are nothing new.
    write(&path, "print('fourth')\n");
    write(&folder.path().join("other.py"), "print('other')\n");
    std::thread::sleep(Duration::from_millis(300));
    // Many at once are few.
    for save in 0..50 {
        write(&path, format!("print('burst', {save})\n"));
    }
    let between = watching.until("burst 49\n");
    assert!(!between.contains("fourth") && !between.contains("other"), "{between}");
    assert!(between.matches("running, ").count() < 50, "{between}");
    watching.until(ENDED);
    watching.end();
}

/// The name may be a link: what it leads to is what is saved, or the link becomes another.
#[test]
fn a_link_is_watched_where_it_leads() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path().join("here");
    let there = folder.path().join("there");
    std::fs::create_dir(&here).unwrap();
    std::fs::create_dir(&there).unwrap();
    write(&there.join("real.py"), "print('first')\n");
    std::os::unix::fs::symlink("../there/real.py", here.join("app.py")).unwrap();
    let port = exec(RELEASES[1], None).to_string();
    let mut watching = Watching::begin(&here, &["app.py", "--port", &port]);
    watching.until("first\n");
    watching.until(ENDED);
    write(&there.join("real.py"), "print('second')\n");
    watching.until("second\n");
    write(&there.join("other.py"), "print('third')\n");
    std::os::unix::fs::symlink("../there/other.py", here.join("new.py")).unwrap();
    std::fs::rename(here.join("new.py"), here.join("app.py")).unwrap();
    watching.until("third\n");
    watching.end();
}

#[test]
fn errors_are_shown_with_pythons_lines_and_it_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.py");
    write(&path, "def f(:\n");
    let port = exec(RELEASES[1], None).to_string();
    let mut watching = Watching::begin(folder.path(), &["app.py", "--port", &port]);
    // The first and the last line are those that VS Code knows (docs/editors.md).
    watching.until("\ncompiling\n");
    watching.until("error[E0201]: ");
    watching.until("--> app.py:1:7\n");
    watching.until("\nwaiting for the next save\n");
    write(
        &path,
        "def g(n: int) -> int:\n    return 1 // n\n\n\ndef f(n: int) -> int:\n    return g(n)\n\n\nf(0)\n",
    );
    watching.until(
        "Traceback (most recent call last):\n  File \"app.py\", line 9, in <module>\n  \
         File \"app.py\", line 6, in f\n  File \"app.py\", line 2, in g\nZeroDivisionError: divide by zero\n",
    );
    watching.until("the program has ended with exit status 1\n");
    // What runs goes on until there is something to run in its place.
    write(
        &path,
        "n = 0\nwhile True:\n    n += 1\n    if n % 5000 == 0:\n        print('round', n // 5000)\n",
    );
    watching.until("round 2\n");
    write(&path, "n = 0\nwhile True:\n    n += 'x'\n    m: int = 'text'\n");
    watching.until("error[E0301]: ");
    watching.until("round ");
    watching.until("round ");
    write(&path, "import sys\nprint('last')\nsys.exit(7)\n");
    watching.until("last\n");
    watching.until("the program has ended with exit status 7\n");
    watching.end();
    // For tools: objects and nothing else.
    write(&path, "x: int = 'text'\n");
    let watching =
        &mut Watching::begin(folder.path(), &["app.py", "--port", &port, "--message-format", "json"]);
    let before = watching.until("{");
    assert_eq!(before, "");
    watching.until("\"code\":\"E0301\"");
}

#[test]
fn a_board_that_went_away_and_came_back_runs_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let image = folder.path().join("image");
    let path = folder.path().join("app.py");
    write(&path, "print('begun')\nx = []\nwhile True:\n    x = [x]\n    x = x[:0]\n");
    let mut board = Served::new(RELEASES[1], Some(&image));
    drop(board.open());
    let port = board.address.to_string();
    let mut watching = Watching::begin(folder.path(), &["app.py", "--port", &port]);
    watching.until("begun\n");
    board.pull();
    watching.until("went away");
    watching.until("waiting for the board\n");
    board.plug_in();
    watching.until("MicroPython ");
    let between = watching.until("begun\n");
    assert!(!between.contains("sent"), "it has the file: {between}");
    // It goes while nothing runs, and something is saved before it is back.
    write(&path, "print('short')\n");
    watching.until("short\n");
    watching.until(ENDED);
    board.pull();
    watching.until("waiting for the board\n");
    write(&path, "print('saved meanwhile')\n");
    board.plug_in();
    watching.until("saved meanwhile\n");
    watching.end();
}

#[test]
fn at_the_end_the_board_is_at_its_prompt() {
    let folder = tempfile::tempdir().unwrap();
    let board = Served::new(RELEASES[1], None);
    drop(board.open());
    let port = board.address.to_string();
    for (program, said) in [
        ("def f(n: int) -> int:\n    return n * 2\n\n\nprint('short')\n", "short\n"),
        ("def f(n: int) -> int:\n    return n * 2\n\n\nwhile True:\n    print('again')\n", "again\nagain\n"),
    ] {
        write(&folder.path().join("app.py"), program);
        let mut watching = Watching::begin(folder.path(), &["app.py", "--port", &port]);
        watching.until(said);
        watching.end();
        let mut line = board.open();
        line.write(b"\rprint(6 * 7)\r").unwrap();
        let (mut seen, mut buffer) = (Vec::new(), [0; 1024]);
        while !text(&seen).contains("\r\n42\r\n>>> ") {
            let count = line.read(&mut buffer, Duration::from_secs(60)).unwrap();
            assert_ne!(count, 0, "{}", text(&seen));
            seen.extend_from_slice(&buffer[..count]);
        }
    }
    assert_eq!(prints(&mut enter(&board.address), "import os; print(os.listdir('/lib'))"), "['app.mpy']\n");
}

#[test]
fn of_a_folder_what_has_changed_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let app = folder.path().join("app");
    std::fs::create_dir(&app).unwrap();
    write(
        &app.join("main.py"),
        "import part\nwith open('/table.txt') as f: print(part.twice(int(f.read())))\n",
    );
    write(&app.join("part.py"), "def twice(n: int) -> int:\n    return n * 2\n");
    write(&app.join("table.txt"), "21\n");
    let port = exec(RELEASES[1], None).to_string();
    let mut watching = Watching::begin(folder.path(), &["app", "--to", "/", "--port", &port]);
    watching.until("\n42\n");
    write(&app.join("table.txt"), "50\n");
    let between = watching.until("\n100\n");
    assert!(between.contains("/table.txt: 3 bytes, sent") && !between.contains("part.mpy"), "{between}");
    // Two that are saved together, one of them wrong; then a new one.
    write(
        &app.join("part.py"),
        "from more import FACTOR\n\n\ndef twice(n: int) -> int:\n    return n * FACTOR\n",
    );
    write(&app.join("more.py"), "FACTOR = = 3\n");
    watching.until("error[E0201]: ");
    write(&app.join("more.py"), "FACTOR = 3\n");
    watching.until("\n150\n");
    watching.end();

    let package = folder.path().join("pkg");
    std::fs::create_dir(&package).unwrap();
    write(&package.join("__init__.py"), "from .part import x\nprint('package', x)\n");
    write(&package.join("part.py"), "x = 1\n");
    let mut watching = Watching::begin(folder.path(), &["pkg", "--port", &port]);
    watching.until("package 1\n");
    write(&package.join("part.py"), "x = 2\n");
    watching.until("package 2\n");
    watching.end();
}

#[test]
fn what_cannot_be_watched_is_said_at_once() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("app")).unwrap();
    write(&folder.path().join("app/one.py"), "x = 1\n");
    write(&folder.path().join("app/two.py"), "x = 1\n");
    write(&folder.path().join("one.py"), "x = 1\n");
    for (arguments, says) in [
        (["none.py", "--port", "exec:true"], "error[E0101]: cannot read `none.py`"),
        (["app", "--port", "exec:true"], "error[E0101]: there is nothing to run in `app`"),
        (["one.py", "--port", "exec:true"], "error[E0702]: the board at exec:true went away"),
    ] {
        let output = mpyc(folder.path(), &[&["watch"], arguments.as_slice()].concat());
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(1), ""));
        assert!(text(&output.stderr).starts_with(says), "{output:?}");
    }
}
