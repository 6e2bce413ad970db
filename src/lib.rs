//! Compiles typed Python into native MicroPython modules.
//!
//! `ARCHITECTURE.md` draws the way data flows through the rooms below; it only ever moves down.
//!
//! As a library, the stages are called one after the other:
//!
//! ```
//! use mpyc::compile::{self, Build, Settings};
//! use mpyc::desugar::Known;
//! use mpyc::diagnostics::Diagnostic;
//! use mpyc::syntax::SourceFile;
//! use mpyc::target::Target;
//! use mpyc::toolchain::{self, Config, OptLevel};
//! use std::rc::Rc;
//!
//! fn module(text: &str) -> Result<Vec<u8>, Vec<Diagnostic>> {
//!     let (target, settings) = (Target::default_target(), Settings::default());
//!     let source = Rc::new(SourceFile::new("twice.py", text));
//!     // Source to intermediate representation; warnings come with it.
//!     let front = compile::front(&source, "twice", target, &settings, &Known::default());
//!     let module = front.module.ok_or(front.diagnostics)?;
//!     // To C, to an object, to a module.
//!     let toolchain = toolchain::find(target, None, &Config::default()).map_err(|problem| vec![problem])?;
//!     let build =
//!         Build { toolchain: &toolchain, opt: OptLevel::Size, debug: false, board: None, source: Some(source) };
//!     let emitted = compile::emit(&module, &settings);
//!     let object = build.object(&emitted, "twice").map_err(|problem| vec![problem])?;
//!     build.link(&module, &emitted, object).map(|linked| linked.mpy)
//! }
//!
//! let made = module("def twice(x: int) -> int:\n    return 2 * x\n").unwrap();
//! assert!(made.starts_with(b"M\x06"));
//! assert_eq!(module("def twice(x: int) -> str:\n    return 2 * x\n").unwrap_err()[0].code.name(), "E0301");
//! ```

pub mod annotate;
pub mod c_modules;
pub mod cache;
pub mod cli;
pub mod compile;
pub mod desugar;
pub mod device;
pub mod diagnostics;
pub mod disassemble;
pub mod emit;
pub mod ir;
pub mod lower;
pub mod map;
pub mod passes;
pub mod publish;
pub mod runtime;
mod side_by_side;
pub mod size;
pub mod support;
pub mod syntax;
pub mod target;
pub mod toolchain;
pub mod types;
pub mod usermod;
