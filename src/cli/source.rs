//! Python sources: those below a directory, reading one, whether its name can be imported.

use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{self, SourceFile};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The sources of a directory and of those in it, by name.
///
/// # Errors
/// `E0101`: it cannot be read, or has no sources.
pub(super) fn below(directory: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut found = files_below(directory)?;
    found.retain(|path| has_extension(path, "py"));
    if found.is_empty() {
        return Err(unreadable(directory, "it is a directory without Python sources".into())
            .help("a package is a directory of modules, with or without an __init__.py"));
    }
    Ok(found)
}

/// Whether a file is of that kind, by its name: `py`, `c`.
pub(super) fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

/// The files of a directory and of those in it, by name. What no board has use for is left out: what is hidden, and what
/// CPython leaves behind.
///
/// # Errors
/// `E0101`: it cannot be read.
pub(super) fn files_below(directory: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let is_left_out = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() > 0 && (name.starts_with('.') || name == "__pycache__")
    };
    let mut found = Vec::new();
    let walk = walkdir::WalkDir::new(directory).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| !is_left_out(entry)) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(directory).to_owned();
            let why = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
            unreadable(&path, why)
        })?;
        if entry.file_type().is_file() {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}

/// That a file or directory cannot be read, and why.
pub(super) fn unreadable(path: &Path, why: String) -> Diagnostic {
    Diagnostic::new(Code::CANNOT_READ, format!("cannot read `{}`", path.display())).note(why)
}

/// Reads a source file; with it comes the name of the module.
pub(super) fn read(file: &Path) -> Result<(Rc<SourceFile>, String), Diagnostic> {
    let shown = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| {
        unreadable(file, if file.is_dir() { "it is a directory".into() } else { error.to_string() })
    })?;
    if file.extension().is_none_or(|extension| extension != "py") {
        return Err(Diagnostic::new(Code::CANNOT_READ, format!("`{shown}` is not a Python source"))
            .note(format!("{}; a module is compiled from FILE.py", what_it_is(&bytes))));
    }
    if let Some(what) = binary(&bytes) {
        return Err(Diagnostic::new(Code::CANNOT_READ, format!("`{shown}` is not a Python source"))
            .note(format!("it is {what}, whatever its name")));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1;
        let byte = error.as_bytes().get(offset).copied().unwrap_or(0);
        Diagnostic::new(Code::NOT_UTF8, format!("`{shown}` is not UTF-8"))
            .note(format!("byte 0x{byte:02x} on line {line}, {offset} bytes into the file"))
            .help("save the file as UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').map(ToOwned::to_owned).unwrap_or(text);
    let name = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
    if let Some(problem) = bad_name(&name, "file") {
        return Err(problem);
    }
    Ok((Rc::new(SourceFile::new(shown, text)), name))
}

/// Why nothing can be imported by a name; `what` is what has it.
pub(super) fn bad_name(name: &str, what: &str) -> Option<Diagnostic> {
    let problem =
        |why: &str| Diagnostic::new(Code::BAD_NAME, format!("`{name}` cannot be imported: it is {why}"));
    let starts_well = name.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    if !starts_well || !name.chars().all(|c| c.is_alphanumeric() || c == '_') {
        return Some(
            problem("not a Python name")
                .help(format!("rename the {what} to letters, digits and underscores")),
        );
    }
    let import = SourceFile::new("", format!("import {name}\n"));
    syntax::parse(Rc::new(import))
        .is_err()
        .then(|| problem("a word of Python's own").help(format!("rename the {what}")))
}

fn what_it_is(bytes: &[u8]) -> String {
    match binary(bytes) {
        Some(what) => format!("it is {what}"),
        None if bytes.is_empty() => "it is empty".into(),
        None => "its name does not end in .py".into(),
    }
}

/// What a file that is no text is.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x7f, b'E', b'L', b'F', ..] => Some("an ELF object"),
        [b'!', b'<', b'a', b'r', b'c', b'h', b'>', ..] => Some("an archive of objects"),
        [b'M', 6, ..] => Some("a compiled module"),
        _ => None,
    }
}
