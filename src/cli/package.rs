//! `mpyc package`: a folder that can be put on a web server as it is, and that MicroPython's package manager installs from.
//!
//! ```text
//! mpyc package filter.py                 dist/: all architectures that there is a C compiler for
//! mpyc package robot --arch armv6m,rv32imc -o site --version 1.2
//! ```
//!
//! In: modules, and packages of modules. Out:
//!
//! ```text
//! dist/package.json  filter.py           the Python, for any board
//! dist/rv32imc_6.3/package.json filter.mpy
//! dist/native.json                       all architectures in one, as is proposed for mip
//! dist/filter.pyi                        the interface
//! dist/SHA256SUMS
//! ```
//!
//! Nothing of it depends on where or when it is made. The folder is made beside its place and renamed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::c_files::CFiles;
use super::jobs::{Job, Jobs, slashed};
use super::natmod;
use super::options::{Behaviour, MessageFormat, Natmod, Options, Stage};
use super::source::{self, unreadable};
use super::usermod::UsermodOptions;
use super::{folder, output, shown};
use crate::compile;
use crate::diagnostics::{Code, Diagnostic};
use crate::publish::manifest::{self, About, File, Native};
use crate::publish::stub;
use crate::syntax;
use crate::target::Target;
use crate::toolchain::{self, Config};

/// Compile modules for several architectures into a folder that mip installs from
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The modules, FILE.py, or packages, directories of such; with them C that they call, FILE.c beside its stub FILE.pyi
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The processor families, or `all` that there is a C compiler for
    #[arg(long, value_name = "ARCH", value_delimiter = ',', default_value = "all", value_parser = arch)]
    arch: Vec<Arch>,
    /// The folder that is made; one that was made so before is replaced
    #[arg(short, long, value_name = "DIR", default_value = "dist")]
    output: PathBuf,
    /// What the package is called in an index [default: the name of the module or package]
    #[arg(long, value_name = "NAME", value_parser = name)]
    name: Option<String>,
    /// Its version [default: the string that the module gives `__version__`]
    #[arg(long, value_name = "VERSION", value_parser = name)]
    version: Option<String>,
    /// A package that it needs, as mip is to be told; the version is `latest` if none is given, of a repository HEAD
    #[arg(long = "dep", value_name = "NAME[@VERSION]", value_parser = dep)]
    deps: Vec<(String, String)>,
    /// The address that the folder will have, `https://…` or `github:ORG/REPO/…`: for mip before 0.4, which knows no addresses
    /// relative to package.json
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    url: Option<String>,
    /// Make an index of each folder too, for `mip install --index`: files by their hashes, which are not sent when they are there
    #[arg(long)]
    index: bool,
    #[command(flatten)]
    behaviour: Behaviour,
    /// How problems and the result are written: for people, or as JSON objects, one a line
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
    /// Compile even what was compiled before, and keep no module
    #[arg(long)]
    no_cache: bool,
}

/// What `--arch` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arch {
    All,
    One(&'static Target),
}

fn arch(text: &str) -> Result<Arch, String> {
    if text == "all" {
        return Ok(Arch::All);
    }
    super::options::target(text).map(Arch::One)
}

/// A name or version that can be a part of an address.
fn name(text: &str) -> Result<String, String> {
    let fits = !text.is_empty() && !text.starts_with('.') && text.chars().all(|c| is_plain(c) && c != '/');
    if fits {
        Ok(text.to_owned())
    } else {
        Err("letters, digits, `-`, `_` and `.` are what mip can ask for".into())
    }
}

/// The address of a folder, with a slash at its end (`mip/__init__.py`, `allowed_mip_url_prefixes`).
fn address(text: &str) -> Result<String, String> {
    match ["https://", "http://", "github:", "gitlab:"].iter().any(|prefix| text.starts_with(prefix)) {
        true => Ok(format!("{}/", text.trim_end_matches('/'))),
        false => Err("mip knows addresses that begin with https://, http://, github: or gitlab:".into()),
    }
}

fn dep(text: &str) -> Result<(String, String), String> {
    let (name, version) = match text.split_once('@') {
        Some((name, version)) => (name, Some(version)),
        None => (text, None),
    };
    if name.is_empty() || version == Some("") {
        return Err("it is NAME or NAME@VERSION".into());
    }
    let is_repository = ["github:", "gitlab:"].iter().any(|prefix| name.starts_with(prefix));
    let version = version.unwrap_or(if is_repository { "HEAD" } else { "latest" });
    Ok((name.to_owned(), version.to_owned()))
}

/// What an address has without being quoted (RFC 3986, 2.3), and what mpremote takes for a file and an address alike.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '/')
}

/// What a package is made of.
struct Parts {
    /// Python and what lies in packages beside it, for any board.
    sources: Vec<File>,
    stubs: Vec<File>,
    natives: Vec<Native>,
    /// There is C in it, so that the Python alone cannot be imported.
    has_c: bool,
}

