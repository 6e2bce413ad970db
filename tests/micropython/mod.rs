//! What the tests need of MicroPython: the releases, their source trees, the hosts built from them. All of it comes from
//! `scripts/hosts`; what is missing fails a test and names that command.

#![allow(dead_code, reason = "each test program uses its part")]
#![expect(clippy::panic, reason = "that is how a test says what went wrong, in helpers too")]

use std::path::{Path, PathBuf};
use std::process::Command;

use linker::Arch;
use mpyc::device::{Host, HostKind, Variant, hosts_folder};

/// The releases that everything is tested on.
pub const RELEASES: [&str; 2] = ["1.25.0", "1.26.1"];

/// The release that all kinds of hosts are built of, some also with a collector that overwrites what it frees.
pub const WHOLE_RELEASE: &str = "1.26.1";

/// The releases that a kind of host is built of.
pub fn releases(kind: HostKind) -> &'static [&'static str] {
    match kind {
        HostKind::Rv32 | HostKind::X64 => &RELEASES,
        HostKind::Rv64
        | HostKind::X86
        | HostKind::Armv6m
        | HostKind::Armv7m
        | HostKind::Armv7emsp
        | HostKind::Armv7emdp
        | HostKind::Xtensa => &[WHOLE_RELEASE],
    }
}

/// How a kind of host is built of a release.
pub fn variants(kind: HostKind, release: &str) -> &'static [Variant] {
    match kind {
        HostKind::Rv32 | HostKind::X64 | HostKind::Armv7m if release == WHOLE_RELEASE => &Variant::ALL,
        HostKind::Rv32
        | HostKind::X64
        | HostKind::Rv64
        | HostKind::X86
        | HostKind::Armv6m
        | HostKind::Armv7m
        | HostKind::Armv7emsp
        | HostKind::Armv7emdp
        | HostKind::Xtensa => &[Variant::Standard],
    }
}

/// Every host there must be. A missing one fails the test and says how to build it.
pub fn hosts() -> Vec<Host> {
    let mut hosts = Vec::new();
    for kind in HostKind::ALL {
        for release in releases(kind) {
            hosts.extend(variants(kind, release).iter().map(|variant| host(kind, release, *variant)));
        }
    }
    hosts
}

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

/// The architectures that Python is compiled for. C is linked for more: see [`ARCHITECTURES`].
pub const PYTHON: [Arch; 4] = [Arch::Rv32imc, Arch::X64, Arch::Rv64imc, Arch::Xtensa];

/// How native modules are compiled for an architecture, as MicroPython's py/dynruntime.mk has it.
#[derive(Debug)]
pub struct Architecture {
    /// The linker's.
    pub arch: Arch,
    /// The prefix of the compiler's programs.
    pub cross: &'static str,
    /// The options that select the processor.
    pub options: &'static [&'static str],
    /// What Python's floats are on its host: the makefile's MICROPY_FLOAT_IMPL.
    pub float: &'static str,
}

