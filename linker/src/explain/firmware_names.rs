//! What is known of an undefined name of MicroPython's own, by the lists of [`crate::firmware::catalogue`].
//!
//! In: an undefined name. Out: what it is, why a module cannot use it by that name, and what reaches the same.

use crate::firmware::catalogue::{Origin, origin};

/// The beginnings of MicroPython's own names.
const PREFIXES: [&str; 7] = ["mp_", "nlr_", "m_", "gc_", "qstr_", "vstr_", "mpz_"];

/// What is known of a name of MicroPython's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmwareName {
    /// What it is and why it is not there, a clause that goes on from the name.
    pub what: String,
    /// What to do instead, the best first.
    pub remedies: Vec<String>,
}

/// What is known of an undefined name; none if it is not one of MicroPython's.
pub fn firmware_name(name: &str) -> Option<FirmwareName> {
    match origin(name) {
        Some(Origin::Impossible(impossible)) => Some(FirmwareName {
            what: format!("is the firmware's, and out of a module's reach: {}", impossible.why),
            remedies: vec![impossible.instead.to_owned()],
        }),
        Some(Origin::Header(header)) => Some(FirmwareName {
            what: format!("comes from {header} without anything to link; the C was compiled without that header"),
            remedies: vec![format!("include {header} of mpyc's (mpyc natmod --usermod), or py/dynruntime.h")],
        }),
        Some(Origin::Library(file)) => Some(FirmwareName {
            what: format!("is in mpyc's support library ({file})"),
            remedies: vec!["link with `mpyc link`, which brings the library".to_owned()],
        }),
        // Neither is ever undefined: the linker binds them.
        Some(Origin::Table(_) | Origin::Named(_)) => None,
        None => PREFIXES.iter().any(|prefix| name.starts_with(prefix)).then(|| FirmwareName {
            what: "bears a name as MicroPython's own; of the firmware, a module reaches what the function table \
                   (`mp_fun_table`) holds, and what mpyc supplies"
                .into(),
            remedies: Vec::new(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        let known = |name: &str| firmware_name(name).map(|name| name.what).unwrap_or_default();
        assert!(known("m_malloc_with_finaliser").contains("finaliser"));
        assert!(known("mp_obj_get_array").contains("support library (container.c)"));
        assert!(known("mp_no_such_thing").contains("mp_fun_table"));
        assert_eq!(firmware_name("mp_type_type"), None);
        assert_eq!(firmware_name("sinf"), None);
    }
}
