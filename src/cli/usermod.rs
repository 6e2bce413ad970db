//! `mpyc natmod --usermod`: C written for the firmware to a native module.
//!
//! ```text
//! mpyc natmod --usermod examplemodule.c                  cexample.mpy, by the name that it registers
//! mpyc natmod --usermod a.c b.c -I include -DFAST -o m.mpy
//! ```

use super::options::{Natmod, Stage};
use super::shown::show;
use super::{explained, output};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::map::{self, Map};
use crate::runtime::{HEADERS, LIBC_HEADERS, MODULE_ENTRY, STATIC_HEADERS};
use crate::support;
use crate::target::boards::{self, Board};
use crate::toolchain::{self, CFile, Config, Toolchain};
use crate::usermod::{self, Qstrs, Registered, Scan, complaints::complaints};
use linker::{Input, Linked, Request};
use std::path::{Path, PathBuf};

/// What is particular to C sources.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct UsermodOptions {
    /// Compile C that is written for the firmware (MP_REGISTER_MODULE, …), FILE.c, into one module
    #[arg(long)]
    pub usermod: bool,
    /// Look for the C sources' headers in this directory too (may be repeated)
    #[arg(short = 'I', value_name = "DIR", requires = "usermod")]
    include: Vec<String>,
    /// Define a macro for the C sources (may be repeated)
    #[arg(short = 'D', value_name = "NAME[=VALUE]", requires = "usermod")]
    define: Vec<String>,
    /// Pass these words on to the C compiler (may be repeated)
    #[arg(long, value_name = "WORDS", requires = "usermod", allow_hyphen_values = true)]
    cflags: Vec<String>,
    /// A list of names that are no C identifiers, as the firmware's QSTR_DEFS (may be repeated)
    #[arg(long, value_name = "FILE", requires = "usermod")]
    qstrdefs: Vec<PathBuf>,
}

impl UsermodOptions {
    fn compiler_options(&self) -> Vec<String> {
        let option = |letter: &'static str| move |value: &String| format!("-{letter}{value}");
        let mut options: Vec<String> = self.include.iter().map(option("I")).collect();
        options.extend(self.define.iter().map(option("D")));
        options.extend(self.cflags.iter().flat_map(|words| words.split_whitespace()).map(str::to_owned));
        options
    }
}

/// Compiles the sources into one module; the exit status is 0 if that could be done.
pub(super) fn run(args: &Natmod) -> u8 {
    let mut diagnostics = Vec::new();
    if let Err(problems) = make(args, &mut diagnostics) {
        diagnostics.extend(problems);
    }
    show(&diagnostics, args.message_format);
    u8::from(diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error))
}

fn make(args: &Natmod, warnings: &mut Vec<Diagnostic>) -> Result<(), Vec<Diagnostic>> {
    let one = |diagnostic: Diagnostic| vec![diagnostic];
    if args.emit != Stage::Mpy {
        return Err(one(Diagnostic::new(Code::C_SOURCE, "C sources have no stages to be shown")
            .help("leave out --emit, or run the C compiler itself")));
    }
    check_files(&args.files)?;
    let Some(first) = args.files.iter().find(|file| is_source(file)) else {
        return Err(one(Diagnostic::new(Code::CANNOT_READ, "no C source is given").help("name a FILE.c")));
    };
    let config = Config::near(first).map_err(one)?;
    let toolchain =
        toolchain::find(args.options.target(), args.options.cc.as_deref(), &config).map_err(one)?;
    let qstrs = qstrs(&args.usermod.qstrdefs)?;
    let options = args.usermod.compiler_options();
    let compiler = Compiler { toolchain: &toolchain, args, options: &options };
    let scan = compiler.scan()?;
    let name = module_name(&scan, first)?;
    let destination = destination(args, first, &name);
    if args.files.iter().any(|file| same_file(file, &destination)) {
        let title = format!("`{}` would overwrite the source", destination.display());
        return Err(one(Diagnostic::new(Code::CANNOT_WRITE, title).help("name another output with -o")));
    }
    let inputs = compiler.objects(&scan, &qstrs, warnings)?;
    let linked = compiler.link(inputs, &scan, first)?;
    describe(args, &name, &toolchain, &linked);
    output::to_file(&destination, &linked.mpy).map_err(one)?;
    warnings.extend(super::shadowed::warnings(&destination, first, false, args.options.target()));
    let Some(map) = &args.map else { return Ok(()) };
    let module = destination.file_name().unwrap_or_default().to_string_lossy();
    let path = if map.is_dir() { map.join(format!("{name}.map")) } else { map.clone() };
    let map = Map::new(&module, toolchain.target().arch, &linked, map::from_of);
    output::to_file(&path, map.text().as_bytes()).map_err(one)
}