/// Makes the folder; the exit status is 0 if all of it could be made.
pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let failed = shown::failed(args.message_format);
    folder::check_replaceable(&args.output).map_err(failed)?;
    outside(args).map_err(failed)?;
    let targets = targets(args).map_err(failed)?;
    let name = package_name(args).map_err(failed)?;
    let Some(parts) = parts(args, &targets).map_err(failed)? else { return Ok(1) };
    let about = About {
        version: args.version.clone().or_else(|| compile::on_deep_stack(|| version(&args.files))),
        deps: args.deps.clone(),
    };
    let files = files(args, &name, &about, &parts).map_err(failed)?;
    folder::replace(&args.output, &files).map_err(failed)?;
    let text = match args.message_format {
        MessageFormat::Human => said(args, &parts),
        MessageFormat::Json => format!("{}\n", object(args, &name, &about, &parts, &files)),
    };
    output::to_stdout(text.as_bytes()).map_err(failed)?;
    Ok(0)
}

/// Refuses to make the folder within what is published, which it would be a part of the next time.
fn outside(args: &Args) -> Result<(), Diagnostic> {
    let Ok(place) = std::path::absolute(&args.output) else { return Ok(()) };
    let place = place.parent().and_then(|parent| parent.canonicalize().ok()).unwrap_or(place);
    let around = args.files.iter().find(|file| {
        file.is_dir() && file.canonicalize().is_ok_and(|directory| place.starts_with(directory))
    });
    match around {
        None => Ok(()),
        Some(around) => {
            Err(Diagnostic::new(Code::CANNOT_WRITE, format!("cannot write `{}`", args.output.display()))
                .note(format!("it is within `{}`, which is published", around.display()))
                .help("name a folder elsewhere with -o"))
        }
    }
}

/// The architectures to compile for. What is left out of `all` is said.
fn targets(args: &Args) -> Result<Vec<&'static Target>, Diagnostic> {
    let config = Config::near(args.files.first().map_or(Path::new("."), PathBuf::as_path))?;
    let is_named =
        |target: &Target| args.arch.iter().any(|arch| *arch == Arch::One(Target::for_arch(target.arch)));
    let all = args.arch.contains(&Arch::All);
    let (mut found, mut left_out) = (Vec::new(), Vec::new());
    for target in Target::all().filter(|target| all || is_named(target)) {
        match toolchain::find(target, None, &config) {
            Ok(_) => found.push(target),
            Err(problem) if is_named(target) => return Err(problem),
            Err(problem) => left_out.push((target, problem)),
        }
    }
    if found.is_empty() {
        let looked_for = left_out
            .into_iter()
            .map(|(target, _)| format!("{}: {}", target.name, toolchain::how_to_get(target)));
        let mut problem = Diagnostic::new(Code::NO_COMPILER, "no C compiler for any architecture was found");
        problem.help = looked_for.collect();
        return Err(problem);
    }
    let warnings: Vec<Diagnostic> = left_out
        .into_iter()
        .map(|(target, problem)| {
            Diagnostic::new(Code::LEFT_OUT, format!("{} is left out: {}", target.name, problem.title))
                .help(toolchain::how_to_get(target))
        })
        .collect();
    shown::show(&warnings, args.message_format);
    Ok(found)
}

