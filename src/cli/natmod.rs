//! `mpyc natmod`: typed Python to a native module.
//!
//! ```text
//! mpyc natmod math_ops.py              math_ops.mpy for rv32imc, beside the source
//! mpyc natmod a.py b.py -o build       build/a.mpy, build/b.mpy
//! mpyc natmod math_ops.py --emit ir    the IR on standard output
//! ```

use super::cached::{Found, Place};
use super::options::{MessageFormat, Natmod, Options, Stage};
use super::output;
use super::usermod::{self, UsermodOptions};
use crate::compile::{self, Build};
use crate::diagnostics::{Code, Diagnostic, Severity, render};
use crate::ir;
use crate::map::{self, Map};
use crate::syntax::{self, SourceFile};
use crate::toolchain::{self, Config, Toolchain};
use crate::types::{self, Favour};
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Compiles each file; the exit status is 0 if all could be.
pub(super) fn run(args: &Natmod) -> anyhow::Result<u8> {
    if args.usermod.usermod {
        return Ok(usermod::run(args));
    }
    if let Err(diagnostic) = check_destinations(args) {
        show(&[diagnostic], args.message_format);
        return Ok(1);
    }
    let mut failed = false;
    for file in &args.files {
        let args = args.clone();
        let file = file.clone();
        let done = compile::on_deep_stack(move || {
            let (made, diagnostics) = kept_or_made(&args, &file);
            let written = made.map_or(Ok(()), |made| {
                write(&args, &file, &made.bytes)?;
                match (made.map, map_destination(&args, &file)) {
                    (Some(map), Some(path)) => output::to_file(&path, map.as_bytes()),
                    (Some(_) | None, _) => Ok(()),
                }
            });
            let diagnostics: Vec<Diagnostic> = diagnostics.into_iter().chain(written.err()).collect();
            show(&diagnostics, args.message_format);
            diagnostics.iter().all(|diagnostic| diagnostic.severity() != Severity::Error)
        });
        failed |= !done;
    }
    Ok(u8::from(failed))
}

/// What became of a source.
#[derive(Debug)]
pub(super) struct Made {
    /// What is to be written.
    pub bytes: Vec<u8>,
    /// The map of a module, if it is asked for.
    pub map: Option<String>,
    /// What `-v` says of a module, and what a second `v` adds: lines.
    pub said: [Vec<String>; 2],
}

/// What a stage makes of a source.
struct Staged {
    made: Made,
    map: Option<Map>,
    /// What compiled it, if it went that far.
    toolchain: Option<Toolchain>,
}

impl From<Vec<u8>> for Staged {
    fn from(bytes: Vec<u8>) -> Staged {
        Staged { made: Made { bytes, map: None, said: Default::default() }, map: None, toolchain: None }
    }
}

/// Compiles a file for `mpyc run`.
///
/// # Errors
/// What is wrong with it has been shown; the error only says so.
pub(super) fn compile_file(file: &Path, options: &Options) -> anyhow::Result<Vec<u8>> {
    compile_file_as(file, options, MessageFormat::Human)
}

/// Compiles a file for `mpyc deploy`, with its problems shown in that format.
///
/// # Errors
/// As [`compile_file`].
pub(super) fn compile_file_as(
    file: &Path,
    options: &Options,
    format: MessageFormat,
) -> anyhow::Result<Vec<u8>> {
    compile_whole(file, options, None, format).map(|staged| staged.made.bytes)
}

/// Compiles a file for `mpyc size`: the module and its map.
///
/// # Errors
/// As [`compile_file`].
pub(super) fn compile_with_map(file: &Path, options: &Options) -> anyhow::Result<(Vec<u8>, Map)> {
    // It is not written, so any name will do.
    let map = Some(file.with_extension("map"));
    let staged = compile_whole(file, options, map, MessageFormat::Human)?;
    staged.map.map(|map| (staged.made.bytes, map)).ok_or_else(|| super::AlreadyShown.into())
}

