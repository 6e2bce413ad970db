//! What the parser and the rules report, as diagnostics.
//!
//! In come the parser crate's error values, out [`Diagnostic`]s with the code `E0201`: the title is the crate's
//! message in our style, the label the place in the user's text, and where a mistake is a usual one, the remedy.
//!
//! ```text
//! f(1          error[E0201]: unexpected end of file
//!                f(1
//!                 - this `(` is never closed
//! ```

use super::ParserOutput;
use super::newlines::Normalised;
use super::rules::RuleError;
use super::source::{SourceFile, Span};
use crate::diagnostics::{Code, Diagnostic};
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{
    InterpolatedStringErrorType, LexicalErrorType, ParseError, ParseErrorType, UnsupportedSyntaxErrorKind,
};
use ruff_text_size::{Ranged, TextRange, TextSize};
use std::rc::Rc;

/// Collects the diagnostics of one file.
pub(super) struct Reporter<'a> {
    source: &'a Rc<SourceFile>,
    text: &'a Normalised<'a>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Reporter<'a> {
    pub(super) fn new(source: &'a Rc<SourceFile>, text: &'a Normalised<'a>) -> Reporter<'a> {
        Reporter { source, text, diagnostics: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    pub(super) fn extend(&mut self, diagnostics: Vec<Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// All diagnostics in source order, the first of each line.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        let start = |diagnostic: &Diagnostic| diagnostic.primary.as_ref().map_or(0, |label| label.span.start);
        self.diagnostics.sort_by_key(start);
        self.diagnostics.dedup_by_key(|diagnostic| self.source.line(start(diagnostic)));
        self.diagnostics
    }

    /// The errors of lexer and grammar, and constructs of a later Python.
    pub(super) fn parser_errors(&mut self, parsed: &ParserOutput) {
        for (index, error) in parsed.errors().iter().enumerate() {
            if index > 0 && self.is_echo(error) {
                continue;
            }
            let diagnostic = self.parser_error(error, parsed);
            self.diagnostics.push(diagnostic);
        }
        for error in parsed.unsupported_syntax_errors() {
            let span = self.text.span(error.range);
            let mut diagnostic =
                Diagnostic::new(Code::SYNTAX, title(&error.to_string())).at(self.source, span, "");
            if let UnsupportedSyntaxErrorKind::UnpackingInComprehension(_) = error.kind {
                diagnostic = diagnostic
                    .help("write a second `for` clause: `[item for part in parts for item in part]`");
            }
            self.diagnostics.push(diagnostic);
        }
    }

    /// The errors of the rules beyond the grammar.
    pub(super) fn rule_errors(&mut self, errors: Vec<RuleError>) {
        for error in errors {
            let mut diagnostic = Diagnostic::new(Code::SYNTAX, title(&error.message)).at(
                self.source,
                self.text.span(error.range),
                "",
            );
            if let Some((range, message)) = error.also {
                diagnostic = diagnostic.also(self.text.span(range), message);
            }
            diagnostic.help.extend(error.help.map(str::to_owned));
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether an error only says that the block of an earlier error ends.
    fn is_echo(&self, error: &ParseError) -> bool {
        match &error.error {
            ParseErrorType::ExpectedToken { expected: TokenKind::Dedent, .. } => true,
            ParseErrorType::OtherError(message) => {
                message == "Expected a statement" && self.text.slice(error.location).trim().is_empty()
            }
            _ => false,
        }
    }

    fn parser_error(&self, error: &ParseError, parsed: &ParserOutput) -> Diagnostic {
        // An error at the end of a line is shown there, and an unclosed string where it begins: not on the lines after.
        let first_line = self.text.slice(error.location).lines().next().unwrap_or("");
        let length = TextSize::new(u32::try_from(first_line.len()).unwrap_or(u32::MAX));
        let span = self.text.span(TextRange::at(error.location.start(), length));
        let message = self.message(error);
        let mut diagnostic = Diagnostic::new(Code::SYNTAX, message).at(self.source, span, "");
        diagnostic.help.extend(self.help(error).map(str::to_owned));
        if let Some((bracket, range)) = unclosed_bracket(parsed, error.location) {
            let earlier_line =
                self.text.slice(TextRange::new(range.start(), error.location.start())).contains('\n');
            let still = if is_end_of_file(&error.error) { "never closed" } else { "still open" };
            if earlier_line || is_about_a_bracket(&error.error) {
                diagnostic = diagnostic.also(self.text.span(range), format!("this `{bracket}` is {still}"));
            }
        }
        diagnostic
    }

    fn message(&self, error: &ParseError) -> String {
        let before = self.text.text.get(..error.location.start().to_usize()).unwrap_or("");
        let after = self.text.text.get(error.location.start().to_usize()..).unwrap_or("");
        let touches_a_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        match &error.error {
            ParseErrorType::Lexical(LexicalErrorType::UnrecognizedToken { tok }) => {
                format!("unexpected character `{}`", tok.escape_debug())
            }
            ParseErrorType::Lexical(LexicalErrorType::Eof) => "unexpected end of file".to_owned(),
            ParseErrorType::Lexical(LexicalErrorType::UnicodeError) => {
                "invalid escape in a string".to_owned()
            }
            ParseErrorType::Lexical(LexicalErrorType::StringError) => "invalid string".to_owned(),
            // The lexer passes on Rust's error for a base prefix without digits.
            ParseErrorType::Lexical(LexicalErrorType::OtherError(message))
                if message.starts_with("ParseIntError") =>
            {
                "a number has no digit of its base".to_owned()
            }
            ParseErrorType::SimpleStatementsOnSameLine if touches_a_word => {
                if after.starts_with(['"', '\'']) {
                    "invalid string prefix".to_owned()
                } else {
                    "invalid number".to_owned()
                }
            }
            other => title(&other.to_string()),
        }
    }

    /// The remedy of a usual mistake, where there is one.
    fn help(&self, error: &ParseError) -> Option<&'static str> {
        let at = error.location.start().to_usize();
        let line = self.line_of(at);
        let before = self.text.text.get(..at).unwrap_or("").trim_end();
        let after = self.text.text.get(at..).unwrap_or("");
        if before.ends_with("&&")
            || after.starts_with("&&")
            || before.ends_with('&') && after.starts_with('&')
        {
            return Some("`and` is Python's operator");
        }
        if before.ends_with("||")
            || after.starts_with("||")
            || before.ends_with('|') && after.starts_with('|')
        {
            return Some("`or` is Python's operator");
        }
        if before.ends_with("++") || before.ends_with("--") {
            return Some("Python has no `++` and `--`: write `+= 1` or `-= 1`");
        }
        if before.ends_with('<') && after.starts_with('>') || before.ends_with("<>") {
            return Some("`!=` is Python's operator");
        }
        if after.starts_with('!') && !after.starts_with("!=") {
            return Some("`not` is Python's operator");
        }
        match &error.error {
            ParseErrorType::SimpleStatementsOnSameLine => match line.trim_start().split(' ').next() {
                Some("print") => Some("`print` is a function: `print(…)`"),
                Some("exec") => Some("`exec` is a function: `exec(…)`"),
                Some("else") if line.contains(" if ") => Some("`else if` is written `elif`"),
                _ => None,
            },
            ParseErrorType::ExpectedToken { expected: TokenKind::Colon, found } => match found {
                TokenKind::Equal => Some("`==` compares; `=` assigns"),
                TokenKind::If if line.trim_start().starts_with("else") => Some("`else if` is written `elif`"),
                TokenKind::Newline => Some("add the `:` that begins a block"),
                _ => None,
            },
            ParseErrorType::InvalidAssignmentTarget
            | ParseErrorType::InvalidNamedAssignmentTarget
            | ParseErrorType::InvalidAnnotatedAssignmentTarget => {
                Some("names, attributes, subscripts and tuples of them can be assigned to; `==` compares")
            }
            ParseErrorType::InvalidAugmentedAssignmentTarget => {
                Some("a name, an attribute or a subscript can stand before an augmented assignment")
            }
            ParseErrorType::UnexpectedIndentation => Some(
                "statements of one block begin in the same column; only a line that ends in `:` begins a block",
            ),
            ParseErrorType::UnparenthesizedTupleExpression if line.trim_start().starts_with("raise") => {
                Some("give the exception its arguments: `raise Error(…)`")
            }
            ParseErrorType::UnparenthesizedNamedExpression
            | ParseErrorType::UnparenthesizedTupleExpression
            | ParseErrorType::UnparenthesizedGeneratorExpression
            | ParseErrorType::FStringError(InterpolatedStringErrorType::LambdaWithoutParentheses)
            | ParseErrorType::InvalidLambdaExpressionUsage
            | ParseErrorType::InvalidYieldExpressionUsage => Some("put it in parentheses"),
            ParseErrorType::Lexical(error) => match error {
                LexicalErrorType::IndentationError => {
                    Some("indent with spaces alone, and go back to a column that an outer block uses")
                }
                LexicalErrorType::UnclosedStringError => {
                    Some("close it with the quote it begins with; only a triple-quoted string spans lines")
                }
                LexicalErrorType::InvalidByteLiteral => Some("write other bytes as `\\x..`"),
                LexicalErrorType::OtherError(message) if message.contains("decimal integer literal") => {
                    Some("an octal number begins with `0o`")
                }
                LexicalErrorType::UnrecognizedToken { tok: '?' } => {
                    Some("a conditional expression is written `value if condition else other`")
                }
                LexicalErrorType::UnrecognizedToken { tok: '‘' | '’' | '“' | '”' } => {
                    Some("strings begin and end with `'` or `\"`")
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn line_of(&self, offset: usize) -> &str {
        let before = self.text.text.get(..offset).unwrap_or("");
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        self.text.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("")
    }
}

/// The same problem, said of a text that stands somewhere else: the inside of a string annotation.
pub(super) fn relocate(diagnostic: Diagnostic, source: &Rc<SourceFile>, at: Span) -> Diagnostic {
    let message = diagnostic.primary.map(|label| label.message).unwrap_or_default();
    Diagnostic { primary: None, secondary: Vec::new(), ..diagnostic }.at(source, at, message)
}

/// A message of the parser crate in our style: lower case, unless the first word is a name.
fn title(message: &str) -> String {
    let mut characters = message.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            let name = ["Python", "Unicode"].iter().any(|name| message.starts_with(name));
            if name {
                message.to_owned()
            } else {
                first.to_lowercase().chain(message.chars().skip(1)).collect()
            }
        }
        _ => message.to_owned(),
    }
}

fn is_end_of_file(error: &ParseErrorType) -> bool {
    matches!(
        error,
        ParseErrorType::Lexical(LexicalErrorType::Eof)
            | ParseErrorType::ExpectedToken { found: TokenKind::EndOfFile, .. }
    )
}

fn is_about_a_bracket(error: &ParseErrorType) -> bool {
    let closing = |kind: TokenKind| matches!(kind, TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace);
    match error {
        ParseErrorType::ExpectedToken { expected, found } => closing(*expected) && closing(*found),
        other => is_end_of_file(other),
    }
}

/// The innermost bracket that is still open at a place, and what it looks like.
fn unclosed_bracket(parsed: &ParserOutput, place: TextRange) -> Option<(char, TextRange)> {
    let mut open = Vec::new();
    for token in parsed.tokens().iter().take_while(|token| token.end() <= place.start()) {
        match token.kind() {
            TokenKind::Lpar => open.push(('(', token.range())),
            TokenKind::Lsqb => open.push(('[', token.range())),
            TokenKind::Lbrace => open.push(('{', token.range())),
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}
