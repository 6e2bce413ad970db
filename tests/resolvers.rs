//! Functions that a resolver chooses (`__attribute__((ifunc))`), compiled in many ways, linked and run on the real
//! hosts.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use std::path::Path;

use linker::{Arch, Input, Request};
use micropython::{Architecture, host, releases, stdout, variants};
use mpyc::device::Program;
use mpyc::support::{self, Failure};
use mpyc::target::Target;
use mpyc::toolchain::{self, Config};

fn compile(arch: Arch, file: &str, options: &[&str], folder: &Path) -> Input {
    let row = Architecture::of(arch);
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/resolvers/{file}.c"));
    let object = folder.join(format!("{file}.o"));
    let mut gcc = row.tool("gcc");
    gcc.args(["-std=gnu11", "-ffreestanding"]).args(row.options).args(options);
    stdout(gcc.arg("-c").arg("-o").arg(&object).arg(source));
    Input { name: format!("{file}.o"), bytes: std::fs::read(object).unwrap().into() }
}

fn module(arch: Arch, options: &[&str], order: [&str; 2]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let mut request = Request {
        source_name: "m.c".into(),
        qstrs: vec!["run".into()],
        inputs: order.map(|file| compile(arch, file, options, folder.path())).into(),
        ..Request::new(arch)
    };
    match support::link(&mut request, || toolchain::find(Target::for_arch(arch), None, &Config::default())) {
        Ok(linked) => linked.mpy,
        Err(Failure::Link(errors)) => {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{} {options:?}\n{}", arch.name(), lines.join("\n"))
        }
        Err(Failure::Library(diagnostic, symbols)) => panic!("{symbols:?}: {diagnostic:?}"),
    }
}

/// Compiles with these options, links in both orders, and runs on all hosts of the architectures.
fn check(arches: &[Arch], options: &[&str]) {
    for arch in arches.iter().copied() {
        let kind = Architecture::of(arch).host();
        for order in [["main", "other"], ["other", "main"]] {
            let mpy = module(arch, options, order);
            for release in releases(kind) {
                for variant in variants(kind, release) {
                    let host = host(kind, release, *variant);
                    let program = Program::script("check.py", include_str!("resolvers/check.py"))
                        .file("m.mpy", mpy.clone());
                    let outcome = host
                        .run(&program, &mut |_| {})
                        .unwrap_or_else(|error| panic!("{options:?} on {host}: {error}"));
                    assert_eq!(outcome.text(), "all right\n", "{options:?} on {host}");
                }
            }
        }
    }
}

macro_rules! compiled {
    ($($name:ident: $options:expr;)*) => {
        $(#[test] fn $name() { check(&[Arch::X64, Arch::X86], &$options); })*
    };
}

compiled! {
    as_modules_are_compiled: ["-Os", "-fpic"];
    fast: ["-O2", "-fpic"];
    without_optimisation: ["-O0", "-fpic"];
    without_a_procedure_linkage_table: ["-O2", "-fpic", "-fno-plt"];
    with_hidden_symbols: ["-Os", "-fpic", "-fvisibility=hidden"];
    in_many_sections: ["-Os", "-fpic", "-ffunction-sections", "-fdata-sections"];
    with_marks_for_branches: ["-O2", "-fpic", "-fcf-protection=full"];
}

/// On x64, such code expects the firmware itself at a known distance.
#[test]
fn for_a_program_at_any_address() {
    check(&[Arch::X86], &["-O2", "-fpie"]);
}
