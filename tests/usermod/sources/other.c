#include "py/runtime.h"

#include "sources.h"

static mp_obj_t other_double(mp_obj_t value) {
    return mp_binary_op(MP_BINARY_OP_MULTIPLY, value, MP_OBJ_NEW_SMALL_INT(2));
}
MP_DEFINE_CONST_FUN_OBJ_1(other_double_obj, other_double);

static const mp_rom_map_elem_t other_table_table[] = {
    { MP_ROM_QSTR(MP_QSTR_double), MP_ROM_PTR(&other_double_obj) },
    { MP_ROM_QSTR(MP_QSTR_greet), MP_ROM_QSTR(MP_QSTR_a_dot_b) },
};
MP_DEFINE_CONST_DICT(other_table, other_table_table);
