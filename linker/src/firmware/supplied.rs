//! What mpyc supplies of what the firmware has: the second of the three lists.
//!
//! A name comes from the support library (C of our own, of which a module carries the functions that it reaches), from
//! the headers (macros, types, inline functions: nothing is linked), or is found by name when the module is imported
//! ([`crate::named`]).

/// Functions and objects of the support library, by the files that define them.
pub const LIBRARY: &[(&str, &str)] = &[
    (
        "binary.c",
        "mp_binary_get_int mp_binary_get_val mp_binary_set_int mp_binary_set_val \
         mp_binary_set_val_array_from_int",
    ),
    (
        "call.c",
        "mp_call_function_0 mp_call_function_1 mp_call_function_1_protected mp_call_function_2 \
         mp_call_function_2_protected mp_call_function_n_kw mp_call_method_self_n_kw \
         mp_convert_member_lookup mp_cstack_check mp_cstack_usage mp_getiter mp_globals_get \
         mp_globals_set mp_iternext mp_iternext_allow_raise mp_load_method_protected mp_locals_get \
         mp_make_stop_iteration mp_module_generic_attr mp_obj_new_bound_meth mp_obj_new_memoryview \
         mp_obj_new_module mp_obj_new_type mp_resume",
    ),
    (
        "container.c",
        "mp_const_empty_dict_obj mp_obj_dict_copy mp_obj_dict_delete mp_obj_dict_get mp_obj_dict_init \
         mp_obj_dict_len mp_obj_dict_make_new mp_obj_get_array mp_obj_get_array_fixed_n mp_obj_list_get \
         mp_obj_list_init mp_obj_list_make_new mp_obj_list_remove mp_obj_list_set_len mp_obj_list_sort \
         mp_obj_list_store mp_obj_new_attrtuple mp_obj_tuple_binary_op mp_obj_tuple_del mp_obj_tuple_get \
         mp_obj_tuple_getiter mp_obj_tuple_hash mp_obj_tuple_print mp_obj_tuple_subscr \
         mp_obj_tuple_unary_op mp_op_contains_obj mp_op_delitem_obj mp_op_getitem_obj mp_op_setitem_obj \
         mp_store_map",
    ),
    (
        "exception.c",
        "mp_arg_error_terse_mismatch mp_arg_error_unimpl_kw mp_make_raise_obj \
         mp_obj_exception_add_traceback mp_obj_exception_clear_traceback \
         mp_obj_exception_get_traceback mp_obj_exception_get_value \
         mp_obj_exception_match mp_obj_is_exception_instance \
         mp_obj_is_exception_type mp_obj_is_native_exception_instance mp_obj_new_exception \
         mp_obj_new_exception_args mp_obj_new_exception_msg mp_obj_new_exception_msg_varg \
         mp_obj_new_exception_msg_vlist mp_obj_print_exception mp_raise_NotImplementedError \
         mp_raise_OSError mp_raise_OSError_with_filename mp_raise_StopIteration mp_raise_TypeError \
         mp_raise_TypeError_int_conversion mp_raise_ValueError mp_raise_msg_varg mp_raise_recursion_depth \
         mp_raise_type_arg nlr_jump",
    ),
    (
        "float.c",
        "mp_float_hash mp_obj_complex_binary_op mp_obj_complex_get mp_obj_float_binary_op \
         mp_obj_float_get mp_obj_get_complex mp_obj_get_complex_maybe mp_obj_get_float \
         mp_obj_get_float_maybe mp_obj_int_as_float_impl mp_obj_new_complex mp_obj_new_float \
         mp_obj_new_int_from_float mp_parse_float_internal mp_print_float",
    ),
    ("float_sizes.c", "mp_parse_num_decimal"),
    (
        "hal.c",
        "mp_event_wait_indefinite mp_event_wait_ms mp_hal_delay_ms mp_hal_delay_us mp_hal_stdin_rx_chr \
         mp_hal_stdout_tx_str mp_hal_stdout_tx_strn mp_hal_stdout_tx_strn_cooked mp_hal_ticks_cpu \
         mp_hal_ticks_ms mp_hal_ticks_us mp_hal_time_ns mp_sched_schedule",
    ),
    (
        "int.c",
        "mp_obj_get_int mp_obj_get_int_maybe mp_obj_get_int_truncated mp_obj_get_ll mp_obj_get_uint \
         mp_obj_int_binary_op mp_obj_int_from_bytes_impl mp_obj_int_get_checked mp_obj_int_get_truncated \
         mp_obj_int_get_uint_checked mp_obj_int_hash mp_obj_int_pow3 mp_obj_int_print mp_obj_int_sign \
         mp_obj_int_unary_op mp_obj_new_int mp_obj_new_int_from_ll mp_obj_new_int_from_str_len \
         mp_obj_new_int_from_uint mp_obj_new_int_from_ull mp_parse_num_integer mp_small_int_mul_overflow",
    ),
    (
        "map.c",
        "mp_map_clear mp_map_deinit mp_map_dump mp_map_free mp_map_init mp_map_init_fixed_table \
         mp_map_lookup mp_map_new mp_set_clear mp_set_init mp_set_lookup mp_set_remove_first",
    ),
    (
        "memory.c",
        "gc_alloc gc_collect gc_free gc_is_locked gc_lock gc_unlock m_free m_get_current_bytes_allocated \
         m_get_peak_bytes_allocated m_get_total_bytes_allocated m_malloc m_malloc0 m_malloc_fail \
         m_malloc_maybe m_realloc m_realloc_maybe m_tracked_calloc m_tracked_free mp_obj_malloc_helper",
    ),
    (
        "object.c",
        "mp_identity mp_identity_obj mp_obj_cast_to_native_base mp_obj_equal mp_obj_equal_not_equal \
         mp_obj_fun_get_name mp_obj_get_type_str mp_obj_id mp_obj_is_callable \
         mp_obj_is_dict_or_ordereddict mp_obj_is_qstr mp_obj_is_subclass_fast mp_obj_len mp_obj_len_maybe \
         mp_obj_print mp_obj_print_helper mp_obj_property_get",
    ),
    ("print.c", "DEBUG_printf mp_print_str mp_print_strn mp_sys_stdout_print"),
    ("ringbuf.c", "ringbuf_get16 ringbuf_get_bytes ringbuf_peek16 ringbuf_put16 ringbuf_put_bytes"),
    (
        "sequence.c",
        "mp_get_index mp_obj_slice_indices mp_seq_cmp_bytes mp_seq_cmp_objs mp_seq_count_obj \
         mp_seq_extract_slice mp_seq_get_fast_slice_indexes mp_seq_index_obj mp_seq_multiply",
    ),
    (
        "str.c",
        "find_subbytes mp_errno_to_str mp_obj_bytes_fromhex mp_obj_bytes_hex mp_obj_new_bytearray \
         mp_obj_new_bytes_from_vstr mp_obj_new_str_copy mp_obj_new_str_from_cstr \
         mp_obj_new_str_from_utf8_vstr mp_obj_new_str_from_vstr mp_obj_new_str_of_type \
         mp_obj_new_str_via_qstr mp_obj_str_binary_op mp_obj_str_equal mp_obj_str_format \
         mp_obj_str_get_buffer mp_obj_str_get_data mp_obj_str_get_data_no_check mp_obj_str_get_qstr \
         mp_obj_str_get_str mp_obj_str_intern mp_obj_str_intern_checked mp_obj_str_make_new \
         mp_obj_str_set_data mp_obj_str_split mp_str_print_json mp_str_print_quoted qstr_compute_hash \
         qstr_data qstr_find_strn qstr_from_str qstr_from_strn qstr_hash qstr_len qstr_str \
         str_index_to_ptr",
    ),
    (
        "stream.c",
        "mp_stream___exit___obj mp_stream_close mp_stream_close_obj mp_stream_flush_obj \
         mp_stream_ioctl_obj mp_stream_read1_obj mp_stream_rw mp_stream_seek mp_stream_seek_obj \
         mp_stream_tell_obj mp_stream_unbuffered_iter mp_stream_unbuffered_readlines_obj mp_stream_write \
         mp_stream_write1_obj mp_stream_write_adaptor",
    ),
    (
        "unicode.c",
        "unichar_isalnum unichar_isalpha unichar_isdigit unichar_isident unichar_islower unichar_isprint \
         unichar_isspace unichar_isupper unichar_isxdigit unichar_tolower unichar_toupper \
         unichar_xdigit_value utf8_charlen utf8_check utf8_get_char utf8_next_char utf8_ptr_to_index",
    ),
    (
        "vstr.c",
        "vstr_add_byte vstr_add_char vstr_add_len vstr_add_str vstr_add_strn vstr_clear \
         vstr_cut_head_bytes vstr_cut_out_bytes vstr_cut_tail_bytes vstr_extend vstr_free vstr_hint_size \
         vstr_init vstr_init_fixed_buf vstr_init_len vstr_init_print vstr_ins_byte vstr_ins_char vstr_new \
         vstr_null_terminated_str vstr_printf vstr_vprintf",
    ),
];

