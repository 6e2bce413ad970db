//! One operation as C: a call of the function in its row of the table, or written here.

use super::calls::array_call;
use super::class::check_instance;
use super::function::Writer;
use super::items::item;
use super::names::{float, string};
use super::operators::{binary, unary};
use super::small::{firmware, small};
use super::views::{close, looked_up};
use super::{Emitter, Tracebacks, tables};
use crate::ir::{Imm, Inst, Op, Type};
use linker::Constant;
use std::rc::Rc;

/// A machine word: of a number beyond the target's words the low bits.
fn word(number: i64) -> String {
    match i32::try_from(number) {
        Ok(i32::MIN) | Err(_) => format!("(rt_int){:#x}ULL", number.cast_unsigned()),
        Ok(number) => number.to_string(),
    }
}

/// What runs once is to be small: the firmware's own function, without a look at what is frequent.
fn once(writer: &Writer, inst: &Inst, args: &[String]) -> Option<String> {
    let value = match (inst.op, args) {
        (Op::Item, _) => "RT_SENTINEL",
        (Op::SetItem, [_, _, value]) => value,
        (Op::DelItem, _) => "RT_NULL",
        _ => return None,
    };
    let [container, index, ..] = args else { return None };
    writer.runs_once.then(|| format!("RT_CALL(obj_subscr)({container}, {index}, {value})"))
}

