//! `mpyc run --port`: a program on a board that is connected. Its files are in the board's memory while it runs, and nothing
//! stays.

use std::time::{Duration, Instant};

use super::bar::Bar;
use super::for_board::{ForBoard, Source};
use super::interrupt::Interrupt;
use super::options::MessageFormat;
use super::output;
use super::port::{self, Port};
use super::run::{Run, failed};
use super::source::has_extension;
use crate::device::Program;
use crate::device::board::BoardFacts;
use crate::device::deploy::{Agent, BoardFile};
use crate::device::remote::{self, Ended, RemoteError};
use crate::device::repl::Repl;
use crate::device::transport::Address;
use crate::diagnostics::{Code, Diagnostic};

/// Runs it; the result is the program's exit status.
pub(super) fn run(args: &Run, address: &Address) -> anyhow::Result<u8> {
    on(address, args.timeout, &mut |facts| program(args, facts), &mut output::as_it_comes)
}

/// A program, and the files that it needs on the board.
type Made = (Program, Vec<BoardFile>);

/// Runs what is made for a board on it, for so long at most; the result is the exit status.
pub(super) fn on(
    address: &Address,
    timeout: Duration,
    make: &mut dyn FnMut(&BoardFacts) -> anyhow::Result<Made>,
    printed: &mut dyn FnMut(&[u8]),
) -> anyhow::Result<u8> {
    let interrupt = Interrupt::begin()?;
    let mut repl = Port::at(address.clone()).enter().map_err(failed)?;
    // What ran before is not to be in the way.
    repl.soft_reset().map_err(|error| failed(port::line_failed(&error)))?;
    let facts = BoardFacts::ask(&mut repl, "/").map_err(|error| failed(port::facts_failed(&error)))?;
    let (program, files) = match make(&facts) {
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

    let began = Instant::now();
    let mut go_on = || !interrupt.came() && began.elapsed() < timeout;
    let ended = remote::run(&mut repl, &program, &mut go_on, printed);
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
            let seconds = timeout.as_secs_f32();
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
fn program(args: &Run, facts: &BoardFacts) -> anyhow::Result<Made> {
    let made = ForBoard {
        to: "",
        source: false,
        cc: None,
        behaviour: &args.behaviour,
        format: MessageFormat::Human,
    };
    let program = args.program(&|path, stem| {
        let file = match has_extension(path, "py") {
            true => made.module(facts, path, stem),
            false => made.file(facts, &Source { here: path.to_owned(), there: format!("{stem}.mpy") }),
        };
        file.map(|file| file.bytes).map_err(|problem| problem.shown(MessageFormat::Human))
    })?;
    let files =
        remote::files(&program).map_err(|error| failed(Diagnostic::new(Code::HOST, error.to_string())))?;
    Ok((program, files))
}
