//! The tables of the linker's figures: their modules are those that are measured, and have as many bytes when they are
//! linked today. What depends on the machine is not looked at.

mod micropython;

use std::path::Path;
use std::process::Command;

#[test]
fn the_figures_are_of_what_is_linked_today() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/linker.py");
    let output = Command::new("python3")
        .arg(script)
        .args(["--check-docs", "--mpyc", env!("CARGO_BIN_EXE_mpyc"), "--micropython"])
        .arg(micropython::source(micropython::WHOLE_RELEASE))
        .output();
    let output = output.unwrap_or_else(|error| panic!("python3: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
