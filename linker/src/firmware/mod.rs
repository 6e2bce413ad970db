//! What the firmware offers to a native module: the entries of its function table, as a table.
//!
//! The loader can put two things into a word: the address of the whole table (`mp_fun_table`, relocation kind 8) or
//! the value of entry *i* (kind 9 + *i*). Order and meaning are those of `py/nativeglue.h` (`mp_fun_table_t`) and
//! `py/nativeglue.c`, the same text in every release from 1.23 on. A symbol named here that no object defines is
//! bound to the entry's value, so C may simply call `nlr_push` or take `&mp_type_type`.
//!
//! Of every other public name of the firmware, [`catalogue`] says where it comes from or why it cannot be had.

pub mod catalogue;
pub mod impossible;
pub mod supplied;

/// What the word of an entry holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// The address of a function: it can be called, through an import stub.
    Function,
    /// The address of an object.
    Object,
    /// The address of a type object.
    Type,
    /// An object itself (`None`, `False`, `True`). Where these are objects in memory, the firmware's symbol
    /// (`mp_const_none_obj`, …) is the object's address, which is the same word; where they are immediate, the symbol
    /// stands for the word all the same, so that the address of `mp_const_none_obj` is `None` in every firmware.
    Constant,
}

/// One entry of the firmware's function table; its index is its place in [`ENTRIES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The field's name in `mp_fun_table_t`.
    pub field: &'static str,
    /// What the word holds.
    pub kind: EntryKind,
    /// The names of firmware symbols whose address is the entry's value.
    pub symbols: &'static [&'static str],
}

