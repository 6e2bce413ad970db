//! Installing what was made, with MicroPython's own tools.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use mpyc::device::{FlashBoard, HostKind, Variant};

use crate::micropython::{RELEASES, host, source, stdout, write};
use crate::packaged;

const FILTER: &str =
    "__version__ = '1.2'\n\ndef mean(values: list[int]) -> int:\n    return sum(values) // len(values)\n";

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A web server on a folder, and its address.
fn serve(folder: &Path) -> (Running, String) {
    let program = "import http.server, sys\n\
        class Quiet(http.server.SimpleHTTPRequestHandler):\n    def log_message(self, *args): pass\n\
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Quiet)\n\
        print(server.server_port, flush=True)\nserver.serve_forever()\n";
    let mut command = Command::new("/usr/bin/python3");
    let mut server =
        command.args(["-c", program]).current_dir(folder).stdout(Stdio::piped()).spawn().unwrap();
    let mut port = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut port).unwrap();
    (Running(server), format!("http://127.0.0.1:{}", port.trim()))
}

/// A package that is served, with absolute addresses and relative ones, and an index; the server, its address, the folder.
fn published() -> (Running, String, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("robot/parts")).unwrap();
    write(&folder.path().join("filter.py"), FILTER);
    write(&folder.path().join("robot/__init__.py"), "from .parts.motor import turn\n");
    write(&folder.path().join("robot/parts/motor.py"), "def turn(by: int) -> int:\n    return by % 360\n");
    write(&folder.path().join("robot/parts/table.json"), "[1, 2, 3]\n");
    let (server, address) = serve(folder.path());
    for (files, out, more) in [
        ("filter.py", "relative", ["--index"].as_slice()),
        ("robot", "robots", &[]),
        ("robot", "absolute", &["--url", &format!("{address}/absolute")]),
    ] {
        packaged(folder.path(), &[&[files, "--arch", "x64,rv32imc", "-o", out], more].concat());
    }
    (server, address, folder)
}

/// Runs Python on the unix port with `mip` to import and an empty folder to install to; what it prints.
fn on_unix(release: &str, lib: &Path, program: &str) -> String {
    let modules = source(release).join("lib/micropython-lib");
    let path = [lib.to_owned(), modules.join("python-ecosys/mip"), modules.join("micropython/requests")];
    let path: Vec<&str> = path.iter().map(|path| path.to_str().unwrap()).collect();
    let mut command = Command::new(host(HostKind::X64, release, Variant::Standard).program());
    command.args(["-c", program]).env("MICROPYPATH", path.join(":")).current_dir(lib);
    stdout(&mut command)
}

#[test]
fn mip_installs_modules_and_python_on_the_unix_port() {
    let (_server, address, _folder) = published();
    for release in RELEASES {
        let installed = |install: &str, then: &str| {
            let lib = tempfile::tempdir().unwrap();
            let target = lib.path().to_str().unwrap();
            let program = format!(
                "import mip\ndef install(what, **more): mip.install(what, target='{target}', **more)\n{install}\n{then}"
            );
            let said = on_unix(release, lib.path(), &program).replace(target, "LIB").replace(&address, "URL");
            (said, crate::paths(lib.path()))
        };
        // The modules of an architecture, and data beside them.
        let call = "import robot\nprint(robot.turn(370), robot.__file__.rsplit('/')[-1])";
        let (said, files) = installed(&format!("install('{address}/absolute/x64_6.3/')"), call);
        assert_eq!(
            said,
            "Installing URL/absolute/x64_6.3/package.json to LIB\nCopying: LIB/robot/__init__.mpy\n\
             Copying: LIB/robot/parts/motor.mpy\nCopying: LIB/robot/parts/table.json\nDone\n10 __init__.mpy\n"
        );
        assert_eq!(files, ["robot/__init__.mpy", "robot/parts/motor.mpy", "robot/parts/table.json"]);
        // The Python, of the same package.
        let (said, files) = installed(&format!("install('{address}/absolute/package.json')"), call);
        assert!(said.ends_with("Done\n10 __init__.py\n"), "{said}");
        assert_eq!(files, ["robot/__init__.py", "robot/parts/motor.py", "robot/parts/table.json"]);
        // By name, from an index: the second time nothing is fetched.
        let call = "import filter\nprint(filter.mean([1, 2, 6]), filter.__file__.rsplit('/')[-1])";
        let index = format!("install('filter', index='{address}/relative/x64_6.3')");
        let (said, files) = installed(&format!("{index}\n{index}"), call);
        let line = "Installing filter (latest) from URL/relative/x64_6.3 to LIB\n";
        assert_eq!(
            said,
            format!(
                "{line}Copying: LIB/filter.mpy\nDone\n{line}Exists: LIB/filter.mpy\nDone\n3 filter.mpy\n"
            )
        );
        assert_eq!(files, ["filter.mpy"]);
        let index =
            format!("install('filter', index='{address}/relative/x64_6.3', version='1.2', mpy=False)");
        let (said, _) = installed(&index, call);
        assert!(said.ends_with("Done\n3 filter.py\n"), "{said}");
        // A module for another processor is not imported.
        let wrong = format!("install('filter', index='{address}/relative/rv32imc_6.3')");
        let refused = "try:\n    import filter\nexcept ValueError as error:\n    print(error)";
        let (said, _) = installed(&wrong, refused);
        assert!(said.ends_with("Done\nincompatible .mpy arch\n"), "{said}");
    }
}

