//! `mpyc natmod` and the cache: what a module is made from, what is kept of it.
//!
//! A new option, or a new file that compiling reads, is a new line of [`inputs`]; options that are not mentioned there
//! do not compile.

use super::jobs::Job;
use super::natmod::Made;
use super::options::{Behaviour, Natmod, Options, Stage};
use super::usermod::UsermodOptions;
use crate::cache::{Cache, FileHashes, Inputs, Key, StoreKind};
use crate::compile::Settings;
use crate::diagnostics::{Code, Diagnostic, Label, Severity};
use crate::syntax::{SourceFile, Span};
use crate::toolchain::identity::{self, Identity};
use crate::toolchain::{self, Config, Environment, Toolchain};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::rc::Rc;

/// The place of a module in the cache.
pub(super) struct Place {
    cache: Cache,
    key: Key,
    compiler: Identity,
    /// What was found on the way.
    pub found: Found,
}

/// What is asked for.
pub(super) struct What<'a> {
    /// The modules of the file, with their sources.
    pub modules: Vec<(&'a Job, &'a SourceFile)>,
    /// Where the configuration is looked for.
    pub near: &'a Path,
    /// The package, if all of it is one file.
    pub package: Option<&'a str>,
    /// What the map of such a file calls it.
    pub map: Option<String>,
}

/// What was found out before there was need of it, so that it is not asked twice.
pub(super) struct Found {
    /// The configuration.
    pub config: Config,
    /// The C compiler, if it had to be looked for.
    pub toolchain: Option<Toolchain>,
}

/// A module as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    mpy: usize,
    map: Option<usize>,
    said: [Vec<String>; 2],
    diagnostics: Vec<KeptDiagnostic>,
}

/// A diagnostic about one of the sources, or about no file.
#[derive(Serialize, Deserialize)]
struct KeptDiagnostic {
    code: String,
    title: String,
    /// Which of the sources it is about, if one.
    source: Option<usize>,
    primary: Option<KeptLabel>,
    secondary: Vec<KeptLabel>,
    notes: Vec<String>,
    more_places: usize,
    help: Vec<String>,
    demoted: bool,
}

#[derive(Serialize, Deserialize)]
struct KeptLabel {
    start: u32,
    end: u32,
    message: String,
}

impl Place {
    /// Where a file of modules belongs, one as a rule; none if it is not to be kept or there is no cache.
    pub(super) fn of(args: &Natmod, what: &What) -> Option<Place> {
        if args.no_cache || args.emit != Stage::Mpy {
            return None;
        }
        let environment = Environment::of_process();
        // Set for whole runs: of tests, of a build that starts afresh.
        if environment.variable("MPYC_NO_CACHE").is_some() {
            return None;
        }
        let cache = Cache::open(&environment.cache_directory()?)?;
        let hashes = cache.files();
        let config = Config::near(what.near).ok()?;
        let (target, explicit) = (args.options.target(), args.options.cc.as_deref());
        let remembered = identity::remembered(&cache, &environment, target, explicit, &config);
        let (compiler, toolchain) = match remembered {
            Some(compiler) => (compiler, None),
            None => {
                let toolchain = toolchain::find(target, explicit, &config).ok()?;
                let compiler = toolchain.identity(&hashes)?;
                identity::remember(&cache, &environment, explicit, &config, &toolchain, &compiler);
                (compiler, Some(toolchain))
            }
        };
        let modules = what.modules.iter().map(|(job, source)| inputs(args, job, source, &compiler, &hashes));
        let mut keys = modules.map(|inputs| inputs.map(Inputs::key)).collect::<Option<Vec<Key>>>()?;
        let key = match (what.package, keys.pop()) {
            (None, Some(key)) if keys.is_empty() => key,
            (package, last) => {
                let keys = keys.iter().chain(&last);
                Inputs::new("package in one file")
                    .with_all("name", package)
                    .with_all("module that the map names", &what.map)
                    .with_all("modules", keys.map(Key::digits))
                    .key()
            }
        };
        Some(Place { cache, key, compiler, found: Found { config, toolchain } })
    }

