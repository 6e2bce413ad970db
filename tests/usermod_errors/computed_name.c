// MP_ROM_QSTR takes a name, not what has one.
#include "py/runtime.h"

static mp_obj_t f(mp_obj_t i) {
    qstr name = mp_obj_is_true(i) ? MP_QSTR_yes : MP_QSTR_no;
    return (mp_obj_t)MP_ROM_QSTR(name);
}
static MP_DEFINE_CONST_FUN_OBJ_1(f_obj, f);
#include "registered.h"
