//! `# type: ignore`: errors of the checker that the author of a line does not want to hear.
//!
//! ```text
//! x: int = text()  # type: ignore            any error or warning of the checker on this line
//! x: int = text()  # type: ignore[E0301]     those of this code
//! x: int = text()  # type: ignore[assignment]   the name that other checkers have for it
//! ```
//!
//! What is compiled does not depend on it: a value of another type than is declared is checked when it comes, so that
//! the line raises `TypeError` if the checker was right. What would be compiled to something else than it means is an
//! error nonetheless.

use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{Module, Span};

/// What other checkers call the problems that have these codes.
const OTHER_NAMES: &[(&str, &[Code])] = &[
    ("arg-type", &[Code::TYPE_MISMATCH, Code::MAYBE_NONE]),
    ("assignment", &[Code::TYPE_MISMATCH, Code::MAYBE_NONE]),
    ("attr-defined", &[Code::NO_ATTRIBUTE]),
    ("call-arg", &[Code::CALL_ARITY]),
    ("dict-item", &[Code::TYPE_MISMATCH, Code::MAYBE_NONE]),
    ("index", &[Code::TYPE_MISMATCH, Code::MAYBE_NONE, Code::UNSUPPORTED_OPERAND]),
    ("list-item", &[Code::TYPE_MISMATCH, Code::MAYBE_NONE]),
    ("misc", &[Code::FINAL_ASSIGNED, Code::TYPE_MISMATCH]),
    ("name-defined", &[Code::BAD_ANNOTATION, Code::UNDEFINED_NAME]),
    ("operator", &[Code::UNSUPPORTED_OPERAND, Code::MAYBE_NONE, Code::NOT_CALLABLE]),
    ("override", &[Code::INCOMPATIBLE_OVERRIDE]),
    ("possibly-undefined", &[Code::MAYBE_UNBOUND]),
    ("return", &[Code::MISSING_RETURN]),
    ("return-value", &[Code::TYPE_MISMATCH, Code::MAYBE_NONE]),
    ("union-attr", &[Code::MAYBE_NONE, Code::NO_ATTRIBUTE]),
    ("unreachable", &[Code::UNREACHABLE]),
    ("valid-type", &[Code::BAD_ANNOTATION]),
];

/// A comment that asks for silence.
struct Ignore<'a> {
    span: Span,
    line: u32,
    /// What it names between brackets; none for everything.
    names: Option<Vec<&'a str>>,
    used: bool,
}

impl Ignore<'_> {
    fn covers(&self, code: Code) -> bool {
        let Some(names) = &self.names else { return true };
        names.iter().any(|name| {
            let other = OTHER_NAMES.iter().find(|(other, _)| other == name);
            *name == code.name() || other.is_some_and(|(_, codes)| codes.contains(&code))
        })
    }
}

/// Leaves out what the comments of a module silence, and says which of them silence nothing.
pub(super) fn apply(module: &Module, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut ignores = ignores(module);
    if ignores.is_empty() {
        return diagnostics;
    }
    let source = &module.source;
    let mut kept = Vec::new();
    for diagnostic in diagnostics {
        let Some(span) = diagnostic.primary.as_ref().map(|label| label.span) else {
            kept.push(diagnostic);
            continue;
        };
        let lines = source.line(span.start)..=source.line(span.end.max(span.start + 1) - 1);
        let silent =
            ignores.iter_mut().find(|ignore| lines.contains(&ignore.line) && ignore.covers(diagnostic.code));
        match silent {
            Some(ignore) => {
                ignore.used = true;
                if !may_be_silenced(diagnostic.code) {
                    kept.push(diagnostic.note(
                        "`# type: ignore` cannot silence this: the line would be compiled to something else than it means",
                    ));
                }
            }
            None => kept.push(diagnostic),
        }
    }
    for ignore in ignores {
        // A name of another checker's is for that checker, and what depends on the target is not looked for here.
        let mut codes = ignore.names.iter().flatten().filter_map(|name| Code::named(name));
        let ours = codes.any(|code| code != Code::ABSENT_MODULE);
        if ours && !ignore.used {
            kept.push(
                Diagnostic::new(Code::UNUSED_IGNORE, "this `# type: ignore` silences nothing")
                    .at(source, ignore.span, "nothing of the kind is on this line")
                    .help("remove the comment"),
            );
        }
    }
    kept
}

/// Whether a comment silences a problem.
pub(super) fn is_silenced(module: &Module, diagnostic: &Diagnostic) -> bool {
    let source = &module.source;
    let Some(span) = diagnostic.primary.as_ref().map(|label| label.span) else { return false };
    ignores(module)
        .iter()
        .any(|ignore| ignore.line == source.line(span.start) && ignore.covers(diagnostic.code))
}

/// Whether a code is of the checker's own, about types and names, so that the program means the same without it.
fn may_be_silenced(code: Code) -> bool {
    code.name().starts_with("E03") || code.name().starts_with("W03")
}

fn ignores(module: &Module) -> Vec<Ignore<'_>> {
    let source = &module.source;
    let mut found = Vec::new();
    for span in &module.comments {
        let Some(rest) = source.slice(*span).strip_prefix('#') else { continue };
        let Some(rest) = rest.trim_start().strip_prefix("type:") else { continue };
        let Some(rest) = rest.trim_start().strip_prefix("ignore") else { continue };
        let names = match rest.trim_start().strip_prefix('[') {
            Some(list) => list.split_once(']').map(|(list, _)| list.split(',').map(str::trim).collect()),
            None if rest.trim().is_empty() || rest.trim_start().starts_with('#') => None,
            None => continue,
        };
        found.push(Ignore { span: *span, line: source.line(span.start), names, used: false });
    }
    found
}
