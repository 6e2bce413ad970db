//! Calls of the user's C: what the operands become in C, and back.
//!
//! ```text
//! v2: float = call_c c "fast.dot(a: const f32[], n: i32) -> f32", v0, v1
//!
//! { rt_c_buffer a = rt_c_items(v0, RT_C_KIND(float), false, "dot() argument 'a' must be …");
//!   int32_t n = RT_C_INT(int32_t, v1, "dot() argument 'n' does not fit i32");
//!   v2 = (rt_float)c_fast_dot(a.items, a.count, n); RT_KEEP(v0); }
//! ```

use super::Emitter;
use super::function::Writer;
use super::names::string;
use crate::ir::signature::{CType, Callback, Number, Signature, enumeration};
use crate::ir::{Imm, Inst, Op};
use indexmap::{IndexMap, IndexSet};
use std::fmt::Write as _;
use std::rc::Rc;

impl Emitter<'_> {
    /// The C functions that the module calls, each once.
    fn called_in_c(&self) -> IndexMap<String, Rc<Signature>> {
        let insts =
            self.module.functions.iter().flat_map(|function| &function.blocks).flat_map(|block| &block.insts);
        let signature = |inst: &Inst| match (inst.op, inst.imms.first()) {
            (Op::CallC, Some(Imm::Signature(signature))) => Some((signature.symbol(), Rc::clone(signature))),
            _ => None,
        };
        insts.filter_map(signature).collect()
    }

    /// What is included for calls of C.
    pub(super) fn c_header(&self) -> &'static str {
        if self.has(&[Op::CallC]) { "#include \"rt_c.h\"\n" } else { "" }
    }

    /// The declarations of the C functions that are called, and what they call back.
    pub(super) fn c_functions(&self) -> String {
        let called = self.called_in_c();
        let mut text = String::new();
        let (mut enumerations, mut structs, mut callbacks) =
            (IndexMap::new(), IndexSet::new(), IndexMap::new());
        for signature in called.values() {
            signature.for_each_number(&mut |number| {
                if let Number::Enum(name, low, high) = number {
                    enumerations.insert(Rc::clone(name), (*low, *high));
                }
            });
            structs.extend(
                signature
                    .params
                    .iter()
                    .map(|param| &param.ty)
                    .chain(&signature.result)
                    .filter_map(CType::struct_name),
            );
            for param in &signature.params {
                if let CType::Callback(callback) = &param.ty {
                    callbacks.insert(callback_name(callback), callback);
                }
            }
        }
        for (name, (low, high)) in &enumerations {
            let _ = writeln!(text, "{}", enumeration(name, *low, *high));
        }
        for name in structs {
            let _ = writeln!(text, "struct {name};");
        }
        for (symbol, signature) in &called {
            let _ = writeln!(text, "{};", signature.prototype(symbol, false, &Number::c_here));
        }
        for (name, callback) in callbacks {
            text.push_str(&trampoline(&name, callback));
        }
        text
    }

    /// Writes a call.
    pub(super) fn c_call(&self, writer: &mut Writer, inst: &Inst, args: &[String]) {
        let Some(Imm::Signature(signature)) = inst.imms.first() else {
            writer.line("mpyc_cannot_emit_call_c;");
            return;
        };
        let function = signature.name.rsplit('.').next().unwrap_or(&signature.name);
        let (mut given, mut kept) = (Vec::new(), Vec::new());
        writer.line("{");
        for (index, (param, arg)) in signature.params.iter().zip(args).enumerate() {
            let problem = |what: &str| string(&format!("{function}() argument '{}' {what}", param.name));
            let name = format!("c{index}");
            match &param.ty {
                CType::Number(number) => given.push(number_argument(writer, number, &name, arg, &problem)),
                CType::Str | CType::Bytes | CType::ByteArray | CType::Memory { .. } => {
                    let writable = matches!(param.ty, CType::ByteArray | CType::Memory { writable: true });
                    let what = if writable { "must be a writable buffer" } else { "must be a buffer" };
                    writer.line(&format!(
                        "rt_c_buffer {name} = rt_c_bytes({arg}, {writable}, {});",
                        problem(what)
                    ));
                    given.extend([format!("{name}.items"), format!("{name}.count")]);
                    kept.push(arg);
                }
                CType::Items(number, writable) => {
                    let what = format!(
                        "must be {} of {number}",
                        if *writable { "a writable array" } else { "an array" }
                    );
                    writer.line(&format!(
                        "rt_c_buffer {name} = rt_c_items({arg}, RT_C_KIND({}), {writable}, {});",
                        number.c_here(),
                        problem(&what)
                    ));
                    given.extend([format!("{name}.items"), format!("{name}.count")]);
                    kept.push(arg);
                }
                CType::Object => given.push(arg.clone()),
                CType::Struct(of) | CType::Opaque(of) => {
                    let function =
                        if matches!(param.ty, CType::Struct(_)) { "rt_c_memory" } else { "rt_c_pointer" };
                    let none =
                        if of.optional { format!("{arg} == RT_NONE ? NULL : ") } else { String::new() };
                    given.push(format!("{none}{function}({arg})"));
                    kept.push(arg);
                }
                CType::Callback(callback) => {
                    let trampoline = callback_name(callback);
                    if callback.optional {
                        given.push(format!("{arg} == RT_NONE ? NULL : {trampoline}"));
                    } else {
                        given.push(trampoline);
                    }
                    if !callback.borrowed {
                        writer.line(&format!("rt_c_keep({arg});"));
                    }
                    given.push(arg.clone());
                    kept.push(arg);
                }
            }
        }
        let call = format!("{}({})", signature.symbol(), given.join(", "));
        match (&signature.result, inst.result) {
            (Some(result), Some(id)) => {
                let value = writer.value(id);
                writer.line(&format!("{value} = {};", result_of(result, &call, function)));
            }
            _ => writer.line(&format!("{call};")),
        }
        for object in kept {
            writer.line(&format!("RT_KEEP({object});"));
        }
        writer.line("}");
    }
}