/// Whether a file is compiled; objects and archives are linked as they are.
fn is_source(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "c")
}

/// Refuses what is neither a C source nor an object nor an archive.
fn check_files(files: &[PathBuf]) -> Result<(), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    for file in files {
        let shown = file.display();
        let is_object = file.extension().is_some_and(|extension| extension == "o" || extension == "a");
        if !is_source(file) && !is_object {
            problems.push(Diagnostic::new(Code::CANNOT_READ, format!("`{shown}` is not a C source")).note(
                "with --usermod, a module is compiled from FILE.c, and FILE.o and FILE.a are linked with it",
            ));
        } else if let Err(error) = std::fs::File::open(file) {
            problems.push(
                Diagnostic::new(Code::CANNOT_READ, format!("cannot read `{shown}`")).note(error.to_string()),
            );
        } else if file.is_dir() {
            problems.push(
                Diagnostic::new(Code::CANNOT_READ, format!("cannot read `{shown}`"))
                    .note("it is a directory"),
            );
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

fn qstrs(files: &[PathBuf]) -> Result<Qstrs, Vec<Diagnostic>> {
    let mut qstrs = Qstrs::default();
    for file in files {
        let shown = file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|error| {
            let title = format!("cannot read `{shown}`");
            vec![Diagnostic::new(Code::CANNOT_READ, title).note(error.to_string())]
        })?;
        qstrs.read(&text, &shown).map_err(|problem| vec![problem])?;
    }
    Ok(qstrs)
}

/// The name that the sources register, or that of the first for a module with its own entry.
fn module_name(scan: &Scan, first: &Path) -> Result<String, Vec<Diagnostic>> {
    let refuse = |title: String| Diagnostic::new(Code::NOT_ONE_MODULE, title);
    let places = |all: &[Registered], mut diagnostic: Diagnostic| {
        for Registered { what, place } in all {
            diagnostic.notes.push(format!("`{what}` is registered at {}:{}", place.file, place.line));
        }
        diagnostic
    };
    match scan.modules.as_slice() {
        [] if scan.own_entry => Ok(first.file_stem().unwrap_or_default().to_string_lossy().into_owned()),
        [] => Err(vec![
            refuse(format!("`{}` registers no module", first.display()))
                .help("register it: MP_REGISTER_MODULE(MP_QSTR_name, name_user_cmodule);"),
        ]),
        [module] if scan.delegations.len() > 1 => {
            let title = format!("the module `{}` delegates to several functions", module.what);
            Err(vec![places(&scan.delegations, refuse(title)).help("delegate to one, which asks the others")])
        }
        [module] => Ok(module.what.clone()),
        several => Err(vec![
            places(several, refuse(format!("{} modules are registered", several.len())))
                .help("a .mpy file is one module: compile each by itself, or select one with -D"),
        ]),
    }
}

/// Where the module belongs.
fn destination(args: &Natmod, first: &Path, name: &str) -> PathBuf {
    match &args.output {
        None => first.with_file_name(format!("{name}.mpy")),
        Some(output) if output.is_dir() => output.join(format!("{name}.mpy")),
        Some(output) => output.clone(),
    }
}

/// The compiler and all that every run of it needs.
struct Compiler<'a> {
    toolchain: &'a Toolchain,
    args: &'a Natmod,
    options: &'a [String],
}

/// All headers that a source can include.
fn headers(generated: &[(String, String)]) -> Vec<(&str, &str)> {
    let generated = generated.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    HEADERS.iter().chain(STATIC_HEADERS).chain(LIBC_HEADERS).copied().chain(generated).collect()
}

