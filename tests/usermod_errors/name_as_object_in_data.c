// The form of a name as an object that is for functions, in static data; and a number in half a word.
#include "py/runtime.h"

static const mp_obj_t names[] = { MP_OBJ_NEW_QSTR(MP_QSTR_one), MP_OBJ_NEW_QSTR(MP_QSTR_two) };
static const uint16_t numbers[] = { MP_QSTR_one };

static mp_obj_t f(mp_obj_t i) {
    return mp_obj_get_int(i) == numbers[0] ? names[0] : names[1];
}
static MP_DEFINE_CONST_FUN_OBJ_1(f_obj, f);
#include "registered.h"
