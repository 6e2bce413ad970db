//! Walks over the tree: the expressions inside an expression, the expressions and blocks of a statement.

use super::{Comprehension, Expr, ExprKind, FStringPart, Pattern, PatternKind, Stmt, StmtKind};

impl Expr {
    /// Calls `visit` with each expression directly inside this one, in order of evaluation where that is defined.
    /// The body of a lambda is not entered.
    pub fn for_each_child<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        match &self.kind {
            ExprKind::Constant(_) | ExprKind::Name(_) => {}
            ExprKind::BoolOp { values, .. }
            | ExprKind::List(values)
            | ExprKind::Tuple(values)
            | ExprKind::Set(values) => values.iter().for_each(visit),
            ExprKind::Named { value, .. }
            | ExprKind::Unary { operand: value, .. }
            | ExprKind::Attribute { value, .. }
            | ExprKind::Starred(value)
            | ExprKind::Await(value)
            | ExprKind::YieldFrom(value) => visit(value),
            ExprKind::Yield(value) => value.iter().for_each(|value| visit(value)),
            ExprKind::Binary { left, right, .. } => {
                visit(left);
                visit(right);
            }
            ExprKind::Lambda(def) => {
                for param in def
                    .params
                    .positional_only
                    .iter()
                    .chain(&def.params.positional)
                    .chain(&def.params.keyword_only)
                {
                    param.default.iter().for_each(&mut *visit);
                }
            }
            ExprKind::If { test, body, orelse } => {
                visit(test);
                visit(body);
                visit(orelse);
            }
            ExprKind::Compare { left, rest } => {
                visit(left);
                rest.iter().for_each(|(_, value)| visit(value));
            }
            ExprKind::Call { function, arguments } => {
                visit(function);
                arguments.iter().for_each(|argument| visit(&argument.value));
            }
            ExprKind::FString(parts) => fstring(parts, visit),
            ExprKind::Subscript { value, index } => {
                visit(value);
                visit(index);
            }
            ExprKind::Slice { lower, upper, step } => {
                for part in [lower, upper, step] {
                    part.iter().for_each(|part| visit(part));
                }
            }
            ExprKind::Dict(items) => {
                for (key, value) in items {
                    key.iter().for_each(&mut *visit);
                    visit(value);
                }
            }
            ExprKind::ListComp { element, clauses }
            | ExprKind::SetComp { element, clauses }
            | ExprKind::Generator { element, clauses } => {
                comprehension(clauses, visit);
                visit(element);
            }
            ExprKind::DictComp { key, value, clauses } => {
                comprehension(clauses, visit);
                visit(key);
                visit(value);
            }
        }
    }

    /// Calls `visit` with this expression and every one inside it, outermost first; lambdas' bodies are not entered.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        visit(self);
        self.for_each_child(&mut |child| child.walk(visit));
    }
}

fn fstring<'a>(parts: &'a [FStringPart], visit: &mut dyn FnMut(&'a Expr)) {
    for part in parts {
        match part {
            FStringPart::Literal(_) => {}
            FStringPart::Field { value, spec, .. } => {
                visit(value);
                if let Some(spec) = spec {
                    fstring(spec, visit);
                }
            }
        }
    }
}

fn comprehension<'a>(clauses: &'a [Comprehension], visit: &mut dyn FnMut(&'a Expr)) {
    for clause in clauses {
        visit(&clause.iter);
        visit(&clause.target);
        clause.conditions.iter().for_each(&mut *visit);
    }
}

