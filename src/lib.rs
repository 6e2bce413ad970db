//! Compiles typed Python into native MicroPython modules.
//!
//! `ARCHITECTURE.md` draws the way data flows through the rooms below; it only ever moves down.

pub mod diagnostics;
pub mod ir;
pub mod passes;
pub mod syntax;
