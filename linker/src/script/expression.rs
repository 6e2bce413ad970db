//! Constant expressions, evaluated while they are read.
//!
//! Numbers have 64 bits, as in GNU ld: sums, differences and products wrap; quotients and remainders are signed,
//! comparisons, minimum and maximum unsigned (`ld/ldexp.c`, `fold_binary`). What has no value — a symbol that is not
//! known, a division by zero — is an error only if the result depends on it: `1 ? 2 : 1 / 0` is 2.

use super::Definition;
use super::error::{Failure, ScriptError, ScriptProblem};
use super::lexer::{Lexer, Token, shortened};
use indexmap::IndexMap;

/// What an expression is worth, or why it is worth nothing.
pub type Value = Result<u64, Failure>;

/// Expressions in expressions: beyond what anybody writes, within any stack.
const DEPTH_LIMIT: usize = 50;

/// Functions of an expression whose values depend on the program's layout.
const OF_LAYOUT: [&str; 14] = [
    "ADDR",
    "ALIGNOF",
    "BLOCK",
    "CONSTANT",
    "DATA_SEGMENT_ALIGN",
    "DATA_SEGMENT_END",
    "DATA_SEGMENT_RELRO_END",
    "LENGTH",
    "LOADADDR",
    "NEXT",
    "ORIGIN",
    "SEGMENT_START",
    "SIZEOF",
    "SIZEOF_HEADERS",
];

/// How tightly an operator of two operands binds; all are left-associative (`ld/ldgram.y`).
fn level(mark: &str) -> Option<u8> {
    Some(match mark {
        "||" => 1,
        "&&" => 2,
        "|" => 3,
        "^" => 4,
        "&" => 5,
        "==" | "!=" => 6,
        "<" | ">" | "<=" | ">=" => 7,
        "<<" | ">>" => 8,
        "+" | "-" => 9,
        "*" | "/" | "%" => 10,
        _ => return None,
    })
}

/// Reads expressions from a lexer; symbols have the values that scripts gave them so far.
pub struct Expressions<'e, 'a> {
    /// What is read.
    pub lexer: &'e mut Lexer<'a>,
    /// The symbols.
    pub symbols: &'e IndexMap<String, Definition>,
}

/// The value of an operator; `Err` says why there is none.
pub fn apply(mark: &str, left: u64, right: u64) -> Result<u64, &'static str> {
    const BY_ZERO: &str = "division by zero";
    const TOO_FAR: &str = "a shift by 64 bits or more";
    const OVERFLOW: &str = "the quotient does not fit 64 bits";
    let (signed_left, signed_right) = (left.cast_signed(), right.cast_signed());
    let shift = || u32::try_from(right).ok().filter(|bits| *bits < 64).ok_or(TOO_FAR);
    Ok(match mark {
        "+" => left.wrapping_add(right),
        "-" => left.wrapping_sub(right),
        "*" => left.wrapping_mul(right),
        "/" | "%" if right == 0 => return Err(BY_ZERO),
        "/" => signed_left.checked_div(signed_right).ok_or(OVERFLOW)?.cast_unsigned(),
        "%" => signed_left.checked_rem(signed_right).ok_or(OVERFLOW)?.cast_unsigned(),
        "<<" => left << shift()?,
        ">>" => left >> shift()?,
        "&" => left & right,
        "|" => left | right,
        "^" => left ^ right,
        "==" => u64::from(left == right),
        "!=" => u64::from(left != right),
        "<" => u64::from(left < right),
        ">" => u64::from(left > right),
        "<=" => u64::from(left <= right),
        ">=" => u64::from(left >= right),
        "&&" => u64::from(left != 0 && right != 0),
        "||" => u64::from(left != 0 || right != 0),
        _ => return Err("no such operator"),
    })
}

/// A number as GNU ld reads it: `0x1f`, `037`, `31`, `1FH`, `37O`, `31D`, `11111B`; `4K`, `1M` (manual, "Constants").
pub fn number(text: &str) -> Result<u64, ScriptProblem> {
    let bad = || ScriptProblem::BadNumber { text: shortened(text) };
    let hexadecimal = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let last = text.chars().last().map(|c| c.to_ascii_uppercase());
    let without_last = || text.get(..text.len().saturating_sub(1)).unwrap_or_default();
    let scale = match last {
        Some('K') => 1 << 10,
        Some('M') => 1 << 20,
        _ => 1,
    };
    let (digits, radix) = match (hexadecimal, last) {
        (Some(digits), Some('K' | 'M')) => {
            (digits.get(..digits.len().saturating_sub(1)).unwrap_or_default(), 16)
        }
        (Some(digits), _) => (digits, 16),
        (None, Some('H')) => (without_last(), 16),
        (None, Some('O')) => (without_last(), 8),
        (None, Some('B')) => (without_last(), 2),
        (None, Some('D')) => (without_last(), 10),
        (None, Some('K' | 'M')) => (without_last(), if text.starts_with('0') { 8 } else { 10 }),
        (None, _) => (text, if text.starts_with('0') { 8 } else { 10 }),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return Err(bad());
    }
    let value = u64::from_str_radix(digits, radix).ok().and_then(|value| value.checked_mul(scale));
    value.ok_or_else(|| ScriptProblem::NumberTooLarge { text: shortened(text) })
}

