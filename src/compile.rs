//! A module from source to `.mpy`: the stages in order.
//!
//! [`front`] is what needs no C compiler: source to IR. [`Build`] goes on from there with a toolchain. Each stage can be
//! asked for by itself, and what it shows is what the next one gets.

mod bundle;

use crate::desugar::{Known, desugar};
use crate::diagnostics::linking::{self, Texts};
use crate::diagnostics::{Diagnostic, Severity};
use crate::emit::bundle::Part;
use crate::emit::lines::PlainC;
use crate::emit::{self, Emitted, sites};
use crate::ir;
use crate::lower;
use crate::passes;
use crate::support;
use crate::syntax::{self, SourceFile};
use crate::target::boards::{self, Board};
use crate::target::{FloatKind, Target};
use crate::toolchain::{OptLevel, Toolchain, path_in_debug_information};
use crate::types;
use linker::explain::{Surroundings, explain};
use linker::{Input, Linked, PlacedLine, Request};
use std::rc::Rc;

/// The runtime's headers, by the names that C includes them by.
pub const HEADERS: [(&str, &str); 11] = [
    ("abi.h", include_str!("runtime/abi.h")),
    ("rt.h", include_str!("runtime/rt.h")),
    ("rt_number.h", include_str!("runtime/rt_number.h")),
    ("rt_items.h", include_str!("runtime/rt_items.h")),
    ("rt_stack.h", include_str!("runtime/rt_stack.h")),
    ("rt_str.h", include_str!("runtime/rt_str.h")),
    ("rt_function.h", include_str!("runtime/rt_function.h")),
    ("rt_quiet.h", include_str!("runtime/rt_quiet.h")),
    ("rt_c.h", include_str!("runtime/rt_c.h")),
    ("rt_sites.h", include_str!("runtime/rt_sites.h")),
    ("rt_bundle.h", include_str!("runtime/rt_bundle.h")),
];

/// The runtime itself, by the names of its objects.
pub const RUNTIME: [(&str, &str); 14] = [
    ("rt", include_str!("runtime/rt.c")),
    ("rt_array", include_str!("runtime/rt_array.c")),
    ("rt_attr", include_str!("runtime/rt_attr.c")),
    ("rt_bytecode", include_str!("runtime/rt_bytecode.c")),
    ("rt_c", include_str!("runtime/rt_c.c")),
    ("rt_check", include_str!("runtime/rt_check.c")),
    ("rt_class", include_str!("runtime/rt_class.c")),
    ("rt_closure", include_str!("runtime/rt_closure.c")),
    ("rt_float", include_str!("runtime/rt_float.c")),
    ("rt_form", include_str!("runtime/rt_form.c")),
    ("rt_generator", include_str!("runtime/rt_generator.c")),
    ("rt_number", include_str!("runtime/rt_number.c")),
    ("rt_small", include_str!("runtime/rt_small.c")),
    ("rt_str", include_str!("runtime/rt_str.c")),
];
/// What is with it where exceptions tell lines.
pub const RUNTIME_LINES: (&str, &str) = ("rt_lines", include_str!("runtime/rt_lines.c"));

/// The parts of the runtime that a module is linked with.
pub fn runtime_parts(keeps_sites: bool) -> impl Iterator<Item = (&'static str, &'static str)> {
    RUNTIME.into_iter().chain(keeps_sites.then_some(RUNTIME_LINES))
}

/// What several modules in one file need besides.
const BUNDLE: (&str, &str) = ("rt_bundle", include_str!("runtime/rt_bundle.c"));

/// The stack that compiling takes: as deep as the syntax may be nested, in every stage.
const STACK_BYTES: usize = 512 << 20;

/// Runs the stages on a stack that nested syntax cannot exhaust.
pub fn on_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        match std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work) {
            Ok(thread) => match thread.join() {
                Ok(value) => value,
                Err(panic) => std::panic::resume_unwind(panic),
            },
            Err(error) => std::panic::resume_unwind(Box::new(error.to_string())),
        }
    })
}

