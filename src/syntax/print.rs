//! The tree as text: a statement a line, indented; an expression as a list in parentheses, its kind first.
//!
//! ```text
//! def area(r: float) -> float:      def area(r: float) -> float
//!     return 3.14 * r ** 2            return (* 3.14 (** r 2))
//! ```
//!
//! For `--emit ast` and the tests. It shows everything in the tree but the spans.

use super::operators::*;
use super::tree::*;
use std::fmt::Write;

/// Prints a module.
#[must_use]
pub fn print(module: &Module) -> String {
    let mut printer = Printer { text: String::new(), indent: 0 };
    printer.body(&module.body);
    printer.text
}

/// Prints an expression.
pub(super) fn expression(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Constant(constant) => self::constant(constant),
        ExprKind::Name(name) => name.to_string(),
        ExprKind::BoolOp { op, values } => {
            let op = match op {
                BoolOp::And => "and",
                BoolOp::Or => "or",
            };
            list(op, values)
        }
        ExprKind::Named { target, value } => format!("(:= {} {})", target.name, expression(value)),
        ExprKind::Binary { left, op, right } => {
            format!("({} {} {})", op.sign(), expression(left), expression(right))
        }
        ExprKind::Unary { op, operand } => {
            let op = match op {
                UnaryOp::Positive => "+",
                UnaryOp::Negative => "-",
                UnaryOp::Invert => "~",
                UnaryOp::Not => "not",
            };
            format!("({op} {})", expression(operand))
        }
        ExprKind::Lambda(function) => {
            let mut body = String::new();
            for statement in &function.body {
                if let StmtKind::Return(Some(value)) = &statement.kind {
                    body.push_str(&expression(value));
                }
            }
            format!("(lambda ({}) {body})", params(&function.params))
        }
        ExprKind::If { test, body, orelse } => {
            format!("(if {} {} {})", expression(test), expression(body), expression(orelse))
        }
        ExprKind::Compare { left, rest } => {
            let mut text = format!("(compare {}", expression(left));
            for (op, operand) in rest {
                let _ = write!(text, " {} {}", op.sign().replace(' ', "-"), expression(operand));
            }
            text + ")"
        }
        ExprKind::Call { function, arguments } => {
            format!("(call {}{})", expression(function), self::arguments(arguments))
        }
        ExprKind::FString(parts) => fstring(parts),
        ExprKind::Attribute { value, attribute } => format!("(. {} {})", expression(value), attribute.name),
        ExprKind::Subscript { value, index } => {
            format!("(index {} {})", expression(value), expression(index))
        }
        ExprKind::Slice { lower, upper, step } => {
            let part = |part: &Option<Box<Expr>>| part.as_deref().map_or("_".to_owned(), expression);
            format!("(slice {} {} {})", part(lower), part(upper), part(step))
        }
        ExprKind::Starred(value) => format!("(star {})", expression(value)),
        ExprKind::List(values) => list("list", values),
        ExprKind::Tuple(values) => list("tuple", values),
        ExprKind::Set(values) => list("set", values),
        ExprKind::Dict(items) => {
            let mut text = "(dict".to_owned();
            for (key, value) in items {
                let _ = match key {
                    Some(key) => write!(text, " {}: {}", expression(key), expression(value)),
                    None => write!(text, " **{}", expression(value)),
                };
            }
            text + ")"
        }
        ExprKind::ListComp { element, clauses } => comprehension("listcomp", &expression(element), clauses),
        ExprKind::SetComp { element, clauses } => comprehension("setcomp", &expression(element), clauses),
        ExprKind::DictComp { key, value, clauses } => {
            comprehension("dictcomp", &format!("{}: {}", expression(key), expression(value)), clauses)
        }
        ExprKind::Generator { element, clauses } => comprehension("generator", &expression(element), clauses),
        ExprKind::Await(value) => format!("(await {})", expression(value)),
        ExprKind::Yield(None) => "(yield)".to_owned(),
        ExprKind::Yield(Some(value)) => format!("(yield {})", expression(value)),
        ExprKind::YieldFrom(value) => format!("(yield-from {})", expression(value)),
    }
}