/// The emulated board behind a terminal of its own.
fn board(release: &str) -> (Running, PathBuf) {
    let board = FlashBoard::find(Some(release.parse().unwrap())).unwrap_or_else(|error| panic!("{error}"));
    let of_board = board.command(None).unwrap();
    let mut command = Command::new(of_board.get_program());
    for argument in of_board.get_args() {
        command.arg(if argument == "stdio" { "pty".as_ref() } else { argument });
    }
    let mut emulator = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    // `char device redirected to /dev/pts/3 (label serial0)`
    let mut line = String::new();
    BufReader::new(emulator.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let path =
        line.split_whitespace().find(|word| word.starts_with("/dev/")).unwrap_or_else(|| panic!("{line}"));
    (Running(emulator), path.into())
}

#[test]
fn mpremote_installs_modules_and_python_on_the_emulated_board() {
    let (_server, address, folder) = published();
    for release in RELEASES {
        let (_board, port) = board(release);
        let mpremote = |arguments: &[&str]| {
            let mut command = Command::new("/usr/bin/python3");
            command.arg(source(release).join("tools/mpremote/mpremote.py")).arg("connect").arg(&port);
            command
                .arg("resume")
                .args(arguments)
                .env("PYTHONDONTWRITEBYTECODE", "1")
                .current_dir(folder.path());
            stdout(&mut command).replace('\r', "")
        };
        let call = "import filter, robot; print(filter.mean([1, 2, 6]), robot.turn(370), \
                    filter.__file__, robot.__file__)";
        // By relative addresses, from the web and from a folder here.
        let said = mpremote(&["mip", "install", &format!("{address}/relative/rv32imc_6.3/")]);
        assert!(said.contains("Installing: /lib/filter.mpy") && said.ends_with("Done\n"), "{said}");
        mpremote(&["mip", "install", "robots/rv32imc_6.3/package.json"]);
        let installed = mpremote(&["exec", call]);
        assert_eq!(installed, "3 10 /lib/filter.mpy /lib/robot/__init__.mpy\n");
        let said =
            mpremote(&["mip", "install", "--index", &format!("{address}/relative/rv32imc_6.3"), "filter"]);
        // mpremote has known hashes since 1.26.
        let what = if release == "1.25.0" { "Installing" } else { "Exists" };
        assert!(said.contains(&format!("{what}: /lib/filter.mpy")), "{said}");
        // The Python goes elsewhere, and is found there.
        mpremote(&["mip", "install", "--target", "/plain", &format!("{address}/relative/package.json")]);
        mpremote(&["mip", "install", "--target", "/plain", &format!("{address}/absolute/")]);
        let from = "import sys; sys.path.insert(0, '/plain'); ";
        let installed = mpremote(&["soft-reset", "exec", &format!("{from}{call}")]);
        assert_eq!(installed, "3 10 /plain/filter.py /plain/robot/__init__.py\n");
        // The fixed-width numbers, for sources that stay Python.
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/python/mpyc/package.json");
        mpremote(&["mip", "install", manifest]);
        let installed = mpremote(&["exec", "import mpyc; print(mpyc.u8(257), mpyc.__file__)"]);
        assert_eq!(installed, "1 /lib/mpyc.py\n");
    }
}

/// The board's `mip` itself, its sockets being those of the computer at the other end of its line.
#[test]
fn mip_installs_modules_and_python_on_the_emulated_board() {
    let (_server, address, _folder) = published();
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/package");
    for release in RELEASES {
        let (_board, port) = board(release);
        let modules = source(release).join("lib/micropython-lib");
        let mut copy = Command::new("/usr/bin/python3");
        copy.arg(source(release).join("tools/mpremote/mpremote.py")).arg("connect").arg(&port);
        copy.args(["resume", "fs", "mkdir", ":/lib", "+", "fs", "cp", "-r"]);
        copy.args([modules.join("python-ecosys/mip/mip"), modules.join("micropython/requests/requests")]);
        copy.arg(here.join("board/socket.py")).arg(":/lib/").env("PYTHONDONTWRITEBYTECODE", "1");
        stdout(&mut copy);
        let on_board = |program: &str| {
            let mut line = Command::new("/usr/bin/python3");
            line.arg(here.join("line.py")).arg(&port).arg(program);
            stdout(&mut line).replace(&address, "URL")
        };
        let said = on_board(&format!(
            "import mip\nmip.install('{address}/absolute/rv32imc_6.3/')\n\
             mip.install('filter', index='{address}/relative/rv32imc_6.3')\n\
             mip.install('filter', index='{address}/relative/rv32imc_6.3')\n\
             mip.install('{address}/absolute/', target='/plain')\n\
             import filter, robot\nprint(filter.mean([1, 2, 6]), robot.turn(370), filter.__file__, robot.__file__)"
        ));
        assert_eq!(
            said,
            "Installing URL/absolute/rv32imc_6.3/package.json to /lib\nCopying: /lib/robot/__init__.mpy\n\
             Copying: /lib/robot/parts/motor.mpy\nCopying: /lib/robot/parts/table.json\nDone\n\
             Installing filter (latest) from URL/relative/rv32imc_6.3 to /lib\nCopying: /lib/filter.mpy\nDone\n\
             Installing filter (latest) from URL/relative/rv32imc_6.3 to /lib\nExists: /lib/filter.mpy\nDone\n\
             Installing URL/absolute/package.json to /plain\nCopying: /plain/robot/__init__.py\n\
             Copying: /plain/robot/parts/motor.py\nCopying: /plain/robot/parts/table.json\nDone\n\
             3 10 /lib/filter.mpy /lib/robot/__init__.mpy\n"
        );
    }
}
