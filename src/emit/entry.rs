//! The Python form of a function, which takes arguments that are bound: it checks what they promise, unboxes them, calls the
//! native form and boxes its result.
//!
//! The function object is the firmware's own for machine code (`py/objfun.c`, `mp_type_fun_native`). It is made from a
//! stub, a word 0 and a jump, which is the same for all functions (`rt_entry`, which binds, or `rt_guard` before it), and a
//! prelude behind the address of the Python form, the same bytes that begin bytecode (`py/bc.h`, MP_BC_PRELUDE_SIG_ENCODE):
//! name, parameters and defaults are there for the firmware to bind arguments by, with its own messages.

use super::generator::state_words;
use super::names::string;
use super::operation::check_types;
use super::{Emitter, c_type};
use crate::ir::{ClassId, Form, Function, FunctionId, Param, ParamKind, Type};
use std::fmt::Write;

impl Emitter<'_> {
    /// What the rest of the file may name before it is defined.
    pub(super) fn entry_declarations(&mut self, index: usize, function: &Function) -> String {
        let name = self.functions.get(index).cloned().unwrap_or_default();
        let prelude = self.prelude(function);
        let length = prelude.len();
        let prelude = prelude.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
        if function.suspends {
            return format!(
                "static RT_GENERATOR_PRELUDE({length}) prelude_{name} = {{f_{name}, {{{prelude}}}}};\n"
            );
        }
        let is_plain = function.params.iter().all(|param| {
            matches!(param.kind, ParamKind::Cell | ParamKind::PositionalOnly | ParamKind::Positional)
        });
        let binds = if is_plain { "" } else { "RT_BINDS | " };
        let n_params = function.params.len();
        let (mut declaration, mut kind, mut form) = (String::new(), "RT_PRELUDE", String::new());
        if let Some((told, names)) = self.form(index).zip(function.exported) {
            declaration = format!("{};\n", form_head(&name, &told));
            kind = "RT_FORM_PRELUDE";
            form = format!("x_{name}, RT_FORM({:#x}), {names:#x}, ", told.word());
        }
        format!(
            "{declaration}static rt_obj py_{name}(const rt_obj *args);\n\
             static {kind}({length}) prelude_{name} = {{{form}py_{name}, {binds}{n_params}, {{{prelude}}}}};\n"
        )
    }

    /// How other modules call a function, if they do.
    fn form(&self, index: usize) -> Option<Form> {
        self.module.form(FunctionId(u32::try_from(index).ok()?))
    }

    /// The native form of a function that other modules call: it makes sure of what cannot be seen of a held value, and what
    /// leaves it is told. Of an `__init__`, it makes the instance.
    pub(super) fn shared_form(&mut self, index: usize, function: &Function) -> String {
        let Some(form) = self.form(index) else { return String::new() };
        let name = self.functions.get(index).cloned().unwrap_or_default();
        let id = FunctionId(u32::try_from(index).unwrap_or(u32::MAX));
        let mut out = format!("{} {{\n", form_head(&name, &form));
        let mut values: Vec<String> = function
            .params
            .iter()
            .enumerate()
            .map(|(i, param)| match param.ty {
                Type::Object => {
                    let whose = format!("{}() argument '{}'", function.name, param.name);
                    self.unbox_param(param, &format!("p{i}"), &whose)
                }
                _ => format!("p{i}"),
            })
            .collect();
        let made = self.module.made_by(id);
        if let (Some(class), Some(first)) = (made, values.first_mut()) {
            out.push_str(&self.make_instance(class, function));
            "self".clone_into(first);
        }
        let call = format!("f_{name}({})", values.join(", "));
        let (keep, result) = match (made, function.result) {
            (None, Type::Void) => (call, String::new()),
            (None, Type::Results) => {
                let tuple = self.results_tuple(id, "results", "RT_CALL(new_tuple)");
                (format!("const r_{name} results = {call}"), tuple)
            }
            (None, ty) => (format!("{} result = {call}", c_type(ty)), "result".into()),
            (Some(_), Type::Void) => (call, "self".into()),
            (Some(_), ty) => (format!("if ({} != RT_NONE) rt_raise_init()", boxed(ty, &call)), "self".into()),
        };
        // Modules in one file keep in one place where they are.
        if self.is_guarded(id) && self.number.is_none() {
            let _ = writeln!(out, "    RT_GUARDED({keep}, {result})");
        }
        let _ = write!(out, "    {keep};\n    return {result};\n}}\n");
        out
    }

    /// Makes an instance for its `__init__`. Another class that was given this one makes its own.
    fn make_instance(&mut self, class: ClassId, init: &Function) -> String {
        let (mut words, mut keywords) = (Vec::new(), Vec::new());
        for (i, param) in init.params.iter().enumerate().skip(1) {
            let value = boxed(param.ty, &format!("p{i}"));
            match param.kind {
                ParamKind::KeywordOnly => keywords.extend([self.tables.interned(&param.name), value]),
                ParamKind::Cell
                | ParamKind::PositionalOnly
                | ParamKind::Positional
                | ParamKind::Star
                | ParamKind::DoubleStar => words.push(value),
            }
        }
        let counts = words.len() | (keywords.len() / 2) << 8;
        words.extend(keywords);
        let words =
            if words.is_empty() { "NULL".to_owned() } else { format!("(rt_obj[]){{{}}}", words.join(", ")) };
        let (index, name) = (class.index(), self.class_name(class));
        format!(
            "    if (p0 != (rt_obj)S.classes[{index}].type) {{\n        \
             return RT_CALL(call_function_n_kw)(p0, {counts}, {words});\n    }}\n    \
             const rt_obj self = rt_new_instance(&S.classes[{index}], sizeof(struct c_{name}));\n"
        )
    }

    /// The entry of a function.
    pub(super) fn entry(&mut self, index: usize, function: &Function) -> String {
        let name = self.functions.get(index).cloned().unwrap_or_default();
        if function.suspends {
            return String::new();
        }
        let mut out = format!("static rt_obj py_{name}(const rt_obj *args) {{\n");
        let values: Vec<String> = function
            .params
            .iter()
            .enumerate()
            .map(|(i, param)| {
                let whose = format!("{}() argument '{}'", function.name, param.name);
                let value = self.unbox_param(param, &format!("args[{i}]"), &whose);
                let _ = writeln!(out, "    {} p{i} = {value};", c_type(param.ty));
                format!("p{i}")
            })
            .collect();
        let call = format!("f_{name}({})", values.join(", "));
        let id = FunctionId(u32::try_from(index).unwrap_or(u32::MAX));
        let _ = match function.result {
            Type::Void => writeln!(out, "    {call};\n    return RT_NONE;"),
            Type::Results => {
                let tuple = self.results_tuple(id, "results", "RT_CALL(new_tuple)");
                writeln!(out, "    const r_{name} results = {call};\n    return {tuple};")
            }
            ty => writeln!(out, "    return {};", boxed(ty, &call)),
        };
        out.push_str("}\n");
        out
    }

    /// An object as a parameter takes it, its promise checked.
    pub(super) fn unbox_param(&self, param: &Param, value: &str, whose: &str) -> String {
        let whose = string(whose);
        if let Some((bits, is_signed)) = param.width() {
            let int = format!("rt_unbox_int({value}, {whose})");
            let checked = format!("rt_check_fixed({int}, {bits}, {is_signed}, {whose})");
            return format!("({})rt_to_word({checked})", c_type(param.ty));
        }
        match (param.ty, param.class, &param.builtin) {
            (Type::Float, ..) => format!("rt_unbox_float({value}, {whose})"),
            (Type::Int, ..) => format!("rt_unbox_int({value}, {whose})"),
            (Type::Bool, ..) => format!("rt_unbox_bool({value}, {whose})"),
            (Type::Word, ..) => format!("rt_to_word({value})"),
            (Type::Uword, ..) => format!("(rt_uint)rt_to_word({value})"),
            (Type::Address, ..) => format!("rt_to_address({value})"),
            (_, Some(class), _) => format!(
                "rt_check_instance({value}, (rt_obj)S.classes[{}].type, {}, {whose})",
                class.0, param.optional
            ),
            (_, None, Some(names)) => check_types(value, names, param.optional, &whose),
            (_, None, None) => value.into(),
        }
    }

    /// The prelude of a function: its signature, the size of what follows, and the names as indices into the module's
    /// qstr table.
    fn prelude(&mut self, function: &Function) -> Vec<u8> {
        let kind = |kind: ParamKind| function.params.iter().filter(move |param| param.kind == kind);
        let has = |wanted: ParamKind| kind(wanted).next().is_some();
        let positional = || kind(ParamKind::PositionalOnly).chain(kind(ParamKind::Positional));
        let mut flags = usize::from(function.suspends);
        flags |= if has(ParamKind::DoubleStar) { 2 } else { 0 };
        flags |= if has(ParamKind::Star) { 4 } else { 0 };
        flags |= if kind(ParamKind::KeywordOnly).any(|param| param.has_default) { 8 } else { 0 };
        let signature = Signature {
            n_state: if function.suspends { state_words(function) } else { function.params.len().max(1) },
            n_frames: 0,
            flags,
            n_positional: kind(ParamKind::Cell).count() + positional().count(),
            n_keyword_only: kind(ParamKind::KeywordOnly).count(),
            n_defaults: positional().filter(|param| param.has_default).count(),
        };
        let mut names = Vec::new();
        push_vuint(&mut names, self.tables.name_index(function.short_name()));
        // The firmware's own closures take their cells under this name.
        for _ in kind(ParamKind::Cell) {
            push_vuint(&mut names, self.tables.name_index("*"));
        }
        // A name that is no keyword's.
        for _ in kind(ParamKind::PositionalOnly) {
            push_vuint(&mut names, self.tables.name_index("/"));
        }
        for param in kind(ParamKind::Positional).chain(kind(ParamKind::KeywordOnly)) {
            push_vuint(&mut names, self.tables.name_index(&param.name));
        }
        let mut bytes = signature.encode();
        bytes.extend(encode_sizes(names.len()));
        bytes.extend(names);
        bytes
    }
}

