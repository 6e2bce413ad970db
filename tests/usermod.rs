//! C written for the firmware, compiled unedited with `mpyc natmod --usermod` and run on every real host.
//!
//! Each folder of `tests/usermod` is one module; `check.py` imports it and prints what must be in `expected`. `options`
//! has the command line, where it is more than the source that the folder is called after. The tests below do the same
//! with C that others wrote: the examples and extension modules of MicroPython's own source, which the firmware has
//! built in for comparison. On the host that overwrites what the collector frees everything runs once more with the
//! collector at every allocation.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use std::path::{Path, PathBuf};
use std::process::Command;

use micropython::{WHOLE_RELEASE, each, host, releases, source, stdout, variants};
use mpyc::device::{COLLECT_ALWAYS, HostKind, Program, Variant};

/// Compiles a module in a folder with these words of a command line; its bytes.
#[track_caller]
fn compile(kind: HostKind, folder: &Path, words: &[&str]) -> Vec<u8> {
    let output = tempfile::tempdir().unwrap();
    let file = output.path().join("module.mpy");
    let mut command = Command::new(env!("CARGO_BIN_EXE_mpyc"));
    command.args(["natmod", "--usermod"]).args(words).args(["--arch", kind.arch().name(), "-o"]).arg(&file);
    stdout(command.current_dir(folder));
    std::fs::read(file).unwrap()
}

/// Runs a program on every release and variant of a kind of host and gives what it prints, which is the same
/// everywhere.
#[track_caller]
fn run(kind: HostKind, program: &Program) -> String {
    let mut first: Option<String> = None;
    let all =
        releases(kind).iter().flat_map(|release| variants(kind, release).iter().map(move |v| (release, *v)));
    for (release, variant) in all {
        let host = host(kind, release, variant);
        let program = match variant {
            Variant::Standard => program.clone(),
            Variant::GcStress => program.clone().prelude(COLLECT_ALWAYS),
        };
        let outcome = host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(outcome.status, 0, "on {host}:\n{}", outcome.text());
        let text = first.get_or_insert_with(|| outcome.text());
        assert_eq!(*text, outcome.text(), "on {host}");
    }
    first.unwrap()
}

/// Compiles the module of a folder and runs its check on every host.
fn runs_on_every_host(check: &Path) -> datatest_stable::Result<()> {
    let folder = check.parent().ok_or("no folder")?;
    let name = folder.file_name().ok_or("no name")?.to_string_lossy().into_owned();
    let options = folder.join("options");
    let words = if options.exists() { std::fs::read_to_string(options)? } else { format!("{name}.c") };
    let words: Vec<&str> = words.split_whitespace().collect();
    let expected = std::fs::read_to_string(folder.join("expected")).unwrap_or_default();
    for kind in HostKind::ALL {
        let mpy = compile(kind, folder, &words);
        let program = Program::script("check.py", std::fs::read(check)?).file(format!("{name}.mpy"), mpy);
        let said = run(kind, &program);
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(folder.join("expected"), &said)?;
        } else {
            assert_eq!(said, expected, "{name} on {kind}");
        }
    }
    Ok(())
}

/// A folder of MicroPython's own source, of the newest release.
fn upstream() -> PathBuf {
    source(WHOLE_RELEASE)
}

/// An example of MicroPython's own, as it comes. `options` has its folder in MicroPython's source and the command line;
/// other files in its folder are for the emulated board, in the place of what it does not have built in.
fn example(check: &Path) -> datatest_stable::Result<()> {
    let folder = check.parent().ok_or("no folder")?;
    let name = folder.file_name().ok_or("no name")?.to_string_lossy().into_owned();
    let options = std::fs::read_to_string(folder.join("options"))?;
    let mut words = options.split_whitespace();
    let example = upstream().join(words.next().ok_or("no folder in options")?);
    let words: Vec<&str> = words.collect();
    let expected = std::fs::read_to_string(folder.join("expected")).unwrap_or_default();
    for kind in HostKind::ALL {
        let mpy = compile(kind, &example, &words);
        let mut program = Program::script("check.py", std::fs::read(check)?).file(format!("{name}.mpy"), mpy);
        let time = folder.join("time.py");
        if !matches!(kind, HostKind::X64 | HostKind::X86) && time.exists() {
            program = program.file("time.py", std::fs::read(time)?);
        }
        let said = run(kind, &program);
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(folder.join("expected"), &said)?;
        } else {
            assert_eq!(said, expected, "{name} on {kind}");
        }
    }
    Ok(())
}

