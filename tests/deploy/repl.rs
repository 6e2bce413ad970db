//! Raw mode over every kind of line, from every state that a board may be in.

use std::net::TcpListener;
use std::time::Duration;

use mpyc::device::repl::{Awaited, Limits, Repl, ReplError};
use mpyc::device::transport::Address;
use mpyc::device::{HostKind, Variant};

use crate::bench::{board, enter, exec, prints, shell};
use crate::micropython::{RELEASES, each, host};

/// What a program prints, raises, and prints without end, whatever the line.
fn talk(repl: &mut Repl) {
    assert_eq!(prints(repl, "print(6 * 7)"), "42\n");
    let ran = repl.command("print('before')\nraise ValueError('x')").unwrap();
    assert_eq!(ran.stdout, b"before\r\n");
    assert!(String::from_utf8_lossy(&ran.stderr).ends_with("ValueError: x\r\n"), "{ran:?}");
    let ran = repl.command("def f(:\n  pass\n".repeat(300).as_str()).unwrap();
    assert!(String::from_utf8_lossy(&ran.stderr).contains("SyntaxError"), "{ran:?}");
    // More than any window, and a reply of more than any buffer.
    let long = format!("text = '{}'\nprint(len(text)); print(text)", "0123456789".repeat(2000));
    let printed = prints(repl, &long);
    assert_eq!((printed.len(), &printed[..6]), (20_007, "20000\n"));
}

#[test]
fn a_process_on_pipes() {
    each(&RELEASES, |release| {
        let mut repl = enter(&exec(release, None));
        talk(&mut repl);
        assert_eq!(repl.flow_control(), Some(true));
        Ok(())
    });
}

#[test]
fn a_process_on_a_terminal_and_one_that_makes_its_own() {
    let command = shell(&board(RELEASES[1]).command(None).unwrap());
    talk(&mut enter(&Address::ExecPty(command.clone())));
    let own = command.replace("'stdio'", "'pty'");
    assert_ne!(own, command);
    talk(&mut enter(&Address::ExecPty(own)));
}

/// A serial line that is there already: the terminal of an emulator that somebody has started.
#[test]
fn a_terminal_by_its_path_which_one_program_has_at_a_time() {
    use std::io::BufRead as _;
    let mut command = board(RELEASES[1]).command(None).unwrap();
    let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
    let arguments = arguments
        .iter()
        .map(|argument| if argument == "stdio" { "pty".as_ref() } else { argument.as_os_str() });
    command = {
        let mut changed = std::process::Command::new(command.get_program());
        changed.args(arguments).stdin(std::process::Stdio::null()).stdout(std::process::Stdio::piped());
        changed
    };
    let mut emulator = command.spawn().unwrap();
    let mut sentence = String::new();
    std::io::BufReader::new(emulator.stdout.take().unwrap()).read_line(&mut sentence).unwrap();
    let path = sentence.split_whitespace().nth(4).unwrap();
    let address: Address = path.parse().unwrap();
    let mut repl = enter(&address);
    talk(&mut repl);
    // Who may do everything is not stopped by that.
    if let Err(error) = address.open() {
        assert_eq!(error.to_string(), format!("cannot open {path}: another program has it open"));
    }
    emulator.kill().unwrap();
    emulator.wait().unwrap();
    let error = repl.command("print(1)").unwrap_err();
    assert!(matches!(error, ReplError::Gone { .. }), "{error}");
}