/// What else the library defines, by its files: the names by which our headers call it, and what C expects of any
/// library.
pub const LIBRARY_OWN: &[(&str, &str)] = &[
    ("call.c", "mpyc_arg_parse_all mpyc_arg_parse_all_kw_array"),
    ("errno.c", "__errno __errno_location errno"),
    ("float_sizes.c", "mpyc_get_float_d mpyc_get_float_f mpyc_new_float_d mpyc_new_float_f"),
    ("hal.c", "mp_virtual_pin_read mp_virtual_pin_write"),
    (
        "libc.c",
        "abs labs memchr memcmp strcat strchr strcmp strcpy strlen strncat strncmp strncpy strnlen strrchr strstr",
    ),
    ("names.c", "mpyc_sys_attr"),
    ("object.c", "mpyc_qstr_value"),
    (
        "process.c",
        "___tls_get_addr __stack_chk_fail __stack_chk_fail_local __tls_get_addr _dl_x86_cpu_features \
         _dl_x86_get_cpu_features",
    ),
    ("str.c", "mpyc_str_hash"),
    ("threads.c", "mpyc_emutls_get_address mpyc_emutls_register_common"),
];

/// Functions of GCC's library that the support library takes the place of, in whatever archive they are: their names,
/// and those of ours. GCC's keep memory where the collector does not see it.
pub const REPLACED: &[(&str, &str)] = &[
    ("__emutls_get_address", "mpyc_emutls_get_address"),
    ("__emutls_register_common", "mpyc_emutls_register_common"),
];

