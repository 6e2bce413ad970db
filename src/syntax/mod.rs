//! Python source to a syntax tree.
mod tree;
mod walk;
pub use tree::*;

/// To come.
pub fn parse_expression(_source: &std::rc::Rc<SourceFile>, _text: &str, _at: Span) -> Result<Expr, crate::diagnostics::Diagnostic> {
    Err(crate::diagnostics::Diagnostic::new(crate::diagnostics::Code::SYNTAX, ""))
}