fn list(name: &str, values: &[Expr]) -> String {
    let mut text = format!("({name}");
    for value in values {
        text.push(' ');
        text.push_str(&expression(value));
    }
    text + ")"
}

fn constant(constant: &Constant) -> String {
    match constant {
        Constant::None => "None".to_owned(),
        Constant::Bool(true) => "True".to_owned(),
        Constant::Bool(false) => "False".to_owned(),
        Constant::Ellipsis => "...".to_owned(),
        Constant::Int(digits) => digits.to_string(),
        Constant::Float(value) => float(*value),
        Constant::Complex(value) => float(*value) + "j",
        Constant::Str(text) => format!("{text:?}"),
        Constant::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
    }
}

/// As Python would read it back: a literal that is too large is infinite, and `inf` would be a name.
fn float(value: f64) -> String {
    if value.is_infinite() { "1e999".to_owned() } else { format!("{value:?}") }
}

fn fstring(parts: &[FStringPart]) -> String {
    let mut text = "(fstring".to_owned();
    for part in parts {
        text.push(' ');
        match part {
            FStringPart::Literal(literal) => {
                let _ = write!(text, "{literal:?}");
            }
            FStringPart::Field { value, debug, conversion, spec } => {
                text.push('{');
                if let Some(debug) = debug {
                    let _ = write!(text, "{debug:?} ");
                }
                text.push_str(&expression(value));
                text.push_str(match conversion {
                    None => "",
                    Some(Conversion::Repr) => "!r",
                    Some(Conversion::Str) => "!s",
                    Some(Conversion::Ascii) => "!a",
                });
                if let Some(spec) = spec {
                    let _ = write!(text, ":{}", fstring(spec));
                }
                text.push('}');
            }
        }
    }
    text + ")"
}

fn comprehension(name: &str, element: &str, clauses: &[Comprehension]) -> String {
    let mut text = format!("({name} {element}");
    for clause in clauses {
        let word = if clause.is_async { "async-for" } else { "for" };
        let _ = write!(text, " ({word} {} {}", expression(&clause.target), expression(&clause.iter));
        for condition in &clause.conditions {
            let _ = write!(text, " if {}", expression(condition));
        }
        text.push(')');
    }
    text + ")"
}

fn arguments(arguments: &[Argument]) -> String {
    let mut text = String::new();
    for argument in arguments {
        let value = expression(&argument.value);
        let _ = match &argument.kind {
            ArgumentKind::Positional => write!(text, " {value}"),
            ArgumentKind::Star => write!(text, " *{value}"),
            ArgumentKind::Keyword(name) => write!(text, " {}={value}", name.name),
            ArgumentKind::DoubleStar => write!(text, " **{value}"),
        };
    }
    text
}

fn params(params: &Params) -> String {
    let mut parts: Vec<String> = Vec::new();
    let one = |stars: &str, param: &Param| {
        let mut text = format!("{stars}{}", param.name.name);
        if let Some(annotation) = &param.annotation {
            let _ = write!(text, ": {}", expression(annotation));
        }
        if let Some(default) = &param.default {
            let _ = write!(text, " = {}", expression(default));
        }
        text
    };
    parts.extend(params.positional_only.iter().map(|param| one("", param)));
    if !params.positional_only.is_empty() {
        parts.push("/".to_owned());
    }
    parts.extend(params.positional.iter().map(|param| one("", param)));
    match &params.star {
        Some(star) => parts.push(one("*", star)),
        None if !params.keyword_only.is_empty() => parts.push("*".to_owned()),
        None => {}
    }
    parts.extend(params.keyword_only.iter().map(|param| one("", param)));
    parts.extend(params.double_star.iter().map(|param| one("**", param)));
    parts.join(", ")
}