/// The head of the native form that other modules call.
fn form_head(name: &str, form: &Form) -> String {
    let params: Vec<String> =
        form.params.iter().enumerate().map(|(i, ty)| format!("{} p{i}", c_type(*ty))).collect();
    let params = if params.is_empty() { "void".to_owned() } else { params.join(", ") };
    format!("static {} x_{name}({params})", c_type(form.result))
}

/// A native value as an object.
pub(super) fn boxed(ty: Type, value: &str) -> String {
    match ty {
        Type::Float => format!("rt_box_float({value})"),
        Type::Bool => format!("rt_box_bool({value})"),
        Type::Word => format!("rt_box_word({value})"),
        Type::Uword | Type::Address => format!("rt_box_uword({value})"),
        Type::Object | Type::Int | Type::Pack | Type::View | Type::Results | Type::Void => value.into(),
    }
}

/// The numbers at the head of a prelude.
pub(super) struct Signature {
    /// Words of state: variables, and the stack of bytecode.
    pub n_state: usize,
    /// How deep protected regions of bytecode are in each other.
    pub n_frames: usize,
    pub flags: usize,
    pub n_positional: usize,
    pub n_keyword_only: usize,
    pub n_defaults: usize,
}

impl Signature {
    /// `xSSSSEAA [xFSSKAED …]`: the low bits first, eight at a time (`py/bc.h`). E is the number of frames.
    pub fn encode(&self) -> Vec<u8> {
        let bits = |value: usize, mask: usize, shift: u32| u8::try_from((value & mask) << shift).unwrap_or(0);
        let (mut s, mut f, mut a) = (self.n_state - 1, self.flags, self.n_positional);
        let (mut k, mut d, mut e) = (self.n_keyword_only, self.n_defaults, self.n_frames);
        let mut bytes = vec![bits(s, 0xf, 3) | bits(e, 1, 2) | bits(a, 3, 0)];
        (s, e, a) = (s >> 4, e >> 1, a >> 2);
        while s | e | f | a | k | d != 0 {
            if let Some(last) = bytes.last_mut() {
                *last |= 0x80;
            }
            let (high, low) = (bits(f, 1, 6) | bits(s, 3, 4), bits(k, 1, 3) | bits(a, 1, 2));
            bytes.push(high | low | bits(e, 1, 1) | bits(d, 1, 0));
            (f, s, k, a, e, d) = (f >> 1, s >> 2, k >> 1, a >> 1, e >> 1, d >> 1);
        }
        bytes
    }
}

