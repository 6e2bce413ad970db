//! Compiles typed Python into native MicroPython modules.
//!
//! `ARCHITECTURE.md` draws the way data flows through the rooms below; it only ever moves down.

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
pub mod size;
pub mod support;
pub mod syntax;
pub mod target;
pub mod toolchain;
pub mod types;
pub mod usermod;
