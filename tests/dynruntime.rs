//! Native modules as people write them: C for MicroPython's py/dynruntime.h, made with MicroPython's makefile and
//! `mpyc link`, on every real host.
//!
//! Each folder of `tests/dynruntime` is one such module, and shows one thing that a linker can get wrong; its makefile
//! says what. `check.py` imports it and prints what must be in `expected`. On the host that overwrites what the
//! collector frees it runs once more with the collector at every allocation. A folder with a file `hosts` is for those
//! kinds of hosts alone; its makefile says why.

#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

mod micropython;

use std::path::Path;

use micropython::{ARCHITECTURES, copy_files, host, make_natmod, releases, stdout, variants};
use mpyc::device::{COLLECT_ALWAYS, Host, HostKind, Program, Variant};

/// Makes the module of a folder and runs its check on the hosts that it is made for.
fn runs_on_every_host(check: &Path) -> datatest_stable::Result<()> {
    let folder = check.parent().ok_or("no folder")?;
    let name = folder.file_name().ok_or("no name")?.to_string_lossy().into_owned();
    let only: Option<Vec<HostKind>> = match std::fs::read_to_string(folder.join("hosts")) {
        Ok(names) => Some(names.split_whitespace().map(str::parse).collect::<Result<_, _>>()?),
        Err(_) => None,
    };
    for row in ARCHITECTURES {
        let kind = row.host();
        if only.as_ref().is_some_and(|only| !only.contains(&kind)) {
            continue;
        }
        for release in releases(kind) {
            let work = tempfile::tempdir()?;
            copy_files(folder, work.path());
            // In the environment, so that the makefile adds to it.
            let libgcc = format!("-l {}", row.libgcc().display());
            stdout(make_natmod(row, release, work.path()).env("MPY_LD_FLAGS", libgcc));
            let mpy = std::fs::read(work.path().join(format!("{name}.mpy")))?;
            let program = Program::script("check.py", std::fs::read(check)?).file(format!("{name}.mpy"), mpy);
            let expected = std::fs::read_to_string(folder.join("expected"))?;
            for variant in variants(kind, release) {
                let program = match variant {
                    Variant::Standard => program.clone(),
                    Variant::GcStress => program.clone().prelude(COLLECT_ALWAYS),
                };
                compare(&host(kind, release, *variant), &program, &expected);
            }
        }
    }
    Ok(())
}

#[track_caller]
fn compare(host: &Host, program: &Program, expected: &str) {
    let outcome = host.run(program, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((outcome.text().as_str(), outcome.status), (expected, 0), "on {host}");
}

datatest_stable::harness! {
    { test = runs_on_every_host, root = "tests/dynruntime", pattern = r"check\.py$" },
}
