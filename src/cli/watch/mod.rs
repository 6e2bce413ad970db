//! `mpyc watch`: on each save, a program is compiled, brought to a board and run there from its beginning.
//!
//! In: `FILE.py`, or a folder with a `main.py` or a package. Out: what the program prints, and what is wrong with it, until
//! Ctrl-C.
//!
//! ```text
//! a save    ──▶  compiled (what has errors leaves the program running that runs)
//!           ──▶  the program is ended, the interpreter begun anew, what has changed is sent as `mpyc deploy` does
//!           ──▶  the program runs
//! no board  ──▶  waited for; when it is back, the same as after a save
//! ```

mod saves;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::bar::Bar;
use super::for_board::{self, ForBoard, Problem, Source, folder, shadowed};
use super::interrupt::Interrupt;
use super::options::{Behaviour, MessageFormat, Traceback};
use super::output;
use super::port::{self, Port};
use super::shown;
use super::source::unreadable;
use crate::device::Program;
use crate::device::board::{BoardFacts, FactsError};
use crate::device::deploy::{self, Agent, AgentError, Became, BoardFile, Compression, DeployError, join};
use crate::device::remote::{self, Ended, RemoteError};
use crate::device::repl::{Repl, ReplError};
use crate::diagnostics::{Code, Diagnostic};
use saves::Saves;
use sha2::{Digest as _, Sha256};

/// How often it is looked whether a board is back.
const AGAIN: Duration = Duration::from_millis(250);

/// How often it is looked whether something was saved, while nothing runs.
const TURN: Duration = Duration::from_millis(10);

/// Compile a program, bring it to a board and run it there, anew on each save; Ctrl-C ends it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// FILE.py, or a directory with a main.py or a package
    #[arg(value_name = "FILE.py|DIR")]
    path: PathBuf,
    #[command(flatten)]
    port: Port,
    /// The folder on the board
    #[arg(long, value_name = "FOLDER", default_value = "/lib", value_parser = folder)]
    to: String,
    /// Copy and run Python as it is
    #[arg(long)]
    source: bool,
    /// The C compiler, instead of the one that is found
    #[arg(long, value_name = "COMMAND")]
    cc: Option<String>,
    #[command(flatten)]
    behaviour: Behaviour,
    /// How problems are written: for people, or as JSON objects, one a line and nothing else on standard error
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// Watches until Ctrl-C; the exit status is then 0.
pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let failed = shown::failed(args.message_format);
    let interrupt = Interrupt::begin()?;
    let sources = for_board::sources(std::slice::from_ref(&args.path), false).map_err(failed)?;
    program(args, &sources).map_err(failed)?;
    let saves = Saves::of(&args.path).map_err(|error| failed(unreadable(&args.path, error.to_string())))?;
    // Each function that an exception goes through is to be told.
    let behaviour = Behaviour { traceback: Some(Traceback::All), ..args.behaviour.clone() };
    let made = ForBoard {
        to: &args.to,
        source: args.source,
        cc: args.cc.as_deref(),
        behaviour: &behaviour,
        format: args.message_format,
    };
    let mut watch = Watch { args, made, saves, interrupt, kept: BTreeMap::new(), seen: Vec::new() };
    let mut repl = args.port.enter().map_err(failed)?;
    loop {
        match watch.on_board(repl) {
            Ok(()) => return Ok(0),
            Err(Stop::Gone(diagnostic)) => watch.show(&[*diagnostic]),
            Err(Stop::Failed(diagnostic)) => return Err(failed(*diagnostic)),
        }
        watch.say("waiting for the board");
        repl = loop {
            if watch.interrupt.came() {
                return Ok(0);
            }
            std::thread::sleep(AGAIN);
            if let Ok(repl) = args.port.enter() {
                break repl;
            }
        };
    }
}

/// What is run of the files.
fn program(args: &Args, sources: &[Source]) -> Result<Program, Diagnostic> {
    if sources.iter().any(|source| source.there == "main.py") {
        return Ok(Program::script(join(&args.to, "main.py"), ""));
    }
    let package = |source: &Source| {
        let (package, init) = source.there.split_once('/')?;
        matches!(init, "__init__.py" | "__init__.mpy").then(|| package.to_owned())
    };
    let module = match sources {
        [Source { there, .. }] => there.strip_suffix(".py").map(str::to_owned),
        several => several.iter().find_map(package),
    };
    module.filter(|module| module != "boot").map(Program::import).ok_or_else(|| {
        let title = format!("there is nothing to run in `{}`", args.path.display());
        Diagnostic::new(Code::CANNOT_READ, title)
            .help("a program is FILE.py, a folder with a main.py, or a package")
    })
}

