//! `mpyc link` as a command: its options are those of upstream's linker; whatever is wrong with its files is said with
//! a code, on standard error, with status 1, and leaves no file behind.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};

/// Runs `mpyc link` in a folder.
fn link(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    command.arg("link").args(args).current_dir(folder);
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// Fails with these lines, of those that name a problem and its file, and makes no file.
#[track_caller]
fn fails(folder: &Path, args: &[&str], lines: &[&str]) {
    let before = names(folder);
    let output = link(folder, args);
    let stderr = String::from_utf8_lossy(&output.stderr);
    let names_it = |line: &&str| line.starts_with("error") || line.starts_with("-->");
    let found: Vec<&str> = stderr.lines().filter(names_it).collect();
    assert_eq!(found, lines, "{stderr}");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert_eq!(names(folder), before);
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A folder with C compiled for x64: `a.o`, with the entry; `lib.a`, with `answer`.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("a.c", "extern int answer(void);\nvoid *mpy_init(void) { return (void *)(long)answer(); }\n");
    write("answer.c", "int answer(void) { return 42; }\n");
    for file in ["a", "answer"] {
        let mut gcc = Command::new("gcc");
        gcc.args([
            "-Os",
            "-fpic",
            "-fcf-protection=none",
            "-c",
            &format!("{file}.c"),
            "-o",
            &format!("{file}.o"),
        ]);
        assert!(gcc.current_dir(folder.path()).status().unwrap().success());
    }
    let mut ar = Command::new("ar");
    assert!(ar.args(["rcs", "lib.a", "answer.o"]).current_dir(folder.path()).status().unwrap().success());
    folder
}

#[test]
fn objects_and_archives_become_a_module() {
    let folder = folder();
    // An option may be written together with its value, as upstream's makefile does.
    for library in [&["-llib.a"][..], &["-l", "lib.a"], &["--libs", "lib.a"], &["answer.o"], &["lib.a"]] {
        let output = link(folder.path(), &[&["--arch", "x64", "-o", "m.mpy", "a.o"], library].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.is_empty() && output.stderr.is_empty());
        let module = linker::mpy::read(&std::fs::read(folder.path().join("m.mpy")).unwrap()).unwrap();
        assert_eq!((module.arch, &module.qstrs[..]), (2, &["m.mpy".to_owned()][..]));
        std::fs::remove_file(folder.path().join("m.mpy")).unwrap();
    }
}

#[test]
fn of_an_archive_only_what_is_needed_is_read() {
    let folder = folder();
    // Behind the members, one that is larger than the memory there may be.
    let path = folder.path().join("lib.a");
    let mut library = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    let header = format!("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", "huge.o/", 0, 0, 0, 644, 3u64 << 30);
    library.write_all(header.as_bytes()).unwrap();
    library.set_len(library.metadata().unwrap().len() + (3 << 30)).unwrap();
    let limited = |arguments: &str| {
        let command = format!("ulimit -v 1000000; exec {} link {arguments}", env!("CARGO_BIN_EXE_mpyc"));
        Command::new("sh").args(["-c", &command]).current_dir(folder.path()).output().unwrap()
    };
    let output = limited("-o m.mpy a.o -llib.a");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(folder.path().join("m.mpy").is_file());
    // Cut short behind the index: the member is gone, and the link says so.
    library.set_len(200).unwrap();
    let output = link(folder.path(), &["-o", "x.mpy", "a.o", "-llib.a"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("error[L0007]: damaged archive: symbol `answer`"), "{stderr}");
    assert!(!output.status.success() && !folder.path().join("x.mpy").exists());
    // A pipe cannot be read in parts, and is read whole.
    let mut ar = Command::new("ar");
    assert!(ar.args(["rcs", "whole.a", "answer.o"]).current_dir(folder.path()).status().unwrap().success());
    let output = limited("-o p.mpy a.o -l /dev/stdin < whole.a");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let output = {
        let command = format!("cat whole.a | {} link -o q.mpy a.o -l /dev/stdin", env!("CARGO_BIN_EXE_mpyc"));
        Command::new("sh").args(["-c", &command]).current_dir(folder.path()).output().unwrap()
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_command_line_is_the_same_as_among_all_commands() {
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_mpyc")).args(arguments).output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    assert_eq!(run(&["link", "--help"]), run(&["help", "link"]));
    assert_eq!(run(&["link", "--version"]).1, format!("mpyc-link {}\n", env!("CARGO_PKG_VERSION")));
    let (status, _, stderr) = run(&["link", "--nonsense"]);
    assert!(status == Some(2) && stderr.contains("Usage: mpyc link [OPTIONS]"), "{stderr}");
}

#[test]
fn defaults_are_upstreams() {
    let folder = folder();
    // The architecture is x64, the output beside the first object, the name that of the output.
    assert!(link(folder.path(), &["a.o", "answer.o"]).status.success());
    let module = linker::mpy::read(&std::fs::read(folder.path().join("a.mpy")).unwrap()).unwrap();
    assert_eq!(module.qstrs, ["a.mpy"]);
    assert!(
        link(folder.path(), &["a.o", "answer.o", "--source-name", "a.c", "-o", "b.mpy"]).status.success()
    );
    let module = linker::mpy::read(&std::fs::read(folder.path().join("b.mpy")).unwrap()).unwrap();
    assert_eq!(module.qstrs, ["a.c"]);
}

/// Every option of upstream's linker, by each of its names.
#[test]
fn options_are_upstreams() {
    let help = Command::new(env!("CARGO_BIN_EXE_mpyc")).args(["link", "--help"]).output().unwrap();
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    for release in micropython::RELEASES {
        let text = micropython::source_text(release, "tools/mpy_ld.py");
        let main = text.split("def main():").nth(1).unwrap();
        let options = main.split('"').filter(|part| part.starts_with('-') && !part.contains(' '));
        let options: Vec<&str> = options.collect();
        assert!(options.len() >= 9, "{options:?}");
        for option in options {
            let is_there = help.split([' ', ',', '.', '\n']).any(|word| word == option);
            assert!(is_there, "{release}: {option} is not in:\n{help}");
        }
    }
}

#[test]
fn the_qstr_header_is_written_and_read_back() {
    let folder = folder();
    std::fs::write(folder.path().join("q.c"), "MP_QSTR_foo MP_QSTR_append MP_QSTR_bar").unwrap();
    assert!(link(folder.path(), &["--preprocess", "-o", "q.h", "q.c", "a.c"]).status.success());
    assert!(link(folder.path(), &["--qstrs", "q.h", "a.o", "answer.o"]).status.success());
    let module = linker::mpy::read(&std::fs::read(folder.path().join("a.mpy")).unwrap()).unwrap();
    assert_eq!(module.qstrs, ["a.mpy", "bar", "foo"]);
}

#[test]
fn a_script_in_the_place_of_an_archive_names_archives() {
    let folder = folder();
    std::fs::write(folder.path().join("libm.a"), "/* GNU ld script */\nGROUP ( lib.a )\n").unwrap();
    assert!(link(folder.path(), &["a.o", "-llibm.a"]).status.success());
    std::fs::write(folder.path().join("libm.a"), "SECTIONS { }\n").unwrap();
    fails(
        folder.path(),
        &["-o", "x.mpy", "a.o", "-llibm.a"],
        &["error[L0203]: `SECTIONS` cannot be followed: the layout of a module is the linker's own"],
    );
}

#[test]
fn fixed_addresses_come_from_scripts() {
    let folder = folder();
    let at = folder.path();
    let write = |name: &str, text: &str| std::fs::write(at.join(name), text).unwrap();
    std::fs::create_dir_all(at.join("more")).unwrap();
    write("more/base.ld", "base = 0x40001000;\n");
    write("rom.ld", "INCLUDE base.ld\nPROVIDE(answer = base + 4); /* in ROM */\n");
    write("other.ld", "answer = base + 8;\n");
    let said = |args: &[&str]| {
        let output = link(at, &[&["-v", "-o", "m.mpy", "a.o"], args].concat());
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{stderr}");
        let about = stderr.lines().filter(|line| line.contains("answer")).map(str::to_owned);
        about.collect::<Vec<_>>()
    };
    // The archive is not asked.
    assert_eq!(
        said(&["-e", "rom.ld", "-Lmore", "-llib.a"]),
        ["fixed:        answer is at 0x40001004 (rom.ld:2:9)"]
    );
    assert_eq!(
        said(&["--externs", "rom.ld", "-L", "more", "answer.o"]),
        ["note:         answer is what answer.o defines, not at 0x40001004 (rom.ld:2:9)"]
    );
    // A second script knows the symbols of the first.
    assert_eq!(
        said(&["--externs=rom.ld", "-e", "other.ld", "-Lmore", "answer.o"]),
        ["note:         answer is at 0x40001008 (other.ld:1:1), not what answer.o defines"]
    );
    // Beside the including script, whatever the folder of the command.
    std::fs::rename(at.join("rom.ld"), at.join("more/rom.ld")).unwrap();
    assert_eq!(said(&["-e", "more/rom.ld"]).len(), 1);
}

#[test]
fn what_is_wrong_with_a_script_has_its_place() {
    let folder = folder();
    let at = folder.path();
    let write = |name: &str, text: &str| std::fs::write(at.join(name), text).unwrap();
    write("rom.ld", "a = 1 / 0;\nSECTIONS { }\nINCLUDE gone.ld\nINCLUDE loop.ld\n");
    write("loop.ld", "INCLUDE loop.ld\nPROVIDE(answer = other);\n");
    fails(
        at,
        &["-o", "x.mpy", "a.o", "-e", "rom.ld"],
        &[
            "error[L0209]: division by zero",
            "error[L0203]: `SECTIONS` cannot be followed: the layout of a module is the linker's own",
            "error[L0214]: `gone.ld` cannot be included: there is no such file",
            "error[L0213]: `loop.ld` includes itself",
        ],
    );
    write("loop.ld", "PROVIDE(answer = other);\n");
    fails(
        at,
        &["-o", "x.mpy", "a.o", "-e", "loop.ld"],
        &[
            "error[L0050]: the fixed address of `answer` (loop.ld:1:9) is not known: L0207: loop.ld:1:18: `other` has no value here: no script gives it one before this place",
            "--> a.o: .text+0x2, in `mpy_init`",
        ],
    );
    // Nobody asks for it.
    assert!(link(at, &["-o", "m.mpy", "a.o", "answer.o", "-e", "loop.ld"]).status.success());
}

#[test]
fn a_board_says_the_architecture_and_what_is_in_rom() {
    let folder = folder();
    let at = folder.path();
    std::fs::write(
        at.join("r.c"),
        "unsigned long strlen(const char *);\nvoid *mpy_init(const char *s) { return (void *)strlen(s); }\n",
    )
    .unwrap();
    let mut gcc = Command::new("riscv64-unknown-elf-gcc");
    gcc.args(["-Os", "-fpic", "-march=rv32imc", "-mabi=ilp32", "-c", "r.c"]);
    assert!(gcc.current_dir(at).status().unwrap().success());
    for args in [&["--board", "esp32c3"][..], &["--board", "esp32c3", "--arch", "rv32imc"]] {
        let output = link(at, &[&["-v", "r.o"], args].concat());
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains("arch:         rv32imc\n"), "{stderr}");
        assert!(stderr.contains("fixed:        strlen is at 0x40000374 (esp32c3's ROM)\n"), "{stderr}");
    }
    // Where it is not in ROM, it is supplied.
    let output = link(at, &["-v", "r.o", "--board", "esp32p4"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("member:       mpyc-support.a(libc.o) for `strlen`\n"), "{stderr}");
    for (args, lines) in [
        (
            &["--board", "rp2040"][..],
            &["error[L0004]: made for RISC-V, 32-bit, but the target is armv6m", "--> r.o"][..],
        ),
        (&["--board", "esp32c3", "--arch", "x64"], &["error[L0107]: board `esp32c3` is rv32imc, not x64"]),
        (&["--board", "esp31"], &["error[L0106]: `esp31` is not a board that is known"]),
    ] {
        fails(at, &[&["-o", "x.mpy", "r.o"], args].concat(), lines);
    }
}

#[test]
fn architecture_flags_are_names_or_a_number() {
    let folder = folder();
    let at = folder.path();
    std::fs::write(at.join("r.c"), "void *mpy_init(void *self) { return self; }\n").unwrap();
    let mut gcc = Command::new("riscv64-unknown-elf-gcc");
    gcc.args(["-Os", "-fpic", "-march=rv32imc_zba", "-mabi=ilp32", "-c", "r.c"]);
    assert!(gcc.current_dir(at).status().unwrap().success());
    for (flags, expected) in [
        (None, Some(1)),
        (Some("zba"), Some(1)),
        (Some("zcmp,zba"), Some(3)),
        (Some("zba, zcmp"), Some(3)),
        (Some("1"), Some(1)),
        (Some("0x3"), Some(3)),
    ] {
        let flags: Vec<&str> = flags.into_iter().flat_map(|flags| ["--arch-flags", flags]).collect();
        let args = [&["--arch", "rv32imc", "r.o"], &flags[..]].concat();
        assert!(link(at, &args).status.success(), "{flags:?}");
        let module = linker::mpy::read(&std::fs::read(at.join("r.mpy")).unwrap()).unwrap();
        assert_eq!(module.arch_flags, expected, "{flags:?}");
        // It is written as it was read.
        assert_eq!(linker::mpy::write(&module).unwrap(), std::fs::read(at.join("r.mpy")).unwrap());
        std::fs::remove_file(at.join("r.mpy")).unwrap();
    }
    let fails_with = |flags: &str, lines: &[&str]| {
        let flags = format!("--arch-flags={flags}");
        fails(at, &["--arch", "rv32imc", "-o", "x.mpy", "r.o", &flags], lines);
    };
    for flags in ["zcmp", "0"] {
        let line = "error[L0051]: compiled for the extension zba, which the module is not to need";
        fails_with(flags, &[line, "--> r.o"]);
    }
    for flags in ["zbb", "zba,,zcmp", "4", "-1", ""] {
        let line = format!("error[L0104]: --arch-flags: `{flags}` does not name extensions of rv32imc");
        fails_with(flags, &[&line]);
    }
}

#[test]
fn what_v_says() {
    let folder = folder();
    let output = link(folder.path(), &["-vvv", "a.o", "-llib.a"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    for part in [
        "arch:         x64\n",
        "member:       lib.a(answer.o) for `answer`\n",
        " mpy_init\n",
        "left out: .eh_frame",
    ] {
        assert!(stderr.contains(part), "{part:?} is not in:\n{stderr}");
    }
    assert!(output.stdout.is_empty());
}

#[test]
fn all_that_is_wrong_is_said_and_nothing_written() {
    let folder = folder();
    let at = folder.path();
    std::fs::write(at.join("empty.o"), "").unwrap();
    std::fs::write(at.join("latin.h"), b"\xe9").unwrap();
    fails(
        at,
        &["-o", "x.mpy", "a.o"],
        &["error[L0012]: undefined symbol `answer`", "--> a.o: .text+0x2, in `mpy_init`"],
    );
    fails(
        at,
        &["-o", "x.mpy", "empty.o", "a.c"],
        &[
            "error[L0001]: the file is empty",
            "--> empty.o",
            "error[L0002]: not an ELF object or an archive, but text",
            "--> a.c",
        ],
    );
    fails(
        at,
        &["-o", "x.mpy", ".", "absent.o", "--qstrs", "latin.h", "-e", "rom.ld", "--arch-flags", "zba"],
        &[
            "error[L0103]: x64 has no optional extensions",
            "error[E0101]: cannot read `rom.ld`",
            "error[E0101]: cannot read `.`",
            "error[E0101]: cannot read `absent.o`",
            "error[E0102]: `latin.h` is not UTF-8",
        ],
    );
    fails(
        at,
        &["--arch", "armv7m", "a.o"],
        &["error[L0004]: made for x86-64, 64-bit, but the target is armv7m", "--> a.o"],
    );
    fails(
        at,
        &["--arch", "z80", "a.o"],
        &["error[L0101]: `z80` is not an architecture that modules are made for"],
    );
    fails(
        at,
        &["--arch", "rv32imc", "-o", "x.mpy", "a.o"],
        &["error[L0004]: made for x86-64, 64-bit, but the target is rv32imc", "--> a.o"],
    );
    fails(at, &["-o", "absent/x.mpy", "a.o", "answer.o"], &["error[E0103]: cannot write `absent/x.mpy`"]);
    fails(at, &["-o", ".", "a.o", "answer.o"], &["error[E0103]: cannot write `.`"]);
}

#[test]
fn a_wrong_command_line_has_its_own_status() {
    let folder = folder();
    for args in [&[][..], &["--no-such-option", "a.o"], &["-o"]] {
        assert_eq!(link(folder.path(), args).status.code(), Some(2), "{args:?}");
    }
}

/// C that calls what the function table lacks: `a.o`.
fn folder_with(source: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.c"), source).unwrap();
    let mut gcc = Command::new("gcc");
    gcc.args(["-Os", "-fpic", "-fcf-protection=none", "-w", "-c", "a.c", "-o", "a.o"]);
    assert!(gcc.current_dir(folder.path()).status().unwrap().success());
    folder
}

#[test]
fn what_the_table_lacks_is_supplied() {
    let folder = folder_with(
        "extern void *mp_obj_list_get(void *, long *, void **), *mp_obj_new_int(long);\n\
         void *mpy_init(void *self) { long n; void *items; mp_obj_list_get(self, &n, &items); \
         return mp_obj_new_int(n); }\n",
    );
    let output = link(folder.path(), &["--arch", "x64", "-v", "a.o"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    for member in
        ["mpyc-support.a(container.o) for `mp_obj_list_get`", "mpyc-support.a(int.o) for `mp_obj_new_int`"]
    {
        assert!(stderr.contains(member), "{stderr}");
    }
    let size = std::fs::metadata(folder.path().join("a.mpy")).unwrap().len();
    // Those two functions, and nothing else of the library.
    assert!(size < 300, "{size}");
}

#[test]
fn a_function_of_ones_own_is_not_supplied() {
    let folder = folder_with(
        "extern void *mp_obj_get_array(void *), *mp_obj_get_array_fixed_n(void *, long, void *);\n\
         void *mp_obj_get_array(void *o) { return o; }\n\
         void *mpy_init(void *self) { return mp_obj_get_array_fixed_n(self, 1, mp_obj_get_array(self)); }\n",
    );
    let output = link(folder.path(), &["--arch", "x64", "-vv", "a.o"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    assert!(stderr.contains(".text.mp_obj_get_array_fixed_n (mpyc-support.a"), "{stderr}");
    assert!(!stderr.contains(".text.mp_obj_get_array (mpyc-support.a"), "{stderr}");
}

#[test]
fn without_a_compiler_the_link_says_what_needed_one() {
    let folder = folder_with(
        "extern void *mp_obj_id(void *);\nvoid *mpy_init(void *self) { return mp_obj_id(self); }\n",
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    command.args(["link", "--arch", "x64", "a.o"]).current_dir(folder.path()).env("PATH", "/nowhere");
    for variable in ["MPYC_CC", "MPYC_CC_X64"] {
        command.env_remove(variable);
    }
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("error[E0501]"), "{stderr}");
    assert!(stderr.contains("`mp_obj_id`: of mpyc's support library"), "{stderr}");
}

#[test]
fn what_is_impossible_is_refused_with_its_reason() {
    let folder = folder_with(
        "extern void *mp_obj_new_cell(void *), *mp_obj_id(void *);\n\
         void *mpy_init(void *self) { return mp_obj_new_cell(mp_obj_id(self)); }\n",
    );
    let output = link(folder.path(), &["--arch", "x64", "a.o"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    for text in [
        "undefined symbol `mp_obj_new_cell`",
        "cells are made by compiled Python alone",
        "use a list of one item",
    ] {
        assert!(stderr.contains(text), "{stderr}");
    }
    assert!(!stderr.contains("mp_obj_id"), "{stderr}");
}

#[test]
fn the_lists_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    let output = link(folder.path(), &["--symbols", "mp_obj_new_cel?"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        text,
        "mp_obj_new_cell  impossible    cells are made by compiled Python alone; use a list of one item\n"
    );
    assert_eq!(
        String::from_utf8_lossy(&link(folder.path(), &["--symbols"]).stdout).lines().count(),
        linker::firmware::catalogue::names().len()
    );
    let none = link(folder.path(), &["--symbols", "no_such_name"]);
    assert_eq!((none.status.code(), none.stdout.len()), (Some(1), 0));
}
