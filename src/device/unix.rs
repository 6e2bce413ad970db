//! MicroPython's unix port, as a process with the program's files in a folder of their own.
//!
//! In: a program. Out: the same as on the board: the guest's source is run first on both.

use std::process::ExitStatus;

use super::console::Console;
use super::error::{Crash, CrashCause, HostError};
use super::guest::{self, Files};
use super::hosts::Host;
use super::process::{self, Ending, Process};
use super::program::{Outcome, Program};

pub(super) fn run(
    host: &Host,
    program: &Program,
    output: &mut dyn FnMut(&[u8]),
) -> Result<Outcome, HostError> {
    if program.count_instructions {
        return Err(HostError::CannotCount);
    }
    let folder = tempfile::tempdir().map_err(HostError::io("make a temporary folder"))?;
    // The guest's source is not among the program's files, where an import would find it.
    let files = folder.path().join("files");
    std::fs::create_dir(&files).map_err(HostError::io(format!("make {}", files.display())))?;
    for file in guest::files(program)? {
        let path = files.join(&file.path);
        let action = || format!("write {}", path.display());
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(HostError::io(action()))?;
        }
        std::fs::write(&path, &file.bytes).map_err(HostError::io(action()))?;
    }
    let (source, marks) = guest::source(program, Files::Folder);
    let guest = folder.path().join("guest.py");
    std::fs::write(&guest, source).map_err(HostError::io(format!("write {}", guest.display())))?;

    let mut command = process::command(host.program());
    // MICROPYPATH, MICROPYINSPECT and HOME would change what the program sees.
    command.env_clear().current_dir(&files).arg(&guest);
    let mut process = Process::start(command, None)?;
    match process.listen(Console::new(marks, false, output), program.timeout) {
        Ending::Done(status, stdout) => Ok(Outcome { stdout, status }),
        Ending::Timeout(remains) | Ending::Died(remains, _) if !remains.started => {
            let text = format!("{}\n{}", remains.text, process.stderr());
            Err(HostError::NotStarted { host: host.name(), text: text.trim().into() })
        }
        Ending::Timeout(_) => Err(HostError::Timeout { host: host.name(), limit: program.timeout }),
        Ending::Died(remains, status) => {
            let report = process.stderr();
            let crash = Crash { cause: cause(status, &report), stdout: remains.stdout, report };
            Err(HostError::Crashed { host: host.name(), crash: Box::new(crash) })
        }
    }
}

/// Why the process ended: an assertion of MicroPython's aborts after naming itself.
fn cause(status: Option<ExitStatus>, stderr: &str) -> CrashCause {
    use std::os::unix::process::ExitStatusExt as _;
    let assertion = stderr.lines().find(|line| line.contains("Assertion `"));
    match (status.and_then(|status| status.signal()), assertion) {
        (Some(_), Some(line)) => CrashCause::Assertion(line.into()),
        (Some(signal), None) => CrashCause::Signal(signal),
        (None, _) => CrashCause::Silent(status.and_then(|status| status.code())),
    }
}
