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
    match format {
        MessageFormat::Human if diagnostics.is_empty() => String::new(),
        MessageFormat::Human => render::human(diagnostics, std::io::stderr().is_terminal()),
        MessageFormat::Json => {
            diagnostics.iter().map(|diagnostic| format!("{}\n", render::json(diagnostic))).collect()
        }
    }
}
