//! `mpyc repl`: a board's prompt on this terminal.
//!
//! What is typed goes to the board, and what it prints comes here; Ctrl-] ends it, and leaves the board as it is. Ctrl-C is the
//! board's.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::options::MessageFormat;
use super::port::Port;
use super::shown;
use crate::device::transport::Transport;
use crate::diagnostics::{Code, Diagnostic};

/// Ctrl-], as in telnet: no key of the REPL's.
const END: u8 = 0x1d;

/// How long what is typed may lie before it is sent.
const TURN: Duration = Duration::from_millis(10);

/// Talk to a board's prompt; Ctrl-] ends it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    port: Port,
}

/// Talks until Ctrl-] is typed or the board is gone.
pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let failed = shown::failed(MessageFormat::Human);
    if !std::io::stdin().is_terminal() {
        let diagnostic = Diagnostic::new(Code::BOARD_LINE, "standard input is no terminal to type on");
        return Err(failed(diagnostic.help("a program is brought to a board by `mpyc deploy`")));
    }
    let mut line = args.port.open().map_err(failed)?;
    let name = line.name().to_owned();
    anstream::eprintln!("{name}; Ctrl-] ends this");
    // Restored when it is dropped, whatever ends this.
    let terminal = Raw::begin();
    let ended = terminal.map_err(|error| error.to_string()).and_then(|_terminal| talk(line.as_mut()));
    match ended {
        Ok(()) => {
            anstream::eprintln!();
            Ok(0)
        }
        Err(why) => {
            let title = format!("the line to {name} is gone: {why}");
            Err(failed(Diagnostic::new(Code::BOARD_LINE, title)))
        }
    }
}

/// Passes bytes on in both directions.
fn talk(line: &mut dyn Transport) -> Result<(), String> {
    let keys = keys();
    let mut stdout = std::io::stdout();
    let mut buffer = [0; 4096];
    // A prompt that was shown before is shown again.
    line.write(b"\r").map_err(|error| error.to_string())?;
    loop {
        match line.read(&mut buffer, TURN) {
            Ok(count) => {
                let shown = buffer.get(..count).unwrap_or_default();
                stdout.write_all(shown).and_then(|()| stdout.flush()).map_err(|error| error.to_string())?;
            }
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                return Err("the board went away".into());
            }
            Err(error) => return Err(error.to_string()),
        }
        match keys.try_recv() {
            Ok(typed) => {
                let end = typed.iter().position(|key| *key == END);
                let typed = typed.get(..end.unwrap_or(typed.len())).unwrap_or_default();
                line.write(typed).map_err(|error| error.to_string())?;
                if end.is_some() {
                    return Ok(());
                }
            }
            Err(TryRecvError::Empty) => {}
            // The terminal was closed.
            Err(TryRecvError::Disconnected) => return Ok(()),
        }
    }
}

/// What is typed, as it comes.
fn keys() -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 256];
        while let Ok(count @ 1..) = std::io::stdin().read(&mut buffer) {
            if sender.send(buffer.get(..count).unwrap_or_default().to_vec()).is_err() {
                break;
            }
        }
    });
    receiver
}

/// The terminal with every key passed on as it is typed.
struct Raw(Termios);

impl Raw {
    fn begin() -> Result<Self, rustix::io::Errno> {
        let before = tcgetattr(rustix::stdio::stdin())?;
        let mut raw = before.clone();
        raw.make_raw();
        tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &raw)?;
        Ok(Self(before))
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // There is nothing to be done about a terminal that is gone.
        let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &self.0);
    }
}
