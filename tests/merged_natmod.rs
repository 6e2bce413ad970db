//! MicroPython's example `features2`, made by its own makefile with `mpyc link`, on every real host: two C files, floats,
//! a mathematical library, and a part in Python, which `mpy-tool.py --merge` puts into one file with what we linked.

mod micropython;

use std::path::Path;
use std::process::Command;

use micropython::{ARCHITECTURES, Architecture, copy_files, host, make_natmod, releases, source, stdout};
use mpyc::device::{Program, Variant};

#[test]
fn a_linked_module_merges_with_python() {
    for arch in ARCHITECTURES {
        let Some(kind) = arch.host() else { continue };
        for release in releases(kind) {
            let work = tempfile::tempdir().expect("a folder");
            copy_files(&source(release).join("examples/natmod/features2"), work.path());
            let mut make = make_natmod(arch, release, work.path());
            if arch.headers.is_some() {
                make.env("MPY_LD_FLAGS", format!("-l{}", libm(arch, release, work.path())));
            }
            stdout(&mut make);
            let merged = std::fs::read(work.path().join("features2.mpy")).expect("the module");
            let linked =
                std::fs::read(work.path().join("build/features2.native.mpy")).expect("its native part");
            assert_ne!(merged, linked);

            // It tests itself when it is imported; where doubles are cheap it has one test more.
            let tests = if arch.float == "double" { "True, True, True, True" } else { "True, True, True" };
            let program = Program::script("main.py", "import features2\nprint(features2.round(2.5))\n");
            let host = host(kind, release, Variant::Standard);
            let outcome = host.run(&program.file("features2.mpy", merged), &mut |_| {});
            let outcome = outcome.unwrap_or_else(|error| panic!("{error}"));
            assert_eq!((outcome.text(), outcome.status), (format!("[{tests}]\n3.0\n"), 0), "on {host}");
        }
    }
}

/// A mathematical library, as far as it is needed, where the compiler does not find one: MicroPython's own.
fn libm(arch: &Architecture, release: &str, folder: &Path) -> String {
    let (object, archive) = (folder.join("roundf.o"), folder.join("libm.a"));
    let mut compile = Command::new(format!("{}gcc", arch.cross));
    compile.args(arch.options).args(["-fpic", "-Os", "-c"]);
    compile.args(arch.headers.iter().flat_map(|folder| ["-isystem", folder]));
    stdout(compile.arg(source(release).join("lib/libm/roundf.c")).arg("-o").arg(&object));
    stdout(Command::new(format!("{}ar", arch.cross)).arg("rcs").arg(&archive).arg(&object));
    archive.display().to_string()
}
