//! Signatures as text: how the IR prints them, and how they are read again.

use super::{CParam, CType, Callback, Number, Pointer, Signature};
use std::fmt;
use std::rc::Rc;

impl Signature {
    /// Reads a signature as it is printed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Signature> {
        let mut reader = Reader { rest: text };
        let name: Rc<str> = reader.word(|c| c.is_alphanumeric() || c == '_' || c == '.')?.into();
        reader.eat("(").then_some(())?;
        let mut params = Vec::new();
        while !reader.eat(")") {
            if !params.is_empty() {
                reader.eat(", ").then_some(())?;
            }
            let name = reader.name()?.into();
            reader.eat(": ").then_some(())?;
            params.push(CParam { name, ty: reader.ty()? });
        }
        reader.eat(" -> ").then_some(())?;
        let result = if reader.eat("none") { None } else { Some(reader.ty()?) };
        reader.rest.is_empty().then_some(Signature { name, params, result })
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn eat(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn word(&mut self, of: impl Fn(char) -> bool) -> Option<&'a str> {
        let end = self.rest.find(|c| !of(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    fn name(&mut self) -> Option<&'a str> {
        self.word(|c| c.is_alphanumeric() || c == '_')
    }

    fn integer(&mut self) -> Option<i64> {
        self.word(|c| c.is_ascii_digit() || c == '-')?.parse().ok()
    }

    fn number(&mut self) -> Option<Number> {
        if self.eat("enum ") {
            let name = self.name()?.into();
            self.eat(" ").then_some(())?;
            let low = self.integer()?;
            self.eat("..").then_some(())?;
            return Some(Number::Enum(name, low, self.integer()?));
        }
        Number::named(self.name()?)
    }

    fn ty(&mut self) -> Option<CType> {
        let constant = self.eat("const ");
        for (word, make) in [
            ("struct", CType::Struct as fn(Pointer) -> CType),
            ("opaque", CType::Opaque as fn(Pointer) -> CType),
        ] {
            if self.eat(word) {
                let optional = self.eat("?");
                self.eat(" ").then_some(())?;
                return Some(make(Pointer { name: self.name()?.into(), optional, constant }));
            }
        }
        if constant {
            let item = self.number()?;
            self.eat("[]").then_some(())?;
            return Some(CType::Items(item, false));
        }
        let borrowed = self.eat("borrowed ");
        if self.eat("function") {
            let optional = self.eat("?");
            self.eat("(").then_some(())?;
            let mut params = Vec::new();
            while !self.eat(")") {
                if !params.is_empty() {
                    self.eat(", ").then_some(())?;
                }
                params.push(self.number()?);
            }
            self.eat(" -> ").then_some(())?;
            let result = if self.eat("none") { None } else { Some(self.number()?) };
            return Some(CType::Callback(Callback { params, result, optional, borrowed }));
        }
        for (word, ty) in [
            ("object", CType::Object),
            ("str", CType::Str),
            ("bytes", CType::Bytes),
            ("bytearray", CType::ByteArray),
            ("memory", CType::Memory { writable: false }),
            ("writable", CType::Memory { writable: true }),
        ] {
            let is_whole = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            if self.rest.strip_prefix(word).is_some_and(is_whole) {
                self.eat(word);
                return Some(ty);
            }
        }
        let number = self.number()?;
        Some(if self.eat("[]") { CType::Items(number, true) } else { CType::Number(number) })
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Bool => f.write_str("bool"),
            Number::Int(integer) => f.write_str(integer.name),
            Number::Float => f.write_str("float"),
            Number::F32 => f.write_str("f32"),
            Number::F64 => f.write_str("f64"),
            Number::Enum(name, low, high) => write!(f, "enum {name} {low}..{high}"),
        }
    }
}

impl fmt::Display for CType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = |optional: bool| if optional { "?" } else { "" };
        match self {
            CType::Number(number) => number.fmt(f),
            CType::Object => f.write_str("object"),
            CType::Str => f.write_str("str"),
            CType::Bytes => f.write_str("bytes"),
            CType::ByteArray => f.write_str("bytearray"),
            CType::Memory { writable: false } => f.write_str("memory"),
            CType::Memory { writable: true } => f.write_str("writable"),
            CType::Items(number, true) => write!(f, "{number}[]"),
            CType::Items(number, false) => write!(f, "const {number}[]"),
            CType::Struct(of) | CType::Opaque(of) => {
                let kind = if matches!(self, CType::Struct(_)) { "struct" } else { "opaque" };
                let constant = if of.constant { "const " } else { "" };
                write!(f, "{constant}{kind}{} {}", mark(of.optional), of.name)
            }
            CType::Callback(Callback { params, result, optional, borrowed }) => {
                let params: Vec<String> = params.iter().map(ToString::to_string).collect();
                let result = result.as_ref().map_or("none".into(), ToString::to_string);
                let how = if *borrowed { "borrowed " } else { "" };
                write!(f, "{how}function{}({}) -> {result}", mark(*optional), params.join(", "))
            }
        }
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let params: Vec<String> =
            self.params.iter().map(|param| format!("{}: {}", param.name, param.ty)).collect();
        write!(f, "{}({}) -> ", self.name, params.join(", "))?;
        match &self.result {
            Some(result) => result.fmt(f),
            None => f.write_str("none"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_read_as_it_is_printed() {
        for text in [
            "fast.dot(a: const f32[], b: const f32[]) -> f32",
            "fast.f() -> none",
            "fast.o(a: object) -> object",
            "fast.g(a: str, b: bytes, c: bytearray, d: memory, e: writable, f: u16[], g: const enum C -1..7[]) -> str",
            "fast.h(p: struct Point, r: opaque? Ring, s: const struct? Point) -> const opaque? Ring",
            "fast.each(f: function(i32, float) -> bool, g: borrowed function?() -> none) -> enum Color 0..3",
            "fast.Point.x.get(at: struct Point) -> c_size_t",
        ] {
            let signature = Signature::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(signature.to_string(), text);
        }
        for text in
            ["", "f", "f(", "f(a) -> int", "f(a: i33) -> int", "f() -> int x", "f(a: int,b: int) -> int"]
        {
            assert!(Signature::parse(text).is_none(), "{text}");
        }
    }
}
