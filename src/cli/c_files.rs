//! C that is given to `mpyc natmod` beside Python: which files there are, their stubs, and their objects.
//!
//! ```text
//! natmod app.py fast.c              fast.pyi stands beside fast.c
//! natmod app.py fast.c helper.c     helper.c has no stub, and is linked with fast.c
//! natmod pkg                        pkg/fast.c with pkg/fast.pyi is `pkg.fast`
//! check app.py fast.pyi             the stub is enough
//! ```

use super::source::{files_below, has_extension, unreadable};
use super::usermod::headers;
use crate::c_modules::{self, Library, complaints, glue};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::syntax::SourceFile;
use crate::toolchain::{CFile, OptLevel, Toolchain, whole_path};
use crate::usermod::{self, Qstrs, complaints::complaints as of_file};
use linker::Input;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A file of C.
#[derive(Debug)]
struct OneFile {
    /// The C; none where only the stub is given, to be checked against.
    c: Option<Text>,
    stub: Option<Text>,
    /// The package that it is in, with a dot behind it; nothing if it is in none.
    package: String,
}

impl OneFile {
    /// What Python imports it by.
    fn name(&self) -> Option<String> {
        let stem = self.stub.as_ref()?.path.file_stem()?.to_string_lossy();
        Some(format!("{}{stem}", self.package))
    }
}

/// A file and what is in it.
#[derive(Debug)]
struct Text {
    path: PathBuf,
    text: String,
}

/// All C of one command line.
#[derive(Debug, Default)]
pub(super) struct CFiles {
    files: Vec<OneFile>,
}

fn read(path: &Path) -> Result<Text, Diagnostic> {
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, error.to_string()))?;
    Ok(Text { path: path.to_owned(), text })
}

impl CFiles {
    /// Takes C and stubs out of a list of files. Of files that have no Python among them none is taken.
    ///
    /// # Errors
    /// `E0101`: a file that cannot be read, a stub without its C.
    pub(super) fn take(files: &[PathBuf], needs_c: bool) -> Result<(CFiles, Vec<PathBuf>), Diagnostic> {
        let is_c = |path: &Path| has_extension(path, "c") || has_extension(path, "pyi");
        let (of_c, others): (Vec<PathBuf>, Vec<PathBuf>) =
            files.iter().cloned().partition(|path| is_c(path) && !path.is_dir());
        if others.is_empty() {
            return Ok((CFiles::default(), files.to_vec()));
        }
        let mut found: Vec<OneFile> = Vec::new();
        for path in of_c.iter().filter(|path| has_extension(path, "c")) {
            let beside = path.with_extension("pyi");
            let named = of_c
                .iter()
                .find(|other| has_extension(other, "pyi") && other.file_stem() == path.file_stem());
            let stub = match named {
                Some(stub) => Some(read(stub)?),
                None if beside.exists() => Some(read(&beside)?),
                None => None,
            };
            found.push(OneFile { c: Some(read(path)?), stub, package: String::new() });
        }
        for path in of_c.iter().filter(|path| has_extension(path, "pyi")) {
            let is_there = |file: &OneFile| file.stub.as_ref().is_some_and(|stub| stub.path == *path);
            if found.iter().any(is_there) {
                continue;
            }
            let beside = path.with_extension("c");
            let c = match beside.exists() {
                true => Some(read(&beside)?),
                false if needs_c => {
                    return Err(unreadable(&beside, "there is no such file".into())
                        .note(format!("`{}` says what is in it", path.display())));
                }
                false => None,
            };
            found.push(OneFile { c, stub: Some(read(path)?), package: String::new() });
        }
        for directory in others.iter().filter(|path| path.is_dir()) {
            in_package(directory, &mut found)?;
        }
        Ok((CFiles { files: found }, others))
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Refuses names that Python and C have both.
    ///
    /// # Errors
    /// `E0508`.
    pub(super) fn check_names(&self, mut python: impl Iterator<Item = String>) -> Result<(), Diagnostic> {
        let stubs: Vec<String> = self.files.iter().filter_map(OneFile::name).collect();
        match python.find(|name| stubs.contains(name)) {
            Some(name) => Err(Diagnostic::new(Code::C_IMPORT, format!("`{name}` is Python and C at once"))
                .note("an import can mean the one or the other")
                .help("rename one of them")),
            None => Ok(()),
        }
    }

    /// What the stubs declare.
    ///
    /// # Errors
    /// What is wrong in them.
    pub(super) fn libraries(&self) -> Result<Vec<Library>, Vec<Diagnostic>> {
        let (mut libraries, mut problems) = (Vec::new(), Vec::new());
        for (name, stub) in self.files.iter().filter_map(|file| Some((file.name()?, file.stub.as_ref()?))) {
            let source = Rc::new(SourceFile::new(stub.path.display().to_string(), stub.text.as_str()));
            match c_modules::read(&name, &source) {
                Ok(library) => libraries.push(library),
                Err(found) => problems.extend(found),
            }
        }
        if problems.is_empty() { Ok(libraries) } else { Err(problems) }
    }

    /// All that the objects are made from besides the compiler: what a file is, and its content; none if that cannot be
    /// known before the compiler has run.
    pub(super) fn inputs(&self) -> Option<Vec<(String, String)>> {
        let mut inputs = Vec::new();
        for file in &self.files {
            for text in file.stub.iter().chain(&file.c) {
                inputs.push((text.path.display().to_string(), text.text.clone()));
            }
            if let Some(c) = &file.c {
                included(&c.path, &c.text, &mut inputs)?;
            }
        }
        Some(inputs)
    }

    /// The objects of the C, each held against its stub; of what stands in packages, that which a module calls: `called`
    /// has what the signatures begin with. What the compiler warns of goes to `warnings`.
    ///
    /// # Errors
    /// What the compiler says of the C, and `E0507` where it is not what its stub declares.
    pub(super) fn objects(
        &self,
        toolchain: &Toolchain,
        opt: OptLevel,
        called: &BTreeSet<String>,
        warnings: &mut Vec<Diagnostic>,
    ) -> Result<Vec<Input>, Vec<Diagnostic>> {
        let libraries = self.libraries()?;
        let (mut inputs, mut problems) = (Vec::new(), Vec::new());
        for file in &self.files {
            let Some(c) = &file.c else { continue };
            let is_called = || file.name().is_some_and(|name| called.contains(&c_modules::prefix(&name)));
            if !file.package.is_empty() && !is_called() {
                continue;
            }
            let library = file.stub.as_ref().and_then(|stub| {
                let shown = stub.path.display().to_string();
                libraries.iter().find(|library| library.stub.name == shown)
            });
            let shown = c.path.display().to_string();
            let compiled = whole_path(&c.path).display().to_string();
            let said = |words: &str| {
                let read = |file: &str| std::fs::read_to_string(file).ok();
                match library {
                    Some(library) => complaints::complaints(library, words, &compiled, &shown, read),
                    None => of_file(&words.replace(&compiled, &shown), read),
                }
            };
            let then = library.map_or("\n".into(), |library| glue::glue(library, toolchain.target().float));
            match compile(toolchain, &c.path, &then, opt).map_err(|problem| vec![problem])? {
                Ok((object, words)) => {
                    warnings.extend(said(&words));
                    inputs.push(Input { name: shown, bytes: object.into() });
                }
                Err(words) => {
                    let found = said(&words);
                    if found.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
                        problems.extend(found);
                    } else {
                        let problem =
                            Diagnostic::new(Code::C_SOURCE, format!("the C compiler failed on `{shown}`"));
                        problems.push(problem.note(words.trim().to_owned()));
                    }
                }
            }
        }
        if problems.is_empty() { Ok(inputs) } else { Err(problems) }
    }
}