fn compile_whole(
    file: &Path,
    options: &Options,
    map: Option<PathBuf>,
    format: MessageFormat,
) -> anyhow::Result<Staged> {
    let args = Natmod {
        files: vec![file.to_owned()],
        output: None,
        options: options.clone(),
        usermod: UsermodOptions::default(),
        emit: Stage::Mpy,
        map,
        verbose: 0,
        message_format: format,
        no_cache: true,
    };
    let file = file.to_owned();
    let staged = compile::on_deep_stack(move || {
        let (staged, diagnostics) = match read(&file) {
            Ok((source, name)) => one(&args, &file, &source, &name, None),
            Err(diagnostic) => (None, vec![diagnostic]),
        };
        show(&diagnostics, format);
        staged
    });
    staged.ok_or_else(|| super::AlreadyShown.into())
}

/// Prints diagnostics to standard error.
#[expect(clippy::print_stderr, reason = "this is where diagnostics are printed")]
pub(super) fn show(diagnostics: &[Diagnostic], format: MessageFormat) {
    if diagnostics.is_empty() {
        return;
    }
    match format {
        MessageFormat::Human => {
            let colour = std::io::stderr().is_terminal();
            anstream::eprint!("{}", render::human(diagnostics, colour));
        }
        MessageFormat::Json => {
            for diagnostic in diagnostics {
                eprintln!("{}", render::json(diagnostic));
            }
        }
    }
}

/// What is kept of a file that was compiled before, or else what [`one`] makes of it.
fn kept_or_made(args: &Natmod, file: &Path) -> (Option<Made>, Vec<Diagnostic>) {
    let (source, name) = match read(file) {
        Ok(read) => read,
        Err(diagnostic) => return (None, vec![diagnostic]),
    };
    let mut place = Place::of(args, file, &source);
    if let Some((made, diagnostics)) = place.as_ref().and_then(|place| place.load(&source)) {
        describe(args, &made, &format!("{name}: from the cache"));
        return (Some(made), diagnostics);
    }
    let found = place.as_mut().map(|place| &mut place.found);
    let (staged, diagnostics) = one(args, file, &source, &name, found);
    let Some(Staged { mut made, map, toolchain }) = staged else { return (None, diagnostics) };
    made.map = map.map(|map| map.text());
    if let (Some(place), Some(toolchain)) = (&place, &toolchain) {
        place.store(&source, &made, &diagnostics, toolchain);
    }
    let where_from =
        if place.is_some() { "compiled, not in the cache" } else { "compiled without the cache" };
    describe(args, &made, &format!("{name}: {where_from}"));
    (Some(made), diagnostics)
}

/// Compiles one file as far as is asked: what to write, if there are no errors, and what there is to say. What is
/// `found` already is not looked for.
fn one(
    args: &Natmod,
    file: &Path,
    source: &Rc<SourceFile>,
    name: &str,
    found: Option<&mut Found>,
) -> (Option<Staged>, Vec<Diagnostic>) {
    let settings = args.options.behaviour.settings();
    if matches!(args.emit, Stage::Ast | Stage::Types) {
        return early(args.emit, source, settings.favour);
    }
    let front = compile::front(source, name, args.options.target(), &settings);
    let mut diagnostics = front.diagnostics;
    let Some(module) = front.module else { return (None, diagnostics) };
    let bytes = match args.emit {
        Stage::Ast | Stage::Types => Ok(Vec::new().into()),
        Stage::Ir => Ok(ir::print::module(&module).into_bytes().into()),
        Stage::IrTree => Ok(ir::tree::module(&module).into_bytes().into()),
        Stage::C => Ok(compile::emit(&module, &settings).c.into_bytes().into()),
        Stage::Obj | Stage::Mpy => back(args, file, source, &module, found),
    };
    match bytes {
        Ok(made) => (Some(made), diagnostics),
        Err(problems) => {
            diagnostics.extend(problems);
            (None, diagnostics)
        }
    }
}

fn early(stage: Stage, source: &Rc<SourceFile>, favour: Favour) -> (Option<Staged>, Vec<Diagnostic>) {
    let mut tree = match syntax::parse(Rc::clone(source)) {
        Ok(tree) => tree,
        Err(diagnostics) => return (None, diagnostics),
    };
    if stage == Stage::Ast {
        return (Some(syntax::print(&tree).into_bytes().into()), Vec::new());
    }
    if let Err(diagnostics) = crate::desugar::desugar(&mut tree) {
        return (None, diagnostics);
    }
    let (program, diagnostics) = types::check(&tree, favour);
    (Some(types::print(&program).into_bytes().into()), diagnostics)
}

