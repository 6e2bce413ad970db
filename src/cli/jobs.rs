//! What `mpyc natmod` is to compile, and where what is made of it belongs.
//!
//! ```text
//! natmod a.py                 a.mpy
//! natmod a.py b.py -o build   build/a.mpy, build/b.mpy
//! natmod pkg -o build         build/pkg/__init__.mpy, build/pkg/sub/x.mpy, …
//! natmod lib/pkg              lib/mpy/pkg/__init__.mpy, …
//! natmod pkg --bundle -o build    build/pkg.mpy
//! ```
//!
//! A directory is a package: its modules keep their places in it, so that the firmware finds them as it finds the sources.

use super::bundle::Bundle;
use super::c_files::CFiles;
use super::constants::Constants;
use super::interfaces::Interfaces;
use super::options::{Natmod, Stage};
use super::source::{self, bad_name, unreadable};
use super::{output, shadowed};
use crate::compile;
use crate::desugar::{Known, Siblings};
use crate::diagnostics::{Code, Diagnostic};
use crate::target::Target;
use crate::types::Favour;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder beside a package that it is compiled into, if none is named: beside the sources themselves the firmware
/// would load those.
const PACKAGES: &str = "mpy";

/// A source, and where its module belongs.
#[derive(Debug, Clone)]
pub(super) struct Job {
    /// The source.
    pub file: PathBuf,
    /// What is made of it; none for standard output.
    output: Option<PathBuf>,
    /// The map of the module.
    pub map: Option<PathBuf>,
    /// Where it is in a package, from the package's own name on; nothing if it is in none.
    within: PathBuf,
    /// The C that it can import.
    pub c: Arc<CFiles>,
    /// The constants of the package that it is in.
    pub constants: Arc<Constants>,
    /// What the modules that are compiled with it tell each other.
    pub interfaces: Arc<Interfaces>,
}

/// All that one command line asks for.
pub(super) struct Jobs {
    /// In the order that was given; of a package, by name.
    pub all: Vec<Job>,
    /// The packages that become one file each.
    pub bundles: Vec<Bundle>,
    /// Nothing is written unless all of it could be made: half a package is of no use.
    pub whole: bool,
    /// The C that is given beside them.
    pub c: Arc<CFiles>,
}

impl Job {
    /// The module that is not to be written.
    pub(super) fn unwritten(file: &Path, map: Option<PathBuf>) -> Job {
        let output = Some(file.with_extension("mpy"));
        Job {
            file: file.to_owned(),
            output,
            map,
            within: PathBuf::new(),
            c: Arc::default(),
            constants: Arc::default(),
            interfaces: Arc::default(),
        }
    }

    /// The same as a part of a package: `within` is where, from the package's own name on.
    pub(super) fn within(self, within: &Path) -> Job {
        Job { within: within.to_owned(), ..self }
    }

    /// The same, with C that it can import.
    pub(super) fn with_c(self, c: &Arc<CFiles>) -> Job {
        Job { c: Arc::clone(c), ..self }
    }

    /// What imports it: `pkg.part`, of a package's `__init__` the package.
    pub(super) fn module_name(&self) -> String {
        let path = self.within.join(self.file.file_stem().unwrap_or_default());
        let mut parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        if parts.len() > 1 && parts.last().is_some_and(|last| last == "__init__") {
            parts.pop();
        }
        parts.join(".")
    }

    /// What is known of what it imports.
    ///
    /// # Errors
    /// What is wrong in stubs of C.
    pub(super) fn known(&self) -> Result<Known, Vec<Diagnostic>> {
        Ok(Known { libraries: self.c.libraries()?, siblings: self.siblings() })
    }

    /// What is known of the modules beside it.
    pub(super) fn siblings(&self) -> Siblings {
        let package: Vec<_> = self.within.iter().map(|part| part.to_string_lossy()).collect();
        self.interfaces.add_to(&self.constants.siblings(package.join(".")), &self.module_name())
    }

    /// What exceptions call the source: its name, in a package the package's before it.
    pub(super) fn source_name(&self) -> String {
        let path = self.within.join(self.file.file_name().unwrap_or_default());
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }

    /// What a map calls the module that it is of.
    pub(super) fn map_name(&self) -> String {
        let name = self.output.as_deref().and_then(Path::file_name).unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Where a file of the module belongs on a board, below the folder that is installed to: `pkg/part.mpy`.
    pub(super) fn path(&self, extension: &str) -> String {
        let name = self.file.with_extension(extension);
        slashed(&self.within.join(name.file_name().unwrap_or_default()))
    }

    /// Says that the module's name is built into firmware for good, if it is.
    pub(super) fn never_loaded(&self, target: &Target) -> Option<Diagnostic> {
        let name = self.file.file_stem()?.to_str()?;
        // A part of a package is asked for by the package's name.
        if self.within == Path::new("") { shadowed::never_loaded(name, target) } else { None }
    }

    /// Says what keeps the module from being imported where it is written.
    pub(super) fn shadowed(&self, target: &Target) -> Vec<Diagnostic> {
        let Some(path) = &self.output else { return Vec::new() };
        // A part of a package is asked for by the package's name.
        let in_package = self.within != Path::new("");
        shadowed::warnings(path, &self.file, in_package, target)
    }

    /// Writes a result, and a map if there is one, where they belong.
    ///
    /// # Errors
    /// `E0103`.
    pub(super) fn write(&self, bytes: &[u8], map: Option<&str>) -> Result<(), Diagnostic> {
        write(self.output.as_deref(), self.map.as_deref(), bytes, map)
    }
}

/// Writes a result to where it belongs, standard output if that is nowhere, and its map.
///
/// # Errors
/// `E0103`.
pub(super) fn write(
    path: Option<&Path>,
    map_path: Option<&Path>,
    bytes: &[u8],
    map: Option<&str>,
) -> Result<(), Diagnostic> {
    let Some(path) = path else { return output::to_stdout(bytes) };
    output::to_file(path, bytes)?;
    match (map, map_path) {
        (Some(map), Some(path)) => output::to_file(path, map.as_bytes()),
        (Some(_) | None, _) => Ok(()),
    }
}

impl Jobs {
    /// What is asked for.
    ///
    /// # Errors
    /// A directory that is no package, and results that would be written over a source or over each other.
    pub(super) fn of(args: &Natmod) -> Result<Jobs, Diagnostic> {
        let (c, files) = CFiles::take(&args.files, true)?;
        let c = Arc::new(c);
        let whole = files.iter().any(|file| file.is_dir());
        let several = whole || files.len() > 1;
        if several && args.output.as_deref() == Some(Path::new("-")) {
            return Err(Diagnostic::new(
                Code::CANNOT_WRITE,
                "several results cannot go to standard output as one",
            )
            .help("name a directory with -o, or compile them one by one"));
        }
        let (mut all, mut bundles) = (Vec::new(), Vec::new());
        for file in &files {
            if file.is_dir() && args.bundle {
                bundles.push(bundle(args, file, &c)?);
            } else if file.is_dir() {
                package(args, file, &c, &mut all)?;
            } else {
                let output = output_of(args, file, several);
                let map = map_of(args, file, Path::new(""), several);
                all.push(Job { output, map, ..Job::unwritten(file, None).with_c(&c) });
            }
        }
        check(&all, &bundles)?;
        let in_bundles = bundles.iter().flat_map(|bundle| &bundle.jobs);
        c.check_names(all.iter().chain(in_bundles).map(Job::module_name))?;
        // One package that becomes one file has been told.
        if !all.is_empty() || bundles.len() > 1 {
            tell(all.iter_mut().chain(bundles.iter_mut().flat_map(|bundle| &mut bundle.jobs)), favour(args));
        }
        Ok(Jobs { all, bundles, whole, c })
    }

    /// Makes the directories that results go to; a single result has to have one already.
    ///
    /// # Errors
    /// `E0103`.
    pub(super) fn make_directories(&self) -> Result<(), Diagnostic> {
        if self.all.len() < 2 && !self.whole {
            return Ok(());
        }
        let results = self.all.iter().flat_map(|job| job.output.iter().chain(&job.map));
        let results =
            results.chain(self.bundles.iter().flat_map(|bundle| bundle.output.iter().chain(&bundle.map)));
        for directory in results.filter_map(|path| path.parent()) {
            output::make_directory(directory)?;
        }
        Ok(())
    }
}

/// A path with `/` between its names, as boards and addresses have it.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// How the name of a result ends; none if it goes to standard output where no place is named.
fn extension(args: &Natmod) -> Option<&'static str> {
    match args.emit {
        Stage::Obj => Some("o"),
        Stage::Mpy => Some("mpy"),
        // Text is for reading unless a place is named.
        Stage::Ast | Stage::Types | Stage::Ir | Stage::IrTree | Stage::C if args.output.is_none() => None,
        Stage::C => Some("c"),
        Stage::Ast | Stage::Types | Stage::Ir | Stage::IrTree => Some("txt"),
    }
}

fn output_of(args: &Natmod, file: &Path, several: bool) -> Option<PathBuf> {
    let own_name = file.with_extension(extension(args)?);
    Some(match &args.output {
        None => own_name,
        Some(output) if several || output.is_dir() => output.join(own_name.file_name().unwrap_or_default()),
        Some(output) => output.clone(),
    })
}

fn map_of(args: &Natmod, file: &Path, within: &Path, several: bool) -> Option<PathBuf> {
    let map = args.map.as_ref()?;
    if several || map.is_dir() {
        return Some(map.join(within).join(file.with_extension("map").file_name().unwrap_or_default()));
    }
    Some(map.clone())
}

/// Where what is made of a package goes if nothing is named; `whole` is its directory by its whole path.
fn beside(directory: &Path, whole: &Path) -> PathBuf {
    match directory.parent() {
        Some(parent) if directory.file_name().is_some() => parent.join(PACKAGES),
        _ => whole.with_file_name(PACKAGES),
    }
}

