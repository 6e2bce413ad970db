//! A module from source to `.mpy`: the stages in order.
//!
//! [`front`] is what needs no C compiler: source to IR. [`Build`] goes on from there with a toolchain. Each stage can be
//! asked for by itself, and what it shows is what the next one gets.

use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::emit::{self, Emitted};
use crate::ir;
use crate::lower;
use crate::passes;
use crate::syntax::{self, SourceFile};
use crate::target::boards::Board;
use crate::target::{FloatKind, Target};
use crate::toolchain::{OptLevel, Toolchain};
use crate::types;
use linker::{Input, Linked, Request};
use std::rc::Rc;

/// The runtime's headers, by the names that C includes them by.
const HEADERS: [(&str, &str); 2] =
    [("abi.h", include_str!("runtime/abi.h")), ("rt.h", include_str!("runtime/rt.h"))];

/// The runtime itself, by the names of its objects.
const RUNTIME: [(&str, &str); 2] =
    [("rt", include_str!("runtime/rt.c")), ("rt_class", include_str!("runtime/rt_class.c"))];

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

/// What the front half makes of a module, and what it has to say.
pub struct Front {
    /// The IR after the passes; none if there are errors.
    pub module: Option<ir::Module>,
    /// In source order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Source to IR.
#[must_use]
pub fn front(source: &Rc<SourceFile>, name: &str, level: passes::Level) -> Front {
    let tree = match syntax::parse(Rc::clone(source)) {
        Ok(tree) => tree,
        Err(diagnostics) => return Front { module: None, diagnostics },
    };
    let (program, mut diagnostics) = types::check(&tree);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
        return Front { module: None, diagnostics };
    }
    match lower::lower(&program, name) {
        Ok(mut module) => {
            passes::run(&mut module, level);
            Front { module: Some(module), diagnostics }
        }
        Err(problems) => {
            diagnostics.extend(problems);
            Front { module: None, diagnostics }
        }
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
        let one = |diagnostic: Diagnostic| vec![diagnostic];
        let mut inputs = vec![Input { name: format!("{}.o", module.name), bytes: object }];
        for (name, bytes) in self.runtime().map_err(one)? {
            inputs.push(Input { name, bytes });
        }
        if let Some((name, bytes)) = self.toolchain.runtime_library().map_err(one)? {
            inputs.push(Input { name, bytes });
        }
        let request = Request {
            source_name: module.source_name.to_string(),
            qstrs: emitted.qstrs.clone(),
            constants: emitted.constants.clone(),
            inputs,
            fixed: self.board.map(Board::symbols).unwrap_or_default(),
            ..Request::new(self.target().arch)
        };
        linker::link(&request).map_err(|errors| {
            errors
                .into_iter()
                .map(|error| Diagnostic::new(Code::LINK, error.to_string()).help(error.remedy()))
                .collect()
        })
    }

    fn runtime(&self) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
        let sources = RUNTIME.map(|(name, text)| (name, self.with_target(text)));
        let texts =
            HEADERS.iter().map(|(_, text)| *text).chain(sources.iter().map(|(_, text)| text.as_str()));
        let key: Vec<&[u8]> = texts.chain([self.opt.flag()]).map(str::as_bytes).collect();
        self.toolchain.cached_objects(&key, || {
            sources
                .iter()
                .map(|(name, text)| {
                    let object = self.toolchain.compile(text, name, self.opt, false, &HEADERS)?;
                    Ok((format!("{name}.o"), object))
                })
                .collect()
        })
    }
}

/// IR to C.
#[must_use]
pub fn emit(module: &ir::Module) -> Emitted {
    emit::emit(module)
}
