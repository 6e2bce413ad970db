//! The immediates of operations: names, numbers, texts, constants.

use super::{MAX_TUPLE_DEPTH, Parser, Result};
use crate::ir::{Form, Imm, ImmKind, Signature, Singleton};
use std::rc::Rc;

impl Parser<'_> {
    /// The next, of that kind if the operation has one there; `depth` counts the tuples around it.
    pub(super) fn imm(&mut self, expected: Option<ImmKind>, depth: usize) -> Result<Imm> {
        let wants_big = matches!(expected, Some(ImmKind::Big | ImmKind::Constant));
        Ok(match self.cursor.peek() {
            Some('"') => Imm::Str(self.cursor.string()?.into()),
            Some('b') if self.cursor.peek_second() == Some('"') => Imm::Bytes(self.cursor.bytes()?.into()),
            Some('@') => Imm::Function(self.function_ref()?),
            Some('$') => Imm::Slot(self.slot_ref()?),
            Some('%') => {
                let class = self.class_ref()?;
                if self.cursor.eat(".") {
                    Imm::Field(class, self.field_ref(class)?)
                } else {
                    Imm::Class(class)
                }
            }
            Some('[') => Imm::Names(self.names()?),
            Some('(') => Imm::Tuple(self.tuple(depth)?),
            Some('.') if self.cursor.eat("...") => Imm::Singleton(Singleton::Ellipsis),
            _ if self.cursor.eat_word("None") => Imm::Singleton(Singleton::None),
            _ if self.cursor.eat_word("True") => Imm::Singleton(Singleton::True),
            _ if self.cursor.eat_word("False") => Imm::Singleton(Singleton::False),
            _ if self.cursor.eat_word("big") => Imm::Big(self.cursor.string()?.into()),
            _ if self.cursor.eat_word("i64") => self.number_imm(false)?,
            _ if self.cursor.eat_word("c") => self.signature()?,
            _ if self.cursor.eat_word("form") => self.form()?,
            _ => self.number_imm(wants_big)?,
        })
    }

    /// `"fast.dot(a: const f32[]) -> f32"`.
    fn signature(&mut self) -> Result<Imm> {
        let start = self.cursor.start();
        match Signature::parse(&self.cursor.string()?) {
            Some(signature) => Ok(Imm::Signature(Rc::new(signature))),
            None => self.cursor.fail_at(start, "not the signature of a C function"),
        }
    }

    /// `"(object, float) -> int"`.
    fn form(&mut self) -> Result<Imm> {
        let start = self.cursor.start();
        match Form::parse(&self.cursor.string()?) {
            Some(form) => Ok(Imm::Form(Rc::new(form))),
            None => self.cursor.fail_at(start, "not the native form of a function"),
        }
    }

    fn number_imm(&mut self, wants_big: bool) -> Result<Imm> {
        let start = self.cursor.start();
        let sign = self.cursor.eat("-");
        if self.cursor.eat_word("inf") {
            return Ok(Imm::Float(if sign { f64::NEG_INFINITY } else { f64::INFINITY }.to_bits()));
        }
        if !sign && self.cursor.eat_word("nan") {
            if !self.cursor.eat("(") {
                return Ok(Imm::Float(f64::NAN.to_bits()));
            }
            self.cursor.expect("0x")?;
            let digits = self.cursor.take_while(|c| c.is_ascii_hexdigit());
            let Ok(bits) = u64::from_str_radix(digits, 16) else {
                return self.cursor.fail("expected the 64 bits of a float, hexadecimal");
            };
            self.cursor.expect(")")?;
            return Ok(Imm::Float(bits));
        }
        if !self.cursor.rest().starts_with(|c: char| c.is_ascii_digit()) {
            return self.cursor.fail("expected a value or a constant");
        }
        self.cursor.take_while(|c| c.is_ascii_digit());
        if self.cursor.rest().starts_with('.') {
            self.cursor.pos += 1;
            self.cursor.take_while(|c| c.is_ascii_digit());
        }
        if self.cursor.rest().starts_with('e') {
            self.cursor.pos += 1;
            let _ = self.cursor.rest().starts_with('-') && self.cursor.eat("-");
            self.cursor.take_while(|c| c.is_ascii_digit());
        }
        let text = self.cursor.text.get(start..self.cursor.pos).unwrap_or("");
        if text.contains(['.', 'e']) {
            return match text.parse::<f64>() {
                Ok(value) => Ok(Imm::Float(value.to_bits())),
                Err(_) => self.cursor.fail_at(start, "not a number"),
            };
        }
        if wants_big {
            return Ok(Imm::Big(text.into()));
        }
        match text.parse() {
            Ok(number) => Ok(Imm::Int(number)),
            Err(_) => self.cursor.fail_at(start, "not a number, or one of more than 64 bits"),
        }
    }

    fn names(&mut self) -> Result<Vec<Rc<str>>> {
        self.cursor.expect("[")?;
        let mut names = Vec::new();
        if self.cursor.eat("]") {
            return Ok(names);
        }
        loop {
            names.push(self.cursor.name()?.into());
            if !self.cursor.eat(",") {
                break;
            }
        }
        self.cursor.expect("]")?;
        Ok(names)
    }

    fn tuple(&mut self, depth: usize) -> Result<Vec<Imm>> {
        if depth >= MAX_TUPLE_DEPTH {
            return self.cursor.fail("tuples nest too deep");
        }
        self.cursor.expect("(")?;
        let mut items = Vec::new();
        while !self.cursor.eat(")") {
            items.push(self.imm(Some(ImmKind::Constant), depth + 1)?);
            if !self.cursor.eat(",") {
                if items.len() == 1 {
                    return self.cursor.fail("expected `,`: a tuple of one is written `(x,)`");
                }
                self.cursor.expect(")")?;
                break;
            }
        }
        Ok(items)
    }
}
