//! Compiling C that is the user's own: the file stays where it is, so that what it includes is found and messages name
//! it as the user does. Only the headers that mpyc adds are in a directory of their own.

use super::run::{Compiled, file_stem, no_room, write};
use super::{Kind, OptLevel, Toolchain};
use crate::diagnostics::Diagnostic;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A C source of the user's.
#[derive(Debug, Clone, Copy)]
pub struct CFile<'a> {
    /// Where it is, seen from the current directory.
    pub path: &'a Path,
    /// Headers that it can include: relative path and text. Those of the user's directories come after them, and those
    /// in `libc/` after the compiler's own.
    pub headers: &'a [(&'a str, &'a str)],
    /// C that is compiled behind it, as a part of it; the file's own place stays what it is.
    pub then: &'a str,
    /// Further options, in the compiler's own words: `-I`, `-D`, ….
    pub options: &'a [String],
}

impl Toolchain {
    /// The text that the preprocessor makes of a source, with its line marks.
    ///
    /// # Errors
    ///
    /// `Err` within: what the compiler said. `E0103` when there is no room for temporary files.
    pub fn preprocess_file(&self, file: &CFile<'_>) -> Result<Result<String, String>, Diagnostic> {
        let directory = headers(file)?;
        let mut arguments = self.user_arguments(file, OptLevel::Size, directory.path());
        arguments.extend(["-E".to_owned(), "-o".to_owned()]);
        let result = directory.path().join("preprocessed.i");
        self.run_on(file, arguments, directory.path(), &result)
            .map(|done| done.map(|(bytes, _)| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Compiles a source; the words of the result are its warnings.
    ///
    /// # Errors
    ///
    /// `Err` within: what the compiler said. `E0103` when there is no room for temporary files.
    pub fn compile_file(
        &self,
        file: &CFile<'_>,
        opt: OptLevel,
        debug: bool,
    ) -> Result<Result<Compiled, String>, Diagnostic> {
        let directory = headers(file)?;
        let mut arguments = self.user_arguments(file, opt, directory.path());
        // The directory's name is another one each time, and appears where headers are named.
        arguments.push(format!("-ffile-prefix-map={}=mpyc", directory.path().display()));
        if debug {
            arguments.push("-g".to_owned());
        }
        arguments.extend(["-c".to_owned(), "-o".to_owned()]);
        let result = directory.path().join("object.o");
        self.run_on(file, arguments, directory.path(), &result)
            .map(|done| done.map(|(object, warnings)| Compiled { object, warnings }))
    }

    fn user_arguments(&self, file: &CFile<'_>, opt: OptLevel, headers: &Path) -> Vec<String> {
        let stem = file.path.file_stem().unwrap_or_default().to_string_lossy();
        let mut arguments = self.code_arguments(&file_stem(&stem), opt);
        arguments.extend(["-I".to_owned(), headers.display().to_string()]);
        // The compiler's own C library comes first, where it has one.
        arguments.extend(["-idirafter".to_owned(), headers.join("libc").display().to_string()]);
        // A failed assertion has nowhere to go. What is not declared is not there.
        arguments.extend(["-DNDEBUG", "-Werror=implicit-function-declaration"].map(str::to_owned));
        if self.kind == Kind::Gcc {
            // What is wrong within a macro is said of the place that uses it.
            arguments.push("-ftrack-macro-expansion=0".to_owned());
        }
        arguments.extend(file.options.iter().cloned());
        arguments
    }

    /// Runs the compiler on the file; the result's bytes, and what it said.
    fn run_on(
        &self,
        file: &CFile<'_>,
        mut arguments: Vec<String>,
        directory: &Path,
        result: &Path,
    ) -> Result<Result<(Vec<u8>, String), String>, Diagnostic> {
        let mut unit = plain(file.path);
        if !file.then.is_empty() {
            let whole = whole_path(file.path);
            if let Some(folder) = whole.parent() {
                // Of two that fit the last counts, which is the headers'. Zig's first word is its command.
                let first = usize::from(self.kind == Kind::Zig);
                arguments.insert(first, format!("-ffile-prefix-map={}=.", folder.display()));
            }
            let text = format!("#include \"{}\"\n{}", whole.display(), file.then);
            unit = write(directory, UNIT, &text).map(|()| directory.join(UNIT))?;
        }
        arguments.extend([result.display().to_string(), unit.display().to_string()]);
        let output = match self.run(&arguments, Path::new(".")) {
            Ok(output) => output,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() {
            return Ok(Err(if words.trim().is_empty() { output.status.to_string() } else { words }));
        }
        std::fs::read(result).map(|bytes| Ok((bytes, words))).map_err(no_room)
    }
}

/// What a file with something behind it is compiled as.
const UNIT: &str = "unit.c";

/// What the compiler calls a file that is compiled with something behind it.
#[must_use]
pub fn whole_path(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// A path that no compiler takes for an option.
fn plain(path: &Path) -> PathBuf {
    let is_option = path.to_str().is_some_and(|path| path.starts_with('-') || path.starts_with('@'));
    if is_option { Path::new(".").join(path) } else { path.to_owned() }
}

fn headers(file: &CFile<'_>) -> Result<TempDir, Diagnostic> {
    let directory = TempDir::new().map_err(no_room)?;
    for (path, text) in file.headers {
        write(directory.path(), path, text)?;
    }
    Ok(directory)
}
