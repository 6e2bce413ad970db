// What a module needs besides what is wrong with it.
#include "py/runtime.h"

static const mp_rom_map_elem_t globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR_f), MP_ROM_PTR(&f_obj) },
};
static MP_DEFINE_CONST_DICT(globals, globals_table);
const mp_obj_module_t wrong_user_cmodule = { { &mp_type_module }, (mp_obj_dict_t *)&globals };
MP_REGISTER_MODULE(MP_QSTR_wrong, wrong_user_cmodule);
