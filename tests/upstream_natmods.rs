//! MicroPython's own example modules, built by its own makefiles with `mpyc link` in the place of its linker and with
//! the libraries that the makefiles find: they pass its own tests on the real hosts, and are byte for byte what its
//! linker makes of the same objects, but for what the two linkers do differently on purpose.
//!
//! To add an architecture, add its row to `tests/micropython` and a line at the end of this file.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

#[path = "natmods/build.rs"]
mod build;
#[path = "natmods/compare.rs"]
mod compare;
mod micropython;

use std::path::Path;
use std::process::Command;

use build::{Built, NATMODS, built, built_with};
use compare::Subject;
use linker::Arch;
use micropython::{WHOLE_RELEASE, host, variants};
use mpyc::device::{Host, HostKind, Program, Variant};

/// The hosts of a release that load modules of an architecture.
fn hosts(arch: Arch, release: &str) -> Vec<Host> {
    let kind = micropython::Architecture::of(arch).host();
    variants(kind, release).iter().map(|variant| host(kind, release, *variant)).collect()
}

/// What a test of upstream's prints, by the file beside it or, as upstream's runner does it, by CPython.
fn expected(test: &Path) -> Vec<u8> {
    let beside = test.with_extension("py.exp");
    if let Ok(bytes) = std::fs::read(beside) {
        return bytes;
    }
    let output =
        Command::new("python3").arg(test).output().unwrap_or_else(|error| panic!("python3: {error}"));
    output.stdout
}

/// The tests in upstream's tree for a module, by the beginning of their names (`tests/run-natmodtests.py`).
fn tests_of(source: &Path, beginning: &str) -> Vec<std::path::PathBuf> {
    let folder = source.join("tests/extmod");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut tests: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            name.starts_with(beginning) && name.ends_with(".py")
        })
        .collect();
    tests.sort();
    tests
}

