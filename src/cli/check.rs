//! `mpyc check`: what the checker says of typed Python, and nothing is compiled.
//!
//! ```text
//! mpyc check app.py lib                   errors and warnings, and how many; a directory is all that is in it
//! mpyc check app.py --message-format json one JSON object a line
//! ```

use super::c_files::CFiles;
use super::options::MessageFormat;
use super::shown;
use super::source;
use crate::compile;
use crate::desugar::Known;
use crate::diagnostics::{Diagnostic, Severity};
use std::path::{Path, PathBuf};

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
        let libraries = match c.libraries() {
            Ok(libraries) => libraries,
            Err(diagnostics) => {
                shown::show(&diagnostics, args.message_format);
                return (0, diagnostics.len(), 0);
            }
        };
        let known = Known { libraries, ..Known::default() };
        let (mut files, mut errors, mut warnings) = (0, 0, 0);
        for source in python.iter().flat_map(|file| sources(file)) {
            let diagnostics = match source.and_then(|file| source::read(&file)) {
                Ok((source, _)) => compile::check(&source, &known),
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

/// What a path stands for: itself, or the sources in it.
fn sources(path: &Path) -> Vec<Result<PathBuf, Diagnostic>> {
    if !path.is_dir() {
        return vec![Ok(path.to_owned())];
    }
    match source::below(path) {
        Ok(files) => files.into_iter().map(Ok).collect(),
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
