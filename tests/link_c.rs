//! C that compilers make for native modules, in many ways, linked and run on the real hosts.
//!
//! What the code can be made of is in `link_c/main.c`, what it must answer in `link_c/check.py`.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "that is how a test says what went wrong, in helpers too"
)]

mod micropython;

use std::path::Path;

use linker::{Arch, Constant, Input, Linked, Request};
use micropython::{Architecture, WHOLE_RELEASE, host, stdout, variants};
use mpyc::device::Program;
use mpyc::support::{self, Failure};
use mpyc::target::Target;
use mpyc::toolchain::{self, Config};

const FILES: [&str; 3] = ["main", "other", "strong"];

/// Compiles one file and gives the object.
fn compile(arch: Arch, file: &str, options: &[&str], folder: &Path) -> Vec<u8> {
    let row = Architecture::of(arch);
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/link_c/{file}.c"));
    let object = folder.join(format!("{file}.o"));
    let mut gcc = row.tool("gcc");
    gcc.args(["-std=gnu11", "-ffreestanding"]).args(row.options).args(options);
    stdout(gcc.arg("-c").arg("-o").arg(&object).arg(source));
    std::fs::read(object).unwrap()
}

/// The compiler's own library: on a Cortex-M0 a table of jumps is a call of one of its functions.
fn libgcc(arch: Arch) -> Input {
    let row = Architecture::of(arch);
    let path = stdout(row.tool("gcc").args(row.options).arg("-print-libgcc-file-name"));
    Input { name: "libgcc.a".into(), bytes: std::fs::read(path.trim()).unwrap().into() }
}

fn link(arch: Arch, options: &[&str], order: [usize; 3], folder: &Path) -> Linked {
    let mut request = Request {
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
                bytes: compile(arch, FILES[*index], options, folder).into(),
            })
            .chain([libgcc(arch)])
            .collect(),
        ..Request::new(arch)
    };
    // Thread-local variables may need a function of the support library.
    match support::link(&mut request, || toolchain::find(Target::for_arch(arch), None, &Config::default())) {
        Ok(linked) => linked,
        Err(Failure::Link(errors)) => {
            let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{options:?}\n{}", lines.join("\n"))
        }
        Err(Failure::Library(diagnostic, symbols)) => panic!("{options:?}: {symbols:?}: {diagnostic:?}"),
    }
}

/// Compiles with these options, links the objects in two orders, and runs the check on all hosts.
fn check(arch: Arch, options: &[&str]) -> Linked {
    let kind = Architecture::of(arch).host();
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = [[0, 1, 2], [2, 1, 0]].map(|order| link(arch, options, order, folder.path()));
    for linked in [&first, &second] {
        // A board's collector looks into the image, which is in its heap.
        let scanned = kind.emulator().is_some() || linked.report.zeros_in_image.is_empty();
        for variant in variants(kind, WHOLE_RELEASE) {
            let host = host(kind, WHOLE_RELEASE, *variant);
            let program = Program::script("check.py", include_str!("link_c/check.py"))
                .prelude(if scanned { "scanned = True\n" } else { "scanned = False\n" })
                .file("m.mpy", linked.mpy.clone());
            let outcome =
                host.run(&program, &mut |_| {}).unwrap_or_else(|error| panic!("{options:?}: {error}"));
            assert_eq!(outcome.text(), "all right\n", "{options:?} on {host}");
        }
    }
    first
}

/// The tests of an architecture.
macro_rules! on_all {
    ($($name:ident: $arch:expr;)*) => {
        $(mod $name {
            use super::*;

            #[test]
            fn as_modules_are_compiled() {
                check($arch, &["-Os", "-fpic", "-fno-common"]);
            }

            #[test]
            fn fast() {
                check($arch, &["-O2", "-fpic", "-fno-common"]);
            }

            #[test]
            fn without_optimisation() {
                check($arch, &["-O0", "-fpic"]);
            }

            #[test]
            fn in_many_sections() {
                let sections = ["-Os", "-fpic", "-ffunction-sections", "-fdata-sections", "-DSECTIONS"];
                let linked = check($arch, &sections);
                assert!(linked.report.dropped.iter().any(|section| section.name == ".text.unreached"));
            }

            #[test]
            fn with_common_symbols() {
                check($arch, &["-Os", "-fpic", "-fcommon", "-DCOMMON"]);
            }
        })*
    };
}

on_all! {
    rv32: Arch::Rv32imc;
    rv64: Arch::Rv64imc;
    x64: Arch::X64;
    x86: Arch::X86;
    armv6m: Arch::Armv6m;
    armv7m: Arch::Armv7m;
    armv7emsp: Arch::Armv7emsp;
    armv7emdp: Arch::Armv7emdp;
    xtensa: Arch::Xtensa;
}

const RISC_V: [Arch; 2] = [Arch::Rv32imc, Arch::Rv64imc];