/// Compiles and collects all that belongs to the package; nothing if something is wrong, which has been shown.
fn parts(args: &Args, targets: &[&'static Target]) -> Result<Option<Parts>, Diagnostic> {
    // The modules are compiled as `mpyc natmod` would, each to a place in a folder that is not written to.
    let runs: Vec<(Natmod, Jobs)> = targets
        .iter()
        .map(|target| {
            let natmod = Natmod {
                files: args.files.clone(),
                output: Some(PathBuf::from(target.name)),
                options: Options {
                    arch: Some(target),
                    board: None,
                    cc: None,
                    behaviour: args.behaviour.clone(),
                },
                usermod: UsermodOptions::default(),
                bundle: false,
                emit: Stage::Mpy,
                map: None,
                verbose: 0,
                message_format: args.message_format,
                no_cache: args.no_cache,
            };
            let jobs = Jobs::of(&natmod)?;
            Ok((natmod, jobs))
        })
        .collect::<Result<_, Diagnostic>>()?;
    let Some((_, first)) = runs.first() else { return Ok(None) };
    if let Err(diagnostics) = first.c.libraries() {
        shown::show(&diagnostics, args.message_format);
        return Ok(None);
    }
    let all: Vec<(&Natmod, &Job)> =
        runs.iter().flat_map(|(natmod, jobs)| jobs.all.iter().map(move |job| (natmod, job))).collect();
    let (mut made, mut failed) = (Vec::new(), false);
    // What is said of a module is mostly the same for each architecture.
    let mut said = BTreeSet::new();
    natmod::each(&all, |done| {
        failed |= done.failed;
        let new: Vec<String> =
            done.diagnostics.into_iter().filter(|diagnostic| said.insert(diagnostic.clone())).collect();
        anstream::eprint!("{}", shown::joined(&new, args.message_format));
        made.push(done.made);
    });
    if failed {
        return Ok(None);
    }
    let mut made = made.into_iter();
    let (mut natives, mut warnings) = (Vec::new(), Vec::new());
    let (mut sources, data) = (python(first)?, data(&args.files)?);
    for (natmod, jobs) in &runs {
        let target = natmod.options.target();
        let mut files = Vec::new();
        for job in &jobs.all {
            let Some(Some(made)) = made.next() else { return Ok(None) };
            warnings.extend(job.never_loaded(target));
            files.push(File { path: job.path("mpy"), bytes: made.bytes });
        }
        let mpy = files.first().and_then(|file| mpy(&file.bytes));
        let Some(mpy) = mpy else {
            return Err(Diagnostic::new(Code::INTERNAL, "what was compiled is no module"));
        };
        files.extend(data.iter().cloned());
        natives.push(Native { arch: target.name, mpy, files });
    }
    let warnings: Vec<String> = shown::each(&warnings, args.message_format);
    let warnings: Vec<String> = warnings.into_iter().filter(|warning| said.insert(warning.clone())).collect();
    anstream::eprint!("{}", shown::joined(&warnings, args.message_format));
    sources.extend(data);
    let stubs = match compile::on_deep_stack(|| stubs(first, args.message_format)) {
        Ok(stubs) => stubs,
        Err(problems) => {
            anstream::eprint!("{}", shown::joined(&problems, args.message_format));
            return Ok(None);
        }
    };
    check_paths(sources.iter())?;
    Ok(Some(Parts { sources, stubs, natives, has_c: !first.c.is_empty() }))
}

/// The number of a board that loads a module, without optional extensions (`py/persistentcode.h`, `MPY_FILE_HEADER_INT`).
fn mpy(bytes: &[u8]) -> Option<u64> {
    let module = linker::mpy::read(bytes).ok()?;
    Some(u64::from(linker::mpy::VERSION) | u64::from(module.sub_version) << 8 | u64::from(module.arch) << 10)
}

/// The Python of modules, where the board is to have it.
fn python(jobs: &Jobs) -> Result<Vec<File>, Diagnostic> {
    let read = |job: &Job| {
        let bytes = std::fs::read(&job.file).map_err(|error| unreadable(&job.file, error.to_string()))?;
        Ok(File { path: job.path("py"), bytes })
    };
    jobs.all.iter().map(read).collect()
}

/// What lies in packages besides Python, for the modules to read.
fn data(files: &[PathBuf]) -> Result<Vec<File>, Diagnostic> {
    const NOT_FOR_BOARDS: [&str; 6] = ["py", "pyi", "mpy", "c", "h", "map"];
    let mut found = Vec::new();
    for directory in files.iter().filter(|file| file.is_dir()) {
        let whole = directory.canonicalize().map_err(|error| unreadable(directory, error.to_string()))?;
        let name = PathBuf::from(whole.file_name().unwrap_or_default());
        for file in source::files_below(directory)? {
            if NOT_FOR_BOARDS.iter().any(|extension| source::has_extension(&file, extension)) {
                continue;
            }
            let bytes = std::fs::read(&file).map_err(|error| unreadable(&file, error.to_string()))?;
            let within = name.join(file.strip_prefix(directory).unwrap_or(&file));
            found.push(File { path: slashed(&within), bytes });
        }
    }
    Ok(found)
}

/// Refuses names that are other ones in an address.
fn check_paths<'a>(mut files: impl Iterator<Item = &'a File>) -> Result<(), Diagnostic> {
    match files.find(|file| !file.path.chars().all(is_plain)) {
        None => Ok(()),
        Some(file) => Err(Diagnostic::new(
            Code::NOT_PUBLISHED,
            format!(
                "`{}` cannot be a part of a package: its name would be another one in an address",
                file.path
            ),
        )
        .help("rename it to letters of ASCII, digits, `-`, `_`, `.` and `~`")),
    }
}

/// The stubs of all modules, or what is wrong with these, as it is shown.
fn stubs(jobs: &Jobs, format: MessageFormat) -> Result<Vec<File>, Vec<String>> {
    let one = |job: &Job| {
        let (source, name) = source::read(&job.file).map_err(|diagnostic| vec![diagnostic])?;
        let text = stub::stub(&source, &job.known()?, name == "__init__")?;
        Ok(File { path: job.path("pyi"), bytes: text.into_bytes() })
    };
    let made: Result<_, Vec<Diagnostic>> = jobs.all.iter().map(one).collect();
    made.map_err(|diagnostics| shown::each(&diagnostics, format))
}

