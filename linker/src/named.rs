//! Objects of the firmware that its table does not have, and how a module finds each when it is imported.
//!
//! The rows are symbols of the firmware's C. A recipe is a few steps on one value; what its last step leaves is the
//! symbol's address:
//!
//! ```text
//! mp_type_tuple     builtins.tuple
//! mp_type_array     import array; .array
//! mp_type_module    import builtins; type()
//! ```
//!
//! A name that a firmware was built without makes the import of the module fail with its own message, an
//! AttributeError or ImportError that names it.

/// One step of a recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The module of that name.
    Import(&'static str),
    /// The built-in of that name; the first step of a recipe only.
    Builtin(&'static str),
    /// The value's attribute of that name.
    Attribute(&'static str),
    /// What the built-in function of that name makes of the value.
    Apply(&'static str),
    /// The value's type.
    Type,
    /// The tuple without items.
    EmptyTuple,
    /// `None`.
    None,
    /// What calling the value without arguments gives.
    Call,
    /// The function object of the module's own entry.
    Entry,
    /// What the value, a type, has in a slot.
    Slot(Slot),
}

/// A slot of a type, in the order of `mp_obj_type_t` (`py/obj.h`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the firmware's own names")]
pub enum Slot {
    MakeNew,
    Print,
    Call,
    UnaryOp,
    BinaryOp,
    Attr,
    Subscr,
    Iter,
    Buffer,
    Protocol,
    Parent,
    LocalsDict,
}

/// A symbol of the firmware and its recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The symbol.
    pub symbol: &'static str,
    /// Whether it is a function.
    pub is_function: bool,
    /// How to find it.
    pub recipe: &'static [Step],
}

const fn object(symbol: &'static str, recipe: &'static [Step]) -> Named {
    Named { symbol, is_function: false, recipe }
}
const fn function(symbol: &'static str, recipe: &'static [Step]) -> Named {
    Named { symbol, is_function: true, recipe }
}

use Step::{
    Apply, Attribute, Builtin, Call, EmptyTuple, Entry, Import, None as Nothing, Slot as InSlot, Type,
};

/// The symbols, in no order that means anything.
pub const NAMED: &[Named] = &[
    // Types.
    object("mp_type_object", &[Builtin("object")]),
    object("mp_type_NoneType", &[Nothing, Type]),
    object("mp_type_bool", &[Builtin("bool")]),
    object("mp_type_int", &[Builtin("int")]),
    object("mp_type_bytes", &[Builtin("bytes")]),
    object("mp_type_bytearray", &[Builtin("bytearray")]),
    object("mp_type_memoryview", &[Builtin("memoryview")]),
    object("mp_type_float", &[Builtin("float")]),
    object("mp_type_complex", &[Builtin("complex")]),
    object("mp_type_tuple", &[Builtin("tuple")]),
    object("mp_type_map", &[Builtin("map")]),
    object("mp_type_enumerate", &[Builtin("enumerate")]),
    object("mp_type_filter", &[Builtin("filter")]),
    object("mp_type_range", &[Builtin("range")]),
    object("mp_type_set", &[Builtin("set")]),
    object("mp_type_frozenset", &[Builtin("frozenset")]),
    object("mp_type_slice", &[Builtin("slice")]),
    object("mp_type_zip", &[Builtin("zip")]),
    object("mp_type_super", &[Builtin("super")]),
    object("mp_type_reversed", &[Builtin("reversed")]),
    object("mp_type_property", &[Builtin("property")]),
    object("mp_type_staticmethod", &[Builtin("staticmethod")]),
    object("mp_type_classmethod", &[Builtin("classmethod")]),
    object("mp_type_module", &[Import("builtins"), Type]),
    object("mp_type_fun_viper", &[Entry, Type]),
    object("mp_type_bound_meth", &[EmptyTuple, Attribute("count"), Type]),
    object("mp_type_polymorph_iter", &[EmptyTuple, Apply("iter"), Type]),
    object("mp_type_deque", &[Import("collections"), Attribute("deque")]),
    object("mp_type_ordereddict", &[Import("collections"), Attribute("OrderedDict")]),
    object("mp_type_array", &[Import("array"), Attribute("array")]),
    object("mp_type_stringio", &[Import("io"), Attribute("StringIO")]),
    object("mp_type_bytesio", &[Import("io"), Attribute("BytesIO")]),
    object("mp_type_ringio", &[Import("micropython"), Attribute("RingIO")]),
    // Exceptions.
    object("mp_type_BaseException", &[Builtin("BaseException")]),
    object("mp_type_ArithmeticError", &[Builtin("ArithmeticError")]),
    object("mp_type_AssertionError", &[Builtin("AssertionError")]),
    object("mp_type_AttributeError", &[Builtin("AttributeError")]),
    object("mp_type_EOFError", &[Builtin("EOFError")]),
    object("mp_type_GeneratorExit", &[Builtin("GeneratorExit")]),
    object("mp_type_ImportError", &[Builtin("ImportError")]),
    object("mp_type_IndentationError", &[Builtin("IndentationError")]),
    object("mp_type_IndexError", &[Builtin("IndexError")]),
    object("mp_type_KeyboardInterrupt", &[Builtin("KeyboardInterrupt")]),
    object("mp_type_KeyError", &[Builtin("KeyError")]),
    object("mp_type_LookupError", &[Builtin("LookupError")]),
    object("mp_type_MemoryError", &[Builtin("MemoryError")]),
    object("mp_type_NameError", &[Builtin("NameError")]),
    object("mp_type_NotImplementedError", &[Builtin("NotImplementedError")]),
    object("mp_type_OSError", &[Builtin("OSError")]),
    object("mp_type_OverflowError", &[Builtin("OverflowError")]),
    object("mp_type_RuntimeError", &[Builtin("RuntimeError")]),
    object("mp_type_StopAsyncIteration", &[Builtin("StopAsyncIteration")]),
    object("mp_type_StopIteration", &[Builtin("StopIteration")]),
    object("mp_type_SyntaxError", &[Builtin("SyntaxError")]),
    object("mp_type_SystemExit", &[Builtin("SystemExit")]),
    object("mp_type_TypeError", &[Builtin("TypeError")]),
    object("mp_type_UnicodeError", &[Builtin("UnicodeError")]),
    object("mp_type_ValueError", &[Builtin("ValueError")]),
    object("mp_type_ViperTypeError", &[Builtin("ViperTypeError")]),
    object("mp_type_ZeroDivisionError", &[Builtin("ZeroDivisionError")]),
    // Objects.
    object("mp_const_empty_tuple_obj", &[EmptyTuple]),
    object("mp_const_empty_bytes_obj", &[Builtin("bytes"), Call]),
    object("mp_const_ellipsis_obj", &[Builtin("Ellipsis")]),
    object("mp_const_notimplemented_obj", &[Builtin("NotImplemented")]),
    object("mp_module_builtins", &[Import("builtins")]),
    object("mp_module_sys", &[Import("sys")]),
    // Floats of the module math; where floats are held in words, the word itself.
    object("mp_const_float_e_obj", &[Import("math"), Attribute("e")]),
    object("mp_const_float_inf_obj", &[Import("math"), Attribute("inf")]),
    object("mp_const_float_nan_obj", &[Import("math"), Attribute("nan")]),
    object("mp_const_float_pi_obj", &[Import("math"), Attribute("pi")]),
    object("mp_const_float_tau_obj", &[Import("math"), Attribute("tau")]),
    // Other objects.
    object("mp_namedtuple_obj", &[Import("collections"), Attribute("namedtuple")]),
    object("mp_sys_exit_obj", &[Import("sys"), Attribute("exit")]),
    object("mp_sys_maxsize_obj", &[Import("sys"), Attribute("maxsize")]),
    object("mp_type_attrtuple", &[Import("sys"), Attribute("implementation"), Type]),
    object("mp_vfs_open_obj", &[Builtin("open")]),
    object("mp_builtin_open_obj", &[Builtin("open")]),
    object("mp_module___main__", &[Import("__main__")]),
    object("mp_module_errno", &[Import("errno")]),
    object("mp_module_machine", &[Import("machine")]),
    object("mp_module_math", &[Import("math")]),
    object("mp_module_uctypes", &[Import("uctypes")]),
    // The built-in functions.
    object("mp_builtin___build_class___obj", &[Builtin("__build_class__")]),
    object("mp_builtin___import___obj", &[Builtin("__import__")]),
    object("mp_builtin___repl_print___obj", &[Builtin("__repl_print__")]),
    object("mp_builtin_abs_obj", &[Builtin("abs")]),
    object("mp_builtin_all_obj", &[Builtin("all")]),
    object("mp_builtin_any_obj", &[Builtin("any")]),
    object("mp_builtin_bin_obj", &[Builtin("bin")]),
    object("mp_builtin_callable_obj", &[Builtin("callable")]),
    object("mp_builtin_chr_obj", &[Builtin("chr")]),
    object("mp_builtin_compile_obj", &[Builtin("compile")]),
    object("mp_builtin_delattr_obj", &[Builtin("delattr")]),
    object("mp_builtin_dir_obj", &[Builtin("dir")]),
    object("mp_builtin_divmod_obj", &[Builtin("divmod")]),
    object("mp_builtin_eval_obj", &[Builtin("eval")]),
    object("mp_builtin_exec_obj", &[Builtin("exec")]),
    object("mp_builtin_execfile_obj", &[Builtin("execfile")]),
    object("mp_builtin_getattr_obj", &[Builtin("getattr")]),
    object("mp_builtin_globals_obj", &[Builtin("globals")]),
    object("mp_builtin_hasattr_obj", &[Builtin("hasattr")]),
    object("mp_builtin_hash_obj", &[Builtin("hash")]),
    object("mp_builtin_help_obj", &[Builtin("help")]),
    object("mp_builtin_hex_obj", &[Builtin("hex")]),
    object("mp_builtin_id_obj", &[Builtin("id")]),
    object("mp_builtin_input_obj", &[Builtin("input")]),
    object("mp_builtin_isinstance_obj", &[Builtin("isinstance")]),
    object("mp_builtin_issubclass_obj", &[Builtin("issubclass")]),
    object("mp_builtin_iter_obj", &[Builtin("iter")]),
    object("mp_builtin_len_obj", &[Builtin("len")]),
    object("mp_builtin_locals_obj", &[Builtin("locals")]),
    object("mp_builtin_max_obj", &[Builtin("max")]),
    object("mp_builtin_min_obj", &[Builtin("min")]),
    object("mp_builtin_next_obj", &[Builtin("next")]),
    object("mp_builtin_oct_obj", &[Builtin("oct")]),
    object("mp_builtin_ord_obj", &[Builtin("ord")]),
    object("mp_builtin_pow_obj", &[Builtin("pow")]),
    object("mp_builtin_print_obj", &[Builtin("print")]),
    object("mp_builtin_repr_obj", &[Builtin("repr")]),
    object("mp_builtin_round_obj", &[Builtin("round")]),
    object("mp_builtin_setattr_obj", &[Builtin("setattr")]),
    object("mp_builtin_sorted_obj", &[Builtin("sorted")]),
    object("mp_builtin_sum_obj", &[Builtin("sum")]),
    // Functions that types of the firmware have in their slots, and that must be these very ones in types of a module:
    // the firmware tells exceptions by them (py/objexcept.c, mp_obj_is_native_exception_instance).
    function("mp_obj_exception_make_new", &[Builtin("Exception"), InSlot(Slot::MakeNew)]),
    function("mp_obj_exception_print", &[Builtin("Exception"), InSlot(Slot::Print)]),
    function("mp_obj_exception_attr", &[Builtin("Exception"), InSlot(Slot::Attr)]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::firmware::RuntimeWord;

    #[test]
    fn only_a_first_step_is_a_built_in() {
        for named in NAMED {
            let first = named.recipe.first();
            assert!(first.is_some(), "{}", named.symbol);
            assert!(
                !matches!(first, Some(Attribute(_) | Type | Call | Apply(_) | InSlot(_))),
                "{}",
                named.symbol
            );
            let rest = named.recipe.get(1..).unwrap_or_default();
            assert!(!rest.iter().any(|step| matches!(step, Builtin(_))), "{}", named.symbol);
        }
    }

    #[test]
    fn no_symbol_has_two_rows_and_none_is_in_the_table() {
        let mut symbols: Vec<_> = NAMED.iter().map(|named| named.symbol).collect();
        for symbol in &symbols {
            assert_eq!(RuntimeWord::from_symbol(symbol), None, "{symbol}");
        }
        symbols.sort_unstable();
        assert!(symbols.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
