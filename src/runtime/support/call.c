// Calls, methods, iteration, arguments, types and modules made at run time.
#include "support.h"
#include "py/objfun.h"

// ---- Calls.

SUPPORT mp_obj_t mp_call_function_n_kw(mp_obj_t fun, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    const mp_obj_type_t *type = mp_obj_get_type(fun);
    if (MP_OBJ_TYPE_HAS_SLOT(type, call)) {
        return MP_OBJ_TYPE_GET_SLOT(type, call)(fun, n_args, n_kw, args);
    }
    // The firmware says in its own words that it cannot be called.
    return mp_native_call_function_n_kw(fun, 0, NULL);
}
SUPPORT mp_obj_t mp_call_function_0(mp_obj_t fun) { return mp_native_call_function_n_kw(fun, 0, NULL); }
SUPPORT mp_obj_t mp_call_function_1(mp_obj_t fun, mp_obj_t arg) { return mp_native_call_function_n_kw(fun, 1, &arg); }
SUPPORT mp_obj_t mp_call_function_2(mp_obj_t fun, mp_obj_t arg1, mp_obj_t arg2) {
    mp_obj_t args[2] = {arg1, arg2};
    return mp_native_call_function_n_kw(fun, 2, args);
}
SUPPORT mp_obj_t mp_call_method_self_n_kw(
    mp_obj_t meth, mp_obj_t self, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_obj_t call[2 + n_args + 2 * n_kw];
    call[0] = meth;
    call[1] = self;
    memmove(call + 2, args, (n_args + 2 * n_kw) * sizeof(mp_obj_t));
    return mp_call_method_n_kw(n_args, n_kw, call);
}

// Calls and, if something is raised, prints it and gives none.
static mp_obj_t protected_call(mp_obj_t fun, size_t n_args, const mp_obj_t *args) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t result = mp_native_call_function_n_kw(fun, n_args, args);
        nlr_pop();
        return result;
    }
    mp_obj_print_exception(&mp_plat_print, MP_OBJ_FROM_PTR(nlr.ret_val));
    return MP_OBJ_NULL;
}
SUPPORT mp_obj_t mp_call_function_1_protected(mp_obj_t fun, mp_obj_t arg) { return protected_call(fun, 1, &arg); }
SUPPORT mp_obj_t mp_call_function_2_protected(mp_obj_t fun, mp_obj_t arg1, mp_obj_t arg2) {
    mp_obj_t args[2] = {arg1, arg2};
    return protected_call(fun, 2, args);
}

SUPPORT void mp_load_method_protected(mp_obj_t obj, qstr attr, mp_obj_t *dest, bool catch_all_exc) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_load_method_maybe(obj, attr, dest);
        nlr_pop();
    } else if (!catch_all_exc
               && !mp_obj_exception_match(MP_OBJ_FROM_PTR(nlr.ret_val), mpyc_builtin(Q_AttributeError))) {
        nlr_jump(nlr.ret_val);
    }
}

SUPPORT void mp_convert_member_lookup(mp_obj_t obj, const mp_obj_type_t *type, mp_obj_t member, mp_obj_t *dest) {
    dest[0] = member;
    if (!mp_obj_is_obj(member)) {
        return;
    }
    const mp_obj_type_t *member_type = ((const mp_obj_base_t *)MP_OBJ_TO_PTR(member))->type;
    if (member_type->flags & MP_TYPE_FLAG_BINDS_SELF) {
        // Built-in functions do not bind in classes made in Python.
        if (!(member_type->flags & MP_TYPE_FLAG_BUILTIN_FUN) || !(type->flags & MP_TYPE_FLAG_INSTANCE_TYPE)) {
            dest[1] = obj;
        }
    } else if (member_type == mpyc_builtin_type(Q_staticmethod)) {
        dest[0] = ((mp_obj_static_class_method_t *)MP_OBJ_TO_PTR(member))->fun;
    } else if (member_type == mpyc_builtin_type(Q_classmethod)) {
        dest[0] = ((mp_obj_static_class_method_t *)MP_OBJ_TO_PTR(member))->fun;
        if (obj != MP_OBJ_NULL) {
            const mp_obj_type_t *of = mp_obj_get_type(obj);
            type = of == &mp_type_type ? MP_OBJ_TO_PTR(obj) : of;
        }
        dest[1] = MP_OBJ_FROM_PTR(type);
    }
}

// ---- Iteration.

SUPPORT mp_obj_t mp_getiter(mp_obj_t o, mp_obj_iter_buf_t *iter_buf) {
    if (iter_buf == NULL) {
        return mp_native_getiter(o, NULL);
    }
    // The table's function says in the buffer whether the iterator is there or elsewhere.
    mp_native_getiter(o, iter_buf);
    return iter_buf->base.type == NULL ? iter_buf->buf[0] : MP_OBJ_FROM_PTR(iter_buf);
}
SUPPORT mp_obj_t mp_iternext(mp_obj_t o) {
    mp_obj_iter_buf_t elsewhere = {{NULL}, {o}};
    return mp_native_iternext(&elsewhere);
}
SUPPORT mp_obj_t mp_iternext_allow_raise(mp_obj_t o) { return mp_iternext(o); }

