//! `mpyc natmod`: typed Python to a native module.
//!
//! ```text
//! mpyc natmod math_ops.py              math_ops.mpy for rv32imc, beside the source
//! mpyc natmod a.py b.py -o build       build/a.mpy, build/b.mpy
//! mpyc natmod pkg -o build             build/pkg/__init__.mpy, …: a package
//! mpyc natmod math_ops.py --emit ir    the IR on standard output
//! ```

use super::c_files::CFiles;
use super::cached::{Found, Place};
use super::jobs::{Job, Jobs};
use super::options::{MessageFormat, Natmod, Options, Stage};
use super::shown::{self, AlreadyShown};
use super::source;
use super::tiers;
use super::usermod::{self, UsermodOptions};
use crate::compile::{self, Build};
use crate::diagnostics::{Diagnostic, Severity};
use crate::ir;
use crate::map::{self, Map};
use crate::syntax::{self, SourceFile};
use crate::toolchain::{self, Config, Toolchain};
use crate::types::{self, Favour};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

/// Compiles each file; the exit status is 0 if all could be.
pub(super) fn run(args: &Natmod) -> anyhow::Result<u8> {
    if args.usermod.usermod {
        return Ok(usermod::run(args));
    }
    let jobs = match Jobs::of(args) {
        Ok(jobs) => jobs,
        Err(diagnostic) => {
            shown::show(&[diagnostic], args.message_format);
            return Ok(1);
        }
    };
    if let Err(diagnostics) = jobs.c.libraries() {
        shown::show(&diagnostics, args.message_format);
        return Ok(1);
    }
    let mut failed = false;
    let mut made = Vec::new();
    let all: Vec<(&Natmod, &Job)> = jobs.all.iter().map(|job| (args, job)).collect();
    side_by_side(&all, |done| {
        failed |= done.failed;
        say(&done, args.message_format);
        made.push(done.made);
    });
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

/// Does the jobs, as many at once as there are processors; `then` gets them in their order, each as soon as it can.
pub(super) fn side_by_side(jobs: &[(&Natmod, &Job)], mut then: impl FnMut(Done)) {
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, NonZero::get).min(jobs.len());
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while let Some((index, (args, job))) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    jobs.get(index).map(|job| (index, job))
                } {
                    // Nobody who waits is no reason to stop.
                    let _ = sender.send((index, compile::on_deep_stack(|| do_job(args, job))));
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut expected = 0;
        for (index, done) in receiver {
            early.insert(index, done);
            while let Some(done) = early.remove(&expected) {
                then(done);
                expected += 1;
            }
        }
    });
}

fn do_job(args: &Natmod, job: &Job) -> Done {
    let (made, diagnostics, about) = kept_or_made(args, job);
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

/// Compiles a file for `mpyc deploy`, with its problems shown in that format; `within` is its place in a package, if it is
/// in one.
///
/// # Errors
/// As [`compile_file`].
pub(super) fn compile_file_as(
    file: &Path,
    within: Option<&Path>,
    options: &Options,
    format: MessageFormat,
) -> anyhow::Result<Vec<u8>> {
    let job = Job::unwritten(file, None).within(within.unwrap_or(Path::new("")));
    compile_whole(job, options, format).map(|staged| staged.made.bytes)
}

/// Compiles a file for `mpyc size`: the module and its map.
///
/// # Errors
/// As [`compile_file`].
pub(super) fn compile_with_map(file: &Path, options: &Options) -> anyhow::Result<(Vec<u8>, Map)> {
    // It is not written, so any name will do.
    let job = Job::unwritten(file, Some(file.with_extension("map")));
    let staged = compile_whole(job, options, MessageFormat::Human)?;
    staged.map.map(|map| (staged.made.bytes, map)).ok_or_else(|| AlreadyShown.into())
}

fn compile_whole(job: Job, options: &Options, format: MessageFormat) -> anyhow::Result<Staged> {
    let args = Natmod {
        files: vec![job.file.clone()],
        output: None,
        options: options.clone(),
        usermod: UsermodOptions::default(),
        emit: Stage::Mpy,
        map: job.map.clone(),
        verbose: 0,
        message_format: format,
        no_cache: true,
    };
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
    let mut place = Place::of(args, job, &source);
    if let Some((made, diagnostics)) = place.as_ref().and_then(|place| place.load(&source)) {
        let about = about(args, job, &made, "from the cache");
        return (Some(made), diagnostics, about);
    }
    let found = place.as_mut().map(|place| &mut place.found);
    let (staged, diagnostics) = one(args, job, &source, &name, found);
    let Some(Staged { mut made, map, toolchain }) = staged else { return (None, diagnostics, Vec::new()) };
    made.map = map.map(|map| map.text());
    if let (Some(place), Some(toolchain)) = (&place, &toolchain) {
        place.store(&source, &made, &diagnostics, toolchain);
    }
    let where_from =
        if place.is_some() { "compiled, not in the cache" } else { "compiled without the cache" };
    let about = about(args, job, &made, where_from);
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
    let mut tree = match syntax::parse(Rc::clone(source)) {
        Ok(tree) => tree,
        Err(diagnostics) => return (None, diagnostics),
    };
    if stage == Stage::Ast {
        return (Some(syntax::print(&tree).into_bytes().into()), Vec::new());
    }
    let desugared = job.known().and_then(|known| crate::desugar::desugar(&mut tree, &known));
    if let Err(diagnostics) = desugared {
        return (None, diagnostics);
    }
    let (mut program, diagnostics) = types::check(&tree);
    types::decide(&mut program, favour);
    (Some(types::print(&program).into_bytes().into()), diagnostics)
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

/// What `-v` says of a module, and what a second `v` adds.
fn description(
    module: &ir::Module,
    c: &str,
    toolchain: &Toolchain,
    linked: &linker::Linked,
) -> [Vec<String>; 2] {
    let report = &linked.report;
    let mut about = vec![
        format!("  {} bytes for {}, by {}", linked.mpy.len(), toolchain.target().name, toolchain.command()),
        format!("  code and constants {} bytes, variables {} bytes", report.image_size, report.bss_size),
    ];
    about.extend(tiers::lines(module, c));
    let symbols = report.symbols.iter();
    let symbols = symbols.map(|symbol| format!("  {:>6}  {}  ({})", symbol.size, symbol.name, symbol.file));
    [about, symbols.collect()]
}

/// What `-v` asks for, a line each.
fn about(args: &Natmod, job: &Job, made: &Made, where_from: &str) -> Vec<String> {
    if args.verbose == 0 || args.emit != Stage::Mpy {
        return Vec::new();
    }
    let said = made.said.iter().take(usize::from(args.verbose)).flatten();
    std::iter::once(format!("{}: {where_from}", job.module_name())).chain(said.cloned()).collect()
}
