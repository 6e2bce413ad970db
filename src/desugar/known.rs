//! What is known of the modules that a module can import, before it is compiled.

use crate::c_modules::Library;
use crate::syntax::{Constant, Name};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is known from beside a module.
#[derive(Debug, Default)]
pub struct Known {
    /// The C that it can import.
    pub libraries: Vec<Library>,
    /// The modules of its package, compiled with it.
    pub siblings: Siblings,
}

/// The modules that are compiled with one.
#[derive(Debug, Clone, Default)]
pub struct Siblings {
    /// The package that a relative import with one dot begins at: `pkg.sub`; nothing for a module of its own.
    pub package: String,
    /// The constants of its package by the modules' whole names; of modules without constants too.
    pub constants: BTreeMap<String, BTreeMap<Name, Constant>>,
    /// What the others hold, by their whole names: stubs as [`crate::types::interface`] writes them.
    pub interfaces: Arc<BTreeMap<String, String>>,
    /// The functions of its own that the others call, as far as it is known.
    pub wanted: BTreeSet<String>,
}

impl Siblings {
    /// The whole name of what an import names; none if it goes beyond the top.
    #[must_use]
    pub fn resolve(&self, level: u32, name: &str) -> Option<String> {
        if level == 0 {
            return Some(name.to_owned());
        }
        let parts: Vec<&str> = self.package.split('.').filter(|part| !part.is_empty()).collect();
        let up = usize::try_from(level).ok()? - 1;
        let mut parts = parts.get(..parts.len().checked_sub(up)?)?.to_vec();
        if parts.is_empty() {
            return None;
        }
        parts.extend(name.split('.').filter(|part| !part.is_empty()));
        Some(parts.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_import_begins_at_its_package() {
        let siblings = Siblings { package: "a.b".into(), ..Siblings::default() };
        let resolved = |level, name| siblings.resolve(level, name);
        assert_eq!(resolved(0, "x.y").as_deref(), Some("x.y"));
        assert_eq!(resolved(1, "x").as_deref(), Some("a.b.x"));
        assert_eq!(resolved(1, "").as_deref(), Some("a.b"));
        assert_eq!(resolved(2, "x.y").as_deref(), Some("a.x.y"));
        assert_eq!((resolved(3, "x"), resolved(4, "x")), (None, None));
        assert_eq!(Siblings::default().resolve(1, "x"), None);
    }
}
