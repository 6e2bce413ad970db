// What the firmware's table has, what the support library has, and names.
#include "py/runtime.h"
#include "helper.h"

int32_t checked(int32_t n) {
    if (n < 0) {
        mp_raise_ValueError(MP_ERROR_TEXT("negative"));
    }
    if (n > 100) {
        mp_raise_msg_varg(&mp_type_OverflowError, MP_ERROR_TEXT("%d is more than %d"), (int)n, 100);
    }
    return helper(n);
}
mp_obj_t pair(mp_obj_t a, mp_obj_t b) {
    mp_obj_t items[] = {a, b};
    return mp_obj_new_tuple(2, items);
}
intptr_t length(mp_obj_t of) { return mp_obj_get_int(mp_obj_len(of)); }
mp_obj_t name_of(intptr_t kind) {
    return MP_OBJ_NEW_QSTR(kind == 0 ? MP_QSTR_append : MP_QSTR_a_name_of_its_own);
}
mp_obj_t twice(mp_obj_t f, mp_obj_t x) { return mp_call_function_1(f, mp_call_function_1(f, x)); }
