//! `mpyc link`: objects and archives into a `.mpy` file, with the command line of MicroPython's `tools/mpy_ld.py`.
//!
//! MicroPython's makefile fragment for native modules, `py/dynruntime.mk`, calls its linker twice: with
//! `--preprocess`, to make the header that names the module's qstrs; then to link. Both work the same here:
//!
//! ```text
//! make -C examples/natmod/features0 ARCH=rv32imc MPY_LD="mpyc link"
//! ```

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use linker::{Arch, Block, Error, Input, Linked, Request};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Architecture to link for
    #[arg(long, default_value = "x64", value_name = "ARCH")]
    pub arch: String,
    /// Optional extensions of the architecture that the code uses
    #[arg(long, value_name = "FLAGS")]
    pub arch_flags: Option<String>,
    /// Write the header that names the sources' qstrs, instead of linking
    #[arg(long)]
    pub preprocess: bool,
    /// The header that names the qstrs, as --preprocess wrote it
    #[arg(long, value_name = "FILE")]
    pub qstrs: Option<PathBuf>,
    /// Take what is undefined from an archive (may be repeated)
    #[arg(short = 'l', long = "libs", value_name = "FILE")]
    pub libs: Vec<PathBuf>,
    /// Take symbols with fixed addresses from a linker script
    #[arg(short = 'e', long, value_name = "FILE")]
    pub externs: Option<PathBuf>,
    /// The source file's name, as the module's first qstr [default: the output's file name]
    #[arg(long, value_name = "NAME")]
    pub source_name: Option<String>,
    /// Output file [default: the first input, with another extension]
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Say what was linked; twice for a map, three times for what was left out as well
    #[arg(short = 'v', long, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Objects to link, or C sources with --preprocess
    #[arg(required = true, value_name = "FILES")]
    pub files: Vec<PathBuf>,
}

/// A problem of the command itself; what the linker finds is an [`Error`].
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("L0101: `{0}` is not an architecture that modules are made for")]
    UnknownArch(String),
    #[error("L0102: architecture `{0}` is not supported yet")]
    UnsupportedArch(String),
    #[error("L0103: --arch-flags is not supported yet")]
    ArchFlags,
    #[error("L0104: --externs is not supported yet")]
    Externs,
    #[error("L0105: {path}: cannot be read: {reason}")]
    Read { path: String, reason: String },
    #[error("L0106: {path}: cannot be written: {reason}")]
    Write { path: String, reason: String },
    #[error("L0107: {path}: not UTF-8")]
    Encoding { path: String },
    #[error("L0108: {path}: a linker script that is more than a list of archives: {detail}")]
    Script { path: String, detail: String },
    #[error("{0}")]
    Link(Error),
}

impl Failure {
    fn remedy(&self) -> String {
        let arches: Vec<&str> = Arch::ALL.iter().map(|arch| arch.name()).collect();
        match self {
            Failure::UnknownArch(_) | Failure::UnsupportedArch(_) => {
                format!("use one of: {}", arches.join(", "))
            }
            Failure::ArchFlags => "compile without the optional extensions".into(),
            Failure::Externs => "call through mp_fun_table, or define the symbols in an object".into(),
            Failure::Read { .. } => "check the path and its permissions".into(),
            Failure::Write { .. } => "check that the directory exists and can be written to".into(),
            Failure::Encoding { .. } => "save the file as UTF-8".into(),
            Failure::Script { .. } => "name the archives themselves".into(),
            Failure::Link(error) => error.remedy(),
        }
    }
}

/// What upstream's linker takes and this one does not yet.
const OTHER_ARCHES: [&str; 8] =
    ["x86", "armv6m", "armv7m", "armv7emsp", "armv7emdp", "xtensa", "xtensawin", "rv64imc"];

