// The firmware asks the delegated function for what a module does not have; a module from a file asks its __getattr__.
#include "py/runtime.h"

extern const mpyc_delegation_t mpyc_delegation;
extern mp_obj_t mpyc_importing;

static mp_obj_t delegated_getattr(mp_obj_t name) {
    mp_obj_t dest[2] = {MP_OBJ_NULL, MP_OBJ_NULL};
    mpyc_delegation.attr(mpyc_importing, mp_obj_str_get_qstr(name), dest);
    if (dest[0] == MP_OBJ_NULL) {
        mp_raise_msg_varg(&mp_type_AttributeError, MP_ERROR_TEXT("'module' object has no attribute '%s'"),
            mp_obj_str_get_str(name));
    }
    return dest[1] == MP_OBJ_NULL ? dest[0] : mp_obj_new_closure(dest[0], 1, &dest[1]);
}
MP_DEFINE_CONST_FUN_OBJ_1(mpyc_delegated_getattr_obj, delegated_getattr);
