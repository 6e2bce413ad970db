//! What the C compiler says of the user's sources, as diagnostics.
//!
//! In: the compiler's words, GCC's and clang's alike. Out: one diagnostic an error or warning, with its place, the
//! notes that follow it, and what to do about what a native module cannot have.
//!
//! ```text
//! foo.c:12:14: error: case label does not reduce to an integer constant
//! ```

use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::syntax::{SourceFile, Span};
use std::rc::Rc;

/// One line of the compiler's.
pub(crate) struct Line<'a> {
    pub file: &'a str,
    pub line: usize,
    column: usize,
    pub severity: &'a str,
    pub message: &'a str,
}

/// Severities, longest first.
const SEVERITIES: [&str; 4] = ["fatal error", "error", "warning", "note"];

/// Reads a line that has a place; none if it has not.
pub(crate) fn parse(line: &str) -> Option<Line<'_>> {
    // A message has the first `: error: `; a file's name before it may have colons.
    let (at, severity) = SEVERITIES
        .iter()
        .filter_map(|severity| Some((line.find(&format!(": {severity}: "))?, *severity)))
        .min_by_key(|(at, _)| *at)?;
    let (place, rest) = line.split_at_checked(at)?;
    let message = rest.get(severity.len() + 4..)?;
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let number = parts.next()?.parse().ok()?;
    Some(Line { file: parts.next()?, line: number, column, severity, message })
}

/// Diagnostics for what the compiler said; `read` gives a file's text for showing a place in it.
pub fn complaints(words: &str, mut read: impl FnMut(&str) -> Option<String>) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for line in words.lines().filter_map(parse) {
        let code = match line.severity {
            "warning" => Code::C_WARNING,
            "note" => {
                if let Some(last) = diagnostics.last_mut() {
                    last.notes.push(line.message.to_owned());
                }
                continue;
            }
            _ => Code::C_SOURCE,
        };
        let known = known(line.message);
        let title = known.as_ref().and_then(|known| known.title.clone());
        let mut diagnostic = Diagnostic::new(code, title.as_deref().unwrap_or(line.message));
        match read(line.file) {
            Some(text) => {
                let span = span(&text, line.line, line.column);
                let source = Rc::new(SourceFile::new(line.file, text));
                diagnostic = diagnostic.at(&source, span, "");
            }
            None => diagnostic.title = format!("{}:{}: {}", line.file, line.line, diagnostic.title),
        }
        if title.is_some() {
            diagnostic.notes.push(format!("the compiler says: {}", line.message));
        }
        diagnostic.help.extend(known.map(|known| known.help.to_owned()));
        diagnostics.push(diagnostic);
    }
    // Many a warning is of what an error left undone.
    if diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
        diagnostics.retain(|diagnostic| diagnostic.severity() == Severity::Error);
    }
    diagnostics
}

/// The word at a line and column, both from 1.
fn span(text: &str, line: usize, column: usize) -> Span {
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let rest = text.get(start..).unwrap_or_default();
    let rest = rest.lines().next().unwrap_or_default();
    let within = column.saturating_sub(1).min(rest.len());
    let word = rest.get(within..).unwrap_or_default();
    let length = word.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(word.len());
    let position = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Span { start: position(start + within), end: position(start + within + length.max(1)) }
}

/// What is known of an error that is the native module's, not C's.
struct Known {
    /// What to say instead of the compiler's words, which are of macros.
    title: Option<String>,
    /// What to do.
    help: &'static str,
}

fn known(message: &str) -> Option<Known> {
    let has = |part: &str| message.contains(part);
    let plain = |help| Some(Known { title: None, help });
    if has("case label") || has("expression is not an integer constant expression") {
        return plain(
            "a name's number is known only when the module is loaded: compare it with `if (q == MP_QSTR_…)` instead",
        );
    }
    if has("mpyc_object_of_") || has("mpyc_head_of_") {
        return Some(Known {
            title: Some("something else than a name is given for a name".to_owned()),
            help: "write the name itself, MP_QSTR_…; a number that is one at run time is made a string by MP_OBJ_NEW_QSTR",
        });
    }
    if let Some((_, rest)) = message.split_once("MPYC_HEAD_").or_else(|| message.split_once("MPYC_BODY_")) {
        let slot: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        return Some(Known {
            title: Some(format!("types have no slot `{slot}`")),
            help: "there are make_new, print, call, unary_op, binary_op, attr, subscr, iter, buffer, protocol, parent and \
                   locals_dict",
        });
    }
    if has("initializer element is not") {
        return plain(
            "in static data, write MP_ROM_QSTR(MP_QSTR_…) for a name as an object, MP_ROM_INT and MP_ROM_PTR for others; \
             a name's number fits a word, not a part of one",
        );
    }
    if has("MP_STATE_VM") || has("MP_STATE_PORT") || has("mpyc_roots") || has("mp_state_ctx") {
        return plain(
            "the firmware's own state is out of a module's reach; a variable that MP_REGISTER_ROOT_POINTER registers is not",
        );
    }
    if has("mpyc_module") {
        return plain("a .mpy file is one module: compile each source that registers one by itself");
    }
    if has("implicit declaration of function") {
        return plain(
            "declare it, and bring what defines it; `mpyc link --symbols` lists what there is of the firmware",
        );
    }
    if has("No such file or directory") || has("file not found") {
        return plain("name the directory with -I; the firmware's headers are py/… only");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_both_compilers_are_read() {
        let words = "In file included from foo.c:1:\nfoo.c:2:9: error: bad thing\n    2 | int x;\n\
                     foo.c:1:1: note: it is here\na:b.c:3:1: warning: odd [-Wodd]\n\
                     foo.c:9:1: fatal error: x.h: No such file or directory\ncompilation terminated.\n";
        let found = complaints(words, |file| (file == "foo.c").then(|| "int a;\nint y = bad;\n".to_owned()));
        let said: Vec<_> = found.iter().map(|d| (d.code.name(), d.title.as_str())).collect();
        assert_eq!(said, [("E0504", "bad thing"), ("E0504", "x.h: No such file or directory"),]);
        let warned = complaints("a:b.c:3:1: warning: odd [-Wodd]\n", |_| None);
        let said: Vec<_> = warned.iter().map(|d| (d.code.name(), d.title.as_str())).collect();
        assert_eq!(said, [("W0501", "a:b.c:3: odd [-Wodd]")]);
        let first = found.first().unwrap();
        assert_eq!(first.notes, ["it is here"]);
        let span = first.primary.as_ref().unwrap().span;
        assert_eq!((span.start, span.end), (15, 18));
    }

    #[test]
    fn what_a_module_cannot_have_has_a_remedy() {
        for message in [
            "case label does not reduce to an integer constant",
            "initializer element is not constant",
            "'mpyc_object_of_q' undeclared here (not in a function)",
            "implicit declaration of function 'MP_STATE_VM'",
            "redefinition of 'mpyc_module'",
            "extmod/foo.h: No such file or directory",
        ] {
            assert!(known(message).is_some(), "{message}");
        }
        assert!(known("expected ';' before '}' token").is_none());
    }
}
