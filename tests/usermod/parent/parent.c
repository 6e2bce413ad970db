// A class with a parent: Circle derives from Shape, and both are derived from in Python.
#include "py/obj.h"
#include "py/runtime.h"

typedef struct _shape_obj_t {
    mp_obj_base_t base;
    mp_obj_t name;
    mp_int_t size;
} shape_obj_t;

extern const mp_obj_type_t parent_type_Shape;
extern const mp_obj_type_t parent_type_Circle;

static mp_obj_t shape_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 2, false);
    shape_obj_t *self = mp_obj_malloc(shape_obj_t, type);
    self->name = args[0];
    self->size = n_args > 1 ? mp_obj_get_int(args[1]) : 1;
    return MP_OBJ_FROM_PTR(self);
}

static void shape_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    shape_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_printf(print, "<%q ", (qstr)self->base.type->name);
    mp_obj_print_helper(print, self->name, kind);
    mp_print_str(print, ">");
}

// Also a method of Circle, whose objects begin in the same way.
static mp_obj_t shape_area(mp_obj_t self_in) {
    shape_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_int_t square = self->size * self->size;
    return mp_obj_new_int(self->base.type == &parent_type_Circle ? 3 * square : square);
}
static MP_DEFINE_CONST_FUN_OBJ_1(shape_area_obj, shape_area);

static mp_obj_t shape_unit(mp_obj_t name) {
    return shape_make_new(&parent_type_Shape, 1, 0, &name);
}
static MP_DEFINE_CONST_FUN_OBJ_1(shape_unit_fun_obj, shape_unit);
static MP_DEFINE_CONST_STATICMETHOD_OBJ(shape_unit_obj, MP_ROM_PTR(&shape_unit_fun_obj));

static mp_obj_t shape_of(mp_obj_t cls, mp_obj_t name) {
    return mp_call_function_n_kw(cls, 1, 0, &name);
}
static MP_DEFINE_CONST_FUN_OBJ_2(shape_of_fun_obj, shape_of);
static MP_DEFINE_CONST_CLASSMETHOD_OBJ(shape_of_obj, MP_ROM_PTR(&shape_of_fun_obj));

static const mp_rom_map_elem_t shape_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_area), MP_ROM_PTR(&shape_area_obj) },
    { MP_ROM_QSTR(MP_QSTR_unit), MP_ROM_PTR(&shape_unit_obj) },
    { MP_ROM_QSTR(MP_QSTR_of), MP_ROM_PTR(&shape_of_obj) },
    { MP_ROM_QSTR(MP_QSTR_SIDES), MP_ROM_INT(4) },
};
static MP_DEFINE_CONST_DICT(shape_locals_dict, shape_locals_dict_table);

MP_DEFINE_CONST_OBJ_TYPE(
    parent_type_Shape,
    MP_QSTR_Shape,
    MP_TYPE_FLAG_NONE,
    make_new, shape_make_new,
    print, shape_print,
    locals_dict, &shape_locals_dict
    );

static void circle_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    shape_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (attr == MP_QSTR_name) {
        if (dest[0] == MP_OBJ_NULL) {
            dest[0] = self->name;
        } else if (dest[1] != MP_OBJ_NULL) {
            self->name = dest[1];
            dest[0] = MP_OBJ_NULL;
        }
    } else {
        dest[1] = MP_OBJ_SENTINEL;
    }
}

static mp_obj_t circle_binary_op(mp_binary_op_t op, mp_obj_t lhs, mp_obj_t rhs) {
    if (!mp_obj_is_type(rhs, &parent_type_Circle)) {
        return MP_OBJ_NULL;
    }
    shape_obj_t *a = MP_OBJ_TO_PTR(lhs), *b = MP_OBJ_TO_PTR(rhs);
    switch (op) {
        case MP_BINARY_OP_EQUAL:
            return mp_obj_new_bool(a->size == b->size);
        case MP_BINARY_OP_LESS:
            return mp_obj_new_bool(a->size < b->size);
        case MP_BINARY_OP_ADD: {
            mp_obj_t args[] = { a->name, mp_obj_new_int(a->size + b->size) };
            return shape_make_new(&parent_type_Circle, 2, 0, args);
        }
        default:
            return MP_OBJ_NULL;
    }
}

MP_DEFINE_CONST_OBJ_TYPE(
    parent_type_Circle,
    MP_QSTR_Circle,
    MP_TYPE_FLAG_NONE,
    parent, &parent_type_Shape,
    make_new, shape_make_new,
    print, shape_print,
    attr, circle_attr,
    binary_op, circle_binary_op,
    locals_dict, &shape_locals_dict
    );

// A type without slots at all, one that a name of the firmware's names, and one with a parent of the firmware's.
MP_DEFINE_CONST_OBJ_TYPE(parent_type_Bare, MP_QSTR_Bare, MP_TYPE_FLAG_NONE);
MP_DEFINE_CONST_OBJ_TYPE(parent_type_object, MP_QSTR_object, MP_TYPE_FLAG_NONE, parent, &mp_type_object);

static const mp_rom_map_elem_t parent_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_parent) },
    { MP_ROM_QSTR(MP_QSTR_Shape), MP_ROM_PTR(&parent_type_Shape) },
    { MP_ROM_QSTR(MP_QSTR_Circle), MP_ROM_PTR(&parent_type_Circle) },
    { MP_ROM_QSTR(MP_QSTR_Bare), MP_ROM_PTR(&parent_type_Bare) },
    { MP_ROM_QSTR(MP_QSTR_object), MP_ROM_PTR(&parent_type_object) },
};
static MP_DEFINE_CONST_DICT(parent_globals, parent_globals_table);

const mp_obj_module_t parent_user_cmodule = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&parent_globals,
};

MP_REGISTER_MODULE(MP_QSTR_parent, parent_user_cmodule);
