//! Source text to syntax tree: the one room that names the parser crate.
//!
//! In comes a [`SourceFile`], out a [`Module`] or every syntax error that was found, each with its place. What Python
//! rejects is rejected here, by the grammar (the parser crate), by the rules beyond it (`rules`) and by the limits
//! of the compiler (`limits`); what Python accepts has a node in the [`tree`], with two exceptions that are refused
//! with a place: template strings, and escapes of lone surrogates, which have no UTF-8 form.
//!
//! ```text
//! def double(x: int) -> int:      FunctionDef(double)
//!     return 2 * x                  Return(Binary(Mul, 2, x))
//! ```
//!
//! Line ends: `\r\n` and a lone `\r` are line ends as `\n` is, in string literals too (reference, 2.1.2); spans are
//! always those of the text as the user wrote it (`newlines`).

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub(crate) mod binding;
mod convert;
mod errors;
mod limits;
mod newlines;
pub mod operators;
mod print;
mod rules;
mod scopes;
pub mod source;
#[cfg(test)]
mod tests;
pub mod tree;
mod walk;

use crate::diagnostics::{Code, Diagnostic};
use convert::Converter;
use newlines::Normalised;
use ruff_python_ast::{Mod, PythonVersion};
use ruff_python_parser::{Mode, ParseOptions, Parsed};
use std::rc::Rc;

pub use limits::MAX_DEPTH;
pub use operators::*;
pub use print::print;
pub use source::*;
pub use tree::*;
pub use walk::{each_expr, leaf_targets};

/// The Python whose grammar and rules are followed.
const PYTHON: PythonVersion = PythonVersion::PY314;

/// Parses a module.
///
/// # Errors
///
/// Every syntax error, in source order; never an empty list. Of several errors on one line only the first is kept:
/// the others are mostly echoes of it.
pub fn parse(source: Rc<SourceFile>) -> Result<Module, Vec<Diagnostic>> {
    limits::on_deep_stack(|| parse_module(source))
}

fn parse_module(source: Rc<SourceFile>) -> Result<Module, Vec<Diagnostic>> {
    limits::check_text(&source).map_err(|error| vec![error])?;
    let text = Normalised::new(&source.text);
    limits::check_tokens(&source, &text, Mode::Module).map_err(|error| vec![error])?;
    let parsed = ruff_python_parser::parse_unchecked(&text.text, options(Mode::Module));
    let mut reporter = errors::Reporter::new(&source, &text);
    reporter.parser_errors(&parsed);
    if !reporter.is_empty() {
        return Err(reporter.finish());
    }
    let mut converter = Converter::new(&source, &text, parsed.tokens());
    let body = match parsed.syntax() {
        Mod::Module(module) => converter.body(&module.body),
        Mod::Expression(_) => Vec::new(),
    };
    let comments = converter.comments();
    let too_deep = converter.too_deep();
    reporter.extend(converter.into_diagnostics());
    if !too_deep && let Mod::Module(module) = parsed.syntax() {
        reporter.rule_errors(rules::check(module, &text.text));
    }
    if reporter.is_empty() {
        Ok(Module { source, body, comments, protocols: Vec::new(), fixed: Vec::new() })
    } else {
        Err(reporter.finish())
    }
}

/// Parses the expression inside a string annotation, as if in parentheses; every span of it is `at`, the place of the
/// string, because an escape or a concatenation may stand between the two texts.
///
/// # Errors
///
/// The first syntax error, at `at`.
pub fn parse_expression(source: &Rc<SourceFile>, text: &str, at: Span) -> Result<Expr, Diagnostic> {
    limits::on_deep_stack(|| parse_annotation(source, text, at))
}

fn parse_annotation(source: &Rc<SourceFile>, text: &str, at: Span) -> Result<Expr, Diagnostic> {
    let quoted = Rc::new(SourceFile::new(source.name.as_str(), text));
    let relocate = |diagnostic: Diagnostic| errors::relocate(diagnostic, source, at);
    limits::check_text(&quoted).map_err(relocate)?;
    let text = Normalised::new(text);
    limits::check_tokens(&quoted, &text, Mode::ParenthesizedExpression).map_err(relocate)?;
    let parsed = ruff_python_parser::parse_unchecked(&text.text, options(Mode::ParenthesizedExpression));
    let mut reporter = errors::Reporter::new(&quoted, &text);
    reporter.parser_errors(&parsed);
    let mut converter = Converter::new(&quoted, &text, parsed.tokens()).all_at(at);
    let expression = match parsed.syntax() {
        Mod::Expression(expression) if reporter.is_empty() => converter.expression(&expression.body).ok(),
        Mod::Expression(_) | Mod::Module(_) => None,
    };
    reporter.extend(converter.into_diagnostics());
    match (expression, reporter.finish().into_iter().next()) {
        (Some(expression), None) => Ok(expression),
        (_, Some(error)) => Err(relocate(error)),
        (None, None) => {
            Err(Diagnostic::new(Code::INTERNAL, "an annotation was parsed to nothing").at(source, at, ""))
        }
    }
}

fn options(mode: Mode) -> ParseOptions {
    ParseOptions::from(mode).with_target_version(PYTHON)
}

/// What the parser makes, under the one name that the files of this room share.
type ParserOutput = Parsed<Mod>;
