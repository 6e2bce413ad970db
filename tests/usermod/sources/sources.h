#include "py/obj.h"

MP_DECLARE_CONST_FUN_OBJ_1(other_double_obj);
extern const mp_obj_dict_t other_table;
