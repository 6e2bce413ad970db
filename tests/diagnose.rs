//! `mpyc diagnose`: objects, archives and modules that are not linked, and what it says of them.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use linker::firmware::catalogue::{Origin, origin};
use linker::mpy::{Base, Body, Module, Operation, RawCode, Relocation, Viper};
use linker::{Arch, RuntimeWord};
use mpyc::target::Target;
use mpyc::toolchain::{self, Config, OptLevel};

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn snapshot(name: &str, shown: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(source("diagnose"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

/// A folder with files compiled for a target, as `NAME.o` beside their sources.
fn folder(target: &'static Target, sources: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::near(Path::new("m.py")).unwrap();
    let toolchain = toolchain::find(target, None, &config).unwrap_or_else(|error| panic!("{error:?}"));
    for path in sources {
        let text = std::fs::read_to_string(source(path)).unwrap();
        let stem = Path::new(path).file_stem().unwrap().to_str().unwrap();
        std::fs::write(folder.path().join(format!("{stem}.c")), &text).unwrap();
        let object = toolchain.compile(&text, stem, OptLevel::Size, true, &[]).unwrap();
        std::fs::write(folder.path().join(format!("{stem}.o")), object).unwrap();
    }
    folder
}

fn diagnose(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    command.arg("diagnose").args(args).current_dir(folder).output().unwrap()
}

/// Both streams, with the status that is expected.
#[track_caller]
fn said(folder: &Path, args: &[&str], status: i32) -> String {
    let output = diagnose(folder, args);
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(status), "{out}{err}");
    format!("$ mpyc diagnose {}\n{out}{err}", args.join(" "))
}

#[test]
fn every_relocation_is_listed_with_how_it_is_done() {
    for name in ["rv32imc", "x64"] {
        let folder = folder(Target::named(name).unwrap(), &["diagnose/relocations.c"]);
        snapshot(&format!("relocations.{name}"), &said(folder.path(), &["--all", "relocations.o"], 1));
    }
}

/// What the list says is what a link finds: the same problems, by code and symbol, on every target.
#[test]
fn what_cannot_be_done_is_what_a_link_refuses() {
    // Those that Debian has a compiler for.
    for target in Target::all().filter(|target| target.debian_package.is_some()) {
        let folder = folder(target, &["diagnose/relocations.c", "explain/undefined.c"]);
        for name in ["relocations", "undefined"] {
            let object = std::fs::read(folder.path().join(format!("{name}.o"))).unwrap();
            let input = || linker::Input { name: format!("{name}.o"), bytes: object.clone().into() };
            // What is compiled for a smaller Cortex-M runs on the larger.
            let found = linker::arch_of(&object.clone().into()).unwrap();
            let both_arm = [found, target.arch].iter().all(|arch| arch.name().starts_with("armv"));
            assert!(found == target.arch || both_arm, "{found:?} for {}", target.name);
            let diagnosis = linker::diagnose(target.arch, &[input()], true);
            let request = linker::Request { inputs: vec![input()], ..linker::Request::new(target.arch) };
            let mut refused: Vec<(&str, Option<String>)> = Vec::new();
            let errors = linker::link(&request).unwrap_err();
            // What mpyc supplies is linked by the command, and is no problem.
            let supplied = |error: &&linker::Error| match error.location.symbol.as_deref().and_then(origin) {
                Some(Origin::Library(_)) => true,
                Some(_) | None => false,
            };
            let errors = errors.iter().filter(|error| !supplied(error));
            refused.extend(errors.map(|error| (error.code(), error.location.symbol.clone())));
            let mut found: Vec<(&str, Option<String>)> =
                diagnosis.errors.iter().map(|error| (error.code(), error.location.symbol.clone())).collect();
            refused.sort();
            found.sort();
            assert_eq!(found, refused, "{} {name}", target.name);
            let object = &diagnosis.objects[0];
            assert_eq!(object.list.len(), object.relocations);
            assert_eq!(object.list.iter().filter(|r| r.code.is_some()).count(), object.refused);
            // With debug information, every relocation of code has a line.
            for relocation in object.list.iter().filter(|r| r.section.starts_with(".text")) {
                assert!(relocation.source.is_some(), "{} {relocation:?}", target.name);
            }
        }
    }
}

#[test]
fn objects_may_need_each_other_and_members_are_looked_at_one_by_one() {
    let target = Target::named("x64").unwrap();
    let folder = folder(target, &["diagnose/relocations.c", "explain/undefined.c"]);
    std::fs::write(folder.path().join("elsewhere.c"), "int elsewhere(int x) { return x; }\n").unwrap();
    for (program, args) in [
        ("gcc", &["-c", "elsewhere.c"][..]),
        ("ar", &["rcs", "lib.a", "elsewhere.o", "relocations.o"]),
        ("ar", &["rcs", "bad.a", "undefined.o", "relocations.o"]),
    ] {
        assert!(Command::new(program).args(args).current_dir(folder.path()).status().unwrap().success());
    }
    std::fs::write(folder.path().join("empty.o"), "").unwrap();
    let at = folder.path();
    let mut text = String::new();
    for (args, status) in [
        (&["relocations.o", "elsewhere.o"][..], 0),
        (&["lib.a"], 0),
        (&["--arch", "rv32imc", "elsewhere.o"], 1),
        (&["empty.o", "elsewhere.o", "missing.o", "diagnose.c"], 1),
    ] {
        text.push_str(&said(at, args, status));
        text.push('\n');
    }
    snapshot("files", &text);
    let output = diagnose(at, &["bad.a"]);
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("bad.a(relocations.o): x64, 18 relocations, 1 cannot be linked\n"), "{out}");
}

#[test]
fn tools_get_an_object_a_line() {
    let folder = folder(Target::named("x64").unwrap(), &["diagnose/relocations.c"]);
    let output = diagnose(folder.path(), &["--all", "--message-format", "json", "relocations.o"]);
    let lines = |bytes: &[u8]| -> Vec<serde_json::Value> {
        let text = std::str::from_utf8(bytes).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let (out, err) = (lines(&output.stdout), lines(&output.stderr));
    assert_eq!(out[0]["object"], "relocations.o");
    assert_eq!(out[0]["relocations"], out.len() - 1);
    let refused: Vec<_> = out[1..].iter().filter(|line| !line["code"].is_null()).collect();
    assert_eq!(refused.len(), 1);
    assert_eq!((&refused[0]["symbol"], &refused[0]["code"]), (&"elsewhere".into(), &"L0012".into()));
    assert_eq!(err[0]["code"], "L0012");
    assert_eq!(err[0]["labels"][0]["object"]["section"], refused[0]["section"]);
}

fn module(viper: Viper) -> Module {
    Module {
        arch: Arch::Rv32imc as u8,
        sub_version: 3,
        small_int_bits: 31,
        arch_flags: None,
        qstrs: vec!["m.py".into()],
        constants: Vec::new(),
        code: RawCode { body: Body::Viper(viper), children: Vec::new() },
    }
}

#[test]
fn modules_say_what_they_need_and_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("good.py"), include_str!("explain/scale.py")).unwrap();
    let natmod = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
        assert!(command.arg("natmod").args(args).current_dir(at).status().unwrap().success());
    };
    natmod(&["good.py"]);
    let write = |name: &str, bytes: &[u8]| std::fs::write(at.join(name), bytes).unwrap();
    let word = |word, operation| Relocation { base: Base::Text, word, operation };
    let entry = |index| Operation::Runtime(RuntimeWord::Entry(index));
    let viper = Viper {
        text: vec![0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0],
        bss_size: 16,
        relocations: Some(vec![word(0, entry(32)), word(1, Operation::Bss), word(2, entry(73))]),
        ..Viper::default()
    };
    let made = |name: &str, module: &Module| write(name, &linker::mpy::write(module).unwrap());
    made("variables.mpy", &module(viper.clone()));
    let whole = linker::mpy::write(&module(Viper { text: vec![0; 1000], ..viper.clone() })).unwrap();
    write("cut.mpy", &whole[..200]);
    let beyond = Viper {
        bss_size: 0,
        relocations: Some(vec![word(1, entry(33)), word(5, Operation::Text)]),
        ..viper.clone()
    };
    made("beyond.mpy", &module(beyond));
    made("old.mpy", &Module { sub_version: 2, ..module(Viper { bss_size: 0, ..viper.clone() }) });
    made("unknown.mpy", &Module { arch: 13, ..module(viper) });
    let mut text = String::new();
    for (file, status) in
        [("cut.mpy", 1), ("variables.mpy", 0), ("beyond.mpy", 1), ("old.mpy", 1), ("unknown.mpy", 1)]
    {
        text.push_str(&said(at, &[file], status));
        text.push('\n');
    }
    text.push_str(&said(at, &["--all", "variables.mpy"], 0));
    snapshot("modules", &text);
    // Its size changes with the runtime.
    let good = said(at, &["good.mpy"], 0);
    assert!(
        good.contains("good.mpy: native code for rv32imc\n  loads on     MicroPython from 1.23 on"),
        "{good}"
    );
}

/// A link brings the code that asks resolvers, and fills in what the firmware has by name.
#[test]
fn what_start_up_code_fills_is_no_problem() {
    let folder = folder(Target::named("x64").unwrap(), &["resolvers/other.c"]);
    let tuple = "extern const char mp_type_tuple[];\nconst char *type = mp_type_tuple;\n";
    let object = folder.path().join("tuple.o");
    std::fs::write(folder.path().join("tuple.c"), tuple).unwrap();
    let mut gcc = Command::new("gcc");
    assert!(
        gcc.args(["-fpic", "-c", "-o"])
            .arg(&object)
            .arg(folder.path().join("tuple.c"))
            .status()
            .unwrap()
            .success()
    );
    let shown = said(folder.path(), &["--all", "other.o", "tuple.o"], 0);
    assert!(shown.contains("a slot that holds the address of other"), "{shown}");
    assert!(shown.contains("a word that start-up code fills with mp_type_tuple"), "{shown}");
}