const fn function(field: &'static str, symbols: &'static [&'static str]) -> Entry {
    Entry { field, kind: EntryKind::Function, symbols }
}
const fn object(field: &'static str, symbols: &'static [&'static str]) -> Entry {
    Entry { field, kind: EntryKind::Object, symbols }
}
const fn type_object(field: &'static str, symbols: &'static [&'static str]) -> Entry {
    Entry { field, kind: EntryKind::Type, symbols }
}
const fn constant(field: &'static str, symbols: &'static [&'static str]) -> Entry {
    Entry { field, kind: EntryKind::Constant, symbols }
}

/// The number of entries that every firmware with `.mpy` version 6.3 has.
pub const ENTRY_COUNT: usize = 87;

/// The table, in the firmware's order.
///
/// `setjmp_` is null in most firmware, so that its symbol is a name of our own, for code that has looked
/// (`py/nlr.h` of the headers for firmware-style C): a call of `setjmp` is a link error, not a jump to null.
pub const ENTRIES: [Entry; ENTRY_COUNT] = [
    /*  0 */ constant("const_none", &["mp_const_none_obj"]),
    /*  1 */ constant("const_false", &["mp_const_false_obj"]),
    /*  2 */ constant("const_true", &["mp_const_true_obj"]),
    /*  3 */ function("native_from_obj", &["mp_native_from_obj"]),
    /*  4 */ function("native_to_obj", &["mp_native_to_obj"]),
    /*  5 */ function("swap_globals", &["mp_native_swap_globals"]),
    /*  6 */ function("load_name", &["mp_load_name"]),
    /*  7 */ function("load_global", &["mp_load_global"]),
    /*  8 */ function("load_build_class", &["mp_load_build_class"]),
    /*  9 */ function("load_attr", &["mp_load_attr"]),
    /* 10 */ function("load_method", &["mp_load_method"]),
    /* 11 */ function("load_super_method", &["mp_load_super_method"]),
    /* 12 */ function("store_name", &["mp_store_name"]),
    /* 13 */ function("store_global", &["mp_store_global"]),
    /* 14 */ function("store_attr", &["mp_store_attr"]),
    /* 15 */ function("obj_subscr", &["mp_obj_subscr"]),
    /* 16 */ function("obj_is_true", &["mp_obj_is_true"]),
    /* 17 */ function("unary_op", &["mp_unary_op"]),
    /* 18 */ function("binary_op", &["mp_binary_op"]),
    /* 19 */ function("new_tuple", &["mp_obj_new_tuple"]),
    /* 20 */ function("new_list", &["mp_obj_new_list"]),
    /* 21 */ function("new_dict", &["mp_obj_new_dict"]),
    /* 22 */ function("new_set", &["mp_obj_new_set"]),
    /* 23 */ function("set_store", &["mp_obj_set_store"]),
    /* 24 */ function("list_append", &["mp_obj_list_append"]),
    /* 25 */ function("dict_store", &["mp_obj_dict_store"]),
    /* 26 */ function("make_function_from_proto_fun", &["mp_make_function_from_proto_fun"]),
    /* 27 */ function("call_function_n_kw", &["mp_native_call_function_n_kw"]),
    /* 28 */ function("call_method_n_kw", &["mp_call_method_n_kw"]),
    /* 29 */ function("call_method_n_kw_var", &["mp_call_method_n_kw_var"]),
    /* 30 */ function("getiter", &["mp_native_getiter"]),
    /* 31 */ function("iternext", &["mp_native_iternext"]),
    /* 32 */ function("nlr_push", &["nlr_push"]),
    /* 33 */ function("nlr_pop", &["nlr_pop"]),
    /* 34 */ function("raise", &["mp_native_raise"]),
    /* 35 */ function("import_name", &["mp_import_name"]),
    /* 36 */ function("import_from", &["mp_import_from"]),
    /* 37 */ function("import_all", &["mp_import_all"]),
    /* 38 */ function("new_slice", &["mp_obj_new_slice"]),
    /* 39 */ function("unpack_sequence", &["mp_unpack_sequence"]),
    /* 40 */ function("unpack_ex", &["mp_unpack_ex"]),
    /* 41 */ function("delete_name", &["mp_delete_name"]),
    /* 42 */ function("delete_global", &["mp_delete_global"]),
    /* 43 */ function("new_closure", &["mp_obj_new_closure"]),
    /* 44 */ function("arg_check_num_sig", &["mp_arg_check_num_sig"]),
    /* 45 */ function("setup_code_state_native", &["mp_setup_code_state_native"]),
    /* 46 */ function("small_int_floor_divide", &["mp_small_int_floor_divide"]),
    /* 47 */ function("small_int_modulo", &["mp_small_int_modulo"]),
    /* 48 */ function("yield_from", &["mp_native_yield_from"]),
    /* 49 */ function("setjmp_", &["mpyc_setjmp"]),
    /* 50 */ function("memset_", &["memset"]),
    // A move copies as well as a copy does.
    /* 51 */ function("memmove_", &["memmove", "memcpy"]),
    /* 52 */ function("realloc_", &["gc_realloc"]),
    /* 53 */ function("printf_", &["mp_printf"]),
    /* 54 */ function("vprintf_", &["mp_vprintf"]),
    /* 55 */ function("raise_msg", &["mp_raise_msg"]),
    /* 56 */ function("obj_get_type", &["mp_obj_get_type"]),
    /* 57 */ function("obj_new_str", &["mp_obj_new_str"]),
    /* 58 */ function("obj_new_bytes", &["mp_obj_new_bytes"]),
    /* 59 */ function("obj_new_bytearray_by_ref", &["mp_obj_new_bytearray_by_ref"]),
    /* 60 */ function("obj_new_float_from_f", &["mp_obj_new_float_from_f"]),
    /* 61 */ function("obj_new_float_from_d", &["mp_obj_new_float_from_d"]),
    /* 62 */ function("obj_get_float_to_f", &["mp_obj_get_float_to_f"]),
    /* 63 */ function("obj_get_float_to_d", &["mp_obj_get_float_to_d"]),
    /* 64 */ function("load_method_maybe", &["mp_load_method_maybe"]),
    /* 65 */ function("get_buffer", &["mp_get_buffer"]),
    /* 66 */ function("get_stream_raise", &["mp_get_stream_raise"]),
    /* 67 */ function("arg_parse_all", &["mp_arg_parse_all"]),
    /* 68 */ function("arg_parse_all_kw_array", &["mp_arg_parse_all_kw_array"]),
    /* 69 */ function("binary_get_size", &["mp_binary_get_size"]),
    /* 70 */ function("binary_get_val_array", &["mp_binary_get_val_array"]),
    /* 71 */ function("binary_set_val_array", &["mp_binary_set_val_array"]),
    /* 72 */ object("plat_print", &["mp_plat_print"]),
    /* 73 */ type_object("type_type", &["mp_type_type"]),
    /* 74 */ type_object("type_str", &["mp_type_str"]),
    /* 75 */ type_object("type_list", &["mp_type_list"]),
    /* 76 */ type_object("type_dict", &["mp_type_dict"]),
    /* 77 */ type_object("type_fun_builtin_0", &["mp_type_fun_builtin_0"]),
    /* 78 */ type_object("type_fun_builtin_1", &["mp_type_fun_builtin_1"]),
    /* 79 */ type_object("type_fun_builtin_2", &["mp_type_fun_builtin_2"]),
    /* 80 */ type_object("type_fun_builtin_3", &["mp_type_fun_builtin_3"]),
    /* 81 */ type_object("type_fun_builtin_var", &["mp_type_fun_builtin_var"]),
    /* 82 */ type_object("type_Exception", &["mp_type_Exception"]),
    /* 83 */ object("stream_read_obj", &["mp_stream_read_obj"]),
    /* 84 */ object("stream_readinto_obj", &["mp_stream_readinto_obj"]),
    /* 85 */ object("stream_unbuffered_readline_obj", &["mp_stream_unbuffered_readline_obj"]),
    /* 86 */ object("stream_write_obj", &["mp_stream_write_obj"]),
];

/// A word that only the loader knows, when the module is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RuntimeWord {
    /// The address of the module's qstr table, 16-bit numbers.
    QstrTable,
    /// The address of the module's table of constants.
    ObjTable,
    /// The address of the firmware's function table.
    FunTable,
    /// The value of that entry of the firmware's function table, an index into [`ENTRIES`].
    Entry(u8),
}

impl RuntimeWord {
    /// What an undefined symbol of that name stands for, if the loader or the firmware provides it.
    pub fn from_symbol(name: &str) -> Option<RuntimeWord> {
        match name {
            "mp_native_qstr_table" => Some(RuntimeWord::QstrTable),
            "mp_native_obj_table" => Some(RuntimeWord::ObjTable),
            "mp_fun_table" => Some(RuntimeWord::FunTable),
            _ => {
                let index = ENTRIES.iter().position(|entry| entry.symbols.contains(&name))?;
                u8::try_from(index).ok().map(RuntimeWord::Entry)
            }
        }
    }

    /// The loader's number for it (`py/persistentcode.c`, `mp_native_relocate`).
    pub fn operation(self) -> u8 {
        match self {
            RuntimeWord::QstrTable => 6,
            RuntimeWord::ObjTable => 7,
            RuntimeWord::FunTable => 8,
            RuntimeWord::Entry(index) => 9 + index,
        }
    }

    /// The word with that loader's number.
    pub fn from_operation(operation: u8) -> Option<RuntimeWord> {
        match operation {
            6 => Some(RuntimeWord::QstrTable),
            7 => Some(RuntimeWord::ObjTable),
            8 => Some(RuntimeWord::FunTable),
            _ => {
                let index = operation.checked_sub(9)?;
                (usize::from(index) < ENTRY_COUNT).then_some(RuntimeWord::Entry(index))
            }
        }
    }

    /// Whether code may jump to the word's value.
    pub fn is_function(self) -> bool {
        match self {
            RuntimeWord::QstrTable | RuntimeWord::ObjTable | RuntimeWord::FunTable => false,
            RuntimeWord::Entry(index) => {
                ENTRIES.get(usize::from(index)).is_some_and(|entry| entry.kind == EntryKind::Function)
            }
        }
    }

    /// How a report names it: `mp_fun_table`, `mp_fun_table.nlr_push`, ….
    pub fn name(self) -> String {
        match self {
            RuntimeWord::QstrTable => "mp_native_qstr_table".into(),
            RuntimeWord::ObjTable => "mp_native_obj_table".into(),
            RuntimeWord::FunTable => "mp_fun_table".into(),
            RuntimeWord::Entry(index) => {
                let field = ENTRIES.get(usize::from(index)).map_or("?", |entry| entry.field);
                format!("mp_fun_table.{field}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The indices that other parts of the format and upstream's linker fix by number.
    #[test]
    fn entries_are_where_the_firmware_has_them() {
        for (index, field) in [
            (0, "const_none"),
            (19, "new_tuple"),
            (32, "nlr_push"),
            (33, "nlr_pop"),
            (34, "raise"),
            (50, "memset_"),
            (51, "memmove_"),
            (64, "load_method_maybe"),
            (72, "plat_print"),
            (73, "type_type"),
            (82, "type_Exception"),
            (86, "stream_write_obj"),
        ] {
            assert_eq!(ENTRIES[index].field, field, "entry {index}");
        }
    }

    #[test]
    fn no_symbol_stands_for_two_entries() {
        let mut names: Vec<_> = ENTRIES.iter().flat_map(|entry| entry.symbols).collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn every_word_survives_its_operation_number() {
        for operation in 6..=95 {
            let word = RuntimeWord::from_operation(operation).unwrap();
            assert_eq!(word.operation(), operation);
        }
        assert_eq!(RuntimeWord::from_operation(5), None);
        assert_eq!(RuntimeWord::from_operation(96), None);
    }

    #[test]
    fn symbols_resolve_by_the_entrys_value() {
        assert_eq!(RuntimeWord::from_symbol("memcpy"), Some(RuntimeWord::Entry(51)));
        assert_eq!(RuntimeWord::from_symbol("mp_type_type"), Some(RuntimeWord::Entry(73)));
        assert_eq!(RuntimeWord::from_symbol("mp_fun_table"), Some(RuntimeWord::FunTable));
        assert_eq!(RuntimeWord::from_symbol("strlen"), None);
    }
}
