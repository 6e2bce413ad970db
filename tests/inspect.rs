//! `mpyc inspect` and `mpyc size`: modules of every kind, what is in them, and where their bytes go.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use linker::mpy::Body;
use mpyc::map::{Map, Part};
use mpyc::size;
use mpyc::target::Target;
use mpyc::toolchain::{self, Config, OptLevel};

fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn snapshot(name: &str, shown: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(source("inspect"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

fn mpyc(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mpyc")).args(args).current_dir(folder).output().unwrap()
}

/// What a command prints; it succeeds.
#[track_caller]
fn printed(folder: &Path, args: &[&str]) -> String {
    let output = mpyc(folder, args);
    assert!(output.status.success(), "{args:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The targets that Debian has a compiler for.
fn targets() -> impl Iterator<Item = &'static Target> {
    Target::all().filter(|target| target.debian_package.is_some())
}

/// A folder with `module.mpy` and `module.map`, linked from C for a target.
fn linked(target: &'static Target) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::near(Path::new("m.py")).unwrap();
    let toolchain = toolchain::find(target, None, &config).unwrap_or_else(|error| panic!("{error:?}"));
    let text = std::fs::read_to_string(source("inspect/module.c")).unwrap();
    let object = toolchain.compile(&text, "module", OptLevel::Size, true, &[]).unwrap();
    std::fs::write(folder.path().join("module.c"), text).unwrap();
    std::fs::write(folder.path().join("module.o"), object).unwrap();
    let mut args =
        vec!["link", "--arch", target.name, "module.o", "-o", "plain.mpy", "--source-name", "module.c"];
    let library = toolchain.libgcc().map(|path| path.display().to_string());
    if let Some(library) = &library {
        args.extend(["-l", library]);
    }
    printed(folder.path(), &args);
    args[5] = "module.mpy";
    args.extend(["--map", "module.map"]);
    printed(folder.path(), &args);
    let bytes = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert_eq!(bytes("plain.mpy"), bytes("module.mpy"), "{}: a map changes nothing", target.name);
    folder
}

/// A module's bytes, and its map if one is beside it; the sums of its account are its size.
#[track_caller]
fn check_sums(path: &Path) -> (Vec<u8>, Option<Map>, size::Account) {
    let bytes = std::fs::read(path).unwrap();
    let (module, spans) = linker::mpy::read_spans(&bytes).unwrap();
    let map = std::fs::read_to_string(path.with_extension("map")).ok().map(|text| Map::read(&text).unwrap());
    let account = size::account(&module, &spans, map.as_ref());
    assert_eq!(account.total(), bytes.len(), "{}", path.display());
    let sums = [
        account.by_cause().iter().map(|(_, bytes)| bytes).sum::<usize>(),
        account.by_function().iter().map(|(_, bytes)| bytes).sum(),
        account.by_line().iter().map(|(_, bytes)| bytes).sum(),
        account.by_own_line().iter().map(|(_, bytes)| bytes).sum(),
    ];
    assert_eq!(sums, [bytes.len(); 4], "{}", path.display());
    (bytes, map, account)
}

#[test]
fn sums_are_the_files_size_to_the_byte_on_every_target() {
    for target in targets() {
        let folder = linked(target);
        let (bytes, map, account) = check_sums(&folder.path().join("module.mpy"));
        let map = map.unwrap();
        assert!(map.is_of(&bytes));
        // Parts of the image do not overlap.
        let mut parts: Vec<(u64, u64)> = map
            .sections
            .iter()
            .filter(|section| section.block == Part::Image)
            .map(|section| (section.offset, section.size))
            .chain(map.made.iter().map(|made| (made.offset, made.size)))
            .filter(|(_, size)| *size > 0)
            .collect();
        parts.sort_unstable();
        for pair in parts.windows(2) {
            assert!(pair[0].0 + pair[0].1 <= pair[1].0, "{}: {pair:?}", target.name);
        }
        // The function's bytes are of its lines.
        let first = 1 + include_str!("inspect/module.c")
            .lines()
            .position(|line| line.contains("choose(int x"))
            .unwrap();
        let of_choose: usize = account
            .items
            .iter()
            .filter(|item| item.name == "choose")
            .filter(|item| {
                let line = item.line.as_ref().map_or(0, |(_, line)| *line as usize);
                (first..first + 11).contains(&line)
            })
            .map(|item| item.bytes)
            .sum();
        let symbol = map.symbols.iter().find(|symbol| symbol.name == "choose").unwrap();
        assert!(
            of_choose * 10 >= symbol.size as usize * 9,
            "{}: {of_choose} of {}",
            target.name,
            symbol.size
        );
        // As JSON.
        let json = printed(folder.path(), &["size", "module.mpy", "--message-format", "json"]);
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        for list in ["by_cause", "by_function", "by_line"] {
            let sum: u64 =
                value[list].as_array().unwrap().iter().map(|row| row["bytes"].as_u64().unwrap()).sum();
            assert_eq!(sum, bytes.len() as u64, "{} {list}", target.name);
        }
    }
}

#[test]
fn compiled_python_is_accounted_for_by_its_lines() {
    for target in ["rv32imc", "x64"] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("scale.py"), include_str!("explain/scale.py")).unwrap();
        printed(folder.path(), &["natmod", "scale.py", "--arch", target, "-o", "plain.mpy"]);
        printed(folder.path(), &["natmod", "scale.py", "--arch", target, "--map", "scale.map"]);
        let plain = std::fs::read(folder.path().join("plain.mpy")).unwrap();
        let (bytes, _, account) = check_sums(&folder.path().join("scale.mpy"));
        assert_eq!(plain, bytes, "{target}: a map changes nothing");
        let lines: Vec<u32> = account
            .by_own_line()
            .into_iter()
            .filter_map(|(line, _)| line.filter(|(file, _)| file == "scale.py").map(|(_, line)| line))
            .collect();
        for line in [3, 8, 9, 10] {
            assert!(lines.contains(&line), "{target}: no code of line {line} among {lines:?}");
        }
        // From the source alone, it is the same.
        let of_source = printed(folder.path(), &["size", "scale.py", "--arch", target, "--top", "0"]);
        assert_eq!(of_source, printed(folder.path(), &["size", "scale.mpy", "--top", "0"]));
        assert_eq!(of_source, printed(folder.path(), &["size", "scale.map", "--top", "0"]));
        assert!(of_source.contains("scale.py:10              n += item\n"), "{of_source}");
    }
}

#[test]
fn a_picture_has_every_function_and_needs_nothing_else() {
    let folder = linked(Target::named("rv32imc").unwrap());
    printed(folder.path(), &["size", "module.mpy", "--html", "module.html"]);
    let html = std::fs::read_to_string(folder.path().join("module.html")).unwrap();
    let (_, _, account) = check_sums(&folder.path().join("module.mpy"));
    for ((cause, name, _), bytes) in account.by_function() {
        let title = format!("<title>{name}: {bytes} bytes, {}", cause.label());
        assert!(html.contains(&title), "{title}");
    }
    for word in ["<script", "http", "src=", "@import"] {
        assert!(!html.contains(word), "{word}");
    }
}

#[test]
fn code_is_shown_with_names_on_every_target() {
    for target in targets() {
        let folder = linked(target);
        let listing = printed(folder.path(), &["inspect", "-d", "module.mpy"]);
        for part in ["mpy_init:\n", "choose:\n", "; choose", "74 68 72 65 65"] {
            assert!(listing.contains(part), "{}: {part:?} is not in\n{listing}", target.name);
        }
        // All that is marked as code can be read. Among that of Xtensa are tables of jumps, which nothing marks, and what
        // fills a word up.
        let marks_data = target.name != "xtensa";
        assert_eq!(!listing.contains(".byte"), marks_data, "{}\n{listing}", target.name);
        // Without a map there are no names, but the code all the same.
        std::fs::remove_file(folder.path().join("module.map")).unwrap();
        let bare = printed(folder.path(), &["inspect", "-d", "module.mpy"]);
        assert!(!bare.contains("choose"), "{}", target.name);
        assert!(bare.lines().count() > 40, "{}\n{bare}", target.name);
    }
}

#[test]
fn listings_are_as_they_were() {
    for name in ["rv32imc", "x64"] {
        let folder = linked(Target::named(name).unwrap());
        snapshot(&format!("listing.{name}"), &printed(folder.path(), &["inspect", "-d", "module.mpy"]));
    }
}

/// MicroPython's own compiler makes bytecode, and machine code of functions in it.
#[test]
fn bytecode_is_shown_with_its_functions() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    std::fs::write(at.join("plain.py"), include_str!("inspect/plain.py")).unwrap();
    std::fs::write(at.join("native.py"), include_str!("inspect/native.py")).unwrap();
    for (name, options) in [("plain", &[][..]), ("native", &["-march=rv32imc"])] {
        let mut compiler = Command::new(micropython::mpy_cross("1.26.1"));
        compiler.args(options).arg(format!("{name}.py")).current_dir(at);
        assert!(compiler.status().unwrap().success());
    }
    let mut text = String::new();
    for args in [&["inspect", "plain.mpy"][..], &["inspect", "native.mpy"], &["size", "plain.mpy"]] {
        text.push_str(&format!("$ mpyc {}\n{}\n", args.join(" "), printed(at, args)));
    }
    snapshot("bytecode", &text);
    check_sums(&at.join("plain.mpy"));
    check_sums(&at.join("native.mpy"));
    // What is read is written again byte for byte.
    for name in ["plain.mpy", "native.mpy"] {
        let bytes = std::fs::read(at.join(name)).unwrap();
        let module = linker::mpy::read(&bytes).unwrap();
        assert!(matches!(module.code.body, Body::Bytecode { .. }));
        assert_eq!(linker::mpy::write(&module).unwrap(), bytes, "{name}");
    }
    let refused = mpyc(at, &["inspect", "-d", "plain.mpy"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("error[E0602]"));
    // A damaged file is one problem, and the next is shown all the same.
    let whole = std::fs::read(at.join("plain.mpy")).unwrap();
    std::fs::write(at.join("cut.mpy"), &whole[..20]).unwrap();
    let both = mpyc(at, &["inspect", "cut.mpy", "plain.mpy"]);
    assert_eq!(both.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&both.stdout).starts_with("plain.mpy: "));
}

#[test]
fn tools_get_one_object() {
    let folder = linked(Target::named("x64").unwrap());
    let text = printed(folder.path(), &["inspect", "module.mpy", "--message-format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&value["arch"], &value["sub_version"]), (&"x64".into(), &3.into()));
    assert_eq!(value["names"][0], "module.c");
    assert_eq!(value["code"][0]["kind"], "linked machine code");
    assert_eq!(value["relocations"].as_array().unwrap().len(), value["code"][0]["relocations"]);
}
