//! `mpyc link`: objects and archives into a `.mpy` file, with the command line of MicroPython's `tools/mpy_ld.py`.
//!
//! MicroPython's makefile fragment for native modules, `py/dynruntime.mk`, calls its linker twice: with
//! `--preprocess`, to make the header that names the module's qstrs; then to link. Both work the same here:
//!
//! ```text
//! make -C examples/natmod/features0 ARCH=rv32imc MPY_LD="mpyc link"
//! ```

pub(super) mod scripts;

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use linker::{Arch, Block, Bytes, FixedUse, Input, Linked, Request};

use super::options::MessageFormat;
use super::shown;
use super::{explained, output, symbols};
use crate::diagnostics::{Code, Diagnostic};
use crate::map::{self, Map};
use crate::support::{self, Failure};
use crate::target::Target;
use crate::target::boards::Board;
use crate::toolchain::{self, Config, Toolchain};

/// The command line.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Architecture to link for [default: x64, or that of --board]
    #[arg(long, value_name = "ARCH")]
    pub arch: Option<String>,
    /// Optional extensions that the module needs, as zba,zcmp or a number [default: those the objects are compiled for]
    #[arg(long, value_name = "FLAGS")]
    pub arch_flags: Option<String>,
    /// The chip to link for, as esp32c3: its architecture, and the functions in its ROM
    #[arg(long, value_name = "NAME")]
    pub board: Option<String>,
    /// Write the header that names the sources' qstrs, instead of linking
    #[arg(long)]
    pub preprocess: bool,
    /// The header that names the qstrs, as --preprocess wrote it
    #[arg(long, value_name = "FILE")]
    pub qstrs: Option<PathBuf>,
    /// Take what is undefined from an archive (may be repeated)
    #[arg(short = 'l', long = "libs", value_name = "FILE")]
    pub libs: Vec<PathBuf>,
    /// Take symbols with fixed addresses from a linker script (may be repeated)
    #[arg(short = 'e', long, value_name = "FILE")]
    pub externs: Vec<PathBuf>,
    /// Look for included scripts in a folder as well (may be repeated)
    #[arg(short = 'L', long = "library-path", value_name = "FOLDER")]
    pub folders: Vec<PathBuf>,
    /// Leave code and constants as the objects have them: shorten nothing, merge nothing
    #[arg(long)]
    pub no_relax: bool,
    /// The source file's name, as the module's first qstr [default: the output's file name]
    #[arg(long, value_name = "NAME")]
    pub source_name: Option<String>,
    /// Output file [default: the first input, with another extension]
    #[arg(short = 'o', long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write a map of the module, which `mpyc inspect` and `mpyc size` read
    #[arg(long, value_name = "FILE")]
    pub map: Option<PathBuf>,
    /// Say what was linked; twice for sections and symbols, three times for what was left out as well
    #[arg(short = 'v', long, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Instead of linking, print where the firmware's names come from in a module; PATTERN is a glob, or a part of names
    #[arg(long, value_name = "PATTERN", num_args = 0..=1, default_missing_value = "*")]
    pub symbols: Option<String>,
    /// How problems are written: for people, or as one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub message_format: MessageFormat,
    /// Objects to link, or C sources with --preprocess
    #[arg(required_unless_present = "symbols", value_name = "FILES")]
    pub files: Vec<PathBuf>,
}

/// A problem of linking that only the command line can have; those of the linker itself have codes below `L0100`.
fn refused(code: &str, what: impl std::fmt::Display, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::of_linker(code), what.to_string()).help(help)
}

