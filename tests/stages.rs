//! What every stage makes of small programs, and what the compiler says of wrong ones.
//!
//! - `tests/stages/*.py`: one feature a file; the snapshot beside it holds the source, the types, the IR as text and as
//!   a tree, and the C. The text of the IR is read back and must be the same module.
//! - `tests/errors/*.py`: programs that are refused or warned of; the snapshot holds the source and what a user sees.
//!
//! `NAME.MODULE.pyi` beside `NAME.py` is the stub of a module of C that it imports.
//!
//! `INSTA_UPDATE=always cargo test --test stages` writes the snapshots anew.

use mpyc::c_modules::{self, Library};
use mpyc::compile::{Settings, emit, front};
use mpyc::desugar::{Known, desugar};
use mpyc::diagnostics::{Severity, render};
use mpyc::ir;
use mpyc::syntax::{SourceFile, parse};
use mpyc::target::Target;
use mpyc::types;
use std::path::Path;
use std::rc::Rc;

fn stages(path: &Path) -> datatest_stable::Result<()> {
    let (source, name) = read(path)?;
    let mut tree = parse(Rc::clone(&source)).map_err(|errors| render::human(&errors, false))?;
    let known = Known { libraries: libraries(path)?, ..Known::default() };
    desugar(&mut tree, &known).map_err(|errors| render::human(&errors, false))?;
    let (mut program, _) = types::check(&tree, &known.siblings);
    types::decide(&mut program, types::Favour::Size);
    let front = front(&source, &name, Target::default_target(), &Settings::default(), &known);
    let module = front.module.ok_or_else(|| render::human(&front.diagnostics, false))?;
    let text = ir::print::module(&module);
    let again = ir::parse::module(&text).map_err(|error| format!("{error:?}\n{text}"))?;
    assert_eq!(again, module, "the text of the IR reads back as another module");
    let parts = [
        ("source", source.text.clone()),
        ("types", types::print(&program)),
        ("IR", text),
        ("IR tree", ir::tree::module(&module)),
        ("C", emit(&module, &Settings::default()).c),
    ];
    snapshot(path, &parts);
    Ok(())
}

fn errors(path: &Path) -> datatest_stable::Result<()> {
    let (source, name) = read(path)?;
    let diagnostics = match libraries(path) {
        Ok(libraries) => {
            let known = Known { libraries, ..Known::default() };
            let front = front(&source, &name, Target::default_target(), &Settings::default(), &known);
            let refused = front.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error);
            assert_eq!(refused, front.module.is_none(), "errors and a module exclude each other");
            render::human(&front.diagnostics, false)
        }
        // What is wrong in a stub.
        Err(diagnostics) => diagnostics,
    };
    let parts = [("source", source.text.clone()), ("diagnostics", diagnostics)];
    snapshot(path, &parts);
    Ok(())
}

fn read(path: &Path) -> datatest_stable::Result<(Rc<SourceFile>, String)> {
    let text = std::fs::read_to_string(path)?;
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = file.trim_end_matches(".py").to_owned();
    Ok((Rc::new(SourceFile::new(file, text)), name))
}

/// The modules of C that a program can import; or what is wrong with their stubs.
fn libraries(path: &Path) -> Result<Vec<Library>, String> {
    let program = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder =
        std::fs::read_dir(path.parent().unwrap_or(Path::new("."))).map_err(|error| error.to_string())?;
    let mut files: Vec<String> =
        folder.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    files.sort();
    let mut libraries = Vec::new();
    for file in files {
        let stem = file.strip_prefix(&program).and_then(|rest| rest.strip_prefix('.'));
        let Some(module) = stem.and_then(|rest| rest.strip_suffix(".pyi")) else { continue };
        let text = std::fs::read_to_string(path.with_file_name(&file)).map_err(|error| error.to_string())?;
        let source = Rc::new(SourceFile::new(format!("{module}.pyi"), text));
        libraries.push(c_modules::read(module, &source).map_err(|found| render::human(&found, false))?);
    }
    Ok(libraries)
}

fn snapshot(path: &Path, parts: &[(&str, String)]) {
    let mut shown = String::new();
    for (title, text) in parts {
        shown.push_str(&format!("──────── {title} ────────\n{}\n\n", text.trim_end()));
    }
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = std::path::absolute(path).ok().and_then(|path| path.parent().map(Path::to_owned));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder.unwrap_or_default());
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(stem, shown));
}

datatest_stable::harness! {
    { test = stages, root = "tests/stages", pattern = r"\.py$" },
    { test = errors, root = "tests/errors", pattern = r"\.py$" },
}
