//! `mpyc check`: what the checker says of typed Python, and nothing is compiled.
//!
//! ```text
//! mpyc check app.py lib                   errors and warnings, and how many; a directory is all that is in it
//! mpyc check app.py --message-format json one JSON object a line
//! ```

use super::c_files::CFiles;
use super::jobs::{self, Job};
use super::options::MessageFormat;
use super::shown;
use super::source;
use crate::compile;
use crate::diagnostics::{Diagnostic, Severity};
use crate::types::Favour;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Check types and names in Python modules, without compiling them
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The modules, FILE.py, or directories of such; with them stubs of C, FILE.pyi, that they import
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How problems are written: for people, or as one JSON object a line
    #[arg(long, visible_alias = "error-format", value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// Checks each file; the exit status is 0 if no file has an error.
pub(super) fn run(args: &Args) -> u8 {
    let (files, errors, warnings) = compile::on_deep_stack(|| {
        let (c, python) = match CFiles::take(&args.files, false) {
            Ok(taken) => taken,
            Err(diagnostic) => {
                shown::show(&[diagnostic], args.message_format);
                return (0, 1, 0);
            }
        };
        if let Err(diagnostics) = c.libraries() {
            shown::show(&diagnostics, args.message_format);
            return (0, diagnostics.len(), 0);
        }
        let c = Arc::new(c);
        let mut modules: Vec<_> = python.iter().flat_map(|file| modules(file, &c)).collect();
        jobs::tell(modules.iter_mut().filter_map(|module| module.as_mut().ok()), Favour::Size);
        let (mut files, mut errors, mut warnings) = (0, 0, 0);
        for module in modules {
            let read = module.and_then(|job| Ok((source::read(&job.file)?.0, job)));
            let diagnostics = match read {
                Ok((source, job)) => match job.known() {
                    Ok(known) => compile::check(&source, &known),
                    Err(diagnostics) => diagnostics,
                },
                Err(diagnostic) => vec![diagnostic],
            };
            shown::show(&diagnostics, args.message_format);
            if args.message_format == MessageFormat::Human && !diagnostics.is_empty() {
                anstream::eprintln!();
            }
            let is_error = |diagnostic: &&Diagnostic| diagnostic.severity() == Severity::Error;
            let found = diagnostics.iter().filter(is_error).count();
            files += 1;
            errors += found;
            warnings += diagnostics.len() - found;
        }
        (files, errors, warnings)
    });
    if args.message_format == MessageFormat::Human {
        anstream::eprintln!("{}", summary(files, errors, warnings));
    }
    u8::from(errors > 0)
}

/// What a path stands for: itself, or the sources in it, as the modules of a package.
fn modules(path: &Path, c: &Arc<CFiles>) -> Vec<Result<Job, Diagnostic>> {
    if !path.is_dir() {
        return vec![Ok(Job::unwritten(path, None).with_c(c))];
    }
    match jobs::modules(path, c) {
        Ok(modules) => modules.into_iter().map(Ok).collect(),
        Err(diagnostic) => vec![Err(diagnostic)],
    }
}

/// How many files were checked, and what was found: `2 files: 1 error, 3 warnings`.
fn summary(files: usize, errors: usize, warnings: usize) -> String {
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let found: Vec<String> = [(errors, "error"), (warnings, "warning")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| counted(count, what))
        .collect();
    let found = if found.is_empty() { "no problems".into() } else { found.join(", ") };
    format!("{}: {found}", counted(files, "file"))
}
