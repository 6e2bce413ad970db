//! Python source to a syntax tree.
mod tree;
pub use tree::*;
