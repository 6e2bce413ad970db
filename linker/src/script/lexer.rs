//! Text to tokens. What a word is depends on where it stands (`ld/ldlex.l` has states for that): in a list of files
//! `a-b/c+d.o` is one word, in an expression seven. So the parser asks for what it can use.

use std::rc::Rc;

use super::error::{Failure, ScriptError, ScriptPlace, ScriptProblem};

/// A piece of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// A symbol or command.
    Name(&'a str),
    /// A name in quotes, without them.
    Quoted(&'a str),
    /// Digits and what is joined to them.
    Number(&'a str),
    /// An operator or bracket.
    Mark(&'static str),
    /// Something that no script has.
    Other(char),
    /// Nothing follows.
    End,
}

/// The longest first, so that `<<=` is not `<`.
const MARKS: [&str; 40] = [
    "<<=", ">>=", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "*=", "/=", "&=", "|=", "^=",
    "(", ")", "{", "}", "[", "]", ",", ";", ":", "?", "+", "-", "*", "/", "%", "&", "|", "^", "~", "!", "<",
    ">", "=",
];

/// A place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Bytes before it.
    pub at: usize,
    line: usize,
    column: usize,
}

/// The state: a text and a place in it.
#[derive(Debug, Clone)]
pub struct Lexer<'a> {
    file: Rc<str>,
    text: &'a str,
    here: Position,
    /// Where the token began that was read last.
    start: Position,
    /// The token that comes next, if it was looked at: where it begins, and what is after it.
    peeked: Option<(Token<'a>, Position, Position)>,
}

fn starts_name(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '_' | '.' | '$')
}

fn continues_name(c: char) -> bool {
    starts_name(c) || c.is_ascii_digit()
}

impl<'a> Lexer<'a> {
    /// At the start of a text.
    pub fn new(file: Rc<str>, text: &'a str) -> Lexer<'a> {
        // Editors on Windows put the mark there.
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let here = Position { at, line: 1, column: 1 };
        Lexer { file, text, here, start: here, peeked: None }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.here.at..).unwrap_or_default()
    }

    /// Goes on by that many bytes. Lines are counted as the text goes by: once, however many places are asked for.
    fn take(&mut self, bytes: usize) -> &'a str {
        let taken = self.rest().get(..bytes).unwrap_or_default();
        self.here.at += taken.len();
        let newlines = taken.bytes().filter(|byte| *byte == b'\n').count();
        if newlines > 0 {
            self.here.line += newlines;
            self.here.column = 1;
        }
        let last_line = taken.rsplit('\n').next().unwrap_or_default();
        self.here.column += last_line.chars().count();
        taken
    }

    fn take_while(&mut self, holds: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !holds(c)).unwrap_or(rest.len());
        self.take(end)
    }

    /// Where the token is that was read last.
    pub fn place(&self) -> ScriptPlace {
        self.place_of(self.start, self.here)
    }

    /// The place from one position up to another.
    pub fn place_of(&self, start: Position, end: Position) -> ScriptPlace {
        let file = Rc::clone(&self.file);
        ScriptPlace { file, line: start.line, column: start.column, span: (start.at, end.at) }
    }

    /// An error at the token that was read last.
    pub fn error(&self, problem: ScriptProblem) -> Failure {
        ScriptError::at(self.place(), problem)
    }

    /// Where the token begins that was read last.
    pub fn start(&self) -> Position {
        self.start
    }

    /// Up to where the text was read.
    pub fn here(&self) -> Position {
        self.here
    }

    /// An error in the blanks or the token at the place.
    fn unterminated(&mut self, length: usize, what: &'static str) -> Failure {
        self.start = self.here;
        self.take(length);
        let place = self.place();
        self.take(self.rest().len());
        ScriptError::at(place, ScriptProblem::Unterminated { what })
    }

    /// Passes blanks and comments: `/* … */`, and up to the line's end `// …` and `# …`.
    fn blanks(&mut self) -> Result<(), Failure> {
        loop {
            self.take_while(char::is_whitespace);
            let rest = self.rest();
            if rest.starts_with("/*") {
                let Some(end) = rest.get(2..).and_then(|after| after.find("*/")) else {
                    return Err(self.unterminated(2, "a comment"));
                };
                self.take(end + 4);
            } else if rest.starts_with("//") || rest.starts_with('#') {
                self.take_while(|c| c != '\n');
            } else {
                return Ok(());
            }
        }
    }

    fn quoted(&mut self) -> Result<Token<'a>, Failure> {
        let name = self.rest().get(1..).unwrap_or_default();
        match name.find(['"', '\n']) {
            Some(end) if name.get(end..).is_some_and(|rest| rest.starts_with('"')) => {
                self.take(end + 2);
                Ok(Token::Quoted(name.get(..end).unwrap_or_default()))
            }
            _ => Err(self.unterminated(1, "a quoted name")),
        }
    }

    /// The next token of an expression or of the commands between, which stays where it is.
    pub fn peek(&mut self) -> Result<Token<'a>, Failure> {
        if let Some((token, ..)) = self.peeked {
            return Ok(token);
        }
        let (here, start) = (self.here, self.start);
        let token = self.token()?;
        self.peeked = Some((token, self.start, self.here));
        (self.here, self.start) = (here, start);
        Ok(token)
    }

    /// The next token of an expression or of the commands between.
    pub fn token(&mut self) -> Result<Token<'a>, Failure> {
        if let Some((token, start, after)) = self.peeked.take() {
            (self.start, self.here) = (start, after);
            return Ok(token);
        }
        self.blanks()?;
        self.start = self.here;
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Ok(Token::End) };
        if first == '"' {
            return self.quoted();
        }
        if starts_name(first) {
            return Ok(Token::Name(self.take_while(continues_name)));
        }
        if first.is_ascii_digit() {
            return Ok(Token::Number(self.take_while(continues_name)));
        }
        if let Some(mark) = MARKS.into_iter().find(|mark| rest.starts_with(mark)) {
            self.take(mark.len());
            return Ok(Token::Mark(mark));
        }
        self.take(first.len_utf8());
        Ok(Token::Other(first))
    }

    /// The next token of a list of files: only brackets, commas, semicolons and blanks end a word.
    pub fn file_token(&mut self) -> Result<Token<'a>, Failure> {
        self.peeked = None;
        self.blanks()?;
        self.start = self.here;
        let Some(first) = self.rest().chars().next() else { return Ok(Token::End) };
        if first == '"' {
            return self.quoted();
        }
        if let Some(mark) = ["(", ")", "{", "}", ",", ";"].into_iter().find(|mark| mark.starts_with(first)) {
            self.take(1);
            return Ok(Token::Mark(mark));
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '{' | '}' | ',' | ';' | '"');
        Ok(Token::Name(self.take_while(|c| !ends(c))))
    }
}

impl Token<'_> {
    /// How a message names it.
    pub fn describe(self) -> String {
        match self {
            Token::Name(text) | Token::Number(text) => format!("`{}`", shortened(text)),
            Token::Quoted(text) => format!("`\"{}\"`", shortened(text)),
            Token::Mark(mark) => format!("`{mark}`"),
            Token::Other(c) => format!("{c:?}"),
            Token::End => "the end of the file".into(),
        }
    }
}

/// The first part of what may be very long.
pub fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
