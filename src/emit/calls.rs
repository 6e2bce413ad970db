//! Calls as C: the array of words that each of the firmware's ways to call takes.
//!
//! ```text
//! v2: object = call_method "join" [], v0, v1   v2 = rt_method1(v0, 1 /* join */, v1);
//! v2: object = call [end], v0, v1              v2 = RT_CALL(call_function_n_kw)(v0, 256, (rt_obj[]){RT_QSTR_OBJ(…), v1});
//! ```

use super::operation::broken;
use super::{Emitter, Tracebacks, c_type};
use crate::ir::{Imm, Inst};
use std::rc::Rc;

impl Emitter<'_> {
    /// A call of a method of the first operand.
    pub(super) fn method_call(&mut self, inst: &Inst, args: &[String], name: &str) -> String {
        let names = keyword_names(inst);
        let name = self.tables.name(name);
        let Some((object, rest)) = args.split_first() else { return String::new() };
        if names.is_empty() && rest.len() <= 2 {
            let mut all = vec![object.clone(), name];
            all.extend_from_slice(rest);
            return format!("rt_method{}({})", rest.len(), all.join(", "));
        }
        let (words, n_args, n_kw) = self.method_words(inst, unloaded(), rest);
        format!("rt_method({object}, {name}, {n_args}, {n_kw}, {words})")
    }

    /// The same of what should be of a type of the firmware's.
    pub(super) fn type_method_call(&mut self, inst: &Inst, args: &[String], name: &str) -> String {
        let name = self.tables.name(name);
        let Some((object, rest)) = args.split_first() else { return broken(inst) };
        let (words, n_args, _) = self.method_words(inst, unloaded(), rest);
        format!("rt_type_method({object}, {name}, {n_args}, {words})")
    }

    /// A call of what the first operand, which was imported, has by a name.
    pub(super) fn module_call(&mut self, inst: &Inst, args: &[String], name: &str) -> String {
        let name = self.tables.name(name);
        let Some((module, rest)) = args.split_first() else { return String::new() };
        if keyword_names(inst).is_empty() && rest.len() <= 2 {
            let mut all = vec![module.clone(), name];
            all.extend_from_slice(rest);
            return format!("rt_module{}({})", rest.len(), all.join(", "));
        }
        let (words, counts) = self.function_words(inst, rest);
        format!("rt_module_call({module}, {name}, {counts}, {words})")
    }

    /// A call of the method that comes after a class, for an object.
    pub(super) fn super_call(&mut self, inst: &Inst, args: &[String], name: &str) -> String {
        let [class, object, rest @ ..] = args else { return broken(inst) };
        let name = self.tables.name(name);
        let (words, n_args, n_kw) = self.method_words(inst, unloaded(), rest);
        format!("rt_super_method({class}, {object}, {name}, {n_args}, {n_kw}, {words})")
    }

    /// A call of a method that was loaded.
    pub(super) fn call_loaded(&mut self, inst: &Inst, args: &[String]) -> String {
        let Some((pack, rest)) = args.split_first() else { return broken(inst) };
        let loaded = [format!("{pack}[0]"), format!("{pack}[1]")];
        let (words, n_args, n_kw) = self.method_words(inst, loaded, rest);
        format!("rt_call_loaded({n_args}, {n_kw}, {words})")
    }

    /// The array that a call of a method takes, the method's own two words first, and how many arguments it has.
    fn method_words(&mut self, inst: &Inst, own: [String; 2], rest: &[String]) -> (String, usize, usize) {
        let names = keyword_names(inst);
        let (positional, keywords) = rest.split_at(rest.len().saturating_sub(names.len()));
        let mut words = own.to_vec();
        words.extend_from_slice(positional);
        for (name, value) in names.iter().zip(keywords) {
            words.push(self.tables.interned(name));
            words.push(value.clone());
        }
        (format!("(rt_obj[]){{{}}}", words.join(", ")), positional.len(), names.len())
    }

    /// A call with stars, of a function or of a method of the first operand.
    pub(super) fn call_star(&mut self, inst: &Inst, args: &[String], method: Option<&str>) -> String {
        let names = keyword_names(inst);
        let stars =
            inst.imms.iter().find_map(|imm| if let Imm::Int(bits) = imm { Some(*bits) } else { None });
        let (Some((callee, rest)), Some(stars)) = (args.split_first(), stars) else { return broken(inst) };
        let (positional, keywords) = rest.split_at(rest.len().saturating_sub(names.len()));
        // py/runtime.c, mp_call_prepare_args_n_kw_var: a mapping has no key, the stars come last.
        let mut words =
            vec![if method.is_some() { "RT_NULL".to_owned() } else { callee.clone() }, "RT_NULL".to_owned()];
        words.extend_from_slice(positional);
        for (name, value) in names.iter().zip(keywords) {
            words.push(if &**name == "**" { "RT_NULL".to_owned() } else { self.tables.interned(name) });
            words.push(value.clone());
        }
        words.push(self.int(&stars.to_string()));
        let counts = positional.len() | names.len() << 8;
        match method {
            Some(name) => {
                let name = self.tables.name(name);
                format!("rt_method_star({callee}, {name}, {counts}, (rt_obj[]){{{}}})", words.join(", "))
            }
            None => format!("rt_call_star({counts}, (rt_obj[]){{{}}})", words.join(", ")),
        }
    }

    /// A call of the first operand.
    pub(super) fn call(&mut self, inst: &Inst, args: &[String]) -> String {
        let names = keyword_names(inst);
        let Some((function, rest)) = args.split_first() else { return String::new() };
        if names.is_empty() && rest.len() <= 2 {
            let calls = if self.applies_closures { "rt_apply" } else { "rt_call" };
            return format!("{calls}{}({})", rest.len(), args.join(", "));
        }
        let (words, counts) = self.function_words(inst, rest);
        format!("RT_CALL(call_function_n_kw)({function}, {counts}, {words})")
    }

    /// A call by the address of a native form.
    pub(super) fn form_call(&self, inst: &Inst, args: &[String]) -> String {
        let (Some(Imm::Form(form)), Some((address, rest))) = (inst.imms.first(), args.split_first()) else {
            return broken(inst);
        };
        let params: Vec<&str> = form.params.iter().map(|ty| c_type(*ty)).collect();
        let params = if params.is_empty() { "void".to_owned() } else { params.join(", ") };
        let call = format!("(({} (*)({params})){address})({})", c_type(form.result), rest.join(", "));
        // In one file all keep in one place where they are.
        let keeps = self.tracebacks == Tracebacks::Raised && self.number.is_none();
        if keeps { format!("(rt_keep_site(), {call})") } else { call }
    }

    /// The array that a call of a function takes, and how many arguments of both kinds are in it.
    fn function_words(&mut self, inst: &Inst, rest: &[String]) -> (String, usize) {
        let names = keyword_names(inst);
        let (positional, keywords) = rest.split_at(rest.len().saturating_sub(names.len()));
        let mut words = positional.to_vec();
        for (name, value) in names.iter().zip(keywords) {
            words.push(self.tables.interned(name));
            words.push(value.clone());
        }
        let array =
            if words.is_empty() { "NULL".to_owned() } else { format!("(rt_obj[]){{{}}}", words.join(", ")) };
        (array, positional.len() | names.len() << 8)
    }
}

/// The two words of a method that is loaded by whoever calls it.
fn unloaded() -> [String; 2] {
    ["RT_NULL".to_owned(), "RT_NULL".to_owned()]
}

/// The names of the keyword arguments of a call: the last operands are their values.
pub(super) fn keyword_names(inst: &Inst) -> Vec<Rc<str>> {
    inst.imms
        .iter()
        .find_map(|imm| if let Imm::Names(names) = imm { Some(names.clone()) } else { None })
        .unwrap_or_default()
}

/// A call of a function that takes a count and an array.
pub(super) fn array_call(function: &str, items: &[String]) -> String {
    if items.is_empty() {
        format!("{function}(0, NULL)")
    } else {
        format!("{function}({}, (rt_obj[]){{{}}})", items.len(), items.join(", "))
    }
}
