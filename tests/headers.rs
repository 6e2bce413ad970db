//! Our headers for C written for the firmware against MicroPython's own, of each release: layouts, numbers, and the
//! types of functions.
//!
//! `tests/headers/layout.c` is compiled twice, with our headers and with MicroPython's, and must come out the same. Each
//! of our prototypes is compiled behind MicroPython's headers, which refuse one of another type.

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

mod micropython;

use micropython::{RELEASES, each, source, write};
use mpyc::runtime::HEADERS;
use mpyc::target::{FloatKind, Target};
use mpyc::toolchain::{self, Config, Kind, Toolchain};
use object::{Object as _, ObjectSection as _};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

const LAYOUT: &str = include_str!("headers/layout.c");

/// MicroPython's headers are those of a port: of unix, and of a board.
fn port(target: &Target) -> &'static str {
    match target.name {
        "x64" | "x86" => "ports/unix",
        _ => "ports/qemu",
    }
}

fn compilers() -> Vec<Toolchain> {
    let targets = ["rv32imc", "x64"].into_iter().filter_map(Target::named);
    targets
        .map(|target| {
            toolchain::find(target, None, &Config::default())
                .unwrap_or_else(|diagnostic| panic!("{diagnostic:?}"))
        })
        .collect()
}

/// A compiler's command with what the target needs.
fn command(compiler: &Toolchain) -> Command {
    let target = compiler.target();
    let mut command = Command::new(compiler.program());
    match compiler.kind() {
        Kind::Gcc => command.args(target.flags.gcc),
        Kind::Clang => command.args(target.flags.clang),
        Kind::Zig => panic!("{}: zig hides its compiler's checks; use GCC", compiler.command()),
    };
    // Assertions off, as in firmware that is shipped and in ours.
    command.args(["-std=gnu11", "-Os", "-ffreestanding", "-DNDEBUG", "-w"]);
    command
}

/// Whose numbers of errors a firmware has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Errno {
    /// MicroPython's own.
    Own,
    /// Those of the C library.
    Library,
}

/// Adds MicroPython's headers.
fn with_micropython(command: &mut Command, target: &Target, release: &str, errno: Errno) {
    let root = source(release);
    let port = root.join(port(target));
    if errno == Errno::Own {
        command.arg("-DMICROPY_USE_INTERNAL_ERRNO=1");
    }
    command
        .arg("-DNO_QSTR")
        .arg("-I")
        .arg(&root)
        .arg("-I")
        .arg(&port)
        .arg("-I")
        .arg(port.join("variants/standard"));
    if target.name != "x64" {
        command.args(["-isystem", "/usr/include/newlib"]);
    }
}

