//! Where a source lacks annotations: of parameters, of results, of fields. Each is a place in the text where one can stand.
//!
//! ```text
//! def scale(xs, k=1):          xs, k, and the result
//!     self.size = 0            a field, where `__init__` first sets it
//! ```

use crate::syntax::{Param, Span};
use crate::types::{FunctionInfo, FunctionKind, MethodKind, Program, Type};
use std::collections::BTreeSet;

/// What an annotation would be of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    /// A parameter.
    Parameter(String),
    /// What a function gives.
    Result(String),
    /// A field of the instances of a class.
    Field(String),
}

/// A place without an annotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// What of.
    pub of: Of,
    /// Bytes from the source's start to where the annotation goes.
    pub at: usize,
    /// The line of that.
    pub line: u32,
}

impl Blank {
    /// The text that goes there.
    #[must_use]
    pub fn filled(&self, ty: &str) -> String {
        match self.of {
            Of::Parameter(_) | Of::Field(_) => format!(": {ty}"),
            Of::Result(_) => format!(" -> {ty}"),
        }
    }

    /// The annotation as one writes it: `n: int`.
    #[must_use]
    pub fn written(&self, ty: &str) -> String {
        match &self.of {
            Of::Parameter(name) => format!("{name}: {ty}"),
            Of::Field(name) => format!("self.{name}: {ty}"),
            Of::Result(name) => format!("def {name}(…) -> {ty}"),
        }
    }
}

/// What is annotated together, because a type of one part says little without those of the others: a function, or a class
/// with its methods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The function or class.
    pub name: String,
    /// The line it begins at.
    pub line: u32,
    /// The last line of it.
    pub end: u32,
    /// Its blanks, in the order of the source.
    pub blanks: Vec<Blank>,
}

/// The groups of a module that have blanks, in the order of the source.
#[must_use]
pub fn groups(program: &Program) -> Vec<Group> {
    let source = program.source();
    let group = |name: &str, span: Span, mut blanks: Vec<Blank>| {
        blanks.sort_by_key(|blank| blank.at);
        let (line, end) = (source.line(span.start), source.line(span.end.saturating_sub(1)));
        Group { name: name.to_owned(), line, end, blanks }
    };
    let mut groups = Vec::new();
    for (index, class) in program.classes.iter().enumerate() {
        let methods = program.functions.iter().filter(|function| function.class == Some(index));
        let mut blanks: Vec<Blank> = methods.flat_map(|method| of_function(program, method)).collect();
        for field in class.fields.values().filter(|field| !field.declared && field.owner == index) {
            // `self.x` that a plain assignment sets.
            let end = field.span.end as usize;
            let rest = source.text.get(end..).unwrap_or_default().trim_start();
            let is_target = source.slice(field.span).ends_with(&format!(".{}", field.name))
                && rest.starts_with('=')
                && !rest.starts_with("==");
            if is_target {
                let line = source.line(field.span.start);
                blanks.push(Blank { of: Of::Field(field.name.to_string()), at: end, line });
            }
        }
        groups.push(group(&class.def.name.name, class.def.span, blanks));
    }
    for function in program.functions.iter().filter(|function| function.class.is_none()) {
        groups.push(group(&function.qualified_name, function.def.span, of_function(program, function)));
    }
    groups.retain(|group| !group.blanks.is_empty());
    groups.sort_by_key(|group| (group.line, group.end));
    groups
}

