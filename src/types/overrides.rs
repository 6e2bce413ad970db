//! Whether a method of a derived class can stand for the one that it overrides (Liskov's principle): whoever calls the
//! base's with what it takes must be able to.

use super::{FunctionInfo, FunctionKind, MethodKind, ParamInfo, ParamKind, Program};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::Span;

/// Warns of methods that override others and cannot be called like them.
pub(super) fn check(program: &Program, diagnostics: &mut Vec<Diagnostic>) {
    for (index, class) in program.classes.iter().enumerate().filter(|(_, class)| !class.bases.is_empty()) {
        for (name, method) in &class.methods {
            // Constructors are called by the name of their class, and names with two underscores are a class's own.
            if name.starts_with("__") && (!name.ends_with("__") || matches!(&**name, "__init__" | "__new__"))
            {
                continue;
            }
            let overridden = program
                .ancestors(index)
                .skip(1)
                .find_map(|base| program.classes.get(base)?.methods.get(name))
                .and_then(|method| program.functions.get(*method));
            let (Some(method), Some(overridden)) = (program.functions.get(*method), overridden) else {
                continue;
            };
            if let Some((what, span, there)) = difference(program, method, overridden) {
                let title =
                    format!("`{}` does not fit `{}`", method.qualified_name, overridden.qualified_name);
                diagnostics.push(
                    Diagnostic::new(Code::INCOMPATIBLE_OVERRIDE, title)
                        .at(program.source(), span, what)
                        .also(there, "overrides this")
                        .note("a caller that knows the base class only would call it wrongly")
                        .help(format!("take and give what `{}` does", overridden.qualified_name)),
                );
            }
        }
    }
}

/// Why a method cannot be called like another, where, and the place in the other.
fn difference(program: &Program, method: &FunctionInfo, base: &FunctionInfo) -> Option<(String, Span, Span)> {
    let plain = |function: &FunctionInfo| function.method == MethodKind::Plain;
    if !plain(method) || !plain(base) {
        return None;
    }
    let positional = |function: &FunctionInfo| -> Vec<ParamInfo> {
        let params = function.params.iter().skip(1);
        params
            .filter(|param| matches!(param.kind, ParamKind::PositionalOnly | ParamKind::Positional))
            .cloned()
            .collect()
    };
    let has = |function: &FunctionInfo, kind| function.params.iter().any(|param| param.kind == kind);
    let (ours, theirs) = (positional(method), positional(base));
    let name = method.def.name.span;
    if ours.len() < theirs.len() && !has(method, ParamKind::Star) {
        let missing = theirs.get(ours.len())?;
        return Some((format!("takes no `{}`", missing.name), name, missing.span));
    }
    if !has(base, ParamKind::Star)
        && let Some(more) = ours.iter().skip(theirs.len()).find(|param| param.default.is_none())
    {
        return Some((format!("cannot do without `{}`", more.name), more.span, base.def.name.span));
    }
    let keywords = |function: &FunctionInfo| -> Vec<ParamInfo> {
        function.params.iter().filter(|param| param.kind == ParamKind::KeywordOnly).cloned().collect()
    };
    for param in keywords(method).iter().filter(|param| param.default.is_none()) {
        if !base.params.iter().any(|other| other.name == param.name) && !has(base, ParamKind::DoubleStar) {
            return Some((format!("cannot do without `{}`", param.name), param.span, base.def.name.span));
        }
    }
    for param in keywords(base) {
        if !method.params.iter().any(|other| other.name == param.name) && !has(method, ParamKind::DoubleStar)
        {
            return Some((format!("takes no `{}`", param.name), name, param.span));
        }
    }
    for (our, their) in ours.iter().zip(&theirs) {
        if !program.assignable(&their.ty, &our.ty) {
            let classes = &program.classes;
            let what = format!("takes {}, not {}", our.ty.display(classes), their.ty.display(classes));
            return Some((what, our.span, their.span));
        }
    }
    let both_give = method.returns_declared && base.returns_declared;
    let same_kind = method.kind == base.kind;
    if both_give
        && same_kind
        && matches!(method.kind, FunctionKind::Plain | FunctionKind::Coroutine)
        && !program.assignable(&method.returns, &base.returns)
    {
        let classes = &program.classes;
        let what =
            format!("gives {}, not {}", method.returns.display(classes), base.returns.display(classes));
        let place = |function: &FunctionInfo| {
            function.def.returns.as_ref().map_or(function.def.name.span, |returns| returns.span)
        };
        return Some((what, place(method), place(base)));
    }
    None
}
