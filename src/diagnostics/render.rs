//! Diagnostics as people read them, in rustc's look, and as tools read them, one JSON object each.
//!
//! ```text
//! error[E0301]: a `str` is given where an `int` is declared
//!  --> vector.py:3:12
//!   |
//! 3 |     return "x"
//!   |            ^^^ this is a `str`
//!   |
//!   = help: declare the result as `str`
//! ```

use super::{Diagnostic, Frame, FrameAt, Label, Severity};
use crate::syntax::{SourceFile, Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};
use std::ops::Range;
use std::rc::Rc;

/// The places of one problem that people are shown.
const SHOWN_FRAMES: usize = 6;

/// Renders diagnostics in the order given, a blank line between two; each ends in a line end. `colour` adds ANSI
/// escapes.
#[must_use]
pub fn human(diagnostics: &[Diagnostic], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let rendered: Vec<String> =
        diagnostics.iter().map(|diagnostic| renderer.render(&[group(diagnostic)]) + "\n").collect();
    rendered.join("\n")
}

/// One diagnostic as an object: `code`, `severity`, `message`, `file`, `line`, `column`, `end_line`, `end_column`,
/// `labels`, `notes`, `help`. Lines and columns count from 1, columns in characters; the end is exclusive. What there
/// is not is `null`. A label has the same place, its `file`, a `message`, and for a place in an object file its
/// `object`: `file`, `section`, `offset` in bytes, `function`, `symbol`; `more_places` counts those without a label.
/// Several helps are lines of one text.
#[must_use]
pub fn json(diagnostic: &Diagnostic) -> Value {
    let source = diagnostic.source.as_deref();
    let labels = || diagnostic.primary.iter().chain(&diagnostic.secondary);
    let mut places: Vec<Value> =
        source.map(|source| labels().map(|label| place(source, label)).collect()).unwrap_or_default();
    places.extend(diagnostic.frames.iter().map(frame_place));
    let primary = places.first();
    let field = |name: &str| primary.and_then(|place| place.get(name)).cloned().unwrap_or(Value::Null);
    json!({
        "code": diagnostic.code.name(),
        "severity": severity(diagnostic.severity()),
        "message": diagnostic.title,
        "file": source.map_or_else(|| field("file"), |source| Value::from(source.name.as_str())),
        "line": field("line"),
        "column": field("column"),
        "end_line": field("end_line"),
        "end_column": field("end_column"),
        "labels": places,
        "more_places": diagnostic.more_places,
        "notes": diagnostic.notes,
        "help": if diagnostic.help.is_empty() { Value::Null } else { diagnostic.help.join("\n").into() },
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn place(source: &SourceFile, label: &Label) -> Value {
    let (line, column) = source.line_column(label.span.start);
    let (end_line, end_column) = source.line_column(label.span.end);
    json!({
        "file": source.name,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "message": label.message,
    })
}

fn frame_place(frame: &Frame) -> Value {
    let mut value = match &frame.at {
        FrameAt::Text(source, span) => place(source, &Label { span: *span, message: frame.message.clone() }),
        FrameAt::Line { file, line, column } => {
            json!({ "file": file, "line": line, "column": column, "message": frame.message })
        }
        FrameAt::Object => {
            json!({ "file": Value::Null, "line": Value::Null, "column": Value::Null, "message": frame.message })
        }
    };
    if let (Some(object), Some(fields)) = (&frame.object, value.as_object_mut()) {
        fields.insert("object".into(), json!(object));
    }
    value
}

fn group(diagnostic: &Diagnostic) -> Group<'_> {
    let level = match diagnostic.severity() {
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let mut group =
        Group::with_title(level.primary_title(diagnostic.title.as_str()).id(diagnostic.code.name()));
    if let (Some(source), Some(primary)) = (diagnostic.source.as_deref(), &diagnostic.primary) {
        let mut snippet = Snippet::source(source.text.as_str())
            .path(source.name.as_str())
            .annotation(annotation(source, primary, AnnotationKind::Primary));
        for label in &diagnostic.secondary {
            snippet = snippet.annotation(annotation(source, label, AnnotationKind::Context));
        }
        group = group.element(snippet);
    }
    let shown = diagnostic.frames.get(..SHOWN_FRAMES).unwrap_or(&diagnostic.frames);
    for (index, frame) in shown.iter().enumerate() {
        group = match &frame.at {
            FrameAt::Text(source, _) => {
                // The places of one file are one snippet, at the first of them.
                let is_same = |other: &Frame| match &other.at {
                    FrameAt::Text(other, _) => Rc::ptr_eq(source, other),
                    FrameAt::Line { .. } | FrameAt::Object => false,
                };
                if shown.iter().take(index).any(is_same) {
                    continue;
                }
                let mut snippet = Snippet::source(source.text.as_str()).path(source.name.as_str());
                for frame in shown.iter().filter(|frame| is_same(frame)) {
                    if let FrameAt::Text(source, span) = &frame.at {
                        let kind = AnnotationKind::Primary;
                        snippet = snippet.annotation(annotation_of(source, *span, &frame.message, kind));
                    }
                }
                group.element(snippet)
            }
            FrameAt::Line { file, line, column } => {
                let mut origin = Origin::path(file.as_str()).line(*line as usize);
                if let Some(column) = column {
                    origin = origin.char_column(*column as usize);
                }
                group.element(origin)
            }
            FrameAt::Object => match &frame.object {
                Some(object) if frame.message.is_empty() => group.element(Origin::path(object.to_string())),
                Some(object) => group.element(Origin::path(format!("{object}: {}", frame.message))),
                None => group,
            },
        };
    }
    let hidden = diagnostic.frames.len().saturating_sub(SHOWN_FRAMES) + diagnostic.more_places;
    if hidden > 0 {
        let places = if hidden == 1 { "place" } else { "places" };
        group = group.element(Level::NOTE.message(format!("… and {hidden} more {places}")));
    }
    for note in &diagnostic.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

fn annotation<'a>(source: &SourceFile, label: &'a Label, kind: AnnotationKind) -> Annotation<'a> {
    annotation_of(source, label.span, &label.message, kind)
}

fn annotation_of<'a>(
    source: &SourceFile,
    span: Span,
    message: &'a str,
    kind: AnnotationKind,
) -> Annotation<'a> {
    let annotation = kind.span(range(source, span));
    if message.is_empty() { annotation } else { annotation.label(message) }
}

