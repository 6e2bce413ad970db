//! The manual of the language: every example in `docs/language.md` and `docs/language/*.md` is run, and every error that it
//! shows is what the compiler says.
//!
//! A block of Python is followed by a block of text. What the first word after `python` says is checked:
//!
//! | block | the text is |
//! |---|---|
//! | ```` ```python ```` | what it prints as native code and as bytecode, on x64 and rv32 |
//! | ```` ```python cpython ```` | what it prints as native code on both, and with `python3`: the firmware's own compiler lacks something |
//! | ```` ```python native ```` | what it prints as native code on both: it differs from bytecode there |
//! | ```` ```python refused ```` | what the compiler says when it refuses it |
//! | ```` ```python warned ```` | what the compiler says while it compiles it |
//!
//! A block with the name of a file, ```` ```python app.py ````, is one of those that `tests/diagnostic_pages.rs` runs.
//!
//! The file is called `example.py`. `UPDATE_DOCS=1 cargo test --test manual` writes the texts anew.

mod both_ways;

use mpyc::compile::{self, Settings};
use mpyc::desugar::Known;
use mpyc::device::{HostKind, Program, Variant};
use mpyc::diagnostics::{Severity, render};
use mpyc::syntax::SourceFile;
use mpyc::target::Target;
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;

const HOSTS: [HostKind; 2] = [HostKind::X64, HostKind::Rv32];

/// An example: what it says of itself, its source, where its text begins and ends in the page.
struct Example<'a> {
    line: usize,
    kind: &'a str,
    source: &'a str,
    text: std::ops::Range<usize>,
}

fn examples(page: &str) -> Result<Vec<Example<'_>>, String> {
    const OPEN: &str = "```python";
    const TEXT: &str = "\n\n```text\n";
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = page[at..].find(OPEN) {
        let open = at + offset;
        let line = page[..open].lines().count() + 1;
        let fault = |what: &str| format!("line {line}: {what}");
        let head = page[open..].find('\n').ok_or_else(|| fault("the block does not end"))? + open;
        if page[open + OPEN.len()..head].contains('.') {
            at = head;
            continue;
        }
        let end = page[head..].find("\n```").ok_or_else(|| fault("the block does not end"))? + head;
        let after = end + "\n```".len();
        if !page[after..].starts_with(TEXT) {
            return Err(fault("no block of text follows that says what comes of it"));
        }
        let start = after + TEXT.len();
        let stop = if page[start..].starts_with("```") {
            start
        } else {
            page[start..].find("\n```").ok_or_else(|| fault("the text does not end"))? + start + 1
        };
        found.push(Example {
            line,
            kind: page[open + OPEN.len()..head].trim(),
            source: page.get(head + 1..=end).unwrap_or_default(),
            text: start..stop,
        });
        at = stop;
    }
    Ok(found)
}

fn manual(path: &Path) -> datatest_stable::Result<()> {
    let page = std::fs::read_to_string(path)?;
    let mut written = page.clone();
    let mut faults = String::new();
    // From the last to the first, so that places stay where they are.
    for example in examples(&page)?.iter().rev() {
        match outcome(example) {
            Ok(text) if text == page[example.text.clone()] => {}
            Ok(text) => {
                let _ = writeln!(faults, "{}:{}: this comes of it:\n{text}", path.display(), example.line);
                written.replace_range(example.text.clone(), &text);
            }
            Err(fault) => return Err(format!("{}:{}: {fault}", path.display(), example.line).into()),
        }
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, written)?;
        return Ok(());
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
}

/// What comes of an example.
fn outcome(example: &Example<'_>) -> Result<String, String> {
    let source = || example.source.to_owned();
    if let "refused" | "warned" = example.kind {
        let source = Rc::new(SourceFile::new("example.py", source()));
        let found = compile::front(
            &source,
            "example",
            Target::default_target(),
            &Settings::default(),
            &Known::default(),
        )
        .diagnostics;
        let refused = found.iter().any(|diagnostic| diagnostic.severity() == Severity::Error);
        if refused != (example.kind == "refused") || found.is_empty() {
            return Err(format!("it is not {}:\n{}", example.kind, render::human(&found, false)));
        }
        return Ok(render::human(&found, false));
    }
    let printed = |kind, file: &str, bytes| {
        let program = Program::import("example").file(file, bytes).with_fixed_width_numbers();
        let outcome = both_ways::run(kind, Variant::Standard, &program).map_err(|error| error.to_string())?;
        Ok::<_, String>(outcome.text())
    };
    let mut runs = Vec::new();
    for kind in HOSTS {
        let native = both_ways::compiled("example.py", source(), "example", kind).map_err(|no| no.text)?;
        runs.push((format!("native code on {kind}"), printed(kind, "example.mpy", native)?));
        if example.kind.is_empty() {
            let bytecode = printed(kind, "example.py", source().into_bytes())?;
            runs.push((format!("bytecode on {kind}"), bytecode));
        }
    }
    match example.kind {
        "" | "native" => {}
        "cpython" => {
            let output = both_ways::python().args(["-c", example.source]).output();
            let output = output.map_err(|error| format!("python3: {error}"))?;
            runs.push(("python3".into(), String::from_utf8_lossy(&output.stdout).into_owned()));
        }
        other => return Err(format!("`{other}` is no kind of example")),
    }
    let Some(((first, text), rest)) = runs.split_first() else { return Err("it was not run".into()) };
    match rest.iter().find(|(_, other)| other != text) {
        None => Ok(text.clone()),
        Some((other, said)) => Err(format!("{first} prints\n{text}\n{other} prints\n{said}")),
    }
}

datatest_stable::harness! {
    { test = manual, root = "docs", pattern = r"^language(/[^/]+)?\.md$" },
}