fn type_params(params: &[TypeParam]) -> String {
    if params.is_empty() {
        return String::new();
    }
    let one = |param: &TypeParam| {
        let stars = match param.kind {
            TypeParamKind::TypeVar => "",
            TypeParamKind::TypeVarTuple => "*",
            TypeParamKind::ParamSpec => "**",
        };
        let mut text = format!("{stars}{}", param.name.name);
        if let Some(bound) = &param.bound {
            let _ = write!(text, ": {}", expression(bound));
        }
        if let Some(default) = &param.default {
            let _ = write!(text, " = {}", expression(default));
        }
        text
    };
    format!("[{}]", params.iter().map(one).collect::<Vec<_>>().join(", "))
}

fn pattern(pattern: &Pattern) -> String {
    let many = |name: &str, patterns: &[Pattern]| {
        let mut text = format!("({name}");
        for pattern in patterns {
            text.push(' ');
            text.push_str(&self::pattern(pattern));
        }
        text + ")"
    };
    let ident = |name: &Option<Ident>| name.as_ref().map_or("_".to_owned(), |name| name.name.to_string());
    match &pattern.kind {
        PatternKind::Value(value) => format!("(== {})", expression(value)),
        PatternKind::Singleton(value) => format!("(is {})", constant(value)),
        PatternKind::Sequence(patterns) => many("sequence", patterns),
        PatternKind::Mapping { keys, patterns, rest } => {
            let mut text = "(mapping".to_owned();
            for (key, value) in keys.iter().zip(patterns) {
                let _ = write!(text, " {}: {}", expression(key), self::pattern(value));
            }
            if let Some(rest) = rest {
                let _ = write!(text, " **{}", rest.name);
            }
            text + ")"
        }
        PatternKind::Class { class, positional, keyword } => {
            let mut text = format!("(class {}", expression(class));
            for value in positional {
                let _ = write!(text, " {}", self::pattern(value));
            }
            for (name, value) in keyword {
                let _ = write!(text, " {}={}", name.name, self::pattern(value));
            }
            text + ")"
        }
        PatternKind::Star(name) => format!("*{}", ident(name)),
        PatternKind::As { pattern: None, name } => ident(name),
        PatternKind::As { pattern: Some(inner), name } => {
            format!("(as {} {})", self::pattern(inner), ident(name))
        }
        PatternKind::Or(patterns) => many("or", patterns),
    }
}

struct Printer {
    text: String,
    indent: usize,
}