/// What may be chosen about how a module is compiled; none of it changes what it computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// How much the IR is improved.
    pub level: passes::Level,
    /// Passes that are left out.
    pub without: passes::Without,
    /// What is wanted of code that nobody annotated.
    pub favour: types::Favour,
    /// Which loops let scheduled callbacks run.
    pub polls: passes::Polls,
    /// Whether it is remembered where an imported module has a name.
    pub import_cache: passes::ImportCache,
    /// Which frames an exception tells of.
    pub tracebacks: emit::Tracebacks,
}

impl Settings {
    /// What of it the passes are told, and what they are told of a target.
    fn passes(&self, target: &Target) -> passes::How {
        let &Settings { level, mut without, polls, import_cache, .. } = self;
        // An exception tells of each function that it goes through.
        if self.tracebacks == emit::Tracebacks::Every {
            without = without.with("inline").unwrap_or(without);
        }
        passes::How { level, without, polls, import_cache, word_bits: target.word * 8 }
    }
}

/// What `mpyc natmod` does without options, for every architecture but one, where exceptions tell less
/// ([`emit::Tracebacks::usual`]).
impl Default for Settings {
    fn default() -> Settings {
        Settings {
            level: passes::Level::Full,
            without: passes::Without::default(),
            favour: types::Favour::Size,
            polls: passes::Polls::Long,
            import_cache: passes::ImportCache::On,
            tracebacks: emit::Tracebacks::Raised,
        }
    }
}

/// What is wanted of code that nobody annotated, at a level of the C compiler's optimisation.
#[must_use]
pub fn favour(level: OptLevel) -> types::Favour {
    match level {
        OptLevel::Size => types::Favour::Size,
        OptLevel::Two | OptLevel::Three => types::Favour::Speed,
    }
}

/// What the front half makes of a module, and what it has to say.
pub struct Front {
    /// The IR after the passes; none if there are errors.
    pub module: Option<ir::Module>,
    /// In source order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Source to IR, with what is known of what it imports.
#[must_use]
pub fn front(
    source: &Rc<SourceFile>,
    name: &str,
    target: &Target,
    settings: &Settings,
    known: &Known,
) -> Front {
    let mut tree = match syntax::parse(Rc::clone(source)) {
        Ok(tree) => tree,
        Err(diagnostics) => return Front { module: None, diagnostics },
    };
    if let Err(diagnostics) = desugar(&mut tree, known) {
        return Front { module: None, diagnostics };
    }
    let (mut program, mut diagnostics) = types::check(&tree, &known.siblings);
    diagnostics.extend(types::absent(&tree, target));
    if diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
        return Front { module: None, diagnostics };
    }
    types::decide(&mut program, settings.favour);
    match lower::lower(&program, name, target) {
        Ok(mut module) => {
            passes::run(&mut module, &settings.passes(target));
            Front { module: Some(module), diagnostics }
        }
        Err(problems) => {
            diagnostics.extend(problems);
            Front { module: None, diagnostics }
        }
    }
}

/// What is known of the types of a source, and what the checker says; nothing is compiled.
///
/// # Errors
/// What keeps it from being checked.
pub fn typed<T>(
    source: &Rc<SourceFile>,
    known: &Known,
    favour: types::Favour,
    look: impl FnOnce(&types::Program) -> T,
) -> Result<(T, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut tree = syntax::parse(Rc::clone(source))?;
    desugar(&mut tree, known)?;
    let (mut program, diagnostics) = types::check(&tree, &known.siblings);
    types::decide(&mut program, favour);
    Ok((look(&program), diagnostics))
}

