//! Patterns of `match`.

use super::{Converted, Converter};
use crate::syntax::tree::{Constant, Pattern, PatternKind};
use ruff_python_ast as ast;
use ruff_text_size::Ranged;

impl Converter<'_> {
    pub(super) fn pattern(&mut self, pattern: &ast::Pattern) -> Converted<Pattern> {
        let range = pattern.range();
        let kind = self.nested(range, |this| this.pattern_kind(pattern))?;
        Ok(Pattern { kind, span: self.span(range) })
    }

    fn pattern_kind(&mut self, pattern: &ast::Pattern) -> Converted<PatternKind> {
        Ok(match pattern {
            ast::Pattern::MatchValue(node) => PatternKind::Value(self.expression(&node.value)?),
            ast::Pattern::MatchSingleton(node) => PatternKind::Singleton(match node.value {
                ast::Singleton::None => Constant::None,
                ast::Singleton::True => Constant::Bool(true),
                ast::Singleton::False => Constant::Bool(false),
            }),
            ast::Pattern::MatchSequence(node) => PatternKind::Sequence(self.patterns(&node.patterns)?),
            ast::Pattern::MatchMapping(node) => PatternKind::Mapping {
                keys: self.expressions(&node.keys)?,
                patterns: self.patterns(&node.patterns)?,
                rest: node.rest.as_ref().map(|name| self.ident(name)),
            },
            ast::Pattern::MatchClass(node) => {
                let class = self.expression(&node.cls)?;
                let positional = self.patterns(&node.arguments.patterns)?;
                let mut keyword = Vec::with_capacity(node.arguments.keywords.len());
                for argument in &node.arguments.keywords {
                    keyword.push((self.ident(&argument.attr), self.pattern(&argument.pattern)?));
                }
                PatternKind::Class { class, positional, keyword }
            }
            ast::Pattern::MatchStar(node) => {
                PatternKind::Star(node.name.as_ref().map(|name| self.ident(name)))
            }
            ast::Pattern::MatchAs(node) => PatternKind::As {
                pattern: match &node.pattern {
                    Some(pattern) => Some(Box::new(self.pattern(pattern)?)),
                    None => None,
                },
                name: node.name.as_ref().map(|name| self.ident(name)),
            },
            ast::Pattern::MatchOr(node) => PatternKind::Or(self.patterns(&node.patterns)?),
        })
    }

    fn patterns(&mut self, patterns: &[ast::Pattern]) -> Converted<Vec<Pattern>> {
        patterns.iter().map(|pattern| self.pattern(pattern)).collect()
    }
}
