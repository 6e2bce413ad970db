//! What holds for every source: completeness of the conversion, places, limits.

use super::*;
use ruff_python_ast as ast;
use ruff_python_ast::visitor::{self, Visitor};
use std::collections::BTreeSet;

fn source(text: &str) -> Rc<SourceFile> {
    Rc::new(SourceFile::new("test.py", text))
}

fn tree_of(text: &str) -> String {
    print(&parse(source(text)).unwrap())
}

fn titles(text: &str) -> Vec<String> {
    parse(source(text)).unwrap_err().into_iter().map(|error| error.title).collect()
}

/// The text under the label of the only error.
fn place_of_error(text: &str) -> (u32, u32, String) {
    let source = source(text);
    let errors = parse(Rc::clone(&source)).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:?}");
    let span = errors[0].primary.as_ref().unwrap().span;
    let (line, column) = source.line_column(span.start);
    (line, column, source.slice(span).to_owned())
}

/// Collects the parser's variants. The matches have no default: a new variant must be added to the corpus.
#[derive(Default)]
struct Variants(BTreeSet<&'static str>);

macro_rules! variants {
    ($seen:expr, $value:expr, $type:ident { $($variant:ident),* $(,)? }) => {
        $seen.0.insert(match $value {
            $(ast::$type::$variant(_) => concat!(stringify!($type), "::", stringify!($variant)),)*
        })
    };
}

impl<'a> Visitor<'a> for Variants {
    fn visit_stmt(&mut self, stmt: &'a ast::Stmt) {
        variants!(
            self,
            stmt,
            Stmt {
                FunctionDef,
                ClassDef,
                Return,
                Delete,
                TypeAlias,
                Assign,
                AugAssign,
                AnnAssign,
                For,
                While,
                If,
                With,
                Match,
                Raise,
                Try,
                Assert,
                Import,
                ImportFrom,
                Global,
                Nonlocal,
                Expr,
                Pass,
                Break,
                Continue,
                IpyEscapeCommand,
            }
        );
        visitor::walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a ast::Expr) {
        variants!(
            self,
            expr,
            Expr {
                BoolOp,
                Named,
                BinOp,
                UnaryOp,
                Lambda,
                If,
                Dict,
                Set,
                ListComp,
                SetComp,
                DictComp,
                Generator,
                Await,
                Yield,
                YieldFrom,
                Compare,
                Call,
                FString,
                TString,
                StringLiteral,
                BytesLiteral,
                NumberLiteral,
                BooleanLiteral,
                NoneLiteral,
                EllipsisLiteral,
                Attribute,
                Subscript,
                Starred,
                Name,
                List,
                Tuple,
                Slice,
                IpyEscapeCommand,
            }
        );
        visitor::walk_expr(self, expr);
    }

    fn visit_pattern(&mut self, pattern: &'a ast::Pattern) {
        variants!(
            self,
            pattern,
            Pattern {
                MatchValue,
                MatchSingleton,
                MatchSequence,
                MatchMapping,
                MatchClass,
                MatchStar,
                MatchAs,
                MatchOr,
            }
        );
        visitor::walk_pattern(self, pattern);
    }

    fn visit_type_param(&mut self, param: &'a ast::TypeParam) {
        variants!(self, param, TypeParam { TypeVar, TypeVarTuple, ParamSpec });
        visitor::walk_type_param(self, param);
    }
}

#[test]
fn the_corpus_of_trees_has_every_variant_of_the_parser() {
    let mut seen = Variants::default();
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/syntax/tree");
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "py") {
            let text = std::fs::read_to_string(path).unwrap();
            let parsed = ruff_python_parser::parse_unchecked(&text, options(Mode::Module));
            let Mod::Module(module) = parsed.syntax() else { unreachable!() };
            seen.visit_body(&module.body);
        }
    }
    // All but the template string, which is refused, and the IPython commands, which a module cannot have.
    let (statements, expressions, patterns, type_params) = (25 - 1, 33 - 2, 8, 3);
    assert_eq!(seen.0.len(), statements + expressions + patterns + type_params, "{:#?}", seen.0);
}