fn back(
    args: &Natmod,
    file: &Path,
    source: &Rc<SourceFile>,
    module: &ir::Module,
    found: Option<&mut Found>,
) -> Result<Staged, Vec<Diagnostic>> {
    let one = |diagnostic: Diagnostic| vec![diagnostic];
    let (config, toolchain) = match found {
        Some(found) => (std::mem::take(&mut found.config), found.toolchain.take()),
        None => (Config::near(file).map_err(one)?, None),
    };
    let find = || toolchain::find(args.options.target(), args.options.cc.as_deref(), &config);
    let toolchain = toolchain.map_or_else(find, Ok).map_err(one)?;
    let build = Build {
        toolchain: &toolchain,
        opt: args.options.behaviour.optimise.level(),
        debug: args.emit == Stage::Obj || args.map.is_some(),
        board: args.options.board,
        source: Some(Rc::clone(source)),
    };
    let emitted = compile::emit(module, &args.options.behaviour.settings());
    let for_map = args.map.is_some() && args.emit == Stage::Mpy;
    let object = if for_map {
        build.object_with_lines(&emitted, &module.name)
    } else {
        build.object(&emitted, &module.name)
    };
    let object = object.map_err(one)?;
    if args.emit == Stage::Obj {
        return Ok(object.into());
    }
    let linked = build.link(module, &emitted, object)?;
    let said = description(module, &toolchain, &linked);
    let own = format!("{}.o", module.name);
    // What is no archive's and not the module's is the runtime's.
    let from = |file: &str| match map::from_of(file) {
        map::From::Own if file != own => map::From::Runtime,
        from => from,
    };
    let map = for_map.then(|| Map::new(&map_name(args, file), toolchain.target().arch, &linked, from));
    let made = Made { bytes: linked.mpy, map: None, said };
    Ok(Staged { made, map, toolchain: Some(toolchain) })
}

/// What a map calls the module that it is of.
pub(super) fn map_name(args: &Natmod, file: &Path) -> String {
    let name = destination(args, file).unwrap_or_default();
    name.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What `-v` says of a module, and what a second `v` adds.
fn description(module: &ir::Module, toolchain: &Toolchain, linked: &linker::Linked) -> [Vec<String>; 2] {
    let report = &linked.report;
    let about = vec![
        format!(
            "{}: {} bytes for {}, by {}",
            module.name,
            linked.mpy.len(),
            toolchain.target().name,
            toolchain.command()
        ),
        format!("  code and constants {} bytes, variables {} bytes", report.image_size, report.bss_size),
    ];
    let symbols = report.symbols.iter();
    let symbols = symbols.map(|symbol| format!("  {:>6}  {}  ({})", symbol.size, symbol.name, symbol.file));
    [about, symbols.collect()]
}

/// Says what `-v` asks for.
fn describe(args: &Natmod, made: &Made, where_from: &str) {
    if args.verbose == 0 || args.emit != Stage::Mpy {
        return;
    }
    anstream::eprintln!("{where_from}");
    for line in made.said.iter().take(usize::from(args.verbose)).flatten() {
        anstream::eprintln!("{line}");
    }
}

/// Reads a source file; with it comes the name of the module.
pub(super) fn read(file: &Path) -> Result<(Rc<SourceFile>, String), Diagnostic> {
    let shown = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| {
        let why = if file.is_dir() { "it is a directory".into() } else { error.to_string() };
        Diagnostic::new(Code::CANNOT_READ, format!("cannot read `{shown}`")).note(why)
    })?;
    if file.extension().is_none_or(|extension| extension != "py") {
        return Err(Diagnostic::new(Code::CANNOT_READ, format!("`{shown}` is not a Python source"))
            .note(format!("{}; a module is compiled from FILE.py", what_it_is(&bytes))));
    }
    if let Some(what) = binary(&bytes) {
        return Err(Diagnostic::new(Code::CANNOT_READ, format!("`{shown}` is not a Python source"))
            .note(format!("it is {what}, whatever its name")));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1;
        let byte = error.as_bytes().get(offset).copied().unwrap_or(0);
        Diagnostic::new(Code::NOT_UTF8, format!("`{shown}` is not UTF-8"))
            .note(format!("byte 0x{byte:02x} on line {line}, {offset} bytes into the file"))
            .help("save the file as UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').map(ToOwned::to_owned).unwrap_or(text);
    let name = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
    let starts_well = name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    if !starts_well || !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return Err(Diagnostic::new(
            Code::BAD_NAME,
            format!("`{name}` cannot be imported: it is not a Python name"),
        )
        .help("rename the file to letters, digits and underscores"));
    }
    if syntax::parse(Rc::new(SourceFile::new(shown.as_str(), format!("import {name}\n")))).is_err() {
        return Err(Diagnostic::new(
            Code::BAD_NAME,
            format!("`{name}` cannot be imported: it is a word of Python's own"),
        )
        .help("rename the file"));
    }
    Ok((Rc::new(SourceFile::new(shown, text)), name))
}

fn what_it_is(bytes: &[u8]) -> String {
    match binary(bytes) {
        Some(what) => format!("it is {what}"),
        None if bytes.is_empty() => "it is empty".into(),
        None => "its name does not end in .py".into(),
    }
}

/// What a file that is no text is.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x7f, b'E', b'L', b'F', ..] => Some("an ELF object"),
        [b'!', b'<', b'a', b'r', b'c', b'h', b'>', ..] => Some("an archive of objects"),
        [b'M', 6, ..] => Some("a compiled module"),
        _ => None,
    }
}

