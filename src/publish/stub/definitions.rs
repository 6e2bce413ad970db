//! Functions and classes in a stub.

use super::forms::{is_simple, last_name};
use super::{ANY, ENUMERATIONS, Entries, Entry, Place, Writer, declare};
use crate::syntax::{
    self, Argument, ArgumentKind, ClassDef, Expr, ExprKind, FunctionDef, Name, Param, StmtKind, TypeParam,
    TypeParamKind,
};
use crate::types;
use indexmap::IndexMap;
use std::fmt::Write as _;
use std::rc::Rc;

impl Writer<'_> {
    pub(super) fn function(&mut self, def: &FunctionDef, place: Place, entries: &mut Entries) {
        let decorators = types::decorators(def);
        let is_part = decorators.iter().any(|decorator| {
            matches!(last_name(decorator), Some("overload" | "setter" | "getter" | "deleter"))
        });
        let is_overload = decorators.iter().any(|decorator| last_name(decorator) == Some("overload"));
        let info = self.program.function_of(def).and_then(|index| self.program.functions.get(index));
        let is_viper = info.is_some_and(|info| info.is_viper);
        let mut lines: Vec<String> =
            decorators.iter().map(|decorator| format!("@{}", self.verbatim(decorator.span))).collect();
        let returns = match &def.returns {
            Some(returns) => format!(" -> {}", self.annotation(returns, is_viper)),
            None if place.in_class && &*def.name.name == "__init__" => " -> None".to_owned(),
            None => String::new(),
        };
        lines.push(format!(
            "{}def {}{}({}){returns}: ...",
            if def.is_async { "async " } else { "" },
            def.name.name,
            self.type_params(&def.type_params),
            self.params(def, is_viper),
        ));
        match entries.get_mut(&def.name.name) {
            // The definition that the overloads are of.
            Some(Entry::Several(_)) if !is_part && decorators.is_empty() => {}
            Some(Entry::Several(before) | Entry::Text(before)) if is_part => {
                before.append(&mut lines);
            }
            _ if is_overload => {
                entries.insert(Rc::clone(&def.name.name), Entry::Several(lines));
            }
            _ => declare(entries, &def.name.name, Entry::Text(lines), place.conditional),
        }
    }

    pub(super) fn params(&mut self, def: &FunctionDef, is_viper: bool) -> String {
        let params = &def.params;
        let mut all: Vec<String> = Vec::new();
        for param in &params.positional_only {
            all.push(self.param("", param, is_viper));
        }
        if !params.positional_only.is_empty() {
            all.push("/".into());
        }
        for param in &params.positional {
            all.push(self.param("", param, is_viper));
        }
        match &params.star {
            Some(star) => all.push(self.param("*", star, is_viper)),
            None if !params.keyword_only.is_empty() => all.push("*".into()),
            None => {}
        }
        for param in &params.keyword_only {
            all.push(self.param("", param, is_viper));
        }
        if let Some(double_star) = &params.double_star {
            all.push(self.param("**", double_star, is_viper));
        }
        all.join(", ")
    }

    pub(super) fn param(&mut self, stars: &str, param: &Param, is_viper: bool) -> String {
        let mut text = format!("{stars}{}", param.name.name);
        if let Some(annotation) = &param.annotation {
            let _ = write!(text, ": {}", self.annotation(annotation, is_viper));
        }
        if let Some(default) = &param.default {
            let value = if is_simple(default) { self.verbatim(default.span) } else { "...".to_owned() };
            let equals = if param.annotation.is_some() { " = " } else { "=" };
            let _ = write!(text, "{equals}{value}");
        }
        text
    }

    /// An annotation. The machine's words of viper are ints to a caller, and what it points at is any buffer or address
    /// (MicroPython, `py/emitnative.c`, `emit_native_set_viper_types`).
    pub(super) fn annotation(&mut self, annotation: &Expr, is_viper: bool) -> String {
        match (&annotation.kind, is_viper) {
            (ExprKind::Name(name), true) if &**name == "uint" => "int".into(),
            (ExprKind::Name(name), true) if matches!(&**name, "ptr" | "ptr8" | "ptr16" | "ptr32") => {
                ANY.into()
            }
            _ => self.verbatim(annotation.span),
        }
    }

    pub(super) fn type_params(&self, params: &[TypeParam]) -> String {
        if params.is_empty() {
            return String::new();
        }
        let text = params.iter().map(|param| {
            let stars = match param.kind {
                TypeParamKind::TypeVar => "",
                TypeParamKind::TypeVarTuple => "*",
                TypeParamKind::ParamSpec => "**",
            };
            let part = |before: &str, expr: &Option<Expr>| {
                expr.as_ref().map(|expr| format!("{before}{}", self.verbatim(expr.span))).unwrap_or_default()
            };
            format!("{stars}{}{}{}", param.name.name, part(": ", &param.bound), part(" = ", &param.default))
        });
        format!("[{}]", text.collect::<Vec<_>>().join(", "))
    }

    pub(super) fn class(&mut self, def: &ClassDef) -> Vec<String> {
        let mut lines: Vec<String> =
            def.decorators.iter().map(|decorator| format!("@{}", self.verbatim(decorator.span))).collect();
        let arguments: Vec<String> = def.arguments.iter().map(|argument| self.argument(argument)).collect();
        let arguments =
            if arguments.is_empty() { String::new() } else { format!("({})", arguments.join(", ")) };
        let head = format!("class {}{}{arguments}:", def.name.name, self.type_params(&def.type_params));
        let in_enumeration = def
            .arguments
            .iter()
            .any(|argument| matches!(last_name(&argument.value), Some(name) if ENUMERATIONS.contains(&name)));
        let mut entries = Entries::new();
        let place = Place { in_class: true, in_enumeration, conditional: false };
        self.body(&def.body, place, &mut entries);
        let mut body = self.fields(def, &entries);
        body.extend(super::lines(entries));
        if body.is_empty() {
            lines.push(format!("{head} ..."));
        } else {
            lines.push(head);
            lines.extend(body.iter().map(|line| format!("    {line}")));
        }
        lines
    }

    pub(super) fn argument(&self, argument: &Argument) -> String {
        let value = self.verbatim(argument.value.span);
        match &argument.kind {
            ArgumentKind::Positional => value,
            ArgumentKind::Star => format!("*{value}"),
            ArgumentKind::Keyword(name) => format!("{}={value}", name.name),
            ArgumentKind::DoubleStar => format!("**{value}"),
        }
    }

    /// The fields that methods give an instance and that the class's body does not declare.
    pub(super) fn fields(&mut self, def: &ClassDef, declared: &Entries) -> Vec<String> {
        let mut found: IndexMap<Name, (String, bool)> = IndexMap::new();
        for method in &def.body {
            let StmtKind::FunctionDef(method) = &method.kind else { continue };
            let params = &method.params;
            let Some(this) = params.positional_only.first().or(params.positional.first()) else { continue };
            let is_static = method
                .decorators
                .iter()
                .any(|decorator| matches!(last_name(decorator), Some("staticmethod" | "classmethod")));
            if is_static {
                continue;
            }
            let is_field = |target: &Expr| match &target.kind {
                ExprKind::Attribute { value, attribute } => {
                    let is_own = matches!(&value.kind, ExprKind::Name(name) if *name == this.name.name);
                    is_own.then(|| Rc::clone(&attribute.name))
                }
                _ => None,
            };
            for stmt in &method.body {
                stmt.walk(&mut |stmt| match &stmt.kind {
                    StmtKind::AnnAssign { target, annotation, value, .. } => {
                        let Some(name) = is_field(target) else { return };
                        let said = self.verbatim(annotation.span);
                        let ty = match (said.rsplit('.').next(), value) {
                            (Some("Final"), Some(value)) => self.value_type(method, value),
                            _ => said,
                        };
                        found.insert(name, (ty, true));
                    }
                    StmtKind::Assign { targets, value } => {
                        for target in targets {
                            syntax::leaf_targets(target, &mut |leaf| {
                                let Some(name) = is_field(leaf) else { return };
                                // Of a tuple's parts nothing is known here.
                                let ty = if std::ptr::eq(leaf, target) {
                                    self.value_type(method, value)
                                } else {
                                    ANY.to_owned()
                                };
                                let entry = found.entry(name).or_insert((ty.clone(), false));
                                if !entry.1 && entry.0 != ty {
                                    entry.0 = ANY.into();
                                }
                            });
                        }
                    }
                    _ => {}
                });
            }
        }
        let fields = found.into_iter().filter(|(name, _)| !declared.contains_key(name));
        fields.map(|(name, (ty, _))| format!("{name}: {ty}")).collect()
    }
}