impl Emitter<'_> {
    /// Writes an operation.
    pub(super) fn operation(&mut self, writer: &mut Writer, inst: &Inst) {
        let args: Vec<String> = inst.args.iter().map(|arg| writer.value(*arg)).collect();
        if self.with_views(writer, inst, &args) {
            return;
        }
        let row = inst.op.info();
        let written = once(writer, inst, &args)
            .or_else(|| small(writer, inst, &args))
            .or_else(|| item(writer, inst, &args));
        let value = if let Some(value) = written {
            value
        } else if row.c.is_empty() {
            match self.special(writer, inst, &args) {
                Some(value) => value,
                None => return,
            }
        } else {
            format!("{}({})", row.c, args.join(", "))
        };
        match inst.result {
            Some(result) if writer.function.ty(result) == Type::View => {
                let text = looked_up(&writer.value(result), &value);
                writer.line(&text);
            }
            Some(result) if writer.function.ty(result) != Type::Void => {
                let text = format!("{} = {value};", writer.value(result));
                writer.line(&text);
            }
            _ => writer.line(&format!("{value};")),
        }
        if row.effects.raises() {
            writer.end_line(inst.loc);
        }
        let native = matches!(inst.op, Op::CallFunction | Op::CallVirtual | Op::CallGetter | Op::CallForm);
        if native && writer.function.is_recursive() {
            writer.line("RT_NO_TAIL_CALL;");
        }
        close(writer, inst, &self.quiet);
    }

    /// An operation without a function of its own: its value, or none if all has been written.
    fn special(&mut self, writer: &mut Writer, inst: &Inst, args: &[String]) -> Option<String> {
        let arg = |index: usize| args.get(index).cloned().unwrap_or_default();
        let result = inst.result.map(|id| writer.value(id)).unwrap_or_default();
        let name = match inst.imms.first() {
            Some(Imm::Str(name)) => Rc::clone(name),
            _ => "".into(),
        };
        let number = |index: usize| match inst.imms.get(index) {
            Some(Imm::Int(number)) => *number,
            _ => 0,
        };
        let slot = match inst.imms.first() {
            Some(Imm::Slot(id)) => writer.slot(*id),
            _ => String::new(),
        };
        Some(match inst.op {
            Op::Unbound => "RT_NULL".into(),
            Op::Const => self.constant(inst.imms.first()),
            Op::Name => self.tables.interned(&name),
            Op::FloatText => {
                let constant = self.tables.constant(Constant::Float((*name).to_owned()));
                format!("((const rt_float_obj *){constant})->value")
            }
            Op::FloatObject => self.tables.constant(Constant::Float((*name).to_owned())),
            Op::ComplexText => self.tables.constant(Constant::Complex((*name).to_owned())),
            Op::ConstInt => match inst.imms.first() {
                Some(Imm::Big(digits)) => self.int(digits),
                _ => broken(inst),
            },
            Op::ConstFloat => match inst.imms.first() {
                Some(Imm::Float(bits)) => float(*bits),
                _ => broken(inst),
            },
            Op::ConstBool => number(0).to_string(),
            Op::ConstWord => word(number(0)),
            Op::Load => format!("rt_load{}({}, {})", number(0) * 8, arg(0), arg(1)),
            Op::Store => format!("rt_store{}({}, {}, {})", number(0) * 8, arg(0), arg(1), arg(2)),
            Op::IsWithin => format!("rt_is_within({}, {})", arg(0), number(0)),
            // Where it is known what large ints look like, there is no need to ask the firmware.
            Op::IntWord if self.has(&[Op::IsUword]) => format!("rt_low_word({})", arg(0)),
            Op::IntWord => format!("rt_to_word({})", arg(0)),
            Op::WordWithin => format!("rt_word_within({}, {})", arg(0), number(0)),
            Op::ProductWithin => format!("rt_product_within({}, {}, {})", arg(0), arg(1), number(0)),
            Op::IntObject | Op::AssumeInt => arg(0),
            Op::FloatSqrt => {
                let names = ["math", "sqrt"].map(|name| self.tables.name(name)).join(", ");
                format!("rt_sqrt({}, {}, {names})", arg(0), arg(1))
            }
            Op::AsFloat => {
                let slow = format!("rt_as_float({}, {})", arg(0), string(&name));
                if writer.function.is_small || writer.is_cold {
                    return Some(slow);
                }
                format!("RT_LIKELY(rt_is_float({})) ? {} : {slow}", arg(0), arg(0))
            }
            Op::UnboxFloat => {
                let slow = format!("rt_unbox_float({}, {})", arg(0), string(&name));
                if writer.function.is_small || writer.is_cold {
                    return Some(slow);
                }
                format!("RT_LIKELY(rt_is_float({})) ? rt_float_in({}) : {slow}", arg(0), arg(0))
            }
            Op::UnboxInt => format!("rt_unbox_int({}, {})", arg(0), string(&name)),
            Op::CheckFixed => {
                format!("rt_check_fixed({}, {}, {}, {})", arg(0), number(1), number(2), string(&name))
            }
            Op::CheckWord => {
                let (word, bits, is_signed, side) = (arg(0), number(1), number(2), number(3));
                format!("rt_check_word({word}, {bits}, {is_signed}, {side}, {})", string(&name))
            }
            Op::AddFixed | Op::SubFixed => {
                let (function, is_signed) = (inst.op.info().name, number(2));
                format!("rt_{function}({}, {}, {is_signed}, {})", arg(0), arg(1), string(&name))
            }
            Op::UnboxBool => format!("rt_unbox_bool({}, {})", arg(0), string(&name)),
            Op::CheckType => match inst.imms.get(2) {
                Some(Imm::Str(whose)) => match (&*name, number(1)) {
                    ("list", 0) if !writer.function.is_small && !writer.is_cold => {
                        format!("rt_check_list({}, {})", arg(0), string(whose))
                    }
                    ("str" | "tuple", 0) => format!("rt_check_{name}({}, {})", arg(0), string(whose)),
                    (_, or_none) => check_types(&arg(0), &name, or_none != 0, &string(whose)),
                },
                _ => broken(inst),
            },
            Op::CheckInstance => match inst.imms.as_slice() {
                [Imm::Class(class), Imm::Int(or_none), Imm::Str(whose)] => {
                    let (or_none, whose) = ((*or_none != 0).to_string(), string(whose));
                    match self.module.classes.get(class.index()).is_some_and(|class| class.init.is_some()) {
                        true => format!("as_{}({}, {or_none}, {whose})", self.class_name(*class), arg(0)),
                        false => check_instance(&arg(0), *class, &or_none, &whose),
                    }
                }
                _ => broken(inst),
            },
            Op::CheckUnless => match inst.imms.as_slice() {
                [Imm::Class(class), Imm::Str(whose)] => {
                    let otherwise = check_instance(&arg(0), *class, "false", &string(whose));
                    format!("RT_LIKELY({}) ? {} : {otherwise}", arg(1), arg(0))
                }
                _ => broken(inst),
            },
            Op::Unary => format!("rt_unary({}, {})", unary(&name), arg(0)),
            Op::Binary if writer.runs_once => {
                format!("RT_CALL(binary_op)({}, {}, {})", binary(&name), arg(0), arg(1))
            }
            Op::Binary => match &*name {
                "+" | "+=" => format!("rt_object_add({}, {}, {})", arg(0), arg(1), binary(&name)),
                "-" | "-=" => format!("rt_object_sub({}, {}, {})", arg(0), arg(1), binary(&name)),
                // Of two small ints these are a few instructions, which are in one place.
                _ if writer.function.is_small => {
                    format!("rt_binary({}, {}, {})", binary(&name), arg(0), arg(1))
                }
                "*" | "*=" => format!("rt_mul({}, {}, {})", binary(&name), arg(0), arg(1)),
                "<<" | "<<=" => format!("rt_lshift({}, {}, {})", binary(&name), arg(0), arg(1)),
                ">>" | ">>=" => format!("rt_rshift({}, {}, {})", binary(&name), arg(0), arg(1)),
                "&" | "&=" => format!("rt_and({}, {}, {})", binary(&name), arg(0), arg(1)),
                "|" | "|=" => format!("rt_or({}, {}, {})", binary(&name), arg(0), arg(1)),
                "^" | "^=" => format!("rt_xor({}, {}, {})", binary(&name), arg(0), arg(1)),
                _ => format!("rt_binary({}, {}, {})", binary(&name), arg(0), arg(1)),
            },
            Op::Test => format!("rt_test({}, {}, {})", binary(&name), arg(0), arg(1)),
            Op::SameStr => format!("rt_same_str({}, {}, {})", binary(&name), arg(0), arg(1)),
            Op::StrAdd => format!("rt_str_add({}, {}, {})", binary(&name), arg(0), arg(1)),
            Op::StrSplit => format!("rt_str_split({}, {}, {})", arg(0), self.tables.name("split"), arg(1)),
            Op::InCharacters => {
                let (text, characters) = (self.tables.string(&name), string(&name));
                format!("rt_in_characters({}, {text}, {characters}, {})", arg(0), name.len())
            }
            Op::Pop => format!("rt_pop({}, {})", arg(0), self.tables.name("pop")),
            Op::Append => format!("rt_append({}, {}, {})", arg(0), self.tables.name("append"), arg(1)),
            Op::CheckBound => format!("rt_check_bound({})", arg(0)),
            // While the module is imported its names are the current ones.
            // A name that the module never binds is not found faster by where it was last.
            Op::Global if writer.runs_once || (writer.is_init && !self.binds(&name)) => {
                format!("RT_CALL(load_global)({})", self.tables.qstr(&name))
            }
            Op::SetGlobal if writer.is_init => {
                format!("RT_CALL(store_global)({}, {})", self.tables.qstr(&name), arg(0))
            }
            Op::DelGlobal if writer.is_init => format!("RT_CALL(delete_global)({})", self.tables.qstr(&name)),
            // Programs put functions of their own in its place in `builtins`, which the firmware knows.
            Op::Global if &*name == "__import__" => format!("rt_global_asked({})", self.tables.qstr(&name)),
            Op::Global => {
                let now = if writer.is_init && self.globals_are_current() { "_now" } else { "" };
                format!("rt_global{now}({})", self.tables.name(&name))
            }
            Op::SetGlobal => format!("rt_set_global({}, {})", self.tables.qstr(&name), arg(0)),
            Op::DelGlobal => format!("rt_del_global({})", self.tables.qstr(&name)),
            Op::Import => {
                // Only the names that are current say whose package it is.
                let function = if number(1) == 0 { "rt_import" } else { "rt_import_relative" };
                format!("{function}({}, {}, {})", self.tables.qstr(&name), arg(0), number(1))
            }
            Op::CallInGlobals => array_call("rt_call_in_globals", args),
            Op::ImportFrom => format!("RT_CALL(import_from)({}, {})", arg(0), self.tables.qstr(&name)),
            Op::ModuleAttr | Op::Attr if writer.runs_once => {
                format!("RT_CALL(load_attr)({}, {})", arg(0), self.tables.qstr(&name))
            }
            Op::ModuleAttr => format!("rt_module_attr({}, {})", arg(0), self.tables.name(&name)),
            Op::Attr => format!("rt_attr({}, {})", arg(0), self.tables.name(&name)),
            Op::SetAttr if writer.runs_once => {
                format!("RT_CALL(store_attr)({}, {}, {})", arg(0), self.tables.qstr(&name), arg(1))
            }
            Op::SetAttr => format!("rt_set_attr({}, {}, {})", arg(0), self.tables.name(&name), arg(1)),
            Op::DelAttr => format!("RT_CALL(store_attr)({}, {}, RT_NULL)", arg(0), self.tables.qstr(&name)),
            Op::CallMethod => self.method_call(inst, args, &name),
            Op::CallTypeMethod => self.type_method_call(inst, args, &name),
            Op::ModuleCall => self.module_call(inst, args, &name),
            Op::CallSuper => self.super_call(inst, args, &name),
            Op::Call => self.call(inst, args),
            Op::CallStar => self.call_star(inst, args, None),
            Op::CallMethodStar => self.call_star(inst, args, Some(&name)),
            Op::ClassName => format!("rt_class_name({}, {})", arg(0), self.tables.name(&name)),
            Op::IsOfType => format!("rt_is_of_type({}, {})", arg(0), type_function(&name)),
            Op::MatchArgument => {
                format!("rt_match_argument({}, {}, {}, {})", arg(0), arg(1), number(0), number(1))
            }
            Op::AttrMaybe => format!("rt_attr_maybe({}, {})", arg(0), self.tables.interned(&name)),
            Op::Resumed => "rt_resumed(thrown, g->value)".into(),
            Op::Sent => "g->value".into(),
            Op::Thrown => "thrown".into(),
            Op::Delegate if self.resumes_generators() => {
                format!("rt_delegate_within({}, {}, &{slot}, call)", arg(0), arg(1))
            }
            Op::Delegate => format!("rt_delegate({}, {}, &{slot})", arg(0), arg(1)),
            Op::NewClosure => match args.split_first() {
                Some((function, cells)) => {
                    let make = if self.applies_closures { "rt_new_closure" } else { "RT_CALL(new_closure)" };
                    format!("{make}({function}, {}, (rt_obj[]){{{}}})", cells.len(), cells.join(", "))
                }
                None => broken(inst),
            },
            Op::CallFunction => match inst.imms.first() {
                Some(Imm::Function(id)) => format!("f_{}({})", self.function_name(*id), args.join(", ")),
                _ => broken(inst),
            },
            Op::Results => match inst.imms.first() {
                Some(Imm::Function(id)) => format!("(r_{}){{{}}}", self.function_name(*id), args.join(", ")),
                _ => broken(inst),
            },
            Op::ResultItem => format!("{}.r{}", arg(0), number(1)),
            Op::ResultsTuple => match inst.imms.first() {
                Some(Imm::Function(id)) => self.results_tuple(*id, &arg(0), &firmware(writer, "new_tuple")),
                _ => broken(inst),
            },
            Op::NativeForm | Op::ClassForm | Op::MethodForm => match inst.imms.first() {
                Some(Imm::Form(form)) => {
                    let (name, word, names) = (inst.op.info().name, form.word(), number(1));
                    format!("(rt_uint)rt_{name}({}, RT_FORM({word:#x}), {names:#x})", args.join(", "))
                }
                _ => broken(inst),
            },
            Op::LoadMethod => {
                let name = self.tables.qstr(&name);
                writer.line(&format!("RT_CALL(load_method)({}, {name}, {result});", arg(0)));
                writer.end_line(inst.loc);
                return None;
            }
            Op::CallLoaded => self.call_loaded(inst, args),
            Op::CallForm => self.form_call(inst, args),
            Op::CallC => {
                self.c_call(writer, inst, args);
                return None;
            }
            Op::CallVirtual | Op::CallGetter => match inst.imms.first() {
                Some(Imm::Function(id)) => {
                    format!("{}({})", self.keeping("virtual", self.function_name(*id)), args.join(", "))
                }
                _ => broken(inst),
            },
            Op::NewList => array_call(&firmware(writer, "new_list"), args),
            Op::NewBytes => array_call("rt_new_bytes", args),
            Op::BytesOfWords => {
                format!("RT_CALL(obj_new_bytes)((const uint8_t[]){{{}}}, {})", args.join(", "), args.len())
            }
            Op::NewTuple => array_call(&firmware(writer, "new_tuple"), args),
            Op::NewSet => array_call("RT_CALL(new_set)", args),
            Op::NewDict => format!("RT_CALL(new_dict)({})", number(0)),
            Op::Unpack => {
                let in_place = !writer.function.is_small && !writer.is_cold;
                let unpack = if in_place { "rt_unpack".into() } else { firmware(writer, "unpack_sequence") };
                writer.line(&format!("{unpack}({}, {}, {result});", arg(0), number(0)));
                writer.end_line(inst.loc);
                return None;
            }
            Op::UnpackStar => {
                let counts = number(0) | number(1) << 8;
                writer.line(&format!("RT_CALL(unpack_ex)({}, {counts}, {result});", arg(0)));
                writer.end_line(inst.loc);
                return None;
            }
            // The firmware fills the array from its end.
            Op::PackItem => format!("{}[sizeof({0}) / sizeof(rt_obj) - 1 - {}]", arg(0), number(0)),
            Op::IterNew | Op::IterNext => self.iterated(writer, inst.op, &arg(0), &slot),
            Op::Sum => {
                let name = self.tables.name("sum");
                format!("(rt_sum({0}) ?: rt_call1(rt_global({name}), {0}))", arg(0))
            }
            Op::SlotGet => slot,
            Op::SlotSet => format!("{slot} = {}", arg(0)),
            Op::EndTry => "rt_end_try()".into(),
            Op::Caught => match self.tracebacks {
                Tracebacks::Every => format!("rt_traced({slot}.value, line, {})", writer.name),
                Tracebacks::Raised => format!("rt_told({slot}.value)"),
                Tracebacks::Stated => format!("{slot}.value"),
            },
            Op::Bytecode => {
                format!("rt_once{}(once_{})", if self.once.asks_helper { "_with" } else { "" }, number(0))
            }
            Op::Poll if writer.counts() => "RT_POLL(polls)".into(),
            Op::Poll => "RT_POLL(rt_polls)".into(),
            Op::MakeFunction => match inst.imms.first() {
                Some(Imm::Function(id)) => {
                    let suspends =
                        self.module.functions.get(id.index()).is_some_and(|function| function.suspends);
                    let name = self.function_name(*id);
                    if self.is_exported(*id) {
                        return Some(format!(
                            "rt_make_code(RT_CODE(RT_KIND_NATIVE_PY, false), rt_form_stub, prelude_{name}.bytes, \
                             (rt_obj[]){{{}, {}}})",
                            arg(0),
                            arg(1)
                        ));
                    }
                    let made = if suspends {
                        format!("rt_make_generator({}, prelude_{name}.bytes", self.generator_stub())
                    } else {
                        format!("rt_make_function(prelude_{name}.bytes")
                    };
                    format!("{made}, {}, {})", arg(0), arg(1))
                }
                _ => broken(inst),
            },
            Op::Default => match inst.imms.first() {
                Some(Imm::Function(id)) => {
                    format!("S.defaults[{}]", self.tables.kept_default(*id, number(1)))
                }
                _ => broken(inst),
            },
            Op::SetDefault => match inst.imms.first() {
                Some(Imm::Function(id)) => {
                    format!("S.defaults[{}] = {}", self.tables.kept_default(*id, number(1)), arg(0))
                }
                _ => broken(inst),
            },
            Op::MakeClass => match inst.imms.first() {
                Some(Imm::Class(id)) => self.make_class(*id, &arg(0), &arg(1)),
                _ => broken(inst),
            },
            Op::ClassObject => match inst.imms.first() {
                Some(Imm::Class(id)) => format!("(rt_obj)S.classes[{}].type", id.0),
                _ => broken(inst),
            },
            Op::NewInstance => match inst.imms.first() {
                Some(Imm::Class(id)) => format!(
                    "rt_new_instance(&S.classes[{}], sizeof(struct c_{}))",
                    id.0,
                    self.class_name(*id)
                ),
                _ => broken(inst),
            },
            Op::HasFields => match inst.imms.first() {
                Some(Imm::Class(id)) => format!("has_{}({})", self.class_name(*id), arg(0)),
                _ => broken(inst),
            },
            Op::AttrOf | Op::SetAttrOf => match inst.imms.first() {
                Some(Imm::Field(class, field)) => self.field_of(*class, *field, args),
                _ => broken(inst),
            },
            Op::Field | Op::SetField => match inst.imms.first() {
                Some(Imm::Field(class, field)) => self.field_access(*class, *field, args),
                _ => broken(inst),
            },
            // The rest have functions of their own in the table.
            _ => broken(inst),
        })
    }

    /// A constant object.
    fn constant(&mut self, imm: Option<&Imm>) -> String {
        use crate::ir::Singleton::{Ellipsis, False, None as PyNone, True};
        match imm {
            Some(Imm::Str(text)) => self.tables.string(text),
            Some(Imm::Big(digits)) => self.int(digits),
            Some(Imm::Singleton(PyNone)) => "RT_NONE".into(),
            Some(Imm::Singleton(True)) => "RT(const_true)".into(),
            Some(Imm::Singleton(False)) => "RT(const_false)".into(),
            Some(Imm::Singleton(Ellipsis)) => self.tables.constant(Constant::Ellipsis),
            Some(imm) => match tables::constant(imm) {
                Some(constant) => self.tables.constant(constant),
                None => "mpyc_cannot_emit_constant".into(),
            },
            None => "mpyc_cannot_emit_constant".into(),
        }
    }

    /// An int: a tagged word if every target's small ints hold it, else a constant of the object table.
    pub(super) fn int(&mut self, digits: &str) -> String {
        match digits.parse::<i32>() {
            Ok(value) if (-(1 << 30)..1 << 30).contains(&value) => format!("RT_SMALL({value})"),
            _ => self.tables.constant(Constant::Int(digits.into())),
        }
    }
}

