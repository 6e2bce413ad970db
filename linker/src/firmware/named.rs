//! Objects of the firmware that have a name in Python: C takes their addresses, which are found when the module is
//! imported. Part of the second of the three lists.
//!
//! An object's address is its `mp_obj_t`; where the firmware holds it in the word itself (a float, with object
//! representation C), the symbol stands for the word, so that what C makes of the address is the object all the same.

/// How an object is found, by what the function table offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipe {
    /// The attribute of the module `builtins`.
    Builtin(&'static str),
    /// What that attribute of `builtins` gives when it is called without arguments: the firmware has one such object.
    CallBuiltin(&'static str),
    /// The attribute (second) of a module (first) that is imported.
    Attribute(&'static str, &'static str),
    /// The module itself, imported.
    Module(&'static str),
    /// The type of an object that any firmware has.
    TypeOf(Sample),
}

/// An object whose type has no name of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// `None`, of the table.
    None,
    /// Any module.
    Module,
    /// The attribute `append` of a new list.
    BoundMethod,
    /// An iterator over `''` made without a buffer (`mp_native_getiter` with NULL), for one in a buffer has the same
    /// type but is no object of its own.
    StrIterator,
    /// The function object that the module's entry gets as its first argument.
    EntryFunction,
    /// The attribute `implementation` of the module `sys`.
    SysImplementation,
}

use Recipe::{Attribute, Builtin, CallBuiltin, Module, TypeOf};

/// Every symbol that is found by name, in order.
#[rustfmt::skip]
pub const NAMED: &[(&str, Recipe)] = &[
    ("mp_builtin___build_class___obj", Builtin("__build_class__")),
    ("mp_builtin___import___obj", Builtin("__import__")),
    ("mp_builtin___repl_print___obj", Builtin("__repl_print__")),
    ("mp_builtin_abs_obj", Builtin("abs")),
    ("mp_builtin_all_obj", Builtin("all")),
    ("mp_builtin_any_obj", Builtin("any")),
    ("mp_builtin_bin_obj", Builtin("bin")),
    ("mp_builtin_callable_obj", Builtin("callable")),
    ("mp_builtin_chr_obj", Builtin("chr")),
    ("mp_builtin_compile_obj", Builtin("compile")),
    ("mp_builtin_delattr_obj", Builtin("delattr")),
    ("mp_builtin_dir_obj", Builtin("dir")),
    ("mp_builtin_divmod_obj", Builtin("divmod")),
    ("mp_builtin_eval_obj", Builtin("eval")),
    ("mp_builtin_exec_obj", Builtin("exec")),
    ("mp_builtin_execfile_obj", Builtin("execfile")),
    ("mp_builtin_getattr_obj", Builtin("getattr")),
    ("mp_builtin_globals_obj", Builtin("globals")),
    ("mp_builtin_hasattr_obj", Builtin("hasattr")),
    ("mp_builtin_hash_obj", Builtin("hash")),
    ("mp_builtin_help_obj", Builtin("help")),
    ("mp_builtin_hex_obj", Builtin("hex")),
    ("mp_builtin_id_obj", Builtin("id")),
    ("mp_builtin_input_obj", Builtin("input")),
    ("mp_builtin_isinstance_obj", Builtin("isinstance")),
    ("mp_builtin_issubclass_obj", Builtin("issubclass")),
    ("mp_builtin_iter_obj", Builtin("iter")),
    ("mp_builtin_len_obj", Builtin("len")),
    ("mp_builtin_locals_obj", Builtin("locals")),
    ("mp_builtin_max_obj", Builtin("max")),
    ("mp_builtin_min_obj", Builtin("min")),
    ("mp_builtin_next_obj", Builtin("next")),
    ("mp_builtin_oct_obj", Builtin("oct")),
    ("mp_builtin_ord_obj", Builtin("ord")),
    ("mp_builtin_pow_obj", Builtin("pow")),
    ("mp_builtin_print_obj", Builtin("print")),
    ("mp_builtin_repr_obj", Builtin("repr")),
    ("mp_builtin_round_obj", Builtin("round")),
    ("mp_builtin_setattr_obj", Builtin("setattr")),
    ("mp_builtin_sorted_obj", Builtin("sorted")),
    ("mp_builtin_sum_obj", Builtin("sum")),
    ("mp_const_ellipsis_obj", Builtin("Ellipsis")),
    ("mp_const_empty_bytes_obj", CallBuiltin("bytes")),
    ("mp_const_empty_tuple_obj", CallBuiltin("tuple")),
    ("mp_const_float_e_obj", Attribute("math", "e")),
    ("mp_const_float_inf_obj", Attribute("math", "inf")),
    ("mp_const_float_nan_obj", Attribute("math", "nan")),
    ("mp_const_float_pi_obj", Attribute("math", "pi")),
    ("mp_const_float_tau_obj", Attribute("math", "tau")),
    ("mp_const_notimplemented_obj", Builtin("NotImplemented")),
    ("mp_module___main__", Module("__main__")),
    ("mp_module_builtins", Module("builtins")),
    ("mp_module_errno", Module("errno")),
    ("mp_module_machine", Module("machine")),
    ("mp_module_math", Module("math")),
    ("mp_module_sys", Module("sys")),
    ("mp_module_uctypes", Module("uctypes")),
    ("mp_namedtuple_obj", Attribute("collections", "namedtuple")),
    ("mp_sys_exit_obj", Attribute("sys", "exit")),
    ("mp_sys_maxsize_obj", Attribute("sys", "maxsize")),
    ("mp_type_ArithmeticError", Builtin("ArithmeticError")),
    ("mp_type_AssertionError", Builtin("AssertionError")),
    ("mp_type_AttributeError", Builtin("AttributeError")),
    ("mp_type_BaseException", Builtin("BaseException")),
    ("mp_type_EOFError", Builtin("EOFError")),
    ("mp_type_GeneratorExit", Builtin("GeneratorExit")),
    ("mp_type_ImportError", Builtin("ImportError")),
    ("mp_type_IndentationError", Builtin("IndentationError")),
    ("mp_type_IndexError", Builtin("IndexError")),
    ("mp_type_KeyError", Builtin("KeyError")),
    ("mp_type_KeyboardInterrupt", Builtin("KeyboardInterrupt")),
    ("mp_type_LookupError", Builtin("LookupError")),
    ("mp_type_MemoryError", Builtin("MemoryError")),
    ("mp_type_NameError", Builtin("NameError")),
    ("mp_type_NoneType", TypeOf(Sample::None)),
    ("mp_type_NotImplementedError", Builtin("NotImplementedError")),
    ("mp_type_OSError", Builtin("OSError")),
    ("mp_type_OverflowError", Builtin("OverflowError")),
    ("mp_type_RuntimeError", Builtin("RuntimeError")),
    ("mp_type_StopAsyncIteration", Builtin("StopAsyncIteration")),
    ("mp_type_StopIteration", Builtin("StopIteration")),
    ("mp_type_SyntaxError", Builtin("SyntaxError")),
    ("mp_type_SystemExit", Builtin("SystemExit")),
    ("mp_type_TypeError", Builtin("TypeError")),
    ("mp_type_UnicodeError", Builtin("UnicodeError")),
    ("mp_type_ValueError", Builtin("ValueError")),
    ("mp_type_ViperTypeError", Builtin("ViperTypeError")),
    ("mp_type_ZeroDivisionError", Builtin("ZeroDivisionError")),
    ("mp_type_array", Attribute("array", "array")),
    ("mp_type_attrtuple", TypeOf(Sample::SysImplementation)),
    ("mp_type_bool", Builtin("bool")),
    ("mp_type_bound_meth", TypeOf(Sample::BoundMethod)),
    ("mp_type_bytearray", Builtin("bytearray")),
    ("mp_type_bytes", Builtin("bytes")),
    ("mp_type_bytesio", Attribute("io", "BytesIO")),
    ("mp_type_classmethod", Builtin("classmethod")),
    ("mp_type_complex", Builtin("complex")),
    ("mp_type_deque", Attribute("collections", "deque")),
    ("mp_type_enumerate", Builtin("enumerate")),
    ("mp_type_filter", Builtin("filter")),
    ("mp_type_float", Builtin("float")),
    ("mp_type_frozenset", Builtin("frozenset")),
    ("mp_type_fun_viper", TypeOf(Sample::EntryFunction)),
    ("mp_type_int", Builtin("int")),
    ("mp_type_map", Builtin("map")),
    ("mp_type_memoryview", Builtin("memoryview")),
    ("mp_type_module", TypeOf(Sample::Module)),
    ("mp_type_object", Builtin("object")),
    ("mp_type_ordereddict", Attribute("collections", "OrderedDict")),
    ("mp_type_polymorph_iter", TypeOf(Sample::StrIterator)),
    ("mp_type_property", Builtin("property")),
    ("mp_type_range", Builtin("range")),
    ("mp_type_reversed", Builtin("reversed")),
    ("mp_type_ringio", Attribute("micropython", "RingIO")),
    ("mp_type_set", Builtin("set")),
    ("mp_type_slice", Builtin("slice")),
    ("mp_type_staticmethod", Builtin("staticmethod")),
    ("mp_type_stringio", Attribute("io", "StringIO")),
    ("mp_type_super", Builtin("super")),
    ("mp_type_tuple", Builtin("tuple")),
    ("mp_type_zip", Builtin("zip")),
    ("mp_vfs_open_obj", Builtin("open")),
];

impl std::fmt::Display for Recipe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Builtin(name) => write!(f, "builtins.{name}"),
            CallBuiltin(name) => write!(f, "{name}()"),
            Attribute(module, name) => write!(f, "{module}.{name}"),
            Module(module) => write!(f, "import {module}"),
            TypeOf(sample) => write!(f, "type({})", sample.expression()),
        }
    }
}

impl Sample {
    /// The object in Python.
    pub const fn expression(self) -> &'static str {
        match self {
            Sample::None => "None",
            Sample::Module => "sys",
            Sample::BoundMethod => "[].append",
            Sample::StrIterator => "iter('')",
            Sample::EntryFunction => "<the module's entry>",
            Sample::SysImplementation => "sys.implementation",
        }
    }
}
