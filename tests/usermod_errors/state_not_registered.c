// One variable is registered, another is used.
#include "py/mpstate.h"
#include "py/runtime.h"

static mp_obj_t f(mp_obj_t i) {
    MP_STATE_VM(wrong_list) = i;
    return MP_STATE_VM(wrong_lits);
}
static MP_DEFINE_CONST_FUN_OBJ_1(f_obj, f);
MP_REGISTER_ROOT_POINTER(mp_obj_t wrong_list);
#include "registered.h"
