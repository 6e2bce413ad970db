//! `mpyc explain CODE`: the manual's page on a diagnostic.
//!
//! ```text
//! mpyc explain L0012       what it means, an example, what to do
//! mpyc explain             all codes, a line each
//! ```

use std::fmt::Write as _;

use super::options::MessageFormat;
use super::{output, shown};
use crate::diagnostics::{Code, Diagnostic, pages};

/// Show what the code of a diagnostic means, with an example and what to do
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The code, such as E0301 or L0012; all are listed without one
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Runs the command.
pub(super) fn run(args: &Args) -> anyhow::Result<u8> {
    let text = match &args.code {
        None => list(),
        Some(name) => match Code::named(&name.to_uppercase()).and_then(pages::page) {
            Some(page) => page.to_owned(),
            None => {
                let diagnostic =
                    Diagnostic::new(Code::CANNOT_READ, format!("`{name}` is not a code of a diagnostic"))
                        .help("`mpyc explain` lists all codes");
                shown::show(&[diagnostic], MessageFormat::Human);
                return Ok(1);
            }
        },
    };
    if let Err(diagnostic) = output::to_stdout(text.as_bytes()) {
        shown::show(&[diagnostic], MessageFormat::Human);
        return Ok(1);
    }
    Ok(0)
}

fn list() -> String {
    let mut text = String::new();
    for code in Code::all() {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}  {}", code.name(), code.explanation());
    }
    text
}
