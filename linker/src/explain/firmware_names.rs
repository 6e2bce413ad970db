//! What is known of a name of MicroPython's own that the firmware's function table does not have.
//!
//! In: an undefined name. Out: what it is, why a module cannot use it by that name, and what reaches the same.

/// Names that MicroPython's header for native modules, `py/dynruntime.h`, replaces by ways through the function table
/// (the same set in the releases from 1.25 on). They stay undefined in C that includes `py/runtime.h` or `py/obj.h`
/// without it.
#[rustfmt::skip]
const MACROS: [&str; 62] = [
    "m_free", "m_malloc", "m_malloc_fail", "m_realloc", "m_realloc_maybe", "mp_arg_check_num",
    "mp_call_function_n_kw", "mp_const_empty_bytes", "mp_get_buffer_raise", "mp_load_attr", "mp_load_global",
    "mp_load_method", "mp_load_method_maybe", "mp_load_name", "mp_load_super_method", "mp_obj_cast_to_native_base",
    "mp_obj_exception_init", "mp_obj_get_array", "mp_obj_get_float", "mp_obj_get_float_to_d", "mp_obj_get_float_to_f",
    "mp_obj_get_int", "mp_obj_get_int_truncated", "mp_obj_len", "mp_obj_malloc_helper", "mp_obj_new_bool",
    "mp_obj_new_exception", "mp_obj_new_exception_arg1", "mp_obj_new_float", "mp_obj_new_int",
    "mp_obj_new_int_from_uint", "mp_obj_new_str_of_type", "mp_obj_str_get_data", "mp_obj_str_get_str",
    "mp_raise_NotImplementedError", "mp_raise_OSError", "mp_raise_TypeError", "mp_raise_ValueError",
    "mp_raise_type_arg", "mp_store_attr", "mp_store_global", "mp_store_name", "mp_type_EOFError",
    "mp_type_IndexError", "mp_type_KeyError", "mp_type_NoneType", "mp_type_NotImplementedError",
    "mp_type_RuntimeError", "mp_type_TypeError", "mp_type_ValueError", "mp_type_bool", "mp_type_bytearray",
    "mp_type_bytes", "mp_type_int", "mp_type_tuple", "nlr_raise", "mp_unary_op", "mp_binary_op",
    "mp_obj_subscr", "mp_import_name", "mp_import_from", "mp_import_all",
];

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
    if MACROS.contains(&name) {
        return Some(FirmwareName {
            what: "is a macro of py/dynruntime.h, which reaches it through the firmware's function table; the C \
                   that refers to it was compiled without that header"
                .into(),
            remedies: vec!["include py/dynruntime.h instead of other headers of MicroPython".into()],
        });
    }
    PREFIXES.iter().any(|prefix| name.starts_with(prefix)).then(|| FirmwareName {
        what: "bears a name as MicroPython's own; of the firmware, a module reaches only what the function table \
               (`mp_fun_table`) holds"
            .into(),
        remedies: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::firmware::RuntimeWord;

    #[test]
    fn names_are_told_apart() {
        assert!(firmware_name("mp_obj_new_int").unwrap().what.contains("macro"));
        assert!(firmware_name("mp_map_lookup").unwrap().what.contains("mp_fun_table"));
        assert_eq!(firmware_name("sinf"), None);
    }

    #[test]
    fn no_macro_is_named_twice() {
        let mut names = MACROS.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), MACROS.len());
        // Those that the table has as symbols are never undefined.
        let undefined = names.iter().filter(|name| RuntimeWord::from_symbol(name).is_none()).count();
        assert!(undefined > 40, "{undefined}");
    }
}
