//! One kind of line end for the parser, the user's offsets for everybody else.
//!
//! Python reads `\r\n` and a lone `\r` as `\n` before it tokenizes, so that a triple-quoted string in a file from
//! Windows holds `\n` (reference, 2.1.2). The parser crate leaves them in the string. So it is given a text in which
//! they are replaced, and the offsets it answers with are mapped back:
//!
//! ```text
//! "a\r\nb"   ──▶   "a\nb"      offset 2 (b)  ──▶  3
//! ```

use super::source::Span;
use ruff_text_size::{TextRange, TextSize};
use std::borrow::Cow;

/// A text with `\n` for every line end, and the way back.
pub(super) struct Normalised<'a> {
    /// The text that is parsed.
    pub text: Cow<'a, str>,
    /// Offsets in `text` before which one byte was left out, ascending.
    removed: Vec<u32>,
}

impl<'a> Normalised<'a> {
    pub(super) fn new(original: &'a str) -> Normalised<'a> {
        if !original.contains('\r') {
            return Normalised { text: Cow::Borrowed(original), removed: Vec::new() };
        }
        let mut text = String::with_capacity(original.len());
        let mut removed = Vec::new();
        let mut characters = original.chars().peekable();
        while let Some(character) = characters.next() {
            if character != '\r' {
                text.push(character);
            } else if characters.peek() == Some(&'\n') {
                removed.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
            } else {
                text.push('\n');
            }
        }
        Normalised { text: Cow::Owned(text), removed }
    }

    /// The offset in the user's text. The `\n` that stands for a `\r\n` maps to the `\r`.
    pub(super) fn original(&self, offset: TextSize) -> u32 {
        let offset = offset.to_u32();
        let before = self.removed.partition_point(|removed| *removed < offset);
        offset.saturating_add(u32::try_from(before).unwrap_or(u32::MAX))
    }

    /// The span in the user's text.
    pub(super) fn span(&self, range: TextRange) -> Span {
        Span { start: self.original(range.start()), end: self.original(range.end()) }
    }

    /// The parsed text that a range covers.
    pub(super) fn slice(&self, range: TextRange) -> &str {
        self.text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_map_back_over_removed_carriage_returns() {
        let text = Normalised::new("a\r\nb\rc\r\n\r\nd");
        assert_eq!(text.text, "a\nb\nc\n\nd");
        let back: Vec<u32> = (0..=8).map(|offset| text.original(TextSize::new(offset))).collect();
        // The user's text: a=0 CR=1 LF=2 b=3 CR=4 c=5 CR=6 LF=7 CR=8 LF=9 d=10.
        assert_eq!(back, [0, 1, 3, 4, 5, 6, 8, 10, 11]);
    }

    #[test]
    fn a_text_without_carriage_returns_is_borrowed() {
        assert!(matches!(Normalised::new("a\nb").text, Cow::Borrowed(_)));
    }
}
