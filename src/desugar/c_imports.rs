//! Imports of C: what they name is defined in the module itself, as Python that calls C.
//!
//! ```text
//! from fast import dot, Color        def dot(a: object, …) -> float: return $c("fast.dot(…) -> f32", a, …)
//! import fast                        class Color: RED = 0
//! fast.scale(x, Color.RED)           $fast.scale(x, 0)
//! ```
//!
//! C in a package is imported as a module of the package is, `from .fast import dot` ([`super::c_siblings`]). An import
//! binds no module: there is none on the board. So it stands in the module's own code, and what is imported whole is used
//! by its names only.

use super::c_siblings;
use super::known::Known;
use super::quote::{self, Quoting};
use crate::c_modules::{Item, ItemKind, Library, python};
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::binding::for_each_binding;
use crate::syntax::{
    Alias, Constant, Expr, ExprKind, FunctionDef, ImportNames, Module, Name, SourceFile, Span, Stmt,
    StmtKind, UnaryOp,
};
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;

/// Rewrites a module in place.
///
/// # Errors
/// `E0508`: imports in other places, names that a stub does not have, a module of C as an object.
pub(super) fn define(module: &mut Module, known: &Known) -> Result<(), Vec<Diagnostic>> {
    if known.libraries.is_empty() {
        return Ok(());
    }
    c_siblings::name_wholly(&mut module.body, known);
    let mut pass = Pass {
        source: Rc::clone(&module.source),
        libraries: &known.libraries,
        wholes: IndexMap::new(),
        names: IndexMap::new(),
        constant: IndexMap::new(),
        used: IndexSet::new(),
        starred: IndexSet::new(),
        defined: IndexSet::new(),
        made: 0,
        problems: Vec::new(),
    };
    let bound = times_bound(&module.body);
    let mut statements = Vec::new();
    for (index, stmt) in module.body.iter().enumerate() {
        if pass.import(stmt) {
            statements.push(index);
        }
    }
    for stmt in &module.body {
        inner(stmt).into_iter().for_each(|block| pass.elsewhere(block));
    }
    if statements.is_empty() {
        return if pass.problems.is_empty() { Ok(()) } else { Err(pass.problems) };
    }
    for whole in pass.wholes.keys().filter(|name| bound.get(*name).is_some_and(|times| *times > 1)) {
        let title = format!("`{whole}` is a module of C and is bound again");
        pass.problems.push(
            Diagnostic::new(Code::C_IMPORT, title)
                .at(&pass.source, whole_span(&module.body, whole), "means C in the whole file")
                .help("import it under another name: `import … as …`"),
        );
    }
    pass.constants(&bound);
    pass.block(&mut module.body);
    let mut made = Vec::new();
    for index in statements {
        let Some(stmt) = module.body.get(index) else { continue };
        let mut definitions = Vec::new();
        pass.definitions(&stmt.kind, stmt.span, &mut definitions);
        made.push((index, definitions));
    }
    for (index, definitions) in made.into_iter().rev() {
        module.body.splice(index..=index, definitions);
    }
    if pass.problems.is_empty() {
        Ok(())
    } else {
        pass.problems.sort_by_key(|problem| problem.primary.as_ref().map(|label| label.span));
        Err(pass.problems)
    }
}

/// How often each name is bound anywhere in a body, as a parameter too.
fn times_bound(body: &[Stmt]) -> IndexMap<Name, usize> {
    let mut times = IndexMap::new();
    let mut note = |name: Name| *times.entry(name).or_insert(0) += 1;
    each(body, &mut note);
    times
}

fn each(body: &[Stmt], note: &mut dyn FnMut(Name)) {
    for stmt in body {
        for_each_binding(stmt, &mut |name, _, _| note(name));
        if let StmtKind::FunctionDef(def) = &stmt.kind {
            def.params.each().for_each(|param| note(Rc::clone(&param.name.name)));
        }
        stmt.for_each_expr(&mut |expr| {
            expr.walk(&mut |expr| {
                if let ExprKind::Lambda(def) = &expr.kind {
                    def.params.each().for_each(|param| note(Rc::clone(&param.name.name)));
                }
            });
        });
        inner(stmt).into_iter().for_each(|block| each(block, note));
    }
}

/// The blocks in a statement, the bodies of functions and classes too.
fn inner(stmt: &Stmt) -> Vec<&[Stmt]> {
    match &stmt.kind {
        StmtKind::FunctionDef(def) => vec![&def.body],
        StmtKind::ClassDef(def) => vec![&def.body],
        _ => stmt.blocks().into_iter().collect(),
    }
}

