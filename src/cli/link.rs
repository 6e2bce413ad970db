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

use linker::{Arch, Block, Input, Linked, Request};

use super::natmod::{self, MessageFormat};
use super::{explained, output};
use crate::diagnostics::{Code, Diagnostic};

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
    /// Leave code and constants as the objects have them: shorten nothing, merge nothing
    #[arg(long)]
    pub no_relax: bool,
    /// The source file's name, as the module's first qstr [default: the output's file name]
    #[arg(long, value_name = "NAME")]
    pub source_name: Option<String>,
    /// Output file [default: the first input, with another extension]
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Say what was linked; twice for a map, three times for what was left out as well
    #[arg(short = 'v', long, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// How problems are written: for people, or as one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
    /// Objects to link, or C sources with --preprocess
    #[arg(required = true, value_name = "FILES")]
    pub files: Vec<PathBuf>,
}

/// A problem of linking that only the command line can have; those of the linker itself have codes below `L0100`.
fn refused(code: &str, what: impl std::fmt::Display, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::of_linker(code), what.to_string()).help(help)
}

/// Runs the command: status 0, or 1 after saying all that is wrong.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let result = if args.preprocess { preprocess(args) } else { link(args) };
    let mut stderr = std::io::stderr().lock();
    match result {
        Ok((warnings, text)) => {
            natmod::show(&warnings, args.message_format);
            stderr.write_all(text.as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(diagnostics) => {
            natmod::show(&diagnostics, args.message_format);
            Ok(ExitCode::FAILURE)
        }
    }
}

fn preprocess(args: &Args) -> Result<(Vec<Diagnostic>, String), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let texts: Vec<String> =
        args.files.iter().filter_map(|path| read_text(path).map_err(|p| problems.push(p)).ok()).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    let sources: Vec<&str> = texts.iter().map(String::as_str).collect();
    let header = linker::qstr_header(&sources);
    output::to_file(&output_path(args, "config.h"), header.as_bytes()).map_err(|problem| vec![problem])?;
    Ok((Vec::new(), String::new()))
}

/// Links; gives what there is to warn of, and what `-v` says.
fn link(args: &Args) -> Result<(Vec<Diagnostic>, String), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let arch = arch(&args.arch).map_err(|problem| problems.push(problem)).ok();
    if args.arch_flags.is_some() {
        let help = "compile without the optional extensions";
        problems.push(refused("L0103", "--arch-flags is not supported yet", help));
    }
    if args.externs.is_some() {
        let help = "call through mp_fun_table, or define the symbols in an object";
        problems.push(refused("L0104", "--externs is not supported yet", help));
    }
    let mut inputs = Vec::new();
    for path in &args.files {
        match read_bytes(path) {
            Ok(bytes) => inputs.push(Input { name: path.display().to_string(), bytes }),
            Err(problem) => problems.push(problem),
        }
    }
    for path in &args.libs {
        match read_library(path) {
            Ok(archives) => inputs.extend(archives),
            Err(problem) => problems.push(problem),
        }
    }
    let header = args.qstrs.as_deref().map(read_text).transpose();
    let header = header.map_err(|problem| problems.push(problem)).ok().flatten().unwrap_or_default();
    let (Some(arch), true) = (arch, problems.is_empty()) else { return Err(problems) };

    let output = output_path(args, "mpy");
    let file_name = output.file_name().map(|name| name.to_string_lossy().into_owned());
    let request = Request {
        source_name: args.source_name.clone().or(file_name).unwrap_or_default(),
        qstrs: linker::qstrs_of_header(&header),
        inputs,
        shorten: !args.no_relax,
        ..Request::new(arch)
    };
    let linked = linker::link(&request)
        .map_err(|errors| explained::diagnostics(arch, &request.inputs, &errors, &output))?;
    output::to_file(&output, &linked.mpy).map_err(|problem| vec![problem])?;
    Ok((unseen_variables(&linked, arch), describe(&linked, arch, args.verbose)))
}

/// Warns of variables that the collector of the unix port does not look into: there, code is not part of the heap. On
/// a board it is.
fn unseen_variables(linked: &Linked, arch: Arch) -> Vec<Diagnostic> {
    let sections = &linked.report.zeros_in_image;
    if !matches!(arch, Arch::X64 | Arch::X86) || sections.is_empty() {
        return Vec::new();
    }
    let diagnostic =
        Diagnostic::new(Code::UNSEEN_VARIABLES, "the collector does not see some static variables")
            .note(format!(
                "they lie beside the code, where the unix port's does not look: {}",
                sections.join(", ")
            ))
            .help("keep no MicroPython object in them alone; variables that are not `static` are seen");
    vec![diagnostic]
}

fn arch(name: &str) -> Result<Arch, Diagnostic> {
    let names: Vec<&str> = Arch::ALL.iter().map(|arch| arch.name()).collect();
    let help = format!("use one of: {}", names.join(", "));
    Arch::from_name(name).ok_or_else(|| {
        let what = format_args!("`{name}` is not an architecture that modules are made for");
        refused("L0101", what, help)
    })
}

fn output_path(args: &Args, extension: &str) -> PathBuf {
    let first = args.files.first().cloned().unwrap_or_default();
    args.output.clone().unwrap_or_else(|| first.with_extension(extension))
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    std::fs::read(path).map_err(|error| {
        let why = if path.is_dir() { "it is a directory".into() } else { error.to_string() };
        Diagnostic::new(Code::CANNOT_READ, format!("cannot read `{}`", path.display())).note(why)
    })
}

fn read_text(path: &Path) -> Result<String, Diagnostic> {
    let not_utf8 = |_| Diagnostic::new(Code::NOT_UTF8, format!("`{}` is not UTF-8", path.display()));
    String::from_utf8(read_bytes(path)?).map_err(not_utf8)
}

/// An archive, or those that a script in its place names.
pub(super) fn read_library(path: &Path) -> Result<Vec<Input>, Diagnostic> {
    let bytes = read_bytes(path)?;
    let is_binary = bytes.starts_with(b"!<") || bytes.starts_with(b"\x7fELF");
    let text =
        if is_binary { None } else { std::str::from_utf8(&bytes).ok().filter(|text| !text.is_empty()) };
    let Some(text) = text else {
        return Ok(vec![Input { name: path.display().to_string(), bytes }]);
    };
    let files = linker::library_script_files(text).map_err(|detail| {
        let what = format!("{}: neither an archive nor a list of archives: {detail}", path.display());
        refused("L0105", what, "name the archives themselves")
    })?;
    let beside = path.parent().unwrap_or(Path::new(""));
    files
        .iter()
        .map(|file| {
            let path = beside.join(file);
            Ok(Input { name: path.display().to_string(), bytes: read_bytes(&path)? })
        })
        .collect()
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
        Block::Rodata => "rodata",
        Block::Bss => "bss  ",
    }
}
