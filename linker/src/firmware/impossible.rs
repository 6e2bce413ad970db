//! What a native module cannot have of what the firmware has, why, and what to use instead: the third of the three
//! lists.

/// Names that one reason keeps out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Impossible {
    /// The reason, a clause without a full stop.
    pub why: &'static str,
    /// What to do, a clause that begins with a verb.
    pub instead: &'static str,
    /// The names, separated by spaces.
    pub names: &'static str,
}

const fn because(why: &'static str, instead: &'static str, names: &'static str) -> Impossible {
    Impossible { why, instead, names }
}

const STATE: &str = "it is part of the interpreter's state, which the function table does not show";
const COMPILER: &str = "it is part of the compiler on the board";
const PORT: &str = "it is for the port, which starts and ends the interpreter";
const INSIDE: &str = "it serves the firmware's own types from within";
const STACK_ROOM: &str = "the firmware's list of callbacks is out of reach";
const LAYOUT: &str = "its layout depends on how the firmware was configured";

/// Every name that is out of reach.
pub const IMPOSSIBLE: &[Impossible] = &[
    because(
        "no entry of the function table makes memory with a finaliser, and the collector would never call it",
        "free what the object holds in a method close or __exit__, and use m_malloc or mp_obj_malloc",
        "m_malloc_with_finaliser mp_obj_malloc_with_finaliser_helper mp_type_polymorph_iter_with_finaliser",
    ),
    because(
        "a pending event is served by the interpreter alone, and no entry of the function table asks it to",
        "call mp_event_wait_ms(1), which serves events while it waits, or return to Python",
        "mp_event_handle_nowait mp_handle_pending",
    ),
    because(
        STATE,
        "schedule a function object with mp_sched_schedule",
        "mp_sched_exception mp_sched_keyboard_interrupt mp_sched_lock mp_sched_num_pending mp_sched_schedule_node \
         mp_sched_unlock mp_sched_vm_abort",
    ),
    because(
        STACK_ROOM,
        "protect the region with nlr_push, and raise again after cleaning up",
        "MP_DEFINE_NLR_JUMP_CALLBACK_FUNCTION_1 mp_call_function_1_from_nlr_jump_callback \
         mp_globals_locals_set_from_nlr_jump_callback nlr_call_jump_callbacks nlr_jump_callback_node_call_function_1_t \
         nlr_jump_callback_node_globals_locals_t nlr_pop_jump_callback nlr_push_jump_callback",
    ),
    because(
        "it is how the firmware's own nlr_push and nlr_jump are made",
        "use nlr_push, nlr_pop and nlr_raise",
        "MP_NLR_JUMP_HEAD MP_NLR_RESTORE_PYSTACK MP_NLR_SAVE_PYSTACK nlr_get_abort nlr_jump_abort nlr_jump_fail \
         nlr_push_tail nlr_set_abort",
    ),
    because(STATE, "set the globals with mp_globals_set", "mp_locals_set"),
    because(
        STATE,
        "let it live in the firmware; allocate memory before it is short",
        "mp_alloc_emergency_exception_buf mp_init_emergency_exception_buf",
    ),
    because(
        STATE,
        "make a new one with mp_obj_new_exception(&mp_type_GeneratorExit)",
        "mp_const_GeneratorExit_obj",
    ),
    because(
        "the words of None, False and True differ between firmwares",
        "compare with mp_const_none, mp_const_false and mp_const_true",
        "MP_OBJ_IMMEDIATE_OBJ_VALUE MP_OBJ_NEW_IMMEDIATE_OBJ",
    ),
    because(
        "floats are objects in this representation",
        "make it with mp_obj_new_float when the module starts",
        "MP_OBJ_NEW_CONST_FLOAT",
    ),
    because(
        "it is a part of MP_DEFINE_CONST_OBJ_TYPE",
        "use MP_DEFINE_CONST_OBJ_TYPE",
        "MP_DEFINE_CONST_OBJ_TYPE_EXPAND MP_DEFINE_CONST_OBJ_TYPE_NARGS MP_DEFINE_CONST_OBJ_TYPE_NARGS_0 \
         MP_DEFINE_CONST_OBJ_TYPE_NARGS_1 MP_DEFINE_CONST_OBJ_TYPE_NARGS_2 MP_DEFINE_CONST_OBJ_TYPE_NARGS_3 \
         MP_DEFINE_CONST_OBJ_TYPE_NARGS_4 MP_DEFINE_CONST_OBJ_TYPE_NARGS_5 MP_DEFINE_CONST_OBJ_TYPE_NARGS_6 \
         MP_DEFINE_CONST_OBJ_TYPE_NARGS_7 MP_DEFINE_CONST_OBJ_TYPE_NARGS_8 MP_DEFINE_CONST_OBJ_TYPE_NARGS_9 \
         MP_DEFINE_CONST_OBJ_TYPE_NARGS_10 MP_DEFINE_CONST_OBJ_TYPE_NARGS_11 MP_DEFINE_CONST_OBJ_TYPE_NARGS_12",
    ),
    because(
        "the firmware's list of built-in modules is fixed",
        "use MP_REGISTER_MODULE: the module is a file, which the file system may shadow as it may any other",
        "mp_builtin_extensible_module_map mp_builtin_module_map mp_module_get_builtin",
    ),
    because(
        "only code that was compiled from Python makes objects of this type",
        "take the type from an object with mp_obj_get_type",
        "mp_type_code mp_type_fun_asm mp_type_fun_bc mp_type_fun_native mp_type_gen_instance mp_type_gen_wrap \
         mp_type_native_gen_wrap",
    ),
    because(
        "generators are made from compiled Python",
        "make a type with an iternext function (MP_TYPE_FLAG_ITER_IS_ITERNEXT)",
        "mp_obj_new_gen_wrap",
    ),
    because("cells are made by compiled Python alone", "use a list of one item", "mp_obj_new_cell"),
    because(INSIDE, "call mp_getiter with the object itself", "mp_obj_new_getitem_iter"),
    because(
        INSIDE,
        "call the class with mp_call_function_n_kw; mp_obj_is_callable, mp_call_function_n_kw and mp_getiter take \
         instances as they take all objects",
        "mp_obj_instance_call mp_obj_instance_getiter mp_obj_instance_is_callable mp_obj_new_instance",
    ),
    because(INSIDE, "print the tuple with mp_obj_print_helper", "mp_obj_attrtuple_print_helper"),
    because(
        INSIDE,
        "load the method by name with mp_load_method and call it",
        "mp_obj_array_append_obj mp_obj_array_extend_obj",
    ),
    because(
        "the tables of built-in types' methods are out of reach by symbol",
        "take it from the type: MP_OBJ_TYPE_GET_SLOT(&mp_type_str, locals_dict)",
        "mp_obj_array_locals_dict mp_obj_bytearray_locals_dict mp_obj_memoryview_locals_dict mp_obj_str_locals_dict",
    ),
    because(
        "the globals of a built-in module are out of reach by symbol",
        "use mp_obj_module_get_globals(MP_OBJ_FROM_PTR(&mp_module_builtins))",
        "mp_module_builtins_globals",
    ),
    because(
        "function objects for compiled code have a stub before the code",
        "use MP_DEFINE_CONST_FUN_OBJ_0 and its like, or mp_make_function_from_proto_fun",
        "mp_obj_fun_asm_t mp_obj_fun_bc_attr mp_obj_fun_native_get_function_start \
         mp_obj_fun_native_get_generator_resume mp_obj_fun_native_get_generator_start \
         mp_obj_fun_native_get_prelude_ptr mp_obj_new_fun_asm mp_obj_new_fun_bc mp_obj_new_fun_native \
         mp_obj_new_fun_viper",
    ),
    because(INSIDE, "call with mp_call_method_n_kw_var", "mp_call_args_t mp_call_prepare_args_n_kw_var"),
    because(
        LAYOUT,
        "go through mp_obj_get_ll, mp_obj_new_int_from_ll and the methods of int",
        "mp_obj_int_new_mpz mp_obj_int_t",
    ),
    because(
        LAYOUT,
        "print with mp_obj_print_helper, or format with mp_obj_str_format",
        "mp_int_format_size mp_obj_int_binary_op_extra_cases mp_obj_int_formatted mp_obj_int_formatted_impl \
         mp_print_mp_int",
    ),
    because(
        "whether a value fits depends on its sign in another way in each release",
        "use mp_binary_set_val_array, or the method to_bytes",
        "mp_obj_int_to_bytes_impl",
    ),
    because(
        "the tables of operators' names are out of reach",
        "write the names that are wanted",
        "mp_binary_op_method_name mp_unary_op_method_name",
    ),
    because(
        COMPILER,
        "leave it out of code that runs as a module",
        "MP_COMPRESSED_DATA MP_IS_COMPRESSED_ROM_STRING MP_MATCH_COMPRESSED mp_decimal_exp mp_decompress_rom_string \
         mp_native_type_from_qstr mp_verbose_flag",
    ),
    because(
        "interned names are numbered by the firmware",
        "use qstr_from_strn, or MP_QSTR_name",
        "MP_QSTRnumber_of MP_QSTRnumber_of_static MP_QSTRstart_of_main QDEF0 QDEF1 QSTR_TOTAL qstr_dump_data \
         qstr_from_strn_static qstr_init qstr_pool_info qstr_pool_t",
    ),
    because(
        "it was a flag of one release",
        "leave it out; PF_FLAG_SEP_POS has taken the place of PF_FLAG_SHOW_COMMA",
        "PF_FLAG_NO_TRAILZ PF_FLAG_SHOW_COMMA",
    ),
    because(
        PORT,
        "leave it to the firmware",
        "mp_cstack_init_with_sp_here mp_cstack_init_with_top mp_deinit mp_init mp_stack_ctrl_init mp_stack_set_limit \
         mp_stack_set_top mp_thread_init_state",
    ),
    because(
        "it belongs to the collector",
        "use m_malloc and its like, gc_collect, or the functions of the module gc",
        "gc_add gc_collect_end gc_collect_root gc_collect_start gc_dump_alloc_table gc_dump_info gc_get_max_new_split \
         gc_info gc_info_t gc_init gc_nbytes gc_sweep_all mp_micropython_mem_info",
    ),
    because(
        "files are reached through Python's own modules",
        "import os and call os.stat, or call open through mp_builtin_open_obj",
        "MP_IMPORT_STAT_DIR MP_IMPORT_STAT_FILE MP_IMPORT_STAT_NO_EXIST mp_builtin_open mp_import_stat \
         mp_import_stat_t mp_vfs_import_stat mp_vfs_open",
    ),
    because(
        "the import is the firmware's",
        "import with mp_import_name",
        "mp_builtin___import__ mp_builtin___import___default",
    ),
    because(
        "a stream that is not an object has no place in a module",
        "use mp_stream_rw and mp_stream_seek",
        "mp_stream_posix_fsync mp_stream_posix_lseek mp_stream_posix_read mp_stream_posix_write",
    ),
    because(
        "the port's console is out of reach for polling",
        "poll sys.stdin with the module select",
        "mp_hal_stdio_poll",
    ),
];
