//! Compiles typed Python into native MicroPython modules.
//!
//! `ARCHITECTURE.md` draws the way data flows through the rooms below; it only ever moves down.

pub mod cli;
pub mod diagnostics;
pub mod syntax;
pub mod target;
pub mod toolchain;
