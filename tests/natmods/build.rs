//! Builds MicroPython's example modules as its users do, with `make`, once for each architecture and release.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, OnceLock};

use linker::{Arch, FixedRule, FixedSymbol};

use crate::micropython::{Architecture, make_natmod, rom, source};

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
    /// What the linker made.
    pub native: Vec<u8>,
    /// The module, with its part in Python if it has one.
    pub mpy: Vec<u8>,
    /// The header that names its qstrs.
    pub header: PathBuf,
    /// The objects it was linked from, in order.
    pub objects: Vec<PathBuf>,
}

/// All modules for an architecture and a release.
#[derive(Debug)]
pub struct Built {
    pub row: &'static Architecture,
    /// MicroPython's source.
    pub source: PathBuf,
    pub modules: BTreeMap<&'static str, Module>,
    /// The functions of the chip's ROM.
    pub rom: Vec<FixedSymbol>,
    /// Libraries that both linkers can take: the compiler's own, and one with `roundf`.
    pub archives: Vec<PathBuf>,
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
    built_with(arch, release, "")
}

/// The same, compiled with further options.
pub fn built_with(arch: Arch, release: &'static str, options: &'static str) -> &'static Built {
    type Key = (Arch, &'static str, &'static str);
    static ALL: OnceLock<Mutex<BTreeMap<Key, &'static Built>>> = OnceLock::new();
    let mut all = ALL.get_or_init(Mutex::default).lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    all.entry((arch, release, options)).or_insert_with(|| Box::leak(Box::new(build(arch, release, options))))
}

fn build(arch: Arch, release: &str, options: &str) -> Built {
    let row = Architecture::of(arch);
    let source = source(release);
    let folder = format!("natmods-{release}-{}{}", arch.name(), options.replace(' ', ""));
    let work = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(folder);
    // What an earlier run left would not be built again.
    let _ = std::fs::remove_dir_all(&work);
    std::fs::create_dir_all(&work).unwrap();
    let archives = vec![row.libgcc(), rounding(row, &work)];
    let modules = NATMODS.map(|name| (name, build_one(row, release, &source, &work, name, options)));
    let rom = rom(arch, release).map_or_else(Vec::new, |script| {
        let text = std::fs::read_to_string(script).unwrap();
        text.lines().filter_map(assignment).collect()
    });
    Built { row, source, modules: modules.into(), rom, archives }
}

/// `NAME = 0xADDRESS;`.
fn assignment(line: &str) -> Option<FixedSymbol> {
    let (name, address) = line.trim().trim_end_matches(';').split_once(" = 0x")?;
    let value = u64::from_str_radix(address, 16).ok()?;
    Some(FixedSymbol { name: name.into(), value: Ok(value), rule: FixedRule::Assigned, place: line.into() })
}

/// An archive with `roundf`.
fn rounding(row: &Architecture, work: &Path) -> PathBuf {
    let c = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/natmods/roundf.c");
    let (object, archive) = (work.join("roundf.o"), work.join("libround.a"));
    let options = ["-Os", "-fpic", "-ffreestanding", "-c", "-o"];
    run(row.tool("gcc").args(row.options).args(options).arg(&object).arg(c));
    run(row.tool("ar").arg("rcs").arg(&archive).arg(&object));
    archive
}

/// Builds one module in a copy of its folder, by its own makefile and with the libraries that it finds.
fn build_one(
    row: &Architecture,
    release: &str,
    source: &Path,
    work: &Path,
    name: &str,
    options: &str,
) -> Module {
    let folder = work.join(name);
    run(Command::new("cp").arg("-r").arg(source.join("examples/natmod").join(name)).arg(&folder));
    if (name, row.arch) == ("re", Arch::Rv64imc) {
        // The bytes of stack that it allows itself are counted for words of 32 bits.
        let file = folder.join("re.c");
        let source = std::fs::read_to_string(&file).unwrap();
        let changed = source.replace("STACK_LIMIT (2048)", "STACK_LIMIT (4096)");
        assert_ne!(source, changed);
        std::fs::write(file, changed).unwrap();
    }
    let mut make = make_natmod(row, release, &folder);
    if !options.is_empty() {
        make.arg(format!("CFLAGS_EXTRA=-Wno-error {options}"));
    }
    if name == "random" {
        // It has floats only where it is told that there are some, and then does not ask for what they need.
        make.arg("LINK_RUNTIME=1");
    }
    run(&mut make);
    let build = folder.join("build");
    let objects = objects_of(&folder);
    let one = |folder: &Path, extension: &str| {
        let [file] = &files_with(folder, extension)[..] else { panic!("{name}: not one .{extension}") };
        file.clone()
    };
    let header = one(&build, "h");
    let native = header.with_file_name(source_name(&header));
    Module {
        native: std::fs::read(native).unwrap(),
        mpy: std::fs::read(one(&folder, "mpy")).unwrap(),
        header,
        objects,
        folder,
    }
}

/// What the linker's output is called, which the module says of itself.
fn source_name(header: &Path) -> String {
    let name = header.file_name().unwrap().to_string_lossy();
    format!("{}.native.mpy", name.trim_end_matches(".config.h"))
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
    command.arg(built.source.join("tools/mpy_ld.py")).args(["--arch", built.row.arch.name()]);
    command
}

/// What upstream's linker made.
#[derive(Debug)]
pub struct Upstream {
    /// The linked file.
    pub mpy: Vec<u8>,
    /// What it said, sections with their places included.
    pub log: String,
}

/// Whether upstream's linker of this release knows the architecture. For Xtensa it fails on what GCC 12 compiles: an
/// assertion about `mp_native_qstr_table+0x2`.
pub fn upstream_links(built: &Built) -> bool {
    if built.row.arch == Arch::Xtensa {
        return false;
    }
    let linker = std::fs::read_to_string(built.source.join("tools/mpy_ld.py")).unwrap();
    linker.contains(&format!("MP_NATIVE_ARCH_{} ", built.row.arch.name().to_uppercase()))
}

/// What upstream's linker makes of the same objects, archive members included.
pub fn link_with_upstream(built: &Built, module: &Module, members: &[PathBuf]) -> Upstream {
    let mut link = upstreams_linker(built);
    let output = module.folder.join("upstream.mpy");
    link.args(["-vv", "--qstrs"]).arg(&module.header).arg("-o").arg(&output);
    let log = run(link.args(&module.objects).args(members));
    Upstream { mpy: std::fs::read(output).unwrap(), log }
}

/// The archive members that our linker took, as files.
pub fn members(module: &Module, linked: &linker::Linked) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for member in &linked.report.members {
        let (archive, name) = member.file.strip_suffix(')').unwrap().rsplit_once('(').unwrap();
        run(Command::new("ar").arg("x").arg(archive).arg(name).current_dir(&module.folder));
        files.push(module.folder.join(name));
    }
    files
}

/// The same link through the library, for its report, with the libraries that both linkers can take.
pub fn link_again(built: &Built, module: &Module, shorten: bool) -> linker::Linked {
    let input = |path: &PathBuf| linker::Input {
        name: path.display().to_string(),
        bytes: std::fs::File::open(path)
            .and_then(linker::Bytes::of_file)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display())),
    };
    let header = std::fs::read_to_string(&module.header).unwrap();
    let request = linker::Request {
        source_name: source_name(&module.header),
        qstrs: linker::qstrs_of_header(&header),
        inputs: module.objects.iter().chain(&built.archives).map(input).collect(),
        fixed: built.rom.clone(),
        shorten,
        ..linker::Request::new(built.row.arch)
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