/// C that does not compile, for an operation that breaks the verifier's rules or has no row to go by: nothing is ever
/// left out.
pub(super) fn broken(inst: &Inst) -> String {
    format!("mpyc_cannot_emit_{}", inst.op.info().name)
}

/// A check that an object is of one of the types that a list of names, `int|str`, stands for.
pub(super) fn check_types(value: &str, names: &str, or_none: bool, whose: &str) -> String {
    let mut types: Vec<&str> = names
        .split('|')
        .flat_map(|name| match name {
            // An int is a float too.
            "float" => vec!["rt_type_float", "rt_type_int"],
            name => vec![type_function(name)],
        })
        .collect();
    if or_none {
        types.push("rt_type_NoneType");
    }
    let wanted = string(&wanted(names, or_none));
    match types[..] {
        [only] => format!("rt_check_type({value}, {only}, {whose}, {wanted})"),
        _ => format!(
            "rt_check_types({value}, (rt_type_of[]){{{}}}, {}, {whose}, {wanted})",
            types.join(", "),
            types.len()
        ),
    }
}

/// The function of the runtime that gives a built-in type.
fn type_function(name: &str) -> &'static str {
    match name {
        "None" => "rt_type_NoneType",
        "bool" => "rt_type_bool",
        "int" => "rt_type_int",
        "str" => "rt_type_str",
        "bytes" => "rt_type_bytes",
        "bytearray" => "rt_type_bytearray",
        "list" => "rt_type_list",
        "dict" => "rt_type_dict",
        "set" => "rt_type_set",
        "tuple" => "rt_type_tuple",
        // The lowering knows no other.
        _ => "rt_type_unknown",
    }
}

/// The type as messages name it.
pub(super) fn wanted(names: &str, or_none: bool) -> String {
    let mut text = names.replace('|', " or ");
    if or_none {
        text.push_str(" or None");
    }
    text
}
