//! `mpyc doctor` as a process: its exit status, and that a shell's settings for the host's compiler stay outside.

#![expect(clippy::unwrap_used, reason = "tests say what went wrong by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs `mpyc doctor` in a directory whose `bin` is the PATH.
fn doctor(directory: &Path, variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    command.arg("doctor").current_dir(directory).env("PATH", directory.join("bin")).env_remove("MPYC_CC");
    command.env_remove("MPYC_CC_RV32IMC").env_remove("MPYC_CC_X64").envs(variables.iter().copied());
    command.output().unwrap()
}

/// A shell writes the program: a file that this process had open for writing could be open still in what another thread
/// just forked, and then it is not to be run (ETXTBSY).
fn script(directory: &Path, name: &str, text: &str) {
    let path = directory.join("bin").join(name);
    fs::create_dir_all(directory.join("bin")).unwrap();
    let write = r#"printf '#!/bin/sh\n%s\n' "$2" >"$1" && chmod +x "$1""#;
    let status = Command::new("/bin/sh").args(["-c", write, "sh"]).arg(path).arg(text).status().unwrap();
    assert!(status.success());
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn settings_for_the_host_s_compiler_are_not_passed_on() {
    let real = "/usr/bin/riscv64-unknown-elf-gcc";
    assert!(Path::new(real).is_file(), "{real} is missing: apt install gcc-riscv64-unknown-elf");
    let directory = tempfile::tempdir().unwrap();
    let settings = [
        ("CC", "clang"),
        ("CFLAGS", "-march=native"),
        ("CROSS_COMPILE", "arm-none-eabi-"),
        ("CPATH", "/usr/include"),
        ("C_INCLUDE_PATH", "/usr/include"),
        ("LIBRARY_PATH", "/usr/lib"),
        ("DEPENDENCIES_OUTPUT", "deps"),
        ("SOURCE_DATE_EPOCH", "1"),
        ("CCC_OVERRIDE_OPTIONS", "# +-g"),
        ("LANG", "de_DE.UTF-8"),
    ];
    let names: Vec<&str> = settings.iter().map(|(name, _)| *name).collect();
    let strict = format!(
        "for name in {}; do eval \"test -z \\\"\\$$name\\\"\" || {{ echo \"$name leaks\" >&2; exit 1; }}; done\n\
         test \"$LC_ALL\" = C || {{ echo 'LC_ALL is not C' >&2; exit 1; }}\n\
         PATH=/usr/bin:/bin exec {real} \"$@\"",
        names.join(" ")
    );
    script(directory.path(), "riscv64-unknown-elf-gcc", &strict);
    let output = doctor(directory.path(), &settings);
    assert!(output.status.success(), "{}", text(&output));
    assert!(text(&output).contains("bin/riscv64-unknown-elf-gcc"), "{}", text(&output));
}

#[test]
fn the_status_is_1_without_a_compiler_for_the_default_target() {
    let directory = tempfile::tempdir().unwrap();
    let output = doctor(directory.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("apt install gcc-riscv64-unknown-elf"), "{}", text(&output));
}

#[test]
fn a_wrong_command_line_has_status_2() {
    let output = Command::new(env!("CARGO_BIN_EXE_mpyc")).args(["doctor", "--unknown"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
