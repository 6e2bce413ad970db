#ifndef MPYC_PY_OBJMODULE_H
#define MPYC_PY_OBJMODULE_H

#include "obj.h"

void mp_module_generic_attr(qstr attr, mp_obj_t *dest, const uint16_t *keys, mp_obj_t *values);

#endif
