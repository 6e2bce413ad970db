//! `mpyc annotate`: a page that shows what each line of a source costs, what it became, and which types would change that.
//!
//! ```text
//! mpyc annotate wave.py                     wave.html
//! mpyc annotate wave.py --text              on standard output, without the code
//! mpyc annotate robot -o pages              pages/robot/__init__.html, …: a package
//! ```

use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::jobs::{Job, Jobs};
use super::natmod;
use super::options::{MessageFormat, Options};
use super::shown::AlreadyShown;
use super::{output, shown, source};
use crate::annotate::advice::Trials;
use crate::annotate::{Made, Report, blanks, html, report, why, work};
use crate::compile;
use crate::diagnostics::{Code, Diagnostic};
use crate::map::Map;
use crate::syntax::SourceFile;
use crate::types::Program;

/// Write a page that shows what each line costs, what became of it, and what types would change
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The modules, FILE.py, or packages, directories of such; with them C that they call, FILE.c beside its stub FILE.pyi
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where to write: a file (`-` is standard output), or a directory for several and for packages [default: FILE.html
    /// beside the source]
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Write text instead, without the code [default OUT: standard output]
    #[arg(long)]
    text: bool,
    /// How problems are written: for people, or as one JSON object a line
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
    #[command(flatten)]
    options: Options,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let failed = shown::failed(args.message_format);
    let near = args.files.first().map_or(Path::new("."), PathBuf::as_path);
    let options = args.options.with_config(near).map_err(failed)?;
    let natmod = natmod::asked_of(&args.files, args.output.clone(), &options, args.message_format);
    let jobs = Jobs::of(&natmod).map_err(failed)?;
    if let Err(diagnostics) = jobs.c.libraries() {
        shown::show(&diagnostics, args.message_format);
        return Ok(1);
    }
    let pages = pages(args, &jobs).map_err(failed)?;
    let mut status = 0;
    for (job, page) in jobs.all.iter().zip(pages) {
        let made = match annotate(job, &options, args.message_format) {
            Ok(made) => made,
            Err(error) if error.is::<AlreadyShown>() => {
                status = 1;
                continue;
            }
            Err(error) => return Err(error),
        };
        let text = if args.text { made.text() } else { html::page(&made) };
        if let Some(folder) = page.parent().filter(|_| jobs.all.len() > 1 || jobs.whole) {
            output::make_directory(folder).map_err(failed)?;
        }
        output::to_file(&page, text.as_bytes()).map_err(failed)?;
    }
    Ok(status)
}

/// Where each page goes.
fn pages(args: &Args, jobs: &Jobs) -> Result<Vec<PathBuf>, Diagnostic> {
    let extension = if args.text { "txt" } else { "html" };
    let several = jobs.all.len() > 1 || jobs.whole;
    match (&args.output, jobs.all.as_slice()) {
        (None, _) if args.text => Ok(vec![PathBuf::from("-"); jobs.all.len()]),
        (None, _) if several => {
            Err(Diagnostic::new(Code::CANNOT_WRITE, "several pages need a directory to be written to")
                .help("name one: -o pages"))
        }
        (Some(path), [job]) if !several => {
            let name = job.file.with_extension(extension);
            let name = name.file_name().unwrap_or_default();
            Ok(vec![if path.is_dir() { path.join(name) } else { path.clone() }])
        }
        (None, all) => Ok(all.iter().map(|job| job.file.with_extension(extension)).collect()),
        (Some(directory), all) => Ok(all.iter().map(|job| directory.join(job.path(extension))).collect()),
    }
}

/// The report of a source.
fn annotate(job: &Job, options: &Options, format: MessageFormat) -> anyhow::Result<Report> {
    let (bytes, map) = natmod::compile_to_see(job.clone(), options, format)?;
    let made = compile::on_deep_stack(|| {
        see(job, options, &bytes, &map).map_err(|problems| shown::show(&problems, format)).ok()
    });
    made.ok_or_else(|| AlreadyShown.into())
}

/// The report of a source that was compiled to a module with that map.
fn see(job: &Job, options: &Options, bytes: &[u8], map: &Map) -> Result<Report, Vec<Diagnostic>> {
    let one = |diagnostic: Diagnostic| vec![diagnostic];
    let fault = |why: String| vec![Diagnostic::new(Code::INTERNAL, why)];
    let (source, name) = source::read(&job.file).map_err(one)?;
    let target = options.target();
    let settings = options.behaviour.settings(target);
    let known = job.known()?;
    let again = |text: String| {
        let source = Rc::new(SourceFile::new(source.name.clone(), text));
        let mut module = compile::front(&source, &name, target, &settings, &known).module?;
        module.source_name = job.source_name().into();
        Some(module)
    };
    let module = again(source.text.clone());
    let module = module.ok_or_else(|| fault(format!("`{name}` changed while it was compiled")))?;
    let look = |program: &Program| {
        let classes = program.classes.iter().map(|class| class.def.name.name.to_string()).collect();
        (blanks::groups(program), classes, why::instances(program))
    };
    let ((groups, classes, instances), _) = compile::typed(&source, &known, settings.favour, look)?;
    let trials = Trials { text: &source.text, compile: &again, target, classes };
    let advised = trials.advise(&groups, &work::by_line(&module, target));
    let emitted = compile::emit(&module, &settings);
    let (linked, spans) = linker::mpy::read_spans(bytes)
        .map_err(|error| fault(format!("a module was written wrongly: {error}")))?;
    let board = options.board.map(|board| format!("--board {} ", board.name)).unwrap_or_default();
    report(&Made {
        source: &source,
        target,
        options: format!("{board}{}", options.behaviour.in_words()),
        module: &module,
        c: &emitted.c,
        linked: &linked,
        spans: &spans,
        map,
        instances: &instances,
        advised,
    })
    .map_err(|error| fault(error.to_string()))
}
