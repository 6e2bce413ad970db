// Functions that take arguments by tables: positional and by name, required and with defaults of every kind.
#include "py/runtime.h"

enum { ARG_pin, ARG_value, ARG_label, ARG_mode, ARG_invert, ARG_items };

static mp_obj_t configure(size_t n_args, const mp_obj_t *pos_args, mp_map_t *kw_args) {
    static const mp_arg_t allowed_args[] = {
        { MP_QSTR_pin, MP_ARG_REQUIRED | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL} },
        { MP_QSTR_value, MP_ARG_INT, {.u_int = -7} },
        { MP_QSTR_label, MP_ARG_OBJ, {.u_rom_obj = MP_ROM_QSTR(MP_QSTR_unnamed)} },
        { MP_QSTR_mode, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_NONE} },
        { MP_QSTR_invert, MP_ARG_KW_ONLY | MP_ARG_BOOL, {.u_bool = true} },
        { MP_QSTR_items, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_rom_obj = MP_ROM_PTR(&mp_const_empty_tuple_obj)} },
    };
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed_args)];
    mp_arg_parse_all(n_args, pos_args, kw_args, MP_ARRAY_SIZE(allowed_args), allowed_args, args);
    mp_obj_t result[] = {
        args[ARG_pin].u_obj,
        mp_obj_new_int(args[ARG_value].u_int),
        args[ARG_label].u_obj,
        args[ARG_mode].u_obj,
        mp_obj_new_bool(args[ARG_invert].u_bool),
        args[ARG_items].u_obj,
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(result), result);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(configure_obj, 0, configure);

// A class whose constructor takes the same way of arguments, in the array form.
typedef struct _point_obj_t {
    mp_obj_base_t base;
    mp_int_t x, y;
} point_obj_t;

static mp_obj_t point_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *all_args) {
    static const mp_arg_t allowed[] = {
        { MP_QSTR_x, MP_ARG_INT, {.u_int = 1} },
        { MP_QSTR_y, MP_ARG_INT, {.u_int = 2} },
    };
    mp_arg_val_t args[MP_ARRAY_SIZE(allowed)];
    mp_arg_parse_all_kw_array(n_args, n_kw, all_args, MP_ARRAY_SIZE(allowed), allowed, args);
    point_obj_t *self = mp_obj_malloc(point_obj_t, type);
    self->x = args[0].u_int;
    self->y = args[1].u_int;
    return MP_OBJ_FROM_PTR(self);
}

static void point_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    point_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (dest[0] == MP_OBJ_NULL && (attr == MP_QSTR_x || attr == MP_QSTR_y)) {
        dest[0] = mp_obj_new_int(attr == MP_QSTR_x ? self->x : self->y);
    }
}

static MP_DEFINE_CONST_OBJ_TYPE(
    point_type,
    MP_QSTR_Point,
    MP_TYPE_FLAG_NONE,
    make_new, point_make_new,
    attr, point_attr
    );

// The names of options come as strings: their numbers are compared.
static mp_obj_t option(mp_obj_t name_in) {
    qstr name = mp_obj_str_get_qstr(name_in);
    if (name == MP_QSTR_speed) {
        return MP_OBJ_NEW_SMALL_INT(9600);
    } else if (name == MP_QSTR_append || name == MP_QSTR_x) {
        return MP_OBJ_NEW_QSTR(name);
    }
    return MP_OBJ_NEW_QSTR(name_in == mp_const_none ? MP_QSTR_speed : MP_QSTR_unknown);
}
static MP_DEFINE_CONST_FUN_OBJ_1(option_obj, option);

static const mp_rom_map_elem_t arguments_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_arguments) },
    { MP_ROM_QSTR(MP_QSTR_configure), MP_ROM_PTR(&configure_obj) },
    { MP_ROM_QSTR(MP_QSTR_Point), MP_ROM_PTR(&point_type) },
    { MP_ROM_QSTR(MP_QSTR_option), MP_ROM_PTR(&option_obj) },
};
static MP_DEFINE_CONST_DICT(arguments_globals, arguments_globals_table);

const mp_obj_module_t arguments_user_cmodule = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&arguments_globals,
};

MP_REGISTER_MODULE(MP_QSTR_arguments, arguments_user_cmodule);