/// Where the result of a file belongs; none for standard output.
fn destination(args: &Natmod, file: &Path) -> Option<PathBuf> {
    let extension = match args.emit {
        Stage::Obj => "o",
        Stage::Mpy => "mpy",
        // Text is for reading unless a place is named.
        Stage::Ast | Stage::Types | Stage::Ir | Stage::IrTree | Stage::C if args.output.is_none() => {
            return None;
        }
        Stage::C => "c",
        Stage::Ast | Stage::Types | Stage::Ir | Stage::IrTree => "txt",
    };
    let own_name = file.with_extension(extension);
    Some(match &args.output {
        None => own_name,
        Some(output) if args.files.len() > 1 || output.is_dir() => {
            output.join(own_name.file_name().unwrap_or_default())
        }
        Some(output) => output.clone(),
    })
}

/// Where the map of a file's module belongs, if one is asked for.
fn map_destination(args: &Natmod, file: &Path) -> Option<PathBuf> {
    let map = args.map.as_ref()?;
    if args.files.len() > 1 || map.is_dir() {
        return Some(map.join(file.with_extension("map").file_name().unwrap_or_default()));
    }
    Some(map.clone())
}

/// Refuses results that would be written over a source or over each other.
fn check_destinations(args: &Natmod) -> Result<(), Diagnostic> {
    let mut taken: Vec<(PathBuf, &Path)> = Vec::new();
    for file in &args.files {
        let Some(path) = destination(args, file) else { continue };
        // What is no source is refused as such when it is read.
        let is_python = |source: &PathBuf| source.extension().is_some_and(|extension| extension == "py");
        let is_source = |source: &PathBuf| {
            is_python(source)
                && match (source.canonicalize(), path.canonicalize()) {
                    (Ok(source), Ok(path)) => source == path,
                    _ => *source == path,
                }
        };
        if args.files.iter().any(is_source) {
            return Err(Diagnostic::new(
                Code::CANNOT_WRITE,
                format!("`{}` would overwrite the source", path.display()),
            )
            .help("name another output with -o"));
        }
        if let Some((_, other)) = taken.iter().find(|(other, _)| *other == path) {
            return Err(Diagnostic::new(
                Code::CANNOT_WRITE,
                format!(
                    "`{}` and `{}` would both be written to `{}`",
                    other.display(),
                    file.display(),
                    path.display()
                ),
            )
            .help("compile them one by one, each with its own -o"));
        }
        taken.push((path, file));
    }
    Ok(())
}

/// Writes a result where it belongs.
fn write(args: &Natmod, file: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let Some(path) = destination(args, file) else { return output::to_stdout(bytes) };
    if let (Some(output), true) = (&args.output, args.files.len() > 1) {
        std::fs::create_dir_all(output).map_err(|error| {
            let why = if output.exists() { "it is not a directory".into() } else { error.to_string() };
            Diagnostic::new(Code::CANNOT_WRITE, format!("cannot make the directory `{}`", output.display()))
                .note(why)
        })?;
    }
    output::to_file(&path, bytes)
}
