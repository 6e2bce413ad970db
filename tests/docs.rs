//! The tables of the manual that are made from the program's own.
//!
//! `UPDATE_DOCS=1 cargo test --test docs` writes them anew.

#![expect(clippy::unwrap_used, reason = "that is how a test says what went wrong, in helpers too")]

use mpyc::diagnostics::{Code, Severity};
use std::fmt::Write;
use std::path::Path;

#[test]
fn every_code_is_in_the_manual() {
    let mut page = String::from(
        "# Diagnostics\n\nWhat mpyc says is wrong has a code, a place where there is one, a reason, and what to do. \
         Errors write nothing; warnings\nlet the module compile. Codes with `L` are the \
         linker's.\n`mpyc explain CODE` shows a code's page.\n\n| code | | meaning |\n|---|---|---|\n",
    );
    for code in Code::all() {
        let severity = if code.severity() == Severity::Error { "error" } else { "warning" };
        let name = code.name();
        let _ = writeln!(page, "| [{name}](diagnostics/{name}.md) | {severity} | {} |", code.explanation());
    }
    check("docs/diagnostics.md", &page);
}

#[test]
fn every_name_of_the_firmware_is_in_the_manual() {
    check("docs/symbols.md", &mpyc::cli::symbols::page());
}

/// The file has this text, or gets it.
fn check(path: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), page, "UPDATE_DOCS=1 cargo test --test docs");
}
