//! `mpyc natmod DIR --bundle`: a package in one file.
//!
//! In: the sources of a package. Out: one `.mpy`, whose modules are imported as if each were a file.
//!
//! ```text
//! robot/__init__.py          the package's own code, or none
//! robot/drive/motor.py       .drive.motor
//! robot/plugins/extra.py     .plugins, a folder; .plugins.extra
//! ```

use super::described::description_of_several;
use super::jobs::Job;
use super::natmod::{Found, Made, Staged};
use super::options::{Natmod, Stage};
use super::{shadowed, source};
use crate::compile::{self, Build};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::emit::bundle::{Part, PartKind};
use crate::ir;
use crate::map::{self, Map};
use crate::syntax::{self, SourceFile};
use crate::toolchain::{self, Config};
use crate::types;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A package that becomes one file.
pub(super) struct Bundle {
    /// What imports it.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Its modules; the package's own comes first if there is one.
    pub jobs: Vec<Job>,
    /// Where the file belongs; none for standard output.
    pub output: Option<PathBuf>,
    /// The map of the file.
    pub map: Option<PathBuf>,
}

/// A source and the name of its module.
pub(super) type Read = (Rc<SourceFile>, String);

/// Says what a package in one file cannot be asked for.
///
/// # Errors
/// `E0106`.
pub(super) fn check_options(args: &Natmod) -> Result<(), Diagnostic> {
    let refused = |what: &str| Diagnostic::new(Code::BUNDLE, what);
    if !args.files.iter().any(|file| file.is_dir()) {
        return Err(refused("--bundle is for packages, and none is given")
            .help("name the package's directory, or leave out --bundle: a module is one file"));
    }
    if !matches!(args.emit, Stage::Mpy | Stage::C) {
        return Err(refused("--bundle makes one file of modules, and this stage is each module's own")
            .help("leave out --bundle to see the stage of each module"));
    }
    Ok(())
}

impl Bundle {
    /// The package of these modules.
    pub(super) fn new(
        name: String,
        folder: PathBuf,
        mut jobs: Vec<Job>,
        output: Option<PathBuf>,
        map: Option<PathBuf>,
    ) -> Bundle {
        // By the names that modules are imported by, the package's own first.
        jobs.sort_by_key(|job| (job.module_name() != name, job.module_name()));
        Bundle { name, folder, jobs, output, map }
    }

    /// What a map calls the file.
    pub(super) fn map_name(&self) -> String {
        let name =
            self.output.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_else(|| format!("{}.mpy", self.name))
    }

    /// Whether the package has code of its own.
    fn has_own(&self) -> bool {
        self.jobs.first().is_some_and(|job| job.module_name() == self.name)
    }

    /// Says what keeps the package from being imported where it is written, and what is not in it.
    pub(super) fn shadowed(&self, args: &Natmod) -> Vec<Diagnostic> {
        let Some(path) = &self.output else { return Vec::new() };
        let mut warnings = shadowed::warnings(path, &self.folder, false, args.options.target());
        warnings.extend(self.left_out());
        warnings
    }