/// The C of a package: what has a stub beside it and is no Python as well.
fn in_package(directory: &Path, found: &mut Vec<OneFile>) -> Result<(), Diagnostic> {
    let whole = directory.canonicalize().map_err(|error| unreadable(directory, error.to_string()))?;
    let name = whole.file_name().map(PathBuf::from).unwrap_or_default();
    for path in files_below(directory)?.into_iter().filter(|path| has_extension(path, "pyi")) {
        let c = path.with_extension("c");
        if !c.is_file() || path.with_extension("py").exists() {
            continue;
        }
        let within = path.strip_prefix(directory).ok().and_then(Path::parent).unwrap_or(Path::new(""));
        let package: String =
            name.join(within).iter().map(|part| format!("{}.", part.to_string_lossy())).collect();
        found.push(OneFile { c: Some(read(&c)?), stub: Some(read(&path)?), package });
    }
    Ok(())
}

/// Compiles a file with what stands behind it: the object and the compiler's words, or its words alone.
fn compile(
    toolchain: &Toolchain,
    path: &Path,
    then: &str,
    opt: OptLevel,
) -> Result<Result<(Vec<u8>, String), String>, Diagnostic> {
    let options = ["-DMPYC_SCAN".to_owned()];
    let file = CFile { path, headers: &headers(&[]), then, options: &options };
    let scan = match toolchain.preprocess_file(&file)? {
        Ok(text) => usermod::scan(&text),
        Err(words) => return Ok(Err(words)),
    };
    let generated = usermod::generated(&scan, &Qstrs::default());
    let file = CFile { path, headers: &headers(&generated), then, options: &[] };
    let done = toolchain.compile_file(&file, opt, false)?;
    Ok(done.map(|compiled| (compiled.object, compiled.warnings)))
}

/// The files that a C file includes from its own folder, those that these include too; that one is not there counts as
/// well. None if what is included cannot be read off the text.
fn included(path: &Path, text: &str, inputs: &mut Vec<(String, String)>) -> Option<()> {
    if ["__has_include", "__has_embed", ".incbin", ".include", "%:", "??="]
        .iter()
        .any(|odd| text.contains(odd))
    {
        return None;
    }
    for line in text.replace("\\\r\n", "").replace("\\\n", "").lines().map(str::trim) {
        let Some(directive) = line.strip_prefix('#').map(str::trim_start) else {
            if line.contains('#') && line.contains("include") {
                return None;
            }
            continue;
        };
        if directive.starts_with("embed") || directive.starts_with('/') {
            return None;
        }
        let Some(rest) = directive.strip_prefix("include").or_else(|| directive.strip_prefix("import"))
        else {
            continue;
        };
        let rest = rest.trim_start();
        // Not from the file's own folder.
        if rest.starts_with('<') {
            continue;
        }
        let name = rest.strip_prefix('"')?.split_once('"')?.0;
        let file = path.parent().unwrap_or(Path::new("")).join(name);
        let shown = file.display().to_string();
        if inputs.iter().any(|(known, _)| *known == shown) {
            continue;
        }
        match std::fs::read_to_string(&file) {
            Ok(text) => {
                inputs.push((shown, text.clone()));
                included(&file, &text, inputs)?;
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                inputs.push((shown, "not there".into()));
            }
            Err(_) => return None,
        }
    }
    Some(())
}
