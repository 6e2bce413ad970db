//! A serial port that is served over telnet: by pyserial's server of RFC 2217, with the emulated board on a terminal behind it.

use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use mpyc::device::repl::Limits;
use mpyc::device::transport::Address;

use crate::bench::{board, deploy, enter, files, module, mpyc, prints, text};
use crate::micropython::{RELEASES, write};

/// The emulator, which has made a terminal, and the server; what that prints.
struct Server {
    processes: Vec<Child>,
    said: Lines<BufReader<ChildStdout>>,
    address: Address,
}

impl Drop for Server {
    fn drop(&mut self) {
        for process in &mut self.processes {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }
}

/// A process, and what it prints.
fn begin(command: &mut Command) -> (Child, Lines<BufReader<ChildStdout>>) {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let stdout = child.stdout.take().unwrap();
    (child, BufReader::new(stdout).lines())
}

fn serve(release: &str) -> Server {
    let board = board(release).command(None).unwrap();
    let mut emulator = Command::new(board.get_program());
    emulator
        .args(board.get_args().map(|argument| if argument == "stdio" { "pty".as_ref() } else { argument }));
    let (emulator, mut sentence) = begin(&mut emulator);
    let sentence = sentence.next().unwrap().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/deploy/rfc2217.py");
    let mut server = Command::new("/usr/bin/python3");
    let (server, mut said) = begin(server.arg(script).arg(sentence.split_whitespace().nth(4).unwrap()));
    let port = said.next().expect("python3-serial is installed by scripts/install").unwrap();
    let address = format!("rfc2217://127.0.0.1:{port}").parse().unwrap();
    Server { processes: vec![server, emulator], said, address }
}

#[test]
fn a_port_is_set_up_and_carries_any_byte() {
    let mut server = serve(RELEASES[1]);
    let mut repl = enter(&server.address);
    // It was at 9600 before.
    let set = std::iter::from_fn(|| server.said.next()).map(|line| line.unwrap());
    assert!(set.take(20).any(|line| line == "115200 8 N 1 False False"));
    // All bytes from the board that do not end what a program prints, telnet's own among them.
    let all = "import sys\nfor _ in range(20): sys.stdout.write(bytes(range(11, 256)))";
    let bytes: Vec<u8> = (11..=255).collect();
    assert!(repl.command(all).unwrap().stdout == bytes.repeat(20));
    // And to it, text in UTF-8.
    let text: String = (0x20..0x2000)
        .filter_map(char::from_u32)
        .filter(|c| !matches!(c, '"' | '\\') && !c.is_control())
        .collect();
    let sum: u32 = text.chars().map(u32::from).sum();
    assert_eq!(prints(&mut repl, &format!("print(sum(ord(c) for c in \"{text}\"))")), format!("{sum}\n"));
    drop(repl);
    let (mut agent, facts) = files(server.address.open().unwrap(), Limits::default()).unwrap();
    let file = module(1, 300);
    deploy(&mut agent, &facts, std::slice::from_ref(&file)).unwrap();
    assert_eq!(agent.ask_one("state", &["/lib/module.py"]).unwrap(), file.digest());
}

#[test]
fn commands_use_a_served_port() {
    let server = serve(RELEASES[0]);
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("hello.py"), "print('hello')\nraise SystemExit(5)\n");
    let port = server.address.to_string();
    for _ in 0..2 {
        let output = mpyc(folder.path(), &["run", "hello.py", "--port", &port]);
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(5), "hello\n"), "{output:?}");
    }
}

#[test]
fn what_serves_no_port_is_said_to_serve_none() {
    let open =
        |address: &str| address.parse::<Address>().unwrap().open().map(|_| ()).unwrap_err().to_string();
    assert!(
        open("rfc2217://127.0.0.1:1").starts_with("cannot open rfc2217://127.0.0.1:1: Connection refused")
    );
    // One that agrees to nothing, and goes.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("rfc2217://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        // DONT and WONT of all that it was asked, as a telnet server of another kind has it.
        client.write_all(&[255, 254, 0, 255, 252, 0, 255, 254, 3, 255, 252, 3, 255, 254, 44]).unwrap();
        let mut buffer = [0; 100];
        while std::io::Read::read(&mut client, &mut buffer).unwrap() > 0 {}
    });
    let why = "the server did not agree to the com port option, telnet's option 44: it serves no serial port";
    assert_eq!(open(&address), format!("cannot open {address}: {why}"));
    server.join().unwrap();
}
