//! The figures of the benchmark programs: what mpyc makes of a small set of them, one or two of a group, takes no more
//! instructions on the emulated board than the committed figures have, by 2 %, and gives what bytecode gives. The whole
//! set is run by `scripts/bench --check`.

mod micropython;

use std::path::Path;
use std::process::Command;

/// Programs that are over soon, and among them use most of what is compiled in a way of its own.
const PROGRAMS: [&str; 7] =
    ["crc16", "mandelbrot", "particles", "call0", "call4", "word_count", "generators"];

#[test]
fn no_program_takes_more_instructions_than_its_committed_figure() {
    // What is run needs the host and its compiler.
    micropython::mpy_cross(micropython::WHOLE_RELEASE);
    micropython::stdout(
        Command::new("python3")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/suite"))
            .args(["--check", "--mpyc", env!("CARGO_BIN_EXE_mpyc"), "--only"])
            .args(PROGRAMS)
            .env("PYTHONDONTWRITEBYTECODE", "1"),
    );
}
