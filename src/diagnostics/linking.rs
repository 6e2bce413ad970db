//! What the linker explains, as diagnostics: frames of the sources where there is text, places in objects where not.
//!
//! ```text
//! error[L0012]: undefined symbol `sinf`
//!  --> wave.c:14:20
//!    |
//! 14 |     return amplitude * sinf(t);
//!    |                        ^^^^ in `wave`
//!    |
//!    = note: `libm.a(lib_a-sf_sin.o)` has it
//!    = help: link it: -l libm.a
//! ```

use super::{Code, Diagnostic, Frame, FrameAt, ObjectPlace};
use crate::syntax::{SourceFile, Span};
use linker::Location;
use linker::explain::{Explanation, SourcePlace};
use std::rc::Rc;

/// The texts that places are shown in.
pub trait Texts {
    /// A source file by its path in debug information; none if there is no such text.
    fn text(&self, path: &str) -> Option<Rc<SourceFile>>;

    /// How messages name a file whose text there is not.
    fn shown(&self, path: &str) -> String {
        path.to_owned()
    }

    /// The Python that a line of generated C is of.
    fn python(&self, path: &str, line: u32) -> Option<(Rc<SourceFile>, u32)> {
        let _ = (path, line);
        None
    }
}

/// A diagnostic for each explanation.
#[must_use]
pub fn diagnostics(explanations: &[Explanation], texts: &dyn Texts) -> Vec<Diagnostic> {
    explanations.iter().map(|explanation| diagnostic(explanation, texts)).collect()
}

fn diagnostic(explanation: &Explanation, texts: &dyn Texts) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(Code::of_linker(explanation.code), explanation.title.as_str());
    diagnostic.notes = explanation.notes.clone();
    diagnostic.help = explanation.remedies.clone();
    diagnostic.more_places = explanation.count.saturating_sub(explanation.places.len());
    let several = explanation.symbols.len() > 1;
    let mut seen: Vec<(String, u32, Option<&str>)> = Vec::new();
    for place in &explanation.places {
        let symbol = place.symbol.as_deref().filter(|_| several);
        if let Some(source) = &place.source {
            let key = (source.file.clone(), source.line, symbol);
            if seen.contains(&key) {
                continue;
            }
            seen.push(key);
        }
        if let Some(frame) = python_frame(place, texts) {
            diagnostic.frames.push(frame);
        }
        diagnostic.frames.extend(frame(place, symbol, texts));
    }
    diagnostic
}

fn object(place: &Location) -> ObjectPlace {
    ObjectPlace {
        file: place.file.clone(),
        section: place.section.clone(),
        offset: place.offset,
        function: place.function.clone(),
        symbol: place.symbol.clone(),
    }
}

/// The frame of a place; none for a problem without one. `symbol` is named where several are meant.
fn frame(place: &Location, symbol: Option<&str>, texts: &dyn Texts) -> Option<Frame> {
    let object = object(place);
    if object.file.is_none() && place.source.is_none() {
        return None;
    }
    let Some(source) = &place.source else {
        let message = symbol.map(|symbol| format!("`{symbol}`")).unwrap_or_default();
        return Some(Frame { at: FrameAt::Object, message, object: Some(object) });
    };
    // A text that is too short is not the one that was compiled.
    let text = texts.text(&source.file).filter(|text| source.line == 1 || text.line_start(source.line) > 0);
    let at = match text {
        Some(text) => {
            let span = span(&text, source, place.symbol.as_deref());
            FrameAt::Text(text, span)
        }
        None => {
            let file = texts.shown(&source.file);
            FrameAt::Line { file, line: source.line, column: source.column }
        }
    };
    Some(Frame { at, message: message(place, source, symbol), object: Some(object) })
}

/// The frame of the Python that the place's C was made from.
fn python_frame(place: &Location, texts: &dyn Texts) -> Option<Frame> {
    let source = place.source.as_ref()?;
    let (text, line) = texts.python(&source.file, source.line)?;
    let span = line_span(&text, line);
    Some(Frame { at: FrameAt::Text(text, span), message: "this".into(), object: None })
}

/// What is said at a line: the symbol, the function, where it was inlined.
fn message(place: &Location, source: &SourcePlace, symbol: Option<&str>) -> String {
    let mut parts: Vec<String> = symbol.map(|symbol| format!("`{symbol}`")).into_iter().collect();
    if let Some(name) = source.name.as_ref().or(place.function.as_ref()) {
        parts.push(format!("in `{name}`"));
    }
    if let Some(caller) = source.callers.last() {
        let function = caller.function.as_ref().map(|name| format!("`{name}`, "));
        parts.push(format!("inlined into {}line {}", function.unwrap_or_default(), caller.line));
    }
    parts.join(", ")
}

/// The characters of a place: the symbol's name on the line, from the column on if the compiler gave one; else what
/// begins at the column; else the line.
fn span(text: &SourceFile, source: &SourcePlace, symbol: Option<&str>) -> Span {
    let line = text.line_text(source.line);
    let whole = line_span(text, source.line);
    let start = whole.start - leading(line);
    let column = source.column.map_or(0, |column| column.saturating_sub(1) as usize);
    let column = if line.is_char_boundary(column) { column } else { 0 };
    let rest = line.get(column..).unwrap_or_default();
    let at = |from: usize, length: usize| {
        let from = start + u32::try_from(from).unwrap_or(0);
        Span { start: from, end: from + u32::try_from(length).unwrap_or(0) }
    };
    if let Some(symbol) = symbol.filter(|symbol| !symbol.is_empty()) {
        if let Some(found) = find_name(rest, symbol) {
            return at(column + found, symbol.len());
        }
        if let Some(found) = find_name(line, symbol) {
            return at(found, symbol.len());
        }
    }
    if source.column.is_none() || rest.trim().is_empty() {
        return whole;
    }
    let name = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let length = if name > 0 { name } else { rest.chars().next().map_or(0, char::len_utf8) };
    at(column, length)
}

/// Where a whole name stands in a text.
fn find_name(text: &str, name: &str) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

/// Bytes of space that a line begins with.
fn leading(line: &str) -> u32 {
    u32::try_from(line.len() - line.trim_start().len()).unwrap_or(0)
}

/// A line without the space around it.
fn line_span(text: &SourceFile, line: u32) -> Span {
    let start = text.line_start(line);
    let content = text.line_text(line);
    let length = u32::try_from(content.trim_end().len()).unwrap_or(0);
    Span { start: start + leading(content).min(length), end: start + length }
}
