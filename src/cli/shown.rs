//! How a command says what is wrong.

use super::options::MessageFormat;
use crate::diagnostics::{Diagnostic, render};
use std::io::IsTerminal as _;

/// A failure whose diagnostics have been printed.
#[derive(Debug, thiserror::Error)]
#[error("what is wrong has been shown")]
pub(super) struct AlreadyShown;

/// For `map_err`: shows what is wrong; the error only says so.
pub(super) fn failed(format: MessageFormat) -> impl Fn(Diagnostic) -> anyhow::Error + Copy {
    move |diagnostic| {
        show(&[diagnostic], format);
        AlreadyShown.into()
    }
}

/// Prints diagnostics to standard error.
pub(super) fn show(diagnostics: &[Diagnostic], format: MessageFormat) {
    anstream::eprint!("{}", rendered(diagnostics, format));
}

/// Diagnostics as they are shown on standard error.
pub(super) fn rendered(diagnostics: &[Diagnostic], format: MessageFormat) -> String {
    joined(&each(diagnostics, format), format)
}

/// Each diagnostic as it is shown by itself.
pub(super) fn each(diagnostics: &[Diagnostic], format: MessageFormat) -> Vec<String> {
    let one = |diagnostic: &Diagnostic| match format {
        MessageFormat::Human => {
            render::human(std::slice::from_ref(diagnostic), std::io::stderr().is_terminal())
        }
        MessageFormat::Json => format!("{}\n", render::json(diagnostic)),
    };
    diagnostics.iter().map(one).collect()
}

/// Several of them as they are shown together.
pub(super) fn joined(diagnostics: &[String], format: MessageFormat) -> String {
    match format {
        MessageFormat::Human => diagnostics.join("\n"),
        MessageFormat::Json => diagnostics.concat(),
    }
}