impl<'a> Expressions<'_, 'a> {
    fn syntax(&mut self, expected: &'static str, found: Token) -> Failure {
        self.lexer.error(ScriptProblem::Syntax { expected, found: found.describe() })
    }

    fn expect(&mut self, mark: &'static str) -> Result<(), Failure> {
        match self.lexer.token()? {
            Token::Mark(found) if found == mark => Ok(()),
            found => Err(self.syntax(quoted(mark), found)),
        }
    }

    /// Reads an expression. The outer result is about its form, the inner about its value.
    pub fn expression(&mut self, depth: usize) -> Result<Value, Failure> {
        let condition = self.operators(0, depth)?;
        if self.lexer.peek()? != Token::Mark("?") {
            return Ok(condition);
        }
        self.expect("?")?;
        let then = self.expression(depth + 1)?;
        self.expect(":")?;
        let otherwise = self.expression(depth + 1)?;
        Ok(match condition {
            Ok(0) => otherwise,
            Ok(_) => then,
            Err(why) => Err(why),
        })
    }

    /// Operators that bind tighter than `than`, and their operands.
    fn operators(&mut self, than: u8, depth: usize) -> Result<Value, Failure> {
        let mut left = self.operand(depth)?;
        loop {
            let Token::Mark(mark) = self.lexer.peek()? else { return Ok(left) };
            let Some(level) = level(mark).filter(|level| *level > than) else { return Ok(left) };
            self.lexer.token()?;
            let start = self.lexer.start();
            let end = self.lexer.here();
            let right = self.operators(level, depth + 1)?;
            left = match (mark, left, right) {
                // The other side does not matter, whatever it is.
                ("&&", Ok(0), _) => Ok(0),
                ("||", Ok(1..), _) => Ok(1),
                (_, Err(why), _) | (_, _, Err(why)) => Err(why),
                (_, Ok(left), Ok(right)) => apply(mark, left, right).map_err(|what| {
                    let place = self.lexer.place_of(start, end);
                    ScriptError::at(place, ScriptProblem::Arithmetic { what })
                }),
            };
        }
    }

    fn operand(&mut self, depth: usize) -> Result<Value, Failure> {
        let token = self.lexer.token()?;
        if depth > DEPTH_LIMIT {
            let problem = ScriptProblem::TooDeep { what: "an expression", limit: DEPTH_LIMIT };
            return Err(self.lexer.error(problem));
        }
        match token {
            Token::Number(text) => Ok(number(text).map_err(|problem| self.lexer.error(problem))),
            Token::Mark("(") => {
                let value = self.expression(depth + 1)?;
                self.expect(")")?;
                Ok(value)
            }
            Token::Mark("-") => Ok(self.operand(depth + 1)?.map(u64::wrapping_neg)),
            Token::Mark("+") => self.operand(depth + 1),
            Token::Mark("~") => Ok(self.operand(depth + 1)?.map(|value| !value)),
            Token::Mark("!") => Ok(self.operand(depth + 1)?.map(|value| u64::from(value == 0))),
            Token::Quoted(name) => Ok(self.symbol(name)),
            Token::Name(name) if self.lexer.peek()? == Token::Mark("(") => self.function(name, depth),
            Token::Name(name) => Ok(self.symbol(name)),
            found => Err(self.syntax("a number, a symbol or `(`", found)),
        }
    }

    /// The value of the symbol that was read last.
    fn symbol(&mut self, name: &str) -> Value {
        let why = match name {
            "." => "there is no place in the output that it could count",
            "SIZEOF_HEADERS" => "a module has no headers",
            // In GNU ld a hexadecimal number, to a reader a name.
            _ if name.starts_with('$') && name.len() > 1 => {
                let text = shortened(name);
                return Err(self.lexer.error(ScriptProblem::BadNumber { text }));
            }
            _ => {
                return match self.symbols.get(name) {
                    Some(definition) => definition.value.clone(),
                    None => {
                        let symbol = shortened(name);
                        Err(self.lexer.error(ScriptProblem::UnknownSymbol { symbol }))
                    }
                };
            }
        };
        Err(self.lexer.error(ScriptProblem::NotConstant { what: name.to_owned(), why }))
    }

    fn function(&mut self, name: &str, depth: usize) -> Result<Value, Failure> {
        let (start, end) = (self.lexer.start(), self.lexer.here());
        let error = |this: &mut Self, problem| ScriptError::at(this.lexer.place_of(start, end), problem);
        let not_constant = |this: &mut Self, why| {
            Err(error(this, ScriptProblem::NotConstant { what: name.to_owned(), why }))
        };
        self.expect("(")?;
        let value = match name {
            "ABSOLUTE" => self.expression(depth + 1)?,
            "LOG2CEIL" => self.expression(depth + 1)?.map(|value| u64::from(log2_ceil(value))),
            "ALIGN" => {
                let first = self.expression(depth + 1)?;
                if self.lexer.peek()? == Token::Mark(",") {
                    let alignment = self.argument(depth)?;
                    both(first, alignment).and_then(|(value, alignment)| {
                        align(value, alignment).ok_or_else(|| {
                            let what = "the aligned value does not fit 64 bits";
                            error(self, ScriptProblem::Arithmetic { what })
                        })
                    })
                } else {
                    not_constant(self, "with one argument it aligns the place in the output")
                }
            }
            "MIN" | "MAX" => {
                let first = self.expression(depth + 1)?;
                let second = self.argument(depth)?;
                both(first, second).map(|(a, b)| if name == "MIN" { a.min(b) } else { a.max(b) })
            }
            "DEFINED" => match self.lexer.token()? {
                Token::Name(symbol) | Token::Quoted(symbol) if self.symbols.contains_key(symbol) => Ok(1),
                Token::Name(_) | Token::Quoted(_) => {
                    not_constant(self, "no script gives the symbol a value before, but an object may")
                }
                found => return Err(self.syntax("a symbol", found)),
            },
            "ASSERT" => {
                let holds = self.expression(depth + 1)?;
                self.expect(",")?;
                let message = self.message()?;
                match holds {
                    Ok(0) => Err(error(self, ScriptProblem::Assertion { message })),
                    other => other,
                }
            }
            _ if OF_LAYOUT.contains(&name) => {
                self.skip_arguments()?;
                not_constant(self, "it depends on a layout of the program, which a module does not have")
            }
            _ => {
                let what = shortened(name);
                let problem = ScriptProblem::NotConstant { what, why: "no such function is known" };
                return Err(error(self, problem));
            }
        };
        self.expect(")")?;
        Ok(value)
    }

    /// A comma and the expression after it.
    fn argument(&mut self, depth: usize) -> Result<Value, Failure> {
        self.expect(",")?;
        self.expression(depth + 1)
    }

    /// The words of an assertion.
    fn message(&mut self) -> Result<String, Failure> {
        match self.lexer.token()? {
            Token::Quoted(text) | Token::Name(text) => Ok(shortened(text)),
            found => Err(self.syntax("a message", found)),
        }
    }

    /// Passes all up to the bracket that closes the arguments.
    fn skip_arguments(&mut self) -> Result<(), Failure> {
        let mut open = 0;
        loop {
            match self.lexer.peek()? {
                Token::Mark(")") if open == 0 => return Ok(()),
                Token::Mark(")") => open -= 1,
                Token::Mark("(") => open += 1,
                found @ Token::End => return Err(self.syntax("`)`", found)),
                Token::Name(_) | Token::Quoted(_) | Token::Number(_) | Token::Mark(_) | Token::Other(_) => {}
            }
            self.lexer.token()?;
        }
    }
}

fn both(first: Value, second: Value) -> Result<(u64, u64), Failure> {
    Ok((first?, second?))
}

/// The next multiple of any number (`ld/ldexp.c`, `align_n`).
fn align(value: u64, alignment: u64) -> Option<u64> {
    if alignment <= 1 { Some(value) } else { value.checked_next_multiple_of(alignment) }
}

/// The least power of two that is not less (`ld/ldexp.c`, `make_log2ceil`).
fn log2_ceil(value: u64) -> u32 {
    value.checked_sub(1).map_or(0, |less| u64::BITS - less.leading_zeros())
}

/// A mark as messages quote it.
fn quoted(mark: &'static str) -> &'static str {
    match mark {
        "(" => "`(`",
        ")" => "`)`",
        "," => "`,`",
        ":" => "`:`",
        "?" => "`?`",
        _ => "another mark",
    }
}
