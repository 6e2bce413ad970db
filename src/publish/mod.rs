//! What is published of a module beside its machine code: its interface as a stub, and the manifests by which MicroPython's
//! package manager installs it.
//!
//! In: sources, files that were made. Out: the text of `.pyi` and `.json` files. Nothing is read or written here.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod manifest;
pub mod stub;
