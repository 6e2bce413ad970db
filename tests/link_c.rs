//! C that compilers make for native modules, in many ways, linked and run on the real hosts.
//!
//! What the code can be made of is in `link_c/main.c`, what it must answer in `link_c/check.py`.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use std::path::{Path, PathBuf};
use std::process::Command;

use linker::{Arch, Constant, Input, Linked, Request};
use micropython::{Architecture, WHOLE_RELEASE, host, variants};
use mpyc::device::Program;

const FILES: [&str; 3] = ["main", "other", "strong"];

/// Compiles one file and gives the object.
fn compile(arch: Arch, file: &str, options: &[&str], folder: &Path) -> Vec<u8> {
    let row = Architecture::of(arch);
    let compiler = format!("{}gcc", row.cross);
    let target: &[&str] = match arch {
        Arch::Rv32imc => &["-march=rv32imc", "-mabi=ilp32", "-mcmodel=medany", "-mno-relax"],
        Arch::X64 => &["-fno-stack-protector", "-fcf-protection=none"],
        _ => row.options,
    };
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/link_c/{file}.c"));
    let object = folder.join(format!("{file}.o"));
    let mut command = Command::new(&compiler);
    command.args(["-std=gnu11", "-ffreestanding"]).args(target).args(options).arg("-c").arg("-o");
    command.arg(&object).arg(source);
    let output = command.output().unwrap_or_else(|error| panic!("{compiler}: {error}; run scripts/install"));
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    std::fs::read(object).unwrap()
}

fn library(path: PathBuf) -> Input {
    Input { name: path.display().to_string(), bytes: std::fs::read(path).unwrap() }
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
            // Armv6-M jumps through tables with the help of libgcc.
            .chain((arch == Arch::Armv6m).then(|| library(Architecture::of(arch).libgcc())))
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
    let kind = Architecture::of(arch).host();
    let name = format!("link_c-{}-{}", arch.name(), options.join(""));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name.replace(['/', '='], "_"));
    std::fs::create_dir_all(&folder).unwrap();
    let [first, second] = [[0, 1, 2], [2, 1, 0]].map(|order| link(arch, options, order, &folder));
    for linked in [&first, &second] {
        for variant in variants(kind, WHOLE_RELEASE) {
            let host = host(kind, WHOLE_RELEASE, *variant);
            let scanned = !matches!(arch, Arch::X86 | Arch::X64) || linked.report.zeros_in_image.is_empty();
            let scanned = if scanned { "True" } else { "False" };
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

/// The same for every processor of Arm's M profile.
fn check_arm(options: &[&str]) -> Vec<Linked> {
    [Arch::Armv6m, Arch::Armv7m, Arch::Armv7emsp, Arch::Armv7emdp]
        .map(|arch| {
            let linked = check(arch, options);
            // Every variable that starts as zero is in the BSS, local ones too.
            assert_eq!(linked.report.zeros_in_image, [""; 0], "{} {options:?}", arch.name());
            linked
        })
        .into()
}

#[test]
fn arm_as_modules_are_compiled() {
    check_arm(&["-Os", "-fpic", "-fno-common"]);
}

#[test]
fn arm_fast() {
    check_arm(&["-O2", "-fpic", "-fno-common"]);
}

#[test]
fn arm_without_optimisation() {
    check_arm(&["-O0", "-fpic"]);
}

/// The loader puts addresses into words of the code: no table is needed.
#[test]
fn arm_not_position_independent() {
    for options in [["-Os", "-fno-pic"], ["-O2", "-fno-pic"], ["-O0", "-fno-pic"]] {
        for linked in check_arm(&[&options[..], &["-mword-relocations"]].concat()) {
            // The head of the BSS.
            assert_eq!(linked.report.slots.len(), 1);
        }
    }
}

#[test]
fn arm_with_long_calls() {
    for linked in check_arm(&["-Os", "-fno-pic", "-mword-relocations", "-mlong-calls"]) {
        assert_eq!(linked.report.stubs, [""; 0]);
    }
    check_arm(&["-O2", "-fpic", "-mlong-calls"]);
}

#[test]
fn arm_in_many_sections() {
    for mode in [&["-fpic"][..], &["-fno-pic", "-mword-relocations"]] {
        let sections = ["-Os", "-ffunction-sections", "-fdata-sections", "-DSECTIONS"];
        for linked in check_arm(&[&sections[..], mode].concat()) {
            assert!(linked.report.dropped.iter().any(|section| section.name == ".text.unreached"));
        }
    }
}

#[test]
fn arm_with_common_symbols() {
    check_arm(&["-Os", "-fpic", "-fcommon", "-DCOMMON"]);
}

#[test]
fn arm_with_unwind_tables() {
    check_arm(&["-O2", "-fpic", "-funwind-tables"]);
}

/// Addresses in two instructions, `movw` and `movt`, with whatever the compiler puts between them.
#[test]
fn armv7m_without_data_in_the_code() {
    for level in ["-O0", "-Os", "-O2"] {
        for mode in ["-mslow-flash-data", "-mpure-code"] {
            for arch in [Arch::Armv7m, Arch::Armv7emsp, Arch::Armv7emdp] {
                let linked = check(arch, &[level, "-fno-pic", mode]);
                assert!(linked.report.detours > 0);
                assert_eq!(linked.report.zeros_in_image, [""; 0]);
            }
        }
    }
}
