//! The types of values in a stub, and values that stay.

use super::forms::{called, is_simple, literal_type};
use super::{ANY, MAKE_TYPES, Writer};
use crate::syntax::{self, Constant, Expr, ExprKind, FunctionDef, Name, Param};
use crate::types::Type;

impl Writer<'_> {
    /// Whether an assignment says by its value what the name means: an alias of a type, `__all__`.
    pub(super) fn stays(&self, name: &Name, value: &Expr) -> bool {
        if matches!(&**name, "__all__" | "__slots__" | "__match_args__") {
            return match &value.kind {
                ExprKind::List(items) | ExprKind::Tuple(items) => items.iter().all(is_simple),
                _ => false,
            };
        }
        called(value).is_some_and(|name| MAKE_TYPES.contains(&name)) || self.is_type(value)
    }

    /// Whether an expression says a type.
    pub(super) fn is_type(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Name(name) => self.types.contains(name),
            ExprKind::Subscript { value, .. } => self.is_type(value),
            ExprKind::Binary { left, op: syntax::BinaryOp::BitOr, right } => {
                let may_be = |side: &Expr| {
                    matches!(&side.kind, ExprKind::Constant(Constant::None)) || self.is_type(side)
                };
                may_be(left) && may_be(right)
            }
            ExprKind::Attribute { value, .. } => {
                matches!(&value.kind, ExprKind::Name(name) if &**name == "typing")
            }
            _ => false,
        }
    }

    /// The type of a value in a method: of a parameter, as it is annotated.
    pub(super) fn value_type(&self, method: &FunctionDef, value: &Expr) -> String {
        if let ExprKind::Name(name) = &value.kind {
            let param = method.params.each().find(|param| param.name.name == *name);
            let is_plain = |param: &&Param| {
                let stars = [&method.params.star, &method.params.double_star];
                !stars.into_iter().flatten().any(|star| star.name.name == param.name.name)
            };
            if let Some(annotation) = param.filter(is_plain).and_then(|param| param.annotation.as_ref()) {
                return self.verbatim(annotation.span);
            }
        }
        self.type_of(value)
    }

    /// The type of a value, as an annotation.
    pub(super) fn type_of(&self, value: &Expr) -> String {
        if let (Some("const"), ExprKind::Call { arguments, .. }) = (called(value), &value.kind)
            && let [argument] = arguments.as_slice()
        {
            return self.type_of(&argument.value);
        }
        match self.text(&self.program.types.get(value)) {
            // What is folded away has left no type.
            text if text == ANY => literal_type(value).map_or(text, str::to_owned),
            text => text,
        }
    }

    pub(super) fn text(&self, ty: &Type) -> String {
        let class = |index: &usize| {
            let class = self.program.classes.get(*index)?;
            (class.function.is_none() && !class.is_inner).then(|| class.def.name.name.to_string())
        };
        match ty {
            Type::Never
            | Type::Object
            | Type::Foreign(..)
            | Type::Array(_)
            | Type::Iterable(_)
            | Type::Function(_)
            | Type::Module(_)
            | Type::Builtin(_)
            // A variable that begins with None is given something else later.
            | Type::None
            | Type::Pointer(_) => ANY.into(),
            Type::Bool => "bool".into(),
            Type::Int | Type::Word | Type::Uword => "int".into(),
            Type::Float => "float".into(),
            Type::Str => "str".into(),
            Type::Bytes => "bytes".into(),
            Type::ByteArray => "bytearray".into(),
            Type::List(item) => format!("list[{}]", self.text(item)),
            Type::Set(item) => format!("set[{}]", self.text(item)),
            Type::Dict(key, value) => format!("dict[{}, {}]", self.text(key), self.text(value)),
            Type::AnyTuple => format!("tuple[{ANY}, ...]"),
            Type::Tuple(items) if items.is_empty() => "tuple[()]".into(),
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.text(item)).collect();
                format!("tuple[{}]", items.join(", "))
            }
            Type::Union(any) => {
                let any: Vec<String> = any
                    .iter()
                    .map(|ty| if *ty == Type::None { "None".into() } else { self.text(ty) })
                    .collect();
                any.join(" | ")
            }
            Type::Instance(index) => class(index).unwrap_or_else(|| ANY.into()),
            Type::Class(index) => class(index).map_or_else(|| ANY.into(), |name| format!("type[{name}]")),
        }
    }

    /// The source's own words, on one line if they are; else in brackets.
    pub(super) fn verbatim(&self, span: syntax::Span) -> String {
        let text = self.source.slice(span);
        if text.contains(['\n', '\r']) {
            let text: Vec<&str> = text.lines().flat_map(|line| line.split('\r')).collect();
            format!("({})", text.join("\n"))
        } else {
            text.to_owned()
        }
    }
}
