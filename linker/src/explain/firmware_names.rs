//! What is known of a name of MicroPython's own that the firmware's function table does not have.
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
    let known = |what: String, remedy: String| Some(FirmwareName { what, remedies: vec![remedy] });
    match origin(name) {
        Some(Origin::Impossible(reason)) => {
            known(format!("cannot be had in a native module: {}", reason.why), reason.instead.into())
        }
        Some(Origin::Header(header)) => known(
            format!("is a macro or an inline function of {header}; the C that refers to it was compiled without"),
            format!("include {header}"),
        ),
        Some(from @ (Origin::Library(_) | Origin::Named(_) | Origin::Table(_))) => known(
            "is not in the function table, but mpyc supplies it".into(),
            from.remedy(),
        ),
        None => PREFIXES.iter().any(|prefix| name.starts_with(prefix)).then(|| FirmwareName {
            what: "bears a name as MicroPython's own, but is none that modules know; of the firmware, a module reaches \
                   what the function table (`mp_fun_table`) holds, and what mpyc makes of it"
                .into(),
            remedies: vec!["look for it with `mpyc link --symbols`".into()],
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        let what = |name| firmware_name(name).map(|known| known.what).unwrap_or_default();
        assert!(what("mp_map_lookup").contains("mpyc supplies it"));
        assert!(what("mp_obj_new_cell").contains("cells are made by compiled Python alone"));
        assert!(what("mp_obj_cell_get").contains("py/obj.h"));
        assert!(what("mp_of_another_world").contains("bears a name"));
        assert_eq!(firmware_name("sinf"), None);
    }
}