#[test]
fn windows_and_old_mac_line_ends_are_line_ends_in_strings_too() {
    let unix = "x = '''a\nb'''\nif x:\n    y = f'''{x\n=}'''\n\nz = 'c\\\nd'\n";
    let expected = tree_of(unix);
    assert!(expected.contains(r#"assign x = "a\nb""#), "{expected}");
    assert_eq!(tree_of(&unix.replace('\n', "\r\n")), expected);
    assert_eq!(tree_of(&unix.replace('\n', "\r")), expected);
}

#[test]
fn places_are_those_of_the_text_as_written() {
    let source = source("x = '''a\r\nb'''\r\n# comment\r\ny = value\r\n");
    let module = parse(Rc::clone(&source)).unwrap();
    let spans: Vec<&str> = module.body.iter().map(|statement| source.slice(statement.span)).collect();
    assert_eq!(spans, ["x = '''a\r\nb'''", "y = value"]);
    assert_eq!(module.comments.iter().map(|span| source.slice(*span)).collect::<Vec<_>>(), ["# comment"]);
    assert_eq!(source.line_column(module.body[1].span.start), (4, 1));
    assert_eq!(place_of_error("x = 1\r\ny = 'é'\r\nreturn z\r\n"), (3, 1, "return z".to_owned()));
}

#[test]
fn places_of_nested_nodes() {
    let source = source("@d\ndef f(a: int = (1)) -> str:\n    return lambda x: (a . b)\n");
    let module = parse(Rc::clone(&source)).unwrap();
    let StmtKind::FunctionDef(f) = &module.body[0].kind else { panic!("{:?}", module.body) };
    let param = &f.params.positional[0];
    assert_eq!(source.slice(f.name.span), "f");
    assert_eq!(source.slice(param.name.span), "a");
    assert_eq!(source.slice(param.annotation.as_ref().unwrap().span), "int");
    assert_eq!(source.slice(param.default.as_ref().unwrap().span), "1");
    assert_eq!(source.slice(f.returns.as_ref().unwrap().span), "str");
    let StmtKind::Return(Some(value)) = &f.body[0].kind else { panic!("{:?}", f.body) };
    let ExprKind::Lambda(lambda) = &value.kind else { panic!("{value:?}") };
    assert_eq!(&*lambda.name.name, "<lambda>");
    assert_eq!(source.slice(lambda.body[0].span), "a . b");
}

#[test]
fn form_feeds_are_blanks_and_reset_the_column() {
    assert_eq!(tree_of("x = 1\n\u{c}\ny\u{c}=\u{c}2\n"), "assign x = 1\nassign y = 2\n");
    assert_eq!(tree_of("if x:\n  \u{c}  y\n  z\n"), tree_of("if x:\n  y\n  z\n"));
}

#[test]
fn a_text_without_a_last_line_end_or_without_anything() {
    assert_eq!(tree_of("x"), "expr x\n");
    assert_eq!(tree_of(""), "");
    assert_eq!(tree_of("\n\n  # only a comment"), "");
}

#[test]
fn null_bytes_are_refused_where_they_stand() {
    assert_eq!(place_of_error("x = 1\ny = '\0'\n"), (2, 6, "\0".to_owned()));
    assert_eq!(titles("# \0"), ["source code cannot contain null bytes"]);
}

#[test]
fn a_byte_order_mark_is_refused_in_the_middle_only() {
    assert_eq!(tree_of("\u{feff}x = 1\n"), "assign x = 1\n");
    assert!(!titles("x = 1\n\u{feff}y = 2\n").is_empty());
}

#[test]
fn depth_is_bounded_whatever_nests() {
    for (before, middle, after) in [
        ("x = ", "(", ")"),
        ("x = ", "[", "]"),
        ("x = ", "-", ""),
        ("x = ", "not ", ""),
        ("x = a", "+a", ""),
        ("x = a", "**a", ""),
        ("x = a", ".b", ""),
        ("x = a", "()", ""),
        ("x = a", "[0]", ""),
        ("x = ", "{0: ", "}"),
        ("x = ", "lambda a, b: ", ""),
        ("x = ", "a if b else ", ""),
        ("x = ", "(y := ", ")"),
        ("if a: pass\n", "elif b: pass\n", ""),
        ("match x:\n case ", "[", "]"),
    ] {
        let nested = |n: usize| {
            let inner = if before.ends_with('a') || middle.starts_with("elif") { "" } else { "1" };
            let inner = if before.starts_with("match") { "_" } else { inner };
            let end = if before.starts_with("match") { ": pass\n" } else { "\n" };
            format!("{before}{}{inner}{}{end}", middle.repeat(n), after.repeat(n))
        };
        assert!(parse(source(&nested(400))).is_ok(), "400 × {middle:?}");
        for n in [2 * MAX_NESTED, 100 * MAX_NESTED] {
            // Parentheses leave no node behind: as many as the parser can take are accepted.
            match parse(source(&nested(n))) {
                Ok(_) => assert!(middle == "(" && n == 2 * MAX_NESTED, "{n} × {middle:?}"),
                Err(errors) => assert_eq!(errors[0].title, "the code is nested more than 500 levels deep"),
            }
        }
    }
}

const MAX_NESTED: usize = MAX_DEPTH as usize;

#[test]
fn what_does_not_nest_may_be_long() {
    for text in [
        format!("x = [{}]\n", "1, ".repeat(100_000)),
        format!("x = {}\n", "'a' ".repeat(100_000)),
        format!("x = a{}\n", " and a".repeat(4_000)),
        format!("f({})\n", "lambda x, y: x, ".repeat(4_000)),
        "x = 1\n".repeat(100_000),
    ] {
        assert!(parse(source(&text)).is_ok(), "{}", &text[..20]);
    }
}

#[test]
fn integers_have_as_many_digits_as_a_board_could_hold() {
    let digits = "9".repeat(5_000);
    assert_eq!(tree_of(&digits), format!("expr {digits}\n"));
    assert_eq!(titles(&format!("x = 0x{}", "f".repeat(70_000))), ["this integer has too many digits"]);
}

#[test]
fn one_error_a_line_in_source_order() {
    let errors = parse(source("x = = 1 + + * )\ny = 1\nz = ]\n")).unwrap_err();
    let starts: Vec<u32> = errors.iter().map(|error| error.primary.as_ref().unwrap().span.start).collect();
    let lines: Vec<u32> =
        starts.iter().map(|start| errors[0].source.as_ref().unwrap().line(*start)).collect();
    assert_eq!(lines, [1, 3]);
}

#[test]
fn string_annotations_are_parsed_as_in_parentheses_and_stand_where_the_string_does() {
    let source = source("x: 'list[\"Point\"]'\n");
    let at = Span { start: 3, end: 18 };
    let parsed = |text: &str| parse_expression(&source, text, at);
    for (text, tree) in [
        ("list[\"Point\"]", "(index list \"Point\")"),
        (" int ", "int"),
        ("int |\n str", "(| int str)"),
        ("'a' 'b'", "\"ab\""),
    ] {
        let expr = parsed(text).unwrap();
        assert_eq!(print::expression(&expr), tree);
        assert_eq!(expr.span, at);
    }
    for text in
        ["", "int str", "x = 1", "int) + (str", "a\0b", &"(".repeat(100_000), "t'x'", "# only a comment"]
    {
        let error = parsed(text).unwrap_err();
        assert_eq!(error.primary.unwrap().span, at, "{text}");
        assert_eq!(error.source.unwrap().name, "test.py");
    }
}
