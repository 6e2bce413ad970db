//! The C functions that a module calls: their signatures, and these as C.
//!
//! ```text
//! fast.dot(a: const f32[], b: const f32[]) -> f32
//! float c_fast_dot(const float *a, size_t a_length, const float *b, size_t b_length)
//! ```
//!
//! The text is what stands in the IR ([`text`](self::text)). Each type says how a value of Python's is passed: an operand of a type of the IR
//! becomes one parameter of C's, or two.

mod text;

use super::Type;
use std::rc::Rc;

/// What a C function is called by in the tree: the first argument of such a call is the signature, as text.
pub const CALLEE: &str = "$c";

/// An integer type of C.
#[derive(Debug, PartialEq, Eq)]
pub struct Integer {
    /// In stubs and signatures.
    pub name: &'static str,
    /// In C.
    pub c: &'static str,
}

/// Every integer type that there is a name for; `int` and `uint` are as wide as a pointer.
pub const INTEGERS: [Integer; 16] = [
    Integer { name: "int", c: "intptr_t" },
    Integer { name: "uint", c: "uintptr_t" },
    Integer { name: "i8", c: "int8_t" },
    Integer { name: "i16", c: "int16_t" },
    Integer { name: "i32", c: "int32_t" },
    Integer { name: "i64", c: "int64_t" },
    Integer { name: "u8", c: "uint8_t" },
    Integer { name: "u16", c: "uint16_t" },
    Integer { name: "u32", c: "uint32_t" },
    Integer { name: "u64", c: "uint64_t" },
    Integer { name: "c_int", c: "int" },
    Integer { name: "c_uint", c: "unsigned int" },
    Integer { name: "c_long", c: "long" },
    Integer { name: "c_ulong", c: "unsigned long" },
    Integer { name: "c_size_t", c: "size_t" },
    Integer { name: "c_char", c: "char" },
];

/// A number, as it is in C.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Number {
    /// `bool`.
    Bool,
    /// An integer.
    Int(&'static Integer),
    /// The firmware's float.
    Float,
    /// `float`.
    F32,
    /// `double`.
    F64,
    /// `enum NAME`, whose enumerators are from the one number to the other.
    Enum(Rc<str>, i64, i64),
}

/// A function of Python's that C calls: what it is given and what it gives, if that is anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    /// What C gives it.
    pub params: Vec<Number>,
    /// What C gets of it.
    pub result: Option<Number>,
    /// `None` is accepted, and is no function.
    pub optional: bool,
    /// C does not call it after the call that it was given to; else the module keeps it for good.
    pub borrowed: bool,
}

/// The address of a struct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer {
    /// `struct NAME`.
    pub name: Rc<str>,
    /// `None` is `NULL`.
    pub optional: bool,
    /// C says `const`.
    pub constant: bool,
}

/// How a value is passed to C, or comes from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CType {
    /// By value.
    Number(Number),
    /// `mp_obj_t`: any object, as it is.
    Object,
    /// `const char *` and a length; as a result, a string that ends with NUL, which is copied.
    Str,
    /// `const uint8_t *` and a length.
    Bytes,
    /// `uint8_t *` and a length.
    ByteArray,
    /// The bytes of anything that has some: `const uint8_t *`, or `uint8_t *` if it is written, and a length.
    Memory {
        /// C may write it.
        writable: bool,
    },
    /// The items of an array: `const T *`, or `T *` if they are written, and their number.
    Items(Number, bool),
    /// The address of what a bytearray holds.
    Struct(Pointer),
    /// An address of which Python holds no more than that, in a bytearray.
    Opaque(Pointer),
    /// A function, and the word that it is given last.
    Callback(Callback),
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CParam {
    /// Its name, in Python and in C.
    pub name: Rc<str>,
    /// How it is passed.
    pub ty: CType,
}

/// A C function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The module of C and the function: `fast.dot`.
    pub name: Rc<str>,
    /// Its parameters.
    pub params: Vec<CParam>,
    /// What it gives; none for `void`.
    pub result: Option<CType>,
}

impl Integer {
    /// The type of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Integer> {
        INTEGERS.iter().find(|integer| integer.name == name)
    }
}

impl Number {
    /// The number type of a name; enumerations have none.
    #[must_use]
    pub fn named(name: &str) -> Option<Number> {
        Some(match name {
            "bool" => Number::Bool,
            "float" => Number::Float,
            "f32" => Number::F32,
            "f64" => Number::F64,
            name => Number::Int(Integer::named(name)?),
        })
    }

    /// How the IR holds it.
    #[must_use]
    pub fn held(&self) -> Type {
        match self {
            Number::Bool => Type::Bool,
            Number::Int(_) | Number::Enum(..) => Type::Int,
            Number::Float | Number::F32 | Number::F64 => Type::Float,
        }
    }

    /// In C that a module of C's is compiled with: an enumeration by its own name.
    #[must_use]
    pub fn c(&self) -> String {
        match self {
            Number::Enum(name, ..) => format!("enum {name}"),
            other => other.c_here(),
        }
    }

    /// In C that mpyc makes: an enumeration by the name of one with the same range.
    #[must_use]
    pub fn c_here(&self) -> String {
        match self {
            Number::Bool => "bool".into(),
            Number::Int(integer) => integer.c.into(),
            Number::Float => "rt_float".into(),
            Number::F32 => "float".into(),
            Number::F64 => "double".into(),
            Number::Enum(name, ..) => format!("enum c_{name}"),
        }
    }
}