    /// The module, if it is there.
    pub(super) fn load(&self, sources: &[Rc<SourceFile>]) -> Option<(Made, Vec<Diagnostic>)> {
        let content = self.cache.store(StoreKind::Modules).load(&self.key)?;
        let (length, rest) = content.split_first_chunk()?;
        let (kept, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        let kept: Kept = serde_json::from_slice(kept).ok()?;
        let (mpy, map) = rest.split_at_checked(kept.mpy)?;
        let map = match kept.map {
            Some(length) => Some(String::from_utf8(map.get(..length)?.to_vec()).ok()?),
            None => None,
        };
        let diagnostics = kept.diagnostics.into_iter().map(|diagnostic| diagnostic.restore(sources));
        let diagnostics = diagnostics.collect::<Option<Vec<_>>>()?;
        Some((Made { bytes: mpy.to_vec(), map, said: kept.said }, diagnostics))
    }

    /// Keeps a module that `toolchain` was used for, if it is still what it was.
    pub(super) fn store(
        &self,
        sources: &[Rc<SourceFile>],
        made: &Made,
        diagnostics: &[Diagnostic],
        toolchain: &Toolchain,
    ) {
        if !self.compiler.is_of(toolchain, &self.cache.files()) {
            return;
        }
        let diagnostics = diagnostics.iter().map(|diagnostic| KeptDiagnostic::new(diagnostic, sources));
        let Some(diagnostics) = diagnostics.collect::<Option<Vec<_>>>() else { return };
        let map = made.map.as_deref().unwrap_or_default();
        let kept = Kept {
            mpy: made.bytes.len(),
            map: made.map.as_ref().map(String::len),
            said: made.said.clone(),
            diagnostics,
        };
        let Ok(kept) = serde_json::to_vec(&kept) else { return };
        let length = (kept.len() as u64).to_le_bytes();
        let content = [&length, kept.as_slice(), &made.bytes, map.as_bytes()].concat();
        // A cache that cannot be written is slow, not wrong.
        let _ = self.cache.store(StoreKind::Modules).store(&self.key, &content);
    }
}

/// All that a module is made from.
fn inputs(
    args: &Natmod,
    job: &Job,
    source: &SourceFile,
    compiler: &Identity,
    hashes: &FileHashes,
) -> Option<Inputs> {
    let Natmod {
        // One by one.
        files: _,
        // Where it is written, which is not what it is; its name is in the map.
        output: _,
        options,
        usermod,
        // The modules of one are together in it.
        bundle: _,
        emit,
        // Its name only.
        map: _,
        // Both are kept with it.
        verbose: _,
        message_format: _,
        no_cache: _,
    } = args;
    // Its own command is another.
    let UsermodOptions { usermod: false, .. } = usermod else { return None };
    let Options {
        arch: _,
        board,
        // The compiler itself counts, not what named it.
        cc: _,
        behaviour,
    } = options;
    let Behaviour { optimise, poll: _, import_cache: _, traceback: _, without_pass: _ } = behaviour;
    let Settings { level, without, favour, polls, import_cache, tracebacks } =
        behaviour.settings(options.target());
    let own = hashes.of(&std::env::current_exe().ok()?)?;
    let inputs = Inputs::new("module")
        .with("mpyc", own)
        .with("name of the source", &source.name)
        .with("name in exceptions", job.source_name())
        .with("source", &source.text)
        .with("stage", format!("{emit:?}"))
        .with("target", options.target().name)
        .with_all("board", board.map(|board| board.name))
        .with("optimisation", optimise.level().flag())
        .with("passes", format!("{level:?}"))
        .with("passes left out", format!("{without:?}"))
        .with("favour", format!("{favour:?}"))
        .with("polls", format!("{polls:?}"))
        .with("import cache", format!("{import_cache:?}"))
        .with("tracebacks", format!("{tracebacks:?}"))
        .with_all("constants of the package", job.constants.inputs())
        .with_all("modules beside it", job.interfaces.inputs(&job.module_name()))
        .with_all("C", job.c.inputs()?.into_iter().flat_map(|(path, text)| [path, text]))
        .with_all("module that the map names", job.map.as_ref().map(|_| job.map_name()));
    Some(compiler.add_to(inputs))
}

impl KeptDiagnostic {
    /// None for what cannot be kept: places in other files, which may change by themselves.
    fn new(diagnostic: &Diagnostic, sources: &[Rc<SourceFile>]) -> Option<KeptDiagnostic> {
        let Diagnostic {
            code,
            title,
            source: of,
            primary,
            secondary,
            notes,
            frames,
            more_places,
            help,
            demoted,
        } = diagnostic;
        let place = of.as_ref().map(|of| sources.iter().position(|source| Rc::ptr_eq(of, source)));
        if place == Some(None) || !frames.is_empty() || diagnostic.severity() == Severity::Error {
            return None;
        }
        Some(KeptDiagnostic {
            code: code.name().to_owned(),
            title: title.clone(),
            source: place.flatten(),
            primary: primary.as_ref().map(KeptLabel::new),
            secondary: secondary.iter().map(KeptLabel::new).collect(),
            notes: notes.clone(),
            more_places: *more_places,
            help: help.clone(),
            demoted: *demoted,
        })
    }

    fn restore(self, sources: &[Rc<SourceFile>]) -> Option<Diagnostic> {
        let source = match self.source {
            Some(index) => Some(Rc::clone(sources.get(index)?)),
            None => None,
        };
        Some(Diagnostic {
            code: Code::named(&self.code)?,
            title: self.title,
            source,
            primary: self.primary.map(KeptLabel::restore),
            secondary: self.secondary.into_iter().map(KeptLabel::restore).collect(),
            notes: self.notes,
            frames: Vec::new(),
            more_places: self.more_places,
            help: self.help,
            demoted: self.demoted,
        })
    }
}

impl KeptLabel {
    fn new(label: &Label) -> KeptLabel {
        KeptLabel { start: label.span.start, end: label.span.end, message: label.message.clone() }
    }

    fn restore(self) -> Label {
        Label { span: Span { start: self.start, end: self.end }, message: self.message }
    }
}
