//! Whether a value fits where a type is declared, and what is said if not.

use super::annotation::union;
use super::expression::Typer;
use super::narrow::{may_be_none, path_of, without_none};
use super::{OtherBases, Program, Type, viper};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::{Expr, Span};

impl Program<'_> {
    /// Whether a value of a type may be given where another is declared; what only the running program can tell may.
    #[must_use]
    pub fn assignable(&self, from: &Type, to: &Type) -> bool {
        match (from, to) {
            (a, b) if a == b => true,
            (Type::Never | Type::Object, _) | (_, Type::Object) => true,
            // Of which nothing is known for sure.
            (Type::Foreign(..), _) | (_, Type::Foreign(..)) => true,
            (Type::Union(all), to) => all.iter().all(|from| self.assignable(from, to)),
            (from, Type::Union(any)) => any.iter().any(|to| self.assignable(from, to)),
            (Type::Bool, Type::Int) | (Type::Bool | Type::Int, Type::Float) => true,
            (from, to) if from.is_machine() || to.is_machine() => viper::assignable(from, to),
            (Type::Iterable(_), _) => true,
            (from, Type::Iterable(_)) => !from.is_number() && *from != Type::None,
            (Type::List(a), Type::List(b)) | (Type::Set(a), Type::Set(b)) => self.assignable(a, b),
            (Type::Dict(a, b), Type::Dict(c, d)) => self.assignable(a, c) && self.assignable(b, d),
            // How wide ints are is looked at where one comes out.
            (Type::Array(a), Type::Array(b)) => a.ty() == b.ty(),
            (Type::Tuple(_), Type::AnyTuple) | (Type::AnyTuple, Type::Tuple(_)) => true,
            (Type::Tuple(a), Type::Tuple(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.assignable(a, b))
            }
            (Type::Instance(class), Type::Instance(base)) => self.ancestors(*class).any(|ancestor| {
                ancestor == *base
                    || self.classes.get(ancestor).is_none_or(|class| class.other_bases == OtherBases::Unknown)
            }),
            (Type::Instance(class), _) => self.ancestors(*class).any(|ancestor| {
                self.classes.get(ancestor).is_none_or(|class| class.other_bases != OtherBases::None)
            }),
            _ => false,
        }
    }
}

/// What is wrong with a value of a type where another is declared; nothing if it fits. `what` says whose type that is:
/// ``argument `n` of `f` must be``.
pub(super) fn mismatch(
    program: &Program,
    what: &str,
    declared: &Type,
    ty: &Type,
    span: Span,
) -> Option<Diagnostic> {
    if program.assignable(ty, declared) || program.assignable(&without_bool(ty), declared) {
        return None;
    }
    let classes = &program.classes;
    let title = format!("{what} {}", declared.display(classes));
    if may_be_none(ty) && program.assignable(&without_none(ty), declared) {
        let diagnostic =
            Diagnostic::new(Code::MAYBE_NONE, title).at(program.source(), span, "this may be None");
        return Some(diagnostic.help(test_first(program.source().slice(span))));
    }
    let label = format!("this is {}", ty.display(classes));
    Some(Diagnostic::new(Code::TYPE_MISMATCH, title).at(program.source(), span, label))
}

/// A union without `bool`, which tests leave of an int: whether it is one is checked when it comes.
fn without_bool(ty: &Type) -> Type {
    match ty {
        Type::Union(parts) if parts.contains(&Type::Bool) => {
            union(parts.iter().filter(|part| **part != Type::Bool).cloned().collect())
        }
        _ => ty.clone(),
    }
}

fn test_first(text: &str) -> String {
    let is_path = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    if is_path {
        format!("test it first: `if {text} is not None:`")
    } else {
        "give it a name, and test that first: `if name is not None:`".into()
    }
}

impl Typer<'_> {
    /// Says that a value that may be None is used as if it could not be; whether it may.
    pub(super) fn needs_value(&mut self, value: &Expr, use_of: &str) -> bool {
        let ty = self.types.get(value);
        if !may_be_none(&ty) {
            return false;
        }
        let text = match path_of(value) {
            Some(path) => format!("`{path}`"),
            None => "this".into(),
        };
        let classes = &self.program.classes;
        let diagnostic = self
            .problem(Code::MAYBE_NONE, format!("{text} may be None, which {use_of}"), value.span, "")
            .help(test_first(self.program.source().slice(value.span)));
        let label = format!("this is {}", ty.display(classes));
        self.report(diagnostic.at(self.program.source(), value.span, label));
        true
    }
}