// What the firmware keeps as the value of an ended iteration can only be set by ending one: that of a module on the
// stack, whose __next__ raises StopIteration with the value.
static mp_obj_t raise_stop(size_t n_args, const mp_obj_t *args) {
    (void)n_args;
    mp_raise_StopIteration(args[0]);
}
static const mp_obj_fun_builtin_var_t raise_stop_obj = {
    {&mp_type_fun_builtin_var}, MP_OBJ_FUN_MAKE_SIG(1, 1, false), {.var = raise_stop}};
SUPPORT mp_obj_t mp_make_stop_iteration(mp_obj_t o) {
    if (o == MP_OBJ_NULL || o == mp_const_none) {
        return MP_OBJ_STOP_ITERATION;
    }
    mp_obj_t globals = mp_obj_new_dict(1);
    mp_obj_dict_store(globals, MP_OBJ_NEW_QSTR(Q___next__), mp_obj_new_closure(MP_OBJ_FROM_PTR(&raise_stop_obj), 1, &o));
    mp_obj_t builtins = mp_import_name(Q_builtins, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    mp_obj_module_t module = {{mp_obj_get_type(builtins)}, MP_OBJ_TO_PTR(globals)};
    return mp_iternext(MP_OBJ_FROM_PTR(&module));
}

SUPPORT mp_vm_return_kind_t mp_resume(
    mp_obj_t self_in, mp_obj_t send_value, mp_obj_t throw_value, mp_obj_t *ret_val) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t value = send_value == MP_OBJ_NULL ? throw_value : send_value;
        mp_obj_t method[2];
        mp_load_method_maybe(self_in, send_value == MP_OBJ_NULL ? Q_throw : Q_send, method);
        if (method[0] != MP_OBJ_NULL) {
            mp_obj_t call[3] = {method[0], method[1], value};
            *ret_val = mp_call_method_n_kw(1, 0, call);
        } else if (send_value == mp_const_none) {
            *ret_val = mp_iternext(self_in);
        } else {
            nlr_raise(mp_make_raise_obj(value));
        }
        nlr_pop();
        if (*ret_val == MP_OBJ_STOP_ITERATION) {
            *ret_val = mp_const_none;
            return MP_VM_RETURN_NORMAL;
        }
        return MP_VM_RETURN_YIELD;
    }
    *ret_val = MP_OBJ_FROM_PTR(nlr.ret_val);
    if (mp_obj_exception_match(*ret_val, mpyc_builtin(Q_StopIteration))) {
        *ret_val = mp_obj_exception_get_value(*ret_val);
        return MP_VM_RETURN_NORMAL;
    }
    return MP_VM_RETURN_EXCEPTION;
}

// ---- Arguments: tables with a word for each name and its flags (mpyc/static.h), made narrow for the firmware.

#undef mp_arg_parse_all
#undef mp_arg_parse_all_kw_array
// py/runtime.h: as the firmware has it.
typedef struct {
    uint16_t qst, flags;
    mp_arg_val_t defval;
} narrow_arg_t;
void mp_arg_parse_all(size_t n_pos, const mp_obj_t *pos, mp_map_t *kws, size_t n_allowed, const narrow_arg_t *allowed,
    mp_arg_val_t *out_vals);
void mp_arg_parse_all_kw_array(size_t n_pos, size_t n_kw, const mp_obj_t *args, size_t n_allowed,
    const narrow_arg_t *allowed, mp_arg_val_t *out_vals);

static void narrow(size_t n_allowed, const mp_arg_t *allowed, narrow_arg_t *args) {
    for (size_t i = 0; i < n_allowed; i++) {
        args[i] = (narrow_arg_t){(uint16_t)allowed[i].qst, (uint16_t)allowed[i].flags, allowed[i].defval};
    }
}
SUPPORT void mpyc_arg_parse_all(size_t n_pos, const mp_obj_t *pos, mp_map_t *kws, size_t n_allowed,
    const mp_arg_t *allowed, mp_arg_val_t *out_vals) {
    narrow_arg_t args[n_allowed];
    narrow(n_allowed, allowed, args);
    mp_arg_parse_all(n_pos, pos, kws, n_allowed, args, out_vals);
}
SUPPORT void mpyc_arg_parse_all_kw_array(size_t n_pos, size_t n_kw, const mp_obj_t *args, size_t n_allowed,
    const mp_arg_t *allowed, mp_arg_val_t *out_vals) {
    narrow_arg_t narrow_args[n_allowed];
    narrow(n_allowed, allowed, narrow_args);
    mp_arg_parse_all_kw_array(n_pos, n_kw, args, n_allowed, narrow_args, out_vals);
}

