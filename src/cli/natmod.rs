//! `mpyc natmod`: typed Python to a native module.
//!
//! ```text
//! mpyc natmod math_ops.py              math_ops.mpy for rv32imc, beside the source
//! mpyc natmod a.py b.py -o build       build/a.mpy, build/b.mpy
//! mpyc natmod pkg -o build             build/pkg/__init__.mpy, …: a package
//! mpyc natmod math_ops.py --emit ir    the IR on standard output
//! ```

use super::bundle::{self, Bundle};
use super::c_files::CFiles;
pub(super) use super::cached::Found;
use super::cached::{Place, What};
use super::described::description;
use super::jobs::{self, Job, Jobs};
use super::options::{MessageFormat, Natmod, Options, Stage};
use super::shown::{self, AlreadyShown};
use super::source;
use super::usermod::{self, UsermodOptions};
use crate::compile::{self, Build};
use crate::diagnostics::{Diagnostic, Severity};
use crate::ir;
use crate::map::{self, Map};
use crate::side_by_side::side_by_side;
use crate::syntax::{self, SourceFile};
use crate::toolchain::{self, Config, Toolchain};
use crate::types::{self, Favour};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// Compiles each file; the exit status is 0 if all could be.
pub(super) fn run(args: &Natmod) -> anyhow::Result<u8> {
    let first = args.files.first().map_or(Path::new("."), PathBuf::as_path);
    if args.usermod.usermod {
        let options = args.options.with_config(first).map_err(shown::failed(args.message_format))?;
        return Ok(usermod::run(&Natmod { options, ..args.clone() }));
    }
    let asked = if args.bundle { bundle::check_options(args) } else { Ok(()) };
    let jobs = match asked.and_then(|()| Jobs::of(args)) {
        Ok(jobs) => jobs,
        Err(diagnostic) => {
            shown::show(&[diagnostic], args.message_format);
            return Ok(1);
        }
    };
    let options = args.options.with_config(first).map_err(shown::failed(args.message_format))?;
    let args = &Natmod { options, ..args.clone() };
    if let Err(diagnostics) = jobs.c.libraries() {
        shown::show(&diagnostics, args.message_format);
        return Ok(1);
    }
    let mut failed = false;
    let mut made = Vec::new();
    let all: Vec<(&Natmod, &Job)> = jobs.all.iter().map(|job| (args, job)).collect();
    each(&all, |done| {
        failed |= done.failed;
        say(&done, args.message_format);
        made.push(done.made);
    });
    let mut bundled = Vec::new();
    for bundle in &jobs.bundles {
        let done = compile::on_deep_stack(|| do_bundle(args, bundle));
        failed |= done.failed;
        say(&done, args.message_format);
        bundled.push(done.made);
    }
    if failed && jobs.whole {
        return Ok(1);
    }
    let mut shadowed = Vec::new();
    let mut diagnostics: Vec<Diagnostic> = jobs.make_directories().err().into_iter().collect();
    for (job, made) in jobs.all.iter().zip(made) {
        let (Some(made), true) = (made, diagnostics.is_empty()) else { continue };
        match job.write(&made.bytes, made.map.as_deref()) {
            Ok(()) if args.emit == Stage::Mpy => shadowed.extend(job.shadowed(args.options.target())),
            Ok(()) => {}
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    for (bundle, made) in jobs.bundles.iter().zip(bundled) {
        let (Some(made), true) = (made, diagnostics.is_empty()) else { continue };
        match jobs::write(bundle.output.as_deref(), bundle.map.as_deref(), &made.bytes, made.map.as_deref()) {
            Ok(()) if args.emit == Stage::Mpy => shadowed.extend(bundle.shadowed(args)),
            Ok(()) => {}
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    failed |= !diagnostics.is_empty();
    diagnostics.append(&mut shadowed);
    shown::show(&diagnostics, args.message_format);
    Ok(u8::from(failed))
}

/// A job that is done.
pub(super) struct Done {
    /// What is to be written, if it could be made.
    pub made: Option<Made>,
    /// What `-v` says, a line each.
    about: Vec<String>,
    /// The diagnostics, each as it is shown.
    pub diagnostics: Vec<String>,
    /// One of them is an error.
    pub failed: bool,
}

/// Does the jobs; `then` gets them in their order.
pub(super) fn each(jobs: &[(&Natmod, &Job)], then: impl FnMut(Done)) {
    side_by_side(jobs, |(args, job)| compile::on_deep_stack(|| do_job(args, job)), then);
}

fn do_job(args: &Natmod, job: &Job) -> Done {
    done(args, kept_or_made(args, job))
}

fn do_bundle(args: &Natmod, bundle: &Bundle) -> Done {
    done(args, kept_or_bundled(args, bundle))
}

fn done(args: &Natmod, (made, diagnostics, about): (Option<Made>, Vec<Diagnostic>, Vec<String>)) -> Done {
    Done {
        made,
        about,
        diagnostics: shown::each(&diagnostics, args.message_format),
        failed: diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error),
    }
}

fn say(done: &Done, format: MessageFormat) {
    for line in &done.about {
        anstream::eprintln!("{line}");
    }
    anstream::eprint!("{}", shown::joined(&done.diagnostics, format));
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
pub(super) struct Staged {
    pub made: Made,
    pub map: Option<Map>,
    /// What compiled it, if it went that far.
    pub toolchain: Option<Toolchain>,
}

impl From<Vec<u8>> for Staged {
    fn from(bytes: Vec<u8>) -> Staged {
        Staged { made: Made { bytes, map: None, said: Default::default() }, map: None, toolchain: None }
    }
}

/// Compiles a file for `mpyc run`, with the C that it imports.
///
/// # Errors
/// What is wrong with it has been shown; the error only says so.
pub(super) fn compile_file(file: &Path, c: &[PathBuf], options: &Options) -> anyhow::Result<Vec<u8>> {
    let files: Vec<PathBuf> = std::iter::once(file.to_owned()).chain(c.iter().cloned()).collect();
    let (c, _) = CFiles::take(&files, true).map_err(shown::failed(MessageFormat::Human))?;
    let mut job = Job::unwritten(file, None);
    job.c = Arc::new(c);
    compile_whole(job, options, MessageFormat::Human).map(|staged| staged.made.bytes)
}

/// Compiles a module for `mpyc deploy`, with its problems shown in that format.
///
/// # Errors
/// As [`compile_file`].
pub(super) fn compile_job(job: Job, options: &Options, format: MessageFormat) -> anyhow::Result<Vec<u8>> {
    compile_whole(job, options, format).map(|staged| staged.made.bytes)
}

/// Compiles a package to one file for `mpyc deploy`.
///
/// # Errors
/// As [`compile_file`].
pub(super) fn compile_bundle_as(
    directory: &Path,
    options: &Options,
    format: MessageFormat,
) -> anyhow::Result<Vec<u8>> {
    bundle_whole(directory, options, None, format).map(|staged| staged.made.bytes)
}

/// Compiles a file for `mpyc size`, or all of a package to one: the module and its map.
///
/// # Errors
/// As [`compile_file`].
pub(super) fn compile_with_map(file: &Path, options: &Options) -> anyhow::Result<(Vec<u8>, Map)> {
    // It is not written, so any name will do.
    let map = Some(file.with_extension("map"));
    if !file.is_dir() {
        return compile_to_see(Job::unwritten(file, None), options, MessageFormat::Human);
    }
    let staged = bundle_whole(file, options, map, MessageFormat::Human)?;
    staged.map.map(|map| (staged.made.bytes, map)).ok_or_else(|| AlreadyShown.into())
}

/// Compiles a file with the C that it imports for `mpyc annotate`: the module and its map.
///
/// # Errors
/// As [`compile_file`].
pub(super) fn compile_to_see(
    mut job: Job,
    options: &Options,
    format: MessageFormat,
) -> anyhow::Result<(Vec<u8>, Map)> {
    // It is not written, so any name will do.
    job.map = Some(job.file.with_extension("map"));
    let staged = compile_whole(job, options, format)?;
    staged.map.map(|map| (staged.made.bytes, map)).ok_or_else(|| AlreadyShown.into())
}

/// What `mpyc natmod` would be asked for to compile so.
fn asked(file: &Path, options: &Options, map: Option<PathBuf>, format: MessageFormat) -> Natmod {
    let bundle = file.is_dir();
    Natmod { bundle, map, ..asked_of(&[file.to_owned()], None, options, format) }
}

/// The same of several files and packages, with the place for what is made of them.
pub(super) fn asked_of(
    files: &[PathBuf],
    output: Option<PathBuf>,
    options: &Options,
    format: MessageFormat,
) -> Natmod {
    Natmod {
        files: files.to_vec(),
        output,
        options: options.clone(),
        usermod: UsermodOptions::default(),
        bundle: false,
        emit: Stage::Mpy,
        map: None,
        verbose: 0,
        message_format: format,
        no_cache: true,
    }
}

fn bundle_whole(
    directory: &Path,
    options: &Options,
    map: Option<PathBuf>,
    format: MessageFormat,
) -> anyhow::Result<Staged> {
    let args = asked(directory, options, map, format);
    let staged = compile::on_deep_stack(|| {
        let bundle =
            CFiles::take(&args.files, true).and_then(|(c, _)| jobs::bundle(&args, directory, &Arc::new(c)));
        let made = bundle.map_err(|problem| vec![problem]);
        let made = made.and_then(|bundle| bundle.read().map(|sources| bundle.make(&args, &sources, None)));
        let (staged, diagnostics) = made.unwrap_or_else(|problems| (None, problems));
        shown::show(&diagnostics, format);
        staged
    });
    staged.ok_or_else(|| AlreadyShown.into())
}

fn compile_whole(job: Job, options: &Options, format: MessageFormat) -> anyhow::Result<Staged> {
    let args = asked(&job.file, options, job.map.clone(), format);
    let staged = compile::on_deep_stack(move || {
        let (staged, diagnostics) = match source::read(&job.file) {
            Ok((source, name)) => one(&args, &job, &source, &name, None),
            Err(diagnostic) => (None, vec![diagnostic]),
        };
        shown::show(&diagnostics, format);
        staged
    });
    staged.ok_or_else(|| AlreadyShown.into())
}

/// What is kept of a file that was compiled before, or else what [`one`] makes of it; with what there is to say, and
/// what `-v` asks for.
fn kept_or_made(args: &Natmod, job: &Job) -> (Option<Made>, Vec<Diagnostic>, Vec<String>) {
    let (source, name) = match source::read(&job.file) {
        Ok(read) => read,
        Err(diagnostic) => return (None, vec![diagnostic], Vec::new()),
    };
    let sources = [Rc::clone(&source)];
    let what = What { modules: vec![(job, &source)], near: &job.file, package: None, map: None };
    let mut place = Place::of(args, &what);
    if let Some((made, diagnostics)) = place.as_ref().and_then(|place| place.load(&sources)) {
        let about = about(args, &job.module_name(), &made, "from the cache");
        return (Some(made), diagnostics, about);
    }
    let found = place.as_mut().map(|place| &mut place.found);
    let (staged, diagnostics) = one(args, job, &source, &name, found);
    keep(args, place.as_ref(), &sources, &job.module_name(), staged, diagnostics)
}

/// The same of a package in one file.
fn kept_or_bundled(args: &Natmod, bundle: &Bundle) -> (Option<Made>, Vec<Diagnostic>, Vec<String>) {
    let read = match bundle.read() {
        Ok(read) => read,
        Err(diagnostics) => return (None, diagnostics, Vec::new()),
    };
    let sources: Vec<Rc<SourceFile>> = read.iter().map(|(source, _)| Rc::clone(source)).collect();
    let what = What {
        modules: bundle.jobs.iter().zip(sources.iter().map(|source| &**source)).collect(),
        near: &bundle.folder,
        package: Some(&bundle.name),
        map: bundle.map.as_ref().map(|_| bundle.map_name()),
    };
    let mut place = Place::of(args, &what);
    if let Some((made, diagnostics)) = place.as_ref().and_then(|place| place.load(&sources)) {
        let about = about(args, &bundle.name, &made, "from the cache");
        return (Some(made), diagnostics, about);
    }
    let found = place.as_mut().map(|place| &mut place.found);
    let (staged, diagnostics) = bundle.make(args, &read, found);
    keep(args, place.as_ref(), &sources, &bundle.name, staged, diagnostics)
}

/// Keeps what was made of a file's sources; with it comes what `-v` asks for.
fn keep(
    args: &Natmod,
    place: Option<&Place>,
    sources: &[Rc<SourceFile>],
    module: &str,
    staged: Option<Staged>,
    diagnostics: Vec<Diagnostic>,
) -> (Option<Made>, Vec<Diagnostic>, Vec<String>) {
    let Some(Staged { mut made, map, toolchain }) = staged else { return (None, diagnostics, Vec::new()) };
    made.map = map.map(|map| map.text());
    if let (Some(place), Some(toolchain)) = (place, &toolchain) {
        place.store(sources, &made, &diagnostics, toolchain);
    }
    let where_from =
        if place.is_some() { "compiled, not in the cache" } else { "compiled without the cache" };
    let about = about(args, module, &made, where_from);
    (Some(made), diagnostics, about)
}

/// Compiles one file as far as is asked: what to write, if there are no errors, and what there is to say. What is
/// `found` already is not looked for.
fn one(
    args: &Natmod,
    job: &Job,
    source: &Rc<SourceFile>,
    name: &str,
    found: Option<&mut Found>,
) -> (Option<Staged>, Vec<Diagnostic>) {
    let settings = args.options.behaviour.settings(args.options.target());
    if matches!(args.emit, Stage::Ast | Stage::Types) {
        return early(args.emit, source, settings.favour, job);
    }
    let known = match job.known() {
        Ok(known) => known,
        Err(diagnostics) => return (None, diagnostics),
    };
    let front = compile::front(source, name, args.options.target(), &settings, &known);
    let mut diagnostics = front.diagnostics;
    let Some(mut module) = front.module else { return (None, diagnostics) };
    module.source_name = job.source_name().into();
    let bytes = match args.emit {
        Stage::Ast | Stage::Types => Ok(Vec::new().into()),
        Stage::Ir => Ok(ir::print::module(&module).into_bytes().into()),
        Stage::IrTree => Ok(ir::tree::module(&module).into_bytes().into()),
        Stage::C => Ok(compile::emit(&module, &settings).c.into_bytes().into()),
        Stage::Obj | Stage::Mpy => back(args, job, source, &module, found, &mut diagnostics),
    };
    match bytes {
        Ok(made) => (Some(made), diagnostics),
        Err(problems) => {
            diagnostics.extend(problems);
            (None, diagnostics)
        }
    }
}

fn early(
    stage: Stage,
    source: &Rc<SourceFile>,
    favour: Favour,
    job: &Job,
) -> (Option<Staged>, Vec<Diagnostic>) {
    if stage == Stage::Ast {
        return match syntax::parse(Rc::clone(source)) {
            Ok(tree) => (Some(syntax::print(&tree).into_bytes().into()), Vec::new()),
            Err(diagnostics) => (None, diagnostics),
        };
    }
    let printed = job.known().and_then(|known| compile::typed(source, &known, favour, types::print));
    match printed {
        Ok((text, diagnostics)) => (Some(text.into_bytes().into()), diagnostics),
        Err(diagnostics) => (None, diagnostics),
    }
}

fn back(
    args: &Natmod,
    job: &Job,
    source: &Rc<SourceFile>,
    module: &ir::Module,
    found: Option<&mut Found>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Staged, Vec<Diagnostic>> {
    let one = |diagnostic: Diagnostic| vec![diagnostic];
    let (config, toolchain) = match found {
        Some(found) => (std::mem::take(&mut found.config), found.toolchain.take()),
        None => (Config::near(&job.file).map_err(one)?, None),
    };
    let find = || toolchain::find(args.options.target(), args.options.cc.as_deref(), &config);
    let toolchain = toolchain.map_or_else(find, Ok).map_err(one)?;
    let build = Build {
        toolchain: &toolchain,
        opt: args.options.behaviour.optimise.level(),
        debug: args.emit == Stage::Obj || job.map.is_some(),
        board: args.options.board,
        source: Some(Rc::clone(source)),
    };
    let emitted = compile::emit(module, &args.options.behaviour.settings(args.options.target()));
    let for_map = job.map.is_some() && args.emit == Stage::Mpy;
    let object = if for_map {
        build.object_with_lines(&emitted, &module.name)
    } else {
        build.object(&emitted, &module.name)
    };
    let object = object.map_err(one)?;
    if args.emit == Stage::Obj {
        return Ok(object.into());
    }
    // The modules of C, as the signatures have them.
    let called = module.called_in_c().filter_map(|signature| signature.name.split('.').next());
    let called: BTreeSet<String> = called.map(str::to_owned).collect();
    let c = if called.is_empty() {
        Vec::new()
    } else {
        job.c.objects(&toolchain, build.opt, &called, warnings)?
    };
    let of_c: Vec<String> = c.iter().map(|input| input.name.clone()).collect();
    let linked = build.link_with(module, &emitted, object, c)?;
    let said = description(module, &emitted.c, &toolchain, &linked);
    let own = format!("{}.o", module.name);
    // What is no archive's and not the module's is the runtime's.
    let from = |file: &str| match map::from_of(file) {
        map::From::Own if file != own && !of_c.iter().any(|name| name == file) => map::From::Runtime,
        from => from,
    };
    let map = for_map.then(|| Map::new(&job.map_name(), toolchain.target().arch, &linked, from));
    let made = Made { bytes: linked.mpy, map: None, said };
    Ok(Staged { made, map, toolchain: Some(toolchain) })
}

/// What `-v` asks for, a line each.
fn about(args: &Natmod, module: &str, made: &Made, where_from: &str) -> Vec<String> {
    if args.verbose == 0 || args.emit != Stage::Mpy {
        return Vec::new();
    }
    let said = made.said.iter().take(usize::from(args.verbose)).flatten();
    std::iter::once(format!("{module}: {where_from}")).chain(said.cloned()).collect()
}