fn number_argument(
    writer: &mut Writer,
    number: &Number,
    name: &str,
    arg: &str,
    problem: &dyn Fn(&str) -> String,
) -> String {
    match number {
        Number::Bool => arg.to_owned(),
        Number::Float | Number::F32 | Number::F64 => format!("({}){arg}", number.c_here()),
        Number::Int(_) | Number::Enum(..) => {
            let (ty, text) = (number.c_here(), problem(&format!("does not fit {}", plain(number))));
            writer.line(&format!("{ty} {name} = RT_C_INT({ty}, {arg}, {text});"));
            name.to_owned()
        }
    }
}

/// A type in a message.
fn plain(number: &Number) -> String {
    match number {
        Number::Enum(name, ..) => name.to_string(),
        other => other.to_string(),
    }
}

fn result_of(result: &CType, call: &str, function: &str) -> String {
    match result {
        CType::Number(number) => from_c(number, call),
        CType::Object => call.to_owned(),
        CType::Str => {
            format!("rt_c_text({call}, {})", string(&format!("{function}() result must be str, not NULL")))
        }
        CType::Opaque(of) if of.optional => format!("rt_c_opaque((void *){call}, NULL)"),
        CType::Opaque(of) => {
            let problem = string(&format!("{function}() result must be {}, not NULL", of.name));
            format!("rt_c_opaque((void *){call}, {problem})")
        }
        // The others are no results.
        _ => "mpyc_cannot_emit_result_of_c".into(),
    }
}

/// A number of C's as the IR holds it.
fn from_c(number: &Number, value: &str) -> String {
    match number {
        Number::Bool => value.into(),
        Number::Float | Number::F32 | Number::F64 => format!("(rt_float){value}"),
        Number::Int(_) | Number::Enum(..) => format!("RT_C_BOX({}, {value})", number.c_here()),
    }
}

/// A number of C's as an object.
fn boxed(number: &Number, value: &str) -> String {
    let value = from_c(number, value);
    match number {
        Number::Bool => format!("rt_box_bool({value})"),
        Number::Float | Number::F32 | Number::F64 => format!("rt_box_float({value})"),
        Number::Int(_) | Number::Enum(..) => value,
    }
}

/// The function that C calls for callbacks of this kind.
fn callback_name(callback: &Callback) -> String {
    let part = |number: &Number| match number {
        Number::Enum(name, ..) => format!("e{name}"),
        other => other.to_string(),
    };
    let params: Vec<String> = callback.params.iter().map(part).collect();
    let result = callback.result.as_ref().map_or("none".into(), part);
    format!("callback_{result}_of_{}", params.join("_"))
}

/// The last argument is the function of Python's.
fn trampoline(name: &str, callback: &Callback) -> String {
    let params: Vec<String> = callback
        .params
        .iter()
        .enumerate()
        .map(|(index, number)| format!("{} a{index}, ", number.c_here()))
        .collect();
    let objects: Vec<String> = callback
        .params
        .iter()
        .enumerate()
        .map(|(index, number)| boxed(number, &format!("a{index}")))
        .collect();
    let result = callback.result.as_ref().map_or("void".into(), Number::c_here);
    let array =
        if objects.is_empty() { "NULL".into() } else { format!("(rt_obj[]){{{}}}", objects.join(", ")) };
    let call = format!("RT(call_function_n_kw)(user, {}, {array})", objects.len());
    let whose = string("what C calls: result");
    let leave = match &callback.result {
        None => format!("{call};"),
        Some(Number::Bool) => format!("return rt_unbox_bool({call}, {whose});"),
        Some(number @ (Number::Float | Number::F32 | Number::F64)) => {
            format!("return ({})rt_unbox_float({call}, {whose});", number.c_here())
        }
        Some(number @ (Number::Int(_) | Number::Enum(..))) => format!(
            "return RT_C_INT({}, rt_unbox_int({call}, {whose}), {});",
            number.c_here(),
            string(&format!("what C calls: result does not fit {}", plain(number)))
        ),
    };
    format!("static {result} {name}({}void *user) {{\n    {leave}\n}}\n", params.concat())
}