/// Runs upstream's tests with modules on the hosts of a release: how many passed, how many said they do not apply.
fn run_upstreams_tests(built: &Built, release: &'static str) -> (usize, usize) {
    let Built { source, modules, row, .. } = built;
    let (mut passed, mut skipped) = (0, 0);
    let mut failures = Vec::new();
    for host in hosts(row.arch, release) {
        for (module, beginning) in [
            ("deflate", "deflate"),
            ("framebuf", "framebuf"),
            ("heapq", "heapq"),
            ("random", "random_basic"),
            ("re", "re"),
        ] {
            for test in tests_of(source, beginning) {
                let text = std::fs::read(&test).unwrap();
                // The module takes the place of the one that the firmware may have.
                let prelude =
                    format!("import sys\nsys.modules['{module}'] = __import__('natmod_{module}')\n");
                let program = Program::script("test.py", text)
                    .prelude(&prelude)
                    .file(format!("natmod_{module}.mpy"), modules[module].mpy.clone());
                let outcome =
                    host.run(&program, &mut |_| {}).unwrap_or_else(|e| panic!("{}: {e}", test.display()));
                if outcome.stdout == b"SKIP\n" {
                    skipped += 1;
                } else if outcome.stdout == expected(&test) {
                    passed += 1;
                } else {
                    failures.push(format!("{} on {host}:\n{}", test.display(), outcome.text()));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    (passed, skipped)
}

/// A script that knows what the feature examples must answer.
const FEATURES: &str = include_str!("natmods/features.py");

fn run_features(arch: Arch, release: &'static str) {
    let built = built(arch, release);
    for host in hosts(arch, release) {
        let mut program = Program::script("features.py", FEATURES);
        for name in NATMODS.iter().filter(|name| name.starts_with("features")) {
            program = program.file(format!("{name}.mpy"), built.modules[*name].mpy.clone());
        }
        let outcome = host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
        assert!(outcome.text().ends_with("all right\n"), "on {host}:\n{}", outcome.text());
    }
}

/// Modules that need a library: their makefiles find one of their own.
const WITH_LIBRARIES: [&str; 2] = ["features2", "random"];

fn compare_with_upstream(arch: Arch, release: &'static str) {
    let built = built(arch, release);
    let mut differences = Vec::new();
    for name in NATMODS {
        let module = &built.modules[name];
        let ours = build::link_again(built, module, true).mpy;
        if !WITH_LIBRARIES.contains(&name) {
            assert!(ours == module.native, "{name}: the command and the library link alike");
        }
        // Section by section, when nothing is shortened.
        let subject = Subject::new(built, module);
        let link = || build::link_with_upstream(built, module, &subject.members);
        let theirs = build::upstream_links(built).then(link);
        for difference in subject.differences(&subject.linked.mpy, theirs.as_ref()) {
            differences.push(format!("{name}: {difference}"));
        }
        if let Some(theirs) = theirs {
            assert!(
                ours.len() <= theirs.mpy.len(),
                "{name}: {} bytes, upstream's {}",
                ours.len(),
                theirs.mpy.len()
            );
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// The comparison sees every byte that matters: a module with any byte of a section or a slot changed is different.
fn every_changed_byte_is_seen(arch: Arch) {
    let built = built(arch, WHOLE_RELEASE);
    let module = &built.modules["features1"];
    let subject = Subject::new(built, module);
    let mut file = linker::mpy::read(&subject.linked.mpy).unwrap();
    let in_sections =
        subject.linked.report.sections.iter().filter(|section| section.block == linker::Block::Image);
    for section in in_sections {
        for offset in section.offset..section.offset + section.size {
            let flip = |file: &mut linker::mpy::Module| {
                let linker::mpy::Body::Viper(viper) = &mut file.code.body else { panic!() };
                viper.text[usize::try_from(offset).unwrap()] ^= 4;
            };
            flip(&mut file);
            let changed = linker::mpy::write(&file).unwrap();
            let differences = subject.differences(&changed, None);
            assert!(!differences.is_empty(), "{}+{:#x}", section.name, offset - section.offset);
            flip(&mut file);
        }
    }
}

/// The tests of an architecture and release.
macro_rules! on_all {
    ($($name:ident: $arch:expr, $release:expr;)*) => {
        $(mod $name {
            use super::*;

            #[test]
            fn upstreams_tests_pass() {
                let (passed, skipped) = run_upstreams_tests(built($arch, $release), $release);
                // As many as with upstream's linker, on each host.
                let (pass, skip) = if $release == WHOLE_RELEASE { (29, 3) } else { (28, 3) };
                let hosts = hosts($arch, $release).len();
                assert_eq!((passed, skipped), (hosts * pass, hosts * skip));
            }

            #[test]
            fn the_feature_examples_answer_right() {
                run_features($arch, $release);
            }

            #[test]
            fn the_modules_are_what_upstreams_linker_makes() {
                compare_with_upstream($arch, $release);
            }

            #[test]
            fn the_comparison_sees_every_changed_byte() {
                if $release == WHOLE_RELEASE {
                    every_changed_byte_is_seen($arch);
                }
            }
        })*
    };
}

on_all! {
    rv32imc_1_25: Arch::Rv32imc, "1.25.0";
    rv32imc: Arch::Rv32imc, "1.26.1";
    x64_1_25: Arch::X64, "1.25.0";
    x64: Arch::X64, "1.26.1";
    rv64imc: Arch::Rv64imc, "1.26.1";
    x86: Arch::X86, "1.26.1";
    armv6m: Arch::Armv6m, "1.26.1";
    armv7m: Arch::Armv7m, "1.26.1";
    armv7emsp: Arch::Armv7emsp, "1.26.1";
    armv7emdp: Arch::Armv7emdp, "1.26.1";
    xtensa: Arch::Xtensa, "1.26.1";
}

/// A host loads modules for the architectures that it says it does, and for no other.
#[test]
fn hosts_load_what_they_say() {
    for kind in HostKind::ALL {
        let host = host(kind, WHOLE_RELEASE, Variant::Standard);
        for row in micropython::ARCHITECTURES {
            let module = &built(row.arch, WHOLE_RELEASE).modules["features0"];
            let program = Program::script("main.py", "import features0\nprint(features0.factorial(5))\n")
                .file("features0.mpy", module.mpy.clone());
            let outcome = host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
            let text = outcome.text();
            if kind.loads().contains(&row.arch) {
                assert_eq!(text, "120\n", "{} on {host}", row.arch.name());
            } else {
                assert!(text.ends_with("ValueError: incompatible .mpy arch\n"), "{host}: {text}");
            }
        }
    }
}

/// Arm's loader puts addresses into words of the code: compiled for that, modules need no table of addresses.
#[test]
fn arm_modules_that_are_not_position_independent_are_smaller() {
    for arch in [Arch::Armv6m, Arch::Armv7m, Arch::Armv7emsp, Arch::Armv7emdp] {
        let with_words = built_with(arch, WHOLE_RELEASE, "-fno-pic -mword-relocations");
        let hosts = hosts(arch, WHOLE_RELEASE).len();
        assert_eq!(run_upstreams_tests(with_words, WHOLE_RELEASE), (29 * hosts, 3 * hosts));
        let with_table = built(arch, WHOLE_RELEASE);
        for name in NATMODS {
            let size = |built: &Built| built.modules[name].native.len();
            assert!(size(with_words) < size(with_table), "{name} for {}", arch.name());
        }
    }
}

/// The header that `--preprocess` writes is upstream's to the byte.
#[test]
fn the_qstr_header_is_upstreams() {
    for release in micropython::RELEASES {
        let built = built(Arch::Rv32imc, release);
        for name in NATMODS {
            let module = &built.modules[name];
            let ours = std::fs::read_to_string(&module.header).unwrap();
            assert_eq!(ours, build::preprocess_with_upstream(built, module), "{name}");
        }
    }
}
