//! A host's process: started, listened to until a deadline, and always ended.

use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use super::console::{Console, Remains};
use super::error::HostError;

/// A host that has not come to its program after this time will not. An idle machine needs 0.1 s, one with
/// ten times as much to do as it can has been seen to need 24 s.
const START_LIMIT: Duration = Duration::from_secs(120);

/// A running host. Dropping it kills it.
pub(super) struct Process {
    child: Child,
    /// Kept open: a board whose console is hung up on stops listening.
    stdin: Option<ChildStdin>,
    /// What is still to be typed: a board reads its console once it has greeted there.
    input: Vec<u8>,
    stdout: Receiver<Vec<u8>>,
    stderr: std::fs::File,
}

/// How a process and its console came to an end.
pub(super) enum Ending {
    /// The program ended with this status; it printed this.
    Done(u8, Vec<u8>),
    /// Time was up, for the program or for the host to come to it.
    Timeout(Remains),
    /// The process ended first.
    Died(Remains, Option<ExitStatus>),
}

/// A command for `program` that also ends when this process is killed and can end nothing any more:
/// `setpriv`, of every Debian's util-linux, asks Linux for that. It becomes the program.
pub(super) fn command(program: &Path) -> Command {
    let setpriv = Path::new("/usr/bin/setpriv");
    if !setpriv.exists() {
        return Command::new(program);
    }
    let mut command = Command::new(setpriv);
    command.args(["--pdeathsig", "KILL", "--"]).arg(program);
    command
}

impl Process {
    /// Starts `command` with a console: `input` is typed into it once something was printed there.
    pub fn start(mut command: Command, input: Option<Vec<u8>>) -> Result<Self, HostError> {
        let name = command.get_program().to_string_lossy().into_owned();
        let stderr = tempfile::tempfile().map_err(HostError::io("make a temporary file"))?;
        let child_stderr = stderr.try_clone().map_err(HostError::io("make a temporary file"))?;
        let mut child = command
            .stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(child_stderr)
            .spawn()
            .map_err(HostError::io(format!("start {name}")))?;

        // A pipe cannot be read with a timeout; a channel can. It holds a few pieces only, so that a
        // program that prints for ever is slowed down by its reader.
        let (sender, receiver) = sync_channel(16);
        let mut pipe = child.stdout.take();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 65536];
            while let Some(Ok(count @ 1..)) = pipe.as_mut().map(|pipe| pipe.read(&mut buffer)) {
                let Some(piece) = buffer.get(..count) else { break };
                if sender.send(piece.to_vec()).is_err() {
                    break;
                }
            }
        });

        let stdin = child.stdin.take();
        Ok(Self { child, stdin, input: input.unwrap_or_default(), stdout: receiver, stderr })
    }

    /// Feeds what the process prints to `console` until the program ends, the process ends, or the
    /// program has run for `limit`. The process is over afterwards.
    pub fn listen(&mut self, mut console: Console<'_>, limit: Duration) -> Ending {
        // A program's time begins with the program: on a busy machine the host's start may take long.
        // A limit beyond the clock's range is none.
        let mut deadline = Instant::now().checked_add(START_LIMIT);
        let mut started = false;
        loop {
            if !started && console.started() {
                started = true;
                deadline = Instant::now().checked_add(limit);
            }
            let left = deadline.map_or(Duration::MAX, |end| end.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                self.stop();
                return Ending::Timeout(console.abandon());
            }
            match self.stdout.recv_timeout(left) {
                Ok(bytes) => {
                    self.type_input();
                    if let Some(status) = console.feed(&bytes) {
                        self.stop();
                        return Ending::Done(status, console.into_stdout());
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                // Its console is closed: it is ending by itself, and its exit status says how.
                Err(RecvTimeoutError::Disconnected) => {
                    return Ending::Died(console.abandon(), self.child.wait().ok());
                }
            }
        }
    }

    /// Types the input, if that was not done yet.
    fn type_input(&mut self) {
        let input = std::mem::take(&mut self.input);
        if let Some(stdin) = &mut self.stdin {
            // An error means that it has ended already, and its console says why.
            let _ = stdin.write_all(&input).and_then(|()| stdin.flush());
        }
    }

    fn stop(&mut self) {
        // Errors mean that it is over already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// What the process wrote to its standard error.
    pub fn stderr(&mut self) -> String {
        let mut text = Vec::new();
        if self.stderr.rewind().is_ok() {
            let _ = self.stderr.read_to_end(&mut text);
        }
        String::from_utf8_lossy(&text).trim().to_string()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.stop();
    }
}
