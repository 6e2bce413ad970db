// A module of several sources and a header, with options.
#include "py/runtime.h"

#include "sources.h"
#include <answer.h>

#ifndef GREETING
#error "GREETING is not defined"
#endif

static mp_obj_t greet(void) {
    return mp_obj_new_str(GREETING, sizeof(GREETING) - 1);
}
static MP_DEFINE_CONST_FUN_OBJ_0(greet_obj, greet);

static const mp_rom_map_elem_t sources_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_sources) },
    { MP_ROM_QSTR(MP_QSTR_greet), MP_ROM_PTR(&greet_obj) },
    { MP_ROM_QSTR(MP_QSTR_double), MP_ROM_PTR(&other_double_obj) },
    { MP_ROM_QSTR(MP_QSTR_table), MP_ROM_PTR(&other_table) },
    { MP_ROM_QSTR(MP_QSTR_answer), MP_ROM_INT(ANSWER) },
};
static MP_DEFINE_CONST_DICT(sources_globals, sources_globals_table);

const mp_obj_module_t sources_user_cmodule = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&sources_globals,
};

MP_REGISTER_MODULE(MP_QSTR_sources, sources_user_cmodule);