/// The blanks of a function's head.
fn of_function(program: &Program, function: &FunctionInfo) -> Vec<Blank> {
    let source = program.source();
    let def = &function.def;
    let is_written = |name: &str, span: Span| source.slice(span) == name;
    // What the compiler made has no head in the text, and that of a lambda has no place for annotations.
    if !is_written(&def.name.name, def.name.span) || function.is_viper {
        return Vec::new();
    }
    let given: BTreeSet<Span> = function
        .params
        .iter()
        .filter(|param| matches!(param.ty, Type::Instance(_) | Type::Class(_)))
        .map(|param| param.span)
        .collect();
    let params = &def.params;
    let plain = params.positional_only.iter().chain(&params.positional).chain(&params.keyword_only);
    let lacks = |param: &&Param| {
        param.annotation.is_none()
            && is_written(&param.name.name, param.name.span)
            && !given.contains(&param.name.span)
    };
    let mut blanks: Vec<Blank> = plain
        .clone()
        .filter(lacks)
        .map(|param| Blank {
            of: Of::Parameter(param.name.name.to_string()),
            at: param.name.span.end as usize,
            line: source.line(param.name.span.start),
        })
        .collect();
    let can_give = function.kind == FunctionKind::Plain
        && function.method == MethodKind::Plain
        && !is_written("__init__", def.name.span);
    if can_give && !function.returns_declared {
        let ends = plain.chain(&params.star).chain(&params.double_star).map(|param| {
            let parts = param.annotation.iter().chain(&param.default).map(|expr| expr.span.end);
            parts.fold(param.name.span.end, u32::max)
        });
        let after = ends.fold(def.name.span.end, u32::max) as usize;
        if let Some(at) = closing(&source.text, after) {
            let line = source.line(u32::try_from(at).unwrap_or(u32::MAX).saturating_sub(1));
            blanks.push(Blank { of: Of::Result(function.short_name().to_owned()), at, line });
        }
    }
    blanks
}

/// The place after the next `)` that is in no comment.
fn closing(text: &str, from: usize) -> Option<usize> {
    let mut in_comment = false;
    for (index, byte) in text.bytes().enumerate().skip(from) {
        match byte {
            b'#' => in_comment = true,
            b'\n' => in_comment = false,
            b')' if !in_comment => return Some(index + 1),
            _ => {}
        }
    }
    None
}

impl FunctionInfo {
    /// The part of the name after the last dot.
    fn short_name(&self) -> &str {
        self.qualified_name.rsplit('.').next().unwrap_or(&self.qualified_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile;
    use crate::desugar::Known;
    use crate::syntax::SourceFile;
    use crate::types::Favour;
    use std::rc::Rc;

    fn found(text: &str) -> Vec<String> {
        let source = Rc::new(SourceFile::new("m.py", text));
        let look = |program: &Program| groups(program);
        let (groups, _) = compile::typed(&source, &Known::default(), Favour::Size, look).unwrap();
        let shown = |blank: &Blank| {
            let mut text = text.to_owned();
            text.insert_str(blank.at, &blank.filled("T"));
            text.lines().nth(blank.line as usize - 1).unwrap_or_default().trim().to_owned()
        };
        groups
            .iter()
            .flat_map(|group| {
                group.blanks.iter().map(move |blank| format!("{}: {}", group.name, shown(blank)))
            })
            .collect()
    }

    #[test]
    fn each_place_for_an_annotation_is_found() {
        let text = "def f(a, b: int, c=len((1,)), *d, e, **g):  # )\n    return lambda x: x\n\n\n\
                    class P:\n    def __init__(self, x):\n        self.x = x\n        self.y: int = 0\n\n\
                    \x20   def m(self):\n        pass\n\n\ndef g(\n    a: int,  # of a)\n) -> int:\n    return a\n";
        assert_eq!(
            found(text),
            [
                "f: def f(a: T, b: int, c=len((1,)), *d, e, **g):  # )",
                "f: def f(a, b: int, c: T=len((1,)), *d, e, **g):  # )",
                "f: def f(a, b: int, c=len((1,)), *d, e: T, **g):  # )",
                "f: def f(a, b: int, c=len((1,)), *d, e, **g) -> T:  # )",
                "P: def __init__(self, x: T):",
                "P: self.x: T = x",
                "P: def m(self) -> T:",
            ]
        );
    }
}