/// Extension modules of MicroPython's source: the line that compiles each, and how its tests begin.
const EXTENSIONS: &[(&str, &str, &str)] = &[
    ("heapq", "extmod/modheapq.c -DMICROPY_PY_HEAPQ=1", "heapq"),
    ("framebuf", "extmod/modframebuf.c -DMICROPY_PY_FRAMEBUF=1", "framebuf"),
    ("json", "extmod/modjson.c -DMICROPY_PY_JSON=1 -DMICROPY_PY_JSON_SEPARATORS=1", "json"),
    (
        "binascii",
        "extmod/modbinascii.c lib/uzlib/crc32.c -DMICROPY_PY_BINASCII=1 -DMICROPY_PY_BINASCII_CRC32=1 -DMICROPY_PY_DEFLATE=1 \
         -DMICROPY_PY_BUILTINS_BYTES_HEX=1",
        "binascii",
    ),
    ("random", "extmod/modrandom.c -DMICROPY_PY_RANDOM=1 -DMICROPY_PY_RANDOM_EXTRA_FUNCS=1", "random_"),
    (
        "re",
        "extmod/modre.c -DMICROPY_PY_RE=1 -DMICROPY_PY_RE_SUB=1 -DMICROPY_PY_RE_MATCH_GROUPS=1 \
         -DMICROPY_PY_RE_MATCH_SPAN_START_END=1",
        "re",
    ),
    ("deflate", "extmod/moddeflate.c -DMICROPY_PY_DEFLATE=1 -DMICROPY_PY_DEFLATE_COMPRESS=1", "deflate"),
    (
        "uctypes",
        "extmod/moductypes.c -DMICROPY_PY_UCTYPES=1 -DMICROPY_PY_UCTYPES_NATIVE_C_TYPES=1",
        "uctypes",
    ),
    ("websocket", "extmod/modwebsocket.c -DMICROPY_PY_WEBSOCKET=1", "websocket"),
];

/// What a test of MicroPython should print: what lies beside it, or what CPython prints.
fn printed(script: &Path) -> Result<String, String> {
    let beside = script.with_extension("py.exp");
    if beside.exists() {
        return std::fs::read_to_string(beside).map_err(|error| error.to_string());
    }
    let output = Command::new("python3").arg(script).output().map_err(|error| format!("python3: {error}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// An extension module does what the one that is built into the same host does, in all of MicroPython's tests of it.
fn extension(check: &Path) -> datatest_stable::Result<()> {
    let list = std::fs::read_to_string(check)?;
    let tests = upstream().join("tests/extmod");
    for (name, words, prefix) in EXTENSIONS {
        let words: Vec<&str> = words.split_whitespace().chain(["-I", "."]).collect();
        let mut scripts: Vec<PathBuf> = std::fs::read_dir(&tests)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        scripts.retain(|path| {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            file.starts_with(prefix) && file.ends_with(".py")
        });
        scripts.sort();
        assert!(!scripts.is_empty(), "no tests of {name}");
        for kind in HostKind::ALL {
            let mpy = compile(kind, &upstream(), &words);
            each(&scripts, |script| {
                let file = script.file_name().unwrap_or_default().to_string_lossy();
                let source = std::fs::read(script).map_err(|error| error.to_string())?;
                let built_in = Program::script("test.py", source);
                let own = built_in.clone().file(format!("own_{name}.mpy"), mpy.clone()).prelude(&format!(
                    "import sys, own_{name}\nsys.modules['{name}'] = own_{name}\ndel own_{name}\n"
                ));
                let host = host(kind, WHOLE_RELEASE, Variant::Standard);
                let said = |program: &Program| {
                    let outcome = host.run(program, &mut |_| {}).map_err(|error| error.to_string())?;
                    Ok::<String, String>(format!("{}status {}", outcome.text(), outcome.status))
                };
                let (own, mut right) = (said(&own)?, said(&built_in)?);
                if right.starts_with("SKIP") && own != right {
                    // The host has no such module: what the test should print, as MicroPython's own runner has it.
                    right = format!("{}status 0", printed(script)?);
                }
                let known = list.lines().any(|line| line == file);
                let row = format!("{kind} {file}");
                match (own == right, known) {
                    (true, false) | (false, true) => Ok(()),
                    (true, true) => Err(format!("{row} is listed as different, and is the same")),
                    (false, false) => Err(format!("{row}\n---- own\n{own}\n---- should be\n{right}")),
                }
            });
        }
    }
    Ok(())
}

datatest_stable::harness! {
    { test = runs_on_every_host, root = "tests/usermod", pattern = r"check\.py$" },
    { test = example, root = "tests/usermod_upstream", pattern = r"check\.py$" },
    { test = extension, root = "tests/usermod_upstream", pattern = r"differences$" },
}
