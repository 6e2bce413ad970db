#include "test.h"

// ---- Calls.
FUN_1(call_0, fun) { return mp_call_function_0(fun); }
FUN_2(call_1, fun, a) { return mp_call_function_1(fun, a); }
FUN_3(call_2, fun, a, b) { return mp_call_function_2(fun, a, b); }
FUN_VAR(call_n) { return mp_call_function_n_kw(args[0], n_args - 1, 0, args + 1); }
FUN_3(call_kw, fun, key, value) {
    mp_obj_t args[4] = {INT(1), INT(2), key, value};
    return mp_call_function_n_kw(fun, 2, 1, args);
}
FUN_2(call_many, fun, n) {
    size_t count = mp_obj_get_int(n);
    mp_obj_t *args = m_new(mp_obj_t, count);
    for (size_t i = 0; i < count; i++) {
        args[i] = INT(i);
    }
    return mp_call_function_n_kw(fun, count, 0, args);
}
FUN_3(call_self, meth, self, arg) { return mp_call_method_self_n_kw(meth, self, 1, 0, &arg); }
FUN_2(protected_1, fun, a) {
    mp_obj_t result = mp_call_function_1_protected(fun, a);
    return result == MP_OBJ_NULL ? STR("raised") : result;
}
FUN_3(protected_2, fun, a, b) {
    mp_obj_t result = mp_call_function_2_protected(fun, a, b);
    return result == MP_OBJ_NULL ? STR("raised") : result;
}
FUN_3(load_protected, o, name, all) {
    mp_obj_t dest[2] = {MP_OBJ_NULL, MP_OBJ_NULL};
    mp_load_method_protected(o, mp_obj_str_get_qstr(name), dest, mp_obj_is_true(all));
    return dest[0] == MP_OBJ_NULL ? mp_const_none : TUPLE(dest[0], BOOL(dest[1] == o));
}
FUN_3(convert, obj, type, member) {
    mp_obj_t dest[2] = {MP_OBJ_NULL, MP_OBJ_NULL};
    mp_convert_member_lookup(obj == mp_const_none ? MP_OBJ_NULL : obj, TYPE(type), member, dest);
    return TUPLE(dest[0], dest[1] == MP_OBJ_NULL ? mp_const_none : dest[1]);
}

// ---- Iteration.
FUN_2(iterate, o, with_buffer) {
    mp_obj_iter_buf_t buffer;
    mp_obj_t iter = mp_getiter(o, mp_obj_is_true(with_buffer) ? &buffer : NULL);
    mp_obj_t item, list = mp_obj_new_list(0, NULL);
    while ((item = mp_iternext(iter)) != MP_OBJ_STOP_ITERATION) {
        mp_obj_list_append(list, item);
    }
    return list;
}
FUN_1(iterate_raise, o) {
    mp_obj_t iter = mp_getiter(o, NULL), item, list = mp_obj_new_list(0, NULL);
    while ((item = mp_iternext_allow_raise(iter)) != MP_OBJ_STOP_ITERATION) {
        mp_obj_list_append(list, item);
    }
    return list;
}
FUN_3(resume, gen, send, throw) {
    mp_obj_t value = MP_OBJ_NULL;
    bool throws = throw != mp_const_none;
    mp_vm_return_kind_t kind = mp_resume(gen, throws ? MP_OBJ_NULL : send, throws ? throw : MP_OBJ_NULL, &value);
    return TUPLE(INT(kind), value);
}
// An iterator of our own, which ends with a value.
static mp_obj_t ending_next(mp_obj_t self) { return mp_make_stop_iteration(((mp_obj_t *)MP_OBJ_TO_PTR(self))[1]); }
static mp_obj_full_type_t ending_type;
FUN_1(ending, value) {
    ending_type.base.type = &mp_type_type;
    ending_type.flags = MP_TYPE_FLAG_ITER_IS_ITERNEXT;
    ending_type.name = mp_type_list.name;
    MP_OBJ_TYPE_SET_SLOT(&ending_type, iter, ending_next, 0);
    mp_obj_t *o = m_new(mp_obj_t, 2);
    o[0] = (mp_obj_t)&ending_type;
    o[1] = value;
    return MP_OBJ_FROM_PTR(o);
}

