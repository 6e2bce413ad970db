//! Walks over the tree: the expressions inside an expression, the expressions and blocks of a statement. Each is there
//! twice, to look and to change (`…_mut`).

use super::{
    Comprehension, Expr, ExprKind, FStringPart, FunctionDef, Param, Params, Pattern, PatternKind, Stmt,
    StmtKind,
};
use std::rc::Rc;

/// The decorators, bases and keywords of a class.
macro_rules! class {
    ($def:ident, $visit:ident, iter, []) => {
        $def.decorators.iter().for_each(&mut *$visit);
        $def.arguments.iter().for_each(|argument| $visit(&argument.value));
    };
    ($def:ident, $visit:ident, iter_mut, [mut]) => {
        let def = Rc::make_mut($def);
        def.decorators.iter_mut().for_each(&mut *$visit);
        def.arguments.iter_mut().for_each(|argument| $visit(&mut argument.value));
    };
}

/// Writes the walks, over a tree that is looked at and over one that is changed.
macro_rules! walks {
    ($children:ident, $exprs:ident, $blocks:ident, $patterns:ident, $fstring:ident, $comprehension:ident, $defaults:ident, $iter:ident,
     [$($life:lifetime)?], [$($mutable:ident)?], $slice:ty) => {
        impl Expr {
            /// Calls `visit` with each expression directly inside this one, in order of evaluation where that is defined.
            /// The body of a lambda is not entered.
            pub fn $children<$($life)?>(&$($life)? $($mutable)? self, visit: &mut dyn FnMut(&$($life)? $($mutable)? Expr)) {
                match &$($mutable)? self.kind {
                    ExprKind::Constant(_) | ExprKind::Name(_) => {}
                    ExprKind::BoolOp { values, .. }
                    | ExprKind::List(values)
                    | ExprKind::Tuple(values)
                    | ExprKind::Set(values) => values.$iter().for_each(visit),
                    ExprKind::Named { value, .. }
                    | ExprKind::Unary { operand: value, .. }
                    | ExprKind::Attribute { value, .. }
                    | ExprKind::Starred(value)
                    | ExprKind::Await(value)
                    | ExprKind::YieldFrom(value) => visit(value),
                    ExprKind::Yield(value) => value.$iter().for_each(|value| visit(value)),
                    ExprKind::Binary { left, right, .. } => {
                        visit(left);
                        visit(right);
                    }
                    ExprKind::Lambda(def) => $defaults(def, visit),
                    ExprKind::If { test, body, orelse } => {
                        visit(test);
                        visit(body);
                        visit(orelse);
                    }
                    ExprKind::Compare { left, rest } => {
                        visit(left);
                        rest.$iter().for_each(|(_, value)| visit(value));
                    }
                    ExprKind::Call { function, arguments } => {
                        visit(function);
                        arguments.$iter().for_each(|argument| visit(&$($mutable)? argument.value));
                    }
                    ExprKind::FString(parts) => $fstring(parts, visit),
                    ExprKind::Subscript { value, index } => {
                        visit(value);
                        visit(index);
                    }
                    ExprKind::Slice { lower, upper, step } => {
                        for part in [lower, upper, step] {
                            part.$iter().for_each(|part| visit(part));
                        }
                    }
                    ExprKind::Dict(items) => {
                        for (key, value) in items {
                            key.$iter().for_each(&mut *visit);
                            visit(value);
                        }
                    }
                    ExprKind::ListComp { element, clauses }
                    | ExprKind::SetComp { element, clauses }
                    | ExprKind::Generator { element, clauses } => {
                        $comprehension(clauses, visit);
                        visit(element);
                    }
                    ExprKind::DictComp { key, value, clauses } => {
                        $comprehension(clauses, visit);
                        visit(key);
                        visit(value);
                    }
                }
            }
        }

        fn $fstring<$($life)?>(parts: &$($life)? $($mutable)? [FStringPart], visit: &mut dyn FnMut(&$($life)? $($mutable)? Expr)) {
            for part in parts {
                match part {
                    FStringPart::Literal(_) => {}
                    FStringPart::Field { value, spec, .. } => {
                        visit(value);
                        if let Some(spec) = spec {
                            $fstring(spec, visit);
                        }
                    }
                }
            }
        }

        fn $comprehension<$($life)?>(clauses: &$($life)? $($mutable)? [Comprehension], visit: &mut dyn FnMut(&$($life)? $($mutable)? Expr)) {
            for clause in clauses {
                visit(&$($mutable)? clause.iter);
                visit(&$($mutable)? clause.target);
                clause.conditions.$iter().for_each(&mut *visit);
            }
        }

        impl Stmt {
            /// Calls `visit` with each expression that this statement holds itself, targets included, those of the blocks
            /// inside it not. Of a function or class: decorators, defaults, bases; annotations never.
            pub fn $exprs<$($life)?>(&$($life)? $($mutable)? self, visit: &mut dyn FnMut(&$($life)? $($mutable)? Expr)) {
                match &$($mutable)? self.kind {
                    StmtKind::Expr(value) => visit(value),
                    StmtKind::Assign { targets, value } => {
                        visit(value);
                        targets.$iter().for_each(visit);
                    }
                    StmtKind::AnnAssign { target, value, .. } => {
                        value.$iter().for_each(&mut *visit);
                        visit(target);
                    }
                    StmtKind::AugAssign { target, value, .. } => {
                        visit(target);
                        visit(value);
                    }
                    StmtKind::Delete(targets) => targets.$iter().for_each(visit),
                    StmtKind::Pass
                    | StmtKind::Break
                    | StmtKind::Continue
                    | StmtKind::Global(_)
                    | StmtKind::Nonlocal(_)
                    | StmtKind::Import(_)
                    | StmtKind::ImportFrom { .. }
                    | StmtKind::TypeAlias { .. } => {}
                    StmtKind::Return(value) => value.$iter().for_each(visit),
                    StmtKind::Raise { exception, cause } => exception.$iter().chain(cause).for_each(visit),
                    StmtKind::Assert { test, message } => {
                        visit(test);
                        message.$iter().for_each(visit);
                    }
                    StmtKind::If { test, .. } | StmtKind::While { test, .. } => visit(test),
                    StmtKind::For { target, iter, .. } => {
                        visit(iter);
                        visit(target);
                    }
                    StmtKind::With { items, .. } => {
                        for item in items {
                            visit(&$($mutable)? item.context);
                            item.target.$iter().for_each(&mut *visit);
                        }
                    }
                    StmtKind::Try { handlers, .. } => {
                        for handler in handlers {
                            handler.kind.$iter().for_each(&mut *visit);
                        }
                    }
                    StmtKind::Match { subject, cases } => {
                        visit(subject);
                        for case in cases {
                            case.pattern.$patterns(visit);
                            case.guard.$iter().for_each(&mut *visit);
                        }
                    }
                    StmtKind::FunctionDef(def) => {
                        $defaults(def, visit);
                    }
                    StmtKind::ClassDef(def) => {
                        class!(def, visit, $iter, [$($mutable)?]);
                    }
                }
            }

            /// The blocks inside this statement that run in the same scope, in source order.
            #[must_use]
            pub fn $blocks(&$($mutable)? self) -> Vec<$slice> {
                match &$($mutable)? self.kind {
                    StmtKind::If { body, orelse, .. }
                    | StmtKind::While { body, orelse, .. }
                    | StmtKind::For { body, orelse, .. } => vec![body, orelse],
                    StmtKind::With { body, .. } => vec![body],
                    StmtKind::Try { body, handlers, orelse, finally, .. } => {
                        let mut blocks: Vec<$slice> = vec![body];
                        for handler in handlers {
                            blocks.push(&$($mutable)? handler.body);
                        }
                        blocks.push(orelse);
                        blocks.push(finally);
                        blocks
                    }
                    StmtKind::Match { cases, .. } => {
                        let mut blocks: Vec<$slice> = Vec::new();
                        for case in cases {
                            blocks.push(&$($mutable)? case.body);
                        }
                        blocks
                    }
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
        }

        impl Pattern {
            /// Calls `visit` with the expressions of a pattern.
            pub fn $patterns<$($life)?>(&$($life)? $($mutable)? self, visit: &mut dyn FnMut(&$($life)? $($mutable)? Expr)) {
                match &$($mutable)? self.kind {
                    PatternKind::Value(value) => visit(value),
                    PatternKind::Singleton(_) | PatternKind::Star(_) => {}
                    PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => {
                        patterns.$iter().for_each(|pattern| pattern.$patterns(visit));
                    }
                    PatternKind::Mapping { keys, patterns, .. } => {
                        keys.$iter().for_each(&mut *visit);
                        patterns.$iter().for_each(|pattern| pattern.$patterns(visit));
                    }
                    PatternKind::Class { class, positional, keyword } => {
                        visit(class);
                        positional.$iter().for_each(|pattern| pattern.$patterns(visit));
                        keyword.$iter().for_each(|(_, pattern)| pattern.$patterns(visit));
                    }
                    PatternKind::As { pattern, .. } => {
                        pattern.$iter().for_each(|pattern| pattern.$patterns(visit));
                    }
                }
            }
        }
    };
}

walks!(for_each_child, for_each_expr, blocks, for_each_expr, fstring, comprehension, defaults, iter, ['a], [], &[Stmt]);
walks!(for_each_child_mut, for_each_expr_mut, blocks_mut, for_each_expr_mut, fstring_mut, comprehension_mut, defaults_mut, iter_mut, [], [mut], &mut Vec<Stmt>);

impl Params {
    /// Each parameter, in the order that Python binds them.
    pub fn each(&self) -> impl Iterator<Item = &Param> {
        let before = self.positional_only.iter().chain(&self.positional).chain(&self.keyword_only);
        before.chain(&self.star).chain(&self.double_star)
    }

    /// The same, to be changed.
    pub fn each_mut(&mut self) -> impl Iterator<Item = &mut Param> {
        let before =
            self.positional_only.iter_mut().chain(&mut self.positional).chain(&mut self.keyword_only);
        before.chain(&mut self.star).chain(&mut self.double_star)
    }
}

/// The decorators and defaults of a function.
fn defaults<'a>(def: &'a FunctionDef, visit: &mut dyn FnMut(&'a Expr)) {
    def.decorators.iter().for_each(&mut *visit);
    for param in def.params.each() {
        param.default.iter().for_each(&mut *visit);
    }
}

fn defaults_mut(def: &mut Rc<FunctionDef>, visit: &mut dyn FnMut(&mut Expr)) {
    let def = Rc::make_mut(def);
    def.decorators.iter_mut().for_each(&mut *visit);
    for param in def.params.each_mut() {
        param.default.iter_mut().for_each(&mut *visit);
    }
}

impl Expr {
    /// Calls `visit` with this expression and every one inside it, outermost first; lambdas' bodies are not entered.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        visit(self);
        self.for_each_child(&mut |child| child.walk(visit));
    }
}

impl Stmt {
    /// Calls `visit` with this statement and every one inside it that runs in the same scope.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Stmt)) {
        visit(self);
        for block in self.blocks() {
            block.iter().for_each(|stmt| stmt.walk(visit));
        }
    }
}

impl Expr {
    /// The clauses of a comprehension; none of anything else.
    #[must_use]
    pub fn clauses(&self) -> &[Comprehension] {
        match &self.kind {
            ExprKind::ListComp { clauses, .. }
            | ExprKind::SetComp { clauses, .. }
            | ExprKind::DictComp { clauses, .. }
            | ExprKind::Generator { clauses, .. } => clauses,
            _ => &[],
        }
    }
}

/// Calls `visit` with the leaves of an assignment target: tuples, lists and stars are taken apart.
pub fn leaf_targets<'a>(target: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    match &target.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            items.iter().for_each(|item| leaf_targets(item, visit));
        }
        ExprKind::Starred(inner) => leaf_targets(inner, visit),
        _ => visit(target),
    }
}

/// Calls `visit` with every expression in a body that runs in the same scope, and those in them.
pub fn each_expr<'a>(body: &'a [Stmt], visit: &mut dyn FnMut(&'a Expr)) {
    for stmt in body {
        stmt.walk(&mut |stmt| stmt.for_each_expr(&mut |expr| expr.walk(visit)));
    }
}
