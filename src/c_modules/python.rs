//! What the names of a stub are in Python: definitions that call C.
//!
//! ```text
//! def dot(a: Buffer[f32], b: Buffer[f32]) -> f32: ...       in the stub
//!
//! def dot(a: object, b: object) -> float:                    what `from fast import dot` defines
//!     return $c("fast.dot(a: const f32[], b: const f32[]) -> f32", a, b)
//! ```
//!
//! In the text, `provided_NAME` stands for what the class `NAME` of the stub is called where it is imported
//! (`desugar::quote`).

use super::{Field, Item, ItemKind, Library};
use crate::ir::signature::{CParam, CType, Number, Pointer, Signature};
use crate::syntax::{FunctionDef, Name};
use std::fmt::Write as _;
use std::rc::Rc;

/// The name, in the text, of an object that only mpyc's own code has: with it opaque objects are made.
pub const MAKER: &str = "provided_maker";

/// The definition of a name, whose own name in the text is `defined`; none for what has no object.
#[must_use]
pub fn definition(library: &Library, name: &str, item: &Item) -> String {
    match &item.kind {
        ItemKind::Function { signature, def, defaults } => function(signature, def, defaults),
        ItemKind::Enum(members) => {
            let mut text = "class defined:\n".to_owned();
            for member in members {
                let _ = writeln!(text, "    {} = {}", member.name, member.value);
            }
            text
        }
        ItemKind::Struct(fields) => structure(library, name, fields),
        ItemKind::Opaque => opaque(name),
        ItemKind::Constant(value) => format!("defined = {value}\n"),
    }
}

/// The classes of the stub that a definition mentions.
#[must_use]
pub fn needs(item: &Item) -> Vec<Name> {
    let ItemKind::Function { signature, .. } = &item.kind else { return Vec::new() };
    let class = |ty: &CType| match ty {
        CType::Struct(of) | CType::Opaque(of) => Some(Rc::clone(&of.name)),
        _ => None,
    };
    signature.params.iter().map(|param| &param.ty).chain(&signature.result).filter_map(class).collect()
}

/// Whether a definition needs [`MAKER`].
#[must_use]
pub fn makes_opaque(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Opaque)
}

fn number(number: &Number) -> &'static str {
    match number {
        Number::Bool => "bool",
        Number::Int(_) | Number::Enum(..) => "int",
        Number::Float | Number::F32 | Number::F64 => "float",
    }
}

/// The annotation of what is passed as this type.
fn annotation(ty: &CType) -> String {
    match ty {
        CType::Number(of) => number(of).into(),
        CType::Str => "str".into(),
        CType::Bytes => "bytes".into(),
        CType::ByteArray => "bytearray".into(),
        CType::Object | CType::Memory { .. } | CType::Items(..) | CType::Callback(_) => "object".into(),
        CType::Struct(of) | CType::Opaque(of) => {
            format!("provided_{}{}", of.name, if of.optional { " | None" } else { "" })
        }
    }
}

/// The argument of a call of C that a parameter becomes.
fn argument(param: &CParam) -> String {
    match &param.ty {
        CType::Struct(of) | CType::Opaque(of) if of.optional => {
            format!("None if {0} is None else {0}._at", param.name)
        }
        CType::Struct(_) | CType::Opaque(_) => format!("{}._at", param.name),
        _ => param.name.to_string(),
    }
}

fn call(signature: &Signature, arguments: &[String]) -> String {
    let arguments: String = arguments.iter().map(|argument| format!(", {argument}")).collect();
    format!("provided_c(\"{signature}\"{arguments})")
}

fn function(signature: &Signature, def: &FunctionDef, defaults: &[Option<String>]) -> String {
    let (before, keyword_only) = (def.params.positional_only.len(), def.params.keyword_only.len());
    let count = signature.params.len();
    let mut params = Vec::new();
    for (index, (param, default)) in signature.params.iter().zip(defaults).enumerate() {
        if index == count - keyword_only {
            params.push("*".to_owned());
        }
        let default = default.as_ref().map_or(String::new(), |default| format!(" = {default}"));
        params.push(format!("{}: {}{default}", param.name, annotation(&param.ty)));
        if index + 1 == before {
            params.push("/".to_owned());
        }
    }
    let arguments: Vec<String> = signature.params.iter().map(argument).collect();
    let call = call(signature, &arguments);
    let returns = signature.result.as_ref().map_or("None".into(), annotation);
    let body = match &signature.result {
        None => format!("    {call}\n"),
        Some(CType::Opaque(of)) if of.optional => format!(
            "    given = {call}\n    if given is None:\n        return None\n    return provided_{}(given, {MAKER})\n",
            of.name
        ),
        Some(CType::Opaque(of)) => format!("    return provided_{}({call}, {MAKER})\n", of.name),
        Some(_) => format!("    return {call}\n"),
    };
    format!("def defined({}) -> {returns}:\n{body}", params.join(", "))
}

fn at_of(name: &str) -> Pointer {
    Pointer { name: name.into(), optional: false, constant: false }
}

/// The functions behind the fields of a struct.
#[must_use]
pub fn accessors(library: &Library, name: &str, field: &Field) -> [Signature; 2] {
    let at = || CParam { name: "mpyc_at".into(), ty: CType::Struct(at_of(name)) };
    let value = CParam { name: "mpyc_value".into(), ty: CType::Number(field.number.clone()) };
    let full = |what: &str| format!("{}.{name}.{}.{what}", library.prefix(), field.name).into();
    [
        Signature {
            name: full("get"),
            params: vec![at()],
            result: Some(CType::Number(field.number.clone())),
        },
        Signature { name: full("set"), params: vec![at(), value], result: None },
    ]
}

/// The function that says how large a struct is.
#[must_use]
pub fn size(library: &Library, name: &str) -> Signature {
    let result = Number::named("int").map(CType::Number);
    Signature { name: format!("{}.{name}.size", library.prefix()).into(), params: Vec::new(), result }
}

fn structure(library: &Library, name: &str, fields: &[Field]) -> String {
    let zero = |field: &Field| match field.number.held() {
        crate::ir::Type::Bool => "False",
        crate::ir::Type::Float => "0.0",
        _ => "0",
    };
    let params: Vec<String> = fields
        .iter()
        .map(|field| format!("{}: {} = {}", field.name, number(&field.number), zero(field)))
        .collect();
    let mut text = format!(
        "class defined:\n    def __init__(self, {}):\n        self._at: bytearray = bytearray({})\n",
        params.join(", "),
        call(&size(library, name), &[])
    );
    for field in fields {
        let [_, set] = accessors(library, name, field);
        let _ = writeln!(text, "        {}", call(&set, &["self._at".into(), field.name.to_string()]));
    }
    for field in fields {
        let [get, set] = accessors(library, name, field);
        let (of, ty) = (&field.name, number(&field.number));
        let _ = writeln!(
            text,
            "    @property\n    def {of}(self) -> {ty}:\n        return {}\n    @{of}.setter\n    def {of}(self, value: {ty}):\n        {}",
            call(&get, &["self._at".into()]),
            call(&set, &["self._at".into(), "value".into()]),
        );
    }
    text
}

fn opaque(name: &str) -> String {
    format!(
        "class defined:\n    def __init__(self, at: bytearray, maker: object = None):\n        if maker is not {MAKER}:\n            \
         raise TypeError(\"only C makes '{name}' objects\")\n        self._at: bytearray = at\n    \
         def __eq__(self, other):\n        return isinstance(other, provided_{name}) and self._at == other._at\n    \
         def __hash__(self):\n        return hash(bytes(self._at))\n"
    )
}