/// Why it does not go on with a board.
enum Stop {
    /// The board is gone, and may come back.
    Gone(Box<Diagnostic>),
    /// It would be no better.
    Failed(Box<Diagnostic>),
}

impl From<ReplError> for Stop {
    fn from(error: ReplError) -> Self {
        let diagnostic = Box::new(port::line_failed(&error));
        match error {
            ReplError::Gone { .. }
            | ReplError::Io { .. }
            | ReplError::TimedOut { .. }
            | ReplError::Unexpected { .. } => Self::Gone(diagnostic),
            ReplError::NoRawMode { .. } | ReplError::NotText { .. } => Self::Failed(diagnostic),
        }
    }
}

impl From<AgentError> for Stop {
    fn from(error: AgentError) -> Self {
        match error {
            AgentError::Repl(error) => error.into(),
            AgentError::Garbled(_) => Self::Gone(Box::new(port::agent_failed(&error, "take files"))),
            AgentError::Raised { .. } | AgentError::BadPath { .. } => {
                Self::Failed(Box::new(port::agent_failed(&error, "take files")))
            }
        }
    }
}

/// What is to be on the board, and run there.
struct Next {
    program: Program,
    files: Vec<BoardFile>,
    /// When it was saved, if it was not there from the beginning.
    saved: Option<Instant>,
}

/// What goes on while boards come and go.
struct Watch<'a> {
    args: &'a Args,
    made: ForBoard<'a>,
    saves: Saves,
    interrupt: Interrupt,
    /// What was made of a source, and the hash of its content.
    kept: BTreeMap<Source, (Digest, BoardFile)>,
    /// The sources as they were when they were last looked at.
    seen: Vec<(Source, Digest)>,
}

type Digest = [u8; 32];