impl Printer {
    fn line(&mut self, line: &str) {
        for _ in 0..self.indent {
            self.text.push_str("  ");
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn body(&mut self, body: &[Stmt]) {
        for statement in body {
            self.statement(statement);
        }
    }

    fn block(&mut self, head: &str, body: &[Stmt]) {
        self.line(head);
        self.indent += 1;
        self.body(body);
        self.indent -= 1;
    }

    fn block_if_any(&mut self, head: &str, body: &[Stmt]) {
        if !body.is_empty() {
            self.block(head, body);
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        let optional = |word: &str, value: &Option<Expr>| {
            value.as_ref().map_or(String::new(), |value| format!("{word}{}", expression(value)))
        };
        let names =
            |names: &[Ident]| names.iter().map(|name| format!(" {}", name.name)).collect::<Vec<_>>().concat();
        let word =
            |is_async: bool, word: &str| if is_async { format!("async {word}") } else { word.to_owned() };
        match &statement.kind {
            StmtKind::Expr(value) => self.line(&format!("expr {}", expression(value))),
            StmtKind::Assign { targets, value } => {
                let targets: Vec<String> = targets.iter().map(expression).collect();
                self.line(&format!("assign {} = {}", targets.join(" = "), expression(value)));
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                let target = if *simple { expression(target) } else { format!("({})", expression(target)) };
                let value = optional(" = ", value);
                self.line(&format!("annotated {target}: {}{value}", expression(annotation)));
            }
            StmtKind::AugAssign { target, op, value } => {
                self.line(&format!("augmented {} {}= {}", expression(target), op.sign(), expression(value)));
            }
            StmtKind::Delete(targets) => self.line(&list("delete", targets)),
            StmtKind::Pass => self.line("pass"),
            StmtKind::Break => self.line("break"),
            StmtKind::Continue => self.line("continue"),
            StmtKind::Return(value) => self.line(&format!("return{}", optional(" ", value))),
            StmtKind::Raise { exception, cause } => {
                self.line(&format!("raise{}{}", optional(" ", exception), optional(" from ", cause)));
            }
            StmtKind::Assert { test, message } => {
                self.line(&format!("assert {}{}", expression(test), optional(", ", message)));
            }
            StmtKind::Global(idents) => self.line(&format!("global{}", names(idents))),
            StmtKind::Nonlocal(idents) => self.line(&format!("nonlocal{}", names(idents))),
            StmtKind::If { test, body, orelse } => {
                self.block(&format!("if {}", expression(test)), body);
                self.block_if_any("else", orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.block(&format!("while {}", expression(test)), body);
                self.block_if_any("else", orelse);
            }
            StmtKind::For { target, iter, body, orelse, is_async } => {
                let head =
                    format!("{} {} in {}", word(*is_async, "for"), expression(target), expression(iter));
                self.block(&head, body);
                self.block_if_any("else", orelse);
            }
            StmtKind::With { items, body, is_async } => {
                let items: Vec<String> = items
                    .iter()
                    .map(|item| format!("{}{}", expression(&item.context), optional(" as ", &item.target)))
                    .collect();
                self.block(&format!("{} {}", word(*is_async, "with"), items.join(", ")), body);
            }
            StmtKind::Try { body, handlers, orelse, finally, is_star } => {
                self.block("try", body);
                for handler in handlers {
                    let star = if *is_star { "*" } else { "" };
                    let name =
                        handler.name.as_ref().map_or(String::new(), |name| format!(" as {}", name.name));
                    self.block(&format!("except{star}{}{name}", optional(" ", &handler.kind)), &handler.body);
                }
                self.block_if_any("else", orelse);
                self.block_if_any("finally", finally);
            }
            StmtKind::Match { subject, cases } => {
                self.line(&format!("match {}", expression(subject)));
                self.indent += 1;
                for case in cases {
                    let head = format!("case {}{}", pattern(&case.pattern), optional(" if ", &case.guard));
                    self.block(&head, &case.body);
                }
                self.indent -= 1;
            }
            StmtKind::FunctionDef(function) => {
                self.decorators(&function.decorators);
                let head = format!(
                    "{} {}{}({}){}",
                    word(function.is_async, "def"),
                    function.name.name,
                    type_params(&function.type_params),
                    params(&function.params),
                    optional(" -> ", &function.returns)
                );
                self.block(&head, &function.body);
            }
            StmtKind::ClassDef(class) => {
                self.decorators(&class.decorators);
                let arguments = arguments(&class.arguments);
                let head = format!("class {}{}{arguments}", class.name.name, type_params(&class.type_params));
                self.block(&head, &class.body);
            }
            StmtKind::Import(aliases) => self.line(&format!("import{}", self::aliases(aliases))),
            StmtKind::ImportFrom { module, names, level } => {
                let dots = ".".repeat(*level as usize);
                let module = module.as_ref().map_or("", |module| &module.name);
                let names = match names {
                    ImportNames::Star(_) => " *".to_owned(),
                    ImportNames::Names(names) => aliases(names),
                };
                self.line(&format!("from {dots}{module} import{names}"));
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                let params = self::type_params(type_params);
                self.line(&format!("type {}{params} = {}", name.name, expression(value)));
            }
        }
    }

    fn decorators(&mut self, decorators: &[Expr]) {
        for decorator in decorators {
            self.line(&format!("@{}", expression(decorator)));
        }
    }
}

fn aliases(aliases: &[Alias]) -> String {
    let mut text = String::new();
    for alias in aliases {
        let _ = write!(text, " {}", alias.name.name);
        if let Some(name) = &alias.alias {
            let _ = write!(text, " as {}", name.name);
        }
    }
    text
}