/// `xIIIIIIC …`: the number of bytes of names, and of cells, of which there are none.
pub(super) fn encode_sizes(mut n_info: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(n_info & 0x3f).unwrap_or(0) << 1;
        n_info >>= 6;
        if n_info == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

/// A number in base 128, the most significant group first, as `py/bc.c` reads it.
pub(super) fn push_vuint(bytes: &mut Vec<u8>, value: usize) {
    let mut groups = vec![u8::try_from(value & 0x7f).unwrap_or(0)];
    let mut rest = value >> 7;
    while rest != 0 {
        groups.push(u8::try_from(rest & 0x7f).unwrap_or(0) | 0x80);
        rest >>= 7;
    }
    bytes.extend(groups.iter().rev());
}

#[cfg(test)]
mod tests {
    use super::{Signature, encode_sizes, push_vuint};

    /// `def f(a, b=10, *args, c=5, **kw)`, as the firmware's own compiler begins it.
    #[test]
    fn signature_with_everything() {
        let signature = Signature {
            n_state: 5,
            n_frames: 0,
            flags: 2 | 4 | 8,
            n_positional: 2,
            n_keyword_only: 1,
            n_defaults: 1,
        };
        assert_eq!(signature.encode(), [162, 137, 192, 192, 64]);
        assert_eq!(encode_sizes(4), [8]);
    }

    #[test]
    fn numbers_beyond_seven_bits() {
        let mut bytes = Vec::new();
        push_vuint(&mut bytes, 300);
        assert_eq!(bytes, [0x82, 0x2c]);
        assert_eq!(encode_sizes(64), [0x80, 2]);
    }
}
