//! Builds MicroPython's example modules as its users do, with `make`, once for each architecture and release.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, OnceLock};

use linker::Arch;
use mpyc::device::hosts_folder;

/// The releases of MicroPython that everything is tested on.
pub const RELEASES: [&str; 2] = ["1.25.0", "1.26.1"];
/// The release that has a host with the garbage collector watched.
pub const GC_STRESS: &str = "1.26.1";

/// The examples. `btree` is not among them: Debian's source is without the library it is made from.
pub const NATMODS: [&str; 10] = [
    "features0",
    "features1",
    "features2",
    "features3",
    "features4",
    "heapq",
    "random",
    "re",
    "deflate",
    "framebuf",
];

/// One module that was built.
#[derive(Debug)]
pub struct Module {
    /// The folder that it was made in.
    pub folder: PathBuf,
    /// The linked file.
    pub mpy: Vec<u8>,
    /// The header that names its qstrs.
    pub header: PathBuf,
    /// The objects it was linked from, in order.
    pub objects: Vec<PathBuf>,
    /// The archives.
    pub archives: Vec<PathBuf>,
}

/// All modules for an architecture and a release.
#[derive(Debug)]
pub struct Built {
    pub arch: Arch,
    /// MicroPython's source.
    pub source: PathBuf,
    pub modules: BTreeMap<&'static str, Module>,
}

/// The prefix of the C compiler's programs.
pub fn prefix(arch: Arch) -> &'static str {
    match arch {
        Arch::Rv32imc => "riscv64-unknown-elf-",
        Arch::X64 => "",
        other => panic!("no compiler for {}", other.name()),
    }
}

/// Options that make the C compiler compile for an architecture.
fn target_options(arch: Arch) -> &'static [&'static str] {
    match arch {
        Arch::Rv32imc => &["-march=rv32imac", "-mabi=ilp32", "-mno-relax"],
        Arch::X64 => &["-fno-stack-protector"],
        other => panic!("no compiler for {}", other.name()),
    }
}

/// Runs a command, which must succeed, and gives its output.
pub fn run(command: &mut Command) -> String {
    let output = command
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}; scripts/install installs what is missing"));
    let text = [&output.stdout[..], &output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    assert!(output.status.success(), "{command:?}\n{text}");
    text
}

/// The modules for an architecture and a release; they are built when first asked for.
pub fn built(arch: Arch, release: &'static str) -> &'static Built {
    static ALL: OnceLock<Mutex<BTreeMap<(Arch, &str), &'static Built>>> = OnceLock::new();
    let mut all = ALL.get_or_init(Mutex::default).lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    all.entry((arch, release)).or_insert_with(|| Box::leak(Box::new(build(arch, release))))
}

fn build(arch: Arch, release: &str) -> Built {
    let source = hosts_folder().unwrap_or_else(|e| panic!("{e}")).join(format!("micropython-{release}"));
    assert!(
        source.is_dir(),
        "no source of MicroPython in {}; build the hosts: scripts/hosts",
        source.display()
    );
    let work = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("natmods-{release}-{}", arch.name()));
    // What an earlier run left would not be built again.
    let _ = std::fs::remove_dir_all(&work);
    std::fs::create_dir_all(&work).unwrap();
    let archives = vec![libgcc(arch), rounding(arch, &work)];
    let modules = NATMODS.map(|name| (name, build_one(arch, &source, &work, name, &archives)));
    Built { arch, source, modules: modules.into() }
}

/// The compiler's own library: arithmetic that the processor does not have.
fn libgcc(arch: Arch) -> PathBuf {
    let mut gcc = Command::new(format!("{}gcc", prefix(arch)));
    run(gcc.args(target_options(arch)).arg("-print-libgcc-file-name")).trim().into()
}

/// An archive with `roundf`.
fn rounding(arch: Arch, work: &Path) -> PathBuf {
    let c = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/natmods/roundf.c");
    let (object, archive) = (work.join("roundf.o"), work.join("libround.a"));
    let mut gcc = Command::new(format!("{}gcc", prefix(arch)));
    let options = ["-Os", "-fpic", "-ffreestanding", "-c", "-o"];
    run(gcc.args(target_options(arch)).args(options).arg(&object).arg(c));
    run(Command::new(format!("{}ar", prefix(arch))).arg("rcs").arg(&archive).arg(&object));
    archive
}