impl Pointer {
    /// In C, up to a name.
    fn c(&self) -> String {
        format!("{}struct {} *", if self.constant { "const " } else { "" }, self.name)
    }
}

impl CType {
    /// How the IR holds what is given for it, or what comes of it.
    #[must_use]
    pub fn held(&self) -> Type {
        match self {
            CType::Number(number) => number.held(),
            CType::Object
            | CType::Str
            | CType::Bytes
            | CType::ByteArray
            | CType::Memory { .. }
            | CType::Items(..)
            | CType::Struct(..)
            | CType::Opaque(..)
            | CType::Callback(_) => Type::Object,
        }
    }

    /// The parameters of C that it is, without names if there is none; `spelled` is what a number's type is called.
    #[must_use]
    pub fn declared(&self, name: &str, spelled: &dyn Fn(&Number) -> String) -> String {
        let items = |of: &str, writable: bool| {
            let length = if name.is_empty() { String::new() } else { format!(" {name}_length") };
            format!("{}{of} *{name}, size_t{length}", if writable { "" } else { "const " })
        };
        match self {
            CType::Number(number) if name.is_empty() => spelled(number),
            CType::Number(number) => format!("{} {name}", spelled(number)),
            // What `py/obj.h` calls `mp_obj_t`.
            CType::Object => format!("void *{name}"),
            CType::Str => items("char", false),
            CType::Bytes => items("uint8_t", false),
            CType::ByteArray => items("uint8_t", true),
            CType::Memory { writable } => items("uint8_t", *writable),
            CType::Items(number, writable) => items(&spelled(number), *writable),
            CType::Struct(of) | CType::Opaque(of) => format!("{}{name}", of.c()),
            CType::Callback(callback) => {
                let mut params: Vec<String> = callback.params.iter().map(spelled).collect();
                params.push("void *".into());
                let result = callback.result.as_ref().map_or("void".into(), spelled);
                let user = if name.is_empty() { String::new() } else { format!("{name}_user") };
                format!("{result} (*{name})({}), void *{user}", params.join(", "))
            }
        }
    }

    fn result_declared(&self, spelled: &dyn Fn(&Number) -> String) -> String {
        match self {
            CType::Number(number) => spelled(number),
            CType::Object => "void *".into(),
            CType::Struct(of) | CType::Opaque(of) => of.c(),
            // The others are no results (`c_modules::stub`).
            _ => "const char *".into(),
        }
    }

    /// The struct that it is the address of.
    #[must_use]
    pub fn struct_name(&self) -> Option<&str> {
        match self {
            CType::Struct(of) | CType::Opaque(of) => Some(&of.name),
            _ => None,
        }
    }

    /// The enumerations in it.
    fn for_each_number<'a>(&'a self, visit: &mut dyn FnMut(&'a Number)) {
        match self {
            CType::Number(number) | CType::Items(number, _) => visit(number),
            CType::Callback(callback) => callback.params.iter().chain(&callback.result).for_each(visit),
            _ => {}
        }
    }
}

impl Signature {
    /// The symbol that compiled Python calls it by.
    #[must_use]
    pub fn symbol(&self) -> String {
        // What belongs to a struct has a longer name, and another beginning.
        let kind = if self.name.matches('.').count() > 1 { "cs" } else { "c" };
        format!("{kind}_{}", self.name.replace('.', "_"))
    }

    /// The prototype of a function with this signature. Without the names of its parameters it is the same whatever
    /// macros there are.
    #[must_use]
    pub fn prototype(&self, name: &str, names: bool, spelled: &dyn Fn(&Number) -> String) -> String {
        let result = self.result.as_ref().map_or("void".into(), |ty| ty.result_declared(spelled));
        let space = if result.ends_with('*') { "" } else { " " };
        let params: Vec<String> = self
            .params
            .iter()
            .map(|param| param.ty.declared(if names { &param.name } else { "" }, spelled))
            .collect();
        let params = if params.is_empty() { "void".into() } else { params.join(", ") };
        format!("{result}{space}{name}({params})")
    }

    /// Calls `visit` with each number in it.
    pub fn for_each_number<'a>(&'a self, visit: &mut dyn FnMut(&'a Number)) {
        for ty in self.params.iter().map(|param| &param.ty).chain(&self.result) {
            ty.for_each_number(visit);
        }
    }
}

/// An enumeration with the range of one of the user's, and so of its size.
#[must_use]
pub fn enumeration(name: &str, low: i64, high: i64) -> String {
    format!("enum c_{name} {{ c_{name}_low = {low}, c_{name}_high = {high} }};")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_a_prototype() {
        let prototype = |text: &str| Signature::parse(text).unwrap().prototype("f", true, &Number::c);
        let bare = Signature::parse("m.f(default: i32, s: str, g: function() -> none) -> f32").unwrap();
        assert_eq!(
            bare.prototype("f", false, &Number::c),
            "float f(int32_t, const char *, size_t, void (*)(void *), void *)"
        );
        assert_eq!(prototype("m.f() -> none"), "void f(void)");
        assert_eq!(
            prototype("m.f(a: const f32[], n: u8[], s: str) -> str"),
            "const char *f(const float *a, size_t a_length, uint8_t *n, size_t n_length, const char *s, size_t s_length)"
        );
        assert_eq!(
            prototype("m.f(p: struct Point, g: function(i32) -> bool, c: enum Color 0..2) -> opaque Ring"),
            "struct Ring *f(struct Point *p, bool (*g)(int32_t, void *), void *g_user, enum Color c)"
        );
    }
}