impl Stmt {
    /// Calls `visit` with each expression that this statement holds itself, targets included, those of the blocks
    /// inside it not. Of a function or class: decorators, defaults, bases; annotations never.
    pub fn for_each_expr<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        match &self.kind {
            StmtKind::Expr(value) => visit(value),
            StmtKind::Assign { targets, value } => {
                visit(value);
                targets.iter().for_each(visit);
            }
            StmtKind::AnnAssign { target, value, .. } => {
                value.iter().for_each(&mut *visit);
                visit(target);
            }
            StmtKind::AugAssign { target, value, .. } => {
                visit(target);
                visit(value);
            }
            StmtKind::Delete(targets) => targets.iter().for_each(visit),
            StmtKind::Pass
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Global(_)
            | StmtKind::Nonlocal(_)
            | StmtKind::Import(_)
            | StmtKind::ImportFrom { .. }
            | StmtKind::TypeAlias { .. } => {}
            StmtKind::Return(value) => value.iter().for_each(visit),
            StmtKind::Raise { exception, cause } => exception.iter().chain(cause).for_each(visit),
            StmtKind::Assert { test, message } => {
                visit(test);
                message.iter().for_each(visit);
            }
            StmtKind::If { test, .. } | StmtKind::While { test, .. } => visit(test),
            StmtKind::For { target, iter, .. } => {
                visit(iter);
                visit(target);
            }
            StmtKind::With { items, .. } => {
                for item in items {
                    visit(&item.context);
                    item.target.iter().for_each(&mut *visit);
                }
            }
            StmtKind::Try { handlers, .. } => {
                handlers.iter().filter_map(|handler| handler.kind.as_ref()).for_each(visit);
            }
            StmtKind::Match { subject, cases } => {
                visit(subject);
                for case in cases {
                    case.pattern.for_each_expr(visit);
                    case.guard.iter().for_each(&mut *visit);
                }
            }
            StmtKind::FunctionDef(def) => {
                def.decorators.iter().for_each(&mut *visit);
                let params = &def.params;
                for param in
                    params.positional_only.iter().chain(&params.positional).chain(&params.keyword_only)
                {
                    param.default.iter().for_each(&mut *visit);
                }
            }
            StmtKind::ClassDef(def) => {
                def.decorators.iter().for_each(&mut *visit);
                def.arguments.iter().for_each(|argument| visit(&argument.value));
            }
        }
    }

    /// The blocks inside this statement that run in the same scope, in source order.
    #[must_use]
    pub fn blocks(&self) -> Vec<&[Stmt]> {
        match &self.kind {
            StmtKind::If { body, orelse, .. }
            | StmtKind::While { body, orelse, .. }
            | StmtKind::For { body, orelse, .. } => vec![body, orelse],
            StmtKind::With { body, .. } => vec![body],
            StmtKind::Try { body, handlers, orelse, finally, .. } => {
                let mut blocks: Vec<&[Stmt]> = vec![body];
                blocks.extend(handlers.iter().map(|handler| &handler.body[..]));
                blocks.extend([&orelse[..], &finally[..]]);
                blocks
            }
            StmtKind::Match { cases, .. } => cases.iter().map(|case| &case.body[..]).collect(),
            StmtKind::Expr(_)
            | StmtKind::Assign { .. }
            | StmtKind::AnnAssign { .. }
            | StmtKind::AugAssign { .. }
            | StmtKind::Delete(_)
            | StmtKind::Pass
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Return(_)
            | StmtKind::Raise { .. }
            | StmtKind::Assert { .. }
            | StmtKind::Global(_)
            | StmtKind::Nonlocal(_)
            | StmtKind::FunctionDef(_)
            | StmtKind::ClassDef(_)
            | StmtKind::Import(_)
            | StmtKind::ImportFrom { .. }
            | StmtKind::TypeAlias { .. } => Vec::new(),
        }
    }

    /// Calls `visit` with this statement and every one inside it that runs in the same scope.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Stmt)) {
        visit(self);
        for block in self.blocks() {
            block.iter().for_each(|stmt| stmt.walk(visit));
        }
    }
}

impl Pattern {
    /// Calls `visit` with the expressions of a pattern.
    pub fn for_each_expr<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        match &self.kind {
            PatternKind::Value(value) => visit(value),
            PatternKind::Singleton(_) | PatternKind::Star(_) => {}
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => {
                patterns.iter().for_each(|pattern| pattern.for_each_expr(visit));
            }
            PatternKind::Mapping { keys, patterns, .. } => {
                keys.iter().for_each(&mut *visit);
                patterns.iter().for_each(|pattern| pattern.for_each_expr(visit));
            }
            PatternKind::Class { class, positional, keyword } => {
                visit(class);
                positional.iter().for_each(|pattern| pattern.for_each_expr(visit));
                keyword.iter().for_each(|(_, pattern)| pattern.for_each_expr(visit));
            }
            PatternKind::As { pattern, .. } => {
                pattern.iter().for_each(|pattern| pattern.for_each_expr(visit));
            }
        }
    }
}