impl Watch<'_> {
    /// Says how it is going.
    fn say(&self, what: &str) {
        if self.args.message_format == MessageFormat::Human {
            anstream::eprintln!("{what}");
        }
    }

    fn show(&self, diagnostics: &[Diagnostic]) {
        shown::show(diagnostics, self.args.message_format);
    }

    /// Goes on with that board until Ctrl-C, after which it is at its prompt.
    fn on_board(&mut self, mut repl: Repl) -> Result<(), Stop> {
        repl.soft_reset()?;
        let mut facts = BoardFacts::ask(&mut repl, &self.args.to).map_err(|error| match error {
            FactsError::Repl(error) => error.into(),
            FactsError::Raised(_) | FactsError::Missing(_) => {
                Stop::Gone(Box::new(port::facts_failed(&error)))
            }
        })?;
        self.say(&format!("{}: {}: {}", repl.name(), facts.title(), facts.loading()));
        // It may be another board, or one whose files were changed.
        self.kept.clear();
        self.seen.clear();
        let mut next = self.look(&facts, None);
        let mut runs = false;
        let mut is_first = true;
        while !self.interrupt.came() {
            let Some(new) = next.take() else {
                repl.listen(TURN, &mut output::as_it_comes)?;
                next = self.saved(&facts);
                continue;
            };
            if runs {
                repl.resume()?;
                runs = false;
            }
            repl.soft_reset()?;
            let mut agent = Agent::start_on(repl, &facts)?;
            let is_sent = self.send(&mut agent, &mut facts, &new.files, is_first);
            repl = agent.into_repl();
            if is_sent? {
                is_first = false;
                (runs, next) = self.run(&mut repl, &facts, &new)?;
            }
        }
        if runs {
            repl.resume()?;
        }
        Ok(repl.leave(false)?)
    }

    /// Brings files to the board; whether they are there.
    fn send(
        &self,
        agent: &mut Agent,
        facts: &mut BoardFacts,
        files: &[BoardFile],
        is_first: bool,
    ) -> Result<bool, Stop> {
        let to = &self.args.to;
        let bar = Bar::new(self.args.message_format);
        let sent = deploy::deploy(agent, facts, to, files, false, Compression::Auto, &mut |progress| {
            bar.show(&progress);
        });
        bar.clear();
        let sent = match sent {
            Ok(sent) => sent,
            Err(DeployError::Agent { source: AgentError::Repl(error), .. }) => return Err(error.into()),
            Err(error) => {
                self.show(&[port::deploy_failed(error, &facts.title())]);
                return Ok(false);
            }
        };
        for (file, became) in files.iter().zip(&sent.files) {
            if *became == Became::Sent {
                self.say(&format!("{}: {} bytes, sent", join(to, &file.path), file.bytes.len()));
            }
        }
        if is_first {
            let mut warnings = Vec::new();
            for file in files {
                let shadow = deploy::shadow(agent, facts, to, file)?;
                warnings.extend(shadow.map(|shadow| shadowed(to, file, &shadow)));
            }
            self.show(&warnings);
        }
        if let Some(storage) = &mut facts.storage {
            let free = agent.ask_one("room", &[to])?;
            storage.free = free.parse().unwrap_or(storage.free);
        }
        Ok(true)
    }

    /// Runs the program until it ends, or something else is to run; whether it still runs, and that.
    fn run(&mut self, repl: &mut Repl, facts: &BoardFacts, new: &Next) -> Result<(bool, Option<Next>), Stop> {
        let after = |saved: Instant| format!(", {:.2} s after the save", saved.elapsed().as_secs_f32());
        self.say(&format!("running{}", new.saved.map_or_else(String::new, after)));
        let mut next = None;
        let mut go_on = || {
            next = self.saved(facts);
            next.is_none() && !self.interrupt.came()
        };
        match remote::run(repl, &new.program, &mut go_on, &mut output::as_it_comes) {
            Ok(Ended::Stopped) => return Ok((true, next)),
            Ok(Ended::Status(0)) => self.say("the program has ended"),
            Ok(Ended::Status(status)) => {
                self.say(&format!("the program has ended with exit status {status}"));
            }
            Err(RemoteError::Repl(error)) => return Err(error.into()),
            Err(error @ RemoteError::NotStarted(_)) => {
                self.show(&[Diagnostic::new(Code::HOST, error.to_string())]);
            }
        }
        Ok((false, next))
    }

    /// What was saved, if anything was and can be compiled.
    fn saved(&mut self, facts: &BoardFacts) -> Option<Next> {
        let saved = self.saves.settled()?;
        self.look(facts, Some(saved))
    }

    /// What is to run now; none if that is what it was, or something is wrong with it, which is shown.
    fn look(&mut self, facts: &BoardFacts, saved: Option<Instant>) -> Option<Next> {
        match self.build(facts) {
            Ok(built) => built.map(|(program, files)| Next { program, files, saved }),
            Err(problems) => {
                self.show(&problems);
                self.say("waiting for the next save");
                None
            }
        }
    }

    /// The program and its files, if these are not what they were. The error is what is to be shown yet of what is wrong.
    fn build(&mut self, facts: &BoardFacts) -> Result<Option<(Program, Vec<BoardFile>)>, Vec<Diagnostic>> {
        let one = |diagnostic| vec![diagnostic];
        let sources = for_board::sources(std::slice::from_ref(&self.args.path), false).map_err(one)?;
        let program = program(self.args, &sources).map_err(one)?;
        let mut now = Vec::with_capacity(sources.len());
        for source in sources {
            let content = std::fs::read(&source.here);
            let content = content.map_err(|error| one(unreadable(&source.here, error.to_string())))?;
            now.push((source, Sha256::digest(content).into()));
        }
        if self.seen == now {
            return Ok(None);
        }
        self.seen = now;
        self.say("compiling");
        let (mut files, mut problems): (Vec<BoardFile>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
        let mut is_whole = true;
        for (source, digest) in &self.seen {
            let kept = self.kept.get(source).filter(|(of, _)| of == digest);
            let file = kept.map_or_else(|| self.made.file(facts, source), |(_, file)| Ok(file.clone()));
            match file {
                Ok(file) if files.iter().any(|other| other.path == file.path) => {
                    problems.push(for_board::twice(&self.args.to, &file.path));
                }
                Ok(file) => {
                    self.kept.insert(source.clone(), (*digest, file.clone()));
                    files.push(file);
                }
                Err(Problem::New(diagnostic)) => problems.push(*diagnostic),
                Err(Problem::Shown(_)) => is_whole = false,
            }
        }
        match is_whole && problems.is_empty() {
            true => Ok(Some((program, files))),
            false => Err(problems),
        }
    }
}
