// The firmware's state is not the module's.
#include "py/mpstate.h"
#include "py/runtime.h"

static mp_obj_t f(mp_obj_t i) {
    MP_STATE_VM(mp_kbd_exception);
    return i;
}
static MP_DEFINE_CONST_FUN_OBJ_1(f_obj, f);
#include "registered.h"
