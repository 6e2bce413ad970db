//! C that compilers make for native modules, in many ways, linked and run on the real hosts.
//!
//! What the code can be made of is in `link_c/main.c`, what it must answer in `link_c/check.py`.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use linker::{Arch, Constant, Input, Linked, Request};
use mpyc::device::{Host, HostKind, Program, Variant};

const FILES: [&str; 3] = ["main", "other", "strong"];

/// Compiles one file and gives the object.
fn compile(arch: Arch, file: &str, options: &[&str], folder: &Path) -> Vec<u8> {
    let (compiler, target): (_, &[&str]) = match arch {
        Arch::Rv32imc => {
            ("riscv64-unknown-elf-gcc", &["-march=rv32imc", "-mabi=ilp32", "-mcmodel=medany", "-mno-relax"])
        }
        Arch::X64 => ("gcc", &["-fno-stack-protector", "-fcf-protection=none"]),
        Arch::X86 => ("i686-linux-gnu-gcc", &["-fno-stack-protector"]),
        // A module for it has no memory for initialised variables.
        Arch::Xtensa => ("xtensa-lx106-elf-gcc", &["-mforce-l32", "-DNO_DATA"]),
        other => panic!("no compiler for {}", other.name()),
    };
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/link_c/{file}.c"));
    let object = folder.join(format!("{file}.o"));
    let mut command = Command::new(compiler);
    command.args(["-std=gnu11", "-ffreestanding"]).args(target).args(options).arg("-c").arg("-o");
    command.arg(&object).arg(source);
    let output = command.output().unwrap_or_else(|error| panic!("{compiler}: {error}; run scripts/install"));
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read(object).unwrap()
}

fn link(arch: Arch, options: &[&str], order: [usize; 3], folder: &Path) -> Linked {
    let request = Request {
        source_name: "m.c".into(),
        qstrs: ["variables", "keep", "pointers", "catch", "firmware", "jumps", "constants"]
            .map(String::from)
            .into(),
        constants: vec![
            Constant::Str("größe".into()),
            Constant::Bytes(vec![0, 255]),
            Constant::Int("-123456789012345678901234567890".into()),
            Constant::Float("0.5".into()),
            Constant::Tuple(vec![
                Constant::Int("1".into()),
                Constant::Tuple(vec![Constant::Str("a".into()), Constant::None, Constant::True]),
            ]),
        ],
        inputs: order
            .iter()
            .map(|index| Input {
                name: format!("{}.o", FILES[*index]),
                bytes: compile(arch, FILES[*index], options, folder),
            })
            .collect(),
        ..Request::new(arch)
    };
    linker::link(&request).unwrap_or_else(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        panic!("{options:?}\n{}", lines.join("\n"))
    })
}

/// Compiles with these options, links the objects in two orders, and runs the check on all hosts.
fn check(arch: Arch, options: &[&str]) -> Linked {
    let kind = HostKind::for_arch(arch).unwrap();
    let name = format!("link_c-{}-{}", arch.name(), options.join(""));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name.replace(['/', '='], "_"));
    std::fs::create_dir_all(&folder).unwrap();
    let [first, second] = [[0, 1, 2], [2, 1, 0]].map(|order| link(arch, options, order, &folder));
    for linked in [&first, &second] {
        let gcstress = matches!(kind, HostKind::Rv32 | HostKind::X64);
        for variant in Variant::ALL.into_iter().filter(|variant| gcstress || *variant == Variant::Standard) {
            let host = Host::find(kind, None, variant).unwrap_or_else(|error| panic!("{error}"));
            let scanned = if linked.report.zeros_in_image.is_empty() { "True" } else { "False" };
            let program = Program::script("check.py", include_str!("link_c/check.py"))
                .prelude(&format!("scanned = {scanned}\n"))
                .file("m.mpy", linked.mpy.clone());
            let outcome =
                host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{options:?}: {error}"));
            assert_eq!(outcome.text(), "all right\n", "{options:?} on {host}");
        }
    }
    first
}

#[test]
fn rv32_as_modules_are_compiled() {
    let linked = check(Arch::Rv32imc, &["-Os", "-fpic", "-fno-common"]);
    // Every variable that starts as zero is in the BSS, local ones too.
    assert_eq!(linked.report.zeros_in_image, [""; 0]);
}

#[test]
fn rv32_fast() {
    check(Arch::Rv32imc, &["-O2", "-fpic", "-fno-common"]);
}

#[test]
fn rv32_without_optimisation() {
    check(Arch::Rv32imc, &["-O0", "-fpic"]);
}

/// Loads and stores at distances from the program counter, not through the table: some take detours.
#[test]
fn rv32_not_compiled_for_a_shared_library() {
    let linked = check(Arch::Rv32imc, &["-O2", "-fno-pic", "-fno-common"]);
    assert!(linked.report.detours > 0);
}

