//! C written for the firmware (a "user C module") as a native module.
//!
//! The sources are the user's and are not touched. What the firmware's build finds out about them by looking through
//! them is found out here the same way: the C compiler's preprocessor runs, and [`scan`] reads what comes out, the
//! names (`MP_QSTR_…`) and what is registered (`MP_REGISTER_MODULE`, …). [`headers`] makes the headers that depend on
//! it; the others are those of `runtime/include`. [`complaints`] reads what the C compiler says of the user's file.
//!
//! ```text
//! FILE.c ──preprocess──▶ text ──scan──▶ Scan ──headers──▶ qstrs.h, roots.h ──compile──▶ FILE.o ──link──▶ .mpy
//! ```
//!
//! This room does no I/O: `cli/usermod.rs` is the sequence, `toolchain` runs the compiler.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod complaints;
pub mod headers;
pub mod scan;

pub use headers::{Qstrs, generated};
pub use scan::{Place, Registered, Scan, scan};
