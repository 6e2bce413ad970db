//! Expressions, arguments, operators.

use super::{Converted, Converter};
use crate::syntax::operators::{BinaryOp, BoolOp, CompareOp, UnaryOp};
use crate::syntax::tree::{Argument, ArgumentKind, Comprehension, Constant, Expr, ExprKind, Ident};
use ruff_python_ast as ast;
use ruff_text_size::Ranged;

impl Converter<'_> {
    pub(crate) fn expression(&mut self, expression: &ast::Expr) -> Converted<Expr> {
        let range = expression.range();
        let kind = self.nested(range, |this| this.expression_kind(expression))?;
        Ok(Expr { kind, span: self.span(range) })
    }

    pub(super) fn expressions(&mut self, expressions: &[ast::Expr]) -> Converted<Vec<Expr>> {
        expressions.iter().map(|expression| self.expression(expression)).collect()
    }

    pub(super) fn optional(&mut self, expression: Option<&ast::Expr>) -> Converted<Option<Expr>> {
        expression.map(|expression| self.expression(expression)).transpose()
    }

    fn boxed(&mut self, expression: &ast::Expr) -> Converted<Box<Expr>> {
        self.expression(expression).map(Box::new)
    }

    fn optional_boxed(&mut self, expression: Option<&ast::Expr>) -> Converted<Option<Box<Expr>>> {
        expression.map(|expression| self.boxed(expression)).transpose()
    }

    pub(super) fn name_as_ident(&mut self, name: &ast::ExprName) -> Ident {
        Ident { name: self.name(&name.id), span: self.span(name.range) }
    }

    fn expression_kind(&mut self, expression: &ast::Expr) -> Converted<ExprKind> {
        Ok(match expression {
            ast::Expr::BoolOp(node) => ExprKind::BoolOp {
                op: match node.op {
                    ast::BoolOp::And => BoolOp::And,
                    ast::BoolOp::Or => BoolOp::Or,
                },
                values: self.expressions(&node.values)?,
            },
            ast::Expr::Named(node) => match &*node.target {
                ast::Expr::Name(target) => {
                    let target = self.name_as_ident(target);
                    ExprKind::Named { target, value: self.boxed(&node.value)? }
                }
                other => return self.impossible(other.range(), "an assignment expression to something else"),
            },
            ast::Expr::BinOp(node) => ExprKind::Binary {
                left: self.boxed(&node.left)?,
                op: Self::binary_op(node.op),
                right: self.boxed(&node.right)?,
            },
            ast::Expr::UnaryOp(node) => ExprKind::Unary {
                op: match node.op {
                    ast::UnaryOp::Invert => UnaryOp::Invert,
                    ast::UnaryOp::Not => UnaryOp::Not,
                    ast::UnaryOp::UAdd => UnaryOp::Positive,
                    ast::UnaryOp::USub => UnaryOp::Negative,
                },
                operand: self.boxed(&node.operand)?,
            },
            ast::Expr::Lambda(node) => self.lambda(node)?,
            ast::Expr::If(node) => ExprKind::If {
                test: self.boxed(&node.test)?,
                body: self.boxed(&node.body)?,
                orelse: self.boxed(&node.orelse)?,
            },
            ast::Expr::Dict(node) => {
                let mut items = Vec::with_capacity(node.items.len());
                for item in &node.items {
                    items.push((self.optional(item.key.as_ref())?, self.expression(&item.value)?));
                }
                ExprKind::Dict(items)
            }
            ast::Expr::Set(node) => ExprKind::Set(self.expressions(&node.elts)?),
            ast::Expr::ListComp(node) => ExprKind::ListComp {
                element: self.boxed(&node.elt)?,
                clauses: self.comprehensions(&node.generators)?,
            },
            ast::Expr::SetComp(node) => ExprKind::SetComp {
                element: self.boxed(&node.elt)?,
                clauses: self.comprehensions(&node.generators)?,
            },
            ast::Expr::DictComp(node) => match &node.key {
                Some(key) => ExprKind::DictComp {
                    key: self.boxed(key)?,
                    value: self.boxed(&node.value)?,
                    clauses: self.comprehensions(&node.generators)?,
                },
                None => return self.impossible(node.range, "unpacking in a dict comprehension"),
            },
            ast::Expr::Generator(node) => ExprKind::Generator {
                element: self.boxed(&node.elt)?,
                clauses: self.comprehensions(&node.generators)?,
            },
            ast::Expr::Await(node) => ExprKind::Await(self.boxed(&node.value)?),
            ast::Expr::Yield(node) => ExprKind::Yield(self.optional_boxed(node.value.as_deref())?),
            ast::Expr::YieldFrom(node) => ExprKind::YieldFrom(self.boxed(&node.value)?),
            ast::Expr::Compare(node) => {
                let left = self.boxed(&node.left)?;
                let mut rest = Vec::with_capacity(node.ops.len());
                for (op, operand) in node.ops.iter().zip(&node.comparators) {
                    rest.push((Self::compare_op(*op), self.expression(operand)?));
                }
                ExprKind::Compare { left, rest }
            }
            ast::Expr::Call(node) => ExprKind::Call {
                function: self.boxed(&node.func)?,
                arguments: self.arguments(&node.arguments)?,
            },
            ast::Expr::FString(node) => self.fstring(node)?,
            ast::Expr::TString(node) => return self.template(node.range),
            ast::Expr::StringLiteral(node) => ExprKind::Constant(self.string(node)?),
            ast::Expr::BytesLiteral(node) => ExprKind::Constant(Self::bytes(node)),
            ast::Expr::NumberLiteral(node) => ExprKind::Constant(self.number(node)?),
            ast::Expr::BooleanLiteral(node) => ExprKind::Constant(Constant::Bool(node.value)),
            ast::Expr::NoneLiteral(_) => ExprKind::Constant(Constant::None),
            ast::Expr::EllipsisLiteral(_) => ExprKind::Constant(Constant::Ellipsis),
            ast::Expr::Attribute(node) => {
                ExprKind::Attribute { value: self.boxed(&node.value)?, attribute: self.ident(&node.attr) }
            }
            ast::Expr::Subscript(node) => {
                ExprKind::Subscript { value: self.boxed(&node.value)?, index: self.boxed(&node.slice)? }
            }
            ast::Expr::Starred(node) => ExprKind::Starred(self.boxed(&node.value)?),
            ast::Expr::Name(node) => match node.ctx {
                // A constant (reference, 4.1.2); nothing is optimised away here.
                ast::ExprContext::Load if node.id.as_str() == "__debug__" => {
                    ExprKind::Constant(Constant::Bool(true))
                }
                ast::ExprContext::Load | ast::ExprContext::Store | ast::ExprContext::Del => {
                    ExprKind::Name(self.name(&node.id))
                }
                ast::ExprContext::Invalid => return self.impossible(node.range, "a missing expression"),
            },
            ast::Expr::List(node) => ExprKind::List(self.expressions(&node.elts)?),
            ast::Expr::Tuple(node) => ExprKind::Tuple(self.expressions(&node.elts)?),
            ast::Expr::Slice(node) => ExprKind::Slice {
                lower: self.optional_boxed(node.lower.as_deref())?,
                upper: self.optional_boxed(node.upper.as_deref())?,
                step: self.optional_boxed(node.step.as_deref())?,
            },
            ast::Expr::IpyEscapeCommand(node) => {
                return self.impossible(node.range, "an IPython escape command");
            }
        })
    }

    fn comprehensions(&mut self, clauses: &[ast::Comprehension]) -> Converted<Vec<Comprehension>> {
        clauses.iter().map(|clause| self.comprehension(clause)).collect()
    }

    fn comprehension(&mut self, clause: &ast::Comprehension) -> Converted<Comprehension> {
        Ok(Comprehension {
            target: self.expression(&clause.target)?,
            iter: self.expression(&clause.iter)?,
            conditions: self.expressions(&clause.ifs)?,
            is_async: clause.is_async,
        })
    }

    /// The arguments of a call or a class, in source order.
    pub(super) fn arguments(&mut self, arguments: &ast::Arguments) -> Converted<Vec<Argument>> {
        arguments.iter_source_order().map(|argument| self.argument(argument)).collect()
    }

    fn argument(&mut self, argument: ast::ArgOrKeyword<'_>) -> Converted<Argument> {
        let (kind, value) = match argument {
            ast::ArgOrKeyword::Arg(ast::Expr::Starred(starred)) => (ArgumentKind::Star, &*starred.value),
            ast::ArgOrKeyword::Arg(value) => (ArgumentKind::Positional, value),
            ast::ArgOrKeyword::Keyword(keyword) => {
                let kind = match &keyword.arg {
                    Some(name) => ArgumentKind::Keyword(self.ident(name)),
                    None => ArgumentKind::DoubleStar,
                };
                (kind, &keyword.value)
            }
        };
        Ok(Argument { kind, value: self.expression(value)? })
    }

    pub(super) fn binary_op(op: ast::Operator) -> BinaryOp {
        match op {
            ast::Operator::Add => BinaryOp::Add,
            ast::Operator::Sub => BinaryOp::Sub,
            ast::Operator::Mult => BinaryOp::Mul,
            ast::Operator::MatMult => BinaryOp::MatMul,
            ast::Operator::Div => BinaryOp::Div,
            ast::Operator::Mod => BinaryOp::Mod,
            ast::Operator::Pow => BinaryOp::Pow,
            ast::Operator::LShift => BinaryOp::LShift,
            ast::Operator::RShift => BinaryOp::RShift,
            ast::Operator::BitOr => BinaryOp::BitOr,
            ast::Operator::BitXor => BinaryOp::BitXor,
            ast::Operator::BitAnd => BinaryOp::BitAnd,
            ast::Operator::FloorDiv => BinaryOp::FloorDiv,
        }
    }

    fn compare_op(op: ast::CmpOp) -> CompareOp {
        match op {
            ast::CmpOp::Eq => CompareOp::Eq,
            ast::CmpOp::NotEq => CompareOp::Ne,
            ast::CmpOp::Lt => CompareOp::Lt,
            ast::CmpOp::LtE => CompareOp::Le,
            ast::CmpOp::Gt => CompareOp::Gt,
            ast::CmpOp::GtE => CompareOp::Ge,
            ast::CmpOp::Is => CompareOp::Is,
            ast::CmpOp::IsNot => CompareOp::IsNot,
            ast::CmpOp::In => CompareOp::In,
            ast::CmpOp::NotIn => CompareOp::NotIn,
        }
    }
}