#[test]
fn rv32_in_many_sections() {
    let sections = ["-Os", "-fpic", "-ffunction-sections", "-fdata-sections", "-DSECTIONS"];
    let linked = check(Arch::Rv32imc, &sections);
    assert!(linked.report.dropped.iter().any(|section| section.name == ".text.unreached"));
}

#[test]
fn rv32_with_common_symbols() {
    check(Arch::Rv32imc, &["-Os", "-fpic", "-fcommon", "-DCOMMON"]);
}

/// Compiled for a linker that shortens code; this one leaves it as it is.
#[test]
fn rv32_with_marks_for_relaxation() {
    check(Arch::Rv32imc, &["-O2", "-fpic", "-mrelax"]);
}

#[test]
fn x64_as_modules_are_compiled() {
    check(Arch::X64, &["-Os", "-fpic", "-fno-common"]);
}

#[test]
fn x64_fast() {
    check(Arch::X64, &["-O2", "-fpic", "-fno-common"]);
}

#[test]
fn x64_without_optimisation() {
    check(Arch::X64, &["-O0", "-fpic"]);
}

#[test]
fn x64_in_many_sections() {
    check(Arch::X64, &["-Os", "-fpic", "-ffunction-sections", "-fdata-sections", "-DSECTIONS"]);
}

#[test]
fn x64_with_common_symbols() {
    check(Arch::X64, &["-Os", "-fpic", "-fcommon", "-DCOMMON"]);
}

/// Calls through the table in place of stubs.
#[test]
fn x64_without_a_procedure_linkage_table() {
    let linked = check(Arch::X64, &["-Os", "-fpic", "-fno-plt"]);
    assert_eq!(linked.report.stubs, [""; 0]);
}

#[test]
fn x86_as_modules_are_compiled() {
    check(Arch::X86, &["-Os", "-fpic", "-fno-common"]);
}

#[test]
fn x86_fast() {
    check(Arch::X86, &["-O2", "-fpic", "-fno-common"]);
}

#[test]
fn x86_without_optimisation() {
    check(Arch::X86, &["-O0", "-fpic"]);
}

#[test]
fn x86_in_many_sections() {
    check(Arch::X86, &["-Os", "-fpic", "-ffunction-sections", "-fdata-sections", "-DSECTIONS"]);
}

#[test]
fn x86_with_common_symbols() {
    check(Arch::X86, &["-Os", "-fpic", "-fcommon", "-DCOMMON"]);
}

/// Calls through the table in place of stubs.
#[test]
fn x86_without_a_procedure_linkage_table() {
    let linked = check(Arch::X86, &["-Os", "-fpic", "-fno-plt"]);
    assert_eq!(linked.report.stubs, [""; 0]);
}

#[test]
fn x86_for_a_program_at_any_address() {
    check(Arch::X86, &["-O2", "-fpie", "-fcf-protection=full"]);
}

#[test]
fn xtensa_as_modules_are_compiled() {
    let linked = check(Arch::Xtensa, &["-Os", "-fpic", "-fno-common"]);
    // Literals: the head of the BSS is one of them or added.
    assert!(linked.report.slots.len() > 10);
    assert_eq!(linked.report.stubs, [""; 0]);
}

#[test]
fn xtensa_fast() {
    check(Arch::Xtensa, &["-O2", "-fpic", "-fno-common"]);
}

#[test]
fn xtensa_without_optimisation() {
    check(Arch::Xtensa, &["-O0", "-fpic"]);
}

/// Literals are in a section for each function then, whose offsets are the same.
#[test]
fn xtensa_in_many_sections() {
    let sections = ["-Os", "-fpic", "-ffunction-sections", "-fdata-sections", "-DSECTIONS"];
    let linked = check(Arch::Xtensa, &sections);
    assert!(linked.report.dropped.iter().any(|section| section.name == ".text.unreached"));
}

#[test]
fn xtensa_with_common_symbols() {
    check(Arch::Xtensa, &["-Os", "-fpic", "-fcommon", "-DCOMMON"]);
}

/// Functions are called directly, the firmware's through stubs.
#[test]
fn xtensa_not_compiled_for_a_shared_library() {
    let linked = check(Arch::Xtensa, &["-O2", "-fno-pic", "-fno-common"]);
    assert!(linked.report.stubs.len() > 3, "{:?}", linked.report.stubs);
}

/// Every call is expanded; those within the module are made direct.
#[test]
fn xtensa_with_far_calls() {
    check(Arch::Xtensa, &["-O2", "-fno-pic", "-mlongcalls"]);
}

/// Literals lie among the functions.
#[test]
fn xtensa_with_literals_in_the_code() {
    check(Arch::Xtensa, &["-Os", "-fpic", "-mtext-section-literals"]);
}

/// Literals lie among a function's instructions.
#[test]
fn xtensa_with_literals_where_they_are_near() {
    check(Arch::Xtensa, &["-O2", "-fno-pic", "-mauto-litpools"]);
}
