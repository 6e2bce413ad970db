//! Statements, definitions, parameters.

use super::{Converted, Converter};
use crate::diagnostics::Code;
use crate::syntax::tree::{
    Alias, ClassDef, ExceptHandler, Expr, ExprKind, FunctionDef, ImportNames, MatchCase, Param, Params, Stmt,
    StmtKind, TypeParam, TypeParamKind, WithItem,
};
use ruff_python_ast as ast;
use ruff_text_size::{Ranged, TextRange};
use std::rc::Rc;

impl Converter<'_> {
    /// A block. Statements that are refused are left out, their reasons recorded.
    pub(crate) fn body(&mut self, body: &[ast::Stmt]) -> Vec<Stmt> {
        let mut converted = Vec::with_capacity(body.len());
        for statement in body {
            if let Ok(statement) = self.statement(statement) {
                converted.push(statement);
            }
            if self.too_deep {
                break;
            }
        }
        converted
    }

    fn statement(&mut self, statement: &ast::Stmt) -> Converted<Stmt> {
        let range = statement.range();
        let kind = self.nested(range, |this| this.statement_kind(statement))?;
        Ok(Stmt { kind, span: self.span(range) })
    }

    fn statement_kind(&mut self, statement: &ast::Stmt) -> Converted<StmtKind> {
        Ok(match statement {
            ast::Stmt::FunctionDef(node) => StmtKind::FunctionDef(Rc::new(self.function(node)?)),
            ast::Stmt::ClassDef(node) => StmtKind::ClassDef(Rc::new(self.class(node)?)),
            ast::Stmt::Return(node) => StmtKind::Return(self.optional(node.value.as_deref())?),
            ast::Stmt::Delete(node) => StmtKind::Delete(apart(self.expressions(&node.targets)?)),
            ast::Stmt::TypeAlias(node) => {
                let value = self.expression(&node.value)?;
                let type_params = self.type_params(node.type_params.as_deref())?;
                match &*node.name {
                    ast::Expr::Name(name) => {
                        let name = self.name_as_ident(name);
                        StmtKind::TypeAlias { name, type_params, value }
                    }
                    other => return self.impossible(other.range(), "a type alias that is not a name"),
                }
            }
            ast::Stmt::Assign(node) => StmtKind::Assign {
                targets: self.expressions(&node.targets)?,
                value: self.expression(&node.value)?,
            },
            ast::Stmt::AugAssign(node) => StmtKind::AugAssign {
                target: self.expression(&node.target)?,
                op: Self::binary_op(node.op),
                value: self.expression(&node.value)?,
            },
            ast::Stmt::AnnAssign(node) => StmtKind::AnnAssign {
                target: self.expression(&node.target)?,
                annotation: self.expression(&node.annotation)?,
                value: self.optional(node.value.as_deref())?,
                simple: node.simple,
            },
            ast::Stmt::For(node) => StmtKind::For {
                target: self.expression(&node.target)?,
                iter: self.expression(&node.iter)?,
                body: self.body(&node.body),
                orelse: self.body(&node.orelse),
                is_async: node.is_async,
            },
            ast::Stmt::While(node) => StmtKind::While {
                test: self.expression(&node.test)?,
                body: self.body(&node.body),
                orelse: self.body(&node.orelse),
            },
            ast::Stmt::If(node) => {
                let test = self.expression(&node.test)?;
                let body = self.body(&node.body);
                StmtKind::If {
                    test,
                    body,
                    orelse: self.elif_else(&node.elif_else_clauses, node.range.end())?,
                }
            }
            ast::Stmt::With(node) => {
                let mut items = Vec::with_capacity(node.items.len());
                for item in &node.items {
                    let context = self.expression(&item.context_expr)?;
                    items.push(WithItem { context, target: self.optional(item.optional_vars.as_deref())? });
                }
                StmtKind::With { items, body: self.body(&node.body), is_async: node.is_async }
            }
            ast::Stmt::Match(node) => StmtKind::Match {
                subject: self.expression(&node.subject)?,
                cases: node.cases.iter().map(|case| self.case(case)).collect::<Converted<_>>()?,
            },
            ast::Stmt::Raise(node) => StmtKind::Raise {
                exception: self.optional(node.exc.as_deref())?,
                cause: self.optional(node.cause.as_deref())?,
            },
            ast::Stmt::Try(node) => {
                let body = self.body(&node.body);
                let handlers =
                    node.handlers.iter().map(|handler| self.handler(handler)).collect::<Converted<_>>()?;
                let orelse = self.body(&node.orelse);
                StmtKind::Try {
                    body,
                    handlers,
                    orelse,
                    finally: self.body(&node.finalbody),
                    is_star: node.is_star,
                }
            }
            ast::Stmt::Assert(node) => StmtKind::Assert {
                test: self.expression(&node.test)?,
                message: self.optional(node.msg.as_deref())?,
            },
            ast::Stmt::Import(node) => {
                self.not_lazy(node.is_lazy, node.range)?;
                StmtKind::Import(node.names.iter().map(|alias| self.alias(alias)).collect())
            }
            ast::Stmt::ImportFrom(node) => {
                self.not_lazy(node.is_lazy, node.range)?;
                let module = node.module.as_ref().map(|module| self.ident(module));
                let names = match node.names.as_slice() {
                    [star] if star.name.as_str() == "*" => ImportNames::Star(self.span(star.range)),
                    names => ImportNames::Names(names.iter().map(|alias| self.alias(alias)).collect()),
                };
                StmtKind::ImportFrom { module, names, level: node.level }
            }
            ast::Stmt::Global(node) => {
                StmtKind::Global(node.names.iter().map(|name| self.ident(name)).collect())
            }
            ast::Stmt::Nonlocal(node) => {
                StmtKind::Nonlocal(node.names.iter().map(|name| self.ident(name)).collect())
            }
            ast::Stmt::Expr(node) => StmtKind::Expr(self.expression(&node.value)?),
            ast::Stmt::Pass(_) => StmtKind::Pass,
            ast::Stmt::Break(_) => StmtKind::Break,
            ast::Stmt::Continue(_) => StmtKind::Continue,
            ast::Stmt::IpyEscapeCommand(node) => {
                return self.impossible(node.range, "an IPython escape command");
            }
        })
    }

    fn not_lazy(&mut self, is_lazy: bool, range: TextRange) -> Converted<()> {
        if is_lazy { self.impossible(range, "a lazy import") } else { Ok(()) }
    }

    /// `elif` and `else`: from the last to the first, each an `If` alone in the `orelse` of the one before.
    fn elif_else(
        &mut self,
        clauses: &[ast::ElifElseClause],
        end: ruff_text_size::TextSize,
    ) -> Converted<Vec<Stmt>> {
        let Some((clause, rest)) = clauses.split_first() else { return Ok(Vec::new()) };
        let Some(test) = &clause.test else { return Ok(self.body(&clause.body)) };
        let range = TextRange::new(clause.range.start(), end);
        let kind = self.nested(range, |this| {
            let test = this.expression(test)?;
            let body = this.body(&clause.body);
            Ok(StmtKind::If { test, body, orelse: this.elif_else(rest, end)? })
        })?;
        Ok(vec![Stmt { kind, span: self.span(range) }])
    }

    fn function(&mut self, node: &ast::StmtFunctionDef) -> Converted<FunctionDef> {
        Ok(FunctionDef {
            name: self.ident(&node.name),
            is_async: node.is_async,
            decorators: self.decorators(&node.decorator_list)?,
            type_params: self.type_params(node.type_params.as_deref())?,
            params: self.params(&node.parameters)?,
            returns: self.optional(node.returns.as_deref())?,
            body: self.body(&node.body),
            span: self.span(node.range),
        })
    }

    fn class(&mut self, node: &ast::StmtClassDef) -> Converted<ClassDef> {
        let arguments = match &node.arguments {
            Some(arguments) => self.arguments(arguments)?,
            None => Vec::new(),
        };
        Ok(ClassDef {
            name: self.ident(&node.name),
            decorators: self.decorators(&node.decorator_list)?,
            type_params: self.type_params(node.type_params.as_deref())?,
            arguments,
            body: self.body(&node.body),
            span: self.span(node.range),
        })
    }

    fn decorators(&mut self, decorators: &[ast::Decorator]) -> Converted<Vec<Expr>> {
        decorators.iter().map(|decorator| self.expression(&decorator.expression)).collect()
    }

    fn type_params(&mut self, params: Option<&ast::TypeParams>) -> Converted<Vec<TypeParam>> {
        params
            .map(|params| &*params.type_params)
            .unwrap_or_default()
            .iter()
            .map(|p| self.type_param(p))
            .collect()
    }

    fn type_param(&mut self, param: &ast::TypeParam) -> Converted<TypeParam> {
        let (kind, name, bound, default) = match param {
            ast::TypeParam::TypeVar(node) => (TypeParamKind::TypeVar, &node.name, &node.bound, &node.default),
            ast::TypeParam::TypeVarTuple(node) => {
                (TypeParamKind::TypeVarTuple, &node.name, &None, &node.default)
            }
            ast::TypeParam::ParamSpec(node) => (TypeParamKind::ParamSpec, &node.name, &None, &node.default),
        };
        Ok(TypeParam {
            name: self.ident(name),
            kind,
            bound: self.optional(bound.as_deref())?,
            default: self.optional(default.as_deref())?,
        })
    }

    /// Parameters of a function or a lambda.
    pub(super) fn params(&mut self, params: &ast::Parameters) -> Converted<Params> {
        Ok(Params {
            positional_only: self.params_with_default(&params.posonlyargs)?,
            positional: self.params_with_default(&params.args)?,
            star: params.vararg.as_deref().map(|param| self.param(param, None)).transpose()?,
            keyword_only: self.params_with_default(&params.kwonlyargs)?,
            double_star: params.kwarg.as_deref().map(|param| self.param(param, None)).transpose()?,
        })
    }

    fn params_with_default(&mut self, params: &[ast::ParameterWithDefault]) -> Converted<Vec<Param>> {
        params.iter().map(|param| self.param(&param.parameter, param.default.as_deref())).collect()
    }

    fn param(&mut self, param: &ast::Parameter, default: Option<&ast::Expr>) -> Converted<Param> {
        Ok(Param {
            name: self.ident(&param.name),
            annotation: self.optional(param.annotation.as_deref())?,
            default: self.optional(default)?,
        })
    }

    fn handler(&mut self, handler: &ast::ExceptHandler) -> Converted<ExceptHandler> {
        match handler {
            ast::ExceptHandler::ExceptHandler(node) => Ok(ExceptHandler {
                kind: self.optional(node.type_.as_deref())?,
                name: node.name.as_ref().map(|name| self.ident(name)),
                body: self.body(&node.body),
                span: self.span(node.range),
            }),
        }
    }

    fn case(&mut self, case: &ast::MatchCase) -> Converted<MatchCase> {
        Ok(MatchCase {
            pattern: self.pattern(&case.pattern)?,
            guard: self.optional(case.guard.as_deref())?,
            body: self.body(&case.body),
            span: self.span(case.range),
        })
    }

    fn alias(&mut self, alias: &ast::Alias) -> Alias {
        Alias { name: self.ident(&alias.name), alias: alias.asname.as_ref().map(|name| self.ident(name)) }
    }

    /// A lambda as the function it is: its body returns the expression.
    pub(super) fn lambda(&mut self, node: &ast::ExprLambda) -> Converted<ExprKind> {
        let params = match &node.parameters {
            Some(params) => self.params(params)?,
            None => Params::default(),
        };
        let value = self.expression(&node.body)?;
        let body = vec![Stmt { span: value.span, kind: StmtKind::Return(Some(value)) }];
        let span = self.span(node.range);
        let name = crate::syntax::tree::Ident { name: self.name("<lambda>"), span };
        Ok(ExprKind::Lambda(Rc::new(FunctionDef {
            name,
            is_async: false,
            decorators: Vec::new(),
            type_params: Vec::new(),
            params,
            returns: None,
            body,
            span,
        })))
    }

    /// A template string: refused, wherever it stands.
    pub(super) fn template<T>(&mut self, range: TextRange) -> Converted<T> {
        self.refuse(
            Code::UNSUPPORTED_SYNTAX,
            range,
            "template strings are not supported",
            "MicroPython has no `string.templatelib`; use an f-string or `str.format`",
        )
    }
}

/// The targets of a `del`, which may stand in brackets.
fn apart(targets: Vec<Expr>) -> Vec<Expr> {
    let mut found = Vec::new();
    for target in targets {
        match target.kind {
            ExprKind::Tuple(inner) | ExprKind::List(inner) => found.extend(apart(inner)),
            _ => found.push(target),
        }
    }
    found
}
