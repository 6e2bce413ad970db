//! What releases are made by: the workflows, and the archive that they pack.

#![expect(clippy::unwrap_used, reason = "that is how a test says what went wrong, in helpers too")]

mod micropython;

use micropython::stdout;
use mpyc::device::hosts_folder;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A program that comes from PyPI.
fn tool(name: &str) -> PathBuf {
    let path = hosts_folder().unwrap().with_file_name("python").join("bin").join(name);
    assert!(path.exists(), "there is no {}; get it with: scripts/python-tools", path.display());
    path
}

#[test]
fn workflows_are_what_github_reads() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join(".github/workflows"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let names: Vec<_> = files.iter().map(|file| file.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["ci.yml", "release.yml"]);
    // A script of an environment that was moved has the old place in its first line.
    let check = |files: &[PathBuf]| {
        let mut command = Command::new(tool("python3"));
        command.args(["-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]).args(files);
        command.output().unwrap()
    };
    let output = check(&files);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    // It would say so.
    let folder = tempfile::tempdir().unwrap();
    let wrong = folder.path().join("wrong.yml");
    let text = std::fs::read_to_string(files.first().unwrap()).unwrap();
    std::fs::write(&wrong, text.replace("runs-on:", "run-on:")).unwrap();
    assert!(!check(&[wrong]).status.success());
    stdout(Command::new(tool("python3")).arg(root().join("tests/release/workflows.py")).arg(root()));
}

#[test]
fn an_archive_has_the_program_and_is_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let archive = |to: &str| {
        let mut command = Command::new("python3");
        command.arg(root().join("scripts/archive")).arg("--program").arg(env!("CARGO_BIN_EXE_mpyc"));
        command.args(["--system", "here", "--to"]).arg(folder.path().join(to));
        PathBuf::from(stdout(&mut command).trim())
    };
    let (first, second) = (archive("a"), archive("b"));
    let name = format!("mpyc-{}-here", env!("CARGO_PKG_VERSION"));
    assert_eq!(first.file_name().unwrap().to_str(), Some(format!("{name}.tar.gz").as_str()));
    assert!(std::fs::read(&first).unwrap() == std::fs::read(&second).unwrap());
    stdout(Command::new("tar").arg("-xzf").arg(&first).current_dir(folder.path()));
    let unpacked = folder.path().join(&name);
    let version = stdout(Command::new(unpacked.join("bin/mpyc")).arg("--version"));
    assert_eq!(version, format!("mpyc {}\n", env!("CARGO_PKG_VERSION")));
    for file in [
        "completions/_mpyc",
        "completions/mpyc.bash",
        "completions/mpyc.fish",
        "share/man/man1/mpyc-package.1",
        "share/doc/mpyc/README.md",
        "share/doc/mpyc/LICENSE",
        "share/doc/mpyc/docs/language/types.md",
    ] {
        assert!(std::fs::metadata(unpacked.join(file)).unwrap().len() > 0, "{file}");
    }
}
