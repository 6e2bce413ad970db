//! What the C compiler says of a C file and of the [`glue`](super::glue) behind it, as diagnostics: what is wrong in the
//! file at its place, where file and stub differ at the stub's line.

use super::{ItemKind, Library, glue};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::syntax::Span;
use crate::usermod::complaints::{complaints as of_file, parse};
use indexmap::IndexSet;
use std::rc::Rc;

/// A declaration that stands on a line of the stub.
struct Declared<'a> {
    name: &'a str,
    span: Span,
    /// What it is to C.
    what: String,
}

/// Diagnostics for the compiler's words about a file, which they call `compiled` and the user `shown`; `read` gives a
/// file's text.
pub fn complaints(
    library: &Library,
    words: &str,
    compiled: &str,
    shown: &str,
    mut read: impl FnMut(&str) -> Option<String>,
) -> Vec<Diagnostic> {
    let (mut own, mut others) = (Vec::new(), String::new());
    let mut in_stub = false;
    for text in words.lines() {
        if let Some(line) = parse(text)
            && line.severity != "note"
        {
            in_stub = line.file == library.stub.name;
        }
        if in_stub {
            own.push(text);
        } else {
            others.push_str(&text.replacen(compiled, shown, 1));
            others.push('\n');
        }
    }
    let found = of_file(&others, &mut read);
    if found.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
        // What the stub says of it is the least of its problems.
        return found;
    }
    let mut diagnostics = found;
    let mut lines: IndexSet<usize> = IndexSet::new();
    let mut is_new = false;
    for line in own.into_iter().filter_map(parse) {
        if line.severity == "note" {
            if let (true, Some(last)) = (is_new, diagnostics.last_mut()) {
                let file = if line.file == compiled { shown } else { line.file };
                let text = read(file)
                    .and_then(|text| Some(text.lines().nth(line.line.checked_sub(1)?)?.trim().to_owned()));
                match text {
                    Some(text) if line.file != library.stub.name => {
                        last.notes.push(format!("{file}:{} has `{text}`", line.line));
                    }
                    Some(_) | None => {}
                }
            }
            continue;
        }
        if line.severity == "warning" {
            is_new = false;
            continue;
        }
        is_new = lines.insert(line.line);
        if !is_new {
            continue;
        }
        let declared = declared(library, line.line);
        let stub = &library.stub.name;
        let problem = |title: String| Diagnostic::new(Code::C_DIFFERS, title);
        diagnostics.push(match declared {
            Some(declared) => {
                let is_missing = ["alias", "undeclared", "no member", "incomplete", "undefined"]
                    .iter()
                    .any(|word| line.message.contains(word));
                let title = if is_missing {
                    format!("`{}` is declared in the stub and not defined in `{shown}`", declared.name)
                } else {
                    format!("`{}` is not in `{shown}` what the stub declares", declared.name)
                };
                let label = if is_missing { "not in C" } else { "otherwise in C" };
                let mut problem = problem(title).at(&library.stub, declared.span, label);
                problem.notes.push(format!("the stub means `{}`", declared.what));
                problem.notes.push(format!("the compiler says: {}", line.message));
                problem
            }
            None => problem(format!("{stub}:{}: {}", line.line, line.message)),
        });
    }
    diagnostics
}

/// What is declared on a line of the stub.
fn declared(library: &Library, line: usize) -> Option<Declared<'_>> {
    let on_line = |span: Span| library.stub.line(span.start) as usize == line;
    for (name, item) in &library.items {
        let members: Vec<(&Rc<str>, Span, String)> = match &item.kind {
            ItemKind::Function { signature, .. } => vec![(name, item.span, glue::meaning(name, signature))],
            ItemKind::Constant(value) => vec![(name, item.span, format!("{name} == {value}"))],
            ItemKind::Opaque => vec![(name, item.span, format!("struct {name}"))],
            ItemKind::Enum(members) => members
                .iter()
                .map(|member| (&member.name, member.span, format!("{} = {}", member.name, member.value)))
                .chain([(name, item.span, format!("enum {name}, with all its enumerators"))])
                .collect(),
            ItemKind::Struct(fields) => fields
                .iter()
                .map(|field| (&field.name, field.span, format!("{} {}", field.number.c(), field.name)))
                .chain([(name, item.span, format!("struct {name}"))])
                .collect(),
        };
        if let Some((name, span, what)) = members.into_iter().find(|(_, span, _)| on_line(*span)) {
            return Some(Declared { name, span, what });
        }
    }
    None
}
