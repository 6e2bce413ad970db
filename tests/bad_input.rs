//! What `mpyc` says of input that it cannot use: a code, a place, a reason and, where there is one, a remedy; exit
//! status 1, or 2 for a wrong command line; and no file, whole or half, that was not there before.
//!
//! - `tests/bad_input/*.py`: sources that are refused, one subject a file; the snapshot beside each shows what is said.
//! - the tests below: files that are no sources, places that cannot be written, command lines. Each case is a command in
//!   a folder of its own kind of rubbish ([`folder`]); the snapshot shows the commands and what they say.
//!
//! `INSTA_UPDATE=always cargo test --test bad_input` writes the snapshots anew.

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs `mpyc` in a folder and shows the command, what it says, and its status; fails if it left another folder behind
/// than it found.
#[track_caller]
fn shown(folder: &Path, command: &str, status: i32) -> String {
    let before = content(folder);
    let output = Command::new(env!("CARGO_BIN_EXE_mpyc"))
        .args(command.split(' ').skip(1))
        .current_dir(folder)
        .output()
        .unwrap_or_else(|error| panic!("{command}: {error}"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&folder.display().to_string(), "FOLDER");
    let (out, said) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(status), "{command}\n{said}");
    assert_eq!(content(folder), before, "{command}: the folder is not as it was");
    format!("$ {command}\n{out}{said}\n")
}

/// Every file below a folder, with its bytes; folders with none.
fn content(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in
            std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        {
            let path = entry.unwrap_or_else(|error| panic!("{error}")).path();
            if path.is_dir() {
                found.insert(path.clone(), None);
                open.push(path);
            } else {
                let bytes =
                    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                found.insert(path, Some(bytes));
            }
        }
    }
    found
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    std::fs::write(folder.join(name), bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
}

/// A folder with one good source, `ok.py`, what is made of it, and much that is none.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let path = folder.path();
    write(path, "ok.py", "def f(x: int) -> int:\n    return x\n");
    for command in [
        "natmod ok.py",
        "natmod ok.py --arch x64 -o x64.mpy",
        "natmod ok.py --emit obj -o rv32.o",
        "natmod ok.py --emit obj --arch x64 -o x64.o",
    ] {
        let made =
            Command::new(env!("CARGO_BIN_EXE_mpyc")).args(command.split(' ')).current_dir(path).output();
        assert!(made.is_ok_and(|made| made.status.success()), "{command}");
    }
    let bytes = |name: &str| std::fs::read(path.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (object, module) = (bytes("rv32.o"), bytes("ok.mpy"));
    write(path, "cut.o", &object[..100]);
    write(path, "cut.mpy", &module[..10]);
    write(path, "empty", "");
    write(path, "empty.o", "");
    write(path, "empty.mpy", "");
    write(path, "object.py", &object);
    write(path, "module.py", &module);
    write(path, "archive.py", "!<arch>\n");
    write(path, "damaged.a", "!<arch>\nrubbish");
    write(path, "mach.o", [0xcf, 0xfa, 0xed, 0xfe, 7, 0, 0, 1, 0, 0, 0, 0]);
    write(path, "latin1.py", b"# one\nx = 'caf\xe9'\n");
    write(path, "nul.py", "x = 1\0\n");
    write(path, "text", "def f(): pass\n");
    for name in ["my-module.py", "1st.py", "class.py", "naïve module.py"] {
        write(path, name, "x = 1\n");
    }
    for name in ["folder.py", "folder.o", "folder.mpy", "a", "b"] {
        std::fs::create_dir(path.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    for name in ["a/same.py", "b/same.py"] {
        write(path, name, "x = 1\n");
    }
    write(path, "layout.ld", "memcpy = 0x40001000;\n\nSECTIONS\n{\n  .text : { *(.text) }\n}\nMEMROY { }\n");
    write(
        path,
        "expressions.ld",
        "a = 1 / 0;\nb = 08;\nc = (1;\n  d = 1 ? c : e;\nASSERT(b, \"no\"); /* open\n",
    );
    write(path, "a/mpyc.toml", "[toolchain\n");
    write(path, "b/mpyc.toml", "[compilers]\nrv32imc = 'gcc'\n");
    folder
}

/// The commands, one after the other, each with the same exit status.
#[track_caller]
fn transcript(status: i32, commands: &[&str]) -> String {
    let folder = folder();
    let mut text = String::new();
    for command in commands {
        let _ = writeln!(text, "{}", shown(folder.path(), command, status).trim_end());
        text.push('\n');
    }
    text
}

fn snapshot(name: &str, shown: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_input"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn sources_that_are_refused() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_input");
    let mut names: Vec<PathBuf> = content(&sources).into_keys().collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "py"));
    assert!(!names.is_empty());
    for path in names {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        write(folder.path(), name, std::fs::read(&path).unwrap_or_else(|error| panic!("{error}")));
        snapshot(name, &shown(folder.path(), &format!("mpyc natmod {name}"), 1));
    }
}