/// Runs the command: status 0, or 1 after saying all that is wrong.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if let Some(pattern) = &args.symbols {
        return print_symbols(pattern, args.message_format);
    }
    let result = if args.preprocess { preprocess(args) } else { link(args) };
    let mut stderr = std::io::stderr().lock();
    match result {
        Ok((warnings, text)) => {
            shown::show(&warnings, args.message_format);
            stderr.write_all(text.as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(diagnostics) => {
            shown::show(&diagnostics, args.message_format);
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Prints the lists; status 1 if they have no such name.
fn print_symbols(pattern: &str, format: MessageFormat) -> anyhow::Result<ExitCode> {
    let table = match format {
        MessageFormat::Human => symbols::table(pattern),
        MessageFormat::Json => symbols::json(pattern),
    };
    std::io::stdout().lock().write_all(table.as_bytes())?;
    if table.is_empty() {
        anstream::eprintln!("the firmware has no public name like `{pattern}`");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
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
    let board = board(args).map_err(|problem| problems.push(problem)).ok().flatten();
    let arch = arch(args, board).map_err(|problem| problems.push(problem)).ok();
    let flags = |text: &String| arch.map(|arch| arch_flags(arch, text)).transpose();
    let arch_flags = args.arch_flags.as_ref().map(flags).transpose();
    let arch_flags = arch_flags.map_err(|problem| problems.push(problem)).ok().flatten().flatten();
    let fixed = scripts::fixed_symbols(&args.externs, &args.folders);
    let mut fixed = fixed.map_err(|found| problems.extend(found)).unwrap_or_default();
    fixed.extend(board.map(Board::symbols).unwrap_or_default());
    let mut inputs = Vec::new();
    for path in &args.files {
        match open(path) {
            Ok(bytes) => inputs.push(Input { name: path.display().to_string(), bytes }),
            Err(problem) => problems.push(problem),
        }
    }
    for path in &args.libs {
        match scripts::read_library(path, &args.folders) {
            Ok(archives) => inputs.extend(archives),
            Err(found) => problems.extend(found),
        }
    }
    let header = args.qstrs.as_deref().map(read_text).transpose();
    let header = header.map_err(|problem| problems.push(problem)).ok().flatten().unwrap_or_default();
    let (Some(arch), true) = (arch, problems.is_empty()) else { return Err(problems) };

    let output = output_path(args, "mpy");
    let file_name = output.file_name().map(|name| name.to_string_lossy().into_owned());
    let mut request = Request {
        source_name: args.source_name.clone().or(file_name).unwrap_or_default(),
        qstrs: linker::qstrs_of_header(&header),
        inputs,
        fixed,
        arch_flags,
        lines: args.map.is_some(),
        shorten: !args.no_relax,
        ..Request::new(arch)
    };
    let linked = support::link(&mut request, || toolchain(arch, &output))
        .map_err(|failure| failed(failure, arch, &request.inputs, &output))?;
    output::to_file(&output, &linked.mpy).map_err(|problem| vec![problem])?;
    if let Some(path) = &args.map {
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        let map = Map::new(&name, arch, &linked, map::from_of);
        output::to_file(path, map.text().as_bytes()).map_err(|problem| vec![problem])?;
    }
    Ok((unseen_variables(&linked, arch), describe(&linked, arch, args.verbose)))
}

/// The compiler for the support library.
fn toolchain(arch: Arch, near: &Path) -> Result<Toolchain, Diagnostic> {
    toolchain::find(Target::for_arch(arch), None, &Config::near(near)?)
}

/// What a failed link says.
fn failed(failure: Failure, arch: Arch, inputs: &[Input], output: &Path) -> Vec<Diagnostic> {
    match failure {
        Failure::Link(errors) => explained::diagnostics(arch, inputs, &errors, output),
        Failure::Library(diagnostic, symbols) => {
            let shown =
                symbols.iter().take(4).map(|symbol| format!("`{symbol}`")).collect::<Vec<_>>().join(", ");
            let rest = match symbols.len().saturating_sub(4) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            vec![diagnostic.note(format!(
                "{shown}{rest}: of mpyc's support library, which is compiled when it is first needed"
            ))]
        }
    }
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

/// The architecture of a name.
pub(super) fn arch_named(name: &str) -> Result<Arch, Diagnostic> {
    let names: Vec<&str> = Arch::ALL.iter().map(|arch| arch.name()).collect();
    Arch::from_name(name).ok_or_else(|| {
        let what = format_args!("`{name}` is not an architecture that modules are made for");
        refused("L0101", what, format!("use one of: {}", names.join(", ")))
    })
}

/// The architecture that is asked for, by name or by board.
fn arch(args: &Args, board: Option<&Board>) -> Result<Arch, Diagnostic> {
    let Some(name) = &args.arch else { return Ok(board.map_or(Arch::X64, |board| board.arch)) };
    let arch = arch_named(name)?;
    match board {
        Some(board) if board.arch != arch => {
            let what = format_args!("board `{}` is {}, not {name}", board.name, board.arch.name());
            Err(refused("L0107", what, "leave --arch out: the board says it"))
        }
        Some(_) | None => Ok(arch),
    }
}

fn board(args: &Args) -> Result<Option<&'static Board>, Diagnostic> {
    let Some(name) = &args.board else { return Ok(None) };
    let names: Vec<&str> = Board::all().map(|board| board.name).collect();
    Board::named(name).map(Some).ok_or_else(|| {
        let help =
            format!("use one of: {}; or --arch, and --externs for what is in its ROM", names.join(", "));
        refused("L0106", format_args!("`{name}` is not a board that is known"), help)
    })
}

/// Optional extensions by name, joined by commas; or as the number that is in the file.
fn arch_flags(arch: Arch, text: &str) -> Result<u64, Diagnostic> {
    let known = arch.flags();
    let all = known.iter().fold(0, |all, (_, bit)| all | bit);
    if all == 0 {
        let what = format_args!("{} has no optional extensions", arch.name());
        return Err(refused("L0103", what, "leave --arch-flags out"));
    }
    let number = match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    };
    let by_name = || {
        text.split(',').try_fold(0, |flags, name| {
            let (_, bit) = known.iter().find(|(known, _)| *known == name.trim())?;
            Some(flags | bit)
        })
    };
    let flags = number.or_else(by_name).filter(|flags| flags & !all == 0);
    flags.ok_or_else(|| {
        let what = format_args!("--arch-flags: `{text}` does not name extensions of {}", arch.name());
        let names = arch.flag_names(all);
        refused("L0104", what, format!("use {names}, those that the code needs, or a number up to {all}"))
    })
}

fn output_path(args: &Args, extension: &str) -> PathBuf {
    let first = args.files.first().cloned().unwrap_or_default();
    args.output.clone().unwrap_or_else(|| first.with_extension(extension))
}

pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    std::fs::read(path).map_err(|error| cannot_read(path, &error))
}

/// A file to be linked; of an archive, only what is needed will be read.
pub(super) fn open(path: &Path) -> Result<Bytes, Diagnostic> {
    File::open(path).and_then(Bytes::of_file).map_err(|error| cannot_read(path, &error))
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Diagnostic {
    let why = if path.is_dir() { "it is a directory".into() } else { error.to_string() };
    Diagnostic::new(Code::CANNOT_READ, format!("cannot read `{}`", path.display())).note(why)
}

fn read_text(path: &Path) -> Result<String, Diagnostic> {
    let not_utf8 = |_| Diagnostic::new(Code::NOT_UTF8, format!("`{}` is not UTF-8", path.display()));
    String::from_utf8(read_bytes(path)?).map_err(not_utf8)
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
        if report.arch_flags != 0 {
            let names = arch.flag_names(report.arch_flags);
            line(format_args!("arch flags:   {names}"));
            line(format_args!(
                "note:         firmware before MicroPython 1.27, and any without {names}, refuses the module"
            ));
        }
        for fixed in &report.fixed {
            let FixedUse { name, address, place, .. } = fixed;
            match &fixed.defined_in {
                None => line(format_args!("fixed:        {name} is at {address:#x} ({place})")),
                Some(file) if fixed.wins => line(format_args!(
                    "note:         {name} is at {address:#x} ({place}), not what {file} defines"
                )),
                Some(file) => line(format_args!(
                    "note:         {name} is what {file} defines, not at {address:#x} ({place})"
                )),
            }
        }
        if report.copied > 0 {
            line(format_args!("copied:       {} bytes to the BSS, before anything else runs", report.copied));
        }
        if let Some(code) = &report.copied_for {
            line(format_args!(
                "note:         constants are copied too: {code} reads bytes, not words as code compiled with -mforce-l32"
            ));
        }
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
