//! What the tests need of MicroPython: the releases, their source trees, the hosts built from them. All of it comes from
//! `scripts/hosts`; what is missing fails a test and names that command.

#![allow(dead_code, reason = "each test program uses its part")]
#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

use std::path::{Path, PathBuf};
use std::process::Command;

use mpyc::device::{Host, HostKind, Variant, hosts_folder};
use mpyc::target::Target;

/// The releases that everything is tested on.
pub const RELEASES: [&str; 2] = ["1.25.0", "1.26.1"];

/// The release that is also built with a collector that overwrites what it frees.
pub const GC_STRESS_RELEASE: &str = "1.26.1";

/// The source tree of a release. It is shared: nothing may be written there.
pub fn source(release: &str) -> PathBuf {
    let folder = hosts_folder().unwrap_or_else(|error| panic!("{error}"));
    let source = folder.join(format!("micropython-{release}"));
    assert!(
        source.join("py/nativeglue.h").is_file(),
        "there is no source of MicroPython {release} at {}; get it with: scripts/hosts",
        source.display()
    );
    source
}

/// A file of a release's source, as text.
pub fn source_text(release: &str, path: &str) -> String {
    let path = source(release).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A host that must be there.
pub fn host(kind: HostKind, release: &str, variant: Variant) -> Host {
    let release = release.parse().unwrap_or_else(|error| panic!("{error}"));
    Host::find(kind, Some(release), variant).unwrap_or_else(|error| panic!("{error}"))
}

/// The target that a kind of host loads modules for.
pub fn target(kind: HostKind) -> &'static Target {
    let name = match kind {
        HostKind::Rv32 => "rv32imc",
        HostKind::X64 => "x64",
    };
    Target::named(name).unwrap_or_else(|| panic!("no target {name}"))
}

/// Runs a command and gives what it printed; its failure is the test's, with all that it said.
#[track_caller]
pub fn stdout(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}{}",
        output.status,
        text(&output.stdout),
        text(&output.stderr)
    );
    text(&output.stdout)
}

/// Writes a file; the folder must be there.
#[track_caller]
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::write(path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Runs every case on as many threads as the machine has processors, and fails with all that failed.
#[track_caller]
pub fn each<T: Sync>(cases: &[T], run: impl Fn(&T) -> Result<(), String> + Sync) {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let failed = std::sync::Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    let Some(case) = cases.get(index) else { return };
                    if let Err(message) = run(case) {
                        failed.lock().unwrap_or_else(|error| panic!("{error}")).push((index, message));
                    }
                }
            });
        }
    });
    let mut failed = failed.into_inner().unwrap_or_else(|error| panic!("{error}"));
    failed.sort();
    let messages: Vec<String> = failed.into_iter().map(|(_, message)| message).collect();
    assert!(messages.is_empty(), "{} of {} failed:\n{}", messages.len(), cases.len(), messages.join("\n"));
}

/// MicroPython's compiler of a release.
pub fn mpy_cross(release: &str) -> PathBuf {
    let folder = hosts_folder().unwrap_or_else(|error| panic!("{error}"));
    let path = folder.join("bin").join(format!("mpy-cross-{release}"));
    assert!(path.is_file(), "there is no {}; build it with: scripts/hosts", path.display());
    path
}

/// The command that makes a native module as its users do: `make`, in a folder whose makefile includes MicroPython's
/// py/dynruntime.mk, with `mpyc link` in the place of MicroPython's linker. Everything is written into that folder.
pub fn make_natmod(kind: HostKind, release: &str, folder: &Path) -> Command {
    let mut make = Command::new("make");
    make.arg("-C")
        .arg(folder)
        .arg(format!("MPY_DIR={}", source(release).display()))
        .arg(format!("ARCH={}", target(kind).name))
        .arg(format!("BUILD={}", folder.join("build").display()))
        .arg(format!("MPY_LD={} link", env!("CARGO_BIN_EXE_mpyc")))
        .arg(format!("MPY_CROSS={}", mpy_cross(release).display()))
        .env("PYTHONDONTWRITEBYTECODE", "1");
    // What a makefile or a user would add to.
    for variable in ["MAKEFLAGS", "MFLAGS", "MAKELEVEL", "CFLAGS", "CFLAGS_EXTRA", "MPY_LD_FLAGS"] {
        make.env_remove(variable);
    }
    // A warning that a compiler newer than the release gives is no reason to stop.
    match kind {
        // Newlib's headers, which scripts/install installs, whether or not picolibc is there.
        HostKind::Rv32 => make
            .arg("PICOLIBC_SPECS=picolibc.specs")
            .arg("MICROPY_FLOAT_IMPL=float")
            .arg("CFLAGS_EXTRA=-isystem /usr/include/newlib -Wno-error"),
        HostKind::X64 => make.arg("CFLAGS_EXTRA=-Wno-error"),
    };
    make
}

/// Copies the files of a folder, not its folders.
pub fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap_or_else(|error| panic!("{}: {error}", to.display()));
    let entries = std::fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    for path in entries.map(|entry| entry.unwrap_or_else(|error| panic!("{error}")).path()) {
        if let (true, Some(name)) = (path.is_file(), path.file_name()) {
            let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            write(&to.join(name), bytes);
        }
    }
}