/// Adds ours, which are written below a folder.
fn with_ours(command: &mut Command, target: &Target, folder: &Path) {
    for (path, text) in HEADERS {
        let path = folder.join("ours").join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        write(&path, text);
    }
    let float = match target.float {
        FloatKind::Single => 1,
        FloatKind::Double => 2,
    };
    command.arg(format!("-DMICROPY_FLOAT_IMPL={float}")).arg("-I").arg(folder.join("ours"));
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// What layout.c comes out as: the bytes of each of its arrays.
fn layout(command: &mut Command, folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    write(&folder.join("layout.c"), LAYOUT);
    run(command.current_dir(folder).args([
        "-c",
        "-fdata-sections",
        "-fno-pic",
        "layout.c",
        "-o",
        "layout.o",
    ]))?;
    let bytes = std::fs::read(folder.join("layout.o")).expect("an object");
    let object = object::File::parse(&*bytes).expect("an object");
    let data = object.sections().filter_map(|section| {
        let name = section.name().ok()?;
        let name = name.strip_prefix(".rodata.").or_else(|| name.strip_prefix(".srodata."))?;
        Some((name.to_owned(), section.data().expect("bytes").to_vec()))
    });
    Ok(data.collect())
}

/// What each number of layout.c is, for the message.
fn expressions() -> BTreeMap<String, Vec<String>> {
    let mut arrays = BTreeMap::new();
    let mut current: Option<(String, Vec<String>)> = None;
    for line in LAYOUT.lines() {
        if let Some(rest) = line.strip_prefix("const uint32_t ") {
            let name = rest.split('[').next().unwrap_or_default();
            current = Some((name.to_owned(), Vec::new()));
        } else if line.starts_with("};") {
            arrays.extend(current.take());
        } else if let Some((_, list)) = &mut current {
            // Macros with several numbers are one expression a number.
            for item in split(line.trim()) {
                match item.strip_prefix("FIELDS(").and_then(|inner| inner.strip_suffix(')')) {
                    Some(inner) => {
                        let parts = split(inner);
                        list.push(format!("sizeof({})", parts[0]));
                        list.extend(parts[1..].iter().map(|field| format!("{}.{field}", parts[0])));
                    }
                    None => list.push(item),
                }
            }
        }
    }
    arrays
}

/// Splits at the commas outside brackets.
fn split(line: &str) -> Vec<String> {
    let (mut depth, mut items, mut item) = (0, Vec::new(), String::new());
    for c in line.chars() {
        match c {
            ',' if depth == 0 => items.push(std::mem::take(&mut item).trim().to_owned()),
            _ => {
                depth += i32::from(c == '(') - i32::from(c == ')');
                item.push(c);
            }
        }
    }
    items.push(item.trim().to_owned());
    items.retain(|item| !item.is_empty());
    items
}

#[test]
fn layouts_and_numbers_are_micropythons() {
    let mut cases = Vec::new();
    for compiler in compilers() {
        cases.extend(RELEASES.map(|release| (compiler.clone(), release, Errno::Own)));
        if compiler.target().name != "x64" {
            // The board's library is newlib.
            cases.extend(RELEASES.map(|release| (compiler.clone(), release, Errno::Library)));
        }
    }
    each(&cases, |(compiler, release, errno)| {
        let target = compiler.target();
        let folder = tempfile::tempdir().expect("a folder");
        let mut ours = command(compiler);
        with_ours(&mut ours, target, folder.path());
        if *errno == Errno::Library {
            ours.arg("-DMPYC_NEWLIB_ERRNO=1");
        }
        let ours = layout(&mut ours, folder.path()).map_err(|said| format!("with ours:\n{said}"))?;
        let mut theirs = command(compiler);
        with_micropython(&mut theirs, target, release, *errno);
        let theirs = layout(&mut theirs, folder.path()).map_err(|said| format!("{release}:\n{said}"))?;
        let mut said = String::new();
        let expressions = expressions();
        assert!(ours.len() >= 8, "{:?}", ours.keys());
        for (name, bytes) in &theirs {
            let own = ours.get(name).map(Vec::as_slice).unwrap_or_default();
            let words = |bytes: &[u8]| {
                bytes
                    .chunks(4)
                    .map(|word| word.iter().rev().fold(0_u32, |value, byte| value << 8 | u32::from(*byte)))
                    .collect::<Vec<_>>()
            };
            let (own, wanted) = (words(own), words(bytes));
            if own == wanted {
                continue;
            }
            let _ = writeln!(said, "{name}: {} numbers, and {} of MicroPython's", own.len(), wanted.len());
            for (index, (own, wanted)) in own.iter().zip(&wanted).enumerate().filter(|(_, (a, b))| a != b) {
                let what = expressions.get(name).and_then(|list| list.get(index));
                let what = what.cloned().unwrap_or_else(|| format!("word {index}"));
                let _ = writeln!(said, "  {what} is {own:#x}, but MicroPython's {wanted:#x}");
            }
        }
        if said.is_empty() { Ok(()) } else { Err(format!("{} {release}:\n{said}", target.name)) }
    });
}

/// The prototypes of a header: what ends with `);` and has no body.
fn prototypes(text: &str) -> Vec<(String, String)> {
    let plain: String = text
        .replace("\\\n", " ")
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n")
        .collect();
    let mut found = Vec::new();
    let mut depth = 0;
    let mut declaration = String::new();
    for c in plain.chars() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                declaration.clear();
                continue;
            }
            ';' if depth == 0 => {
                let text = declaration.split_whitespace().collect::<Vec<_>>().join(" ");
                declaration.clear();
                let skipped =
                    ["typedef", "static", "extern", "struct", "union", "enum", "MP_DECLARE", "MPYC_"];
                if !skipped.iter().any(|word| text.starts_with(word)) && text.contains('(') {
                    let text = text.split(" MPYC_FLOAT_SYMBOL").next().unwrap_or_default();
                    let text = text.split(" __attribute__").next().unwrap_or_default();
                    let head = text.split('(').next().unwrap_or_default();
                    let name = head.rsplit([' ', '*']).next().unwrap_or_default();
                    found.push((name.to_owned(), text.to_owned()));
                }
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            declaration.push(c);
        }
    }
    found
}

