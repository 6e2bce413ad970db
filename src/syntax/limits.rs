//! What the compiler will not read: texts that are not Python source at all, and nesting without end.
//!
//! All stages walk the tree recursively, so its depth is bounded here, once: no node of a tree that [`super::parse`]
//! returns lies more than [`MAX_DEPTH`] nodes below the module. A source like `((((…` or `- - - -…` can be refused
//! only before the parser recurses into it; that is done on its tokens ([`check_tokens`]), with a bound that is far
//! above the tree's. CPython's own limits are of the same order: 200 parentheses, 100 indentations, and a few thousand
//! operators in a row (`Parser/tokenizer.h`, `Python/symtable.c`).

use super::newlines::Normalised;
use super::source::{SourceFile, Span};
use crate::diagnostics::{Code, Diagnostic};
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, lexer};
use ruff_text_size::TextSize;
use std::rc::Rc;

/// How many nodes deep a tree may be. A chain of `+` and a chain of `elif` nest as deep as they are long.
pub const MAX_DEPTH: u32 = 500;

/// An upper bound of the parser's recursion, see [`Nesting`].
const MAX_NESTED_TOKENS: u64 = 10_000;

/// Enough for a recursion over [`MAX_NESTED_TOKENS`] levels in an unoptimised build; touched only where needed.
const DEEP_STACK: usize = 128 << 20;

/// Runs a function that may recurse as deeply as [`check_tokens`] allows.
pub(super) fn on_deep_stack<T>(run: impl FnOnce() -> T) -> T {
    stacker::grow(DEEP_STACK, run)
}

/// Refuses what cannot be a source file.
pub(super) fn check_text(source: &Rc<SourceFile>) -> Result<(), Diagnostic> {
    if u32::try_from(source.text.len()).is_err() {
        return Err(Diagnostic::new(Code::TOO_LARGE, format!("`{}` is larger than 4 GiB", source.name)));
    }
    if let Some(offset) = source.text.find('\0') {
        let start = u32::try_from(offset).unwrap_or(u32::MAX);
        let span = Span { start, end: start.saturating_add(1) };
        return Err(Diagnostic::new(Code::SYNTAX, "source code cannot contain null bytes")
            .at(source, span, "null byte")
            .help("save the file as UTF-8 text; UTF-16 text and binary files look like this"));
    }
    Ok(())
}

/// Refuses a source into which the parser would recurse too deeply.
pub(super) fn check_tokens(source: &Rc<SourceFile>, text: &Normalised, mode: Mode) -> Result<(), Diagnostic> {
    if !exceeds(&text.text, mode) {
        return Ok(());
    }
    // The lexer's public face tells kinds but no places: look for the shortest beginning that is too deep.
    let (mut fits, mut exceeding) = (0, text.text.len());
    while exceeding - fits > 1 {
        let middle = fits + (exceeding - fits) / 2;
        let boundary = text.text.floor_char_boundary(middle);
        if boundary > fits && exceeds(text.text.get(..boundary).unwrap_or(""), mode) {
            exceeding = boundary;
        } else {
            fits = middle;
        }
    }
    let end = text.original(TextSize::new(u32::try_from(exceeding).unwrap_or(u32::MAX)));
    Err(too_deep(source, Span { start: end.saturating_sub(1), end }))
}

/// The diagnostic for a node below [`MAX_DEPTH`].
pub(super) fn too_deep(source: &Rc<SourceFile>, span: Span) -> Diagnostic {
    Diagnostic::new(Code::UNSUPPORTED_SYNTAX, format!("the code is nested more than {MAX_DEPTH} levels deep"))
        .at(source, span, "too deep here")
        .note("a chain of operators, of calls or of `elif` counts one level for each link")
        .help("give a part of it a name of its own, or move it into a function")
}

fn exceeds(text: &str, mode: Mode) -> bool {
    let mut lexer = lexer::lex(text, mode);
    let mut nesting = Nesting::default();
    loop {
        let kind = lexer.next_token();
        if kind == TokenKind::EndOfFile {
            return false;
        }
        if nesting.is_exceeded_by(kind) {
            return true;
        }
    }
}

/// Bounds the depth of the tree from its tokens: a node can only be as deep as there are tokens before it in its own
/// comma-separated item and in the items of the brackets around it, plus the blocks around it.
#[derive(Default)]
struct Nesting {
    /// The enclosing brackets: tokens of the unfinished item, and lambdas.
    outer: Vec<(u64, u64)>,
    /// The sum of the items in `outer`.
    sum: u64,
    /// Tokens of the current item.
    item: u64,
    /// Lambdas since the bracket was opened: the commas of their parameters separate nothing.
    lambdas: u64,
    blocks: u64,
}

impl Nesting {
    fn is_exceeded_by(&mut self, kind: TokenKind) -> bool {
        match kind {
            TokenKind::Lpar
            | TokenKind::Lsqb
            | TokenKind::Lbrace
            | TokenKind::FStringStart
            | TokenKind::TStringStart => {
                self.outer.push((self.item + 1, self.lambdas));
                self.sum += self.item + 1;
                (self.item, self.lambdas) = (0, 0);
            }
            TokenKind::Rpar
            | TokenKind::Rsqb
            | TokenKind::Rbrace
            | TokenKind::FStringEnd
            | TokenKind::TStringEnd => {
                (self.item, self.lambdas) = self.outer.pop().unwrap_or((0, 0));
                self.sum = self.sum.saturating_sub(self.item);
            }
            TokenKind::Newline | TokenKind::Semi if self.outer.is_empty() => {
                (self.item, self.lambdas) = (0, 0);
            }
            TokenKind::Comma => self.item = 2 * self.lambdas,
            TokenKind::Lambda => {
                self.lambdas += 1;
                self.item += 1;
            }
            TokenKind::Indent => self.blocks += 1,
            TokenKind::Dedent => self.blocks = self.blocks.saturating_sub(1),
            // Neither nests anything.
            TokenKind::String | TokenKind::Comment | TokenKind::NonLogicalNewline => {}
            _ => self.item += 1,
        }
        // A block costs the parser several frames.
        self.sum + self.item + 8 * self.blocks > MAX_NESTED_TOKENS
    }
}