#[test]
fn a_socket() {
    // The emulator listens itself, at a port that was free a moment ago.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let command = shell(&board(RELEASES[1]).command(None).unwrap());
    let serve = command.replace("'stdio'", &format!("tcp:127.0.0.1:{port},server=on,wait=on"));
    let _emulator = Address::Exec(serve).open().unwrap();
    let address: Address = format!("socket://127.0.0.1:{port}").parse().unwrap();
    let line = loop {
        match address.open() {
            Ok(line) => break line,
            Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    talk(&mut Repl::enter(line, Limits::default()).unwrap());
}

#[test]
fn a_board_without_flow_control_gets_its_programs_in_pieces() {
    let mut repl = enter(&exec(RELEASES[0], None));
    repl.without_flow_control();
    talk(&mut repl);
    assert_eq!(repl.flow_control(), Some(false));
}

/// Each state is typed into a board that has just started, and raw mode is to come of it.
#[test]
fn raw_mode_comes_from_any_state() {
    const STATES: [(&str, &[u8]); 14] = [
        ("the prompt", b""),
        ("half a line", b"print('never"),
        ("half a function", b"def f():\r  pass"),
        ("paste mode", b"\x05print('never"),
        ("raw mode", b"\x01"),
        ("raw mode, half a program", b"\x01print('never'"),
        ("raw mode, half of a request", b"\x01\x05"),
        ("flow control, half a program", b"\x01\x05A\x01print('never'"),
        ("flow control, half a window of more", b"\x01\x05A\x01print('never', '0123456789012345678901234567890123456789"),
        ("a program that runs", b"\r\nwhile True: pass\r\n\r\n"),
        ("one that prints", b"\r\nwhile True: print('never')\r\n\r\n"),
        ("one that reads", b"\r\nimport sys; sys.stdin.read(1000)\r\n"),
        ("one that runs in raw mode", b"\x01while True: pass\x04"),
        (
            "one that takes Ctrl-C twice for something else",
            b"\x01for i in range(2):\n try:\n  while True: print('never')\n except KeyboardInterrupt: pass\nwhile True: pass\x04",
        ),
    ];
    each(&STATES, |(what, typed)| {
        let mut line = exec(RELEASES[1], None).open().unwrap();
        // It has started when it greets.
        let mut greeting = Vec::new();
        let mut buffer = [0; 1024];
        while !greeting.ends_with(b">>> ") {
            let count = line
                .read(&mut buffer, Duration::from_secs(60))
                .map_err(|error| format!("{what}: {error}"))?;
            greeting.extend_from_slice(&buffer[..count]);
        }
        line.write(typed).unwrap();
        // Time to come to that state; too little of it leaves it in an earlier one.
        line.read(&mut buffer, Duration::from_millis(200)).unwrap();
        let mut repl = Repl::enter(line, Limits::default()).map_err(|error| format!("{what}: {error}"))?;
        let printed = repl.command("print(6 * 7)").map_err(|error| format!("{what}: {error}"))?;
        if printed.stdout == b"42\r\n" && printed.stderr.is_empty() {
            Ok(())
        } else {
            Err(format!("{what}: {printed:?}"))
        }
    });
}

#[test]
fn a_soft_reset_gives_a_new_interpreter_and_runs_boot_py() {
    let mut repl = enter(&exec(RELEASES[1], None));
    prints(&mut repl, "x = 1\nwith open('/boot.py', 'w') as f: f.write('print(\"booting\")\\ny = 2')");
    let said = String::from_utf8(repl.soft_reset().unwrap()).unwrap();
    assert!(said.contains("soft reboot") && said.contains("booting"), "{said}");
    assert_eq!(prints(&mut repl, "print('x' in globals(), y)"), "False 2\n");
    // One that never ends is ended.
    prints(&mut repl, "with open('/boot.py', 'w') as f: f.write('while True: pass')");
    let limits = Limits { reset: Duration::from_millis(500), ..Limits::default() };
    let mut repl = {
        repl.set_limits(limits);
        repl
    };
    repl.soft_reset().unwrap();
    assert_eq!(prints(&mut repl, "print('x' in globals())"), "False\n");
}

#[test]
fn a_program_that_runs_too_long_is_named_and_can_be_ended() {
    let mut repl = enter(&exec(RELEASES[1], None));
    let mut printed: Vec<u8> = Vec::new();
    let error = repl
        .run("print('so far')\nwhile True: pass", Some(Duration::from_millis(300)), &mut |bytes| {
            printed.extend(bytes);
        })
        .unwrap_err();
    assert!(matches!(error, ReplError::TimedOut { awaited: Awaited::ProgramEnd, .. }), "{error}");
    assert_eq!(printed, b"so far\r\n");
    repl.resume().unwrap();
    talk(&mut repl);
}

#[test]
fn what_is_no_board_is_said_to_be_none() {
    let enter = |address: &str| {
        let line = address.parse::<Address>().unwrap().open().unwrap();
        let limits = Limits { enter: Duration::from_millis(500), ..Limits::default() };
        Repl::enter(line, limits).map(|_| ()).unwrap_err().to_string()
    };
    assert_eq!(
        enter("exec:sleep 1000"),
        "the board at exec:sleep 1000 did not end what it runs and come to the raw REPL within 0.5 s; it said nothing"
    );
    assert_eq!(
        enter("exec:echo no board >&2"),
        "the board at exec:echo no board >&2 went away; it was to end what it runs and come to the raw REPL; no board"
    );
    assert!(enter("execpty:cat").contains("did not end what it runs"), "{}", enter("execpty:cat"));
    let open =
        |address: &str| address.parse::<Address>().unwrap().open().map(|_| ()).unwrap_err().to_string();
    assert_eq!(open("/dev/ttyACM99"), "cannot open /dev/ttyACM99: there is none; is the board plugged in?");
    assert_eq!(open("/dev/null"), "cannot open /dev/null: it is neither a serial port nor a terminal");
    assert!(open("tcp:127.0.0.1:1").contains("cannot open tcp:127.0.0.1:1: Connection refused"));
}

#[test]
fn the_unix_ports_repl_has_no_raw_mode_and_is_told_so() {
    each(&RELEASES, |release| {
        let unix = host(HostKind::X64, release, Variant::Standard);
        let address = Address::ExecPty(unix.program().display().to_string());
        let error = Repl::enter(address.open().unwrap(), Limits::default()).map(|_| ()).unwrap_err();
        assert!(matches!(error, ReplError::NoRawMode { .. }), "{error}");
        Ok(())
    });
}