#[test]
fn files_that_are_no_source() {
    let said = transcript(
        1,
        &[
            "mpyc natmod missing.py",
            "mpyc natmod folder.py",
            "mpyc natmod latin1.py",
            "mpyc natmod nul.py",
            "mpyc natmod object.py",
            "mpyc natmod archive.py",
            "mpyc natmod module.py",
            "mpyc natmod rv32.o",
            "mpyc natmod ok.mpy",
            "mpyc natmod empty",
            "mpyc natmod text",
            "mpyc natmod a/same.py --arch x64",
            "mpyc natmod b/same.py --arch x64",
            "mpyc natmod latin1.py missing.py",
        ],
    );
    snapshot("files", &said);
}

#[test]
fn names_that_cannot_be_imported() {
    snapshot(
        "names",
        &transcript(1, &["mpyc natmod my-module.py", "mpyc natmod 1st.py", "mpyc natmod class.py"]),
    );
}

#[test]
fn places_that_cannot_be_written() {
    let said = transcript(
        1,
        &[
            "mpyc natmod ok.py -o no/such/ok.mpy",
            "mpyc natmod ok.py -o text/ok.mpy",
            "mpyc natmod ok.py -o /dev/full",
            "mpyc natmod ok.py -o ok.py",
            "mpyc natmod ok.py -o ./a/../ok.py",
            "mpyc natmod ok.py --emit c -o no/ok.c",
            "mpyc natmod a/same.py b/same.py -o out",
            "mpyc natmod ok.py a/same.py -o text",
        ],
    );
    snapshot("places", &said);
}

#[test]
fn compilers_that_cannot_be_used() {
    snapshot(
        "compilers",
        &transcript(1, &["mpyc natmod ok.py --cc /no/gcc", "mpyc natmod ok.py --cc false"]),
    );
}

#[test]
fn files_that_cannot_be_linked() {
    let said = transcript(
        1,
        &[
            "mpyc link --arch rv32imc x64.o -o out.mpy",
            "mpyc link --arch rv32imc cut.o -o out.mpy",
            "mpyc link --arch rv32imc empty.o -o out.mpy",
            "mpyc link --arch rv32imc folder.o -o out.mpy",
            "mpyc link --arch rv32imc mach.o -o out.mpy",
            "mpyc link --arch rv32imc ok.mpy -o out.mpy",
            "mpyc link --arch rv32imc ok.py -o out.mpy",
            "mpyc link --arch rv32imc damaged.a -o out.mpy",
            "mpyc link --arch rv32imc missing.o -o out.mpy",
            "mpyc link --arch rv32imc rv32.o -l missing.a -o out.mpy",
            "mpyc link --arch rv32imc rv32.o --qstrs latin1.py -o out.mpy",
            "mpyc link --arch rv32imc rv32.o --externs missing.ld -o out.mpy",
            "mpyc link --arch rv32imc rv32.o --externs latin1.py -o out.mpy",
            "mpyc link --arch rv32imc rv32.o --externs rv32.o -o out.mpy",
            "mpyc link --arch rv32imc rv32.o --externs ok.py -o out.mpy",
            "mpyc link --arch rv32imc rv32.o -e layout.ld -e expressions.ld -o out.mpy",
            "mpyc link --arch rv32imc rv32.o -l layout.ld -o out.mpy",
            "mpyc link --arch rv32imc rv32.o --arch-flags zbb -o out.mpy",
            "mpyc link --arch x64 x64.o --arch-flags zba -o out.mpy",
            "mpyc link --board esp31 rv32.o -o out.mpy",
            "mpyc link --board esp32c3 --arch x64 x64.o -o out.mpy",
        ],
    );
    snapshot("linking", &said);
}

#[test]
fn files_that_cannot_be_run() {
    let said = transcript(
        1,
        &[
            "mpyc run missing.py",
            "mpyc run latin1.py",
            "mpyc run missing.mpy",
            "mpyc run folder.mpy",
            "mpyc run text",
            "mpyc run rv32.o",
            "mpyc run ok.mpy --bytecode",
            "mpyc run cut.mpy",
            "mpyc run empty.mpy",
            "mpyc run x64.mpy",
            "mpyc run ok.mpy --on x64",
            "mpyc run ok.mpy --with missing.txt",
        ],
    );
    snapshot("running", &said);
}

#[test]
fn wrong_command_lines() {
    let said = transcript(
        2,
        &[
            "mpyc compile",
            "mpyc natmod",
            "mpyc natmod ok.py --arch z80",
            "mpyc natmod ok.py -O 9",
            "mpyc natmod ok.py --emit asm",
            "mpyc natmod ok.py --optimize",
            "mpyc natmod ok.py --board esp31",
            "mpyc natmod ok.py --board esp32c3 --arch x64",
            "mpyc link",
            "mpyc run",
            "mpyc run ok.py --on moon",
            "mpyc run ok.py --release new",
        ],
    );
    snapshot("command_lines", &said);
}

#[test]
fn without_a_command_all_are_listed() {
    let output = Command::new(env!("CARGO_BIN_EXE_mpyc")).output().unwrap_or_else(|error| panic!("{error}"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2));
    for command in ["natmod", "link", "run", "doctor"] {
        assert!(said.contains(&format!("\n  {command} ")), "{said}");
    }
}