#[test]
fn functions_have_micropythons_types() {
    let includes: String = HEADERS
        .iter()
        .filter(|(path, _)| path.starts_with("py/") && *path != "py/mpconfig.h")
        .map(|(path, _)| format!("#include \"{path}\"\n"))
        .collect();
    // What some declarations there wait for; and a word that has changed its name.
    let includes =
        format!("#include <stdarg.h>\n{includes}#ifndef MP_NORETURN\n#define MP_NORETURN NORETURN\n#endif\n");
    let all: Vec<(String, String)> = HEADERS
        .iter()
        .filter(|(path, _)| path.starts_with("py/"))
        .flat_map(|(_, text)| prototypes(text))
        .collect();
    assert!(all.len() > 350, "{}", all.len());
    // Functions that are macros or inline functions there, that have changed their parameters between the releases, or
    // whose parameters depend on the configuration.
    let differ = |name: &str| {
        name.starts_with("mpyc_")
            || [
                "mp_locals_get",
                "mp_locals_set",
                "mp_globals_get",
                "mp_globals_set",
                "mp_make_stop_iteration",
                "mp_obj_is_qstr",
                "mp_small_int_mul_overflow",
                "mp_print_mp_int",
                "mp_print_strn",
                "mp_print_float",
                "mp_arg_parse_all",
                "mp_arg_parse_all_kw_array",
                "mp_obj_malloc_with_finaliser_helper",
                "m_free",
                "m_realloc",
                "m_realloc_maybe",
            ]
            .contains(&name)
    };
    let mut cases = Vec::new();
    for compiler in compilers() {
        cases.extend(RELEASES.map(|release| (compiler.clone(), release)));
    }
    each(&cases, |(compiler, release)| {
        let target = compiler.target();
        let folder = tempfile::tempdir().expect("a folder");
        let mut text = includes.clone();
        for (name, prototype) in all.iter().filter(|(name, _)| !differ(name)) {
            // What is a macro there stands for another name.
            let _ = writeln!(text, "#ifndef {name}\n{prototype};\n#endif");
        }
        write(&folder.path().join("prototypes.c"), text);
        let mut compile = command(compiler);
        with_micropython(&mut compile, target, release, Errno::Own);
        run(compile.current_dir(folder.path()).args(["-fsyntax-only", "prototypes.c"]))
            .map_err(|said| format!("{} {release}:\n{said}", target.name))
    });
}

/// As any C or C++ that includes them compiles them, without a word of complaint.
#[test]
fn the_headers_are_c_of_every_kind() {
    let includes: String = HEADERS
        .iter()
        .filter(|(path, _)| path.starts_with("py/"))
        .map(|(path, _)| format!("#include \"{path}\"\n"))
        .collect();
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("all.c"), &includes);
    write(&folder.path().join("all.cpp"), format!("extern \"C\" {{\n{includes}}}\n"));
    let target = Target::named("rv32imc").expect("a target");
    let compiler = toolchain::find(target, None, &Config::default())
        .unwrap_or_else(|diagnostic| panic!("{diagnostic:?}"));
    for (file, standard) in [
        ("all.c", "gnu99"),
        ("all.c", "gnu11"),
        ("all.c", "gnu2x"),
        ("all.cpp", "gnu++11"),
        ("all.cpp", "gnu++20"),
    ] {
        let mut command = Command::new(compiler.program());
        command.args(target.flags.gcc).args([
            "-ffreestanding",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-fsyntax-only",
        ]);
        with_ours(&mut command, target, folder.path());
        command.current_dir(folder.path()).arg(format!("-std={standard}")).arg(file);
        run(&mut command).unwrap_or_else(|said| panic!("{standard}:\n{said}"));
    }
}
