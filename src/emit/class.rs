//! A class in C: the struct of its instances, the table of its fields, and the functions that reach a field or a
//! method of an object that may be of a class derived from it.

use super::entry::boxed;
use super::names::{identifier, string};
use super::{Emitter, c_type};
use crate::ir::{Class, ClassId, Field, FieldId, Function, FunctionId, Op, Param, ParamKind, Type};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How C names a field.
fn member(field: &Field) -> String {
    format!("m_{}", identifier(&field.name))
}

/// Not every object may be stored in it.
fn is_checked(field: &Field) -> bool {
    field.ty != Type::Object || field.class.is_some() || field.builtin.is_some()
}

/// A field, as a parameter that promises the same.
fn as_param(field: &Field) -> Param {
    Param {
        name: field.name.clone(),
        ty: field.ty,
        class: field.class,
        builtin: field.builtin.clone(),
        optional: field.optional,
        kind: ParamKind::Positional,
        has_default: false,
    }
}

/// Whether an object is an instance of just one of some classes.
fn any_of(classes: &[ClassId], object: &str) -> String {
    let tests: Vec<String> =
        classes.iter().map(|class| format!("rt_is_exact({object}, &S.classes[{}])", class.0)).collect();
    tests.join(" || ")
}

/// The check that an object is an instance of a class, by a call; what else goes, and whose promise it is, in C.
pub(super) fn check_instance(object: &str, class: ClassId, or_none: &str, whose: &str) -> String {
    format!("rt_check_instance({object}, (rt_obj)S.classes[{}].type, {or_none}, {whose})", class.0)
}

