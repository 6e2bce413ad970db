// Exception classes: one that derives from ValueError, one from that, and one with attributes of its own.
#include "py/objexcept.h"
#include "py/objtuple.h"
#include "py/runtime.h"

MP_DEFINE_EXCEPTION(ParseError, ValueError)
MP_DEFINE_EXCEPTION(NumberError, ParseError)

static void device_error_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    mp_obj_exception_t *self = MP_OBJ_TO_PTR(self_in);
    if (dest[0] == MP_OBJ_NULL && attr == MP_QSTR_device && self->args->len > 1) {
        dest[0] = self->args->items[1];
        return;
    }
    mp_obj_exception_attr(self_in, attr, dest);
}

static MP_DEFINE_CONST_OBJ_TYPE(
    exception_type_DeviceError,
    MP_QSTR_DeviceError,
    MP_TYPE_FLAG_NONE,
    make_new, mp_obj_exception_make_new,
    print, mp_obj_exception_print,
    attr, device_error_attr,
    parent, &mp_type_OSError
    );

// Raises one of the module's own or the firmware's.
static mp_obj_t exception_fail(mp_obj_t which_in) {
    mp_int_t which = mp_obj_get_int(which_in);
    switch (which) {
        case 0:
            mp_raise_msg(&mp_type_ParseError, MP_ERROR_TEXT("no number"));
        case 1:
            mp_raise_msg_varg(&mp_type_NumberError, MP_ERROR_TEXT("%d is no %q"), (int)which, (qstr)MP_QSTR_number);
        case 2: {
            mp_obj_t args[] = { MP_OBJ_NEW_SMALL_INT(5), MP_OBJ_NEW_QSTR(MP_QSTR_uart) };
            nlr_raise(mp_obj_new_exception_args(&exception_type_DeviceError, MP_ARRAY_SIZE(args), args));
        }
        case 3:
            mp_raise_ValueError(MP_ERROR_TEXT("plain"));
        case 4:
            mp_raise_TypeError(MP_ERROR_TEXT("type"));
        case 5:
            mp_raise_OSError(2);
        case 6:
            mp_raise_type_arg(&mp_type_KeyError, MP_OBJ_NEW_QSTR(MP_QSTR_key));
        case 7:
            mp_raise_type(&mp_type_MemoryError);
        case 8:
            mp_raise_NotImplementedError(MP_ERROR_TEXT("later"));
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(exception_fail_obj, exception_fail);

// Calls a function and says which of the classes it raised: catching in C.
static mp_obj_t exception_caught(mp_obj_t function) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) == 0) {
        mp_obj_t result = mp_call_function_0(function);
        nlr_pop();
        return result;
    }
    mp_obj_t exc = MP_OBJ_FROM_PTR(nlr.ret_val);
    mp_obj_t result[] = {
        mp_obj_new_bool(mp_obj_exception_match(exc, MP_OBJ_FROM_PTR(&mp_type_NumberError))),
        mp_obj_new_bool(mp_obj_exception_match(exc, MP_OBJ_FROM_PTR(&mp_type_ParseError))),
        mp_obj_new_bool(mp_obj_exception_match(exc, MP_OBJ_FROM_PTR(&mp_type_ValueError))),
        mp_obj_new_bool(mp_obj_is_subclass_fast(mp_obj_get_type(exc), MP_OBJ_FROM_PTR(&mp_type_OSError))),
        exc,
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(result), result);
}
static MP_DEFINE_CONST_FUN_OBJ_1(exception_caught_obj, exception_caught);

static const mp_rom_map_elem_t exception_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_exception) },
    { MP_ROM_QSTR(MP_QSTR_ParseError), MP_ROM_PTR(&mp_type_ParseError) },
    { MP_ROM_QSTR(MP_QSTR_NumberError), MP_ROM_PTR(&mp_type_NumberError) },
    { MP_ROM_QSTR(MP_QSTR_DeviceError), MP_ROM_PTR(&exception_type_DeviceError) },
    { MP_ROM_QSTR(MP_QSTR_fail), MP_ROM_PTR(&exception_fail_obj) },
    { MP_ROM_QSTR(MP_QSTR_caught), MP_ROM_PTR(&exception_caught_obj) },
};
static MP_DEFINE_CONST_DICT(exception_globals, exception_globals_table);

const mp_obj_module_t exception_user_cmodule = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&exception_globals,
};

MP_REGISTER_MODULE(MP_QSTR_exception, exception_user_cmodule);
