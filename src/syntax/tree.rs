//! The syntax tree of a Python module: all of Python's grammar, with spans, independent of the parser crate.
//!
//! Comes from [`super::parse`]; read by `types` and `lower`. Every form of the language has a node here, whether or
//! not the compiler can translate it yet: what is missing is refused where it would be lowered, with a place.

use super::operators::{BinaryOp, BoolOp, CompareOp, UnaryOp};
use super::source::{SourceFile, Span};
use std::rc::Rc;

/// A name in the source.
pub type Name = Rc<str>;

/// A name with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Ident {
    /// The name.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
}

/// A parsed module.
#[derive(Debug, Clone)]
pub struct Module {
    /// The file it came from.
    pub source: Rc<SourceFile>,
    /// Its statements.
    pub body: Vec<Stmt>,
    /// Its comments, in order, each with its `#`.
    pub comments: Vec<Span>,
    /// Classes that an annotation means by what they can do, whatever derives from them (PEP 544); found by `desugar`.
    pub protocols: Vec<Name>,
    /// Names of fixed-width numbers, and of the module that has them: here, and at home (`python/mpyc`); found by `desugar`.
    pub fixed: Vec<(Name, Name)>,
}

/// A statement and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Where it stands.
    pub span: Span,
}

/// The statements of Python (reference, chapters 7 and 8).
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of the grammar")]
pub enum StmtKind {
    /// An expression evaluated for its effect.
    Expr(Expr),
    /// `a = b = value`.
    Assign {
        targets: Vec<Expr>,
        value: Expr,
    },
    /// `target: annotation = value`; `simple` when the target is a bare name without parentheses.
    AnnAssign {
        target: Expr,
        annotation: Expr,
        value: Option<Expr>,
        simple: bool,
    },
    /// `target op= value`.
    AugAssign {
        target: Expr,
        op: BinaryOp,
        value: Expr,
    },
    /// Names, attributes and items; brackets around several of them make no difference.
    Delete(Vec<Expr>),
    Pass,
    Break,
    Continue,
    Return(Option<Expr>),
    Raise {
        exception: Option<Expr>,
        cause: Option<Expr>,
    },
    Assert {
        test: Expr,
        message: Option<Expr>,
    },
    Global(Vec<Ident>),
    Nonlocal(Vec<Ident>),
    /// `if`; an `elif` is an `If` alone in `orelse`.
    If {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    For {
        target: Expr,
        iter: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
        is_async: bool,
    },
    With {
        items: Vec<WithItem>,
        body: Vec<Stmt>,
        is_async: bool,
    },
    /// `is_star` for `except*`.
    Try {
        body: Vec<Stmt>,
        handlers: Vec<ExceptHandler>,
        orelse: Vec<Stmt>,
        finally: Vec<Stmt>,
        is_star: bool,
    },
    Match {
        subject: Expr,
        cases: Vec<MatchCase>,
    },
    FunctionDef(Rc<FunctionDef>),
    ClassDef(Rc<ClassDef>),
    Import(Vec<Alias>),
    /// `from ..module import names`; `level` counts the dots.
    ImportFrom {
        module: Option<Ident>,
        names: ImportNames,
        level: u32,
    },
    TypeAlias {
        name: Ident,
        type_params: Vec<TypeParam>,
        value: Expr,
    },
}

/// What a `from` import names.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportNames {
    /// `*`.
    Star(Span),
    /// A list of names.
    Names(Vec<Alias>),
}

/// `name as alias`; for a plain import the name may be dotted.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    /// What is imported.
    pub name: Ident,
    /// What it is bound to, if said.
    pub alias: Option<Ident>,
}

/// One manager of a `with`.
#[derive(Debug, Clone, PartialEq)]
pub struct WithItem {
    /// The manager.
    pub context: Expr,
    /// `as target`.
    pub target: Option<Expr>,
}