// ---- Arguments.
FUN_KW(parse) {
    // The names are not static here: they are what this module was told.
    mp_arg_t allowed[] = {
        {mp_obj_str_get_qstr(STR("first")), MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_obj = mp_const_none}},
        {mp_obj_str_get_qstr(STR("count")), MP_ARG_INT, {.u_int = 7}},
        {mp_obj_str_get_qstr(STR("flag")), MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = true}},
    };
    mp_arg_val_t values[3];
    mp_arg_parse_all(n_args, args, kws, 3, allowed, values);
    return TUPLE(values[0].u_obj, INT(values[1].u_int), BOOL(values[2].u_bool));
}
static mp_obj_t parse_array_call(mp_obj_t fun, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    (void)fun;
    mp_arg_t allowed[] = {{mp_obj_str_get_qstr(STR("first")), MP_ARG_OBJ, {.u_rom_obj = mp_const_none}},
        {mp_obj_str_get_qstr(STR("count")), MP_ARG_INT, {.u_int = -1}}};
    mp_arg_val_t values[2];
    mp_arg_check_num(n_args, n_kw, 0, 2, true);
    mp_arg_parse_all_kw_array(n_args, n_kw, args, 2, allowed, values);
    return TUPLE(values[0].u_obj, INT(values[1].u_int));
}
FUN_KW(parse_array) {
    mp_obj_t all[n_args + 2 * kws->used + 1];
    for (size_t i = 0; i < n_args; i++) {
        all[i] = args[i];
    }
    for (size_t i = 0; i < kws->used; i++) {
        all[n_args + 2 * i] = kws->table[i].key;
        all[n_args + 2 * i + 1] = kws->table[i].value;
    }
    return parse_array_call(MP_OBJ_NULL, n_args, kws->used, all);
}

// ---- The stack, and the dicts that names are looked up in.
FUN_1(check_stack, o) {
    mp_cstack_check();
    MP_STACK_CHECK();
    return o;
}
FUN_1(recurse, n) {
    mp_cstack_check();
    volatile char room[64];
    room[0] = 1;
    mp_obj_t (*volatile again)(mp_obj_t) = recurse;
    return INT(mp_obj_get_int(again(INT(mp_obj_get_int(n) + 1))) + room[0]);
}
FUN_0(stack_usage) { return BOOL(mp_cstack_usage() > 0); }
FUN_0(get_globals) { return TUPLE(MP_OBJ_FROM_PTR(mp_globals_get()), MP_OBJ_FROM_PTR(mp_locals_get())); }
FUN_2(with_globals, dict, name) {
    mp_obj_dict_t *before = mp_globals_get();
    mp_globals_set(MP_OBJ_TO_PTR(dict));
    mp_obj_t value = mp_load_global(mp_obj_str_get_qstr(name));
    mp_globals_set(before);
    return value;
}

// ---- Types, modules and methods made at run time.
FUN_3(new_type, name, bases, dict) { return mp_obj_new_type(mp_obj_str_get_qstr(name), bases, dict); }
FUN_1(new_module, name) { return mp_obj_new_module(mp_obj_str_get_qstr(name)); }
FUN_2(bound_method, meth, self) { return mp_obj_new_bound_meth(meth, self); }
FUN_2(memory_view, typecode, buffer) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(buffer, &info, MP_BUFFER_RW);
    return mp_obj_new_memoryview(mp_obj_get_int(typecode) | MP_OBJ_ARRAY_TYPECODE_FLAG_RW, info.len, info.buf);
}
static const uint16_t generic_keys[] = {60, 71, 0};
static mp_obj_t generic_values[2];
FUN_3(generic_attr, number, sentinel, value) {
    mp_obj_t dest[2] = {sentinel == mp_const_none ? MP_OBJ_NULL : MP_OBJ_SENTINEL,
        value == mp_const_none ? MP_OBJ_NULL : value};
    mp_module_generic_attr(mp_obj_get_int(number), dest, generic_keys, generic_values);
    return dest[0] == MP_OBJ_NULL ? mp_const_none : dest[0] == MP_OBJ_SENTINEL ? STR("sentinel") : dest[0];
}
FUN_1(sys_paths, index) { return mp_obj_is_true(index) ? mp_sys_path : mp_sys_argv; }

#define EXPORTS(X) \
    X(call_0) X(call_1) X(call_2) X(call_n) X(call_kw) X(call_many) X(call_self) X(protected_1) X(protected_2) \
    X(load_protected) X(convert) X(iterate) X(iterate_raise) X(resume) X(ending) X(parse) X(parse_array) \
    X(check_stack) X(recurse) X(stack_usage) X(get_globals) X(with_globals) X(new_type) X(new_module) \
    X(bound_method) X(memory_view) X(generic_attr) X(sys_paths)
MODULE(EXPORTS)