/// Where a module of C is bound whole.
fn whole_span(body: &[Stmt], name: &Name) -> Span {
    let mut found = Span::default();
    for stmt in body {
        if let StmtKind::Import(_) = &stmt.kind {
            for_each_binding(stmt, &mut |bound, span, _| {
                if bound == *name {
                    found = span;
                }
            });
        }
    }
    found
}

struct Pass<'a> {
    source: Rc<SourceFile>,
    libraries: &'a [Library],
    /// Names that are whole modules of C.
    wholes: IndexMap<Name, &'a Library>,
    /// What is imported by name: the module and its name there, and what it is called first.
    names: IndexMap<(Name, Name), Name>,
    /// Names, and members of names, that are numbers wherever they stand.
    constant: IndexMap<Name, Constants<'a>>,
    /// What is used of whole modules.
    used: IndexSet<(Name, Name)>,
    /// Names that come by `*`.
    starred: IndexSet<Name>,
    /// What has been defined.
    defined: IndexSet<(Name, Name)>,
    made: u32,
    problems: Vec<Diagnostic>,
}

/// What a name that is bound once means in numbers.
enum Constants<'a> {
    Number(i64),
    Members(&'a [crate::c_modules::Constant]),
}

/// Spans of what is made here and by other passes at one place are different.
const FIRST_PLACE: u32 = 1 << 24;

impl Quoting for Pass<'_> {
    fn place(&mut self, near: Span) -> Span {
        self.made += 1;
        Span { start: near.start, end: u32::MAX - FIRST_PLACE - self.made }
    }

    fn fault(&mut self, at: Span) {
        self.problems.push(quote::fault(&self.source, at));
    }
}

/// What a name of a whole module is called in the module that imports it.
fn hidden(library: &Name, name: &Name) -> Name {
    format!("{library}.{name}").into()
}