impl Compiler<'_> {
    fn sources(&self) -> impl Iterator<Item = &PathBuf> {
        self.args.files.iter().filter(|path| is_source(path))
    }

    fn complain(words: &str) -> Vec<Diagnostic> {
        let found = complaints(words, |file| std::fs::read_to_string(file).ok());
        if found.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
            return found;
        }
        vec![Diagnostic::new(Code::C_SOURCE, "the C compiler failed").note(words.trim().to_owned())]
    }

    /// What the sources mention and register.
    fn scan(&self) -> Result<Scan, Vec<Diagnostic>> {
        let mut options = vec!["-DMPYC_SCAN".to_owned()];
        options.extend(self.options.iter().cloned());
        let mut scan = Scan::default();
        let headers = headers(&[]);
        for path in self.sources() {
            let file = CFile { path, headers: &headers, then: "", options: &options };
            let text = self.toolchain.preprocess_file(&file).map_err(|problem| vec![problem])?;
            scan.extend(usermod::scan(&text.map_err(|words| Compiler::complain(&words))?));
        }
        Ok(scan)
    }

    /// The objects of the sources, and what they are linked with.
    fn objects(
        &self,
        scan: &Scan,
        qstrs: &Qstrs,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<Vec<Input>, Vec<Diagnostic>> {
        let generated = usermod::generated(scan, qstrs);
        let headers = headers(&generated);
        let opt = self.args.options.behaviour.optimise.level();
        let mut inputs = Vec::new();
        let mut problems = Vec::new();
        for path in &self.args.files {
            if !is_source(path) {
                let name = path.display().to_string();
                match std::fs::read(path) {
                    Ok(bytes) => inputs.push(Input { name, bytes: bytes.into() }),
                    Err(error) => problems.push(
                        Diagnostic::new(Code::CANNOT_READ, format!("cannot read `{name}`"))
                            .note(error.to_string()),
                    ),
                }
                continue;
            }
            let file = CFile { path, headers: &headers, then: "", options: self.options };
            match self.toolchain.compile_file(&file, opt, true).map_err(|problem| vec![problem])? {
                Ok(compiled) => {
                    warnings
                        .extend(complaints(&compiled.warnings, |file| std::fs::read_to_string(file).ok()));
                    inputs.push(Input { name: path.display().to_string(), bytes: compiled.object.into() });
                }
                Err(words) => problems.extend(Compiler::complain(&words)),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(inputs)
    }

    fn link(&self, inputs: Vec<Input>, scan: &Scan, first: &Path) -> Result<Linked, Vec<Diagnostic>> {
        let arch = self.toolchain.target().arch;
        let mut request = Request {
            source_name: first.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            inputs,
            fixed: self.args.options.board.map_or_else(|| boards::arithmetic(arch), Board::symbols),
            lines: self.args.map.is_some(),
            ..Request::new(arch)
        };
        // The entry of a registered module is in the support library; another is the module's own.
        if !scan.modules.is_empty() {
            request.entry = MODULE_ENTRY.into();
        }
        request.inputs.extend(support::archives(self.toolchain).map_err(|problem| vec![problem])?);
        linker::link(&request).map_err(|errors| explained::diagnostics(arch, &request.inputs, &errors, first))
    }
}

/// What `-v` says.
fn describe(args: &Natmod, name: &str, toolchain: &Toolchain, linked: &Linked) {
    if args.verbose == 0 {
        return;
    }
    let report = &linked.report;
    anstream::eprintln!(
        "{name}: {} bytes for {}, by {}",
        linked.mpy.len(),
        toolchain.target().name,
        toolchain.command()
    );
    anstream::eprintln!(
        "  code and constants {} bytes, variables {} bytes; {} words filled by the loader, {} by the module itself",
        report.image_size,
        report.bss_size,
        report.relocations,
        report.filled
    );
    if args.verbose > 1 {
        for symbol in &report.symbols {
            anstream::eprintln!("  {:>6}  {}  ({})", symbol.size, symbol.name, symbol.file);
        }
    }
}
