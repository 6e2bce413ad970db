//! From the tree of the source to a smaller language: what can be said in other words of Python is.
//!
//! ```text
//! tree ──c_imports─────▶ what is imported of C is defined, as Python that calls it
//!      ──constants─────▶ `const` names are their values                    (the firmware's compiler does that too)
//!      ──provided──────▶ what modules of CPython that boards lack mean: types erased, data classes and enumerations written out
//!      ──comprehensions▶ loops and functions whose variables are their own
//!      ──async_generators▶ coroutines in an object with their protocol
//! ```
//!
//! Spans stay those of the source, so that messages and types find their places.

mod async_generators;
mod c_imports;
mod c_siblings;
mod comprehensions;
mod constants;
mod dataclass;
mod enumeration;
mod fixed;
mod known;
mod library;
mod named_tuple;
mod provided;
mod quote;

use crate::diagnostics::Diagnostic;
use crate::syntax::Module;

pub use comprehensions::GENERATOR;
pub use constants::constants;
pub use fixed::FixedInt;
pub use known::{Known, Siblings};

/// Rewrites a module in place, with what is known of what it imports.
///
/// # Errors
/// What the provided modules cannot do, in source order.
pub fn desugar(module: &mut Module, known: &Known) -> Result<(), Vec<Diagnostic>> {
    c_imports::define(module, known)?;
    constants::fold(module, &known.siblings);
    provided::provide(module)?;
    comprehensions::separate(module);
    async_generators::wrap(module)
}
