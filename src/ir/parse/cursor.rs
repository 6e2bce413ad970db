//! A place in the text of the IR, and the words, names, numbers and strings that can be read there.
//!
//! In: the text; out: what was read, or a [`ParseError`] with the place.
//!
//! ```text
//!   global "größe"  ; a comment
//!   ^ word() gives `global`, then string() gives `größe`, then end_line() passes the rest
//! ```

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use super::{ParseError, Result, to_u32};
use crate::ir::print::{is_name_char, is_name_start, is_path_char, is_path_start};

/// A place in the text. Every method that reads skips the blanks before it, but not the end of the line.
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) pos: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.pos..).unwrap_or("")
    }

    pub(super) fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.pos += rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
    }

    /// Where the next thing begins.
    pub(super) fn start(&mut self) -> usize {
        self.skip_blanks();
        self.pos
    }

    pub(super) fn at_end(&self) -> bool {
        self.pos >= self.text.len()
    }

    pub(super) fn peek(&mut self) -> Option<char> {
        self.skip_blanks();
        self.rest().chars().next()
    }

    /// The character after the next.
    pub(super) fn peek_second(&mut self) -> Option<char> {
        self.skip_blanks();
        self.rest().chars().nth(1)
    }

    pub(super) fn fail<T>(&self, message: impl Into<String>) -> Result<T> {
        let before = self.text.get(..self.pos).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Err(ParseError {
            line: to_u32(before.matches('\n').count() + 1),
            column: to_u32(before.get(line_start..).unwrap_or("").chars().count() + 1),
            message: message.into(),
        })
    }

    /// Fails at a place that was passed already.
    pub(super) fn fail_at<T>(&self, pos: usize, message: impl Into<String>) -> Result<T> {
        Cursor { text: self.text, pos }.fail(message)
    }

    pub(super) fn eat(&mut self, symbol: &str) -> bool {
        self.skip_blanks();
        let found = self.rest().starts_with(symbol);
        if found {
            self.pos += symbol.len();
        }
        found
    }

    pub(super) fn expect(&mut self, symbol: &str) -> Result<()> {
        if self.eat(symbol) { Ok(()) } else { self.fail(format!("expected `{symbol}`")) }
    }

    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        self.skip_blanks();
        let found = self.rest().strip_prefix(word).is_some_and(|after| !after.starts_with(is_name_char));
        if found {
            self.pos += word.len();
        }
        found
    }

    pub(super) fn expect_word(&mut self, word: &str) -> Result<()> {
        if self.eat_word(word) { Ok(()) } else { self.fail(format!("expected `{word}`")) }
    }

    pub(super) fn take_while(&mut self, accepts: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !accepts(c)).unwrap_or(rest.len());
        self.pos += end;
        rest.get(..end).unwrap_or("")
    }

    pub(super) fn word(&mut self) -> Result<&'a str> {
        match self.peek() {
            Some(c) if is_name_start(c) => Ok(self.take_while(is_name_char)),
            _ => self.fail("expected a word"),
        }
    }

    /// A name: a word or a string.
    pub(super) fn name(&mut self) -> Result<String> {
        if self.peek() == Some('"') { self.string() } else { Ok(self.word()?.to_owned()) }
    }

    /// The name of a function or module.
    pub(super) fn path(&mut self) -> Result<String> {
        match self.peek() {
            Some('"') => self.string(),
            Some(c) if is_path_start(c) => Ok(self.take_while(is_path_char).to_owned()),
            _ => self.fail("expected a name"),
        }
    }

    pub(super) fn number(&mut self) -> Result<u32> {
        let start = self.start();
        let digits = self.take_while(|c| c.is_ascii_digit());
        match digits.parse() {
            Ok(number) => Ok(number),
            Err(_) if digits.is_empty() => self.fail("expected a number"),
            Err(_) => self.fail_at(start, "a number too large"),
        }
    }

    /// A letter and a number, as in `v4`.
    pub(super) fn numbered(&mut self, prefix: char, what: &str) -> Result<u32> {
        if !self.at_numbered(prefix) {
            return self.fail(format!("expected {what}"));
        }
        self.pos += prefix.len_utf8();
        self.number()
    }

    pub(super) fn at_numbered(&mut self, prefix: char) -> bool {
        self.peek() == Some(prefix) && self.peek_second().is_some_and(|c| c.is_ascii_digit())
    }

    /// A literal in quotes, each of its characters given to `take`, which reads on after a backslash.
    pub(super) fn quoted(&mut self, mut take: impl FnMut(&mut Self, char) -> Result<()>) -> Result<()> {
        let start = self.pos;
        self.expect("\"")?;
        loop {
            match self.rest().chars().next() {
                None | Some('\n') => return self.fail_at(start, "a string that does not end"),
                Some('"') => {
                    self.pos += 1;
                    return Ok(());
                }
                Some(c) => {
                    self.pos += c.len_utf8();
                    take(self, c)?;
                }
            }
        }
    }

    /// What stands after a backslash, if it is an escape that strings and bytes share.
    pub(super) fn simple_escape(&mut self) -> Option<char> {
        let c = match self.rest().chars().next()? {
            '"' => '"',
            '\\' => '\\',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => return None,
        };
        self.pos += 1;
        Some(c)
    }

    pub(super) fn string(&mut self) -> Result<String> {
        let mut out = String::new();
        self.quoted(|cursor, c| {
            if c != '\\' {
                out.push(c);
                return Ok(());
            }
            if let Some(c) = cursor.simple_escape() {
                out.push(c);
                return Ok(());
            }
            let start = cursor.pos;
            if cursor.rest().starts_with("u{") {
                cursor.pos += 2;
                let digits = cursor.take_while(|c| c.is_ascii_hexdigit());
                let c = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
                if let Some(c) = c.filter(|_| cursor.rest().starts_with('}')) {
                    cursor.pos += 1;
                    out.push(c);
                    return Ok(());
                }
            }
            cursor.fail_at(start, "an unknown escape")
        })?;
        Ok(out)
    }

    pub(super) fn bytes(&mut self) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        self.expect("b")?;
        self.quoted(|cursor, c| {
            if c != '\\' {
                if !matches!(c, ' '..='~') {
                    return cursor.fail_at(cursor.pos - c.len_utf8(), "not a printable ASCII character");
                }
                out.extend(u8::try_from(c));
                return Ok(());
            }
            if let Some(c) = cursor.simple_escape() {
                out.extend(u8::try_from(c));
                return Ok(());
            }
            let digits = cursor.rest().strip_prefix('x').and_then(|hex| hex.get(..2)).unwrap_or("");
            match u8::from_str_radix(digits, 16) {
                Ok(byte) if !digits.starts_with('+') => {
                    cursor.pos += 3;
                    out.push(byte);
                    Ok(())
                }
                _ => cursor.fail("an unknown escape"),
            }
        })?;
        Ok(out)
    }

    /// Goes to the start of the next line, whatever stands before it.
    pub(super) fn next_line(&mut self) {
        self.pos = self.rest().find('\n').map_or(self.text.len(), |newline| self.pos + newline + 1);
    }

    /// Nothing more on this line; then to the next line that says something.
    pub(super) fn end_line(&mut self) -> Result<()> {
        if !matches!(self.peek(), None | Some('\n' | ';')) {
            return self.fail("expected the end of the line");
        }
        self.skip_empty_lines();
        Ok(())
    }

    pub(super) fn skip_empty_lines(&mut self) {
        while matches!(self.peek(), Some('\n' | ';')) {
            self.next_line();
        }
    }
}