/// Names of a C library that stand for the process around a program, which a module is not: what the library's own
/// archive has for them leads to all of its start-up code, output and dynamic linker. Only the support library's are
/// linked (`process.c`), or an object's that was given.
pub const OF_PROCESS: [&str; 6] = [
    "___tls_get_addr",
    "__stack_chk_fail",
    "__stack_chk_fail_local",
    "__tls_get_addr",
    "_dl_x86_cpu_features",
    "_dl_x86_get_cpu_features",
];

/// Functions whose C type depends on what a float is: code that includes our headers refers to the name with `_f` or
/// `_d` behind it.
pub const LIBRARY_BY_FLOAT: &str = "float.c";

/// Macros, types, constants and inline functions, by the headers that have them.
pub const HEADERS: &[(&str, &str)] = &[
    (
        "mpyc/static.h",
        "MP_DEFINE_CONST_CLASSMETHOD_OBJ MP_DEFINE_CONST_DICT MP_DEFINE_CONST_DICT_WITH_SIZE \
         MP_DEFINE_CONST_FUN_OBJ_0 MP_DEFINE_CONST_FUN_OBJ_1 MP_DEFINE_CONST_FUN_OBJ_2 \
         MP_DEFINE_CONST_FUN_OBJ_3 MP_DEFINE_CONST_FUN_OBJ_KW MP_DEFINE_CONST_FUN_OBJ_VAR \
         MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN MP_DEFINE_CONST_MAP MP_DEFINE_CONST_OBJ_TYPE \
         MP_DEFINE_CONST_STATICMETHOD_OBJ MP_DEFINE_EXCEPTION MP_REGISTER_EXTENSIBLE_MODULE MP_REGISTER_MODULE MP_REGISTER_MODULE_DELEGATION MP_REGISTER_ROOT_POINTER \
         MP_ROM_FALSE MP_ROM_INT MP_ROM_NONE MP_ROM_PTR MP_ROM_QSTR MP_ROM_TRUE",
    ),
    ("py/binary.h", "BYTEARRAY_TYPECODE"),
    ("py/gc.h", "GC_ALLOC_FLAG_HAS_FINALISER"),
    (
        "py/misc.h",
        "CHECKBUF CHECKBUF_APPEND CHECKBUF_APPEND_0 CHECKBUF_LEN CHECKBUF_RESET MAX MIN MP_ALIGN \
         MP_ARRAY_SIZE MP_CEIL_DIVIDE MP_COMPRESSED_ROM_TEXT MP_ERROR_TEXT MP_FIT_SIGNED MP_FIT_UNSIGNED \
         MP_FLOAT_EXP_BIAS MP_FLOAT_EXP_BITS MP_FLOAT_EXP_OFFSET MP_FLOAT_FRAC_BITS \
         MP_GCC_HAS_BUILTIN_OVERFLOW MP_ROUND_DIVIDE MP_STATIC_ASSERT MP_STATIC_ASSERT_NONCONSTEXPR \
         MP_STRINGIFY MP_STRINGIFY_HELPER UTF8_IS_CONT UTF8_IS_NONASCII VSTR_FIXED byte \
         m_del m_del_obj m_del_var m_new m_new0 m_new_maybe m_new_obj m_new_obj_maybe m_new_obj_var \
         m_new_obj_var0 m_new_obj_var_maybe m_renew m_renew_maybe mp_add_ll_overflow mp_check mp_clz \
         mp_clz_mpi mp_clzl mp_clzll mp_ctz mp_float_uint_t mp_float_union_t mp_large_float_t \
         mp_large_float_uint_t mp_mul_ll_overflow mp_mul_ull_overflow mp_popcount mp_rom_error_text_t \
         mp_sub_ll_overflow uint unichar vstr_len vstr_reset vstr_str vstr_t",
    ),
    (
        "py/mperrno.h",
        "MP_E2BIG MP_EACCES MP_EADDRINUSE MP_EAFNOSUPPORT MP_EAGAIN MP_EALREADY MP_EBADF MP_EBUSY \
         MP_ECANCELED MP_ECHILD MP_ECONNABORTED MP_ECONNREFUSED MP_ECONNRESET MP_EDOM MP_EEXIST MP_EFAULT \
         MP_EFBIG MP_EHOSTUNREACH MP_EINPROGRESS MP_EINTR MP_EINVAL MP_EIO MP_EISCONN MP_EISDIR MP_EMFILE \
         MP_EMLINK MP_ENFILE MP_ENOBUFS MP_ENODEV MP_ENOENT MP_ENOEXEC MP_ENOMEM MP_ENOSPC MP_ENOTBLK \
         MP_ENOTCONN MP_ENOTDIR MP_ENOTTY MP_ENXIO MP_EOPNOTSUPP MP_EPERM MP_EPIPE MP_ERANGE MP_EROFS \
         MP_ESPIPE MP_ESRCH MP_ETIMEDOUT MP_ETXTBSY MP_EWOULDBLOCK MP_EXDEV",
    ),
    ("py/mphal.h", "mp_hal_get_pin_obj mp_hal_pin_obj_t mp_hal_pin_read mp_hal_pin_write"),
    (
        "py/mpprint.h",
        "MP_PRINT_GET_EXT MP_PYTHON_PRINTER PF_FLAG_ADD_PERCENT PF_FLAG_ALWAYS_DECIMAL \
         PF_FLAG_CENTER_ADJUST PF_FLAG_LEFT_ADJUST PF_FLAG_PAD_AFTER_SIGN PF_FLAG_SEP_POS \
         PF_FLAG_SHOW_OCTAL_LETTER PF_FLAG_SHOW_PREFIX PF_FLAG_SHOW_SIGN PF_FLAG_SPACE_SIGN \
         mp_print_ext_t mp_print_strn_t mp_print_t",
    ),
    (
        "py/nlr.h",
        "nlr_buf_t nlr_jump_callback_fun_t nlr_jump_callback_node_t \
         nlr_raise",
    ),
    (
        "py/obj.h",
        "MP_BUFFER_RAISE_IF_UNSUPPORTED MP_BUFFER_READ MP_BUFFER_RW MP_BUFFER_WRITE \
         MP_DECLARE_CONST_CLASSMETHOD_OBJ MP_DECLARE_CONST_FUN_OBJ_0 MP_DECLARE_CONST_FUN_OBJ_1 \
         MP_DECLARE_CONST_FUN_OBJ_2 MP_DECLARE_CONST_FUN_OBJ_3 MP_DECLARE_CONST_FUN_OBJ_KW \
         MP_DECLARE_CONST_FUN_OBJ_VAR MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN \
         MP_DECLARE_CONST_STATICMETHOD_OBJ MP_MAP_LOOKUP MP_MAP_LOOKUP_ADD_IF_NOT_FOUND \
         MP_MAP_LOOKUP_ADD_IF_NOT_FOUND_OR_REMOVE_IF_FOUND MP_MAP_LOOKUP_REMOVE_IF_FOUND \
         MP_MAP_SLOT_IS_FILLED MP_OBJ_FROM_PTR MP_OBJ_FUN_ARGS_MAX MP_OBJ_FUN_MAKE_SIG MP_OBJ_IS_FUN \
         MP_OBJ_IS_INT MP_OBJ_IS_OBJ MP_OBJ_IS_QSTR MP_OBJ_IS_SMALL_INT MP_OBJ_IS_STR \
         MP_OBJ_IS_STR_OR_BYTES MP_OBJ_IS_TYPE MP_OBJ_ITER_BUF_NSLOTS MP_OBJ_NEW_QSTR \
         MP_OBJ_NEW_SMALL_INT MP_OBJ_NULL MP_OBJ_QSTR_VALUE MP_OBJ_SENTINEL MP_OBJ_SMALL_INT_VALUE \
         MP_OBJ_STOP_ITERATION MP_OBJ_TO_PTR MP_OBJ_TYPE_GET_SLOT MP_OBJ_TYPE_GET_SLOT_OR_NULL \
         MP_OBJ_TYPE_HAS_SLOT MP_OBJ_TYPE_HAS_SLOT_BY_OFFSET MP_OBJ_TYPE_OFFSETOF_SLOT \
         MP_OBJ_TYPE_SET_SLOT MP_SET_SLOT_IS_FILLED MP_TYPE_FLAG_BINDS_SELF MP_TYPE_FLAG_BUILTIN_FUN \
         MP_TYPE_FLAG_EQ_CHECKS_OTHER_TYPE MP_TYPE_FLAG_EQ_HAS_NEQ_TEST MP_TYPE_FLAG_EQ_NOT_REFLEXIVE \
         MP_TYPE_FLAG_HAS_SPECIAL_ACCESSORS MP_TYPE_FLAG_INSTANCE_TYPE MP_TYPE_FLAG_IS_SUBCLASSED \
         MP_TYPE_FLAG_ITER_IS_CUSTOM MP_TYPE_FLAG_ITER_IS_GETITER MP_TYPE_FLAG_ITER_IS_ITERNEXT \
         MP_TYPE_FLAG_ITER_IS_STREAM MP_TYPE_FLAG_NONE MP_TYPE_FLAG_SUBSCR_ALLOWS_STACK_SLICE PRINT_EXC \
         PRINT_EXC_SUBCLASS PRINT_JSON PRINT_RAW PRINT_REPR PRINT_STR \
         \
         \
         \
         mp_attr_fun_t \
         mp_binary_op_fun_t mp_bound_slice_t mp_buffer_fun_t mp_buffer_info_t mp_call_fun_t \
         mp_const_empty_bytes mp_const_empty_map mp_const_empty_tuple mp_const_false mp_const_float_e \
         mp_const_float_inf mp_const_float_nan mp_const_float_pi mp_const_float_tau mp_const_none \
         mp_const_notimplemented mp_const_obj_t mp_const_true mp_fun_0_t mp_fun_1_t mp_fun_2_t mp_fun_3_t \
         mp_fun_kw_t mp_fun_var_t mp_get_buffer_raise mp_getiter_fun_t mp_getiter_iternext_custom_t \
         mp_iternext_fun_t mp_make_new_fun_t mp_map_elem_t mp_map_lookup_kind_t mp_map_slot_is_filled \
         mp_map_t mp_obj_base_t mp_obj_cell_get mp_obj_cell_set mp_obj_cell_t mp_obj_dict_get_map \
         mp_obj_dict_t mp_obj_empty_type_t mp_obj_full_type_t mp_obj_fun_builtin_fixed_t \
         mp_obj_fun_builtin_var_t mp_obj_is_bool mp_obj_is_exact_type mp_obj_is_float mp_obj_is_fun \
         mp_obj_is_immediate_obj mp_obj_is_int mp_obj_is_integer mp_obj_is_obj mp_obj_is_small_int \
         mp_obj_is_str mp_obj_is_str_or_bytes mp_obj_is_type mp_obj_iter_buf_t mp_obj_malloc \
         mp_obj_malloc_var mp_obj_malloc_var_with_finaliser mp_obj_malloc_with_finaliser \
         mp_obj_module_get_globals mp_obj_module_t mp_obj_new_bool mp_obj_new_exception_arg1 \
         mp_obj_slice_t mp_obj_static_class_method_t mp_obj_t mp_obj_type_t mp_print_fun_t \
         mp_print_kind_t mp_rom_map_elem_t mp_rom_obj_static_class_method_t mp_rom_obj_t mp_seq_cat \
         mp_seq_clear mp_seq_copy mp_seq_replace_slice_grow_inplace mp_seq_replace_slice_no_grow \
         mp_set_slot_is_filled mp_set_t mp_subscr_fun_t mp_type_assert_not_bool_int_str_nonetype \
         mp_unary_op_fun_t",
    ),
    (
        "py/objarray.h",
        "MP_DEFINE_MEMORYVIEW_OBJ MP_OBJ_ARRAY_FREE_SIZE_BITS MP_OBJ_ARRAY_TYPECODE_FLAG_RW mp_obj_array_t \
         mp_obj_memoryview_init",
    ),
    ("py/objexcept.h", "mp_obj_exception_t"),
    ("py/objfun.h", "mp_obj_fun_bc_t"),
    ("py/objlist.h", "mp_obj_list_t"),
    (
        "py/objstr.h",
        "GET_STR_DATA_LEN GET_STR_HASH GET_STR_LEN MP_DEFINE_BYTES_OBJ MP_DEFINE_STR_OBJ \
         MP_STATIC_ASSERT_STR_ARRAY_COMPATIBLE mp_obj_str_t",
    ),
    ("py/objtuple.h", "MP_DEFINE_ATTRTUPLE mp_obj_is_tuple_compatible mp_obj_tuple_t mp_rom_obj_tuple_t"),
    ("py/objtype.h", "mp_obj_instance_t mp_obj_is_instance_type mp_obj_is_native_type"),
    ("py/parsenum.h", "mp_parse_num_complex mp_parse_num_float"),
    ("py/qstr.h", "qstr qstr_hash_t qstr_len_t qstr_short_t"),
    (
        "py/ringbuf.h",
        "ringbuf_alloc ringbuf_avail ringbuf_free ringbuf_get ringbuf_memcpy_get_internal \
         ringbuf_memcpy_put_internal ringbuf_peek ringbuf_put ringbuf_t",
    ),
    (
        "py/runtime.h",
        "MP_ARG_BOOL MP_ARG_INT MP_ARG_KIND_MASK MP_ARG_KW_ONLY MP_ARG_OBJ MP_ARG_REQUIRED \
         MP_VM_RETURN_EXCEPTION MP_VM_RETURN_NORMAL MP_VM_RETURN_YIELD mp_arg_check_num mp_arg_flag_t \
         mp_arg_t mp_arg_val_t mp_check_self mp_raise_NotImplementedError_no_msg \
         mp_raise_TypeError_no_msg mp_raise_ValueError_no_msg mp_raise_type mp_sched_callback_t \
         mp_sched_node_t mp_sys_argv mp_sys_path mp_vm_return_kind_t mp_warning",
    ),
    (
        "py/runtime0.h",
        "MP_BINARY_OP_ADD MP_BINARY_OP_AND MP_BINARY_OP_CONTAINS MP_BINARY_OP_DIVMOD MP_BINARY_OP_EQUAL \
         MP_BINARY_OP_EXCEPTION_MATCH MP_BINARY_OP_FLOOR_DIVIDE MP_BINARY_OP_IN MP_BINARY_OP_INPLACE_ADD \
         MP_BINARY_OP_INPLACE_AND MP_BINARY_OP_INPLACE_FLOOR_DIVIDE MP_BINARY_OP_INPLACE_LSHIFT \
         MP_BINARY_OP_INPLACE_MAT_MULTIPLY MP_BINARY_OP_INPLACE_MODULO MP_BINARY_OP_INPLACE_MULTIPLY \
         MP_BINARY_OP_INPLACE_OR MP_BINARY_OP_INPLACE_POWER MP_BINARY_OP_INPLACE_RSHIFT \
         MP_BINARY_OP_INPLACE_SUBTRACT MP_BINARY_OP_INPLACE_TRUE_DIVIDE MP_BINARY_OP_INPLACE_XOR \
         MP_BINARY_OP_IS MP_BINARY_OP_IS_NOT MP_BINARY_OP_LESS MP_BINARY_OP_LESS_EQUAL \
         MP_BINARY_OP_LSHIFT MP_BINARY_OP_MAT_MULTIPLY MP_BINARY_OP_MODULO MP_BINARY_OP_MORE \
         MP_BINARY_OP_MORE_EQUAL MP_BINARY_OP_MULTIPLY MP_BINARY_OP_NOT_EQUAL MP_BINARY_OP_NOT_IN \
         MP_BINARY_OP_NUM_BYTECODE MP_BINARY_OP_NUM_RUNTIME MP_BINARY_OP_OR MP_BINARY_OP_POWER \
         MP_BINARY_OP_REVERSE_ADD MP_BINARY_OP_REVERSE_AND MP_BINARY_OP_REVERSE_FLOOR_DIVIDE \
         MP_BINARY_OP_REVERSE_LSHIFT MP_BINARY_OP_REVERSE_MAT_MULTIPLY MP_BINARY_OP_REVERSE_MODULO \
         MP_BINARY_OP_REVERSE_MULTIPLY MP_BINARY_OP_REVERSE_OR MP_BINARY_OP_REVERSE_POWER \
         MP_BINARY_OP_REVERSE_RSHIFT MP_BINARY_OP_REVERSE_SUBTRACT MP_BINARY_OP_REVERSE_TRUE_DIVIDE \
         MP_BINARY_OP_REVERSE_XOR MP_BINARY_OP_RSHIFT MP_BINARY_OP_SUBTRACT MP_BINARY_OP_TRUE_DIVIDE \
         MP_BINARY_OP_XOR MP_NATIVE_TYPE_BOOL MP_NATIVE_TYPE_INT MP_NATIVE_TYPE_OBJ MP_NATIVE_TYPE_PTR \
         MP_NATIVE_TYPE_PTR16 MP_NATIVE_TYPE_PTR32 MP_NATIVE_TYPE_PTR8 MP_NATIVE_TYPE_QSTR \
         MP_NATIVE_TYPE_UINT MP_SCOPE_FLAG_ALL_SIG MP_SCOPE_FLAG_DEFKWARGS MP_SCOPE_FLAG_GENERATOR \
         MP_SCOPE_FLAG_HASCONSTS MP_SCOPE_FLAG_REFGLOBALS MP_SCOPE_FLAG_VARARGS MP_SCOPE_FLAG_VARKEYWORDS \
         MP_SCOPE_FLAG_VIPERBSS MP_SCOPE_FLAG_VIPERRELOC MP_SCOPE_FLAG_VIPERRET_POS \
         MP_SCOPE_FLAG_VIPERRODATA MP_UNARY_OP_ABS MP_UNARY_OP_BOOL MP_UNARY_OP_COMPLEX_MAYBE \
         MP_UNARY_OP_FLOAT_MAYBE MP_UNARY_OP_HASH MP_UNARY_OP_INT_MAYBE MP_UNARY_OP_INVERT \
         MP_UNARY_OP_LEN MP_UNARY_OP_NEGATIVE MP_UNARY_OP_NOT MP_UNARY_OP_NUM_BYTECODE \
         MP_UNARY_OP_NUM_RUNTIME MP_UNARY_OP_POSITIVE MP_UNARY_OP_SIZEOF mp_binary_op_t mp_unary_op_t",
    ),
    (
        "py/smallint.h",
        "MP_IMAX_BITS MP_SMALL_INT_BITS MP_SMALL_INT_FITS MP_SMALL_INT_MAX MP_SMALL_INT_MIN \
         MP_SMALL_INT_POSITIVE_MASK",
    ),
    ("py/stackctrl.h", "MP_STACK_CHECK mp_stack_check mp_stack_usage"),
    (
        "py/stream.h",
        "MP_SEEK_CUR MP_SEEK_END MP_SEEK_SET MP_STREAM_CLOSE MP_STREAM_ERROR MP_STREAM_FLUSH \
         MP_STREAM_GET_BUFFER_SIZE MP_STREAM_GET_DATA_OPTS MP_STREAM_GET_FILENO MP_STREAM_GET_OPTS \
         MP_STREAM_OP_IOCTL MP_STREAM_OP_READ MP_STREAM_OP_WRITE MP_STREAM_POLL MP_STREAM_POLL_ERR \
         MP_STREAM_POLL_HUP MP_STREAM_POLL_NVAL MP_STREAM_POLL_RD MP_STREAM_POLL_WR MP_STREAM_RW_ONCE \
         MP_STREAM_RW_READ MP_STREAM_RW_WRITE MP_STREAM_SEEK MP_STREAM_SET_DATA_OPTS MP_STREAM_SET_OPTS \
         MP_STREAM_TIMEOUT mp_get_stream mp_is_nonblocking_error mp_stream_p_t mp_stream_read_exactly \
         mp_stream_seek_t mp_stream_write_exactly",
    ),
];

/// What to know of a name, beside where it comes from.
pub const NOTES: &[(&str, &str)] = &[
    ("mp_event_wait_indefinite", "waits a millisecond"),
    ("mp_event_wait_ms", "waits a millisecond at most"),
    ("mp_hal_ticks_cpu", "a difference is right up to 2^30 between two calls; by time.ticks_cpu"),
    ("mp_hal_ticks_ms", "a difference is right up to 2^30 between two calls; by time.ticks_ms"),
    ("mp_hal_ticks_us", "a difference is right up to 2^30 between two calls; by time.ticks_us"),
    (
        "mp_obj_str_get_qstr",
        "a name that is not interned yet takes a class on the heap, which is then garbage",
    ),
    ("mp_resume", "an exception of the iterator is always given back, never raised"),
    ("mp_small_int_mul_overflow", "with the product as third parameter, as since 1.26"),
    ("mpyc_arg_parse_all", "for tables with a word for each name (mpyc/static.h)"),
    ("mpyc_arg_parse_all_kw_array", "for tables with a word for each name (mpyc/static.h)"),
];