/// What the checker says of a source, in source order; nothing is compiled.
#[must_use]
pub fn check(source: &Rc<SourceFile>, known: &Known) -> Vec<Diagnostic> {
    let mut tree = match syntax::parse(Rc::clone(source)) {
        Ok(tree) => tree,
        Err(diagnostics) => return diagnostics,
    };
    match desugar(&mut tree, known) {
        Ok(()) => types::check(&tree, &known.siblings).1,
        Err(diagnostics) => diagnostics,
    }
}

/// How the back half works.
pub struct Build<'a> {
    /// The C compiler.
    pub toolchain: &'a Toolchain,
    /// What it is to optimise for.
    pub opt: OptLevel,
    /// Line numbers in the object, for messages and disassembly.
    pub debug: bool,
    /// The board, if the module may use what is in its ROM.
    pub board: Option<&'static Board>,
    /// The Python, to show lines of.
    pub source: Option<Rc<SourceFile>>,
}

/// The texts that generated code is compiled from.
struct GeneratedTexts {
    path: String,
    c: Rc<SourceFile>,
    python: Option<Rc<SourceFile>>,
    lines: PlainC,
}

/// Names a line by the Python that it is of, where it is of any: the runtime's inline functions count for the line that
/// calls them.
fn name_source(placed: &mut PlacedLine, module: &ir::Module, name: &str, plain: &PlainC) {
    let path = path_in_debug_information(name);
    let python =
        placed.lines.iter().filter(|(file, _)| *file == path).find_map(|(_, line)| plain.python_line(*line));
    if let Some(line) = python {
        placed.lines = vec![(module.source_name.to_string(), line)];
        return;
    }
    // The generated C counts for its headers.
    let generated = placed.lines.iter().find(|(file, _)| *file == path).map(|(_, line)| *line);
    if let Some(line) = generated {
        placed.lines = vec![(format!("{}.c", module.name), line)];
    }
    for (file, _) in &mut placed.lines {
        if let Some(name) = file.strip_prefix("./") {
            *file = name.to_owned();
        }
    }
}

impl Texts for GeneratedTexts {
    fn text(&self, path: &str) -> Option<Rc<SourceFile>> {
        if path == self.path {
            return Some(Rc::clone(&self.c));
        }
        let name = path.strip_prefix("./").unwrap_or(path);
        let runtime = RUNTIME.map(|(stem, text)| (format!("{stem}.c"), text));
        let headers = HEADERS.map(|(name, text)| (name.to_owned(), text));
        let text = runtime.into_iter().chain(headers).find(|(file, _)| file == name);
        text.map(|(file, text)| Rc::new(SourceFile::new(file, text)))
    }

    fn python(&self, path: &str, line: u32) -> Option<(Rc<SourceFile>, u32)> {
        let line = self.lines.python_line(line).filter(|_| path == self.path)?;
        Some((self.python.clone()?, line))
    }
}