    /// Reads the sources.
    ///
    /// # Errors
    /// What is wrong with those that are no Python sources.
    pub(super) fn read(&self) -> Result<Vec<Read>, Vec<Diagnostic>> {
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        for job in &self.jobs {
            match source::read(&job.file) {
                Ok(read) => found.push(read),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok(found) } else { Err(problems) }
    }

    /// Compiles the package: what to write, if there are no errors, and what there is to say.
    pub(super) fn make(
        &self,
        args: &Natmod,
        sources: &[Read],
        found: Option<&mut Found>,
    ) -> (Option<Staged>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let Some((package, parts)) = self.front(args, sources, &mut diagnostics) else {
            return (None, diagnostics);
        };
        match self.back(args, &package, &parts, found, &mut diagnostics) {
            Ok(staged) => (Some(staged), diagnostics),
            Err(problems) => {
                diagnostics.extend(problems);
                (None, diagnostics)
            }
        }
    }

    /// The IR of the package's own code and of its parts; none if there are errors.
    fn front(
        &self,
        args: &Natmod,
        sources: &[Read],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(ir::Module, Vec<Part>)> {
        let settings = args.options.behaviour.settings(args.options.target());
        let target = args.options.target();
        let mut modules = Vec::new();
        for (job, (source, name)) in self.jobs.iter().zip(sources) {
            let known = match job.known() {
                Ok(known) => known,
                Err(problems) => {
                    diagnostics.extend(problems);
                    continue;
                }
            };
            let front = compile::front(source, name, target, &settings, &known);
            diagnostics.extend(front.diagnostics);
            if let Ok(tree) = syntax::parse(Rc::clone(source)) {
                diagnostics.extend(types::places(&tree));
            }
            let Some(mut module) = front.module else { continue };
            module.source_name = job.source_name().into();
            modules.push((job, module));
        }
        if diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
            || modules.len() != self.jobs.len()
        {
            return None;
        }
        let mut modules = modules.into_iter();
        let package = if self.has_own() {
            modules.next()?.1
        } else {
            // A directory without code of its own.
            let source = Rc::new(SourceFile::new(format!("{}/__init__.py", self.name), String::new()));
            let known = crate::desugar::Known::default();
            let mut module = compile::front(&source, "__init__", target, &settings, &known).module?;
            module.source_name = source.name.as_str().into();
            module
        };
        let mut parts = Vec::new();
        for (job, module) in modules {
            let name = job.module_name();
            let name = name.get(self.name.len()..).unwrap_or_default().to_owned();
            let is_package = job.file.file_stem().is_some_and(|stem| stem == "__init__");
            let kind = if is_package { PartKind::Package } else { PartKind::Module };
            parts.push(Part { name, kind, module: Some(module) });
        }
        let folders = self.folders(&parts);
        parts.extend(folders.into_iter().map(|name| Part { name, kind: PartKind::Folder, module: None }));
        Some((package, parts))
    }

    /// Files of the package that are no modules: in a folder of its name, they would be found before it.
    fn left_out(&self) -> Option<Diagnostic> {
        let files = source::files_below(&self.folder).ok()?;
        let is_known =
            |path: &PathBuf| ["py", "pyi", "c", "h"].iter().any(|kind| source::has_extension(path, kind));
        let mut others = files.iter().filter(|path| !is_known(path));
        let shown = others.next()?.display();
        let more = match others.count() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let title = format!("`{shown}`{more} has no place in a package that is one file");
        Some(
            Diagnostic::new(Code::NOT_A_PLACE, title)
                .note(format!(
                    "where a folder `{}` lies beside the file, the firmware takes it for the package",
                    self.name
                ))
                .help("move it out of the package"),
        )
    }

    /// The folders on the way to the parts that have no code of their own.
    fn folders(&self, parts: &[Part]) -> BTreeSet<String> {
        let packages = || parts.iter().filter(|part| part.kind == PartKind::Package).map(|part| &part.name);
        let above = |name: &str| -> Vec<String> {
            let dots = name.char_indices().filter(|(at, c)| *c == '.' && *at > 0);
            dots.filter_map(|(at, _)| name.get(..at)).map(str::to_owned).collect()
        };
        let all: BTreeSet<String> = parts.iter().flat_map(|part| above(&part.name)).collect();
        all.into_iter().filter(|name| !packages().any(|package| package == name)).collect()
    }

    fn back(
        &self,
        args: &Natmod,
        package: &ir::Module,
        parts: &[Part],
        found: Option<&mut Found>,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<Staged, Vec<Diagnostic>> {
        let one = |diagnostic: Diagnostic| vec![diagnostic];
        let emitted =
            compile::emit_bundle(package, parts, &args.options.behaviour.settings(args.options.target()));
        if args.emit == Stage::C {
            return Ok(emitted.c.join("\n").into_bytes().into());
        }
        let (config, toolchain) = match found {
            Some(found) => (std::mem::take(&mut found.config), found.toolchain.take()),
            None => (Config::near(&self.folder).map_err(one)?, None),
        };
        let find = || toolchain::find(args.options.target(), args.options.cc.as_deref(), &config);
        let toolchain = toolchain.map_or_else(find, Ok).map_err(one)?;
        let build = Build {
            toolchain: &toolchain,
            opt: args.options.behaviour.optimise.level(),
            debug: self.map.is_some(),
            board: args.options.board,
            source: None,
        };
        let modules: Vec<&ir::Module> =
            std::iter::once(package).chain(parts.iter().filter_map(|part| part.module.as_ref())).collect();
        let objects = build.objects_of_several(&emitted, &modules).map_err(one)?;
        // The modules of C, as the signatures have them.
        let called = modules.iter().flat_map(|module| module.called_in_c());
        let called: BTreeSet<String> =
            called.filter_map(|signature| signature.name.split('.').next()).map(str::to_owned).collect();
        let c = match self.jobs.first() {
            Some(job) if !called.is_empty() => job.c.objects(&toolchain, build.opt, &called, warnings)?,
            Some(_) | None => Vec::new(),
        };
        let of_c: Vec<String> = c.iter().map(|input| input.name.clone()).collect();
        let linked = build.link_several(&modules, &emitted, objects, c)?;
        let said = description_of_several(&modules, &emitted.c, &toolchain, &linked);
        let own = Build::object_names(&modules);
        let from = |file: &str| match map::from_of(file) {
            map::From::Own if !own.iter().chain(&of_c).any(|name| name == file) => map::From::Runtime,
            from => from,
        };
        let map =
            self.map.is_some().then(|| Map::new(&self.map_name(), toolchain.target().arch, &linked, from));
        let made = Made { bytes: linked.mpy, map: None, said };
        Ok(Staged { made, map, toolchain: Some(toolchain) })
    }
}