/// What the package is called.
fn package_name(args: &Args) -> Result<String, Diagnostic> {
    if let Some(name) = &args.name {
        return Ok(name.clone());
    }
    let (_, python) = CFiles::take(&args.files, true)?;
    match python.as_slice() {
        [one] => {
            let whole = one.canonicalize().map_err(|error| unreadable(one, error.to_string()))?;
            let name = if one.is_dir() { whole.file_name() } else { whole.file_stem() };
            Ok(name.unwrap_or_default().to_string_lossy().into_owned())
        }
        _ => Err(Diagnostic::new(Code::NOT_PUBLISHED, "a package of several modules has to be given a name")
            .help("name it with --name")),
    }
}

/// What the only module, or the package's `__init__`, says is its version.
fn version(files: &[PathBuf]) -> Option<String> {
    let (_, python) = CFiles::take(files, true).ok()?;
    let [one] = python.as_slice() else { return None };
    let file = if one.is_dir() { one.join("__init__.py") } else { one.clone() };
    let (source, _) = source::read(&file).ok()?;
    manifest::version_of(&syntax::parse(source).ok()?).filter(|version| name(version).is_ok())
}

/// All files of the folder.
fn files(args: &Args, name: &str, about: &About, parts: &Parts) -> Result<Vec<File>, Diagnostic> {
    let mut files = Vec::new();
    let base = args.url.as_deref().unwrap_or_default();
    let mut add = |folder: &str, of: &[File], manifest: String| {
        let file = |path: &str, bytes: Vec<u8>| File { path: format!("{folder}{path}"), bytes };
        files.extend(of.iter().map(|of| file(&of.path, of.bytes.clone())));
        files.push(file("package.json", manifest.into_bytes()));
        if args.index {
            // A board asks for modules of its version of the format, or for Python.
            let mut index = manifest::index(about, name, &linker::mpy::VERSION.to_string(), of);
            if !parts.has_c {
                index.extend(manifest::index(about, name, "py", &parts.sources));
            }
            files.extend(index.into_iter().map(|of| file(&of.path, of.bytes)));
        }
    };
    // What calls C cannot be imported as Python.
    if !parts.has_c {
        add("", &parts.sources, manifest::package(about, &parts.sources, base));
    }
    for native in &parts.natives {
        let folder = format!("{}/", native.folder());
        // A relative address is that of a file beside the manifest.
        let base = if base.is_empty() { String::new() } else { format!("{base}{folder}") };
        add(&folder, &native.files, manifest::package(about, &native.files, &base));
    }
    files.extend(parts.stubs.iter().cloned());
    let native = manifest::native(about, &parts.natives, base);
    files.push(File { path: "native.json".into(), bytes: native.into_bytes() });
    files.sort();
    // The same content by the same hash.
    files.dedup();
    if let Some(twice) = files.windows(2).find_map(|pair| match pair {
        [a, b] if a.path == b.path => Some(a),
        _ => None,
    }) {
        return Err(Diagnostic::new(
            Code::NOT_PUBLISHED,
            format!("the package would have two files `{}`", twice.path),
        )
        .help("rename one of them, or publish them by themselves"));
    }
    let sums = manifest::sums(&files);
    files.push(File { path: folder::SUMS.into(), bytes: sums.into_bytes() });
    Ok(files)
}

/// What people are told: each manifest, and what it installs.
fn said(args: &Args, parts: &Parts) -> String {
    let out = args.output.display();
    let total = |files: &[File]| -> usize { files.iter().map(|file| file.bytes.len()).sum() };
    let mut lines: Vec<String> = parts
        .natives
        .iter()
        .map(|native| format!("{out}/{}/package.json: {} bytes", native.folder(), total(&native.files)))
        .collect();
    if parts.has_c {
        lines.push(format!("{out}/package.json is not made: the Python needs the C that it calls"));
    } else {
        lines.push(format!("{out}/package.json: the Python, for any board, {} bytes", total(&parts.sources)));
    }
    lines.join("\n") + "\n"
}

/// What tools are told.
fn object(args: &Args, name: &str, about: &About, parts: &Parts, files: &[File]) -> serde_json::Value {
    let natives: Vec<serde_json::Value> = parts
        .natives
        .iter()
        .map(|native| json!({ "arch": native.arch, "abi": native.abi(), "mpy": native.mpy, "folder": native.folder() }))
        .collect();
    let files: Vec<serde_json::Value> = files
        .iter()
        .map(|file| json!({ "path": file.path, "bytes": file.bytes.len(), "sha256": file.digest() }))
        .collect();
    json!({
        "name": name,
        "version": about.version,
        "output": args.output.display().to_string(),
        "architectures": natives,
        "files": files,
    })
}
