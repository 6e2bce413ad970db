// Objects that are static data, as C written for the firmware has them: function objects, dicts, types, modules. What
// they hold and the loader cannot fill in is filled in by start-up code of the module, before any other of its code
// runs (start.c): the numbers of names, names as objects, the addresses of the firmware's types and objects.
//
// A name stands for a number that only the loader knows. In C it is an address, so that it can be part of static data:
//
//     MP_QSTR_foo        (size_t)mpyc_qstr_foo      the number
//     MP_ROM_QSTR(q)     mpyc_object_foo            the string, as an object
//     a type's name      mpyc_head_foo + flags      the word of a type that holds flags and name
//
// The names that every firmware has under the same number are numbers: MP_QSTR_append is (size_t)60. mpyc/qstrs.h, made
// from what the sources mention, has a row for every name.
#ifndef MPYC_STATIC_H
#define MPYC_STATIC_H

#include "../py/obj.h"

// ---- Names.

// The part of (size_t)mpyc_qstr_foo or (size_t)60 that says which name it is, behind a prefix.
#define MPYC_NAME_PLAIN(type)
#define MPYC_NAME_OF(number) MPYC_NAME_PLAIN number
#define MPYC_NAME_JOIN_(prefix, name) prefix##name
#define MPYC_NAME_JOIN(prefix, name) MPYC_NAME_JOIN_(prefix, name)

// ---- What tables hold.

#define MP_ROM_QSTR(q) ((mp_rom_obj_t)MPYC_NAME_JOIN(mpyc_object_of_, MPYC_NAME_OF q))
#define MP_ROM_INT(i) MP_OBJ_NEW_SMALL_INT(i)
#define MP_ROM_PTR(p) (p)
#define MP_ROM_NONE mp_const_none
#define MP_ROM_FALSE mp_const_false
#define MP_ROM_TRUE mp_const_true

// ---- Functions.

#define MP_DEFINE_CONST_FUN_OBJ_0(obj_name, fun_name) \
    const mp_obj_fun_builtin_fixed_t obj_name = {{&mp_type_fun_builtin_0}, .fun._0 = fun_name}
#define MP_DEFINE_CONST_FUN_OBJ_1(obj_name, fun_name) \
    const mp_obj_fun_builtin_fixed_t obj_name = {{&mp_type_fun_builtin_1}, .fun._1 = fun_name}
#define MP_DEFINE_CONST_FUN_OBJ_2(obj_name, fun_name) \
    const mp_obj_fun_builtin_fixed_t obj_name = {{&mp_type_fun_builtin_2}, .fun._2 = fun_name}
#define MP_DEFINE_CONST_FUN_OBJ_3(obj_name, fun_name) \
    const mp_obj_fun_builtin_fixed_t obj_name = {{&mp_type_fun_builtin_3}, .fun._3 = fun_name}
#define MP_DEFINE_CONST_FUN_OBJ_VAR(obj_name, n_args_min, fun_name) \
    MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(obj_name, n_args_min, MP_OBJ_FUN_ARGS_MAX, fun_name)
#define MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(obj_name, n_args_min, n_args_max, fun_name) \
    const mp_obj_fun_builtin_var_t obj_name = { \
        {&mp_type_fun_builtin_var}, MP_OBJ_FUN_MAKE_SIG(n_args_min, n_args_max, false), .fun.var = fun_name}
#define MP_DEFINE_CONST_FUN_OBJ_KW(obj_name, n_args_min, fun_name) \
    const mp_obj_fun_builtin_var_t obj_name = { \
        {&mp_type_fun_builtin_var}, MP_OBJ_FUN_MAKE_SIG(n_args_min, MP_OBJ_FUN_ARGS_MAX, true), .fun.kw = fun_name}

#define MP_DEFINE_CONST_STATICMETHOD_OBJ(obj_name, fun_name) \
    const mp_rom_obj_static_class_method_t obj_name = {{&mp_type_staticmethod}, fun_name}
#define MP_DEFINE_CONST_CLASSMETHOD_OBJ(obj_name, fun_name) \
    const mp_rom_obj_static_class_method_t obj_name = {{&mp_type_classmethod}, fun_name}

// ---- Dicts.

#define MPYC_CONST_MAP(table_name, n) \
    { \
        .all_keys_are_qstrs = 1, .is_fixed = 1, .is_ordered = 1, .used = (n), .alloc = (n), \
        .table = (mp_map_elem_t *)(mp_rom_map_elem_t *)(table_name), \
    }