impl Emitter<'_> {
    /// The struct of a class's instances: the firmware's instance, then the fields.
    pub(super) fn class_struct(&mut self, index: usize) -> String {
        let Some(class) = self.module.classes.get(index).filter(|class| class.init.is_some()) else {
            return String::new();
        };
        let name = self.classes.get(index).cloned().unwrap_or_default();
        let mut out = format!("struct c_{name} {{\n    rt_instance head;\n");
        for field in &class.fields {
            let _ = writeln!(out, "    {} {};", c_type(field.ty), member(field));
        }
        out.push_str("};\n");
        out
    }

    /// What the firmware calls for an instance.
    pub(super) fn class_functions(&mut self, index: usize) -> String {
        let Some(class) = self.module.classes.get(index).filter(|class| class.init.is_some()) else {
            return String::new();
        };
        let name = self.classes.get(index).cloned().unwrap_or_default();
        let mut out = String::new();
        let dict = self.tables.index_in_code("__dict__");
        let _ =
            writeln!(out, "static const rt_class_info info_{name} = {{{}, {dict}, {{", class.fields.len());
        for field in &class.fields {
            let _ = writeln!(out, "    {{{}}},", self.field_row(&name, field));
        }
        out.push_str("}};\n");
        let check = if class.fields.iter().any(is_checked) {
            let _ = writeln!(out, "static rt_obj check_{name}(size_t field, rt_obj value);");
            format!("check_{name}")
        } else {
            "NULL".into()
        };
        let _ = write!(
            out,
            "static void attr_{name}(rt_obj self, rt_qstr name, rt_obj *dest) {{\n    \
             rt_instance_attr((const rt_class_info *)&info_{name}, {check}, &S.classes[{index}], self, name, dest);\n\
             }}\n\
             static rt_obj new_{name}(rt_type type, size_t n_args, size_t n_kw, const rt_obj *args) {{\n    \
             (void)type;\n    \
             return rt_make_instance(&S.classes[{index}], sizeof(struct c_{name}), n_args, n_kw, args);\n}}\n"
        );
        let id = ClassId(u32::try_from(index).unwrap_or(u32::MAX));
        out.push_str(&self.class_tests(id));
        out.push('\n');
        out
    }

    /// The slow ways to the fields of a class, and to its methods in [`Emitter::virtual_call`], keep by themselves where they
    /// were called from: no line is theirs.
    pub(super) fn slow_fields(&mut self, index: usize) -> String {
        let Some(class) = self.module.classes.get(index).filter(|class| class.init.is_some()) else {
            return String::new();
        };
        let name = self.classes.get(index).cloned().unwrap_or_default();
        let id = ClassId(u32::try_from(index).unwrap_or(u32::MAX));
        let mut out = String::new();
        if class.fields.iter().any(is_checked) {
            out.push_str(&self.field_checks(&name, class));
        }
        for (position, field) in class.fields.iter().enumerate() {
            let position = FieldId(u32::try_from(position).unwrap_or(u32::MAX));
            out.push_str(&self.slow_field(id, position, class, field));
        }
        out
    }

    /// Whether an object has the fields of a class at their places; and that as the check of a promise.
    fn class_tests(&self, class: ClassId) -> String {
        let name = self.class_name(class);
        let tests = any_of(&self.module.family(class), "a");
        let mut out = format!("RT_INLINE bool has_{name}(rt_obj a) {{\n    return {tests};\n}}\n");
        let is_checked = self.module.insts().any(|inst| {
            inst.op == Op::CheckInstance && inst.imms.first() == Some(&crate::ir::Imm::Class(class))
        });
        if is_checked {
            let _ = write!(
                out,
                "RT_INLINE rt_obj as_{name}(rt_obj a, bool or_none, const char *whose) {{\n    \
                 return RT_LIKELY((or_none && a == RT_NONE) || has_{name}(a)) ? a : {};\n}}\n",
                check_instance("a", class, "or_none", "whose")
            );
        }
        out
    }

    fn field_row(&mut self, class: &str, field: &Field) -> String {
        let held = match field.ty {
            Type::Float => "RT_HELD_FLOAT",
            Type::Bool => "RT_HELD_BOOL",
            Type::Object
            | Type::Int
            | Type::Word
            | Type::Uword
            | Type::Address
            | Type::Pack
            | Type::View
            | Type::Results
            | Type::Void => "RT_HELD_OBJECT",
        };
        format!(
            "{} /* {} */, offsetof(struct c_{class}, {}), {held}, {}",
            self.tables.index_in_code(&field.name),
            identifier(&field.name),
            member(field),
            is_checked(field),
        )
    }

    /// What is stored in a field from outside, by the field's number: as its annotation promises.
    fn field_checks(&self, name: &str, class: &Class) -> String {
        let mut out = format!(
            "static RT_COLD rt_obj check_{name}(size_t field, rt_obj value) {{\n    switch (field) {{\n"
        );
        for (index, field) in class.fields.iter().enumerate().filter(|(_, field)| is_checked(field)) {
            let whose = format!("{}.{}", class.name, field.name);
            let value = self.unbox_param(&as_param(field), "value", &whose);
            // A float is stored as one, though an int was given.
            let value = match (field.ty, field.builtin.as_deref()) {
                (Type::Object, Some("float")) if !field.optional => {
                    format!("rt_box_float(rt_unbox_float(value, {}))", string(&whose))
                }
                (ty, _) => boxed(ty, &value),
            };
            let _ = writeln!(out, "        case {index}:\n            return {value};");
        }
        out.push_str("        default:\n            return value;\n    }\n}\n");
        out
    }

    /// What is called in a function that keeps where it was called from: other files know it by that (`sites`), so that no
    /// two modules of one file have the same.
    pub(super) fn keeping(&self, what: &str, name: &str) -> String {
        match self.number {
            Some(number) => format!("at_{what}_{number}_{name}"),
            None => format!("at_{what}_{name}"),
        }
    }

    /// Reading and writing a field of an object that is not just an instance of the class: by name, like any attribute.
    fn slow_field(&mut self, id: ClassId, position: FieldId, class: &Class, field: &Field) -> String {
        let uses = |op: Op| {
            let mut insts = self.module.insts();
            insts.any(|inst| inst.op == op && inst.imms.first() == Some(&crate::ir::Imm::Field(id, position)))
        };
        let (reads, writes) = (uses(Op::Field), uses(Op::SetField));
        let name = format!("{}_{}", self.class_name(id), identifier(&field.name));
        let name_of_field = self.tables.name(&field.name);
        let ty = c_type(field.ty);
        let mut out = String::new();
        if reads {
            let whose = format!("{}.{}", class.name, field.name);
            let value =
                self.unbox_param(&as_param(field), &format!("rt_attr(self, {name_of_field})"), &whose);
            let _ = write!(
                out,
                "RT_COLD {ty} {}(rt_obj self) {{\n    RT_HERE();\n    return {value};\n}}\n",
                self.keeping("get", &name)
            );
        }
        if writes {
            let value = boxed(field.ty, "value");
            let _ = write!(
                out,
                "RT_COLD void {}(rt_obj self, {ty} value) {{\n    RT_HERE();\n    \
                 rt_set_attr(self, {name_of_field}, {value});\n}}\n",
                self.keeping("set", &name)
            );
        }
        out
    }

    /// A field of an object: at its place if the object is exact and the field set, else the slow way.
    pub(super) fn field_access(&mut self, class: ClassId, field: FieldId, args: &[String]) -> String {
        let Some(info) =
            self.module.classes.get(class.index()).and_then(|class| class.fields.get(field.index()))
        else {
            return String::new();
        };
        let class_name = self.class_name(class);
        let name = format!("{class_name}_{}", identifier(&info.name));
        let (Some(object), Some(exact)) = (args.first(), args.get(1)) else { return String::new() };
        let place = format!("((struct c_{class_name} *){object})->{}", member(info));
        let get = self.keeping("get", &name);
        match args.get(2) {
            Some(value) => {
                let set = self.keeping("set", &name);
                format!("if (RT_LIKELY({exact})) {place} = {value}; else {set}({object}, {value})")
            }
            None if matches!(info.ty, Type::Float | Type::Bool) => {
                format!("RT_LIKELY({exact}) ? {place} : {get}({object})")
            }
            None => format!("RT_LIKELY({exact} && {place} != RT_NULL) ? {place} : {get}({object})"),
        }
    }

    /// An attribute of any object, which is looked for in a field first.
    pub(super) fn field_of(&mut self, class: ClassId, field: FieldId, args: &[String]) -> String {
        let Some(info) =
            self.module.classes.get(class.index()).and_then(|class| class.fields.get(field.index()))
        else {
            return String::new();
        };
        let place = format!("offsetof(struct c_{}, {})", self.class_name(class), member(info));
        let name = self.tables.name(&info.name);
        let function = if args.len() == 1 { "rt_attr_of" } else { "rt_set_attr_of" };
        let (object, value) = (args.first().cloned().unwrap_or_default(), args.get(1));
        let value = value.map_or_else(String::new, |value| format!(", {value}"));
        format!("{function}({object}, &S.classes[{}], {place}, {name}{value})", class.0)
    }

    /// Declares a class.
    pub(super) fn make_class(&mut self, id: ClassId, bases: &str, namespace: &str) -> String {
        let Some(class) = self.module.classes.get(id.index()) else { return String::new() };
        let qstr = self.tables.qstr(&class.name);
        let functions = if class.init.is_some() {
            let name = self.class_name(id);
            format!("new_{name}, attr_{name}")
        } else {
            "NULL, NULL".into()
        };
        format!("rt_make_class(&S.classes[{}], {qstr}, {bases}, {namespace}, {functions})", id.0)
    }

    /// A method or property as compiled code calls it: the native form for an exact instance, else by name, so that
    /// what a derived class overrides is called.
    pub(super) fn virtual_call(&mut self, index: usize, function: &Function) -> String {
        let name = self.functions.get(index).cloned().unwrap_or_default();
        let id = FunctionId(u32::try_from(index).unwrap_or(u32::MAX));
        let mut by_target: BTreeMap<FunctionId, Vec<ClassId>> = BTreeMap::new();
        for (class, target) in self.module.targets(id) {
            by_target.entry(target).or_default().push(class);
        }
        let params: Vec<String> = function
            .params
            .iter()
            .enumerate()
            .map(|(i, param)| format!("{} p{i}", c_type(param.ty)))
            .collect();
        let args: Vec<String> = (0..function.params.len()).map(|i| format!("p{i}")).collect();
        let attribute = self.tables.name(function.short_name());
        let is_getter = self.module.insts().any(|inst| {
            inst.op == Op::CallGetter
                && matches!(inst.imms.first(), Some(crate::ir::Imm::Function(id)) if id.index() == index)
        });
        let slow = if is_getter {
            format!("rt_attr(p0, {attribute})")
        } else {
            let values: Vec<String> = function
                .params
                .iter()
                .enumerate()
                .skip(1)
                .map(|(i, param)| boxed(param.ty, &format!("p{i}")))
                .collect();
            let mut words = vec!["RT_NULL".to_owned(), "RT_NULL".to_owned()];
            words.extend(values.iter().cloned());
            format!("rt_method(p0, {attribute}, {}, 0, (rt_obj[]){{{}}})", values.len(), words.join(", "))
        };
        let whose = string(&format!("{}() result", function.name));
        let slow = match function.result {
            Type::Float => format!("return rt_unbox_float({slow}, {whose});"),
            Type::Int => format!("return rt_unbox_int({slow}, {whose});"),
            Type::Bool => format!("return rt_unbox_bool({slow}, {whose});"),
            Type::Void => format!("rt_check_type({slow}, rt_type_NoneType, {whose}, \"None\");"),
            Type::Object
            | Type::Word
            | Type::Uword
            | Type::Address
            | Type::Pack
            | Type::View
            | Type::Results => {
                format!("return {slow};")
            }
        };
        let mut fast = String::new();
        for (target, classes) in &by_target {
            let call = format!("f_{}({})", self.function_name(*target), args.join(", "));
            let leave = if function.result == Type::Void {
                format!("{call};\n        return;")
            } else {
                format!("return {call};")
            };
            let test = any_of(classes, "p0");
            let _ = write!(fast, "    if (RT_LIKELY({test})) {{\n        {leave}\n    }}\n");
        }
        let (ty, params, args) = (c_type(function.result), params.join(", "), args.join(", "));
        let leave = if function.result == Type::Void { "" } else { "return " };
        format!(
            "static RT_COLD {ty} slow_{name}({params}) {{\n    {slow}\n}}\n\
             RT_NOINLINE {ty} {}({params}) {{\n{fast}    RT_HERE();\n    {leave}slow_{name}({args});\n}}\n",
            self.keeping("virtual", &name)
        )
    }
}
