//! What the parser crate's checker asks about the scope it is in, and what becomes of the errors it finds.
//!
//! Each answer is a short walk from the innermost scope outwards; the crate's documentation of
//! `SemanticSyntaxContext` says what is asked.

use super::{RuleError, ScopeKind, Walk};
use crate::syntax::PYTHON;
use ruff_python_ast::PythonVersion;
use ruff_python_parser::semantic_errors::{
    LazyImportContext, SemanticSyntaxContext, SemanticSyntaxError, SemanticSyntaxErrorKind,
};
use ruff_text_size::TextRange;

impl SemanticSyntaxContext for Walk<'_> {
    fn future_annotations_or_stub(&self) -> bool {
        false
    }

    fn lazy_import_context(&self) -> Option<LazyImportContext> {
        match self.kind() {
            ScopeKind::Function { .. } | ScopeKind::Lambda => Some(LazyImportContext::Function),
            ScopeKind::Class => Some(LazyImportContext::Class),
            ScopeKind::Module | ScopeKind::Comprehension { .. } | ScopeKind::Generator => {
                (self.tries > 0).then_some(LazyImportContext::TryExceptBlocks)
            }
        }
    }

    fn python_version(&self) -> PythonVersion {
        PYTHON
    }

    fn source(&self) -> &str {
        self.text
    }

    fn global(&self, name: &str) -> Option<TextRange> {
        self.scopes.last().and_then(|scope| scope.names.globals.get(name).copied())
    }

    fn has_nonlocal_binding(&self, name: &str) -> bool {
        let Some((_, around)) = self.scopes.split_last() else { return false };
        if name == "__class__" && around.iter().any(|scope| scope.kind == ScopeKind::Class) {
            // A method that names it has it as a cell (reference, 3.3.3.6).
            return true;
        }
        around.iter().rev().any(|scope| match scope.kind {
            ScopeKind::Function { .. } | ScopeKind::Lambda => {
                let names = &scope.names;
                let elsewhere = names.globals.contains_key(name) || names.nonlocals.contains_key(name);
                scope.parameters.contains(name) || names.bound.contains_key(name) && !elsewhere
            }
            ScopeKind::Module | ScopeKind::Class | ScopeKind::Comprehension { .. } | ScopeKind::Generator => {
                false
            }
        })
    }

    fn in_async_context(&self) -> bool {
        self.scopes
            .iter()
            .rev()
            .find_map(|scope| match scope.kind {
                ScopeKind::Function { is_async } => Some(is_async),
                ScopeKind::Module | ScopeKind::Class | ScopeKind::Lambda => Some(false),
                ScopeKind::Comprehension { .. } | ScopeKind::Generator => None,
            })
            .unwrap_or(false)
    }

    fn in_await_allowed_context(&self) -> bool {
        self.scopes
            .iter()
            .rev()
            .find_map(|scope| match scope.kind {
                ScopeKind::Function { .. } | ScopeKind::Lambda => Some(true),
                ScopeKind::Module | ScopeKind::Class => Some(false),
                ScopeKind::Comprehension { .. } | ScopeKind::Generator => None,
            })
            .unwrap_or(false)
    }

    fn in_yield_allowed_context(&self) -> bool {
        matches!(self.kind(), ScopeKind::Function { .. } | ScopeKind::Lambda)
    }

    fn in_sync_comprehension(&self) -> bool {
        self.scopes.iter().any(|scope| scope.kind == ScopeKind::Comprehension { is_async: false })
    }

    fn in_class_body_comprehension(&self) -> bool {
        self.scopes
            .iter()
            .rev()
            .find_map(|scope| match scope.kind {
                ScopeKind::Comprehension { .. } | ScopeKind::Generator => None,
                ScopeKind::Class => Some(true),
                ScopeKind::Module | ScopeKind::Function { .. } | ScopeKind::Lambda => Some(false),
            })
            .unwrap_or(false)
    }

    fn in_module_scope(&self) -> bool {
        self.kind() == ScopeKind::Module
    }

    fn in_function_scope(&self) -> bool {
        matches!(self.kind(), ScopeKind::Function { .. } | ScopeKind::Lambda)
    }

    fn in_generator_context(&self) -> bool {
        self.kind() == ScopeKind::Generator
    }

    fn in_notebook(&self) -> bool {
        false
    }

    fn in_loop_context(&self) -> bool {
        self.scopes.last().is_some_and(|scope| scope.loops > 0)
    }

    fn is_bound_parameter(&self, name: &str) -> bool {
        self.scopes.last().is_some_and(|scope| scope.parameters.contains(name))
    }

    fn report_semantic_error(&self, error: SemanticSyntaxError) {
        use SemanticSyntaxErrorKind as Kind;
        let help = match &error.kind {
            Kind::AwaitOutsideAsyncFunction(_) => Some("write the function as `async def`"),
            Kind::NonlocalWithoutBinding(_) => Some(
                "`nonlocal` names a variable of an outer function; a module's variable is named by `global`",
            ),
            Kind::NonlocalDeclarationAtModuleLevel => Some("a module's own variables need no declaration"),
            Kind::LoadBeforeGlobalDeclaration { .. } | Kind::LoadBeforeNonlocalDeclaration { .. } => {
                // Reported with its declaration by `check_declarations`, unless it stands where that does not look.
                Some("move the declaration to the top of the function")
            }
            Kind::SingleStarredAssignment => Some("add a comma: `*name, = …`"),
            Kind::LateFutureImport => Some("move it above all other statements"),
            Kind::IrrefutableCasePattern(_) => Some(
                "move this case to the end; to compare with a constant, name it with a dot: `module.NAME`",
            ),
            Kind::YieldFromInAsyncFunction => Some("`async for` with `yield` in it does this"),
            _ => None,
        };
        let (message, range) = (error.to_string(), error.range);
        let message = message.replace("; use `async for` instead", "");
        self.errors.borrow_mut().push(RuleError { message, range, also: None, help });
    }
}