#define MP_DEFINE_CONST_MAP(map_name, table_name) \
    const mp_map_t map_name = MPYC_CONST_MAP(table_name, MP_ARRAY_SIZE(table_name))
#define MP_DEFINE_CONST_DICT_WITH_SIZE(dict_name, table_name, n) \
    const mp_obj_dict_t dict_name = {.base = {&mp_type_dict}, .map = MPYC_CONST_MAP(table_name, n)}
#define MP_DEFINE_CONST_DICT(dict_name, table_name) \
    MP_DEFINE_CONST_DICT_WITH_SIZE(dict_name, table_name, MP_ARRAY_SIZE(table_name))

// ---- Types. The word after the base holds flags and name, and with 64 bits the first four slots' indices.

#if UINTPTR_MAX == UINT64_MAX
#define MPYC_HEAD_make_new(index) | (size_t)(index) << 32
#define MPYC_HEAD_print(index) | (size_t)(index) << 40
#define MPYC_HEAD_call(index) | (size_t)(index) << 48
#define MPYC_HEAD_unary_op(index) | (size_t)(index) << 56
#define MPYC_BODY_make_new(index)
#define MPYC_BODY_print(index)
#define MPYC_BODY_call(index)
#define MPYC_BODY_unary_op(index)
#else
#define MPYC_HEAD_make_new(index)
#define MPYC_HEAD_print(index)
#define MPYC_HEAD_call(index)
#define MPYC_HEAD_unary_op(index)
#define MPYC_BODY_make_new(index) .slot_index_make_new = (index),
#define MPYC_BODY_print(index) .slot_index_print = (index),
#define MPYC_BODY_call(index) .slot_index_call = (index),
#define MPYC_BODY_unary_op(index) .slot_index_unary_op = (index),
#endif
#define MPYC_HEAD_binary_op(index)
#define MPYC_HEAD_attr(index)
#define MPYC_HEAD_subscr(index)
#define MPYC_HEAD_iter(index)
#define MPYC_HEAD_buffer(index)
#define MPYC_HEAD_protocol(index)
#define MPYC_HEAD_parent(index)
#define MPYC_HEAD_locals_dict(index)
#define MPYC_BODY_binary_op(index) .slot_index_binary_op = (index),
#define MPYC_BODY_attr(index) .slot_index_attr = (index),
#define MPYC_BODY_subscr(index) .slot_index_subscr = (index),
#define MPYC_BODY_iter(index) .slot_index_iter = (index),
#define MPYC_BODY_buffer(index) .slot_index_buffer = (index),
#define MPYC_BODY_protocol(index) .slot_index_protocol = (index),
#define MPYC_BODY_parent(index) .slot_index_parent = (index),
#define MPYC_BODY_locals_dict(index) .slot_index_locals_dict = (index),

// The slots come as pairs of a slot's name and its value; each macro takes the first pair and leaves the rest to the
// next, with the number of the pair in its own name.
#define MPYC_SLOTS_0(part, i)
#define MPYC_SLOTS_1(part, i, f, v) part(i, f, v)
#define MPYC_SLOTS_2(part, i, f, v, ...) part(i, f, v) MPYC_SLOTS_1(part, i + 1, __VA_ARGS__)
#define MPYC_SLOTS_3(part, i, f, v, ...) part(i, f, v) MPYC_SLOTS_2(part, i + 1, __VA_ARGS__)
#define MPYC_SLOTS_4(part, i, f, v, ...) part(i, f, v) MPYC_SLOTS_3(part, i + 1, __VA_ARGS__)
#define MPYC_SLOTS_5(part, i, f, v, ...) part(i, f, v) MPYC_SLOTS_4(part, i + 1, __VA_ARGS__)
#define MPYC_SLOTS_6(part, i, f, v, ...) part(i, f, v) MPYC_SLOTS_5(part, i + 1, __VA_ARGS__)
#define MPYC_SLOTS_7(part, i, f, v, ...) part(i, f, v) MPYC_SLOTS_6(part, i + 1, __VA_ARGS__)
#define MPYC_SLOTS_8(part, i, f, v, ...) part(i, f, v) MPYC_SLOTS_7(part, i + 1, __VA_ARGS__)
#define MPYC_SLOTS_9(part, i, f, v, ...) part(i, f, v) MPYC_SLOTS_8(part, i + 1, __VA_ARGS__)
#define MPYC_SLOTS_10(part, i, f, v, ...) part(i, f, v) MPYC_SLOTS_9(part, i + 1, __VA_ARGS__)
#define MPYC_SLOTS_11(part, i, f, v, ...) part(i, f, v) MPYC_SLOTS_10(part, i + 1, __VA_ARGS__)
#define MPYC_SLOTS_12(part, i, f, v, ...) part(i, f, v) MPYC_SLOTS_11(part, i + 1, __VA_ARGS__)
#define MPYC_SLOT_HEAD(i, f, v) MPYC_HEAD_##f(i)
#define MPYC_SLOT_BODY(i, f, v) MPYC_BODY_##f(i)
#define MPYC_SLOT_VALUE(i, f, v) v,

