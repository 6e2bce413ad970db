//! What the parser makes of Python.
//!
//! - `tests/syntax/tree/*.py`: one subject a file; the snapshot beside it shows each line of the source and its tree.
//! - `tests/syntax/rules/*.py`: what Python refuses and what it accepts. A file is a list of cases, each begun by a
//!   line `#### refused: why`, `#### each line refused: why` (a case for every line) or `#### accepted: why`; the
//!   snapshot shows the diagnostics as a user sees them.
//!
//! `INSTA_UPDATE=always cargo test --test syntax` writes the snapshots anew.

use mpyc::diagnostics::render;
use mpyc::syntax::{SourceFile, parse, print};
use std::path::Path;
use std::rc::Rc;

fn tree(path: &Path) -> datatest_stable::Result<()> {
    let text = std::fs::read_to_string(path)?;
    let name = file_name(path);
    let module = parse(Rc::new(SourceFile::new(name.as_str(), text.as_str())))
        .map_err(|errors| render::human(&errors, false))?;
    let comments: Vec<&str> = module.comments.iter().map(|span| module.source.slice(*span)).collect();
    assert!(comments.iter().all(|comment| comment.starts_with('#')), "{comments:?}");
    snapshot(path, &format!("{text}\n──────── tree ────────\n{}", print(&module)));
    Ok(())
}

fn rules(path: &Path) -> datatest_stable::Result<()> {
    let text = std::fs::read_to_string(path)?;
    let name = file_name(path);
    let mut shown = String::new();
    for case in text.split("#### ").skip(1) {
        let (title, source) = case.split_once('\n').ok_or("a case is a title and a source")?;
        let source = source.trim_end_matches('\n');
        let (expected, _) = title.split_once(": ").ok_or("a title is `refused: why` or `accepted: why`")?;
        shown.push_str(&format!("──────── {title}\n"));
        let errors = |source: &str| {
            let outcome = parse(Rc::new(SourceFile::new(name.as_str(), format!("{source}\n"))));
            outcome.err().map(|errors| format!("{source}\n{}", render::human(&errors, false)))
        };
        let sources: Vec<&str> = match expected {
            "accepted" | "refused" => vec![source],
            "each line refused" => source.lines().collect(),
            other => return Err(format!("what does `{other}` mean?").into()),
        };
        for source in sources {
            match errors(source) {
                None if expected == "accepted" => shown.push_str(&format!("{source}\n")),
                None => return Err(format!("is accepted: {title}\n{source}").into()),
                Some(errors) if expected == "accepted" => return Err(format!("{title}\n{errors}").into()),
                Some(errors) => shown.push_str(&errors),
            }
        }
    }
    snapshot(path, &shown);
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn snapshot(path: &Path, shown: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join(path.parent().unwrap_or(path)));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(file_name(path), shown));
}

datatest_stable::harness! {
    { test = tree, root = "tests/syntax/tree", pattern = r"\.py$" },
    { test = rules, root = "tests/syntax/rules", pattern = r"\.py$" },
}
