//! MicroPython's example `features2`, made by its own makefile with `mpyc link`, on every real host: two C files, floats,
//! a mathematical library, and a part in Python, which `mpy-tool.py --merge` puts into one file with what we linked.

mod micropython;

use std::path::Path;
use std::process::Command;

use micropython::{RELEASES, copy_files, host, make_natmod, source, stdout};
use mpyc::device::{HostKind, Program, Variant};

#[test]
fn a_linked_module_merges_with_python() {
    for kind in HostKind::ALL {
        for release in RELEASES {
            let work = tempfile::tempdir().expect("a folder");
            copy_files(&source(release).join("examples/natmod/features2"), work.path());
            let mut make = make_natmod(kind, release, work.path());
            if kind == HostKind::Rv32 {
                make.env("MPY_LD_FLAGS", format!("-l{}", board_libm(release, work.path())));
            }
            stdout(&mut make);
            let merged = std::fs::read(work.path().join("features2.mpy")).expect("the module");
            let linked =
                std::fs::read(work.path().join("build/features2.native.mpy")).expect("its native part");
            assert_ne!(merged, linked);

            // It tests itself when it is imported; where doubles are cheap it has one test more.
            let tests = if kind == HostKind::X64 { "True, True, True, True" } else { "True, True, True" };
            let program = Program::script("main.py", "import features2\nprint(features2.round(2.5))\n");
            let host = host(kind, release, Variant::Standard);
            let outcome = host.run(&program.file("features2.mpy", merged), &mut |_| {});
            let outcome = outcome.unwrap_or_else(|error| panic!("{error}"));
            assert_eq!((outcome.text(), outcome.status), (format!("[{tests}]\n3.0\n"), 0), "on {host}");
        }
    }
}

/// The board's mathematical library, as far as it is needed: no small package of Debian's has one, so that MicroPython's
/// own serves.
fn board_libm(release: &str, folder: &Path) -> String {
    let (object, archive) = (folder.join("roundf.o"), folder.join("libm.a"));
    let mut compile = Command::new("riscv64-unknown-elf-gcc");
    compile.args(["-march=rv32imac", "-mabi=ilp32", "-mno-relax", "-fpic", "-Os", "-c"]);
    compile.args(["-isystem", "/usr/include/newlib"]);
    stdout(compile.arg(source(release).join("lib/libm/roundf.c")).arg("-o").arg(&object));
    stdout(Command::new("riscv64-unknown-elf-ar").arg("rcs").arg(&archive).arg(&object));
    archive.display().to_string()
}