#define MPYC_TYPE_NAME(name_qstr) (size_t)MPYC_NAME_JOIN(mpyc_head_of_, MPYC_NAME_OF name_qstr)
#define MPYC_TYPE(type_name, name_qstr, type_flags, slots_n, ...) \
    const mp_obj_type_t type_name = { \
        .base = {&mp_type_type}, \
        .mpyc_head = MPYC_TYPE_NAME(name_qstr) + (size_t)((type_flags) slots_n(MPYC_SLOT_HEAD, 1, ##__VA_ARGS__)), \
        slots_n(MPYC_SLOT_BODY, 1, ##__VA_ARGS__) \
        .slots = {slots_n(MPYC_SLOT_VALUE, 1, ##__VA_ARGS__)}, \
    }
#define MPYC_SLOTS_OF(a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, \
    a24, a25, a26, a27, n, ...) MPYC_SLOTS_##n
#define MP_DEFINE_CONST_OBJ_TYPE(type_name, name_qstr, ...) \
    MPYC_TYPE_EXPAND(type_name, name_qstr, \
        MPYC_SLOTS_OF(__VA_ARGS__, 12, MPYC_HALF, 11, MPYC_HALF, 10, MPYC_HALF, 9, MPYC_HALF, 8, MPYC_HALF, 7, MPYC_HALF, \
            6, MPYC_HALF, 5, MPYC_HALF, 4, MPYC_HALF, 3, MPYC_HALF, 2, MPYC_HALF, 1, MPYC_HALF, 0, none), \
        __VA_ARGS__)
#define MPYC_TYPE_EXPAND(type_name, name_qstr, slots_n, type_flags, ...) \
    MPYC_TYPE(type_name, name_qstr, type_flags, slots_n, ##__VA_ARGS__)

// An exception class (with py/objexcept.h): its functions are the firmware's own, by which it tells exceptions.
#define MP_DEFINE_EXCEPTION(exc_name, base_name) \
    MP_DEFINE_CONST_OBJ_TYPE(mp_type_##exc_name, MP_QSTR_##exc_name, MP_TYPE_FLAG_NONE, \
        make_new, mp_obj_exception_make_new, print, mp_obj_exception_print, attr, mp_obj_exception_attr, \
        parent, &mp_type_##base_name);

// ---- Arguments. A name in a mp_arg_t is a word; the functions that take such a table make the firmware's form of it.

#define MPYC_ARG_WORD size_t

// ---- The module. Its globals are copied into those of the module that is being imported, and its __init__ is called,
// by the module's entry (module.c). What is registered is found by looking for these three names in what the
// preprocessor makes of the sources, and then they must not be macros.

extern const mp_obj_module_t *const mpyc_module;
typedef struct _mpyc_delegation_t {
    void (*attr)(mp_obj_t self_in, qstr attr, mp_obj_t *dest);
    const mp_obj_fun_builtin_fixed_t *getattr;
} mpyc_delegation_t;
extern const mp_obj_fun_builtin_fixed_t mpyc_delegated_getattr_obj;

#ifndef MPYC_SCAN
#define MP_REGISTER_MODULE(module_name, obj_module) \
    extern const struct _mp_obj_module_t obj_module; \
    const mp_obj_module_t *const mpyc_module = &obj_module
// An extensible module is one that a file of the same name may take the place of; this one is a file.
#define MP_REGISTER_EXTENSIBLE_MODULE(module_name, obj_module) MP_REGISTER_MODULE(module_name, obj_module)
#define MP_REGISTER_MODULE_DELEGATION(obj_module, fun_name) \
    const mpyc_delegation_t mpyc_delegation = {fun_name, &mpyc_delegated_getattr_obj}
#define MP_REGISTER_ROOT_POINTER(declaration)
#endif

// ---- Variables that the collector sees: those of the module itself, in one structure (mpyc/roots.h, made from what
// the sources register).

#if __has_include("roots.h")
#include "roots.h"
#endif

#endif
