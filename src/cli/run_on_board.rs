//! `mpyc run --port`: a program on a board that is connected. Its files are in the board's memory while it runs, and nothing
//! stays.

use std::io::Write as _;
use std::time::Instant;

use super::deploy::Bar;
use super::for_board::{ForBoard, Problem, Source};
use super::interrupt::Interrupt;
use super::options::MessageFormat;
use super::port::{self, Port};
use super::run::Run;
use super::shown;
use crate::device::Program;
use crate::device::board::BoardFacts;
use crate::device::deploy::{Agent, BoardFile};
use crate::device::remote::{self, Ended, RemoteError};
use crate::device::repl::Repl;
use crate::device::transport::Address;
use crate::diagnostics::{Code, Diagnostic};

/// Runs it; the result is the program's exit status.
pub(super) fn run(args: &Run, address: &Address) -> anyhow::Result<u8> {
    let interrupt = Interrupt::begin()?;
    let mut repl = Port::at(address.clone()).enter().map_err(failed)?;
    // What ran before is not to be in the way.
    repl.soft_reset().map_err(|error| failed(port::line_failed(&error)))?;
    let facts = BoardFacts::ask(&mut repl, "/").map_err(|error| failed(port::facts_failed(&error)))?;
    let (program, files) = match program(args, &facts) {
        Ok(made) => made,
        Err(error) => {
            // The line may be what failed.
            let _ = repl.leave(false);
            return Err(error);
        }
    };
    let mut agent =
        Agent::start_on(repl, &facts).map_err(|error| failed(port::agent_failed(&error, "take files")))?;
    let bar = Bar::new(MessageFormat::Human);
    let held = remote::hold(&mut agent, &facts, &files, &mut |progress| bar.show(&progress));
    bar.clear();
    let mut repl = agent.into_repl();
    if let Err(error) = held {
        let _ = clean(repl);
        return Err(failed(port::deploy_failed(error, &facts.title())));
    }

    let stdout = std::io::stdout();
    let began = Instant::now();
    let mut go_on = || !interrupt.came() && began.elapsed() < args.timeout;
    let ended = remote::run(&mut repl, &program, &mut go_on, &mut |bytes| {
        // A reader that has gone away (`| head`) is no reason to complain.
        let _ = stdout.lock().write_all(bytes).and_then(|()| stdout.lock().flush());
    });
    let ended = ended.map_err(|error| {
        failed(match error {
            RemoteError::Repl(error) => port::line_failed(&error),
            RemoteError::NotStarted(_) => Diagnostic::new(Code::HOST, error.to_string()),
        })
    })?;
    if ended == Ended::Stopped {
        repl.resume().map_err(|error| failed(port::line_failed(&error)))?;
    }
    clean(repl).map_err(|error| failed(port::line_failed(&error)))?;
    match ended {
        Ended::Status(status) => Ok(status),
        Ended::Stopped if interrupt.came() => Ok(interrupt.status()),
        Ended::Stopped => {
            let seconds = args.timeout.as_secs_f32();
            let title = format!("the program was still running after {seconds} s; more time: --timeout");
            Err(failed(Diagnostic::new(Code::HOST, title).note(format!("it ran on the board at {address}"))))
        }
    }
}

/// Nothing of the program stays: its files were in memory, and a new interpreter has none of that.
fn clean(mut repl: Repl) -> Result<(), crate::device::repl::ReplError> {
    repl.soft_reset()?;
    repl.leave(false)
}

/// What is run, compiled for the board or found to be what it loads, and the files that it needs there.
fn program(args: &Run, facts: &BoardFacts) -> anyhow::Result<(Program, Vec<BoardFile>)> {
    let made = ForBoard {
        to: "",
        source: false,
        cc: None,
        behaviour: &args.behaviour,
        format: MessageFormat::Human,
    };
    let program = args.program(&|path, stem| {
        let is_source = path.extension().is_some_and(|extension| extension == "py");
        let file = match is_source {
            true => made.module(facts, path, stem),
            false => made.file(facts, &Source { here: path.to_owned(), there: format!("{stem}.mpy") }),
        };
        match file {
            Ok(file) => Ok(file.bytes),
            Err(Problem::Shown(error)) => Err(error),
            Err(Problem::New(diagnostic)) => Err(failed(*diagnostic)),
        }
    })?;
    let files =
        remote::files(&program).map_err(|error| failed(Diagnostic::new(Code::HOST, error.to_string())))?;
    Ok((program, files))
}

fn failed(diagnostic: Diagnostic) -> anyhow::Error {
    shown::failed(MessageFormat::Human)(diagnostic)
}