/// Builds one module in a copy of its folder.
fn build_one(arch: Arch, source: &Path, work: &Path, name: &str, archives: &[PathBuf]) -> Module {
    let folder = work.join(name);
    run(Command::new("cp").arg("-r").arg(source.join("examples/natmod").join(name)).arg(&folder));
    let mut make = Command::new("make");
    make.arg("-C").arg(&folder);
    make.arg(format!("ARCH={}", arch.name())).arg(format!("MPY_DIR={}", source.display()));
    make.arg(format!("MPY_LD={} link", env!("CARGO_BIN_EXE_mpyc")));
    let mut archives = archives.to_vec();
    if name == "features2" {
        // It has a Python part, which would need mpy-cross, and takes libgcc and libm from wherever they are.
        let libraries: Vec<String> = archives.iter().map(|path| format!("-l{}", path.display())).collect();
        make.args(["SRC_MPY=", "LINK_RUNTIME=0", "MICROPY_FLOAT_IMPL=float"]);
        make.arg(format!("MPY_LD_FLAGS={}", libraries.join(" ")));
    } else {
        archives.clear();
    }
    // A warning that a compiler newer than the release gives is no reason to stop.
    if arch == Arch::Rv32imc {
        // Newlib's headers, which scripts/install installs, whether or not picolibc is there.
        make.args(["PICOLIBC_SPECS=picolibc.specs", "CFLAGS_EXTRA=-isystem /usr/include/newlib -Wno-error"]);
    } else {
        make.arg("CFLAGS_EXTRA=-Wno-error");
    }
    run(&mut make);
    let build = folder.join("build");
    let objects = objects_of(&folder);
    let mpy = files_with(&folder, "mpy");
    let [mpy] = &mpy[..] else { panic!("{name}: {mpy:?}") };
    let [header] = &files_with(&build, "h")[..] else { panic!("{name}: no header") };
    Module { mpy: std::fs::read(mpy).unwrap(), header: header.clone(), objects, archives, folder }
}

/// The objects in the order that the makefile names their sources in.
fn objects_of(folder: &Path) -> Vec<PathBuf> {
    let makefile = std::fs::read_to_string(folder.join("Makefile")).unwrap();
    let line = makefile.lines().find_map(|line| line.strip_prefix("SRC = ")).unwrap();
    let c_sources = line.split_whitespace().filter_map(|file| file.strip_suffix(".c"));
    c_sources.map(|stem| folder.join("build").join(format!("{stem}.o"))).collect()
}

fn files_with(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|e| e == extension)).collect()
}

/// Upstream's linker: a Python that has its ELF reader.
fn upstreams_linker(built: &Built) -> Command {
    let has_reader = |python: &&str| {
        let probe = Command::new(python).args(["-c", "import elftools"]).output();
        probe.is_ok_and(|output| output.status.success())
    };
    let Some(python) = ["python3", "/usr/bin/python3"].into_iter().find(has_reader) else {
        panic!(
            "upstream's linker needs Python's elftools: scripts/install, or apt-get install python3-pyelftools"
        );
    };
    let mut command = Command::new(python);
    command.arg(built.source.join("tools/mpy_ld.py")).args(["--arch", built.arch.name()]);
    command
}

/// What upstream's linker made.
#[derive(Debug)]
pub struct Upstream {
    /// The linked file.
    pub mpy: Vec<u8>,
    /// What it said, sections with their places included.
    pub log: String,
    /// The archive members that it was given as objects, after the module's own.
    pub members: Vec<PathBuf>,
}

/// What upstream's linker makes of the same objects, archive members included.
pub fn link_with_upstream(built: &Built, module: &Module) -> Upstream {
    let mut link = upstreams_linker(built);
    let output = module.folder.join("upstream.mpy");
    let members = members(built, module);
    link.args(["-vv", "--qstrs"]).arg(&module.header).arg("-o").arg(&output);
    let log = run(link.args(&module.objects).args(&members));
    Upstream { mpy: std::fs::read(output).unwrap(), log, members }
}

/// The archive members that our linker took, as files.
fn members(built: &Built, module: &Module) -> Vec<PathBuf> {
    let linked = link_again(built.arch, module, false);
    let mut files = Vec::new();
    for member in &linked.report.members {
        let (archive, name) = member.file.strip_suffix(')').unwrap().rsplit_once('(').unwrap();
        run(Command::new("ar").arg("x").arg(archive).arg(name).current_dir(&module.folder));
        files.push(module.folder.join(name));
    }
    files
}

/// The same link through the library, for its report.
pub fn link_again(arch: Arch, module: &Module, shorten: bool) -> linker::Linked {
    let input = |path: &PathBuf| linker::Input {
        name: path.display().to_string(),
        bytes: std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
    };
    let header = std::fs::read_to_string(&module.header).unwrap();
    let request = linker::Request {
        source_name: format!(
            "{}.native.mpy",
            module.header.file_name().unwrap().to_string_lossy().trim_end_matches(".config.h")
        ),
        qstrs: linker::qstrs_of_header(&header),
        inputs: module.objects.iter().chain(&module.archives).map(input).collect(),
        shorten,
        ..linker::Request::new(arch)
    };
    linker::link(&request).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// The header that upstream's linker makes of the same sources.
pub fn preprocess_with_upstream(built: &Built, module: &Module) -> String {
    let output = module.folder.join("upstream.h");
    let sources =
        module.objects.iter().map(|path| module.folder.join(path.file_name().unwrap()).with_extension("c"));
    let mut preprocess = upstreams_linker(built);
    run(preprocess.arg("--preprocess").arg("-o").arg(&output).args(sources));
    std::fs::read_to_string(output).unwrap()
}