/// The architectures that modules are made for and run on. To add one is to add its row here.
#[rustfmt::skip]
pub static ARCHITECTURES: &[Architecture] = &[
    Architecture { arch: Arch::Rv32imc, cross: "riscv64-unknown-elf-", options: &["-march=rv32imac", "-mabi=ilp32", "-mno-relax"], float: "float" },
    Architecture { arch: Arch::X64, cross: "", options: &["-fno-stack-protector"], float: "double" },
    Architecture { arch: Arch::Rv64imc, cross: "riscv64-unknown-elf-", options: &["-march=rv64imac", "-mabi=lp64", "-mno-relax"], float: "float" },
    Architecture { arch: Arch::X86, cross: "i686-linux-gnu-", options: &["-fno-stack-protector"], float: "double" },
    Architecture { arch: Arch::Armv6m, cross: "arm-none-eabi-", options: &["-mthumb", "-mcpu=cortex-m0"], float: "float" },
    Architecture { arch: Arch::Armv7m, cross: "arm-none-eabi-", options: &["-mthumb", "-mcpu=cortex-m3"], float: "float" },
    Architecture { arch: Arch::Armv7emsp, cross: "arm-none-eabi-", options: &["-mthumb", "-mcpu=cortex-m4", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard"], float: "float" },
    Architecture { arch: Arch::Armv7emdp, cross: "arm-none-eabi-", options: &["-mthumb", "-mcpu=cortex-m7", "-mfpu=fpv5-d16", "-mfloat-abi=hard"], float: "double" },
    Architecture { arch: Arch::Xtensa, cross: "xtensa-lx106-elf-", options: &["-mforce-l32"], float: "float" },
];

impl Architecture {
    /// The row of an architecture.
    #[track_caller]
    pub fn of(arch: Arch) -> &'static Architecture {
        ARCHITECTURES
            .iter()
            .find(|row| row.arch == arch)
            .unwrap_or_else(|| panic!("no row for {}", arch.name()))
    }

    /// The kind of host whose own architecture it is.
    #[track_caller]
    pub fn host(&self) -> HostKind {
        HostKind::for_arch(self.arch).unwrap_or_else(|| panic!("no host for {}", self.arch.name()))
    }

    /// A program of the compiler's, `gcc` or `ar`.
    pub fn tool(&self, name: &str) -> Command {
        Command::new(format!("{}{name}", self.cross))
    }

    /// The compiler's own library: arithmetic that the processor does not have.
    pub fn libgcc(&self) -> PathBuf {
        stdout(self.tool("gcc").args(self.options).arg("-print-libgcc-file-name")).trim().into()
    }
}

/// The command that makes a native module as its users do: `make`, in a folder whose makefile includes MicroPython's
/// py/dynruntime.mk, with `mpyc link` in the place of MicroPython's linker. Everything is written into that folder.
pub fn make_natmod(row: &Architecture, release: &str, folder: &Path) -> Command {
    let mut make = Command::new("make");
    make.arg("-C")
        .arg(folder)
        .arg(format!("MPY_DIR={}", source_for(row.arch, release, folder).display()))
        .arg(format!("ARCH={}", row.arch.name()))
        .arg(format!("CROSS={}", row.cross))
        .arg(format!("MICROPY_FLOAT_IMPL={}", row.float))
        .arg(format!("BUILD={}", folder.join("build").display()))
        .arg(format!("MPY_LD={} link", env!("CARGO_BIN_EXE_mpyc")))
        .arg(format!("MPY_CROSS={}", mpy_cross(release).display()))
        // A warning that a compiler newer than the release gives is no reason to stop.
        .arg("CFLAGS_EXTRA=-Wno-error")
        .env("PYTHONDONTWRITEBYTECODE", "1");
    if let Some(script) = rom(row.arch, release) {
        make.arg(format!("MPY_EXTERN_SYM_FILE={}", script.display()));
        // Where picolibc's mathematics are, which the makefile knows of RISC-V only.
        make.arg("LIBM_NAME=libc.a");
    }
    // What a makefile or a user would add to.
    for variable in
        ["MAKEFLAGS", "MFLAGS", "MAKELEVEL", "CFLAGS", "CFLAGS_EXTRA", "MPY_LD_FLAGS", "LINK_RUNTIME"]
    {
        make.env_remove(variable);
    }
    make
}

/// The linker script with what is in the ROM of a chip: where the compiler's library has no arithmetic for that reason.
pub fn rom(arch: Arch, release: &str) -> Option<PathBuf> {
    (arch == Arch::Xtensa).then(|| source(release).join("ports/esp8266/boards/eagle.rom.addr.v6.ld"))
}

/// The source tree for an architecture. That of a release which does not know 64-bit RISC-V is a folder of links to the
/// real one, with a makefile that does: as the 32-bit one, but for two options and two names of folders, and that it
/// does not ask the compiler to bytecode for machine code.
fn source_for(arch: Arch, release: &str, folder: &Path) -> PathBuf {
    let source = source(release);
    let makefile = source_text(release, "py/dynruntime.mk");
    if arch != Arch::Rv64imc || makefile.contains("rv64imc") {
        return source;
    }
    let changed =
        makefile.replace("rv32im", "rv64im").replace("ilp32", "lp64").replace(" -march=$(ARCH)", "");
    assert!(changed.contains("ifeq ($(ARCH),rv64imc)"), "{changed}");
    let links = folder.join("micropython");
    for below in ["", "py"] {
        std::fs::create_dir_all(links.join(below)).unwrap_or_else(|error| panic!("{error}"));
        for entry in std::fs::read_dir(source.join(below)).unwrap_or_else(|error| panic!("{error}")) {
            let entry = entry.unwrap_or_else(|error| panic!("{error}"));
            let link = links.join(below).join(entry.file_name());
            if entry.file_name() != "py" && entry.file_name() != "dynruntime.mk" && !link.exists() {
                std::os::unix::fs::symlink(entry.path(), link).unwrap_or_else(|error| panic!("{error}"));
            }
        }
    }
    write(&links.join("py/dynruntime.mk"), changed);
    links
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
