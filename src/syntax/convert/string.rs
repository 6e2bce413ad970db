//! Strings, bytes and f-strings: implicit concatenation done, fields and their formats kept apart.
//!
//! ```text
//! "a" f"{x=:>{w}}"   ──▶   [Literal "a", Field { value: x, debug: "x=", spec: [Literal ">", Field { w }] }]
//! ```

use super::{Converted, Converter};
use crate::diagnostics::Code;
use crate::syntax::tree::{Constant, Conversion, ExprKind, FStringPart};
use ruff_python_ast as ast;
use ruff_python_ast::token::TokenKind;
use ruff_text_size::{Ranged, TextRange, TextSize};
use std::rc::Rc;

impl Converter<'_> {
    pub(super) fn string(&mut self, node: &ast::ExprStringLiteral) -> Converted<Constant> {
        self.no_surrogates(node.range)?;
        Ok(Constant::Str(Rc::from(node.value.to_str())))
    }

    pub(super) fn bytes(node: &ast::ExprBytesLiteral) -> Constant {
        Constant::Bytes(node.value.bytes().collect())
    }

    pub(super) fn fstring(&mut self, node: &ast::ExprFString) -> Converted<ExprKind> {
        self.no_surrogates(node.range)?;
        let mut parts = Vec::new();
        for part in &node.value {
            match part {
                ast::FStringPart::Literal(literal) => push_literal(&mut parts, &literal.value),
                ast::FStringPart::FString(fstring) => self.elements(&fstring.elements, &mut parts)?,
            }
        }
        Ok(ExprKind::FString(parts))
    }

    fn elements(
        &mut self,
        elements: &ast::InterpolatedStringElements,
        parts: &mut Vec<FStringPart>,
    ) -> Converted<()> {
        for element in elements {
            match element {
                ast::InterpolatedStringElement::Literal(literal) => push_literal(parts, &literal.value),
                ast::InterpolatedStringElement::Interpolation(field) => {
                    let field = self.nested(field.range, |this| this.field(field))?;
                    parts.push(field);
                }
            }
        }
        Ok(())
    }

    fn field(&mut self, field: &ast::InterpolatedElement) -> Converted<FStringPart> {
        let value = self.expression(&field.expression)?;
        let debug = field.debug_text.as_ref().map(|text| self.debug_text(field, text));
        let spec = match &field.format_spec {
            Some(spec) => {
                let mut parts = Vec::new();
                self.elements(&spec.elements, &mut parts)?;
                Some(parts)
            }
            None => None,
        };
        let conversion = match field.conversion {
            // `{x=}` is `x={x}`: the firmware formats the value as any other, where CPython prints its repr
            // (`py/lexer.c`, parse_string_literal).
            ast::ConversionFlag::None => None,
            ast::ConversionFlag::Str => Some(Conversion::Str),
            ast::ConversionFlag::Ascii => Some(Conversion::Ascii),
            ast::ConversionFlag::Repr => Some(Conversion::Repr),
        };
        Ok(FStringPart::Field { value, debug, conversion, spec })
    }

    /// The text between `{` and the conversion, format or `}`, without its comments, as CPython prints it
    /// (`Parser/lexer/lexer.c`, `_PyLexer_update_ftstring_expr`).
    fn debug_text(&self, field: &ast::InterpolatedElement, text: &ast::DebugText) -> Rc<str> {
        let start = field.range.start() + TextSize::new(1);
        let end = start + TextSize::new(u32::try_from(text.as_str().len()).unwrap_or(u32::MAX));
        let mut printed = String::new();
        let mut from = start;
        let comments = self.tokens.iter().skip(self.tokens.partition_point(|token| token.start() < start));
        for comment in comments.take_while(|token| token.start() < end) {
            if comment.kind() == TokenKind::Comment {
                printed.push_str(self.text.slice(TextRange::new(from, comment.start())));
                from = comment.end();
            }
        }
        if from <= end {
            printed.push_str(self.text.slice(TextRange::new(from, end)));
        }
        Rc::from(printed)
    }

    /// Refuses `\ud800` and its like. The parser crate puts U+FFFD in their place.
    fn no_surrogates(&mut self, range: TextRange) -> Converted<()> {
        let first = self.tokens.partition_point(|token| token.start() < range.start());
        let tokens = self.tokens.iter().skip(first).take_while(|token| token.end() <= range.end());
        let mut found = None;
        for token in tokens {
            if !matches!(token.kind(), TokenKind::String | TokenKind::FStringMiddle) {
                continue;
            }
            let is_plain =
                token.string_flags().is_some_and(|flags| !flags.is_raw_string() && !flags.is_byte_string());
            if is_plain && let Some((offset, length)) = surrogate_escape(self.text.slice(token.range())) {
                found = Some(TextRange::at(token.start() + offset, length));
                break;
            }
        }
        match found {
            None => Ok(()),
            Some(range) => self.refuse(
                Code::UNSUPPORTED_SYNTAX,
                range,
                "a lone surrogate cannot be in a string",
                "MicroPython's strings are UTF-8, which has no surrogates; a character beyond U+FFFF is one \
                 `\\U` escape, and any bytes can be in a bytes literal",
            ),
        }
    }
}

/// Adds text, joining it to text before it; empty text adds nothing.
fn push_literal(parts: &mut Vec<FStringPart>, text: &str) {
    if text.is_empty() {
        return;
    }
    if let Some(FStringPart::Literal(last)) = parts.last_mut() {
        *last = Rc::from(format!("{last}{text}"));
    } else {
        parts.push(FStringPart::Literal(Rc::from(text)));
    }
}

/// The first escape of a surrogate in the source of a string: offset and length.
fn surrogate_escape(source: &str) -> Option<(TextSize, TextSize)> {
    let bytes = source.as_bytes();
    let mut at = 0;
    while let Some(found) = source.get(at..).and_then(|rest| rest.find('\\')) {
        let escape = at + found;
        let digits = match bytes.get(escape + 1) {
            Some(b'u') => 4,
            Some(b'U') => 8,
            // Steps over the escaped character's first byte, which may be a backslash.
            Some(byte) if byte.is_ascii() => {
                at = escape + 2;
                continue;
            }
            _ => {
                at = escape + 1;
                continue;
            }
        };
        let value =
            source.get(escape + 2..escape + 2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        if value.is_some_and(|value| (0xD800..=0xDFFF).contains(&value)) {
            let offset = TextSize::new(u32::try_from(escape).unwrap_or(u32::MAX));
            return Some((offset, TextSize::new(if digits == 4 { 6 } else { 10 })));
        }
        at = escape + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::surrogate_escape;

    #[test]
    fn escapes_of_surrogates_are_found_and_only_they() {
        for (source, expected) in [
            (r"\ud800", Some((0, 6))),
            (r"ab\uDFFF", Some((2, 6))),
            (r"\U0000DABC", Some((0, 10))),
            (r"\\\ud800", Some((2, 6))),
            (r"\\ud800", None),
            (r"\ud7ff\ue000", None),
            (r"\U0001F600", None),
            (r"é\é\n", None),
            (r"\u12", None),
        ] {
            let found = surrogate_escape(source).map(|(offset, length)| (offset.to_u32(), length.to_u32()));
            assert_eq!(found, expected, "{source}");
        }
    }
}