impl<'a> Pass<'a> {
    fn library(&self, name: &str) -> Option<&'a Library> {
        self.libraries.iter().find(|library| *library.name == *name)
    }

    fn refuse(&mut self, span: Span, title: String, label: &str, help: &str) {
        self.problems.push(Diagnostic::new(Code::C_IMPORT, title).at(&self.source, span, label).help(help));
    }

    /// Notes what an import of C binds; whether it is one.
    fn import(&mut self, stmt: &Stmt) -> bool {
        match &stmt.kind {
            StmtKind::ImportFrom { module: Some(module), names, level: 0 } => {
                let Some(library) = self.library(&module.name) else { return false };
                match names {
                    ImportNames::Star(_) => {
                        for name in library.items.keys() {
                            let key = (Rc::clone(&library.name), Rc::clone(name));
                            self.names.entry(key).or_insert_with(|| Rc::clone(name));
                            self.starred.insert(Rc::clone(name));
                        }
                    }
                    ImportNames::Names(names) => {
                        for Alias { name, alias } in names {
                            if !library.items.contains_key(&name.name) {
                                self.unknown(library, &name.name, name.span);
                            }
                            let bound = Rc::clone(&alias.as_ref().unwrap_or(name).name);
                            self.names
                                .entry((Rc::clone(&library.name), Rc::clone(&name.name)))
                                .or_insert(bound);
                        }
                    }
                }
                true
            }
            StmtKind::Import(names) => {
                let mut of_c = 0;
                for Alias { name, alias } in names {
                    if let Some(library) = self.library(&name.name) {
                        of_c += 1;
                        if alias.is_none() && name.name.contains('.') {
                            let title =
                                format!("`{}` is C, and is imported without a name of its own", name.name);
                            self.refuse(
                                name.span,
                                title,
                                "binds the package",
                                "import it as a name: `import … as …`",
                            );
                        }
                        self.wholes.insert(Rc::clone(&alias.as_ref().unwrap_or(name).name), library);
                    }
                }
                if of_c > 0 && of_c < names.len() {
                    self.refuse(
                        stmt.span,
                        "a module of C and others are imported in one statement".into(),
                        "of both kinds",
                        "import them one by one",
                    );
                }
                of_c > 0
            }
            _ => false,
        }
    }

    fn unknown(&mut self, library: &Library, name: &Name, span: Span) {
        let title = format!("`{}` declares no `{name}`", library.stub.name);
        self.refuse(span, title, "not in the stub", "what Python calls stands in the stub, and in C");
    }

    /// Refuses imports of C in other places than the module's own code.
    fn elsewhere(&mut self, block: &[Stmt]) {
        for stmt in block {
            let modules: Vec<&Name> = match &stmt.kind {
                StmtKind::ImportFrom { module: Some(module), level: 0, .. } => vec![&module.name],
                StmtKind::Import(names) => names.iter().map(|alias| &alias.name.name).collect(),
                _ => Vec::new(),
            };
            if let Some(module) = modules.into_iter().find(|module| self.library(module).is_some()) {
                let title = format!("`{module}` is C, and is imported inside a block");
                self.refuse(stmt.span, title, "found when compiling", "import it at the top of the file");
            }
            inner(stmt).into_iter().for_each(|block| self.elsewhere(block));
        }
    }

    /// Finds the names that are numbers.
    fn constants(&mut self, bound: &IndexMap<Name, usize>) {
        let wholes = self
            .wholes
            .values()
            .flat_map(|library| library.items.iter().map(|(name, item)| (hidden(&library.name, name), item)));
        let named = self.names.iter().filter_map(|((of, name), bound_as)| {
            let library = self.libraries.iter().find(|library| library.name == *of)?;
            let times = bound.get(bound_as).copied().unwrap_or(0);
            let once = times + usize::from(self.starred.contains(bound_as)) == 1;
            Some((Rc::clone(bound_as), library.items.get(name).filter(|_| once)?))
        });
        let all: Vec<(Name, &'a Item)> = wholes.chain(named).collect();
        for (name, item) in all {
            match &item.kind {
                ItemKind::Enum(members) => _ = self.constant.insert(name, Constants::Members(members)),
                ItemKind::Constant(value) => _ = self.constant.insert(name, Constants::Number(*value)),
                ItemKind::Function { .. } | ItemKind::Struct(_) | ItemKind::Opaque => {}
            }
        }
    }

    fn block(&mut self, body: &mut [Stmt]) {
        for stmt in body {
            if !matches!(&stmt.kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. }) {
                self.statement(stmt);
            }
        }
    }

    fn statement(&mut self, stmt: &mut Stmt) {
        match &mut stmt.kind {
            StmtKind::FunctionDef(def) => {
                let def = Rc::make_mut(def);
                self.annotations(def);
                self.block(&mut def.body);
            }
            StmtKind::ClassDef(def) => self.block(&mut Rc::make_mut(def).body),
            StmtKind::AnnAssign { annotation, .. } => self.annotation(annotation),
            _ => {}
        }
        stmt.for_each_expr_mut(&mut |expr| self.expr(expr));
        for block in stmt.blocks_mut() {
            self.block(block);
        }
    }

    fn annotations(&mut self, def: &mut FunctionDef) {
        let annotations = def.params.each_mut().filter_map(|param| param.annotation.as_mut());
        for annotation in annotations.chain(&mut def.returns) {
            self.annotation(annotation);
        }
    }

    /// An enumeration of C's is its ints.
    fn annotation(&mut self, annotation: &mut Expr) {
        self.expr(annotation);
        if let ExprKind::Name(name) = &annotation.kind
            && let Some(Constants::Members(_)) = self.constant.get(name)
        {
            annotation.kind = ExprKind::Name("int".into());
        }
    }

    fn expr(&mut self, expr: &mut Expr) {
        if let ExprKind::Attribute { value, attribute } = &expr.kind
            && let ExprKind::Name(name) = &value.kind
            && let Some(library) = self.wholes.get(name).copied()
        {
            if library.items.contains_key(&attribute.name) {
                self.used.insert((Rc::clone(&library.name), Rc::clone(&attribute.name)));
                expr.kind = ExprKind::Name(hidden(&library.name, &attribute.name));
            } else {
                let (name, span) = (Rc::clone(&attribute.name), attribute.span);
                self.unknown(library, &name, span);
                return;
            }
        }
        if let ExprKind::Lambda(def) = &mut expr.kind {
            self.block(&mut Rc::make_mut(def).body);
        }
        expr.for_each_child_mut(&mut |child| self.expr(child));
        match &expr.kind {
            ExprKind::Name(name) => {
                if self.wholes.contains_key(name) {
                    let title = format!("`{name}` is C, and no object");
                    self.refuse(expr.span, title, "used as one", "use its names: `module.name`");
                } else if let Some(Constants::Number(value)) = self.constant.get(name) {
                    *expr = self.number(*value, expr.span);
                }
            }
            ExprKind::Attribute { value, attribute } => {
                if let ExprKind::Name(name) = &value.kind
                    && let Some(Constants::Members(members)) = self.constant.get(name)
                    && let Some(member) = members.iter().find(|member| member.name == attribute.name)
                {
                    *expr = self.number(member.value, expr.span);
                }
            }
            _ => {}
        }
    }

    fn number(&mut self, value: i64, span: Span) -> Expr {
        let constant = |span| Expr {
            kind: ExprKind::Constant(Constant::Int(value.unsigned_abs().to_string().into())),
            span,
        };
        if value < 0 {
            let operand = Box::new(constant(self.place(span)));
            Expr { kind: ExprKind::Unary { op: UnaryOp::Negative, operand }, span }
        } else {
            constant(span)
        }
    }

    /// What an import becomes.
    fn definitions(&mut self, imported: &StmtKind, at: Span, made: &mut Vec<Stmt>) {
        match imported {
            StmtKind::ImportFrom { module: Some(module), names, .. } => {
                let Some(library) = self.library(&module.name) else { return };
                let pairs: Vec<(Name, Name)> = match names {
                    ImportNames::Star(_) => {
                        library.items.keys().map(|name| (Rc::clone(name), Rc::clone(name))).collect()
                    }
                    ImportNames::Names(names) => {
                        let bound =
                            |alias: &Alias| Rc::clone(&alias.alias.as_ref().unwrap_or(&alias.name).name);
                        names.iter().map(|alias| (Rc::clone(&alias.name.name), bound(alias))).collect()
                    }
                };
                for (name, bound) in pairs {
                    self.define(library, &name, at, made);
                    let first = self.called(library, &name);
                    if first != bound {
                        let value = Expr { kind: ExprKind::Name(first), span: self.place(at) };
                        let target = Expr { kind: ExprKind::Name(bound), span: self.place(at) };
                        let kind = StmtKind::Assign { targets: vec![target], value };
                        made.push(Stmt { kind, span: self.place(at) });
                    }
                }
            }
            StmtKind::Import(names) => {
                for alias in names {
                    let Some(library) = self.library(&alias.name.name) else { continue };
                    let used: Vec<Name> = self
                        .used
                        .iter()
                        .filter(|(of, _)| *of == library.name)
                        .map(|(_, name)| Rc::clone(name))
                        .collect();
                    for name in used {
                        self.define(library, &name, at, made);
                        let (first, whole) = (self.called(library, &name), hidden(&library.name, &name));
                        if first != whole {
                            let value = Expr { kind: ExprKind::Name(first), span: self.place(at) };
                            let target = Expr { kind: ExprKind::Name(whole), span: self.place(at) };
                            let kind = StmtKind::Assign { targets: vec![target], value };
                            made.push(Stmt { kind, span: self.place(at) });
                        }
                    }
                }
            }
            _ => {}
        }
    }

    /// What a name of a module of C is called where it is defined.
    fn called(&self, library: &Library, name: &Name) -> Name {
        let key = (Rc::clone(&library.name), Rc::clone(name));
        self.names.get(&key).cloned().unwrap_or_else(|| hidden(&library.name, name))
    }

    fn define(&mut self, library: &'a Library, name: &Name, at: Span, made: &mut Vec<Stmt>) {
        let Some(item) = library.items.get(name) else { return };
        if !self.defined.insert((Rc::clone(&library.name), Rc::clone(name))) {
            return;
        }
        let needed = python::needs(item);
        for class in &needed {
            self.define(library, class, at, made);
        }
        let text = python::definition(library, name, item);
        let classes: Vec<(Name, Expr)> = needed
            .into_iter()
            .chain([Rc::clone(name)])
            .map(|class| {
                let called = self.called(library, &class);
                (class, Expr { kind: ExprKind::Name(called), span: at })
            })
            .collect();
        let parts: Vec<(&str, &Expr)> = classes.iter().map(|(name, expr)| (&**name, expr)).collect();
        let called = self.called(library, name);
        let makes_opaque = python::makes_opaque(item);
        if makes_opaque && self.defined.insert(("".into(), "maker".into())) {
            made.extend(quote::statements(self, "provided_maker = object()\n", at, &[]));
        }
        for mut stmt in quote::statements(self, &text, at, &parts) {
            match &mut stmt.kind {
                StmtKind::FunctionDef(def) => Rc::make_mut(def).name.name = Rc::clone(&called),
                StmtKind::ClassDef(def) => Rc::make_mut(def).name.name = Rc::clone(&called),
                StmtKind::Assign { targets, .. } => {
                    if let [Expr { kind: ExprKind::Name(target), .. }] = &mut targets[..] {
                        *target = Rc::clone(&called);
                    }
                }
                _ => {}
            }
            made.push(stmt);
        }
    }
}
