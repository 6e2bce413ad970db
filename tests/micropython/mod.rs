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