/// The bytes of a span, kept inside the text and between characters: a wrong span must not hide the message.
fn range(source: &SourceFile, span: Span) -> Range<usize> {
    let start = source.text.floor_char_boundary(span.start as usize);
    let end = source.text.floor_char_boundary(span.end as usize);
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;

    /// A diagnostic about the first occurrence of `marked`, or about the end of the text.
    fn frame(text: &str, marked: &str) -> String {
        let source = Rc::new(SourceFile::new("test.py", text));
        let start = if marked.is_empty() { text.len() } else { text.find(marked).unwrap() };
        let span = Span { start: start as u32, end: (start + marked.len()) as u32 };
        human(&[Diagnostic::new(Code::TYPE_MISMATCH, "a title").at(&source, span, "here")], false)
    }

    #[test]
    fn everything_a_diagnostic_has_is_shown() {
        let text = "def f(x: int) -> int:\n    pass\n    # one\n    # two\n    # three\n    return 'x'\n";
        let source = Rc::new(SourceFile::new("dir/test.py", text));
        let diagnostic = Diagnostic::new(Code::TYPE_MISMATCH, "a `str` is given where an `int` is declared")
            .at(&source, Span { start: 74, end: 77 }, "this is a `str`")
            .also(Span { start: 17, end: 20 }, "declared here")
            .note("a `str` is never an `int`")
            .note("it is not converted")
            .help("declare the result as `str`");
        insta::assert_snapshot!(human(&[diagnostic], false), @r"
        error[E0301]: a `str` is given where an `int` is declared
         --> dir/test.py:6:12
          |
        1 | def f(x: int) -> int:
          |                  --- declared here
        ...
        6 |     return 'x'
          |            ^^^ this is a `str`
          |
          = note: a `str` is never an `int`
          = note: it is not converted
          = help: declare the result as `str`
        ");
    }

    #[test]
    fn a_diagnostic_without_a_place_has_title_notes_and_help() {
        let first = Diagnostic::new(Code::NO_COMPILER, "no C compiler for rv32imc was found")
            .note("looked for `riscv64-unknown-elf-gcc`")
            .help("apt install gcc-riscv64-unknown-elf");
        let second = Diagnostic::new(Code::CANNOT_READ, "cannot read `x.py`");
        insta::assert_snapshot!(human(&[first, second], false), @r"
        error[E0501]: no C compiler for rv32imc was found
         |
         = note: looked for `riscv64-unknown-elf-gcc`
         = help: apt install gcc-riscv64-unknown-elf

        error[E0101]: cannot read `x.py`
        ");
    }

    #[test]
    fn tabs_are_shown_as_columns() {
        insta::assert_snapshot!(frame("if x:\n\tif y:\n\t\tbad = 1\n", "bad"), @r"
        error[E0301]: a title
         --> test.py:3:3
          |
        3 |         bad = 1
          |         ^^^ here
        ");
    }

    #[test]
    fn wide_characters_are_underlined_in_full() {
        insta::assert_snapshot!(frame("s = '日本' + 変数 + 1\n", "変数"), @r"
        error[E0301]: a title
         --> test.py:1:12
          |
        1 | s = '日本' + 変数 + 1
          |              ^^^^ here
        ");
    }

    #[test]
    fn a_place_at_the_end_of_the_file() {
        insta::assert_snapshot!(frame("f(1,\n", ""), @r"
        error[E0301]: a title
         --> test.py:1:6
          |
        1 | f(1,
          |     ^ here
        ");
        insta::assert_snapshot!(frame("f(1,", ""), @r"
        error[E0301]: a title
         --> test.py:1:5
          |
        1 | f(1,
          |     ^ here
        ");
    }

    #[test]
    fn an_empty_file() {
        insta::assert_snapshot!(frame("", ""), @r"
        error[E0301]: a title
         --> test.py:1:1
          |
        1 |
          | ^ here
        ");
    }

    #[test]
    fn windows_line_ends() {
        insta::assert_snapshot!(frame("x = 1\r\ny = bad\r\nz = 3\r\n", "bad"), @r"
        error[E0301]: a title
         --> test.py:2:5
          |
        2 | y = bad
          |     ^^^ here
        ");
    }

    #[test]
    fn a_place_of_several_lines() {
        insta::assert_snapshot!(frame("x = f(\n    1,\n    2,\n)\n", "f(\n    1,\n    2,\n)"), @r"
        error[E0301]: a title
         --> test.py:1:5
          |
        1 |   x = f(
          |  _____^
        2 | |     1,
        3 | |     2,
        4 | | )
          | |_^ here
        ");
    }

    #[test]
    fn a_place_outside_the_text_is_moved_inside() {
        let source = Rc::new(SourceFile::new("test.py", "é\n"));
        for (start, end) in [(1, 2), (0, 1), (99, 100), (2, 1), (u32::MAX, u32::MAX)] {
            let diagnostic =
                Diagnostic::new(Code::SYNTAX, "a title").at(&source, Span { start, end }, "here");
            assert!(human(&[diagnostic], false).contains("error[E0201]: a title"), "{start}..{end}");
        }
    }

    #[test]
    fn colour_is_ansi_escapes_and_nothing_else() {
        let diagnostic = Diagnostic::new(Code::SYNTAX, "a title").help("a help");
        let (plain, coloured) = (human(std::slice::from_ref(&diagnostic), false), human(&[diagnostic], true));
        assert!(coloured.contains("\u{1b}["));
        assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    }

    #[test]
    fn json_has_every_field() {
        let source = Rc::new(SourceFile::new("test.py", "x = 1\né = bad\n"));
        let diagnostic = Diagnostic::new(Code::TYPE_MISMATCH, "a title")
            .at(&source, Span { start: 11, end: 14 }, "here")
            .also(Span { start: 0, end: 1 }, "and here")
            .note("a note");
        let expected = json!({
            "code": "E0301",
            "severity": "error",
            "message": "a title",
            "file": "test.py",
            "line": 2,
            "column": 5,
            "end_line": 2,
            "end_column": 8,
            "labels": [
                {"file": "test.py", "line": 2, "column": 5, "end_line": 2, "end_column": 8, "message": "here"},
                {"file": "test.py", "line": 1, "column": 1, "end_line": 1, "end_column": 2, "message": "and here"},
            ],
            "more_places": 0,
            "notes": ["a note"],
            "help": null,
        });
        assert_eq!(json(&diagnostic), expected);
        let placeless = json(&Diagnostic::new(Code::NO_COMPILER, "none"));
        assert_eq!(placeless.get("file"), Some(&Value::Null));
        assert_eq!(placeless.get("line"), Some(&Value::Null));
        assert_eq!(placeless.get("labels"), Some(&json!([])));
    }
}
