//! What stands on the bench: boards and the lines to them.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use mpyc::device::FlashBoard;
use mpyc::device::board::BoardFacts;
use mpyc::device::deploy::{Agent, BoardFile, Compression, DeployError, Deployed};
use mpyc::device::repl::{Limits, Ran, Repl};
use mpyc::device::transport::{Address, Transport};

/// The emulated board of a release.
pub fn board(release: &str) -> FlashBoard {
    FlashBoard::find(Some(release.parse().unwrap())).unwrap_or_else(|error| panic!("{error}"))
}

/// A command as the shell has it.
pub fn shell(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let quoted: Vec<String> =
        words.map(|word| format!("'{}'", word.to_str().unwrap().replace('\'', "'\\''"))).collect();
    quoted.join(" ")
}

/// The board as a process on pipes, its memory kept in a file.
pub fn exec(release: &str, image: Option<&Path>) -> Address {
    Address::Exec(shell(&board(release).command(image).unwrap()))
}

/// Its REPL, once it has come to raw mode.
pub fn enter(address: &Address) -> Repl {
    let line = address.open().unwrap_or_else(|error| panic!("{error}"));
    Repl::enter(line, Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// Runs a program that is not to raise; gives what it printed.
#[track_caller]
pub fn prints(repl: &mut Repl, program: &str) -> String {
    let Ran { stdout, stderr } = repl.command(program).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(String::from_utf8_lossy(&stderr), "");
    String::from_utf8_lossy(&stdout).replace("\r\n", "\n")
}

/// Makes the flash of a board, kept in that file, one of FAT.
pub fn format_fat(address: &Address) {
    let mut repl = enter(address);
    prints(&mut repl, "import vfs, flashbdev; vfs.umount('/'); vfs.VfsFat.mkfs(flashbdev.bdev)");
    repl.soft_reset().unwrap();
    assert_eq!(prints(&mut repl, "import os; print(os.statvfs('/')[9])"), "255\n");
}

/// A board whose files can be changed, and what it is.
pub fn files(line: Box<dyn Transport>, limits: Limits) -> Result<(Agent, BoardFacts), String> {
    let mut repl = Repl::enter(line, limits).map_err(|error| error.to_string())?;
    let mut last = String::new();
    // A question is no request that is repeated by itself.
    for _ in 0..8 {
        match BoardFacts::ask(&mut repl, "/lib") {
            Ok(facts) => {
                return Ok((Agent::start_on(repl, &facts).map_err(|error| error.to_string())?, facts));
            }
            Err(error) => last = error.to_string(),
        }
        repl.resume().map_err(|error| error.to_string())?;
    }
    Err(last)
}

/// A module of Python that takes some room and whose name tells its version: `version()`.
pub fn module(version: u32, lines: u32) -> BoardFile {
    let mut text = format!("def version():\n    return {version}\n");
    for line in 0..lines {
        text.push_str(&format!(
            "LINE_{line} = '{:x}'\n",
            u64::from(line + version).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        ));
    }
    BoardFile { path: "module.py".into(), bytes: text.into() }
}

/// Deploys files to `/lib`, with their import.
pub fn deploy(agent: &mut Agent, facts: &BoardFacts, files: &[BoardFile]) -> Result<Deployed, DeployError> {
    mpyc::device::deploy::deploy(agent, facts, "/lib", files, true, Compression::Auto, &mut |_| {})
}

/// The command, in that folder.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    command.args(arguments).current_dir(folder).env_remove("MPYC_PORT");
    command
}

/// Runs it.
pub fn mpyc(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

/// What was printed.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A board that goes on when a line to it is closed, and where it is; it is ended when this is dropped.
pub struct Served {
    /// Its address.
    pub address: Address,
    command: String,
    emulator: Option<Box<dyn Transport>>,
}

impl Served {
    /// The board of a release, at a port that was free a moment ago.
    pub fn new(release: &str, image: Option<&Path>) -> Served {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let command = shell(&board(release).command(image).unwrap());
        let command = command.replace("'stdio'", &format!("tcp:127.0.0.1:{port},server=on,wait=off"));
        let address = format!("tcp:127.0.0.1:{port}").parse().unwrap();
        let mut served = Served { address, command, emulator: None };
        served.plug_in();
        served
    }

    /// The board gets power.
    pub fn plug_in(&mut self) {
        self.emulator = Some(Address::Exec(self.command.clone()).open().unwrap());
    }

    /// It has none any more.
    pub fn pull(&mut self) {
        self.emulator = None;
    }

    /// A line to it, once it is there.
    pub fn open(&self) -> Box<dyn Transport> {
        loop {
            match self.address.open() {
                Ok(line) => return line,
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }
}
