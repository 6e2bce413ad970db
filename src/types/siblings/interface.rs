//! What a module tells the others that are compiled with it: a stub.
//!
//! ```text
//! pkg/shapes.py                                       its interface
//! from .units import scaled                           from pkg.units import scaled as scaled
//! def area(radius: float, n=1) -> float: …            def area(radius: float, n = 1) -> float: ...
//! def named(thing): …                                 named: object
//! class Disc:                                         class Disc:
//!     radius: float                                       radius: float
//!     def __init__(self, radius: float): …                def __init__(self, radius: float) -> None: ...
//!     def grown(self, by: float) -> "Disc": …             def grown(self, by: float) -> pkg.shapes.Disc: ...
//! ```

use super::super::stubs::{self, Signature};
use super::super::{
    ClassInfo, FunctionInfo, FunctionKind, Global, MethodKind, ParamInfo, ParamKind, Program, Type, scope,
};
use crate::desugar::Siblings;
use crate::syntax::binding::{Binding, for_each_binding};
use crate::syntax::{Constant, Expr, ExprKind, Module, Name, UnaryOp};
use indexmap::IndexMap;
use std::fmt::Write;

/// What a module of a whole name tells the others.
#[must_use]
pub fn interface(module: &Module, name: &str, siblings: &Siblings) -> String {
    let (program, _) = scope::resolve(module, siblings);
    let mut imports: IndexMap<Name, Option<String>> = IndexMap::new();
    for stmt in &module.body {
        stmt.walk(&mut |stmt| {
            for_each_binding(stmt, &mut |name, _, binding| {
                let line = match binding {
                    Binding::Module(module) => Some(format!("import {module} as {name}\n")),
                    Binding::Member(level, module, member) => siblings
                        .resolve(level, module)
                        .map(|whole| format!("from {whole} import {member} as {name}\n")),
                    Binding::Function(_) | Binding::Class(_) | Binding::Annotated(_) | Binding::Value => None,
                };
                // What is bound twice may be either.
                imports.entry(name).and_modify(|line| *line = None).or_insert(line);
            });
        });
    }
    let writer = Writer { program: &program, module: name };
    let mut text = String::from("def __getattr__(name): ...\n");
    if !program.stars.is_empty() {
        text.push_str("from . import *\n");
    }
    for (name, global) in &program.globals {
        let function = program.defined.get(name).and_then(|index| program.functions.get(*index));
        let lines = match global {
            Global::Class(class) | Global::LateClass(class) => writer.class(*class),
            _ => function.and_then(|function| writer.function(name, function)),
        };
        let lines = lines.or_else(|| imports.get(name).cloned().flatten());
        text.push_str(&lines.unwrap_or_else(|| format!("{name}: object\n")));
    }
    text
}

impl Program<'_> {
    /// How other modules know a function or method: nothing if just as an object.
    pub(super) fn signature(&self, function: &FunctionInfo) -> Option<Signature> {
        let writer = Writer { program: self, module: "" };
        stubs::signature_of(&writer.function("f", function)?, usize::from(function.class.is_some()))
    }
}

/// Writes what a module tells.
struct Writer<'a> {
    program: &'a Program<'a>,
    /// Its whole name.
    module: &'a str,
}

