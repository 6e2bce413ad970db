//! The linker scripts of a link: reading them and what they include, and showing what is wrong with them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use linker::script::{Included, Includes, LibraryFile, ScriptError, SymbolScripts, library_script_files};
use linker::{FixedSymbol, Input};

use super::{open, read_text};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{SourceFile, Span};

/// Files to be included, and the texts that were read.
struct Files<'a> {
    /// From `-L`.
    folders: &'a [PathBuf],
    /// By the names that messages use.
    texts: HashMap<String, String>,
}

impl Files<'_> {
    fn diagnostics(&self, errors: Vec<ScriptError>) -> Vec<Diagnostic> {
        errors.into_iter().map(|error| diagnostic(&error, self.texts.get(&*error.place.file))).collect()
    }
}

impl Includes for Files<'_> {
    /// Looked for beside the including script, in the folders that scripts named, in those of the command line, and
    /// where the command runs.
    fn open(&mut self, name: &str, from: &str, folders: &[String]) -> Result<Included, String> {
        let beside = Path::new(from).parent().unwrap_or(Path::new(""));
        let of_scripts = folders.iter().map(|folder| beside.join(folder));
        let all = std::iter::once(beside.to_owned()).chain(of_scripts).chain(self.folders.iter().cloned());
        let candidates = all.chain([PathBuf::new()]).map(|folder| folder.join(name));
        let found = candidates.into_iter().find(|path| path.is_file());
        let path = found.ok_or_else(|| "there is no such file".to_owned())?;
        let text = read_text(&path).map_err(|diagnostic| match diagnostic.notes.first() {
            Some(why) => why.clone(),
            None => diagnostic.title,
        })?;
        let included = Included { name: path.display().to_string(), text: without_mark(text) };
        self.texts.insert(included.name.clone(), included.text.clone());
        Ok(included)
    }
}

/// Places count from behind a byte-order mark.
fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

fn diagnostic(error: &ScriptError, text: Option<&String>) -> Diagnostic {
    let problem = &error.problem;
    let name = error.place.file.to_string();
    let source = Rc::new(SourceFile::new(name, text.cloned().unwrap_or_default()));
    let offset = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    let (start, end) = error.place.span;
    let span = Span { start: offset(start), end: offset(end) };
    Diagnostic::new(Code::of_linker(problem.code()), problem.to_string())
        .at(&source, span, "")
        .help(problem.remedy())
}

/// The symbols of the scripts of `--externs`.
pub fn fixed_symbols(paths: &[PathBuf], folders: &[PathBuf]) -> Result<Vec<FixedSymbol>, Vec<Diagnostic>> {
    let mut files = Files { folders, texts: HashMap::new() };
    let mut scripts = SymbolScripts::default();
    let mut problems = Vec::new();
    for path in paths {
        let text = match read_text(path) {
            Ok(text) => without_mark(text),
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let name = path.display().to_string();
        files.texts.insert(name.clone(), text.clone());
        if let Err(errors) = scripts.read(&name, &text, &mut files) {
            problems.extend(files.diagnostics(errors));
        }
    }
    if problems.is_empty() { Ok(scripts.symbols()) } else { Err(problems) }
}

/// An archive, or those that a script in its place names.
pub fn read_library(path: &Path, folders: &[PathBuf]) -> Result<Vec<Input>, Vec<Diagnostic>> {
    let one = |problem: Diagnostic| vec![problem];
    let name = path.display().to_string();
    let bytes = open(path).map_err(one)?;
    let Some(text) = bytes.text() else {
        return Ok(vec![Input { name, bytes }]);
    };
    let text = without_mark(text.to_owned());
    let files = library_script_files(&name, &text)
        .map_err(|errors| errors.iter().map(|error| diagnostic(error, Some(&text))).collect::<Vec<_>>())?;
    let beside = path.parent().unwrap_or(Path::new(""));
    files
        .iter()
        .map(|file| {
            let path = match file {
                LibraryFile::Path(file) => beside.join(file),
                LibraryFile::Named(library) => named_library(library, beside, folders),
            };
            Ok(Input { name: path.display().to_string(), bytes: open(&path).map_err(one)? })
        })
        .collect()
}

/// `-lm` in a script: `libm.a` beside it or in a folder of `-L`; beside it if there is none, for the message.
fn named_library(library: &str, beside: &Path, folders: &[PathBuf]) -> PathBuf {
    let file = format!("lib{library}.a");
    let own = beside.join(&file);
    let elsewhere = folders.iter().map(|folder| folder.join(&file)).find(|path| path.is_file());
    if own.is_file() { own } else { elsewhere.unwrap_or(own) }
}
