//! The parser crate's tree to ours.
//!
//! Every variant of the parser's tree is named in a match without a default: a new one stops the build, not a program
//! of a user. What has no node in our tree is refused with a place, and conversion goes on with the next statement.

mod expression;
mod number;
mod pattern;
mod statement;
mod string;

use super::limits::{MAX_DEPTH, too_deep};
use super::newlines::Normalised;
use super::source::{SourceFile, Span};
use super::tree::{Ident, Name};
use crate::diagnostics::{Code, Diagnostic};
use ruff_python_ast as ast;
use ruff_python_ast::token::{TokenKind, Tokens};
use ruff_text_size::{Ranged, TextRange};
use std::collections::HashMap;
use std::rc::Rc;

/// A node was refused; the reason is among the converter's diagnostics.
pub(super) struct Refused;

pub(super) type Converted<T> = Result<T, Refused>;

/// Converts one file.
pub(super) struct Converter<'a> {
    source: &'a Rc<SourceFile>,
    text: &'a Normalised<'a>,
    tokens: &'a Tokens,
    /// The span of every node, for a text that is not part of the file.
    at: Option<Span>,
    /// Looked up only, never iterated.
    names: HashMap<String, Name>,
    diagnostics: Vec<Diagnostic>,
    depth: u32,
    too_deep: bool,
}

impl<'a> Converter<'a> {
    pub(super) fn new(
        source: &'a Rc<SourceFile>,
        text: &'a Normalised<'a>,
        tokens: &'a Tokens,
    ) -> Converter<'a> {
        let names = HashMap::new();
        Converter {
            source,
            text,
            tokens,
            at: None,
            names,
            diagnostics: Vec::new(),
            depth: 0,
            too_deep: false,
        }
    }

    /// Gives every node this span.
    pub(super) fn all_at(mut self, at: Span) -> Converter<'a> {
        self.at = Some(at);
        self
    }

    /// Whether the tree reached below [`MAX_DEPTH`].
    pub(super) fn too_deep(&self) -> bool {
        self.too_deep
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// The comments of the file, in order.
    pub(super) fn comments(&self) -> Vec<Span> {
        let comments = self.tokens.iter().filter(|token| token.kind() == TokenKind::Comment);
        comments.map(|token| self.span(token.range())).collect()
    }

    fn span(&self, range: TextRange) -> Span {
        self.at.unwrap_or_else(|| self.text.span(range))
    }

    fn name(&mut self, name: &str) -> Name {
        if let Some(known) = self.names.get(name) {
            return Rc::clone(known);
        }
        let new: Name = Rc::from(name);
        self.names.insert(name.to_owned(), Rc::clone(&new));
        new
    }

    fn ident(&mut self, identifier: &ast::Identifier) -> Ident {
        Ident { name: self.name(&identifier.id), span: self.span(identifier.range) }
    }

    /// Converts a node one level further down.
    fn nested<T>(
        &mut self,
        range: TextRange,
        convert: impl FnOnce(&mut Self) -> Converted<T>,
    ) -> Converted<T> {
        if self.depth >= MAX_DEPTH {
            if !self.too_deep {
                let span = self.span(range);
                self.diagnostics.push(too_deep(self.source, span));
            }
            self.too_deep = true;
            return Err(Refused);
        }
        self.depth += 1;
        let result = convert(self);
        self.depth -= 1;
        result
    }

    fn refuse<T>(&mut self, code: Code, range: TextRange, title: &str, help: &str) -> Converted<T> {
        let span = self.span(range);
        self.diagnostics.push(Diagnostic::new(code, title).at(self.source, span, "").help(help));
        Err(Refused)
    }

    /// A node that the parser makes only together with an error, which was reported before.
    fn impossible<T>(&mut self, range: TextRange, what: &str) -> Converted<T> {
        let title = format!("the parser let through {what}");
        self.refuse(Code::INTERNAL, range, &title, "please report this with the line it points at")
    }
}