/// Runs the command: status 0, or 1 after saying all that is wrong.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let result = if args.preprocess { preprocess(args) } else { link(args) };
    let mut stderr = std::io::stderr().lock();
    match result {
        Ok(text) => {
            stderr.write_all(text.as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(failures) => {
            for failure in &failures {
                writeln!(stderr, "error: {failure}\n  help: {}", failure.remedy())?;
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

fn preprocess(args: &Args) -> Result<String, Vec<Failure>> {
    let texts = collect(args.files.iter().map(|path| read_text(path)))?;
    let sources: Vec<&str> = texts.iter().map(String::as_str).collect();
    let output = output_path(args, "config.h");
    write_whole(&output, linker::qstr_header(&sources).as_bytes()).map_err(|failure| vec![failure])?;
    Ok(String::new())
}

fn link(args: &Args) -> Result<String, Vec<Failure>> {
    let mut failures = Vec::new();
    let arch = arch(&args.arch).map_err(|failure| failures.push(failure)).ok();
    if args.arch_flags.is_some() {
        failures.push(Failure::ArchFlags);
    }
    if args.externs.is_some() {
        failures.push(Failure::Externs);
    }
    let mut inputs = Vec::new();
    for path in &args.files {
        match read_bytes(path) {
            Ok(bytes) => inputs.push(Input { name: path.display().to_string(), bytes }),
            Err(failure) => failures.push(failure),
        }
    }
    for path in &args.libs {
        match read_library(path) {
            Ok(archives) => inputs.extend(archives),
            Err(failure) => failures.push(failure),
        }
    }
    let header = args.qstrs.as_deref().map(read_text).transpose();
    let header = header.map_err(|failure| failures.push(failure)).ok().flatten().unwrap_or_default();
    let (Some(arch), true) = (arch, failures.is_empty()) else { return Err(failures) };

    let output = output_path(args, "mpy");
    let file_name = output.file_name().map(|name| name.to_string_lossy().into_owned());
    let request = Request {
        arch,
        source_name: args.source_name.clone().or(file_name).unwrap_or_default(),
        qstrs: linker::qstrs_of_header(&header),
        constants: Vec::new(),
        inputs,
        entry: "mpy_init".to_owned(),
    };
    let linked =
        linker::link(&request).map_err(|errors| errors.into_iter().map(Failure::Link).collect::<Vec<_>>())?;
    write_whole(&output, &linked.mpy).map_err(|failure| vec![failure])?;
    Ok(describe(&linked, arch, args.verbose))
}

/// All results, or all failures.
fn collect<T>(results: impl Iterator<Item = Result<T, Failure>>) -> Result<Vec<T>, Vec<Failure>> {
    let mut failures = Vec::new();
    let values = results.filter_map(|result| result.map_err(|failure| failures.push(failure)).ok()).collect();
    if failures.is_empty() { Ok(values) } else { Err(failures) }
}

fn arch(name: &str) -> Result<Arch, Failure> {
    match Arch::from_name(name) {
        Some(arch) => Ok(arch),
        None if OTHER_ARCHES.contains(&name) => Err(Failure::UnsupportedArch(name.to_owned())),
        None => Err(Failure::UnknownArch(name.to_owned())),
    }
}

fn output_path(args: &Args, extension: &str) -> PathBuf {
    let first = args.files.first().cloned().unwrap_or_default();
    args.output.clone().unwrap_or_else(|| first.with_extension(extension))
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let failure = |reason: String| Failure::Read { path: path.display().to_string(), reason };
    if path.is_dir() {
        return Err(failure("it is a directory".into()));
    }
    std::fs::read(path).map_err(|error| failure(error.to_string()))
}

fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read_bytes(path)?).map_err(|_| Failure::Encoding { path: path.display().to_string() })
}

/// An archive, or those that a script in its place names.
fn read_library(path: &Path) -> Result<Vec<Input>, Failure> {
    let bytes = read_bytes(path)?;
    let is_binary = bytes.starts_with(b"!<") || bytes.starts_with(b"\x7fELF");
    let text =
        if is_binary { None } else { std::str::from_utf8(&bytes).ok().filter(|text| !text.is_empty()) };
    let Some(text) = text else {
        return Ok(vec![Input { name: path.display().to_string(), bytes }]);
    };
    let files = linker::library_script_files(text)
        .map_err(|detail| Failure::Script { path: path.display().to_string(), detail })?;
    let beside = path.parent().unwrap_or(Path::new(""));
    files
        .iter()
        .map(|file| {
            let path = beside.join(file);
            Ok(Input { name: path.display().to_string(), bytes: read_bytes(&path)? })
        })
        .collect()
}

/// Writes a file beside its final name and renames it: there is never half of one.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let write = || -> std::io::Result<()> {
        let directory = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // What any new file gets; the process's mask applies.
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let mut file = builder.prefix(".mpyc-").tempfile_in(directory)?;
        file.write_all(bytes)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|error| Failure::Write { path: path.display().to_string(), reason: error.to_string() })
}

/// What `-v` says.
fn describe(linked: &Linked, arch: Arch, verbose: u8) -> String {
    let report = &linked.report;
    let mut text = String::new();
    // Writing to a string cannot fail.
    let mut line = |args: std::fmt::Arguments| {
        let _ = writeln!(text, "{args}");
    };
    if verbose >= 1 {
        line(format_args!("arch:         {}", arch.name()));
        line(format_args!("file:         {} bytes", linked.mpy.len()));
        line(format_args!("image:        {} bytes", report.image_size));
        line(format_args!("bss:          {} bytes", report.bss_size));
        line(format_args!("GOT slots:    {}", report.slots.len()));
        line(format_args!("import stubs: {}", report.stubs.len()));
        line(format_args!("detours:      {}", report.detours));
        line(format_args!("relocations:  {}", report.relocations));
        for section in &report.zeros_in_image {
            line(format_args!(
                "note:         {section} is in the image: its variables are reached at a fixed distance"
            ));
        }
        for member in &report.members {
            line(format_args!("member:       {} for `{}`", member.file, member.symbol));
        }
    }
    if verbose >= 2 {
        for section in &report.sections {
            let block = block_name(section.block);
            let end = section.offset + section.size;
            line(format_args!(
                "{block} {:06x}..{end:06x} {} ({})",
                section.offset, section.name, section.file
            ));
            for symbol in &report.symbols {
                let within = symbol.offset >= section.offset && symbol.offset < end;
                if symbol.block == section.block && within {
                    line(format_args!("{block}   {:06x} {:>6} {}", symbol.offset, symbol.size, symbol.name));
                }
            }
        }
        for slot in &report.slots {
            line(format_args!("slot  {slot}"));
        }
        for stub in &report.stubs {
            line(format_args!("stub  {stub}"));
        }
    }
    if verbose >= 3 {
        for section in &report.dropped {
            line(format_args!("left out: {} ({}), {} bytes", section.name, section.file, section.size));
        }
    }
    text
}

fn block_name(block: Block) -> &'static str {
    match block {
        Block::Image => "image",
        Block::Bss => "bss  ",
    }
}