#[test]
fn on_risc_v_every_variable_that_starts_as_zero_is_in_the_bss() {
    for arch in RISC_V {
        let linked = check(arch, &["-Os", "-fpic", "-fno-common"]);
        assert_eq!(linked.report.zeros_in_image, [""; 0]);
    }
}

/// Loads and stores at distances from the program counter, not through the table: some take detours.
#[test]
fn risc_v_not_compiled_for_a_shared_library() {
    for arch in RISC_V {
        let linked = check(arch, &["-O2", "-fno-pic", "-fno-common", "-mcmodel=medany"]);
        assert!(linked.report.detours > 0);
    }
}

/// Compiled for a linker that shortens code.
#[test]
fn risc_v_with_marks_for_relaxation() {
    for arch in RISC_V {
        check(arch, &["-O2", "-fpic", "-mrelax"]);
    }
}

/// Thread-local variables are those of the one thread, whether the code finds them by a call or by a slot.
#[test]
fn x64_x86_and_risc_v_with_thread_local_variables() {
    for arch in [Arch::X64, Arch::X86] {
        for options in [
            &["-Os", "-fpic"][..],
            &["-O0", "-fpic"],
            &["-O2", "-fpic", "-ftls-model=initial-exec"],
            &["-O2", "-fpic", "-ftls-model=local-dynamic"],
        ] {
            check(arch, &[options, &["-DTHREADS"]].concat());
        }
    }
    for arch in RISC_V {
        let local = ["-O2", "-fno-pic", "-mcmodel=medany", "-ftls-model=local-exec"];
        for options in [&["-Os", "-fpic"][..], &["-O0", "-fpic"], &local] {
            check(arch, &[options, &["-DTHREADS"]].concat());
        }
    }
}

/// Calls through the table in place of stubs.
#[test]
fn x64_without_a_procedure_linkage_table() {
    let linked = check(Arch::X64, &["-Os", "-fpic", "-fno-plt"]);
    assert_eq!(linked.report.stubs, [""; 0]);
}

#[test]
fn x86_without_a_procedure_linkage_table() {
    let linked = check(Arch::X86, &["-Os", "-fpic", "-fno-plt"]);
    assert_eq!(linked.report.stubs, [""; 0]);
}

#[test]
fn x86_for_a_program_at_any_address() {
    check(Arch::X86, &["-O2", "-fpie", "-fcf-protection=full"]);
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

const ARM: [Arch; 4] = [Arch::Armv6m, Arch::Armv7m, Arch::Armv7emsp, Arch::Armv7emdp];

/// Checks every processor of Arm's M profile: there, every variable that starts as zero is in the BSS, local ones too.
fn check_arm(options: &[&str]) -> Vec<Linked> {
    let check = |arch: Arch| {
        let linked = check(arch, options);
        assert_eq!(linked.report.zeros_in_image, [""; 0], "{} {options:?}", arch.name());
        linked
    };
    ARM.map(check).into()
}

/// Distances to variables and to the firmware become addresses.
#[test]
fn arm_with_hidden_symbols() {
    check_arm(&["-O2", "-fpic", "-fvisibility=hidden"]);
}

/// The loader puts addresses into words of the code: no table is needed.
#[test]
fn arm_not_compiled_for_a_shared_library() {
    for level in ["-Os", "-O2", "-O0"] {
        for linked in check_arm(&[level, "-fno-pic", "-mword-relocations"]) {
            // One at most, with the head of the BSS.
            assert!(linked.report.slots.len() <= 1, "{:?}", linked.report.slots);
        }
    }
}

#[test]
fn arm_with_far_calls() {
    for linked in check_arm(&["-Os", "-fno-pic", "-mword-relocations", "-mlong-calls"]) {
        assert_eq!(linked.report.stubs, [""; 0]);
    }
    check_arm(&["-O2", "-fpic", "-mlong-calls"]);
}

#[test]
fn arm_in_many_sections_not_compiled_for_a_shared_library() {
    let sections = ["-ffunction-sections", "-fdata-sections", "-DSECTIONS"];
    check_arm(&[&["-Os", "-fno-pic", "-mword-relocations"], &sections[..]].concat());
}

#[test]
fn arm_with_unwind_tables() {
    check_arm(&["-O2", "-fpic", "-funwind-tables"]);
}

/// Thread-local variables in every form that compilers have for them: they are the one thread's.
#[test]
fn arm_with_thread_local_variables() {
    for options in [
        &["-Os", "-fno-pic", "-mword-relocations"][..],
        &["-Os", "-fpic"],
        &["-O0", "-fpic"],
        &["-O2", "-fpie"],
        &["-O2", "-fpic", "-ftls-model=initial-exec"],
        &["-O2", "-fpic", "-ftls-model=local-dynamic"],
    ] {
        check_arm(&[options, &["-DTHREADS"]].concat());
    }
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