impl Build<'_> {
    fn target(&self) -> &'static Target {
        self.toolchain.target()
    }

    /// C to an object.
    ///
    /// # Errors
    /// `E0502`: the C that was generated does not compile, which is a fault of this compiler.
    pub fn object(&self, emitted: &Emitted, name: &str) -> Result<Vec<u8>, Diagnostic> {
        if emitted.keeps_sites {
            return self.object_with_lines(emitted, name);
        }
        self.toolchain.compile(&self.with_target(&emitted.c), name, self.opt, self.debug, &HEADERS)
    }

    /// What the target says goes in front of the C.
    fn with_target(&self, c: &str) -> String {
        let size = match self.target().float {
            FloatKind::Single => 4,
            FloatKind::Double => 8,
        };
        format!("#define RT_FLOAT_SIZE {size}\n{c}")
    }

    /// A part of the runtime as it is compiled.
    fn runtime_text(&self, text: &str, keeps_sites: bool, debug: bool) -> String {
        let told = if keeps_sites { "#define RT_TOLD\n" } else { "" };
        // What calculates with floats in a board's ROM takes no bytes of a module.
        let in_rom =
            self.board.is_some_and(|board| board.symbols().iter().any(|symbol| symbol.name == "__mulsf3"));
        let rom = if in_rom { "#define RT_FLOATS_IN_ROM\n" } else { "" };
        // The lines before it are not the runtime's.
        let first = if debug { "#line 1\n" } else { "" };
        self.with_target(&format!("{told}{rom}{first}{text}"))
    }

    /// An object, the runtime and the C compiler's library to a module.
    ///
    /// # Errors
    /// What the C compiler says of the runtime, or the linker of the objects.
    pub fn link(
        &self,
        module: &ir::Module,
        emitted: &Emitted,
        object: Vec<u8>,
    ) -> Result<Linked, Vec<Diagnostic>> {
        self.link_with(module, emitted, object, Vec::new())
    }

    /// The same, with objects of the user's own C, and what these call of the firmware.
    ///
    /// # Errors
    /// As [`Build::link`].
    pub fn link_with(
        &self,
        module: &ir::Module,
        emitted: &Emitted,
        object: Vec<u8>,
        c: Vec<Input>,
    ) -> Result<Linked, Vec<Diagnostic>> {
        let one = |diagnostic: Diagnostic| vec![diagnostic];
        // Of an ELF file (gABI, "ELF Header").
        let header: Vec<u8> = object.iter().take(64).copied().collect();
        let mut inputs = vec![Input { name: format!("{}.o", module.name), bytes: object.into() }];
        let plain = PlainC::new(&emitted.c);
        for (name, bytes) in self.runtime(emitted.keeps_sites).map_err(one)? {
            inputs.push(Input { name, bytes: bytes.into() });
        }
        if let Some((name, bytes)) = self.toolchain.runtime_library().map_err(one)? {
            inputs.push(Input { name, bytes });
        }
        let own_c = c.len();
        inputs.extend(c);
        let mut request = Request {
            source_name: module.source_name.to_string(),
            qstrs: emitted.qstrs.clone(),
            constants: emitted.constants.clone(),
            inputs,
            fixed: self.board.map_or_else(|| boards::arithmetic(self.target().arch), Board::symbols),
            lines: self.debug || emitted.keeps_sites,
            ..Request::new(self.target().arch)
        };
        let linked = if emitted.keeps_sites {
            let path = path_in_debug_information(&module.name);
            let units = [sites::Unit { plain: &plain, path: &path }];
            self.link_with_table(&units, false, &header, &mut request, own_c > 0)
        } else {
            self.link_once(&mut request, own_c > 0)
        };
        match linked {
            Ok(mut linked) => {
                for line in &mut linked.report.lines {
                    name_source(line, module, &module.name, &plain);
                }
                Ok(linked)
            }
            Err(errors) => Err(self.explain(module, emitted, request, errors, own_c > 0)),
        }
    }

    /// Links. The firmware's functions that the user's C calls are looked for in the support library.
    fn link_once(&self, request: &mut Request, has_c: bool) -> Result<Linked, Vec<linker::Error>> {
        if !has_c {
            return linker::link(request);
        }
        let toolchain = || Ok(self.toolchain.clone());
        support::link(request, toolchain).or_else(|failure| match failure {
            support::Failure::Link(errors) => Err(errors),
            support::Failure::Library(..) => linker::link(request),
        })
    }

    /// Links twice: what the first link says of places is the table that the second one links. The table is behind all
    /// code, so that it moves none.
    fn link_with_table(
        &self,
        units: &[sites::Unit],
        several: bool,
        header: &[u8],
        request: &mut Request,
        has_c: bool,
    ) -> Result<Linked, Vec<linker::Error>> {
        let target = self.target();
        let object = |table: &[u8]| sites::object(target.arch, header, table);
        let place = request.inputs.len();
        request.inputs.push(Input { name: "lines.o".into(), bytes: object(&sites::empty()).into() });
        let first = self.link_once(request, has_c)?;
        let Some(table) = sites::table(&first.report, units, several, target.arch) else { return Ok(first) };
        if let Some(input) = request.inputs.get_mut(place) {
            input.bytes = object(&table).into();
        }
        self.link_once(request, has_c)
    }

    /// C to an object that knows the lines of the C itself, for a link that reports lines.
    ///
    /// # Errors
    /// As [`Build::object`].
    pub fn object_with_lines(&self, emitted: &Emitted, name: &str) -> Result<Vec<u8>, Diagnostic> {
        let text = self.with_target(&format!("#line 1\n{}", PlainC::new(&emitted.c).text));
        self.toolchain.compile(&text, name, self.opt, true, &HEADERS)
    }

    /// Says why a link failed. Everything is compiled again, with line numbers: only a failure pays for them.
    fn explain(
        &self,
        module: &ir::Module,
        emitted: &Emitted,
        mut request: Request,
        errors: Vec<linker::Error>,
        has_c: bool,
    ) -> Vec<Diagnostic> {
        let plain = PlainC::new(&emitted.c);
        let c_name = format!("{}.c", module.name);
        let own = self.with_target(&format!("#line 1\n{}", plain.text));
        let runtime = runtime_parts(emitted.keeps_sites)
            .map(|(name, text)| (name.to_owned(), self.runtime_text(text, emitted.keeps_sites, true)));
        let sources = std::iter::once((module.name.to_string(), own)).chain(runtime);
        for ((name, text), input) in sources.zip(&mut request.inputs) {
            if let Ok(object) = self.toolchain.compile(&text, &name, self.opt, true, &HEADERS) {
                input.bytes = object.into();
            }
        }
        // The first errors are right in any case; these know their lines.
        let errors = linker::link(&request).err().unwrap_or(errors);
        let surroundings = Surroundings { arch: request.arch, inputs: &request.inputs, libraries: &[] };
        let texts = GeneratedTexts {
            path: path_in_debug_information(&module.name),
            c: Rc::new(SourceFile::new(c_name.as_str(), plain.text.as_str())),
            python: self.source.clone(),
            lines: plain,
        };
        let mut diagnostics = linking::diagnostics(&explain(&errors, &surroundings), &texts);
        // With C of the user's it is most likely that.
        for diagnostic in diagnostics.iter_mut().filter(|_| !has_c) {
            diagnostic.notes.push(format!(
                "{c_name} is what `mpyc natmod {} --emit c` shows; that it does not link is a fault of mpyc or of \
                 the compiler's set-up",
                module.source_name
            ));
        }
        diagnostics
    }

    fn runtime(&self, keeps_sites: bool) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
        self.runtime_of(
            runtime_parts(keeps_sites)
                .map(|(name, text)| (name, self.runtime_text(text, keeps_sites, self.debug)))
                .collect(),
        )
    }

    /// The objects of a form of the runtime.
    fn runtime_of(&self, sources: Vec<(&str, String)>) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
        let texts =
            HEADERS.iter().map(|(_, text)| *text).chain(sources.iter().map(|(_, text)| text.as_str()));
        let key: Vec<&[u8]> =
            texts.chain([self.opt.flag(), if self.debug { "-g" } else { "" }]).map(str::as_bytes).collect();
        self.toolchain.cached_objects(&key, || {
            sources
                .iter()
                .map(|(name, text)| {
                    let object = self.toolchain.compile(text, name, self.opt, self.debug, &HEADERS)?;
                    Ok((format!("{name}.o"), object))
                })
                .collect()
        })
    }
}

/// IR to C.
#[must_use]
pub fn emit(module: &ir::Module, settings: &Settings) -> Emitted {
    emit::emit(module, settings.tracebacks, settings.level == passes::Level::Full)
}

/// The IR of a package's modules to C.
#[must_use]
pub fn emit_bundle(package: &ir::Module, parts: &[Part], settings: &Settings) -> emit::bundle::Emitted {
    emit::bundle::emit(package, parts, settings.tracebacks, settings.level == passes::Level::Full)
}
