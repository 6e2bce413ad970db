//! The figures of the benchmark programs: what mpyc makes of them takes no more instructions on the emulated board than
//! the committed figures have, by 2 %, gives what bytecode gives, and meets the bounds that the committed figures meet.

mod micropython;

use std::path::Path;
use std::process::Command;

#[test]
fn no_program_takes_more_instructions_than_its_committed_figure() {
    // What is run needs the host and its compiler.
    micropython::mpy_cross(micropython::WHOLE_RELEASE);
    micropython::stdout(
        Command::new("python3")
            .arg("-B")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/suite"))
            .args(["--check", "--mpyc", env!("CARGO_BIN_EXE_mpyc")]),
    );
}
