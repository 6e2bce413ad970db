#include "py/runtime.h"

static mp_obj_t f(mp_obj_t i) {
    return i +;
}
static MP_DEFINE_CONST_FUN_OBJ_1(f_obj, f)
#include "registered.h"