/// `except kind as name:`.
#[derive(Debug, Clone, PartialEq)]
pub struct ExceptHandler {
    /// The class or tuple of classes; none for a bare `except`.
    pub kind: Option<Expr>,
    /// The name the exception is bound to.
    pub name: Option<Ident>,
    /// The handler's statements.
    pub body: Vec<Stmt>,
    /// Where it stands.
    pub span: Span,
}

/// `case pattern if guard:`.
#[derive(Debug, Clone, PartialEq)]
pub struct MatchCase {
    /// What is matched.
    pub pattern: Pattern,
    /// The condition.
    pub guard: Option<Expr>,
    /// The statements.
    pub body: Vec<Stmt>,
    /// Where it stands.
    pub span: Span,
}

/// A pattern of a `match` and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    /// What it is.
    pub kind: PatternKind,
    /// Where it stands.
    pub span: Span,
}

/// The patterns (reference, 8.6.4).
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of the grammar")]
pub enum PatternKind {
    /// Compared with `==`.
    Value(Expr),
    /// `None`, `True` or `False`, compared with `is`.
    Singleton(Constant),
    Sequence(Vec<Pattern>),
    Mapping {
        keys: Vec<Expr>,
        patterns: Vec<Pattern>,
        rest: Option<Ident>,
    },
    Class {
        class: Expr,
        positional: Vec<Pattern>,
        keyword: Vec<(Ident, Pattern)>,
    },
    /// `*name` or `*_` inside a sequence.
    Star(Option<Ident>),
    /// `pattern as name`, a bare name, or `_` (neither).
    As {
        pattern: Option<Box<Pattern>>,
        name: Option<Ident>,
    },
    Or(Vec<Pattern>),
}

/// A function definition, a lambda's included (its body then is one `Return`).
#[derive(Debug, Clone, PartialEq)]
pub struct FunctionDef {
    /// The name; `<lambda>` for a lambda.
    pub name: Ident,
    /// `async def`.
    pub is_async: bool,
    /// Decorators, outermost first.
    pub decorators: Vec<Expr>,
    /// PEP 695 type parameters.
    pub type_params: Vec<TypeParam>,
    /// Parameters.
    pub params: Params,
    /// The annotation of the result.
    pub returns: Option<Expr>,
    /// The body.
    pub body: Vec<Stmt>,
    /// The whole definition.
    pub span: Span,
}

/// The parameters of a function, by kind, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Params {
    /// Before `/`.
    pub positional_only: Vec<Param>,
    /// Positional or by keyword.
    pub positional: Vec<Param>,
    /// `*args`.
    pub star: Option<Param>,
    /// After `*`.
    pub keyword_only: Vec<Param>,
    /// `**kwargs`.
    pub double_star: Option<Param>,
}

/// One parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// Its name.
    pub name: Ident,
    /// Its annotation.
    pub annotation: Option<Expr>,
    /// Its default.
    pub default: Option<Expr>,
}

/// A type parameter of PEP 695 and PEP 696: `T: bound = default`, `*Ts = default` or `**P = default`.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeParam {
    /// Its name.
    pub name: Ident,
    /// Which of the three it is.
    pub kind: TypeParamKind,
    /// Its bound or, as a tuple, its constraints; only a type variable has one.
    pub bound: Option<Expr>,
    /// The type it stands for when none is given.
    pub default: Option<Expr>,
}

/// What a type parameter stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeParamKind {
    /// `T`: one type.
    TypeVar,
    /// `*Ts`: any number of types.
    TypeVarTuple,
    /// `**P`: the parameters of a function.
    ParamSpec,
}

/// A class definition.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassDef {
    /// Its name.
    pub name: Ident,
    /// Decorators, outermost first.
    pub decorators: Vec<Expr>,
    /// PEP 695 type parameters.
    pub type_params: Vec<TypeParam>,
    /// Bases and keywords, as in a call.
    pub arguments: Vec<Argument>,
    /// The body.
    pub body: Vec<Stmt>,
    /// The whole definition.
    pub span: Span,
}

