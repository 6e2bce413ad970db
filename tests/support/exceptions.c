#include "test.h"

// ---- Raising.
FUN_1(value_error, text) { mp_raise_ValueError(mp_obj_str_get_str(text)); }
FUN_1(type_error, text) { mp_raise_TypeError(mp_obj_str_get_str(text)); }
FUN_1(not_implemented, text) { mp_raise_NotImplementedError(mp_obj_str_get_str(text)); }
FUN_0(no_messages) { mp_raise_ValueError_no_msg(); }
FUN_2(raise_msg, type, text) { mp_raise_msg(TYPE(type), mp_obj_str_get_str(text)); }
FUN_1(raise_type, type) { mp_raise_type(TYPE(type)); }
FUN_3(raise_varg, type, text, number) {
    mp_raise_msg_varg(TYPE(type), MP_ERROR_TEXT("%s is %d, not %q"), mp_obj_str_get_str(text),
        (int)mp_obj_get_int(number), (qstr)mp_obj_get_type(number)->name);
}
FUN_2(raise_arg, type, arg) { mp_raise_type_arg(TYPE(type), arg); }
FUN_1(stop, arg) { mp_raise_StopIteration(arg == mp_const_none ? MP_OBJ_NULL : arg); }
FUN_1(int_conversion, o) { mp_raise_TypeError_int_conversion(o); }
FUN_1(os_error, number) { mp_raise_OSError(mp_obj_get_int(number)); }
FUN_2(os_error_file, number, name) { mp_raise_OSError_with_filename(mp_obj_get_int(number), mp_obj_str_get_str(name)); }
FUN_0(recursion) { mp_raise_recursion_depth(); }
FUN_0(mismatch) { mp_arg_error_terse_mismatch(); }
FUN_0(unimplemented_kw) { mp_arg_error_unimpl_kw(); }
FUN_1(raise_object, o) { nlr_raise(o); }
FUN_1(jump, o) { nlr_jump(MP_OBJ_TO_PTR(o)); }

// ---- Making.
static mp_obj_t listed(const mp_obj_type_t *type, const char *format, ...) {
    va_list args;
    va_start(args, format);
    mp_obj_t exception = mp_obj_new_exception_msg_vlist(type, format, args);
    va_end(args);
    return exception;
}
FUN_1(made, type) {
    const mp_obj_type_t *t = TYPE(type);
    mp_obj_t args[2] = {INT(1), STR("b")};
    return TUPLE(mp_obj_new_exception(t), mp_obj_new_exception_arg1(t, args[1]), mp_obj_new_exception_args(t, 2, args),
        mp_obj_new_exception_msg(t, "text"), mp_obj_new_exception_msg_varg(t, "%d%%", 50), listed(t, "<%s>", "x"));
}
FUN_1(make_raise, o) { return mp_make_raise_obj(o); }

// ---- Looking.
FUN_1(kinds, o) {
    return TUPLE(BOOL(mp_obj_is_exception_type(o)), BOOL(mp_obj_is_exception_instance(o)),
        BOOL(mp_obj_is_native_exception_instance(o)));
}
FUN_2(match, exc, type) { return BOOL(mp_obj_exception_match(exc, type)); }
FUN_1(value, exc) { return mp_obj_exception_get_value(exc); }
FUN_1(traceback, exc) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    size_t n, *values;
    mp_obj_exception_clear_traceback(exc);
    mp_obj_exception_get_traceback(exc, &n, &values);
    mp_obj_list_append(list, INT(n));
    qstr name = mp_obj_str_get_qstr(STR("some_file.c"));
    for (size_t line = 1; line <= 3; line++) {
        mp_obj_exception_add_traceback(exc, name, line, line == 2 ? MP_QSTRnull : name);
    }
    mp_obj_exception_get_traceback(exc, &n, &values);
    for (size_t i = 0; i < n; i += 3) {
        mp_obj_list_append(list, TUPLE(MP_OBJ_NEW_QSTR(values[i]), INT(values[i + 1]), INT(values[i + 2] == name)));
    }
    return list;
}
FUN_1(print_exception, exc) {
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 16, &print);
    mp_obj_print_exception(&print, exc);
    return mp_obj_new_str_from_vstr(&text);
}

// ---- Catching.
FUN_2(catch, fun, arg) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t result = mp_call_function_1(fun, arg);
        nlr_pop();
        return TUPLE(mp_const_none, result);
    }
    return TUPLE(MP_OBJ_FROM_PTR(nlr.ret_val));
}

#define EXPORTS(X) \
    X(value_error) X(type_error) X(not_implemented) X(no_messages) X(raise_msg) X(raise_type) X(raise_varg) \
    X(raise_arg) X(stop) X(int_conversion) X(os_error) X(os_error_file) X(recursion) X(mismatch) \
    X(unimplemented_kw) X(raise_object) X(jump) X(made) X(make_raise) X(kinds) X(match) X(value) X(traceback) \
    X(print_exception) X(catch)
MODULE(EXPORTS)