// ---- The stack, and the dicts that names are looked up in.

static mp_obj_t nothing(mp_obj_t self, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    (void)self, (void)n_args, (void)n_kw, (void)args;
    return mp_const_none;
}
// Seen by the collector: a variable of the module that is not static.
mp_obj_t mpyc_nothing;
SUPPORT void mp_cstack_check(void) {
    if (mpyc_nothing == MP_OBJ_NULL) {
        // py/emitglue.h, mp_raw_code_truncated_t: machine code, before whose call the firmware looks at the stack.
        const struct {
            uint8_t indicator[2], kind, is_generator;
            const void *fun_data, *children;
        } code = {{0, 0}, 4, 0, nothing, NULL};
        mpyc_nothing = mp_make_function_from_proto_fun(&code, NULL, NULL);
    }
    mp_native_call_function_n_kw(mpyc_nothing, 0, NULL);
}
SUPPORT mp_uint_t mp_cstack_usage(void) {
    return mp_obj_get_int_truncated(mpyc_call_named("micropython", "stack_use", 0, NULL));
}

SUPPORT mp_obj_dict_t *mp_globals_get(void) {
    mp_obj_dict_t other;
    mp_obj_dict_t *globals = mp_native_swap_globals(&other);
    mp_native_swap_globals(globals);
    return globals;
}
SUPPORT void mp_globals_set(mp_obj_dict_t *d) { mp_native_swap_globals(d); }
SUPPORT mp_obj_dict_t *mp_locals_get(void) {
    return MP_OBJ_TO_PTR(mp_native_call_function_n_kw(mpyc_builtin(Q_locals), 0, NULL));
}

// ---- Types, modules and methods made at run time.

SUPPORT mp_obj_t mp_obj_new_type(qstr name, mp_obj_t bases_tuple, mp_obj_t locals_dict) {
    mp_obj_t args[3] = {MP_OBJ_NEW_QSTR(name), bases_tuple, locals_dict};
    return mp_native_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_type_type), 3, args);
}
SUPPORT mp_obj_t mp_obj_new_module(qstr module_name) {
    mp_obj_t name = MP_OBJ_NEW_QSTR(module_name);
    mp_obj_t modules = mpyc_attr(mpyc_import("sys"), "modules");
    mp_map_elem_t *there = mp_map_lookup(mp_obj_dict_get_map(modules), name, MP_MAP_LOOKUP);
    if (there != NULL) {
        return there->value;
    }
    mp_obj_t globals = mp_obj_new_dict(1);
    mp_obj_dict_store(globals, MP_OBJ_NEW_QSTR(Q___name__), name);
    mp_obj_t builtins = mp_import_name(Q_builtins, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    // As large as the firmware's, which has room for a file's tables (py/bc.h, mp_module_context_t).
    mp_module_context_t *module = m_malloc0(sizeof(mp_module_context_t));
    module->module.base.type = mp_obj_get_type(builtins);
    module->module.globals = MP_OBJ_TO_PTR(globals);
    mp_obj_dict_store(modules, name, MP_OBJ_FROM_PTR(module));
    return MP_OBJ_FROM_PTR(module);
}
SUPPORT mp_obj_t mp_obj_new_bound_meth(mp_obj_t meth, mp_obj_t self) {
    // py/objboundmeth.c: the method and its object follow the type, of which any bound method is an example.
    mp_obj_t *bound = m_malloc(3 * sizeof(mp_obj_t));
    bound[1] = meth;
    bound[2] = self;
    bound[0] = (mp_obj_t)mp_obj_get_type(mp_load_attr(mp_obj_new_list(0, NULL), Q_append));
    return MP_OBJ_FROM_PTR(bound);
}
SUPPORT mp_obj_t mp_obj_new_memoryview(byte typecode, size_t nitems, void *items) {
    mp_obj_t builtins = mp_import_name(Q_builtins, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    const mp_obj_type_t *type = MP_OBJ_TO_PTR(mpyc_attr(builtins, "memoryview"));
    mp_obj_array_t *view = mp_obj_malloc(mp_obj_array_t, type);
    view->typecode = typecode;
    view->free = 0;
    view->len = nitems;
    view->items = items;
    return MP_OBJ_FROM_PTR(view);
}
SUPPORT void mp_module_generic_attr(qstr attr, mp_obj_t *dest, const uint16_t *keys, mp_obj_t *values) {
    for (size_t i = 0; keys[i] != MP_QSTRnull; i++) {
        if (attr != keys[i]) {
            continue;
        }
        if (dest[0] == MP_OBJ_NULL) {
            dest[0] = values[i];
        } else {
            // Stored, or deleted, which stores none.
            values[i] = dest[1];
            dest[0] = MP_OBJ_NULL;
        }
        return;
    }
}