/// An expression and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// The expressions of Python (reference, chapter 6).
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of the grammar")]
pub enum ExprKind {
    Constant(Constant),
    Name(Name),
    /// Two or more operands of `and` or `or`.
    BoolOp {
        op: BoolOp,
        values: Vec<Expr>,
    },
    /// `target := value`.
    Named {
        target: Ident,
        value: Box<Expr>,
    },
    Binary {
        left: Box<Expr>,
        op: BinaryOp,
        right: Box<Expr>,
    },
    Unary {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Lambda(Rc<FunctionDef>),
    /// `body if test else orelse`.
    If {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    /// A chain of comparisons; `rest` is never empty.
    Compare {
        left: Box<Expr>,
        rest: Vec<(CompareOp, Expr)>,
    },
    Call {
        function: Box<Expr>,
        arguments: Vec<Argument>,
    },
    FString(Vec<FStringPart>),
    Attribute {
        value: Box<Expr>,
        attribute: Ident,
    },
    Subscript {
        value: Box<Expr>,
        index: Box<Expr>,
    },
    Slice {
        lower: Option<Box<Expr>>,
        upper: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
    Starred(Box<Expr>),
    List(Vec<Expr>),
    Tuple(Vec<Expr>),
    Set(Vec<Expr>),
    /// A `None` key is `**value`.
    Dict(Vec<(Option<Expr>, Expr)>),
    ListComp {
        element: Box<Expr>,
        clauses: Vec<Comprehension>,
    },
    SetComp {
        element: Box<Expr>,
        clauses: Vec<Comprehension>,
    },
    DictComp {
        key: Box<Expr>,
        value: Box<Expr>,
        clauses: Vec<Comprehension>,
    },
    Generator {
        element: Box<Expr>,
        clauses: Vec<Comprehension>,
    },
    Await(Box<Expr>),
    Yield(Option<Box<Expr>>),
    YieldFrom(Box<Expr>),
}

/// `for target in iter if …` of a comprehension.
#[derive(Debug, Clone, PartialEq)]
pub struct Comprehension {
    /// What is bound.
    pub target: Expr,
    /// What is iterated.
    pub iter: Expr,
    /// The conditions.
    pub conditions: Vec<Expr>,
    /// `async for`.
    pub is_async: bool,
}

/// An argument of a call, in source order.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// How it is passed.
    pub kind: ArgumentKind,
    /// What is passed.
    pub value: Expr,
}

/// How an argument is passed.
#[derive(Debug, Clone, PartialEq)]
pub enum ArgumentKind {
    /// By position.
    Positional,
    /// `*value`.
    Star,
    /// `name=value`.
    Keyword(Ident),
    /// `**value`.
    DoubleStar,
}

/// A literal.
#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// `...`.
    Ellipsis,
    /// An integer of any size, as decimal digits.
    Int(Rc<str>),
    /// A float.
    Float(f64),
    /// An imaginary number.
    Complex(f64),
    /// A string, implicit concatenation done.
    Str(Rc<str>),
    /// A bytes literal, implicit concatenation done.
    Bytes(Rc<[u8]>),
}

/// A piece of an f-string.
#[derive(Debug, Clone, PartialEq)]
pub enum FStringPart {
    /// Text.
    Literal(Rc<str>),
    /// `{value!conversion:spec}`; `debug` is the text printed before it for `{value=}`.
    Field {
        /// What is formatted.
        value: Expr,
        /// The source text and `=` of a self-documenting field.
        debug: Option<Rc<str>>,
        /// `!r`, `!s` or `!a`.
        conversion: Option<Conversion>,
        /// The format, itself made of parts.
        spec: Option<Vec<FStringPart>>,
    },
}

/// The conversion of a formatted field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are Python's")]
pub enum Conversion {
    Repr,
    Str,
    Ascii,
}