impl Writer<'_> {
    /// A function or method, if somebody annotated it and its native form may be of use to others.
    fn function(&self, name: &str, function: &FunctionInfo) -> Option<String> {
        let is_plain = function.kind == FunctionKind::Plain && !function.is_viper && function.is_annotated();
        let is_star = |kind: ParamKind| matches!(kind, ParamKind::Star | ParamKind::DoubleStar);
        if !is_plain || function.params.iter().any(|param| is_star(param.kind)) {
            return None;
        }
        let mut params: Vec<String> = Vec::new();
        let mut before = None;
        for (i, param) in function.params.iter().enumerate() {
            if before == Some(ParamKind::PositionalOnly) && param.kind != ParamKind::PositionalOnly {
                params.push("/".into());
            }
            if param.kind == ParamKind::KeywordOnly && before != Some(ParamKind::KeywordOnly) {
                params.push("*".into());
            }
            let is_self = i == 0 && function.class.is_some();
            params.push(if is_self { param.name.to_string() } else { self.param(param) });
            before = Some(param.kind);
        }
        if before == Some(ParamKind::PositionalOnly) {
            params.push("/".into());
        }
        let returns = self.ty(&function.returns);
        Some(format!("def {name}({}) -> {returns}: ...\n", params.join(", ")))
    }

    fn param(&self, param: &ParamInfo) -> String {
        let default = param.default.as_ref().map_or_else(String::new, |default| {
            format!(" = {}", self.literal(default).unwrap_or_else(|| "...".into()))
        });
        format!("{}: {}{default}", param.name, self.ty(&param.ty))
    }

    /// A default that others may give in the parameter's place.
    fn literal(&self, expr: &Expr) -> Option<String> {
        let is_plain = |text: &str| text.chars().all(|c| matches!(c, ' '..='~') && !matches!(c, '"' | '\\'));
        match &expr.kind {
            ExprKind::Unary { op: UnaryOp::Negative, operand }
                if matches!(operand.kind, ExprKind::Constant(Constant::Int(_) | Constant::Float(_))) =>
            {
                Some(format!("-{}", self.literal(operand)?))
            }
            ExprKind::Constant(constant) => match constant {
                Constant::None => Some("None".into()),
                Constant::Bool(true) => Some("True".into()),
                Constant::Bool(false) => Some("False".into()),
                Constant::Int(digits) => Some(digits.to_string()),
                // The firmware reads its text, which is all that others have of it.
                Constant::Float(value) => {
                    Some(format!("{value:?}")).filter(|text| text == self.program.source().slice(expr.span))
                }
                Constant::Str(text) => is_plain(text).then(|| format!("\"{text}\"")),
                Constant::Bytes(bytes) => {
                    let text = std::str::from_utf8(bytes).ok().filter(|text| is_plain(text))?;
                    Some(format!("b\"{text}\""))
                }
                Constant::Ellipsis | Constant::Complex(_) => None,
            },
            _ => None,
        }
    }

    /// A class of which there is one, with what it has of the classes of the module that it derives from.
    fn class(&self, index: usize) -> Option<String> {
        let info = self.program.classes.get(index)?;
        if !info.once || info.is_inner || !info.def.decorators.is_empty() {
            return None;
        }
        let mut lines: IndexMap<&Name, String> = IndexMap::new();
        for class in self.program.ancestors(index).filter_map(|class| self.program.classes.get(class)) {
            for (name, line) in self.members(class) {
                lines.entry(name).or_insert(line);
            }
        }
        let mut text = format!("class {}:\n    ...\n", info.def.name.name);
        for line in lines.values() {
            let _ = writeln!(text, "    {}", line.trim_end());
        }
        Some(text)
    }

    fn members<'c>(&self, class: &'c ClassInfo) -> Vec<(&'c Name, String)> {
        let fields = class.fields.values().map(|field| (&field.name, self.ty(&field.ty)));
        let fields = fields.map(|(name, ty)| (name, format!("{name}: {ty}\n")));
        let methods = class.methods.iter().map(|(name, index)| {
            let method = self.program.functions.get(*index);
            let line = method.and_then(|method| match method.method {
                MethodKind::Plain if !method.params.is_empty() => self.function(name, method),
                MethodKind::Getter => Some(format!("{name}: {}\n", self.ty(&method.gives()))),
                MethodKind::Plain | MethodKind::Decorated => None,
            });
            (name, line.unwrap_or_else(|| format!("{name}: object\n")))
        });
        let others = class.attributes.iter().map(|name| (name, format!("{name}: object\n")));
        fields.chain(methods).chain(others).collect()
    }

    /// A type by a name that means the same in every module.
    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::None | Type::Bool | Type::Int | Type::Float | Type::Str | Type::Bytes | Type::ByteArray => {
                ty.display(&[]).to_string()
            }
            Type::List(_) => "list".into(),
            Type::Dict(..) => "dict".into(),
            Type::Set(_) => "set".into(),
            Type::AnyTuple | Type::Tuple(_) => "tuple".into(),
            Type::Union(types) => {
                let types: Vec<String> = types.iter().map(|ty| self.ty(ty)).collect();
                if types.iter().any(|ty| ty == "object") { "object".into() } else { types.join(" | ") }
            }
            Type::Instance(class) => match self.program.classes.get(*class) {
                Some(class) if class.function.is_none() && !class.is_inner => {
                    format!("{}.{}", self.module, class.def.name.name)
                }
                Some(_) | None => "object".into(),
            },
            Type::Foreign(module, class) => format!("{module}.{class}"),
            Type::Never
            | Type::Object
            | Type::Array(_)
            | Type::Iterable(_)
            | Type::Class(_)
            | Type::Function(_)
            | Type::Module(_)
            | Type::Builtin(_)
            | Type::Word
            | Type::Uword
            | Type::Pointer(_) => "object".into(),
        }
    }
}
