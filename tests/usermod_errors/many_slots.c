// A slot that types do not have.
#include "py/runtime.h"

static mp_obj_t f(mp_obj_t i) {
    return i;
}
static MP_DEFINE_CONST_FUN_OBJ_1(f_obj, f);
static MP_DEFINE_CONST_OBJ_TYPE(wrong_type, MP_QSTR_Wrong, MP_TYPE_FLAG_NONE, getiter, f);
#include "registered.h"