fn favour(args: &Natmod) -> Favour {
    compile::favour(args.options.behaviour.optimise.level())
}

/// Lets modules know of each other.
pub(super) fn tell<'a>(jobs: impl Iterator<Item = &'a mut Job>, favour: Favour) {
    let mut jobs: Vec<&mut Job> = jobs.collect();
    // A module alone has nobody to tell, and is compiled without being read before.
    if jobs.len() < 2 {
        return;
    }
    let interfaces = Arc::new(compile::on_deep_stack(|| Interfaces::of(&jobs, favour)));
    jobs.iter_mut().for_each(|job| job.interfaces = Arc::clone(&interfaces));
}

/// The modules of a package, with the C that they can import.
pub(super) fn modules(directory: &Path, c: &Arc<CFiles>) -> Result<Vec<Job>, Diagnostic> {
    let name = whole(directory)?.file_name().map(PathBuf::from).unwrap_or_default();
    let job = |file: PathBuf| {
        let within = file.strip_prefix(directory).ok().and_then(Path::parent).unwrap_or(Path::new(""));
        Job::unwritten(&file, None).within(&name.join(within)).with_c(c)
    };
    Ok(source::below(directory)?.into_iter().map(job).collect())
}

/// The whole path of a directory: `.` has no name of its own.
fn whole(directory: &Path) -> Result<PathBuf, Diagnostic> {
    directory.canonicalize().map_err(|error| unreadable(directory, error.to_string()))
}

/// The modules of a package, those of the packages in it too.
fn package(args: &Natmod, directory: &Path, c: &Arc<CFiles>, jobs: &mut Vec<Job>) -> Result<(), Diagnostic> {
    let output = match &args.output {
        Some(output) => output.clone(),
        None => beside(directory, &whole(directory)?),
    };
    let first = jobs.len();
    for job in modules(directory, c)? {
        let bad = job.within.iter().find_map(|part| bad_name(&part.to_string_lossy(), "directory"));
        if let Some(problem) = bad {
            return Err(problem.note(format!("it holds `{}`", job.file.display())));
        }
        let own_name = extension(args).map(|extension| job.file.with_extension(extension));
        let output = own_name.and_then(|own_name| Some(output.join(&job.within).join(own_name.file_name()?)));
        let map = map_of(args, &job.file, &job.within, true);
        jobs.push(Job { output, map, ..job });
    }
    let parts = jobs.get_mut(first..).unwrap_or_default();
    let modules: Vec<_> = parts.iter().map(|job| (job.module_name(), job.file.clone())).collect();
    let constants = Arc::new(compile::on_deep_stack(|| Constants::of(&modules)));
    parts.iter_mut().for_each(|job| job.constants = Arc::clone(&constants));
    Ok(())
}

/// A package as one file: its modules, and where the file belongs.
///
/// # Errors
/// As [`Jobs::of`].
pub(super) fn bundle(args: &Natmod, directory: &Path, c: &Arc<CFiles>) -> Result<Bundle, Diagnostic> {
    let mut jobs = Vec::new();
    package(args, directory, c, &mut jobs)?;
    tell(jobs.iter_mut(), favour(args));
    let whole = whole(directory)?;
    let file = PathBuf::from(whole.file_name().unwrap_or_default());
    let name = file.to_string_lossy().into_owned();
    let several = args.files.len() > 1;
    // What ends in .mpy is the file, anything else a directory, as of packages.
    let is_file = |path: &Path| !several && !path.is_dir() && source::has_extension(path, "mpy");
    let output = extension(args).map(|extension| match &args.output {
        None => beside(directory, &whole).join(file.with_extension(extension)),
        Some(output) if is_file(output) => output.clone(),
        Some(output) => output.join(file.with_extension(extension)),
    });
    let map = map_of(args, &file, Path::new(""), several);
    Ok(Bundle::new(name, directory.to_owned(), jobs, output, map))
}

/// Refuses results that would be written over a source or over each other.
fn check(jobs: &[Job], bundles: &[Bundle]) -> Result<(), Diagnostic> {
    let mut taken: Vec<(&Path, &Path)> = Vec::new();
    let of_jobs = jobs.iter().map(|job| (&job.file, &job.output));
    let of_bundles = bundles.iter().map(|bundle| (&bundle.folder, &bundle.output));
    for (file, output) in of_jobs.chain(of_bundles) {
        let Some(path) = output else { continue };
        // What is no source is refused as such when it is read.
        let is_python = |source: &Path| source::has_extension(source, "py");
        let is_source = |source: &Path| {
            is_python(source)
                && match (source.canonicalize(), path.canonicalize()) {
                    (Ok(source), Ok(path)) => source == path,
                    _ => *source == **path,
                }
        };
        let in_bundles = bundles.iter().flat_map(|bundle| &bundle.jobs);
        if jobs.iter().chain(in_bundles).any(|job| is_source(&job.file)) {
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
